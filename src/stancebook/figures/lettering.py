"""Lettering: text from tables made fit to draw, measured, and broken into lines.

>>> wrap("Arland would send its own engineers", 60, 8)
['Arland would', 'send its own', 'engineers']
>>> printable("a\\u202eb\\tc")
'ab c'
"""

import bisect
import functools
import unicodedata
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.textpath import text_to_path

# By file, for a family's name may lead to another version on the reader's machine.
FONTS = [Path(matplotlib.get_data_path(), "fonts", "ttf", f"DejaVuSans{bold}.ttf") for bold in ("", "-Bold")]


def font(size, bold=False):
    """The house font, which ships with matplotlib."""
    return FontProperties(fname=str(FONTS[bold]), size=size)


def drawable(text):
    """The text on one line, without control, bidi and other characters that have no look of their own."""
    spaced = (" " if sign.isspace() else sign for sign in str(text))
    return " ".join("".join(sign for sign in spaced if unicodedata.category(sign)[0] != "C").split())


@functools.cache
def _glyphs():
    """The code points that both weights can draw."""
    return frozenset.intersection(*(frozenset(get_font(str(path)).get_charmap()) for path in FONTS))


def printable(text):
    """The drawable text, with a replacement sign for each character that the font lacks."""
    return "".join(sign if ord(sign) in _glyphs() else "\ufffd" for sign in drawable(text))


def text_width(text, size, bold=False):
    """The width of one printable line in points."""
    return text_to_path.get_text_width_height_descent(text, font(size, bold), False)[0] if text else 0


def wrap(text, width, size, bold=False):
    """The printable lines of a text, none wider than `width` points; a longer word is broken."""
    lines = [""]
    for word in printable(text).split():
        joined = f"{lines[-1]} {word}".strip()
        if text_width(joined, size, bold) <= width:
            lines[-1] = joined
        else:
            lines += _pieces(word, width, size, bold)
    return [line for line in lines if line]


def _pieces(word, width, size, bold):
    """The word, cut so that each piece fits."""
    pieces = []
    while word:
        fitting = bisect.bisect(range(1, len(word) + 1), width, key=lambda end: text_width(word[:end], size, bold))
        pieces.append(word[: max(1, fitting)])
        word = word[max(1, fitting) :]
    return pieces


def balanced(text, width, size, bold=False):
    """As many lines as `wrap` gives, of about one length, so that no word stands alone."""
    lines, least = wrap(text, width, size, bold), width / 2
    while len(lines) > 1 and width > least:
        width *= 0.97
        closer = wrap(text, width, size, bold)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines
