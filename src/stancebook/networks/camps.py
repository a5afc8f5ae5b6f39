"""Camps: the two sides into which congruence and conflict divide actors, and how far they do.

A split sets each actor on one of two sides. Its polarisation is the share of congruence within the sides, plus the
share of conflict between them, less 1: half the difference of conflict's and congruence's E-I index. Krackhardt and
Stern (1988), "Informal networks and organizational crises: an experimental simulation", Social Psychology Quarterly
51, pp. 123-140, have the index, ties between less ties within by all ties. It runs from -1 to 1, and all on one side
give 0. Camps are the split of the largest polarisation, which is therefore never below 0, and well above it where ties
are thrown at random: that actors fall into two camps is no finding, how far they do may be one. Of four actors, the
first two agree and so do the last two:

>>> congruence = [[0, 3, 0, 1], [3, 0, 0, 0], [0, 0, 0, 2], [1, 0, 2, 0]]
>>> conflict = [[0, 0, 4, 0], [0, 0, 0, 3], [4, 0, 0, 1], [0, 3, 1, 0]]
>>> found = camps("ABCD", congruence, conflict)  # 5 of 6 within, 7 of 8 between
>>> found.sides, round(found.within, 3), found.between, round(found.polarisation, 3), found.ties
((1, 1, -1, -1), 0.833, 0.875, 0.708, 0)
>>> camps("AB", [[0, 1], [1, 0]], [[0, 0], [0, 0]]).reason
'nobody disagrees: there are no two camps'
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from stancebook.core.sampling import DEFINED, PERCENTILES, SEED
from stancebook.networks.partition import EXHAUSTIVE, SAME, best_split, network

UNDIVIDED = "no two camps divide congruence from conflict better than one camp of all"


class Camps(NamedTuple):
    """The camps of actors: the side of each, +1, -1 or 0 for none, and their polarisation, None with a reason.

    `reason` says why nobody has a camp. The first actor who has one is at +1. `ties` is how many other splits reach the
    same polarisation: above 0, the choice among them is arbitrary. Groups of actors whom nothing joins can be
    swapped each by itself, and show there. Where not all splits were searched through (`exhaustive` is False) there may
    be more ties, and a better split.
    """

    actors: tuple
    sides: tuple
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


def camps(actors, congruence, conflict, seed=SEED, most=EXHAUSTIVE):
    """The Camps of actors, from a square of congruence and one of conflict in their order.

    An actor without any tie is in no camp. Without any congruence or any conflict, or where no split does better than
    one camp of all (polarisation 0), there are no camps and no actor is in one. The split hangs on names, not on the
    order of actors: equal ones are told apart in the order of names. Groups of up to `most` joined actors are searched
    through; see `splits.best_split`. Raises ValueError for squares that are no networks of these actors.
    """
    actors, places = tuple(actors), sorted(range(len(actors)), key=actors.__getitem__)
    if len(set(actors)) < len(actors):
        raise ValueError("an actor is named twice; give each actor one row and one column")
    agreed, opposed = network(congruence, len(actors), "congruence"), network(conflict, len(actors), "conflict")
    if reason := why_undefined(agreed, opposed):
        return Camps(actors, (0,) * len(actors), None, None, None, reason, True, 0)
    tied = [place for place in places if agreed[place].any() or opposed[place].any()]
    agreed, opposed = agreed[np.ix_(tied, tied)], opposed[np.ix_(tied, tied)]
    split = best_split(agreed / agreed.sum() - opposed / opposed.sum(), seed, most)
    sides = np.zeros(len(actors), int)
    sides[tied] = split.sides * split.sides[tied.index(min(tied))]
    within, between = _shares(split.sides, agreed, opposed)
    polarisation = within + between - 1
    if polarisation <= SAME:
        return Camps(actors, (0,) * len(actors), 0.0, 1.0, 0.0, UNDIVIDED, split.exhaustive, 0)
    return Camps(actors, tuple(sides.tolist()), polarisation, within, between, "", split.exhaustive, split.equal - 1)


def why_undefined(congruence, conflict):
    """Why there are no two camps, in a sentence; empty where there are."""
    if not congruence.any() and not conflict.any():
        return "no two actors have a tie: there is nothing to divide"
    if not conflict.any():
        return "nobody disagrees: there are no two camps"
    return "" if congruence.any() else "nobody agrees: no camp holds together"


def _shares(sides, congruence, conflict):
    """The share of congruence within the sides of a split, and of conflict between them."""
    alike = np.equal.outer(sides, sides)
    return tuple(float((w * p).sum() / w.sum()) for w, p in ((congruence, alike), (conflict, ~alike)))


class Stability(NamedTuple):
    """How stable camps are: a table of actors, and the range of polarisation over the draws that define it.

    `shares` has actor, side, share (of draws on that side) and draws (in which the actor has a camp). `low` and `high`
    are the 2.5th and 97.5th percentile, None where fewer than 95 of a hundred draws define it. A draw's polarisation
    is the largest of its own splits, so that the range tends to lie above that of all statements.
    """

    shares: pd.DataFrame
    low: float | None
    high: float | None
    defined: int
    draws: int


def camps_of_resamples(actors, draws, seed=SEED, most=EXHAUSTIVE):
    """The Camps of each draw, a list; `draws` gives a congruence and a conflict of the same actors, pair by pair."""
    return [camps(actors, congruence, conflict, seed, most) for congruence, conflict in draws]


def stability(reference, drawn):
    """The Stability of reference Camps under those of draws; actors keep the reference's order.

    A draw's sides are swapped where they agree better then; where both ways agree the same, each actor is half on
    its side. An actor in no camp of the reference or in none of any draw has a missing share.
    """
    sides, own = _sides(drawn, reference.actors), np.array(reference.sides)
    held = (1 + sides * own * np.sign(sides @ own)[:, None]) / 2 * (sides != 0)
    times = (sides != 0).sum(0)
    share = np.where((times > 0) & (own != 0), held.sum(0) / np.maximum(times, 1), np.nan)
    table = pd.DataFrame({"actor": reference.actors, "side": own, "share": share, "draws": times})
    return Stability(table, *_range(drawn), sum(each.polarisation is not None for each in drawn), len(drawn))


def share_together(drawn):
    """The share of draws in which each two actors are in one camp, of those in which both have one, NaN in none."""
    sides = _sides(drawn, drawn[0].actors if drawn else ())
    both = (sides**2).T @ sides**2
    share = np.where(both > 0, (both + sides.T @ sides) / 2 / np.maximum(both, 1), np.nan)
    return pd.DataFrame(share, index=list(drawn[0].actors), columns=list(drawn[0].actors))


def _sides(drawn, actors):
    """The sides in each draw, a row a draw."""
    if not drawn:
        raise ValueError("no draw was given; draw at least one")
    if any(each.actors != tuple(actors) for each in drawn):
        raise ValueError("draws have other actors or another order than the reference; give all the same actors")
    return np.array([each.sides for each in drawn])


def _range(drawn):
    """The low and high end of polarisation over draws, or None and None where too many do not define it."""
    values = [each.polarisation for each in drawn if each.polarisation is not None]
    return tuple(map(float, np.quantile(values, PERCENTILES))) if len(values) >= DEFINED * len(drawn) else (None, None)


def resampled_rows(statements, n, seed=SEED, over="statement"):
    """An iterator of n arrays, how often each statement is drawn when as many are drawn anew as there are.

    Over "article" whole articles are drawn, each with all its statements, as these hang together; with few articles
    that says little. A statement's weight does not hang on the order of rows. Raises ValueError without statements.
    """
    if over not in ("statement", "article"):
        raise ValueError(f"no drawing over {over!r}; use statement or article")
    if statements.empty:
        raise ValueError("there are no statements to draw from; give at least one")
    groups = np.unique(statements["article"], return_inverse=True)[1] if over == "article" else _ranks(statements)
    random, n_groups = np.random.default_rng(seed), groups.max() + 1
    return (np.bincount(random.integers(n_groups, size=n_groups), minlength=n_groups)[groups] for _ in range(n))


def _ranks(statements):
    """The place of each statement in the order of ids, or without ids of article, actor, issue and position."""
    keys = ["statement"] if "statement" in statements else ["article", "actor", "issue", "position"]
    return np.argsort(statements[keys].reset_index(drop=True).sort_values(keys, kind="stable").index)


def camps_of(found):
    """The Camps of a network."""
    return camps(found.actors, found.congruence, found.conflict)
