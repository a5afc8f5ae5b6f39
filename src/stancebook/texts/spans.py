"""Spans of a text, and the places of a quotation in it.

Offsets are Unicode code points, start inclusive, end exclusive.

>>> raw = "We go. They stay. We go."
>>> find("We go.", raw)
[Span(start=0, end=6), Span(start=18, end=24)]
>>> Span(7, 17).of(raw)
'They stay.'
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple


class Span(NamedTuple):
    """A part of a text from `start` up to `end`, without the character at `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of this span."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether the other span lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


def overlaps_any(span: Span, others: Sequence[tuple[int, int]]) -> bool:
    """Whether a span overlaps one of others, which are sorted and do not overlap each other.

    >>> others = [Span(0, 4), Span(6, 9)]
    >>> overlaps_any(Span(4, 6), others), overlaps_any(Span(5, 7), others)
    (False, True)
    """
    before = bisect_left(others, (span.end,))  # only the last of these can reach the span
    return before > 0 and span.start < others[before - 1][1]


LINE = re.compile(r"[^\r\n]+")


def has_old_ends(text: str) -> bool:
    """Whether a text has a CR without LF, which ends lines of old systems."""
    return "\r" in text and text.count("\r") != text.count("\r\n")


@lru_cache(8)  # the rules of cleaning ask in turn
def lines(text: str) -> list[tuple[int, str]]:
    """The lines of a text that are not empty, each with its start; CR, LF and CRLF end a line.

    >>> lines("One.\\r\\n\\nTwo.")
    [(0, 'One.'), (7, 'Two.')]
    """
    if has_old_ends(text):
        return [(match.start(), match[0]) for match in LINE.finditer(text)]
    found, at = [], 0
    for line in text.split("\n"):
        if bare := line.removesuffix("\r"):
            found.append((at, bare))
        at += len(line) + 1
    return found


def find(quote: str, text: str) -> list[Span]:
    """Every place of a quotation in a text, in order, also if places overlap."""
    return list(_places(quote, text))


@lru_cache(4096)  # the desk looks for the same quotations in a long text after each key
def _places(quote: str, text: str) -> tuple[Span, ...]:
    places, at = [], text.find(quote) if quote else -1
    while at >= 0:
        places.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return tuple(places)


def trimmed(raw: str, span: Span) -> Span:
    """The span without white space at its ends."""
    text = span.of(raw)
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))
