"""Checks of study.yaml, codebook.yaml, sources.csv and provenance.csv."""

import re
from datetime import date

from stancebook.core.english import one_of
from stancebook.core.problems import Problem, check_article
from stancebook.study import provenance
from stancebook.study.codebook import CODED

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SETTINGS = ("title", "question", "issue", "facts", "quotation_limit")


def check_codebook(book):
    """The complaints about a codebook that gives a coded variable no values."""
    lacking = [name for name in CODED if book and not book.choices.get(name)]
    return [Problem("codebook.yaml", None, name, "the variable has no values", "list them") for name in lacking]


def check_settings(authored):
    """The complaints about study.yaml."""
    settings, book = authored.settings, authored.codebook
    out = [
        Problem("study.yaml", None, key, "the entry is missing", "add it") for key in SETTINGS if key not in settings
    ]
    if book and str(settings.get("issue")) not in book.issues:
        out.append(
            Problem(
                "study.yaml",
                None,
                "issue",
                f"'{settings.get('issue')}' is not in the codebook",
                "use an id of its issues",
            )
        )
    for key, variable in (("facts", "attribute"), ("timeline", "issue")):
        out += check_id_list(settings.get(key) or [], key, variable, book)
    out += check_words(settings.get("words") or {}, book) + check_coalitions(settings.get("coalitions") or {}, book)
    if not isinstance(settings.get("quotation_limit", 1), int):
        out.append(
            Problem(
                "study.yaml", None, "quotation_limit", "it is no whole number", "give the most words of a quotation"
            )
        )
    return out


def check_id_list(told, key, variable, book):
    """The complaints about a list of ids that study.yaml gives: no list, ids that the codebook lacks."""
    at = ("study.yaml", None, key)
    if not isinstance(told, list):
        return [Problem(*at, "it is no list", "write it as [one, another]")]
    strange = [id for id in told if book and id not in book.choices[variable]]
    return [Problem(*at, f"'{id}' is not in the codebook", f"use an id of its {variable}s") for id in strange]


def check_coalitions(told, book):
    """The complaints about study.yaml's scope of coalitions: another shape, ids and types that the codebook lacks."""
    at = ("study.yaml", None, "coalitions")
    shapes = {"issues": list, "without": list, "shared": int}
    if not isinstance(told, dict) or not all(isinstance(told[key], shapes.get(key, object)) for key in told):
        return [Problem(*at, "it is of another shape", "write issues: [...], shared: 2 and without: [...]")]
    out = [Problem(*at, f"'{key}' is not known", f"use {one_of(tuple(shapes))}") for key in told if key not in shapes]
    known = {"issues": tuple(book.issues), "without": tuple(dict.fromkeys(book.types.values()))} if book else {}
    for key, ids in known.items():
        strange = [id for id in told.get(key, ()) if id not in ids]
        out += [Problem(*at, f"{key}: '{id}' is not in the codebook", f"use {one_of(ids)}") for id in strange]
    if told.get("shared", 1) < 1 or isinstance(told.get("shared"), bool):
        out.append(Problem(*at, "shared is less than one issue", "write 1 or more"))
    return out


def check_words(words, book):
    """The complaints about study.yaml's own words for ids: another shape, ids that the codebook lacks."""
    if not isinstance(words, dict) or not all(isinstance(told, dict) for told in words.values()):
        return [
            Problem(
                "study.yaml", None, "words", "it is of another shape", "write, under a variable, an id: and its words"
            )
        ]
    return [
        Problem(
            "study.yaml", None, f"words, {variable}", f"'{id}' is not in the codebook", f"use an id of its {variable}s"
        )
        for variable, told in words.items()
        for id in told
        if book and str(id) not in book.choices.get(variable, ())
    ]


def check_sources(authored):
    """The complaints about the cells of sources.csv, and about rules for articles that it lacks."""
    rules, articles = authored.handbook.rules if authored.handbook else (), _articles(authored)
    named = [(f"articles of rule {rule.id}", article) for rule in rules for article in rule.articles if articles]
    out = [wrong for where, id in named for wrong in check_article("cleaning.yaml", None, {where: id}, articles, where)]
    for number, row in enumerate(authored.sources, 2):
        for column in ("date_earliest", "date_latest"):
            if row[column] and not _is_date(row[column]):
                out.append(
                    Problem(
                        "sources.csv",
                        number,
                        column,
                        f"'{row[column]}' is no date",
                        "write it as 2025-01-31, or leave it empty",
                    )
                )
        first, last = row["date_earliest"], row["date_latest"]
        if _is_date(first) and _is_date(last) and first > last:
            out.append(Problem("sources.csv", number, "date_latest", "it lies before date_earliest", "mend the dates"))
        article = authored.articles.get(row["article"])
        if article and row["headline"] and not article.clean.startswith(row["headline"]):
            out.append(
                Problem(
                    "sources.csv",
                    number,
                    "headline",
                    "the text does not begin with it",
                    "copy its first line, or leave it empty",
                )
            )
    return out


def check_provenance_table(authored, complaints):
    """The complaints about provenance.csv, where it could be read."""
    unread, articles = any(complaint.file == provenance.FILE for complaint in complaints), _articles(authored)
    return [] if unread or not articles else provenance.check_provenance(authored.rows[provenance.FILE], articles)


def _is_date(cell):
    """Whether a cell is a day that exists, written as 2025-01-31."""
    try:
        return bool(DATE.fullmatch(cell) and date.fromisoformat(cell))
    except ValueError:
        return False


def _articles(authored):
    """The ids of sources.csv, also of those whose texts could not be read; a dict, for many rows ask whether one is in it."""
    return dict.fromkeys(row["article"] for row in authored.sources)
