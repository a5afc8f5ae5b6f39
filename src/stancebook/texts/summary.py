"""Sentences about texts and their cleaning, for notebook 01.

>>> cleaning({"010": "We go. Ad."}, 1, [{"article": "010", "rule": "ad", "before": " Ad."}])
'1 text holds 1 sentence. Cleaning removed 1 place, 4 characters of 10.'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.core.english import capital, count, listed, number, plural
from stancebook.core.tables import Rows
from stancebook.texts.word_diff import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def cleaning(texts: Mapping[str, str], sentences: int, removed: Rows) -> str:
    """The numbers of raw texts and sentences there are, and the amount that cleaning removed."""
    before = sum(map(len, texts.values()))
    gone = sum(len(place["before"]) for place in removed)
    holds = "holds" if len(texts) == 1 else "hold"
    return (
        f"{plural(len(texts), 'text')} {holds} {plural(sentences, 'sentence')}. "
        f"Cleaning removed {plural(len(removed), 'place')}, {plural(gone, 'character')} of {number(before)}."
    )


def zones(zones: Rows) -> str:
    """Return which text has the largest body, and which texts came without a headline."""
    largest = max(zones, key=lambda row: row["body"])
    without = [row["article"] for row in zones if not row["headline"]]
    headlines = f"No headline came with {listed(without)}." if without else "Each came with its headline."
    return f"Text {largest['article']} has the largest body, {number(largest['body'])} characters. {headlines}"


def rules(removed: Rows) -> str:
    """Return which of the cleaning rules removed something, and how many."""
    used = sorted({place["rule"] for place in removed})
    return (
        f"{capital(count(len(used), 'rule'))} removed something: {listed(used)}."
        if used
        else "No rule removed anything."
    )


def shared_words(quotations: pd.DataFrame, duplicates: pd.DataFrame) -> str:
    """The numbers of quotations and of paragraphs that stand in more than one text."""
    longest = max((len(words(quote)) for quote in quotations["quote_a"]), default=0)
    occur = ["occurs" if len(table) == 1 else "occur" for table in (quotations, duplicates)]
    phrases = f"{capital(count(len(quotations), 'quoted phrase'))} {occur[0]} in more than one text"
    size = f"; the longest has {count(longest, 'word')}" if longest else ""
    paragraphs = (
        f"{capital(count(len(duplicates), 'paragraph'))} {occur[1]} in two texts in the same or nearly the same"
    )
    return f"{phrases}{size}. {paragraphs} words."


def doubts(rows: Rows, most: int = 3) -> str:
    """Return what may be no text of the article, the first places, and how a person decides.

    >>> doubts([{"article": "010", "start": 52, "text": "By Sea They Come", "rule": "byline"}])
    '1 place may be no text: 010 at 52, “By Sea They Come” (byline); decide in cleaning.yaml, by a rule or under kept'
    """
    shown = [f"{row['article']} at {row['start']}, “{row['text']}” ({row['rule']})" for row in rows[:most]]
    rest = f" and {len(rows) - most} more" if len(rows) > most else ""
    places = plural(len(rows), "place")
    return f"{places} may be no text: {'; '.join(shown)}{rest}; decide in cleaning.yaml, by a rule or under kept"
