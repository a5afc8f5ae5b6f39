"""The document behind every format: one Markdown text, read in one way, and as a tree for what is not HTML.

>>> reader().renderInline('<a id="x"></a><b>so</b> <i>not</i>')
'<a id="x"></a><b>so</b> &lt;i&gt;not&lt;/i&gt;'
>>> for block in tree('# Who goes?\\n\\nArland. [1](evidence.md#F001 "answer")'):
...     print(block["kind"], [inline["kind"] for inline in block["inlines"]])
heading ['text']
paragraph ['text', 'mark']
"""

import re
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from stancebook.core.markdown import visible

OURS = re.compile(r'<a id="[^"<>&]*">|</a>|</?b>')
EVIDENCE = "evidence.md#"
WITHIN = ("#", "brief.md#", EVIDENCE)
NARROW = "\u202f"  # the space that keeps a mark on the line of its sentence
NESTING = {"strong": "strong", "em": "emph"}
LISTS = {"bullet_list": False, "ordered_list": True}


def reader():
    """A reader of Markdown with tables that lets our anchors and <b> through; other HTML in it becomes text."""
    made = MarkdownIt("commonmark", {"html": True}).enable("table")
    made.core.ruler.push("others_html", _as_text)
    return made


def _as_text(state):
    for token in state.tokens:
        if token.type == "html_block":
            token.type, token.tag = "code_block", "code"
        for piece in token.children or ():
            if piece.type == "html_inline" and not OURS.fullmatch(piece.content):
                piece.type = "text"


def tree(markdown):
    """The blocks of a Markdown text, as dictionaries that JSON can hold.

    By their kind: heading (level, id), paragraph, code (text), list (ordered, start, items), quote (blocks), table
    (head, rows), figure (name, alt, caption), rule. Their inlines: text, code, strong, emph, break, anchor (name), and
    links: mark (claim, to), internal (to), file (to). Raises ValueError where an image does not stand alone.
    """
    return _captioned(_blocks(SyntaxTreeNode(reader().parse(visible(markdown))).children))


def _blocks(nodes):
    return [_block(node) for node in nodes]


def _block(node):
    if node.type == "heading":
        inlines = _inlines(node)
        [name, *_] = [inline["name"] for inline in inlines if inline["kind"] == "anchor"] or [""]
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


def _alternative(node):
    """The words of an image's alternative text, without its markup."""
    return "".join(_alternative(child) for child in node.children) if node.children else node.content or " "


def _captioned(blocks):
    """Blocks in which a figure has the line under it, which begins with the anchor figure-<number>."""
    done = []
    for block in blocks:
        inlines = block.get("inlines") or [{}]
        if done and done[-1]["kind"] == "figure" and inlines[0].get("name", "").startswith("figure-"):
            done[-1]["caption"] = inlines
        else:
            done.append(block)
    return done


def _inlines(node):
    """The inlines of a block, a cell or another inline, what stands between <b> and </b> as strong."""
    [inner] = node.children if [child.type for child in node.children] == ["inline"] else [node]
    return _joined(_bold([_inline(child) for child in inner.children]))


def _inline(node):
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


def _link(to, claim, inlines):
    """A link by where it leads: from a claim to its evidence, within the document, or to a file beside it."""
    if to.startswith(EVIDENCE) and claim:
        return {"kind": "mark", "claim": claim, "to": to.removeprefix(EVIDENCE), "inlines": inlines}
    within = to.startswith(WITHIN)
    return {"kind": "internal" if within else "file", "to": to.partition("#")[2] if within else to, "inlines": inlines}


def _bold(pieces):
    """Inlines with our tags made anchors and strong words; a tag without its partner holds to the end, or nothing."""
    done, outside = [], None
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


def _joined(inlines):
    """Inlines in which no text follows on a text, nor a line's end between a mark and what it marks."""
    done = []
    for inline in inlines:
        last = done[-1] if done and done[-1]["kind"] == "text" else None
        if last and inline["kind"] == "text":
            done[-1] = {"kind": "text", "text": last["text"] + inline["text"]}
            continue
        if last and inline["kind"] == "mark":
            done[-1] = {"kind": "text", "text": re.sub(" $", NARROW, last["text"])}
        done.append(inline)
    return done


def plain(inlines):
    """The words of inlines.

    >>> plain(tree("*a* `b` [c](#d)")[0]["inlines"])
    'a b c'
    """
    return "".join(inline.get("text") or plain(inline.get("inlines", ())) for inline in inlines)
