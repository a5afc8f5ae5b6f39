"""Execute a notebook with papermill so that it gives the same outputs on every machine; accept these outputs.

>>> settings = environment("somewhere")
>>> settings["JUPYTER_PREFER_ENV_PATH"], "MPLBACKEND" in settings
('1', False)
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stancebook.core import files
from stancebook.core.notebooks import Notebook

if TYPE_CHECKING:
    from papermill.exceptions import PapermillExecutionError

# settings of a machine or a user that no notebook's output may depend on
DROPPED = (
    "IPYTHONSTARTUP", "JUPYTER_CONFIG_PATH", "JUPYTER_PATH", "MATPLOTLIBRC", "MPLBACKEND", "PYTHONOPTIMIZE",
    "PYTHONSTARTUP", "PYTHONWARNINGS",
)  # fmt: skip

# a kernel that ends may find its own sockets closed, and would log that on the user's screen
QUIET = "__import__('logging').getLogger('tornado.general').setLevel('CRITICAL')"

# what the metadata of every notebook say about its kernel, whatever ran it
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class NotebookFailed(Exception):
    """A cell failed; the message says where and why."""


def environment(project: Path | str) -> dict[str, str]:
    """Return the environment for kernels: this package, caches in build/.machine, and no personal settings."""
    machine = Path(project) / "build" / ".machine"
    return {name: value for name, value in os.environ.items() if name not in DROPPED} | {
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONNOUSERSITE": "1",
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_CONFIG_DIR": str(machine / "jupyter"),
        "IPYTHONDIR": str(machine / "ipython"),
        "MPLCONFIGDIR": str(machine / "matplotlib"),
    }


def execute(notebook: Notebook, copy: Path, parameters: Mapping[str, Any]) -> None:
    """Write a notebook's executed copy, run with the parameters that it has; raise NotebookFailed if a cell fails."""
    import papermill  # here, because it takes a second to import
    from papermill.exceptions import PapermillExecutionError

    _set_environment(notebook.path.parents[1])
    # the kernel's sockets are files, whose paths may have at most 100 characters
    with tempfile.TemporaryDirectory(prefix="stancebook-", dir="/tmp" if os.path.isdir("/tmp") else None) as sockets:
        try:
            papermill.execute_notebook(
                _escaped(notebook.path),
                _escaped(copy),
                {name: value for name, value in parameters.items() if name in notebook.parameters},
                cwd=str(notebook.path.parent),
                progress_bar=False,
                **_kernel_options(sockets),
            )
        except PapermillExecutionError as error:
            raise NotebookFailed(failure(error)) from None


def _kernel_options(sockets: str) -> dict[str, Any]:
    """Return papermill's options for the kernel: silent, sockets in that folder, printed lines in one piece."""
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


def _set_environment(project: Path) -> None:
    """Give this process the kernels' environment, and let matplotlib make its list of fonts beforehand."""
    settings = environment(project)
    os.environ.clear()
    os.environ.update(settings)
    if not any(Path(settings["MPLCONFIGDIR"]).glob("fontlist-*.json")):
        # within a notebook, making a long list would leave a warning among the outputs
        import matplotlib.font_manager  # noqa: F401


def _escaped(path: Path) -> str:
    """Return a path in which papermill finds no placeholder."""
    return str(path).replace("{", "{{").replace("}", "}}")


def failure(error: PapermillExecutionError) -> str:
    """Return the cell, line and message of an error, in two or a few lines."""
    trace = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error.traceback))
    line = re.search(r"Cell In\s?\[\d+\], line (\d+)", trace)
    source = error.source.splitlines()[int(line[1]) - 1].strip() if line else ""
    place = f"In [{error.exec_count}]" + (f", line {line[1]}: {source}" if line else "")
    return f"{place}\n{error.ename}: {error.evalue}"


def accept(notebook: Notebook, copy: Path) -> bool:
    """Put an executed copy's outputs, and nothing else, into the committed notebook; return whether it changed."""
    import nbformat  # here, because it takes half a second to import

    committed, executed = nbformat.read(notebook.path, 4), nbformat.read(copy, 4)
    for cell, run in zip(committed.cells, executed.cells, strict=True):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = run.outputs, run.execution_count
    committed.metadata.pop("papermill", None)
    committed.metadata.update(KERNEL)
    content = nbformat.writes(committed) + "\n"
    if content == notebook.path.read_text(encoding="utf-8"):
        return False
    files.write_text(notebook.path, content)
    return True
