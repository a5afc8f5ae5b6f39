"""Source notes that two readers made are adjudicated at the desk as facts are, into source_notes.csv."""

import pytest

from desk_at import At, rows
from stancebook.core import schema, tables

SIZES = {"article": "010", "quote": "300 to 500 workers", "kind": "contradiction"}
SIZES |= {"article_b": "020", "quote_b": "400 to 600 workers"}
BYLINE = {"article": "010", "quote": "By Ada Quill", "kind": "byline"}
SPRING = {"article": "030", "quote": "he hopes", "kind": "dating"}
CUT = {"article": "030", "quote": "…", "kind": "elision"}
NOTED = {
    "coder_a": [SIZES, BYLINE, SPRING],
    "coder_b": [SIZES | {"quote": "300 to 500"}, BYLINE | {"kind": "other"}, CUT, SPRING],
}


@pytest.fixture
def judge(run_paths, freeze):
    """The adjudicator's page on the toy study, finished by both readers, with no note decided."""
    for coder, noted in NOTED.items():
        own = [dict.fromkeys(schema.CODER_NOTES.names, "") | row | {"note": f"As {coder} says."} for row in noted]
        tables.write(run_paths.coded / f"{coder}_source_notes.csv", own, schema.CODER_NOTES)
        marks = [{"article": id, "sentence_start": "", "mark": "finished"} for id in ("010", "020", "030")]
        tables.write(run_paths.coded / f"{coder}_marks.csv", marks, schema.MARKS)
    (run_paths.coded / "source_notes.csv").unlink()
    freeze()
    return At(run_paths, "adjudication")


def notes(judge, article):
    return judge("disputes", article=article)["notes"]


def decide(judge, article, number, decision, **more):
    facts = notes(judge, article)[number]["facts"]
    return judge("decide_fact", **{"article": article, "is": "note", "facts": facts, "decision": decision, **more})


def known(run_paths):
    return {row["source_note"]: row for row in rows(run_paths, "source_notes.csv")}


def decisions(run_paths):
    return [
        (row["coder_a"], row["coder_b"], row["decision"], row["source_note"], row["reason"])
        for row in rows(run_paths, "source_note_decisions.csv")
    ]


def test_notes_are_cases_in_order_of_place_and_progress_counts_them(judge):
    shown = [(each["kind"], each["facts"], each["done"]) for id in ("010", "030") for each in notes(judge, id)]
    assert shown == [
        ("alone", {"coder_a": "coder_a-n002", "coder_b": ""}, False),
        ("alone", {"coder_a": "", "coder_b": "coder_b-n002"}, False),
        ("alike", {"coder_a": "coder_a-n001", "coder_b": "coder_b-n001"}, False),
        ("alone", {"coder_a": "", "coder_b": "coder_b-n003"}, False),
        ("alike", {"coder_a": "coder_a-n003", "coder_b": "coder_b-n004"}, False),
    ]
    alike = notes(judge, "010")[2]
    assert [(row["variable"], row["differs"]) for row in alike["variables"]] == [
        ("kind", False), ("article_b", False), ("quote_b", False), ("note", True),
    ]  # fmt: skip
    assert alike["codings"]["coder_b"]["place"] and alike["codings"]["coder_b"]["note"] == "As coder_b says."
    assert [(each["article"], each["left"]) for each in judge("overview")["articles"]] == [
        ("010", 3), ("020", 0), ("030", 2),
    ]  # fmt: skip


def test_what_is_decided_on_notes_stands_in_their_files_and_the_study_is_in_order(judge, run_paths, problems):
    judge("take_alike", **{"article": "010", "is": "note"})
    assert known(run_paths)["N001"]["note"] == "As coder_a says."
    decide(judge, "010", 0, "kept", of="coder_a", reason="It is.")
    decide(judge, "010", 1, "merged", fact="N002", reason="The same words.")
    decide(judge, "030", 0, "left_out", reason="A sign.")
    reply = decide(judge, "030", 1, "kept", of="coder_b", row={"note": "In spring, both say."}, reason="Of two.")
    assert decisions(run_paths) == [
        ("coder_a-n002", "", "kept", "N002", "It is."),
        ("", "coder_b-n002", "merged", "N002", "The same words."),
        ("", "coder_b-n003", "left_out", "", "A sign."),
    ]
    assert {id: (row["quote"], row["note"]) for id, row in known(run_paths).items()} == {
        "N001": ("300 to 500 workers", "As coder_a says."),
        "N002": ("By Ada Quill", "As coder_a says."),
        "N003": ("he hopes", "In spring, both say."),
    }
    assert [line for line in problems() if not line.startswith("report/")] == []
    assert (reply["left"], judge("overview")["left"], judge("overview")["next"]) == (0, 0, "All is decided.")
    assert "It is." in reply["reasons"]
    assert judge("start")["users"][-1]["decisions"] == 13 + 3


