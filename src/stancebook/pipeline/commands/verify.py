"""`stancebook verify`: holds an archive to its hashes, its texts, its quotations, and to what its numbers come from.

Nothing in the archive is run: the notebooks of this package make everything anew from the archive's data, and what they
write is compared byte for byte. Notebooks of the archive that are others run only if the user asks for it.

>>> different_cells("a,b\\n1,2\\n", "a,b\\n1,3\\n")
'1 cell of 2 differs: row 2, b: 2 in the archive, 3 as computed again'
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from stancebook import __version__
from stancebook.core import files, notebooks, paths, tables
from stancebook.core.english import count, enumerate_words, number, some, verb
from stancebook.core.problems import UserError, one_line
from stancebook.core.processes.temporary import temporary_folder
from stancebook.exchange.archive import about, assembly, checks, contents, rebuilding
from stancebook.exchange.archive.outcomes import DIFFERS, GONE, NOT_RUN, OK, Verdict, all_well, report
from stancebook.exchange.archive.reading import Archive
from stancebook.pipeline import run_config
from stancebook.pipeline.commands import outside_dates
from stancebook.pipeline.commands.archive import days
from stancebook.pipeline.execute import accepted
from stancebook.pipeline.terminal import busy, say

PATIENCE = 3600  # seconds for the notebooks
LINES = 3  # of what a run said, that are shown where it failed


class Asked(NamedTuple):
    """What the user asked for: a folder of texts, a new folder for the study, notebooks of the archive, every line.

    `look_up` lets the program ots ask the network for a date.
    """

    texts: Path | None = None
    rebuild: Path | None = None
    run_notebooks: bool = False
    look_up: bool = False
    every: bool = False


def verify(path: Path, asked: Asked) -> None:
    """Print what is as it was in an archive and what is not; raise UserError if something differs or is gone."""
    with busy("verifying"):
        found = list(examine(path, asked))
    for line in report(found, asked.every):
        say(line)
    texts, absent = rebuilding.lacking(found)
    if asked.rebuild:
        without = f", without {some(absent, most=6)}" if absent else ""
        say(f"the study is in {paths.shown(asked.rebuild)}{without}")
    if not all_well(found):
        raise UserError(f"{path.name} is not as it was made; the lines above say where")
    if texts:
        told = f"{asked.texts} lacks {count(texts, 'file')} of {path.name}, or has other bytes of it: {some(texts)}"
        raise UserError(f"{told}; what could be checked of the archive itself is as it was made")


def examine(path: Path, asked: Asked) -> Iterator[Verdict]:
    """Yield the verdict on each thing in an archive, in groups."""
    if asked.texts and not asked.texts.is_dir():
        raise UserError(f"{asked.texts} is no folder; give the folder with the texts")
    archive = Archive(path)
    if asked.rebuild and archive.withheld and not asked.texts:
        raise UserError(f"{path.name} is without its texts; to rebuild the study, say where they are: --texts FOLDER")
    yield from checks.files(archive)
    yield from checks.on_record(archive, has_texts=bool(asked.texts))
    yield from checks.description(archive)
    with ExitStack() as stack:
        folder = asked.rebuild or stack.enter_context(temporary_folder("verify"))
        _prepare(folder)
        given = rebuilding.texts_in(asked.texts) if asked.texts else None
        yield from rebuilding.lay_out(archive, folder.resolve(), given)
        yield from of_study(archive, folder.resolve(), checks.lack(bool(asked.texts)))
        yield from outside_dates.check(folder.resolve(), asked.look_up)
        yield from again(archive, folder.resolve(), asked)


def _prepare(folder: Path) -> None:
    """Make a folder; raise UserError if there is something in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder} is not empty; name a new folder")
    folder.mkdir(parents=True, exist_ok=True)


