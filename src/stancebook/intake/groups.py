"""Texts that repeat each other nearly word for word: copies of one agency report, or one text found twice.

>>> text = "The bridge over the strait will be closed on Monday, the ministry of Arland says.\\n"
>>> other = "Nothing of that kind is said here at all.\\n"
>>> copies({"1": text, "2": "We met.\\n" + text.replace("Monday", "Friday"), "3": other})
[('1', '2')]
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from stancebook.intake.layout import is_wrapped

SHARED = 0.7  # the share of the shorter text's words that stands in the other one
LEAST_WORDS = 8


def copies(texts: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Groups of ids of texts, each of which shares most of its words with another of its group; in the given order."""
    if len(texts) < 2:
        return []
    from stancebook.texts.near_duplicates import near_duplicates  # here, because it imports pandas

    plain = {id: unwrapped(text) for id, text in texts.items()}
    sizes = {id: _words(text) for id, text in plain.items()}
    shared: defaultdict[tuple[str, str], dict[tuple[str, int], int]] = defaultdict(dict)
    for row in near_duplicates(plain, least_words=LEAST_WORDS).itertuples():
        for side, article, start, end in (
            ("a", row.article_a, row.start_a, row.end_a),
            ("b", row.article_b, row.start_b, row.end_b),
        ):
            words = len(plain[article][start:end].split())
            shared[row.article_a, row.article_b][side, start] = words
    return _joined(texts, [pair for pair, places in shared.items() if _is_copy(pair, places, sizes)])


def unwrapped(text: str) -> str:
    """The text with a line for each paragraph, if its lines break at a fixed width."""
    return re.sub(r"(?<=\S)[ \t]*\r?\n(?=\S)", " ", text) if is_wrapped(text) else text


def _words(text: str) -> int:
    """The words in paragraphs that are long enough to be compared."""
    return sum(size for line in text.splitlines() if (size := len(line.split())) >= LEAST_WORDS)


def _is_copy(pair: tuple[str, str], places: dict[tuple[str, int], int], sizes: Mapping[str, int]) -> bool:
    """Whether the shared paragraphs are most of the shorter text."""
    by_side = [sum(words for (side, _), words in places.items() if side == wanted) for wanted in "ab"]
    share = [words / max(sizes[article], 1) for words, article in zip(by_side, pair, strict=True)]
    return max(share) >= SHARED


def _joined(texts: Mapping[str, str], pairs: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The groups that pairs make."""
    first = {id: id for id in texts}

    def root(id: str) -> str:
        while first[id] != id:
            id = first[id]
        return id

    for one, other in pairs:
        first[root(other)] = root(one)
    groups = defaultdict(list)
    for id in texts:
        groups[root(id)].append(id)
    return [tuple(group) for group in groups.values() if len(group) > 1]
