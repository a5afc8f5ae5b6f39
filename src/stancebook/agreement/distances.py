"""Distances between the values of a table: one function a level, each returns a matrix with a zero diagonal.

Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section D, defines those of numbers; ordinal ones
depend on the frequency of each value, see `coefficients`.

>>> DISTANCES["interval"]([1, 2, 4]).tolist()
[[0.0, 1.0, 9.0], [1.0, 0.0, 4.0], [9.0, 4.0, 0.0]]
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from numbers import Real
from typing import Any

import numpy as np


def nominal(values: Sequence[Any]) -> np.ndarray:
    """Return 0 for the same value, 1 for any other."""
    return 1 - np.eye(len(values))


def interval(values: Sequence[Any]) -> np.ndarray:
    """Return the squared difference."""
    sizes = numbers(values)
    return (sizes[:, None] - sizes) ** 2


def ratio(values: Sequence[Any]) -> np.ndarray:
    """Return the squared quotient of difference and sum; raise ValueError for a value below zero."""
    sizes = numbers(values)
    if (sizes < 0).any():
        raise ValueError(f"alpha at ratio level needs values of zero or more, found {sizes.min():g}; use interval")
    sums = sizes[:, None] + sizes
    return np.divide(sizes[:, None] - sizes, sums, out=np.zeros_like(sums), where=sums > 0) ** 2


def numbers(values: Sequence[Any]) -> np.ndarray:
    """Return the values as an array; raise ValueError for a value that is no number, as its rank has no meaning."""
    for value in values:
        if not isinstance(value, Real):
            raise ValueError(f"distances above nominal level need numbers, found {value!r}; use nominal or numbers")
    return np.array(values, float)


# Distances of sets are not squared; their authors use them as they are.


def jaccard(values: Sequence[Any]) -> np.ndarray:
    """Return 1 - shared / all members: Jaccard (1912), "The distribution of the flora in the alpine zone".

    >>> jaccard([{1, 2}, {1, 2, 3, 4}, {2, 3}, {3}, set()])[0].round(4).tolist()
    [0.0, 0.5, 0.6667, 1.0, 1.0]
    """
    return 1 - _overlaps(_sets(values))[0]


def masi(values: Sequence[Any]) -> np.ndarray:
    """Return the MASI distance of sets: 1 - Jaccard x monotonicity.

    Passonneau (2006), "Measuring agreement on set-valued items (MASI)", LREC, pp. 831-836: monotonicity is 1 for
    identical sets, 2/3 if one contains the other, 1/3 if they overlap otherwise, 0 if they do not.

    >>> masi([{1, 2}, {1, 2, 3, 4}, {2, 3}, {3}, set()])[0].round(4).tolist()
    [0.0, 0.6667, 0.8889, 1.0, 1.0]
    """
    similarity, monotonicity = _overlaps(_sets(values))
    return 1 - similarity * monotonicity


def _sets(values: Sequence[Any]) -> tuple[frozenset[Any], ...]:
    """Return the values as frozensets; raise ValueError for a value that is no set."""
    for value in values:
        if not isinstance(value, (set, frozenset)):
            raise ValueError(f"distances of sets need sets, found {value!r}; use nominal or frozensets")
    return tuple(map(frozenset, values))


@lru_cache(8)  # the same sets are compared by one coefficient after the other
def _overlaps(sets: tuple[frozenset[Any], ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return for every two sets their Jaccard similarity and their monotonicity.

    Two empty sets, which the sources do not treat, count as the same.
    """
    place = {member: number for number, member in enumerate(set().union(*sets))}
    members = np.zeros((len(sets), len(place)))
    for row, value in zip(members, sets, strict=True):
        row[[place[member] for member in value]] = 1
    shared, sizes = members @ members.T, members.sum(-1)
    joint, smaller = sizes[:, None] + sizes - shared, np.minimum(sizes[:, None], sizes)
    monotonicity = np.select([shared == joint, shared == smaller, shared > 0], [1, 2 / 3, 1 / 3], 0.0)
    return np.divide(shared, joint, out=np.ones_like(joint), where=joint > 0), monotonicity


DISTANCES: dict[str, Callable[[Sequence[Any]], np.ndarray]] = {
    "nominal": nominal, "interval": interval, "ratio": ratio, "set": masi, "jaccard": jaccard,
}  # fmt: skip
