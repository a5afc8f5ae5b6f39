"""What the columns of a table of judgments hold: units, coders, variables or values, guessed by their names, or given.

A long table has a row for each judgment. A wide one has a column for each variable, or for each coder.

>>> from stancebook.exchange.table_import import grid
>>> table = grid.parse("a.csv", b"item_id,rater,tone,note\\n1,ada,warm,\\n1,ben,cold,hm\\n")
>>> print(in_words(find(table, {}), table.header))
unit = item_id; coder = rater; variable = tone; left out: note
>>> table = grid.parse("a.csv", b"item_id,rater_1,rater_2\\n1,warm,warm\\n2,cold,warm\\n")
>>> print(in_words(find(table, {}), table.header))
unit = item_id; coder = rater_1, rater_2
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, NoReturn, TypeAlias

from stancebook.core.english import one_of
from stancebook.core.problems import Problem, UserError, WrongArgument, one_line, suggestion
from stancebook.exchange.table_import.grid import Grid

NAMES = {  # of the columns of each role, the likeliest first; a value is looked for beside a column of variables alone
    "unit": ("unit", "unitid", "item", "itemid", "sentenceid", "sentence", "segmentid", "segment", "transcript",
             "documentid", "docid", "document", "doc", "textid", "articleid", "article", "caseid", "case", "subject",
             "id"),
    "coder": ("coder", "coderid", "codername", "annotator", "annotatorid", "rater", "raterid", "judge", "worker",
              "workerid", "labeler", "labeller"),
    "variable": ("variable", "variablename", "question", "dimension", "codevariable"),
    "value": ("value", "code", "label", "judgment", "judgement", "rating", "score", "answer", "annotation"),
}  # fmt: skip
ASIDE = {
    "date", "time", "timestamp", "created", "createdat", "updated", "source", "outlet", "url", "title", "headline",
    "text", "fulltext", "quote", "note", "notes", "comment", "comments", "remark", "remarks", "duration", "country", "",
}  # fmt: skip
NUMBERED = re.compile(r"(?i)(?:coder|annotator|rater|judge|worker|labell?er)[ _.-]*\w+")
MOST_VALUES = 20  # of a column that has one value for each unit, and still is a variable
LONG = 40  # characters of a mean cell: a text and no value

Places: TypeAlias = dict[str, list[int]]  # of the columns of each role


class Roles(NamedTuple):
    """The places of the columns: several may name a unit together; those of values are variables, or coders.

    Without `coder`, each column of `values` is a coder. `aside` are the columns that are left out.
    """

    unit: tuple[int, ...]
    coder: int | None
    variable: int | None
    values: tuple[int, ...]
    aside: tuple[int, ...]


def find(table: Grid, given: Mapping[str, Sequence[str]]) -> Roles:
    """Return the Roles of a table's columns, by the given names first; raises UserError where one is not clear."""
    places = _given(table, given)
    for role in ("unit", "coder", "variable"):
        places[role] = places[role] or _named(table.header, role, _taken(places))
    if not places["unit"]:
        _refuse(table, "no column seems to hold the unit", "say which: --column unit=NAME")
    left = [place for place in range(len(table.header)) if place not in _taken(places)]
    values = places["value"] or _values(table, places, left)
    aside = tuple(place for place in left if place not in values)
    coder, variable = (next(iter(places[role]), None) for role in ("coder", "variable"))
    return Roles(tuple(places["unit"]), coder, variable, tuple(values), aside)


def _given(table: Grid, given: Mapping[str, Sequence[str]]) -> Places:
    """Return the places of the columns whose names are given; raises UserError for a role or a column that is none."""
    if unknown := sorted(given.keys() - NAMES.keys()):
        raise WrongArgument(f"--column: '{one_line(unknown[0])}' is no role of a column; use {one_of(tuple(NAMES))}")
    names = [name for own in given.values() for name in own]
    for name in names:
        if name not in table.header:
            fix = suggestion(name, table.header, f"its columns are {_columns(table)}")
            raise UserError(str(Problem(table.file, 1, "", f"it has no column '{name}'", fix)))
        if names.count(name) > 1:
            raise WrongArgument(f"--column: '{one_line(name)}' is given twice; a column has one role")
    for role in ("coder", "variable"):
        if len(given.get(role, ())) > 1:
            raise WrongArgument(f"--column: {role} is given twice; a table has one column of that role")
    return {role: [table.header.index(name) for name in given.get(role, ())] for role in NAMES}


