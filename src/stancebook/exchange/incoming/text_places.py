"""Texts of another program beside those of a study: which are the same, and where a place of one is in the other.

Two texts are the same if they differ at most in line ends, a byte order mark and signs that no text has.

>>> there = {"010": "We go.\\r\\nThey stay."}
>>> match = Match("\\ufeffWe go.\\nThey stay.", there["010"])
>>> same("\\ufeffWe go.\\nThey stay.", there), match.place(8), there["010"][match.place(8):]
('010', 8, 'They stay.')
>>> Match("a\\r\\nb", "a\\nb").place(2) is None
True
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from stancebook.exchange.project import Passage, Text
from stancebook.intake.document import UNPRINTABLE, printable

LOOSE = re.compile(rf"\A\ufeff|\r\n?|{UNPRINTABLE.pattern}")


class Match:
    """A text, and one that says the same."""

    def __init__(self, text: str, other: str) -> None:
        self.text, self.other = text, other

    @cached_property
    def _starts(self) -> tuple[Sequence[int], Sequence[int]]:
        """The places of the signs of both texts that count, and their ends."""
        return starts(self.text), starts(self.other)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the other text of a passage; half of a line end is the whole of it.

        >>> Match("a\\0\\r\\nb\\r\\n", "a\\r\\nb\\r\\n").span(3, 6)
        (1, 6)
        """
        first, last = self.place(start), self.place(end)
        first = self.place(start - 1) if first is None else first
        last = self.place(end + 1) if last is None else last
        assert first is not None and last is not None, "the two signs of a line end have no other between them"
        return first, last

    def place(self, at: int) -> int | None:
        """Return the place in the other text; None if there is none, between the two signs of a line end."""
        if self.text == self.other:
            return at
        if 0 < at < len(self.text) and self.text[at - 1 : at + 1] == "\r\n":
            return None
        here, there = self._starts
        return there[bisect_left(here, at)]


def plain(text: str) -> str:
    """Return a text with one kind of line ends, without a byte order mark and without signs that no text has."""
    return LOOSE.sub(lambda loose: "\n" if loose[0].startswith("\r") else "", text)


def starts(text: str) -> Sequence[int]:
    """Return the place in a text of each sign of its plain form, and of its end."""
    places, at = array("l"), 0
    for loose in LOOSE.finditer(text):
        places.extend(range(at, loose.start() + loose[0].startswith("\r")))
        at = loose.end()
    places.extend(range(at, len(text) + 1))
    return places


def same(text: str, texts: Mapping[str, str]) -> str:
    """Return the id of a text that is the same, to the letter if there is one; "" if there is none."""
    return Known(texts).find(text, lambda match: True)


class Known:
    """Texts by what they say."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts: dict[str, str] = {}
        self._by_plain: defaultdict[str, list[str]] = defaultdict(list)
        for id, text in texts.items():
            self.add(id, text)

    def add(self, id: str, text: str) -> None:
        """Add a text."""
        self.texts[id] = text
        self._by_plain[plain(text)].append(id)

    def find(self, text: str, fits: Callable[[Match], bool]) -> str:
        """Return the id of the first text that is the same and fits, one to the letter before others; "" if none is."""
        ids = self._by_plain.get(plain(text), [])
        by_likeness = sorted(ids, key=lambda id: self.texts[id] != text)
        return next((id for id in by_likeness if fits(Match(text, self.texts[id]))), "")


class Places(NamedTuple):
    """Where the texts of a project are: the Match of each with the text of the study that it is, by its id.

    `articles` leads from the id of a text to that of the study's; a new text is called by its own id in `new`, and
    stands there as it will be. `empty` are the texts without words.
    """

    articles: dict[str, str]
    matches: dict[str, Match]
    new: dict[str, str]
    empty: set[str]


def places(texts: Iterable[Text], passages: Iterable[Passage], there: Mapping[str, str]) -> Places:
    """Return where the texts of a project are among the texts of a study, given by article, or as new ones."""
    bounds: defaultdict[str, set[int]] = defaultdict(set)
    for passage in passages:
        bounds[passage.text] |= {passage.start, passage.end}
    known, found = Known(there), Places({}, {}, {}, set())
    for text in texts:
        content, own = printable(text.content)[0], bounds[text.id]
        if not content.strip():
            found.empty.add(text.id)
            continue
        id = known.find(text.content, lambda match, own=own: all(match.place(at) is not None for at in own))  # type: ignore[misc]
        if not id:
            id = f"new:{text.id}"
            known.add(id, content)
            found.new[text.id] = content
        found.articles[text.id] = id
        found.matches[text.id] = Match(text.content, known.texts[id])
    return found
