"""Selections: words marked in the sentences of a clean text as a span of the raw text, and the way back.

A place is a dict with the numbers of the `first` and the `last` sentence, and with two offsets in code points of the
clean sentences: `from` in the first one, and `to`, excluded, in the last one.

>>> from stancebook.texts.cleaning import clean_article, CleaningRules, Rule
>>> raw = "Arland waits. It may\\r\\nLoading\\r\\nbuild a bridge."
>>> rules = Rule("loading", "furniture", "-", "Loading\\r\\n", "", ()), Rule("line", "body", "-", "\\r\\n", " ", ())
>>> text, _ = clean_article("010", raw, CleaningRules(rules, ()))
>>> spans = clean_spans(text)
>>> [span.of(text.clean) for span in spans]
['Arland waits.', 'It may build a bridge.']
>>> place = {"first": 2, "from": 3, "last": 2, "to": 12}
>>> span = raw_span(place, text, spans)
>>> quoted(span, text)
{'quote': 'may\\r\\nLoading\\r\\nbuild', 'occurrence': ''}
>>> place_of(span, text, spans) == place
True
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from stancebook.texts.corpus import Article
from stancebook.texts.spans import Span, find

ENDS = ("first", "from", "last", "to")

Place = dict[str, int]


def clean_spans(article: Article) -> list[Span]:
    """Return the clean span of each sentence of an article, in their order."""
    spans, at = [], 0
    for sentence in article.sentences:
        start = article.clean.index(sentence.text, at)  # there is only white space between two sentences
        at = start + len(sentence.text)
        spans.append(Span(start, at))
    return spans


def raw_span(place: Mapping[str, Any], article: Article, spans: Sequence[Span]) -> Span:
    """Return the raw span of a place, without white space at its ends; `spans` are the clean ones of the sentences.

    If cleaning replaced a stretch and a part of it is marked, the whole stretch belongs to the span.
    Raises LookupError, in words, if the place is empty, backward or outside its sentences.
    """
    marked = _marked(place, spans)
    words = marked.of(article.clean)
    if not words.strip():
        raise LookupError("nothing but space is marked; mark the words that say it")
    before, after = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
    return article.to_raw(Span(marked.start + before, marked.end - after))


def _marked(place: Mapping[str, Any], spans: Sequence[Span]) -> Span:
    """Return the clean span of a place; raise LookupError, in words, if it is not a place."""
    ends = [place.get(end) for end in ENDS]
    if not all(type(end) is int for end in ends):
        raise LookupError(f"a place has whole numbers for {', '.join(ENDS)}; mark the words again")
    start, end = _offset(*ends[:2], spans), _offset(*ends[2:], spans)
    if start >= end:
        raise LookupError("nothing is marked, or its end stands before its start; mark the words again")
    return Span(start, end)


def _offset(number: int, offset: int, spans: Sequence[Span]) -> int:
    """Return the clean offset of a character of a sentence; raise LookupError, in words, if there is none."""
    if not 1 <= number <= len(spans):
        raise LookupError(f"there is no sentence {number}, the text has {len(spans)}; open the article again")
    start, end = spans[number - 1]
    if not 0 <= offset <= end - start:
        raise LookupError(f"the mark lies outside of sentence {number}; open the article again")
    return start + offset


def quoted(span: Span, article: Article) -> dict[str, str]:
    """Return the cells that lead back to a raw span: its words, and which occurrence it is if there are several."""
    quote = span.of(article.raw)
    places = find(quote, article.raw)
    return {"quote": quote, "occurrence": str(places.index(span) + 1) if len(places) > 1 else ""}


def place_of(span: Span, article: Article, spans: Sequence[Span]) -> Place | None:
    """Return the place of a raw span; None if no part of it is in a sentence."""
    clean = article.to_clean(span)
    if clean is None:
        return None
    first = bisect_right(spans, clean.start, key=lambda sentence: sentence.end)
    last = bisect_left(spans, clean.end, key=lambda sentence: sentence.start) - 1
    if first > last:
        return None
    start, end = max(clean.start - spans[first].start, 0), min(clean.end, spans[last].end) - spans[last].start
    return {"first": first + 1, "from": start, "last": last + 1, "to": end}
