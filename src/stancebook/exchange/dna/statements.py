"""What each passage is in DNA: statements with a type and values, and the variables of each type.

>>> from dataclasses import replace
>>> values = {"actor": "arland", "issue": "toll", "position": "-2", "speaker": "-"}
>>> sided = Passage("p1", "t1", 0, 6, "ada", values=values)
>>> [(each.type, dict(each.values)) for each in statements_of(sided, {})]
[('DNA Statement', {'organization': 'arland', 'concept': 'toll', 'position': '-2', 'agreement': 'no'})]
>>> [each.type for each in statements_of(replace(sided, values={"actor": "arland", "position": "0"}), {})]
['Stancebook Statement']
>>> [(each.type, dict(each.values)) for each in statements_of(replace(sided, values={}, note="See page 2."), {})]
[('Annotation', {'note': 'See page 2.'})]
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from stancebook.exchange.dna.schema import INTEGERS, LONGEST, NOTE, TYPE, most, storable
from stancebook.exchange.project import Code, Passage

DNA, OWN, CODED, ANNOTATION = "DNA Statement", "Stancebook Statement", "Code", "Annotation"
NAMES = {"speaker": "person", "actor": "organization", "issue": "concept"}  # ours, and DNA's
NO_SPEAKER = "-"
ENTITIES = (*NAMES.values(), "code")  # variables that are short texts whatever their values are
ORDER = ("person", "organization", "concept", "agreement", "position", "condition", "via", "voice", "confidence")


class Statement(NamedTuple):
    """A statement of DNA: the passage that it is made of, its type, its values by variable."""

    passage: Passage
    type: str
    values: Mapping[str, str]


class Variable(NamedTuple):
    """A variable of a statement type, with its kind: short text, long text, integer or boolean."""

    type: str
    name: str
    kind: str


def statements_of(passage: Passage, codes: Mapping[str, Code]) -> list[Statement]:
    """Return the statements of a passage: one of its values, one of each code that is no value, or an annotation."""
    values = _named_as_dna(passage.values)
    label = values.pop(TYPE, "")
    note = {NOTE: passage.note} if passage.note else {}
    alone = [{"code": id} for id in passage.codes if id in codes and not codes[id].kind]
    found = [Statement(passage, type_of(values, label), values | note)] if values or label else []
    found += [Statement(passage, CODED, own | note) for own in alone]
    return found or [Statement(passage, ANNOTATION, {NOTE: passage.note})]


def _named_as_dna(values: Mapping[str, str]) -> dict[str, str]:
    """Return values under DNA's names, without empty ones, and with the agreement that a position's sign is."""
    names = {name: NAMES[name] for name in NAMES if NAMES[name] not in values}
    named = {most(storable(names.get(name, name))): cell for name, cell in values.items()}
    if named.get("person") == NO_SPEAKER:
        del named["person"]
    if values.get(TYPE, DNA) == DNA and (agreement := agreement_of(named.get("position", ""))):
        named.setdefault("agreement", agreement)
    return {name: cell for name, cell in named.items() if cell}


def agreement_of(position: str) -> str:
    """Return the agreement that a position is; "" for one without a side, or none at all.

    >>> agreement_of("2"), agreement_of("-1"), agreement_of("0"), agreement_of("")
    ('yes', 'no', '', '')
    """
    if not is_integer(position) or not int(position):
        return ""
    return "yes" if int(position) > 0 else "no"


def type_of(values: Mapping[str, str], label: str = "") -> str:
    """Return the type of a statement with these values beside its note; DNA's own has to have an agreement.

    `label` is that of a statement that came from DNA.

    >>> type_of({"agreement": "no"}), type_of({"actor": "arland"}), type_of({}), type_of({}, "DNA Statement")
    ('DNA Statement', 'Stancebook Statement', 'Annotation', 'Stancebook Statement')
    """
    sided = values.get("agreement") in ("yes", "no")
    if label and (sided or label != DNA):
        return label
    return DNA if sided else OWN if values or label else ANNOTATION


def is_integer(value: str) -> bool:
    """Return whether a value is a whole number that DNA can hold, in the form that comes back.

    >>> is_integer("-2"), is_integer("02"), is_integer("2147483648"), is_integer("\\u0662")
    (True, False, False, False)
    """
    digits = value.removeprefix("-")
    return len(digits) < 11 and digits.isdecimal() and str(int(value)) == value and int(value) in INTEGERS


def variables_of(statements: Iterable[Statement], coded: Collection[str] = ()) -> list[Variable]:
    """Return the variables of each type in DNA's order; those of DNA's own type are there without a statement.

    `coded` are the names of variables that have codes: their values are entities, and not long texts.
    """
    cells: dict[str, dict[str, list[str]]] = {DNA: {name: [] for name in ORDER[:4]}}
    totals: dict[str, int] = {}
    for each in statements:
        totals[each.type] = totals.get(each.type, 0) + 1
        for name, value in each.values.items():
            cells.setdefault(each.type, {}).setdefault(name, []).append(value)
    return [
        Variable(type, name, _kind(name, own[name], totals.get(type, 0), name in coded))
        for type, own in sorted(cells.items(), key=lambda item: (item[0] != DNA, item[0] != OWN, item[0]))
        for name in sorted(own, key=_place)
    ]


def _place(name: str) -> tuple[int, str]:
    """Return what the variables of a type are sorted by: ours in their order, then others, the note at the end."""
    return (ORDER.index(name) if name in ORDER else len(ORDER) + (name == NOTE), name)


def _kind(name: str, values: Sequence[str], total: int, coded: bool) -> str:
    """Return the kind of a variable with these values; a number or a truth is there only if each statement has one."""
    if name in ENTITIES:
        return "short text"
    if name == NOTE or any(len(value) > LONGEST for value in values):
        return "long text"
    if len(values) == total and all(value in ("yes", "no") for value in values):
        return "boolean"
    if len(values) == total and all(map(is_integer, values)):
        return "integer"
    return "short text" if coded else "long text"
