"""Word documents (DOCX, by docx2python) and rich text (RTF, by striprtf).

>>> read_rtf(rb"{\\rtf1\\ansi\\ansicpg1252 Arland waits\\par It rains in the caf\\'e9.\\par}").text
'Arland waits\\nIt rains in the café.\\n'
"""

from __future__ import annotations

import re
import warnings
import zipfile
from io import BytesIO

from stancebook.intake.document import BadDocument, Document, read_by
from stancebook.intake.layout import from_paragraphs
from stancebook.intake.limits import check_office, open_zip

BODY, ROOT = "word/document.xml", re.compile(rb"(<w:document)\b[^>]*>")
LINKS = b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
LINK = re.compile(r'<a href="[^"]*">|</a>')
PICTURE = re.compile(r"(?:----Image alt text---->[^\n]{0,500}?<)?----media/[^\n]{1,200}?----|----Image alt text----")
BULLET = re.compile(r"^\t*--\t")  # before an item of a list
SYMBOL = re.compile(r"<span style=font-family:[^>\n]{1,80}>[^<\n]{0,20}</span>")  # a letter of a font of signs
BINARY = re.compile(rb"\\bin(\d{1,9}) ?")
HEXADECIMAL = re.compile(r"[0-9a-f]{200}")  # a picture
NOTE = re.compile(r"----(?:foot|end)note\d+----")
TITLES = {"title", "heading1", "heading 1", "titel", "titre", "headline", "überschrift1", "titre1"}


def read_docx(content: bytes) -> Document:
    """The Document of a Word file; raises BadDocument if it is damaged, has macros or declares entities."""
    paragraphs, headline, done = paragraphs_of(content)
    return from_paragraphs(paragraphs, headline)._replace(done=done, **read_by("docx2python"))


def paragraphs_of(content: bytes) -> tuple[list[str], str, tuple[str, ...]]:
    """The paragraphs of the body, the text of its first title, and what was left out, in words."""
    from docx2python import docx2python

    archive = open_zip(content)
    outside = check_office(archive)
    try:
        with warnings.catch_warnings(), docx2python(BytesIO(with_links(archive, content))) as document:
            warnings.simplefilter("ignore")
            parts = [par for table in document.body_pars for row in table for cell in row for par in cell]
            found = [("".join(run.text for run in par.runs), par.style) for par in parts]
    except MemoryError:
        raise
    except Exception as error:  # the library has no error of its own
        raise BadDocument(f"it is no readable Word document ({type(error).__name__})", "save it anew in Word") from None
    pictures = sum(len(PICTURE.findall(text)) for text, _ in found)
    notes = sum(len(NOTE.findall(text)) for text, _ in found)
    texts = [(_plain(text), style) for text, style in found]
    headline = next((text for text, style in texts[:10] if text and style.lower() in TITLES), "")
    done = [*outside]
    done += [f"pictures left out: {pictures}"] if pictures else []
    done += [f"footnotes left out: {notes}"] if notes else []
    return [line for text, _ in texts for line in text.split("\n")], headline, tuple(done)


def with_links(archive: zipfile.ZipFile, content: bytes) -> bytes:
    """A Word file whose body declares the namespace of links, which docx2python looks for in each; else as it is."""
    body = archive.read(BODY) if BODY in archive.namelist() else b""
    root = ROOT.search(body)
    if root is None or b"xmlns:r=" in root[0]:
        return content
    made = BytesIO()
    declared = body[: root.end(1)] + LINKS + body[root.end(1) :]
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for part in archive.infolist():
            written.writestr(part.filename, declared if part.filename == BODY else archive.read(part))
    return made.getvalue()


def _plain(text: str) -> str:
    """A paragraph without the library's own marks of links, pictures, footnotes and lists."""
    for mark in (BULLET, LINK, PICTURE, NOTE, SYMBOL):
        text = mark.sub("", text)
    return text.replace("\xa0", " ").strip()


def read_rtf(content: bytes) -> Document:
    """The Document of a rich text file; embedded objects and pictures are left out."""
    return from_paragraphs(rtf_lines(content))._replace(done=_left_out(content), **read_by("striprtf"))


def rtf_lines(content: bytes) -> list[str]:
    """The lines of a rich text file; raises BadDocument if it cannot be read."""
    from striprtf.striprtf import rtf_to_text

    try:
        text = rtf_to_text(without_binary(content).decode("cp1252", "replace"), errors="replace")
    except Exception as error:  # the library has no error of its own
        raise BadDocument(f"it is no readable RTF ({type(error).__name__})", "save it anew as RTF or DOCX") from None
    if HEXADECIMAL.search(text):  # striprtf lost count of the braces: text behind it may be missing
        raise BadDocument("its pictures cannot be told from its text", "save it as DOCX, or without pictures")
    return text.replace("\r", "\n").split("\n")


def without_binary(content: bytes) -> bytes:
    """Rich text without its binary data, in which striprtf would look for braces.

    >>> without_binary(b"{a \\\\bin3 }}}b}")
    b'{a b}'
    """
    kept, at = [], 0
    for found in BINARY.finditer(content):
        if found.start() >= at:  # else it stands within binary data
            kept.append(content[at : found.start()])
            at = found.end() + int(found[1])
    return b"".join([*kept, content[at:]])


def _left_out(content: bytes) -> tuple[str, ...]:
    """What is not taken from a rich text file, in words."""
    found = {"objects": content.count(b"\\objdata"), "pictures": content.count(b"\\pict")}
    return tuple(f"{name} left out: {number}" for name, number in found.items() if number)
