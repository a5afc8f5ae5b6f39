"""The curve: universes by their estimate, the brief's among them, and where along it which alternative was chosen."""

import itertools

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text

from figure_checks import misplaced, words
from figure_study import HOSTILE
from stancebook.figures import specification_curve, style
from stancebook.figures.specification_curve import END, FOOT, LEFT, STRIP, TOP, number, plateaus, shares

NAMES = {"counting": "Counting", "counting=b": "by text", "counting=a": "by statement", "estimate": "Stance of Arland"}
MINI = pd.DataFrame(
    [{"counting": c, "centre": m, "coding": r} for c, m, r in itertools.product("ab", ("mean", "median"), "xy")]
).assign(estimate=pd.array([1.0, -1.0, 2.0, None, 0.0, 1.0, 1.0, 0.5], "Float64"))
BASE = {"counting": "a", "centre": "mean", "coding": "x"}


def swept(size, options=4, decisions=8, seed=1):
    """Universes at random, whose estimates hang on the first decision."""
    dice = np.random.default_rng(seed)
    table = pd.DataFrame({f"d{n}": dice.integers(0, options, size).astype(str) for n in range(decisions)})
    return table.assign(estimate=table["d0"].astype(float) - 1 + dice.normal(0, 0.4, size)), [*table]


def areas(figure):
    """The corners of each filled shape."""
    return [np.round(shape.get_xy(), 2) for shape in figure.findobj(Polygon) if not isinstance(shape, Rectangle)]


def surface(corners):
    x, y = corners.T
    return abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2


def heights(corners):
    """The share that a strip shows at each place between its ends, from its corners."""
    foot, middles = corners[0][1], np.linspace(LEFT, END, 8)[:-1] + (END - LEFT) / 14
    inner = corners[1:-2]
    return [(foot - inner[np.flatnonzero(inner[:, 0] <= x)[-1]][1]) / STRIP for x in middles]


def text(figure, label):
    return next(text for text in figure.findobj(Text) if text.get_text() == label)


def dots(figure):
    """The size and place of each dot."""
    marks = [line for line in figure.findobj(Line2D) if line.get_marker() == "o"]
    return [(m.get_markersize(), float(m.get_xdata()[0]), float(m.get_ydata()[0])) for m in marks]


# What it shows


def test_least_median_greatest_and_the_briefs_own_are_named_at_their_places(canvas):
    specification_curve.draw(MINI, list(BASE), NAMES, "A finding", base=BASE)
    printed = words(canvas[0])
    assert {"least −1", "median 1", "greatest 2", "this brief 1", "Stance of Arland", "7 universes"} <= set(printed)

    def level(value):
        return FOOT - (FOOT - TOP) * (value + 1) / 3

    middle, own = (LEFT + END) / 2, LEFT + (END - LEFT) * (3 + 6) / 2 / 7  # of seven, three lie before those at 1
    places = [(LEFT, level(-1)), (END, level(2)), (middle, level(1)), (own, level(1))]
    assert [(x, y) for _, x, y in dots(canvas[0])] == [pytest.approx(place, abs=0.01) for place in places]


def test_the_shares_above_at_and_below_nought(canvas):
    drawing = specification_curve.draw(MINI, list(BASE), NAMES, "A finding")
    assert {"71 % above zero", "14 % at zero", "14 % below zero", "0"} <= set(words(canvas[0]))
    assert "71 % above zero, 14 % at zero, 14 % below zero." in drawing.alt
    assert "probab" not in drawing.alt + "".join(words(canvas[0]))


def test_no_line_of_nought_where_nought_is_out_of_range(canvas):
    specification_curve.draw(MINI.assign(estimate=MINI["estimate"] + 5), list(BASE), NAMES, "A finding")
    assert "0" not in words(canvas[0]) and "100 % above zero" in words(canvas[0])
    assert len(areas(canvas[0])) == 6


