"""Distances between the values of a table: one function a level, each returns a matrix with a zero diagonal.

Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section D, defines those of numbers; ordinal ones
depend on the frequency of each value, see `coefficients`.

>>> DISTANCES["interval"]([1, 2, 4]).tolist()
[[0.0, 1.0, 9.0], [1.0, 0.0, 4.0], [9.0, 4.0, 0.0]]
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array


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


@dataclass(frozen=True)
class SetDistances:
    """The distances of sets by two arrays of their numbers, as of a matrix; most sets have no member in common.

    `near` has how alike two sets are, values x values, and no entry where that is 0.
    """

    near: csr_array

    def __getitem__(self, places: tuple[ArrayLike, ArrayLike]) -> np.ndarray:
        """Return the distances of sets from sets."""
        rows, columns = np.broadcast_arrays(*places)
        if not rows.size:  # of no places the sparse array gives a sparse array
            return np.ones(rows.shape)
        return 1 - self.near[rows.flatten(), columns.flatten()].reshape(rows.shape)

    @property
    def similar(self) -> csr_array:
        """1 less the distances."""
        return csr_array((1 - (1 - self.near.data), self.near.indices, self.near.indptr), self.near.shape)


def jaccard(values: Sequence[Any]) -> SetDistances:
    """Return 1 - shared / all members: Jaccard (1912), "The distribution of the flora in the alpine zone".

    >>> jaccard([{1, 2}, {1, 2, 3, 4}, {2, 3}, {3}, set()])[0, range(5)].round(4).tolist()
    [0.0, 0.5, 0.6667, 1.0, 1.0]
    """
    return SetDistances(_overlaps(_sets(values))[0])


def masi(values: Sequence[Any]) -> SetDistances:
    """Return the MASI distance of sets: 1 - Jaccard x monotonicity.

    Passonneau (2006), "Measuring agreement on set-valued items (MASI)", LREC, pp. 831-836: monotonicity is 1 for
    identical sets, 2/3 if one contains the other, 1/3 if they overlap otherwise, 0 if they do not.

    >>> masi([{1, 2}, {1, 2, 3, 4}, {2, 3}, {3}, set()])[0, range(5)].round(4).tolist()
    [0.0, 0.6667, 0.8889, 1.0, 1.0]
    """
    similarity, monotonicity = _overlaps(_sets(values))
    return SetDistances(similarity * monotonicity)


def _sets(values: Sequence[Any]) -> tuple[frozenset[Any], ...]:
    """Return the values as frozensets; raise ValueError for a value that is no set."""
    for value in values:
        if not isinstance(value, (set, frozenset)):
            raise ValueError(f"distances of sets need sets, found {value!r}; use nominal or frozensets")
    return tuple(map(frozenset, values))


@lru_cache(8)  # the same sets are compared by one coefficient after the other
def _overlaps(sets: tuple[frozenset[Any], ...]) -> tuple[csr_array, csr_array]:
    """Return for every two sets with a member in common their Jaccard similarity and their monotonicity.

    Two empty sets, which the sources do not treat, count as the same: they have a member for nothing.
    """
    place = {member: number for number, member in enumerate(set().union(*sets), 1)}
    columns = [[place[member] for member in value] or [0] for value in sets]
    ends = np.cumsum([0, *map(len, columns)])
    members = csr_array((np.ones(ends[-1]), np.array([*chain(*columns)], int), ends), (len(sets), len(place) + 1))
    shared, sizes = (members @ members.T).tocsr(), np.diff(ends)
    shared.sort_indices()
    ours, theirs = np.repeat(sizes, np.diff(shared.indptr)), sizes[shared.indices]
    joint, smaller = ours + theirs - shared.data, np.minimum(ours, theirs)
    monotonicity = np.select([shared.data == joint, shared.data == smaller], [1, 2 / 3], 1 / 3)
    cells = shared.indices, shared.indptr
    return csr_array((shared.data / joint, *cells), shared.shape), csr_array((monotonicity, *cells), shared.shape)


DISTANCES: dict[str, Callable[[Sequence[Any]], np.ndarray | SetDistances]] = {
    "nominal": nominal, "interval": interval, "ratio": ratio, "set": masi, "jaccard": jaccard,
}  # fmt: skip
