"""An axis of days: its round days are few, and its labels never touch."""

import itertools
from datetime import date

import pytest

from stancebook.figures.date_axis import DateAxis, DateRange, round_days
from stancebook.figures.lettering import text_width


@pytest.mark.parametrize(("first", "last"), [
    ("1925-03-01", "1925-03-01"), ("1925-03-01", "1925-03-02"), ("1925-02-27", "1925-03-03"), ("1925-01-22", "1925-03-31"),
    ("1925-01-22", "1926-03-31"), ("1920-02-28", "1926-01-01"), ("0001-01-01", "9999-12-31"),
])  # fmt: skip
def test_round_days_lie_between_the_ends_and_are_few(first, last):
    ends = DateRange(date.fromisoformat(first), date.fromisoformat(last))
    inner = round_days(*ends)
    assert len(inner) <= 6 and inner == sorted(set(inner)) and all(ends.first < day <= ends.last for day in inner)
    labels = DateAxis([ends], 100, 500).labels(7)
    assert labels[0][0] == 100 and (len(labels) == 1 or labels[-1][0] == 500)
    ends = [(x - (align == "right") * text_width(words, 7), x + (align == "left") * text_width(words, 7))
            for x, words, align in labels]  # fmt: skip
    assert all(one[1] < other[0] for one, other in itertools.pairwise(ends))
