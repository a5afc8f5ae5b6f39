"""Formulas of agreement: Krippendorff's alpha, percent and positive agreement, mean likeness of sets.

Each takes the PatternCounts of a table and a level, and returns a function of resamples (see `counts.Formula`). A unit
with fewer than two values says nothing about agreement and does not count. An undefined coefficient is NaN, and None
in `estimate`; `registry.Coefficient.why_undefined` has the reason.

>>> counted = counts.count_patterns([["yes", "yes"], ["yes", "no"], ["no", "no"], ["no", None]])
>>> counts.estimate(likeness, counted, "nominal"), counts.estimate(alpha, counted, "nominal")
(0.6666666666666667, 0.4444444444444444)
>>> counts.estimate(alpha, counts.count_patterns([["yes", "yes"], ["yes", "yes"]]), "nominal") is None
True
"""

from collections.abc import Callable

import numpy as np

from stancebook.agreement import counts
from stancebook.agreement.counts import PatternCounts, Resampled
from stancebook.agreement.distances import DISTANCES, SetDistances, numbers

LEVELS = ("nominal", "ordinal", "interval", "ratio", "set", "jaccard")
Differences = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]  # observed and expected, of resamples


def alpha(counted: PatternCounts, level: str) -> Resampled:
    """Krippendorff's alpha, 1 - observed / expected difference, at one of LEVELS (sets as frozensets).

    Of a unit with a missing value the other pairs count; the pairs of a unit weigh as much as its number of values.
    Krippendorff (2011), "Computing Krippendorff's alpha-reliability", sections C and D, gives .743, .815, .849 and
    .797 for these four coders and twelve units (also in "Content analysis", 4th edition, 2018, p. 290).

    >>> coders = "123321412...", "1233224125.3", ".3332342251.", "12332441251."
    >>> units = [[None if value == "." else int(value) for value in unit] for unit in zip(*coders)]
    >>> levels = "nominal", "ordinal", "interval", "ratio"
    >>> [round(counts.estimate(alpha, counts.count_patterns(units), level), 3) for level in levels]
    [0.743, 0.815, 0.849, 0.797]

    Hayes and Krippendorff (2007), "Answering the call for a standard reliability measure for coding data",
    Communication Methods and Measures 1, pp. 77-89, table 1, has .4765 (nominal) and .7598 (ordinal) for five coders
    and forty units; Wikipedia, "Krippendorff's alpha", "A computational example", has .691 (nominal) and .811
    (interval) for three coders and fifteen units. The tests reproduce both.
    """
    if level not in LEVELS:
        raise ValueError(f"no level {level!r}: use one of {', '.join(LEVELS)}")
    paired = counted.paired
    marginals_of = counts.sparse_sum(counted.counts * (counted.sizes > 1)[:, None])
    differences = _ordinal_differences(counted) if level == "ordinal" else _fixed_differences(counted, level)

    def alphas(units: np.ndarray) -> np.ndarray:
        marginals = marginals_of(units)
        observed, expected = differences(units, marginals)
        return chance_corrected(units @ paired, observed * (marginals.sum(-1) - 1), expected)

    return alphas


def alpha_jaccard(counted: PatternCounts, level: str) -> Resampled:
    """Krippendorff's alpha of sets with Jaccard distances, whatever the level."""
    return alpha(counted, "jaccard")


def _fixed_differences(counted: PatternCounts, level: str) -> Differences:
    """Return observed and expected differences at a level whose distances are the same in each resample."""
    distances = DISTANCES[level](counted.values)
    observed = counted.sizes * mean_difference(counted, distances)
    if level == "nominal":
        return lambda units, marginals: (units @ observed, marginals.sum(-1) ** 2 - (marginals**2).sum(-1))
    if isinstance(distances, SetDistances):
        similar = distances.similar
        return lambda units, marginals: (
            units @ observed,
            marginals.sum(-1) ** 2 - ((marginals @ similar) * marginals).sum(-1),
        )
    return lambda units, marginals: (units @ observed, ((marginals @ distances) * marginals).sum(-1))


