"""Wordings: words, folding and alignment, counted by hand and against a slow version."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from stancebook.texts.spans import Span
from stancebook.texts.word_diff import align, as_markdown, edits, folded, nearest, standing, words
from stancebook.texts.wrapping import paragraphs

# signs that are read wrongly if anything is: marks, breaks, emoji, combining signs, directions
SIGNS = st.text("ab Ac.,-—–…'’“”\"«»‚‹›*_~`<>&[]\\1€%\n\r\u2028\u00a0\u200b\u0301\u202e🇺👩\x1c\x85ß", max_size=60)
FEW_WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=9)


def texts_of(text, spans):
    return [span.of(text) for span in spans]


def test_paragraphs_are_lines_without_white_space_at_their_ends():
    raw = "\ufeffOne. \r\n\r\n  Two 🇺🇸 e\u0301\n \t\nThree\rFour\u2028Five\x85\n"
    assert texts_of(raw, paragraphs(raw)) == ["\ufeffOne.", "Two 🇺🇸 e\u0301", "Three", "Four", "Five"]
    assert paragraphs(raw)[1] == Span(12, 21)
    assert paragraphs("") == paragraphs(" \n\r\n") == []


def test_words_have_no_marks_around_them_and_signs_that_say_something():
    text = "“Don’t go—now”, he’d said: 10,000 men (2.5%) for €30bn, −5 or -5, air-defence … U.S. — end."
    wanted = "Don’t go now he’d said 10,000 men 2.5% for €30bn −5 or -5 air-defence U.S end"
    assert texts_of(text, words(text)) == wanted.split()
    assert words("…  — “”") == []


def test_differences_of_typesetting_are_folded_and_differences_of_words_are_not():
    assert folded("DON’T! ﬁve Stra\u00adße e\u0301 −5") == folded("don't “five” STRASSE é, -5")
    assert folded("ＦＵＬＬ １０") == ["full", "10"]
    assert folded("\u2066We\u2069 g\u200do\ufe0f") == ["we", "go"]
    for one, other in (("2%", "2"), ("€30", "$30"), ("-5", "5"), ("10.5", "105"), ("can't", "can"), ("é", "e")):
        assert folded(one) != folded(other), one


def test_words_as_they_stand_keep_their_marks():
    text = " “We – all of us—go …” (she 🙂 said)\n"
    assert standing(text) == ["“We –", "all", "of", "us—", "go …”", "(she", "🙂", "said)"]
    assert standing("… —") == [] and standing("- (so") == ["- (so"]


def test_an_alignment_counted_by_hand():
    one, other = "We will never, ever go back there, my friend.", "“We shall never go back there my dear old friend"
    assert [tuple(part) for part in align(one, other)] == [
        ("same", ("We",), ("“We",)),
        ("changed", ("will",), ("shall",)),
        ("same", ("never,",), ("never",)),
        ("only_a", ("ever",), ()),
        ("same", ("go", "back", "there,", "my"), ("go", "back", "there", "my")),
        ("only_b", (), ("dear", "old")),
        ("same", ("friend.",), ("friend",)),
    ]
    assert edits(one, other) == 4
    assert (
        as_markdown(align(one, other)) == "We ~~will~~ **shall** never, ~~ever~~ go back there, my **dear old** friend."
    )
    assert align("", "…") == [] and as_markdown([]) == ""


@given(SIGNS, SIGNS)
@example("a — b", "— a")
def test_the_words_of_both_sides_come_back(one, other):
    parts = align(one, other)
    for side, text in (("a", one), ("b", other)):
        told = [word for part in parts for word in getattr(part, side)]
        assert told == standing(text) and len(told) == len(words(text))
        if told:
            assert "".join("".join(told).split()) == "".join(text.split())
    assert all(len(part.a) == len(part.b) for part in parts if part.kind in ("same", "changed"))
    assert all(folded(" ".join(part.a)) == folded(" ".join(part.b)) for part in parts if part.kind == "same")


@given(FEW_WORDS, FEW_WORDS)
def test_no_alignment_has_fewer_edits(one, other):
    parts = align(" ".join(one), " ".join(other))
    counted = sum(max(len(part.a), len(part.b)) for part in parts if part.kind != "same")
    assert counted == edits(" ".join(one), " ".join(other)) == slow_edits(one, other)


def slow_edits(one, other):
    """The fewest edits, by the table of all beginnings, one cell after the other."""
    above = list(range(len(other) + 1))
    for number, word in enumerate(one, 1):
        row = [number]
        for place, facing in enumerate(other):
            row.append(min(row[-1] + 1, above[place + 1] + 1, above[place] + (word != facing)))
        above = row
    return above[-1]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=5), st.lists(st.integers(0, 3), max_size=8))
@example([1, 2, 3, 0], [1, 2, 9, 3, 0])
@example([1, 2, 3], [])
def test_the_nearest_stretch_is_the_nearest_of_all(sought, text):
    start, end, differences = nearest(np.array(sought), np.array(text, int))
    places = [(start, end) for end in range(len(text) + 1) for start in range(end + 1)]
    by_edits = {place: slow_edits(sought, text[slice(*place)]) for place in places}
    assert differences == by_edits[start, end] == min(by_edits.values())
    least = [place for place in places if by_edits[place] == differences]
    assert (start, end) == min(least, key=lambda place: (place[1], place[1] - place[0]))


HOSTILE = "<script>alert(1)</script> **bold** ~~gone~~ [link](http://x.example) ![i](y) `code` \\ | $x$ &amp; # \u202e"


@pytest.mark.parametrize("one, other", [(HOSTILE, ""), ("", HOSTILE), (HOSTILE, HOSTILE), (HOSTILE, HOSTILE[::-1])])
def test_hostile_words_are_shown_as_they_are(one, other):
    markdown = as_markdown(align(one, other))
    page = MarkdownIt("commonmark").enable("strikethrough").render(markdown)
    assert "<script" not in page and "<a" not in page and "<img" not in page and "<code" not in page
    assert set("\u202e\n") & set(markdown) == set()
    assert ("<s>" in page, "<strong>" in page) == (one not in ("", other), other not in ("", one))


@given(SIGNS, SIGNS)
def test_nothing_in_a_text_makes_markup(one, other):
    parts = align(one, other)
    blocks = MarkdownIt("commonmark").enable("strikethrough").parse(as_markdown(parts))
    assert {block.type for block in blocks} <= {"paragraph_open", "inline", "paragraph_close"}
    inline = {token.type for block in blocks for token in block.children or ()}
    assert inline <= {"text", "text_special", "strong_open", "strong_close", "s_open", "s_close"}


def test_long_runs_of_marks_take_no_square_of_time():
    for text in ("-" * 200_000, "- " * 100_000, "a" + "(" * 200_000, "a " + "- " * 100_000 + "b"):
        assert len(standing(text)) == sum(text.count(letter) for letter in "ab")
