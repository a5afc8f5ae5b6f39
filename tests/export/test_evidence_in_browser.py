"""The evidence page in a real browser: what an address shows, the keyboard, light and dark, on a phone."""

from urllib.parse import quote as percent

import pytest

from browser import watched
from payloads import PAYLOADS
from reader_study import LEFT_OUT, ODD, REJECTED, coded_study, in_words, odd_html, reader_html
from stancebook.core import files, schema, tables
from stancebook.core.markdown import visible
from stancebook.export.evidence_page import evidence_page

pytestmark = pytest.mark.slow

RAW = """[...document.querySelectorAll(".raw")].map((text) => {
  const copy = text.cloneNode(true);
  copy.querySelectorAll(".labels").forEach((labels) => labels.remove());
  return copy.textContent;
})"""
MARKED = """[...document.querySelectorAll("article:not([hidden]) .raw mark")].filter((mark) => {
  const { backgroundImage, textDecorationLine } = getComputedStyle(mark);
  return backgroundImage !== "none" || textDecorationLine !== "none" || mark.classList.contains("on");
}).map((mark) => mark.textContent).join("")"""
LIT = """[...document.querySelectorAll("mark.on")].map((mark) => mark.textContent).join("")"""
LABELS = """[...document.querySelectorAll(".raw a.label")].filter((label) => label.getClientRects().length)
  .map((label) => label.id)"""
PHONE = {"viewport": {"width": 375, "height": 740}}
DESK = {"viewport": {"width": 1280, "height": 800}}


@pytest.fixture
def visit(windows, tmp_path):
    """A function that opens the evidence page at an address; any error there fails the test."""
    trouble = []

    def opened(address="", payload="", html=None, **look):
        tab = watched(windows.open(**look).new_page(), trouble)
        toy, folder = coded_study(payload), tmp_path / "my rëport"
        files.write_text(folder / "evidence.html", html or reader_html(toy))
        files.write_text(folder / "index.html", '<title>Brief</title><a id="claim-planted" href="evidence.html">1</a>')
        tab.goto(f"{folder.as_uri()}/evidence.html{address}")
        return tab, toy

    yield opened
    assert not trouble


def words(toy, *names):
    """The words of passages, one after the other."""
    return "".join(toy.passages.set_index("id").loc[list(names), "quote"])


def wait(tab, question, answer):
    """Wait until an expression has this value in the page."""
    tab.wait_for_function(
        f"answer => JSON.stringify({question}) === JSON.stringify(answer)", arg=answer, timeout=10_000
    )


def wait_for_address(tab, end):
    tab.wait_for_url(lambda url: url.endswith(end), timeout=10_000)


def shown(tab):
    """The text of the count."""
    return tab.inner_text("#count")


def on_screen(tab, selector):
    """Whether an element is within the window, below the tool bar and above the box."""
    spot = tab.locator(selector).first.bounding_box()
    bar, box = tab.locator("#tools").bounding_box(), tab.locator("#box").bounding_box()
    narrow = box and box["width"] == tab.viewport_size["width"]
    return (
        bar["y"] + bar["height"] <= spot["y"] <= (box["y"] if narrow else tab.viewport_size["height"]) - spot["height"]
    )


def wait_on_screen(tab, selector):
    """Wait until an element is within the window: texts are laid out, and move others, one frame after they appear."""
    tab.wait_for_function(
        "selector => { const spot = document.querySelector(selector).getBoundingClientRect();"
        " return spot.top > 0 && spot.bottom < innerHeight }",
        arg=selector,
        timeout=10_000,
    )
    assert on_screen(tab, selector)


def named(id):
    """A selector for an id."""
    return f"[id='{id}']"


@pytest.mark.parametrize("at", range(14))
@pytest.mark.parametrize("look", [DESK, PHONE])
def test_an_address_lights_exactly_its_passage_and_brings_it_into_view(visit, at, look):
    toy = coded_study()
    quotes = dict(zip(toy.passages["id"], map(visible, toy.passages["quote"]), strict=True))
    name = [*quotes, REJECTED, LEFT_OUT][at]
    tab, _ = visit(f"#{name}", **look)
    wait(tab, LIT, (quotes | {REJECTED: "Corland has ruled out", LEFT_OUT: "A family"})[name])
    assert tab.evaluate("document.activeElement.id") == name
    assert on_screen(tab, named(name)) and shown(tab) == "9 statements in 2 texts"


