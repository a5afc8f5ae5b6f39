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

from collections import defaultdict
from typing import NamedTuple

import numpy as np

from stancebook.core.sampling import SEED

EXHAUSTIVE = 20  # actors: 2**19 partitions, 4 megabytes and some milliseconds
LIMIT = 24  # actors: 2**23 partitions, 64 megabytes
RESTARTS = 31  # random starts, beside the one from the leading eigenvector
CELLS = 2**21  # of the largest array held at once
SAME = 1e-12  # values no further apart count as one value
ROUNDING = 1e-15  # weights no larger are the rest of two that cancel


class Partition(NamedTuple):
    """The best partition found, the first actor at +1; `equal` partitions, with this one, reach its value.

    After a local search (`exhaustive` is False) `equal` counts those found, and there may be more.
    """

    sides: np.ndarray
    equal: int
    exhaustive: bool


def best_partition(weights: np.ndarray, seed: int = SEED, most: int = EXHAUSTIVE) -> Partition:
    """Return the Partition of the largest value, see `best_partitions`."""
    (found,) = best_partitions(weights[None], np.ones((1, len(weights)), bool), seed, most)
    return found


def best_partitions(
    weights: np.ndarray, placed: np.ndarray, seed: int = SEED, most: int = EXHAUSTIVE
) -> list[Partition]:
    """Return for each square of a stack the Partition of the largest value of the actors that are `placed` (a mask).

    The other actors are at 0. Of equal partitions the first counts, +1 before -1 from the first actor on. Groups of
    actors without any weight between them are divided separately. The sides of each group can be swapped, so two groups
    have two equal partitions, three have four. Groups of up to `most` actors are searched exhaustively. Raises
    ValueError for `most` above LIMIT.
    """
    if most > LIMIT:
        raise ValueError(f"all splits of {most} actors are too many to hold; search through {LIMIT} actors at most")
    weights = np.where(np.abs(weights) > ROUNDING, weights, 0.0)
    sides, equal, exhaustive = placed.astype(int), [1] * len(weights), [True] * len(weights)
    for size, groups in _groups(weights, placed).items():
        squares, members = np.array([square for square, _ in groups]), np.array([group for _, group in groups])
        inner = weights[squares[:, None, None], members[:, :, None], members[:, None, :]]
        search = exhaustive_search if size <= most else local_search
        for square, group, part in zip(squares.tolist(), members, search(inner, seed), strict=True):
            sides[square, group] = part.sides
            equal[square] *= part.equal * (1 if group[0] == placed[square].argmax() else 2)
            exhaustive[square] &= part.exhaustive
    return [Partition(*each) for each in zip(sides, equal, exhaustive, strict=True)]


def _groups(weights: np.ndarray, placed: np.ndarray) -> dict[int, list[tuple[int, np.ndarray]]]:
    """Return by size the groups of actors that weights join: the number of the square, and the sorted actors."""
    actors, groups = weights.shape[-1], defaultdict(list)
    joined = (weights != 0) | np.eye(actors, dtype=bool)
    first = np.broadcast_to(np.arange(actors), placed.shape)  # of the actors known to be in the same group
    while (reached := np.where(joined, first[:, None, :], actors).min(-1, initial=actors)).tobytes() != first.tobytes():
        first = reached
    for square, of_group in enumerate(np.where(placed, first, -1)):
        for group in np.unique(of_group[of_group >= 0]):
            members = np.flatnonzero(of_group == group)
            groups[len(members)].append((square, members))
    return groups


