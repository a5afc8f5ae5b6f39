"""The changes: a square where a change reverses a finding, a dash where it cannot be tested, and all of it in words."""

import itertools

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from figure_checks import misplaced, words
from figure_study import HOSTILE
from stancebook.figures import single_changes, style
from stancebook.figures.single_changes import COLUMNS, FINDINGS
from stancebook.figures.single_changes import table as rows_of

NAMES = {"counting": "Counting", "texts": "Which texts", "texts=without 010": "without the Bugle", "via=": "as coded"}
SAYS = {"F1": "Arland would build", "F2": "Borduria would not", "F3": "The toll divides"}
CHANGES = [("counting", "once"), ("texts", "without 000"), ("texts", "without 010"), ("via", "")]
ANSWERS = {"F1": ["yes", "yes", "yes", "yes"], "F2": ["no", "yes", "no", ""], "F3": ["", "", "", ""]}


def table(answers=ANSWERS, changes=CHANGES, says=SAYS):
    return pd.DataFrame([
        {"finding": id, "says": says.get(id, id), "decision": decision, "alternative": option, "holds": holds}
        for id, row in answers.items() for (decision, option), holds in zip(changes, row, strict=True)
    ], columns=["finding", "says", "decision", "alternative", "holds"], dtype="str")  # fmt: skip


def squares(figure):
    """The middles of the squares, without the key's."""
    boxes = [box for box in figure.findobj(Rectangle) if to_hex(box.get_facecolor()) == style.ALARM]
    return [(box.get_x() + box.get_width() / 2, box.get_y() + box.get_height() / 2) for box in boxes][1:]


def strokes(figure, colour):
    """The middles of the level strokes of a colour beyond the findings."""
    lines = [line for line in figure.findobj(Line2D) if to_hex(line.get_color()) == colour]
    points = [list(zip(*line.get_data(), strict=True)) for line in lines]
    return [((a[0] + b[0]) / 2, a[1]) for each in points for a, b in itertools.pairwise(each)
            if a[1] == b[1] and a[0] > FINDINGS]  # fmt: skip


def heads(figure):
    """The upright words, from left to right, each with whether it is bold."""
    texts = [text for text in figure.findobj(Text) if text.get_rotation() == 90]
    texts.sort(key=lambda text: text.get_position()[0])
    return [(text.get_text(), "Bold" in text.get_fontproperties().get_file()) for text in texts]


def bold(figure, label):
    return next("Bold" in t.get_fontproperties().get_file() for t in figure.findobj(Text) if t.get_text() == label)


def test_columns_stand_under_their_decision_in_the_order_of_the_table(canvas):
    single_changes.draw(table(), NAMES, "A finding")
    assert heads(canvas[0]) == [("Counting", True), ("once", False), ("Which texts", True), ("without 000", False),
                                ("without the Bugle", False), ("via", True), ("as coded", False)]  # fmt: skip


def test_alternatives_of_a_decision_stand_together_and_decisions_as_they_come(canvas):
    tried = [("via", "self"), ("counting", "once"), ("via", "any")]
    single_changes.draw(table({"F1": ["yes", "no", "yes"]}, tried), {}, "A finding")
    assert [words for words, _ in heads(canvas[0])] == ["via", "self", "any", "counting", "once"]


def test_a_square_a_reversal_a_dot_where_it_holds_a_dash_without_a_test(canvas):
    single_changes.draw(table(), NAMES, "A finding")
    reversals, brackets = squares(canvas[0]), 3
    assert len(reversals) == 2 and len({y for _, y in reversals}) == 1
    slots = [text.get_position()[0] for text in canvas[0].findobj(Text) if text.get_rotation() == 90]
    assert [x for x, _ in reversals] == pytest.approx([slots[1], slots[4]], abs=4)  # a baseline is beside its middle
    assert len(strokes(canvas[0], style.SLATE)) == 4 + 1
    dashes = strokes(canvas[0], style.DARK)[brackets:]
    assert len(dashes) == 1 + 4 and dashes[0][1] == reversals[0][1] and len({y for _, y in dashes[1:]}) == 1