def long_html():
    """The page of forty texts, each with one statement deep in it, and the ids of these."""
    text = "We wait and see. " * 400
    toy = coded_study()
    row, articles = tables.records(toy.passages[toy.passages["kind"] == "statement"])[0], [f"{n:03}" for n in range(40)]
    place = {"start": 3400, "end": 3411, "quote": text[3400:3411]}
    rows = [row | place | {"article": article, "id": f"{article}-3400-arland-toll"} for article in articles]
    claims = tables.frame([{"claim": "last", "sentence": "So.", "passages": rows[-1]["id"]}], schema.CLAIMS)
    sources = tables.frame(
        [{**tables.records(toy.sources)[0], "article": article} for article in articles], schema.SOURCES
    )
    passages = tables.frame(rows, schema.PASSAGES)
    return evidence_page(dict.fromkeys(articles, text), sources, passages, claims, "Long"), [row["id"] for row in rows]


@pytest.mark.parametrize("look", [DESK, PHONE])
def test_on_a_long_page_what_is_asked_for_comes_into_view(visit, look):
    html, ids = long_html()
    for address in (f"#{ids[-1]}", "#claim-last", f"#actor=arland&at={ids[-1]}"):
        tab, _ = visit(address, html=html, **look)
        wait(tab, LIT, "We wait and")
        wait_on_screen(tab, named(ids[-1]))
    for key, at in (("p", -2), ("n", -1), ("n", 0)):
        tab.keyboard.press(key)
        tab.wait_for_selector(f"{named(ids[at])}.on")
        wait_on_screen(tab, named(ids[at]))
    # the others come back, and the one looked at stays where it is, in a browser that does not see to it as well
    tab, _ = visit("#claim-last", html=html, **look)
    wait(tab, LIT, "We wait and")
    tab.evaluate("document.documentElement.style.overflowAnchor = 'none'")
    tab.keyboard.press("Escape")
    wait(tab, "location.hash", "")
    wait_on_screen(tab, named(ids[-1]))


@pytest.mark.parametrize("name", ODD)
def test_ids_with_odd_characters_work_in_addresses(visit, name):
    tab, _ = visit(f"#{percent(name)}", html=odd_html(name))
    wait(tab, LIT, "We go")
    address = tab.locator("#box .here").evaluate("link => link.href")
    tab.goto("about:blank")
    tab.goto(address)
    wait(tab, LIT, "We go")
    tab.keyboard.press("Escape")
    wait(tab, LIT, "")
    tab.click("#filters > summary")
    for key in ("actor", "issue"):
        tab.select_option(f"[name={key}]", name)
    wait(tab, "document.getElementById('count').textContent", "1 of 1 statement in 1 of 1 text")
    tab.reload()
    wait(tab, "document.getElementById('count').textContent", "1 of 1 statement in 1 of 1 text")
    tab.keyboard.press("n")
    wait(tab, LIT, "We go")
    assert "actor=" in tab.url and tab.input_value("[name=actor]") == name
    tab.reload()
    wait(tab, LIT, "We go")
    if " " not in name:
        tab.goto(f"{tab.url.partition('#')[0]}#claim-{percent(name)}")
        wait(tab, LIT, "We go")


def test_the_box_tells_both_codings_and_the_decision_with_its_reason(visit):
    toy = coded_study()
    tab, _ = visit(f"#{toy.ids[1]}")
    told = tab.inner_text("#box")
    assert "≠ how it is told" in told and "reported in other words" in told and "No marks stand there." in told
    assert tab.locator("#box tr.differ").count() == 2
    assert "Cited in the brief:" in told and "No sentence" not in told
    tab.goto(f"{tab.url.partition('#')[0]}#{toy.ids[7]}")
    tab.wait_for_selector("#box .none >> text=No sentence of the brief cites it.")
    tab.goto(f"{tab.url.partition('#')[0]}#{REJECTED}")
    wait(tab, "document.querySelectorAll('#box .none').length", 0)
    tab.goto(f"{tab.url.partition('#')[0]}#{toy.ids[1]}")
    href = tab.locator("#box .here").get_attribute("href")
    assert href == f"#{toy.ids[1]}"


