"""How far long work is: the work says so here, and the command line shows it.

>>> for letter in counted("reading", "ab"):
...     print(letter, latest()[:3])
a ('reading', 0, 2)
b ('reading', 1, 2)
>>> latest()
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from typing import NamedTuple, TypeVar

Each = TypeVar("Each")


class Work(NamedTuple):
    """What is being done, how many of how many are done (0 of 0 if that is not known), and since when it goes on."""

    doing: str
    done: int
    total: int
    since: float


LATEST: list[Work] = []  # one at most


def tell(doing: str, done: int = 0, total: int = 0) -> None:
    """Say what is being done, and how far it is."""
    since = LATEST[0].since if LATEST and LATEST[0].doing == doing else time.monotonic()
    LATEST[:] = [Work(doing, done, total, since)]


def counted(doing: str, things: Collection[Each]) -> Iterator[Each]:
    """Yield things one by one, and tell how many of them are done."""
    try:
        for number, each in enumerate(things):
            tell(doing, number, len(things))
            yield each
    finally:
        over()


def over() -> None:
    """Say that nothing is being done that could tell how far it is."""
    LATEST.clear()


def latest() -> Work | None:
    """What was told last, if it is not over."""
    return LATEST[0] if LATEST else None
