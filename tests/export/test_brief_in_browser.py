"""The brief's page in a real browser: from a sentence to its passages and back, by mouse, by keyboard, by touch."""

import io
import re

import pytest
from PIL import Image

from browser import watched
from long_brief import long_page
from pages_study import FIGURES, brief_html, evidence_html, study
from payloads import PAYLOADS
from stancebook.core import files
from stancebook.core.markdown import visible

pytestmark = pytest.mark.slow

RAW = """[...document.querySelectorAll(".raw")].map((text) => {
  const copy = text.cloneNode(true);
  copy.querySelectorAll(".labels").forEach((labels) => labels.remove());
  return copy.textContent;
})"""
LIT = """[...document.querySelectorAll("mark.on")].map((mark) => mark.textContent).join("")"""
WIDTH = "document.documentElement.scrollWidth"
COLOUR = "words => getComputedStyle(words).backgroundColor"
CLEAR, YELLOW = "rgba(0, 0, 0, 0)", "rgb(255, 240, 179)"
PHONE = {"viewport": {"width": 375, "height": 740}}
FOCUS = "document.activeElement.id"
ENDS = "box => { box.scrollTop = 9999; return box.scrollHeight - box.scrollTop - box.clientHeight < 2; }"
OUTSIDE = """width => [...document.querySelectorAll("main *")].filter((part) => {
  const { left, right, width: own } = part.getBoundingClientRect();
  return own > 1 && !part.closest(".drawing.scroll, .skip") && (left < 0 || right > width);
}).map((part) => part.outerHTML.slice(0, 90))"""


def report(folder, payload="", figures=FIGURES):
    """The address of a folder with both pages of the toy study, and the study; the name has a space and an umlaut."""
    toy, pages = study(payload), folder / "my rëport"
    toy.figures = figures
    files.write_text(pages / "evidence.html", evidence_html(toy))
    files.write_text(pages / "index.html", brief_html(toy))
    return pages.as_uri(), toy


@pytest.fixture
def visit(windows, tmp_path):
    """A function that opens one page of the study in a new window; any error there fails the test."""
    trouble = []

    def opened(page, payload="", figures=FIGURES, **look):
        tab = watched(windows.open(**look).new_page(), trouble)
        address, toy = report(tmp_path, payload, figures)
        tab.goto(f"{address}/{page}")
        return tab, toy

    yield opened
    assert not trouble


def quote(toy, name):
    return visible(toy.passages.set_index("id").loc[name, "quote"])


def wait_for_light(tab, words):
    """Wait until exactly these words are lit: a page reacts to its new address with a delay."""
    tab.wait_for_function(f"words => {LIT} === words", arg=words, timeout=10_000)


def wait_for_address(tab, end):
    """Wait until the address ends like this: a click does not wait for the next page."""
    tab.wait_for_url(lambda url: url.endswith(end), timeout=10_000)


def open_box(tab, claim):
    """The mark of a claim with its box open, by focus."""
    tab.keyboard.press("Shift")  # by somebody who uses the page
    mark = tab.locator(f"#claim-{claim}")
    mark.focus()
    tab.wait_for_selector("#box", state="visible")
    return mark


def on_screen(tab, place):
    spot = tab.locator(place).bounding_box()
    return spot["y"] >= 0 and spot["y"] + spot["height"] <= tab.viewport_size["height"]


def test_from_a_sentence_to_its_passages_and_back(visit):
    tab, toy = visit("index.html")
    tab.click("#claim-answer")
    wait_for_address(tab, f"/evidence.html#claim=answer&at={toy.ids[0]}")
    wait_for_light(tab, quote(toy, toy.ids[0]))
    assert on_screen(tab, "mark.on >> nth=0")
    tab.click("#box a[href='index.html#claim-answer']")
    wait_for_address(tab, "/index.html#claim-answer")
    assert on_screen(tab, "#claim-answer") and tab.locator("#claim-answer:target").count() == 1
    assert tab.locator("#claim-answer").evaluate(COLOUR) == "rgb(255, 216, 61)"
    assert tab.is_hidden("#box")  # nobody asked for it
    tab.go_back()
    wait_for_light(tab, quote(toy, toy.ids[0]))


def test_from_a_note_to_one_passage(visit):
    tab, toy = visit("index.html")
    tab.click("#note-1 a >> nth=1")
    wait_for_address(tab, f"/evidence.html#claim=answer&at={toy.ids[1]}")
    wait_for_light(tab, quote(toy, toy.ids[1]))
    assert on_screen(tab, "mark.on >> nth=0")


