"""Documents are added whole or not at all, once, with their originals; sources.csv says where each text comes from."""

import hashlib
import tracemalloc

import pytest
import yaml

import documents
from documents import BODY, HEADLINE
from full_disk import fill
from stancebook.core import files, paths, tables
from stancebook.core.problems import UserError
from stancebook.desk.transactions import LOCK
from stancebook.intake import add, offers, reader
from stancebook.intake.layout import from_text
from stancebook.intake.report import given_columns, report
from stancebook.intake.sources import source_row
from stancebook.study.study import Study
from stancebook.study.validation.settings_files import check_sources
from stancebook.texts.cleaning import clean_article, read_rules


@pytest.fixture(autouse=True)
def at_home(monkeypatch):
    """Read all formats in this process, which takes less time; test_hostile.py has the other one."""
    monkeypatch.setattr(reader, "AT_HOME", ("text", "csv", "docx", "html"))


@pytest.fixture
def inbox(tmp_path):
    """A folder with a document of each kind, beside the study."""
    folder = tmp_path / "in box"
    folder.mkdir()
    rows = [["Title", "Text", "Source"], ["Toll", BODY[1], "Wire"], ["Work", BODY[2] * 3, "Gazette"]]
    for name, content in {
        "a.docx": documents.docx(("Nobody in Arland knows yet what the bridge will cost.",), "The bridge costs money"),
        "b.html": documents.html(),
        "c.txt": "Regierung will keine Brücke\n\nWir können das nicht bezahlen, sagt der Minister.\n".encode("cp1252"),
        "d.csv": documents.csv_text(rows),
    }.items():
        (folder / name).write_bytes(content)
    return folder


