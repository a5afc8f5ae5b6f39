"""The reader of Markdown that every format shares, and the tree of a document for the formats other than HTML.

>>> reader().renderInline('<a id="x"></a><b>so</b> <i>not</i>')
'<a id="x"></a><b>so</b> &lt;i&gt;not&lt;/i&gt;'
>>> for block in tree('# Who goes?\\n\\nArland. [1](evidence.md#F001 "answer")'):
...     print(block["kind"], [inline["kind"] for inline in block["inlines"]])
heading ['text']
paragraph ['text', 'mark']
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.tree import SyntaxTreeNode

from stancebook.core.markdown import visible

OURS = re.compile(r'<a id="[^"<>&]*">|</a>|</?b>')
EVIDENCE = "evidence.md#"
WITHIN = ("#", "brief.md#")
Node = dict[str, Any]  # a block or an inline, as JSON can hold it
Tree = dict | list | str | int  # a node or a part of one
NESTING = {"strong": "strong", "em": "emph"}
LISTS = {"bullet_list": False, "ordered_list": True}


def reader() -> MarkdownIt:
    """A reader of Markdown with tables that keeps our anchors and <b>; other HTML becomes text."""
    made = MarkdownIt("commonmark", {"html": True}).enable("table")
    made.core.ruler.push("others_html", _as_text)
    return made


def _as_text(state: StateCore) -> None:
    """Turn HTML that is not ours into text."""
    for token in state.tokens:
        if token.type == "html_block":
            token.type, token.tag = "code_block", "code"
        for piece in token.children or ():
            if piece.type == "html_inline" and not OURS.fullmatch(piece.content):
                piece.type = "text"


def tree(markdown: str) -> list[Node]:
    """The blocks of a Markdown text.

    Their kinds are heading (level, id), paragraph, code (text), list (ordered, start, items), quote (blocks), table
    (head, rows), figure (name, alt, caption), pair (figure, table) and rule. Inlines are text, code, strong, emph,
    break, anchor (name) and three kinds of links: mark (claim, to), internal (to), file (to). Raises ValueError if an
    image stands among words.
    """
    return _paired(_captioned(_blocks(SyntaxTreeNode(reader().parse(visible(markdown))).children)))


def _blocks(nodes: list[SyntaxTreeNode]) -> list[Node]:
    return [_block(node) for node in nodes]


def _block(node: SyntaxTreeNode) -> Node:
    """A block of the tree."""
    if node.type == "heading":
        inlines = _inlines(node)
        name = next((inline["name"] for inline in inlines if inline["kind"] == "anchor"), "")
        rest = [inline for inline in inlines if inline["kind"] != "anchor" or inline["name"] != name]
        return {"kind": "heading", "level": int(node.tag[1]), "id": name, "inlines": rest}
    if node.type in LISTS:
        items = [_blocks(item.children) for item in node.children]
        return {"kind": "list", "ordered": LISTS[node.type], "start": int(node.attrs.get("start", 1)), "items": items}
    if node.type == "blockquote":
        return {"kind": "quote", "blocks": _blocks(node.children)}
    if node.type == "table":
        head, *rows = [[_inlines(cell) for cell in row.children] for part in node.children for row in part.children]
        return {"kind": "table", "head": head, "rows": rows}
    if node.type == "hr":
        return {"kind": "rule"}
    if node.type != "paragraph":
        return {"kind": "code", "text": node.content.rstrip("\n")}
    [inline] = node.children
    if [child.type for child in inline.children] == ["image"]:
        [image] = inline.children
        return {"kind": "figure", "name": unquote(image.attrs["src"]), "alt": _alternative(image), "caption": []}
    return {"kind": "paragraph", "inlines": _inlines(node)}


def _alternative(node: SyntaxTreeNode) -> str:
    """An image's alternative text without markup."""
    return "".join(_alternative(child) for child in node.children) if node.children else node.content or " "


