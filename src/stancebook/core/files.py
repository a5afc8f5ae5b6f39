"""Whole-file writes: a temporary name, then a rename, so that no half file exists."""

import hashlib
import os
from pathlib import Path


def digest(content):
    """The SHA-256 of some bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def write_text(path, content):
    """Write text under a temporary name and rename it, so that no half file exists."""
    write_bytes(path, content.encode("utf-8"))


def write_bytes(path, content):
    """Write bytes in the same way."""
    os.replace(write_part(path, content), path)


def part_of(path):
    """The temporary name beside a path."""
    return Path(path).with_name(f".{Path(path).name}.part")


def write_part(path, content, lasting=False):
    """Write bytes under the temporary name, and give it back; where `lasting`, they are on the disk itself by then."""
    part = part_of(path)
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("wb") as file:
        file.write(content)
        if lasting:
            file.flush()
            os.fsync(file.fileno())
    return part
