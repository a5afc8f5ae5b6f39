"""Adjudication: the decisions that are due, the checks of those taken, and the statements that remain.

>>> unit = {"article": "000", "sentence_start": "0", "actor": "arland", "issue": "bridge"}
>>> one = unit | {"speaker": "-", "via": "self", "voice": "direct", "position": "2", "condition": "none"}
>>> other = one | {"position": "1"}
>>> [(row["variable"], row["coder_a"], row["coder_b"]) for row in decisions_due([one], [other])]
[('position', '2', '1')]

An agreement may be drawn to be read again; each difference and each drawn agreement needs a decision.

>>> agreed = one | {"sentence_start": "9", "issue": "toll"}
>>> decision = agreed | {"variable": "all", "coder_a": "present", "coder_b": "present"}
>>> decision |= {"decision": "upheld", "reason": "Read again."}
>>> [row["variable"] for row in undecided([decision], decisions_due([one, agreed], [agreed]))]
['presence']
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from stancebook.core.problems import Problem, check_choice, check_set
from stancebook.core.tables import Row, Rows
from stancebook.study import quotes, statements
from stancebook.study.cases import ABSENT, ALL, PRESENCE, PRESENT, Case, cases, is_taken
from stancebook.study.codebook import Codebook
from stancebook.study.statements import COMPARED, unit_key

if TYPE_CHECKING:
    import pandas as pd

FILE = "adjudication.csv"
UPHELD, AMENDED = "upheld", "amended"


def check_decisions(decisions: Rows, book: Codebook) -> list[Problem]:
    """Return a problem for each decision that is no value of its variable, and for each without a reason."""
    problems = []
    for number, row in enumerate(decisions, 2):
        if not is_taken(row):
            continue
        problems += _check_value(number, row, book)
        if not row["reason"].strip():
            problems.append(Problem(FILE, number, "reason", "the decision has no reason", "give one"))
    return problems


def _check_value(number: int, row: Row, book: Codebook) -> list[Problem]:
    """Return a problem where the variable does not allow the decision."""
    if row["variable"] == "condition":
        return check_set(FILE, number, row, "decision", book.choices["condition"])
    choices: dict[str, tuple[str, ...]] = {PRESENCE: (PRESENT, ABSENT), ALL: (UPHELD, AMENDED)}
    choices |= {variable: book.choices[variable] for variable in ("via", "voice", "position")}
    return check_choice(FILE, number, row, "decision", choices.get(row["variable"], (row["decision"],)), "a decision")


def differences(units: list[Case]) -> Rows:
    """Return a row for each variable of a unit on which the coders differ, in order of place.

    The variable is `presence` where one coder has no row of the unit.
    """
    return [case.difference(variable) for case in units for variable in case.differ]


def sampled_agreements(units: list[Case]) -> Rows:
    """Return a row for each agreement to read again: a fifth of the agreed units, drawn by a hash of the id."""
    agreed = {case.statement: case for case in units if not case.differ}
    by_hash = sorted(agreed, key=lambda statement: hashlib.sha256(statement.encode()).hexdigest())
    drawn = set(by_hash[: -(-len(agreed) // 5)])
    return [case.difference(ALL) for statement, case in agreed.items() if statement in drawn]


def _by_coder(coding_a: Rows, coding_b: Rows) -> dict[str, Rows]:
    return {"coder_a": coding_a, "coder_b": coding_b}


def decisions_due(coding_a: Rows, coding_b: Rows) -> Rows:
    """Return a row for each decision that is due: every difference, then the drawn agreements.

    Nothing is due where one coder has no rows at all.
    """
    units = cases(_by_coder(coding_a, coding_b)) if coding_a and coding_b else []
    return differences(units) + sampled_agreements(units)


def cases_due(codings: Mapping[str, Rows], decisions: Rows, due: Rows) -> list[Case]:
    """Return the Cases with a decision that is due, and those that a decision amends, in order of place."""
    amended = {unit_key(row) for row in decisions if is_amendment(row)}
    return [case for case in cases(codings, decisions, due) if case.due or case.key in amended]


def check_due(decisions: Rows, due: Rows, codings: Rows) -> list[Problem]:
    """Return the problems of decisions beside the codings: one that stands there twice, or one on no difference.

    `due` are the decisions due on these codings, of a whole study or of some articles.
    """
    differences, agreed = {_decided_on(row) for row in due}, _amended_codings(decisions, codings)
    now = {(*unit_key(row), row["variable"]): (row["coder_a"], row["coder_b"]) for row in due}
    problems: list[Problem] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(decisions, 2):
        key = (*unit_key(row), row["variable"])
        first, at = seen.setdefault(key, number), (FILE, number, row["variable"])
        if first != number:
            problems.append(Problem(*at, f"row {first} decides on it already", "leave one of the two"))
        elif _decided_on(row) not in differences and not _amends(row, agreed):
            problems.append(_unfit(at, now.get(key)))
    return problems


def _unfit(at: tuple[str, int, str], now: tuple[str, str] | None) -> Problem:
    """Return the problem of a decision on other cells than the coders have; `now` are theirs, if they differ."""
    if now:
        message = f"the coders have '{now[0]}' and '{now[1]}' here now"
        return Problem(*at, message, "write these into coder_a and coder_b, and decide again")
    message = "the coders do not differ like this here (any more)"
    return Problem(*at, message, "take the row out or correct it")


def undecided(decisions: Rows, due: Rows) -> Rows:
    """Return the decisions due on which no decision is taken; a unit that is no statement needs no values."""
    taken = [row for row in decisions if is_taken(row)]
    decided, removed = {_decided_on(row) for row in taken}, removed_units(taken)
    missing = {_decided_on(row): row for row in due if _decided_on(row) not in decided}
    return [row for row in missing.values() if not (unit_key(row) in removed and row["variable"] in COMPARED)]


def _decided_on(row: Row) -> tuple[str, ...]:
    """Return the unit, the variable and the coders' cells: equal in a difference and in its decision."""
    return (*unit_key(row), row["variable"], row["coder_a"], row["coder_b"])


