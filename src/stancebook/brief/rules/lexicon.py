"""The English words that the rules know, from lexicon.yaml, and patterns made of them.

>>> pattern(["send*", "no one"]).findall("Sends no one, or sending some.")
['Sends', 'no one', 'sending']
>>> lacking("They may leave.", "They leave.", "hedges")
['may']
>>> lacking("They may leave.", "They could leave.", "hedges"), lacking("They may leave.", "They pay.", "hedges")
([], [])
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from stancebook.core import yaml_files

STEM = 5


class Group(NamedTuple):
    """Words of a source, and all words of a sentence that may stand for them."""

    words: re.Pattern[str]
    counterparts: re.Pattern[str]


@cache
def lexicon() -> dict[str, Any]:
    """Return the content of lexicon.yaml."""
    return yaml_files.read_yaml(Path(__file__).with_name("lexicon.yaml"))


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for whole words and phrases, the longest first; a word that ends in * may go on."""
    texts = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_one, texts)) or '(?!)'})", re.IGNORECASE)


def _one(word: str) -> str:
    """Return the pattern of one word or phrase."""
    stem = r"\s+".join(map(re.escape, word.removesuffix("*").split()))
    return stem + (r"\w*" if word.endswith("*") else r"(?!\w|-\w)" if word[-1].isalnum() else "")


@cache
def listed(*path: str) -> re.Pattern[str]:
    """Return the pattern of a list of the lexicon, named by its keys."""
    entry: Any = lexicon()
    for key in path:
        entry = entry[key]
    return pattern(entry)


@cache
def words(*path: str) -> frozenset[str]:
    """Return the words of a list of the lexicon, named by its keys, without capitals."""
    entry: Any = lexicon()
    for key in path:
        entry = entry[key]
    return frozenset(str(word).casefold() for word in entry)


@cache
def groups(name: str) -> tuple[Group, ...]:
    """Return the groups of hedges or approximators."""
    return tuple(
        Group(pattern(entry["words"]), pattern([*entry["words"], *entry["others"]])) for entry in lexicon()[name]
    )


def lacking(source: str, sentence: str, name: str) -> list[str]:
    """Return the first word of each group that a source has and for which the sentence has no counterpart.

    A word counts only if the sentence has one of those near it, so that it tells what the word is said of.
    """
    missing = (group for group in groups(name) if not group.counterparts.search(sentence))
    own = roots(sentence)
    found = ([match[0] for match in group.words.finditer(source) if _about(source, match) & own] for group in missing)
    return [words[0] for words in found if words]


def _about(text: str, match: re.Match[str]) -> set[str]:
    """Return the roots of the words that a hedge is said of: only those after it, if it stands before its noun."""
    ahead, after = text[: match.start()], text[match.end() :]
    forward = match[0].casefold() in ("potential", "possible") or re.match(r"\s*[\d€$£]", after)
    forward = forward or re.search(r"\b(?:that|which|who)\s+$", ahead)
    return near(text, match, before=0 if forward else 4)


def near(text: str, match: re.Match[str], before: int = 4, after: int = 6) -> set[str]:
    """Return the roots of the words near a place of a text."""
    ahead = re.findall(r"\w+", text[: match.start()])[-before:] if before else []
    return roots(" ".join([*ahead, *re.findall(r"\w+", text[match.end() :])[:after]]))


def roots(text: str) -> set[str]:
    """Return the beginnings of the words of a text that carry a meaning of their own.

    >>> sorted(roots("They only intervene with a treaty"))
    ['inter', 'treat']
    """
    return set(ordered_roots(text))


def ordered_roots(text: str) -> list[str]:
    """Return the same in the order of the text."""
    tokens = (word.casefold() for word in re.findall(r"[^\W\d_]+", text))
    return [word[:STEM] for word in tokens if len(word) >= 4 and word not in words("small_words")]
