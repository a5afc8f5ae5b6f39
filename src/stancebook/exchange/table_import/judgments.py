"""Judgments: what each coder gave to each unit on each variable, from a long or a wide table.

>>> from stancebook.exchange.table_import import grid, roles
>>> table = grid.parse("a.csv", b"unit,coder,tone\\n1,ada,warm\\n1,ben,cold\\n2,ada,\\n2,ben,warm\\n1,ben,warm\\n")
>>> taken = take(table, roles.find(table, {}))
>>> [tuple(each) for each in taken.judgments]
[('1', 'ada', 'tone', 'warm'), ('2', 'ben', 'tone', 'warm')]
>>> print(*taken.problems, sep="\\n")
a.csv, row 4, tone: the cell is empty; fill it, if there is a judgment
a.csv, row 3: coder ben gives unit 1 two values of tone: 'cold', and 'warm' in row 6; leave one of them
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import NamedTuple

from stancebook.core.csv_lines import SEPARATORS
from stancebook.core.english import one_of, plural
from stancebook.core.problems import Problem, UserError, one_line, suggestion
from stancebook.exchange.table_import import levels
from stancebook.exchange.table_import.grid import Grid
from stancebook.exchange.table_import.levels import Level
from stancebook.exchange.table_import.roles import Roles

MISSING = ("NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null")  # what other programs write for an empty cell


class Judgment(NamedTuple):
    """One value."""

    unit: str
    coder: str
    variable: str
    value: str


class Taken(NamedTuple):
    """What was taken from a table: judgments in its order, remarks, and what could not be taken."""

    judgments: list[Judgment]
    notes: list[str]
    problems: list[Problem]

    @property
    def variables(self) -> list[str]:
        """The variables in order of first appearance."""
        return list(dict.fromkeys(each.variable for each in self.judgments))


def take(table: Grid, where: Roles, missing: Collection[str] = MISSING, name: str = "") -> Taken:
    """Return the judgments in a table; `name` is the variable of a table with a column for each coder.

    A row without unit, coder, variable or any value, and two values of one coder for one unit are problems; of these
    nothing is taken. Other empty cells of a wide table are no judgments, and counted; so are the words in `missing`.
    """
    problems, full, words = list(table.problems), [], Counter[str]()
    empty: Counter[str] = Counter()
    for number, row in zip(table.numbers, table.rows, strict=True):
        words.update(row[place] for place in where.values if row[place] in missing)
        given = [place for place in where.values if row[place] and row[place] not in missing]
        if lacking := _lacking(table, where, row, given):
            problems.append(Problem(table.file, number, *lacking))
            continue
        empty.update(table.header[place] for place in where.values if place not in given)
        full += [(number, _judgment(table, where, row, place, name)) for place in given]
    judgments, twice, repeated = _once(table.file, full)
    judgments, pointed = _with_points(judgments) if SEPARATORS[";"] in table.how else (judgments, [])
    notes = [f"{column}: {plural(times, 'empty cell')}" for column, times in empty.items()]
    notes += [
        f"'{word}' stands for an empty cell, {times} times; --missing says otherwise" for word, times in words.items()
    ]
    notes += [f"{plural(repeated, 'judgment')} that stood there before, taken once"] if repeated else []
    return Taken(judgments, notes + pointed + _spelt_alike(judgments), problems + twice)


def _with_points(judgments: list[Judgment]) -> tuple[list[Judgment], list[str]]:
    """Return judgments with points for the commas of decimal numbers, where a variable has no other values; and notes.

    >>> _with_points([Judgment("1", "ada", "share", "0,5"), Judgment("2", "ada", "share", "1")])[1]
    ['share: 0,5 is read as 0.5, and the others like it']
    """
    values: dict[str, list[str]] = {}
    for each in judgments:
        values.setdefault(each.variable, []).append(each.value)
    notes = {}
    for name, own in values.items():
        one = next((value for value in own if "," in value), "")
        if one and all(levels.NUMBER.fullmatch(value.replace(",", ".")) and "." not in value for value in own):
            notes[name] = f"{name}: {one} is read as {one.replace(',', '.')}, and the others like it"
    new = [each._replace(value=each.value.replace(",", ".")) if each.variable in notes else each for each in judgments]
    return new, list(notes.values())


def _lacking(table: Grid, where: Roles, row: Sequence[str], given: Sequence[int]) -> tuple[str, str, str] | None:
    """Return column, message and fix of what a row lacks; None if it has unit, coder, variable and a value."""
    needed = [*where.unit, *(each for each in (where.coder, where.variable) if each is not None)]
    if blank := [table.header[place] for place in needed if not row[place]]:
        return blank[0], "the cell is empty", "say whose judgment it is, and of what"
    if given:
        return None
    alone = len(where.values) == 1
    column, message = (table.header[where.values[0]], "the cell is empty") if alone else ("", "the row has no value")
    return column, message, "fill it, if there is a judgment"


def _judgment(table: Grid, where: Roles, row: Sequence[str], place: int, name: str) -> Judgment:
    """Return the judgment in a cell of a row."""
    column = table.header[place]
    coder = column if where.coder is None else row[where.coder]
    variable = row[where.variable] if where.variable is not None else name if where.coder is None else column
    return Judgment(" / ".join(row[each] for each in where.unit), coder, variable, row[place])


def _once(file: str, full: Sequence[tuple[int, Judgment]]) -> tuple[list[Judgment], list[Problem], int]:
    """Return the judgments, each once, a problem for each coder with two values for a unit, how many were repeated."""
    first: dict[tuple[str, str, str], tuple[int, str]] = {}
    differing: dict[tuple[str, str, str], Problem] = {}
    for number, (*key, value) in full:
        row, before = first.setdefault(unit := (key[0], key[1], key[2]), (number, value))
        if before != value:
            message = (
                f"coder {key[1]} gives unit {key[0]} two values of {key[2]}: '{before}', and '{value}' in row {number}"
            )
            differing.setdefault(unit, Problem(file, row, "", message, "leave one of them"))
    kept = [Judgment(*unit, value) for unit, (_, value) in first.items() if unit not in differing]
    repeated = sum(first[each.unit, each.coder, each.variable][1] == each.value for _, each in full) - len(first)
    return kept, list(differing.values()), repeated


def _spelt_alike(judgments: Collection[Judgment]) -> list[str]:
    """Return a line for each two values of a variable that differ in capitals alone: they count as different."""
    by_word: dict[tuple[str, str], set[str]] = defaultdict(set)
    for variable, value in {(each.variable, each.value) for each in judgments}:
        by_word[variable, value.casefold()].add(value)
    alike = [(variable, sorted(values)) for (variable, _), values in sorted(by_word.items()) if len(values) > 1]
    return [f"{variable}: {' and '.join(map(repr, values))} count as different values" for variable, values in alike]


def levels_of(
    judgments: Collection[Judgment], given: Mapping[str, Level], known: Mapping[str, Level]
) -> dict[str, Level]:
    """Return the Level of each variable: as given, as `known` from a codebook, or guessed.

    Raises UserError for a level of no variable, or with a value that does not fit.
    """
    values: dict[str, set[str]] = defaultdict(set)
    for each in judgments:
        values[each.variable].add(each.value)
    if unknown := sorted(given.keys() - values.keys()):
        fix = suggestion(unknown[0], values, f"use {one_of(list(values))}")
        raise UserError(f"--level: '{one_line(unknown[0])}' is no variable of this table; {fix}")
    chosen = {
        name: given.get(name) or _fitting(known.get(name), own) or levels.guess(own) for name, own in values.items()
    }
    for name, level in chosen.items():
        if fault := level.fault(values[name]):
            raise UserError(f"--level {name}={level.level}: {one_line(fault)}")
    return chosen


def _fitting(level: Level | None, values: Collection[str]) -> Level | None:
    """Return a known level if the values fit it."""
    return level if level and not level.fault(values) else None


def units(judgments: Collection[Judgment], variable: str, level: Level) -> tuple[list[str], list[list[Hashable]]]:
    """Return the coders of a variable, sorted, and its units: for each the values of these coders, None for none."""
    own = [each for each in judgments if each.variable == variable]
    coders = sorted({each.coder for each in own})
    place = {coder: number for number, coder in enumerate(coders)}
    table: dict[str, list[Hashable]] = {each.unit: [None] * len(coders) for each in own}
    for each, value in zip(own, level.values(each.value for each in own), strict=True):
        table[each.unit][place[each.coder]] = value
    return coders, list(table.values())
