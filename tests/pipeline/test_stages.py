"""What can run at each stage of a study, and what each notebook says where little or nothing is left."""

import contextlib
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cells import run_cells
from counts import count
from growing_study import ADJUDICATED, CODEBOOK, FROZEN, ONE_CODER, TEXTS, TWO_CODERS, cut_rows, keep, lay_out
from least_study import BRIEF, freeze_again, without_files
from make_runs import clean_environment
from project import IN_ORDER, PROJECT, TOY, remove_codes
from stancebook.core import tables
from stancebook.core.paths import PARAMETERS
from stancebook.core.problems import UserError
from stancebook.figures.svg import described
from stancebook.pipeline import cli, steps
from stancebook.pipeline.commands.status import Status
from stancebook.pipeline.run_config import requested
from stancebook.study.coders import UNNAMED
from stancebook.study.loader import optional_files
from stancebook.study.study import Study

ALL = ("01", "02", "03", "04", "05", "06", "07")
FREEZE = 'stancebook freeze --reason "why"'
SHEET = "stancebook adjudicate --sheet"
HALF = (*FROZEN, "adjudication.csv")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project with the toy study as its own, and the notebooks."""
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def status(**parameters):
    """Return the Status of a run."""
    return Status(requested({f"STANCEBOOK_{name.upper()}": str(value) for name, value in parameters.items()}))


STAGES = {  # the files, whether there is a text, the first notebook that cannot run, what it waits for, the command
    "nothing": ((), False, "01", "there are no texts yet", "stancebook add FILE…"),
    "texts": (TEXTS, False, "01", "write study.yaml and codebook.yaml in data/coded first", "stancebook check"),
    "settings": ((*TEXTS, "study.yaml"), False, "02", "write codebook.yaml in data/coded first", "stancebook check"),
    "codebook": (CODEBOOK, False, "02", "nobody has coded yet", "stancebook desk"),
    "one coder": (ONE_CODER, False, "07", "write report/text.md", "stancebook check"),
    "two coders": (TWO_CODERS, False, "03", "the codings are not frozen yet", FREEZE),
    "two coders, text": (TWO_CODERS, True, "03", "the codings are not frozen yet", FREEZE),
    "frozen": (FROZEN, False, "04", "10 decisions are due", SHEET),
    "half adjudicated": (HALF, False, "04", "8 decisions are due", SHEET),
    "facts undecided": ((*HALF, "facts.csv"), True, "04", "2 decisions on facts are due", SHEET),
    "adjudicated": (ADJUDICATED, False, "07", "write report/text.md", "stancebook check"),
    "all": (ADJUDICATED, True, "", "", ""),
}


def grow(home, stage):
    """Cut the toy study back to a stage."""
    names, text, *_ = STAGES[stage]
    keep(home, names, text)
    if stage == "nothing":
        for path in (home / "data/raw").iterdir():
            path.unlink()
    if stage == "half adjudicated":
        cut_rows(home / "data/coded/adjudication.csv", 3)


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_names_what_waits_and_ends_well(home, stage, capsys, monkeypatch):
    grow(home, stage)
    *_, first, why, command = STAGES[stage]
    waiting = [number for number in ALL if first and number >= first]
    assert status().waits == dict.fromkeys(waiting, (why, command)) and status().faults == []
    assert cli.main(["status"]) == cli.main(["check"]) == 0
    following = f"next: {why}" if command == "stancebook check" else f"next: {command}  # {why}"
    ends = ["what is there is in order", following] if first else [IN_ORDER]
    assert capsys.readouterr().out.splitlines()[-len(ends) :] == ends
    monkeypatch.setattr(steps.Schedule, "run", lambda self: self.ran.update(self.numbers))
    monkeypatch.setattr(steps, "cited_evidence", lambda processed: "")
    assert cli.main(["run"]) == 0
    lines = capsys.readouterr().out.splitlines()
    said = {line[:2]: line.partition("  not run: ")[2] for line in lines if "  not run: " in line}
    assert said == dict.fromkeys(waiting, f"{why}; next: {command}")
    ran = len(ALL) - len(waiting)
    assert (f"{ran} notebook{'s' * (ran > 1)} ran, " in lines[-1]) == (ran > 0)
    for number in ALL:
        assert cli.main(["run", number]) == (number in waiting)
        assert (f"{number}-" in capsys.readouterr().err) == (number in waiting)


def test_a_notebook_waits_for_what_those_before_it_wait_for(home):
    grow(home, "two coders, text")
    assert set(status(coding="coder_a").waits) == {"03", "07"}
    assert status(coding="coder_a").waits["07"].command == FREEZE
    grow(home, "texts")
    assert list(status(coding="coder_b").waits) == list(ALL)


def test_a_coder_who_has_not_coded_is_named(home):
    grow(home, "one coder")
    assert status(coding="coder_b").waits["02"] == ("coder_b has not coded yet", "stancebook desk")
    assert set(status(coding="coder_a").waits) == {"07"}


def test_coders_who_finished_and_found_nothing_have_coded(home):
    without_files(home, "facts.csv", "fact_decisions.csv", "coder_a_facts.csv", "coder_b_facts.csv")
    remove_codes(home / "data/coded", ("coder_a", "coder_b", "adjudication"))
    rows = [{"article": id, "sentence_start": "", "mark": "finished"} for id in ("010", "020", "030")]
    for coder in ("coder_a", "coder_b"):
        tables.write(home / f"data/coded/{coder}_marks.csv", rows)
    assert status().coded == ["coder_a", "coder_b"] and status().waits["03"].command == FREEZE
    tables.write(home / "data/coded/coder_b_marks.csv", rows[1:])
    assert (status().coded, status().coding, status().waits) == (["coder_a"], "coder_a", {})
    tables.write(home / "data/coded/coder_a_marks.csv", rows[1:])
    assert status().waits["02"].why == "nobody has coded yet"


@pytest.mark.parametrize("name", ["study.yaml", "codebook.yaml", "sources.csv"])
def test_a_file_that_codes_rest_on_is_missing_and_no_next_step(home, name, capsys):
    (home / "data/coded" / name).unlink()
    assert cli.main(["check"]) == 1
    assert f"{name}: the file is missing; put it into data/coded" in capsys.readouterr().err


def test_before_the_freeze_nothing_is_told_of_differences(home, capsys):
    grow(home, "two coders")
    assert cli.main(["check"]) == cli.main(["status"]) == 0
    shown = capsys.readouterr().out
    assert "decision on" not in shown and "differ" not in shown and shown.count("none; 0 taken") == 2


def test_a_check_of_what_waits_is_remembered(home, monkeypatch):
    grow(home, "codebook")
    before = steps.checked({})
    monkeypatch.setattr("stancebook.pipeline.stages.Stage.waits", "not looked at")
    assert steps.checked({})[1] == {number: list(wait) for number, wait in before[1].items()}
    (home / "data/coded/coder_a.csv").write_text("no table")
    with pytest.raises(UserError, match=r"coder_a\.csv"):
        steps.checked({})


@pytest.mark.slow
def test_a_real_run_goes_as_far_as_it_can(home):
    grow(home, "half adjudicated")
    asked = [sys.executable, "-m", "stancebook"]
    settings = clean_environment(PYTHONPATH=str(PROJECT / "src"))
    ran, refused = (
        subprocess.run([*asked, word], cwd=home, env=settings, capture_output=True, text=True)
        for word in ("run", "report")
    )
    assert (ran.returncode, refused.returncode) == (0, 1) and "Traceback" not in ran.stderr + refused.stderr
    lines = [line for line in ran.stdout.splitlines() if " running" not in line]
    assert [line[:2] for line in lines if "  done in " in line] == ["01", "02", "03"]
    assert [line[:2] for line in lines if "  not run: 8 decisions are due; next: " in line] == ["04", "05", "06", "07"]
    assert lines[-1].startswith("3 notebooks ran, ")
    assert refused.stderr == f"07-brief  not run: 8 decisions are due; next: {SHEET}\n"
    assert sorted(path.name for path in home.glob("build/default/*.done")) == ["01.done", "02.done", "03.done"]


# ---- what the notebooks say

WHOSE = "These are the codes of coder_a alone: "
ONE_TEXT = "The run has one text alone: no two texts can be compared."


def show(*numbers, **parameters):
    """Return what each notebook shows, by number, as far as it is text."""
    shown = {number: run_cells(number, **parameters) for number in numbers or ALL}
    return {number: [text for text in texts if not text.startswith("<svg")] for number, texts in shown.items()}


def words(shown):
    """Return all that notebooks show as one text."""
    return "\n".join(text for texts in shown.values() for text in texts)


def test_one_coder_alone_is_named_everywhere_and_never_adjudicated(home, canvas):
    keep(home, ONE_CODER)
    (home / "report/text.md").write_text(BRIEF, encoding="utf-8")
    shown = show()
    alone = f"{WHOSE}nobody else has coded, so agreement is not known."
    assert {number for number, texts in shown.items() if alone in texts[-1].split("\n\n")} == {*ALL} - {"01", "03"}
    assert shown["02"][0] == "**12 statements (coder_a alone) of 4 actors on 3 issues, in 3 texts.**"
    assert shown["03"][0] == "**Agreement needs two coders: one coder alone has codes in these texts.**"
    assert "it needs two coders, and coder_a alone has codes in these texts." in shown["03"][-1]
    assert not re.search(r"adjudicat|[Bb]oth coders|two readings", words(shown))
    assert {row["origin"] for row in tables.read(home / "data/processed/statements.csv")} == {"coder_a"}
    for name, naming in {
        "brief.md": r"> **Coded by coder\_a alone.**",
        "evidence.html": "coded by coder_a alone.",
    }.items():
        written = (home / "report" / name).read_text(encoding="utf-8")
        assert naming in written and "adjudicat" not in written
    sources = [" ".join(texts_of(figure)).partition("Source: ")[2] for figure in canvas]
    unnamed = [source for source in sources if "coded by coder_a alone" not in source]
    assert len(sources) > 8 and [source.partition(" in ")[2] for source in unnamed] == ["reliability.csv"]


def texts_of(figure):
    """Return the lines of a figure."""
    from matplotlib.text import Text

    return [each.get_text() for each in figure.findobj(Text)]


def test_half_adjudicated_statements_are_left_out(home):
    grow(home, "half adjudicated")
    shown = show("01", "02", "03")
    assert "7 statements wait for their decisions and are left out." in shown["02"][-1].split("\n\n")
    kept = {row["statement"] for row in tables.read(home / "data/processed/statements.csv")}
    assert "020-0-borduria-own_workers" not in kept and "010-76-arland-bridge" in kept
    assert "positions agree at an ordinal alpha" in shown["03"][0]


def test_coders_are_not_compared_before_the_freeze(home):
    grow(home, "two coders")
    shown = show("01", "02")
    assert "The codings are not frozen yet, so they are not compared: no statement is adjudicated." in shown["02"][-1]
    assert tables.read(home / "data/processed/statements.csv") == []
    home.joinpath("report/text.md").write_text(BRIEF, encoding="utf-8")
    shown = show("01", "02", "06", coding="coder_b")
    assert "coder_a" not in "\n".join(shown["06"])
    assert list(Study.open(coding="coder_b").readings) == ["coder_b"]


def less_certain(home):
    """Make no coder certain of a statement."""
    for coder in ("coder_a", "coder_b"):
        path = home / f"data/coded/{coder}.csv"
        rows = [row | {"confidence": min(row["confidence"], "2")} for row in tables.read(path)]
        tables.write(path, rows)
    freeze_again(home)


def only(home, **cells):
    """Leave coder_a's rows with these cells alone, and no other coder and no decision."""
    keep(home, ONE_CODER, text=True)
    path = home / "data/coded/coder_a.csv"
    tables.write(path, [row for row in tables.read(path) if cells.items() <= row.items()])


