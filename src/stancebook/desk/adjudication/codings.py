"""The codings of a study for adjudication: what each coder has on an article, the decisions due, the files' problems.

They are computed again only if a coder's file, a coder's marks or the codebook has changed.

>>> Coded({"ada": [{"actor": "arland"}], "ben": []}, [], {}).all_rows
[{'actor': 'arland'}]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from stancebook.core import schema
from stancebook.core.bounds import reading
from stancebook.core.columns import Table
from stancebook.core.files import digest
from stancebook.core.problems import Problem
from stancebook.core.tables import Row, Rows
from stancebook.desk import blinding
from stancebook.desk.study_reader import StudyReader
from stancebook.study import adjudication, aliases, coders, facts, loader
from stancebook.study.facts import FACTS, NOTES, Noted
from stancebook.study.loader import Authored
from stancebook.study.validation import coded_rows, settings_files

NOTED = {FACTS: schema.CODER_FACTS, NOTES: schema.CODER_NOTES}  # the tables of what coders note beside statements


class Coded(NamedTuple):
    """What the coders have in one article, with places, and the decisions due on it.

    `rows` leads from each coder to the statements, `noted` from facts and source notes to those of each coder.
    """

    rows: dict[str, Rows]
    due: Rows
    noted: Mapping[Noted, dict[str, Rows]]

    @property
    def all_rows(self) -> Rows:
        """The statements of all coders."""
        return [row for rows in self.rows.values() for row in rows]


class Codings(NamedTuple):
    """The codings of a study by article, and the problems of the coders' files.

    `basis` changes if the files or the codebook change; `rows` are the rows of each file. `read` has the texts in which
    each coder looked for statements, `noted_read` those for facts, and for source notes.
    """

    basis: tuple[Any, ...]
    articles: dict[str, Coded]
    problems: list[Problem]
    rows: dict[str, Rows]
    read: Mapping[str, Collection[str]] = {}
    noted_read: Mapping[Noted, Mapping[str, Collection[str]]] = {}

    def of(self, article: str) -> Coded:
        """Return the codings of an article."""
        return self.articles.get(article) or _nothing(self.read)

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
    hashes = tuple(digest(reading.read_bytes(folder / name)) if (folder / name).is_file() else "" for name in names)
    basis = (reader.study.codebook, people, *hashes)
    return codings if codings and codings.basis == basis else _read(basis, reader)


def _read(basis: tuple[Any, ...], reader: StudyReader) -> Codings:
    """Read and check the coders' files, and compute the decisions due."""
    problems: list[Problem] = []
    people, folder, book = reader.people.coders, reader.paths.coded, reader.study.codebook
    statements = {coder: _rows(folder, f"{coder}.csv", schema.CODER_ROWS, problems) for coder in people}
    found = {
        of: {coder: _rows(folder, of.of_coder(coder), table, problems) for coder in people}
        for of, table in NOTED.items()
    }
    rows = {f"{coder}.csv": own for coder, own in statements.items()}
    rows |= {of.of_coder(coder): own for of in found for coder, own in found[of].items()}
    if lacking := settings_files.check_codebook(book):
        return Codings(basis, {}, problems + lacking, rows)
    rows |= {f"{coder}.csv": aliases.as_ids(own, book) for coder, own in statements.items()}
    numbered = {of.of_coder(coder): facts.numbered(own, coder, of) for of in found for coder, own in found[of].items()}
    placed: dict[str, Rows] = {coder: [] for coder in people}
    noted: dict[Noted, dict[str, Rows]] = {of: {coder: [] for coder in people} for of in NOTED}
    for study, numbers in _by_text(rows | numbered, reader):  # so that each text is cleaned once
        for coder in people:
            of_statements = f"{coder}.csv"
            coding, wrong = coded_rows.check_coding(of_statements, coder, study, numbers[of_statements])
            placed[coder] += sorted(coding, key=lambda row: (int(row["sentence_start"]), int(row["start"])))
            problems += wrong
            for of in NOTED:
                problems += check_noted(of, of.of_coder(coder), study, numbers[of.of_coder(coder)])
                noted[of][coder] += placeable(study.rows[of.of_coder(coder)], reader)
    problems.sort(key=lambda problem: ([*rows].index(problem.file), problem.row or 0))
    read, facts_read = loader.texts_read(folder, reader.people, rows.__getitem__)
    noted_read = {FACTS: facts_read, NOTES: loader.notes_read(folder, reader.people, rows.__getitem__)}
    due = adjudication.decisions_due(placed, read, book.changes if book else ())
    return Codings(basis, _by_article(placed, noted, due, read), problems, rows, read, noted_read)


def check_noted(of: Noted, file: str, study: Authored, numbers: Sequence[int] | None = None) -> list[Problem]:
    """Return the problems of a file of facts or of source notes; `numbers` are those of its rows, if not all."""
    if of == FACTS:
        return coded_rows.check_facts(file, study, numbers)
    return coded_rows.check_notes(study, numbers, file)


def _by_text(rows: Mapping[str, Rows], reader: StudyReader) -> Iterator[tuple[Authored, dict[str, list[int]]]]:
    """Yield, for each article, the study with the rows on it alone, and their numbers by file."""
    groups: defaultdict[str, dict[str, dict[int, Row]]] = defaultdict(lambda: {file: {} for file in rows})
    for file, own in rows.items():
        for number, row in enumerate(own, 2):
            groups[row["article"]][file][number] = row
    for _, there in sorted(groups.items()):
        study = reader.with_rows({file: [*own.values()] for file, own in there.items()})
        yield study, {file: [*own] for file, own in there.items()}


def _rows(folder: Path, name: str, table: Table, problems: list[Problem]) -> Rows:
    """Return the rows of a coder's file, none if it is not there; add the problems of its shape."""
    return loader.read_table(folder, name, table.names, problems) if (folder / name).exists() else []


def placeable(rows: Rows, reader: StudyReader, others: Rows = ()) -> Rows:
    """Return facts, or source notes, with their places, without those whose quotation has no single place.

    `others` are facts with places: where one has the same quotation, the text is not asked for.
    """
    places = {(row["article"], row["quote"], row["occurrence"]): (row["start"], row["end"]) for row in others}
    placed = []
    for row in rows:
        with suppress(LookupError):
            at = places.get((row["article"], row["quote"], row["occurrence"]))
            placed.append({**row, "start": at[0], "end": at[1]} if at else facts.place(row, reader.texts))
    return placed


def _by_article(
    placed: Mapping[str, Rows],
    noted: Mapping[Noted, Mapping[str, Rows]],
    due: Rows,
    read: Mapping[str, Collection[str]],
) -> dict[str, Coded]:
    """Return what the coders have by article, and what is due; an article that somebody finished is among them."""
    all_rows = [row for coded in (placed, *noted.values()) for rows in coded.values() for row in rows]
    articles = {row["article"] for row in all_rows}.union(*read.values())
    by_article = {id: _nothing(read) for id in sorted(articles)}
    for coder in placed:
        for row in placed[coder]:
            by_article[row["article"]].rows[coder].append(row)
        for of in noted:
            for row in noted[of][coder]:
                by_article[row["article"]].noted[of][coder].append(row)
    for row in due:
        by_article[row["article"]].due.append(row)
    return by_article


def _nothing(coders: Iterable[str]) -> Coded:
    """Return the codings of an article in which these coders have nothing."""
    coders = list(coders)
    return Coded({coder: [] for coder in coders}, [], {of: {coder: [] for coder in coders} for of in NOTED})
