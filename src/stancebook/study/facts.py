"""Facts and source notes: what the texts state and a reader can check, and what to mind of them, with quotations.

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
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from stancebook.core.english import NO_NAMES, display_name
from stancebook.core.paths import ADJUDICATED
from stancebook.core.tables import Row, Rows
from stancebook.study.quotes import locate, place_quote, span_cells
from stancebook.texts import cleaning
from stancebook.texts.corpus import Article

if TYPE_CHECKING:
    import pandas as pd

    from stancebook.texts.cleaning import CleaningRules


class Noted(NamedTuple):
    """What coders note beside statements: its name, its files and the columns that matter where two have noted it.

    `table` and `<coder>_<table>` are the names of the files, `id` is the column of its id, `question` that of what it
    is about, `mark` stands before the number in the id of a coder's row. What several coders noted is alike where the
    cells of the columns `compared` are equal.
    """

    name: str
    table: str
    id: str
    question: str
    mark: str
    compared: tuple[str, ...]

    @property
    def file(self) -> str:
        """The file of what is adjudicated."""
        return f"{self.table}.csv"

    def of_coder(self, coder: str) -> str:
        """Return the file of what a coder noted."""
        return f"{coder}_{self.table}.csv"

    @property
    def decisions(self) -> str:
        """The file of the decisions."""
        return f"{self.id}_decisions.csv"


VALUES = ("plan", "attribute", "value_low", "value_high", "unit", "subject", "status", "said_by")
FACTS = Noted("fact", "facts", "fact", "attribute", "", VALUES)
NOTES = Noted("source note", "source_notes", "source_note", "kind", "n", ("kind", "article_b"))


def facts_of_run(
    rows: Mapping[str, Rows], articles: Mapping[str, Article], coding: str = ADJUDICATED, of: Noted = FACTS
) -> Rows:
    """Return the facts (or source notes) of a run with their places: the adjudicated ones, or those of one coder.

    `rows` leads from names of tables, as `facts` and `<coder>_facts`, to their rows. Those of a coder are numbered in
    the order of the file.
    """
    noted = rows[of.table] if coding == ADJUDICATED else numbered(rows[f"{coding}_{of.table}"], coding, of)
    return [place(row, articles) for row in notes_about(articles, noted)]


def numbered(rows: Rows, coder: str, of: Noted = FACTS) -> Rows:
    """Return what a coder noted with its ids: the coder and the number of the row.

    >>> [row["fact"] for row in numbered([{}, {}], "ada")], [row["source_note"] for row in numbered([{}], "ada", NOTES)]
    (['ada-001', 'ada-002'], ['ada-n001'])
    """
    return [{**row, of.id: f"{coder}-{of.mark}{number:03}"} for number, row in enumerate(rows, 1)]


def notes_of_study(rows: Mapping[str, Rows], coders: Iterable[str]) -> Rows:
    """Return the source notes of a study: those of source_notes.csv, and what its only reader noted besides.

    What several readers noted is decided on first. `rows` leads from names of tables to their rows.

    >>> note = {"article": "010", "quote": "By Ada", "kind": "byline", "article_b": ""}
    >>> own = {"source_notes": [note | {"source_note": "N001"}], "ada_source_notes": [note, note | {"kind": "other"}]}
    >>> [row["source_note"] for row in notes_of_study(own, ["ada"])]
    ['N001', 'ada-n002']
    """
    readers = [coder for coder in coders if rows[f"{coder}_{NOTES.table}"]]
    if len(readers) != 1:
        return rows[NOTES.table]
    there = {_words(row) for row in rows[NOTES.table]}
    own = numbered(rows[f"{readers[0]}_{NOTES.table}"], readers[0], NOTES)
    return rows[NOTES.table] + [row for row in own if _words(row) not in there]


def _words(note: Row) -> tuple[str, ...]:
    """Return the words that a source note is on, and what is compared of it."""
    return tuple(note[column] for column in ("article", "quote", *NOTES.compared))


def place(row: Row, articles: Mapping[str, Article]) -> Row:
    """Return a fact or a source note with its place; raises LookupError if a quotation has no single place."""
    return place_note(row, articles) if "article_b" in row else place_fact(row, articles)


def place_fact(row: Row, articles: Mapping[str, Article]) -> Row:
    """Return a fact with its raw span; raises LookupError if its quotation has no single place."""
    return place_quote(row, articles[row["article"]])


def count_by_attribute(facts: pd.DataFrame, words: Mapping[str, str] = NO_NAMES) -> Rows:
    """Return the number of facts of each attribute, the most frequent first; `words` are those for attributes."""
    counts = Counter(facts["attribute"])
    ordered = sorted(counts, key=lambda attribute: (-counts[attribute], attribute))
    return [{"attribute": display_name(words, attribute), "facts": counts[attribute]} for attribute in ordered]


def notes_about(articles: Collection[str], rows: Rows) -> Rows:
    """Return the facts or source notes on these articles, without those that compare one with an article left out."""
    return [row for row in rows if {row["article"], row.get("article_b") or row["article"]} <= {*articles}]


def place_notes(rows: Rows, texts: Mapping[str, str], rules: CleaningRules) -> Rows:
    """Return source notes with their raw spans; of the raw texts, those are cleaned that a note is about."""
    own = [{id: texts[id] for id in (row["article"], row["article_b"]) if id in texts} for row in rows]
    return [place_note(row, cleaning.clean_articles(each, rules)[0]) for row, each in zip(rows, own, strict=True)]


def place_note(row: Row, articles: Mapping[str, Article]) -> Row:
    """Return a source note with its raw span, and with the span in the second text if it quotes one."""
    second = {"article_b": "", "start_b": "", "end_b": "", "quote_b": ""}
    if article := articles.get(row["article_b"]):
        second |= {"article_b": article.id, **span_cells(locate(row["quote_b"], "", article), article, "_b")}
    return place_quote(row, articles[row["article"]]) | second
