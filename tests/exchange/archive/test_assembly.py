"""What is in an archive, with the texts and without; what leaves it comes back to the byte."""

import io
import json
import re
import subprocess
import tempfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

import archive_study
from archive_study import LIMIT, QUOTE, RAW
from project import PROJECT
from stancebook.core.problems import UserError
from stancebook.exchange.archive import assembly, contents, materials, packing, run_record, withheld
from stancebook.exchange.archive.copied import long_passages, plain, shares, words_of
from stancebook.texts.corpus import Article, Run

DESCRIBED = {
    *("run-record.json", "sbom.cdx.json", "CITATION.cff", "codemeta.json", ".zenodo.json", "README.md"),
    *("ro-crate-metadata.json", "SHA256SUMS"),
}


@pytest.fixture(scope="module")
def whole():
    return archive_study.files()


@pytest.fixture(scope="module")
def without():
    return archive_study.files(without_texts=True)


def test_the_whole_archive_has_every_file_and_what_describes_it(whole):
    assert whole.keys() == archive_study.contents().files.keys() | DESCRIBED
    hashes = packing.parse_sums(whole["SHA256SUMS"].decode())
    assert hashes == {name: contents.sha256(content) for name, content in whole.items() if name != "SHA256SUMS"}
    made = json.loads(whole["run-record.json"])
    assert run_record.hashes(made) == {
        name: contents.sha256(content) for name, content in archive_study.contents().files.items()
    }
    assert set(made["inputs"]) & {"data/raw/010.txt", "report/text.md"} and "report/brief.md" in made["outputs"]


def test_sha256sum_reads_the_hashes(whole, tmp_path):
    for name, content in whole.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    checked = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=tmp_path, capture_output=True)
    assert checked.returncode == 0
    (tmp_path / "report/brief.md").write_bytes(b"another")
    assert subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, capture_output=True).returncode == 1


def test_the_same_bytes_each_time_and_from_a_file_as_from_bytes(whole, tmp_path):
    first, second = io.BytesIO(), io.BytesIO()
    packing.write_zip(first, whole)
    files = {}
    for number, name in enumerate(sorted(whole, reverse=True)):
        (tmp_path / str(number)).write_bytes(whole[name])
        files[name] = tmp_path / str(number)
    packing.write_zip(second, files)
    assert first.getvalue() == second.getvalue()
    assert archive_study.files() == whole
    assert zipfile.ZipFile(first).testzip() is None


def test_no_clock_and_no_absolute_path_is_in_what_describes_it(whole):
    for name in DESCRIBED - {"SHA256SUMS"}:
        text = whole[name].decode()
        assert not re.search(r"\b20(?!31-05-01)[0-9]{2}-[0-9]{2}-[0-9]{2}", text), name
        assert not [place for place in (str(PROJECT), tempfile.gettempdir()) if f"{place}/" in text], name


def test_what_a_study_says_of_itself_is_in_each_form(whole):
    told = [whole[name].decode() for name in ("CITATION.cff", "codemeta.json", ".zenodo.json", "README.md")]
    assert all("Who pays for the bridge?" in text and "Lund" in text and "2031-05-01" in text for text in told)
    assert json.loads(whole[".zenodo.json"])["access_right"] == "restricted"
    crate = {each["@id"]: each for each in json.loads(whole["ro-crate-metadata.json"])["@graph"]}
    assert crate["data/raw/010.txt"]["copyrightNotice"] == "of the 010 paper"
    assert crate["./"]["license"] == {"@id": "https://spdx.org/licenses/CC-BY-4.0"}
    assert {part["@id"] for part in crate["#run"]["object"]} >= {"data/raw/010.txt", "report/text.md"}


def test_the_bill_of_materials_has_each_package_of_the_lock(whole):
    bill = json.loads(whole["sbom.cdx.json"])
    assert [(part["name"], part["version"]) for part in bill["components"]][:2] == [
        ("click", "8.2"),
        ("stancebook", "0.1.0"),
    ]
    assert bill["bomFormat"] == "CycloneDX" and "serialNumber" not in bill and "timestamp" not in bill["metadata"]
    assert materials.packages(materials.installed())[0], "where there is no lock, what is installed is one"


