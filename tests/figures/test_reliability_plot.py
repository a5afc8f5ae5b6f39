"""The reliability plot: a row for each measure on one axis, bounds for alpha alone, no mark for an undefined value."""

import itertools

import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from figure_checks import misplaced, words
from figure_study import HOSTILE
from stancebook.core import schema
from stancebook.core.english import decimal, percent
from stancebook.core.tables import frame
from stancebook.figures import reliability_plot, style
from stancebook.figures.reliability_plot import AXIS, BAR, END

COLUMNS = ("variable", "level", "measure", "value", "low", "high", "units")
ROWS = [
    ("mood", "nominal", "percent_agreement", "0.95", "0.9", "0.98", "40"),
    ("mood", "nominal", "alpha", "0.7", "0.5", "0.85", "40"),
    ("mood", "nominal", "cohen_kappa", "0.71", "0.5", "0.85", "40"),
    ("terms", "set", "alpha_masi", "", "", "", "38"),
    ("terms", "set", "mean_masi", "1", "1", "1", "38"),
]


LABELS = {"alpha": "alpha, {level}", "alpha_masi": "alpha, MASI", "mean_masi": "mean likeness, MASI",
          "cohen_kappa": "Cohen’s kappa"}  # fmt: skip


def measured(rows=ROWS):
    table = frame([dict(zip(COLUMNS, row, strict=True), coders="2") for row in rows], schema.RELIABILITY)
    labels = [
        LABELS.get(row.measure, row.measure.replace("_", " ")).format(level=row.level) for row in table.itertuples()
    ]
    return table.assign(label=labels)


def left_out(values, variable="mood", level="nominal", measure="alpha"):
    columns = ("variable", "level", "measure", "article", "value", "units")
    rows = [(variable, level, measure, f"{n:03}", value, "30") for n, value in enumerate(values)]
    return frame([dict(zip(columns, row, strict=True)) for row in rows], schema.RELIABILITY_BY_TEXT)


def given(shares, variable="mood"):
    rows = [{"variable": variable, "value": value, "n": str(n), "share": f"{n / 80}"} for value, n in shares.items()]
    return frame(rows, schema.SHARES)


def strokes(figure, colour, width):
    """The strokes of one look: the x and the two y of each."""
    verticals = []
    for line in figure.findobj(Line2D):
        if to_hex(line.get_color()) == colour and line.get_linewidth() == width and line.get_marker() == "None":
            points = list(zip(*line.get_data(), strict=True))
            verticals += [(a[0], a[1], b[1]) for a, b in itertools.pairwise(points) if a[0] == b[0]]
    return verticals


def bounds(figure):
    return strokes(figure, style.SLATE, 1)


def at(figure, label):
    """How high a text stands on the page."""
    return next(
        text.get_position()[1] for text in figure.findobj(lambda a: hasattr(a, "get_text")) if text.get_text() == label
    )


def marks(figure):
    """Where the dots lie, without the key's."""
    dots = [line for line in figure.findobj(Line2D) if line.get_marker() == "o"]
    return [(float(dot.get_xdata()[0]), float(dot.get_ydata()[0])) for dot in dots][1:]


def test_a_row_a_measure_under_a_heading_a_variable(canvas):
    drawing = reliability_plot.draw(measured(), {"mood": "Mood of the town"}, "A finding")
    printed = words(canvas[0])
    wanted = ["Mood of the town", "percent agreement", "0.95", "alpha, nominal", "0.70", "Cohen’s kappa", "terms",
              "alpha, MASI", "not defined", "mean likeness, MASI", "1.00"]  # fmt: skip
    assert [word for word in printed if word in wanted] == wanted
    assert printed.count("40") == 3 and printed.count("38") == 2
    assert "Source: 5 measures in reliability.csv" in printed
    assert "Mood of the town, alpha, nominal 0.70 (0.50 to 0.85 under resampling; n = 40)" in drawing.alt
    assert "terms, alpha, MASI not defined; n = 38" in drawing.alt


def test_rows_keep_the_order_of_the_table_even_where_a_variable_comes_twice(canvas):
    reliability_plot.draw(measured([ROWS[3], ROWS[0], ROWS[4]]), {}, "A finding")
    wanted = ["terms", "alpha, MASI", "mean likeness, MASI", "mood", "percent agreement"]
    assert [word for word in words(canvas[0]) if word in wanted] == wanted


