"""The command line: `python -m stancebook add`, its messages and its exit codes; and documents with random damage."""

import random
from importlib.metadata import version

import pytest
from hypothesis import given
from hypothesis import strategies as st

import documents
from documents import BODY, HEADLINE
from project import PROJECT
from stancebook.core import tables
from stancebook.intake import formats, reader
from stancebook.intake.document import BadDocument
from stancebook.pipeline.cli import main


@pytest.fixture
def command(toy, monkeypatch):
    """Call the command line for the toy study."""
    monkeypatch.chdir(PROJECT)
    monkeypatch.setenv("STANCEBOOK_STUDY", str(toy))
    return main


def test_add_says_what_it_did_and_what_it_would_do(command, toy, tmp_path, capsys):
    (tmp_path / "a.docx").write_bytes(documents.docx())
    (tmp_path / "b.txt").write_bytes(b"")
    before = (toy / "data/coded/sources.csv").read_bytes()
    assert command(["add", "--check", str(tmp_path / "a.docx")]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 text would be added"
    assert (toy / "data/coded/sources.csv").read_bytes() == before
    assert command(["add", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        f"031  {HEADLINE}, from a.docx by docx2python {version('docx2python')}",
        "1 text added, 1 file that cannot be added",
    ]
    assert told.err == "b.txt: the file is empty; give a file with text\n"
    assert command(["add", str(tmp_path / "a.docx")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "a.docx: it is there already, as text 031", "0 texts added, 1 file there already",
    ]  # fmt: skip


def test_a_file_of_several_texts_that_is_there_names_each(command, toy, tmp_path, capsys):
    (tmp_path / "a.csv").write_text("headline,text\n" + "".join(f"H{n},{BODY[0]} {n}\n" for n in range(20)))
    assert command(["add", str(tmp_path / "a.csv")]) == 0
    capsys.readouterr()
    assert command(["add", str(tmp_path / "a.csv")]) == 0
    ids = [f"{id:03}" for id in range(31, 43)]
    assert capsys.readouterr().out.startswith(f"a.csv: it is there already, as texts {', '.join(ids)} and 8 more\n")


def test_columns_encoding_and_updates_are_options(command, toy, tmp_path, capsys):
    (tmp_path / "a.csv").write_bytes(f"x,y\n{HEADLINE},\xc4{BODY[0]}\n".encode("cp437", "replace"))
    assert (
        command(["add", str(tmp_path / "a.csv"), "--column", "text=y", "--column", "headline=x", "--encoding", "cp437"])
        == 0
    )
    assert "columns: text = y, headline = x" in capsys.readouterr().out
    (row,) = tables.read(toy / "data/coded/sources.csv")[3:]
    assert (toy / "data/raw" / row["file"]).read_text(encoding="utf-8").startswith(f"{HEADLINE}\n\n")
    assert command(["add", str(tmp_path / "a.csv"), str(tmp_path / "a.csv"), "--update", "010"]) == 2
    assert capsys.readouterr().err == "--update takes one file, the new version of that text\n"
    (tmp_path / "n.txt").write_text("New.\n\n" + (toy / "data/raw/010_courier.txt").read_text(encoding="utf-8"))
    assert command(["add", str(tmp_path / "n.txt"), "--update", "010", "--check"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "text 010 would be updated from n.txt"


def test_a_newer_file_of_the_same_name_is_pointed_out(command, tmp_path, capsys):
    for words in ("The first version of it says little.", "The second version of it says more."):
        (tmp_path / "page.txt").write_text(words)
        assert command(["add", str(tmp_path / "page.txt")]) == 0
    assert "page.txt: another file of this name is text 031; to put this one in its place, use --update 031" in (
        capsys.readouterr().out
    )


# ---- what a file is ----


MAIL = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: {kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}"


@pytest.mark.parametrize(
    ("content", "format"),
    [
        (MAIL.format(kind="text/html", body=documents.html().decode()), "mhtml"),
        (MAIL.format(kind="text/plain", body=f"{HEADLINE}\n\n{BODY[0]}\n"), "mhtml"),
        (f"title;text;date\n{HEADLINE};{BODY[0]};2025-03-01\n", "csv"),
        (f"{HEADLINE}, a text, and more\n\n{BODY[0]}\n", "text"),
        ("<?xml version='1.0'?><html><body><article><p>" + "".join(BODY) * 3 + "</p></article></body></html>", "html"),
    ],
)
def test_mails_saved_pages_and_tables_are_known_whatever_they_are_called(content, format):
    assert formats.format_of(content.encode(), "a.txt") == format
    (document,) = formats.read_documents(content.encode(), "a.txt")
    assert BODY[0] in document.text and "Mime" not in document.text and ";" not in document.text


@pytest.mark.parametrize(
    "content", ['{"text": "x"}', '[{"text": "x"}]', "<?xml version='1.0'?><data/>", "<rss><item/></rss>"]
)
def test_data_of_programs_is_no_text(content):
    with pytest.raises(BadDocument, match=r"it is data of a program \(XML or JSON\), not a text; save its articles"):
        formats.format_of(content.encode(), "a.txt")


# ---- damage ----

SOUND = {
    "a.docx": documents.docx(),
    "a.html": documents.html(),
    "a.rtf": documents.rtf(),
    "a.pdf": documents.pdf([[HEADLINE, "It waits."]]),
    "a.epub": documents.epub([[HEADLINE, *BODY]]),
    "a.xlsx": documents.xlsx([["Title", "Text"], [HEADLINE, BODY[0]]]),
    "a.csv": documents.csv_text([["Title", "Text"], [HEADLINE, BODY[0]]]),
    "a.txt": f"{HEADLINE}\n\n{BODY[0]}\n".encode("cp1252"),
}


@pytest.mark.parametrize("name", SOUND)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_document_is_read_or_refused_and_never_a_traceback(name, seed):
    draw, content = random.Random(seed), bytearray(SOUND[name])
    for _ in range(draw.randint(1, 20)):
        at = draw.randrange(len(content))
        if draw.random() < 0.7:
            content[at] = draw.randrange(256)
        else:
            del content[at : at + draw.randint(1, 200)]
        content = content or bytearray(b"x")
    if name.endswith((".txt", ".csv")):  # read at home, without a net below
        try:
            answer = formats.read_documents(bytes(content), name)
        except BadDocument as bad:
            answer = bad
    else:
        try:
            answer = reader._answer(bytes(content), name, "", {})
        except BadDocument as bad:
            answer = bad
    if isinstance(answer, BadDocument):
        assert answer.message and answer.fix
    else:
        assert answer and all(document.text.strip() and document.text.encode("utf-8") for document in answer)


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_a_text_in_utf_8_comes_out_as_it_is(text):
    wanted = formats.finished(formats.Document(text)).text if text.strip() else ""
    try:
        (document,) = formats.read_documents(text.encode("utf-8"), "a.txt")
    except BadDocument as bad:
        assert not wanted.strip() or formats.format_of(text.encode("utf-8"), "a.txt") != "text" or bad.message
    else:
        assert document.text == wanted.removeprefix("\ufeff")
