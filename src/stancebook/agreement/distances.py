"""Distances between the values of a table: one function a level, each giving a matrix with a zero diagonal.

Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section D, defines the first four. `marginals`
says how often each value occurs; only ordinal distances hang on it. Values are sorted, numbers by size.

>>> DISTANCES["interval"]([1, 2, 4], None).tolist()
[[0.0, 1.0, 9.0], [1.0, 0.0, 4.0], [9.0, 4.0, 0.0]]
>>> DISTANCES["ordinal"]([1, 2, 4], np.array([2.0, 1, 1])).tolist()  # mid-ranks 1, 2.5 and 3.5
[[0.0, 2.25, 6.25], [2.25, 0.0, 1.0], [6.25, 1.0, 0.0]]
"""

from numbers import Real

import numpy as np


def nominal(values, marginals):
    """0 for the same value, 1 for any other."""
    return 1 - np.eye(len(values))


def ordinal(values, marginals):
    """The squared count of values from one to the other, half of each end: their mid-ranks, subtracted."""
    numbers(values)
    ranks = mid_ranks(marginals)
    return (ranks[..., :, None] - ranks[..., None, :]) ** 2


def mid_ranks(marginals):
    """The middle rank of each value, counted from the mean of all ranks, so that their weighted sum is 0."""
    return marginals.cumsum(-1) - marginals / 2 - marginals.sum(-1, keepdims=True) / 2


def interval(values, marginals):
    """The squared difference."""
    sizes = numbers(values)
    return (sizes[:, None] - sizes) ** 2


def ratio(values, marginals):
    """The squared difference relative to the sum; values are zero or more."""
    sizes = numbers(values)
    if (sizes < 0).any():
        raise ValueError(f"alpha at ratio level needs values of zero or more, found {sizes.min():g}; use interval")
    sums = sizes[:, None] + sizes
    return np.divide(sizes[:, None] - sizes, sums, out=np.zeros_like(sums), where=sums > 0) ** 2


def numbers(values):
    """The values as an array; raises ValueError for one that is no number, as its rank would be its spelling's."""
    for value in values:
        if not isinstance(value, Real):
            raise ValueError(f"distances above nominal level need numbers, found {value!r}; use nominal or numbers")
    return np.array(values, float)


# Sets; their distances are not squared, as the authors use them.


def jaccard_distances(values, marginals=None):
    """1 - shared / all members: Jaccard (1912), "The distribution of the flora in the alpine zone"."""
    shared, joint, _ = _overlaps(values)
    return 1 - _similarity(shared, joint)


def masi_distances(values, marginals=None):
    """1 - Jaccard x monotonicity; see `masi`."""
    shared, joint, smaller = _overlaps(values)
    monotonicity = np.select([shared == joint, shared == smaller, shared > 0], [1, 2 / 3, 1 / 3], 0.0)
    return 1 - _similarity(shared, joint) * monotonicity


def _overlaps(values):
    """For every two sets the number of members that they share, that they have together, and of the smaller one."""
    for value in values:
        if not isinstance(value, (set, frozenset)):
            raise ValueError(f"distances of sets need sets, found {value!r}; use nominal or frozensets")
    place = {member: number for number, member in enumerate(set().union(*values))}
    holds = np.zeros((len(values), len(place)))
    for row, value in zip(holds, values):
        row[[place[member] for member in value]] = 1
    shared, sizes = holds @ holds.T, holds.sum(-1)
    return shared, sizes[:, None] + sizes - shared, np.minimum(sizes[:, None], sizes)


def _similarity(shared, joint):
    """The Jaccard similarity; two empty sets, of which the authors do not speak, are the same here."""
    return np.divide(shared, joint, out=np.ones_like(joint), where=joint > 0)


def jaccard(one, other):
    """The Jaccard distance of two sets.

    >>> [round(jaccard({1, 2}, other), 4) for other in ({1, 2}, {1, 2, 3, 4}, {2, 3}, {3}, set())]
    [0.0, 0.5, 0.6667, 1.0, 1.0]
    """
    return float(jaccard_distances([one, other])[0, 1])


def masi(one, other):
    """The MASI distance of two sets: 1 - Jaccard x monotonicity.

    Passonneau (2006), "Measuring agreement on set-valued items (MASI)", LREC, pp. 831-836: monotonicity is 1 for
    identical sets, 2/3 where one holds the other, 1/3 where they overlap otherwise, 0 where they do not.

    >>> [round(masi({1, 2}, other), 4) for other in ({1, 2}, {1, 2, 3, 4}, {2, 3}, {3}, set())]
    [0.0, 0.6667, 0.8889, 1.0, 1.0]
    """
    return float(masi_distances([one, other])[0, 1])


DISTANCES = {
    "nominal": nominal,
    "ordinal": ordinal,
    "interval": interval,
    "ratio": ratio,
    "set": masi_distances,
    "jaccard": jaccard_distances,
}
