"""Every check of what a study's authors write by hand, without pandas, all complaints at once.

`all_complaints(rooms, **parameters)` is what `make check` prints and what a run waits for before its first notebook.
"""

import re
from datetime import date
from itertools import count

from stancebook import frozen, provenance, statements, study
from stancebook.codebook import CODED
from stancebook.complaints import Complaint, of_article, of_choice, of_ids, of_set
from stancebook.paths import CODINGS
from stancebook.wording import said

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
SETTINGS = ("title", "question", "issue", "facts", "quotation_limit")


def of_codebook(book):
    """The complaints about a codebook that gives a coded variable no values."""
    lacking = [name for name in CODED if book and not book.choices.get(name)]
    return [Complaint("codebook.yaml", None, name, "the variable has no values", "list them") for name in lacking]


def of_parameters(authored, coding="adjudicated", min_confidence=1, exclude_articles="", issue="", **_):
    """The complaints about a run's parameters."""
    at, articles, out = ("parameters", None), [row["article"] for row in authored.sources], []
    if coding not in CODINGS:
        out.append(Complaint(*at, "CODING", f"'{coding}' is no coding", f"use {', '.join(CODINGS)}"))
    if str(min_confidence) not in ("1", "2", "3"):
        out.append(Complaint(*at, "MIN_CONFIDENCE", f"'{min_confidence}' is no confidence", "use 1, 2 or 3"))
    for article in exclude_articles.split():
        out += of_article("parameters", None, {"EXCLUDE_ARTICLES": article}, articles, "EXCLUDE_ARTICLES")
    if articles and not set(articles) - set(exclude_articles.split()):
        out.append(Complaint(*at, "EXCLUDE_ARTICLES", "no article is left", "leave one in"))
    if issue and authored.codebook and issue not in authored.codebook.issues:
        out.append(Complaint(*at, "ISSUE", f"'{issue}' is not in the codebook", "use an id of its issues"))
    return out


def of_settings(authored):
    """The complaints about study.yaml."""
    settings, book = authored.settings, authored.codebook
    out = [
        Complaint("study.yaml", None, key, "the entry is missing", "add it") for key in SETTINGS if key not in settings
    ]
    if book and str(settings.get("issue")) not in book.issues:
        out.append(
            Complaint(
                "study.yaml",
                None,
                "issue",
                f"'{settings.get('issue')}' is not in the codebook",
                "use an id of its issues",
            )
        )
    for key, variable in (("facts", "attribute"), ("timeline", "issue")):
        out += of_ids_listed(settings.get(key) or [], key, variable, book)
    out += of_words(settings.get("words") or {}, book) + of_coalitions(settings.get("coalitions") or {}, book)
    if not isinstance(settings.get("quotation_limit", 1), int):
        out.append(
            Complaint(
                "study.yaml", None, "quotation_limit", "it is no whole number", "give the most words of a quotation"
            )
        )
    return out


def of_ids_listed(told, key, variable, book):
    """The complaints about a list of ids that study.yaml gives: no list, ids that the codebook lacks."""
    at = ("study.yaml", None, key)
    if not isinstance(told, list):
        return [Complaint(*at, "it is no list", "write it as [one, another]")]
    strange = [id for id in told if book and id not in book.choices[variable]]
    return [Complaint(*at, f"'{id}' is not in the codebook", f"use an id of its {variable}s") for id in strange]


def of_coalitions(told, book):
    """The complaints about study.yaml's scope of coalitions: another shape, ids and types that the codebook lacks."""
    at = ("study.yaml", None, "coalitions")
    shapes = {"issues": list, "without": list, "shared": int}
    if not isinstance(told, dict) or not all(isinstance(told[key], shapes.get(key, object)) for key in told):
        return [Complaint(*at, "it is of another shape", "write issues: [...], shared: 2 and without: [...]")]
    out = [Complaint(*at, f"'{key}' is not known", f"use {said(tuple(shapes))}") for key in told if key not in shapes]
    known = {"issues": tuple(book.issues), "without": tuple(dict.fromkeys(book.types.values()))} if book else {}
    for key, ids in known.items():
        strange = [id for id in told.get(key, ()) if id not in ids]
        out += [Complaint(*at, f"{key}: '{id}' is not in the codebook", f"use {said(ids)}") for id in strange]
    if told.get("shared", 1) < 1 or isinstance(told.get("shared"), bool):
        out.append(Complaint(*at, "shared is less than one issue", "write 1 or more"))
    return out


