"""A document: the text taken from a file, what the file tells about it, and how the text was taken.

>>> page = Document("Arland waits.", headline="Arland waits", done=("2 page heads dropped",))
>>> compose("Arland waits", "No bridge yet.")
'Arland waits\\n\\nNo bridge yet.\\n'
>>> from tempfile import TemporaryFile
>>> with TemporaryFile() as file:
...     list(DocumentsOnDisk(file).put([page])) == [page]
True
>>> printable("one\\x00two\\ud800"), printable("as it is")
(('onetwo', 2), ('as it is', 0))
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import IO, Any, NamedTuple

from stancebook.core.bounds.limits import TEXT_CHARACTERS

# control characters but for tab and line ends, halves of characters, and what is no character at all
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# the bytes of UTF-8 with which these begin: themselves in ASCII, and two with which others begin too
BEGINNINGS = bytes(byte for byte in range(128) if UNPRINTABLE.match(chr(byte))) + b"\xed\xef"


class BadDocument(ValueError):
    """A document that cannot be taken: what is wrong, the fix, and the place within its file, if there is one."""

    def __init__(self, message: str, fix: str, place: str = "") -> None:
        super().__init__(f"{message}; {fix}")
        self.message, self.fix, self.place = message, fix, place

    def __reduce__(self) -> tuple[type[BadDocument], tuple[str, str, str]]:
        """Pickle the three parts, as the exception comes from another process."""
        return BadDocument, (self.message, self.fix, self.place)


class Document(NamedTuple):
    """One text of a file; what the file does not tell is empty.

    `date` is as the file has it; `place` says where in its file the text stands ("row 17"); `tool` and `version` name
    the library that read it; `done` lists what was changed or left out on the way, in words; `notes` are things that
    a person should look at.
    """

    text: str
    headline: str = ""
    outlet: str = ""
    byline: str = ""
    date: str = ""
    section: str = ""
    page: str = ""
    place: str = ""
    tool: str = "Python"
    version: str = ""
    done: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class DocumentsOnDisk:
    """Documents in a file that is open for writing and reading, so that memory does not grow with their texts."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def put(self, documents: Iterable[Document]) -> Sequence[Document]:
        """Return documents that are read from the file each time that one is asked for."""
        places = []
        for document in documents:
            content = json.dumps(document).encode()
            places.append((self._file.seek(0, os.SEEK_END), len(content)))
            self._file.write(content)
        return _OnDisk(self._file, places)


class _OnDisk(Sequence[Document]):
    """Documents at some places of a file."""

    def __init__(self, file: IO[bytes], places: list[tuple[int, int]]) -> None:
        self._file, self._places = file, places

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, number: Any) -> Any:
        start, size = self._places[number]
        self._file.seek(start)
        *texts, done, notes = json.loads(self._file.read(size))
        return Document._make([*texts, tuple(done), tuple(notes)])


class Lazy(Mapping[str, str]):
    """Texts by id, each read when it is asked for, but for the last one."""

    def __init__(self, readers: Mapping[str, Callable[[], str]]) -> None:
        self._readers, self._last = readers, ("", "")

    def __getitem__(self, id: str) -> str:
        """Return a text."""
        if self._last[0] != id:
            self._last = id, self._readers[id]()
        return self._last[1]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids."""
        return iter(self._readers)

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self._readers)


def read_by(tool: str) -> dict[str, Any]:
    """The fields `tool` and `version` of a Document that an installed library has read."""
    return {"tool": tool, "version": version(tool)}


def printable(text: str, utf8: bytes | None = None) -> tuple[str, int]:
    """The text without characters that no text has, and how many there were; `utf8` are its bytes, if known."""
    from stringzilla import find_first_of

    content = text.encode("utf-8", "surrogatepass") if utf8 is None else utf8
    return (text, 0) if find_first_of(content, BEGINNINGS) < 0 else UNPRINTABLE.subn("", text)


def compose(headline: str, body: str) -> str:
    """The raw text of an article: its headline, an empty line, its body; the headline stands there once."""
    body = body.strip()
    if not headline or one_space(body.split("\n", 1)[0]) == headline:
        return f"{body}\n" if body else ""
    return f"{headline}\n\n{body}\n" if body else ""


def one_space(text: str) -> str:
    """A text on one line, with single spaces."""
    return " ".join(text.split())


def checked(text: str, place: str = "", utf8: bytes | None = None) -> tuple[str, int]:
    """The printable text, and how many characters were removed; raises BadDocument if it is empty or too long.

    `utf8` are the bytes of the text, if they are known.
    """
    text, removed = printable(text, utf8)
    if not text or text.isspace():
        raise BadDocument("it holds no text", "give a file with text", place)
    if len(text) > TEXT_CHARACTERS:
        message = f"the text has {len(text):,} characters, more than the {TEXT_CHARACTERS:,} that one text may have"
        raise BadDocument(message, "split it into its articles", place)
    return text, removed


def finished(document: Document) -> Document:
    """The document with a printable text and fields on one line; raises BadDocument if it is empty or too long."""
    text, removed = checked(document.text, document.place)
    done = document.done + ((f"unprintable characters removed: {removed}",) if removed else ())
    names = ("headline", "outlet", "byline", "date", "section", "page", "place")
    told = {name: value for name in names if (value := getattr(document, name))}
    fields: dict[str, Any] = {name: one_space(printable(value)[0])[:500] for name, value in told.items()}
    return document._replace(text=text, done=done, **fields)
