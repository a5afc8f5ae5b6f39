"""The codings of a study for adjudication: what each coder has on an article, the decisions due, the files' problems.

They are computed again only if a coder's file, a coder's marks or the codebook has changed.

>>> Coded({"ada": [{"actor": "arland"}], "ben": []}, [], {}).all_rows
[{'actor': 'arland'}]
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from stancebook.core import schema
from stancebook.core.columns import Table
from stancebook.core.files import digest
from stancebook.core.problems import Problem
from stancebook.core.tables import Rows
from stancebook.desk import blinding
from stancebook.desk.study_reader import StudyReader
from stancebook.study import adjudication, aliases, coders, facts, loader
from stancebook.study.validation import coded_rows, settings_files


class Coded(NamedTuple):
    """What the coders have in one article, with places, and the decisions due on it.

    `rows` and `facts` lead from each coder to the statements and to the facts.
    """

    rows: dict[str, Rows]
    due: Rows
    facts: dict[str, Rows]

    @property
    def all_rows(self) -> Rows:
        """The statements of all coders."""
        return [row for rows in self.rows.values() for row in rows]


class Codings(NamedTuple):
    """The codings of a study by article, and the problems of the coders' files.

    `basis` changes if the files or the codebook change; `rows` are the rows of each file. `read` has the texts in which
    each coder looked for statements, `facts_read` those for facts.
    """

    basis: tuple[Any, ...]
    articles: dict[str, Coded]
    problems: list[Problem]
    rows: dict[str, Rows]
    read: Mapping[str, Collection[str]] = {}
    facts_read: Mapping[str, Collection[str]] = {}

    def of(self, article: str) -> Coded:
        """Return the codings of an article."""
        none: dict[str, Rows] = {coder: [] for coder in self.read}
        return self.articles.get(article) or Coded(none, [], none)

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


def reloaded(codings: Codings | None, reader: StudyReader) -> Codings:
    """Return the codings of a study, the same object if nothing has changed."""
    people, folder = reader.people.coders, reader.paths.coded
    names = [*coders.files(people), *map(blinding.marks_file, people)]
    hashes = tuple(digest((folder / name).read_bytes()) if (folder / name).is_file() else "" for name in names)
    basis = (reader.study.codebook, people, *hashes)
    return codings if codings and codings.basis == basis else _read(basis, reader)


def _read(basis: tuple[Any, ...], reader: StudyReader) -> Codings:
    """Read and check the coders' files, and compute the decisions due."""
    problems: list[Problem] = []
    people, folder, book = reader.people.coders, reader.paths.coded, reader.study.codebook
    statements = {coder: _rows(folder, f"{coder}.csv", schema.CODER_ROWS, problems) for coder in people}
    found = {coder: _rows(folder, f"{coder}_facts.csv", schema.CODER_FACTS, problems) for coder in people}
    rows = {f"{coder}.csv": own for coder, own in statements.items()}
    rows |= {f"{coder}_facts.csv": own for coder, own in found.items()}
    if lacking := settings_files.check_codebook(book):
        return Codings(basis, {}, problems + lacking, rows)
    rows |= {f"{coder}.csv": aliases.as_ids(own, book) for coder, own in statements.items()}
    study, placed, of_facts = reader.with_rows(rows), {}, {}
    for coder in people:
        coding, wrong = coded_rows.check_coding(f"{coder}.csv", coder, study)
        placed[coder] = sorted(coding, key=lambda row: (row["article"], int(row["sentence_start"]), int(row["start"])))
        problems += [*wrong, *coded_rows.check_facts(f"{coder}_facts.csv", study)]
        of_facts[coder] = placeable(facts.numbered(found[coder], coder), reader)
    read, facts_read = loader.texts_read(folder, reader.people, rows.__getitem__)
    return Codings(basis, _by_article(placed, of_facts, read), problems, rows, read, facts_read)


def _rows(folder: Path, name: str, table: Table, problems: list[Problem]) -> Rows:
    """Return the rows of a coder's file, none if it is not there; add the problems of its shape."""
    return loader.read_table(folder, name, table.names, problems) if (folder / name).exists() else []


def placeable(rows: Rows, reader: StudyReader) -> Rows:
    """Return facts with their places, without those whose quotation has no single place."""
    placed = []
    for row in rows:
        with suppress(LookupError):
            placed.append(facts.place_fact(row, reader.texts))
    return placed


def _by_article(
    placed: Mapping[str, Rows], of_facts: Mapping[str, Rows], read: Mapping[str, Collection[str]]
) -> dict[str, Coded]:
    """Return what the coders have by article, and what is due; an article that somebody finished is among them."""
    articles = {row["article"] for rows in (*placed.values(), *of_facts.values()) for row in rows}.union(*read.values())
    coded = {id: Coded({coder: [] for coder in read}, [], {coder: [] for coder in read}) for id in sorted(articles)}
    for coder in placed:
        for row in placed[coder]:
            coded[row["article"]].rows[coder].append(row)
        for row in of_facts[coder]:
            coded[row["article"]].facts[coder].append(row)
    for row in adjudication.decisions_due(placed, read):
        coded[row["article"]].due.append(row)
    return coded
