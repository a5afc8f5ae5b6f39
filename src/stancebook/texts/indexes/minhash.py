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

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

SHINGLE = 3
RECALL = 0.95  # the share of pairs just alike that the bands must find
MULTIPLIER, SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)  # an odd number of no meaning
AT_ONCE = 2**16  # shingles of a block, few enough for the processor's cache


class Block(NamedTuple):
    """Strings of about one length: their numbers, and a number for each shingle (shingles x strings).

    A shorter string repeats its last shingle, which changes no least value.
    """

    strings: np.ndarray
    shingles: np.ndarray


def candidates(strings: list[str], alike: float, seed: int, most: int, num_perm: int) -> Iterator[np.ndarray]:
    """For each band, an array of the pairs of strings that share it, a pair as one * len(strings) + other, one < other.

    Each string has at least SHINGLE characters. If more than `most` strings share a band, each is paired with the first
    of them only. A pair occurs once in a band, and possibly in several bands.
    """
    rows, all_blocks = band_rows(alike, num_perm), blocks(strings)
    for factors in hash_factors(seed, num_perm // rows * rows).reshape(-1, rows):
        band = np.zeros(len(strings), np.uint64)
        for block in all_blocks:
            band[block.strings] = _mixed(least_values(block, factors))
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


def hash_factors(seed: int, number: int) -> np.ndarray:
    """The odd factors of so many hash functions, each of which is a product of 32 bits."""
    return np.random.default_rng(seed).integers(2**31, size=number, dtype=np.uint32) * np.uint32(2) + np.uint32(1)


def blocks(strings: list[str]) -> list[Block]:
    """All strings in blocks, the shortest first."""
    lengths = np.fromiter(map(len, strings), int, len(strings))
    order, ends = np.argsort(lengths, kind="stable"), [0]
    while ends[-1] < len(order):
        wide = max(1, AT_ONCE // lengths[order[ends[-1]]])
        ends.append(min(ends[-1] + wide, len(order)))
    return [_block(strings, order[start:end], lengths[order[start:end]]) for start, end in pairwise(ends)]


def _block(strings: list[str], numbers: np.ndarray, lengths: np.ndarray) -> Block:
    """The block of some strings, by number, of which the last is the longest."""
    content = "".join(strings[number] for number in numbers).encode("utf-32-le", "surrogatepass")
    hashes = shingle_hashes(np.frombuffer(content, "<u4"))
    last = np.cumsum(lengths) - SHINGLE
    places = np.minimum(last - lengths + SHINGLE + np.arange(lengths[-1] - SHINGLE + 1)[:, None], last)
    return Block(numbers, hashes[places])


def shingle_hashes(characters: np.ndarray) -> np.ndarray:
    """A number of 32 bits for each run of SHINGLE characters."""
    runs = len(characters) - SHINGLE + 1
    return (_mixed(characters[start : start + runs] for start in range(SHINGLE)) >> np.uint64(32)).astype(np.uint32)


def least_values(block: Block, factors: np.ndarray) -> Iterator[np.ndarray]:
    """For each hash function, its least value for each string of a block."""
    values = np.empty_like(block.shingles)
    for factor in factors:
        yield np.multiply(block.shingles, factor, out=values).min(0)


def _mixed(arrays: Iterable[np.ndarray]) -> np.ndarray:
    """A number of 64 bits for each place, from the numbers that the arrays have there."""
    mixed = np.zeros(1, np.uint64)
    for array in arrays:
        mixed = (mixed ^ array) * MULTIPLIER
        mixed ^= mixed >> SHIFT
    return mixed


def _pairs(band: np.ndarray, most: int) -> np.ndarray:
    """The pairs of strings with the same number, once: all of up to `most` strings, of more each with the first."""
    order, band_of = _repeated(band)
    begins = np.flatnonzero(np.append(True, np.diff(band_of) != 0)[: len(order)])
    sizes = np.diff(np.append(begins, len(order)))
    firsts, crowd = np.repeat(begins, sizes), np.repeat(sizes, sizes)
    ends = firsts + crowd
    pairs = [order[firsts[crowd > most]] * len(band) + order[crowd > most]]
    places = np.flatnonzero(crowd <= most)
    for step in range(1, most):
        places = places[places + step < ends[places]]
        pairs.append(order[places] * len(band) + order[places + step])
    all_pairs = np.concatenate(pairs)
    one, other = np.divmod(all_pairs, max(1, len(band)))
    return all_pairs[one != other]


def _repeated(band: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The strings with a number that another has too, sorted by number and string, and these numbers.

    Number and string are sorted as one, with as many bits of the number as there is room for.
    """
    bits = np.uint64(len(band).bit_length())
    both = np.sort(band << bits | np.arange(len(band), dtype=np.uint64))
    numbers = both >> bits
    same = numbers[1:] == numbers[:-1]
    repeated = (np.append(same, False) | np.append(False, same))[: len(band)]
    return (both[repeated] & (np.uint64(1) << bits) - np.uint64(1)).astype(int), numbers[repeated]
