"""Whether a date stands in the evidence of a sentence, or covers the days on which a cited text was written.

A text was written on a day that is known only to lie in a span. A date covers it if the whole span lies in it, so that
the last day of a span, printed alone, does not. "Until" and "after" make a date one end of a span.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from stancebook.brief.rules.dates import NO_YEAR, Date, find_dates, opening

if TYPE_CHECKING:
    from stancebook.brief.rules.case import Case

Span = tuple[date, date]


def date_holds(case: Case, day: Date) -> bool:
    """Return whether the evidence has a date of the sentence."""
    known = [other for text in [*case.texts, *case.remarks, *case.cells] for other in find_dates(text)]
    if day.weekday:
        return any(other.weekday == day.weekday for other in known)
    spans = _spans(case)
    end = opening(case.prose, day.start) if _is_coarse(day) or day.low == day.high else ""
    years = {end.year for span in spans for end in span} | {
        other.low.year for other in known if other.low and other.has_year
    }
    return any(
        _stands(day.within(year), known, year) or _covers(day.within(year), spans, end)
        for year in sorted(years or {NO_YEAR})
    )


def _spans(case: Case) -> list[Span]:
    """The first and last day on which each cited text may have been written, where both are known."""
    ends = [(str(row.get("date_earliest") or ""), str(row.get("date_latest") or "")) for row in case.evidence.sources]
    return [(date.fromisoformat(low), date.fromisoformat(high)) for low, high in ends if low and high]


def _is_coarse(day: Date) -> bool:
    """Whether a date names no day, only a month or a year."""
    return re.search(r"(?<!\d)\d{1,2}(?!\d)", day.text) is None


def _stands(day: Date, known: Iterable[Date], year: int) -> bool:
    """Whether a text has a date: the same days, or days within the month or year that the sentence names."""
    spans = [(other.low, other.high) for other in (date.within(year) for date in known) if other.low and other.high]
    if day.low is None or day.high is None:
        return False
    if _is_coarse(day):
        return any(day.low <= low and high <= day.high for low, high in spans)
    exact = [span for span in spans if span[0] == span[1]]
    return (day.low, day.high) in spans or all(any(end == low for low, _ in exact) for end in (day.low, day.high))


def _covers(day: Date, spans: list[Span], end: str) -> bool:
    """Whether a date covers a span of a text's days with no more at either end than other texts account for."""
    if day.low is None or day.high is None:
        return False
    lows, highs = {low for low, _ in spans}, {high for _, high in spans}
    if end:
        return any(day.low <= edge <= day.high for edge in (lows if end == "low" else highs))
    covered = any(day.low <= low and high <= day.high for low, high in spans)
    if not _is_coarse(day):
        return covered and day.low in lows and day.high in highs
    months = {(edge.year, edge.month) for edge in lows}, {(edge.year, edge.month) for edge in highs}
    whole_year = day.text.strip().isdigit() or (day.low.month, day.high.month) == (1, 12)
    return covered and (whole_year or (_month(day.low) in months[0] and _month(day.high) in months[1]))


def _month(day: date) -> tuple[int, int]:
    """The year and month of a day."""
    return day.year, day.month
