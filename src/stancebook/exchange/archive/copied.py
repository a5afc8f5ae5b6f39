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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple
from unicodedata import normalize

from stancebook.core import csv_lines
from stancebook.texts.corpus import Article
from stancebook.texts.spans import Span

INVISIBLE = "\u00ad\u200b-\u200d\u2060"  # soft hyphens, and signs without width
ESCAPED = (
    r"\\u(?:00[c-f][0-9a-f]|0[1-9a-f][0-9a-f]{2}|[13-9a-c][0-9a-f]{3})|\\x[c-f][0-9a-f]"  # letters, in JSON or YAML
)
LETTERS = rf"(?:[^\W_]|(?i:{ESCAPED}))(?:[^\W_]|[\u0300-\u036f{INVISIBLE}]|(?i:{ESCAPED}))*"
ENTITY = r"&(?:[a-zA-Z]+|#[0-9]+|#x[0-9a-fA-F]+);"  # of XML; no word either
WORD = re.compile(rf"(?!(?i:{ESCAPED}))(?:\\u[0-9a-fA-F]{{4}}|\\x[0-9a-fA-F]{{2}}|\\[nrtbf\"/\\]|{ENTITY})|({LETTERS})")
CELL = re.compile(rf"(\"+)|([,;\t\r\n])|({LETTERS})")
ODD = re.compile(rf"[{INVISIBLE}]|\\(?:u(....)|x(..))")  # in a word
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
    """The words of a text as they are compared, with the place of each, and the number of the cell that it is in."""

    words: list[str]
    places: list[tuple[int, int]]
    cells: list[int]


def words_of(text: str, separator: str = "", names: Collection[str] = ()) -> Words:
    """Return the words of a text, in small letters, without escapes of JSON and without those of names of files.

    Where it is a table with a separator, each word has the number of its cell; a name of a file ends a cell, too.
    """
    cells = _cells(text, separator) if separator else ((_word(it[1]), it.span()) for it in WORD.finditer(text) if it[1])
    named, cell, read = _named(text, names), 0, Words([], [], [])
    for word, place in cells:
        if word and not (named and _is_named(place, named)):
            read.words.append(word)
            read.places.append(place)
            read.cells.append(cell)
        else:
            cell += 1
    return read


def _is_named(place: tuple[int, int], named: list[tuple[int, int]]) -> bool:
    """Return whether a word stands in the name of a file."""
    at = bisect_left(named, place[1], key=lambda span: span[1])
    return at < len(named) and named[at][0] <= place[0]


def _word(found: str) -> str:
    """Return a word as it is compared."""
    plain = ODD.sub(lambda match: chr(int(match[match.lastindex], 16)) if match.lastindex else "", found)
    return normalize("NFKC", plain).casefold()


