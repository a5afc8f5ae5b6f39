"""Adjudication in a real browser, by keyboard or by mouse only, with the desk's own dispatcher."""

import json

import pytest

from browser import watched
from desk_kernel import WATCHED
from stancebook.core import files, schema, tables
from stancebook.desk import widget
from stancebook.desk.dispatcher import Dispatcher
from stancebook.study import freeze, statements
from stancebook.study.freeze import read_freezes

pytestmark = pytest.mark.slow

ARTICLES = ("010", "020", "030")
AT = "http://desk.test/"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>The desk</title><style>%s</style>
<main id="el"></main><script type="module">
import desk from "./desk.js";
const listeners = [];
const model = {
  send: (content) => window.kernel(JSON.stringify(content)).then((reply) => reply && listeners.forEach((listener) => listener(JSON.parse(reply)))),
  on: (name, listener) => listeners.push(listener),
  off: () => {},
};
window.said = (text) => listeners.forEach((listener) => listener(JSON.parse(text)));
window.leaked = [];
document.addEventListener(
  "keydown",
  (event) => event.target.hasAttribute("data-lm-suppress-shortcuts") || window.leaked.push(event.key),
  true,
);
desk.render({ model, el: document.querySelector("#el") });
</script></html>"""
UNIT = ".sa-current .sa-words"
HERE = "document.activeElement.closest('.sa-unit, .sa-nav, .sa-rules') !== null"
WALL = ("010", "210", "borduria", "toll")


@pytest.fixture
def begin(windows, run_paths):
    """A function that begins a session as adjudication on the toy study; errors on the page fail the test."""
    trouble = []
    finish(run_paths)

    def begun(decided=False, facts=True, mute=lambda message: False, late=None, where=UNIT, **look):
        if not facts:
            tables.write(run_paths.coded / "facts.csv", [], schema.ADJUDICATED_FACTS)
            tables.write(run_paths.coded / "fact_decisions.csv", [], schema.FACT_DECISIONS)
        if not decided:
            tables.write(run_paths.coded / "adjudication.csv", [], schema.ADJUDICATION)
        dispatcher = Dispatcher(run_paths, lambda: "2031-05-01T09:30:00Z")
        window = windows.open(viewport={"width": 1200, "height": 900}, **look)
        tab = watched(window.new_page(), trouble, AT, f"{AT}desk.js")
        tab.set_default_timeout(10_000)

        def kernel(text):
            message = json.loads(text)
            reply = json.dumps(dispatcher.answer(message))
            asked.append(message)
            if late is not None and late["on"]:
                late["waiting"].append(reply)
            return "" if mute(message) or (late and late["on"]) else reply

        asked, tab.asked = [], lambda verb: [message for message in asked if message["ask"] == verb]
        tab.expose_function("kernel", kernel)
        script, page = widget.script(), PAGE % widget.style()
        tab.route(f"{AT}*", lambda route: route.fulfill(body=page, content_type="text/html; charset=utf-8"))
        tab.route(
            f"{AT}desk.js", lambda route: route.fulfill(body=script, content_type="text/javascript; charset=utf-8")
        )
        tab.goto(AT)
        tab.click(".sb-user:has-text('adjudication')")
        tab.wait_for_selector(where)
        tab.wait_for_function("document.activeElement.matches('.sa-unit')")
        return tab

    yield begun
    assert not trouble


def finish(run_paths, coders=("coder_a", "coder_b"), articles=ARTICLES):
    for coder in coders:
        rows = [{"article": article, "sentence_start": "", "mark": "finished"} for article in articles]
        tables.write(run_paths.coded / f"{coder}_marks.csv", rows, schema.MARKS)


def edit_and_freeze(run_paths, name, old, new):
    text = (run_paths.coded / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (run_paths.coded / name).write_text(text.replace(old, new), encoding="utf-8")
    freezes, contents = freeze.read_freezes(run_paths.coded)
    files.write_text(run_paths.coded / "frozen.json", freeze.as_text(freeze.with_freeze(freezes, "a test", contents)))


def decided(run_paths, *unit):
    """The decisions of adjudication.csv on a unit: variable, decision and reason."""
    rows = tables.read(run_paths.coded / "adjudication.csv")
    return [(row["variable"], row["decision"], row["reason"]) for row in rows if statements.unit_key(row) == unit]


def at(tab, progress):
    """Wait until the head shows these words."""
    tab.wait_for_function(
        "words => document.querySelector('.sa-progress')?.textContent.startsWith(words)", arg=progress
    )


def keys(tab, *pressed):
    for key in pressed:
        tab.keyboard.press(key)


def says(tab, words):
    tab.wait_for_function("words => document.querySelector('.sa-alarm')?.textContent.includes(words)", arg=words)


def test_the_whole_study_by_keyboard_alone(begin, run_paths, problems):
    """Type the toy study's own decisions: its file comes out to the byte."""
    wanted = tables.read(run_paths.coded / "adjudication.csv")

    def because(at):
        return wanted[at]["reason"]

    before = (run_paths.coded / "adjudication.csv").read_bytes()
    tab = begin()
    at(tab, "1 of 3, 3 left here · 9 left")

    def write(reason):
        tab.wait_for_function("document.activeElement.matches('textarea')")
        tab.keyboard.type(reason)
        tab.keyboard.press("Control+Enter")

    # 010: an agreement amended, each row with a reason of its own
    keys(tab, *["ArrowRight"] * 6, "3", "4", "2", "Enter")
    tab.wait_for_function("document.activeElement.matches('textarea')")
    tab.keyboard.type(because(1))
    keys(tab, "Escape", "Escape", "ArrowRight", "Enter")
    tab.keyboard.type(because(0))
    keys(tab, "Escape", "Escape", "Control+Enter")
    at(tab, "2 of 3, 2 left here · 8 left")
    keys(tab, "ArrowRight", "2")  # voice, then position, by themselves
    write(because(2))
    tab.wait_for_function("document.querySelector('.sa-in-focus')?.dataset.variable === 'position'")
    keys(tab, "1")
    write(because(3))
    at(tab, "3 of 3, 1 left here · 7 left")
    keys(tab, "0")
    write(because(4))
    at(tab, "1 of 3, 2 left here · 6 left")  # 020, of itself; its fact is decided
    keys(tab, "1")
    write(because(5))
    at(tab, "2 of 3, 1 left here")
    keys(tab, "1")
    write(because(6))
    at(tab, "1 of 5, 4 left here · 4 left")
    keys(tab, "1")
    write(because(7))
    at(tab, "2 of 5, 3 left here")
    keys(tab, "2")
    write(because(8))
    at(tab, "3 of 5, 2 left here")
    keys(tab, "4")
    write(because(9))
    at(tab, "4 of 5, 1 left here · 1 left")
    keys(tab, "2")
    write(because(10))
    at(tab, "4 of 5, 0 left here · 0 left in the study")
    assert (run_paths.coded / "adjudication.csv").read_bytes() == before
    assert problems() == [] and tab.evaluate("window.leaked") == []


