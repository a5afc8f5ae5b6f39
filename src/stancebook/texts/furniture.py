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
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from stancebook.texts import quotation_marks
from stancebook.texts.patterns.furniture import (
    LABELS,
    are_names,
    canonical,
    matching,
    matching_line,
    may_be_doubtful,
    patterns,
    signs,
    with_signs,
)
from stancebook.texts.patterns.lines import (
    BEFORE,
    BETWEEN,
    BRACKET,
    FEW,
    LONGEST,
    OPEN,
    SPACES,
    UPPER,
    Chosen,
    in_many,
    of_text,
    signs_of,
)
from stancebook.texts.spans import Span, overlaps_any, trimmed
from stancebook.texts.wrapping import lines_read

START, TAIL = 120, 170  # the characters at the start and at the end of a line that are looked at
AFTER = SPACES + ":.…|›»>→▼▾▸*_=~-"
MENU = re.compile(rf" ?[{BETWEEN}] ?")
PART = re.compile(r"[.!?…。][\"')\]]*\s+(?=[\"'(\[]*(?:©|[^\W\d_a-zß-öø-ÿа-яёіїєґ]))")
SPEAKS = re.compile(
    r"(?i)\b(?:said|says?|told|tells|urge[ds]?|asked|asks|warned|warns|joked|jokes|demand(?:s|ed)|insist(?:s|ed)|"
    r"sagte?|sagen|forderte?|bat|dit|déclar[ée]|demande|dijo|dice|pidió|pide|powiedział[a]?|mówi|prosi|каже|сказа[вл]а?|"
    r"заявив|заявила?|говорит|просить?)\b"
)
ANSWER = re.compile(  # to a question, which has a full stop; a button has none
    r"(?i)(?:(?:i )?(?:agree|accept)|ok|got it|support us|(?:accept|reject|refuse) all|(?:alle )?akzeptieren|zustimmen|"
    r"(?:tout )?(?:accepter|refuser)|(?:aceptar|rechazar)(?: todo)?|zgadzam się|akceptuję|прийняти|принять)[.!]"
)
PLAIN = dict(zip("\u00a0\u202f\u2009\t‐‑", "    --", strict=True))
PLAIN |= {chr(mark): straight for mark, straight in quotation_marks.STRAIGHT.items()}
NOT_PLAIN = re.compile(f"[{''.join(PLAIN)}]")
ENDED = re.compile(r"[.!?…][\"')\]]*\s*$")
HEAD = re.compile(  # of a dateline: an agency between brackets, a place in capitals before a dash, or full stops
    rf"(?:{UPPER}[^!?\"“”«»(\[]{{1,70}})?[(\[/][^)\]/]{{2,30}}[)\]/]|{UPPER}{{3,}}\b[^!?]{{0,40}}[-—–]|{UPPER}\w+\. \S"
)
CLOSED = re.compile(r"[)\]/]\.?\s*$|[—–/-] ?[^\W\d_][\w -]{1,25}/?\s*$")


class Hit(NamedTuple):
    """A place of a text that is furniture, or may be, and the rule that says so."""

    span: Span
    rule: str


def by_rule(raw: str, lines: Iterable[Chosen] | None = None) -> dict[str, list[Span]]:
    """The places of a text that are furniture, by the rule that says so; `lines` as `find` has it."""
    found: dict[str, list[Span]] = {}
    for hit in find(raw, lines):
        found.setdefault(hit.rule, []).append(hit.span)
    return found


def find(raw: str, lines: Iterable[Chosen] | None = None) -> tuple[Hit, ...]:
    """The places of a text that are furniture, in order; `lines` are those that may hold some, if they are known."""
    found: list[Hit] = []
    for number, chosen in enumerate(of_text(raw) if lines is None else lines):
        found += (_masthead(chosen, raw) if not number else []) or _found(chosen, raw)
    return tuple(found)


def _found(chosen: Chosen, raw: str) -> list[Hit]:
    """The furniture of a line of a text: all of it, or sentences in it, or its start and its end."""
    text = chosen.text
    if rule := whole(text) if chosen.whole else "":
        return [Hit(Span(chosen.start, chosen.end), rule)]
    spans = _sentences(_plain(text)) if chosen.signed and _has(text, signs_of(raw)) else []
    if spans and sum(span.end - span.start for span, _ in spans) >= len(text.strip()):
        return [Hit(Span(chosen.start, chosen.end), spans[0][1])]
    found = [*spans, *(_start(text) if chosen.head else []), *(_end(text) if chosen.tail else [])]
    return [Hit(chosen.line.raw(span), rule) for span, rule in sorted(found)]


