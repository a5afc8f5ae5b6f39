"""An IPython kernel in a forked process: its parent has done the imports, and a pipe takes the place of sockets.

The kernel is ipykernel's own, so the outputs of a cell are those of an ordinary kernel. Linux alone: elsewhere
libraries use threads that do not survive a fork.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from multiprocessing.connection import Connection
from queue import Empty
from types import SimpleNamespace
from typing import Any, NoReturn

from ipykernel.inprocess.ipkernel import InProcessKernel
from IPython.core.shellapp import InteractiveShellApp
from jupyter_client.session import Session
from traitlets.config import Config

from stancebook.core.processes.parents import die_with_parent

BACKEND = "module://matplotlib_inline.backend_inline"  # what an ordinary kernel gives to matplotlib
NO_HISTORY_FILE = Config({"HistoryManager": {"hist_file": ":memory:"}})
PATIENCE = 5  # seconds that the process has to end when its pipe is closed

Message = dict[str, Any]


class Channel:
    """The messages of a channel that have arrived and are not read yet."""

    def __init__(self) -> None:
        self.messages: deque[Message] = deque()

    async def get_msg(self, timeout: float | None = None) -> Message:
        """Return the next message; if there is none, raise queue.Empty, or wait for ever without a timeout."""
        if self.messages:
            return self.messages.popleft()
        if timeout is None:
            await asyncio.Future()  # nbclient looks every second whether the kernel is alive, and cancels this
        raise Empty


class ForkedKernel:
    """A forked kernel as nbclient sees it: a kernel's manager and its client in one.

    A request returns when the kernel has answered it; all messages about it are in the channels then.
    """

    has_kernel = True
    allow_stdin = False

    def __init__(self, timeout: float | None = None) -> None:
        """Start the process; a cell may take `timeout` seconds, or as long as it needs."""
        self.timeout = timeout or None
        self.iopub_channel, self.shell_channel = Channel(), Channel()
        self._session, self._answered = Session(), True
        self._pipe, inner = multiprocessing.Pipe()
        process = multiprocessing.get_context("fork").Process(target=_serve, args=(inner, self._pipe, os.getpid()))
        process.start()
        self._process = process
        inner.close()

    def client(self) -> ForkedKernel:
        """Return the kernel itself."""
        return self

    def start_channels(self) -> None:
        """Do nothing: the channels are open."""

    def wait_for_ready(self, timeout: float | None = None) -> None:
        """Do nothing: the first request waits for the kernel."""

    def execute(self, code: str, store_history: bool = True, stop_on_error: bool = True) -> str:
        """Run a cell; return the id of the request."""
        options = {"store_history": store_history, "stop_on_error": stop_on_error, "allow_stdin": False}
        return self._request("execute_request", {"code": code, "silent": False, **options})

    def kernel_info(self) -> str:
        """Ask for the kernel's language and version; return the id of the request."""
        return self._request("kernel_info_request", {})

    def _request(self, kind: str, content: Message) -> str:
        """Send a request and put everything that answers it into the channels; return the request's id."""
        request = self._session.msg(kind, content)
        self._answered = False
        with contextlib.suppress(EOFError, OSError):  # the kernel has died, which nbclient finds out by is_alive
            self._pipe.send(request)
            while self._pipe.poll(self.timeout):
                arrived = self._pipe.recv()
                if arrived is None:
                    self._answered = True
                    break
                channel, message = arrived
                getattr(self, channel).messages.append(message)
        return request["header"]["msg_id"]

    def is_alive(self) -> bool:
        """Return whether the process is running."""
        return self._process.is_alive()

    def interrupt_kernel(self) -> None:
        """Interrupt the running cell."""
        os.kill(self._process.pid or 0, signal.SIGINT)

    def close(self) -> None:
        """End the process: it ends by itself when its pipe is closed; it is killed if it does not, or runs a cell."""
        self._pipe.close()
        self._process.join(PATIENCE if self._answered else 0)
        self._process.kill()
        self._process.join()


class PipeKernel(InProcessKernel):
    """The kernel inside the forked process: it puts what it publishes and its replies into a pipe."""

    _supports_kernel_subshells = False  # they would need sockets

    def open(self, pipe: Connection) -> None:
        """Use this pipe from now on, and make what is printed a message."""
        self.pipe, self.lock, self.idle = pipe, threading.Lock(), threading.Event()
        # await in a cell asks which thread this is
        self.shell_channel_thread = SimpleNamespace(parent_thread=threading.current_thread())
        sys.stdout, sys.stderr = self.stdout, self.stderr

    async def answer(self, request: Message) -> None:
        """Handle a request; send its reply, and then None, when all that was published before is sent."""
        self.idle.clear()
        self.session.send(self.shell_stream, request)
        await self.dispatch_shell(self.shell_stream.recv_multipart())
        self.idle.wait()
        _, reply = self.session.recv(self.shell_stream, copy=False)
        self._send(("shell_channel", reply))
        self._send(None)

    def _io_dispatch(self, change: object) -> None:
        """Send a message that was just published, by any thread."""
        _, message = self.session.recv(self._underlying_iopub_socket, copy=False)
        self._send(("iopub_channel", message))
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            self.idle.set()

    def _send(self, message: object) -> None:
        with self.lock:
            self.pipe.send(message)


def _serve(pipe: Connection, outer: Connection, parent: int) -> NoReturn:
    """Answer requests until the pipe is closed; then end without the clean-up that belongs to the parent."""
    try:
        die_with_parent(parent)
        outer.close()
        _forget_parent()
        sys.modules["debugpy"] = None  # type: ignore[assignment]  # a debugger would be loaded, and print a warning
        kernel = PipeKernel.instance(config=NO_HISTORY_FILE)
        del sys.modules["debugpy"]
        kernel.open(pipe)
        with contextlib.suppress(EOFError):
            asyncio.run(_answer_all(kernel))
        atexit._run_exitfuncs()  # those of the cells and of the shell, which closes the files that cells left open
    finally:
        os._exit(1)


async def _answer_all(kernel: PipeKernel) -> None:
    """Answer one request after the other; tasks that a cell has started go on between them."""
    loop, arrived = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(kernel.pipe.fileno(), arrived.set)
    while await arrived.wait():
        arrived.clear()
        await kernel.answer(kernel.pipe.recv())


def _forget_parent() -> None:
    """Undo what a new process would not have: signals, exit functions, standard input, random states, search path."""
    atexit._clear()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()
    InteractiveShellApp.init_path(SimpleNamespace(ignore_cwd=False))  # type: ignore[arg-type]
    os.environ.setdefault("MPLBACKEND", BACKEND)
    if matplotlib := sys.modules.get("matplotlib"):
        matplotlib.rcParams["backend"] = os.environ["MPLBACKEND"]
