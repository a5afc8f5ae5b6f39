"""The days on which texts may have been written, and one axis for several such spans of days.

>>> early, late = span({"date_earliest": "1925-03-01", "date_latest": "1925-03-02"}), span({"date_earliest": ""})
>>> early, late
(DateRange(first=datetime.date(1925, 3, 1), last=datetime.date(1925, 3, 2)), None)
>>> axis = DateAxis([early, late], 100, 200)
>>> axis.ends(early), axis.ends(DateRange(date(1925, 3, 2), date(1925, 3, 2)))
((100.0, 200.0), (150.0, 200.0))
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from matplotlib.dates import AutoDateLocator, num2date

from stancebook.core.tables import Row
from stancebook.figures.canvas import Canvas
from stancebook.figures.lettering import text_width
from stancebook.figures.style import SLATE
from stancebook.study.sources import between, day_in_words

FEW = 6  # the most days to name between the ends of an axis


class DateRange(NamedTuple):
    """The first and the last of several days."""

    first: date
    last: date


def span(source: Row) -> DateRange | None:
    """The days on which a text may have been written; None where an end is unknown."""
    ends = source.get("date_earliest"), source.get("date_latest")
    return DateRange(*map(date.fromisoformat, ends)) if all(ends) else None


class DateAxis:
    """An axis from `left` to `right`, in points, that covers all spans; a span of None is ignored."""

    def __init__(self, spans: Iterable[DateRange | None], left: float, right: float) -> None:
        dated = [days for days in spans if days]
        self.left, self.right = left, right
        self.whole = DateRange(min(days.first for days in dated), max(days.last for days in dated)) if dated else None

    def along(self, day: date, end: int = 0) -> float:
        """The place where a day begins; with `end=1`, where it ends."""
        first, last = (each.toordinal() for each in self.whole)
        return round(self.left + (self.right - self.left) * (day.toordinal() + end - first) / (last + 1 - first), 2)

    def ends(self, days: DateRange) -> tuple[float, float]:
        """The places where the first day begins and the last one ends."""
        return self.along(days.first), self.along(days.last, 1)

    def ticks(self, canvas: Canvas, y: float, size: float) -> None:
        """Draw the axis at y, with ticks and names below it at round days, or at its ends if there are none."""
        canvas.line(self.left, y, self.right, y, SLATE)
        if self.whole is None:
            return
        labels = [(self.along(day), day_in_words(day, True), "left") for day in round_days(*self.whole)]
        reach = self.left
        for x, words, align in labels or self.labels(size):
            width = text_width(words, size)
            canvas.line(x, y, x, y + 4, SLATE)
            if align == "right" or (x >= reach and x + 3 + width <= self.right):
                canvas.text(x if align == "right" else x + 3, y + size + 2, words, size, muted=True, align=align)
                reach = x + width + 9

    def labels(self, size: float, gap: float = 10) -> list[tuple[float, str, str]]:
        """The labels of the axis as (x, words, alignment): its ends, and as many round days between as fit."""
        if self.whole is None:
            return []
        first, last = self.whole
        same = first.year == last.year
        begin, end = day_in_words(first, year=not same), day_in_words(last, year=True)
        room = self.left + text_width(begin, size) + gap, self.right - text_width(end, size) - gap
        if first == last or room[0] >= room[1]:
            return [(self.left, between(first, last), "left")]
        middle = []
        for day in round_days(first, last):
            words, x = day_in_words(day, year=not same), self.along(day)
            right = x + text_width(words, size)
            if x >= room[0] and right <= room[1]:
                middle.append((x, words, "left"))  # at the place where the day begins, as the first one
                room = right + gap, room[1]
        return [(self.left, begin, "left"), *middle, (self.right, end, "right")]


def round_days(first: date, last: date) -> list[date]:
    """The round days after the first: the first days of months or years, or days, but no more than a few.

    >>> [f"{day:%d %b}" for day in round_days(date(2025, 1, 22), date(2025, 3, 31))]
    ['01 Feb', '01 Mar']
    >>> [day.year for day in round_days(date(1801, 1, 22), date(2025, 3, 31))]
    [1850, 1900, 1950, 2000]
    """
    midnights = (datetime(day.year, day.month, day.day) for day in (first, last))
    days = [num2date(tick).date() for tick in AutoDateLocator(minticks=2, maxticks=FEW).tick_values(*midnights)]
    return [day for day in days if first < day <= last]
