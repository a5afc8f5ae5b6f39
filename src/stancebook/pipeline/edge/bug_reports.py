"""Reports of a fault of the program itself: a short id, and a file with everything that helps to find the fault.

The id comes from the type of the error and from the functions and lines that the error went through, so that one fault
has one id, whatever machine, folder or time it is met in.

>>> def fails(): return {}["a"]
>>> def met():
...     try:
...         fails()
...     except KeyError as error:
...         return identity(error)
>>> met() == met(), len(met())
(True, 8)
"""

from __future__ import annotations

import hashlib
import linecache
import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from stancebook import __version__
from stancebook.core import files, links, paths
from stancebook.core.problems import one_line

MOST_FRAMES = 60  # of an error that are written down


def report(error: Exception, *folders: Path) -> str:
    """Write down an error, under build/ of the last of the folders; return sentences on the fault and on the file."""
    name = f"bug-{identity(error)}"
    said = f"stancebook itself failed: {name} ({type(error).__name__}: {one_line(str(error))})"
    calm = "this is a fault of the program, not yours; no file is half written"
    written = next(filter(None, _written(f"{name}.log", content(error, *folders), folders)), None)
    where = f"what is known of it stands in {paths.shown(written)}; send that file" if written else "send these lines"
    return f"{said}\n{calm}\n{where} to those who maintain stancebook, with the command that you gave"


def _written(name: str, text: str, folders: tuple[Path, ...]) -> Iterator[Path | None]:
    """Yield the path of a new file in the first place that takes it: build/, else the folder for temporary files."""
    inside = [home / "build" for home in folders[-1:] if not links.link_out(home, home / "build")]
    for place in (*(str(folder) for folder in inside), None):
        try:
            path = Path(place or tempfile.gettempdir(), name)  # there may be no folder for temporary files
            files.write_text(path, text)
            yield path
        except OSError:
            continue


def identity(error: BaseException) -> str:
    """Return eight hexadecimal digits for a fault."""
    places = dict.fromkeys(f"{module}:{function}:{line}" for module, function, _, line in _frames(error.__traceback__))
    return hashlib.sha256("\n".join([type(error).__name__, *places]).encode("utf-8", "replace")).hexdigest()[:8]


def content(error: BaseException, *folders: Path) -> str:
    """Return what helps to find a fault: versions, and each function and line on the way; no path of these folders."""
    lines = [f"stancebook {__version__}, Python {platform.python_version()}, {sys.platform}", ""]
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        frames = [*_frames(cause.__traceback__)][-MOST_FRAMES:]
        lines += [f"{module}, line {number}, in {function}\n    {line}" for module, function, number, line in frames]
        lines += ["".join(traceback.format_exception_only(cause)).rstrip(), ""]
        cause = cause.__cause__ or cause.__context__
    text = "\n".join(lines)
    own = os.path.expanduser("~")  # as it is for a user without a home
    for folder, short in (*((str(folder), ".") for folder in folders), (own, "~")):
        text = text.replace(folder, short) if len(folder) > 1 else text
    return text


def _frames(trace: TracebackType | None) -> Iterator[tuple[str, str, int, str]]:
    """Yield module, function, number and text of each line that an error went through."""
    for frame, number in traceback.walk_tb(trace):
        module = str(frame.f_globals.get("__name__", ""))
        line = linecache.getline(frame.f_code.co_filename, number, frame.f_globals).strip()
        yield module, frame.f_code.co_qualname, number, line
