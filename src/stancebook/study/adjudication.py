"""Adjudication: the decisions that are due, the checks of those taken, and the statements that remain.

>>> unit = {"article": "000", "sentence_start": "0", "actor": "arland", "issue": "bridge"}
>>> one = unit | {"speaker": "-", "via": "self", "voice": "direct", "position": "2", "condition": "none"}
>>> other = one | {"position": "1"}
>>> [(row["variable"], row["ada"], row["ben"]) for row in decisions_due({"ada": [one], "ben": [other]})]
[('position', '2', '1')]

An agreement may be drawn to be read again; each difference and each drawn agreement needs a decision.

>>> agreed = one | {"sentence_start": "9", "issue": "toll"}
>>> decision = {column: agreed[column] for column in unit} | {"variable": "all", "ada": "present", "ben": "present"}
>>> decision |= {"decision": "upheld", "reason": "Read again."}
>>> [row["variable"] for row in undecided([decision], decisions_due({"ada": [one, agreed], "ben": [agreed]}))]
['presence']
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from stancebook.core.authored.cell_checks import check_choice, check_set
from stancebook.core.english import enumerate_words
from stancebook.core.paths import ADJUDICATED
from stancebook.core.problems import Problem
from stancebook.core.tables import Row, Rows
from stancebook.study import quotes, statements
from stancebook.study.cases import (
    ABSENT,
    ALL,
    PRESENCE,
    PRESENT,
    Case,
    Read,
    cases,
    coders_cells,
    is_taken,
    readers_cells,
)
from stancebook.study.codebook import Codebook
from stancebook.study.revision.changes import COLUMNS, Change, original
from stancebook.study.statements import COMPARED, UNIT, unit_key

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

    The variable is `presence` where a reader of the text has no row of the unit.
    """
    return [case.difference(variable) for case in units for variable in case.differ]


