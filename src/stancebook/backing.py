"""Backing: which words of a paragraph, or of a table's row, each mark stands for.

>>> from stancebook.document import reader
>>> tokens = reader().parse('We ask. Arland goes. [1](evidence.md#x "answer")')
>>> back(tokens, {"answer": "Arland goes."}, lambda token: token.attrGet("title"))
>>> print(*(piece.content for piece in tokens[1].children), sep="|")
We ask. |<span class="backed" data-mark="claim-answer">|Arland goes.|</span>||1|
"""

from copy import copy

from markdown_it.token import Token

from stancebook.hypertext import as_text

BEGINNING = 24  # characters of a sentence that tell where it begins
WORDS = ("text", "code_inline", "softbreak")


def back(tokens, sentences, claim_of):
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