def test_an_address_can_be_copied(visit):
    toy = coded_study()
    tab, _ = visit(f"#actor=arland&at={toy.ids[1]}")
    wait(tab, LIT, words(toy, toy.ids[1]))
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.click("#box .foot button.copy")
    tab.wait_for_selector("#box .foot [role=status]:has-text('copied')")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied == tab.url.partition("#")[0] + f"#{toy.ids[1]}"


def test_a_citation_can_be_copied_from_the_box_and_from_the_list(visit):
    toy = coded_study()
    html = reader_html(toy, said=in_words(toy))
    tab, _ = visit(f"#{toy.ids[1]}", html=html)
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for place, citation in ((0, f"[@{toy.ids[1]}]"), (1, "[@arland/mainland_role]")):
        tab.click(f"#box .cite button.copy >> nth={place}")
        tab.wait_for_selector(f"#box .cite .copier >> nth={place} >> text=copied")
        assert tab.evaluate("navigator.clipboard.readText()") == citation
    tab.get_by_role("button", name=f"copy [@{toy.ids[1]}]").wait_for()
    tab.click("article summary >> nth=0")
    tab.click("[data-of='N001'] button.copy")
    tab.wait_for_selector("[data-of='N001'] [role=status] >> text=copied")
    assert tab.evaluate("navigator.clipboard.readText()") == "[@N001]"
    assert tab.locator("[data-of='N001'] button.copy").count() == 1


def test_where_a_page_may_not_copy_the_citation_is_selected(visit):
    toy = coded_study()
    tab, _ = visit("#F001", html=reader_html(toy, said=in_words(toy)))
    tab.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }")
    tab.click("#box .cite button.copy >> nth=0")
    wait(tab, "String(getSelection())", "[@F001]")


def test_the_filters_are_behind_one_button_and_their_state_is_in_the_address(visit):
    tab, toy = visit("", **DESK)
    assert tab.is_hidden("[name=actor]")
    tab.focus("#filters > summary")
    tab.keyboard.press("Enter")
    wait_for_address(tab, "#filters=open")
    tab.select_option("[name=actor]", "arland")
    tab.keyboard.press("n")  # in a field a letter is no command
    tab.click(named(toy.ids[1]))
    wait(tab, LIT, words(toy, toy.ids[1]))
    wait_for_address(tab, f"#actor=arland&at={toy.ids[1]}&filters=open")
    tab.reload()
    wait(tab, LIT, words(toy, toy.ids[1]))
    assert tab.is_visible("[name=actor]") and tab.inner_text("#filters > summary").endswith("Filter: Arland")
    tab.focus("[name=issue]")
    tab.keyboard.press("Escape")
    wait_for_address(tab, f"#actor=arland&at={toy.ids[1]}")
    assert tab.is_hidden("[name=actor]") and tab.evaluate("document.activeElement.matches('#filters > summary')")
    assert tab.inner_text("#filters > summary").endswith("Filter: Arland")
    for address, role in ((f"#at={toy.ids[0]}&filters=open", toy.ids[0]), ("#at=text-003&filters=open", "")):
        tab, _ = visit(address, **DESK)
        assert tab.is_visible("[name=actor]")
        wait(tab, LIT, words(toy, role) if role else "")
        assert shown(tab) == "9 statements in 2 texts"


@pytest.mark.parametrize("link", ["tbody a >> text=003", "#claims a[href^='#'] >> nth=0"])
def test_a_link_keeps_the_filters_open_and_back_closes_them(visit, link):
    tab, _ = visit("", **DESK)
    tab.click(link)
    wait(tab, "location.hash.length > 1 && !document.getElementById('filters').open", True)
    before = tab.url
    tab.click("#filters > summary")
    wait(tab, "location.hash.endsWith('&filters=open')", True)
    tab.click("nav a >> text=the sentences")
    wait_for_address(tab, "#at=claims&filters=open")
    assert tab.is_visible("[name=actor]")
    tab.go_back()
    tab.go_back()
    wait(tab, "location.hash", "")
    wait(tab, "document.getElementById('filters').open", False)
    assert before != tab.url


