"""Decisions of the analysis, each with its alternatives by name.

The default run takes the first alternative. A universe is one alternative of each decision.

>>> choices = alternatives(["010", "020"], left_out_together={"wires": ["020"]}, parts={"some_towns": "towns"})
>>> choices["articles"], choices["parts"]
(('all', 'without 010', 'without wires'), ('own', 'group', 'left_out'))
>>> len(list(universes(choices | {"coding": ("adjudicated",), "confidence": ("1",), "via": ("any",)})))
675
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from stancebook.core.english import NO_NAMES, label
from stancebook.core.paths import ADJUDICATED

Choices = dict[str, tuple[str, ...]]
Universe = dict[str, str]
Sets = Mapping[str, Sequence[str]]
NONE: Mapping[str, Any] = MappingProxyType({})

OPTIONS = {  # for each alternative its name in a figure, and a clause that may follow an "if"
    "coding": {ADJUDICATED: ("adjudicated", "the adjudicated coding is taken")},
    "confidence": {
        "1": ("any", "statements of any confidence count"),
        "2": ("at least fairly sure", "only statements the coder was at least fairly sure of count"),
        "3": ("certain", "only statements the coder was certain of count"),
    },
    "articles": {"all": ("all", "all texts count")},
    "via": {
        "any": ("anybody", "it does not matter who says so of the actor"),
        "sourced": ("any source, not the article", "what an article says without a source is left out"),
        "self": ("the actor alone", "only what the actor itself is the source of counts"),
    },
    "voice": {
        "any": ("in any way", "it does not matter how it is worded"),
        "uttered": ("not the article's narration", "what an article narrates in its own voice is left out"),
        "direct": ("quoted words alone", "only quoted words count"),
    },
    "counting": {
        "statements": ("each statement", "each statement counts"),
        "articles": ("once in a text", "an actor counts only once in each text"),
    },
    "centre": {
        "median": ("median", "the median is taken"),
        "mean": ("mean", "the mean is taken"),
        "latest": ("the latest text’s", "each stance is that of the latest text alone"),
    },
    "conditional": {
        "as_coded": ("as coded", "conditional positions count as they were coded"),
        "undecided": ("as undecided", "conditional positions (“only if …”) count as undecided"),
        "hedges_too": ("hedges too as undecided", "conditional and hedged positions count as undecided"),
        "willing": ("as openness", "conditional opposition (“not unless …”) counts as conditional openness"),
        "left_out": ("left out", "conditional positions are left out"),
    },
    "parts": {
        "own": ("for themselves", "unnamed parts of a group stand for themselves"),
        "group": ("as the group", "unnamed parts of a group count as the whole group"),
        "left_out": ("left out", "unnamed parts of a group are left out"),
    },
}
NAMES = {
    "coding": "whose coding", "confidence": "coder's confidence", "articles": "which texts", "via": "who says so",
    "voice": "how it is worded", "counting": "what counts", "centre": "measure", "conditional": "conditional positions",
    "parts": "unnamed parts of groups",
}  # fmt: skip
DECISIONS = tuple(OPTIONS)
WITHOUT = "without "
MOST = 100_000


def alternatives(
    articles: Sequence[str], left_out_together: Sets = NONE, parts: Mapping[str, str] = NONE
) -> dict[str, tuple[str, ...]]:
    """Return the alternatives of each decision for a study with these articles.

    `left_out_together` leads from the name of a set to its articles, `parts` from an unnamed part of a group to that
    group. A set of one article replaces that article.
    """
    named = {tuple(sorted(members)) for members in left_out_together.values()}
    single = [article for article in articles if (article,) not in named]
    left_out = [f"{WITHOUT}{name}" for name in (*single, *left_out_together)] if len(articles) > 1 else []
    choices = {decision: tuple(options) for decision, options in OPTIONS.items()} | {"articles": ("all", *left_out)}
    return choices if parts else choices | {"parts": ("own",)}


def base(choices: Choices, coding: str = ADJUDICATED, min_confidence: int | str = 1) -> Universe:
    """Return the universe of a run: its coding and least confidence, and the first alternative of all else."""
    first = {decision: options[0] for decision, options in choices.items()}
    return first | {"coding": coding, "confidence": str(min_confidence)}


def universes(choices: Choices) -> Iterator[Universe]:
    """Yield every combination of alternatives that makes sense, in the order of the alternatives."""
    for options in itertools.product(*choices.values()):
        universe = dict(zip(choices, options, strict=True))
        if makes_sense(universe):
            yield universe


def crossed(choices: Choices, together: Collection[str] = (), most: int = MOST) -> Choices:
    """Return the alternatives to combine: all of them, or fewer if there were more than `most` combinations.

    Then only the sets named in `together` are left out in combinations, and single texts in single changes alone.
    """
    if math.prod(map(len, choices.values())) <= most:
        return choices
    return choices | {"articles": ("all", *(f"{WITHOUT}{name}" for name in together))}


def makes_sense(universe: Universe) -> bool:
    """Return whether a combination makes sense: in the latest text alone, an actor counts once anyway."""
    return not (universe["centre"] == "latest" and universe["counting"] == "articles")


def single_changes(choices: Choices, universe: Universe) -> Iterator[tuple[str, str, Universe]]:
    """Yield the universes that differ in one decision, each after that decision and its alternative."""
    for decision, options in choices.items():
        for option in options:
            changed = universe | {decision: option}
            if option != universe[decision] and makes_sense(changed):
                yield decision, option, changed


def meaning(decision: str, option: str, left_out_together: Sets = NONE, people: Mapping[str, str] = NO_NAMES) -> str:
    """Return an alternative as a clause that may follow an "if"; `people` are the names of coders.

    >>> meaning("articles", "without wires", {"wires": ["010", "020"]}), meaning("articles", "without 030")
    ('the wires texts (010, 020) are left out', 'text 030 is left out')
    >>> meaning("coding", "ada", people={"ada": "Ada Lund"})
    'the coding of Ada Lund alone is taken'
    """
    if option in OPTIONS[decision]:
        return OPTIONS[decision][option][1]
    if decision == "coding":
        return f"the coding of {people.get(option, option)} alone is taken"
    name = option.removeprefix(WITHOUT)
    if name not in left_out_together:
        return f"text {name} is left out"
    texts, verb = ("text", "is") if len(left_out_together[name]) == 1 else ("texts", "are")
    return f"the {label(name)} {texts} ({', '.join(left_out_together[name])}) {verb} left out"


def names(choices: Choices, left_out_together: Sets = NONE, people: Mapping[str, str] = NO_NAMES) -> dict[str, str]:
    """Return the names in figures of decisions, by id, and of alternatives, by decision=alternative."""
    own = {f"{WITHOUT}{name}": f"{WITHOUT}{label(name)} ({', '.join(ids)})" for name, ids in left_out_together.items()}
    own |= {coder: f"{people.get(coder, coder)} alone" for coder in choices["coding"]}
    return NAMES | {
        f"{decision}={option}": OPTIONS[decision].get(option, (own.get(option, option),))[0]
        for decision, options in choices.items()
        for option in options
    }
