"""The store: each act is whole or not done, no one's rows are overwritten, every act can be undone; counted by hand."""

import csv
import io
import json
import os
import threading
import time
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock

from stancebook.core import files, tables
from stancebook.core.files import part_of
from stancebook.core.problems import UserError
from stancebook.desk.csv_files import STAGED
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
def store(folder):
    return opened(folder)


# on disk


def test_undo_in_one_article_leaves_the_others(folder, store):
    first = left(folder)["coder.csv"]
    store.apply("1", "saved", "010", [add(row("010", "a"))])
    store.apply("2", "saved", "020", [add(row("020", "b"))])
    store.apply("3", "noted", "memo", [add(mark("", "x"), "coder_marks.csv")], article="010")
    assert (
        store.next_steps("010") == {"undo": "noted memo", "redo": ""} and store.next_steps("020")["undo"] == "saved 020"
    )
    assert [store.undo(id, article="010").of for id in ("4", "5")] == ["3", "1"]
    with pytest.raises(UserError, match="nothing to undo"):
        store.undo("6", article="010")
    assert [each["quote"] for each in store.rows["coder.csv"]] == ["We will come,\r\nall of us.", "Nò.", "b"]
    assert store.redo("7", article="010").of == "1" and opened(folder).undo("8", article="020").of == "2"
    store.look()
    store.undo("9", article="010")
    assert left(folder)["coder.csv"] == first
    assert [line.get("article") for line in lines(folder)][3:5] == ["010", "010"], (
        "an undo is in the article of its act"
    )


def test_a_note_of_another_file_is_journalled_once_and_needs_an_id(folder, store):
    change = Change("codebook.yaml", None, None, {"actor": "arland", "alias": "Arlanders"})
    assert store.note("1", "named", "an alias", [change], article="010") == store.note("1", "named", "again", [change])
    assert (store.journal.undoable("010").changes, store.journal.undoable("020")) == ([change], None)
    with pytest.raises(UserError, match="needs an id"):
        store.note("", "named", "an alias", [change])


def test_a_store_counted_by_hand(folder, store):
    come, no = row("010", "We will come,\r\nall of us."), row("020", "Nò.", "None")
    assert store.rows == {"coder.csv": [come, no], "coder_marks.csv": [], "notes.csv": []}
    assert (
        store.problems,
        store.outside_changes,
        store.journal.undoable(),
        store.journal.redoable(),
        lines(folder),
    ) == (
        {},
        [],
        None,
        None,
        [],
    )
    changes = [
        Change("coder.csv", 3, no, no | {"note": "sure"}),
        Change("coder_marks.csv", None, None, mark("020")),
        Change("notes.csv", None, None, {"id": "N001", "note": "an error"}),
    ]
    entry = store.apply("one", "saved", "020, sentence 1", changes, seen=store.version)
    assert (folder / "coder.csv").read_bytes().decode() == (
        'article,quote,note\n010,"We will come,\r\nall of us.",\n020,Nò.,sure\n'
    )
    assert (folder / "coder_marks.csv").read_bytes() == b"article,mark\n020,finished\n"
    assert (folder / "notes.csv").read_bytes() == b"id,note\nN001,an error\n"
    assert (entry.at, entry.by, entry.did, entry.what, entry.id, entry.of) == (
        (NOW, "coder", "saved", "020, sentence 1", "one", "")
    )
    assert [change.row for change in entry.changes] == [3, 2, 2] and store.journal.undoable() == entry
    began, saved = lines(folder)
    assert (began["did"], began["what"], [change["now"] for change in began["changes"]]) == (
        ("began", "coder.csv: 2 rows that stood there", [come, no])
    )
    assert saved["changes"][1] == {"file": "coder_marks.csv", "row": 2, "was": None, "now": mark("020")}
    assert sorted(saved["after"]) == ["coder.csv", "coder_marks.csv", "notes.csv"]
    assert {path.name for path in folder.iterdir()} == {LOCK, JOURNAL, "coder.csv", "coder_marks.csv", "notes.csv"}
    undone = store.undo("two", seen=store.version)
    assert (undone.did, undone.of, undone.what) == ("undid", "one", "020, sentence 1")
    assert store.rows == {"coder.csv": [come, no], "coder_marks.csv": [], "notes.csv": []}
    assert (store.journal.undoable(), store.journal.redoable()) == (None, entry)
    assert store.redo("three").did == "redid" and store.rows["notes.csv"] == [{"id": "N001", "note": "an error"}]
    assert [(line["did"], line.get("of")) for line in lines(folder)[2:]] == [("undid", "one"), ("redid", "one")]


def test_a_store_on_an_empty_folder_begins_with_its_first_act(tmp_path):
    store = opened(tmp_path)
    assert left(tmp_path) == {}
    store.apply("1", "saved", "010", [add(row("010", "a"))])
    assert [line["did"] for line in lines(tmp_path)] == ["saved"]


def test_a_missing_folder_is_unsaved_and_works_once_it_is_there(tmp_path):
    store = opened(tmp_path / "gone")
    with pytest.raises(NotSaved, match=r"^the folder is not there; put it back, and save again$"):
        store.apply("1", "saved", "010", [add(row("010"))])
    (tmp_path / "gone").mkdir()
    assert store.apply("1", "saved", "010", [add(row("010"))]) and opened(tmp_path / "gone").rows["coder.csv"] == [
        row("010")
    ]


