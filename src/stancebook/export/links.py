"""Anchors: the places of a page that can be linked, and whether each link to one meets it.

>>> check('<p id="note-1"><a href="#note-1">so</a></p>', ["note-1"])
>>> check('<p id="note-1"><a href="#note-2">so</a></p>')
Traceback (most recent call last):
ValueError: brief.md: the link to #note-2 leads nowhere; link to an anchor that the brief has

Backing: which words of a paragraph, or of a table's row, each mark stands for.

>>> from stancebook.export.blocks import reader
>>> tokens = reader().parse('We ask. Arland goes. [1](evidence.md#x "answer")')
>>> mark_backed_words(tokens, {"answer": "Arland goes."}, lambda token: token.attrGet("title"))
>>> print(*(piece.content for piece in tokens[1].children), sep="|")
We ask. |<span class="backed" data-mark="claim-answer">|Arland goes.|</span>||1|
"""

import re
from collections import Counter
from copy import copy
from html.parser import HTMLParser
from urllib.parse import unquote

from markdown_it.token import Token

from stancebook.export.html import as_text

ANCHOR = re.compile(r'<a id="([^"]*)">')
BEGINNING = 24  # characters of a sentence that tell where it begins
WORDS = ("text", "code_inline", "softbreak")


class _Anchors(HTMLParser):
    """The ids of a page and where its links lead."""

    def __init__(self, source):
        super().__init__()
        self.ids, self.links = [], []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self.ids += [known["id"]] if "id" in known else []
        self.links += [known["href"]] if known.get("href") else []


def hoist(tokens):
    """The tokens of a document, an anchor that begins a heading, a paragraph or a list's item as the id of that."""
    for at, token in enumerate(tokens):
        first = token.children[:2] if token.type == "inline" else []
        if len(first) == 2 and (found := ANCHOR.fullmatch(first[0].content)) and first[1].content == "</a>":
            # the paragraph of an item in a tight list is hidden
            opener = tokens[at - 2] if tokens[at - 1].hidden else tokens[at - 1]
            opener.attrSet("id", found[1])
            token.children = token.children[2:]
    return tokens


def check(body, needed=()):
    """Nothing, where each link within a page meets one anchor and all needed anchors are there; else ValueError."""
    found = _Anchors(body)
    ids = Counter(found.ids)
    if twice := [name for name, times in ids.items() if times > 1]:
        raise ValueError(f"brief.md: the anchor {twice[0]} stands there twice; keep one of the two")
    if lost := [name for name in needed if name not in ids]:
        raise ValueError(f"brief.md: the anchor {lost[0]} is missing; each claim has one mark and one note")
    for link in found.links:
        if link.startswith("#") and unquote(link[1:]) not in ids:
            raise ValueError(
                f"brief.md: the link to {unquote(link)} leads nowhere; link to an anchor that the brief has"
            )


def mark_backed_words(tokens, sentences, claim_of):
    """Puts into spans, piece by piece, the words before each mark that are its claim's sentence.

    `claim_of` tells the claim of a link's token, or nothing where it is no mark. A row of a table that is its claim's
    sentence is backed in all its cells; where a sentence begins elsewhere, all words since the mark before are.
    """
    row = []
    for token in tokens:
        row = [] if token.type == "tr_open" else row
        if token.type == "inline":
            row.append(token)
            _back(token, sentences, claim_of)
        if token.type == "tr_close":
            _back_row(row, sentences, claim_of)


def _back(inline, sentences, claim_of):
    done, pending, mark = [], [], None
    for token in inline.children:
        if token.type == "link_open" and claim_of(token):
            mark = claim_of(token)
            pending = _wrapped(_closed_up(pending), _start(pending, str(sentences.get(mark, ""))), mark)
        pending.append(token)
        if mark and token.type == "link_close":
            done, pending, mark = done + pending, [], None
    inline.children = done + pending


def _back_row(cells, sentences, claim_of):
    """Backs the cells before the one with the mark, where the claim's sentence is the whole row."""
    marks = [[claim_of(t) for t in cell.children if t.type == "link_open" and claim_of(t)] for cell in cells]
    claims = [claim for found in marks for claim in found]
    if len(claims) == 1 and str(sentences.get(claims[0], "")).count("|") == len(cells) - 1:
        for cell, found in zip(cells, marks, strict=True):
            cell.children = cell.children if found else _wrapped(cell.children, 0, claims[0])


def _closed_up(tokens):
    """Tokens without the space at their end, so that a mark stands with its word."""
    while tokens and not _said(tokens[-1]).strip() and tokens[-1].type in ("text", "softbreak"):
        tokens = tokens[:-1]
    if tokens and tokens[-1].type == "text":
        tokens[-1].content = tokens[-1].content.rstrip(" ")
    return tokens


def _start(tokens, sentence):
    """The place of the sentence's beginning in what the tokens say; their first word where it does not begin there."""
    told = "".join(map(_said, tokens))
    return max(told.rfind(sentence[:BEGINNING]) if sentence else -1, len(told) - len(told.lstrip()), 0)


def _said(token):
    return " " if token.type == "softbreak" else token.content if token.type in WORDS else ""


def _wrapped(tokens, start, claim):
    """Tokens with all that they say from a place on in spans of its claim."""
    opening, closing = _html(f'<span class="backed" data-mark="{as_text(f"claim-{claim}")}">'), _html("</span>")
    done, at = [], 0
    for token in tokens:
        said = _said(token)
        within = max(0, min(start - at, len(said)))
        at += len(said)
        if 0 < within < len(said) and token.type == "text":
            before, token = copy(token), copy(token)
            before.content, token.content = said[:within], said[within:]
            done.append(before)
        done += [opening, token, closing] if within < len(said) else [token]
    return done


def _html(tag):
    """A piece of our own HTML; what stands in the Markdown never becomes such a token."""
    return Token("html_inline", "", 0, content=tag)
