"""The command line, for make: `python -m stancebook check|freeze|plan|run NN|summary [NN]|accept|sweep`."""

import argparse
import os
import signal
import sys

from stancebook.core.problems import UserError
from stancebook.pipeline import steps, sweep, worker
from stancebook.pipeline.steps import accept, check, freeze, plan, run, summary


def command_line():
    """The parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m stancebook", description="the street, as make takes it")
    parsers = parser.add_subparsers(dest="step", required=True)
    street_steps = (check, freeze, plan, run, summary, accept)
    named = {step.__name__: step for step in (*street_steps, sweep.sweep)} | {"job": worker.run_job}
    for name, step in named.items():
        about = parsers.add_parser(name, help=step.__doc__)
        about.set_defaults(take=step)
        if step in (run, summary):
            about.add_argument("number", metavar="NN", nargs=None if step is run else "?", default="07")
    return parser


def main(words=None):
    """The exit code of a step: 0, 1 with a sentence on what to put right, 130 where it was interrupted."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    told = command_line().parse_args(words)
    number = (told.number,) if "number" in told else ()
    try:
        told.take(os.environ, *number)
    except UserError as refusal:
        steps.say(refusal, sys.stderr)
        return 1
    except FileNotFoundError as error:
        steps.say(error, sys.stderr)
        return 1
    except KeyboardInterrupt:
        steps.say(f"{number[0] if number else told.step}  interrupted; the same command goes on from here", sys.stderr)
        return 130
    return 0