def test_rows_keep_their_order_and_a_new_one_has_its_place(folder):
    store = opened(folder, order=lambda file, row: row["article"] if file == "coder.csv" else None)
    store.apply(
        "1",
        "saved",
        "",
        [add(row("010", "b")), add(row("000", "c")), add(row("030", "d")), add(mark("9"), "coder_marks.csv")],
    )
    store.apply("2", "saved", "", [add(mark("1"), "coder_marks.csv"), take(store.rows["coder.csv"][1])])
    assert [row["quote"] for row in store.rows["coder.csv"]] == ["c", "b", "Nò.", "d"]
    assert [row["article"] for row in store.rows["coder_marks.csv"]] == ["9", "1"]
    store.undo("3")
    assert [row["quote"] for row in store.rows["coder.csv"]] == ["c", "We will come,\r\nall of us.", "b", "Nò.", "d"]


def test_an_act_is_made_once_for_each_id(folder, store):
    first, seen = store.apply("1", "saved", "010", [add(row("010", "a"))]), store.version
    assert store.apply("1", "saved", "010", [add(row("010", "a"))], seen="long ago") == first
    store.undo("2")
    assert store.undo("2", seen=seen) == store.journal.ids["2"] and len(store.rows["coder.csv"]) == 2
    assert opened(folder).apply("1", "saved", "010", [add(row("010", "a"))]) == first
    assert [line["did"] for line in lines(folder)] == ["began", "saved", "undid"]


@pytest.mark.parametrize("id", ["", None, 7, ["1"], "half a \ud83d", "two\nlines"])
def test_an_act_needs_an_id(folder, store, id):
    before = left(folder)
    with pytest.raises(UserError, match=r"^an act needs an id of its own; reload the page$"):
        store.apply(id, "saved", "010", [add(row("010"))])
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
          for cell in ("half a \ud83d", 7, None, ["a"])),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused_and_nothing_is(folder, store, change, why):
    before = left(folder)
    with pytest.raises(UserError) as refused:
        store.apply("1", "saved", "010", [add(row("030", "fine")), change])
    assert str(refused.value) == why and left(folder) == before and type(refused.value) is UserError
    store.apply("1", "saved", "010", [add(row("030", "fine"))])
    assert len(store.rows["coder.csv"]) == 3


def test_any_text_comes_back(folder, store):
    texts = ["a\rb", "\n", '"', "=1+1", "👩‍👩‍👧\u202e", "\u2028\u0085", "\0", " ", "\ufeff", "x" * 131_072]
    for number, text in enumerate(texts):
        store.apply(str(number), "saved", f"{text} \ud83d", [add(row("010", text, text[::-1]))])
    again = opened(folder)
    assert [row["quote"] for row in again.rows["coder.csv"][2:]] == texts and again.outside_changes == []
    assert again.journal.undoable().what == f"{texts[-1]} ?"


def test_a_note_changes_no_row_and_no_undo(folder, store):
    store.apply("1", "saved", "010", [add(row("010", "a"))])
    store.undo("2")
    version = store.version
    assert store.note("3", "froze", "before any comparison").changes == []
    assert (store.version, store.journal.undoable(), store.journal.redoable().id) == (version, None, "1")
    assert opened(folder).note("3", "froze", "").what == "before any comparison"


def test_a_note_may_be_the_first_line(folder, store):
    store.note("1", "froze", "early")
    store.apply("2", "saved", "", [add(row("010"))])
    assert [line["did"] for line in lines(folder)] == ["froze", "began", "saved"]


def test_a_change_to_what_stands_there_already_changes_nothing(folder, store):
    before = store.rows["coder.csv"][0]
    assert store.apply("1", "saved", "010", [Change("coder.csv", 2, before, dict(before))]).changes == []
    assert store.journal.undoable() is None and [line["did"] for line in lines(folder)] == ["saved"]


def test_what_is_handed_in_may_be_changed_afterwards(folder, store):
    mine = row("010", "a")
    store.apply("1", "saved", "010", [add(mine)])
    mine["quote"] = "b"
    assert store.rows["coder.csv"][2]["quote"] == "a"


# undo and redo


def test_nothing_to_undo_or_redo_is_said(store):
    for again, word in ((store.undo, "undo"), (store.redo, "redo")):
        with pytest.raises(UserError, match=f"^there is nothing to {word}; go on coding$"):
            again("1")


def test_undo_and_redo_outlive_a_restart(folder):
    for number in range(3):
        opened(folder).apply(str(number), "saved", f"010, {number}", [add(row("010", str(number)))])
    for number in (2, 1):
        assert opened(folder).undo(f"u{number}").of == str(number)
    assert opened(folder).redo("r1").of == "1"
    opened(folder).apply("new", "saved", "", [add(row("010", "new"))])
    with pytest.raises(UserError, match="nothing to redo"):
        opened(folder).redo("r2")
    assert [row["quote"] for row in opened(folder).rows["coder.csv"][2:]] == ["0", "1", "new"]
    assert [opened(folder).undo(f"v{n}").of for n in range(3)] == ["new", "1", "0"]
    assert opened(folder).journal.undoable() is None


def test_undo_is_refused_where_the_row_is_another_now(folder, store):
    store.apply("1", "saved", "010, sentence 3", [add(row("010", "a"))])
    edit(folder, lambda rows: [*rows[:2], row("010", "a", "by hand")])
    before = (folder / "coder.csv").read_bytes()
    with pytest.raises(UserError) as refused:
        store.undo("2")
    assert str(refused.value) == (
        "this cannot be undone any more: 010, sentence 3 "
        "(coder.csv: the row is not there any more as it was; open the article again)"
    )
    assert (folder / "coder.csv").read_bytes() == before and store.journal.undoable().id == "1"
    edit(folder, lambda rows: [*rows[:2], row("010", "a")])
    store.undo("3")
    edit(folder, lambda rows: rows)
    assert store.redo("4").of == "1"


