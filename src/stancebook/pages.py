"""The brief as a page: its sentences lead to the passages of the evidence page, and back.

>>> from stancebook.tables import frame
>>> nothing = frame([], ["id", "claim", "sentence"], as_text=["sentence"])
>>> "<h1>Who goes?</h1>" in brief_page("# Who goes?", nothing, "Bridge", {}, passages=nothing)
True
"""

from base64 import b64encode
from copy import copy
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from stancebook.hypertext import SCROLL, page
from stancebook.markup import visible
from stancebook.tables import records

EVIDENCE = "evidence.md#"
HEADER = """<input type="checkbox" id="switch" autocomplete="off"><label for="switch">show sources</label>
<header><nav><a href="evidence.html">The evidence</a></nav></header>
<main id="main">
"""
FIGURE = '<span class="scroll figure" role="group" tabindex="0" aria-label="Figure">'
MOST = 240
NARROW = "\u202f"  # the space that keeps a label on the line of its sentence


def brief_page(markdown_text, claims, title, figures, passages):
    """The brief as one HTML file: figures in it, links to the evidence page, backed sentences ready to be marked.

    `figures` is SVG by the name that the Markdown uses. A link `[S1](evidence.md#id "claim")` belongs to that claim:
    the first of them becomes the anchor claim-<claim>, and each shows on hovering what the passage is and says.
    Raises ValueError where a link or an image leads nowhere.
    """
    reader = _reader()
    tokens = reader.parse(visible(markdown_text))
    targets = _targets(claims, passages)
    sentences, seen = dict(zip(claims["claim"], claims["sentence"], strict=True)), set()
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.type == "inline":
            _draw(token.children, figures)
            token.children = _backed(token.children, sentences)
            _lead(token.children, targets, sentences, seen)
    return page("brief", title, HEADER + reader.renderer.render(tokens, reader.options, {}) + "</main>")


def _reader():
    """A reader of Markdown whose tables and figures scroll in frames of their own."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.add_render_rule("table_open", lambda *_: SCROLL)
    reader.add_render_rule("table_close", lambda *_: "</table></div>\n")
    reader.add_render_rule("image", lambda renderer, *rest: f"{FIGURE}{renderer.image(*rest)}</span>")
    return reader


def _targets(claims, passages):
    """What each anchor of the evidence page holds, in a line."""
    told = {row["id"]: f"{visible(row['title'])}: “{_short(row['quote'])}”" for row in records(passages)}
    return {**told, **{f"claim-{claim}": "all passages that this rests on" for claim in claims["claim"]}}


def _short(quote):
    """A quotation in one line, cut where it is long."""
    line = visible(" ".join(quote.split()))
    return line if len(line) <= MOST else f"{line[:MOST].rstrip()} …"


def _draw(children, figures):
    """Puts each figure itself in the place of its name."""
    for child in children:
        if child.type == "image":
            name = unquote(child.attrGet("src"))
            if name not in figures:
                raise ValueError(f"brief.md: there is no figure {name}; draw it, or take its line out of the template")
            child.attrSet("src", f"data:image/svg+xml;base64,{b64encode(figures[name].encode()).decode()}")


def _is_evidence(child):
    return child.type == "link_open" and child.attrGet("href").startswith(EVIDENCE)


def _lead(children, targets, sentences, seen):
    """Turns the evidence links to the evidence page; the first of each claim becomes its anchor."""
    for child in filter(_is_evidence, children):
        claim, link = child.attrGet("title"), child.attrGet("href").removeprefix(EVIDENCE)
        if unquote(link) not in targets or (claim and claim not in sentences):
            raise ValueError(
                f"brief.md: the link to {unquote(link)} of claim {claim} leads nowhere; cite what this run has"
            )
        anchor = {"id": f"claim-{claim}"} if claim and claim not in seen else {}
        seen.add(claim)
        child.attrs = {"class": "evidence", **anchor, "href": f"evidence.html#{link}", "title": targets[unquote(link)]}


def _backed(children, sentences):
    """The tokens of a paragraph or cell, what stands before a claim's links wrapped as far as the claim reaches."""
    done, pending, claim, within = [], [], None, False
    for child in children:
        if _is_evidence(child):
            if child.attrGet("title") not in (None, claim):
                claim = child.attrGet("title")
                pending = _wrapped(pending, str(sentences.get(claim, "")))
            within = True
        pending.append(child)
        if within and child.type == "link_close":
            done, pending, within = done + pending, [], False
    return done + pending


def _wrapped(tokens, sentence):
    """Tokens with the claim's sentence at their end in a span; all of them where it does not begin in plain text."""
    if sum(token.nesting for token in tokens) or not "".join(token.content for token in tokens).strip():
        return tokens
    if tokens[-1].type == "text":
        tokens[-1].content = tokens[-1].content.rstrip(" ") + NARROW
    for at in reversed(range(len(tokens))):
        begins = tokens[at].content.rfind(sentence[:24])
        if tokens[at].type == "text" and tokens[at].level == 0 and begins >= 0 and sentence:
            before, after = copy(tokens[at]), copy(tokens[at])
            before.content, after.content = tokens[at].content[:begins], tokens[at].content[begins:]
            return [*tokens[:at], before, _span("<span class='backed'>"), after, *tokens[at + 1 :], _span("</span>")]
    return [_span("<span class='backed'>"), *tokens, _span("</span>")]


def _span(tag):
    """A piece of our own HTML; what stands in the Markdown never becomes such a token."""
    return Token("html_inline", "", 0, content=tag)
