"""A span of a raw text, and finding a quotation.

Offsets are Unicode code points, start inclusive, end exclusive.

>>> raw = "We go. They stay. We go."
>>> find("We go.", raw)
[Span(start=0, end=6), Span(start=18, end=24)]
>>> Span(7, 17).of(raw)
'They stay.'
"""

from functools import lru_cache
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of text from `start` up to, and without, `end`."""

    start: int
    end: int

    def of(self, text):
        """The very characters of this span."""
        return text[self.start : self.end]

    def contains(self, other):
        """Whether the other span lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other):
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


def find(quote, text):
    """Every place of the quotation in the text, overlapping ones too, in order."""
    return list(_found(quote, text))


@lru_cache(4096)  # at the desk the same quotations are sought in a long text with each key
def _found(quote, text):
    places, at = [], text.find(quote) if quote else -1
    while at >= 0:
        places.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return tuple(places)


def trimmed(raw, span):
    """The span without white space at its ends."""
    text = span.of(raw)
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))
