"""Comments: remarks of coders and adjudicators to each other on a sentence, once its codes are open to them.

>>> from stancebook.texts.corpus import Article, Sentence
>>> from stancebook.texts.spans import Span
>>> text = Article("010", "Arland waits.", "Arland waits.", (), (Sentence(1, Span(0, 13), "Arland waits."),))
>>> row = new(text, 1, "2031-05-01T09:30:00Z", "ada", " Why not? ")
>>> row["sentence_start"], row["text"], of(text, [row])[0]["sentence"]
('0', 'Why not?', 1)
"""

from typing import Any

from stancebook.core.problems import UserError
from stancebook.core.tables import Row, Rows
from stancebook.texts.corpus import Article


def new(article: Article, sentence: Any, at: str, by: str, text: str) -> Row:
    """Return the row of a comment; raise UserError if there is no such sentence, or nothing is said."""
    starts = {each.number: str(each.span.start) for each in article.sentences}
    if sentence not in starts:
        raise UserError(f"'{sentence}' is no sentence of {article.id}; choose the sentence that the comment is on")
    if not text.strip():
        raise UserError("the comment is empty; write what you want to say")
    return {"article": article.id, "sentence_start": starts[sentence], "at": at, "by": by, "text": text.strip()}


def of(article: Article, rows: Rows) -> list[dict[str, Any]]:
    """Return the comments on an article for the page, in the order in which they were made."""
    numbers = {str(sentence.span.start): sentence.number for sentence in article.sentences}
    own = [row for row in rows if row["article"] == article.id]
    return [row | {"sentence": numbers.get(row["sentence_start"])} for row in own]
