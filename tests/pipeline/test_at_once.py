"""What else happens while a run is at work: other commands, files that are saved, processes that are killed.

The runs are of the small project of tests/support: its notebook 02 waits until a test lets it go on.
"""

import json
import platform
import subprocess
import sys
from contextlib import contextmanager

import psutil
import pytest

from make_runs import clean_environment, make, until
from small_project import STAND_IN, lay_out, write
from stancebook.core.processes import lock

VENV = f"VENV={sys.prefix}"


def waiting(folder, kernel=STAND_IN):
    """Lay out a project whose notebook 02 waits; return its folder."""
    home = lay_out(folder / "ein Ordner für Läufe", kernel)
    write(home / "data/coded/codes.txt", "sleep pro")
    return home


def start(home, *words):
    """Start a command in a project, such as make with some words."""
    environment = clean_environment(PYTHONPATH=str(home / "src"))
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(words, cwd=home, env=environment, start_new_session=True, **piped)


@contextmanager
def at_work(home, *words):
    """Run make until the notebook 02 waits, and give its process and all processes of the run; kill them at the end."""
    process = start(home, "make", *words, VENV)
    try:
        until((home / "build/asleep").exists, 90)
        yield process, psutil.Process(process.pid).children(recursive=True)
    finally:
        process.kill()


def ended(home, process):
    """Let the notebook 02 go on, and return make's exit code, stdout and stderr."""
    (home / "build/asleep").unlink()
    out, error = process.communicate(timeout=90)
    return process.returncode, out, error


def started(out):
    """Return the numbers of the notebooks that started."""
    return sorted(line[:2] for line in out.splitlines() if "  running (" in line)


def snapshot(home):
    """Return the bytes of every file of the project."""
    files = (path for path in home.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path: path.read_bytes() for path in files}


def test_another_run_is_refused_and_touches_nothing_and_who_only_reads_goes_on(tmp_path):
    home = waiting(tmp_path)
    with at_work(home, "report") as (process, (run, *_)):
        before, second = snapshot(home), make(home, "04")
        assert (second.returncode != 0, second.stdout, snapshot(home)) == (True, "", before)
        said = f"process {run.pid} on {platform.node()} is at work in build/default; wait for it, or stop it"
        assert second.stderr.splitlines()[0] == said
        archive = start(home, sys.executable, "-m", "stancebook", "archive")
        assert (archive.communicate(timeout=90)[1].splitlines()[-1], archive.returncode) == (said, 1)
        assert make(home, "check").returncode == 0
        assert make(home, "01", "CODING=coder_a").returncode == 0
        assert ended(home, process)[0] == 0


@pytest.mark.slow
def test_what_is_saved_during_a_run_is_told_and_the_next_run_takes_it_up(tmp_path):
    home = waiting(tmp_path)
    with at_work(home, "report") as (process, _):
        write(home / "data/coded/codes.txt", "con")
        code, out, _ = ended(home, process)
    assert code == 0 and out.splitlines()[-1] == (
        "saved while this ran: data/coded/codes.txt; outputs may rest on what stood there before, "
        "and the next run takes up the new"
    )
    assert make(home, "accept", "JOBS=1").stdout.count("  running (") == 6
    assert "con" in (home / "report/index.html").read_text() and "saved" not in make(home, "report").stdout


@pytest.mark.slow
def test_accept_waits_for_a_run(tmp_path):
    home = waiting(tmp_path)
    with at_work(home, "report") as (process, (run, *_)):
        by_make, alone = start(home, "make", "accept", VENV), start(home, sys.executable, "-m", "stancebook", "accept")
        line = f"process {run.pid} on {platform.node()} is at work in build/default; waiting for it\n"
        assert by_make.stdout.readline() == alone.stdout.readline() == line
        assert ended(home, process)[0] == 0
        told = [each.communicate(timeout=90) for each in (by_make, alone)]
    assert [by_make.returncode, alone.returncode, *(error for _, error in told)] == [0, 0, "", ""]
    assert not started(told[0][0]) and "accepted: 01-clean" in told[0][0] + told[1][0]
    assert json.loads((home / "notebooks/02-code.ipynb").read_text())["cells"][-1]["outputs"]


def killed(home, victim):
    """Kill make (0), the command (1), a notebook's process (2) or its kernel (3) of a run, and see what is left."""
    with at_work(home, "02") as (process, others):
        [psutil.Process(process.pid), *others][victim].kill()
        process.communicate(timeout=20)
        until(lambda: not [each for each in others if each.is_running()], 10)
    assert [path.name for path in (home / "build/default").glob("*.done")] == ["01.done"]
    (home / "build/asleep").unlink()
    write(home / "data/coded/codes.txt", "pro")
    unfinished = home / f"data/processed/.statements.csv.{process.pid}-0123456789abcdef.part"
    write(unfinished, "half a ta")
    outcome = make(home, "02")
    assert outcome.returncode == 0 and started(outcome.stdout) == ["02"], outcome.stderr
    assert lock.holder(home / "build/default") is None and not unfinished.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a run goes on when its make is killed")
@pytest.mark.parametrize(
    "victim", [0, pytest.param(1, marks=pytest.mark.slow), pytest.param(2, marks=pytest.mark.slow)]
)
def test_nothing_is_left_of_a_run_in_which_a_process_is_killed(tmp_path, victim):
    killed(waiting(tmp_path), victim)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere kernels are not forked")
def test_nothing_is_left_of_a_run_whose_kernel_is_killed(tmp_path):
    killed(waiting(tmp_path, kernel=""), 3)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the lab goes on when its make is killed")
def test_the_lab_ends_with_a_make_that_is_killed(tmp_path):
    home = waiting(tmp_path)
    write(home / "src/jupyterlab.py", "print('open', flush=True)\nimport time\ntime.sleep(60)\n")
    process = start(home, "make", "lab", VENV)
    assert process.stdout.readline() == "open\n"
    [lab] = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate(timeout=20)
    until(lambda: not lab.is_running(), 10)