def value(sides: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the value of each partition, a row each; of a single partition a number."""
    return ((sides @ weights) * sides).sum(-1) / 2


def exhaustive_search(weights: np.ndarray, seed: int = SEED) -> list[Partition]:
    """Return for each square of a stack the best of all partitions.

    Values are those within two halves of the actors, plus those across as one product.
    """
    half, actors = (weights.shape[-1] + 1) // 2, weights.shape[-1]
    one, other = signs(half)[: 2 ** (half - 1)], signs(actors - half)
    found = []
    for some in parts(weights, len(one) * len(other)):
        across = (one @ some[:, :half, half:]) @ other.T
        across += value(one, some[:, :half, :half])[:, :, None]
        across += value(other, some[:, half:, half:])[:, None, :]
        best = (across >= across.max((1, 2), keepdims=True) - SAME).reshape(len(some), -1)
        firsts, seconds = np.divmod(best.argmax(-1), len(other))
        sides = np.concatenate([one[firsts], other[seconds]], axis=-1).astype(int)
        found += [Partition(*each, True) for each in zip(sides, best.sum(-1).tolist(), strict=True)]
    return found


def parts(stack: np.ndarray, cells: int) -> list[np.ndarray]:
    """Return a stack in parts, each with as many members as CELLS allows, of so many cells each."""
    step = max(1, CELLS // max(1, cells))
    return [stack[start : start + step] for start in range(0, len(stack), step)]


def signs(actors: int) -> np.ndarray:
    """Return all rows of +1 and -1 for so many actors, in order, +1 before -1.

    >>> signs(2).astype(int).tolist()
    [[1, 1], [1, -1], [-1, 1], [-1, -1]]
    """
    return 1.0 - 2 * (np.arange(2**actors)[:, None] >> np.arange(actors)[::-1] & 1)


def local_search(weights: np.ndarray, seed: int = SEED) -> list[Partition]:
    """Return for each square of a stack the best Partition reached by climbing from several starts.

    The starts are the signs of the leading eigenvector, and RESTARTS random ones, the same for each square.
    """
    actors, found = weights.shape[-1], []
    drawn = np.random.default_rng(seed).choice([-1.0, 1.0], (RESTARTS, actors))
    for some in parts(weights, actors * max(actors, 1 + RESTARTS)):
        leading = np.where(np.linalg.eigh(some)[1][..., -1] < 0, -1.0, 1.0)
        starts = np.concatenate([leading[:, None], np.broadcast_to(drawn, (len(some), *drawn.shape))], axis=1)
        square = np.repeat(np.arange(len(some)), 1 + RESTARTS)
        ends, square = climb(starts.reshape(-1, actors), square, some)
        values = (_pulls(ends, square, some) * ends).sum(-1) / 2
        found += [_best(ends[square == number], values[square == number]) for number in range(len(some))]
    return found


def _best(sides: np.ndarray, values: np.ndarray) -> Partition:
    """Return the best of some different partitions, which are sorted; of equal ones the last, which has +1 first."""
    best = sides[values >= values.max() - SAME]
    return Partition(best[-1].astype(int), len(best), False)


def climb(sides: np.ndarray, square: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the different partitions reached, sorted, the first actor at +1, and the number of the square of each.

    `square` has the number of the square in which each partition climbs. An actor changes sides as long as that gains
    something, always the one who gains most; then two at once, if that gains, and so on.
    """
    while True:
        sides = _one_by_one(sides, square, weights)
        states = np.unique(np.column_stack([square, sides * sides[:, :1]]), axis=0)
        square, sides = states[:, 0].astype(int), states[:, 1:]
        moved = [
            best_pair(sides[some], weights[square[some]]) for some in parts(np.arange(len(sides)), sides.shape[1] ** 2)
        ]
        gained = np.concatenate([gain for _, gain in moved]) > SAME
        if not gained.any():
            return sides, square
        sides = np.where(gained[:, None], np.concatenate([after for after, _ in moved]), sides)


def _one_by_one(sides: np.ndarray, square: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the partitions after all changes of sides by one actor that gain something, the best one first."""
    sides, going = sides.copy(), np.arange(len(sides))
    pull = _pulls(sides, square, weights)
    while len(going):
        gains = -2 * sides[going] * pull[going]
        mover = gains.argmax(-1)
        gaining = gains[np.arange(len(going)), mover] > SAME
        going, mover = going[gaining], mover[gaining]
        sides[going, mover] *= -1
        pull[going] += 2 * sides[going, mover][:, None] * weights[square[going], mover]
    return sides


def _pulls(sides: np.ndarray, square: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return how strongly each actor is drawn to +1: each partition times its square, whose numbers are sorted."""
    ends = np.searchsorted(square, np.arange(len(weights) + 1))
    return np.concatenate([sides[a:b] @ own for a, b, own in zip(ends, ends[1:], weights, strict=False)])


def best_pair(sides: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each partition after the best change of sides by two actors at once, and its gain in value."""
    gains = -2 * sides * (sides[:, None] @ weights)[:, 0]
    moves = gains[:, :, None] + gains[:, None, :] + 4 * sides[:, :, None] * sides[:, None, :] * weights
    moves[:, np.eye(sides.shape[1], dtype=bool)] = -np.inf
    one, other = np.divmod(moves.reshape(len(sides), -1).argmax(-1), sides.shape[1])
    moved, rows = sides.copy(), np.arange(len(sides))
    moved[rows, one] *= -1
    moved[rows, other] *= -1
    return moved, moves[rows, one, other]


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