def test_without_texts_no_file_has_a_long_passage(without):
    assert without.keys() == (archive_study.contents().files.keys() | DESCRIBED | {withheld.NAME}) - {
        *("data/raw/010.txt", "data/raw/020.txt", "data/processed/clean/010.txt", "data/processed/sentences.csv"),
    }
    for name, content in without.items():
        text = plain(content.decode()) if name.endswith((".html", ".svg")) else content.decode()
        limit = LIMIT if name.startswith("report/") else assembly.SHORT
        assert long_passages({name: text}, RAW.items(), limit) == {}, name
    assert without["data/coded/coder_a.csv"].decode().splitlines()[1:] == [
        "010,⟦text 010 from 28 to 97⟧,,Ann Bell",
        "020,his town has no money,,Ben Hall",
    ]
    assert json.loads(without["notebooks/01-clean.ipynb"])["cells"][0]["outputs"] == []
    assert json.loads(without[".zenodo.json"])["access_right"] == "open"


def test_what_was_withheld_comes_back_to_the_byte(without):
    entry = assembly.read_entry(without[withheld.NAME])
    assert set(entry["shortened"]) == {"data/coded/coder_a.csv", "data/coded/notes.csv"}
    for name in entry["shortened"]:
        back = assembly.restored(name, without[name], entry, RAW)
        assert (
            back == archive_study.contents().authored[name]
            and contents.sha256(back) == entry["shortened"][name]["sha256"]
        )
    with pytest.raises(ValueError, match="text 010 has other words from 28 to 97"):
        other = {"010": RAW["010"].replace("half", "HALF"), "020": RAW["020"]}
        assembly.restored("data/coded/coder_a.csv", without["data/coded/coder_a.csv"], entry, other)


def test_a_brief_that_quotes_more_than_the_limit_goes_in_all_its_forms():
    study = archive_study.contents()
    study = archive_study.contents(generated={**study.generated, "report/brief.md": f"It says “{QUOTE}”.".encode()})
    left = archive_study.files(without_texts=True, study=study)
    assert "report/brief.md" not in left and "report/brief.pdf" not in left and "report/text.md" in left


@pytest.mark.matrix("encodings")
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_of_a_spreadsheet_comes_back_in_its_own_encoding(encoding):
    study = archive_study.contents()
    content = f"note;by\r\n“{QUOTE}”;Zoë\r\n".encode(encoding)
    study = archive_study.contents(authored={**study.authored, "data/coded/memo.csv": content})
    left = archive_study.files(without_texts=True, study=study)
    entry = assembly.read_entry(left[withheld.NAME])
    assert b"nearly" not in left["data/coded/memo.csv"].replace(b"\0", b"")
    assert assembly.restored("data/coded/memo.csv", left["data/coded/memo.csv"], entry, RAW) == content


def test_a_journal_and_a_sheet_hide_what_stands_in_their_lines_and_cells():
    wrapped = "Arland will pay\nthe whole of the bridge\nby May."
    line = json.dumps({"now": {"quote": wrapped}})
    assert long_passages({"a_journal.jsonl": line}, [("1", wrapped)], 5)["a_journal.jsonl"][0].end == len(line) - 4
    row = 'before,after\n"He would ""talk again"" in May, or June",He would talk again in May\n'
    cells = long_passages({"sheet.csv": row}, [("1", "He would talk again in May, or June")], 5)["sheet.csv"]
    assert [row[passage.start : passage.end] for passage in cells] == [
        'He would ""talk again"" in May, or June', "He would talk again in May",
    ]  # fmt: skip


def saved_otherwise(name, content, **parts):
    """Return a file of the archive without texts in which the study has it with this content, and its withheld.json."""
    study = archive_study.contents()
    study = archive_study.contents(authored={**study.authored, name: content})
    left = archive_study.files(without_texts=True, study=study, **parts)
    entry = assembly.read_entry(left[withheld.NAME])
    assert assembly.restored(name, left[name], entry, parts.get("raw", RAW)) == content
    return left[name].decode(), left[withheld.NAME].decode()


SPOKEN = "If the other town pays, “We reject it, all of us, and shall say so again,” she said."
REJECTED = {**RAW, "010": SPOKEN}
ROWS = [
    *("quote;by\r\nWe reject it, all of us, and shall say so again;Bell\r\n", "quote\tby\nWe reject it, all of us, and\tBell\n"),
    *("quote\nWe reject it, all of us, and\n", "quote,by,n\n5\" long,\"We reject it, all of us, and shall\",1\n"),
    *("quote;x, y\nWe reject it, all of us, and;1\n", 'quote;by\n"We ""reject it""; all of us, and";Bell\n'),
    *('quote,by\n"We reject it, all of us, and\n', "\ufeffquote;by\n\"We reject it, all of us, and\";Bell\n"),
]  # fmt: skip


