"""Tables: CSV files read as text or as typed DataFrames, and written sorted, rounded and whole.

A table is a list of rows, a row a dict of strings. Only the functions that make a DataFrame import pandas, so that
checking a study does not wait for it. Columns, types and order of a table are those of `core.schema`.

>>> parse("article,quote\\n000,None\\n")
[{'article': '000', 'quote': 'None'}]
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from operator import itemgetter
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from stancebook.core import csv_lines, files
from stancebook.core.bounds import reading
from stancebook.core.bounds.limits import GENERATED_BYTES
from stancebook.core.columns import Table
from stancebook.core.problems import UserError

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
Rows = list[Row]

MOST_ROWS = 50_000  # of a generated table in CSV; one with more is a Parquet file


class UnreadableFile(UserError, ValueError):
    """A file that cannot be read, in a sentence with its name and the fix."""


def parse(text: str) -> Rows:
    """The rows of a CSV text, each cell as text; in a row of another length, None is a key or a value."""
    lines = csv_lines.lines(text)
    header = next(lines, [])
    return [dict(zip_longest(header, cells)) for cells in lines]


def rows_of(read: csv_lines.CsvLines) -> Rows:
    """The rows of a CsvLines as dicts; in a row of another length, None is a key or a value."""
    return [dict(zip_longest(read.header, cells)) for cells in read.rows]


def read_authored(path: Path | str) -> Rows:
    """The rows of a CSV file that a person or a spreadsheet wrote; raises UnreadableFile with the fix."""
    try:
        return rows_of(csv_lines.parse(reading.read_bytes(Path(path))))
    except csv_lines.NoCsv as error:
        raise UnreadableFile(f"{Path(path).name}: {error}") from None


def read(path: Path | str) -> Rows:
    """The rows of a table that this package wrote, CSV or Parquet, each cell as text.

    Raises UnreadableFile with the wrong byte or the line.
    """
    if Path(path).suffix == ".parquet":
        columns = {name: [_cell(cell) for cell in _cells(column)] for name, column in _read_parquet(path).items()}
        return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    try:
        return parse(reading.read_bytes(Path(path), GENERATED_BYTES).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{Path(path).name}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except csv.Error as error:
        raise UnreadableFile(
            f"{Path(path).name}: not a readable CSV file ({error}); write it with a CSV writer"
        ) from None


def text(rows: Rows, columns: Sequence[str]) -> str:
    """The CSV text of rows: these columns in order, \\n at line ends, at most four decimals."""
    lines: list[str] = []
    # the csv module quotes a lone \r only if its own line end contains one, so that one is put in and taken off
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    writer.writerows([columns, *([_cell(row[column]) for column in columns] for row in rows)])
    return "".join(line[:-2] + "\n" for line in lines)


def in_words(table: pd.DataFrame | Rows) -> str:
    """The CSV text of a table in words, as it stands beside a figure: its own columns and order."""
    rows = table if isinstance(table, list) else records(table)
    columns = [str(column) for column in (rows[0] if rows else table)]
    return text(rows, columns)


def _cell(value: object) -> str:
    """A cell as written: at most four decimals, no trailing zeros, empty for a missing value."""
    if not isinstance(value, float):
        return "" if value is None else str(value)
    rounded = f"{value:.4f}".rstrip("0").rstrip(".")
    return {"-0": "0", "nan": ""}.get(rounded, rounded)


def write(path: str | Path, rows: Rows | pd.DataFrame, table: Table | None = None) -> None:
    """Write rows or a DataFrame as the CSV file of a table, whole or not at all; see `content`."""
    files.write_bytes(path, content(rows, table))


def content(rows: Rows | pd.DataFrame, table: Table | None = None) -> bytes:
    """The bytes of rows or a DataFrame as the CSV file of a table: its columns, sorted as it says.

    Without a table, columns and order are those of the DataFrame; so are the tables in words beside the figures.
    Raises KeyError if a row lacks a column of the table; other keys are left out.
    """
    names = list(rows[0]) if isinstance(rows, list) and rows else list(rows)
    rows = rows if isinstance(rows, list) else records(rows)
    if table:
        names = [*table.names, *table.others(names)]
    return text(in_order(rows, table) if table else rows, names).encode("utf-8")


def store(path: Path, rows: Rows | pd.DataFrame, table: Table) -> None:
    """Write a generated table as CSV, as `write` does, or as a Parquet file in its place if it has over MOST_ROWS rows.

    `paths.stored` says which of the two is there.
    """
    large = path.with_suffix(".parquet")
    if len(rows) <= MOST_ROWS:
        write(path, rows, table)
        large.unlink(missing_ok=True)
    else:
        _write_parquet(large, rows, table)
        path.unlink(missing_ok=True)


def _write_parquet(path: Path, rows: Rows | pd.DataFrame, table: Table) -> None:
    """Write a Parquet file with the columns, the order and the rounding of a table's CSV file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    given = {name: [row[name] for row in rows] for name in rows[0]} if isinstance(rows, list) else rows
    kinds = {"str": (pa.string(), str), "Int64": (pa.int64(), int), "Float64": (pa.float64(), float)}
    columns: dict[str, list[Any]] = {}
    for name in (*table.names, *table.others(list(given))):
        read_as = kinds[table.dtypes.get(name, "str")][1]
        cells = (_cell(cell) for cell in (given[name] if isinstance(rows, list) else _cells(given[name])))
        columns[name] = [read_as(cell) if cell or read_as is str else None for cell in cells]
    keys = [[_sort_key(cell, table.dtypes[name]) for cell in columns[name]] for name in table.sort]
    order = sorted(range(len(rows)), key=list(zip(*keys, strict=True)).__getitem__) if keys else range(len(rows))
    arrays = {name: pa.array(cells, kinds[table.dtypes.get(name, "str")][0]) for name, cells in columns.items()}
    with files.replacing(path) as file:
        pq.write_table(pa.table(arrays).take(list(order)), file)


