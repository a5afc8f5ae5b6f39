"""The brief as a Word document: pandoc writes it, and it gets our styles, pages and properties.

>>> from stancebook.export.book import bind
>>> to_docx("Who goes?", bind("# Who goes?\\n\\nArland."), {})[:2]
b'PK'

Pandoc gets the document as its own tree, so that it parses no markup of others.

>>> import json
>>> parts = [{"name": "body", "blocks": [{"kind": "paragraph", "inlines": [{"kind": "text", "text": "*a*"}]}]}]
>>> json.dumps(syntax(parts, {})["blocks"])
'[{"t": "Para", "c": [{"t": "Str", "c": "*a*"}]}]'
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import zipfile
from base64 import b64encode
from collections.abc import Mapping
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from stancebook.core.markdown import leftward
from stancebook.export.blocks import Node, plain
from stancebook.export.book import FormatError, in_a_line, names_of, pieces_of, widths
from stancebook.export.html import render, static_text
from stancebook.export.pdf import picture
from stancebook.figures.svg import natural_width

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
RELATION = (
    '<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Id="footer" '
    'Target="footer.xml" />'
)
CONTENT = (
    '<Override PartName="/word/footer.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml" />'
)
VERSION = [1, 23, 1]  # of pandoc's tree
NONE = ["", [], []]  # no id, classes or attributes
WIDE, TALL = 476, 620  # points that a figure may have
LINE = 110  # letters that a table has side by side
SHRUNK = 0.85  # pandoc fits pictures to its own page, so that they come out smaller by this factor
BREAK = '<w:p><w:pPr><w:pStyle w:val="Break"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'
COLUMNS = '<w:cols w:num="2" w:space="400"/>'
SMALL = {"annex": "Annex", "notes": "Small"}  # styles of paragraphs by part
Picture = tuple[float, bytes]  # width in points, PNG
FIX = "install the package pypandoc_binary as requirements.lock has it"


def to_docx(title: str, book: list[Node], figures: Mapping[str, str]) -> bytes:
    """The bytes of a DOCX, from the parts of a document (see `book.bind`); `figures` is SVG by the brief's names.

    Raises FormatError if pandoc or Typst is not there.
    """
    shown = {piece["name"] for piece in pieces_of(book) if piece.get("kind") == "figure"}
    pictures = {name: (natural_width(figures[name]), picture(figures[name])) for name in sorted(shown)}
    written = run_pandoc(syntax(book, pictures), "docx")
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return _packed(_finished(parts, in_a_line(title)))


def _finished(parts: Mapping[str, bytes], title: str) -> dict[str, bytes]:
    """The parts of pandoc's file, some of them replaced by ours."""
    texts = {
        "word/document.xml": _with_our_pages(parts["word/document.xml"].decode()),
        "word/numbering.xml": _indented(parts["word/numbering.xml"].decode()),
        "word/_rels/document.xml.rels": _with_footer(parts["word/_rels/document.xml.rels"], "Relationships", RELATION),
        "[Content_Types].xml": _with_footer(parts["[Content_Types].xml"], "Types", CONTENT),
        "word/styles.xml": static_text("docx_styles.xml"),
        "word/footer.xml": render("docx_footer.xml.j2", title=title).rstrip("\n"),
        "docProps/core.xml": render("docx_core.xml.j2", title=title).rstrip("\n"),
        "docProps/app.xml": static_text("docx_app.xml").rstrip("\n"),
    }
    return {**parts, **{name: text.encode() for name, text in texts.items()}}


def _with_our_pages(document: str) -> str:
    """The document's XML on our pages: rows stay whole, and pictures have no second description.

    Text of others cannot match these patterns: in XML it has no sign that opens a tag.
    """
    document = re.sub(r'<pic:cNvPr descr="[^"]*"', '<pic:cNvPr descr=""', document)
    document = document.replace("<w:tr><w:tc>", "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>")
    document = document.replace("<w:trPr><w:tblHeader", "<w:trPr><w:cantSplit/><w:tblHeader")
    document = re.sub(r'<w:gridCol w:w="(\d+)"', lambda column: f'<w:gridCol w:w="{_wide(int(column[1]))}"', document)
    document = re.sub(r'<(wp:extent|a:ext) cx="(\d+)" cy="(\d+)"', _full_size, document)
    body, _, _ = document.rpartition("<w:sectPr")  # the last is pandoc's, one before it is ours
    return f"{body}{_section(columns='<w:sectPr' in body)}</w:body></w:document>"