def test_undo_finds_the_row_wherever_it_moved_and_leaves_the_others(folder, store):
    store.apply("1", "saved", "", [add(row("010", "a"))])
    edit(folder, lambda rows: [rows[2], row("005", "by hand"), *rows[:2]])
    store.undo("2")
    assert [row["article"] for row in store.rows["coder.csv"]] == ["005", "010", "020"]
    store.redo("3")
    assert Counter(row["article"] for row in store.rows["coder.csv"]) == {"005": 1, "010": 2, "020": 1}


def test_a_row_taken_out_comes_back_to_its_place(store):
    before = store.rows["coder.csv"]
    store.apply("1", "deleted", "", [take(before[0])])
    store.apply("2", "deleted", "", [take(before[1])])
    store.undo("3"), store.undo("4")
    assert store.rows["coder.csv"] == before


def test_undo_passes_over_codes_that_were_opened_early(store):
    store.apply("1", "saved", "", [add(row("010", "a"))])
    store.apply("2", "opened", "010: to see a term", [add(mark("010", "opened"), "coder_marks.csv")])
    assert store.undo("3").of == "1" and store.rows["coder_marks.csv"] == [mark("010", "opened")]
    assert store.journal.undoable() is None


# others on the same files


def edit(folder, change, name="coder.csv", **shape):
    """Edit a file as a spreadsheet does: read it, change it, write it whole in its own format."""
    rows = tables.read(folder / name)
    columns = list(rows[0])
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, shape.pop("columns", columns), **{"lineterminator": "\n"} | shape)
    writer.writeheader()
    writer.writerows(change([dict(row) for row in rows]))
    (folder / name).write_bytes(out.getvalue().encode("utf-8"))


def test_what_others_changed_since_is_told_and_not_written_over(folder, store):
    other, seen = opened(folder), store.version
    other.apply("theirs", "saved", "", [add(row("030", "theirs"))], seen=seen)
    before = left(folder)
    with pytest.raises(ChangedMeanwhile) as changed:
        store.apply("mine", "saved", "", [add(row("030", "mine"))], seen=seen)
    assert str(changed.value) == (
        "the files were changed in the meantime (coder.csv: 1 row added); look, and save again"
    )
    assert changed.value.changes == [Change("coder.csv", 4, None, row("030", "theirs"))] == store.changes_since(seen)
    assert left(folder) == before and store.outside_changes == []
    for again in (store.undo, store.redo):
        with pytest.raises(ChangedMeanwhile):
            again("u", seen=seen)
    store.apply("mine", "saved", "", [add(row("030", "mine"))], seen=store.version)
    assert [row["quote"] for row in store.rows["coder.csv"][2:]] == ["theirs", "mine"]
    assert store.undo("u").of == "mine" and store.undo("v").of == "theirs"


def test_two_pages_of_one_store_are_two_people(store):
    seen = store.version
    store.apply("1", "saved", "", [add(row("030", "one page"))], seen=seen)
    with pytest.raises(ChangedMeanwhile) as changed:
        store.apply("2", "saved", "", [add(row("030", "the other"))], seen=seen)
    assert [change.now["quote"] for change in changed.value.changes] == ["one page"]


def test_without_a_version_seen_nothing_is_asked(folder, store):
    opened(folder).apply("theirs", "saved", "", [add(row("030", "theirs"))])
    assert store.apply("mine", "saved", "", [add(row("030", "mine"))])


def test_a_version_that_the_store_never_had_is_changed(folder, store):
    for ask in (
        lambda: store.changes_since("never"),
        lambda: store.apply("1", "saved", "", [add(row("010"))], seen="never"),
    ):
        with pytest.raises(
            ChangedMeanwhile, match=r"^the files were changed in the meantime; open the article again$"
        ) as changed:
            ask()
        assert changed.value.changes == []
    seen = store.version
    for number in range(70):
        store.apply(str(number), "saved", "", [add(row("010"))])
    with pytest.raises(ChangedMeanwhile):
        store.changes_since(seen)


def test_changes_to_shared_files_are_nobodys_change(folder, store):
    other = Store(folder, "other", {"other.csv": ("article",)}, SHARED, clock=lambda: NOW)
    version, note = store.version, lambda id: {"id": id, "note": ""}
    other.apply("1", "saved", "", [add(note("N001"), "notes.csv"), add({"article": "010"}, "other.csv")])
    assert store.look() is False and store.version == version and store.rows["notes.csv"] == [note("N001")]
    store.apply("1", "saved", "", [add(note("N002"), "notes.csv")], seen=version)
    assert other.look() is False and other.rows["notes.csv"] == [note("N001"), note("N002")]
    assert store.outside_changes == other.outside_changes == [] and other.undo("2").of == "1"
    assert opened(folder).rows["notes.csv"] == [note("N002")]


