"""Days: the time in which a text may have been written, and one axis on which several such times lie.

>>> early, late = span({"date_earliest": "1925-03-01", "date_latest": "1925-03-02"}), span({"date_earliest": ""})
>>> early, late
(DateRange(first=datetime.date(1925, 3, 1), last=datetime.date(1925, 3, 2)), None)
>>> axis = DateAxis([early, late], 100, 200)
>>> axis.ends(early), axis.ends(DateRange(date(1925, 3, 2), date(1925, 3, 2)))
((100.0, 200.0), (150.0, 200.0))
"""

from datetime import date
from itertools import count, takewhile
from typing import NamedTuple

from stancebook.figures.lettering import text_width
from stancebook.study.sources import between

FEW = 6  # days to name between the ends of an axis, at the most
YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


class DateRange(NamedTuple):
    """The first and the last of some days."""

    first: date
    last: date


def span(source):
    """The DateRange on which a text may have been written; None where an end is not known."""
    ends = source.get("date_earliest"), source.get("date_latest")
    return DateRange(*map(date.fromisoformat, ends)) if all(ends) else None


class DateAxis:
    """The way from days to points between left and right; None among the days is passed over."""

    def __init__(self, spans, left, right):
        known = [days for days in spans if days]
        self.left, self.right = left, right
        self.whole = DateRange(min(days.first for days in known), max(days.last for days in known)) if known else None

    def along(self, day, end=0):
        """Where a day begins, or ends."""
        first, last = (each.toordinal() for each in self.whole)
        return round(self.left + (self.right - self.left) * (day.toordinal() + end - first) / (last + 1 - first), 2)

    def ends(self, days):
        """Where the first of some days begins and the last ends."""
        return self.along(days.first), self.along(days.last, 1)

    def labels(self, size, gap=10):
        """Where to write the first and the last day, and as many round days between as there is room for."""
        if self.whole is None:
            return []
        first, last = self.whole
        if first == last:
            return [(self.left, between(first, last), "left")]
        same = first.year == last.year
        begin, end = named(first, year=not same), named(last, year=True)
        room = self.left + text_width(begin, size) + gap, self.right - text_width(end, size) - gap
        if room[0] >= room[1]:
            return [(self.left, between(first, last), "left")]
        middle = []
        for day in round_days(first, last):
            words, x = named(day, year=not same), self.along(day)
            reach = x + text_width(words, size)
            if x >= room[0] and reach <= room[1]:
                middle.append((x, words, "left"))  # where the day begins, as the first one
                room = reach + gap, room[1]
        return [(self.left, begin, "left"), *middle, (self.right, end, "right")]


def named(day, year):
    """A day in words.

    >>> named(date(1925, 3, 1), True), named(date(1925, 3, 1), False)
    ('1 March 1925', '1 March')
    """
    words = between(day, day)
    return words if year else words.rpartition(" ")[0]


def round_days(first, last):
    """The days to name between two: all of them, Mondays, firsts of months or of years, whichever are few enough.

    >>> [f"{day:%d %b}" for day in round_days(date(2025, 1, 22), date(2025, 3, 31))]
    ['01 Feb', '01 Mar']
    >>> [day.year for day in round_days(date(1801, 1, 22), date(2025, 3, 31))]
    [1850, 1900, 1950, 2000]
    """
    inner = range(first.toordinal() + 1, last.toordinal())
    for start, step in ((inner.start, 1), (inner.start + -(inner.start - 1) % 7, 7)):
        if len(inner) and len(days := range(start, inner.stop, step)) <= FEW:
            return [date.fromordinal(day) for day in days]
    months = range(12 * first.year + first.month, 12 * last.year + last.month)
    for start, step in (
        (months.start, 1),
        (months.start + -months.start % 3, 3),
        (months.start + -months.start % 6, 6),
    ):
        if len(chosen := range(start, months.stop, step)) <= FEW:
            return [date(month // 12, month % 12 + 1, 1) for month in chosen]
    for step in YEARS:
        years = takewhile(lambda year: year <= last.year, count(first.year + 1 + -(first.year + 1) % step, step))
        if len(chosen := list(years)) <= FEW:
            return [date(year, 1, 1) for year in chosen]
