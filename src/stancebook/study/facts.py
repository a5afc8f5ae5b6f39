"""Facts: what the texts state and a reader can check, each with its quotation.

>>> from stancebook.texts.corpus import Article, Sentence
>>> from stancebook.texts.spans import Span
>>> text = "Some 300 men would come."
>>> article = Article("000", text, text, (), (Sentence(1, Span(0, 24), text),))
>>> rows = {"coder_a_facts": [{"article": "000", "quote": "300 men", "occurrence": "", "attribute": "size"}]}
>>> [(row["fact"], row["start"]) for row in facts_of_run(rows, {"000": article}, "coder_a")]
[('coder_a-001', '5')]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from stancebook.core.english import label
from stancebook.core.paths import ADJUDICATED
from stancebook.core.tables import Row, Rows
from stancebook.study.quotes import locate, place_quote, span_cells
from stancebook.texts.corpus import Article

if TYPE_CHECKING:
    import pandas as pd


def facts_of_run(rows: Mapping[str, Rows], articles: Mapping[str, Article], coding: str = ADJUDICATED) -> Rows:
    """Return the facts of a run with their places: the adjudicated ones, or those of one coder.

    `rows` leads from `facts` and `<coder>_facts` to the rows of these tables. A coder's facts are numbered in the
    order of the file.
    """
    facts = rows["facts"] if coding == ADJUDICATED else numbered(rows[f"{coding}_facts"], coding)
    return [place_fact(row, articles) for row in facts if row["article"] in articles]


def numbered(rows: Rows, coder: str) -> Rows:
    """Return a coder's facts with their ids: the coder and the number of the row.

    >>> [row["fact"] for row in numbered([{}, {}], "ada")]
    ['ada-001', 'ada-002']
    """
    return [{**row, "fact": f"{coder}-{number:03}"} for number, row in enumerate(rows, 1)]


def place_fact(row: Row, articles: Mapping[str, Article]) -> Row:
    """Return a fact with its raw span; raises LookupError if its quotation has no single place."""
    return place_quote(row, articles[row["article"]])


def count_by_attribute(facts: pd.DataFrame) -> Rows:
    """Return the number of facts of each attribute, the most frequent first."""
    counts = Counter(facts["attribute"])
    ordered = sorted(counts, key=lambda attribute: (-counts[attribute], attribute))
    return [{"attribute": label(attribute), "facts": counts[attribute]} for attribute in ordered]


def notes_about(articles: Mapping[str, Article], rows: Rows) -> Rows:
    """Return the source notes on these articles, without those that compare one with an article left out."""
    return [row for row in rows if {row["article"], row["article_b"] or row["article"]} <= articles.keys()]


def place_note(row: Row, articles: Mapping[str, Article]) -> Row:
    """Return a source note with its raw span, and with the span in the second text if it quotes one."""
    second = {"article_b": "", "start_b": "", "end_b": "", "quote_b": ""}
    if article := articles.get(row["article_b"]):
        second |= {"article_b": article.id, **span_cells(locate(row["quote_b"], "", article), article, "_b")}
    return place_quote(row, articles[row["article"]]) | second
