"""Sums, medians and means of weighted statements by group, for many selections at once.

Weights are rows (a selection each) x statements; a group is a number for each statement.

>>> weights, groups = np.array([[1, 1, 1], [0, 1, 1]]), np.array([0, 0, 1])
>>> sums(weights, groups, size=2).tolist()
[[2.0, 1.0], [1.0, 1.0]]
>>> levels = np.array([-1, 0, 1])
>>> medians(counts_by_level(weights, groups, np.array([1, -1, 1]), levels, 2), levels).tolist()
[[0.0, 1.0], [-1.0, 1.0]]
"""

from __future__ import annotations

import numpy as np
import pandas as pd

Array = np.ndarray

BITS = 32  # rows of booleans that are read as one number


def groups_of(cell: Array, kind: Array, cells: int) -> tuple[Array, Array]:
    """Return the group of each statement (its cell and its kind, a text or a day), and the cell of each group.

    Groups are in order of kind.
    """
    number, _ = pd.factorize(kind, sort=True)
    groups, place = np.unique(number * cells + cell, return_inverse=True)
    return place, groups % max(cells, 1)


def sums(weights: Array, groups: Array, size: int) -> Array:
    """Return the sums of weights by group: rows x groups."""
    added = np.zeros((len(weights), size))
    if groups.size:
        order = np.argsort(groups, kind="stable")
        starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
        columns = np.ascontiguousarray(weights.T)[order].astype(float)  # in this layout, all selections add at once
        added[:, groups[order[starts]]] = np.add.reduceat(columns, starts, axis=0).T
    return added


def sums_of_kinds(weights: Array, groups: Array, size: int, included: Array) -> Array:
    """Return the sums of the weights of those included, by group: included x rows x groups.

    Statements that are included alike are summed as one kind.
    """
    kind = np.zeros(included.shape[1], int)
    for rows in np.array_split(included, range(BITS, len(included), BITS)):
        kind = np.unique((kind << BITS) + 2 ** np.arange(len(rows)) @ rows, return_inverse=True)[1]
    _, examples = np.unique(kind, return_index=True)
    kinds, number = included[:, examples], len(examples)
    added = sums(weights, groups * number + kind, size * number).reshape(len(weights), size, number)
    return np.moveaxis(added @ kinds.T.astype(float), -1, 0)


def counts_by_level(weights: Array, groups: Array, positions: Array, levels: Array, size: int) -> Array:
    """Return the count of each position in each group: selections x groups x levels."""
    keys = groups * len(levels) + np.searchsorted(levels, positions)
    return sums(weights, keys, size * len(levels)).reshape(len(weights), size, len(levels))


def medians(counts: Array, levels: Array) -> Array:
    """Return the median position of each group, NaN if nothing was counted."""
    n, reached = counts.sum(-1), np.zeros(counts.shape[:-1])
    low, high = np.zeros((2, *n.shape), int)  # how many levels lie below the lower and the upper middle
    for level in range(len(levels) - 1):
        reached += counts[..., level]
        low += 2 * reached < n
        high += 2 * reached <= n
    return np.where(n > 0, (levels[low] + levels[high]) / 2, np.nan)


def means(counts: Array, levels: Array) -> Array:
    """Return the mean position of each group, NaN if nothing was counted."""
    n = counts.sum(-1)
    return np.divide(counts @ levels, n, out=np.full(n.shape, np.nan), where=n > 0)


def centres(pooled: Array, levels: Array, latest: Array, texts: Array, halves: Array) -> Array:
    """Return the stances by every centre, in the order of `selections.CENTRES`.

    `pooled` counts the positions of statements by level, `texts` the medians of texts by half a level.
    """
    by_text = medians(texts, halves), means(texts, halves)
    return np.array([medians(pooled, levels), means(pooled, levels), latest, *by_text])


def latest(day_medians: Array, cell: Array, cells: int) -> Array:
    """Return for each cell the median of its last day with a statement; the groups are in order of days."""
    of_last_day = np.full((len(day_medians), cells), np.nan)
    if cell.size:
        order = np.argsort(cell, kind="stable")
        starts = np.flatnonzero(np.diff(cell[order], prepend=-1))
        spoken = np.where(np.isnan(day_medians), -1, np.arange(len(cell)))[:, order]
        last = np.maximum.reduceat(spoken, starts, axis=1)
        values = np.take_along_axis(day_medians, last.clip(min=0), axis=1)
        of_last_day[:, cell[order[starts]]] = np.where(last < 0, np.nan, values)
    return of_last_day
