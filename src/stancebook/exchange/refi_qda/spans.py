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
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

Span = tuple[int, int]


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


def placed(text: str, selections: Sequence[Selection], line_end_is_one: bool) -> Placed:
    """Return the spans of selections; `line_end_is_one` is the habit of the program that made the file."""
    windows = "\r\n" in text
    habit = Counting(1, False) if windows and line_end_is_one else STANDARD
    ways = [habit, *(way for way in _ways(text, windows) if way != habit)] if selections else [habit]
    tried = [[_span(positions(text, way), each) for each in selections] for way in ways]
    scores = [_score(text, *pair, selections, habit) for pair in zip(ways, tried, strict=True)]
    best = max(scores)
    return Placed(tried[scores.index(best)], windows and bool(selections) and best[0] == 0)


def _ways(text: str, windows: bool) -> list[Counting]:
    """Return the ways to count that differ for a text, those of the standard first."""
    line_ends = [0, 1] if windows else [0, 2] if "\n" in text else [0]
    units = [False] if max(text, default="") <= "\uffff" else [False, True]
    return [Counting(line_end, utf16) for utf16 in units for line_end in line_ends]


def positions(text: str, way: Counting) -> Sequence[int]:
    """Return the position of each code point of a text, and of its end, by a way to count.

    >>> list(positions("a\\r\\nb", Counting(1, False))), list(positions("a\\nb", Counting(2, False)))
    ([0, 1, 1, 2, 3], [0, 1, 3, 4])
    """
    if way == STANDARD:
        return range(len(text) + 1)
    weights = array("b", (1 + (way.utf16 and sign > "\uffff") for sign in text))
    for match in re.finditer("\r\n|\n", text) if way.line_end else ():
        weights[match.start()] = way.line_end + 1 - len(match[0])
    return array("l", accumulate(weights, initial=0))


def _span(counted: Sequence[int], selection: Selection) -> Span | None:
    """Return the code points of a selection; None if it holds nothing or is not in the text."""
    if not 0 <= selection.start < selection.end <= counted[-1]:
        return None
    span = bisect_left(counted, selection.start), bisect_left(counted, selection.end)
    return span if span[0] < span[1] else None


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
