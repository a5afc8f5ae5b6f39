"""Collect everything that the runs of a sweep depend on, as bytes: they need nothing else on any machine.

>>> bundle = {"project": {"src/a.py": b"1"}, "study": {}, "place": "..", "versions": {}}
>>> digest(bundle) == digest(bundle | {"study": {"data/raw/1.txt": b""}})
False
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from stancebook.core.notebooks import Notebook, upstream
from stancebook.pipeline import job
from stancebook.pipeline.run_config import RunConfig

# the packages whose version can change the bytes of a notebook's outputs
PACKAGES = (
    "Python", "ipykernel", "ipython", "jinja2", "markdown-it-py", "matplotlib", "nbclient", "nbformat", "numpy",
    "pandas", "papermill", "pyyaml",
)  # fmt: skip


def collect(config: RunConfig, books: Iterable[Notebook]) -> dict[str, Any]:
    """Return the bundle of a study and some notebooks: files by name, the study's place, and package versions."""
    home, package = config.paths.project, Path(__file__).parents[1]
    modules = {f"src/{name}": content for name, content in _files(package.parent, package).items()}
    notebooks = {f"notebooks/{book.path.name}": _without_outputs(book.path) for book in books}
    return {
        "project": notebooks | modules | _files(home, home / "requirements.lock"),
        "study": _files(config.paths.study, config.paths.raw, config.paths.coded, config.paths.text),
        # the study's folder seen from build/, for the links from a run's pages to the raw texts
        "place": Path(os.path.relpath(config.paths.study, home / "build")).as_posix(),
        "versions": {name: job.version(name) for name in PACKAGES},
    }


def digest(bundle: dict[str, Any]) -> str:
    """Return the hash of everything in a bundle."""
    return hashlib.sha256(json.dumps(bundle, sort_keys=True, default=_hash).encode()).hexdigest()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def needed(books: Sequence[Notebook], last: str) -> list[Notebook]:
    """Return the notebook with the number `last` and those it depends on, in order."""
    numbers = upstream(books)[last] | {last}
    return [book for book in books if book.number in numbers]


def _without_outputs(path: Path) -> bytes:
    """Return a notebook's bytes without its outputs, on which no run depends."""
    content = json.loads(path.read_bytes())
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def _files(home: Path, *places: Path) -> dict[str, bytes]:
    """Return the files at these places by their names within `home`, without hidden and compiled ones."""
    paths = [path for place in places for path in ([place] if place.is_file() else sorted(place.rglob("*")))]
    names = {path.relative_to(home): path for path in paths if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names.items()
        if "__pycache__" not in name.parts and not any(part.startswith(".") for part in name.parts)
    }
