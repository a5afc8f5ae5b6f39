"""What people coded of the validation sample: their rows, the sentences that they have read, and what is wrong with it.

A validator codes at the desk (<validator>.csv and <validator>_marks.csv) or in a sheet (<validator>_sheet.csv).

>>> validation = Validation(Sample([], []), {"ben": []}, {"ben": frozenset({("010", "0")})})
>>> validation._replace(sample=Sample([{"article": "010", "sentence_start": "7"}], [])).unread
{'ben': 1}
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stancebook.core import schema
from stancebook.core.authored import spreadsheet_cells
from stancebook.core.authored.cell_checks import check_article
from stancebook.core.columns import Table
from stancebook.core.english import NO_NAMES, listed, plural, verb
from stancebook.core.paths import is_there
from stancebook.core.problems import Problem, renumbered
from stancebook.core.tables import Row, Rows
from stancebook.study import aliases, loader
from stancebook.study.loader import Authored
from stancebook.study.people import blind_sheet, sample
from stancebook.study.people.sample import Place, Sample
from stancebook.study.people.tables import SAMPLE, SHEET, STRATA
from stancebook.study.validation import coded_rows
from stancebook.study.validation.settings_files import article_ids

if TYPE_CHECKING:
    from stancebook.study.study import Study

FOLDER = "validation"
OF_ALL = (sample.FILE, sample.STRATA_FILE, blind_sheet.FILE)
OWN = re.compile(r"(?P<validator>[a-z][a-z0-9_]*?)(?:_sheet|_marks|_facts|_training|_memos)?\.csv")
RESTORE = "restore the file; a sample is drawn once"
READ = "nothing"  # the mark of a sentence that was read and holds no statement


class Validation(NamedTuple):
    """A sample, the rows that each validator has on its sentences, placed, and the sentences that each has read.

    Validators are those whom study.yaml names, and those who have read any.
    """

    sample: Sample
    codings: dict[str, Rows]
    read: dict[str, frozenset[Place]]

    @property
    def unread(self) -> dict[str, int]:
        """How many sampled sentences each validator has not read; nobody who has read all."""
        left = {name: len(set(self.sample.places) - read) for name, read in self.read.items()}
        return {name: n for name, n in left.items() if n}

    @property
    def is_complete(self) -> bool:
        """Whether a sample is drawn, people have coded it, and nobody has still to: nobody sees a code too early."""
        return bool(self.sample.rows and self.read) and not self.unread


def progress(validation: Validation, names: Mapping[str, str] = NO_NAMES) -> str:
    """Return how many sentences are drawn, and how many each person has read; `names` are theirs by id."""
    n = len(validation.sample.rows)
    if not n:
        return "no sample of sentences is drawn"
    read = [f"{names.get(id, id)} has read {len(own)}" for id, own in validation.read.items()]
    return f"{plural(n, 'sentence')} {verb(n, 'is', 'are')} drawn, and {listed(read or ['nobody has coded any'])}"


class Coded(NamedTuple):
    """What a validator has on file: placed rows, sentences marked as without a statement, and the problems."""

    rows: Rows
    nothing: set[Place]
    problems: list[Problem]


def of_study(study: Study) -> Validation:
    """Return the Validation of a run, on its articles; empty if no sample is drawn."""
    authored = Authored(
        settings=study.settings,
        codebook=study.codebook,
        cleaning_rules=study.cleaning_rules,
        sources=study.source_rows,
        articles=study.articles,
        rows={},
        people=study.people,
    )
    return read_validation(study.paths.validation, authored)


def read_validation(folder: Path, authored: Authored) -> Validation:
    """Return the Validation in a folder, on the articles at hand; rows without a place are left out."""
    drawn = sample.read_sample(folder, article_ids(authored)) or Sample([], [])
    drawn = drawn._replace(rows=[row for row in drawn.rows if row["article"] in authored.articles])
    coded = {name: read_validator(folder, name, authored) for name in validators(folder, authored)}
    places = set(drawn.places)
    codings = {name: [row for row in own.rows if _place(row) in places] for name, own in coded.items()}
    read = {name: frozenset({*map(_place, codings[name]), *(own.nothing & places)}) for name, own in coded.items()}
    begun = [name for name in coded if read[name] or name in authored.people.validators]
    return Validation(drawn, {name: codings[name] for name in begun}, {name: read[name] for name in begun})


def validators(folder: Path, authored: Authored) -> list[str]:
    """Return the ids of the validators: those that study.yaml names, else those who have a file in the folder."""
    return [*authored.people.validators] or list(dict.fromkeys(filter(None, map(_owner, _files(folder)))))


def _files(folder: Path) -> list[str]:
    """Return the names of the CSV files of a folder but those that belong to all."""
    return sorted(path.name for path in folder.glob("*.csv") if path.name not in OF_ALL)


def _owner(file: str) -> str:
    """Return the validator to whom a file belongs; "" if its name is none of a validator's."""
    found = OWN.fullmatch(file)
    return found["validator"] if found else ""


