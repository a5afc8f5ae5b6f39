"""docs/your-own-study.md is true to the letter: its commands, its files and every line that it prints.

With WALKTHROUGH=rewrite, the outputs on the page become those that are printed now; look at the difference before you
commit it. With WALKTHROUGH_BIN=folder, the command `stancebook` of that folder is followed, as of an installed wheel.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from typing import NamedTuple

import pytest

from project import PROJECT

PAGE = PROJECT / "docs/your-own-study.md"
BLOCK = re.compile(r"(?P<before>[^\n]*)\n\n(?P<fence>`{3,})(?P<kind>\w+)\n(?P<content>.*?)^(?P=fence)$", re.M | re.S)
FILE = re.compile(r"`([\w./-]+)`:$")
RUNS = ("run", "agreement", "report", "demo")  # run notebooks, or rest on what notebooks wrote
SECONDS, VERSION = re.compile(r"\b\d+(\.\d+)? s\b"), re.compile(r"\b\d+\.\d+\.\d+\b")


class Step(NamedTuple):
    """A file to write (`path`), or a command to call, with the text below it; `span` is where that stands on the page."""

    path: str
    command: str
    text: str
    span: tuple[int, int]


def steps(page):
    """Yield the steps of a page in order."""
    for block in BLOCK.finditer(page):
        start = block.start("content")
        if block["kind"] == "console":
            for found in re.finditer(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block["content"], re.M):
                yield Step("", found[1], found[2], (start + found.start(2), start + found.end(2)))
        elif named := FILE.search(block["before"]):
            yield Step(named[1], "", block["content"], block.span("content"))
        else:
            raise AssertionError(f"a block that is neither a file nor commands: {block['before']}")


def masked(printed):
    """What is printed, without times and versions of libraries."""
    return VERSION.sub("N.N.N", SECONDS.sub("N s", printed))


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder outside the clone, with the documents and the command."""
    shutil.copytree(PROJECT / "docs/documents", tmp_path / "documents")
    for name in [name for name in os.environ if name.startswith(("STANCEBOOK_", "MAKEFLAGS", "PYTHONPATH"))]:
        monkeypatch.delenv(name)
    folder = os.environ.get("WALKTHROUGH_BIN", "")
    if not folder:
        folder = tmp_path / "bin"
        folder.mkdir()
        command = (
            f"#!/bin/sh\nPYTHONPATH={shlex.quote(str(PROJECT / 'src'))} "
            f'exec {shlex.quote(sys.executable)} -m stancebook "$@"\n'
        )
        (folder / "stancebook").write_text(command)
        (folder / "stancebook").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def called(command, folder):
    """What a command prints in a folder."""
    outcome = subprocess.run(
        shlex.split(command), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300
    )
    return outcome.stdout


def follow(page, here, skipped=()):
    """Write the files and call the commands of a page; return the steps with what was printed, without those skipped."""
    printed = []
    for step in steps(page):
        if step.path:
            (here / step.path).write_text(step.text, encoding="utf-8")
        elif step.command.startswith("cd "):
            here /= step.command.removeprefix("cd ")
        elif not (step.command.startswith("stancebook") and step.command.split()[1] in skipped):
            printed.append((step, called(step.command, here)))
    return here, printed


def rewritten(page, printed):
    """The page with what was printed in place of what it says."""
    for step, output in reversed(printed):
        page = page[: step.span[0]] + output + page[step.span[1] :]
    return page


def test_the_page_is_true_up_to_the_notebooks(here):
    page = PAGE.read_text(encoding="utf-8")
    _, printed = follow(page, here, (*RUNS, "status"))
    assert len(printed) >= 6
    for step, output in printed:
        assert masked(output) == masked(step.text), step.command


@pytest.mark.slow
def test_the_page_is_true_to_the_letter(here):
    page = PAGE.read_text(encoding="utf-8")
    study, printed = follow(page, here)
    if os.environ.get("WALKTHROUGH") == "rewrite":
        PAGE.write_text(rewritten(page, printed), encoding="utf-8")
        return
    for step, output in printed:
        assert masked(output) == masked(step.text), step.command
    for name in ("index.html", "brief.pdf", "brief.docx", "evidence.html"):
        assert (study / "report" / name).stat().st_size > 1000


LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")
CODE = re.compile(r"^(`{3,}).*?^\1$|`[^`\n]*`", re.M | re.S)
PAGES = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/*.md"), PROJECT / "data/README.md"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_links_lead_to_files_that_are_there(page):
    text = CODE.sub("", page.read_text(encoding="utf-8"))
    linked = [place for place, _ in LINK.findall(text) if ":" not in place]
    assert [place for place in linked if not (page.parent / place).exists()] == []


def test_the_page_says_how_much_work_it_is():
    page = PAGE.read_text(encoding="utf-8")
    found = list(steps(page))
    commands = sum(bool(step.command) for step in found)
    files = len(found) - commands
    assert f"{commands} commands and {files} files" in page