def test_a_note_that_no_reader_has_so_is_amended_and_its_decision_taken_back(judge, run_paths):
    decide(judge, "010", 1, "kept", row={"kind": "error", "note": "No Ada Quill."}, reason="She is unknown.")
    assert decisions(run_paths) == [("", "coder_b-n002", "amended", "N001", "She is unknown.")]
    assert {name: known(run_paths)["N001"][name] for name in ("kind", "note")} == {
        "kind": "error",
        "note": "No Ada Quill.",
    }
    assert judge("undo")["undo"] == "" and decisions(run_paths) == [] and known(run_paths) == {}
    judge("redo")
    facts = notes(judge, "010")[1]["facts"]
    assert judge("undecide_fact", **{"article": "010", "is": "note", "facts": facts})["ok"]
    assert decisions(run_paths) == [] and known(run_paths) == {}
    decide(judge, "010", 1, "kept", reason="She is.")
    assert [*known(run_paths)] == ["N002"]  # N001 was used, and is never used again


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"reason": " "}, "reason: the decision has no reason; give one"),
        ({"reason": "-", "row": {"kind": "byword"}}, "kind: 'byword' is not one of its kinds"),
        ({"reason": "-", "row": {"kind": "contradiction"}}, "article_b: a contradiction names no second text"),
        ({"reason": "-", "row": {"article_b": "020", "quote_b": "ten tills"}}, "quote"),
        ({"reason": "-", "row": {"status": "built"}}, "a source note is not amended in status"),
        ({"reason": "-", "decision": "merged", "fact": "N009"}, "'N009' is no source note of source_notes.csv"),
        ({"reason": "-", "is": "statement"}, "nothing is decided on a 'statement'"),
        ({"reason": "-", "is": "fact"}, "no coder has these facts"),
    ],
)
def test_what_cannot_be_decided_on_a_note_is_refused_and_nothing_written(judge, run_paths, asked, sentence):
    reply = decide(judge, "010", 0, **{"decision": "kept", **asked})
    assert not reply["ok"] and sentence in reply["why"]
    assert (
        not (run_paths.coded / "source_note_decisions.csv").exists()
        and not (run_paths.coded / "source_notes.csv").exists()
    )


def test_notes_wait_for_the_freeze_and_for_all_readers(judge, run_paths):
    tables.write(run_paths.coded / "coder_b_marks.csv", [], schema.MARKS)
    assert notes(judge, "010") == [] and "As coder_b says" not in str(judge("disputes", article="010"))
    assert "010 is not open yet" in judge("take_alike", **{"article": "010", "is": "note"})["why"]


def test_a_note_edited_after_the_freeze_stops_and_a_decision_on_one_that_is_gone_is_taken_out(
    judge, run_paths, edit, freeze
):
    decide(judge, "030", 0, "left_out", reason="A sign.")
    edit("coder_b_source_notes.csv", "030,…,,elision,,,As coder_b says.\n", "")
    assert "edited after the freeze" in decide(judge, "010", 0, "kept", reason="It is.")["why"]
    edit("coder_b_source_notes.csv", "030,he hopes,,dating,,,As coder_b says.\n", "")
    freeze()
    [stale] = judge("disputes", article="030")["stale"]
    assert stale["file"] == "source_note_decisions.csv" and "is no source note of coder_b_source" in stale["wrong"]
    assert judge("drop", article="030", file=stale["file"], row=stale["row"])["stale"] == []
    assert decisions(run_paths) == []


def test_a_broken_file_of_notes_stops_adjudication_in_words(judge, edit, freeze):
    edit("coder_b_source_notes.csv", "010,By Ada Quill,,other", "010,By Ada Quill,,byword")
    [waits] = judge("disputes", article="010")["waits"]
    assert waits.startswith("coder_b_source_notes.csv, row 3, kind: 'byword'")


def test_the_study_of_one_file_of_notes_has_nothing_to_decide_on_them(judge, run_paths, freeze):
    for coder in NOTED:
        (run_paths.coded / f"{coder}_source_notes.csv").unlink()
    own = [dict.fromkeys(schema.SOURCE_NOTES.names, "") | BYLINE | {"source_note": "N001"}]
    tables.write(run_paths.coded / "source_notes.csv", own, schema.SOURCE_NOTES)
    freeze()
    shown = judge("disputes", article="010")
    assert (shown["notes"], shown["stale"], judge("overview")["left"]) == ([], [], 0)
