"""What stands in a text and is not the article's: buttons, credits, bylines, datelines, notices.

The patterns are data, in furniture.yaml. A rule takes a whole line, a whole sentence, or the start or end of a line,
and nothing beside it. What only looks like furniture stays, and is a doubt, which a person decides.

>>> raw = "Arland goes. Sign up for our newsletter.\\nShare this story\\nBy Christmas Arland Says No\\n"
>>> [(hit.rule, hit.span.of(raw)) for hit in find(raw)]
[('newsletter', ' Sign up for our newsletter.'), ('share', 'Share this story\\n')]
>>> [(doubt.rule, doubt.span.of(raw)) for doubt in doubts(raw)]
[('byline', 'By Christmas Arland Says No')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from stancebook.texts import quotation_marks, spans
from stancebook.texts.patterns.furniture import (
    LABELS,
    are_names,
    canonical,
    lowered,
    matching,
    may_be_doubtful,
    patterns,
    present,
    signs,
    signs_in,
)
from stancebook.texts.spans import Span, trimmed
from stancebook.texts.wrapping import Line, lines_read, wraps

LONGEST = 170  # characters: no longer line is furniture as a whole, but for one whose sentences all are
START, TAIL = 120, 170  # the characters at the start and at the end of a line that are looked at
FEW = 6  # spaces: no line with more of them is furniture, unless one of the signs is in it, or of these
MANY = (
    ":", "/", "|", "(", "@", "by ", "contribut", "publi", "reproduc", "facebook", "whatsapp", "free", "subscri",
    "advert",
)  # fmt: skip
SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
BEFORE, AFTER = SPACES + "•·|►▶▸▪■●›»>→*#✉📧🔗_=~–—-", SPACES + ":.…|›»>→▼▾▸*_=~-"
MENU, BETWEEN = re.compile(r" ?[|·•] ?"), "|·•"
PART = re.compile(r"[.!?…。][\"')\]]*\s+(?=[\"'(\[]*(?:©|[^\W\d_a-zß-öø-ÿа-яёіїєґ]))")
SPEAKS = re.compile(
    r"(?i)\b(?:said|says?|told|tells|urge[ds]?|asked|asks|warned|warns|joked|jokes|demand(?:s|ed)|insist(?:s|ed)|"
    r"sagte?|sagen|forderte?|bat|dit|déclar[ée]|demande|dijo|dice|pidió|pide|powiedział[a]?|mówi|prosi|каже|сказа[вл]а?|"
    r"заявив|заявила?|говорит|просить?)\b"
)
PLAIN = quotation_marks.STRAIGHT | str.maketrans("\u00a0\u202f\u2009\t‐‑", "    --")
ENDED = re.compile(r"[.!?…][\"')\]]*\s*$")
UPPER = r"[^\W\d_a-zß-öø-ÿа-яёіїєґ]"
HEAD = re.compile(  # of a dateline: an agency between brackets, a place in capitals before a dash, or full stops
    rf"(?:{UPPER}[^!?\"“”«»(\[]{{1,70}})?[(\[/][^)\]/]{{2,30}}[)\]/]|{UPPER}{{3,}}\b[^!?]{{0,40}}[-—–]|{UPPER}\w+\. \S"
)
NEAR = re.compile(rf"[^!?\"“”«»(\[/]{{0,71}}+[(\[/]|{UPPER}{{3}}|{UPPER}\w+\. ")  # what HEAD matches begins so
OPEN, BRACKET = (".", "!", "?", "…", '"', "”"), (").", "].", "/.")  # ends of most lines, and of some with an agency
CLOSED = re.compile(r"[)\]/]\.?\s*$|[—–/-] ?[^\W\d_][\w -]{1,25}/?\s*$")


class Hit(NamedTuple):
    """A place of a text that is furniture, or may be, and the rule that says so."""

    span: Span
    rule: str


@lru_cache(8)  # each of the rules asks for its own places
def by_rule(raw: str) -> dict[str, list[Span]]:
    """The places of a text that are furniture, by the rule that says so."""
    found: dict[str, list[Span]] = {}
    for hit in find(raw):
        found.setdefault(hit.rule, []).append(hit.span)
    return found


def find(raw: str) -> tuple[Hit, ...]:
    """The places of a text that are furniture, in order."""
    found: list[Hit] = []
    lower = lowered(raw)
    signs_here, labels_here = signs_in(raw, lower), present(LABELS, lower)
    for number, line in enumerate(_lines_to_read(raw, lower, signs_here | labels_here)):
        found += (_masthead(line, raw) if not number else []) or _found(line, signs_here, bool(labels_here))
    return tuple(found)


def _lines_to_read(raw: str, lower: bytes, words: Mapping[str, int]) -> Iterator[Line]:
    """The first line of a text, and the lines that may hold furniture; all lines if some are wrapped.

    `words` are the signs and labels that the text has, with their first places in small letters, `lower`.
    """
    if wraps(raw) or spans.has_old_ends(raw):
        yield from (line for line in lines_read(raw) if not line.text.isspace())
        return
    parts = raw.split("\n")
    starts = list(accumulate(map(len, parts), initial=0))
    texts = [part.removesuffix("\r") for part in parts] if "\r" in raw else parts
    read = _marked(words, lower) | _short(texts)
    read |= {number for number, text in enumerate(texts) if text and (NEAR.match(text) or not text.endswith(OPEN))}
    read |= {number for number, text in enumerate(texts) if text.endswith(BRACKET)}
    first = next((number for number, text in enumerate(texts) if text and not text.isspace()), 0)
    for number in sorted(read | {first}):
        start, text = starts[number] + number, texts[number]
        if text and not text.isspace():
            yield Line(Span(start, min(starts[number + 1] + number + 1, len(raw))), text, ((0, start),))


def _marked(words: Mapping[str, int], lower: bytes) -> set[int]:
    """The numbers of the lines that have one of some words, each of which has its first place."""
    found = set()
    for word, first in words.items():
        at, sign = first, word.encode()
        while at >= 0:
            found.add(lower.count(b"\n", 0, at))
            end = lower.find(b"\n", at)
            at = lower.find(sign, end) if end >= 0 else -1
    return found


def _short(texts: Sequence[str]) -> set[int]:
    """The numbers of the lines that may be furniture as a whole."""
    short = [(number, text) for number, text in enumerate(texts) if text and len(text) <= LONGEST]
    few = {number for number, text in short if text.strip().count(" ") <= FEW}
    lower = {number: text.lower() for number, text in short if number not in few}
    words = present(_in_many(), "\n".join(lower.values()).encode("utf-8", "surrogatepass"))
    return few | {number for number, text in lower.items() if any(map(text.__contains__, words))}


def _found(line: Line, signs_here: Iterable[str], labelled: bool) -> list[Hit]:
    """The furniture of a line: all of it, or sentences in it, or its start and its end.

    `signs_here` are the signs of sentences that the text has, and `labelled` says that it has one of LABELS.
    """
    if rule := whole(line.text):
        return [Hit(line.whole, rule)]
    spans = _sentences(line.text.translate(PLAIN)) if _has(line.text, signs_here) else []
    if spans and sum(span.end - span.start for span, _ in spans) >= len(line.text.strip()):
        return [Hit(line.whole, spans[0][1])]
    found = [*spans, *_start(line.text), *_end(line.text, labelled)]
    return [Hit(line.raw(span), rule) for span, rule in sorted(found)]


def whole(text: str) -> str:
    """The rule that takes a line as a whole, empty if none does.

    >>> whole("» Share this story"), whole("By Ada Quill"), whole("Share this burden, Lind says.")
    ('share', 'byline', '')
    """
    return "" if len(text) > LONGEST else _whole(text)


@lru_cache(4096)  # the same lines stand in many texts
def _whole(text: str) -> str:
    if text.strip().count(" ") > FEW and not _has(text, _in_many()):
        return ""
    text = (text.lstrip(BEFORE) or text).translate(PLAIN).strip()
    bare = _bare(canonical(text)[0])
    inner = bare[1:-1] if bare[:1] + bare[-1:] in ("()", "[]") else bare
    rule = _rule(bare) or (matching("cased", inner) if inner != bare else "") or _menu(bare)
    return "" if rule and SPEAKS.search(bare) else rule


@cache
def _in_many() -> tuple[str, ...]:
    """The words of which a line of many words has one, if it is furniture."""
    return (*MANY, *signs())


def _rule(text: str) -> str:
    """The rule that takes a line, or a part of a menu, as a whole."""
    return matching("lines", text.lower()) or matching("cased", text)


def _menu(text: str) -> str:
    """The rule that takes the first entry of a menu if rules take all, as in Home | Privacy policy | Log in."""
    parts = MENU.split(text) if any(map(text.__contains__, BETWEEN)) else []
    rules = [_rule(part) for part in parts] if len(parts) > 1 else [""]
    return rules[0] if all(rules) else ""


def _has(text: str, signs: Iterable[str]) -> bool:
    """Whether a text has one of some words, which are in small letters."""
    return any(map(text.lower().__contains__, signs))


def _bare(text: str) -> str:
    """A line without the signs before and after its words; all of it if there are no words."""
    short = text.rstrip(AFTER)
    return (short[:-1] if short.endswith("!") and " " in short else short) or text


def _sentences(text: str) -> list[tuple[Span, str]]:
    """The sentences of a line that are furniture, with the space beside them; those of one rule in a row are one."""
    quoted = [Span(each.start, each.end) for each in quotation_marks.find(text)]
    found: list[tuple[Span, str]] = []
    for span in _parts(text):
        rule = "" if any(each.overlaps(span) for each in quoted) else _sentence(span.of(text))
        if rule and found and found[-1][1] == rule and not text[found[-1][0].end : span.start].strip():
            found[-1] = Span(found[-1][0].start, span.end), rule
        elif rule:
            found.append((span, rule))
    return [(_with_space(text, span), rule) for span, rule in found]


def _parts(text: str) -> list[Span]:
    """The spans of the sentences of a line; an abbreviation may end one, as no harm comes of it here."""
    ends = [0, *(match.end() for match in PART.finditer(text)), len(text)]
    return [trimmed(text, Span(start, end)) for start, end in pairwise(ends) if text[start:end].strip()]


def _sentence(text: str) -> str:
    """The rule that takes a sentence, empty if none does."""
    bare = _bare(canonical(text)[0])
    if SPEAKS.search(bare) or (bare.count(" ") < 3 and not _has(text, signs())):
        return ""
    owned = matching("cased", bare)
    return matching("sentences", bare.lower()) or (owned if owned == "copyright" else "")


def _with_space(text: str, span: Span) -> Span:
    """A span with the space after it, or before it where nothing follows."""
    after = len(text) - len(text[span.end :].lstrip())
    return Span(span.start, after) if after < len(text) else Span(len(text[: span.start].rstrip()), len(text))


def _start(text: str) -> list[tuple[Span, str]]:
    """The start of a line that is furniture, before more words."""
    if not HEAD.match(text):
        return []
    tokens, places = canonical(text[:START].translate(PLAIN))
    for id, pattern in patterns("starts"):
        match = pattern.match(tokens)
        if match and text[places[match.end()] :].strip():
            return [(Span(0, places[match.end()]), id)]
    return []


def _end(text: str, labelled: bool) -> list[tuple[Span, str]]:
    """The end of a line that is furniture, after the end of a sentence."""
    first = max(0, len(text) - TAIL)
    if not (_is_closed(text) or (labelled and _has(text[first:], LABELS))):
        return []
    tokens, places = canonical(text[first:].translate(PLAIN))
    for id, pattern in patterns("ends"):
        for match in pattern.finditer(tokens):
            start = first + places[match.start()]
            if ENDED.search(text[:start].translate(PLAIN)) and are_names(match[0]):
                return [(Span(len(text[:start].rstrip()), len(text)), id)]
    return []


def _is_closed(text: str) -> bool:
    """Whether a line ends with a bracket, or with a dash and words; most end with a full stop or a quotation mark."""
    return text.endswith(BRACKET) or (not text.endswith(OPEN) and bool(CLOSED.search(text, max(0, len(text) - 60))))


def _masthead(line: Line, raw: str) -> list[Hit]:
    """The first line of a text, if it reads as a paper's name: in capitals, with an article, or above a date."""
    text = line.text.strip()
    if not matching("first", text):
        return []
    below = next((each.text for each in lines_read(raw[line.whole.end :])), "")
    sure = text.isupper() or text.split()[0] in ("The", "Der", "Die", "Das", "Le", "La", "El")
    return [Hit(line.whole, "masthead")] if sure or whole(below) in ("date", "gallery") else []


def doubts(raw: str) -> tuple[Hit, ...]:
    """The places of a text that may be furniture, in order; a person decides."""
    found: list[Hit] = []
    taken = [span for spans in by_rule(raw).values() for span in spans]
    for line in lines_read(raw):
        text = line.text.translate(PLAIN) if len(line.text) <= LONGEST else line.text
        for span in dict.fromkeys((trimmed(text, Span(0, len(text))), *_parts(text))):
            rule = _doubt(span.of(text)) if span.start < span.end <= span.start + LONGEST else ""
            place = line.raw(span) if rule else span
            if rule and not any(place.overlaps(each) for each in [*taken, *(hit.span for hit in found)]):
                found.append(Hit(place, rule))
    return tuple(found)


def _doubt(text: str) -> str:
    """The rule that a line or sentence looks like, empty if there is none."""
    bare = text.lstrip(BEFORE)
    if not may_be_doubtful(bare):
        return ""
    tokens = canonical(bare.translate(PLAIN))[0].strip()
    return matching("doubt", tokens.lower()) or matching("doubt", tokens)
