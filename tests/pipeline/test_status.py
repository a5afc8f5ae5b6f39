"""Where a study stands: the toy study cut back to each stage, its table and its next step; and damaged files."""

import json
import shutil

import pytest

from growing_study import ADJUDICATED, CODEBOOK, FROZEN, ONE_CODER, TEXTS, TWO_CODERS, keep, lay_out
from least_study import WITHOUT_DECISIONS, without_files
from project import PROJECT, TOY, remove_codes
from stancebook.core import files, tables
from stancebook.pipeline import stamps
from stancebook.pipeline.cli import main
from stancebook.pipeline.run_config import requested
from stancebook.study import freeze


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project with the toy study as its own, and the notebooks."""
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


@pytest.fixture
def shown(home, capsys):
    """A function that returns the table as a dict, and the next step."""

    def show(*words):
        assert main(["status", *words]) == 0
        *rows, _, last = capsys.readouterr().out.splitlines()
        width = len("facts, decisions due  ")
        assert all(row[width - 2 : width] == "  " for row in rows)
        return {row[:width].strip(): row[width:] for row in rows}, last.removeprefix("next: ")

    return show


def alter(path, old, new):
    """Replace a part of a file that is in it."""
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("names", "expected", "step"),
    [
        ((), {"texts": "0, with 0 sentences", "codebook": "none yet", "last run": "none yet"},
         "stancebook add FILE…  # there are no texts yet"),
        (TEXTS, {"texts": "3, with 15 sentences", "codebook": "none yet", "to put right": "nothing"},
         "stancebook check  # write study.yaml and codebook.yaml in data/coded first"),
        (CODEBOOK, {"texts": "3, with 14 sentences", "codebook": "version 1: 4 actors, 3 issues", "coder_a": "nothing yet"},
         "stancebook desk  # coder_a and coder_b have texts to code"),
        (ONE_CODER, {"coder_a": "12 statements and 3 facts, in 3 of 3 texts; no marks of the desk",
                     "coder_b": "nothing yet", "decisions due": "none; 0 taken"},
         "stancebook desk  # coder_b has texts to code; or go on with coder_a alone: stancebook check"),
        (TWO_CODERS, {"coder_b": "13 statements and 4 facts, in 3 of 3 texts; no marks of the desk", "frozen": "no"},
         'stancebook freeze --reason "why"  # before anyone compares the coders'),
        (FROZEN, {"frozen": "yes: before any comparison", "decisions due": "10; 0 taken",
                  "facts, decisions due": "4; 0 taken"},
         "stancebook adjudicate --sheet  # 10 decisions are due"),
        (ADJUDICATED, {"decisions due": "none; 11 taken", "facts, decisions due": "none; 2 taken",
                       "text of the brief": "none yet", "to put right": "nothing"},
         "stancebook check  # write report/text.md"),
    ],
    ids=["nothing", "texts", "codebook", "one coder", "two coders", "frozen", "no text"],
)  # fmt: skip
def test_each_stage_has_its_table_and_its_next_step(home, shown, names, expected, step):
    keep(home, names)
    table, following = shown()
    assert {name: table[name] for name in expected} == expected
    assert following == step


def test_without_a_study_a_sentence_says_so(home, capsys):
    shutil.rmtree(home / "data/coded")
    assert main(["status"]) == 1
    assert capsys.readouterr().err == "study: '' holds no data/coded; give the folder of a study\n1 problem\n"


def test_files_with_only_a_header_are_no_codes(home, shown):
    remove_codes(home / "data/coded")
    table, following = shown()
    assert table["coder_a"] == table["coder_b"] == "nothing yet" and table["frozen"] == "no"
    assert following == "stancebook desk  # coder_a and coder_b have texts to code"


def test_a_complete_study_waits_for_its_run(shown):
    table, following = shown()
    assert table["text of the brief"] == "there; it is verified after a run" and table["to put right"] == "nothing"
    assert following == "stancebook report  # the brief is not up to date"


def test_files_that_may_be_absent_are_no_step(home, shown):
    without_files(home, *WITHOUT_DECISIONS)
    table, following = shown()
    assert table["coder_a"].startswith("12 statements and 0 facts") and table["to put right"] == "nothing"
    assert following == "stancebook report  # the brief is not up to date"


def test_half_of_the_decisions_are_due(home, shown):
    path = home / "data/coded/adjudication.csv"
    path.write_text("".join(path.read_text().splitlines(True)[:3]))
    table, following = shown()
    assert table["decisions due"] == "9; 2 taken"
    assert following == "stancebook adjudicate --sheet  # 9 decisions are due"


def test_a_decision_on_facts_that_is_due_is_the_next_step(home, shown):
    path = home / "data/coded/fact_decisions.csv"
    path.write_text("".join(path.read_text().splitlines(True)[:2]))
    table, following = shown()
    assert table["facts, decisions due"] == "1; 1 taken"
    assert following == "stancebook adjudicate --sheet  # 1 decision on facts is due"


def test_an_edit_after_the_freeze_is_named(home, shown):
    alter(home / "data/coded/coder_a.csv", "An image, not a refusal.", "An image.")
    table, following = shown()
    assert table["frozen"] == "edited since: coder_a.csv" and table["to put right"] == "1 problem"
    assert following.startswith('stancebook freeze --reason "why"')


def test_a_frozen_file_that_is_gone_is_missing_and_not_edited(home, shown):
    (home / "data/coded/coder_b_facts.csv").unlink()
    table, _ = shown()
    assert table["frozen"] == "missing since: coder_b_facts.csv" and table["to put right"] != "nothing"


def test_rows_of_the_sheet_are_to_be_filled_in_and_not_written_again(home, shown, capsys):
    path = home / "data/coded/adjudication.csv"
    path.write_text("".join(path.read_text().splitlines(True)[:3]))
    assert main(["adjudicate", "--sheet"]) == 0
    capsys.readouterr()
    waits = "9 decisions are due; fill in decision and reason in adjudication.csv, rows 4 to 12"
    assert shown()[1] == f"stancebook check  # {waits}"
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert "no decision on three more differences and one more agreement; fill in decision and reason in rows" in said
    assert f"next: {waits}\n" in said


def test_marks_of_the_desk_say_how_far_a_coder_is(home, shown):
    rows = [("010", "", "finished"), ("020", "", "finished"), ("030", "136", "nothing"), ("030", "7", "nothing")]
    marks = [dict(zip(("article", "sentence_start", "mark"), row, strict=True)) for row in rows]
    tables.write(home / "data/coded/coder_a_marks.csv", marks)
    table, following = shown()
    assert table["coder_a"].endswith("; 12 of 14 sentences decided; 2 finished")
    assert following == "stancebook check  # 1 problem to put right"  # no sentence of 030 starts at 7
    tables.write(home / "data/coded/coder_a_marks.csv", marks[:2])
    table, following = shown()
    assert table["coder_a"].endswith("; 11 of 14 sentences decided; 2 finished")
    assert following == "stancebook desk  # coder_a has texts to code"


def test_codes_that_coders_proposed_wait_to_be_decided(home, shown):
    row = {"kind": "issue", "id": "ferry", "name": "Ferry", "definition": "It goes on.", "type": ""}
    own = [row | {"decision": "", "reason": ""}, row | {"id": "pier", "decision": "rejected", "reason": "No issue."}]
    files.write_text(home / "data/coded/coder_b_proposals.csv", tables.text(own, list(own[0])))
    table, step = shown()
    assert table["proposed"] == "ferry (issue, by coder_b); stancebook codebook decides"
    assert (table["to put right"], step.split("  ")[0]) == ("1 problem", "stancebook check")


def test_a_fault_comes_first(home, shown):
    alter(home / "data/coded/coder_b.csv", "rejects a toll", "rejects tolls")
    table, following = shown()
    assert table["to put right"] == "2 problems"  # the edit is one more
    assert following == "stancebook check  # 2 problems to put right"


def test_a_fact_without_its_place_is_a_fault_and_no_traceback(home, shown):
    alter(home / "data/coded/coder_a_facts.csv", "010,300 to 500 workers", "010,301 to 500 workers")
    table, following = shown()
    assert table["to put right"] == "2 problems" and following.startswith("stancebook check")


BOTH = ("decisions due", "facts, decisions due")


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("facts.csv", BOTH[1:]),
        ("fact_decisions.csv", BOTH[1:]),
        ("adjudication.csv", BOTH[:1]),
        ("coder_a.csv", ("coder_a", *BOTH)),
        ("coder_b_facts.csv", ("coder_b", *BOTH)),
        ("coder_a_marks.csv", ("coder_a", *BOTH)),
        ("coder_a_proposals.csv", ("proposed",)),
        ("sources.csv", ("texts", "coder_a", "coder_b", *BOTH)),
        ("cleaning.yaml", BOTH),
        ("codebook.yaml", BOTH),
        ("study.yaml", BOTH),
        ("frozen.json", BOTH),
    ],
)
def test_nothing_is_counted_that_rests_on_a_file_that_cannot_be_read(home, shown, name, rows):
    before, _ = shown()
    path = home / "data/coded" / name
    path.unlink(missing_ok=True)
    path.mkdir()
    after, _ = shown()
    assert {row for row, cell in after.items() if cell == f"not known while {name} has problems"} == {*rows}
    partly = {"texts": "3; sentences not known while cleaning.yaml has problems"} if name == "cleaning.yaml" else {}
    assert all(after[row] == cell for row, cell in partly.items())
    counted = before.keys() - {*rows, *partly, "codebook", "frozen", "text of the brief", "to put right"}
    assert {row: after[row] for row in counted} == {row: before[row] for row in counted}


def test_passages_that_cannot_be_read_are_not_counted(home, shown):
    (home / "data/passages/toll.csv").mkdir(parents=True)
    assert shown()[0]["imported"] == "cannot be read; see the problems"


def test_facts_without_their_place_are_no_decisions(home, shown):
    alter(home / "data/coded/coder_a_facts.csv", "010,300 to 500 workers", "010,301 to 500 workers")
    assert shown()[0]["facts, decisions due"] == "not known while coder_a_facts.csv has problems"


def test_marks_that_cannot_be_read_make_no_decision_superfluous(home, capsys):
    coded = home / "data/coded"
    for name in ("coder_b.csv", "coder_b_facts.csv"):
        lines = (coded / name).read_text(encoding="utf-8").splitlines(True)
        (coded / name).write_text("".join(line for line in lines if not line.startswith("030,")), encoding="utf-8")
    (coded / "coder_b_marks.csv").write_text("article,sentence_start,mark\n030,,finished\n")
    assert main(["check"]) == 1
    assert "row 11, presence: the coders do not differ" in capsys.readouterr().err
    (coded / "coder_b_marks.csv").unlink()
    (coded / "coder_b_marks.csv").mkdir()
    assert main(["check"]) == 1
    said = capsys.readouterr().err
    assert "coder_b_marks.csv: it is a folder" in said and "the coders do not differ" not in said


@pytest.mark.parametrize("name", sorted(path.name for path in (TOY / "data/coded").iterdir()))
def test_damaged_files_end_in_a_table_too(home, shown, name):
    path = home / "data/coded" / name
    content = path.read_bytes()
    half, text = len(content) // 2, content.decode()
    lines = text.splitlines(True)
    for damaged in (b"", content[:half], b"\xff" + content, b"[1, 2]", text.replace(",", ";").encode(),
                    text.replace("010", "10").encode(), "".join([*lines, lines[-1]]).encode()):  # fmt: skip
        path.write_bytes(damaged)
        table, following = shown()
        assert table["texts"] and following.startswith("stancebook ")


def pretend_to_run():
    """Write a stamp that holds for each notebook, as if all had run."""
    config = requested({})
    for book in config.notebooks:
        config.copy(book).parent.mkdir(parents=True, exist_ok=True)
        stamp = stamps.inputs(config, book) | stamps.outputs(config, book) | {"seconds": 1.0}
        stamps.write(config, book, stamp)


def test_after_a_run_only_what_changed_is_named(home, shown):
    pretend_to_run()
    table, following = shown()
    assert table["last run"] == "up to date: 01 02 03 04 05 06 07"
    assert following == "stancebook report  # nothing is due: the brief is in report/index.html"
    alter(home / "data/coded/provenance.csv", "It has a byline", "It shows a byline")
    table, following = shown()
    assert "changed since: " in table["last run"] and following == "stancebook report  # the brief is not up to date"
    (home / "build/default/07.done").unlink()
    assert shown()[0]["last run"].endswith("; not run: 07")


def test_the_text_is_verified_against_the_last_run_and_its_faults_are_the_next_step(home, capsys):
    for name in ("data", "report"):
        shutil.rmtree(home / name)
        shutil.copytree(PROJECT / name, home / name, ignore=shutil.ignore_patterns("*.pdf", "*.docx", "*.html"))
    pretend_to_run()
    assert main(["status"]) == 0
    assert "with a citation: no errors" in capsys.readouterr().out
    with open(home / "report/text.md", "a", encoding="utf-8") as file:
        file.write("\n\nPoland sends 70 troops [@poland/own_troops].\n")
    assert main(["status"]) == 0
    assert "next: stancebook brief --watch  # 1 to put right in report/text.md\n" in (said := capsys.readouterr().out)
    assert "\nto put right          the text of the brief\n" in said


def test_commands_carry_the_parameters_of_the_run(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(PROJECT / "tests")
    study = tmp_path / "a study"
    shutil.copytree(TOY, study)
    remove_codes(study / "data/coded")
    assert main(["status", "--study", str(study), "--min-confidence", "2"]) == 0
    assert json.dumps(requested({"STANCEBOOK_STUDY": str(study)}).parameters["study"]) in capsys.readouterr().out
    shutil.copytree(TOY, study, dirs_exist_ok=True)
    assert main(["status", "--study", str(study), "--min-confidence", "2"]) == 0
    assert "/a study' --min-confidence 2  # the brief is not up to date\n" in capsys.readouterr().out
    (study / "data/coded" / freeze.RECORD).unlink()
    assert main(["status", "--study", str(study), "--min-confidence", "2"]) == 0
    assert '/a study\' --reason "why"  # before' in capsys.readouterr().out


def test_what_may_be_no_text_is_listed_to_decide(shown, home):
    keep(home, CODEBOOK)
    assert "in doubt" not in shown()[0]
    (raw,) = (home / "data/raw").glob("030*")
    before = files.digest(raw.read_bytes())
    alter(raw, "Read also: Ten bridges to see", "See also: Arland refuses")
    alter(home / "data/coded/sources.csv", before, files.digest(raw.read_bytes()))
    assert shown()[0]["in doubt"] == (
        "1 place may be no text: 030 at 186, “See also: Arland refuses before you swim” (more); "
        "decide in cleaning.yaml, by a rule or under kept"
    )
    alter(home / "data/coded/cleaning.yaml", "abbreviations: []", "kept: ['See also: Arland refuses before you swim']")
    assert "in doubt" not in shown()[0]
