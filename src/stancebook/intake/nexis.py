"""Exports of Nexis Uni (articles that end with "End of Document") and of Nexis UK ("1 of 10 DOCUMENTS").

>>> lines = "Arland builds|Courier|March 3, 2025 Monday|Copyright 2025|Section: NEWS; Pg. 4|Byline: Ada Quill"
>>> lines += "|Body|It waits.|Classification|Language: ENGLISH|End of Document"
>>> (article,) = split([(line, "") for line in lines.split("|")])
>>> article.headline, article.outlet, article.date, article.byline, article.section, article.page
('Arland builds', 'Courier', 'March 3, 2025 Monday', 'Ada Quill', 'NEWS', '4')
>>> article.text
'Arland builds\\n\\nIt waits.\\n'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from stancebook.core.dates import is_date_line
from stancebook.intake.document import Document, compose, one_space
from stancebook.intake.layout import name_of

END = re.compile(r"^End of Document$")
COUNTED = re.compile(r"^\s*\d+ of \d+ DOCUMENTS?\s*$")
LABELS = """
    AUTOR|BYLINE|CITY|COMPANY|CORRECTION|COUNTRY|CREDIT|DATELINE|DOCUMENT-TYPE|GEOGRAPHIC|GRAPHIC|HIGHLIGHT|INDUSTRY|ISSN|
    JOURNAL-CODE|LANGUAGE|LENGTH|LOAD-DATE|LÄNGE|NOTES|ORGANIZATION|PERSON|PHOTO|PUB-TYPE|PUBLICATION-TYPE|RUBRIK|SECTION|
    SERIES|STATE|SUBJECT|TICKER|TYPE|UPDATE|URL"""
LABEL = re.compile(rf"^({''.join(LABELS.split())}):\s*(.*)$", re.IGNORECASE)
BEHIND = re.compile(  # the text
    r"^(?:GRAPHIC|JOURNAL-CODE|LANGUAGE|LOAD-DATE|PHOTO|PUB-TYPE|PUBLICATION-TYPE|SUBJECT|UPDATE)$", re.IGNORECASE
)
STOP = re.compile(r"^(?:Classification|Graphic|Notes|Load-Date:.*|Correction-Date:.*)$")
PAGE = re.compile(r"(?i)[;,]?\s*\b(?:Pg\.?|page|S\.|p\.)\s*([A-Z]?\d+[A-Z]?(?:[-,]\s?[A-Z]?\d+)*)\b")


def split(lines: Sequence[tuple[str, str]]) -> list[Document]:
    """The Documents of an export, from its lines; none if it has no mark of its articles."""
    texts = [one_space(line) for line, _ in lines]
    ends = [place for place, line in enumerate(texts) if END.match(line)]
    if ends:
        pairs = zip([0, *(end + 1 for end in ends)], ends, strict=False)
        documents = [_of_uni([line for line in texts[start:end] if line]) for start, end in pairs]
    else:
        starts = [place for place, line in enumerate(texts) if COUNTED.match(line)]
        documents = [_of_uk(texts[start + 1 : end]) for start, end in pairwise([*starts, len(texts)])]
    return [document for document in documents if document.text]


def _of_uni(lines: Sequence[str]) -> Document:
    """The Document of an article of Nexis Uni; its first article stands behind the list of all."""
    body = next((place for place, line in enumerate(lines) if line == "Body"), None)
    if body is None:
        return Document("")
    labels = _labels(lines[:body])
    day = max(
        (place for place in range(body) if is_date_line(lines[place]) and not LABEL.match(lines[place])), default=0
    )
    if day < 2:
        return Document("")
    stop = next((place for place in range(body + 1, len(lines)) if STOP.match(lines[place])), len(lines))
    return _document(lines[day - 2], lines[day - 1], lines[day], labels, "\n".join(lines[body + 1 : stop]))


def _of_uk(lines: Sequence[str]) -> Document:
    """The Document of an article of Nexis UK: outlet, date, headline, labels, text, labels; lines are joined."""
    blocks = _blocks(lines)
    day = next((place for place, block in enumerate(blocks[:6]) if is_date_line(block)), None)
    if not day or day + 1 >= len(blocks):
        return Document("")
    labels: dict[str, str] = {}
    body: list[str] = []
    headline = ""
    for block in blocks[day + 1 :]:
        found = LABEL.match(block)
        if found and body and BEHIND.match(found[1]):
            break
        if found:
            labels[found[1].upper()] = found[2]
        elif not headline and not labels:
            headline = block
        elif not block.lower().startswith("copyright"):
            body.append(block)
    return _document(headline, blocks[day - 1], blocks[day], labels, "\n".join(body))


def _blocks(lines: Sequence[str]) -> list[str]:
    """The paragraphs of lines, which empty lines part, each on one line."""
    blocks: list[str] = []
    open_block = False
    for line in lines:
        if line and open_block:
            blocks[-1] += f" {line}"
        elif line:
            blocks.append(line)
        open_block = bool(line)
    return blocks


def _labels(lines: Sequence[str]) -> dict[str, str]:
    """What stands behind the labels (Section, Byline …), by the label in capitals; the last one counts."""
    return {found[1].upper(): found[2] for line in lines if (found := LABEL.match(line))}


def _document(headline: str, outlet: str, date: str, labels: dict[str, str], body: str) -> Document:
    """The Document of an article's parts; the page stands behind the section."""
    section = labels.get("SECTION", "")
    page = PAGE.search(section)
    return Document(
        compose(headline, body),
        headline=headline,
        outlet=outlet.removesuffix("."),
        byline=name_of(labels.get("BYLINE", "")),
        date=date,
        section=section[: page.start()] + section[page.end() :] if page else section,
        page=page[1] if page else "",
    )