def test_by_keyboard_alone(visit):
    tab, toy = visit("index.html")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to the text"
    tab.keyboard.press("Enter")
    wait_for_address(tab, "#main")
    tab.keyboard.press("Tab")
    assert tab.evaluate(FOCUS) == "claim-answer"
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.keyboard.press("Enter")
    wait_for_address(tab, f"/evidence.html#claim=answer&at={toy.ids[0]}")
    tab.go_back()
    wait_for_address(tab, "/index.html#main")
    tab.locator("#note-1 .back").focus()
    tab.keyboard.press("Enter")
    wait_for_address(tab, "#claim-answer")
    tab.keyboard.press("Tab")
    assert tab.evaluate(FOCUS) == "claim-size"


def test_every_mark_is_met_in_order_and_none_holds_the_focus(visit):
    tab, toy = visit("index.html")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")  # past the way to the text
    met = []
    while not met or tab.evaluate("document.activeElement !== document.body"):
        met.append(tab.evaluate("document.activeElement.id"))
        tab.keyboard.press("Tab")
        assert len(met) < 99
    assert [name for name in met if name.startswith("claim-")] == [f"claim-{claim}" for claim in toy.claims["claim"]]


@pytest.mark.parametrize("payload", ["", " ".join(PAYLOADS)])
def test_a_box_tells_the_note_of_its_mark(visit, payload):
    tab, toy = visit("index.html", payload)
    for number, claim in enumerate(toy.claims["claim"], 1):
        open_box(tab, claim)
        note, told = tab.text_content(f"#note-{number}"), tab.text_content("#box")
        assert (
            told.strip() == note.removesuffix("\u00a0checks\u00a0↩\ufe0e").strip()
            and "Quoted" in told
            and "text 00" in told
        )
        assert tab.locator("#box a, #box [id]").count() == 0


def test_a_box_belongs_to_its_mark_and_leaves_with_escape(visit):
    tab, _ = visit("index.html")
    mark = open_box(tab, "size")
    assert mark.get_attribute("aria-describedby") == "box" and tab.get_attribute("#box", "role") == "tooltip"
    tab.keyboard.press("Escape")
    assert tab.is_hidden("#box") and mark.get_attribute("aria-describedby") is None
    assert tab.evaluate("document.activeElement.id") == "claim-size"
    open_box(tab, "answer")
    tab.focus("nav a")
    tab.wait_for_selector("#box", state="hidden")
    open_box(tab, "answer").blur()  # as by a click beside all links
    tab.wait_for_selector("#box", state="hidden")
    assert tab.locator("[aria-describedby]").count() == 0


def test_a_long_box_can_be_scrolled_by_keyboard_and_holds_nobody(visit):
    tab, _ = visit("index.html", payload=" long word" * 99, viewport={"width": 375, "height": 400})
    tab.clock.install()
    open_box(tab, "answer")
    tab.keyboard.press("Tab")
    tab.hover("#claim-answer")
    tab.mouse.move(1, 1)
    tab.clock.run_for(1000)
    assert tab.evaluate(FOCUS) == "box" and tab.is_visible("#box")
    tab.keyboard.press("End")
    tab.wait_for_function("() => document.getElementById('box').scrollTop > 0")
    tab.keyboard.press("Shift+Tab")
    assert tab.evaluate(FOCUS) == "claim-answer" and tab.is_visible("#box")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    assert tab.evaluate(FOCUS) == "claim-size"
    tab.keyboard.press("Tab")
    assert tab.evaluate(FOCUS) == "box"
    tab.keyboard.press("Escape")
    assert tab.evaluate(FOCUS) == "claim-size" and tab.is_hidden("#box")


def test_a_short_box_is_no_stop_for_the_keyboard(visit):
    tab, _ = visit("index.html")
    open_box(tab, "answer")
    tab.keyboard.press("Tab")
    assert tab.evaluate(FOCUS) == "claim-size"


def test_a_box_opens_on_hovering_and_lets_the_pointer_in(visit):
    tab, _ = visit("index.html")
    tab.clock.install()
    tab.hover("#claim-answer")
    tab.wait_for_selector("#box", state="visible")
    tab.hover("#note-1")
    tab.clock.run_for(100)
    tab.hover("#box")
    tab.clock.run_for(1000)
    assert tab.is_visible("#box")
    tab.hover("#note-1")
    tab.clock.run_for(1000)
    assert tab.is_hidden("#box")


@pytest.mark.parametrize("look", [{}, PHONE, {"viewport": {"width": 320, "height": 256}}])
def test_a_box_is_on_the_screen_and_not_on_its_mark(visit, look):
    tab, toy = visit("index.html", payload=" long word" * 60, **look)
    for claim in toy.claims["claim"]:
        mark = open_box(tab, claim).bounding_box()
        assert tab.locator("#box").evaluate(ENDS)
        spot, (width, height) = tab.locator("#box").bounding_box(), tab.viewport_size.values()
        assert spot["x"] >= 0 and spot["x"] + spot["width"] <= width
        assert spot["y"] >= 0 and spot["y"] + spot["height"] <= height
        assert spot["y"] >= mark["y"] + mark["height"] - 8 or spot["y"] + spot["height"] <= mark["y"] + 8
        tab.keyboard.press("Escape")


