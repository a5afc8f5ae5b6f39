"""The parts of a REFI-QDA file: its XML, and the texts in its folder `sources`. Nothing outside of the file is read.

Programs disagree on the names: the XML is `project.qde` by the standard and `<project>.qde` in ATLAS.ti, the folder is
`sources` or `Sources`, and a path is `internal://<file>`, `relative:///<file>` or the file's name alone. So a text is
found by the last part of its path.

>>> base_name("internal://a1.TXT"), base_name("relative:///C:\\\\notes\\\\day 1.txt"), base_name("../../etc/passwd")
('a1.txt', 'day 1.txt', 'passwd')
>>> decoded(b"\\xef\\xbb\\xbfToll"), decoded("Zölle".encode("utf-16")), decoded(b"Z\\xf6lle")
('Toll', 'Zölle', None)
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from stancebook.core.problems import one_line
from stancebook.exchange.foreign import Parts, fault, file_bytes, xml_checked, zip_parts

ZIP = b"PK\x03\x04"
AGAIN = "export the project anew from the program that made it"
MOST_XML = 64 * 2**20  # bytes; the elements take ten to thirty times as much memory
BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Opened(NamedTuple):
    """A REFI-QDA file: its name, the root of its XML, and what reads each part of its zip, by the part's base name."""

    file: str
    root: Any
    parts: Parts = MappingProxyType({})

    def has(self, path: str) -> bool:
        """Return whether the file has the part that a path leads to."""
        return base_name(path) in self.parts

    def text(self, path: str) -> str | None:
        """Return the text at a path, None if it is not UTF-8; raises UserError if the part is damaged."""
        return decoded(self.parts[base_name(path)]())


def opened(path: Path) -> Opened:
    """Return a file's XML and its texts; raises UserError if it cannot be read, is too large or no such file."""
    content = file_bytes(path)
    if not content.startswith(ZIP):
        return Opened(path.name, _root(content, path.name, ""))
    parts = zip_parts(content, path.name)
    name = _project_part(parts, path.name)
    last_wins = sorted(parts, key=lambda part: (part.lower().startswith("sources/"), -part.count("/"), part))
    root = _root(parts[name](), path.name, name)
    return Opened(path.name, root, {base_name(part): parts[part] for part in last_wins})


def base_name(path: str) -> str:
    """Return the last part of a path, in lower case."""
    return re.split(r"[/\\]", path)[-1].lower()


def decoded(content: bytes) -> str | None:
    """Return the text of a file without its byte order mark; None if it is neither UTF-8 nor marked as UTF-16."""
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _project_part(parts: Parts, file: str) -> str:
    """Return the name of the part with the project's XML; raises UserError if there is none."""
    found = [part for part in parts if part.lower().endswith(".qde")]
    if not found:
        raise fault(file, "", "it has no part that ends in .qde", AGAIN)
    return min(found, key=lambda part: (part.count("/"), part.lower() != "project.qde", part))


def _root(content: bytes, file: str, part: str) -> Any:
    """Return the root of the XML of a project or a codebook; raises UserError if it is something else."""
    from lxml import etree

    if len(content) > MOST_XML:
        raise fault(file, part, f"its XML has more than {MOST_XML // 2**20} MB", "export fewer texts at once")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(xml_checked(content, file), parser)
    except etree.XMLSyntaxError as error:
        raise fault(file, part, f"its XML is damaged ({one_line(str(error))})", AGAIN) from None
    name = etree.QName(root).localname
    if name not in ("Project", "CodeBook"):
        raise fault(file, part, f"it begins with <{name}>, not with <Project> or <CodeBook>", AGAIN)
    return root
