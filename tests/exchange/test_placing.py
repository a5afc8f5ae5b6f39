"""Where a passage stands: position, UTF-16 position, words once, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.exchange.annotation.placing import UNITS, WORDS, occurrences, place

FACE = "\N{GRINNING FACE}"


@pytest.mark.parametrize(
    "place_of, found",
    [
        ((0, 1, "a"), (0, 1, "")),
        ((0, 1, ""), (0, 1, "")),
        ((0, 10, ""), None),
        ((8, 9, ""), (8, 9, "")),
        ((-1, 1, ""), None),
        ((1, 1, ""), None),
        ((3, 1, ""), None),
        ((0, 1, "b"), (6, 7, WORDS)),
        ((1, 2, "a", "b "), (8, 9, WORDS)),
        ((0, 1, "a", "", ""), (0, 1, "")),
        ((1, 2, "a"), None),
        ((5, 6, "a"), (4, 5, UNITS)),
        ((1, 2, "a", "", " b"), (4, 5, WORDS)),
        ((1, 2, "a", " ", ""), None),
        ((1, 2, "a", "nowhere", ""), None),
        ((1, 2, "b", "nowhere", ""), (6, 7, WORDS)),
        ((6, 7, FACE), (2, 3, WORDS)),
        ((2, 4, FACE), (2, 3, UNITS)),
        ((3, 4, FACE), (2, 3, WORDS)),
        ((2, 6, FACE), (2, 3, WORDS)),
        ((0, 99, f"a {FACE} a b "), (0, 8, WORDS)),
        ((99, 99, "", "b", ""), None),
        ((-1, -1, "b"), (6, 7, WORDS)),
    ],
)
def test_a_place_is_where_the_words_are(place_of, found):
    assert place(f"a {FACE} a b a", *place_of) == found


def test_words_that_overlap_themselves_are_there_twice():
    assert list(occurrences("ababab", "ab")) == [0, 2, 4] and list(occurrences("aaa", "aa")) == [0, 1]
    assert list(occurrences("anana", "ana")) == [0, 2] and place("anana", 9, 9, "ana") is None


def test_a_position_in_utf_16_units_may_be_the_first():
    assert place(f"{FACE}a{FACE}", 0, 2, FACE) == (0, 1, UNITS)


def test_many_passages_of_a_long_text_take_no_time_each(tmp_path):
    content = f"{FACE}{'ab' * 500_000}c"
    for _ in range(500):
        assert place(content, 9, 1, "a") is None


@given(
    st.text(st.sampled_from("ab" + FACE), min_size=1), st.integers(0), st.integers(0), st.text("ab" + FACE, max_size=3)
)
def test_what_is_found_has_the_words(content, start, end, words):
    if found := place(content, start, end, words):
        assert content[found[0] : found[1]] == (words or content[start:end]) and found[0] < found[1]
