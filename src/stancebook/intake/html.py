"""HTML: the article of a web page, by trafilatura; and the lines of any HTML, for exports and books."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from stancebook.intake.document import BadDocument, Document, compose, one_space, read_by
from stancebook.intake.layout import from_text
from stancebook.intake.plain import decode

CHARSET = re.compile(rb"""(?i)<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""")
BLOCKS = {
    "address", "article", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td",
    "th", "title", "tr", "ul",
}  # fmt: skip
UNREAD = {"script", "style", "noscript", "template", "iframe", "object", "svg", "head"}
LATEST = "2200-01-01"  # htmldate's own latest day is today: an answer would depend on the day it is asked


def read(content: bytes, encoding: str = "") -> Document:
    """The Document of a web page; raises BadDocument if no article is found in it. Nothing is fetched."""
    from trafilatura import bare_extraction

    dates = {"original_date": True, "extensive_search": False, "max_date": LATEST}
    page: Any = bare_extraction(
        text_of(content, encoding), include_comments=False, with_metadata=True, date_extraction_params=dates
    )
    if page is None or not (page.text or "").strip():
        raise BadDocument("no article is found in this page", "copy its text into a text file, and add that")
    headline = one_space(page.title or "")
    return Document(
        compose(headline, page.text),
        headline=headline,
        outlet=one_space(page.sitename or ""),
        byline=one_space(page.author or ""),
        date=page.date or "",
        done=("menus, comments and other parts around the article left out",),
        **read_by("trafilatura"),
    )


def read_mail(content: bytes) -> Document:
    """The Document of a web page saved as one file (MHTML), or of a mail: its HTML, or else its plain text."""
    import email
    import email.policy

    message: Any = email.message_from_bytes(content, policy=email.policy.default)
    body = message.get_body(("html", "plain"))
    if body is None:
        raise BadDocument("it is a mail without a text", "give its text as a text file")
    text = str(body.get_content())
    if body.get_content_type() == "text/html":
        return read(text.encode("utf-8", "replace"), "utf-8")
    return from_text(text)


def text_of(content: bytes, encoding: str = "") -> str:
    """The markup of HTML as text: in the given encoding, else in UTF-8, the declared one, or as it seems to be."""
    if not encoding and (declared := CHARSET.search(content[:5000])):
        with suppress(UnicodeDecodeError, LookupError):
            return content.decode("utf-8")
        with suppress(UnicodeDecodeError, LookupError):
            return content.decode(declared[1].decode("ascii"))
    return decode(content, encoding)[0]


def lines_of(markup: str) -> list[tuple[str, str]]:
    """The lines of text in HTML, each with the classes of the elements that it stands in."""
    from lxml import html

    if not markup.strip():
        return []
    try:  # a text with an XML declaration is refused as text
        root = html.document_fromstring(
            markup.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (ValueError, html.etree.ParserError):
        return []
    lines: list[tuple[str, str]] = []
    pieces: list[str] = []

    def end_line(classes: str) -> None:
        if line := one_space("".join(pieces)):
            lines.append((line, classes))
        pieces.clear()

    waiting = [(root, "", False)]  # no recursion: markup may be nested without limit
    while waiting:
        element, classes, left = waiting.pop()
        name = element.tag if isinstance(element.tag, str) else ""
        if left:
            if name in BLOCKS:
                end_line(classes)
            pieces.append(element.tail or "")
            continue
        own = f"{classes} {element.get('class') or ''} #{element.get('id') or ''}" if name else classes
        if name in BLOCKS:
            end_line(classes)
        waiting.append((element, own[-300:], True))
        if name and name not in UNREAD:
            pieces.append(element.text or "")
            waiting += [(child, own[-300:], False) for child in reversed(element)]
    end_line("")
    return lines
