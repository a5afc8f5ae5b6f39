"""The plans side by side: each account apart, sizes on one scale, and what is not stated stays not stated."""

import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

from figure_checks import dots, misplaced, rectangles, words
from figure_study import FACTS, HOSTILE
from stancebook.core import schema
from stancebook.core.tables import frame
from stancebook.figures import plans, style
from stancebook.figures.canvas import MARGIN, RIGHT
from stancebook.figures.plans import accounts

NAMES = {
    "old_bridge": "Old",
    "new_bridge": "New",
    "size": "Size",
    "place": "Place",
    "help": "Help asked for",
    "towns": "Towns",
}
HERALD = {"000": "The Herald"}


def facts_of(*rows):
    """Facts of (article, plan, attribute, value, low, high, unit, status, said_by, subject)."""
    columns = (
        "article",
        "plan",
        "attribute",
        "value",
        "value_low",
        "value_high",
        "unit",
        "status",
        "said_by",
        "subject",
    )
    made = [dict(zip(columns, row, strict=False)) for row in rows]
    return frame([{"fact": f"F{n:03}", "subject": "work", **row} for n, row in enumerate(made)], schema.FACTS)


SMALL = facts_of(
    ("010", "new_bridge", "size", "", "300", "500", "masons", "planned", "article"),
    ("000", "new_bridge", "size", "some 400", "400", "400", "masons", "proposed", "the mayor"),
    ("000", "old_bridge", "place", "at the ford", "", "", "", "considered", "-"),
    ("000", "old_bridge", "help", "bricks", "", "", "", "asked", "the mayor"),
    ("000", "old_bridge", "help", "mortar", "", "", "", "asked", "the mayor"),
    ("000", "old_bridge", "help", "none at all", "", "", "", "ruled_out", "article"),
    ("000", "none", "size", "a fact of no plan", "9000", "9000", "masons", "planned", "article"),
    ("000", "old_bridge", "colour", "vermilion", "", "", "", "planned", "article"),
)  # fmt: skip
ASKED = ["size", "place", "help"]


def drawn(facts=SMALL, attributes=ASKED, names=NAMES, title="A finding"):
    return plans.draw(facts, names, title, HERALD, attributes)


def bars(figure):
    return [box for box in rectangles(figure) if to_hex(box.get_facecolor()) == style.SLATE]


def test_the_table_keeps_each_account_apart_in_the_order_of_the_names():
    rows = plans.table(SMALL, NAMES, HERALD, ASKED)
    assert list(rows.columns) == ["plan", "source", "Size", "Place", "Help asked for"]
    assert rows.values.tolist() == [
        ["Old", "The Herald", "not stated", "at the ford (considered)",
         "bricks; mortar (asked; the mayor); none at all (ruled out; the article)"],
        ["New", "The Herald", "some 400 (proposed; the mayor)", "not stated", "not stated"],
        ["New", "010", "300–500 masons (the article)", "not stated", "not stated"],
    ]  # fmt: skip


def test_the_figure_prints_what_the_table_has(canvas):
    drawn()
    printed = " ".join(words(canvas[0]))
    for part in ("at the ford", "considered", "bricks; mortar", "asked (the mayor)", "none at all", "ruled out (the article)",
                 "some 400", "proposed (the mayor)", "300–500 masons", "(the article)"):  # fmt: skip
        assert part in printed
    assert words(canvas[0]).count("not stated") == 5 and words(canvas[0]).count("New") == 1
    assert "vermilion" not in printed and "9,000" not in printed and "planned" not in printed
    assert "Source: 6 facts in facts.csv" in words(canvas[0])


def test_each_account_of_a_plan_names_its_text_and_facts_are_never_merged_across_texts():
    by_account = accounts(SMALL, NAMES, ASKED)
    assert list(by_account) == [("old_bridge", "000"), ("new_bridge", "000"), ("new_bridge", "010")]
    assert [value.facts for value in by_account["old_bridge", "000"]["help"]] == [2, 1]


