"""The study of an archive in a folder: what is in it, what was left out, put back from the texts.

Only names that belong to a study are written, so that no part of an archive becomes a program of the machine.

>>> [belongs(name) for name in ("data/raw/1.txt", "report/text.md", "notebooks/01-clean.ipynb", "notebooks/numpy.py")]
[True, True, True, False]
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from stancebook.core.files import write_bytes
from stancebook.core.problems import UserError
from stancebook.exchange.archive import git_tag, run_record
from stancebook.exchange.archive.assembly import RawTexts, restored
from stancebook.exchange.archive.contents import ENVIRONMENT, PACKAGE, sha256
from stancebook.exchange.archive.outcomes import DIFFERS, GONE, OK, Verdict
from stancebook.exchange.archive.reading import Archive

STUDY = re.compile(r"data/.+|report/text\.md|notebooks/[^/]+\.ipynb")
LARGEST = 100 * 2**20  # bytes of a file in a folder of texts that is looked at


def belongs(name: str) -> bool:
    """Return whether a file is a study's own."""
    return bool(STUDY.fullmatch(name)) or name in (*ENVIRONMENT, git_tag.NAME) or name.startswith(f"{PACKAGE}/")


def texts_in(folder: Path) -> dict[str, Path]:
    """Return the files in a folder, and in folders in it, by their SHA-256; links are not followed."""
    found: dict[str, Path] = {}
    for place, _, names in sorted(os.walk(folder)):
        for path in (Path(place, name) for name in sorted(names)):
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST:
                found.setdefault(sha256(path), path)
    return found


def lay_out(archive: Archive, folder: Path, given: dict[str, Path]) -> Iterator[Verdict]:
    """Write the study of an archive into an empty folder; yield a verdict on each file that was left out of it.

    `given` are the texts, by their SHA-256. Generated files are not written, but the tables that are in the archive.
    """
    run, entry = archive.run, archive.withheld
    hashes, short = run_record.hashes(run), entry.get("shortened", {})
    outputs = {name for name in run["outputs"] if not name.startswith("data/processed/")}
    for name, hash in archive.found.items():  # of which a damaged one has none
        if hash and name in hashes and name not in short and name not in outputs and belongs(name):
            archive.extract(name, folder)
    for name in sorted(set(entry.get("left_out", ())) & run["inputs"].keys()):
        if (path := given.get(hashes[name])) and belongs(name):
            write_bytes(folder / name, path.read_bytes())
        if given:
            yield Verdict("texts put back", name, OK if path else GONE, "" if path else "no file given has its hash")
    raw = RawTexts(folder, [{"article": id, "file": file} for id, file in entry.get("texts", {}).items()])
    for name in sorted(short.keys() & archive.found.keys()) if given else ():
        yield _put_back(archive, name, folder, raw, hashes.get(name, ""))


def _put_back(archive: Archive, name: str, folder: Path, raw: RawTexts, hash: str) -> Verdict:
    """Write a file with its passages put back; return the verdict on it."""
    try:
        content = restored(name, archive.read(name), archive.withheld, raw)
    except (ValueError, LookupError, OSError, UserError) as error:
        return Verdict("texts put back", name, GONE, f"it cannot be put back ({error})")
    if sha256(content) != hash or not belongs(name):
        return Verdict("texts put back", name, DIFFERS, "it has other bytes than before")
    write_bytes(folder / name, content)
    return Verdict("texts put back", name, OK)
