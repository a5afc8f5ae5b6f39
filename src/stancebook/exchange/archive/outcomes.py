"""The verdict on one thing of an archive: ok, differs, gone, or could not be run.

>>> found = [Verdict("files", "a.csv", OK), Verdict("files", "b.csv", DIFFERS, "its hash is another")]
>>> print(*report(found), sep="\\n")
files: 1 ok, 1 differs
  differs: b.csv: its hash is another
in all: 1 ok, 1 differs
>>> all_well(found), all_well(found[:1])
(False, True)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from stancebook.core.english import number
from stancebook.core.problems import one_line

OUTCOMES = OK, DIFFERS, GONE, NOT_RUN = "ok", "differs", "gone", "could not be run"
MOST = 20  # of a group that are listed


class Verdict(NamedTuple):
    """The outcome of one check: what it is about, of which file or row, one of OUTCOMES, and why."""

    about: str
    what: str
    outcome: str
    why: str = ""

    def __str__(self) -> str:
        """The verdict in a line."""
        return one_line(f"{self.outcome}: {self.what}{': ' if self.why else ''}{self.why}")


def report(verdicts: Sequence[Verdict], every: bool = False) -> Iterator[str]:
    """Yield a line for each group and each verdict that is not ok, and the sum; with `every`, a line for each."""
    for about, group in groupby(verdicts, key=lambda verdict: verdict.about):
        found = list(group)
        yield f"{about}: {_counted(found)}"
        told = [verdict for verdict in found if every or verdict.outcome != OK or verdict.why]
        shown = told if every or len(told) <= MOST else told[:MOST]
        yield from (f"  {verdict}" for verdict in shown)
        if len(shown) < len(told):
            yield f"  and {number(len(told) - len(shown))} more; --all lists them"
    yield f"in all: {_counted(verdicts)}"


def _counted(verdicts: Iterable[Verdict]) -> str:
    """Return how many verdicts have each outcome, in words."""
    amounts = Counter(verdict.outcome for verdict in verdicts)
    return ", ".join(f"{number(amounts[outcome])} {outcome}" for outcome in OUTCOMES if amounts[outcome])


def all_well(verdicts: Iterable[Verdict]) -> bool:
    """Return whether nothing differs and nothing is gone."""
    return not any(verdict.outcome in (DIFFERS, GONE) for verdict in verdicts)
