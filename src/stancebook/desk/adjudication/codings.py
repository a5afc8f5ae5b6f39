"""Both codings of a study for adjudication: their rows with places, the decisions due, and the problems of the files.

They are computed again only if a coder's file or the codebook has changed.

>>> pair = Pair([], [], [])
>>> pair.a + pair.b
[]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple

from stancebook.core.files import digest
from stancebook.core.paths import RunPaths
from stancebook.core.problems import Problem
from stancebook.core.tables import Rows
from stancebook.desk.blinding import CODERS
from stancebook.study import adjudication, aliases, coders, freeze, loader
from stancebook.study.loader import Authored
from stancebook.study.validation import coded_rows, settings_files

FACTS = tuple(f"{coder}_facts.csv" for coder in CODERS)


class Pair(NamedTuple):
    """Both codings of one article, and the decisions due on it."""

    a: Rows
    b: Rows
    due: Rows


class Codings(NamedTuple):
    """Both codings of a study by article, and the problems of the coders' files.

    `basis` changes if the files or the codebook change; `rows` are the rows of each file.
    """

    basis: tuple[Any, ...]
    pairs: dict[str, Pair]
    problems: list[Problem]
    rows: dict[str, Rows]

    def of(self, article: str) -> Pair:
        """Return the codings of an article."""
        return self.pairs.get(article) or Pair([], [], [])

    def without_unseen(self, seen: Callable[[str], bool]) -> list[Problem]:
        """Return the problems, without details where an article may not be `seen`, a function of its id."""
        shown = []
        for problem in self.problems:
            at = (problem.row or 1) - 2  # a problem of the whole file, or of its header, is about no article
            rows = self.rows[problem.file][at : at + 1] if at >= 0 else []
            if not all(seen(row["article"]) for row in rows):
                message, fix = "is not in order", "its coder sees at the desk what is wrong"
                problem = Problem(problem.file, problem.row, "", message, fix)
            shown.append(problem)
        return shown


def reloaded(codings: Codings | None, paths: RunPaths, study: Authored) -> Codings:
    """Return the codings of a study, the same object if nothing has changed; `study` may hold any rows."""
    contents = freeze.read_freezes(paths.coded)[1]
    basis = (study.codebook, *((name, digest(content)) for name, content in sorted(contents.items())))
    return codings if codings and codings.basis == basis else _read(basis, paths, study)


def _read(basis: tuple[Any, ...], paths: RunPaths, study: Authored) -> Codings:
    """Read and check the coders' files, and compute the decisions due."""
    problems: list[Problem] = []
    expected = loader.tables_of(CODERS)
    rows = {name: loader.read_table(paths.coded, name, expected[name].names, problems) for name in coders.files(CODERS)}
    lacking = settings_files.check_codebook(study.codebook)
    if lacking:
        return Codings(basis, {}, problems + lacking, rows)
    named = {name: aliases.as_ids(rows[name], study.codebook) for name in rows if loader.names_actors(name, CODERS)}
    study, placed = study._replace(rows=rows | named), []
    for coder in CODERS:
        coding, wrong = coded_rows.check_coding(f"{coder}.csv", coder, study)
        placed.append(sorted(coding, key=lambda row: (row["article"], int(row["sentence_start"]), int(row["start"]))))
        problems += wrong
    for file in FACTS:
        problems += coded_rows.check_facts(file, study)
    pairs: dict[str, Pair] = defaultdict(lambda: Pair([], [], []))
    due = adjudication.decisions_due(dict(zip(CODERS, placed, strict=True)))
    for at, coding in enumerate((*placed, due)):
        for row in coding:
            pairs[row["article"]][at].append(row)
    return Codings(basis, dict(pairs), problems, rows)
