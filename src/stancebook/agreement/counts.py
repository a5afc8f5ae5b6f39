"""Count the units of a table by the pattern of their values, so that many units cost no more than few.

A table is a list of units; a unit is the list of all coders' values: a value, or None, NaN or <NA> where a coder gave
none. An array or a DataFrame will do, one row a unit. Any number of coders.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from numbers import Real
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

COUNT = np.int16  # of the values of a pattern: with many sets the array is large
Units: TypeAlias = Sequence[Sequence[Hashable]] | np.ndarray | pd.DataFrame  # units x coders


class PatternCounts(NamedTuple):
    """Units counted by pattern: each of `units[p]` units holds the value `values[c]` `counts[p, c]` times.

    `places` has the pattern of each unit of the table, -1 for a unit without values. `given` has, for each pattern,
    the number of each coder's value, -1 for none; it is None where coders are not told apart.
    """

    values: list[Any]
    counts: np.ndarray
    units: np.ndarray
    places: np.ndarray
    given: np.ndarray | None = None

    @property
    def sizes(self) -> np.ndarray:
        """The number of values of each pattern."""
        return self.counts.sum(-1, dtype=float)

    @property
    def paired(self) -> np.ndarray:
        """1 for a pattern with two values or more, 0 for another."""
        return (self.sizes > 1).astype(float)

    @property
    def compared(self) -> int:
        """The number of units with values from two coders or more."""
        return int(self.units[self.sizes > 1].sum())

    def only(self, kept: np.ndarray) -> "PatternCounts":
        """Return the PatternCounts of some patterns; `kept` is a mask."""
        given = None if self.given is None else self.given[kept]
        numbered = np.append(np.where(kept, kept.cumsum() - 1, -1), -1)
        return PatternCounts(self.values, self.counts[kept], self.units[kept], numbered[self.places], given)


# A coefficient at each of some resamples: `units`, resamples x patterns, gives one number a resample, NaN if undefined.
Resampled = Callable[[np.ndarray], np.ndarray]
# A formula takes the PatternCounts of all units and a level, and computes at once all that no resample changes.
Formula = Callable[[PatternCounts, str], Resampled]


def count_patterns(table: Units, ordered: bool = False, scale: Iterable[Hashable] = ()) -> PatternCounts:
    """Return the PatternCounts of a table, patterns in order of first appearance.

    Pattern order, and so each resample, is independent of coder order and value labels. `ordered` tells the coders
    apart, as Cohen's kappa needs it. `scale` adds possible values that no coder gave to the categories (AC1, AC2).

    >>> yes_and_no = count_patterns([["yes", "no"], ["no", "no"], ["no", "yes"]])
    >>> yes_and_no.values, yes_and_no.counts.tolist(), yes_and_no.units.tolist()
    (['no', 'yes'], [[1, 1], [2, 0]], [2.0, 1.0])
    """
    codes, values = _numbered(table, scale)
    codes = codes if ordered else np.sort(codes, axis=1)
    places = _patterns(codes, len(values))
    _, first, units = np.unique(places, return_index=True, return_counts=True)
    given = codes[first]
    counts = np.zeros((len(given), len(values)), COUNT)
    rows, columns = np.nonzero(given >= 0)
    np.add.at(counts, (rows, given[rows, columns]), 1)
    whole = PatternCounts(values, counts, units.astype(float), places, given if ordered else None)
    return whole.only(whole.sizes > 0)


def _numbered(table: Units, scale: Iterable[Hashable]) -> tuple[np.ndarray, list[Any]]:
    """Return the table as numbers of its sorted values, units x coders, -1 for a missing one, and those values."""
    cells = table if isinstance(table, np.ndarray) else np.array(table, object, ndmin=2)[: len(table)]
    codes, uniques = pd.factorize(cells.ravel())
    values = sorted({*uniques.tolist(), *scale}, key=_sort_key)
    place = {value: number for number, value in enumerate(values)}
    renumbered = np.array([*(place[value] for value in uniques.tolist()), -1], int)
    return renumbered[codes].reshape(cells.shape), values


def _patterns(codes: np.ndarray, values: int) -> np.ndarray:
    """Return the number of each unit's pattern, by first appearance; coder by coder, so that no number overflows."""
    places = np.zeros(len(codes), int)
    for column in codes.T:
        places, _ = pd.factorize(places * (values + 1) + column)
    return places


def _sort_key(value: Hashable) -> tuple[int, Any, str]:
    """Return a sorting key: numbers by size, other values by their text, independent of the inner order of a set."""
    if isinstance(value, Real):
        return 0, value, ""
    return 1, 0, repr(sorted(map(repr, value)) if isinstance(value, frozenset) else value)


def values_per_pattern(counted: PatternCounts) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers of each pattern's values, and how often each occurs: arrays of patterns x most values."""
    rows, columns = np.nonzero(counted.counts)
    places = np.arange(len(rows)) - np.searchsorted(rows, rows)
    numbers = np.zeros((len(counted.counts), places.max(initial=-1) + 1), int)
    times = np.zeros(numbers.shape)
    numbers[rows, places], times[rows, places] = columns, counted.counts[rows, columns]
    return numbers, times


def sparse_sum(weights: np.ndarray) -> Resampled:
    """Return a function that gives units @ weights; the many zeros of weights (patterns x values) cost nothing."""
    columns, rows = np.nonzero(weights.T)
    filled, starts = np.unique(columns, return_index=True)
    times, number = weights[rows, columns], weights.shape[1]

    def summed(units: np.ndarray) -> np.ndarray:
        sums = np.zeros((len(units), number))
        if len(filled):
            chosen = units.take(rows, axis=1)  # contiguous in memory, unlike units[:, rows]
            sums[:, filled] = np.add.reduceat(np.multiply(chosen, times, out=chosen), starts, axis=1)
        return sums

    return summed


def estimate(formula: Formula, counted: PatternCounts, level: str) -> float | None:
    """Return the coefficient of the units as they are; None where it is undefined."""
    value = formula(counted, level)(counted.units[None, :])[0]
    return None if np.isnan(value) else float(value)
