"""Files of strangers: bytes, parts of zips and folders, text, JSON and XML within limits, told by the file's name.

>>> json_of(b'{"a": [1, 2]}', "a.json")
{'a': [1, 2]}
>>> json_of(b'{"a": 1, "a": 2}', "a.json")
Traceback (most recent call last):
stancebook.core.problems.UserError: a.json: the key 'a' stands twice in one object; export it anew
>>> lost = Losses()
>>> lost.add("relation")
>>> lost.add("link* between passages", 2, "toll.txt")
>>> lost.sentences()
('2 links between passages (toll.txt)', '1 relation')
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from math import isfinite
from pathlib import Path, PurePosixPath
from typing import Any

from stancebook.core.english import plural
from stancebook.core.problems import UserError, one_line
from stancebook.intake.document import BadDocument
from stancebook.intake.limits import MOST_PARTS, MOST_UNPACKED, check_xml, open_zip, read_file, read_part

EXPORT_ANEW = "export it anew"
HALF = re.compile(rb"\\u[dD][89a-fA-F]")  # of a character, which JSON may hold
ENCODED = re.compile(r"""^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
ENCODINGS = ("utf-8", "utf-8-sig", "utf8", "us-ascii", "ascii", "utf-16")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
NAMED, LONGEST_NAME = 3, 80  # things that a sentence names, and signs of a name
HEAD = 1_000  # bytes of XML in which its encoding is declared

Parts = Mapping[str, Callable[[], bytes]]


class BadJson(ValueError):
    """JSON that Python reads and others do not, or read in another way."""


class Loss(str):
    """A sentence on what is not taken, with the first of its names; `whole` has all of them."""

    whole: str

    def __new__(cls, what: str, names: Iterable[str]) -> Loss:
        """Return the sentence on things that are called so."""
        names = [*names]
        more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
        loss = super().__new__(cls, what + cls._named([*names[:NAMED], *more]))
        loss.whole = what + cls._named(names)
        return loss

    @staticmethod
    def _named(names: Sequence[str]) -> str:
        """Return names in brackets; "" without one."""
        return f" ({'; '.join(names)})" if names else ""


class Losses(Counter[str]):
    """How many there are of each kind of thing that a reader does not take, and what they are called."""

    def __init__(self) -> None:
        super().__init__()
        self.names: defaultdict[str, dict[str, None]] = defaultdict(dict)  # by kind, in order

    def add(self, kind: str, number: int = 1, of: str = "") -> None:
        """Count things of a kind: a noun in the singular; "*" stands where an s makes it many, if not at its end.

        `of` names the text or the thing that they are, or are in.
        """
        if number:
            self[kind] += number
            self.names[kind] |= {one_line(of, LONGEST_NAME): None} if of else {}

    def each(self, kind: str, names: Iterable[str]) -> None:
        """Count things of a kind by their names."""
        for name in names:
            self.add(kind, 1, name)

    def take(self, others: Losses) -> None:
        """Count what was counted elsewhere too."""
        for kind, number in others.items():
            self[kind] += number
            self.names[kind] |= others.names[kind]

    def sentences(self) -> tuple[Loss, ...]:
        """Return a sentence for each kind, in the order of the alphabet."""
        cut = {kind: kind.partition("*") for kind in sorted(self)}
        return tuple(Loss(plural(self[kind], noun) + rest, self.names[kind]) for kind, (noun, _, rest) in cut.items())


def fault(file: str, place: str, message: str, fix: str) -> UserError:
    """Return an error that names file and place, on one line."""
    return UserError(f"{one_line(', '.join(filter(None, (file, place))))}: {one_line(message)}; {fix}")


@contextmanager
def naming(file: str) -> Iterator[None]:
    """Raise UserError that names the file for each BadDocument."""
    try:
        yield
    except BadDocument as error:
        raise fault(file, error.place, error.message, error.fix) from None


def file_bytes(path: Path) -> bytes:
    """Return the bytes of a regular file of limited size; raises UserError."""
    with naming(path.name):
        return read_file(path)


def parts(path: Path, *endings: str) -> Parts:
    """Return what reads each file of a zip or a folder, by its name there, in order; of these endings alone.

    A zip is not unpacked to the disk. Raises UserError for one that is damaged, locked or too large, and for names of
    parts that lead out of it; links in a folder are left out.
    """
    if path.is_dir():
        return _of_folder(path, endings)
    return zip_parts(file_bytes(path), path.name, *endings)


