"""A study as its authors wrote it: settings, codebook, sources, texts and tables, read as far as possible.

A part that cannot be read becomes a problem and an empty part, so that the other parts can still be checked.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from stancebook.core import files, schema, tables, yaml_files
from stancebook.core.paths import RunPaths
from stancebook.core.problems import Problem, check_header, check_ids
from stancebook.core.tables import Rows
from stancebook.study import aliases, codebook, freeze
from stancebook.texts import cleaning, corpus

MARKS = ("nothing", "finished", "opened", "reopened")  # the first one on a sentence, the others on an article
TABLES = {  # of data/coded, by file
    "sources.csv": schema.SOURCES,
    "provenance.csv": schema.PROVENANCE,
    "coder_a.csv": schema.CODER_ROWS,
    "coder_b.csv": schema.CODER_ROWS,
    "coder_a_facts.csv": schema.CODER_FACTS,
    "coder_b_facts.csv": schema.CODER_FACTS,
    "facts.csv": schema.ADJUDICATED_FACTS,
    "source_notes.csv": schema.SOURCE_NOTES,
    "adjudication.csv": schema.ADJUDICATION,
    "fact_decisions.csv": schema.FACT_DECISIONS,
    "map.csv": schema.MAP,
}
MISSING = "the file is missing"
OPTIONAL = {  # the files of data/coded that a study may lack, each with what cannot be shown without it
    "cleaning.yaml": "words that only rules of the study’s own would remove",
    "provenance.csv": "the reports behind the texts",
    "source_notes.csv": "notes on the sources",
    "map.csv": "a map",
    "coder_a.csv": "coder_a’s statements",
    "coder_b.csv": "coder_b’s statements",
    "frozen.json": "that the codings are from before anyone compared them",
    "adjudication.csv": "decisions between the coders",
    "coder_a_facts.csv": "coder_a’s facts",
    "coder_b_facts.csv": "coder_b’s facts",
    "facts.csv": "adjudicated facts",
    "fact_decisions.csv": "decisions on facts",
}

NAMING = ("coder_a.csv", "coder_b.csv", "adjudication.csv")  # whose column actor may hold aliases

KINDS = ("boilerplate", "elision", "byline", "cited_outlet", "error", "contradiction", "paraphrase", "dating", "other")


class Authored(NamedTuple):
    """Everything that people wrote; a part that could not be read is empty (None for codebook and cleaning rules).

    `articles` are the cleaned texts by id, `rows` the rows of each table of data/coded by file name.
    """

    settings: dict[str, Any]
    codebook: codebook.Codebook | None
    cleaning_rules: cleaning.CleaningRules | None
    sources: Rows
    articles: dict[str, corpus.Article]
    rows: dict[str, Rows]


def optional_columns(name: str) -> list[str]:
    """Return the columns that a file of data/coded may have or lack."""
    return [column.name for column in TABLES[name].optional] if name in TABLES else []


def is_absent(folder: Path, name: str) -> bool:
    """Return whether a file of data/coded is optional and not there; a coder's statements are needed once frozen."""
    if name not in OPTIONAL or (folder / name).exists():
        return False
    freezes = freeze.read_freezes(folder)[0] if name in NAMING else []
    return not (freezes and name != NAMING[-1] and name in freezes[-1]["files"])


def read_study(paths: RunPaths) -> tuple[Authored, list[Problem]]:
    """Return everything that people wrote in these RunPaths, and the problems of reading it."""
    return read_coded(paths, *read_settings(paths))


def read_settings(paths: RunPaths) -> tuple[Authored, list[Problem]]:
    """Return the YAML files and sources.csv, without texts and codings, and the problems of reading them."""
    problems: list[Problem] = []
    settings = _yaml(paths, "study.yaml", dict, problems) or {}
    book = _yaml(paths, "codebook.yaml", codebook.from_yaml, problems)
    rules = _yaml(paths, "cleaning.yaml", cleaning.read_rules, problems)
    sources = read_table(paths.coded, "sources.csv", schema.SOURCES.names, problems, optional_columns("sources.csv"))
    problems += check_ids("sources.csv", sources, "article")
    return Authored(settings, book, rules, sources, {}, {}), problems


def read_coded(paths: RunPaths, settings: Authored, problems: list[Problem]) -> tuple[Authored, list[Problem]]:
    """Return the settings with the cleaned texts and what was coded in them, and all problems."""
    problems = list(problems)
    rows = {
        name: read_table(paths.coded, name, table.names, problems, optional_columns(name))
        for name, table in TABLES.items()
        if name != "sources.csv"
    }
    if settings.codebook:
        rows |= {name: aliases.as_ids(rows[name], settings.codebook) for name in NAMING}
    texts, rules = _texts(paths, settings.sources, problems), settings.cleaning_rules
    articles = {id: cleaning.clean_article(id, raw, rules)[0] for id, raw in texts.items()} if rules else {}
    return settings._replace(articles=articles, rows=rows), problems


