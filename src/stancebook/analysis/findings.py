"""Findings: sentences of the brief that a predicate tests, and the choices of analysis under which it is tested.

A sentence of the text with `holds="…"` is a finding. The choices are the entry `analysis` of study.yaml.

>>> from types import SimpleNamespace as Sentence; from stancebook.study import codebook
>>> book = codebook.from_yaml({"variables": {"condition": {"values": {"none": "…"}}},
...     "issues": {"bridge": "A bridge is built."}, "actors": {"arland": {"name": "Arland", "type": "state"}}})
>>> right = Sentence(id="builds", line=3, words="Arland wants it.", holds="stance(arland, bridge) > 0")
>>> wrong = Sentence(id="digs", line=4, words="Arland wants that too.", holds="stance(arland, tunnel) > 0")
>>> declared, problems = read({}, [right, wrong, Sentence(id="s3", line=5, words="So it goes.", holds="")], book)
>>> [finding.finding for finding in declared.findings]
['builds']
>>> print(*problems)
report/text.md, line 4, holds of digs: 'tunnel' is not in the codebook; use an id of its issues
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from stancebook.analysis import predicates
from stancebook.analysis.decisions import DECISIONS, NONE, Sets
from stancebook.core.authored.cell_checks import ID, check_article
from stancebook.core.problems import Problem, suggestion
from stancebook.core.yaml_files import sound_entries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancebook.study.codebook import Codebook

FILE, TEXT = "study.yaml", "report/text.md"
KEY = "analysis"  # of study.yaml
SHAPE = {"left_out_together?": {...: [object]}, "parts?": {...: object}, "curve?": {"says": str, "value": str}}
TAKEN = {"universe", "n", "estimate", *DECISIONS}
NUMBERED = re.compile("s[0-9]+")  # the id of a sentence that has none of its own


class Stated(Protocol):
    """A sentence of the text: its id, its line, its plain words, and its predicate, empty where it has none."""

    id: str
    line: int
    words: str
    holds: str


class Finding(NamedTuple):
    """A finding: the id of its sentence, the sentence, and its predicate."""

    finding: str
    says: str
    holds: ast.expr


class DeclaredFindings(NamedTuple):
    """The findings of a study, sets of articles, unnamed parts of groups, and the number of its curve.

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


def read(
    choices: Any, sentences: Iterable[Stated], book: Codebook, articles: Collection[str] = ()
) -> tuple[DeclaredFindings, list[Problem]]:
    """Return the DeclaredFindings of a study, as far as they are right, and the problems of the rest.

    `choices` is the entry `analysis` of study.yaml, or None; `sentences` are those of the text, `articles` all ids.
    """
    entries, problems = _entries(choices)
    sets, wrong_sets = _sets(entries.get("left_out_together", {}), articles)
    parts, wrong_parts = _parts(entries.get("parts", {}), book)
    curve, measured, wrong_curve = _curve(entries.get("curve"), book)
    findings, wrong_findings = _findings(sentences, book)
    problems += wrong_sets + wrong_parts + wrong_curve + wrong_findings
    return DeclaredFindings(tuple(findings), sets, parts, curve, measured), problems


def _entries(choices: Any) -> tuple[dict[str, Any], list[Problem]]:
    """The entries of the choices that have the right shape, and the problems of the others."""
    if isinstance(choices, dict):
        choices = {key: value for key, value in choices.items() if value is not None}
    entries, faults = sound_entries({} if choices is None else choices, SHAPE)
    return entries, [_problem(*fault) for fault in faults]


def _problem(place: str, message: str, fix: str) -> Problem:
    return Problem(FILE, None, f"{KEY}: {place}" if place else KEY, message, fix)


def _sets(given: dict[Any, list[Any]], articles: Collection[str]) -> tuple[dict[str, list[str]], list[Problem]]:
    """The sets of articles that are left out together, and their problems."""
    sets = {str(name): [str(id) for id in ids] for name, ids in given.items()}
    problems = []
    for name, ids in sets.items():
        place = f"left_out_together: {name}"
        for id in ids:
            problems += check_article(FILE, None, {f"{KEY}: {place}": id}, articles, f"{KEY}: {place}")
        if name in articles or not ID.fullmatch(name):
            problems.append(_problem(place, "it is an article or no name", "use letters, digits, - and _"))
        if not ids:
            problems.append(_problem(place, "it names no article", "list the ids of articles"))
    return ({} if problems else sets), problems


def _parts(given: dict[Any, Any], book: Codebook) -> tuple[dict[str, str], list[Problem]]:
    """The groups of unnamed parts, and their problems."""
    parts = {str(part): str(group) for part, group in given.items()}
    unknown = sorted({*parts, *parts.values()} - set(book.names))
    use = "use an id of its actors"
    problems = [_problem("parts", f"'{id}' is not in the codebook", suggestion(id, book.names, use)) for id in unknown]
    chained = sorted(set(parts.values()) & set(parts))
    problems += [_problem("parts", f"'{id}' is a part and a group", "name the whole group") for id in chained]
    return ({} if problems else parts), problems


def _findings(sentences: Iterable[Stated], book: Codebook) -> tuple[list[Finding], list[Problem]]:
    """The Findings among the sentences of a text, and their problems."""
    findings, problems = [], []
    for sentence in sentences:
        if sentence.holds:
            try:
                findings.append(_finding(sentence, book))
            except ValueError as error:
                message, _, fix = str(error).rpartition("; ")
                place = f"line {sentence.line}, holds of {sentence.id}"
                problems.append(Problem(TEXT, None, place, message, fix))
    return findings, problems


def _finding(sentence: Stated, book: Codebook) -> Finding:
    """The Finding of a sentence; raises ValueError, with the fix, if its predicate or its id is none."""
    if NUMBERED.fullmatch(sentence.id):
        raise ValueError('its sentence has no id of its own; write one, as in {#poland-refuses holds="…"}')
    if not ID.fullmatch(sentence.id):
        raise ValueError("the id of its sentence is none; use letters, digits, - and _")
    if sentence.id in TAKEN:
        raise ValueError("the id of its sentence is a column of universes.csv; give it another")
    return Finding(sentence.id, sentence.words, predicates.parse(sentence.holds, predicates.asked_of(book)))


def _curve(entry: dict[str, str] | None, book: Codebook) -> tuple[ast.expr | None, str, list[Problem]]:
    """The expression of the curve, its meaning in words, and their problems; None if there is no curve."""
    if entry is None:
        return None, "", []
    try:
        return predicates.parse(entry["value"], predicates.asked_of(book), number=True), entry["says"], []
    except ValueError as error:
        return None, "", [_problem("curve", *str(error).rsplit("; ", 1))]
