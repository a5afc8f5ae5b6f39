"""Stamps: the hashes of everything that a notebook's run read and wrote, saved when it ended well.

A stamp is `build/<variant>/NN.done`. It holds as long as all these files are the same; times do not matter.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     digest(Path(folder) / "none.csv"), digest(Path(folder) / "*") == digest(Path(folder) / "none" / "*")
('missing', True)
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from stancebook.core import files, notebooks
from stancebook.core.bounds import json_text
from stancebook.core.bounds.limits import GENERATED_BYTES
from stancebook.core.notebooks import Notebook, may_overlap
from stancebook.pipeline.run_config import RunConfig

UNREADABLE = "unreadable"
FINDINGS = "#findings"  # behind the name of the text: of all its blocks, a notebook reads those with predicates
BLANK_LINES = re.compile(rb"\n(?:[ \t\r]*\n)+")
UNCLEAR = re.compile(rb"<[!?/a-z]|~~~", re.IGNORECASE)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, or of all files that fit a name with a *; "missing" or "unreadable" if so it is."""
    if "*" not in path.name:
        try:
            return _digest(path)
        except FileNotFoundError:
            return "missing"
        except OSError:
            return UNREADABLE
    return _hash("".join(f"{file.name} {digest(Path(file.path))}\n" for file in _fitting(path)).encode())


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file, however large; one beyond every limit is told by its size."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):  # a pipe would wait
        return UNREADABLE
    if status.st_size > GENERATED_BYTES:
        return f"{status.st_size} bytes"
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fitting(path: Path) -> list[os.DirEntry[str]]:
    """Return the files that fit a name with a *, in order, without hidden ones, which unfinished writes leave."""
    files = os.scandir(path.parent) if path.parent.is_dir() else ()
    fitting = (file for file in files if fnmatchcase(file.name, path.name) and not file.name.startswith("."))
    # what has a file's name and is none counts too: it is a problem
    return sorted((file for file in fitting if "." in file.name or file.is_file()), key=lambda file: file.name)


class Saves:
    """Files that somebody may save while a run reads them; a name may have a *.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     saves = Saves([Path(folder) / "*.csv"])
    ...     _ = (Path(folder) / "a.csv").write_text("row")
    ...     [path.name for path in saves.since()]
    ['a.csv']
    """

    def __init__(self, places: Iterable[Path]) -> None:
        """Look at the files as they are now."""
        self.places = list(dict.fromkeys(places))
        self.before = self._now()

    def since(self) -> list[Path]:
        """Return the files that were written, replaced, added or deleted since then."""
        now = self._now()
        changed = (path for path in self.before.keys() | now.keys() if self.before.get(path) != now.get(path))
        return sorted(map(Path, changed))

    def _now(self) -> dict[str, tuple[int, int, int]]:
        found = {}
        for place in self.places:
            for file in _fitting(place):
                with contextlib.suppress(FileNotFoundError):  # deleted just now
                    status = file.stat()
                    found[file.path] = status.st_ino, status.st_size, status.st_mtime_ns
        return found


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@functools.cache
def _package() -> str:
    """Return the hash of the package's own files: its modules and the files beside them."""
    home = Path(__file__).parents[1]
    folders = sorted({home, *(path.parent for path in home.rglob("*") if "__pycache__" not in path.parts)})
    return _hash("".join(f"{folder.relative_to(home)} {digest(folder / '*')}\n" for folder in folders).encode())


def inputs(config: RunConfig, notebook: Notebook) -> dict[str, Any]:
    """Return what a notebook's run depends on: parameters, cells, package, installed packages, declared inputs."""
    return {
        "parameters": config.parameters,
        "cells": _hash(notebook.cells.encode()),
        "package": _package(),
        "lock": digest(config.paths.project / "requirements.lock"),
        "reads": {name: _digest_declared(config, name) for name in notebook.reads},
    }


def _digest_declared(config: RunConfig, name: str) -> str:
    """Return the digest of a file that a notebook reads, or of the part that it reads of it."""
    path = notebooks.resolve(config.paths, name)
    if not name.endswith(FINDINGS) or not path.is_file():
        return digest(path)
    return _hash(findings_part(path.read_bytes()))


def findings_part(text: bytes) -> bytes:
    """Return the blocks of a text that may hold a predicate: all that the findings are read from.

    The whole text comes back where a block alone does not tell what it is: HTML, open code, indented lines.

    >>> findings_part(b"Dams help.\\n\\nNo dam leaks [@F001]{#dry holds='x > 0'}.\\n\\nThe end.")
    b"No dam leaks [@F001]{#dry holds='x > 0'}."
    """
    blocks = BLANK_LINES.split(text)
    holding = [block for block in blocks if b"holds" in block]
    unclear = any(block.count(b"```") % 2 or UNCLEAR.search(block) for block in blocks)
    return text if unclear or any(block[:1].isspace() for block in holding) else b"\n\n".join(holding)


