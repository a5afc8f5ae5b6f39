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

from collections.abc import Callable, Iterable, Sequence

from stancebook.core import schema
from stancebook.core.columns import Table
from stancebook.core.english import count, listed, verb
from stancebook.core.problems import Problem
from stancebook.core.tables import Row, Rows
from stancebook.study import adjudication, due, fact_decisions
from stancebook.study.cases import ALL, coders_cells, is_taken
from stancebook.study.facts import FACTS, Noted
from stancebook.study.quotes import shortened
from stancebook.study.statements import statement_id, unit_key

SHOWN = 5
FILL_IN = "fill in decision and reason"
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
    return _problems(adjudication.FILE, _units, open_rows, decisions, message, schema.adjudication)


def check_amended(decisions: Rows) -> list[Problem]:
    """Return a problem for each agreement that is decided as amended without a row that says what counts instead."""
    changed = {unit_key(row) for row in decisions if is_taken(row) and adjudication.is_amendment(row)}
    amended = {"variable": ALL, "decision": adjudication.AMENDED}
    message = "the agreement is amended, and no row says what counts instead"
    fix = "add a row with the variable that changes, what each coder has, and the value that counts; or write upheld"
    return [
        Problem(adjudication.FILE, number, "decision", message, fix)
        for number, row in enumerate(decisions, 2)
        if amended.items() <= row.items() and unit_key(row) not in changed
    ]


def _units(rows: Rows, more: str = "") -> str:
    """Return how many differences and agreements rows of adjudication.csv are about."""
    agreements = sum(row["variable"] == ALL for row in rows)
    counts = {"difference": len(rows) - agreements, "agreement": agreements}
    return listed(count(n, f"{more}{noun}") for noun, n in counts.items() if n)


def check_facts_taken(to_take: Rows, decisions: Rows | None, of: Noted = FACTS) -> list[Problem]:
    """Return a problem for each decision on facts or notes that is due and not taken; None if there is no such file."""

    def message(row: Row) -> str:
        return f"no decision on {listed(fact_decisions.coders_facts(row))} (“{shortened(row['quote'])}”)"

    def facts(rows: Rows, more: str = "") -> str:
        return count(rows, f"{more}{of.name}")

    table = schema.fact_decisions if of == FACTS else schema.source_note_decisions
    return _problems(of.decisions, facts, to_take, decisions, message, table)


def _decided_on(file: str, row: Row) -> tuple[str, ...]:
    """Return what a row of a file of decisions is about: equal in a row to take and in its row of the file."""
    if file == adjudication.FILE:
        return adjudication.decided_on(row)
    return tuple(sorted(fact_decisions.coders_facts(row)))


def _waiting(file: str, decisions: Rows) -> dict[tuple[str, ...], int]:
    """Return the numbers of the rows of a file that wait to be filled in, by what they are about."""
    return {_decided_on(file, row): number for number, row in enumerate(decisions, 2) if not is_taken(row)}


def rows_to_fill(file: str, to_take: Rows, decisions: Rows) -> list[int]:
    """Return the numbers of the rows of a file in which decisions to take wait to be filled in."""
    waiting = _waiting(file, decisions)
    return sorted(waiting[key] for key in (_decided_on(file, row) for row in to_take) if key in waiting)


def rows_in_words(numbers: Sequence[int]) -> str:
    """Return the numbers of rows in words, neighbours as a range.

    >>> rows_in_words([7]), rows_in_words([2, 7, 8, 9])
    ('row 7', 'rows 2 and 7 to 9')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return f"{verb(numbers, 'row', 'rows')} {listed(parts)}"


def _problems(
    file: str,
    units: Callable[..., str],
    to_take: Rows,
    decisions: Rows | None,
    message: Callable[[Row], str],
    table: Callable[[Iterable[str]], Table],
) -> list[Problem]:
    """Return a problem for each of the first rows to take, and one for all others."""
    if not to_take:
        return []
    if decisions is None:
        fix = f"write it with all its rows: {SHEET}"
        return [Problem(file, None, "", f"no decision on {units(to_take)}, and no such file", fix)]
    columns = [*decisions[0]] if decisions else table(coders_cells(to_take[0])).names
    waiting = _waiting(file, decisions)
    problems = []
    for row in to_take[:SHOWN]:
        number = waiting.get(_decided_on(file, row))
        add = f"add the row {due.as_line(row, columns)} with your decision and its reason"
        fix = FILL_IN if number else add
        problems.append(Problem(file, number, "decision" if number else "", message(row), fix))
    if more := to_take[SHOWN:]:
        rows = rows_to_fill(file, more, decisions)
        fix = f"write a row for each of them, to be filled in: {SHEET}"
        if len(rows) == len(more):
            fix = f"{FILL_IN} in {rows_in_words(rows)}"
        problems.append(Problem(file, None, "", f"no decision on {units(more, 'more ')}", fix))
    return problems
