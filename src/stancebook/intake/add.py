"""Add documents to a study: originals kept by checksum, texts to data/raw, rows to sources.csv.

    outcome = add([Path("bridge.docx"), Path("export.html")], Path("my-study"))

Adding a file again changes nothing. A file is added whole or not at all; a bad one is a Problem, and the others are
added all the same. If writing fails, everything is as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

from filelock import FileLock, Timeout

from stancebook.core import files, schema, tables
from stancebook.core.authored import rewriting
from stancebook.core.bounds import reading
from stancebook.core.links import check_inside
from stancebook.core.paths import is_there
from stancebook.core.problems import Problem, UserError, one_line
from stancebook.core.system_errors import failed
from stancebook.core.tables import Row, Rows
from stancebook.intake import offers
from stancebook.intake.document import BadDocument, Document, DocumentsOnDisk, Lazy
from stancebook.intake.formats import SUFFIXES, format_of
from stancebook.intake.limits import read_file
from stancebook.intake.reader import Reader
from stancebook.intake.sources import FILE, by_hash, newer_versions, next_ids, read_sources, source_row
from stancebook.texts import damaged

SUMS, SUM = "SHA256SUMS", re.compile(r"[0-9a-f]{64} [ *].+")
LOCK = ".desk.lock"  # of data/coded: the desk holds it while it writes
PATIENCE = 10.0  # seconds to wait for it

Progress = Callable[[str, int, int], None]


def _silent(doing: str, done: int, total: int) -> None:
    """Say nothing."""


class NewFile(NamedTuple):
    """A file that is to be added: its path, its name in data/originals, and the texts in it.

    `content` is what goes into data/originals if that is not the file itself.
    """

    path: Path
    original: str
    documents: Sequence[Document]
    content: bytes = b""


class NewTexts(NamedTuple):
    """The texts of new files: their rows of sources.csv, their contents by id, groups of texts that repeat others."""

    rows: Rows
    texts: Mapping[str, str]
    copies: list[tuple[str, ...]]


class Outcome(NamedTuple):
    """What `add` did, or would do.

    `rows` are the new rows of sources.csv, `known` names each file that is there already and its articles,
    `problems` are the files that were not added, `notes` what a person should look at, by file; `offered_rules` is
    YAML for cleaning.yaml, `copies` are groups of ids of texts to code once.
    """

    rows: Rows
    known: list[tuple[str, list[str]]]
    problems: list[Problem]
    notes: list[str]
    offered_rules: str
    copies: list[tuple[str, ...]]


def add(
    paths: Iterable[Path],
    study: Path,
    encoding: str = "",
    columns: Mapping[str, str] | None = None,
    check: bool = False,
    progress: Progress = _silent,
) -> Outcome:
    """Add files (and the files in folders) to a study; with `check`, write nothing and say what would be done.

    `progress` is told what is being done, and how many of how many are done.

    Raises UserError if the study cannot be read or written, or if somebody else is writing in it.
    """
    coded = folder_of(study, "coded")
    with TemporaryFile() as file:
        with locked(coded):
            sources = read_sources(coded)
            rewriting.check(folder_of(study, "raw") / SUMS, read_sums)
            new, known, problems = _read_all(paths, sources, encoding, columns or {}, DocumentsOnDisk(file), progress)
            rows, texts, copies = new_texts(study, sources, new, progress)
            if rows and not check:
                write(study, sources, new, NewTexts(rows, texts, copies), {}, progress)
        articles = by_hash([*sources, *rows])
        there = [(name, articles[hash]) for name, hash in known]
        notes = [*newer_versions(sources, rows), *_notes(new), *_lost(texts)]
        return Outcome(rows, there, problems, notes, offers.as_yaml(offers.offered(texts)), copies)


def _notes(new: Iterable[NewFile]) -> list[str]:
    """A line for each thing in new files that a person should look at."""
    return [f"{one_line(file.path.name)}: {note}" for file in new for each in file.documents for note in each.notes]


def _lost(texts: Mapping[str, str]) -> list[str]:
    """A line for each text with letters that were lost."""
    lost = (id for id, text in texts.items() if damaged.LOST in text)
    return [f"text {id}: letters were lost (U+FFFD); ask for the file in another encoding" for id in lost]


def new_texts(study: Path, sources: Rows, new: Iterable[NewFile], progress: Progress = _silent) -> NewTexts:
    """Return the texts of new files with ids of their own, beside the `sources` of a study."""
    places = [(file, number) for file in new for number in range(len(file.documents))]
    of_id = dict(zip(next_ids((row["article"] for row in sources), len(places)), places, strict=True))
    rows = [source_row(file.documents[at], id, file.path.name, file.original) for id, (file, at) in of_id.items()]
    own = {id: partial(lambda file, at: file.documents[at].text, *place) for id, place in of_id.items()}
    texts = Lazy(own)
    progress("looking for copies", 0, 0)
    found = offers.copies(Lazy(_texts(folder_of(study, "raw"), sources) | own)) if rows else []
    copies = [group for group in found if texts.keys() & set(group)]
    mark_copies(rows, copies)
    return NewTexts(rows, texts, copies)


def folder_of(study: Path, name: str) -> Path:
    """A folder of the study's data; raises UserError if it leads out of the study, or is a file."""
    folder = study / "data" / name
    check_inside(study, folder)
    if folder.exists() and not folder.is_dir():
        raise UserError(f"data/{name} is no folder; move that file away")
    return folder


