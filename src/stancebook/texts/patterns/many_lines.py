"""The lines of many texts that may hold furniture, chosen all at once by the columns of Arrow, which is faster.

>>> raws = ["By Ada Quill\\n\\nArland waits for a bridge over the strait, it is said.\\n", "Share this story"]
>>> [[chosen.line.text for chosen in each] for each in of_texts(raws)]
[['By Ada Quill'], ['Share this story']]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute

from stancebook.texts.patterns.furniture import LABELS, OF_LINES, asked_by, named_tokens, signs
from stancebook.texts.patterns.lines import (
    BEFORE,
    BETWEEN,
    BRACKET,
    FEW,
    LONGEST,
    OPEN,
    Chosen,
    in_many,
    is_read_whole,
    line_at,
    of_text,
)
from stancebook.texts.patterns.starts import ANY_CASE, END

# a bracket, or a start like a dateline's: three capitals, or a first word with a capital and a full stop
STANDS_OUT = r"[(\[/]|^[A-Z\x{80}-\x{10ffff}]{3}|^[A-Z\x{80}-\x{10ffff}]\S+\. "


def of_texts(raws: Sequence[str]) -> Iterator[list[Chosen]]:
    """The lines that `lines.of_text` chooses of each text, or some more."""
    split = compute.split_pattern(pa.array(raws, pa.string()), "\n")
    lines, of_texts = split.flatten(), split.offsets.to_numpy()
    sizes = compute.utf8_length(lines).to_numpy()
    starts = np.cumsum(sizes + 1) - sizes - 1
    starts -= np.repeat(starts[of_texts[:-1]], np.diff(of_texts))
    numbers = np.union1d(_that_may_hold(lines, sizes), _first(lines, sizes, of_texts))
    read = lines.take(pa.array(numbers))
    signed, whole = _mask(compute.match_substring_regex(read, _one_of(signs()))), _may_be_whole(read)
    rows = list(zip(starts[numbers].tolist(), sizes[numbers].tolist(), signed.tolist(), whole.tolist(), strict=True))
    for raw, part in zip(raws, pairwise(np.searchsorted(numbers, of_texts).tolist()), strict=True):
        yield list(of_text(raw)) if is_read_whole(raw) else _chosen(raw, rows[slice(*part)])


def _chosen(raw: str, rows: Iterable[tuple[int, int, bool, bool]]) -> list[Chosen]:
    """Those lines of a text that are more than space; `rows` has their starts and lengths, and what Chosen has."""
    found = []
    for start, size, signed, whole in rows:
        line = line_at(raw, start, size)
        if line.text and not line.text.isspace():
            found.append(Chosen(line, signed, whole))
    return found


def _that_may_hold(lines: pa.StringArray, sizes: np.ndarray) -> np.ndarray:
    """The numbers of the lines that may hold furniture; `sizes` are their lengths."""
    bare = compute.utf8_rtrim(lines, "\r")
    read = _mask(compute.match_substring_regex(bare, f"{_one_of((*signs(), *LABELS))}|{STANDS_OUT}"))
    read |= (sizes > 0) & ~_ends_with(bare, OPEN)
    read |= _ends_with(bare, BRACKET)
    short = np.flatnonzero(~read & (sizes > 0) & (sizes <= LONGEST + 1))
    texts = compute.utf8_trim_whitespace(lines.take(pa.array(short)))
    few = compute.less_equal(compute.count_substring(texts, " "), FEW)
    read[short] = _mask(few) | _mask(compute.match_substring_regex(texts, _one_of(in_many())))
    return np.flatnonzero(read)


def _first(lines: pa.StringArray, sizes: np.ndarray, of_texts: np.ndarray) -> np.ndarray:
    """The number of the first line of each text that is more than space, or of a line of a later text."""
    filled = np.flatnonzero((sizes > 0) & ~_mask(compute.utf8_is_space(lines)))
    places = np.searchsorted(filled, of_texts[:-1])
    return filled[places[places < len(filled)]]


def _ends_with(lines: pa.StringArray, ends: Sequence[str]) -> np.ndarray:
    return np.logical_or.reduce([_mask(compute.ends_with(lines, end)) for end in ends])


def _mask(column: Any) -> np.ndarray:
    return column.to_numpy(zero_copy_only=False)


@cache
def _one_of(words: tuple[str, ...]) -> str:
    """A pattern of RE2 that finds one of some words, also in capitals."""
    return f"(?i:{'|'.join(map(re.escape, words))})"


def _may_be_whole(lines: pa.StringArray) -> np.ndarray:
    """Whether each line may be furniture as a whole: it begins like a match of a rule, or has what others need."""
    begins, pattern = _of_whole()
    starts = compute.utf8_lower(compute.utf8_slice_codeunits(compute.utf8_ltrim(lines, BEFORE), 0, OF_LINES))
    begun = [compute.is_in(compute.utf8_slice_codeunits(starts, 0, size), begins) for size in range(1, OF_LINES + 1)]
    return np.logical_or.reduce([_mask(each) for each in (compute.match_substring_regex(lines, pattern), *begun)])


@cache
def _of_whole() -> tuple[pa.StringArray, str]:
    """What the matches of rules for lines begin with, and a pattern of RE2 for the lines that begin otherwise.

    Such a line begins with a bracket or a letter beyond ASCII, or it holds a digit, the sign of a menu, a site, agency
    or library, or what matches need that may begin with anything.
    """
    asked = [asked_by(kind) for kind in ("lines", "cased")]
    begins = sorted({start.removesuffix(END) for by_start, _ in asked for start in by_start})
    needs = {word for _, by_need in asked for word in by_need} - ANY_CASE
    tokens = "|".join(map(re.escape, sorted(set().union(*named_tokens().values()))))
    pattern = (
        rf"^[{re.escape(BEFORE)}]*(?:[(\[]|.{{0,{OF_LINES}}}[^\x00-\x7f])|[\p{{Nd}}İ{''.join(ANY_CASE)}{BETWEEN}]"
        rf"|{_one_of(tuple(sorted(needs)))}|(?i:(?:^|[^A-Za-z0-9_])(?:{tokens}))"
    )
    return pa.array(begins), pattern
