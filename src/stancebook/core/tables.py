"""CSV tables: read as text, written whole, sorted and rounded.

A table is a list of rows, and a row is a dict. Only `frame` imports pandas, so that checks of a study start at once.

>>> parse("article,quote\\n000,None\\n")
[{'article': '000', 'quote': 'None'}]
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stancebook.core import files
from stancebook.core.columns import Table

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
Rows = list[Row]

WHOLE = {
    "start", "end", "clean_start", "clean_end", "sentence_start", "position", "confidence",
    "n", "articles", "min", "max", "units", "coders", "sentence", "universes", "testable", "effect",
}  # fmt: skip
DECIMALS = {
    "value_low",
    "value_high",
    "mean",
    "median",
    "value",
    "low",
    "high",
    "congruence",
    "conflict",
    "net",
    "share",
    "estimate",
}


class UnreadableFile(ValueError):
    """A file that cannot be read, in a sentence with its name and the fix."""


def parse(text: str) -> Rows:
    """The rows of a CSV text, each cell as text; in a row of another length, None is a key or a value."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(lines, [])
    return [dict(zip_longest(header, cells)) for cells in lines]


def read(path: Path | str) -> Rows:
    """The rows of a CSV file; raises UnreadableFile with the wrong byte or the line."""
    try:
        return parse(Path(path).read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{Path(path).name}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except csv.Error as error:
        raise UnreadableFile(
            f"{Path(path).name}: not a readable CSV file ({error}); write it with a CSV writer"
        ) from None


def text(rows: Rows, columns: Sequence[str]) -> str:
    """The CSV text of rows: these columns in order, \\n at line ends, at most four decimals."""
    lines = [columns, *([_cell(row[column]) for column in columns] for row in rows)]
    return "".join(_line(line) for line in lines)


def _line(cells: Sequence[str]) -> str:
    """One line of CSV; the csv module quotes a lone \\r only if its own line end contains one."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()[:-2] + "\n"


def _cell(value: object) -> str:
    """A cell as written: at most four decimals, no trailing zeros, empty for a missing value."""
    if not isinstance(value, float):
        return "" if value is None else str(value)
    rounded = f"{value:.4f}".rstrip("0").rstrip(".")
    return {"-0": "0", "nan": ""}.get(rounded, rounded)


def typed(rows):
    """The rows with whole numbers as numbers, so that they sort as such."""
    return [
        {column: int(cell) if column in WHOLE and cell != "" else cell for column, cell in row.items()} for row in rows
    ]


def write(path: str | Path, rows: Rows | pd.DataFrame, table: Table | None = None, sort=()) -> None:
    """Write rows or a DataFrame as the CSV file of a table: its columns, sorted as it says, whole or not at all.

    Without a table the columns and their order are those of the DataFrame: so are the tables beside figures, in words.
    Raises KeyError if a row lacks a column of the table; other keys are left out.
    """
    given = list(rows[0]) if isinstance(rows, list) and rows else list(rows)
    rows = rows if isinstance(rows, list) else records(rows)
    if table is not None and not isinstance(table, Table):
        files.write_text(path, text(sorted(rows, key=lambda row: [row[column] for column in sort]), table))
        return
    columns = given
    if table is not None:
        columns = [*table.names, *table.others(given)]
        keys = [(name, table.dtypes[name] != "str") for name in table.sort]
        rows = sorted(rows, key=lambda row: [_sort_key(row[name], number) for name, number in keys])
    files.write_text(path, text(rows, columns))


def _sort_key(cell: object, number: bool) -> tuple[bool, Any]:
    """A key that sorts numbers by size, all else as text, and empty cells first."""
    missing = cell is None or cell == ""
    return (not missing, 0 if missing else float(cell) if number else str(cell))


def records(table: pd.DataFrame) -> Rows:
    """The rows of a DataFrame as dicts; a missing value is None."""
    return table.astype(object).where(table.notna(), None).to_dict("records")


def read_frame(path: str | Path, table: Table) -> pd.DataFrame:
    """The rows of a table's CSV file as a DataFrame with the types of the table."""
    return frame(read(path), table)


def frame(rows: Rows, table: Table | None = None, as_text=()) -> pd.DataFrame:
    """A DataFrame of rows with the types of a table: text, Int64 or Float64; an empty cell of a number is <NA>.

    It has the table's columns, in their order, that any row has, or all of them if there are no rows. Keys that the table
    does not name are left out.
    """
    if not isinstance(table, Table):
        return _old_frame(rows, table, as_text)
    import pandas as pd  # here, because its import takes a second, and a check does not need it

    given = dict.fromkeys(key for row in rows for key in row)
    columns = [name for name in table.names if name in given or not rows] + table.others(given)
    made = pd.DataFrame(rows, columns=columns, dtype="str").fillna("")
    for name in columns:
        if (kind := table.dtypes.get(name, "str")) != "str":
            made[name] = pd.to_numeric(made[name].replace("", None)).astype(kind)
    return made


def _old_frame(rows, columns=None, as_text=()):
    import pandas as pd

    if not isinstance(rows, list):
        columns = Path(rows).read_text(encoding="utf-8").partition("\n")[0].split(",")
        rows = read(rows)
    table = pd.DataFrame(rows, columns=columns, dtype="str").fillna("")
    for column in table.columns.intersection(list(WHOLE | DECIMALS)).difference(list(as_text)):
        kind = "Int64" if column in WHOLE else "Float64"
        table[column] = pd.to_numeric(table[column].replace("", None)).astype(kind)
    return table
