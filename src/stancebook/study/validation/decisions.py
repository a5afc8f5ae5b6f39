"""Decisions that are due and not taken, each with the row to paste; a long list is cut.

>>> row = {"article": "000", "sentence_start": "0", "actor": "arland", "issue": "bridge", "variable": "position"}
>>> row |= {"ada": "2", "ben": "1", "decision": "", "reason": "", "quote": "will build"}
>>> print(*check_taken([row], []))
adjudication.csv: no decision on position of 000-0-arland-bridge ('2' and '1': “will build”); add the row \
000,0,arland,bridge,position,2,1,, with your decision and its reason
>>> print(*check_taken([row], None))
adjudication.csv: no decision on one difference, and no such file; write it with all its rows: \
stancebook adjudicate --sheet
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from stancebook.core import schema
from stancebook.core.columns import Table
from stancebook.core.english import count, listed
from stancebook.core.problems import Problem
from stancebook.core.tables import Row, Rows
from stancebook.study import adjudication, due, fact_decisions
from stancebook.study.cases import coders_cells, is_taken
from stancebook.study.quotes import shortened
from stancebook.study.statements import statement_id, unit_key

SHOWN = 5
SHEET = "stancebook adjudicate --sheet"


def check_taken(to_take: Rows, decisions: Rows | None) -> list[Problem]:
    """Return a problem for each decision on a statement that is due and not taken; None if there is no such file.

    Where a decision stands on other cells than the coders have now, that is the problem, and no second one.
    """
    stale = {(*unit_key(row), row["variable"]) for row in filter(is_taken, decisions or ())}

    def message(row: Row) -> str:
        cells = f"{adjudication.listed_cells(coders_cells(row))}: “{shortened(row['quote'])}”"
        return f"no decision on {row['variable']} of {statement_id(row)} ({cells})"

    open_rows = [row for row in to_take if (*unit_key(row), row["variable"]) not in stale]
    return _problems(
        adjudication.FILE, "difference", open_rows, decisions, adjudication.decided_on, message, schema.adjudication
    )


def check_facts_taken(to_take: Rows, decisions: Rows | None) -> list[Problem]:
    """Return a problem for each decision on facts that is due and not taken; None if there is no such file."""

    def message(row: Row) -> str:
        return f"no decision on {listed(fact_decisions.coders_facts(row))} (“{shortened(row['quote'])}”)"

    def key(row: Row) -> tuple[str, ...]:
        return tuple(sorted(fact_decisions.coders_facts(row)))

    return _problems(fact_decisions.FILE, "fact", to_take, decisions, key, message, schema.fact_decisions)


def _problems(
    file: str,
    noun: str,
    to_take: Rows,
    decisions: Rows | None,
    key: Callable[[Row], tuple[str, ...]],
    message: Callable[[Row], str],
    table: Callable[[Iterable[str]], Table],
) -> list[Problem]:
    """Return a problem for each of the first rows to take, and one for all others."""
    if not to_take:
        return []
    if decisions is None:
        fix = f"write it with all its rows: {SHEET}"
        return [Problem(file, None, "", f"no decision on {count(to_take, noun)}, and no such file", fix)]
    columns = [*decisions[0]] if decisions else table(coders_cells(to_take[0])).names
    waiting = {key(row): number for number, row in enumerate(decisions, 2) if not is_taken(row)}
    problems = []
    for row in to_take[:SHOWN]:
        number = waiting.get(key(row))
        add = f"add the row {due.as_line(row, columns)} with your decision and its reason"
        fix = "fill in decision and reason" if number else add
        problems.append(Problem(file, number, "decision" if number else "", message(row), fix))
    if (more := len(to_take) - SHOWN) > 0:
        fix = f"write a row for each of them, to be filled in: {SHEET}"
        problems.append(Problem(file, None, "", f"no decision on {count(more, f'more {noun}')}", fix))
    return problems
