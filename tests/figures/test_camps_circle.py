"""The circle: camps left and right, a line's look and width say what a tie is, and nothing lies on anything else."""

from itertools import combinations, pairwise
from math import hypot

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.text import Text

from camps_study import NAMES, TIES, camps, many, ties
from figure_checks import apart, misplaced, outline, words
from figure_study import HOSTILE, LANDS
from stancebook.figures import camps_circle, style
from stancebook.figures.camps_circle import DOT, LINES, MARKS, MIDDLE, Label, _places, _tops
from stancebook.figures.tie_matrix import NO_TIE

CAMPS = camps([("arland", 1, 5, 0.97), ("borduria", 1, 4, 0.6), ("cadia", -1, 3, 0.8), ("dorne", -1, 2, None),
               ("evallon", 0, 1, None)])  # fmt: skip
MINI = ties([
    ("arland", "borduria", 5, 1, 6), ("arland", "cadia", 1, 3, 3), ("borduria", "dorne", 0, 2, 2),
    ("cadia", "dorne", 2, 2, 4),
])  # fmt: skip


def lines(figure, colour, marker="None"):
    drawn = figure.findobj(lambda each: isinstance(each, Line2D) and to_hex(each.get_color()) == colour)
    return [line for line in drawn if line.get_marker() == marker]


def drawn(figure, sign):
    """The strokes of each tie of a sign, without the key's: (width, pairs of points)."""
    colour = LINES[sign][0]
    return [(line.get_linewidth(), strokes(line)) for line in lines(figure, colour)][1:]


def strokes(line):
    points = list(zip(*line.get_data(), strict=True))
    return list(zip(points[::3], points[1::3], strict=True))


def marks(figure):
    """The fill, shape and place of each mark, without the key's."""
    drawn = [line for line in figure.findobj(Line2D) if line.get_marker() != "None"]
    keys = sum(word.startswith(("in its camp", "in fewer", "in an unknown")) for word in words(figure))
    return [(to_hex(m.get_markerfacecolor()), m.get_marker(), tuple(m.get_xydata()[0])) for m in drawn][keys:]


def place(figure, label):
    return next(text.get_position() for text in figure.findobj(Text) if text.get_text() == label)


def test_camps_stand_left_and_right_in_the_order_given_and_who_has_none_below(canvas):
    camps_circle.draw_circle(CAMPS, MINI, NAMES, "A finding")
    (ax, ay), (bx, by), (cx, cy), (dx, dy), (_, ey) = (at for *_, at in marks(canvas[0]))
    assert ax == bx < MIDDLE < cx == dx and cx - ax > 200
    assert ay == cy < by == dy < ey
    assert place(canvas[0], "One camp: 2 actors")[0] < MIDDLE < place(canvas[0], "The other camp: 2 actors")[0]
    assert by < place(canvas[0], "In no camp: 1 actor")[1] < place(canvas[0], "Evallon")[1]


def test_the_table_of_camps_gives_the_order(canvas):
    camps_circle.draw_circle(CAMPS.iloc[[1, 0, 2, 3]], MINI, NAMES, "A finding")
    assert place(canvas[0], "Borduria")[1] < place(canvas[0], "Arland")[1]


def test_a_tie_is_solid_where_shared_dashed_where_opposed_and_dotted_where_even(canvas):
    camps_circle.draw_circle(CAMPS, MINI, NAMES, "A finding")
    [(_, solid)], dashed, [(wide, dotted)] = (drawn(canvas[0], sign) for sign in (1, -1, 0))
    assert len(solid) == 1 and len(dashed) == 2 and all(len(each) > 15 for _, each in dashed)

    def long(each):
        return max(hypot(x - u, y - v) for (x, y), (u, v) in each)

    assert len(dotted) > 5 and long(dotted) < wide < 5 and all(long(each) > 3 for _, each in dashed)
    assert len({LINES[sign][0] for sign in LINES}) == 3


def test_the_pen_leaves_a_gap_between_strokes_and_none_reaches_into_a_mark(canvas):
    camps_circle.draw_circle(*many(6), "A finding")
    places = [at for *_, at in marks(canvas[0])]
    seen = 0
    for sign in LINES:
        for width, each in drawn(canvas[0], sign):
            gaps = [hypot(a[0] - b[0], a[1] - b[1]) - width for (_, a), (b, _) in pairwise(each)]
            assert min(gaps, default=2) > 1
            ends = [min(hypot(x - u, y - v) for u, v in places) for x, y in (each[0][0], each[-1][1])]
            assert [end - width / 2 for end in ends] == pytest.approx([DOT / 2 + 1.5] * 2, abs=0.3)
            seen += 1
    assert seen == 66


