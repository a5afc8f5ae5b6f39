"""The contributions: what each text gives, and how much of it no other text tells."""

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from figure_checks import misplaced, rectangles, words
from figure_study import HOSTILE, MINI, statements_of
from stancebook.core import schema
from stancebook.core.tables import frame
from stancebook.figures import contributions, style

SOURCES = [
    {"article": "000", "outlet": ""},
    {"article": "010", "outlet": "The Bugle"},
    {"article": "020", "outlet": ""},
]
FACTS, NOTES = (frame([{"article": id} for id in ids], schema.NOTES) for ids in (["010", "010", "000"], ["020"]))
DISTANCES = {"000": "an agency’s report", "010": "own reporting; an agency’s report"}


def drawn(statements=MINI, sources=SOURCES, title="A finding"):
    return contributions.draw(statements, FACTS, NOTES, sources, title, DISTANCES)


def bars(figure):
    """The widths of the bars, by colour, without the key's."""
    return {
        fill: [box.get_width() for box in rectangles(figure) if to_hex(box.get_facecolor()) == fill][1:]
        for fill in (style.SLATE, style.GREY)
    }


def test_the_table_counts_what_a_text_gives():
    rows = contributions.table(MINI, FACTS, NOTES, SOURCES, DISTANCES)
    assert rows.values.tolist() == [
        ["text 010 by The Bugle", "own reporting; an agency’s report", "4, 2 in own words", "2", "0", "3",
         "3 in it alone, 1 in others too"],
        ["text 000", "an agency’s report", "1, 1 in own words", "1", "0", "1", "0 in it alone, 1 in others too"],
        ["text 020", "not known", "0, 0 in own words", "0", "1", "0", "0 in it alone, 0 in others too"],
    ]  # fmt: skip


def test_a_position_counts_once_however_often_a_text_tells_it():
    rows = contributions.table(pd.concat([MINI, MINI]), FACTS, NOTES, SOURCES)
    assert rows.iloc[0, -1] == "3 in it alone, 1 in others too" and rows["statements"][0] == "8, 4 in own words"


def test_bars_are_as_long_as_what_is_told(canvas):
    drawn()
    widths = bars(canvas[0])
    one = widths[style.GREY][0]
    assert widths[style.SLATE] == [pytest.approx(3 * one)] and widths[style.GREY] == [one, pytest.approx(one)]


def test_numbers_are_printed_and_a_share_of_nothing_is_none(canvas):
    drawn()
    printed = words(canvas[0])
    assert [word for word in printed if word in ("3", "+ 1", "50 %", "100 %", "–")].count("+ 1") == 2
    assert {"50 %", "100 %", "–", "+ 0", "in this text alone", "in other texts too"} <= set(printed)
    assert "Source: 5 statements in statements.csv, 3 facts in facts.csv, 1 source note in notes.csv" in printed


@pytest.mark.parametrize(("rows", "finding"), [
    ([("000", "a"), ("010", "a")], "None of one position rests on one text alone"),
    ([("000", "a"), ("010", "a"), ("010", "b")], "One of two positions rests on one text alone"),
    ([("000", "a"), ("010", "b")], "Two of two positions rest on one text alone"),
    ([("000", "a"), ("010", "b"), ("010", "c"), ("010", "c")],
     "Three of three positions rest on one text alone, two of them on the Bugle"),
    ([("000", "a"), ("000", "d"), ("010", "b"), ("010", "c")], "Four of four positions rest on one text alone"),
    ([], "No statement found"),
])  # fmt: skip
def test_the_title_counts_what_one_text_alone_tells(rows, finding):
    table = statements_of([(id, actor, "bridge", "1", "self", "direct", "none") for id, actor in rows])
    table = table if rows else MINI[:0]
    assert contributions.title(table, {"010": "the Bugle"}) == finding


def test_in_words_it_tells_each_text():
    assert drawn().alt.startswith(
        "A finding. Texts, from the one with most positions. text 010 by The Bugle (own reporting; an agency’s report): "
        "4 statements, 2 in own words; 2 facts; 0 source notes; 3 actors; 3 positions in it alone, 1 in others too. "
    )


def test_without_sources_or_statements_there_is_still_a_drawing(canvas):
    assert contributions.draw(MINI[:0], FACTS[:0], NOTES[:0], [], "A finding").alt == "A finding. No text found."
    drawn(MINI[:0])
    assert words(canvas[1]).count("–") == 3 and bars(canvas[1]) == {style.SLATE: [], style.GREY: []}


def test_many_and_hostile_texts_fit_and_those_that_give_least_are_left_out(canvas):
    sources = [{"article": f"{n:03}", "outlet": HOSTILE if n == 1 else ""} for n in range(30)]
    rows = [(f"{n % 29:03}", f"a{n % 7}", f"i{n}", "1", "self", "direct", "none") for n in range(3000)]
    distances = {f"{n:03}": HOSTILE for n in range(3)}
    drawing = contributions.draw(statements_of(rows), FACTS, NOTES, sources, HOSTILE, distances)
    assert misplaced(canvas[0]) == ([], []) and len(drawing.alt) <= 1200 and "<script" not in drawing.svg
    assert any("; 10 texts with fewer positions left out" in word for word in words(canvas[0]))
    assert len(contributions.table(statements_of(rows), FACTS, NOTES, sources)) == 20


def test_bytes_repeat_whatever_the_order_of_the_rows():
    assert drawn(MINI.iloc[::-1].reset_index(drop=True), SOURCES[::-1]).svg == drawn().svg
