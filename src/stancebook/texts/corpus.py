"""Articles: the raw text as received, the clean text, and the way between them.

>>> article = Article("000", "Hear. Loading See.", "Hear. See.", (Run(0, 6, 0, 6), Run(6, 10, 14, 18)), ())
>>> article.to_raw(Span(6, 9)).of(article.raw)
'See'
>>> article.to_raw(Span(0, 10)).of(article.raw)
'Hear. Loading See.'
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import NamedTuple

from stancebook.core import tables
from stancebook.core.bounds import reading
from stancebook.core.bounds.limits import TEXT_BYTES, TEXT_CHARACTERS
from stancebook.core.paths import RunPaths
from stancebook.core.tables import Row, Rows
from stancebook.texts import same_text
from stancebook.texts.spans import Span, find

EDGES = {"clean": (itemgetter(0), itemgetter(1)), "raw": (itemgetter(2), itemgetter(3))}  # of a Run


class Run(NamedTuple):
    """A run of clean text and its raw span; both have the same length unless the run was replaced."""

    clean_start: int
    clean_end: int
    start: int
    end: int

    @property
    def clean(self) -> Span:
        """The span in the clean text."""
        return Span(self.clean_start, self.clean_end)

    @property
    def raw(self) -> Span:
        """The span in the raw text."""
        return Span(self.start, self.end)


class Sentence(NamedTuple):
    """A sentence: its number in the article, its raw span, its clean text."""

    number: int
    span: Span
    text: str


class Article(NamedTuple):
    """A text: raw as received, clean as read, its runs and its sentences."""

    id: str
    raw: str
    clean: str
    runs: tuple[Run, ...]
    sentences: tuple[Sentence, ...]

    def to_raw(self, span: Span) -> Span:
        """Map a span of the clean text to the raw text; raises ValueError if the clean text has no such span.

        Text that cleaning removed at the ends of the span stays outside; a replaced run belongs to the span as a whole.
        """
        raw = _mapped(span, self, "clean", "raw")
        if raw is None:
            raise ValueError(f"article {self.id} has no clean text at {span.start} to {span.end}")
        return raw

    def all_to_raw(self, spans: Iterable[Span]) -> Iterator[Span]:
        """Map spans of the clean text, in order of their starts, as `to_raw` does, and faster."""
        number, first, last, moved, kept = -1, 0, 0, 0, False
        for start, end in spans:
            while last <= start and number + 1 < len(self.runs):
                number += 1
                first, last, raw_start, raw_end = self.runs[number]
                kept = self.clean[first:last] == self.raw[raw_start:raw_end]
                moved = raw_start - first
            if kept and first <= start < end <= last:
                yield Span(start + moved, end + moved)
            else:
                yield self.to_raw(Span(start, end))

    def to_clean(self, span: Span) -> Span | None:
        """Map a span of the raw text to the clean text; None if cleaning removed all of it."""
        return _mapped(span, self, "raw", "clean")

    def places(self, quote: str) -> list[Span]:
        """Every raw span of a quotation, found in the raw text, or else in the clean text, or else in other bytes."""
        for places in (find, same_text.find):
            if found := places(quote, self.raw) or [self.to_raw(span) for span in places(quote, self.clean)]:
                return found
        return []

    def sentence_of(self, span: Span) -> Sentence | None:
        """The sentence that contains a raw span, or None."""
        at = bisect_left(self.sentences, span.end, key=lambda sentence: sentence.span.end)
        after = self.sentences[at : at + 1]
        return after[0] if after and after[0].span.contains(span) else None


def _mapped(span: Span, article: Article, source: str, target: str) -> Span | None:
    """Map a span between the texts of an article, "clean" and "raw"; None if nothing of it is there."""
    start_of, end_of = EDGES[source]
    first = bisect_right(article.runs, span.start, key=end_of)
    last = bisect_left(article.runs, span.end, key=start_of) - 1
    if first > last:
        return None
    start = _mapped_part(span, article.runs[first], article, source, target)
    end = start if first == last else _mapped_part(span, article.runs[last], article, source, target)
    return Span(start.start, end.end)


def _mapped_part(span: Span, run: Run, article: Article, source: str, target: str) -> Span:
    """Map the part of a span within one run; a replaced run is mapped as a whole."""
    first, last, start, end = run if source == "clean" else (run[2], run[3], run[0], run[1])
    part = Span(max(span.start, first), min(span.end, last))
    moved = Span(part.start + start - first, part.end + start - first)
    kept = last - first == end - start and part.of(getattr(article, source)) == moved.of(getattr(article, target))
    return moved if kept else Span(start, end)


def decode(content: bytes, name: str) -> str:
    """The raw text of a file's bytes, unchanged; raises UnreadableFile if it is empty, too long or not UTF-8."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise tables.UnreadableFile(
            f"{name}: byte {error.start} is not UTF-8; "
            "ask for the file again or save it as UTF-8 before its hash is taken"
        ) from None
    if not text.strip():
        raise tables.UnreadableFile(f"{name}: the text is empty; put the text received in its place")
    if len(text) > TEXT_CHARACTERS:
        raise tables.UnreadableFile(
            f"{name}: the text has more than {TEXT_CHARACTERS:,} characters; split it into its articles"
        )
    return text


def select_sources(sources: Rows, exclude_articles: str = "") -> Rows:
    """The rows of sources.csv without the excluded articles, in order of their ids."""
    excluded = exclude_articles.split()
    return sorted((row for row in sources if row["article"] not in excluded), key=lambda row: row["article"])


def raw_texts(paths: RunPaths, sources: Rows) -> dict[str, str]:
    """The raw text of each article in these rows of sources.csv, by its id."""
    return {
        row["article"]: decode(reading.read_bytes(paths.raw / row["file"], TEXT_BYTES), row["file"]) for row in sources
    }


def load_articles(paths: RunPaths, raw: Mapping[str, str], origins: Rows, sentences: Rows) -> dict[str, Article]:
    """The Articles that notebook 01 wrote, by id: raw texts with clean texts, runs and sentences.

    `origins` and `sentences` are the rows of origins.csv and sentences.csv.
    """
    runs, by_article = tables.grouped(origins, "article"), tables.grouped(sentences, "article")
    return {
        article: Article(
            article,
            text,
            (paths.clean / f"{article}.txt").read_bytes().decode("utf-8"),
            tuple(Run(*(int(row[field]) for field in Run._fields)) for row in runs[article]),
            tuple(map(_sentence, by_article[article])),
        )
        for article, text in raw.items()
    }


def _sentence(row: Row) -> Sentence:
    return Sentence(int(row["sentence"]), Span(int(row["start"]), int(row["end"])), row["text"])
