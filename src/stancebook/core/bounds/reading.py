"""Files read within limits: regular files alone, and none that is too large; nothing of another one is read.

>>> read_bytes(Path(__file__)).startswith(b'\"\"\"Files')
True
>>> read_bytes(Path(__file__).parent)
Traceback (most recent call last):
stancebook.core.bounds.limits.BeyondLimit: bounds: it is a folder and no file; put a file in its place
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from stancebook.core.bounds.limits import FILE_BYTES, BeyondLimit, megabytes
from stancebook.core.problems import Problem
from stancebook.core.system_errors import cannot_read

KINDS = {  # of what is no regular file
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def read_bytes(path: Path, most: int = FILE_BYTES) -> bytes:
    """The bytes of a regular file, which has `most` bytes at most; links are followed.

    Raises BeyondLimit before it reads anything else, and OSError as opening a file does.
    """
    _check(path, os.stat(path), most)  # opening a device may have effects
    with open(path, "rb", opener=_without_waiting) as file:
        status = os.fstat(file.fileno())
        _check(path, status, most)
        content = file.read(status.st_size + 1)  # a buffer of that size is made
        if len(content) > status.st_size:  # it grew
            content += file.read(most + 1 - len(content))
    if len(content) > most:
        raise _too_large(path, len(content), most)
    return content


def regular(path: Path, most: int = FILE_BYTES) -> Path:
    """The path of a regular file, which has `most` bytes at most; raises as `read_bytes`, and reads nothing."""
    _check(path, os.stat(path), most)
    return path


def read_text(path: Path, most: int = FILE_BYTES) -> str:
    """The text of a regular file in UTF-8, as Path.read_text has it; raises as `read_bytes`, and UnicodeDecodeError."""
    return read_bytes(path, most).decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def unreadable(file: str, error: OSError | BeyondLimit) -> Problem:
    """The problem of a file for which `read_bytes` raised an error."""
    if isinstance(error, BeyondLimit):
        return Problem(file, None, "", error.message, error.fix)
    return cannot_read(file, error)


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _check(path: Path, status: os.stat_result, most: int) -> None:
    """Raise BeyondLimit unless a status is that of a regular file of limited size."""
    if not stat.S_ISREG(status.st_mode):
        kind = KINDS.get(stat.S_IFMT(status.st_mode), "something else")
        raise BeyondLimit(path.name, f"it is {kind} and no file", "put a file in its place")
    if status.st_size > most:
        raise _too_large(path, status.st_size, most)


def _too_large(path: Path, size: int, most: int) -> BeyondLimit:
    message = f"it has {megabytes(size)}, more than the {megabytes(most)} that it may have"
    return BeyondLimit(path.name, message, "split it, or take out what does not belong there")
