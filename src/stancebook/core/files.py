"""Whole-file writes: to a temporary name, then renamed, so that no half file exists."""

import hashlib
import os
from pathlib import Path


def digest(content: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def write_text(path: Path | str, content: str) -> None:
    """Write text as UTF-8 under a temporary name and rename it."""
    write_bytes(path, content.encode("utf-8"))


def write_bytes(path: Path | str, content: bytes) -> None:
    """Write bytes under a temporary name and rename it."""
    os.replace(write_part(path, content), path)


def write_or_remove(path: Path | str, content: str | None) -> None:
    """Write text as `write_text` does; without a text, remove the file of that name, if there is one."""
    if content is None:
        Path(path).unlink(missing_ok=True)
    else:
        write_text(path, content)


def part_of(path: Path | str) -> Path:
    """The temporary name beside a path."""
    return Path(path).with_name(f".{Path(path).name}.part")


def write_part(path: Path | str, content: bytes, lasting: bool = False) -> Path:
    """Write bytes under the temporary name and return it; with `lasting`, wait until they are on the disk."""
    part = part_of(path)
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("wb") as file:
        file.write(content)
        if lasting:
            file.flush()
            os.fsync(file.fileno())
    return part
