"""The sources: what a reader would want to know of each text before believing it.

>>> date_in_words({"date_earliest": "2025-02-17", "date_latest": "2025-02-18", "date_basis": "[outside] The summit's day."})
'17 to 18 February 2025†'
>>> source_name({"outlet": "", "article": "003"}), source_name({"outlet": "Caller", "article": "001"})
('text 003', 'text 001 by Caller')
"""

from datetime import date

OUTSIDE, DAGGER = "[outside]", "†"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def source_name(source):
    """What a source is called in a sentence: its number, and its outlet where the text names it."""
    return f"text {source['article']}" + (f" by {source['outlet']}" if source["outlet"] else "")


def date_in_words(*sources):
    """When texts were written, in words, as narrowly as it is known; a dagger where that is known from outside them."""
    ends = [source[end] for source in sources for end in ("date_earliest", "date_latest")]
    if not all(ends):
        return "undated"
    outside = any(source["date_basis"].startswith(OUTSIDE) for source in sources)
    return between(date.fromisoformat(min(ends)), date.fromisoformat(max(ends))) + DAGGER * outside


def between(first, last):
    """Two days as a sentence gives them, no month or year said twice.

    >>> between(date(2025, 2, 28), date(2025, 3, 31)), between(date(2025, 3, 1), date(2025, 3, 1))
    ('28 February to 31 March 2025', '1 March 2025')
    """
    if first == last:
        return _day(first)
    parts = 1 if (first.year, first.month) == (last.year, last.month) else 2 if first.year == last.year else 3
    return f"{' '.join(_day(first).split()[:parts])} to {_day(last)}"


def _day(day):
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def temporal_order(one, other):
    """How a second text lies in time to a first: later, perhaps later, in the same days, or not known; else earlier.

    Perhaps later: it cannot begin before the first, and does not end before it, but a day is common to both.

    >>> days = lambda first, last: dict(date_earliest=f"1925-03-0{first}", date_latest=f"1925-03-0{last}")
    >>> early, late, long = days(1, 2), days(2, 3), days(1, 9)
    >>> [temporal_order(early, other) for other in (early, late, long, early | {"date_earliest": ""})]
    ['in the same days', 'perhaps later', 'perhaps later', 'not known']
    >>> temporal_order(early, late | {"date_earliest": "1925-03-03"}), temporal_order(late, early), temporal_order(long, late)
    ('later', 'perhaps earlier', 'not known')
    """
    days = [(source["date_earliest"], source["date_latest"]) for source in (one, other)]
    if not all(day for ends in days for day in ends):
        return "not known"
    if days[0] == days[1]:
        return "in the same days"
    for (first, last), (begins, ends), later in ((*days, "later"), (*days[::-1], "earlier")):
        if last < begins:
            return later
        if first <= begins and last <= ends:
            return f"perhaps {later}"
    return "not known"


def cards(sources, notes):
    """A row a source: name, headline, cites, made how, written when and how that is known, number of notes on it."""
    return [
        {
            "article": source["article"],
            "source": source_name(source),
            "headline": source["headline"] or "none in the text",
            "cites": source["cited_outlets"] or "no outlet",
            "how it was made": source["kind"],
            "written": date_in_words(source),
            "how the date is known": source["date_basis"],
            "notes": sum(note["article"] == source["article"] for note in notes),
        }
        for source in sources
    ]