def _captioned(blocks: list[Node]) -> list[Node]:
    """Blocks in which the paragraph under a figure is its caption if it begins with the anchor figure-<number>."""
    done: list[Node] = []
    for block in blocks:
        inlines = block.get("inlines") or [{}]
        if done and done[-1]["kind"] == "figure" and inlines[0].get("name", "").startswith("figure-"):
            done[-1]["caption"] = inlines
        else:
            done.append(block)
    return done


def _paired(blocks: list[Node]) -> list[Node]:
    """Blocks in which a figure and the table directly after it are a pair."""
    done: list[Node] = []
    for block in blocks:
        if done and done[-1]["kind"] == "figure" and block["kind"] == "table":
            done[-1] = {"kind": "pair", "figure": done[-1], "table": block}
        else:
            done.append(block)
    return done


def _inlines(node: SyntaxTreeNode) -> list[Node]:
    """The inlines of a block, a cell or another inline; those between <b> and </b> are strong."""
    [inner] = node.children if [child.type for child in node.children] == ["inline"] else [node]
    return _joined(_bold([_inline(child) for child in inner.children]))


def _inline(node: SyntaxTreeNode) -> Node:
    """An inline of the tree; a tag of ours stays a tag until its partner is found."""
    if node.type in NESTING:
        return {"kind": NESTING[node.type], "inlines": _inlines(node)}
    if node.type == "link":
        return _link(unquote(node.attrs["href"]), node.attrs.get("title"), _inlines(node))
    if node.type == "html_inline":
        return {"kind": "tag", "tag": node.content}
    if node.type == "image":
        raise ValueError(f"the image {node.attrs['src']} stands among words; give it a paragraph of its own")
    if node.type in ("code_inline", "hardbreak"):
        return {"kind": "code", "text": node.content} if node.content else {"kind": "break"}
    return {"kind": "text", "text": " " if node.type == "softbreak" else node.content}


def _link(to: str, claim: str | None, inlines: list[Node]) -> Node:
    """A link by its target: from a claim to its note, within the document, or to a file beside it."""
    if to.startswith((EVIDENCE, "#note-")) and claim:
        return {"kind": "mark", "claim": claim, "to": to.partition("#")[2], "inlines": inlines}
    within = to.startswith(WITHIN)
    return {"kind": "internal" if within else "file", "to": to.partition("#")[2] if within else to, "inlines": inlines}


def _bold(pieces: list[Node]) -> list[Node]:
    """Inlines with our tags as anchors and strong words; <b> without </b> holds to the end, a lone </b> is dropped."""
    done: list[Node] = []
    outside: list[Node] | None = None
    for piece in pieces:
        tag = piece.get("tag", "")
        if tag == "<b>" and outside is None:
            outside, done = done, []
        elif tag == "</b>" and outside is not None:
            outside, done = None, [*outside, {"kind": "strong", "inlines": _joined(done)}]
        elif tag.startswith("<a"):
            done.append({"kind": "anchor", "name": tag.split('"')[1]})
        elif not tag:
            done.append(piece)
    return done if outside is None else [*outside, {"kind": "strong", "inlines": _joined(done)}]


def _joined(inlines: list[Node]) -> list[Node]:
    """Inlines with adjacent texts joined, and no space between a mark and its sentence."""
    done: list[Node] = []
    for inline in inlines:
        last = done[-1] if done and done[-1]["kind"] == "text" else None
        if last and inline["kind"] == "text":
            done[-1] = {"kind": "text", "text": last["text"] + inline["text"]}
            continue
        if last and inline["kind"] == "mark":
            done[-1] = {"kind": "text", "text": last["text"].removesuffix(" ")}
        done.append(inline)
    return done


def plain(inlines: Iterable[Node]) -> str:
    """The words of inlines.

    >>> plain(tree("*a* `b` [c](#d)")[0]["inlines"])
    'a b c'
    """
    return "".join(inline.get("text") or plain(inline.get("inlines", ())) for inline in inlines)
