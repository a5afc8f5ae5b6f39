"""Read a notebook file without Jupyter: the files it declares, its parameters and its cells.

A notebook declares its files in its metadata, where JupyterLab and papermill leave them alone.

>>> declared_files({"stancebook": {"reads": ["data/raw/*"], "writes": ["data/processed/origins.csv"]}})
(('data/raw/*',), ('data/processed/origins.csv',))
>>> may_overlap("data/raw/000.txt", "data/raw/*"), may_overlap("data/raw/more/000.txt", "data/raw/*")
(True, False)
"""

from __future__ import annotations

import ast
import contextlib
import fnmatch
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from stancebook.core.bounds import json_text, reading
from stancebook.core.paths import AUTHORED, RunPaths, stored
from stancebook.core.problems import UserError

NEEDS = ("texts", "codes", "freeze", "decisions", "text")  # what a notebook cannot run without, each with those before
FORM = '"stancebook": {"reads": ["data/raw/*"], "writes": ["data/processed/origins.csv"]}'


class Notebook(NamedTuple):
    """A notebook as read from its file: declared files, parameters, and cells without their outputs.

    `optional` are those of `writes` that it leaves out where a study has nothing for them; `needs` is one of NEEDS.
    """

    path: Path
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    parameters: tuple[str, ...]
    cells: str
    optional: frozenset[str] = frozenset()
    needs: str = ""

    @property
    def name(self) -> str:
        """Return the file name without its suffix, such as 01-clean."""
        return self.path.stem

    @property
    def number(self) -> str:
        """Return the two digits that the file name begins with."""
        return self.name[:2]


def find_notebooks(project: Path | str) -> list[Notebook]:
    """Return the project's notebooks in order: the files in notebooks/ whose names begin with two digits.

    Raises OSError if one may not look into that folder.
    """
    folder = Path(project) / "notebooks"
    names = fnmatch.filter(os.listdir(folder), "[0-9][0-9]-*.ipynb") if os.path.lexists(folder) else []
    return [read(folder / name) for name in sorted(names)]


def shipped() -> list[Path]:
    """Return the package's own notebooks, the desk among them: inside a wheel, and beside src in a checkout."""
    package = Path(__file__).parents[1]
    folders = [package / "notebooks", package.parents[1] / "notebooks"]
    return sorted(next((folder for folder in folders if folder.is_dir()), folders[0]).glob("*.ipynb"))


def without_outputs(content: bytes) -> bytes:
    """Return the bytes of a notebook without what it showed when it was run.

    >>> json.loads(without_outputs(b'{"cells": [{"cell_type": "code", "outputs": ["5"], "execution_count": 1}]}'))
    {'cells': [{'cell_type': 'code', 'outputs': [], 'execution_count': None}]}
    """
    book = json_text.loads(content)
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return (json.dumps(book, indent=1, ensure_ascii=False) + "\n").encode()


def read(path: Path) -> Notebook:
    """Return the Notebook in a file; raise UserError if it is not a notebook or declares no files."""
    try:
        text = reading.read_text(path)
    except UnicodeDecodeError as error:
        raise _unusable(path, error) from None
    try:
        content = json_text.loads(text)
        cells = [
            (cell["cell_type"], cell["metadata"].get("tags", []), "".join(cell["source"])) for cell in content["cells"]
        ]
        reads, written = declared_files(content["metadata"])
        return Notebook(
            path,
            reads,
            tuple(name.removesuffix("?") for name in written),
            assigned_parameters(cells),
            json.dumps(cells),
            frozenset(name.removesuffix("?") for name in written if name.endswith("?")),
            content["metadata"]["stancebook"].get("needs", ""),
        )
    except (ValueError, KeyError, TypeError, AttributeError, SyntaxError, RecursionError, MemoryError) as error:
        raise _unusable(path, error) from None


def _unusable(path: Path, error: Exception) -> UserError:
    return UserError(f"{path.name} is not a usable notebook: {error}; restore or repair it")


def declared_files(metadata: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the files that a notebook reads and writes, from its metadata.

    A question mark ends the name of a file that is not written for each study.
    Raises ValueError if the metadata declare none, or anything but two lists of names and perhaps one of NEEDS.
    """
    entry = metadata.get("stancebook")
    declared = dict(entry) if isinstance(entry, dict) else {}
    known = declared.pop("needs", NEEDS[0]) in NEEDS and declared.keys() == {"reads", "writes"}
    lists: list[Any] = [declared["reads"], declared["writes"]] if known else []
    if not lists or not all(isinstance(names, list) and all(isinstance(n, str) for n in names) for names in lists):
        raise ValueError(f"its metadata declare no files it reads and writes, as in {FORM}")
    return tuple(lists[0]), tuple(lists[1])


def assigned_parameters(cells: Iterable[tuple[str, Sequence[str], str]]) -> tuple[str, ...]:
    """Return the names that the cell tagged `parameters` assigns; each cell is (type, tags, source)."""
    source = next((source for _, tags, source in cells if "parameters" in tags), "")
    return tuple(
        target.id
        for line in ast.parse(source).body
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Name)
    )


def imports(notebook: Notebook) -> set[str]:
    """Return the modules that a notebook's cells import by statements at their top level; those in broken cells not."""
    modules: set[str] = set()
    for kind, _, source in json.loads(notebook.cells):
        with contextlib.suppress(SyntaxError):
            for line in ast.parse(source).body if kind == "code" else ():
                if isinstance(line, ast.Import):
                    modules.update(alias.name for alias in line.names)
                elif isinstance(line, ast.ImportFrom) and line.module:
                    modules.update([line.module, *(f"{line.module}.{alias.name}" for alias in line.names)])
    return modules


def may_overlap(one: str, other: str) -> bool:
    """Return whether two declared names can mean the same file."""
    same_folder = one.rpartition("/")[0] == other.rpartition("/")[0]
    return one == other or (same_folder and "*" in (one.rpartition("/")[2], other.rpartition("/")[2]))


def upstream(notebooks: Iterable[Notebook]) -> dict[str, set[str]]:
    """Return for each notebook's number the numbers it depends on, directly or through other notebooks.

    A notebook depends on an earlier one if it reads a file that the earlier one writes.
    """
    notebooks = list(notebooks)
    numbers: dict[str, set[str]] = {}
    for notebook in notebooks:
        direct = {other.number for other in notebooks if other.number < notebook.number and _feeds(other, notebook)}
        numbers[notebook.number] = direct.union(*(numbers[number] for number in direct))
    return numbers


def _feeds(earlier: Notebook, later: Notebook) -> bool:
    return any(may_overlap(name, written) for name in later.reads for written in earlier.writes)


def resolve(folders: RunPaths, declared: str) -> Path:
    """The path of a file that a notebook declares: authored files in the study, generated files in `out`.

    What stands behind a # in the name is a part of the file.

    >>> str(resolve(RunPaths(Path("/p"), Path("/s"), Path("/p/build/toy")), "data/processed/ties.csv"))
    '/p/build/toy/data/processed/ties.csv'
    """
    declared = declared.partition("#")[0]
    authored = declared.startswith(AUTHORED) or declared == "report/text.md"
    return folders.study / declared if authored else stored(folders.out / declared)
