"""The command line, for make: `python -m stancebook check|freeze|plan|run NN|summary [NN]|accept|sweep`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence

from stancebook.core.problems import UserError
from stancebook.pipeline import steps, sweep, worker

STEPS: dict[str, Callable[..., None]] = {
    "check": steps.check, "freeze": steps.freeze, "plan": steps.plan, "run": steps.run, "summary": steps.summary,
    "accept": steps.accept, "sweep": sweep.sweep, "job": worker.run_job,
}  # fmt: skip


def command_line() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m stancebook", description="the steps that make calls")
    parsers = parser.add_subparsers(dest="step", required=True)
    for name, step in STEPS.items():
        step_parser = parsers.add_parser(name, help=step.__doc__)
        if name in ("run", "summary"):
            optional = None if name == "run" else "?"
            step_parser.add_argument("number", metavar="NN", nargs=optional, default=steps.BRIEF)
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Take a step and return its exit code: 0, 1 after a sentence on what to put right, 130 if interrupted."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    arguments = command_line().parse_args(words)
    number = [arguments.number] if "number" in arguments else []
    try:
        STEPS[arguments.step](os.environ, *number)
    except (UserError, FileNotFoundError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write(f"{(number or [arguments.step])[0]}  interrupted; the same command goes on from here\n")
        return 130
    return 0
