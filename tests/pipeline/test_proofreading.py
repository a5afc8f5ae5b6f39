"""Verification of the text while somebody writes it."""

import re
import shutil
import time

import pytest

from default_brief import inputs, study
from project import PROJECT, TOY
from stancebook.pipeline.cli import main
from stancebook.pipeline.commands import proofreading

GOOD = "Donald Tusk said that Poland was not prepared to send troops [@poland/own_troops article=000]."


def test_the_shipped_text_passes_and_a_second_round_takes_under_a_second():
    assert proofreading.verified(study().text, inputs())[0]
    started = time.perf_counter()
    passed, lines = proofreading.verified(study().text, inputs())
    assert passed and time.perf_counter() - started < 1
    assert re.fullmatch(r"\d+ sentences, \d+ of them with a citation: no errors, .*", lines[-1])


def test_errors_come_with_their_lines_and_warnings_with_a_text_that_passes():
    passed, lines = proofreading.verified(f"{GOOD}\n\nPoland sends 70 troops [@poland/own_troops].\n\nOne [@", inputs())
    assert not passed and lines[0].startswith("report/text.md, line 5: “[@” has no closing bracket; ")
    passed, lines = proofreading.verified(f"{GOOD}\n\nPoland sends 70 troops [@poland/own_troops].", inputs())
    assert not passed and "says “70”" in lines[0] and lines[-1] == "report/text.md: 1 to put right"
    hedged = "The US declined to commit to help a European military presence [@us/us_backstop article=003]."
    passed, lines = proofreading.verified(hedged, inputs())
    assert passed and lines[0].endswith("(hedge)") and lines[-1].endswith("one warning, no faults overruled.")


def test_a_saved_text_comes_once_and_a_moment_without_the_file_is_waited_out(tmp_path):
    path = tmp_path / "text.md"
    path.write_text("one")
    steps = iter([lambda: None, path.unlink, lambda: path.write_bytes(b"\xff"), lambda: path.write_text("two")])
    texts = proofreading.saved(path, lambda: next(steps)())
    assert [next(texts), next(texts)] == ["one", "two"]
    with pytest.raises(RuntimeError):  # the waiting ends here
        next(texts)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project with the toy study in place of its own, without generated tables."""
    for name in ("data", "report"):
        shutil.copytree(TOY / name, tmp_path / name)
    shutil.copytree(PROJECT / "notebooks", tmp_path / "notebooks")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_the_tables_of_a_run_it_says_what_to_do(home, capsys):
    assert main(["brief"]) == 1
    assert (
        capsys.readouterr().err == "there is no run yet to verify the text against; make one first: stancebook report\n"
    )


def test_with_the_tables_of_the_last_run_the_step_passes_or_names_the_fault(monkeypatch, capsys, tmp_path):
    for name in ("data", "report", "notebooks"):
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.pdf", "*.docx", "*.html"))
    monkeypatch.chdir(tmp_path)
    assert main(["brief"]) == 0
    assert "no errors" in capsys.readouterr().out
    (tmp_path / "report/text.md").write_text("Poland sends 70 troops [@poland/own_troops].", encoding="utf-8")
    assert main(["brief"]) == 1
    assert "report/text.md, line 1: “Poland sends 70 troops.” says “70”" in capsys.readouterr().err
