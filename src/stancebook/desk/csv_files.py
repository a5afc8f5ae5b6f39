"""Files: the CSV files of a folder that a desk works in, read as far as they can be, and written whole and for good.

What is written stands first under a temporary name, its part, and on the disk itself; only then is it put in place.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     files = CsvFiles(folder, {"coder.csv": ("article", "quote")})
...     files.put(files.parts({"coder.csv": [{"article": "010", "quote": "We will come."}]}))
...     files.read()
...     files.rows, files.wrong
({'coder.csv': [{'article': '010', 'quote': 'We will come.'}]}, {})
"""

import errno
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

from stancebook.core import files, tables
from stancebook.core.files import digest
from stancebook.core.problems import Problem
from stancebook.study import loader

SETTLED = 100_000_000  # nanoseconds after which a file that is written again has another time


class CsvFiles:
    """The files of a folder, with their columns, as they were last read: bytes, hashes ("" where there is none), rows.

    `rows` keeps what could last be read of a file that now is `wrong`, with the complaints about it.
    """

    def __init__(self, folder, columns):
        self.folder, self.columns = Path(folder), dict(columns)
        self.contents = dict.fromkeys(self.columns, b"")
        self.hashes = dict.fromkeys(self.columns, "")
        self.rows, self.wrong = {file: [] for file in self.columns}, {}
        self._signs, self._placed = {}, []
        self._written = {}  # with hashes, so that nothing is parsed which was just written

    def path(self, file):
        """Where a file is; of a link, what it leads to."""
        return Path(os.path.realpath(self.folder / file))

    def part(self, file):
        """Where a file's part is."""
        return files.part_of(self.path(file))

    def stat(self, *more):
        """What differs once a file was written; None where one was written this moment, and may be once more."""
        signs = [_sign(path) for path in (*map(self.path, self.columns), *more)]
        latest = max((sign[0] for sign in signs if sign), default=0)
        return signs if time.time_ns() - latest > SETTLED else None

    def read(self):
        """Reads what has other bytes than at the last look."""
        for file in self.columns:
            self._signs[file] = _sign(self.path(file))
            try:
                content = self.path(file).read_bytes()
                hash = digest(content)
            except FileNotFoundError:
                content, hash = b"", ""
            except OSError as error:
                wrong = f"the file cannot be opened ({error.strerror})"
                self._take(file, b"", wrong, [], [Problem(file, None, "", wrong, "give yourself the right to it")])
                continue
            if hash != self.hashes[file]:
                self._take(file, content, hash, *self._shaped(file, content, hash))

    def _shaped(self, file, content, hash):
        if not hash:
            return [], []
        written, columns = self._written.get(file, ("", [])), self.columns[file]
        if written[0] == hash:
            return written[1], []
        rows, wrong = loader.check_shape(file, content, columns)
        return [{column: row[column] for column in columns} for row in rows], wrong

    def _take(self, file, content, hash, rows, wrong):
        self.contents[file], self.hashes[file] = content, hash
        self.wrong = {name: told for name, told in self.wrong.items() if name != file} | (
            {file: wrong} if wrong else {}
        )
        if not wrong:
            known = {tuple(row.values()): row for row in self.rows[file]}
            self.rows = self.rows | {
                file: [known.get(tuple(row.values()), row) for row in rows]
            }  # many versions, one row

    def parts(self, rows):
        """Writes the parts of files with these rows; their hashes. Raises OSError, and then may leave some parts."""
        out, self._placed = {}, []
        for file, those in rows.items():
            path, content = self.path(file), tables.text(those, self.columns[file]).encode("utf-8")
            if path.exists() and not os.access(path, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), file)
            out[file] = digest(content)
            part = files.write_part(path, content, lasting=True)
            if path.exists():
                shutil.copymode(path, part)
            self._written[file] = out[file], those
        return out

    def ask(self, files):
        """Raises OSError where one of these files was written since it was read."""
        if any(_sign(self.path(file)) != self._signs[file] for file in files):
            raise BlockingIOError(errno.EBUSY, os.strerror(errno.EBUSY))

    def drop(self, files):
        """Takes the parts of these files away."""
        for file in files:
            self.part(file).unlink(missing_ok=True)

    def put(self, files):
        """Puts the parts of these files in their place, for good."""
        for file in files:
            os.replace(self.part(file), self.path(file))
            self._placed.append(file)
        self._keep()

    def put_back(self):
        """Puts what was put in place last back as it was read before."""
        for file in self._placed:
            if self.hashes[file]:
                os.replace(files.write_part(self.path(file), self.contents[file], lasting=True), self.path(file))
            else:
                self.path(file).unlink(missing_ok=True)

    def _keep(self):
        """Waits until the folder's names are on the disk itself, where the system has a way to."""
        with suppress(OSError):  # the bytes are there; and not every file system, nor Windows, lets one wait for names
            handle = os.open(self.folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _sign(path):
    """What a file has that changes when it is written; None where there is none."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_ctime_ns, told.st_size, told.st_ino
