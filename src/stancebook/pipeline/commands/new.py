"""A new study: a folder that is a repository of its own, with notebooks, data, report and the files around them.

What is written stands in the folder study_layout of the package: `dot-` in a name is a full stop in the study's, and
.j2 marks a template. What is there already stays as it is.

>>> slug("Who pays for the bridge?"), slug("Мост"), slug("!")
('who-pays-for-the-bridge', 'мост', 'study')
"""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Iterator
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from jinja2 import Environment, StrictUndefined

from stancebook import __version__
from stancebook.core import columns, files, markdown, notebooks, schema
from stancebook.core.english import plural
from stancebook.core.problems import UserError, one_line
from stancebook.core.system_errors import why
from stancebook.study import coders, loader

EMPTY = ("data/raw", "data/processed")  # folders without files at first
LAYOUT = package_files("stancebook.pipeline").joinpath("study_layout")


def new(folder: Path, name: str = "") -> list[str]:
    """Lay out a study in a folder, without what is there already; return lines on what was written and what was left.

    The study's name is by default that of its folder. Raises UserError if something else is in the way of a folder,
    or if nothing can be written there.
    """
    home = Path(os.path.abspath(folder))
    contents = layout(one_line(" ".join((name or home.name).split())) or "study")
    _check_folders(home, {*EMPTY, *(path.rpartition("/")[0] for path in contents)})
    there = [path for path in contents if os.path.lexists(home / path)]
    try:
        for path in EMPTY:
            (home / path).mkdir(parents=True, exist_ok=True)
        for path in sorted(contents.keys() - there):
            files.write_bytes(home / path, contents[path])
    except OSError as error:
        happened, fix = why(error)
        raise UserError(f"{one_line(str(folder))} cannot be written ({happened}); {fix}, or name another") from None
    return _told(folder, len(contents) - len(there), there)


def _told(folder: Path, written: int, there: list[str]) -> list[str]:
    if not written:
        return [f"{folder}: a study is there already, nothing was written", "next: stancebook status"]
    left = [f"left as {'it is' if len(there) == 1 else 'they are'}: {', '.join(there)}"] if there else []
    go = "" if os.path.abspath(folder) == os.getcwd() else f"cd {shlex.quote(str(folder))}, then "
    return [
        f"{one_line(str(folder))}: a study, {plural(written, 'file')} written",
        *left,
        f"next: {go}stancebook add FILE…",
    ]


def _check_folders(home: Path, paths: set[str]) -> None:
    """Raise UserError if a file has the name of a folder that is to be made, or of one above it."""
    wanted = {home, *(home / above for path in paths for above in (path, *PurePosixPath(path).parents))}
    for path in sorted({*wanted, *home.parents}):
        if os.path.lexists(path) and not path.is_dir():
            raise UserError(f"{path} is no folder; move it away, or name another folder")


def layout(name: str) -> dict[str, bytes]:
    """Return the files of a new study of this name by their paths, with `/`: their bytes."""
    books = {f"notebooks/{path.name}": notebooks.without_outputs(path.read_bytes()) for path in notebooks.shipped()}
    made = {path: _filled(path, source, name).encode("utf-8") for path, source in _sources(LAYOUT)}
    return dict(sorted({**books, **{path.removesuffix(".j2"): content for path, content in made.items()}}.items()))


def _sources(folder: Traversable, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path in the study, as yet with .j2, and the text of each file in a folder of the layout."""
    for entry in folder.iterdir():
        path = place + re.sub("^dot-", ".", entry.name)
        if entry.is_dir():
            yield from _sources(entry, f"{path}/")
        else:
            yield path, entry.read_text(encoding="utf-8")


def _filled(path: str, source: str, name: str) -> str:
    """Return the text of a file: a template's filled, any other as it is."""
    if not path.endswith(".j2"):
        return source
    environment = Environment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.filters |= {"columns": columns.as_markdown, "escaped": markdown.escape, "yaml": _in_quotes}
    return environment.from_string(source).render(
        name=name, slug=slug(name), version=__version__,
        files=loader.tables_of(coders.UNNAMED), without=loader.optional_files(coders.UNNAMED),
        authored=schema.AUTHORED, processed=schema.PROCESSED,
        books=[path.stem for path in notebooks.shipped() if path.stem[:2].isdigit()],
    )  # fmt: skip


def _in_quotes(text: str) -> str:
    """Return a text in quotes, as YAML reads it."""
    return json.dumps(text, ensure_ascii=False)


def slug(name: str) -> str:
    """Return a name in small letters, digits and hyphens, for programs that take no spaces."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-") or "study"
