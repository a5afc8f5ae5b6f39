"""The figures: what they show, that all of it can be read, and that their bytes repeat."""

import hashlib
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import combinations
from urllib.parse import unquote

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.text import Text

from figure_checks import HREF, SVG, dots, misplaced, rectangles, words
from figure_study import FACTS, HOSTILE, MINI, NAMES, all_three, large, statements_of
from project import PROJECT
from stancebook.analysis.stances import stances
from stancebook.core import english
from stancebook.figures import camps_circle, heatmap, ladder, lettering, single_changes, style
from stancebook.figures.svg import shown

# What they show


def test_actors_stand_by_stance_and_issues_by_what_divides():
    assert style.order(stances(MINI), NAMES) == (["arland", "cadia", "borduria"], ["bridge", "toll"])


def test_ties_are_ordered_by_name_and_not_by_id():
    tied = stances(statements_of([("000", actor, "bridge", "1", "self", "direct", "none") for actor in ("a", "b")]))
    assert style.order(tied, {"a": "Zembla", "b": "Arland"}).actors == ["b", "a"]


def test_the_minus_is_a_true_one():
    assert [english.signed_position(each) for each in (-2, -0.5, 0.0, 1, 1.5)] == ["−2", "−0.5", "0", "+1", "+1.5"]


def test_a_heatmap_cell_holds_median_and_n_and_a_single_statement_is_a_frame(canvas):
    heatmap.draw(stances(MINI), NAMES, "A finding")
    printed = words(canvas[0])
    assert printed.count("+1.5") == 1 and printed.count("2") == 1 and printed.count("1") == 3
    boxes = [box for box in rectangles(canvas[0]) if not box.get_url()]
    frames = [box for box in boxes if to_hex(box.get_facecolor()) == style.WHITE]
    assert len(frames) == 2 + 3 and len(boxes) == 5 + 2 + 4  # of these 5 colours, a frame and a white cell are the key


def test_a_heatmap_tells_in_words_what_it_shows():
    alt = heatmap.draw(stances(MINI), NAMES, "A finding").alt
    assert "3 actors by 2 issues; 4 of 6 cells hold a median, 3 of them from a single statement" in alt
    assert "supporting: Arland, Cadia, Borduria." in alt and "dividing: Bridge, Toll." in alt


def test_a_ladder_has_a_dot_for_each_statement_and_fills_own_words_alone(canvas):
    drawing = ladder.draw(MINI[MINI["issue"] == "bridge"], NAMES, "A finding")
    rings = [fill == style.WHITE for fill in dots(canvas[0])[2:]]
    assert len(rings) == 4 and sum(rings) == 2
    printed = words(canvas[0])
    assert printed.index("Arland") < printed.index("Cadia") < printed.index("Borduria")
    assert {"Rejects", "Supports", "none stated", "peace; Toll"} <= set(printed)
    assert "Arland +1.5 (n = 2; Toll); Cadia −1 (n = 1;" in drawing.alt


def test_dots_of_one_position_never_lie_on_each_other(canvas):
    ladder.draw(statements_of([("000", "arland", "bridge", "2", "self", "direct", "none")] * 23), NAMES, "A finding")
    marks = [line for line in canvas[0].findobj(Line2D) if line.get_marker() == "o"]
    places = [(mark.get_xdata()[0], mark.get_ydata()[0]) for mark in marks]
    assert min(((x - u) ** 2 + (y - v) ** 2) ** 0.5 for (x, y), (u, v) in combinations(places, 2)) > 7


@pytest.mark.parametrize(("medians", "finding"), [
    ([2, 1, -1, -1, -2], "Of the five actors heard, A and B lean towards a toll; three lean against it"),
    ([2, 1, 1, 0, -0.5], "Of the five actors heard, E leans against a toll; three lean towards it, one neither way"),
    ([1, -1], "A leans towards a toll; one actor leans against it"),
    ([-1, -2], "No actors lean towards a toll; two actors lean against it"),
    ([1] * 4 + [-1] * 5, "Four actors lean towards a toll; five actors lean against it"),
    ([1] * 5 + [-1] * 4, "Five actors lean towards a toll; four actors lean against it"),
    ([1] * 4, "Four actors lean towards a toll; no actors lean against it"),
])  # fmt: skip
def test_the_title_of_a_ladder_names_the_few_and_counts_the_many(medians, finding):
    actors = list("abcdefghi")[: len(medians)]
    stances, names = pd.DataFrame({"actor": actors, "median": medians}), {actor: actor.upper() for actor in actors}
    assert ladder.title(stances, "a toll", names) == finding
    with_group = pd.concat([stances, pd.DataFrame({"actor": ["all"], "median": [2.0]})])
    assert ladder.title(with_group, "a toll", names, ["all"]) == f"{finding} (groups not counted)"


