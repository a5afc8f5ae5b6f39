"""python -m stancebook: the command line of pipeline.cli."""

import signal
import sys

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # an interruption while modules are imported is no traceback
    from stancebook.pipeline.cli import main

    sys.exit(main())
