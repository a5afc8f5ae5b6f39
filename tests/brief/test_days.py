"""Whether the dates of a sentence stand in its texts, or cover the days on which those were written."""

from types import SimpleNamespace

import pytest

from stancebook.brief.rules.dates import find_dates
from stancebook.brief.rules.days import date_holds

EARLY, LATE, LONG = ("2031-03-03", "2031-03-05"), ("2031-03-05", "2031-03-07"), ("2031-02-26", "2031-03-31")


def holds(words, texts=(), written=()):
    """Whether the only date of these words holds."""
    sources = [{"date_earliest": first, "date_latest": last} for first, last in written]
    case = SimpleNamespace(
        prose=words, texts=texts, remarks=[], cells=[], evidence=SimpleNamespace(sources=sources),
    )  # fmt: skip
    (day,) = find_dates(words)
    return date_holds(case, day)


@pytest.mark.parametrize(
    ("words", "written", "expected"),
    [
        ("on 3 to 5 March 2031", [EARLY], True),
        ("on 3–5 March", [EARLY], True),
        ("on 3 March 2031", [EARLY], False),
        ("on 5 March 2031", [EARLY], False),
        ("on 5 March 2031", [EARLY, LATE], False),
        ("on 3 to 7 March 2031", [EARLY, LATE], True),
        ("on 3 to 6 March 2031", [EARLY, LATE], False),
        ("on 2 to 7 March 2031", [EARLY, LATE], False),
        ("on 3 to 5 March 2030", [EARLY], False),
        ("in March 2031", [EARLY], True),
        ("in March 2031", [LONG], False),
        ("in March 2031", [LONG, EARLY], True),
        ("in February or March 2031", [LONG], True),
        ("from February to March 2031", [EARLY], False),
        ("from March to May 2031", [EARLY], False),
        ("in early March", [EARLY], True),
        ("in late March", [EARLY], False),
        ("in 2031", [LONG], True),
        ("in 2030", [LONG], False),
        ("since 2031", [LONG], True),
        ("since 2030", [LONG], False),
        ("from 3 to 5 March", [EARLY], True),
        ("in 2030 to 2031", [LONG], False),
        ("in 2031 to 2032", [LONG], False),
        ("since 3 March", [EARLY], True),
        ("since 5 March", [EARLY], False),
        ("until 5 March", [EARLY], True),
        ("until 3 March", [EARLY], False),
        ("after February 2031", [LONG], True),
        ("after March 2031", [LONG], False),
        ("no later than March 2031", [LONG], True),
        ("no later than April 2031", [LONG], False),
        ("on 3 March 2031", [("2031-03-03", "")], False),
        ("on 3 March 2031", [("", "2031-03-03")], False),
        ("on 3 March 2031", [("2031-03-03", "2031-03-03")], True),
        ("on 3 March 2031", [], False),
    ],
)
def test_a_date_covers_the_days_on_which_a_text_may_have_been_written(words, written, expected):
    assert holds(words, written=written) is expected


@pytest.mark.parametrize(
    ("words", "texts", "written", "expected"),
    [
        ("on 12 March", ["It was 12 March."], [], True),
        ("on 12 March", ["It was 13 March."], [], False),
        ("on 12 March 2031", ["It was 12 March."], [], False),
        ("on 12 March 2031", ["It was 12 March."], [EARLY], True),
        ("on 12 March 2030", ["It was 12 March."], [EARLY], False),
        ("on 12 March", ["It was 12 March 2031."], [], True),
        ("on 12 to 14 March", ["It was 12 March.", "It was 14 March."], [], True),
        ("on 12 to 14 March", ["It was 12 to 13 March.", "It was 14 March."], [], False),
        ("on 12 to 14 March", ["It was 12 March.", "It was 13 to 14 March."], [], False),
        ("on 12 to 14 March", ["It was from 12 to 14 March 2031."], [], True),
        ("on 12 to 15 March", ["It was 12 March."], [], False),
        ("in March", ["It was 12 March."], [], True),
        ("in March", ["It lasted from 30 March to 2 April."], [], False),
        ("in March", ["It lasted from 27 February to 2 March."], [], False),
        ("in 2029", ["It was in 2029."], [], True),
        ("on Tuesday", ["It was Wednesday.", "It was Tuesday."], [], True),
        ("on Tuesday", ["It was Wednesday."], [], False),
        ("on 12 March", ["It was Wednesday."], [], False),
        ("from 30 December to 2 January", ["from 30 December 2030 to 2 January 2031"], [], True),
    ],
)
def test_a_date_stands_in_a_text(words, texts, written, expected):
    assert holds(words, texts, written) is expected