def of_study(archive: Archive, folder: Path, lack: str) -> Iterator[Verdict]:
    """Yield the verdicts on texts, quotations, freezes and journals of the study in a folder.

    `lack` says why texts that were left out are not there.
    """
    sources = folder / "data" / "coded" / "sources.csv"
    try:
        rows = tables.read_authored(sources) if sources.is_file() else []
    except tables.UnreadableFile as error:
        yield Verdict("texts", "sources.csv", DIFFERS, f"it cannot be read ({error})")
        return
    sound = [row for row in rows if row.get("article") and row.get("file") and row.get("sha256")]
    if not sound:
        short = "data/coded/sources.csv" in archive.withheld.get("shortened", {}) and not sources.is_file()
        why = lack if short else "sources.csv is missing or names no text"
        yield Verdict("texts", "sources.csv", NOT_RUN, why)
    yield from checks.texts(archive, sound, folder, lack)
    raw = assembly.RawTexts(folder / "data" / "raw", sound)
    yield from checks.quotations(archive, folder, raw, lack)
    yield from checks.freezes(archive, folder, lack)
    yield from checks.chains(archive, folder, lack)


def again(archive: Archive, folder: Path, asked: Asked) -> Iterator[Verdict]:
    """Run the notebooks on the study in a folder; yield verdicts on what they make, and on descriptions."""
    absent = _absent(archive, folder, asked)
    why = absent or _hindered(folder, asked) or _run(archive, folder, asked)
    yield from compared(archive, folder, why)
    yield from described(archive, folder, absent)


def _absent(archive: Archive, folder: Path, asked: Asked) -> str:
    """Return why files that the notebooks need are not in a folder; "" if all are there."""
    needed = [name for name in archive.run["inputs"] if not contents.is_original(name)]
    absent = [name for name in needed if not (folder / name).is_file()]
    if not absent or archive.withheld:
        return checks.lack(bool(asked.texts)) if absent else ""
    return f"{absent[0]} is damaged, or not there"


def _hindered(folder: Path, asked: Asked) -> str:
    """Return why the notebooks of an archive do not run, though all that they need is in a folder; "" if they do."""
    others = other_notebooks(folder)
    if others and not asked.run_notebooks:
        which = f"{enumerate_words(others, 'and')} {verb(others, 'is', 'are')} not as in stancebook {__version__}"
        return f"{which}; --run-notebooks runs what is in the archive, which is a program of whoever made it"
    return ""


def other_notebooks(folder: Path) -> list[str]:
    """Return the numbered notebooks whose cells, or whose number, are not those of this package."""
    ours = {path.name: path for path in notebooks.shipped() if path.name[:2].isdigit()}
    theirs = {path.name: path for path in sorted((folder / "notebooks").glob("[0-9][0-9]-*.ipynb"))}
    return [
        name
        for name in sorted(ours | theirs)
        if name not in ours or name not in theirs or _cells(ours[name]) != _cells(theirs[name])
    ]


def _cells(path: Path) -> str:
    """Return the cells of a notebook; "" if it is none."""
    try:
        return notebooks.read(path).cells
    except UserError:
        return ""


def _run(archive: Archive, folder: Path, asked: Asked) -> str:
    """Run all notebooks on the study in a folder; return why they could not, or ""."""
    shutil.rmtree(folder / "data" / "processed", ignore_errors=True)
    kept = {path.name: path.read_bytes() for path in (folder / "notebooks").glob("*.ipynb")}
    if not asked.run_notebooks:
        for path in notebooks.shipped():
            files.write_bytes(folder / "notebooks" / path.name, notebooks.without_outputs(path.read_bytes()))
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "stancebook", "run"], cwd=folder, env=_environment(), timeout=PATIENCE,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", errors="replace",
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "the notebooks took longer than an hour"
    finally:
        for name, content in kept.items():
            files.write_bytes(folder / "notebooks" / name, content)
    said = [one_line(line) for line in done.stdout.splitlines() if line.strip()]
    return "; ".join(said[-LINES:]) if done.returncode else ""


def _environment() -> dict[str, str]:
    """Return the environment of the run: this package, no settings of another run, and with whom it ends."""
    home = Path(__file__).parents[3]
    outer = {name: value for name, value in os.environ.items() if not name.startswith("STANCEBOOK_")}
    return outer | {"STANCEBOOK_PARENT": str(os.getpid())} | ({"PYTHONPATH": str(home)} if home.name == "src" else {})


