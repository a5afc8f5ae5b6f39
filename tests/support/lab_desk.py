"""The coding desk in a real JupyterLab, used only by mouse and keyboard, and read only from the screen."""

import json
import re
import shutil
from pathlib import Path
from urllib.parse import quote

import psutil

from lab import TOKEN
from project import PROJECT, TOY, remove_codes

STUDY = "a töy study"
PATIENCE = 20_000  # milliseconds; a machine may be slow
# a choice's number at the form, in the order of the toy's codebook
DIGITS = {
    "via": {"self": "1", "other": "2", "article": "3"},
    "voice": {"direct": "1", "anonymous": "2", "indirect": "3", "narration": "4"},
    "position": {"-2": "1", "-1": "2", "0": "3", "1": "4", "2": "5"},
    "confidence": {"1": "1", "2": "2", "3": "3"},
    "condition": {"none": "1", "half_paid": "2", "if_asked": "3", "other": "4"},
}
WRITTEN = ("value", "value_low", "value_high", "unit", "subject", "said_by")  # fields without values to choose


def uncoded(folder):
    """A copy of the toy study without codes in a project's folder; the desk's notebook opens it."""
    study = Path(shutil.copytree(TOY, folder / STUDY))
    remove_codes(study / "data" / "coded")
    open_study(folder)
    return study


def forget_studies(folder):
    """Remove the folder STUDY of a project, and what was built of it, and bring back the desk's notebook."""
    for path in (folder / STUDY, *folder.glob("build/study-*")):
        shutil.rmtree(path, ignore_errors=True)
    shutil.copy(PROJECT / "notebooks" / "desk.ipynb", folder / "notebooks")


