"""Problems in authored files: place, message and fix of each, so that all of them show at once.

>>> print(Problem("coder_b.csv", 12, "position", "'pro' is not in the codebook", "use -2, -1, 0, 1 or 2"))
coder_b.csv, row 12, position: 'pro' is not in the codebook; use -2, -1, 0, 1 or 2
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from stancebook.core.english import one_of

if TYPE_CHECKING:
    from stancebook.core.tables import Row, Rows

ID = re.compile(r"[\w-]+")


class UserError(Exception):
    """Something that a person has to put right first, in a sentence."""


class Problem(NamedTuple):
    """A problem: file, row (from 1, as a spreadsheet counts), column, message and fix."""

    file: str
    row: int | None
    column: str
    message: str
    fix: str

    def __str__(self) -> str:
        """The problem as one sentence that begins with its place."""
        place = [self.file, f"row {self.row}" if self.row else "", self.column]
        return f"{one_line(', '.join(part for part in place if part))}: {one_line(self.message)}; {one_line(self.fix)}"


def one_line(text: str, most: int = 300) -> str:
    """A text on one line: invisible characters as code points, and the middle of a long text left out.

    >>> one_line("two\\nlines, " + "x" * 40 + "y", most=30)
    'two[U+000A]line … xxxxxxxxxy'
    """
    shown = "".join(sign if sign.isprintable() else f"[U+{ord(sign):04X}]" for sign in text)
    return shown if len(shown) <= most else f"{shown[: most // 2]} … {shown[-most // 3 :]}"


def check_header(file: str, content: str, columns: Sequence[str], optional: Collection[str] = ()) -> list[Problem]:
    """The problems of a CSV file's first line: byte order mark, separators, missing, unknown or repeated columns."""
    if content.startswith("\ufeff"):
        return [Problem(file, 1, "", "the file begins with a byte order mark", "save it as UTF-8 without one")]
    names = next(csv.reader(io.StringIO(content, newline=""), strict=True), [])
    if len(names) == 1 and (";" in names[0] or "\t" in names[0]):
        return [Problem(file, 1, "", "cells are not separated by commas", "save it as comma-separated")]
    fix = f"the header reads {','.join(columns)}"
    missing = [Problem(file, 1, name, "the column is missing", fix) for name in columns if name not in names]
    known = (*columns, *optional)
    unknown = [Problem(file, 1, name, "the column is not known", fix) for name in names if name not in known]
    repeated = [name for name in known if names.count(name) > 1]
    twice = [Problem(file, 1, name, "the column stands there twice", "leave one of the two") for name in repeated]
    return missing + unknown + twice


def check_choice(
    file: str, number: int | None, row: Row, column: str, choices: Collection[str], known: str = "in the codebook"
) -> list[Problem]:
    """A problem if a cell is none of its choices; `known` says what the choices belong to."""
    if row[column] in choices:
        return []
    fix = _use(choices) if len(choices) <= 12 else f"use an id of its {column}s"
    return [Problem(file, number, column, f"'{row[column]}' is not {known}", fix)]


def check_set(file: str, number: int | None, row: Row, column: str, choices: Collection[str]) -> list[Problem]:
    """The problems of a cell that holds one or more choices separated by spaces."""
    members = row[column].split()
    problems = [
        Problem(file, number, column, f"'{member}' is not in the codebook", f"{_use(choices)}, separated by spaces")
        for member in members
        if member not in choices
    ]
    if not members:
        problems.append(Problem(file, number, column, "the cell is empty", "write none where no condition is stated"))
    if "none" in members and len(members) > 1:
        problems.append(Problem(file, number, column, "'none' stands beside a condition", "write either"))
    return problems


def check_article(
    file: str, number: int | None, row: Row, articles: Collection[str], column: str = "article"
) -> list[Problem]:
    """A problem if a cell is no id of sources.csv; the fix names an id that differs in its leading zeros alone."""
    id = row[column]
    if id in articles:
        return []
    alike = next((article for article in articles if id and article.lstrip("0") == id.lstrip("0")), None)
    if alike is None:
        fix = _use(articles)
    elif len(alike) < len(id):
        fix = f"the zeros of {alike} in sources.csv were lost: write {id} there, as text"
    else:
        fix = f"its zeros were lost: write {alike}, as text"
    return [Problem(file, number, column, f"'{id}' is no article of sources.csv", fix)]


def _use(choices: Collection[str]) -> str:
    return f"use {one_of(tuple(choices))}" if choices else "add it there"


def check_ids(file: str, rows: Rows, column: str) -> list[Problem]:
    """A problem for each id that is missing, used again, or unfit for a file name and a list of ids."""
    problems = []
    rows_by_id: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        id = row[column]
        if not id:
            problems.append(Problem(file, number, column, "the id is missing", "give it one, never used before"))
        elif id in rows_by_id:
            message = f"'{id}' stands in row {rows_by_id[id]} too"
            problems.append(Problem(file, number, column, message, "give each its own id"))
        elif not ID.fullmatch(id):
            problems.append(Problem(file, number, column, f"'{id}' is no id", "use letters, digits, - and _"))
        rows_by_id.setdefault(id, number)
    return problems
