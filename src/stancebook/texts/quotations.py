"""Quotations in a text, and the words of one text that another one has too.

>>> texts = {"1": "He said: “We shall never go there again.”", "2": "She heard “we will never go there again”."}
>>> find_quotations(texts["2"])
[Span(start=11, end=39)]
>>> shared = shared_quotations(texts)
>>> shared[["quote_a", "quote_b", "as_a", "as_b", "differences"]].values.tolist()
[['We shall never go there again', 'we will never go there again', 'quotation', 'quotation', 1]]
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from stancebook.core.schema import QUOTATIONS
from stancebook.texts.spans import Span, trimmed
from stancebook.texts.word_diff import fold, nearest, paragraphs, words

CLOSED_BY = {"“": "”", "„": "“”", "«": "»", "‹": "›", '"': '"'}
MARK = re.compile('[“”„«»‹›]|"')
LEAST_WORDS, ALIKE = 4, 0.7


class Passage(NamedTuple):
    """Consecutive words of a text: a number for each (the same if they fold alike), their spans, the set of numbers."""

    words: np.ndarray
    spans: list[Span]
    numbers: frozenset[int]

    @property
    def span(self) -> Span:
        """From the first word to the last, without the punctuation around them."""
        return Span(self.spans[0].start, self.spans[-1].end)


class QuotedText(NamedTuple):
    """A text with all its words, its quotations, and those of them that are long enough to compare."""

    article: str
    raw: str
    whole: Passage
    quotations: list[Passage]
    compared: list[Passage]


def find_quotations(raw: str) -> list[Span]:
    """The span of each quotation in order, without its marks and white space at its ends.

    Marks are paired within a paragraph: “ ”, „ “, „ ”, « », ‹ › and, in turns, straight double marks. Marks of another
    kind within a quotation belong to it. Single curly marks do not count, as an apostrophe looks the same. If a mark is
    not closed, the quotation ends with the paragraph, as newspapers open it again in the next one, or before the next
    mark of that kind. A closing mark that closes nothing and a straight mark after a digit are ignored.
    """
    return [span for paragraph in paragraphs(raw) for span in _quoted(raw, paragraph)]


def _quoted(raw: str, paragraph: Span) -> list[Span]:
    """The quotations of one paragraph."""
    spans = []
    opened: tuple[str, int] | None = None  # the opening mark and the place after it
    for match in MARK.finditer(raw, *paragraph):
        mark, place = match[0], match.start()
        if opened and (mark in CLOSED_BY[opened[0]] or mark == opened[0]):
            spans.append(Span(opened[1], place))
            opened = None if mark in CLOSED_BY[opened[0]] else (mark, match.end())
        elif not opened and mark in CLOSED_BY and not (mark == '"' and raw[max(0, place - 1) : place].isdigit()):
            opened = mark, match.end()
    if opened:
        spans.append(Span(opened[1], paragraph.end))
    return [span for span in (trimmed(raw, span) for span in spans) if span.start < span.end]


def shared_quotations(texts: Mapping[str, str], least_words: int = LEAST_WORDS, alike: float = ALIKE) -> pd.DataFrame:
    """The quotations of at least `least_words` words that another text has too: the rows of quotations.csv.

    `texts` leads from article to raw text. A quotation is compared with those of the other text, the shorter one with
    the passage of the longer one that is nearest to it; if none is alike, with the nearest passage of the whole text,
    as an article may report the words that another one quotes. Spans are of the corresponding words, without marks.
    `as_a` and `as_b` say whether these words stand in a "quotation" or in "prose"; `differences` is the number of words
    inserted, deleted or replaced (see `word_diff`); `likeness` is 1 less this number by the words of the shorter
    passage; `same` says that no word differs. Raises ValueError if a setting is out of its range.

    Reasons for four words and 0.7: of any three words of news prose, two stand together in another text on the same
    subject one time in five; of four words, three one time in forty; of ten, seven less than one time in a thousand. So
    rows of four to six words with a difference need a look. If only the end of one quotation is the beginning of
    another, nothing is found.
    """
    if not (0 < alike <= 1 and least_words >= 1):
        raise ValueError("alike is a share above 0 and up to 1, least_words 1 or more; give others")
    numbers: dict[str, int] = {}
    read = [_read(article, texts[article], numbers, least_words) for article in sorted(texts)]
    rows = [row for one, other in combinations(read, 2) for row in _shared_by(one, other, alike)]
    return pd.DataFrame(rows, columns=QUOTATIONS.names).sort_values(list(QUOTATIONS.sort), ignore_index=True)


def _read(article: str, raw: str, numbers: dict[str, int], least_words: int) -> QuotedText:
    """A text with its quotations; new words are added to `numbers`, which leads from folded words to numbers."""
    spans = words(raw)
    of_words = np.array([numbers.setdefault(fold(span.of(raw)), len(numbers)) for span in spans], int)
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    places = ((bisect_left(starts, span.start), bisect_right(ends, span.end)) for span in find_quotations(raw))
    quotations = [_passage(of_words, spans, *place) for place in places if place[0] < place[1]]
    compared = [quotation for quotation in quotations if len(quotation.words) >= least_words]
    return QuotedText(article, raw, _passage(of_words, spans, 0, len(spans)), quotations, compared)


def _passage(words: np.ndarray, spans: list[Span], start: int, end: int) -> Passage:
    return Passage(words[start:end], spans[start:end], frozenset(words[start:end].tolist()))


class Match(NamedTuple):
    """Two passages that correspond, with the words that differ and their likeness."""

    a: Passage
    b: Passage
    differences: int
    likeness: float


def _shared_by(one: QuotedText, other: QuotedText, alike: float) -> list[tuple[Any, ...]]:
    """The rows of two texts: quotations with quotations, and those that match none with the whole other text."""
    possible_a = _possible(one.compared, other.whole, alike)
    possible_b = _possible(other.compared, one.whole, alike)
    if not possible_a and not possible_b:
        return []
    matches: list[Match | None] = []
    matched_a, matched_b = set(), set()
    for i, a in enumerate(one.compared):
        for j, b in enumerate(other.compared):
            if match := _match(a, b, alike):
                matches.append(match)
                matched_a.add(i)
                matched_b.add(j)
    matches += [_match(one.compared[i], other.whole, alike) for i in possible_a if i not in matched_a]
    matches += [_match(one.whole, other.compared[j], alike) for j in possible_b if j not in matched_b]
    return [_row(one, other, match) for match in matches if match]


def _possible(quotations: list[Passage], whole: Passage, alike: float) -> list[int]:
    """The numbers of the quotations that a text may have, by the words that it lacks."""
    return [
        number
        for number, each in enumerate(quotations)
        if len(each.numbers - whole.numbers) <= _most_differences(each, alike)
    ]


def _most_differences(passage: Passage, alike: float) -> int:
    """The most words of a passage that may differ; a little is added, as 0.1 * 10 is a little less than 1."""
    return int((1 - alike) * len(passage.words) + 1e-9)


def _match(a: Passage, b: Passage, alike: float) -> Match | None:
    """The shorter of two passages with the nearest part of the longer one; None if they are not alike."""
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    most = _most_differences(short, alike)
    if len(short.numbers - long.numbers) > most:
        return None
    start, end, differences = nearest(short.words, long.words)
    if differences > most:
        return None
    part = _passage(long.words, long.spans, start, end)
    first, second = (a, part) if short is a else (part, b)
    return Match(first, second, differences, 1 - differences / len(short.words))


def _row(one: QuotedText, other: QuotedText, match: Match) -> tuple[Any, ...]:
    """One row of quotations.csv."""
    sides = [
        (text.article, *passage.span, passage.span.of(text.raw), _kind(passage, text.quotations))
        for text, passage in ((one, match.a), (other, match.b))
    ]
    return *sides[0], *sides[1], match.likeness, match.differences == 0, match.differences


def _kind(passage: Passage, quotations: Iterable[Passage]) -> str:
    """Whether a passage stands in a quotation or in prose."""
    return "quotation" if any(each.span.contains(passage.span) for each in quotations) else "prose"
