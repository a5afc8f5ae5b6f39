"""The text layer of a PDF as a screen reader gets it: each glyph's text, or what stands for several, in reading order.

Letters that run leftwards are drawn from left to right within a piece of a line, so such a piece is turned round.
"""

import io
import re
import unicodedata
from collections import namedtuple
from itertools import groupby

from pypdf import PdfReader
from pypdf.generic import ContentStream

Piece = namedtuple("Piece", "x y texts")  # of a line: its place, and the text of each glyph
ENTRY = re.compile(r"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")


def letters(font):
    """The text of each glyph of a font."""
    found = ENTRY.findall(font["/ToUnicode"].get_data().decode("latin-1"))
    return {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in found}


def text_layer(pdf):
    """The text of all pages."""
    reader = PdfReader(io.BytesIO(pdf))
    return "".join(text for page in reader.pages for text in _logical(_drawn(page, reader)))


def _logical(drawn):
    """The text of each stretch of pieces that run in one direction on one line; pieces of white space are left out."""
    drawn = [piece for piece in drawn if "".join(piece.texts).strip()]
    for (leftward, _), stretch in groupby(drawn, key=lambda piece: (_leftward(piece), piece.y)):
        if leftward:
            stretch = sorted(stretch, key=lambda piece: -piece.x)
        yield from ("".join(reversed(piece.texts) if leftward else piece.texts) for piece in stretch)


def _leftward(piece):
    kinds = {unicodedata.bidirectional(letter) for text in piece.texts for letter in text}
    return bool(kinds & {"R", "AL"})


def _drawn(page, reader):
    """The pieces of the lines of a page."""
    fonts = {name: letters(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    font, instead, drawn, place = {}, [], [], (0, 0)
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"Tf":
            font = fonts[operands[0]]
        elif operator == b"cm":
            place = operands[4:]
        elif operator == b"BT":
            drawn = []
        elif operator == b"ET":
            yield Piece(float(place[0]), round(float(place[1])), drawn)
        elif operator == b"BDC":
            instead.append(operands[1].get("/ActualText") if isinstance(operands[1], dict) else None)
            drawn += [str(instead[-1])] if instead[-1] is not None else []
        elif operator == b"BMC":
            instead.append(None)
        elif operator == b"EMC":
            instead.pop()
        elif operator in (b"Tj", b"TJ") and not any(text is not None for text in instead):
            shown = operands[0] if operator == b"TJ" else operands
            drawn += [font[glyph] for part in shown if not isinstance(part, (int, float)) for glyph in _glyphs(part)]


def _glyphs(string):
    """The numbers of the glyphs of a string, two bytes each."""
    held = string.original_bytes if hasattr(string, "original_bytes") else bytes(string)
    return [int.from_bytes(held[at : at + 2]) for at in range(0, len(held), 2)]
