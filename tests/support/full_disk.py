"""A disk that is full: the writes of whole files fail that a test says, with half of a file written."""

import errno
import os
from pathlib import Path

from stancebook.core import files


def fill(monkeypatch, fails=lambda path: False, at=0):
    """Make the write number `at` fail, and each for which `fails`, called with its path, is true.

    Return the paths written to, as far as it has come.
    """
    created, written = files._created, []

    def half(part, path):
        file = created(part, path)
        written.append(Path(path))
        if len(written) != at and not fails(Path(path)):
            return file
        with file:
            file.write(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files, "_created", half)
    return written
