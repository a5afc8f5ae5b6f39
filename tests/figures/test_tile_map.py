"""The tile map: a square for each country, its stance as a colour and a word, and whose words it rests on."""

import xml.etree.ElementTree as ET

import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

from figure_checks import SVG, dots, misplaced, rectangles, words
from figure_study import HOSTILE, statements_of
from stancebook.analysis.stances import stances
from stancebook.figures import style, tile_map
from stancebook.figures.lettering import text_width
from stancebook.figures.tile_map import SIZE, TILE, WIDTH, WORDS

NAMES = {"toll": "a toll", "arland": "the Arlanders", "borduria": "Borduria"}
TYPES = {"arland": "state", "borduria": "state", "cadia": "state", "dorne": "state"}


def cells_of(*squares):
    columns = ("actor", "name", "short", "row", "column")
    return [dict(zip(columns, map(str, square), strict=True)) for square in squares]


CELLS = cells_of(
    ("arland", "Arland", "AR", 1, 2), ("borduria", "Borduria", "BO", 2, 1), ("cadia", "Cadia", "CA", 2, 3),
    ("", "Hav", "HA", 1, 1), ("dorne", "Dorne", "DO", 3, 3),
)  # fmt: skip
SAID = statements_of([
    ("000", "arland", "toll", "1", "self", "direct", "if_asked"), ("010", "arland", "toll", "2", "self", "direct", "half_paid"),
    ("000", "borduria", "toll", "-1", "other", "anonymous", "if_asked"),
    ("000", "cadia", "toll", "-2", "article", "narration", "none"), ("000", "cadia", "toll", "-2", "article", "narration", "none"),
    ("010", "group", "toll", "2", "self", "direct", "none"),
])  # fmt: skip


def drawn(cells=CELLS, said=SAID, title="A finding", names=NAMES):
    return tile_map.draw(cells, said, title, "toll", names)


def sizes(figure):
    return {text.get_fontproperties().get_size_in_points() for text in figure.findobj(Text)}


def test_an_issue_without_a_name_is_its_id_in_words(canvas):
    drawn(names={})
    assert "What is said of each on toll" in " ".join(words(canvas[0]))


def test_a_square_has_a_colour_and_a_word_and_one_without_a_statement_has_neither(canvas):
    drawn()
    printed = [words(canvas[0]).count(each) for each in ("towards", "against", "refuses", "for it", "neither")]
    assert printed == [1, 1, 2, 0, 0]  # the key says refuses too
    squares = [box for box in rectangles(canvas[0]) if box.get_height() > 20 and not box.get_url()]
    fills = [to_hex(box.get_facecolor()) for box in squares]  # in order of place: Hav, Arland, Borduria, Cadia, Dorne
    assert fills == [style.WHITE, style.shade(1), style.wash(-1), style.shade(-2), style.WHITE]


def test_a_square_has_the_number_of_statements_and_a_star_for_terms(canvas):
    drawn()
    printed = words(canvas[0])
    assert printed.count("2") == 2 and "1" not in printed  # Arland and Cadia; a single statement is pale
    assert {"AR*", "BO", "CA", "leans towards", "leans against"} <= set(printed)
    assert "Source: 5 statements in statements.csv" in " ".join(printed)  # the group is not on the map


def test_marks_tell_quoted_reported_and_inferred_apart(canvas):
    drawn()
    ink = "#1c1c1c"
    assert dots(canvas[0]) == [ink, style.WHITE, ink, style.WHITE]  # Arland, Borduria, and the key; Cadia has a dash
    assert tile_map.table(CELLS, SAID)["account"].tolist() == ["quoted", "reported", "inferred", "", ""]


@pytest.mark.parametrize(("positions", "word"), [
    ([2], "for it"), ([2, 1], "leans towards"), ([1, 0], "leans towards"), ([1, -1], "neither way"), ([0, -1], "leans against"),
    ([-1, -2], "leans against"), ([-2], "refuses"),
])  # fmt: skip
def test_a_median_between_two_positions_has_the_milder_word_on_its_side(positions, word):
    said = statements_of([("000", "arland", "toll", str(each), "self", "direct", "none") for each in positions])
    assert tile_map.table(CELLS[:1], said)["stance"].tolist() == [word]


