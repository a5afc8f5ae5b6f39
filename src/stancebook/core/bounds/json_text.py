"""JSON read within limits: whatever is wrong with it is a ValueError.

>>> loads('{"a": [1, 2]}')
{'a': [1, 2]}
>>> loads("[" * 101 + "]" * 101)
Traceback (most recent call last):
ValueError: its brackets stand within each other more than 100 deep
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from stancebook.core.bounds.limits import JSON_LEVELS

TOO_DEEP = f"its brackets stand within each other more than {JSON_LEVELS} deep"


def loads(text: str | bytes) -> Any:
    """What a JSON text, or its bytes in UTF-8, holds.

    Raises ValueError for text that is none, nested too deeply or with a huge number.
    """
    text = text if isinstance(text, str) else text.decode("utf-8")
    try:
        found = json.loads(text)
    except RecursionError:
        raise ValueError(TOO_DEEP) from None
    if text.count("[") + text.count("{") > JSON_LEVELS and _is_deep(found):
        raise ValueError(TOO_DEEP)
    return found


def _is_deep(value: Any) -> bool:
    """Whether lists and objects stand within each other more often than is allowed."""
    level = [value]
    for _ in range(JSON_LEVELS):
        level = [inner for each in level for inner in _collections_in(each)]
    return any(isinstance(each, list | dict) for each in level)


def _collections_in(value: Any) -> Iterable[Any]:
    """The lists and objects that stand directly in one, or in a text none."""
    inner = value.values() if isinstance(value, dict) else value
    return [each for each in inner if isinstance(each, list | dict)]
