"""A sweep: a run for every set of parameters that a grid asks for, on this machine or on a Dask cluster.

>>> print(line("58ad74a0f06c", {"coding": "coder_a", "min_confidence": 1}, "done"))
58ad74a0f06c  coding=coder_a  done
"""

import contextlib
import fcntl
import os
import shutil
from pathlib import Path
from typing import NamedTuple

from stancebook.core import paths, tables
from stancebook.core.problems import UserError, one_line
from stancebook.pipeline import bundle, executors, grid, results, run_config
from stancebook.pipeline.steps import say


class Sweep(NamedTuple):
    """What is asked for: the runs by their names, what they rest on, how many side by side, and on which cluster."""

    project: Path
    runs: dict
    bundle: dict
    jobs: int
    cluster: str

    @property
    def home(self):
        return paths.run_folder(self.project, "sweep")

    @property
    def failed(self):
        return self.home / "failed"

    def outcomes(self, names):
        """What came of each of these runs, as they end."""
        runs = {name: self.runs[name] for name in names}
        if self.cluster and runs:
            return executors.on_cluster(self.bundle, runs, self.cluster)
        return executors.on_machine(self.bundle, runs, self.jobs, paths.run_folder(self.project, ".machine"))


def sweep(environment):
    """Every run of a grid that is not done yet; one that fails is told of, and the others go on."""
    asked = requested(environment)
    asked.home.mkdir(parents=True, exist_ok=True)
    with alone(asked.home):
        results.clear(asked.home)
        basis = bundle.digest(asked.bundle)
        kept = [name for name in asked.runs if results.holds(asked.home / name, basis)]
        for name in kept:
            say(line(name, asked.runs[name], "skipped"))
        done, failures = set(kept), {}
        try:
            with contextlib.closing(asked.outcomes([name for name in asked.runs if name not in done])) as outcomes:
                for name, outcome in outcomes:
                    record_outcome(asked, basis, name, outcome, done, failures)
        finally:
            listed = [_row(asked, name, done, failures) for name in asked.runs]
            tables.write(asked.home / "runs.csv", listed, results.COLUMNS)
    conclude(asked, len(done) - len(kept), len(kept), len(failures))


def record_outcome(asked, basis, name, outcome, done, failures):
    """Take over what came of a run: its result, or where it failed."""
    failure, run = one_line(outcome["failure"]), asked.runs[name]
    if not failure:
        results.write(asked.home / name, run, basis, outcome["files"])
        shutil.rmtree(asked.failed / name, ignore_errors=True)
        done.add(name)
        return say(line(name, run, "done"))
    # an older result rests on something else
    shutil.rmtree(asked.home / name, ignore_errors=True)
    files = outcome["files"] | {"failure.txt": f"{failure}\n".encode()}
    results.write(asked.failed / name, run, basis, files)
    failures[name] = failure
    last = max((file for file in files if file.endswith(".ipynb")), default="failure.txt")
    say(line(name, run, f"failed: {failure}; see {os.path.relpath(asked.failed / name / last)}"))


def _row(asked, name, done, failures):
    """A run as runs.csv has it."""
    status = "failed" if name in failures else "done" if name in done else "to do"
    return results.row(name, asked.runs[name], status, asked.home / name, failures.get(name, ""))


def line(name, run, status):
    """What is said of a run: its name, what is not as by default, and what came of it."""
    return "  ".join([name, " ".join(grid.differing(run)) or "all as by default", status])


def conclude(asked, made, kept, failed):
    """Say what came of the sweep; raises UserError where a run failed."""
    counts = f"{made} done, {kept} skipped, {failed} failed"
    number = "1 run" if len(asked.runs) == 1 else f"{len(asked.runs)} runs"
    say(f"{number}: {counts}; they are listed in {os.path.relpath(asked.home / 'runs.csv')}")
    if failed:
        raise UserError(f"{failed} of {len(asked.runs)} runs failed; the same command tries them again, and no others")


@contextlib.contextmanager
def alone(home):
    """While no other sweep is at work in this folder; raises UserError where one is."""
    with open(home / ".lock", "w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UserError(f"another sweep is at work in {os.path.relpath(home)}; wait for it, or stop it") from None
        yield


def requested(environment):
    """The Sweep that the environment asks for; raises UserError with all complaints about it and what was authored."""
    told = {name: environment.get(f"STANCEBOOK_{name}", "").strip() for name in ("GRID", "CLUSTER", "STUDY", "JOBS")}
    settings = {"STANCEBOOK_STUDY": told["STUDY"], "STANCEBOOK_JOBS": told["JOBS"] or "1"}
    walk, wrong = run_config.parse(settings)
    numbers = [notebook.number for notebook in walk.notebooks]
    asked, complaints = grid.read(Path(told["GRID"]).expanduser(), told["GRID"] or "GRID", numbers)
    set_there = [name.upper() for name in grid.SWEPT if environment.get(f"STANCEBOOK_{name.upper()}", "").strip()]
    wrong += [f"{name}: the grid says it; leave it out, and put its values into the grid" for name in set_there]
    wrong += executors.unlike_an_address(told["CLUSTER"])
    runs = [run | {"study": walk.parameters["study"]} for run in asked.runs]
    wrong += [str(complaint) for complaint in complaints]
    if not any(sentence.startswith("STUDY") for sentence in wrong):
        wrong += authored(walk, told["GRID"], asked.last, runs)
    if wrong:
        count = "1 complaint" if len(wrong) == 1 else f"{len(wrong)} complaints"
        raise UserError("\n".join([*wrong, count]))
    named = {results.name(run): run for run in runs}
    return Sweep(
        walk.rooms.project, named, bundle.of(walk, asked.last), int(settings["STANCEBOOK_JOBS"]), told["CLUSTER"]
    )


def authored(walk, shown, last, runs):
    """The complaints about a study, about runs that it does not allow, and about notebooks that cannot be told of them."""
    from stancebook.pipeline import check
    from stancebook.study import loader, validate_rows  # here, because they take a third of a second

    read, _ = loader.read_study(walk.rooms)
    wrong = [str(complaint) for complaint in check.check_study(walk.rooms, **walk.parameters)]
    for run in runs:
        for complaint in validate_rows.check_parameters(read, **run):
            wrong.append(str(complaint._replace(file=shown, column=f"parameters, {complaint.column.lower()}")))
        wrong += (
            run_config.missing_parameters(walk._replace(parameters=run, notebooks=bundle.needed(walk, last)))
            if last
            else []
        )
    return list(dict.fromkeys(wrong))
