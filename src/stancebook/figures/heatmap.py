"""The heatmap: actors by issues, with the median in each cell, which leads to its passages.

>>> rows = [("arland", "bridge", -2.0, 1), ("borduria", "bridge", 1.5, 4)]
>>> stances = pd.DataFrame(rows, columns=["actor", "issue", "median", "n"])
>>> table(stances, {}).iloc[0].tolist()
['bridge', 'borduria +1.5 (n = 4)', 'no actor found', 'arland −2 (n = 1)']
"""

from itertools import pairwise
from math import radians, sin

import numpy as np
import pandas as pd

from stancebook.analysis.stances import most_dividing, spread_by_issue
from stancebook.core.english import capital, count, display_name, listed, part_of, plural, signed_position
from stancebook.figures.canvas import LEAD, MARGIN, NOTHING, RIGHT, Canvas, Drawing, nothing, source_line
from stancebook.figures.lettering import brief_list, stance, text_width, upright, wrap
from stancebook.figures.style import GREY, WHITE, Names, Order, Shown, house_style, most_stated, order, shade, together
from stancebook.figures.svg import evidence
from stancebook.study.codebook import POSITIONS

SIZE, SLANT = 7.5, 60  # of type in the rows; the angle of the heads of columns
MOST_ACTORS, MOST_ISSUES = 24, 30  # whose medians can be read in their cells, on a page
MOST_NAMED = 4  # issues in a title
TABLE = ("issue", "for", "neither way", "against")
SUBTITLE = "Median of the statements, from −2 (rejects) to +2 (supports); below it, the number of statements"

Labels = list[list[str]]  # the lines of each label


@house_style()
def draw(stances: pd.DataFrame, names: Names, title: str) -> Drawing:
    """Actors across, issues down; a cell holds median and n of the stances table, and is white without a stance.

    Of more than 24 actors and 30 issues, those with most statements are drawn, in the order of all.
    """
    if stances.empty:
        return nothing(title, SUBTITLE)
    canvas, statements = Canvas(), stances["n"].sum()
    (actors, issues), which = _shown(stances, names)
    stances = stances[stances["actor"].isin(actors) & stances["issue"].isin(issues)]
    scale(canvas)
    canvas.swatch(MARGIN + 344, NOTHING.lower(), WHITE, GREY, 0.6)
    labels = [wrap(display_name(names, issue), 128, SIZE) for issue in issues]
    left = MARGIN + 7 + max(text_width(line, SIZE) for lines in labels for line in ["", *lines])
    width = _column_heads(canvas, left, [display_name(names, actor) for actor in actors])
    tops = _grid(canvas, left, width, len(actors), labels)
    rows, columns = ({id: n for n, id in enumerate(ids)} for ids in (issues, actors))
    for row in sorted(stances.itertuples(), key=lambda row: (rows[row.issue], columns[row.actor])):  # as one reads
        place, x = rows[row.issue], left + columns[row.actor] * width
        box = x + 1, tops[place] + 1, width - 2, tops[place + 1] - tops[place] - 2
        _cell(canvas, *box, row.median, row.n)
        words = f"{display_name(names, row.actor)}, {display_name(names, row.issue)}: "
        words += f"{signed_position(float(row.median))} (n = {row.n})"
        canvas.link(*box, evidence(actor=row.actor, issue=row.issue), words)
    alt = _in_words(stances, names, title + "." + which.sentence, Order(actors, issues))
    return canvas.finish(title, SUBTITLE, source_line(statements), alt, which.words)


def table(stances: pd.DataFrame, names: Names) -> pd.DataFrame:
    """A row for each issue, in the order of the figure: who is for it, neither way and against it, with n."""
    if stances.empty:
        return pd.DataFrame(columns=TABLE)
    actors, issues = order(stances, names)
    cells = {(row.actor, row.issue): row for row in stances.itertuples()}
    rows = []
    for issue in issues:
        row = [display_name(names, issue)]
        for sign in (1, 0, -1):
            group = [cells[actor, issue] for actor in actors if (actor, issue) in cells]
            group = [cell for cell in group if np.sign(cell.median) == sign]
            group.sort(key=lambda cell: -abs(cell.median))
            stances = [stance(display_name(names, cell.actor), cell.median, cell.n) for cell in group]
            row.append(", ".join(stances) or "no actor found")
        rows.append(row)
    return pd.DataFrame(rows, columns=TABLE)


def title(stances: pd.DataFrame, words: Names) -> str:
    """The finding of the heatmap: the issues that divide most, and the number of issues that divide nobody."""
    spread = spread_by_issue(stances)
    if spread.empty:
        return NOTHING
    shared = sum((stances["issue"] == issue).sum() > 1 for issue in spread[spread == 0].index)
    if spread.max() == 0:
        return f"No issue divides the actors; on {count(shared, 'issue')} all who speak agree"
    dividing = most_dividing(stances, words)
    names = listed(dividing) if len(dividing) <= MOST_NAMED else count(len(dividing), "issue")
    verb = "divides" if len(dividing) == 1 else "divide"
    return f"{capital(names)} {verb} the actors most; on {count(shared, 'issue')} all who speak agree"


