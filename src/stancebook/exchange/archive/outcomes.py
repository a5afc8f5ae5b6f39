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

from stancebook.core.english import number, some
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
    """Yield a line for each group and each verdict that is not ok, and the sum; with `every`, a line for each.

    Things that could not be run for one reason share a line, and a reason that was told is told by its group alone.
    """
    reasons: dict[str, str] = {}
    for about, group in groupby(verdicts, key=lambda verdict: verdict.about):
        found = list(group)
        yield f"{about}: {_counted(found)}"
        told = [verdict for verdict in found if every or verdict.outcome != OK or verdict.why]
        lines = [*map(str, told)] if every else list(_lines(told, reasons))
        yield from (f"  {line}" for line in (lines if every else lines[:MOST]))
        if len(lines) > MOST and not every:
            yield f"  and {number(len(lines) - MOST)} more; --all lists them"
    yield f"in all: {_counted(verdicts)}"


def _lines(verdicts: Iterable[Verdict], reasons: dict[str, str]) -> Iterator[str]:
    """Yield the verdicts in lines; `reasons` has the group in which a reason was told, and gets those told here."""
    alike: dict[tuple[str, ...], list[Verdict]] = {}
    for verdict in verdicts:
        key = (verdict.why,) if verdict.outcome == NOT_RUN else verdict
        alike.setdefault(key, []).append(verdict)
    for first, *others in alike.values():
        if first.outcome != NOT_RUN:
            yield str(first)
            continue
        why = (
            first.why
            if reasons.setdefault(first.why, first.about) == first.about
            else f"as above, {reasons[first.why]}"
        )
        yield str(first._replace(what=some([verdict.what for verdict in (first, *others)]), why=why))


def _counted(verdicts: Iterable[Verdict]) -> str:
    """Return how many verdicts have each outcome, in words."""
    amounts = Counter(verdict.outcome for verdict in verdicts)
    return ", ".join(f"{number(amounts[outcome])} {outcome}" for outcome in OUTCOMES if amounts[outcome])


def all_well(verdicts: Iterable[Verdict]) -> bool:
    """Return whether nothing differs and nothing is gone."""
    return not any(verdict.outcome in (DIFFERS, GONE) for verdict in verdicts)
