"""The runs of many clean texts, and these texts in UTF-8, made all at once from what is removed, which is faster.

>>> from stancebook.texts.spans import Span
>>> from stancebook.texts.cleaning import Removed
>>> removed = [[Removed(Span(4, 6), "line-end", "body", "\\r\\n", "\\n")], []]
>>> clean, runs = cleaned(["Zoë.\\r\\n", "Two."], ["Zoë.\\r\\n".encode(), b"Two."], removed)
>>> [text.decode() for text in clean]
['Zoë.\\n', 'Two.']
>>> [column.tolist() for column in runs]
[[0, 0, 1], [0, 4, 0], [4, 5, 4], [0, 4, 0], [4, 6, 4]]
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain, pairwise, repeat
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from stancebook.texts.cleaning import Removed

AT_ONCE = 32  # texts; the bytes of so many fit the cache of a processor


def cleaned(
    raws: Sequence[str], utf8s: Sequence[bytes], removed: Sequence[Sequence[Removed]]
) -> tuple[list[bytes], tuple[np.ndarray, ...]]:
    """The clean texts in UTF-8, and their runs in columns: the number of the text, and what Run has.

    `utf8s` are the raw texts in UTF-8, `removed` the places that are removed from each, in order of place.
    """
    last = np.cumsum(_sizes(removed))
    spans = chain.from_iterable(place.span for places in removed for place in places)
    places = np.fromiter(spans, np.int64).reshape(-1, 2)
    starts, ends = np.insert(places, last, _sizes(raws)[:, None], axis=0).T  # with each text's end as its last place
    afters = [after for places in removed for after in (*[place.after for place in places], "")]
    counts = _sizes(removed) + 1
    kept = np.roll(ends, 1)  # where the text starts that stays before each place
    kept[_before(counts)] = 0
    stays = _in_bytes(np.column_stack((kept, starts)).ravel(), 2 * counts, raws, utf8s).tolist()
    return _clean(utf8s, counts.tolist(), stays, afters), _runs(counts, kept, starts, ends, _sizes(afters))


def _sizes(each: Collection[Any]) -> np.ndarray:
    return np.fromiter(map(len, each), np.int64, len(each))


def _before(sizes: np.ndarray) -> np.ndarray:
    """The sum of the sizes before each."""
    return np.cumsum(sizes) - sizes


def _clean(utf8s: Sequence[bytes], counts: Sequence[int], stays: Sequence[int], afters: Sequence[str]) -> list[bytes]:
    """The clean texts: of the raw ones what stays, from one place to the next, each time with the text after it."""
    pieces = [b""] * len(stays)
    each = chain.from_iterable(map(repeat, utf8s, counts))
    pieces[::2] = map(bytes.__getitem__, each, map(slice, stays[::2], stays[1::2]))
    pieces[1::2] = map(str.encode, afters)
    edges = [0, *np.cumsum(np.array(counts, np.int64) * 2).tolist()]
    return [b"".join(pieces[start:end]) for start, end in pairwise(edges)]


def _in_bytes(places: np.ndarray, counts: np.ndarray, raws: Sequence[str], utf8s: Sequence[bytes]) -> np.ndarray:
    """Where places of texts are in their bytes; `counts` says how many places each text has.

    A place is one byte further for each byte before it that does not begin a character.
    """
    places = places + np.repeat(_before(_sizes(raws)), counts)  # in all texts together, as characters
    found, at, passed = places.copy(), 0, 0
    for first in range(0, len(utf8s), AT_ONCE):
        part = b"".join(utf8s[first : first + AT_ONCE])
        inner = at + np.flatnonzero(np.frombuffer(part, np.int8) < -64)
        found += np.searchsorted(inner - np.arange(passed, passed + len(inner)), places, side="right")
        at, passed = at + len(part), passed + len(inner)
    return found - np.repeat(_before(_sizes(utf8s)), counts)


def _runs(
    counts: np.ndarray, kept: np.ndarray, starts: np.ndarray, ends: np.ndarray, sizes: np.ndarray
) -> tuple[np.ndarray, ...]:
    """The runs of texts in columns: what stays before each place, and what stands in it after cleaning, of a size."""
    size = np.column_stack((np.maximum(starts - kept, 0), sizes)).ravel()
    before = _before(size)
    clean_start = before - np.repeat(before[2 * _before(counts)], 2 * counts)
    raw_start, raw_end = (np.column_stack(pair).ravel() for pair in ((kept, starts), (starts, ends)))
    number = np.repeat(np.arange(len(counts)), 2 * counts)
    return tuple(column[size > 0] for column in (number, clean_start, clean_start + size, raw_start, raw_end))
