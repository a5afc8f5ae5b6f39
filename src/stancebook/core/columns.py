"""Columns and tables: how a schema describes them.

>>> pets = Table("pets", "a pet", (text("name", "its name"), whole("age", "its age", "years")), sort=("name",))
>>> pets.names, pets.dtypes
(('name', 'age'), {'name': 'str', 'age': 'Int64'})
>>> print(as_markdown(pets), end="")
| column | meaning | values |
| --- | --- | --- |
| name | its name | |
| age | its age | years |
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

DTYPES = {"text": "str", "whole": "Int64", "decimal": "Float64"}


@dataclass(frozen=True)
class Column:
    """A column: its name, its kind (text, whole or decimal), its meaning, and the values that it may have."""

    name: str
    kind: str
    meaning: str
    values: str = ""


@dataclass(frozen=True)
class Table:
    """A table: its name, what a row is, its columns in order, and the columns by which its rows are sorted.

    Without `sort` the rows keep the order of their writer. `by` is the number of the notebook that writes the table to
    data/processed, "" for every other table. `optional` columns stand behind the others or are left out; `more`
    describes columns that differ from study to study and stand behind all.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    sort: tuple[str, ...] = ()
    by: str = ""
    more: Column | None = None
    optional: tuple[Column, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns that are not optional, in order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def dtypes(self) -> dict[str, str]:
        """The pandas dtype of each column by its name: str, Int64 or Float64."""
        return {column.name: DTYPES[column.kind] for column in (*self.columns, *self.optional)}

    def others(self, given: Iterable[str]) -> list[str]:
        """The optional columns among the given names, and those it does not name itself if it takes more columns."""
        names = dict.fromkeys(given)
        optional = [column.name for column in self.optional if column.name in names]
        return optional + [name for name in names if self.more and name not in self.dtypes]


def text(name: str, meaning: str, values: str = "") -> Column:
    """A column of text."""
    return Column(name, "text", meaning, values)


def whole(name: str, meaning: str, values: str = "") -> Column:
    """A column of whole numbers; an empty cell is a missing number."""
    return Column(name, "whole", meaning, values)


def decimal(name: str, meaning: str, values: str = "") -> Column:
    """A column of numbers, written with at most four decimals; an empty cell is a missing number."""
    return Column(name, "decimal", meaning, values)


def as_markdown(table: Table) -> str:
    """The columns of a table as a Markdown table: column, meaning, values."""
    columns = [*table.columns, *table.optional, *([table.more] if table.more else [])]
    lines = ["| column | meaning | values |", "| --- | --- | --- |"]
    lines += [" ".join(f"| {each.name} | {each.meaning} | {each.values} |".split()) for each in columns]
    return "\n".join(lines) + "\n"
