"""Blind sheets: sampled sentences with their neighbours and empty cells, and what people filled in as a coder's rows.

A sheet has nothing of the study's codes. A row that is filled is a statement; `nothing` in the column `mark` says that
the sentence was read and holds none; a further statement of a sentence is one more row with the same first cells.

>>> from stancebook.texts.corpus import Article, Sentence
>>> from stancebook.texts.spans import Span
>>> raw = "Arland pays. It waits."
>>> sentences = (Sentence(1, Span(0, 12), "Arland pays."), Sentence(2, Span(13, 22), "It waits."))
>>> article = Article("010", raw, raw, (), sentences)
>>> [row] = lay_out([{"article": "010", "sentence_start": "13", "unit": 1}], {"010": article})
>>> row["before"], row["sentence"], row["after"], row["position"]
('Arland pays.', 'It waits.', '', '')
>>> as_coded(row | {"actor": "arland"}, article)["quote"]
'It waits.'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stancebook.core.schema import CODER_ROWS
from stancebook.core.tables import Row, Rows
from stancebook.study.people.tables import SHEET
from stancebook.texts.corpus import Article, Sentence
from stancebook.texts.spans import trimmed

FILE, ENDING = "sheet.csv", "_sheet.csv"
NOTHING = "nothing"
CODES = [name for name in CODER_ROWS.names if name not in ("article", "occurrence")]
FORMULA = ("=", "+", "-", "@", "\t")  # a spreadsheet would compute a cell that begins with one of these


def lay_out(sample: Iterable[Row], articles: Mapping[str, Article]) -> Rows:
    """Return the rows of a sheet: each sampled sentence between its neighbours, with empty cells to fill in."""
    rows = []
    for row in sample:
        sentences = articles[row["article"]].sentences
        at = next(number for number, each in enumerate(sentences) if str(each.span.start) == row["sentence_start"])
        around = {"before": _words(sentences[max(at - 1, 0) : at]), "sentence": _words(sentences[at : at + 1])}
        around["after"] = _words(sentences[at + 1 : at + 2])
        known = {name: row[name] for name in ("unit", "article", "sentence_start")}
        rows.append({**dict.fromkeys(SHEET.names, ""), **known, **around})
    return rows


def _words(sentences: Iterable[Sentence]) -> str:
    """Return the words of a sentence as a cell that no spreadsheet computes; "" without a sentence."""
    text = " ".join(sentence.text for sentence in sentences)
    return f" {text}" if text.startswith(FORMULA) else text


def is_filled(row: Row) -> bool:
    """Return whether a row of a sheet holds any code."""
    return any(row[name].strip() for name in CODES)


def fault(row: Row, article: Article) -> str:
    """Return what is wrong with a row of a sheet, with the fix; "" if it is in order."""
    if row["mark"].strip() not in ("", NOTHING):
        return f"'{row['mark']}' is no mark; write {NOTHING} where the sentence holds no statement, or leave it empty"
    if row["mark"].strip() and is_filled(row):
        return f"the row has codes and says {NOTHING}; take one of them out"
    if _sentence(row, article) is None:
        return f"no sentence of {article.id} starts at '{row['sentence_start']}'; copy the first cells of its row"
    quote = row["quote"].strip()
    if is_filled(row) and quote and not _places(quote, row, article):
        return "the quote is not in this sentence; copy it from the sentence, or leave it empty for all of it"
    return ""


def as_coded(row: Row, article: Article) -> Row:
    """Return a filled row of a sheet as a coder's row; an empty quotation means the whole sentence."""
    sentence = _sentence(row, article)
    assert sentence is not None, "a row in order has its sentence"
    quote = row["quote"].strip() or trimmed(article.raw, sentence.span).of(article.raw)
    places, own = article.places(quote), _places(quote, row, article)
    occurrence = str(own[0] + 1) if len(places) > 1 and own else ""
    cells = {name: row[name] for name in CODES}
    return {"article": article.id, **cells, "quote": quote, "occurrence": occurrence}


def _places(quote: str, row: Row, article: Article) -> list[int]:
    """Return which places of a quotation in an article, counted from 0, lie in the sentence of a row."""
    sentence = _sentence(row, article)
    places = article.places(quote)
    return [at for at, span in enumerate(places) if sentence and sentence.span.contains(span)]


def _sentence(row: Row, article: Article) -> Sentence | None:
    """Return the sentence that a row of a sheet is about; None if the article has none there."""
    start = row["sentence_start"].strip()
    return next((each for each in article.sentences if str(each.span.start) == start), None)
