"""How a command ends that cannot go on: a sentence on what to put right, or a report of a fault of the program.

>>> told(UserError("no texts yet; stancebook add FILE"), {})
('no texts yet; stancebook add FILE', 1)
>>> shown("PermissionError", "[Errno 13] Permission denied: '/p/data/x.csv'", Path("/p"))[:11]
'data/x.csv:'
>>> told(OSError(28, "No space left on device"), {})[0]
'the disk is full, no file is half written; make room on it, and give the same command again'
"""

from __future__ import annotations

import errno
import os
import re
from ast import literal_eval
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from stancebook.core import paths
from stancebook.core.bounds.limits import BeyondLimit
from stancebook.core.problems import UserError, WrongArgument, one_line
from stancebook.core.system_errors import failed
from stancebook.core.tables import UnreadableFile
from stancebook.pipeline.edge import bug_reports
from stancebook.pipeline.terminal import busy, complain

WATCHED = {  # the commands that run no notebooks and open no program, and what they are doing
    "status": "looking at the study", "check": "checking the study", "add": "adding", "clean": "cleaning",
    "import": "importing", "export": "exporting", "codebook": "changing the codebook", "freeze": "freezing",
    "accept": "accepting", "archive": "archiving", "verify": "verifying",
}  # fmt: skip
WRONG, USAGE, FAULTY = 1, 2, 70  # exit codes: something to put right; a wrong argument; a fault of the program
OS_ERROR = re.compile(r"\[Errno (\d+)\] ([^:]+?)(?:: (['\"].+?['\"]))?(?: -> (['\"].+['\"]))?", re.DOTALL)
OF_LIBXML = re.compile(r"IO_(E[A-Z]+)")
MEMORY = "there is not enough memory for this, no file is half written; close other programs, or take less at a time"
NESTED = "something that was given is nested too deeply to be read, no file is half written; make it flatter"
# the errors whose message is all there is to say
SENTENCES = tuple(each.__name__ for each in (UserError, BeyondLimit, UnreadableFile))
ENDED = (
    "a second process of this command could not start, or was ended from outside, as happens where memory is short, "
    "no file is half written; give the same command again, or with -j 1"
)
OF_PYTHON = {"MemoryError": MEMORY, "RecursionError": NESTED, "BrokenProcessPool": ENDED}


class Commands(click.Group):
    """All commands, in the order in which one needs them; problems and interruptions end in a sentence."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of the commands as they were added."""
        return list(self.commands)

    def resolve_command(self, context: click.Context, words: list[str]) -> Any:
        """Return the command that words name; while it works, it never goes on long without a word."""
        found = super().resolve_command(context, words)
        if found[0] in WATCHED:
            context.with_resource(busy(WATCHED[found[0]]))
        return found

    def invoke(self, context: click.Context) -> Any:
        """Call the command; end with 1 after a sentence on what to put right, with 2 after one on a wrong argument.

        It ends with 130 if interrupted. A fault of the program is written down, and told as such; it ends with 70.
        """
        try:
            _check_working_folder()
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # which click ends with a sentence; without a word, if nobody reads on
        except KeyboardInterrupt as interrupt:
            running = str(interrupt) or context.invoked_subcommand
            complain(f"{running}  interrupted; the same command goes on from here")
            context.exit(130)
        except Exception as error:
            sentences, code = told(error, context.obj)
            complain(sentences)
            context.exit(code)


def _check_working_folder() -> None:
    """Raise UserError if the folder that one works in has been deleted."""
    try:
        os.getcwd()
    except FileNotFoundError:
        name = one_line(os.environ.get("PWD", ""))
        raise UserError(f"the folder that you are in is gone{name and f': {name}'}; go to another: cd FOLDER") from None


def told(error: Exception, environment: Mapping[str, str]) -> tuple[str, int]:
    """Return what is to be said of an error that ends a command, and the exit code."""
    if isinstance(error, UserError):
        return str(error), USAGE if isinstance(error, WrongArgument) else WRONG
    return ordinary(error, environment) or (bug_reports.report(error, *folders(environment)), FAULTY)


def ordinary(error: Exception, environment: Mapping[str, str]) -> tuple[str, int] | None:
    """Return the sentence on what the system refused, and the exit code; None if it refused nothing."""
    if refused := OF_LIBXML.fullmatch(str(error)):  # which has errors of its own for those of the system
        number = getattr(errno, refused[1], 0)
        error = OSError(number, os.strerror(number))
    if isinstance(error, OSError):
        return failed(error, *folders(environment)), WRONG
    sentence = OF_PYTHON.get(type(error).__name__)
    return (sentence, WRONG) if sentence else None


def shown(name: str, message: str, *folders: Path) -> str:
    """Return a sentence on an error in a cell, of which a kernel sends its type and its message.

    >>> shown("OSError", "[Errno 28] No space left on device")
    'the disk is full, no file is half written; make room on it, and give the same command again'
    >>> shown("ValueError", "no such coder"), shown("UserError", "no such coder; use coder_a")
    ('ValueError: no such coder', 'no such coder; use coder_a')
    """
    if refused := OS_ERROR.fullmatch(message):
        with suppress(ValueError, SyntaxError):
            first, second = (literal_eval(name) if name else None for name in refused.group(3, 4))
            return failed(OSError(int(refused[1]), refused[2], first, None, second), *folders)
    return message if name in SENTENCES else OF_PYTHON.get(name, f"{name}: {message}")


def folders(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Return the folder of the study and of the project that one works on, as far as there are such."""
    with suppress(Exception):
        home, study = paths.places(study=environment.get("STANCEBOOK_STUDY", "").strip())
        return study, home
    return ()
