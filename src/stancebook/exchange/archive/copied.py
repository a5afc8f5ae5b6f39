"""Where a file repeats a raw text word for word, whatever stands between the words: the passages longer than a limit.

>>> raw = "We will pay nearly half of the bridge, she said, but not all."
>>> file = '010,"We will pay ""nearly half"" of the bridge",1'
>>> [passage] = long_passages({"a.csv": file}, [("010", raw)], limit=6)["a.csv"]
>>> raw[passage.raw_start : passage.raw_end], long_passages({"a.csv": raw}, [("010", raw)], limit=20)
('We will pay nearly half of the bridge', {})
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple
from unicodedata import normalize

WORD = re.compile(r"\\u[0-9a-f]{4}|\\[nrtbf\"/\\]|([^\W_]+)")  # an escape of JSON is no word
CELL = re.compile(r"\"\"?|[,;\t\n]|([^\W_]+)")
RUN = 5  # words that two texts have alike by chance less often
TAG = re.compile(r"<[^<>]*>")


class Passage(NamedTuple):
    """A passage of a file, from one character to another, and the place of its words in a raw text."""

    start: int
    end: int
    article: str
    raw_start: int
    raw_end: int


class Words(NamedTuple):
    """The words of a text as they are compared, with the place of each."""

    words: list[str]
    places: list[tuple[int, int]]


def words_of(text: str, is_table: bool = False) -> Words:
    """Return the words of a text, in small letters, without escapes of JSON; no passage goes over the end of a cell."""
    words, places, quoted = list[str](), list[tuple[int, int]](), False
    for match in (CELL if is_table else WORD).finditer(text):
        if match[1]:
            words.append(normalize("NFKC", match[1]).casefold())
            places.append(match.span(1))
        elif is_table and match[0] != '""':
            quoted ^= match[0] == '"'
            if not quoted:
                words.append("")
                places.append(match.span())
    return Words(words, places)


def plain(page: str) -> str:
    """Return the words of an HTML or SVG page as a reader sees them, and then those within its tags.

    >>> plain("<p>We <mark>will</mark> pay&nbsp;5</p>").split()
    ['We', 'will', 'pay', '5', '<p>', '<mark>', '</mark>', '</p>']
    """
    return html.unescape(" ".join([TAG.sub(" ", page), *TAG.findall(page)]))


def long_passages(files: Mapping[str, str], texts: Iterable[tuple[str, str]], limit: int) -> dict[str, list[Passage]]:
    """Return by file the passages with more than `limit` words of one text (id and raw text), none within another.

    The texts are read one after the other. Words are counted as in a quotation: what stands between spaces.
    """
    size = max(2, min(8, limit - limit // 4))
    read = {name: words_of(text, name.endswith(".csv")) for name, text in files.items()}
    begun: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for name, words in read.items():
        for at in range(len(words.words) - size + 1):
            begun[tuple(words.words[at : at + size])].append((name, at))
    found: dict[str, list[Match]] = defaultdict(list)
    for article, raw in texts if begun else ():
        for name, match in _of_text(article, raw, read, begun, size):
            if len(raw[match.raw_places[0][0] : match.raw_places[-1][1]].split()) > limit:
                found[name].append(match)
    return {name: _apart(matches, limit // 2) for name, matches in sorted(found.items())}


class Match(NamedTuple):
    """Words that a file and a text have alike: the place of each in the file, and in the text."""

    article: str
    places: list[tuple[int, int]]
    raw_places: list[tuple[int, int]]

    def part(self, first: int, last: int) -> Passage:
        """Return the passage of its words from one to another."""
        (start, _), (_, end) = self.places[first], self.places[last]
        (raw_start, _), (_, raw_end) = self.raw_places[first], self.raw_places[last]
        return Passage(start, end, self.article, raw_start, raw_end)


def _of_text(
    article: str, raw: str, read: Mapping[str, Words], begun: Mapping[tuple[str, ...], list[tuple[str, int]]], size: int
) -> Iterable[tuple[str, Match]]:
    """Yield each longest run of words that a file and a text have alike."""
    text = words_of(raw)
    done: dict[tuple[str, int], int] = {}  # of a file, and by how far its words stand apart from the text's: the end
    for at in range(len(text.words) - size + 1):
        for name, place in begun.get(tuple(text.words[at : at + size]), ()):
            if place >= done.get((name, place - at), 0):
                length = size + _alike(read[name].words, place + size, text.words, at + size)
                done[name, place - at] = place + length
                yield name, Match(article, read[name].places[place : place + length], text.places[at : at + length])


def _alike(one: list[str], at: int, other: list[str], there: int) -> int:
    """Return how many words two lists have alike, from a place in each."""
    most, length = min(len(one) - at, len(other) - there), 0
    while length < most and one[at + length] == other[there + length]:
        length += 1
    return length


def _apart(matches: list[Match], least: int) -> list[Passage]:
    """Return passages in their order: where some overlap the longest, and what is left of the others if it is long."""
    kept: list[Passage] = []  # in order, none over another
    for match in sorted(matches, key=lambda each: (-len(each.places), each)):
        free = [_is_free(start, end, kept) for start, end in match.places]
        for is_free, group in groupby(range(len(free)), free.__getitem__):
            numbers = list(group)
            if is_free and len(numbers) > least:
                insort(kept, match.part(numbers[0], numbers[-1]))
    return kept


def _is_free(start: int, end: int, kept: list[Passage]) -> bool:
    """Return whether no passage is where a word stands."""
    at = bisect_left(kept, end, key=lambda passage: passage.start)
    return not at or kept[at - 1].end <= start


def shares(pages: Iterable[str], texts: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Return by text the share of its words that stand in pages, in runs of five words or more.

    >>> shares(["She said: we will pay half of it."], [("010", "We will pay half of it, all of us."), ("020", "No.")])
    {'010': 0.6666666666666666, '020': 0.0}
    """
    known = {run for page in pages for run in _runs(words_of(page).words)}
    found = {}
    for article, raw in texts:
        words = words_of(raw).words
        seen = {place for at, run in enumerate(_runs(words)) if run in known for place in range(at, at + RUN)}
        found[article] = len(seen) / len(words) if words else 0.0
    return found


def _runs(words: list[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
