"""Checks of study.yaml, codebook.yaml, sources.csv and provenance.csv."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from stancebook.core.authored.cell_checks import check_article
from stancebook.core.english import nearest
from stancebook.core.problems import Problem, suggestion
from stancebook.core.tables import Row
from stancebook.core.yaml_files import Example, sound_entries
from stancebook.study import provenance
from stancebook.study.codebook import CODED, Codebook, actor_words
from stancebook.study.coders import ROLES
from stancebook.texts.corpus import Article

if TYPE_CHECKING:
    from stancebook.study.loader import Authored

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SPDX, ORCID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*"), re.compile(r"(?:[0-9]{4}-){3}[0-9]{3}[0-9X]")
SETTINGS_FILE, MAP_FILE = "study.yaml", "map.csv"
LONGEST_LINE = 160  # of a text, that may be its headline
MAP_PLACES = [str(place) for place in range(1, 21)]
SETTINGS = {
    "title": Example(str, "the title of the brief"), "question": Example(str, "what the study asks"),
    "issue": Example(object, "an id of the codebook’s issues"), "facts?": [str], "quotation_limit": Example(int, "40"),
    "asked?": {"actor": str, "issues": {...: str}},
    "coalitions?": {"issues?": [str], "without?": [str], "shared?": int}, "words?": {...: {...: str}},
    "training?": {"pass?": object, "refresher_after?": int},
    "archive?": {"authors?": [{"name": str, "orcid?": str, "affiliation?": str}], "licence?": str,
                 "published?": object, "keywords?": [str]}, ...: object,
}  # fmt: skip


KNOWN = (  # entries of study.yaml; others are the author's own and stand for nothing
    *(str(key).removesuffix("?") for key in SETTINGS if key is not ...),
    *("analysis", "received", "absent", "method", *ROLES),
)


def check_codebook(book: Codebook | None) -> list[Problem]:
    """Return a problem for each coded variable to which the codebook gives no values."""
    lacking = [name for name in CODED if book and not book.choices.get(name)]
    return [Problem("codebook.yaml", None, name, "the variable has no values", "list them") for name in lacking]


def check_mentions(book: Codebook | None) -> list[Problem]:
    """Return a problem for each condition without words by which a sentence of the brief mentions it."""
    lacking = [id for id in book.choices.get("condition", ()) if id not in ("none", *book.mentions)] if book else []
    place, fix = (
        "variables: condition: mentions",
        "list the words by which a sentence mentions it, or write [] if there are no fixed ones",
    )
    return [Problem("codebook.yaml", None, place, f"'{id}' is missing", fix) for id in lacking]


def check_settings(authored: Authored) -> list[Problem]:
    """The problems of study.yaml, if it could be read: entries of another shape, and ids that the codebook lacks."""
    if not authored.settings:
        return []
    settings, faults = sound_entries(authored.settings, SETTINGS)
    mistyped = _mistyped(authored.settings)
    missing = [f"'{name}' is missing" for name in mistyped.values()]  # as they are under another name
    problems = [Problem(SETTINGS_FILE, None, *fault) for fault in faults if fault.message not in missing]
    for key, name in mistyped.items():
        problems.append(Problem(SETTINGS_FILE, None, key, "there is no such entry", f"do you mean {name}?"))
    if settings.get("coalitions", {}).get("shared", 1) < 1:
        problems.append(
            Problem(SETTINGS_FILE, None, "coalitions: shared", "it is less than one issue", "write 1 or more")
        )
    problems += _check_archive(settings.get("archive", {}))
    return problems + (_check_ids_of_settings(settings, authored.codebook) if authored.codebook else [])


def _check_archive(entry: dict[str, Any]) -> list[Problem]:
    """Return the problems of what study.yaml says for the archive: a day, a licence or an ORCID of another form."""
    published, licence = str(entry.get("published", "")), entry.get("licence", "")
    found = []
    if "published" in entry and not _is_date(published):
        found.append(("published", f"'{published}' is no day", "write it as in 2031-05-01"))
    if licence and not SPDX.fullmatch(licence):
        found.append(("licence", f"'{licence}' is no id of a licence", "write its SPDX id, as in CC-BY-4.0"))
    for author in entry.get("authors", ()):
        if "orcid" in author and not is_orcid(author["orcid"]):
            place = f"authors: {author['name']}: orcid"
            found.append((place, f"'{author['orcid']}' is no ORCID", "write it as in 0000-0002-1825-0097"))
    return [Problem(SETTINGS_FILE, None, f"archive: {place}", message, fix) for place, message, fix in found]


def is_orcid(id: str) -> bool:
    """Return whether an id has the form of an ORCID, and its last sign the right value (ISO 7064, 11-2).

    >>> is_orcid("0000-0002-1825-0097"), is_orcid("0000-0002-1825-0079")
    (True, False)
    """
    if not ORCID.fullmatch(id):
        return False
    total = 0
    for digit in id.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    return id[-1] == "0123456789X"[(12 - total % 11) % 11]


def _mistyped(settings: dict[str, Any]) -> dict[str, str]:
    """Return each entry of study.yaml that is not known, and the known one that is not there and is written like it."""
    lacking = [name for name in KNOWN if name not in settings]
    near = {str(key): nearest(str(key), lacking) for key in settings if key not in KNOWN}
    return {key: name for key, name in near.items() if name}


def _check_ids_of_settings(settings: dict[str, Any], book: Codebook) -> list[Problem]:
    """A problem for each id in study.yaml that the codebook lacks."""
    scope, words = settings.get("coalitions", {}), settings.get("words", {})
    issues = "use an id of its issues"
    asked = settings.get("asked", {})
    lists = [
        ("issue", [settings["issue"]] if "issue" in settings else [], book.issues, issues),
        ("asked: actor", [asked["actor"]] if "actor" in asked else [], book.names, "use an id of its actors"),
        ("asked: issues", asked.get("issues", ()), book.issues, issues),
        ("facts", settings.get("facts", ()), book.choices["attribute"], "use an id of its attributes"),
        ("coalitions: issues", scope.get("issues", ()), book.issues, issues),
        ("coalitions: without", scope.get("without", ()), book.types.values(), "use a type of its actors"),
    ]
    for variable, worded in words.items():
        known = book.choices.get(variable, ())
        lists.append((f"words: {variable}", worded, known, f"use an id of its {variable}s"))
    return [
        Problem(SETTINGS_FILE, None, place, f"'{id}' is not in the codebook", suggestion(str(id), known, fix))
        for place, ids, known, fix in lists
        for id in ids
        if str(id) not in known
    ]


def check_map(authored: Authored) -> list[Problem]:
    """Return the problems of map.csv; none if the study has no map."""
    problems: list[Problem] = []
    taken: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(authored.rows.get(MAP_FILE, ()), 2):
        problems += _check_square(number, row, authored.codebook)
        for columns in (("actor",), ("row", "column")):
            key = (*columns, *(row[column] for column in columns))
            if all(key) and taken.setdefault(key, number) != number:
                message = f"row {taken[key]} has the same {' and '.join(columns)}"
                problems.append(Problem(MAP_FILE, number, columns[-1], message, "change one of them"))
    return problems


def _check_square(number: int, row: Row, book: Codebook | None) -> list[Problem]:
    """Return the problems of the cells of one row of map.csv."""
    problem = partial(Problem, MAP_FILE, number)
    problems = [problem(name, "the cell is empty", "fill it in") for name in ("name", "short") if not row[name].strip()]
    if book and row["actor"] and row["actor"] not in book.names:
        fix = "use an id of its actors, or leave the cell empty"
        fix = suggestion(row["actor"], book.names, fix, actor_words(book))
        problems.append(problem("actor", f"'{row['actor']}' is not in the codebook", fix))
    if len(row["short"]) > 4:
        problems.append(
            problem("short", f"'{row['short']}' does not fit into a square", "write at most four characters")
        )
    wrong = [name for name in ("row", "column") if row[name] not in MAP_PLACES]
    return problems + [problem(name, f"'{row[name]}' is no place", "write a number from 1 to 20") for name in wrong]


def check_sources(authored: Authored) -> list[Problem]:
    """Return the problems of sources.csv, and of cleaning rules for articles that it lacks."""
    problems, articles = [], article_ids(authored)
    rules = authored.cleaning_rules if articles else None
    named = [(f"articles of rule {rule.id}", rule.articles) for rule in rules.rules] if rules else []
    named += [("languages", tuple(article for article, _ in rules.languages))] if rules else []
    for place, ids in named:
        for article in ids:
            problems += check_article("cleaning.yaml", None, {place: article}, articles, place)
    for number, row in enumerate(authored.sources, 2):
        problems += _check_source(number, row, authored.articles.get(row["article"]))
    return problems


def _check_source(number: int, row: Row, article: Article | None) -> list[Problem]:
    """Return the problems of the dates and the headline of one source."""
    problem, problems = partial(Problem, "sources.csv", number), []
    for column in ("date_earliest", "date_latest"):
        if row[column] and not _is_date(row[column]):
            fix = "write it as 2025-01-31, or leave it empty"
            problems.append(problem(column, f"'{row[column]}' is no date", fix))
    first, last = row["date_earliest"], row["date_latest"]
    if _is_date(first) and _is_date(last) and first > last:
        problems.append(problem("date_latest", "it lies before date_earliest", "mend the dates"))
    clean = article.clean.lstrip() if article else ""
    if article and row["headline"] and not clean.startswith(row["headline"]):
        first = f"write its first line, “{clean.splitlines()[0]}”, or " if 0 < clean.find("\n") < LONGEST_LINE else ""
        problems.append(problem("headline", "the text, once cleaned, does not begin with it", f"{first}leave it empty"))
    return problems


def check_provenance_table(authored: Authored, problems: list[Problem]) -> list[Problem]:
    """Return the problems of provenance.csv, none if the `problems` of reading say that it could not be read."""
    unread, articles = any(problem.file == provenance.FILE for problem in problems), article_ids(authored)
    return [] if unread or not articles else provenance.check_provenance(authored.rows[provenance.FILE], articles)


def _is_date(cell: str) -> bool:
    """Return whether a cell is a day that exists, written as 2025-01-31."""
    try:
        return bool(DATE.fullmatch(cell) and date.fromisoformat(cell))
    except ValueError:
        return False


def article_ids(authored: Authored) -> dict[str, None]:
    """Return the ids of sources.csv in order, read or not, as keys: looking one up is quick."""
    return dict.fromkeys(row["article"] for row in authored.sources)
