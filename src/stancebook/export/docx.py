"""The brief as a Word document: pandoc writes it, and it gets styles, pages and properties of our own.

>>> to_docx("Who goes?", "# Who goes?\\n\\nArland.", "# Evidence", {})[:2]
b'PK'

Pandoc, a program of its own: it gets a volume as its own tree, so that it reads no markup of others.

>>> import json
>>> parts = [{"name": "body", "blocks": [{"kind": "paragraph", "inlines": [{"kind": "text", "text": "*a*"}]}]}]
>>> json.dumps(syntax(parts, {})["blocks"])
'[{"t": "Para", "c": [{"t": "Str", "c": "*a*"}]}]'
"""

import io
import json
import os
import re
import subprocess
import zipfile
from base64 import b64encode
from importlib.resources import files
from itertools import chain
from pathlib import Path
from xml.sax.saxutils import escape

from stancebook.export.book import FormatError, bind, in_a_line, pieces_of, widths
from stancebook.export.pdf import picture

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>'
)
APP = f'<Properties xmlns="{OFFICE}/extended-properties"/>'
FIELD = '<w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
FOOTER = (
    f'<w:ftr {WORD}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t>{{}}</w:t></w:r><w:r><w:tab/></w:r>'
    f'{FIELD.format("PAGE")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{FIELD.format("NUMPAGES")}</w:p></w:ftr>'
)
PAGES = (
    '<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1247" w:right="1190" w:bottom="1247" w:left="1190" w:header="600" w:footer="600" w:gutter="0"/>'
    "</w:sectPr>"
)
RELATION = f'<Relationship Type="{OFFICE}/relationships/footer" Id="footer" Target="footer.xml" />'
CONTENT = (
    '<Override PartName="/word/footer.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml" />'
)
VERSION = [1, 23, 1]  # of the tree
NONE = ["", [], []]
WIDE, TALL = 6.6, 8.6  # inches that a figure may have
LINE = 110  # letters that a table has side by side
SHRUNK = 0.85  # pandoc cuts pictures to a page of its own, so that they come out smaller, by this much
BREAK = '<w:p><w:pPr><w:pStyle w:val="Break"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'
CURE = "install the package pypandoc_binary as requirements.lock has it"


def to_docx(title, brief, annex, figures):
    """The bytes of a DOCX, from the Markdown of a brief and of its evidence; `figures` is SVG by the brief's names.

    Raises FormatError where a link or a figure leads nowhere, or a program that it needs is not there.
    """
    volume = bind(brief, annex, figures)
    shown = {piece["name"] for piece in pieces_of(volume) if piece.get("kind") == "figure"}
    written = run_pandoc(syntax(volume, {name: picture(figures[name]) for name in sorted(shown)}), "docx")
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return _packed(_finished(parts, escape(in_a_line(title))))


def _finished(parts, title):
    """The parts of pandoc's file, with ours in their places."""
    texts = {
        "word/document.xml": _laid_out(parts["word/document.xml"].decode()),
        "word/_rels/document.xml.rels": _with_footer(parts["word/_rels/document.xml.rels"], "Relationships", RELATION),
        "[Content_Types].xml": _with_footer(parts["[Content_Types].xml"], "Types", CONTENT),
        "word/styles.xml": files("stancebook.export").joinpath("static/docx_styles.xml").read_text(encoding="utf-8"),
        "word/footer.xml": XML + FOOTER.format(title),
        "docProps/core.xml": XML + CORE.format(title),
        "docProps/app.xml": XML + APP,
    }
    return {**parts, **{name: text.encode() for name, text in texts.items()}}


def _laid_out(document):
    """The document's XML on pages of ours, its rows whole, its pictures without their data as a second description.

    What others wrote cannot be meant: in XML their text has no sign that opens a tag.
    """
    document = re.sub(r'<pic:cNvPr descr="[^"]*"', '<pic:cNvPr descr=""', document)
    document = document.replace("<w:tr><w:tc>", "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>")
    document = document.replace("<w:trPr><w:tblHeader", "<w:trPr><w:cantSplit/><w:tblHeader")
    document = re.sub(r'<w:gridCol w:w="(\d+)"', lambda column: f'<w:gridCol w:w="{_wide(int(column[1]))}"', document)
    document = re.sub(r'<(wp:extent|a:ext) cx="(\d+)" cy="(\d+)"', _full_size, document)
    return re.sub(r"<w:sectPr>.*?</w:sectPr>(?=\s*</w:body>)", PAGES, document, flags=re.DOTALL)


def _wide(twips):
    """The width of a column on a page of ours, from its width on one of pandoc's."""
    return twips * 9526 // 7920


def _full_size(extent):
    """The size of a picture on a page of ours."""
    name, *sides = extent.groups()
    return '<{} cx="{}" cy="{}"'.format(name, *(round(int(side) / SHRUNK) for side in sides))


def _with_footer(part, root, entry):
    return part.decode().replace(f"</{root}>", f"{entry}</{root}>")


