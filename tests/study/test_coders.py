"""Who codes: the entries of study.yaml and their problems, the files that tell it else, and the texts that were read."""

import json

import pytest

from stancebook.core import schema, tables
from stancebook.core.problems import UserError
from stancebook.study import coders
from stancebook.study.study import Study

NAMED = """coders:
  ada: {name: Ada Lund, kind: person, trained: 2026-03-01}
  model_x: {name: Model X, kind: program, version: "2025-01", texts: ["010"]}
  ben:
adjudicators:
  eva: {name: Eva Berg}
  ben: {}
validators: {cy: {name: Cy}}
"""


@pytest.fixture
def named(run_paths):
    """Return a function that adds entries to study.yaml and returns the study."""

    def study(entries, *files):
        path = run_paths.coded / "study.yaml"
        path.write_text(path.read_text(encoding="utf-8") + entries, encoding="utf-8")
        for file in files:
            tables.write(run_paths.coded / file, [], schema.CODER_ROWS)
        return Study(run_paths, {})

    return study


def test_study_yaml_names_everybody_in_its_order(named):
    study = named(NAMED)
    assert study.coders == ("ada", "model_x", "ben") and list(study.validators) == ["cy"]
    assert study.coder("ada") == coders.Coder("ada", "Ada Lund", "person", "", "2026-03-01", None)
    assert study.coder("model_x") == coders.Coder("model_x", "Model X", "program", "2025-01", "", ("010",))
    assert study.adjudicators["ben"] is study.coder("ben") and study.coder("ben").name == "ben"
    with pytest.raises(UserError, match="there is no coder dan; there are cy, eva, ben, ada and model_x"):
        study.coder("dan")


def test_files_tell_who_codes_where_study_yaml_does_not(named, run_paths):
    assert named("").coders == ("coder_a", "coder_b")
    assert named("", "zoe.csv", "ada.csv", "Bad name.csv").coders == ("ada", "coder_a", "coder_b", "zoe")
    (run_paths.coded / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (run_paths.coded / "zoe.csv").write_bytes(b"PK\x03\x04")
    assert named("").coders == ("ada", "coder_a", "coder_b")
    for coder in ("coder_a", "coder_b"):
        for name in coders.files([coder])[:2]:
            (run_paths.coded / name).unlink()
    assert named("").coders == ("ada",)


def test_nobody_has_a_file_yet(named, run_paths):
    for name in coders.files(coders.UNNAMED)[:4]:
        (run_paths.coded / name).unlink()
    assert named("").coders == coders.UNNAMED


@pytest.mark.parametrize(
    ("entries", "sentences"),
    [
        ("coders: [ada]", ["study.yaml, coders: it has no entries; write them as name: value"]),
        ("coders: {ada: {nmae: Ada}}", ["study.yaml, coders: ada: 'nmae' is not known; do you mean name?"]),
        (
            "coders: {ada: {kind: robot}}",
            ["study.yaml, coders: ada: kind: 'robot' is not known; use person or program"],
        ),
        (
            "coders: {ada: {version: 3}}",
            ["study.yaml, coders: ada: version: 3 is no text, as it stands there; write it in quotes"],
        ),
        (
            "coders: {ada: {trained: yesterday}}",
            ["study.yaml, coders: ada: trained: 'yesterday' is no date; write it as 2026-03-01, or leave it out"],
        ),
        (
            "validators: {Ada Lund: {}}",
            [
                "study.yaml, validators: Ada Lund: 'Ada Lund' is no id; write it in small letters, digits and _, "
                "as in ada_lund"
            ],
        ),
        (
            'coders: {"a: b": [1], ben: no one}',
            [
                "study.yaml, coders: a: b: it has no entries; write them as name: value",
                "study.yaml, coders: a: b: 'a: b' is no id; write it in small letters, digits and _, as in a_b",
                "study.yaml, coders: ben: it has no entries; write them as name: value",
            ],
        ),
        ("coders: [ada, ben]", ["study.yaml, coders: it has no entries; write them as name: value"]),
        (
            "coders: {facts: {}}",
            ["study.yaml, coders: facts: 'facts' names something else in a study; choose another id"],
        ),
        (
            "coders: {ada_marks: {}}",
            ["study.yaml, coders: ada_marks: 'ada_marks' names something else in a study; choose another id"],
        ),
        (
            "coders: {ada: {name: Ada Lund}}\nadjudicators: {al: {name: ada lund}}",
            [
                "study.yaml, adjudicators: al: name: 'ada lund' is ada too; write ada in place of al, or tell the names "
                "apart"
            ],
        ),
    ],
)
def test_an_entry_that_is_wrong(named, entries, sentences):
    told = [str(problem) for problem in named(entries).authored[1]]
    assert [each for each in told if each.startswith("study.yaml")] == sentences


def test_an_id_in_capitals_brings_no_second_problem(named):
    study = named("coders: {Coder_A: {}, coder_b: {}}")
    assert [str(problem) for problem in study.authored[1]] == [
        "study.yaml, coders: Coder_A: 'Coder_A' is no id; write it in small letters, digits and _, as in coder_a"
    ]
    assert study.coders == ("coder_a", "coder_b")
    people, problems = coders.read({"coders": {"FACTS": {}, "Ben": {}, "ben": {"name": "Ben Holt"}}})
    assert [each.name for each in people.coders.values()] == ["Ben Holt"] and len(problems) == 2


def test_the_order_of_coding_is_that_of_the_journal_whatever_stands_in_a_note(tmp_path):
    notes = ("one\u2028two", "three\x85four", "five")
    changes = ({"file": "ada.csv", "now": {"article": id, "note": note}} for id, note in zip("321", notes, strict=True))
    lines = [json.dumps({"changes": [each]}, ensure_ascii=False) for each in changes]
    (tmp_path / "ada_journal.jsonl").write_text("\n".join([*lines, '{"changes": [{"fi']), encoding="utf-8")
    order = coders.coding_order("ada", [{"article": "9"}], tmp_path / "ada_journal.jsonl")
    assert order == (["3", "2", "1", "9"], "journal")


def test_an_unknown_coding_is_told_with_the_coders(run_paths):
    with pytest.raises(UserError, match="there is no coder coder_c; there are coder_a and coder_b"):
        _ = Study(run_paths, {"coding": "coder_c"}).coding


def test_texts_read_are_those_given_or_with_rows_or_finished(run_paths):
    given, other = coders.Coder("ada", "Ada", texts=("010", "020")), coders.Coder("ben", "Ben")
    rows, marks = (
        [{"article": "030"}],
        [{"article": id, "mark": mark} for id, mark in (("010", "finished"), ("020", "opened"))],
    )
    assert coders.texts_read(given, rows, [], marks) == {"010", "020"} and coders.texts_read(given, [], [], []) == set()
    assert coders.texts_read(other, rows, [], marks) == coders.texts_read(other, [], rows, marks) == {"010", "030"}
    assert coders.texts_read(other, [], rows, []) == set()  # who noted facts alone looked for no statement
    assert coders.facts_read(other, rows, [], marks) == set() and coders.facts_read(other, [], rows, []) == {"030"}
    study = Study(run_paths, {})
    assert study.texts_read == {coder: {"010", "020", "030"} for coder in coders.UNNAMED}
