"""Any number of plain texts, read and cleaned a batch at a time, so that memory does not grow with their number.

The tables are Parquet: texts (the clean text, and the checksum of the raw one), origins and removed, as the schema has
them; clean text and removed places give back the raw text. Their bytes depend on the texts and the rules alone, not on
how many processes or machines share the work.

>>> batch = [("000", "a.txt", b"Arland waits.\\r\\nShare this story\\n"), ("001", "b.txt", b" ")]
>>> tables = clean_batch(batch, read_rules({}))
>>> tables["texts"]["clean"].to_pylist()
['Arland waits.\\n', '']
>>> tables["removed"]["rule"].to_pylist(), tables["texts"]["problem"].to_pylist()
(['line-end', 'share'], ['', 'it holds no text; give a file with text'])
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from stancebook.core import files
from stancebook.intake.document import BadDocument, checked
from stancebook.intake.formats import format_of
from stancebook.intake.limits import read_file
from stancebook.intake.plain import text_of
from stancebook.intake.sources import next_ids
from stancebook.texts import furniture
from stancebook.texts.cleaning import CleaningRules, Found, Removed, Rule, read_rules, removals

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["batches", "clean_batch", "in_order", "read_rules", "write"]
BATCH = 512  # texts; patterns are compiled for each batch
COLUMNS = {  # of each table; the positions are whole numbers
    "texts": ("article", "file", "sha256", "clean", "problem"),
    "origins": ("article", "clean_start", "clean_end", "start", "end"),
    "removed": ("article", "start", "end", "rule", "zone", "before", "after"),
}
POSITIONS = ("clean_start", "clean_end", "start", "end")

Item = tuple[str, str, bytes | BadDocument]  # an id, the name of its file, and the file's bytes or why there are none
Tables = dict[str, "pa.Table"]


class Counted(NamedTuple):
    """How many texts, characters of clean text, removed places and files with a problem there are."""

    texts: int = 0
    characters: int = 0
    removed: int = 0
    problems: int = 0


class _Asked:
    """The rules that may find something in a text, by its bytes: most texts hold nothing that a rule needs."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        from stringzilla import find

        self._find, self._rules, self._without_needs = find, rules, [rule for rule in rules if not rule.needs]
        self._needed = {sign.encode() for rule in rules for sign in rule.needs}

    def of(self, utf8: bytes) -> Sequence[Rule]:
        """The rules for a text in UTF-8."""
        ended = utf8 + b"\n"
        return self._rules if any(self._find(ended, sign) >= 0 for sign in self._needed) else self._without_needs


class _Read(NamedTuple):
    """The raw text of a file, its bytes in UTF-8 and their checksum, the problem with it, and the rules to apply."""

    raw: str
    utf8: bytes
    sha256: str
    problem: str
    rules: Sequence[Rule]


def batches(paths: Sequence[Path], size: int = BATCH) -> Iterator[list[Item]]:
    """The files in batches, each with a new id; a file is read when its batch is asked for."""
    numbered = zip(next_ids([], len(paths)), paths, strict=True)
    items = ((id, path.name, _content(path)) for id, path in numbered)
    return iter(lambda: list(islice(items, size)), [])


def _content(path: Path) -> bytes | BadDocument:
    try:
        return read_file(path)
    except BadDocument as bad:
        return bad


def clean_batch(batch: Sequence[Item], rules: CleaningRules) -> Tables:
    """The tables of a batch: texts, origins and removed; a text that cannot be read has its problem there."""
    import pyarrow as pa

    from stancebook.texts.many_runs import cleaned
    from stancebook.texts.patterns import many_lines

    asked = _Asked(rules.rules)
    read = [_read(content, name, asked) for _, name, content in batch]  # all are read first, which is faster
    ids, raws = [id for id, _, _ in batch], [each.raw for each in read]
    removed = [
        removals(each.raw, each.rules, id, Found(furniture.by_rule(each.raw, known.lines), known.wraps))
        for id, each, known in zip(ids, read, many_lines.of_texts(raws), strict=True)
    ]
    clean, (numbers, *runs) = cleaned(raws, [each.utf8 for each in read], removed)
    texts = (
        ids,
        [name for _, name, _ in batch],
        [each.sha256 for each in read],
        clean,
        [each.problem for each in read],
    )
    articles = pa.array(ids, pa.string())
    columns = {
        "texts": texts,
        "origins": (articles.take(pa.array(numbers)), *runs),
        "removed": ([id for id, places in zip(ids, removed, strict=True) for _ in places], *_columns(removed)),
    }
    return {name: pa.table(columns[name], schema=_schema(name)) for name in COLUMNS}


def _columns(removed: Iterable[Iterable[Removed]]) -> Iterator[list[Any]]:
    """What Removed has of all places, in columns; the span is two."""
    places = list(chain.from_iterable(removed))
    yield from ([place.span[edge] for place in places] for edge in range(2))
    yield from ([place[part] for place in places] for part in range(1, len(Removed._fields)))


def _read(content: bytes | BadDocument, name: str, asked: _Asked) -> _Read:
    """A file as it is read, with what is told from its bytes while they are at hand."""
    raw, utf8, problem = _text(content, name)
    return _Read(raw, utf8, "" if problem else files.digest(utf8), problem, asked.of(utf8))


def _text(content: bytes | BadDocument, name: str) -> tuple[str, bytes, str]:
    """The raw text of a file and its bytes in UTF-8, empty if it is no plain text, and the problem with it, if any."""
    try:
        if isinstance(content, BadDocument):
            raise content
        if (format := format_of(content, name)) != "text":
            raise BadDocument(f"it is {format}, no plain text", "take it into a study with add")
        text, encoding = text_of(content)
        utf8 = None if encoding or content.startswith(BOM_UTF8) else content
        raw, removed = checked(text, utf8=utf8)
        return raw, raw.encode() if removed or utf8 is None else utf8, ""
    except BadDocument as bad:
        return "", b"", str(bad)


def _schema(table: str) -> pa.Schema:
    import pyarrow as pa

    return pa.schema([(name, pa.int64() if name in POSITIONS else pa.string()) for name in COLUMNS[table]])


def in_order(submit: Callable[[list[Item]], Any], batches: Iterable[list[Item]], ahead: int) -> Iterator[Tables]:
    """The tables of each batch in order; `submit` gives a future of them, and so many batches are worked on ahead."""
    pending: deque[Any] = deque()
    for batch in batches:
        pending.append(submit(batch))
        if len(pending) > ahead:
            yield pending.popleft().result()
    while pending:
        yield pending.popleft().result()


def write(folder: Path, batches: Iterable[Tables]) -> Counted:
    """Write the tables of all batches to a folder, each whole or not at all, and return what they hold."""
    from pyarrow import compute
    from pyarrow.parquet import ParquetWriter

    counted = Counted()
    with ExitStack() as whole, ExitStack() as stack:
        parts = {name: whole.enter_context(files.replacing(folder / f"{name}.parquet")) for name in COLUMNS}
        writers = {name: stack.enter_context(ParquetWriter(parts[name], _schema(name))) for name in COLUMNS}
        for tables in batches:
            for name, writer in writers.items():
                writer.write_table(tables[name])
            texts = tables["texts"]
            problems = compute.sum(compute.not_equal(texts["problem"], "")).as_py() or 0
            characters = compute.sum(compute.utf8_length(texts["clean"])).as_py() or 0
            new = (len(texts) - problems, characters, len(tables["removed"]), problems)
            counted = Counted(*(one + other for one, other in zip(counted, new, strict=True)))
    return counted