def test_a_touch_goes_at_once(visit):
    tab, toy = visit("index.html", has_touch=True, is_mobile=True, **PHONE)
    tab.tap("#claim-planted")
    wait_for_address(tab, f"/evidence.html#claim=planted&at={toy.ids[-3]}")


def test_the_switch_is_off_and_shows_the_backed_words(visit):
    tab, _ = visit("index.html")
    words = tab.locator("[data-mark=claim-size]").first
    assert words.evaluate(COLOUR) == CLEAR
    words.click()
    assert tab.url.endswith("/index.html")
    tab.get_by_label("mark the words").check()
    assert words.evaluate(COLOUR) == YELLOW
    words.click()
    wait_for_address(tab, "/evidence.html#claim=size&at=F001")


def test_a_row_leads_to_its_passages_from_each_cell(visit):
    tab, toy = visit("index.html")
    tab.check("#switch")
    tab.click("th:has-text('Arland') .backed")
    wait_for_address(tab, f"/evidence.html#claim=row&at={toy.ids[4]}")


def test_a_cell_of_the_heatmap_leads_to_its_passages(visit):
    tab, _ = visit("index.html")
    tab.click("figure svg a")
    wait_for_address(tab, "/evidence.html#actor=arland&issue=toll")


def test_a_note_leads_back_to_its_mark(visit):
    tab, _ = visit("index.html")
    tab.click("#note-2 .back")
    wait_for_address(tab, "#claim-size")
    assert on_screen(tab, "#claim-size") and tab.locator("#claim-size:target").count() == 1


def test_a_note_leads_to_what_was_checked(visit):
    tab, _ = visit("index.html")
    tab.click("#note-2 .checks")
    wait_for_address(tab, "/evidence.html#claim-size")


def test_without_script_all_still_leads_there(visit):
    tab, toy = visit("index.html", java_script_enabled=False)
    words = tab.locator("[data-mark=claim-size]").first
    tab.get_by_label("mark the words").check()
    assert words.evaluate(COLOUR) == YELLOW
    assert tab.is_hidden("#box")
    tab.click(f"#note-1 a[href='evidence.html#{toy.ids[1]}']")
    wait_for_address(tab, f"/evidence.html#{toy.ids[1]}")
    tab.go_back()
    tab.click("#claim-answer")
    wait_for_address(tab, f"/evidence.html#{toy.ids[0]}")


def test_on_paper_the_notes_stay_and_the_tools_go(visit):
    tab, _ = visit("index.html")
    open_box(tab, "answer")
    tab.emulate_media(media="print")
    assert not any(map(tab.is_visible, ("#switch", "nav", "#box", "#note-1 .back", "#note-1 .checks", ".skip")))
    assert tab.is_visible("#note-1") and tab.is_visible("#claim-answer") and tab.is_visible("figure svg")


def test_on_paper_a_small_figure_stands_beside_its_table(visit):
    tab, _ = visit("index.html", viewport={"width": 650, "height": 900})
    tab.emulate_media(media="print")
    figure, table = (tab.locator(f".pair {part}").bounding_box() for part in ("svg", "table"))
    assert figure["width"] == pytest.approx(280, abs=1), "in its own size"
    assert table["x"] >= figure["x"] + figure["width"] and table["y"] < figure["y"] + figure["height"]