def test_a_dot_lies_at_its_value_and_none_where_there_is_no_value(canvas):
    reliability_plot.draw(measured(), {}, "A finding")
    assert [x for x, _ in marks(canvas[0])] == pytest.approx(
        [AXIS + (END - AXIS) * v for v in (0.95, 0.7, 0.71, 1)], abs=0.01
    )


def test_the_bounds_of_alpha_stand_beside_alpha_alone_and_are_named_once(canvas):
    reliability_plot.draw(measured(), {}, "A finding")
    places = [AXIS + (END - AXIS) * bound for bound in (0.667, 0.8)]
    assert [x for x, *_ in bounds(canvas[0])] == pytest.approx(places, abs=0.01)
    assert all(min(ends) < at(canvas[0], "alpha, nominal") < max(ends) for _, *ends in bounds(canvas[0]))
    printed = words(canvas[0])
    assert printed.count("customary bounds, for alpha only: .667") == 1 and printed.count(".80") == 1


@pytest.mark.parametrize("measure", ["percent_agreement", "positive_agreement", "mean_masi", "ac1", "cohen_kappa"])
def test_without_a_row_of_alpha_no_bound_is_drawn_or_named(canvas, measure):
    reliability_plot.draw(measured([("mood", "nominal", measure, "0.9", "0.8", "1", "40"), ROWS[3]]), {}, "A finding")
    assert not bounds(canvas[0]) and not [word for word in words(canvas[0]) if "alpha alone" in word or word == ".80"]


@pytest.mark.parametrize("measure", ["alpha", "alpha_masi", "alpha_jaccard"])
def test_each_kind_of_alpha_has_its_bounds(canvas, measure):
    reliability_plot.draw(measured([("mood", "ordinal", measure, "0.9", "0.8", "1", "40")] * 2), {}, "A finding")
    assert len(bounds(canvas[0])) == 4


def test_a_line_shows_the_range_and_full_agreement_is_a_dot_alone(canvas):
    reliability_plot.draw(measured(), {}, "A finding")
    lines = [line.get_xdata() for line in canvas[0].findobj(Line2D) if to_hex(line.get_color()) == style.DARK
             and line.get_linewidth() == 1 and line.get_marker() == "None"][1:]  # fmt: skip
    ends = [AXIS + (END - AXIS) * end for pair in ((0.9, 0.98), (0.5, 0.85), (0.5, 0.85)) for end in pair]
    assert [x for line in lines for x in line] == pytest.approx(ends, abs=0.01)


def test_a_tick_for_each_text_left_out_beside_its_own_measure(canvas):
    without = left_out(["0.6", "0.72", "", "0.72", "0.9"])
    drawing = reliability_plot.draw(measured(), {}, "A finding", without=without)
    ticks = strokes(canvas[0], style.DARK, 0.7)[1:]
    assert [x for x, *_ in ticks] == pytest.approx([AXIS + (END - AXIS) * v for v in (0.6, 0.72, 0.9)], abs=0.06)
    _, y = marks(canvas[0])[1]
    assert all(y < min(ends) and max(ends) < y + 8 for _, *ends in ticks)
    assert "n = 40; 0.60 to 0.90 with one text left out)" in drawing.alt
    assert drawing.svg == reliability_plot.draw(measured(), {}, "A finding", without=without[::-1]).svg


def test_the_reason_for_an_undefined_value_stands_at_its_place(canvas):
    reasons = ["", "", "", "no variation", ""]
    drawing = reliability_plot.draw(measured().assign(reason=reasons), {}, "A finding")
    assert "no variation" in words(canvas[0]) and "not defined" not in words(canvas[0])
    assert "alpha, MASI not defined (no variation); n = 38" in drawing.alt


def test_a_distribution_is_a_bar_with_its_most_frequent_value_in_words(canvas):
    shares = given({"-2": 5, "none": 74, "toll": 1})
    drawing = reliability_plot.draw(measured(), {}, "A finding", distributions=shares)
    assert "none: 92 % of 80" in words(canvas[0])
    bars = [box for box in canvas[0].findobj(Rectangle) if box is not canvas[0].patch]
    assert [to_hex(bar.get_facecolor()) for bar in bars] == [style.DARK, style.SLATE, style.GREY]
    assert bars[0].get_width() > bars[1].get_width() > bars[2].get_width()
    assert drawing.svg == reliability_plot.draw(measured(), {}, "A finding", distributions=shares[::-1]).svg


