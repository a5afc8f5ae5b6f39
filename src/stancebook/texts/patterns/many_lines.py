"""The lines of many texts that may hold furniture, chosen all at once by the columns of Arrow, which is faster.

>>> raws = ["By Ada Quill\\n\\nArland waits for a bridge over the strait, it is said.\\n", "Share this story"]
>>> [[chosen.text for chosen in known.lines] for known in of_texts(raws)]
[['By Ada Quill'], ['Share this story']]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

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
    of_text,
)
from stancebook.texts.patterns.starts import ANY_CASE, END
from stancebook.texts.wrapping import HYPHENS, MOST, SOFT, Wrap, wraps

# a start like a dateline's: three capitals, or a first word with a capital and a full stop
BEGINS = r"^[A-Z\x{80}-\x{10ffff}](?:[A-Z\x{80}-\x{10ffff}]{2}|\S+\. )"
OPENING = "“„«"  # marks that no match of a rule for whole lines begins with
NEAR = 4 * 72  # bytes: one of the first characters of a dateline is a bracket


class Known(NamedTuple):
    """What is known of a text: the lines that may hold furniture, and the line ends that only wrap a line."""

    lines: list[Chosen]
    wraps: tuple[Wrap, ...]


class Flags(NamedTuple):
    """What is known of some lines: whether each may hold furniture, begin or end with it, or have a sign or label."""

    read: np.ndarray
    head: np.ndarray
    tail: np.ndarray
    worded: np.ndarray


def of_texts(raws: Sequence[str]) -> Iterator[Known]:
    """What is known of each text; the lines are those that `lines.of_text` chooses, or some more."""
    split = compute.split_pattern(pa.array(raws, pa.string()), "\n")
    lines, of_texts = split.flatten(), split.offsets.to_numpy()
    sizes = compute.utf8_length(lines).to_numpy()
    starts = np.cumsum(sizes + 1) - sizes - 1
    starts -= np.repeat(starts[of_texts[:-1]], np.diff(of_texts))
    filled = np.flatnonzero((sizes > 0) & ~_mask(compute.utf8_is_space(lines)))
    numbers, flags = _chosen_of(lines.take(pa.array(filled)), sizes[filled], np.searchsorted(filled, of_texts))
    texts, numbers = compute.utf8_rtrim(lines.take(pa.array(filled[numbers])), "\r").to_pylist(), filled[numbers]
    ends = starts + sizes + 1
    ends[of_texts[1:] - 1] -= 1  # the last line of a text has no end
    columns = (starts[numbers].tolist(), ends[numbers].tolist(), texts, *(flag.tolist() for flag in flags))
    chosen = list(map(Chosen, *columns))
    parts = pairwise(np.searchsorted(numbers, of_texts).tolist())
    for raw, part, may_wrap in zip(raws, parts, _may_wrap(lines, sizes, of_texts).tolist(), strict=True):
        is_whole = may_wrap and is_read_whole(raw)
        yield Known(list(of_text(raw)) if is_whole else chosen[slice(*part)], wraps(raw) if is_whole else ())


def _chosen_of(lines: pa.StringArray, sizes: np.ndarray, of_texts: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    """The numbers of the lines that are read, of lines that are more than space, and what Chosen has of them."""
    flags = _flags(lines, sizes)
    first = of_texts[:-1]
    numbers = np.union1d(np.flatnonzero(flags.read), first[first < len(lines)])
    short, worded = sizes[numbers] <= LONGEST + 1, flags.worded[numbers]
    return numbers, [
        _where(worded, lambda: compute.match_substring_regex(lines.take(pa.array(numbers[worded])), _one_of(signs()))),
        _where(short, lambda: _may_be_whole(lines.take(pa.array(numbers[short])))),
        flags.head[numbers],
        flags.tail[numbers],
    ]


def _where(mask: np.ndarray, ask: Callable[[], Any]) -> np.ndarray:
    """A mask that has, where another one is true, what a function returns for these places."""
    found = np.zeros(len(mask), bool)
    found[mask] = _mask(ask())
    return found


def _flags(lines: pa.StringArray, sizes: np.ndarray) -> Flags:
    """What is known of lines that are more than space; `sizes` are their lengths."""
    bare = compute.utf8_rtrim(lines, "\r")
    worded = _mask(compute.match_substring_regex(bare, _one_of((*signs(), *LABELS))))
    head = _mask(compute.match_substring_regex(bare, BEGINS)) | _near_bracket(bare)
    tail = worded | ~_ends_with(bare, OPEN) | _ends_with(bare, BRACKET)
    read = head | tail
    short = np.flatnonzero(~read & (sizes <= LONGEST + 1))
    texts = compute.utf8_trim_whitespace(bare.take(pa.array(short)))
    few = compute.less_equal(compute.count_substring(texts, " "), FEW)
    read[short] = _mask(few) | _mask(compute.match_substring_regex(texts, _one_of(in_many())))
    return Flags(read, head, tail, worded)


def _near_bracket(lines: pa.StringArray) -> np.ndarray:
    """Whether each line has a bracket not far from its start."""
    starts, content = _bytes(lines)
    places = np.flatnonzero((content == ord("(")) | (content == ord("[")) | (content == ord("/")))
    of_lines = np.searchsorted(starts, places, side="right") - 1
    found = np.zeros(len(lines), bool)
    found[of_lines[places - starts[of_lines] < NEAR]] = True
    return found


def _bytes(lines: pa.StringArray) -> tuple[np.ndarray, np.ndarray]:
    """The places at which lines start and end in their bytes, and these bytes."""
    _, starts, content = lines.buffers()
    starts = np.frombuffer(starts, "<i4")[lines.offset : lines.offset + len(lines) + 1]
    return starts, np.frombuffer(content or b"", "u1", count=starts[-1] if content else 0)


def _may_wrap(lines: pa.StringArray, sizes: np.ndarray, of_texts: np.ndarray) -> np.ndarray:
    """Whether lines of each text may be wrapped: two go on in the next line, or one ends with a hyphen or CR."""
    follows = (sizes[:-1] > 0) & (sizes[:-1] <= MOST + 1) & (sizes[1:] > 0)
    follows[of_texts[1:-1] - 1] = False
    pairs = np.flatnonzero(follows)
    of_pairs = np.searchsorted(of_texts, pairs, side="right") - 1
    texts = len(of_texts) - 1
    cut = _ends_with(compute.utf8_rtrim_whitespace(lines.take(pa.array(pairs))), (*HYPHENS, SOFT))
    begins, content = _bytes(lines)
    old = np.searchsorted(begins[of_texts], np.flatnonzero(content == ord("\r")), side="right") - 1
    may_wrap = np.bincount(of_pairs, minlength=texts) > 1
    may_wrap[of_pairs[cut]] = True
    may_wrap[old] = True
    return may_wrap


def _ends_with(lines: pa.StringArray, ends: Sequence[str]) -> np.ndarray:
    return np.logical_or.reduce([_mask(compute.ends_with(lines, end)) for end in ends])


def _mask(column: Any) -> np.ndarray:
    return np.asarray(column) if isinstance(column, np.ndarray) else column.to_numpy(zero_copy_only=False)


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

    Such a line begins with a bracket, or has a tab or a letter beyond ASCII near its start; or it holds a digit, the
    sign of a menu, a site, agency or library, or what matches need that may begin with anything.
    """
    asked = [asked_by(kind) for kind in ("lines", "cased")]
    begins = sorted({start.removesuffix(END) for by_start, _ in asked for start in by_start})
    needs = sorted({word for _, by_need in asked for word in by_need} - ANY_CASE)
    begun = rf"[(\[]|[^\x00-\x7f{OPENING}]|[\x00-\x7f].{{0,{OF_LINES - 1}}}[\t\x{{80}}-\x{{10ffff}}]"
    pattern = (
        rf"^[{re.escape(BEFORE)}]*(?:{begun})|[\p{{Nd}}İ{''.join(ANY_CASE)}{BETWEEN}]"
        rf"|(?i:{'|'.join(map(_loose, needs))}|(?:^|[^A-Za-z0-9_])(?:{'|'.join(map(_loose, named_tokens()))}))"
    )
    return pa.array(begins), pattern


def _loose(start: str) -> str:
    """A pattern of RE2 for a start, or for a word, with any space or hyphen that is read as a plain one."""
    pattern = re.escape(start.removesuffix(END)).replace(r"\ ", r"[ \t\x{a0}\x{2009}\x{202f}]").replace(r"\-", "[-‐‑]")
    return pattern + "(?:[^A-Za-z0-9_]|$)" * start.endswith(END)
