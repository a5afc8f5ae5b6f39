"""Words that agree with a number of things: none, one and more; lists of none, one and more."""

import pytest

from stancebook.core import english


@pytest.mark.parametrize(
    ("things", "form"), [([], "say"), (["Arland"], "says"), (["Arland", "Borduria"], "say"), ({}, "say"), ("", "say")]
)
def test_a_verb_agrees_with_what_is_listed(things, form):
    assert english.verb(things, "says", "say") == english.verb(len(things), "says", "say") == form


@pytest.mark.parametrize(
    ("amount", "form"), [(0, "say"), (1, "says"), (1.0, "says"), (2, "say"), (1.5, "say"), (-1, "say")]
)
def test_a_verb_agrees_with_a_number(amount, form):
    assert english.verb(amount, "says", "say") == form


def test_nouns_agree_with_none_one_and_more():
    assert [english.count(n, "text") for n in ([], [7], [7, 8], 13)] == [
        "no texts",
        "one text",
        "two texts",
        "13 texts",
    ]
    assert [english.count(n, "country", "countries") for n in (0, 1, 2)] == [
        "no countries",
        "one country",
        "two countries",
    ]
    assert [english.plural(n, "text") for n in (0, 1, 2)] == ["0 texts", "1 text", "2 texts"]
    assert [english.spelled_or_none(n) for n in ([], [7], 12, 13)] == ["none", "one", "twelve", "13"]


def test_lists_of_one_two_and_three_and_of_nothing():
    assert english.listed(["a"]) == english.listed(["a", "a"]) == "a"
    assert english.listed(["a", "b"]) == "a and b" and english.listed(["a", "b", "a", "c"]) == "a, b and c"
    assert english.one_of(["a", "b", "c"]) == "a, b or c"
    with pytest.raises(ValueError, match="there is nothing to list"):
        english.listed([])
    with pytest.raises(ValueError, match="not enough values"):
        english.one_of([])


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (20_000_000_000.0, 45_500_000_000.0, "20,000,000,000–45,500,000,000"),
        (0.1 + 0.2, None, "at least 0.3"),
        (None, -2, "up to −2"),
        (-3, -3, "−3"),
        (0, 0, "0"),
    ],
)
def test_a_range_of_large_small_and_negative_numbers_is_written_out(low, high, words):
    assert english.number_range(low, high) == words


def test_a_long_cell_is_compared_with_no_word(monkeypatch):
    monkeypatch.setattr(english, "_plain", lambda word: pytest.fail("it is compared"))
    assert english.nearest("x" * 101, ["arland"]) == english.nearest("F009", ["F001"]) == ""
