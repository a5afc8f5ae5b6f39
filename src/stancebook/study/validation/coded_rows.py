"""Checks of the rows that people coded, and of the freeze; each returns all problems at once, without pandas.

>>> [number for number, _ in _numbered([{}, {}], None)]
[2, 3]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial

from stancebook.core.authored.cell_checks import check_article, check_choice, check_ids, check_set
from stancebook.core.english import one_of
from stancebook.core.paths import RunPaths, is_there
from stancebook.core.problems import Problem
from stancebook.core.tables import Row, Rows
from stancebook.study import coders, facts, freeze, quotes
from stancebook.study.codebook import Codebook, value_words
from stancebook.study.loader import KINDS, Authored, is_absent
from stancebook.study.revision import proposals
from stancebook.study.statements import unit_key
from stancebook.study.validation.settings_files import article_ids
from stancebook.texts.corpus import Article

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
Place = Callable[[Row, Mapping[str, Article]], Row]
CHOSEN = ("actor", "via", "voice", "issue", "position", "confidence")


def _numbered(rows: Rows, numbers: Sequence[int] | None) -> Iterable[tuple[int, Row]]:
    """Return the rows with their numbers in the file: those given, or 2, 3 … for all rows of a file."""
    return zip(numbers, rows, strict=True) if numbers else enumerate(rows, 2)


def _codebook(authored: Authored) -> Codebook:
    """Return the codebook; raises ValueError if it could not be read."""
    if authored.codebook is None:
        raise ValueError("codebook.yaml could not be read; correct it first")
    return authored.codebook


def check_coding(
    file: str, coder: str, authored: Authored, numbers: Sequence[int] | None = None
) -> tuple[Rows, list[Problem]]:
    """Return a coder's rows with their places, as far as their quotations are found, and the problems of all rows.

    `numbers` are the numbers of the rows in the file, where they are not all of it.
    """
    placed, problems, articles = [], [], article_ids(authored)
    book = proposals.extended(_codebook(authored), authored.rows.get(proposals.file_of(coder), ()))
    seen: dict[tuple[str, ...], int] = {}
    for number, row in _numbered(authored.rows[file], numbers):
        wrong = check_article(file, number, row, articles) + _check_values(file, number, row, book)
        article = authored.articles.get(row["article"])
        if article:
            try:
                placed.append({**quotes.place_row(row, article), "coder": coder})
            except LookupError as error:
                wrong.append(_unplaced(file, number, error))
        problems += wrong
        if article and not wrong:
            first = seen.setdefault(unit_key(placed[-1]), number)
            if first != number:
                message = f"the same sentence, actor and issue stand in row {first}"
                fix = "make one row of them: the stronger position, the other in note"
                problems.append(Problem(file, number, "", message, fix))
    return placed, problems


def _check_values(file: str, number: int, row: Row, book: Codebook) -> list[Problem]:
    """Return the problems of a row's values: unknown ones, and those that a rule of the codebook refuses."""
    problems = []
    for name in CHOSEN:
        if row[name] not in book.choices[name]:
            problems += check_choice(file, number, row, name, book.choices[name], words=value_words(book, name))
    problems += check_set(file, number, row, "condition", book.choices["condition"])
    for rule in book.refused:
        if rule.refuses(row):
            names = tuple(rule.when)
            problems.append(Problem(file, number, names[-1], rule.reason.rstrip("."), f"change {one_of(names)}"))
    return problems


def _unplaced(file: str, number: int, error: LookupError) -> Problem:
    """Return the problem of a quotation that has no single place."""
    message, fix = error.args[0].rsplit("; ", 1)
    return Problem(file, number, "quote", message, fix)


def check_facts(file: str, authored: Authored, numbers: Sequence[int] | None = None) -> list[Problem]:
    """Return the problems of a table of facts; `numbers` as in check_coding."""
    problems, choices, articles = [], _codebook(authored).choices, article_ids(authored)
    for number, row in _numbered(authored.rows[file], numbers):
        for column in ("plan", "attribute", "status"):
            problems += check_choice(file, number, row, column, choices[column])
        problems += _check_range(file, number, row)
        problems += _check_quotation(file, number, row, articles, authored, facts.place_fact)
    return problems


