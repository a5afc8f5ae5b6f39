"""The coding desk: a widget for a notebook, at which one codes by hand, twice and blind, and adjudicates.

It holds no state that matters: what is coded lies on disk before the desk says so, and a saved notebook holds none of it.
"""

from importlib.resources import files

import anywidget

from stancebook.core import paths
from stancebook.desk.dispatcher import Dispatcher

PAGE = files("stancebook.desk").joinpath("page")


def parts(ending):
    """The names of the page's files of a kind in the order in which they are joined: the desk's style first, its script last."""
    names = sorted(file.name for file in PAGE.iterdir() if file.name.endswith(ending))
    return tuple(sorted(names, key=lambda name: (name != "desk.css") + (name == "desk.js")))


SCRIPTS, STYLES = parts(".js"), parts(".css")


def front(names):
    """The text of these files of the page, joined in their order."""
    return "\n".join(PAGE.joinpath(name).read_text(encoding="utf-8") for name in names)


class Desk(anywidget.AnyWidget):
    """The desk of a study, by default the one in whose folder the notebook stands.

    Raises FileNotFoundError with one sentence where there is no study.
    """

    _esm = front(SCRIPTS)
    _css = front(STYLES)

    def __init__(self, study=""):
        rooms = paths.run_paths(study=study)
        if not rooms.coded.is_dir():
            raise FileNotFoundError(f"no study in {study or '.'}: name a folder that holds data/raw and data/coded")
        super().__init__()
        self.clerk = Dispatcher(rooms)
        self.on_msg(self._heard)

    def _heard(self, _, content, __):
        self.send(self.clerk.answer(content))
