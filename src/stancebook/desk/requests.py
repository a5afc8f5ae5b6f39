"""Requests as they come from a page, or from anybody: what is none, or has fields of another kind, is refused.

>>> checked({"id": "7", "ask": "open", "article": "010"})["article"]
'010'
>>> checked({"id": "7", "ask": "save", "row": "arland"})
Traceback (most recent call last):
stancebook.core.problems.UserError: the request's row is of another kind than the desk takes; reload the page
>>> id_of({"id": "7"}), id_of({"id": [7]}), id_of("7")
('7', None, None)
"""

import math
from collections.abc import Iterator
from typing import Any

from stancebook.core.problems import UserError, one_line

LONGEST_ID = 200  # characters
MOST_CHARACTERS, MOST_VALUES, DEEPEST = 1_000_000, 100_000, 20  # of a request
RELOAD = "reload the page"

TEXT, NUMBER, ROW = (str,), (int, str), {...: (str,)}
KINDS = {  # what a field holds if it is there: one of some types, a list of such, or a dict with such values
    **dict.fromkeys(("ask", "user", "article", "reason", "text", "alias", "actor", "kind", "code", "name"), TEXT),
    **dict.fromkeys(("definition", "type", "on", "about", "words", "decision", "fact", "is", "file", "in"), TEXT),
    **dict.fromkeys(("seen", "cut", "book", "frozen", "note_kind", "keyword", "outlet"), TEXT),
    **dict.fromkeys(("from", "most", "sentence", "random", "seed"), NUMBER),
    **dict.fromkeys(("row", "facts"), ROW),
    "was": {...: NUMBER},
    "key": {...: NUMBER},
    "place": {...: (int,)},
    "sentences": [(int,)],
    "variables": [TEXT],
    "shown": {...: {...: object}},
    "decisions": [ROW],
    "rows": [ROW],
}


class Asked(dict[str, Any]):
    """A request, or a dict in one; a field that it has to have and has not is told in a sentence."""

    def __missing__(self, name: str) -> Any:
        """Raise UserError with the name of the field."""
        raise UserError(f"the request does not say its {name}; {RELOAD}")


def id_of(request: Any) -> str | int | None:
    """Return the id of a request as it can be sent back; None if there is none."""
    id = request.get("id") if isinstance(request, dict) else None
    return id if _is_id(id) else None


def _is_id(id: Any) -> bool:
    if isinstance(id, int):
        return abs(id) < 2**53
    return isinstance(id, str) and len(id) <= LONGEST_ID and id.isprintable()


def checked(request: Any) -> Asked:
    """Return a request without empty fields, its id as text.

    Raises UserError for one that is none, that is too large, or with fields of another kind.
    """
    if not isinstance(request, dict):
        raise UserError(f"this is no request; {RELOAD}")
    if request.get("id") is not None and id_of(request) is None:
        raise UserError(f"the request has an id that cannot be sent back; {RELOAD}")
    characters = 0
    for number, value in enumerate(_values(request, 0)):
        characters += len(value) if isinstance(value, str) else 0
        if number >= MOST_VALUES or characters > MOST_CHARACTERS:
            raise UserError("the request is too large; send less at a time")
    for name, kind in KINDS.items():
        if not _is(request.get(name), kind):
            raise UserError(f"the request's {name} is of another kind than the desk takes; {RELOAD}")
    given = {name: Asked(value) if isinstance(value, dict) else value for name, value in request.items()}
    return Asked({name: value for name, value in given.items() if value is not None}, id=str(request.get("id") or ""))


def _values(value: Any, depth: int) -> Iterator[Any]:
    """Yield a value and all in it; raises UserError for what JSON has not, and for what is nested too deeply."""
    if depth > DEEPEST:
        raise UserError(f"the request is nested too deeply; {RELOAD}")
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _values(str(name) if isinstance(name, str) else _refused(name), depth + 1)
            yield from _values(inner, depth + 1)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _values(inner, depth + 1)
    elif not isinstance(value, str | int | float | None) or (isinstance(value, float) and not math.isfinite(value)):
        _refused(value)
    yield value


def _refused(value: Any) -> str:
    raise UserError(f"the request holds what cannot be sent ({one_line(type(value).__name__, 60)}); {RELOAD}")


def _is(value: Any, kind: Any) -> bool:
    """Return whether a value is of a kind, as in KINDS; None is of each."""
    if value is None or kind is object:
        return True
    if isinstance(kind, dict):
        return isinstance(value, dict) and all(_is(inner, kind[...]) for inner in value.values())
    if isinstance(kind, list):
        return isinstance(value, list) and all(_is(inner, kind[0]) for inner in value)
    return isinstance(value, kind) and not isinstance(value, bool)
