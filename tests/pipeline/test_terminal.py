"""What commands print: colours on a terminal alone, and how far long work is."""

import io
import os
import pty
import re
import subprocess
import sys
import time
from itertools import pairwise

import pytest

from project import PROJECT
from stancebook.pipeline import terminal

SAYS = """
import sys
from stancebook.pipeline import terminal
terminal.say(f"{terminal.strong('01-clean')}  kept")
terminal.complain("coder_a.csv, row 2: no; that: no such id; use arland\\n1 problem")
with terminal.Progress() as progress:
    progress.last -= 60
    progress("reading", 3, 4000)
"""


@pytest.fixture(autouse=True)
def shows_progress(monkeypatch):
    monkeypatch.delenv("NO_PROGRESS", raising=False)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def on_a_terminal(**settings):
    """What the program SAYS prints on a pseudo-terminal."""
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-c", SAYS], stdout=theirs, stderr=theirs, cwd=PROJECT,
        env=environment | {"PYTHONPATH": "src", "TERM": "xterm"} | settings,
    )  # fmt: skip
    running.wait(30)
    os.close(theirs)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 4096)
        except OSError:  # the end, on Linux
            break
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_shows_places_in_bold_fixes_faint_and_one_line_that_is_rewritten():
    assert on_a_terminal() == (
        "\x1b[1m01-clean\x1b[0m  kept\n"
        "\x1b[1mcoder_a.csv, row 2\x1b[0m: no; that: no such id\x1b[2m; use arland\x1b[0m\n\x1b[31m1 problem\x1b[0m\n"
        "\r\x1b[Kreading, 3 of 4,000\r\x1b[K"
    )


@pytest.mark.parametrize(
    ("settings", "progress"),
    [({"NO_COLOR": "1"}, "\r\x1b[Kreading, 3 of 4,000\r\x1b[K"), ({"TERM": "dumb"}, "reading, 3 of 4,000\n")],
)
def test_a_user_can_do_without_colours(settings, progress):
    plain = "01-clean  kept\ncoder_a.csv, row 2: no; that: no such id; use arland\n1 problem\n"
    assert on_a_terminal(**settings) == plain + progress


def test_a_pipe_gets_plain_lines_and_none_about_work_that_is_done_soon(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    terminal.say(terminal.strong("01-clean"))
    terminal.complain("coder_a.csv: no; write it")
    with terminal.Progress() as progress:
        progress("reading", 1, 2)
        progress.last -= terminal.REPEAT
        progress("reading", 2, 2)
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("01-clean\n", "coder_a.csv: no; write it\nreading, 2 of 2\n")


def test_progress_says_how_long_the_rest_takes():
    started = time.monotonic() - 30
    assert terminal.left(started, 10, 40) == ", about 90 s left"
    assert terminal.left(started, 1, 41) == ", about 20 min left"
    assert terminal.left(started, 0, 40) == terminal.left(started, 40, 40) == ""
    assert terminal.left(time.monotonic(), 1, 40) == ""


def test_what_cannot_say_how_far_it_is_says_how_long_it_has_been_going_on(monkeypatch):
    monkeypatch.setattr(terminal, "BUSY", 0.05)
    monkeypatch.setattr(terminal, "REWRITE", 0.01)
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with pytest.raises(ValueError, match="wrong"), terminal.busy("checking"):
        time.sleep(0.3)
        raise ValueError("wrong")
    assert sys.stderr.getvalue().startswith("\r\x1b[Kchecking, 0 s\r")
    assert sys.stderr.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("line", "bold"),
    [
        ("report/text.md, line 3: no; cite it", "report/text.md, line 3"),
        ("parameters, coding: 'x' is no coding; use coder_a", ""),
        ("a page of 1990.html: it cannot be read; give another", "a page of 1990.html"),
        ("04-stances  failed at In [4]; AssertionError", "04-stances"),
        ("all authored files are in order", ""),
    ],
)
def test_only_the_place_of_a_problem_is_bold(line, bold):
    styled = terminal.problem(line)
    assert styled.startswith(terminal.strong(bold)) if bold else "\x1b[1m" not in styled
    assert terminal.click.unstyle(styled) == line


def test_a_terminal_shows_at_once_that_something_else_is_being_done(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with terminal.Progress() as progress:
        progress("reading", 1, 9)
        progress.last -= 1
        progress("reading", 2, 9)
        progress("reading", 3, 9)
        progress("looking for copies", 0, 0)
    assert sys.stderr.getvalue() == "\r\x1b[Kreading, 2 of 9\r\x1b[Klooking for copies, 0 s\r\x1b[K"


SITS = """
import sys, time
from stancebook.core.bounds import progress
from stancebook.pipeline import terminal
with terminal.busy("checking"):
    terminal.say("begun")
    time.sleep(1.5)
    with terminal.busy("packing"):
        for _ in progress.counted("reading texts", range(1000)):
            time.sleep(0.0018)
    terminal.say("done")
"""


def test_long_work_never_goes_on_for_two_seconds_without_a_word():
    running = subprocess.Popen(
        [sys.executable, "-uc", SITS], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=PROJECT, text=True,
        env={**os.environ, "PYTHONPATH": "src"},
    )  # fmt: skip
    words = [(time.monotonic(), line) for line in running.stdout]
    lines = [line.rstrip() for _, line in words]
    assert (lines[0], lines[-1]) == ("begun", "done")
    assert max(later - earlier for (earlier, _), (later, _) in pairwise(words)) < 2.0
    assert re.fullmatch(r"checking, [12] s", lines[1]) and re.fullmatch(r"reading texts, \d+ of 1,000.*", lines[-2])


def test_a_user_can_do_without_progress(monkeypatch, capsys):
    monkeypatch.setattr(terminal, "BUSY", 0.05)
    monkeypatch.setattr(terminal, "TICK", 0.01)
    monkeypatch.setattr(terminal, "REPEAT", 0.01)
    monkeypatch.setenv("NO_PROGRESS", "1")
    with terminal.busy("checking"):
        time.sleep(0.2)
    assert capsys.readouterr().err == ""


def test_a_line_that_stays_takes_the_place_of_one_about_progress(monkeypatch, capsys):
    monkeypatch.setattr(terminal, "BUSY", 0.05)
    monkeypatch.setattr(terminal, "TICK", 0.01)
    monkeypatch.setattr(terminal, "REWRITE", 0.01)
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with terminal.busy("checking"):
        time.sleep(0.3)
        terminal.say("all in order")
        shown = sys.stderr.getvalue()
    assert shown.endswith("checking, 0 s\r\x1b[K") and capsys.readouterr().out == "all in order\n"
