"""Run a function as a normal user, in a forked process: root may read and write whatever the modes of a file say."""

import os
import pickle
import shutil
import tempfile
import traceback
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


def as_normal_user(before, work):
    """Return what `work` returns in a process of a user without special rights; raise AssertionError if it fails.

    `before` is called there first, with the rights of this process: that user may be unable to read this Python, so
    that all modules have to be imported by then.
    """
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            before()
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            answer = (True, work())
        except BaseException:
            answer = (False, traceback.format_exc())
        try:
            with open(theirs, "wb") as pipe:
                pickle.dump(answer, pipe)
        finally:
            os._exit(0)  # whatever comes, the tests do not go on in this process
    os.close(theirs)
    with open(ours, "rb") as pipe:
        content = pipe.read()
    os.waitpid(child, 0)
    good, value = pickle.loads(content)
    assert good, value
    return value


@contextmanager
def users_folder():
    """Give a folder that the normal user owns, outside of those of pytest, which are root's alone."""
    folder = Path(tempfile.mkdtemp(prefix="a user's ", dir="/tmp"))
    try:
        give(folder)
        yield folder
    finally:
        open_up(folder)
        shutil.rmtree(folder)


def give(folder):
    """Make a folder and everything in it the normal user's."""
    if os.getuid() == 0:
        for place, _, names in os.walk(folder):
            for path in (place, *(os.path.join(place, name) for name in names)):
                os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def open_up(folder):
    """Give back the right to everything in a folder."""
    os.chmod(folder, 0o755)
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            continue
        if path.is_dir():
            open_up(path)
        else:
            os.chmod(path, 0o644)
