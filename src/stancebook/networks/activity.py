"""Count how often each actor took each position on each issue; every network starts from these counts.

>>> rows = [("arland", "bridge", 1, "000"), ("arland", "bridge", 1, "000"), ("belland", "bridge", -1, "010")]
>>> statements = pd.DataFrame(rows, columns=["actor", "issue", "position", "article"])
>>> counted = activity(statements)
>>> counted.actors, counted.issues, counted.positions
(('arland', 'belland'), ('bridge',), (-1.0, 1.0))
>>> counted.counts.tolist(), activity(statements, "article").counts.tolist()
([[[0.0, 2.0]], [[1.0, 0.0]]], [[[0.0, 1.0]], [[1.0, 0.0]]])

Weights of several rows are several ways to count the same statements, all at once:

>>> activity(statements, weights=[[1, 1, 0], [0, 0, 3]]).counts.tolist()
[[[[0.0, 2.0]], [[0.0, 0.0]]], [[[0.0, 0.0]], [[3.0, 0.0]]]]
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

REPEATS = ("each", "article")


class Activity(NamedTuple):
    """Counts of statements: an array of actors x issues x positions, or a stack of such arrays.

    `positions` is the whole scale, sorted, including positions that no actor took.
    """

    actors: tuple[str, ...]
    issues: tuple[str, ...]
    positions: tuple[float, ...]
    counts: np.ndarray

    @property
    def range(self) -> float:
        """The distance between the ends of the scale; 0 with fewer than two positions."""
        return self.positions[-1] - self.positions[0] if self.positions else 0.0

    @property
    def totals(self) -> np.ndarray:
        """The number of statements of each actor."""
        return self.counts.sum((-2, -1))


def activity(
    statements: pd.DataFrame,
    repeats: str = "each",
    scale: Iterable[float] = (),
    actors: Sequence[str] | None = None,
    issues: Sequence[str] | None = None,
    weights: object = None,
) -> Activity:
    """Return the Activity of statements, a DataFrame with columns actor, issue, position (a number) and article.

    With repeats "each" every statement counts; with "article" the same actor, issue and position count once in an
    article. `scale` has all possible positions (default: those that occur). `actors` and `issues` fix the axes and
    their order (default: the values that occur, sorted); an actor without statements has zeros. `weights` has a number
    of zero or more for each statement, default 1, or rows of such numbers, each of which is counted by itself; of
    statements that count once, the largest weight counts. Raises ValueError for a value outside its axis, for a
    position that is no number and for an impossible weight.
    """
    if repeats not in REPEATS:
        raise ValueError(f"no way {repeats!r} to count repeats: use one of {', '.join(REPEATS)}")
    positions = _positions(statements)
    actors, issues = _axis(statements["actor"], actors, "actor"), _axis(statements["issue"], issues, "issue")
    scale = _axis(positions, sorted({*map(float, scale)}) or None, "position")
    on_axes = ((statements["actor"], actors), (statements["issue"], issues), (positions, scale))
    places, size = [_places(column, axis) for column, axis in on_axes], [len(axis) for _, axis in on_axes]
    cells = np.ravel_multi_index(places, [max(1, length) for length in size])
    array = _weights(weights, len(statements))
    if repeats == "article":
        array, cells = _once(array, cells, pd.factorize(statements["article"])[0])
    counts = _sums(array, cells, int(np.prod(size)))
    return Activity(actors, issues, scale, counts.reshape(*counts.shape[:-1], *size))


def _positions(statements: pd.DataFrame) -> np.ndarray:
    """Return the positions as numbers; raise ValueError with the article of a position that is none."""
    positions = pd.to_numeric(statements["position"], errors="coerce").to_numpy(float, na_value=np.nan)
    wrong = ~np.isfinite(positions)
    if wrong.any():
        row = statements.iloc[int(np.argmax(wrong))]
        position = f"position {row['position']!r} is no number; use the codebook's"
        raise ValueError(f"a statement in article {row['article']}: {position}")
    return positions + 0.0  # turns -0.0 into 0.0


def _axis(column: pd.Series | np.ndarray, given: Sequence[Any] | None, name: str) -> tuple[Any, ...]:
    """Return an axis: the one given, or the values of the column, sorted."""
    values = pd.unique(column)
    if pd.isna(values).any():
        raise ValueError(f"a statement has no {name}: fill the cell or leave the statement out")
    axis = tuple(sorted(values.tolist())) if given is None else tuple(given)
    strange = sorted(set(values.tolist()) - set(axis))
    if strange:
        raise ValueError(f"{name} {strange[0]!r} is not among those given: add it, or leave its statements out")
    if len(set(axis)) < len(axis):
        raise ValueError(f"the same {name} is given twice: leave one out")
    return axis


def _places(column: pd.Series | np.ndarray, axis: tuple[Any, ...]) -> np.ndarray:
    """Return the number of each cell on an axis that has all values of the column."""
    codes, values = pd.factorize(column)
    place = {value: number for number, value in enumerate(axis)}
    return np.array([place[value] for value in values.tolist()], int)[codes]


def _weights(weights: object, statements: int) -> np.ndarray:
    """Return the weights as an array, 1 each if none are given."""
    array = np.ones(statements) if weights is None else np.asarray(weights, float)
    if array.ndim not in (1, 2) or array.shape[-1] != statements:
        raise ValueError(f"{array.shape[-1]} weights for {statements} statements: give one for each")
    if not (np.isfinite(array) & (array >= 0)).all():
        raise ValueError("a weight is negative or no number: use zero or more")
    return array


def _sums(weights: np.ndarray, cells: np.ndarray, size: int) -> np.ndarray:
    """Return the sum of the weights in each of so many cells.

    Weights are added in order of size, so that the sum does not depend on the order of statements. (Several rows of
    weights are whole numbers, whose sums are exact.)
    """
    sums = np.zeros((*weights.shape[:-1], size))
    if len(cells):
        order = np.lexsort((weights.reshape(-1, len(cells))[0], cells))
        filled, starts = np.unique(cells[order], return_index=True)
        sums[..., filled] = np.add.reduceat(weights[..., order], starts, axis=-1)
    return sums


def _once(weights: np.ndarray, cells: np.ndarray, articles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the largest weight in each cell and article, and the cell."""
    if not len(cells):
        return weights, cells
    order = np.lexsort((articles, cells))
    cells, articles = cells[order], articles[order]
    first = np.flatnonzero(np.diff(cells, prepend=-1) | np.diff(articles, prepend=-1))
    return np.maximum.reduceat(weights[..., order], first, axis=-1), cells[first]
