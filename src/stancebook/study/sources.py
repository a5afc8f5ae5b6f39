"""Sources: the name, the date and the origin of each text, in words.

>>> date_in_words({"date_earliest": "2025-02-17", "date_latest": "2025-02-18", "date_basis": "[outside] A summit."})
'17 or 18 February 2025†'
>>> source_name({"outlet": "", "article": "003"}), source_name({"outlet": "Caller", "article": "001"})
('text 003', 'text 001 by Caller')
"""

from __future__ import annotations

from datetime import date

from stancebook.core.tables import Row, Rows, grouped

OUTSIDE, DAGGER = "[outside]", "†"
LONG = 14  # days after which the end of a guessed range says nothing
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def source_name(source: Row) -> str:
    """Return the name of a source in a sentence: its id, and its outlet if the text names it."""
    return f"text {source['article']}" + (f" by {source['outlet']}" if source["outlet"] else "")


def date_in_words(source: Row, year: bool = True) -> str:
    """Return when a text was written, in words in which no guess looks like a date; `year` can be left out of its end.

    A dagger marks days that are known from outside the text. If there are many of them, their last is a guess.

    >>> days = {"date_earliest": "1925-02-28", "date_latest": "1925-03-31", "date_basis": "[outside] A guess."}
    >>> date_in_words(days), date_in_words(days | {"date_latest": "1925-03-01"}, year=False)
    ('28 February 1925 or later†', '28 February or 1 March†')
    """
    if not (source["date_earliest"] and source["date_latest"]):
        return "undated"
    first, last = (date.fromisoformat(source[end]) for end in ("date_earliest", "date_latest"))
    mark = DAGGER * source["date_basis"].startswith(OUTSIDE)
    if mark and (last - first).days > LONG:
        return f"{day_in_words(first, year)} or later{mark}"
    words = between(first, last)
    words = words.replace(" to ", " or ") if (last - first).days == 1 else words
    return (words if year else words.rpartition(" ")[0]) + mark


def with_dagger(text: str) -> str:
    """Return a text whose [outside], at its beginning, is a dagger at its end.

    >>> with_dagger("[outside] rewritten from a report"), with_dagger("an agency's report")
    ('rewritten from a report†', "an agency's report")
    """
    return text.removeprefix(OUTSIDE).strip() + DAGGER if text.startswith(OUTSIDE) else text


def between(first: date, last: date) -> str:
    """Return a range of days in words, without repeating the month or the year.

    >>> between(date(2025, 2, 28), date(2025, 3, 31)), between(date(2025, 3, 1), date(2025, 3, 1))
    ('28 February to 31 March 2025', '1 March 2025')
    """
    if first == last:
        return day_in_words(first)
    if first.year != last.year:
        return f"{day_in_words(first)} to {day_in_words(last)}"
    start = str(first.day) if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]}"
    return f"{start} to {day_in_words(last)}"


def day_in_words(day: date, year: bool = True) -> str:
    """Return a day in words, with its year or without.

    >>> day_in_words(date(1925, 3, 1)), day_in_words(date(1925, 3, 1), year=False)
    ('1 March 1925', '1 March')
    """
    return f"{day.day} {MONTHS[day.month - 1]}" + f" {day.year}" * year


def temporal_order(one: Row, other: Row) -> str:
    """Return how the `other` text lies in time to `one`: later, earlier, perhaps so, in the same days, or not known.

    Perhaps later: it begins no earlier than the first and ends no earlier, but a day is common to both.

    >>> days = lambda first, last: dict(date_earliest=f"1925-03-0{first}", date_latest=f"1925-03-0{last}")
    >>> early, late, long = days(1, 2), days(2, 3), days(1, 9)
    >>> [temporal_order(early, other) for other in (early, late, long, early | {"date_earliest": ""})]
    ['in the same days', 'perhaps later', 'perhaps later', 'not known']
    >>> last_day = late | {"date_earliest": "1925-03-03"}
    >>> temporal_order(early, last_day), temporal_order(late, early), temporal_order(long, late)
    ('later', 'perhaps earlier', 'not known')
    """
    first, last, begins, ends = (source[end] for source in (one, other) for end in ("date_earliest", "date_latest"))
    if not (first and last and begins and ends):
        return "not known"
    if (first, last) == (begins, ends):
        return "in the same days"
    if last < begins:
        return "later"
    if ends < first:
        return "earlier"
    if first <= begins and last <= ends:
        return "perhaps later"
    return "perhaps earlier" if begins <= first and ends <= last else "not known"


def cards(sources: Rows, notes: Rows) -> Rows:
    """Return a row a source, as notebook 01 shows it: name, headline, outlets cited, kind, date, number of notes."""
    by_article = grouped(notes, "article")
    return [
        {
            "article": source["article"],
            "source": source_name(source),
            "headline": source["headline"] or "none in the text",
            "cites": source["cited_outlets"] or "no outlet",
            "how it was made": source["kind"],
            "written": date_in_words(source),
            "how the date is known": source["date_basis"],
            "notes": len(by_article[source["article"]]),
        }
        for source in sources
    ]