def _cells(text: str, separator: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the words of a table with their places, and an empty one at the end of each cell."""
    quoted, begin = False, len(text) - len(text.removeprefix("\ufeff"))  # of a cell
    for match in CELL.finditer(text):
        if match[3]:
            yield _word(match[3]), match.span()
        elif match[1]:
            odd = len(match[1]) % 2 == 1
            quoted = not odd if quoted else odd and match.start() == begin
        elif not quoted and match[2] in (separator, "\r", "\n"):
            begin = match.end()
            yield "", match.span()


def cell_separator(text: str) -> str:
    """Return the separator of a CSV text as coders' files are read; "" if it is not certain where its cells end.

    >>> cell_separator("quote;by\\nWe reject it, today;A\\n"), cell_separator("quote\\nWe reject it, today\\n")
    (';', '')
    """
    text = text.removeprefix("\ufeff")
    separator = csv_lines.separator_of(text)
    try:
        rows = list(csv_lines.lines(text, separator))
    except csv_lines.Error:
        return ""
    columns = max(1, len(rows[0])) if rows else 0
    doubtful = any(sign in name for name in (rows or [[]])[0] for sign in ",;\t")
    return "" if doubtful or any(any(row[columns:]) for row in rows) else separator


def _named(text: str, names: Collection[str]) -> list[tuple[int, int]]:
    """Return where names of files stand in a text."""
    sizes, found = sorted({len(name) for name in names}, reverse=True), []
    for end in sorted({name[-4:] for name in names}):
        for at in (match.end() for match in re.finditer(re.escape(end), text)):
            size = next((size for size in sizes if size <= at and text[at - size : at] in names), 0)
            found += [(at - size, at)] if size else []
    return sorted(found, key=lambda span: span[1])


def plain(page: str) -> str:
    """Return the words of an HTML or SVG page as a reader sees them, and then those within its tags.

    >>> plain("<p>We <mark>will</mark> pay&nbsp;5</p>").split()
    ['We', 'will', 'pay', '5', '<p>', '<mark>', '</mark>', '</p>']
    """
    return html.unescape(" ".join([TAG.sub(" ", page), *TAG.findall(page)]))


class View(NamedTuple):
    """A text as it is read, raw or clean, its words with their places in it, and their places in the raw text."""

    text: str
    words: Words
    raw_places: list[tuple[int, int]]


def views(raw: str, article: Article | None) -> Iterator[View]:
    """Yield a raw text, and the clean text if there is one with other words: without furniture, cut words joined."""
    words = words_of(raw)
    yield View(raw, words, words.places)
    if article and (clean := words_of(article.clean)).words != words.words:
        places = [(start, end) for start, end in article.all_to_raw(Span(*place) for place in clean.places)]
        yield View(article.clean, clean, places)


def long_passages(
    files: Mapping[str, str],
    texts: Iterable[tuple[str, str]],
    limit: int,
    names: Collection[str] = (),
    clean: Callable[[str, str], Article | None] = lambda id, raw: None,
) -> dict[str, list[Passage]]:
    """Return by file the passages with more than `limit` words of one text (id and raw text), none within another.

    The texts are read one after the other, and the clean text of each, if `clean` has one for its id and raw text.
    Words are counted as in a quotation: what stands between spaces. `names` of files are no passages.
    """
    size = max(2, min(8, limit - limit // 4))
    read = {
        name: words_of(text, cell_separator(text) if name.endswith(".csv") else "", names)
        for name, text in files.items()
    }
    begun: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for name, words in read.items():
        for at in range(len(words.words) - size + 1):
            begun[tuple(words.words[at : at + size])].append((name, at))
    found: dict[str, list[Match]] = defaultdict(list)
    for article, raw in texts if begun else ():
        for view in views(raw, clean(article, raw)):
            for name, match in _of_text(article, view, read, begun, size, limit):
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
    article: str,
    view: View,
    read: Mapping[str, Words],
    begun: Mapping[tuple[str, ...], list[tuple[str, int]]],
    size: int,
    limit: int,
) -> Iterator[tuple[str, Match]]:
    """Yield the parts, cell by cell, of each longest run of more than `limit` words that a file and a text share."""
    text = view.words.words
    done: dict[tuple[str, int], int] = {}  # of a file, and by how far its words stand apart from the text's: the end
    for at in range(len(text) - size + 1):
        for name, place in begun.get(tuple(text[at : at + size]), ()):
            if place >= done.get((name, place - at), 0):
                length = size + _alike(read[name].words, place + size, text, at + size)
                done[name, place - at] = place + length
                for first, last in _parts(view, at, read[name].cells[place : place + length], limit):
                    here = read[name].places[place + first : place + last]
                    yield name, Match(article, here, view.raw_places[at + first : at + last])


def _parts(view: View, at: int, cells: list[int], limit: int) -> list[tuple[int, int]]:
    """Return from where to where a run of words from one on lies in each cell of a file, by the cells of the words.

    Cells with few of them, such as names, have no part; if the others have no more than `limit` words together, none.
    """
    groups = [list(group) for _, group in groupby(range(len(cells)), cells.__getitem__)]
    parts = [(group[0], group[-1] + 1) for group in groups if len(group) > limit // 2]
    places = view.words.places
    counted = (view.text[places[at + first][0] : places[at + last - 1][1]].split() for first, last in parts)
    return parts if sum(map(len, counted)) > limit else []


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
