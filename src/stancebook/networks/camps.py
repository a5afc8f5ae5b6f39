"""Find the camps: the two sides into which congruence and conflict divide actors, and how far they do.

A partition sets each actor on one of two sides. Its polarisation is the share of congruence within the sides, plus the
share of conflict between them, less 1: half the difference of conflict's and congruence's E-I index. Krackhardt and
Stern (1988), "Informal networks and organizational crises: an experimental simulation", Social Psychology Quarterly
51, pp. 123-140, have the index, ties between less ties within by all ties. It runs from -1 to 1; all actors on one side
give 0. Camps are the partition of the largest polarisation, so it is never below 0, and well above 0 in a random
network: that actors fall into two camps is no finding, how far they do may be one. Of four actors, the first two agree
and so do the last two:

>>> congruence = [[0, 3, 0, 1], [3, 0, 0, 0], [0, 0, 0, 2], [1, 0, 2, 0]]
>>> conflict = [[0, 0, 4, 0], [0, 0, 0, 3], [4, 0, 0, 1], [0, 3, 1, 0]]
>>> found = camps("ABCD", congruence, conflict)  # 5 of 6 within, 7 of 8 between
>>> found.sides, round(found.within, 3), found.between, round(found.polarisation, 3), found.ties
((1, 1, -1, -1), 0.833, 0.875, 0.708, 0)
>>> camps("AB", [[0, 1], [1, 0]], [[0, 0], [0, 0]]).reason
'nobody disagrees: there are no two camps'
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from stancebook.core.sampling import DEFINED, PERCENTILES, SEED
from stancebook.networks.congruence import OneMode
from stancebook.networks.partition import EXHAUSTIVE, SAME, Partition, best_partitions, network

UNDIVIDED = "no two camps divide congruence from conflict better than one camp of all"


class Camps(NamedTuple):
    """The camps of actors: the side of each, +1, -1 or 0 for none, and their polarisation, None with a reason.

    `reason` says why nobody has a camp. The first actor with a camp is at +1. `ties` is the number of other partitions
    with the same polarisation: above 0, the choice among them is arbitrary. Groups of actors without any tie between
    them can be swapped each by itself, and count there. After a local search (`exhaustive` is False) there may be more
    ties, and a better partition.
    """

    actors: tuple[str, ...]
    sides: tuple[int, ...]
    polarisation: float | None
    within: float | None
    between: float | None
    reason: str
    exhaustive: bool
    ties: int

    @property
    def side_by_actor(self) -> dict[str, int]:
        """The side of each actor."""
        return dict(zip(self.actors, self.sides, strict=True))


def camps(
    actors: Sequence[str], congruence: object, conflict: object, seed: int = SEED, most: int = EXHAUSTIVE
) -> Camps:
    """Return the Camps of actors, from a square of congruence and one of conflict in their order.

    An actor without ties is in no camp. Without any congruence or any conflict, or where no partition does better than
    one camp of all (polarisation 0), there are no camps. The result does not depend on the order of actors; of equal
    partitions the first in the order of names counts. Groups of up to `most` joined actors are searched exhaustively,
    see `partition.best_partition`. Raises ValueError for squares that are no networks of these actors.
    """
    actors = tuple(actors)
    if len(set(actors)) < len(actors):
        raise ValueError("an actor is named twice; give each actor one row and one column")
    agreed, opposed = network(congruence, len(actors), "congruence"), network(conflict, len(actors), "conflict")
    (found,) = camps_of_stack(actors, agreed[None], opposed[None], seed, most)
    return found


def camps_of(network: OneMode) -> Camps:
    """Return the Camps of a network."""
    return camps(network.actors, network.congruence, network.conflict)


def camps_of_stack(
    actors: tuple[str, ...], congruence: np.ndarray, conflict: np.ndarray, seed: int = SEED, most: int = EXHAUSTIVE
) -> list[Camps]:
    """Return the Camps of each of some networks of the same actors: `camps` for a stack of squares."""
    by_name = np.array(sorted(range(len(actors)), key=actors.__getitem__), int)
    agreed, opposed = (np.ascontiguousarray(stack[:, by_name[:, None], by_name]) for stack in (congruence, conflict))
    reasons = [why_undefined(*each) for each in zip(agreed, opposed, strict=True)]
    tied = (agreed.any(-1) | opposed.any(-1)) & ~np.array(reasons, bool)[:, None]
    found = best_partitions(_divided(agreed, _sums(agreed)) - _divided(opposed, _sums(opposed)), tied, seed, most)
    sides = np.array([each.sides for each in found], int).reshape(tied.shape)
    alike = sides[:, :, None] == sides[:, None, :]
    within = _divided(_sums(agreed * alike), _sums(agreed)).ravel()
    between = _divided(_sums(opposed * ~alike), _sums(opposed)).ravel()
    in_order = np.empty_like(sides)
    in_order[:, by_name] = sides
    rows = zip(in_order.tolist(), within.tolist(), between.tolist(), reasons, found, strict=True)
    return [_camps(actors, *row) for row in rows]


def _camps(
    actors: tuple[str, ...], sides: list[int], within: float, between: float, reason: str, partition: Partition
) -> Camps:
    """Return the Camps of one partition, none where there is a reason or it divides no better than one camp."""
    nobody, polarisation = (0,) * len(actors), within + between - 1
    if reason:
        return Camps(actors, nobody, None, None, None, reason, True, 0)
    if polarisation <= SAME:
        return Camps(actors, nobody, 0.0, 1.0, 0.0, UNDIVIDED, partition.exhaustive, 0)
    first = next(side for side in sides if side)
    placed = tuple(side * first for side in sides)
    return Camps(actors, placed, polarisation, within, between, "", partition.exhaustive, partition.equal - 1)


def why_undefined(congruence: np.ndarray, conflict: np.ndarray) -> str:
    """Return the reason why there are no two camps, in a sentence; empty if there may be."""
    if not congruence.any() and not conflict.any():
        return "no two actors have a tie: there is nothing to divide"
    if not conflict.any():
        return "nobody disagrees: there are no two camps"
    return "" if congruence.any() else "nobody agrees: no camp holds together"


def _sums(squares: np.ndarray) -> np.ndarray:
    """Return the sum of each square of a stack; each is added in the same order, whatever the stack."""
    return squares.reshape(len(squares), -1).sum(-1)[:, None, None]


def _divided(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return part / whole, 0 where the whole is 0."""
    return np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0)