def test_an_edit_outside_is_found_shown_and_on_record(folder, store):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    seen = store.version
    edit(folder, lambda rows: [rows[0], rows[1] | {"note": "by hand"}, row("040", "new")])
    assert store.look() is True
    had = [
        Change("coder.csv", 3, row("020", "Nò.", "None"), row("020", "Nò.", "by hand")),
        Change("coder.csv", 4, row("030", "a"), None),
        Change("coder.csv", 4, None, row("040", "new")),
    ]
    assert store.outside_changes == had == store.changes_since(seen)
    assert store.look() is False and store.outside_changes == []
    line = lines(folder)[-1]
    assert (line["did"], line["what"]) == (
        "found",
        "outside of the desk: coder.csv: 1 row added, 1 changed, 1 taken out",
    )
    assert [Change(**change) for change in line["changes"]] == had and list(line["after"]) == ["coder.csv"]
    assert len(lines(folder)) == 3 and store.journal.undoable().id == "1"


def test_an_edit_while_no_desk_was_open_is_found_from_the_journal(folder, store):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    edit(folder, lambda rows: [rows[1], rows[0], rows[2] | {"note": "by hand"}])
    again = opened(folder)
    assert again.outside_changes == [Change("coder.csv", 4, row("030", "a"), row("030", "a", "by hand"))]
    assert opened(folder).outside_changes == [] and store.look() is True and store.outside_changes == []
    assert [line["did"] for line in lines(folder)] == ["began", "saved", "found"]


def test_an_older_version_put_back_is_found(folder, store):
    older = (folder / "coder.csv").read_bytes()
    store.apply("1", "saved", "", [add(row("030", "a"))])
    (folder / "coder.csv").write_bytes(older)
    store.look()
    assert (
        store.outside_changes
        == [Change("coder.csv", 4, row("030", "a"), None)]
        == opened(folder).journal.entries[-1].changes
    )


def test_an_act_of_another_that_was_written_over_is_found(folder, store):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    older = (folder / "coder.csv").read_bytes()
    opened(folder).apply("2", "saved", "", [add(row("030", "b"))])
    (folder / "coder.csv").write_bytes(older)
    store.look()
    assert store.outside_changes == [Change("coder.csv", 5, row("030", "b"), None)]


def test_an_edit_upon_an_act_of_another_is_found_alone(folder, store):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    opened(folder).apply("2", "saved", "", [add(row("030", "b"))])
    edit(folder, lambda rows: rows[1:])
    store.look()
    assert [(change.was["article"], change.now) for change in store.outside_changes] == [("010", None)]


def test_a_file_taken_away_is_found_and_made_again(folder, store):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    (folder / "coder.csv").unlink()
    assert len(opened(folder).outside_changes) == 3
    store.apply("2", "saved", "", [add(row("040", "b"))])
    assert (folder / "coder.csv").read_bytes() == b"article,quote,note\n040,b,\n"


def test_a_file_that_comes_later_is_found(folder, store):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    (folder / "coder_marks.csv").write_bytes(b"article,mark\n030,finished\n")
    store.look()
    assert store.outside_changes == [Change("coder_marks.csv", 2, None, mark("030"))]


def test_without_a_journal_an_edit_is_shown_and_not_on_record(folder, store):
    edit(folder, lambda rows: [*rows, row("030", "a")])
    assert store.look() is True and store.outside_changes == [Change("coder.csv", 4, None, row("030", "a"))]
    assert lines(folder) == []
    store.apply("1", "saved", "", [add(row("030", "b"))])
    assert [line["did"] for line in lines(folder)] == ["began", "saved"] and len(lines(folder)[0]["changes"]) == 3


SHAPES = [
    {"lineterminator": "\r\n"},
    {"quoting": csv.QUOTE_ALL},
    {"lineterminator": "\r\n", "quoting": csv.QUOTE_ALL},
    {"columns": ["note", "quote", "article"]},
]


@pytest.mark.parametrize("shape", SHAPES)
def test_quoting_and_order_are_no_edit(folder, store, shape):
    store.apply("1", "saved", "", [add(row("030", "a")), add(row("030", "b"))])
    seen, rows = store.version, store.rows["coder.csv"]
    edit(folder, lambda rows: rows[::-1], **shape)
    before = (folder / "coder.csv").read_bytes()
    assert (
        store.look() is True
        and store.outside_changes == store.changes_since(seen) == opened(folder).outside_changes == []
    )
    assert (folder / "coder.csv").read_bytes() == before and [line["did"] for line in lines(folder)] == [
        "began",
        "saved",
    ]
    store.apply("2", "saved", "", [Change("coder.csv", 4, rows[2], rows[2] | {"note": "n"})], seen=seen)
    assert (folder / "coder.csv").read_bytes().decode() == (
        'article,quote,note\n030,b,\n030,a,n\n020,Nò.,None\n010,"We will come,\r\nall of us.",\n'
    )


UNREADABLE = {
    b"\xef\xbb\xbfarticle,quote,note\n": (
        "coder.csv: it is as a spreadsheet saved it (without its byte order mark); save it as CSV (UTF-8) with commas "
        "and without blank rows"
    ),
    b"article;quote;note\n": (
        "coder.csv: it is as a spreadsheet saved it (with semicolons); save it as CSV (UTF-8) with commas "
        "and without blank rows"
    ),
    b"article,quote,note\ncaf\xc3\xa9\xff,,\n": "coder.csv: byte 24 is not UTF-8; save the file as UTF-8",
    b"article,quote\n": "coder.csv, row 1, note: the column is missing; the header should read article,quote,note",
    b"article,quote,note\n010,a\n": "coder.csv, row 2: the row has not as many cells as the header; give it 3, with quotation marks around commas",
    b'article,quote,note\n"010,a,\n': (
        'coder.csv: row 2: a quotation mark there or further up is not closed; close it, and write one inside a cell twice ("")'
    ),
}


