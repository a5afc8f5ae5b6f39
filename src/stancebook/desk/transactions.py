"""A record: the files of one hand and the journal about them, in step whatever crashes, fails or is edited elsewhere.

What is committed stands in the journal and in the files, or in neither; what a crash left half done is finished, or
cleared away, when the record is settled next, by whichever hand does it.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     record = Transactions(folder, "coder", {"coder.csv": ("quote",)}, clock=lambda: "2031-05-01T09:30:00Z")
...     change = Change("coder.csv", 2, None, {"quote": "We will come."})
...     with record.locked():
...         found = record.settle()
...         entry = record.commit({"coder.csv": [change.now]}, "7", "saved", "010", changes=[change])
...     record.files.rows, record.journal.entries == [entry]
({'coder.csv': [{'quote': 'We will come.'}]}, True)
"""

import errno
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from stancebook.core.files import digest
from stancebook.core.problems import UserError
from stancebook.desk.csv_files import CsvFiles
from stancebook.desk.journal import BEGAN, FOUND, Entry, Journal, last, utc_now
from stancebook.desk.row_changes import Change, apply_changes, diff, in_words

LOCK, JOURNAL = ".desk.lock", "{}_journal.jsonl"
PATIENCE = 3  # seconds to wait for somebody else who is writing: the page waits for an answer a little longer
DENIED = ("the folder, or a file in it, cannot be written", "give yourself the right to write there, and save again")
FULL = ("the disk is full", "make room, and save again")
TROUBLES = {
    errno.EACCES: DENIED,
    errno.EPERM: DENIED,
    errno.EROFS: DENIED,
    errno.ENOSPC: FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): FULL,
    errno.EBUSY: ("something else is writing this very moment", "save again"),
    errno.EFBIG: ("the file may not grow any further", "lift the limit on its size, and save again"),
    errno.ENOENT: ("the folder is not there", "put it back, and save again"),
}


class NotSaved(UserError):
    """What could not be written, and why; the files are as they were."""


class Transactions:
    """The files of a hand, of which it alone writes its `own`, and its journal; `passing` as in Journal."""

    def __init__(self, folder, hand, own, shared=None, clock=utc_now, passing=()):
        self.folder, self.hand, self.own, self.clock = Path(folder), hand, dict(own), clock
        self.files = CsvFiles(folder, self.own | dict(shared or {}))
        self.journal = Journal(self.folder / JOURNAL.format(hand), passing)
        self._lock = FileLock(self.folder / LOCK, PATIENCE, 0o666, poll_interval=0.01)  # for colleagues too
        self._judged = {}  # of each own file, hashes and rows when it was last compared with the journal

    @contextmanager
    def locked(self):
        """Alone in writing, among threads and processes; what the disk does not take raises NotSaved."""
        try:
            self.folder.stat()  # the lock would make a folder that is gone
            with self._lock:
                yield
        except Timeout:
            raise NotSaved("somebody else is writing in this folder; save again in a moment") from None
        except OSError as error:
            other = (f"it could not be written ({error.strerror or error})", "save again")
            raise NotSaved("; ".join(TROUBLES.get(error.errno, other))) from error

    def settle(self):
        """Reads all anew, with what a crash left finished or cleared away; what was edited elsewhere, put on record."""
        self.journal.look()
        self.journal.cut()
        for file in self.files.columns:
            if self.files.part(file).exists():
                self._finish(file, digest(self.files.part(file).read_bytes()))
        self.files.read()
        if (found := self._judged_anew()) and self.journal.entries:
            after = {change.file: self.files.hashes[change.file] for change in found}
            with suppress(OSError):  # shown all the same; an act would fail in its turn
                self._add(
                    self._entry(self._named(FOUND), FOUND, f"outside of the desk: {in_words(found)}", found, after)
                )
        return found

    def _finish(self, file, hash):
        """Finishes what an act left undone of a file, if it had reached a journal; drops the part otherwise."""
        others = sorted(self.folder.glob(JOURNAL.format("*")))
        entries = [*self.journal.entries[-1:], *(last(path) for path in others if path != self.journal.path)]
        changes = [
            change
            for entry in entries
            if entry and entry.after.get(file) == hash
            for change in entry.changes
            if change.file == file
        ]
        self.files.read()
        if file in self.files.wrong:
            return
        if changes and self.files.hashes[file] != hash:
            with suppress(UserError):  # edited since, in the very rows: that stands
                rows, _ = apply_changes({file: self.files.rows[file]}, changes)
                self.files.put(self.files.parts(rows))
        self.files.drop([file])

    def commit(self, rows, id, did, what, of="", changes=()):
        """Writes the rows of files and the entry about them; that entry. After an OSError all is as it was."""
        try:
            after = self.files.parts(rows)
            entry = self._entry(id, did, what, list(changes), after, of)
            self.files.ask(rows)
            self._add(*self._began(entry), entry, files=rows)
        except OSError:
            with suppress(OSError):  # else it is finished, or cleared away, when all is settled next
                self.files.put_back()
                self.journal.cut()
                self.files.drop(rows)
            raise
        self.files.read()
        self._judged_anew()
        return self.journal.ids[id]

    def _add(self, *entries, files=()):
        """Writes entries, puts the parts that they tell of in place, and takes the entries in."""
        self.journal.append(entries)
        self.files.put(files)
        self.journal.look()

    def _entry(self, id, did, what, changes, after, of=""):
        what = what.encode("utf-8", "replace").decode("utf-8")  # half a character is none
        return Entry(self.clock(), self.hand, did, what, id, of, changes, after)

    def _named(self, kind):
        """An id for an entry that nobody asked for."""
        return f"{kind}-{len(self.journal.entries) + 1}"

    def _began(self, entry):
        """Before the first act, an entry of the rows that stood in own files already, so that the journal tells all."""
        files, known = self.files, self.journal.after.keys() | self.files.wrong.keys()
        had = [file for file in self.own if files.rows[file] and file not in known] if entry.changes else []
        changes = [Change(file, number, None, row) for file in had for number, row in enumerate(files.rows[file], 2)]
        after = {file: files.hashes[file] for file in had}
        what = "; ".join(f"{file}: {len(files.rows[file])} rows that stood there" for file in had)
        return [self._entry(self._named(BEGAN), BEGAN, what, changes, after)] if had else []

    def _judged_anew(self):
        """What was edited outside of the desk since the last time, in own files that can be read."""
        found, files = [], self.files
        for file in self.own:
            if file in files.wrong:
                continue
            hash, known, rows = files.hashes[file], self.journal.after.get(file), files.rows[file]
            before = self._judged.get(file)
            self._judged[file] = hash, known, rows
            if before and before[:2] == (hash, known) or hash == known or not before and known is None:
                continue
            same = before and known in (None, before[0])
            found += diff(file, before[2] if same else self.journal.rows(file), rows)
        return found
