"""The texts as received, and as one reads them: raw, clean, and the way between.

>>> article = Article("000", "Hear. Loading See.", "Hear. See.", (Run(0, 6, 0, 6), Run(6, 10, 14, 18)), ())
>>> article.to_raw(Span(6, 9)).of(article.raw)
'See'
>>> article.to_raw(Span(0, 10)).of(article.raw)
'Hear. Loading See.'
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from operator import attrgetter
from typing import NamedTuple

from stancebook.core import tables
from stancebook.core.paths import RunPaths
from stancebook.core.tables import Rows
from stancebook.texts.spans import Span, find


class Run(NamedTuple):
    """A stretch of clean text and the raw stretch it came from; of one length where nothing was replaced."""

    clean_start: int
    clean_end: int
    start: int
    end: int

    @property
    def clean(self):
        return Span(self.clean_start, self.clean_end)

    @property
    def raw(self):
        return Span(self.start, self.end)


class Sentence(NamedTuple):
    """A sentence: its number in the article, its raw span, its clean text."""

    number: int
    span: Span
    text: str


class Article(NamedTuple):
    """One text: raw as received, clean as read, the runs that lead back, its sentences."""

    id: str
    raw: str
    clean: str
    runs: tuple
    sentences: tuple

    def to_raw(self, span):
        """The raw span behind a clean one, from the first character's origin to the last one's.

        What cleaning took out at its ends stays outside; a replaced stretch of which it has a part belongs to it whole.
        """
        return _led(span, self.runs, _clean, _raw, self)

    def to_clean(self, span):
        """The clean span that shows what cleaning left of a raw one, or None where it left nothing of it."""
        return _led(span, self.runs, _raw, _clean, self)

    def places(self, quote):
        """Every raw span of a quotation, sought in the raw text, then in the clean one and led back."""
        return find(quote, self.raw) or [self.to_raw(span) for span in find(quote, self.clean)]

    def sentence_of(self, span):
        """The sentence that holds a raw span whole, or None."""
        at = bisect_left(self.sentences, span.end, key=lambda sentence: sentence.span.end)
        found = self.sentences[at : at + 1]
        return found[0] if found and found[0].span.contains(span) else None


_clean, _raw = attrgetter("clean"), attrgetter("raw")


def _led(span, runs, here, there, article):
    """The span there of a span here, here and there being one of _clean and _raw each; None where nothing is there."""
    first = bisect_right(runs, span.start, key=lambda run: here(run).end)
    last = bisect_left(runs, span.end, key=lambda run: here(run).start) - 1
    if first > last:
        return None
    parts = (_part(span, run, here, there, article) for run in (runs[first], runs[last]))
    return Span(next(parts).start, next(parts).end)


def _part(span, run, here, there, article):
    """What stands there for that part of a run which lies in a span here; where it was replaced, the whole run."""
    own, other = here(run), there(run)
    part = Span(max(span.start, own.start), min(span.end, own.end))
    led = Span(*(at - own.start + other.start for at in part))
    kept = own.end - own.start == other.end - other.start and part.of(here(article)) == led.of(there(article))
    return led if kept else other


def decode(content, name):
    """The raw text of a file's bytes, nothing translated; raises UnreadableFile with the offset of a bad byte."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise tables.UnreadableFile(
            f"{name}: byte {error.start} is not UTF-8; ask for the file again or save it as UTF-8 before its hash is taken"
        ) from None
    if not text.strip():
        raise tables.UnreadableFile(f"{name}: the text is empty; put the text received in its place")
    return text


def select_sources(sources, exclude_articles=""):
    """The rows of sources.csv that a run looks at, in order of their ids."""
    left_out = exclude_articles.split()
    return sorted((row for row in sources if row["article"] not in left_out), key=lambda row: row["article"])


def raw_texts(rooms, sources):
    """A dict from article id to raw text, for these rows of sources.csv."""
    return {row["article"]: decode((rooms.raw / row["file"]).read_bytes(), row["file"]) for row in sources}


def load_articles(paths: RunPaths, raw: Mapping[str, str], origins: Rows, sentences: Rows) -> dict[str, Article]:
    """Return the articles that notebook 01 wrote, by id: raw texts with their clean texts, origins and sentences.

    `origins` and `sentences` are the rows of origins.csv and sentences.csv.
    """
    return {
        article: Article(
            article,
            text,
            (paths.clean / f"{article}.txt").read_bytes().decode("utf-8"),
            tuple(Run(*(int(row[field]) for field in Run._fields)) for row in origins if row["article"] == article),
            tuple(_sentence(row) for row in sentences if row["article"] == article),
        )
        for article, text in raw.items()
    }


def _sentence(row):
    return Sentence(int(row["sentence"]), Span(int(row["start"]), int(row["end"])), row["text"])
