"""The strip of dates: what is asked above the axis, what is answered below it, and days that are guesses."""

import xml.etree.ElementTree as ET

import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.text import Text

from figure_checks import SVG, dots, misplaced, rectangles, words
from figure_study import HOSTILE, statements_of
from stancebook.figures import strip, style
from stancebook.figures.canvas import BRIEF, MARGIN, NARROW
from stancebook.figures.strip import MOST

NAMES = {"arland": "Arland", "borduria": "Borduria", "towns": "the towns"}
GUESS = "[outside] The feast of the bridge."


def text(article, first="", last="", basis="", outlet=""):
    ends = {"date_earliest": first, "date_latest": last or first}
    return {"article": article, "outlet": outlet, **ends, "date_basis": basis}


SOURCES = [
    text("000", "1925-03-09", "1925-03-10", GUESS, "The Bugle"),
    text("010", "1925-03-01", basis="The text is dated."),
    text("020"),
    text("030", "1925-03-20", "1925-05-20", GUESS),
]
SAID = statements_of([
    ("010", "borduria", "toll", "2", "self", "direct", "none"), ("010", "towns", "toll", "1", "self", "indirect", "none"),
    ("010", "towns", "toll", "1", "self", "indirect", "none"), ("010", "borduria", "bridge", "0", "self", "direct", "none"),
    ("000", "arland", "toll", "-2", "self", "direct", "none"), ("000", "arland", "bridge", "1", "other", "anonymous", "none"),
    ("000", "arland", "bridge", "1", "article", "narration", "none"), ("000", "borduria", "bridge", "1", "article", "narration", "none"),
    ("030", "arland", "toll", "0", "article", "narration", "none"), ("030", "borduria", "roof", "2", "self", "direct", "none"),
])  # fmt: skip
ISSUES = {"toll": "the toll", "bridge": "the bridge"}


def drawn(narrow=False, said=SAID, sources=SOURCES, names=NAMES, title="A finding", issues=ISSUES):
    return strip.draw(said, sources, "arland", issues, names, title, narrow=narrow)


def test_the_table_says_who_asks_and_what_is_answered_in_order_of_time():
    assert strip.table(SAID, SOURCES, "arland", ISSUES, NAMES).values.tolist() == [
        ["text 010", "1 March 1925", "the toll: The towns (2), Borduria (1)", "no answer found"],
        ["text 000 by The Bugle", "9 or 10 March 1925†", "the bridge: Borduria (1)", "the toll: rejects (1); the bridge: may be open (2)"],
        ["text 030", "20 March 1925 or later†", "nothing asked here", "the toll: does not commit (1)"],
    ]  # fmt: skip


def test_an_issue_keeps_the_capital_of_its_name():
    issues = {"toll": "NATO’s toll", "bridge": "Borduria’s bridge"}
    rows = strip.table(SAID, SOURCES, "arland", issues, NAMES).values.tolist()
    assert rows[0][2] == "NATO’s toll: The towns (2), Borduria (1)"
    assert rows[1][3] == "NATO’s toll: rejects (1); Borduria’s bridge: may be open (2)"


@pytest.mark.parametrize("narrow", [False, True])
def test_the_picture_has_the_words_of_the_table(canvas, narrow):
    drawn(narrow)
    printed, year = " ".join(words(canvas[0])), " 1925" * narrow  # the axis of the wide form has the year
    for line in ("The towns (2)", "Borduria (1)", "The toll: rejects (1)", "The bridge: may be open (2)", "no answer found",
                 "nothing asked here", f"9 or 10 March{year}†", f"20 March{year} or later†", "Source: 8 statements"):  # fmt: skip
        assert line in printed
    assert "roof" not in printed
    assert canvas[0].get_size_inches()[0] * 72 == (NARROW if narrow else BRIEF).width


def test_lines_lead_to_their_passages_and_names_lose_an_explanation_in_brackets():
    drawing = drawn(names=NAMES | {"towns": "Towns (on the strait)"})
    links = [(a.get("href"), a.get("aria-label")) for a in ET.fromstring(drawing.svg).iter(f"{SVG}a")]
    assert ("../evidence.html#actor=towns&issue=toll", "Towns (2)") in links
    assert ("../evidence.html#actor=arland&issue=bridge", "The bridge: may be open (2)") in links and len(links) == 6


def test_days_that_are_known_are_a_bar_and_days_that_are_guessed_are_dots(canvas):
    drawn()
    solid = [box for box in rectangles(canvas[0]) if to_hex(box.get_facecolor()) == style.DARK]
    day = (BRIEF.width - 2 * MARGIN) / 81  # from 1 March to 20 May, both whole
    assert [(box.get_x(), box.get_width()) for box in solid] == [(MARGIN, pytest.approx(day, abs=0.01))]
    guessed = dots(canvas[0]).count(style.DARK)
    assert guessed == 2 + 62 and "dots: possible days; †: known from outside the text" in " ".join(words(canvas[0]))


