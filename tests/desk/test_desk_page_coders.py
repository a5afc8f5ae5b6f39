"""The coder's page before the desk's own dispatcher: training, comments, what was decided otherwise, changed codes."""

import pytest
import yaml

from browser import watched
from desk_at import At
from desk_kernel import opened
from project import remove_codes
from stancebook.core import tables
from stancebook.desk.dispatcher import Dispatcher
from stancebook.study.people.tables import DECIDED

pytestmark = pytest.mark.slow

CODES = {
    "actor": "borduria",
    "via": "self",
    "voice": "indirect",
    "issue": "toll",
    "position": "-2",
    "condition": "none",
}
TRAINING = [
    CODES | {"article": "practice", "quote": "Borduria shuns a toll", "feedback": "“Shuns” is a refusal."},
    {"article": "practice", "quote": "It rains.", "feedback": "Nobody takes a position."},
]
BY_DIGITS = ["via", "voice", "position"]
SMALL_TYPE = """() => [...document.querySelectorAll('.sb-desk *')].map((each) => [
  each.className, getComputedStyle(each).fontSize]).filter(([, size]) => parseFloat(size) < 12)"""


class Desk:
    """A coder's page in a tab, and what it asked the dispatcher."""

    def __init__(self, tab, dispatcher, folder):
        self.tab, self.dispatcher, self.asked, self.lost = tab, dispatcher, [], set()
        opened(tab, self._answer, folder)

    def _answer(self, message):
        reply = self.dispatcher.answer(message)
        self.asked.append((message, reply))
        return None if message["ask"] in self.lost else reply

    def press(self, *keys):
        for key in keys:
            self.tab.keyboard.press(key)

    def see(self, words, where=".sb-desk"):
        """Wait until these words are shown."""
        found = (
            "([where, words]) => [...document.querySelectorAll(where)].some((each) => each.innerText.includes(words))"
        )
        self.tab.wait_for_function(found, arg=[where, words])

    def shows(self, where=".sb-desk"):
        return self.tab.locator(where).inner_text()

    def begin(self, user="coder_a", see=".sb-sentence"):
        self.tab.click(f".sb-user:has-text('{user}')")
        self.tab.wait_for_selector(see)

    def fill(self, codes):
        """Fill in the reduced form by keyboard."""
        book = next(reply["codebook"] for _, reply in reversed(self.asked) if "codebook" in reply)
        digits = {
            name: [value["value"] for value in book["variables"][name]["values"]].index(codes[name]) + 1
            for name in BY_DIGITS
        }
        for name in ("actor", "issue"):
            self.tab.keyboard.type(codes[name])
            self.press("Enter")
        self.press(*(str(digits[name]) for name in BY_DIGITS))


@pytest.fixture
def desk(windows, tmp_path, run_paths):
    """A function that opens the desk of the toy study; whatever goes wrong on the page fails the test."""
    trouble = []

    def opening(dispatcher=None, clock=False, **look):
        window = (windows.with_clock if clock else windows.open)(**{"viewport": {"width": 1200, "height": 800}, **look})
        tab = watched(window.new_page(), trouble)
        tab.set_default_timeout(10_000)
        return Desk(tab, dispatcher or Dispatcher(run_paths, clock=lambda: "2031-05-01T09:30:00Z"), tmp_path)

    yield opening
    assert not [each for each in trouble if each]  # the question before leaving a page has no words of its own


@pytest.fixture
def trainee(desk, run_paths):
    """A function that opens the desk of a study in which nothing is coded and two sentences are there to train on."""
    remove_codes(run_paths.coded)
    run_paths.training.mkdir()
    (run_paths.training / "practice.txt").write_text("Borduria shuns a toll. It rains.", encoding="utf-8")
    rows = [dict.fromkeys(DECIDED.names, "") | {"confidence": "3", "speaker": "-"} | row for row in TRAINING]
    tables.write(run_paths.training / "decided.csv", rows, DECIDED)
    with open(run_paths.coded / "study.yaml", "a", encoding="utf-8") as file:
        file.write("training: {pass: 0.9, refresher_after: 1}\n")

    def begun(see=".sb-exercise", **look):
        page = desk(**look)
        page.begin(see=see)
        return page

    return begun