def test_a_tie_joins_its_two_actors(canvas):
    camps_circle.draw_circle(CAMPS, MINI, NAMES, "A finding")
    places = dict(zip(CAMPS["actor"], [at for *_, at in marks(canvas[0])], strict=True))

    def nearest(point):
        return min(places, key=lambda a: hypot(point[0] - places[a][0], point[1] - places[a][1]))

    strokes = [each for sign in LINES for _, each in drawn(canvas[0], sign)]
    joined = {frozenset((nearest(each[0][0]), nearest(each[-1][1]))) for each in strokes}
    assert joined == {frozenset(pair) for pair in zip(MINI["actor_a"], MINI["actor_b"], strict=True)}


def test_the_width_is_in_proportion_to_the_issues_and_the_key_has_their_numbers(canvas):
    camps_circle.draw_circle(CAMPS, MINI, NAMES, "A finding")
    [(six, _)], [(three, _), (two, _)], [(four, _)] = (drawn(canvas[0], sign) for sign in (1, -1, 0))
    assert six / 6 == pytest.approx(four / 4) == pytest.approx(three / 3) == pytest.approx(two / 2)
    assert [word for word in words(canvas[0]) if word.startswith("on ")] == [f"on {n} issues" for n in (2, 4, 6)]
    assert [line.get_linewidth() for line in lines(canvas[0], style.SLATE)][:3] == [two, four, six]


def test_a_line_is_never_too_wide_nor_too_thin_to_see(canvas):
    camps_circle.draw_circle(CAMPS, MINI.assign(issues=[400, 1, 20, 200]), NAMES, "A finding")
    widths = [width for sign in LINES for width, _ in drawn(canvas[0], sign)]
    assert min(widths) == 0.4 and max(widths) < 4


def test_who_is_unsteady_has_an_open_mark_and_whose_share_is_unknown_a_square(canvas):
    camps_circle.draw_circle(CAMPS, MINI, NAMES, "A finding")
    looks = [(fill, shape) for fill, shape, *_ in marks(canvas[0])]
    full, open, square, apart = ((MARKS[m][0], MARKS[m][2]) for m in ("steady", "unsteady", "unknown", "apart"))
    assert looks == [full, open, full, square, apart] and len(set(looks)) == 4
    printed = words(canvas[0])
    assert {"n = 5", "n = 4; in 60 % of repetitions", "n = 3", "n = 2", "n = 1"} <= set(printed)
    assert {"in its camp in ≥ 80 % of repetitions", "in fewer", "in an unknown share"} <= set(printed)


def test_the_key_explains_only_what_occurs(canvas):
    camps_circle.draw_circle(CAMPS.assign(share=1.0), MINI[:1], NAMES, "A finding")
    entries = {"shared more than opposed", "on 6 issues", "in its camp in ≥ 80 % of repetitions"}
    assert entries <= set(words(canvas[0]))
    assert not {"opposed more than shared", "even", "in fewer", "in an unknown share"} & set(words(canvas[0]))


def test_narrow_lines_lie_on_wide_ones_and_marks_on_both(canvas):
    camps_circle.draw_circle(*many(6, 8), "A finding")
    tied = [line for sign in LINES for line in lines(canvas[0], LINES[sign][0])[1:]]
    ties = sorted((line.get_zorder(), line.get_linewidth()) for line in tied)
    widths = [width for _, width in ties]
    assert len(widths) == 28 and widths == sorted(widths, reverse=True) and widths[0] > widths[-1]
    dots = [line.get_zorder() for line in canvas[0].findobj(Line2D) if line.get_marker() != "None"][2:]
    assert len(dots) == 8 and min(dots) > ties[-1][0]


def test_a_hairline_leads_from_each_mark_to_a_name_near_by(canvas):
    camps_circle.draw_circle(*many(6), "A finding")
    leads = [line.get_xydata() for line in lines(canvas[0], style.SLATE) if line.get_linewidth() == 0.5]
    assert len(leads) == 12 and all(4 < hypot(*(end - start)) < 45 for start, end in leads)
    for (start, _), (*_, at) in zip(leads, marks(canvas[0]), strict=True):
        assert hypot(*(start - at)) == pytest.approx(DOT / 2 + 1.5)


def test_rounding_does_not_lift_a_share_to_what_it_falls_short_of(canvas):
    camps_circle.draw_circle(CAMPS.assign(share=0.7999), MINI, NAMES, "A finding")
    assert "n = 5; in under 80 % of repetitions" in " ".join(words(canvas[0])) and "in fewer" in words(canvas[0])
    camps_circle.draw_circle(CAMPS.assign(share=0.7999), MINI, NAMES, "A finding", steady=0.5)
    assert "n = 5" in words(canvas[1]) and "in its camp in ≥ 50 % of repetitions" in words(canvas[1])


