"""What can be said of the text of a brief before anything is built: its figures, citations and quotations.

>>> from stancebook.brief.text import parse
>>> text = parse("Arland will “build it” [@arlnd/toll].\\n\\n![](figures/maps.svg)\\n")
>>> citable = Citables(choices={"actor": ("arland",), "issue": ("toll",), "plan": (), "attribute": ()})
>>> print(*check_text(text, citable, {}, figures=["map", "ladder"]), sep="\\n")
report/text.md, line 3: no notebook draws the figure 'maps'; do you mean map?
report/text.md, line 1: “@arlnd/toll”: 'arlnd' is no actor of the codebook; do you mean arland?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from stancebook.brief.citations import STUDY, TABLES, Citables, NoRow, NoSelection, select, uncountable
from stancebook.brief.inline import TEXT
from stancebook.brief.rules.comparison import Needle, find_quotations, fold
from stancebook.brief.text import Block, Sentence, Text
from stancebook.core import schema
from stancebook.core.english import listed, one_of
from stancebook.core.problems import Problem, suggestion
from stancebook.core.tables import Row
from stancebook.study.quotes import shortened
from stancebook.texts.corpus import Article


def check_text(
    text: Text, citable: Citables, articles: Mapping[str, Article], figures: Iterable[str] = (), settled: bool = True
) -> list[Problem]:
    """Return a problem for each figure, citation and quotation of which it is certain that the build refuses it.

    `citable` has the statements, facts and notes of the default run with their ids, `articles` the texts that could be
    read, `figures` the names that notebooks draw (none if that is not known). Before every decision is taken, `settled`
    is False, and what selects no row may do so later.
    """
    problems = list(_blocks(text, citable, list(figures), settled))
    folded = cache(lambda id: [fold(articles[id].raw), fold(articles[id].clean)])
    for sentence in text.sentences:
        wrong = [*_citations(sentence, citable, settled)]
        problems += wrong
        if not wrong and settled:
            cited = [id for id in _articles(sentence, citable) if id in articles]
            problems += _quotations(sentence, {id: folded(id) for id in cited})
    return problems


def _problem(line: int, message: str, fix: str) -> Problem:
    return Problem(TEXT, None, f"line {line}", message, fix)


def _blocks(text: Text, citable: Citables, figures: list[str], settled: bool) -> Iterator[Problem]:
    """Yield a problem for each figure that no notebook draws, and for a table or key of a block that is not known."""
    for block in text.blocks:
        if block.kind == "figure" and figures and block.name not in figures:
            fix = suggestion(block.name, figures, f"use {listed(sorted(figures))}")
            yield _problem(block.start + 1, f"no notebook draws the figure '{block.name}'", fix)
        if block.kind == "table" and f"{block.name}.csv" not in TABLES:
            names = [name.removesuffix(".csv") for name in sorted(TABLES)]
            fix = suggestion(block.name, names, f"use {one_of(names)}")
            yield _problem(block.start + 1, f"there is no table '{block.name}'", fix)
        elif block.kind == "table":
            yield from _columns(block)
        if block.kind == "each" and (reason := _unselected(block.name, citable, settled)):
            message, _, fix = reason.rpartition("; ")
            yield _problem(block.start + 1, f"“{block.name}”: {message}", fix)


def _columns(block: Block) -> Iterator[Problem]:
    """Yield a problem for each line of a table's block that names no column of it."""
    table = schema.TABLES[block.name]
    known = [*table.dtypes, *(["written"] if table is schema.SOURCES else [])]
    for line, text in enumerate(block.body.splitlines(), block.start + 2):
        column = text.partition(":")[0].strip()
        if text.strip() and column not in known and not table.more:
            fix = suggestion(column, known, f"use {one_of(known)}")
            yield _problem(line, f"the table {block.name} has no column '{column}'", fix)


def _citations(sentence: Sentence, citable: Citables, settled: bool) -> Iterator[Problem]:
    """Yield a problem for each key, and each thing counted, that is not known or selects nothing."""
    for key in sentence.keys:
        if key not in TABLES and key != STUDY and (reason := _unselected(key, citable, settled)):
            message, _, fix = reason.rpartition("; ")
            yield _problem(sentence.line, f"“@{key}”: {message}", fix)
    for _, what in sentence.counts:
        if reason := uncountable(what, citable):
            message, _, fix = reason.rpartition("; ")
            yield _problem(sentence.line, f"“{what}”: {message}", fix)


def _unselected(key: str, citable: Citables, settled: bool) -> str:
    """Return why a key selects nothing, with the fix; "" if it selects something, or may do so later."""
    try:
        select(key, citable)
    except NoRow as error:
        return str(error) if settled else ""
    except NoSelection as error:
        return str(error)
    return ""


def _articles(sentence: Sentence, citable: Citables) -> list[str]:
    """Return the texts whose words a sentence may quote; none if it may quote a table, or cites nothing."""
    if not sentence.keys or any(key in TABLES or key == STUDY for key in sentence.keys):
        return []
    rows: list[Row] = [row for key in sentence.keys for row in select(key, citable)]
    ids = dict.fromkeys(row["article"] for row in rows)
    return [*ids, *dict.fromkeys(row["article_b"] for row in rows if row.get("article_b"))]


def _quotations(sentence: Sentence, texts: Mapping[str, list[str]]) -> Iterator[Problem]:
    """Yield a problem for each quotation that stands in none of the cited texts, given folded."""
    if not texts or "quotation" in sentence.allow:
        return
    for quoted in find_quotations(sentence.words):
        needle = Needle(quoted.text)
        if quoted.closed and all(needle.end(text) is None for folded in texts.values() for text in folded):
            message = f"“{shortened(quoted.text)}” stands in no cited text ({listed(texts)})"
            yield _problem(sentence.line, message, "copy the words from the text, or cite the text that has them")
