"""Whole-file writes: to a temporary name, then renamed, so that no half file exists.

A temporary name holds the number of its process, so that `sweep` finds what processes left that have ended.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     write_text(f"{folder}/a.txt", "We will come.")
...     [path.name for path in Path(folder).iterdir()], bool(TEMPORARY.fullmatch(part_of(Path("a.txt")).name))
(['a.txt'], True)
"""

import hashlib
import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from stancebook.core.problems import UserError

TEMPORARY = re.compile(r"\..+\.(\d{1,9})-[0-9a-f]{16}\.(?:part|old)")
HALVES = re.compile("[\ud800-\udfff]")  # halves of characters: JSON and YAML can spell them, no file in UTF-8 holds one
LONGEST = 200  # bytes of a name that its temporary name has in full: a name may have 255
# a name that somebody prepared is never followed, and a pipe never waited for; Windows has no such flags
SAFE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def digest(content: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def write_text(path: Path | str, content: str) -> None:
    """Write text as UTF-8 under a temporary name and rename it."""
    write_bytes(path, content.encode("utf-8"))


def write_bytes(path: Path | str, content: bytes, lasting: bool = False) -> None:
    """Write bytes under a temporary name and rename it; with `lasting`, wait until they are on the disk."""
    with replacing(path, lasting) as file:
        file.write(content)


def write_or_remove(path: Path | str, content: str | None) -> None:
    """Write text as `write_text` does; without a text, remove the file of that name, if there is one."""
    if content is None:
        Path(path).unlink(missing_ok=True)
    else:
        write_text(path, content)


@contextmanager
def replacing(path: Path | str, lasting: bool = False) -> Iterator[IO[bytes]]:
    """Give a file to write under a temporary name, and rename it at the end, so that the path has all of it or none.

    The mode of a file that is there stays. With `lasting`, wait until the bytes are on the disk.
    """
    part = part_of(path)
    with _removed_on_failure(part, path):
        with _created(part, path) as file:
            yield file
            if lasting:
                _wait_for_disk(file)
        os.replace(part, path)


def write_part(path: Path | str, content: bytes, ending: str = ".part", lasting: bool = True) -> Path:
    """Write bytes under a temporary name of the path, and return it; the caller renames it.

    With `lasting`, wait until they are on the disk.
    """
    part = part_of(path, ending)
    with _removed_on_failure(part, path), _created(part, path) as file:
        file.write(content)
        if lasting:
            _wait_for_disk(file)
    return part


def part_of(path: Path | str, ending: str = ".part") -> Path:
    """Return a temporary name beside a path, another one each time."""
    return Path(path).with_name(f"{_begin(path)}{os.getpid()}-{os.urandom(8).hex()}{ending}")


def parts_of(path: Path | str, ending: str) -> list[Path]:
    """Return the temporary names with this ending that are there beside a path; none if its folder cannot be read."""
    with suppress(OSError):
        names = sorted(os.listdir(Path(path).parent))
        return [Path(path).with_name(name) for name in names if name.startswith(_begin(path)) and name.endswith(ending)]
    return []


def _begin(path: Path | str) -> str:
    """Return what the temporary names of a path begin with."""
    name = Path(path).name
    return f".{name if len(os.fsencode(name)) <= LONGEST else digest(os.fsencode(name))}."


def _created(part: Path, path: Path | str) -> IO[bytes]:
    """Make the file of a temporary name, with the mode of the path if there is a file; return it, open for writing."""
    part.parent.mkdir(parents=True, exist_ok=True)
    mode = _mode(path)
    new = os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFE
    handle = os.open(part, new, 0o666 if mode is None else 0o600)
    if mode is not None:
        with suppress(OSError):  # a file system without modes
            os.chmod(part, mode)
    return os.fdopen(handle, "wb")


@contextmanager
def _removed_on_failure(part: Path, path: Path | str) -> Iterator[None]:
    """Remove a temporary file if anything fails; an OSError about it names the path."""
    try:
        yield
    except BaseException as error:
        remove(part)
        if isinstance(error, OSError) and error.filename in (None, str(part)):
            error.filename = str(path)
            del error.filename2  # which a message would show, even if it is None
        raise


def _wait_for_disk(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _mode(path: Path | str) -> int | None:
    """Return the mode of the file at a path, None if there is no file."""
    with suppress(OSError):
        status = os.lstat(path)
        return stat.S_IMODE(status.st_mode) if stat.S_ISREG(status.st_mode) else None
    return None


def open_append(path: Path | str) -> int:
    """Return a handle to read and write at the end of a file, which is made if need be; no link is followed.

    Raises UserError if it is a link, or no file.
    """
    if os.path.islink(path):
        raise UserError(f"{Path(path).name} is a link, which is not written through; put the file itself in its place")
    handle = os.open(path, os.O_RDWR | os.O_CREAT | SAFE, 0o666)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise UserError(f"{Path(path).name} is no file; put the file itself in its place")
    return handle


# ---- what is left of writers that are gone


def sweep(*folders: Path | str) -> None:
    """Remove from these folders the temporary files and folders of processes that are gone.

    What cannot be removed stays: no name of it is used again.
    """
    for folder in folders:
        with suppress(OSError):
            for entry in os.scandir(folder):
                match = TEMPORARY.fullmatch(entry.name)
                if match and is_gone(int(match[1]), entry.stat(follow_symlinks=False).st_mtime):
                    remove(entry.path)


def is_gone(process: int, wrote_at: float) -> bool:
    """Return whether the process with this number that wrote at a time (seconds since 1970) has ended.

    A process that began later is another one, to which the system gave the number again.
    """
    import psutil  # here, because there is mostly nothing to ask it about

    try:
        owner = psutil.Process(process)
        return owner.status() == psutil.STATUS_ZOMBIE or owner.create_time() > wrote_at + 60
    except psutil.NoSuchProcess:
        return True
    except psutil.Error:
        return False


def is_plain(path: Path | str) -> bool:
    """Return whether there is a file at a path, and no link."""
    return os.path.isfile(path) and not os.path.islink(path)


def remove(path: Path | str) -> None:
    """Remove a file, a link or a whole folder, as far as it is there and can be removed; no link is followed."""
    with suppress(OSError):
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path, ignore_errors=True)
        else:
            os.unlink(path)
