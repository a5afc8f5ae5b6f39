"""Findings: the conclusions of a study, each with the claim that it supports and a predicate to test.

>>> from stancebook.study import codebook
>>> book = codebook.from_yaml({"variables": {"condition": {"values": {"none": "…"}}},
...     "issues": {"bridge": "A bridge is built."}, "actors": {"arland": {"name": "Arland", "type": "state"}}})
>>> entry = {"finding": "builds", "claim": "arland", "says": "Arland wants it.", "holds": "stance(arland, bridge) > 0"}
>>> wrong = entry | {"finding": "no", "holds": "stance(arland, tunnel) > 0"}
>>> declared, problems = read({"findings": [entry, wrong]}, book)
>>> [finding.finding for finding in declared.findings]
['builds']
>>> print(*problems)
findings.yaml, finding no: 'tunnel' is not in the codebook; use an id of its issues
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from stancebook.analysis import predicates
from stancebook.analysis.decisions import DECISIONS, NONE, Sets
from stancebook.core.problems import ID, Problem, check_article
from stancebook.core.yaml_files import find_faults, sound_entries

if TYPE_CHECKING:
    from stancebook.study.codebook import Codebook

FILE = "findings.yaml"
ENTRY = {"finding": str, "claim": str, "says": str, "holds": str}
SHAPE = {
    "left_out_together?": {...: [object]}, "parts?": {...: object}, "curve?": {"says": str, "value": str},
    "findings?": [object],
}  # fmt: skip
TAKEN = {"universe", "n", "estimate", *DECISIONS}


class Finding(NamedTuple):
    """A finding: its id, the claim of the brief that it supports, the finding in words, and its predicate."""

    finding: str
    claim: str
    says: str
    holds: ast.expr


class DeclaredFindings(NamedTuple):
    """The declarations of a study: findings, sets of articles, unnamed parts of groups, and the number of its curve.

    `left_out_together` leads from a name to articles, `parts` from an actor to its group; `curve` is the expression of
    a number, or None, and `measured` says what it measures.
    """

    findings: tuple[Finding, ...] = ()
    left_out_together: Sets = NONE
    parts: Mapping[str, str] = NONE
    curve: ast.expr | None = None
    measured: str = ""

    def sets_of(self, articles: Sequence[str]) -> dict[str, list[str]]:
        """Return each set once, with those of its articles that are given; no empty set and no set of all articles."""
        sets: dict[str, list[str]] = {}
        for name, ids in self.left_out_together.items():
            present = [id for id in articles if id in ids]
            if 0 < len(present) < len(articles) and present not in sets.values():
                sets[name] = present
        return sets


def read(parsed: Any, book: Codebook, articles: Collection[str] = ()) -> tuple[DeclaredFindings, list[Problem]]:
    """The DeclaredFindings of a parsed findings.yaml, as far as it is right, and the problems of the rest."""
    if isinstance(parsed, dict):
        parsed = {key: value for key, value in parsed.items() if value is not None}
    entries, faults = sound_entries(parsed, SHAPE)
    sets, wrong_sets = _sets(entries.get("left_out_together", {}), articles)
    parts, wrong_parts = _parts(entries.get("parts", {}), book)
    findings, wrong_findings = _findings(entries.get("findings", []), book)
    curve, measured, wrong_curve = _curve(entries.get("curve"), book)
    problems = [_problem(*fault) for fault in faults] + wrong_sets + wrong_parts + wrong_findings + wrong_curve
    return DeclaredFindings(tuple(findings), sets, parts, curve, measured), problems


def _problem(place: str, message: str, fix: str) -> Problem:
    return Problem(FILE, None, place, message, fix)


def _sets(given: dict[Any, list[Any]], articles: Collection[str]) -> tuple[dict[str, list[str]], list[Problem]]:
    """The sets of articles that are left out together, and their problems."""
    sets = {str(name): [str(id) for id in ids] for name, ids in given.items()}
    problems = []
    for name, ids in sets.items():
        place = f"left_out_together, {name}"
        for id in ids:
            problems += check_article(FILE, None, {place: id}, articles, place)
        if name in articles or not ID.fullmatch(name):
            problems.append(_problem(place, "it is an article or no name", "use letters, digits, - and _"))
        if not ids:
            problems.append(_problem(place, "it names no article", "list the ids of articles"))
    return ({} if problems else sets), problems


def _parts(given: dict[Any, Any], book: Codebook) -> tuple[dict[str, str], list[Problem]]:
    """The groups of unnamed parts, and their problems."""
    parts = {str(part): str(group) for part, group in given.items()}
    unknown = sorted({*parts, *parts.values()} - set(book.names))
    problems = [_problem("parts", f"'{id}' is not in the codebook", "use an id of its actors") for id in unknown]
    chained = sorted(set(parts.values()) & set(parts))
    problems += [_problem("parts", f"'{id}' is a part and a group", "name the whole group") for id in chained]
    return ({} if problems else parts), problems


def _findings(entries: list[Any], book: Codebook) -> tuple[list[Finding], list[Problem]]:
    """The Findings of a list of entries, and their problems."""
    findings, problems = [], []
    used: set[str] = set()
    for number, entry in enumerate(entries, 1):
        id = entry.get("finding") if isinstance(entry, dict) else None
        place = f"finding {id if isinstance(id, str) and id else number}"
        wrong = [_problem(*fault) for fault in find_faults(entry, ENTRY, place)]
        wrong += _check_id(place, id, used) if isinstance(id, str) and id.strip() else []
        used.add(str(id))
        try:
            if not wrong:
                predicate = predicates.parse(entry["holds"], predicates.asked_of(book))
                findings.append(Finding(entry["finding"], entry["claim"], entry["says"], predicate))
        except ValueError as error:
            wrong.append(_problem(place, *str(error).rsplit("; ", 1)))
        problems += wrong
    return findings, problems


def _check_id(place: str, id: str, used: set[str]) -> list[Problem]:
    """The problems of the id of a finding, where others have been `used`."""
    problems = [] if ID.fullmatch(id) else [_problem(place, "its id is none", "use letters, digits, - and _")]
    if id in TAKEN:
        problems.append(_problem(place, "its id is a column of universes.csv", "give it another"))
    if id in used:
        problems.append(_problem(place, "its id is used twice", "give each its own"))
    return problems


def _curve(entry: dict[str, str] | None, book: Codebook) -> tuple[ast.expr | None, str, list[Problem]]:
    """The expression of the curve, its meaning in words, and their problems; None if there is no curve."""
    if entry is None:
        return None, "", []
    try:
        return predicates.parse(entry["value"], predicates.asked_of(book), number=True), entry["says"], []
    except ValueError as error:
        return None, "", [_problem("curve", *str(error).rsplit("; ", 1))]
