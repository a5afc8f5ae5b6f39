"""Whose words a position rests on, and the mark that tells quoted, reported and inferred positions apart.

>>> rows = pd.DataFrame({"via": ["article", "self"], "voice": ["narration", "indirect"]})
>>> account(rows), account(rows[:1])
('reported', 'inferred')
"""

import pandas as pd
from matplotlib import rcParams

from stancebook.figures.canvas import Canvas
from stancebook.figures.style import WHITE
from stancebook.study.statements import own_words

ACCOUNTS = {"quoted": "quoted", "reported": "reported", "inferred": "inferred by the writer"}
MARK = 4.6  # across


def account(statements: pd.DataFrame) -> str:
    """The best account of these statements: quoted in own words, else reported by anyone, else inferred."""
    if own_words(statements).any():
        return "quoted"
    return "reported" if (statements["via"] != "article").any() else "inferred"


def draw_mark(canvas: Canvas, x: float, y: float, account: str) -> None:
    """Draw the mark of an account with its middle at x, y: a dot if quoted, a ring if reported, a dash if inferred."""
    ink = rcParams["text.color"]
    if account == "inferred":
        canvas.line(x - MARK / 2, y, x + MARK / 2, y, ink, 1.1)
    else:
        canvas.mark(x, y, MARK - 1, ink if account == "quoted" else WHITE, ink)
