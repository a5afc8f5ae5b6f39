"""Tables at the edge: read as text, written sorted, rounded and whole.

A table is a list of rows, a row a dict of strings; pandas comes in with `frame` alone,
so that checking a study does not wait for it.

>>> parse("article,quote\\n000,None\\n")
[{'article': '000', 'quote': 'None'}]
"""

import csv
import io
from itertools import zip_longest
from pathlib import Path
from typing import Any

from stancebook.core import files

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
    """A file that cannot be read, in a sentence that names it and the cure."""


def parse(text):
    """The rows of a CSV text, every cell as it is written; in a row of another length, None is a key or a value."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(lines, [])
    return [dict(zip_longest(header, cells)) for cells in lines]


def read(path):
    """The rows of a CSV file; raises UnreadableFile with the byte at fault or the line."""
    try:
        return parse(Path(path).read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{Path(path).name}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except csv.Error as error:
        raise UnreadableFile(
            f"{Path(path).name}: not a readable CSV file ({error}); write it with a CSV writer"
        ) from None


def text(rows, columns):
    """CSV text of these rows: the columns in order, \\n at line ends, floats to four places."""
    lines = [columns, *([_cell(row[column]) for column in columns] for row in rows)]
    return "".join(_line(line) for line in lines)


def _line(cells):
    """One line of CSV; the writer puts a lone \\r in quotes only where its own line end has one."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()[:-2] + "\n"


def _cell(value):
    """A cell as written: at most four decimals, no trailing zeros, nothing for a missing value."""
    if not isinstance(value, float):
        return "" if value is None else str(value)
    rounded = f"{value:.4f}".rstrip("0").rstrip(".")
    return {"-0": "0", "nan": ""}.get(rounded, rounded)


def typed(rows):
    """The rows with whole numbers as numbers, so that they sort as such."""
    return [
        {column: int(cell) if column in WHOLE and cell != "" else cell for column, cell in row.items()} for row in rows
    ]


def write(path, rows, columns, sort=()):
    """Write rows or a DataFrame as CSV, sorted by the columns in `sort`, whole or not at all."""
    rows = rows if isinstance(rows, list) else records(rows)
    files.write_text(path, text(sorted(rows, key=lambda row: [row[column] for column in sort]), columns))


def records(table):
    """The rows of a DataFrame as dicts, a missing value being None."""
    return table.astype(object).where(table.notna(), None).to_dict("records")


def frame(rows, columns=None, as_text=()):
    """A DataFrame of these rows, or of the file at a path: numeric columns typed, all else text.

    A column in WHOLE becomes Int64, one in DECIMALS Float64 (an empty cell is <NA>), unless it is in `as_text`.
    """
    import pandas as pd  # here, because a second of import is too much for a check

    if not isinstance(rows, list):
        columns = Path(rows).read_text(encoding="utf-8").partition("\n")[0].split(",")
        rows = read(rows)
    table = pd.DataFrame(rows, columns=columns, dtype="str").fillna("")
    for column in table.columns.intersection(list(WHOLE | DECIMALS)).difference(list(as_text)):
        kind = "Int64" if column in WHOLE else "Float64"
        table[column] = pd.to_numeric(table[column].replace("", None)).astype(kind)
    return table
