"""The brief as a page: its marks lead to the passages that bear a sentence, its notes there and back.

>>> from stancebook.core.tables import frame
>>> nothing = frame([], ["id", "claim", "sentence"], as_text=["sentence"])
>>> "<h1>Who goes?</h1>" in brief_page("# Who goes?", nothing, "Bridge", {}, passages=nothing)
True
"""

import re
from urllib.parse import quote as percent
from urllib.parse import unquote

from markdown_it.token import Token

from stancebook.core.markdown import visible
from stancebook.core.tables import records
from stancebook.export import blocks, links
from stancebook.export.html import as_text, page, static_text
from stancebook.export.layout import lay_out, raw
from stancebook.export.links import mark_backed_words

EVIDENCE = "evidence.md"
OUTWARD = re.compile(r"[a-z][a-z\d+.-]*:|/", re.IGNORECASE)
CERTAINTY = re.compile(r"(.*\.)(?= Text )", re.DOTALL)
HEADER = """<header>
<nav aria-label="Formats"><a href="brief.pdf">PDF</a> · <a href="brief.docx">Word</a> · \
<a href="brief.md">Markdown</a> · <a href="evidence.html">the evidence</a></nav>
<p class="switch"><input type="checkbox" id="switch" autocomplete="off"><label for="switch">show sources</label></p>
</header>
<main id="main">
"""
FOOTER = '<div id="box" role="tooltip" hidden></div>\n</main>'


def brief_page(markdown_text, claims, title, figures, passages):
    """The brief as one HTML file: figures in it, links to the evidence page, backed sentences ready to be marked.

    `figures` is SVG by the name that the Markdown uses. A link `[1](evidence.md#id "claim")` is the mark of that
    claim; its number is the claim's row, and the note of that number lists its passages and leads back to the mark.
    Raises ValueError where a link, a mark or an image leads nowhere.
    """
    reader = blocks.reader()
    tokens = links.hoist(reader.parse(visible(markdown_text)))
    numbers = {claim: str(number) for number, claim in enumerate(claims["claim"], 1)}
    told = {row["id"]: _told(row) for row in records(passages)} | {f"claim-{claim}": None for claim in numbers}
    mark_backed_words(tokens, dict(zip(claims["claim"], claims["sentence"], strict=True)), _claim_of)
    for token in tokens:
        if token.type == "inline":
            token.children = list(_led(token.children, told, numbers))
    for claim, number in numbers.items():
        _tell(tokens, claim, number)
    body = HEADER + reader.renderer.render(lay_out(tokens, figures, reader), reader.options, {}) + FOOTER
    links.check(body, [f"{kind}-{name}" for claim in numbers.items() for kind, name in zip(("claim", "note"), claim)])
    return page("brief", title, body, static_text("brief.js"))


def _told(passage):
    """A passage in two lines: what it is, and what it says."""
    what = f"text {passage['article']} · {passage['title']}"
    return visible(f"{' '.join(what.split())}\n{' '.join(passage['quote'].split())}")


def _claim_of(link):
    """The claim of a mark; nothing where a link is none."""
    return link.attrGet("title") if link.attrGet("href").startswith(f"{EVIDENCE}#") else None


def _led(children, told, numbers):
    """The tokens of a line, its links leading where they do on a page and its marks raised."""
    within = False
    for at, child in enumerate(children):
        mark = child.type == "link_open" and _claim_of(child)
        if mark and numbers.get(mark) != children[at + 1].content:
            raise ValueError(f"brief.md: the mark {children[at + 1].content} of claim {mark} leads nowhere; "
                             "cite a claim of this run by the number of its row")  # fmt: skip
        if child.type == "link_open":
            child.attrs = _attributes(child, told, mark, numbers)
        yield from [raw("<sup>"), child] if mark else [child]
        within = bool(mark) or within
        if within and child.type == "link_close":
            yield raw("</sup>")
            within = False


def _attributes(link, told, mark, numbers):
    """Where a link leads, and what is said of it."""
    file, _, anchor = link.attrGet("href").partition("#")
    if OUTWARD.match(link.attrGet("href")):
        raise ValueError(
            f"brief.md: the link to {link.attrGet('href')} leads out of the study; name the file beside it"
        )
    if file != EVIDENCE:
        return {"href": link.attrGet("href")}
    if anchor and unquote(anchor) not in told:
        raise ValueError(f"brief.md: the link to {unquote(anchor)} leads nowhere; cite what this run has")
    if mark:
        number, name = numbers[mark], f"claim-{mark}"
        said = {"aria-label": f"evidence {number}", "data-note": f"note-{number}"}
        return {"class": "mark", "id": name, "href": f"evidence.html#{percent(name)}", **said}
    title = told.get(unquote(anchor))
    return {"href": f"evidence.html{'#' * bool(anchor)}{anchor}"} | ({"title": title} if title else {})


def _tell(tokens, claim, number):
    """Sets how certain a claim is apart in its note, and puts the way back to its mark at the end."""
    at = next((at for at, token in enumerate(tokens) if token.attrGet("id") == f"note-{number}"), len(tokens))
    note = next((token for token in tokens[at:] if token.type == "inline"), Token("inline", "", 0, children=[]))
    way = f'<a class="back" href="#claim-{as_text(percent(claim))}" aria-label="Back to evidence {number}">↩\ufe0e</a>'
    said = note.children[0] if note.children else None
    if said and said.type == "text" and (certain := CERTAINTY.match(said.content)):
        said.content = said.content[certain.end() :]
        note.children[:0] = [raw(f'<span class="certainty">{as_text(certain[1])}</span>')]
    note.children += [raw(f"\u00a0{way}")]
