"""Figures: a table in, a Drawing out.

A Drawing shows itself in a notebook as SVG, reads as its alternative text, and writes itself to a file. What a figure
shows stands in a table too, which the function `table` of the module of its name makes.

>>> from stancebook.tables import frame
>>> said = frame([{"statement": "000-12-arland-bridge", "article": "000", "actor": "arland", "issue": "bridge",
...     "position": "-1", "via": "self", "voice": "direct", "condition": "toll"}])
>>> ladder(said, {"arland": "Arland"}, "Arland would rather not build the bridge")
Arland would rather not build the bridge. Positions from most to least supporting: Arland −1 (n = 1; toll).
"""

from stancebook.changes import changes
from stancebook.circle import MOST, circle
from stancebook.contributions import contributions
from stancebook.curve import curve
from stancebook.drawing import Drawing
from stancebook.forest import forest
from stancebook.heatmap import heatmap
from stancebook.ladder import ladder
from stancebook.matrix import matrix
from stancebook.palette import order
from stancebook.plans import plans
from stancebook.timeline import timeline

__all__ = [
    "Drawing", "camps", "changes", "circle", "contributions", "curve", "forest", "heatmap", "ladder", "matrix", "order",
    "plans", "timeline",
]  # fmt: skip


def camps(placed, ties, names, title, subtitle):
    """The camps of a table (actor, side, n, share of trials): on a circle, or in a matrix where one is too small."""
    if len(placed) <= MOST:
        return circle(placed, ties, names, title, subtitle)
    return matrix(ties, list(placed["actor"]), names, title, subtitle, placed)
