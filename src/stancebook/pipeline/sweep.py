"""A sweep: a run for every set of parameters in a grid, on this machine or on a Dask cluster.

>>> print(line("58ad74a0f06c", {"coding": "coder_a", "min_confidence": 1}, "done"))
58ad74a0f06c  coding=coder_a  done

A bundle is everything that the runs of a sweep depend on, as bytes: they need nothing else on any machine.

>>> bundle = {"project": {"src/a.py": b"1"}, "study": {}, "place": "..", "versions": {}}
>>> bundle_digest(bundle) == bundle_digest(bundle | {"study": {"data/raw/1.txt": b""}})
False
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from stancebook.core import links, paths, schema, tables
from stancebook.core.english import plural
from stancebook.core.notebooks import Notebook, upstream, without_outputs
from stancebook.core.problems import UserError, one_line
from stancebook.core.processes.lock import one_run
from stancebook.core.processes.temporary import clear_temporary
from stancebook.pipeline import executors, grid, job, results, run_config, stamps
from stancebook.pipeline.steps import saves_told
from stancebook.pipeline.terminal import left, say

# the packages whose version can change the bytes of a notebook's outputs
PACKAGES = (
    "Python", "ipykernel", "ipython", "jinja2", "markdown-it-py", "matplotlib", "nbclient", "nbformat", "numpy",
    "pandas", "papermill", "pyyaml",
)  # fmt: skip


class Sweep(NamedTuple):
    """A sweep as requested: runs by name, their bundle, how many run side by side, and on which cluster, if any."""

    project: Path
    runs: dict[str, dict[str, Any]]
    bundle: dict[str, Any]
    jobs: int
    cluster: str
    saves: stamps.Saves  # of what the bundle holds a copy of

    @property
    def home(self) -> Path:
        """Return the folder of the results."""
        return paths.run_folder(self.project, "sweep")

    def outcomes(self, names: Iterable[str]) -> executors.Outcomes:
        """Yield the name and outcome of each of these runs as it ends."""
        runs = {name: self.runs[name] for name in names}
        if self.cluster and runs:
            return executors.on_cluster(self.bundle, runs, self.cluster)
        return executors.on_machine(self.bundle, runs, self.jobs, paths.run_folder(self.project, ".machine"))


def sweep(environment: Mapping[str, str]) -> None:
    """Make every run of a grid that is not done yet; a failed run does not stop the others."""
    asked = requested(environment)
    failures: dict[str, str] = {}
    with one_run(asked.home), saves_told(asked.saves):
        clear_temporary()
        results.clear(asked.home)
        basis = bundle_digest(asked.bundle)
        status = {name: "skipped" if results.holds(asked.home / name, basis) else "to do" for name in asked.runs}
        for name in [name for name in status if status[name] == "skipped"]:
            say(line(name, asked.runs[name], "skipped"))
        try:
            waiting, started = [name for name in status if status[name] == "to do"], time.monotonic()
            if waiting:
                say(f"{plural(len(waiting), 'run')} to make")
            with contextlib.closing(asked.outcomes(waiting)) as outcomes:
                for number, (name, outcome) in enumerate(outcomes, 1):
                    so_far = f"{number} of {len(waiting)}{left(started, number, len(waiting))}"
                    failures[name] = save(asked, basis, name, outcome, so_far)
                    status[name] = "failed" if failures[name] else "done"
        finally:
            listed = {name: "done" if status[name] == "skipped" else status[name] for name in status}
            rows = [
                results.row(name, run, listed[name], asked.home / name, failures.get(name, ""))
                for name, run in asked.runs.items()
            ]
            tables.write(asked.home / "runs.csv", rows, schema.RUNS)
    conclude(asked.home, Counter(status.values()))


def save(asked: Sweep, basis: str, name: str, outcome: Mapping[str, Any], so_far: str) -> str:
    """Save a run's result, or its files and failure under failed/; return why it failed, "" if it did not.

    `so_far` says how many runs have ended, for the line about this one.
    """
    failure, run, failed = one_line(outcome["failure"]), asked.runs[name], asked.home / "failed" / name
    if not failure:
        results.write(asked.home / name, run, basis, outcome["files"])
        shutil.rmtree(failed, ignore_errors=True)
        say(line(name, run, f"done ({so_far})"))
        return ""
    # an older result was made from other inputs
    shutil.rmtree(asked.home / name, ignore_errors=True)
    files = outcome["files"] | {"failure.txt": f"{failure}\n".encode()}
    results.write(failed, run, basis, files)
    last = max((file for file in files if file.endswith(".ipynb")), default="failure.txt")
    say(line(name, run, f"failed ({so_far}): {failure}; see {paths.shown(failed / last)}"))
    return failure


def line(name: str, run: Mapping[str, Any], status: str) -> str:
    """Return the line about a run: its name, the parameters that differ from the default, and its status."""
    return "  ".join([name, " ".join(grid.differing(run)) or "all as by default", status])


def conclude(home: Path, counts: Mapping[str, int]) -> None:
    """Print how many runs were done, skipped and failed; raise UserError if a run failed."""
    total, failed = sum(counts.values()), counts["failed"]
    number = "1 run" if total == 1 else f"{total} runs"
    summary = f"{counts['done']} done, {counts['skipped']} skipped, {failed} failed"
    say(f"{number}: {summary}; they are listed in {paths.shown(home / 'runs.csv')}")
    if failed:
        raise UserError(f"{failed} of {total} runs failed; the same command tries them again, and no others")


def requested(environment: Mapping[str, str]) -> Sweep:
    """Return the Sweep that the environment asks for; raise UserError with all problems in it and in the study."""
    given = {name: environment.get(f"STANCEBOOK_{name}", "").strip() for name in ("GRID", "CLUSTER", "STUDY", "JOBS")}
    settings = {"STANCEBOOK_STUDY": given["STUDY"], "STANCEBOOK_JOBS": given["JOBS"] or "1"}
    config, problems = run_config.parse(settings)
    links.check_inside(config.paths.project, paths.run_folder(config.paths.project, "sweep"))
    numbers = [book.number for book in config.notebooks]
    asked, grid_problems = grid.read(Path(given["GRID"]).expanduser(), given["GRID"] or "grid", numbers)
    beside = [name for name in grid.SWEPT if environment.get(f"STANCEBOOK_{name.upper()}", "").strip()]
    problems += [f"{name}: the grid says it; leave it out, and put its values into the grid" for name in beside]
    problems += executors.address_problems(given["CLUSTER"])
    problems += map(str, grid_problems)
    books = needed(config.notebooks, asked.last) if asked.last in numbers else []
    runs = [run | {"study": config.parameters["study"]} for run in asked.runs]
    if not any(problem.startswith("study:") for problem in problems):
        problems += study_problems(config, given["GRID"], books, runs)
    if problems:
        run_config.refuse(problems)
    named, saves = {results.name(run): run for run in runs}, stamps.saves(config, books)
    jobs = int(settings["STANCEBOOK_JOBS"])
    return Sweep(config.paths.project, named, collect_bundle(config, books), jobs, given["CLUSTER"], saves)


def study_problems(
    config: run_config.RunConfig, shown: str, books: list[Notebook], runs: list[dict[str, Any]]
) -> list[str]:
    """Return the problems of a study, of runs that it does not allow, and of notebooks without a run's parameters."""
    from stancebook.pipeline import check
    from stancebook.study.validation import parameters  # here, because they take a third of a second

    study = config.study
    problems = run_config.missing_inputs(config._replace(notebooks=books))
    problems += map(str, check.check_study(study))
    for run in runs:
        for problem in parameters.check_parameters(study.authored[0], **run):
            problems.append(str(problem._replace(file=shown, column=f"parameters, {problem.column.lower()}")))
        problems += run_config.missing_parameters(books, run)
    return list(dict.fromkeys(problems))