@pytest.mark.parametrize("content", UNREADABLE)
def test_a_file_that_cannot_be_read_is_left_alone_until_it_is_mended(folder, store, content):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    whole, seen = (folder / "coder.csv").read_bytes(), store.version
    (folder / "coder.csv").write_bytes(content)
    for one in (store, opened(folder)):
        one.look()
        assert one.journal.undoable().id == "1"
        assert [str(wrong) for wrong in one.problems["coder.csv"]] == [UNREADABLE[content]] and one.rows[
            "coder.csv"
        ] == []
        assert one.outside_changes == []
        for refused in (partial(one.apply, "2", "saved", "", [add(row("040"))]), partial(one.undo, "3")):
            with pytest.raises(UserError) as why:
                refused()
            assert UNREADABLE[content] in str(why.value)
    store.apply("m", "finished", "", [add(mark("010"), "coder_marks.csv")])  # another file is not concerned
    assert (folder / "coder.csv").read_bytes() == content
    assert [change.file for change in store.changes_since(seen)] == ["coder_marks.csv"]
    (folder / "coder.csv").write_bytes(whole)
    assert store.apply("2", "saved", "", [add(row("040"))]) and store.problems == {} and store.outside_changes == []
    assert [change.now for change in store.changes_since(seen) if change.file == "coder.csv"] == [row("040")]


def test_a_file_mended_otherwise_than_it_was_is_found(folder, store):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    (folder / "coder.csv").write_bytes(b"caf\xe9")
    store.look(), opened(folder)
    (folder / "coder.csv").write_bytes(b"article,quote,note\n030,a,\n")
    store.look()
    assert Counter(change.was["article"] for change in store.outside_changes) == {"010": 1, "020": 1}


def test_a_line_of_the_journal_that_is_none_is_complained_about_and_stops_nobody(folder, store):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    with (folder / JOURNAL).open("ab") as file:
        file.write(b"<<<<<<< ours\n")
    store.apply("2", "saved", "", [add(row("030", "b"))])
    [wrong] = store.problems[JOURNAL]
    assert str(wrong).startswith("coder_journal.jsonl, row 3: the line is no entry") and store.undo("3").of == "2"


def test_a_look_is_cheap_where_nothing_was_written(folder, store, monkeypatch):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    aged(folder)
    store.look()
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    monkeypatch.setattr(Path, "open", lambda path, *_: pytest.fail(f"{path} was opened"))
    assert store.look() is False


def aged(folder):
    """Make all files old, so that a look trusts that they are not being written."""
    for path in folder.iterdir():
        os.utime(path, (1, 1))


def test_what_was_found_is_told_by_one_look_alone(folder, store):
    edit(folder, lambda rows: rows[1:])
    aged(folder)
    assert store.look() is True and len(store.outside_changes) == 1
    assert store.look() is False and store.outside_changes == []


def test_a_look_sees_what_another_put_on_record_alone(folder, store):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    aged(folder)
    store.look()
    opened(folder).note("2", "froze", "")
    assert store.look() is False and "2" in store.journal.ids


def test_a_look_while_another_writes_reads_what_is_there(folder, store):
    other = opened(folder)
    store.apply("1", "saved", "", [add(row("030", "a"))])
    with FileLock(folder / LOCK), pytest.MonkeyPatch.context() as patched:
        patched.setattr(other._transactions._lock, "timeout", 0.05)
        assert (
            other.look() is True and other.rows == store.rows and other.journal.undoable() == store.journal.undoable()
        )


def test_an_edit_of_the_same_length_in_the_same_moment_is_seen(folder, store):
    for number in range(50):
        edit(folder, lambda rows, number=number: [rows[0] | {"note": f"{number:02}"}, rows[1]])
        assert store.look() is True and store.rows["coder.csv"][0]["note"] == f"{number:02}"


# failures while writing


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
    5: "it could not be written (the disk failed); look to the disk, and save again",
}
# parts of two files, the journal, the first file in place
STEPS = [("fsync", 1), ("fsync", 2), ("write", 1), ("fsync", 3), ("replace", 1)]


@pytest.mark.matrix("full disk")
@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize(("name", "call"), STEPS)
def test_a_disk_that_fails_leaves_all_as_it_was(folder, failing, monkeypatch, begun, name, call):
    store = opened(folder)
    if begun:
        store.apply("0", "saved", "", [add(row("030", "a")), add(mark("030"), "coder_marks.csv")])
    before, rows, version, number = left(folder), store.rows, store.version, 28

    def act():
        return store.apply("1", "saved", "", [add(row("030", "b")), add(mark("040"), "coder_marks.csv")], seen=version)

    with monkeypatch.context():
        failing(name, call, number)
        with pytest.raises(NotSaved) as unsaved:
            act()
        monkeypatch.undo()
    assert str(unsaved.value) == TROUBLES[number]
    assert left(folder) == before and store.rows == rows and store.version == version
    assert act().id == "1" and store.outside_changes == [] and len(lines(folder)) == len(rows["coder_marks.csv"]) + 2
    assert opened(folder).rows == store.rows


def test_a_file_system_that_lets_nobody_wait_for_its_names_is_no_trouble(store, failing):
    failing("fsync", 3, 22)
    assert store.apply("1", "saved", "", [add(row("030"))]) and store.outside_changes == []


