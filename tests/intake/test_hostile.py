"""Hostile documents end with a sentence and leave nothing: no file, no network, no process, no traceback."""

import os
import socket
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

import documents
from documents import BODY, docx, zipped
from project import PROJECT
from stancebook.core.bounds.limits import FILE_BYTES
from stancebook.desk.transactions import LOCK
from stancebook.intake import add, limits, reader
from stancebook.intake.document import BadDocument
from stancebook.pipeline import cli

ENTITY = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'
WORD_PARTS = "word/document.xml", "word/_rels/document.xml.rels"


def rels(kind, target):
    one = f'<Relationship Id="rId5" Type="{documents.OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return {WORD_PARTS[1]: f'<Relationships xmlns="{documents.RELATIONS}">{one}</Relationships>'}


def repeated(part, times):
    """A zip file that names the same part so often."""
    one = zipped({"META-INF/container.xml": part})
    start = one.index(b"PK\x01\x02")
    entry = one[start : one.index(b"PK\x05\x06")]
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, times, times, len(entry) * times, start, 0)
    return one[:start] + entry * times + end


def lying_bomb():
    """A zip file that says of a part of 5 MB that it has 10 bytes."""
    content = bytearray(docx(more={"word/zeros.xml": b" " * 50_000_000}))
    size = struct.pack("<I", 50_000_000)
    while (at := content.find(size)) >= 0:
        content[at : at + 4] = struct.pack("<I", 10)
    return bytes(content)