@pytest.mark.parametrize("width", [320, 360, 640, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off(visit, scheme, width):
    tab, _ = visit("index.html", color_scheme=scheme, viewport={"width": width, "height": 740})
    assert tab.evaluate(WIDTH) == width
    assert tab.evaluate(OUTSIDE, width) == []
    for claim in ("answer", "row"):
        open_box(tab, claim)
        assert tab.evaluate(WIDTH) == width


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_of_a_brief_of_full_length_is_cut_off(windows, tmp_path, width):
    files.write_text(tmp_path / "index.html", long_page())
    tab = windows.open(viewport={"width": width, "height": 740}).new_page()
    tab.goto((tmp_path / "index.html").as_uri())
    assert tab.evaluate(WIDTH) == width and tab.evaluate(OUTSIDE, width) == []


@pytest.mark.parametrize(("scheme", "ink"), [("light", (0x1C, 0x1C, 0x1C)), ("dark", (0xE8, 0xE6, 0xE1))])
def test_a_dark_screen_has_light_ink_also_where_a_figure_uses_a_shape_again(visit, scheme, ink):
    shape = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><path id="{0}" d="M0 0h9v9h-9z" {1}/></defs>{2}</svg>'
    for own, given in (('fill="#1c1c1c"', ""), ("", 'fill="#1c1c1c"')):
        figures = {name: shape.format(f"f-{n}", own, f'<use href="#f-{n}" {given}/>') for n, name in enumerate(FIGURES)}
        tab, _ = visit("index.html", figures=figures, color_scheme=scheme)
        seen = Image.open(io.BytesIO(tab.locator("figure svg").first.screenshot())).convert("RGB")
        assert seen.getpixel((seen.width // 2, seen.height // 2)) == ink


@pytest.mark.parametrize(("width", "shown"), [(360, "0 0 35 20"), (768, "0 0 70 10"), (1280, "0 0 70 10")])
def test_one_variant_of_a_figure_is_shown(visit, width, shown):
    tab, _ = visit("index.html", viewport={"width": width, "height": 740})
    drawn = tab.locator("figure:has(.drawing + .drawing) svg")
    assert [svg.get_attribute("viewBox") for svg in drawn.all() if svg.is_visible()] == [shown]
    tab.emulate_media(media="print")
    assert [svg.get_attribute("viewBox") for svg in drawn.all() if svg.is_visible()] == ["0 0 70 10"]


def test_a_phone_shows_each_row_as_a_block_with_labels(visit):
    tab, _ = visit("index.html", **PHONE)
    row = tab.locator("tbody tr").first
    head, *cells = (cell.bounding_box() for cell in row.locator("th, td").all())
    assert all(cell["x"] == head["x"] for cell in cells) and cells[1]["y"] > cells[0]["y"] > head["y"]
    label = "cell => getComputedStyle(cell, '::before').content"
    assert row.locator("td").last.evaluate(label) == '"n"'
    snapshot = tab.locator("main").aria_snapshot()
    assert 'rowheader "Borland"' in snapshot and "columnheader" in snapshot, "it is still a table to a screen reader"


def test_a_wide_screen_has_a_small_figure_beside_its_table(visit):
    for width, beside in ((768, False), (1280, True)):
        tab, _ = visit("index.html", viewport={"width": width, "height": 740})
        figure, table = (tab.locator(f".pair {part}").bounding_box() for part in ("figure", "table"))
        assert (table["x"] >= figure["x"] + figure["width"]) is beside


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, PHONE, {"color_scheme": "dark", **PHONE}])
@pytest.mark.parametrize("lit", ["", "lit", "lit, and with a long box"])
def test_axe_has_nothing_to_say(visit, look, lit):
    from axe_playwright_python.sync_playwright import Axe

    tab, _ = visit("index.html", payload=" long word" * 99 if "long" in lit else "", **look)
    if lit:
        tab.check("#switch")
        open_box(tab, "size")
    found = Axe().run(tab).response["violations"]
    assert [(rule["id"], [node["html"][:90] for node in rule["nodes"]]) for rule in found] == []


@pytest.mark.parametrize("page", ["index.html", "evidence.html"])
def test_no_payload_runs_or_calls_out(visit, page):
    tab, _ = visit(page, payload=" ".join(PAYLOADS))
    tab.mouse.wheel(0, 9000)
    assert tab.locator("[onerror], [onload], main script, main math, main iframe, a[href^='javascript']").count() == 0
    assert "<script>steal()</script>" in tab.inner_text("body")


def test_no_figure_runs_or_calls_out(visit):
    planted = """<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script>
    <foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="alert(1)"/></body></foreignObject>
    <image href="https://evil.example/x.png"/><style>@import url(https://evil.example)</style>
    <a href="javascript:alert(1)"><rect width="900" height="900" style="fill: url(https://evil.example/x)"/></a></svg>"""
    tab, _ = visit("index.html", figures=dict.fromkeys(FIGURES, planted))
    assert tab.locator("figure svg rect").count() == len(FIGURES)
    assert not set(re.findall(r"<(\w+)", tab.inner_html("figure svg"))) - {"g", "rect"}
    tab.locator("figure svg").first.click(position={"x": 9, "y": 9})
    assert tab.url.endswith("/index.html")


@pytest.mark.parametrize("at", range(12))
def test_an_address_lights_exactly_its_passage(visit, at):
    tab, toy = visit("evidence.html")
    name = toy.passages["id"].iloc[at]
    tab.goto(f"{tab.url}#{name}")
    wait_for_light(tab, quote(toy, name))
    assert tab.evaluate("document.activeElement.id") == name


def test_the_texts_are_the_raw_ones_with_what_one_cannot_see_shown(visit):
    tab, toy = visit("evidence.html")
    assert tab.evaluate(RAW) == [visible(toy.texts["000"]), visible(toy.texts["003"])]
