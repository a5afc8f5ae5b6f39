"""`clean`: any number of plain texts, read and cleaned into tables of Parquet, on this machine or on a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stancebook.core.authored import rewriting
from stancebook.core.bounds import progress
from stancebook.core.english import plural
from stancebook.core.paths import NoStudy, project, shown
from stancebook.core.problems import UserError, one_line
from stancebook.core.processes.parents import exit_with_parent
from stancebook.pipeline.options import setting
from stancebook.pipeline.terminal import say, strong

if TYPE_CHECKING:
    from stancebook.intake.many import Item, Tables
    from stancebook.texts.cleaning import CleaningRules

MOST_TOLD = 10  # problems with files
AHEAD = 4  # batches for each process or thread that wait for it


@click.command(epilog="Example: stancebook clean texts --out cleaned -j 2")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder for the tables.")
@click.option("--rules", type=click.Path(path_type=Path), help="A cleaning.yaml with rules of your own.")
@setting("cluster")
@setting("jobs")
@click.pass_obj
def clean(environment: MutableMapping[str, str], folder: Path, out: Path, rules: Path | None) -> None:
    """Clean any number of plain texts into Parquet tables."""
    from stancebook.intake import many  # here and below, because other commands need none of it

    if not folder.is_dir():
        raise UserError(f"{shown(folder)} is no folder; give the folder that holds the texts")
    paths = sorted(path for path in folder.iterdir() if not path.is_dir() and not path.name.startswith("."))
    if not paths:
        raise UserError(f"{shown(folder)} holds no file; put the texts there")
    with suppress(NoStudy):
        rewriting.check_out(out, project())
    jobs = int(environment.get("STANCEBOOK_JOBS", "1"))
    with _submitting(environment.get("STANCEBOOK_CLUSTER", ""), jobs, _rules(rules)) as (submit, workers):
        tables = many.in_order(submit, many.batches(paths), AHEAD * workers)
        counted = many.write(out, _told(tables, len(paths), problems := []))
    held = f"{plural(counted.texts, 'text')}, {counted.characters:,} characters of clean text"
    changed = f"{plural(counted.removed, 'place')} removed or changed"
    say(f"{strong(shown(out))}: {held}, {changed}; {plural(counted.problems, 'file')} with a problem")
    if problems:
        more = len(problems) - MOST_TOLD
        rest = [f"and {more} more, in the column problem of {shown(out / 'texts.parquet')}"] if more > 0 else []
        raise UserError("\n".join([*problems[:MOST_TOLD], *rest]))


def _told(batches: Iterable[Tables], total: int, problems: list[str]) -> Iterator[Tables]:
    """Yield the tables of each batch, tell how many texts they have, and add the problems of its files."""
    done = 0
    for tables in batches:
        named = zip(*(tables["texts"].column(name).to_pylist() for name in ("file", "problem")), strict=True)
        problems += [f"{one_line(file)}: {problem}" for file, problem in named if problem]
        progress.tell("cleaning texts", done := done + len(tables["texts"]), total)
        yield tables


def _at_once(batch: list[Item], rules: CleaningRules) -> Future[Tables]:
    """Return the tables of a batch as a future that is done."""
    from stancebook.intake import many

    done: Future[Tables] = Future()
    done.set_result(many.clean_batch(batch, rules))
    return done


def _rules(path: Path | None) -> CleaningRules:
    """Return the rules of a cleaning.yaml before those of the package; raise UserError if it is wrong."""
    from stancebook.core import yaml_files
    from stancebook.core.tables import UnreadableFile
    from stancebook.texts.cleaning import read_rules

    if path and not path.exists():
        raise UserError(f"{shown(path)} is no file; give a cleaning.yaml")
    try:
        return read_rules(yaml_files.read_yaml(path) if path else {})
    except yaml_files.WrongShape as wrong:
        raise UserError(f"{path}: {wrong}") from None
    except UnreadableFile as unreadable:
        raise UserError(str(unreadable)) from None


@contextmanager
def _submitting(cluster: str, jobs: int, rules: CleaningRules) -> Iterator[tuple[Any, int]]:
    """Give a function that has a batch cleaned and returns a future of it, and how many work at the same time."""
    from stancebook.intake import many
    from stancebook.pipeline import executors

    if cluster:
        with executors.client(cluster) as client:
            send = partial(client.submit, many.clean_batch, rules=rules, pure=False)
            yield send, sum(client.nthreads().values()) or 1
        return
    if jobs == 1:
        yield partial(_at_once, rules=rules), jobs
        return
    with ProcessPoolExecutor(jobs, get_context("spawn"), exit_with_parent) as pool:
        yield partial(pool.submit, many.clean_batch, rules=rules), jobs
