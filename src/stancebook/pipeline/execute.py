"""Execute a notebook with papermill so that it gives the same outputs on every machine; accept these outputs.

>>> settings = environment("somewhere")
>>> settings["JUPYTER_PREFER_ENV_PATH"], "MPLBACKEND" in settings
('1', False)
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import logging
import os
import re
import signal
import time
from collections.abc import Iterable, Iterator, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stancebook.core import notebooks, paths
from stancebook.core.authored import rewriting
from stancebook.core.notebooks import Notebook
from stancebook.core.processes.parents import die_with_parent, interrupt_after, parent_ended
from stancebook.core.processes.temporary import temporary_folder
from stancebook.core.system_errors import failed
from stancebook.pipeline import stamps
from stancebook.pipeline.commands import tidy
from stancebook.pipeline.edge import endings
from stancebook.pipeline.run_config import RunConfig

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


PATIENCE = 5  # seconds that a process has to end its kernel when its parent has ended


class NotebookFailed(Exception):
    """A cell failed; the message says where and why."""


def environment(project: Path | str) -> dict[str, str]:
    """Return the environment for kernels: this package, caches in build/.machine, and no personal settings.

    A checkout's own package comes before one that is installed.
    Linear algebra has one thread a process: the matrices are small, and other notebooks use the other processors.
    """
    machine, source = Path(project) / "build" / ".machine", Path(__file__).parents[2]
    return {name: value for name, value in os.environ.items() if name not in DROPPED} | {
        **({"PYTHONPATH": str(source)} if source.name == "src" else {}),
        "PYTHONNOUSERSITE": "1",
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_CONFIG_DIR": str(machine / "jupyter"),
        "IPYTHONDIR": str(machine / "ipython"),
        "MPLCONFIGDIR": str(machine / "matplotlib"),
        **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    }


def run_in_process(config: RunConfig, notebook: Notebook, fork: bool, outcome: Connection, parent: int) -> None:
    """Be the process of one notebook: run it, and send back why it failed, "" if it did not."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it too, and ends this process
    if fork:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        die_with_parent(parent)
    else:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        interrupt_after(parent_ended, signal.SIGTERM, PATIENCE)
    logging.disable()  # papermill would print what the outcome says
    with contextlib.suppress(KeyboardInterrupt):
        outcome.send(run(config, notebook, fork))


def run(config: RunConfig, notebook: Notebook, fork: bool) -> str:
    """Run a notebook and write its stamp if it ends well; return why it failed, in readable lines, or ""."""
    begun, saves = time.time(), stamps.saves(config, [notebook])
    inputs = stamps.inputs(config, notebook)
    parameters = {} if config.variant == "default" else config.parameters
    hint = f"open {paths.shown(config.copy(notebook))} to see"
    try:
        execute(notebook, config.copy(notebook), parameters, fork)
    except NotebookFailed as error:
        return f"{notebook.name}  failed at {error}\n{hint} it"
    except OSError as error:
        return f"{notebook.name}  stopped: {failed(error, config.paths.study, config.paths.project)}"
    except Exception as error:
        return f"{notebook.name}  stopped: {type(error).__name__}: {error}\n{hint} how far it came"
    if absent := stamps.missing(config, notebook):
        return f"{notebook.name}  failed: it declares, and did not write, {', '.join(absent)}\n{hint} it"
    # with these the stamp does not hold: nobody knows what of them the notebook has read
    inputs["reads"] |= {path.name: "saved while the notebook ran" for path in saves.since()}
    made = stamps.outputs(config, notebook) | {"seconds": round(time.time() - begun, 1)}
    tidy.remember(config, notebook)
    stamps.write(config, notebook, inputs | made)
    return ""


