"""The matrix: a cell a tie, at its row and column, with net, issues and colour; nothing where there is no tie."""

import hashlib
import os
import subprocess
import sys
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from camps_study import NAMES, camps, many, ties
from figure_checks import misplaced, words
from figure_study import HOSTILE, LANDS
from stancebook.figures import camps_circle, style, tie_matrix
from stancebook.figures.canvas import MARGIN, RIGHT
from stancebook.figures.svg import shown
from stancebook.figures.tie_matrix import CELL, NO_TIE, Tie, number_writer, pairs

ACTORS = list(NAMES)
MINI = ties([
    ("arland", "borduria", 5, 0, 6), ("cadia", "arland", 1, 3, 3), ("borduria", "dorne", 0, 22, 2),
    ("cadia", "dorne", 2, 2, 4), ("dorne", "evallon", 1, 0, 1),
])  # fmt: skip
SIDED = camps([("arland", 1, 1, 1.0), ("borduria", -1, 1, 1.0), ("cadia", -1, 1, 1.0), ("dorne", 1, 1, 1.0),
               ("evallon", 0, 1, None)])  # fmt: skip
UNDIVIDED = SIDED.assign(side=0)


def at(figure, label):
    """Where a text stands that is there once."""
    [place] = [text.get_position() for text in figure.findobj(Text) if text.get_text() == label]
    return place


def boxes(figure):
    """Fill, edge, left and top of each cell, without the key's seven."""
    boxes = [box for box in figure.findobj(Rectangle) if box is not figure.patch][7:]
    return [(to_hex(b.get_facecolor()), to_hex(b.get_edgecolor()), b.get_x(), b.get_y()) for b in boxes]


def test_a_cell_stands_under_one_name_and_left_of_the_other(canvas):
    tie_matrix.draw(UNDIVIDED, MINI, NAMES, "A finding")
    for net, column, row in (("+5", 0, "Borduria"), ("−2", 0, "Cadia"), ("−22", 1, "Dorne"), ("+1", 3, "Evallon")):
        x, y = at(canvas[0], net)
        assert x == MARGIN + (column + 0.5) * CELL and abs(y - at(canvas[0], row)[1]) < 8
        assert x < at(canvas[0], row)[0] and y > at(canvas[0], list(NAMES.values())[column])[1]
    for number, name in enumerate(NAMES.values()):
        assert at(canvas[0], name)[0] == MARGIN + number * CELL + 4


def test_below_net_stands_on_how_many_issues(canvas):
    tie_matrix.draw(UNDIVIDED, MINI, NAMES, "A finding")
    for net, issues in (("+5", "6"), ("−2", "3"), ("−22", "2")):
        (x, y), (u, v) = at(canvas[0], net), at(canvas[0], issues)
        assert x == u and 4 < v - y < 8


def test_the_colour_is_net_as_a_share_and_a_single_issue_a_frame(canvas):
    tie_matrix.draw(UNDIVIDED, MINI, NAMES, "A finding")
    looks = [(fill, edge) for fill, edge, *_ in boxes(canvas[0])]
    fills = [style.shade(2), style.shade(-1), style.shade(-2), style.shade(0), style.WHITE]
    assert [fill for fill, _ in looks] == fills and looks[4][1] == style.shade(2, 0.75)
    bold = {text.get_text() for text in canvas[0].findobj(Text) if "Bold" in text.get_fontproperties().get_file()}
    assert bold == {"+5", "−2", "−22", "0", "A finding"}


def test_where_there_is_no_tie_there_is_an_empty_cell(canvas):
    tie_matrix.draw(UNDIVIDED, MINI, NAMES, "A finding")
    assert len(boxes(canvas[0])) == 5 and words(canvas[0]).count("0") == 1


def test_camps_follow_each_other_with_a_line_between(canvas):
    tie_matrix.draw(SIDED, MINI, NAMES, "A finding")
    rows = sorted(NAMES.values(), key=lambda name: at(canvas[0], name)[1])
    assert rows == ["Arland", "Dorne", "Borduria", "Cadia", "Evallon"]
    wide = [line.get_data() for line in canvas[0].findobj(Line2D) if line.get_linewidth() == 1.4][1:]
    assert [(xs[0], xs[1], xs[2]) for xs, _ in wide] == [(MARGIN, x, x) for x in (MARGIN + 2 * CELL, MARGIN + 4 * CELL)]
    for (_, ys), name in zip(wide, ("Borduria", "Evallon"), strict=True):
        assert ys[0] == ys[1] and 0 < at(canvas[0], name)[1] - ys[0] < 15 and ys[2] > at(canvas[0], "Evallon")[1]
    assert "between the camps" in words(canvas[0])


def test_without_camps_or_with_one_there_is_no_line_between(canvas):
    tie_matrix.draw(UNDIVIDED, MINI, NAMES, "A finding")
    tie_matrix.draw(SIDED.assign(side=1), MINI, NAMES, "A finding")
    for figure in canvas:
        assert "between the camps" not in words(figure)
        assert not [line for line in figure.findobj(Line2D) if line.get_linewidth() == 1.4]


