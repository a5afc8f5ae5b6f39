"""Layout: the parts of a page, its figures, its tables in frames of their own, its sections and the list of these.

>>> from stancebook.export.blocks import reader
>>> made = reader()
>>> print(made.renderer.render(lay_out(made.parse("| a |\\n| --- |\\n| 7 |"), {}, made), made.options, {}))
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
"""

import re
from urllib.parse import quote as percent
from urllib.parse import unquote

from markdown_it.token import Token

from stancebook.export.html import as_text
from stancebook.figures.svg import sanitised

ANNEX = re.compile("Notes$|The tables behind the figures$|Appendix|Claims that fall away")
NUMBER = re.compile(r"[−+±~-]?\d[\d,.]*( ?%)?")
KEPT = re.compile(r"(?<=\bn) = (?=\d)|(?<=\d) (?=%)")  # what a line's end must not part
FIGURE = re.compile(r"figure-\d+")
WIDE = 5  # columns
MANY = 5  # sections that are worth a list
FRAME = '<div class="scroll{}" role="group" tabindex="0" aria-label="{}">'


def raw(html):
    """A piece of our own HTML; what stands in the Markdown never becomes such a token."""
    return Token("html_inline", "", 0, content=html)


def lay_out(tokens, figures, reader):
    """The tokens of a document as the parts of a page; raises ValueError where a figure is missing or out of place."""
    _set_tables(tokens)
    for piece in (piece for token in tokens for piece in token.children or () if piece.type == "text"):
        piece.content = KEPT.sub(lambda found: found[0].replace(" ", "\u00a0"), piece.content)
    return list(_in_sections(_with_plates(tokens, figures, reader)))


def _block(html):
    return Token("html_block", "", 0, content=html)


def _set_tables(tokens):
    """Frames the tables, names the heads of columns and rows, and keeps numbers whole."""
    for at, token in enumerate(tokens):
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.type == "td_open" and tokens[at - 1].type == "tr_open":
            token.tag = tokens[at + 2].tag = "th"
            token.attrSet("scope", "row")
        if token.type == "td_open" and NUMBER.fullmatch(tokens[at + 1].content):
            token.attrSet("class", "number")
        if token.type == "table_open":
            columns = [token.type for token in tokens[at : _next(tokens, at, "thead_close")]].count("th_open")
            tokens[at] = _block(FRAME.format(" wide" * (columns >= WIDE), "Table") + "<table>\n")
        if token.type == "table_close":
            tokens[at] = _block("</table></div>\n")


def _next(tokens, start, kind):
    """The place of the next token of a kind, or the end."""
    return next((at for at in range(start, len(tokens)) if tokens[at].type == kind), len(tokens))


def _with_plates(tokens, figures, reader):
    """The tokens with each image as a figure, and the paragraph that tells its number as the words below it."""
    at = 0
    while at < len(tokens):
        images = [child for child in tokens[at].children or () if child.type == "image"]
        alone = tokens[at].type == "paragraph_open" and len(tokens[at + 1].children) == 1
        if images:
            name = unquote(images[0].attrGet("src"))
            raise ValueError(f"brief.md: the figure {name} stands among other words; give it a paragraph of its own")
        if alone and tokens[at + 1].children[0].type == "image":
            below = tokens[at + 3 : at + 6]
            below = below if below and FIGURE.fullmatch(below[0].attrGet("id") or "") else []
            yield from _figure(tokens[at + 1].children[0], below, figures, reader)
            at += 3 + len(below)
        else:
            yield tokens[at]
            at += 1


def _figure(image, below, figures, reader):
    """A figure: a way past its links, the drawing in a frame of its own, the words below it."""
    name = unquote(image.attrGet("src"))
    if name not in figures:
        raise ValueError(f"brief.md: there is no figure {name}; draw it, or take its line out of the template")
    drawn = sanitised(name, figures[name], reader.renderer.renderInlineAsText(image.children, reader.options, {}))
    links = drawn.count("<a ")
    yield _block("<figure>\n")
    if links and below:
        past = f'<a class="skip" href="#{below[0].attrGet("id")}">Skip the {links} links of this figure</a>\n'
        yield _block(past)
    yield _block(f"{FRAME.format('', 'Figure')}{drawn}</div>\n")
    for token in below:
        token.tag = "figcaption" if token.tag == "p" else token.tag
        yield token
    yield _block("</figure>\n")


def _in_sections(tokens):
    """The tokens with a section for each heading of the second level, the last of them as annexes; a list before them."""
    parts = [[]]
    for token in tokens:
        parts += [[]] if token.type == "heading_open" and token.tag == "h2" else []
        parts[-1].append(token)
    yield from parts[0]
    headings = [_plain(section[1]) for section in parts[1:]]
    for number, section in enumerate(parts[1:], 1):
        if section[0].attrGet("id") is None:
            section[0].attrSet("id", f"section-{number}")
    if len(headings) >= MANY:
        yield _contents([(section[0].attrGet("id"), told) for section, told in zip(parts[1:], headings, strict=True)])
    annex = False
    for section, told in zip(parts[1:], headings, strict=True):
        annex = annex or bool(ANNEX.match(told))
        yield _block('<section class="annex">\n' if annex else "<section>\n")
        yield from section
        yield _block("</section>\n")


def _contents(headings):
    """The list of the sections."""
    items = "".join(f'<li><a href="#{as_text(percent(name))}">{as_text(told)}</a></li>\n' for name, told in headings)
    return _block(f'<nav class="contents" aria-label="Contents"><ol>\n{items}</ol></nav>\n')


def _plain(inline):
    """What a heading says without its marks."""
    said, raised = "", False
    for child in inline.children:
        raised = child.content == "<sup>" or (raised and child.content != "</sup>")
        said += child.content if child.type in ("text", "code_inline") and not raised else ""
    return said.strip()