def zip_parts(content: bytes, file: str, *endings: str) -> Parts:
    """Return what reads each part of a zip file, as `parts` does."""
    with naming(file):
        archive = open_zip(content)
    names = [each.filename for each in archive.infolist() if not each.is_dir()]
    for name in names:
        if name.startswith(("/", "\\")) or ":" in name[:3] or ".." in re.split(r"[/\\]", name):
            raise fault(file, f"part {name}", "its name leads out of the zip file", "ask for the file again")
    if twice := [name for name, number in Counter(names).items() if number > 1]:
        raise fault(file, f"part {min(twice)}", "two parts have this name", "ask for the file again")
    return {name: partial(_part, archive, name, file) for name in sorted(names) if _kept(name, endings)}


def _part(archive: Any, name: str, file: str) -> bytes:
    """Return the bytes of a part of a zip file; raises UserError."""
    with naming(file):
        return read_part(archive, name)


def _of_folder(folder: Path, endings: tuple[str, ...]) -> Parts:
    """Return what reads each file of a folder and its subfolders; raises UserError if they are too many, too large."""
    found = [each for each in sorted(folder.rglob("*")) if each.is_file() and not each.is_symlink()]
    found = [each for each in found if _kept(each.relative_to(folder).as_posix(), endings)]
    if len(found) > MOST_PARTS or sum(each.stat().st_size for each in found) > MOST_UNPACKED:
        raise fault(folder.name, "", "it has too many files, or too large ones", "import its subfolders one by one")
    return {each.relative_to(folder).as_posix(): partial(_file, each) for each in found}


def _file(path: Path) -> bytes:
    """Return the bytes of a file of a folder, which may be empty; raises UserError."""
    return file_bytes(path) if path.stat().st_size else b""


def _kept(name: str, endings: tuple[str, ...]) -> bool:
    """Whether a file is one of a project: with one of the endings, and not hidden or a shadow that macOS adds."""
    hidden = any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
    return not hidden and (not endings or name.lower().endswith(endings))


def text_of(content: bytes, file: str) -> str:
    """Return the text of UTF-8 bytes, without a mark at their front; raises UserError."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise fault(file, f"line {line}", f"byte {error.start} is not UTF-8", "save it as UTF-8") from None


def json_of(content: bytes, file: str, place: str = "") -> Any:
    """Return what JSON holds; raises UserError for text that is no JSON, or that others could read in another way."""
    try:
        found = json.loads(
            text_of(content, file), object_pairs_hook=_once, parse_float=_finite, parse_constant=_no_number
        )
        if HALF.search(content):
            json.dumps(found, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        where = place or f"line {error.lineno}, column {error.colno}"
        raise fault(file, where, f"it is no JSON ({error.msg})", EXPORT_ANEW) from None
    except RecursionError:
        raise fault(file, place, "its brackets stand within each other too often", EXPORT_ANEW) from None
    except UnicodeEncodeError:
        raise fault(file, place, "it has half of a character (a lone surrogate)", EXPORT_ANEW) from None
    except BadJson as error:
        raise fault(file, place, str(error), EXPORT_ANEW) from None
    except ValueError:  # Python's limit
        raise fault(file, place, "it has a number of thousands of digits", EXPORT_ANEW) from None
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON; raises BadJson if a key stands there twice."""
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = next(key for key, number in Counter(key for key, _ in pairs).items() if number > 1)
        raise BadJson(f"the key '{twice}' stands twice in one object")
    return made


def _finite(word: str) -> float:
    """Return a number of JSON; raises BadJson for one that Python takes for infinite."""
    if not isfinite(number := float(word)):
        raise BadJson(f"{word} is too large a number")
    return number


def _no_number(word: str) -> None:
    """Raise BadJson for NaN and Infinity, which are no JSON."""
    raise BadJson(f"{word} is no number")


def xml_checked(content: bytes, file: str) -> bytes:
    """Return the bytes of XML in UTF-8 or UTF-16; raises UserError for others, and for entities and document types."""
    with naming(file):
        check_xml(content, "it")
    encoding = "utf-16" if content.startswith(UTF_16) else "utf-8-sig"
    text = content[:HEAD].decode(encoding, "replace")
    declared = ENCODED.match(text)
    named = declared[1].lower() if declared else encoding
    if named not in ENCODINGS or "\0" in text:
        raise fault(file, "line 1", f"its encoding is {named}", "save it as UTF-8")
    if encoding == "utf-8-sig":
        text_of(content, file)
    return content
