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
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from stancebook.core.schema import QUOTATIONS
from stancebook.texts import quotation_marks
from stancebook.texts.indexes.word_index import WordIndex
from stancebook.texts.spans import Span, find, trimmed
from stancebook.texts.word_diff import fold, nearest, words
from stancebook.texts.wrapping import paragraphs

REPEATED = re.compile(r"(?<!\S)(«[^«»]*[\r\n]\s*)»(?=\s?\w)")  # « at the start of a quotation, » of its next paragraph
LEAST_WORDS, ALIKE, CARRIED = 4, 0.7, 3
CODE_POINTS = 0x110000


class Passage(NamedTuple):
    """Consecutive words of a text: a number for each (the same if they fold alike), and a row with start and end.

    `string` has one character a word; beyond 1.1 million different words, two may share a character. Arrays take a
    tenth of the memory of lists, which counts with thousands of texts.
    """

    words: np.ndarray
    edges: np.ndarray
    string: str

    @property
    def numbers(self) -> frozenset[int]:
        """The different words, as numbers."""
        return frozenset(self.words.tolist())

    @property
    def span(self) -> Span:
        """From the first word to the last, without the punctuation around them."""
        return Span(int(self.edges[0, 0]), int(self.edges[-1, 1]))


class QuotedText(NamedTuple):
    """A text with all its words, its quotations, and those of them that are long enough to compare."""

    article: str
    raw: str
    whole: Passage
    quotations: list[Passage]
    compared: list[Passage]


def find_quotations(raw: str) -> list[Span]:
    """The span of each quotation in order, without its marks and white space at its ends.

    Marks are paired within a paragraph, as `quotation_marks.find` does. A quotation that is not closed ends with the
    paragraph, as newspapers open it again in the next one; if the next marks only close it, one or two paragraphs
    later, each paragraph up to there has a span of its own. In French, » may open it again.
    """
    while (again := REPEATED.sub(r"\1«", raw)) != raw:
        raw = again
    held = paragraphs(raw)
    found: list[Span] = []
    carried: tuple[int, str] | None = None  # where a quotation goes on from an earlier paragraph, and its opening mark
    for number, paragraph in enumerate(held):
        start = paragraph.start
        if carried and number <= carried[0]:
            closing = quotation_marks.closes(paragraph.of(raw), carried[1])
            end = start + closing.start if closing else paragraph.end
            found.append(trimmed(raw, Span(start, end)))
            start = start + closing.end if closing else end
        quoted = quotation_marks.find(raw[start : paragraph.end])
        found += [Span(start + each.inner.start, start + each.inner.end) for each in quoted]
        if quoted and not quoted[-1].closed and start + quoted[-1].end == paragraph.end:
            mark = raw[start + quoted[-1].start]
            carried = _closing_paragraph(raw, held, number, mark), mark
    return [span for span in found if span.start < span.end]


def _closing_paragraph(raw: str, held: list[Span], number: int, mark: str) -> int:
    """The number of the paragraph that only closes a quotation open at the end of one; -1 if none does."""
    for later in range(number + 1, min(number + 1 + CARRIED, len(held))):
        text = held[later].of(raw)
        if quotation_marks.closes(text, mark):
            return later
        if any(sign in quotation_marks.DOUBLE for sign in text):
            break
    return -1


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
    possible = _possible(read, alike)
    pairs = sorted({(min(pair), max(pair)) for pair in possible})
    sides = ((read[a], read[b], possible.get((a, b), []), possible.get((b, a), [])) for a, b in pairs)
    rows = [row for side in sides for row in _shared_by(*side, alike)]
    return pd.DataFrame(rows, columns=QUOTATIONS.names).sort_values(list(QUOTATIONS.sort), ignore_index=True)


def _read(article: str, raw: str, numbers: dict[str, int], least_words: int) -> QuotedText:
    """A text with its quotations; new words are added to `numbers`, which leads from folded words to numbers."""
    spans = words(raw)
    of_words = np.array([numbers.setdefault(fold(span.of(raw)), len(numbers)) for span in spans], np.int32)
    edges = np.array(spans, np.int32).reshape(-1, 2)
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    places = ((bisect_left(starts, span.start), bisect_right(ends, span.end)) for span in find_quotations(raw))
    quotations = [_passage(of_words, edges, *place) for place in places if place[0] < place[1]]
    compared = [quotation for quotation in quotations if len(quotation.words) >= least_words]
    return QuotedText(article, raw, _passage(of_words, edges, 0, len(spans)), quotations, compared)


def _passage(words: np.ndarray, edges: np.ndarray, start: int, end: int) -> Passage:
    string = "".join(chr(number % CODE_POINTS) for number in words[start:end].tolist())
    return Passage(words[start:end], edges[start:end], string)


