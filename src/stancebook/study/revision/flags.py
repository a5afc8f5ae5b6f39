"""Rows that a change of the codebook touches: which they are, what to do about them, and doing it where that is safe.

A row with a renamed or merged id is read as if it had the new one, frozen or not. A person decides anew about one whose
code was split.

>>> old = Change(2, "2026-03-01", "", "", "split", "issue", ("toll",), ("by_car", "by_foot"))
>>> print(*in_rows("ada.csv", [{"issue": "toll"}, {"issue": "by_car"}], [2, 3], [old]), sep="\\n")
ada.csv, row 2, issue: issue toll was split into by_car and by_foot (version 2, 2026-03-01); write by_car or by_foot
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from stancebook.core import csv_lines, schema, tables
from stancebook.core.authored import authored_csv, rewriting
from stancebook.core.bounds import reading
from stancebook.core.columns import Table
from stancebook.core.english import one_of
from stancebook.core.problems import Problem, UserError
from stancebook.core.tables import Row, Rows
from stancebook.study import coders, freeze, loader
from stancebook.study.people.tables import DECIDED, SHEET
from stancebook.study.revision.changes import COLUMNS, KINDS, Change, as_current, holds_ids, today
from stancebook.study.statements import UNIT

UNKNOWN = re.compile(r"'(\w+)' is no")
SAME_UNIT = re.compile(r"the same sentence, actor and issue stand in row (\d+)")
APPLY = "stancebook codebook apply"
ONCE_SAVED = "once the file is saved as CSV (UTF-8) with commas and without blank rows"
ONE_UNIT = "it is the same unit"


class Flag(NamedTuple):
    """A cell with an id that a change touches: file, row (from 2), column, old id, what it is today, the Change.

    `now` is empty where a person has to decide; `frozen` is whether the row is frozen and so stays as it is;
    `as_saved` is whether its file is as a spreadsheet saved it, which no command writes anew.
    """

    file: str
    row: int
    column: str
    id: str
    now: str
    change: Change
    frozen: bool = False
    as_saved: bool = False

    @property
    def problem(self) -> Problem:
        """What is to be done, as a problem of its place."""
        if self.now:
            once = f" {ONCE_SAVED}" if self.as_saved else ""
            fix = f"it is read as {self.now}" + ("" if self.frozen else f", and {APPLY} writes that{once}")
        else:
            fix = f"write {one_of(self.change.new)}" + (", then freeze anew and say why" if self.frozen else "")
        return Problem(self.file, self.row, self.column, str(self.change), fix)

    def __str__(self) -> str:
        """The flag as one sentence that begins with its place."""
        return str(self.problem)


def in_rows(
    file: str, rows: Rows, numbers: Sequence[int], changes: Sequence[Change], frozen: bool = False
) -> list[Flag]:
    """Return a Flag for each cell of the rows of a file, as it is, whose id was renamed, merged or split."""
    return [
        Flag(file, number, column, id, now, change, frozen)
        for number, row in zip(numbers, rows, strict=True)
        for column, id, now, change in _touched(row, changes)
    ]


def _touched(row: Row, changes: Sequence[Change]) -> Iterator[tuple[str, str, str, Change]]:
    """Yield column, id, what it is today and the last change of each id in a row that was renamed, merged or split."""
    for column, kind in COLUMNS.items():
        cell = row.get(column) or ""
        for id in cell.split() if kind == "condition" else [cell]:
            now, last = today(kind, id, changes)
            if last:
                yield column, id, now, last


def of_study(coded: Path, by: Collection[str], changes: Sequence[Change]) -> list[Flag]:
    """Return the Flags of the files of data/coded, and of validators and training, in order of file and row.

    None for a file that cannot be read. The name of a file outside data/coded has its folder in front.
    """
    found = []
    frozen = _frozen(coded) if changes else set()
    for name, table in _tables(coded, by).items() if changes else ():
        try:
            content = reading.read_bytes(path_of(coded, name))
            read = csv_lines.parse(content)
        except (OSError, csv_lines.NoCsv):
            continue
        own = in_rows(name, tables.rows_of(read), read.numbers, changes, name in frozen)
        as_saved = bool(own and _own_form(name, content, table)[1])
        found += [each._replace(as_saved=as_saved) for each in own]
    return found


def _own_form(name: str, content: bytes, table: Table) -> tuple[Rows, list[Problem]]:
    """Return the rows of a file in the form that this package writes, and problems of one in another form."""
    return authored_csv.check_shape(name, content, table.names, [each.name for each in table.optional])


def path_of(coded: Path, name: str) -> Path:
    """Return the path of a file by its name, as in a Flag."""
    return coded.parent / name if "/" in name else coded / name


def _tables(coded: Path, by: Collection[str]) -> dict[str, Table]:
    """Return the tables that hold ids of codes, by file."""
    own = {name: table for name, table in loader.tables_of(tuple(by)).items() if holds_ids(table)}
    for path in sorted((coded.parent / "validation").glob("*.csv")):
        if path.name.endswith("_sheet.csv"):
            own[f"validation/{path.name}"] = SHEET
        elif coders.is_coders(path, schema.CODER_ROWS):
            own[f"validation/{path.name}"] = schema.CODER_ROWS
    return own | {"training/decided.csv": DECIDED}


def _frozen(coded: Path) -> set[str]:
    """Return the names of the files in the last freeze."""
    freezes = freeze.read_record(coded)
    return {*freezes[-1]["files"]} if freezes else set()


def explained(problems: Iterable[Problem], flags: Iterable[Flag], changes: Sequence[Change] = ()) -> list[Problem]:
    """Return the problems with one for each cell whose code was split, not that it is no known id.

    Elsewhere, as in the text of the brief, an id that was changed has today's id as its fix. Two rows that a change
    made the same unit are told so.
    """
    flags = list(flags)
    split = {(each.file, each.row, each.column, f"'{each.id}'"): each.problem for each in flags if not each.now}
    kept = [each for each in problems if (*each[:3], each.message.partition(" ")[0]) not in split]
    touched = {(each.file, each.row): each for each in flags if each.now and each.column in UNIT}
    return [*(_with_todays_id(_with_cause(each, touched), changes) for each in kept), *split.values()]


def _with_cause(problem: Problem, touched: Mapping[tuple[str, int], Flag]) -> Problem:
    """Return a problem of two rows on one unit, with the change that made them one, and what a person has to decide."""
    double = SAME_UNIT.match(problem.message)
    rows = (problem.row or 0, int(double[1])) if double else ()
    flag = next((touched[problem.file, row] for row in rows if (problem.file, row) in touched), None)
    if flag is None or double is None:
        return problem
    fix = "decide which of the two counts, and leave it alone, with the other in its note"
    again = ', then freeze anew and say why: stancebook freeze --reason "why"' if flag.frozen else ""
    message = f"{ONE_UNIT} as row {double[1]} since {flag.change}"
    return problem._replace(message=message, fix=fix + again)


def _with_todays_id(problem: Problem, changes: Sequence[Change]) -> Problem:
    """Return a problem of an id that is not known, with what became of it as its fix if it was changed."""
    kinds = [kind for kind in KINDS if kind in problem.message] or KINDS
    for kind, id in product(kinds, UNKNOWN.findall(problem.message)):
        now, last = today(kind, id, changes)
        if last:
            return problem._replace(fix=f"write {now or one_of(last.new)}: {last}")
    return problem


def applied(coded: Path, by: Collection[str], changes: Sequence[Change]) -> dict[str, bytes]:
    """Return the new bytes of files in which renamed and merged ids are written as they are today.

    Frozen files stay, and cells whose code was split. Raises UserError for a file that cannot be read, or with
    all those that this package would write in another form.
    """
    new, known, problems = {}, _tables(coded, by), []
    for name in known.keys() - _frozen(coded):
        rewriting.check(path_of(coded, name))
    flags = of_study(coded, by, changes)
    for name in dict.fromkeys(each.file for each in flags if each.now and not each.frozen):
        rows, wrong = _own_form(name, reading.read_bytes(path_of(coded, name)), known[name])
        problems += wrong
        if not wrong:
            names = [*known[name].names, *known[name].others(rows[0])]
            new[name] = tables.text(as_current(rows, changes), names).encode("utf-8")
    if problems:
        raise UserError("\n".join(map(str, problems)))
    return new
