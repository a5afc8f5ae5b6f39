"""Rows that a change of the codebook touches: which they are, what to do about them, and doing it where that is safe.

A row with a renamed or merged id is read as if it had the new one, frozen or not. A person decides anew about one whose
code was split.

>>> old = Change(2, "2026-03-01", "", "", "split", "issue", ("toll",), ("by_car", "by_foot"))
>>> print(*in_rows("ada.csv", [{"issue": "toll"}, {"issue": "by_car"}], [2, 3], [old]), sep="\\n")
ada.csv, row 2, issue: issue toll was split into by_car and by_foot (version 2, 2026-03-01); write by_car or by_foot
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from stancebook.core import authored_csv, csv_lines, tables
from stancebook.core.english import one_of
from stancebook.core.problems import Problem, UserError
from stancebook.core.tables import Row, Rows
from stancebook.study import freeze, loader
from stancebook.study.revision.changes import COLUMNS, KINDS, Change, as_current, holds_ids, today

UNKNOWN = re.compile(r"'(\w+)' is no")
APPLY = "stancebook codebook apply"


class Flag(NamedTuple):
    """A cell with an id that a change touches: file, row (from 2), column, old id, what it is today, the Change.

    `now` is empty where a person has to decide; `frozen` is whether the row is frozen and so stays as it is.
    """

    file: str
    row: int
    column: str
    id: str
    now: str
    change: Change
    frozen: bool = False

    @property
    def problem(self) -> Problem:
        """What is to be done, as a problem of its place."""
        if self.now:
            fix = f"it is read as {self.now}" + ("" if self.frozen else f", and {APPLY} writes that")
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


def of_study(coded: Path, coders: Collection[str], changes: Sequence[Change]) -> list[Flag]:
    """Return the Flags of all files of data/coded, in order of file and row; none for a file that cannot be read."""
    found = []
    frozen = _frozen(coded) if changes else set()
    for name in _names(coders) if changes else ():
        try:
            read = csv_lines.parse((coded / name).read_bytes())
        except (OSError, csv_lines.NoCsv):
            continue
        found += in_rows(name, tables.rows_of(read), read.numbers, changes, name in frozen)
    return found


def _names(coders: Collection[str]) -> list[str]:
    """Return the names of the files of data/coded that hold ids of codes."""
    return [name for name, table in loader.tables_of(tuple(coders)).items() if holds_ids(table)]


def _frozen(coded: Path) -> set[str]:
    """Return the names of the files in the last freeze."""
    freezes = freeze.read_record(coded)
    return {*freezes[-1]["files"]} if freezes else set()


def explained(problems: Iterable[Problem], flags: Iterable[Flag], changes: Sequence[Change] = ()) -> list[Problem]:
    """Return the problems with one for each cell whose code was split, not that it is no known id.

    Elsewhere, as in the text of the brief, an id that was changed has today's id as its fix.
    """
    split = {(each.file, each.row, each.column, f"'{each.id}'"): each.problem for each in flags if not each.now}
    kept = [each for each in problems if (*each[:3], each.message.partition(" ")[0]) not in split]
    return [*(_with_todays_id(each, changes) for each in kept), *split.values()]


def _with_todays_id(problem: Problem, changes: Sequence[Change]) -> Problem:
    """Return a problem of an id that is not known, with what became of it as its fix if it was changed."""
    kinds = [kind for kind in KINDS if kind in problem.message] or KINDS
    for kind, id in product(kinds, UNKNOWN.findall(problem.message)):
        now, last = today(kind, id, changes)
        if last:
            return problem._replace(fix=f"write {now or one_of(last.new)}: {last}")
    return problem


def applied(coded: Path, coders: Collection[str], changes: Sequence[Change]) -> dict[str, bytes]:
    """Return the new bytes of files in which renamed and merged ids are written as they are today.

    Frozen files stay, and cells whose code was split. Raises UserError for a file that this package would write in
    another form.
    """
    new, flags = {}, of_study(coded, coders, changes)
    for name in dict.fromkeys(each.file for each in flags if each.now and not each.frozen):
        table = loader.tables_of(tuple(coders))[name]
        content = (coded / name).read_bytes()
        rows, problems = authored_csv.check_shape(name, content, table.names, [each.name for each in table.optional])
        if problems:
            raise UserError("\n".join(map(str, problems)))
        names = [*table.names, *table.others(rows[0])]
        new[name] = tables.text(as_current(rows, changes), names).encode("utf-8")
    return new