def test_shares_of_values_that_come_together_still_fit_the_bar(canvas):
    reliability_plot.draw(measured(), {}, "A finding", distributions=given({"toll": 70, "peace": 60}))
    bars = [box.get_bbox() for box in canvas[0].findobj(Rectangle) if box is not canvas[0].patch]
    assert len(bars) == 2 and max(bar.x1 for bar in bars) <= AXIS + BAR


def test_only_the_sign_of_a_number_becomes_a_minus(canvas):
    reliability_plot.draw(measured(), {}, "A finding", distributions=given({"-2": 80}))
    reliability_plot.draw(measured(), {"x": "pro-toll"}, "A finding", distributions=given({"x": 80}))
    assert "−2: 100 % of 80" in words(canvas[0]) and "pro-toll: 100 % of 80" in words(canvas[1])


def test_an_axis_reaches_below_nought_where_a_value_does(canvas):
    low = [("mood", "nominal", "alpha", "-0.4", "-0.6", "0", "40"), ROWS[0]]
    reliability_plot.draw(measured(low), {}, "A finding", without=left_out(["-1", "0.1"]))
    xs = [x for x, _ in marks(canvas[0])]
    assert xs == pytest.approx([AXIS + (END - AXIS) * (v + 1) / 2 for v in (-0.4, 0.95)], abs=0.01)
    assert "−0.40" in words(canvas[0]) and "−1" in words(canvas[0])


def test_what_falls_short_of_all_is_never_printed_as_all():
    assert [decimal(v) for v in (1, 0.9951, 0.994, -0.001, -0.2)] == ["1.00", ">0.99", "0.99", "0.00", "−0.20"]
    assert [percent(s) for s in (0, 0.001, 0.5, 0.999, 1)] == ["0 %", "under 1 %", "50 %", "over 99 %", "100 %"]


def test_an_empty_table_says_so(canvas):
    drawing = reliability_plot.draw(measured([]), {}, "A finding")
    assert drawing.alt == "A finding. Nothing was measured." and "Nothing was measured" in words(canvas[0])


@pytest.mark.parametrize("rows", [1, 40])
def test_nothing_leaves_the_page_or_touches(canvas, rows):
    kinds = ["alpha", "ac1", "made_up_by_somebody_with_many_words_to_spend", "alpha_masi"]
    table = measured([
        (HOSTILE if n < 4 else f"variable {n // 3}", "ratio", kinds[n % 4], "" if n % 5 == 1 else f"{1 - n / 16}",
         *(("", "") if n % 3 else (f"{0.9 - n / 16}", "1")), f"{10 ** (n % 6)}")
        for n in range(rows)
    ])  # fmt: skip
    reasons = [HOSTILE if n == 1 else "" for n in range(rows)]
    shares = given({HOSTILE: 30, **{f"{n}": 1 for n in range(50)}}, HOSTILE)
    drawing = reliability_plot.draw(
        table.assign(reason=reasons), {}, HOSTILE, HOSTILE, left_out(["0.5"], HOSTILE), shares
    )
    assert misplaced(canvas[0]) == ([], []) and canvas[0].get_size_inches()[0] == 7
    assert "<script" not in drawing.svg and not {"\u202e", "\u2066"} & set(drawing.svg + drawing.alt)
    boxes = [box.get_bbox() for box in canvas[0].findobj(Rectangle) if box is not canvas[0].patch]
    assert all(box.x0 > 0 and box.x1 < AXIS + BAR for box in boxes)


def test_bytes_repeat():
    drawn = [
        reliability_plot.draw(measured(), {}, "A finding", "", left_out(["0.6"]), given({"a": 80})).svg for _ in "12"
    ]
    assert drawn[0] == drawn[1]


def test_the_title_names_the_lowest_alpha_and_the_pairs_that_both_found():
    assert reliability_plot.title(measured()) == "The lowest alpha is 0.70, for mood"
    pairs = ("pairs", "nominal", "positive_agreement", "0.66", "", "", "9")
    assert reliability_plot.title(measured([*ROWS, pairs])).endswith(
        "for mood; of the pairs that one coder found, the other found 66 %"
    )
    unknown = ("pairs", "nominal", "positive_agreement", "", "", "", "0")
    assert reliability_plot.title(measured([*ROWS, unknown])) == "The lowest alpha is 0.70, for mood"
    assert reliability_plot.title(measured([ROWS[0]])) == "No alpha is defined"
