"""The pages under a server's strict Content-Security-Policy: they look and work as from a disk, and nothing is blocked."""

import pytest

from pages_study import brief_html, evidence_html, study
from reader_study import coded_study
from split_study import contents
from stancebook.core import files
from stancebook.core.markdown import visible
from stancebook.export import evidence_split
from strict_server import BESIDE, listening, served, with_hashes

pytestmark = pytest.mark.slow

LIT = """words => [...document.querySelectorAll("mark.on")].map((mark) => mark.textContent).join("") === words"""
LOOKS = {
    "light": {"viewport": {"width": 1280, "height": 800}},
    "dark phone": {"viewport": {"width": 375, "height": 740}, "color_scheme": "dark"},
}
PAGES = ("index.html", "evidence.html", "split/evidence.html", "split/evidence/search.html")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the brief, the evidence, and the evidence of many texts."""
    home, toy, coded = tmp_path_factory.mktemp("a rëport"), study(), coded_study()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence_split, "MOST", 0)
        split = dict(evidence_split.pages(contents(coded), coded.texts))
    made = {"index.html": brief_html(toy), "evidence.html": evidence_html(toy)}
    for name, html in {**made, **{f"split/{name}": html for name, html in split.items()}}.items():
        files.write_text(home / name, html)
    return home


@pytest.fixture(scope="module")
def strict(folder):
    """The address of the folder on a server whose policy names the hashes of the pages."""
    with served(folder, with_hashes(folder)) as address:
        yield address


@pytest.fixture
def visit(windows):
    """A function that opens a page in a new window that notes what is blocked."""

    def opened(address, **look):
        tab = listening(windows.open(**look).new_page())
        tab.goto(address)
        return tab

    return opened


@pytest.mark.parametrize("look", LOOKS)
def test_pages_look_as_from_a_disk(visit, folder, strict, look):
    for page in PAGES:
        seen = visit(f"{strict}/{page}", **LOOKS[look])
        assert seen.evaluate("blocked") == [], page
        on_disk = visit(f"{folder.as_uri()}/{page}", **LOOKS[look])
        assert seen.screenshot(full_page=True) == on_disk.screenshot(full_page=True), page


def test_a_sentence_leads_to_its_passage(visit, strict):
    toy, tab = study(), visit(f"{strict}/index.html")
    tab.keyboard.press("Shift")
    tab.focus("#claim-answer")
    tab.wait_for_selector("#box", state="visible")
    tab.click("#claim-answer")
    quote = toy.passages.set_index("id").loc[toy.ids[0], "quote"]
    tab.wait_for_function(LIT, arg=visible(quote), timeout=10_000)
    tab.click("#filters > summary")
    tab.select_option("select[name=actor]", "borland")
    tab.wait_for_function("document.getElementById('count').textContent.includes(' of ')", timeout=10_000)
    assert tab.evaluate("blocked") == []


def test_the_index_of_many_texts_leads_on_and_the_search_finds(visit, strict):
    toy = coded_study()
    first = toy.passages.iloc[0]
    tab = visit(f"{strict}/split/evidence.html#{first['id']}")
    tab.wait_for_url(lambda url: f"/evidence/text-{first['article']}.html" in url, timeout=10_000)
    tab.wait_for_function(LIT, arg=visible(first["quote"]), timeout=10_000)
    tab.goto(f"{strict}/split/evidence/search.html")
    tab.fill("#words", "mainland")
    tab.press("#words", "Enter")
    tab.wait_for_selector("#found li", timeout=10_000)
    assert tab.evaluate("blocked") == []


def test_a_server_that_takes_nothing_inline_leaves_the_text_and_its_links(visit, folder):
    toy = study()
    with served(folder, BESIDE) as address:
        tab = visit(f"{address}/index.html")
        assert [what.split()[0] for what in tab.evaluate("blocked")] == ["style-src-elem", "script-src-elem"]
        assert tab.is_visible("h1") and tab.locator("figure svg").first.bounding_box()["width"] > 100
        tab.click(f"#note-1 a[href='evidence.html#{toy.ids[1]}']")
        tab.wait_for_url(lambda url: url.endswith(f"/evidence.html#{toy.ids[1]}"), timeout=10_000)


def test_a_style_in_an_element_is_noticed(visit, folder, tmp_path):
    html = (folder / "index.html").read_text(encoding="utf-8")
    files.write_text(tmp_path / "index.html", html.replace("<main ", '<main style="color: red" onclick="x()" '))
    with served(tmp_path, with_hashes(tmp_path)) as address:
        blocked = visit(f"{address}/index.html").evaluate("blocked")
    assert {what.split()[0] for what in blocked} == {"style-src-attr", "script-src-attr"}
