"""The starts of a pattern are those of all that it matches, and so no text is passed over that it would match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.texts.patterns import furniture
from stancebook.texts.patterns.starts import may_match, starts

PATTERNS = [
    "a|b?c",
    "(?:ab)*c+",
    "[ab]{2}c?",
    "(?i:A|b)a",
    ".a",
    "a(?=b).",
    r"\d{1,2}a|b",
    "",
    "(?:a?b?)?c{2,9}",
    r"\wb",
    "^a$",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text("abcA1", max_size=7))
def test_no_text_that_matches_is_passed_over(pattern, text):
    for size in (1, 3, 5):
        assert may_match(text[:size], starts(pattern, size), size) or not re.fullmatch(pattern, text)


@pytest.mark.parametrize(("pattern", "passed"), [("ab|cd", "ac"), (r"\d a", "1 b"), ("(?:x|y)z", "xx"), ("a", "ab")])
def test_texts_that_begin_otherwise_are_passed_over(pattern, passed):
    assert not may_match(passed, starts(pattern, 4), 4)


def test_a_pattern_with_too_many_starts_says_nothing():
    assert "" in starts("[a-z]{5}", 5)


def test_what_the_package_matches_begins_with_less_than_anything():
    for kind in ("lines", "cased", "sentences"):
        known = frozenset().union(*(rule.known for rule in furniture._rules_of(kind)))
        assert "" not in known and len(known) > 100
