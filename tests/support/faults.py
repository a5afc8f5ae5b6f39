"""Commands whose n-th write fails, or during which they are killed: run in forks of one process that has all modules.

An audit hook sees each opening for writing, renaming, removing and making of a folder in a command's working folder.
At the chosen one

    refused  it raises ENOSPC, and whatever needs new room after it: a disk that is full, and stays so
    limit    the size of files is limited to a few bytes more than this one has, so that the system refuses its bytes
    killed   the process is killed before it
    cut      the process is killed while it writes the bytes: a few of them are there

As a program it answers requests, a JSON object a line: cwd, words, fault, at, more. `Commands` asks it.
"""

import errno
import json
import os
import subprocess
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ERRORS, KILLS = ("refused", "limit"), ("killed", "cut")
NEEDS_ROOM = ("open", "os.mkdir", "os.link", "os.symlink")
CHANGES = (*NEEDS_ROOM, "os.rename", "os.remove", "os.rmdir", "os.truncate")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


class Outcome(NamedTuple):
    """How a command ended: exit code or the negative number of a signal, what it printed, the writes it made."""

    code: int
    out: str
    err: str
    writes: list[str]


class Commands:
    """Runs commands of the package in a process with all modules; a context manager."""

    def __enter__(self):
        source = Path(__file__).resolve().parents[2] / "src"
        self._server = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
        return self

    def __exit__(self, *_):
        self._server.stdin.close()
        self._server.wait(30)

    def run(self, cwd, words, fault="", at=0, more=5):
        """Return the Outcome of a command, with a fault at its write number `at`; `more` bytes of it may be written."""
        request = {"cwd": str(cwd), "words": [*map(str, words)], "fault": fault, "at": at, "more": more}
        print(json.dumps(request), file=self._server.stdin, flush=True)
        return Outcome(**json.loads(self._server.stdout.readline()))


def contents(folder):
    """Return the bytes of each file in a folder by its path, without what is built, locks and temporary files."""
    files = (path for path in folder.rglob("*") if path.is_file() and "build" not in path.relative_to(folder).parts)
    kept = (path for path in files if not path.name.endswith(("lock", ".part", ".old", ".pyc")))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in kept}


def left_over(folder):
    """Return the names of temporary files and folders that are left."""
    return sorted(path.name for path in folder.rglob(".*") if path.suffix in (".part", ".old"))


# ---- the process that runs them


class Hook:
    """Counts the writes of this process within a folder, and does what was asked at one of them."""

    def __init__(self, fault, at, more, told):
        self.root, self.fault, self.at, self.more, self.told = os.getcwd(), fault, at, more, told
        self.number, self.full = 0, False

    def __call__(self, event, values):
        if event in CHANGES and self._is_ours(event, values):
            self.number += 1
            os.write(self.told, f"{event} {os.path.basename(os.fsdecode(values[0]))}\n".encode())
            if self.full and event in NEEDS_ROOM:
                self._refuse(values[0])
            elif self.number == self.at:
                getattr(self, f"_{self.fault}")(event, values[0])

    def _is_ours(self, event, values):
        path = values[0]
        if not isinstance(path, str | bytes) or (event == "open" and not (values[2] or 0) & WRITING):
            return False
        whole = os.path.abspath(os.fsdecode(path))
        return whole.startswith(self.root + os.sep)

    def _refuse(self, path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    def _refused(self, event, path):
        self.full = True
        if event not in ("os.remove", "os.rmdir"):  # which need no room
            self._refuse(path)

    def _killed(self, event, path):
        os.kill(os.getpid(), 9)

    def _limit(self, event, path):
        import resource

        size = os.path.getsize(path) if os.path.exists(path) else 0
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + self.more, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

    def _cut(self, event, path):
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        self._limit(event, path)


def _run(request, pipes):
    """Run a command in this process, and end it."""
    os.chdir(request["cwd"])
    for descriptor, pipe in zip((1, 2), pipes, strict=False):
        os.dup2(pipe, descriptor)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
    for name in [name for name in os.environ if name.startswith("STANCEBOOK_")]:
        del os.environ[name]
    from stancebook.pipeline import cli

    sys.addaudithook(Hook(request["fault"], request["at"], request["more"], pipes[2]))
    code = cli.main(request["words"])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _answer(request):
    """Return the Outcome of a command, run in a fork; what it says comes through pipes, which no limit of size meets."""
    pipes = [os.pipe() for _ in range(3)]
    child = os.fork()
    if not child:
        try:
            _run(request, [pipe for _, pipe in pipes])
        except BaseException:
            traceback.print_exc()
        os._exit(99)
    for _, pipe in pipes:
        os.close(pipe)
    with ThreadPoolExecutor(3) as pool:
        texts = list(pool.map(_read, [pipe for pipe, _ in pipes]))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Outcome(code, texts[0], texts[1], texts[2].splitlines())._asdict()


def _read(pipe):
    with os.fdopen(pipe, encoding="utf-8", errors="replace") as file:
        return file.read()


def _serve():
    import importlib
    import pkgutil

    import stancebook

    for module in pkgutil.walk_packages(stancebook.__path__, "stancebook."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in ("openpyxl", "pandas", "pyarrow.parquet", "trafilatura"):  # commands load them when they need them
        importlib.import_module(name)
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    del sys.path[0]
    _serve()
