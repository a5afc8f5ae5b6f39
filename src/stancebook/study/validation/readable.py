"""Before a command writes what people wrote: every such file that it may rest on can be read.

What cannot be read would count as empty: codings as not frozen, facts as noted by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from stancebook.core.authored import rewriting
from stancebook.core.authored.rewriting import READERS, Reader
from stancebook.core.problems import UserError
from stancebook.study import codebook, coders, freeze, loader

BY_DESK = ("marks", "proposals")  # what the desk writes of each coder, beside codes


def check_readable(coded: Path) -> None:
    """Raise UserError with a sentence on each file of a folder data/coded that is there and cannot be read.

    Raises OSError if one may not read it. What is wrong in a file that can be read is left to the check.
    """
    wrong = filter(None, (rewriting.refusal(coded / name, reader) for name, reader in _readers(coded)))
    if told := "\n".join(wrong):
        raise UserError(told)


def _readers(coded: Path) -> Iterator[tuple[str, Reader]]:
    """Yield the files that people write, and what reads each."""
    yield from {"study.yaml": READERS[".yaml"], "codebook.yaml": codebook.from_bytes}.items()
    yield from {"cleaning.yaml": READERS[".yaml"], freeze.RECORD: freeze.from_bytes}.items()
    by = tuple(coders.of_folder(coded).coders)
    own = (f"{coder}_{ending}.csv" for coder in by for ending in BY_DESK)
    yield from ((name, READERS[".csv"]) for name in (*loader.tables_of(by), *own))
