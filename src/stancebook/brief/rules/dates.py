"""Dates in a text: days, spans of days, months, parts of months, years, and days of the week.

>>> [(date.text, str(date.low), str(date.high)) for date in find_dates("16 to 17 March 2025, or late in April 2025")]
[('16 to 17 March 2025', '2025-03-16', '2025-03-17'), ('late in April 2025', '2025-04-20', '2025-04-30')]
>>> [date.weekday for date in find_dates("on Wednesday")]
['wednesday']
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from stancebook.brief.rules.lexicon import lexicon

NO_YEAR = 4  # stands for a year that is not said; it has a 29 February
EARLY, MIDDLE, LATE = (1, 10), (10, 20), (20, 31)
PARTS = {"early": EARLY, "beginning": EARLY, "start": EARLY, "mid": MIDDLE, "middle": MIDDLE, "late": LATE, "end": LATE}


Span = tuple[date, date]


class Date(NamedTuple):
    """A date in a text: its first and last day, in the year 4 if no year is said; or only a day of the week."""

    start: int
    end: int
    text: str
    low: date
    high: date
    weekday: str = ""

    @property
    def has_year(self) -> bool:
        """Whether the text says the year."""
        return self.low.year != NO_YEAR

    def span(self, year: int) -> Span:
        """Return the first and the last day, in this year if the text says none."""
        later = year + (self.high < self.low)
        return (self.low, self.high) if self.has_year else (_moved(self.low, year), _moved(self.high, later))


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of all kinds of dates."""
    month = rf"(?:{'|'.join(lexicon()['months'])})"
    day = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    year = r"(?:,?\s+(?:of\s+)?(?:19|20)\d\d\b)"
    to = r"(?:\s*[–—-]\s*|\s+(?:to|and|until|or|through)\s+)"
    part = r"(?i:(?:early|late|mid)(?:-|\s+in\s+|\s+)|(?:beginning|start|middle|end)\s+of\s+)"
    kinds = (
        r"(?P<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)",
        rf"(?P<days>(?<![\w.,])(?:{day}{year}?(?:\s+{month}{year}?)?{to})?(?:the\s+)?{day}\s+(?:of\s+)?{month}\b{year}?)",
        rf"(?P<us>\b{month}\s+{day}\b(?:{to}(?:{month}\s+)?{day}\b)?{year}?)(?!,\d)",
        rf"(?P<months>\b{part}?{month}\b{year}?(?:{to}{part}?{month}\b{year}?)?)",
        r"(?P<year>(?<![\w.,–-])(?:19|20)\d\d\b(?![,.]\d|-\d|[%€])(?:(?:\s*[–—-]\s*|\s+to\s+)(?:19|20)\d\d\b)?)",
        rf"(?P<weekday>\b(?:{'|'.join(lexicon()['weekdays'])})s?\b)",
    )
    return re.compile("|".join(kinds))


@lru_cache(2**12)
def find_dates(text: str) -> tuple[Date, ...]:
    """Return the dates in a text, in order."""
    found = []
    for match in _pattern().finditer(text):
        kind = match.lastgroup or ""
        if kind == "weekday":
            found.append(Date(*match.span(), match[0], date.min, date.min, match[0].casefold().rstrip("s")))
        elif span := _span(kind, match[0]):
            found.append(Date(*match.span(), match[0], *span))
    return tuple(found)


def without_dates(text: str) -> str:
    """Return a text with dots for its dates, so that places stay the same.

    >>> without_dates("They may go on 2 May.")
    'They may go on ·····.'
    """
    for day in find_dates(text):
        text = text[: day.start] + "·" * (day.end - day.start) + text[day.end :]
    return text


def _span(kind: str, text: str) -> Span | None:
    """Return the first and the last day of a date; None if there is no such day."""
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text)]
    try:
        if kind == "iso":
            return date.fromisoformat(text), date.fromisoformat(text)
        if kind == "year":
            return date(years[0], 1, 1), date(years[-1], 12, 31)
        months = [1 + lexicon()["months"].index(month) for month in re.findall("|".join(lexicon()["months"]), text)]
        first, last = (years[0], years[-1]) if years else (NO_YEAR, NO_YEAR)
        if kind == "months":
            parts = [PARTS[part.casefold()] for part in re.findall(rf"(?i)\b(?:{'|'.join(PARTS)})\b", text)]
            low, high = parts[0][0] if parts else 1, parts[-1][1] if parts else 31
            return date(first, months[0], low), _day(last, months[-1], high)
        days = [int(day) for day in re.findall(r"(?<!\d)\d{1,2}(?!\d)", text)]
        return date(first, months[0], days[0]), date(last, months[-1], days[-1])
    except ValueError:
        return None


def _day(year: int, month: int, day: int) -> date:
    """Return a day of a month, or its last day if it has fewer."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def _moved(day: date, year: int) -> date:
    """Return the same day of another year."""
    return _day(year, day.month, day.day)


def opening(text: str, start: int) -> str:
    """Return which end of a span a date stands for after the words before it: low, high, or empty for the whole.

    >>> opening("no earlier than 2 May", 16), opening("written until 2 May", 14), opening("on 2 May", 3)
    ('low', 'high', '')
    """
    before = " ".join(text[:start].casefold().split())
    for end, phrases in lexicon()["open_before"].items():
        if any(re.search(rf"(?<!\w){re.escape(phrase)}$", before) for phrase in phrases):
            return end
    return ""
