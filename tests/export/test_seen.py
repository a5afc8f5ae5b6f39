"""The default study's report in Chromium: figures look as they were drawn, and each link reaches its passages."""

import io
import re
from html import unescape
from urllib.parse import unquote

import numpy as np
import pytest
from PIL import Image

from default_brief import inputs, made
from project import PROJECT
from stancebook.core import files, schema, tables
from stancebook.export import brief_page, evidence_page, pdf

pytestmark = pytest.mark.slow

SHOWN = ("ladder", "strip", "plans", "contributions", "heatmap", "changes")
ALIKE = 0.03  # of the way from black to white, on the average of all pixels


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with both pages of the default study."""
    told, brief = inputs(), made()
    data, home = PROJECT / "data", tmp_path_factory.mktemp("a rëport")
    figures = {f"figures/{name}.svg": figure.svg for name, figure in told.figures.items()}
    front = brief_page.brief_page(brief.markdown, brief.claims, told.study["title"], figures, told.passages)
    read = {
        "codings": tables.read_frame(data / "processed/codings.csv", schema.CODINGS),
        "adjudication": tables.read(data / "coded/adjudication.csv"),
        "removed": tables.read_frame(data / "processed/removed.csv", schema.REMOVED),
        "names": told.codebook.words(told.study["words"]),
    }
    back = evidence_page.evidence_page(
        told.texts, told.sources, told.passages, brief.claims, told.study["title"], **read
    )
    files.write_text(home / "index.html", front)
    files.write_text(home / "evidence.html", back)
    return home


@pytest.fixture
def tab(browser, folder):
    """The brief's page in a new window."""
    window = browser.new_context(viewport={"width": 1100, "height": 900})
    opened = window.new_page()
    opened.goto((folder / "index.html").as_uri())
    yield opened
    window.close()


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
    drawing = tab.locator("figure svg").nth(place)
    drawing.evaluate("drawing => { drawing.style.padding = 0; }")
    seen = drawing.screenshot()
    size = Image.open(io.BytesIO(seen)).size
    distance = {name: apart(grey(seen), grey(pdf.picture(inputs().figures[name].svg, 144), size)) for name in SHOWN}
    assert min(distance, key=distance.get) == SHOWN[place] and distance[SHOWN[place]] < ALIKE
    assert sorted(distance.values())[1] > 2 * distance[SHOWN[place]]


def lit(tab):
    """The ids of the visible labels of passages."""
    return tab.evaluate(
        "[...new Set([...document.querySelectorAll('.raw a.label')].filter((l) => l.checkVisibility() && !l.closest('[hidden]')).map((l) => l.id))]"
    )


def test_a_click_on_a_claim_opens_just_its_passages_and_enter_leads_back(tab):
    for claim, cited in zip(made().claims["claim"][:3], made().claims["passages"][:3].str.split(), strict=True):
        tab.click(f"#claim-{claim}")
        tab.wait_for_url(lambda url, claim=claim: url.endswith(f"evidence.html#claim-{claim}"))
        tab.wait_for_selector("#box:not([hidden])")
        assert lit(tab) == cited
        tab.keyboard.press("Enter")
        tab.wait_for_url(lambda url, claim=claim: url.endswith(f"index.html#claim-{claim}"))


def test_a_click_on_a_cell_of_the_heatmap_opens_just_its_passages(tab):
    cell = tab.locator("figure svg a[href*='actor=poland'][href*='issue=own_troops']").last
    cell.click()
    tab.wait_for_url(lambda url: "evidence.html#actor=poland&issue=own_troops" in url)
    rows = tables.records(inputs().statements)
    told = [row["statement"] for row in rows if (row["actor"], row["issue"]) == ("poland", "own_troops")]
    start = f"{len(told)} of {len(rows)}"
    tab.wait_for_function(f"document.getElementById('count').textContent.startsWith('{start}')")
    assert lit(tab) == told
    tab.go_back()
    tab.wait_for_url(lambda url: "index.html" in url)


def test_every_link_of_the_brief_leads_to_a_place(tab, folder):
    links = tab.evaluate(
        "[...document.querySelectorAll('a[href^=\"evidence.html#\"]')].map((link) => link.getAttribute('href').split('#')[1])"
    )
    assert len(links) > 300
    places = {
        unescape(id) for id in re.findall(r' id="([^"]*)"', (folder / "evidence.html").read_text(encoding="utf-8"))
    }
    assert [link for link in links if "=" not in link and unquote(link) not in places] == []
