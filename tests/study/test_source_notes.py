"""Source notes of two readers: which decisions are due, how they are written, checked and told, and what is cited."""

import pytest

from project import PROJECT
from stancebook.core import paths, schema, tables
from stancebook.pipeline import cli
from stancebook.pipeline.commands.status import Status
from stancebook.pipeline.run_config import requested
from stancebook.study import coders, due, fact_decisions, summary
from stancebook.study.facts import NOTES
from stancebook.study.study import Study

SIZES = {"article": "010", "quote": "300 to 500 workers", "kind": "contradiction"}
SIZES |= {"article_b": "020", "quote_b": "400 to 600 workers"}
BYLINE = {"article": "010", "quote": "By Ada Quill", "kind": "byline"}
CUT = {"article": "030", "quote": "…", "kind": "elision"}
SPRING = {"article": "030", "quote": "he hopes", "kind": "dating"}
NOTED = {
    "coder_a": [SIZES, BYLINE, SPRING],
    "coder_b": [SIZES | {"quote": "300 to 500"}, BYLINE | {"kind": "other"}, CUT, SPRING],
}
DECIDED = [  # the coders' notes, the decision, and the note of source_notes.csv
    (("coder_a-n002", ""), "kept", "N002"),
    (("", "coder_b-n002"), "left_out", ""),
    (("", "coder_b-n003"), "kept", "N003"),
]


@pytest.fixture
def noted(run_paths, freeze):
    """The folder of a copy of the toy study in which two readers made notes, frozen."""
    for coder, rows in NOTED.items():
        full = [dict.fromkeys(schema.CODER_NOTES.names, "") | row | {"note": f"As {coder} says."} for row in rows]
        tables.write(run_paths.coded / f"{coder}_source_notes.csv", full, schema.CODER_NOTES)
    freeze()
    return run_paths.study


def decide(noted, decided=DECIDED):
    """Write the decisions on the notes that are due."""
    study = Study(paths.RunPaths(PROJECT, noted, noted), {})
    rows = waiting(study)
    for row in rows:
        found = [each for each in decided if each[0] == (row["coder_a"], row["coder_b"])]
        row |= {"decision": found[0][1], "source_note": found[0][2], "reason": "As it says."} if found else {}
    table = schema.source_note_decisions(study.coders)
    (noted / "data/coded/source_note_decisions.csv").write_text(tables.text(rows, table.names), encoding="utf-8")


def waiting(study):
    """Return the rows that are due in a study."""
    authored = study.authored[0]
    placed = fact_decisions.place_all(authored.rows, authored.articles, study.coders, NOTES)
    return due.fact_decisions_to_take(authored.rows[NOTES.decisions], placed, study.notes_read, NOTES)


def test_what_two_readers_noted_alike_needs_no_decision(noted, problems):
    rows = waiting(Study(paths.RunPaths(PROJECT, noted, noted), {}))
    assert [((row["coder_a"], row["coder_b"]), row["source_note"]) for row in rows] == [
        (("coder_a-n002", ""), "N002"), (("", "coder_b-n002"), ""), (("", "coder_b-n003"), "N003"),
    ]  # fmt: skip
    assert problems() == [
        "source_note_decisions.csv: no decision on three source notes, and no such file; write it with all its rows: stancebook adjudicate --sheet"
    ]


def test_decisions_on_notes_are_checked_like_those_on_facts(noted, problems, edit):
    decide(noted)
    assert problems() == []
    file = "source_note_decisions.csv"
    edit(file, "coder_a-n002,,kept", "coder_a-n009,,kept")
    edit(file, "coder_b-n002,left_out", "coder_b-n002,merged")
    edit(file, "coder_b-n003,kept,N003", "coder_b-n003,amended,N003")
    assert problems() == [
        f"{file}, row 2, coder_a: coder_a-n009 is no source note of coder_a_source_notes.csv; coder_a-n001 is its first row",
        f"{file}, row 3, source_note: '' is no source note of source_notes.csv; use an id of it",
        f"{file}, row 4, decision: N003 is as coder_b-n003 has it; write kept",
    ]


