"""The heatmap: actors by issues, the number in each cell, which leads to its passages.

>>> stances = pd.DataFrame({"actor": ["arland", "borduria"], "issue": ["bridge"] * 2, "median": [-2.0, 1.5], "n": [1, 4]})
>>> table(stances, {}).iloc[0].tolist()
['bridge', 'borduria +1.5 (n = 4)', 'nobody found', 'arland −2 (n = 1)']
"""

from itertools import pairwise
from math import radians, sin

import pandas as pd

from stancebook.analysis.stances import _spread, most_dividing
from stancebook.core.english import capital, count, display_name, listed, signed_position
from stancebook.figures.alt_text import brief_list, stance
from stancebook.figures.canvas import LEAD, MARGIN, NOTHING, RIGHT, Canvas, counted, finish, nothing
from stancebook.figures.lettering import text_width, wrap
from stancebook.figures.style import GREY, WHITE, house_style, order, shade
from stancebook.figures.svg import evidence
from stancebook.study.codebook import POSITIONS

TABLE = ("issue", "for", "neither way", "against")


@house_style()
def draw(
    stances,
    names,
    title,
    subtitle="Median of the statements, from −2 (rejects) to +2 (supports); below it, how many statements",
    file="statements.csv",
):
    """Actors across, issues down; a cell holds median and n of the stances table, and is white where there is none."""
    if stances.empty:
        return nothing(title, subtitle, file)
    sheet, (actors, issues) = Canvas(), order(stances, names)
    _key(sheet)
    labels = [wrap(display_name(names, issue), 128, 7.5) for issue in issues]
    left = MARGIN + 7 + max(text_width(line, 7.5) for lines in labels for line in ["", *lines])
    width = _column_heads(sheet, left, [display_name(names, actor) for actor in actors])
    tops = _grid(sheet, left, width, len(actors), labels)
    rows, columns = ({id: n for n, id in enumerate(ids)} for ids in (issues, actors))
    for row in sorted(stances.itertuples(), key=lambda row: (rows[row.issue], columns[row.actor])):  # as one reads
        place, x = rows[row.issue], left + columns[row.actor] * width
        box = x + 1, tops[place] + 1, width - 2, tops[place + 1] - tops[place] - 2
        _cell(sheet, *box, row.median, row.n)
        told = f"{display_name(names, row.actor)}, {display_name(names, row.issue)}: {signed_position(float(row.median))} (n = {row.n})"
        sheet.link(*box, evidence(actor=row.actor, issue=row.issue), told)
    alt = _in_words(stances, names, title, actors, issues)
    return finish(sheet, title, subtitle, counted(stances["n"].sum(), "statement", file), alt)


def table(stances, names):
    """An issue a row, in the order of the figure: who is for it, neither way and against it, and from how much."""
    if stances.empty:
        return pd.DataFrame(columns=TABLE)
    actors, issues = order(stances, names)
    held = {(row.actor, row.issue): row for row in stances.itertuples()}
    told = [(display_name(names, issue), *_sides(held, actors, issue, names)) for issue in issues]
    return pd.DataFrame(told, columns=TABLE)


def _sides(held, actors, issue, names):
    """Who is for an issue, neither way and against it."""
    rows = [held[actor, issue] for actor in actors if (actor, issue) in held]
    for leans in (lambda median: median > 0, lambda median: median == 0, lambda median: median < 0):
        group = sorted((row for row in rows if leans(row.median)), key=lambda row: -abs(row.median))
        yield ", ".join(stance(display_name(names, row.actor), row.median, row.n) for row in group) or "nobody found"


def _in_words(stances, names, title, actors, issues):
    """What the heatmap shows, for those who cannot see it."""
    cells, single = len(actors) * len(issues), (stances["n"] == 1).sum()
    lead = (
        f"{title}. Heatmap of {len(actors)} actors by {len(issues)} issues; {len(stances)} of {cells} cells hold a "
        f"median, {single} of them from a single statement; in the others no statement was found. "
        f"Actors from most to least supporting: {', '.join(display_name(names, actor) for actor in actors)}. "
        "Issues from most to least dividing: "
    )
    told = [display_name(names, issue) for issue in issues]
    return brief_list(
        *(f"{lead}{', '.join(told[:most])}{', and so on' * (most < len(told))}." for most in (len(told), 5))
    )


