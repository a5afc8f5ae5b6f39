"""The figures of a report, each with its table, its alternative text and the notebook that drew it.

>>> rows = ({"actor": "Arland", "median": "2"},)
>>> ladder = ReportFigure("ladder", "<svg/>", "Arland leads", "A ladder.", rows, "../04.ipynb")
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

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from stancebook.core import notebooks, tables
from stancebook.core.english import BriefError, TrustedMarkdown
from stancebook.core.markdown import escape, escape_within, table_text
from stancebook.core.paths import RunPaths
from stancebook.core.tables import Row
from stancebook.figures.svg import described, titled


class ReportFigure(NamedTuple):
    """A figure as a report shows it; `drawn_by` is the path from the report to its notebook, empty if not known."""

    name: str
    svg: str
    title: str
    alt: str
    rows: tuple[Row, ...]
    drawn_by: str


def read_figures(run: RunPaths) -> dict[str, ReportFigure]:
    """The figures of a run by name, from figures/<name>.svg and the table <name>.csv beside it."""
    folder = run.notebooks if run.out == run.project else run.out  # of the executed notebooks
    makers = {name: one.path.name for one in notebooks.find_notebooks(run.project) for name in one.writes}
    figures = {}
    for file in sorted(run.figures.glob("*.svg")):
        svg, table = file.read_text(encoding="utf-8"), file.with_suffix(".csv")
        maker = makers.get(f"report/figures/{file.name}", "")
        drawn_by = os.path.relpath(folder / maker, run.report).replace(os.sep, "/") if maker else ""
        rows = tuple(tables.read(table)) if table.exists() else ()
        figures[file.stem] = ReportFigure(file.stem, svg, titled(svg), described(svg), rows, drawn_by)
    return figures


def caption(number: int, figure: ReportFigure) -> str:
    """The line under a figure: its number, a link to its table, the notebook that drew it."""
    parts = [f'<a id="figure-{number}"></a>Figure {number}.']
    parts += [f"[Its table](#table-{number})."] if figure.rows else []
    drawn_by = escape_within(figure.drawn_by.removeprefix("../"))
    parts += [f"Drawn by [{drawn_by}]({quote(figure.drawn_by)})."] if figure.drawn_by else []
    return " ".join(parts)


def appendix(figures: Iterable[ReportFigure]) -> str:
    """The tables of the figures that a brief shows, in their order; empty if none has a table."""
    parts = [part for number, figure in enumerate(figures, 1) if figure.rows for part in _table(number, figure)]
    return "\n\n".join(["## The tables behind the figures", *parts]) if parts else ""


def _table(number: int, figure: ReportFigure) -> tuple[str, str]:
    """The heading and the table of a figure."""
    title = f'### <a id="table-{number}"></a>Figure {number}: {escape_within(figure.title)}'
    return title, table_text(list(figure.rows), tuple(figure.rows[0]), len(figure.rows))


def figure_markdown(name: str, alt: str) -> TrustedMarkdown:
    """The Markdown image of a figure of this run; raises BriefError if the name is not one of a figure."""
    if not re.fullmatch(r"[\w-]+", name):
        raise BriefError(f"'{name}' is no figure's name; use letters, digits, - and _")
    return TrustedMarkdown(f"![{escape(alt)}](figures/{name}.svg)")
