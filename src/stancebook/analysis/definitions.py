"""Reversals that follow from what a finding itself asks: another choice would define away what the finding is about.

A finding is reversed where comparisons of its predicate change their outcome. The reversal follows from the definition
if each of these comparisons asks what the changed decision defines:

- `conditional` (what a position on condition counts as): the predicate asks by `on_terms` for the conditions of each
  actor and issue in the comparison;
- `via` and `voice` (whose and which words count): the comparison itself asks for statements in own words, by `quoted`
  as a word or as a bound of `actors`.

>>> import ast
>>> on_terms = ast.parse("stance(arland, toll) < 0 and on_terms(arland, toll, paid) >= 1", mode="eval").body
>>> stance, terms = comparisons(on_terms)
>>> follows(on_terms, [stance], "conditional"), follows(stance, [stance], "conditional")
(True, False)
>>> quoted = ast.parse("actors(toll, at_least=1, quoted=1) == 2 and stance(arland, toll) < 0", mode="eval").body
>>> counted, stance = comparisons(quoted)
>>> follows(quoted, [counted], "voice"), follows(quoted, [counted, stance], "voice")
(True, False)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from stancebook.analysis.evaluate import holds_in
from stancebook.analysis.predicates import about

if TYPE_CHECKING:
    from stancebook.analysis.multiverse import Outcomes
    from stancebook.study.codebook import Codebook

OWN_WORDS = ("via", "voice")  # decisions on which words count


def by_definition(predicate: ast.expr, outcomes: Outcomes, book: Codebook, decisions: Sequence[str]) -> list[bool]:
    """Return for each single change whether a reversal by it follows from the predicate's definition.

    The first universe of the outcomes is that of the run; the following ones change one of these decisions each.
    """
    answers = [(comparison, holds_in(comparison, outcomes, book)) for comparison in comparisons(predicate)]
    following = []
    for place, decision in enumerate(decisions, 1):
        changed = [comparison for comparison, answer in answers if answer[place] != answer[0]]
        following.append(follows(predicate, changed, decision))
    return following


def comparisons(predicate: ast.expr) -> list[ast.expr]:
    """Return the comparisons that a predicate combines."""
    return [node for node in ast.walk(predicate) if isinstance(node, ast.Compare)]


def follows(predicate: ast.expr, changed: Sequence[ast.expr], decision: str) -> bool:
    """Return whether another outcome of some comparisons of a predicate follows from its definition."""
    if decision == "conditional":
        defined = {cell for call in _calls(predicate, "on_terms") for cell in about(call)}
        return bool(changed) and all(about(each) and defined.issuperset(about(each)) for each in changed)
    return decision in OWN_WORDS and bool(changed) and all(map(_asks_for_own_words, changed))


def _asks_for_own_words(comparison: ast.expr) -> bool:
    """Return whether a comparison asks for statements in an actor's own words."""
    bounds = [keyword.arg for call in _calls(comparison, "actors") for keyword in call.keywords]
    return "quoted" in bounds or any(_calls(comparison, "quoted"))


def _calls(expression: ast.expr, word: str) -> Iterator[ast.Call]:
    """Yield the calls of a word in an expression."""
    for node in ast.walk(expression):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == word:
            yield node
