"""Sentences of a clean text: the same ones each time, by rules one can read.

A line's end ends a sentence. Within a line, one ends at . ! ? or … (with closing quotes and brackets behind it)
before space and a capital, a digit or an opening quote, unless the word before is an abbreviation, initial or title.

>>> text = "He went to the U.S. Capitol. “Why? Who knows.” Gen. Kay left."
>>> [span.of(text) for span in split(text)]
['He went to the U.S. Capitol.', '“Why?', 'Who knows.”', 'Gen. Kay left.']
"""

import re

from stancebook.texts.spans import Span, trimmed

ABBREVIATIONS = frozenset(
    "Mr. Mrs. Ms. Dr. Prof. Gen. Col. Lt. Sen. Rep. Gov. St. No. vs. Jan. Feb. Aug. Sept. Oct. Nov. Dec. approx.".split()
)
STOP = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s+["'“‘«(\[]*[A-Z0-9À-ÖØ-Þ])""")
INITIALS = re.compile(r"(?:[A-Za-z]\.)+\Z")


def split(clean, abbreviations=()):
    """The spans of the sentences of a clean text, without the space around them; `abbreviations` end in a full stop."""
    known = ABBREVIATIONS | set(abbreviations)
    spans = []
    for line in re.finditer(r"[^\n]+", clean):
        start = line.start()
        for stop in STOP.finditer(clean, line.start(), line.end()):
            if not _abbreviated(clean[start : stop.end()], known):
                spans.append(Span(start, stop.end()))
                start = stop.end()
        spans.append(Span(start, line.end()))
    inner = (trimmed(clean, span) for span in spans)
    return [span for span in inner if span.start < span.end]


def _abbreviated(text, known):
    """Whether the text ends in an abbreviation or an initial, so that its full stop ends no sentence."""
    word = text.split()[-1].lstrip("\"'“‘«([") if text.split() else ""
    return word in known or bool(INITIALS.match(word))
