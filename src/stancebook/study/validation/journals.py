"""The chain of a journal: each line names the line before it by its SHA-256, so that a change in the past shows.

The key `before` stands last in a line. Two branches of git are merged by keeping the lines of both: then two name
the same line before them, a fork, and the next line names the last ones of both. Lines of older versions have
no such key; the first line that has one stands for all of them.

>>> first = chained('{"id": "1"}', [])
>>> second = chained('{"id": "2"}', [link(first.encode())])
>>> chain = Chain.of([first.encode(), second.encode()])
>>> chain.faults, chain.forks, chain.heads == [link(second.encode())]
([], [], True)
>>> Chain.of([first.replace("1", "7", 1).encode(), second.encode()]).faults
[2]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from stancebook.core import csv_lines
from stancebook.core.bounds import reading
from stancebook.core.bounds.limits import BeyondLimit
from stancebook.core.english import count, enumerate_words, verb
from stancebook.core.files import digest
from stancebook.core.problems import Problem

BEFORE = re.compile(rb'(?:, |\{)"before": "([0-9a-f ]*)"\}$')
NO_ENTRY = "the line is no entry of a journal"
LOST = "the line that it follows is not there as it was: one was changed or taken out"


def link(line: bytes, before: str = "") -> str:
    """Return what a line is named by: its SHA-256; one from before the chain is named together with those before it."""
    return digest(before.encode() + line.rstrip(b"\r\n"))


def chained(line: str, heads: Sequence[str]) -> str:
    """Return a JSON object on a line, without a line end, with the links of the lines before it as its last key."""
    return f'{line.removesuffix("}")}{", " if line != "{}" else ""}"before": "{" ".join(heads)}"}}'


class Chain:
    """The lines of a journal as far as they were added: what hangs together, and what does not.

    Lines have numbers from 1: `faults` follow a line that is not there, `forks` follow one that another line follows
    too, `unchained` name none before them. `heads` are the links of the lines that no other follows.
    """

    def __init__(self) -> None:
        self.heads: list[str] = []
        self.faults: list[int] = []
        self.forks: list[int] = []
        self.unchained: list[int] = []
        self.has_chain = False
        self._links: set[str] = set()
        self._lines = 0

    @classmethod
    def of(cls, lines: Iterable[bytes]) -> Chain:
        """Return the chain of these lines."""
        chain = cls()
        for line in lines:
            chain.add(line)
        return chain

    def add(self, line: bytes) -> None:
        """Add the next line; an empty one counts as a line and is nothing else."""
        self._lines += 1
        line = line.rstrip(b"\r\n")
        if not line.strip():
            return
        found = BEFORE.search(line)
        if found:
            self._follow(line, found[1].decode().split())
        else:
            self._add_unchained(line)

    def _follow(self, line: bytes, before: list[str]) -> None:
        if not self._links.issuperset(before):
            self.faults.append(self._lines)
        elif any(each not in self.heads for each in before) or (self._links and not before):
            self.forks.append(self._lines)
        self.has_chain = True
        self._put(link(line), before)

    def _add_unchained(self, line: bytes) -> None:
        before = [] if self.has_chain else [*self.heads]
        self.unchained.append(self._lines)
        self._put(link(line, "".join(before)), before)

    def _put(self, name: str, before: list[str]) -> None:
        self.heads = [each for each in self.heads if each not in before]
        if name not in self._links:
            self.heads.append(name)
        self._links.add(name)


def read(path: Path) -> Chain:
    """Return the chain of a journal on disk."""
    return Chain.of(reading.read_bytes(path).split(b"\n"))


def of_folder(folder: Path) -> dict[str, Chain]:
    """Return the chain of each journal in a folder, by the name of its file; raises as `reading.read_bytes`."""
    return {path.name: read(path) for path in _of_folder(folder)}


def _of_folder(folder: Path) -> list[Path]:
    return sorted(folder.glob("*_journal.jsonl"))


def check(folder: Path) -> list[Problem]:
    """Return a problem for each journal that cannot be read, each line that is none, and each after a lost one."""
    return [problem for path in _of_folder(folder) for problem in _check(path)]


def _check(path: Path) -> list[Problem]:
    try:
        content = reading.read_bytes(path)
    except (OSError, BeyondLimit) as error:
        return [reading.unreadable(path.name, error)]
    faults = Chain.of(content.split(b"\n")).faults
    lost = [Problem(path.name, number, "", LOST, "restore the journal from git") for number in faults]
    return _unread(path.name, content) + lost


def _unread(name: str, content: bytes) -> list[Problem]:
    """Return a problem for a merge that nobody has solved, else for each line that is no entry.

    A last line without an end was torn by a crash, and the desk mends it.
    """
    if row := csv_lines.unsolved(content.decode("utf-8", "replace")):
        return [Problem(name, row, "", csv_lines.UNSOLVED, "keep the lines of both, and take out those of git")]
    lines = ((number, line.strip()) for number, line in enumerate(content.split(b"\n")[:-1], 1))
    foreign = [number for number, line in lines if line and not (line.startswith(b"{") and line.endswith(b"}"))]
    return [Problem(name, number, "", NO_ENTRY, csv_lines.RESTORE) for number in foreign]


def hints(folder: Path) -> list[str]:
    """Return which journals of a folder were merged from branches, and which have lines that are not in the chain."""
    return [f"{name}: {words}" for name, chain in of_folder(folder).items() for words in in_words(chain)]


def in_words(chain: Chain) -> list[str]:
    """Return what is worth knowing of a chain, and no fault."""
    told = []
    if chain.forks:
        lines = enumerate_words([str(number) for number in chain.forks[:5]], "and")
        told.append(f"{verb(chain.forks, 'line', 'lines')} {lines} came from another branch, which was merged")
    if chain.unchained and chain.has_chain:
        told.append(f"{count(len(chain.unchained), 'line')} without a line before, as older versions wrote them")
    return told
