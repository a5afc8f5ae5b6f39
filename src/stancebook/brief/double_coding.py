"""Readings: what each coder gave of a statement, and what adjudication decided where they differed.

>>> unit = {"article": "000", "sentence_start": "9", "actor": "arland", "issue": "toll"}
>>> coded = {**dict.fromkeys(COMPARED, ""), **unit, "coder": "ada", "quote": "no"}
>>> again = {**coded, "coder": "ben", "position": "1"}
>>> reading = double_codings([coded, again], [{**unit, "variable": "position", "decision": "1"}])["000-9-arland-toll"]
>>> reading.differ, [row["coder"] for row in reading.codings], len(reading.decisions)
(('position',), ['ada', 'ben'], 1)
"""

from collections import defaultdict
from typing import NamedTuple

from stancebook.brief.passages import in_order, of_statements
from stancebook.core import tables
from stancebook.study.adjudication import ABSENT
from stancebook.study.statements import COMPARED, STATEMENT, statement_id

PRESENCE = "presence"


class Reading(NamedTuple):
    """The codings of one unit, by coder, the variables on which they differ, and the decisions on it."""

    codings: tuple
    differ: tuple
    decisions: tuple

    @property
    def dropped(self):
        """Whether adjudication decided that there is no statement."""
        return any(row["variable"] == PRESENCE and row["decision"] == ABSENT for row in self.decisions)


def double_codings(codings, decisions):
    """The Reading of each unit that somebody coded, by the id of its statement.

    `codings` are rows of codings.csv, `decisions` of adjudication.csv. Where one coder alone has a unit while others
    have coded too, they differ on its presence.
    """
    coded, decided = defaultdict(list), defaultdict(list)
    for rows, by_unit in ((codings, coded), (decisions, decided)):
        for row in rows:
            by_unit[statement_id(row)].append(row)
    many, coder = len(coders(codings)), lambda row: row["coder"]
    return {
        id: Reading(tuple(sorted(rows, key=coder)), _differ(rows, many), tuple(decided[id]))
        for id, rows in coded.items()
    }


def coders(codings):
    """The names of those who coded."""
    return sorted({row["coder"] for row in codings})


def _differ(rows, coders):
    """The variables on which not all coders gave the same."""
    if len(rows) < coders:
        return (PRESENCE,)
    return tuple(variable for variable in COMPARED if len({_value(row, variable) for row in rows}) > 1)


def _value(row, variable):
    """A value as it is compared, a set in any order."""
    return frozenset(row[variable].split()) if variable == "condition" else str(row[variable])


def not_adopted(readings, passages, names):
    """The rows of passages of what was coded and is no statement of this run, labelled C1, C2 … by place."""
    taken = set(passages["id"])
    left = [_longest(reading.codings) | {"statement": id} for id, reading in readings.items() if id not in taken]
    return of_statements(tables.frame(left, list(STATEMENT)), names, "coding", "C")


def _longest(codings):
    """The coding with the longest quotation, which holds most of what was meant."""
    return max(codings, key=lambda row: len(row["quote"]))


def with_not_adopted(passages, readings, names):
    """The passages and those that were coded and not taken over, by place."""
    return in_order([*tables.records(passages), *not_adopted(readings, passages, names)])
