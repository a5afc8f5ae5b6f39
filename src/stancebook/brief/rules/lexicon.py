"""The English words that the rules know, from lexicon.yaml, and patterns made of them.

>>> pattern(["send*", "no one"]).findall("Sends no one, or sending some.")
['Sends', 'no one', 'sending']
>>> lacking("They may go.", "They go.", "hedges")
['may']
>>> lacking("They may go.", "They could go.", "hedges")
[]
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
    return re.compile("|".join(map(_one, texts)) or r"(?!)", re.IGNORECASE)


def _one(word: str) -> str:
    """Return the pattern of one word or phrase."""
    stem = r"\s+".join(map(re.escape, word.removesuffix("*").split()))
    return rf"(?<![\w-]){stem}" + (r"\w*" if word.endswith("*") else r"(?!\w|-\w)" if word[-1].isalnum() else "")


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
    """Return the first word of each group that a source has and for which the sentence has no counterpart."""
    found = ((group, group.words.search(source)) for group in groups(name))
    return [match[0] for group, match in found if match and not group.counterparts.search(sentence)]


def roots(text: str) -> set[str]:
    """Return the beginnings of the words of a text that carry a meaning of their own.

    >>> sorted(roots("They only intervene with a treaty"))
    ['inter', 'treat']
    """
    tokens = (word.casefold() for word in re.findall(r"[^\W\d_]+", text))
    return {word[:STEM] for word in tokens if len(word) >= 4 and word not in words("small_words")}
