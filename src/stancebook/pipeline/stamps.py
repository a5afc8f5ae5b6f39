"""Stamps: the hashes of everything that a notebook's run read and wrote, saved when it ended well.

A stamp that still holds is `build/<variant>/NN.done`. One that no longer holds is `NN.stale`; it holds again if
the notebook's inputs turn out the same as before.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     digest(Path(folder) / "none.csv"), digest(Path(folder) / "*") == digest(Path(folder) / "none" / "*")
('missing', True)
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stancebook.core import files, notebooks, paths
from stancebook.core.notebooks import Notebook
from stancebook.pipeline.run_config import RunConfig


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, or of all files in a folder if the path ends in /*; "missing" if there is none."""
    if path.name != "*":
        return _hash(path.read_bytes()) if path.is_file() else "missing"
    return _hash("".join(f"{file.name} {digest(file)}\n" for file in _files(path.parent)).encode())


def _files(folder: Path) -> list[Path]:
    """Return a folder's files in order, without hidden ones, which systems and unfinished writes leave."""
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted(file for file in files if file.is_file() and not file.name.startswith("."))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


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
        "reads": {name: digest(paths.resolve(config.paths, name)) for name in notebook.reads},
    }


def outputs(config: RunConfig, notebook: Notebook) -> dict[str, Any]:
    """Return what a notebook's run left: declared outputs and the executed copy."""
    return {
        "writes": {name: digest(paths.resolve(config.paths, name)) for name in notebook.writes},
        "copy": digest(config.copy(notebook)),
    }


def missing(config: RunConfig, notebook: Notebook) -> list[str]:
    """Return the declared outputs that do not exist; a folder must hold at least one file."""
    files = {name: paths.resolve(config.paths, name) for name in notebook.writes}
    return [name for name, path in files.items() if not (_files(path.parent) if path.name == "*" else path.is_file())]


def holds(config: RunConfig, notebook: Notebook, kind: str = "done") -> bool:
    """Return whether a stamp exists and everything it lists is unchanged."""
    stamp = read(config, notebook, kind)
    now = inputs(config, notebook) | outputs(config, notebook) if stamp else {"none": ""}
    return all(stamp.get(name) == value for name, value in now.items())


def read(config: RunConfig, notebook: Notebook, kind: str = "done") -> dict[str, Any]:
    """Return the content of a stamp; an empty dict if it is missing or damaged."""
    try:
        return dict(json.loads(config.stamp(notebook, kind).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def write(config: RunConfig, notebook: Notebook, content: Mapping[str, Any]) -> None:
    """Write a notebook's stamp and remove its stale one."""
    files.write_text(config.stamp(notebook), json.dumps(content, indent=1) + "\n")
    config.stamp(notebook, "stale").unlink(missing_ok=True)


def keep(config: RunConfig, notebook: Notebook) -> bool:
    """Return whether an old stamp holds; if so, it gets the time of now, so that make takes it as new."""
    for kind in ("done", "stale"):
        if holds(config, notebook, kind):
            os.replace(config.stamp(notebook, kind), config.stamp(notebook))
            os.utime(config.stamp(notebook))
            config.stamp(notebook, "stale").unlink(missing_ok=True)
            return True
    return False


def retire(config: RunConfig) -> list[str]:
    """Rename to stale the stamps that no longer hold and those of all later notebooks; return their numbers."""
    before = notebooks.upstream(config.notebooks)
    retired: list[str] = []
    for notebook in config.notebooks:
        if before[notebook.number].intersection(retired) or not holds(config, notebook):
            retired.append(notebook.number)
            if config.stamp(notebook).exists():
                os.replace(config.stamp(notebook), config.stamp(notebook, "stale"))
    return retired
