"""Problems in authored files: place, message and fix of each, so that all of them show at once.

>>> print(Problem("coder_b.csv", 12, "position", "'pro' is not in the codebook", "use -2, -1, 0, 1 or 2"))
coder_b.csv, row 12, position: 'pro' is not in the codebook; use -2, -1, 0, 1 or 2
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from stancebook.core.english import enumerate_words, nearest

ROW = re.compile(r"\brow (\d+)\b")
MOST_ROWS = 5  # of one problem that are named


class UserError(Exception):
    """Something that a person has to put right first, in a sentence."""


class WrongArgument(UserError):
    """An argument of a command that is wrong in every study, or one that is missing, in a sentence."""


class Problem(NamedTuple):
    """A problem: file, row (from 1, as a spreadsheet counts), column, message and fix."""

    file: str
    row: int | None
    column: str
    message: str
    fix: str

    def __str__(self) -> str:
        """The problem as one sentence that begins with its place."""
        place = [self.file, f"row {self.row}" if self.row else "", self.column]
        return f"{one_line(', '.join(part for part in place if part))}: {one_line(self.message)}; {one_line(self.fix)}"


def one_line(text: str, most: int = 300) -> str:
    """A text on one line: invisible characters as code points, and the middle of a long text left out.

    >>> one_line("two\\nlines, " + "x" * 40 + "y", most=30)
    'two[U+000A]line … xxxxxxxxxy'
    """
    shown = "".join(sign if sign.isprintable() else f"[U+{ord(sign):04X}]" for sign in text)
    return shown if len(shown) <= most else f"{shown[: most // 2]} … {shown[-most // 3 :]}"


def merged(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, each once: those that differ in their row alone are one, which names the other rows.

    >>> alike = [Problem("a.csv", row, "actor", "'x' is not in the codebook", "use y") for row in (2, 5, 7)]
    >>> print(*merged(alike))
    a.csv, row 2, actor: 'x' is not in the codebook (and in rows 5 and 7); use y
    """
    rows: dict[tuple[str, str, str, str], list[int | None]] = {}
    for problem in problems:
        rows.setdefault((problem.file, problem.column, problem.message, problem.fix), []).append(problem.row)
    found = []
    for (file, column, message, fix), numbers in rows.items():
        others = [str(number) for number in dict.fromkeys(numbers[1:]) if number and number != numbers[0]]
        if len(others) > MOST_ROWS:
            others[MOST_ROWS - 1 :] = [f"{len(others) - MOST_ROWS + 1} more"]
        also = f" (and in {'row' if len(others) == 1 else 'rows'} {enumerate_words(others, 'and')})" if others else ""
        found.append(Problem(file, numbers[0], column, message + also, fix))
    return found


def renumbered(problem: Problem, numbers: Sequence[int]) -> Problem:
    """The problem with the number that its row has in the file; `numbers` are those of the rows that are not blank.

    >>> print(renumbered(Problem("a.csv", 4, "id", "'x' stands in row 3 too", "change it"), [2, 5, 7]))
    a.csv, row 7, id: 'x' stands in row 5 too; change it
    """
    if not problem.row or not numbers or numbers[-1] == len(numbers) + 1:
        return problem
    by_count = dict(enumerate(numbers, 2))
    message = ROW.sub(lambda row: f"row {by_count.get(int(row[1]), row[1])}", problem.message)
    return problem._replace(row=by_count.get(problem.row, problem.row), message=message)


def suggestion(word: str, known: Iterable[str], otherwise: str, words: Mapping[str, str] | None = None) -> str:
    """A question about the known word that is most like a wrong one; another fix if none is like it.

    `words` leads from other words to a known one.

    >>> [suggestion(word, ("-2", "2"), "use -2 or 2", {"Supports": "2"}) for word in ("support", "pro")]
    ['do you mean 2?', 'use -2 or 2']
    """
    candidates = {**(words or {}), **{each: each for each in known}}
    return f"do you mean {candidates[best]}?" if (best := nearest(word, candidates)) else otherwise
