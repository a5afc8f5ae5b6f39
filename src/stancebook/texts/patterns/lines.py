"""The lines of a text that may hold furniture; the others, which are most, need no further look.

>>> raw = "By Ada Quill\\n\\nArland waits for a bridge over the strait, it is said.\\nShare this story\\n"
>>> [chosen.line.text for chosen in of_text(raw)]
['By Ada Quill', 'Share this story']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from stancebook.texts import spans
from stancebook.texts.patterns.furniture import LABELS, lowered, present, signs, signs_in
from stancebook.texts.spans import Span
from stancebook.texts.wrapping import Line, lines_read, wraps

LONGEST = 170  # characters: no longer line is furniture as a whole, but for one whose sentences all are
FEW = 6  # spaces: no line with more of them is furniture, unless one of the signs is in it, or of these
MANY = (
    ":", "/", "|", "(", "@", "by ", "contribut", "publi", "reproduc", "facebook", "whatsapp", "free", "subscri",
    "advert",
)  # fmt: skip
SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
BEFORE, BETWEEN = SPACES + "•·|►▶▸▪■●›»>→*#✉📧🔗_=~–—-", "|·•"  # what stands before a line, and in a menu
UPPER = r"[^\W\d_a-zß-öø-ÿа-яёіїєґ]"
NEAR = re.compile(rf"[^!?\"“”«»(\[/]{{0,71}}+[(\[/]|{UPPER}{{3}}|{UPPER}\w+\. ")  # what a dateline begins with
OPEN, BRACKET = (".", "!", "?", "…", '"', "”"), (").", "].", "/.")  # ends of most lines, and of some with an agency


class Chosen(NamedTuple):
    """A line that may hold furniture: its raw span with its line end, its text, and the parts of a wrapped one.

    `signed` says whether a sign of sentences may be in it, `whole` whether it may be all furniture, `head` and `tail`
    whether it may begin and end with some.
    """

    start: int
    end: int
    text: str
    signed: bool = True
    whole: bool = True
    head: bool = True
    tail: bool = True
    parts: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, line: Line) -> Chosen:
        """A line of which nothing is known."""
        return cls(*line.whole, line.text, parts=line.parts)

    @property
    def line(self) -> Line:
        """The line."""
        return Line(Span(self.start, self.end), self.text, self.parts or ((0, self.start),))


@lru_cache(8)  # choosing lines and reading them ask in turn
def signs_of(raw: str) -> dict[str, int]:
    """The signs that a text has, each with its first place in small letters."""
    return signs_in(raw, lowered(raw))


@cache
def in_many() -> tuple[str, ...]:
    """The words of which a line of many words has one, if it is furniture."""
    return (*MANY, *signs())


def is_read_whole(raw: str) -> bool:
    """Whether all lines of a text are read: some are wrapped, or end as on old systems."""
    return bool(wraps(raw)) or spans.has_old_ends(raw)


def of_text(raw: str) -> Iterator[Chosen]:
    """The first line of a text, and the lines that may hold furniture; all lines if some are wrapped."""
    if is_read_whole(raw):
        yield from (Chosen.of(line) for line in lines_read(raw) if not line.text.isspace())
        return
    parts = raw.split("\n")
    starts = list(accumulate((len(part) + 1 for part in parts), initial=0))
    texts = [part.removesuffix("\r") for part in parts] if "\r" in raw else parts
    first = next((number for number, text in enumerate(texts) if text and not text.isspace()), 0)
    lower = lowered(raw)
    marked = _marked(signs_of(raw) | present(LABELS, lower), lower)
    for number in sorted({first, *marked, *_standing_out(texts)}):
        if texts[number] and not texts[number].isspace():
            yield Chosen(starts[number], min(starts[number + 1], len(raw)), texts[number], bool(signs_of(raw)))


def _marked(words: Mapping[str, int], lower: bytes) -> set[int]:
    """The numbers of the lines that have one of some words, each of which has its first place."""
    found = set()
    for word, first in words.items():
        at, sign = first, word.encode()
        while at >= 0:
            found.add(lower.count(b"\n", 0, at))
            end = lower.find(b"\n", at)
            at = lower.find(sign, end) if end >= 0 else -1
    return found


def _standing_out(texts: Sequence[str]) -> Iterator[int]:
    """The numbers of the lines that may begin or end with furniture, or be furniture as a whole."""
    many = {}
    for number, text in enumerate(texts):
        if not text:
            continue
        if not text.endswith(OPEN) or text.endswith(BRACKET) or NEAR.match(text):
            yield number
        elif len(text) <= LONGEST:
            if text.strip().count(" ") <= FEW:
                yield number
            else:
                many[number] = text.lower()
    words = present(in_many(), "\n".join(many.values()).encode("utf-8", "surrogatepass"))
    yield from (number for number, text in many.items() if any(map(text.__contains__, words)))
