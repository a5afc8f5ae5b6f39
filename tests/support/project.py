"""The folders of the project and of its toy study, a copy of the project, and a measure of time relative to the machine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
TOY = PROJECT / "tests" / "toy"
IN_ORDER = "all authored files are in order; stancebook report verifies the sentences of the brief"


def beside_pandas(work, rounds=3):
    """Return the processor time of a function's processes, divided by the time to import pandas in a process.

    Both are measured in turn, and the best of some rounds counts: the machine may be slow or busy.
    """
    times = [(_processor_time(work), _processor_time(_import_pandas)) for _ in range(rounds)]
    return min(ours for ours, _ in times) / min(pandas for _, pandas in times)


def _import_pandas():
    subprocess.run([sys.executable, "-c", "import pandas"], check=True)


def _processor_time(work):
    """Return the seconds of processor time that the processes of a function took."""
    begun, _, ended = os.times(), work(), os.times()
    return ended.children_user + ended.children_system - begun.children_user - begun.children_system


CODES = ("coder_a", "coder_b", "coder_a_facts", "coder_b_facts", "adjudication", "fact_decisions")


def remove_codes(coded, names=CODES):
    """Remove from a study's folder `coded` the rows of these files of coders and of adjudication, and the freeze."""
    for name in names:
        path = coded / f"{name}.csv"
        path.write_bytes(path.read_bytes().partition(b"\n")[0] + b"\n")
    (coded / "frozen.json").unlink()


def copied(folder):
    """Copy the project into a folder, as git lists it, with a link to its environment; return the folder."""
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
