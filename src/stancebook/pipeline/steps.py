"""The steps of the command line: check, freeze, run the notebooks, open them, accept their outputs.

Each step gets the environment, in which make puts the user's settings as STANCEBOOK_… variables.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from stancebook.core import files, links, paths, tables
from stancebook.core.english import listed, some, verb
from stancebook.core.problems import UserError
from stancebook.core.processes.lock import one_run
from stancebook.core.processes.temporary import clear_temporary
from stancebook.pipeline import stamps
from stancebook.pipeline.run_config import RunConfig, missing_inputs, parse, refuse, requested
from stancebook.pipeline.scheduler import Schedule
from stancebook.pipeline.terminal import busy, say, strong

AGREEMENT, BRIEF = "03", "07"  # the numbers of the notebooks that compare the coders and write the brief


def check(environment: Mapping[str, str]) -> None:
    """Print all problems in the authored files at once; if there are none, say so, and what is next.

    What is worth knowing and no problem comes first.
    """
    config, waits = checked(environment)
    for hint in stamps.hints(config):
        say(hint)
    if not waits:
        say("all authored files are in order; stancebook report verifies the sentences of the brief")
        return
    from stancebook.pipeline.stages import Stage

    stage, (why, command) = Stage(config), waits[min(waits)]
    for problem in stage.open:
        say(problem)
    say("what is there is in order")
    say(f"next: {why}" if command == stage.command("check") else f"next: {strong(command)}  # {why}")


def checked(environment: Mapping[str, str]) -> tuple[RunConfig, Mapping[str, Sequence[str]]]:
    """Return the RunConfig asked for, and for each notebook that cannot run yet what it waits for, and a command.

    Raises UserError with all problems in it and in the authored files. Nothing is checked again that was in order
    before and is the same now.
    """
    config, problems = parse(environment)
    return config, waiting_notebooks(config, problems)


def waiting_notebooks(config: RunConfig, problems: Sequence[str] = ()) -> Mapping[str, Sequence[str]]:
    """Check a run; return for each notebook that cannot run yet what it waits for, and a command.

    Raises UserError with all problems, those found before among them.
    """
    links.check_inside(config.paths.project, config.folder)
    waits: Mapping[str, Sequence[str]] | None = {}
    problems = [*problems, *missing_inputs(config)]
    if not any(problem.startswith("study:") for problem in problems) and (waits := stamps.was_checked(config)) is None:
        from stancebook.pipeline.check import hints  # here, because mostly there is nothing to check
        from stancebook.pipeline.stages import Stage

        with busy("checking the authored files"):
            now, stage = stamps.authored(config), Stage(config)
            problems += map(str, [*stage.faults, *stage.edited])
        if not problems:
            waits = stage.waits
            stamps.remember_check(config, now, waits, hints(stage.study))
    if problems:
        refuse(problems)
    return waits or {}


def freeze(environment: Mapping[str, str]) -> None:
    """Freeze the coders' files as they are: add their hashes and the reason to frozen.json."""
    from stancebook.intake.add import locked
    from stancebook.pipeline.stages import Stage
    from stancebook.study.freeze import freeze_codings
    from stancebook.study.validation.readable import check_readable

    config, reason = requested(environment), environment.get("STANCEBOOK_REASON", "")
    check_readable(config.paths.coded)
    try:
        stage = Stage(config)
        begun = {coder: stage.begun(coder) for coder in stage.study.coders}
        with locked(config.paths.coded):
            frozen = freeze_codings(config.paths.coded, reason, stage.problems, begun)
    except ValueError as error:
        raise UserError(str(error)) from None
    say(f"frozen: {', '.join(frozen)}")
    if stage.not_begun:
        names = listed(stage.study.coder(coder).name for coder in stage.not_begun)
        say(f"without {names}, who {verb(stage.not_begun, 'has', 'have')} coded nothing yet")


def run(environment: Mapping[str, str], number: str = "", kernel: bool = False) -> None:
    """Check everything, run the notebook with this number and those it needs, and print what came of it.

    Without a number, run all that can run, and say of each other notebook what it waits for. What has not changed does
    not run again. `kernel` asks for ordinary kernels instead of forked ones. Raises UserError if the notebook with the
    number cannot run yet.
    """
    started, (config, problems) = time.monotonic(), parse(environment)
    if problems:
        waiting_notebooks(config, problems)
    check_folders(config)
    wait = say if environment.get("STANCEBOOK_WAIT") else None
    with one_run(config.folder, wait), saves_told(stamps.saves(config, config.notebooks)):
        clear_leftovers(config)
        waits = waiting_notebooks(config)
        if number in waits:
            raise UserError(waiting(config, number, waits[number]))
        schedule = Schedule(config, number or BRIEF, jobs(environment), kernel, waits)
        schedule.run()
        for other in sorted(waits) if not number else ():
            say(waiting(config, other, waits[other]))
        if schedule.numbers:
            last = number or max(schedule.numbers)
            summarise(config, last, len(schedule.ran), time.monotonic() - started)