def test_a_reversal_by_definition_is_a_hollow_square_in_no_count_of_reversals(canvas):
    answers = {"F1": ["by definition", "yes", "yes", "yes"], "F2": ["by definition", "no", "yes", ""]}
    drawn = single_changes.draw(table(answers), NAMES, "A finding")
    hollow = [
        box
        for box in canvas[0].findobj(Rectangle)
        if to_hex(box.get_edgecolor()) == style.ALARM and not box.get_facecolor()[3]
    ]
    assert len(hollow) == 1 + 2 and len(squares(canvas[0])) == 1
    assert not bold(canvas[0], SAYS["F1"]) and bold(canvas[0], SAYS["F2"])
    said = " ".join(words(canvas[0]))
    assert "holds under all 3 changes; 1 reverses it by definition" in said
    assert "reversed by 1 of 2 changes; 1 reverses it by definition; 1 cannot test it" in said
    assert "Reversed by its own definition (2): Arland would build, by 1; Borduria would not, by 1." in drawn.alt
    shown = rows_of(table(answers), NAMES).to_numpy().tolist()
    assert [row[1:4] for row in shown] == [
        ["4", "none", "Counting: once"],
        ["3", "Which texts: without 000", "Counting: once"],
    ]


def test_what_is_reversed_by_definition_alone_neither_holds_nor_is_without_a_test(canvas):
    answers = {"F1": ["by definition", "", "", ""], "F2": ["by definition", "by definition", "yes", ""]}
    drawn = single_changes.draw(table(answers), NAMES, "A finding")
    printed = " ".join(words(canvas[0]))
    assert "1 change reverses it by definition; 3 cannot test it" in printed
    assert "holds under the one change; 2 reverse it by definition; 1 cannot test it" in printed
    assert "Not reversed by any change (1): Borduria would not." in drawn.alt


def test_contested_findings_are_bold_and_counted(canvas):
    single_changes.draw(table(), NAMES, "A finding")
    assert [bold(canvas[0], says) for says in SAYS.values()] == [False, True, False]
    printed = words(canvas[0])
    assert "holds under all 4 changes" in printed and "no change can test it" in printed
    assert "reversed by 2 of 3 changes; 1 cannot test it" in printed
    assert "Source: 12 tests in changes.csv" in printed


def test_in_words_it_lists_what_is_contested_what_holds_and_what_was_not_tested():
    assert single_changes.draw(table(), NAMES, "A finding").alt == (
        "A finding. 3 findings, tested under 4 changes of one decision each. "
        "Contested (1): Borduria would not, reversed by Counting: once, Which texts: without the Bugle. "
        "Not reversed by any change (1): Arland would build. "
        "Not testable (2): Borduria would not, under 1; The toll divides, under 4."
    )


def test_a_change_that_a_finding_lacks_is_not_testable_there(canvas):
    alt = single_changes.draw(table()[:-1], NAMES, "A finding").alt
    assert alt == single_changes.draw(table(), NAMES, "A finding").alt
    assert single_changes.draw(table().assign(holds=None), {}, "None").alt.count("Contested") == 0


@pytest.mark.parametrize("holds", ["maybe", "True", "NO"])
def test_an_answer_that_is_none_is_no_picture(holds):
    with pytest.raises(
        ValueError, match=f"changes.csv: F9 under texts=all holds '{holds}'; use yes, no, by definition or nothing"
    ):
        single_changes.draw(table({"F9": [holds]}, [("texts", "all")]), {}, "A finding")


def test_two_answers_to_one_question_are_no_picture():
    twice = table({"F1": ["yes", "no"]}, [("texts", "all"), ("texts", "all")])
    with pytest.raises(ValueError, match="F1 under texts=all has two answers"):
        single_changes.draw(twice, {}, "A finding")


