"""The folders of a run: the only module that knows their names.

A run reads from the study's folder. The default run writes in the project; each other run writes the same folders
under `build/<variant>/`. A variant's name tells the study's whole path and all parameters apart: no two runs share one.
A study with notebooks of its own is its own project.

>>> variant_name(coding="coder_a", exclude_articles="003 004")
'coder_a-without-003-004'
>>> study_label(Path("/p"), Path("/p/old/bridge")), study_label(Path("/p"), Path("/p/new/bridge"))
('study-bridge-d45363e2', 'study-bridge-166c7704')
>>> variant_name()
'default'
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stancebook.core.bounds import values
from stancebook.core.problems import UserError

ADJUDICATED = "adjudicated"
PARAMETERS: dict[str, Any] = {
    "study": "",
    "coding": ADJUDICATED,
    "min_confidence": 1,
    "exclude_articles": "",
    "issue": "",
}
AUTHORED = tuple(
    f"data/{name}" for name in ("raw", "coded", "judgments", "passages", "validation", "training", "fonts")
)
EVIDENCE = "evidence"  # the page of the evidence, and the folder of its texts' own pages
EVIDENCE_PAGES = ("text-*.html", "search.html")  # the pages in that folder
NO_WORD = re.compile(r"[^\w-]+")
PLAIN = re.compile(r"[a-z0-9_]+")
CODING = re.compile(r"[a-z][a-z0-9_]{0,39}")  # a coder's id, or ADJUDICATED
BUILT = ("default", "archive", "export", "sweep", "wheel")  # folders of build/ that are no variant's own
LONGEST = 90  # bytes of a study's name, and of all parameters: both fit into the name of a folder


class NoStudy(UserError):
    """There is no study where one looked for it."""


@dataclass(frozen=True)
class RunPaths:
    """The folders of one run: `study` is read, `out` is written, `project` holds the notebooks."""

    project: Path
    study: Path
    out: Path

    @property
    def raw(self) -> Path:
        """The raw texts."""
        return self.study / "data" / "raw"

    @property
    def coded(self) -> Path:
        """Files that people wrote: settings, codebook, codings."""
        return self.study / "data" / "coded"

    @property
    def judgments(self) -> Path:
        """Codings that others made, as `import` stores them."""
        return self.study / "data" / "judgments"

    @property
    def passages(self) -> Path:
        """What other programs coded and no coder's file holds, as `import` keeps it."""
        return self.study / "data" / "passages"

    @property
    def validation(self) -> Path:
        """The sample that people code anew, and what they coded."""
        return self.study / "data" / "validation"

    @property
    def training(self) -> Path:
        """Decided sentences for coders to train on."""
        return self.study / "data" / "training"

    @property
    def fonts(self) -> Path:
        """Fonts of the study's own, for letters that the packages' fonts lack."""
        return self.study / "data" / "fonts"

    @property
    def text(self) -> Path:
        """The text of the brief."""
        return self.study / "report" / "text.md"

    @property
    def processed(self) -> Path:
        """The generated tables."""
        return self.out / "data" / "processed"

    @property
    def clean(self) -> Path:
        """The cleaned texts."""
        return self.processed / "clean"

    @property
    def report(self) -> Path:
        """The brief and the evidence page."""
        return self.out / "report"

    @property
    def evidence(self) -> Path:
        """The folder of the evidence pages of single texts, where one page is too long."""
        return self.report / EVIDENCE

    @property
    def figures(self) -> Path:
        """The figures and their tables."""
        return self.report / "figures"

    @property
    def notebooks(self) -> Path:
        """The notebooks."""
        return self.project / "notebooks"

    @property
    def written(self) -> tuple[Path, ...]:
        """The folders in which commands write."""
        data = (self.study / name for name in (*AUTHORED, "data/originals"))
        return (*data, *self.generated, self.notebooks)

    @property
    def generated(self) -> tuple[Path, ...]:
        """The folders in which a run writes."""
        return (self.processed, self.clean, self.report, self.evidence, self.figures)


def project(start: Path | str | None = None) -> Path:
    """The nearest folder that holds `data` and `notebooks`, from `start` (default: the working folder) upward.

    Raises NoStudy if there is none.
    """
    here = real(Path(start or os.getcwd()))
    for folder in (here, *here.parents):
        if is_project(folder):
            return folder
    raise NoStudy(f"no study at or above {here}: go to a study's folder, or make one: stancebook new FOLDER")


