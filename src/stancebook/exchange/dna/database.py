"""Rows of a stranger's SQLite file: real tables alone, nothing run, and no more data than the file has bytes.

The file is read as bytes and opened in memory, so that no journal beside it is touched, and nothing is written.

>>> made = sqlite3.connect(":memory:", isolation_level=None)
>>> for command in ("CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name)", "INSERT INTO CODERS VALUES (2, 'Ada')"):
...     made = made.execute(command).connection
>>> opened = Database("a.dna", made.serialize())
>>> opened.rows("CODERS", "ID", "Name"), "DOCUMENTS" in opened.tables
([(2, 'Ada')], False)
>>> whole(2), whole("two"), words("Ada"), words(None), words(b"Ada")
(2, None, 'Ada', '', None)
"""

from __future__ import annotations

import sqlite3
from typing import Any, NoReturn

from stancebook.exchange.foreign import fault

WAL = slice(18, 20)  # bytes of the head that say how a file is written; 1 is the way that needs no file beside it
ROW = 4  # bytes that a row takes at least, beside one a column
OVERHEAD = 4096  # bytes that a file may seem to hold more than it has: values that are stored as nothing
FIX = "open it in DNA, save it anew, and give that file"
DAMAGED = (sqlite3.Error, UnicodeError)  # what SQLite raises, and Python where SQLite’s message is no text
GENERATED = (2, 3)  # what `hidden` is of a column that is computed


class Database:
    """A database in memory; raises UserError, which names the file, for one that cannot be read."""

    def __init__(self, file: str, content: bytes) -> None:
        """Open the bytes of a file."""
        self.file, self.left = file, 3 * len(content) + OVERHEAD
        if not content.startswith(b"SQLite format 3\0"):
            if content.removeprefix(b"\xef\xbb\xbf").startswith(b"<?xml"):
                self.refuse(
                    "it is a file of DNA 1", "import it into a new database with DNA 2 or 3, and give that file"
                )
            self.refuse("it is no SQLite database", "give a .dna file")
        plain = bytearray(content)
        plain[WAL] = b"\1\1"
        self.connection = sqlite3.connect(":memory:")
        self.connection.text_factory = lambda cell: cell.decode("utf-8", "replace")
        try:
            self.connection.deserialize(bytes(plain))
            for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
                self.connection.execute(f"PRAGMA {pragma}")
            found = self.connection.execute("SELECT name, type, sql FROM sqlite_schema").fetchmany(1000)
        except DAMAGED as error:
            self.refuse(f"it is damaged ({error})")
        self.tables = {name.upper() for name, kind, sql in found if kind == "table" and _plain(sql)}

    def close(self) -> None:
        """Let go of the memory."""
        self.connection.close()

    def refuse(self, message: str, fix: str = FIX) -> NoReturn:
        """Raise UserError for the file."""
        raise fault(self.file, "", message, fix)

    def rows(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """Return these columns of a table, by the first one where it is a number; any cell may have any type."""
        if table not in self.tables:
            self.refuse(f"it has no table {table}", "give a database of DNA 2 or 3")
        try:
            about = self.connection.execute(f"PRAGMA table_xinfo({table})").fetchall()
            there = {row[1].upper() for row in about if row[6] not in GENERATED}
            if lacking := [name for name in columns if name.upper() not in there]:
                self.refuse(f"its table {table} has no column {lacking[0]}", "give a database of DNA 2 or 3")
            cursor = self.connection.execute(f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED")
            found = []
            for row in cursor:
                self._spend(row)
                found.append(row)
        except DAMAGED as error:
            self.refuse(f"its table {table} is damaged ({error})")
        return sorted(found, key=lambda row: row[0] if isinstance(row[0], int) else 2**63)

    def count(self, table: str, column: str) -> int:
        """Return how many rows a table has; 0 if it is not there."""
        return len(self.rows(table, column)) if table in self.tables else 0

    def _spend(self, row: tuple[Any, ...]) -> None:
        """Refuse the file once its rows are more than it can hold: pages that are shared by many branches."""
        self.left -= ROW + len(row) + sum(len(cell) for cell in row if isinstance(cell, str | bytes))
        if self.left < 0:
            self.refuse("it is damaged (it has more data than bytes)")


def _plain(sql: object) -> bool:
    """Return whether a table is none that a module of SQLite computes."""
    return isinstance(sql, str) and not sql.lstrip().upper().startswith("CREATE VIRTUAL")


def whole(cell: object) -> int | None:
    """Return a cell that is a whole number; None for anything else."""
    return cell if isinstance(cell, int) else None


def words(cell: object) -> str | None:
    """Return a cell as text, "" if it is empty; None for bytes, which are no text."""
    return None if isinstance(cell, bytes) else "" if cell is None else str(cell)
