"""Widths and lines of text: as matplotlib measures them, each text once, and no line wider than its room."""

import itertools
import warnings

import pytest
from matplotlib.textpath import text_to_path

from scripts import SCRIPTS
from stancebook.core import fonts
from stancebook.core.fonts import NoFont
from stancebook.figures import lettering
from stancebook.figures.canvas import Canvas
from stancebook.figures.lettering import balanced, font, text_width, wrap
from stancebook.figures.style import house_style

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


@pytest.mark.parametrize("script", SCRIPTS)
def test_letters_of_each_script_are_drawn_and_no_boxes(script):
    with warnings.catch_warnings(), house_style():
        warnings.simplefilter("error")  # matplotlib warns of a letter that no font has, and draws a box
        sheet = Canvas()
        sheet.text(4, 10, SCRIPTS[script], bold=True)
        drawing = sheet.finish(SCRIPTS[script], "", "", SCRIPTS[script])
    assert drawing.title == SCRIPTS[script] and drawing.svg.count("<use") > len(SCRIPTS[script]) // 2


def test_a_letter_without_a_font_is_named_with_its_text():
    with pytest.raises(NoFont, match=r"^a figure: no font has ᠮ \(U\+182E MONGOLIAN LETTER MA\) in “Land of ᠮ”; put a"):
        wrap("Land of ᠮ", 100, 8)


def test_without_the_packages_of_fonts_their_names_are_given(monkeypatch):
    monkeypatch.setattr(fonts, "packaged", lambda: ())
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    with pytest.raises(NoFont, match=r"no font has ส .*; install manimgx-fonts and noto-cjk-sans-jp-regular as"):
        wrap(SCRIPTS["Thai"], 100, 8)


def test_a_broken_word_keeps_marks_with_their_letters():
    word = "x\u0302" * 20 + "👩\u200d🔧" * 10 + "👋🏽" * 10
    pieces = wrap(word, 30, 8)
    assert len(pieces) > 5 and "".join(pieces) == word
    assert not any(piece[0] in "\u0302\u200d🏽🔧" or piece[-1] == "\u200d" for piece in pieces)
