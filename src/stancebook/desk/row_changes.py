"""Edits: rows that are added, altered and taken out, how they are made, taken back and found afterwards.

A row is found by what stands in it; its number only says which of several like it is meant, and where a new one goes.

>>> rows = {"coder.csv": [{"quote": "a"}, {"quote": "c"}]}
>>> new, old = Change("coder.csv", 3, None, {"quote": "b"}), Change("coder.csv", None, {"quote": "c"}, None)
>>> rows, made = apply_changes(rows, [new, old])
>>> rows, [change.row for change in made]
({'coder.csv': [{'quote': 'a'}, {'quote': 'b'}]}, [3, 4])
>>> apply_changes(rows, invert(made))[0]
{'coder.csv': [{'quote': 'a'}, {'quote': 'c'}]}
"""

from collections import Counter
from typing import NamedTuple

from stancebook.core.problems import UserError

NEAR = 10  # how far apart, among the rows that differ, two may stand that count as one row, altered


class Change(NamedTuple):
    """What befell a row: its number as a spreadsheet counts (the header is 1), its cells before and after.

    `was` is None for a row that was added, `now` for one that was taken out.
    """

    file: str
    row: int | None
    was: dict | None
    now: dict | None


def apply_changes(rows, changes, order=None):
    """The rows of each file after these changes, one upon the other, and the changes with the numbers they had.

    Raises UserError where a row is not there as it was; `order` gives the sort key of a new row without a number.
    """
    rows, made = dict(rows), []
    for file in {change.file for change in changes}:
        rows[file] = list(rows[file])
    for change in changes:
        made.append(change._replace(row=_made(rows[change.file], change, order)))
    return rows, made


def _made(rows, change, order):
    """Makes one change in a list of rows; the number it was made at."""
    if change.was is None:
        at = _place(rows, change, order)
        rows.insert(at, change.now)
    else:
        at = _found(rows, change)
        rows[at : at + 1] = [] if change.now is None else [change.now]
    return at + 2


def _found(rows, change):
    """Where the row that is to be altered stands: of several like it, the one nearest to its number."""
    guess = (change.row or 2) - 2
    if 0 <= guess < len(rows) and rows[guess] == change.was:
        return guess
    alike = [at for at, row in enumerate(rows) if row == change.was]
    if not alike:
        raise UserError(f"{change.file}: the row is not there any more as it was; open the article again")
    return min(alike, key=lambda at: abs(at - guess))


def _place(rows, change, order):
    """Where a new row goes: its number, or after the last row that its key does not precede, or the end."""
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


def invert(changes):
    """The changes that take these back, the last one first."""
    return [Change(file, row, now, was) for file, row, was, now in reversed(changes)]


def diff(file, before, after):
    """What was changed between two lists of rows, whatever their order: rows altered, added and taken out.

    A row that is gone and one that is new are one row, altered, where they stand near and half of their cells agree.
    """
    gone, new = _missing(before, after), _missing(after, before)
    out = []
    for place, (number, row) in enumerate(gone):
        near = [other for other in new[max(place - NEAR, 0) : place + NEAR + 1] if other]
        like = max(near, key=lambda other: (_agreeing(row, other[1]), -abs(other[0] - number)), default=None)
        if like and 2 * _agreeing(row, like[1]) >= len(row):
            new[new.index(like)] = None  # keeps the places of the others
            out.append(Change(file, like[0], row, like[1]))
        else:
            out.append(Change(file, number, row, None))
    out += [Change(file, number, None, row) for number, row in filter(None, new)]
    return sorted(out, key=lambda change: (change.row, change.now is not None))


def _missing(rows, others):
    """The rows, with their numbers, that others lack, each as often as they lack it."""
    spare, out = Counter(map(_cells, others)), []
    for number, row in enumerate(rows, 2):
        spare[_cells(row)] -= 1
        if spare[_cells(row)] < 0:
            out.append((number, row))
    return out


def _cells(row):
    return frozenset(row.items())


def _agreeing(row, other):
    return sum(other.get(column) == cell for column, cell in row.items())


def in_words(changes):
    """Changes in words, file by file.

    >>> in_words([Change("a.csv", 2, None, {}), Change("a.csv", 5, {}, {}), Change("b.csv", 3, {}, None)])
    'a.csv: 1 row added, 1 altered; b.csv: 1 row taken out'
    """
    counts = {}
    for change in changes:
        kind = "added" if change.was is None else "taken out" if change.now is None else "altered"
        counts.setdefault(change.file, Counter())[kind] += 1
    return "; ".join(f"{file}: {_counted(kinds)}" for file, kinds in counts.items())


def _counted(kinds):
    parts = [f"{kinds[kind]} {kind}" for kind in ("added", "altered", "taken out") if kinds[kind]]
    noun = "row" if parts[0].startswith("1 ") else "rows"
    return ", ".join([parts[0].replace(" ", f" {noun} ", 1), *parts[1:]])
