"""Processes that end with the one that started them, even if that one is killed.

A program puts its process number into STANCEBOOK_PARENT. make adds the number of the process that it starts, so that
processes further down, which inherit the variable, ignore it.

>>> end_with_caller({"STANCEBOOK_PARENT": "1 2"})
>>> end_with_caller({})
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping

LINUX = sys.platform == "linux"
PR_SET_PDEATHSIG = 1  # the option of Linux's prctl that names the signal a process gets when its parent has ended


def die_with_parent(parent: int, sign: int = signal.SIGKILL) -> None:
    """Let Linux send this process a signal as soon as its parent, the process with this number, has ended."""
    import ctypes  # here, because a run with nothing to do needs none of it

    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, sign)
    if os.getppid() != parent:
        os._exit(1)


def end_with_caller(environment: Mapping[str, str]) -> None:
    """Let Linux end this process, and the program that it becomes, as soon as the program that called it has ended."""
    caller, _, called = environment.get("STANCEBOOK_PARENT", "").partition(" ")
    meant = called == str(os.getpid()) if called else caller == str(os.getppid())
    if LINUX and meant and caller.isdecimal():
        die_with_parent(int(caller), signal.SIGTERM)


def interrupt_after(ended: Callable[[], object], sign: signal.Signals, patience: float) -> threading.Event:
    """Send this process's main thread a signal when `ended` returns; return an Event that is set then.

    `ended` waits in a thread of its own. The process is killed if it still runs `patience` seconds later.
    """
    orphaned, main_thread = threading.Event(), threading.get_ident()

    def watch() -> None:
        ended()
        orphaned.set()
        if hasattr(signal, "pthread_kill"):  # it also ends what the main thread waits for
            signal.pthread_kill(main_thread, sign)
        else:
            _thread.interrupt_main(sign)
        time.sleep(patience)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    return orphaned


def exit_with_parent() -> None:
    """Let this process, which multiprocessing has spawned from a main thread, exit when its parent has ended.

    It must have nothing to clear away.
    """
    from multiprocessing import parent_process  # here and below, because a run with nothing to do needs none of it

    if LINUX and (parent := parent_process()):
        die_with_parent(parent.pid or 0)
        return

    def watch() -> None:
        parent_ended()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def parent_ended() -> None:
    """Wait until the parent of this process, which multiprocessing has spawned, has ended."""
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
