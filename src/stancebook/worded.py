"""The brief as a Word document: pandoc writes it, and it gets styles, pages and properties of our own.

>>> docx("Who goes?", "# Who goes?\\n\\nArland.", "# Evidence", {})[:2]
b'PK'
"""

import io
import re
import zipfile
from importlib.resources import files
from xml.sax.saxutils import escape

from stancebook import pandoc
from stancebook.printed import picture
from stancebook.volume import bound, in_a_line, pieces_of

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


def docx(title, brief, annex, figures):
    """The bytes of a DOCX, from the Markdown of a brief and of its evidence; `figures` is SVG by the brief's names.

    Raises FormatError where a link or a figure leads nowhere, or a program that it needs is not there.
    """
    volume = bound(brief, annex, figures)
    shown = {piece["name"] for piece in pieces_of(volume) if piece.get("kind") == "figure"}
    written = pandoc.run(pandoc.syntax(volume, {name: picture(figures[name]) for name in sorted(shown)}), "docx")
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return _packed(_finished(parts, escape(in_a_line(title))))


def _finished(parts, title):
    """The parts of pandoc's file, with ours in their places."""
    texts = {
        "word/document.xml": _laid_out(parts["word/document.xml"].decode()),
        "word/_rels/document.xml.rels": _with_footer(parts["word/_rels/document.xml.rels"], "Relationships", RELATION),
        "[Content_Types].xml": _with_footer(parts["[Content_Types].xml"], "Types", CONTENT),
        "word/styles.xml": files("stancebook").joinpath("worded.xml").read_text(encoding="utf-8"),
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
    return '<{} cx="{}" cy="{}"'.format(name, *(round(int(side) / pandoc.SHRUNK) for side in sides))


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