def test_a_unit_by_mouse_alone_and_back(begin, run_paths):
    tab = begin()
    tab.click(".sa-units .sa-row >> nth=1")
    at(tab, "2 of 3")
    tab.click('[aria-label="take coder_b’s: voice direct"]')
    tab.click(".sa-reason")
    tab.keyboard.type("The image is quoted.")
    tab.click("text=Save and go on")
    tab.wait_for_selector("tr[data-variable=voice] .sa-why:has-text('The image is quoted.')")
    assert decided(run_paths, *WALL) == [("voice", "direct", "The image is quoted.")]
    tab.click(".sa-variable:has-text('position')")
    tab.click(".sa-choice[data-key='3']")
    tab.click(".sa-value:has-text('Is balanced.')")
    tab.wait_for_function("document.activeElement.matches('textarea')")
    tab.keyboard.type("It weighs both.")
    tab.click("text=Save and go on")
    at(tab, "3 of 3, 2 left here")
    assert decided(run_paths, *WALL)[1] == ("position", "0", "It weighs both.")
    tab.click(".sa-tools button:has-text('undo')")
    at(tab, "3 of 3, 3 left here")
    assert decided(run_paths, *WALL) == [("voice", "direct", "The image is quoted.")]
    tab.click(".sa-tools button:has-text('redo')")
    at(tab, "3 of 3, 2 left here")
    tab.click(".sa-units .sa-row >> nth=1")
    tab.click("text=Take the decision back")
    at(tab, "2 of 3, 3 left here")
    assert decided(run_paths, *WALL) == []
    tab.click(".sa-articles .sa-row >> nth=2")
    at(tab, "1 of 5")
    assert tab.evaluate(HERE)


def test_a_third_version_of_all_that_differs_in_turn(begin, run_paths):
    tab = begin()
    keys(tab, "ArrowDown", "3")
    tab.wait_for_selector(".sa-hint")
    keys(tab, "4", "3")  # narration; 0
    tab.wait_for_function("document.activeElement.matches('textarea')")
    tab.keyboard.type("Neither way.")
    keys(tab, "Control+Enter")
    at(tab, "3 of 3, 2 left here")
    assert decided(run_paths, *WALL) == [("voice", "narration", "Neither way."), ("position", "0", "Neither way.")]