def without_030(home):
    """Let coder_a find nothing in text 030."""
    path = home / "data/coded/coder_a.csv"
    tables.write(path, [row for row in tables.read(path) if row["article"] != "030"])
    without_files(home, "adjudication.csv")


NOTHING = "This run has no statement"
LITTLE = {  # what is done to the study, the parameters, and the sentence with which 02 and 04 to 07 end
    "confidence": (less_certain, {"min_confidence": 3}, f"{NOTHING}: none has a confidence of 3 or more."),
    "not coded": (without_030, {"coding": "coder_a", "exclude_articles": "010 020"},
                  f"{NOTHING}: coder_a found none in text 030."),
    "one text": (lambda home: None, {"exclude_articles": "010 030"}, ONE_TEXT),
    "one actor": (lambda home: only(home, actor="borduria"), {"min_confidence": 2},
                  "All statements are of one actor, Borduria: no two actors can be compared."),
    "one issue": (lambda home: only(home, issue="toll"), {"min_confidence": 2},
                  "All statements are on one issue, toll: no two issues can be compared."),
    "one statement": (lambda home: only(home, quote="without a toll"), {"exclude_articles": "010 020"}, ONE_TEXT),
}  # fmt: skip


@pytest.mark.parametrize(
    "little", [pytest.param(name, marks=[pytest.mark.slow] * (name != "not coded")) for name in LITTLE]
)
def test_each_notebook_says_that_little_is_left(home, little):
    change, parameters, sentence = LITTLE[little]
    change(home)
    shown = show(**PARAMETERS | parameters)
    rest = {number: texts[-1].split("\n\n") for number, texts in shown.items()}
    assert all(sentence in rest[number] for number in ALL if number not in ("01", "03"))
    if len(parameters.get("exclude_articles", "").split()) == 2:
        assert all(ONE_TEXT in rest[number] for number in ALL)
    assert not re.search(r"\b(nan|NaN|None(?! of|\.)|<NA>)\b", words(shown))
    for path in (home / "build").glob("*/report/figures/*.svg"):
        assert re.search(r"[a-z]{4}", described(path.read_text(encoding="utf-8")))


