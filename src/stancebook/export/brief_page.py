"""The brief as a page: its marks lead to the notes of its sentences, and the notes to the passages and back.

>>> from stancebook.core.schema import CLAIMS, PASSAGES
>>> from stancebook.core.tables import frame
>>> html = brief_page("# Who goes?", frame([], CLAIMS), "Bridge", {}, passages=frame([], PASSAGES))
>>> "<h1>Who goes?</h1>" in html
True
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote as percent
from urllib.parse import unquote

from markdown_it.token import Token

from stancebook.core.markdown import visible
from stancebook.export import blocks
from stancebook.export.html import as_html, page, static_text
from stancebook.export.layout import lay_out
from stancebook.export.links import check_links, element, mark_backed_words, move_anchors
from stancebook.figures.style import dark_colours

if TYPE_CHECKING:
    import pandas as pd

EVIDENCE = "evidence.md"
BACKING = (f"{EVIDENCE}#", "#note-")  # what a mark leads to in Markdown
OUTWARD = re.compile(r"[a-z][a-z\d+.-]*:|/", re.IGNORECASE)


def brief_page(
    markdown_text: str, claims: pd.DataFrame, title: str, figures: Mapping[str, str], passages: pd.DataFrame
) -> str:
    """The brief as one HTML file: figures in it, links to the evidence page, backed words ready to be marked.

    `figures` is SVG by the name that the Markdown uses. A link `[1](evidence.md#id "claim")` is the mark of that
    claim; its number is the claim's row, and the note of that number has its passages and leads back to the mark.
    Raises ValueError if a link, a mark or an image leads nowhere.
    """
    reader = blocks.reader()
    tokens = move_anchors(reader.parse(visible(markdown_text)))
    numbers = {claim: str(number) for number, claim in enumerate(claims["claim"], 1)}
    places = {*passages["id"], *(f"claim-{claim}" for claim in numbers)}
    mark_backed_words(tokens, dict(zip(claims["claim"], claims["sentence"], strict=True)), _claim_of)
    notes = _notes(tokens, numbers)
    for token in tokens:
        if token.type == "inline":
            token.children = list(_with_links(token.children, places, numbers))
            if id(token) in notes:
                _finish_note(token, notes[id(token)], numbers[notes[id(token)]])
    main, annex = lay_out(tokens, figures, reader)
    dark = f"@media screen and (prefers-color-scheme: dark) {{ {dark_colours()} }}\n"
    html = page("brief.html.j2", "brief", title, static_text("brief.js"), dark, main=main, annex=annex)
    check_links(html, [name for claim, number in numbers.items() for name in (f"claim-{claim}", f"note-{number}")])
    return html


def _claim_of(link: Token) -> str | None:
    """The claim of a mark; None if the link is not a mark."""
    return link.attrGet("title") if link.attrGet("href").startswith(BACKING) else None


def _notes(tokens: list[Token], numbers: Mapping[str, str]) -> dict[int, str]:
    """The claim of each line that is a note, by the identity of its token."""
    claims, found, claim = {f"note-{number}": claim for claim, number in numbers.items()}, {}, ""
    for token in tokens:
        claim = claims.get(str(token.attrs.get("id")), claim)
        if claim and token.type == "inline":
            found[id(token)], claim = claim, ""
    return found


def _with_links(children: list[Token], places: Collection[str], numbers: Mapping[str, str]) -> Iterator[Token]:
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
        if mark:
            child.attrs = _mark(mark, numbers[mark], _address(str(child.attrGet("href")), places))
        elif child.type == "link_open":
            child.attrs = {"href": _address(str(child.attrGet("href")), places)}
        yield from [sup, child] if mark else [child]
        within = bool(mark) or within
        if within and child.type == "link_close":
            yield sup_end
            within = False


def _mark(claim: str, number: str, href: str) -> dict[str, str]:
    """The attributes of a claim's mark: it leads to the first passage of its note, or to the note if it has none."""
    about = {"data-note": f"note-{number}", "aria-label": f"evidence {number}"}
    return {"class": "mark", "id": f"claim-{claim}", "href": href, **about}


def _address(href: str, places: Collection[str]) -> str:
    """The address of a link on a page."""
    file, _, anchor = href.partition("#")
    if OUTWARD.match(href):
        raise ValueError(f"brief.md: the link to {href} leads out of the study; name the file beside it")
    if file != EVIDENCE:
        return href
    if anchor and unquote(anchor) not in places:
        raise ValueError(f"brief.md: the link to {unquote(anchor)} leads nowhere; cite what this run has")
    return f"evidence.html{'#' * bool(anchor)}{anchor}"


def _finish_note(note: Token, claim: str, number: str) -> None:
    """Put at the end of a claim's note a link to what was checked, and the one back to the mark."""
    name = percent(f"claim-{claim}")
    checks = {"class": "checks", "href": f"evidence.html#{name}", "aria-label": f"checks of note {number}"}
    back = {"class": "back", "href": f"#{name}", "aria-label": f"Back to the sentence of note {number}"}
    for attributes, words in ((checks, "checks"), (back, "↩\ufe0e")):
        opening, closing = element("a", attributes)
        note.children += [_text("\u00a0"), opening, _text(words), closing]


def _text(words: str) -> Token:
    """The token of a text of ours, escaped as the templates do it."""
    return Token("html_inline", "", 0, content=as_html(words))
