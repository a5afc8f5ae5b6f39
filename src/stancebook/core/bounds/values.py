"""Values of a run's parameters within limits, whoever gave them: a command, make, a grid or a notebook."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stancebook.core.problems import one_line

LONGEST_VALUE, LONGEST_VALUES = 1000, {"exclude_articles": 100_000}  # characters of a parameter
UNUSABLE = re.compile("[\0\ud800-\udc7f\udd00-\udfff]")


def faults(parameters: Mapping[str, object]) -> list[str]:
    """A sentence for each value that no run can have, whoever gave it: of another kind, or too long.

    >>> print(*faults({"coding": ["coder_a"], "min_confidence": "three", "exclude_articles": "003"}), sep="\\n")
    coding: it is a list and no text; write it as text
    min_confidence: 'three' is not a whole number; use 1, 2 or 3
    """
    found = []
    for name, value in parameters.items():
        most = LONGEST_VALUES.get(name, LONGEST_VALUE)
        if name == "min_confidence":
            if not is_whole(value):
                shown = one_line(value, 100) if isinstance(value, str) else type(value).__name__
                found.append(f"{name}: '{shown}' is not a whole number; use 1, 2 or 3")
        elif not isinstance(value, str):
            found.append(f"{name}: it is a {type(value).__name__} and no text; write it as text")
        elif len(value) > most:
            found.append(f"{name}: it has {len(value)} characters, more than {most}; write less")
        elif UNUSABLE.search(value):
            found.append(f"{name}: '{one_line(value, 100)}' holds a sign that no file has in its name; take it out")
    return found


def is_whole(value: object) -> bool:
    """Whether a value is a whole number from 0 to below a thousand million, or the digits of one."""
    if isinstance(value, str):
        return value.isdecimal() and len(value) < 10
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