def _place(row: Row) -> Place:
    return str(row["article"]), str(row["sentence_start"])


def read_validator(folder: Path, name: str, authored: Authored) -> Coded:
    """Return what a validator has on file, at the desk and in a sheet."""
    at_desk, in_sheet = _at_desk(folder, name, authored), _in_sheet(folder, name, authored)
    rows, nothing = [*at_desk.rows, *in_sheet.rows], at_desk.nothing | in_sheet.nothing
    problems = at_desk.problems + in_sheet.problems
    if at_desk.rows and in_sheet.rows:
        file = f"{FOLDER}/{name}{blind_sheet.ENDING}"
        problems.append(Problem(file, None, "", f"{name} has rows of the desk, too", "keep one of the two files"))
    return Coded(rows, nothing, problems)


def _at_desk(folder: Path, name: str, authored: Authored) -> Coded:
    """Return what a validator wrote at the desk."""
    file = f"{name}.csv"
    problems: list[Problem] = []
    rows, numbers = _read(folder, file, schema.CODER_ROWS, authored, problems)
    placed = _checked(file, name, rows, numbers, authored, problems)
    marks, _ = _read(folder, f"{name}_marks.csv", schema.MARKS, authored, problems)
    return Coded(placed, {_place(row) for row in marks if row["mark"] == READ}, problems)


def _in_sheet(folder: Path, name: str, authored: Authored) -> Coded:
    """Return what a validator filled into a sheet."""
    file, nothing = f"{name}{blind_sheet.ENDING}", set()
    problems: list[Problem] = []
    filled: Rows = []
    at: list[int] = []
    (rows, numbers), ids = _read(folder, file, SHEET, authored, problems), article_ids(authored)
    for number, row in zip(numbers, rows, strict=True):
        article = authored.articles.get(row["article"])
        wrong = check_article(f"{FOLDER}/{file}", number, row, ids)
        if article and not wrong and (fault := blind_sheet.fault(row, article)):
            message, _, fix = fault.rpartition("; ")
            wrong.append(Problem(f"{FOLDER}/{file}", number, "", message, fix))
        problems += wrong
        if article and not wrong and blind_sheet.is_filled(row):
            filled.append(blind_sheet.as_coded(row, article))
            at.append(number)
        elif article and not wrong and row["mark"].strip():
            nothing.add(_place(row))
    return Coded(_checked(file, name, filled, at, authored, problems), nothing, problems)


def _read(
    folder: Path, name: str, table: Table, authored: Authored, problems: list[Problem]
) -> tuple[Rows, Sequence[int]]:
    """Return the rows of a file as they were meant, and their numbers; none if it is not there, or not in order."""
    read = spreadsheet_cells.read(f"{FOLDER}/{name}", folder / name, table, article_ids(authored))
    problems += read.problems
    return read.rows, read.numbers


def _checked(
    name: str, coder: str, rows: Rows, numbers: Sequence[int], authored: Authored, problems: list[Problem]
) -> Rows:
    """Return the rows of a file that have their place, and add the problems of all of them."""
    if not rows or authored.codebook is None:
        return []
    file = f"{FOLDER}/{name}"
    study = authored._replace(rows={file: aliases.as_ids(rows, authored.codebook)})
    placed, wrong = coded_rows.check_coding(file, coder, study)
    problems += [renumbered(problem, numbers) for problem in wrong]
    return placed


