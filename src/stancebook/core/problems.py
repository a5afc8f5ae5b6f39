"""Complaints: what is wrong in the authored files, where, and what would be right, all at once.

>>> print(Problem("coder_b.csv", 12, "position", "'pro' is not in the codebook", "use -2, -1, 0, 1 or 2"))
coder_b.csv, row 12, position: 'pro' is not in the codebook; use -2, -1, 0, 1 or 2
"""

import csv
import io
import re
from typing import NamedTuple

from stancebook.core.english import one_of

ID = re.compile(r"[\w-]+")


class Problem(NamedTuple):
    """One thing that is wrong: file, row (as a spreadsheet counts, the header being 1), column, what, the fix."""

    file: str
    row: int | None
    column: str
    message: str
    fix: str

    def __str__(self):
        place = [self.file, f"row {self.row}" if self.row else "", self.column]
        return f"{one_line(', '.join(part for part in place if part))}: {one_line(self.message)}; {one_line(self.fix)}"


def one_line(text, most=300):
    """A text on one line, signs that one cannot see by their code points, the middle left out where it is long.

    >>> one_line("two\\nlines, " + "x" * 40 + "y", most=30)
    'two[U+000A]line … xxxxxxxxxy'
    """
    seen = "".join(sign if sign.isprintable() else f"[U+{ord(sign):04X}]" for sign in text)
    return seen if len(seen) <= most else f"{seen[: most // 2]} … {seen[-most // 3 :]}"


def check_header(file, content, columns):
    """The complaints about a CSV's first line: mangled by a spreadsheet, columns missing or unknown."""
    if content.startswith("\ufeff"):
        return [Problem(file, 1, "", "the file begins with a byte order mark", "save it as UTF-8 without one")]
    found = next(csv.reader(io.StringIO(content, newline=""), strict=True), [])
    if len(found) == 1 and (";" in found[0] or "\t" in found[0]):
        return [Problem(file, 1, "", "cells are not separated by commas", "save it as comma-separated")]
    missing = [
        Problem(file, 1, name, "the column is missing", f"the header reads {','.join(columns)}")
        for name in columns
        if name not in found
    ]
    unknown = [
        Problem(file, 1, name, "the column is not known", f"the header reads {','.join(columns)}")
        for name in found
        if name not in columns
    ]
    twice = [
        Problem(file, 1, name, "the column stands there twice", "leave one of the two")
        for name in columns
        if found.count(name) > 1
    ]
    return missing + unknown + twice


def check_choice(file, number, row, column, choices, known="in the codebook"):
    """A complaint where a cell is none of its choices, which are `known` by what they are part of."""
    if row[column] in choices:
        return []
    fix = _use(choices) if len(choices) <= 12 else f"use an id of its {column}s"
    return [Problem(file, number, column, f"'{row[column]}' is not {known}", fix)]


def check_set(file, number, row, column, choices):
    """The complaints about a cell that holds one or more choices separated by spaces."""
    members = row[column].split()
    out = [
        Problem(file, number, column, f"'{member}' is not in the codebook", f"{_use(choices)}, separated by spaces")
        for member in members
        if member not in choices
    ]
    if not members:
        out.append(Problem(file, number, column, "the cell is empty", "write none where no condition is stated"))
    if "none" in members and len(members) > 1:
        out.append(Problem(file, number, column, "'none' stands beside a condition", "write either"))
    return out


def check_article(file, number, row, articles, column="article"):
    """A complaint where a cell names no article of sources.csv, with the id it may have been."""
    if row[column] in articles:
        return []
    given = row[column]
    like = [article for article in articles if given and article.lstrip("0") == given.lstrip("0")]
    fix = f"its zeros were lost: write {like[0]}, as text" if like else _use(tuple(articles))
    if like and len(like[0]) < len(given):
        fix = f"the zeros of {like[0]} in sources.csv were lost: write {given} there, as text"
    return [Problem(file, number, column, f"'{given}' is no article of sources.csv", fix)]


def _use(choices):
    return f"use {one_of(choices)}" if choices else "add it there"


def check_ids(file, rows, column):
    """A complaint for each id that is missing, used again, or cannot stand in a file's name and in a list of ids."""
    out, seen = [], {}
    for number, row in enumerate(rows, 2):
        id = row[column]
        if not id:
            out.append(Problem(file, number, column, "the id is missing", "give it one, never used before"))
        elif id in seen:
            out.append(Problem(file, number, column, f"'{id}' stands in row {seen[id]} too", "give each its own id"))
        elif not ID.fullmatch(id):
            out.append(Problem(file, number, column, f"'{id}' is no id", "use letters, digits, - and _"))
        seen.setdefault(id, number)
    return out


class UserError(Exception):
    """What a person has to put right first, in a sentence."""
