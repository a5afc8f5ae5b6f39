"""The Canvas that figures draw on, and the Drawing that it becomes: in points, as wide as its Page, y downward.

>>> Drawing("<svg/>", "A finding", "Arland supports it.")
Arland supports it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, nan, radians, sin
from typing import NamedTuple

from matplotlib import rcParams
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from stancebook.core.english import plural
from stancebook.figures import svg
from stancebook.figures.lettering import balanced, drawable, font, printable, text_width, wrap
from stancebook.figures.style import WHITE, shade, wash
from stancebook.study.statements import ACCOUNTS

MARGIN, LEAD = 4, 1.22
NOTHING = "No statement found"

Point = tuple[float, float]


class Page(NamedTuple):
    """The width of a figure, and the sizes of type of its title, its subtitle and its source, in points."""

    width: float
    title: float
    subtitle: float
    source: float

    @property
    def right(self) -> float:
        """Where the margin at the right begins."""
        return self.width - MARGIN


# Figures of notebooks; figures of the brief, whose least type is 8 points: over the whole width, and on a phone.
SHEET, BRIEF, NARROW = Page(504, 13, 8.5, 7), Page(490, 12, 8, 8), Page(230, 10.5, 8, 8)
RIGHT = SHEET.right


@dataclass(frozen=True, repr=False)
class Drawing:
    """An SVG text with its title and its alternative text; a notebook shows it inline."""

    svg: str
    title: str
    alt: str

    def __repr__(self) -> str:
        """The alternative text, which a notebook keeps as plain text."""
        return self.alt

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": self.alt}


class Canvas:
    """An empty page: later shapes lie over earlier ones; `bottom` is where the next part may begin."""

    def __init__(self, page: Page = SHEET) -> None:
        self.page = page
        self.figure, self.placement = Figure(), Affine2D()
        self.bottom: float = 0
        self.links: list[str] = []

    def _add(self, artist: Artist) -> None:
        artist.set(transform=self.placement + self.figure.dpi_scale_trans, zorder=len(self.figure.get_children()))
        self.figure.add_artist(artist)

    def text(
        self, x: float, y: float, words: str, size: float = 8, bold: bool = False, muted: bool = False,
        align: str = "left", angle: float = 0,
    ) -> None:  # fmt: skip
        """Draw one line of text on the baseline y."""
        words = printable(words)
        look = {
            "fontproperties": font(size, bold, words),
            "color": rcParams["axes.labelcolor" if muted else "text.color"],
        }
        place = {"ha": align, "va": "baseline", "rotation": angle, "rotation_mode": "anchor"}
        self._add(Text(x, y, words, **look, **place))

    def lines(self, x: float, y: float, lines: Sequence[str], size: float = 8, **look: bool | str) -> float:
        """Draw lines of text below y; returns the y where they end."""
        for number, line in enumerate(lines):
            self.text(x, y + size * (0.94 + LEAD * number), line, size, **look)
        return y + size * LEAD * len(lines)

    def turned(self, x: float, y: float, lines: Sequence[str], size: float, angle: float, bold: bool = False) -> None:
        """Draw lines of text at an angle, upward from y, with x in their middle."""
        for number, line in enumerate(lines):
            aside = (0.37 + 1.12 * (number - (len(lines) - 1) / 2)) * size / sin(radians(angle))
            self.text(x + aside, y, line, size, bold=bold, angle=angle)

    def heading(self, words: str) -> None:
        """Draw a heading over the whole width, under a hairline at the bottom."""
        self.line(MARGIN, self.bottom, RIGHT, self.bottom)
        self.bottom = self.lines(MARGIN, self.bottom + 4, wrap(words, RIGHT - MARGIN, 8, True), bold=True) + 3

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, edge: str = "none", edge_width: float = 0.0
    ) -> None:
        """Draw a rectangle with the upper left corner x, y; its edge lies within it."""
        look = {"facecolor": fill, "edgecolor": edge, "linewidth": edge_width, "joinstyle": "miter"}
        corner = x + edge_width / 2, y + edge_width / 2
        self._add(Rectangle(corner, width - edge_width, height - edge_width, **look))

    def link(self, x: float, y: float, width: float, height: float, address: str, words: str) -> None:
        """Lay a link over a rectangle; `words` say what it shows."""
        self._add(Rectangle((x, y), width, height, facecolor="none", edgecolor="none", linewidth=0, url=address))
        self.links.append(drawable(words))

    def line(self, x: float, y: float, to_x: float, to_y: float, colour: str | None = None, width: float = 0.6) -> None:
        """Draw a straight line: a pale hairline, if no colour and width are given."""
        self._add(Line2D([x, to_x], [y, to_y], color=colour or rcParams["grid.color"], linewidth=width))

    def strokes(self, strokes: Iterable[Sequence[Point]], colour: str | None = None, width: float = 0.6) -> None:
        """Draw lines of one look, each through its points, as one path."""
        points = [point for stroke in strokes for point in (*stroke, (nan, nan))]
        self._add(Line2D(*zip(*points, strict=True), color=colour or rcParams["grid.color"], linewidth=width))

    def area(self, points: Sequence[Point], fill: str) -> None:
        """Fill the shape within these points."""
        self._add(Polygon(points, facecolor=fill, edgecolor="none", linewidth=0))

    def mark(self, x: float, y: float, size: float, fill: str, edge: str, shape: str = "o") -> None:
        """Draw a dot, or another of matplotlib's markers, `size` points across."""
        look = {"markersize": size, "markerfacecolor": fill, "markeredgecolor": edge, "markeredgewidth": 1.1}
        self._add(Line2D([x], [y], marker=shape, linestyle="none", **look))

    def cell(self, x: float, y: float, width: float, height: float, position: float, single: bool, edge: float) -> None:
        """Draw the box of a position in its colour; a single one is a frame round white, `edge` points wide."""
        look = (WHITE, shade(position, 0.75), edge) if single else (shade(position),)
        self.box(x, y, width, height, *look)

    def stance(self, x: float, y: float, width: float, height: float, median: float, single: bool) -> None:
        """Draw a box to lie behind words in the colour of a median; a single statement is paler, in a frame."""
        look = (wash(median), shade(median, 0.75), 0.8) if single else (shade(median),)
        self.box(x, y, width, height, *look)

    def account(self, x: float, y: float, account: str) -> None:
        """Draw the mark of an account round x, y: a dot if quoted, a ring if reported, a dash if inferred."""
        ink = rcParams["text.color"]
        if account == "inferred":
            self.line(x - 2.3, y, x + 2.3, y, ink, 1.1)
        else:
            self.mark(x, y, 3.6, ink if account == "quoted" else WHITE, ink)

    def accounts(self, x: float) -> None:
        """Draw the key of these marks in a line at the bottom."""
        for name in ACCOUNTS:
            self.account(x + 3, self.bottom + 5, name)
            self.text(x + 8, self.bottom + 8, name)
            x += text_width(name, 8) + 18
        self.bottom += 14

    def swatch(self, x: float, words: str, fill: str, edge: str, edge_width: float) -> None:
        """Draw an entry of a key in the first line: a box with its words on the right."""
        self.box(x, 0, 20, 14, fill, edge, edge_width)
        self.text(x + 25, 9.5, words, 7)

    def finish(self, title: str, subtitle: str, source: str, alt: str, shown: str = "") -> Drawing:
        """The Drawing: the title and the subtitle above, the source below, all flush left.

        `shown` says which of all actors are drawn, where these are not all.
        """
        source += f"; shown: {shown}" if shown else ""
        page, width = self.page, self.page.right - MARGIN
        finding, measure = balanced(title, width, page.title, True), wrap(subtitle, width, page.subtitle)
        top = -ceil(LEAD * (page.title * len(finding) + page.subtitle * len(measure)) + 16)
        y = self.lines(MARGIN, top + 2, finding, page.title, bold=True)
        self.lines(MARGIN, y + 3, measure, page.subtitle, muted=True)
        below = self.lines(MARGIN, self.bottom + 8, wrap(source, width, page.source), page.source, muted=True)
        foot = ceil(below + MARGIN)
        self.placement.translate(0, -foot).scale(1 / 72, -1 / 72)
        self.figure.set_size_inches(page.width / 72, (foot - top) / 72)
        out = io.StringIO()
        self.figure.savefig(out, format="svg", metadata={"Date": None})
        title, alt = drawable(title), drawable(alt)
        return Drawing(svg.inline(out.getvalue(), title, alt, self.links, shown), title, alt)


_CODED = {"by": ""}


def nothing(
    title: str,
    subtitle: str,
    file: str = "statements.csv",
    noun: str = "statement",
    words: str = NOTHING,
    page: Page = SHEET,
) -> Drawing:
    """The Drawing of an empty table, which says so in `words`."""
    canvas = Canvas(page)
    canvas.bottom = canvas.lines(MARGIN, 4, [words], 10)
    return canvas.finish(title, subtitle, source_line(0, noun, file), f"{title}. {words}.")


def attribute(coder: str) -> None:
    """Name in the source lines of all figures from now on the coder whose codes alone they show; "" names none."""
    _CODED["by"] = coder


def source_line(n: int, noun: str = "statement", file: str = "statements.csv") -> str:
    """The line below a figure: the number of rows and their file, and whose codes they are if `attribute` was told.

    >>> source_line(1)
    'Source: 1 statement in statements.csv'
    """
    return f"Source: {plural(n, noun)} in {file}" + (f", coded by {_CODED['by']}" if _CODED["by"] else "")
