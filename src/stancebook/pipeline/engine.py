"""A papermill engine that runs a notebook in a forked process; `papermill --engine stancebook` names it as well.

papermill loads it by the entry point in pyproject.toml while it is being imported itself, so nothing of papermill can
be imported at the top here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stancebook.core.processes.parents import LINUX

if TYPE_CHECKING:
    from nbformat import NotebookNode

NAME = "stancebook"
CAN_FORK = LINUX  # elsewhere some libraries do not survive a fork


class ForkEngine:
    """papermill's own engine with a forked kernel: nbclient runs the cells and collects their outputs as always."""

    @staticmethod
    def execute_notebook(
        nb: NotebookNode, kernel_name: str, output_path: str | None = None, **options: Any
    ) -> NotebookNode:
        """Run a notebook and return it with its outputs; where fork is not safe, in an ordinary kernel.

        The copy in `output_path` is written when the notebook has ended, not after each cell, which takes long.
        """
        from papermill.engines import NBClientEngine
        from papermill.iorw import write_ipynb

        if not CAN_FORK:
            return NBClientEngine.execute_notebook(nb, kernel_name, output_path, **options)
        from stancebook.pipeline.forked_kernel import ForkedKernel

        kernel = ForkedKernel(options.get("execution_timeout"))
        try:
            return NBClientEngine.execute_notebook(nb, kernel_name, km=kernel, **options)
        except Exception:
            write_ipynb(nb, output_path)  # how far it came; if all goes well, papermill writes it
            raise
        finally:
            kernel.close()

    @staticmethod
    def nb_kernel_name(nb: NotebookNode, name: str | None = None) -> str:
        """Return the name of the kernel that a notebook asks for, or `name`."""
        from papermill.utils import nb_kernel_name

        return nb_kernel_name(nb, name)

    @staticmethod
    def nb_language(nb: NotebookNode, language: str | None = None) -> str:
        """Return the language of a notebook, or `language`."""
        from papermill.utils import nb_language

        return nb_language(nb, language)