def test_the_box_of_a_passage_leads_back_to_the_sentence_from_which_one_came(visit):
    tab, toy = visit(f"#claim=planted&at={toy_id(6)}")
    sentence = toy.claims.set_index("claim").loc["planted", "sentence"]
    assert tab.inner_text("#box .from") == sentence
    tab.click("#box a >> nth=0")
    wait_for_address(tab, "/index.html#claim-planted")


def test_the_texts_are_the_raw_ones_with_what_one_cannot_see_shown(visit):
    for address in ("", "#actor=arland", "#F001"):
        tab, toy = visit(address)
        assert tab.evaluate(RAW) == [visible(toy.texts["000"]), visible(toy.texts["003"])]


def test_an_actor_and_an_issue_show_just_their_passages(visit):
    tab, toy = visit("#actor=arland&issue=mainland_role", **DESK)
    wait(tab, MARKED, words(toy, toy.ids[1], toy.ids[6]))
    assert tab.evaluate(LABELS) == [toy.ids[1], toy.ids[6]]
    assert shown(tab) == "2 of 9 statements in 2 of 2 texts"
    assert (tab.input_value("[name=actor]"), tab.input_value("[name=issue]")) == ("arland", "mainland_role")
    assert on_screen(tab, named(toy.ids[1])) and tab.is_hidden("#box") and tab.is_hidden("#claims")


def test_texts_without_a_passage_chosen_are_hidden(visit):
    tab, toy = visit("#actor=borland")
    wait(tab, LABELS, [toy.ids[2], toy.ids[5]])
    assert tab.is_visible(named("text-000")) and tab.is_hidden(named("text-003"))
    assert shown(tab) == "2 of 9 statements in 1 of 2 texts"
    tab.click("tbody a >> text=003")
    tab.wait_for_selector(named("text-003"))
    assert shown(tab) == "9 statements in 2 texts"


def test_words_that_are_shared_have_the_colour_of_what_is_chosen_alone(visit):
    tab, toy = visit("#actor=corland")
    wait(tab, LABELS, [toy.ids[4]])
    looks = tab.evaluate("[...document.querySelectorAll('article:not([hidden]) .raw mark')].map((m) => m.className)")
    assert set(looks) == {"", "low-m1 high-m1"}
    tab.keyboard.press("Escape")
    wait(tab, "document.querySelectorAll('.raw mark.low-m1.high-p1').length", 2)
    assert "#" not in tab.url and shown(tab) == "9 statements in 2 texts"


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("position=-2", [2, 8]),
        ("position=2&actor=arland", [1, 6]),
        ("coder=ada", [*range(9), "left"]),
        ("coder=ben", [0, 1, 3, 4, "rejected", 5, "left", 6, 7, 8]),
        ("differ=none&actor=arland&issue=own_engineers", [0, "left"]),
        ("differ=any", [1, 2, "rejected"]),
        ("differ=presence", [2, "rejected"]),
        ("differ=voice", [1]),
        ("differ=position", []),
        ("actor=nobody", []),
    ],
)
def test_what_is_chosen_is_shown(visit, query, chosen):
    tab, toy = visit(f"#{query}")
    ids = {"left": LEFT_OUT, "rejected": REJECTED}
    names = [ids.get(at) or toy.ids[at] for at in chosen]
    wait(tab, f"({LABELS}).sort()", sorted(names))
    said = sum(isinstance(at, int) for at in chosen)
    assert shown(tab).startswith(f"{said or 'none'} of 9 statements")
    assert ("not taken over" in shown(tab)) == (said < len(chosen))


