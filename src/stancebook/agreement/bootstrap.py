"""Resampling: how much a coefficient changes with other samples of units or texts, or without one text.

Ranges run from the 2.5th to the 97.5th percentile. Resampled units are smoothed with units of chance, see
`chance_units`. Random numbers are seeded. Resamples are drawn in parts that fit into some dozen megabytes; the number
of parts changes no resample.

>>> from stancebook.agreement.registry import COEFFICIENTS
>>> alpha, percent = COEFFICIENTS["alpha"], COEFFICIENTS["percent_agreement"]
>>> counted = alpha.count([[1, 1]] * 30 + [[1, 2], [2, 2]] * 10)
>>> [round(end, 2) for end in stability(alpha, counted, "nominal")]
[0.21, 0.75]
>>> leave_one_out(percent, counted, "nominal", ["first text"] * 30 + ["second text"] * 20)
{'first text': 0.5, 'second text': 1.0}
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from stancebook.agreement.chance_units import with_chance_units
from stancebook.agreement.counts import PatternCounts
from stancebook.agreement.registry import Coefficient
from stancebook.core.sampling import DEFINED, PERCENTILES, SEED

RESAMPLES = 10_000
ENOUGH = 20  # texts; with fewer a range over texts says little
MANY = 1000  # patterns; with more, units are drawn one by one
MOST_DRAWN, FEWER = 10_000, 1000  # of more units or groups so many resamples are enough, as their range is narrow
GRAIN = 32  # parts of a unit that are told apart then
CELLS = 2**20  # of the largest array: the limit of resamples drawn at once
Asked = tuple[Coefficient, str]  # a coefficient and a level
Range = tuple[float, float] | tuple[None, None]
Groups = Sequence[Any]  # the group of each unit, or all groups
Draw = Callable[..., np.ndarray]


def stability(
    coefficient: Coefficient, counted: PatternCounts, level: str, resamples: int = RESAMPLES, seed: int = SEED
) -> Range:
    """Return the low and high end of the coefficient over resampled units: its stability, or None and None.

    Were the units a random sample, it would be an interval of 95 %. The sentences of chosen texts are none, so this is
    no confidence interval for a population. Units of chance are among those drawn, so that the range begins below 1
    even where no unit differs (but not that of positive agreement, which knows no chance). Resamples with an undefined
    coefficient are left out; if they are more than one in twenty, there is no range. Only units that the coefficient
    rests on are drawn.
    """
    return stabilities([(coefficient, level)], counted, resamples, seed)[coefficient.name, level]


def stabilities(
    asked: Sequence[Asked], counted: PatternCounts, resamples: int = RESAMPLES, seed: int = SEED
) -> dict[tuple[str, str], Range]:
    """Return the stability by name and level of the coefficients asked; those with the same units share resamples."""
    ranges: dict[tuple[str, str], Range] = {}
    for lone_values in (False, True):
        alike = [each for each in asked if each[0].lone_values_count == lone_values]
        kept = counted.only((counted.sizes > 1) | lone_values)
        keys = [(coefficient.name, level) for coefficient, level in alike]
        ranges |= zip(keys, _over_units(alike, kept, resamples, seed), strict=True)
    return ranges


def _over_units(asked: Sequence[Asked], counted: PatternCounts, resamples: int, seed: int) -> list[Range]:
    """Return the range of each coefficient and level over resampled units."""
    if not asked or counted.compared < 2:
        return [(None, None)] * len(asked)
    n, smoothed = int(counted.units.sum()), with_chance_units(counted)
    resamples = min(resamples, FEWER) if n > MOST_DRAWN else resamples
    formulas = [coefficient.formula(smoothed, level) for coefficient, level in asked]
    draw = _one_by_one if len(counted.units) > MANY else np.random.Generator.multinomial
    shares = smoothed.units / smoothed.units.sum()
    resampled = _resamples(n, shares, resamples, seed, _width(smoothed), draw)
    parts = [[formula(units) for formula in formulas] for units in resampled]
    return [_range(np.concatenate(values)) for values in zip(*parts, strict=True)]


def _width(counted: PatternCounts) -> int:
    """Return the number of cells of a resample in the largest array."""
    return max(np.count_nonzero(counted.counts), *counted.counts.shape)


def _resamples(
    n: int, shares: np.ndarray, resamples: int, seed: int, width: int, draw: Draw = np.random.Generator.multinomial
) -> Iterator[np.ndarray]:
    """Yield multinomial counts of n draws, a row a resample, as many rows at a time as `width` cells each allow."""
    random, rows = np.random.default_rng(seed), max(1, CELLS // width)
    for start in range(0, resamples, rows):
        yield draw(random, n, shares, size=min(rows, resamples - start)).astype(float)


def _one_by_one(random: np.random.Generator, n: int, shares: np.ndarray, size: int) -> np.ndarray:
    """Return multinomial counts, shares rounded to a GRAIN of a unit; faster for MANY patterns, mostly of one unit."""
    parts = np.diff(np.rint(shares.cumsum() * n * GRAIN), prepend=0).astype(int)
    patterns = np.repeat(np.arange(len(shares), dtype=np.int32), parts)
    drawn = (patterns[random.integers(len(patterns), size=n)] for _ in range(size))
    return np.array([np.bincount(each, minlength=len(shares)) for each in drawn])


def _range(values: np.ndarray) -> Range:
    """Return the two percentiles of the values that are defined, or None and None if too few are."""
    defined = values[~np.isnan(values)]
    if len(defined) < DEFINED * len(values):
        return None, None
    low, high = np.quantile(defined, PERCENTILES)
    return float(low), float(high)


def counts_by_group(counted: PatternCounts, groups: Groups, names: Groups | None = None) -> tuple[np.ndarray, Groups]:
    """Return the number of units of each pattern in each group, groups x patterns, and the names of the groups.

    `groups` has the group of each unit; `names` has all groups, default those that occur, sorted.
    """
    names = sorted(set(groups)) if names is None else names
    place = {name: number for number, name in enumerate(names)}
    filled = counted.places >= 0
    rows = np.array([place[name] for name in groups], int)[filled]
    counts = np.zeros((len(names), len(counted.units)))
    np.add.at(counts, (rows, counted.places[filled]), 1)
    return counts, names


def leave_one_out(
    coefficient: Coefficient, counted: PatternCounts, level: str, groups: Groups, names: Groups | None = None
) -> dict[Any, float | None]:
    """Return by group the coefficient of all units outside the group; None where it is undefined.

    Values that occur in this group alone stay categories of AC1 and AC2, as in a resample.
    """
    counts, names = counts_by_group(counted, groups, names)
    values = coefficient.formula(counted, level)(counted.units - counts)
    return {name: None if np.isnan(value) else float(value) for name, value in zip(names, values, strict=True)}


def comparable_units_by_group(counted: PatternCounts, groups: Groups, names: Groups | None = None) -> dict[Any, int]:
    """Return by group the number of units with values from two coders."""
    counts, names = counts_by_group(counted, groups, names)
    return dict(zip(names, (counts @ (counted.sizes > 1)).astype(int).tolist(), strict=True))


def over_groups(
    asked: Sequence[Asked], counted: PatternCounts, groups: Groups, resamples: int = RESAMPLES
) -> list[Range]:
    """Return the low and high end of each coefficient over resampled groups (texts); None below ENOUGH groups.

    Statements of one text depend on each other, so this range is mostly wider than that over units. It holds for other
    texts as far as these are a sample of them. Groups without comparable units are not drawn.
    """
    return over_counts(asked, counted, counts_by_group(counted, groups)[0], resamples)


def over_counts(
    asked: Sequence[Asked], counted: PatternCounts, counts: np.ndarray, resamples: int = RESAMPLES
) -> list[Range]:
    """Return what `over_groups` returns, of groups given by their number of units of each pattern, a row a group."""
    counts = counts[counts @ (counted.sizes > 1) > 0]
    if len(counts) < ENOUGH or not asked:
        return [(None, None)] * len(asked)
    formulas = [coefficient.formula(counted, level) for coefficient, level in asked]
    drawn, of_group = _drawn(len(counts), resamples, _width(counted)), csr_array(counts)
    values = [[formula(units) for formula in formulas] for units in (times @ of_group for times in drawn)]
    return [_range(np.concatenate(each)) for each in zip(*values, strict=True)]


def _drawn(groups: int, resamples: int, width: int) -> Iterator[np.ndarray]:
    """Yield how often each group is drawn, a row a resample, as many rows at a time as `width` cells each allow."""
    if groups > MOST_DRAWN:  # these draws would not fit into memory
        shares, fewer = np.full(groups, 1 / groups), min(resamples, FEWER)
        yield from _resamples(groups, shares, fewer, SEED, max(groups, width), _each_alike)
        return
    drawn, rows = _drawn_groups(groups, resamples), max(1, CELLS // max(groups, width))
    for start in range(0, resamples, rows):
        yield drawn[start : start + rows].astype(float)


def _each_alike(random: np.random.Generator, n: int, shares: np.ndarray, size: int) -> np.ndarray:
    """Return multinomial counts of as many draws as there are shares, all of them equal; faster for very many."""
    return np.array([np.bincount(random.integers(n, size=n, dtype=np.int32), minlength=n) for _ in range(size)])


@lru_cache(maxsize=1)
def _drawn_groups(groups: int, resamples: int) -> np.ndarray:
    """Return how often each group is drawn: resamples x groups, for one number of groups always the same."""
    shares = np.full(groups, 1 / groups)
    return np.concatenate([part.astype(np.uint16) for part in _resamples(groups, shares, resamples, SEED, groups)])