def test_the_alternative_text_counts_ties_and_names_camps():
    sentences = (
        "A finding. Matrix of 5 actors: 5 of 10 pairs have a tie, 2 of them shared, 2 opposed and 1 even; 1 on a "
        "single issue. Strongest shared: Arland and Borduria +5 (6 issues). "
        "Strongest opposed: Borduria and Dorne −22 (2 issues)."
    )
    alt = tie_matrix.draw(UNDIVIDED, MINI, NAMES, "A finding").alt
    assert alt == f"{sentences} In no camp: Arland, Borduria, Cadia, Dorne, Evallon."
    alt = tie_matrix.draw(SIDED, MINI, NAMES, "A finding").alt
    sentences = sentences.replace("Borduria and Dorne", "Dorne and Borduria")  # in the order of the figure
    assert alt == f"{sentences} One camp: Arland, Dorne. The other camp: Borduria, Cadia. In no camp: Evallon."
    alt = tie_matrix.draw(UNDIVIDED.assign(side=1), MINI.assign(issues=1), NAMES, "A finding").alt
    assert "; 5 on a single issue." in alt and alt.endswith(". One camp: Arland, Borduria, Cadia, Dorne, Evallon.")


def test_numbers_are_whole_where_all_are_and_else_alike_in_places():
    assert [number_writer([2, -13])(net) for net in (2, -13, 0)] == ["+2", "−13", "0"]
    assert [number_writer([0.5, -0.25])(net) for net in (0.5, -0.25, 0, 0.001)] == ["+0.50", "−0.25", "0", "+0.00"]
    assert [number_writer([2.5, -0.04])(net) for net in (2.5, -0.04)] == ["+2.5", "−0.0"]
    assert [number_writer([10.5, -0.5])(net) for net in (10.5, -0.5)] == ["+10.5", "−0.5"]
    assert [number_writer([120.4])(120.4), number_writer([])(0)] == ["+120", "0"]


@pytest.mark.parametrize("actors", [0, 1, 5])
def test_without_a_tie_the_figure_says_so(canvas, actors):
    drawing = tie_matrix.draw(SIDED[:actors], MINI[:0], NAMES, "A finding")
    assert drawing.alt == f"A finding. {NO_TIE}." and {NO_TIE, "Source: 0 ties in ties.csv"} <= set(words(canvas[0]))


def test_the_source_counts_ties(canvas):
    tie_matrix.draw(UNDIVIDED, MINI, NAMES, "A finding")
    assert "Source: 5 ties in ties.csv" in words(canvas[0])


TWICE = pd.concat([MINI, MINI.rename(columns={"actor_a": "actor_b", "actor_b": "actor_a"})[:1]])
CANNOT = "cannot be: net is congruence less conflict"
WRONG = [
    (SIDED[:4], MINI, "dorne and evallon leads to evallon, who is none of the actors"),
    (SIDED, TWICE, "borduria and arland joins an actor to itself or is there twice"),
    (SIDED, MINI.assign(actor_b=MINI["actor_a"]), "arland and arland joins an actor to itself"),
    (SIDED, MINI.assign(net=MINI["net"].astype("Float64").where(MINI["net"] != -2)), CANNOT),
    (SIDED, MINI.assign(conflict=float("inf")), CANNOT),
    (SIDED, MINI.assign(net=-MINI["net"]), CANNOT),
    (SIDED, MINI.assign(issues=0), CANNOT),
    (SIDED, MINI.assign(issues=float("nan")), CANNOT),
    (SIDED, MINI.assign(congruence=-1, net=-1 - MINI["conflict"]), CANNOT),
    (SIDED.assign(side=3), MINI, "arland has no side or is there twice"),
    (pd.concat([SIDED, SIDED[3:4]]), MINI, "dorne has no side or is there twice"),
]


@pytest.mark.parametrize(("sided", "joined", "message"), WRONG)
def test_what_cannot_be_drawn_is_refused_with_its_cure(sided, joined, message):
    with pytest.raises(ValueError, match=message):
        tie_matrix.draw(sided, joined, NAMES, "A finding")


def test_rounded_numbers_are_no_contradiction_and_a_trace_of_arithmetic_is_nought():
    rows = [("a", "b", 0.3333, 0.6667, -0.3333, 2), ("a", "c", 0.3, 0.3, 0.1 + 0.2 - 0.3, 1)]
    tied = pairs(pd.DataFrame(rows, columns=MINI.columns), "abc")
    assert tied == [Tie("a", "b", -0.3333, pytest.approx(-0.3334), 2), Tie("a", "c", 0, 0, 1)]
    assert pairs(ties([("a", "b", 0, 0, 1)]), "ab") == [Tie("a", "b", 0, 0, 1)]


