"""One job of a sweep: a run in a process and a temporary folder of its own, on any machine.

A Dask worker receives this module by value and may have another stancebook or none, so it imports the standard library
alone, and `temporary`, which goes along. An outcome is a dict: `failure`, a sentence ("" if the run went well), and
`files`, their bytes by name.

>>> for place in ("..", "../tests/toy", "../../else/toy", "toy"):
...     print(*map(str, folders(place)))
_ .
______ tests/toy
_____/_____ else/toy
____ ____/toy
"""

from __future__ import annotations

import contextlib
import os
import platform
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from stancebook.core.processes.temporary import temporary_folder

PATIENCE = 10  # seconds that a stopped run has to end its kernel


def run(
    bundle: Mapping[str, Any],
    parameters: Mapping[str, Any],
    machine: Path | None = None,
    stop: threading.Event | None = None,
) -> dict[str, Any]:
    """Run a job and return its outcome; end the job when `stop` is set.

    `machine` is a folder with caches that this machine's jobs share.
    """
    other, stop = differing(bundle["versions"]), stop or threading.Event()
    if other:
        cure = "build its environment from requirements.lock"
        return {"failure": f"the worker on {platform.node()} has {other}: {cure}", "files": {}}
    with temporary_folder("run") as home:
        project = _unpack(bundle, home, machine)
        with _process(project, home, {**parameters, "study": bundle["place"]}) as process:
            while process.poll() is None and not stop.wait(0.05):
                pass
            return {"failure": _failure(process.returncode, home), "files": _results(project / "build")}


@contextlib.contextmanager
def _process(project: Path, home: Path, parameters: Mapping[str, Any]) -> Iterator[subprocess.Popen]:
    """Start the job's process; it ends when nothing holds its standard input open any more."""
    own = {"PYTHONPATH": str(project / "src"), "PYTHONNOUSERSITE": "1", "STANCEBOOK_JOB_FOLDER": str(home)}
    settings = {f"STANCEBOOK_{name.upper()}": str(value) for name, value in parameters.items()}
    outer = {name: value for name, value in os.environ.items() if not name.startswith("STANCEBOOK_")}
    with open(home / "error.log", "wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "stancebook", "job"], cwd=project, env=outer | own | settings,
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors,
        )  # fmt: skip
    try:
        yield process
    finally:
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _results(build: Path) -> dict[str, bytes]:
    """Return the files of the one run in a build folder: executed copies, data and report."""
    runs = [path for path in build.iterdir() if path.is_dir() and not path.name.startswith(".")]
    patterns = ("*.ipynb", "data/**/*", "report/**/*")
    names = {path.relative_to(run).as_posix(): path for run in runs for each in patterns for path in run.glob(each)}
    return {name: path.read_bytes() for name, path in sorted(names.items()) if path.is_file()}


def _failure(code: int | None, home: Path) -> str:
    """Return why a process failed, from its exit code and what it wrote to stderr; "" if it ended well."""
    if code == 0:
        return ""
    errors = (home / "error.log").read_text(encoding="utf-8", errors="replace").replace(f"{home}{os.sep}", "")
    # a hint at the executed copy would lead into the temporary folder
    lines = [line for line in errors.splitlines() if line and not line.startswith("open build/")]
    return "; ".join(lines) or f"its process ended with {code} and no message"


def differing(versions: Mapping[str, str]) -> str:
    """Return in words which packages have other versions here; "" if none has."""
    here = {name: version(name) for name in versions}
    return ", ".join(f"{name} {here[name]}, not {other}" for name, other in versions.items() if here[name] != other)


def version(package: str) -> str:
    """Return a package's version, or Python's own without its last part; "missing" if it is not installed."""
    try:
        return platform.python_version().rpartition(".")[0] if package == "Python" else metadata.version(package)
    except metadata.PackageNotFoundError:
        return "missing"


def folders(place: str) -> tuple[Path, Path]:
    """Return where project and study lie in a job's folder, so that `place` leads from the project to the study."""
    parts = Path(place).parts
    # as deep as `place` goes up, under a name that is no part of it
    name = "_" * (1 + max(len(part) for part in parts if part != "..") if set(parts) != {".."} else 1)
    project = Path(*[name] * max(1, parts.count("..")))
    return project, Path(os.path.normpath(project / place))


def _unpack(bundle: Mapping[str, Any], home: Path, machine: Path | None) -> Path:
    """Write a bundle's files into a job's folder and return the project's folder."""
    project, study = (home / folder for folder in folders(bundle["place"]))
    for folder, part in ((project, "project"), (study, "study")):
        for name, content in bundle[part].items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    (project / "data").mkdir(exist_ok=True)
    (project / "build").mkdir()
    if machine:
        machine.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError):  # Windows may refuse a link; then the job has caches of its own
            (project / "build" / ".machine").symlink_to(machine, target_is_directory=True)
    return project