def test_a_ladder_of_many_actors_shows_those_with_most_statements_and_says_so(canvas):
    rows = [
        (f"{n:03}", f"actor{a:02}", "bridge", "2", "self", "direct", "none") for a in range(40) for n in range(a + 1)
    ]
    drawing = ladder.draw(statements_of(rows), {}, "A finding")
    printed, told = words(canvas[0]), "the 30 of 40 actors with most statements"
    assert [word for word in printed if word.startswith("actor")] == [f"actor{a:02}" for a in range(10, 40)]
    assert f"Source: 820 statements in statements.csv; shown: {told}" in printed
    assert drawing.alt.startswith(f"A finding. Shown: {told}. Positions") and "actor09" not in drawing.alt
    assert shown(drawing.svg) == told and shown(ladder.draw(statements_of(rows[:9]), {}, "A finding").svg) == ""
    assert [word for word in printed if word.startswith("+ ")] == [f"+ {more}" for more in range(1, 17)]
    marks = [line for line in canvas[0].findobj(Line2D) if line.get_marker() == "o"][2:]
    assert len(marks) == sum(min(24, a + 1) for a in range(10, 40)) and misplaced(canvas[0]) == ([], [])
    assert len(ladder.table(statements_of(rows), {})) == 40


def test_each_figure_counts_its_source(canvas):
    all_three(MINI, FACTS)
    sources = [word for figure in canvas for word in words(figure) if word.startswith("Source")]
    assert [source.removeprefix("Source: ") for source in sources] == [
        "5 statements in statements.csv", "4 statements in statements.csv", "6 facts in facts.csv"]  # fmt: skip


def test_without_rows_there_is_a_drawing_that_says_so(canvas):
    nothing = ["No statement found", "No statement found", "No fact found"]
    for drawing, message in zip(all_three(MINI[:0], FACTS[:0]), nothing, strict=True):
        assert drawing.alt == f"A finding. {message}." and drawing.svg.startswith("<svg")
    assert all(message in words(figure) for figure, message in zip(canvas, nothing, strict=True))


# Their tables, and how long they are in words


def test_the_table_of_a_ladder_has_the_rows_of_the_figure(canvas):
    rows = ladder.table(MINI[MINI["issue"] == "bridge"], NAMES)
    assert rows["actor"].tolist() == ["Arland", "Cadia", "Borduria"]
    assert rows.iloc[0].tolist() == ["Arland", "+1.5", "2", "1", "2", "+2, +1", "Toll"]
    assert rows["conditions named"].tolist() == ["Toll", "peace; Toll", "none stated"]
    ladder.draw(MINI[MINI["issue"] == "bridge"], NAMES, "A finding")
    assert {*rows["actor"], *rows["median"]} <= set(words(canvas[0]))


def test_the_table_of_a_heatmap_has_an_issue_a_row_and_every_stance_once():
    rows = heatmap.table(stances(MINI), NAMES)
    assert rows.values.tolist() == [
        ["Bridge", "Arland +1.5 (n = 2)", "no actor found", "Borduria −2 (n = 1), Cadia −1 (n = 1)"],
        ["Toll", "no actor found", "no actor found", "Arland −1 (n = 1)"],
    ]
    many, counted = heatmap.table(stances(large()), {}), stances(large())
    assert len(many) == 26 and sum(str(cell).count("(n = ") for cell in many.to_numpy().ravel()) == len(counted)
    assert len(heatmap.table(stances(MINI[:0]), NAMES)) == len(ladder.table(MINI[:0], NAMES)) == 0


def test_the_table_of_changes_names_whole_what_a_head_cuts_short():
    tested = [("F1", "once", "no"), ("F1", "w " * 99, "no"), ("F1", "twice", ""), ("F2", "once", "yes")]
    rows = single_changes.table(pd.DataFrame([
        {"finding": id, "says": f"{id} holds", "decision": "counting", "alternative": option, "holds": holds}
        for id, option, holds in tested
    ]), {"counting": "Counting"})  # fmt: skip
    reversed = f"Counting: once; Counting: {'w ' * 99}"
    assert rows.values.tolist() == [["F1 holds", "2", reversed, "none", "Counting: twice"],
                                    ["F2 holds", "1", "none", "none", f"Counting: {'w ' * 99}; Counting: twice"]]  # fmt: skip


