"""Sentences of a clean text, by fixed rules.

The end of a line ends a sentence. Within a line, a sentence ends at . ! ? or … (with closing quotes and brackets after
it) before white space and a capital, a digit or an opening quote, unless the last word is an abbreviation, an initial
or a title.

>>> text = "He went to the U.S. Capitol. “Why? Who knows.” Gen. Kay left."
>>> [span.of(text) for span in split(text)]
['He went to the U.S. Capitol.', '“Why?', 'Who knows.”', 'Gen. Kay left.']
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from stancebook.texts.spans import Span, trimmed

ABBREVIATIONS = frozenset({
    "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Gen.", "Col.", "Lt.", "Sen.", "Rep.", "Gov.", "St.", "No.", "vs.",
    "Jan.", "Feb.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.", "approx.",
})  # fmt: skip
STOP = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s+["'“‘«(\[]*[A-Z0-9À-ÖØ-Þ])""")
INITIALS = re.compile(r"(?:[A-Za-z]\.)+\Z")


def split(clean: str, abbreviations: Iterable[str] = ()) -> list[Span]:
    """The spans of the sentences of a clean text, without white space around them.

    `abbreviations` are further words with a full stop that end no sentence.
    """
    no_end = ABBREVIATIONS | set(abbreviations)
    spans = []
    for line in re.finditer(r"[^\n]+", clean):
        start = line.start()
        for stop in STOP.finditer(clean, line.start(), line.end()):
            if not _ends_in_abbreviation(clean[start : stop.end()], no_end):
                spans.append(Span(start, stop.end()))
                start = stop.end()
        spans.append(Span(start, line.end()))
    inner = (trimmed(clean, span) for span in spans)
    return [span for span in inner if span.start < span.end]


def _ends_in_abbreviation(text: str, abbreviations: Collection[str]) -> bool:
    """Whether the last word of a text is an abbreviation or initials, so that its full stop ends no sentence."""
    word = text.split()[-1].lstrip("\"'“‘«([") if text.split() else ""
    return word in abbreviations or bool(INITIALS.match(word))
