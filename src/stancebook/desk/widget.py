"""The coding desk as a widget in a notebook: people code there by hand, twice and blind, and adjudicate.

The widget keeps no state that matters: codes are on disk before the desk says so, and a saved notebook holds none.
"""

from importlib.resources import files
from typing import Any

import anywidget

from stancebook.core.paths import NoStudy, run_paths
from stancebook.desk.dispatcher import Dispatcher

PAGE = files("stancebook.desk").joinpath("page")
STYLES = ("desk.css", "adjudication.css")


def script() -> str:
    """Return the page's one script, which `make desk-page` makes from its modules."""
    return PAGE.joinpath("desk.bundle.js").read_text(encoding="utf-8")


def style() -> str:
    """Return the page's style sheets, joined."""
    return "\n".join(PAGE.joinpath(name).read_text(encoding="utf-8") for name in STYLES)


class Desk(anywidget.AnyWidget):
    """The desk of a study; by default of the study in whose folder the notebook is.

    Raises NoStudy with one sentence if there is no study.
    """

    _esm = script()
    _css = style()

    def __init__(self, study: str = "") -> None:
        paths = run_paths(study=study)
        if not paths.coded.is_dir():
            raise NoStudy(f"no study in {study or '.'}: name a folder that holds data/raw and data/coded")
        super().__init__()
        self.dispatcher = Dispatcher(paths)
        self.on_msg(self._receive)

    def _receive(self, _: object, content: Any, __: object) -> None:
        self.send(self.dispatcher.answer(content))
