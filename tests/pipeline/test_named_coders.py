"""Named coders at the command line: the freeze, the sheet of decisions and the status of a study of three."""

import pytest

import three_coders
from project import PROJECT
from stancebook.core import schema, tables
from stancebook.core.files import digest
from stancebook.core.problems import UserError
from stancebook.pipeline import steps
from stancebook.pipeline.commands import adjudicate
from stancebook.pipeline.commands.status import Status
from stancebook.pipeline.run_config import requested
from stancebook.study import freeze


@pytest.fixture
def mini(tmp_path, monkeypatch):
    """The folder of the study of three coders, before the freeze."""
    monkeypatch.chdir(PROJECT)
    three_coders.write(tmp_path / "мини")
    return tmp_path / "мини"


def asked(folder, **settings):
    return {
        "STANCEBOOK_STUDY": str(folder),
        **{f"STANCEBOOK_{name.upper()}": value for name, value in settings.items()},
    }


def marked(folder, coder, *marks):
    rows = [{"article": id, "sentence_start": "", "mark": mark} for id, mark in marks]
    tables.write(folder / f"data/coded/{coder}_marks.csv", rows, schema.MARKS)


def test_the_freeze_waits_for_texts_that_are_begun_at_the_desk(mini):
    marked(mini, "ada", ("010", "finished"))
    marked(mini, "ben", ("010", "opened"))
    with pytest.raises(UserError) as refusal:
        steps.freeze(asked(mini, reason="complete"))
    assert str(refusal.value) == (
        "ada has begun 020; ben has begun 010 and 030: finish what is begun at the desk before the freeze"
    )
    marked(mini, "ada", ("010", "finished"), ("020", "finished"))  # 030 is not begun
    marked(mini, "ben", ("010", "finished"), ("030", "finished"))
    steps.freeze(asked(mini, reason="complete"))
    [frozen] = freeze.read_record(mini / "data/coded")
    assert list(frozen["files"]) == [
        f"{coder}{kind}.csv" for coder in ("ada", "ben", "model_x") for kind in ("", "_facts")
    ]
    assert frozen["codebook"] == digest((mini / "data/coded/codebook.yaml").read_bytes())


def test_a_sheet_has_a_column_for_each_coder_and_for_the_adjudicator_where_there_are_two(mini, capsys):
    steps.freeze(asked(mini, reason="complete"))
    adjudicate.write_sheets(asked(mini))
    rows = tables.read(mini / "data/coded/adjudication.csv")
    assert list(rows[0])[5:] == ["ada", "ben", "model_x", "decision", "reason", "decided_by", "quote"]
    assert [(row["ada"], row["ben"], row["model_x"]) for row in rows][3] == ("present", "unread", "")
    facts = tables.read(mini / "data/coded/fact_decisions.csv")
    assert [(row["ada"], row["ben"], row["model_x"]) for row in facts] == [
        ("ada-001", "ben-001", "unread"),
        ("unread", "ben-002", "unread"),
    ]
    before = (mini / "data/coded/adjudication.csv").read_bytes()
    adjudicate.write_sheets(asked(mini))
    assert (mini / "data/coded/adjudication.csv").read_bytes() == before
    assert "adjudication.csv: 5 rows to fill in" in capsys.readouterr().out


def test_the_status_tells_each_coder_by_name_with_progress(mini):
    path = mini / "data/coded/study.yaml"
    named = path.read_text(encoding="utf-8").replace(
        "ben: {name: Ben Holt}", 'ben: {name: Ben Holt, texts: ["010", "030"]}'
    )
    path.write_text(named, encoding="utf-8")
    marked(mini, "ben", ("010", "finished"))
    rows = dict(Status(requested(asked(mini))).table())
    assert rows["Ada Lund"] == "5 statements and 1 fact, in 2 of 3 texts; no marks of the desk"
    assert rows["Ben Holt"] == "3 statements and 2 facts, in 2 of 2 texts; 3 of 4 sentences decided; 1 finished"
    assert rows["Model X"] == "4 statements and 0 facts, in 2 of 3 texts; no marks of the desk"
    assert "Ben Holt has texts to code" in Status(requested(asked(mini))).next_step()[1]