@pytest.mark.parametrize("begun", [False, True])
def test_the_second_of_two_files_that_cannot_be_put_in_place_takes_the_first_back(folder, monkeypatch, begun):
    store, real = opened(folder), os.replace
    if begun:
        store.apply("0", "saved", "", [add(row("030", "a")), add(mark("030"), "coder_marks.csv")])
    before = left(folder)

    def refused(part, path):
        if Path(path).name == "coder_marks.csv":
            raise PermissionError(13, "held open by a spreadsheet")
        real(part, path)

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(NotSaved, match=f"^{TROUBLES[13]}$"):
        store.apply("1", "saved", "", [add(row("030", "b")), add(mark("040"), "coder_marks.csv")])
    assert left(folder) == before
    monkeypatch.undo()
    store.apply("1", "saved", "", [add(row("030", "b")), add(mark("040"), "coder_marks.csv")])
    assert store.outside_changes == [] and opened(folder).journal.undoable().id == "1"


def test_what_cannot_even_be_taken_back_is_finished_later(folder, failing, monkeypatch):
    store = opened(folder)
    failing("replace", 2, 5)
    monkeypatch.setattr(os, "truncate", lambda *_: (_ for _ in ()).throw(OSError(5, "gone")))
    with pytest.raises(NotSaved):
        store.apply("1", "saved", "", [add(row("030", "b")), add(mark("040"), "coder_marks.csv")])
    monkeypatch.undo()
    assert store.apply("1", "saved", "", []).id == "1" and store.outside_changes == []
    assert store.rows["coder.csv"][2:] == [row("030", "b")] and store.rows["coder_marks.csv"] == [mark("040")]
    assert not [name for name in left(folder) if name.endswith(".part")]


def test_a_line_that_cannot_be_taken_back_is_an_act_and_finished_later(folder, store, failing, monkeypatch):
    store.apply("0", "saved", "", [add(row("030", "a"))])
    failing("fsync", 2, 5)
    monkeypatch.setattr(os, "truncate", lambda *_: (_ for _ in ()).throw(OSError(5, "gone")))
    with pytest.raises(NotSaved):
        store.apply("1", "saved", "", [add(row("030", "b"))])
    monkeypatch.undo()
    assert store.apply("1", "saved", "", []).id == "1" and store.rows["coder.csv"][3:] == [row("030", "b")]
    assert store.outside_changes == []


@pytest.mark.parametrize("number", TROUBLES)
def test_each_trouble_has_its_words(store, failing, number):
    failing("fsync", 1, number)
    with pytest.raises(NotSaved) as unsaved:
        store.apply("1", "saved", "", [add(row("030"))])
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
        patched.setattr(Path, "open", lambda path, mode="r", *more, **named: open(path, mode, *more, **named))  # noqa: SIM115
        patched.setattr("builtins.open", lambda path, mode="r", *_, **__: io.FileIO(path, mode[0]))
        store = opened(folder)
        with pytest.raises(NotSaved, match=f"^{TROUBLES[13]}$"):
            store.apply("1", "saved", "", [add(row("030"))])
    assert store.apply("1", "saved", "", [add(row("030"))]) and len(opened(folder).rows["coder.csv"]) == 3


def test_a_file_without_the_right_to_write_is_not_replaced(folder, store, monkeypatch):
    before = left(folder)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "coder.csv" or mode != os.W_OK)
    with pytest.raises(NotSaved, match=f"^{TROUBLES[13]}$"):
        store.apply("1", "saved", "", [add(row("030"))])
    assert left(folder) == before


def test_a_file_written_elsewhere_in_the_midst_of_an_act_is_not_written_over(folder, store, monkeypatch):
    real, theirs = os.fsync, b"article,quote,note\n040,theirs,\n"

    def meanwhile(handle):
        real(handle)
        (folder / "coder.csv").write_bytes(theirs)

    monkeypatch.setattr(os, "fsync", meanwhile)
    seen = store.version
    with pytest.raises(NotSaved, match=f"^{TROUBLES[16]}$"):
        store.apply("1", "saved", "", [add(row("030"))], seen=seen)
    monkeypatch.undo()
    assert (folder / "coder.csv").read_bytes() == theirs and not list(folder.glob(".*.part"))
    with pytest.raises(ChangedMeanwhile):
        store.apply("1", "saved", "", [add(row("030"))], seen=seen)
    assert len(store.outside_changes) == 3


def test_an_edit_is_shown_even_where_it_cannot_be_put_on_record(folder, store, failing):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    edit(folder, lambda rows: rows[:2])
    failing("write", 1, 28)
    assert store.look() is True and store.outside_changes == [Change("coder.csv", 4, row("030", "a"), None)]
    with pytest.raises(NotSaved):
        store.apply("2", "saved", "", [add(row("030", "b"))])


def test_a_link_within_the_study_stays_one(folder, tmp_path):
    coded, shared = tmp_path / "study/data/coded", tmp_path / "study/shared"
    shared.mkdir(parents=True)
    coded.mkdir(parents=True)
    (folder / "coder.csv").rename(shared / "mine.csv")
    (coded / "coder.csv").symlink_to("../../shared/mine.csv")
    opened(coded).apply("1", "saved", "", [add(row("030"))])
    assert (coded / "coder.csv").is_symlink() and (shared / "mine.csv").read_bytes().endswith(b"\n030,,\n")
    assert [path.name for path in shared.iterdir()] == ["mine.csv"]