class Stability(NamedTuple):
    """How stable camps are: a table of actors, and the range of polarisation over the resamples that define it.

    `shares` has actor, side, share (of resamples on that side) and resamples (in which the actor has a camp). `low` and
    `high` are the 2.5th and 97.5th percentile, None where fewer than 95 of a hundred resamples define polarisation.
    Each resample has the largest polarisation of its own partitions, so the range tends to lie above the value of all
    statements.
    """

    shares: pd.DataFrame
    low: float | None
    high: float | None
    defined: int
    resamples: int


def stability(reference: Camps, resampled: Sequence[Camps]) -> Stability:
    """Return the Stability of Camps under those of resamples; actors keep their order.

    The sides of a resample are swapped where they agree better then; where both ways agree the same, each actor is half
    on its side. An actor without a camp, in the reference or in all resamples, has a missing share. Raises ValueError
    for no resample, and for resamples of other actors.
    """
    if not resampled:
        raise ValueError("no draw was given; draw at least one")
    if any(each.actors != reference.actors for each in resampled):
        raise ValueError("draws have other actors or another order than the reference; give all the same actors")
    sides, own = np.array([each.sides for each in resampled]), np.array(reference.sides)
    on_side = (1 + sides * own * np.sign(sides @ own)[:, None]) / 2 * (sides != 0)
    times = (sides != 0).sum(0)
    share = np.where((times > 0) & (own != 0), on_side.sum(0) / np.maximum(times, 1), np.nan)
    table = pd.DataFrame({"actor": reference.actors, "side": own, "share": share, "resamples": times})
    values = [each.polarisation for each in resampled if each.polarisation is not None]
    low, high = None, None
    if len(values) >= DEFINED * len(resampled):
        low, high = map(float, np.quantile(values, PERCENTILES))
    return Stability(table, low, high, len(values), len(resampled))


def resampled_rows(statements: pd.DataFrame, n: int, seed: int = SEED, over: str = "statement") -> Iterator[np.ndarray]:
    """Return an iterator of n arrays: how often each statement is drawn when as many are drawn as there are.

    Over "article" whole articles are drawn, each with all its statements, as these depend on each other; with few
    articles the result says little. A statement's weight does not depend on the order of rows. Raises ValueError
    without statements.
    """
    if over not in ("statement", "article"):
        raise ValueError(f"no drawing over {over!r}; use statement or article")
    if statements.empty:
        raise ValueError("there are no statements to draw from; give at least one")
    groups = np.unique(statements["article"], return_inverse=True)[1] if over == "article" else _ranks(statements)
    random, n_groups = np.random.default_rng(seed), groups.max() + 1
    return (np.bincount(random.integers(n_groups, size=n_groups), minlength=n_groups)[groups] for _ in range(n))


def _ranks(statements: pd.DataFrame) -> np.ndarray:
    """Return the place of each statement in the order of ids, or without ids of article, actor, issue and position."""
    keys = ["statement"] if "statement" in statements else ["article", "actor", "issue", "position"]
    return np.argsort(statements[keys].reset_index(drop=True).sort_values(keys, kind="stable").index)