def open_study(folder):
    """Let the desk's notebook of a project open the folder STUDY in it."""
    desk = folder / "notebooks" / "desk.ipynb"
    notebook = json.loads(desk.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = [line.replace('study = ""', f'study = "{STUDY}"') for line in cell["source"]]
    desk.write_text(json.dumps(notebook), encoding="utf-8")


def kernel_in(folder):
    """The process of the one kernel that runs in a project's notebooks."""
    (kernel,) = [each for each in psutil.process_iter() if _runs_in(each, folder / "notebooks")]
    return kernel


def _runs_in(process, folder):
    try:
        return "ipykernel_launcher" in " ".join(process.cmdline()) and process.cwd() == str(folder)
    except psutil.Error:
        return False


class DeskPage:
    """A tab with the desk open in it."""

    def __init__(self, tab, lab):
        self.tab, self.lab, self.count = tab, lab, 0
        tab.set_default_timeout(PATIENCE)
        tab.goto(f"{lab}/lab/tree/notebooks/desk.ipynb?token={quote(TOKEN)}")
        self.run()

    def press(self, *keys):
        """Press keys, one after the other; a chord counts as one."""
        for key in keys:
            self.tab.keyboard.press(key)
        self.count += len(keys)

    def type(self, words):
        """Type words, letter by letter."""
        self.tab.keyboard.type(words)
        self.count += len(words)

    def click(self, target):
        """Click what a locator finds."""
        target.click()
        self.count += 1

    def counted(self):
        """The number of keys and clicks since it was last asked for."""
        count, self.count = self.count, 0
        return count

    def run(self):
        """Run the cell once the status bar shows the kernel; the bar's attribute would say so too early."""
        self.tab.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=90_000)
        self.tab.locator(".jp-Notebook .jp-CodeCell").first.click()
        self.press("Shift+Enter")
        self.desk = self.tab.locator(".sb-desk").last
        self.sees("Who are you?")

    def reload(self):
        """Reload the page and run the notebook's cells again."""
        self.tab.reload()
        self.run()

    def begins(self, user):
        """Begin a session, by mouse."""
        self.desk.locator(".sb-user").filter(has=self.tab.get_by_text(user, exact=True)).click()

    def begins_by_key(self, key):
        """Begin a session by keyboard: the cell was run, so the desk has the focus."""
        self.desk.locator(".sb-user:focus").wait_for()
        self.press(key)

    # what one sees

    def sees(self, words, times=PATIENCE):
        """Wait until the desk shows these words."""
        self.desk.get_by_text(words).first.wait_for(timeout=times)

    def says(self, words):
        """Wait until the status in the bar shows these words."""
        self.desk.get_by_role("status").filter(has_text=words).first.wait_for()

    def decided(self, number, of):
        """Wait until so many sentences have a decision."""
        self.desk.locator(".sb-progress").filter(has_text=re.compile(rf"\b{number} of {of}\b")).wait_for()

    def chosen(self):
        """The words shown as chosen."""
        return "".join(self.desk.locator(".sb-chosen").all_inner_texts())

    def cells(self):
        """What the notebook shows of each cell, its prompt and its words: keys that leave the desk would change it."""
        cells = self.tab.locator(".jp-Notebook .jp-Cell")
        return [
            (cell.locator(".jp-InputPrompt").all_inner_texts(), cell.locator(".jp-Editor").all_inner_texts())
            for cell in cells.all()
        ]

    def clicks_beside(self):
        """Click into the margin of the desk's cell: it is the notebook's current one, and the desk has no focus."""
        margin = self.desk.locator("xpath=ancestor::*[contains(@class, 'jp-Cell')]").locator(".jp-OutputPrompt").first
        box = margin.bounding_box()
        self.tab.mouse.click(box["x"] + box["width"] / 2, max(box["y"], 100) + 40)

    # by keyboard

    def at(self, sentence):
        """Go to a sentence, starting from the first one."""
        for _ in range(20):
            self.press("ArrowUp")
        for _ in range(sentence - 1):
            self.press("ArrowDown")

    def words(self, first, count):
        """Choose this many words of the sentence, from the word with this number on."""
        for _ in range(first):
            self.press("ArrowRight")
        for _ in range(count - 1):
            self.press("Shift+ArrowRight")

    def fills(self, **row):
        """Fill in the form by keyboard, field by field."""
        for name in ("actor", "issue"):
            self.type(row[name])
            self.press("Enter")
        if row["speaker"] != "-":
            self.press("Control+a")
            self.type(row["speaker"])
        self.press("Tab")
        for name in ("via", "voice", "position", "confidence"):
            self.press(DIGITS[name][row[name]])
        for condition in row["condition"].split():
            if condition != "none":
                self.press(DIGITS["condition"][condition])
        self.press("Enter")
        self.type(row.get("note", ""))

    def codes(self, **row):
        """Code the chosen words, by keyboard."""
        self.press("Enter")
        self.sees("New statement")
        self.fills(**row)
        self.press("Control+Enter")

    def codes_by_digits(self, row, kind="statement"):
        """Code the chosen words as one who looks at the numbers: `row` has the field's words, "-" to leave it as it is."""
        self.press("f" if kind == "fact" else "Enter")
        self.sees(f"New {kind}")
        for name, words in row.items():
            if words == "-":
                self.press("Enter")
            elif name in WRITTEN:
                self.type(words)
                self.press("Enter")
            else:
                self.press(self.number_of(name, words))
        self.press("Control+Enter")
        self.saved()

    def saved(self):
        """Wait until the form is closed: it stays open until the kernel has written the entry."""
        self.desk.locator(".sb-form").wait_for(state="hidden")

    def finished(self):
        """Wait until the bar shows the article as finished."""
        self.desk.locator(".sb-progress").filter(has_text="finished").wait_for()

    def number_of(self, name, words):
        """The number that the screen shows beside a value."""
        return self.value(name, words).locator("kbd").inner_text()

    def value(self, name, words):
        """A value that a field offers: an option of its list, or one of its row."""
        option = self.tab.locator("b").filter(has_text=re.compile(f"^{re.escape(words)}$"))
        listed = self.field(name).locator(".sb-option").filter(has=option)
        return listed.or_(self.field(name).locator(".sb-chip").filter(has_text=words)).first

    def field(self, name):
        """A field of the form."""
        return self.desk.locator(f".sb-field-{name}")

    # by mouse

    def codes_by_clicks(self, row, before=None):
        """Fill in the form by mouse, without what already stands there from the entry before, and save it."""
        for name, words in row.items():
            if words in ("-", (before or {}).get(name)):
                continue
            if name in WRITTEN:
                self.click(self.field(name).locator("input, textarea"))
                self.type(words)
                self.desk.get_by_role(
                    "heading", name="New"
                ).click()  # what is offered there may lie over the next field
            else:
                self.chooses(name, words)
        self.clicks("Save")
        self.saved()

    def chooses(self, name, words):
        """Choose a value: of a row or an open list, of those used last, or of the list that a click opens."""
        quick = self.field(name).locator(".sb-quick").get_by_text(words, exact=True)
        hidden = not self.value(name, words).is_visible()
        if hidden and quick.count():
            return self.click(quick)
        if hidden:
            self.click(self.field(name).locator("input"))
        return self.click(self.value(name, words))

    def sentence(self, number):
        """The words of a sentence as the screen shows them."""
        return self.desk.locator(".sb-words").nth(number - 1)

    def finds(self, word, number):
        """The box of a word of a sentence: of what a double click there chooses."""
        box = self.sentence(number).bounding_box()
        for y in range(int(box["y"]) + 10, int(box["y"] + box["height"]), 20):
            for x in range(int(box["x"]) + 4, int(box["x"] + box["width"]), 12):
                self.tab.mouse.dblclick(x, y)
                if self.chosen() == word:
                    return self.desk.locator(".sb-chosen").first.bounding_box()
        raise AssertionError(f"{word!r} is nowhere in sentence {number}")

    def drags(self, number, first, last):
        """Choose from one word of a sentence to another with the mouse."""
        start, end = self.finds(first, number), self.finds(last, number)
        self.tab.mouse.move(start["x"] + 1, start["y"] + start["height"] / 2)
        self.tab.mouse.down()
        self.tab.mouse.move(end["x"] + end["width"] - 1, end["y"] + end["height"] / 2, steps=8)
        self.tab.mouse.up()
        self.count += 1

    def clicks(self, name, exact=False):
        """Click a button."""
        self.click(self.desk.get_by_role("button", name=name, exact=exact).first)

    def points(self, **row):
        """Fill in the form by mouse; free text is typed after a click into its field."""
        for name in ("actor", "issue"):
            self.desk.get_by_role("combobox", name=name).click()
            listed = self.desk.get_by_role("listbox", name=name, exact=True).get_by_role("option")
            listed.filter(has_text=re.compile(row[name].replace("_", " "), re.IGNORECASE)).first.click()
        if row["speaker"] != "-":
            self.desk.get_by_role("combobox", name="speaker").click(click_count=3)
            self.type(row["speaker"])
            self.desk.get_by_text("New statement").click()  # what is offered there would lie over the next field
        for name in ("via", "voice", "position", "confidence"):
            group = self.desk.get_by_role("radiogroup", name=name)
            group.locator("label, [role=radio]").nth(int(DIGITS[name][row[name]]) - 1).click()
        for condition in row["condition"].split():
            if condition != "none":
                group = self.desk.get_by_role("group", name="condition")
                group.locator("label, [role=checkbox]").nth(int(DIGITS["condition"][condition]) - 1).click()
