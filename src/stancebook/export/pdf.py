"""The brief on paper: a PDF that stands alone when forwarded, set by Typst with the template beside this module.

>>> to_pdf("Who goes?", "# Who goes?\\n\\nArland.", "# Evidence", {})[:8]
b'%PDF-1.7'
"""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path

from stancebook.export.blocks import plain
from stancebook.export.book import FormatError, bind, in_a_line, pieces_of, widths

STANDARDS = ["a-2a", "ua-1"]  # an archive's and a screen reader's
UNBROKEN = 900  # letters of a cell or a quotation up to which it stays on one page
LINE = 125  # letters that a table has side by side
PICTURE = (
    b'#set page(width: 504pt, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
)


def to_pdf(title, brief, annex, figures):
    """The bytes of a PDF, from the Markdown of a brief and of its evidence; `figures` is SVG by the brief's names.

    Raises FormatError where a link or a figure leads nowhere, or Typst cannot set it.
    """
    volume = bind(brief, annex, figures)
    for piece in pieces_of(volume):
        if piece.get("kind") in ("table", "quote"):
            piece["breaks"] = _longest(piece) > UNBROKEN
        if piece.get("kind") == "table":
            piece["widths"] = widths(piece, LINE) if _letters(piece) > LINE else []
    inputs = {"title": in_a_line(title), "volume": json.dumps(volume), "figures": json.dumps(figures)}
    template = files("stancebook.export").joinpath("static/brief.typ").read_bytes()
    return _set("brief.pdf", template, inputs, format="pdf", pdf_standards=STANDARDS)


def _longest(block):
    """The letters of a table's longest cell, or of a quotation."""
    parts = [cell for row in block["rows"] for cell in row] if block["kind"] == "table" else [block["blocks"]]
    return max((sum(len(piece.get("text", "")) for piece in pieces_of(part)) for part in parts), default=0)


def _letters(table):
    """The letters in a line of a table that has all of its longest cells."""
    return sum(max(len(plain(cell)) for cell in column) for column in zip(table["head"], *table["rows"], strict=True))


def picture(svg, ppi=200):
    """The bytes of a PNG of a figure, 7 inches wide."""
    return _set("a figure", PICTURE, {"svg": svg}, format="png", ppi=ppi)


def _set(what, source, inputs, **how):
    """What Typst makes of a source of ours and of words of others, with fonts that are the same everywhere."""
    try:
        import typst
    except ImportError as error:
        raise FormatError(f"{what} needs Typst; install the package typst as requirements.lock has it") from error
    try:
        return typst.compile(source, sys_inputs=inputs, font_paths=_fonts(), ignore_system_fonts=True, **how)
    except typst.TypstError as error:
        told = " ".join([error.message, *error.hints])
        raise FormatError(f"Typst cannot set {what}: {told}; mend the text or figure that it names") from error


@cache
def _fonts():
    """Typst's own fonts, and those that come with matplotlib: letters of many scripts, and a sign for any other."""
    import matplotlib
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(Path(matplotlib.get_data_path(), "fonts", "ttf"))])
