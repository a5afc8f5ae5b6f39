"""Runs and sweeps of the small project, killed at random moments: nothing half is left, and the same command goes on."""

import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

import faults
from counts import count
from make_runs import clean_environment, until
from small_project import lay_out, write

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux", reason="elsewhere processes go on when the one that started them is killed"
    ),
]
GRID = 'notebook: "02"\nparameters:\n  coding: [adjudicated, coder_a]\n'
COMMANDS = {"run": ("run", "07"), "sweep": ("sweep", "grid.yaml")}
MADE = {"run": ("data/processed", "report"), "sweep": ("build/sweep",)}
DONE = {"run": r"^(\d\d)-\w+  done", "sweep": r"^([0-9a-f]{12})  .*  done"}
STARTED = {"run": r"^(\d\d)-\w+  running", "sweep": r"^([0-9a-f]{12})  .*  done"}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The small project, not yet run."""
    home = lay_out(tmp_path_factory.mktemp("small") / "ein Ordner für Läufe")
    write(home / "grid.yaml", GRID)
    return home


def started(home, words):
    """Start a command in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "stancebook", *words], cwd=home, start_new_session=True, text=True,
        env=clean_environment(PYTHONPATH=str(home / "src")), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def ended(home, words):
    """Run a command to its end; return what it printed."""
    process = started(home, words)
    out, error = process.communicate(timeout=300)
    assert process.returncode == 0, error
    return out


def made(home, name):
    """Return the bytes of what a command makes, by path, without locks, lists of times and unfinished files."""
    files = [path for folder in MADE[name] for path in (home / folder).rglob("*") if path.is_file()]
    kept = [path for path in files if not path.name.startswith(".") and path.name not in ("runs.csv", "text.md")]
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in kept}


@pytest.mark.matrix
@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_a_random_moment_nothing_half_is_left_and_it_goes_on(project, tmp_path, name):
    sound = Path(shutil.copytree(project, tmp_path / "sound"))
    begun = time.monotonic()
    ended(sound, COMMANDS[name])
    seconds, expected, dice = time.monotonic() - begun, made(sound, name), random.Random(name)
    assert len(expected) > 3
    for number in range(count(f"kills, {name} at random moments", full=50, small=1)):
        home = Path(shutil.copytree(project, tmp_path / str(number)))
        out = killed(home, COMMANDS[name], seconds * dice.uniform(0.1, 1))
        now = made(home, name)
        assert name == "sweep" or {path: now[path] for path in now} == {path: expected[path] for path in now}
        again = ended(home, COMMANDS[name])
        assert made(home, name) == expected and faults.left_over(home) == []
        repeated = {*re.findall(DONE[name], out, re.MULTILINE)} & {*re.findall(STARTED[name], again, re.MULTILINE)}
        assert repeated == set(), "what was done and said is done again"
        shutil.rmtree(home)


def killed(home, words, seconds):
    """Kill a command's process after some seconds, wait until all its processes are gone; return what it printed."""
    process = started(home, words)
    time.sleep(seconds)
    others = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    out, _ = process.communicate(timeout=30)
    until(lambda: not [each for each in others if each.is_running() and each.status() != psutil.STATUS_ZOMBIE], 20)
    return out
