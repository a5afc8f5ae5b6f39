"""The cells of the project's notebooks, run in this process: quick, and without kernels, copies and stamps."""

import ast
import functools
import json

from IPython.display import Markdown

from project import PROJECT
from stancebook.figures.canvas import attribute


@functools.cache
def code_of(number):
    """Return the code cells of a notebook as (tags, compiled statements but the last, compiled last expression)."""
    (path,) = (PROJECT / "notebooks").glob(f"{number}-*.ipynb")
    cells = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            body = ast.parse("".join(cell["source"])).body
            last = ast.Expression(body.pop().value) if isinstance(body[-1], ast.Expr) else None
            place = f"{path.stem}, {len(cells) + 1}"
            code = compile(ast.Module(body, []), place, "exec"), last and compile(last, place, "eval")
            cells.append((cell["metadata"].get("tags", ()), *code))
    return cells


def run_cells(number, **parameters):
    """Run a notebook's cells with these parameters in the working folder; return what they show, as texts."""
    names, shown = {}, []
    try:
        for tags, body, last in code_of(number):
            exec(body, names)
            shown.append(eval(last, names) if last else None)
            names.update(parameters if "parameters" in tags else {})
    finally:
        attribute("")  # which would stay for the figures of other tests
    return [as_text(value) for value in shown if value is not None]


def as_text(value):
    """Return what a cell shows: Markdown without the marks that escape it, a figure as its SVG."""
    return value.data.replace("\\", "") if isinstance(value, Markdown) else getattr(value, "svg", repr(value))