def saves(config: RunConfig, books: Iterable[Notebook]) -> Saves:
    """Return the Saves of all that people write of what notebooks read, and of the notebooks themselves."""
    made = [name for book in config.notebooks for name in book.writes]
    chosen = list(books)
    names = {name for book in chosen for name in book.reads if not any(may_overlap(name, other) for other in made)}
    return Saves([*(notebooks.resolve(config.paths, name) for name in sorted(names)), *(book.path for book in chosen)])


def outputs(config: RunConfig, notebook: Notebook) -> dict[str, Any]:
    """Return what a notebook's run left: declared outputs and the executed copy."""
    return {
        "writes": {name: digest(notebooks.resolve(config.paths, name)) for name in notebook.writes},
        "copy": digest(config.copy(notebook)),
    }


def missing(config: RunConfig, notebook: Notebook) -> list[str]:
    """Return the declared outputs that do not exist, without optional ones; a folder must hold at least one file."""
    needed = (name for name in notebook.writes if name not in notebook.optional)
    files = {name: notebooks.resolve(config.paths, name) for name in needed}
    return [name for name, path in files.items() if not (_fitting(path) if path.name == "*" else path.is_file())]


def holds(config: RunConfig, notebook: Notebook) -> bool:
    """Return whether a notebook's stamp exists and everything it lists is unchanged."""
    stamp = read(config, notebook)
    now = inputs(config, notebook) | outputs(config, notebook) if stamp else {"none": ""}
    return all(stamp.get(name) == value for name, value in now.items())


def read(config: RunConfig, notebook: Notebook) -> dict[str, Any]:
    """Return the content of a notebook's stamp; an empty dict if it is missing or damaged."""
    return read_json(config.stamp(notebook))


def read_json(path: Path) -> dict[str, Any]:
    """Return what a file of ours holds; an empty dict if it is missing or damaged."""
    try:
        return dict(json_text.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def write(config: RunConfig, notebook: Notebook, content: Mapping[str, Any]) -> None:
    """Write a notebook's stamp."""
    files.write_text(config.stamp(notebook), json.dumps(content, indent=1) + "\n")


def remember_seconds(config: RunConfig) -> None:
    """Write down how long each notebook took when it ran last."""
    seconds = {book.number: stamp["seconds"] for book in config.notebooks if (stamp := read(config, book))}
    files.write_text(config.folder / "run.json", json.dumps(seconds, indent=1) + "\n")


def last_seconds(config: RunConfig) -> dict[str, float]:
    """Return how long each notebook took in the last run, by number; nothing about notebooks that have not run."""
    return read_json(config.folder / "run.json")


def was_checked(config: RunConfig) -> dict[str, list[str]] | None:
    """Return what notebooks wait for, if the last check of this run found the same files and parameters in order."""
    checked = read_json(config.folder / "checked.json")
    waits, _ = checked.pop("waits", {}), checked.pop("hints", None)
    now = authored(config)
    return waits if checked == now and UNREADABLE not in now["files"].values() else None


def hints(config: RunConfig) -> list[str]:
    """Return what the last check of this run found worth knowing, though in order."""
    return list(read_json(config.folder / "checked.json").get("hints", ()))


def authored(config: RunConfig) -> dict[str, Any]:
    """Return what a check depends on: parameters, package, and every file of the study that a person may write."""
    places = {"raw": config.paths.raw / "*", "coded": config.paths.coded / "*", "text": config.paths.text}
    places |= {name: getattr(config.paths, name) / "*" for name in ("validation", "training", "passages")}
    return {
        "parameters": config.parameters,
        "package": _package(),
        "notebooks": {book.number: [book.needs, *book.writes] for book in config.notebooks},
        "files": {name: digest(place) for name, place in places.items()},
    }


def remember_check(
    config: RunConfig, checked: Mapping[str, Any], waits: Mapping[str, Sequence[str]], hints: Sequence[str] = ()
) -> None:
    """Write down that a check found this run's parameters and authored files in order, and its hints.

    `checked` is what `authored` returned before the check, since a file may be saved meanwhile. `waits` has for each
    notebook that cannot run yet what it waits for, and a command.
    """
    content = {**checked, "waits": waits, "hints": list(hints)}
    files.write_text(config.folder / "checked.json", json.dumps(content, indent=1) + "\n")
