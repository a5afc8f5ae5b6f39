"""Findings: what a study says it found, each with the claim it bears and a predicate that any analysis can be asked.

>>> from stancebook.study import codebook
>>> book = codebook.from_yaml({"variables": {"condition": {"values": {"none": "…"}}},
...     "issues": {"bridge": "A bridge is built."}, "actors": {"arland": {"name": "Arland", "type": "state"}}})
>>> entry = {"finding": "arland-builds", "claim": "arland", "says": "Arland wants it.", "holds": "stance(arland, bridge) > 0"}
>>> declared, complaints = read({"findings": [entry, entry | {"finding": "no", "holds": "stance(arland, tunnel) > 0"}]}, book)
>>> [finding.finding for finding in declared.findings]
['arland-builds']
>>> print(*complaints)
findings.yaml, finding no: 'tunnel' is not in the codebook; use an id of its issues
"""

import ast
from typing import NamedTuple

from stancebook.analysis import predicates
from stancebook.analysis.decisions import DECISIONS
from stancebook.core.problems import ID, Problem, check_article

FILE = "findings.yaml"
ENTRY = ("finding", "claim", "says", "holds")
KEYS = ("left_out_together", "parts", "curve", "findings")
TAKEN = {"universe", "n", "estimate", *DECISIONS}
SHAPE = "see data/README.md for its shape"


class Finding(NamedTuple):
    """A finding: its id, the claim of the brief that it bears, the finding in words, and its predicate."""

    finding: str
    claim: str
    says: str
    holds: ast.expr


class DeclaredFindings(NamedTuple):
    """What a study declares: its findings, sets of articles, unnamed parts of groups, and the number of its curve.

    `left_out_together` leads from a name to articles, `parts` from an actor to its group; `curve` is a number's
    expression, or None, and `measured` what it measures, in words.
    """

    findings: tuple = ()
    left_out_together: dict = {}
    parts: dict = {}
    curve: ast.expr | None = None
    measured: str = ""

    def sets_of(self, articles):
        """The sets as far as their articles are there, each once; none that leaves nothing, or nothing out."""
        sets = {}
        for name, ids in self.left_out_together.items():
            present = [id for id in articles if id in ids]
            if 0 < len(present) < len(articles) and present not in sets.values():
                sets[name] = present
        return sets


def read(parsed, book, articles=()):
    """The DeclaredFindings of a parsed findings.yaml, as far as it is right, and the complaints about the rest."""
    if not isinstance(parsed, dict):
        return DeclaredFindings(), [_complaint("", "it holds no entries", SHAPE)]
    out = [
        _complaint(str(key), "the entry is not known", f"use {', '.join(KEYS)}") for key in parsed if key not in KEYS
    ]
    sets, wrong_sets = _sets(parsed.get("left_out_together") or {}, articles)
    parts, wrong_parts = _parts(parsed.get("parts") or {}, book)
    found, wrong = _findings(parsed.get("findings") or [], book)
    curve, measured, wrong_curve = _curve(parsed.get("curve"), book)
    return DeclaredFindings(
        tuple(found), sets, parts, curve, measured
    ), out + wrong_sets + wrong_parts + wrong + wrong_curve


def _complaint(place, wrong, cure):
    return Problem(FILE, None, place, wrong, cure)


def _sets(told, articles):
    """The sets of articles that are left out together, and the complaints about them."""
    if not isinstance(told, dict) or not all(isinstance(ids, list) and ids for ids in told.values()):
        return {}, [_complaint("left_out_together", "it is of another shape", 'write it as {name: ["001", "002"]}')]
    out = [
        wrong._replace(column=f"left_out_together, {name}")
        for name, ids in told.items()
        for id in ids
        for wrong in check_article(FILE, None, {"article": str(id)}, articles)
    ]
    out += [
        _complaint(f"left_out_together, {name}", "it is an article or no name", "use letters, digits, - and _")
        for name in told
        if str(name) in articles or not ID.fullmatch(str(name))
    ]
    return ({} if out else {str(name): [str(id) for id in ids] for name, ids in told.items()}), out


def _parts(told, book):
    """The groups of unnamed parts, and the complaints about them."""
    if not isinstance(told, dict):
        return {}, [_complaint("parts", "it is of another shape", "write it as {actor: group}")]
    strange = sorted({str(id) for pair in told.items() for id in pair} - set(book.names))
    out = [_complaint("parts", f"'{id}' is not in the codebook", "use an id of its actors") for id in strange]
    chained = sorted(set(map(str, told.values())) & set(map(str, told)))
    out += [_complaint("parts", f"'{id}' is a part and a group", "name the whole group") for id in chained]
    return ({} if out else {str(part): str(group) for part, group in told.items()}), out


def _findings(told, book):
    """The Findings of a list of entries, and the complaints about them."""
    if not isinstance(told, list) or not all(isinstance(entry, dict) for entry in told):
        return [], [_complaint("findings", "it is no list of entries", f"give each {', '.join(ENTRY)}")]
    found, out, seen = [], [], set()
    for number, entry in enumerate(told, 1):
        id = entry.get("finding")
        place = f"finding {id if isinstance(id, str) and id else number}"
        wrong = _untold(place, entry, ENTRY)
        wrong += [
            _complaint(place, f"'{key}' is not known", f"use {', '.join(ENTRY)}") for key in entry if key not in ENTRY
        ]
        wrong += _misnamed(place, id, seen) if isinstance(id, str) and id.strip() else []
        try:
            predicate = predicates.parse(entry["holds"], predicates.asked_of(book)) if not wrong else None
        except ValueError as error:
            wrong.append(_complaint(place, *str(error).rsplit("; ", 1)))
        seen.add(str(id))
        out += wrong
        found += [] if wrong else [Finding(*(entry[key] for key in ENTRY[:3]), predicate)]
    return found, out


def _untold(place, entry, keys):
    """The complaints about texts that an entry lacks, or gives as something else."""
    missing = {key for key in keys if entry.get(key) is None or str(entry[key]).strip() == ""}
    return [
        _complaint(place, f"'{key}' is missing", "add it")
        if key in missing
        else _complaint(place, f"'{key}' is no text, as it stands there", "write it in quotes")
        for key in keys
        if key in missing or not isinstance(entry[key], str)
    ]


def _misnamed(place, id, seen):
    """The complaints about the id of a finding, where some have been `seen`."""
    out = [] if ID.fullmatch(id) else [_complaint(place, "its id is none", "use letters, digits, - and _")]
    if id in TAKEN:
        out.append(_complaint(place, "its id is a column of universes.csv", "give it another"))
    if id in seen:
        out.append(_complaint(place, "its id is used twice", "give each its own"))
    return out


def _curve(told, book):
    """The expression of the curve, what it measures, and the complaints about them; None where there is no curve."""
    if told is None:
        return None, "", []
    if not isinstance(told, dict) or set(told) != {"says", "value"}:
        return None, "", [_complaint("curve", "it is of another shape", "give it says and value")]
    if wrong := _untold("curve", told, ("says", "value")):
        return None, "", wrong
    try:
        return predicates.parse(told["value"], predicates.asked_of(book), number=True), told["says"], []
    except ValueError as error:
        return None, "", [_complaint("curve", *str(error).rsplit("; ", 1))]
