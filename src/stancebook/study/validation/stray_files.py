"""Files that are there under another name or in another folder than the one that is read.

>>> alike("coder_a.csv", ["Coder_A.csv", "notes.txt"]), alike("study.yaml", ["study.yaml.txt"])
('Coder_A.csv', 'study.yaml.txt')
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from stancebook.core.english import nearest
from stancebook.core.paths import RunPaths
from stancebook.core.problems import Problem
from stancebook.study import coders, freeze, loader
from stancebook.study.coders import People

SETTINGS = ("study.yaml", "codebook.yaml", "cleaning.yaml", freeze.RECORD)
MARKS = re.compile(rf"[a-z][a-z0-9_]*_(?:{'|'.join(coders.ENDINGS)})\.(?:csv|jsonl)|(?:sample|comments)\.csv")
NEAR = 3  # names as short have to be the same without their endings, and others may be less longer or shorter
ENDINGS = re.compile(r"(?i)(?:\.(?:csv|txt|ya?ml|json|md|xlsx?|docx?))+$")


def alike(name: str, others: Iterable[str]) -> str:
    """Return the name among others that is written nearly like a name: another case, ending or letter; "" if none."""
    stem, by_stem = _stem(name), {_stem(other): other for other in sorted(others, reverse=True)}
    close = [each for each in by_stem if each == stem or (len(stem) > NEAR and abs(len(each) - len(stem)) < NEAR)]
    return by_stem.get(nearest(stem, close), "")


def _stem(name: str) -> str:
    """Return a name in small letters without its endings and without what a copy gets, as in "coder_a (1).csv"."""
    return re.sub(r"[\s_-]*(?:\(\d+\)|copy)$", "", ENDINGS.sub("", name).casefold()).replace("-", "_").replace(" ", "_")


def check_stray(paths: RunPaths, people: People, problems: list[Problem]) -> list[Problem]:
    """Return the problems of reading a study, in which a file that stands elsewhere, or under another name, is told so.

    Files that are not read at all, and unlike any that is, are nobody's concern.
    """
    known = (*SETTINGS, *loader.tables_of(people.coders))
    lacking = [name for name in known if not (paths.coded / name).exists()]
    if not lacking or not paths.coded.is_dir():
        return problems
    strays = [path.name for path in sorted(paths.coded.iterdir()) if path.is_file()]
    strays = [name for name in strays if name not in known and not name.startswith(".") and not MARKS.fullmatch(name)]
    told: dict[str, Problem] = {}
    for name in lacking:
        places = (paths.study, paths.study / "data", paths.raw, paths.study / "report")
        if found := next((place for place in places if os.access(place, os.X_OK) and (place / name).is_file()), None):
            where = found.relative_to(paths.study).as_posix()
            where = "the study's own folder" if where == "." else where
            told[name] = Problem(name, None, "", f"it stands in {where}", "move it to data/coded")
        elif other := alike(name, [each for each in strays if each not in {stray.column for stray in told.values()}]):
            told[name] = Problem(name, None, other, "no file of this name is read", f"name it {name}")
    return [problem for problem in problems if problem.file not in told] + list(told.values())