class Match(NamedTuple):
    """Two passages that correspond, with the words that differ and their likeness."""

    a: Passage
    b: Passage
    differences: int
    likeness: float


def _possible(read: list[QuotedText], alike: float) -> dict[tuple[int, int], list[int]]:
    """For two texts by number, the numbers of the quotations of the first that the second may have, if any."""
    found: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    index = WordIndex([text.whole.words for text in read])
    longest = max((len(each.words) for text in read for each in text.compared), default=0)
    for at, text in enumerate(read):
        for number, each in enumerate(text.compared):
            for other in _others(index, at, text, each, alike):
                if len(each.words) <= len(read[other].whole.words):
                    found[at, other].append(number)
        if 0 < len(text.whole.words) < longest:  # its words may stand within a quotation
            for other in _others(index, at, text, text.whole, alike):
                found[other, at] += _longer(read[other], text, alike)
    return found


def _others(index: WordIndex, at: int, text: QuotedText, passage: Passage, alike: float) -> list[int]:
    """The numbers of the other texts that may have a passage of a text."""
    start = int(np.searchsorted(text.whole.edges[:, 0], passage.edges[0, 0]))
    most = _most_differences(passage, alike)
    return [other for other in index.texts_with(at, start, start + len(passage.words), most).tolist() if other != at]


def _longer(one: QuotedText, other: QuotedText, alike: float) -> list[int]:
    """The numbers of the quotations of one text with more words than the other text, which has most of them."""
    return [
        number
        for number, each in enumerate(one.compared)
        if len(each.words) > len(other.whole.words)
        and len(each.numbers - other.whole.numbers) <= _most_differences(each, alike)
    ]


def _windows(short: Passage, long: Passage, alike: float) -> list[Span]:
    """The parts of a passage in which one that is not longer may stand: around its pieces, and with words enough.

    Whatever is alike has one of the pieces as it is, and begins and ends as far from it as the words that may differ.
    """
    pieces, most = _pieces(short, alike), _most_differences(short, alike)
    if not all(pieces):
        return [Span(0, len(long.string))]
    merged: list[Span] = []
    around = zip(accumulate(map(len, pieces[:-1]), initial=0), pieces, strict=True)
    for first in sorted(place.start - offset for offset, piece in around for place in find(piece, long.string)):
        start, end = max(0, first - most), min(len(long.string), first + len(short.string) + most)
        if merged and start <= merged[-1].end:
            start = merged.pop().start
        merged.append(Span(start, end))
    return [span for span in merged if len(short.numbers - set(long.words[span.start : span.end].tolist())) <= most]


def _pieces(passage: Passage, alike: float) -> list[str]:
    """The words of a passage in one piece more than words may differ; some are empty if there are not so many words."""
    parts = _most_differences(passage, alike) + 1
    cuts = [len(passage.string) * number // parts for number in range(parts + 1)]
    return [passage.string[start:end] for start, end in pairwise(cuts)]


def _shared_by(
    one: QuotedText, other: QuotedText, possible_a: list[int], possible_b: list[int], alike: float
) -> list[tuple[Any, ...]]:
    """The rows of two texts: quotations with quotations, and those that match none with the whole other text.

    `possible_a` are the numbers of the quotations of `one` that `other` may have, `possible_b` the other way round.
    """
    matches: list[Match | None] = []
    matched_a, matched_b = set(), set()
    sizes_a, sizes_b = ([len(each.string) for each in text.compared] for text in (one, other))
    pairs = [(i, j) for i in possible_a for j, size in enumerate(sizes_b) if sizes_a[i] <= size]
    pairs += [(i, j) for j in possible_b for i, size in enumerate(sizes_a) if size > sizes_b[j]]
    for i, j in sorted(pairs):
        if match := _match(one.compared[i], other.compared[j], alike):
            matches.append(match)
            matched_a.add(i)
            matched_b.add(j)
    matches += [_match(one.compared[i], other.whole, alike) for i in possible_a if i not in matched_a]
    matches += [_match(one.whole, other.compared[j], alike) for j in possible_b if j not in matched_b]
    return [_row(one, other, match) for match in matches if match]


def _most_differences(passage: Passage, alike: float) -> int:
    """The most words of a passage that may differ; a little is added, as 0.1 * 10 is a little less than 1."""
    return int((1 - alike) * len(passage.words) + 1e-9)


def _match(a: Passage, b: Passage, alike: float) -> Match | None:
    """The shorter of two passages with the nearest part of the longer one; None if they are not alike."""
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    most = _most_differences(short, alike)
    found = [(*nearest(short.words, long.words[slice(*span)]), span) for span in _windows(short, long, alike)]
    if not found:
        return None
    start, end, differences, span = min(found, key=itemgetter(2))
    if differences > most:
        return None
    part = _passage(long.words, long.edges, span.start + start, span.start + end)
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
