"""A run's result: a folder named by a hash of the run's parameters, there as a whole or not at all.

>>> from stancebook.core.paths import PARAMETERS
>>> name(PARAMETERS), name(dict(reversed(PARAMETERS.items()))) == name(PARAMETERS | {"issue": ""})
('d9d39661a8cf', True)
"""

import hashlib
import json
import os
import shutil

from stancebook.core import tables
from stancebook.core.problems import UserError
from stancebook.pipeline.grid import SWEPT

COUNTED = ("statements", "claims")  # the tables whose rows the list of runs counts
COLUMNS = ("run", "study", *SWEPT, "status", *COUNTED, "failure")


def name(parameters):
    """The name of a run: the first 12 digits of the SHA-256 of all its parameters, as JSON with the keys in order."""
    told = json.dumps(parameters, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def holds(folder, basis):
    """Whether a run's result is there, was made from what this hash is of, and is as it was written."""
    try:
        told = json.loads((folder / "made.json").read_bytes())
        return told["from"] == basis and told["files"] == hashes(contents(folder))
    except (OSError, ValueError, TypeError, KeyError):
        return False


def contents(folder):
    """The bytes of all files of a run's result but the one that tells their hashes, by their names."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in named.items() if name != "made.json"}


def hashes(files):
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def write(folder, parameters, basis, files):
    """Write a run's result under another name, and put it in the place of an older one."""
    files = files | {"parameters.json": _json(parameters)}
    part = folder.with_name(f".{folder.name}.part")
    try:
        for name, content in {**files, "made.json": _json({"from": basis, "files": hashes(files)})}.items():
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            (part / name).write_bytes(content)
        _put(part, folder)
    except OSError as error:
        wrong = f"{os.path.relpath(folder)} could not be written ({error.strerror})"
        raise UserError(f"{wrong}; see to room and rights there, and give the same command") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _put(part, folder):
    """Rename a folder to this name; what had it before is gone then, or back where the renaming failed."""
    before = folder.with_name(f".{folder.name}.old")
    if folder.exists():
        os.rename(folder, before)
    try:
        os.rename(part, folder)
    except OSError:
        if before.exists():
            os.rename(before, folder)
        raise
    shutil.rmtree(before, ignore_errors=True)


def clear(home):
    """Take away what a killed sweep has left half done."""
    for left in (
        *home.glob(".*.part"),
        *home.glob(".*.old"),
        *home.glob("failed/.*.part"),
        *home.glob("failed/.*.old"),
    ):
        shutil.rmtree(left)


def _json(told):
    return (json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def row(name, parameters, status, folder, failure=""):
    """A run as the list of runs has it, with how many statements and claims there are in its result."""
    processed = folder / "data" / "processed"
    there = {table: processed / f"{table}.csv" for table in COUNTED if status == "done"}
    counts = {table: len(tables.read(path)) if path.is_file() else "" for table, path in there.items()}
    return dict.fromkeys(COLUMNS, "") | parameters | counts | {"run": name, "status": status, "failure": failure}
