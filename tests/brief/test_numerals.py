"""Numbers as they are read in a text, and which of them are the same."""

import pytest

from stancebook.brief.rules.numerals import find_numerals


def only(text):
    (numeral,) = find_numerals(text)
    return numeral


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("30,000 to 50 000 men", [30000, 50, 0]),
        ("30\u00a0000 men and 5\u202f000", [30000, 5000]),
        ("three hundred and twenty-five thousand", [325000]),
        ("two and three", [2, 3]),
        ("a dozen and a hundred", [12, 100]),
        ("€1.5bn, 2.5 million and 3k", [1.5e9, 2.5e6, 3000]),
        ("F-16 and 10:30 and 1/2", [0, 0, 0]),
        ("two-thirds, a fifth and half", [0.6667, 0.2, 0.5]),
        ("the 1990s and a third time", [1990, 0.3333]),
        ("the third time, second-hand", [3]),
        ("tens of thousands", [20000]),
        ("anyone, someone, often", []),
    ],
)
def test_numbers_are_read_in_digits_and_words(text, values):
    assert [numeral.value for numeral in find_numerals(text)] == values


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("dozens", "30 men", True),
        ("dozens", "20 men", False),
        ("30 men", "dozens", False),
        ("dozens", "Dozens", True),
        ("dozens", "scores", False),
        ("decades", "decadeslong", True),
        ("twice", "2 times", True),
        ("2 times", "twice", True),
        ("the 2nd", "the second", True),
        ("the second", "twice", False),
        ("the second", "2 men", True),
        ("2 men", "2 %", False),
        ("2 %", "2 men", False),
        ("2 percent", "two per cent", True),
        ("€5", "$5", False),
        ("€5", "5 euros", True),
        ("5 men", "€5", True),
        ("€5", "5 men", False),
        ("half", "0.5", False),
        ("0.5", "half", False),
        ("a third", "one third", True),
        ("G7", "g7".upper(), True),
        ("G7", "7 men", False),
        ("7 men", "G7", False),
        ("three weeks", "3 years", False),
        ("three weeks", "3 men", True),
        ("€3 a month", "€3 annually", False),
        ("€3 a year", "€3 annually", True),
        ("30,001", "30,000", False),
        ("33.33", "33.333", True),
    ],
)
def test_which_numbers_are_the_same(one, other, same):
    assert only(one).fits(only(other)) is same