def test_the_table_of_camps_has_each_tie_at_both_its_ends():
    camps = pd.DataFrame([("arland", 1, 5, 1.0), ("borduria", -1, 4, 0.63), ("cadia", 0, 1, None)],
                         columns=["actor", "side", "n", "share"])  # fmt: skip
    ties = pd.DataFrame([("arland", "borduria", 1, 3, -2, 2)],
                        columns=["actor_a", "actor_b", "congruence", "conflict", "net", "issues"])  # fmt: skip
    assert camps_circle.table(camps, ties, NAMES).values.tolist() == [
        ["Arland", "one camp", "5", "100 % of repetitions that place it", "nobody", "Borduria −2 (2 issues)", "nobody"],
        [
            "Borduria",
            "the other camp",
            "4",
            "63 % of repetitions that place it",
            "nobody",
            "Arland −2 (2 issues)",
            "nobody",
        ],
        ["Cadia", "in no camp", "1", "", "nobody", "nobody", "nobody"],
    ]


def test_a_long_alternative_text_is_a_summary_that_leads_to_the_table():
    alt = ladder.draw(MINI, NAMES, "A finding").alt
    assert "n = 3; Toll" in alt and not alt.endswith("The table gives each.")
    lands = [(f"0{n}", f"land {n:02} of them all", "bridge", "1", "self", "direct", "toll " * 9) for n in range(40)]
    lands = [(row[0], row[1] + " and its friends", *row[2:]) for row in lands]
    alt = ladder.draw(statements_of(lands), {}, "A finding").alt
    assert (
        len(alt) <= lettering.ALT
        and alt.endswith("… The table gives each.")
        and "land 00 of them all and its friends +1 (n = 1)" in alt
    )
    alt = heatmap.draw(stances(large()), {}, "A finding").alt
    assert len(alt) <= lettering.ALT and ("and so on. The table gives each." in alt) != ("question number 25" in alt)


@pytest.mark.parametrize("text", ["word " * 900, "w" * 5000, "a; " * 2000, HOSTILE * 9])
def test_no_alternative_text_is_longer_than_the_most(text):
    alt = lettering.brief_list("x" * 5000, text)
    assert 500 < len(alt) <= lettering.ALT and alt.endswith("… The table gives each.")


# Their links


def test_a_cell_of_a_heatmap_leads_to_its_passages_and_says_what_it_holds():
    root = ET.fromstring(heatmap.draw(stances(MINI), NAMES, "A finding").svg)
    links = {link.get("href"): link.get("aria-label") for link in root.iter(f"{SVG}a")}
    assert links == {
        "../evidence.html#actor=arland&issue=bridge": "Arland, Bridge: +1.5 (n = 2)",
        "../evidence.html#actor=borduria&issue=bridge": "Borduria, Bridge: −2 (n = 1)",
        "../evidence.html#actor=cadia&issue=bridge": "Cadia, Bridge: −1 (n = 1)",
        "../evidence.html#actor=arland&issue=toll": "Arland, Toll: −1 (n = 1)",
    }
    assert [link.get("aria-label")[:13] for link in root.iter(f"{SVG}a")] == [
        "Arland, Bridg", "Cadia, Bridge", "Borduria, Bri", "Arland, Toll:"]  # as one reads  # fmt: skip
    areas = [[(area.get("fill"), area.get("fill-opacity")) for area in link] for link in root.iter(f"{SVG}a")]
    assert areas == [[("#ffffff", "0")]] * 4  # nothing to be seen, and yet to be pressed


def test_links_lie_over_their_cells(canvas):
    heatmap.draw(stances(MINI), NAMES, "A finding")

    def places(boxes):
        return [pytest.approx(place, abs=1) for place in sorted((b.get_x(), b.get_y()) for b in boxes)]

    links = [box for box in rectangles(canvas[0]) if box.get_url()]
    cells = [box for box in rectangles(canvas[0]) if not box.get_url() and box.get_y() > 20]
    assert len(links) == 4 and sorted((b.get_x(), b.get_y()) for b in links) == places(cells)
    assert max(link.get_zorder() for link in links) > min(cell.get_zorder() for cell in cells)


