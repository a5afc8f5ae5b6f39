"""Dates as documents write them, as days.

>>> [iso_day(text) for text in ("2025-02-17T09:30Z", "Monday, February 17, 2025", "17. März 2025", "1er mai 2024")]
['2025-02-17', '2025-02-17', '2025-03-17', '2024-05-01']
>>> iso_day("03/04/2025"), iso_day("25/04/2025"), iso_day("in spring")
('', '2025-04-25', '')
"""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

# the first letters that tell the months apart, in English, German, French, Spanish, Italian, Dutch, Polish, Ukrainian
MONTHS = (
    "jan|jän|janv|ene|gen|stycz|січ", "feb|fév|fev|fèb|lut|лют", "mar|mär|maa|mrt|marz|берез", "apr|avr|abr|kwie|квіт",
    "may|mai|mag|mei|maj|трав", "jun|juin|giu|czerw|черв", "jul|juil|lug|lip|лип", "aug|aoû|aou|ago|sierp|серп",
    "sep|set|wrze|верес", "oct|okt|ott|paź|жовт", "nov|lis|листоп", "dec|dez|déc|dic|gru|груд",
)  # fmt: skip
BY_NAME = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split("|")}
YEAR = re.compile(r"\d{4}")
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+)?([^\W\d]{3,})\.?,?\s+(?:de\s+)?(\d{4})(?!\d)"
)
MONTH_FIRST = re.compile(r"([^\W\d]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")


def iso_day(text: str) -> str:
    """The first day that a text names, as YYYY-MM-DD; empty if it names none, or one that can be read in two ways."""
    if not YEAR.search(text):
        return ""
    text = normalize("NFC", text)
    for pattern in (YEAR_FIRST, COMPACT):
        if found := pattern.search(text):
            return _day(*map(int, found.groups()))
    if found := NUMBERS.search(text):
        one, other, in_year = map(int, found.groups())
        dotted = "." in found[0]  # no country writes the month first with full stops
        if one <= 12 and other <= 12 and one != other and not dotted:
            return ""
        return _day(in_year, one, other) if other > 12 else _day(in_year, other, one)
    for pattern, order in ((DAY_FIRST, (2, 1, 0)), (MONTH_FIRST, (2, 0, 1))):
        for found in pattern.finditer(text):
            year, name, day = (found.groups()[place] for place in order)
            if (month := _month(name)) and (answer := _day(int(year), month, int(day))):
                return answer
    return ""


def _month(name: str) -> int:
    """The number of a month by its name; 0 if it is none."""
    lower = name.lower()
    return next((BY_NAME[lower[:size]] for size in (6, 5, 4, 3) if lower[:size] in BY_NAME), 0)


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if 1500 <= year <= 2200 else ""
    except ValueError:
        return ""


def is_date_line(line: str) -> bool:
    """Whether a line is a date and little else."""
    return len(line) <= 80 and len(line.split()) <= 9 and bool(iso_day(line))
