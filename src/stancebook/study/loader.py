"""A study as its authors wrote it: settings, codebook, sources, texts and tables, read as far as possible.

A part that cannot be read becomes a problem and an empty part, so that the other parts can still be checked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from stancebook.core import schema, yaml_files
from stancebook.core.authored import authored_csv, spreadsheet_cells
from stancebook.core.authored.cell_checks import check_ids
from stancebook.core.bounds import progress, reading
from stancebook.core.bounds.limits import BeyondLimit
from stancebook.core.bounds.yaml_nodes import parse_yaml
from stancebook.core.columns import Table
from stancebook.core.english import NO_NAMES
from stancebook.core.paths import RunPaths, is_there
from stancebook.core.problems import Problem, UserError
from stancebook.core.tables import Rows
from stancebook.study import aliases, codebook, coders, freeze
from stancebook.study.coders import People
from stancebook.study.validation import raw_texts
from stancebook.texts import cleaning, corpus

SOURCES = "sources.csv"
MISSING = "the file is missing"
MARKS = ("nothing", "finished", "opened", "reopened")  # the first one on a sentence, the others on an article
NEEDED = ("study.yaml", "codebook.yaml", SOURCES)
ADJUDICATION = "adjudication.csv"
KINDS = ("boilerplate", "elision", "byline", "cited_outlet", "error", "contradiction", "paraphrase", "dating", "other")
TextsRead = dict[str, frozenset[str]]  # by coder


class Authored(NamedTuple):
    """Everything that people wrote; a part that could not be read is empty (None for codebook and cleaning rules).

    `articles` are the cleaned texts by id, `rows` the rows of each table of data/coded by file name. `how` says of each
    file that a spreadsheet saved how it was read, and `numbers` has the numbers of its rows where some were blank.
    """

    settings: dict[str, Any]
    codebook: codebook.Codebook | None
    cleaning_rules: cleaning.CleaningRules | None
    sources: Rows
    articles: dict[str, corpus.Article]
    rows: dict[str, Rows]
    how: Mapping[str, tuple[str, ...]] = {}
    numbers: Mapping[str, Sequence[int]] = {}
    people: People = coders.NOBODY


def tables_of(by: Iterable[str]) -> dict[str, Table]:
    """Return the tables of data/coded by file, in a study with these coders."""
    by = tuple(by)
    return {
        SOURCES: schema.SOURCES,
        "provenance.csv": schema.PROVENANCE,
        **{f"{coder}.csv": schema.CODER_ROWS for coder in by},
        **{f"{coder}_facts.csv": schema.CODER_FACTS for coder in by},
        "facts.csv": schema.ADJUDICATED_FACTS,
        **{f"{coder}_source_notes.csv": schema.CODER_NOTES for coder in by},
        "source_notes.csv": schema.SOURCE_NOTES,
        ADJUDICATION: schema.adjudication(by),
        "fact_decisions.csv": schema.fact_decisions(by),
        "source_note_decisions.csv": schema.source_note_decisions(by),
        "map.csv": schema.MAP,
    }


def optional_files(by: Sequence[str], names: Mapping[str, str] = NO_NAMES) -> dict[str, str]:
    """Return the files of data/coded that a study of these coders may lack, each with what cannot be shown then.

    `names` are the names of coders by id.
    """
    return {
        "cleaning.yaml": "words that only rules of the study’s own would remove",
        "provenance.csv": "the reports behind the texts",
        "source_notes.csv": "notes on the sources",
        "map.csv": "a map",
        **{f"{coder}.csv": f"{names.get(coder, coder)}’s statements" for coder in by},
        "frozen.json": "that the codings are from before anyone compared them",
        ADJUDICATION: "decisions between the coders",
        **{f"{coder}_facts.csv": f"{names.get(coder, coder)}’s facts" for coder in by},
        "facts.csv": "adjudicated facts",
        "fact_decisions.csv": "decisions on facts",
        **{f"{coder}_source_notes.csv": f"{names.get(coder, coder)}’s notes on the sources" for coder in by},
        "source_note_decisions.csv": "decisions on notes on the sources",
    }


def optional_columns(name: str) -> list[str]:
    """Return the columns that a file of data/coded may have or lack."""
    table = tables_of(()).get(name)
    return [column.name for column in table.optional] if table else []


def names_actors(name: str, by: Iterable[str]) -> bool:
    """Return whether the column actor of a file may hold aliases: in that of a coder, and in adjudication.csv."""
    return name in (*(f"{coder}.csv" for coder in by), ADJUDICATION)


def texts_read(folder: Path, people: People, rows_of: Callable[[str], Rows]) -> tuple[TextsRead, TextsRead]:
    """Return the texts in which each coder looked for statements, and those in which it looked for facts.

    `rows_of` gives the rows of a file of this folder data/coded.
    """
    statements, facts = {}, {}
    for id, coder in people.coders.items():
        own = (rows_of(f"{id}.csv"), rows_of(f"{id}_facts.csv"), _marks(folder, id))
        statements[id], facts[id] = coders.texts_read(coder, *own), coders.facts_read(coder, *own)
    return statements, facts


def notes_read(folder: Path, people: People, rows_of: Callable[[str], Rows]) -> TextsRead:
    """Return the texts that each coder read for source notes; `rows_of` as in texts_read."""
    read = {}
    for id, coder in people.coders.items():
        rows = [*rows_of(f"{id}.csv"), *rows_of(f"{id}_facts.csv")]
        read[id] = coders.facts_read(coder, rows, rows_of(f"{id}_source_notes.csv"), _marks(folder, id))
    return read


def _marks(folder: Path, coder: str) -> Rows:
    """Return what a coder marked at the desk."""
    return read_table(folder, f"{coder}_marks.csv", schema.MARKS.names, [])


def is_absent(folder: Path, name: str) -> bool:
    """Return whether a file of data/coded is optional and not there; a coder's statements are needed once frozen."""
    if name in NEEDED or is_there(folder / name):
        return False
    freezes = freeze.read_record(folder)
    return not freezes or name.endswith(("_facts.csv", "_source_notes.csv")) or name not in freezes[-1]["files"]