def test_an_empty_table_says_so(canvas):
    assert single_changes.draw(table()[:0], {}, "A finding").alt == "A finding. No finding was tested."
    assert "No finding was tested" in words(canvas[0])


@pytest.mark.parametrize(("findings", "options"), [(1, 1), (3, 6), (15, 30), (12, 70)])
def test_nothing_leaves_the_page_or_touches(canvas, findings, options):
    long = "only statements of which the coder was at least fairly sure are counted"
    tried = [(f"decision {n // 3}", HOSTILE if n == 4 else f"{n} {long}"[: 20 + n]) for n in range(options)]
    answers = {f"F{f}": [("yes", "yes", "no", "")[(f * n + n) % 4] for n in range(options)] for f in range(findings)}
    says = {f"F{f}": HOSTILE if f == 2 else f"In finding {f} {long}" for f in range(findings)}
    drawing = single_changes.draw(table(answers, tried, says), {"decision 1": HOSTILE}, HOSTILE)
    assert misplaced(canvas[0]) == ([], []) and canvas[0].get_size_inches()[0] == 7
    assert "<script" not in drawing.svg and not {"\u202e", "\u2066"} & set(drawing.svg + drawing.alt)
    reversed = squares(canvas[0])
    by_change = sorted((column.count("no") for column in zip(*answers.values(), strict=True)), reverse=True)
    assert len(reversed) == sum(by_change[: single_changes.MOST])
    assert all(COLUMNS < x < 500 for x, _ in reversed)


def test_neighbouring_squares_never_touch(canvas):
    tried = [(f"decision {n // 3}", f"{n}") for n in range(30)]
    single_changes.draw(table({"F1": ["no"] * 30}, tried), {}, "A finding")
    boxes = [box for box in canvas[0].findobj(Rectangle) if to_hex(box.get_facecolor()) == style.ALARM][1:]
    assert all(a.get_x() + a.get_width() < b.get_x() - 1 for a, b in itertools.pairwise(boxes))


def test_a_head_that_is_cut_says_so_and_stands_whole_in_the_table(canvas):
    tested = table({"F1": ["no"] * 20}, [("texts", f"{n} " + "w " * 99) for n in range(20)])
    drawing = single_changes.draw(tested, {}, "A")
    assert all(words.endswith("…") for words, bold in heads(canvas[0]) if not bold)
    assert drawing.alt.endswith(
        "with the number of changes that reverse each: Arland would build, 20. The table gives each."
    )
    assert rows_of(tested, {})["reversed by"][0].count("w " * 98) == 20 and canvas[0].get_size_inches()[1] < 5


def test_of_many_changes_those_that_reverse_most_are_shown(canvas):
    tried = [("texts", f"without {n:03}") for n in range(300)]
    drawing = single_changes.draw(table({"F1": ["no" if n in (7, 250) else "yes" for n in range(300)]}, tried), {}, "A")
    shown = [label for label, _ in heads(canvas[0])]
    assert len(shown) == 41 and {"without 007", "without 250"} < set(shown) and len(squares(canvas[0])) == 2
    assert "Source: 300 tests in changes.csv; 260 changes left out" in words(canvas[0])
    assert "reversed by 2 of 300" in " ".join(words(canvas[0])) and "under 300 changes" in drawing.alt
    assert misplaced(canvas[0]) == ([], [])


def test_many_findings_are_told_in_short():
    answers = {f"F{n}": [("no", "yes", "")[n % 3], "yes", "yes", ""] for n in range(60)}
    alt = single_changes.draw(table(answers, says={f"F{n}": f"Finding {n} says this" for n in range(60)}), {}, "A").alt
    assert (
        len(alt) <= 1200
        and "Not reversed by any change: 40. Not testable under at least one change: 60. Contested (20)" in alt
    )
    assert "Finding 57 says this, 1. The table gives each." in alt


def test_bytes_repeat():
    assert single_changes.draw(table(), NAMES, "A finding").svg == single_changes.draw(table(), NAMES, "A finding").svg
