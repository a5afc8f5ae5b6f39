"""The command line: `stancebook`, which make calls as `python -m stancebook`.

Each command is a function here. make passes settings as variables STANCEBOOK_…; an option of that name counts more.

>>> main(["--version"])
stancebook 0.1.0
0
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, MutableMapping, Sequence
from pathlib import Path
from typing import Any

import click

from stancebook import __version__
from stancebook.core import paths
from stancebook.core.bounds import progress
from stancebook.core.problems import UserError, WrongArgument, one_line
from stancebook.core.processes.parents import end_with_caller
from stancebook.pipeline import steps
from stancebook.pipeline.commands.archiving import archive, verify
from stancebook.pipeline.commands.clean import clean
from stancebook.pipeline.commands.codebook import codebook
from stancebook.pipeline.commands.tidy import tidy
from stancebook.pipeline.edge.endings import Commands
from stancebook.pipeline.options import of_import, setting
from stancebook.pipeline.run_config import requested
from stancebook.pipeline.terminal import say

Environment = MutableMapping[str, str]

RUN = tuple(paths.PARAMETERS)  # the settings of a run


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def stancebook() -> None:
    """From news texts to a brief whose every claim leads to a highlighted passage.

    Start with `stancebook status`: it says what there is, and what to do next.
    """


def command(example: str, *settings: str, **attributes: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """Return a decorator that makes a function a command, with an example in its help and options for settings.

    The function gets the environment, with the settings given as options in it, and its own arguments.
    """

    def decorate(function: Callable[..., Any]) -> click.Command:
        wrapped = click.pass_obj(function)
        for name in reversed(settings):
            wrapped = setting(name)(wrapped)
        return stancebook.command(epilog=f"Example: {example}", **attributes)(wrapped)

    return decorate


@command('stancebook new bridge --name "Who pays for the bridge?"')
@click.argument("folder", metavar="FOLDER")
@click.option("--name", default="", metavar="WORDS", help="What the study is called; else as its folder.")
def new(environment: Environment, folder: str, name: str) -> None:
    """Make a study of your own; what is in the folder stays."""
    from stancebook.pipeline.commands.new import new  # here and below, because other commands need none of it

    say("\n".join(new(Path(folder).expanduser(), name)))


@command("stancebook status --study tests/toy", *RUN)
def status(environment: Environment) -> None:
    """Show what there is, how far it is coded, and the next step."""
    from stancebook.pipeline.commands.status import show

    show(environment)


@command("stancebook add article.docx page.html --check", "study")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--encoding", default="", metavar="NAME", help="Of text, HTML and CSV, if the guess is wrong.")
@click.option("--column", "columns", multiple=True, metavar="FIELD=NAME", help="Of a table; may be given again.")
@click.option("--update", default="", metavar="ID", help="The file is a new version of this text.")
@click.option("--check", is_flag=True, help="Write nothing, and say what would be done.")
def add(
    environment: Environment, files: Sequence[str], encoding: str, columns: Sequence[str], check: bool, update: str
) -> None:
    """Add documents, or folders of documents, to the study."""
    from stancebook.intake import add, report
    from stancebook.pipeline.commands.updates import update as update_text

    run_paths = requested(environment).paths
    if update and len(files) != 1:
        raise WrongArgument("--update takes one file, the new version of that text")
    if update:
        say("\n".join(update_text(run_paths, update, Path(files[0]), encoding, check)))
        return
    given = report.given_columns(columns)
    outcome = add.add(map(Path, files), run_paths.study, encoding, given, check, progress.tell)
    say("\n".join(report.report(outcome, check)))
    if outcome.problems:
        raise UserError("\n".join(map(str, outcome.problems)))


stancebook.add_command(clean)


@command("stancebook import project.qdpx --map issue=Themes --set via=self", "study", name="import")
@click.argument("file", metavar="[FILE]", required=False)
@of_import
def import_(environment: Environment, file: str | None, **asked: Any) -> None:
    """Bring in what others coded: a program's project, or a table."""
    from stancebook.pipeline.commands.importing import Asked, bring

    bring(environment, Path(file).expanduser() if file else None, Asked(**asked))


@command("stancebook export qdpx --coding all", "study")
@click.argument("format")
@click.option("--coding", default="", metavar="NAME", help="A coder’s id, or all; else the adjudicated codes.")
@click.option("--out", default="", metavar="FILE", help="Else build/export/ and the name of the study.")
def export(environment: Environment, format: str, coding: str, out: str) -> None:
    """Write the statements for another program.

    FORMAT is qdpx, qdc, dna, web-annotation, csv, xlsx or parquet, or the ending of such a file.
    """
    from stancebook.pipeline.commands.exporting import export

    export(environment, format, coding, out)


stancebook.add_command(codebook)


@command("stancebook check --study tests/toy", *RUN)
def check(environment: Environment) -> None:
    """List every problem in what people wrote, each with its fix."""
    steps.check(environment)


