"""CSV files that people wrote, against the columns that they should have: rows, how they were read, and problems.

>>> read = parse("a.csv", b"article;note\\n010;x\\n;\\n", ("article", "note"))
>>> read.rows, read.how
([{'article': '010', 'note': 'x'}], ('with semicolons', 'without its blank rows and columns'))
>>> print(*parse("a.csv", b"article,remark\\n", ("article", "note")).problems)
a.csv, row 1, remark: the column is not known; name it note
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from stancebook.core import csv_lines, tables
from stancebook.core.authored.cell_checks import check_header
from stancebook.core.bounds import reading
from stancebook.core.bounds.limits import BeyondLimit
from stancebook.core.english import enumerate_words
from stancebook.core.problems import Problem
from stancebook.core.tables import Row, Rows


class AuthoredFile(NamedTuple):
    """A file as read: its rows, the number of each in the file, how a spreadsheet's file was read, the problems."""

    rows: Rows
    numbers: Sequence[int] = ()
    how: tuple[str, ...] = ()
    problems: Sequence[Problem] = ()


def parse(name: str, content: bytes, columns: Sequence[str], optional: Sequence[str] = ()) -> AuthoredFile:
    """Return the bytes of a CSV file as read, without rows if its shape is wrong."""
    try:
        read = csv_lines.parse(content)
    except csv_lines.NoCsv as error:
        return AuthoredFile([], problems=[Problem(name, None, "", error.message, error.fix)])
    problems = check_header(name, read.header, columns, optional)
    if problems and read.rows and not check_header(name, read.rows[0], columns, optional):
        problems = [Problem(name, 1, "", "a line stands above the header", "take it out")]
    if read.rows[:1] == [read.header]:
        problems = [Problem(name, read.numbers[0], "", "the header stands there twice", "take this row out")]
    if problems:
        return AuthoredFile([], problems=problems)
    cells = len(read.header)
    rows = zip(read.numbers, tables.rows_of(read), strict=True)
    message, fix = "the row has not as many cells as the header", f"give it {cells}, with quotation marks around commas"
    problems = [Problem(name, at, "", message, fix) for at, row in rows if not _is_whole(row)]
    return (
        AuthoredFile([], problems=problems) if problems else AuthoredFile(tables.rows_of(read), read.numbers, read.how)
    )


def read(name: str, path: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> AuthoredFile:
    """Return a CSV file as read, nothing if it is not there, and a problem if it cannot be read."""
    try:
        return parse(name, reading.read_bytes(path), columns, optional)
    except FileNotFoundError:
        return AuthoredFile([])
    except (OSError, BeyondLimit) as error:
        return AuthoredFile([], problems=[reading.unreadable(name, error)])


def check_shape(
    name: str, content: bytes, columns: Sequence[str], optional: Sequence[str] = ()
) -> tuple[Rows, list[Problem]]:
    """Return the rows in the bytes of a CSV file, and the problems of its shape; no rows if there is a problem.

    A file in another form than this package writes has a problem here, because writing it anew would change it.
    """
    try:
        rows = tables.parse(content.decode("utf-8"))
        if rows and all(map(_is_whole, rows)) and not check_header(name, list(rows[0]), columns, optional):
            return rows, []
    except (UnicodeDecodeError, csv_lines.Error):
        pass  # told below
    table = parse(name, content, columns, optional)
    if table.how:
        message = f"it is as a spreadsheet saved it ({enumerate_words(table.how, 'and')})"
        return [], [Problem(name, None, "", message, "save it as CSV (UTF-8) with commas and without blank rows")]
    return table.rows, list(table.problems)


def _is_whole(row: Row) -> bool:
    """Return whether a row has as many cells as the header."""
    return None not in row and None not in row.values()
