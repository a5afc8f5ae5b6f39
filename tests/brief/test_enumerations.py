"""Numbers that count what their sentence lists."""

from types import SimpleNamespace

import pytest

from stancebook.brief.rules.enumerations import counts_what_is_listed, listed_after, listed_before
from stancebook.brief.rules.language import Language
from stancebook.brief.rules.numerals import find_numerals

LANGUAGE = Language({"arland": ["Arland"], "borduria": ["Borduria"], "cadonia": ["Cadonia"]}, people=["Ann Bell"])


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("Two states, Arland and Borduria, agree.", True),
        ("Three states, Arland and Borduria, agree.", False),
        ("Three states – Arland, Borduria and Cadonia – agree.", True),
        ("Two states, Arland as well as Borduria, agree.", True),
        ("Arland, Borduria and Cadonia, the three allies, agree.", True),
        ("Arland and Borduria, the three allies, agree.", False),
        ("Two things matter: roads; bridges.", True),
        ("Three things matter: roads; bridges.", False),
        ("Two weeks, in Arland and Borduria, will do.", False),
        ("It costs 2 %, in Arland and Borduria.", False),
        ("Some 2.5 states, Arland and Borduria, agree.", False),
        ("Arland agrees and Borduria does: two states.", True),
        ("Arland agrees and Borduria does: two engineers.", False),
        ("Arland agrees and Borduria does: three states.", False),
        ("Arland agrees as Ann Bell does: two states.", False),
        ("Two states, which Arland and Borduria like, agree.", True),
        ("Cadonia has two states, which Arland and Borduria like.", False),
    ],
)
def test_a_number_counts_what_the_sentence_lists(words, counts):
    numeral = find_numerals(words)[0]
    assert counts_what_is_listed(SimpleNamespace(words=words, language=LANGUAGE), numeral) is counts


@pytest.mark.parametrize(
    ("words", "after", "before"),
    [
        ("Two states, Arland and Borduria, agree.", 2, 0),
        ("Arland, Borduria and Cadonia, the two states, Arland and Borduria, agree.", 2, 3),
        ("Arland and Borduria are the only two.", 0, 2),
        ("Arland or Borduria, the two allies, agree.", 0, 0),
        ("Two things matter: roads; bridges; tolls.", 3, 0),
        ("Two allies wait.", 0, 0),
    ],
)
def test_what_is_listed_after_and_before_a_number(words, after, before):
    numeral = next(each for each in find_numerals(words) if each.text.casefold() == "two")
    assert (listed_after(words, numeral), listed_before(words, numeral)) == (after, before)


def test_one_of_two_lists_is_enough():
    def counted(words):
        numeral = next(each for each in find_numerals(words) if each.text.casefold() in ("two", "three", "four"))
        return counts_what_is_listed(SimpleNamespace(words=words, language=LANGUAGE), numeral)

    assert counted("Arland, Borduria and Cadonia, the two states, Arland and Borduria, agree.")
    assert counted("Arland, Borduria and Cadonia, the three states, Arland and Borduria, agree.")
    assert not counted("Arland, Borduria and Cadonia, the four states, Arland and Borduria, agree.")


def test_a_number_beyond_all_measure_counts_nothing():
    (numeral,) = find_numerals("1" * 400)
    assert not counts_what_is_listed(None, numeral)


def test_one_actor_is_no_number_of_actors():
    (numeral,) = find_numerals("Arland agrees: one state.")
    assert not counts_what_is_listed(SimpleNamespace(words="Arland agrees: one state.", language=LANGUAGE), numeral)
