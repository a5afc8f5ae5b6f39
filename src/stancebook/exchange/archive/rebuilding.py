"""The study of an archive in a folder: what is in it, what was left out, put back from the texts.

Only names that belong to a study are written, so that no part of an archive becomes a program of the machine.

>>> [belongs(name) for name in ("data/raw/1.txt", "report/text.md", "notebooks/01-clean.ipynb", "notebooks/numpy.py")]
[True, True, True, False]
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from stancebook.core.english import some
from stancebook.core.files import write_bytes
from stancebook.core.problems import UserError
from stancebook.exchange.archive import git_tag, run_record, withheld
from stancebook.exchange.archive.assembly import RawTexts, restored
from stancebook.exchange.archive.contents import ENVIRONMENT, PACKAGE, is_original, sha256
from stancebook.exchange.archive.outcomes import DIFFERS, GONE, NOT_RUN, OK, Verdict
from stancebook.exchange.archive.reading import Archive

STUDY = re.compile(r"data/.+|report/text\.md|notebooks/[^/]+\.ipynb")
PUT_BACK = "texts put back"
ABSENT = "no file in the folder of texts has its hash"
OTHER = "the folder of texts has a file of this name with other bytes"
LARGEST = 100 * 2**20  # bytes of a file in a folder of texts that is looked at


def belongs(name: str) -> bool:
    """Return whether a file is a study's own."""
    return bool(STUDY.fullmatch(name)) or name in (*ENVIRONMENT, git_tag.NAME) or name.startswith(f"{PACKAGE}/")


def texts_in(folder: Path) -> dict[str, Path]:
    """Return the files in a folder, and in folders in it, by their SHA-256; links are not followed.

    Raises UserError with the first file that cannot be read.
    """
    found: dict[str, Path] = {}
    for place, _, names in sorted(os.walk(folder)):
        for path in (Path(place, name) for name in sorted(names)):
            try:
                if path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST:
                    found.setdefault(sha256(path), path)
            except OSError as error:
                raise UserError(f"{path} cannot be read ({error.strerror}); put it right, or out of the way") from None
    return found


def lay_out(archive: Archive, folder: Path, given: dict[str, Path] | None) -> Iterator[Verdict]:
    """Write the study of an archive into an empty folder; yield a verdict on each file that was left out of it.

    `given` are the texts, by their SHA-256; None if nobody gave any. Generated files are not written, but the tables
    that are in the archive.
    """
    run, entry = archive.run, archive.withheld
    hashes, short = run_record.hashes(run), entry.get("shortened", {})
    outputs = {name for name in run["outputs"] if not name.startswith("data/processed/")}
    for name, hash in archive.found.items():  # of which a damaged one has none
        if hash and name in hashes and name not in short and name not in outputs and belongs(name):
            archive.extract(name, folder)
    if given is None:
        return
    names = {path.name for path in given.values()}
    for name in sorted(set(entry.get("left_out", ())) & run["inputs"].keys()):
        path = given.get(hashes[name])
        if path and belongs(name):
            write_bytes(folder / name, path.read_bytes())
        why = "" if path else OTHER if Path(name).name in names else ABSENT
        yield Verdict(PUT_BACK, name, OK if path else NOT_RUN, why)
    for name in sorted(short.keys() & archive.found.keys()):
        yield _put_back(archive, name, folder, hashes.get(name, ""))


def lacking(verdicts: Iterable[Verdict]) -> tuple[list[str], list[str]]:
    """Return the texts that a folder of texts lacks, and all files that a study rebuilt from it lacks therefore.

    Files that texts came from are among the second alone: no notebook needs them.

    >>> lacking([Verdict(PUT_BACK, "data/raw/1.txt", NOT_RUN, ABSENT), Verdict(PUT_BACK, "data/raw/2.txt", OK)])
    (['data/raw/1.txt'], ['data/raw/1.txt'])
    """
    absent = [verdict for verdict in verdicts if verdict.about == PUT_BACK and verdict.outcome == NOT_RUN]
    texts = [each.what for each in absent if each.why in (ABSENT, OTHER) and not is_original(each.what)]
    return texts, [each.what for each in absent if not each.what.startswith("data/processed/")]


def _put_back(archive: Archive, name: str, folder: Path, hash: str) -> Verdict:
    """Write a file with its passages put back; return the verdict on it."""
    files = archive.withheld["texts"]
    raw = RawTexts(folder, [{"article": id, "file": file} for id, file in files.items()])
    needed = {place["text"] for place in archive.withheld["shortened"][name]["places"]}
    absent = sorted(id for id in needed & files.keys() if not (folder / files[id]).is_file())
    if absent:
        return Verdict(PUT_BACK, name, NOT_RUN, f"it has passages of texts that are not given: {some(absent)}")
    try:
        content = restored(name, archive.read(name), archive.withheld, raw)
    except (ValueError, UserError) as error:
        return Verdict(PUT_BACK, name, GONE, f"it cannot be put back ({error})")
    except (LookupError, OSError):
        return Verdict(PUT_BACK, name, GONE, f"it cannot be put back ({withheld.NAME} leads to no text)")
    if sha256(content) != hash or not belongs(name):
        return Verdict(PUT_BACK, name, DIFFERS, "it has other bytes than before")
    write_bytes(folder / name, content)
    return Verdict(PUT_BACK, name, OK)
