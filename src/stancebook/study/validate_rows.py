"""Every check of what a study's authors write by hand, without pandas, all complaints at once.

`all_complaints(rooms, **parameters)` is what `make check` prints and what a run waits for before its first notebook.
"""

import re
from itertools import count

from stancebook.core.english import one_of
from stancebook.core.paths import CODINGS
from stancebook.core.problems import Problem, check_article, check_choice, check_ids, check_set
from stancebook.study import facts, freeze, loader, quotes, statements, validate_settings

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def check_parameters(authored, coding="adjudicated", min_confidence=1, exclude_articles="", issue="", **_):
    """The complaints about a run's parameters."""
    at, articles, out = ("parameters", None), [row["article"] for row in authored.sources], []
    if coding not in CODINGS:
        out.append(Problem(*at, "CODING", f"'{coding}' is no coding", f"use {', '.join(CODINGS)}"))
    if str(min_confidence) not in ("1", "2", "3"):
        out.append(Problem(*at, "MIN_CONFIDENCE", f"'{min_confidence}' is no confidence", "use 1, 2 or 3"))
    for article in exclude_articles.split():
        out += check_article("parameters", None, {"EXCLUDE_ARTICLES": article}, articles, "EXCLUDE_ARTICLES")
    if articles and not set(articles) - set(exclude_articles.split()):
        out.append(Problem(*at, "EXCLUDE_ARTICLES", "no article is left", "leave one in"))
    if issue and authored.codebook and issue not in authored.codebook.issues:
        out.append(Problem(*at, "ISSUE", f"'{issue}' is not in the codebook", "use an id of its issues"))
    return out


def check_coding(file, coder, authored, numbers=None):
    """A coder's rows with their places, as far as they are right, and the complaints about the rest.

    `numbers` are the rows' own where they are not all of their file.
    """
    placed, out, seen, articles = [], [], {}, validate_settings._articles(authored)
    for number, row in zip(numbers or count(2), authored.rows[file]):
        wrong = check_article(file, number, row, articles)
        for column in ("actor", "via", "voice", "issue", "position", "confidence"):
            wrong += check_choice(file, number, row, column, authored.codebook.choices[column])
        wrong += check_set(file, number, row, "condition", authored.codebook.choices["condition"])
        wrong += _refused(file, number, row, authored.codebook)
        if row["article"] in authored.articles:
            wrong += _unplaced(
                file, number, row, lambda: placed.append(quotes.place_row(row, authored.articles[row["article"]]))
            )
        out += wrong
        if not wrong and row["article"] in authored.articles:
            earlier = seen.setdefault(statements.unit_key(placed[-1]), number)
            if earlier != number:
                what = f"the same sentence, actor and issue stand in row {earlier}"
                out.append(
                    Problem(file, number, "", what, "make one row of them: the stronger position, the other in note")
                )
            placed[-1]["coder"] = coder
    return placed, out


def _refused(file, number, row, book):
    """A complaint for each rule of the codebook that refuses a row."""
    return [
        Problem(file, number, [*rule.when][-1], rule.reason.rstrip("."), f"change {one_of((*rule.when,))}")
        for rule in book.refused
        if rule.refuses(row)
    ]


def _unplaced(file, number, row, place):
    """A complaint where a quote has no single place."""
    try:
        place()
    except LookupError as error:
        return [Problem(file, number, "quote", *error.args[0].rsplit("; ", 1))]
    return []


def check_facts(file, authored, numbers=None):
    """The complaints about a table of facts; `numbers` as above."""
    out, articles = [], validate_settings._articles(authored)
    for number, row in zip(numbers or count(2), authored.rows[file]):
        for column in ("plan", "attribute", "status"):
            out += check_choice(file, number, row, column, authored.codebook.choices[column])
        for column in ("value_low", "value_high"):
            if row[column] and not NUMBER.fullmatch(row[column]):
                out.append(
                    Problem(
                        file, number, column, f"'{row[column]}' is no number", "write digits alone, and words in value"
                    )
                )
        low, high = row["value_low"], row["value_high"]
        if NUMBER.fullmatch(low) and NUMBER.fullmatch(high) and float(low) > float(high):
            out.append(
                Problem(
                    file, number, "value_high", f"{high} is less than value_low, {low}", "give the smaller number first"
                )
            )
        wrong = check_article(file, number, row, articles)
        out += wrong or _quoted(
            file, number, row, authored, lambda: quotes.place_quote(row, authored.articles[row["article"]])
        )
    return out


def _quoted(file, number, row, authored, place):
    """A complaint where a quote has no single place in a text that could be read."""
    named = {row["article"], row.get("article_b") or row["article"]}
    return _unplaced(file, number, row, place) if all(id in authored.articles for id in named) else []


def check_notes(authored, numbers=None):
    """The complaints about source_notes.csv, but for its ids where only some of its rows are asked for, by `numbers`."""
    file, articles = "source_notes.csv", validate_settings._articles(authored)
    out = [] if numbers else check_ids(file, authored.rows[file], "source_note")
    for number, row in zip(numbers or count(2), authored.rows[file]):
        out += check_choice(file, number, row, "kind", loader.KINDS, "one of its kinds")
        if row["kind"] == "contradiction" and not (row["article_b"] and row["quote_b"]):
            out.append(
                Problem(file, number, "article_b", "a contradiction names no second text", "give article_b and quote_b")
            )
        if row["quote_b"] and not row["article_b"]:
            out.append(
                Problem(file, number, "article_b", "quote_b stands there without a text", "say which text has it")
            )
        wrong = check_article(file, number, row, articles)
        wrong += check_article(file, number, row, articles, "article_b") if row["article_b"] else []
        out += wrong or _quoted(file, number, row, authored, lambda: facts.place_note(row, authored.articles))
    return out


def check_freeze(rooms):
    """The complaints about frozen.json: none recorded, or a coder's file edited since."""
    freezes, contents = freeze.read_freezes(rooms.coded)
    if not freezes:
        return [
            Problem("frozen.json", None, "", "there is no readable freeze", "freeze the codings: make freeze REASON=…")
        ]
    edited = freeze.changed_since_freeze(freezes, contents)
    cure = "undo the edit, or freeze anew and say why (make freeze REASON=…), then adjudicate what differs"
    return [Problem(name, None, "", freeze.EDITED, cure) for name in edited]
