"""What a file may be: a regular file of limited size; a zip file of limited content; XML without entities.

The limits are stated here and in core/bounds/limits.py, and docs/limits.md has them all.

>>> check_xml(b"<a>text</a>", "a.xml")
>>> check_xml('<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16"), "a.xml")
Traceback (most recent call last):
stancebook.intake.document.BadDocument: a.xml declares entities; save the document anew with the program that made it
"""

from __future__ import annotations

import os
import stat
import zipfile
from io import BytesIO
from pathlib import Path

from stancebook.core.bounds.limits import FILE_BYTES, megabytes
from stancebook.intake.document import BadDocument

NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # where a system has none, one looks before
WITHOUT_WAIT = os.O_RDONLY | getattr(os, "O_NONBLOCK", getattr(os, "O_BINARY", 0))
LEAST_READ = 2**16  # bytes that are asked for, whatever size a file says it has
MOST_UNPACKED = 300 * 2**20  # of all parts of a zip file together
MOST_PARTS = 5_000  # of a zip file
MOST_SECONDS, MOST_MEMORY = 120, 3 * 2**30  # to read one file; the memory on Linux alone


def read_file(path: Path) -> bytes:
    """The bytes of a regular file; raises BadDocument for anything else. It neither waits nor follows links."""
    link = not NO_LINK and os.path.islink(path)
    try:
        descriptor = -1 if link else os.open(path, NO_LINK | WITHOUT_WAIT)
    except OSError as error:
        link = os.path.islink(path)
        if not link:
            raise BadDocument(f"it cannot be read ({error.strerror})", "give a file that is there") from None
    except ValueError:  # a NUL character in the name
        raise BadDocument("it is no name of a file", "give a file that is there") from None
    if link:
        raise BadDocument("it is a link", "give the file itself")
    try:
        return _content(descriptor)
    finally:
        os.close(descriptor)


def _content(descriptor: int) -> bytes:
    """The bytes of an open file."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise BadDocument("it is no file (but a folder, a device or a pipe)", "give a file")
    content, most = b"", min(FILE_BYTES, max(status.st_size, LEAST_READ)) + 1  # to ask for far more takes time
    while status.st_size <= FILE_BYTES and (more := os.read(descriptor, most - len(content))):
        content += more
    if max(status.st_size, len(content)) > FILE_BYTES:
        raise BadDocument(f"it has more than {megabytes(FILE_BYTES)}", "give its articles as smaller files")
    if not content:
        raise BadDocument("the file is empty", "give a file with text")
    return content


def open_zip(content: bytes) -> zipfile.ZipFile:
    """A zip file whose parts are few, small enough and not encrypted; raises BadDocument otherwise.

    Nothing is ever unpacked to the disk, so that the names of the parts lead nowhere.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RecursionError) as error:
        raise BadDocument(f"it is damaged ({error})", "ask for the file again") from None
    if len(parts) > MOST_PARTS:
        raise BadDocument(f"it has {len(parts):,} parts, more than {MOST_PARTS:,}", "give a smaller document")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        message = f"it would unpack to more than {MOST_UNPACKED // 2**20} MB"
        raise BadDocument(message, "give a document without large pictures, or its text alone")
    if any(part.flag_bits & 1 for part in parts):
        raise BadDocument("it is locked by a password", "save it without one")
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a part of a zip file; raises BadDocument if it is missing or damaged."""
    try:
        return archive.read(name)
    except KeyError:
        raise BadDocument(f"its part {name!r} is missing", "save the document anew") from None
    except Exception as error:  # zlib, lzma and zipfile have no common error
        raise BadDocument(f"its part {name!r} is damaged ({error})", "ask for the file again") from None


def check_xml(content: bytes, name: str) -> None:
    """Raise BadDocument if XML declares entities or a document type, in any encoding; Office files have neither."""
    plain = content.replace(b"\0", b"")
    if b"<!ENTITY" in plain or b"<!DOCTYPE" in plain:
        what = "declares entities" if b"<!ENTITY" in plain else "has a document type"
        raise BadDocument(f"{name} {what}", "save the document anew with the program that made it")


def check_office(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """What a DOCX or XLSX file has that is not followed, in words; raises BadDocument for macros and for entities."""
    names = archive.namelist()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise BadDocument("it holds macros", "save it as .docx or .xlsx, which have none")
    outside = 0
    for name in names:
        if name.lower().endswith((".xml", ".rels")):
            content = read_part(archive, name)
            check_xml(content, name)
            links = content.count(b'TargetMode="External"') - content.count(b"/relationships/hyperlink")
            outside += max(0, links) if name.endswith(".rels") else 0
    return (f"references out of the document, not followed: {outside}",) if outside else ()