def _section(columns: bool = False) -> str:
    """The properties of our pages: of the whole document, or of notes in two columns that go on below the annex."""
    pages = static_text("docx_pages.xml").strip()
    if not columns:
        return pages
    return re.sub("<w:footer.*?/>", '<w:type w:val="continuous"/>', pages).replace("</w:sect", f"{COLUMNS}</w:sect")


def _indented(numbering: str) -> str:
    """The XML of lists, half as far to the right."""
    return re.sub(r'(?<=<w:ind w:left=")\d+', lambda left: str(int(left[0]) // 2), numbering)


def _wide(twips: int) -> int:
    """The width of a column on our page, from its width on pandoc's."""
    return twips * 9526 // 7920


def _full_size(extent: re.Match[str]) -> str:
    """The size of a picture on our page."""
    name, *sides = extent.groups()
    return '<{} cx="{}" cy="{}"'.format(name, *(round(int(side) / SHRUNK) for side in sides))


def _with_footer(part: bytes, root: str, entry: str) -> str:
    """The XML of a part with one more entry at its end."""
    return part.decode().replace(f"</{root}>", f"{entry}</{root}>")


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """The bytes of a zip file of these parts, the same each time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):  # Word wants [Content_Types].xml first
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            archive.writestr(entry, parts[name])
    return packed.getvalue()


def run_pandoc(tree: Node, to: str) -> bytes:
    """The bytes that pandoc makes of its tree in a format; raises FormatError if it cannot.

    In its sandbox pandoc has no files, no clock and no settings of the user.
    """
    command = [_program(), "--sandbox", "-f", "json", "-t", to, "-o", "-"]
    try:
        return subprocess.run(command, input=json.dumps(tree).encode(), capture_output=True, check=True).stdout
    except OSError as error:
        raise FormatError(f"brief.{to} needs pandoc, which does not start ({error.strerror}); {FIX}") from error
    except subprocess.CalledProcessError as error:
        message = " ".join(error.stderr.decode(errors="replace").split())
        raise FormatError(
            f"pandoc cannot write brief.{to}: {message or f'it ends with {error.returncode}'}; {FIX}"
        ) from error


def _program() -> str:
    """The path of pandoc: the one that the lock has, even if another is installed."""
    package = find_spec("pypandoc")  # to find a file beside it; its import takes a tenth of a second
    if package is None or package.origin is None:
        raise FormatError(f"brief.docx needs pandoc, which is not here; {FIX}")
    ours = Path(package.origin).with_name("files") / ("pandoc.exe" if os.name == "nt" else "pandoc")
    if ours.exists():
        return str(ours)
    import pypandoc

    try:
        return pypandoc.get_pandoc_path()
    except OSError as error:
        raise FormatError(f"brief.docx needs pandoc, which is not here; {FIX}") from error


def syntax(book: list[Node], pictures: Mapping[str, Picture]) -> Node:
    """Pandoc's tree of a document, in the styles of docx_styles.xml; `pictures` has width and PNG of each figure."""
    writer = _Writer({name: f"place_{number}" for number, name in enumerate(names_of(book), 1)}, pictures)
    blocks = [block for part in book for block in writer.part(part)]
    meta = {"lang": {"t": "MetaInlines", "c": [_text("en-GB")]}}
    return {"pandoc-api-version": VERSION, "meta": meta, "blocks": blocks}


class _Writer:
    """Turns blocks of ours into blocks of pandoc; `places` are bookmarks by anchor, as Word allows them."""

    def __init__(self, places: Mapping[str, str], pictures: Mapping[str, Picture]) -> None:
        self.places, self.pictures = places, pictures

    def part(self, part: Node) -> list[Node]:
        """The blocks of a part: the annex begins a page, and the notes are in two columns below their heading."""
        name, blocks = part["name"], part["blocks"]
        made = [_raw(BREAK)] if name == "annex" else []
        for before, block in zip([{}, *blocks], blocks, strict=False):
            first = "After" if before.get("kind") in ("table", "pair") and block["kind"] == "paragraph" else ""
            made += self.block(block, SMALL.get(name, first))
            if name == "notes" and block is blocks[0]:
                made.append(_raw(f'<w:p><w:pPr><w:pStyle w:val="Break"/>{_section()}</w:pPr></w:p>'))
        return made

    def block(self, block: Node, style: str = "") -> list[Node]:
        """A block of ours as blocks of pandoc, its paragraphs in a style of ours."""
        kind = block["kind"]
        if kind == "paragraph":
            return _turned(block["inlines"], _styled(style, self.inlines(block["inlines"])))
        if kind == "heading":
            attributes = [self.places.get(block["id"], ""), [], []]
            heading = {"t": "Header", "c": [block["level"], attributes, self.inlines(block["inlines"])]}
            return _turned(block["inlines"], [heading])
        if kind == "quote":
            return [{"t": "BlockQuote", "c": self.blocks(block["blocks"])}]
        if kind == "list":
            items = [self.blocks(item, style or "Item") for item in block["items"]]
            ordered = [[block["start"], {"t": "Decimal"}, {"t": "Period"}], items]
            return [{"t": "OrderedList", "c": ordered} if block["ordered"] else {"t": "BulletList", "c": items}]
        if kind == "table":
            return [self.table(block)]
        if kind == "figure":
            return self.figure(block)
        if kind == "pair":
            return self.blocks([block["figure"], block["table"]], style)
        return [{"t": "CodeBlock", "c": [NONE, block["text"]]} if kind == "code" else {"t": "HorizontalRule"}]

    def blocks(self, blocks: list[Node], style: str = "") -> list[Node]:
        """Blocks of ours as blocks of pandoc."""
        return list(chain.from_iterable(self.block(block, style) for block in blocks))

    def figure(self, figure: Node) -> list[Node]:
        """A figure as its picture, which stays with its caption."""
        natural, png = self.pictures[figure["name"]]
        width, height = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
        size = [["width", f"{SHRUNK * min(natural, WIDE, TALL * width / height) / 72:.3f}in"]]
        image = [["", [], size], [_text(figure["alt"])], [f"data:image/png;base64,{b64encode(png).decode()}", ""]]
        caption = _styled("Caption", self.inlines(figure["caption"])) if figure["caption"] else []
        return [*_styled("Drawing", [{"t": "Image", "c": image}]), *caption]

    def table(self, table: Node) -> Node:
        """A table, its cells in the small type of docx_styles.xml."""
        columns = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": share}] for share in widths(table, LINE)]
        head = [NONE, [self.row(table["head"], "Cell Head")]]
        body = [NONE, 0, [], [self.row(row, "Cell") for row in table["rows"]]]
        return {"t": "Table", "c": [NONE, [None, []], columns, head, [body], [NONE, []]]}

    def row(self, cells: list[list[Node]], style: str) -> list:
        """A row of a table, its cells in a style of ours."""
        made = [_turned(cell, _styled(style, self.inlines(cell) or [_text("")])) for cell in cells]
        return [NONE, [[NONE, {"t": "AlignDefault"}, 1, 1, blocks] for blocks in made]]

    def inlines(self, inlines: list[Node]) -> list[Node]:
        """Inlines of ours as inlines of pandoc."""
        return [self.inline(inline) for inline in inlines]

    def inline(self, inline: Node) -> Node:
        """An inline of ours as one of pandoc; no file lies beside a forwarded document, so its name is no link."""
        kind, within = inline["kind"], self.inlines(inline.get("inlines", ()))
        if kind in ("mark", "internal"):
            link = {"t": "Link", "c": [NONE, within, [f"#{self.places[inline['to']]}", ""]]}
            return {"t": "Superscript", "c": [link]} if kind == "mark" else link
        if kind == "anchor":
            return {"t": "Span", "c": [[self.places[inline["name"]], [], []], []]}
        if kind == "file":
            return {"t": "Span", "c": [["", [], [["custom-style", "File"]]], within]}
        if kind in ("strong", "emph"):
            return {"t": kind.capitalize(), "c": within}
        if kind == "break":
            return {"t": "LineBreak"}
        return {"t": "Code", "c": [NONE, inline["text"]]} if kind == "code" else _text(inline["text"])


def _raw(xml: str) -> Node:
    """XML of ours for the document."""
    return {"t": "RawBlock", "c": ["openxml", xml]}


def _text(words: str) -> Node:
    """A text of pandoc."""
    return {"t": "Str", "c": words}


def _turned(inlines: list[Node], blocks: list[Node]) -> list[Node]:
    """The blocks of some inlines of ours; they run leftwards if their first letter does."""
    return [{"t": "Div", "c": [["", [], [["dir", "rtl"]]], blocks]}] if leftward(plain(inlines)) else blocks


def _styled(style: str, inlines: list[Node]) -> list[Node]:
    """A paragraph, in a style of docx_styles.xml if one is given."""
    paragraph = {"t": "Para", "c": inlines}
    return [{"t": "Div", "c": [["", [], [["custom-style", style]]], [paragraph]]}] if style else [paragraph]
