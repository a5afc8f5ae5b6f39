"""Line ends that only wrap a line, recognised by the lengths of the lines.

A text is wrapped if its lines go on in the next one for want of room: the first word of the next line would not have
fitted the width of the text, most of these lines end in the middle of a sentence, and the next ones go on with a small
letter. Lines that are too short for that, such as headings and last lines of paragraphs, keep their ends; so do the
items of a list. A word that a hyphen cuts is joined wherever it stands.

>>> raw = "A ceasefire is near, and Arland says that it\\nwill watch over the whole of the new cease-\\nfire line."
>>> [(wrap.span.of(raw), wrap.after) for wrap in wraps(raw)]
[('\\n', ' '), ('-\\n', '')]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import NamedTuple

from stancebook.texts.quotation_marks import ANY
from stancebook.texts.sentences import split
from stancebook.texts.spans import Span, has_old_ends, lines, trimmed

LEAST, MOST = 20, 130  # the widths at which texts are wrapped, in characters
SLACK = 0.12  # of the width: how ragged lines are that were set in letters of different widths
FULL, OPEN, GOES_ON = 0.6, 0.6, 0.25  # least shares: of full lines; of these, those that end and those that go on so
OFTEN_CUT, OFTEN = 3, 0.08  # words cut at line ends, and their share, in a text that is set with hyphens
WHOLE = re.compile(r"([^\r\n]+)(?:\r\n?|\n|\Z)")
BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
ENDED = re.compile(rf"[.!?:;…。！？।][{ANY})\]]*$")
ITEM = re.compile(r"\s*(?:([*•·▪‣◦])|([-–—])|(\(?(?:(\d{1,3})[.)]|([a-z])\))))\s+")
SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
OLD_END = re.compile(r"\r(?!\n)")  # a CR that ends a line alone
WITHOUT_SPACES = re.compile(f"[{SPACELESS}]")  # Thai, Lao, Burmese, Khmer, Chinese and Japanese
CONJUNCTION = re.compile(r"(?:and|or|to|und|oder|bzw|bis|et|ou|y|e|o|en|of|och|og|i|lub|oraz|та|і|й|и|или|або)\b")
HYPHENS, SOFT = "-‐", "\u00ad"
WORD = re.compile(rf"\w+(?:[{HYPHENS}]\w+)*")


class Wrap(NamedTuple):
    """A line end that only wraps a line: its span with the spaces around it, and the text that stands there instead.

    The span begins with the hyphen if that goes too.
    """

    span: Span
    after: str


class Line(NamedTuple):
    """A line as it is read, without its wraps: its raw span with its line end, its text, and where this stands.

    `parts` are the places in the text, and the raw places, at which the parts of a wrapped line start.
    """

    whole: Span
    text: str
    parts: tuple[tuple[int, int], ...]

    def raw(self, span: Span) -> Span:
        """The raw span of a part of the text that is not empty."""
        return Span(self._raw(span.start), self._raw(span.end - 1) + 1)

    def _raw(self, place: int) -> int:
        start, raw = self.parts[bisect_right(self.parts, place, key=itemgetter(0)) - 1]
        return raw + place - start


class _Break(NamedTuple):
    """A line that another one follows: both, the length of the first, and that with the other's first word.

    `open` says that no sentence ends with the line, `goes_on` that none begins with the next one, `cut` that a hyphen
    stands between them.
    """

    line: Span
    after: Span
    length: int
    reach: int
    open: bool
    goes_on: bool
    cut: bool


def is_wrapped(raw: str) -> bool:
    """Whether line ends of a text only wrap its lines.

    >>> lines = ["The government of Arland says that it will", "build a bridge over the strait, and that"]
    >>> is_wrapped("\\n".join(lines * 2)), is_wrapped("\\n".join(["Arland builds a bridge over the strait."] * 4))
    (True, False)
    """
    return bool(wraps(raw))


@lru_cache(16)  # cleaning, its furniture and the paragraphs of one text ask in turn
def wraps(raw: str) -> tuple[Wrap, ...]:
    """Every line end of a text that only wraps a line, in order."""
    wrapping = _wrapping(raw)
    cut = sum(each.cut for each in wrapping)
    words = _words(raw) if cut else Counter()
    often = cut >= OFTEN_CUT and cut >= OFTEN * len(wrapping)
    return tuple(_wrap(raw, each, words, often) for each in wrapping)


def _wrapping(raw: str) -> list[_Break]:
    """The line ends that only wrap a line: those of a wrapped text, and in any text those that cut a word."""
    pairs = _neighbours(raw)
    if len(pairs) < 2 and not any(line.of(raw).rstrip()[-1] in HYPHENS + SOFT for line, _ in pairs):
        return []
    breaks = [_break(raw, *pair) for pair in pairs]
    going_on, cut = sum(each.open and each.goes_on for each in breaks), any(each.cut for each in breaks)
    if not cut and going_on < (1 if len(breaks) > 2 else 2):
        return []
    items = _items(raw, [Span(start, start + len(line)) for start, line in lines(raw)])
    breaks = [each for each in breaks if each.after.start not in items]
    for slack in (0.0, SLACK):
        width = _width(breaks, slack)
        if width and _is_wrapped([each for each in breaks if width / 2 <= each.length <= width], width, slack):
            return [each for each in breaks if _wraps(each, raw, width, slack)]
    return [each for each in breaks if each.cut]


def _items(raw: str, every: Sequence[Span]) -> set[int]:
    """The starts of the lines that are items of a list; a dash or a number is one only where a second follows."""
    found: set[int] = set()
    lists: dict[str, list[int]] = {}
    begins, end = True, 0
    for line in every:
        if len(BREAKS.findall(raw, end, line.start)) > 1:  # an empty line
            lists, begins = {}, True
        taken = False
        if item := ITEM.match(raw, *line):
            bullet, dash, _, digits, letter = item.groups()
            number = int(digits or 0) or ord(letter or "`") - ord("`")
            run = lists.setdefault(bullet or dash or ("letter" if letter else "number"), [])
            taken = bool(bullet or ((run or begins) and (dash or number == len(run) + 1)))
            if taken:
                run.append(line.start)
                found.update(run[-2:] if bullet or len(run) > 1 else ())
        begins, end = taken or bool(ENDED.search(line.of(raw).rstrip())), line.end
    return found


def lines_read(raw: str) -> Iterator[Line]:
    """The lines of a text that are not empty; a wrapped line is one."""
    joins = list(wraps(raw))[::-1]
    if not joins:
        yield from (Line(Span(*match.span()), match[1], ((0, match.start()),)) for match in WHOLE.finditer(raw))
        return
    parts: list[tuple[int, int]] = []
    pieces: list[str] = []
    size = at = 0
    for match in WHOLE.finditer(raw):
        at = max(at, match.start())
        parts.append((size, at))
        if joins and joins[-1].span.start <= match.end(1):
            join = joins.pop()
            pieces.append(raw[at : join.span.start] + join.after)
            size, at = size + len(pieces[-1]), join.span.end
        else:
            text = "".join([*pieces, raw[at : match.end(1)]])
            yield Line(Span(parts[0][1], match.end()), text, tuple(parts))
            parts, pieces, size = [], [], 0


def paragraphs(raw: str) -> list[Span]:
    """The span of each paragraph that is not empty, in order, without white space at its ends.

    A paragraph is a line, as in news texts; CR, LF, CRLF and the separators of Unicode end it, but not the ends of
    wrapped lines.
    """
    within = {place for wrap in wraps(raw) for place in range(*wrap.span)}
    breaks = (match.span() for match in BREAKS.finditer(raw) if match.start() not in within)
    ends = [0, *(end for span in breaks for end in span), len(raw)]
    spans = (trimmed(raw, Span(start, end)) for start, end in zip(ends[::2], ends[1::2], strict=True) if start < end)
    return [span for span in spans if span.start < span.end]


def _neighbours(raw: str) -> list[tuple[Span, Span]]:
    """Each two lines that are not empty, of which one is short and the other follows it at once."""
    found, at = [], 0
    for text, following in pairwise((OLD_END.sub("\n", raw) if has_old_ends(raw) else raw).split("\n")):
        start, at = at, at + len(text) + 1
        if following and 0 < len(text) <= MOST + 1:  # one more for a CR
            line, after = text.removesuffix("\r"), following.removesuffix("\r")
            if len(line) <= MOST and line.strip() and after.strip():
                found.append((Span(start, start + len(line)), Span(at, at + len(after))))
    return found


def _break(raw: str, line: Span, after: Span) -> _Break:
    text, following = line.of(raw).rstrip(), after.of(raw).lstrip()
    first = 1 if WITHOUT_SPACES.match(following) else 1 + len(following.split(None, 1)[0])
    letter = next((sign for sign in following if sign.isalnum()), "")
    cut = text[-1] in HYPHENS + SOFT and text[-2:-1].isalpha() and following[0].isalnum()
    short = text.endswith(".") and not _ends_a_sentence(text, following)
    is_open, goes_on = short or not ENDED.search(text), short or letter == letter.lower()
    return _Break(line, after, len(text), len(text) + first, is_open, goes_on, cut)


def _ends_a_sentence(text: str, following: str) -> bool:
    """Whether a full stop at a line's end ends a sentence, and is not that of an abbreviation or a number."""
    word = text.rpartition(" ")[2]
    if len(word) > 7 or not following[0].isalnum():
        return True
    return any(span.end == len(text) for span in split(f"{text} {following}"))


