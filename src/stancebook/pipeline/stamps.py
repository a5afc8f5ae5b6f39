"""A stamp: the hashes of all that a notebook's run rested on and left, as they were when it ended well.

A stamp that still holds is `build/<variant>/NN.done`; one that no longer does is `NN.stale`, and holds
again if what it rested on came out the same after all.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     digest(Path(folder) / "none.csv"), digest(Path(folder) / "*") == digest(Path(folder) / "none" / "*")
('missing', True)
"""

import hashlib
import json
import os
from pathlib import Path

from stancebook.core import files, notebooks, paths


def digest(path):
    """The hash of a file, of all files in a folder where the path ends in /*, or "missing"."""
    if path.name != "*":
        return _hash(path.read_bytes()) if path.is_file() else "missing"
    return _hash("".join(f"{file.name} {digest(file)}\n" for file in _files(path.parent)).encode())


def _files(folder):
    """A folder's files in order, without the hidden ones that systems and half writes leave."""
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted(file for file in files if file.is_file() and not file.name.startswith("."))


def _hash(content):
    return hashlib.sha256(content).hexdigest()


def _package():
    """The hash of the package's own files, programs and what lies beside them."""
    home = Path(__file__).parents[1]
    folders = sorted({home, *(path.parent for path in home.rglob("*") if "__pycache__" not in path.parts)})
    return _hash("".join(f"{folder.relative_to(home)} {digest(folder / '*')}\n" for folder in folders).encode())


def basis(walk, notebook):
    """What a notebook's run rests on: parameters, cells, package, packages and declared inputs."""
    return {
        "parameters": walk.parameters,
        "cells": _hash(notebook.cells.encode()),
        "package": _package(),
        "lock": digest(walk.rooms.project / "requirements.lock"),
        "reads": {name: digest(paths.resolve(walk.rooms, name)) for name in notebook.reads},
    }


def result(walk, notebook):
    """What a notebook's run left: declared outputs and the executed copy."""
    return {
        "writes": {name: digest(paths.resolve(walk.rooms, name)) for name in notebook.writes},
        "copy": digest(walk.copy(notebook)),
    }


def missing(walk, notebook):
    """The declared outputs that are not there; of a folder's, at least one file has to be."""
    there = {name: paths.resolve(walk.rooms, name) for name in notebook.writes}
    return [name for name, path in there.items() if not (_files(path.parent) if path.name == "*" else path.is_file())]


def holds(walk, notebook, kind="done"):
    """Whether a stamp is there and all it tells is still so."""
    told = inputs_of(walk, notebook, kind)
    now = basis(walk, notebook) | result(walk, notebook) if told else {"none": ""}
    return all(told.get(what) == is_now for what, is_now in now.items())


def inputs_of(walk, notebook, kind="done"):
    """What a stamp tells; nothing where there is none, or none that can be read."""
    try:
        return dict(json.loads(walk.stamp(notebook, kind).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def write(walk, notebook, told):
    """Write a notebook's stamp, whole, in the place of its stale one."""
    files.write_text(walk.stamp(notebook), json.dumps(told, indent=1) + "\n")
    walk.stamp(notebook, "stale").unlink(missing_ok=True)


def keep(walk, notebook):
    """Whether an old stamp holds, which then counts as made now."""
    for kind in ("done", "stale"):
        if holds(walk, notebook, kind):
            os.replace(walk.stamp(notebook, kind), walk.stamp(notebook))
            os.utime(walk.stamp(notebook))
            walk.stamp(notebook, "stale").unlink(missing_ok=True)
            return True
    return False


def retire(walk):
    """Rename the stamps that no longer hold, and those of all notebooks downstream, to stale; the numbers renamed."""
    before, retired = notebooks.upstream(walk.notebooks), []
    for notebook in walk.notebooks:
        if before[notebook.number].intersection(retired) or not holds(walk, notebook):
            retired.append(notebook.number)
            if walk.stamp(notebook).exists():
                os.replace(walk.stamp(notebook), walk.stamp(notebook, "stale"))
    return retired