def test_a_strange_id_stays_within_its_address():
    rows = MINI.assign(actor=MINI["actor"] + HOSTILE, issue=MINI["issue"] + "&actor=x#y?z /é橋\"'")
    root = ET.fromstring(heatmap.draw(stances(rows), {}, "A finding").svg)
    for link in root.iter(f"{SVG}a"):
        address = link.get("href").removeprefix("../evidence.html#")
        assert dict(part.split("=") for part in address.split("&")).keys() == {"actor", "issue"}
        values = {key: unquote(value) for key, value in (part.split("=") for part in address.split("&"))}
        assert HOSTILE in values["actor"] and values["issue"].endswith("&actor=x#y?z /é橋\"'") and address.isascii()
    assert len(list(root.iter(f"{SVG}a"))) == 4


def test_no_other_address_is_in_a_figure():
    for drawing in all_three(MINI, FACTS, title="https://example.org"):
        root = ET.fromstring(drawing.svg)
        for element in root.iter():
            for name, value in element.attrib.items():
                assert not name.endswith("href") or value.startswith(("#", "../evidence.html#")), value
                assert name in ("aria-label", HREF, "href") or "http" not in value
                assert not name.lower().startswith("on")


# Whether it can be read


@pytest.mark.parametrize("rows", [MINI, large()], ids=["mini", "large"])
def test_no_text_leaves_the_page_or_touches_another(canvas, rows):
    all_three(rows, FACTS, title="A long finding about bridges, tolls and who would pay for them " * 3)
    assert [misplaced(figure) for figure in canvas] == [([], [])] * 3
    assert all(figure.get_size_inches()[0] == 7 for figure in canvas)


@pytest.mark.parametrize("actors", [1, 27, 70])
def test_any_number_of_actors_fits(canvas, actors):
    rows = [("000", f"actor number {n:02}", "bridge", str(n % 5 - 2), "self", "direct", "none") for n in range(actors)]
    heatmap.draw(stances(statements_of(rows + rows[::2])), {}, "A finding")
    assert misplaced(canvas[0]) == ([], [])
    cells = [text for text in canvas[0].findobj(Text) if text.get_text() in ("−2", "+2")]
    assert min(text.get_fontsize() for text in cells) >= 4 and words(canvas[0]).count("−2") > (actors > 1)


def test_a_heatmap_of_many_actors_shows_those_with_most_statements_in_the_order_of_all_and_says_so(canvas):
    rows = [
        (f"{n:03}", f"actor{a:02}", f"issue{a % 2}", str(a % 5 - 2), "self", "direct", "none")
        for a in range(40) for n in range(a + 1)
    ]  # fmt: skip
    counted = stances(statements_of(rows))
    drawing = heatmap.draw(counted, {}, "A finding")
    printed, told = words(canvas[0]), "the 24 of 40 actors with most statements"
    everybody = style.order(counted).actors
    assert [word for word in printed if word.startswith("actor")] == [a for a in everybody if a >= "actor16"]
    assert f"Source: 820 statements in statements.csv; shown: {told}" in printed and shown(drawing.svg) == told
    assert drawing.alt.startswith(f"A finding. Shown: {told}. Heatmap of 24 actors by 2 issues; 24 of 48 cells hold")
    assert misplaced(canvas[0]) == ([], []) and drawing.svg.count("<a ") == 24
    assert "actor00" in heatmap.table(counted, {}).to_string()


def test_a_heatmap_of_many_issues_shows_those_with_most_statements_and_says_so(canvas):
    rows = [
        (f"{n:03}", f"actor{a}", f"issue{i:02}", str((a + i) % 5 - 2), "self", "direct", "none")
        for i in range(35) for a in range(2) for n in range(i + 1)
    ]  # fmt: skip
    counted = stances(statements_of(rows))
    drawing = heatmap.draw(counted, {}, "A finding")
    told = "the 30 of 35 issues with most statements"
    drawn = {word for word in words(canvas[0]) if word.startswith("issue")}
    assert drawn == {f"issue{i:02}" for i in range(5, 35)} and shown(drawing.svg) == told
    assert misplaced(canvas[0]) == ([], []) and "issue00" in heatmap.table(counted, {}).to_string()


def test_a_large_table_makes_a_small_file():
    rows = large()
    assert rows["actor"].nunique() == 18 and rows["issue"].nunique() == 26
    assert all(len(drawing.svg.encode()) < 200_000 for drawing in all_three(rows, FACTS))


