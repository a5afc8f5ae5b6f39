"""Verdicts: whether a predicate holds in each universe, or cannot be tested there, which is neither.

>>> from stancebook.analysis import decisions; from stancebook.core import tables; from stancebook.study import codebook
>>> from stancebook.analysis.multiverse import multiverse
>>> book = codebook.from_yaml({"variables": {"condition": {"values": {"none": ""}}}, "issues": {"bridge": "…"},
...     "actors": {"arland": {"name": "Arland", "type": "state"}}})
>>> said = tables.frame([{"article": "010", "actor": "arland", "issue": "bridge", "via": "self", "voice": "indirect",
...     "position": "2", "condition": "none", "confidence": "3"}])
>>> usual = decisions.base(decisions.alternatives(["010"]))
>>> outcomes = multiverse({"adjudicated": said}, [usual, usual | {"voice": "direct"}], {"010": ""})
>>> supports = predicates.parse("stance(arland, bridge) > 0", predicates.asked_of(book))
>>> holds_in(supports, outcomes, book).tolist()
['yes', '']
"""

import numpy as np

from stancebook.analysis import predicates
from stancebook.analysis.predicates import CLOSE, Evaluation
from stancebook.study.codebook import terms


def holds_in(predicate, outcomes, book):
    """Whether a predicate holds in each universe: "yes", "no", or "" where it is not testable."""
    found = predicates.evaluate(predicate, vocabulary_of(outcomes, book))
    everywhere = np.ones(len(outcomes.universes), bool)
    return np.where(everywhere & found.testable, np.where(everywhere & found.value, "yes", "no"), "")


def vocabulary_of(outcomes, book):
    """The words of a predicate as functions that give an Evaluation: an array over the universes, and where it can be told."""
    unsaid = np.zeros(len(outcomes.universes))

    def of(measure, actor, issue):
        value = outcomes.of(measure, actor, issue) if (actor, issue) in outcomes.cells else unsaid
        return Evaluation(value, _said(outcomes, actor, issue))

    def on_terms(actor, issue, condition):
        if (actor, issue) not in outcomes.cells or condition not in outcomes.terms:
            return Evaluation(unsaid, _said(outcomes, actor, issue))
        # where its statements on terms were dropped, nothing can be said of its terms
        kept = (outcomes.of("dropped", actor, issue) == 0) | (not terms(condition))
        return Evaluation(outcomes.on_terms(actor, issue, condition), _said(outcomes, actor, issue) & kept)

    def spread(issue):
        stances = [outcomes.of("stance", *cell) for cell in outcomes.cells if cell[1] == issue]
        told = np.array([unsaid + np.nan, *stances])
        least, most = np.fmin.reduce(told), np.fmax.reduce(told)
        return Evaluation(np.nan_to_num(most - least), (~np.isnan(told)).sum(axis=0) > 1)

    def actors(issue, at_least=-np.inf, at_most=np.inf, type=None, quoted=0):
        cells = [cell for cell in outcomes.cells if cell[1] == issue]
        of_type = [cell for cell in cells if type is None or book.types[cell[0]] == type]
        counted = [_within(outcomes, cell, at_least, at_most, quoted) for cell in of_type]
        anyone = np.any([unsaid > 0, *(_said(outcomes, *cell) for cell in of_type)], axis=0)
        return Evaluation(np.sum([unsaid, *counted], axis=0), anyone)

    by_cell = {
        word: lambda actor, issue, word=word: of(word, actor, issue) for word in ("stance", "n", "texts", "quoted")
    }
    return by_cell | {"on_terms": on_terms, "spread": spread, "actors": actors}


def _said(outcomes, actor, issue):
    """Where an actor says anything on an issue."""
    if (actor, issue) not in outcomes.cells:
        return np.zeros(len(outcomes.universes), bool)
    return outcomes.of("n", actor, issue) > 0


def _within(outcomes, cell, at_least, at_most, quoted):
    """Where a stance lies within bounds (never where there is none) and so many of its statements are own words.

    Where the bounds lie on one side, so do the statements: who is for it in its own words is not quoted against it.
    """
    stance = outcomes.of("stance", *cell)
    own = "quoted_for" if at_least > 0 else "quoted_against" if at_most < 0 else "quoted"
    return (stance >= at_least - CLOSE) & (stance <= at_most + CLOSE) & (outcomes.of(own, *cell) >= quoted)
