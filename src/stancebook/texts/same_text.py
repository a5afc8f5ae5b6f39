"""The same text in other bytes: places of a quotation whose characters were only set in another way.

Equal are: a letter with its accent in one character or two, spaces of all kinds, quotation marks, apostrophes, dashes,
an ellipsis and three dots, ligatures, full-width letters; soft hyphens, signs of direction, variants of an emoji and
other characters without width count for nothing, but for the one that Persian sets between letters (U+200C).
Words and capitals are never equal to others.

>>> raw = "He said: “We’ll go to No\\u0308rdland\\u00a0– if asked.”"
>>> find('"We\\'ll go to N\\u00f6rdland - if asked."', raw)[0].of(raw) == raw[9:]
True
>>> find("we'll go", raw), find("We'll g", "We’ll go"), find("to No", raw)
([], [Span(start=0, end=7)], [])
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import combining, normalize

from stancebook.texts.quotation_marks import STRAIGHT
from stancebook.texts.spans import Span
from stancebook.texts.spans import find as places_of

UNSEEN = "\u00ad\u034f\u061c\u200b\ufeff" + "".join(
    chr(code)
    for first, last in ("\u200d\u200f", "\u202a\u202e", "\u2060\u2069", "\ufe00\ufe0f")
    for code in range(ord(first), ord(last) + 1)
)
SAME = STRAIGHT | str.maketrans(dict.fromkeys("ʼ´`′", "'") | dict.fromkeys("‐‑‒–—―−", "-") | {"″": '"', "…": "..."})
JAMO = range(0x1160, 0x1200)  # vowels and ends of Korean syllables that stand alone
COMPATIBLE = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc\uff01-\uff5e]")  # ligatures, forms, full width


class Folded(NamedTuple):
    """A text as it is compared, and for each of its characters the raw span that it stands for."""

    text: str
    spans: list[Span]


def find(quote: str, text: str) -> list[Span]:
    """Every place of a quotation in a text, whatever bytes its characters have; a place holds whole characters."""
    sought, within = folded(quote.strip()), folded(text)
    found = []
    for place in places_of(sought.text, within.text):
        first, last = within.spans[place.start], within.spans[place.end - 1]
        before, after = within.spans[place.start - 1 : place.start], within.spans[place.end : place.end + 1]
        if first not in before and last not in after:
            found.append(Span(first.start, last.end))
    return found


@lru_cache(16)  # the desk looks for quotations in one text after each key
def folded(text: str) -> Folded:
    """A text as it is compared, with the way back."""
    signs: list[str] = []
    spans: list[Span] = []
    at = 0
    while at < len(text):
        end = _end(text, at)
        for sign in _sign(text[at:end]):
            if signs and sign == signs[-1] and sign in " -":
                spans[-1] = Span(spans[-1].start, end)  # several spaces or hyphens are one
            else:
                signs.append(sign)
                spans.append(Span(at, end))
        at = end
    return Folded("".join(signs), spans)


def _end(text: str, start: int) -> int:
    """The end of the letter that starts at a place, with its accents."""
    end = start + 1
    while end < len(text) and text[end] > "\u02ff" and (combining(text[end]) or ord(text[end]) in JAMO):
        end += 1
    return end


def _sign(letter: str) -> str:
    """A letter with its accents as it is compared; empty if it is not seen."""
    if letter.isascii():
        return " " if letter.isspace() else letter.translate(SAME)
    if letter in UNSEEN:
        return ""
    if letter.isspace():
        return " "
    plain = normalize("NFKC", letter) if COMPATIBLE.match(letter) else normalize("NFC", letter)
    return plain.translate(SAME)