def _width(breaks: Sequence[_Break], slack: float) -> int:
    """The width for which most lines are full, 0 if there is none; of several the least."""
    change = [0] * (2 * MOST)
    for each in breaks:
        change[each.length] += 1
        change[min(int(each.reach / (1 - slack)), len(change) - 1)] -= 1
    full = list(accumulate(change))
    width = max(range(LEAST, MOST + 1), key=lambda width: (full[width], -width))
    return width if full[width] else 0


def _full(each: _Break, width: int, slack: float) -> bool:
    """Whether the first word of the next line does not fit a line."""
    return each.length <= width and each.reach > width * (1 - slack)


def _is_wrapped(breaks: Sequence[_Break], width: int, slack: float) -> bool:
    """Whether most lines are full, end in the middle of a sentence and go on in the next one."""
    full = [each for each in breaks if _full(each, width, slack)]
    going_on = sum(each.open and each.goes_on for each in full)
    return (
        going_on >= (1 if (len(full) > 2 and not slack) or any(each.cut for each in full) else 2)
        and len(full) >= FULL * len(breaks)
        and sum(each.open for each in full) >= OPEN * len(full)
        and going_on >= GOES_ON * len(full)
    )


def _wraps(each: _Break, raw: str, width: int, slack: float) -> bool:
    """Whether a line of a wrapped text goes on in the next one."""
    item = ITEM.match(raw, *each.line)
    indent = item.end() - each.line.start if item else _indent(each.line.of(raw))
    if each.cut:
        return True
    if _indent(each.after.of(raw)) > indent or _stands_alone(each, raw, width):
        return False
    sure = each.open and each.goes_on and width / 2 <= each.length <= width * 1.15
    return sure or _full(each, width, slack)


