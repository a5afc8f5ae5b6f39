"""Words between quotation marks, and whether a source has them.

Curly and straight marks are equal, and so are dashes; the case of the first letter and the punctuation at the end may
differ. An ellipsis leaves words out; square brackets hold what the writer inserts.

>>> quotation, = find_quotations("She said “we shall … [never] go.”")
>>> quotation.text, quotation.closed, Needle(quotation.text).end(fold("She said: 'We shall not, ever, go.'"))
('we shall … [never] go.', True, 32)
>>> Needle("we shall not").end(fold("We should not")) is None
True
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from stancebook.texts import quotation_marks

LEFT_OUT = re.compile(r"\[\s*(?:…|\.{3}|\. \. \.)\s*\]|…|\.{3,}|\. \. \.")
ONE_LETTER = re.compile(r"\[(\w)\](?=\w)")
BRACKETS = re.compile(r"(\w?)\s*\[([^\]]*)\]\s*(\w?)")
INSERTED = "\x00"
ATTACHED = "\x01"
EDGES = " .,;:!?-'"


class Quotation(NamedTuple):
    """Words between quotation marks: where the marks stand, the words, and whether the mark is closed."""

    start: int
    end: int
    text: str
    closed: bool


def find_quotations(words: str) -> list[Quotation]:
    """Return the quotations of a sentence in order; marks of another kind within one belong to it."""
    found = quotation_marks.find(words, single=True)
    return [Quotation(each.start, each.end, each.inner.of(words), each.closed) for each in found]


def fold(text: str) -> str:
    """Return a text as it is compared: one kind of apostrophe and dash, single spaces, no quotation marks.

    >>> fold("The allies’ “plan” – or  ‘scheme’")
    'The allies plan - or scheme'
    """
    text = unicodedata.normalize("NFC", text).translate(_TYPESET)
    text = re.sub(r"\s*(?:[–—]|--|\s-\s)\s*", " - ", text.translate(quotation_marks.STRAIGHT).replace('"', ""))
    return re.sub(r"\s+", " ", re.sub(r"'(?!\w)|(?<!\w)'", "", text)).strip()


_TYPESET = str.maketrans({"\xa0": " ", "\u202f": " ", "\u2011": "-", "\xad": None, "\u200b": None, "−": "-", "ʼ": "’"})


class Needle:
    """The words of a quotation, to be found in folded texts."""

    def __init__(self, text: str) -> None:
        self.pattern = _needle(text)
        said = LEFT_OUT.sub(" ", BRACKETS.sub(r"\1 \3", ONE_LETTER.sub(r"\1", text)))
        self.length = len([word for word in said.split() if re.search(r"\w", word)])

    def start(self, folded: str) -> int | None:
        """Return where the quotation begins, after a space, in a folded text; None if it does not stand there."""
        match = self.pattern.search(folded)
        return len(folded[: match.start()].rstrip()) if match else None

    def end(self, folded: str) -> int | None:
        """Return where the quotation ends in a folded text; None if it does not stand there."""
        match = self.pattern.search(folded)
        return match.end() if match else None


@cache
def _needle(text: str) -> re.Pattern[str]:
    """Return the pattern of a quotation."""
    marked = LEFT_OUT.sub("…", ONE_LETTER.sub(r"\1", text))
    parts = [part for part in map(_part, marked.split("…")) if part]
    return re.compile(r"\b.*?".join(parts) if parts else r"(?!)", re.DOTALL)


def _part(text: str) -> str:
    """Return the pattern of a part of a quotation between two ellipses; empty if it has no words."""
    marked = BRACKETS.sub(_gap, text)
    pieces = [_piece(piece) for piece in re.split(f"[{INSERTED}]", marked)]
    return r"\W.{0,80}?".join(piece for piece in pieces if piece)


def _gap(match: re.Match[str]) -> str:
    """Return the sign for a bracket: attached to the word before it, or between words."""
    attached = match[0][1] == "["
    return match[1] + (ATTACHED + " " if attached else INSERTED) + match[3]


def _piece(text: str) -> str:
    """Return the pattern of words that stand together; the first letter may have another case."""
    words = fold(text).strip(EDGES)
    if not words:
        return ""
    first, rest = re.escape(words[0]), re.escape(words[1:]).replace(r"\ ", " ").replace(ATTACHED, r"\w*")
    first = f"(?i:{first})" if words[0].isalpha() else first
    after = "" if words.endswith(ATTACHED) else r"(?!\w)"
    return rf"(?<!\w){first}{rest}{after}".replace(re.escape(ATTACHED), r"\w*")