@command("stancebook run 04 -j 2", *RUN, "jobs")
@click.argument("number", metavar="[NN]", default="")
@click.option("--kernel", is_flag=True, help="In ordinary kernels instead of forked ones.")
def run(environment: Environment, number: str, kernel: bool) -> None:
    """Run the notebook NN and those it needs; else all that can run."""
    steps.run(environment, number, kernel)


@command("stancebook report --coding coder_a", *RUN, "jobs")
def report(environment: Environment) -> None:
    """Build the brief: run every notebook that is not up to date."""
    steps.run(environment, steps.BRIEF)


@command("stancebook brief --watch", *RUN)
@click.option("--watch", is_flag=True, help="Go on, and verify again after each save.")
def brief(environment: Environment, watch: bool) -> None:
    """Verify the text of the brief against the last run's tables."""
    from stancebook.pipeline.commands.proofreading import proofread

    proofread(environment, watch)


@command("stancebook demo", *RUN)
def demo(environment: Environment) -> None:
    """Falsify a copy of the brief, and see the build refuse it."""
    from stancebook.pipeline.commands.demo import show

    show(environment)


@command("stancebook lab -- --no-browser", "study")
@click.argument("options", metavar="[-- OPTION...]", nargs=-1)
def lab(environment: Environment, options: Sequence[str]) -> None:
    """Open JupyterLab on the notebooks."""
    steps.lab(environment, "notebooks", options)


@command("stancebook desk", "study")
@click.argument("options", metavar="[-- OPTION...]", nargs=-1)
def desk(environment: Environment, options: Sequence[str]) -> None:
    """Open JupyterLab at the coding desk."""
    steps.lab(environment, "notebooks/desk.ipynb", options)


@command('stancebook freeze --reason "before any comparison"', "study", "reason")
def freeze(environment: Environment) -> None:
    """Freeze the codings before anyone compares them."""
    steps.freeze(environment)


@command("stancebook agreement --study tests/toy", "study", "exclude_articles", "jobs")
def agreement(environment: Environment) -> None:
    """Say how far the coders agree; notebook 03 has the details."""
    steps.agreement(environment)


@command("stancebook adjudicate --sheet", "study")
@click.option("--sheet", is_flag=True, help="Write a row for each decision that is due, to fill in a spreadsheet.")
@click.argument("options", metavar="[-- OPTION...]", nargs=-1)
def adjudicate(environment: Environment, sheet: bool, options: Sequence[str]) -> None:
    """Decide where the coders differ: at the desk, or in a sheet."""
    if sheet:
        from stancebook.pipeline.commands.adjudicate import write_sheets

        write_sheets(environment)
        return
    say("at the desk choose adjudication; for a file to fill in: stancebook adjudicate --sheet")
    steps.lab(environment, "notebooks/desk.ipynb", options)


@command("stancebook validate --draw 60 --seed 1", "study", "jobs")
@click.option("--draw", type=click.IntRange(min=1), metavar="N", help="Draw N sentences, and lay out a blind sheet.")
@click.option("--seed", type=click.IntRange(min=0), default=1, metavar="N", help="The seed of the draw.")
def validate(environment: Environment, draw: int | None, seed: int) -> None:
    """Let people code a sample anew, and compare them."""
    from stancebook.pipeline.commands.validate import validate

    validate(environment, draw, seed)


@command("stancebook accept")
def accept(environment: Environment) -> None:
    """Put the outputs of the default run into the notebooks."""
    steps.accept(environment)


@command("stancebook sweep grid.yaml -j 2", "study", "cluster", "jobs")
@click.argument("grid", metavar="[GRID]", required=False)
def sweep(environment: Environment, grid: str | None) -> None:
    """Make a run for every set of parameters in a grid."""
    from stancebook.pipeline.sweep import sweep

    sweep({**environment, "STANCEBOOK_GRID": grid or environment.get("STANCEBOOK_GRID", "")})


@command("stancebook job", hidden=True)
def job(environment: Environment) -> None:
    """Be one run of a sweep, in its own folder."""
    from stancebook.pipeline.worker import run_job

    run_job(environment)


stancebook.add_command(archive)
stancebook.add_command(verify)
stancebook.add_command(tidy)


def _interrupt_once(number: int, frame: object) -> None:
    """Raise KeyboardInterrupt, and ignore further signals: make passes on what its group gets too, so two may come."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


def main(words: Sequence[str] | None = None) -> int:
    """Call a command; return 0, 1 after a sentence on what to put right, 2 for wrong usage, 130 if interrupted.

    It returns 70 if the program itself has a fault.
    """
    end_with_caller(os.environ)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt_once)
    for stream in (sys.stdout, sys.stderr):  # no sign is worth a traceback where the encoding has none for it
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="replace")
    try:
        given = None if words is None else list(words)
        return stancebook.main(given, "stancebook", standalone_mode=False, obj=dict(os.environ)) or 0
    except click.ClickException as error:
        if not isinstance(error, click.exceptions.NoArgsIsHelpError):  # whose message is the help, of many lines
            error.message = one_line(error.message, 500)
        error.show()
        return error.exit_code
    except click.Abort:  # interrupted before a command began
        return 130
