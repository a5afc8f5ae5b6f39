"""A notebook: what it says it reads and writes, and which parameters it heeds.

>>> declared("# Who?\\n\\nreads `data/raw/*`, `data/coded/sources.csv` → writes `data/processed/origins.csv`")
(('data/raw/*', 'data/coded/sources.csv'), ('data/processed/origins.csv',))
>>> may_overlap("data/raw/000.txt", "data/raw/*"), may_overlap("data/raw/more/000.txt", "data/raw/*")
(True, False)
"""

import ast
import json
import re
from pathlib import Path
from typing import NamedTuple

from stancebook.core.problems import UserError


class Notebook(NamedTuple):
    """A notebook as its file tells: names declared, parameters heeded, and cells without their outputs."""

    path: Path
    reads: tuple
    writes: tuple
    parameters: tuple
    cells: str

    @property
    def name(self):
        return self.path.stem

    @property
    def number(self):
        return self.name[:2]


def find_notebooks(project):
    """The notebooks of the street in their order: those of the project whose names begin with a number."""
    return [read(path) for path in sorted((Path(project) / "notebooks").glob("[0-9][0-9]-*.ipynb"))]


def read(path):
    """The Notebook in a file; raises UserError where it is none, or declares nothing."""
    try:
        cells = [
            (cell["cell_type"], cell["metadata"].get("tags", []), "".join(cell["source"]))
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        ]
        reads, writes = declared(next((source for kind, _, source in cells if kind == "markdown"), ""))
        return Notebook(path, reads, writes, assigned_parameters(cells), json.dumps(cells))
    except (ValueError, KeyError, TypeError, SyntaxError) as error:
        raise UserError(f"{path.name} is not a notebook of the street: {error}; restore or mend it") from None


def declared(markdown):
    """The names in backticks left and right of the arrow in "reads … → writes …", of the first cell."""
    said = re.search(r"^reads\b(.*?)(?:→|->)(.*?)(?:\n\s*\n|\Z)", markdown, re.MULTILINE | re.DOTALL)
    if not said:
        raise ValueError("its first markdown cell has no line `reads … → writes …`")
    return tuple(tuple(re.findall(r"`([^`\n]+)`", side)) for side in said.groups())


def assigned_parameters(cells):
    """The parameters that the cell tagged `parameters` assigns."""
    source = next((source for _, tags, source in cells if "parameters" in tags), "")
    return tuple(
        target.id
        for line in ast.parse(source).body
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Name)
    )


def may_overlap(one, other):
    """Whether two declared names can mean the same file."""
    same_folder = one.rpartition("/")[0] == other.rpartition("/")[0]
    return one == other or same_folder and "*" in (one.rpartition("/")[2], other.rpartition("/")[2])


def upstream(notebooks):
    """For each notebook's number the numbers of those that write what it reads, directly or by way of others."""
    out = {}
    for notebook in notebooks:
        direct = {
            other.number
            for other in notebooks
            if other.number < notebook.number
            if any(may_overlap(name, written) for name in notebook.reads for written in other.writes)
        }
        out[notebook.number] = direct.union(*(out[number] for number in direct))
    return out