def _yaml(paths: RunPaths, name: str, build: Callable[[Any], Any], problems: list[Problem]) -> Any:
    """Return the result of `build` for a YAML file of data/coded, for an optional one that is absent that of None.

    If it fails, return None, and add to the problems.
    """
    if is_absent(paths.coded, name):
        return build(None)
    try:
        content, repeated = yaml_files.parse_yaml((paths.coded / name).read_text(encoding="utf-8"))
        for key, line in repeated:
            problems.append(Problem(name, line, "", f"'{key}' stands there twice", "make one of them"))
        return build(content)
    except FileNotFoundError:
        problems.append(Problem(name, None, "", MISSING, "put it into data/coded"))
    except UnicodeDecodeError as error:
        problems.append(Problem(name, None, "", f"byte {error.start} is not UTF-8", "save the file as UTF-8"))
    except yaml.YAMLError as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
        message = f"it is no readable YAML ({problem or 'it cannot be parsed'})"
        problems.append(Problem(name, mark.line + 1 if mark else None, "", message, "mend that line"))
    except yaml_files.WrongShape as error:
        problems += [Problem(name, None, *fault) for fault in error.faults]
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as error:
        message = f"an entry is missing or of another shape ({error})"
        problems.append(Problem(name, None, "", message, "see data/README.md for its shape"))
    return None


def read_table(
    folder: Path, name: str, columns: Sequence[str], problems: list[Problem], optional: Sequence[str] = ()
) -> Rows:
    """Return the rows of a CSV file in a folder, none of an optional one that is absent.

    If its shape is wrong, return none and add to the `problems`.
    """
    if is_absent(folder, name):
        return []
    try:
        rows, of_shape = check_shape(name, (folder / name).read_bytes(), columns, optional)
        problems += of_shape
        return rows
    except FileNotFoundError:
        problems.append(Problem(name, None, "", MISSING, "put it into data/coded"))
    except OSError as error:
        message = f"it cannot be read ({error.strerror})"
        problems.append(Problem(name, None, "", message, "give yourself the right to read it"))
    return []


def check_shape(
    name: str, content: bytes, columns: Sequence[str], optional: Sequence[str] = ()
) -> tuple[Rows, list[Problem]]:
    """Return the rows in the bytes of a CSV file, and the problems of its shape; no rows if there is a problem."""
    try:
        text = content.decode("utf-8")
        problems = check_header(name, text, columns, optional)
        rows = [] if problems else tables.parse(text)
    except UnicodeDecodeError as error:
        return [], [Problem(name, None, "", f"byte {error.start} is not UTF-8", "save the file as UTF-8")]
    except csv.Error as error:
        return [], [Problem(name, None, "", f"it is no readable CSV ({error})", "write it with a CSV writer")]
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            message, cells = "the row has not as many cells as the header", len(row.keys() - {None})
            problems.append(Problem(name, number, "", message, f"give it {cells}"))
    return [] if problems else rows, problems


def _texts(paths: RunPaths, sources: Rows, problems: list[Problem]) -> dict[str, str]:
    """Return the raw texts by article; add a problem for each that is missing, altered, unreadable or not listed."""
    texts = {}
    for number, row in enumerate(sources, 2):
        at = ("sources.csv", number, "file")
        try:
            if Path(row["file"]).name != row["file"]:
                raise FileNotFoundError("a name, and no way out of data/raw")
            content = (paths.raw / row["file"]).read_bytes()
            if files.digest(content) != row["sha256"]:
                message = f"data/raw/{row['file']} is not the file received (its SHA-256 differs)"
                problems.append(Problem(*at, message, "restore it; raw texts are never edited"))
            texts[row["article"]] = corpus.decode(content, f"data/raw/{row['file']}")
        except tables.UnreadableFile as error:
            message, fix = str(error).rsplit("; ", 1)
            problems.append(Problem(*at, message, fix))
        except (OSError, ValueError):
            problems.append(Problem(*at, f"data/raw/{row['file']} is missing", "restore it or correct the name"))
    listed = {row["file"] for row in sources} | {"SHA256SUMS"}
    present = sorted(path.name for path in paths.raw.glob("*") if not path.name.startswith("."))
    problems += [
        Problem(f"data/raw/{name}", None, "", "no row of sources.csv names it", "add a row or take the file away")
        for name in present
        if sources and name not in listed
    ]
    return texts
