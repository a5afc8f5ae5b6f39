"""The cells of the project's notebooks, run in this process: quick, and without kernels, copies and stamps."""

import contextlib
import functools
import io
import json

from IPython.display import Markdown

from project import PROJECT


@functools.cache
def code_of(number):
    """Return the code cells of a notebook as (tags, compiled statements but the last, compiled last expression)."""
    import ast

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
    for tags, body, last in code_of(number):
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(body, names)
            value = eval(last, names) if last else None
        assert not printed.getvalue()
        if "parameters" in tags:
            names.update(parameters)
        if isinstance(value, Markdown):
            shown.append(value.data.replace("\\", ""))
        elif value is not None:
            shown.append(getattr(value, "svg", repr(value)))
    return shown
