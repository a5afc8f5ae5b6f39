"""PDF: the text of the pages by pypdf, lines joined to paragraphs, hyphens at line ends undone, page heads dropped.

>>> joined = join_lines(["The govern-", "ment of Arland says that it will build the", "bridge.", "Nobody pays."])
>>> joined
(['The government of Arland says that it will build the bridge.', 'Nobody pays.'], 2, 1)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO

from stancebook.intake.document import BadDocument, Document, read_by
from stancebook.intake.layout import from_paragraphs
from stancebook.texts.quotation_marks import MARKS

MOST_PAGES = 1000
EDGE = 3  # lines at the top and at the bottom of a page that may be its head or foot
NUMBER = re.compile(r"\d+")
PAGE_NUMBER = re.compile(r"(?i)^(?:page|seite|p\.)?\s*[-–]?\s*\d{1,4}\s*(?:[-–]|(?:of|von|/)\s*\d{1,4})?$")


def read(content: bytes) -> Document:
    """The Document of a PDF; raises BadDocument if it is locked, damaged or holds no text."""
    pages, headline = pages_of(content)
    kept, heads = drop_page_heads(pages)
    lines = without_headline([line for page in kept for line in page], headline)
    paragraphs, joined, hyphens = join_lines(lines)
    if not any(map(str.strip, paragraphs)):
        raise BadDocument("it holds pictures of pages and no text", "run text recognition (OCR) on it first")
    done = {"line of page heads and feet dropped": heads, "line break joined": joined, "hyphen removed": hyphens}
    return from_paragraphs(paragraphs, headline)._replace(
        done=tuple(f"{what}: {number}" for what, number in done.items() if number),
        notes=("compare the text with the pages: a PDF does not say where its paragraphs end",),
        **read_by("pypdf"),
    )


def pages_of(content: bytes) -> tuple[list[list[str]], str]:
    """The lines of each page, in the order of the file, and what is set largest on the first page."""
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadDocument("it is locked by a password", "save a copy without one")
        if len(reader.pages) > MOST_PAGES:
            raise BadDocument(f"it has more than {MOST_PAGES} pages", "give the pages of the article alone")
        sizes: list[tuple[float, str]] = []

        def note_size(text: str, cm: Sequence[float], tm: Sequence[float], _: object, size: float) -> None:
            sizes.append((round(abs(size * tm[3] * cm[3]), 1), text))

        first = [page.extract_text(visitor_text=note_size).splitlines() for page in reader.pages[:1]]
        return first + [page.extract_text().splitlines() for page in reader.pages[1:]], _largest(sizes)
    except (BadDocument, MemoryError):
        raise
    except Exception as error:  # a damaged PDF ends in any error
        raise BadDocument(f"it is no readable PDF ({type(error).__name__})", "print it to a new PDF") from None


def _largest(sizes: Sequence[tuple[float, str]]) -> str:
    """The words in the largest type, if they are few and clearly larger than the rest; else an empty text.

    >>> _largest([(24, "Arland will build"), (24, "the bridge"), (10, "It waits for the money. " * 9)])
    'Arland will build the bridge'
    """
    filled = [(size, text) for size, text in sizes if text.strip()]
    if not filled:
        return ""
    most = max(size for size, _ in filled)
    letters = sorted(size for size, text in filled for _ in text)
    words = " ".join(" ".join(text for size, text in filled if size == most).split())
    return words if most >= 1.25 * letters[len(letters) // 2] and 3 <= len(words.split()) <= 40 else ""


def without_headline(lines: Sequence[str], headline: str) -> list[str]:
    """The lines without those that together are the headline, if they stand among the first.

    >>> without_headline(["Arland will", "build", "It waits."], "Arland will build")
    ['It waits.']
    """
    for start in range(min(8, len(lines)) if headline else 0):
        for end in range(start + 1, min(start + 8, len(lines)) + 1):
            if " ".join(" ".join(lines[start:end]).split()) == headline:
                return [*lines[:start], *lines[end:]]
    return list(lines)


def drop_page_heads(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], int]:
    """The pages without page numbers and lines that repeat at the edge of most pages, and how many lines those were.

    >>> drop_page_heads([["The Courier", "One.", "1"], ["The Courier", "Two.", "2"], ["The Courier", "Three.", "3"]])
    ([['One.'], ['Two.'], ['Three.']], 6)
    """
    filled = [[line.strip() for line in page if line.strip()] for page in pages]
    edges = Counter(key for page in filled for key in {NUMBER.sub("#", line) for line in (*page[:EDGE], *page[-EDGE:])})
    kept: list[list[str]] = []
    for page in filled:
        last = len(page) - EDGE
        kept.append([
            line for place, line in enumerate(page)
            if not ((place < EDGE or place >= last) and (_is_head(line, edges, len(filled))))
        ])  # fmt: skip
    return kept, sum(map(len, filled)) - sum(map(len, kept))


def _is_head(line: str, edges: Counter[str], pages: int) -> bool:
    """Whether a line at a page's edge is a page number, or stands on more than half of three pages or more."""
    repeated = pages >= 3 and edges[NUMBER.sub("#", line)] > pages / 2
    return repeated or (pages >= 2 and bool(PAGE_NUMBER.match(line)))


def join_lines(lines: Sequence[str]) -> tuple[list[str], int, int]:
    """The paragraphs of lines, the number of line breaks joined, and of hyphens removed.

    A line goes on in the next one unless it ends a sentence, or is short and the next one begins with a capital.
    """
    lines = [line.strip() for line in lines if line.strip()]
    width = sorted(map(len, lines))[int(len(lines) * 0.8)] if lines else 0
    paragraphs: list[str] = []
    joined = hyphens = 0
    before = ""
    for line in lines:
        if not before or _ends_paragraph(before, line, width):
            paragraphs.append(line)
        elif before.endswith(("-", "\xad")) and len(before) > 1 and before[-2].isalpha() and line[0].islower():
            paragraphs[-1] = paragraphs[-1][:-1] + line
            joined, hyphens = joined + 1, hyphens + 1
        else:
            paragraphs[-1] += f" {line}"
            joined += 1
        before = line
    return paragraphs, joined, hyphens


def _ends_paragraph(line: str, after: str, width: int) -> bool:
    """Whether a paragraph ends with a line: a sentence ends before the margin, or a short line stands alone."""
    ends = line[-1] in ".!?:…" or (line[-1] in MARKS and line[-1] not in "’'")
    short = len(line) < 0.85 * width
    return (ends and short) or (short and len(line) < 0.6 * width and not after[0].islower())
