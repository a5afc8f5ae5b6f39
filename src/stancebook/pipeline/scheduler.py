"""Run notebooks in the order that their files ask for, some side by side, each in a process of its own.

>>> order = {"01": set(), "02": {"01"}, "03": {"01", "02"}, "04": {"01", "02"}}
>>> seconds = {"02": 5.0, "03": 3.0, "04": 3.0}
>>> time_left(seconds, order, jobs=1), time_left(seconds, order, jobs=2)
(11.0, 8.0)
"""

from __future__ import annotations

import contextlib
import graphlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from stancebook.core import notebooks
from stancebook.core.notebooks import Notebook
from stancebook.core.problems import UserError
from stancebook.pipeline import stamps
from stancebook.pipeline.commands import tidy
from stancebook.pipeline.engine import CAN_FORK
from stancebook.pipeline.run_config import RunConfig
from stancebook.pipeline.terminal import TICK, Progress, in_words, say, strong

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

SELDOM = 10.0  # seconds between two lines about running notebooks where a line cannot be rewritten
PATIENCE = 5  # seconds that a process has to end when it is told to


class Job(NamedTuple):
    """A running notebook: its process, and the pipe on which the outcome comes."""

    notebook: Notebook
    process: BaseProcess
    outcome: Connection


class Schedule:
    """The notebooks of one run: which are to be run, which are running, which have run."""

    def __init__(
        self, config: RunConfig, last: str, jobs: int = 1, kernel: bool = False, without: Collection[str] = ()
    ) -> None:
        """Take the notebook with the number `last` and those it depends on, but not those that are `without`.

        At most `jobs` run at a time; `kernel` asks for ordinary kernels where forked ones are possible.
        """
        order = notebooks.upstream(config.notebooks)
        self.config, self.jobs, self.fork = config, jobs, CAN_FORK and not kernel
        self.numbers = sorted((order[config.notebook(last).number] | {last}).difference(without))
        self.order = {number: order[number].difference(without) for number in self.numbers}
        self.seconds = stamps.last_seconds(config)
        self.running: dict[str, Job] = {}
        self.ran: set[str] = set()
        self.kept: set[str] = set()
        self.failures: list[str] = []

    def run(self) -> None:
        """Run the notebooks whose stamps do not hold; raise UserError if one fails, when those beside it have ended."""
        graph = graphlib.TopologicalSorter(self.order)
        graph.prepare()
        waiting: list[str] = []
        with self._stopped_with_us():
            while graph.is_active() and (self.running or not self.failures):
                ready = graph.get_ready()
                kept = [number for number in ready if self._keep(number)]
                graph.done(*kept)
                waiting = sorted({*waiting, *ready}.difference(kept), key=self._longest_first)
                if kept:
                    continue
                while waiting and len(self.running) < self.jobs and not self.failures:
                    self._start(waiting.pop(0))
                graph.done(*self._wait())
        if self.failures:
            raise UserError("\n".join(self.failures))

    def _keep(self, number: str) -> bool:
        """Return whether a notebook's stamp holds; say so if a notebook that it depends on has run."""
        notebook = self.config.notebook(number)
        holds = stamps.holds(self.config, notebook)
        if holds:
            self.kept.add(number)
            if self.order[number] & self.ran:
                say(f"{strong(notebook.name)}  kept")
        return holds

    def _longest_first(self, number: str) -> tuple[float, str]:
        """Return a key for sorting: what took longest in the last run starts first."""
        return -self.seconds.get(number, 0), number

    def _start(self, number: str) -> None:
        """Start a notebook's process."""
        import multiprocessing  # here and below, because a run with nothing to do needs none of it

        from stancebook.pipeline import execute

        if self.fork and not self.ran and not self.running:
            execute.import_stack(self.config.notebook(other) for other in self.numbers if other not in self.kept)
        notebook = self.config.notebook(number)
        say(f"{strong(notebook.name)}  running ({self.numbers.index(number) + 1} of {len(self.numbers)}{self._left()})")
        for line in tidy.set_aside(self.config, notebook):
            say(line)
        self.config.stamp(notebook).unlink(missing_ok=True)
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("fork" if self.fork else "spawn").Process(
            target=execute.run_in_process, args=(self.config, notebook, self.fork, sender, os.getpid())
        )
        process.start()
        sender.close()
        self.running[number] = Job(notebook, process, receiver)

    def _left(self) -> str:
        """Return in words how long the notebooks that have not ended will take, if all of them have run before."""
        numbers = [number for number in self.numbers if number not in self.ran | self.kept]
        known = {number: self.seconds[number] for number in numbers if number in self.seconds}
        return f", about {in_words(time_left(known, self.order, self.jobs))} left" if len(known) == len(numbers) else ""

    def _wait(self) -> list[str]:
        """Wait until a notebook ends; say how it ended, and return the numbers of those that ended well."""
        from multiprocessing.connection import wait

        jobs = [*self.running.values()]
        with Progress(repeat=SELDOM) as progress:
            while not (ended := wait([job.outcome for job in jobs], timeout=TICK)):
                progress(" and ".join(job.notebook.name for job in jobs), 0, 0)
        return [number for number, job in sorted(self.running.items()) if job.outcome in ended and self._end(number)]

    def _end(self, number: str) -> bool:
        """Take a notebook that has ended off the list; return whether it ended well."""
        job = self.running.pop(number)
        self.ran.add(number)
        try:
            failure = job.outcome.recv()
        except EOFError:
            failure = None
        job.process.join()
        if failure is None:
            failure = f"{job.notebook.name}  stopped: its process ended with {job.process.exitcode}"
        if failure:
            self.failures.append(failure)
        else:
            say(f"{strong(job.notebook.name)}  done in {stamps.read(self.config, job.notebook)['seconds']} s")
        return not failure

    @contextlib.contextmanager
    def _stopped_with_us(self) -> Iterator[None]:
        """Stop what is running when this process is interrupted, and name it in the KeyboardInterrupt."""
        try:
            yield
        except KeyboardInterrupt:
            raise KeyboardInterrupt(", ".join(sorted(self.running))) from None
        finally:
            for job in self.running.values():
                job.process.terminate()
            for job in self.running.values():
                job.process.join(PATIENCE)
                job.process.kill()


def time_left(seconds: Mapping[str, float], order: Mapping[str, Iterable[str]], jobs: int) -> float:
    """Return how many seconds notebooks need at least, if `jobs` of them run at a time.

    `seconds` says how long each of them takes, `order` which others each depends on.
    """
    ends: dict[str, float] = {}
    for number in sorted(seconds):
        ends[number] = seconds[number] + max((ends[other] for other in order[number] if other in ends), default=0)
    return max(*ends.values(), sum(seconds.values()) / jobs)
