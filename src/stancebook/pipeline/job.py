"""An errand: one run of a sweep, in a process and a scratch folder of its own, on whatever machine it is sent to.

It is sent by value to where this package may not be, and so needs nothing but Python's own library. What comes
of it is a dict: `failure`, in words (empty where it went well), and `files`, their bytes by their names.

>>> for place in ("..", "../tests/toy", "../../else/toy", "toy"):
...     print(*map(str, laid_out(place)))
_ .
______ tests/toy
_____/_____ else/toy
____ ____/toy
"""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

PATIENCE = 10  # seconds that a run which is stopped has to end its kernel
POINTERS = ("open build/", "as far as it came: build/")


class Job:
    """A run under way: its process, and the scratch folder that it has to itself."""

    def __init__(self, bundle, parameters, machine=None):
        self.scratch = Path(tempfile.mkdtemp(prefix="stancebook-run-")).resolve()
        try:
            self.project = _unpacked(bundle, self.scratch, machine)
            self.process = self._started(bundle["place"], parameters)
        except BaseException:
            shutil.rmtree(self.scratch, ignore_errors=True)
            raise

    def _started(self, place, parameters):
        """The process; its standard input stays open for as long as somebody waits for it, and no longer."""
        told = {f"STANCEBOOK_{name.upper()}": str(value) for name, value in (parameters | {"study": place}).items()}
        own = {
            "PYTHONPATH": str(self.project / "src"),
            "PYTHONNOUSERSITE": "1",
            "STANCEBOOK_SCRATCH": str(self.scratch),
        }
        ours = {name: value for name, value in os.environ.items() if not name.startswith("STANCEBOOK_")}
        with open(self.scratch / "out.log", "wb") as out, open(self.scratch / "error.log", "wb") as error:
            return subprocess.Popen(
                [sys.executable, "-m", "stancebook", "job"],
                cwd=self.project, env=ours | own | told, stdin=subprocess.PIPE, stdout=out, stderr=error,
            )  # fmt: skip

    def outcome(self):
        """What came of the run, once its process has ended."""
        (home,) = [path for path in (self.project / "build").glob("*") if not path.name.startswith(".")] or [None]
        kept = [*home.glob("*.ipynb"), *home.glob("data/**/*"), *home.glob("report/**/*")] if home else []
        files = {path.relative_to(home).as_posix(): path.read_bytes() for path in sorted(kept) if path.is_file()}
        return {"failure": self._failure(), "files": files}

    def _failure(self):
        """Why the run failed; nothing where it did not."""
        if self.process.returncode == 0:
            return ""
        said = (
            (self.scratch / "error.log").read_text(encoding="utf-8", errors="replace").replace(f"{self.scratch}/", "")
        )
        # what leads to the executed copy leads into the scratch folder
        told = [line for line in said.splitlines() if line and not line.startswith(POINTERS)]
        return "; ".join(told) or f"its process ended with {self.process.returncode}, and not a word"

    def stop(self):
        """Nothing, once neither the process nor the folder is there."""
        self.process.stdin.close()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.scratch, ignore_errors=True)


def run(bundle, parameters):
    """What came of one run, sent out and waited for."""
    others = differing(bundle["versions"])
    if others:
        return {
            "failure": f"the worker on {platform.node()} has {others}: build its environment from requirements.lock",
            "files": {},
        }
    job = Job(bundle, parameters)
    try:
        job.process.wait()
        return job.outcome()
    finally:
        job.stop()


def differing(versions):
    """Which packages here are not of these versions, in words; nothing where all of them are."""
    here = {name: version(name) for name in versions}
    return ", ".join(
        f"{name} {here[name]}, not {version}" for name, version in versions.items() if here[name] != version
    )


def version(package):
    """A package's version, or Python's own without its last part."""
    try:
        return platform.python_version().rpartition(".")[0] if package == "Python" else metadata.version(package)
    except metadata.PackageNotFoundError:
        return "missing"


def laid_out(place):
    """Where in a scratch folder project and study lie, so that from one to the other is this place from build/."""
    parts = Path(place).parts
    # so deep that the way out of it stays in the folder, under a name that no part of the way in has
    name = "_" * (1 + max(len(part) for part in parts if part != "..") if set(parts) != {".."} else 1)
    project = Path(*[name] * max(1, parts.count("..")))
    return project, Path(os.path.normpath(project / place))


def _unpacked(bundle, scratch, machine):
    """The project's folder, with the bundle laid out in the scratch folder."""
    project, study = (scratch / folder for folder in laid_out(bundle["place"]))
    for home, part in ((project, "project"), (study, "study")):
        for name, content in bundle[part].items():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_bytes(content)
    (project / "data").mkdir(exist_ok=True)
    (project / "build").mkdir()
    if machine:
        # lists of fonts and the like, which take seconds to make
        machine.mkdir(parents=True, exist_ok=True)
        (project / "build" / ".machine").symlink_to(machine)
    return project
