"""A journal: a line for each act of a hand, who did what and when, good to read and good in git.

The lines serve undo and redo, and tell what a hand's files held when the desk last wrote them.

>>> told = '{"at": "2031-05-01T09:30:00Z", "by": "coder", "did": "saved", "what": "010, sentence 3", "id": "7",'
>>> told += '"changes": [{"file": "c.csv", "row": 2, "was": null, "now": {"q": "a"}}], "after": {"c.csv": "9f"}}'
>>> entry = parsed(told)
>>> entry.what, entry.changes[0].now, entry.of
('010, sentence 3', {'q': 'a'}, '')
"""

import json
import os
from contextlib import suppress
from datetime import datetime, timezone
from typing import NamedTuple

from stancebook.core.problems import Problem, UserError
from stancebook.desk.row_changes import Change, apply_changes

BEGAN, FOUND, UNDID, REDID = "began", "found", "undid", "redid"


class Entry(NamedTuple):
    """One act: when (UTC), by which hand, what was done to what; undo and redo are `of` another; hashes `after` it."""

    at: str
    by: str
    did: str
    what: str
    id: str
    of: str
    changes: list
    after: dict


def utc_now():
    """The time in UTC, to the second."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def line(entry):
    """An entry as it stands in a journal."""
    told = entry._asdict() | {"changes": [change._asdict() for change in entry.changes]}
    if not entry.of:
        del told["of"]
    return json.dumps(told, ensure_ascii=False) + "\n"


def parsed(line):
    """The entry that a line holds; raises ValueError where it holds none."""
    try:
        told = json.loads(line)
        entry = Entry(**{"of": "", **told, "changes": [Change(**change) for change in told["changes"]]})
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError(str(error)) from None
    texts = all(isinstance(text, str) for text in entry[:6])
    if not (texts and _text(entry.after) and all(map(_whole, entry.changes))):
        raise ValueError("not of a journal's shape")
    return entry


def _whole(change):
    """Whether a change read from a line is one."""
    cells = [cells for cells in (change.was, change.now) if cells is not None]
    return isinstance(change.file, str) and isinstance(change.row, int | None) and cells and all(map(_text, cells))


def _text(cells):
    """Whether something read from a line is a dict of texts."""
    return isinstance(cells, dict) and all(isinstance(cell, str) for cell in cells.values())


def last(path):
    """The last entry of the journal at a path, or None."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:
        return None
    for text in reversed(lines):
        try:
            return parsed(text)
        except ValueError:  # torn or empty
            continue
    return None


class Journal:
    """A journal on disk, as far as it was read: `look` reads on, `append` writes and `cut` takes back."""

    def __init__(self, path, passing=()):
        self.path, self.passing = path, {BEGAN, FOUND, *passing}
        self._forget()
        with suppress(OSError):  # it may be read later
            self.look()

    def _forget(self):
        self.entries, self.wrong, self.ids, self.after = [], [], {}, {}
        self.done, self.undone = [], []  # the ids of acts that can be undone and redone
        self.end, self._lines, self._last, self._ended = 0, 0, b"", True

    @property
    def undoable(self):
        """The act that undo takes back next, or None."""
        return self.ids[self.done[-1]] if self.done else None

    @property
    def redoable(self):
        """The act that redo does again next, or None."""
        return self.ids[self.undone[-1]] if self.undone else None

    def look(self):
        """Reads what was appended since; the whole, where the last line known no longer stands in its place."""
        content = self._from(self.end - len(self._last))
        if not content.startswith(self._last) or not self.end:
            self._forget()
            content = self._from(0)
        *lines, torn = content[len(self._last) :].split(b"\n")
        for text in lines:
            self._read(text + b"\n")
        if torn:
            self._unended(torn)

    def _from(self, offset):
        """The bytes of the file from an offset; none where there is no file."""
        try:
            with self.path.open("rb") as file:
                file.seek(offset)
                return file.read()
        except FileNotFoundError:
            return b""

    def _read(self, text):
        """Takes in a whole line; one that cannot be read stays where it is, with a complaint."""
        self.end, self._last, self._lines = self.end + len(text), text, self._lines + self._ended
        self._ended = True
        if text.strip():
            try:
                self._take(parsed(text))
            except ValueError:
                wrong = "the line is no entry of a journal"
                self.wrong.append(
                    Problem(self.path.name, self._lines, "", wrong, "restore it from git, or take it out")
                )

    def _unended(self, text):
        """Takes in a last line without an end where it is whole; one torn by a crash does not count."""
        try:
            self._take(parsed(text))
        except ValueError:
            return
        self.end, self._last, self._lines, self._ended = self.end + len(text), text, self._lines + 1, False

    def _take(self, entry):
        self.entries.append(entry)
        self.ids[entry.id] = entry
        self.after |= entry.after
        if entry.did in (UNDID, REDID):
            left, right = (self.done, self.undone) if entry.did == UNDID else (self.undone, self.done)
            if entry.of in left:
                left.remove(entry.of)
                right.append(entry.of)
        elif entry.changes and entry.did not in self.passing:
            self.done.append(entry.id)
            self.undone.clear()

    def append(self, entries):
        """Writes entries behind what stands there, on the disk itself; after an OSError `cut` takes back a part."""
        self.look()
        content = b"" if self._ended else b"\n"
        content += "".join(map(line, entries)).encode("utf-8")
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        try:
            os.ftruncate(handle, self.end)  # a torn line
            os.lseek(handle, self.end, os.SEEK_SET)
            while content:
                content = content[os.write(handle, content) :]
            os.fsync(handle)
        finally:
            os.close(handle)

    def cut(self):
        """Cuts off what stands behind what was read."""
        if not self.end:
            self.path.unlink(missing_ok=True)
        elif self.path.stat().st_size > self.end:
            os.truncate(self.path, self.end)

    def rows(self, file):
        """The rows of a file as the journal's entries left it."""
        rows = {file: []}
        for entry in self.entries:
            for change in entry.changes:
                if change.file == file:
                    try:
                        rows = apply_changes(rows, [change])[0]
                    except UserError:  # a line was lost: what is there is compared all the same
                        continue
        return rows[file]