def is_amendment(row: Row) -> bool:
    """Return whether a decision changes an agreement: another value, or no statement where both coders have one."""
    agreed = row["coder_a"] == row["coder_b"]
    return agreed and (row["variable"] in COMPARED or (row["variable"] == PRESENCE and row["decision"] == ABSENT))


def removed_units(decisions: Rows) -> set[tuple[str, ...]]:
    """Return the units that both coders have, and that are no statements by decision."""
    return {unit_key(row) for row in decisions if row["variable"] == PRESENCE and is_amendment(row)}


def _amended_codings(decisions: Rows, codings: Rows) -> dict[tuple[str, ...], Rows]:
    """Return the codings of each unit that a decision amends."""
    coded: dict[tuple[str, ...], Rows] = {unit_key(row): [] for row in decisions if is_amendment(row)}
    for coding in codings:
        if (unit := unit_key(coding)) in coded:
            coded[unit].append(coding)
    return coded


def _amends(row: Row, agreed: Mapping[tuple[str, ...], Rows]) -> bool:
    """Return whether a decision is an amendment whose cells are those of the codings, given by unit."""
    coded = agreed[unit_key(row)] if is_amendment(row) else []
    if row["variable"] == PRESENCE:
        return len(coded) == 2 and row["coder_a"] == PRESENT
    return {coding.get(row["variable"]) for coding in coded} == {row["coder_a"]}


def adjudicated_statements(coding_a: Rows, coding_b: Rows, decisions: Rows) -> Rows:
    """Return the statements that adjudication leaves, each with its origin, in order of place.

    `decisions` are rows of adjudication.csv. Where both coders have a unit, the statement takes the longer quotation
    (the fuller evidence), the decided values, and the lower confidence.
    """
    kept = []
    for case in cases(_by_coder(coding_a, coding_b), decisions):
        decided = {row["variable"]: _decision(row) for row in case.decisions}
        if decided.get(PRESENCE, PRESENT) == PRESENT:
            kept.append(_adjudicated(case, decided))
    return kept


def _decision(row: Row) -> str:
    """Return the value that was decided; a set has its members sorted."""
    return quotes.sorted_set(row["decision"]) if row["variable"] == "condition" else row["decision"]


def _adjudicated(case: Case, decided: Mapping[str, str]) -> Row:
    """Return the statement of a unit: its longest coding with the values that were decided."""
    new = {variable: decided[variable] for variable in COMPARED if variable in decided}
    confidence = min(row["confidence"] for row in case.rows)
    origin = case.rows[0]["coder"] if len(case.rows) == 1 else "adjudicated" if new else "both"
    return {**case.longest, **new, "confidence": confidence, "origin": origin, "statement": case.statement}


def statements_of_run(
    coding_a: Rows, coding_b: Rows, decisions: Rows, coding: str = "adjudicated", min_confidence: int = 1
) -> Rows:
    """Return the statements of a run: the adjudicated ones or one coder's own, with at least this confidence."""
    if coding == "adjudicated":
        rows = adjudicated_statements(coding_a, coding_b, decisions)
    else:
        rows = statements.from_one_coder(_by_coder(coding_a, coding_b)[coding])
    return [row for row in rows if int(row["confidence"]) >= min_confidence]


def adjudication_outcomes(decisions: Rows) -> Rows:
    """Return a row a variable: the number of differences decided, of values taken from each coder, of third values.

    `amended` counts changed agreements. Where both coders have a statement that is taken out, `presence` is amended and
    its values need no decision.
    """
    rows = []
    for variable in (PRESENCE, *COMPARED):
        own = [row for row in decisions if row["variable"] == variable]
        differed = [row for row in own if row["coder_a"] != row["coder_b"]]
        taken = {coder: sum(_taken(row, coder) for row in differed) for coder in ("coder_a", "coder_b")}
        third = len(differed) - sum(taken.values())
        counts = {"differed": len(differed), **taken, "third value": third, "amended": len(own) - len(differed)}
        rows.append({"variable": variable, **counts})
    return rows


def count_by_origin(statements: pd.DataFrame, coding: str, coders: Iterable[str]) -> Rows:
    """Return how many statements of a coding have each origin that is possible in it."""
    origins = ["both", "adjudicated", *coders] if coding == "adjudicated" else [coding]
    counts = statements["origin"].value_counts()
    return [{"origin": origin, "statements": int(counts.get(origin, 0))} for origin in origins]


def _taken(row: Row, coder: str) -> bool:
    """Return whether a decision took the cell of this coder."""
    return ("" if row["decision"] == ABSENT else row["decision"]) == row[coder]
