"""A bundle: all that a run rests on, as bytes, so that it runs on any machine, and from nothing else.

>>> bundle = {"project": {"src/a.py": b"1"}, "study": {}, "place": "..", "versions": {}}
>>> digest(bundle) == digest(bundle | {"study": {"data/raw/1.txt": b""}})
False
"""

import hashlib
import json
import os
from pathlib import Path

from stancebook.core import notebooks
from stancebook.pipeline import job

# the packages whose versions can be seen in what a notebook leaves
SHAPING = (
    "Python", "ipykernel", "ipython", "jinja2", "markdown-it-py", "matplotlib", "nbclient", "nbformat", "numpy", "pandas",
    "papermill", "pyyaml",
)  # fmt: skip


def of(walk, last):
    """The bundle of a RunConfig up to a notebook's number: a dict that needs nothing of this package to be read."""
    home = walk.rooms.project
    return {
        "project": _notebooks(walk, last) | _package() | _files(home, home / "requirements.lock"),
        "study": _files(walk.rooms.study, walk.rooms.raw, walk.rooms.coded, walk.rooms.template),
        # where the study lies, seen from a run's rooms: their links to the raw texts go there
        "place": Path(os.path.relpath(walk.rooms.study, home / "build")).as_posix(),
        "versions": {name: job.version(name) for name in SHAPING},
    }


def digest(bundle):
    """The hash of all that a bundle holds."""
    return hashlib.sha256(json.dumps(bundle, sort_keys=True, default=_hash).encode()).hexdigest()


def _hash(content):
    return hashlib.sha256(content).hexdigest()


def needed(walk, last):
    """The notebooks that a run up to this number takes, in their order."""
    numbers = notebooks.upstream(walk.notebooks)[last] | {last}
    return [notebook for notebook in walk.notebooks if notebook.number in numbers]


def _notebooks(walk, last):
    """The notebooks up to this number, without outputs: what was accepted into them is none of a run's inputs."""
    return {f"notebooks/{notebook.path.name}": _bare(notebook.path) for notebook in needed(walk, last)}


def _bare(path):
    """A notebook's bytes without its outputs."""
    book = json.loads(path.read_bytes())
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return (json.dumps(book, indent=1, ensure_ascii=False) + "\n").encode()


def _package():
    """The package as it stands here, for a worker may have another, or none."""
    home = Path(__file__).parents[1]
    return {f"src/{name}": content for name, content in _files(home.parent, home).items()}


def _files(home, *places):
    """The files at these places by their names within a folder, hidden and compiled ones left out."""
    listed = [path for place in places for path in ([place] if place.is_file() else sorted(place.rglob("*")))]
    names = {path.relative_to(home): path for path in listed if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names.items()
        if "__pycache__" not in name.parts and not any(part.startswith(".") for part in name.parts)
    }
