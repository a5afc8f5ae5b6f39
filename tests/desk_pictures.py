"""The README's pictures of the coding desk: `PYTHONPATH=src .venv/bin/python tests/desk_pictures.py`, after it looks different.

They are taken on the invented study, in a real JupyterLab, with mouse and keyboard only.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent / "support"))

from lab import running_lab
from lab_codings import BY_KEYBOARD, code_by_keyboard_and_mouse, code_otherwise, finish_the_third
from lab_desk import DeskPage, kernel_in, uncoded
from project import PROJECT, copied

PICTURES = PROJECT / "notebooks" / "pictures"


def take(page, name):
    """Take a picture of the desk as it is."""
    PICTURES.mkdir(exist_ok=True)
    page.desk.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


def sequence(browser, lab, project):
    """Take one picture after the other while the study is coded."""

    def opened():
        return DeskPage(browser.new_context(viewport={"width": 1440, "height": 940}).new_page(), lab)

    def begin(user):
        page = opened()
        page.begins(user)
        return page

    first = opened()
    first.tab.get_by_role("button", name="No", exact=True).click()  # JupyterLab's own question about news
    first.tab.context.close()
    a = begin("coder_a")
    a.decided(0, 6)
    a.codes(**BY_KEYBOARD[0])
    a.decided(1, 6)
    a.at(2)
    a.words(2, 5)
    a.press("Enter")
    a.type("arland")
    a.press("Enter")
    a.type("br")
    take(a, "1-code")
    for _ in range(4):
        a.press("Escape")
    kernel = kernel_in(project)
    a.at(2)
    a.words(2, 5)
    kernel.suspend()
    a.codes(**BY_KEYBOARD[1])
    a.says("NOT SAVED")
    take(a, "2-unsaved")
    kernel.resume()
    a.decided(2, 6)
    for _ in range(2):
        a.press("u")
    a.decided(0, 6)
    a.at(1)
    code_by_keyboard_and_mouse(a)
    finish_the_third(a)
    b = begin("coder_b")
    code_otherwise(b)
    finish_the_third(b)
    judge = begin("adjudication")
    judge.clicks("Freeze the codings")
    judge.type("Both have finished.")
    judge.clicks("Freeze the codings")
    judge.desk.get_by_text("not frozen yet").wait_for(state="hidden")
    judge.press("1")
    judge.type("Money is a term.")
    take(judge, "3-adjudicate")


def main():
    """Take all pictures again."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as player:
        project = copied(Path(place) / "project")
        uncoded(project)
        chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        with running_lab(project) as lab:
            sequence(browser, lab, project)
        browser.close()


if __name__ == "__main__":
    main()
