"""The street's command line, for make: `python -m stancebook check|freeze|plan|run NN|summary [NN]|accept|sweep`."""

import argparse
import os
import signal
import sys

from stancebook import scratch, street, sweep
from stancebook.complaints import Refused


def command_line():
    """The parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m stancebook", description="the street, as make takes it")
    steps = parser.add_subparsers(dest="step", required=True)
    street_steps = (street.check, street.freeze, street.plan, street.run, street.summary, street.accept)
    for step in (*street_steps, sweep.sweep, scratch.errand):
        about = steps.add_parser(step.__name__, help=step.__doc__)
        about.set_defaults(take=step)
        if step in (street.run, street.summary):
            about.add_argument("number", metavar="NN", nargs=None if step is street.run else "?", default="07")
    return parser


def main(words=None):
    """The exit code of a step: 0, 1 with a sentence on what to put right, 130 where it was interrupted."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    told = command_line().parse_args(words)
    number = (told.number,) if "number" in told else ()
    try:
        told.take(os.environ, *number)
    except Refused as refusal:
        street.say(refusal, sys.stderr)
        return 1
    except FileNotFoundError as error:
        street.say(error, sys.stderr)
        return 1
    except KeyboardInterrupt:
        street.say(f"{number[0] if number else told.step}  interrupted; the same command goes on from here", sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