def test_hostile_text_is_drawn_as_it_stands_wrapped_and_inert(canvas):
    rows, facts = large(), FACTS.assign(said_by=HOSTILE, plan=HOSTILE)
    rows = rows[rows["issue"] < "question number 07"].reset_index(drop=True)
    for column in ("actor", "issue", "condition"):
        rows.loc[::7, column] = HOSTILE
    for drawing in all_three(rows, facts, title=HOSTILE):
        assert "<script" not in drawing.svg and "&lt;script&gt;" in drawing.svg
        assert not {"\u202e", "\u2066"} & set(drawing.svg + drawing.alt) and "橋" in drawing.alt
    for figure in canvas:
        assert misplaced(figure) == ([], [])
        drawn = "".join(words(figure))
        assert "$\\frac$" in drawn and "[U+202E]gnp.exe[U+2066]" in drawn and "橋" in drawn


# Whether it can be shown, kept and compared


def test_a_notebook_shows_the_svg_and_reads_the_alternative_text():
    drawing = ladder.draw(MINI, NAMES, "A finding")
    assert drawing._repr_mimebundle_() == {"image/svg+xml": drawing.svg, "text/plain": drawing.alt}
    assert repr(drawing) == drawing.alt and drawing._repr_svg_() == drawing.svg and " at 0x" not in repr(drawing)
    with pytest.raises(AttributeError):
        drawing.svg = ""


def test_an_image_has_a_role_a_name_and_a_description():
    for drawing in all_three(MINI, FACTS, title="Tolls & <bridges>"):
        root = ET.fromstring(drawing.svg)
        named = [root.find(f".//*[@id='{id}']").text for id in root.get("aria-labelledby").split()]
        assert root.get("role") == ("group" if root.findall(f".//{SVG}a") else "img")  # an image hides what is in it
        assert named == [drawing.title, drawing.alt] and drawing.title == "Tolls & <bridges>"


def test_figures_share_a_page_without_sharing_an_id_or_a_style():
    taken = []
    for drawing in all_three(MINI, FACTS) + all_three(MINI, FACTS, title="Another"):
        elements = list(ET.fromstring(drawing.svg).iter())
        ids = [element.get("id") for element in elements if element.get("id")]
        assert {element.get(HREF)[1:] for element in elements if element.get(HREF)} <= set(ids)
        assert not {SVG + tag for tag in ("style", "metadata", "text", "image")} & {element.tag for element in elements}
        taken += ids
    assert len(taken) == len(set(taken))


def test_no_outline_kept_for_reference_is_drawn_by_itself():
    for drawing in all_three(MINI, FACTS):
        elements = [element for element in ET.fromstring(drawing.svg).iter() if element.tag != SVG + "defs"]
        assert not [child for element in elements for child in element if child.tag == SVG + "path" and child.get("id")]


def test_bytes_repeat_whatever_the_reader_has_set(tmp_path):
    (tmp_path / "matplotlibrc").write_text(
        "font.size: 30\nfont.family: serif\nsvg.fonttype: none\nsvg.hashsalt: x\nsavefig.bbox: tight\nfigure.dpi: 200\n"
        "text.parse_math: True\npath.sketch: 3, 100, 2\naxes.unicode_minus: False\nsavefig.transparent: True\n"
        "lines.linestyle: --\nlines.dash_capstyle: round\npatch.linewidth: 9\ntext.color: red\n"
    )
    script = (
        f"import sys; sys.path[:0] = [{str(PROJECT / 'src')!r}, {str(PROJECT / 'tests' / 'support')!r}]\n"
        "import hashlib, figure_study as t\n"
        "print(hashlib.sha256(''.join(d.svg for d in t.all_three(t.MINI, t.FACTS)).encode()).hexdigest())"
    )
    other = {"PYTHONHASHSEED": "7", "MATPLOTLIBRC": str(tmp_path), "LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo",
             "SOURCE_DATE_EPOCH": "1", "MPLBACKEND": "agg"}  # fmt: skip
    run = [sys.executable, "-W", "error", "-c", script]
    there = subprocess.run(run, env={**os.environ, **other}, cwd=tmp_path, capture_output=True, text=True, check=True)
    mine = hashlib.sha256("".join(drawing.svg for drawing in all_three(MINI, FACTS)).encode()).hexdigest()
    assert there.stdout.strip() == mine