def test_a_speaker_is_typed_and_a_set_is_ticked(begin, run_paths):
    tab = begin()
    keys(tab, "Shift+ArrowDown", "Shift+ArrowDown")
    at(tab, "1 of 5")
    keys(tab, "ArrowDown", "3")
    tab.wait_for_function("document.activeElement.matches('.sa-speaker')")
    keys(tab, "Control+a")
    tab.keyboard.type("King Ulf of Cordovia")
    keys(tab, "Enter")
    tab.wait_for_function("document.activeElement.matches('textarea')")
    tab.keyboard.type("In full.")
    keys(tab, "Control+Enter")
    at(tab, "3 of 5, 3 left here")
    assert decided(run_paths, "030", "62", "cordovia", "own_workers") == [
        ("speaker", "King Ulf of Cordovia", "In full.")
    ]
    keys(tab, *["ArrowRight"] * 6, "3")  # the condition of what coder_b alone has
    tab.wait_for_selector(".sa-value[aria-pressed=true]:has-text('half paid')")
    keys(tab, "3", "4", "2", "1", "3", "Enter")
    tab.wait_for_function("document.activeElement.matches('textarea')")
    tab.keyboard.type("Otherwise.")
    keys(tab, "Escape", "Escape", "Enter")
    tab.keyboard.type("It stays.")
    keys(tab, "Control+Enter")
    at(tab, "4 of 5, 2 left here")
    assert decided(run_paths, "030", "136", "arland", "bridge") == [
        ("presence", "present", "It stays."), ("condition", "if_asked", "Otherwise."),
    ]  # fmt: skip


def test_neither_takes_out_what_both_have(begin, run_paths, problems):
    tab = begin()
    keys(tab, "ArrowDown", "4")
    tab.keyboard.type("No position.")
    keys(tab, "Control+Enter")
    at(tab, "3 of 3, 2 left here")
    assert decided(run_paths, *WALL) == [("presence", "absent", "No position.")]
    assert not any("borduria-toll" in line and "-210-" in line for line in problems())


def test_a_decision_needs_a_reason_and_a_choice(begin, run_paths):
    tab = begin()
    keys(tab, "Control+Enter")
    says(tab, "nothing is chosen yet")
    keys(tab, "0", "Control+Enter")
    says(tab, "no reason; write why")
    assert tab.evaluate("document.activeElement.className") == "sa-reason"
    assert tables.read(run_paths.coded / "adjudication.csv") == []
    tab.keyboard.type("The same.")
    assert tab.is_hidden(".sa-alarm")
    keys(tab, "Control+Enter")
    at(tab, "2 of 3, 2 left here")


def test_what_the_kernel_refuses_stands_at_the_form_and_the_draft_stays(begin, run_paths):
    tab = begin()
    keys(tab, "ArrowDown", "2")
    tab.keyboard.type("Thus.")
    keys(tab, "Escape", *["ArrowRight"] * 4, "3", "3", "Escape", "Escape", "Control+Enter")  # via article, voice direct
    says(tab, "Where the article is the source, nobody is quoted.")
    assert tab.input_value(".sa-reason") == "Thus." and tab.locator(".sa-drafted").count() == 3
    assert tables.read(run_paths.coded / "adjudication.csv") == []
    keys(tab, "Escape", *["ArrowRight"] * 4, "1", "Escape", "Escape", "Control+Enter")  # via as coded
    at(tab, "3 of 3, 2 left here")
    assert [decision for _, decision, _ in decided(run_paths, *WALL)] == ["direct", "-2"]


def test_an_article_is_closed_until_both_have_finished_and_opens_early_with_a_reason(begin, run_paths):
    finish(run_paths, ["coder_b"], ("020", "030"))
    tab = begin(where=".sa-articles .sa-row")
    at(tab, "1 of 3")  # the first with something left
    keys(tab, "Shift+ArrowUp")
    tab.wait_for_selector("text=010 is not open: not finished yet by coder_b.")
    assert "toll" not in tab.inner_text(".sa-unit") and tab.is_hidden(UNIT)
    assert tab.locator(".sa-units .sa-row").count() == 0
    keys(tab, "1", "Control+Enter")
    tab.click("text=Open all the same")
    assert tab.get_attribute(".sa-early", "aria-invalid") == "true"
    tab.keyboard.type("coder_b is ill")
    keys(tab, "Enter")
    tab.wait_for_selector(UNIT)
    at(tab, "1 of 3, 3 left here · 9 left")
    assert tables.read(run_paths.coded / "adjudication_marks.csv") == [
        {"article": "010", "sentence_start": "", "mark": "opened"}
    ]
    assert "coder_b is ill" in (run_paths.coded / "adjudication_journal.jsonl").read_text(encoding="utf-8")
    assert tab.evaluate(HERE)


