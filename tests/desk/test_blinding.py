"""Blinding: a coder sees only their own codes until both have finished, and opening the others early is recorded."""

import itertools

import pytest

from stancebook.core import schema, tables
from stancebook.core.problems import UserError
from stancebook.desk import blinding
from stancebook.desk.row_changes import Change
from stancebook.desk.store import Store

CODERS = ("coder_a", "coder_b", "coder_c")  # given 010
USERS = (*CODERS, "adjudication")


def mark(kind, article="010", start=""):
    return {"article": article, "sentence_start": start, "mark": kind}


@pytest.mark.parametrize("done", [*itertools.product([False, True], repeat=3)])
@pytest.mark.parametrize("user", USERS)
def test_nobody_sees_others_codes_before_all_have_finished(user, done):
    ended = [coder for coder, has in zip(CODERS, done, strict=True) if has]
    marks = {coder: [mark("finished")] for coder in ended}
    assert blinding.may_see(user, "010", marks, CODERS) == all(done)
    assert blinding.waiting("010", marks, CODERS) == [coder for coder in CODERS if coder not in ended]


@pytest.mark.parametrize("user", USERS)
def test_a_coder_who_was_not_given_an_article_is_not_waited_for(user):
    marks = {coder: [mark("finished")] for coder in ("coder_a", "coder_b")}
    assert blinding.may_see(user, "010", marks, ("coder_a", "coder_b"))
    assert not blinding.may_see(user, "010", marks, CODERS)


@pytest.mark.parametrize("user", USERS)
def test_a_mark_holds_for_its_article_its_user_and_its_kind_alone(user):
    other = "coder_b" if user == "coder_a" else "coder_a"
    assert blinding.may_see(user, "010", {user: [mark("opened")]}, CODERS)
    for marks in (
        {user: [mark("opened", "020")]},
        {other: [mark("opened")]},
        {user: [mark("finished")]},
        {user: [mark("nothing", start="0")]},
        {coder: [mark("finished", "020" if coder == "coder_c" else "010")] for coder in CODERS},
        {},
    ):
        assert not blinding.may_see(user, "010", marks, CODERS)


@pytest.mark.parametrize(
    ("of_b", "of_c", "saw"),
    [
        (["finished"], ["finished"], True),
        (["finished"], [], False),
        (["reopened"], [], True),  # b reopened it when all had finished
        ([], [], False),
    ],
)
def test_who_reopens_an_article_could_see_others_codes_if_all_had_finished_it(of_b, of_c, saw):
    marks = {"coder_a": [mark("finished")], "coder_b": [*map(mark, of_b)], "coder_c": [*map(mark, of_c)]}
    assert blinding.saw_others("coder_a", "010", marks, CODERS) == saw


@pytest.fixture
def store(tmp_path):
    """The store of a user who has only marks."""
    return Store(tmp_path, "coder_b", {"coder_b_marks.csv": schema.MARKS.names}, clock=lambda: "2031-05-01T09:30:00Z")


def test_opening_early_leaves_a_mark_and_a_line_with_the_reason(store, tmp_path):
    entry = blinding.open_early(store, "coder_b", "7", "010", "  a slip in the text ", store.version)
    assert (entry.by, entry.did) == ("coder_b", "opened")
    assert entry.what == "010, before all had finished: a slip in the text"
    assert (tmp_path / "coder_b_marks.csv").read_text() == "article,sentence_start,mark\n010,,opened\n"
    journal = (tmp_path / "coder_b_journal.jsonl").read_text(encoding="utf-8")
    assert '"what": "010, before all had finished: a slip in the text"' in journal
    assert blinding.may_see("coder_b", "010", {"coder_b": store.rows["coder_b_marks.csv"]}, CODERS)


def test_opening_again_is_told_and_marks_nothing_twice(store):
    blinding.open_early(store, "coder_b", "7", "010", "a slip")
    blinding.open_early(store, "coder_b", "8", "010", "another slip")
    assert store.rows["coder_b_marks.csv"] == [mark("opened")]
    assert [entry.what for entry in store.journal.entries if entry.did.startswith("opened")] == [
        "010, before all had finished: a slip",
        "010, before all had finished: another slip",
    ]


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_opening_early_needs_a_reason(store, tmp_path, reason):
    with pytest.raises(UserError, match="needs a reason; say why"):
        blinding.open_early(store, "coder_b", "7", "010", reason)
    assert not store.rows["coder_b_marks.csv"] and not (tmp_path / "coder_b_marks.csv").exists()


def write(run_paths, user, marks):
    tables.write(
        run_paths.coded / blinding.marks_file(user),
        [dict(zip(schema.MARKS.names, mark, strict=True)) for mark in marks],
        schema.MARKS,
    )


def act(run_paths, user, did, mark):
    store = Store(
        run_paths.coded, user, {blinding.marks_file(user): schema.MARKS.names}, clock=lambda: "2031-05-01T09:30:00Z"
    )
    store.apply(
        f"{user}-{did}-{mark[0]}",
        did,
        "so",
        [Change(blinding.marks_file(user), None, None, dict(zip(schema.MARKS.names, mark, strict=True)))],
    )


class TestTold:
    """The sentences of the methods on how blind the coding was."""

    def test_of_codings_made_elsewhere(self, run_paths):
        assert blinding.as_markdown(run_paths, ["010"]) == (
            "No journal of the coding desk lies beside these codings: they were made without it."
        )

    def test_of_a_desk_where_all_stayed_blind(self, run_paths):
        for coder in CODERS[:2]:
            act(run_paths, coder, "finished", ("010", "", "finished"))
        assert blinding.as_markdown(run_paths, ["010", "020"]) == (
            "At the coding desk both coders finished 1 of 2 texts, and nobody opened the codes of others before."
        )

    def test_of_what_was_opened_early_by_whomever(self, run_paths):
        act(run_paths, "coder_b", "opened", ("020", "", "opened"))
        act(run_paths, "adjudication", "opened", ("010", "", "opened"))
        assert blinding.as_markdown(run_paths, ["010", "020"]) == (
            "At the coding desk, coder\\_b opened the codes of others before all coders had finished: 020. "
            "At the coding desk, whoever adjudicates opened the codes of others before all coders had finished: 010."
        )
        assert "020" not in blinding.as_markdown(run_paths, ["010"])

    def test_a_mark_taken_out_of_its_file_is_told_all_the_same(self, run_paths):
        act(run_paths, "coder_b", "opened", ("020", "", "opened"))
        (run_paths.coded / "coder_b_marks.csv").unlink()
        assert "coder\\_b opened the codes of others" in blinding.as_markdown(run_paths, ["020"])

    def test_a_mark_without_a_journal_is_told_too(self, run_paths):
        write(run_paths, "coder_a", [("010", "", "reopened")])
        assert blinding.as_markdown(run_paths, ["010"]) == (
            "At the coding desk, coder\\_a took up again what all coders had finished, when the codes of others could be seen: 010."
        )
