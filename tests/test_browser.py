"""The pages in a real browser: from a claim to its highlighted passage and back, by mouse and by keyboard."""

import os
import shutil

import pytest
from pages_study import study
from test_pages import PAYLOADS, brief_html, evidence_html

from stancebook import tables

pytestmark = pytest.mark.slow

RAW = """[...document.querySelectorAll(".raw")].map((text) => {
  const copy = text.cloneNode(true);
  copy.querySelectorAll(".labels").forEach((labels) => labels.remove());
  return copy.textContent;
})"""
LIT = """[...document.querySelectorAll("mark.on")].map((mark) => mark.textContent).join("")"""
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture(scope="module")
def browser():
    """Chromium as installed; without one these tests are skipped and counted, and under CI they fail."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not chromium:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(
            "no chromium here; install it to run the browser tests"
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        opened = player.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield opened
        opened.close()


def report(folder, payload=""):
    """The address of a folder with both pages of the toy study, its name with a space and an umlaut, and the study."""
    toy, rooms = study(payload), folder / "my rëport"
    tables.write_text(rooms / "evidence.html", evidence_html(toy))
    tables.write_text(rooms / "index.html", brief_html(toy))
    return rooms.as_uri(), toy


@pytest.fixture
def visit(browser, tmp_path):
    """A function that opens one page of the study in a fresh window; whatever goes wrong there fails the test."""
    trouble, windows = [], []

    def opened(page, payload="", **look):
        window = browser.new_context(**look)
        windows.append(window)
        tab = window.new_page()
        tab.on("console", lambda message: trouble.append(message.text))
        tab.on("pageerror", lambda error: trouble.append(str(error)))
        tab.on("dialog", lambda dialog: trouble.append(dialog.message))
        tab.on(
            "request",
            lambda request: None if request.url.startswith(("file:", "data:")) else trouble.append(request.url),
        )
        address, toy = report(tmp_path, payload)
        tab.goto(f"{address}/{page}")
        return tab, toy

    yield opened
    for window in windows:
        window.close()
    assert not trouble


def quote(toy, name):
    return toy.passages.set_index("id").loc[name, "quote"]


def wait_for_light(tab, words):
    """Until the very words are lit, and no others: a page hears of its new address a moment after it has it."""
    tab.wait_for_function(f"words => {LIT} === words", arg=words, timeout=10_000)


def wait_for_address(tab, end):
    """Until the address ends so: a click does not wait for the page to which it leads."""
    tab.wait_for_url(lambda url: url.endswith(end), timeout=10_000)


def test_from_a_claim_to_its_passage_and_back(visit):
    tab, toy = visit("index.html")
    tab.click("#claim-answer")
    wait_for_address(tab, f"/evidence.html#{toy.ids[0]}")
    wait_for_light(tab, quote(toy, toy.ids[0]))
    assert (
        tab.locator("mark.on").first.evaluate("mark => getComputedStyle(mark).backgroundColor") == "rgb(255, 216, 61)"
    )
    spot = tab.locator("mark.on").first.bounding_box()
    assert 0 < spot["y"] < tab.viewport_size["height"]
    told = tab.inner_text("#box")
    assert "Arland · own engineers · +1 · only with mainland backing · own words" in told and "characters 48–" in told
    tab.click("#box a[href^='index.html']")
    wait_for_address(tab, "/index.html#claim-answer")
    assert tab.locator("#claim-answer").is_visible()
    tab.go_back()
    wait_for_light(tab, quote(toy, toy.ids[0]))
    tab.go_back()
    wait_for_address(tab, "/index.html")


@pytest.mark.parametrize("at", range(12))
def test_an_address_lights_exactly_its_passage(visit, at):
    tab, toy = visit("evidence.html")
    name = toy.passages["id"].iloc[at]
    tab.goto(f"{tab.url}#{name}")
    wait_for_light(tab, quote(toy, name))
    assert tab.evaluate("document.activeElement.id") == name


def test_the_texts_are_the_raw_ones_to_the_character(visit):
    tab, toy = visit("evidence.html")
    assert tab.evaluate(RAW) == [toy.texts["000"], toy.texts["003"]]


def test_by_keyboard_alone(visit):
    tab, toy = visit("index.html")
    tab.focus("#claim-answer")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("mark.on")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_function(f"location.hash === '#{toy.ids[1]}'")
    wait_for_light(tab, quote(toy, toy.ids[1]))
    tab.keyboard.press("Escape")
    wait_for_light(tab, "")
    assert tab.is_hidden("#box") and "#" not in tab.url


def test_a_click_on_words_goes_through_their_passages(visit):
    tab, toy = visit("evidence.html")
    words = tab.locator(f'mark[data-ids="{toy.ids[0]} {toy.ids[1]}"]')
    for name in (toy.ids[0], toy.ids[1], toy.ids[0]):
        words.click()
        tab.wait_for_function(f"location.hash === '#{name}'")
        wait_for_light(tab, quote(toy, name))
    tab.click("#box button")
    tab.wait_for_selector("#box", state="hidden")


def test_all_passages_of_a_claim(visit):
    tab, toy = visit("index.html")
    tab.click('a[href="evidence.html#claim-planted"]')
    wait_for_light(tab, quote(toy, toy.ids[-3]) + quote(toy, toy.ids[-1]))


def test_without_script_the_first_piece_stands_out(visit):
    tab, toy = visit("index.html", java_script_enabled=False)
    tab.click("#claim-answer")
    label = tab.locator(f"[id='{toy.ids[0]}']")
    label.wait_for()
    assert tab.locator(".labels:has(:target) + mark").count() == 1
    assert quote(toy, toy.ids[0]).startswith(tab.locator(".labels:has(:target) + mark").text_content())


def test_the_switch_is_off_and_shows_the_backed_words(visit):
    tab, _ = visit("index.html")
    colour = "span => getComputedStyle(span).backgroundColor"
    assert tab.locator(".backed").first.evaluate(colour) == "rgba(0, 0, 0, 0)"
    tab.get_by_label("show sources").check()
    assert tab.locator(".backed").first.evaluate(colour) == "rgb(255, 240, 179)"


@pytest.mark.parametrize("page", ["index.html", "evidence.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_scrolls_one_way_alone(visit, page, scheme):
    tab, toy = visit(page, viewport={"width": 375, "height": 740}, color_scheme=scheme)
    assert tab.evaluate(WIDTH) == 375
    tab.goto(f"{tab.url}#{toy.ids[0]}")
    assert tab.evaluate(WIDTH) == 375


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["index.html", "evidence.html"])
def test_every_word_has_contrast(visit, page, scheme):
    tab, _ = visit(page, color_scheme=scheme)
    if page == "index.html":
        tab.check("#switch")
    assert tab.evaluate(FAINT) == []


# The words whose colour is less than 4.5 to 1 against what lies behind them, a gradient by its nearest colour.
FAINT = """(() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const linear = (c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = numbers(colour).map((c) => linear(c / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(at);
      if (backgroundImage !== "none") return backgroundImage.match(/rgba?\\([^)]+\\)/g);
      if (numbers(backgroundColor)[3] !== 0) return [backgroundColor];
    }
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("script, .skip")) continue;
    const ink = light(getComputedStyle(element).color);
    for (const ground of behind(element)) {
      const [a, b] = [ink, light(ground)].sort((x, y) => y - x);
      if ((a + 0.05) / (b + 0.05) < 4.5) faint.push(`${element.outerHTML.slice(0, 90)} on ${ground}`);
    }
  }
  return faint;
})()"""


@pytest.mark.parametrize("page", ["index.html", "evidence.html"])
def test_no_payload_runs_or_calls_out(visit, page):
    tab, _ = visit(page, payload=" ".join(PAYLOADS))
    tab.mouse.wheel(0, 9000)
    assert tab.locator("[onerror], [onload], main script, main svg, a[href^='javascript']").count() == 0
    assert "<script>steal()</script>" in tab.inner_text("body")
