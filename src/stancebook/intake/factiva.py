"""Exports of Factiva: articles with field codes (HD, BY, WC, PD, SN …), or with the same fields in their order.

Each article ends with its number: "Document FTFT000020250217el2h0003w".

>>> lines = "Arland builds|By Ada Quill|582 words|17 February 2025|Courier|COUR|4|English|(c) 2025"
>>> lines += "|It waits.|Document COUR000020250217e"
>>> (article,) = split([(line, "") for line in lines.split("|")])
>>> article.headline, article.byline, article.date, article.outlet, article.page, article.text
('Arland builds', 'Ada Quill', '17 February 2025', 'Courier', '4', 'Arland builds\\n\\nIt waits.\\n')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from stancebook.core.dates import is_date_line
from stancebook.intake.document import Document, compose
from stancebook.intake.layout import BYLINE, name_of

Line = tuple[str, str]  # and its HTML classes
NUMBER = re.compile(r"^(?:Document[eo]?n?t?o?|Dokument|Документ|文件|文档|문서) ?(?:编号|編號)? ?([A-Za-z0-9]{15,40})$")
WORDS = "words|Wörter|mots|palabras|parole|woorden|palavras|słów|слов|字|語|단어"
COUNT = re.compile(rf"^[\d.,\s]+ ?(?:{WORDS})$", re.IGNORECASE)
CODES = ("SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "VOL", "PG", "LA", "CY", "LP", "TD", "ART", "CLM",
         "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN")  # fmt: skip
CODE = re.compile(rf"^({'|'.join(CODES)})(?:\s+(.*))?$")
COPYRIGHT = re.compile(r"(?i)^(?:\(c\)|©|copyright|\(copyright\)|alle rechte|tous droits|all rights)")


def split(lines: Sequence[Line]) -> list[Document]:
    """The Documents of an export, from its lines with their HTML classes; none if no line is an article's number."""
    ends = [place for place, (line, _) in enumerate(lines) if NUMBER.match(_after_code(line))]
    documents = []
    for start, end in pairwise([-1, *ends]):
        chunk = [(line.strip(), classes) for line, classes in lines[start + 1 : end] if line.strip()]
        chunk = [pair for pair in chunk if re.search(r"\barticle\b|articleParagraph", pair[1])] or chunk
        documents.append(_coded(chunk) if _is_coded(chunk) else _ordered(chunk))
    return [document for document in documents if document.text]


def _after_code(line: str) -> str:
    return re.sub(r"^AN\s+", "", line.strip())


def _is_coded(chunk: Sequence[Line]) -> bool:
    """Whether an article has field codes: HD and PD at least."""
    return {"HD", "PD"} <= {found[1] for line, _ in chunk if (found := CODE.match(line))}


def _coded(chunk: Sequence[Line]) -> Document:
    """The Document of an article with field codes; a code stands before its value, or alone above it."""
    fields: dict[str, list[str]] = {}
    code = ""
    for line, _ in chunk:
        if found := CODE.match(line):
            code, line = found[1], found[2] or ""
        if code and line:
            fields.setdefault(code, []).append(line)
    one = {code: " ".join(values) for code, values in fields.items()}
    headline = one.get("HD", "")
    return Document(
        compose(headline, "\n".join([*fields.get("LP", ()), *fields.get("TD", ()), *fields.get("ART", ())])),
        headline=headline,
        outlet=one.get("SN", ""),
        byline=name_of(one.get("BY", "")),
        date=one.get("PD", ""),
        section=one.get("SE", ""),
        page=one.get("PG", ""),
    )


def _ordered(chunk: Sequence[Line]) -> Document:
    """The Document of an article without codes: section, headline, author, words, date, source, …, copyright, text."""
    lines = [line for line, _ in chunk]
    count = next((place for place, line in enumerate(lines) if COUNT.match(line)), 0)
    day = next((place for place in range(count + 1, min(count + 4, len(lines))) if is_date_line(lines[place])), 0)
    if not count or not day:
        return Document("")
    headline, byline, section = _above(chunk[:count])
    source = day + 1 + any(re.match(r"^\d\d:\d\d", line) for line in lines[day + 1 : day + 2])
    rights = [place for place, line in enumerate(lines[: source + 12]) if place > source and COPYRIGHT.match(line)]
    end = rights[0] if rights else source + 1  # without a copyright line, the text begins behind source and code
    page = next((line for line in lines[source + 2 : end] if re.fullmatch(r"[A-Z]{0,2}\d{1,4}[A-Z]?", line)), "")
    paragraphs = [line for line, classes in chunk[end + 1 :] if "articleParagraph" in classes] or lines[end + 1 :]
    return Document(
        compose(headline, "\n".join(paragraphs)),
        headline=headline,
        outlet="".join(lines[source : source + 1]),
        byline=name_of(byline),
        date=lines[day],
        section=section,
        page=page,
    )


def _above(chunk: Sequence[Line]) -> tuple[str, str, str]:
    """The headline, byline and section among the lines above the number of words; HTML marks the first two."""
    lines = [line for line, _ in chunk]
    marked = [place for place, (_, classes) in enumerate(chunk) if re.search(r"#hd\b|Headline\b", classes)]
    authors = [line for line, classes in chunk if re.search(r"\bauthor\b", classes)]
    if marked:
        return lines[marked[0]], "; ".join(authors), "".join(lines[: marked[0]][-1:])
    byline = lines.pop() if len(lines) > 1 and BYLINE.match(lines[-1]) else ""
    section = lines[-2] if len(lines) > 1 and len(lines[-2].split()) <= 3 else ""
    return "".join(lines[-1:]), byline, section
