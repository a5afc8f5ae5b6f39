"""Judgments as a study keeps them: data/judgments/<name>.csv, and beside it the level of each variable.

>>> file_name("Our stances (2).xlsx"), file_name("!.csv")
('our_stances_2', 'judgments')
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from stancebook.core import tables
from stancebook.core.authored import rewriting
from stancebook.core.columns import Table, text
from stancebook.core.problems import UserError, WrongArgument
from stancebook.exchange.table_import.judgments import Judgment
from stancebook.exchange.table_import.levels import LEVELS, Level

JUDGMENTS = Table("judgments", "a value that a coder gave to a unit", sort=("variable", "unit", "coder"), columns=(
    text("unit", "id of the unit", "as its coders have it"), text("coder", "the coder"),
    text("variable", "what was coded"), text("value", "the value", "never empty")))  # fmt: skip
JUDGMENT_LEVELS = Table("judgment_levels", "a variable and its level of measurement", sort=("variable",), columns=(
    text("variable", "what was coded"), text("level", "level of measurement", "nominal, ordinal, interval, ratio, set"),
    text("order", "the words of an ordinal scale, the least first", "commas between; else empty")))  # fmt: skip
NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,59}")
SUFFIX = "_levels"  # of the name of a file of levels


class Stored(NamedTuple):
    """A table of judgments of a study: its name, its judgments, the level of each variable."""

    name: str
    judgments: list[Judgment]
    levels: dict[str, Level]


def file_name(file: str) -> str:
    """Return a name for the judgments of a file: its own in small letters, digits and _."""
    stem = file.rpartition(".")[0] or file
    return re.sub(r"[^a-z0-9]+", "_", stem.lower()).strip("_")[:60] or "judgments"


def contents(name: str, judgments: Collection[Judgment], levels: Mapping[str, Level]) -> dict[str, bytes]:
    """Return the bytes of both files of some judgments by their names; raises WrongArgument for a name that is none."""
    if not NAME.fullmatch(name) or name.endswith(SUFFIX):
        raise WrongArgument("--name: use small letters, digits and _, at most 60, and no name that ends in _levels")
    rows = [each._asdict() for each in judgments]
    named = [{"variable": each, "level": own.level, "order": ",".join(own.order)} for each, own in levels.items()]
    written = {f"{name}.csv": (JUDGMENTS, rows), f"{name}{SUFFIX}.csv": (JUDGMENT_LEVELS, named)}
    return {
        file: tables.text(tables.in_order(own, table), table.names).encode("utf-8")
        for file, (table, own) in written.items()
    }


def write(folder: Path, made: Mapping[str, bytes], replace: bool = False) -> bool:
    """Write both files of some judgments; return whether anything changed.

    Raises UserError if others of this name are there, unless they are to be replaced.
    """
    before = {file: rewriting.check(folder / file) for file in made}
    there = {file: content for file, content in before.items() if content is not None}
    if there == made:
        return False
    others = [file for file, content in there.items() if content != made[file]]  # one alone is left by a stopped import
    if others and not replace:
        raise UserError(f"data/judgments/{min(others)} holds other judgments; give another --name, or --replace")
    rewriting.write_all({folder / file: content for file, content in made.items()})
    return True


def read(folder: Path) -> list[Stored]:
    """Return all judgments in a folder, by name; raises UserError for a file that is not as `write` leaves it."""
    names = sorted(path.stem for path in folder.glob("*.csv") if not path.stem.endswith(SUFFIX))
    return [_read(folder, name) for name in names]


def _read(folder: Path, name: str) -> Stored:
    """Return the judgments of one name; raises UserError if a file is missing or not as it was written."""
    try:
        judgments = [Judgment(**row) for row in tables.read(folder / f"{name}.csv")]
        rows = tables.read(folder / f"{name}{SUFFIX}.csv")
        levels = {row["variable"]: _level(row) for row in rows}
        values = {(each.variable, each.value) for each in judgments}
        faults = [levels[variable].fault([value]) for variable, value in values]
    except (FileNotFoundError, ValueError, TypeError, KeyError) as error:
        raise UserError(f"data/judgments/{name}.csv is not as import wrote it ({error}); import it again") from None
    if fault := next(filter(None, sorted(faults)), ""):
        raise UserError(f"data/judgments/{name}.csv: {fault}")
    return Stored(name, judgments, levels)


def _level(row: tables.Row) -> Level:
    """Return the Level in a row; raises ValueError for one that is none."""
    if row["level"] not in LEVELS:
        raise ValueError(f"'{row['level']}' is no level")
    return Level(row["level"], "as stored", tuple(filter(None, row["order"].split(","))))