def _check_range(file: str, number: int, row: Row) -> list[Problem]:
    """Return the problems of value_low and value_high: no numbers, or in the wrong order."""
    problem, problems = partial(Problem, file, number), []
    for column in ("value_low", "value_high"):
        if row[column] and not NUMBER.fullmatch(row[column]):
            message = f"'{row[column]}' is no number"
            problems.append(problem(column, message, "write digits alone, and words in value"))
    low, high = row["value_low"], row["value_high"]
    if NUMBER.fullmatch(low) and NUMBER.fullmatch(high) and float(low) > float(high):
        message = f"{high} is less than value_low, {low}"
        problems.append(problem("value_high", message, "give the smaller number first"))
    return problems


def _check_quotation(
    file: str, number: int, row: Row, known: Collection[str], authored: Authored, place: Place
) -> list[Problem]:
    """Return the problems of a row's articles and, if their texts could be read, of its quotation."""
    columns = ("article", "article_b") if row.get("article_b") else ("article",)
    problems = [problem for column in columns for problem in check_article(file, number, row, known, column)]
    if problems or not all(row[column] in authored.articles for column in columns):
        return problems
    try:
        place(row, authored.articles)
    except LookupError as error:
        return [_unplaced(file, number, error)]
    return []


def check_notes(
    authored: Authored, numbers: Sequence[int] | None = None, file: str = facts.NOTES.file
) -> list[Problem]:
    """Return the problems of source_notes.csv, or of a coder's file of notes.

    Ids are those of source_notes.csv alone, and are not checked where `numbers` name some of its rows.
    """
    problems, articles = [], article_ids(authored)
    if file == facts.NOTES.file and not numbers:
        problems = check_ids(file, authored.rows[file], "source_note")
    for number, row in _numbered(authored.rows[file], numbers):
        problem = partial(Problem, file, number, "article_b")
        problems += check_choice(file, number, row, "kind", KINDS, "one of its kinds")
        if row["kind"] == "contradiction" and not (row["article_b"] and row["quote_b"]):
            problems.append(problem("a contradiction names no second text", "give article_b and quote_b"))
        if row["quote_b"] and not row["article_b"]:
            problems.append(problem("quote_b stands there without a text", "say which text has it"))
        problems += _check_quotation(file, number, row, articles, authored, facts.place_note)
    return problems


def check_freeze(paths: RunPaths, authored: Authored) -> list[Problem]:
    """Return the problems of frozen.json: no freeze, or a coder's file edited or gone since the last one.

    While there is nothing to compare, and no decision, no freeze is needed.
    """
    if unreadable := freeze.unreadable(paths.coded):
        return unreadable
    freezes, contents = freeze.read_freezes(paths.coded, authored.people.coders)
    if not freezes:
        fix = 'freeze the codings: stancebook freeze --reason "why"'
        due = is_there(paths.coded / freeze.RECORD) or _compared(authored)
        return [Problem(freeze.RECORD, None, "", freeze.NONE, fix)] if due else []
    changed = freeze.changed_since_freeze(freezes, contents)
    edited = [name for name in changed if name in contents or is_absent(paths.coded, name)]  # the others are missing
    fix = f"{freeze.UNDO}, then adjudicate what differs"
    back = 'put it back, or freeze anew and say why (stancebook freeze --reason "why")'
    rewritten = [Problem(freeze.RECORD, None, "", told, "restore it from git") for told in freeze.chain_faults(freezes)]
    return rewritten + [
        Problem(name, None, "", freeze.EDITED, fix) if name in contents else Problem(name, None, "", freeze.GONE, back)
        for name in edited
    ]


def _compared(authored: Authored) -> bool:
    """Return whether two coders can be compared, or there is a decision."""
    rows, by = authored.rows, authored.people.coders
    several = any(sum(bool(rows[f"{coder}{ending}.csv"]) for coder in by) > 1 for ending in coders.OF_CODER)
    return several or any(rows[name] for name in ("adjudication.csv", facts.FACTS.decisions, facts.NOTES.decisions))
