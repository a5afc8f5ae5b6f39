"""The disputes: who is against an issue and who is for it, with direct labels, and the firmest first."""

import xml.etree.ElementTree as ET

import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

from figure_checks import SVG, dots, misplaced, rectangles, words
from figure_study import HOSTILE, NAMES, large, statements_of
from stancebook.figures import disputes, style
from stancebook.figures.canvas import BRIEF, NARROW
from stancebook.figures.disputes import MOST, NAMED
from stancebook.figures.svg import shown

SAID = statements_of([
    ("000", "arland", "bridge", "1", "self", "direct", "none"), ("010", "arland", "bridge", "1", "self", "direct", "none"),
    ("000", "borduria", "bridge", "-1", "self", "indirect", "none"), ("000", "cadia", "bridge", "0", "other", "direct", "none"),
    ("000", "arland", "toll", "2", "article", "narration", "none"), ("000", "borduria", "toll", "-2", "self", "direct", "none"),
    ("000", "cadia", "toll", "-1", "self", "direct", "none"),
    ("000", "arland", "roof", "2", "self", "direct", "none"), ("000", "cadia", "roof", "1", "self", "direct", "none"),
])  # fmt: skip


def drawn(narrow=False, said=SAID, names=NAMES, title="A finding"):
    return disputes.draw(said, names, title, narrow=narrow)


def fills(figure):
    return [to_hex(box.get_facecolor()) for box in rectangles(figure) if not box.get_url()]


def test_the_table_has_who_stands_where_from_the_issue_that_divides_most():
    rows = disputes.table(SAID, NAMES)
    assert list(rows.columns) == ["issue", "against", "undecided", "for"]
    assert rows.values.tolist() == [
        ["Toll", "Borduria (1, quoted), Cadia (1, quoted)", "", "Arland (1, inferred)"],
        ["Bridge", "Borduria (1, reported)", "Cadia (1, reported)", "Arland (2, quoted)"],
    ]


def test_a_star_marks_who_states_terms(canvas):
    said = SAID.assign(condition=["toll" if actor == "borduria" else "none" for actor in SAID["actor"]])
    drawn(said=said)
    assert words(canvas[0]).count("Borduria* (1)") == 2 and "Cadia (1)" in words(canvas[0])
    assert disputes.table(said, NAMES)["against"][1] == "Borduria (1, reported, on terms)"


@pytest.mark.parametrize("narrow", [False, True])
def test_the_picture_has_each_actor_with_its_number_and_its_colour(canvas, narrow):
    drawn(narrow)
    printed = words(canvas[0])
    assert printed.count("Borduria (1)") == 2 and printed.count("Arland (2)") == 1 and "Roof" not in printed
    single = [style.wash(-2), style.wash(-1), style.wash(2), style.wash(-1)]
    assert fills(canvas[0])[:4] == single and style.shade(1) in fills(canvas[0])
    assert ("undecided: Cadia (1)" in printed) is not narrow and canvas[0].get_size_inches()[0] * 72 == (
        NARROW if narrow else BRIEF).width  # fmt: skip


def test_against_stands_on_the_left_and_for_on_the_right(canvas):
    drawn()
    places = {text.get_text(): text.get_position()[0] for text in canvas[0].findobj(Text)}
    assert places["Borduria (1)"] < places["Toll"] < places["Arland (1)"] and places["Against"] < places["For"]


def test_marks_tell_quoted_reported_and_inferred_apart(canvas):
    drawn()
    assert dots(canvas[0]) == ["#1c1c1c", "#1c1c1c", style.WHITE, "#1c1c1c", "#1c1c1c", style.WHITE]  # two of the key


@pytest.mark.parametrize(("said", "finding"), [
    (SAID, "Two of 3 issues have actors on both sides"),
    (SAID[:4], "One of 1 issue has actors on both sides"),
    (SAID[4:], "One of 2 issues has actors on both sides"),
    (SAID[7:], "On no issue are there actors on both sides"),
    (SAID[:0], "On no issue are there actors on both sides"),
])  # fmt: skip
def test_the_title_counts_disputes(said, finding):
    assert disputes.title(said, NAMES) == finding


def test_without_a_dispute_there_is_a_drawing_that_says_so():
    assert drawn(said=SAID[7:]).alt == "A finding. On no issue are there actors on both sides."
    assert len(disputes.table(SAID[7:], NAMES)) == 0


def test_the_words_of_the_picture_say_who_stands_where_and_grow_shorter():
    assert drawn().alt == (
        "A finding. In brackets the number of statements. Toll: against Borduria (1), Cadia (1); for Arland (1). "
        "Bridge: against Borduria (1); undecided Cadia (1); for Arland (2)."
    )
    assert len(drawn(said=large(), names={}).alt) <= 1200


def test_chips_lead_to_their_passages():
    links = [(a.get("href"), a.get("aria-label")) for a in ET.fromstring(drawn().svg).iter(f"{SVG}a")]
    assert ("../evidence.html#actor=arland&issue=bridge", "Arland (2)") in links and len(links) == 5


@pytest.mark.parametrize("narrow", [False, True])
def test_of_many_issues_and_actors_those_that_divide_most_are_drawn_and_the_rest_counted(canvas, narrow):
    rows = [(f"{a:03}", f"land{a:02}", f"question{i:02}", str(2 - a % 2 * 4 if i < 12 else 1 - a % 2 * 2), "self", "direct", "none")
            for i in range(26) for a in range(60)]  # fmt: skip
    drawing, told = drawn(narrow, statements_of(rows), {}), "of more than eight actors on a side the firmest"
    printed = " ".join(words(canvas[0]))
    assert f"Shown: {told}." in drawing.alt and shown(drawing.svg) == told and f"shown: {told}" in printed
    assert "14 issues that divide less left out" in printed and "Question12" not in printed
    assert printed.count("and 22 more") == 2 * MOST and printed.count("land") == 0
    assert len([word for word in words(canvas[0]) if word.startswith("Land")]) == 2 * MOST * NAMED
    assert misplaced(canvas[0]) == ([], [])


@pytest.mark.parametrize("narrow", [False, True])
def test_nothing_leaves_the_page_or_touches_and_no_type_is_small(canvas, narrow):
    long = "The Mountain Republics and their friends beyond the river, acting together as one"
    names = {"arland": HOSTILE, "cadia": long, "toll": HOSTILE, "bridge": long}
    drawing = drawn(narrow, SAID, names, HOSTILE)
    assert misplaced(canvas[0]) == ([], [])
    assert min(each.get_fontproperties().get_size_in_points() for each in canvas[0].findobj(Text)) >= 8
    assert "<script" not in drawing.svg and not {"\u202e", "\u2066"} & set(drawing.svg + drawing.alt)


def test_bytes_repeat_whatever_the_order_of_the_rows():
    for narrow in (False, True):
        assert drawn(narrow, SAID.iloc[::-1].reset_index(drop=True)).svg == drawn(narrow).svg