@pytest.mark.parametrize("rows", ROWS)
def test_no_comma_of_a_passage_is_the_end_of_a_cell_where_cells_end_otherwise(rows):
    kept, _ = saved_otherwise("data/coded/memo.csv", rows.encode(), raw=REJECTED)
    assert "⟦text 010 from" in kept and "reject it" not in kept and "all of us" not in kept


def test_short_sentences_of_a_sheet_that_follow_one_another_are_a_passage_and_a_name_beside_one_is_not():
    raw = {**RAW, "010": "He spoke. We can pay. We will pay half. Not more than that, Ann Bell said."}
    rows = "before,sentence,after,by\n{},Ann Bell\n"
    kept, _ = saved_otherwise("data/coded/s.csv", rows.format("We can pay,We will pay half,No").encode(), raw=raw)
    assert kept == rows.format("⟦text 010 from 10 to 20⟧,⟦text 010 from 22 to 38⟧,No")
    same = rows.format("We can,pay,Not more than that").encode()
    study = archive_study.contents()
    study = archive_study.contents(authored={**study.authored, "data/coded/s.csv": same})
    assert archive_study.files(without_texts=True, study=study, raw=raw)["data/coded/s.csv"] == same


OTHER_SIGNS = [
    ("journal.jsonl", json.dumps({"was": "Zoë Né a été à l’été passé là où"}), "utf-8"),
    ("note.yaml", '"Zo\\xEB N\\xE9 a \\xE9t\\xE9 \\xE0 l’\\xE9t\\xE9 pass\\xE9 l\\xE0 o\\xF9"', "utf-8"),
    ("note.csv", "note\nZoe\u0308 Ne\u0301 a e\u0301te\u0301 a\u0300 l’e\u0301te\u0301 passe\u0301\n", "utf-8"),
    ("note.txt", "Zoë\u200b Né a é\u00adté à l’été passé", "utf-8"),
    ("note.xml", "Zoë&#160;Né&nbsp;a&nbsp;été&nbsp;à&nbsp;l’été passé", "utf-8"),
    ("note.md", "ZOË NÉ A ÉTÉ À L’ÉTÉ PASSÉ LÀ OÙ", "utf-16-be"),
    ("note.md", "„Zoë Né a été à l’été passé“ œuvre", "cp1252"),
]


@pytest.mark.parametrize(("name", "words", "encoding"), OTHER_SIGNS)
def test_words_in_other_signs_are_words_of_the_text_too(name, words, encoding):
    raw = {**RAW, "010": "Zoë Né a été à l’été passé là où"}
    words = "\ufeff" * (encoding == "utf-16-be") + words
    kept, entry = saved_otherwise(f"data/coded/{name}", words.encode(encoding), raw=raw)
    assert "⟦text 010 from 0" in kept and "pass" not in kept.casefold() and "PASS" not in entry


def test_words_of_the_clean_text_go_too_where_the_raw_one_cuts_or_parts_them():
    text = "He said: the land-\nlords agreed\nADVERTISEMENT\nto publish. No."
    clean = "He said: the landlords agreed\nto publish. No."
    runs = (Run(0, 17, 0, 17), Run(17, 30, 19, 32), Run(30, 45, 46, 61))
    assert all(clean[slice(*run.clean)] == text[slice(*run.raw)] for run in runs)
    raw = {**RAW, "010": text}
    parts = {"raw": raw, "clean": lambda id, raw: Article(id, raw, clean, runs, ()) if id == "010" else None}
    kept, _ = saved_otherwise("data/coded/memo.csv", b"quote\nthe landlords agreed to publish. No\n", **parts)
    assert kept == "quote\n⟦text 010 from 9 to 60⟧\n"


def test_names_of_files_stay_in_every_file_and_nothing_else_of_a_headline():
    name = "010_the-council-met-on-monday-we-will-pay.txt"
    sources = [{**row, "file": name if row["article"] == "010" else row["file"]} for row in archive_study.SOURCES]
    rows = f"article,file,headline\n010,{name},The council met on Monday. “We will pay\n"
    kept, entry = saved_otherwise("data/coded/sources.csv", rows.encode(), sources=sources)
    assert kept == f"article,file,headline\n010,{name},⟦text 010 from 0 to 39⟧\n" and name in entry


