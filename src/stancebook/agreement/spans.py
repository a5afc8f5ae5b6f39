"""How far coders mark the same words: alpha over the characters of the texts.

Each character of a text is a unit, and its value is whether a coder has it in a quotation; of these Krippendorff's
nominal alpha is computed, 1 - observed / expected difference (see `coefficients.alpha`). A quotation that is cut
shorter costs as much as it leaves out.

Krippendorff, Mathet, Bouvry and Widlöcher (2016), "On the reliability of unitizing textual continua: further
developments", Quality & Quantity 50, pp. 2347-2364, equations 4 and 6, compare marked with unmarked text in the same
way (binary unitizing alpha), but take each marked piece as one unit, which chance puts down as a whole: of n characters
of all coders, k marked and m unmarked, they expect k m / (n n - m - squared lengths of the pieces), where alpha has
k m / (n n - n). Of ten thousand characters in sentences the two are the same to .01.

>>> texts = {"1": "Arland will build it."}
>>> spans = {"ada": {"1": [(0, 17)]}, "ben": {"1": [(0, 20)]}}
>>> exact, tolerant = (patterns(spans, texts, [("1", 0, 21)], word) for word in (False, True))
>>> exact.counted.units.tolist(), tolerant.counted.units.tolist()  # "it" and the space before it are a word's width
([17.0, 3.0, 1.0], [17.0, 1.0])
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from stancebook.agreement import bootstrap
from stancebook.agreement.counts import PatternCounts
from stancebook.agreement.registry import COEFFICIENTS
from stancebook.agreement.variables import Read, coders_of
from stancebook.core import schema
from stancebook.core.tables import typed

Pattern = tuple[int, int]  # how many coders have a character, and how many do not
Place = tuple[str, int, int]  # a text, and the start and end of a sentence or of a run
Spans = Mapping[str, Mapping[str, Sequence[tuple[int, int]]]]  # of each coder, by the texts that it read


class Characters(NamedTuple):
    """The characters of texts, counted by pattern, and how many of each pattern stand in each sentence."""

    counted: PatternCounts
    by_sentence: np.ndarray


def by_character(
    codings: pd.DataFrame, sentences: pd.DataFrame, texts: Mapping[str, str], read: Read = None
) -> pd.DataFrame:
    """Return the agreement on spans, as in schema.SPANS: exact, and with boundaries within a word's width tolerated.

    `texts` are the raw texts by article. Text between sentences (what cleaning removed) has no units. The range is over
    resampled sentences, because the characters of a sentence depend on each other. No row if there are fewer than
    two coders.
    """
    spans = _spans(codings, sorted(texts), read)
    places = list(zip(*(sentences[name].tolist() for name in ("article", "start", "end")), strict=True))
    rows = []
    for tolerance, word in (("none", False), ("a word", True)) if len(spans) > 1 else ():
        characters = patterns(spans, texts, places, word)
        rows.append((tolerance, *_measured(characters)))
    return typed(rows, schema.SPANS)


def _spans(codings: pd.DataFrame, texts: Iterable[str], read: Read) -> dict[str, dict[str, list[tuple[int, int]]]]:
    """Return the spans that each coder has a statement on, by the texts that the coder read."""
    spans: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for coder in coders_of(codings, read):
        spans[coder] = {text: [] for text in texts if read is None or text in read.get(coder, ())}
    for coder, text, start, end in zip(*(codings[name] for name in ("coder", "article", "start", "end")), strict=True):
        if text in spans[coder]:
            spans[coder][text].append((int(start), int(end)))
    return spans


def _measured(characters: Characters) -> tuple[int, float | None, float | None, float | None, float | None]:
    """Return characters, share coded, alpha and its range over resampled sentences."""
    counted, alpha = characters.counted, COEFFICIENTS["alpha"]
    n, given = counted.compared, counted.units @ counted.counts
    value = alpha.estimate(counted, "nominal")
    if value is None:
        return n, None, None, None, None
    [(low, high)] = bootstrap.over_counts([(alpha, "nominal")], counted, characters.by_sentence)
    return n, float(given[1] / given.sum()), value, low, high


def patterns(spans: Spans, texts: Mapping[str, str], sentences: Sequence[Place], word: bool = False) -> Characters:
    """Return the characters of the sentences that two coders read, by pattern.

    With `word` a run that some coders have and others have not is left out if it holds a word at most and borders on
    characters that these coders and others have: there they have the same span, and its end is at another word.
    """
    known: dict[Pattern, int] = {}
    cells: defaultdict[tuple[int, int], int] = defaultdict(int)
    for number, (article, start, end) in enumerate(sentences):
        own = [by_text[article] for by_text in spans.values() if article in by_text]
        if len(own) < 2:
            continue
        runs = list(_runs(own, start, end))
        for at, (first, last, having) in enumerate(runs):
            if word and _is_tolerated(runs, at, texts[article][first:last]):
                continue
            pattern = known.setdefault((len(having), len(own) - len(having)), len(known))
            cells[number, pattern] += last - first
    by_sentence = np.zeros((len(sentences), len(known)))
    for cell, n in cells.items():
        by_sentence[cell] = n
    counts = np.array([[without, having] for having, without in known], float).reshape(len(known), 2)
    return Characters(PatternCounts([False, True], counts, by_sentence.sum(0), np.empty(0, int)), by_sentence)


def _runs(own: Sequence[Sequence[tuple[int, int]]], start: int, end: int) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Yield the runs of a sentence with the coders (by number) that have their characters: start, end, coders."""
    inside = [[(max(a, start), min(b, end)) for a, b in spans if a < end and b > start] for spans in own]
    ends = sorted({start, end, *itertools.chain.from_iterable(itertools.chain.from_iterable(inside))})
    for first, last in itertools.pairwise(ends):
        yield first, last, frozenset(n for n, spans in enumerate(inside) if any(a <= first < b for a, b in spans))


def _is_tolerated(runs: Sequence[tuple[int, int, frozenset[int]]], at: int, text: str) -> bool:
    """Whether a run on which coders differ is a word at most and borders on characters that more coders have."""
    having = runs[at][2]
    beside = [runs[number][2] for number in (at - 1, at + 1) if 0 <= number < len(runs)]
    return bool(having) and any(having < other for other in beside) and len(text.split()) <= 1
