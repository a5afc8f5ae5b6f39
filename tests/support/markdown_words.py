"""The words of a Markdown text, to be looked for in a PDF or a Word document."""

import re

from stancebook.export.blocks import reader


def bare(text):
    """Return the text without spaces and joiners, which differ between pages."""
    return re.sub(r"[\s\u061c\u200b-\u200f\u2060]+", "", text)


def said(markdown_text):
    """Yield the words of each paragraph, item, heading and cell of a Markdown text, in order."""
    for token in reader().parse(markdown_text):
        if token.type == "inline":
            parts = (" " if child.type == "softbreak" else child.content for child in token.children if shown(child))
            yield "".join(parts)


def shown(child):
    return child.type in ("text", "code_inline", "softbreak")


def inside(whole, parts):
    """Return the parts that are not found in the text after the part before them."""
    at, lost = 0, []
    for part in parts:
        found = whole.find(part, at)
        lost += [part] if found < 0 else []
        at = found + len(part) if found >= 0 else at
    return lost
