"""Sketches: which of many paragraphs may be alike, found without comparing each with each.

A paragraph is a string, a sign a word; its shingles are its runs of SHINGLE words. The least value of a hash function
over the shingles of two paragraphs is the same with the probability that their shingles overlap (their Jaccard
similarity): Broder (1997), "On the resemblance and containment of documents", Compression and Complexity of Sequences,
pp. 21-29. Such values are taken in bands of some; paragraphs with all values of one band in common are candidates:
Leskovec, Rajaraman and Ullman, "Mining of massive datasets", chapter 3.

>>> paragraphs = ["abcdefghij", "vwxyz", "abcdefghiX", "12345678"]
>>> pairs = np.unique(np.concatenate(list(candidates(paragraphs, alike=0.8, seed=1, most=9, num_perm=64))))
>>> [divmod(int(pair), len(paragraphs)) for pair in pairs]
[(0, 2)]
"""

import numpy as np

SHINGLE = 3
FOUND = 0.95  # the share of pairs just alike that the bands shall find
PART = 2**17  # shingles hashed at once: what a processor's cache holds
WORDS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)  # odd, of no meaning


def candidates(strings, alike, seed, most, num_perm):
    """For each band an array of the pairs of strings that share it, each as one x len(strings) + other, one < other.

    Strings have SHINGLE signs at least. Of more than `most` strings that share a band each is paired with the first
    only. A band has a pair once, several bands may have it.
    """
    rows = band_rows(alike, num_perm)
    shingles, starts = _shingles(strings)
    random = np.random.default_rng(seed)
    for _ in range(num_perm // rows):
        factors = random.integers(0, 2**63, (rows, 2), dtype=np.uint64) * np.uint64(2) + np.uint64(1)
        yield _pairs(_band(shingles, starts, factors), most)


def band_rows(alike, num_perm):
    """How many values a band takes: the most with which bands find FOUND of the pairs whose words are just alike.

    With a share of words alike, as many to the power of SHINGLE of the shingles stay whole.

    >>> band_rows(0.8, 256), band_rows(0.9, 256), band_rows(0.5, 256)
    (3, 5, 1)
    """
    kept = alike**SHINGLE
    overlap = kept / (2 - kept)
    found = lambda rows: 1 - (1 - overlap**rows) ** (num_perm // rows)
    return max([rows for rows in range(1, num_perm + 1) if found(rows) >= FOUND], default=1)


def _shingles(strings):
    """The hash of each shingle, string after string, and where each string's begin."""
    found = [_hashes(strings[start : start + PART // 32]) for start in range(0, len(strings), PART // 32)]
    starts = np.cumsum([0, *(len(string) - SHINGLE + 1 for string in strings)])
    return np.concatenate(found) if found else np.empty(0, np.uint32), starts


def _hashes(strings):
    """The hash of each shingle of some strings, 32 bits well mixed."""
    signs = np.frombuffer("".join(strings).encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    mixed = sum(signs[place : len(signs) - SHINGLE + 1 + place] * word for place, word in enumerate(WORDS))
    for shift in (29, 32):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * WORDS[1]
    ends = np.cumsum([len(string) for string in strings])[:-1]
    across = (ends[:, None] - np.arange(1, SHINGLE)).ravel()  # runs that begin in one string and end in the next
    return np.delete(mixed >> np.uint64(32), across).astype(np.uint32)


def _band(shingles, starts, factors):
    """One number for each string, made of its least values under the hash functions of a band.

    A hash function is the upper half of factor x shingle + summand: Dietzfelbinger et al. (1997), "A reliable
    randomized algorithm for the closest-pair problem", Journal of Algorithms 25, pp. 19-51.
    """
    bands, first = [], 0
    while first < len(starts) - 1:
        after = max(first + 1, int(np.searchsorted(starts, starts[first] + PART, "right")) - 1)
        some = shingles[starts[first] : starts[after]].astype(np.uint64)
        band = np.zeros(after - first, np.uint64)
        for factor, summand in factors:
            least = np.minimum.reduceat(some * factor + summand, starts[first:after] - starts[first]) >> np.uint64(32)
            band = (band ^ least) * WORDS[0]
            band ^= band >> np.uint64(29)
        bands.append(band)
        first = after
    return np.concatenate(bands) if bands else np.empty(0, np.uint64)


def _pairs(band, most):
    """The pairs of strings with the same number: all of up to `most`, of more each with the first."""
    order = np.argsort(band, kind="stable")
    begins = np.flatnonzero(np.append(True, np.diff(band[order]) != 0)) if len(band) else np.empty(0, int)
    sizes = np.diff(np.append(begins, len(band)))
    firsts, crowd = np.repeat(begins, sizes), np.repeat(sizes, sizes)
    ends = firsts + crowd
    found = [order[firsts[crowd > most]] * len(band) + order[crowd > most]]
    places = np.flatnonzero((crowd > 1) & (crowd <= most))
    for step in range(1, most):
        places = places[places + step < ends[places]]
        found.append(order[places] * len(band) + order[places + step])
    pairs = np.concatenate(found)
    one, other = np.divmod(pairs, max(1, len(band)))
    return np.unique(pairs[one != other])
