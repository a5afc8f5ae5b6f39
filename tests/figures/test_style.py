"""The colours of figures: text can be read on all of them, on paper and on a dark screen, and each has its colour on a dark screen."""

import re

import pytest
from matplotlib import rcParams
from matplotlib.colors import to_hex, to_rgb

from project import PROJECT
from stancebook.figures import style
from stancebook.figures.style import DARK, INKS, SCALE, SLATE, WHITE


def luminance(colour):
    """The relative luminance of the Web Content Accessibility Guidelines 2.2."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


FILLS = [WHITE, *SCALE, *(style.wash(place / 2 - 2) for place in range(9))]


@pytest.mark.parametrize("seen", [lambda colour: colour, lambda colour: INKS[colour]], ids=["paper", "dark"])
def test_text_can_be_read_on_every_fill_and_lines_can_be_seen(seen):
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert min(contrast(seen("#1c1c1c"), seen(fill)) for fill in FILLS) >= 4.5
    assert contrast(seen("#595959"), seen(WHITE)) >= 4.5
    assert min(contrast(seen(line), seen(WHITE)) for line in (DARK, style.ALARM, style.shade(2, 0.75))) >= 3
    assert min(contrast(seen(style.shade(position, 0.6)), seen(WHITE)) for position in range(-2, 3)) >= 3


def test_all_colours_of_the_style_sheet_have_one_on_a_dark_screen():
    with style.house_style():
        named = {to_hex(rcParams[key]) for key in ("text.color", "axes.labelcolor", "grid.color", "figure.facecolor")}
    assert {*named, SLATE, DARK, style.ALARM, style.GREY, *FILLS} <= INKS.keys()
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in (*INKS, *INKS.values()))


def test_every_colour_of_the_committed_figures_has_a_dark_one():
    figures = sorted((PROJECT / "report" / "figures").glob("*.svg"))
    used = {
        colour
        for path in figures
        for colour in re.findall('(?:fill|stroke)(?:: |=")(#[0-9a-f]{6})', path.read_text("utf-8"))
    }
    assert len(used) > 10 and used <= INKS.keys()


def test_the_rules_of_a_dark_screen():
    rules = style.dark_colours()
    assert '[stroke="#ffffff"] { stroke: #17191c; }' in rules and rules.count("{") == 2 * len(INKS)
