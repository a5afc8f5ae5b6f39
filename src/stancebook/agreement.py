"""Agreement between coders: the formulas, one function each.

A table is a list of units, a unit the list of what each coder gave it: a value, or None, NaN or <NA>
where a coder gave none. A unit with fewer than two values says nothing about agreement and is left out.
An undefined measure is None, never 0 or 1 instead, and `why_undefined` says why.

>>> table = [["yes", "yes"], ["yes", "no"], ["no", "no"], ["no", None]]
>>> percent_agreement(table), alpha(table, "nominal")
(0.6666666666666667, 0.4444444444444444)
>>> alpha([["yes", "yes"], ["yes", "yes"]], "nominal") is None
True
>>> why_undefined("alpha", units=2)
'no variation: all values that could be compared are the same'
"""

from collections import Counter
from numbers import Real
from typing import NamedTuple

import numpy as np
import pandas as pd


class Tally(NamedTuple):
    """Units counted by pattern: each of `units[p]` units holds the value `values[c]` `counts[p, c]` times."""

    values: list
    counts: np.ndarray
    units: np.ndarray


def tally(table):
    """The Tally of all units with two or more values, patterns in order of first appearance.

    So their order hangs neither on the order of coders nor on what the values are called, and no resample does.
    """
    given = [[value for value in unit if not pd.isna(value)] for unit in table]
    paired = [unit for unit in given if len(unit) > 1]
    values = sorted({value for unit in paired for value in unit}, key=_rank)
    place = {value: number for number, value in enumerate(values)}
    patterns = Counter(tuple(sorted(place[value] for value in unit)) for unit in paired)
    counts = [np.bincount(pattern, minlength=len(values)) for pattern in patterns]
    shape = len(patterns), len(values)
    return Tally(values, np.array(counts, float).reshape(shape), np.array([*patterns.values()], float))


def _rank(value):
    """A sorting key: numbers by size, all else by its letters, whatever the inner order of a set."""
    if isinstance(value, Real):
        return 0, value, ""
    return 1, 0, repr(sorted(map(repr, value)) if isinstance(value, frozenset) else value)


# Differences between every two values, zero on the diagonal: Krippendorff (2011), section D. `marginals`
# says how often each value occurs, a row a resample; only ordinal differences hang on it.


def nominal(values, marginals):
    """0 for the same value, 1 for any other."""
    return 1 - np.eye(len(values))


def ordinal(values, marginals):
    """The squared count of values from one to the other, half of each end: their mid-ranks, subtracted."""
    _numbers(values)
    ranks = marginals.cumsum(-1) - marginals / 2
    return (ranks[..., :, None] - ranks[..., None, :]) ** 2


def interval(values, marginals):
    """The squared difference."""
    sizes = _numbers(values)
    return (sizes[:, None] - sizes) ** 2


def ratio(values, marginals):
    """The squared difference relative to the sum; values are zero or more."""
    sizes = _numbers(values)
    if (sizes < 0).any():
        raise ValueError(f"alpha at ratio level needs values of zero or more, found {sizes.min():g}; use interval")
    sums = sizes[:, None] + sizes
    return np.divide(sizes[:, None] - sizes, sums, out=np.zeros_like(sums), where=sums > 0) ** 2


def _numbers(values):
    """The values as an array; raises ValueError for one that is no number, as its rank would be its spelling's."""
    for value in values:
        if not isinstance(value, Real):
            raise ValueError(f"alpha above nominal level needs numbers, found {value!r}; use nominal or numbers")
    return np.array(values, float)


def set_distance(values, marginals):
    """The MASI distance, not squared, as its author uses it."""
    return np.array([masi(one, other) for one in values for other in values]).reshape(len(values), len(values))


def masi(one, other):
    """The MASI distance of two sets: 1 - Jaccard x monotonicity.

    Passonneau (2006), "Measuring agreement on set-valued items (MASI)", LREC, pp. 831-836: monotonicity is 1 for
    identical sets, 2/3 where one holds the other, 1/3 where they overlap otherwise, 0 where they do not.
    Two empty sets, of which she does not speak, are identical here.

    >>> [round(masi({1, 2}, other), 4) for other in ({1, 2}, {1, 2, 3, 4}, {2, 3}, {3}, set())]
    [0.0, 0.6667, 0.8889, 1.0, 1.0]
    """
    if one == other:
        return 0.0
    monotonicity = 2 / 3 if one < other or other < one else 1 / 3
    return 1 - len(one & other) / len(one | other) * monotonicity


LEVELS = {"nominal": nominal, "ordinal": ordinal, "interval": interval, "ratio": ratio, "set": set_distance}


