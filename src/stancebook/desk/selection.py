"""Selections: what was marked in the sentences of a clean text, as words of the raw one, and the way back.

A place is a dict: numbers of the first and the last sentence, from which character of the first one to which of the
last one's it runs (code points of the clean sentence, `to` exclusive).

>>> from stancebook.texts.cleaning import clean_article, CleaningRules, Rule
>>> raw = "Arland waits. It may\\r\\nLoading\\r\\nbuild a bridge."
>>> rules = Rule("loading", "furniture", "-", "Loading\\r\\n", "", ()), Rule("line", "body", "-", "\\r\\n", " ", ())
>>> text, _ = clean_article("010", raw, CleaningRules(rules, ()))
>>> spans = clean_spans(text)
>>> [span.of(text.clean) for span in spans]
['Arland waits.', 'It may build a bridge.']
>>> place = {"first": 2, "from": 3, "last": 2, "to": 12}
>>> found = raw_span(place, text, spans)
>>> quoted(found, text)
{'quote': 'may\\r\\nLoading\\r\\nbuild', 'occurrence': ''}
>>> place_of(found, text, spans) == place
True
"""

from bisect import bisect_left, bisect_right

from stancebook.texts.spans import Span, find

ENDS = ("first", "from", "last", "to")


def clean_spans(article):
    """The clean span of each sentence of an Article, in their order."""
    spans, at = [], 0
    for sentence in article.sentences:
        start = article.clean.index(sentence.text, at)  # between two sentences stands white space alone
        at = start + len(sentence.text)
        spans.append(Span(start, at))
    return spans


def raw_span(place, article, spans):
    """The raw span of a place, without white space at its ends; `spans` are the sentences' clean ones.

    A replaced stretch of which a part was marked belongs to it whole. Raises LookupError, in words, where the place
    is none: empty, backward, or outside its sentences.
    """
    marked = _marked(place, spans)
    words = marked.of(article.clean)
    if not words.strip():
        raise LookupError("nothing but space is marked; mark the words that say it")
    before, after = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
    return article.to_raw(Span(marked.start + before, marked.end - after))


def _marked(place, spans):
    """The clean span of a place; raises LookupError, in words, where it is none."""
    ends = [place.get(end) for end in ENDS]
    if not all(type(end) is int for end in ends):
        raise LookupError(f"a place has whole numbers for {', '.join(ENDS)}; mark the words again")
    start, end = _at(*ends[:2], spans), _at(*ends[2:], spans)
    if start >= end:
        raise LookupError("nothing is marked, or its end stands before its start; mark the words again")
    return Span(start, end)


def _at(number, offset, spans):
    """The clean offset of a character of a sentence; raises LookupError, in words, where there is none."""
    if not 1 <= number <= len(spans):
        raise LookupError(f"there is no sentence {number}, the text has {len(spans)}; open the article again")
    start, end = spans[number - 1]
    if not 0 <= offset <= end - start:
        raise LookupError(f"the mark lies outside of sentence {number}; open the article again")
    return start + offset


def quoted(span, article):
    """The cells of a raw span that lead back to it: its very words, and which place of them where there are more."""
    quote = span.of(article.raw)
    places = find(quote, article.raw)
    return {"quote": quote, "occurrence": str(places.index(span) + 1) if len(places) > 1 else ""}


def place_of(span, article, spans):
    """The place of a raw span: the words of sentences that show it; None where no part of it is in a sentence."""
    clean = article.to_clean(span)
    if clean is None:
        return None
    first = bisect_right(spans, clean.start, key=lambda sentence: sentence.end)
    last = bisect_left(spans, clean.end, key=lambda sentence: sentence.start) - 1
    if first > last:
        return None
    start, end = max(clean.start - spans[first].start, 0), min(clean.end, spans[last].end) - spans[last].start
    return {"first": first + 1, "from": start, "last": last + 1, "to": end}
