"""A ledger: the files of one hand on disk; each act written whole or not at all, journalled, and undone on request.

The files are the truth and may be edited elsewhere in the meantime: what counts is what stands there, rows keep their
order, and nobody's rows are written over unseen.

>>> import tempfile
>>> from stancebook.desk.row_changes import Change
>>> with tempfile.TemporaryDirectory() as folder:
...     ledger = Store(folder, "coder", {"coder.csv": ("article", "quote")}, clock=lambda: "2031-05-01T09:30:00Z")
...     row = {"article": "010", "quote": "We will come."}
...     entry = ledger.act("1", "saved", "010, sentence 3", [Change("coder.csv", None, None, row)])
...     ledger.rows["coder.csv"], ledger.undo("2").did, ledger.rows["coder.csv"]
([{'article': '010', 'quote': 'We will come.'}], 'undid', [])
"""

import threading
from contextlib import contextmanager, suppress

from stancebook.core import tables
from stancebook.core.files import digest
from stancebook.core.problems import UserError
from stancebook.desk.journal import REDID, UNDID, utc_now
from stancebook.desk.row_changes import apply_changes, diff, in_words, invert
from stancebook.desk.transactions import NotSaved, Transactions
from stancebook.study import loader

VERSIONS = 64  # how many states of the files a ledger remembers, to tell what was changed since


class ChangedMeanwhile(UserError):
    """Refused, for the files were changed since they were seen; `changes` tells what, and nothing was written."""

    def __init__(self, why, changes):
        super().__init__(why)
        self.changes = changes


class Store:
    """The files of one hand: `own` it alone writes, `shared` others write too, each with its columns.

    `order` gives the sort key of a row of a file, or None; `passing` are the kinds of acts that undo passes over.
    """

    def __init__(self, folder, hand, own, shared=None, clock=utc_now, order=None, passing=()):
        self._record = Transactions(folder, hand, own, shared, clock, passing)
        self._files, self.journal = self._record.files, self._record.journal
        self.own, self.order, self.found, self.version = tuple(own), order, [], ""
        self._thread, self._had, self._stat = threading.RLock(), {}, None
        self.look()

    @property
    def rows(self):
        """Every file's rows as on disk at the last look; none of a file that is wrong."""
        return self._files.rows | dict.fromkeys(self._files.wrong, [])

    @property
    def wrong(self):
        """The complaints about files that cannot be read, the journal among them."""
        return self._files.wrong | ({self.journal.path.name: self.journal.wrong} if self.journal.wrong else {})

    @property
    def undoable(self):
        """The act that undo takes back next, or None."""
        return self.journal.undoable

    @property
    def redoable(self):
        """The act that redo does again next, or None."""
        return self.journal.redoable

    @property
    def past(self):
        """What would be undone and done again, in words; "" where there is nothing."""
        said = {"undo": self.undoable, "redo": self.redoable}
        return {name: f"{entry.did} {entry.what}" if entry else "" for name, entry in said.items()}

    def look(self):
        """Reads what was changed on disk; whether the hand's own files were."""
        with self._thread:
            before, stat, self.found = self.version, self._files.stat(self.journal.path), []
            if stat and stat == self._stat:
                return False
            try:
                with self._record.locked():
                    self._settle()
                self._stat = stat
            except NotSaved:  # files are always whole, so that reading needs no lock; the rest waits for another look
                self._files.read()
                with suppress(OSError):
                    self.journal.look()
            self._remember()
            return self.version != before

    def _settle(self):
        """Brings files, journal and version up to date."""
        self.found = self._record.settle()
        self._remember()

    def _remember(self):
        """Names this version of the own files, and keeps it."""
        files = self._files
        self.version = digest("".join(f"{file} {files.hashes[file]}\n" for file in sorted(self.own)).encode())
        self._had.pop(self.version, None)
        self._had[self.version] = {file: files.rows[file] for file in self.own}
        for version in [*self._had][:-VERSIONS]:
            del self._had[version]

    def since(self, seen):
        """What was changed in own files since a version that this ledger had; raises ChangedMeanwhile where it never had it."""
        with self._thread:
            if seen not in self._had:
                raise ChangedMeanwhile("the files were changed in the meantime; open the article again", [])
            had, now = self._had[seen], self._files.rows
            return [change for file in self.own for change in diff(file, had[file], now[file])]

    @contextmanager
    def locked(self):
        """Alone in writing, for what is written beside the rows; what the disk does not take raises NotSaved."""
        with self._thread, self._record.locked():
            yield

    def act(self, id, did, what, changes, seen=None):
        """Makes changes, and writes and journals them, once for each id; their Entry.

        Raises ChangedMeanwhile where rows of own files are no longer as they were `seen`, NotSaved where they cannot be written,
        Refused where they cannot be made.
        """
        return self._write(id, seen, lambda: (did, what, "", changes))

    def note(self, id, did, what):
        """Journals what changes no row."""
        return self.act(id, did, what, [])

    def undo(self, id, seen=None):
        """Takes back the last act that was not taken back yet."""
        return self._write(id, seen, lambda: self._again(UNDID, self.undoable, invert))

    def redo(self, id, seen=None):
        """Does again what was taken back last."""
        return self._write(id, seen, lambda: self._again(REDID, self.redoable, list))

    def _again(self, did, act, turned):
        """What undo or redo journals of an act."""
        if act is None:
            raise UserError(f"there is nothing to {did.replace('did', 'do')}; go on coding")
        return did, act.what, act.id, turned(act.changes)

    def _write(self, id, seen, tell):
        """Writes what is told once all is settled, unless it was written before; its Entry."""
        with self._thread, self._record.locked():
            self._settle()
            if not (isinstance(id, str) and id and id.isprintable()):
                raise UserError("an act needs an id of its own; reload the page")
            if id in self.journal.ids:
                return self.journal.ids[id]
            if seen not in (None, self.version) and (changes := self.since(seen)):
                raise ChangedMeanwhile(
                    f"the files were changed in the meantime ({in_words(changes)}); look, and save again", changes
                )
            did, what, of, changes = tell()
            rows, made = self._done(changes, f"this cannot be {did[:2]}done any more: {what}" if of else "")
            touched = {file: rows[file] for file in sorted({change.file for change in made})}
            entry = self._record.commit(touched, id, did, what, of, made)
            self._remember()
            return entry

    def _done(self, changes, refusal):
        """The rows of each file after these changes, and those which change something; `refusal` begins one."""
        try:
            rows, made = apply_changes(self._files.rows, [self._fit(change) for change in changes], self.order)
        except UserError as why:
            raise UserError(f"{refusal} ({why})" if refusal else str(why)) from None
        return rows, [change for change in made if change.was != change.now]

    def _fit(self, change):
        """A change that can be written: its file known and readable, its cells those of the columns, in their order."""
        columns = self._files.columns.get(change.file)
        if columns is None:
            raise UserError(f"{change.file} is no file of this desk; reload the page")
        for complaint in self._files.wrong.get(change.file, ()):
            raise UserError(str(complaint))
        if change.now is None:
            return change
        if set(change.now) != set(columns):
            raise UserError(f"{change.file}: a row has other columns than {','.join(columns)}; reload the page")
        row = {column: change.now[column] for column in columns}
        with suppress(UnicodeEncodeError):
            if loader.check_shape(change.file, tables.text([row], columns).encode("utf-8"), columns)[0] == [row]:
                return change._replace(now=row)
        raise UserError(
            f"{change.file}: a cell would not come back as it is (too long, or half a character); write it anew"
        )
