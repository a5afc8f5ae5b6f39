"""A program of the tests that make has started: it ends with make, and all that it has started ends with it."""

import os
import signal
import sys

import psutil

from stancebook.core.processes.parents import end_with_caller


def end_with_make():
    """End this process, and all below it, when make ends or this process is told to end."""
    signal.signal(signal.SIGTERM, _end)
    end_with_caller(os.environ)


def _end(number, frame):
    for process in psutil.Process().children(recursive=True):
        process.kill()
    sys.exit(128 + number)
