"""The people and programs of a study: who codes, who adjudicates, who validates, and which texts each coder read.

study.yaml names them. Where it names no coder, the files in data/coded tell who codes.

>>> people, problems = read({"coders": {"ada": {"name": "Ada Lund"}, "Ben": {"kind": "robot"}}})
>>> people.coders["ada"]
Coder(id='ada', name='Ada Lund', kind='person', version='', trained='', texts=None)
>>> print(*problems, sep="\\n")
study.yaml, coders: Ben: kind: 'robot' is not known; use person or program
study.yaml, coders: Ben: 'Ben' is no id; write it in small letters, digits and _, as in ben
>>> sorted(texts_read(people.coders["ada"], [{"article": "010"}], [], [{"article": "020", "mark": "finished"}]))
['010', '020']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from stancebook.core import csv_lines, schema, yaml_files
from stancebook.core.bounds import json_text, reading
from stancebook.core.bounds.yaml_nodes import parse_yaml
from stancebook.core.columns import Table
from stancebook.core.english import listed, nearest, verb
from stancebook.core.paths import CODING, is_there
from stancebook.core.problems import Problem, UserError
from stancebook.core.tables import Rows

FILE = "study.yaml"
KINDS = PERSON, PROGRAM = ("person", "program")
ROLES = ("coders", "adjudicators", "validators")
UNNAMED = ("coder_a", "coder_b")  # who may code where study.yaml names nobody, and no other file is there
ENDINGS = ("facts", "marks", "journal", "proposals", "memos", "comments", "source_notes", "training", "sheet")
RESERVED = {  # files of data/coded, columns of its tables, and what stands in place of a coder's id
    *("adjudicated", "adjudication", "facts", "sources", "provenance", "map", "source_notes", "fact_decisions"),
    *("source_note_decisions", "cleaning", "codebook", "study", "frozen", "sample", "validation", "training"),
    *("coder", "coders"),
    *("both", "all", "unread", "people", "programs", "present", "absent", "con", "prn", "aux", "nul"),
    *(
        column.name
        for table in (schema.ADJUDICATION, schema.FACT_DECISIONS, schema.SOURCE_NOTE_DECISIONS)
        for column in (*table.columns, *table.optional)
        if column.name not in UNNAMED
    ),
}
ENTRY = {"name?": str, "kind?": KINDS, "version?": str, "trained?": object, "texts?": [str]}
MANY = 8  # names; of more, a message has the nearest one alone
ALIKE = 8  # columns of a coder's rows that make a file a coder's, though others are misspelt or lacking
OF_CODER = {"": schema.CODER_ROWS, "_facts": schema.CODER_FACTS, "_source_notes": schema.CODER_NOTES}  # by ending


class Coder(NamedTuple):
    """A person or program: id, name to show, kind (person or program), version, day of training.

    `texts` are the texts that were given to this coder, None where study.yaml does not say.
    """

    id: str
    name: str
    kind: str = PERSON
    version: str = ""
    trained: str = ""
    texts: tuple[str, ...] | None = None


class People(NamedTuple):
    """Everybody of a study by id: coders in the order of study.yaml, adjudicators, validators.

    `are_named` is whether study.yaml names the coders.
    """

    coders: Mapping[str, Coder]
    adjudicators: Mapping[str, Coder]
    validators: Mapping[str, Coder]
    are_named: bool

    def coder(self, id: str) -> Coder:
        """Return anybody of the study by id; raise UserError with the names that there are."""
        everybody = {**self.validators, **self.adjudicators, **self.coders}
        if id not in everybody:
            raise UserError(unknown(id, everybody))
        return everybody[id]


NOBODY = People({}, {}, {}, False)


def unknown(id: str, known: Iterable[str]) -> str:
    """Return in a sentence that there is no such coder, and who there is.

    >>> unknown("bem", ("ada", "ben"))
    'there is no coder bem; there are ada and ben'
    """
    known = list(known)
    there = f"{verb(known, 'there is', 'there are')} {listed(known)}" if known else "nobody is named"
    best = nearest(id, known) if len(known) > MANY else ""
    return f"there is no coder {id}; " + (f"do you mean {best}?" if best else there)


# ---- whom study.yaml names


def read(settings: Mapping[str, Any], folder: Path | None = None) -> tuple[People, list[Problem]]:
    """Return the People of a study with these entries of study.yaml and the problems of the entries.

    Without entries under `coders`, those are the coders whose files are in the folder data/coded.
    """
    problems: list[Problem] = []
    found = {role: _people(role, settings.get(role), problems) for role in ROLES}
    named = bool(settings.get("coders")) and isinstance(settings["coders"], dict)
    ids = [] if named or folder is None else in_files(folder)
    if not named and {*ids} <= {*UNNAMED}:
        ids = [*UNNAMED]
    coders = found["coders"] or {id: Coder(id, id) for id in ids}
    adjudicators = {id: coders.get(id, person) for id, person in found["adjudicators"].items()}
    return People(coders, adjudicators, found["validators"], named), problems + _alike(found) + _in_two_roles(found)


def of_folder(folder: Path) -> People:
    """Return the People of a folder data/coded, as far as its study.yaml can be read."""
    try:
        content = parse_yaml(reading.read_text(folder / FILE))[0]
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        content = None
    return read(content if isinstance(content, dict) else {}, folder)[0]


def _people(role: str, entries: Any, problems: list[Problem]) -> dict[str, Coder]:
    """Return the people of a role by id, with the id alone where the entry has a problem; add the problems."""
    if entries is None:
        return {}
    if not isinstance(entries, dict):
        problems += [Problem(FILE, None, *fault) for fault in yaml_files.find_faults(entries, {}, role)]
        return {}
    entries, found = {str(id): {} if entry is None else entry for id, entry in entries.items()}, {}
    for id, entry in entries.items():
        place = f"{role}: {id}"
        wrong = [Problem(FILE, None, *fault) for fault in yaml_files.find_faults(entry, ENTRY, place)]
        wrong = wrong or _check_day(place, entry)
        unfit = _check_id(role, id)
        problems += wrong + unfit
        known = _plain(id) if unfit else id  # so that its files and columns bring no second problem
        if not unfit or (known not in entries and not _check_id(role, known)):
            found[known] = Coder(known, known) if wrong else _coder(known, entry)
    return found


def _coder(id: str, entry: Mapping[str, Any]) -> Coder:
    texts = tuple(entry["texts"]) if "texts" in entry else None
    trained = str(entry.get("trained") or "")
    return Coder(id, entry.get("name", id), entry.get("kind", PERSON), entry.get("version", ""), trained, texts)


def _plain(id: str) -> str:
    """Return an id in small letters, digits and _, as far as that is possible."""
    return re.sub(r"\W+", "_", id.casefold()).strip("_")[:40]


def _check_id(role: str, id: str) -> list[Problem]:
    """Return the problem of an id that names no coder's files, or other files too."""
    if not CODING.fullmatch(id):
        example = _plain(id) if CODING.fullmatch(_plain(id)) else "ada"
        fix = f"write it in small letters, digits and _, as in {example}"
        return [Problem(FILE, None, f"{role}: {id}", f"'{id}' is no id", fix)]
    if id in RESERVED or id.endswith(tuple(f"_{ending}" for ending in ENDINGS)):
        return [Problem(FILE, None, f"{role}: {id}", f"'{id}' names something else in a study", "choose another id")]
    return []


