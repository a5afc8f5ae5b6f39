"""Transactions: the files of one user and their journal stay in step after crashes, failures and edits elsewhere.

A committed act is in the journal and in the files, or in neither. `recover` finishes or clears what a crash left half
done, whichever user's desk runs it.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     files = CsvFiles(folder, {"coder.csv": ("quote",)})
...     journal = Journal(files.folder / JOURNAL.format("coder"))
...     transactions = Transactions(files, journal, "coder", ["coder.csv"], clock=lambda: "2031-05-01T09:30:00Z")
...     change = Change("coder.csv", 2, None, {"quote": "We will come."})
...     with transactions.locked():
...         outside_changes = transactions.recover()
...         entry = transactions.commit({"coder.csv": [change.now]}, "7", "saved", "010", changes=[change])
...     transactions.files.rows, transactions.journal.entries == [entry]
({'coder.csv': [{'quote': 'We will come.'}]}, True)
"""

import errno
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout

from stancebook.core.english import plural
from stancebook.core.files import digest, is_plain
from stancebook.core.links import link_out
from stancebook.core.problems import UserError
from stancebook.core.system_errors import why
from stancebook.core.tables import Rows
from stancebook.desk.csv_files import CsvFiles
from stancebook.desk.journal import BEGAN, FOUND, Entry, Journal, utc_now
from stancebook.desk.row_changes import Change, apply_changes, diff, in_words

LOCK, JOURNAL = ".desk.lock", "{}_journal.jsonl"
PATIENCE = 3  # seconds to wait for another writer: the page waits a little longer for an answer
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

Clock = Callable[[], str]


class NotSaved(UserError):
    """An act could not be written; its message says why. The files are as they were."""


class Transactions:
    """The files and the journal of a user: only this user writes the `own` files, others may write the rest too."""

    def __init__(
        self, files: CsvFiles, journal: Journal, user: str, own: Iterable[str], clock: Clock = utc_now
    ) -> None:
        self.files, self.journal, self.user, self.own, self.clock = files, journal, user, tuple(own), clock
        self._lock = FileLock(files.folder / LOCK, PATIENCE, 0o666, poll_interval=0.01)  # for colleagues too
        # of each own file: its hash, its hash by the journal, and its rows, when they were last compared
        self._compared: dict[str, tuple[str, str | None, Rows]] = {}

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only writer, among threads and processes; raise NotSaved if the disk refuses something meanwhile."""
        try:
            self.files.folder.stat()  # the lock would make a folder that is gone
            if told := link_out(self.files.folder.parents[1], self.files.folder):
                raise NotSaved(told)
            with self._lock:
                yield
        except Timeout:
            raise NotSaved("somebody else is writing in this folder; save again in a moment") from None
        except OSError as error:
            happened, fix = why(error)
            other = (f"it could not be written ({happened})", f"{fix}, and save again")
            raise NotSaved("; ".join(TROUBLES.get(error.errno, other))) from error

    def recover(self) -> list[Change]:
        """Finish or clear what a crash left, read all files, and journal what was changed outside of the desk.

        Return these outside changes.
        """
        self.journal.look()
        self.journal.truncate()
        for file in self.files.columns:
            if staged := self.files.staged(file):
                self._finish(file, {digest(part.read_bytes()) for part in staged if is_plain(part)})
        self.files.read()
        changes = self._outside_changes()
        if changes and self.journal.entries:
            after = {change.file: self.files.hashes[change.file] for change in changes}
            entry = self._entry(self._new_id(FOUND), FOUND, f"outside of the desk: {in_words(changes)}", changes, after)
            with suppress(OSError):  # the changes are shown all the same; the next act fails in its turn
                self._append([entry])
        return changes

    def _finish(self, file: str, hashes: Collection[str]) -> None:
        """Finish the act whose new content of a file is staged, if a journal holds it; else discard the content."""
        journals = map(Journal, sorted(self.files.folder.glob(JOURNAL.format("*"))))
        entries = [entry for journal in journals for entry in journal.entries[-1:] if entry.after.get(file) in hashes]
        changes = [change for entry in entries for change in entry.changes if change.file == file]
        self.files.read()
        if file in self.files.problems:
            return
        if changes and self.files.hashes[file] not in hashes:
            with suppress(UserError):  # the same rows were edited since: the edit counts
                rows, _ = apply_changes({file: self.files.rows[file]}, changes)
                self.files.commit(self.files.stage(rows))
        self.files.discard([file])

    def commit(
        self,
        rows: Mapping[str, Rows],
        id: str,
        did: str,
        what: str,
        of: str = "",
        changes: Iterable[Change] = (),
        article: str = "",
    ) -> Entry:
        """Write the rows of files and the entry about them; return the entry. After an error all is as it was."""
        try:
            after = self.files.stage(rows)
            entry = self._entry(id, did, what, list(changes), after, of)._replace(article=article)
            self.files.check_unchanged(rows)
            self._append([*self._first_rows(entry), entry], rows)
        except (OSError, UserError):
            with suppress(OSError):  # if this fails too, the next recovery finishes the act or clears it
                self.files.roll_back()
                self.journal.truncate()
                self.files.discard(rows)
            raise
        self.files.read()
        self._outside_changes()
        return self.journal.ids[id]

    def _append(self, entries: list[Entry], files: Iterable[str] = ()) -> None:
        """Journal entries, put the staged files in place, and read the entries back."""
        self.journal.append(entries)
        self.files.commit(files)
        self.journal.look()

    def _entry(self, id: str, did: str, what: str, changes: list[Change], after: dict[str, str], of: str = "") -> Entry:
        what = what.encode("utf-8", "replace").decode("utf-8")  # half a character cannot be written
        return Entry(self.clock(), self.user, did, what, id, of, changes, after)

    def _new_id(self, kind: str) -> str:
        """Return an id for an entry that no request asked for."""
        return f"{kind}-{len(self.journal.entries) + 1}"

    def _first_rows(self, entry: Entry) -> list[Entry]:
        """Return, before the first act, an entry of the rows that own files held, so that the journal is complete."""
        files, known = self.files, self.journal.after.keys() | self.files.problems.keys()
        filled = [file for file in self.own if files.rows[file] and file not in known] if entry.changes else []
        if not filled:
            return []
        changes = [Change(file, number, None, row) for file in filled for number, row in enumerate(files.rows[file], 2)]
        after = {file: files.hashes[file] for file in filled}
        what = "; ".join(f"{file}: {plural(len(files.rows[file]), 'row')} that stood there" for file in filled)
        return [self._entry(self._new_id(BEGAN), BEGAN, what, changes, after)]

    def _outside_changes(self) -> list[Change]:
        """Return what was changed outside of the desk since the last comparison, in own files that can be read."""
        changes, files = [], self.files
        for file in self.own:
            if file in files.problems:
                continue
            hash, known, rows = files.hashes[file], self.journal.after.get(file), files.rows[file]
            before = self._compared.get(file)
            self._compared[file] = hash, known, rows
            if (before and before[:2] == (hash, known)) or hash == known or (not before and known is None):
                continue
            same = before and known in (None, before[0])
            changes += diff(file, before[2] if same else self.journal.rows(file), rows)
        return changes
