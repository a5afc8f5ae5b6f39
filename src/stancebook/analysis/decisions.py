"""Decisions of the analysis that could have been taken otherwise, each with its alternatives by name.

The first alternative is the one that the default run takes. A universe is one alternative of each decision.

>>> choices = alternatives(["010", "020"], left_out_together={"wires": ["020"]}, parts={"some_towns": "towns"})
>>> choices["articles"], choices["parts"]
(('all', 'without 010', 'without wires'), ('own', 'group', 'left_out'))
>>> len(list(universes(choices | {"coding": ("adjudicated",), "confidence": ("1",), "via": ("any",)})))
675
"""

import itertools
import math

from stancebook.core.english import label
from stancebook.core.paths import CODINGS

OPTIONS = {  # of each alternative what a figure calls it, and a clause that may follow an "if"
    "coding": {
        "adjudicated": ("adjudicated", "the adjudicated coding is taken"),
        "coder_a": ("coder_a alone", "the coding of coder_a alone is taken"),
        "coder_b": ("coder_b alone", "the coding of coder_b alone is taken"),
    },
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


def alternatives(articles, left_out_together={}, parts={}):
    """The alternatives of each decision for a study with these articles, these sets of them and these parts of groups.

    `left_out_together` leads from a name to articles, `parts` from an actor to the group whose unnamed part it is.
    A set of one article stands in the place of that article.
    """
    named = {tuple(sorted(members)) for members in left_out_together.values()}
    single = [article for article in articles if (article,) not in named]
    left_out = [f"{WITHOUT}{name}" for name in (*single, *left_out_together)] if len(articles) > 1 else []
    found = {decision: tuple(options) for decision, options in OPTIONS.items()}
    found["articles"] = ("all", *left_out)
    return found | ({} if parts else {"parts": ("own",)})


def base(choices, coding=CODINGS[0], min_confidence=1):
    """The universe of a run: its own coding and least confidence, and the first alternative of all else."""
    usual = {decision: options[0] for decision, options in choices.items()}
    return usual | {"coding": coding, "confidence": str(min_confidence)}


def universes(choices):
    """Every combination of alternatives that makes sense, as dicts, in the order of the alternatives."""
    for options in itertools.product(*choices.values()):
        universe = dict(zip(choices, options))
        if makes_sense(universe):
            yield universe


def crossed(choices, together=(), most=MOST):
    """The alternatives of which every combination is taken: of many texts each is left out by itself alone.

    Where there would be more than `most` combinations, only the sets named in `together` are left out in all of them.
    """
    if math.prod(map(len, choices.values())) <= most:
        return choices
    return choices | {"articles": ("all", *(f"{WITHOUT}{name}" for name in together))}


def makes_sense(universe):
    """Whether a combination is one: the latest text is one text, in which an actor counts once anyway."""
    return not (universe["centre"] == "latest" and universe["counting"] == "articles")


def single_changes(choices, universe):
    """The universes one decision away, each with that decision and its alternative."""
    for decision, options in choices.items():
        for option in options:
            changed = universe | {decision: option}
            if option != universe[decision] and makes_sense(changed):
                yield decision, option, changed


def meaning(decision, option, left_out_together={}):
    """An alternative as a clause that may follow an "if".

    >>> meaning("articles", "without wires", {"wires": ["010", "020"]}), meaning("articles", "without 030")
    ('the wires texts (010, 020) are left out', 'text 030 is left out')
    """
    if option in OPTIONS[decision]:
        return OPTIONS[decision][option][1]
    name = option.removeprefix(WITHOUT)
    if name not in left_out_together:
        return f"text {name} is left out"
    texts, verb = ("text", "is") if len(left_out_together[name]) == 1 else ("texts", "are")
    return f"the {label(name)} {texts} ({', '.join(left_out_together[name])}) {verb} left out"


def names(choices, left_out_together={}):
    """What figures call decisions, by their names, and alternatives, by decision=alternative."""
    sets = {f"{WITHOUT}{name}": f"{WITHOUT}{label(name)} ({', '.join(ids)})" for name, ids in left_out_together.items()}
    return NAMES | {
        f"{decision}={option}": OPTIONS[decision].get(option, (sets.get(option, option),))[0]
        for decision, options in choices.items()
        for option in options
    }
