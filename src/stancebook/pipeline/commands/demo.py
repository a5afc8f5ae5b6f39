"""Show on a copy of a study that the build refuses a text with an altered quotation or number.

>>> text = "Bo Lind pays 1,200 crowns [@F001 article=010].\\n\\n“We will,” he said [@arland/toll]."
>>> quotation(text)
Altered(line=3, before='“We will,”', after='“We never will,”', start=48)
>>> number(text).apply(text).splitlines()[0]
'Bo Lind pays 2,200 crowns [@F001 article=010].'
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import click

from stancebook.brief.inline import TEXT
from stancebook.brief.inputs import brief_inputs
from stancebook.brief.text import parse
from stancebook.core.bounds import reading
from stancebook.core.paths import RunPaths
from stancebook.core.problems import UserError
from stancebook.core.processes.temporary import temporary_folder
from stancebook.pipeline.commands.proofreading import verified
from stancebook.pipeline.run_config import requested
from stancebook.pipeline.terminal import problem, say, strong
from stancebook.study.generated import NoTable
from stancebook.study.study import Study
from stancebook.texts import quotation_marks
from stancebook.texts.spans import Span

CITATION = re.compile(r"\[@[^\]]*\](?:\{[^}]*\})?")
NUMBER = re.compile(r"(?<![\w.,†])\d+(?:,\d{3})*(?![\w.,]*\d|\w)")
READ = ("data/raw", "data/coded")  # of the study, beside the text
MADE = ("data/processed", "report/figures")  # by a run


class Altered(NamedTuple):
    """A change of a text: its line, what stood there, what stands there now, and where it starts."""

    line: int
    before: str
    after: str
    start: int

    def apply(self, text: str) -> str:
        """Return the text with the change."""
        return text[: self.start] + self.after + text[self.start + len(self.before) :]


def quotation(text: str) -> Altered | None:
    """Return a change of a quotation in a sentence with a citation, of one with more words than two if there is one."""
    found = _changes(text, _without(_citations, text), _quotations, _denied)
    return max(found, key=lambda change: change.before[1].islower() and change.before.count(" ") > 1, default=None)


def _denied(words: str) -> str:
    """Return quoted words with "never" behind the first one, or before a single one."""
    first, _, rest = words.partition(" ")
    return f"{first} never {rest}" if rest else f"{words[0]}never {words[1:]}"


def number(text: str) -> Altered | None:
    """Return a change of a number outside quotations, in a sentence with a citation; None if there is none.

    Long numbers are preferred: a day or a year is seen less easily.
    """
    outside = _without(_quotations, _without(_citations, text))
    found = list(_changes(text, outside, _numbers, lambda digits: str(int(digits[0]) % 9 + 1) + digits[1:]))
    return max(found, key=lambda change: len(change.before), default=None)


def _citations(text: str) -> list[Span]:
    return [Span(*found.span()) for found in CITATION.finditer(text)]


def _numbers(text: str) -> list[Span]:
    return [Span(*found.span()) for found in NUMBER.finditer(text)]


def _quotations(text: str) -> list[Span]:
    """Return the spans of the quotations of a text, each within its line, with their marks."""
    starts = accumulate((len(line) + 1 for line in text.split("\n")), initial=0)
    found = zip(starts, map(quotation_marks.find, text.split("\n")), strict=False)
    return [Span(start + each.start, start + each.end) for start, quoted in found for each in quoted if each.closed]


def _without(find: Callable[[str], list[Span]], text: str) -> str:
    """Return the text with spaces in place of what is found."""
    for span in find(text):
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _changes(
    text: str, open_: str, find: Callable[[str], list[Span]], change: Callable[[str], str]
) -> Iterator[Altered]:
    """Yield a change of each place found in `open_`, the text as far as it may change, in sentences with a citation."""
    lines = open_.split("\n")
    starts = [*accumulate((len(line) + 1 for line in lines), initial=0)]
    for sentence in parse(text).sentences:
        if not sentence.keys or sentence.kind == "heading" or sentence.allow or sentence.counts:
            continue
        start, line = starts[sentence.line - 1], lines[sentence.line - 1]
        for span in find(line):
            if (words := span.of(line)) in sentence.words:
                yield Altered(sentence.line, words, change(words), start + span.start)


def show(environment: Mapping[str, str]) -> None:
    """Alter a quotation and a number in a copy, print what the build says, restore both, and print what it says then.

    Raises UserError if the text does not pass as it is, or holds nothing to alter.
    """
    config = requested(environment)
    if not config.paths.text.is_file():
        raise UserError(f"there is no {TEXT} yet; write it first, as stancebook status says")
    with temporary_folder("demo") as folder:
        paths = _copy(config.paths, folder)
        text = reading.read_text(paths.text)
        try:
            inputs = brief_inputs(Study(paths, config.parameters))
        except NoTable:
            raise UserError("there is no run yet to compare the text with; make one first: stancebook report") from None
        if not verified(text, inputs)[0]:
            raise UserError(f"{TEXT} does not pass as it is; put it right first: stancebook brief")
        changes = {"A quotation": quotation(text), "A number": number(text)}
        if not any(changes.values()):
            raise UserError(f"nothing to alter: no sentence of {TEXT} has a citation and a quotation or a number")
        say(f"A copy of {TEXT} is altered, in a temporary folder; your own files stay as they are.")
        for what, change in changes.items():
            is_altered = "is altered:" if change else "is not altered: no sentence with a citation holds one."
            say(f"\n{strong(what)} {is_altered}")
            for line in _refused(text, change, verified(change.apply(text), inputs)[1]) if change else ():
                say(line)
        say(f"\n{strong('Restored')}, it passes:")
        say(verified(text, inputs)[1][-1])


def _copy(paths: RunPaths, folder: Path) -> RunPaths:
    """Copy what the verification of a text reads into a folder; return the RunPaths there."""
    study, out = folder / "study", folder / "out"
    for home, there, names in ((paths.study, study, READ), (paths.out, out, MADE)):
        for name in names:
            if (home / name).is_dir():
                shutil.copytree(home / name, there / name)
    (study / TEXT).parent.mkdir(parents=True)
    shutil.copyfile(paths.text, study / TEXT)
    return RunPaths(study, study, out)


def _refused(text: str, change: Altered, said: list[str]) -> Iterator[str]:
    """Yield the lines about a change: what stood there, what stands there now, and what the build says."""
    at = change.start - text.rfind("\n", 0, change.start) - 1
    line = text.split("\n")[change.line - 1]
    near = slice(max(0, at - 40), at + len(change.before) + 40)
    shown = line[near]
    yield click.style(f"  - …{shown}…", fg="red")
    now = change.apply(text).split("\n")[change.line - 1]
    yield click.style(f"  + …{now[near.start : near.stop + len(change.after) - len(change.before)]}…", fg="green")
    yield from (f"  {problem(each)}" for each in said)
