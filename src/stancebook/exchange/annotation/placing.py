"""Where a passage stands in a text: by its position if that holds its words, else by its words alone.

>>> text = "A \\N{GRINNING FACE} toll. The bridge. The toll."
>>> place(text, 2, 3, "\\N{GRINNING FACE}"), place(text, 5, 9, "toll")  # the second counts as JavaScript does
((2, 3, ''), (4, 8, 'position* as given: in UTF-16 units, converted'))
>>> place(text, 90, 96, "bridge"), place(text, 90, 94, "toll"), place(text, 90, 94, "toll", prefix="The ")[:2]
((14, 20, 'position* as given: the words stand elsewhere'), None, (26, 30))
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice

from stancebook.exchange.positions import code_points

# what of a position is not taken, as `Losses` counts it
UNITS = "position* as given: in UTF-16 units, converted"
WORDS = "position* as given: the words stand elsewhere"


def place(
    content: str, start: int, end: int, words: str, prefix: str = "", suffix: str = ""
) -> tuple[int, int, str] | None:
    """Return start and end of words in code points, and what was not as given; None if they are nowhere, or often.

    A position without words is taken as it is, if the text is that long.
    """
    if 0 <= start < end <= len(content) and words in ("", content[start:end]):
        return start, end, ""
    points = _points(content)
    if words and start in points and end in points and content[points[start] : points[end]] == words:
        return points[start], points[end], UNITS
    for before, after in ((prefix, suffix), ("", "")) if words else ():
        found = list(islice(occurrences(content, before + words + after), 2))
        if len(found) == 1:
            first = found[0] + len(before)
            return first, first + len(words), WORDS
    return None


def occurrences(content: str, words: str) -> Iterator[int]:
    """Yield each place where words begin in a text."""
    at = content.find(words)
    while at >= 0:
        yield at
        at = content.find(words, at + 1)


@lru_cache(maxsize=4)
def _points(content: str) -> Mapping[int, int]:
    """Return the code points of a text by UTF-16 position, kept for its other passages."""
    return code_points(content)
