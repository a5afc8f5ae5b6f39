"""Agreement between coders: Krippendorff's alpha, percent and positive agreement, one function each.

Each takes a table (see `tallies`). A unit with fewer than two values says nothing about agreement and is left out.
An undefined measure is None, never 0 or 1 instead, and `measures.why_undefined` says why.

>>> table = [["yes", "yes"], ["yes", "no"], ["no", "no"], ["no", None]]
>>> percent_agreement(table), alpha(table, "nominal")
(0.6666666666666667, 0.4444444444444444)
>>> alpha([["yes", "yes"], ["yes", "yes"]], "nominal") is None
True
"""

import numpy as np

from stancebook.agreement.counts import count_patterns, estimate, sparse_sum, values_per_pattern
from stancebook.agreement.distances import DISTANCES, mid_ranks, numbers

HALVED = 400  # values: matrices up to this size are multiplied as they are

# Measures of a table, and beneath each the same of a PatternCounts at a level: a function of `units` (a row a resample, a
# column a pattern) that gives one number for each row, NaN where undefined. What hangs on no resample is made before.


def alpha(table, level):
    """Krippendorff's alpha, 1 - observed / expected difference, at one of LEVELS (sets as frozensets).

    A missing value leaves the pairs of the others; a unit's pairs weigh as many values as it has.
    Krippendorff (2011), "Computing Krippendorff's alpha-reliability", sections C and D, gives .743, .815, .849 and
    .797 for these four coders and twelve units (also in "Content analysis", 4th edition, 2018, p. 290).

    >>> coders = "123321412...", "1233224125.3", ".3332342251.", "12332441251."
    >>> units = [[None if value == "." else int(value) for value in unit] for unit in zip(*coders)]
    >>> [round(alpha(units, level), 3) for level in ("nominal", "ordinal", "interval", "ratio")]
    [0.743, 0.815, 0.849, 0.797]

    Hayes and Krippendorff (2007), "Answering the call for a standard reliability measure for coding data",
    Communication Methods and Measures 1, pp. 77-89, table 1: five coders, forty units, .4765 and .7598.

    >>> coders = ("112.001122.01311211000201001111223222221", "1130000.21102311121000302102111122222221",
    ...     "203000222100221123001.30.1012202.2232.21", ".13....0.10022...31.103021122..122...12.",
    ...     "2..0001.2....3112..0.0..2.0..20.2.2222.1")
    >>> units = [[None if value == "." else int(value) for value in unit] for unit in zip(*coders)]
    >>> [round(alpha(units, level), 4) for level in ("nominal", "ordinal")]
    [0.4765, 0.7598]

    Krippendorff's three coders and fifteen units, as in Wikipedia, "Krippendorff's alpha", "A computational example":

    >>> coders = ".....34121133.3", "1.213343.......", "..21344.21133.4"
    >>> units = [[None if value == "." else int(value) for value in unit] for unit in zip(*coders)]
    >>> [round(alpha(units, level), 3) for level in ("nominal", "interval")]
    [0.691, 0.811]
    """
    if level not in DISTANCES:
        raise ValueError(f"no level {level!r}: use one of {', '.join(DISTANCES)}")
    return estimate(alpha_of, count_patterns(table), level)


def alpha_of(tally, level):
    paired = tally.paired
    marginals_of = sparse_sum(tally.counts * paired[:, None])
    differing = _ranked(tally) if level == "ordinal" else _fixed(tally, level)

    def alphas(units):
        marginals = marginals_of(units)
        observed, expected = differing(units, marginals)
        return corrected(units @ paired, observed * (marginals.sum(-1) - 1), expected)

    return alphas


def _fixed(tally, level):
    """What gives the observed and expected differences at a level where no distance hangs on the resample."""
    difference = DISTANCES[level](tally.values, None)
    observed = tally.sizes * apart(tally, difference)
    if level == "nominal":
        return lambda units, marginals: (units @ observed, marginals.sum(-1) ** 2 - (marginals**2).sum(-1))
    return lambda units, marginals: (units @ observed, quadratic(marginals, difference))


