"""Evaluation of predicates: whether one holds in each universe, or cannot be tested there.

>>> from stancebook.core import schema, tables; from stancebook.study import codebook
>>> book = codebook.from_yaml({"variables": {"condition": {"values": {"none": ""}}}, "issues": {"bridge": "…"},
...     "actors": {"arland": {"name": "Arland", "type": "state"}}})
>>> row = {"article": "010", "actor": "arland", "issue": "bridge", "via": "self", "voice": "indirect", "position": "2"}
>>> statements = tables.frame([row | {"condition": "none", "confidence": "3"}], schema.STATEMENTS)
>>> usual = decisions.base(decisions.alternatives(["010"]))
>>> outcomes = multiverse({"adjudicated": statements}, [usual, usual | {"voice": "direct"}], {"010": ""})
>>> supports = predicates.parse("stance(arland, bridge) > 0", predicates.asked_of(book))
>>> holds_in(supports, outcomes, book).tolist()
['yes', '']
>>> holds = in_run(statements, book)
>>> holds("n(arland, bridge) > 1"), holds("n(arland, bridge) == 1")
('no', 'yes')
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from stancebook.analysis import decisions, predicates
from stancebook.analysis.multiverse import Outcomes, multiverse
from stancebook.analysis.predicates import CLOSE, Evaluation, Vocabulary
from stancebook.core.paths import ADJUDICATED
from stancebook.study.codebook import Codebook, terms

if TYPE_CHECKING:
    import ast

    import pandas as pd


def holds_in(predicate: ast.expr, outcomes: Outcomes, book: Codebook) -> np.ndarray:
    """Return whether a predicate holds in each universe: "yes", "no", or "" if it is not testable there."""
    answer = predicates.evaluate(predicate, vocabulary_of(outcomes, book))
    everywhere = np.ones(len(outcomes.universes), bool)
    return np.where(everywhere & answer.testable, np.where(everywhere & answer.value, "yes", "no"), "")


def in_run(statements: pd.DataFrame, book: Codebook) -> Callable[[str], str]:
    """Return a function that says whether a predicate holds in the run of these statements: "yes", "no" or "".

    It answers as `holds_in` does in the universe of the run, counts statements when it is first asked, and raises
    ValueError, with the fix, for a predicate that cannot be read.
    """

    @cache
    def outcomes() -> Outcomes:
        articles = statements["article"].unique()
        usual = decisions.base(decisions.alternatives(articles))
        return multiverse({ADJUDICATED: statements}, [usual], dict.fromkeys(articles, ""))

    @cache
    def holds(predicate: str) -> str:
        return str(holds_in(predicates.parse(predicate, predicates.asked_of(book)), outcomes(), book)[0])

    return holds


def vocabulary_of(outcomes: Outcomes, book: Codebook) -> Vocabulary:
    """Return the words of a predicate as functions that give an Evaluation, arrays over the universes."""
    zeros = np.zeros(len(outcomes.universes))

    def measure(name: str) -> predicates.Word:
        def of_cell(actor: str, issue: str) -> Evaluation:
            value = outcomes.of(name, actor, issue) if (actor, issue) in outcomes.cells else zeros
            return Evaluation(value, _has_statements(outcomes, actor, issue))

        return of_cell

    def on_terms(actor: str, issue: str, condition: str) -> Evaluation:
        testable = _has_statements(outcomes, actor, issue)
        if (actor, issue) not in outcomes.cells or condition not in outcomes.terms:
            return Evaluation(zeros, testable)
        # where statements on terms were dropped, their terms are not known
        kept = (outcomes.of("dropped", actor, issue) == 0) | (not terms(condition))
        return Evaluation(outcomes.on_terms(actor, issue, condition), testable & kept)

    def spread(issue: str) -> Evaluation:
        stances = [outcomes.of("stance", *cell) for cell in outcomes.cells if cell[1] == issue]
        table = np.array([zeros + np.nan, *stances])
        widest = np.fmax.reduce(table) - np.fmin.reduce(table)
        return Evaluation(np.nan_to_num(widest), (~np.isnan(table)).sum(axis=0) > 1)

    def actors(
        issue: str, at_least: float = -np.inf, at_most: float = np.inf, type: str | None = None, quoted: float = 0
    ) -> Evaluation:
        cells = [cell for cell in outcomes.cells if cell[1] == issue and type in (None, book.types[cell[0]])]
        counted = [_within(outcomes, cell, at_least, at_most, quoted) for cell in cells]
        anyone = np.any([zeros > 0, *(_has_statements(outcomes, *cell) for cell in cells)], axis=0)
        return Evaluation(np.sum([zeros, *counted], axis=0), anyone)

    by_cell = {name: measure(name) for name in ("stance", "n", "texts", "quoted")}
    return by_cell | {"on_terms": on_terms, "spread": spread, "actors": actors}


def _has_statements(outcomes: Outcomes, actor: str, issue: str) -> np.ndarray:
    """Return whether each universe has a statement of an actor on an issue."""
    if (actor, issue) not in outcomes.cells:
        return np.zeros(len(outcomes.universes), bool)
    return outcomes.of("n", actor, issue) > 0


def _within(outcomes: Outcomes, cell: tuple[str, str], at_least: float, at_most: float, quoted: float) -> np.ndarray:
    """Return whether each universe has a stance within the bounds, and enough statements in the actor's own words.

    If the bounds are on one side of zero, only quotations on that side count.
    """
    stance = outcomes.of("stance", *cell)
    own = "quoted_for" if at_least > 0 else "quoted_against" if at_most < 0 else "quoted"
    return (stance >= at_least - CLOSE) & (stance <= at_most + CLOSE) & (outcomes.of(own, *cell) >= quoted)
