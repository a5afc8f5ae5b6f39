"""The process that looks for patterns: it ends if a request takes too long, and knows nothing but the standard library.

A request is a number of patterns and their length and bytes, and those of a text; without a text the patterns are only
compiled. It answers pattern by pattern: a letter, and the length and bytes of the spans or of what is wrong.

>>> answer("a+", "caab").tolist()
[1, 3]
>>> answer("a(", "")
'missing ), unterminated subpattern at position 1'
"""

from __future__ import annotations

import faulthandler
import os
import re
import struct
import sys
from array import array
from contextlib import suppress
from typing import BinaryIO

SIZE = struct.Struct(">Q")
FOUND, WRONG = b"F", b"W"
NO_TEXT = 2**64 - 1  # in the place of its length


def answer(pattern: str, text: str | None) -> array[int] | str:
    """The starts and ends of what a pattern finds in a text, one after the other; what is wrong with it in words."""
    try:
        compiled = re.compile(pattern, re.MULTILINE)
        found = array("q")
        for match in compiled.finditer(text) if text is not None else ():
            found.extend(match.span())
        return found
    except (re.error, OverflowError) as error:
        return str(error)
    except RecursionError:
        return "its brackets stand within each other too often"
    except MemoryError:
        return "it takes too much memory"


def read(stream: BinaryIO) -> bytes | None:
    """The next bytes of a stream that were written with their length; None for no text. Raises EOFError at its end."""
    (size,) = SIZE.unpack(_exactly(stream, SIZE.size))
    return None if size == NO_TEXT else _exactly(stream, size)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content


def serve(requests: BinaryIO, answers: BinaryIO, seconds: float) -> None:
    """Answer requests until they end, or until one takes longer than some seconds."""
    while True:
        (number,) = SIZE.unpack(_exactly(requests, SIZE.size))
        patterns = [(read(requests) or b"").decode("utf-8", "surrogatepass") for _ in range(number)]
        content = read(requests)
        text = None if content is None else content.decode("utf-8", "surrogatepass")
        faulthandler.dump_traceback_later(seconds, exit=True)  # by a thread that needs nothing of Python
        for pattern in patterns:
            found = answer(pattern, text)
            letter, content = (WRONG, found.encode()) if isinstance(found, str) else (FOUND, found.tobytes())
            answers.write(letter + SIZE.pack(len(content)) + content)
            answers.flush()
        faulthandler.cancel_dump_traceback_later()


def _limit(memory: int) -> None:
    """Limit this process's memory, where the system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.stderr = open(os.devnull, "w", encoding="utf-8", newline="")  # noqa: SIM115  where the watch writes what it has to say
    _limit(int(sys.argv[2]))
    with suppress(EOFError, OSError, KeyboardInterrupt):
        serve(sys.stdin.buffer, sys.stdout.buffer, float(sys.argv[1]))
