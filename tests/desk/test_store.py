"""The ledger: each act whole or not at all, nobody's rows written over, everything taken back; counted by hand."""

import csv
import io
import json
import os
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from filelock import FileLock

from stancebook.core import tables
from stancebook.core.problems import UserError
from stancebook.desk.row_changes import Change
from stancebook.desk.store import ChangedMeanwhile, Store
from stancebook.desk.transactions import LOCK, NotSaved

OWN = {"coder.csv": ("article", "quote", "note"), "coder_marks.csv": ("article", "mark")}
SHARED = {"notes.csv": ("id", "note")}
NOW = "2031-05-01T09:30:00Z"
JOURNAL = "coder_journal.jsonl"


def row(article, quote="", note=""):
    return {"article": article, "quote": quote, "note": note}


def mark(article, mark="finished"):
    return {"article": article, "mark": mark}


def add(row, file="coder.csv"):
    return Change(file, None, None, row)


def take(row, number=None, file="coder.csv"):
    return Change(file, number, row, None)


def opened(folder, **more):
    return Store(folder, "coder", OWN, SHARED, **{"clock": lambda: NOW} | more)


def lines(folder, name=JOURNAL):
    path = folder / name
    return [json.loads(line) for line in path.read_bytes().decode("utf-8").split("\n")[:-1]] if path.exists() else []


