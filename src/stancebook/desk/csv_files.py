"""The CSV files of a folder that a desk works in: read as far as they can be read, and written whole.

New content is staged first: it is written under a temporary name, through to the disk. `commit` renames it into place.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     files = CsvFiles(folder, {"coder.csv": ("article", "quote")})
...     files.commit(files.stage({"coder.csv": [{"article": "010", "quote": "We will come."}]}))
...     files.read()
...     files.rows, files.problems
({'coder.csv': [{'article': '010', 'quote': 'We will come.'}]}, {})
"""

import errno
import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from stancebook.core import files, tables
from stancebook.core.authored import authored_csv, rewriting
from stancebook.core.bounds import reading
from stancebook.core.files import digest
from stancebook.core.problems import Problem
from stancebook.core.tables import Rows
from stancebook.study import loader

STAGED = ".staged.part"  # unlike other temporary files, these are left for `recover` after a crash
CLOCK_STEP = 100_000_000  # nanoseconds after which a file that is written again certainly has another time


class CsvFiles:
    """The files of a folder, with their columns, as they were last read: bytes, hashes ("" if there is no file), rows.

    `problems` tells what is wrong with a file that cannot be read; `rows` keeps what could last be read of it.
    """

    def __init__(self, folder: str | Path, columns: Mapping[str, tuple[str, ...]]) -> None:
        self.folder, self.columns = Path(folder), dict(columns)
        self.contents = dict.fromkeys(self.columns, b"")
        self.hashes = dict.fromkeys(self.columns, "")
        self.rows: dict[str, Rows] = {file: [] for file in self.columns}
        self.problems: dict[str, list[Problem]] = {}
        self._stamps: dict[str, tuple[int, ...] | None] = {}
        self._staged: dict[str, Path] = {}
        self._committed: list[str] = []
        self._written: dict[str, tuple[str, Rows]] = {}  # hash and rows of files written here: no need to parse them

    def path(self, file: str) -> Path:
        """Return the path of a file; of a link, the path of its target."""
        return Path(os.path.realpath(self.folder / file))

    def staged(self, file: str) -> list[Path]:
        """Return the paths at which new content of a file is staged."""
        return files.parts_of(self.path(file), STAGED)

    def stamps(self, *more: Path) -> list[tuple[int, ...] | None] | None:
        """Return values that change if a file, or one of `more` paths, is written.

        Return None if a file was written this very moment, because a second write could leave the same values.
        """
        stamps = [stamp(path) for path in (*map(self.path, self.columns), *more)]
        latest = max((values[0] for values in stamps if values), default=0)
        return stamps if time.time_ns() - latest > CLOCK_STEP else None

    def read(self) -> None:
        """Read the files whose bytes differ from those read last."""
        for file in self.columns:
            self._stamps[file] = stamp(self.path(file))
            try:
                content = reading.read_bytes(self.path(file))
                hash = digest(content)
            except FileNotFoundError:
                content, hash = b"", ""
            except OSError as error:
                message = f"the file cannot be opened ({error.strerror})"
                problem = Problem(file, None, "", message, "give yourself the right to it")
                self._keep(file, b"", message, [], [problem])
                continue
            if hash != self.hashes[file]:
                self._keep(file, content, hash, *self._parsed(file, content, hash))

    def _parsed(self, file: str, content: bytes, hash: str) -> tuple[Rows, list[Problem]]:
        """Return the rows of a file, with the known columns in their order, and the problems of its shape."""
        if not hash:
            return [], []
        written_hash, written_rows = self._written.get(file, ("", []))
        if written_hash == hash:
            return written_rows, []
        optional = loader.optional_columns(file)
        needed = [column for column in self.columns[file] if column not in optional]
        rows, problems = authored_csv.check_shape(file, content, needed, optional)
        return [{column: row.get(column, "") for column in self.columns[file]} for row in rows], problems

    def _keep(self, file: str, content: bytes, hash: str, rows: Rows, problems: list[Problem]) -> None:
        self.contents[file], self.hashes[file] = content, hash
        self.problems = {name: others for name, others in self.problems.items() if name != file}
        if problems:
            self.problems[file] = problems
            return
        known = {tuple(row.values()): row for row in self.rows[file]}  # many versions share one row
        self.rows = self.rows | {file: [known.get(tuple(row.values()), row) for row in rows]}

    def stage(self, rows: Mapping[str, Rows]) -> dict[str, str]:
        """Stage these rows of files and return their hashes; an OSError may leave some of them staged."""
        hashes, self._committed, self._staged = {}, [], {}
        for file, own in rows.items():
            path, content = rewriting.end_of(self.folder / file), tables.text(own, self.columns[file]).encode("utf-8")
            if path.exists() and not os.access(path, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), file)
            hashes[file] = digest(content)
            self._staged[file] = files.write_part(path, content, STAGED)
            self._written[file] = hashes[file], own
        return hashes

    def check_unchanged(self, files: Iterable[str]) -> None:
        """Raise OSError if one of these files was written since it was read."""
        if any(stamp(self.path(file)) != self._stamps[file] for file in files):
            raise BlockingIOError(errno.EBUSY, os.strerror(errno.EBUSY))

    def discard(self, names: Iterable[str]) -> None:
        """Delete what is staged of these files."""
        for part in (part for file in names for part in self.staged(file)):
            files.remove(part)

    def commit(self, files: Iterable[str]) -> None:
        """Put what is staged of these files in place, through to the disk."""
        for file in files:
            os.replace(self._staged[file], self.path(file))
            self._committed.append(file)
        with suppress(OSError):  # the bytes are there; some file systems, and Windows, cannot wait for names
            handle = os.open(self.folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def roll_back(self) -> None:
        """Put back what the files held before the last commit."""
        for file in self._committed:
            if self.hashes[file]:
                files.write_bytes(self.path(file), self.contents[file], lasting=True)
            else:
                self.path(file).unlink(missing_ok=True)


def stamp(path: Path) -> tuple[int, ...] | None:
    """Return values that change if the file at a path is written; None if there is no file."""
    try:
        stat = path.stat()
    except (OSError, ValueError):  # a name that no file can have
        return None
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino
