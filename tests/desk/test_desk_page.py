"""The coding desk's page in a real browser: coding by keyboard or by mouse only, exact to the character, without loss."""

import re

import pytest

import torture
from browser import watched
from desk_kernel import (
    CODEBOOK,
    SENTENCES,
    TIMED,
    WATCHED,
    Kernel,
    article,
    digest,
    opened,
    processor_times,
    timed,
    words,
)

pytestmark = pytest.mark.slow

ACTIVE = "document.activeElement.className || document.activeElement.tagName"
CHOSEN = "[...document.querySelectorAll('.sb-chosen')]"
LARGE = {"viewport": {"width": 1200, "height": 800}}
DRAFTS = "JSON.parse(localStorage.getItem('stancebook-desk:toy:coder_a') ?? '{}')"
OLD = {
    "kind": "statement",
    "number": 2,
    "place": {"first": 2, "from": 0, "last": 2, "to": 29},
    "wrong": [],
    "row": {
        "article": "010", "quote": "Arland would build the bridge", "occurrence": "", "speaker": "Ann Arl", "actor": "arland",
        "via": "self", "voice": "direct", "issue": "bridge", "position": "2", "condition": "none", "confidence": "3",
        "note": "as it\r\nis",
    },
}  # fmt: skip


@pytest.fixture
def visit(windows, tmp_path):
    """A function that opens the desk before a kernel; whatever goes wrong there fails the test."""
    trouble = []

    def opening(kernel=None, clock=False, **look):
        tab = (windows.with_clock if clock else windows.open)(**{**LARGE, **look}).new_page()
        tab.set_default_timeout(10_000)
        watched(tab, trouble)
        kernel = kernel or Kernel()
        return opened(tab, kernel, tmp_path), kernel

    yield opening
    assert not [each for each in trouble if each]  # the question before leaving a page has no words of its own


@pytest.fixture
def begin(visit):
    """A function that opens the desk and begins as coder_a, by keyboard."""

    def begun(kernel=None, **look):
        tab, kernel = visit(kernel, **look)
        tab.keyboard.press("Tab")
        tab.keyboard.press("1")
        tab.wait_for_selector(".sb-sentence")
        return tab, kernel

    return begun


def status(tab, wanted):
    """Wait until the bar shows these words."""
    tab.wait_for_function("wanted => document.querySelector('.sb-status').textContent.includes(wanted)", arg=wanted)


def reload(tab, kernel):
    """Reload the page; the kernel answers again from the moment of leaving on, not a ping earlier."""

    def leave(dialog):
        kernel.dead = kernel.deaf = False
        dialog.accept()

    tab.once("dialog", leave)
    tab.reload()
    tab.wait_for_selector(".sb-user")


def press(tab, *keys):
    for key in keys:
        tab.keyboard.press(key)


def box_of(tab, n, start, end):
    """The rectangle of some characters of a sentence, as they are drawn."""
    return tab.evaluate(
        """([n, start, end]) => {
          const words = document.querySelectorAll('.sb-words')[n - 1];
          const leaves = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
          const range = document.createRange();
          let at = 0;
          for (let leaf = leaves.nextNode(); leaf; leaf = leaves.nextNode()) {
            if (start >= at && start <= at + leaf.length) range.setStart(leaf, start - at);
            if (end >= at && end <= at + leaf.length) { range.setEnd(leaf, end - at); break; }
            at += leaf.length;
          }
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x, y, width, height };
        }""",
        [n, start, end],
    )


