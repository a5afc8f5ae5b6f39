"""The toy study as a project of its own, with its notebooks run; made once, by a process as a user starts it."""

import os
import shutil
import subprocess
import sys

from project import PROJECT, TOY
from stancebook.pipeline.commands.new import new


def stancebook(folder, *words):
    """Run a command of stancebook in a folder; return its outcome."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("STANCEBOOK_")}
    settings |= {"PYTHONPATH": str(PROJECT / "src"), "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-m", "stancebook", *map(str, words)], cwd=folder, env=settings, capture_output=True, text=True
    )


def lay_out(folder):
    """Write the toy study with notebooks into a folder and run them; return the folder."""
    shutil.copytree(TOY, folder, ignore=shutil.ignore_patterns("processed", "build"))
    new(folder)
    (folder / "requirements.lock").write_text("click==8.2\n")
    study = folder / "data/coded/study.yaml"
    entry = "archive: {authors: [{name: 'Lund, Ada'}], licence: CC-BY-4.0, published: 2031-05-01}\n"
    study.write_text(study.read_text(encoding="utf-8") + entry, encoding="utf-8")
    done = stancebook(folder, "report")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder
