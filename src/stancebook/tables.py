"""Tables at the edge: read as text, written sorted, rounded and whole.

A table is a list of rows, a row a dict of strings; pandas comes in with `frame` alone,
so that checking a study does not wait for it.

>>> parse("article,quote\\n000,None\\n")
[{'article': '000', 'quote': 'None'}]
"""

import csv
import io
import os
from itertools import zip_longest
from pathlib import Path

import yaml

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


class Unreadable(ValueError):
    """A file that cannot be read, in a sentence that names it and the cure."""


def parse(text):
    """The rows of a CSV text, every cell as it is written; in a row of another length, None is a key or a value."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(lines, [])
    return [dict(zip_longest(header, cells)) for cells in lines]


def read(path):
    """The rows of a CSV file; raises Unreadable with the byte at fault or the line."""
    try:
        return parse(Path(path).read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unreadable(f"{Path(path).name}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except csv.Error as error:
        raise Unreadable(f"{Path(path).name}: not a readable CSV file ({error}); write it with a CSV writer") from None


def read_yaml(path):
    """What a YAML file holds, read by the safe loader; raises Unreadable where it gives a key twice."""
    told, twice = parse_yaml(Path(path).read_text(encoding="utf-8"))
    for key, line in twice:
        raise Unreadable(f"{Path(path).name}, row {line}: '{key}' stands there twice; make one of them")
    return told


def parse_yaml(text):
    """What a YAML text holds, and each key that a mapping of it has already had, with its line."""
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        twice = list(_twice(node))  # before the loader drops the first of them
        return None if node is None else loader.construct_document(node), twice
    finally:
        loader.dispose()


def _twice(node):
    """Each key that a mapping in a YAML node has already had, with its line."""
    waiting, met = [node], set()
    for node in waiting:
        if node is None or id(node) in met or isinstance(node, yaml.ScalarNode):
            continue
        met.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
            continue
        yield from _again([key for key, _ in node.value if isinstance(key, yaml.ScalarNode)])
        waiting += [value for _, value in node.value]


def _again(keys):
    """Each key that stands before it among these already, with its line."""
    seen = set()
    for key in keys:
        if key.value in seen:
            yield key.value, key.start_mark.line + 1
        seen.add(key.value)


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
    write_text(path, text(sorted(rows, key=lambda row: [row[column] for column in sort]), columns))


def write_text(path, content):
    """Write text under a temporary name and rename it, so that no half file exists."""
    write_bytes(path, content.encode("utf-8"))


def write_bytes(path, content):
    """Write bytes in the same way."""
    os.replace(write_part(path, content), path)


def part_of(path):
    """The temporary name beside a path."""
    return Path(path).with_name(f".{Path(path).name}.part")


def write_part(path, content, lasting=False):
    """Write bytes under the temporary name, and give it back; where `lasting`, they are on the disk itself by then."""
    part = part_of(path)
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("wb") as file:
        file.write(content)
        if lasting:
            file.flush()
            os.fsync(file.fileno())
    return part


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