def left(folder):
    """All bytes in a folder but the lock's."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != LOCK}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "coder.csv").write_bytes(
        'article,quote,note\n010,"We will come,\r\nall of us.",\n020,Nò.,None\n'.encode()
    )
    return tmp_path


@pytest.fixture
def ledger(folder):
    return opened(folder)


# what is on disk


def test_a_ledger_counted_by_hand(folder, ledger):
    come, no = row("010", "We will come,\r\nall of us."), row("020", "Nò.", "None")
    assert ledger.rows == {"coder.csv": [come, no], "coder_marks.csv": [], "notes.csv": []}
    assert (ledger.wrong, ledger.found, ledger.undoable, ledger.redoable, lines(folder)) == ({}, [], None, None, [])
    changes = [
        Change("coder.csv", 3, no, no | {"note": "sure"}),
        Change("coder_marks.csv", None, None, mark("020")),
        Change("notes.csv", None, None, {"id": "N001", "note": "an error"}),
    ]
    entry = ledger.act("one", "saved", "020, sentence 1", changes, seen=ledger.version)
    assert (folder / "coder.csv").read_bytes().decode() == (
        'article,quote,note\n010,"We will come,\r\nall of us.",\n020,Nò.,sure\n'
    )
    assert (folder / "coder_marks.csv").read_bytes() == b"article,mark\n020,finished\n"
    assert (folder / "notes.csv").read_bytes() == b"id,note\nN001,an error\n"
    assert (entry.at, entry.by, entry.did, entry.what, entry.id, entry.of) == (
        (NOW, "coder", "saved", "020, sentence 1", "one", "")
    )
    assert [change.row for change in entry.changes] == [3, 2, 2] and ledger.undoable == entry
    began, saved = lines(folder)
    assert (began["did"], began["what"], [change["now"] for change in began["changes"]]) == (
        ("began", "coder.csv: 2 rows that stood there", [come, no])
    )
    assert saved["changes"][1] == {"file": "coder_marks.csv", "row": 2, "was": None, "now": mark("020")}
    assert sorted(saved["after"]) == ["coder.csv", "coder_marks.csv", "notes.csv"]
    assert {path.name for path in folder.iterdir()} == {LOCK, JOURNAL, "coder.csv", "coder_marks.csv", "notes.csv"}
    undone = ledger.undo("two", seen=ledger.version)
    assert (undone.did, undone.of, undone.what) == ("undid", "one", "020, sentence 1")
    assert ledger.rows == {"coder.csv": [come, no], "coder_marks.csv": [], "notes.csv": []}
    assert (ledger.undoable, ledger.redoable) == (None, entry)
    assert ledger.redo("three").did == "redid" and ledger.rows["notes.csv"] == [{"id": "N001", "note": "an error"}]
    assert [(line["did"], line.get("of")) for line in lines(folder)[2:]] == [("undid", "one"), ("redid", "one")]


def test_a_ledger_on_an_empty_folder_begins_with_its_first_act(tmp_path):
    ledger = opened(tmp_path)
    assert left(tmp_path) == {}
    ledger.act("1", "saved", "010", [add(row("010", "a"))])
    assert [line["did"] for line in lines(tmp_path)] == ["saved"]


def test_a_missing_folder_is_unsaved_and_works_once_it_is_there(tmp_path):
    ledger = opened(tmp_path / "gone")
    with pytest.raises(NotSaved, match="^the folder is not there; put it back, and save again$"):
        ledger.act("1", "saved", "010", [add(row("010"))])
    (tmp_path / "gone").mkdir()
    assert ledger.act("1", "saved", "010", [add(row("010"))]) and opened(tmp_path / "gone").rows["coder.csv"] == [
        row("010")
    ]


def test_rows_keep_their_order_and_a_new_one_has_its_place(folder):
    ledger = opened(folder, order=lambda file, row: row["article"] if file == "coder.csv" else None)
    ledger.act(
        "1",
        "saved",
        "",
        [add(row("010", "b")), add(row("000", "c")), add(row("030", "d")), add(mark("9"), "coder_marks.csv")],
    )
    ledger.act("2", "saved", "", [add(mark("1"), "coder_marks.csv"), take(ledger.rows["coder.csv"][1])])
    assert [row["quote"] for row in ledger.rows["coder.csv"]] == ["c", "b", "Nò.", "d"]
    assert [row["article"] for row in ledger.rows["coder_marks.csv"]] == ["9", "1"]
    ledger.undo("3")
    assert [row["quote"] for row in ledger.rows["coder.csv"]] == ["c", "We will come,\r\nall of us.", "b", "Nò.", "d"]


def test_an_act_is_made_once_for_each_id(folder, ledger):
    first, seen = ledger.act("1", "saved", "010", [add(row("010", "a"))]), ledger.version
    assert ledger.act("1", "saved", "010", [add(row("010", "a"))], seen="long ago") == first
    ledger.undo("2")
    assert ledger.undo("2", seen=seen) == ledger.journal.ids["2"] and len(ledger.rows["coder.csv"]) == 2
    assert opened(folder).act("1", "saved", "010", [add(row("010", "a"))]) == first
    assert [line["did"] for line in lines(folder)] == ["began", "saved", "undid"]


@pytest.mark.parametrize("id", ["", None, 7, ["1"], "half a \ud83d", "two\nlines"])
def test_an_act_needs_an_id(folder, ledger, id):
    before = left(folder)
    with pytest.raises(UserError, match="^an act needs an id of its own; reload the page$"):
        ledger.act(id, "saved", "010", [add(row("010"))])
    assert left(folder) == before


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (add({}, "coder_a.csv"), "coder_a.csv is no file of this desk; reload the page"),
        (add({"article": "010"}), "coder.csv: a row has other columns than article,quote,note; reload the page"),
        (add(row("010") | {"more": ""}), "coder.csv: a row has other columns than article,quote,note; reload the page"),
        (take(row("030")), "coder.csv: the row is not there any more as it was; open the article again"),
        (take(row("020", "Nò.")), "coder.csv: the row is not there any more as it was; open the article again"),
        *((add(row("010", cell)), "coder.csv: a cell would not come back as it is (too long, or half a character); "
           "write it anew")
          for cell in ("half a \ud83d", "x" * 131_073, 7, None, ["a"])),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused_and_nothing_is(folder, ledger, change, why):
    before = left(folder)
    with pytest.raises(UserError) as refused:
        ledger.act("1", "saved", "010", [add(row("030", "fine")), change])
    assert str(refused.value) == why and left(folder) == before and type(refused.value) is UserError
    ledger.act("1", "saved", "010", [add(row("030", "fine"))])
    assert len(ledger.rows["coder.csv"]) == 3


def test_any_text_comes_back(folder, ledger):
    texts = ["a\rb", "\n", '"', "=1+1", "👩‍👩‍👧\u202e", "\u2028\u0085", "\0", " ", "\ufeff", "x" * 131_072]
    for number, text in enumerate(texts):
        ledger.act(str(number), "saved", f"{text} \ud83d", [add(row("010", text, text[::-1]))])
    again = opened(folder)
    assert [row["quote"] for row in again.rows["coder.csv"][2:]] == texts and again.found == []
    assert again.undoable.what == f"{texts[-1]} ?"


def test_a_note_changes_no_row_and_no_undo(folder, ledger):
    ledger.act("1", "saved", "010", [add(row("010", "a"))])
    ledger.undo("2")
    version = ledger.version
    assert ledger.note("3", "froze", "before any comparison").changes == []
    assert (ledger.version, ledger.undoable, ledger.redoable.id) == (version, None, "1")
    assert opened(folder).note("3", "froze", "").what == "before any comparison"


def test_a_note_may_be_the_first_line(folder, ledger):
    ledger.note("1", "froze", "early")
    ledger.act("2", "saved", "", [add(row("010"))])
    assert [line["did"] for line in lines(folder)] == ["froze", "began", "saved"]


def test_a_change_to_what_stands_there_already_changes_nothing(folder, ledger):
    before = ledger.rows["coder.csv"][0]
    assert ledger.act("1", "saved", "010", [Change("coder.csv", 2, before, dict(before))]).changes == []
    assert ledger.undoable is None and [line["did"] for line in lines(folder)] == ["saved"]


def test_what_is_handed_in_may_be_changed_afterwards(folder, ledger):
    mine = row("010", "a")
    ledger.act("1", "saved", "010", [add(mine)])
    mine["quote"] = "b"
    assert ledger.rows["coder.csv"][2]["quote"] == "a"


# undo and redo


def test_nothing_to_undo_or_redo_is_said(ledger):
    for again, word in ((ledger.undo, "undo"), (ledger.redo, "redo")):
        with pytest.raises(UserError, match=f"^there is nothing to {word}; go on coding$"):
            again("1")


def test_undo_and_redo_outlive_a_restart(folder):
    for number in range(3):
        opened(folder).act(str(number), "saved", f"010, {number}", [add(row("010", str(number)))])
    for number in (2, 1):
        assert opened(folder).undo(f"u{number}").of == str(number)
    assert opened(folder).redo("r1").of == "1"
    opened(folder).act("new", "saved", "", [add(row("010", "new"))])
    with pytest.raises(UserError, match="nothing to redo"):
        opened(folder).redo("r2")
    assert [row["quote"] for row in opened(folder).rows["coder.csv"][2:]] == ["0", "1", "new"]
    assert [opened(folder).undo(f"v{n}").of for n in range(3)] == ["new", "1", "0"]
    assert opened(folder).undoable is None


def test_undo_is_refused_where_the_row_is_another_now(folder, ledger):
    ledger.act("1", "saved", "010, sentence 3", [add(row("010", "a"))])
    edit(folder, lambda rows: [*rows[:2], row("010", "a", "by hand")])
    before = (folder / "coder.csv").read_bytes()
    with pytest.raises(UserError) as refused:
        ledger.undo("2")
    assert str(refused.value) == (
        "this cannot be undone any more: 010, sentence 3 "
        "(coder.csv: the row is not there any more as it was; open the article again)"
    )
    assert (folder / "coder.csv").read_bytes() == before and ledger.undoable.id == "1"
    edit(folder, lambda rows: [*rows[:2], row("010", "a")])
    ledger.undo("3")
    edit(folder, lambda rows: rows)
    assert ledger.redo("4").of == "1"


def test_undo_finds_the_row_wherever_it_moved_and_leaves_the_others(folder, ledger):
    ledger.act("1", "saved", "", [add(row("010", "a"))])
    edit(folder, lambda rows: [rows[2], row("005", "by hand"), *rows[:2]])
    ledger.undo("2")
    assert [row["article"] for row in ledger.rows["coder.csv"]] == ["005", "010", "020"]
    ledger.redo("3")
    assert Counter(row["article"] for row in ledger.rows["coder.csv"]) == {"005": 1, "010": 2, "020": 1}


def test_a_row_taken_out_comes_back_to_its_place(ledger):
    before = ledger.rows["coder.csv"]
    ledger.act("1", "deleted", "", [take(before[0])])
    ledger.act("2", "deleted", "", [take(before[1])])
    ledger.undo("3"), ledger.undo("4")
    assert ledger.rows["coder.csv"] == before


def test_undo_passes_over_what_it_is_told(folder):
    ledger = opened(folder, passing=("opened",))
    ledger.act("1", "saved", "", [add(row("010", "a"))])
    ledger.act("2", "opened", "010: to see a term", [add(mark("010", "opened"), "coder_marks.csv")])
    assert ledger.undo("3").of == "1" and ledger.rows["coder_marks.csv"] == [mark("010", "opened")]
    assert ledger.undoable is None


# others on the same files


def edit(folder, change, name="coder.csv", **shape):
    """Edits a file as a spreadsheet does: read, changed, written whole in its own way."""
    rows = tables.read(folder / name)
    columns = list(rows[0])
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, shape.pop("columns", columns), **{"lineterminator": "\n"} | shape)
    writer.writeheader()
    writer.writerows(change([dict(row) for row in rows]))
    (folder / name).write_bytes(out.getvalue().encode("utf-8"))


def test_what_others_changed_since_is_told_and_not_written_over(folder, ledger):
    other, seen = opened(folder), ledger.version
    other.act("theirs", "saved", "", [add(row("030", "theirs"))], seen=seen)
    before = left(folder)
    with pytest.raises(ChangedMeanwhile) as changed:
        ledger.act("mine", "saved", "", [add(row("030", "mine"))], seen=seen)
    assert str(changed.value) == (
        "the files were changed in the meantime (coder.csv: 1 row added); look, and save again"
    )
    assert changed.value.changes == [Change("coder.csv", 4, None, row("030", "theirs"))] == ledger.since(seen)
    assert left(folder) == before and ledger.found == []
    for again in (ledger.undo, ledger.redo):
        with pytest.raises(ChangedMeanwhile):
            again("u", seen=seen)
    ledger.act("mine", "saved", "", [add(row("030", "mine"))], seen=ledger.version)
    assert [row["quote"] for row in ledger.rows["coder.csv"][2:]] == ["theirs", "mine"]
    assert ledger.undo("u").of == "mine" and ledger.undo("v").of == "theirs"


def test_two_pages_of_one_ledger_are_two_people(ledger):
    seen = ledger.version
    ledger.act("1", "saved", "", [add(row("030", "one page"))], seen=seen)
    with pytest.raises(ChangedMeanwhile) as changed:
        ledger.act("2", "saved", "", [add(row("030", "the other"))], seen=seen)
    assert [change.now["quote"] for change in changed.value.changes] == ["one page"]


def test_without_a_version_seen_nothing_is_asked(folder, ledger):
    opened(folder).act("theirs", "saved", "", [add(row("030", "theirs"))])
    assert ledger.act("mine", "saved", "", [add(row("030", "mine"))])


def test_a_version_that_the_ledger_never_had_is_changed(folder, ledger):
    for ask in (lambda: ledger.since("never"), lambda: ledger.act("1", "saved", "", [add(row("010"))], seen="never")):
        with pytest.raises(
            ChangedMeanwhile, match="^the files were changed in the meantime; open the article again$"
        ) as changed:
            ask()
        assert changed.value.changes == []
    seen = ledger.version
    for number in range(70):
        ledger.act(str(number), "saved", "", [add(row("010"))])
    with pytest.raises(ChangedMeanwhile):
        ledger.since(seen)


def test_changes_to_shared_files_are_nobodys_change(folder, ledger):
    other = Store(folder, "other", {"other.csv": ("article",)}, SHARED, clock=lambda: NOW)
    version, note = ledger.version, lambda id: {"id": id, "note": ""}
    other.act("1", "saved", "", [add(note("N001"), "notes.csv"), add({"article": "010"}, "other.csv")])
    assert ledger.look() is False and ledger.version == version and ledger.rows["notes.csv"] == [note("N001")]
    ledger.act("1", "saved", "", [add(note("N002"), "notes.csv")], seen=version)
    assert other.look() is False and other.rows["notes.csv"] == [note("N001"), note("N002")]
    assert ledger.found == other.found == [] and other.undo("2").of == "1"
    assert opened(folder).rows["notes.csv"] == [note("N002")]


def test_an_edit_outside_is_found_shown_and_on_record(folder, ledger):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    seen = ledger.version
    edit(folder, lambda rows: [rows[0], rows[1] | {"note": "by hand"}, row("040", "new")])
    assert ledger.look() is True
    had = [
        Change("coder.csv", 3, row("020", "Nò.", "None"), row("020", "Nò.", "by hand")),
        Change("coder.csv", 4, row("030", "a"), None),
        Change("coder.csv", 4, None, row("040", "new")),
    ]
    assert ledger.found == had == ledger.since(seen)
    assert ledger.look() is False and ledger.found == []
    told = lines(folder)[-1]
    assert (told["did"], told["what"]) == (
        "found",
        "outside of the desk: coder.csv: 1 row added, 1 altered, 1 taken out",
    )
    assert [Change(**change) for change in told["changes"]] == had and list(told["after"]) == ["coder.csv"]
    assert len(lines(folder)) == 3 and ledger.undoable.id == "1"


def test_an_edit_while_no_desk_was_open_is_found_from_the_journal(folder, ledger):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    edit(folder, lambda rows: [rows[1], rows[0], rows[2] | {"note": "by hand"}])
    again = opened(folder)
    assert again.found == [Change("coder.csv", 4, row("030", "a"), row("030", "a", "by hand"))]
    assert opened(folder).found == [] and ledger.look() is True and ledger.found == []
    assert [line["did"] for line in lines(folder)] == ["began", "saved", "found"]


def test_an_older_version_put_back_is_found(folder, ledger):
    older = (folder / "coder.csv").read_bytes()
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    (folder / "coder.csv").write_bytes(older)
    ledger.look()
    assert ledger.found == [Change("coder.csv", 4, row("030", "a"), None)] == opened(folder).journal.entries[-1].changes


def test_an_act_of_another_that_was_written_over_is_found(folder, ledger):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    older = (folder / "coder.csv").read_bytes()
    opened(folder).act("2", "saved", "", [add(row("030", "b"))])
    (folder / "coder.csv").write_bytes(older)
    ledger.look()
    assert ledger.found == [Change("coder.csv", 5, row("030", "b"), None)]


def test_an_edit_upon_an_act_of_another_is_found_alone(folder, ledger):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    opened(folder).act("2", "saved", "", [add(row("030", "b"))])
    edit(folder, lambda rows: rows[1:])
    ledger.look()
    assert [(change.was["article"], change.now) for change in ledger.found] == [("010", None)]


def test_a_file_taken_away_is_found_and_made_again(folder, ledger):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    (folder / "coder.csv").unlink()
    assert len(opened(folder).found) == 3
    ledger.act("2", "saved", "", [add(row("040", "b"))])
    assert (folder / "coder.csv").read_bytes() == b"article,quote,note\n040,b,\n"


def test_a_file_that_comes_later_is_found(folder, ledger):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    (folder / "coder_marks.csv").write_bytes(b"article,mark\n030,finished\n")
    ledger.look()
    assert ledger.found == [Change("coder_marks.csv", 2, None, mark("030"))]


def test_without_a_journal_an_edit_is_shown_and_not_on_record(folder, ledger):
    edit(folder, lambda rows: [*rows, row("030", "a")])
    assert ledger.look() is True and ledger.found == [Change("coder.csv", 4, None, row("030", "a"))]
    assert lines(folder) == []
    ledger.act("1", "saved", "", [add(row("030", "b"))])
    assert [line["did"] for line in lines(folder)] == ["began", "saved"] and len(lines(folder)[0]["changes"]) == 3


SHAPES = [
    {"lineterminator": "\r\n"},
    {"quoting": csv.QUOTE_ALL},
    {"lineterminator": "\r\n", "quoting": csv.QUOTE_ALL},
    {"columns": ["note", "quote", "article"]},
]


@pytest.mark.parametrize("shape", SHAPES)
def test_quoting_and_order_are_no_edit(folder, ledger, shape):
    ledger.act("1", "saved", "", [add(row("030", "a")), add(row("030", "b"))])
    seen, rows = ledger.version, ledger.rows["coder.csv"]
    edit(folder, lambda rows: rows[::-1], **shape)
    before = (folder / "coder.csv").read_bytes()
    assert ledger.look() is True and ledger.found == ledger.since(seen) == opened(folder).found == []
    assert (folder / "coder.csv").read_bytes() == before and [line["did"] for line in lines(folder)] == [
        "began",
        "saved",
    ]
    ledger.act("2", "saved", "", [Change("coder.csv", 4, rows[2], rows[2] | {"note": "n"})], seen=seen)
    assert (folder / "coder.csv").read_bytes().decode() == (
        'article,quote,note\n030,b,\n030,a,n\n020,Nò.,None\n010,"We will come,\r\nall of us.",\n'
    )


UNREADABLE = {
    b"\xef\xbb\xbfarticle,quote,note\n": (
        "coder.csv, row 1: the file begins with a byte order mark; save it as UTF-8 without one"
    ),
    b"article;quote;note\n": "coder.csv, row 1: cells are not separated by commas; save it as comma-separated",
    b"article,quote,note\ncaf\xe9,,\n": "coder.csv: byte 22 is not UTF-8; save the file as UTF-8",
    b"article,quote\n": "coder.csv, row 1, note: the column is missing; the header reads article,quote,note",
    b"article,quote,note\n010,a\n": "coder.csv, row 2: the row has not as many cells as the header; give it 3",
    b'article,quote,note\n"010,a,\n': (
        "coder.csv: it is no readable CSV (unexpected end of data); write it with a CSV writer"
    ),
}


@pytest.mark.parametrize("content", UNREADABLE)
def test_a_file_that_cannot_be_read_is_left_alone_until_it_is_mended(folder, ledger, content):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    whole, seen = (folder / "coder.csv").read_bytes(), ledger.version
    (folder / "coder.csv").write_bytes(content)
    for one in (ledger, opened(folder)):
        one.look()
        assert one.undoable.id == "1"
        assert [str(wrong) for wrong in one.wrong["coder.csv"]] == [UNREADABLE[content]] and one.rows["coder.csv"] == []
        assert one.found == []
        for refused in (lambda: one.act("2", "saved", "", [add(row("040"))]), lambda: one.undo("3")):
            with pytest.raises(UserError) as why:
                refused()
            assert UNREADABLE[content] in str(why.value)
    ledger.act("m", "finished", "", [add(mark("010"), "coder_marks.csv")])  # another file is not concerned
    assert (folder / "coder.csv").read_bytes() == content
    assert [change.file for change in ledger.since(seen)] == ["coder_marks.csv"]
    (folder / "coder.csv").write_bytes(whole)
    assert ledger.act("2", "saved", "", [add(row("040"))]) and ledger.wrong == {} and ledger.found == []
    assert [change.now for change in ledger.since(seen) if change.file == "coder.csv"] == [row("040")]


def test_a_file_mended_otherwise_than_it_was_is_found(folder, ledger):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    (folder / "coder.csv").write_bytes(b"caf\xe9")
    ledger.look(), opened(folder)
    (folder / "coder.csv").write_bytes(b"article,quote,note\n030,a,\n")
    ledger.look()
    assert Counter(change.was["article"] for change in ledger.found) == {"010": 1, "020": 1}


def test_a_line_of_the_journal_that_is_none_is_complained_about_and_stops_nobody(folder, ledger):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    with (folder / JOURNAL).open("ab") as file:
        file.write(b"<<<<<<< ours\n")
    ledger.act("2", "saved", "", [add(row("030", "b"))])
    [wrong] = ledger.wrong[JOURNAL]
    assert str(wrong).startswith("coder_journal.jsonl, row 3: the line is no entry") and ledger.undo("3").of == "2"


def test_a_look_is_cheap_where_nothing_was_written(folder, ledger, monkeypatch):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    aged(folder)
    ledger.look()
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    monkeypatch.setattr(Path, "open", lambda path, *_: pytest.fail(f"{path} was opened"))
    assert ledger.look() is False


def aged(folder):
    """Makes all files old, so that a look trusts that nobody is writing them this moment."""
    for path in folder.iterdir():
        os.utime(path, (1, 1))


def test_what_was_found_is_told_by_one_look_alone(folder, ledger):
    edit(folder, lambda rows: rows[1:])
    aged(folder)
    assert ledger.look() is True and len(ledger.found) == 1
    assert ledger.look() is False and ledger.found == []


def test_a_look_sees_what_another_put_on_record_alone(folder, ledger):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    aged(folder)
    ledger.look()
    opened(folder).note("2", "froze", "")
    assert ledger.look() is False and "2" in ledger.journal.ids


def test_a_look_while_another_writes_reads_what_is_there(folder, ledger):
    other = opened(folder)
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    with FileLock(folder / LOCK), pytest.MonkeyPatch.context() as patched:
        patched.setattr(other._record._lock, "timeout", 0.05)
        assert other.look() is True and other.rows == ledger.rows and other.undoable == ledger.undoable


def test_an_edit_of_the_same_length_in_the_same_moment_is_seen(folder, ledger):
    for number in range(50):
        edit(folder, lambda rows: [rows[0] | {"note": f"{number:02}"}, rows[1]])
        assert ledger.look() is True and ledger.rows["coder.csv"][0]["note"] == f"{number:02}"


# what goes wrong while writing


@pytest.fixture
def failing(monkeypatch):
    """A function that makes a function of os fail from its n-th call on, with an error of a number."""

    def failing(name, call, number, when=lambda *_: True):
        real, calls = getattr(os, name), []

        def fails(*args, **named):
            calls.append(args)
            if len(calls) >= call and when(*args):
                raise OSError(number, os.strerror(number))
            return real(*args, **named)

        monkeypatch.setattr(os, name, fails)

    return failing


TROUBLES = {
    28: "the disk is full; make room, and save again",
    27: "the file may not grow any further; lift the limit on its size, and save again",
    13: "the folder, or a file in it, cannot be written; give yourself the right to write there, and save again",
    30: "the folder, or a file in it, cannot be written; give yourself the right to write there, and save again",
    16: "something else is writing this very moment; save again",
    5: "it could not be written (Input/output error); save again",
}
# parts of two files, the journal, the first file in place
STEPS = [("fsync", 1), ("fsync", 2), ("write", 1), ("fsync", 3), ("replace", 1)]


@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize(("name", "call"), STEPS)
def test_a_disk_that_fails_leaves_all_as_it_was(folder, failing, monkeypatch, begun, name, call):
    ledger = opened(folder)
    if begun:
        ledger.act("0", "saved", "", [add(row("030", "a")), add(mark("030"), "coder_marks.csv")])
    before, rows, version, number = left(folder), ledger.rows, ledger.version, 28
    act = lambda: ledger.act(
        "1", "saved", "", [add(row("030", "b")), add(mark("040"), "coder_marks.csv")], seen=version
    )
    with monkeypatch.context():
        failing(name, call, number)
        with pytest.raises(NotSaved) as unsaved:
            act()
        monkeypatch.undo()
    assert str(unsaved.value) == TROUBLES[number]
    assert left(folder) == before and ledger.rows == rows and ledger.version == version
    assert act().id == "1" and ledger.found == [] and len(lines(folder)) == len(rows["coder_marks.csv"]) + 2
    assert opened(folder).rows == ledger.rows


def test_a_file_system_that_lets_nobody_wait_for_its_names_is_no_trouble(ledger, failing):
    failing("fsync", 3, 22)
    assert ledger.act("1", "saved", "", [add(row("030"))]) and ledger.found == []


@pytest.mark.parametrize("begun", [False, True])
def test_the_second_of_two_files_that_cannot_be_put_in_place_takes_the_first_back(folder, monkeypatch, begun):
    ledger, real = opened(folder), os.replace
    if begun:
        ledger.act("0", "saved", "", [add(row("030", "a")), add(mark("030"), "coder_marks.csv")])
    before = left(folder)

    def held(part, path):
        if Path(path).name == "coder_marks.csv":
            raise PermissionError(13, "held open by a spreadsheet")
        real(part, path)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(NotSaved, match=f"^{TROUBLES[13]}$"):
        ledger.act("1", "saved", "", [add(row("030", "b")), add(mark("040"), "coder_marks.csv")])
    assert left(folder) == before
    monkeypatch.undo()
    ledger.act("1", "saved", "", [add(row("030", "b")), add(mark("040"), "coder_marks.csv")])
    assert ledger.found == [] and opened(folder).undoable.id == "1"


def test_what_cannot_even_be_taken_back_is_finished_later(folder, failing, monkeypatch):
    ledger = opened(folder)
    failing("replace", 2, 5)
    monkeypatch.setattr(os, "truncate", lambda *_: (_ for _ in ()).throw(OSError(5, "gone")))
    with pytest.raises(NotSaved):
        ledger.act("1", "saved", "", [add(row("030", "b")), add(mark("040"), "coder_marks.csv")])
    monkeypatch.undo()
    assert ledger.act("1", "saved", "", []).id == "1" and ledger.found == []
    assert ledger.rows["coder.csv"][2:] == [row("030", "b")] and ledger.rows["coder_marks.csv"] == [mark("040")]
    assert not [name for name in left(folder) if name.endswith(".part")]


def test_a_line_that_cannot_be_taken_back_is_an_act_and_finished_later(folder, ledger, failing, monkeypatch):
    ledger.act("0", "saved", "", [add(row("030", "a"))])
    failing("fsync", 2, 5)
    monkeypatch.setattr(os, "truncate", lambda *_: (_ for _ in ()).throw(OSError(5, "gone")))
    with pytest.raises(NotSaved):
        ledger.act("1", "saved", "", [add(row("030", "b"))])
    monkeypatch.undo()
    assert ledger.act("1", "saved", "", []).id == "1" and ledger.rows["coder.csv"][3:] == [row("030", "b")]
    assert ledger.found == []


@pytest.mark.parametrize("number", TROUBLES)
def test_each_trouble_has_its_words(ledger, failing, number):
    failing("fsync", 1, number)
    with pytest.raises(NotSaved) as unsaved:
        ledger.act("1", "saved", "", [add(row("030"))])
    assert str(unsaved.value) == TROUBLES[number]


def test_a_folder_that_cannot_be_written(folder, monkeypatch):
    real = os.open

    def refused(path, flags, *more, **named):
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *more, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refused)
        patched.setattr("io.open", lambda *_, **__: pytest.fail("no part is begun where the lock is not to be had"))
        patched.setattr(Path, "open", lambda path, mode="r", *more, **named: open(path, mode, *more, **named))
        patched.setattr("builtins.open", lambda path, mode="r", *_, **__: io.FileIO(path, mode[0]))
        ledger = opened(folder)
        with pytest.raises(NotSaved, match=f"^{TROUBLES[13]}$"):
            ledger.act("1", "saved", "", [add(row("030"))])
    assert ledger.act("1", "saved", "", [add(row("030"))]) and len(opened(folder).rows["coder.csv"]) == 3


def test_a_file_without_the_right_to_write_is_not_replaced(folder, ledger, monkeypatch):
    before = left(folder)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "coder.csv" or mode != os.W_OK)
    with pytest.raises(NotSaved, match=f"^{TROUBLES[13]}$"):
        ledger.act("1", "saved", "", [add(row("030"))])
    assert left(folder) == before


def test_a_file_written_elsewhere_in_the_midst_of_an_act_is_not_written_over(folder, ledger, monkeypatch):
    real, theirs = os.fsync, b"article,quote,note\n040,theirs,\n"

    def meanwhile(handle):
        real(handle)
        (folder / "coder.csv").write_bytes(theirs)

    monkeypatch.setattr(os, "fsync", meanwhile)
    seen = ledger.version
    with pytest.raises(NotSaved, match=f"^{TROUBLES[16]}$"):
        ledger.act("1", "saved", "", [add(row("030"))], seen=seen)
    monkeypatch.undo()
    assert (folder / "coder.csv").read_bytes() == theirs and not list(folder.glob(".*.part"))
    with pytest.raises(ChangedMeanwhile):
        ledger.act("1", "saved", "", [add(row("030"))], seen=seen)
    assert len(ledger.found) == 3


def test_an_edit_is_shown_even_where_it_cannot_be_put_on_record(folder, ledger, failing):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    edit(folder, lambda rows: rows[:2])
    failing("write", 1, 28)
    assert ledger.look() is True and ledger.found == [Change("coder.csv", 4, row("030", "a"), None)]
    with pytest.raises(NotSaved):
        ledger.act("2", "saved", "", [add(row("030", "b"))])


def test_a_link_stays_one(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "mine.csv"
    (folder / "coder.csv").rename(elsewhere)
    (folder / "coder.csv").symlink_to(elsewhere)
    opened(folder).act("1", "saved", "", [add(row("030"))])
    assert (folder / "coder.csv").is_symlink() and elsewhere.read_bytes().endswith(b"\n030,,\n")
    assert [path.name for path in elsewhere.parent.iterdir()] == ["mine.csv"]


def test_the_lock_is_for_colleagues_too(folder, ledger):
    assert (folder / LOCK).stat().st_mode & 0o777 == 0o666


def test_columns_in_another_order_are_no_other_cells(folder, ledger):
    (folder / "coder.csv").write_bytes(b"note,quote,article\n020,N\xc3\xb2.,None\n")
    ledger.look()
    assert ledger.rows["coder.csv"] == [row("None", "Nò.", "020")]


def test_a_file_keeps_its_rights(folder, ledger):
    (folder / "coder.csv").chmod(0o640)
    ledger.act("1", "saved", "", [add(row("030"))])
    assert (folder / "coder.csv").stat().st_mode & 0o777 == 0o640


def test_somebody_who_holds_the_lock_is_waited_for(folder, ledger, monkeypatch):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    before, holding = left(folder), FileLock(folder / LOCK)
    monkeypatch.setattr("stancebook.desk.transactions.PATIENCE", 0.05)
    with holding:
        other = opened(folder)
        assert other.rows == ledger.rows and other.undoable == ledger.undoable  # reading needs no lock
        with pytest.raises(NotSaved, match="^somebody else is writing in this folder; save again in a moment$"):
            other.act("2", "saved", "", [add(row("030", "b"))])
    assert left(folder) == before and other.act("2", "saved", "", [add(row("030", "b"))])
    holding = FileLock(folder / LOCK, thread_local=False)
    holding.acquire()
    threading.Timer(0.2, holding.release).start()
    assert ledger.act("3", "saved", "", [add(row("030", "c"))])


def test_what_is_written_beside_the_rows_is_written_alone(folder, ledger, monkeypatch):
    monkeypatch.setattr("stancebook.desk.transactions.PATIENCE", 0.05)
    other = opened(folder)
    with ledger.locked():
        with pytest.raises(NotSaved, match="^somebody else is writing"):
            other.act("1", "saved", "", [add(row("030", "a"))])
        ledger.act("2", "saved", "", [add(row("030", "b"))])
    with pytest.raises(NotSaved, match=f"^{TROUBLES[28]}$"), ledger.locked():
        raise OSError(28, "No space left on device")
    assert other.act("1", "saved", "", [add(row("030", "a"))])


def test_an_edit_found_while_another_writes_is_found_at_the_next_look(folder, ledger, monkeypatch):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    monkeypatch.setattr("stancebook.desk.transactions.PATIENCE", 0.05)
    other = opened(folder)
    with FileLock(folder / LOCK):
        edit(folder, lambda rows: rows[:2])
        assert other.look() is True and other.found == []
    assert other.look() is False and other.found == [Change("coder.csv", 4, row("030", "a"), None)]


# what a crash leaves; see test_store_killed.py for real ones


def test_a_part_that_no_journal_tells_of_is_cleared_away(folder, ledger):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    before = left(folder)
    for name in ("coder.csv", "coder_marks.csv", "notes.csv"):
        (folder / f".{name}.part").write_bytes(b"article,qu")
    (folder / ".codebook.yaml.part").write_bytes(b"somebody else's")
    assert left(folder).keys() - before.keys() == {
        ".coder.csv.part",
        ".coder_marks.csv.part",
        ".notes.csv.part",
        ".codebook.yaml.part",
    }
    assert opened(folder).found == [] and left(folder) == before | {".codebook.yaml.part": b"somebody else's"}


def test_a_part_of_what_is_in_place_is_not_made_twice(folder, ledger):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    (folder / ".coder.csv.part").write_bytes((folder / "coder.csv").read_bytes())
    before = ledger.rows
    assert opened(folder).rows == before and not list(folder.glob(".*.part"))


def test_a_torn_line_is_cut_off_at_the_opening(folder, ledger):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    before = left(folder)
    with (folder / JOURNAL).open("ab") as file:
        file.write(b'{"at": "2031')
    assert opened(folder).undoable.id == "1" and left(folder) == before


def crashed(folder, files):
    """A folder as a crash leaves it: the last act on record, and none of these files put in place."""
    before = {name: content for name, content in left(folder).items() if name in files}
    ledger = opened(folder)
    ledger.act("crash", "saved", "030", [add(row("030", "b")), add({"id": "N002", "note": ""}, "notes.csv")])
    for name in files:
        (folder / name).rename(folder / f".{name}.part")
        if name in before:
            (folder / name).write_bytes(before[name])


@pytest.mark.parametrize("files", [["coder.csv"], ["notes.csv"], ["coder.csv", "notes.csv"]])
def test_an_act_on_record_is_finished(folder, ledger, files):
    ledger.act("1", "saved", "", [add(row("030", "a")), add({"id": "N001", "note": ""}, "notes.csv")])
    crashed(folder, files)
    again = opened(folder)
    assert [row["quote"] for row in again.rows["coder.csv"][2:]] == ["a", "b"] and again.found == []
    assert [note["id"] for note in again.rows["notes.csv"]] == ["N001", "N002"] and not list(folder.glob(".*.part"))
    assert again.undo("u").of == "crash" and again.undo("v").of == "1"


def test_an_act_of_another_hand_is_finished_before_a_shared_file_is_written(folder, ledger):
    ledger.act("1", "saved", "", [add(row("030", "a")), add({"id": "N001", "note": ""}, "notes.csv")])
    crashed(folder, ["notes.csv"])
    other = Store(folder, "other", {"other.csv": ("article",)}, SHARED, clock=lambda: NOW)
    other.act("1", "saved", "", [add({"id": "N003", "note": ""}, "notes.csv")])
    assert [note["id"] for note in opened(folder).rows["notes.csv"]] == ["N001", "N002", "N003"]


def test_a_file_edited_after_a_crash_gets_the_act_and_keeps_the_edit(folder, ledger):
    ledger.act("1", "saved", "", [add(row("030", "a")), add({"id": "N001", "note": ""}, "notes.csv")])
    crashed(folder, ["coder.csv"])
    edit(folder, lambda rows: [rows[0] | {"note": "by hand"}, *rows[1:]])
    again = opened(folder)
    assert [row["quote"] for row in again.rows["coder.csv"][2:]] == ["a", "b"]
    assert [change.now["note"] for change in again.found] == ["by hand"] and not list(folder.glob(".*.part"))


def test_a_row_edited_after_a_crash_stands_and_is_found(folder, ledger):
    ledger.act("1", "saved", "", [add(row("030", "a"))])
    before = (folder / "coder.csv").read_bytes()
    ledger.act("2", "saved", "", [Change("coder.csv", 4, row("030", "a"), row("030", "a", "n"))])
    (folder / "coder.csv").rename(folder / ".coder.csv.part")
    (folder / "coder.csv").write_bytes(before.replace(b"030,a", b"030,x"))
    again = opened(folder)
    assert again.rows["coder.csv"][2] == row("030", "x") and not list(folder.glob(".*.part"))
    assert again.found == [Change("coder.csv", 4, row("030", "a", "n"), row("030", "x"))] or len(again.found) == 2


def test_an_unreadable_file_after_a_crash_keeps_its_part_until_it_is_mended(folder, ledger):
    ledger.act("1", "saved", "", [add(row("030", "a")), add({"id": "N001", "note": ""}, "notes.csv")])
    before = (folder / "coder.csv").read_bytes()
    crashed(folder, ["coder.csv"])
    (folder / "coder.csv").write_bytes(b"caf\xe9")
    assert "coder.csv" in opened(folder).wrong and (folder / "coder.csv").read_bytes() == b"caf\xe9"
    (folder / "coder.csv").write_bytes(before)
    assert [row["quote"] for row in opened(folder).rows["coder.csv"][2:]] == ["a", "b"]


def test_an_interrupt_is_no_half_act(folder, ledger, monkeypatch):
    for step in ("fsync", "write", "replace"):
        with monkeypatch.context() as patched:
            patched.setattr(os, step, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                ledger.act(step, "saved", "", [add(row("030", step)), add(mark(step), "coder_marks.csv")])
        ledger.look()
        rows = ledger.rows
        assert [row["quote"] for row in rows["coder.csv"][2:]] == [mark["article"] for mark in rows["coder_marks.csv"]]
        assert ledger.found == [] and not list(folder.glob(".*.part"))
    assert [mark["article"] for mark in ledger.rows["coder_marks.csv"]] == ["replace"]


# threads


@pytest.mark.parametrize("shared", [True, False])
def test_two_threads_lose_nothing(folder, shared):
    ledger = opened(folder)

    def work(name):
        one = ledger if shared else opened(folder)
        for number in range(40):
            while True:
                try:
                    one.act(f"{name}-{number}", "saved", "", [add(row("030", f"{name}-{number}"))], seen=one.version)
                    break
                except ChangedMeanwhile:
                    continue

    threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
    [thread.start() for thread in threads], [thread.join() for thread in threads]
    names = sorted(f"{name}-{number}" for name in "ab" for number in range(40))
    assert sorted(row["quote"] for row in opened(folder).rows["coder.csv"][2:]) == names
    assert sorted(line["id"] for line in lines(folder)[1:]) == names


# speed


@pytest.mark.slow
def test_an_act_among_ten_thousand_rows_takes_a_few_times_as_long_as_reading_them(tmp_path):
    rows = [
        row(f"{number // 10:04}", f"We will send {number} people over the bridge, said the minister. " * 3)
        for number in range(10_000)
    ]
    tables.write(tmp_path / "coder.csv", rows, OWN["coder.csv"])
    ledger, ours, peer = opened(tmp_path), [], []
    ledger.act("first", "saved", "", [add(row("9999", "first"))])
    for number in range(7):
        begun = time.process_time()
        tables.read(tmp_path / "coder.csv")
        read = time.process_time()
        ledger.act(str(number), "saved", "", [add(row("9999", str(number)))], seen=ledger.version)
        ours.append(time.process_time() - read), peer.append(read - begun)
    assert min(ours) < 12 * min(peer)