def _stands_alone(each: _Break, raw: str, width: int) -> bool:
    """Whether the next line reads as an item of a list, or as a heading or byline: short, without a full stop."""
    after = each.after.of(raw).strip()
    if each.open and each.goes_on:
        return False
    return bool(ITEM.match(after)) or (not each.goes_on and len(after) < width / 2 and not ENDED.search(after))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _words(raw: str) -> Counter[str]:
    """How often a text has each word, with the hyphens within it, in small letters."""
    return Counter(match[0].casefold() for match in WORD.finditer(raw))


def _wrap(raw: str, each: _Break, words: Counter[str], often: bool) -> Wrap:
    """The Wrap of a line end: with a space, or without one after a hyphen or a dash and in scripts that have none.

    `words` are those of the text, and `often` says that it cuts words often.
    """
    line, following = each.line.of(raw).rstrip(), each.after.of(raw).lstrip()
    span = Span(each.line.start + len(line), each.after.end - len(following))
    mark, before = line[-1:], line[-2:-1]
    if mark == SOFT:
        return Wrap(Span(span.start - 1, span.end), "")
    if mark in HYPHENS and before.isalnum() and not CONJUNCTION.match(following):
        return Wrap(Span(span.start - _is_one_word(line, following, words, often), span.end), "")
    closed_up = mark == "—" and not before.isspace()
    spaceless = WITHOUT_SPACES.match(mark) and WITHOUT_SPACES.match(following)
    return Wrap(span, "" if closed_up or spaceless else " ")


def _is_one_word(line: str, following: str, words: Counter[str], often: bool) -> bool:
    """Whether a word cut by a hyphen at a line's end is one without it.

    It is if it stands elsewhere in the text in one piece. Where words are often cut, it is as well unless it stands
    elsewhere with its hyphen, both of its parts stand there as words, or the second part has a capital or digits.
    """
    reversed_first, second = WORD.search(line[-2::-1]), WORD.match(following)
    if reversed_first is None or second is None:
        return False
    first = reversed_first[0][::-1].casefold()
    if first + second[0].casefold() in words:
        return True
    known = f"{first}-{second[0].casefold()}" in words or min(words[first], words[second[0].casefold()]) > 1
    return often and second[0].islower() and not known
