"""The supplement, in the manner of Annotation for Transparent Inquiry: for each sentence of the brief its sources.

For each note it has the sentence, an excerpt of each source around the cited passages, the source, and why these
passages bear the sentence.

>>> marked("We will not go. Never.", Excerpt(0, 22, (False, True), ((8, 15),)), [])
'We will <b>not go.</b> Never. …'
>>> marked("We go. Loading We stay.", Excerpt(0, 23, (False, False), ((15, 23),)), [(7, 14)])
'We go. […] <b>We stay.</b>'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from stancebook.brief.evidence import Citable, segments, source_line
from stancebook.core.english import capital, join_parts, number
from stancebook.core.markdown import escape, escape_within
from stancebook.core.tables import Row, Rows, grouped, records
from stancebook.export.coded_words import Words
from stancebook.export.evidence_claims import cell, passage_ids, texts_of
from stancebook.export.excerpts import Excerpt, Excerptable, Span
from stancebook.study.sources import date_in_words

if TYPE_CHECKING:
    import pandas as pd

INTRODUCTION = (
    "For each sentence of [the brief](brief.md) that cites the texts, in the order of its notes: the sentence, an "
    "excerpt of each source around the cited passages, which are bold, the source, and why these passages bear the "
    "sentence. An excerpt has 100 to 150 words; a shorter text stands in full; […] is where cleaning took something "
    "out. The file follows Annotation for Transparent Inquiry."
)
BLANK = "\n\n"


def supplement(
    title: str, claims: pd.DataFrame, passages: pd.DataFrame, said: Mapping[str, Words], texts: Mapping[str, str],
    sources: pd.DataFrame, sentences: pd.DataFrame, removed: pd.DataFrame, raw: str = "../data/raw",
    who_coded: str = "",
) -> str:  # fmt: skip
    """The Markdown of the supplement; `said` are the Words of the passages, `raw` leads to the raw texts.

    `who_coded` says who coded and decided, a sentence a line.

    Raises ValueError if a claim rests on a passage that is not there.
    """
    by_article, cut = (grouped(records(table), "article") for table in (sentences, removed))
    sourced = {row["article"]: row for row in records(sources)}
    gone = {article: [_span(row) for row in cut[article]] for article in sourced}
    readers = {
        article: Excerptable(texts[article], map(_span, by_article[article]), gone[article]) for article in sourced
    }
    citable, parts = Citable(records(passages)), [f"# {escape(f'Supplement: {title}')}", INTRODUCTION]
    parts += [escape(" ".join(who_coded.splitlines()))] if who_coded else []
    for note, claim in enumerate(records(claims), 1):
        rows = citable.cited(passage_ids(claim))
        if rows:
            parts += _heading(note, claim)
        for article, here in groupby(rows, key=lambda row: row["article"]):
            parts += _sourced(list(here), readers[article], gone[article], sourced[article], said, raw)
    parts += ["## The sources", "\n".join(f"- {_described(row)}" for row in sourced.values())]
    return BLANK.join(parts) + "\n"


def _span(row: Row) -> Span:
    """The start and the end of a row of a table."""
    return row["start"], row["end"]


def _heading(note: int, claim: Row) -> Iterator[str]:
    """The number of a note, the sentence of its claim, who speaks and how many texts there are."""
    yield f'## <a id="note-{note}"></a>[Note {note}](brief.md#note-{note})'
    yield escape(claim["sentence"])
    basis = join_parts([cell(claim, "account"), texts_of(claim)])
    if basis:
        yield escape(capital(basis)) + "."


def _sourced(
    rows: Rows, reader: Excerptable, gone: Sequence[Span], source: Row, said: Mapping[str, Words], raw: str
) -> Iterator[str]:
    """The excerpts of one source, each with the source and why its passages bear the sentence."""
    for excerpt in reader.excerpts(map(_span, rows)):
        yield f"> {marked(reader.text, excerpt, gone)}"
        span = f"characters {number(excerpt.start)} to {number(excerpt.end)}"
        link = f"[{span}]({percent(raw + '/' + source['file'])})"
        yield f"Source: {_named(source)} · {link}"
        yield "\n".join(_reason(row, said) for row in rows if _span(row) in excerpt.passages)


def _described(source: Row) -> str:
    """A source with everything that is known of it."""
    return escape_within(join_parts([f"Text {source['article']}", source["headline"], source_line(source)]))


def _named(source: Row) -> str:
    """A source by its id, headline, outlet, authors and date."""
    headline = f"text {source['article']}" + (f", “{source['headline']}”" if source["headline"] else "")
    return escape_within(join_parts([headline, source["outlet"], source["byline"], date_in_words(source)]))


def _reason(row: Row, said: Mapping[str, Words]) -> str:
    """Why a passage bears a sentence: what was coded, with a link to the passage."""
    words = said[row["id"]].sentence if row["id"] in said else row["title"]
    return f"- {escape(words)} [The passage](evidence.md#{percent(row['id'])})"


def marked(text: str, excerpt: Excerpt, gone: Sequence[Span]) -> str:
    """An excerpt as Markdown in one line: passages bold, what cleaning took out as […], cut sentences with …."""
    start, end = excerpt.start, excerpt.end
    spans = [("cited", *span) for span in excerpt.passages] + [("gone", *span) for span in gone]
    within = [(kind, max(0, a - start), min(end, b) - start) for kind, a, b in spans if max(a, start) < min(b, end)]
    pieces = []
    for look, run in groupby(segments(text[start:end], within), key=lambda segment: _look(segment[2])):
        cuts = list(run)
        words = escape_within(text[start + cuts[0][0] : start + cuts[-1][1]])
        pieces.append({"cited": f"<b>{words}</b>", "gone": " […] "}.get(look, words))
    line = " ".join("".join(pieces).split())
    return f"{'… ' if excerpt.cut[0] else ''}{line}{' …' if excerpt.cut[1] else ''}"


def _look(kinds: Sequence[str]) -> str:
    """How a piece of an excerpt looks: cited, gone, or plain."""
    return "cited" if "cited" in kinds else "gone" if kinds else ""
