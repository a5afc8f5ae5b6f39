"""The default study's report in Chromium: figures look as they were drawn, and each link reaches its passages."""

import io
import re
from html import unescape
from urllib.parse import parse_qs, unquote

import numpy as np
import pytest
from PIL import Image

from default_brief import inputs, made, study
from stancebook.core import files, tables
from stancebook.export import formats, pdf
from strict_server import listening, served, with_hashes

pytestmark = pytest.mark.slow

SHOWN = ("map", "strip", "disputes")
PHONE = {"width": 375, "height": 740}
ALIKE = 0.03  # of the way from black to white, on the average of all pixels


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with both pages of the default study."""
    report, home = formats.Report(study(), inputs(), made()), tmp_path_factory.mktemp("a rëport")
    files.write_text(home / "index.html", formats.brief_html(report))
    files.write_text(home / "evidence.html", dict(formats.evidence_pages(report))["evidence.html"])
    return home


@pytest.fixture
def tab(windows, folder):
    """The brief's page in a new window."""
    opened = windows.open(viewport={"width": 1100, "height": 900}).new_page()
    opened.goto((folder / "index.html").as_uri())
    return opened


def grey(png, size=None):
    """A picture as numbers from 0 (black) to 1 (white), blurred because two programs draw letters differently."""
    picture = Image.open(io.BytesIO(png)).convert("L")
    small = (size or picture.size)[0] // 8, (size or picture.size)[1] // 8
    return np.asarray(picture.resize(small, Image.Resampling.BOX), float) / 255


def apart(one, other):
    """The mean difference of the pixels of two pictures of one size."""
    return float(np.abs(one - other).mean())


@pytest.mark.parametrize("place", range(len(SHOWN)))
def test_a_figure_looks_as_it_was_drawn_and_like_no_other(tab, place):
    seen = tab.locator("figure").nth(place).locator("svg").first.screenshot()
    size = Image.open(io.BytesIO(seen)).size
    distance = {name: apart(grey(seen), grey(pdf.picture(inputs().figures[name].svg, 144), size)) for name in SHOWN}
    assert min(distance, key=distance.get) == SHOWN[place] and distance[SHOWN[place]] < ALIKE
    assert sorted(distance.values())[1] > 2 * distance[SHOWN[place]]


def lit(tab):
    """The ids of the visible labels of passages."""
    return tab.evaluate(
        "[...new Set([...document.querySelectorAll('.raw a.label')].filter((l) => l.checkVisibility() && !l.closest('[hidden]')).map((l) => l.id))]"
    )


def test_a_note_leads_to_just_the_passages_of_its_claim_and_enter_leads_back(tab):
    for number, (claim, cited) in enumerate(
        zip(made().claims["claim"][:3], made().claims["passages"][:3].str.split(), strict=True), 1
    ):
        tab.click(f"#claim-{claim}")
        tab.wait_for_url(lambda url, claim=claim: f"evidence.html#claim={claim}&at=" in url)
        tab.wait_for_selector("#box:not([hidden])")
        assert lit(tab) == cited
        tab.go_back()
        tab.click(f"#note-{number} .checks")
        tab.wait_for_url(lambda url, claim=claim: url.endswith(f"evidence.html#claim-{claim}"))
        tab.wait_for_selector("#box:not([hidden])")
        assert lit(tab) == cited
        tab.keyboard.press("Enter")
        tab.wait_for_url(lambda url, claim=claim: url.endswith(f"index.html#claim-{claim}"))


def test_a_click_on_a_square_of_the_map_opens_just_its_passages(tab):
    cell = tab.locator("figure svg a[href*='actor=poland'][href*='issue=own_troops']").first
    cell.click()
    tab.wait_for_url(lambda url: "evidence.html#actor=poland&issue=own_troops" in url)
    rows = tables.records(inputs().statements)
    told = [row["statement"] for row in rows if (row["actor"], row["issue"]) == ("poland", "own_troops")]
    start = f"{len(told)} of {len(rows)}"
    tab.wait_for_function(f"document.getElementById('count').textContent.startsWith('{start}')")
    assert lit(tab) == told
    tab.go_back()
    tab.wait_for_url(lambda url: "index.html" in url)


@pytest.mark.parametrize("look", [{"color_scheme": "light"}, {"color_scheme": "dark", "viewport": PHONE}])
def test_a_strict_server_shows_the_same_and_blocks_nothing(windows, folder, look):
    with served(folder, with_hashes(folder)) as address:
        window = windows.open(**look)
        pictures = []
        for home in (address, folder.as_uri()):
            opened = listening(window.new_page())
            for name in ("evidence.html", "index.html"):
                opened.goto(f"{home}/{name}")
                assert opened.evaluate("blocked") == []
            pictures.append(opened.screenshot(full_page=True))
    assert pictures[0] == pictures[1]


def test_every_link_of_the_brief_leads_to_a_place(tab, folder):
    links = tab.evaluate(
        "[...document.querySelectorAll('a[href^=\"evidence.html#\"]')].map((link) => link.getAttribute('href').split('#')[1])"
    )
    assert len(links) > 250
    places = {
        unescape(id) for id in re.findall(r' id="([^"]*)"', (folder / "evidence.html").read_text(encoding="utf-8"))
    }
    assert [link for link in links if "=" not in link and unquote(link) not in places] == []
    asked = [parse_qs(link) for link in links if link.startswith("claim=")]
    assert len(asked) > 80
    assert [each for each in asked if not {f"claim-{each['claim'][0]}", each["at"][0]} <= places] == []
