"""The store compared with a model (lists of rows, a history): acts, undo, redo, edits and restarts in any order."""

import csv
import io
import random
import tempfile
from collections import Counter
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from examples import examples
from stancebook.core.problems import UserError
from stancebook.desk.row_changes import Change
from stancebook.desk.store import ChangedMeanwhile, Store

OWN = {"coder.csv": ("article", "quote", "note"), "coder_marks.csv": ("article", "mark")}
SHARED = {"notes.csv": ("id", "note")}
SHAPES = [
    {},
    {"lineterminator": "\r\n"},
    {"quoting": csv.QUOTE_ALL},
    {"lineterminator": "\r\n", "quoting": csv.QUOTE_ALL},
]


def opened(folder):
    return Store(folder, "coder", OWN, SHARED, clock=lambda: "2031-05-01T09:30:00Z")


class Desk(RuleBasedStateMachine):
    """Acts, undo, redo, edits by hand and restarts, beside lists of rows and a history."""

    CELLS = st.sampled_from(["", "a", "b", "ä\r\n", '",'])

    def __init__(self):
        super().__init__()
        self.room, self.quick = tempfile.TemporaryDirectory(), mock.patch("os.fsync")  # no power is cut here
        self.quick.start()
        self.folder, self.count = Path(self.room.name), 0
        self.rows = {file: [] for file in (*OWN, *SHARED)}
        self.done, self.undone = [], []  # entries, the rows before and after them, how many edits there had been
        self.edited, self.edits = {}, 0  # rows of own files before and after edits that are not noticed yet
        self.store = opened(self.folder)

    def teardown(self):
        self.quick.stop()
        self.room.cleanup()

    def id(self):
        self.count += 1
        return str(self.count)

    @rule(data=st.data(), seeing=st.booleans())
    def act(self, data, seeing):
        changes, rows = [], {file: list(rows) for file, rows in self.rows.items()}
        for _ in range(data.draw(st.integers(1, 3))):
            file = data.draw(st.sampled_from(sorted(rows)))
            at = data.draw(st.integers(0, len(rows[file])))
            was = rows[file][at] if at < len(rows[file]) else None
            columns = (OWN | SHARED)[file]
            now = data.draw(
                st.fixed_dictionaries(dict.fromkeys(columns, self.CELLS)) | (st.none() if was else st.nothing())
            )
            rows[file][at : at + 1] = [now] if now else []
            changes.append(Change(file, at + 2 if was else None, was, now))
        seen = self.store.version if seeing else None
        if seeing and any(self.edited.get(file) for file in OWN):
            with pytest.raises(ChangedMeanwhile):
                self.store.apply(self.id(), "saved", "", changes, seen=seen)
            self.noticed()
        entry = self.store.apply(self.id(), "saved", "", changes)
        self.noticed()
        if entry.changes:
            self.done.append((entry, (self.rows, rows), self.edits))
            # what was undone in other articles can be redone, now onto other rows
            self.undone = [(other, states, None) for other, states, _ in self.undone if other.on != entry.on]
        self.rows = rows

    @rule()
    def undo(self):
        self.again(self.store.undo, self.done, self.undone, lambda change: (change.now, change.was), 0)

    @rule()
    def redo(self):
        self.again(self.store.redo, self.undone, self.done, lambda change: (change.was, change.now), 1)

    def again(self, again, source, target, turned, side):
        if not source:
            with pytest.raises(UserError, match="there is nothing to"):
                again(self.id())
            self.noticed()
            return
        count = {name: Counter(map(cells, rows)) for name, rows in self.rows.items()}
        changes = source[-1][0].changes
        possible = True
        for change in changes[::-1] if source is self.done else changes:
            was, now = turned(change)
            if was is not None:
                possible &= count[change.file][cells(was)] > 0
                count[change.file][cells(was)] -= 1
            if now is not None:
                count[change.file][cells(now)] += 1
        if not possible:
            with pytest.raises(UserError, match=r"this cannot be (un|re)done any more"):
                again(self.id())
            self.noticed()
            return
        act, states, edits = source[-1]
        assert again(self.id()).of == act.id
        self.noticed()
        found = self.store.rows
        assert edits != self.edits or found == states[side]
        assert {name: Counter(map(cells, rows)) for name, rows in found.items()} == {
            name: +those for name, those in count.items()
        }
        target.append(source.pop())
        self.rows = {file: list(rows) for file, rows in found.items()}

    @rule(data=st.data(), shape=st.sampled_from(SHAPES), seed=st.integers(0, 9))
    def edit(self, data, shape, seed):
        file = data.draw(st.sampled_from(sorted(self.rows)))
        rows = list(self.rows[file])
        kind = data.draw(st.sampled_from(["shape", "order", "add", "alter", "take"]))
        if kind == "order":
            random.Random(seed).shuffle(rows)
        if kind == "add":
            rows.insert(seed, data.draw(st.fixed_dictionaries(dict.fromkeys((OWN | SHARED)[file], self.CELLS))))
        if rows and kind == "alter":
            rows[seed % len(rows)] = rows[seed % len(rows)] | {"note" if "note" in rows[0] else "mark": "by hand"}
        if rows and kind == "take":
            del rows[seed % len(rows)]
        before = self.edited.get(file, (Counter(map(cells, self.rows[file])),))[0]
        after = Counter(map(cells, rows))
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, (OWN | SHARED)[file], **{"lineterminator": "\n"} | shape)
        writer.writeheader()
        writer.writerows(rows)
        (self.folder / file).write_bytes(out.getvalue().encode("utf-8"))
        self.rows, self.edits = self.rows | {file: rows}, self.edits + 1
        self.edited.pop(file, None)
        if before != after:
            self.edited[file] = before, after

    def noticed(self):
        """Check that the store's outside changes are the edits since the last check."""
        for file in OWN:
            before, after = self.edited.pop(file, (Counter(), Counter()))
            mine = [change for change in self.store.outside_changes if change.file == file]
            was = Counter(cells(change.was) for change in mine if change.was is not None)
            now = Counter(cells(change.now) for change in mine if change.now is not None)
            assert was - now == before - after and now - was == after - before
        self.edited = {}

    @rule()
    def look(self):
        version = self.store.version
        assert self.store.look() == (self.store.version != version)
        self.noticed()

    @rule()
    def reopen(self):
        self.store = opened(self.folder)
        if not self.store.journal.entries:
            self.edited = {}
        known = self.store.journal.after
        self.edited = {file: counts for file, counts in self.edited.items() if file in known}
        self.noticed()

    @invariant()
    def all_is_as_modelled(self):
        if not self.edited:
            self.store.look()
            assert self.store.rows == self.rows
            assert [entry.id for entry, *_ in self.done] == self.store.journal.done
            assert [entry.id for entry, *_ in self.undone] == self.store.journal.undone
            for file in OWN:
                if file in self.store.journal.after:

                    def count(rows):
                        return Counter(map(cells, rows))

                    assert count(self.store.journal.rows(file)) == count(self.rows[file])
        assert not list(self.folder.glob(".*.part"))


def cells(row):
    return tuple(sorted(row.items()))


TestDesk = Desk.TestCase
TestDesk.settings = examples(0.6, stateful_step_count=25)
