"""Anchors: the places of a page that can be linked, and whether each link to one meets it.

>>> check('<p id="note-1"><a href="#note-1">so</a></p>', ["note-1"])
>>> check('<p id="note-1"><a href="#note-2">so</a></p>')
Traceback (most recent call last):
ValueError: brief.md: the link to #note-2 leads nowhere; link to an anchor that the brief has
"""

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote

ANCHOR = re.compile(r'<a id="([^"]*)">')


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
