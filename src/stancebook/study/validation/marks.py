"""Checks of the files that the desk writes beside the codings: marks on sentences and articles, sample, comments.

>>> from stancebook.texts.corpus import Article, Sentence
>>> from stancebook.texts.spans import Span
>>> text = Article("010", "Arland waits.", "Arland waits.", (), (Sentence(1, Span(0, 13), "Arland waits."),))
>>> row = {"article": "010", "sentence_start": "7", "mark": "nothing"}
>>> [problem.message for problem in of_marks("coder_a_marks.csv", [row], {"010": text}, ["010"])]
["no sentence of 010 starts at '7'"]
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from stancebook.core import schema
from stancebook.core.authored.cell_checks import check_article, check_choice
from stancebook.core.paths import is_there
from stancebook.core.problems import Problem
from stancebook.core.tables import Row, Rows
from stancebook.study import loader
from stancebook.study.coders import People
from stancebook.texts.corpus import Article

SAMPLE, COMMENTS = "sample.csv", "comments.csv"


def files(people: People) -> tuple[str, ...]:
    """Return the names of the marks of coders and adjudicators."""
    return tuple(f"{hand}_marks.csv" for hand in dict.fromkeys((*people.coders, *people.adjudicators, "adjudication")))


def check_marks(folder: Path, people: People, articles: Mapping[str, Article], ids: Collection[str]) -> list[Problem]:
    """Return the problems of the desk's files in a folder; a file that is not there has none.

    `articles` are the Articles that could be read, `ids` the articles of sources.csv.
    """
    problems: list[Problem] = []
    for name in files(people):
        if is_there(folder / name):
            problems += of_marks(name, loader.read_table(folder, name, schema.MARKS.names, problems), articles, ids)
    for name, table in ((SAMPLE, schema.SAMPLE), (COMMENTS, schema.COMMENTS)):
        if is_there(folder / name):
            for number, row in enumerate(loader.read_table(folder, name, table.names, problems), 2):
                problems += check_article(name, number, row, ids)
    return problems


def of_marks(file: str, rows: Rows, articles: Mapping[str, Article], ids: Collection[str]) -> list[Problem]:
    """Return the problems of rows of marks: unknown marks, articles and sentences, and repeated rows."""
    problems: list[Problem] = []
    seen: dict[tuple[str, ...], int] = {}
    starts = {id: {str(sentence.span.start) for sentence in article.sentences} for id, article in articles.items()}
    for number, row in enumerate(rows, 2):
        wrong = check_article(file, number, row, ids)
        wrong += check_choice(file, number, row, "mark", loader.MARKS, "a mark")
        first = seen.setdefault((row["article"], row["sentence_start"], row["mark"]), number)
        if first != number:
            wrong.append(Problem(file, number, "", f"the same mark stands in row {first}", "take one of them out"))
        problems += wrong or _check_sentence(file, number, row, starts)
    return problems


def _check_sentence(file: str, number: int, row: Row, starts: Mapping[str, set[str]]) -> list[Problem]:
    """Return a problem for a mark on a sentence that does not exist, and for a mark of a text on a sentence."""
    at, start, article = (file, number, "sentence_start"), row["sentence_start"], row["article"]
    if row["mark"] != loader.MARKS[0]:
        message = f"'{row['mark']}' is a mark of the whole article"
        return [Problem(*at, message, "leave the cell empty")] if start else []
    if article not in starts or start in starts[article]:
        return []
    fix = "mark it at the desk anew, and take this row out"
    return [Problem(*at, f"no sentence of {article} starts at '{start}'", fix)]