def execute(notebook: Notebook, copy: Path, parameters: Mapping[str, Any], fork: bool = False) -> None:
    """Write a notebook's executed copy, run with the parameters that it has; raise NotebookFailed if a cell fails."""
    import papermill  # here, because it takes a second to import
    from papermill.exceptions import PapermillExecutionError

    home = notebook.path.parents[1]
    if copy.is_symlink():  # papermill would write through it
        copy.unlink()
    set_environment(home)
    with contextlib.nullcontext({"engine_name": _engine()}) if fork else _ordinary_kernel() as kernel:
        try:
            papermill.execute_notebook(
                _escaped(notebook.path),
                _escaped(copy),
                {name: value for name, value in parameters.items() if name in notebook.parameters},
                cwd=str(notebook.path.parent),
                kernel_name="python3",
                language="python",
                progress_bar=False,
                coalesce_streams=True,
                **kernel,
            )
        except PapermillExecutionError as error:
            raise NotebookFailed(failure(error, paths.real(home / parameters.get("study", "")), home)) from None


def _engine() -> str:
    """Return the name of the engine that forks, after papermill has been told of it."""
    from papermill.engines import papermill_engines

    from stancebook.pipeline.engine import NAME, ForkEngine

    papermill_engines.register(NAME, ForkEngine)
    return NAME


def import_stack(books: Iterable[Notebook] | None = None) -> None:
    """Import what notebooks import, by default all of them, and what runs them; forked processes find it done.

    What cannot be imported here is left to the notebook, which shows the error.
    """
    chosen = list(books or notebooks.find_notebooks(paths.project()))
    set_environment(chosen[0].path.parents[1])
    modules = set().union(*map(notebooks.imports, chosen))
    for name in ["papermill", "stancebook.pipeline.forked_kernel", *sorted(modules)]:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    nbformat = importlib.import_module("nbformat")
    nbformat.validate(nbformat.v4.new_notebook())  # compiles the schema, which takes as long as a small notebook
    gc.freeze()


@contextlib.contextmanager
def _ordinary_kernel() -> Iterator[dict[str, Any]]:
    """Give papermill's options for an ordinary kernel, whose sockets lie in a temporary folder."""
    # they are files, whose paths may have at most 100 characters
    with temporary_folder("kernel", "/tmp" if os.path.isdir("/tmp") else None) as sockets:
        yield _kernel_options(sockets)


def _kernel_options(sockets: Path) -> dict[str, Any]:
    """Return papermill's options for the kernel: silent, sockets in that folder, printed lines in one piece."""
    import zmq  # here, because a forked kernel needs none of it
    from traitlets.config import Config

    connection = {"connection_file": str(sockets / "kernel.json")}
    if zmq.has("ipc"):  # quieter than ports; Windows has none
        connection |= {"transport": "ipc", "ip": str(sockets / "k")}
    return {
        "start_timeout": 180,
        "config": Config(KernelManager=connection),
        "extra_arguments": ["--IPKernelApp.log_level=CRITICAL", f"--IPKernelApp.exec_lines={QUIET}"],
    }


def set_environment(project: Path) -> None:
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


def failure(error: PapermillExecutionError, *folders: Path) -> str:
    """Return the cell, line and message of an error, in two or a few lines; files are named from one of the folders."""
    trace = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error.traceback))
    line = re.search(r"Cell In\s?\[\d+\], line (\d+)", trace)
    source = error.source.splitlines()[int(line[1]) - 1].strip() if line else ""
    place = f"In [{error.exec_count}]" + (f", line {line[1]}: {source}" if line else "")
    return f"{place}\n{endings.shown(error.ename, error.evalue, *folders)}"


def accept(notebook: Notebook, copy: Path) -> bool:
    """Put an executed copy's outputs, and nothing else, into the committed notebook; return whether it changed."""
    rewriting.check(notebook.path)
    content = accepted(notebook, copy)
    if content == notebook.path.read_text(encoding="utf-8"):
        return False
    rewriting.write(notebook.path, content.encode("utf-8"))
    return True


def accepted(notebook: Notebook, copy: Path) -> str:
    """Return the text of the committed notebook with an executed copy's outputs, and nothing else of it."""
    import nbformat  # here, because it takes half a second to import

    committed, executed = nbformat.read(notebook.path, 4), nbformat.read(copy, 4)
    for cell, run in zip(committed.cells, executed.cells, strict=True):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = run.outputs, run.execution_count
    committed.metadata.pop("papermill", None)
    committed.metadata.update(KERNEL)
    return nbformat.writes(committed) + "\n"
