"""The timeline: texts in order of time, bars as wide as the days are known, and who holds what in each."""

import itertools
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

from figure_checks import SVG, misplaced, rectangles, words
from figure_study import HOSTILE
from stancebook.core import schema
from stancebook.core.tables import frame
from stancebook.figures import style, timeline
from stancebook.figures.canvas import RIGHT
from stancebook.figures.date_axis import DateAxis, DateRange, round_days
from stancebook.figures.lettering import text_width
from stancebook.figures.timeline import LEFT, MOST

NAMES = {"arland": "Arland", "borduria": "Borduria", "bridge": "the bridge", "toll": "the toll"}


def text(article, first="", last="", basis="", outlet=""):
    ends = {"date_earliest": first, "date_latest": last or first}
    return {"article": article, "outlet": outlet, **ends, "date_basis": basis}


def positions_of(*rows):
    columns = ("article", "actor", "issue", "median", "n")
    return frame([dict(zip(columns, map(str, row), strict=True)) for row in rows], schema.POSITIONS)


SOURCES = [
    text("000", "1925-03-09", "1925-03-10", "[outside] The feast of the bridge."),
    text("010", "1925-03-01", "", "The text is dated.", "The Bugle"),
    text("020", basis=""),
    text("030", "1925-03-02", "1925-03-05"),
]
POSITIONS = positions_of(
    ("000", "arland", "bridge", 2, 3), ("000", "borduria", "bridge", 0.5, 1), ("010", "arland", "bridge", -1, 1),
    ("010", "borduria", "toll", 1, 2), ("020", "arland", "toll", -2, 2), ("030", "arland", "roof", 2, 9),
)  # fmt: skip


def drawn(issues=("bridge", "toll"), positions=POSITIONS, sources=SOURCES, names=NAMES, title="A finding"):
    return timeline.draw(positions, sources, names, title, list(issues))


def bars(figure):
    """The left and right ends of the bars of days, without the key's."""
    boxes = [box for box in rectangles(figure) if to_hex(box.get_facecolor()) == style.SLATE]
    return [(box.get_x(), box.get_x() + box.get_width()) for box in boxes][1:]


def test_texts_stand_in_order_of_time_and_undated_ones_last(canvas):
    drawn()
    printed = words(canvas[0])
    order = ["text 010 by The", "text 030", "text 000", "text 020"]
    assert [word for word in printed if word in order] == order
    assert {"1 March 1925", "2 to 5 March 1925", "9 to 10 March 1925†", "undated"} <= set(printed)


def test_a_bar_covers_the_days_on_which_a_text_may_have_been_written(canvas):
    drawn()
    day = (RIGHT - LEFT) / 10  # from the 1st to the 10th, both whole
    wanted = [(0, 1), (1, 5), (8, 10)]
    assert bars(canvas[0]) == [pytest.approx((LEFT + a * day, LEFT + b * day), abs=0.02) for a, b in wanted]


def test_without_any_date_there_is_no_axis(canvas):
    drawn(sources=[text(each["article"]) for each in SOURCES])
    assert bars(canvas[0]) == [] and words(canvas[0]).count("undated") == 4
    assert not [word for word in words(canvas[0]) if "1925" in word]


def test_a_text_with_one_end_alone_is_undated(canvas):
    drawn(sources=[SOURCES[0], text("010") | {"date_earliest": "1925-03-01"}])
    assert len(bars(canvas[0])) == 1 and "undated" in words(canvas[0])


def test_a_day_among_centuries_can_still_be_seen(canvas):
    drawn(sources=[text("000", "1001-01-01"), text("010", "1925-03-01"), text("020", "1925-03-01")])
    assert all(right - left == pytest.approx(3, abs=0.05) and right <= RIGHT for left, right in bars(canvas[0]))


def test_a_chip_has_median_and_n_and_a_single_statement_is_a_frame(canvas):
    drawn()
    printed = words(canvas[0])
    assert printed.count("n = 1") == 2 and printed.count("n = 2") == 2 and printed.count("n = 3") == 1
    fills = [to_hex(box.get_facecolor()) for box in rectangles(canvas[0]) if box.get_y() > 37 and not box.get_url()]
    chips = [fill for fill in fills if fill != style.SLATE]
    # in order of time: Arland −1 alone and Borduria on the toll, then Arland and Borduria, then Arland, undated
    assert chips == [style.WHITE, style.shade(1), style.shade(2), style.WHITE, style.shade(-2)]
    bold = {t.get_text() for t in canvas[0].findobj(Text) if "Bold" in t.get_fontproperties().get_file()}
    assert {"+2", "−2"} <= bold and "+0.5" not in bold


