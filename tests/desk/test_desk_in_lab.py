"""The coding desk in a real JupyterLab: by mouse and keyboard alone, from the first statement to the brief.

No script is evaluated in the page and nothing is called behind it. What has to be in the files, the tables and the brief
stands here as it was typed by hand.
"""

import re
import resource
import subprocess
import sys

import pytest

from lab_codings import BY_KEYBOARD, code_by_keyboard_and_mouse, code_otherwise, finish_the_third
from lab_desk import DeskPage, kernel_in, uncoded
from project import PROJECT

CODER_A = """\
article,quote,occurrence,speaker,actor,via,voice,issue,position,condition,confidence,note
010,"Arland will build the bridge, with Cordovia’s money",,-,arland,self,indirect,bridge,1,half_paid,2,
010,We will build the bridge,,Bo Lind,arland,self,direct,bridge,2,none,3,
010,Borduria rejects a toll.,1,-,borduria,self,indirect,toll,-2,none,3,The first of two.
020,Borduria would send 200\u00a0workers,,-,borduria,article,narration,own_workers,1,none,2,
020,Borduria will send workers if Arland asks,,Eva Nörd,borduria,self,indirect,own_workers,1,if_asked,3,
020,would rather swim than pay a toll,,Eva Nörd,borduria,self,direct,toll,-2,none,3,
"""
# sentence by sentence: the whole of each, be it a picture with a joiner or a word with an accent of its own
CODER_B = """\
article,quote,occurrence,speaker,actor,via,voice,issue,position,condition,confidence,note
010,"Arland will build the bridge, with Cordovia’s money",,-,arland,self,indirect,bridge,1,none,2,
010,"“We will build the bridge,” minister Bo Lind of Arland said.",,Bo Lind,arland,self,direct,bridge,2,none,3,
010,Borduria rejects a toll.,1,-,borduria,self,indirect,toll,-2,none,3,The first of two.
020,Borduria would send 200\u00a0workers,,-,borduria,article,narration,own_workers,1,none,2,
020,"\U0001f469\u200d\U0001f527 Borduria will send workers if Arland asks, Prime Minister Eva No\u0308rd said.",,Eva Nörd,borduria,self,indirect,own_workers,1,if_asked,3,
020,Cordovia fears the bridge.,,-,cordovia,article,narration,bridge,-1,none,2,
"""
# what differs, what is read again, what one coder alone has: what is seen, the key that decides, and why
DECIDED = [
    ("1 of 2, 2 left here · 4 left", "1", "Money is a term."),
    ("2 of 2, 1 left here · 3 left", "0", "Read again, the same."),
    ("1 of 2, 2 left here · 2 left", "1", "She would rather swim."),
    ("2 of 2, 1 left here · 1 left", "4", "A fear, and no position."),
]
ADJUDICATION = """\
article,sentence_start,actor,issue,variable,coder_a,coder_b,decision,reason
010,0,arland,bridge,condition,half_paid,none,half_paid,Money is a term.
010,185,borduria,toll,all,present,present,upheld,"Read again, the same."
020,148,borduria,toll,presence,present,,present,She would rather swim.
020,190,cordovia,bridge,presence,,present,absent,"A fear, and no position."
"""
STATEMENTS = """\
statement,article,sentence,start,end,quote,speaker,actor,via,voice,issue,position,condition,confidence,origin
010-0-arland-bridge,010,1,0,51,"Arland will build the bridge, with Cordovia’s money",-,arland,self,indirect,bridge,1,half_paid,2,adjudicated
010-76-arland-bridge,010,2,76,136,"“We will build the bridge,” minister Bo Lind of Arland said.",Bo Lind,arland,self,direct,bridge,2,none,3,both
010-185-borduria-toll,010,4,185,209,Borduria rejects a toll.,-,borduria,self,indirect,toll,-2,none,3,both
020-0-borduria-own_workers,020,1,0,31,Borduria would send 200\u00a0workers,-,borduria,article,narration,own_workers,1,none,2,both
020-70-borduria-own_workers,020,2,70,147,"\U0001f469\u200d\U0001f527 Borduria will send workers if Arland asks, Prime Minister Eva No\u0308rd said.",Eva Nörd,borduria,self,indirect,own_workers,1,if_asked,3,both
020-148-borduria-toll,020,3,153,186,would rather swim than pay a toll,Eva Nörd,borduria,self,direct,toll,-2,none,3,coder_a
"""
TEXT = """\
# A bridge: Arland will build it, Borduria will pay no toll [@arland/bridge quoted; @borduria/toll]

“We will build the bridge,” said Bo Lind [@arland/bridge quoted]{#arland-builds holds="stance(arland, bridge) > 0"}. Eva Nörd
“would rather swim than pay a toll” [@borduria/toll quoted]{#no-toll holds="quoted(borduria, toll) == 1"}.

| Who | Workers of its own |
| --- | --- |
| Borduria | Yes, if asked by Arland [@borduria/own_workers] |

This rests on [six]{count="statements"} statements [@study].
"""
# what JupyterLab's commands listen to on a cell that is not edited: cut, delete, add, merge, change the type, move …
COMMANDS = (
    "a",
    "b",
    "c",
    "d",
    "d",
    "h",
    "i",
    "j",
    "k",
    "l",
    "m",
    "o",
    "p",
    "r",
    "v",
    "y",
    "z",
    "1",
    "0",
    " ",
    "Delete",
)
COMMANDS += ("Backspace", "Shift+m", "Shift+j", "ArrowUp", "ArrowDown", "Home", "End")
RUN = ("x", "Enter", "Shift+Enter", "Control+Enter", "Alt+Enter")
SENTENCES = [
    "“We will build the bridge,” said Bo Lind. [2](evidence.md#010-76-arland-bridge ",
    "“would rather swim than pay a toll”. [3](evidence.md#020-148-borduria-toll ",
    "| Borduria | Yes, if asked by Arland [4](evidence.md#020-0-borduria-own_workers ",
    "This rests on six statements.",
]


