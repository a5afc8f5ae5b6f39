"""The command line: its help, its options, its exit codes, and the installed command."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys

import pytest

from growing_study import lay_out
from project import PROJECT, TOY
from stancebook.core import tables
from stancebook.pipeline import cli, run_config, steps, sweep
from stancebook.pipeline.commands import proofreading, status

COMMANDS = [command for command in cli.stancebook.commands.values() if not command.hidden]


@pytest.fixture
def asked(monkeypatch):
    """The environments that commands passed on, in place of what they do."""
    environments = []
    for module, name in (
        (steps, "check"), (steps, "run"), (steps, "freeze"), (steps, "agreement"), (proofreading, "proofread"),
        (status, "show"), (sweep, "sweep"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, lambda environment, *more: environments.append((environment, *more)))
    monkeypatch.chdir(PROJECT)
    for name in [name for name in os.environ if name.startswith(("STANCEBOOK_", "MAKEFLAGS"))]:
        monkeypatch.delenv(name)
    return environments


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_has_a_sentence_and_an_example_that_can_be_typed(command, capsys):
    assert cli.main([command.name, "--help"]) == 0
    shown = capsys.readouterr().out
    sentence, example = re.search(r"\n\n  (\S.*?)\n\n.*\n  Example: (.+?)\n*$", shown, re.DOTALL).groups()
    assert sentence.endswith(".") and len(sentence) < 75
    program, name, *words = shlex.split(example)
    assert (program, name) == ("stancebook", command.name)
    with command.make_context(name, words, obj={}) as context:
        assert context.params is not None


def test_the_list_of_commands_has_each_in_one_whole_line(capsys):
    assert cli.main(["--help"]) == 0
    listed = capsys.readouterr().out.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed] == [command.name for command in COMMANDS]
    assert {"status", "add", "check", "run", "report", "brief", "freeze", "accept", "sweep"} <= {
        command.name for command in COMMANDS
    }
    assert all(re.fullmatch(r"  \w+ +[A-Z].*\.", line) and "..." not in line for line in listed)


def test_the_readme_lists_every_command():
    listed = re.findall(r"^stancebook (\w+)", (PROJECT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == [command.name for command in COMMANDS]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rprt"], "No such command 'rprt'"),
        (["run", "--codng", "coder_a"], "Did you mean '--coding'?"),
        (["report", "07"], "unexpected extra argument (07)"),
        (["run", "-j", "0"], "0 is not in the range x>=1"),
        (["run", "--min-confidence", "7"], "'7' is not one of '1', '2', '3'"),
        (["add"], "Missing argument 'FILE...'"),
        (["freeze", "--coding", "coder_a"], "No such option '--coding'"),
    ],
)
def test_wrong_usage_ends_with_two_and_a_sentence(words, said, capsys):
    assert cli.main(words) == 2
    error = capsys.readouterr().err
    assert said in error and error.startswith("Usage: stancebook") and "Traceback" not in error


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export", "nonsense"], "'nonsense' is no format; use qdpx, "),
        (["export", "csv", "--out", "codes.xls"], "a file of CSV for spreadsheets ends in .csv; name it so"),
        (["run", "99"], "there is no notebook 99; use 01, "),
        (["add", "one.txt", "two.txt", "--update", "010"], "--update takes one file, the new version of that text"),
        (["add", "one.txt", "--column", "text"], "--column: 'text' is no field and column; write it as text=NAME"),
        (["import", "codes.csv", "--column", "unit"], "--column unit: no role and column; write it as unit=NAME"),
        (["import", "codes.csv", "--column", "use=unit"], "--column: 'use' is no role of a column; use "),
        (["import", "codes.csv", "--level", "tone"], "--level tone: no level is named; write VARIABLE=LEVEL"),
        (["import", "codes.csv", "--name", "N!"], "--name: use small letters, digits and _, at most 60"),
        (["import", "codes.jsonl", "--map", "toll=x"], "--map toll=x: 'toll' is no column with a value; "),
        (["import", "codes.jsonl", "--coder", "ada"], "--coder: give the name there and the id here"),
        (["codebook", "reject", "pier"], 'a decision on a proposal needs a reason: --reason "why"'),
        (["codebook", "rename", "topic", "toll", "fee"], "'topic' is no kind of code; use actor, issue or condition"),
        (["codebook", "rename", "issue", "toll", "fee"], 'a change of the codebook needs a reason: --reason "why"'),
        (["codebook", "rename", "issue", "toll", "fee", "--date", "May"], "--date: 'May' is no day; write it as "),
        (["codebook", "rename", "issue", "toll", "a fee"], "'a fee' is no id; use letters, digits and _, at most 40"),
        (["codebook", "split", "issue", "toll", "fee=A fee."], "'toll' is split into two codes or more"),
        (["freeze"], 'freezing needs a reason: stancebook freeze --reason "why"'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_argument_that_no_study_makes_right_ends_with_two(words, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(lay_out(tmp_path))
    if "reject" in words:
        proposal = {"kind": "issue", "id": "pier", "name": "Pier", "definition": "It stands.", "type": ""}
        tables.write(tmp_path / "data/coded/coder_b_proposals.csv", [proposal | {"decision": "", "reason": ""}])
    (tmp_path / "codes.csv").write_text("unit,coder,tone\n1,a,warm\n1,b,warm\n2,a,cold\n2,b,warm\n", encoding="utf-8")
    region = {"id": 1, "text": "Arland pays.", "label": [[0, 6, "x"]]}
    (tmp_path / "codes.jsonl").write_text(f"{json.dumps(region)}\n", encoding="utf-8")
    assert cli.main(words) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["clean", "data/raw", "--out", "out", "--rules", "none.yaml"], ["clean", "none", "--out", "out"],
              ["add", "none.txt"], ["import", "none.csv"], ["verify", "none.zip"], ["sweep", "none.yaml"]], ids=" ".join
)  # fmt: skip
def test_a_file_that_is_not_there_is_to_be_put_right(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(lay_out(tmp_path))
    assert cli.main(words) == 1
    assert "none" in capsys.readouterr().err


def test_something_to_put_right_ends_with_one_and_plain_lines(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(PROJECT)
    assert cli.main(["check", "--study", str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert shown.out == "" and "holds no data/coded; give the folder of a study\n1 problem\n" in shown.err
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check"]) == 1
    assert capsys.readouterr().err.startswith("no study at or above")


def test_an_option_counts_more_than_the_variable_that_make_sets(asked, monkeypatch):
    monkeypatch.setenv("STANCEBOOK_CODING", "coder_b")
    monkeypatch.setenv("STANCEBOOK_ISSUE", "toll")
    monkeypatch.setenv("STANCEBOOK_STUDY", "")
    monkeypatch.chdir(PROJECT / "tests")
    assert cli.main(["check", "--study", "toy", "--coding", "coder_a", "--min-confidence", "2"]) == 0
    [(environment,)] = asked
    values, problems = run_config.parameters(environment)
    assert problems == [] and values == {
        "study": str(TOY), "coding": "coder_a", "min_confidence": 2, "exclude_articles": "", "issue": "toll"
    }  # fmt: skip
    assert os.environ["STANCEBOOK_CODING"] == "coder_b"


def test_a_number_of_jobs_counts_more_than_that_of_make(asked, monkeypatch):
    monkeypatch.setenv("MAKEFLAGS", " -j8")
    assert cli.main(["run", "04", "-j", "3", "--kernel"]) == cli.main(["report"]) == 0
    (chosen, *rest), (by_make, brief) = asked
    assert steps.jobs(chosen) == 3 and rest == ["04", True]
    assert steps.jobs(by_make) == 8 and brief == "07"


def test_words_of_a_command_reach_its_step(asked):
    for words in (
        ["brief", "--watch"],
        ["sweep", "grid.yaml"],
        ["freeze", "--reason", "why"],
        ["status"],
        ["agreement"],
    ):
        assert cli.main(words) == 0
    assert asked[0][1] is True
    assert asked[1][0]["STANCEBOOK_GRID"] == "grid.yaml" and asked[2][0]["STANCEBOOK_REASON"] == "why"
    assert len(asked) == 5


def test_an_interrupted_command_ends_with_a_line(monkeypatch, capsys):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(steps, "run", interrupt)
    assert cli.main(["report"]) == 130
    assert capsys.readouterr().err == "report  interrupted; the same command goes on from here\n"


@pytest.mark.parametrize(
    ("name", "page"), [("lab", "notebooks"), ("desk", "notebooks/desk.ipynb"), ("adjudicate", "notebooks/desk.ipynb")]
)
def test_lab_and_desk_become_jupyterlab_in_the_projects_folder(name, page, monkeypatch, tmp_path):
    started = []
    monkeypatch.setattr(os, "execve", lambda *words: started.append((os.getcwd(), *words)))
    monkeypatch.chdir(PROJECT / "tests")
    assert cli.main([name, "--", "--no-browser"]) == 0
    assert cli.main([name, "--study", "toy"]) == 0 and started.pop()[0] == str(PROJECT)
    for own in ("data", "notebooks"):
        (tmp_path / own).mkdir()
    (tmp_path / "notebooks" / "01-a.ipynb").touch()
    assert cli.main([name, "--study", str(tmp_path)]) == 0 and started.pop()[0] == str(tmp_path)
    [(folder, program, words, environment)] = started
    assert (folder, program) == (str(PROJECT), sys.executable)
    assert words[1:3] == ["-m", "jupyterlab"] and words[-1] == "--no-browser"
    assert f"--LabApp.default_url=/lab/tree/{page}" in words and (PROJECT / page).exists()
    assert environment["JUPYTER_PREFER_ENV_PATH"] == "1"


def test_as_a_process_it_prints_no_colours_where_no_terminal_is():
    outcome = subprocess.run(
        [sys.executable, "-m", "stancebook", "check", "--study", "tests/toy", "--issue", "none"],
        cwd=PROJECT, env=os.environ | {"PYTHONPATH": "src", "FORCE_COLOR": "1"}, capture_output=True,
    )  # fmt: skip
    assert outcome.returncode == 1 and b"\x1b" not in outcome.stdout + outcome.stderr
    assert b"'none' is not in the codebook" in outcome.stderr


def test_an_interruption_while_modules_are_imported_is_no_traceback(tmp_path):
    (tmp_path / "click.py").write_text("import time\nprint('importing', flush=True)\ntime.sleep(30)\n")
    running = subprocess.Popen(
        [sys.executable, "-m", "stancebook", "status"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(PROJECT / "src"), str(tmp_path)])},
    )  # fmt: skip
    assert running.stdout.readline() == "importing\n"
    running.send_signal(signal.SIGINT)
    assert running.communicate(timeout=20) == ("", "") and running.returncode == -signal.SIGINT


WAITS = """
import sys, time
from stancebook.pipeline import cli, steps
class SlowTerminal:
    def write(self, line):
        print("stopping", flush=True)
        time.sleep(0.2)  # the second signal comes now
        sys.__stderr__.write(line)
    def flush(self):
        pass