def read_settings(paths: RunPaths) -> tuple[Authored, list[Problem]]:
    """Return the YAML files and sources.csv, without texts and codings, and the problems of reading them."""
    problems: list[Problem] = []
    settings = _yaml(paths, "study.yaml", _settings, problems) or {}
    book = _yaml(paths, "codebook.yaml", codebook.from_yaml, problems)
    rules = _yaml(paths, "cleaning.yaml", cleaning.read_rules, problems)
    listed = _read(paths.coded, SOURCES, schema.SOURCES.names, optional_columns(SOURCES))
    sources, mended = spreadsheet_cells.mend(listed.rows, schema.SOURCES, spreadsheet_cells.ids_by_file(listed.rows))
    problems += [*listed.problems, *check_ids(SOURCES, sources, "article")]
    people, in_people = coders.read(settings, paths.coded)
    how, numbers = {SOURCES: listed.how + mended}, {SOURCES: listed.numbers}
    return Authored(settings, book, rules, sources, {}, {}, how, numbers, people), problems + in_people


def read_coded(paths: RunPaths, settings: Authored, problems: list[Problem]) -> tuple[Authored, list[Problem]]:
    """Return the settings with the cleaned texts and what was coded in them, and all problems."""
    problems = list(problems)
    expected = {name: table for name, table in tables_of(settings.people.coders).items() if name != SOURCES}
    found = {name: _read(paths.coded, name, table.names, optional_columns(name)) for name, table in expected.items()}
    problems += [problem for table in found.values() for problem in table.problems]
    used = {
        row.get(column, "") for table in found.values() for row in table.rows for column in ("article", "article_b")
    }
    sources, lost = _with_zeros(settings.sources, used)
    settings, problems = settings._replace(sources=sources), problems + lost
    ids, book = [row["article"] for row in sources], settings.codebook
    mended = {name: as_meant(name, table.rows, ids, book, settings.people.coders) for name, table in found.items()}
    rows = {name: own for name, (own, _) in mended.items()}
    for name in (f"{coder}_proposals.csv" for coder in settings.people.coders):  # written by the desk alone
        if is_there(paths.coded / name):
            rows[name] = read_table(paths.coded, name, schema.PROPOSALS.names, problems)
    how = {**settings.how, **{name: table.how + mended[name][1] for name, table in found.items()}}
    texts = raw_texts.read(paths, settings.sources, problems)
    articles = _cleaned(texts, settings.cleaning_rules, problems)
    numbers = {**settings.numbers, **{name: table.numbers for name, table in found.items()}}
    return settings._replace(articles=articles, rows=rows, how=how, numbers=numbers), problems


def _cleaned(
    texts: Mapping[str, str], rules: cleaning.CleaningRules | None, problems: list[Problem]
) -> dict[str, corpus.Article]:
    """Return the cleaned texts by id, none without rules; add to the problems if a rule takes too long."""
    if rules is None:
        return {}
    try:
        every = progress.counted("cleaning texts", texts.items())
        return {id: cleaning.clean_article(id, raw, rules)[0] for id, raw in every}
    except BeyondLimit as error:
        file, _, place = error.place.partition(", ")
        problems.append(Problem(file, None, place, error.message, error.fix))
        return {}