def record(run_paths):
    return [(row["kind"], row["score"]) for row in tables.read(run_paths.coded / "coder_a_training.csv")]


def test_training_comes_first_and_coding_once_it_is_passed(trainee, run_paths):
    page = trainee()
    shown = page.shows()
    assert "Before you code: training" in shown and "2 sentences, each with feedback" in shown
    assert "0 of 2 sentences answered, pass mark 90 %" in shown and "“Shuns”" not in shown
    assert page.shows(".sb-exercise strong") == "Borduria shuns a toll."
    page.press("Control+Enter")
    page.see("nothing is coded yet", ".sb-status")
    page.press("Enter")
    page.fill(CODES | {"position": "-1"})
    page.press("Control+Enter")
    page.see("Borduria on toll", ".sb-card")
    page.press("x")
    page.see("there is a statement; take it out first", ".sb-status")
    page.press("Control+Enter")
    page.see("Score of this answer: 80 %")
    feedback = page.shows(".sb-feedback")
    assert "borduria, toll: position is -2, not -1" in feedback and "“Shuns” is a refusal." in feedback
    assert page.tab.locator(".sb-feedback .sb-position").all_inner_texts() == ["−2", "−1"], (
        "what was decided, then one's own"
    )
    page.see("1 more sentence, each with feedback")
    page.press("Enter", "x")
    page.see("As it was decided.")
    page.see("Nothing: the sentence holds no statement.")
    page.see("Training passed")
    page.see("The mean score is 90 %, the pass mark 90 %. Coding comes next.")
    page.press("Enter")
    page.tab.wait_for_selector(".sb-sentence")
    page.press("n", "x")
    page.see("nothing in sentence", ".sb-status")
    assert record(run_paths) == [("training", "0.8"), ("training", "1")]


def test_below_the_pass_mark_the_sentences_come_again_by_mouse(trainee, run_paths):
    page = trainee()
    click = page.tab.click
    for left in ("1 more sentence", "2 more sentences in this round"):
        click(".sb-answer button:has-text('Nothing here')")
        page.see(left)
        if "round" not in left:
            click(".sb-feedback .sb-main")
    page.see("Training: not passed yet")
    page.see("below the pass mark of 90 %")
    click(".sb-feedback .sb-main")
    page.see("Borduria shuns a toll.", ".sb-exercise strong")
    click(".sb-answer button:has-text('To the texts')")
    page.tab.wait_for_selector(".sb-sentence")
    click(".sb-keys button:has-text('Nothing')")
    page.see("Training is due", ".sb-notice")
    page.see("the training is not passed yet; train first", ".sb-status")
    click(".sb-notice button:has-text('Go to the training')")
    page.see("2 sentences in this round")
    assert page.tab.locator(".sb-notice").count() == 0
    click(".sb-answer button:has-text('Statement')")
    click(".sb-foot button:has-text('Leave')")
    assert record(run_paths) == [("training", "0"), ("training", "1")]


def passed(run_paths):
    """The page of coder_a, who has passed the training."""
    at = At(run_paths, "coder_a")
    for rows in ([CODES], []):
        of = {name: at("exercise")["exercise"][name] for name in ("article", "sentence_start")}
        assert at("answer", of=of, rows=rows)["ok"]
    return at


def test_a_refresher_that_is_due_comes_first_and_the_form_waits_for_its_end(trainee, run_paths):
    assert passed(run_paths).finishes("030")["ok"]
    page = trainee()
    shown = page.shows()
    assert "A refresher is due" in shown and "2 sentences to code again" in shown
    page.press("g")
    page.tab.wait_for_selector(".sb-sentence")
    page.see("Refresher", ".sb-bar")
    page.press("n", "Enter")
    for name in ("actor", "issue"):
        page.tab.keyboard.type(CODES[name])
        page.press("Enter")
    page.press("Enter", *"13133", "Control+Enter")
    page.see("a refresher is due; take it, and then go on", ".sb-form")
    page.tab.click(".sb-notice button:has-text('Take it now')")
    page.tab.wait_for_selector(".sb-exercise")
    page.press("x")
    page.see("the statement is missing")
    page.see("1 more sentence to code again")
    page.press("Enter", "Enter")
    page.fill(CODES)
    page.press("Control+Enter", "Control+Enter")
    page.see("Score of this answer: 0 %")
    page.press("Enter")
    assert page.tab.input_value(".sb-field-actor input") == "Borduria"
    page.press("Control+Enter")
    page.see("saved: statement", ".sb-status")
    assert record(run_paths)[2:] == [("refresher", "0"), ("refresher", "0")]
    assert page.tab.locator(".sb-bar button:has-text('Refresher')").count() == 0