def of_words(words, book):
    """The complaints about study.yaml's own words for ids: another shape, ids that the codebook lacks."""
    if not isinstance(words, dict) or not all(isinstance(told, dict) for told in words.values()):
        return [
            Complaint(
                "study.yaml", None, "words", "it is of another shape", "write, under a variable, an id: and its words"
            )
        ]
    return [
        Complaint(
            "study.yaml", None, f"words, {variable}", f"'{id}' is not in the codebook", f"use an id of its {variable}s"
        )
        for variable, told in words.items()
        for id in told
        if book and str(id) not in book.choices.get(variable, ())
    ]


def of_sources(authored):
    """The complaints about the cells of sources.csv, and about rules for articles that it lacks."""
    rules, articles = authored.handbook.rules if authored.handbook else (), _articles(authored)
    named = [(f"articles of rule {rule.id}", article) for rule in rules for article in rule.articles if articles]
    out = [wrong for where, id in named for wrong in of_article("cleaning.yaml", None, {where: id}, articles, where)]
    for number, row in enumerate(authored.sources, 2):
        for column in ("date_earliest", "date_latest"):
            if row[column] and not _is_date(row[column]):
                out.append(
                    Complaint(
                        "sources.csv",
                        number,
                        column,
                        f"'{row[column]}' is no date",
                        "write it as 2025-01-31, or leave it empty",
                    )
                )
        first, last = row["date_earliest"], row["date_latest"]
        if _is_date(first) and _is_date(last) and first > last:
            out.append(
                Complaint("sources.csv", number, "date_latest", "it lies before date_earliest", "mend the dates")
            )
        article = authored.articles.get(row["article"])
        if article and row["headline"] and not article.clean.startswith(row["headline"]):
            out.append(
                Complaint(
                    "sources.csv",
                    number,
                    "headline",
                    "the text does not begin with it",
                    "copy its first line, or leave it empty",
                )
            )
    return out


def of_provenance(authored, complaints):
    """The complaints about provenance.csv, where it could be read."""
    unread, articles = any(complaint.file == provenance.FILE for complaint in complaints), _articles(authored)
    return [] if unread or not articles else provenance.complaints(authored.rows[provenance.FILE], articles)


def _is_date(cell):
    """Whether a cell is a day that exists, written as 2025-01-31."""
    try:
        return bool(DATE.fullmatch(cell) and date.fromisoformat(cell))
    except ValueError:
        return False


def _articles(authored):
    """The ids of sources.csv, also of those whose texts could not be read; a dict, for many rows ask whether one is in it."""
    return dict.fromkeys(row["article"] for row in authored.sources)


def of_coding(file, coder, authored, numbers=None):
    """A coder's rows with their places, as far as they are right, and the complaints about the rest.

    `numbers` are the rows' own where they are not all of their file.
    """
    placed, out, seen, articles = [], [], {}, _articles(authored)
    for number, row in zip(numbers or count(2), authored.rows[file]):
        wrong = of_article(file, number, row, articles)
        for column in ("actor", "via", "voice", "issue", "position", "confidence"):
            wrong += of_choice(file, number, row, column, authored.codebook.choices[column])
        wrong += of_set(file, number, row, "condition", authored.codebook.choices["condition"])
        wrong += _refused(file, number, row, authored.codebook)
        if row["article"] in authored.articles:
            wrong += _unplaced(
                file, number, row, lambda: placed.append(statements.placed(row, authored.articles[row["article"]]))
            )
        out += wrong
        if not wrong and row["article"] in authored.articles:
            earlier = seen.setdefault(statements.unit(placed[-1]), number)
            if earlier != number:
                what = f"the same sentence, actor and issue stand in row {earlier}"
                out.append(
                    Complaint(file, number, "", what, "make one row of them: the stronger position, the other in note")
                )
            placed[-1]["coder"] = coder
    return placed, out


