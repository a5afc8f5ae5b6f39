"""CSV and Excel with one article a row: the columns are guessed by their names, or given.

>>> content = b"Title,Body,Source,Day\\nArland builds,It waits for the money of Cordovia first.,Courier,2025-03-01\\n"
>>> (article,) = read(content, "csv")
>>> article.text, article.outlet, article.date, article.place
('Arland builds\\n\\nIt waits for the money of Cordovia first.\\n', 'Courier', '2025-03-01', 'row 2')
>>> article.notes
('columns: text = Body, headline = Title, outlet = Source, date = Day',)
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

from stancebook.core.csv_lines import LARGEST_CELL
from stancebook.core.english import one_of
from stancebook.core.problems import one_line
from stancebook.intake.document import BadDocument, Document, compose, one_space, read_by
from stancebook.intake.limits import check_office, open_zip
from stancebook.intake.plain import decode

NAMES = {  # of the column of each field, the likeliest first
    "text": ("text", "fulltext", "articletext", "maintext", "body", "bodytext", "content", "article", "story",
             "articlebody", "volltext", "texte", "texto", "testo", "tekst", "текст", "inhalt", "contenu", "plaintext"),
    "headline": ("headline", "title", "head", "articletitle", "hd", "überschrift", "titel", "titre", "título", "titulo",
                 "titolo", "tytuł", "заголовок"),
    "outlet": ("outlet", "publication", "publisher", "newspaper", "source", "sourcename", "medium", "media", "sn",
               "paper", "quelle", "zeitung", "journal", "fuente", "sitename", "publicationtitle", "sourcetitle"),
    "byline": ("byline", "author", "authors", "by", "journalist", "writer", "autor", "auteur", "creator"),
    "date": ("date", "published", "publicationdate", "pubdate", "publisheddate", "datepublished", "publishdate", "pd",
             "publishedat", "datum", "fecha", "data", "дата", "day"),
    "section": ("section", "rubrik", "ressort", "rubrique", "desk", "category"),
    "page": ("page", "pages", "seite", "pg", "página", "pagination"),
}  # fmt: skip
FIELDS = {name: field for field, names in NAMES.items() for name in names}
MOST_ROWS = 50_000
LEAST_TEXT = 40  # characters of the longest of the first cells in a column of texts
EXCEL_CELL = 32_767  # characters at which Excel cuts a cell
Grid = Iterator[Sequence[object]]


def read(content: bytes, format: str, encoding: str = "", columns: Mapping[str, str] | None = None) -> list[Document]:
    """A Document for each row with a text; raises BadDocument if no column holds the text, or no row has one."""
    rows, by, done = first_sheet(content) if format == "xlsx" else _csv(content, encoding)
    header = [as_text(cell) for cell in next(rows, ())]
    first = list(islice(rows, 50))
    short = {place for place in range(len(header)) if not any(len(_at(row, place)) >= LEAST_TEXT for row in first)}
    places = find_columns(header, columns or {}, short)
    shown = "columns: " + ", ".join(f"{field} = {one_line(header[place], 40)}" for field, place in places.items())
    documents, empty = [], 0
    for number, row in enumerate(chain(first, rows), 2):
        if number > MOST_ROWS + 1:
            raise BadDocument(f"it has more than {MOST_ROWS:,} rows", "split it into several files")
        cells = {field: _at(row, place) for field, place in places.items()}
        if cells["text"].strip():
            documents.append(_document(cells, number, by, done))
        else:
            empty += any(map(as_text, row))
    if not documents:
        raise BadDocument(
            f"no row has a text in the column '{header[places['text']]}'", "give another one with --column"
        )
    skipped = (f"rows without a text left out: {empty}",) if empty else ()
    return [documents[0]._replace(notes=(shown, *skipped)), *documents[1:]]


def find_columns(header: Sequence[str], given: Mapping[str, str], short: Collection[int] = ()) -> dict[str, int]:
    """The place of each field's column, by the given names first; raises BadDocument if one is missing.

    The columns in `short` have no cell that is long enough for a text.

    >>> find_columns(["id", "Full text", "Title"], {"headline": "id"})
    {'text': 1, 'headline': 0}
    >>> find_columns(["content", "body"], {"headline": "content"})
    {'text': 1, 'headline': 0}
    """
    if unknown := sorted(given.keys() - NAMES.keys()):
        raise BadDocument(f"--column: '{unknown[0]}' is no field", f"use {one_of(tuple(NAMES))}")
    found: dict[str, int] = {}
    taken = {header.index(name) for name in given.values() if name in header}
    plain = ["".join(filter(str.isalnum, name.lower())) for name in header]
    for field, names in NAMES.items():
        if field in given:
            if given[field] not in header:
                raise BadDocument(f"it has no column '{given[field]}'", f"its columns are {_listed(header)}", "row 1")
            found[field] = header.index(given[field])
        else:
            free = [plain.index(name) for name in names if name in plain and plain.index(name) not in taken]
            likely = [place for place in free if field != "text" or place not in short]
            if likely:
                found[field] = likely[0]
                taken.add(likely[0])
    if "text" not in found:
        message = f"no column seems to hold the text; its columns are {_listed(header)}"
        raise BadDocument(message, "say which: --column text=NAME --column headline=NAME", "row 1")
    return found


def fields_named(names: Sequence[str]) -> set[str]:
    """The fields whose columns have these names, if the text is among them; else none.

    >>> sorted(fields_named(["Title", "Body"])), fields_named(["Title", "Date"])
    (['headline', 'text'], set())
    """
    found = {FIELDS.get("".join(filter(str.isalnum, name.lower())), "") for name in names} - {""}
    return found if "text" in found else set()


def _listed(header: Sequence[str]) -> str:
    return ", ".join(one_line(name, 40) or "(no name)" for name in header[:20]) or "none"


def _document(cells: dict[str, str], number: int, by: dict[str, Any], done: tuple[str, ...]) -> Document:
    """The Document of a row."""
    fields: dict[str, Any] = {field: one_space(cell) for field, cell in cells.items() if field != "text"}
    if by["tool"] == "openpyxl" and len(cells["text"]) >= EXCEL_CELL:
        done = (*done, f"Excel has cut the text at {EXCEL_CELL:,} characters")
    text = compose(fields.get("headline", ""), cells["text"].replace("\r\n", "\n").replace("\r", "\n"))
    return Document(text, **fields, place=f"row {number}", done=done, **by)


def _at(row: Sequence[object], place: int) -> str:
    """The cell at a place of a row; empty if the row is shorter."""
    return as_text(row[place]) if place < len(row) else ""


def as_text(value: object) -> str:
    """A cell as text; a day without its midnight."""
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        value = value.date()
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def _csv(content: bytes, encoding: str) -> tuple[Grid, dict[str, Any], tuple[str, ...]]:
    """The rows of a CSV text, its reader, and what was done; the separator is the one that its header has most."""
    text, guessed = decode(content, encoding)
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise BadDocument("it has NUL characters, so it is no CSV text", "save it anew as CSV in UTF-8")
    header = text[:10_000].split("\n", 1)[0]
    separator = max(",;\t|", key=header.count)
    return (
        _csv_rows(text, separator),
        {"tool": "Python", "version": ""},
        (f"decoded from {guessed}",) if guessed else (),
    )


def _csv_rows(text: str, separator: str) -> Grid:
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        place = f"line {reader.line_num}"
        raise BadDocument(f"it is no readable CSV ({error})", "save it anew as CSV", place) from None


def first_sheet(content: bytes) -> tuple[Grid, dict[str, Any], tuple[str, ...]]:
    """The rows of the first sheet of an Excel file, its reader, and what was done."""
    from openpyxl import load_workbook

    outside = check_office(open_zip(content))
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # a file may declare a million rows that it does not have
    except Exception as error:  # the library has no error of its own
        raise BadDocument(f"it is no readable Excel file ({type(error).__name__})", "save it anew as .xlsx") from None
    others = (f"the sheets behind '{one_line(sheet.title, 40)}' left out",) if len(book.worksheets) > 1 else ()
    return _xlsx_rows(sheet), read_by("openpyxl"), (*outside, *others)


def _xlsx_rows(sheet: Any) -> Grid:
    try:
        yield from sheet.iter_rows(values_only=True)
    except Exception as error:
        raise BadDocument(f"it is no readable Excel file ({type(error).__name__})", "save it anew as .xlsx") from None