def tree(folder):
    """The files below a folder with their bytes, but for the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LOCK
    }


def test_documents_are_added_with_their_originals_and_the_study_reads_them(toy, inbox):
    before = tree(toy)
    outcome = add.add([inbox], toy)
    assert [row["article"] for row in outcome.rows] == ["031", "032", "033", "034", "035"] and outcome.problems == []
    after = tree(toy)
    for path in inbox.iterdir():
        content = path.read_bytes()
        suffix = {".txt": ".txt"}.get(path.suffix, path.suffix)
        assert after[f"data/originals/{hashlib.sha256(content).hexdigest()}{suffix}"] == content
    rows = tables.read(toy / "data/coded/sources.csv")
    assert rows[3:] == outcome.rows and [row["original"] for row in rows[:3]] == [""] * 3
    for row in rows[3:]:
        raw = after[f"data/raw/{row['file']}"]
        assert files.digest(raw) == row["sha256"] and raw.decode("utf-8").startswith(row["headline"])
        assert f"{row['sha256']}  {row['file']}\n".encode() in after["data/raw/SHA256SUMS"]
    assert {name: content for name, content in after.items() if name in before} | {
        "data/coded/sources.csv": before["data/coded/sources.csv"]
    } == before
    page, german = rows[4], rows[5]
    assert (page["outlet"], page["byline"], page["date_earliest"], page["date_latest"]) == (
        "Courier", "Ada Quill", "2025-03-02", "2025-03-02",
    )  # fmt: skip
    assert (page["tool"], page["received_as"]) == ("trafilatura", "b.html") and page["version"]
    assert german["done"] == "decoded from cp1252" and "Brücke" in after[f"data/raw/{german['file']}"].decode("utf-8")
    assert rows[6]["received_as"] == "d.csv, row 2" and rows[6]["file"] == "034_toll.txt"

    authored, problems = Study(paths.RunPaths(toy, toy, toy), {}).authored
    assert problems == [] and check_sources(authored) == [] and len(authored.articles) == 8
    frame = Study(paths.RunPaths(toy, toy, toy), dict(paths.PARAMETERS)).sources
    assert frame["tool"].tolist()[-1] == "Python" and len(frame) == 8


def test_adding_again_changes_nothing(toy, inbox):
    add.add([inbox], toy)
    first = tree(toy)
    again = add.add([*inbox.iterdir(), inbox / "b.html", toy / "data/raw/010_courier.txt"], toy)
    assert tree(toy) == first and again.rows == [] and again.problems == []
    assert sorted(again.known) == [
        ("010_courier.txt", ["010"]), ("a.docx", ["031"]), ("b.html", ["032"]), ("b.html", ["032"]), ("c.txt", ["033"]),
        ("d.csv", ["034", "035"]),
    ]  # fmt: skip


def test_a_check_writes_nothing_and_says_the_same(toy, inbox):
    before = tree(toy)
    would = add.add([inbox], toy, check=True)
    assert tree(toy) == before
    assert add.add([inbox], toy) == would


def test_one_file_twice_in_one_call_is_added_once(toy, inbox):
    (inbox / "e.docx").write_bytes((inbox / "a.docx").read_bytes())
    outcome = add.add([inbox, inbox / "a.docx"], toy)
    assert len(outcome.rows) == 5 and outcome.known == [("e.docx", ["031"]), ("a.docx", ["031"])]


def test_a_bad_file_keeps_no_other_from_being_added(toy, inbox):
    (inbox / "b.html").write_bytes(b"<html></html>")
    (inbox / "d.csv").write_bytes(b"a,b\n1,2\n")
    outcome = add.add([inbox, inbox / "missing.txt"], toy)
    assert [row["received_as"] for row in outcome.rows] == ["a.docx", "c.txt"]
    assert list(map(str, outcome.problems)) == [
        "b.html: no article is found in this page; copy its text into a text file, and add that",
        "d.csv, row 1: no column seems to hold the text; its columns are a, b; say which: --column text=NAME --column headline=NAME",
        "missing.txt: it cannot be read (No such file or directory); give a file that is there",
    ]


@pytest.mark.matrix("full disk")
@pytest.mark.parametrize("place", ["originals", "raw", "sources.csv", "SHA256SUMS"])
def test_a_disk_that_fails_leaves_everything_as_it_was(toy, inbox, monkeypatch, place):
    before = tree(toy)
    fill(monkeypatch, lambda path: place in str(path) and ("03" in path.name or "." in path.name or place in path.name))
    with pytest.raises(
        UserError, match=rf"^data/.*{place}.*: the disk is full, it is as it was before; make room on it"
    ):
        add.add([inbox], toy)
    monkeypatch.undo()
    assert tree(toy) == before
    assert len(add.add([inbox], toy).rows) == 5


@pytest.mark.parametrize("change", ["gone", "other bytes"])
def test_a_file_that_changes_while_it_is_read_is_not_added(toy, inbox, monkeypatch, change):
    before, find = tree(toy), offers.copies

    def change_it(texts):
        (inbox / "a.docx").unlink() if change == "gone" else (inbox / "a.docx").write_bytes(b"other")
        return find(texts)

    monkeypatch.setattr(offers, "copies", change_it)
    with pytest.raises(UserError, match=r"^a\.docx was changed while it was read; add it again$"):
        add.add([inbox], toy)
    assert tree(toy) == before


def test_a_study_without_texts_gets_its_first_ones(tmp_path, inbox):
    (tmp_path / "new" / "data").mkdir(parents=True)
    outcome = add.add([inbox], tmp_path / "new")
    assert [row["article"] for row in outcome.rows] == ["000", "001", "002", "003", "004"]
    assert tables.read(tmp_path / "new/data/coded/sources.csv") == outcome.rows


def test_a_folder_that_leads_out_of_the_study_is_refused(toy, inbox, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (toy / "data/originals").symlink_to(outside)
    with pytest.raises(UserError, match=r"data/originals is a link out of the study’s folder; make it a folder"):
        add.add([inbox], toy)
    assert list(outside.iterdir()) == []


def test_sources_that_are_not_in_order_stop_it_with_a_sentence(toy, inbox):
    path = toy / "data/coded/sources.csv"
    header, _, rest = path.read_text().partition("\n")
    for content in (
        "article,file\n010,a.txt\n",
        f"{header},my_own\n" + rest.replace("\n", ",mine\n"),
        f"{header}\n010\n",
    ):
        path.write_text(content)
        with pytest.raises(
            UserError, match=r"^sources\.csv cannot be read \(row .*\); restore it from git, or repair it$"
        ):
            add.add([inbox], toy)
        assert path.read_text() == content


def test_the_desk_and_add_do_not_write_at_once(toy, inbox, monkeypatch):
    assert add.LOCK == LOCK
    monkeypatch.setattr(add, "PATIENCE", 0.05)
    with add.FileLock(toy / "data/coded" / LOCK), pytest.raises(UserError, match="somebody else is writing"):
        add.add([inbox], toy)


def test_copies_of_a_report_are_found_among_new_and_old_texts(toy, inbox):
    for name, day in (("e.txt", "Monday"), ("f.txt", "Friday")):
        (inbox / name).write_text("\n".join(BODY).replace("Tuesday", day) + "\n", encoding="utf-8")
    outcome = add.add([inbox], toy)
    assert outcome.copies == [("032", "034", "036", "037")]  # the first row of the table is a paragraph of it
    assert [row["copy_of"] for row in outcome.rows] == ["", "", "", "032", "", "032", "032"]
    lines = report(outcome, check=False)
    assert "nearly the same text: 032, 034, 036, 037; code 032, and leave the others out" in lines
    assert lines[-1] == "7 texts added"


def test_offered_rules_clean_the_text_and_cleaning_accepts_them():
    wrapped = "The government of Arland says that it will\nbuild a bridge over the strait, and that it\n" * 4
    text = f"THE COURIER\n12 March 2025\n\n{HEADLINE}\nBy Ada Quill, our woman in O'Arland\n\n{wrapped}\nIt waits.\n"
    other = text.replace("12 March", "13 March")
    offered = offers.as_yaml(offers.offered({"010": text, "020": other, "030": "A plain text.\n"}))
    own = yaml.safe_load(offered)
    assert [rule["id"] for rule in own["rules"]] == ["masthead", "byline-with-role"]
    assert all(rule["articles"] == ["010", "020"] for rule in own["rules"])
    for id, raw in (("010", text), ("020", other)):
        article, _ = clean_article(id, raw, read_rules(own))
        head, _, body = article.clean.partition("\n")
        assert head == HEADLINE and body.strip().splitlines()[0].count("strait, and that it The government") == 3
    assert offers.offered({"030": "A plain text.\n"}) == []


def test_buttons_between_a_masthead_and_a_headline_are_no_headline():
    wrapped = "The government of Arland says that it will\nbuild a bridge over the strait, and that it\n" * 4
    text = f"THE COURIER\nShare on Facebook\nSubscribe\n\n{HEADLINE}\nBy Ada Quill\n\n{wrapped}"
    (rule,) = offers.offered({"010": text})
    own = yaml.safe_load(offers.as_yaml([rule]))
    assert clean_article("010", text, read_rules(own))[0].clean.startswith(f"{HEADLINE}\n")
    row = source_row(from_text(text), "010", "courier.txt", "")
    assert (row["outlet"], row["headline"]) == ("THE COURIER", "")
    assert "010  no headline at its beginning (THE COURIER)" in report(add.Outcome([row], [], [], [], [], ""), False)[0]


def test_an_offered_rule_has_the_codes_of_signs_that_one_cannot_see():
    signs = "\x0b\x85\u2028\U000e0001"
    wrapped = "The government of Arland says that it will build a bridge over the strait.\n" * 4
    text = f"THE{signs}COURIER\n12 March 2025\n\n{HEADLINE}\nBy Ada Quill, our woman in{signs}Arland\n\n{wrapped}"
    offered = offers.as_yaml(offers.offered({"010": text}))
    own = yaml.safe_load(offered)
    assert all(sign.isprintable() or sign == "\n" for sign in offered)
    article, _ = clean_article("010", text, read_rules(own))
    assert article.clean.partition("\n")[0] == HEADLINE and "COURIER" not in article.clean + own["rules"][0]["id"]


def test_the_report_is_short_however_many_texts_there_are(toy, tmp_path):
    rows = [
        ["text"],
        *([f"Text number {number} has some words of its own, and {number * 7} more."] for number in range(300)),
    ]
    (tmp_path / "many.csv").write_bytes(documents.csv_text(rows))
    outcome = add.add([tmp_path / "many.csv"], toy, check=True)
    lines = report(outcome, check=True)
    assert len(lines) < 60 and lines[-1] == "300 texts would be added" and "… and 288 more texts" in lines
    assert given_columns(["text=Full = text"]) == {"text": "Full = text"}
    with pytest.raises(UserError, match=r"--column: 'text' is no field and column; write it as text=NAME"):
        given_columns(["text"])


def test_texts_are_copies_if_most_of_the_shorter_one_is_shared():
    own = "This paragraph is the work of one paper alone, and no other paper has a word of it."
    longer = "\n".join([*BODY, own, own.replace("one", "another")])
    assert offers.copies({"1": "\n".join(BODY), "2": longer, "3": own}) == [("1", "2", "3")]
    assert offers.copies({"1": "\n".join([*BODY, own]), "2": "\n".join([*BODY, own[::-1]])}) == [("1", "2")]
    assert offers.copies({"1": "\n".join(BODY), "2": f"{BODY[0]}\n{own}\n{own[::-1]}"}) == []
    assert offers.copies({"1": BODY[0]}) == [] == offers.copies({"1": "Short.", "2": "Short."})


def test_memory_does_not_grow_with_the_texts(tmp_path, monkeypatch):
    monkeypatch.setattr(offers, "copies", lambda texts: [])  # has a sign or two for each word
    peaks = []
    for texts in (5, 15):
        inbox = tmp_path / f"inbox {texts}"
        inbox.mkdir()
        for number in range(texts):
            (inbox / f"{number:03}.txt").write_text(f"Text {number}\n\n" + "Nobody waits. " * 30_000, encoding="utf-8")
        tracemalloc.start()
        outcome = add.add([inbox], tmp_path / f"study {texts}")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert len(outcome.rows) == texts and not outcome.problems
    assert peaks[1] - peaks[0] < 10 * 420_000 * 0.1, [peak / 1e6 for peak in peaks]
