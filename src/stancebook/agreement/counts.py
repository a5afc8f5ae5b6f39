"""Tallies: a table of what coders gave, its units counted by pattern, so that many units cost no more than few.

A table is a list of units, a unit the list of what each coder gave it: a value, or None, NaN or <NA>
where a coder gave none; an array or a DataFrame will do, a row a unit. Any number of coders.
"""

from itertools import chain
from numbers import Real
from typing import NamedTuple

import numpy as np
import pandas as pd


class PatternCounts(NamedTuple):
    """Units counted by pattern: each of `units[p]` units holds the value `values[c]` `counts[p, c]` times.

    `places` has the pattern of each unit of the table, -1 for one without values. `given` has, for each pattern, the
    number of the value that each coder gave, -1 for none, where the coders are told apart, and is else None.
    """

    values: list
    counts: np.ndarray
    units: np.ndarray
    places: np.ndarray
    given: np.ndarray | None = None

    @property
    def sizes(self):
        """How many values each pattern has."""
        return self.counts.sum(-1)

    @property
    def paired(self):
        """1 for a pattern that two coders or more gave values, 0 for another."""
        return (self.sizes > 1).astype(float)

    @property
    def compared(self):
        """How many units have values from two coders."""
        return int(self.units[self.sizes > 1].sum())

    def only(self, kept):
        """The PatternCounts of some patterns."""
        given = None if self.given is None else self.given[kept]
        numbered = np.append(np.where(kept, kept.cumsum() - 1, -1), -1)
        return PatternCounts(self.values, self.counts[kept], self.units[kept], numbered[self.places], given)


def count_patterns(table, ordered=False, scale=()):
    """The PatternCounts of a table, patterns in order of first appearance.

    So their order hangs neither on the order of coders nor on what the values are called, and no resample does.
    `ordered` tells the coders apart, as Cohen's kappa needs it. `scale` adds values that nobody gave to those that
    count as categories (AC1, AC2).

    >>> yes_and_no = count_patterns([["yes", "no"], ["no", "no"], ["no", "yes"]])
    >>> yes_and_no.values, yes_and_no.counts.tolist(), yes_and_no.units.tolist()
    (['no', 'yes'], [[1.0, 1.0], [2.0, 0.0]], [2.0, 1.0])
    """
    codes, values = _numbered(table, scale)
    codes = codes if ordered else np.sort(codes, axis=1)
    places = _patterns(codes, len(values))
    _, first, units = np.unique(places, return_index=True, return_counts=True)
    given = codes[first]
    counts = np.zeros((len(given), len(values)))
    rows, columns = np.nonzero(given >= 0)
    np.add.at(counts, (rows, given[rows, columns]), 1)
    whole = PatternCounts(values, counts, units.astype(float), places, given if ordered else None)
    return whole.only(whole.sizes > 0)


def _numbered(table, scale):
    """The table as numbers of its sorted values, -1 for a missing one, and those values."""
    cells, held = _cells(table)
    found, uniques = pd.factorize(cells)
    values = sorted({*uniques.tolist(), *scale}, key=_rank)
    place = {value: number for number, value in enumerate(values)}
    codes = np.full(held.shape, -1)
    codes[held] = np.array([*(place[value] for value in uniques.tolist()), -1], int)[found]
    return codes, values


def _cells(table):
    """All cells in a row, and a mask of units x coders that says where a cell is."""
    table = table.to_numpy() if isinstance(table, pd.DataFrame) else table
    if isinstance(table, np.ndarray):
        return table.ravel(), np.ones(table.shape, bool)
    lengths = np.array([len(unit) for unit in table], int)
    cells = np.fromiter(chain.from_iterable(table), object, lengths.sum())
    return cells, np.arange(lengths.max(initial=0)) < lengths[:, None]


def _patterns(codes, values):
    """The number of each unit's pattern, by first appearance; coder after coder, so that no number overflows."""
    places = np.zeros(len(codes), int)
    for column in codes.T:
        places, _ = pd.factorize(places * (values + 1) + column)
    return places


def _rank(value):
    """A sorting key: numbers by size, all else by its letters, whatever the inner order of a set."""
    if isinstance(value, Real):
        return 0, value, ""
    return 1, 0, repr(sorted(map(repr, value)) if isinstance(value, frozenset) else value)


def values_per_pattern(tally):
    """The numbers of the values that each pattern holds, and how often: two arrays of patterns x as many as one has."""
    rows, columns = np.nonzero(tally.counts)
    places = np.arange(len(rows)) - np.searchsorted(rows, rows)
    numbers = np.zeros((len(tally.counts), places.max(initial=-1) + 1), int)
    times = np.zeros(numbers.shape)
    numbers[rows, places], times[rows, places] = columns, tally.counts[rows, columns]
    return numbers, times


def sparse_sum(weights):
    """A function that gives units @ weights, where nearly all weights (patterns x values) are 0: these cost nothing."""
    columns, rows = np.nonzero(weights.T)
    filled, starts = np.unique(columns, return_index=True)
    times = weights[rows, columns]

    def summed(units):
        sums = np.zeros((len(units), weights.shape[1]))
        if len(filled):
            taken = units.take(rows, axis=1)  # row by row in memory, which units[:, rows] is not
            sums[:, filled] = np.add.reduceat(np.multiply(taken, times, out=taken), starts, axis=1)
        return sums

    return summed


def estimate(measure, tally, level):
    """The measure of the units as they are; None where it is undefined."""
    value = measure(tally, level)(tally.units[None, :])[0]
    return None if np.isnan(value) else float(value)
