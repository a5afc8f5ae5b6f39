"""Whether a date stands in the evidence of a sentence, or covers the days on which a cited text was written.

A text was written on a day that is known only to lie in a span. A date covers it if the whole span lies in it, so that
the last day of a span, printed alone, does not. "Until" and "after" make a date one end of a span.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from stancebook.brief.rules.dates import NO_YEAR, Date, Span, find_dates, opening

if TYPE_CHECKING:
    from stancebook.brief.rules.case import Case

YEAR = (1, 1, 12, 31)


def date_holds(case: Case, day: Date) -> bool:
    """Return whether the evidence has a date of the sentence."""
    known = [other for text in [*case.texts, *case.remarks, *case.cells] for other in find_dates(text)]
    if day.weekday:
        return any(other.weekday == day.weekday for other in known)
    written, told = _written(case), [other for other in known if not other.weekday]
    coarse = re.search(r"(?<!\d)\d{1,2}(?!\d)", day.text) is None
    one = day.low == day.high or (coarse and (day.low.month == day.high.month or day.text.isdigit()))
    end = opening(case.prose, day.start) if one else ""
    years = {end.year for span in written for end in span} | {other.low.year for other in told if other.has_year}
    return any(
        _stands(day.span(year), [other.span(year) for other in told], coarse)
        or (_ends(day.span(year), written, end) if end else _covers(day.span(year), written, coarse))
        for year in sorted(years or {NO_YEAR})
    )


def _written(case: Case) -> list[Span]:
    """The first and last day on which each cited text may have been written, where both are known."""
    ends = [(str(row.get("date_earliest") or ""), str(row.get("date_latest") or "")) for row in case.evidence.sources]
    return [(date.fromisoformat(low), date.fromisoformat(high)) for low, high in ends if low and high]


def _stands(day: Span, told: list[Span], coarse: bool) -> bool:
    """Whether a text has a date: the same days, or days within the month or year that the sentence names."""
    low, high = day
    if coarse:
        return any(low <= first and last <= high for first, last in told)
    single = [first for first, last in told if first == last]
    return day in told or (low in single and high in single)


def _ends(day: Span, written: list[Span], end: str) -> bool:
    """Whether a date holds the first day of a text (after "since"), or the last one (after "until")."""
    return any(day[0] <= (first if end == "low" else last) <= day[1] for first, last in written)


def _covers(day: Span, written: list[Span], coarse: bool) -> bool:
    """Whether a date covers the days of a text, with no more at either end than other texts account for."""
    low, high = day
    whole = (low.month, low.day, high.month, high.day) == YEAR
    unit = (_year if whole else _month) if coarse else _day
    ends = {unit(first) for first, _ in written}, {unit(last) for _, last in written}
    covered = any(low <= first and last <= high for first, last in written)
    return covered and unit(low) in ends[0] and unit(high) in ends[1]


def _day(day: date) -> tuple[int, ...]:
    """The year, month and day."""
    return day.year, day.month, day.day


def _month(day: date) -> tuple[int, ...]:
    """The year and month of a day."""
    return _day(day)[:2]


def _year(day: date) -> tuple[int, ...]:
    """The year of a day."""
    return _day(day)[:1]