def _key(sheet):
    """One line that explains colours, frames and white."""
    scale(sheet)
    sheet.box(MARGIN + 344, 0, 20, 14, WHITE, GREY, 0.6)
    sheet.text(MARGIN + 369, 9.5, NOTHING.lower(), 7)


def scale(sheet):
    """The part of the key that explains the colours and the frame round a single statement."""
    sheet.text(MARGIN, 9.5, "Rejects", 7)
    for place, position in enumerate(POSITIONS):
        sheet.box(MARGIN + 34 + 21 * place, 0, 20, 14, shade(position))
        sheet.text(MARGIN + 44 + 21 * place, 9.5, signed_position(position), 7, bold=True, align="center")
    sheet.text(MARGIN + 143, 9.5, "Supports", 7)
    sheet.box(MARGIN + 216, 0, 20, 14, WHITE, shade(1, 0.75), 1.3)
    sheet.text(MARGIN + 226, 9.5, signed_position(1), 7, align="center")
    sheet.text(MARGIN + 241, 9.5, "a single statement", 7)
    sheet.bottom = 24


def _column_heads(sheet, left, labels):
    """The width of a column, when the labels stand over the columns: slanted where that fits, else upright."""
    angle, (lines, width, size) = 60, _slanted(labels, RIGHT - left)
    if width < 15 or max(map(len, lines)) > 2:
        angle, (lines, width, size) = 90, _upright(labels, RIGHT - left)
    slope = sin(radians(angle))
    foot = sheet.bottom + 6 + slope * max(text_width(line, size) for block in lines for line in block)
    for column, block in enumerate(lines):
        for number, line in enumerate(block):
            aside = (0.37 + 1.12 * (number - (len(block) - 1) / 2)) * size / slope
            sheet.text(left + (column + 0.5) * width + aside, foot - 4, line, size, angle=angle)
    sheet.bottom = foot
    return width


def _slanted(labels, room):
    """Each label's lines at sixty degrees, the widest column with which none leaves the page, the size of the type."""
    lines = [wrap(text, 96, 7) or [""] for text in labels]
    reach = [max(text_width(line, 7) for line in block) / 2 + 14 for block in lines]
    return lines, min(34, room / len(lines), *((room - far) / (i + 0.5) for i, far in enumerate(reach))), 7


def _upright(labels, room):
    """The same for upright labels, of no more lines than a column holds."""
    width, height = min(34, room / len(labels)), 96
    size = min(7, width / 1.2)
    while max(len(wrap(text, height, size)) for text in labels) > max(1, width // (1.12 * size)):
        height *= 1.25
    return [wrap(text, height, size) or [""] for text in labels], width, size


def _grid(sheet, left, width, columns, labels):
    """The top of each row and the foot of the last; hairlines, and the labels of the rows at the left."""
    tops = [sheet.bottom]
    for lines in labels:
        tops.append(tops[-1] + max(19, LEAD * 7.5 * len(lines) + 2))
    for top in tops:
        sheet.line(MARGIN, top, left + width * columns, top)
    for column in range(columns + 1):
        sheet.line(left + column * width, tops[0], left + column * width, tops[-1])
    for lines, (top, foot) in zip(labels, pairwise(tops), strict=True):
        sheet.lines(MARGIN, (top + foot - LEAD * 7.5 * len(lines)) / 2, lines, 7.5)
    sheet.bottom = tops[-1]
    return tops


def _cell(sheet, x, y, width, height, median, n):
    """One stance: its median over its n; a single statement is a frame round white."""
    single, size, middle = n == 1, min(7, max(1, int((width - 1.5) / 0.275)) / 10), x + width / 2
    sheet.box(x, y, width, height, WHITE if single else shade(median), shade(median, 0.75) if single else "none", 1.3)
    sheet.text(middle, y + height / 2 - 0.6, signed_position(median), size, bold=not single, align="center")
    sheet.text(middle, y + height / 2 + size - 0.4, f"{n}", round(size * 0.8, 2), align="center")


def title(stances, words):
    """The finding that the heatmap shows: what divides most, and how many issues divide nobody."""
    spread = _spread(stances)
    if spread.empty:
        return "No statement found"
    shared = sum((stances["issue"] == issue).sum() > 1 for issue in spread[spread == 0].index)
    if spread.max() == 0:
        return f"Nothing divides them; {count(shared, 'issue')} shared"
    apart = most_dividing(stances, words)
    verb = "divides" if len(apart) == 1 else "divide"
    return f"{capital(listed(apart))} {verb} most; on {count(shared, 'issue')} all who speak agree"
