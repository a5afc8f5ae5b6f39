"""Paragraphs that two texts have in common, word for word or nearly so.

>>> closed = "The bridge over the river will be closed on Monday"
>>> texts = {"1": f"We met.\\n{closed}.", "2": f"{closed.replace('Monday', 'Friday')}.\\n{closed.upper()}!"}
>>> near_duplicates(texts)[["start_a", "start_b", "likeness", "how"]].values.tolist()
[[8, 0, 0.9, 'near'], [8, 52, 1.0, 'same']]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, product
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from stancebook.core.schema import DUPLICATES
from stancebook.texts.indexes.minhash import SHINGLE, candidates
from stancebook.texts.word_diff import WORD, fold
from stancebook.texts.wrapping import paragraphs

ALIKE, LEAST_WORDS, SEED = 0.8, 8, 2025
FEW = 2000  # up to so many distinct paragraphs, each is compared with each
CODE_POINTS = 0x110000
PARTS = 2**21  # so many parts of texts between white space are kept with their characters
TOLERANCE = 1e-9  # as 1 - 0.2 is not exactly 0.8

Place = tuple[str, int, int]  # article, start, end
Pair = tuple[int, int, float]  # numbers of two distinct paragraphs, and their likeness


def near_duplicates(
    texts: Mapping[str, str],
    alike: float = ALIKE,
    least_words: int = LEAST_WORDS,
    seed: int = SEED,
    most: int = 50,
    num_perm: int = 256,
) -> pd.DataFrame:
    """The pairs of similar paragraphs of different texts: rows of the schema's DUPLICATES, sorted, a before b.

    `texts` leads from article to raw text. Words are compared as `word_diff.fold` folds them; `likeness` is 1 less the
    words inserted, deleted or replaced by the words of the longer paragraph; `how` is "same" if no word differs, else
    "near". Paragraphs of fewer words than `least_words` are left out.

    A paragraph in more than `most` texts is paired with its first place alone, so that a notice in all texts gives one
    row a text and not one for each two texts; a paragraph near to it is paired with that place alone.

    Up to FEW distinct paragraphs, all pairs are compared. Beyond, only the pairs of `minhash.candidates` are
    (`num_perm` hash functions, seeded; of more than `most` paragraphs in one band each with the first): they include
    19 of 20 pairs that are just `alike`, and nearly all that are nearer.

    Raises ValueError if a setting is out of its range.
    """
    if not (0 < alike <= 1 and least_words >= SHINGLE and most >= 1):
        ranges = f"alike is a share above 0 and up to 1, least_words {SHINGLE} or more, most 1 or more"
        raise ValueError(f"{ranges}; give others")
    places, distinct = _places(texts, least_words)
    if len(distinct) <= FEW:
        pairs = _all_pairs(distinct, alike)
    else:
        pairs = _candidate_pairs(distinct, alike, seed, most, num_perm)
    rows = chain(_same(places, most), _near(places, pairs, most))
    return pd.DataFrame(rows, columns=DUPLICATES.names).sort_values(list(DUPLICATES.names), ignore_index=True)


def _places(texts: Mapping[str, str], least_words: int) -> tuple[list[list[Place]], list[str]]:
    """The places of each distinct paragraph, in order, and its words, one character for each word.

    A paragraph as such a string takes a tenth of the memory of a list of words. Beyond 1.1 million different words, two
    rare ones may share a character.
    """
    places = defaultdict(list)
    characters = _Characters()
    for article in sorted(texts):
        raw = texts[article]
        for span in paragraphs(raw):
            string = "".join(map(characters.__getitem__, span.of(raw).split()))
            if len(string) >= least_words:
                places[string].append((article, *span))
    return list(places.values()), list(places)


class _Characters(dict[str, str]):
    """The characters that stand for the words of a part of a text without white space, for each such part."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __missing__(self, part: str) -> str:
        numbers = [self._numbers.setdefault(fold(word), len(self._numbers)) for word in WORD.findall(part)]
        characters = "".join(chr(number % CODE_POINTS) for number in numbers)
        if len(self) < PARTS:
            self[part] = characters
        return characters


def _all_pairs(distinct: list[str], alike: float) -> Iterable[Pair]:
    """The pairs of similar paragraphs, each paragraph compared with each."""
    if not distinct:
        return []
    likeness = np.triu(process.cdist(distinct, distinct, **_scoring(alike)), 1)
    ones, others = np.nonzero(likeness >= alike - TOLERANCE)
    return zip(ones, others, likeness[ones, others], strict=True)


def _candidate_pairs(distinct: list[str], alike: float, seed: int, most: int, num_perm: int) -> Iterator[Pair]:
    """The pairs of similar paragraphs among the candidates of MinHash."""
    tried = np.empty(0, np.int64)
    for pairs in candidates(distinct, alike, seed, most, num_perm):
        new = np.setdiff1d(pairs, tried, assume_unique=True)
        tried = np.sort(np.concatenate([tried, new]))
        ones, others = np.divmod(new, len(distinct))
        sides = ([distinct[number] for number in numbers] for numbers in (ones, others))
        likeness = process.cpdist(*sides, **_scoring(alike))
        near = likeness >= alike - TOLERANCE
        yield from zip(ones[near], others[near], likeness[near], strict=True)


def _scoring(alike: float) -> dict[str, Any]:
    """The settings of rapidfuzz; its cutoff is a little below `alike`, as it may cut off pairs that are just alike."""
    return {"scorer": Levenshtein.normalized_similarity, "score_cutoff": alike * 0.999, "dtype": np.float64}


def _same(places: list[list[Place]], most: int) -> Iterator[tuple[Any, ...]]:
    """A row for each paragraph and its repetition in another text."""
    for repeated in places:
        for number, one in enumerate(_paired(repeated, most)):
            yield from ((*one, *other, 1.0, "same") for other in repeated[number + 1 :] if one[0] != other[0])


def _near(places: list[list[Place]], pairs: Iterable[Pair], most: int) -> Iterator[tuple[Any, ...]]:
    """A row for each two places of paragraphs that are nearly the same."""
    for one, other, likeness in pairs:
        for a, b in map(sorted, product(_paired(places[one], most), _paired(places[other], most))):
            if a[0] != b[0]:
                yield *a, *b, float(likeness), "near"


def _paired(repeated: list[Place], most: int) -> list[Place]:
    """The places of a paragraph that are paired: all, or the first if it stands in more than `most` texts."""
    return repeated[:1] if len({article for article, *_ in repeated}) > most else repeated
