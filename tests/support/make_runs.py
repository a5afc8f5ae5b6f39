"""make as a process, in the small project or in a copy of the whole project."""

import os
import subprocess
import sys
import time


def clean_environment(**more):
    """Return this process's environment without the variables of an outer make."""
    outer = ("STANCEBOOK_", "MAKE", "MFLAGS", "GNUMAKEFLAGS", "PYTHONPATH")
    return {name: value for name, value in os.environ.items() if not name.startswith(outer)} | more


def make(home, *words, venv=sys.prefix, **more):
    """Run make in a small project; return its returncode, stdout and stderr."""
    words = [*words, f"VENV={venv}"] if venv else words
    environment = clean_environment(**more)
    return subprocess.run(["make", *words], cwd=home, env=environment, capture_output=True, text=True, timeout=300)


def make_project(folder, *goals, **environment):
    """Run make in a copy of the project, without a time limit and with a strict umask; return its outcome."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("STANCEBOOK_", "MAKE", "MFLAGS"))
    }
    return subprocess.run(
        ["make", *goals, f"VENV={sys.prefix}"],
        cwd=folder, env=inherited | environment, capture_output=True, text=True, errors="replace", umask=0o027,
    )  # fmt: skip


def until(condition, seconds):
    """Wait until a function returns true; raise AssertionError after so many seconds."""
    for _ in range(seconds * 10):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s")
