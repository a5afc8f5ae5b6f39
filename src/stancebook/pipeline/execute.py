"""A kernel: where a notebook is run, so that it gives the same on every machine, and what is taken over from it.

>>> settled = environment("somewhere")
>>> settled["JUPYTER_PREFER_ENV_PATH"], "MPLBACKEND" in settled
('1', False)
"""

import os
import re
import tempfile
from pathlib import Path

from stancebook.core import files

# what a machine or a user may have set, and no notebook's output may depend on
STRAY = (
    "IPYTHONSTARTUP", "JUPYTER_CONFIG_PATH", "JUPYTER_PATH", "MATPLOTLIBRC", "MPLBACKEND", "PYTHONOPTIMIZE",
    "PYTHONSTARTUP", "PYTHONWARNINGS",
)  # fmt: skip


# a kernel that ends may find its own sockets closed, and would tell whoever made the report
QUIET = "__import__('logging').getLogger('tornado.general').setLevel('CRITICAL')"


class NotebookFailed(Exception):
    """A cell that failed: where, and on what."""


def environment(project):
    """The environment in which a notebook gives the same everywhere: this package, and nobody's settings."""
    machine = Path(project) / "build" / ".machine"
    return {name: value for name, value in os.environ.items() if name not in STRAY} | {
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONNOUSERSITE": "1",
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_CONFIG_DIR": str(machine / "jupyter"),
        "IPYTHONDIR": str(machine / "ipython"),
        "MPLCONFIGDIR": str(machine / "matplotlib"),
    }


def execute(notebook, copy, parameters):
    """A notebook's executed copy, run with the parameters that it has; raises NotebookFailed at a cell's error."""
    import papermill  # here, because it takes a second to import
    from papermill.exceptions import PapermillExecutionError

    _settle(notebook.path.parents[1])
    # sockets are files here, whose paths may have no more than 100 characters
    with tempfile.TemporaryDirectory(prefix="stancebook-", dir="/tmp" if os.path.isdir("/tmp") else None) as sockets:
        try:
            papermill.execute_notebook(
                _literal(notebook.path),
                _literal(copy),
                {name: value for name, value in parameters.items() if name in notebook.parameters},
                cwd=str(notebook.path.parent),
                progress_bar=False,
                **_kernel(sockets),
            )
        except PapermillExecutionError as error:
            raise NotebookFailed(failure(error)) from None


def _kernel(sockets):
    """Which kernel papermill starts, and how: silent, over sockets in that folder, its printed lines in one piece."""
    from traitlets.config import Config

    connection = {"transport": "ipc", "ip": f"{sockets}/k", "connection_file": f"{sockets}/kernel.json"}
    return {
        "kernel_name": "python3",
        "language": "python",
        "start_timeout": 180,
        "config": Config(KernelManager=connection),
        "extra_arguments": ["--IPKernelApp.log_level=CRITICAL", f"--IPKernelApp.exec_lines={QUIET}"],
        "coalesce_streams": True,
    }


def _settle(project):
    """Put the settled environment in force for the kernel, with matplotlib's list of fonts made before it is needed."""
    settled = environment(project)
    os.environ.clear()
    os.environ.update(settled)
    if not any(Path(settled["MPLCONFIGDIR"]).glob("fontlist-*.json")):
        # made inside a notebook, a long list would leave a warning among its outputs
        import matplotlib.font_manager  # noqa: F401


def _literal(path):
    """A path in which papermill finds nothing to fill in."""
    return str(path).replace("{", "{{").replace("}", "}}")


def failure(error):
    """Where a notebook failed and on what, in one or a few lines."""
    trace = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error.traceback))
    line = re.search(r"Cell In\s?\[\d+\], line (\d+)", trace)
    source = error.source.splitlines()[int(line[1]) - 1].strip() if line else ""
    place = f"In [{error.exec_count}]" + (f", line {line[1]}: {source}" if line else "")
    return f"{place}\n{error.ename}: {error.evalue}"


def accept(notebook, copy):
    """Whether the committed notebook changed by taking over its executed copy's outputs, and nothing else of it."""
    import nbformat  # here, because it takes half a second to import

    committed, executed = nbformat.read(notebook.path, 4), nbformat.read(copy, 4)
    for cell, run in zip(committed.cells, executed.cells, strict=True):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = run.outputs, run.execution_count
    committed.metadata.pop("papermill", None)
    committed.metadata.kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    committed.metadata.language_info = {"name": "python"}
    content = nbformat.writes(committed) + "\n"
    if content == notebook.path.read_text(encoding="utf-8"):
        return False
    files.write_text(notebook.path, content)
    return True