def edges(tab, n, word, at=0):
    """The points at both ends of a word of a sentence, in the middle of its line."""
    text = tab.locator(".sb-words").nth(n - 1).evaluate("words => words.textContent")
    start = text.index(word, at)
    box = box_of(tab, n, *(len(text[:end].encode("utf-16-le")) // 2 for end in (start, start + len(word))))
    return (box["x"] + 0.5, box["y"] + box["height"] / 2), (box["x"] + box["width"] - 0.5, box["y"] + box["height"] / 2)


def drag(tab, start, end):
    tab.mouse.move(*start)
    tab.mouse.down()
    tab.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    tab.mouse.move(*end)
    tab.mouse.up()


def chosen(tab):
    """The words shown as chosen."""
    return tab.evaluate(f"{CHOSEN}.map((span) => span.textContent).join('')")


def decide_all(tab):
    """Mark every sentence without a decision as holding nothing, by keyboard."""
    press(tab, *["ArrowUp"] * 9)
    for n in range(1, 6):
        if tab.get_attribute(".sb-current", "data-state") == "open":
            press(tab, "x")
            tab.wait_for_selector(f".sb-sentence:nth-child({n})[data-state=nothing]")
        press(tab, "ArrowDown")


def fill_by_keys(tab, actor="arl", issue="bridge"):
    """Fill in a statement, by keys: self, direct, +1, certain."""
    tab.keyboard.type(actor)
    tab.keyboard.press("Enter")
    tab.keyboard.type(issue)
    press(tab, "Enter", "Enter", "1", "1", "4", "3", "Enter")


def test_a_statement_by_keyboard_alone(begin):
    tab, kernel = begin()
    press(
        tab, "ArrowDown", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"
    )
    assert chosen(tab) == "Arland would build the bridge"
    tab.keyboard.press("Enter")
    fill_by_keys(tab)
    tab.keyboard.type("as told")
    tab.keyboard.press("Control+Enter")
    status(tab, "saved: statement")
    saved = kernel.last("save")
    assert saved["place"] == {"first": 2, "from": 0, "last": 2, "to": 29} and saved["was"] is None
    assert saved["row"] == {
        "actor": "arland", "issue": "bridge", "speaker": "-", "via": "self", "voice": "direct", "position": "1",
        "confidence": "3", "condition": "none", "note": "as told",
    }  # fmt: skip
    assert tab.evaluate(ACTIVE) == "sb-text" and tab.inner_text(".sb-current .sb-n") == "2"
    assert tab.inner_text(".sb-mark") == "Arland would build the bridge"
    assert tab.get_attribute(".sb-current", "data-state") == "coded" and "1 of 5" in tab.inner_text(".sb-progress")
    assert tab.evaluate("window.leaked") in ([], ["Tab", "bubbled Tab"])  # the way into the desk


def test_a_statement_by_mouse_alone(visit):
    tab, kernel = visit()
    tab.click(".sb-user >> nth=0")
    tab.wait_for_selector(".sb-sentence")
    start, end = edges(tab, 3, "never pay")
    drag(tab, start, end)
    assert chosen(tab) == "never pay"
    tab.click("button:has-text('Statement')")
    tab.click(".sb-option:has-text('Borduria')")
    tab.click(".sb-option:has-text('toll')")
    for name, label in (("via", "self"), ("voice", "direct"), ("position", "−2"), ("confidence", "certain")):
        tab.click(f".sb-field-{name} .sb-chip:has-text('{label}')")
    tab.click(".sb-field-condition .sb-chip:has-text('half paid')")
    tab.click("button:has-text('Save')")
    status(tab, "saved: statement")
    row = kernel.last("save")["row"]
    assert (row["actor"], row["issue"], row["position"], row["condition"]) == ("borduria", "toll", "-2", "half_paid")
    assert words(kernel.last("save")["place"], SENTENCES) == "never pay"
    tab.click(".sb-card button:has-text('Edit')")
    tab.click(".sb-field-position .sb-chip:has-text('−1')")
    tab.click("button:has-text('Save')")
    status(tab, "saved: statement")
    assert kernel.last("save")["row"]["position"] == "-1" and kernel.last("save")["place"] is None
    tab.click(".sb-card button:has-text('Delete')")
    status(tab, "taken out")
    tab.click(".sb-bar button:has-text('Undo')")
    status(tab, "undid")
    tab.wait_for_selector(".sb-card")
    tab.click(".sb-sentence >> nth=4")
    tab.click("button:has-text('Nothing')")
    status(tab, "nothing in sentence 5")
    tab.click("button:has-text('Finish')")
    status(tab, "not finished: 3 sentences have no decision yet; this is the first")
    for n in (1, 2, 4):
        assert tab.inner_text(".sb-current .sb-n") == str(n)
        tab.click("button:has-text('Nothing')")
        status(tab, f"nothing in sentence {n}")
        tab.click("button:has-text('Next')" if n < 4 else "button:has-text('Finish')")
    status(tab, "the article is finished")
    assert kernel.finished == {"010"} and kernel.nothing["010"] == [1, 2, 4, 5]


def test_facts_and_notes_and_a_selection_over_an_end(begin):
    tab, kernel = begin()
    press(tab, "j", "j", "j", "Shift+ArrowDown", "Shift+ArrowDown")
    press(tab, "Enter")
    status(tab, "within one sentence")
    press(tab, "f")
    press(tab, "1", "1")
    tab.wait_for_selector("h2:has-text('New fact')")
    tab.keyboard.type("in words")
    tab.keyboard.press("Enter")
    tab.keyboard.type("300")
    press(tab, "Enter", "Enter")
    tab.keyboard.type("workers")
    press(tab, "Enter", "Enter", "2", "Control+Enter")
    status(tab, "saved: fact")
    saved = kernel.last("save")
    assert words(saved["place"], SENTENCES) == SENTENCES[3] + " " + SENTENCES[4]
    assert saved["row"] == {
        "plan": "strait_bridge", "attribute": "workforce", "value": "in words", "value_low": "300", "value_high": "",
        "unit": "workers", "subject": "", "status": "reported", "said_by": "", "note": "",
    }  # fmt: skip
    press(tab, "m", "2")
    tab.wait_for_selector("h2:has-text('New source note')")
    tab.keyboard.type("020")
    press(tab, "Enter", "Tab")
    tab.keyboard.type("no date")
    tab.keyboard.press("Control+Enter")
    status(tab, "saved: source note")
    assert kernel.last("save")["row"] == {"kind": "dating", "article_b": "020", "quote_b": "", "note": "no date"}


@pytest.mark.parametrize("backward", [False, True])
def test_the_mouse_may_be_let_go_outside(begin, backward):
    tab, _ = begin()
    (start, middle), pane = edges(tab, 3, "pay a"), tab.locator(".sb-text").bounding_box()
    outside = (4, middle[1]) if backward else (pane["x"] + pane["width"] + 200, middle[1])
    drag(tab, middle if backward else start, outside)
    assert chosen(tab) == ("“We never pay a" if backward else "pay a toll,” Borduria answered.")
    below = (start[0], tab.viewport_size["height"] - 5)
    drag(tab, start, below)
    assert chosen(tab).startswith("pay a toll,” Borduria answered.") and chosen(tab).endswith("It rained.")


def test_clicks_choose_a_word_and_a_sentence(begin):
    tab, _ = begin()
    (x, y), _ = edges(tab, 2, "minister")
    tab.mouse.dblclick(x + 9, y)
    assert chosen(tab) == "minister"
    tab.mouse.click(x + 9, y, click_count=3)
    assert chosen(tab) == SENTENCES[1]
    tab.mouse.click(x + 9, y)
    assert chosen(tab) == ""
    (left, y), (right, _) = edges(tab, 2, "would build")
    drag(tab, (right, y), (left, y))
    assert chosen(tab) == "would build"
    _, (end, y) = edges(tab, 2, "bridge")
    tab.keyboard.down("Shift")
    tab.mouse.click(end, y)
    tab.keyboard.up("Shift")
    assert chosen(tab) == "would build the bridge"


def torture_kernel():
    sentences = [sentence.text for sentence in torture.article().sentences]
    return Kernel({"010": article("010", sentences)}), sentences


def place_kept(tab, kernel):
    """The place of the chosen words as it would be saved: begin a note and leave it."""
    press(tab, "m")
    tab.wait_for_selector("h2:has-text('New source note')")
    tab.keyboard.press("1")
    place = next(iter(tab.evaluate(f"{DRAFTS}.drafts").values()))["place"]
    press(tab, "Escape", "Escape")
    return place


SHOWN = """() => { // the chosen words, with invisible characters as they are
  const signs = (node) => node.nodeType === 3 ? node.data
    : node.classList?.contains('sb-sign') ? String.fromCodePoint(parseInt(node.dataset.code.slice(2), 16))
    : [...node.childNodes].map(signs).join('');
  return [...document.querySelectorAll('.sb-chosen')].map(signs).join('');
}"""


def test_each_word_of_the_torture_text_by_keyboard(begin):
    kernel, sentences = torture_kernel()
    tab, _ = begin(kernel)
    seen = 0
    for n, text in enumerate(sentences, 1):
        press(tab, "Home")
        covered, before = "", None
        while (now := [tab.evaluate(SHOWN), tab.evaluate(f"{CHOSEN}[0].getBoundingClientRect().x")]) != before:
            before, covered, seen = now, covered + now[0], seen + 1
            press(tab, "ArrowLeft" if tab.evaluate(RTL) else "ArrowRight")
        assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", text), n
        place = place_kept(tab, kernel)
        assert place["first"] == place["last"] == n and words(place, sentences) == before[0]
        press(tab, "ArrowDown")
    assert seen > 100


UNSEEN = "[\u00ad\u200b-\u200f\u2060\ufeff]"
RTL = "getComputedStyle(document.querySelector('.sb-current .sb-words')).direction === 'rtl'"


def test_each_stretch_of_the_torture_text_is_what_is_shown(begin):
    kernel, sentences = torture_kernel()
    tab, _ = begin(kernel)
    for n in range(1, len(sentences) + 1):
        for steps in (0, 2):
            press(tab, "Escape", "Home", *["ArrowRight"] * steps, "Shift+ArrowRight", "Shift+ArrowRight")
            shown, place = tab.evaluate(SHOWN), place_kept(tab, kernel)
            assert place["first"] == n and words(place, sentences).replace(" ", "") == shown.replace(" ", "")
            press(
                tab, *["ArrowUp"] * (int(tab.inner_text(".sb-current .sb-n")) - n)
            )  # it may have run into the next one
        press(tab, "Escape", "ArrowDown")


def test_words_of_the_torture_text_by_mouse(begin):
    kernel, sentences = torture_kernel()
    tab, _ = begin(kernel)
    for n in range(1, len(sentences) + 1):
        tab.locator(".sb-sentence").nth(n - 1).scroll_into_view_if_needed()
        shown = tab.locator(".sb-words").nth(n - 1).evaluate("words => words.textContent")
        for word in {found.group() for found in re.finditer(r"[^\W\d_]{3,}", shown)}:
            if re.search(r"[\u0590-\u06ff]", word):
                continue  # its ends lie the other way round; drawn over by the keyboard's test
            start, end = edges(tab, n, word)
            drag(tab, start, end)
            got = tab.evaluate(SHOWN)
            assert word in re.sub(UNSEEN, "", got), (n, word)
            assert words(place_kept(tab, kernel), sentences) == got and got.strip() == got


def test_unseen_signs_are_boxes_and_pictures_stay_whole(begin):
    text = "a\u202egab\u200b 👩‍🔧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 می‌خواهم \ufeffb\u00adc\x07 x\r\ny\rz"
    tab, kernel = begin(Kernel({"010": article("010", [text])}))
    signs = tab.evaluate("[...document.querySelectorAll('.sb-words .sb-sign')].map((sign) => sign.dataset.code)")
    assert signs == ["U+202E", "U+200B", "U+FEFF", "U+00AD", "U+0007", "U+000D"]
    assert tab.evaluate("[...document.querySelectorAll('.sb-sign')].length") > len(signs), "in the headline too"
    press(tab, "w")
    assert tab.evaluate(SHOWN) == text and place_kept(tab, kernel)["to"] == len(text)


def test_marks_that_overlap_are_cut_at_their_ends(begin):
    kernel = Kernel()
    second = {
        **OLD,
        "number": 3,
        "place": {"first": 2, "from": 13, "last": 2, "to": 53},
        "row": {**OLD["row"], "issue": "toll"},
    }
    fact = {
        **OLD,
        "kind": "fact",
        "number": 2,
        "place": {"first": 2, "from": 0, "last": 3, "to": 9},
        "row": {"quote": "-"},
    }
    other = {**fact, "number": 3, "place": {"first": 4, "from": 0, "last": 4, "to": 9}}
    kernel.entries["010"] = [OLD, second, fact, other]
    tab, _ = begin(kernel)
    marked = (
        "[...document.querySelectorAll('.sb-sentence:nth-child(2) .sb-is-statement')].map((mark) => mark.textContent)"
    )
    assert "".join(tab.evaluate(marked)).count("build the bridge") == 2
    assert tab.get_attribute(".sb-sentence:nth-child(4)", "data-state") == "open"  # a fact decides nothing
    assert tab.inner_text(".sb-sentence:nth-child(2) .sb-count") == "2 statements, 1 fact"
    assert tab.inner_text(".sb-sentence:nth-child(3) .sb-is-fact") == "“We never"
    assert tab.locator(".sb-words").nth(1).evaluate("words => words.textContent") == SENTENCES[1]


def test_entries_by_keyboard(begin):
    kernel = Kernel()
    kernel.entries["010"] = [OLD]
    tab, _ = begin(kernel)
    press(tab, "j", "Tab")
    assert tab.evaluate(ACTIVE).startswith("sb-card")
    press(tab, "e")
    tab.wait_for_selector("h2:has-text('Change statement')")
    press(tab, "Tab", "Tab", "Tab", "Tab", "Tab", "2")
    tab.keyboard.press("Control+Enter")
    status(tab, "saved")
    saved = kernel.last("save")
    assert saved["was"] == OLD["row"] and saved["place"] is None
    assert saved["row"]["position"] == "-1" and saved["row"]["note"] == OLD["row"]["note"]  # untouched to the sign
    press(tab, "Tab", "Delete")
    status(tab, "taken out")
    assert tab.evaluate(ACTIVE) == "sb-text"
    press(tab, "Control+z")
    status(tab, "undid")
    press(tab, "Control+y")
    status(tab, "did again")
    press(tab, "x")
    status(tab, "nothing in sentence 2")
    press(tab, "x")
    status(tab, "taken back")
    press(tab, "x", "n")
    assert tab.inner_text(".sb-current .sb-n") == "3"
    press(tab, "N")
    assert tab.inner_text(".sb-current .sb-n") == "1"
    decide_all(tab)
    press(tab, "F")
    status(tab, "finished")
    press(tab, "Enter")
    status(tab, "010 is finished; F opens it again")
    assert "This article is finished" in tab.inner_text(".sb-entries")
    press(tab, "F")
    status(tab, "open again")


def test_a_missing_field_is_named_and_a_refusal_stands_at_the_form(begin):
    tab, kernel = begin()
    press(tab, "Enter", "Control+Enter")
    assert "Still missing: actor, issue, via, voice, position, confidence." in tab.inner_text(".sb-message")
    tab.keyboard.type("nobody at all")
    press(tab, "Control+Enter")
    assert "“nobody at all” is not in the codebook" in tab.inner_text(".sb-message")
    tab.fill(".sb-field-actor input", "")
    fill_by_keys(tab)
    kernel.refuse = {"kind": "refused", "why": "voice: these do not go together; use narration"}
    press(tab, "Control+Enter")
    status(tab, "NOT SAVED: voice")
    assert "use narration" in tab.inner_text(".sb-message")
    assert tab.evaluate("document.activeElement.closest('.sb-field').className") == "sb-field sb-field-voice"
    press(tab, "3", "Control+Enter")
    status(tab, "saved: statement")


def test_what_does_not_go_together_is_told_while_filling_in(begin):
    tab, _ = begin()
    press(tab, "Enter")
    tab.keyboard.type("arl")
    press(tab, "Enter")
    tab.keyboard.type("toll")
    press(tab, "Enter", "Enter", "3", "1")
    assert "narration" in tab.inner_text(".sb-hints")
    press(tab, "Shift+Tab", "3")
    assert tab.inner_text(".sb-hints") == ""


def test_the_rule_and_the_meanings_are_in_view(begin):
    tab, _ = begin()
    press(tab, "Enter")
    tab.keyboard.type("brid")
    assert tab.inner_text(".sb-help h3") == "actor"
    tab.fill(".sb-field-actor input", "")
    tab.keyboard.type("strait")
    assert tab.inner_text(".sb-option[aria-selected=true] b") == "Towns on the strait"
    press(tab, "Enter")
    tab.keyboard.type("crosses")
    assert tab.inner_text(".sb-popup .sb-explanation >> visible=true") == "Whoever crosses the bridge pays a toll."
    press(tab, "Enter", "Enter")
    assert "How via is coded." in tab.inner_text(".sb-help") and "Somebody else is." in tab.inner_text(".sb-help")


def test_an_unknown_name_becomes_an_alias(begin):
    tab, kernel = begin()
    press(tab, "Enter")
    tab.keyboard.type("Bordurians <b>")
    press(tab, "Enter", "ArrowDown")  # never by Enter alone, and second to a proposal
    assert "not in the codebook" in tab.inner_text(".sb-message") and kernel.codebook == CODEBOOK
    assert "propose" in tab.inner_text(".sb-option[aria-selected=true]")
    press(tab, "ArrowDown", "Enter")
    assert "is another name of which actor" in tab.inner_text(".sb-message")
    tab.keyboard.type("bord")
    assert "“Bordurians <b>” is another name of which actor" in tab.inner_text(".sb-message")
    press(tab, "Enter")
    status(tab, "is another name of borduria")
    asked = kernel.last("alias")
    assert (asked["actor"], asked["alias"]) == ("borduria", "Bordurians <b>")
    assert tab.input_value(".sb-field-actor input") == "Borduria"
    assert tab.evaluate("document.activeElement.closest('.sb-field').className") == "sb-field sb-field-issue"


def test_none_excludes_the_other_conditions(begin):
    tab, _ = begin()
    press(tab, "Enter")
    ticked = "[...document.querySelectorAll('.sb-field-condition :checked')].map((box) => box.value)"
    tab.focus(".sb-field-condition input")
    assert tab.evaluate(ticked) == ["none"]
    press(tab, "2", "3")
    assert tab.evaluate(ticked) == ["half_paid", "other"]
    press(tab, "1")
    assert tab.evaluate(ticked) == ["none"]
    press(tab, "2", "2")
    assert tab.evaluate(ticked) == ["none"]
    press(tab, "1")
    assert tab.evaluate(ticked) == ["none"]
    tab.click(".sb-field-condition .sb-chip:has-text('none')")
    assert tab.evaluate(ticked) == ["none"]


def test_a_filled_form_is_left_only_when_asked_twice(begin):
    tab, _ = begin()
    press(tab, "Enter")
    assert chosen(tab) == SENTENCES[0]  # what would be quoted is seen
    press(tab, "Escape")
    tab.wait_for_selector(".sb-entries")
    press(tab, "Enter")
    tab.keyboard.type("arl")
    press(tab, "Enter", "Escape")
    assert "Not saved" in tab.inner_text(".sb-message")
    tab.keyboard.type("toll")
    press(tab, "Enter", "Escape")
    assert "Not saved" in tab.inner_text(".sb-message")
    press(tab, "Escape")
    tab.wait_for_selector(".sb-entries")
    assert tab.evaluate(ACTIVE) == "sb-text" and tab.evaluate(f"Object.keys({DRAFTS}.drafts)") == []


def test_no_answer_is_told_and_the_same_message_goes_again(begin):
    tab, kernel = begin(clock=True)
    press(tab, "j", "Enter")
    fill_by_keys(tab)
    kernel.deaf = True
    press(tab, "Control+Enter")
    assert "saving" in tab.inner_text(".sb-status")
    tab.clock.run_for(5500)
    status(tab, "NOT SAVED: no answer from the kernel")
    assert tab.get_attribute(".sb-status", "data-state") == "unsaved" and tab.is_visible(
        "button:has-text('Send again')"
    )
    tab.clock.run_for(2500)  # pings are answered, and still it is not saved
    assert tab.get_attribute(".sb-status", "data-state") == "unsaved"
    kernel.deaf = False
    tab.clock.run_for(8000)
    status(tab, "saved: statement")
    sent = [message for message in kernel.asked if message["ask"] == "save"]
    assert len(sent) > 1 and all(each == sent[0] for each in sent) and len(kernel.entries["010"]) == 1
    assert tab.evaluate(DRAFTS)["messages"] == {} and tab.evaluate(DRAFTS)["drafts"] == {}
    assert tab.evaluate(ACTIVE) == "sb-text"


def test_a_dead_kernel_is_seen_without_saving(begin):
    tab, kernel = begin(clock=True)
    tab.clock.run_for(2100)
    kernel.dead = True
    tab.clock.run_for(9000)
    status(tab, "nothing can be saved now")
    kernel.dead = False
    tab.clock.run_for(2500)
    tab.wait_for_selector(".sb-status[data-state=saved]")


def test_what_a_dead_kernel_did_not_take_goes_to_the_next_one_once(begin):
    tab, kernel = begin(clock=True)
    press(tab, "j", "Enter")
    fill_by_keys(tab)
    kernel.deaf = True  # it writes, and dies before it answers
    press(tab, "Control+Enter")
    tab.clock.run_for(5500)
    status(tab, "NOT SAVED")
    reload(tab, kernel)
    press(tab, "Tab", "1")
    status(tab, "saved: what had waited")
    assert len(kernel.entries["010"]) == 1 and tab.evaluate(DRAFTS)["messages"] == {}
    tab.wait_for_selector(".sb-mark")
    assert tab.locator(".sb-notice").count() == 0 and tab.evaluate(DRAFTS)["drafts"] == {}


def test_an_entry_begun_is_offered_after_a_reload(begin):
    tab, kernel = begin()
    press(tab, "j", "j", "Enter")
    tab.keyboard.type("bord")
    press(tab, "Enter")
    tab.keyboard.type("toll")
    press(tab, "Enter")
    reload(tab, kernel)
    press(tab, "Tab", "1")
    tab.wait_for_selector(".sb-notice:has-text('begun and not saved')")
    assert "borduria" in tab.inner_text(".sb-notice")
    tab.click("button:has-text('Go on with it')")
    assert tab.input_value(".sb-field-actor input") == "Borduria" and tab.input_value(".sb-field-issue input") == "toll"
    for label in ("self", "direct", "−2", "certain"):
        tab.click(f".sb-chip:has-text('{label}')")
    press(tab, "Control+Enter")
    status(tab, "saved: statement")
    assert words(kernel.last("save")["place"], SENTENCES) == SENTENCES[2]


def test_a_refused_message_of_a_former_session_is_offered_as_a_draft(begin):
    tab, kernel = begin(clock=True)
    press(tab, "j", "Enter")
    fill_by_keys(tab)
    kernel.dead = True
    press(tab, "Control+Enter")
    tab.clock.run_for(5500)
    status(tab, "NOT SAVED")
    reload(tab, kernel)
    tab.keyboard.press("Tab")
    call = kernel._save
    kernel._save = lambda message: {
        "ok": False,
        "kind": "changed",
        "why": "coder_a.csv was changed.",
        "changes": [{"text": "row 3: −1 → +1"}],
    }
    tab.keyboard.press("1")
    status(tab, "NOT SAVED: coder_a.csv was changed.")
    tab.wait_for_selector(".sb-notice:has-text('row 3: −1 → +1')")
    tab.wait_for_selector(".sb-notice:has-text('begun and not saved')")
    kernel._save = call
    tab.click("button:has-text('Go on with it')")
    press(tab, "Control+Enter")
    status(tab, "saved: statement")


def test_what_changed_elsewhere_is_shown_and_the_form_stays(begin):
    tab, kernel = begin(clock=True)
    press(tab, "j", "Enter")
    tab.keyboard.type("arl")
    kernel.entries["010"] = [OLD]
    kernel.changes = [
        {"file": "coder_a.csv", "row": 2, "was": None, "now": OLD["row"], "text": "row 2 added: arland on bridge, 2"}
    ]
    tab.clock.run_for(2500)
    tab.wait_for_selector(".sb-notice:has-text('arland on bridge, 2')")
    assert "changed elsewhere" in tab.inner_text(".sb-status")
    tab.wait_for_selector(".sb-mark")
    assert tab.input_value(".sb-field-actor input") == "arl"
    press(tab, "Escape", "Escape", "Escape")
    tab.wait_for_selector(".sb-entries")
    press(tab, "Escape")
    tab.wait_for_selector(".sb-notice", state="detached")
    assert tab.evaluate(ACTIVE) == "sb-text"


def test_a_save_upon_an_old_version_writes_nothing_and_keeps_the_entry(begin):
    tab, kernel = begin()
    press(tab, "j", "Enter")
    fill_by_keys(tab)
    kernel.refuse = {"kind": "changed", "why": "coder_a.csv was changed.", "changes": [{"text": "row 2: −1 became +1"}]}
    kernel.version += 1
    press(tab, "Control+Enter")
    status(tab, "NOT SAVED: coder_a.csv was changed.")
    assert "−1 became +1" in tab.inner_text(".sb-notice") and "save again" in tab.inner_text(".sb-message")
    tab.wait_for_function("() => true")
    tab.click("button:has-text('Save')")
    status(tab, "saved: statement")
    assert kernel.last("save")["seen"] == "2"


NOTHING = "() => document.querySelectorAll('.sb-sentence[data-state=nothing]').length"


def test_writes_go_one_after_the_other_each_upon_the_version_of_the_one_before(begin):
    tab, kernel = begin(clock=True)
    kernel.deaf = True
    press(tab, "x", "j", "x", "j", "x")
    tab.clock.run_for(5500)
    status(tab, "NOT SAVED (3 entries)")

    def sent():
        return {message["id"]: message["seen"] for message in kernel.asked if message["ask"] == "nothing"}

    assert len(sent()) == 1  # it may have been written: only its answer tells upon which version the next one stands
    kernel.deaf = False
    tab.clock.run_for(2500)
    tab.wait_for_function(f"{NOTHING} === 3")
    assert list(sent().values()) == ["1", "2", "3"]


def test_what_waits_behind_a_message_without_an_answer_is_kept_too(begin):
    tab, kernel = begin(clock=True)
    kernel.dead = True
    press(tab, "x", "j", "x")
    tab.clock.run_for(5500)
    status(tab, "NOT SAVED (2 entries)")
    reload(tab, kernel)
    press(tab, "Tab", "1")
    tab.wait_for_function(f"{NOTHING} === 2")
    assert kernel.nothing["010"] == [1, 2] and tab.evaluate(DRAFTS)["messages"] == {}


def test_any_answer_ends_a_silence(begin):
    tab, kernel = begin(clock=True)
    kernel.dead = True
    press(tab, "x")
    tab.clock.run_for(5500)
    status(tab, "NOT SAVED")
    kernel.dead = False
    press(tab, "g")  # asks for the articles, before the next ping
    status(tab, "saved: what had waited")
    assert kernel.nothing["010"] == [1]


def test_a_kernel_that_forgot_the_user_is_begun_again(begin):
    tab, kernel = begin()
    kernel.refuse = {"kind": "gone", "why": "no session"}
    press(tab, "x")
    status(tab, "nothing in sentence 1")
    assert [message["ask"] for message in kernel.asked][-4:].count("begin") == 1 and kernel.nothing["010"] == [1]


def test_a_kernel_that_forgot_the_user_takes_nothing_from_the_form(begin):
    tab, kernel = begin(clock=True)
    press(tab, "]")
    tab.wait_for_selector(".sb-where:has-text('020')")
    press(tab, "j", "Enter")
    tab.keyboard.type("arl")
    press(tab, "Enter")
    kernel.outside = [{"text": "row 9 was added"}]
    kernel._ping = lambda message: {"ok": False, "kind": "gone", "why": "no session"}
    tab.clock.run_for(2500)
    tab.wait_for_selector(".sb-notice:has-text('row 9 was added')")
    assert [message["ask"] for message in kernel.asked].count("begin") >= 2
    assert tab.input_value(".sb-field-actor input") == "Arland" and "020" in tab.inner_text(".sb-where")


def test_one_s_own_act_is_not_told_as_somebody_elses(begin):
    tab, kernel = begin(clock=True)
    kernel.slow = True
    tab.clock.run_for(2000)
    press(tab, "x")
    status(tab, "nothing in sentence 1")
    (ping,) = kernel.pings
    reply = {"id": ping["id"], "ok": True, "version": "2", "changes": [{"text": "one's own act"}]}
    tab.evaluate("reply => window.said(reply)", reply)
    assert tab.locator(".sb-notice").count() == 0
    kernel.deaf = True
    press(tab, "j", "x")
    tab.clock.run_for(4000)
    assert len(kernel.pings) == 1  # what is being written has an answer of its own to wait for


def test_the_other_coder_is_not_shown_and_opening_is_recorded_with_a_reason(begin):
    kernel = Kernel()
    kernel.others["010"] = [{**OLD, "row": {**OLD["row"], "position": "-2", "note": "secret"}}]
    tab, _ = begin(kernel)
    press(tab, "j")
    assert "secret" not in tab.content() and tab.locator(".sb-other").count() == 0
    tab.click("button:has-text('See the codes of others')")
    assert "recorded" in tab.inner_text(".sb-look")
    press(tab, "Enter")
    assert not kernel.opened
    tab.keyboard.type("training")
    press(tab, "Enter")
    tab.wait_for_selector(".sb-card.sb-other:has-text('secret')")
    assert kernel.opened == {"010": "training"} and tab.locator(".sb-card.sb-other button").count() == 0
    assert tab.evaluate(ACTIVE) == "sb-text"


def test_a_reason_being_typed_stays_when_all_around_is_drawn_anew(begin):
    tab, kernel = begin(clock=True)
    tab.click("button:has-text('See the codes of others')")
    tab.keyboard.type("trai")
    kernel.changes = [{"text": "row 2 was added"}]
    tab.clock.run_for(2500)
    tab.wait_for_selector(".sb-notice")
    tab.keyboard.type("ning x")
    assert tab.input_value(".sb-reason") == "training x" and kernel.nothing["010"] == []
    press(tab, "Escape")
    assert tab.locator(".sb-look").count() == 0 and not kernel.opened
    press(tab, "Escape", "]")
    tab.wait_for_selector(".sb-where:has-text('020')")
    tab.click("button:has-text('See the codes of others')")
    assert tab.input_value(".sb-reason") == ""


def test_searching(begin):
    tab, _ = begin(
        Kernel({"010": article("010", ["A (Toll) here.", "No toll.", "An ΑΘΗΝΑ toll: αθηνα.", "$1 [x] toll"])})
    )
    press(tab, "/")
    tab.keyboard.type("toll")
    tab.wait_for_selector(".sb-search:has-text('1 of 4')")
    press(tab, "Enter")
    tab.wait_for_selector(".sb-search:has-text('2 of 4')")
    assert tab.inner_text(".sb-here") == "toll" and tab.inner_text(".sb-current .sb-n") == "2"
    press(tab, "Shift+Enter", "Shift+Enter")
    tab.wait_for_selector(".sb-search:has-text('4 of 4')")
    for wanted, count in (("(toll)", 1), ("αθηνα", 2), ("[x]", 1), ("nowhere", 0), ("$1", 1)):
        tab.fill("[aria-label='Search in this article']", wanted)
        assert tab.locator(".sb-hit").count() == count
    press(tab, "Escape")
    assert tab.evaluate(ACTIVE) == "sb-text" and tab.inner_text(".sb-current .sb-n") == "4"


def test_articles_are_listed_filtered_drawn_and_gone_through(begin):
    tab, kernel = begin()
    press(tab, "]")
    tab.wait_for_selector(".sb-where:has-text('020')")
    press(tab, "[", "[")
    status(tab, "first article")
    press(tab, "g")
    tab.keyboard.type("03")
    tab.wait_for_function("() => document.querySelectorAll('.sb-article').length === 1")
    press(tab, "Enter")
    tab.wait_for_selector(".sb-where:has-text('030')")
    press(tab, "g")
    tab.fill("[aria-label='Id, outlet or headline']", "")
    tab.wait_for_function("() => document.querySelectorAll('.sb-article').length === 3")
    press(tab, "ArrowDown", "ArrowUp")
    press(tab, "Enter")
    tab.wait_for_selector(".sb-where:has-text('020')")
    press(tab, "g")
    tab.click("summary")
    tab.fill("[aria-label^='How many']", "2")
    tab.fill("[aria-label='Seed']", "7")
    tab.click("button:has-text('Draw')")
    tab.wait_for_selector(".sb-draw:has-text('2 drawn')")
    drawn = kernel.last("draw")
    assert (drawn["random"], drawn["seed"], drawn["keyword"], drawn["outlet"]) == ("2", "7", "", "")


def test_what_is_wrong_is_listed_and_can_be_edited(begin):
    kernel = Kernel()
    kernel.wrong = ["coder_a.csv, row 2, position: 'pro' is not in the codebook; use -2, -1, 0, 1 or 2"]
    kernel.outside = [{"file": "coder_a.csv", "row": 2, "was": None, "now": {}, "text": "coder_a.csv, row 2 was added"}]
    kernel.entries["010"] = [
        {**OLD, "place": None, "wrong": kernel.wrong, "row": {**OLD["row"], "position": "pro", "quote": "lost"}}
    ]
    tab, _ = begin(kernel)
    assert "row 2 was added" in tab.inner_text(".sb-notices") and "'pro' is not" in tab.inner_text(".sb-notices")
    card = tab.locator(".sb-card.sb-wrong")
    assert "'pro' is not" in card.inner_text() and "lost" in card.inner_text()
    card.locator("button:has-text('Edit')").click()
    assert "“pro” is not in the codebook" in tab.inner_text(".sb-field-position")
    (start, end) = edges(tab, 2, "Arland would build")
    drag(tab, start, end)
    tab.click(".sb-field-position .sb-chip:has-text('+2')")
    tab.click("button:has-text('Save')")
    status(tab, "saved: statement")
    assert words(kernel.last("save")["place"], SENTENCES) == "Arland would build"


NASTY = "</script><img src=x onerror=alert(1)>\"'&amp;<b>bold</b>{{7*7}}${alert(1)}\u202e"


def test_no_text_runs(begin):
    kernel = Kernel({"010": article("010", [NASTY, "It rained."])})
    kernel.articles["010"]["article"]["headline"] = kernel.articles["010"]["article"]["outlet"] = NASTY
    for part in ("actors", "issues"):
        for entry in kernel.codebook[part]:
            entry |= {key: NASTY for key in entry if key in ("name", "text", "type")}
    kernel.codebook["speakers"] = [NASTY]
    kernel.wrong = [NASTY]
    kernel.entries["010"] = [{**OLD, "wrong": [NASTY], "place": None, "row": dict.fromkeys(OLD["row"], NASTY)}]
    tab, _ = begin(kernel)
    press(tab, "Enter", "ArrowDown", "Enter", "ArrowDown", "Enter")
    press(tab, "Escape", "Escape", "g")
    tab.wait_for_selector(".sb-article")
    assert tab.locator("#cell img, #cell b b, #cell script").count() == 0
    assert "<img src=x onerror=alert(1)>" in tab.text_content(".sb-headline")


def test_focus_stays_and_no_key_leaks(begin):
    tab, _ = begin()
    keys = [
        "j",
        "k",
        "n",
        "N",
        "w",
        "x",
        "u",
        "r",
        "?",
        "Escape",
        "?",
        "?",
        "g",
        "Escape",
        "/",
        "a",
        "Enter",
        "Escape",
        "e",
    ]
    keys += [
        "f",
        "1",
        "Escape",
        "Escape",
        "m",
        "Escape",
        "s",
        "b",
        "Escape",
        "Escape",
        "Escape",
        "]",
        "[",
        "F",
        "F",
        "d",
        "y",
    ]
    keys += [
        "Enter",
        "Tab",
        "1",
        "Shift+Tab",
        "Escape",
        "Escape",
        "Control+z",
        "Control+Shift+z",
        "a",
        "b",
        "c",
        "0",
        "Control+s",
    ]
    tab.evaluate("window.leaked.length = 0")
    for key in keys:
        press(tab, key)
        assert tab.evaluate("document.querySelector('.sb-desk').contains(document.activeElement)"), key
        tab.wait_for_function("() => !document.querySelector('.sb-status[data-state=saving]')")
    assert tab.evaluate("window.leaked") == []


OVERLAP = """(names) => {
  const [one, other] = names.map((name) => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector(name));
    return range.getBoundingClientRect();
  });
  return one.right > other.left && other.right > one.left && one.bottom > other.top && other.bottom > one.top;
}"""


def test_on_a_phone_no_part_lies_over_another(begin):
    tab, _ = begin(viewport={"width": 390, "height": 800})
    press(tab, "g")
    tab.wait_for_selector(".sb-article")
    assert not tab.evaluate(OVERLAP, [".sb-draw", ".sb-entries"])
    press(tab, "Escape", "n", "Enter")
    assert not tab.evaluate(OVERLAP, [".sb-form h2", ".sb-foot"])
    sentence, pane = (tab.locator(name).bounding_box() for name in (".sb-current", ".sb-text"))
    assert pane["y"] <= sentence["y"] < pane["y"] + pane["height"]
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 700])
def test_axe_has_nothing_to_say(begin, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    kernel = Kernel()
    kernel.entries["010"] = [
        OLD,
        {**OLD, "number": 3, "wrong": ["row 3: wrong"], "row": {**OLD["row"], "position": "-2"}},
    ]
    kernel.others["010"], kernel.opened["010"] = [OLD], "for the test"
    kernel.outside = [{"text": "row 2 was added"}]
    tab, _ = begin(kernel, color_scheme=scheme, viewport={"width": width, "height": 800})

    def violations(what):
        rules = Axe().run(tab).response["violations"]
        named = [(what, rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in rules]
        return [
            each for each in named if each[1] not in ("page-has-heading-one", "region")
        ]  # the notebook's own matter

    found = violations("text")
    press(tab, "j")
    found += violations("entries")
    press(tab, "Enter")
    found += violations("form")
    tab.keyboard.type("a")
    found += violations("list")
    press(tab, "Enter", "Control+Enter")
    found += violations("missing")
    press(tab, "Escape", "Escape", "Escape", "g")
    tab.wait_for_selector(".sb-article")
    found += violations("articles")
    press(tab, "Escape", "/")
    tab.keyboard.type("bridge")
    found += violations("search")
    press(tab, "Escape", "?")
    found += violations("help")
    assert found == []


def test_an_entry_begun_is_not_lost_by_another_button(begin):
    tab, kernel = begin()
    press(tab, "x", "j", "Enter")
    tab.keyboard.type("arl")
    press(tab, "Enter")
    for name in ("›", "Undo", "Lists", "Finish", "Fact", "Statement", "Nothing", "coder_a"):
        tab.click(f"button:has-text('{name}') >> nth=0")
        status(tab, "save this entry or leave it first")
        assert tab.input_value(".sb-field-actor input") == "Arland" and tab.evaluate(FIELD) == "sb-field sb-field-actor"
    drag(tab, edges(tab, 2, "minister")[0], edges(tab, 3, "never pay")[1])
    assert "within one sentence" in tab.inner_text(".sb-message")
    assert tab.inner_text(".sb-form blockquote") == SENTENCES[1]
    drag(tab, *edges(tab, 3, "never pay"))
    assert tab.inner_text(".sb-form blockquote") == "never pay" and tab.inner_text(".sb-message") == ""
    press(tab, "Enter")
    assert tab.evaluate(FIELD) == "sb-field sb-field-actor"
    press(tab, "Enter")
    tab.keyboard.type("toll")
    press(tab, "Enter", "Enter", "1", "1", "1", "1", "Control+Enter")
    status(tab, "saved: statement")
    assert words(kernel.last("save")["place"], SENTENCES) == "never pay"


FIELD = "document.activeElement.closest('.sb-field')?.className"


def test_another_user_begins_with_its_own_drafts(begin):
    tab, kernel = begin()
    press(tab, "Enter")
    tab.keyboard.type("arl")
    press(tab, "Enter")
    reload(tab, kernel)
    press(tab, "Tab", "2")
    tab.wait_for_selector(".sb-sentence")
    assert tab.inner_text(".sb-change-user") == "coder_b" and tab.locator(".sb-notice").count() == 0
    press(tab, "x")
    status(tab, "nothing in sentence 1")
    assert kernel.last("nothing")["user"] == "coder_b"
    tab.click(".sb-change-user")
    tab.wait_for_selector(".sb-user")
    press(tab, "1")
    tab.wait_for_selector(".sb-notice:has-text('begun and not saved')")
    tab.click("button:has-text('Throw it away')")
    assert tab.evaluate(DRAFTS)["drafts"] == {} and tab.locator(".sb-notice").count() == 0
    assert tab.evaluate("document.querySelector('.sb-desk').contains(document.activeElement)")


def test_leaving_the_page_is_asked_about_only_while_something_is_unsaved(begin):
    tab, _ = begin()
    asked = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    press(tab, "j")
    tab.reload()
    tab.wait_for_selector(".sb-user")
    assert asked == []
    press(tab, "Tab", "1")
    tab.wait_for_selector(".sb-current")
    press(tab, "Enter")
    tab.keyboard.type("arl")
    press(tab, "Enter")
    tab.reload()
    tab.wait_for_selector(".sb-user")
    assert asked == ["beforeunload"]


def test_where_one_was_is_where_one_goes_on(begin):
    tab, _ = begin()
    press(tab, "]")
    tab.wait_for_selector(".sb-where:has-text('020')")
    press(tab, "j", "j")
    tab.reload()
    tab.wait_for_selector(".sb-user")
    press(tab, "Tab", "1")
    tab.wait_for_selector(".sb-where:has-text('020')")
    assert tab.inner_text(".sb-current .sb-n") == "3"


def test_a_click_on_a_tool_leaves_the_focus_in_the_text(visit):
    tab, kernel = visit()
    tab.click(".sb-user >> nth=0")
    tab.wait_for_selector(".sb-sentence")
    tab.evaluate("document.activeElement.blur()")  # as after a click elsewhere in the notebook
    tab.click("button:has-text('Nothing')")
    status(tab, "nothing in sentence 1")
    assert tab.evaluate(ACTIVE) == "sb-text"
    press(tab, "Enter")  # codes, and does not take that back
    tab.wait_for_selector("h2:has-text('New statement')")
    assert kernel.nothing["010"] == [1]


def test_keyboards_of_other_letters(begin):
    tab, kernel = begin()
    typed = """([key, code, more]) => document.querySelector('.sb-text').dispatchEvent(
      new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more }))"""
    for key, code, more in (("о", "KeyJ", {}), ("ч", "KeyX", {})):
        tab.evaluate(typed, [key, code, more])
    status(tab, "nothing in sentence 2")
    tab.evaluate(typed, ["]", "Digit9", {"ctrlKey": True, "altKey": True, "modifierAltGraph": True}])
    tab.wait_for_selector(".sb-where:has-text('020')")
    tab.evaluate(typed, ["[", "Digit5", {"altKey": True}])
    tab.wait_for_selector(".sb-where:has-text('010')")
    tab.evaluate(typed, ["x", "KeyX", {"ctrlKey": True}])  # cutting is no decision
    press(tab, "j")
    assert kernel.nothing["010"] == [2]


def test_undo_never_reaches_into_another_article(begin):
    tab, kernel = begin()
    press(tab, "x")
    status(tab, "nothing in sentence 1")
    press(tab, "]")
    tab.wait_for_selector(".sb-where:has-text('020')")
    press(tab, "u")
    status(tab, "nothing to undo in this article")
    press(tab, "[")
    tab.wait_for_selector(".sb-where:has-text('010')")
    press(tab, "u")
    status(tab, "undid 010")
    press(tab, "r")
    status(tab, "did again 010")
    assert (kernel.last("undo")["article"], kernel.last("redo")["article"]) == ("010", "010")


def test_a_silence_can_be_ended_by_changing_the_entry(begin):
    tab, kernel = begin(clock=True)
    press(tab, "j", "Enter")
    fill_by_keys(tab)
    kernel.dead = True
    press(tab, "Control+Enter")
    tab.clock.run_for(5500)
    tab.click("button:has-text('Change it')")
    kernel.dead = False
    tab.click(".sb-field-position .sb-chip:has-text('−2')")
    press(tab, "Control+Enter")
    status(tab, "saved: statement")
    tab.clock.run_for(5000)
    assert [entry["row"]["position"] for entry in kernel.entries["010"]] == ["-2"]


LONG = [f"{SENTENCES[1]} {number} times over, and the towns would pay for it." for number in range(6000)]
KEYS = ["j", "ArrowRight", "End", "w", "n", "n", "PageDown", "k"]


def test_600_000_characters_answer_a_key_as_a_short_article_does(visit):
    assert sum(map(len, LONG)) > 600_000
    kernel = Kernel({"010": article("010", LONG)})
    kernel.entries["010"] = [
        {**OLD, "number": n, "place": {"first": n * 7, "from": 0, "last": n * 7, "to": 29}} for n in range(1, 700)
    ]
    both = []
    for each in (kernel, Kernel()):
        tab, _ = visit(each)
        tab.evaluate(TIMED)
        tab.keyboard.press("Tab")
        timed(tab, ["1"])
        both.append(sorted(processor_times(tab, KEYS * 2))[len(KEYS)])
        press(tab, *["ArrowUp"] * 60)
        drag(tab, *edges(tab, 1 if each is kernel else 2, "bridge"))
        assert chosen(tab) == "bridge"
    print(f"a key takes {both[0] * 1000:.1f} ms of the processor, in a short article {both[1] * 1000:.1f} ms")
    assert both[0] < 6 * both[1], both  # drawing the article anew takes 150 times as long


def asked(tab, kernel):
    """Wait until the kernel has an answer to send."""
    for _ in range(500):
        if kernel.waiting:
            return
        tab.evaluate("() => new Promise((go) => requestAnimationFrame(go))")
    raise AssertionError("nothing was asked")


@pytest.fixture
def slow_kernel(visit):
    """A function that opens the desk with the focus in it and a kernel that answers late, and watches the focus."""

    def holding(kernel=None):
        tab, kernel = visit(kernel, clock=True)
        kernel.late = {"start", "begin", "articles", "open", "save", "nothing", "delete", "finish", "undo", "look"}
        press(tab, "Tab")
        tab.evaluate(WATCHED)
        tab.evaluate("window.leaked.length = 0")

        def answered(words=""):
            """Press keys before and after each answer: only the desk gets them."""
            press(tab, "b", "d", "d")
            asked(tab, kernel)
            kernel.tell(tab)
            if words:
                status(tab, words)
            press(tab, "b", "d", "d")
            assert tab.evaluate("window.fallen") == [] and tab.evaluate("window.leaked") == []

        return tab, kernel, answered

    yield holding


@pytest.mark.parametrize("by_mouse", [False, True])
def test_the_focus_never_falls_while_the_kernel_is_slow_to_answer(slow_kernel, by_mouse):
    tab, kernel, answered = slow_kernel()
    (tab.click(".sb-user >> nth=0") if by_mouse else press(tab, "1"))
    answered()
    for _ in range(8):  # what to code first, then the article
        answered()
        if tab.locator(".sb-sentence").count():
            break
    tab.wait_for_selector(".sb-sentence")
    assert tab.evaluate(ACTIVE) == "sb-text"
    press(tab, "x")
    answered("nothing in sentence 1")
    press(tab, "j", "Enter")
    fill_by_keys(tab)
    press(tab, "Control+Enter")
    answered("saved: statement")
    press(tab, "Tab", "Delete")
    answered("taken out")
    press(tab, "Tab")
    press(tab, "u")
    answered("undid")
    press(tab, "F")
    status(tab, "not finished")
    kernel.changes = [{"text": "row 2 was added"}]
    tab.focus(".sb-bar button:has-text('Help')")
    tab.clock.run_for(2500)
    tab.wait_for_selector(".sb-notice")
    answered()
    tab.focus(".sb-notice button")
    kernel.changes = [{"file": "coder_a.csv", "text": "row 3 was added"}]
    tab.clock.run_for(2500)
    tab.wait_for_selector(".sb-notice:has-text('row 3')")
    answered()
    tab.focus(".sb-change-user")
    press(tab, "Enter")
    answered()
    tab.wait_for_selector(".sb-user")
    assert tab.evaluate(ACTIVE) == "sb-user"
    press(tab, "b", "d", "d")
    assert tab.evaluate("window.fallen") == [] and tab.evaluate("window.leaked") == []


def test_of_two_presses_on_a_session_one_counts(visit):
    tab, kernel = visit()
    kernel.late = {"begin"}
    press(tab, "Tab", "1", "2")
    asked(tab, kernel)
    kernel.tell(tab)
    tab.wait_for_selector(".sb-sentence")
    assert tab.inner_text(".sb-change-user") == "coder_b" and [each["ask"] for each in kernel.asked].count("open") == 1


def test_a_place_goes_with_how_the_text_was_cut_when_it_was_chosen(begin):
    tab, kernel = begin()
    cut = digest(kernel.articles["010"]["sentences"])
    decide_all(tab)
    press(tab, "F")
    status(tab, "finished")
    press(tab, "F")
    status(tab, "open again")
    press(tab, "k", "k", "k", "Enter")
    fill_by_keys(tab)
    assert {kernel.last(verb)["cut"] for verb in ("nothing", "finish")} == {cut}
    kernel.articles["010"] = article("010", [" ".join(SENTENCES[:2]), *SENTENCES[2:]])
    press(tab, "Control+Enter")
    status(tab, "NOT SAVED: the text is cut into sentences otherwise now")
    assert kernel.last("save")["cut"] == cut and kernel.entries["010"] == []
    tab.wait_for_function("() => document.querySelectorAll('.sb-sentence').length === 4")
    assert tab.input_value(".sb-field-actor input") == "Arland"
    press(tab, "Control+Enter")
    status(tab, "NOT SAVED")
    assert kernel.last("save")["cut"] == cut
    drag(tab, *edges(tab, 1, "Arland would build"))
    tab.click("button:has-text('Save')")
    status(tab, "saved: statement")
    assert kernel.last("save")["cut"] == digest(kernel.articles["010"]["sentences"]) != cut
    assert kernel.entries["010"][0]["row"]["quote"] == "Arland would build"
    tab.click(".sb-card button:has-text('Edit')")
    press(tab, "Control+Enter")
    status(tab, "saved: statement")
    assert "cut" not in kernel.last("save")  # the quote stays as it is


def test_a_draft_of_a_text_cut_otherwise_is_not_put_elsewhere(begin):
    tab, kernel = begin()
    press(tab, "j", "j", "Enter")
    fill_by_keys(tab)
    cut = digest(kernel.articles["010"]["sentences"])
    kernel.articles["010"] = article("010", [" ".join(SENTENCES[:2]), *SENTENCES[2:]])
    reload(tab, kernel)
    press(tab, "Tab", "1")
    tab.wait_for_selector(".sb-notice:has-text('begun and not saved')")
    tab.click("button:has-text('Go on with it')")
    tab.click("button:has-text('Save')")
    status(tab, "NOT SAVED: the text is cut into sentences otherwise now")
    assert kernel.last("save")["cut"] == cut and kernel.entries["010"] == []


def test_suggestions_go_where_nothing_is_left_to_suggest(begin):
    tab, _ = begin()
    press(tab, "Enter")
    tab.focus(".sb-field-speaker input")  # what stands in it is selected
    tab.keyboard.type("ann ar")
    tab.wait_for_selector(".sb-field-speaker .sb-popup", state="visible")
    tab.keyboard.type("l")
    tab.wait_for_selector(".sb-field-speaker .sb-popup", state="hidden")
    tab.keyboard.press("Backspace")
    tab.wait_for_selector(".sb-field-speaker .sb-popup", state="visible")
