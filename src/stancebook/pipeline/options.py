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


def setting(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that gives a command the option of a setting."""
    metavar, sentence = SETTINGS[name]
    names = [f"--{name.replace('_', '-')}", *(["-j"] if name == "jobs" else [])]
    kind = click.IntRange(min=1) if name == "jobs" else str
    return click.option(
        *names, name, type=kind, metavar=metavar, help=sentence, expose_value=False, callback=_into_environment
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
