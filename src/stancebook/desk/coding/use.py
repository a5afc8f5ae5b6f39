"""What a coder used last: the codes, latest first, and the entry that was written last.

>>> rows = [{"actor": "arland", "condition": "none"}, {"actor": "borduria", "condition": "paid if_asked"}]
>>> recent([], {"coder.csv": rows}, {"coder.csv": ("actor", "condition")})
{'actor': ['borduria', 'arland'], 'condition': ['if_asked', 'paid']}
"""

from collections.abc import Iterator, Mapping, Sequence

from stancebook.core.tables import Row, Rows
from stancebook.desk.journal import Entry

ACTS, MOST = 400, 30  # how many of the latest acts are looked at, and how many values are named
WRITTEN = ("added", "changed")
NO_VALUE = {"", "-", "none"}
SETS = ("condition",)  # columns whose cells hold several values


def recent(
    acts: Sequence[Entry], rows: Mapping[str, Rows], columns: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """Return the values of these columns of each file, the one used last first; only those that are in the rows."""
    values: dict[str, list[str]] = {}
    for file, names in columns.items():
        written = [row for row, _ in _written(acts, file)]
        for name in names:
            own = dict.fromkeys(reversed(_values(rows[file], name)))
            latest = dict.fromkeys([*_values(written, name), *own])
            values[name] = [value for value in latest if value in own][:MOST]
    return values


def _values(rows: Sequence[Row], name: str) -> list[str]:
    cells = (row[name] for row in rows if row.get(name))
    parts = (part for cell in cells for part in (cell.split() if name in SETS else [cell]))
    return [part for part in parts if part not in NO_VALUE]


def _written(acts: Sequence[Entry], file: str) -> Iterator[tuple[Row, Entry]]:
    """Yield the rows that the latest acts wrote into a file, the last one first."""
    for entry in reversed(acts[-ACTS:]):
        if entry.did in WRITTEN:
            yield from ((change.now, entry) for change in reversed(entry.changes) if change.file == file and change.now)


def last_written(acts: Sequence[Entry], file: str, rows: Rows) -> Row | None:
    """Return the row of a file that was written last and is still there; None if there is none."""
    return next((row for row, _ in _written(acts, file) if row in rows), None)
