"""The figures of a report, each with its table, its alternative text and the notebook that drew it.

>>> ladder = ReportFigure("ladder", "<svg/>", "Arland leads", "A ladder.", (), "../04.ipynb")
>>> print(caption(1, ladder))
<a id="figure-1"></a>Figure 1. Drawn by [04.ipynb](../04.ipynb).
>>> print(caption(2, ladder._replace(shown="the 30 of 300 actors with most statements")))
<a id="figure-2"></a>Figure 2. Shown: the 30 of 300 actors with most statements. Drawn by [04.ipynb](../04.ipynb).
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote
from xml.etree.ElementTree import ParseError

from stancebook.core import notebooks, paths, tables
from stancebook.core.bounds import reading
from stancebook.core.markdown import escape, escape_within
from stancebook.core.paths import RunPaths, is_there, relative
from stancebook.core.problems import UserError
from stancebook.core.tables import Row
from stancebook.figures.svg import described, shown, titled


class ReportFigure(NamedTuple):
    """A figure as a report shows it; `drawn_by` is the path from the report to its notebook, empty if not known.

    `shown` says which of all actors are drawn, empty if all are.
    """

    name: str
    svg: str
    title: str
    alt: str
    rows: tuple[Row, ...]
    drawn_by: str
    shown: str = ""


def read_figures(run: RunPaths) -> dict[str, ReportFigure]:
    """The figures of a run by name, from figures/<name>.svg and the table <name>.csv beside it.

    A drawing of somebody's own, which no notebook declares, is passed over if it cannot be read. Raises UserError if
    another cannot be read.
    """
    folder = run.notebooks if run.out == run.project else run.out  # of the executed notebooks
    makers = {name: one.path.name for one in notebooks.find_notebooks(run.project) for name in one.writes}
    figures = {}
    for file in sorted(run.figures.glob("*.svg")):
        maker = makers.get(f"report/figures/{file.name}", "")
        try:
            figures[file.stem] = _read(file, relative(folder / maker, run.report) if maker else "")
        except (ParseError, UnicodeDecodeError) as error:
            if maker:
                message = f"{paths.shown(file)}: it cannot be read as SVG; delete it, and a run draws it again"
                raise UserError(message) from error
    return figures


def _read(file: Path, drawn_by: str) -> ReportFigure:
    """The figure in a file, with the table beside it."""
    table = file.with_suffix(".csv")
    rows = tuple(tables.read(table)) if is_there(table) else ()
    svg = reading.read_text(file)
    return ReportFigure(file.stem, svg, titled(svg), described(svg), rows, drawn_by, shown(svg))


def caption(number: int, figure: ReportFigure) -> str:
    """The line under a figure: its number, which actors it shows where these are not all, and what drew it."""
    parts = [f'<a id="figure-{number}"></a>Figure {number}.']
    parts += [escape(f"Shown: {figure.shown}.")] if figure.shown else []
    drawn_by = escape_within(figure.drawn_by.removeprefix("../"))
    parts += [f"Drawn by [{drawn_by}]({quote(figure.drawn_by)})."] if figure.drawn_by else []
    return " ".join(parts)


def figure_markdown(name: str, alt: str) -> str:
    """The Markdown image of a figure of this run."""
    return f"![{escape(alt)}](figures/{name}.svg)"
