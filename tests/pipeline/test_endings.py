"""How a command ends that cannot go on: what the system refuses in a sentence, a fault of the program as a report."""

import errno
import json
import os
import platform
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tomllib
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from pathlib import Path

import click
import pytest

from make_runs import clean_environment
from project import PROJECT
from small_project import lay_out
from stancebook import __version__
from stancebook.core.problems import UserError, WrongArgument, one_line
from stancebook.core.system_errors import REASONS
from stancebook.pipeline import cli, steps
from stancebook.pipeline.edge import bug_reports, endings


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project in which one works."""
    for folder in ("data/coded", "notebooks"):
        (tmp_path / "study" / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "study")
    return tmp_path / "study"


def ended(error, monkeypatch, capsys):
    """Return the exit code and the lines of a command that meets an error."""

    def meet(*_):
        raise error

    monkeypatch.setattr(steps, "check", meet)
    code = cli.main(["check"])
    shown = capsys.readouterr()
    assert shown.out == "" and "Traceback" not in shown.err
    return code, shown.err


@pytest.mark.parametrize("name", sorted(REASONS))
def test_what_the_system_refuses_is_a_sentence_with_the_file_and_what_to_do(name, home, monkeypatch, capsys):
    number = getattr(errno, name)
    error = OSError(number, os.strerror(number), str(home / "data" / "coded" / "frozen.json"))
    code, said = ended(error, monkeypatch, capsys)
    assert code == 1 and "Errno" not in said and str(home) not in said
    assert re.fullmatch(r"data/coded/frozen\.json: [^;\n]+, it is as it was before; .+, and give the same .+\n", said)
    code, said = ended(OSError(number, os.strerror(number)), monkeypatch, capsys)
    assert code == 1 and re.fullmatch(r"[^;:\n]+, no file is half written; .+\n", said)


def test_a_reason_that_has_no_words_here_is_given_as_the_system_has_it(home, monkeypatch, capsys):
    code, said = ended(OSError(errno.EXDEV, "Invalid cross-device link", "a.csv", None, "b.csv"), monkeypatch, capsys)
    assert (code, said.partition(";")[0]) == (1, "b.csv: Invalid cross-device link, it is as it was before")


def test_what_cannot_be_read_or_written_names_the_folder_that_is_closed(home, monkeypatch, capsys):
    monkeypatch.setattr(os, "access", lambda path, mode: not (str(path).endswith("coded") and mode == os.X_OK))
    error = PermissionError(errno.EACCES, "Permission denied", str(home / "data/coded/study.yaml"))
    assert "you may not look into the folder coded" in ended(error, monkeypatch, capsys)[1]
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.R_OK)
    (home / "data/coded/study.yaml").touch()
    assert "study.yaml: you may not read it, it is as it" in ended(error, monkeypatch, capsys)[1]
    monkeypatch.setattr(
        type(home), "stat", lambda *_, **__: (_ for _ in ()).throw(error)
    )  # a link into a closed folder
    assert "study.yaml: you may not read it, it is as it" in ended(error, monkeypatch, capsys)[1]
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    assert "study.yaml: you may not write it, it is as it" in ended(error, monkeypatch, capsys)[1]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "not enough memory"),
        (RecursionError("maximum"), "nested too deeply"),
        (BrokenProcessPool("abruptly"), "was ended from outside"),
    ],
)
def test_memory_depth_and_ended_processes_have_their_sentences(error, said, home, monkeypatch, capsys):
    code, sentence = ended(error, monkeypatch, capsys)
    assert code == 1 and said in sentence and sentence.count("\n") == 1


@pytest.mark.parametrize(
    "error", [KeyError("a"), AssertionError(), EOFError(), TypeError("two\nlines \x1b[2J"), ValueError("x" * 9000)]
)
def test_a_fault_of_the_program_is_written_down_and_told_as_such(error, home, monkeypatch, capsys):
    code, said = ended(error, monkeypatch, capsys)
    assert code == 70 and "\x1b" not in said and len(said) < 1000
    name = re.match(r"stancebook itself failed: (bug-[0-9a-f]{8}) ", said)[1]
    calm = "this is a fault of the program, not yours; no file is half written"
    assert said.split("\n")[:2] == [
        f"stancebook itself failed: {name} ({type(error).__name__}: {one_line(str(error))})",
        calm,
    ]
    assert f"stands in build/{name}.log; send that file to those who maintain stancebook" in said.replace("\n", " ")
    log = (home / "build" / f"{name}.log").read_text(encoding="utf-8")
    assert type(error).__name__ in log and "stancebook.pipeline.cli, line " in log and "in ended.<locals>.meet" in log
    assert str(home) not in log and str(PROJECT) not in log


def test_one_fault_has_one_id_and_another_fault_another(home, monkeypatch, capsys):
    def meet(error):
        try:
            raise error
        except Exception as met:
            return bug_reports.identity(met)

    assert meet(KeyError("a")) == meet(KeyError("b")) != meet(IndexError("a"))
    once = ended(KeyError("a"), monkeypatch, capsys)
    assert ended(KeyError("a"), monkeypatch, capsys) == once
    assert [path.name for path in (home / "build").iterdir()] == [re.search(r"bug-\w+", once[1])[0] + ".log"]


def met(fails):
    """Return the error that a function raises."""
    try:
        fails()
    except Exception as error:
        return error


def test_faults_in_different_places_have_different_ids():
    def fails():
        return {}["a"]

    assert bug_reports.identity(met(fails)) != bug_reports.identity(met(lambda: {}["a"]))


def test_a_report_has_the_way_of_each_error_and_no_path_of_this_machine(monkeypatch):
    def fails():
        try:
            {}["/home of/ada/x.csv /s/data/a.csv /p/b.csv"]
        except KeyError:
            int("one")

    monkeypatch.setenv("HOME", "/home of/ada")
    text = bug_reports.content(met(fails), *map(Path, ("/", "/s", "/p")))
    assert re.sub(r"line \d+", "line 7", text).split("\n\n") == [
        f"stancebook {__version__}, Python {platform.python_version()}, {sys.platform}",
        "test_endings, line 7, in met\n    fails()\n"
        f'test_endings, line 7, in {fails.__qualname__}\n    int("one")\n'
        "ValueError: invalid literal for int() with base 10: 'one'",
        f"test_endings, line 7, in {fails.__qualname__}\n"
        '    {}["~/x.csv ./data/a.csv ./b.csv"]\n'
        "KeyError: '~/x.csv ./data/a.csv ./b.csv'\n",
    ]


def test_a_report_stands_in_the_project_of_a_study_and_never_behind_a_link(tmp_path, monkeypatch):
    study, home = tmp_path / "study", tmp_path / "home"
    monkeypatch.setattr(bug_reports.tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    said = bug_reports.report(KeyError(str(home / "a.csv")), study, home)
    [report] = home.glob("build/*")
    assert said.endswith("with the command that you gave") and report.name in said and not study.exists()
    assert str(home) not in report.read_text()
    bug_reports.report(IndexError(), home)
    assert len(list(home.glob("build/*"))) == 2
    (home / "build").rename(tmp_path / "outside")
    (home / "build").symlink_to(tmp_path / "outside")
    bug_reports.report(LookupError(), home)
    assert len(list((tmp_path / "temporary").iterdir())) == 1 and len(list((tmp_path / "outside").iterdir())) == 2


def test_a_report_goes_to_the_temporary_folder_where_build_cannot_be_written(home, monkeypatch, capsys, tmp_path):
    (home / "build").write_text("a file")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(bug_reports.tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    assert "stands in ../temporary/bug-" in ended(KeyError("a"), monkeypatch, capsys)[1]
    monkeypatch.setattr(bug_reports.tempfile, "gettempdir", lambda: str(home / "build"))
    code, said = ended(KeyError("a"), monkeypatch, capsys)
    assert code == 70 and said.endswith(
        "send these lines to those who maintain stancebook, with the command that you gave\n"
    )
    assert (home / "build").read_text() == "a file"


def test_a_report_needs_no_folder_for_temporary_files_and_no_home(home, monkeypatch, capsys):
    def no_folder():
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found in []")

    monkeypatch.setattr(bug_reports.tempfile, "gettempdir", no_folder)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as it is for a user whom the system does not know
    assert "stands in build/bug-" in ended(KeyError("a"), monkeypatch, capsys)[1]
    shutil.rmtree(home / "build")
    (home / "build").write_text("a file")
    assert "send these lines" in ended(KeyError("a"), monkeypatch, capsys)[1]


@pytest.mark.parametrize(
    "error", [click.UsageError("no"), click.Abort(), UserError("put it right"), WrongArgument("name another")]
)
def test_other_endings_are_as_before(error, home, monkeypatch, capsys):
    code, _ = ended(error, monkeypatch, capsys)
    assert code == {"UsageError": 2, "Abort": 130, "UserError": 1, "WrongArgument": 2}[type(error).__name__]
    assert not (home / "build").exists()


@pytest.mark.parametrize(("running", "named"), [(["01-clean"], "01-clean"), ([], "check")])
def test_an_interruption_names_what_was_running(running, named, home, monkeypatch, capsys):
    code, said = ended(KeyboardInterrupt(*running), monkeypatch, capsys)
    assert (code, said) == (130, f"{named}  interrupted; the same command goes on from here\n")


def test_what_libxml_was_refused_is_told_as_what_the_system_refuses():
    full = endings.ordinary(OSError(errno.ENOSPC, "No space left on device"), {})
    assert endings.ordinary(ValueError("IO_ENOSPC"), {}) == full
    assert endings.ordinary(ValueError("IO_EUNHEARD"), {}) == endings.ordinary(OSError(0, os.strerror(0)), {})
    assert endings.ordinary(ValueError("IO_ENOSPC as well"), {}) is None


def test_files_are_named_from_the_study_or_the_project_that_one_works_on(home, monkeypatch):
    assert endings.folders({}) == (home, home)
    assert endings.folders({"STANCEBOOK_STUDY": " other "}) == (home / "other", home)
    monkeypatch.chdir(home.parent)
    assert endings.folders({}) == ()


def test_long_work_is_said_to_go_on_by_what_it_is(home, monkeypatch):
    said = []
    monkeypatch.setattr(endings, "busy", lambda doing: nullcontext(said.append(doing)))
    for command in ("check", "status", "run"):
        cli.main([command, "--help"])
    assert said == ["checking the study", "looking at the study"]


def test_what_nobody_reads_any_more_ends_without_a_word():
    command = f"{shlex.quote(sys.executable)} -m stancebook status --study tests/toy | head -0"
    environment = clean_environment(PYTHONPATH="src")
    outcome = subprocess.run(["bash", "-c", command], cwd=PROJECT, env=environment, capture_output=True, text=True)
    assert (outcome.stdout, outcome.stderr) == ("", "")


def test_a_full_device_for_what_is_printed_is_told():
    with open("/dev/full", "w") as full:
        outcome = subprocess.run(
            [sys.executable, "-m", "stancebook", "status", "--study", "tests/toy"],
            cwd=PROJECT, env=clean_environment(PYTHONPATH="src"), stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    assert outcome.returncode and outcome.stderr.startswith("the disk is full") and "Traceback" not in outcome.stderr


@pytest.mark.parametrize(
    ("name", "message", "said"),
    [
        ("OSError", "[Errno 28] No space left on device", "the disk is full"),
        ("OSError", "[Errno 27] File too large: '/p/report/x.svg'", "report/x.svg: the file would be larger than"),
        ("IsADirectoryError", "[Errno 21] Is a directory: '/p/.x.part' -> '/p/it\\'s.csv'", "it's.csv: it is a folder"),
        ("OSError", '[Errno 30] Read-only file system: "/p/it\'s"', "it's: its file system can be read alone"),
        ("OSError", "[Errno 9] x: 'unclosed", "OSError: [Errno 9] x: 'unclosed"),
        ("OSError", "[Errno 9] x: 'a' + 'b'", "OSError: [Errno 9] x: 'a' + 'b'"),
        ("OSError", "[Errno 9] x: '\\x'", "OSError: [Errno 9] x: '\\x'"),
        (
            "OSError",
            "[Errno 18] Invalid cross-device link: '/p/a.csv'",
            "a.csv: Invalid cross-device link, it is as it",
        ),
        ("OSError", "no number", "OSError: no number"),
        ("MemoryError", "", "there is not enough memory"),
        ("UnreadableFile", "a.csv: it is a PDF file; save it as CSV", "a.csv: it is a PDF file; save it as CSV"),
    ],
)
def test_an_error_in_a_cell_is_told_by_its_message(name, message, said, tmp_path):
    assert endings.shown(name, message, *map(type(tmp_path), ("/s", "/p"))).startswith(said)


@pytest.mark.slow
def test_a_run_that_cannot_write_names_notebook_cell_and_file(tmp_path):
    home = lay_out(tmp_path / "a study", kernel="")
    (home / "report/figures").write_text("a file")
    command = [sys.executable, "-m", "stancebook", "run", "04"]
    environment = clean_environment(PYTHONPATH=str(home / "src"))
    outcome = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True)
    assert outcome.returncode == 1 and "Errno" not in outcome.stderr and str(home) not in outcome.stderr
    assert "04-stances  failed at In [4], line 3: files.write_text(here.figures / 'stances.svg'" in outcome.stderr
    assert "\nreport/figures" in outcome.stderr and json.loads((home / "build/default/04-stances.ipynb").read_text())


def test_a_folder_that_is_gone_is_named_if_its_name_is_known(home, monkeypatch, capsys):
    monkeypatch.setenv("PWD", str(home))
    shutil.rmtree(home)
    assert cli.main(["status"]) == 1
    assert capsys.readouterr().err == f"the folder that you are in is gone: {home}; go to another: cd FOLDER\n"
    monkeypatch.delenv("PWD")
    assert cli.main(["status"]) == 1
    assert capsys.readouterr().err == "the folder that you are in is gone; go to another: cd FOLDER\n"


def test_the_installed_command_and_the_module_have_one_entry_in_which_an_interruption_is_no_traceback():
    scripts = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert scripts == {"stancebook": "stancebook.__main__:main"}
    code = (
        "import sys, os, signal\nsys.meta_path.insert(0, type('Stop', (), {'find_spec': staticmethod(lambda name, *_: "
    )
    code += "os.kill(os.getpid(), signal.SIGINT) if name.startswith('stancebook.pipeline') else None)}))\n"
    ended = subprocess.run(
        [sys.executable, "-c", f"{code}from stancebook.__main__ import main\nmain()"], capture_output=True, text=True
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, "", "")