def tables_by_sentence(folder: Path) -> dict[Path, Table]:
    """Return the tables of a folder that name sentences by their start, by path, as far as the files are there."""
    own = {sample.FILE: SAMPLE, blind_sheet.FILE: SHEET}
    for file in _files(folder):
        own |= {file: SHEET} if file.endswith(blind_sheet.ENDING) else {}
        own |= {file: schema.MARKS} if file.endswith("_marks.csv") else {}
    return {folder / file: table for file, table in own.items() if is_there(folder / file)}


# ---- what a check says


def check_validation(folder: Path, authored: Authored) -> list[Problem]:
    """Return the problems of the files of data/validation; none if there is no such folder."""
    problems: list[Problem] = []
    rows, numbers = _read(folder, sample.FILE, SAMPLE, authored, problems)
    if rows and not is_there(folder / sample.STRATA_FILE):
        return [Problem(f"{FOLDER}/{sample.STRATA_FILE}", None, "", loader.MISSING, "restore it from the draw")]
    strata, at = _read(folder, sample.STRATA_FILE, STRATA, authored, problems)
    for number, row in zip(at, strata, strict=True):
        if not sample.is_as_drawn(row):
            file = f"{FOLDER}/{sample.STRATA_FILE}"
            problems.append(Problem(file, number, "", "the stratum is not as it was drawn", RESTORE))
    problems += _check_sample(rows, numbers, {row["stratum"] for row in strata}, authored)
    places = set(map(_place, rows))
    for name in validators(folder, authored):
        own = read_validator(folder, name, authored)
        outside = sorted({*map(_place, own.rows), *own.nothing} - places)
        problems += own.problems
        problems += [_outside(name, *place) for place in outside]
    return problems + _check_names(folder, authored)


def _check_sample(rows: Rows, numbers: Sequence[int], strata: set[str], authored: Authored) -> list[Problem]:
    """Return the problems of the rows of the sample: unknown articles, sentences and strata, and repeated rows."""
    file, problems, seen, ids = f"{FOLDER}/{sample.FILE}", [], set(), article_ids(authored)
    sampled = {row["article"] for row in rows} & authored.articles.keys()
    starts = {id: {str(each.span.start) for each in authored.articles[id].sentences} for id in sampled}
    for number, row in zip(numbers, rows, strict=True):
        wrong = check_article(file, number, row, ids)
        id, start = _place(row)
        if id in starts and start not in starts[id]:
            message = f"no sentence of {id} starts at '{start}'"
            wrong.append(Problem(file, number, "sentence_start", message, RESTORE))
        if (id, start) in seen:
            wrong.append(Problem(file, number, "", "the sentence stands there twice", RESTORE))
        if row["stratum"] not in strata:
            message = f"'{row['stratum']}' is no stratum of {sample.STRATA_FILE}"
            wrong.append(Problem(file, number, "stratum", message, RESTORE))
        seen.add(_place(row))
        problems += wrong
    return problems


def _outside(name: str, article: str, start: str) -> Problem:
    """Return the problem of a sentence that a validator coded and that was not drawn."""
    message = f"the sentence of {article} that starts at {start} is not in the sample"
    return Problem(f"{FOLDER}/{name}.csv", None, "", message, "take its rows and marks out")


def _check_names(folder: Path, authored: Authored) -> list[Problem]:
    """Return a problem for each file of the folder that belongs to nobody, or to somebody whom study.yaml lacks."""
    problems, named = [], authored.people.validators
    for file in _files(folder):
        owner = _owner(file)
        if not owner:
            fix = "name it <validator>_sheet.csv: small letters, digits and _"
            problems.append(Problem(f"{FOLDER}/{file}", None, "", "the name is none of a validator's file", fix))
        elif named and owner not in named:
            fix = f"name {owner} under validators, or take the file away"
            problems.append(Problem(f"{FOLDER}/{file}", None, "", f"study.yaml names no validator {owner}", fix))
    return problems
