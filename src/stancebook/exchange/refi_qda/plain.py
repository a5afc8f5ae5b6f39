"""What XML and text files can hold: texts as files that all programs count alike, names on a line, days and times.

>>> file = file_of("\\ufeffTax\\r\\nToll")
>>> file.text, [file.place(at) for at in (0, 1, 4, 5, 6)]
('Tax\\nToll', [0, 0, 3, 3, 4])
>>> in_xml("one\\x07"), shown("Arland\\r\\n pays."), is_day("2025-02-29"), is_moment("2025-03-01T12:00:00Z")
(('one�', 1), 'Arland pays.', False, True)
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from stancebook.exchange.project import Passage
from stancebook.exchange.refi_qda.spans import Counted, Counting, Span

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML
LINE_END = re.compile("\r\n?")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
LONGEST_NAME = 100  # characters of a selection's name
DATE = "date"  # the variable with the date of a text


class TextFile(NamedTuple):
    """A text as its file has it, and the place there of each code point of the text, and of its end."""

    text: str
    counted: Counted
    marks: int

    def place(self, at: int) -> int:
        """Return the place of a code point."""
        return max(0, self.counted.position(at) - self.marks)

    def span(self, passage: Passage) -> Span:
        """Return where a passage is: all of a line end for half of it, (0, 0) for a byte order mark."""
        if passage.end <= self.marks:
            return 0, 0
        start, end = self.place(passage.start), self.place(passage.end)
        return start, end if start < end else min(end + 1, len(self.text))


def file_of(content: str) -> TextFile:
    """Return a text as its file has it."""
    bare = content.lstrip("\ufeff")
    return TextFile(LINE_END.sub("\n", bare), Counted(content, Counting(1, False)), len(content) - len(bare))


def in_xml(text: str) -> tuple[str, int]:
    """Return a text with a sign instead of each character that XML does not allow, and their number."""
    return FORBIDDEN.subn("\ufffd", text)


def shown(quote: str) -> str:
    """Return the name of a selection: its words on one line, or their beginning and an ellipsis."""
    words = in_xml(" ".join(quote.split()))[0]
    return words if len(words) <= LONGEST_NAME else words[:LONGEST_NAME].rstrip() + "…"


def in_utf8(text: str) -> str:
    """Return a text without halves of characters, of which no GUID can be made."""
    return text.encode("utf-8", "backslashreplace").decode()


def is_day(text: str) -> bool:
    """Return whether a text is a day: 2025-03-01."""
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_moment(text: str) -> bool:
    """Return whether a text is a time as XML has it: 2025-03-01T12:00:00Z."""
    try:
        return bool(MOMENT.fullmatch(text)) and bool(datetime.fromisoformat(text[:19]))
    except ValueError:
        return False
