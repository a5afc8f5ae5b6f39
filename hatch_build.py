"""What the wheel holds besides the package's own files: the notebooks, without outputs, as stancebook/notebooks/.

In a checkout, and so in an editable install, `stancebook.core.notebooks.shipped` finds them beside src.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# what it imports needs the standard library alone
sys.path.insert(0, str(Path(__file__).parent / "src"))

from stancebook.core.notebooks import without_outputs


class NotebooksHook(BuildHookInterface):
    """hatchling calls it before and after each build of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add a copy of each notebook to the wheel."""
        self.copies = Path(tempfile.mkdtemp(prefix="stancebook-notebooks-"))
        for path in sorted(Path(self.root, "notebooks").glob("*.ipynb")) if version == "standard" else ():
            (self.copies / path.name).write_bytes(without_outputs(path.read_bytes()))
            build_data["force_include"][str(self.copies / path.name)] = f"stancebook/notebooks/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Delete the copies."""
        shutil.rmtree(self.copies)
