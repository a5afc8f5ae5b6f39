"""EPUB: the parts of a book or an issue in their order, each a text of its own."""

from __future__ import annotations

import posixpath
import zipfile
from typing import Any
from urllib.parse import unquote

from stancebook.intake.document import BadDocument, Document, one_space, read_by
from stancebook.intake.html import lines_of, text_of
from stancebook.intake.layout import from_paragraphs
from stancebook.intake.limits import check_xml, open_zip, read_part

LEAST_WORDS = 50  # of a part; a cover, a table of contents or a dedication has fewer
DC = "{http://purl.org/dc/elements/1.1/}"


def read(content: bytes) -> list[Document]:
    """A Document for each part of the reading order with enough words; raises BadDocument if there is none."""
    archive = open_zip(content)
    package = _package_name(archive)
    root = _xml(archive, package)
    hrefs = {item.get("id"): item.get("href") or "" for item in root.iter("{*}item")}
    names = [hrefs.get(item.get("idref"), "") for item in root.iter("{*}itemref")]
    outlet, date = (one_space(root.findtext(f".//{DC}{name}") or "") for name in ("title", "date"))
    documents, short = [], 0
    for number, name in enumerate(filter(None, names), 1):
        paragraphs = [line for line, _ in lines_of(text_of(_chapter(archive, package, name)))]
        if len(" ".join(paragraphs).split()) < LEAST_WORDS:
            short += 1
            continue
        document = from_paragraphs(paragraphs)
        documents.append(
            document._replace(outlet=outlet, date=document.date or date, place=f"part {number}", **read_by("lxml"))
        )
    if not documents:
        raise BadDocument(f"no part of it has {LEAST_WORDS} words", "give a book with text")
    done = (f"parts of fewer than {LEAST_WORDS} words left out: {short}",) if short else ()
    return [document._replace(done=done) for document in documents]


def _package_name(archive: zipfile.ZipFile) -> str:
    """The name of the part that lists the others."""
    container = _xml(archive, "META-INF/container.xml")
    rootfile = next(container.iter("{*}rootfile"), None)
    name = rootfile.get("full-path") if rootfile is not None else None
    if not name:
        raise BadDocument("META-INF/container.xml names no package", "save the book anew")
    return str(name)


def _chapter(archive: zipfile.ZipFile, package: str, href: str) -> bytes:
    """The bytes of a part that the package names by a path beside it; raises BadDocument if that leads out."""
    name = posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(href.partition("#")[0])))
    if name.startswith(("/", "..")) or ":" in name:
        raise BadDocument(f"it names a part outside of itself ({href!r})", "save the book anew")
    return read_part(archive, name)


def _xml(archive: zipfile.ZipFile, name: str) -> Any:
    """The root of an XML part; raises BadDocument if it cannot be parsed or declares entities."""
    from lxml import etree

    content = read_part(archive, name)
    check_xml(content, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise BadDocument(f"its part {name!r} is damaged ({error.msg})", "save the book anew") from None
