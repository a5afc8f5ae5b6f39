"""The row chart: text wraps to its column, a row grows with it, and marks get the whole height of their row."""

import pytest
from matplotlib.lines import Line2D
from matplotlib.text import Text as Drawn

from stancebook.figures.canvas import LEAD, MARGIN, RIGHT, Canvas
from stancebook.figures.row_chart import Area, Column, Marks, Row, RowChart, Text

COLUMNS = {"actor": Column(MARGIN, 60), "n": Column(120, 40, "how\nmany", "right"), "dots": Column(200, 100)}


def drawn(*rows, columns=COLUMNS):
    canvas = Canvas()
    RowChart(columns, rows).draw(canvas)
    return canvas


def texts(canvas):
    """The texts by their words: where each begins (or ends, if aligned right), and its baseline."""
    return {text.get_text(): text.get_position() for text in canvas.figure.findobj(Drawn)}


def hairlines(canvas):
    """Where the hairlines begin, and how low they are."""
    lines = [line for line in canvas.figure.findobj(Line2D) if line.get_xdata()[1] == RIGHT]
    return [(line.get_xdata()[0], line.get_ydata()[0]) for line in lines]


def test_a_row_is_as_high_as_its_highest_cell():
    one, three = (
        drawn(Row({"actor": [Text(words)], "n": [Text("3")]})) for words in ("Arland", "Arland and Borduria and Cadia")
    )
    assert len(texts(one)) == 2 and len(texts(three)) == 1 + 3
    assert one.bottom == pytest.approx(4 + LEAD * 8 + 3) and three.bottom == pytest.approx(4 + 3 * LEAD * 8 + 3)


def test_a_cell_of_few_words_leaves_the_least_height():
    assert drawn(Row({"n": [Text("3")]}, least=50, above=2, below=1)).bottom == 2 + 50 + 1


def test_parts_hang_below_each_other_and_first_lines_share_a_baseline():
    canvas = drawn(Row({"actor": [Text("Arland"), Text("a land", 6, above=2)], "n": [Text("3", 6)]}))
    (_, name), (_, below), (_, n) = (texts(canvas)[words] for words in ("Arland", "a land", "3"))
    assert name == pytest.approx(n) and below == pytest.approx(4 + LEAD * 8 + 2 + 0.94 * 6)


def test_text_aligned_right_ends_at_its_column():
    canvas = drawn(Row({"n": [Text("3")]}))
    (text,) = canvas.figure.findobj(Drawn)
    assert text.get_position()[0] == 120 and text.get_horizontalalignment() == "right"


def test_a_part_that_draws_says_where_it_ends():
    places = []

    def chip(canvas, area):
        places.append(area)
        return area.top + 30

    canvas = drawn(Row({"actor": [Text("Arland"), chip, chip]}))
    first = 4 + LEAD * 8
    assert places == [Area(MARGIN, 60, y, y) for y in (first, first + 30)] and canvas.bottom == pytest.approx(
        first + 63
    )


def test_marks_come_last_and_know_the_height_of_their_row():
    order = []
    marks = Marks(lambda canvas, area: order.append(area))
    canvas = drawn(
        Row({"dots": [marks], "actor": [Text("Arland and Borduria and Cadia")]}), Row({"dots": [marks]}, least=5)
    )
    high = 4 + 3 * LEAD * 8 + 3
    assert order == [pytest.approx((200, 100, 0, high)), pytest.approx((200, 100, high, high + 12))]
    assert canvas.bottom == pytest.approx(high + 12)


def test_a_hairline_lies_over_each_row_that_has_one_and_below_the_last():
    canvas = drawn(Row({}, least=10), Row({}, hairline=90, least=10), Row({}, hairline=None, least=10))
    assert hairlines(canvas) == [(MARGIN, 0), (90, 17), (MARGIN, 51)]


def test_headings_stand_on_one_baseline_and_columns_without_one_have_none():
    canvas = Canvas()
    RowChart(COLUMNS, []).heads(canvas, 40, 7)
    assert {words: place for words, place in texts(canvas).items() if words} == {
        "many": (120, 40), "how": (120, pytest.approx(40 - LEAD * 7))}  # fmt: skip
    assert canvas.bottom == 45
