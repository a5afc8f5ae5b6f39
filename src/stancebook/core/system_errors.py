"""What the system refuses of a file, in words: what happened, and what to do.

>>> why(IsADirectoryError(errno.EISDIR, "Is a directory", "codebook.yaml"))
('it is a folder, and has to be a file', 'move that folder away')
"""

from __future__ import annotations

import errno
import os
import shlex
from pathlib import Path

from stancebook.core.problems import Problem, one_line

LINK = ("it is a link, which is not written through", "delete it")
NO_RIGHT = ("you have no right to it", "give yourself the right")
REASONS = {  # what the system says of a file: what happened, and what to do
    "ENOSPC": ("the disk is full", "make room on it"),
    "EDQUOT": ("your share of the disk is used up", "make room on it"),
    "EFBIG": ("the file would be larger than the limit for a file", "raise it (ulimit -f)"),
    "EROFS": ("its file system can be read alone", "work in a copy on another disk"),
    "EIO": ("the disk failed", "look to the disk"),
    "EISDIR": ("it is a folder, and has to be a file", "move that folder away"),
    "ENOTDIR": ("a file stands in the place of a folder", "move that file away"),
    "EEXIST": ("something of that name is there", "move it away"),
    "ENOTEMPTY": ("the folder is not empty", "move away what is in it"),
    "ENAMETOOLONG": ("the name is too long", "choose a shorter one"),
    "EMFILE": ("too many files are open at once", "raise the limit (ulimit -n)"),
    "ENFILE": ("too many files are open on this machine", "close other programs"),
    "ELOOP": ("too many links lead from one to the other", "put the file itself there"),
    "EMLINK": ("too many links lead to it", "put a copy there"),
    "ENOENT": ("it is gone, or never was there", "restore it, or correct the name"),
    "ENOMEM": ("there is not enough memory", "close other programs"),
    "EAGAIN": ("this system starts no more processes now", "close other programs"),
    "EACCES": NO_RIGHT,
    "EPERM": NO_RIGHT,
}


def why(error: OSError) -> tuple[str, str]:
    """What happened to a file, and what to do, in words.

    >>> why(IsADirectoryError(errno.EISDIR, "Is a directory", "codebook.yaml"))
    ('it is a folder, and has to be a file', 'move that folder away')
    """
    if str(error.strerror).startswith("No usable temporary"):  # as Python says it where none takes a file
        return "no folder takes temporary files", "make room, or name one that does in TMPDIR"
    happened, fix = REASONS.get(errno.errorcode.get(error.errno or 0, ""), ("", ""))
    path = path_of(error)
    if path and (happened, fix) == NO_RIGHT:
        return _no_right(path)
    if error.errno == errno.ELOOP and path and path.is_symlink() and not _is_loop(path):
        return LINK
    return (happened, fix) if happened else (error.strerror or str(error), "look to it")


def path_of(error: OSError) -> Path | None:
    """The file that an error of the system is about, as an absolute path; None if it names none."""
    name = error.filename2 or error.filename
    return Path(os.path.abspath(os.fsdecode(name))) if isinstance(name, str | bytes) and name else None


def _is_loop(path: Path) -> bool:
    """Whether links lead from one to the other without an end."""
    try:
        path.stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def _typed(path: Path) -> str:
    """A path as one may type it in the working folder, by its whole name if it lies outside."""
    here = Path.cwd()
    return shlex.quote(str(path.relative_to(here) if path.is_relative_to(here) else path))


def _no_right(path: Path) -> tuple[str, str]:
    """What one may not do with a file, or with the first folder on the way to it, and what to do."""
    for folder in reversed(path.parents):
        if not os.access(folder, os.X_OK):
            return (
                f"you may not look into the folder {folder.name}",
                f"give yourself the right: chmod u+rwx {_typed(folder)}",
            )
    if not os.path.lexists(path) or (os.access(path, os.R_OK) and os.access(path, os.W_OK)):
        folder = path.parent
        cure = f"give yourself the right: chmod u+rwx {_typed(folder)}"
        return f"you may not write in the folder {folder.name}", cure
    what = "write" if os.access(path, os.R_OK) else "read"
    return (
        f"you may not {what} it",
        f"give yourself the right: chmod u+{'rwx' if os.path.isdir(path) else 'rw'} {_typed(path)}",
    )


def failed(error: OSError, *folders: Path) -> str:
    """A sentence on a file that could not be read or written: which, why, and what to do.

    The file is named from the first of the folders in which it lies.

    >>> failed(OSError(errno.ENOSPC, "No space left", "/s/data/coded/frozen.json"), Path("/s"))
    'data/coded/frozen.json: the disk is full, it is as it was before; make room on it, and give the same command again'
    """
    (happened, fix), path = why(error), path_of(error)
    if path is None:
        left = f"{happened}, no file is half written"
        return f"{left}; {fix}, and give the same command again"
    inside = next((folder for folder in folders if path.is_relative_to(folder) and path != folder), None)
    name = one_line((path.relative_to(inside) if inside else path).as_posix())
    return f"{name}: {one_line(happened)}, it is as it was before; {one_line(fix)}, and give the same command again"


def cannot_read(file: str, error: OSError) -> Problem:
    """The problem of a file that is there, and cannot be read."""
    happened, fix = why(error)
    return Problem(file, None, "", f"it cannot be read ({happened})", fix)