# Measures of a table, and beneath each the same of a Tally, one number for each row of `units` (a row a
# resample, a column a pattern), NaN where undefined.


def alpha(table, level):
    """Krippendorff's alpha, 1 - observed / expected difference, at one of LEVELS (sets as frozensets).

    Krippendorff (2011), "Computing Krippendorff's alpha-reliability", sections C and D, gives .743, .815, .849 and
    .797 for these four coders and twelve units (also in "Content analysis", 4th edition, 2018, p. 290).

    >>> coders = "123321412...", "1233224125.3", ".3332342251.", "12332441251."
    >>> units = [[None if value == "." else int(value) for value in unit] for unit in zip(*coders)]
    >>> [round(alpha(units, level), 3) for level in ("nominal", "ordinal", "interval", "ratio")]
    [0.743, 0.815, 0.849, 0.797]
    """
    if level not in LEVELS:
        raise ValueError(f"no level {level!r}: use one of {', '.join(LEVELS)}")
    return point(_alpha, tally(table), level)


def _alpha(tally, units, level):
    marginals = units @ tally.counts
    difference = LEVELS[level](tally.values, marginals)
    observed = (units * tally.counts.sum(-1) * _apart(tally, difference)).sum(-1)
    expected = ((marginals[:, None] @ difference)[:, 0] * marginals).sum(-1)
    return 1 - (marginals.sum(-1) - 1) * _share(observed, expected)


def percent_agreement(table):
    """The share of pairs of coders who gave a unit the very same value, mean over units (from 0 to 1).

    >>> percent_agreement([[1, 1], [1, 2]])
    0.5
    """
    return point(_likeness, tally(table), "nominal")


def mean_masi(table):
    """The mean over units of the MASI similarity, 1 - distance, of two coders' sets.

    >>> mean_masi([[frozenset("ab"), frozenset("ab")], [frozenset("ab"), frozenset("c")]])
    0.5
    """
    return point(_likeness, tally(table), "set")


def _likeness(tally, units, level):
    apart = _apart(tally, LEVELS[level](tally.values, None))
    return 1 - _share((units * apart).sum(-1), units.sum(-1))


def positive_agreement(table):
    """Of what coders found, the share that a second one found too: 2 both / (a + b); a table of True and False.

    Cicchetti and Feinstein (1990), "High agreement but low kappa II", Journal of Clinical Epidemiology 43,
    pp. 551-558 (p-pos); what nobody found does not count. With more coders, of each find the share of the others.

    >>> positive_agreement([[True, True], [True, False], [False, True], [False, False]])
    0.5
    """
    return point(_positive, tally(table), "nominal")


def _positive(tally, units, level):
    found = tally.counts @ np.array([bool(value) for value in tally.values], float)
    both = found * (found - 1) / (tally.counts.sum(-1) - 1)
    return _share((units * both).sum(-1), (units * found).sum(-1))


def _apart(tally, difference):
    """The mean difference between two values of a unit, for each pattern."""
    n = tally.counts.sum(-1)
    return ((tally.counts @ difference) * tally.counts).sum(-1) / (n * (n - 1))


def _share(part, whole):
    """Part by whole, NaN where the whole is nothing."""
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)


MEASURES = {
    "percent_agreement": _likeness,
    "positive_agreement": _positive,
    "alpha": _alpha,
    "alpha_masi": _alpha,
    "mean_masi": _likeness,
}


def point(measure, tally, level):
    """The measure of the units as they are; None where it is undefined."""
    value = measure(tally, tally.units[None, :], level)[0]
    return None if np.isnan(value) else float(value)


def stability(measure, tally, level, resamples=1000, seed=2025):
    """The 2.5th and 97.5th percentile of the measure over resampled units (seeded): its stability under resampling.

    It is no confidence interval for a population, as the sentences of chosen texts are no random sample.
    Resamples in which the measure is undefined are left out; where they are more than one in twenty, so is the range.
    Where no unit differs it is 1 to 1: resampling cannot draw a disagreement that was not there, which is no certainty.
    """
    n = int(tally.units.sum())
    if not n:
        return None, None
    units = np.random.default_rng(seed).multinomial(n, tally.units / n, size=resamples)
    values = measure(tally, units.astype(float), level)
    defined = values[~np.isnan(values)]
    if len(defined) < 0.95 * resamples:
        return None, None
    return tuple(map(float, np.quantile(defined, [0.025, 0.975])))


def why_undefined(measure, units):
    """The reason for which a measure of so many comparable units has no value."""
    if not units:
        return "no unit has values from two coders"
    if measure == "positive_agreement":
        return "nothing found: no coder found any"
    return "no variation: all values that could be compared are the same"