def test_codings_are_frozen_from_here_and_decided_only_then(begin, run_paths):
    (run_paths.coded / "frozen.json").unlink()
    tab = begin()
    keys(tab, "0", "Control+Enter")
    assert tab.locator(".sa-choice:not([aria-disabled=true])").count() == 0
    assert tab.locator(".sa-drafted").count() == 0
    tab.click("text=Freeze the codings")
    assert tab.get_attribute(".sa-freeze", "aria-invalid") == "true"
    tab.keyboard.type("both have finished")
    tab.click("text=Freeze the codings")
    tab.wait_for_selector(".sa-choice:not([aria-disabled])")
    assert [freeze["reason"] for freeze in read_freezes(run_paths.coded)[0]] == ["both have finished"]
    keys(tab, "0")
    tab.keyboard.type("The same.")
    keys(tab, "Control+Enter")
    at(tab, "2 of 3, 2 left here")


def test_a_wrong_row_of_a_coder_is_told_and_adjudication_waits(begin, run_paths):
    edit_and_freeze(run_paths, "coder_a.csv", "toll,-1,none,2,", "toll,-7,none,2,")
    tab = begin()
    assert "coder_a.csv, row 5, position: '-7' is not in the codebook" in tab.inner_text(".sa-notices")
    assert tab.locator(".sa-choice:not([aria-disabled=true])").count() == 0


def test_a_decision_on_nothing_is_shown_and_taken_out(begin, run_paths, problems):
    edit_and_freeze(run_paths, "coder_b.csv", "self,direct,toll,-2,none,2,", "self,direct,toll,-1,none,2,")
    tab = begin(decided=True)
    at(tab, "1 of 3, 1 left here · 1 left")
    tab.click("text=Take this decision out")
    at(tab, "1 of 3, 0 left here · 0 left")
    assert problems() == []


def test_somebody_else_s_decision_is_seen_and_not_written_over(begin, run_paths):
    tab = begin()
    keys(tab, "ArrowDown", "1")
    tab.keyboard.type("Ours.")
    cells = {"coder_a": "indirect", "coder_b": "direct", "decision": "direct", "reason": "Theirs."}
    row = dict(zip(statements.UNIT, WALL, strict=True)) | {"variable": "voice"} | cells
    tables.write(run_paths.coded / "adjudication.csv", [row], schema.ADJUDICATION)
    tab.wait_for_selector("tr[data-variable=voice] .sa-drafted")
    keys(tab, "Control+Enter")
    tab.wait_for_selector(".sb-notice:has-text('Changed elsewhere')")
    tab.wait_for_function("document.querySelector('tr[data-variable=voice] .sa-taken')")
    assert decided(run_paths, *WALL) == [("voice", "direct", "Theirs.")]
    assert (
        tab.input_value(".sa-reason") == "Ours." and tab.locator("tr[data-variable=position] .sa-drafted").count() == 1
    )


def test_without_an_answer_nothing_counts_as_saved_and_it_is_sent_again(begin, run_paths):
    quiet = {"on": False}
    tab = begin(mute=lambda message: quiet["on"])
    keys(tab, "0")
    tab.keyboard.type("The same.")
    quiet["on"] = True
    keys(tab, "Control+Enter")
    tab.wait_for_selector(".sb-status[data-state=unsaved]", timeout=15_000)
    says(tab, "no answer from the kernel")
    assert tab.input_value(".sa-reason") == "The same." and tab.evaluate(HERE)
    quiet["on"] = False
    at(tab, "1 of 3, 2 left here")
    tab.wait_for_selector(".sb-status[data-state=saved]")
    assert decided(run_paths, "010", "0", "arland", "bridge") == [("all", "upheld", "The same.")]
    assert tab.is_hidden(".sa-alarm") and tab.locator(".sa-choice:not([aria-disabled=true])").count()


def test_a_draft_outlives_a_reload(begin):
    tab = begin()
    keys(tab, "ArrowDown", "1")
    tab.keyboard.type("An image leaves")
    tab.reload()
    tab.click(".sb-user:has-text('adjudication')")
    tab.wait_for_selector(UNIT)
    keys(tab, "ArrowDown")
    assert tab.locator(".sa-drafted").count() == 2
    assert tab.locator(".sa-taken").all_inner_texts() == ["indirect", "−1"]
    assert tab.input_value(".sa-reason") == "An image leaves"


def test_one_begins_where_something_is_left(begin):
    tab = begin()
    keys(tab, "0")
    tab.keyboard.type("The same.")
    keys(tab, "Control+Enter")
    at(tab, "2 of 3, 2 left here")
    tab.reload()
    tab.click(".sb-user:has-text('adjudication')")
    at(tab, "2 of 3, 2 left here")


