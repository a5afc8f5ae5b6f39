"""Exhibits: the figures of a report, each with its table, its alternative text and the notebook that drew it.

>>> ladder = ReportFigure("ladder", "<svg/>", "Arland leads", "A ladder.", ({"actor": "Arland", "median": "2"},), "../04.ipynb")
>>> print(caption(1, ladder))
<a id="figure-1"></a>Figure 1. [Its table](#table-1). Drawn by [04.ipynb](../04.ipynb).
>>> print(appendix([ladder]))
## The tables behind the figures
<BLANKLINE>
### <a id="table-1"></a>Figure 1: Arland leads
<BLANKLINE>
| actor | median |
| --- | --- |
| Arland | 2 |
"""

import os
import re
from typing import NamedTuple
from urllib.parse import quote

from stancebook.core import notebooks, tables
from stancebook.core.english import BriefError, TrustedMarkdown
from stancebook.core.markdown import escape, escape_within, table_text
from stancebook.figures.svg import described, titled


class ReportFigure(NamedTuple):
    """A figure as a report shows it; `drawn_by` is the way from the report to its notebook, empty where none says so."""

    name: str
    svg: str
    title: str
    alt: str
    rows: tuple
    drawn_by: str


def read_figures(rooms):
    """The Exhibits of a run by name, from figures/<name>.svg and <name>.csv beside it."""
    folder = rooms.notebooks if rooms.out == rooms.project else rooms.out  # of what was executed
    makers = {name: one.path.name for one in notebooks.find_notebooks(rooms.project) for name in one.writes}
    found = {}
    for file in sorted(rooms.figures.glob("*.svg")):
        svg, table = file.read_text(encoding="utf-8"), file.with_suffix(".csv")
        maker = makers.get(f"report/figures/{file.name}", "")
        way = os.path.relpath(folder / maker, rooms.report).replace(os.sep, "/") if maker else ""
        rows = tuple(tables.read(table)) if table.exists() else ()
        found[file.stem] = ReportFigure(file.stem, svg, titled(svg), described(svg), rows, way)
    return found


def caption(number, exhibit):
    """The line under a figure: its number, where its table is, what drew it."""
    parts = [f'<a id="figure-{number}"></a>Figure {number}.']
    parts += [f"[Its table](#table-{number})."] if exhibit.rows else []
    drawn_by = escape_within(exhibit.drawn_by.removeprefix("../"))
    parts += [f"Drawn by [{drawn_by}]({quote(exhibit.drawn_by)})."] if exhibit.drawn_by else []
    return " ".join(parts)


def appendix(exhibits):
    """The tables of the figures that a brief shows, in their order; nothing where none has one."""
    parts = [part for number, exhibit in enumerate(exhibits, 1) if exhibit.rows for part in _table(number, exhibit)]
    return "\n\n".join(["## The tables behind the figures", *parts]) if parts else ""


def _table(number, exhibit):
    title = f'### <a id="table-{number}"></a>Figure {number}: {escape_within(exhibit.title)}'
    return title, table_text(list(exhibit.rows), tuple(exhibit.rows[0]), len(exhibit.rows))


def figure_markdown(name, alt):
    """The Markdown image of a figure of this run."""
    if not re.fullmatch(r"[\w-]+", name):
        raise BriefError(f"'{name}' is no figure's name; use letters, digits, - and _")
    return TrustedMarkdown(f"![{escape(alt)}](figures/{name}.svg)")