def test_a_strip_without_guesses_explains_none(canvas):
    drawn(sources=SOURCES[1:3])
    assert "outside" not in " ".join(words(canvas[0])) and dots(canvas[0]).count(style.DARK) == 0


def test_an_answer_has_the_colour_of_its_position_and_a_single_one_is_paler(canvas):
    drawn()
    fills = [to_hex(box.get_facecolor()) for box in rectangles(canvas[0]) if not box.get_url()]
    assert [fill for fill in fills if fill != style.DARK] == [style.wash(-2), style.shade(1), style.wash(0)]


def test_marks_tell_quoted_reported_and_inferred_apart(canvas):
    drawn(sources=SOURCES[:2])
    ink, fills = "#1c1c1c", dots(canvas[0])
    # asked: the towns reported, Borduria quoted; answered: quoted, and reported by others; the key has one of each
    assert [fills.count(ink), fills.count(style.WHITE)] == [3, 3]
    dashes = [line for line in canvas[0].findobj(Line2D) if len(line.get_xdata()) == 2 and line.get_linewidth() == 1.1]
    assert len(dashes) == 2


@pytest.mark.parametrize(("said", "finding"), [
    (SAID, "At the last mention of each, Arland does not commit to the toll and may be open to the bridge"),
    (SAID[:-2], "At the last mention of each, Arland rejects the toll and may be open to the bridge"),
    (SAID[:4], "No answer of Arland was found"),
    (SAID[:0], "No statement found"),
])  # fmt: skip
def test_the_title_has_the_last_answer_on_each_issue_and_no_average(said, finding):
    assert strip.title(said, SOURCES, "arland", ISSUES, NAMES) == finding


def test_a_study_that_asks_nobody_has_no_strip():
    assert strip.draw(SAID, SOURCES, "", {}, NAMES, "A finding") is None
    assert len(strip.table(SAID, SOURCES, "", {}, NAMES)) == 0
    assert drawn(said=SAID[:0]).alt == "A finding. No statement found."


def test_without_any_date_there_is_no_axis(canvas):
    for narrow in (False, True):
        drawn(narrow, sources=[text(source["article"]) for source in SOURCES])
    assert all(words(figure).count("undated") == 3 and "1925" not in " ".join(words(figure)) for figure in canvas)


def test_of_many_texts_those_that_say_most_are_shown_and_of_many_who_ask_a_few_are_named(canvas):
    sources = [text(f"{n:03}", f"1925-03-{n % 28 + 1:02}") for n in range(300)]
    said = statements_of([(f"{n:03}", f"land{a:02}", "toll", "2", "self", "direct", "none")
                          for n in range(300) for a in range(60 if n in (3, 7, 8, 250) else 1)])  # fmt: skip
    drawn(said=said, sources=sources)
    printed, shown = words(canvas[0]), strip.table(said, sources, "arland", ISSUES, NAMES)["text"].tolist()
    assert shown == ["text 003", "text 007", "text 008", "text 250"]
    assert "Source: 240 statements" in " ".join(printed)
    assert printed.count("and 56 more") == MOST and "296 texts with fewer statements left out" in " ".join(printed)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize(("texts", "issues", "actors"), [(1, 1, 1), (4, 3, 6), (2, 2, 2)])
def test_nothing_leaves_the_page_or_touches_and_no_type_is_small(canvas, narrow, texts, issues, actors):
    long = "The Mountain Republics and their friends beyond the river, acting together as one (unnamed part)"
    sources = [text(f"{n:02}", f"1925-0{n + 1}-03", f"1925-0{n + 2}-05" if n % 2 else "", GUESS if n % 2 else long,
                    HOSTILE if n == 2 else "A Bugle") for n in range(texts)]  # fmt: skip
    said = statements_of([(f"{t:02}", "arland" if a == 0 else f"land{a}", f"issue{i}", str((a + i) % 5 - 2), "self",
                           "direct", "none") for t in range(texts) for i in range(issues) for a in range(actors)])  # fmt: skip
    names, asked = {"arland": HOSTILE, "land2": long}, {"issue0": "a toll", "issue1": HOSTILE, "issue2": long}
    drawing = drawn(narrow, said, sources, names, HOSTILE, dict(list(asked.items())[:issues]))
    assert misplaced(canvas[0]) == ([], [])
    assert min(each.get_fontproperties().get_size_in_points() for each in canvas[0].findobj(Text)) >= 8
    assert "<script" not in drawing.svg and len(drawing.alt) <= 1200


def test_bytes_repeat_whatever_the_order_of_the_rows():
    for narrow in (False, True):
        again = drawn(narrow, SAID.iloc[::-1].reset_index(drop=True), SOURCES[::-1])
        assert again.svg == drawn(narrow).svg