def test_the_focus_stays_where_keys_mean_something_when_all_is_drawn_anew(begin, run_paths):
    tab = begin()
    keys(tab, "ArrowDown")
    while not tab.evaluate("document.activeElement.matches('.sa-take')"):
        keys(tab, "Tab")
        assert tab.evaluate(HERE)
    cells = {"coder_a": "indirect", "coder_b": "direct", "decision": "direct", "reason": "Theirs."}
    row = dict(zip(statements.UNIT, WALL, strict=True)) | {"variable": "voice"} | cells
    tables.write(run_paths.coded / "adjudication.csv", [row], schema.ADJUDICATION)
    tab.wait_for_selector("tr[data-variable=voice] .sa-why:has-text('Theirs.')")
    assert tab.evaluate(HERE)
    keys(tab, "ArrowDown")
    at(tab, "3 of 3")
    assert tab.evaluate("window.leaked") == []


def test_articles_are_found_and_walked_by_keyboard(begin):
    tab = begin()
    keys(tab, "/")
    tab.keyboard.type("strait")
    assert tab.locator(".sa-articles .sa-row").count() == 1
    keys(tab, "Enter")
    at(tab, "1 of 3")
    tab.focus(".sa-articles")
    keys(tab, "ArrowDown")
    at(tab, "1 of 5")
    keys(tab, "Enter", "PageUp")
    at(tab, "2 of 3")
    keys(tab, "PageDown")
    at(tab, "1 of 5")
    keys(tab, "?")
    assert "take a decision back" in tab.inner_text(".sa-rules")
    keys(tab, "Escape")
    assert "take a decision back" not in tab.inner_text(".sa-rules")
    assert tab.evaluate(HERE) and tab.evaluate("window.leaked") == []


def test_the_codebook_follows_the_variable_in_focus(begin):
    tab = begin()
    keys(tab, "ArrowDown")
    assert tab.inner_text(".sa-rules h3") == "voice" and "Reported speech, or an act." in tab.inner_text(".sa-rules")
    keys(tab, "ArrowRight", "ArrowRight")
    assert tab.inner_text(".sa-rules h3") == "position" and "Is reluctant." in tab.inner_text(".sa-rules")
    assert list(tab.locator(".sa-differs .sa-variable").all_inner_texts()) == ["voice", "position"]
    assert tab.locator("tr.sa-differs ~ tr.sa-alike").count() == 3  # what is alike stands below
    assert tab.locator("text=An image, not a refusal.").count() == 1


def test_the_words_of_each_coder_are_those_marked(begin):
    tab = begin()
    keys(tab, "ArrowDown")

    def words(coder):
        return "".join(
            tab.locator(f".sa-text .sa-mark[data-coder='{coder}']").evaluate_all(
                "all => all.map((one) => one.textContent)"
            )
        )

    assert words(1) == "called a toll a wall"
    assert words(2).replace("called a toll a wall", "", 1).strip() == "“with a till in it”"
    assert tab.inner_text(UNIT).strip() == "Its envoy Ina Mor called a toll a wall “with a till in it”."
    styles = [
        tab.locator(f".sa-text .sa-mark[data-coder='{coder}']").first.evaluate(
            "one => getComputedStyle(one).textDecorationStyle"
        )
        for coder in (1, 2)
    ]
    assert styles == ["solid", "dashed"]


def test_hostile_words_show_as_text(begin, run_paths):
    payload = "<img src=x onerror=alert(1)>\u202e{{x}}"
    edit_and_freeze(run_paths, "coder_a.csv", "An image, not a refusal.", payload)
    tab = begin()
    keys(tab, "ArrowDown")
    shown = payload.replace("\u202e", "")  # a box of the page's own stands for a sign that nobody can see
    assert shown in tab.inner_text(".sa-remark >> nth=1").replace("\u202e", "")
    keys(tab, "1")
    tab.keyboard.type(payload)
    keys(tab, "Control+Enter")
    at(tab, "3 of 3, 2 left here")
    keys(tab, "ArrowUp")
    assert shown in tab.inner_text("tr[data-variable=voice] .sa-why").replace("\u202e", "")
    assert tab.locator(".sb-desk img").count() == 0


def test_facts_are_decided_by_keyboard(begin, run_paths, problems):
    wanted = {name: (run_paths.coded / name).read_bytes() for name in ("facts.csv", "fact_decisions.csv")}
    reasons = [row["reason"] for row in tables.read(run_paths.coded / "fact_decisions.csv")]
    tab = begin(decided=True, facts=False)
    at(tab, "4 of 4, 1 left here · 4 left")  # what all coders have alike needs no reason
    keys(tab, "1", "Control+Enter")
    at(tab, "3 of 4, 2 left here · 3 left")
    keys(tab, "ArrowDown", "1", "Control+Enter")
    at(tab, "5 of 5, 1 left here · 2 left")
    keys(tab, "PageUp")
    at(tab, "3 of 3, 1 left here")  # a fact that all have alike is no case any more
    keys(tab, "1")
    assert tab.inner_text(".sa-verdict") == "as coder_a has it, not saved"
    tab.keyboard.type(reasons[0])
    keys(tab, "Control+Enter")
    at(tab, "5 of 5, 1 left here · 1 left")
    keys(tab, "2")
    tab.keyboard.type(reasons[1])
    keys(tab, "Control+Enter")
    tab.wait_for_selector(".sa-next:has-text('All is decided.')")
    assert {name: (run_paths.coded / name).read_bytes() for name in wanted} == wanted
    assert problems() == [] and tab.evaluate("window.leaked") == []


