"""The brief as a page: its marks lead to the passages behind a sentence, its notes there and back.

>>> from stancebook.core.schema import CLAIMS, PASSAGES
>>> from stancebook.core.tables import frame
>>> html = brief_page("# Who goes?", frame([], CLAIMS), "Bridge", {}, passages=frame([], PASSAGES))
>>> "<h1>Who goes?</h1>" in html
True
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent
from urllib.parse import unquote

from markdown_it.token import Token

from stancebook.core.markdown import visible
from stancebook.core.tables import records
from stancebook.export import blocks
from stancebook.export.html import as_html, page, static_text
from stancebook.export.layout import lay_out
from stancebook.export.links import check_links, element, mark_backed_words, move_anchors

if TYPE_CHECKING:
    import pandas as pd

EVIDENCE = "evidence.md"
OUTWARD = re.compile(r"[a-z][a-z\d+.-]*:|/", re.IGNORECASE)
CERTAINTY = re.compile(r"(.*\.)(?= Text )", re.DOTALL)
MANY = 5  # sections for which a list is useful


def brief_page(
    markdown_text: str, claims: pd.DataFrame, title: str, figures: Mapping[str, str], passages: pd.DataFrame
) -> str:
    """The brief as one HTML file: figures in it, links to the evidence page, backed sentences ready to be marked.

    `figures` is SVG by the name that the Markdown uses. A link `[1](evidence.md#id "claim")` is the mark of that
    claim; its number is the claim's row, and the note of that number lists its passages and leads back to the mark.
    Raises ValueError if a link, a mark or an image leads nowhere.
    """
    reader = blocks.reader()
    tokens = move_anchors(reader.parse(visible(markdown_text)))
    numbers = {claim: str(number) for number, claim in enumerate(claims["claim"], 1)}
    titles = {row["id"]: _title(row) for row in records(passages)} | {f"claim-{claim}": None for claim in numbers}
    mark_backed_words(tokens, dict(zip(claims["claim"], claims["sentence"], strict=True)), _claim_of)
    for token in tokens:
        if token.type == "inline":
            token.children = list(_with_links(token.children, titles, numbers))
    notes = _inlines_by_id(tokens)
    for claim, number in numbers.items():
        if note := notes.get(f"note-{number}"):
            _finish_note(note, claim, number)
    opening, sections = lay_out(tokens, figures, reader)
    parts = {"opening": opening, "sections": sections, "contents": len(sections) >= MANY}
    html = page("brief.html.j2", "brief", title, static_text("brief.js"), **parts)
    check_links(html, [name for claim, number in numbers.items() for name in (f"claim-{claim}", f"note-{number}")])
    return html


def _title(passage: Mapping[str, Any]) -> str:
    """A passage in two lines: what it is, and its words."""
    what = f"text {passage['article']} · {passage['title']}"
    return visible(f"{' '.join(what.split())}\n{' '.join(passage['quote'].split())}")


def _claim_of(link: Token) -> str | None:
    """The claim of a mark; None if the link is not a mark."""
    return link.attrGet("title") if link.attrGet("href").startswith(f"{EVIDENCE}#") else None


def _with_links(children: list[Token], titles: Mapping[str, str | None], numbers: Mapping[str, str]) -> Iterator[Token]:
    """The tokens of a line with links to where they lead on a page, and with its marks raised."""
    sup, sup_end = element("sup")
    within = False
    for at, child in enumerate(children):
        mark = child.type == "link_open" and _claim_of(child)
        if mark and numbers.get(mark) != children[at + 1].content:
            raise ValueError(
                f"brief.md: the mark {children[at + 1].content} of claim {mark} leads nowhere; "
                "cite a claim of this run by the number of its row"
            )
        if child.type == "link_open":
            child.attrs = _attributes(child, titles, mark, numbers)
        yield from [sup, child] if mark else [child]
        within = bool(mark) or within
        if within and child.type == "link_close":
            yield sup_end
            within = False


def _attributes(
    link: Token, titles: Mapping[str, str | None], mark: str | None, numbers: Mapping[str, str]
) -> dict[str, str]:
    """The attributes of a link on a page: where it leads, and its title."""
    href = str(link.attrGet("href"))
    file, _, anchor = href.partition("#")
    if OUTWARD.match(href):
        raise ValueError(f"brief.md: the link to {href} leads out of the study; name the file beside it")
    if file != EVIDENCE:
        return {"href": href}
    if anchor and unquote(anchor) not in titles:
        raise ValueError(f"brief.md: the link to {unquote(anchor)} leads nowhere; cite what this run has")
    if mark:
        number, name = numbers[mark], f"claim-{mark}"
        about = {"aria-label": f"evidence {number}", "data-note": f"note-{number}"}
        return {"class": "mark", "id": name, "href": f"evidence.html#{percent(name)}", **about}
    title = titles.get(unquote(anchor))
    return {"href": f"evidence.html{'#' * bool(anchor)}{anchor}"} | ({"title": title} if title else {})


def _inlines_by_id(tokens: list[Token]) -> dict[str, Token]:
    """The first line of each block with an id, by that id."""
    found, inline = {}, None
    for token in reversed(tokens):
        inline = token if token.type == "inline" else inline
        if inline and token.attrs.get("id"):
            found[str(token.attrs["id"])] = inline
    return found


def _finish_note(note: Token, claim: str, number: str) -> None:
    """Set the certainty of a claim apart in its note's line, and put the link back to its mark at the end."""
    first = note.children[0] if note.children else None
    certainty = CERTAINTY.match(first.content) if first and first.type == "text" else None
    if certainty:
        first.content = first.content[certainty.end() :]
        opening, closing = element("span", {"class": "certainty"})
        note.children[:0] = [opening, _text(certainty[1]), closing]
    label = f"Back to evidence {number}"
    opening, closing = element("a", {"class": "back", "href": f"#claim-{percent(claim)}", "aria-label": label})
    note.children += [_text("\u00a0"), opening, _text("↩\ufe0e"), closing]


def _text(words: str) -> Token:
    """The token of a text of ours, escaped as the templates do it."""
    return Token("html_inline", "", 0, content=as_html(words))
