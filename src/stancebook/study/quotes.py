"""Quotations: from the words that a coder pasted to their span in the raw text.

>>> from stancebook.texts.corpus import Article, Sentence
>>> from stancebook.texts.spans import Span
>>> text = "Arland waits."
>>> article = Article("010", text, text, (), (Sentence(1, Span(0, 13), text),))
>>> locate("waits", "", article)
Span(start=7, end=12)
>>> locate("wait for", "", article)
Traceback (most recent call last):
LookupError: the quote “wait for” was not found: it is not in the text; copy it from the raw text character by character
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stancebook.core.tables import Row, Rows
from stancebook.study.statements import place_order, unit_key
from stancebook.texts import same_text
from stancebook.texts.corpus import Article
from stancebook.texts.spans import Span


def locate(quote: str, occurrence: str, article: Article) -> Span:
    """Return the raw Span of a quotation; raises LookupError unless it is found exactly once, or as often as needed.

    `occurrence` is the number of the occurrence that is meant, empty where there is one alone.
    """
    places = article.places(quote)
    if not places:
        raise LookupError(_missing(quote, article))
    if occurrence:
        if occurrence not in map(str, range(1, len(places) + 1)):
            times = "once; leave it empty" if len(places) == 1 else f"{len(places)} times; write 1 to {len(places)}"
            raise LookupError(f"occurrence '{shortened(occurrence)}' does not exist: the quote stands there {times}")
        return places[int(occurrence) - 1]
    if len(places) > 1:
        raise LookupError(f"the quote stands there {len(places)} times; say which in occurrence (1 to {len(places)})")
    return places[0]


def _missing(quote: str, article: Article) -> str:
    """Return why a quotation was not found, as a message."""
    sought, text = (same_text.folded(each).text.casefold() for each in (quote.strip(), article.raw))
    why = "its capitals were changed" if " " in sought and sought in text else "it is not in the text"
    return f"the quote “{shortened(quote)}” was not found: {why}; copy it from the raw text character by character"


def shortened(text: str, most: int = 60) -> str:
    """Return a text cut to at most so many characters, for messages."""
    return text if len(text) <= most else text[: most - 1] + "…"


def place_row(row: Row, article: Article) -> Row:
    """Return a coder's row with its sentence and raw span; raises LookupError if its quotation has no single place."""
    span = locate(row["quote"], row["occurrence"], article)
    sentence = article.sentence_of(span)
    if sentence is None:
        crosses = any(span.overlaps(other.span) for other in article.sentences)
        why = "it runs over the end of a sentence" if crosses else "it lies in a part that cleaning takes out"
        quote = shortened(row["quote"])
        raise LookupError(f"the quote “{quote}” lies within no sentence: {why}; quote one sentence's clause")
    where = {"sentence": str(sentence.number), "sentence_start": str(sentence.span.start)}
    return {**row, **where, **span_cells(span, article), "condition": sorted_set(row["condition"])}


def sorted_set(cell: str) -> str:
    """Return a cell that holds a set, each member once, sorted."""
    return " ".join(sorted(set(cell.split())))


def span_cells(span: Span, article: Article, suffix: str = "") -> Row:
    """Return the cells of a span: start, end and quote, with a suffix to their names."""
    return {f"start{suffix}": str(span.start), f"end{suffix}": str(span.end), f"quote{suffix}": span.of(article.raw)}


def place_coding(rows: Iterable[Row], coder: str, articles: Mapping[str, Article]) -> Rows:
    """Return a coder's rows with their places, of these articles only, in order of place."""
    placed = [place_row(row, articles[row["article"]]) for row in rows if row["article"] in articles]
    placed.sort(key=lambda row: place_order(unit_key(row)))
    return [{**row, "coder": coder} for row in placed]


def place_quote(row: Row, article: Article) -> Row:
    """Return a fact or note with its raw span, which may lie anywhere in the text."""
    return {**row, **span_cells(locate(row["quote"], row["occurrence"], article), article)}
