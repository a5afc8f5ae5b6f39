"""An archive as one zip file with the same bytes on every machine: sorted, stored as it is, without times.

>>> import io, zipfile
>>> buffer = io.BytesIO()
>>> write_zip(buffer, {"b.txt": b"2", "a.txt": b"1"})
>>> [(part.filename, part.date_time, part.compress_type) for part in zipfile.ZipFile(buffer).infolist()]
[('a.txt', (1980, 1, 1, 0, 0, 0), 0), ('b.txt', (1980, 1, 1, 0, 0, 0), 0)]
>>> sums({"a b.txt": "00"}), parse_sums("00  a b.txt\\n")
('00  a b.txt\\n', {'a b.txt': '00'})
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from stancebook.core import files
from stancebook.exchange.archive.contents import Content, size

SUMS = "SHA256SUMS"
LINE = re.compile(r"([0-9a-f]+)  (.+)")


def sums(hashes: Mapping[str, str]) -> str:
    """Return the text of SHA256SUMS, as `sha256sum --check` reads it."""
    return "".join(f"{hash}  {name}\n" for name, hash in sorted(hashes.items()))


def parse_sums(text: str) -> dict[str, str]:
    """Return the hashes in the text of a SHA256SUMS by name; raise ValueError with a line that is none, or repeated."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        match = LINE.fullmatch(line)
        if not match or match[2] in found:
            raise ValueError(f"{SUMS}, row {number}: it is no line with a hash and a name, or has the name again")
        found[match[2]] = match[1]
    return found


def write_zip(file: IO[bytes], contents: Mapping[str, Content]) -> None:
    """Write these contents as a zip file; nothing is packed, since packing differs from one zlib to another."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(contents):
            content = contents[name]
            part = zipfile.ZipInfo(name)
            part.external_attr, part.create_system = 0o100644 << 16, 3
            if isinstance(content, bytes):
                archive.writestr(part, content)
                continue
            part.file_size = size(content)
            with archive.open(part, "w") as target, content.open("rb") as source:
                shutil.copyfileobj(source, target, 1 << 20)


def pack(path: Path, contents: Mapping[str, Content]) -> None:
    """Write an archive, whole or not at all."""
    with files.replacing(path) as file:
        write_zip(file, contents)