def _taken(places: Places) -> set[int]:
    """Return the places of columns that have a role."""
    return {place for own in places.values() for place in own}


def _named(header: Sequence[str], role: str, taken: Collection[int]) -> list[int]:
    """Return the place of the column that has the likeliest name of a role, as far as there is one."""
    plain = ["".join(filter(str.isalnum, name.lower())) for name in header]
    places = [plain.index(name) for name in NAMES[role] if name in plain]
    return [place for place in places if place not in taken][:1]


def _values(table: Grid, places: Places, left: Sequence[int]) -> list[int]:
    """Return the places of the columns that hold values; raises UserError if that is not clear."""
    likely = [place for place in left if not _is_aside(table, place, places["unit"])]
    if places["variable"] and places["coder"]:
        value = _named(table.header, "value", _taken(places)) or likely
        if len(value) != 1:
            _refuse(table, "no column seems to hold the values", "say which: --column value=NAME")
        return value
    if places["coder"]:
        if not likely:
            _refuse(table, "no column seems to hold values", "say which: --column value=NAME, once for each variable")
        return likely
    numbered = [place for place in left if NUMBERED.fullmatch(table.header[place])]
    coders = numbered if len(numbered) > 1 else likely if _alike(table, likely) else []
    if len(coders) < 2:
        fix = "say which: --column coder=NAME, or --column value=NAME once for each coder’s column"
        _refuse(table, "no column seems to name the coder", fix)
    return coders


def _is_aside(table: Grid, place: int, unit: Sequence[int]) -> bool:
    """Return whether a column seems to describe the units, or to be a remark, and not to hold codes."""
    cells = table.column(place)
    if "".join(filter(str.isalnum, table.header[place].lower())) in ASIDE:
        return True
    if sum(map(len, cells)) > LONG * len(cells):
        return True
    by_unit = {(*(row[each] for each in unit), row[place]) for row in table.rows}
    units = {tuple(row[each] for each in unit) for row in table.rows}
    return len(set(cells)) > MOST_VALUES and len(by_unit) == len(units) < len(cells)


def _alike(table: Grid, places: Sequence[int]) -> bool:
    """Return whether each column shares half of its values with the others: it is a coder’s, and no variable’s."""
    values = [set(table.column(place)) - {""} for place in places]
    others = [set().union(*values[:at], *values[at + 1 :]) for at in range(len(values))]
    return all(own and 2 * len(own & rest) >= len(own) for own, rest in zip(values, others, strict=True))


def _refuse(table: Grid, message: str, fix: str) -> NoReturn:
    """Raise UserError about the header of a table."""
    raise UserError(str(Problem(table.file, 1, "", f"{message}; its columns are {_columns(table)}", fix)))


def _columns(table: Grid, most: int = 20) -> str:
    """Return the names of the first columns, and how many more the first line of the file has."""
    more = [f"{len(table.header) - most} more, which its first line has"] if len(table.header) > most else []
    return ", ".join([*(one_line(name, 40) or "(no name)" for name in table.header[:most]), *more])


def in_words(roles: Roles, header: Sequence[str]) -> str:
    """Return in words what each column holds."""
    several = "variable" if roles.coder is not None else "coder"
    one = "value" if roles.variable is not None and roles.coder is not None else several
    places = {"unit": roles.unit, "coder": _one(roles.coder), "variable": _one(roles.variable)}
    places[one] = (*places.get(one, ()), *roles.values)
    named = {role: ", ".join(header[each] for each in own) for role, own in places.items() if own}
    shown = [f"{role} = {names}" for role, names in named.items()]
    left_out = ", ".join(header[each] or "(no name)" for each in roles.aside)
    return "; ".join([*shown, *([f"left out: {left_out}"] if left_out else [])])


def _one(place: int | None) -> tuple[int, ...]:
    """Return a place that need not be there as a tuple."""
    return () if place is None else (place,)