def test_nothing_is_written_through_a_link_out_of_the_study(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (folder / "coder.csv").rename(elsewhere / "mine.csv")
    (folder / "coder.csv").symlink_to(elsewhere / "mine.csv")
    before = left(elsewhere)
    with pytest.raises(
        UserError, match=r"^coder\.csv is a link out of the study’s folder, which is not written through"
    ):
        opened(folder).apply("1", "saved", "", [add(mark("030"), "coder_marks.csv"), add(row("030"))])
    assert left(elsewhere) == before and sorted(left(folder)) == ["coder.csv"]


@pytest.mark.parametrize("has", [b"", b"mine", b'{"at": "2031'])
def test_a_journal_that_is_a_link_is_neither_cut_nor_written_through(folder, tmp_path_factory, has):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "mine.txt"
    elsewhere.write_bytes(has)
    (folder / JOURNAL).symlink_to(elsewhere)
    before = left(folder)
    with pytest.raises(UserError, match=r"^coder_journal\.jsonl is a link, which is not written through; put the file"):
        opened(folder).apply("1", "saved", "", [add(row("030"))])
    assert elsewhere.read_bytes() == has and (folder / JOURNAL).is_symlink() and left(folder) == before


@pytest.mark.parametrize("end", [b">>>>>>> theirs", b"\xff\xfe", b"an older one", b'{"id": "1"'])
def test_an_end_of_a_journal_that_no_crash_left_is_kept(folder, store, end):
    store.apply("1", "saved", "", [add(row("030"))])
    with (folder / JOURNAL).open("ab") as file:
        file.write(end)
    before, again = left(folder), opened(folder)
    why = (
        r"^coder_journal\.jsonl cannot be read \(its end is no entry of a journal\); restore it from git, or repair it$"
    )
    with pytest.raises(UserError, match=why):
        again.apply("2", "saved", "", [add(row("040"))])
    assert left(folder) == before
    (folder / JOURNAL).write_bytes(before[JOURNAL][: -len(end)])
    assert again.apply("2", "saved", "", [add(row("040"))]).id == "2"


def test_the_lock_is_for_colleagues_too(folder, store):
    assert (folder / LOCK).stat().st_mode & 0o777 == 0o666


def test_columns_in_another_order_are_no_other_cells(folder, store):
    (folder / "coder.csv").write_bytes(b"note,quote,article\n020,N\xc3\xb2.,None\n")
    store.look()
    assert store.rows["coder.csv"] == [row("None", "Nò.", "020")]


def test_a_file_keeps_its_rights(folder, store):
    (folder / "coder.csv").chmod(0o640)
    store.apply("1", "saved", "", [add(row("030"))])
    assert (folder / "coder.csv").stat().st_mode & 0o777 == 0o640


def test_somebody_who_holds_the_lock_is_waited_for(folder, store, monkeypatch):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    before, holding = left(folder), FileLock(folder / LOCK)
    monkeypatch.setattr("stancebook.desk.transactions.PATIENCE", 0.05)
    with holding:
        other = opened(folder)
        assert (
            other.rows == store.rows and other.journal.undoable() == store.journal.undoable()
        )  # reading needs no lock
        with pytest.raises(NotSaved, match=r"^somebody else is writing in this folder; save again in a moment$"):
            other.apply("2", "saved", "", [add(row("030", "b"))])
    assert left(folder) == before and other.apply("2", "saved", "", [add(row("030", "b"))])
    holding = FileLock(folder / LOCK, thread_local=False)
    holding.acquire()
    threading.Timer(0.2, holding.release).start()
    assert store.apply("3", "saved", "", [add(row("030", "c"))])


def test_what_is_written_beside_the_rows_is_written_alone(folder, store, monkeypatch):
    monkeypatch.setattr("stancebook.desk.transactions.PATIENCE", 0.05)
    other = opened(folder)
    with store.locked():
        with pytest.raises(NotSaved, match=r"^somebody else is writing"):
            other.apply("1", "saved", "", [add(row("030", "a"))])
        store.apply("2", "saved", "", [add(row("030", "b"))])
    with pytest.raises(NotSaved, match=f"^{TROUBLES[28]}$"), store.locked():
        raise OSError(28, "No space left on device")
    assert other.apply("1", "saved", "", [add(row("030", "a"))])


def test_an_edit_found_while_another_writes_is_found_at_the_next_look(folder, store, monkeypatch):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    monkeypatch.setattr("stancebook.desk.transactions.PATIENCE", 0.05)
    other = opened(folder)
    with FileLock(folder / LOCK):
        edit(folder, lambda rows: rows[:2])
        assert other.look() is True and other.outside_changes == []
    assert other.look() is False and other.outside_changes == [Change("coder.csv", 4, row("030", "a"), None)]


# after a crash; see test_store_killed.py for real ones


def test_a_part_that_no_journal_tells_of_is_cleared_away(folder, store):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    before = left(folder)
    for name in ("coder.csv", "coder_marks.csv", "notes.csv"):
        part_of(folder / name, STAGED).write_bytes(b"article,qu")
    theirs = part_of(folder / "codebook.yaml", STAGED)
    theirs.write_bytes(b"somebody else's")
    assert len(left(folder)) == len(before) + 4
    assert opened(folder).outside_changes == [] and left(folder) == before | {theirs.name: b"somebody else's"}


def test_a_part_of_what_is_in_place_is_not_made_twice(folder, store):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    part_of(folder / "coder.csv", STAGED).write_bytes((folder / "coder.csv").read_bytes())
    before = store.rows
    assert opened(folder).rows == before and not list(folder.glob(".*.part"))


def test_a_torn_line_is_cut_off_at_the_opening(folder, store):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    before = left(folder)
    with (folder / JOURNAL).open("ab") as file:
        file.write(b'{"at": "2031')
    assert opened(folder).journal.undoable().id == "1" and left(folder) == before


def crashed(folder, files):
    """Leave a folder as a crash does: the last act is journalled, and none of these files is in place."""
    before = {name: content for name, content in left(folder).items() if name in files}
    store = opened(folder)
    store.apply("crash", "saved", "030", [add(row("030", "b")), add({"id": "N002", "note": ""}, "notes.csv")])
    for name in files:
        (folder / name).rename(part_of(folder / name, STAGED))
        if name in before:
            (folder / name).write_bytes(before[name])


@pytest.mark.parametrize("files", [["coder.csv"], ["notes.csv"], ["coder.csv", "notes.csv"]])
def test_an_act_on_record_is_finished(folder, store, files):
    store.apply("1", "saved", "", [add(row("030", "a")), add({"id": "N001", "note": ""}, "notes.csv")])
    crashed(folder, files)
    again = opened(folder)
    assert [row["quote"] for row in again.rows["coder.csv"][2:]] == ["a", "b"] and again.outside_changes == []
    assert [note["id"] for note in again.rows["notes.csv"]] == ["N001", "N002"] and not list(folder.glob(".*.part"))
    assert again.undo("u").of == "crash" and again.undo("v").of == "1"


def test_an_act_of_another_user_is_finished_before_a_shared_file_is_written(folder, store):
    store.apply("1", "saved", "", [add(row("030", "a")), add({"id": "N001", "note": ""}, "notes.csv")])
    crashed(folder, ["notes.csv"])
    other = Store(folder, "other", {"other.csv": ("article",)}, SHARED, clock=lambda: NOW)
    other.apply("1", "saved", "", [add({"id": "N003", "note": ""}, "notes.csv")])
    assert [note["id"] for note in opened(folder).rows["notes.csv"]] == ["N001", "N002", "N003"]


def test_a_file_edited_after_a_crash_gets_the_act_and_keeps_the_edit(folder, store):
    store.apply("1", "saved", "", [add(row("030", "a")), add({"id": "N001", "note": ""}, "notes.csv")])
    crashed(folder, ["coder.csv"])
    edit(folder, lambda rows: [rows[0] | {"note": "by hand"}, *rows[1:]])
    again = opened(folder)
    assert [row["quote"] for row in again.rows["coder.csv"][2:]] == ["a", "b"]
    assert [change.now["note"] for change in again.outside_changes] == ["by hand"] and not list(folder.glob(".*.part"))


def test_a_row_edited_after_a_crash_stands_and_is_found(folder, store):
    store.apply("1", "saved", "", [add(row("030", "a"))])
    before = (folder / "coder.csv").read_bytes()
    store.apply("2", "saved", "", [Change("coder.csv", 4, row("030", "a"), row("030", "a", "n"))])
    (folder / "coder.csv").rename(part_of(folder / "coder.csv", STAGED))
    (folder / "coder.csv").write_bytes(before.replace(b"030,a", b"030,x"))
    again = opened(folder)
    assert again.rows["coder.csv"][2] == row("030", "x") and not list(folder.glob(".*.part"))
    assert (
        again.outside_changes == [Change("coder.csv", 4, row("030", "a", "n"), row("030", "x"))]
        or len(again.outside_changes) == 2
    )


def test_an_unreadable_file_after_a_crash_keeps_its_part_until_it_is_mended(folder, store):
    store.apply("1", "saved", "", [add(row("030", "a")), add({"id": "N001", "note": ""}, "notes.csv")])
    before = (folder / "coder.csv").read_bytes()
    crashed(folder, ["coder.csv"])
    (folder / "coder.csv").write_bytes(b"caf\xe9")
    assert "coder.csv" in opened(folder).problems and (folder / "coder.csv").read_bytes() == b"caf\xe9"
    (folder / "coder.csv").write_bytes(before)
    assert [row["quote"] for row in opened(folder).rows["coder.csv"][2:]] == ["a", "b"]


def test_an_interrupt_is_no_half_act(folder, store, monkeypatch):
    for step in ("fsync", "write", "replace"):
        with monkeypatch.context() as patched:
            patched.setattr(os, step, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                store.apply(step, "saved", "", [add(row("030", step)), add(mark(step), "coder_marks.csv")])
        store.look()
        rows = store.rows
        assert [row["quote"] for row in rows["coder.csv"][2:]] == [mark["article"] for mark in rows["coder_marks.csv"]]
        assert store.outside_changes == [] and not list(folder.glob(".*.part"))
    assert [mark["article"] for mark in store.rows["coder_marks.csv"]] == ["replace"]


# threads


@pytest.mark.parametrize("shared", [True, False])
def test_two_threads_lose_nothing(folder, shared):
    store = opened(folder)

    def work(name):
        one = store if shared else opened(folder)
        for number in range(40):
            while True:
                try:
                    one.apply(f"{name}-{number}", "saved", "", [add(row("030", f"{name}-{number}"))], seen=one.version)
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
    files.write_text(tmp_path / "coder.csv", tables.text(rows, OWN["coder.csv"]))
    store, ours, peer = opened(tmp_path), [], []
    store.apply("first", "saved", "", [add(row("9999", "first"))])
    for number in range(7):
        begun = time.process_time()
        tables.read(tmp_path / "coder.csv")
        read = time.process_time()
        store.apply(str(number), "saved", "", [add(row("9999", str(number)))], seen=store.version)
        ours.append(time.process_time() - read), peer.append(read - begun)
    assert min(ours) < 12 * min(peer)
