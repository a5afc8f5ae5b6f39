"""Sentences about texts and their cleaning, for notebook 01.

>>> articles = {"010": Article("010", "We go. Ad.", "We go.", (), (Sentence(1, Span(0, 6), "We go."),))}
>>> cleaning(articles, [{"article": "010", "rule": "ad", "before": " Ad."}])
'1 text holds 1 sentence. Cleaning removed 1 place, 4 characters of 10.'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.core.english import listed, number, plural
from stancebook.core.tables import Rows
from stancebook.texts.corpus import Article, Sentence  # noqa: F401
from stancebook.texts.spans import Span  # noqa: F401

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancebook.texts.cleaning import CleaningRules


def cleaning(articles: Mapping[str, Article], removed: Rows) -> str:
    """Return how many texts and sentences there are, and how much cleaning removed."""
    sentences = sum(len(article.sentences) for article in articles.values())
    before = sum(len(article.raw) for article in articles.values())
    gone = sum(len(place["before"]) for place in removed)
    holds = "holds" if len(articles) == 1 else "hold"
    return (
        f"{plural(len(articles), 'text')} {holds} {plural(sentences, 'sentence')}. "
        f"Cleaning removed {plural(len(removed), 'place')}, {plural(gone, 'character')} of {number(before)}."
    )


def zones(zones: Rows) -> str:
    """Return which text has the largest body, and which texts came without a headline."""
    largest = max(zones, key=lambda row: row["body"])
    without = [row["article"] for row in zones if not row["headline"]]
    headlines = f"No headline came with {listed(without)}." if without else "Each came with its headline."
    return f"Text {largest['article']} has the largest body, {number(largest['body'])} characters. {headlines}"


def rules(removed: Rows, rules: CleaningRules) -> str:
    """Return how many of the cleaning rules removed something, and which."""
    used = sorted({place["rule"] for place in removed})
    names = listed(used) if used else "none"
    return f"{len(used)} of {len(rules.rules)} rules removed something: {names}."
