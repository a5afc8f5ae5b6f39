"""One process at a time at work in a folder.

The system holds the lock, and releases it however its holder ends, so that on one machine no lock is stale. A file
beside it names the holder. Where machines share a drive and not its locks, that file is all they see of each other.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder, one_run(Path(folder)):
...     holder(Path(folder)) == (os.getpid(), platform.node())
True
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from stancebook.core import files, paths
from stancebook.core.bounds import json_text, reading
from stancebook.core.problems import UserError, one_line

if TYPE_CHECKING:
    from filelock import AcquireReturnProxy

LOCK, HOLDER = ".lock", ".lock.json"
GRACE = 1  # seconds in which the processes of a killed holder end


@contextlib.contextmanager
def one_run(folder: Path, tell: Callable[[str], object] | None = None, noted: bool = True) -> Iterator[None]:
    """Hold a folder's lock; raise UserError, which names the holder, if another process has it.

    With `tell`, pass it that sentence, and wait. Unless the holder has to be `noted`, a full disk does not matter.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _acquired(folder, tell):
        _refuse_another_host(folder)
        with contextlib.nullcontext() if noted else contextlib.suppress(OSError):
            files.write_text(folder / HOLDER, json.dumps({"pid": os.getpid(), "host": platform.node()}) + "\n")
        try:
            yield
        finally:
            (folder / HOLDER).unlink(missing_ok=True)


def holder(folder: Path) -> tuple[int, str] | None:
    """Return the process number and the host of the last to hold a folder's lock; None if it has ended in order."""
    try:
        said = json_text.loads(reading.read_bytes(folder / HOLDER))
        return int(said["pid"]), str(said["host"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _acquired(folder: Path, tell: Callable[[str], object] | None) -> AcquireReturnProxy:
    """Return a folder's lock, which the end of a with block releases."""
    from filelock import FileLock, Timeout  # here, because a check needs no lock

    lock = FileLock(folder / LOCK)
    try:
        return lock.acquire(GRACE)
    except Timeout:
        busy = f"{_shown(holder(folder))} is at work in {paths.shown(folder)}"
    if tell is None:
        raise UserError(f"{busy}; wait for it, or stop it")
    tell(f"{busy}; waiting for it")
    return lock.acquire(-1)


def _refuse_another_host(folder: Path) -> None:
    """Raise UserError if a process of another host has not ended in order: nobody here sees whether it still runs."""
    if (last := holder(folder)) and last[1] != platform.node():
        unknown = f"{_shown(last)} was at work in {paths.shown(folder)}, and has not said that it ended"
        raise UserError(f"{unknown}; if it has, delete {paths.shown(folder / HOLDER)}")


def _shown(last: tuple[int, str] | None) -> str:
    return f"process {last[0]} on {one_line(last[1])}" if last else "another process"