def _with_zeros(sources: Rows, used: Collection[str]) -> tuple[Rows, list[Problem]]:
    """Return the sources with the leading zeros of their ids that all other files have, and a problem for each."""
    found, problems = [], []
    by_digits: dict[str, list[str]] = {}
    for each in used:
        by_digits.setdefault(each.lstrip("0"), []).append(each)
    for number, row in enumerate(sources, 2):
        id = row["article"]
        longer = [each for each in by_digits.get(id.lstrip("0"), ()) if len(each) > len(id)]
        if id.isdecimal() and id not in used and len(longer) == 1:
            message = f"'{id}' lost its zeros: the other files have {longer[0]}"
            problems.append(Problem(SOURCES, number, "article", message, f"write {longer[0]}, as text"))
            row = {**row, "article": longer[0]}
        found.append(row)
    return found, problems


def as_meant(
    name: str, rows: Rows, articles: Collection[str], book: codebook.Codebook | None, by: Collection[str]
) -> tuple[Rows, tuple[str, ...]]:
    """Return the rows of a file of data/coded with what a spreadsheet changed put right, and ids for aliases.

    Beside them stands what was put right. `articles` are the ids of sources.csv, `by` the coders.
    """
    mended, how = spreadsheet_cells.mend(rows, tables_of(by)[name], articles)
    return aliases.as_ids(mended, book, names_actors(name, by)) if book else mended, how


def authored_rows(
    folder: Path, name: str, articles: Collection[str], book: codebook.Codebook, by: Collection[str]
) -> Rows:
    """Return the rows of a file of data/coded, none of an optional one that is absent.

    Raises UserError if it cannot be read.
    """
    table = _read(folder, name, tables_of(by)[name].names, optional_columns(name))
    if table.problems:
        raise UserError("\n".join(map(str, table.problems)))
    return as_meant(name, table.rows, articles, book, by)[0]


def _settings(content: Any) -> dict[str, Any]:
    """Return the content of study.yaml; raises WrongShape if it has no entries."""
    if content is None:
        raise yaml_files.WrongShape([yaml_files.Fault("", "the file is empty", "write title: … and the other entries")])
    yaml_files.expect(content, {...: object})
    return dict(content)


def missing(name: str) -> Problem:
    """Return the problem of a file that is needed and not there."""
    add = ", or add texts: stancebook add FILE…" if name == SOURCES else ""
    return Problem(name, None, "", MISSING, f"put it into data/coded{add}")


def _yaml(paths: RunPaths, name: str, build: Callable[[Any], Any], problems: list[Problem]) -> Any:
    """Return the result of `build` for a YAML file of data/coded, for an optional one that is absent that of None.

    If it fails, return None, and add to the problems.
    """
    if is_absent(paths.coded, name):
        return build(None)
    try:
        content, repeated = parse_yaml(reading.read_text(paths.coded / name))
        for key, line in repeated:
            problems.append(Problem(name, line, "", f"'{key}' stands there twice", "make one of them"))
        return build(content)
    except FileNotFoundError:
        problems.append(missing(name))
    except (OSError, BeyondLimit) as error:
        problems.append(reading.unreadable(name, error))
    except UnicodeDecodeError as error:
        problems.append(Problem(name, None, "", f"byte {error.start} is not UTF-8", "save the file as UTF-8"))
    except yaml.YAMLError as error:
        row, message, fix = yaml_files.explain(error)
        problems.append(Problem(name, row, "", message, fix))
    except yaml_files.WrongShape as error:
        problems += [Problem(name, None, *fault) for fault in error.faults]
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as error:
        message, told, fix = str(error).rpartition("; ")
        if not told or not isinstance(error, ValueError):
            message = f"an entry is missing or of another shape ({error})"
            fix = "see data/README.md for its shape"
        problems.append(Problem(name, None, "", message, fix))
    return None


def read_table(
    folder: Path, name: str, columns: Sequence[str], problems: list[Problem], optional: Sequence[str] = ()
) -> Rows:
    """Return the rows of a CSV file in a folder, none of an optional one that is absent.

    If its shape is wrong, return none and add to the `problems`.
    """
    table = _read(folder, name, columns, optional)
    problems += table.problems
    return table.rows


def _read(folder: Path, name: str, columns: Sequence[str], optional: Sequence[str] = ()) -> authored_csv.AuthoredFile:
    """Return a CSV file in a folder as read, nothing where an optional file is absent."""
    if is_absent(folder, name):
        return authored_csv.AuthoredFile([])
    if not is_there(folder / name):
        return authored_csv.AuthoredFile([], problems=[missing(name)])
    return authored_csv.read(name, folder / name, columns, optional)