def test_the_table_has_all_squares_those_with_a_stance_first():
    assert tile_map.table(CELLS, SAID).values.tolist() == [
        ["Arland", "leans towards, on terms", "+1.5", "2", "2", "quoted"],
        ["Borduria", "leans against", "−1", "1", "1", "reported"],
        ["Cadia", "refuses", "−2", "2", "1", "inferred"],
        ["Dorne", "no statement found", "", "", "", ""],
        ["Hav", "no statement found", "", "", "", ""],
    ]


def test_the_title_names_who_leans_where_in_the_words_of_the_codebook():
    by_actor = stances(SAID)
    assert tile_map.title(by_actor, CELLS, "a toll", NAMES, TYPES) == (
        "Of the three states heard, the Arlanders leans towards a toll; two lean against it")  # fmt: skip
    mixed = TYPES | {"cadia": "town"}
    assert tile_map.title(by_actor, CELLS, "a toll", NAMES, mixed).startswith("Of the three actors heard, ")
    assert tile_map.title(by_actor, CELLS[3:], "a toll", NAMES, TYPES) == "No statement found"


def test_the_words_of_the_picture_say_all_that_it_shows():
    assert drawn().alt == (
        "A finding. Map of squares, in brackets the number of statements. Leans towards, on terms: Arland (2 in 2 texts, quoted). "
        "Leans against: Borduria (1, reported). Refuses: Cadia (2 in 1 text, inferred). No statement found: Dorne, Hav."
    )
    assert drawn(said=SAID[:0]).alt.endswith("statements. No statement found: Arland, Borduria, Cadia, Dorne, Hav.")


def test_squares_with_a_statement_lead_to_their_passages():
    links = [(a.get("href"), a.get("aria-label")) for a in ET.fromstring(drawn().svg).iter(f"{SVG}a")]
    assert links[0] == (
        "../evidence.html#actor=arland&issue=toll",
        "Arland (2 in 2 texts): leans towards, on terms, quoted",
    )
    assert len(links) == 3


def test_a_study_without_squares_has_no_map():
    assert drawn(cells=[]) is None and len(tile_map.table([], SAID)) == 0
    assert tile_map.title(stances(SAID), [], "a toll", NAMES, TYPES) == "No statement found"


def test_each_word_fits_into_the_narrowest_square():
    assert max(text_width(word, SIZE) for word in WORDS.values()) <= TILE - 1.5


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (8, 7), pytest.param(20, 20, marks=pytest.mark.slow)])
def test_nothing_leaves_the_map_or_touches_and_no_type_is_small(canvas, rows, columns):
    lands = [(f"land{r}-{c}", HOSTILE if r == c == 1 else f"Land {r} {c}", HOSTILE if r == 1 else "WWWW", r, c)
             for r in range(1, rows + 1) for c in range(1, columns + 1)]  # fmt: skip
    said = statements_of([(f"{n:03}", actor, "toll", str((r + c + n) % 5 - 2), "self", "direct", "if_asked")
                          for actor, _, _, r, c in lands for n in range((r * c) % 4)])  # fmt: skip
    drawing = drawn(cells_of(*lands), said, HOSTILE, {"toll": HOSTILE})
    assert misplaced(canvas[0]) == ([], []) and min(sizes(canvas[0])) >= 8
    assert canvas[0].get_size_inches()[0] * 72 == max(WIDTH, 8 + TILE * columns)
    assert "<script" not in drawing.svg and len(drawing.alt) <= 1200


def test_bytes_repeat_whatever_the_order_of_the_rows():
    again = drawn(CELLS[::-1], SAID.iloc[::-1].reset_index(drop=True))
    assert again.svg == drawn().svg