@pytest.mark.parametrize("part", ["notebooks", "environment"])
def test_where_no_passage_can_be_replaced_the_archive_is_refused_by_the_name_of_the_file(part):
    words = RAW["010"].split()
    lines = [" ".join(words[:7]) + "\n", " ".join(words[7:18])]
    cell = {"cell_type": "markdown", "metadata": {}, "source": lines}
    book = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)
    name, content = {"notebooks": ("notebooks/02-own.ipynb", book), "environment": ("LICENSE", " ".join(words))}[part]
    study = archive_study.contents()
    study = archive_study.contents(**{part: {**getattr(study, part), name: content.encode()}})
    with pytest.raises(UserError, match=rf"{name} \(010\) would have a long passage"):
        archive_study.files(without_texts=True, study=study)


def test_a_packed_file_of_people_is_left_out_whatever_its_name_and_a_page_with_a_passage():
    study = archive_study.contents()
    packed = {"data/coded/memo.ods": b"PK\x03\x04...", "data/coded/frozen.json.ots": b"\x00OpenTimestamps"}
    packed |= {"data/coded/memo.html": QUOTE.replace(" ", " <b>").encode(), "data/coded/own.html": b"<p>Nothing</p>"}
    left = archive_study.files(True, archive_study.contents(authored={**study.authored, **packed}))
    assert "data/coded/memo.ods" not in left and "data/coded/frozen.json.ots" in left
    assert {"data/coded/memo.ods", "data/coded/memo.html"} < {*json.loads(left[withheld.NAME])["left_out"]}
    assert "data/coded/own.html" in left and "data/coded/memo.html" not in left


TEXT = st.text(st.sampled_from("ab c.,\"\n'é"), max_size=60)


@given(TEXT, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3), TEXT, st.integers(1, 6))
def test_any_file_made_of_pieces_of_a_text_comes_back_and_has_no_long_passage(raw, cuts, between, limit):
    file = between.join(raw[min(cut) : max(cut)] for cut in cuts)
    found = long_passages({"a.txt": file}, [("1", raw)], limit).get("a.txt", [])
    short, places = withheld.shorten(file, found, {"1": raw})
    assert withheld.restore(short, places, {"1": raw}) == file
    at, left = 0, []
    for place in places:
        left.append(short[at : place["at"]])
        at = place["at"] + place["length"]
    for piece in [*left, short[at:]]:
        again = long_passages({"a.txt": piece}, [("1", raw)], limit).get("a.txt", [])
        assert all(len(words_of(raw[each.raw_start : each.raw_end]).words) <= limit for each in again)


def test_two_texts_that_share_words_hide_them_all():
    raw = {"1": "a b c d e f g h", "2": "e f g h i j k l m"}
    file = "a b c d e f g h i j k l m"
    found = long_passages({"n.txt": file}, raw.items(), 3)["n.txt"]
    short, places = withheld.shorten(file, found, raw)
    assert short == "⟦text 1 from 0 to 7⟧ ⟦text 2 from 0 to 17⟧" and withheld.restore(short, places, raw) == file


def test_the_share_of_a_text_is_that_of_its_words():
    assert shares(["a b c d e", "c d e f g"], [("1", "A b c d e f g. h"), ("2", "x")]) == {"1": 7 / 8, "2": 0.0}


@pytest.mark.parametrize("place", [{"at": 3, "length": 90}, {"at": -1, "length": 2}, {"at": 4, "length": -2}])
def test_a_place_that_is_none_is_refused(place):
    with pytest.raises(ValueError, match="a place does not lie in the file"):
        withheld.check("0123456789", [place])


def test_whoever_publishes_is_told_how_much_the_brief_quotes_and_that_it_was_left_out(without):
    from stancebook.pipeline.commands.archive import remains

    [told] = remains(json.loads(without["withheld.json"]))
    words = f"{len(words_of('We will pay nearly half of the bridge').words) / len(words_of(RAW['010']).words):.0%}"
    assert f"up to {words.removesuffix('%')} percent of the words of a text (010)" in told
    brief = {"report/brief.md": RAW["010"].encode()}
    study = archive_study.contents(generated=archive_study.contents().generated | brief)
    [told] = remains(json.loads(archive_study.files(without_texts=True, study=study)["withheld.json"]))
    assert told == f"the brief is left out in all its forms: it has a quotation of more than {LIMIT} words"
