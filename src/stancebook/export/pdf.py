"""The brief as a PDF that is complete when forwarded, typeset by Typst with static/brief.typ.

>>> from stancebook.export.book import bind
>>> to_pdf("Who goes?", bind("# Who goes?\\n\\nArland."), {})[:8]
b'%PDF-1.7'
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from stancebook.core import fonts
from stancebook.export import text_layer
from stancebook.export.blocks import Node, plain
from stancebook.export.book import FormatError, in_a_line, pieces_of, widths
from stancebook.export.html import static_text

if TYPE_CHECKING:
    import typst

STANDARDS = ["a-2a", "ua-1"]  # for archives and for screen readers
UNBROKEN = 900  # letters of a cell or a quotation up to which it stays on one page
# sizes in points of the text and of the notes; the first of each with which the brief has its number of pages
TEXT, NOTES = (11, 10.5, 10.2, 10), (8.4, 8.2, 8, 7.8, 7.6)
MAIN, ALL = 2, 6  # pages of the main text, and with the annex
FULLEST = 12_000  # letters that no page exceeds
STEP, TALLEST = 5, 200  # millimetres by which the foot of the main text's last page is raised, and at most
LINE, BESIDE = 125, 62  # letters that a table has side by side, alone and beside a figure
KANA, HANGUL = re.compile("[\u3040-\u30ff\u31f0-\u31ff]"), re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
SERIF = ("Libertinus Serif", "DejaVu Sans", "New Computer Modern Math")  # Typst's, matplotlib's and Typst's
SIGN = (
    b'#set document(title: "a character")\n#set text(font: json(bytes(sys.inputs.fonts)), fallback: false)\n'
    b"#sys.inputs.sign"
)
PICTURE = (
    b'#set page(width: 504pt, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
)


def to_pdf(title: str, book: list[Node], figures: Mapping[str, str]) -> bytes:
    """The bytes of a PDF, from the parts of a document (see `book.bind`); `figures` is SVG by the brief's names.

    Raises FormatError if Typst cannot typeset the document.
    """
    book = json.loads(json.dumps(book))  # a copy, since its tables and quotations get entries more
    title = in_a_line(title)
    beside = [id(piece["table"]) for piece in pieces_of(book) if piece.get("kind") == "pair"]
    for piece in pieces_of(book):
        if piece.get("kind") in ("table", "quote"):
            piece["breaks"] = _longest(piece) > UNBROKEN
        if piece.get("kind") == "table":
            line = BESIDE if id(piece) in beside else LINE
            piece["widths"] = widths(piece, line) if _letters(piece) > line else []
    letters = "".join(piece.get("text", "") for piece in pieces_of(book))
    inputs = {"title": title, "volume": json.dumps(book), "figures": json.dumps(figures), "han": _han(letters)}
    source = static_text("brief.typ").encode()
    try:
        fitting = _fitting(source, inputs, len(letters))
        made = _typeset("brief.pdf", source, fitting, format="pdf", pdf_standards=STANDARDS)
        return text_layer.mended(made) if any(unicodedata.category(sign)[0] == "M" for sign in {*letters}) else made
    except FormatError as error:
        raise _without_font([{"kind": "heading", "inlines": [{"text": title}]}, *book]) or error from error


def _han(text: str) -> str:
    """The language whose forms Chinese characters have in a text: Japanese or Korean if it has letters of these."""
    return "ja" if KANA.search(text) else "ko" if HANGUL.search(text) else "zh"


def _without_font(book: list[Node]) -> FormatError | None:
    """What is wrong with the first text of a document that has characters without a font; None if all have one."""
    place = ""
    for piece in pieces_of(book):
        place = plain(piece["inlines"]) if piece.get("kind") == "heading" else place
        missing = [sign for sign in sorted(set(piece.get("text", ""))) if not _has_font(sign)]
        if missing:
            return FormatError(fonts.no_font(missing, piece["text"], f"brief.pdf, under “{place}”"))
    return None


@cache
def _has_font(sign: str) -> bool:
    """Whether Typst has a font for a character."""
    try:
        return bool(sign.isascii() or _typeset("a character", SIGN, {"sign": sign}, format="pdf", pdf_standards="ua-1"))
    except FormatError:
        return False


def _fitting(source: bytes, inputs: dict[str, str], letters: int) -> dict[str, str]:
    """The inputs with the largest sizes with which the brief is as short as it should be, and with level columns.

    They are the smallest sizes if the brief is too long with all, which need not be tried if it has very many letters.
    """
    sizes = {"text": TEXT[-1], "notes": NOTES[-1]}
    if letters > 2 * ALL * FULLEST or _pages(source, inputs, sizes)["all"] > 2 * ALL:
        return _sized(inputs, sizes)
    for name, choices, part, most in (("text", TEXT, "main", MAIN), ("notes", NOTES, "all", ALL)):
        fits = (size for size in choices[:-1] if _pages(source, inputs, sizes | {name: size})[part] <= most)
        sizes[name] = next(fits, choices[-1])
    pages, low, high = _pages(source, inputs, sizes), 0, TALLEST // STEP
    while high - low > 1:
        middle = (low + high) // 2
        same = _pages(source, inputs, sizes | {"spare": middle * STEP}) == pages
        low, high = (middle, high) if same else (low, middle)
    return _sized(inputs, sizes | {"spare": low * STEP})


def _sized(inputs: Mapping[str, str], sizes: Mapping[str, float]) -> dict[str, str]:
    """The inputs of Typst with sizes."""
    return {**inputs, "sizes": json.dumps({"spare": 0, **sizes})}


def _pages(source: bytes, inputs: Mapping[str, str], sizes: Mapping[str, float]) -> dict[str, int]:
    """How many pages the main text and all of the brief take with some sizes."""
    sized = _sized(inputs, sizes)
    return json.loads(_typeset("brief.pdf", source, sized, selector="<pages>", field="value", one=True))


def _longest(block: Node) -> int:
    """The letters of a table's longest cell, or of a quotation."""
    parts = [cell for row in block["rows"] for cell in row] if block["kind"] == "table" else [block["blocks"]]
    return max((sum(len(piece.get("text", "")) for piece in pieces_of(part)) for part in parts), default=0)