def scale(canvas: Canvas) -> None:
    """Draw the part of the key that explains the colours, and the frame round a single statement."""
    canvas.text(MARGIN, 9.5, "Rejects", 7)
    for place, position in enumerate(POSITIONS):
        canvas.box(MARGIN + 34 + 21 * place, 0, 20, 14, shade(position))
        canvas.text(MARGIN + 44 + 21 * place, 9.5, signed_position(position), 7, bold=True, align="center")
    canvas.text(MARGIN + 143, 9.5, "Supports", 7)
    canvas.box(MARGIN + 216, 0, 20, 14, WHITE, shade(1, 0.75), 1.3)
    canvas.text(MARGIN + 226, 9.5, signed_position(1), 7, align="center")
    canvas.text(MARGIN + 241, 9.5, "a single statement", 7)
    canvas.bottom = 24


def _shown(stances: pd.DataFrame, names: Names) -> tuple[Order, Shown]:
    """The actors and issues drawn, in the order of all, and in words which they are."""
    by_actor, by_issue = (stances.groupby(column)["n"].sum().to_dict() for column in ("actor", "issue"))
    actors, issues = most_stated(by_actor, MOST_ACTORS), most_stated(by_issue, MOST_ISSUES, "issues")
    everybody, everything = order(stances, names)
    drawn = Order([id for id in everybody if id in actors.ids], [id for id in everything if id in issues.ids])
    return drawn, together(actors, issues)


def _in_words(stances: pd.DataFrame, names: Names, finding: str, order: Order) -> str:
    """The alternative text: the finding, the size of the heatmap, its actors, and all issues or the first five."""
    actors, issues = ([display_name(names, id) for id in ids] for ids in order)
    whole = len(actors) * len(issues)
    others = "; in the others no statement was found" if len(stances) < whole else ""
    lead = (
        f"{finding} Heatmap of {plural(len(actors), 'actor')} by {plural(len(issues), 'issue')}; "
        f"{part_of(len(stances), whole, 'cell', 'holds', 'hold')} a median, "
        f"{(stances['n'] == 1).sum()} of them from a single statement{others}. "
        f"Actors from most to least supporting: {', '.join(actors)}. "
        "Issues from most to least dividing: "
    )
    lists = (f"{', '.join(issues[:most])}{', and so on' * (most < len(issues))}." for most in (len(issues), 5))
    return brief_list(*(lead + each for each in lists))


def _column_heads(canvas: Canvas, left: float, labels: list[str]) -> float:
    """Draw the labels over the columns, slanted if that fits, else upright; returns the width of a column."""
    angle, (lines, width, size) = SLANT, _slanted(labels, RIGHT - left)
    if width < 15 or max(map(len, lines)) > 2:
        angle, width = 90, min(34, (RIGHT - left) / len(labels))
        lines, size = upright([(text, False) for text in labels], width, 96, 1.25)
    longest = max(text_width(line, size) for block in lines for line in block)
    canvas.bottom += 6 + sin(radians(angle)) * longest
    for column, block in enumerate(lines):
        canvas.turned(left + (column + 0.5) * width, canvas.bottom - 4, block, size, angle)
    return width


def _slanted(labels: list[str], room: float) -> tuple[Labels, float, float]:
    """The lines of slanted labels, the widest column with which none leaves the page, and the size of the type."""
    lines = [wrap(text, 96, 7) or [""] for text in labels]
    reach = [max(text_width(line, 7) for line in block) / 2 + 14 for block in lines]
    return lines, min(34, room / len(lines), *((room - far) / (i + 0.5) for i, far in enumerate(reach))), 7


def _grid(canvas: Canvas, left: float, width: float, columns: int, labels: Labels) -> list[float]:
    """Draw hairlines, and the labels of the rows at the left; returns the top of each row and the foot of the last."""
    tops = [canvas.bottom]
    for lines in labels:
        tops.append(tops[-1] + max(19, LEAD * SIZE * len(lines) + 2))
    for top in tops:
        canvas.line(MARGIN, top, left + width * columns, top)
    for column in range(columns + 1):
        canvas.line(left + column * width, tops[0], left + column * width, tops[-1])
    for lines, (top, foot) in zip(labels, pairwise(tops), strict=True):
        canvas.lines(MARGIN, (top + foot - LEAD * SIZE * len(lines)) / 2, lines, SIZE)
    canvas.bottom = tops[-1]
    return tops


def _size(width: float) -> float:
    """The size of type with which a median fits in a cell."""
    return min(7, max(1, int((width - 1.5) / 0.275)) / 10)


def _cell(canvas: Canvas, x: float, y: float, width: float, height: float, median: float, n: int) -> None:
    """Draw one stance, its median over its n; a single statement is a frame round white."""
    single, size, middle = n == 1, _size(width), x + width / 2
    canvas.box(x, y, width, height, WHITE if single else shade(median), shade(median, 0.75) if single else "none", 1.3)
    canvas.text(middle, y + height / 2 - 0.6, signed_position(median), size, bold=not single, align="center")
    canvas.text(middle, y + height / 2 + size - 0.4, f"{n}", round(size * 0.8, 2), align="center")
