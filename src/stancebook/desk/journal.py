"""A journal: a line for each act of a user. It tells who did what and when, and reads well in an editor and in git.

Undo and redo work by these lines, within one article. They also tell what a user's files held when the desk wrote.
Each line names the one before it, see `study.validation.journals`.

>>> text = '{"at": "2031-05-01T09:30:00Z", "by": "coder", "did": "saved", "what": "010, sentence 3", "id": "7",'
>>> text += '"changes": [{"file": "c.csv", "row": 2, "was": null, "now": {"q": "a"}}], "after": {"c.csv": "9f"}}'
>>> entry = parse(text)
>>> entry.what, entry.changes[0].now, entry.of
('010, sentence 3', {'q': 'a'}, '')
"""

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from stancebook.core import files
from stancebook.core.bounds import json_text, reading
from stancebook.core.csv_lines import RESTORE
from stancebook.core.problems import Problem, UserError
from stancebook.core.tables import Rows
from stancebook.desk.row_changes import Change, apply_changes
from stancebook.study.validation.journals import Chain, chained, link

BEGAN, FOUND, UNDID, REDID = "began", "found", "undid", "redid"
BEGIN = b'{"at": "'  # of a line
DREW = "drew"  # a sample: an act on no article
# Undo skips these acts: codes once seen stay seen, and an article is reopened by an act of its own.
NOT_UNDONE = (BEGAN, FOUND, "opened", "finished", "reopened", "trained")


class Entry(NamedTuple):
    """One act: when (UTC), by which user, what was done to what.

    `of` is the id of the act that an undo or a redo is about, `after` holds the hashes of the written files. `article`
    is the one that was open, where the changed rows do not say it.
    """

    at: str
    by: str
    did: str
    what: str
    id: str
    of: str
    changes: list[Change]
    after: dict[str, str]
    article: str = ""

    @property
    def on(self) -> str:
        """The article that the act was on, "" if on none."""
        if self.article or self.did == DREW or not self.changes:
            return self.article
        change = self.changes[0]
        return (change.now or change.was or {}).get("article", "")