def _read_parquet(path: Path | str) -> pd.DataFrame:
    """The rows of a Parquet file with numbers as Int64 and Float64; raises UnreadableFile."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    numbers = {pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype()}
    try:
        return pq.read_table(path).to_pandas(types_mapper=numbers.get)
    except pa.ArrowInvalid as error:
        raise UnreadableFile(
            f"{Path(path).name}: not a readable Parquet file ({error}); run the notebooks again"
        ) from None


def in_order(rows: Rows, table: Table) -> Rows:
    """The rows sorted as their table says."""
    return sorted(rows, key=lambda row: [_sort_key(row[name], table.dtypes[name]) for name in table.sort])


def _sort_key(cell: object, dtype: str) -> tuple[bool, Any]:
    """A key that sorts numbers by size and all else as text, empty cells first."""
    if cell is None or cell == "":
        return False, 0
    return True, str(cell) if dtype == "str" else float(str(cell))


def records(table: pd.DataFrame) -> Rows:
    """The rows of a DataFrame as dicts of Python's own values; a missing value is None."""
    names, columns = list(table.columns), [_cells(column) for _, column in table.items()]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _cells(column: pd.Series) -> list[Any]:
    """The cells of a column as Python's own values; a missing value is None."""
    cells = column.tolist()
    if column.dtype == object:  # may hold numpy's numbers, which have a method that gives Python's
        cells = [cell.item() if hasattr(cell, "item") else cell for cell in cells]
    return [None if empty else cell for cell, empty in zip(cells, column.isna(), strict=True)]


def grouped(rows: Iterable[Row], *columns: str) -> defaultdict[Any, Rows]:
    """The rows by their cell in a column, or by the tuple of their cells in several, in their order.

    A key that no row has leads to no rows.

    >>> grouped([{"article": "010", "n": 1}, {"article": "020", "n": 2}], "article")["010"]
    [{'article': '010', 'n': 1}]
    """
    groups: defaultdict[Any, Rows] = defaultdict(list)
    key = itemgetter(*columns)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def read_frame(path: str | Path, table: Table) -> pd.DataFrame:
    """The rows of a table's file, CSV or Parquet, as a DataFrame with the types of the table."""
    return _read_parquet(path) if Path(path).suffix == ".parquet" else frame(read(path), table)


def frame(rows: Rows, table: Table) -> pd.DataFrame:
    """A DataFrame of rows with the types of a table: text, Int64 or Float64; an empty cell of a number is <NA>.

    It has the table's columns, in their order, that any row has, or all of them if there are no rows. Keys that the
    table does not name are left out.
    """
    import pandas as pd  # here, because its import takes a second, and a check does not need it

    given = dict.fromkeys(key for row in rows for key in row)
    columns = [name for name in table.names if name in given or not rows] + table.others(given)
    made = pd.DataFrame(rows, columns=columns, dtype="str").fillna("")
    for name in columns:
        if (kind := table.dtypes.get(name, "str")) != "str":
            made[name] = pd.to_numeric(made[name].replace("", None)).astype(kind)
    return made


def joined(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """The rows of DataFrames with the same columns and types, in their order."""
    import pandas as pd

    return pd.concat(parts, ignore_index=True)


def typed(rows: Iterable[Any], table: Table) -> pd.DataFrame:
    """A DataFrame of computed rows, tuples or dicts, with all columns and the types of a table; None is missing."""
    import pandas as pd

    return pd.DataFrame(rows, columns=table.names).astype(table.dtypes)
