"""The one entry to the command line of pipeline.cli: of `python -m stancebook`, and of the installed `stancebook`."""

import signal
import sys


def main() -> int:
    """Call a command, and return its exit code; an interruption while modules are imported is no traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from stancebook.pipeline import cli

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