def quadratic(marginals, difference):
    """Of each row the sum of all differences between two of its values; of a symmetric matrix half will do."""
    if len(difference) <= HALVED:
        return ((marginals @ difference) * marginals).sum(-1)
    half = len(difference) // 2
    one, other = marginals[:, :half], marginals[:, half:]
    within = quadratic(one, difference[:half, :half]) + quadratic(other, difference[half:, half:])
    return within + 2 * ((one @ difference[:half, half:]) * other).sum(-1)


def _ranked(tally):
    """What gives the observed and expected ordinal differences, by sums and squares of mid-ranks.

    Ranks change with each resample, and a matrix of distances for each would be slow; halves of whole numbers, their
    sums are exact, so that no difference is 0 and not nearly so.
    """
    numbers(tally.values)
    n, counts = tally.sizes, tally.counts.T

    def differing(units, marginals):
        ranks = mid_ranks(marginals)
        within = n * (ranks**2 @ counts) - (ranks @ counts) ** 2
        observed = np.einsum("rp,rp,p->r", units, within, 2 / np.maximum(n - 1, 1))
        return observed, 2 * marginals.sum(-1) * (marginals * ranks**2).sum(-1)

    return differing


def alpha_jaccard_of(tally, level):
    return alpha_of(tally, "jaccard")


def percent_agreement(table):
    """The share of pairs of coders who gave a unit the very same value, mean over units (from 0 to 1).

    A missing value leaves the pairs of the others; each unit with a pair weighs the same.

    >>> percent_agreement([[1, 1], [1, 2]])
    0.5
    """
    return estimate(likeness_of, count_patterns(table), "nominal")


def mean_masi(table):
    """The mean over units of the MASI similarity, 1 - distance, of two coders' sets; missing values as above.

    >>> mean_masi([[frozenset("ab"), frozenset("ab")], [frozenset("ab"), frozenset("c")]])
    0.5
    """
    return estimate(likeness_of, count_patterns(table), "set")


def mean_jaccard(table):
    """The mean over units of the Jaccard similarity, shared / all members, of two coders' sets; missing as above.

    >>> mean_jaccard([[frozenset("ab"), frozenset("ab")], [frozenset("ab"), frozenset("a")]])
    0.75
    """
    return estimate(likeness_of, count_patterns(table), "jaccard")


def likeness_of(tally, level):
    differing = unlike(tally, DISTANCES[level](tally.values, None))
    return lambda units: 1 - differing(units)


def mean_jaccard_of(tally, level):
    return likeness_of(tally, "jaccard")


def unlike(tally, difference):
    """What gives the mean over units of the mean difference between two of a unit's values."""
    paired, differing = tally.paired, apart(tally, difference)
    return lambda units: share(units @ differing, units @ paired)


def apart(tally, difference):
    """The mean difference between two values of a unit, for each pattern; 0 for a single value."""
    (values, times), n = values_per_pattern(tally), tally.sizes
    differences = difference[values[:, :, None], values[:, None, :]]
    return np.einsum("pi,pij,pj->p", times, differences, times) / np.maximum(n * (n - 1), 1)


def positive_agreement(table):
    """Of what coders found, the share that a second one found too: 2 both / (a + b); a table of True and False.

    Cicchetti and Feinstein (1990), "High agreement but low kappa II", Journal of Clinical Epidemiology 43,
    pp. 551-558 (p-pos); what nobody found does not count. With more coders, of each find the share of the others.
    A missing value leaves the others to be compared.

    >>> positive_agreement([[True, True], [True, False], [False, True], [False, False]])
    0.5
    """
    return estimate(positive_of, count_patterns(table), "nominal")


def positive_of(tally, level):
    found = tally.counts @ np.array([bool(value) for value in tally.values], float) * tally.paired
    both = found * (found - 1) / np.maximum(tally.sizes - 1, 1)
    return lambda units: share(units @ both, units @ found)


def corrected(compared, observed, expected):
    """1 - observed / expected; NaN where nothing is expected or one unit alone compared: of chance it says nothing."""
    return 1 - share(observed, expected * (compared > 1))


def share(part, whole):
    """Part by whole, NaN where the whole is nothing."""
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)
