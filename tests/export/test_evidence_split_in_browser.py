"""The evidence of many texts in a real browser, from files: each address leads to its page, filters and search work."""

import pytest

from browser import watched
from pages_study import brief_html
from split_study import split_pages
from stancebook.core import files
from stancebook.core.markdown import visible

pytestmark = pytest.mark.slow

LIT = """[...document.querySelectorAll("mark.on")].map((mark) => mark.textContent).join("")"""
SEEN = """() => { const spot = document.querySelector("mark.on").getBoundingClientRect();
  return spot.top > 0 && spot.bottom < innerHeight }"""


@pytest.fixture
def visit(windows, tmp_path, monkeypatch):
    """A function that opens a page of the report at an address; any error or request but of files fails the test."""
    trouble = []
    toy, made = split_pages(monkeypatch)
    home = tmp_path / "my rëport"
    for name, html in {**made, "index.html": brief_html(toy)}.items():
        files.write_text(home / name, html)

    def opened(address, script=True):
        tab = watched(windows.open(java_script_enabled=script).new_page(), trouble)
        tab.goto(f"{home.as_uri()}/{address}")
        return tab, toy

    yield opened
    assert not trouble


def wait(tab, end):
    """Wait until the address has this end, and return the words that are lit."""
    tab.wait_for_url(lambda url: url.endswith(end), timeout=10_000)
    tab.wait_for_load_state()
    return tab.evaluate(LIT)


def wait_for_count(tab, words):
    """Wait until the count says this."""
    tab.wait_for_function("words => document.getElementById('count').textContent === words", arg=words, timeout=10_000)


def quote(toy, id):
    return visible(toy.passages.set_index("id").loc[id, "quote"])


def test_each_address_of_a_passage_leads_to_its_words_on_the_page_of_its_text(visit):
    tab, toy = visit("evidence.html")
    ids = toy.passages["id"].tolist()
    assert len(ids) > 12
    for id in ids:
        article = toy.passages.set_index("id").loc[id, "article"]
        tab.evaluate("id => { location.href = 'evidence.html#' + encodeURIComponent(id) }", id)
        assert wait(tab, f"/evidence/text-{article}.html#{id}") == quote(toy, id)
        assert tab.evaluate(SEEN)
        tab.goto(tab.url.split("/evidence/")[0] + "/evidence.html")


def test_the_mark_of_a_claim_in_the_brief_leads_to_its_passage_and_back(visit):
    tab, toy = visit("index.html")
    tab.click("#claim-planted")
    assert wait(tab, f"/evidence/text-003.html#claim=planted&at={toy.ids[-3]}") == quote(toy, toy.ids[-3])
    assert tab.inner_text("#count") == "2 of 3 statements in 1 of 1 text" and not tab.is_hidden("#box")
    tab.keyboard.press("n")
    assert wait(tab, f"at={toy.ids[-1]}") == quote(toy, toy.ids[-1])
    tab.keyboard.press("b")
    tab.wait_for_url(lambda url: url.endswith("my%20r%C3%ABport/index.html#claim-planted"))
    # what a claim on several texts rests on is listed at its sentence, a claim on one text leads there
    tab, _ = visit("evidence.html#claim-size")
    assert tab.locator("#claim-size ul a").count() == 3 and tab.url.endswith("evidence.html#claim-size")
    tab, _ = visit("evidence.html#claim-row")
    assert wait(tab, "/evidence/text-000.html#claim-row") == quote(toy, toy.ids[4])


def test_a_filter_lists_what_fits_in_all_texts_and_goes_along(visit):
    tab, toy = visit("evidence.html#actor=arland&issue=mainland_role")
    assert tab.inner_text("#count") == "2 of 9 statements in 2 of 2 texts"
    assert tab.locator("#found article").count() == 2 and tab.is_hidden("#texts") and tab.is_hidden("#claims")
    tab.click("#found a.label >> nth=0")
    lit = wait(tab, f"/evidence/text-000.html#actor=arland&issue=mainland_role&at={toy.ids[1]}")
    assert lit == quote(toy, toy.ids[1]) and tab.inner_text("#count") == "1 of 6 statements in 1 of 1 text"
    tab.click("a.beside")
    wait(tab, "/evidence/text-003.html#actor=arland&issue=mainland_role")
    assert tab.inner_text("#count") == "1 of 3 statements in 1 of 1 text"
    tab.click("#everywhere")
    wait(tab, "/evidence.html#actor=arland&issue=mainland_role")
    tab.click("#filters summary")
    tab.select_option("[name=issue]", "")
    wait_for_count(tab, "6 of 9 statements in 2 of 2 texts")
    tab.click("#all")
    wait_for_count(tab, "9 statements in 2 texts")
    assert not tab.is_hidden("#texts") and tab.locator("#found article").count() == 0
    tab, _ = visit("evidence.html#nowhere")
    assert tab.inner_text("#count") == "Nothing here has the address “nowhere”; 9 statements in 2 texts"


def test_a_choice_that_is_taken_back_goes_nowhere_with_the_reader(visit):
    tab, _ = visit("evidence/text-000.html#actor=arland")
    plain = tab.locator("a.beside").last.get_attribute("href")
    tab.evaluate("document.addEventListener('click', (event) => event.preventDefault())")  # as a click into a new tab
    tab.locator("a.beside").last.click()
    assert "actor=arland" in tab.locator("a.beside").last.get_attribute("href")
    tab.evaluate("location.hash = ''")
    wait_for_count(tab, "6 statements in 1 text")
    tab.locator("a.beside").last.click()
    assert tab.locator("a.beside").last.get_attribute("href") == plain


def test_what_a_claim_has_beside_statements_is_counted_in_words(visit):
    tab, _ = visit("evidence.html#claim=size")
    assert tab.inner_text("#count") == "none of 9 statements, 3 facts and notes in 2 of 2 texts"


def test_the_search_finds_words_in_all_texts_and_leads_to_them(visit):
    tab, _ = visit("evidence/search.html")
    tab.fill("#words", "THE  mainland")
    tab.keyboard.press("Enter")
    wait_for_count(tab, "“THE  mainland”: in 2 of 2 texts")
    assert tab.locator("#found mark").all_inner_texts()[0] == "the mainland"
    tab.click("#found h2 a >> nth=1")
    wait(tab, "/evidence/text-003.html")
    tab, _ = visit("evidence/search.html#no+such(words")
    assert tab.inner_text("#count") == "“no+such(words”: in 0 of 2 texts"


def test_without_a_script_the_index_leads_to_each_text_and_each_cited_passage(visit):
    tab, toy = visit("evidence.html", script=False)
    tab.click("#claim-planted ul a >> nth=1")
    tab.wait_for_url(lambda url: url.endswith(f"/evidence/text-003.html#{toy.ids[-1]}"))
    assert tab.locator(f"[id='{toy.ids[-1]}']").bounding_box()["y"] < tab.viewport_size["height"]


@pytest.mark.parametrize(
    "page", [".html", ".html#actor=arland&filters=open", "/text-003.html#claim-planted", "/search.html#the"]
)
def test_axe_has_nothing_to_say(visit, page):
    from axe_playwright_python.sync_playwright import Axe

    tab, _ = visit(f"evidence{page}")
    found = Axe().run(tab).response["violations"]
    assert [(each["id"], [node["html"][:90] for node in each["nodes"]]) for each in found] == []
