"""Changes of the codebook: codes that were added, renamed, merged or split, and what an old id is today.

>>> entry = {"version": 2, "date": "2026-03-01", "what": "toll is fee", "why": "It is no toll.", "change": "rename"}
>>> changes = from_yaml([{"version": 1, "what": "begun"}, entry | {"kind": "issue", "old": ["toll"], "new": ["fee"]}])
>>> [(each.change, each.old, each.new) for each in changes], current("issue", "toll", changes)
([('rename', ('toll',), ('fee',))], 'fee')
>>> rows = [{"actor": "arland", "issue": "toll", "variable": "", "note": "toll"}]
>>> as_current(rows, changes)
[{'actor': 'arland', 'issue': 'fee', 'variable': '', 'note': 'toll'}]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from stancebook.core.columns import Table
from stancebook.core.english import listed, verb
from stancebook.core.tables import Row, Rows
from stancebook.core.yaml_files import Fault, WrongShape, expect

KINDS = ("actor", "issue", "condition")
ADD, RENAME, MERGE, SPLIT = ("add", "rename", "merge", "split")
SHAPE = {
    "version": int, "date": str, "what": str, "why": str,
    "change": (ADD, RENAME, MERGE, SPLIT), "kind": KINDS, "old": [str], "new": [str], ...: object,
}  # fmt: skip
COLUMNS = {
    "actor": "actor",
    "issue": "issue",
    "condition": "condition",
    "subject": "actor",
}  # and the kind of their ids
UNCODED = ("article", "sentence_start", "actor", "issue", "variable", "reason", "quote", "decided_by")


class Change(NamedTuple):
    """A change of a code: the version of the codebook that has it, the day, what, why, the kind, old and new ids."""

    version: int
    date: str
    what: str
    why: str
    change: str
    kind: str
    old: tuple[str, ...]
    new: tuple[str, ...]

    def __str__(self) -> str:
        """The change in words, without its reason."""
        ids = self.old or self.new
        how = {ADD: "added", RENAME: "renamed", MERGE: "merged into", SPLIT: "split into"}[self.change]
        became = f"{verb(ids, 'was', 'were')} {how}" + (f" {listed(self.new)}" if self.old else "")
        return f"{self.kind} {listed(ids)} {became} (version {self.version}, {self.date})"


def from_yaml(entries: Any) -> tuple[Change, ...]:
    """Return the Changes among the entries `changes` of a codebook, oldest first; others say only what was changed.

    Raises WrongShape for an entry of another shape.
    """
    own = [each for each in entries or () if isinstance(each, dict) and "change" in each]
    for each in own:
        place = f"changes: version {each.get('version', '?')}"
        expect(each, SHAPE, place)
        if each["change"] in (RENAME, MERGE) and len(each["new"]) != 1:
            raise WrongShape([Fault(f"{place}: new", f"a {each['change']} has one new id", "write that one alone")])
        for name in ("old", "new") if each["change"] != ADD else ("new",):
            if not each[name]:
                raise WrongShape([Fault(f"{place}: {name}", "no id is listed", "list one or more")])
    return tuple(Change(*(_value(each[name]) for name in Change._fields)) for each in own)


def _value(given: Any) -> Any:
    """Return a list as a tuple, and anything else as it is."""
    return tuple(given) if isinstance(given, list) else given


def today(kind: str, id: str, changes: Sequence[Change]) -> tuple[str, Change | None]:
    """Return what an id of a kind is today, and the last Change that touched it, None if none did.

    It is "" if the code was split: a person has to decide.
    """
    last = None
    for each in changes:
        if each.kind == kind and id in each.old:
            id, last = ("" if each.change == SPLIT else each.new[0]), each
    return id, last


def current(kind: str, id: str, changes: Sequence[Change]) -> str:
    """Return what an id of a kind is today, as far as it was renamed or merged; the id itself otherwise."""
    return today(kind, id, changes)[0] or id


def original(kind: str, id: str, changes: Sequence[Change]) -> str:
    """Return the id that one of today had first; one that others were merged into had its own, or the first of theirs.

    >>> changes = [Change(2, "2026-03-01", "", "", RENAME, "issue", ("toll",), ("fee",))]
    >>> original("issue", "fee", changes), original("actor", "fee", changes)
    ('toll', 'fee')
    """
    for each in reversed(changes):
        if each.kind == kind and id in each.new:
            if each.change not in (RENAME, MERGE):
                break  # the code is no older
            id = id if id in each.old else each.old[0]
    return id


def as_current(rows: Rows, changes: Sequence[Change]) -> Rows:
    """Return the rows with today's ids in the place of those that were renamed or merged; other cells stay."""
    return [_as_current(row, changes) for row in rows] if changes else rows


def _as_current(row: Row, changes: Sequence[Change]) -> Row:
    """Return a row with today's ids."""
    new = {name: cell_today(kind, row[name], changes) for name, kind in COLUMNS.items() if row.get(name)}
    if row.get("variable") == "condition":  # a decision, whose other cells hold what coders have
        new |= {name: cell_today("condition", row[name], changes) for name in row if name not in UNCODED and row[name]}
    return {**row, **new}


def cell_today(kind: str, cell: str, changes: Sequence[Change]) -> str:
    """Return a cell with today's ids, each once; several conditions stand in one cell."""
    if kind != "condition":
        return current(kind, cell, changes)
    members = cell.split()
    now = [current(kind, each, changes) for each in members]
    return cell if now == members else " ".join(dict.fromkeys(now))


def holds_ids(table: Table) -> bool:
    """Return whether the rows of a table hold ids of kinds that can change."""
    return not COLUMNS.keys().isdisjoint(table.names)