def test_the_alternative_text_has_camps_and_ties_in_words():
    assert camps_circle.draw_circle(CAMPS, MINI, NAMES, "A finding").alt == (
        "A finding. One camp: Arland (n = 5), Borduria (n = 4; in 60 % of repetitions). "
        "The other camp: Cadia (n = 3), Dorne (n = 2). In no camp: Evallon (n = 1). "
        "Shared: Arland and Borduria +4 (6 issues). "
        "Opposed: Arland and Cadia −2 (3 issues); Borduria and Dorne −2 (2 issues). Even: Cadia and Dorne 0 (4 issues)."
    )


def test_the_source_counts_statements_of_all_actors(canvas):
    camps_circle.draw_circle(CAMPS, MINI, NAMES, "A finding")
    assert "Source: 15 statements in statements.csv" in words(canvas[0])


@pytest.mark.parametrize("side", [[1, 1, -1, -1, 0], [1] * 5, [0] * 5])
def test_without_a_tie_the_figure_says_so_and_names_the_actors(canvas, side):
    drawing = camps_circle.draw_circle(CAMPS.assign(side=side), MINI[:0], NAMES, "A finding")
    assert NO_TIE in words(canvas[0]) and drawing.alt.endswith(f" {NO_TIE}.") and "Evallon (n = 1" in drawing.alt
    assert not [word for word in words(canvas[0]) if word.startswith(("on ", "shared", "opposed"))]
    assert set(NAMES.values()) <= set(words(canvas[0])) and misplaced(canvas[0]) == ([], [])


def test_without_actors_there_is_a_drawing_that_says_so():
    assert camps_circle.draw_circle(CAMPS[:0], MINI[:0], NAMES, "A finding").alt == "A finding. No statement found."


@pytest.mark.parametrize(("side", "heading"), [(1, "One camp: 5 actors"), (0, "In no camp: 5 actors")])
def test_where_there_are_no_two_camps_all_stand_around_the_circle_under_one_heading(canvas, side, heading):
    camps_circle.draw_circle(CAMPS.assign(side=side), MINI, NAMES, "A finding")
    assert [x < MIDDLE for *_, (x, _) in marks(canvas[0])] == [True, True, True, False, False]
    assert [word for word in words(canvas[0]) if "actors" in word and "camp" in word] == [heading]


WRONG = [
    (camps([(f"x{n}", 1, 1, 1.0) for n in range(13)]), MINI, "holds 12 actors at most and these are 13; draw"),
    (CAMPS, ties([("arland", "evallon", 1, 0, 1)]), "evallon has a tie and is in no camp; give that actor a side"),
    (CAMPS.assign(side=[1, 2, -1, -1, 0]), MINI, "borduria has no side or is there twice"),
    (CAMPS.assign(side=[1, None, -1, -1, 0]), MINI, "borduria has no side or is there twice"),
    (pd.concat([CAMPS, CAMPS[:1]]), MINI, "arland has no side or is there twice"),
    (CAMPS[1:], MINI, "arland and borduria leads to arland, who is none of the actors"),
]  # fmt: skip


@pytest.mark.parametrize(("actors", "joined", "message"), WRONG)
def test_what_cannot_be_drawn_is_refused_with_its_cure(actors, joined, message):
    with pytest.raises(ValueError, match=message):
        camps_circle.draw_circle(actors, joined, NAMES, "A finding")