@pytest.mark.parametrize("look", [DESK, PHONE])
def test_a_choice_changes_the_address_and_back_takes_it_back(visit, look):
    tab, toy = visit(**look)
    tab.click("#filters > summary")
    wait_for_address(tab, "#filters=open")
    tab.select_option("[name=actor]", "arland")
    wait_for_address(tab, "#actor=arland&filters=open")
    assert on_screen(tab, named(toy.ids[0]))
    tab.focus("[name=position]")
    tab.select_option("[name=position]", "-1")
    wait_for_address(tab, "#actor=arland&position=-1&filters=open")
    wait(tab, LABELS, [toy.ids[7]])
    assert tab.evaluate("document.activeElement.name") == "position" and on_screen(tab, named(toy.ids[7]))
    tab.go_back()
    wait_for_address(tab, "#actor=arland&filters=open")
    wait(tab, "document.getElementById('count').textContent", "6 of 9 statements in 2 of 2 texts")
    assert tab.input_value("[name=position]") == ""
    tab.go_back()
    wait(tab, "document.getElementById('count').textContent", "9 statements in 2 texts")
    assert tab.input_value("[name=actor]") == "" and tab.is_hidden("#all")
    tab.go_forward()
    wait(tab, "document.getElementById('count').textContent", "6 of 9 statements in 2 of 2 texts")
    tab.click("#all")
    wait(tab, "document.getElementById('count').textContent", "9 statements in 2 texts")


def test_a_claim_shows_just_its_passages_and_enter_goes_back(visit):
    tab, toy = visit("#claim-planted")
    claim = toy.claims.set_index("claim").loc["planted"]
    names = [name for name in toy.passages["id"] if name in claim["passages"].split()]
    wait(tab, LIT, words(toy, *names))
    assert tab.evaluate(LABELS) == names and claim["sentence"] in tab.inner_text("#box")
    assert tab.locator("#box a").first.inner_text() == "← back to the brief"
    assert on_screen(tab, named(names[0]))
    tab.keyboard.press("Enter")
    wait_for_address(tab, "/index.html#claim-planted")
    tab.go_back()
    wait(tab, LIT, words(toy, *names))
    tab.keyboard.press("Escape")
    wait(tab, "document.getElementById('count').textContent", "9 statements in 2 texts")
    assert tab.is_hidden("#box") and "#" not in tab.url and tab.evaluate("document.activeElement.id") == names[0]


def test_within_a_claim_one_goes_from_passage_to_passage_and_out_again(visit):
    tab, toy = visit("#claim-planted")
    names = toy.claims.set_index("claim").loc["planted", "passages"].split()
    names = [name for name in toy.passages["id"] if name in names]
    assert len(names) == 2
    tab.click(f"#box a[href='#{names[1]}']")
    wait(tab, LIT, words(toy, names[1]))
    assert tab.evaluate(LABELS) == names and "claim=planted&at=" in tab.url
    tab.keyboard.press("n")
    wait(tab, LIT, words(toy, names[0]))
    assert tab.locator("#box a").first.inner_text() == "← back to the brief"
    tab.keyboard.press("Escape")
    wait(tab, LIT, words(toy, *names))
    tab.keyboard.press("p")
    wait(tab, LIT, words(toy, names[1]))
    tab.keyboard.press("b")
    wait_for_address(tab, "/index.html#claim-planted")


def test_by_keyboard_from_label_to_label_and_into_the_box(visit):
    tab, toy = visit(f"#{toy_id(0)}", **DESK)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    wait(tab, LIT, words(toy, toy.ids[1]))
    assert tab.evaluate("document.activeElement.id") == toy.ids[1]
    tab.keyboard.press("Enter")
    wait(tab, "document.activeElement.closest('#box') !== null", True)
    tab.keyboard.press("Escape")
    wait(tab, LIT, "")
    assert tab.evaluate("document.activeElement.id") == toy.ids[1] and "#" not in tab.url


def toy_id(at):
    return coded_study().ids[at]


def test_keys_go_to_the_next_and_the_previous_but_not_in_a_field_nor_when_they_are_off(visit):
    tab, toy = visit("#filters=open", **DESK)
    for key, at in (("n", 0), ("j", 1), ("n", 2), ("k", 1), ("p", 0), ("p", 8), ("n", 0)):
        tab.keyboard.press(key)
        wait(tab, LIT, words(toy, toy.ids[at]))
    tab.focus("[name=differ]")
    tab.keyboard.press("p")
    tab.keyboard.press("Control+n")
    tab.get_by_role("button", name="next passage").focus()
    tab.keyboard.press("Enter")
    wait(tab, LIT, words(toy, toy.ids[1]))
    tab.click("#tools summary >> text=Keys")
    tab.uncheck("#switch-keys")
    tab.keyboard.press("n")
    tab.get_by_role("button", name="previous passage").click()
    wait(tab, LIT, words(toy, toy.ids[0]))


