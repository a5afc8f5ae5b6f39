"""Levels of measurement: guessed from the values, from a codebook, or given.

>>> guess(["warm", "cold"]).level, guess(["-1", "0", "1"]).level, guess(["0.5", "1.25", "2"]).level
('nominal', 'ordinal', 'interval')
>>> guess(["101", "305", "706"]).why
'guessed: codes that do not follow each other'
>>> given(["tone=ordinal:cold,mild,warm"])["tone"].values(["warm", "", "cold"])
[2, None, 0]
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import NamedTuple

from stancebook.core.english import one_of
from stancebook.core.problems import WrongArgument, one_line

LEVELS = ("nominal", "ordinal", "interval", "ratio", "set")
NUMBER = re.compile(r"[-+−]?\d+(\.\d+)?")
FEW = 12  # values of a scale that is ordinal


class Level(NamedTuple):
    """A level, how it is known, and the words of an ordinal scale from the least to the most."""

    level: str
    why: str = ""
    order: tuple[str, ...] = ()

    def values(self, cells: Iterable[str]) -> list[Hashable]:
        """Return cells as the values that a coefficient compares, None for an empty one; see `fault`."""
        return [self._value(cell) if cell else None for cell in cells]

    def _value(self, cell: str) -> Hashable:
        if self.order:
            return self.order.index(cell)
        if self.level == "set":
            return frozenset(cell.split())
        return cell if self.level == "nominal" else as_number(cell)

    def fault(self, values: Collection[str]) -> str:
        """Return what keeps values from being of this level, and the fix; "" if nothing does."""
        words = sorted(each for each in values if not NUMBER.fullmatch(each))
        if self.order:
            missing = sorted(set(values) - set(self.order))
            return f"'{missing[0]}' is not in the order that is given; add it there" if missing else ""
        if self.level in ("nominal", "set") or not words:
            return ""
        order = "" if "," in "".join(words) else f", or give the order of the words: ordinal:{','.join(words[:3])}"
        return f"'{words[0]}' is no number; use nominal{order}"


def as_number(cell: str) -> float:
    """Return a cell that matches NUMBER as a number."""
    return float(cell.replace("−", "-"))


def guess(values: Collection[str]) -> Level:
    """Return the Level that the different values of a variable suggest, and why."""
    if len(values) <= 2:
        return Level("nominal", "two values: the same at each level")
    if not all(map(NUMBER.fullmatch, values)):
        return Level("nominal", "guessed: words")
    numbers = sorted(map(as_number, values))
    if not all(number.is_integer() for number in numbers):
        return Level("interval", "guessed: decimal numbers")
    if len(numbers) <= FEW and numbers[-1] - numbers[0] < FEW:
        return Level("ordinal", "guessed: a scale of whole numbers")
    return Level("nominal", "guessed: codes that do not follow each other")


def given(texts: Sequence[str]) -> dict[str, Level]:
    """Return the Level of each variable in texts such as policy=ordinal or tone=ordinal:cold,warm.

    Raises WrongArgument for a text of another form, or a level that is none.
    """
    levels = {}
    for text in texts:
        variable, equals, named = text.partition("=")
        level, _, order = named.partition(":")
        words = tuple(word.strip() for word in order.split(",") if word.strip())
        if not equals or level not in LEVELS:
            fix = f"write VARIABLE=LEVEL, with the level {one_of(LEVELS)}"
            raise WrongArgument(f"--level {one_line(text)}: no level is named; {fix}")
        if words and (level != "ordinal" or len(set(words)) < len(words)):
            raise WrongArgument(f"--level {one_line(text)}: only an ordinal level has an order, each word once")
        levels[variable] = Level(level, "as given", words)
    return levels