def test_finishing_an_article_tells_that_a_refresher_is_due_now(trainee, run_paths):
    at = passed(run_paths)
    count = at("open", article="030")["coding"]["of"]
    assert at("nothing", article="030", sentences=list(range(1, count + 1)))["ok"]
    page = trainee(see=".sb-sentence")
    page.press("Shift+F")
    page.see("A refresher is due", ".sb-notice")
    page.press("t")
    page.see("2 sentences to code again", ".sb-exercise")
    assert page.tab.locator(".sb-notice").count() == 0


def test_an_answer_in_training_that_gets_lost_is_sent_again_and_counts_once(trainee, run_paths):
    page = trainee(clock=True)
    page.lost = {"answer", "ping"}
    page.press("Enter")
    page.fill(CODES)
    page.press("Control+Enter", "Control+Enter")
    page.see("waiting for what was decided", ".sb-answer")
    page.press("Enter", "x", "Delete")  # nothing is changed while it is on its way
    page.tab.clock.run_for(6_000)
    page.see("NOT SAVED", ".sb-status")
    page.press("g")
    page.tab.wait_for_selector(".sb-sentence")
    page.press("t")
    page.see("waiting for what was decided", ".sb-answer")
    page.lost = set()
    page.tab.clock.run_for(6_000)
    page.see("Score of this answer: 100 %")
    page.press("Enter")
    page.see("It rains.", ".sb-exercise strong")
    assert record(run_paths) == [("training", "1")]


def test_an_answer_in_training_that_comes_late_is_told_in_the_texts(trainee, run_paths):
    page = trainee(clock=True)
    page.lost = {"answer", "ping"}
    page.press("x")
    page.tab.clock.run_for(6_000)
    page.see("NOT SAVED", ".sb-status")
    page.press("g")
    page.tab.wait_for_selector(".sb-sentence")
    page.lost = set()
    page.tab.clock.run_for(6_000)
    page.see("on record: 0 %", ".sb-status")
    assert page.shows(".sb-entries h2").startswith("Sentence 1") and record(run_paths) == [("training", "0")]
    page.press("t")
    page.see("Score of this answer: 0 %", ".sb-feedback")
    assert page.shows(".sb-exercise strong") == "Borduria shuns a toll."  # and not the sentence after it


def test_an_answer_in_training_without_a_reply_is_told_after_a_reload(trainee, run_paths):
    page = trainee()
    page.lost = {"answer", "ping"}
    page.press("x")
    page.see("waiting for what was decided", ".sb-answer")
    page.tab.on("dialog", lambda dialog: dialog.accept())
    page.tab.reload()
    page.tab.wait_for_selector(".sb-user")
    page.lost = set()
    page.begin(see=".sb-exercise")
    page.see("An answer in training is on record: 0 %", ".sb-notice")
    page.see("the statement is missing", ".sb-notice")
    page.see("It rains.", ".sb-exercise strong")
    assert record(run_paths) == [("training", "0")]


