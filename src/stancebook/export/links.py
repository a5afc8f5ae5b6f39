"""The links of the brief's page: its anchors, whether each link meets one, and the words for which each mark stands.

>>> check_links('<p id="note-1"><a href="#note-1">so</a></p>', ["note-1"])
>>> check_links('<p id="note-1"><a href="#note-2">so</a></p>')
Traceback (most recent call last):
ValueError: brief.md: the link to #note-2 leads nowhere; link to an anchor that the brief has
>>> from stancebook.export.blocks import reader
>>> tokens = reader().parse('We ask. Arland goes. [1](evidence.md#x "answer")')
>>> mark_backed_words(tokens, {"answer": "Arland goes."}, lambda token: token.attrGet("title"))
>>> [token.content or token.tag for token in tokens[1].children]
['We ask. ', 'span', 'Arland goes.', 'span', 'a', '1', 'a']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from html.parser import HTMLParser
from urllib.parse import unquote

from markdown_it.token import Token

ANCHOR = re.compile(r'<a id="([^"]*)">')
BEGINNING = 24  # characters of a sentence by which its beginning is found
WORDS = ("text", "code_inline", "softbreak")
ClaimOf = Callable[[Token], str | None]


class _Anchors(HTMLParser):
    """The ids of a page and the targets of its links."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the id and the target of an element."""
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name == "href" and value]


def check_links(html: str, needed: Iterable[str] = ()) -> None:
    """Raise ValueError unless each link within a page meets exactly one anchor and all needed anchors are there."""
    anchors = _Anchors(html)
    ids = Counter(anchors.ids)
    if repeated := [name for name, times in ids.items() if times > 1]:
        raise ValueError(f"brief.md: the anchor {repeated[0]} stands there twice; keep one of the two")
    if missing := [name for name in needed if name not in ids]:
        raise ValueError(f"brief.md: the anchor {missing[0]} is missing; each claim has one mark and one note")
    for link in anchors.links:
        if link.startswith("#") and unquote(link[1:]) not in ids:
            raise ValueError(
                f"brief.md: the link to {unquote(link)} leads nowhere; link to an anchor that the brief has"
            )


def element(tag: str, attributes: Mapping[str, str] | None = None) -> tuple[Token, Token]:
    """The tokens that open and close an element of ours; the renderer escapes its attributes."""
    return Token(f"{tag}_open", tag, 1, attrs=dict(attributes or {})), Token(f"{tag}_close", tag, -1)


def move_anchors(tokens: list[Token]) -> list[Token]:
    """The tokens of a document; an anchor at the start of a heading, paragraph or list item becomes the id of that."""
    for at, token in enumerate(tokens):
        first = token.children[:2] if token.type == "inline" else []
        anchor = ANCHOR.fullmatch(first[0].content) if len(first) == 2 and first[1].content == "</a>" else None
        if anchor:
            # the paragraph of an item in a tight list is hidden
            opener = tokens[at - 2] if tokens[at - 1].hidden else tokens[at - 1]
            opener.attrSet("id", anchor[1])
            token.children = token.children[2:]
    return tokens


def mark_backed_words(tokens: list[Token], sentences: Mapping[str, str], claim_of: ClaimOf) -> None:
    """Put the words before each mark that are its claim's sentence into spans, piece by piece.

    `claim_of` gives the claim of a link's token, or None if the link is not a mark. If a row of a table is its claim's
    sentence, all its cells are backed; if a sentence begins elsewhere, all words since the last mark are.
    """
    row: list[Token] = []
    for token in tokens:
        row = [] if token.type == "tr_open" else row
        if token.type == "inline":
            row.append(token)
            _mark_line(token, sentences, claim_of)
        if token.type == "tr_close":
            _mark_row(row, sentences, claim_of)


def _mark_line(inline: Token, sentences: Mapping[str, str], claim_of: ClaimOf) -> None:
    """Put the words before each mark of a line into spans."""
    done: list[Token] = []
    pending: list[Token] = []
    mark = None
    for token in inline.children:
        if token.type == "link_open" and claim_of(token):
            mark = claim_of(token)
            pending = _wrapped(_without_last_space(pending), _start(pending, str(sentences.get(mark, ""))), mark)
        pending.append(token)
        if mark and token.type == "link_close":
            done, pending, mark = done + pending, [], None
    inline.children = done + pending


def _mark_row(cells: list[Token], sentences: Mapping[str, str], claim_of: ClaimOf) -> None:
    """Put the cells before the one with the mark into spans, if the claim's sentence is the whole row."""
    marks = [[claim_of(t) for t in cell.children if t.type == "link_open" and claim_of(t)] for cell in cells]
    claims = [claim for in_cell in marks for claim in in_cell]
    if len(claims) == 1 and str(sentences.get(claims[0], "")).count("|") == len(cells) - 1:
        for cell, in_cell in zip(cells, marks, strict=True):
            cell.children = cell.children if in_cell else _wrapped(cell.children, 0, claims[0])


def _without_last_space(tokens: list[Token]) -> list[Token]:
    """Tokens without the space at their end, so that a mark stands beside its word."""
    while tokens and not _words(tokens[-1]).strip() and tokens[-1].type in ("text", "softbreak"):
        tokens = tokens[:-1]
    if tokens and tokens[-1].type == "text":
        tokens[-1].content = tokens[-1].content.rstrip(" ")
    return tokens


def _start(tokens: list[Token], sentence: str) -> int:
    """The place in the tokens' words at which the sentence begins; their first word if it begins elsewhere."""
    words = "".join(map(_words, tokens))
    return max(words.rfind(sentence[:BEGINNING]) if sentence else -1, len(words) - len(words.lstrip()), 0)


def _words(token: Token) -> str:
    """The words of a token, empty for a tag."""
    return " " if token.type == "softbreak" else token.content if token.type in WORDS else ""


def _wrapped(tokens: list[Token], start: int, claim: str) -> list[Token]:
    """Tokens with all their words from a place on in spans of a claim."""
    opening, closing = element("span", {"class": "backed", "data-mark": f"claim-{claim}"})
    done: list[Token] = []
    at = 0
    for token in tokens:
        words = _words(token)
        within = max(0, min(start - at, len(words)))
        at += len(words)
        if 0 < within < len(words) and token.type == "text":
            before, token = copy(token), copy(token)
            before.content, token.content = words[:within], words[within:]
            done.append(before)
        done += [opening, token, closing] if within < len(words) else [token]
    return done