def _refused(file, number, row, book):
    """A complaint for each rule of the codebook that refuses a row."""
    return [
        Complaint(file, number, [*rule.when][-1], rule.reason.rstrip("."), f"change {said((*rule.when,))}")
        for rule in book.refused
        if rule.refuses(row)
    ]


def _unplaced(file, number, row, place):
    """A complaint where a quote has no single place."""
    try:
        place()
    except LookupError as error:
        return [Complaint(file, number, "quote", *error.args[0].rsplit("; ", 1))]
    return []


def of_facts(file, authored, numbers=None):
    """The complaints about a table of facts; `numbers` as above."""
    out, articles = [], _articles(authored)
    for number, row in zip(numbers or count(2), authored.rows[file]):
        for column in ("plan", "attribute", "status"):
            out += of_choice(file, number, row, column, authored.codebook.choices[column])
        for column in ("value_low", "value_high"):
            if row[column] and not NUMBER.fullmatch(row[column]):
                out.append(
                    Complaint(
                        file, number, column, f"'{row[column]}' is no number", "write digits alone, and words in value"
                    )
                )
        low, high = row["value_low"], row["value_high"]
        if NUMBER.fullmatch(low) and NUMBER.fullmatch(high) and float(low) > float(high):
            out.append(
                Complaint(
                    file, number, "value_high", f"{high} is less than value_low, {low}", "give the smaller number first"
                )
            )
        wrong = of_article(file, number, row, articles)
        out += wrong or _quoted(
            file, number, row, authored, lambda: statements.placed_span(row, authored.articles[row["article"]])
        )
    return out


def _quoted(file, number, row, authored, place):
    """A complaint where a quote has no single place in a text that could be read."""
    named = {row["article"], row.get("article_b") or row["article"]}
    return _unplaced(file, number, row, place) if all(id in authored.articles for id in named) else []


def of_notes(authored, numbers=None):
    """The complaints about source_notes.csv, but for its ids where only some of its rows are asked for, by `numbers`."""
    file, articles = "source_notes.csv", _articles(authored)
    out = [] if numbers else of_ids(file, authored.rows[file], "source_note")
    for number, row in zip(numbers or count(2), authored.rows[file]):
        out += of_choice(file, number, row, "kind", study.KINDS, "one of its kinds")
        if row["kind"] == "contradiction" and not (row["article_b"] and row["quote_b"]):
            out.append(
                Complaint(
                    file, number, "article_b", "a contradiction names no second text", "give article_b and quote_b"
                )
            )
        if row["quote_b"] and not row["article_b"]:
            out.append(
                Complaint(file, number, "article_b", "quote_b stands there without a text", "say which text has it")
            )
        wrong = of_article(file, number, row, articles)
        wrong += of_article(file, number, row, articles, "article_b") if row["article_b"] else []
        out += wrong or _quoted(file, number, row, authored, lambda: statements.note_placed(row, authored.articles))
    return out


def of_freeze(rooms):
    """The complaints about frozen.json: none recorded, or a coder's file edited since."""
    freezes, contents = frozen.on_disk(rooms.coded)
    if not freezes:
        return [
            Complaint(
                "frozen.json", None, "", "there is no readable freeze", "freeze the codings: make freeze REASON=…"
            )
        ]
    edited = frozen.broken(freezes, contents)
    cure = "undo the edit, or freeze anew and say why (make freeze REASON=…), then adjudicate what differs"
    return [Complaint(name, None, "", frozen.EDITED, cure) for name in edited]
