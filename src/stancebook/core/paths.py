"""Where things are: the only module that knows the names of folders.

A run reads from the study's folder and writes beside what it reads; a run that is not
the default one writes the same rooms under `build/<variant>/`.

>>> variant_name(coding="coder_a", exclude_articles="003 004")
'coder_a-without-003-004'
>>> variant_name()
'default'
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

CODINGS = ("adjudicated", "coder_a", "coder_b")
PARAMETERS = {
    "study": "",
    "coding": "adjudicated",
    "min_confidence": 1,
    "exclude_articles": "",
    "issue": "",
}


@dataclass(frozen=True)
class RunPaths:
    """The folders of one run: `study` is read, `out` is written, `project` holds the notebooks."""

    project: Path
    study: Path
    out: Path

    @property
    def raw(self):
        return self.study / "data" / "raw"

    @property
    def coded(self):
        return self.study / "data" / "coded"

    @property
    def template(self):
        return self.study / "report" / "template.md"

    @property
    def processed(self):
        return self.out / "data" / "processed"

    @property
    def clean(self):
        return self.processed / "clean"

    @property
    def report(self):
        return self.out / "report"

    @property
    def figures(self):
        return self.report / "figures"

    @property
    def notebooks(self):
        return self.project / "notebooks"


def project(start=None):
    """The nearest folder upward of `start` (default: the working folder) that holds `data` and `notebooks`.

    Raises FileNotFoundError with one sentence where there is none.
    """
    here = Path(start or os.getcwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "data").is_dir() and (folder / "notebooks").is_dir():
            return folder
    raise FileNotFoundError(f"no study at or above {here}: start in a folder that holds data/ and notebooks/")


def run_paths(start=None, **parameters):
    """The RunPaths of a run with these parameters; `study` may be relative to the project."""
    home = project(start)
    study = (home / parameters.get("study", "")).resolve()
    variant = variant_name(**{**parameters, "study": "" if study == home else str(study)})
    return RunPaths(home, study, home if variant == "default" else home / "build" / variant)


def variant_name(study="", coding="adjudicated", min_confidence=1, exclude_articles="", issue=""):
    """The name of a run's folder under build/: what differs from the default, and nothing else."""
    parts = [
        f"study-{Path(study).name}" if study else "",
        coding if coding != "adjudicated" else "",
        f"confidence-{min_confidence}" if str(min_confidence) != "1" else "",
        "-".join(["without", *sorted({*exclude_articles.split()})]) if exclude_articles.split() else "",
        f"issue-{issue}" if issue else "",
    ]
    named = "-".join(part for part in parts if part)
    return re.sub(r"[^A-Za-z0-9_-]+", "_", named) or "default"


def run_folder(home, variant):
    """The folder of one variant's executed copies, stamps and run record."""
    return Path(home) / "build" / variant


def resolve(rooms, declared):
    """The path a notebook means by a declared name: inputs in the study, generated files in `out`.

    >>> here = RunPaths(Path("/p"), Path("/s"), Path("/p/build/toy"))
    >>> str(resolve(here, "data/coded/study.yaml")), str(resolve(here, "data/processed/ties.csv"))
    ('/s/data/coded/study.yaml', '/p/build/toy/data/processed/ties.csv')
    """
    authored = declared.startswith(("data/raw", "data/coded")) or declared == "report/template.md"
    return (rooms.study if authored else rooms.out) / declared
