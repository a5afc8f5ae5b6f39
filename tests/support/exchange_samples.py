"""Files of other programs that nobody of this project wrote: some are here, others in build/samples or nowhere."""

import hashlib
import os
from functools import cache
from pathlib import Path

import pytest

from project import PROJECT

SAMPLES = PROJECT / "tests" / "exchange" / "samples"


@cache
def elsewhere():
    """Return the files that are not in the repository, by their SHA-256; tests/intake/test_samples.py says where."""
    folder = Path(os.environ.get("STANCEBOOK_SAMPLES") or PROJECT / "build" / "samples")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder.is_dir() else []
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}


def put(folder, name, sha256, origin):
    """Put a file that is elsewhere into a folder under its name; skips the test if it is not there."""
    if sha256 not in elsewhere():
        pytest.skip(f"{name} is not in build/samples; get it from: {origin}")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(elsewhere()[sha256].read_bytes())
    return path
