"""The limits of what people and strangers write, as docs/limits.md states them.

A limit is far above what an honest file needs, and low enough that a file up to it is read in seconds.

>>> megabytes(FILE_BYTES), megabytes(TEXT_BYTES)
('100 MB', '8 MB')
"""

from __future__ import annotations

from stancebook.core.problems import UserError

FILE_BYTES = 100_000_000  # of any file that people write or bring
GENERATED_BYTES = 2_000_000_000  # of a table that a notebook wrote
TEXT_CHARACTERS = 2_000_000  # of one raw text
TEXT_BYTES = 4 * TEXT_CHARACTERS  # of its file: no character has more than four
BRIEF_CHARACTERS = 1_000_000  # of the brief's text
BLOCK_CHARACTERS = 20_000  # of one of its paragraphs

YAML_CHARACTERS = 5_000_000  # of a YAML file
YAML_ENTRIES = 500_000  # of it, each as often as aliases and merge keys repeat it
YAML_ALIASES = 1_000
YAML_LEVELS = 50  # of entries within entries
NUMBER_CHARACTERS = 100  # of a number in it
JSON_LEVELS = 100  # of lists and objects within each other

PATTERN_CHARACTERS = 10_000  # of a pattern of a study
PATTERN_SECONDS = 5.0  # for which the patterns of a study may look through one text
PATTERN_MEMORY = 1_000_000_000  # bytes that they may take, on Linux alone


class BeyondLimit(UserError, ValueError):
    """Something beyond a limit: where it is, what is wrong, and the fix."""

    def __init__(self, place: str, message: str, fix: str) -> None:
        super().__init__(f"{place}: {message}; {fix}")
        self.place, self.message, self.fix = place, message, fix

    def __reduce__(self) -> tuple[type[BeyondLimit], tuple[str, str, str]]:
        """Pickle the three parts, as the exception may come from another process."""
        return BeyondLimit, (self.place, self.message, self.fix)


def megabytes(size: int) -> str:
    """A number of bytes in whole megabytes of a million bytes, rounded up."""
    return f"{-(-size // 1_000_000):,} MB"
