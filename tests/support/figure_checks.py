"""Read a drawn figure: its texts, dots and rectangles, and texts that touch or leave the page."""

from math import cos, radians, sin

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

SVG, HREF = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"


def words(figure):
    return [text.get_text() for text in figure.findobj(Text)]


def dots(figure, shape="o"):
    """Return the fill colour of each marker of this shape."""
    return [to_hex(line.get_markerfacecolor()) for line in figure.findobj(Line2D) if line.get_marker() == shape]


def rectangles(figure):
    return figure.findobj(lambda artist: isinstance(artist, Rectangle) and artist is not figure.patch)


def outline(text):
    """Return the four corners of a line of text, rotated as it is drawn."""
    angle = text.get_rotation()
    text.set_rotation(0)
    x, y = text.get_transform().transform(text.get_position())
    corners = [(px - x, py - y) for px, py in text.get_window_extent().corners()[[0, 1, 3, 2]]]
    text.set_rotation(angle)
    c, s = cos(radians(angle)), sin(radians(angle))
    return [(x + c * px - s * py, y + s * px + c * py) for px, py in corners]


def apart(one, other, slack=0.3):
    """Return whether a straight line separates two convex outlines."""
    for shape in (one, other):
        for (ax, ay), (bx, by) in zip(shape, shape[1:] + shape[:1], strict=True):
            long = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1
            across = [[(x * (ay - by) + y * (bx - ax)) / long for x, y in each] for each in (one, other)]
            if max(across[0]) <= min(across[1]) + slack or max(across[1]) <= min(across[0]) + slack:
                return True
    return False


def misplaced(figure):
    """Return the texts that leave the page, and the pairs of texts that touch."""
    page = Bbox.from_bounds(0, 0, *(72 * figure.get_size_inches()))
    shapes = [(text.get_text(), outline(text)) for text in figure.findobj(Text)]
    boxes = [Bbox.null() for _ in shapes]
    for box, (_, shape) in zip(boxes, shapes, strict=True):
        box.update_from_data_xy(shape, ignore=True)
    beyond = [words for box, (words, _) in zip(boxes, shapes, strict=True)
              if box.x0 < page.x0 or box.y0 < page.y0 or box.x1 > page.x1 or box.y1 > page.y1]  # fmt: skip
    touching = [(shapes[i][0], shapes[j][0]) for i, j in overlapping(boxes) if not apart(shapes[i][1], shapes[j][1])]
    return beyond, touching


def overlapping(boxes):
    """Return the pairs (i, j), i < j, of boxes that overlap or touch."""
    extents = np.array([box.extents for box in boxes]).reshape(-1, 4)
    low, high = extents[:, :2], extents[:, 2:]
    both = ((low[:, None] <= high[None]) & (low[None] <= high[:, None])).all(axis=2)
    return np.argwhere(np.triu(both, 1)).tolist()