def test_steps_begin_with_the_text_on_the_screen(visit):
    tab, toy = visit("#text-003", viewport={"width": 1280, "height": 300})
    tab.wait_for_function("scrollY > 100")
    tab.keyboard.press("n")
    wait(tab, LIT, words(toy, toy.ids[6]))


def test_a_click_on_words_goes_through_their_passages(visit):
    tab, toy = visit()
    piece = tab.locator(f'mark[data-ids="{toy.ids[0]} {toy.ids[1]}"]')
    for at in (0, 1, 0):
        piece.click()
        wait(tab, LIT, words(toy, toy.ids[at]))
    tab.click("#box .close")
    tab.wait_for_selector("#box", state="hidden")
    # what was not taken over is there for those who ask
    tab.locator(f'mark[data-ids="{LEFT_OUT}"]').first.click()
    assert tab.is_hidden("#box")


def test_switches_show_what_was_not_taken_over_name_facts_and_strike_out(visit):
    tab, _ = visit("#filters=open", **DESK)
    assert REJECTED not in tab.evaluate(LABELS)
    line = "piece => getComputedStyle(piece).textDecorationLine"
    assert tab.locator("del").first.evaluate(line) == "none"
    assert tab.locator(named("F001")).evaluate("label => getComputedStyle(label).fontSize") == "0px"
    for name in ("names", "untaken", "removed"):
        tab.check(f"#switch-{name}")
    assert {REJECTED, LEFT_OUT} <= set(tab.evaluate(LABELS))
    assert tab.locator("del").first.evaluate(line) == "line-through"
    assert tab.locator("del").first.get_attribute("title") == "headline · headline"
    assert tab.locator(named("F001")).evaluate("label => getComputedStyle(label).fontSize") != "0px"
    assert tab.locator(f'mark[data-ids="{LEFT_OUT}"]').first.evaluate(line) == "underline"
    tab.select_option("[name=issue]", "isle_force")
    wait(tab, f"({LABELS}).includes('{REJECTED}')", True)
    tab.uncheck("#switch-untaken")
    wait(tab, f"({LABELS}).includes('{REJECTED}')", False)


def test_labels_tell_actor_and_issue_in_the_margin_or_where_few_are_shown(visit):
    tab, toy = visit(**DESK)
    name = tab.locator(f"{named(toy.ids[0])} i")
    text, note = tab.locator(".raw").first.bounding_box(), name.bounding_box()
    assert note["x"] > text["x"] + text["width"] and note["height"] > 8
    assert note["x"] + note["width"] <= tab.locator("article").first.bounding_box()["x"] + 1280
    tab, toy = visit("", **PHONE)
    size = "name => getComputedStyle(name).fontSize"
    assert tab.locator(f"{named(toy.ids[0])} i").evaluate(size) == "0px"
    tab, toy = visit("#actor=arland", **PHONE)
    assert tab.locator(f"{named(toy.ids[0])} i").evaluate(size) != "0px"
    assert tab.inner_text(named(toy.ids[0])) == "+1 Arland · engineers of its own"


def test_an_address_of_nothing_says_so(visit):
    tab, _ = visit("#000-1-gone-toll")
    assert shown(tab) == "Nothing here has the address “000-1-gone-toll”; 9 statements in 2 texts"
    tab, _ = visit("#%E0%A4%A")
    assert "Nothing here" in shown(tab)


def test_without_script_all_can_be_read(visit):
    toy = coded_study()
    tab, _ = visit(f"#{toy.ids[0]}", java_script_enabled=False)
    first = tab.locator(".labels:has(:target) + mark")
    assert first.count() == 1 and words(toy, toy.ids[0]).startswith(first.text_content())
    assert first.evaluate("mark => getComputedStyle(mark).backgroundColor") == "rgb(255, 216, 61)"
    assert tab.is_hidden("[name=actor]") and tab.is_hidden("#next") and tab.is_visible("#count")
    tab.click("#filters > summary")
    tab.check("#switch-removed")
    assert tab.locator("del").first.evaluate("it => getComputedStyle(it).textDecorationLine") == "line-through"
    tab.click("article summary >> nth=0")
    assert "No marks stand there." in tab.inner_text("article >> nth=0")