def waiting(config: RunConfig, number: str, wait: Sequence[str]) -> str:
    """Return that a notebook does not run, what it waits for, and the command."""
    why, command = wait
    return f"{strong(config.notebook(number).name)}  not run: {why}; next: {strong(command)}"


def jobs(environment: Mapping[str, str]) -> int:
    """Return how many notebooks may run at a time: as make was told by -j, else as the setting says."""
    by_make = re.search(r"(?:^| )-j(\d{1,9})\b", environment.get("MAKEFLAGS", ""))
    return int(by_make[1] if by_make else environment.get("STANCEBOOK_JOBS", "1"))


def check_folders(config: RunConfig) -> None:
    """Raise UserError if a folder in which a run writes is a link out of the study."""
    links.check_inside(config.paths.project, config.folder, *config.paths.generated)


def clear_leftovers(config: RunConfig) -> None:
    """Remove the temporary folders and unfinished files that killed processes left."""
    clear_temporary()
    files.sweep(config.folder, *config.paths.written)


@contextlib.contextmanager
def saves_told(saves: stamps.Saves) -> Iterator[None]:
    """Say at the end which files were saved meanwhile."""
    try:
        yield
    finally:
        if saved := list(map(paths.shown, saves.since())):
            older = "outputs may rest on what stood there before"
            say(f"saved while this ran: {some(saved)}; {older}, and the next run takes up the new")


def summarise(config: RunConfig, number: str, ran: int, seconds: float) -> None:
    """Print where the brief is, what it cites and how long the run took; for another notebook, where its copy is."""
    stamps.remember_seconds(config)
    if number == BRIEF:
        say(f"brief: {paths.shown(config.paths.report / 'index.html')}, brief.pdf and brief.docx beside it")
        say(f"it rests on {cited_evidence(config.paths.processed)}")
    elif number:
        say(f"executed copy: {paths.shown(config.copy(config.notebook(number)))}")
    work = {0: "nothing had changed, no notebook ran", 1: "1 notebook ran"}.get(ran, f"{ran} notebooks ran")
    say(f"{work}, {seconds:.1f} s")


def cited_evidence(processed: Path) -> str:
    """Return in words how many claims the brief makes, and how many statements, facts and source notes they cite."""
    claims = tables.read(paths.stored(processed / "claims.csv"))
    cited = {id for row in claims for id in row["passages"].split()}
    statements = {row["statement"] for row in tables.read(paths.stored(processed / "statements.csv"))}
    counts = f"{len(cited & statements)} of {len(statements)} statements, and {len(cited - statements)} facts"
    return f"{len(claims)} claims, which cite {counts} and source notes"


def agreement(environment: Mapping[str, str]) -> None:
    """Run the notebook that compares the coders and those it needs, and print how far they agree."""
    from stancebook.agreement import summary

    run(environment, AGREEMENT)
    say(summary.agreement(requested(environment).study.agreement))


def lab(environment: Mapping[str, str], page: str, options: Sequence[str]) -> None:
    """Become JupyterLab on the project, open at a page; on Windows wait for it, and raise SystemExit with its code."""
    # Jupyter refuses to run as root, and in a container one is root
    home, _ = paths.places(study=environment.get("STANCEBOOK_STUDY", "").strip())
    words = ["-m", "jupyterlab", "--ip=127.0.0.1", "--allow-root", f"--LabApp.default_url=/lab/tree/{page}", *options]
    os.chdir(home)
    settings = {**environment, "JUPYTER_PREFER_ENV_PATH": "1"}
    if sys.platform == "win32":  # execve would give the terminal back at once
        process = subprocess.Popen([sys.executable, *words], env=settings)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # JupyterLab gets it too, and asks
        raise SystemExit(process.wait())
    os.execve(sys.executable, [sys.executable, *words], settings)


def accept(environment: Mapping[str, str]) -> None:
    """Put the outputs of the default run's executed copies into the committed notebooks, but for those that wait.

    A run that is at work is waited for.
    """
    from stancebook.pipeline.execute import accept

    config = requested(environment)
    links.check_inside(config.paths.project, config.folder, config.paths.notebooks)
    if config.variant != "default":
        raise UserError("accept takes the default run alone; leave the parameters out")
    with one_run(config.folder, say):
        waits = checked(environment)[1]
        books = [notebook for notebook in config.notebooks if notebook.number not in waits]
        stale = [notebook.name for notebook in books if not stamps.holds(config, notebook)]
        if stale:
            command = "stancebook run" if waits else "stancebook report"
            raise UserError(f"{', '.join(stale)}: not run since something changed; run {command} first")
        changed = [notebook.name for notebook in books if accept(notebook, config.copy(notebook))]
    say(f"accepted: {', '.join(changed)}" if changed else "accepted: nothing had changed")
