"""Which format a file has, by its content, and the Documents in it.

>>> format_of(b"%PDF-1.7", "a.txt"), format_of(b"Arland waits.", "a.txt"), format_of(b"<!DOCTYPE html><p>", "a")
('pdf', 'text', 'html')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NoReturn

from stancebook.intake import factiva, nexis
from stancebook.intake.document import BadDocument, Document, finished, read_by

SAVE_AS = "save it as DOCX, PDF or text"
FOREIGN = {  # what a file begins with, what it is, and the fix
    b"\xd0\xcf\x11\xe0": ("it is an old Word or Excel file, or is locked by a password", "save it as .docx or .xlsx"),
    b"\x89PNG": ("it is a picture", "run text recognition (OCR) on it first"),
    b"\xff\xd8\xff": ("it is a picture", "run text recognition (OCR) on it first"),
    b"GIF8": ("it is a picture", "run text recognition (OCR) on it first"),
    b"II*\x00": ("it is a picture", "run text recognition (OCR) on it first"),
    b"\x1f\x8b": ("it is a packed file", "unpack it, and add what is in it"),
    b"BZh91AY&SY": ("it is a packed file", "unpack it, and add what is in it"),
    b"7z\xbc\xaf": ("it is a packed file", "unpack it, and add what is in it"),
    b"Rar!": ("it is a packed file", "unpack it, and add what is in it"),
    b"\xfd7zXZ": ("it is a packed file", "unpack it, and add what is in it"),
    b"\x7fELF": ("it is a program", "give a document"),
    b"MZ\x90": ("it is a program", "give a document"),
    b"SQLite format 3": ("it is a database", "save its articles as CSV"),
}
FOREIGN_STARTS = tuple(FOREIGN)
IN_ZIP = {"word/": "docx", "xl/": "xlsx", "META-INF/container.xml": "epub"}  # by how the name of a part begins
MAIL = re.compile(rb"(?m)^mime-version:|^content-type: (?:multipart|text/html)")
IN_MAIL = (b"mime-version:", b"content-type: ")  # one of these is in what MAIL matches
SUFFIXES = {"text": "txt"}  # of an original, where the format's name is not its suffix
Line = tuple[str, str]  # a line of text, and the classes of HTML in which it stands
MARKS = {  # bytes without which no export needs to be looked for
    "text": (b"DOCUMENTS", b"End of Document", b"Document "),
    "html": (b"DOCUMENTS", b"End of Document", b"article"),
    "rtf": (b"End of Document", b"Document "),
}


def format_of(content: bytes, name: str) -> str:
    """The format of a file: pdf, docx, xlsx, epub, rtf, csv, html, mhtml or text; raises BadDocument for another."""
    start, suffix = content[:1024], name.lower().rpartition(".")[2]
    if b"%PDF-" in start:
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return _format_in_zip(content)
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if start.startswith(FOREIGN_STARTS):
        raise BadDocument(*next(FOREIGN[mark] for mark in FOREIGN if start.startswith(mark)))
    if suffix in ("csv", "tsv", "tab"):
        return "csv"
    return _format_of_text(start, suffix)


def _format_of_text(start: bytes, suffix: str) -> str:
    """The format of a file of characters: html, mhtml, csv or text; raises BadDocument for the data of a program."""
    head = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if any(map(head.__contains__, IN_MAIL)) and MAIL.search(head):
        return "mhtml"
    if suffix in ("html", "htm", "xhtml") or head.startswith((b"<!doctype html", b"<html")):
        return "html"
    if head.startswith((b"<?xml", b"<!--")):
        return "html" if b"<html" in head else _no_text()
    if head.startswith((b'{"', b"[{", b"{\n", b"<rss", b"<feed")):
        _no_text()
    return "csv" if _is_table(head) else "text"


def _no_text() -> NoReturn:
    raise BadDocument("it is data of a program (XML or JSON), not a text", "save its articles as a table (CSV)")


def _is_table(head: bytes) -> bool:
    """Whether the first line names columns of a table of articles: its text, and something else."""
    line = head.partition(b"\n")[0].decode("utf-8", "replace")
    separators = [separator for separator in ",;\t|" if separator in line]
    if not separators:
        return False
    from stancebook.intake.spreadsheet import fields_named

    return any(len(fields_named(line.split(separator))) > 1 for separator in separators)


def _format_in_zip(content: bytes) -> str:
    """The format of a zip file, by the names of its parts."""
    from stancebook.intake.limits import open_zip

    names = set(open_zip(content).namelist())
    for begins, format in IN_ZIP.items():
        if any(name.startswith(begins) for name in names):
            return format
    office = "content.xml" in names or any(name.startswith("ppt/") for name in names)
    if office:
        raise BadDocument("its format is not known", SAVE_AS)
    raise BadDocument("it is a zip file without a document", "unpack it, and add what is in it")


def read_documents(
    content: bytes, name: str, encoding: str = "", columns: Mapping[str, str] | None = None
) -> list[Document]:
    """The Documents in a file, in order, with printable texts; raises BadDocument if there is none.

    `columns` leads from fields of a Document to the columns of a table.
    """
    documents = _documents(content, format_of(content, name), encoding, columns or {})
    return [finished(document) for document in documents]


def _documents(content: bytes, format: str, encoding: str, columns: Mapping[str, str]) -> list[Document]:
    """The Documents of a file in this format: those of a bulk export, or the one that it is."""
    # here, because each reader loads a library
    if format in ("csv", "xlsx"):
        from stancebook.intake import spreadsheet

        return spreadsheet.read(content, format, encoding, columns)
    if format == "epub":
        from stancebook.intake import epub

        return epub.read(content)
    if format == "pdf":
        from stancebook.intake import pdf

        return [pdf.read(content)]
    return _exported(content, format, encoding) or [_single(content, format, encoding)]


def _single(content: bytes, format: str, encoding: str) -> Document:
    """The Document of a file that is one article."""
    if format in ("docx", "rtf"):
        from stancebook.intake import word

        return word.read_docx(content) if format == "docx" else word.read_rtf(content)
    if format in ("html", "mhtml"):
        from stancebook.intake import html

        return html.read(content, encoding) if format == "html" else html.read_mail(content)
    from stancebook.intake import plain

    return plain.read(content, encoding)


def _exported(content: bytes, format: str, encoding: str = "") -> list[Document]:
    """The Documents of an export of Nexis Uni, Nexis UK or Factiva; none if the file is not one."""
    if format in MARKS and not any(mark in content for mark in MARKS[format]):
        return []
    lines, tool = _lines(content, format, encoding)
    documents = factiva.split(lines) or nexis.split(lines)
    by = read_by(tool) if tool else {}
    return [document._replace(**by, place=f"article {number}") for number, document in enumerate(documents, 1)]


def _lines(content: bytes, format: str, encoding: str) -> tuple[list[Line], str]:
    """The lines of a file, and the library that read them."""
    if format == "html":
        from stancebook.intake.html import lines_of, text_of

        return _apart(lines_of(text_of(content, encoding))), "lxml"
    if format == "docx":
        from stancebook.intake.word import paragraphs_of

        return _apart([(line, "") for line in paragraphs_of(content)[0]]), "docx2python"
    if format == "rtf":
        from stancebook.intake.word import rtf_lines

        return _apart([(line, "") for line in rtf_lines(content)]), "striprtf"
    from stancebook.intake.plain import decode

    return [(line, "") for line in decode(content, encoding)[0].splitlines()], ""


def _apart(lines: list[Line]) -> list[Line]:
    """The lines with empty ones between them, as each is a paragraph."""
    return [each for line in lines for each in (line, ("", ""))]
