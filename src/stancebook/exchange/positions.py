"""Positions in UTF-16 code units, as Java and JavaScript count, and in code points, as Python counts.

>>> units = utf16_positions("a\\N{GRINNING FACE}b")
>>> list(units), code_points("a\\N{GRINNING FACE}b")
([0, 1, 3, 4], {0: 0, 1: 1, 3: 2, 4: 3})
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate


def utf16_positions(text: str) -> Sequence[int]:
    """Return the UTF-16 position of each code point of a text, and of its end."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return range(len(text) + 1)
    return array("l", accumulate((1 + (sign > "\uffff") for sign in text), initial=0))


def code_points(text: str) -> Mapping[int, int]:
    """Return the code point at each UTF-16 position of a text; one within a code point is not there."""
    return {units: point for point, units in enumerate(utf16_positions(text))}
