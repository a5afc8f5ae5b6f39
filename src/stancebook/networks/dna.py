"""Networks of actors as Discourse Network Analyzer (DNA) normalises them, to compare results with that program's.

The words are those of dna_network in its R package rDNA. Leifeld, Gruber and Bossner, "Discourse Network Analyzer
manual", chapter "Algorithms", sections "Construction of one-mode networks" and "Normalization for one-mode networks",
have the formulas; DNA 3.0.11 computes them so. DNA's `duplicates` is `repeats` of `activity`: "include" is "each",
"document" is "article".

The manual's example: one actor takes position -4 twice, another +2 three times, on a scale from -5 to 5. That is a
congruence of 2.4 and a conflict of 3.6.

>>> import pandas as pd
>>> from stancebook.networks.activity import activity
>>> rows = [("arland", "bridge", -4)] * 2 + [("borduria", "bridge", 2)] * 3
>>> said = pd.DataFrame(rows, columns=["actor", "issue", "position"]).assign(article="000")
>>> counted = activity(said, scale=range(-5, 6))
>>> for normalization in NORMALIZATIONS:
...     print(normalization, round(dna_network(counted, "congruence", normalization)[0, 1].item(), 3))
no 2.4
average 0.96
jaccard 0.48
cosine 0.4
"""

from collections.abc import Callable

import numpy as np

from stancebook.networks.activity import Activity
from stancebook.networks.congruence import divided, one_mode, product


def dna_network(activity: Activity, aggregation: str = "subtract", normalization: str = "average") -> np.ndarray:
    """Return the square of ties of an Activity's actors, with zeros on its diagonal; of a stack of counts, a stack.

    `aggregation` is "congruence", "conflict" or "subtract", the one less the other. `normalization` says what ties are
    divided by: "no" by nothing, "average" by the mean of both actors' numbers of statements (as the ties of the camps
    are), "jaccard" by statements on an issue at a position that only one of them takes plus the pairs of statements
    where both do, "cosine" by the product of both numbers of statements (no cosine, but what DNA calls so). An actor
    without statements has no ties: 0. Raises ValueError for another word.
    """
    for word, words in ((aggregation, AGGREGATIONS), (normalization, NORMALIZATIONS)):
        if word not in words:
            raise ValueError(f"DNA has no {word!r} here: use one of {', '.join(words)}")
    network = one_mode(activity)
    squares = {"congruence": network.congruence, "conflict": network.conflict, "subtract": network.net}
    return divided(squares[aggregation], NORMALIZATIONS[normalization](activity))


def _no(activity: Activity) -> np.ndarray:
    """Return ones."""
    return np.ones_like(_average(activity))


def _average(activity: Activity) -> np.ndarray:
    """Return the mean of both actors' numbers of statements."""
    return (activity.totals[..., :, None] + activity.totals[..., None, :]) / 2


def _jaccard(activity: Activity) -> np.ndarray:
    """Return statements on an issue at a position of which only one actor has any, plus pairs of both actors'."""
    *stack, issues, positions = activity.counts.shape
    cells = activity.counts.reshape(*stack, issues * positions)
    alone = cells @ (cells == 0).swapaxes(-1, -2)
    return alone + alone.swapaxes(-1, -2) + product(cells)


def _cosine(activity: Activity) -> np.ndarray:
    """Return the product of both actors' numbers of statements."""
    return activity.totals[..., :, None] * activity.totals[..., None, :]


AGGREGATIONS = "congruence", "conflict", "subtract"
NORMALIZATIONS: dict[str, Callable[[Activity], np.ndarray]] = {
    "no": _no, "average": _average, "jaccard": _jaccard, "cosine": _cosine,
}  # fmt: skip
