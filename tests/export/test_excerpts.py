"""Excerpts: the passage is in it, it is long enough and not too long, and sentences are whole where they fit."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.export.excerpts import LEAST, MOST, Excerptable

WORD = "word"


def text_of(lengths):
    """Return a text of sentences with so many words each, and the spans of the sentences."""
    sentences = [" ".join([WORD] * (length - 1) + [f"{WORD}."]) for length in lengths]
    spans, at = [], 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return " ".join(sentences), spans


def shown(reader, excerpt):
    return len(reader.text[excerpt.start : excerpt.end].split())


@given(st.lists(st.integers(1, 70), min_size=1, max_size=30), st.data())
def test_an_excerpt_has_its_passages_and_between_100_and_150_words(lengths, data):
    text, spans = text_of(lengths)
    reader = Excerptable(text, spans)
    words = [word.span() for word in re.finditer(r"\S+", text)]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(len(words) - 1, first + 60)))
    passage = (words[first][0], words[last][1])
    [excerpt] = reader.excerpts([passage])
    assert excerpt.start <= passage[0] and passage[1] <= excerpt.end
    assert min(LEAST, len(words)) <= shown(reader, excerpt) <= MOST
    assert excerpt.cut[0] == (excerpt.start not in {start for start, _ in spans})
    assert excerpt.cut[1] == (excerpt.end not in {end for _, end in spans})
    if max(lengths) <= 25:
        assert excerpt.cut == (False, False), "there is always room for one more sentence"


@given(st.lists(st.integers(1, 40), min_size=5, max_size=30), st.data())
def test_every_passage_is_in_just_one_excerpt(lengths, data):
    text, spans = text_of(lengths)
    cited = data.draw(st.lists(st.sampled_from(spans), min_size=1, max_size=8))
    excerpts = Excerptable(text, spans).excerpts(cited)
    assert sorted(span for each in excerpts for span in each.passages) == sorted(set(cited))
    assert all(shown(Excerptable(text, spans), each) <= MOST for each in excerpts)


def test_a_shorter_text_is_given_whole():
    text, spans = text_of([20, 20, 20])
    [excerpt] = Excerptable(text, spans).excerpts([spans[0]])
    assert (excerpt.start, excerpt.end, excerpt.cut) == (0, len(text), (False, False))


def test_a_passage_longer_than_an_excerpt_is_shown_in_full():
    text, spans = text_of([200])
    [excerpt] = Excerptable(text, spans).excerpts([spans[0]])
    assert (excerpt.start, excerpt.end) == spans[0]


def test_a_sentence_that_is_too_long_is_cut_around_the_passage():
    text, spans = text_of([400])
    passage = (text.index(WORD, 1000), text.index(WORD, 1000) + 4)
    reader = Excerptable(text, spans)
    [excerpt] = reader.excerpts([passage])
    assert excerpt.cut == (True, True) and shown(reader, excerpt) == MOST
    middle = (excerpt.start + excerpt.end) / 2
    assert abs(middle - passage[0]) < 20


def test_what_cleaning_took_out_is_not_counted():
    text, spans = text_of([60, 60, 60])
    reader = Excerptable(text, [spans[0], spans[2]], removed=[spans[1]])
    [excerpt] = reader.excerpts([spans[0]])
    assert (excerpt.start, excerpt.end) == (0, len(text))


def test_a_word_that_begins_in_any_of_many_spans_is_not_counted():
    removed = [(4, 9), (0, 1), (6, 7), (2, 2), (12, 12), (8, 11)]
    words = Excerptable("a b c d e f g h", [(0, 15)], removed).words
    assert words == [(2, 3), (12, 13), (14, 15)]


@pytest.mark.parametrize("removed", [(0, 9), (5, 9), (0, 4)])
def test_a_passage_in_what_cleaning_took_out_is_shown(removed):
    text = "word word and more."
    [excerpt] = Excerptable(text, [(10, 19)], removed=[removed]).excerpts([(0, 9)])
    assert (excerpt.start, excerpt.end) == (0, len(text))