def is_project(folder: Path) -> bool:
    """Whether a folder is a study with notebooks of its own: a project."""
    return (folder / "data").is_dir() and (folder / "notebooks").is_dir()


def places(start: Path | str | None = None, study: str = "") -> tuple[Path, Path]:
    """The project of a run and its study, whose folder may be relative to the project at or above `start`.

    A study that is a project is run and written where it lies; any other one by the project at or above `start`.
    Raises NoStudy if there is no project.
    """
    given = Path(os.path.expanduser(study))
    home = given if given.is_absolute() and _has_notebooks(given) else project(start)
    chosen = real(home / given)
    return (chosen if _has_notebooks(chosen) else home), chosen


def _has_notebooks(folder: Path) -> bool:
    """Whether a folder is a project whose folder of notebooks is not empty; one that is closed may be so."""
    books = folder / "notebooks"
    return is_project(folder) and (not os.access(books, os.R_OK | os.X_OK) or any(books.glob("*.ipynb")))


def real(path: Path) -> Path:
    """The absolute path without links; a link that leads to itself stays."""
    return Path(os.path.realpath(path))


def is_there(path: Path) -> bool:
    """Whether anything of that name is there, even what cannot be read: a folder, a link to nothing, a closed file.

    Raises OSError if it cannot be known.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def shown(path: Path) -> str:
    """A path as one may type it in the working folder, with `/` on each system."""
    return relative(path, Path.cwd())


def relative(path: Path, start: Path) -> str:
    """A path from another folder, with `/` on each system; the whole path if it is on another drive of Windows.

    >>> relative(Path("/p/tests/toy"), Path("/p/build"))
    '../tests/toy'
    """
    try:
        return Path(os.path.relpath(path, start)).as_posix()
    except ValueError:
        return path.as_posix()


def run_paths(start: Path | str | None = None, **parameters: object) -> RunPaths:
    """The RunPaths of a run with these parameters; raises UserError for values that no run can have."""
    if faults := values.faults(parameters):
        raise UserError("\n".join(faults))
    home, study = places(start, str(parameters.get("study", "")))
    named: dict[str, Any] = {**parameters, "study": "" if study == home else study_label(home, study)}
    variant = variant_name(**named)
    return RunPaths(home, study, home if variant == "default" else home / "build" / variant)


def study_label(home: Path, study: Path) -> str:
    """What a study is called in the name of a run's folder: its own name, and a hash of its path from the project."""
    return "-".join(["study", *filter(None, [_readable(study.name)]), _hash(relative(study, home))])


def variant_name(
    study: str = "",
    coding: str = ADJUDICATED,
    min_confidence: int | str = 1,
    exclude_articles: str = "",
    issue: str = "",
) -> str:
    """The name of a run's folder under build/: the study's label and every parameter that differs from its default.

    If a parameter has other characters than small letters, digits and underscores, or the name would be too long or
    one of BUILT, it is shortened and ends in a hash of them all.
    """
    excluded = sorted({*exclude_articles.split()})
    parts = [
        coding if coding != ADJUDICATED else "",
        f"confidence-{min_confidence}" if str(min_confidence) != "1" else "",
        "-".join(["without", *excluded]) if excluded else "",
        f"issue-{issue}" if issue else "",
    ]
    name = "-".join(part for part in parts if part)
    values = [coding, str(min_confidence), *excluded, *filter(None, [issue])]
    if len(name) > LONGEST or name in BUILT or not all(PLAIN.fullmatch(value) for value in values):
        name = f"{_readable(name)}-{_hash(json.dumps([coding, str(min_confidence), excluded, issue]))}"
    return "-".join(filter(None, [study, name])) or "default"


def _readable(name: str) -> str:
    """A name in letters of any script, digits, hyphens and underscores, short enough for a part of a folder's name."""
    words = NO_WORD.sub("_", unicodedata.normalize("NFC", name))
    return words.encode("utf-8")[:LONGEST].decode("utf-8", "ignore")


def _hash(identity: str) -> str:
    """Eight hexadecimal digits that stand for an identity; names of files that are no Unicode have some, too."""
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def run_folder(home: Path | str, variant: str) -> Path:
    """The folder of a variant's executed notebooks, stamps and run record."""
    return Path(home) / "build" / variant


def stored(path: Path) -> Path:
    """The file that holds a generated table: the CSV file of this path, or the Parquet file in its place."""
    large = path.with_suffix(".parquet")
    return large if path.suffix == ".csv" and large.is_file() else path
