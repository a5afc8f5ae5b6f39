"""The texts as received, and as one reads them: raw, clean, and the way between.

>>> article = Article("000", "Hear. Loading See.", "Hear. See.", (Run(0, 6, 0, 6), Run(6, 10, 14, 18)), ())
>>> article.to_raw(Span(6, 9)).of(article.raw)
'See'
>>> article.to_raw(Span(0, 10)).of(article.raw)
'Hear. Loading See.'
"""

import hashlib
from typing import NamedTuple

from stancebook import tables
from stancebook.spans import Span, find


class Run(NamedTuple):
    """A stretch of clean text and the raw stretch it came from; of one length where nothing was replaced."""

    clean_start: int
    clean_end: int
    start: int
    end: int


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
        """The raw span behind a clean one, from the first character's origin to the last one's."""
        first = next(run for run in self.runs if run.clean_start <= span.start < run.clean_end)
        last = next(run for run in self.runs if run.clean_start < span.end <= run.clean_end)
        return Span(_origin(first, span.start, first.start), _origin(last, span.end, last.end))

    def places(self, quote):
        """Every raw span of a quotation, sought in the raw text, then in the clean one and led back."""
        return find(quote, self.raw) or [self.to_raw(span) for span in find(quote, self.clean)]

    def sentence_of(self, span):
        """The sentence that holds a raw span whole, or None."""
        return next((sentence for sentence in self.sentences if sentence.span.holds(span)), None)


def _origin(run, offset, edge):
    """The raw offset behind a clean one; within a replaced stretch, the stretch's edge."""
    whole = run.clean_end - run.clean_start == run.end - run.start
    return run.start + offset - run.clean_start if whole else edge


def decode(content, name):
    """The raw text of a file's bytes, nothing translated; raises Unreadable with the offset of a bad byte."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise tables.Unreadable(
            f"{name}: byte {error.start} is not UTF-8; ask for the file again or save it as UTF-8 before its hash is taken"
        ) from None
    if not text.strip():
        raise tables.Unreadable(f"{name}: the text is empty; put the text received in its place")
    return text


def digest(content):
    """The SHA-256 of some bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def chosen(sources, exclude_articles=""):
    """The rows of sources.csv that a run looks at, in order of their ids."""
    left_out = exclude_articles.split()
    return sorted((row for row in sources if row["article"] not in left_out), key=lambda row: row["article"])


def raw_texts(rooms, sources):
    """A dict from article id to raw text, for these rows of sources.csv."""
    return {row["article"]: decode((rooms.raw / row["file"]).read_bytes(), row["file"]) for row in sources}


def restored(rooms, raw):
    """The Articles that notebook 01 wrote, by id: raw texts joined to clean text, origins and sentences."""
    origins, sentences = (tables.read(rooms.processed / name) for name in ("origins.csv", "sentences.csv"))
    return {
        article: Article(
            article,
            text,
            (rooms.clean / f"{article}.txt").read_bytes().decode("utf-8"),
            tuple(Run(*(int(row[field]) for field in Run._fields)) for row in origins if row["article"] == article),
            tuple(_sentence(row) for row in sentences if row["article"] == article),
        )
        for article, text in raw.items()
    }


def _sentence(row):
    return Sentence(int(row["sentence"]), Span(int(row["start"]), int(row["end"])), row["text"])
