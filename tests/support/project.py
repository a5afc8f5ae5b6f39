"""Where the project and its toy study are, a copy of the project, and a measure of time that does not depend on the machine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
TOY = PROJECT / "tests" / "toy"


def beside_pandas(work, rounds=3):
    """The time that the processes of a work take, where importing pandas in a process is 1: the best of some rounds.

    A ratio of a processor's seconds, taken in turn: the machine may be slow, and others at work on it.
    """
    pandas = lambda: subprocess.run([sys.executable, "-c", "import pandas"], check=True)
    ours, peer = zip(*((_worked(work), _worked(pandas)) for _ in range(rounds)))
    return min(ours) / min(peer)


def _worked(work):
    """The seconds of a processor that the processes of a work took."""
    begun, _, ended = os.times(), work(), os.times()
    return ended.children_user + ended.children_system - begun.children_user - begun.children_system


def copied(folder):
    """A folder that was made a copy of the project."""
    listed = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=PROJECT, capture_output=True)
    if listed.returncode:
        pytest.skip("the project is no git repository here")
    for name in filter(None, os.fsdecode(listed.stdout).split("\0")):
        if (PROJECT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, folder / name)
    if (PROJECT / ".venv").is_dir():
        (folder / ".venv").symlink_to(PROJECT / ".venv")
    return folder