def test_what_one_says_with_other_firmness_stands_apart():
    rows = [("000", "a", "help", value, "", "", "", status, "the mayor")
            for value, status in (("bricks", "asked"), ("mortar", "offered"), ("sand", "asked"))]  # fmt: skip
    cell = plans.table(facts_of(*rows), NAMES)["Help asked for"][0]
    assert cell == "bricks; sand (asked; the mayor); mortar (offered; the mayor)"


def test_the_texts_of_a_plan_stand_under_its_one_name(canvas):
    drawn()
    lines = [line for line in canvas[0].findobj(Line2D) if line.get_ydata()[0] == line.get_ydata()[1]]
    widest = sorted(
        line.get_ydata()[0] for line in lines if line.get_xdata()[0] == MARGIN and line.get_xdata()[1] == RIGHT
    )
    assert len(widest) == 2 + 1  # over each plan, and at the foot


def test_bars_lie_on_one_scale(canvas):
    facts = facts_of(*(("000", plan, "size", "", low, high, "masons", "planned", "article")
                   for plan, low, high in (("a", "100", "200"), ("b", "200", "400"))))  # fmt: skip
    drawn(facts, ["size"])
    one, other = bars(canvas[0])
    left = other.get_x() - other.get_width()  # from 200 to 400 is as far as from nought to 200
    assert other.get_width() == pytest.approx(2 * one.get_width()) and one.get_x() == pytest.approx(
        left + one.get_width()
    )
    assert {"0", "400"} <= set(words(canvas[0]))


def test_open_ends_have_arrows_and_one_number_a_stroke(canvas):
    plans.draw(FACTS, {"old_bridge": "Old", "new_bridge": "New"}, "A finding", HERALD)
    printed = words(canvas[0])
    assert len(dots(canvas[0], ">")) == 1 and len(dots(canvas[0], "<")) == 1 and len(bars(canvas[0])) == 2
    strokes = [line for line in canvas[0].findobj(Line2D) if to_hex(line.get_color()) == style.DARK]
    assert len([line for line in strokes if line.get_xdata()[0] == line.get_xdata()[1]]) == 2 + 2 + 1 + 1 + 1
    assert {"25,000–30,000", "up to 30,000 masons", "1,200 masons", "at least 900 masons", "a handful"} <= {
        *printed, *(word.removesuffix(" masons") for word in printed)}  # fmt: skip
    assert "bars: masons, on one scale" in " ".join(printed)


@pytest.mark.parametrize("low, high, unit", [("-5", "5", "masons"), ("1", "2", "carts"), ("0", "0", "masons")])
def test_what_has_no_common_scale_has_no_bar(canvas, low, high, unit):
    facts = facts_of(("000", "a", "size", "", low, high, unit, "planned", "article"),
                 *[("000", "b", "size", "", "1", "3", "masons", "planned", "article")] * (high != "0"))  # fmt: skip
    drawn(facts, ["size"])
    assert bars(canvas[0]) == [] and "0" not in words(canvas[0])


def test_whose_a_fact_is_is_said_where_an_attribute_has_several():
    rows = [("000", "a", "gift", value, "", "", "", "offered", "article", whose)
            for value, whose in (("bricks", "towns"), ("mortar", "arland"))]  # fmt: skip
    assert plans.table(facts_of(*rows), NAMES)["gift"].tolist() == [
        "Towns: bricks; arland: mortar (offered; the article)"
    ]
    assert plans.table(facts_of(*rows[:1]), NAMES)["gift"].tolist() == ["bricks (offered; the article)"]


def test_attributes_of_one_name_keep_columns_of_their_own_and_none_stands_twice():
    rows = plans.table(SMALL, {"size": "plan", "place": "plan"}, {}, ["size", "place", "size"])
    assert list(rows.columns) == ["plan", "source", "plan (size)", "plan (place)"]


