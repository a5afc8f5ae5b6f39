"""The command line, which make calls: `python -m stancebook add|check|freeze|run|brief|accept|sweep`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from stancebook.core.problems import UserError
from stancebook.pipeline import steps
from stancebook.pipeline.run_config import requested
from stancebook.pipeline.scheduler import say


def sweep(environment: Mapping[str, str]) -> None:
    """Make a run for every set of parameters in a grid that is not done yet."""
    from stancebook.pipeline.sweep import sweep  # here and below, because other steps need none of it

    sweep(environment)


def add(
    environment: Mapping[str, str],
    files: Sequence[str],
    encoding: str,
    columns: Sequence[str],
    check: bool,
    update: str,
) -> None:
    """Add documents to the study, each file whole or not at all; or update one text."""
    from stancebook.intake import add, report
    from stancebook.pipeline.updates import update as update_text

    paths = requested(environment).paths
    if update and len(files) != 1:
        raise UserError("--update takes one file, the new version of that text")
    if update:
        say("\n".join(update_text(paths, update, Path(files[0]), encoding, check)))
        return
    outcome = add.add(map(Path, files), paths.study, encoding, report.given_columns(columns), check)
    say("\n".join(report.report(outcome, check)))
    if outcome.problems:
        raise UserError("\n".join(map(str, outcome.problems)))


def brief(environment: Mapping[str, str], watch: bool = False) -> None:
    """Verify the text of the brief against the tables of the last run; with --watch again after each save."""
    from stancebook.pipeline.proofreading import proofread

    proofread(environment, watch)


def job(environment: Mapping[str, str]) -> None:
    """Be one run of a sweep, in its own folder."""
    from stancebook.pipeline.worker import run_job

    run_job(environment)


STEPS: dict[str, Callable[..., None]] = {
    "add": add, "check": steps.check, "freeze": steps.freeze, "run": steps.run, "brief": brief,
    "accept": steps.accept,
    "sweep": sweep, "job": job,
}  # fmt: skip


def command_line() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m stancebook", description="the steps that make calls")
    parsers = parser.add_subparsers(dest="step", required=True)
    for name, step in STEPS.items():
        step_parser = parsers.add_parser(name, help=(step.__doc__ or "").splitlines()[0])
        if name == "add":
            add_options(step_parser)
        if name == "run":
            step_parser.add_argument("number", metavar="NN", nargs="?", default=steps.BRIEF)
            step_parser.add_argument("--kernel", action="store_true", help="in ordinary kernels instead of forked ones")
        if name == "brief":
            step_parser.add_argument("--watch", action="store_true", help="go on, and verify again after each save")
    return parser


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give the step `add` its options."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="a document, or a folder of documents")
    parser.add_argument("--encoding", default="", help="of text, HTML and CSV, if the guess is wrong")
    parser.add_argument(
        "--column", dest="columns", metavar="FIELD=NAME", action="append", default=[], help="of a table"
    )
    parser.add_argument("--update", metavar="ID", default="", help="the file is a new version of this text")
    parser.add_argument("--check", action="store_true", help="write nothing, and say what would be done")


def main(words: Sequence[str] | None = None) -> int:
    """Take a step and return its exit code: 0, 1 after a sentence on what to put right, 130 if interrupted."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    options = vars(command_line().parse_args(words))
    step = options.pop("step")
    try:
        STEPS[step](os.environ, **options)
    except (UserError, FileNotFoundError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt as interrupt:
        sys.stderr.write(f"{str(interrupt) or step}  interrupted; the same command goes on from here\n")
        return 130
    return 0
