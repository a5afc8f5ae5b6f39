"""Verify the text of the brief while somebody writes it, against the tables of the last run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from stancebook.brief import checks
from stancebook.brief.inline import TEXT, BriefError
from stancebook.brief.inputs import BriefInputs, brief_inputs
from stancebook.brief.render import write_brief
from stancebook.core.bounds import reading
from stancebook.core.paths import is_there, shown
from stancebook.core.problems import UserError
from stancebook.pipeline.run_config import requested
from stancebook.pipeline.terminal import problem, say
from stancebook.study.generated import NoTable

SECONDS = 0.2  # between two looks at the file


def proofread(environment: Mapping[str, str], watch: bool = False) -> None:
    """Print the faults of the text; raise UserError if there is an error. With `watch`, go on until interrupted.

    Raises UserError if there is no run yet, or no text.
    """
    config = requested(environment)
    if not is_there(config.paths.text):
        raise UserError(f"{TEXT}: the file is missing; write it")
    try:
        inputs, name = brief_inputs(config.study), shown(config.paths.text)
    except NoTable:
        raise UserError("there is no run yet to verify the text against; make one first: stancebook report") from None
    if not watch:
        passed, lines = verified(reading.read_text(config.paths.text), inputs)
        if not passed:
            raise UserError("\n".join(in_file(lines, name)))
        say("\n".join(map(problem, in_file(lines, name))))
        return
    say(f"verifying {name} after each save; Ctrl+C ends it")
    for text in saved(config.paths.text, lambda: time.sleep(SECONDS)):
        started = time.monotonic()
        _, lines = verified(text, inputs)
        said = map(problem, in_file(lines, name))
        say("\n".join(["", *said, f"{time.strftime('%H:%M:%S')}, {time.monotonic() - started:.2f} s"]))


def verified(text: str, inputs: BriefInputs) -> tuple[bool, list[str]]:
    """Return whether a text passes, and a line for each fault or warning, then a summary."""
    try:
        proofs = list(write_brief(text, inputs).proofs.values())
    except BriefError as error:
        lines = str(error).splitlines()
        return False, [*lines, f"{TEXT}: {len(lines)} to put right"]
    return True, [*checks.lines(proofs), checks.summary(proofs)]


def in_file(lines: list[str], name: str) -> list[str]:
    """Return lines with the name of the text's file at their beginning.

    >>> in_file(["report/text.md, line 3: no", "One sentence: no errors."], "tests/toy/report/text.md")
    ['tests/toy/report/text.md, line 3: no', 'tests/toy/report/text.md: One sentence: no errors.']
    """
    return [name + line.removeprefix(TEXT) if line.startswith(TEXT) else f"{name}: {line}" for line in lines]


def saved(path: Path, wait: Callable[[], None]) -> Iterator[str]:
    """Return the text of a file, and again whenever it is saved otherwise; a moment without the file is waited out."""
    last = None
    while True:
        try:
            text = reading.read_text(path)
        except (OSError, UnicodeDecodeError):
            text = last
        if text is not None and text != last:
            last = text
            yield text
        wait()
