"""Whether a CSV file is as the schema says: its header, its numbers and the order of its rows."""

import re

from stancebook.core import tables


def problems(path, table):
    """What is not as the schema says: the header, a cell that is no number, the order of rows."""
    header, _, content = path.read_text(encoding="utf-8").partition("\n")
    rows = tables.parse(f"{header}\n{content}")
    names = tuple(header.split(","))
    others = names[len(table.names) :]
    if names[: len(table.names)] != table.names or list(others) != table.others(others):
        return [f"the header of {path.name} is {header}, not {','.join(table.names)}"]
    numbers = {"whole": r"-?\d+", "decimal": r"-?\d+(\.\d+)?"}
    wrong = [
        f"{path.name}, row {number}, {column.name}: {row[column.name]!r} is no {column.kind} number"
        for number, row in enumerate(rows, 2)
        for column in table.columns
        if column.kind in numbers and row[column.name] and not re.fullmatch(numbers[column.kind], row[column.name])
    ]
    if wrong:
        return wrong
    order = [[_comparable(row[name], table.dtypes[name]) for name in table.sort] for row in rows]
    return [f"{path.name} is not sorted by {', '.join(table.sort)}"] * (order != sorted(order))


def _comparable(cell, dtype):
    return cell if dtype == "str" else float(cell)
