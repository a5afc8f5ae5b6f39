"""Numbers that count what their sentence lists."""

from types import SimpleNamespace

import pytest

from stancebook.brief.rules.enumerations import counts_what_is_listed
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
