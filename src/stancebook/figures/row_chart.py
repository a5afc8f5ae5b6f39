"""A chart of rows with columns: what ladder, plans, contributions, single changes and reliability plot share.

A row has cells in some of the columns, and a cell is a list of parts, one below the other. A part is a Text, which is
wrapped to the width of its column; a callable that draws and returns where it ends; or Marks, which are drawn when the
height of the row is known. A row is as high as its highest cell.

>>> columns = {"actor": Column(0, 60), "n": Column(100, heading="statements", align="right")}
>>> chart, canvas = RowChart(columns, [Row({"actor": [Text("Arland and its friends", 8)], "n": [Text("3")]})]), Canvas()
>>> chart.heads(canvas, baseline=10)
>>> chart.draw(canvas)
>>> round(canvas.bottom, 2)  # head 15, two lines of 8 points with 1.22 of lead, and room above and below
41.52
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf
from typing import NamedTuple

from stancebook.figures.canvas import LEAD, MARGIN, RIGHT, Canvas
from stancebook.figures.lettering import wrap


class Column(NamedTuple):
    """A column: its left edge (the right one if it is aligned right), its width, and the lines of its heading."""

    x: float
    width: float = inf
    heading: str = ""
    align: str = "left"


class Area(NamedTuple):
    """The area of a cell: x and width of its column, and where it begins and ends."""

    x: float
    width: float
    top: float
    foot: float


class Text(NamedTuple):
    """Words in a cell; `above` is extra room over them, `fit` breaks them into lines."""

    words: str
    size: float = 8
    bold: bool = False
    muted: bool = False
    above: float = 0
    fit: Callable[[object, float, float, bool], list[str]] = wrap


class Marks(NamedTuple):
    """Marks, bars or lines that need the whole height of a row: the area goes from hairline to hairline."""

    draw: Callable[[Canvas, Area], None]


Part = Text | Marks | Callable[[Canvas, Area], float]
Cells = dict[str, Sequence[Part]]


class Row(NamedTuple):
    """A row: its cells by column, in the order in which they are drawn, and the room that it takes.

    The hairline over the row begins at `hairline`; there is none if that is None. `above` and `below` are the room over
    and under the cells, `least` is their least height. First lines share the baseline of a text of `size` points.
    """

    cells: Cells
    hairline: float | None = MARGIN
    least: float = 0
    above: float = 4
    below: float = 3
    size: float = 8


class RowChart:
    """Rows in the order given, each under its hairline, with a hairline below the last one."""

    def __init__(self, columns: Mapping[str, Column], rows: Iterable[Row]) -> None:
        self.columns, self.rows = columns, rows

    def heads(self, canvas: Canvas, baseline: float, size: float = 7) -> None:
        """Draw the headings of the columns; the last line of each stands on the baseline."""
        for column in self.columns.values():
            for number, line in enumerate(reversed(column.heading.split("\n"))):
                canvas.text(column.x, baseline - number * LEAD * size, line, size, muted=True, align=column.align)
        canvas.bottom = baseline + 5

    def draw(self, canvas: Canvas) -> None:
        """Draw the rows from the bottom of the canvas downward."""
        for row in self.rows:
            self._row(canvas, row)
        canvas.line(MARGIN, canvas.bottom, RIGHT, canvas.bottom)

    def _row(self, canvas: Canvas, row: Row) -> None:
        """Draw the cells of a row, then the marks that need its height."""
        top = canvas.bottom
        if row.hairline is not None:
            canvas.line(row.hairline, top, RIGHT, top)
        feet = [self._cell(canvas, self.columns[name], row, parts) for name, parts in row.cells.items()]
        canvas.bottom = max([top + row.above + row.least, *feet]) + row.below
        for name, parts in row.cells.items():
            area = Area(self.columns[name].x, self.columns[name].width, top, canvas.bottom)
            for part in parts:
                if isinstance(part, Marks):
                    part.draw(canvas, area)

    def _cell(self, canvas: Canvas, column: Column, row: Row, parts: Sequence[Part]) -> float:
        """Draw the parts of a cell, except its marks; returns where they end."""
        y = canvas.bottom + row.above
        for number, part in enumerate(parts):
            if isinstance(part, Text):
                y += part.above if number else 0.94 * (row.size - part.size)
                lines = part.fit(part.words, column.width, part.size, part.bold)
                y = canvas.lines(column.x, y, lines, part.size, bold=part.bold, muted=part.muted, align=column.align)
            elif not isinstance(part, Marks):
                y = part(canvas, Area(column.x, column.width, y, y))
        return y
