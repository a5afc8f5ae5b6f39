"""The stances and counts of a selection without each of its texts: those of all texts less what the text adds.

A text changes only the cells that it has statements in, so the time grows with texts, not with texts x statements.

>>> said = Said(np.array([0, 0, 1]), np.zeros(3, int), np.array([2.0, 1, -2]), np.ones((1, 3), bool))
>>> none = Said(*(column[..., :0] for column in said))
>>> stances, counts = without_each(said, none, days=np.array([5, 6]), cells=1)
>>> stances[0].tolist(), stances[2].tolist(), counts[0].tolist()
([[-2.0], [1.5]], [[-2.0], [1.5]], [[1.0], [2.0]])
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from stancebook.analysis import grouping

Array = np.ndarray


class Said(NamedTuple):
    """Statements: the number of the text, the cell and the position of each, and kinds x statements of booleans."""

    text: Array
    cell: Array
    position: Array
    kinds: Array


class Pairs(NamedTuple):
    """Each text with each cell in which it has statements: both numbers, and the day of the text."""

    text: Array
    cell: Array
    day: Array


def without_each(said: Said, dropped: Said, days: Array, cells: int) -> tuple[Array, Array]:
    """Return the stances, centres x texts x cells, and counts x texts x cells, without each text.

    The counts are those of statements, of texts, of statements of each kind, and of those dropped, which count nowhere
    else. `days` has the number of the day of each text, in order of time.
    """
    both = np.concatenate([each.text * cells + each.cell for each in (said, dropped)])
    keys, place = np.unique(both, return_inverse=True)
    pairs, (here, lost) = Pairs(keys // cells, keys % cells, days[keys // cells]), np.split(place, [len(said.text)])
    levels = np.unique(said.position) if len(said.position) else np.zeros(1)
    own = _table(here, np.searchsorted(levels, said.position), (len(keys), len(levels)))
    halves = np.unique((levels[:, None] + levels) / 2)
    speaks = np.flatnonzero(own.any(-1))
    medians = np.searchsorted(halves, grouping.medians(own[speaks], levels))
    in_text = _table(speaks, medians, (len(keys), len(halves)))
    (pooled, every), (texts, texts_all) = _left(own, pairs.cell, cells), _left(in_text, pairs.cell, cells)
    kinds = np.array([own.sum(-1), in_text.sum(-1), *(_number(here[kind], len(keys)) for kind in said.kinds),
                      _number(lost, len(keys))]).T  # fmt: skip
    counts, counts_all = _left(kinds, pairs.cell, cells)
    latest, latest_all = _latest(own, pairs, levels, cells)
    stances = grouping.centres(pooled, levels, latest, texts, halves)
    stances_all = grouping.centres(every, levels, latest_all, texts_all, halves)
    return _spread(stances, stances_all, pairs, len(days)), _spread(counts.T, counts_all.T, pairs, len(days))


def _table(rows: Array, columns: Array, shape: tuple[int, int]) -> Array:
    """Return how often each row and column occur together."""
    return np.bincount(rows * shape[1] + columns, minlength=shape[0] * shape[1]).reshape(shape).astype(float)


def _number(places: Array, size: int) -> Array:
    """Return how often each place occurs."""
    return np.bincount(places, minlength=size)


def _left(own: Array, cell: Array, cells: int) -> tuple[Array, Array]:
    """Return what is left of each pair's cell without the pair's own counts, and the counts of each whole cell."""
    whole = np.zeros((cells, own.shape[1]))
    np.add.at(whole, cell, own)
    return whole[cell] - own, whole


def _latest(own: Array, pairs: Pairs, levels: Array, cells: int) -> tuple[Array, Array]:
    """Return for each pair the median of the last day of its cell without it, and that of each whole cell."""
    speaks, span = own.any(-1), 1 + pairs.day.max(initial=0)
    days, day = np.unique(np.where(speaks, pairs.cell * span + pairs.day, cells * span), return_inverse=True)
    without, on_day = _left(own, day, len(days))
    medians, cell = np.append(grouping.medians(on_day, levels), np.nan), np.append(days // span, -1)
    last = np.searchsorted(days, (np.arange(cells) + 1) * span) - 1
    latest = np.where(cell[last] == np.arange(cells), medians[last], np.nan)
    before = np.where(cell[day - 1] == cell[day], medians[day - 1], np.nan)
    rest = grouping.medians(without, levels)
    on_last = np.where(np.isnan(rest), before, rest)
    return np.where(speaks & (day == last[pairs.cell]), on_last, latest[pairs.cell]), latest


def _spread(some: Array, whole: Array, pairs: Pairs, texts: int) -> Array:
    """Return kinds x texts x cells: those of the whole cells, and in each pair those without it."""
    spread = np.repeat(whole[:, None], texts, axis=1)
    spread[:, pairs.text, pairs.cell] = some
    return spread
