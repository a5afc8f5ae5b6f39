"""The index of words finds each text that has some words nearly as they are, and few others."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from stancebook.texts.indexes import word_index
from stancebook.texts.indexes.word_index import WordIndex
from stancebook.texts.word_diff import nearest


def index(*texts):
    return WordIndex([np.array(text, int) for text in texts])


@examples(3)
@given(st.lists(st.lists(st.integers(0, 5), max_size=14), min_size=1, max_size=4), st.data())
def test_no_text_is_missed_that_has_the_words_but_for_so_many(texts, data):
    number = data.draw(st.sampled_from(range(len(texts))))
    edges = sorted(data.draw(st.tuples(*[st.integers(0, len(texts[number]))] * 2)))
    most = data.draw(st.integers(0, 5))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(word_index, "AT_ONCE", data.draw(st.sampled_from([1, 2**22])))
        found = index(*texts).texts_with(number, *edges, most).tolist()
    sought = np.array(texts[number][slice(*edges)], int)
    alike = [at for at, text in enumerate(texts) if nearest(sought, np.array(text, int))[2] <= most]
    assert found == sorted(set(found)) and set(alike) <= set(found) <= set(range(len(texts)))


def test_a_text_with_a_run_of_the_words_but_not_with_enough_of_them_is_not_found():
    texts = [1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 8, 9, 8, 9], [9, 9, 4, 5, 9, 9], [8, 8, 8, 6, 7]
    assert index(*texts).texts_with(0, 0, 7, 2).tolist() == [0]
    assert index(*texts).texts_with(0, 0, 7, 4).tolist() == [0, 1]


def test_what_was_looked_for_leaves_no_sign_for_the_next_search():
    texts = index([1, 2, 3], [3, 2, 1])
    texts.texts_with(0, 0, 3, 0)
    assert not texts._signs.any()


def test_words_on_both_sides_of_the_end_of_a_text_are_in_neither():
    assert index([1, 2, 3, 4], [5, 1, 2], [3, 4, 5]).texts_with(0, 0, 4, 0).tolist() == [0]


def test_the_first_and_the_last_text_may_lack_the_words_at_their_edges():
    texts = index([3, 4, 5, 6], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4])
    assert texts.texts_with(1, 0, 6, 2).tolist() == [0, 1, 2] and texts.texts_with(1, 0, 6, 1).tolist() == [1]


def test_of_a_long_passage_any_words_may_differ():
    long = list(range(200))
    for start in range(0, 200, 20):
        other = [*long[:start], *range(500, 520), *long[start + 20 :]]
        assert index(long, other).texts_with(0, 0, 200, 20).tolist() == [0, 1]
        assert index(long, other[start : start + 40]).texts_with(0, 0, 200, 20).tolist() == [0]


def test_of_all_runs_the_rarest_are_looked_up():
    texts = [0, 0, 1, *[0] * 7, 2, 0], [0] * 50, [1, 9] * 4
    places = [(start, start + size) for size in (1, 2, 3) for start in range(len(texts[0]) + 1 - size)]
    sums = [
        count(texts, *one) + count(texts, *other)
        for one, other in itertools.product(places, places)
        if one[1] <= other[0]
    ]
    found = index(*texts)._rarest(0, len(texts[0]), 2)
    assert sum(count(texts, start, start + size) for size, start in found) == min(sums)


def count(texts, start, end):
    """Return how often words of the first text stand in all texts."""
    sought = texts[0][start:end]
    return sum(text[at : at + len(sought)] == sought for text in texts for at in range(len(text)))