@pytest.fixture
def study(lab, copy_in_lab):
    """The folder of a study in which nothing is coded yet."""
    return uncoded(copy_in_lab)


@pytest.fixture
def begin(browser, study, lab):
    """A function that opens the desk in a tab of its own browser, and begins a session."""
    opened = []

    def begun(user, key=""):
        context = browser.new_context(viewport={"width": 1400, "height": 1000})
        opened.append(context)
        page = DeskPage(context.new_page(), lab)
        page.begins_by_key(key) if key else page.begins(user)
        return page

    yield begun
    for number, context in enumerate(opened, 1):  # what was seen last, should a test fail
        context.pages[0].screenshot(path=PROJECT / "build" / ".tests" / f"desk-{number}.png")
        context.close()


def coded(study, name):
    """The text of a file of data/coded."""
    return (study / "data" / "coded" / name).read_text(encoding="utf-8")


def adjudicate(page):
    """Freezes the codings by mouse, and decides by keyboard."""
    page.clicks("Freeze the codings")
    page.type("Both have finished.")
    page.clicks("Freeze the codings")
    page.desk.get_by_text("not frozen yet").wait_for(state="hidden")
    for seen, key, reason in DECIDED:
        page.sees(seen)
        page.press(key)
        page.type(reason)
        page.press("Control+Enter")
    page.sees("0 left in the study")


