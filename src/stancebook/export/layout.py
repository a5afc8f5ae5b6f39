"""The layout of the brief's page: frames around its tables, its figures with their captions, its sections.

>>> from stancebook.export.blocks import reader
>>> made = reader()
>>> opening, sections = lay_out(made.parse("| a |\\n| --- |\\n| 7 |\\n\\n## Notes"), {}, made)
>>> print(opening)
<div class="scroll" role="group" tabindex="0" aria-label="Table"><table>
<thead>
<tr>
<th scope="col">a</th>
</tr>
</thead>
<tbody>
<tr>
<th scope="row" class="number">7</th>
</tr>
</tbody>
</table></div>
<BLANKLINE>
>>> sections
[{'id': 'section-1', 'title': 'Notes', 'annex': True, 'html': Markup('<h2 id="section-1">Notes</h2>\\n')}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from stancebook.export.html import render
from stancebook.export.links import element
from stancebook.figures.svg import sanitised

ANNEX = re.compile("Notes$|The tables behind the figures$|Appendix|Claims that fall away")
NUMBER = re.compile(r"[−+±~-]?\d[\d,.]*( ?%)?")
UNBROKEN_SPACE = re.compile(r"(?<=\bn) = (?=\d)|(?<=\d) (?=%)")
FIGURE = re.compile(r"figure-\d+")
WIDE = 5  # columns


def lay_out(tokens: list[Token], figures: Mapping[str, str], reader: MarkdownIt) -> tuple[Markup, list[dict[str, Any]]]:
    """The HTML before the first heading of the second level, and a section for each of these headings.

    A section has id, title, annex (whether it belongs to the back matter) and html. Raises ValueError if a figure is
    missing or stands among words.
    """
    for piece in (piece for token in tokens for piece in token.children or () if piece.type == "text"):
        piece.content = UNBROKEN_SPACE.sub(lambda match: match[0].replace(" ", "\u00a0"), piece.content)
    parts: list[list[Token]] = [[]]
    for token in _with_figures(_with_frames(tokens), figures, reader):
        if token.type == "heading_open" and token.tag == "h2":
            parts.append([])
        parts[-1].append(token)
    opening, *sections = parts
    return _html(opening, reader), _sections(sections, reader)


def _html(tokens: list[Token], reader: MarkdownIt) -> Markup:
    """The HTML of tokens; the renderer has escaped their text."""
    return Markup(reader.renderer.render(tokens, reader.options, {}))


def _sections(parts: list[list[Token]], reader: MarkdownIt) -> list[dict[str, Any]]:
    """The sections of these tokens; all from the first annex on are annexes."""
    sections: list[dict[str, Any]] = []
    for number, (heading, inline, *rest) in enumerate(parts, 1):
        if heading.attrGet("id") is None:
            heading.attrSet("id", f"section-{number}")
        title = _plain(inline)
        annex = bool(ANNEX.match(title)) or any(section["annex"] for section in sections)
        html = _html([heading, inline, *rest], reader)
        sections.append({"id": heading.attrGet("id"), "title": title, "annex": annex, "html": html})
    return sections


def _plain(inline: Token) -> str:
    """The text of a heading without its marks."""
    text, raised = "", False
    for child in inline.children or ():
        raised = child.type == "sup_open" or (raised and child.type != "sup_close")
        text += child.content if child.type in ("text", "code_inline") and not raised else ""
    return text.strip()


def _with_frames(tokens: list[Token]) -> Iterator[Token]:
    """The tokens with a frame around each table, scopes for its headings and a class for its numbers."""
    for at, token in enumerate(tokens):
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.type == "td_open" and tokens[at - 1].type == "tr_open":
            token.tag = tokens[at + 2].tag = "th"
            token.attrSet("scope", "row")
        if token.type == "td_open" and NUMBER.fullmatch(tokens[at + 1].content):
            token.attrSet("class", "number")
        if token.type == "table_open":
            name = "scroll wide" if _columns(tokens, at) >= WIDE else "scroll"
            frame, end = element("div", {"class": name, "role": "group", "tabindex": "0", "aria-label": "Table"})
            yield frame
        yield token
        if token.type == "table_close":
            token.block, end.block = False, True  # only the frame ends its line
            yield end


def _columns(tokens: list[Token], at: int) -> int:
    """The number of columns of the table that opens at a place."""
    end = next(place for place in range(at, len(tokens)) if tokens[place].type == "thead_close")
    return sum(token.type == "th_open" for token in tokens[at:end])


def _with_figures(tokens: Iterator[Token], figures: Mapping[str, str], reader: MarkdownIt) -> Iterator[Token]:
    """The tokens with each image as a figure; the paragraph below it that has its number is its caption."""
    tokens, at = list(tokens), 0
    while at < len(tokens):
        images = [child for child in tokens[at].children or () if child.type == "image"]
        if images:
            name = unquote(images[0].attrGet("src"))
            raise ValueError(f"brief.md: the figure {name} stands among other words; give it a paragraph of its own")
        alone = tokens[at].type == "paragraph_open" and len(tokens[at + 1].children) == 1
        if alone and tokens[at + 1].children[0].type == "image":
            caption = tokens[at + 3 : at + 6]
            if not caption or not FIGURE.fullmatch(caption[0].attrGet("id") or ""):
                caption = []
            yield _figure(tokens[at + 1].children[0], caption, figures, reader)
            at += 3 + len(caption)
        else:
            yield tokens[at]
            at += 1


def _figure(image: Token, caption: list[Token], figures: Mapping[str, str], reader: MarkdownIt) -> Token:
    """A figure: a link past its links, the drawing in a frame, the caption."""
    name = unquote(image.attrGet("src"))
    if name not in figures:
        raise ValueError(f"brief.md: there is no figure {name}; draw it, or take its line out of the template")
    drawing = sanitised(name, figures[name], reader.renderer.renderInlineAsText(image.children, reader.options, {}))
    for token in caption:
        token.tag = "figcaption" if token.tag == "p" else token.tag
    anchor = caption[0].attrGet("id") if caption else ""
    values = {"links": drawing.count("<a "), "anchor": anchor, "drawing": Markup(drawing)}
    html = render("figure.html.j2", caption=_html(caption, reader), **values)
    return Token("html_block", "", 0, content=html)