def encrypted():
    content = bytearray(zipped({"word/document.xml": b"secret"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def deep_pdf():
    """A PDF whose page tree holds itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9999999>>endobj\n"
        b"trailer<</Size 3/Root 1 0 R>>\n%%EOF"
    )


def pdf_bomb():
    """A PDF whose page unpacks to 80 MB."""
    stream = zlib.compress(b"\0" * 80_000_000)
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\ntrailer<</Size 5/Root 1 0 R>>\n%%%%EOF"
        % (len(stream), stream)
    )


def book(href):
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="{href}"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    return documents.epub([], package)


HOSTILE = {
    "bomb.docx": (lambda: repeated(b"\0" * 31_500_000, 10), "it would unpack to more than 300 MB; give a document without large pictures"),
    "lying.docx": (lying_bomb, "its part 'word/zeros.xml' is damaged"),
    "parts.epub": (lambda: repeated(b"0", limits.MOST_PARTS + 1), "it has 5,001 parts, more than 5,000; give a smaller document"),
    "locked.docx": (encrypted, "it is locked by a password; save it without one"),
    "macros.docx": (lambda: docx(more={"word/vbaProject.bin": b"x"}), "it holds macros; save it as .docx or .xlsx"),
    "entities.docx": (lambda: docx(more={WORD_PARTS[0]: ENTITY}), "word/document.xml declares entities; save"),
    "entity-utf16.docx": (lambda: docx(more={"word/styles.xml": ENTITY.encode("utf-16")}), "word/styles.xml declares"),
    "file-entity.docx": (lambda: docx(more={"docProps/core.xml": OUTSIDE}), "docProps/core.xml declares entities"),
    "traversal.docx": (lambda: zipped({"../../evil.txt": "x"}), "it is a zip file without a document; unpack it"),
    "no-xml.docx": (lambda: docx(more={WORD_PARTS[0]: "<w:document"}), "it is no readable Word document (XMLSyntaxError"),
    "cut.docx": (lambda: docx()[:-30], "it is damaged (File is not a zip file); ask for the file again"),
    "entities.xlsx": (lambda: zipped({"xl/workbook.xml": ENTITY}), "xl/workbook.xml declares entities"),
    "no-sheet.xlsx": (lambda: zipped({"xl/workbook.xml": "<a/>"}), "it is no readable Excel file (KeyError)"),
    "traversal.epub": (lambda: book("../../../etc/passwd"), "it names a part outside of itself ('../../../etc/passwd')"),
    "absolute.epub": (lambda: book("/etc/passwd"), "it names a part outside of itself ('/etc/passwd')"),
    "remote.epub": (lambda: book("http://127.0.0.1/x"), "it names a part outside of itself ('http://127.0.0.1/x')"),
    "entities.epub": (lambda: documents.epub([], OUTSIDE), "OPS/book.opf declares entities"),
    "pages.pdf": (deep_pdf, "it is no readable PDF ("),
    "bomb.pdf": (pdf_bomb, "it is no readable PDF ("),
    "empty.pdf": (lambda: documents.pdf([[]]), "it holds pictures of pages and no text; run text recognition (OCR)"),
    "braces.rtf": (lambda: b"{\\rtf1" + b"{" * 200_000, "it holds no text; give a file with text"),
    "script.html": (lambda: b"<html><script>evil()</script></html>", "no article is found in this page; copy its text"),
    "nested.html": (lambda: b"<html>" + b"<div>" * 300_000, "no article is found in this page; copy its text"),
    "nul.txt": (lambda: b"text\0\0\0more", "it has NUL characters, so it is no text file; save it as text"),
    "nul.csv": (lambda: b"text\nab\0cd\n", "it has NUL characters, so it is no CSV text; save it anew"),
    "line.txt": (lambda: b"a" * 50_000_000, "the text has 50,000,000 characters, more than the 2,000,000"),
    "line.csv": (lambda: b"text\n" + b"a" * 50_000_000, "row 2: the text has 50,000,001 characters, more than"),
    "huge.txt": (lambda: b"a" * (FILE_BYTES + 1), "it has more than 100 MB; give its articles as smaller files"),
    "bytes.txt": (lambda: bytes(range(128, 256)) * 9, "it is no text in a known encoding; save it as UTF-8"),
    "nothing.txt": (lambda: b"", "the file is empty; give a file with text"),
    "blank.txt": (lambda: b" \n\t\n", "it holds no text; give a file with text"),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0" + b"x" * 99, "it is an old Word or Excel file, or is locked by a password"),
    "picture.txt": (lambda: b"\x89PNG\r\n", "it is a picture; run text recognition (OCR) on it first"),
    "program": (lambda: b"\x7fELF" + b"x" * 99, "it is a program; give a document"),
    "packed.gz": (lambda: b"\x1f\x8b" + b"x" * 99, "it is a packed file; unpack it, and add what is in it"),
    "open.csv": (lambda: b'text\n"' + b"a\n" * 50_000, "line 50001: it is no readable CSV (unexpected end of data)"),
    "columns.csv": (lambda: b"a," * 500_000, "row 1: no column seems to hold the text; its columns are a, a, a"),
    "new\nline \x1b[31m.txt": (lambda: b"", "the file is empty; give a file with text"),
}  # fmt: skip


def tree(folder):
    return {path.relative_to(folder): path.stat().st_size for path in folder.rglob("*") if path.name != LOCK}


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """The sentence about each hostile file, all given at once, and the study's files before and after."""
    folder = tmp_path_factory.mktemp("hostile")
    inbox, study = folder / "inbox", folder / "study"
    inbox.mkdir()
    (study / "data").mkdir(parents=True)
    for name, (make, _) in HOSTILE.items():
        (inbox / name).write_bytes(make())
    before = tree(folder)
    outcome = add.add([inbox / name for name in HOSTILE], study)
    assert outcome.rows == [] and outcome.known == []
    after = {name: size for name, size in tree(folder).items() if name.name != "coded"}
    assert after == before and not Path("evil.txt").exists()
    return dict(zip(HOSTILE, map(str, outcome.problems), strict=True))


@pytest.mark.matrix("hostile documents")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_with_a_sentence_and_leaves_nothing(name, answers):
    sentence = answers[name]
    assert sentence.isprintable() and len(sentence) < 700
    shown = name.replace("\n", "[U+000A]").replace("\x1b", "[U+001B]")
    assert sentence.startswith((f"{shown}: ", f"{shown}, "))
    assert sentence.removeprefix(shown).lstrip(":, ").startswith(HOSTILE[name][1])


@pytest.mark.matrix("hostile documents", cases=8)
@pytest.mark.parametrize("no_link", [limits.NO_LINK, 0], ids=["by the system", "by a look before"])
def test_links_devices_pipes_and_folders_are_not_opened(no_link, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "NO_LINK", no_link)
    (tmp_path / "data").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    names = ["pipe.txt", "link.txt", "loop.txt", "link", "none.txt", "na\0me.txt"]
    begun = time.monotonic()
    outcome = add.add([*(tmp_path / name for name in names), Path("/dev/zero"), Path("/dev/stdin")], tmp_path)
    assert [str(problem).partition(": ")[2] for problem in outcome.problems] == [
        "it is no file (but a folder, a device or a pipe); give a file",
        *["it is a link; give the file itself"] * 3,
        "it cannot be read (No such file or directory); give a file that is there",
        "it is no name of a file; give a file that is there",
        "it is no file (but a folder, a device or a pipe); give a file",
        "it is a link; give the file itself",
    ]
    assert time.monotonic() - begun < 5 and not (tmp_path / "data/raw").exists()


def test_a_file_is_read_whole_though_the_system_gives_it_in_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "read", lambda descriptor, size, read=os.read: read(descriptor, min(size, 7)))
    (tmp_path / "a.txt").write_text("Arland waits for the bridge.\n" * 9, encoding="utf-8")
    assert limits.read_file(tmp_path / "a.txt") == b"Arland waits for the bridge.\n" * 9


@pytest.mark.matrix("hostile documents")
@pytest.mark.parametrize(
    "content",
    [
        docx(more=rels("attachedTemplate", "http://127.0.0.1:9/t.dotm")),
        docx(more=rels("oleObject", "file:///etc/passwd")),
        documents.html(head='<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><script src="//127.0.0.1:9"></script>'),
        documents.html(paragraphs=(*BODY, '<img src="http://127.0.0.1:9/a.png"/><iframe src="file:///etc/passwd"></iframe>')),
        documents.rtf((*BODY, "{\\*\\template http://127.0.0.1:9}", "{\\object\\objdata 0102}")),
    ],
)  # fmt: skip
def test_references_out_of_a_document_are_not_followed(content, tmp_path, monkeypatch):
    reached = []
    monkeypatch.setattr(reader, "AT_HOME", ("docx", "html", "rtf"))  # in this process, where calls are seen
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: reached.append(address))
    (tmp_path / "data").mkdir()
    (tmp_path / "a").write_bytes(content)
    (row,) = add.add([tmp_path / "a"], tmp_path).rows
    text = (tmp_path / "data/raw" / row["file"]).read_text(encoding="utf-8")
    assert reached == [] and BODY[0] in text and "root:" not in text and "127.0.0.1" not in text


def test_the_reading_process_has_no_network():
    ask = "import socket; from stancebook.intake import reader; reader._limit(2**33); socket.create_connection(('127.0.0.1', 9))"
    asked = subprocess.run([sys.executable, "-c", ask], cwd=PROJECT / "src", capture_output=True, text=True)
    assert asked.stderr.splitlines()[-1] == "OSError: documents are read without a network"


def test_a_document_that_takes_too_long_or_too_much_memory_ends_with_a_sentence():
    with (
        reader.Reader(seconds=0.01) as slow,
        pytest.raises(BadDocument, match=r"reading it took more than 0\.01 seconds"),
    ):
        slow.read(docx(BODY * 500), "a.docx", "", {})
    with (
        reader.Reader(memory=150 * 2**20) as small,
        pytest.raises(BadDocument, match=r"^reading it (takes too much memory|ended the program)"),
    ):
        small.read(docx(BODY * 30_000), "a.docx", "", {})


def test_the_process_is_started_again_after_a_failure_and_ends_with_the_reader():
    with reader.Reader() as one:
        one.read(docx(), "a.docx", "", {})
        process = one._process
        process.kill()
        process.join()
        with pytest.raises(BadDocument, match="reading it ended the program that reads it"):
            one.read(docx(), "a.docx", "", {})
        assert one.read(docx(), "a.docx", "", {})[0].text.startswith(documents.HEADLINE)
        process = one._process
    assert not process.is_alive()


def test_the_step_says_every_sentence_and_fails(toy, tmp_path, monkeypatch, capsys):
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.docx").write_bytes(docx())
    monkeypatch.setenv("STANCEBOOK_STUDY", str(toy))
    assert cli.main(["add", str(tmp_path / "a.txt"), str(tmp_path / "b.docx")]) == 1
    printed = capsys.readouterr()
    assert printed.out.splitlines()[-1] == "1 text added, 1 file that cannot be added"
    assert printed.err == "a.txt: the file is empty; give a file with text\n"
