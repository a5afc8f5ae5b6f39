"""The result of a run in a sweep: a folder named by a hash of the run's parameters, complete or absent.

>>> from stancebook.core.paths import PARAMETERS
>>> name(PARAMETERS), name(dict(reversed(PARAMETERS.items()))) == name(PARAMETERS | {"issue": ""})
('d9d39661a8cf', True)
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stancebook.core import paths, tables
from stancebook.core.bounds import json_text
from stancebook.core.files import part_of, remove
from stancebook.core.problems import UserError
from stancebook.core.schema import RUNS

COUNTED = ("statements", "claims")  # the tables whose rows runs.csv counts


def name(parameters: Mapping[str, Any]) -> str:
    """Return a run's name: the first 12 digits of the SHA-256 of all its parameters, as JSON with sorted keys."""
    text = json.dumps(parameters, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def holds(folder: Path, basis: str) -> bool:
    """Return whether a result exists, was made from the bundle with this hash, and is unchanged."""
    try:
        made = json_text.loads((folder / "made.json").read_bytes())
        return made["from"] == basis and made["files"] == hashes(contents(folder))
    except (OSError, ValueError, TypeError, KeyError):
        return False


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of a result's files by name, without made.json, which lists their hashes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in names.items() if name != "made.json"}


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of each file by name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def write(folder: Path, parameters: Mapping[str, Any], basis: str, files: Mapping[str, bytes]) -> None:
    """Write a result under another name, then rename it over an older one; raise UserError if that fails."""
    files = {**files, "parameters.json": _json(parameters)}
    part = part_of(folder)
    try:
        for name, content in {**files, "made.json": _json({"from": basis, "files": hashes(files)})}.items():
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            (part / name).write_bytes(content)
        _replace(part, folder)
    except OSError as error:
        message = f"{paths.shown(folder)} could not be written ({error.strerror})"
        raise UserError(f"{message}; see to room and rights there, and give the same command") from None
    finally:
        remove(part)


def _replace(part: Path, folder: Path) -> None:
    """Rename a folder over another, which is deleted then, or comes back if the renaming fails."""
    old = part_of(folder, ".old")
    if folder.exists():
        os.rename(folder, old)
    try:
        os.rename(part, folder)
    except OSError:
        if old.exists():
            os.rename(old, folder)
        raise
    remove(old)


def clear(home: Path) -> None:
    """Delete what a killed sweep left unfinished."""
    for pattern in (".*.part", ".*.old", "failed/.*.part", "failed/.*.old"):
        for path in home.glob(pattern):
            remove(path)


def _json(content: object) -> bytes:
    return (json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def row(name: str, parameters: Mapping[str, Any], status: str, folder: Path, failure: str = "") -> dict[str, Any]:
    """Return a run's row of runs.csv, with the numbers of statements and claims in its result."""
    made = {
        table: paths.stored(folder / "data" / "processed" / f"{table}.csv") for table in COUNTED if status == "done"
    }
    counts = {table: len(tables.read(path)) if path.is_file() else "" for table, path in made.items()}
    return {**dict.fromkeys(RUNS.names, ""), **parameters, **counts, "run": name, "status": status, "failure": failure}