def test_the_late_answer_to_an_entry_leaves_the_training_alone(trainee, run_paths):
    assert passed(run_paths).finishes("030")["ok"]
    page = trainee(clock=True)
    page.press("g")
    page.tab.wait_for_selector(".sb-sentence")
    page.press("n", "Enter")
    for name in ("actor", "issue"):
        page.tab.keyboard.type(CODES[name])
        page.press("Enter")
    page.lost = {"save", "ping"}
    page.press("Enter", *"13133", "Control+Enter")
    page.tab.clock.run_for(6_000)
    page.see("Send again", ".sb-form")
    page.tab.click(".sb-bar button:has-text('Refresher')")
    page.tab.wait_for_selector(".sb-exercise")
    page.press("Enter")
    page.see("Take", ".sb-form")
    page.lost = set()
    page.tab.clock.run_for(6_000)
    page.see("a refresher is due; take it, and then go on", ".sb-status")
    page.fill(CODES)
    page.press("Control+Enter", "Control+Enter")
    page.see("Score of this answer", ".sb-feedback")
    page.press("Enter", "x")
    page.see("Nothing: the sentence holds no statement.", ".sb-feedback")
    page.press("Enter")
    page.see("a refresher is due; take it", ".sb-form .sb-message")
    page.press("Control+Enter")
    page.see("saved: statement", ".sb-status")
    assert len(tables.read(run_paths.coded / "coder_a.csv")) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 600])