@contextmanager
def locked(coded: Path) -> Iterator[None]:
    """Be the only writer in a study's data/coded; raise UserError if somebody else is, or if it cannot be written."""
    try:
        folder_of(coded.parents[1], coded.name).mkdir(parents=True, exist_ok=True)
        with FileLock(coded / LOCK, timeout=PATIENCE, mode=0o666):
            files.sweep(*coded.parent.iterdir())
            yield
    except Timeout:
        raise UserError("somebody else is writing in data/coded; try again in a moment") from None
    except OSError as error:
        raise UserError(failed(error, coded.parents[1])) from None


def _read_all(
    paths: Iterable[Path],
    sources: Rows,
    encoding: str,
    columns: Mapping[str, str],
    on_disk: DocumentsOnDisk,
    progress: Progress,
) -> tuple[list[NewFile], list[tuple[str, str]], list[Problem]]:
    """The files that are new, those that are known with their checksum, and a problem for each other one."""
    here = set(by_hash(sources))
    new, known, problems = [], [], []
    every = list(_files(paths))
    with Reader() as reader:
        for number, path in enumerate(every):
            progress("reading documents", number, len(every))
            name = one_line(path.name)
            try:
                content = read_file(path)
                hash = files.digest(content)
                if hash in here:
                    known.append((name, hash))
                else:
                    documents = on_disk.put(reader.read(content, path.name, encoding, columns))
                    new.append(NewFile(path, f"{hash}.{suffix_of(content, path.name)}", documents))
                    here.add(hash)
            except BadDocument as bad:
                problems.append(Problem(name, None, bad.place, bad.message, bad.fix))
    return new, known, problems


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The paths, and in place of a folder the files in it that are not hidden, in order of their names."""
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            yield from sorted(each for each in path.iterdir() if not each.name.startswith(".") and not each.is_dir())
        else:
            yield path


def suffix_of(content: bytes, name: str) -> str:
    """The suffix that a file's name gets in data/originals: that of its format."""
    format = format_of(content, name)
    return SUFFIXES.get(format, format)


def _texts(raw: Path, sources: Rows) -> dict[str, Callable[[], str]]:
    """What reads each raw text of the study, as far as they are there."""
    paths = ((row["article"], raw / Path(row["file"]).name) for row in sources)
    return {article: partial(_raw_text, path) for article, path in paths if path.is_file()}


def _raw_text(path: Path) -> str:
    return reading.read_bytes(path).decode("utf-8", "replace")


def mark_copies(rows: Rows, copies: Iterable[tuple[str, ...]]) -> None:
    """Write the first text of its group into the column copy_of of each new row that repeats it."""
    first = {id: group[0] for group in copies for id in group[1:]}
    for row in rows:
        row["copy_of"] = first.get(row["article"], "")


def write(
    study: Path,
    sources: Rows,
    new: Sequence[NewFile],
    made: NewTexts,
    also: Mapping[Path, bytes | None],
    progress: Progress = _silent,
) -> None:
    """Write originals, texts, checksums, other files and, last of all, sources.csv; if one fails, all is as it was.

    `also` are the new contents of other files, None for one that goes. Raises UserError if a spreadsheet saved
    sources.csv in another form.
    """
    raw, coded, originals = (folder_of(study, name) for name in ("raw", "coded", "originals"))
    if made.rows and (form := rewriting.other_form({coded / FILE: schema.SOURCES})):
        raise UserError("\n".join(form))
    written: list[Path] = []
    try:
        for number, file in enumerate(new):
            progress("writing originals", number, len(new))
            written += _write_new(originals / file.original, file.content or _unchanged(file))
        for number, row in enumerate(made.rows):
            progress("writing texts", number, len(made.rows))
            written += _write_new(raw / row["file"], made.texts[row["article"]].encode("utf-8"))
        rows = [*sources, *made.rows]
        listed = {raw / SUMS: sums(raw, made.rows), coded / FILE: sources_csv(rows)} if made.rows else {}
        rewriting.write_all({**also, **listed})
    except BaseException:
        for path in written:
            files.remove(path)
        raise


def _write_new(path: Path, content: bytes) -> list[Path]:
    """Write a file, and return its path unless it was there before."""
    new = [] if is_there(path) else [path]
    files.write_bytes(path, content)
    return new


def _unchanged(file: NewFile) -> bytes:
    """The bytes of a file, read again; raises UserError if they are not those that its texts were taken from."""
    with suppress(BadDocument):
        content = read_file(file.path)
        if file.original.startswith(files.digest(content)):
            return content
    raise UserError(f"{one_line(file.path.name)} was changed while it was read; add it again")


def sources_csv(rows: Rows) -> bytes:
    """The bytes of sources.csv with its optional columns."""
    names = [*schema.SOURCES.names, *schema.SOURCES.others(rows[0])]
    return tables.text(rows, names).encode("utf-8")


def read_sums(content: bytes) -> dict[str, str]:
    """The checksums in the bytes of data/raw/SHA256SUMS, by file; raises ValueError for a line that has none."""
    found = {}
    for number, line in enumerate(content.decode("utf-8").splitlines(), 1):
        if not SUM.fullmatch(line):
            raise ValueError(f"row {number}: it is no checksum and name")
        found[line[66:]] = line[:64]
    return found


def sums(raw: Path, rows: Iterable[Row], gone: str = "") -> bytes:
    """The bytes of data/raw/SHA256SUMS with the checksums of rows, and without the file that is gone; others stay."""
    before = rewriting.check(raw / SUMS, read_sums)
    found = {name: hash for name, hash in read_sums(before or b"").items() if name != gone}
    found |= {row["file"]: row["sha256"] for row in rows}
    return "".join(f"{found[name]}  {name}\n" for name in sorted(found)).encode("utf-8")
