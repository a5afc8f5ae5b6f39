"""Divide actors into the two sides that fit best: by all partitions, or for many actors by a local search.

`weights` is a symmetric square with a zero diagonal: above zero for two actors who belong on one side, below zero for
two who belong on different sides. A partition is an array of +1 and -1; its value is the sum over all pairs of
side x side x weight, and with the sides swapped it is the same partition. To find the best one is as hard as to find
the largest cut of a graph, so only few actors are divided by exhaustive search.

>>> weights = np.array([[0, 3, -2, 0], [3, 0, 0, -2], [-2, 0, 0, 1], [0, -2, 1, 0]])
>>> found = best_partition(weights)  # the first two against the last two: 3 + 2 + 2 + 1
>>> found.sides.tolist(), value(found.sides, weights).item(), found.equal, found.exhaustive
([1, 1, -1, -1], 8.0, 1, True)
"""

from collections.abc import Callable
from math import prod
from typing import NamedTuple, TypeVar

import numpy as np
from scipy.sparse.csgraph import connected_components

from stancebook.core.sampling import SEED

EXHAUSTIVE = 20  # actors: 2**19 partitions, 4 megabytes and some milliseconds
LIMIT = 24  # actors: 2**23 partitions, 64 megabytes
RESTARTS = 31  # random starts, beside the one from the leading eigenvector
SAME = 1e-12  # values no further apart count as one value
ROUNDING = 1e-15  # weights no larger are the rest of two that cancel

State = TypeVar("State")


class Partition(NamedTuple):
    """The best partition found, the first actor at +1; `equal` partitions, with this one, reach its value.

    After a local search (`exhaustive` is False) `equal` counts those found, and there may be more.
    """

    sides: np.ndarray
    equal: int
    exhaustive: bool


def best_partition(weights: np.ndarray, seed: int = SEED, most: int = EXHAUSTIVE) -> Partition:
    """Return the Partition of the largest value; of equal ones the first, +1 before -1 from the first actor on.

    Groups of actors without any weight between them are divided separately. The sides of each group can be swapped, so
    two groups have two equal partitions, three have four. Groups of up to `most` actors are searched exhaustively.
    Raises ValueError for `most` above LIMIT.
    """
    if most > LIMIT:
        raise ValueError(f"all splits of {most} actors are too many to hold; search through {LIMIT} actors at most")
    weights, random = np.where(np.abs(weights) > ROUNDING, weights, 0.0), np.random.default_rng(seed)
    groups, group_of = connected_components(weights, directed=False)
    sides, parts = np.ones(len(weights), int), []
    for members in (np.flatnonzero(group_of == group) for group in range(groups)):
        inner = weights[np.ix_(members, members)]
        parts.append(exhaustive_search(inner) if len(members) <= most else local_search(inner, random))
        sides[members] = parts[-1].sides
    equal = 2 ** max(0, groups - 1) * prod(part.equal for part in parts)
    return Partition(sides, equal, all(part.exhaustive for part in parts))


def value(sides: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the value of each partition, a row each; of a single partition a number."""
    return ((sides @ weights) * sides).sum(-1) / 2


def exhaustive_search(weights: np.ndarray) -> Partition:
    """Return the best of all partitions: values within two halves of the actors, plus those across as one product."""
    half = (len(weights) + 1) // 2
    one, other = signs(half)[: 2 ** (half - 1)], signs(len(weights) - half)
    across = (one @ weights[:half, half:]) @ other.T
    values = across + value(one, weights[:half, :half])[:, None] + value(other, weights[half:, half:])
    best = np.flatnonzero(values >= values.max() - SAME)
    first, second = divmod(int(best[0]), len(other))
    return Partition(np.concatenate([one[first], other[second]]).astype(int), len(best), True)


def signs(actors: int) -> np.ndarray:
    """Return all rows of +1 and -1 for so many actors, in order, +1 before -1.

    >>> signs(2).astype(int).tolist()
    [[1, 1], [1, -1], [-1, 1], [-1, -1]]
    """
    return 1.0 - 2 * (np.arange(2**actors)[:, None] >> np.arange(actors)[::-1] & 1)


def local_search(weights: np.ndarray, random: np.random.Generator) -> Partition:
    """Return the best Partition reached from the signs of the leading eigenvector and from RESTARTS random starts."""
    leading = np.where(np.linalg.eigh(weights)[1][:, -1] < 0, -1.0, 1.0)
    starts = np.vstack([leading, random.choice([-1.0, 1.0], (RESTARTS, len(weights)))])
    sides = np.array([hill_climb(start, lambda sides: best_move(sides, weights)) for start in starts])
    sides, values = sides * sides[:, :1], value(sides, weights)
    best = np.unique(sides[values >= values.max() - SAME], axis=0)[::-1]
    return Partition(best[0].astype(int), len(best), False)


def hill_climb(start: State, best_step: Callable[[State], tuple[State, float]]) -> State:
    """Take the best step as long as it gains something; `best_step` returns the next state and its gain."""
    state = start
    while True:
        following, gain = best_step(state)
        if gain <= SAME:
            return state
        state = following


def best_move(sides: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the partition after the best change of sides by one actor or by two at once, and its gain in value."""
    gains = -2 * sides * (sides @ weights)
    moves = gains[:, None] + gains + 4 * np.outer(sides, sides) * weights
    np.fill_diagonal(moves, gains)
    movers = divmod(int(moves.argmax()), len(sides))
    moved = sides.copy()
    moved[list(movers)] *= -1
    return moved, float(moves.max())


def network(square: object, actors: int, name: str) -> np.ndarray:
    """Return the square of a symmetric network of so many actors; raise ValueError if it is none."""
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
