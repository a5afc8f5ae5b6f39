"""Make as a process in a folder: in the small project, and in a copy of the whole one."""

import os
import subprocess
import sys
import time


def clean_environment(**more):
    """This process's environment without what an outer make has put there."""
    outer = ("STANCEBOOK_", "MAKE", "MFLAGS", "GNUMAKEFLAGS", "PYTHONPATH")
    return {name: value for name, value in os.environ.items() if not name.startswith(outer)} | more


def make(home, *words, venv=sys.prefix, **more):
    """The outcome of a make in the folder of a small project: returncode, stdout, stderr."""
    words = [*words, f"VENV={venv}"] if venv else words
    environment = clean_environment(**more)
    return subprocess.run(["make", *words], cwd=home, env=environment, capture_output=True, text=True, timeout=300)


def make_project(folder, *goals, **environment):
    """The outcome of a make in a copy of the project, however long it takes; its files are closed to strangers."""
    settled = {
        name: value for name, value in os.environ.items() if not name.startswith(("STANCEBOOK_", "MAKE", "MFLAGS"))
    }
    return subprocess.run(
        ["make", *goals, f"VENV={sys.prefix}"],
        cwd=folder, env=settled | environment, capture_output=True, text=True, errors="replace", umask=0o027,
    )  # fmt: skip


def until(comes_true, seconds):
    """Nothing, as soon as it has come true."""
    for _ in range(seconds * 10):
        if comes_true():
            return
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s")
