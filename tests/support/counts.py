"""How many cases each part of the matrix of faults tries: few in make test-all, all in make matrix, and a table of them.

    KILLS = count("kills", full=50, small=3)

    @pytest.mark.matrix("kills", full=50)          # each item is one case, and in full there are 50
    @pytest.mark.parametrize("point", range(KILLS))
    def test_...

    @pytest.mark.matrix                            # a test that asks for its number while it runs
    def test_...():
        for seed in range(count("way back", full=10_000, small=100)): ...

    @pytest.mark.matrix("statistics", cases=NUMBER)  # NUMBER is a count: hypothesis tries as many in this one item
    @settings(max_examples=NUMBER)
    def test_...

    @pytest.mark.matrix("archives")                # always the same cases, one an item
    @pytest.mark.parametrize("archive", HOSTILE)
    def test_...

conftest.py has the two hooks; with xdist the numbers travel with the reports of the tests. A failed test counts as one failed case, for it stops at the first one.
"""

import os
import random
from collections import Counter, defaultdict

import pytest

FULL = os.environ.get("STANCEBOOK_MATRIX") == "full"
PROPERTY = "matrix"
_asked = []  # (part, cases, in full) for each call of count in the test that runs


class Count(int):
    """A number of cases, and how many there are in full."""

    full: int


def count(part: str, *, full: int, small: int) -> Count:
    """Return how many cases of a part to try: `full` where STANCEBOOK_MATRIX=full, else `small`."""
    number = Count(full if FULL else small)
    number.full = full
    _asked.append((part, int(number), full))
    return number


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Note for the table which cases a test tries; a test that asks for a number needs the mark `matrix`."""
    _asked.clear()
    try:
        return (yield)
    finally:
        mark = item.get_closest_marker("matrix")
        assert mark or not _asked, f"{item.nodeid} asks for a count, and needs the mark matrix"
        item.user_properties += [(PROPERTY, noted) for noted in _tried(item, mark)] if mark else []


def pytest_terminal_summary(terminalreporter):
    """Print how many cases each part of the matrix tried, if a test of it ran."""
    reports = [report for group in ("passed", "failed", "skipped") for report in terminalreporter.getreports(group)]
    if lines := table(reports):
        terminalreporter.section("the matrix of faults, " + ("in full" if FULL else "small: make matrix has all"))
        terminalreporter.write("".join(f"{line}\n" for line in lines))


def _tried(item, mark):
    """Return (part, cases, cases in full, test function) for each part of a test; the last is "" where cases add up."""
    if _asked:
        return [(*asked, "") for asked in _asked]
    if not mark.args:  # it failed before it asked
        return []
    [part], cases = mark.args, mark.kwargs.get("cases", 1)
    if "full" in mark.kwargs:
        return [(part, cases, mark.kwargs["full"], item.nodeid.partition("[")[0])]
    return [(part, int(cases), getattr(cases, "full", cases), "")]


def table(reports) -> list[str]:
    """Return the lines of the table: each part, the cases tried, those failed, and how many there are in full.

    `reports` are those of pytest; a test that was skipped has tried nothing.
    """
    tried, failed, full = Counter(), Counter(), defaultdict(dict)
    for report in (report for report in reports if report.when == "call"):
        for number, (_, (part, cases, in_full, function)) in enumerate(_noted(report)):
            tried[part] += 0 if report.skipped else cases
            failed[part] += report.failed
            full[part][function or (report.nodeid, number)] = in_full
    width = max(map(len, full), default=0)
    lines = [
        f"{part:{width}}  {tried[part]:7}  {failed[part]:7}  {sum(full[part].values()):7}" for part in sorted(full)
    ]
    return [f"{'part':{width}}  {'tried':>7}  {'failed':>7}  {'in full':>7}", *lines] if lines else []


def _noted(report):
    """Return what was noted of a test."""
    return [held for held in report.user_properties if held[0] == PROPERTY]


def some_of(cases, number):
    """Return so many of some cases, the same ones each time, from everywhere among them; all if there are no more."""
    cases = list(cases)
    return cases if number >= len(cases) else random.Random(len(cases)).sample(cases, number)