@pytest.mark.slow
def test_two_coders_and_an_adjudicator_come_to_a_brief(begin, study, copy_in_lab):
    a = begin("coder_a")
    cells = a.cells()
    code_by_keyboard_and_mouse(a)
    finish_the_third(a)
    assert a.cells() == cells, "a key reached the notebook"
    assert coded(study, "coder_a.csv") == CODER_A
    b = begin("coder_b", key="2")
    code_otherwise(b)
    finish_the_third(b)
    assert coded(study, "coder_b.csv") == CODER_B
    adjudicate(begin("adjudication"))
    assert coded(study, "adjudication.csv") == ADJUDICATION

    (study / "report" / "text.md").write_text(TEXT, encoding="utf-8")
    made = subprocess.run(
        ["make", "report", f"STUDY={study.name}", f"VENV={sys.prefix}"], cwd=copy_in_lab, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stderr
    (out,) = (copy_in_lab / "build").glob("study-*")
    written = (out / "data" / "processed" / "statements.csv").read_text(encoding="utf-8")
    assert written == STATEMENTS
    brief = (out / "report" / "brief.md").read_text(encoding="utf-8")
    for sentence in SENTENCES:
        assert sentence in brief


@pytest.mark.slow
def test_no_key_at_or_beside_the_desk_cuts_runs_or_changes_a_cell(begin, study):
    a = begin("coder_a")
    a.decided(0, 6)
    cells = a.cells()
    assert len(cells) > 2 and cells[1][0] == ["[1]:"]
    for opened in ("text", "g", "l", "p", "?", "/", "Enter"):  # the text, three lists, the help, the search, the form
        if opened != "text":
            a.press(opened)
        for key in COMMANDS:
            a.press(key)
        assert a.cells() == cells, f"a key typed with {opened} open"
        for _ in range(3):
            a.press("Escape")
    a.desk.locator(".sb-text:focus").wait_for()
    before = coded(study, "coder_a.csv")
    for key in (*COMMANDS, *RUN):
        a.clicks_beside()
        assert a.desk.locator(":focus").count() == 0, "the click was not beside the desk"
        a.press(key)
        a.says("the keys are back at the desk")
        assert a.cells() == cells, f"{key} beside the desk"
    assert coded(study, "coder_a.csv") == before  # nor does such a key code anything


@pytest.mark.slow
def test_a_kernel_killed_between_key_and_answer_loses_nothing(begin, study, copy_in_lab):
    a = begin("coder_a")
    a.decided(0, 6)
    kernel = kernel_in(copy_in_lab)
    a.press("Enter")
    a.sees("New statement")
    a.fills(**BY_KEYBOARD[0])
    kernel.suspend()
    a.press("Control+Enter")
    a.says("NOT SAVED")
    kernel.kill()
    a.tab.get_by_role("dialog").get_by_role("button", name="Ok").click()
    assert coded(study, "coder_a.csv").count("\n") == 1, "nothing was on disk, and the desk had said so"
    a.reload()
    a.begins("coder_a")
    a.decided(1, 6)
    assert coded(study, "coder_a.csv").splitlines() == CODER_A.splitlines()[:2]
    a.press("u")
    a.decided(0, 6)
    a.press("r")
    a.decided(1, 6)


@pytest.mark.slow
def test_a_disk_that_takes_no_more_is_told_at_once(begin, study, copy_in_lab):
    a = begin("coder_a")
    a.decided(0, 6)
    kernel = kernel_in(copy_in_lab)
    before = resource.prlimit(kernel.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    a.codes(**BY_KEYBOARD[0])
    a.says("NOT SAVED: the file may not grow any further")
    assert coded(study, "coder_a.csv").count("\n") == 1
    assert not [path for path in (study / "data" / "coded").iterdir() if path.name.endswith(".part")]
    resource.prlimit(kernel.pid, resource.RLIMIT_FSIZE, before)
    a.press("Control+Enter")
    a.decided(1, 6)
    assert coded(study, "coder_a.csv").splitlines() == CODER_A.splitlines()[:2]


@pytest.mark.slow
def test_two_pages_and_an_editor_cannot_overwrite_each_other(begin, study):
    first, second = begin("coder_a"), begin("coder_a")
    first.decided(0, 6)
    second.decided(0, 6)
    first.codes(**BY_KEYBOARD[0])
    second.sees("Changed elsewhere")
    second.sees("arland")
    second.decided(1, 6)
    path = study / "data" / "coded" / "coder_a.csv"
    with path.open("a", encoding="utf-8") as file:
        file.write("010,We will build the bridge,,Bo Lind,arland,self,direct,bridge,pro,none,3,\n")
    second.sees("'pro' is not in the codebook")
    first.sees("'pro' is not in the codebook")
    second.at(4)
    second.codes(**BY_KEYBOARD[2])
    second.sees(re.compile("Borduria on toll|borduria on toll"))
    assert path.read_text(encoding="utf-8").splitlines() == [
        *CODER_A.splitlines()[:2],
        "010,We will build the bridge,,Bo Lind,arland,self,direct,bridge,pro,none,3,",
        CODER_A.splitlines()[3],
    ]


@pytest.mark.slow
def test_to_open_the_other_s_codes_early_takes_a_reason_and_is_recorded(begin, study):
    b = begin("coder_b")
    b.decided(0, 6)
    b.codes(**BY_KEYBOARD[0])
    b.decided(1, 6)
    a = begin("coder_a")
    a.decided(0, 6)
    assert "arland" not in a.desk.inner_text().lower().replace("arland will build the bridge", "").replace(
        "of arland said", ""
    )
    a.clicks("See the codes of others")
    a.type("we had talked")
    a.press("Enter")
    a.sees("half paid")
    assert coded(study, "coder_a_marks.csv") == "article,sentence_start,mark\n010,,opened\n"
    assert "before all had finished: we had talked" in coded(study, "coder_a_journal.jsonl")
