"""Commands of the command line called in this process, on a small project of its own, and what they changed of it."""

import hashlib
import io
import os
import shutil
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

from project import PROJECT, TOY
from stancebook.pipeline import cli

COMMANDS = (
    "status", "check", "add ../new.txt", "add --check ../new.txt", "add --update 010 ../new.txt", "import ../table.csv --name t",
    "export csv", "export qdpx", "export xlsx", "codebook rename issue toll tolls --reason why", "codebook apply", "freeze --reason again",
    "adjudicate --sheet", "validate --draw 2", "validate", "brief", "archive --out ../a.zip", "clean data/raw --out ../cleaned",
)  # fmt: skip
FORBIDDEN = ("Traceback", "Errno", " object at 0x", "itself failed")


class Called(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def faults(self) -> list[str]:
        """What no command says or returns, whatever it meets."""
        said = [word for word in FORBIDDEN if word in self.out + self.err]
        silent = [f"{self.code} without a word"] if self.code and not self.err.strip() else []
        return said + silent + ([f"it ended with {self.code}"] if self.code not in (0, 1, 2) else [])


def lay_out(folder):
    """Lay out the toy study as a project of its own, and beside it what commands read; return its folder."""
    home = folder / "study"
    shutil.copytree(TOY, home)
    shutil.copytree(
        PROJECT / "notebooks", home / "notebooks", ignore=lambda _, names: {n for n in names if n[0] not in "0d"}
    )
    (folder / "new.txt").write_text(
        "A new text. It says that the bridge is good for all who live there.", encoding="utf-8"
    )
    (folder / "table.csv").write_text("unit,coder,variable,value\n1,a,tone,2\n1,b,tone,3\n2,a,tone,2\n2,b,tone,2\n")
    return home


def call(words):
    """Call a command; return a Called."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = cli.main(words)
    return Called(code, out.getvalue(), err.getvalue())


def tree(home):
    """Return what each file of a project is, without build/ and locks; where one may not look it says so."""
    found = {}
    for place, folders, names in os.walk(home, onerror=lambda error: found.setdefault(error.filename, "closed")):
        folders[:] = [name for name in folders if name != "build"]
        for name in names:
            if name not in (".desk.lock", ".lock"):
                path = os.path.join(place, name)
                found[path] = (os.lstat(path).st_mode, _hash(path))
    return found


def _hash(path):
    if not os.path.isfile(path):
        return "no file"
    try:
        with open(path, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return "closed"
