"""Words of a text, and a word-by-word comparison of two texts.

A word ends at white space and at a long dash. Words are compared without differences of typesetting: capitals,
ligatures, curly or straight apostrophes, punctuation before and after a word. Signs with a meaning (%, €, a minus
before a number) belong to the word. Punctuation between words is not compared.

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
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

import numpy as np
from rapidfuzz.distance import Levenshtein

from stancebook.core.markdown import escape
from stancebook.texts.same_text import UNSEEN
from stancebook.texts.spans import Span

if TYPE_CHECKING:
    import pandas as pd

DASHES = "\u2012-\u2015\u2026"  # long ones, and the ellipsis: they end a word even without white space
MARKS = r"!\"'()*,./:;?\[\\\]_`{}«»¡¿·´\-" + UNSEEN
MARKS += r"\u2010\u2011\u2016-\u2025\u2027\u2032-\u205e\u3001-\u3003\u3008-\u3011"  # general and East Asian ones
WORD = re.compile(rf"(?:-(?=\d))?[^\s{MARKS}{DASHES}]+(?:[{MARKS}]+[^\s{MARKS}{DASHES}]+)*")
TYPESET = str.maketrans(dict.fromkeys("‘’ʼ´`", "'") | dict.fromkeys("‐‑−", "-") | dict.fromkeys(UNSEEN))
KINDS = {"equal": "same", "replace": "changed", "delete": "only_a", "insert": "only_b"}


class DiffPart(NamedTuple):
    """A part of a comparison: its kind (a value of KINDS), and the words of each text as they stand there."""

    kind: str
    a: tuple[str, ...]
    b: tuple[str, ...]


def words(text: str) -> list[Span]:
    """The span of each word in order, without punctuation around it."""
    return [Span(*match.span()) for match in WORD.finditer(text)]


@lru_cache(2**17)
def fold(word: str) -> str:
    """A word in the form in which words are compared.

    >>> fold("DON’T"), fold("ﬁve"), fold("−5")
    ("don't", 'five', '-5')
    """
    return normalize("NFKC", normalize("NFKC", word).casefold().translate(TYPESET))


def folded(text: str) -> list[str]:
    """The words of a text in the form in which words are compared."""
    return list(map(fold, WORD.findall(text)))


def standing(text: str) -> list[str]:
    """The words of a text with the punctuation around them; as many as `words` has.

    >>> standing("(We – all of us—go …)")
    ['(We –', 'all', 'of', 'us—', 'go …)']
    """
    spans = words(text)
    starts = [0, *(_start(text, one.end, other.start) for one, other in pairwise(spans)), len(text)]
    return [" ".join(text[start:end].split()) for start, end in pairwise(starts) if spans]


def _start(text: str, end: int, start: int) -> int:
    """The start of a word with the punctuation before it: after the last white space since the word before."""
    spaces = [place for place in range(end, start) if text[place].isspace()]
    return spaces[-1] + 1 if spaces else start


def align(one: str, other: str) -> list[DiffPart]:
    """The DiffParts of two texts with the fewest words inserted, deleted or replaced.

    Levenshtein (1966), "Binary codes capable of correcting deletions, insertions, and reversals", Soviet Physics
    Doklady 10, pp. 707-710, with words in place of letters. All a-parts together are the words of `one`, all b-parts
    those of `other`, as `standing` has them. If several alignments have as few edits, one of them is returned.
    """
    a, b = standing(one), standing(other)
    steps = Levenshtein.opcodes(folded(one), folded(other))
    return [
        DiffPart(KINDS[step.tag], tuple(a[step.src_start : step.src_end]), tuple(b[step.dest_start : step.dest_end]))
        for step in steps
    ]


def edits(one: str, other: str) -> int:
    """The least number of words inserted, deleted or replaced between two texts."""
    return Levenshtein.distance(folded(one), folded(other))


def nearest(words: np.ndarray, text: np.ndarray) -> tuple[int, int, int]:
    """The start and end of the passage with the fewest word edits from some words, and the number of edits.

    Both arrays hold a number for each word. Of equally near passages the first to end is taken, and of those the
    shortest. Sellers (1980), "The theory and computation of evolutionary distances: pattern recognition", Journal of
    Algorithms 1, pp. 359-373.

    >>> nearest(np.array([1, 2, 3]), np.array([7, 1, 9, 3, 7]))
    (1, 4, 1)
    """
    ends = _distances(words, text)
    end = int(ends.argmin())
    starts = _distances(words[::-1], text[:end][::-1])  # none of these ends earlier, as `end` is the first
    return end - int(starts.argmin()), end, int(ends[end])


def _distances(words: np.ndarray, text: np.ndarray) -> np.ndarray:
    """For each place of the text, the edits between the words and the nearest passage that ends there."""
    places = np.arange(len(text) + 1)
    row = np.zeros(len(text) + 1, int)
    for number, word in enumerate(words, 1):
        kept = np.append(number, np.minimum(row[1:] + 1, row[:-1] + (text != word)))
        row = np.minimum.accumulate(kept - places) + places  # each further word of the text costs 1
    return row


def as_markdown(parts: Iterable[DiffPart]) -> str:
    """The DiffParts in one line of Markdown: words of the first text alone struck out, of the second alone in bold.

    The same words are given as in the first text. Texts are escaped.
    """
    pieces = []
    for same, group in groupby(parts, lambda part: part.kind == "same"):
        a, b = zip(*((part.a, part.b) for part in group), strict=True)
        pieces += [_marked("", a)] if same else [_marked("~~", a), _marked("**", b)]
    return " ".join(filter(None, pieces))


def list_differences(shared: pd.DataFrame) -> str:
    """A Markdown list of the quotations of two texts that differ in their words; `shared` as in quotations.csv."""
    differing = shared[~shared["same"].astype(bool)]
    lines = [f"- {as_markdown(align(row.quote_a, row.quote_b))}" for row in differing.itertuples()]
    return "\n".join(lines) or "None of them differs in its words."


def _marked(mark: str, parts: Iterable[tuple[str, ...]]) -> str:
    """The words of some parts between two marks; an empty text if there are no words."""
    text = escape(" ".join(chain(*parts)))
    return f"{mark}{text}{mark}" if text else ""
