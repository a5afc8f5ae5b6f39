"""Statements or facts of several coders in one table, split into the coders' files of a study.

>>> from stancebook.exchange.table_import import grid
>>> head = "article,quote,occurrence,speaker,actor,via,voice,issue,position,condition,confidence,note,coder\\n"
>>> table = grid.parse("all.csv", f"{head}010,We pay,,-,arland,self,direct,toll,2,none,3,,ada\\n".encode())
>>> of_kind(table.header).name, list(split(table, "coder", of_kind(table.header)).contents)
('coder_rows', ['ada.csv'])
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from stancebook.core import csv_lines, schema, tables
from stancebook.core.authored import rewriting
from stancebook.core.authored.cell_checks import check_header
from stancebook.core.columns import Table
from stancebook.core.problems import Problem, UserError
from stancebook.core.tables import Rows
from stancebook.exchange.table_import.grid import Grid
from stancebook.study import coders

KINDS = {schema.CODER_ROWS: "", schema.CODER_FACTS: "_facts"}  # the tables of a coder, and how the names of files end
MAY_LACK = ("occurrence", "note")
TELLING = {schema.CODER_ROWS: {"article", "quote", "issue"}, schema.CODER_FACTS: {"article", "quote", "attribute"}}


class CoderFiles(NamedTuple):
    """The bytes of the coders' files by name, how many rows each has, and the problems of the table."""

    contents: dict[str, bytes]
    rows: dict[str, int]
    problems: list[Problem]


def of_kind(header: Sequence[str]) -> Table | None:
    """Return the table of a coder that a header has the columns of, None if it is another table."""
    return next((kind for kind, names in TELLING.items() if names <= {*header}), None)


def split(table: Grid, coder: str, kind: Table) -> CoderFiles:
    """Return the files of the coders of a table, whose column `coder` names them; rows keep their order."""
    problems = [*table.problems, *_check_header(table, coder, kind)]
    by_coder: dict[str, Rows] = {}
    if not problems:
        for number, cells in zip(table.numbers, table.rows, strict=True):
            row = dict.fromkeys(kind.names, "") | dict(zip(table.header, cells, strict=True))
            problems += _check_coder(table.file, number, coder, row[coder])
            by_coder.setdefault(row[coder], []).append(row)
    named = {f"{id}{KINDS[kind]}.csv": rows for id, rows in sorted(by_coder.items())}
    contents = {name: tables.text(rows, kind.names).encode("utf-8") for name, rows in named.items()}
    return CoderFiles(contents, {name: len(rows) for name, rows in named.items()}, problems)


def _check_header(table: Grid, coder: str, kind: Table) -> list[Problem]:
    """Return the problems of the header: a coder's columns, without those that may lack, and the column of coders."""
    needed = [name for name in kind.names if name not in MAY_LACK]
    return check_header(table.file, table.header, [*needed, coder], MAY_LACK)


def _check_coder(file: str, number: int, column: str, id: str) -> list[Problem]:
    """Return a problem if a cell is no id of a coder."""
    wrong = coders.read({"coders": {id: {}}})[1]
    return [Problem(file, number, column, each.message, each.fix) for each in wrong]


def write(coded: Path, contents: Mapping[str, bytes]) -> None:
    """Write coders' files; raises UserError, and writes none, if one of them is there with rows."""
    for name in contents:
        before = rewriting.check(coded / name)
        if before and csv_lines.parse(before).rows:
            raise UserError(f"data/coded/{name} has rows already; put new ones in by hand, or move that file away")
    rewriting.write_all({coded / name: content for name, content in contents.items()})
