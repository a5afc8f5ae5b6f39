"""Widths and lines of text: as matplotlib measures them, each text once, and no line wider than its room."""

import itertools

import pytest
from matplotlib.textpath import text_to_path

from stancebook.figures import lettering
from stancebook.figures.lettering import balanced, font, text_width, wrap

WORDS = "Arland would send its own engineers if Borduria repaired the old bridge first"


@pytest.mark.parametrize("size", [5.5, 7, 8.5, 13])
@pytest.mark.parametrize("bold", [False, True])
def test_a_width_is_the_one_that_matplotlib_measures(size, bold):
    assert (
        text_width(WORDS, size, bold) == text_to_path.get_text_width_height_descent(WORDS, font(size, bold), False)[0]
    )
    assert text_width("", size, bold) == 0


def test_a_text_is_measured_once_for_all_sizes_and_calls(monkeypatch):
    measured = []

    class Counting:
        @staticmethod
        def get_text_width_height_descent(text, *look):
            measured.append(text)
            return text_to_path.get_text_width_height_descent(text, *look)

    lettering._width_at_100.cache_clear()
    monkeypatch.setattr(lettering, "text_to_path", Counting)
    for size in (6, 7, 8):
        balanced(WORDS, 100, size)
    assert len(measured) == len(set(measured)) > 10


@pytest.mark.parametrize("width", [20, 60, 200, 1000])
def test_lines_are_as_full_as_their_room_allows(width):
    lines = wrap(WORDS, width, 8)
    assert "".join(lines).replace(" ", "") == WORDS.replace(" ", "")
    assert all(text_width(line, 8) <= width for line in lines)
    assert all(text_width(f"{line} {after.split()[0]}", 8) > width for line, after in itertools.pairwise(lines))


def test_a_word_that_fits_alone_is_not_broken_and_a_wider_one_is():
    assert wrap("a bridge", text_width("bridge", 8), 8) == ["a", "bridge"]
    pieces = wrap("w" * 40, 60, 8)
    assert len(pieces) > 1 and "".join(pieces) == "w" * 40
