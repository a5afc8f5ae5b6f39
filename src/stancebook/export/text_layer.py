"""The text layer of a PDF, mended: what is drawn in several pieces is told once.

Typst draws a letter's mark that stands higher or lower as a piece of its own, and lets base and mark both tell the
whole letter: Thai and Bengali words, and pointed ones, would be read and found with letters twice. Here each such mark
gets an empty replacement text. The change is appended to the file, as PDF has it for updates.

>>> ka = Piece(1, 700.0, ("k", "ki"), False)
>>> repeats([ka, Piece(2, 701.5, ("ki",), False), Piece(3, 700.0, ("ki", "n"), False)])
{2}
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

ENTRY = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")
MARKED = re.compile(rb"(?=/Span<</MCID \d)")  # where a piece begins
OPENING = re.compile(rb"/Span<</MCID (\d+)")
INSTEAD = re.compile(rb"/ActualText(?:<[0-9A-F]*>|\((?:\\.|[^\\)])*\))", re.DOTALL)
TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.DOTALL)


class Piece(NamedTuple):
    """A piece of a line: its number on the page, its height, the text of each glyph, and whether none has a width."""

    number: int
    y: float
    texts: tuple[str, ...]
    weightless: bool


def mended(pdf: bytes) -> bytes:
    """A PDF of Typst's in which no letter is told twice."""
    reader, changed = PdfReader(io.BytesIO(pdf)), {}
    for page in reader.pages:
        told_twice = repeats(list(_pieces(page, reader)))
        if told_twice:
            changed[page.raw_get("/Contents").idnum] = _with_empty(page["/Contents"].get_data(), told_twice)
    return _updated(pdf, changed) if changed else pdf


def repeats(pieces: Iterable[Piece]) -> set[int]:
    """The numbers of the pieces that only tell again what the piece with the letter itself tells."""
    found: set[int] = set()
    anchor = None
    for piece in pieces:
        if anchor and _repeats(piece, anchor, anchor.texts[-1]) and not _leftward(piece):
            found.add(piece.number)
            continue
        if anchor and piece.texts and _leftward(anchor) and _repeats(anchor, piece, piece.texts[0]):
            found.add(anchor.number)  # from left to right the mark comes before its letter there
        anchor = piece if piece.texts else None
    return found - {-1}


def _repeats(mark: Piece, letter: Piece, told: str) -> bool:
    """Whether a piece is a mark of the letter at the near end of another, which tells this text."""
    whole = unicodedata.category(told[:1] or " ")[0] != "M"
    return whole and mark.texts == (told,) and (mark.weightless or (mark.y != letter.y and len(told) > 1))


def _leftward(piece: Piece) -> bool:
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for text in piece.texts for sign in text)


def _pieces(page: PageObject, reader: PdfReader) -> Iterator[Piece]:
    """The pieces of a page in the order of drawing."""
    fonts = {name: _glyphs(font.get_object()) for name, font in page["/Resources"].get("/Font", {}).items()}
    glyphs: dict[int, tuple[str, bool]] = {}
    y, texts, weightless, marked = 0.0, [], True, [(-1, "")]  # the numbers and replacement texts around
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            marked.append(_marked(operands, *marked[-1]))
            texts += [marked[-1][1]] if marked[-1][1] != marked[-2][1] else []
        elif operator == b"EMC":
            marked.pop()
        elif operator == b"cm":
            y = float(operands[5])
        elif operator == b"Tf":
            glyphs = fonts[operands[0]]
        elif operator == b"BT":
            texts, weightless = [], True
        elif operator == b"ET":
            yield Piece(marked[-1][0], y, tuple(texts), weightless)
        elif operator in (b"Tj", b"TJ"):
            shown = [glyphs[code] for code in _codes(operands[0] if operator == b"TJ" else operands)]
            texts += [] if marked[-1][1] else [text for text, _ in shown]
            weightless = weightless and all(light for _, light in shown)


def _marked(operands: list[Any], number: int, text: str) -> tuple[int, str]:
    """The number and the replacement text of what begins, given those around it; nothing else on a page has one."""
    properties = operands[1] if len(operands) > 1 and isinstance(operands[1], dict) else {}
    if operands[0] == "/Artifact":
        return -1, ""
    return properties.get("/MCID", number), str(properties.get("/ActualText", text))


def _codes(strings: Iterable[Any]) -> Iterator[int]:
    """The codes of the glyphs in what is shown, two bytes each."""
    for string in strings:
        if not isinstance(string, (int, float)):
            held = string.original_bytes if hasattr(string, "original_bytes") else bytes(string)
            yield from (int.from_bytes(held[at : at + 2]) for at in range(0, len(held), 2))


def _glyphs(font: Mapping[str, Any]) -> dict[int, tuple[str, bool]]:
    """The text of each glyph of a font, and whether it has no width."""
    inner = font["/DescendantFonts"][0].get_object()
    widths: dict[int, float] = {}
    entries = list(inner.get("/W", ()))
    for first, last, width in zip(entries[::3], entries[1::3], entries[2::3], strict=True):  # as Typst writes them
        widths |= dict.fromkeys(range(first, last + 1), float(width))
    default = float(inner.get("/DW", 1000))
    told = ENTRY.findall(font["/ToUnicode"].get_data())
    codes = {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in told}
    return {code: (text, not widths.get(code, default)) for code, text in codes.items()}


def _with_empty(content: bytes, numbers: set[int]) -> bytes:
    """The content of a page in which the pieces with these numbers tell nothing."""
    pieces = MARKED.split(content)
    for at, piece in enumerate(pieces):
        opening = OPENING.match(piece)
        if opening and int(opening[1]) in numbers:
            own, end, after = piece.partition(b"\nET")
            own = INSTEAD.sub(b"/ActualText()", own).replace(opening[0], opening[0] + b"/ActualText()", 1)
            pieces[at] = own + end + after
    return b"".join(pieces)


def _updated(pdf: bytes, streams: Mapping[int, bytes]) -> bytes:
    """A PDF with other contents of some objects, appended; not compressed, so that the bytes are always the same."""
    found = TRAILER.search(pdf)
    if found is None:
        raise ValueError("the PDF does not end as Typst ends it; install the package typst as requirements.lock has it")
    out, table = bytearray(pdf.rstrip() + b"\n"), b"xref\n"
    for number, content in sorted(streams.items()):
        table += b"%d 1\n%010d 00000 n\r\n" % (number, len(out))
        out += b"%d 0 obj\n<</Length %d>>\nstream\n%b\nendstream\nendobj\n" % (number, len(content), content)
    start = len(out)
    return bytes(out + table + b"trailer\n<<%b/Prev %b>>\nstartxref\n%d\n%%%%EOF\n" % (found[1], found[2], start))
