"""REFI-QDA, the format in which programs for qualitative analysis exchange projects (.qdpx) and codebooks (.qdc).

NVivo, ATLAS.ti, MAXQDA, QualCoder, Quirkos and others read and write it. A project is a zip file: `project.qde`, which
is XML, and the texts in a folder `sources`. Begin with `reading.project_of` and `writing.project_file`.

>>> from stancebook.exchange.formats import Sample
>>> recognises(Sample("a.qdpx", b"PK", ("project.qde", "sources/1.txt"))), recognises(Sample("a", b"PK", ("a.xmi",)))
(True, False)
>>> recognises(Sample("codes.qdc", b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0">'))
True
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stancebook.exchange.project import Project, checked

if TYPE_CHECKING:
    from stancebook.exchange.formats import Sample


def recognises(sample: Sample) -> bool:
    """Return whether a file is a project or a codebook of REFI-QDA."""
    plain = sample.head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    named = sample.name.lower().endswith((".qde", ".qdc"))
    is_xml = plain.startswith(b"<") and (named or b"urn:QDA-XML:" in plain)
    return is_xml or any(part.lower().endswith(".qde") for part in sample.parts)


def read(path: Path) -> Project:
    """Return the project in a .qdpx, .qdc or .qde file; raises UserError if it cannot be read."""
    from stancebook.exchange.refi_qda import package, reading

    return checked(reading.project_of(package.opened(path), path.stem), path.name)


def write(project: Project, path: Path) -> tuple[str, ...]:
    """Write a project, or its codes alone if the file's name ends in .qdc; return what the file does not hold.

    The bytes depend on the project alone. Raises UserError for a codebook without codes.
    """
    from stancebook.core.files import write_bytes
    from stancebook.exchange.refi_qda import writing

    make = writing.codebook_file if path.suffix.lower() == ".qdc" else writing.project_file
    content, lost = make(project)
    write_bytes(path, content)
    return lost
