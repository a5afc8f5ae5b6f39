"""Splits: the two sides into which actors fall best, searched through or searched for.

`pulls` is a symmetric square with a zero diagonal, above zero where two actors belong on one side and below where on
two. A split is an array of +1 and -1, its value the sum over all pairs of side x side x pull, and a split with the
sides swapped is the same split. Which is best is as hard to say as the largest cut of a graph: few actors are searched
through, many are searched for.

>>> pulls = np.array([[0, 3, -2, 0], [3, 0, 0, -2], [-2, 0, 0, 1], [0, -2, 1, 0]])
>>> found = best_split(pulls)  # the first two against the last two: 3 + 2 + 2 + 1
>>> found.sides.tolist(), value(found.sides, pulls).item(), found.equal, found.exhaustive
([1, 1, -1, -1], 8.0, 1, True)
"""

from math import prod
from typing import NamedTuple

import numpy as np
from scipy.sparse.csgraph import connected_components

from stancebook.core.sampling import SEED

EXHAUSTIVE = 20  # actors: 2**19 splits, 4 megabytes and some milliseconds
LIMIT = 24  # actors: 2**23 splits, 64 megabytes
RESTARTS = 31  # from chance, beside the one from the leading eigenvector
SAME = 1e-12  # values no further apart are one value
ROUNDING = 1e-15  # pulls no larger are what is left of two that cancel


class Split(NamedTuple):
    """The best split found, the first actor at +1; `equal` splits, itself among them, reach its value.

    Where it was not searched through (`exhaustive` is False) `equal` counts those found, and there may be more.
    """

    sides: np.ndarray
    equal: int
    exhaustive: bool


def best_split(pulls, seed=SEED, most=EXHAUSTIVE):
    """The Split of the largest value; of equal ones the first, +1 before -1 from the first actor on.

    Actors whom no chain of pulls joins are split apart from each other, and those groups turned to each other as it
    comes: each can be swapped, so that two groups have two equal splits, three have four. Groups of up to `most`
    actors are searched through. Raises ValueError for `most` above LIMIT.
    """
    if most > LIMIT:
        raise ValueError(f"all splits of {most} actors are too many to hold; search through {LIMIT} actors at most")
    pulls, random = np.where(np.abs(pulls) > ROUNDING, pulls, 0.0), np.random.default_rng(seed)
    number, group = connected_components(pulls, directed=False)
    sides, found = np.ones(len(pulls), int), []
    for members in (np.flatnonzero(group == name) for name in range(number)):
        joined = pulls[np.ix_(members, members)]
        found.append(exhaustive_search(joined) if len(members) <= most else local_search(joined, random))
        sides[members] = found[-1].sides
    equal = 2 ** max(0, number - 1) * prod(split.equal for split in found)
    return Split(sides, equal, all(split.exhaustive for split in found))


def value(sides, pulls):
    """The value of each split, a row each; of a single one a number."""
    return ((sides @ pulls) * sides).sum(-1) / 2


def exhaustive_search(pulls):
    """The Split from all there are: values within two halves of the actors, and all those across as one product."""
    half = (len(pulls) + 1) // 2
    one, other = signs(half)[: 2 ** (half - 1)], signs(len(pulls) - half)
    across = (one @ pulls[:half, half:]) @ other.T
    values = across + value(one, pulls[:half, :half])[:, None] + value(other, pulls[half:, half:])
    best = np.flatnonzero(values >= values.max() - SAME)
    first, second = divmod(int(best[0]), len(other))
    return Split(np.concatenate([one[first], other[second]]).astype(int), len(best), True)


def signs(actors):
    """All rows of +1 and -1 for so many actors, in order, +1 before -1.

    >>> signs(2).astype(int).tolist()
    [[1, 1], [1, -1], [-1, 1], [-1, -1]]
    """
    return 1.0 - 2 * (np.arange(2**actors)[:, None] >> np.arange(actors)[::-1] & 1)


def network(square, actors, name):
    """The square of a symmetric network of so many actors; raises ValueError for what is none."""
    weights = np.asarray(square, float)
    if weights.shape != (actors, actors):
        raise ValueError(f"{name} is of shape {weights.shape}; give a row and a column for each of {actors} actors")
    if not np.isfinite(weights).all() or (weights < 0).any():
        raise ValueError(f"{name} has a value that is missing, infinite or below zero; give 0 where there is no tie")
    if np.diagonal(weights).any():
        raise ValueError(f"{name} joins an actor to itself; set the diagonal to 0")
    if not np.allclose(weights, weights.T, rtol=1e-9, atol=0):
        raise ValueError(f"{name} is not symmetric; give each two actors one value")
    return (weights + weights.T) / 2


# The search for a split: seeded starts, bettered side by side, a row a split.


def local_search(pulls, random):
    """The Split that is best of those reached from the leading eigenvector's signs and from RESTARTS of chance."""
    leading = np.where(np.linalg.eigh(pulls)[1][:, -1] < 0, -1.0, 1.0)
    sides = improve(np.vstack([leading, random.choice([-1.0, 1.0], (RESTARTS, len(pulls)))]), pulls)
    sides, values = sides * sides[:, :1], value(sides, pulls)
    best = np.unique(sides[values >= values.max() - SAME], axis=0)[::-1]
    return Split(best[0].astype(int), len(best), False)


def improve(sides, pulls):
    """Each split moved until neither a pass over all actors nor the move of any two at once betters it."""
    going = np.arange(len(sides))
    while len(going):
        before = sides[going]
        sides[going] = swap_two(kernighan_lin_pass(before, pulls), pulls)
        going = going[(sides[going] != before).any(1)]
    return sides


def kernighan_lin_pass(sides, pulls):
    """Each split after a pass: every actor changes sides once, the one that gains most first, up to the best moment.

    Kernighan and Lin (1970), "An efficient heuristic procedure for partitioning graphs", Bell System Technical Journal
    49, pp. 291-307, with one actor moved at a time instead of two exchanged, as sides may be of any size here.
    """
    rows, gains = np.arange(len(sides)), gains_of_flips(sides, pulls)
    order, gain = np.empty(sides.shape, int), np.empty(sides.shape)
    for step in range(sides.shape[1]):
        order[:, step] = mover = gains.argmax(1)
        gain[:, step] = gains[rows, mover]
        gains += 4 * sides * sides[rows, mover, None] * pulls[mover]
        gains[rows, mover] = -np.inf
    reached = gain.cumsum(1)
    moved = (np.arange(sides.shape[1]) <= reached.argmax(1)[:, None]) & (reached.max(1) > SAME)[:, None]
    changes = np.empty(sides.shape)
    np.put_along_axis(changes, order, np.where(moved, -1.0, 1.0), 1)
    return sides * changes


def gains_of_flips(sides, pulls):
    """What each actor's change of sides adds to the value of each split."""
    return -2 * sides * (sides @ pulls)


def swap_two(sides, pulls):
    """Each split with those two actors moved who together gain most, where that betters it."""
    sides = sides.copy()
    for split, gains in zip(sides, gains_of_flips(sides, pulls)):
        both = gains[:, None] + gains + 4 * np.outer(split, split) * pulls
        np.fill_diagonal(both, -np.inf)
        if both.max() > SAME:
            split[list(divmod(int(both.argmax()), len(split)))] *= -1
    return sides
