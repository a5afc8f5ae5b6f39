"""Changes of rows: apply them, take them back, and find them between two versions of a file.

A row is found by its content. Its number only tells which of several equal rows is meant, and where a new row goes.

>>> rows = {"coder.csv": [{"quote": "a"}, {"quote": "c"}]}
>>> new, old = Change("coder.csv", 3, None, {"quote": "b"}), Change("coder.csv", None, {"quote": "c"}, None)
>>> rows, applied = apply_changes(rows, [new, old])
>>> rows, [change.row for change in applied]
({'coder.csv': [{'quote': 'a'}, {'quote': 'b'}]}, [3, 4])
>>> apply_changes(rows, invert(applied))[0]
{'coder.csv': [{'quote': 'a'}, {'quote': 'c'}]}
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from stancebook.core.problems import UserError
from stancebook.core.tables import Row, Rows

NEAR = 10  # the distance, among the rows that differ, within which two rows count as one changed row
KINDS = ("added", "changed", "taken out")

Order = Callable[[str, Row], Any]  # a file and a row of it -> the sort key of the row, or None


class Change(NamedTuple):
    """A change of one row: its number as in a spreadsheet (the header is 1), its cells before and after.

    `was` is None if the row is added, `now` if it is taken out. The journal has these names as keys.
    """

    file: str
    row: int | None
    was: Row | None
    now: Row | None

    @property
    def kind(self) -> str:
        """One of KINDS."""
        if self.was is None:
            return "added"
        return "taken out" if self.now is None else "changed"


def apply_changes(
    rows: Mapping[str, Rows], changes: Iterable[Change], order: Order | None = None
) -> tuple[dict[str, Rows], list[Change]]:
    """Return the rows of each file after these changes, and the changes with the row numbers that they had.

    The changes are applied one after the other. `order` gives the sort key of a new row without a number.
    Raises UserError if a row to change is no longer there as it was.
    """
    after, applied = dict(rows), []
    for file in {change.file for change in changes}:
        after[file] = list(after[file])
    for change in changes:
        own = after[change.file]
        if change.was is None:
            at = _place(own, change, order)
            own.insert(at, change.now)
        else:
            at = _position(own, change)
            own[at : at + 1] = [] if change.now is None else [change.now]
        applied.append(change._replace(row=at + 2))
    return after, applied


def _position(rows: Rows, change: Change) -> int:
    """Return the index of the row to change: of several equal rows, the one nearest to the change's number."""
    guess = (change.row or 2) - 2
    if 0 <= guess < len(rows) and rows[guess] == change.was:
        return guess
    equal = [at for at, row in enumerate(rows) if row == change.was]
    if not equal:
        raise UserError(f"{change.file}: the row is not there any more as it was; open the article again")
    return min(equal, key=lambda at: abs(at - guess))


def _place(rows: Rows, change: Change, order: Order | None) -> int:
    """Return the index of a new row: by its number, else behind the last row that its key does not precede."""
    if change.row is not None:
        return min(max(change.row - 2, 0), len(rows))
    key = order(change.file, change.now) if order else None
    if key is None:
        return len(rows)
    first = len(rows)
    for at in range(len(rows) - 1, -1, -1):
        other = order(change.file, rows[at])
        if other is not None and not key < other:
            return at + 1
        first = at if other is not None else first
    return first


def invert(changes: Sequence[Change]) -> list[Change]:
    """Return the changes that take these back, the last one first."""
    return [Change(file, row, now, was) for file, row, was, now in reversed(changes)]


def diff(file: str, before: Rows, after: Rows) -> list[Change]:
    """Return the changes between two lists of rows, whatever their order.

    A lost row and a new one are one changed row if they are near each other and at least half of their cells agree.
    """
    lost, new = _missing(before, after), _missing(after, before)
    changes = []
    for place, (number, row) in enumerate(lost):
        near = [other for other in new[max(place - NEAR, 0) : place + NEAR + 1] if other]
        like = max(near, key=lambda other: (_agreeing(row, other[1]), -abs(other[0] - number)), default=None)
        if like and 2 * _agreeing(row, like[1]) >= len(row):
            new[new.index(like)] = None  # the others keep their places
            changes.append(Change(file, like[0], row, like[1]))
        else:
            changes.append(Change(file, number, row, None))
    changes += [Change(file, number, None, row) for number, row in filter(None, new)]
    return sorted(changes, key=lambda change: (change.row, change.now is not None))


def _missing(rows: Rows, others: Rows) -> list[tuple[int, Row] | None]:
    """Return the rows, with their numbers, that the others lack; a row that they lack twice is there twice."""
    spare = Counter(frozenset(row.items()) for row in others)
    missing: list[tuple[int, Row] | None] = []
    for number, row in enumerate(rows, 2):
        cells = frozenset(row.items())
        spare[cells] -= 1
        if spare[cells] < 0:
            missing.append((number, row))
    return missing


def _agreeing(row: Row, other: Row) -> int:
    """Return how many cells of a row are the same in another row."""
    return sum(other.get(column) == cell for column, cell in row.items())


def in_words(changes: Iterable[Change]) -> str:
    """Return changes in words, file by file.

    >>> in_words([Change("a.csv", 2, None, {}), Change("a.csv", 5, {}, {}), Change("b.csv", 3, {}, None)])
    'a.csv: 1 row added, 1 changed; b.csv: 1 row taken out'
    """
    counts: dict[str, Counter[str]] = {}
    for change in changes:
        counts.setdefault(change.file, Counter())[change.kind] += 1
    return "; ".join(f"{file}: {_counted(kinds)}" for file, kinds in counts.items())


def _counted(kinds: Mapping[str, int]) -> str:
    (first, count), *others = [(kind, kinds[kind]) for kind in KINDS if kinds[kind]]
    parts = [f"{count} {'row' if count == 1 else 'rows'} {first}"]
    return ", ".join(parts + [f"{count} {kind}" for kind, count in others])
