"""Links that lead out of a folder: nothing is written through one.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     (Path(folder) / "build").symlink_to("/", target_is_directory=True)
...     link_out(Path(folder), Path(folder) / "build" / "tmp"), link_out(Path(folder), Path(folder) / "data")
('build is a link out of the study’s folder; make it a folder', '')
"""

from __future__ import annotations

from pathlib import Path

from stancebook.core.paths import real, relative
from stancebook.core.problems import UserError


def link_out(home: Path, folder: Path) -> str:
    """A sentence that a folder leads out of the home that it stands in, by a link; "" if it does not."""
    if real(folder).is_relative_to(real(home)):
        return ""
    below = (each for each in (*reversed(folder.parents), folder) if each != home and each.is_relative_to(home))
    link = next((each for each in below if each.is_symlink()), folder)
    return f"{relative(link, home)} is a link out of the study’s folder; make it a folder"


def check_inside(home: Path, *folders: Path) -> None:
    """Raise UserError if one of the folders leads out of their home: nothing is written through a link."""
    for folder in folders:
        if told := link_out(home, folder):
            raise UserError(told)