def compared(archive: Archive, folder: Path, why: str) -> Iterator[Verdict]:
    """Yield the verdict on each generated file and each notebook; `why` they could not be made again, if so."""
    groups = {"made again": archive.run["outputs"], "notebooks": archive.run["notebooks"]}
    for group, hashes in groups.items():
        made = {} if why else _made(group, folder, hashes)
        for name, hash in hashes.items():
            if why:
                yield Verdict(group, name, NOT_RUN, why)
            elif name not in made:
                yield Verdict(group, name, GONE, "the notebooks do not write it")
            elif contents.sha256(made[name]) == hash:
                yield Verdict(group, name, OK)
            else:
                yield Verdict(group, name, DIFFERS, _difference(archive, name, contents.data(made[name])))


def _made(group: str, folder: Path, names: Mapping[str, str]) -> dict[str, contents.Content]:
    """Return the files of a group as they are after the run, by name; notebooks get what they showed."""
    found: dict[str, contents.Content] = {name: folder / name for name in names if (folder / name).is_file()}
    if group == "notebooks":
        config = run_config.requested({"STANCEBOOK_STUDY": str(folder)})
        for book in config.notebooks:
            if config.copy(book).is_file():
                text = accepted(book, config.copy(book))
                files.write_text(book.path, text)
    return found


def _difference(archive: Archive, name: str, made: bytes) -> str:
    """Return how a file differs from the one in the archive."""
    if name.endswith(".csv") and archive.found.get(name) == archive.run["outputs"].get(name):
        return different_cells(archive.read(name).decode("utf-8", "replace"), made.decode("utf-8", "replace"))
    return "made again it has other bytes"


def different_cells(before: str, now: str) -> str:
    """Return in words which cells of a table differ."""
    try:
        ours, theirs = tables.parse(before), tables.parse(now)
    except csv.Error:
        return "it is no table"
    if (
        not ours
        or len(ours) != len(theirs)
        or any(one.keys() != other.keys() for one, other in zip(ours, theirs, strict=True))
    ):
        return "made again it has other rows or columns"
    pairs = [
        (row, column, one[column], other[column])
        for row, (one, other) in enumerate(zip(ours, theirs, strict=True), 2)
        for column in one
    ]
    changed = [pair for pair in pairs if pair[2] != pair[3]]
    if not changed:
        return "made again it has other bytes, though the same cells"
    row, column, old, new = changed[0]
    cells = f"{number(len(changed))} {verb(changed, 'cell', 'cells')} of {number(len(pairs))}"
    where = f"row {row}, {column}: {old} in the archive, {new} as computed again"
    return f"{cells} {verb(changed, 'differs', 'differ')}: {where}"


def described(archive: Archive, folder: Path, absent: str) -> Iterator[Verdict]:
    """Yield the verdict on what describes the archive: it is written again from the study.

    `absent` says why files of the study are not there.
    """
    names = sorted(checks.DESCRIBING & archive.found.keys() - {"run-record.json", "withheld.json"})
    try:
        if archive.run["stancebook"] != __version__:
            raise UserError(f"stancebook {archive.run['stancebook']} wrote it, and this is {__version__}")
        made = _descriptions(archive, folder)
    except (UserError, LookupError, AttributeError, TypeError, ValueError, OSError, RecursionError) as error:
        for name in names:
            yield Verdict("written again", name, NOT_RUN, absent or one_line(str(error)))
        return
    for name in names:
        same = contents.sha256(made[name]) == archive.found[name]
        yield Verdict(
            "written again", name, OK if same else DIFFERS, "" if same else "written again it reads otherwise"
        )


def _descriptions(archive: Archive, folder: Path) -> dict[str, contents.Content]:
    """Return the files that describe an archive, written again from the study in a folder."""
    study = run_config.requested({"STANCEBOOK_STUDY": str(folder)}).study
    said = about.describe(study.settings, days(study))
    texts = assembly.Texts(
        study.source_rows,
        assembly.RawTexts(folder / "data" / "raw", study.source_rows),
        study.settings["quotation_limit"],
    )
    with temporary_folder("verify") as place:
        kept = {name: archive.extract(name, place) for name in archive.found if name not in checks.DESCRIBING}
        return assembly.described(kept, said, archive.run, texts, archive.withheld)