def wait(environment):
    print("waiting", flush=True)
    time.sleep(30)
steps.check, sys.stderr = wait, SlowTerminal()
sys.exit(cli.main(["check"]))
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_second_signal_while_a_command_stops_changes_nothing(sign):
    """make passes on a signal that its whole group gets, so that a program gets it twice."""
    running = subprocess.Popen(
        [sys.executable, "-c", WAITS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    )
    for line in ("waiting", "stopping"):
        assert running.stdout.readline().strip() == line
        running.send_signal(sign)
    error = running.communicate(timeout=20)[1]
    assert running.returncode == 130
    assert error == "check  interrupted; the same command goes on from here\n"


@pytest.mark.parametrize("words", [[], ["codebook"]])
def test_a_command_without_words_shows_its_help_line_by_line(words, capsys):
    assert cli.main(words) == 2
    shown = capsys.readouterr().err
    assert "U+000A" not in shown and "\n\nCommands:\n" in shown and len(shown.splitlines()) > 10


def test_clean_writes_no_tables_among_what_people_wrote(tmp_path, monkeypatch, capsys):
    home = lay_out(tmp_path / "study")
    monkeypatch.chdir(home)
    before = sorted(os.listdir(home / "data/coded"))
    assert cli.main(["clean", "data/raw", "--out", "data/coded/tables"]) == 1
    assert "data/coded holds what people wrote" in capsys.readouterr().err
    assert sorted(os.listdir(home / "data/coded")) == before
    assert cli.main(["clean", "data/raw", "--out", "cleaned"]) == 0