def test_a_fact_is_amended_left_out_and_merged_by_mouse(begin, run_paths):
    def decided_facts():
        rows = tables.read(run_paths.coded / "fact_decisions.csv")
        return [(row["decision"], row["fact"], row["reason"]) for row in rows]

    tab = begin(decided=True, facts=False)
    tab.click(".sa-articles .sa-row >> nth=1")
    at(tab, "3 of 4")
    tab.click(".sa-variable:has-text('status')")
    tab.click(".sa-choice:has-text('another version')")
    tab.click(".sa-value:has-text('reported')")
    tab.keyboard.type("It is reported.")
    tab.click("text=Save and go on")
    at(tab, "4 of 4, 1 left here")
    [fact] = tables.read(run_paths.coded / "facts.csv")
    assert (fact["fact"], fact["status"], fact["said_by"]) == ("F001", "reported", "Strait Wire")
    assert decided_facts() == [("amended", "F001", "It is reported.")]
    tab.click(".sa-choice:has-text('another fact holds it')")
    tab.click(".sa-value:has-text('F001')")
    tab.keyboard.type("Part of it.")
    tab.click("text=Save and go on")
    at(tab, "5 of 5")
    assert decided_facts()[1:] == [("merged", "F001", "Part of it.")]
    tab.click(".sa-choice:has-text('leave it out')")
    tab.click(".sa-reason")
    tab.keyboard.type("A position.")
    tab.click("text=Save and go on")
    tab.wait_for_function("document.querySelector('.sa-progress').textContent.includes('1 left in the study')")
    assert decided_facts()[2:] == [("left_out", "", "A position.")]
    tab.click(".sa-articles .sa-row >> nth=2")
    at(tab, "1 of 5, 0 left here")
    tab.click("text=undo")
    tab.wait_for_function("document.querySelector('.sa-progress').textContent.includes('2 left in the study')")
    assert len(decided_facts()) == 2


def note_by_two_readers(run_paths):
    """Give the study source notes of two readers, who differ on two of them."""
    byline = {"article": "010", "quote": "By Ada Quill", "kind": "byline", "note": "As <i>Ada</i> says."}
    spring = {"article": "030", "quote": "he hopes", "kind": "dating", "note": "Of spring."}
    elision = {"article": "030", "quote": "…", "kind": "elision", "note": "Cut."}
    noted = {"coder_a": [byline, spring, elision], "coder_b": [byline | {"kind": "other"}, spring, elision]}
    for coder, rows in noted.items():
        own = [dict.fromkeys(schema.CODER_NOTES.names, "") | row for row in rows]
        tables.write(run_paths.coded / f"{coder}_source_notes.csv", own, schema.CODER_NOTES)
    tables.write(run_paths.coded / "source_notes.csv", [], schema.SOURCE_NOTES)
    freezes, contents = freeze.read_freezes(run_paths.coded)
    files.write_text(run_paths.coded / "frozen.json", freeze.as_text(freeze.with_freeze(freezes, "a test", contents)))


def test_source_notes_of_two_readers_are_decided_beside_facts(begin, run_paths, problems):
    note_by_two_readers(run_paths)
    tab = begin(decided=True, where=".sa-about")  # the first is on words that cleaning removes
    at(tab, "4 of 5, 2 left here · 4 left")
    assert tab.inner_text(".sa-kind") == "A source note: not all have it"
    assert "As <i>Ada</i> says." in tab.inner_text("tr[data-variable=note]")
    keys(tab, "1")
    tab.keyboard.type("It is one.")
    keys(tab, "Control+Enter")
    at(tab, "5 of 5, 1 left here · 3 left")
    tab.click(".sa-choice:has-text('another source note holds it')")
    tab.click(".sa-value:has-text('N001')")
    tab.keyboard.type("The same words.")
    tab.click("text=Save and go on")
    tab.wait_for_selector("text=2 source notes are alike for all coders, and are not in source_notes.csv yet.")
    tab.click("tr[data-variable=note] .sa-variable")
    tab.click(".sa-choice:has-text('another version')")
    tab.keyboard.type(" Or summer.")
    keys(tab, "Enter")
    tab.click("text=Save and go on")
    tab.wait_for_function("document.querySelector('.sa-progress').textContent.includes('1 left in the study')")
    keys(tab, "1", "Control+Enter")
    tab.wait_for_selector(".sa-next:has-text('All is decided.')")
    decided = tables.read(run_paths.coded / "source_note_decisions.csv")
    assert [(row["decision"], row["source_note"], row["reason"]) for row in decided] == [
        ("kept", "N001", "It is one."), ("merged", "N001", "The same words."),
    ]  # fmt: skip
    assert [row["note"] for row in tables.read(run_paths.coded / "source_notes.csv")] == [
        "As <i>Ada</i> says.", "Or summer.", "Of spring.",
    ]  # fmt: skip
    assert [line for line in problems() if not line.startswith("report/")] == [] and tab.evaluate("window.leaked") == []