@pytest.mark.slow
def test_a_study_without_a_statement_runs_to_the_end(home):
    remove_codes(home / "data/coded", ("coder_a", "coder_b", "adjudication"))
    (home / "report/text.md").write_text("# Of a bridge\n\nIt is not built.\n", encoding="utf-8")
    shown = show()
    for number in ("02", "04", "05", "06", "07"):
        assert "Nobody has coded a statement.\n\nThis run has no statement." in shown[number][-1]
    assert shown["03"][0] == "**Agreement needs two coders: no coder has codes in these texts.**"
    svg = {path.stem: described(path.read_text(encoding="utf-8")) for path in (home / "report/figures").glob("*.svg")}
    assert {name for name, words in svg.items() if "No statement found" in words} >= {
        "heatmap",
        "ladder",
        "map",
        "camps",
    }


# ---- any stage that a study may be in

PARTS = [
    name
    for name in optional_files(UNNAMED)
    if (TOY / "data/coded" / name).exists() and (name.endswith(".csv") or name in ("cleaning.yaml", "frozen.json"))
]


@contextlib.contextmanager
def partly(left, seed):
    """A project in which the optional files and the text are cut: None takes one away, a share leaves so many rows."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        home = lay_out(Path(folder))
        for name, share in left.items():
            path = home / ("report" if name == "text.md" else "data/coded") / name
            if share is None:
                path.unlink()
            elif path.suffix == ".csv":
                head, *rows = path.read_text(encoding="utf-8").splitlines(True)
                path.write_text("".join([head, *(row for row in rows if chance.random() < share)]), encoding="utf-8")
        if left.get("frozen.json") == 1:
            freeze_again(home)
        yield home


CUT_STUDIES = count("stages of a study", full=50, small=15)
CUTS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from([None, 0, 0.5, 0.9, 1]) for name in (*PARTS, "codebook.yaml", "text.md")}
)


@given(CUTS, st.integers(0, 99))
def test_any_part_of_a_study_ends_in_a_sentence_and_a_next_step(left, seed):
    with partly(left, seed):
        now = status()
        command, why = now.next_step()
        assert command.startswith("stancebook ") and why and all(now.table())
        assert cli.main(["check"]) == bool(now.faults or now.edited)
        assert list(now.waits) == sorted(now.waits)
        if not now.faults and not now.edited:
            assert all(wait.why and wait.command.startswith("stancebook ") for wait in now.waits.values())


@pytest.mark.slow
@pytest.mark.matrix("stages of a study", cases=CUT_STUDIES)
@settings(max_examples=CUT_STUDIES)
@given(CUTS.map(lambda left: left | {"text.md": 1}), st.integers(0, 99))
def test_what_does_not_wait_runs(left, seed):
    with partly(
        {name: share for name, share in left.items() if name != "frozen.json"} | {"frozen.json": 1}, seed
    ) as home:
        (home / "report/text.md").write_text("# Of a bridge\n\nIt is not built.\n", encoding="utf-8")
        now = status()
        if not now.faults and not now.edited:
            shown = show(*[number for number in ALL if number not in now.waits] or ["01"][: len(now.waits) < 7])
            assert all(texts for texts in shown.values())
