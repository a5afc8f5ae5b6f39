"""Excerpts of a source around cited passages: 100 to 150 words, whole sentences where these fit.

>>> text = "We met. We talked long. We left. They stayed."
>>> source = Excerptable(text, [(0, 7), (8, 23), (24, 32), (33, 45)], least=4, most=6)
>>> [(source.text[each.start : each.end], each.cut) for each in source.excerpts([(8, 15), (33, 37)])]
[('We met. We talked long.', (False, False)), ('We left. They stayed.', (False, False))]
>>> Excerptable(text, [(0, 45)], least=2, most=3).excerpts([(8, 17)])
[Excerpt(start=8, end=23, cut=(True, True), passages=((8, 17),))]
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

LEAST, MOST = 100, 150  # words
WORD = re.compile(r"\S+")

Span = tuple[int, int]  # start and end


class Excerpt(NamedTuple):
    """A stretch of a text, whether its beginning and its end cut a sentence, and the passages in it."""

    start: int
    end: int
    cut: tuple[bool, bool]
    passages: tuple[Span, ...]


class Excerptable:
    """A text with its sentences, from which excerpts of `least` to `most` words are taken.

    Words in `removed` (spans that cleaning took out) are not counted. Spans are offsets into the text.
    """

    def __init__(
        self, text: str, sentences: Iterable[Span], removed: Sequence[Span] = (), least: int = LEAST, most: int = MOST
    ) -> None:
        self.text, self.least, self.most = text, least, most
        gone = _joined(removed)
        words = (word.span() for word in WORD.finditer(text))
        self.words = [word for word in words if not _is_within(word[0], gone)]
        self.starts, self.ends = [start for start, _ in self.words], [end for _, end in self.words]
        spans = sorted({self._words_of(span) for span in sentences})
        self.first = sorted({0, *(first for first, last in spans if first < last)})
        self.last = sorted({len(self.words), *(last for first, last in spans if first < last)})

    def excerpts(self, passages: Iterable[Span]) -> list[Excerpt]:
        """The excerpts that show these passages, in order of place; passages close to each other share one."""
        groups: list[list[Span]] = []
        for span in sorted(set(passages)):
            if groups and self._fits([*groups[-1], span]):
                groups[-1].append(span)
            else:
                groups.append([span])
        return [self._excerpt(group) for group in groups]

    def _words_of(self, span: Span) -> Span:
        """The numbers of the first word in a span and of the first one behind it."""
        return bisect_right(self.ends, span[0]), bisect_left(self.starts, span[1])

    def _around(self, passages: Sequence[Span]) -> tuple[Span, Span]:
        """The words of passages, and those of the sentences around them."""
        first, last = self._words_of((passages[0][0], max(end for _, end in passages)))
        before = self.first[max(0, bisect_right(self.first, first) - 1)]
        after = self.last[min(bisect_left(self.last, last), len(self.last) - 1)]
        return (first, last), (before, max(after, last))

    def _fits(self, passages: Sequence[Span]) -> bool:
        """Whether an excerpt can show all these passages with their sentences."""
        first, last = self._around(passages)[1]
        return last - first <= self.most

    def _excerpt(self, passages: Sequence[Span]) -> Excerpt:
        """The excerpt around passages that it can show together."""
        cited, (first, last) = self._around(passages)
        first, last = self._widened(first, last) if last - first <= self.most else self._cut(cited, first, last)
        cut = (first not in self.first, last not in self.last)
        if first == last:  # the passage stands where cleaning left nothing
            return Excerpt(passages[0][0], max(end for _, end in passages), cut, tuple(passages))
        start = min(self.words[first][0], passages[0][0])
        end = max(self.words[last - 1][1], *(end for _, end in passages))
        return Excerpt(start, end, cut, tuple(passages))

    def _widened(self, first: int, last: int) -> Span:
        """The words of whole sentences, with more sentences around them until there are enough words."""
        if len(self.words) <= self.most:
            return 0, len(self.words)
        backwards = True
        while last - first < self.least:
            before = self.first[max(0, bisect_left(self.first, first) - 1)]
            after = self.last[min(bisect_right(self.last, last), len(self.last) - 1)]
            fits = [last - before <= self.most and before < first, after - first <= self.most and after > last]
            if not any(fits):
                return self._filled(first, last)
            first, last = (before, last) if fits[0] and (backwards or not fits[1]) else (first, after)
            backwards = not backwards
        return first, last

    def _filled(self, first: int, last: int) -> Span:
        """The words with a part of the sentence behind them, or before them at the end of a text."""
        last = min(len(self.words), max(last, first + self.least))
        return max(0, min(first, last - self.least)), last

    def _cut(self, cited: Span, first: int, last: int) -> Span:
        """The words of passages with as many of their sentences around them as there is room for."""
        spare = max(0, self.most - (cited[1] - cited[0]))
        start = max(first, cited[0] - spare // 2)
        end = max(cited[1], min(last, start + self.most))
        return max(first, min(start, end - self.most)), end


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order of place, those that overlap as one.

    >>> _joined([(8, 9), (0, 5), (3, 4), (4, 6)])
    [(0, 6), (8, 9)]
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _is_within(place: int, spans: Sequence[Span]) -> bool:
    """Whether a place is in one of the spans that `_joined` gives."""
    at = bisect_right(spans, place, key=lambda span: span[0])
    return at > 0 and place < spans[at - 1][1]