def _ordinal_differences(counted: PatternCounts) -> Differences:
    """Return observed and expected ordinal differences, from sums and squares of mid-ranks.

    The ordinal distance of two values is the squared difference of their mid-ranks. Ranks change with each resample,
    and a matrix of distances for each would be slow. Ranks are multiples of 1/2 and their sums exact, so that a
    difference of 0 is exactly 0.
    """
    numbers(counted.values)
    sizes, times = counted.sizes, counted.counts.T

    def differences(units: np.ndarray, marginals: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        # the middle rank of each value less the mean of all ranks, so that the weighted sum is 0
        ranks = marginals.cumsum(-1) - marginals / 2 - marginals.sum(-1, keepdims=True) / 2
        within = sizes * (ranks**2 @ times) - (ranks @ times) ** 2
        observed = np.einsum("rp,rp,p->r", units, within, 2 / np.maximum(sizes - 1, 1))
        return observed, 2 * marginals.sum(-1) * (marginals * ranks**2).sum(-1)

    return differences


def likeness(counted: PatternCounts, level: str) -> Resampled:
    """The mean over units of 1 - the mean distance of two coders' values.

    At the nominal level this is percent agreement: the share of pairs of coders with the same value, from 0 to 1. At
    the level "set" it is the mean MASI similarity. Of a unit with a missing value the other pairs count; each unit
    with a pair weighs the same.

    >>> counts.estimate(likeness, counts.count_patterns([[1, 1], [1, 2]]), "nominal")
    0.5
    >>> sets = [[frozenset("ab"), frozenset("ab")], [frozenset("ab"), frozenset("c")]]
    >>> counts.estimate(likeness, counts.count_patterns(sets), "set")
    0.5
    """
    difference = mean_difference_over_units(counted, DISTANCES[level](counted.values))
    return lambda units: 1 - difference(units)


def positive_agreement(counted: PatternCounts, level: str) -> Resampled:
    """The share of one coder's finds that the other found too: 2 both / (a + b); values are True and False.

    Cicchetti and Feinstein (1990), "High agreement but low kappa II", Journal of Clinical Epidemiology 43,
    pp. 551-558 (p-pos). Units that no coder found do not count. With more coders, the mean over all finds of the share
    of other coders with the same find. Of a unit with a missing value the other coders are compared.

    >>> table = [[True, True], [True, False], [False, True], [False, False]]
    >>> counts.estimate(positive_agreement, counts.count_patterns(table), "nominal")
    0.5
    """
    found = counted.counts @ np.array([bool(value) for value in counted.values], float) * counted.paired
    both = found * (found - 1) / np.maximum(counted.sizes - 1, 1)
    return lambda units: quotient(units @ both, units @ found)


def mean_difference_over_units(counted: PatternCounts, distances: np.ndarray | SetDistances) -> Resampled:
    """Return the mean over units of the mean distance between two values of a unit."""
    paired, differences = counted.paired, mean_difference(counted, distances)
    return lambda units: quotient(units @ differences, units @ paired)


def mean_difference(counted: PatternCounts, distances: np.ndarray | SetDistances) -> np.ndarray:
    """Return the mean distance between two values of a unit, for each pattern; 0 for a single value."""
    (values, times), sizes = counts.values_per_pattern(counted), counted.sizes
    between = distances[values[:, :, None], values[:, None, :]]
    return np.einsum("pi,pij,pj->p", times, between, times) / np.maximum(sizes * (sizes - 1), 1)


def chance_corrected(compared: np.ndarray, observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Return 1 - observed / expected; NaN if nothing is expected, or if a single unit is compared."""
    return 1 - quotient(observed, expected * (compared > 1))


def quotient(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return part / whole, NaN where the whole is 0."""
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)
