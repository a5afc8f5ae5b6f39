"""Cells that a spreadsheet changed when it opened or saved a table, put right where that is certain.

>>> from stancebook.core.schema import CODER_ROWS
>>> rows = [{"article": "0", "quote": "“We will”", "position": "=-1", "note": "x "}]
>>> mended, how = mend(rows, CODER_ROWS, articles=["000", "010"])
>>> mended[0]["article"], mended[0]["position"], how
('000', '-1', ('article 0 as 000', 'position =-1 as -1'))
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from stancebook.core.authored import authored_csv
from stancebook.core.authored.authored_csv import AuthoredFile
from stancebook.core.columns import Column, Table
from stancebook.core.dates import iso_day
from stancebook.core.tables import Row, Rows

WORDED = ("quote", "quote_b", "note", "reason", "value")  # kept to the letter: a quotation may begin with a space
ARTICLES = ("article", "article_b", "copy_of")
DATES = ("date_earliest", "date_latest")
NO_POSITIONS = ("article", "actor", "issue", "variable", "decided_by")  # of a decision on one; its other cells may be
QUOTED = re.compile(r'="([^"]*)"')  # how a spreadsheet keeps digits as text
NUMBER = re.compile(r"[=+]?(-?\d+)(?:[.,]00?)?")
DAY = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})[ T]00:00(:00)?")


def read(name: str, path: Path, table: Table, articles: Collection[str]) -> AuthoredFile:
    """Return a CSV file as authored_csv.read does, with mended cells; `articles` are the ids of sources.csv."""
    found = authored_csv.read(name, path, table.names, [each.name for each in table.optional])
    return found._replace(rows=mend(found.rows, table, articles)[0])


def mend(rows: Rows, table: Table, articles: Collection[str] = ()) -> tuple[Rows, tuple[str, ...]]:
    """Return the rows with mended cells, and how they were read: each kind of change once, as "article 0 as 000".

    `articles` are the ids of sources.csv. A cell that can be read in two ways stays as it is.
    """
    by_zeros = _by_zeros(articles)
    menders = {column.name: _mender(column, by_zeros) for column in (*table.columns, *table.optional)}
    how: dict[str, None] = {}
    found = []
    for row in rows:
        new = {name: _mended(name, cell, row, menders) for name, cell in row.items()}
        changed = [name for name in row if new[name] != row[name].strip()]
        how |= dict.fromkeys(f"{name} {row[name].strip()} as {new[name]}" for name in changed if name not in WORDED)
        found.append(new)
    return found, tuple(how)


def ids_by_file(sources: Rows) -> list[str]:
    """Return the ids that rows of sources.csv lost zeros of, by the names of files that `add` has given.

    >>> row = {"article": "6", "file": "006_tolls.txt", "original": "1f.pdf"}
    >>> ids_by_file([row]), ids_by_file([row | {"original": ""}]), ids_by_file([row, row | {"article": "006"}])
    (['006'], [], [])
    """
    ids = {row["article"].strip() for row in sources}
    named = {row["file"].partition("_")[0]: row for row in sources if row.get("original")}
    return [
        id
        for id, row in named.items()
        if id not in ids and id.lstrip("0") == _number(row["article"].strip()).lstrip("0")
    ]


def _mended(name: str, cell: str, row: Row, menders: dict[str, Callable[[str], str]]) -> str:
    """Return a cell of a row as it was meant."""
    if name in WORDED or name not in menders:
        return cell
    cell = cell.strip()
    is_position = row.get("variable") == "position" and name not in NO_POSITIONS
    return _number(cell) if is_position else menders[name](cell)


def _mender(column: Column, by_zeros: dict[str, str]) -> Callable[[str], str]:
    """Return the function that puts the cells of a column right."""
    if column.name in ARTICLES and by_zeros:
        return lambda cell: _longer(_number(cell), by_zeros) if cell else cell
    if column.name in DATES:
        return _day
    return _number if column.kind != "text" else str


def _by_zeros(articles: Iterable[str]) -> dict[str, str]:
    """Return the ids of articles by what is left of them without leading zeros, where that is one alone."""
    found: dict[str, list[str]] = {}
    for id in articles:
        if id.isdecimal():
            found.setdefault(id.lstrip("0"), []).append(id)
    return {short: ids[0] for short, ids in found.items() if len(ids) == 1}


def _longer(cell: str, by_zeros: dict[str, str]) -> str:
    """Return the id of which a cell lacks leading zeros alone, or the cell."""
    id = by_zeros.get(cell.lstrip("0"), cell)
    return id if len(id) > len(cell) else cell


def _number(cell: str) -> str:
    """Return a whole number as a person writes it.

    >>> [_number(cell) for cell in ("=-1", '="010"', "−2", "+1", "-1.0", "2,00", "1.000", "pro")]
    ['-1', '010', '-2', '1', '-1', '2', '1.000', 'pro']
    """
    quoted = QUOTED.fullmatch(cell)
    number = NUMBER.fullmatch((quoted[1] if quoted else cell).replace("−", "-").replace("–", "-"))
    return number[1] if number else cell


def _day(cell: str) -> str:
    """Return a day as 2025-01-31 if it can be read in one way alone.

    >>> [_day(cell) for cell in ("1.3.1925", "1925-03-01 00:00:00", "25/03/1925", "3/4/1925", "spring 1925")]
    ['1925-03-01', '1925-03-01', '1925-03-25', '3/4/1925', 'spring 1925']
    """
    if found := DAY.fullmatch(cell):
        return found["day"]
    words = cell.replace("-", " ") if any(map(str.isalpha, cell)) else cell  # 01-Mar-1925
    return (len(cell) <= 20 and iso_day(words)) or cell