@given(st.permutations(range(5)), st.lists(st.booleans(), min_size=5, max_size=5))
def test_ties_are_the_same_in_any_order_and_either_way_round(order, turns):
    rows = MINI.iloc[order].to_dict("records")
    for row, turn in zip(rows, turns, strict=True):
        if turn:
            row["actor_a"], row["actor_b"] = row["actor_b"], row["actor_a"]
    assert pairs(pd.DataFrame(rows), ACTORS) == pairs(MINI, ACTORS)


def larger(count, names=LANDS, scale=1.0):
    """So many actors in two camps, and a tie of every two, or of a sixth of them where that would take long."""
    ids = [f"a{n:02}" for n in range(count)]
    rows = [(a, b, n % 12 * scale, n % 13 * scale, n % 9 + 1) for n, (a, b) in enumerate(combinations(ids, 2))]
    sided = camps([(a, 1 - 2 * (n > count // 2), 1, 1.0) for n, a in enumerate(ids)])
    return sided, ties(rows if count < 40 else rows[::6]), {a: names[n % len(names)] for n, a in enumerate(ids)}


LONG = [*LANDS[12:14], "United Principalities of the Lower River"]
CASES = {
    "two": larger(2), "thirteen": larger(13, LONG), "thirty": larger(30, LONG), "fractions": larger(30, LONG, 1 / 7),
    "hostile": larger(13, [HOSTILE]), "large_numbers": larger(14, LANDS, 12345),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_nothing_leaves_the_page_or_touches(canvas, case):
    sided, joined, names = CASES[case]
    tie_matrix.draw(sided, joined, names, "A long finding about who stands with whom " * 3)
    assert canvas[0].get_size_inches()[0] == 7 and misplaced(canvas[0]) == ([], [])
    assert all(MARGIN <= x < RIGHT for *_, x, _ in boxes(canvas[0]))
    assert len(boxes(canvas[0])) == len(joined)


@pytest.mark.parametrize("case", ["thirty", "fractions"])
def test_thirty_actors_can_be_read(canvas, case):
    tie_matrix.draw(*CASES[case], "A finding")
    signed = [text for text in canvas[0].findobj(Text) if text.get_text()[0] in "+−" and "%" not in text.get_text()]
    assert len(signed) > 350 and min(text.get_fontsize() for text in signed) >= 4.5
    assert all(text.get_window_extent().width < (RIGHT - MARGIN) / 30 - 2 for text in signed)


def test_of_many_actors_those_with_most_statements_are_drawn_and_the_figure_says_so(canvas):
    sided, joined, names = larger(60)
    sided["n"] = range(60)
    drawing, told = tie_matrix.draw(sided, joined, names, "A finding"), "the 30 of 60 actors with most statements"
    kept = joined[(joined["actor_a"] >= "a30") & (joined["actor_b"] >= "a30")]
    assert len(boxes(canvas[0])) == len(kept) > 50 and misplaced(canvas[0]) == ([], [])
    assert f"Source: {len(joined)} ties in ties.csv; shown: {told}" in words(canvas[0]) and shown(drawing.svg) == told
    assert drawing.alt.startswith(f"A finding. Shown: {told}. Matrix of 30 actors: {len(kept)} of 435 pairs")
    stranger = pd.concat([joined, ties([("a00", "x", 1, 0, 1)])])
    with pytest.raises(ValueError, match="x, who is none of the actors"):
        tie_matrix.draw(sided, stranger.replace("a00", "a59"), names, "A finding")


def test_hostile_names_are_drawn_as_text(canvas):
    drawing = tie_matrix.draw(SIDED, MINI, dict.fromkeys(NAMES, HOSTILE), HOSTILE, HOSTILE)
    assert "<script" not in drawing.svg and "&lt;script&gt;" in drawing.svg
    assert not {"\u202e", "\u2066"} & set(drawing.svg + drawing.alt) and drawing.alt.count("橋") > 5
    assert misplaced(canvas[0]) == ([], []) and "$\\frac$ & [U+202E]gnp.exe[U+2066] ]]>" in " ".join(words(canvas[0]))


def both():
    table, joined, names = many(5)
    drawn = tie_matrix.draw(SIDED, MINI, NAMES, "A finding")
    return camps_circle.draw_circle(table, joined, names, "A finding").svg + drawn.svg


@pytest.mark.slow
def test_bytes_repeat_in_another_run_with_another_hash_seed(tmp_path):
    (tmp_path / "matplotlibrc").write_text("lines.solid_capstyle: round\nlines.linewidth: 9\nsvg.hashsalt: x\n")
    script = (
        f"import sys; sys.path[:0] = {sys.path!r}\n"
        "import hashlib, test_tie_matrix as t; print(hashlib.sha256(t.both().encode()).hexdigest())"
    )
    other = {**os.environ, "PYTHONHASHSEED": "7", "MATPLOTLIBRC": str(tmp_path), "TZ": "Asia/Tokyo"}
    run = [sys.executable, "-c", script]
    there = subprocess.run(run, env=other, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert there.stdout.strip() == hashlib.sha256(both().encode()).hexdigest()