def test_where_nothing_is_said_on_an_issue_it_says_so(canvas):
    drawn()
    assert words(canvas[0]).count("no statement found") == 8 - 4
    assert drawn(["roof", "gate"]).alt.count("no statement found") == 3
    assert drawn(["gate"]).alt == "A finding. No statement found."


def test_one_issue_needs_no_heading(canvas):
    drawn(["bridge"])
    assert "the bridge" not in words(canvas[0]) and words(canvas[0]).count("no statement found") == 2


def test_how_a_date_is_known_stands_below_and_a_dagger_is_explained_where_there_is_one(canvas):
    drawn()
    drawn(sources=SOURCES[1:])
    known = "How the date is known: "
    lines = [word for word in words(canvas[0]) if word.startswith(known)]
    assert lines == [
        known + each for each in ("The text is dated.", "not said", "† The feast of the bridge.", "not said")
    ]
    sources = [next(word for word in words(figure) if word.startswith("Source")) for figure in canvas]
    assert sources == ["Source: 9 statements in statements.csv; † from knowledge outside the texts",
                       "Source: 5 statements in statements.csv"]  # fmt: skip


def test_chips_lead_to_their_passages():
    links = [(a.get("href"), a.get("aria-label")) for a in ET.fromstring(drawn().svg).iter(f"{SVG}a")]
    assert ("../evidence.html#actor=arland&issue=bridge", "Arland, the bridge: +2 (n = 3)") in links
    assert ("../evidence.html#actor=arland&issue=bridge", "Arland, the bridge: −1 (n = 1)") in links
    assert len(links) == 5 and ET.fromstring(drawn().svg).get("role") == "group"


def test_of_many_texts_those_that_say_most_are_shown_in_order_of_time(canvas):
    sources = [text(f"{n:02}", f"1925-03-{n + 1:02}") for n in range(14)]
    positions = positions_of(*((f"{n:02}", "arland", "bridge", 1, 1 if n in (3, 7) else 2) for n in range(14)))
    drawn(["bridge"], positions, sources)
    shown = [word for word in words(canvas[0]) if word.startswith("text ")]
    assert shown == [f"text {n:02}" for n in range(14) if n not in (3, 7)] and len(shown) == MOST
    assert "Source: 24 statements in statements.csv; 2 texts with fewer statements left out" in words(canvas[0])
    assert timeline.table(positions, sources, NAMES, ["bridge"])["text"].tolist() == shown
    drawn(["bridge"], positions, sources[:13])
    assert any(word.endswith("; 1 text with fewer statements left out") for word in words(canvas[1]))


def test_the_table_has_the_rows_of_the_figure():
    rows = timeline.table(POSITIONS, SOURCES, NAMES, ["bridge", "toll"])
    assert list(rows.columns) == ["text", "written", "the bridge", "the toll", "how the date is known"]
    assert rows.values.tolist() == [
        ["text 010 by The Bugle", "1 March 1925", "Arland −1 (n = 1)", "Borduria +1 (n = 2)", "The text is dated."],
        ["text 030", "2 to 5 March 1925", "no statement found", "no statement found", "not said"],
        ["text 000", "9 to 10 March 1925†", "Arland +2 (n = 3), Borduria +0.5 (n = 1)", "no statement found",
         "† The feast of the bridge."],
        ["text 020", "undated", "no statement found", "Arland −2 (n = 2)", "not said"],
    ]  # fmt: skip


def test_issues_of_one_name_keep_columns_of_their_own():
    rows = timeline.table(POSITIONS, SOURCES, {"bridge": "text", "toll": "text"}, ["bridge", "toll", "bridge"])
    assert list(rows.columns) == ["text", "written", "text (bridge)", "text (toll)", "how the date is known"]
    assert rows["text (toll)"].tolist()[0] == "borduria +1 (n = 2)"


def test_the_words_are_the_table_while_they_are_short():
    assert (
        "text 000, 9 to 10 March 1925†: the bridge: Arland +2 (n = 3), Borduria +0.5 (n = 1). text 020" in drawn().alt
    )
    long = positions_of(*(("000", f"actor number {n:02} of a long list", "bridge", 1, 2) for n in range(40)))
    assert drawn(positions=long).alt == (
        "A finding. Texts in order of time: text 010 by The Bugle, 1 March 1925; text 030, 2 to 5 March 1925; "
        "text 000, 9 to 10 March 1925†; text 020, undated. The table gives each."
    )


