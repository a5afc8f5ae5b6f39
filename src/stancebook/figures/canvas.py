"""A Drawing that shows itself, and the Canvas it is drawn on: points, seven inches wide, y downward.

>>> Drawing("<svg/>", "A finding", "Arland supports it.")
Arland supports it.
"""

import io
from dataclasses import dataclass
from math import ceil, nan

from matplotlib import rcParams
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from stancebook.core import files
from stancebook.figures import svg
from stancebook.figures.lettering import balanced, drawable, font, printable, wrap

WIDTH, MARGIN, LEAD = 504, 4, 1.22
RIGHT = WIDTH - MARGIN
NOTHING = "No statement found"


@dataclass(frozen=True, repr=False)
class Drawing:
    """An SVG text with its title and its alternative text; a notebook shows it inline."""

    svg: str
    title: str
    alt: str

    def __repr__(self):
        return self.alt

    def _repr_svg_(self):
        return self.svg

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"image/svg+xml": self.svg, "text/plain": self.alt}

    def write(self, path):
        """Write the SVG, whole or not at all."""
        files.write_text(path, self.svg)


class Canvas:
    """A page under the pen: what is drawn later lies on top; `bottom` is where the next thing may start."""

    def __init__(self):
        self.figure, self.paper, self.bottom, self.links = Figure(), Affine2D(), 0, []

    def _add(self, artist):
        artist.set(transform=self.paper + self.figure.dpi_scale_trans, zorder=len(self.figure.get_children()))
        self.figure.add_artist(artist)

    def text(self, x, y, words, size=8, bold=False, muted=False, align="left", angle=0):
        """One line of text on the baseline y."""
        look = {"fontproperties": font(size, bold), "color": rcParams["axes.labelcolor" if muted else "text.color"]}
        place = {"ha": align, "va": "baseline", "rotation": angle, "rotation_mode": "anchor"}
        self._add(Text(x, y, printable(words), **look, **place))

    def lines(self, x, y, lines, size=8, **look):
        """The foot of these lines of text, the first of which hangs from y."""
        for number, line in enumerate(lines):
            self.text(x, y + size * (0.94 + LEAD * number), line, size, **look)
        return y + size * LEAD * len(lines)

    def row(self, blocks, least=0):
        """The top and foot of a new row under a hairline; blocks (x, lines, look) of one x hang below each other."""
        top, feet = self.bottom, {}
        self.line(MARGIN, top, RIGHT, top)
        for x, lines, look in blocks:
            level = top + 4 + 0.94 * (8 - look.get("size", 8))  # one baseline for all sizes
            feet[x] = self.lines(x, feet.get(x, level), lines, **look)
        self.bottom = max(top + 4 + least, *feet.values()) + 3
        return top, self.bottom

    def box(self, x, y, width, height, fill, edge="none", edge_width=0.0):
        """A rectangle whose upper left corner is x, y; its edge lies within it."""
        look = {"facecolor": fill, "edgecolor": edge, "linewidth": edge_width, "joinstyle": "miter"}
        corner = x + edge_width / 2, y + edge_width / 2
        self._add(Rectangle(corner, width - edge_width, height - edge_width, **look))

    def link(self, x, y, width, height, address, words):
        """A link over what is drawn in a rectangle; its words are for those who cannot see that."""
        self._add(Rectangle((x, y), width, height, facecolor="none", edgecolor="none", linewidth=0, url=address))
        self.links.append(drawable(words))

    def line(self, x, y, to_x, to_y, colour=None, width=0.6):
        """A straight line, a pale hairline unless told otherwise."""
        self._add(Line2D([x, to_x], [y, to_y], color=colour or rcParams["grid.color"], linewidth=width))

    def strokes(self, strokes, colour=None, width=0.6):
        """Lines of one look, each through its points, as one path."""
        points = [point for stroke in strokes for point in (*stroke, (nan, nan))]
        self._add(Line2D(*zip(*points, strict=True), color=colour or rcParams["grid.color"], linewidth=width))

    def area(self, points, fill):
        """The filled shape within these points."""
        self._add(Polygon(points, facecolor=fill, edgecolor="none", linewidth=0))

    def mark(self, x, y, size, fill, edge, shape="o"):
        """A dot, or another of matplotlib's markers, `size` points across."""
        look = {"markersize": size, "markerfacecolor": fill, "markeredgecolor": edge, "markeredgewidth": 1.1}
        self._add(Line2D([x], [y], marker=shape, linestyle="none", **look))


def finish(sheet, title, subtitle, source, alt):
    """The Drawing of a sheet: finding, measure and source set flush left around what is drawn."""
    finding, measure = balanced(title, RIGHT - MARGIN, 13, True), wrap(subtitle, RIGHT - MARGIN, 8.5)
    top = -ceil(LEAD * (13 * len(finding) + 8.5 * len(measure)) + 16)
    y = sheet.lines(MARGIN, top + 2, finding, 13, bold=True)
    sheet.lines(MARGIN, y + 3, measure, 8.5, muted=True)
    foot = ceil(sheet.lines(MARGIN, sheet.bottom + 8, wrap(source, RIGHT - MARGIN, 7), 7, muted=True) + MARGIN)
    sheet.paper.translate(0, -foot).scale(1 / 72, -1 / 72)
    sheet.figure.set_size_inches(WIDTH / 72, (foot - top) / 72)
    out = io.StringIO()
    sheet.figure.savefig(out, format="svg", metadata={"Date": None})
    title, alt = drawable(title), drawable(alt)
    return Drawing(svg._inline(out.getvalue(), title, alt, sheet.links), title, alt)


def nothing(title, subtitle, file, noun="statement", words=NOTHING):
    """The Drawing of an empty table."""
    sheet = Canvas()
    sheet.bottom = sheet.lines(MARGIN, 4, [words], 10)
    return finish(sheet, title, subtitle, counted(0, noun, file), f"{title}. {words}.")


def counted(n, noun, file):
    """The source line: how many statements from which file."""
    return f"Source: {n:,} {noun}{'' if n == 1 else 's'} in {file}"