def _check_day(place: str, entry: Mapping[str, Any]) -> list[Problem]:
    """Return the problem of a day of training that is no day."""
    day = entry.get("trained")
    try:
        sound = day is None or isinstance(day, date) or date.fromisoformat(day) is not None
    except (TypeError, ValueError):
        sound = False
    fix = "write it as 2026-03-01, or leave it out"
    return [] if sound else [Problem(FILE, None, f"{place}: trained", f"'{day}' is no date", fix)]


def _alike(found: Mapping[str, Mapping[str, Coder]]) -> list[Problem]:
    """Return a problem for each two ids that have one name: nobody could tell them apart where names are shown."""
    seen: dict[str, str] = {}
    problems = []
    for role, people in found.items():
        for id, person in people.items():
            if person.name != id and (first := seen.setdefault(person.name.casefold(), id)) != id:
                message = f"'{person.name}' is {first} too"
                fix = f"write {first} in place of {id}, or tell the names apart"
                problems.append(Problem(FILE, None, f"{role}: {id}: name", message, fix))
    return problems


def _in_two_roles(found: Mapping[str, Mapping[str, Coder]]) -> list[Problem]:
    """Return a problem for each validator who codes, and for each adjudicator with another name than as a coder."""
    coders, problems = found["coders"], []
    for id, person in found["adjudicators"].items():
        if id in coders and person.name not in (id, coders[id].name):
            place, message = f"adjudicators: {id}: name", f"'{person.name}' is {coders[id].name} under coders"
            problems.append(Problem(FILE, None, place, message, f"write {id}: {{}}, or another id for another person"))
    for id in found["validators"]:
        if id in coders:
            message = f"{id} is a coder, and a validator has seen no codes"
            problems.append(Problem(FILE, None, f"validators: {id}", message, "name somebody else"))
    return problems


