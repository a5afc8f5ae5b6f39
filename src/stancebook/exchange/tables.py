"""Statements as a table for spreadsheets and programs: CSV, Excel and Parquet.

In CSV a cell that a spreadsheet would take for a formula gets an apostrophe before it, in Excel it is marked as text;
Parquet is exact.

>>> [harmless(cell) for cell in ("=1+1", "-2", "-", "-1+1", "Arland")]
["'=1+1", '-2', '-', "'-1+1", 'Arland']
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from stancebook.core import files, schema, tables
from stancebook.core.columns import Column, Table, text
from stancebook.core.english import plural
from stancebook.core.schemas.shared_columns import ARTICLE, END, NOTE, QUOTE, START
from stancebook.exchange.formats import Sample
from stancebook.exchange.project import Passage, Project, contents

FORMULA = re.compile(r"[=+\-@\t\r]")  # with these a spreadsheet begins to calculate
NO_FORMULA = re.compile(r"[+-]?\d+(?:\.\d+)?|-")
INTEGER = re.compile(r"-?\d+")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # that a zip file can name
MOST_IN_CELL = 32_767  # characters that Excel takes
PASSAGE = (
    text("passage", "id of the passage"),
    text("coder", "who coded it"),
    ARTICLE,
    text("date", "the last day on which the text may have been written", "YYYY-MM-DD or empty"),
    START, END, QUOTE,
)  # fmt: skip


def recognises(sample: Sample) -> bool:
    """Return that a table is no project: `import` reads tables itself."""
    return False


def write(project: Project, path: Path) -> tuple[str, ...]:
    """Write the passages as CSV, Excel or Parquet, by the ending of the path; return what is lost, in sentences."""
    table, rows = passages(project)
    as_bytes = {".csv": _csv, ".xlsx": _excel, ".parquet": _parquet}[path.suffix.lower()]
    files.write_bytes(path, as_bytes(table, rows))
    lost = [f"the contents of {plural(len(project.texts), 'text')}: the table has the words of the passages alone"]
    names = sum(len(code.others) for code in project.codes)
    lost += [f"{plural(names, 'other name')} of actors"] if names else []
    cut = sum(_for_excel(cell) != cell for row in rows for cell in row.values()) if as_bytes is _excel else 0
    if cut:
        lost.append(f"signs that Excel cannot hold, or more than {MOST_IN_CELL:,} of them, in {plural(cut, 'cell')}")
    return tuple(lost)


def passages(project: Project) -> tuple[Table, tables.Rows]:
    """Return the columns of a table of passages, and a row for each: its place, its words, its values and its note."""
    texts, dates = contents(project), {each.id: each.date for each in project.texts}
    rows = [_row(each, texts[each.text], dates[each.text]) for each in project.passages]
    given = dict.fromkeys(name for each in project.passages for name in each.values)
    known = [column for column in schema.CODED if column.name in given]
    taken = {column.name for column in (*PASSAGE, *known, NOTE)}
    own = [text(name, "as in the program that it comes from") for name in given if name not in taken]
    columns = [_column(each, rows) for each in (*PASSAGE, *known, *own, NOTE)]
    return Table("statements", "a passage", tuple(columns)), [
        {column.name: row.get(column.name, "") for column in columns} for row in rows
    ]


def _row(passage: Passage, content: str, date: str) -> tables.Row:
    """Return the cells of a passage, each as text."""
    place = {"article": passage.text, "date": date, "start": str(passage.start), "end": str(passage.end)}
    words = {"quote": content[passage.start : passage.end], "note": passage.note}
    return {**passage.values, "passage": passage.id, "coder": passage.coder, **place, **words}


def _column(column: Column, rows: tables.Rows) -> Column:
    """Return a column of whole numbers as one of text if another cell stands in it."""
    whole = all(INTEGER.fullmatch(row.get(column.name) or "0") for row in rows)
    return column if whole or column.kind == "text" else text(column.name, column.meaning, column.values)


def harmless(cell: str) -> str:
    """Return a cell with an apostrophe before what a spreadsheet would calculate; a number stays one."""
    return f"'{cell}" if FORMULA.match(cell) and not NO_FORMULA.fullmatch(cell) else cell


def _csv(table: Table, rows: tables.Rows) -> bytes:
    """Return a CSV file, with the mark by which spreadsheets know UTF-8."""
    cells = [{name: harmless(cell) for name, cell in row.items()} for row in rows]
    return ("\ufeff" + tables.text(cells, table.names)).encode("utf-8")


def _excel(table: Table, rows: tables.Rows) -> bytes:
    """Return an Excel file in which every text is marked as one."""
    from openpyxl import Workbook  # here and below, because it takes long
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.name)
    sheet.append(table.names)

    def cell(value: str, column: Column) -> Any:
        if column.kind == "whole":
            return int(value) if value else None
        made = WriteOnlyCell(sheet, _for_excel(value))
        made.data_type, made.quotePrefix = "s", bool(FORMULA.match(value))
        return made

    content = BytesIO()
    try:
        for row in rows:
            sheet.append([cell(row[column.name], column) for column in table.columns])
        book.save(content)
    except Exception:
        with suppress(Exception):  # else its writer complains when it is cleared away
            sheet._writer.close()
        raise
    return _without_dates(content.getvalue())


def _for_excel(cell: str) -> str:
    """Return as much of a text as a cell of Excel can hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", cell)[:MOST_IN_CELL]


def _without_dates(content: bytes) -> bytes:
    """Return an Excel file with its parts in order of their names, and one day in the place of that of its making."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name, part in _parts(content):
            info = zipfile.ZipInfo(name, FIRST_DAY)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(info, part)
    return made.getvalue()


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of an Excel file by name, without the time in its properties."""
    with zipfile.ZipFile(BytesIO(content)) as old:
        for name in sorted(old.namelist()):
            part = old.read(name)
            is_about = name == "docProps/core.xml"
            yield name, re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"1980-01-01T00:00:00Z", part) if is_about else part


def _parquet(table: Table, rows: tables.Rows) -> bytes:
    """Return a Parquet file with the types of the table; an empty number is missing."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    fields, columns = [], []
    for column in table.columns:
        cells = [row[column.name] for row in rows]
        is_whole = column.kind == "whole"
        fields.append(pa.field(column.name, pa.int64() if is_whole else pa.string()))
        columns.append([int(cell) if cell else None for cell in cells] if is_whole else cells)
    made, content = pa.schema(fields), BytesIO()
    arrays = [pa.array(cells, field.type) for cells, field in zip(columns, fields, strict=True)]
    pq.write_table(pa.table(arrays, schema=made), content, compression="zstd")
    return content.getvalue()
