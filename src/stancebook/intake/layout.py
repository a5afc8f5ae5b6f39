"""What stands above the body of a text.

>>> head = find_head("THE COURIER\\n12 March 2025\\nArland will build\\nBy Ada Quill, Defence Editor\\n\\nIt waits.")
>>> head.masthead, head.headline, head.byline, head.date
('THE COURIER\\n12 March 2025\\n', 'Arland will build', 'By Ada Quill, Defence Editor', '12 March 2025')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stancebook.core.dates import is_date_line
from stancebook.intake.document import Document, compose
from stancebook.texts import furniture
from stancebook.texts.wrapping import is_wrapped

NAME = r"[^\W\d_a-z][\w.’'-]+(?: (?:[^\W\d_a-z][\w.’'-]*|de|del|della|van|von|der|den|di|la|le|al|bin))*"
BY = r"(?:By|BY|Von|Par|Por|Di|Door|Av|Od)"
BYLINE = re.compile(rf"^{BY} {NAME}(?:,? (?:and|und|et|y|e|en|i|&) {NAME}|, {NAME})*[^.!?\n]{{0,60}}$")
PLACE_LINE = re.compile(r"(?i)^(?:page|section|pg\.?|seite|p\.)[: ]\s*\S.{0,60}$")
END, GAP = re.compile(r"\r\n?|\n"), re.compile(r"(?:\r\n?|\n)(?:[ \t]*(?:\r\n?|\n))+")
HEAD_LINES, LONGEST_HEAD = 8, 160
FIRST = 5000  # characters that are looked at


class Head(NamedTuple):
    """What stands above the body: the lines above the headline, with their ends, and the recognised parts."""

    masthead: str = ""
    headline: str = ""
    byline: str = ""
    outlet: str = ""
    date: str = ""
    place: str = ""


def from_text(text: str) -> Document:
    """The Document of a plain text, unchanged, with what its head tells.

    The headline is left empty where something stands above it, as sources.csv asks for the text's beginning.
    """
    head = find_head(text)
    return Document(
        text,
        headline="" if head.masthead else head.headline,
        outlet=head.outlet,
        byline=name_of(head.byline),
        date=head.date,
        section=head.place,
    )


def from_paragraphs(paragraphs: Sequence[str], headline: str = "") -> Document:
    """The Document of paragraphs, one a line; with a headline that is known from elsewhere."""
    body = "\n".join(paragraph.strip() for paragraph in paragraphs if paragraph.strip())
    document = from_text(compose(headline, body))
    return document._replace(headline=headline) if headline else document


def name_of(byline: str) -> str:
    """The names in a byline, without the word before them.

    >>> name_of("By Ada Quill"), name_of("")
    ('Ada Quill', '')
    """
    return re.sub(rf"^{BY} ", "", byline)


def find_head(text: str) -> Head:
    """The Head of a text; an empty one if its first lines are as long as those of a body."""
    lines = _first_lines(text)
    dates = [line for line in lines if is_date_line(line)]
    bylines = [line for line in lines if BYLINE.match(line.strip()) and line not in dates]
    places = [line for line in lines if PLACE_LINE.match(line.strip()) and line not in dates]
    rest = [line for line in lines if line not in (*dates, *bylines, *places) and not furniture.whole(line)]
    if not rest or not _may_be_headline(rest[0]):
        return Head()
    # two lines without another role: the shorter one above is the paper's name
    outlet = rest[0] if len(rest) > 1 and _may_be_masthead(rest[0], rest[1]) and _may_be_headline(rest[1]) else ""
    headline = rest[1] if outlet else rest[0]
    masthead = text[: text.index(headline, text.index(outlet) + len(outlet) if outlet else 0)].lstrip("\ufeff")
    first = [each[0].strip() if each else "" for each in (bylines, dates, places)]
    return Head(masthead if masthead.strip() else "", headline.strip(), first[0], outlet.strip(), *first[1:])


def _first_lines(text: str) -> list[str]:
    """The short lines before the first long or wrapped paragraph; none if nothing follows them."""
    lines: list[str] = []
    for block in _blocks(text, FIRST):
        rows = [row for row in END.split(block) if row.strip()]
        for number, row in enumerate(rows):
            if len(row) > LONGEST_HEAD or len(lines) == HEAD_LINES or _is_body(rows[number:]):
                return lines
            lines.append(row)
    return lines[:-1]


def _is_body(rows: Sequence[str]) -> bool:
    """Whether rows are wrapped prose, and the first one is about as long as those below."""
    return len(rows) > 1 and len(rows[0]) >= 0.8 * max(map(len, rows[:8])) and is_wrapped("\n".join(rows))


def _blocks(text: str, size: int) -> Iterator[str]:
    """The parts of a text's first `size` characters between their empty lines, without a mark of the file."""
    at, size = 0, min(size, len(text))
    while text.startswith("\ufeff", at, size):
        at += 1
    for gap in GAP.finditer(text, at, size):
        yield text[at : gap.start()]
        at = gap.end()
    yield text[at:size]


def _may_be_headline(line: str) -> bool:
    line = line.strip()
    return bool(line) and len(line) <= LONGEST_HEAD and line[-1] not in ".,;:" and any(map(str.isalpha, line))


def _may_be_masthead(line: str, below: str) -> bool:
    """Whether a line reads as a paper's name: few words, each with a capital, fewer than the line below."""
    words = line.split()
    capital = sum(word[:1].isupper() or not word[:1].isalpha() for word in words)
    return len(words) <= 5 and len(words) < len(below.split()) and capital >= len(words) - 1