# ---- whose files are there


def files(coders: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the coders' files: the statements of each, then the facts, then the source notes of each.

    >>> files(["ada", "ben"])[1:4]
    ('ben.csv', 'ada_facts.csv', 'ben_facts.csv')
    """
    coders = tuple(coders)
    return tuple(f"{coder}{ending}.csv" for ending in OF_CODER for coder in coders)


def in_files(folder: Path) -> list[str]:
    """Return the ids of those whose files are in a folder, in order of the alphabet."""
    found = (owner(path.name) for path in folder.glob("*.csv") if is_coders(path, OF_CODER[_ending(path.name)]))
    return sorted({*found})


def owner(file: str) -> str:
    """Return the id of the coder whose file has this name, if it is a coder's."""
    return file.removesuffix(".csv").removesuffix(_ending(file))


def _ending(file: str) -> str:
    """Return how the name of a file ends before .csv, as in OF_CODER."""
    return max((ending for ending in OF_CODER if file.endswith(f"{ending}.csv")), key=len)


def is_coders(path: Path, table: Table) -> bool:
    """Return whether a file has a name that a coder's may have, and most columns of a coder's table."""
    id = owner(path.name)
    if not path.is_file() or not CODING.fullmatch(id) or _check_id("coders", id):
        return False
    try:
        with path.open("rb") as file:
            header = csv_lines.parse(file.readline(10_000)).header
    except (OSError, csv_lines.NoCsv):
        return False
    return len({*header} & {*table.names}) >= min(ALIKE, len(table.names) - 1)


# ---- what they read


def texts_read(coder: Coder, rows: Rows, facts: Rows, marks: Rows) -> frozenset[str]:
    """Return the texts in which a coder looked for statements; none if there is no statement and no text is finished.

    They are those given in study.yaml, else those with a statement or a fact, and those finished at the desk. `rows`
    are the coder's statements, `marks` the coder's marks.
    """
    finished = {row["article"] for row in marks if row["mark"] == "finished"}
    if not rows and not finished:
        return frozenset()
    return frozenset({row["article"] for row in (*rows, *facts)} | finished if coder.texts is None else coder.texts)


def facts_read(coder: Coder, rows: Rows, facts: Rows, marks: Rows) -> frozenset[str]:
    """Return the texts in which a coder looked for facts, or for source notes: those read, if it noted any at all."""
    return texts_read(coder, rows + facts, facts, marks) if facts else frozenset()


class CodingOrder(NamedTuple):
    """The texts of a coder in the order in which it coded them, and where that is from: the "journal" or its "rows"."""

    texts: list[str]
    source: str


def coding_order(coder: str, rows: Rows, journal: Path) -> CodingOrder:
    """Return the order in which a coder coded its texts: that of the desk's journal, texts without entries by rows."""
    content = reading.read_bytes(journal) if is_there(journal) else b""
    coded: list[str] = []
    for line in content.split(b"\n"):  # a note in it may hold other ends of lines
        try:
            changes = [each for each in json_text.loads(line)["changes"] if each["file"] == f"{coder}.csv"]
            coded += [(change["now"] or change["was"])["article"] for change in changes]
        except (ValueError, LookupError, TypeError):
            continue  # a line that a full disk cut short
    texts = list(dict.fromkeys([*coded, *(row["article"] for row in rows)]))
    return CodingOrder(texts, "journal" if coded else "rows")
