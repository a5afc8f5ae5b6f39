"""Candidate pairs of similar paragraphs, found by MinHash without comparing each paragraph with each.

A paragraph is a string with one character for each word; its shingles are its runs of SHINGLE words. The least value of
a hash function over the shingles of two paragraphs is the same with the probability that their shingles overlap (their
Jaccard similarity): Broder (1997), "On the resemblance and containment of documents", Compression and Complexity of
Sequences, pp. 21-29. A band is some of these values; paragraphs with all values of a band in common are candidates:
Leskovec, Rajaraman and Ullman, "Mining of massive datasets", chapter 3.

>>> paragraphs = ["abcdefghij", "vwxyz", "abcdefghiX", "12345678"]
>>> pairs = np.unique(np.concatenate(list(candidates(paragraphs, alike=0.8, seed=1, most=9, num_perm=64))))
>>> [divmod(int(pair), len(paragraphs)) for pair in pairs]
[(0, 2)]
"""

from collections.abc import Iterator
from zlib import crc32

import numpy as np

SHINGLE = 3
RECALL = 0.95  # the share of pairs just alike that the bands must find
MULTIPLIER, SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)  # an odd number of no meaning


def candidates(strings: list[str], alike: float, seed: int, most: int, num_perm: int) -> Iterator[np.ndarray]:
    """For each band, an array of the pairs of strings that share it, a pair as one * len(strings) + other, one < other.

    Each string has at least SHINGLE characters. If more than `most` strings share a band, each is paired with the first
    of them only. A pair occurs once in a band, and possibly in several bands.
    """
    rows = band_rows(alike, num_perm)
    used = num_perm // rows * rows
    values = signatures(strings, seed, used)
    for first in range(0, used, rows):
        band = np.zeros(len(strings), np.uint64)
        for column in range(first, first + rows):
            band = (band ^ values[:, column]) * MULTIPLIER
            band ^= band >> SHIFT
        yield _pairs(band, most)


def band_rows(alike: float, num_perm: int) -> int:
    """The number of values in a band: the most with which the bands find RECALL of the pairs just alike.

    If a share `alike` of the words is the same, a share of alike**SHINGLE of the shingles is.

    >>> band_rows(0.8, 256), band_rows(0.9, 256), band_rows(0.5, 256)
    (3, 5, 1)
    """
    shingles = alike**SHINGLE
    overlap = shingles / (2 - shingles)
    enough = [rows for rows in range(1, num_perm + 1) if 1 - (1 - overlap**rows) ** (num_perm // rows) >= RECALL]
    return max(enough, default=1)


def signatures(strings: list[str], seed: int, num_perm: int) -> np.ndarray:
    """The least value of each of `num_perm` hash functions for each string: an array of strings x num_perm."""
    from datasketch import MinHash  # here, because it takes a second to import

    values = np.empty((len(strings), num_perm), np.uint32)
    sketches = MinHash.generator(map(_shingles, strings), num_perm=num_perm, seed=seed, hashfunc=crc32)
    for row, sketch in enumerate(sketches):
        values[row] = sketch.hashvalues
    return values


def _shingles(string: str) -> list[bytes]:
    """The shingles of a string, four bytes a character."""
    content = string.encode("utf-32-le", "surrogatepass")
    return [content[start : start + 4 * SHINGLE] for start in range(0, len(content) - 4 * (SHINGLE - 1), 4)]


def _pairs(band: np.ndarray, most: int) -> np.ndarray:
    """The pairs of strings with the same number: all pairs of up to `most` strings, of more each with the first."""
    if not len(band):
        return np.empty(0, int)
    order = np.argsort(band, kind="stable")
    begins = np.flatnonzero(np.append(True, np.diff(band[order]) != 0))
    sizes = np.diff(np.append(begins, len(band)))
    firsts, crowd = np.repeat(begins, sizes), np.repeat(sizes, sizes)
    ends = firsts + crowd
    pairs = [order[firsts[crowd > most]] * len(band) + order[crowd > most]]
    places = np.flatnonzero((crowd > 1) & (crowd <= most))
    for step in range(1, most):
        places = places[places + step < ends[places]]
        pairs.append(order[places] * len(band) + order[places + step])
    all_pairs = np.concatenate(pairs)
    one, other = np.divmod(all_pairs, len(band))
    return _distinct(all_pairs[one != other])


def _distinct(numbers: np.ndarray) -> np.ndarray:
    """The different numbers, sorted; numpy's own `unique` hashes them, which takes ten times as long for pairs."""
    ordered = np.sort(numbers)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
