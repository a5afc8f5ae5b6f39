"""`codebook`: codes added, renamed, merged and split, and what coders proposed decided, each with a reason.

The rows of coders that a change touches are listed, and so is where else an old id is named.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping, Sequence
from datetime import date
from typing import Any

import click

from stancebook.core.problems import WrongArgument, one_line
from stancebook.pipeline.options import setting

Environment = MutableMapping[str, str]
Option = Callable[[Callable[..., Any]], Callable[..., Any]]

EXAMPLES = {
    "add": 'add issue ferry --meaning "The ferry goes on." --reason "It is in five texts."',
    "rename": 'rename issue toll fee --reason "It is no toll."',
    "merge": 'merge issue toll fee --into fee --reason "They are one."',
    "split": 'split issue toll by_car="Cars pay." on_foot="Walkers pay." --reason "They differ."',
    "apply": "apply",
    "accept": 'accept ferry --reason "It is in five texts."',
    "rename-to": 'rename-to ferry boat --reason "It is the boat."',
    "reject": 'reject ferry --reason "Nobody speaks of it."',
}

ID = click.argument("id", metavar="ID")
OLD, NEW = click.argument("old", metavar="OLD"), click.argument("new", metavar="NEW")
KIND = click.argument("kind", metavar="KIND")  # actor, issue or condition; edits says so
NAME = click.option("--name", default="", metavar="WORDS", help="What a new actor is called in the brief.")
MEANING = click.option("--meaning", default="", metavar="WORDS", help="What a new issue or condition says.")
TYPE = click.option("--type", default="", metavar="WORD", help="The type of a new actor, such as state.")
APPLY = click.option("--apply", is_flag=True, help="Write the new id into rows that are not frozen, too.")
WHOSE = click.option("--coder", default="", metavar="ID", help="Of this coder alone.")
REASON = click.option("--reason", default="", metavar="WORDS", help="Why; it is kept with the change.")
DATE = click.option("--date", "day", default="", metavar="YYYY-MM-DD", help="The day of the change, else today.")


@click.group(epilog='Example: stancebook codebook rename issue toll fee --reason "It is no toll."')
def codebook() -> None:
    """Change codes, and decide on those that coders propose."""


def subcommand(name: str, *options: Option) -> Option:
    """Return a decorator that makes a function a command of `codebook`, with arguments, options and its example."""

    def decorate(function: Callable[..., Any]) -> click.Command:
        wrapped = click.pass_obj(function)
        for option in reversed((*options, setting("study"))):
            wrapped = option(wrapped)
        return codebook.command(name, epilog=f"Example: stancebook codebook {EXAMPLES[name]}")(wrapped)

    return decorate


def _changing() -> Any:
    """Return the functions that change a study; not imported for another command."""
    from stancebook.pipeline.commands import codebook_changes

    return codebook_changes


def reason_on(reason: str, day: str) -> Any:
    """Return the Reason of a change; raises WrongArgument for a day that is none."""
    from stancebook.study.revision.edits import Reason

    try:
        return Reason(date.fromisoformat(day).isoformat() if day else date.today().isoformat(), reason)
    except ValueError:
        raise WrongArgument(f"--date: '{one_line(day)}' is no day; write it as 2026-03-01") from None


@subcommand("add", KIND, ID, NAME, MEANING, TYPE, REASON, DATE)
def add(
    environment: Environment, kind: str, id: str, name: str, meaning: str, type: str, reason: str, day: str
) -> None:
    """Add an actor, an issue or a condition."""
    from stancebook.study.revision import edits

    why, code = reason_on(reason, day), edits.Code(id, meaning or name, type)
    _changing().change(environment, lambda text: edits.add(text, kind, code, why))


@subcommand("rename", KIND, OLD, NEW, APPLY, REASON, DATE)
def rename(environment: Environment, kind: str, old: str, new: str, apply: bool, reason: str, day: str) -> None:
    """Give a code another id; its meaning stays."""
    from stancebook.study.revision import edits

    why = reason_on(reason, day)
    _changing().change(environment, lambda text: edits.rename(text, kind, old, new, why), apply)


@subcommand(
    "merge", KIND, click.argument("old", metavar="OLD...", nargs=-1, required=True),
    click.option("--into", required=True, metavar="ID", help="The code that stays, or a new one."),
    NAME, MEANING, TYPE, APPLY, REASON, DATE,
)  # fmt: skip
def merge(
    environment: Environment, kind: str, old: Sequence[str], into: str, name: str, meaning: str, type: str,
    apply: bool, reason: str, day: str,
) -> None:  # fmt: skip
    """Make one code of several."""
    from stancebook.study.revision import edits

    why, code = reason_on(reason, day), edits.Code(into, meaning or name, type)
    _changing().change(environment, lambda text: edits.merge(text, kind, old, code, why), apply)


@subcommand(
    "split", KIND, OLD,
    click.argument("parts", metavar="NEW=MEANING...", nargs=-1, required=True), TYPE, REASON, DATE,
)  # fmt: skip
def split(
    environment: Environment, kind: str, old: str, parts: Sequence[str], type: str, reason: str, day: str
) -> None:
    """Make several codes of one; who coded it decides anew."""
    from stancebook.study.revision import edits

    why = reason_on(reason, day)
    codes = [edits.Code(*part.partition("=")[::2], type) for part in parts]
    _changing().change(environment, lambda text: edits.split(text, kind, old, codes, why))


@subcommand("apply")
def apply(environment: Environment) -> None:
    """Write today's ids into rows that are not frozen."""
    _changing().apply(environment)


@subcommand("accept", ID, WHOSE, TYPE, REASON, DATE)
def accept(environment: Environment, id: str, coder: str, type: str, reason: str, day: str) -> None:
    """Take a code that a coder proposed into the codebook."""
    _changing().accept(environment, id, coder, type, reason_on(reason, day))


@subcommand("rename-to", ID, click.argument("existing", metavar="EXISTING"), WHOSE, APPLY, REASON, DATE)
def rename_to(environment: Environment, id: str, existing: str, coder: str, apply: bool, reason: str, day: str) -> None:
    """Say that a proposed code is one that is there already."""
    _changing().rename_to(environment, id, existing, coder, reason_on(reason, day), apply)


@subcommand("reject", ID, WHOSE, REASON)
def reject(environment: Environment, id: str, coder: str, reason: str) -> None:
    """Turn down a code that a coder proposed."""
    _changing().reject(environment, id, coder, reason)
