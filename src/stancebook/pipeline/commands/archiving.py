"""`archive` and `verify`: a study into one file, and such a file held to itself."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path

import click

from stancebook.pipeline.options import setting

Environment = MutableMapping[str, str]


@click.command(epilog="Example: stancebook archive --without-texts")
@setting("study")
@click.option("--out", default="", metavar="FILE", help="The file to write; else in build/archive.")
@click.option("--without-texts", is_flag=True, help="Without the texts of third parties, to publish.")
@click.option("--tag", default="", metavar="NAME", help="With this signed tag of git, for its date.")
@click.pass_obj
def archive(environment: Environment, out: str, without_texts: bool, tag: str) -> None:
    """Write the whole study into one file that lasts."""
    from stancebook.pipeline.commands.archive import archive  # here and below, because other commands need none of it

    archive(environment, Path(out).expanduser() if out else None, without_texts, tag)


@click.command(epilog="Example: stancebook verify study-without-texts.zip --texts folder --rebuild new-folder")
@click.argument("file", metavar="ARCHIVE")
@click.option("--texts", default="", metavar="FOLDER", help="The texts that the archive is without, under any name.")
@click.option("--rebuild", default="", metavar="FOLDER", help="A new folder for the whole study.")
@click.option("--run-notebooks", is_flag=True, help="Run notebooks of the archive that are not this package's.")
@click.option("--look-up", is_flag=True, help="Let the program ots look up a date on the network.")
@click.option("--all", "every", is_flag=True, help="A line for each thing that is ok, too.")
def verify(file: str, texts: str, rebuild: str, **asked: bool) -> None:
    """Check every hash, quotation and number of an archive."""
    from stancebook.pipeline.commands.verify import Asked, verify

    folders = [Path(folder).expanduser() if folder else None for folder in (texts, rebuild)]
    verify(Path(file).expanduser(), Asked(*folders, **asked))
