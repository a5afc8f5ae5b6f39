"""Resampling: how stable a measure of agreement is when units or texts are drawn anew, or one text is left out.

Ranges run from the 2.5th to the 97.5th percentile. Chance is seeded, and resamples are drawn in parts that a memory
of some dozen megabytes holds; in how many parts changes none of them.

>>> from stancebook.agreement.counts import count_patterns
>>> counted = count_patterns([[1, 1]] * 30 + [[1, 2], [2, 2]] * 10)
>>> [round(end, 2) for end in stability(COEFFICIENTS["alpha"], counted, "nominal")]
[0.25, 0.77]
>>> leave_one_out(COEFFICIENTS["percent_agreement"], counted, "nominal", ["first text"] * 30 + ["second text"] * 20)
{'first text': 0.5, 'second text': 1.0}
"""

import numpy as np

from stancebook.agreement.counts import estimate
from stancebook.agreement.distances import DISTANCES
from stancebook.agreement.registry import COEFFICIENTS, LONE_VALUES_COUNT
from stancebook.core.sampling import DEFINED, PERCENTILES, SEED

RESAMPLES = 10_000
ENOUGH = 20  # texts, below which drawing texts anew says little
MANY = 1000  # patterns, above which units are drawn one by one
CELLS = 2**20  # of the largest array: how many resamples are drawn at once


def stability(measure, tally, level, resamples=RESAMPLES, seed=SEED, over="units"):
    """The low and high end of the measure over resampled units: its stability under resampling, or None and None.

    It is no confidence interval for a population, as the sentences of chosen texts are no random sample.
    Resamples in which the measure is undefined are left out; where they are more than one in twenty, so is the range.
    Where no unit differs it is 1 to 1: resampling cannot draw a disagreement that was not there, which is no certainty.
    Units that the measure does not rest on are not drawn. `over="pairs"` is for comparison with the literature; see
    `over_pairs`.
    """
    if over == "pairs":
        return over_pairs(measure, tally, level, resamples, seed)
    return stabilities([(measure, level)], tally, resamples, seed)[0]


def stabilities(asked, tally, resamples=RESAMPLES, seed=SEED):
    """The stability of each measure and level asked, a list; those that rest on the same units share their draws."""
    ranges = {}
    for lone_count in (False, True):
        alike = [each for each in asked if (each[0] in LONE_VALUES_COUNT) == lone_count]
        rested = tally.only((tally.sizes > 1) | lone_count)
        ranges |= zip(alike, _over_units(alike, rested, resamples, seed))
    return [ranges[each] for each in asked]


def _over_units(asked, tally, resamples, seed):
    """The range of each measure and level over resampled units."""
    if not asked or tally.compared < 2:
        return [(None, None)] * len(asked)
    n, measures = int(tally.units.sum()), [measure(tally, level) for measure, level in asked]
    draw = _one_by_one if len(tally.units) > MANY else np.random.Generator.multinomial
    drawn = _draws(n, tally.units / n, resamples, seed, _width(tally), draw)
    parts = [[measure(units) for measure in measures] for units in drawn]
    return [_range(np.concatenate(values)) for values in zip(*parts)]


def _width(tally):
    """How many cells a resample fills in the largest array."""
    return max(np.count_nonzero(tally.counts), *tally.counts.shape)


