"""Decisions on the cases of adjudication: what is still due, what a new decision changes, and a case for the page.

>>> from stancebook.study.cases import cases
>>> unit = {"article": "010", "sentence_start": "0", "actor": "arland", "issue": "bridge"}
>>> one = unit | {"speaker": "-", "via": "self", "voice": "indirect", "position": "2", "condition": "none"}
>>> [case] = cases({"ada": [one], "ben": [one | {"position": "1"}]})
>>> row = decision_row(case, "position", "2", "It says will.")
>>> is_decided(case, {}), is_decided(case, {"position": row})
(False, True)
>>> shown = variable_for_page(case, "position", row)
>>> shown["cells"], shown["differs"], shown["decision"], shown["reason"]
({'ada': '2', 'ben': '1'}, True, '2', 'It says will.')
"""

from collections.abc import Mapping, Sequence
from typing import Any

from stancebook.core import schema
from stancebook.core.tables import Row, Rows
from stancebook.desk import selection
from stancebook.study import adjudication
from stancebook.study.adjudication import AMENDED, UPHELD
from stancebook.study.cases import ABSENT, ALL, PRESENCE, UNREAD, VARIABLES, Case
from stancebook.study.codebook import Codebook
from stancebook.study.statements import COMPARED, UNIT
from stancebook.texts.corpus import Article
from stancebook.texts.spans import Span

Decisions = Mapping[str, Row]  # the rows that decide on a case, by variable


def order(file: str, row: Row) -> tuple[Any, ...] | None:
    """Return the sort key of a row of adjudication.csv: article, place, actor, issue, variable; None for others."""
    if file != adjudication.FILE:
        return None
    start, variable = row["sentence_start"], row["variable"]
    place = VARIABLES.index(variable) if variable in VARIABLES else len(VARIABLES)
    return (row["article"], int(start) if start.isdecimal() else -1, row["actor"], row["issue"], place)


def decision_row(case: Case, variable: str, decision: str, reason: str) -> Row:
    """Return the row of adjudication.csv that decides a variable of a case."""
    decision = " ".join(sorted({*decision.split()})) if variable == "condition" else decision.strip()
    return {**case.difference(variable), "decision": decision, "reason": reason.strip()}


def amendments(decisions: Decisions) -> Rows:
    """Return the decisions that change an agreement."""
    return [row for row in decisions.values() if adjudication.is_amendment(row)]


def is_decided(case: Case, decisions: Decisions) -> bool:
    """Return whether these decisions leave nothing to decide on a case."""
    reread = decisions.get(ALL)
    if ALL in case.due:
        return bool(reread) and (reread["decision"] == UPHELD) == (not amendments(decisions))
    dropped = PRESENCE in decisions and decisions[PRESENCE]["decision"] == ABSENT
    return dropped or all(name in decisions for name in case.due)


def decide(case: Case, decisions: Decisions, new: Sequence[Mapping[str, str]], book: Codebook) -> dict[str, Row]:
    """Return the decisions on a case together with new ones, dicts with variable, decision and reason.

    If coders agree and their value is decided again, an earlier amendment of it goes; upholding an agreement removes
    all its amendments. Raises ValueError, in words, if something cannot be decided like this.
    """
    after, names = dict(decisions), [each["variable"] for each in new]
    if len({*names}) < len(names) or not names:
        raise ValueError("decide on something, and on each variable once")
    for each in new:
        row = _checked_row(case, each, book)
        after.pop(row["variable"], None)
        if row["variable"] in case.due or row["decision"] != as_coded(case, row["variable"]):
            after[row["variable"]] = row
    return _reread(after, names)


def _checked_row(case: Case, new: Mapping[str, str], book: Codebook) -> Row:
    """Return a decision as a row; raise ValueError, in words, if its variable, value or reason is not allowed."""
    variable = new["variable"]
    if variable not in case.variables:
        raise ValueError(f"'{variable}' is nothing to decide on here; use {', '.join(case.variables)}")
    row = decision_row(case, variable, new["decision"], new.get("reason", ""))
    needs_reason = variable in case.due or row["decision"] != as_coded(case, variable)
    for problem in adjudication.check_decisions([row if needs_reason else row | {"reason": "-"}], book):
        raise ValueError(f"{variable}: {problem.message}; {problem.fix}")
    if not row["decision"]:
        raise ValueError(f"{variable}: the decision is empty; write - where nobody is named")
    return row


def _reread(decisions: dict[str, Row], names: Sequence[str]) -> dict[str, Row]:
    """Return the decisions if the verdict on an agreement goes with its amendments; raise ValueError if it cannot."""
    verdict, amended = decisions.get(ALL, {}).get("decision"), amendments(decisions)
    if verdict == UPHELD and amended:
        if ALL not in names or any(row["variable"] in names for row in amended):
            raise ValueError("an agreement is upheld or amended, not both; decide all as amended too")
        return {name: row for name, row in decisions.items() if row not in amended}
    if verdict == AMENDED and not amended and ALL in names:
        raise ValueError("nothing is amended yet; decide what is other than both coders have it")
    return decisions


def as_coded(case: Case, variable: str) -> str:
    """Return the value of a variable on which the coders agree."""
    return next(cell for cell in case.cells(variable) if cell != UNREAD)


def case_for_page(case: Case, decisions: Decisions, article: Article, spans: Sequence[Span]) -> dict[str, Any]:
    """Return a case with its decisions for the page; `spans` are the clean ones of the article's sentences."""
    return {
        "key": dict(zip(UNIT, case.key, strict=True)),
        "kind": case.kind,
        "sentence": case.sentence,
        "codings": {coder: coding_for_page(row, article, spans) for coder, row in case.codings},
        "variables": [variable_for_page(case, name, decisions.get(name)) for name in case.variables],
        "done": is_decided(case, decisions),
    }


def coding_for_page(row: Row | None, article: Article, spans: Sequence[Span]) -> dict[str, Any] | None:
    """Return a coder's row with its place in the clean text; None if the coder has none."""
    if not row:
        return None
    span = Span(int(row["start"]), int(row["end"]))
    return {**{name: row[name] for name in schema.CODER_ROWS.names}, "place": selection.place_of(span, article, spans)}


def variable_for_page(case: Case, name: str, decision: Row | None = None) -> dict[str, Any]:
    """Return the cells of the coders who read the text, whether a decision is due, and the decision."""
    cells = case.difference(name)
    cells = {coder: cells[coder] if row or name not in COMPARED else "" for coder, row in case.codings}
    decided = {part: (decision or {}).get(part, "") for part in ("decision", "reason", "decided_by")}
    return {"variable": name, "cells": cells, "differs": name in case.due, **decided}
