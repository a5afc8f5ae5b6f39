"""An archive that a stranger made: opened within limits, nothing of it followed, run, or written outside a folder.

>>> [bad_name(name) for name in ("data/raw/010.txt", "../x", "/etc/passwd", "a\\\\b", "c:/x", "a//b", "a/./b")]
[False, True, True, True, True, True, True]
"""

from __future__ import annotations

import hashlib
import stat
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from stancebook.core.bounds import json_text, reading
from stancebook.core.bounds.limits import BeyondLimit
from stancebook.core.problems import UserError, one_line
from stancebook.exchange.archive import packing, run_record, withheld
from stancebook.exchange.archive.assembly import read_entry
from stancebook.exchange.archive.contents import Content, sha256

MOST_FILES = 1_000_000
MOST_PACKED = 20  # times the size of the archive, if it is more than this many bytes unpacked:
FREE = 200 * 2**20
MOST_JSON = 500 * 2**20  # bytes of a file that is read whole
UNREADABLE = (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RecursionError, EOFError)


class Archive:
    """A zip file with the files of an archive; `hashes` has what SHA256SUMS says of each."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(reading.regular(path, sys.maxsize))
            self.parts = self._read_parts()
        except BeyondLimit:
            raise
        except FileNotFoundError:
            raise UserError(f"{path} is not there; give the file of an archive") from None
        except UNREADABLE as error:
            raise self._refused(f"it cannot be read as a zip file ({error})") from None
        if packing.SUMS not in self.parts:
            raise self._refused(f"{packing.SUMS} is missing in it: it is no archive of stancebook")
        try:
            self.hashes = packing.parse_sums(self.read(packing.SUMS).decode("utf-8", "replace"))
        except ValueError as error:
            raise self._refused(str(error)) from None

    def _refused(self, why: str) -> UserError:
        return UserError(one_line(f"{self.path.name}: {why}; ask for the archive again"))

    def _read_parts(self) -> dict[str, zipfile.ZipInfo]:
        """Return the parts of the zip by name; raise ValueError if one of them is no plain file of an archive."""
        found: dict[str, zipfile.ZipInfo] = {}
        size, parts = self.path.stat().st_size, self._zip.infolist()
        if len(parts) > MOST_FILES or sum(part.compress_size for part in parts) > size:
            raise ValueError("it has more parts than it can hold")
        if sum(part.file_size for part in parts) > max(FREE, MOST_PACKED * size):
            raise ValueError("it unpacks to far more than it is")
        for part in parts:
            mode = part.external_attr >> 16
            if part.filename in found:
                raise ValueError(f"two parts have the name {part.filename}")
            if bad_name(part.filename) or part.is_dir() or (stat.S_IFMT(mode) not in (0, stat.S_IFREG)):
                raise ValueError(f"{part.filename} is no plain file inside a folder")
            if part.flag_bits & 1:
                raise ValueError(f"{part.filename} has a password")
            found[part.filename] = part
        return found

    def read(self, name: str) -> bytes:
        """Return the bytes of a file; raise UserError if it cannot be read or is too large to be read whole."""
        if self.parts[name].file_size > MOST_JSON:
            raise self._refused(f"{name} has more than {MOST_JSON // 2**20} MB")
        try:
            return self._zip.read(name)
        except UNREADABLE as error:
            raise self._damaged(name, error) from None

    def _damaged(self, name: str, error: Exception) -> UserError:
        return self._refused(f"{name} cannot be read ({error})")

    def hash(self, name: str) -> str:
        """Return the SHA-256 of a file; "" if it is damaged."""
        digest = hashlib.sha256()
        try:
            for piece in self.pieces(name):
                digest.update(piece)
        except UserError:
            return ""
        return digest.hexdigest()

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a file, a megabyte at a time; raise UserError where it is damaged."""
        try:
            with self._zip.open(name) as file:
                while piece := file.read(1 << 20):
                    yield piece
        except UNREADABLE as error:
            raise self._damaged(name, error) from None

    @cached_property
    def found(self) -> dict[str, str]:
        """The SHA-256 of each file but SHA256SUMS, as it is; "" if it is damaged."""
        return {name: self.hash(name) for name in self.parts if name != packing.SUMS}

    @cached_property
    def run(self) -> dict[str, Any]:
        """The run record; raises UserError if it is missing or has another shape."""
        try:
            made = json_text.loads(self.read(run_record.NAME))
            hashes = run_record.hashes(made)
            if not all(isinstance(text, str) for pair in hashes.items() for text in pair):
                raise ValueError("a hash is no text")
            str(made["stancebook"]), dict(made["parameters"])
        except (KeyError, TypeError, AttributeError, ValueError):
            raise self._refused(f"{run_record.NAME} is missing or has another shape") from None
        if any(map(bad_name, hashes)):
            raise self._refused(f"{run_record.NAME} names a file outside the study")
        return dict(made)

    @cached_property
    def withheld(self) -> dict[str, Any]:
        """What is said of texts that were left out; empty if the archive has them."""
        if withheld.NAME not in self.parts:
            return {}
        try:
            entry = read_entry(self.read(withheld.NAME))
            if any(map(bad_name, entry["texts"].values())):
                raise ValueError("it names a file outside the study")
            return entry
        except (ValueError, RecursionError) as error:
            raise self._refused(f"{withheld.NAME}: {error}") from None

    def extract(self, name: str, folder: Path) -> Path:
        """Write a file into a folder that nobody else uses; return its path."""
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            for piece in self.pieces(name):
                file.write(piece)
        return path

    def is_in_form(self) -> bool:
        """Return whether the zip file has the bytes that this package writes for these files."""
        with tempfile.TemporaryFile() as again:
            try:
                packing.write_zip(again, _Parts(self))
            except UserError:
                return False
            again.seek(0)
            return hashlib.file_digest(again, "sha256").hexdigest() == sha256(self.path)


class _Parts(Mapping[str, Content]):
    """The files of an archive, each read when it is asked for."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def __getitem__(self, name: str) -> Content:
        return self._archive.read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._archive.parts)

    def __len__(self) -> int:
        return len(self._archive.parts)


def bad_name(name: str) -> bool:
    """Return whether a name may lead out of a folder, or means another file on another system."""
    parts = name.split("/")
    odd = any(part in ("", ".", "..") or part.endswith((" ", ".")) for part in parts)
    return odd or any(sign in name for sign in "\\:\0") or not name.isprintable()
