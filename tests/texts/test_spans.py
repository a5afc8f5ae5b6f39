"""Spans: the places of a quotation, and relations between two spans."""

from hypothesis import given
from hypothesis import strategies as st

from stancebook.texts.spans import Span, find, trimmed


def test_every_place_of_a_quotation_is_found_also_if_places_overlap():
    assert find("aa", "aaaa") == [(0, 2), (1, 3), (2, 4)]


def test_offsets_count_code_points():
    assert find("go", "👩‍🔧 o\u0308 go") == [(7, 9)]


def test_an_empty_quotation_is_found_nowhere():
    assert find("", "We go.") == []
    assert find("we go", "We go.") == []


def test_a_span_contains_itself_and_spans_within_it():
    assert Span(2, 6).contains(Span(2, 6))
    assert Span(2, 6).contains(Span(3, 5))
    assert not Span(2, 6).contains(Span(1, 3))
    assert not Span(2, 6).contains(Span(5, 7))


def test_a_trimmed_span_has_no_white_space_at_its_ends():
    assert trimmed("ab  cd e\n f", Span(2, 9)) == Span(4, 8)
    assert trimmed("ab  cd", Span(4, 6)) == Span(4, 6)
    assert trimmed("ab  cd", Span(2, 4)) == Span(4, 4)


def test_spans_that_only_touch_do_not_meet():
    assert not Span(2, 6).overlaps(Span(6, 8))
    assert not Span(6, 8).overlaps(Span(2, 6))
    assert Span(2, 6).overlaps(Span(5, 8))


@given(st.text("ab \u0308", min_size=1, max_size=3), st.text("ab \u0308", max_size=30))
def test_every_place_is_found_once_in_order(quote, text):
    by_hand = [at for at in range(len(text)) if text[at:].startswith(quote)]
    places = find(quote, text)
    assert [span.start for span in places] == by_hand
    assert all(span.of(text) == quote for span in places)