def test_universes_without_an_estimate_are_left_out_and_counted(canvas):
    specification_curve.draw(MINI, list(BASE), NAMES, "A finding")
    assert "Source: 8 universes in universes.csv; 1 without an estimate left out" in words(canvas[0])
    specification_curve.draw(MINI.dropna(), list(BASE), NAMES, "A finding")
    assert "Source: 7 universes in universes.csv" in words(canvas[1])


def test_a_strip_an_alternative_in_the_order_of_the_names_with_its_universes(canvas):
    drawing = specification_curve.draw(MINI, list(BASE), NAMES, "A finding")
    wanted = [
        "Counting",
        "by text",
        "4",
        "by statement",
        "3",
        "centre",
        "mean",
        "4",
        "median",
        "3",
        "coding",
        "x",
        "4",
        "y",
        "3",
    ]
    printed = words(canvas[0])
    assert printed[printed.index("Counting") :][: len(wanted)] == wanted
    assert len(areas(canvas[0])) == 6 + 1  # the ground of the curve
    assert "Counting: by text 0.75 (4 universes), by statement 1 (3 universes); centre:" in drawing.alt


def test_a_strip_shows_the_share_of_universes_and_on_a_plateau_its_average(canvas):
    specification_curve.draw(MINI, ["counting"], {}, "A finding")
    _, a, b = areas(canvas[0])
    assert heights(a) == pytest.approx([1, 0, 0, 1 / 3, 1 / 3, 1 / 3, 1], abs=0.02)
    assert heights(b) == pytest.approx([0, 1, 1, 2 / 3, 2 / 3, 2 / 3, 0], abs=0.02)


def test_the_surface_of_a_strip_is_its_share_of_all_universes(canvas):
    universes, decisions = swept(40_000)
    specification_curve.draw(universes, decisions, {}, "A finding")
    strips, whole = areas(canvas[0])[1:], (END - LEFT) * STRIP
    counts = [(universes[name] == option).mean() for name in decisions for option in "0123"]
    assert [surface(strip) / whole for strip in strips] == pytest.approx(counts, abs=0.005)


def test_shares_of_all_alternatives_add_up_in_each_bin():
    universes, _ = swept(1234)
    spread = plateaus(universes["estimate"].round(1))
    total = sum(shares(universes["d1"] == option, spread, 100) for option in "0123")
    assert total == pytest.approx(np.ones(100))


def test_the_alternatives_of_the_brief_are_dark_and_bold(canvas):
    specification_curve.draw(MINI, list(BASE), NAMES, "A finding", base=BASE)
    fills = [to_hex(s.get_facecolor()) for s in canvas[0].findobj(Polygon) if not isinstance(s, Rectangle)][1:]
    assert fills == [style.SLATE, style.DARK, style.DARK, style.SLATE, style.DARK, style.SLATE]
    weights = ["Bold" in text(canvas[0], w).get_fontproperties().get_file() for w in ("by text", "by statement")]
    assert weights == [False, True] and "dark and bold: as in this brief" in words(canvas[0])


def test_a_brief_without_an_estimate_is_not_drawn_and_the_words_say_so(canvas):
    drawing = specification_curve.draw(
        MINI, list(BASE), NAMES, "A finding", base=BASE | {"centre": "median", "coding": "y"}
    )
    assert not [word for word in words(canvas[0]) if word.startswith("this brief")] and len(dots(canvas[0])) == 3
    assert "; the brief’s own universe has no estimate. Median by decision" in drawing.alt


def test_a_base_that_is_no_single_universe_is_no_picture():
    with pytest.raises(ValueError, match="base: 2 estimates for one universe"):
        specification_curve.draw(MINI, list(BASE), NAMES, "A finding", base={"counting": "a", "centre": "mean"})


def test_numbers_keep_their_meaning():
    assert [number(v) for v in (-0.0, 0.004, -0.004, 99.999, 12345.6)] == [
        "0",
        "0.004",
        "−0.004",
        "100.00",
        "12,346",
    ]


# What is odd


