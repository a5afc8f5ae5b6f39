"""An index of all words of many texts: which of them may have some words, with a few inserted, deleted or replaced.

Words are numbers. If up to three words may differ, one at least of four runs of the words stands in the other text as
it is, since a word that differs touches one run only: Wu and Manber (1992), "Fast text searching allowing errors",
Communications of the ACM 35, pp. 83-91. The runs that are rarest in all texts are looked up, so the time grows with
the places where they stand and not with the number of texts.

>>> index = WordIndex([np.array([1, 2, 3, 4, 5, 6]), np.array([9, 9, 1, 2, 8, 4, 5]), np.array([6, 5, 4, 3, 2, 1])])
>>> index.texts_with(0, 0, 5, most=1).tolist()
[0, 1]
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

LONGEST = 3  # words of a run
COUNTED = 64  # different words that are looked for around a run, as many as a number has bits
AT_ONCE = 2**22  # words looked at together


class Runs:
    """All runs of so many words, as a key for each place: a number (the same if the words are) and all its places."""

    def __init__(self, keys: np.ndarray) -> None:
        _, numbers, self._counts = np.unique(keys, return_inverse=True, return_counts=True)
        self.numbers = numbers.astype(np.int32)
        self._order = np.argsort(self.numbers, kind="stable").astype(np.int32)
        self._ends = np.cumsum(self._counts)

    def counts(self, start: int, end: int) -> np.ndarray:
        """How often the run at each place from `start` up to `end` occurs in all texts."""
        return self._counts[self.numbers[start:end]]

    def places(self, place: int) -> np.ndarray:
        """Every place of the run that stands at a place."""
        number = self.numbers[place]
        return self._order[self._ends[number] - self._counts[number] : self._ends[number]]


class WordIndex:
    """The words of texts; each text is an array of numbers from 0, one for each word."""

    def __init__(self, texts: Sequence[np.ndarray]) -> None:
        none = 1 + max((int(text.max()) for text in texts if len(text)), default=0)  # stands after each text
        self._starts = np.array([*accumulate((len(text) + 1 for text in texts), initial=0)])
        self._words = np.concatenate([[none], *(part for text in texts for part in (text, [none]))])[1:].astype(int)
        self._signs = np.zeros(none + 1, np.uint64)  # all zero but within `_with_words`
        self._runs = [Runs(self._words)]
        for longer in range(1, LONGEST):
            self._runs.append(Runs(self._runs[-1].numbers[:-1].astype(int) << 32 | self._words[longer:]))

    def texts_with(self, text: int, start: int, end: int, most: int) -> np.ndarray:
        """The texts, by number, that may have the words of one from `start` up to `end`, of which `most` may differ.

        Every text that has them is among the result, the text itself too; some may be that have not.
        """
        first, length = int(self._starts[text]) + start, end - start
        if most >= length:
            return np.arange(len(self._starts) - 1)
        rarest = self._rarest(first, length, most + 1)
        places = [self._runs[size - 1].places(first + at) for size, at in rarest]
        begins = np.concatenate([found - at for found, (_, at) in zip(places, rarest, strict=True)])
        near = self._with_words(begins, self._words[first : first + length], most)
        return np.unique(np.searchsorted(self._starts, np.concatenate(places)[near], "right") - 1)

    def _rarest(self, first: int, length: int, number: int) -> list[tuple[int, int]]:
        """So many runs of the words from `first` on that do not overlap and are the rarest, as size and place."""
        counts = [runs.counts(first, first + length + 1 - size) for size, runs in enumerate(self._runs, 1)]
        least, sums = np.zeros(length + 1), []  # the sum of counts by the words used, and for each size of the last run
        for _ in range(number):
            by_size = np.full((LONGEST, length + 1), np.inf)
            for size, own in enumerate(counts[:length], 1):
                by_size[size - 1, size:] = least[: length + 1 - size] + own
            sums.append(by_size)
            least = np.minimum.accumulate(by_size.min(0))
        found: list[tuple[int, int]] = []
        end = length
        for by_size in reversed(sums):
            last, size = divmod(int(by_size[:, : end + 1].T.argmin()), LONGEST)
            end = last - size - 1
            found.append((size + 1, end))
        return found

    def _with_words(self, begins: np.ndarray, sought: np.ndarray, most: int) -> np.ndarray:
        """For each place where the words sought may begin, whether all but `most` different ones stand there."""
        different, width = np.unique(sought)[:COUNTED], len(sought)
        starts = np.clip(begins, 0, len(self._words) - width)  # a word put in, too, pushes out one word at most
        self._signs[different] = np.uint64(1) << np.arange(len(different), dtype=np.uint64)
        parts = np.array_split(starts, 1 + len(starts) * width // AT_ONCE)
        seen = [np.bitwise_or.reduce(self._signs[self._words[part[:, None] + np.arange(width)]], 1) for part in parts]
        self._signs[different] = 0
        return np.bitwise_count(np.concatenate(seen)) >= len(different) - most