def sampled_agreements(units: list[Case], changes: Sequence[Change] = ()) -> Rows:
    """Return a row for each agreement to read again: a fifth of the agreed units, drawn by a hash of the id.

    It is the id that the unit had before any of the `changes` of the codebook: a code that is renamed draws no other
    agreements. What one coder alone has in a text that nobody else read is no agreement.
    """
    agreed = [case for case in units if not case.differ and len(case.rows) > 1]
    by_hash = sorted(agreed, key=lambda case: hashlib.sha256(_first_id(case, changes).encode()).hexdigest())
    drawn = {case.key for case in by_hash[: -(-len(agreed) // 5)]}
    return [case.difference(ALL) for case in agreed if case.key in drawn]


def _first_id(case: Case, changes: Sequence[Change]) -> str:
    """Return the id that a statement had before the changes of the codebook."""
    kinds = zip(UNIT, case.key, strict=True)
    return "-".join(original(COLUMNS[name], id, changes) if name in COLUMNS else id for name, id in kinds)


def decisions_due(codings: Mapping[str, Rows], read: Read = None, changes: Sequence[Change] = ()) -> Rows:
    """Return a row for each decision that is due: every difference, then the drawn agreements.

    `codings` leads from each coder to its rows, `read` to the texts that it read; without `read`, who has rows read all
    texts, and who has none did not code. `changes` are those of the codebook.
    """
    if read is None:
        texts = {row["article"] for rows in codings.values() for row in rows}
        read = {coder: texts for coder, rows in codings.items() if rows}
    units = cases(codings, read=read)
    return differences(units) + sampled_agreements(units, changes)


def cases_due(codings: Mapping[str, Rows], decisions: Rows, due: Rows, read: Read = None) -> list[Case]:
    """Return the Cases with a decision that is due, and those that a decision amends, in order of place."""
    amended = {unit_key(row) for row in decisions if is_amendment(row)}
    return [case for case in cases(codings, decisions, due, read) if case.due or case.key in amended]


def check_due(decisions: Rows, due: Rows, codings: Rows) -> list[Problem]:
    """Return the problems of decisions beside the codings: one that stands there twice, or one on no difference.

    `due` are the decisions due on these codings, of a whole study or of some articles; `codings` are the rows of all
    coders.
    """
    differences, agreed = {decided_on(row) for row in due}, _agreed_codings(decisions, due, codings)
    now = {(*unit_key(row), row["variable"]): coders_cells(row) for row in due}
    problems: list[Problem] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(decisions, 2):
        key = (*unit_key(row), row["variable"])
        first, at = seen.setdefault(key, number), (FILE, number, row["variable"])
        if first != number:
            problems.append(Problem(*at, f"row {first} decides on it already", "leave one of the two"))
        elif decided_on(row) not in differences and not _is_on_agreement(row, agreed):
            problems.append(_unfit(at, now.get(key)))
    return problems


def _unfit(at: tuple[str, int, str], now: Mapping[str, str] | None) -> Problem:
    """Return the problem of a decision on other cells than the coders have; `now` are theirs, if they differ."""
    if now:
        message = f"the coders have {listed_cells(now)} here now"
        return Problem(*at, message, f"write these into {enumerate_words([*now], 'and')}, and decide again")
    message = f"the coders do not {'agree' if at[2] == ALL else 'differ'} like this here (any more)"
    return Problem(*at, message, "take the row out or correct it")


def listed_cells(cells: Mapping[str, str]) -> str:
    """Return the coders' cells in an enumeration, each in quotation marks; with three coders or more, by whom.

    >>> listed_cells({"ada": "2", "ben": "1"}), listed_cells({"ada": "2", "ben": "1", "cy": "unread"})
    ("'2' and '1'", "'2' (ada), '1' (ben) and 'unread' (cy)")
    """
    shown = [f"'{cell}'" if len(cells) < 3 else f"'{cell}' ({coder})" for coder, cell in cells.items()]
    return enumerate_words(shown, "and")


def undecided(decisions: Rows, due: Rows) -> Rows:
    """Return the decisions due on which no decision is taken; a unit that is no statement needs no values."""
    taken = [row for row in decisions if is_taken(row)]
    decided, removed = {decided_on(row) for row in taken}, removed_units(taken, due)
    missing = {decided_on(row): row for row in due if decided_on(row) not in decided}
    return [row for row in missing.values() if not (unit_key(row) in removed and row["variable"] in COMPARED)]


def decided_on(row: Row) -> tuple[str, ...]:
    """Return the unit, the variable and the coders' cells: equal in a difference and in its decision."""
    return (*unit_key(row), row["variable"], *(f"{coder}={cell}" for coder, cell in sorted(coders_cells(row).items())))


def is_amendment(row: Row) -> bool:
    """Return whether a decision changes an agreement: another value, or no statement where all readers have one."""
    agreed = len({*readers_cells(row).values()}) == 1
    return agreed and (row["variable"] in COMPARED or (row["variable"] == PRESENCE and row["decision"] == ABSENT))


def removed_units(decisions: Rows, due: Rows) -> set[tuple[str, ...]]:
    """Return the units that are no statements by decision: on a difference that is due, or by amendment."""
    differences = {decided_on(row) for row in due}
    absent = (row for row in decisions if row["variable"] == PRESENCE and row["decision"] == ABSENT)
    return {unit_key(row) for row in absent if is_amendment(row) or decided_on(row) in differences}


def _agreed_codings(decisions: Rows, due: Rows, codings: Rows) -> dict[tuple[str, ...], Rows]:
    """Return the codings of each unit that a decision amends, or on which nobody differs that was read again."""
    differ = {unit_key(row) for row in due if row["variable"] != ALL}
    reread = (row for row in decisions if row["variable"] == ALL and unit_key(row) not in differ)
    coded: dict[tuple[str, ...], Rows] = {unit_key(row): [] for row in (*filter(is_amendment, decisions), *reread)}
    for coding in codings:
        if (unit := unit_key(coding)) in coded:
            coded[unit].append(coding)
    return coded


def _is_on_agreement(row: Row, agreed: Mapping[tuple[str, ...], Rows]) -> bool:
    """Return whether a decision amends an agreement, or read one again that need not be drawn any more.

    Its cells are then those of the codings, given by unit.
    """
    coded = agreed.get(unit_key(row), []) if is_amendment(row) or row["variable"] == ALL else []
    cells = readers_cells(row)
    if row["variable"] in (PRESENCE, ALL):
        return len(coded) == len(cells) and {*cells.values()} == {PRESENT}
    return {coding.get(row["variable"]) for coding in coded} == {*cells.values()}


def adjudicated_statements(codings: Mapping[str, Rows], decisions: Rows) -> Rows:
    """Return the statements that adjudication leaves, each with its origin, in order of place.

    `decisions` are rows of adjudication.csv. Where several coders have a unit, the statement takes the longest
    quotation (the fullest evidence), the decided values, and the lowest confidence. What one coder has in a text that
    nobody else read needs no decision.
    """
    kept = []
    for case in cases(codings, decisions):
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
    origin = "adjudicated" if new or (PRESENCE in decided and len(case.rows) > 1) else _who_agree(case.rows)
    return {**case.longest, **new, "confidence": confidence, "origin": origin, "statement": case.statement}


def _who_agree(rows: Sequence[Row]) -> str:
    """Return the origin of a statement without decision: the coder who alone has it, both, or all of several."""
    return rows[0]["coder"] if len(rows) == 1 else "both" if len(rows) == 2 else "all"


def statements_of_run(
    codings: Mapping[str, Rows], decisions: Rows, coding: str = ADJUDICATED, min_confidence: int = 1
) -> Rows:
    """Return the statements of a run: the adjudicated ones or one coder's own, with at least this confidence."""
    if coding == ADJUDICATED:
        rows = adjudicated_statements(codings, decisions)
    else:
        rows = statements.from_one_coder(codings[coding])
    return [row for row in rows if int(row["confidence"]) >= min_confidence]


def adjudication_outcomes(decisions: Rows, coders: Iterable[str]) -> Rows:
    """Return a row a variable: the number of differences decided, of values taken from each coder, of other values.

    A value that several coders have counts for each of them. `amended` counts changed agreements. Where all readers
    have a statement that is taken out, `presence` is amended and its values need no decision.
    """
    rows, coders = [], tuple(coders)
    for variable in (PRESENCE, *COMPARED):
        own = [row for row in decisions if row["variable"] == variable]
        differed = [row for row in own if len({*readers_cells(row).values()}) > 1]
        taken = {coder: sum(coder in _taken_from(row) for row in differed) for coder in coders}
        third = sum(not _taken_from(row) for row in differed)
        counts = {"differed": len(differed), **taken, "third value": third, "amended": len(own) - len(differed)}
        rows.append({"variable": variable, **counts})
    return rows


def count_by_origin(statements: pd.DataFrame, coding: str, names: Mapping[str, str]) -> Rows:
    """Return how many statements of a coding have each origin that is possible in it; `names` are the coders' by id."""
    together = {"both": "both coders", "adjudicated": "adjudicated"}
    if len(names) > 2:
        together = {"both": "two coders alike", "all": "three coders or more alike", "adjudicated": "adjudicated"}
    alone = {coder: f"{name} alone" for coder, name in names.items()}
    origins = {**together, **alone} if coding == ADJUDICATED else {coding: names[coding]}
    counts = statements["origin"].value_counts()
    return [{"origin": words, "statements": int(counts.get(origin, 0))} for origin, words in origins.items()]


def _taken_from(row: Row) -> list[str]:
    """Return the coders whose cell a decision took."""
    decision = "" if row["decision"] == ABSENT else row["decision"]
    return [coder for coder, cell in readers_cells(row).items() if cell == decision]