def test_without_universes_or_estimates_there_is_a_drawing_that_says_so(canvas):
    assert (
        specification_curve.draw(MINI[:0], list(BASE), NAMES, "A finding").alt == "A finding. No universe was computed."
    )
    nothing = specification_curve.draw(
        MINI.assign(estimate=pd.array([None] * 8, "Float64")), list(BASE), NAMES, "A finding"
    )
    assert nothing.alt == "A finding. No universe has an estimate."
    empty = MINI.assign(estimate=pd.array([None] * 8, "Float64"))
    once = specification_curve.draw(empty, list(BASE), NAMES, specification_curve.title(empty))
    assert once.alt == "No universe has an estimate."
    assert "Source: 8 universes in universes.csv; 8 without an estimate left out" in words(canvas[1])


@pytest.mark.parametrize("estimate", [0.0, -3.0, 1e6])
def test_one_universe_or_one_estimate_is_a_level_line(canvas, estimate):
    specification_curve.draw(MINI[:1].assign(estimate=estimate), list(BASE), NAMES, "A finding", base=BASE)
    specification_curve.draw(MINI.assign(estimate=estimate), list(BASE), NAMES, "A finding", base=BASE)
    for figure in canvas:
        assert f"all {number(estimate)}" in words(figure) and misplaced(figure) == ([], [])
        assert not [word for word in words(figure) if word.startswith("least")]


@pytest.mark.parametrize("size", [1, 2, 7, 99, 300, 5000])
def test_nothing_leaves_the_page_or_touches(canvas, size):
    universes, decisions = swept(size, 5, 6, seed=size)
    universes.loc[universes["d1"] == "0", "d1"] = HOSTILE
    universes["d2"] = universes["d2"] + " " + "only where the coder was at least fairly sure of it " * 2
    own = universes.iloc[size // 2]
    drawing = specification_curve.draw(
        universes, decisions, {"estimate": HOSTILE, "d0": HOSTILE}, HOSTILE, HOSTILE, dict(own[decisions])
    )
    assert misplaced(canvas[0]) == ([], []) and canvas[0].get_size_inches()[0] == 7
    assert "<script" not in drawing.svg and not {"\u202e", "\u2066"} & set(drawing.svg + drawing.alt)
    for corners in areas(canvas[0]):
        assert corners[:, 0].min() >= LEFT and corners[:, 0].max() <= END
    assert all(np.ptp(corners[:, 1]) <= STRIP for corners in areas(canvas[0])[-4:])


def test_of_many_alternatives_the_own_one_and_those_furthest_from_the_median_are_shown(canvas):
    texts = [f"without {n:03}" for n in range(100)]
    universes = pd.DataFrame({"texts": ["all", *texts], "estimate": [50.0, *map(float, range(100))]})
    specification_curve.draw(universes, ["texts"], {}, "A finding", base={"texts": "all"})
    shown = [word for word in words(canvas[0]) if word == "all" or word.startswith("without")]
    assert shown == ["all", *(f"without {n:03}" for n in (*range(10), *range(91, 100)))]
    assert "Source: 101 universes in universes.csv; 81 alternatives left out" in words(canvas[0])


def test_forty_thousand_universes_make_a_small_file():
    universes, decisions = swept(40_000, 4, 7)
    names = {f"{d}={n}": f"alternative {n} of decision {d}, in words" for d in decisions for n in range(4)}
    drawing = specification_curve.draw(universes, decisions, names, "A finding")
    assert len(drawing.svg.encode()) < 150_000


@pytest.mark.parametrize("places", [9, 1, 0])
def test_bytes_repeat_whatever_the_order_of_the_rows(places):
    universes, decisions = swept(2000, 3, 3)
    universes["estimate"] = universes["estimate"].round(places)
    base = dict(universes.loc[0, decisions])
    universes = universes.drop_duplicates(decisions) if places == 9 else universes.assign(
        estimate=universes.groupby(decisions)["estimate"].transform("first"))  # fmt: skip
    drawn = {specification_curve.draw(universes.sample(frac=1, random_state=seed), decisions, {}, "A finding", base=base).svg
             for seed in (1, 2, 3)}  # fmt: skip
    assert len(drawn) == 1
