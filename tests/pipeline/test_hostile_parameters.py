"""Values of parameters that no run can have, as options, variables, of make and in notebooks: each in a sentence."""

import json
import os
import subprocess

import pytest

from commands import call, lay_out, tree
from counts import count, some_of
from make_runs import clean_environment
from project import PROJECT
from stancebook.core import paths
from stancebook.core.problems import UserError
from stancebook.pipeline import steps
from stancebook.study.study import Study

DEEP = json.loads("[" * 900 + "]" * 900)
TEXTS = {
    "5,000 digits": "9" * 5000, "300 characters": "x" * 300, "a line end": "a\nb", "a negative number": "-5", "an Arabic digit": "\u0667",
    "a superscript": "\u00b2", "a fraction": "1.5", "a path": "../../x", "a shell": "$(touch hit) `touch hit`; touch hit", "a lone byte": "\udcff",
    "an exponent": "1e9", "an underscore": "1_0", "200,000 characters": "x" * 200_000, "braces": "{x}", "nested": "[" * 5000,
    "a terminal's command": "\x1b[2J", "quotation marks": "'\"", "20,000 ids": " ".join(map(str, range(20_000))), "a comment": "#", "minus nought": "-0",
}  # fmt: skip
OF_ANY_KIND = {
    **TEXTS, "a NUL": "a\0b", "half a character": "\ud800", "none": None, "a huge number": 10**5000, "a list": ["010"], "a dict": {"a": 1},
    "a deep list": DEEP, "true": True, "NaN": float("nan"), "bytes": b"x", "an object": object(),
}  # fmt: skip
OPTIONS = ("study", "coding", "min_confidence", "exclude_articles", "issue", "jobs")
CALLED = ("check", "status", "run 01", "report", "agreement", "brief")
CASES = [
    (command, option, name, how)
    for command in CALLED
    for option in OPTIONS
    for name in TEXTS
    for how in ("option", "variable")
    if command in ("check", "status", "brief") or option != "jobs"
]
ACCEPTED = {"agreement": ("study", "exclude_articles", "jobs")}


@pytest.mark.matrix
def test_each_value_ends_in_a_short_sentence_and_changes_nothing(tmp_path, monkeypatch):
    home = lay_out(tmp_path)
    monkeypatch.chdir(home)
    for name in [name for name in os.environ if name.startswith(("STANCEBOOK_", "MAKEFLAGS"))]:
        monkeypatch.delenv(name)
    before, told = tree(home), {}
    number = count("parameters by values", full=len(CASES), small=40)
    for command, option, name, how in some_of(CASES, number):
        words = command.split()
        with monkeypatch.context() as patch:
            if how == "variable":
                patch.setenv(f"STANCEBOOK_{option.upper()}", TEXTS[name])
            else:
                words += [f"--{option.replace('_', '-')}", TEXTS[name]]
            called = call(words)
        most = 20_000 if option == "exclude_articles" else 5000  # which the next command has too
        long = ["it is long"] if len(called.out + called.err) > most and name != "20,000 ids" else []
        ran = ["it ran"] if command in ("run 01", "report") and called.code == 0 else []
        if faults := [*called.faults, *long, *ran]:
            told[command, option, name, how] = (faults, called.err[-200:])
    assert told == {} and tree(home) == before
    assert not list(tmp_path.rglob("hit")) and not list(home.glob("build/bug-*"))


@pytest.mark.parametrize("name", [name for name in paths.PARAMETERS if name != "study"])
@pytest.mark.parametrize("value", OF_ANY_KIND.values(), ids=list(OF_ANY_KIND))
def test_a_notebook_with_such_a_parameter_opens_a_study_or_says_why_not(name, value, monkeypatch):
    monkeypatch.chdir(PROJECT / "notebooks")
    try:
        opened = Study.open(**{"folder": "tests/toy", name: value})
    except UserError as error:
        assert str(error).startswith(f"{name}: ") and len(str(error)) < 500 and " object at 0x" not in str(error)
    else:
        assert isinstance(value, str) and len(value) <= 100_000 and len(opened.paths.out.name) < 256


@pytest.mark.parametrize("value", ["a\0b", None, ["x"], "x" * 2000, "\ud800", DEEP], ids=lambda value: str(type(value)))
def test_a_study_that_no_folder_can_be_is_refused(value, monkeypatch):
    monkeypatch.chdir(PROJECT)
    with pytest.raises(UserError, match=r"^study: "):
        Study.open(value)


def test_a_number_of_jobs_of_make_is_short(monkeypatch):
    assert steps.jobs({"MAKEFLAGS": f" -j{'9' * 5000}", "STANCEBOOK_JOBS": "3"}) == 3


NAMES = (
    *("STUDY", "CODING", "MIN_CONFIDENCE", "EXCLUDE_ARTICLES", "ISSUE", "GRID", "CLUSTER", "REASON", "MODULE", "TESTS", "PYTHON", "VENV", "JOBS"),
    *("STANCEBOOK_STUDY", "STANCEBOOK_CODING", "STANCEBOOK_VARIANT", "STANCEBOOK_VENV", "STANCEBOOK_ANY", "PARAMETERS", "SETTABLE", "GIVEN"),
    *("UNKNOWN", "NOTEBOOKS", "python", "start", "stancebook", "pytest", "find_python", "build_venv", "PYTHONPATH", "CURDIR", "MAKECMDGOALS", "name"),
)  # fmt: skip
RUN_BY_MAKE = (
    "$(shell touch hit)",
    "`touch hit`",
    '"; touch hit; "',
    "'; touch hit; '",
    "$$(touch hit) & touch hit",
    "$(eval x := $(shell touch hit))",
)


@pytest.mark.matrix
def test_make_expands_nothing_that_comes_from_outside(tmp_path):
    """Only make's own variables (MAKEFLAGS, MAKEFILES) are read by make itself, before any line of the Makefile."""
    (tmp_path / "Makefile").write_bytes((PROJECT / "Makefile").read_bytes())
    program = tmp_path / "venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nprintf "%s" "$TRIED" > seen\n')
    program.chmod(0o755)
    cases = [(name, value, options) for name in NAMES for value in RUN_BY_MAKE for options in ((), ("-e",))]
    number = count("variables of make", full=len(cases), small=66)
    for name, value, options in some_of(cases, number):
        environment = clean_environment(**{name: value, "TRIED": value})
        command = ["make", *options, "check", "VENV=venv"]
        outcome = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert not (tmp_path / "hit").exists(), (name, value, options)
        if options or (name == "MAKECMDGOALS" and "=" in value):
            assert (
                outcome.returncode == 2
                and ("leave out -e" if options else "holds a name with a space") in outcome.stderr
            )
        else:
            assert (tmp_path / "seen").read_text() == value, (name, value, outcome.stderr)