def test_no_letter_is_a_command_and_a_key_without_effect_says_so(begin, run_paths):
    tab = begin()
    keys(tab, "ArrowDown", "1", "Escape")
    tab.keyboard.type("urnkjg")  # commands once
    assert tab.input_value(".sa-reason") == "urnkjg"
    at(tab, "2 of 3, 3 left here")
    keys(tab, "Escape", "9")
    tab.wait_for_selector(".sb-status[data-state=idle]:has-text('9 chooses nothing here')")
    keys(tab, "Delete")
    tab.wait_for_selector(".sb-status:has-text('nothing is decided here')")
    (run_paths.coded / "frozen.json").unlink()
    tab.reload()
    tab.click(".sb-user:has-text('adjudication')")
    tab.wait_for_selector(UNIT)
    keys(tab, "u")
    tab.wait_for_selector(".sb-status:has-text('“u” does nothing here')")
    keys(tab, "0")
    tab.wait_for_selector(".sb-status:has-text('nothing can be decided now')")


def test_the_whole_article_stands_beside_a_decision_with_its_sentence_in_view(begin):
    tab = begin()
    tab.set_viewport_size({"width": 1024, "height": 640})
    assert tab.locator(".sa-sentence").count() == 6
    for _ in range(3):
        inside = "(row) => row.getBoundingClientRect().top >= row.parentElement.getBoundingClientRect().top - 1"
        assert tab.locator(".sa-current").evaluate(inside)
        assert tab.locator(".sa-reason").evaluate("field => field.getBoundingClientRect().bottom < innerHeight")
        keys(tab, "ArrowDown")


def test_reasons_agreement_and_comments_stand_beside_a_case(begin, run_paths):
    tab = begin()
    keys(tab, "0")
    tab.keyboard.type("Read again, the same.")
    keys(tab, "Control+Enter")
    at(tab, "2 of 3")
    keys(tab, "1")
    tab.click("text=reasons given before")
    tab.click(".sa-reasons button:has-text('Read again')")
    assert tab.input_value(".sa-reason") == "Read again, the same."
    tab.click(".sa-asides button:has-text('agreement')")
    assert tab.inner_text(".sa-rules tr:has-text('position')").split("\t")[1] == "10 of 11"
    tab.click(".sa-asides button:has-text('comments')")
    tab.keyboard.type("Why so firm?")
    keys(tab, "Control+Enter")
    tab.wait_for_selector(".sa-rules p:has-text('Why so firm?')")
    [row] = tables.read(run_paths.coded / "comments.csv")
    assert (row["article"], row["by"], row["text"]) == ("010", "adjudication", "Why so firm?")


def test_freezing_before_all_is_finished_says_what_is_missing(begin, run_paths):
    (run_paths.coded / "frozen.json").unlink()
    finish(run_paths, ["coder_b"], ("010", "020"))
    tab = begin()
    assert "Not all is finished: coder_b has not finished 030." in tab.inner_text(".sa-notices")
    tab.fill(".sa-freeze", "coder_b is ill")
    tab.click("text=Freeze all the same")
    tab.wait_for_selector(".sa-choice:not([aria-disabled])")
    journal = (run_paths.coded / "adjudication_journal.jsonl").read_text(encoding="utf-8")
    assert "coder_b is ill (coder_b has not finished 030)" in journal


@pytest.mark.parametrize("width", [390, 700, 1000, 1200])
def test_nothing_is_cut_off_sideways(begin, width):
    tab = begin()
    tab.set_viewport_size({"width": width, "height": 900})
    keys(tab, "ArrowDown", "3")
    for part in (".sa", ".sa-nav", ".sa-unit", ".sa-rules", ".sa-table"):
        assert tab.locator(part).evaluate("part => part.scrollWidth <= part.clientWidth"), part
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}])
@pytest.mark.parametrize("state", ["whole", "third", "drafted", "closed", "keys"])
def test_axe_has_nothing_to_say(begin, run_paths, look, state):
    from axe_playwright_python.sync_playwright import Axe

    if state == "closed":
        (run_paths.coded / "coder_a_marks.csv").unlink()
        (run_paths.coded / "frozen.json").unlink()
    tab = begin(where=".sa-articles .sa-row", **look)
    keys(tab, "ArrowDown", *{"third": ["3"], "drafted": ["1"], "keys": ["?"]}.get(state, []))
    found = Axe().run(tab, context="#el").response["violations"]
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found] == []


