"""Wordings: the words of a text, and two wordings laid side by side word by word.

A word ends at white space and at a long dash. Words are compared without what only typesetting does to them: capitals,
ligatures, curly or straight apostrophes, the marks before and behind a word. Signs that say something (%, €, a minus
before a number) belong to the word. Which marks stand between words is not compared, nor whether there are any.

>>> one, other = "We will go, if asked.", "“We shall go if they ask”"
>>> [(part.kind, " ".join(part.a), " ".join(part.b)) for part in align(one, other)][1:3]
[('changed', 'will', 'shall'), ('same', 'go, if', 'go if')]
>>> print(as_markdown(align(one, other)))
We ~~will~~ **shall** go, if ~~asked.~~ **they ask”**
>>> edits(one, other)
3
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

import numpy as np
from rapidfuzz.distance import Levenshtein

from stancebook.core.markdown import escape
from stancebook.texts.spans import Span, trimmed

if TYPE_CHECKING:
    import pandas as pd

BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
UNSEEN = "\xad\u200b\u200e\u200f\u2060\ufeff"
DASHES = "\u2012-\u2015\u2026"  # long ones, and the ellipsis: they end a word even without white space
MARKS = r"!\"'()*,./:;?\[\\\]_`{}«»¡¿·´\-" + UNSEEN
MARKS += r"\u2010\u2011\u2016-\u2025\u2027\u2032-\u205e\u3001-\u3003\u3008-\u3011"  # general and East Asian ones
WORD = re.compile(rf"(?:-(?=\d))?[^\s{MARKS}{DASHES}]+(?:[{MARKS}]+[^\s{MARKS}{DASHES}]+)*")
TYPESET = str.maketrans(dict.fromkeys("‘’ʼ´`", "'") | dict.fromkeys("‐‑−", "-") | dict.fromkeys(UNSEEN))
KINDS = {"equal": "same", "replace": "changed", "delete": "only_a", "insert": "only_b"}


class DiffPart(NamedTuple):
    """A stretch of two wordings: its kind, one of KINDS' values, and the words of each as they stand, two tuples."""

    kind: str
    a: tuple
    b: tuple


def paragraphs(raw):
    """The span of each paragraph that is not empty, without white space at its ends, in order.

    A paragraph is a line, as news texts come; CR, LF, CRLF and the separators of Unicode end it. Of a text wrapped at
    some width each line would count as one.
    """
    ends = [0, *(end for match in BREAKS.finditer(raw) for end in match.span()), len(raw)]
    spans = (trimmed(raw, Span(start, end)) for start, end in zip(ends[::2], ends[1::2]))
    return [span for span in spans if span.start < span.end]


def words(text):
    """The span of each word, without the marks around it, in order."""
    return [Span(*match.span()) for match in WORD.finditer(text)]


@lru_cache(2**17)
def fold(word):
    """A word as it is compared.

    >>> fold("DON’T"), fold("ﬁve"), fold("−5")
    ("don't", 'five', '-5')
    """
    return normalize("NFKC", normalize("NFKC", word).casefold().translate(TYPESET))


def folded(text):
    """The words of a text as they are compared, a list."""
    return list(map(fold, WORD.findall(text)))


def standing(text):
    """The words of a text as they stand, each with the marks around it: as many as `words` has.

    >>> standing("(We – all of us—go …)")
    ['(We –', 'all', 'of', 'us—', 'go …)']
    """
    spans = words(text)
    starts = [0, *(_start(text, one.end, other.start) for one, other in zip(spans, spans[1:])), len(text)]
    return [" ".join(text[start:end].split()) for start, end in zip(starts, starts[1:]) if spans]


def _start(text, end, start):
    """Where a word begins with the marks before it: behind the last white space since the end of the word before."""
    spaces = [place for place in range(end, start) if text[place].isspace()]
    return spaces[-1] + 1 if spaces else start


def align(one, other):
    """A list of Parts that lays one wording beside the other with as few words inserted, deleted or replaced as can be.

    Levenshtein (1966), "Binary codes capable of correcting deletions, insertions, and reversals", Soviet Physics
    Doklady 10, pp. 707-710, with words for letters. The words of all a-parts are those of `one`, of all b-parts those
    of `other`, as `standing` has them. Of several ways with as few edits one is told.
    """
    a, b = standing(one), standing(other)
    steps = Levenshtein.opcodes(folded(one), folded(other))
    return [
        DiffPart(KINDS[step.tag], tuple(a[step.src_start : step.src_end]), tuple(b[step.dest_start : step.dest_end]))
        for step in steps
    ]


def edits(one, other):
    """How many words are inserted, deleted or replaced between two wordings, at the least."""
    return Levenshtein.distance(folded(one), folded(other))


def nearest(words, text):
    """Where in a text (an array of numbers) some words stand with the fewest word edits, from, up to, and how many.

    Of stretches equally near the first to end, and of these the shortest. Sellers (1980), "The theory and computation
    of evolutionary distances: pattern recognition", Journal of Algorithms 1, pp. 359-373.

    >>> nearest(np.array([1, 2, 3]), np.array([7, 1, 9, 3, 7]))
    (1, 4, 1)
    """
    ends = _distances(words, text)
    end = int(ends.argmin())
    starts = _distances(words[::-1], text[:end][::-1])  # none of these ends earlier, as `end` is the first
    return end - int(starts.argmin()), end, int(ends[end])


def _distances(words, text):
    """The edits between the words and the stretch nearest to them that ends at each place of the text."""
    places = np.arange(len(text) + 1)
    row = np.zeros(len(text) + 1, int)
    for number, word in enumerate(words, 1):
        kept = np.append(number, np.minimum(row[1:] + 1, row[:-1] + (text != word)))
        row = np.minimum.accumulate(kept - places) + places  # a word more of the text costs 1
    return row


def as_markdown(parts):
    """The Parts in one line of Markdown: what only the first has struck out, what only the second has in bold.

    Where both have the same words, those of the first stand. Texts are escaped.
    """
    told = []
    for same, stretch in groupby(parts, lambda part: part.kind == "same"):
        a, b = zip(*((part.a, part.b) for part in stretch))
        told += [marked("", a)] if same else [marked("~~", a), marked("**", b)]
    return " ".join(filter(None, told))


def list_differences(shared: pd.DataFrame) -> str:
    """Return a Markdown list of the quotations of two texts that differ in their words; `shared` as in quotations.csv."""
    differing = shared[~shared["same"].astype(bool)]
    lines = [f"- {as_markdown(align(row.quote_a, row.quote_b))}" for row in differing.itertuples()]
    return "\n".join(lines) or "None of them differs in its words."


def marked(mark, sides):
    """The words of some sides between two marks; nothing where there is no word."""
    text = escape(" ".join(chain(*sides)))
    return f"{mark}{text}{mark}" if text else ""
