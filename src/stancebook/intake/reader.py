"""A process that reads documents, with limits on its time and memory and without a network.

A document that breaks a limit, or the library that reads it, ends that process and nothing else.
"""

from __future__ import annotations

import multiprocessing
import socket
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, NoReturn

from stancebook.core.processes.parents import exit_with_parent
from stancebook.intake.document import BadDocument, Document
from stancebook.intake.formats import format_of, read_documents
from stancebook.intake.limits import MOST_MEMORY, MOST_SECONDS

AT_HOME = ("text", "csv")  # read here: the standard library alone reads them


class Reader:
    """Reads one file after the other; a context manager, whose process starts with the first file that needs it."""

    def __init__(self, seconds: float = MOST_SECONDS, memory: int = MOST_MEMORY) -> None:
        self.seconds, self.memory = seconds, memory
        self._process: Any = None
        self._connection: Any = None

    def __enter__(self) -> Reader:
        """Return the reader."""
        return self

    def __exit__(self, *_: object) -> None:
        """End its process."""
        self._stop()

    def read(self, content: bytes, name: str, encoding: str, columns: Mapping[str, str]) -> list[Document]:
        """The Documents in a file, as formats.read_documents has them; raises BadDocument for any failure."""
        if format_of(content, name) in AT_HOME:
            return read_documents(content, name, encoding, columns)
        if self._process is None:
            self._start()
        answer: Any = None
        with suppress(EOFError, OSError):  # the process has ended
            self._connection.send((content, name, encoding, dict(columns)))
            if not self._connection.poll(self.seconds):
                self._stop()
                raise BadDocument(f"reading it took more than {self.seconds:g} seconds", "give its text as a text file")
            answer = self._connection.recv()
        if answer is None:
            self._stop()
            raise BadDocument("reading it ended the program that reads it", "give its text as a text file")
        if isinstance(answer, BadDocument):
            raise answer
        return list(answer)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self.memory), daemon=True)
        self._process.start()
        theirs.close()

    def _stop(self) -> None:
        if self._process is not None:
            self._connection.close()
            self._process.kill()
            self._process.join()
            self._process = None


def _serve(connection: Connection, memory: int) -> None:
    """Answer each request with Documents or a BadDocument, until the other side closes the connection."""
    exit_with_parent()
    _limit(memory)
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            connection.send(_answer(*connection.recv()))


def _answer(content: bytes, name: str, encoding: str, columns: dict[str, str]) -> list[Document] | BadDocument:
    try:
        return read_documents(content, name, encoding, columns)
    except BadDocument as bad:
        return bad
    except MemoryError:
        return BadDocument("reading it takes too much memory", "give its text as a text file")
    except RecursionError:
        return BadDocument("its parts are nested too deeply", "give its text as a text file")
    except Exception as error:  # whatever a library makes of a damaged document
        return BadDocument(
            f"it cannot be read ({type(error).__name__})", "save it anew, or give its text as a text file"
        )


def _limit(memory: int) -> None:
    """Limit this process's memory, where the system can, and close the network to it."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such module, and macOS no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    socket.socket.connect = _no_network  # type: ignore[method-assign]


def _no_network(*_: object) -> NoReturn:
    raise OSError("documents are read without a network")
