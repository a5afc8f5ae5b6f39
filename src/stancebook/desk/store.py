"""The store: the files of one user on disk. Each act is written whole or not at all, journalled, and can be undone.

The files may be edited elsewhere in the meantime. What they hold counts: rows keep their order, and no one's rows are
overwritten unseen.

>>> import tempfile
>>> from stancebook.desk.row_changes import Change
>>> with tempfile.TemporaryDirectory() as folder:
...     store = Store(folder, "coder", {"coder.csv": ("article", "quote")}, clock=lambda: "2031-05-01T09:30:00Z")
...     row = {"article": "010", "quote": "We will come."}
...     entry = store.apply("1", "saved", "010, sentence 3", [Change("coder.csv", None, None, row)])
...     store.rows["coder.csv"], store.undo("2").did, store.rows["coder.csv"]
([{'article': '010', 'quote': 'We will come.'}], 'undid', [])
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from stancebook.core import tables
from stancebook.core.authored import authored_csv
from stancebook.core.files import digest
from stancebook.core.problems import Problem, UserError
from stancebook.core.tables import Rows
from stancebook.desk.csv_files import CsvFiles
from stancebook.desk.journal import REDID, UNDID, Entry, Journal, utc_now
from stancebook.desk.row_changes import Change, Order, apply_changes, diff, in_words, invert
from stancebook.desk.transactions import JOURNAL, Clock, NotSaved, Transactions

VERSIONS = 64  # how many versions of the files a store remembers, to tell what was changed since

Columns = Mapping[str, tuple[str, ...]]
Act = tuple[str, str, str, list[Change], str]  # what was done, to what, the id of the act it is about, changes, article


class ChangedMeanwhile(UserError):
    """The files were changed since the user saw them; `changes` lists the changes. Nothing was written."""

    def __init__(self, why: str, changes: list[Change]) -> None:
        super().__init__(why)
        self.changes = changes


class Store:
    """The files of one user: only this user writes the `own` files, others write the `shared` ones too.

    `own` and `shared` give the columns of each file. `order` gives the sort key of a row of a file, or None. `by` is
    who acts, if several people are this user.
    """

    def __init__(
        self,
        folder: str | Path,
        user: str,
        own: Columns,
        shared: Columns | None = None,
        clock: Clock = utc_now,
        order: Order | None = None,
        by: str = "",
    ) -> None:
        self._files = CsvFiles(folder, {**own, **(shared or {})})
        self.journal = Journal(Path(folder) / JOURNAL.format(user))
        self._transactions = Transactions(self._files, self.journal, by or user, own, clock)
        self.own, self.order, self.version = tuple(own), order, ""
        self.outside_changes: list[Change] = []
        self._thread, self._stamps = threading.RLock(), None
        self._versions: dict[str, dict[str, Rows]] = {}
        self.look()

    @property
    def rows(self) -> dict[str, Rows]:
        """The rows of each file as they were last read; none of a file with a problem."""
        return self._files.rows | {file: [] for file in self._files.problems}

    @property
    def problems(self) -> dict[str, list[Problem]]:
        """The problems of each file that cannot be read, the journal included."""
        own = {self.journal.path.name: self.journal.problems} if self.journal.problems else {}
        return self._files.problems | own

    def next_steps(self, article: str | None = None) -> dict[str, str]:
        """Return what undo and redo would do on an article, "" for none, in words; "" if nothing."""
        steps = {"undo": self.journal.undoable(article), "redo": self.journal.redoable(article)}
        return {name: f"{entry.did} {entry.what}" if entry else "" for name, entry in steps.items()}

    def look(self) -> bool:
        """Read what was changed on disk; return whether the user's own files were."""
        with self._thread:
            before, stamps, self.outside_changes = self.version, self._files.stamps(self.journal.path), []
            if stamps and stamps == self._stamps:
                return False
            try:
                with self._transactions.locked():
                    self._recover()
                self._stamps = stamps
            except NotSaved:  # files are always whole, so reading needs no lock; the rest waits for the next look
                self._files.read()
                with suppress(OSError):
                    self.journal.look()
            self._remember_version()
            return self.version != before

    def _recover(self) -> None:
        """Bring files, journal and version up to date."""
        self.outside_changes = self._transactions.recover()
        self._remember_version()

    def _remember_version(self) -> None:
        """Set the version of the own files, and keep its rows."""
        files = self._files
        self.version = digest("".join(f"{file} {files.hashes[file]}\n" for file in sorted(self.own)).encode())
        self._versions.pop(self.version, None)
        self._versions[self.version] = {file: files.rows[file] for file in self.own}
        for version in [*self._versions][:-VERSIONS]:
            del self._versions[version]

    def changes_since(self, version: str) -> list[Change]:
        """Return what was changed in own files since a version; raise ChangedMeanwhile if the version is unknown."""
        with self._thread:
            if version not in self._versions:
                raise ChangedMeanwhile("the files were changed in the meantime; open the article again", [])
            before, now = self._versions[version], self._files.rows
            return [change for file in self.own for change in diff(file, before[file], now[file])]

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only writer, for what is written beside the rows; raise NotSaved if the disk refuses it."""
        with self._thread, self._transactions.locked():
            yield

    def apply(
        self, id: str, did: str, what: str, changes: list[Change], seen: str | None = None, article: str = ""
    ) -> Entry:
        """Apply changes, write and journal them, once for each id; return the entry.

        `article` is the one that is open, where the rows do not say it. Raises ChangedMeanwhile if own files are no
        longer in the version `seen`, NotSaved if the changes cannot be written, UserError if they cannot be applied.
        """
        return self._write(id, seen, lambda: (did, what, "", changes, article))

    def note(
        self, id: str, did: str, what: str, changes: Sequence[Change] = (), of: str = "", article: str = ""
    ) -> Entry:
        """Journal an act that changes no row of these files (`changes` are of another one); return the entry."""
        with self.locked():
            self._recover()
            _check_id(id)
            if id in self.journal.ids:
                return self.journal.ids[id]
            return self._transactions.commit({}, id, did, what, of, changes, article)

    def undo(self, id: str, seen: str | None = None, article: str | None = None) -> Entry:
        """Take back the last act on an article (None: on any) that was not taken back yet; return the entry."""
        return self._write(id, seen, lambda: _step(UNDID, self.journal.undoable(article), invert))

    def redo(self, id: str, seen: str | None = None, article: str | None = None) -> Entry:
        """Do again the act on an article (None: on any) that was taken back last; return the entry."""
        return self._write(id, seen, lambda: _step(REDID, self.journal.redoable(article), list))

    def _write(self, id: str, seen: str | None, act_now: Callable[[], Act]) -> Entry:
        """Write an act, as it is once all files are read, unless its id is journalled already; return the entry."""
        with self._thread, self._transactions.locked():
            self._recover()
            _check_id(id)
            if id in self.journal.ids:
                return self.journal.ids[id]
            if seen not in (None, self.version) and (changes := self.changes_since(seen)):
                why = f"the files were changed in the meantime ({in_words(changes)}); look, and save again"
                raise ChangedMeanwhile(why, changes)
            did, what, of, changes, article = act_now()
            rows, applied = self._applied(changes, f"this cannot be {did[:2]}done any more: {what}" if of else "")
            touched = {file: rows[file] for file in sorted({change.file for change in applied})}
            entry = self._transactions.commit(touched, id, did, what, of, applied, article)
            self._remember_version()
            return entry

    def _applied(self, changes: list[Change], refusal: str) -> tuple[dict[str, Rows], list[Change]]:
        """Return the rows of each file after these changes, and the changes that change something.

        `refusal` begins the message of the UserError.
        """
        try:
            rows, applied = apply_changes(self._files.rows, [self._writable(change) for change in changes], self.order)
        except UserError as why:
            raise UserError(f"{refusal} ({why})" if refusal else str(why)) from None
        return rows, [change for change in applied if change.was != change.now]

    def _writable(self, change: Change) -> Change:
        """Return a change that can be written: its file is known and readable, its cells are in the columns' order."""
        columns = self._files.columns.get(change.file)
        if columns is None:
            raise UserError(f"{change.file} is no file of this desk; reload the page")
        for problem in self._files.problems.get(change.file, ()):
            raise UserError(str(problem))
        if change.now is None:
            return change
        if set(change.now) != set(columns):
            raise UserError(f"{change.file}: a row has other columns than {','.join(columns)}; reload the page")
        row = {column: change.now[column] for column in columns}
        with suppress(UnicodeEncodeError):
            if authored_csv.check_shape(change.file, tables.text([row], columns).encode("utf-8"), columns)[0] == [row]:
                return change._replace(now=row)
        why = "a cell would not come back as it is (too long, or half a character); write it anew"
        raise UserError(f"{change.file}: {why}")


def _check_id(id: object) -> None:
    """Raise UserError unless an act has an id."""
    if not (isinstance(id, str) and id and id.isprintable()):
        raise UserError("an act needs an id of its own; reload the page")


def _step(did: str, act: Entry | None, turn: Callable[[list[Change]], list[Change]]) -> Act:
    """Return the act that undoes or redoes an act; raise UserError if there is none."""
    if act is None:
        raise UserError(f"there is nothing to {did.replace('did', 'do')}; go on coding")
    return did, act.what, act.id, turn(act.changes), act.article