def test_a_note_that_no_reader_has_needs_a_decision(noted, problems, edit):
    decide(noted)
    edit("source_notes.csv", "N004,030,he hopes,,dating", "N004,030,he hopes,,other")
    [problem] = problems()
    assert problem.startswith("source_note_decisions.csv: no decision on coder_a-n003 and coder_b-n004 (“he hopes”)")
    edit("source_notes.csv", "N004,030,he hopes,,other", "N004,030,he hopes,,dating")
    path = noted / "data/coded/source_notes.csv"
    path.write_text(path.read_text() + "N005,010,Loading...,,boilerplate,,,A button.\n")
    assert problems() == [
        "source_notes.csv, source_note: N005 is neither as both coders have it nor named in a decision; "
        "add a row to source_note_decisions.csv"
    ]


def test_a_reader_s_notes_are_checked_and_frozen(noted, problems, edit):
    decide(noted)
    edit("coder_b_source_notes.csv", "010,By Ada Quill,,other", "010,By Ada Quill,,byword")
    file = "coder_b_source_notes.csv"
    assert [problem.partition("; ")[0] for problem in problems()] == [
        f"{file}: it was edited after the freeze", f"{file}, row 3, kind: 'byword' is not one of its kinds"
    ]  # fmt: skip


def test_the_sheet_and_the_status_know_notes(noted, capsys, problems):
    assert cli.main(["adjudicate", "--sheet", "--study", str(noted)]) == 0
    assert "source_note_decisions.csv: 3 rows to fill in: decision, source_note and reason" in capsys.readouterr().out
    now = Status(requested({"STANCEBOOK_STUDY": str(noted)}))
    assert ("notes, decisions due", "3; 0 taken") in now.table()
    assert "and 4 source notes, in 3 of 3 texts" in dict(now.table())["coder_b"]
    assert now.next_step()[1].startswith(
        "3 decisions on source notes are due; fill in decision and reason in source_note_"
    )
    decide(noted)
    assert ("notes, decisions due", "none; 3 taken") in Status(requested({"STANCEBOOK_STUDY": str(noted)})).table()


def test_the_notes_of_an_only_reader_count_as_they_are(noted):
    for name in ("coder_b_source_notes.csv", "source_notes.csv"):
        (noted / "data/coded" / name).unlink()
    own = Study(paths.RunPaths(PROJECT, noted, noted), {}).source_notes
    assert [(row["source_note"], row["quote"]) for row in own[:2]] == [
        ("coder_a-n001", "300 to 500 workers"), ("coder_a-n002", "By Ada Quill")
    ]  # fmt: skip
    (noted / "data/coded/coder_b_source_notes.csv").write_text(
        ",".join(schema.CODER_NOTES.names) + "\n010,…,,other,,,\n"
    )
    assert Study(paths.RunPaths(PROJECT, noted, noted), {}).source_notes == []  # of two readers none until decided


def test_who_made_notes_alone_is_found_by_the_file(noted):
    (noted / "data/coded/coder_a_source_notes.csv").rename(noted / "data/coded/ada_source_notes.csv")
    assert coders.in_files(noted / "data/coded") == ["ada", "coder_a", "coder_b"]


def test_a_reader_s_notes_have_their_places_and_the_decisions_are_told(noted):
    decide(noted)
    study = Study(paths.RunPaths(PROJECT, noted, noted), {})
    study.articles = study.authored[0].articles
    notes = study.coded_notes("coder_b")
    assert notes["source_note"].tolist() == [f"coder_b-n00{number}" for number in range(1, 5)]
    assert notes["quote"].tolist()[1:] == ["By Ada Quill", "…", "he hopes"] and notes["article_b"].iloc[0] == "020"
    assert (
        summary.note_decisions(study.authored_rows("source_note_decisions"))
        == "3 decisions on notes on the sources: 2 kept, 0 amended, 0 merged and 1 left out."
    )
    assert summary.note_decisions([]) == ""


def test_the_evidence_page_gets_the_decisions_on_notes_too(noted):
    decide(noted)
    rows = Study(paths.RunPaths(PROJECT, noted, noted), {}).signed_fact_decisions
    own = [row for row in rows if "source_note" in row]
    assert [(row["fact"], row["decision"]) for row in own] == [("N002", "kept"), ("", "left_out"), ("N003", "kept")]
    assert fact_decisions.facts_named(own[0]) == {"coder_a": "coder_a-n002"} and len(rows) > len(own)
