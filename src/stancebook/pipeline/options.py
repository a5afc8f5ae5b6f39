"""Options that many commands have: settings of a run, kept in the environment, where make puts them too."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import click

SETTINGS = {  # what an option takes, and its help
    "study": ("FOLDER", "The study's folder, if it is not the one you are in."),
    "coding": ("NAME", "The codes of one coder, by id; else the adjudicated ones."),
    "min_confidence": ("1|2|3", "Statements with this confidence at least."),
    "exclude_articles": ("IDS", 'Without these texts, as in "003 004".'),
    "issue": ("ID", "Another main issue."),
    "jobs": ("N", "How many run side by side."),
    "reason": ("WORDS", "Why; it is kept in frozen.json."),
    "cluster": ("ADDRESS", "A Dask cluster, as in tcp://127.0.0.1:8786."),
}
KINDS: dict[str, click.ParamType] = {"jobs": click.IntRange(min=1), "min_confidence": click.Choice(("1", "2", "3"))}


def setting(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that gives a command the option of a setting."""
    metavar, sentence = SETTINGS[name]
    names = [f"--{name.replace('_', '-')}", *(["-j"] if name == "jobs" else [])]
    return click.option(
        *names,
        name,
        type=KINDS.get(name, str),
        metavar=metavar,
        help=sentence,
        expose_value=False,
        callback=_into_environment,
    )


def _into_environment(context: click.Context, option: click.Parameter, value: str | int | None) -> None:
    """Put the value of an option into the environment; a folder is relative to the working folder."""
    if value is None:
        return
    if option.name == "jobs":
        context.obj.pop("MAKEFLAGS", None)  # which would count more
    if option.name == "study":
        value = os.path.abspath(os.path.expanduser(str(value)))
    context.obj[f"STANCEBOOK_{str(option.name).upper()}"] = str(value)


IMPORT = {  # an option, what it takes, and its help
    "map": ("COLUMN=NAME", "Of a project: what it calls a column."),
    "set": ("COLUMN=VALUE", "Of a project: the value where it has none, or of a word, as in position:yes=2."),
    "coder": ("NAME=ID", "Of a project: the id of somebody who coded."),
    "column": ("ROLE=NAME", "Of a table: its unit, coder, variable or value."),
    "level": ("VARIABLE=LEVEL", "Of a table, as in tone=ordinal:cold,mild,warm."),
    "missing": ("WORD", "Of a table: what stands for an empty cell, else NA and the like."),
    "first-sentence": ("", "Of a project: cut a passage that runs over a sentence to its first one."),
    "name": ("NAME", "What is kept is called so; else as the file."),
    "date": ("YYYY-MM-DD", "The day of a change of the codebook, else today."),
    "replace": ("", "In the place of others of that name."),
    "check": ("", "Write nothing, and say what would be done."),
    "all": ("", "Print long lists and all names in them whole."),
}
ONCE = ("name", "date")


def of_import(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of `import`, whose values it takes by name."""
    for name, (metavar, sentence) in reversed(IMPORT.items()):
        if not metavar:
            option = click.option(f"--{name}", is_flag=True, help=sentence)
        elif name in ONCE:
            option = click.option(f"--{name}", default="", metavar=metavar, help=sentence)
        else:
            option = click.option(f"--{name}", f"{name}_given", multiple=True, metavar=metavar, help=sentence)
        function = option(function)
    return function