LONG = [*LANDS[12:14], "United Principalities of the Lower River"]
CASES = {
    "two": many(1, 2), "five": many(2, 5), "ten": many(5, 10, names=LONG), "twelve": many(6, names=LONG),
    "eleven_to_one": many(11, names=LONG), "one_to_eleven": many(1, names=LONG), "one_camp": many(12, names=LONG),
    "no_camp": many(6, sides=(0, 0), names=LONG), "hostile": many(7, names=[HOSTILE]), "one": many(1, 1),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_nothing_leaves_the_page_and_nothing_lies_on_a_text(canvas, case):
    camps_circle.draw_circle(*CASES[case], "A long finding about who stands with whom " * 3)
    assert misplaced(canvas[0]) == ([], []) and canvas[0].get_size_inches()[0] == 7
    texts = [(text.get_text(), outline(text)) for text in canvas[0].findobj(Text)]
    for line in canvas[0].findobj(Line2D):
        ends = [line.get_transform().transform(point) for point in zip(*line.get_data(), strict=True)]
        for one, other in zip(ends[::3], ends[1::3] or ends, strict=True) if len(ends) != 2 else [ends]:
            near = [text for text, shape in texts if not apart([tuple(one), tuple(other)], shape, -0.1)]
            assert not near, (near, one, other)


def test_actors_without_a_camp_fit_below_whatever_they_are_called(canvas):
    table, joined, names = many(2, names=[HOSTILE, *LONG])
    table = table.assign(side=[1, -1] + [0] * 10)
    camps_circle.draw_circle(table, joined[:1], names, "A finding")
    assert misplaced(canvas[0]) == ([], []) and len(marks(canvas[0])) == 12


@pytest.mark.parametrize("size", range(1, 13))
def test_no_tie_passes_through_the_mark_of_a_third_actor(size):
    places = _places(range(size), -1) | {-1 - a: at for a, at in _places(range(12 - size), 1).items()}
    for a, b in combinations(places, 2):
        (x, y), (u, v) = places[a], places[b]
        long = hypot(u - x, v - y)
        for c in places.keys() - {a, b}:
            p, q = places[c]
            if 0 < (p - x) * (u - x) + (q - y) * (v - y) < long**2:
                assert abs((p - x) * (v - y) - (q - y) * (u - x)) / long > DOT / 2
    assert min(hypot(x - u, y - v) for (x, y), (u, v) in combinations(places.values(), 2)) > 3 * DOT


@given(st.lists(st.integers(1, 4), min_size=1, max_size=12))
def test_labels_keep_their_order_and_stay_by_their_marks_where_there_is_room(rows):
    arc, labels = range(len(rows)), {n: Label(["x"] * lines, ["n = 1"], "steady") for n, lines in enumerate(rows)}
    places = _places(arc, 1)
    tops = _tops(arc, places, labels)
    middles = [tops[n] + labels[n].height / 2 for n in arc]
    assert all(tops[n] + labels[n].height <= tops[n + 1] + 1e-9 for n in arc[:-1])
    assert sum(middles) == pytest.approx(sum(y for _, y in places.values()), abs=1e-6)
    if all(places[n + 1][1] - places[n][1] >= (labels[n].height + labels[n + 1].height) / 2 for n in arc[:-1]):
        assert middles == pytest.approx([y for _, y in places.values()])


def test_hostile_names_are_drawn_as_text(canvas):
    drawing = camps_circle.draw_circle(CAMPS, MINI, dict.fromkeys(NAMES, HOSTILE), HOSTILE, HOSTILE)
    assert "<script" not in drawing.svg and "&lt;script&gt;" in drawing.svg
    assert not {"\u202e", "\u2066"} & set(drawing.svg + drawing.alt) and drawing.alt.count("橋") > 5
    assert misplaced(canvas[0]) == ([], []) and "$\\frac$ & [U+202E]gnp.exe[U+2066] ]]>" in " ".join(words(canvas[0]))
    assert [word for word in words(canvas[0]) if word.endswith("…")]


def test_bytes_hang_on_neither_the_order_nor_the_direction_of_ties():
    table, joined, names = many(7)
    turned = joined.rename(columns={"actor_a": "actor_b", "actor_b": "actor_a"})[list(TIES)]
    mixed = pd.concat([turned[::2], joined[1::2]]).sample(frac=1, random_state=3)
    svgs = {camps_circle.draw_circle(table, each, names, "A finding").svg for each in (joined, joined, turned, mixed)}
    assert len(svgs) == 1 and len(svgs.pop().encode()) < 150_000


def test_the_title_names_both_camps_or_says_why_there_are_none():
    sides = {"arland": 1, "borduria": -1, "cadia": 1, "dorne": 0}
    assert (
        camps_circle.title(sides, {"cadia": "the Cadians"})
        == "arland and the Cadians on one side, borduria on the other"
    )
    assert camps_circle.title(dict.fromkeys(sides, 0), {}, "nobody disagrees") == "Nobody disagrees"
    many = {f"a{n}": 1 if n < 3 else -1 for n in range(13)}
    assert camps_circle.title(many, {}) == "Three actors on one side, ten actors on the other"


def test_the_subtitle_sets_polarisation_beside_chance_where_there_are_camps():
    measured = "Congruence minus conflict, divided by average activity, of actors with"
    assert camps_circle.subtitle(2, 5) == f"{measured} at least two of five issues in common"
    wording = f"{measured} at least one of three issues in common; polarisation 0.20, by chance 0.15"
    assert camps_circle.subtitle(1, 3, (0.2, 0.15)) == wording