def _packed(parts):
    """The bytes of a zip file of these parts, the same each time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):  # the table of contents has the first name
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            archive.writestr(entry, parts[name])
    return packed.getvalue()


def run_pandoc(tree, to):
    """The bytes that pandoc makes of its tree in a format; raises FormatError where it cannot.

    In its sandbox it has no files, no clock and no settings of who runs it.
    """
    command = [_program(), "--sandbox", "-f", "json", "-t", to, "-o", "-"]
    told = {"input": json.dumps(tree).encode(), "capture_output": True, "check": True}
    try:
        return subprocess.run(command, **told).stdout
    except OSError as error:
        raise FormatError(f"brief.{to} needs pandoc, which does not start ({error.strerror}); {CURE}") from error
    except subprocess.CalledProcessError as error:
        said = " ".join(error.stderr.decode(errors="replace").split())
        raise FormatError(
            f"pandoc cannot write brief.{to}: {said or f'it ends with {error.returncode}'}; {CURE}"
        ) from error


def _program():
    """The way to pandoc: the one that the lock has, whatever else is installed."""
    try:
        import pypandoc

        ours = Path(pypandoc.__file__).with_name("files") / ("pandoc.exe" if os.name == "nt" else "pandoc")
        return str(ours) if ours.exists() else pypandoc.get_pandoc_path()
    except (ImportError, OSError) as error:
        raise FormatError(f"brief.docx needs pandoc, which is not here; {CURE}") from error


def syntax(volume, pictures):
    """Pandoc's tree of a volume, in styles that worded.xml has; `pictures` is PNG by the names of figures."""
    pieces = list(pieces_of(volume))
    named = [piece["name"] for piece in pieces if piece.get("kind") == "anchor"]
    named += [piece["id"] for piece in pieces if piece.get("id")]
    writer = _Writer({name: f"place_{number}" for number, name in enumerate(named, 1)}, pictures)
    blocks = [block for part in volume for block in writer.part(part)]
    meta = {"lang": {"t": "MetaInlines", "c": [_text("en-GB")]}}
    return {"pandoc-api-version": VERSION, "meta": meta, "blocks": blocks}


class _Writer:
    """The way from a volume's blocks to pandoc's; `places` are bookmarks by anchor, as Word allows them."""

    def __init__(self, places, pictures):
        self.places, self.pictures = places, pictures

    def part(self, part):
        """The blocks of a part; what stands behind the notes begins on a page of its own."""
        blocks, small = part["blocks"], part["name"] != "body"
        made = [{"t": "RawBlock", "c": ["openxml", BREAK]}] if part["name"] in ("tables", "evidence") else []
        for before, block, after in zip([{}, *blocks], blocks, [*blocks[1:], {}]):
            first = "After" if before.get("kind") == "table" and block["kind"] == "paragraph" else ""
            style = "Entry" if after.get("kind") == "quote" else "Small" if small else first
            made += self.block(block, style)
        return made

    def block(self, block, style=""):
        """A block of ours as blocks of pandoc's, its paragraphs in a style of ours."""
        kind = block["kind"]
        if kind == "paragraph":
            return _styled(style, {"t": "Para", "c": self.inlines(block["inlines"])})
        if kind == "heading":
            attributes = [self.places.get(block["id"], ""), [], []]
            return [{"t": "Header", "c": [block["level"], attributes, self.inlines(block["inlines"])]}]
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
        return [{"t": "CodeBlock", "c": [NONE, block["text"]]} if kind == "code" else {"t": "HorizontalRule"}]

    def blocks(self, blocks, style=""):
        return list(chain.from_iterable(self.block(block, style) for block in blocks))

    def figure(self, figure):
        """A figure in its picture, which stays with the line under it."""
        png = self.pictures[figure["name"]]
        width, height = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
        size = [["width", f"{SHRUNK * min(WIDE, TALL * width / height):.3f}in"]]
        image = [["", [], size], [_text(figure["alt"])], [f"data:image/png;base64,{b64encode(png).decode()}", ""]]
        caption = _styled("Caption", {"t": "Para", "c": self.inlines(figure["caption"])}) if figure["caption"] else []
        return [*_styled("Drawing", {"t": "Para", "c": [{"t": "Image", "c": image}]}), *caption]

    def table(self, table):
        """A table, its cells in the small type of worded.xml."""
        columns = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": share}] for share in widths(table, LINE)]
        head = [NONE, [self.row(table["head"], "Cell Head")]]
        body = [NONE, 0, [], [self.row(row, "Cell") for row in table["rows"]]]
        return {"t": "Table", "c": [NONE, [None, []], columns, head, [body], [NONE, []]]}

    def row(self, cells, style):
        made = [_styled(style, {"t": "Para", "c": self.inlines(cell) or [_text("")]}) for cell in cells]
        return [NONE, [[NONE, {"t": "AlignDefault"}, 1, 1, blocks] for blocks in made]]

    def inlines(self, inlines):
        return [self.inline(inline) for inline in inlines]

    def inline(self, inline):
        """An inline of ours as one of pandoc's; a file does not lie beside a forwarded document, so it is no link."""
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


def _text(words):
    return {"t": "Str", "c": words}


def _styled(style, block):
    """The block, in a style of worded.xml where one is given."""
    return [{"t": "Div", "c": [["", [], [["custom-style", style]]], [block]]}] if style else [block]
