"""Quotation marks of all languages: which there are, and which words stand between them.

The same mark opens in one language and closes in another: „…“ and “…”, «…» and »…«, ”…”. So a mark opens or closes by
what stands beside it and by the mark that is open. A single mark may be an apostrophe; it opens only if it is closed.

>>> [each.inner.of("»Nie«, „nie“ and ‘the allies’ plan’.") for each in find("»Nie«, „nie“ and ‘the allies’ plan’.")]
['Nie', 'nie', 'the allies’ plan']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from stancebook.texts.spans import Span, trimmed

CLOSED_BY = {
    "“": "”", "„": "“”‟\"", "”": "”", "‟": "”", "«": "»", "»": "«»", "‹": "›", "›": "‹›", "‘": "’", "‚": "‘’", "’": "’",
    '"': '"', "'": "'", "``": ("''", '"', "”"), "「": "」", "『": "』", "〝": "〞〟", "﹁": "﹂", "﹃": "﹄",
    "＂": "＂", "״": "״", "❝": "❞", "❛": "❜",
}  # fmt: skip
DOUBLE = '"“”„‟«»「」〝〞〟﹁﹂＂״❝❞'
SINGLE = "'‘’‚‹›『』﹃﹄❛❜"
MARKS = frozenset(DOUBLE + SINGLE)
ANY = "".join(sorted(MARKS))  # for a class of characters
STRAIGHT = str.maketrans(dict.fromkeys(DOUBLE, '"') | dict.fromkeys(SINGLE, "'"))

APOSTROPHES = "'’‘"
MAY_BE_NONE = ("'", "’", "‘", "‚", "”", "»", "›")  # these open a quotation only if it is closed
PAIRED = "„‟「」『』〝〞〟﹁﹂﹃﹄❝❞❛❜"  # these open, or close, in every language
OTHERS = "".join(sorted(MARKS - set("'’")))
LETTERS_ALONE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"  # of scripts that set no spaces beside marks
TOKEN = re.compile(rf"``|''|(?<!\w)['’]|['’](?!\w)|’(?=[{LETTERS_ALONE}])|[{OTHERS}]")
HEBREW, PREFIXES = "\u05d0-\u05ea", "\u05d1\u05d4\u05d5\u05db\u05dc\u05de\u05e9"
IN_HEBREW = re.compile(f'([{HEBREW}]+)["״](?=([{HEBREW}]+))')
CLOSE_SET = re.compile(f"[{LETTERS_ALONE}]")
BEFORE = re.compile(r"[\s([{<\-–—/:;,¿¡*_=|>]")
MOST_OPEN = 200  # quotations within each other in a paragraph; the time to read one grows with it
ELIDED = re.compile(
    r"(?i)(?:\d|n(?!\w)|(?:em|til|till|tis|twas|twere|cause|cos|bout|round|neath|ll|re|ve)(?![\w'’])|[std]\s)"
)


class Quoted(NamedTuple):
    """A quotation: where its marks begin and end, the span of its words, and whether it is closed."""

    start: int
    end: int
    inner: Span
    closed: bool


@dataclass
class _Open:
    """A mark that is open, its place, the place after it, and the quotations within it with their opening marks."""

    mark: str
    start: int
    end: int
    within: list[tuple[str, Quoted]] = field(default_factory=list)


def find(text: str, single: bool = False) -> list[Quoted]:
    """The quotations of a paragraph that have words or stay open, in order; those within another one belong to it.

    A quotation that is not closed ends with the paragraph, or before the next one with the same mark. One in single
    curly marks that is not closed is none, unless `single`.
    """
    found = _Open("", 0, 0)
    stack = [found]
    for match in _tokens(text):
        _read(stack, text, match[0], match.start())
    while len(stack) > 1:
        _end(stack, stack.pop(), text, single)
    return [each for _, each in found.within if each.inner.start < each.inner.end or not each.closed]


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """The marks of a text; in Hebrew, one before a word's last letter or behind more than prefixes abbreviates."""

    def without_abbreviation(word: re.Match[str]) -> str:
        return f"{word[1]}\u05f3" if len(word[2]) == 1 or set(word[1]) - set(PREFIXES) else word[0]

    return TOKEN.finditer(IN_HEBREW.sub(without_abbreviation, text))


def closes(text: str, opened: str) -> Span | None:
    """The first mark of a paragraph if it closes a quotation with this opening mark from an earlier paragraph."""
    for match in _tokens(text):
        if match[0] not in MAY_BE_NONE or match[0] in CLOSED_BY[opened]:
            closing = match[0] in CLOSED_BY[opened] and not _opens_here(text, match[0], match.start())
            return Span(*match.span()) if closing else None
    return None