def utc_now() -> str:
    """Return the time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_line(entry: Entry, heads: Sequence[str] = ()) -> str:
    """Return an entry as a line of a journal, which follows the lines with these links."""
    cells = entry._asdict() | {"changes": [change._asdict() for change in entry.changes]}
    for name in ("of", "article"):
        if not cells[name]:
            del cells[name]
    return chained(json.dumps(cells, ensure_ascii=False), heads) + "\n"


def parse(line: str | bytes) -> Entry:
    """Return the entry of a line; raise ValueError if the line holds none."""
    try:
        cells = dict(json_text.loads(line))
        before = cells.pop("before", "")
        entry = Entry(**{"of": "", **cells, "changes": [Change(**change) for change in cells["changes"]]})
    except (TypeError, KeyError) as error:
        raise ValueError(str(error)) from None
    texts = all(isinstance(text, str) for text in (*entry[:6], entry.article, before))
    if not (texts and _holds_text(entry.after) and all(map(_is_change, entry.changes))):
        raise ValueError("the line does not have the shape of a journal's entry")
    return entry


def _is_change(change: Change) -> bool:
    """Return whether a change that was read from a line has the right types."""
    rows = [row for row in (change.was, change.now) if row is not None]
    is_place = isinstance(change.file, str) and isinstance(change.row, int | None)
    return is_place and bool(rows) and all(map(_holds_text, rows))


def _holds_text(cells: Any) -> bool:
    """Return whether a value is a dict of texts."""
    return isinstance(cells, dict) and all(isinstance(cell, str) for cell in cells.values())


class Journal:
    """A journal on disk, as far as it was read: `look` reads on, `append` writes, `truncate` removes what is unread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._reset()
        with suppress(OSError):  # it may become readable later
            self.look()

    def _reset(self) -> None:
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.ids: dict[str, Entry] = {}
        self.after: dict[str, str] = {}
        self.done: list[str] = []  # the ids of acts that can be undone
        self.undone: list[str] = []  # the ids of acts that can be done again
        self.end, self._lines, self._last, self._ended = 0, 0, b"", True
        self.is_foreign = False  # whether the end is neither an entry nor a part of one, as a crash leaves it
        self.chain = Chain()

    def undoable(self, article: str | None = None) -> Entry | None:
        """Return the act on an article (None: on any) that undo takes back next; None if there is none."""
        return self._latest(self.done, article)

    def redoable(self, article: str | None = None) -> Entry | None:
        """Return the act on an article (None: on any) that redo does again next; None if there is none."""
        return self._latest(self.undone, article)

    def _latest(self, ids: Sequence[str], article: str | None) -> Entry | None:
        entries = (self.ids[id] for id in reversed(ids))
        return next((entry for entry in entries if article in (None, entry.on)), None)

    def look(self) -> None:
        """Read what was appended since; read all if the last line read is no longer in its place."""
        content = self._from(self.end - len(self._last))
        if not content.startswith(self._last) or not self.end:
            self._reset()
            content = self._from(0)
        self.is_foreign = False
        *lines, rest = content[len(self._last) :].split(b"\n")
        for text in lines:
            self._read(text + b"\n")
        if rest:
            self._read_unended(rest)

    def _from(self, offset: int) -> bytes:
        """Return the bytes of the file from an offset on; none if there is no file."""
        try:
            with reading.regular(self.path).open("rb") as file:
                file.seek(offset)
                return file.read()
        except FileNotFoundError:
            return b""

    def _read(self, text: bytes) -> None:
        """Read a whole line; one that is no entry stays where it is, and becomes a problem."""
        self.end, self._last, self._lines = self.end + len(text), text, self._lines + self._ended
        self._ended = True
        self.chain.add(text)
        try:
            if text.strip():
                self._add(parse(text))
        except ValueError:
            message, fix = "the line is no entry of a journal", "restore it from git, or take it out"
            self.problems.append(Problem(self.path.name, self._lines, "", message, fix))

    def _read_unended(self, text: bytes) -> None:
        """Read a last line without a line end; one torn by a crash does not count."""
        try:
            self._add(parse(text))
        except ValueError:
            self.is_foreign = not (text.startswith(BEGIN) or BEGIN.startswith(text.strip(b"\0 ")))
            return
        self.chain.add(text)
        self.end, self._last, self._lines, self._ended = self.end + len(text), text, self._lines + 1, False

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.ids[entry.id] = entry
        self.after |= entry.after
        if entry.did in (UNDID, REDID):
            source, target = (self.done, self.undone) if entry.did == UNDID else (self.undone, self.done)
            if entry.of in source:
                source.remove(entry.of)
                target.append(entry.of)
        elif entry.changes and entry.did not in NOT_UNDONE:
            self.done.append(entry.id)
            self.undone = [id for id in self.undone if self.ids[id].on != entry.on]

    def append(self, entries: Iterable[Entry]) -> None:
        """Write entries at the end, through to the disk; after an OSError `truncate` removes a part of a line."""
        self.look()
        content = b"" if self._ended else b"\n"
        heads = self.chain.heads
        for entry in entries:
            line = as_line(entry, heads).encode("utf-8")
            content, heads = content + line, [link(line)]
        if self.is_foreign and not self.path.is_symlink():
            raise UserError(f"{self.path.name} cannot be read (its end is no entry of a journal); {RESTORE}")
        handle = files.open_append(self.path)
        try:
            os.ftruncate(handle, self.end)  # without a torn line
            os.lseek(handle, self.end, os.SEEK_SET)
            while content:
                content = content[os.write(handle, content) :]
            os.fsync(handle)
        finally:
            os.close(handle)

    def truncate(self) -> None:
        """Remove what is behind the last line that was read, if it is a part of a line that a crash tore."""
        if self.path.is_symlink() or self.is_foreign:  # `append` says so
            return
        if not self.end:
            self.path.unlink(missing_ok=True)
        elif self.path.stat().st_size > self.end:
            os.truncate(self.path, self.end)

    def rows(self, file: str) -> Rows:
        """Return the rows of a file as the journal's entries left it."""
        rows: dict[str, Rows] = {file: []}
        for entry in self.entries:
            for change in entry.changes:
                if change.file == file:
                    with suppress(UserError):  # a line is lost: the rest is compared all the same
                        rows = apply_changes(rows, [change])[0]
        return rows[file]