@pytest.mark.parametrize(("rows", "finding"), [
    ([("010", 1), ("000", 2)], "none of two positions reported at two times changes sides"),
    ([("010", 1), ("000", -2)], "one of two positions reported at two times changes sides: Arland on the bridge"),
    ([("010", 0), ("000", -2)], "none of two positions reported at two times changes sides"),
    ([("010", 1), ("020", -2)], "the one position reported at two times does not change sides"),
    ([("010", 1), ("030", -1), ("000", 1)], "one of two positions reported at two times changes sides: Arland on the bridge"),
])  # fmt: skip
def test_the_title_counts_changes_of_side_between_texts_that_must_differ_in_time(rows, finding):
    positions = positions_of(*((id, "arland", "bridge", median, 1) for id, median in rows),
                     ("010", "borduria", "bridge", 1, 1), ("000", "borduria", "bridge", 1, 1))  # fmt: skip
    assert timeline.title(positions, SOURCES, NAMES, ["bridge"]) == f"In texts of 1 to 10 March 1925†, {finding}"


def test_titles_where_little_is_known():
    one, undated = positions_of(("010", "arland", "bridge", 1, 1)), [text("010"), text("000")]
    assert (
        timeline.title(one, SOURCES, NAMES, ["bridge"])
        == "In texts of 1 March 1925, no position is reported at two times"
    )
    assert timeline.title(one, undated, NAMES, ["bridge"]) == (
        "In texts without a date, no position is reported at two times")  # fmt: skip
    assert timeline.title(one, SOURCES, NAMES, ["gate"]) == "No statement found"


@pytest.mark.parametrize(
    ("texts", "issues", "actors"), [(1, 1, 1), pytest.param(12, 4, 3, marks=pytest.mark.slow), (3, 2, 40), (5, 1, 1)]
)
def test_nothing_leaves_the_page_or_touches(canvas, texts, issues, actors):
    long = "The Mountain Republics and their friends beyond the river, acting together as one (unnamed part)"
    sources = [text(f"{n:02}", f"19{25 + n}-03-01", f"19{26 + n}-03-02" if n % 2 else "", HOSTILE if n == 1 else long,
                    HOSTILE if n == 2 else "A Bugle") for n in range(texts)]  # fmt: skip
    positions = positions_of(*((f"{t:02}", f"actor{a}", f"issue{i}", (a + i) % 5 - 2, 1 + (a + t) % 3 * 700)
                       for t in range(texts) for i in range(issues) for a in range(actors) if (t + i + a) % 4 != 1))  # fmt: skip
    names = {"actor0": HOSTILE, "actor2": long, "issue1": HOSTILE, "issue2": long}
    drawing = drawn([f"issue{i}" for i in range(issues)], positions, sources, names, HOSTILE)
    assert misplaced(canvas[0]) == ([], []) and canvas[0].get_size_inches()[0] == 7
    chips = [box for box in rectangles(canvas[0]) if box.get_url()]
    assert len(chips) == len(positions) and all(box.get_x() + box.get_width() <= RIGHT for box in chips)
    assert "<script" not in drawing.svg and not {"\u202e", "\u2066"} & set(drawing.svg + drawing.alt)


def test_bytes_repeat_whatever_the_order_of_the_rows():
    again = drawn(positions=POSITIONS.iloc[::-1].reset_index(drop=True), sources=SOURCES[::-1])
    assert again.svg == drawn().svg


@pytest.mark.parametrize(("first", "last"), [
    ("1925-03-01", "1925-03-01"), ("1925-03-01", "1925-03-02"), ("1925-02-27", "1925-03-03"), ("1925-01-22", "1925-03-31"),
    ("1925-01-22", "1926-03-31"), ("1920-02-28", "1926-01-01"), ("0001-01-01", "9999-12-31"),
])  # fmt: skip
def test_round_days_lie_between_the_ends_and_are_few(first, last):
    ends = DateRange(date.fromisoformat(first), date.fromisoformat(last))
    inner = round_days(*ends)
    assert len(inner) <= 6 and inner == sorted(set(inner)) and all(ends.first < day <= ends.last for day in inner)
    labels = DateAxis([ends], 100, 500).labels(7)
    assert labels[0][0] == 100 and (len(labels) == 1 or labels[-1][0] == 500)
    ends = [(x - (align == "right") * text_width(words, 7), x + (align == "left") * text_width(words, 7))
            for x, words, align in labels]  # fmt: skip
    assert all(one[1] < other[0] for one, other in itertools.pairwise(ends))
