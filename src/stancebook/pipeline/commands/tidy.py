"""`tidy`: build/ is deleted but for archives and exports, and of report/ what runs built; what is people's own stays.

A run writes down which documents it built in report/, each with its SHA-256, in build/<variant>/built.json. A document
of another name, or with other bytes, is somebody's own: a brief with a supervisor's comments. It is never deleted, and
the next run moves it aside before it builds a new one.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Collection, Iterable, Iterator, MutableMapping
from contextlib import ExitStack, suppress
from pathlib import Path

import click

from stancebook.core import files, links, notebooks, paths
from stancebook.core.notebooks import Notebook
from stancebook.core.paths import shown
from stancebook.core.processes.lock import LOCK, one_run
from stancebook.pipeline import stamps
from stancebook.pipeline.run_config import RunConfig
from stancebook.pipeline.terminal import say

RECORD = "built.json"
COMMENTED = (".docx", ".pdf")  # documents in which people write
PRODUCTS = ("archive", "export")  # folders of build/ with files that a command was asked for
DOCUMENTS = (*COMMENTED, ".html", ".jsonld")
CHANGED, UNKNOWN, LINK = "it was changed after a run built it", "no run built it", "it is a link"
ASKED_FOR = "what is in it was asked for by a command"


# ---- what a run does


def remember(config: RunConfig, notebook: Notebook) -> None:
    """Write down the documents that a notebook has built."""
    if made := {_name(config.paths.out, path): stamps.digest(path) for path in _documents_of(config, notebook)}:
        record = json.dumps(built(config.folder) | made, indent=1, sort_keys=True)
        files.write_text(config.folder / RECORD, f"{record}\n")


def built(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each document that runs of a variant built, by name; none if there is no record."""
    return stamps.read_json(folder / RECORD)


def set_aside(config: RunConfig, notebook: Notebook) -> list[str]:
    """Rename the documents of a notebook in which somebody has written; return a line on each."""
    record, lines = built(config.folder), []
    for path in _documents_of(config, notebook):
        if path.suffix in COMMENTED and _why_kept(config.paths.out, path, record) == CHANGED:
            own = _free(path)
            os.rename(path, own)
            lines.append(f"{shown(path)} was changed after it was built; what was written into it is in {shown(own)}")
    return lines


def _documents_of(config: RunConfig, notebook: Notebook) -> Iterator[Path]:
    """Yield the documents that a notebook declares and that are there."""
    for name in notebook.writes:
        path = notebooks.resolve(config.paths, name)
        for each in sorted(path.parent.glob(path.name)):
            if each.suffix in DOCUMENTS:
                yield each


def _name(out: Path, path: Path) -> str:
    return path.relative_to(out).as_posix()


def _free(path: Path) -> Path:
    """Return a name for a document that was changed."""
    numbers = ("", *(f" {number}" for number in range(2, 1000)))
    names = (path.with_stem(f"{path.stem} (changed{number})") for number in numbers)
    return next(name for name in names if not os.path.lexists(name))


def _why_kept(out: Path, path: Path, record: dict[str, str]) -> str:
    """Return why a document is not deleted; "" if a run built it as it is."""
    if path.is_symlink():
        return LINK
    if _name(out, path) not in record:
        return UNKNOWN
    return CHANGED if stamps.digest(path) != record[_name(out, path)] else ""


# ---- the command


@click.command(epilog="Example: stancebook tidy")
@click.pass_obj
def tidy(environment: MutableMapping[str, str]) -> None:
    """Delete build/, and what runs built in report/.

    Archives and exports (build/archive, build/export) stay, and what people changed or added in report/.
    """
    home, _ = paths.places()
    build = home / "build"
    outs = (home, *sorted(path for path in build.glob("*") if path.is_dir()))
    links.check_inside(home, build, *(out / name for out in outs for name in ("report", "report/evidence")))
    with ExitStack() as stack:
        for lock in sorted(build.glob(f"*/{LOCK}")):
            stack.enter_context(one_run(lock.parent, noted=False))
        products = [build / name for name in PRODUCTS if os.path.lexists(build / name)]
        stays = remove_documents(home) | dict.fromkeys(products, ASKED_FOR)
        remove_build(build, stays)
    for path in filter(stays.get, stays):
        say(f"{shown(path)} stays: {stays[path]}")


def remove_documents(home: Path) -> dict[Path, str]:
    """Delete the documents that runs built; return why others stay, and with "" records that are needed later."""
    build, stays = home / "build", dict[Path, str]()
    for folder in sorted(path for path in build.glob("*") if path.name != "default"):
        stays |= _remove(folder, folder, set()) if built(folder) else {}
    committed = _committed(home)
    if not built(build / "default") and any(_name(home, path) not in committed for path in _documents(home)):
        return {home / "report": "nothing in it is deleted, as the record of what runs built is gone", **stays}
    return {**_remove(home, build / "default", committed), **stays}


def _remove(out: Path, folder: Path, committed: set[str]) -> dict[Path, str]:
    """Delete the documents of a variant that are as on record; return why others stay, but for committed ones."""
    record, stays = built(folder), {}
    for path in _documents(out):
        if _name(out, path) in committed:
            continue
        if why := _why_kept(out, path, record):
            stays[path] = why
        else:
            path.unlink()
    with suppress(OSError):  # it holds something
        (out / "report" / "evidence").rmdir()
    return {**stays, folder / RECORD: ""} if CHANGED in stays.values() else stays


def _documents(out: Path) -> list[Path]:
    """Return the documents in a report folder, and those on single texts."""
    found = (path for folder in ("report", "report/evidence") for path in (out / folder).glob("*"))
    return sorted(path for path in found if path.suffix in DOCUMENTS and not path.is_dir())


def _committed(home: Path) -> set[str]:
    """Return the names of the files in report/ that git has; none where there is no git."""
    try:
        asked = subprocess.run(["git", "ls-files", "-z", "--", "report"], cwd=home, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return set()
    return set(asked.stdout.decode("utf-8", "surrogateescape").split("\0"))


def remove_build(build: Path, stays: dict[Path, str]) -> None:
    """Delete the folder build, but for what stays; what cannot be deleted is added to that."""
    stays |= dict.fromkeys(_remove_but(build, stays), "it cannot be deleted")


def _remove_but(folder: Path, kept: Collection[Path]) -> Iterable[Path]:
    """Delete a folder but for some paths in it; yield those that should be gone and are not."""
    inside = {path for path in kept if path.is_relative_to(folder)}
    if not inside:
        files.remove(folder)
        if os.path.lexists(folder):
            yield folder
    elif folder not in inside:
        for path in sorted(folder.iterdir()):
            yield from _remove_but(path, inside)
