"""Quotations: what stands between quotation marks, and which words of one text another one has too.

>>> texts = {"1": "He said: “We shall never go there again.”", "2": "She heard “we will never go there again”."}
>>> find_quotations(texts["2"])
[Span(start=11, end=39)]
>>> found = shared_quotations(texts)
>>> found[["quote_a", "quote_b", "as_a", "as_b", "differences"]].values.tolist()
[['We shall never go there again', 'we will never go there again', 'quotation', 'quotation', 1]]
"""

import re
from bisect import bisect_left, bisect_right
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from stancebook.core.english import capital, count
from stancebook.core.schema import QUOTATIONS
from stancebook.texts.spans import Span, trimmed
from stancebook.texts.word_diff import fold, nearest, paragraphs, words

CLOSED_BY = {"“": "”", "„": "“”", "«": "»", "‹": "›", '"': '"'}
MARK = re.compile('[“”„«»‹›]|"')
LEAST_WORDS, ALIKE = 4, 0.7


class Stretch(NamedTuple):
    """A run of words of a text: the number of each (equal where they fold alike), its span, and the set of numbers."""

    words: np.ndarray
    spans: list
    held: frozenset

    @property
    def span(self):
        """From the first word to the last one, without the marks around them."""
        return Span(self.spans[0].start, self.spans[-1].end)


class Read(NamedTuple):
    """A text as read: its article, raw, the whole of its words, its quotations, and those long enough to compare."""

    article: str
    raw: str
    whole: Stretch
    quotations: list
    compared: list


def find_quotations(raw):
    """The span of each quotation, without its marks and white space at its ends, in order.

    Paired within a paragraph: “ ”, „ “, „ ”, « », ‹ › and, by turns, straight double marks. Marks of another kind
    within a quotation belong to it; single curly marks never count, as an apostrophe looks the same. Where a mark
    is not closed the quotation ends with the paragraph, as newspapers open it again in the next one, or where the same
    mark opens again. A closing mark that closes nothing and a straight mark behind a number are passed over.
    """
    return [span for paragraph in paragraphs(raw) for span in _quoted(raw, paragraph)]


def _quoted(raw, paragraph):
    """The quotations of one paragraph."""
    opened, spans = None, []
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


def shared_quotations(texts, least_words=LEAST_WORDS, alike=ALIKE):
    """A DataFrame with the columns of quotations.csv: quotations of at least so many words that another text has too, by place, a before b.

    `texts`: a dict from article to raw text. A quotation is laid beside those of the other text, the shorter one
    beside the stretch of the longer that is nearest to it; where none is alike, beside the nearest stretch of the
    whole text, as one may tell what another quotes. Spans are of what corresponds, without the marks around it.
    `as_a`, `as_b`: whether these words stand within a "quotation" or in "prose". `differences`: words inserted, deleted
    or replaced (see `wordings`); `likeness`: 1 less their number over the words of the shorter; `same`: none differs.

    Why four words and 0.7: of any three words of news prose, two stand together in another text on the same subject
    one time in five; of four words, three one time in forty; of ten, seven not one time in a thousand. So rows of four
    to six words with a difference want a look. Where the end of one quotation is the beginning of another, and no
    more, nothing is found.
    """
    if not (0 < alike <= 1 and least_words >= 1):
        raise ValueError("alike is a share above 0 and up to 1, least_words 1 or more; give others")
    numbers = {}
    read = [_read(article, texts[article], numbers, least_words) for article in sorted(texts)]
    rows = [row for one, other in combinations(read, 2) for row in _between(one, other, alike)]
    return pd.DataFrame(rows, columns=QUOTATIONS.names).sort_values(list(QUOTATIONS.sort), ignore_index=True)


def said(met, alike):
    """How many phrases and how many paragraphs stand in more than one text, as a sentence."""
    longest = max((len(words(quote)) for quote in met["quote_a"]), default=0)
    stand = ["stands" if len(found) == 1 else "stand" for found in (met, alike)]
    phrases = f"{capital(count(len(met), 'quoted phrase'))} {stand[0]} in another text too"
    size = f", the longest of {count(longest, 'word')}" if longest else ""
    return f"{phrases}{size}; {count(len(alike), 'paragraph')} {stand[1]}, alike or nearly so, in two texts."


def _read(article, raw, numbers, least_words):
    """A text as Read; `numbers`, a dict from folded word to number, takes in new words."""
    spans = words(raw)
    found = np.array([numbers.setdefault(fold(span.of(raw)), len(numbers)) for span in spans], int)
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    places = ((bisect_left(starts, span.start), bisect_right(ends, span.end)) for span in find_quotations(raw))
    quotations = [_stretch(found, spans, *place) for place in places if place[0] < place[1]]
    compared = [quotation for quotation in quotations if len(quotation.words) >= least_words]
    return Read(article, raw, _stretch(found, spans, 0, len(spans)), quotations, compared)


def _stretch(words, spans, start, end):
    return Stretch(words[start:end], spans[start:end], frozenset(words[start:end].tolist()))


def _between(one, other, alike):
    """The rows of two texts: quotations beside quotations, and those that found none beside the whole other text."""
    near_a, near_b = _known(one.compared, other.whole, alike), _known(other.compared, one.whole, alike)
    if not near_a and not near_b:
        return []
    beside = {(i, j): _beside(a, b, alike) for i, a in enumerate(one.compared) for j, b in enumerate(other.compared)}
    met = [{pair[side] for pair, found in beside.items() if found} for side in (0, 1)]
    told = [_beside(one.compared[i], other.whole, alike) for i in near_a if i not in met[0]]
    told += [_beside(one.whole, other.compared[j], alike) for j in near_b if j not in met[1]]
    return [_row(one, other, *found) for found in [*beside.values(), *told] if found]


def _known(quotations, whole, alike):
    """The places of those quotations of which a text has so many words that it may have them."""
    return [place for place, each in enumerate(quotations) if len(each.held - whole.held) <= _allowed(each, alike)]


def _allowed(stretch, alike):
    """How many words of a stretch may differ; a sliver more, as 0.1 x 10 is a sliver less than 1."""
    return int((1 - alike) * len(stretch.words) + 1e-9)


def _beside(a, b, alike):
    """The shorter of two stretches and what of the longer is nearest to it, a before b, with differences and likeness.

    None where they are not alike.
    """
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if len(short.held - long.held) > _allowed(short, alike):
        return None
    start, end, differences = nearest(short.words, long.words)
    if differences > _allowed(short, alike):
        return None
    found = _stretch(long.words, long.spans, start, end)
    return *((a, found) if short is a else (found, b)), differences, 1 - differences / len(short.words)


def _row(one, other, a, b, differences, likeness):
    """One row of quotations.csv."""
    sides = [
        (read.article, *stretch.span, stretch.span.of(read.raw), _kind(stretch, read.quotations))
        for read, stretch in ((one, a), (other, b))
    ]
    return *sides[0], *sides[1], likeness, differences == 0, differences


def _kind(stretch, quotations):
    """Whether a stretch lies within a quotation."""
    return "quotation" if any(each.span.contains(stretch.span) for each in quotations) else "prose"
