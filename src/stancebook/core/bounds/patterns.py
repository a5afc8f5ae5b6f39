"""Patterns that people write, looked for in a process of its own: none takes more time or memory than is allowed.

Python's `re` cannot be stopped, and some patterns need ages to see that they do not match.

>>> spans(["a+", "^b"], "caab\\nb")
[[(1, 3)], [(5, 6)]]
>>> faults(["a+", "a("])
['', 'missing ), unterminated subpattern at position 1']
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from array import array
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from stancebook.core.bounds import pattern_process
from stancebook.core.bounds.limits import PATTERN_CHARACTERS, PATTERN_MEMORY, PATTERN_SECONDS
from stancebook.core.bounds.pattern_process import FOUND, NO_TEXT, SIZE, WRONG

LONG = f"it has more than {PATTERN_CHARACTERS:,} characters"
SLOW = f"it takes more than {PATTERN_SECONDS:g} seconds"
FIX = "write it so that it can match a place in one way alone, unlike (a+)+"


class UnusablePattern(ValueError):
    """A pattern that takes too long, or that is wrong: which of those asked for, and why in words."""

    def __init__(self, at: int, why: str) -> None:
        super().__init__(why)
        self.at = at


def spans(patterns: Sequence[str], text: str) -> list[list[tuple[int, int]]]:
    """The starts and ends of what each pattern finds in a text, as `re.finditer` with MULTILINE has them.

    Raises UnusablePattern for the first one that takes too long, and for one that is none.
    """
    found = []
    for at, answer in enumerate(_answers(patterns, text)):
        if isinstance(answer, str):
            raise UnusablePattern(at, answer)
        ends = iter(answer)
        found.append(list(zip(ends, ends, strict=True)))
    return found


def faults(patterns: Sequence[str]) -> list[str]:
    """What is wrong with each pattern in words, "" if nothing is."""
    return [LONG if len(each) > PATTERN_CHARACTERS else _fault(each) for each in patterns]


@cache
def _fault(pattern: str) -> str:
    (answer,) = _answers([pattern], None)
    return answer if isinstance(answer, str) else ""


def _answers(patterns: Sequence[str], text: str | None) -> list[array[int] | str]:
    """What the process answers to each pattern; the last answer is SLOW if it ended at that pattern."""
    with LOCK:
        process = _process()
        answers: list[array[int] | str] = []
        try:
            process.stdin.write(_request(patterns, text))
            process.stdin.flush()
            while len(answers) < len(patterns):
                answers.append(_answer(process.stdout))
        except (EOFError, BrokenPipeError):
            answers.append(SLOW)
            _end()
        except BaseException:  # an interruption: what it has still to answer would be taken for the next answer
            _end()
            raise
        return answers


def _request(patterns: Sequence[str], text: str | None) -> bytes:
    parts = [each.encode("utf-8", "surrogatepass") for each in ([*patterns] if text is None else [*patterns, text])]
    end = SIZE.pack(NO_TEXT) if text is None else b""
    return SIZE.pack(len(patterns)) + b"".join(SIZE.pack(len(part)) + part for part in parts) + end


def _answer(stream: Any) -> array[int] | str:
    """The next answer; raises EOFError if the process has ended."""
    letter, content = stream.read(1), None
    if letter in (FOUND, WRONG):
        content = pattern_process.read(stream)
    if content is None:
        raise EOFError
    return content.decode() if letter == WRONG else array("q", content)


# ---- the process

LOCK = threading.Lock()
RUNNING: dict[int, Any] = {}  # the process by the id of the one that started it: a fork needs one of its own


def _process() -> Any:
    """The process that looks for patterns, started if there is none."""
    if os.getpid() in RUNNING and RUNNING[os.getpid()].poll() is not None:  # somebody ended it
        _end()
    if os.getpid() not in RUNNING:
        script = [str(Path(pattern_process.__file__)), str(PATTERN_SECONDS), str(PATTERN_MEMORY)]
        pipe = subprocess.PIPE
        RUNNING[os.getpid()] = subprocess.Popen(
            [sys.executable, "-I", "-S", *script], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
        )
    return RUNNING[os.getpid()]


@atexit.register
def _end() -> None:
    """End the process, if there is one."""
    if process := RUNNING.pop(os.getpid(), None):
        process.kill()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                stream.close()
        process.wait()
