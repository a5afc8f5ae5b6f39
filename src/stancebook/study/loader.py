"""A study as its authors wrote it: settings, codebook, sources, texts and tables, read as far as they can be read.

What cannot be read becomes a complaint and an empty part, so that the other parts can still be checked.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import yaml

from stancebook.core import files, schema, tables, yaml_files
from stancebook.core.problems import Problem, check_header, check_ids
from stancebook.study import aliases, codebook
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
}

NAMING = ("coder_a.csv", "coder_b.csv", "adjudication.csv")  # whose column actor may hold aliases

KINDS = ("boilerplate", "elision", "byline", "cited_outlet", "error", "contradiction", "paraphrase", "dating", "other")


class Authored(NamedTuple):
    """Everything that people wrote; a part that could not be read is empty (None for codebook and cleaning rules).

    `articles` are the cleaned texts by id, `rows` the rows of each table of data/coded by file name.
    """

    settings: dict
    codebook: codebook.Codebook | None
    handbook: cleaning.CleaningRules | None
    sources: list
    articles: dict
    rows: dict
    findings: dict | None = None


def read_study(paths):
    """Return everything that people wrote in these RunPaths, and the problems met while reading it."""
    return read_coded(paths, *read_settings(paths))


def read_settings(paths):
    """Return the YAML files and sources.csv, without texts and codings, and the problems met while reading them."""
    problems = []
    settings = _yaml(paths, "study.yaml", dict, problems) or {}
    book = _yaml(paths, "codebook.yaml", codebook.from_yaml, problems)
    rules = _yaml(paths, "cleaning.yaml", cleaning.read_rules, problems)
    findings = _yaml(paths, "findings.yaml", dict, problems)
    sources = read_table(paths.coded, "sources.csv", schema.SOURCES.names, problems)
    problems += check_ids("sources.csv", sources, "article")
    return Authored(settings, book, rules, sources, {}, {}, findings), problems


def read_coded(paths, settings, problems):
    """Return the settings with the cleaned texts and what was coded in them, and the problems met in all of it."""
    problems = list(problems)
    rows = {
        name: read_table(paths.coded, name, table.names, problems)
        for name, table in TABLES.items()
        if name != "sources.csv"
    }
    if settings.codebook:
        rows |= {name: aliases.as_ids(rows[name], settings.codebook) for name in NAMING}
    texts, rules = _texts(paths, settings.sources, problems), settings.handbook
    articles = {id: cleaning.clean_article(id, raw, rules)[0] for id, raw in texts.items()} if rules else {}
    return settings._replace(articles=articles, rows=rows), problems


def _yaml(paths, name, build, problems):
    """What `build` makes of a YAML file of data/coded, or None and a problem."""
    try:
        told, twice = yaml_files.parse_yaml((paths.coded / name).read_text(encoding="utf-8"))
        problems += [Problem(name, line, "", f"'{key}' stands there twice", "make one of them") for key, line in twice]
        return build(told)
    except FileNotFoundError:
        problems.append(Problem(name, None, "", "the file is missing", "put it into data/coded"))
    except UnicodeDecodeError as error:
        problems.append(Problem(name, None, "", f"byte {error.start} is not UTF-8", "save the file as UTF-8"))
    except yaml.YAMLError as error:
        line = error.problem_mark.line + 1 if getattr(error, "problem_mark", None) else None
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        problems.append(Problem(name, line, "", f"it is no readable YAML ({problem})", "mend that line"))
    except yaml_files.WrongShape as error:
        problems += [Problem(name, None, *fault) for fault in error.faults]
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as error:
        wrong = f"an entry is missing or of another shape ({error})"
        problems.append(Problem(name, None, "", wrong, "see data/README.md for its shape"))
    return None


def read_table(folder, name, columns, problems):
    """The rows of a CSV file of a folder; none of them, and problems added to those, where its shape is wrong."""
    try:
        found, wrong = check_shape(name, (folder / name).read_bytes(), columns)
    except FileNotFoundError:
        found, wrong = [], [Problem(name, None, "", "the file is missing", "put it into data/coded")]
    except OSError as error:
        why = f"it cannot be read ({error.strerror})"
        found, wrong = [], [Problem(name, None, "", why, "give yourself the right to read it")]
    problems += wrong
    return found


def check_shape(name, content, columns):
    """The rows in the bytes of a CSV file, and the problems about its shape; no rows where there is one."""
    try:
        content = content.decode("utf-8")
        wrong = check_header(name, content, columns)
        rows = [] if wrong else tables.parse(content)
    except UnicodeDecodeError as error:
        wrong = [Problem(name, None, "", f"byte {error.start} is not UTF-8", "save the file as UTF-8")]
    except csv.Error as error:
        wrong = [Problem(name, None, "", f"it is no readable CSV ({error})", "write it with a CSV writer")]
    else:
        wrong += [
            Problem(name, number, "", "the row has not as many cells as the header", f"give it {len(columns)}")
            for number, row in enumerate(rows, 2)
            if None in row or None in row.values()
        ]
    return [] if wrong else rows, wrong


def _texts(paths, sources, problems):
    """The raw texts by article id, with a problem for each that is missing, altered, empty, not UTF-8 or not listed."""
    texts = {}
    for number, row in enumerate(sources, 2):
        at = ("sources.csv", number, "file")
        try:
            if Path(row["file"]).name != row["file"]:
                raise FileNotFoundError("a name, and no way out of data/raw")
            content = (paths.raw / row["file"]).read_bytes()
            if files.digest(content) != row["sha256"]:
                wrong = f"data/raw/{row['file']} is not the file received (its SHA-256 differs)"
                problems.append(Problem(*at, wrong, "restore it; raw texts are never edited"))
            texts[row["article"]] = corpus.decode(content, f"data/raw/{row['file']}")
        except tables.UnreadableFile as error:
            problems.append(Problem(*at, *str(error).rsplit("; ", 1)))
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
