"""Files that people wrote, written anew: never over one that cannot be read, and never out of the study.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     record = Path(folder, "frozen.json")
...     _ = record.write_text("<<<<<<< HEAD\\n[]\\n=======\\n[1]\\n>>>>>>> theirs\\n")
...     write(record, b"[]")
Traceback (most recent call last):
stancebook.core.problems.UserError: frozen.json cannot be read (row 1: git marks a merge here that nobody has \
solved); restore it from git, or repair it
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from stancebook.core import csv_lines, files, links, paths, yaml_files
from stancebook.core.authored import authored_csv
from stancebook.core.bounds import json_text, reading
from stancebook.core.columns import Table
from stancebook.core.problems import Problem, UserError, one_line

NO_FILE = "it is no file"
Reader = Callable[[bytes], object]  # raises ValueError (or a cousin), with the reason, for what cannot be read


def write(path: Path, content: bytes, reader: Reader | None = None, lasting: bool = False) -> None:
    """Write a file that people wrote; raises UserError, and writes nothing, where `check` does."""
    check(path, reader)
    files.write_bytes(end_of(path), content, lasting)


def write_all(contents: Mapping[Path, bytes | None]) -> None:
    """Write files, of which some may be people's own, or none of them; None removes one, when all others are written.

    Raises UserError where `check` does. After any other failure, all are as they were.
    """
    before = {path: check(path) for path in contents}
    changed = [path for path, content in contents.items() if content != before[path]]
    with ExitStack() as stack:
        parts, kept = {}, {}
        for path in changed:
            if (new := contents[path]) is not None:
                parts[path] = files.write_part(end_of(path), new, lasting=False)
                stack.callback(files.remove, parts[path])
            if (old := before[path]) is not None:
                kept[path] = _kept(path, old)
                stack.callback(files.remove, kept[path])
        done: list[Path] = []
        try:
            for path in sorted(changed, key=lambda path: path not in parts):
                done.append(path)
                _put(path, parts.get(path))
        except BaseException:
            for path in done:
                with suppress(OSError):
                    _put(path, kept.get(path))
            raise


def _kept(path: Path, content: bytes) -> Path:
    """Return a second, temporary name of a file; of a copy where a file has one name alone."""
    name = files.part_of(end_of(path), ".old")
    try:
        os.link(end_of(path), name)
    except OSError:
        return files.write_part(end_of(path), content, ".old")
    return name


def _put(path: Path, part: Path | None) -> None:
    """Put what has a temporary name in the place of a file; without it, remove the file."""
    if part:
        os.replace(part, end_of(path))
    else:
        path.unlink(missing_ok=True)


def check(path: Path, reader: Reader | None = None) -> bytes | None:
    """Return the bytes of a file that people wrote, None if there is none.

    Raises UserError if they cannot be read, by the reader or else by that of the file's kind, or if the file is a link
    out of the study. Raises OSError if one may not read it, or not write it.
    """
    end, reader = end_of(path), reader or READERS.get(path.suffix)
    if told := refusal(end, reader):
        raise UserError(told)
    if not os.path.lexists(end):
        return None
    if reader and not os.access(end, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return end.read_bytes()


def other_form(tables: Mapping[Path, Table]) -> list[str]:
    """Return a sentence, with the cure, on each CSV file which this package would write in another form."""
    contents = {path: reading.read_bytes(path) for path in sorted(tables) if paths.is_there(path)}
    optional = {path: [each.name for each in table.optional] for path, table in tables.items()}
    shapes = (
        authored_csv.check_shape(path.name, content, tables[path].names, optional[path])
        for path, content in contents.items()
    )
    return [str(problem) for _, problems in shapes for problem in problems]


def refusal(path: Path, reader: Reader | None) -> str:
    """Return a sentence that a file cannot be read, as `fault` has it, and the cure; "" if it can, or is not there."""
    why = fault(path, reader)
    return f"{one_line(path.name)} cannot be read ({one_line(why)}); {csv_lines.RESTORE}" if why else ""


def fault(path: Path, reader: Reader | None) -> str:
    """Return why a file cannot be read, by a reader if there is one; "" if it can, or is not there.

    Raises OSError if one may not read it.
    """
    if not os.path.lexists(path):
        return ""
    if not path.is_file():
        return NO_FILE
    return _fault(reading.read_bytes(path), reader) if reader else ""


def end_of(path: Path) -> Path:
    """Return the file that a path stands for, of a link its end.

    Raises UserError for a link out of the study, and in a folder that is one.
    """
    folder = path.parent
    home = folder.parents[1] if folder.parent.name == "data" else folder
    links.check_inside(home, folder)
    if not path.is_symlink():
        return path
    end = Path(os.path.realpath(path))
    if not end.is_relative_to(os.path.realpath(home)):
        message = f"{one_line(path.name)} is a link out of the study’s folder, which is not written through"
        raise UserError(f"{message}; put the file itself in its place")
    return end


def check_out(path: Path, study: Path) -> None:
    """Raise UserError if a file that somebody wants written lies in a folder of a study with what people wrote."""
    for name in paths.AUTHORED:
        if paths.real(path).is_relative_to(paths.real(study / name)):
            raise UserError(f"--out {one_line(str(path))}: {name} holds what people wrote; name a file elsewhere")


# ---- what can be read


def of_table(table: Table) -> Reader:
    """Return the Reader of a CSV file with the columns of a table."""
    return partial(_read_csv, columns=table.names, optional=[each.name for each in table.optional])


def _fault(content: bytes, reader: Reader) -> str:
    """Return why bytes cannot be read, "" if they can."""
    if not content.strip():
        return "it is empty"
    if row := csv_lines.unsolved(content.decode("utf-8", "replace")):
        return f"row {row}: {csv_lines.UNSOLVED}"
    try:
        reader(content)
    except UnicodeDecodeError as error:
        return f"byte {error.start} is not UTF-8"
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        return str(error).partition("\n")[0]
    return ""


def _read_csv(content: bytes, columns: Sequence[str] | None = None, optional: Sequence[str] = ()) -> None:
    """Raise ValueError unless bytes are CSV with as many cells in each row, and with the columns if they are given."""
    try:
        names = csv_lines.parse(content).header if columns is None else columns
    except csv_lines.NoCsv as error:
        raise ValueError(error.message) from None
    for problem in authored_csv.parse("", content, names, optional).problems:
        raise ValueError(_in_words(problem))


def _in_words(problem: Problem) -> str:
    return ", ".join(filter(None, [f"row {problem.row}" if problem.row else "", problem.column, problem.message]))


def read_yaml(content: bytes) -> Any:
    """Return the entries that YAML holds; raises ValueError unless bytes are YAML with entries, each once."""
    try:
        entries, repeated = yaml_files.parse_yaml(content.decode("utf-8"))
    except yaml.YAMLError as error:
        row, message, _ = yaml_files.explain(error)
        raise ValueError(f"row {row}: {message}" if row else message) from None
    for key, row in repeated:
        raise ValueError(f"row {row}: '{key}' stands there twice")
    if not isinstance(entries, dict | None):
        raise ValueError("it has no entries")
    return entries or {}


def read_json(content: bytes) -> Any:
    """Return what JSON holds; raises ValueError unless bytes are JSON."""
    try:
        return json_text.loads(content.decode("utf-8"))
    except json.JSONDecodeError as error:
        raise ValueError(f"row {error.lineno}: {error.msg}") from None


READERS: Mapping[str, Reader] = {".csv": _read_csv, ".yaml": read_yaml, ".json": read_json, ".ipynb": read_json}