def _letters(table: Node) -> int:
    """The letters of a line that has the longest cell of each column of a table."""
    return sum(max(len(plain(cell)) for cell in column) for column in zip(table["head"], *table["rows"], strict=True))


def picture(svg: str, ppi: int = 200) -> bytes:
    """The bytes of a PNG of a figure, 7 inches wide."""
    return _typeset("a figure", PICTURE, {"svg": svg}, format="png", ppi=ppi)


def _typeset(what: str, source: bytes, inputs: Mapping[str, str], **options: object) -> bytes | str:
    """What Typst makes of our source and of others' text, with fonts that are the same on every machine.

    With a selector it is what Typst says of a part of the document, as JSON.
    """
    try:
        import typst
    except ImportError as error:
        raise FormatError(f"{what} needs Typst; install the package typst as requirements.lock has it") from error
    try:
        run = typst.query if "selector" in options else typst.compile
        found, families = _fonts(tuple(fonts.own()))
        inputs = {**inputs, "fonts": families}
        return run(source, sys_inputs=inputs, font_paths=found, ignore_system_fonts=True, **options)
    except RuntimeError as error:  # TypstError, or what a query raises
        message = " ".join([getattr(error, "message", str(error)), *getattr(error, "hints", ())])
        raise FormatError(f"Typst cannot set {what}: {message}; mend the text or figure that it names") from error


@cache
def _fonts(own: tuple[Path, ...]) -> tuple[typst.Fonts, str]:
    """Typst's own fonts, matplotlib's, those of packages and a study's own; the families in which a letter is sought.

    The names of the families are JSON.
    """
    import typst

    folders = {fonts.matplotlib_folder(), *(path.parent for path in (*own, *fonts.packaged()))}
    found = typst.Fonts(include_system_fonts=False, font_paths=sorted(map(str, folders)))
    by_path: dict[str, list[str]] = {}
    for each in sorted(found.fonts(), key=lambda each: each.family):
        by_path.setdefault(str(each.path), []).append(each.family)

    def families(paths: Iterable[Path]) -> list[str]:
        return [family for path in paths for family in by_path.get(str(path), ())]

    serif, sans, maths = SERIF
    return found, json.dumps([serif, *families(own), sans, *families(fonts.packaged()), maths])