def _read(stack: list[_Open], text: str, mark: str, place: int) -> None:
    """Close an open quotation, open one, or pass over the mark."""
    opens_here = _opens_here(text, mark, place)
    closed = _closed(stack, text, mark, place, opens_here)
    if closed is not None:
        entry = stack[closed]
        del stack[closed:]
        _add(stack[-1], entry.mark, entry.start, place + len(mark), trimmed(text, Span(entry.end, place)), True)
    elif len(stack) < MOST_OPEN and _opens(text, mark, place, opens_here):
        stack.append(_Open(mark, place, place + len(mark)))


def _closed(stack: list[_Open], text: str, mark: str, place: int, opens_here: bool) -> int | None:
    """The number of the open quotation that a mark closes."""
    for number in range(len(stack) - 1, 0, -1):
        opened = stack[number].mark
        if mark in CLOSED_BY[opened]:
            nests = opens_here and (mark == opened or mark in '“‘’«‹"')
            return None if nests or _is_apostrophe(text, mark, place) else number
        if mark in APOSTROPHES and opened not in APOSTROPHES:
            return None  # an apostrophe within double marks
    return None


def _opens_here(text: str, mark: str, place: int) -> bool:
    """Whether a mark stands where one opens: before a word, and not behind one."""
    after = text[place + len(mark) : place + len(mark) + 2]
    last = not after.strip() or after[0].isspace() or after[0] in ",;:!?)]}" or after.strip() == "."
    return not last and _is_free(text, place)


def _is_free(text: str, place: int) -> bool:
    """Whether what stands before a place is no word: nothing, a space, a bracket, a dash, an opening mark, or l’."""
    before = text[place - 1 : place]
    elided = before in APOSTROPHES and text[max(0, place - 2) : place - 1].isalpha()
    return not before or bool(BEFORE.match(before)) or (before in MARKS and (elided or not _ends(text, place - 1)))


def _ends(text: str, place: int) -> bool:
    """Whether the mark at a place stands behind a word."""
    before = text[place - 1 : place] if place else ""
    return bool(before) and not before.isspace() and not BEFORE.match(before) and before not in MARKS


def _closes_here(text: str, mark: str, place: int) -> bool:
    """Whether a mark stands where one closes: behind a word or a full stop, and before no word."""
    before, after = text[place - 1 : place], text[place + len(mark) : place + len(mark) + 1]
    return bool(before.strip()) and before not in "([{" and not (after.isalnum() and not CLOSE_SET.match(after))


def _opens(text: str, mark: str, place: int, opens_here: bool) -> bool:
    """Whether a mark that closes nothing opens a quotation."""
    before, after = text[place - 1 : place], text[place + len(mark) :]
    if mark not in CLOSED_BY:
        return False
    if mark in PAIRED or (mark in "“‘" and CLOSE_SET.match(after)):
        return True
    if mark in APOSTROPHES + "‚":
        return opens_here and not (mark != "‚" and ELIDED.match(after))
    if mark in "”»›":
        later = {"»": "«", "›": "‹"}.get(mark, "")
        return opens_here or bool(later and later in after and not before.strip() and after[:1].isspace())
    if mark in '"＂״':
        return not before.isdigit() and (opens_here or not before.strip() or not _closes_here(text, mark, place))
    return _is_free(text, place) or not _closes_here(text, mark, place)


def _is_apostrophe(text: str, mark: str, place: int) -> bool:
    """Whether a single mark that could close is the apostrophe of a plural, as in ‘the allies’ plan’."""
    if mark not in "'’":
        return False
    before, after = text[max(0, place - 2) : place], text[place + 1 : place + 3]
    if before[-1:].casefold() == "n" and before[:1] in APOSTROPHES:
        return True  # ’n’
    if not (before[-1:] in "sSxXzZ" and after[:1].isspace() and after[1:].isalpha()):
        return False
    later = re.compile(rf"(?<![\ssS]){mark}(?!\w)|(?<!\w)[{'‘' if mark == '’' else mark}](?=\w)").search(
        text, place + 1
    )
    return later is not None and later[0] != "‘" and not (mark == "'" and _opens_here(text, mark, later.start()))


def _end(stack: list[_Open], entry: _Open, text: str, single: bool) -> None:
    """End a quotation that nothing closed; stack[-1] is what it stands in."""
    if entry.mark in MAY_BE_NONE and not (single and entry.mark == "‘"):
        stack[-1].within += entry.within
        return
    same = next((number for number, (mark, _) in enumerate(entry.within) if mark == entry.mark), len(entry.within))
    end = entry.within[same][1].start if same < len(entry.within) else len(text)
    _add(stack[-1], entry.mark, entry.start, end, trimmed(text, Span(entry.end, end)), False)
    stack[-1].within += entry.within[same:]


def _add(to: _Open, mark: str, start: int, end: int, inner: Span, closed: bool) -> None:
    to.within.append((mark, Quoted(start, end, inner, closed)))


def without(text: str) -> str:
    """A text with a space for each quotation mark, apostrophes within words apart.

    >>> without("Lind’s “plan”")
    'Lind’s  plan '
    """
    return TOKEN.sub(lambda match: " " * len(match[0]), text)
