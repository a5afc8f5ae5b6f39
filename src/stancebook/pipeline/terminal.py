"""What commands print: lines, colours where a terminal shows them, and how far long work is.

>>> say(f"{strong('01-clean')}  running (1 of 7)")
01-clean  running (1 of 7)
>>> in_words(42), in_words(250)
('42 s', '4 min')
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self, TextIO

import click

from stancebook.core.bounds import progress
from stancebook.core.markdown import visible

BUSY = 1.2  # seconds without a word after which one sees that something is going on
REWRITE, REPEAT, TICK = 0.2, 1.5, 0.1  # seconds between two lines about progress on a terminal, and elsewhere
PROBLEM = re.compile(r"(?P<place>[^:]+\.\w{1,8}(?:, [^:]+)?): (?P<message>.+); (?P<fix>.+?)")
STYLES = re.compile(r"(\x1b\[(?:0|1|2|31|32)m)")  # ours
COUNT, NOTEBOOK = re.compile(r"\d+ problems?"), re.compile(r"(\d\d-\S+)(  .+)")


@dataclass
class _Line:
    """When a line was printed last that stays, and whether the terminal shows one that does not."""

    at: float = 0.0
    rewritten: bool = False


LINE, PRINTING = _Line(), threading.RLock()
GOING_ON: list[tuple[str, float]] = []  # what each `busy` says, and since when


def say(line: object) -> None:
    """Print a line at once and in one piece; colours show on a terminal alone."""
    with PRINTING:
        _make_room()
        click.echo(shown(str(line)), color=shows_colours(sys.stdout))


def complain(lines: object) -> None:
    """Print what a person has to put right on the error stream: places strong, fixes faint."""
    styled = "\n".join(map(problem, shown(str(lines)).split("\n")))
    with PRINTING:
        _make_room()
        click.echo(styled, err=True, color=shows_colours(sys.stderr))


def _make_room() -> None:
    """Take away a line about progress, for one that stays."""
    if LINE.rewritten:
        _write(sys.stderr, "\r\x1b[K")
    LINE.at, LINE.rewritten = time.monotonic(), False


def shown(text: str) -> str:
    """Return a text with signs that one cannot see by their code points: no text of others commands a terminal.

    >>> shown("a\\x1b]0;title\\x07\\rb")
    'a[U+001B]]0;title[U+0007][U+000D]b'
    """
    pieces = STYLES.split(text)
    return "".join(piece if at % 2 else visible(piece).replace("\r", "[U+000D]") for at, piece in enumerate(pieces))


def shows_colours(stream: Any) -> bool:
    """Return whether a stream is a terminal with colours, and the user wants them (NO_COLOR, TERM=dumb)."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR")


def is_terminal(stream: Any) -> bool:
    """Return whether a stream is a terminal that can do more than print lines."""
    return bool(getattr(stream, "isatty", bool)()) and os.environ.get("TERM") != "dumb"


def strong(text: str) -> str:
    """Return a text in bold."""
    return click.style(text, bold=True)


def problem(line: str) -> str:
    """Return a line about a problem with its place in bold and its fix faint; any other line as it is.

    >>> click.unstyle(problem("coder_a.csv, row 2: no such id; use arland"))
    'coder_a.csv, row 2: no such id; use arland'
    """
    if found := PROBLEM.fullmatch(line):
        fix = click.style(f"; {found['fix']}", dim=True)
        return f"{strong(found['place'])}: {found['message']}{fix}"
    if found := NOTEBOOK.fullmatch(line):
        return strong(found[1]) + found[2]
    return click.style(line, fg="red") if COUNT.fullmatch(line) else line


def in_words(seconds: float) -> str:
    """Return a time in seconds, or in minutes if it is two or more."""
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def left(started: float, done: int, total: int) -> str:
    """Return in words how long the rest takes if it goes on like this; "" for the first second, and at the end."""
    gone = time.monotonic() - started
    return f", about {in_words(gone / done * (total - done))} left" if gone > 1 and 0 < done < total else ""


class Progress:
    """How many of how many are done: one line, rewritten, on a terminal; elsewhere a line now and then.

    It prints on the error stream, and nothing of work that is done soon.
    """

    def __init__(self, repeat: float = 0) -> None:
        """Start the clock; `repeat` are the seconds between two lines where a line cannot be rewritten."""
        self.doing, self.started, self.stream = "", time.monotonic(), sys.stderr
        self.rewrites = is_terminal(self.stream)
        self.pause = REWRITE if self.rewrites else repeat or REPEAT
        self.last = self.started
        self.shown = False

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __call__(self, doing: str, done: int, total: int) -> None:
        """Say what is being done, such as "reading documents", and how far it is, unless it said so a moment ago."""
        if doing != self.doing:  # said at once on a terminal that shows something else, which is over
            self.doing, self.started, self.last = (
                doing,
                time.monotonic(),
                0 if self.shown and self.rewrites else self.last,
            )
        self.say(how_far(doing, done, total, self.started))

    def say(self, line: str) -> None:
        """Print a line, unless it printed another a moment ago, or the user wants none (NO_PROGRESS)."""
        with PRINTING:
            now = time.monotonic()
            if now - self.last < self.pause or os.environ.get("NO_PROGRESS"):
                return
            self.last, self.shown, LINE.rewritten = now, True, self.rewrites
            _write(self.stream, f"\r\x1b[K{shown(line)}" if self.rewrites else f"{shown(line)}\n")

    def __exit__(self, *error: object) -> None:
        """Take the rewritten line away."""
        if self.shown and self.rewrites:
            _write(self.stream, "\r\x1b[K")
            LINE.rewritten = False


def how_far(doing: str, done: int, total: int, started: float) -> str:
    """Return how far something is in words, or since when it goes on if that is not known."""
    if total:
        return f"{doing}, {done:,} of {total:,}{left(started, done, total)}"
    return f"{doing}, {time.monotonic() - started:.0f} s"


@contextlib.contextmanager
def busy(doing: str) -> Iterator[None]:
    """Show what is going on, and how far it is if that is told, whenever nothing was printed for a while.

    Within another one it says what is going on there.
    """
    GOING_ON.append((doing, time.monotonic()))
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(over,), daemon=True)
    if len(GOING_ON) == 1:
        progress.over()
        LINE.at = time.monotonic()
        watcher.start()
    try:
        yield
    finally:
        GOING_ON.pop()
        over.set()
        if not GOING_ON:
            watcher.join()


def _watch(over: threading.Event) -> None:
    """Show what is going on until it is over."""
    with Progress() as line:
        line.last = 0  # it speaks as soon as nothing was said for a while
        while not over.wait(TICK):
            silence = time.monotonic() - LINE.at
            if silence >= (REWRITE if line.shown and line.rewrites else BUSY):
                told = progress.latest()
                line.say(how_far(*told) if told else _going_on())


def _going_on() -> str:
    """Return what the innermost `busy` says, and for how long the outermost has been going on."""
    going_on = GOING_ON or [("almost done", time.monotonic())]
    return how_far(going_on[-1][0], 0, 0, going_on[0][1])


def _write(stream: TextIO, text: str) -> None:
    stream.write(text)
    stream.flush()
