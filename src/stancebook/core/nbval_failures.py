"""A plugin of pytest: a failure of nbval in a few lines, with the notebook, the cell, its first line and what differs.

    python -m pytest --nbval -p stancebook.core.nbval_failures -rN notebooks/01-clean.ipynb

>>> print(told("01-clean.ipynb", 5, "Cell outputs differ", "tally()", " + six\\n - five"))
01-clean.ipynb, In [6] tally(): Cell outputs differ
  committed: six
  found now: five
"""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import Any

import pytest

MOST, LONGEST = 3, 160  # lines of each side, and letters of a line
SIDES = (("+ ", "committed"), ("- ", "found now"))  # as nbval marks them


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: Any, call: Any) -> Generator[None, Any, Any]:
    """Replace what nbval tells of a failed cell."""
    report = yield
    error: Any = call.excinfo.value if call.excinfo else None
    if report.failed and hasattr(error, "inner_traceback"):
        report.longrepr = told(
            item.fspath.basename, error.cell_num, str(error), error.source, str(error.inner_traceback or "")
        )
    return report


def told(notebook: str, place: int, reason: str, source: str, trace: str) -> str:
    """What went wrong in a cell; `place` counts the code cells of a notebook from 0."""
    lines = [line.strip() for line in re.sub(r"\x1b\[[0-9;]*m", "", trace).splitlines() if line.strip()]
    first = next((line for line in source.splitlines() if line.strip()), "")
    differing = [side for mark, name in SIDES for side in _side(mark, name, lines)]
    last = [f"  {_cut(line)}" for line in lines[-1:]]
    return "\n".join([f"{notebook}, In [{place + 1}] {_cut(first)}: {reason}", *(differing or last)])


def _side(mark: str, name: str, lines: list[str]) -> list[str]:
    """The first lines of one side of a comparison."""
    marked = [line.removeprefix(mark) for line in lines if line.startswith(mark)]
    more = [f"  {name}: … and {len(marked) - MOST} more lines"] if len(marked) > MOST else []
    return [f"  {name}: {_cut(line)}" for line in marked[:MOST]] + more


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
