"""The journal: its lines, what can be undone, and what remains after a crash or an edit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.desk.journal import (
    BEGAN,
    DREW,
    FOUND,
    NOT_UNDONE,
    REDID,
    UNDID,
    Entry,
    Journal,
    as_line,
    parse,
    utc_now,
)
from stancebook.desk.row_changes import Change
from stancebook.study.validation.journals import Chain

TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n\"'\\\0\ufeff\u2028\u0085"))
CELLS = st.dictionaries(TEXT, TEXT)
CHANGES = st.lists(st.builds(Change, TEXT, st.none() | st.integers(1), CELLS, CELLS | st.none()), max_size=3)


def entry(id, did="saved", of="", changes=None, **after):
    changed = [Change("c.csv", 2, None, {"quote": id})] if changes is None else changes
    return Entry("2031-05-01T09:30:00Z", "coder", did, f"010, sentence {id}", id, of, changed, after)


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "coder_journal.jsonl")


def written(journal, *entries):
    journal.append(entries)
    journal.look()
    return journal


def next_line(content, entry):
    """Return the line of an entry that follows these lines."""
    return as_line(entry, Chain.of(content.split(b"\n")).heads).encode()


def test_the_very_line_of_an_act(journal):
    made = [Change("c.csv", 3, {"quote": "Säl"}, None), Change("m.csv", 2, None, {"mark": "finished"})]
    act = Entry(
        "2031-05-01T09:30:00Z", "coder", "saved", "010, sentence 3: arland on bridge, 1", "7", "", made, {"c.csv": "9f"}
    )
    written(journal, act, entry("8", UNDID, of="7", changes=[]))
    assert journal.path.read_bytes().decode("utf-8") == (
        '{"at": "2031-05-01T09:30:00Z", "by": "coder", "did": "saved", "what": "010, sentence 3: arland on bridge, 1", '
        '"id": "7", "changes": [{"file": "c.csv", "row": 3, "was": {"quote": "Säl"}, "now": null}, '
        '{"file": "m.csv", "row": 2, "was": null, "now": {"mark": "finished"}}], "after": {"c.csv": "9f"}, "before": ""}\n'
        '{"at": "2031-05-01T09:30:00Z", "by": "coder", "did": "undid", "what": "010, sentence 8", "id": "8", "of": '
        '"7", "changes": [], "after": {}, "before": "11ae3016a6ea4433bedd92aa6531f3d707a086cdb72e4d91fbe076f1d4831729"}\n'
    )


@given(st.builds(Entry, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, CHANGES, st.dictionaries(TEXT, TEXT), st.just("") | TEXT))
def test_any_entry_is_one_line_and_comes_back(entry):
    text = as_line(entry)
    assert text.count("\n") == 1 and text.endswith("\n") and parse(text) == entry
    assert parse(text.encode("utf-8").replace(b"\n", b"\r\n")) == entry  # an editor elsewhere


def test_the_time_is_in_utc_to_the_second():
    assert len(utc_now()) == 20 and utc_now()[10] == "T" and utc_now().endswith("Z")


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "7", "null", '"a"', "{}", "[" * 100_000, "<<<<<<< ours", "\ufeff\ufeff{}",
        *(as_line(entry("7"))[:cut] for cut in (1, 40, 100, -2)),
        as_line(entry("7")).replace('"coder"', "7"),
        as_line(entry("7")).replace('"quote": "7"', '"quote": 7'),
        as_line(entry("7")).replace('"row": 2', '"row": "2"'),
        as_line(entry("7")).replace('"c.csv"', '["c.csv"]'),
        as_line(entry("7")).replace('"now": {"quote": "7"}', '"now": null'),
        as_line(entry("7")).replace('"now": {"quote": "7"}', '"now": "7"'),
        as_line(entry("7")).replace('"after": {}', '"after": []'),
        as_line(entry("7")).replace('"after": {}', '"after": {"c.csv": 7}'),
        as_line(entry("7")).replace('"after": {}', '"after": {}, "more": ""'),
        as_line(entry("7")).replace('"at"', '"when"'),
        as_line(entry("7")).replace('"before": ""', '"before": []'),
        as_line(entry("7")).replace('"row"', '"line"'),
    ],
)  # fmt: skip
def test_what_is_no_entry_is_a_value_error(text):
    with pytest.raises(ValueError):
        parse(text)


def test_acts_are_undone_from_the_last_and_redone_from_the_first(journal):
    steps = [
        (entry("1"), "1", None),
        (entry("2"), "2", None),
        (entry("n", "froze", changes=[]), "2", None),  # nothing to take back
        (entry("u1", UNDID, of="2"), "1", "2"),
        (entry("f", FOUND), "1", "2"),
        (entry("b", BEGAN), "1", "2"),
        (entry("n2", "froze", changes=[]), "1", "2"),
        (entry("u2", UNDID, of="1"), None, "1"),
        (entry("r1", REDID, of="1"), "1", "2"),
        (entry("u3", UNDID, of="nobody's"), "1", "2"),
        (entry("r2", REDID, of="nobody's"), "1", "2"),
        (entry("r3", REDID, of="2"), "2", None),
        (entry("u4", UNDID, of="2"), "1", "2"),
        (entry("3"), "3", None),  # a new act: what was undone stays undone
        (entry("u5", UNDID, of="3"), "1", "3"),
    ]
    for number, (new, undoable, redoable) in enumerate(steps):
        written(journal, new)
        for read in (journal, Journal(journal.path)):
            assert (read.undoable() and read.undoable().id, read.redoable() and read.redoable().id) == (
                undoable,
                redoable,
            ), number


def test_each_article_has_its_own_undo_and_redo(journal):
    def on(article, id, did="saved", of=""):
        return entry(id, did, of, [Change("c.csv", 2, None, {"article": article})])

    code = entry("5", "proposed", changes=[Change("p.csv", 2, None, {"id": "x"})])._replace(article="020")
    written(journal, on("010", "1"), on("020", "2"), on("010", "3"), on("030", "4", DREW), code)
    assert [journal.undoable(article).id for article in ("010", "020", "", None)] == ["3", "5", "4", "5"]
    assert journal.undoable("030") is None, "a sample is drawn on no article"
    written(journal, on("010", "6", UNDID, of="3"), on("020", "7", UNDID, of="5"))
    assert [journal.redoable(article).id for article in ("010", "020")] == ["3", "5"]
    written(journal, on("010", "8"))
    assert journal.redoable("010") is None and journal.redoable("020").id == "5", (
        "a new act ends redo in its own article"
    )
    assert '"article"' not in as_line(on("010", "9")).split('"changes"')[0] and parse(as_line(code)).on == "020"


@pytest.mark.parametrize("did", NOT_UNDONE)
def test_undo_passes_over_what_is_not_undone(journal, did):
    written(journal, entry("1"), entry("u", UNDID, of="1"), entry("2", did))
    assert (journal.undoable(), journal.redoable().id) == (None, "1")


def test_what_another_process_appends_is_read_on(journal):
    other = Journal(journal.path)
    written(journal, entry("1", **{"c.csv": "aa"}))
    written(other, entry("2", **{"m.csv": "bb"}), entry("3", **{"c.csv": "cc"}))
    journal.look()
    assert [entry.id for entry in journal.entries] == ["1", "2", "3"] and journal.after == {
        "c.csv": "cc",
        "m.csv": "bb",
    }
    assert journal.entries == other.entries


def test_only_what_is_new_is_read(journal, monkeypatch):
    written(journal, *(entry(str(n)) for n in range(100)))
    read = []
    monkeypatch.setattr("stancebook.desk.journal.parse", lambda text: read.append(text) or parse(text))
    written(journal, entry("x"))
    assert len(read) == 1 and len(journal.entries) == 101


@pytest.mark.parametrize("cut", [1, 5, 100, -2])
def test_a_torn_last_line_does_not_count_and_is_cut_off(journal, cut):
    written(journal, entry("1"))
    whole, torn = journal.path.read_bytes(), as_line(entry("2" * 20)).encode()[:cut]
    journal.path.write_bytes(whole + torn)
    journal.look()
    for read in (journal, Journal(journal.path)):
        assert [entry.id for entry in read.entries] == ["1"] and read.problems == []
        read.truncate()
        assert journal.path.read_bytes() == whole
        journal.path.write_bytes(whole + torn)
    written(journal, entry("3"))
    assert journal.path.read_bytes() == whole + next_line(whole, entry("3"))


def test_a_last_line_without_its_end_is_whole(journal):
    written(journal, entry("1"))
    journal.path.write_bytes(journal.path.read_bytes()[:-1])  # an editor
    again = Journal(journal.path)
    again.truncate()
    assert again.undoable().id == "1"
    written(again, entry("2"))
    journal.look()
    assert [entry.id for entry in again.entries] == [entry.id for entry in journal.entries] == ["1", "2"]
    assert journal.path.read_text().count("\n") == 2 and journal.problems == again.problems == []
    journal.path.write_text(journal.path.read_text() + "no entry\n")
    again.look()
    assert [wrong.row for wrong in again.problems] == [3]


def test_a_line_that_is_no_entry_stays_and_is_complained_about(journal):
    text = f"{as_line(entry('1'))}<<<<<<< ours\n\n{as_line(entry('2'))}caf"
    journal.path.write_bytes(text.encode() + b"\xe9\n")
    journal.look()
    assert [entry.id for entry in journal.entries] == ["1", "2"]
    assert [str(wrong) for wrong in journal.problems] == [
        f"coder_journal.jsonl, row {row}: the line is no entry of a journal; restore it from git, or take it out"
        for row in (2, 5)
    ]
    written(journal, entry("3"))
    text = text.encode() + b"\xe9\n"
    assert journal.path.read_bytes() == text + next_line(text, entry("3"))


def test_another_file_in_its_place_is_read_from_the_start(journal):
    written(journal, entry("1"), entry("2"))
    other = Journal(journal.path.with_name("other.jsonl"))
    written(other, entry("4"), entry("5"), entry("6"))
    other.path.replace(journal.path)
    journal.look()
    assert [entry.id for entry in journal.entries] == ["4", "5", "6"]
    journal.path.unlink()
    journal.look()
    assert (journal.entries, journal.undoable(), journal.after, journal.end) == ([], None, {}, 0)
    assert [entry.id for entry in written(journal, entry("7")).entries] == ["7"]


def test_a_journal_that_may_not_be_read_is_read_later(journal, monkeypatch):
    written(journal, entry("1"))
    with monkeypatch.context() as patched:
        patched.setattr(type(journal.path), "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "denied")))
        again = Journal(journal.path)
        with pytest.raises(PermissionError):
            again.append([entry("2")])
    written(again, entry("3"))
    assert [entry.id for entry in again.entries] == ["1", "3"]


def test_a_torn_line_alone_is_no_entry(journal):
    journal.path.write_text("{")
    journal.look()
    assert journal.entries == [] and journal.problems == []


def test_the_rows_that_a_journal_tells_of(journal):
    def row(text):
        return {"quote": text}

    first = [Change("c.csv", 2, None, row("a")), Change("c.csv", 3, None, row("b")), Change("m.csv", 2, None, row("m"))]
    second = [
        Change("c.csv", 2, row("a"), row("x")),
        Change("c.csv", 3, row("b"), None),
        Change("c.csv", 2, None, row("y")),
    ]
    lost = [Change("c.csv", 9, row("never there"), row("z"))]
    written(journal, entry("1", changes=first), entry("2", changes=second), entry("3", changes=lost))
    assert (
        journal.rows("c.csv") == [row("y"), row("x")]
        and journal.rows("m.csv") == [row("m")]
        and journal.rows("s") == []
    )


def test_each_line_follows_the_one_before_it_and_a_merge_follows_both(journal):
    written(journal, entry("1"), entry("2"))
    other = Journal(journal.path.with_name("other_journal.jsonl"))
    other.path.write_bytes(journal.path.read_bytes())
    written(other, entry("b"))
    written(journal, entry("3"))
    merged = journal.path.read_bytes() + other.path.read_bytes().split(b"\n")[2] + b"\n"
    journal.path.write_bytes(merged)
    written(journal, entry("4"))
    assert [entry.id for entry in journal.entries] == ["1", "2", "3", "b", "4"]
    chain = Chain.of(journal.path.read_bytes().split(b"\n"))
    assert (chain.faults, chain.forks, chain.unchained, len(chain.heads)) == ([], [4], [], 1)
