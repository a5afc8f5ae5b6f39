"""Files of strangers: whatever is in them ends in one sentence that names the file, and in nothing else."""

import io
import os
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.core.problems import UserError
from stancebook.exchange import foreign
from stancebook.exchange.foreign import json_of, parts, text_of, xml_checked, zip_parts
from stancebook.intake import limits

XML = '<?xml version="1.0" encoding="{}"?><a>Arland</a>'


def zipped(files, compression=zipfile.ZIP_DEFLATED):
    """Return the bytes of a zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


def test_losses_name_the_first_three_things_of_a_kind_each_once():
    lost, elsewhere = foreign.Losses(), foreign.Losses()
    for number in (1, 1, 2):
        lost.add("text* without words", 1, f"text {number}")
    lost.add("text* without words", 0, "a text that is no loss")
    elsewhere.add("text* without words", 2, "text\n3")
    lost.take(elsewhere)
    assert lost.sentences() == ("5 texts without words (text 1; text 2; text[U+000A]3)",)
    for number in (4, 5):
        lost.add("text* without words", 1, f"text {number}")
    assert lost.sentences() == ("7 texts without words (text 1; text 2; text[U+000A]3; 2 more)",)


@pytest.mark.parametrize(
    "content, told",
    [
        (b"[" * 100_000, "its brackets stand within each other too often"),
        (b'{"a":' * 100_000, "its brackets stand within each other too often"),
        (b'{"a": {"b": 1, "b": 2}}', "the key 'b' stands twice in one object"),
        (b'{"a": NaN}', "NaN is no number"),
        (b"[-Infinity]", "-Infinity is no number"),
        (b"[-1e999]", "-1e999 is too large a number"),
        (b'["\\ud83d"]', "it has half of a character (a lone surrogate)"),
        (b'{"\\uDE00": 1}', "it has half of a character (a lone surrogate)"),
        (b'["Zo\xeb"]', "byte 4 is not UTF-8; save it as UTF-8"),
        ('["é"]'.encode("utf-16"), "byte 0 is not UTF-8; save it as UTF-8"),
        (b"9" * 5_000, "it has a number of thousands of digits"),
        (b'{"a": 1,}', "it is no JSON"),
        (b"", "it is no JSON"),
    ],
)
def test_json_that_is_none_or_has_two_meanings_is_told(content, told):
    with pytest.raises(UserError) as error:
        json_of(content, "a.json")
    assert str(error.value).startswith("a.json") and told in str(error.value) and "\n" not in str(error.value)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner)))
def test_json_is_what_it_says(value):
    import json

    assert json_of(json.dumps(value).encode(), "a.json") == value
    assert json_of(b"\xef\xbb\xbf" + json.dumps(value, ensure_ascii=False).encode(), "a.json") == value


@pytest.mark.matrix("XML")
@pytest.mark.parametrize("encoding", ["UTF-7", "IBM037", "cp1252", "UTF-32"])
def test_xml_in_another_encoding_is_told(encoding):
    with pytest.raises(UserError, match=r"^a\.xmi"):
        xml_checked(XML.format(encoding).encode("utf-32" if encoding == "UTF-32" else "ascii"), "a.xmi")


@pytest.mark.matrix("XML")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_xml_without_entities_passes_and_with_a_document_type_does_not(encoding):
    plain = XML.format(encoding.removesuffix("-sig"))
    assert xml_checked(plain.encode(encoding), "a.xmi") == plain.encode(encoding)
    with pytest.raises(UserError, match=r"^a\.xmi: it declares entities"):
        xml_checked(
            plain.replace("<a>", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>').encode(encoding), "a.xmi"
        )


@pytest.mark.matrix("archives")
@pytest.mark.parametrize("name", ["../a.xmi", "a/../../b.xmi", "/etc/a.xmi", "..\\a.xmi", "C:\\a.xmi", "a/.."])
def test_a_part_whose_name_leads_out_of_the_zip_is_told(name):
    with pytest.raises(UserError, match=r"^z\.zip, part .*leads out of the zip file"):
        zip_parts(zipped([(name, b"x")]), "z.zip")


@pytest.mark.matrix("archives")
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_with_one_name_are_told():
    with pytest.raises(UserError, match=r"^z\.zip, part a\.ann: two parts have this name"):
        zip_parts(zipped([("a.ann", b"x"), ("a.ann", b"y")]), "z.zip")


@pytest.mark.matrix("archives", cases=3)
def test_a_zip_that_explodes_or_is_damaged_is_told(monkeypatch):
    monkeypatch.setattr(limits, "MOST_UNPACKED", 1_000)
    with pytest.raises(UserError, match=r"^z\.zip: it would unpack to more than"):
        zip_parts(zipped([("a.ann", b"0" * 1_001)]), "z.zip")
    with pytest.raises(UserError, match=r"^z\.zip: it is damaged"):
        zip_parts(zipped([("a.ann", b"x")])[:-30], "z.zip")
    whole = zipped([("a.ann", b"Arland pays. " * 9)], zipfile.ZIP_STORED)
    with pytest.raises(UserError, match=r"^z\.zip: its part 'a\.ann' is damaged"):
        zip_parts(whole.replace(b"Arland", b"Orland", 1), "z.zip")["a.ann"]()


def test_a_file_of_half_a_gigabyte_is_told_without_being_read(tmp_path):
    with (tmp_path / "a.json").open("wb") as file:
        file.truncate(500 * 2**20)
    with pytest.raises(UserError, match=r"^a\.json: it has more than 100 MB"):
        foreign.file_bytes(tmp_path / "a.json")


def test_a_folder_a_link_and_a_pipe_are_no_files(tmp_path):
    os.symlink(tmp_path, tmp_path / "link")
    os.mkfifo(tmp_path / "pipe")
    for path, told in (
        (tmp_path, "it is no file"),
        (tmp_path / "link", "it is a link"),
        (tmp_path / "pipe", "it is no file"),
    ):
        with pytest.raises(UserError, match=rf"^{path.name}: {told}"):
            foreign.file_bytes(path)


def test_a_folder_gives_its_files_without_links_and_hidden_ones(tmp_path, monkeypatch):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "f.ann").mkdir()
    (tmp_path / "secret.ann").write_text("secret")
    for name in ("b.ann", "deep/a.ann", ".c.ann", "d.txt"):
        (tmp_path / "in" / name).write_text(name)
    os.symlink(tmp_path / "secret.ann", tmp_path / "in" / "e.ann")
    os.symlink(tmp_path, tmp_path / "in" / "up")
    found = parts(tmp_path / "in", ".ann")
    assert {name: read() for name, read in found.items()} == {"b.ann": b"b.ann", "deep/a.ann": b"deep/a.ann"}
    monkeypatch.setattr(foreign, "MOST_PARTS", 1)
    with pytest.raises(UserError, match=r"^in: it has too many files"):
        parts(tmp_path / "in", ".ann")


def test_a_zip_gives_its_parts_in_order_without_what_macos_adds():
    content = zipped([("b.ann", b"2"), ("a.ANN", b"1"), ("__MACOSX/._a.ann", b""), ("a.txt", b"3")])
    assert {name: read() for name, read in zip_parts(content, "z.zip", ".ann").items()} == {
        "a.ANN": b"1",
        "b.ann": b"2",
    }


def test_text_in_another_encoding_names_its_line():
    with pytest.raises(UserError, match=r"^a\.txt, line 2: byte 9 is not UTF-8"):
        text_of("Arland\nZoë".encode("cp1252"), "a.txt")
