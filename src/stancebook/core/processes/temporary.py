"""Temporary folders: each goes with the process that made it, at the latest when the next one is made.

A process holds a lock on its folder, as systemd-tmpfiles wants it; a folder without one is a leftover of a process that
was killed. A job of a sweep takes this module along to machines without this package, so it imports the standard
library alone.

>>> with temporary_folder("doctest") as folder:
...     folder.is_dir(), folder.name.startswith("stancebook-doctest-")
(True, True)
>>> folder.exists()
False
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

NAME = re.compile(r"stancebook-[a-z]+-\w{8}\.tmp")


@contextlib.contextmanager
def temporary_folder(kind: str, place: str | None = None) -> Iterator[Path]:
    """Give a new folder for temporary files, in `place` or where the system has them, and remove it at the end."""
    clear_temporary(place)
    folder, handle = _locked_folder(kind, place)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def clear_temporary(place: str | None = None) -> None:
    """Remove the temporary folders of processes that were killed; none on Windows, which has no locks of folders."""
    places = {Path(place or tempfile.gettempdir()), Path("/tmp")}
    found = [path for folder in places for path in folder.glob("stancebook-*.tmp") if NAME.fullmatch(path.name)]
    for path in found:
        with contextlib.suppress(ImportError, OSError):
            handle = _lock(path)
            shutil.rmtree(path, ignore_errors=True)
            os.close(handle)


def _lock(folder: Path, wait: bool = False) -> int:
    """Lock a folder and return the handle by which this process holds it; raise OSError if another one does."""
    import fcntl  # here, because Windows has none

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        os.close(handle)
        raise
    return handle


def _locked_folder(kind: str, place: str | None) -> tuple[Path, int | None]:
    """Return a new folder, and the handle by which this process has locked it, if it could."""
    while True:
        folder, handle = Path(tempfile.mkdtemp(".tmp", f"stancebook-{kind}-", place)).resolve(), None
        with contextlib.suppress(ImportError, OSError):
            handle = _lock(folder, wait=True)
        if folder.is_dir():
            return folder, handle
        if handle is not None:  # another process has just taken it for a leftover
            os.close(handle)
