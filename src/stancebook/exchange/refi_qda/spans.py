"""Where a selection stands: the positions of other programs as code points of a text.

The standard (REFI-QDA 1.5, section 10.2) counts code points from 0; it speaks of the first and the last character, and
all programs write the position after the last. Some count otherwise: ATLAS.ti and QualCoder count the two characters
of a Windows line end as one, and a program may count UTF-16 units, or a plain line end as two. A selection's name often
is the beginning of its words. So that way of counting is taken in a text by which most names are right; where names say
nothing it is the habit of the program.

>>> text = "Tax\\r\\nToll\\r\\nArland pays."
>>> placed(text, [Selection(9, 15, "Arland")], STANDARD)
Placed(spans=[(11, 17)], named=True)
>>> placed(text, [Selection(9, 15, "line 3")], Counting(1, False))
Placed(spans=[(11, 17)], named=False)
>>> placed(text, [Selection(11, 99, "")], STANDARD).spans
[None]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

Span = tuple[int, int]
WINDOWS, PLAIN, LARGE = "\r(?=\n)", "(?<!\r)\n", "[\U00010000-\U0010ffff]"


class Selection(NamedTuple):
    """A selection as its program has it: the positions of its first character and after its last, and its name."""

    start: int
    end: int
    name: str


class Counting(NamedTuple):
    """A way to count: how much a line end counts (0: as many characters as it has), and whether in UTF-16 units."""

    line_end: int
    utf16: bool


class Placed(NamedTuple):
    """The span of each selection, None if it is not in the text; `named` if a selection's name shows the counting."""

    spans: list[Span | None]
    named: bool


STANDARD = Counting(0, False)


class Counted:
    """The positions of a text by a way to count.

    >>> plain, windows = Counted("a\\nb", Counting(2, False)), Counted("a\\r\\nb", Counting(1, False))
    >>> [windows.position(point) for point in range(5)], [windows.point(position) for position in range(4)]
    ([0, 1, 1, 2, 3], [0, 1, 3, 4])
    >>> [plain.position(point) for point in range(4)], [plain.point(position) for position in range(5)]
    ([0, 1, 3, 4], [0, 1, 2, 2, 3])
    """

    def __init__(self, text: str, way: Counting) -> None:
        signs = [{1: WINDOWS, 2: PLAIN}.get(way.line_end), LARGE if way.utf16 else None]
        odd = re.compile("|".join(sign for sign in signs if sign) or "(?!)")
        found = [(match.start(), -1 if match[0] == "\r" else 1) for match in odd.finditer(text)]
        self.points = [point for point, _ in found]  # of the characters that count more or less than one
        self.more = list(accumulate((more for _, more in found), initial=0))  # than the code points up to each of them
        self.after = [point + 1 + more for point, more in zip(self.points, self.more[1:], strict=True)]
        self.end = self.position(len(text))

    def position(self, point: int) -> int:
        """Return the position of a code point."""
        return point + self.more[bisect_left(self.points, point)]

    def point(self, position: int) -> int:
        """Return the first code point with at least this position."""
        number = bisect_left(self.after, position)
        point = position - self.more[number]
        return min(point, self.points[number] + 1) if number < len(self.points) else point


def placed(text: str, selections: Sequence[Selection], habit: Counting) -> Placed:
    """Return the spans of selections; `habit` is how the program that made the file counts in this text."""
    if not selections:
        return Placed([], False)
    ways = [habit, *(way for way in _ways(text) if way != habit)]
    tried = [spans(Counted(text, way), selections) for way in ways]
    scores = [_right(text, each, selections) for each in tried]
    best = max(scores)
    return Placed(tried[scores.index(best)], best > 0)


def _ways(text: str) -> list[Counting]:
    """Return the ways to count that differ for a text, those of the standard first."""
    line_ends = [0, 1] if "\r\n" in text else [0, 2] if "\n" in text else [0]
    units = [False, True] if re.search(LARGE, text) else [False]
    return [Counting(line_end, utf16) for utf16 in units for line_end in line_ends]


def spans(counted: Counted, selections: Sequence[Selection]) -> list[Span | None]:
    """Return the code points of selections; None for one that holds nothing or is not in the text."""
    inside = [0 <= each.start < each.end <= counted.end for each in selections]
    points = [(counted.point(each.start), counted.point(each.end)) for each in selections]
    return [span if fits and span[0] < span[1] else None for fits, span in zip(inside, points, strict=True)]


def outside(selection: Selection, length: int) -> tuple[str, str]:
    """Return why a selection is not in its text of so many characters, as `Losses` counts it, and its place.

    >>> outside(Selection(0, 99, ""), 12), outside(Selection(5, 5, ""), 12)[0]
    (('selection* beyond the end of the text', '0 to 99 of 12 characters'), 'selection* without a character')
    """
    if min(selection.start, selection.end) < 0:
        return "selection* whose start and end are no places", ""
    kind = "beyond the end of the text" if selection.start < selection.end else "without a character"
    return f"selection* {kind}", f"{selection.start} to {selection.end} of {length} characters"


def _right(text: str, found: Sequence[Span | None], selections: Sequence[Selection]) -> int:
    """Return how many names are the words of their spans."""
    return sum(says(each.name, text[slice(*span)]) for span, each in zip(found, selections, strict=True) if span)


def says(name: str, quote: str) -> bool:
    """Return whether the name of a selection is its words, or their beginning and an ellipsis.

    >>> says("The toll…", "The toll\\n is high."), says("The toll", "The toll "), says("The toll", "e toll is")
    (True, True, False)
    """
    shown, words = " ".join(name.split()), " ".join(quote.split())
    beginning = re.sub(r"\s*(…|\.\.\.)$", "", shown)
    return bool(shown) and (words == shown or (len(beginning) < len(shown) and words.startswith(beginning or " ")))
