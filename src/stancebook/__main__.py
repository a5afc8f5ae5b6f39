"""python -m stancebook: the command line of pipeline.cli."""

import sys

from stancebook.pipeline.cli import main

if __name__ == "__main__":
    sys.exit(main())
