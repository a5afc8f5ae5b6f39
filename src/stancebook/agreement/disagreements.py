"""Disputes: the differences between two coders, passage by passage, with what adjudication made of them.

>>> place = {"article": "010", "sentence_start": "0", "actor": "arland", "issue": "bridge"}
>>> differing = [{**place, "sentence": 1, "variable": "via", "coder_a": "self", "coder_b": "article", "quote_a": "wants it",
...     "quote_b": "Arland wants it"}]
>>> decided = [{**place, "variable": "via", "decision": "self", "reason": "A spokesman says so."}]
>>> dispute, = disputes(differing, decided)
>>> dispute.words, dispute.differences
('Arland wants it', [('via', 'self', 'article', 'self', 'A spokesman says so.')])
>>> print(as_markdown([dispute]))
- **010, sentence 1**, arland on bridge: Arland wants it
  - via: coder\\_a self, coder\\_b article; decided: **self**. A spokesman says so.
"""

import itertools
from collections import Counter
from typing import NamedTuple

import pandas as pd

from stancebook.agreement.variables import PAIR, pair_table
from stancebook.core import tables
from stancebook.core.markdown import escape
from stancebook.study import adjudication, statements
from stancebook.study.adjudication import ABSENT, PRESENT
from stancebook.study.codebook import POSITIONS
from stancebook.study.statements import unit_key

CODERS = ["coder_a", "coder_b"]
DIFFERENCE = ["article", "sentence", *PAIR[1:], "variable", *CODERS, "quote_a", "quote_b"]
UNDECIDED = {"decision": "", "reason": ""}
NOTHING = {"": "nothing", PRESENT: "found", ABSENT: "not kept", "none": "no condition"}


def disagreements(codings):
    """Every difference between the coders with its words: the very list that adjudication has to meet, in its order.

    It is empty where one of CODERS has no row: against nothing there is no difference.
    """
    if not set(CODERS) <= set(codings["coder"]):
        return tables.frame([], DIFFERENCE)
    a, b = (statements.texts(codings, coder) for coder in CODERS)
    ours, theirs = ({statements.unit_key(row): row for row in coding} for coding in (a, b))
    rows = []
    for row in adjudication.differences(a, b):
        one, two = ours.get(statements.unit_key(row), {}), theirs.get(statements.unit_key(row), {})
        quotes = {"quote_a": one.get("quote", ""), "quote_b": two.get("quote", "")}
        rows.append({**row, **quotes, "sentence": (one or two)["sentence"]})
    return tables.frame(rows, DIFFERENCE)


def confusion(codings, scale=POSITIONS):
    """How often coder_a's position (rows) met coder_b's (columns) on pairs that both found."""
    given = pair_table(codings, "position", CODERS).values()
    met = Counter(tuple(unit) for unit in given if None not in unit)
    scale = sorted({*scale, *itertools.chain(*met)})
    counts = [[met[one, other] for other in scale] for one in scale]
    return pd.DataFrame(counts, pd.Index(scale, name="coder_a"), pd.Index(scale, name="coder_b"))


class Dispute(NamedTuple):
    """A unit that two coders coded otherwise: its place, the longer of their quotes, and each difference.

    A difference is the variable, what each coder had, what was decided ("" where it was not yet) and why.
    """

    article: str
    sentence: int
    actor: str
    issue: str
    words: str
    differences: list


def disputes(differing, decisions):
    """The Disputes of rows of disagreements, in their order, with the rows of adjudication.csv that decide them."""
    decided, units = {(*_key(row), row["variable"]): row for row in decisions}, {}
    for row in differing:
        quote = max(row["quote_a"], row["quote_b"], key=len)
        place = [row[column] for column in ("article", "sentence", "actor", "issue")]
        dispute = units.setdefault(_key(row), Dispute(*place, quote, []))
        verdict = decided.get((*_key(row), row["variable"])) or decided.get((*_key(row), "presence"), UNDECIDED)
        had = [row[column] for column in ("variable", "coder_a", "coder_b")]
        dispute.differences.append((*had, verdict["decision"], verdict["reason"]))
    return list(units.values())


def _key(row):
    """The unit of a row, its sentence's start as text."""
    return tuple(map(str, unit_key(row)))


def as_markdown(disputes, names={}, most=200):
    """Disputes as a list in Markdown, everything from tables escaped; says how many there are where it shows not all."""
    lines = [line for dispute in disputes[:most] for line in _lines(dispute, names)] or ["No difference."]
    rest = [f"\nThe first {most} of {len(disputes)} units."] if len(disputes) > most else []
    return "\n".join(lines + rest)


def _lines(dispute, names):
    actor, issue = (escape(names.get(id, id)) for id in (dispute.actor, dispute.issue))
    place = f"**{escape(dispute.article)}, sentence {dispute.sentence}**, {actor} on {issue}"
    yield f"- {place}: {escape(dispute.words)}"
    for variable, *had, decided, reason in dispute.differences:
        one, two, decision = (escape(NOTHING.get(value, value)) for value in (*had, decided))
        verdict = f"decided: **{decision}**. {escape(reason)}" if decided else "not yet decided."
        yield f"  - {escape(variable)}: coder\\_a {one}, coder\\_b {two}; {verdict}".rstrip()