@pytest.mark.parametrize("width", [390, 700, 1200])
@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}])
def test_axe_has_nothing_to_say_of_a_source_note(begin, run_paths, look, width):
    from axe_playwright_python.sync_playwright import Axe

    note_by_two_readers(run_paths)
    tab = begin(decided=True, where=".sa-about", **look)
    tab.set_viewport_size({"width": width, "height": 900})
    keys(tab, "1")
    below, lists = tab.locator(".sa-head").bounding_box(), tab.locator(".sa-asides").bounding_box()
    assert width > 760 or lists["y"] + lists["height"] <= below["y"]  # on a phone one above the other
    found = Axe().run(tab, context="#el").response["violations"]
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found] == []


def test_the_focus_never_falls_while_the_kernel_is_slow_to_answer(begin, run_paths):
    (run_paths.coded / "frozen.json").unlink()
    late = {"on": False, "waiting": []}
    tab = begin(late=late)
    tab.evaluate(WATCHED)
    late["on"], answers = True, {verb: len(tab.asked(verb)) for verb in ("start", "begin", "overview", "disputes")}

    def answered(*verbs):
        """Press keys before and after each answer: only the desk gets them."""
        for verb in verbs:
            answers[verb] = answers.get(verb, 0) + 1
            for _ in range(500):
                if len(tab.asked(verb)) >= answers[verb]:
                    break
                tab.evaluate("() => new Promise((go) => requestAnimationFrame(go))")
            keys(tab, "b", "d", "d")
            replies, late["waiting"] = late["waiting"], []
            for reply in replies:
                tab.evaluate("reply => window.said(reply)", reply)
            keys(tab, "b", "d", "d")
            assert tab.evaluate("window.fallen") == [] and tab.evaluate("window.leaked") == [], verb

    tab.click(".sa-freeze")
    tab.keyboard.type("both have finished")
    tab.click("text=Freeze the codings")
    answered("freeze", "disputes")
    tab.wait_for_selector(".sa-choice:not([aria-disabled])")
    tab.click(".sa-choice[data-key='0']")
    tab.keyboard.type("The same.")
    tab.focus(".sa-save")
    keys(tab, "Enter")
    answered("decide")
    at(tab, "2 of 3, 2 left here")
    keys(tab, "Escape", "ArrowUp")  # what was typed in between is in the next reason
    tab.focus(".sa-back")
    keys(tab, "Enter")
    answered("undecide")
    at(tab, "1 of 3, 3 left here")
    tab.focus(".sa-tools button:has-text('undo')")
    keys(tab, "Enter")
    answered("undo")
    at(tab, "1 of 3, 2 left here")
    tab.focus(".sb-change-user")
    keys(tab, "Enter")
    answered("start")
    tab.wait_for_selector(".sb-user")
    keys(tab, "3")
    answered("begin", "overview", "disputes")
    tab.wait_for_selector(UNIT)
    keys(tab, "Escape")
    assert tab.evaluate("document.activeElement.matches('.sa-unit')")
    keys(tab, "Shift+ArrowDown", "Shift+ArrowDown")  # the second goes on from where the first one leads
    answered("disputes", "disputes")
    at(tab, "1 of 5")


def test_what_was_shown_goes_with_a_decision_and_the_article_with_an_undo(begin, run_paths):
    tab = begin()
    keys(tab, "ArrowDown", "2")
    tab.keyboard.type("Thus.")
    keys(tab, "Control+Enter")
    at(tab, "3 of 3, 2 left here")
    (asked,) = tab.asked("decide")
    assert asked["shown"]["voice"] == {"coder_a": "indirect", "coder_b": "direct"}
    assert {"presence", "speaker", "via", "condition"} <= set(asked["shown"])
    keys(tab, "Control+z")
    at(tab, "3 of 3, 3 left here")
    keys(tab, "Control+y")
    at(tab, "3 of 3, 2 left here")
    assert [message["article"] for verb in ("undo", "redo") for message in tab.asked(verb)] == ["010", "010"]


def test_what_a_coder_changed_meanwhile_is_shown_and_not_decided_upon(begin, run_paths):
    tab = begin()
    keys(tab, "ArrowDown", "2")
    tab.keyboard.type("Thus.")
    edit_and_freeze(run_paths, "coder_a.csv", "self,indirect,toll,-1,none,2,", "self,indirect,toll,0,none,2,")
    keys(tab, "Control+Enter")
    tab.wait_for_selector("tr[data-variable=position] .sa-take:has-text('0')")
    assert tables.read(run_paths.coded / "adjudication.csv") == []
    assert tab.input_value(".sa-reason") == "Thus."