def test_on_paper_the_codings_stay_and_the_tools_go(visit):
    tab, _ = visit(f"#{toy_id(1)}")
    tab.emulate_media(media="print")
    assert tab.is_hidden("#tools") and tab.is_hidden("#box")
    entry = tab.locator("article .decision >> text=No marks stand there.")
    assert entry.evaluate("it => it.checkVisibility({ contentVisibilityAuto: true })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["", "#claim-planted", "#actor=arland", f"#{REJECTED}"])
def test_a_phone_scrolls_one_way_alone(visit, scheme, address):
    tab, _ = visit(address, color_scheme=scheme, **PHONE)
    assert tab.evaluate("document.documentElement.scrollWidth") == 375
    tab.click("#filters > summary")
    assert tab.evaluate("document.documentElement.scrollWidth") == 375
    assert tab.evaluate("document.getElementById('tools').scrollWidth") <= 375


def test_forced_colours_still_mark_statements(visit):
    tab, _ = visit("", forced_colors="active")
    mark = tab.locator("mark.low-m2").first
    assert mark.evaluate("mark => getComputedStyle(mark).textDecorationLine") == "underline"


STATES = {
    "": [],
    "#claim-planted": [],
    "#actor=arland": [],
    "second": [],
    f"#{REJECTED}": ["names", "untaken", "removed"],
}


@pytest.mark.parametrize("look", [DESK, DESK | {"color_scheme": "dark"}, PHONE, PHONE | {"color_scheme": "dark"}])
@pytest.mark.parametrize("state", STATES)
def test_axe_has_nothing_to_say(visit, look, state):
    from axe_playwright_python.sync_playwright import Axe

    tab, _ = visit(state if state != "second" else f"#{toy_id(1)}", **look)
    prepared(tab, STATES[state])
    # axe runs in the page by evaluation, which no policy of the page forbids
    found = Axe().run(tab).response["violations"]
    assert [(it["id"], it["nodes"][0]["html"][:200], it["nodes"][0]["failureSummary"]) for it in found] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_every_word_has_contrast(visit, scheme, state):
    tab, _ = visit(state if state != "second" else f"#{toy_id(1)}", color_scheme=scheme)
    prepared(tab, STATES[state])
    assert tab.evaluate(FAINT) == []


def prepared(tab, switches):
    """The page with these switches on and its lists open."""
    tab.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
    for name in switches:
        tab.check(f"#switch-{name}")


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
      // what floats in the margin does not lie on its label
      if (at.matches("a.label") && element.matches("i") && getComputedStyle(element).float === "right") continue;
      if (backgroundImage !== "none") return backgroundImage.match(/rgba?\\([^)]+\\)/g);
      if (numbers(backgroundColor)[3] !== 0) return [backgroundColor];
    }
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("script, .skip")) continue;
    if (!element.checkVisibility() || getComputedStyle(element).fontSize === "0px") continue;
    const ink = light(getComputedStyle(element).color);
    for (const ground of behind(element)) {
      const [a, b] = [ink, light(ground)].sort((x, y) => y - x);
      if ((a + 0.05) / (b + 0.05) < 4.5) faint.push(`${element.outerHTML.slice(0, 90)} on ${ground}`);
    }
  }
  return faint;
})()"""


def test_no_payload_runs_or_calls_out(visit):
    for address in ("#differ=any", "#claim-answer"):
        tab, _ = visit(address, payload=" ".join(PAYLOADS))
        for name in ("names", "untaken", "removed"):
            tab.evaluate(f"document.getElementById('switch-{name}').click()")
        if "claim" not in address:
            tab.keyboard.press("n")
        tab.wait_for_selector("#box")
        tab.mouse.wheel(0, 9000)
        planted = "[onerror], [onload], main script, main svg, #box script, #box svg, #box img, a[href^='javascript']"
        assert tab.locator(planted).count() == 0
        assert "<script>steal()</script>" in tab.inner_text("#box") and "<script>" in tab.title()
