"""Activity: how often each actor took each position on each issue, which every network is made from.

>>> rows = [("arland", "bridge", 1, "000"), ("arland", "bridge", 1, "000"), ("belland", "bridge", -1, "010")]
>>> said = pd.DataFrame(rows, columns=["actor", "issue", "position", "article"])
>>> counted = activity(said)
>>> counted.actors, counted.issues, counted.positions
(('arland', 'belland'), ('bridge',), (-1.0, 1.0))
>>> counted.counts.toarray().tolist(), activity(said, "article").counts.toarray().tolist()
([[0.0, 2.0], [1.0, 0.0]], [[0.0, 1.0], [1.0, 0.0]])
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

REPEATS = ("each", "article", "week", "month", "year", "ever")


class Activity(NamedTuple):
    """Statements counted: `counts` is sparse, actors x (issues * positions), the positions of an issue side by side.

    The column of an issue and a position is the issue's number times how many positions there are, plus the
    position's number. `positions` is the whole scale, sorted, whether or not anybody took them.
    """

    actors: tuple
    issues: tuple
    positions: tuple
    counts: csr_array

    @property
    def range(self):
        """How far the ends of the scale lie apart; 0 where there is one position or none."""
        return self.positions[-1] - self.positions[0] if self.positions else 0.0

    @property
    def totals(self):
        """How many statements each actor made."""
        return self.counts.sum(1)


def activity(statements, repeats="each", scale=(), actors=None, issues=None, weights=None):
    """The Activity of statements, a DataFrame with columns actor, issue, position (a number) and article.

    `repeats` says how often the same actor, issue and position count: "each" time, or once per "article", ISO "week",
    "month", "year", or once "ever"; week, month and year need a column date (YYYY-MM-DD, no cell empty).
    `scale` has all positions there may be (default: those that occur). `actors` and `issues` fix the axes, in their
    order (default: those that occur, sorted); an actor without statements is an empty row. `weights` has a number of
    zero or more for each statement, default 1; where repeats count once, the largest of their weights counts.
    Raises ValueError for whatever has no place on an axis, and for a date or a weight that is none.
    """
    if repeats not in REPEATS:
        raise ValueError(f"no way {repeats!r} to count repeats: use one of {', '.join(REPEATS)}")
    taken = _positions(statements)
    actors, issues = _axis(statements["actor"], actors, "actor"), _axis(statements["issue"], issues, "issue")
    scale = _axis(taken, sorted({*map(float, scale)}) or None, "position")
    on_axes = (statements["actor"], actors), (statements["issue"], issues), (taken, scale)
    places = [_places(column, axis) for column, axis in on_axes]
    cells = np.ravel_multi_index(places, [max(1, len(axis)) for _, axis in on_axes])
    filled, sums = _counted(cells, _weights(weights, len(statements)), _occasions(statements, repeats))
    width = len(issues) * len(scale)
    rows, columns = np.divmod(filled[sums > 0], max(1, width))
    return Activity(actors, issues, scale, csr_array((sums[sums > 0], (rows, columns)), shape=(len(actors), width)))


def sided(statements):
    """The statements with the side in the place of the position, 1 above zero and -1 below; those at 0 are left out.

    The index stays, so that weights can be chosen by it.

    >>> said = pd.DataFrame({"actor": "arland", "issue": "bridge", "position": [2, 0, -1], "article": "000"})
    >>> sided(said)["position"].to_dict()
    {0: 1, 2: -1}
    """
    sides = np.sign(_positions(statements)).astype(int)
    return statements.assign(position=sides)[sides != 0]


def days_of(statements):
    """The day of each statement, an array of datetime64[D]; ValueError names the article of a date that is none."""
    if "date" not in statements:
        raise ValueError("statements have no column date: give each the date of its article, or count without dates")
    told = statements["date"].astype(str)
    days = pd.to_datetime(told, format="%Y-%m-%d", errors="coerce")
    wrong = lambda at: f"date {told.iloc[at]!r} is none; write YYYY-MM-DD, or count without dates"
    _refuse(statements, days.isna(), wrong)
    return days.to_numpy().astype("datetime64[D]")


def _positions(statements):
    """The positions as an array of numbers."""
    taken = pd.to_numeric(statements["position"], errors="coerce").to_numpy(float, na_value=np.nan)
    wrong = lambda at: f"position {statements['position'].iloc[at]!r} is no number; use the codebook's"
    _refuse(statements, ~np.isfinite(taken), wrong)
    return taken + 0.0  # no -0.0 beside 0.0


def _refuse(statements, wrong, sentence):
    """Raises ValueError about the first statement that is wrong, by its article."""
    if np.any(wrong):
        at = int(np.argmax(wrong))
        raise ValueError(f"a statement in article {statements['article'].iloc[at]}: {sentence(at)}")


def _axis(column, given, name):
    """An axis as a tuple: the one given, or what occurs, sorted."""
    found = pd.unique(column)
    if pd.isna(found).any():
        raise ValueError(f"a statement has no {name}: fill the cell or leave the statement out")
    axis = tuple(sorted(found.tolist())) if given is None else tuple(given)
    strange = sorted(set(found.tolist()) - set(axis))
    if strange:
        raise ValueError(f"{name} {strange[0]!r} is not among those given: add it, or leave its statements out")
    if len(set(axis)) < len(axis):
        raise ValueError(f"the same {name} is given twice: leave one out")
    return axis


def _places(column, axis):
    """The number of each cell on an axis that holds them all."""
    codes, found = pd.factorize(column)
    place = {value: number for number, value in enumerate(axis)}
    return np.array([place[value] for value in found.tolist()], int)[codes]


def _weights(weights, statements):
    """The weights as an array, 1 each if none are given."""
    weighing = np.ones(statements) if weights is None else np.asarray(weights, float)
    if weighing.shape != (statements,):
        raise ValueError(f"{weighing.size} weights for {statements} statements: give one for each")
    if not (np.isfinite(weighing) & (weighing >= 0)).all():
        raise ValueError("a weight is negative or no number: use zero or more")
    return weighing


def _occasions(statements, repeats):
    """A number for each statement: those with the same number are one occasion, on which repeats count once."""
    if repeats == "each":
        return np.arange(len(statements))
    if repeats == "article":
        return pd.factorize(statements["article"])[0]
    if repeats == "ever":
        return np.zeros(len(statements), int)
    days = days_of(statements)
    if repeats == "week":
        return (days.astype(int) + 3) // 7  # day 0 was a Thursday; Monday to Sunday is a week of its ISO year
    return days.astype(f"datetime64[{repeats[0].upper()}]").astype(int)


def _counted(cells, weights, occasions):
    """The cells that are filled, sorted, and the sum of weights in each, over occasions the largest weight in each.

    Added by size, so that the order of statements does not show in the last digit.
    """
    order = np.lexsort((weights, occasions, cells))
    cells, weights, occasions = cells[order], weights[order], occasions[order]
    last = np.ones(len(cells), bool)
    last[:-1] = (np.diff(cells) != 0) | (np.diff(occasions) != 0)
    cells, weights = cells[last], weights[last]
    order = np.argsort(weights, kind="stable")
    filled, places = np.unique(cells[order], return_inverse=True)
    return filled, np.bincount(places, weights[order], len(filled))