def _draws(n, shares, resamples, seed, width, draw=np.random.Generator.multinomial):
    """Multinomial counts of n draws, some rows of resamples at a time, as `width` cells of each are in use."""
    random, rows = np.random.default_rng(seed), max(1, CELLS // width)
    for start in range(0, resamples, rows):
        yield draw(random, n, shares, size=min(rows, resamples - start)).astype(float)


def _one_by_one(random, n, shares, size):
    """The same as multinomial, where shares are of n units; faster for MANY patterns, of which most have one unit."""
    patterns = np.repeat(np.arange(len(shares)), np.rint(shares * n).astype(int))
    return np.array([np.bincount(patterns[random.integers(n, size=n)], minlength=len(shares)) for _ in range(size)])


def _range(values):
    defined = values[~np.isnan(values)]
    if len(defined) < DEFINED * len(values):
        return None, None
    return tuple(map(float, np.quantile(defined, PERCENTILES)))


def over_pairs(measure, tally, level, resamples=RESAMPLES, seed=SEED):
    """Alpha's range by drawing pairs of values: ONLY to compare with the literature, as it is too narrow.

    So do Hayes and Krippendorff (2007) and their macro KALPHA, after Krippendorff's note "Algorithm for bootstrapping
    a distribution of alpha" (2006, revised 2011): from the observed coincidences as many pairs are drawn as coders
    made, expected disagreement stays as observed, and no alpha lies below -1. As if a unit's pairs had nothing to do
    with each other, which makes the range the narrower the more coders there are. The note's cap on the number of
    draws is left out.
    """
    if measure is not COEFFICIENTS["alpha"]:
        raise ValueError("drawing pairs is defined for Krippendorff's alpha alone; draw units instead")
    observed = estimate(measure, tally, level)
    if observed is None:
        return None, None
    shares, distances = _coincidences(tally, level)
    pairs, disagreement = int((tally.units * tally.sizes * (tally.sizes - 1)).sum()) // 2, shares @ distances
    if not disagreement:
        return observed, observed
    expected = disagreement / (1 - observed)
    drawn = _draws(pairs, shares, resamples, seed, len(shares))
    return _range(np.concatenate([np.maximum(1 - counts @ distances / pairs / expected, -1) for counts in drawn]))


def _coincidences(tally, level):
    """The share of each pair of values among all coincidences, and its distance."""
    paired = tally.only(tally.sizes > 1)
    weights = paired.units / (paired.sizes - 1)
    weighted = paired.counts * weights[:, None]
    coincidences = paired.counts.T @ weighted - np.diag(weighted.sum(0))
    distances = DISTANCES[level](tally.values, paired.units @ paired.counts)
    held = coincidences > 0
    return coincidences[held] / coincidences[held].sum(), distances[held]


def counts_by_group(tally, groups, names=None):
    """How many units of each pattern a group has, a row a group, and the groups' names: `names`, or all there are."""
    names = sorted(set(groups)) if names is None else names
    place = {name: number for number, name in enumerate(names)}
    filled = tally.places >= 0
    rows = np.array([place[name] for name in groups], int)[filled]
    counts = np.zeros((len(names), len(tally.units)))
    np.add.at(counts, (rows, tally.places[filled]), 1)
    return counts, names


def leave_one_out(measure, tally, level, groups, names=None):
    """The measure of the units without those of each group, by the group's name; None where it is undefined.

    Values that only this group had stay categories of AC1 and AC2, as in a resample.
    """
    counts, names = counts_by_group(tally, groups, names)
    values = measure(tally, level)(tally.units - counts)
    return {name: None if np.isnan(value) else float(value) for name, value in zip(names, values)}


def comparable_units_by_group(tally, groups, names=None):
    """How many units with values from two coders each group has, by the group's name."""
    counts, names = counts_by_group(tally, groups, names)
    return dict(zip(names, (counts @ (tally.sizes > 1)).astype(int).tolist()))


def over_groups(measure, tally, level, groups, resamples=RESAMPLES, seed=SEED):
    """The low and high end of the measure over resampled groups (texts), or None and None with fewer than ENOUGH.

    Statements of one text hang together, so that this range is mostly wider than that over units. It speaks for
    other texts as far as these are a sample of them. Groups in which nothing is compared are not drawn.
    """
    counts, _ = counts_by_group(tally, groups)
    counts = counts[counts @ (tally.sizes > 1) > 0]
    if len(counts) < ENOUGH:
        return None, None
    shares, measured = np.full(len(counts), 1 / len(counts)), measure(tally, level)
    drawn = _draws(len(counts), shares, resamples, seed, max(len(counts), _width(tally)))
    return _range(np.concatenate([measured(texts @ counts) for texts in drawn]))
