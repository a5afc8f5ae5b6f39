"""Double coding: the Case of each statement, and the passages that were coded but are no statements of this run.

>>> unit = {"article": "000", "sentence_start": "9", "actor": "arland", "issue": "toll"}
>>> row = {**unit, **dict.fromkeys(("speaker", "via", "voice", "position", "condition"), ""), "coder": "ada"}
>>> other = {**row, "coder": "ben", "position": "1"}
>>> case = double_codings([row, other], [{**unit, "variable": "position", "decision": "1"}])["000-9-arland-toll"]
>>> case.differ, [row["coder"] for row in case.rows], len(case.decisions)
(('position',), ['ada', 'ben'], 1)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from stancebook.brief.passages import in_order, of_statements
from stancebook.core import schema, tables
from stancebook.core.tables import Rows
from stancebook.study.cases import Case, Read, cases

if TYPE_CHECKING:
    import pandas as pd


def double_codings(codings: Rows, decisions: Rows, read: Read = None) -> dict[str, Case]:
    """The Case of each unit that a coder has, by the id of its statement.

    `codings` are rows of codings.csv, `decisions` of adjudication.csv, `read` has the texts that each coder read.
    """
    by_coder = {coder: [row for row in codings if row["coder"] == coder] for coder in coders_of(codings)}
    return {case.statement: case for case in cases(by_coder, decisions, read=read)}


def coders_of(codings: Rows) -> list[str]:
    """The names of the coders with rows, sorted."""
    return sorted({row["coder"] for row in codings})


def not_adopted(by_statement: Mapping[str, Case], passages: pd.DataFrame, names: Mapping[str, str]) -> Rows:
    """The rows of passages of the Cases that are no statements of this run, labelled C1, C2 … by place."""
    taken = set(passages["id"])
    left = [case.longest | {"statement": id} for id, case in by_statement.items() if id not in taken]
    return of_statements(tables.frame(left, schema.STATEMENTS), names, "coding", "C")


def with_not_adopted(
    passages: pd.DataFrame, by_statement: Mapping[str, Case], names: Mapping[str, str]
) -> pd.DataFrame:
    """The passages and those of Cases that are no statements of this run, by place."""
    return in_order([*tables.records(passages), *not_adopted(by_statement, passages, names)])
