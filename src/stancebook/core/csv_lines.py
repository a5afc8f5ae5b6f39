"""CSV as text: the one reader and its limit, and what a spreadsheet makes of a file, as far as that is certain.

>>> read = parse("article;quote;;\\r\\n010;“We will”;;\\r\\n;;;\\r\\n020;No;;\\r\\n".encode("cp1252"))
>>> read.header, read.rows, read.numbers
(['article', 'quote'], [['010', '“We will”'], ['020', 'No']], [2, 4])
>>> read.how
('with semicolons', 'as Windows-1252', 'without its blank rows and columns')
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

Error = csv.Error
UNCLOSED = ("unexpected end of data", "expected after")  # what the csv module says of quotation marks
UNSOLVED = "git marks a merge here that nobody has solved"
RESTORE = "restore it from git, or repair it"
MERGE_MARKS = tuple(re.compile(each, re.MULTILINE) for each in (r"^<{7}(?: |\r?$)", r"^={7}\r?$", r"^>{7}(?: |\r?$)"))
LARGEST_CELL = 100_000_000  # characters; the reader of the standard library takes 131,072 unless told
SEPARATORS = {";": "with semicolons", "\t": "with tabs"}
UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
NO_TABLES = {  # what files begin with that are no CSV, whatever their names
    b"PK\x03\x04": "a Word, Excel or zip file", b"\xd0\xcf\x11\xe0": "an old Word or Excel file", b"%PDF": "a PDF file",
    b"{\\rtf": "an RTF file", b"<!DOCTYPE": "an HTML page", b"<html": "an HTML page",
}  # fmt: skip


class NoCsv(ValueError):
    """Bytes that cannot be read as CSV: the message, and the fix."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(f"{message}; {fix}")
        self.message, self.fix = message, fix


class CsvLines(NamedTuple):
    """A CSV file as read: its header, its rows, the number of each in the file (from 1), and how it was read."""

    header: list[str]
    rows: list[list[str]]
    numbers: list[int]
    how: tuple[str, ...] = ()


def lines(text: str, separator: str = ",") -> Iterator[list[str]]:
    """The cells of each line of a CSV text; raises csv.Error if it is none, or if a cell is too long."""
    csv.field_size_limit(LARGEST_CELL)
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def parse(content: bytes) -> CsvLines:
    """The CsvLines in the bytes of a file; raises NoCsv with what is wrong, and the fix."""
    text, decoded = decode(content)
    if row := unsolved(text):
        raise NoCsv(f"row {row}: {UNSOLVED}", RESTORE)
    separator = separator_of(text)
    found: list[list[str]] = []
    try:
        found.extend(lines(text, separator))
    except csv.Error as error:
        raise _no_csv(str(error), found) from None
    header = [name.strip() for name in found[0]] if found else []
    while header and not header[-1]:
        header.pop()
    rows = [
        (number, _cut(cells, len(header))) for number, cells in enumerate(found[1:], 2) if any(map(str.strip, cells))
    ]
    blank = len(rows) < len(found) - 1 or (bool(found) and len(header) < len(found[0]))
    how = [SEPARATORS[separator]] if separator in SEPARATORS else []
    how += decoded + (["without its blank rows and columns"] if blank else [])
    return CsvLines(header, [cells for _, cells in rows], [number for number, _ in rows], tuple(how))


def _no_csv(error: str, found: list[list[str]]) -> NoCsv:
    """What the csv module said after these rows, in words.

    A quotation mark that is not closed takes the rows up to the next one into its cell, so the fault shows later.
    """
    row = len(found) + 1
    if "field limit" in error:
        return NoCsv(f"row {row}: a cell has more than {LARGEST_CELL:,} characters", "cut it")
    if any(words in error for words in UNCLOSED):
        swallowed = (n for n, cells in enumerate(found, 1) if len(cells) != len(found[0]) and "\n" in "".join(cells))
        row = next(swallowed, row)
        fix = 'close it, and write one inside a cell twice ("")'
        return NoCsv(f"row {row}: a quotation mark there or further up is not closed", fix)
    return NoCsv(f"row {row}: it is no readable CSV ({error})", "save it as CSV (UTF-8)")


def unsolved(text: str) -> int:
    """The line of a text (from 1) in which git has marked where a merge is left to a person; 0 if there is none.

    >>> unsolved("article\\n<<<<<<< HEAD\\n010\\n=======\\n020\\n>>>>>>> theirs\\n"), unsolved("======= 010")
    (2, 0)
    >>> unsolved("<<<<<<<\\n010\\n=======\\n020\\n>>>>>>>\\n")
    1
    """
    found = [mark.search(text) for mark in MERGE_MARKS] if "<<<<<<<" in text else [None]
    return text.count("\n", 0, found[0].start()) + 1 if found[0] and all(found) else 0


def separator_of(text: str) -> str:
    """The separator of a text: a comma, unless its first line has none and has semicolons or tabs."""
    first = text[:10_000].splitlines()[:1] or [""]
    return "," if "," in first[0] else next((each for each in SEPARATORS if each in first[0]), ",")


def _cut(cells: list[str], width: int) -> list[str]:
    """Cells without the empty ones behind the last column."""
    return cells if any(map(str.strip, cells[width:])) else cells[:width]


def decode(content: bytes) -> tuple[str, list[str]]:
    """The text of a file, and how it was decoded where that was not plain UTF-8; raises NoCsv if it is not certain."""
    for start, kind in NO_TABLES.items():
        if content[:10].lstrip().upper().startswith(start.upper()):
            raise NoCsv(f"it is {kind} with another name", "save it as CSV (UTF-8)")
    for mark, encoding in UTF_16.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace").removeprefix("\ufeff"), ["as UTF-16"]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _windows(content, error.start), ["as Windows-1252"]
    if "\0" in text.partition("\n")[0]:
        raise NoCsv("it has NUL characters, so it is no text", "save it as CSV (UTF-8)")
    return text.removeprefix("\ufeff"), ["without its byte order mark"] if text.startswith("\ufeff") else []


def _windows(content: bytes, wrong: int) -> str:
    """The text of bytes that are no UTF-8 in Windows-1252; raises NoCsv if they do not look like it.

    It is certain only where most letters are plain: words of accented letters alone are another encoding's.
    """
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = "\0"
    letters = [sign for sign in text if unicodedata.category(sign).startswith("L")]
    accented = sum(not sign.isascii() for sign in letters)
    if "\0" in text or "Ã" in text or "â€" in text or 4 * accented > len(letters):
        raise NoCsv(f"byte {wrong} is not UTF-8", "save the file as UTF-8")
    return text
