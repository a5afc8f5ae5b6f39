"""The run record: what was run with what, and the SHA-256 of everything that went in and came out.

It is the same in an archive with the texts and in one without, which is held to the hashes of what was left out.

>>> from stancebook.exchange.archive.contents import Contents
>>> made = of_run(Contents({"data/raw/1.txt": b"a"}, {"report/brief.md": b"b"}, {}, {}), {"coding": "adjudicated"}, [])
>>> list(made["inputs"]), list(made["outputs"]), sorted(hashes(made)) == ["data/raw/1.txt", "report/brief.md"]
(['data/raw/1.txt'], ['report/brief.md'], True)
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from stancebook import __version__
from stancebook.core.notebooks import Notebook
from stancebook.exchange.archive.contents import Content, Contents, sha256

NAME = "run-record.json"
GROUPS = ("inputs", "outputs", "notebooks", "environment", "package")


def of_run(contents: Contents, parameters: Mapping[str, Any], books: Iterable[Notebook]) -> dict[str, Any]:
    """Return the record of a run with these parameters and notebooks."""
    groups = (contents.authored, contents.generated, contents.notebooks, contents.environment, contents.package)
    return {
        "stancebook": __version__,
        "python": ".".join(map(str, sys.version_info[:2])),
        "parameters": dict(parameters),
        "steps": [{"notebook": book.path.name, "reads": book.reads, "writes": book.writes} for book in books],
        **{name: _hashes(group) for name, group in zip(GROUPS, groups, strict=True)},
    }


def _hashes(files: Mapping[str, Content]) -> dict[str, str]:
    return {name: sha256(content) for name, content in sorted(files.items())}


def hashes(run: Mapping[str, Any]) -> dict[str, str]:
    """Return the SHA-256 of each file of the study by name, from a record."""
    return {name: hash for group in GROUPS for name, hash in run[group].items()}