def whole(text: str) -> str:
    """The rule that takes a line as a whole, empty if none does.

    >>> whole("» Share this story"), whole("By Ada Quill"), whole("Share this burden, Lind says.")
    ('share', 'byline', '')
    """
    return "" if len(text) > LONGEST else _whole(text)


@lru_cache(4096)  # the same lines stand in many texts
def _whole(text: str) -> str:
    if text.strip().count(" ") > FEW and not _has(text, in_many()):
        return ""
    text = _plain(text.lstrip(BEFORE) or text).strip()
    bare = _bare(with_signs(text))
    inner = bare[1:-1] if bare[:1] + bare[-1:] in ("()", "[]") else bare
    rule = matching_line(bare) or (matching("cased", inner) if inner != bare else "") or _menu(bare)
    return "" if rule and (SPEAKS.search(bare) or ANSWER.fullmatch(text)) else rule


def _plain(text: str) -> str:
    """A text of the same length with plain quotation marks, spaces and hyphens."""
    return text if text.isascii() and "\t" not in text else NOT_PLAIN.sub(lambda sign: PLAIN[sign[0]], text)


def _menu(text: str) -> str:
    """The rule that takes the first entry of a menu if rules take all, as in Home | Privacy policy | Log in."""
    parts = MENU.split(text) if any(map(text.__contains__, BETWEEN)) else []
    rules = [matching_line(part) for part in parts] if len(parts) > 1 else [""]
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
    quoted = [(each.start, each.end) for each in quotation_marks.find(text)]
    found: list[tuple[Span, str]] = []
    for span in _parts(text):
        rule = "" if overlaps_any(span, quoted) else _sentence(span.of(text))
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
    bare = _bare(with_signs(text))
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
    tokens, places = canonical(_plain(text[:START]))
    for id, pattern in patterns("starts"):
        match = pattern.match(tokens)
        if match and text[places[match.end()] :].strip():
            return [(Span(0, places[match.end()]), id)]
    return []


def _end(text: str) -> list[tuple[Span, str]]:
    """The end of a line that is furniture, after the end of a sentence."""
    first = max(0, len(text) - TAIL)
    if not (_is_closed(text) or _has(text[first:], LABELS)):
        return []
    tokens, places = canonical(_plain(text[first:]))
    for id, pattern in patterns("ends"):
        for match in pattern.finditer(tokens):
            start = first + places[match.start()]
            if ENDED.search(_plain(text[:start])) and are_names(match[0]):
                return [(Span(len(text[:start].rstrip()), len(text)), id)]
    return []


def _is_closed(text: str) -> bool:
    """Whether a line ends with a bracket, or with a dash and words; most end with a full stop or a quotation mark."""
    return text.endswith(BRACKET) or (not text.endswith(OPEN) and bool(CLOSED.search(text, max(0, len(text) - 60))))


def _masthead(first: Chosen, raw: str) -> list[Hit]:
    """The first line of a text, if it reads as a paper's name: in capitals, with an article, or above a date."""
    text = first.text.strip()
    if not any(pattern.fullmatch(text) for _, pattern in patterns("first")):
        return []
    below = next((each.text for each in lines_read(raw[first.end :])), "")
    sure = text.isupper() or text.split()[0] in ("The", "Der", "Die", "Das", "Le", "La", "El")
    return [Hit(Span(first.start, first.end), "masthead")] if sure or whole(below) in ("date", "gallery") else []


def doubts(raw: str) -> tuple[Hit, ...]:
    """The places of a text that may be furniture, in order; a person decides."""
    found: list[Hit] = []
    taken = _merged(hit.span for hit in find(raw))
    for line in lines_read(raw):
        text = _plain(line.text) if len(line.text) <= LONGEST else line.text
        for span in dict.fromkeys((trimmed(text, Span(0, len(text))), *_parts(text))):
            rule = _doubt(span.of(text)) if span.start < span.end <= span.start + LONGEST else ""
            place = line.raw(span) if rule else span
            if rule and not overlaps_any(place, taken) and not (found and found[-1].span.overlaps(place)):
                found.append(Hit(place, rule))
    return tuple(found)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        start, end = merged.pop() if merged and merged[-1].overlaps(span) else span
        merged.append(Span(start, max(end, span.end)))
    return merged


def _doubt(text: str) -> str:
    """The rule that a line or sentence looks like, empty if there is none."""
    bare = text.lstrip(BEFORE)
    if not may_be_doubtful(bare):
        return ""
    tokens = canonical(_plain(bare))[0].strip()
    return matching("doubt", tokens.lower()) or matching("doubt", tokens)
