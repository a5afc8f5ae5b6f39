"""What goes into an archive: the study's files under their own names, the environment, the package.

Someone who unpacks it has a folder in which `stancebook report` works as in the study's.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     for name in ("data/raw/010.txt", "data/raw/.010.txt.part", "data/coded/study.yaml", "build/x"):
...         Path(folder, name).parent.mkdir(parents=True, exist_ok=True)
...         _ = Path(folder, name).write_text("a")
...     sorted(authored(Path(folder)))
['data/coded/study.yaml', 'data/raw/010.txt']
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from stancebook.core import notebooks, paths
from stancebook.core.bounds import reading
from stancebook.core.bounds.limits import GENERATED_BYTES
from stancebook.core.notebooks import Notebook

Content = Path | bytes
ORIGINALS = "data/originals"
FOLDERS = (*paths.AUTHORED, ORIGINALS)
SINGLE = ("data/README.md", "report/text.md")
ENVIRONMENT = ("requirements.lock", "requirements.txt", "environment.yml", "pyproject.toml", "LICENSE")
PACKAGE = "src/stancebook"  # where the package lies in an archive, as in a checkout


@dataclass(frozen=True)
class Contents:
    """The files of an archive by their names in it: a path to copy, or bytes.

    `authored` people wrote, `generated` the notebooks made; `notebooks` have their outputs, `environment` and `package`
    are what one runs them with.
    """

    authored: Mapping[str, Content]
    generated: Mapping[str, Content]
    notebooks: Mapping[str, Content]
    environment: Mapping[str, Content]
    package: Mapping[str, Content] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, Content]:
        """All of them, by name."""
        parts = (self.authored, self.generated, self.notebooks, self.environment, self.package)
        return dict(sorted((name, content) for part in parts for name, content in part.items()))


def authored(study: Path) -> dict[str, Path]:
    """Return the files of a study that people wrote or that came in, by name."""
    names = [name for folder in FOLDERS for name in _inside(study, study / folder)]
    return {name: study / name for name in (*names, *SINGLE) if (study / name).is_file()}


def generated(run: paths.RunPaths, books: Iterable[Notebook]) -> dict[str, Path]:
    """Return the files that notebooks say they write, and that are there, by name."""
    declared = [notebooks.resolve(run, name) for book in books for name in book.writes]
    found = [path for place in declared for path in place.parent.glob(place.name) if path.is_file()]
    return {path.relative_to(run.out).as_posix(): path for path in found if not path.name.startswith(".")}


def environment(project: Path) -> dict[str, Path]:
    """Return the files of a project that say what it runs with, and its licence, by name."""
    return {name: project / name for name in ENVIRONMENT if (project / name).is_file()}


def package() -> dict[str, Path]:
    """Return the files of this package by their names in an archive, without the notebooks that a wheel has."""
    home = Path(__file__).parents[2]
    names = [name for name in _inside(home, home) if not name.startswith("notebooks/") and name[-4:] != ".pyc"]
    return {f"{PACKAGE}/{name}": home / name for name in names}


def _inside(home: Path, folder: Path) -> list[str]:
    """Return the names of the files in a folder, without hidden ones, as seen from another folder."""
    found = (path.relative_to(home) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in found if not any(part.startswith(".") for part in path.parts))


def is_original(name: str) -> bool:
    """Return whether a file is one that texts came from; no notebook reads it."""
    return name.startswith(f"{ORIGINALS}/")


def data(content: Content) -> bytes:
    """Return the bytes of a content."""
    return content if isinstance(content, bytes) else reading.read_bytes(content, GENERATED_BYTES)


def sha256(content: Content) -> str:
    """Return the SHA-256 of a content; a file is read piece by piece."""
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with reading.regular(content, GENERATED_BYTES).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def size(content: Content) -> int:
    """Return the number of bytes of a content."""
    return len(content) if isinstance(content, bytes) else content.stat().st_size
