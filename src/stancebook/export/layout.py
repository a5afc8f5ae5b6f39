"""The layout of the brief's page: its tables, its figures with their captions, figures beside their tables, the annex.

>>> from stancebook.export.blocks import reader
>>> made = reader()
>>> main, annex = lay_out(made.parse("Go.\\n\\n---\\n\\n| land | n |\\n| --- | --- |\\n| Arland | 7 |"), {}, made)
>>> print(main, annex)
<p>Go.</p>
 <div class="scroll"><table role="table">
<thead role="rowgroup">
<tr role="row">
<th role="columnheader" scope="col">land</th>
<th role="columnheader" scope="col">n</th>
</tr>
</thead>
<tbody role="rowgroup">
<tr role="row">
<th role="rowheader" data-label="land" scope="row">Arland</th>
<td role="cell" data-label="n" class="number">7</td>
</tr>
</tbody>
</table></div>
<BLANKLINE>
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from stancebook.core.markdown import leftward
from stancebook.export.html import render
from stancebook.export.links import element
from stancebook.figures.svg import natural_width, sanitised

NUMBER = re.compile(r"[−+±~-]?\d[\d,.]*( ?%)?")
UNBROKEN_SPACE = re.compile(r"(?<=\bn) = (?=\d)|(?<=\d) (?=%)")
FIGURE = re.compile(r"figure-\d+")
WIDE = 5  # columns
HALF = 252  # points: a figure no wider stands beside the table that follows it
# a narrow screen shows each row as a block, and some browsers then forget what a table is
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "th": "columnheader", "td": "cell"}


def lay_out(tokens: list[Token], figures: Mapping[str, str], reader: MarkdownIt) -> tuple[Markup, Markup]:
    """The HTML of the main text and of the annex, which begins at the first thematic break; empty if there is none.

    Raises ValueError if a figure is missing or stands among words.
    """
    for piece in (piece for token in tokens for piece in token.children or () if piece.type == "text"):
        piece.content = UNBROKEN_SPACE.sub(lambda match: match[0].replace(" ", "\u00a0"), piece.content)
    _turn(tokens)
    made = list(_with_pairs(list(_with_figures(_with_frames(tokens), figures, reader))))
    breaks = [at for at, token in enumerate(made) if token.type == "hr" and token.level == 0]
    at = breaks[0] if breaks else len(made)
    return _html(made[:at], reader), _html(made[at + 1 :], reader)


def _turn(tokens: list[Token]) -> None:
    """Let each heading, paragraph, item and cell run leftwards that begins with a letter of such a script."""
    for at, token in enumerate(tokens):
        if token.type == "inline" and leftward(_plain(token)):
            opening = tokens[at - 2] if tokens[at - 1].hidden else tokens[at - 1]
            opening.attrSet("dir", "rtl")


def _html(tokens: list[Token], reader: MarkdownIt) -> Markup:
    """The HTML of tokens; the renderer has escaped their text."""
    return Markup(reader.renderer.render(tokens, reader.options, {}))


def _with_frames(tokens: list[Token]) -> Iterator[Token]:
    """The tokens with a frame around each table, and with roles, scopes, labels and a class for its numbers."""
    heads: list[str] = []
    column = 0
    for at, token in enumerate(tokens):
        if token.type in ("table_open", "tr_open"):
            heads, column = [] if token.type == "table_open" else heads, 0
        if token.tag in ROLES and token.nesting == 1:
            token.attrSet("role", ROLES[token.tag])
        if token.type == "th_open":
            token.attrSet("scope", "col")
            heads.append(_plain(tokens[at + 1]))
        if token.type == "td_open":
            _label(tokens[at : at + 3], heads[column], first=column == 0)
            column += 1
        if token.type == "table_open":
            name = "scroll wide" if _columns(tokens, at) >= WIDE else "scroll"
            frame, end = element("div", {"class": name})
            yield frame
        yield token
        if token.type == "table_close":
            token.block, end.block = False, True  # only the frame ends its line
            yield end


def _label(cell: list[Token], head: str, first: bool) -> None:
    """Give a cell the head of its column; the first of a row is the row's own head."""
    opening, inline, closing = cell
    opening.attrSet("data-label", head)
    if first:
        opening.tag = closing.tag = "th"
        opening.attrs.update(role="rowheader", scope="row")
    if NUMBER.fullmatch(inline.content):
        opening.attrSet("class", "number")


def _plain(inline: Token) -> str:
    """The text of a line without its marks."""
    text, raised = "", False
    for child in inline.children or ():
        raised = child.type == "sup_open" or (raised and child.type != "sup_close")
        text += child.content if child.type in ("text", "code_inline") and not raised else ""
    return text.strip()


def _columns(tokens: list[Token], at: int) -> int:
    """The number of columns of the table that opens at a place."""
    end = next(place for place in range(at, len(tokens)) if tokens[place].type == "thead_close")
    return sum(token.type == "th_open" for token in tokens[at:end])


def _with_figures(tokens: Iterable[Token], figures: Mapping[str, str], reader: MarkdownIt) -> Iterator[Token]:
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
    """A figure: a link past its links, the drawing and its narrow variant if it has one, the caption."""
    name = unquote(image.attrGet("src"))
    if name not in figures:
        raise ValueError(f"brief.md: there is no figure {name}; draw it, or take its line out of the text")
    alt = reader.renderer.renderInlineAsText(image.children, reader.options, {})
    narrow = name.replace(".svg", ".narrow.svg")
    drawings = [Markup(sanitised(each, figures[each], alt)) for each in (name, narrow) if each in figures]
    for token in caption:
        token.tag = "figcaption" if token.tag == "p" else token.tag
    anchor, small = caption[0].attrGet("id") if caption else "", natural_width(figures[name]) <= HALF
    html = render(
        "figure.html.j2", caption=_html(caption, reader), links=drawings[0].count("<a "), anchor=anchor,
        drawings=drawings, small=small,
    )  # fmt: skip
    return Token("html_block", "figure", 0, content=html, meta={"small": small})


def _with_pairs(tokens: list[Token]) -> Iterator[Token]:
    """The tokens with an element around each small figure and the table that follows it."""
    end = None
    for at, token in enumerate(tokens):
        follows = tokens[at + 1 : at + 3]
        if token.meta.get("small") and [each.type for each in follows] == ["div_open", "table_open"]:
            opening, end = element("div", {"class": "pair"})
            yield opening
        yield token
        if end and token.type == "div_close":
            yield end
            end = None