def test_titles():
    title = plans.title(SMALL, NAMES, ["place", "size"])
    assert title == "Three accounts of two plans: Size is stated in two, Place in one"
    assert plans.title(SMALL, NAMES, ["size"]) == "Two accounts of one plan, each point stated in two of them"
    assert plans.title(SMALL, NAMES, ["roof"]) == plans.title(SMALL[:0], NAMES) == "No fact about a plan"
    assert plans.title(SMALL, NAMES, ["size", "roof"]).endswith("Size is stated in two, roof in none")


def test_without_a_plan_there_is_a_drawing_that_says_so():
    assert drawn(attributes=["roof"]).alt == "A finding. No fact found."
    assert drawn(SMALL[SMALL["plan"] == "none"]).alt == "A finding. No fact found."
    assert len(plans.table(SMALL[:0], NAMES, HERALD, ASKED)) == 0


def test_in_words_it_is_the_table_while_that_is_short():
    assert "Old, The Herald: Size: not stated; Place: at the ford (considered); Help asked for: bricks" in drawn().alt
    alt = drawn(SMALL.assign(value="a word and another " * 20)).alt
    assert alt == (
        "A finding. Two plans side by side, in three accounts; number of accounts that state each point: "
        "Size: 2; Place: 1; Help asked for: 1. The table gives each.")  # fmt: skip


@pytest.mark.parametrize(
    ("count", "attributes"),
    [(1, 1), (3, 5), pytest.param(6, 6, marks=pytest.mark.slow), pytest.param(4, 13, marks=pytest.mark.slow)],
)
def test_nothing_leaves_the_page_or_touches(canvas, count, attributes):
    rows = [
        (f"{p % 3:03}", f"plan{p}", f"point{a}", HOSTILE if (p, a) == (1, 1) else f"something about {a} " * (1 + a * p % 9),
         str(10**p) if a % 2 else "", str(3 * 10**p) if a % 4 else "", "masons", ("asked", "planned", HOSTILE)[a % 3],
         ("article", "people who would rather not be named in print", HOSTILE, "-")[p % 4], f"subject{p}")
        for p in range(count) for a in range(attributes) if (p + a) % 5 != 2
    ]  # fmt: skip
    names = {"plan1": HOSTILE, "point1": HOSTILE, "plan2": "The Plan of the Mountain Republics for both Banks"}
    drawing = plans.draw(facts_of(*rows), names, HOSTILE, {"001": HOSTILE, "002": "text 002 by The Morning Bugle"})
    assert misplaced(canvas[0]) == ([], []) and canvas[0].get_size_inches()[0] == 7
    assert "<script" not in drawing.svg and not {"\u202e", "\u2066"} & set(drawing.svg + drawing.alt)
    marks = [line for line in canvas[0].findobj(Line2D) if line.get_marker() in "<>"]
    assert all(box.get_x() > 0 and box.get_x() + box.get_width() < 504 for box in bars(canvas[0]))
    assert all(0 < mark.get_xdata()[0] < 504 for mark in marks)


def test_of_many_accounts_those_that_tell_most_are_shown(canvas):
    rows = [(f"{n:03}", "a", "size", "big", "", "", "", "planned", "article") for n in range(45)]
    rows += [(f"{n:03}", "a", "place", "here", "", "", "", "planned", "article") for n in range(5, 45)]
    drawn(facts_of(*rows), ["size", "place"])
    assert "Source: 80 facts in facts.csv; five accounts with fewer facts left out" in words(canvas[0])
    assert plans.table(facts_of(*rows), {}, {}, ["size", "place"])["source"].tolist() == [
        f"{n:03}" for n in range(5, 45)
    ]


def test_bytes_repeat_whatever_the_order_of_the_rows():
    assert drawn(SMALL.iloc[::-1].reset_index(drop=True)).svg == drawn().svg