def test_training_has_no_small_type_and_axe_has_nothing_to_say(trainee, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    page = trainee(color_scheme=scheme, viewport={"width": width, "height": 700})

    def violations(what):
        assert page.tab.evaluate(SMALL_TYPE) == [] and page.tab.evaluate(
            "document.documentElement.scrollWidth <= innerWidth"
        )
        rules = Axe().run(page.tab).response["violations"]
        return [
            (what, rule["id"], [node["html"][:120] for node in rule["nodes"]])
            for rule in rules
            if rule["id"] != "region"
        ]

    found = violations("exercise")
    page.press("Enter")
    found += violations("form")
    page.fill(CODES | {"issue": "bridge"})
    page.press("Control+Enter")
    found += violations("answer")
    page.press("Control+Enter")
    page.see("Score of this answer: 0 %")
    assert found + violations("feedback") == []


def test_comments_are_written_once_all_have_finished_and_undone(desk, run_paths):
    settings = run_paths.coded / "study.yaml"
    people = "coders: {coder_a: {name: Ada Lund}, coder_b: {name: Ben Holt}}\n"
    settings.write_text(settings.read_text(encoding="utf-8") + people, encoding="utf-8")
    dispatcher = Dispatcher(run_paths, clock=lambda: "2031-05-01T09:30:00Z")
    pages = [At(run_paths, user, dispatcher) for user in ("coder_a", "coder_b")]
    page = desk(dispatcher)
    page.begin("Ada Lund")
    assert page.tab.get_by_label("A comment", exact=True).count() == 0
    for at in pages:
        for article in ("010", "020", "030"):
            assert at.finishes(article)["ok"]
    page = desk(dispatcher)
    page.begin("Ada Lund", see=".sb-article")
    page.tab.click(".sb-article:has-text('020')")
    page.tab.get_by_label("A comment", exact=True).fill("Why a toll?")
    page.press("Enter")
    page.see("Ada Lund Why a toll?", ".sb-comment")
    assert page.tab.get_by_label("A comment", exact=True).input_value() == ""
    [row] = tables.read(run_paths.coded / "comments.csv")
    assert (row["by"], row["text"]) == ("coder_a", "Why a toll?")
    other = desk(dispatcher)
    other.begin("Ben Holt", see=".sb-article")
    page_of = other.tab
    page_of.click(".sb-article:has-text('020')")
    other.see("Ada Lund Why a toll?", ".sb-comment")
    page_of.get_by_label("A comment", exact=True).fill("<b>So it says.</b>")
    page_of.click(".sb-entries button:has-text('Answer')")
    other.see("Ben Holt <b>So it says.</b>", ".sb-comment")
    page_of.click(".sb-tools button:has-text('Undo')")
    page_of.wait_for_function("document.querySelectorAll('.sb-comment').length === 1")
    assert len(tables.read(run_paths.coded / "comments.csv")) == 1


def test_what_was_decided_otherwise_is_listed_and_leads_to_its_sentence(desk, run_paths):
    dispatcher = Dispatcher(run_paths, clock=lambda: "2031-05-01T09:30:00Z")
    for user in ("coder_a", "coder_b"):
        at = At(run_paths, user, dispatcher)
        for article in ("010", "020", "030"):
            assert at.finishes(article)["ok"]
    page = desk(dispatcher)
    page.begin(see=".sb-article")
    page.tab.click(".sb-article:has-text('030')")
    page.see("What was decided otherwise", ".sb-notice")
    page.press("g")
    page.tab.click(".sb-tabs button:has-text('Decided otherwise')")
    page.see("4 values", ".sb-panel")
    rows = page.tab.locator(".sb-article .sb-headline").all_text_contents()  # also of rows out of view
    assert next(row for row in rows if "speaker" in row).endswith("speaker Ulf → King Ulf")
    assert any("presence absent → present" in row for row in rows)
    page.press("ArrowDown", "ArrowDown", "Enter")
    page.tab.wait_for_selector(".sb-sentence")
    page.see("030", ".sb-where")
    assert page.shows(".sb-entries h2").startswith("Sentence 2")


def test_no_list_of_what_was_decided_otherwise_while_codes_are_closed(desk):
    page = desk()
    page.begin()
    page.press("g")
    page.tab.wait_for_selector(".sb-article")
    assert page.tab.locator(".sb-tabs button:has-text('Decided otherwise')").count() == 0


def change_codebook(run_paths):
    """Rename the issue toll, and split own_workers."""
    path = run_paths.coded / "codebook.yaml"
    book = yaml.safe_load(path.read_text(encoding="utf-8"))
    issues = book["issues"]
    book["issues"] = {"bridge": issues["bridge"], "fee": issues["toll"]} | dict.fromkeys(
        ("few", "many"), issues["own_workers"]
    )
    made = {"version": 2, "date": "2031-05-01", "what": "changed", "kind": "issue"}
    renamed = made | {"why": "It is no toll.", "change": "rename", "old": ["toll"], "new": ["fee"]}
    split = made | {"why": "Numbers matter.", "change": "split", "old": ["own_workers"], "new": ["few", "many"]}
    path.write_text(yaml.safe_dump(book | {"version": 2, "changes": [renamed, split]}), encoding="utf-8")


def test_entries_whose_codes_have_changed_are_flagged_listed_and_saved_anew(desk, run_paths):
    change_codebook(run_paths)
    page = desk()
    page.begin()
    page.see("entries have a code that the codebook has changed since; look again", ".sb-notice")
    page.press("l")
    page.tab.check(".sb-filters :text('to look at again') input, label:has-text('to look at again') input")
    page.see("8 entries", ".sb-panel")
    toll = page.tab.locator(".sb-article:has-text('toll'), .sb-article:has-text('fee')").first
    toll.click()
    page.see("issue toll was renamed fee (version 2, 2031-05-01): It is no toll.", ".sb-problem")
    flagged = ".sb-card:has(.sb-problem:has-text('toll was renamed fee'))"
    page.tab.click(f"{flagged} button:has-text('Edit')")
    assert page.tab.input_value(".sb-field-issue input") == "fee"
    page.press("Control+Enter")
    page.see("saved: statement", ".sb-status")
    page.tab.wait_for_function(
        "![...document.querySelectorAll('.sb-problem')].some((each) => each.innerText.includes('renamed fee'))"
    )
    saved = [message["row"] for message, _ in page.asked if message["ask"] == "save"][-1]
    assert saved["issue"] == "fee"
    page.press("l")
    page.see("7 entries", ".sb-panel")


def test_a_code_that_was_split_has_to_be_chosen_anew(desk, run_paths):
    change_codebook(run_paths)
    page = desk()
    page.begin()
    page.press("l")
    page.tab.check("label:has-text('to look at again') input")
    page.see("8 entries", ".sb-panel")
    page.tab.locator(".sb-article:has-text('own workers')").first.click()
    page.see("Numbers matter.", ".sb-problem")
    page.tab.click(".sb-card:has(.sb-problem:has-text('Numbers matter')) button:has-text('Edit')")
    page.press("Control+Enter")
    page.see("Still missing: issue.", ".sb-message")
    page.tab.keyboard.type("few")
    page.press("Enter", "Control+Enter")
    page.see("saved: statement", ".sb-status")
