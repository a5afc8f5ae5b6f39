"""Where a selection stands: the positions of other programs as code points of a text.

The standard (REFI-QDA 1.5, section 10.2) counts code points from 0; it speaks of the first and the last character, and
all programs write the position after the last. Some count otherwise: ATLAS.ti and QualCoder count the two characters
of a Windows line end as one, and a program may count UTF-16 units, or a plain line end as two. A selection's name often
is the beginning of its words. So that way of counting is taken by which most names are right; where names say nothing
it is the program's habit, and the standard otherwise.

>>> text = "Tax\\r\\nToll\\r\\nArland pays."
>>> placed(text, [Selection(9, 15, "Arland")], line_end_is_one=False)
Placed(spans=[(11, 17)], guessed=False)
>>> placed(text, [Selection(9, 15, "line 3")], line_end_is_one=True)
Placed(spans=[(11, 17)], guessed=True)
>>> placed(text, [Selection(11, 99, "")], line_end_is_one=False).spans
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
    """The span of each selection, None if it is not in the text; `guessed` if nothing shows how line ends count."""

    spans: list[Span | None]
    guessed: bool


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


def placed(text: str, selections: Sequence[Selection], line_end_is_one: bool) -> Placed:
    """Return the spans of selections; `line_end_is_one` is the habit of the program that made the file."""
    if not selections:
        return Placed([], False)
    windows = "\r\n" in text
    habit = Counting(1, False) if windows and line_end_is_one else STANDARD
    ways = [habit, *(way for way in _ways(text, windows) if way != habit)]
    tried = [_spans(Counted(text, way), selections) for way in ways]
    scores = [_score(text, *pair, selections, habit) for pair in zip(ways, tried, strict=True)]
    best = max(scores)
    return Placed(tried[scores.index(best)], windows and best[0] == 0)


def _ways(text: str, windows: bool) -> list[Counting]:
    """Return the ways to count that differ for a text, those of the standard first."""
    line_ends = [0, 1] if windows else [0, 2] if "\n" in text else [0]
    units = [False, True] if re.search(LARGE, text) else [False]
    return [Counting(line_end, utf16) for utf16 in units for line_end in line_ends]


def _spans(counted: Counted, selections: Sequence[Selection]) -> list[Span | None]:
    """Return the code points of selections; None for one that holds nothing or is not in the text."""
    inside = [0 <= each.start < each.end <= counted.end for each in selections]
    spans = [(counted.point(each.start), counted.point(each.end)) for each in selections]
    return [span if fits and span[0] < span[1] else None for fits, span in zip(inside, spans, strict=True)]


def _score(
    text: str, way: Counting, spans: Sequence[Span | None], selections: Sequence[Selection], habit: Counting
) -> tuple[int, int]:
    """Return how many names are the words of their spans, and how many spans are in the text.

    The second counts for the habit and the standard alone: a single wrong position is no sign of a rarer way.
    """
    inside = [(span, each.name) for span, each in zip(spans, selections, strict=True) if span]
    right = sum(_says(name, text[slice(*span)]) for span, name in inside)
    return right, len(inside) if way in (habit, STANDARD) else -1


def _says(name: str, quote: str) -> bool:
    """Return whether the name of a selection is its words, or their beginning and an ellipsis.

    >>> _says("The toll…", "The toll\\n is high."), _says("The toll", "The toll "), _says("The toll", "e toll is")
    (True, True, False)
    """
    shown, words = " ".join(name.split()), " ".join(quote.split())
    beginning = re.sub(r"\s*(…|\.\.\.)$", "", shown)
    return bool(shown) and (words == shown or (len(beginning) < len(shown) and words.startswith(beginning or " ")))
