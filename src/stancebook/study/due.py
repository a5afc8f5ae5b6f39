"""Decisions that are due and not taken, as rows of adjudication.csv, fact_decisions.csv and source_note_decisions.csv.

>>> unit = {"article": "000", "sentence_start": "0", "actor": "arland", "issue": "bridge", "quote": "“Yes,” he said"}
>>> one = unit | {"speaker": "-", "via": "self", "voice": "direct", "position": "2", "condition": "none"}
>>> [row] = decisions_to_take([], {"ada": [one], "ben": [one | {"position": "1"}]})
>>> print(as_line(row, [name for name in row if name != "quote"]))
000,0,arland,bridge,position,2,1,,
>>> row["quote"]
'“Yes,” he said'
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from stancebook.core import tables
from stancebook.core.tables import Row, Rows
from stancebook.study import adjudication, cases, fact_decisions
from stancebook.study.cases import Read
from stancebook.study.facts import FACTS, Noted
from stancebook.study.statements import unit_key

EMPTY = {"decision": "", "reason": ""}


def decisions_to_take(decisions: Rows, codings: Mapping[str, Rows], due: Rows | None = None, read: Read = None) -> Rows:
    """Return a row of adjudication.csv for each decision that is due and not taken, with the words that it is about.

    `decisions` are the rows of the file, `codings` the rows of each coder with their places, `due` what
    adjudication.decisions_due returns of them, if at hand, `read` the texts that each coder read.
    """
    due = adjudication.decisions_due(codings, read) if due is None else due
    quotes: dict[tuple[str, ...], str] = {}
    for row in (row for rows in codings.values() for row in rows):
        quotes[unit_key(row)] = max(quotes.get(unit_key(row), ""), row.get("quote", ""), key=len)
    return [{**row, **EMPTY, "quote": quotes[unit_key(row)]} for row in adjudication.undecided(decisions, due)]


def undecided_statements(codings: Mapping[str, Rows], taken: Rows, read: Read = None) -> frozenset[str]:
    """Return the ids of the statements with a difference that no decision settles; `codings` has rows by coder."""
    units = [case for case in cases.cases(codings, taken, read=read) if case.differ and not case.dropped]
    return frozenset(case.statement for case in units if {*case.differ} - case.current_decisions().keys())


def fact_decisions_to_take(decisions: Rows, placed: Mapping[str, Rows], read: Read = None, of: Noted = FACTS) -> Rows:
    """Return a row of fact_decisions.csv for each fact of a coder whose decision is due and not taken.

    Facts of several coders with the same attribute share a row if their quotations share a character with the first.
    `fact` is the only fact of facts.csv that stands there with that attribute. `placed` is what
    fact_decisions.place_all returns, `read` are the texts in which each coder noted facts. With NOTES as `of`, the rows
    are about source notes, whose kind stands in the place of the attribute.
    """
    due = {*fact_decisions.undecided(decisions, placed, read, of)}
    left = {coder: [row for row in placed[coder] if row[of.id] in due] for coder in fact_decisions.coders_of(placed)}
    rows = []
    for coder, own in left.items():
        for fact in own:
            ids = dict.fromkeys(left, "") | fact_decisions.unread(fact["article"], placed, read)
            ids[coder] = fact[of.id]
            for other, others in left.items():
                if other != coder and (one := _nearest(fact, others, of)):
                    ids[other] = one[of.id]
                    others.remove(one)
            rows.append(_row(fact, ids, placed[of.table], of))
        own.clear()
    return rows


def _nearest(fact: Row, others: Rows, of: Noted) -> Row | None:
    """Return the fact with the same attribute whose quotation shares most characters; None if none shares any."""
    alike = [row for row in others if row[of.question] == fact[of.question] and fact_decisions.overlap(fact, row)]
    return max(alike, key=lambda row: fact_decisions.overlap(fact, row), default=None)


def _row(fact: Row, ids: Mapping[str, str], facts: Rows, of: Noted) -> Row:
    """Return the row of fact_decisions.csv on a coder's fact, without a decision."""
    there = [row[of.id] for row in facts if _nearest(fact, [row], of)]
    own = {column: fact[column] for column in ("article", "quote", of.question)}
    return {**own, **ids, **EMPTY, of.id: there[0] if len(there) == 1 else ""}


def as_line(row: Mapping[str, Any], columns: Sequence[str]) -> str:
    """Return a row as a line of a CSV file with these columns, ready to paste; no line ends within its words."""
    cells = {**dict.fromkeys(columns, ""), **row, "quote": " ".join(row.get("quote", "").split())}
    return tables.text([cells], columns).partition("\n")[2].rstrip("\n")


def sheet(taken: Rows, due: Rows, columns: Collection[str]) -> str:
    """Return the text of a decisions file: the rows that are there, then those that wait to be filled in.

    Rows of the file that wait already are not repeated.
    """
    kept = [row for row in taken if cases.is_taken(row)]
    return tables.text([{**dict.fromkeys(columns, ""), **row} for row in (*kept, *due)], list(columns))