def collect_bundle(config: run_config.RunConfig, books: Iterable[Notebook]) -> dict[str, Any]:
    """Return the bundle of a study and some notebooks: files by name, the study's place, and package versions."""
    here, home, package = config.paths, config.paths.project, Path(__file__).parents[1]
    modules = {f"src/{name}": content for name, content in _files(package.parent, package).items()}
    notebooks = {f"notebooks/{book.path.name}": without_outputs(book.path.read_bytes()) for book in books}
    return {
        "project": notebooks | modules | _files(home, home / "requirements.lock"),
        "study": _files(here.study, here.raw, here.coded, here.fonts, here.text),
        # the study's folder seen from build/, for the links from a run's pages to the raw texts
        "place": paths.relative(here.study, home / "build"),
        "versions": {name: job.version(name) for name in PACKAGES},
    }


def bundle_digest(bundle: dict[str, Any]) -> str:
    """Return the hash of everything in a bundle."""
    return hashlib.sha256(json.dumps(bundle, sort_keys=True, default=_hash).encode()).hexdigest()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def needed(books: Sequence[Notebook], last: str) -> list[Notebook]:
    """Return the notebook with the number `last` and those it depends on, in order."""
    numbers = upstream(books)[last] | {last}
    return [book for book in books if book.number in numbers]


def _files(home: Path, *places: Path) -> dict[str, bytes]:
    """Return the files at these places by their names within `home`, without hidden and compiled ones."""
    paths = [path for place in places for path in ([place] if place.is_file() else sorted(place.rglob("*")))]
    names = {path.relative_to(home): path for path in paths if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names.items()
        if "__pycache__" not in name.parts and not any(part.startswith(".") for part in name.parts)
    }
