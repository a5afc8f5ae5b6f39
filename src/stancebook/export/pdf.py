"""The brief as a PDF that is complete when forwarded, typeset by Typst with static/brief.typ.

>>> from stancebook.export.book import bind
>>> to_pdf("Who goes?", bind("# Who goes?\\n\\nArland."), {})[:8]
b'%PDF-1.7'
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

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
STEP, TALLEST = 5, 200  # millimetres by which the foot of the main text's last page is raised, and at most
LINE, BESIDE = 125, 62  # letters that a table has side by side, alone and beside a figure
PICTURE = (
    b'#set page(width: 504pt, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
)


def to_pdf(title: str, book: list[Node], figures: Mapping[str, str]) -> bytes:
    """The bytes of a PDF, from the parts of a document (see `book.bind`); `figures` is SVG by the brief's names.

    Raises FormatError if Typst cannot typeset the document.
    """
    book = json.loads(json.dumps(book))  # a copy, since its tables and quotations get entries more
    beside = [id(piece["table"]) for piece in pieces_of(book) if piece.get("kind") == "pair"]
    for piece in pieces_of(book):
        if piece.get("kind") in ("table", "quote"):
            piece["breaks"] = _longest(piece) > UNBROKEN
        if piece.get("kind") == "table":
            line = BESIDE if id(piece) in beside else LINE
            piece["widths"] = widths(piece, line) if _letters(piece) > line else []
    inputs = {"title": in_a_line(title), "volume": json.dumps(book), "figures": json.dumps(figures)}
    source = static_text("brief.typ").encode()
    return _typeset("brief.pdf", source, _fitting(source, inputs), format="pdf", pdf_standards=STANDARDS)


def _fitting(source: bytes, inputs: dict[str, str]) -> dict[str, str]:
    """The inputs with the largest sizes with which the brief is as short as it should be, and with level columns.

    They are the smallest sizes if the brief is too long with all.
    """
    sizes = {"text": TEXT[-1], "notes": NOTES[-1]}
    if _pages(source, inputs, sizes)["all"] > 2 * ALL:
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
        return run(source, sys_inputs=inputs, font_paths=_fonts(), ignore_system_fonts=True, **options)
    except RuntimeError as error:  # TypstError, or what a query raises
        message = " ".join([getattr(error, "message", str(error)), *getattr(error, "hints", ())])
        raise FormatError(f"Typst cannot set {what}: {message}; mend the text or figure that it names") from error


@cache
def _fonts() -> typst.Fonts:
    """Typst's own fonts and matplotlib's, which have letters of many scripts and a sign for any other character."""
    import matplotlib
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(Path(matplotlib.get_data_path(), "fonts", "ttf"))])
