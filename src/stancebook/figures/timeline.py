"""The timeline: who holds which position when, how narrowly each text is dated, and how its date is known.

>>> from stancebook.core.schema import POSITIONS
>>> from stancebook.core.tables import frame
>>> positions = frame([{"article": id, "actor": "arland", "issue": "bridge", "n": "2", "median": median}
...     for id, median in (("020", "-1"), ("010", "1"))], POSITIONS)
>>> days = {"010": ("1925-03-01", "[outside] A feast."), "020": ("1925-03-04", "Told of 3 March.")}
>>> sources = [{"article": id, "outlet": "", "date_earliest": day, "date_latest": day, "date_basis": basis}
...     for id, (day, basis) in days.items()]
>>> table(positions, sources, {}, ["bridge"]).values.tolist()[0]
['text 010', '1 March 1925†', 'arland +1 (n = 2)', '† A feast.']
>>> title(positions, sources, {}, ["bridge"])
'In texts of 1 to 4 March 1925†, the one position reported at two times changes sides: arland on bridge'
"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from stancebook.core.english import display_name, number, plural, signed_position, spelled_or_none
from stancebook.core.tables import Row as Source
from stancebook.core.tables import Rows
from stancebook.figures.alt_text import brief_list, headings, stance
from stancebook.figures.canvas import LEAD, MARGIN, NOTHING, RIGHT, Canvas, Drawing, nothing, source_line
from stancebook.figures.date_axis import DateAxis, span
from stancebook.figures.heatmap import scale
from stancebook.figures.lettering import text_width, wrap
from stancebook.figures.row_chart import Area, Cells, Column, Row, RowChart, Text
from stancebook.figures.style import SLATE, Names, house_style
from stancebook.figures.svg import evidence
from stancebook.study.sources import DAGGER, OUTSIDE, date_in_words, source_name, temporal_order

MOST, LEFT = 12, 108  # texts at the most; where the axis begins
COLUMNS = {"text": Column(MARGIN, 94), "positions": Column(LEFT, RIGHT - LEFT)}
SIZE, SMALL, WIDEST = 7, 6.5, 180  # sizes of type; the widest name in a chip
NONE = "no statement found"
SUBTITLE = (
    "When each text may have been written; for each issue, each actor’s median in that text and number of statements"
)


class Chip(NamedTuple):
    """The position of an actor in a text: its median, of n statements."""

    name: str
    actor: str
    issue: str
    median: float
    n: int


@house_style()
def draw(positions: pd.DataFrame, sources: Rows, names: Names, title: str, issues: Sequence[str]) -> Drawing:
    """A row for each text, in order of time: a bar for its days, the positions on these issues, the basis of its date.

    `positions` has article, actor, issue, n and median, `sources` the rows of sources.csv. Of more than twelve texts,
    the twelve with most statements on these issues are drawn.
    """
    stated, shown = _shown(positions, sources, issues)
    if stated.empty:
        return nothing(title, SUBTITLE)
    canvas, axis = Canvas(), DateAxis([span(source) for source in shown], LEFT, RIGHT)
    _head(canvas, axis)
    rows = [_row(axis, source, _by_issue(stated, source, issues, names), names) for source in shown]
    RowChart(COLUMNS, rows).draw(canvas)
    notes = [source_line(int(stated["n"].sum()))]
    notes += [f"{DAGGER} from knowledge outside the texts"] if any(DAGGER in basis(each) for each in shown) else []
    if more := len(sources) - len(shown):
        notes.append(f"{plural(more, 'text')} with fewer statements left out")
    alt = _in_words(table(positions, sources, names, issues), title)
    return canvas.finish(title, SUBTITLE, "; ".join(notes), alt)


def table(positions: pd.DataFrame, sources: Rows, names: Names, issues: Sequence[str]) -> pd.DataFrame:
    """A row for each text: when it was written, who holds which position on each issue, and how its date is known."""
    stated, shown = _shown(positions, sources, issues)
    heads = headings(names, issues, ("text", "written", "how the date is known"))
    rows = []
    for source in shown:
        by_issue = _by_issue(stated, source, issues, names)
        lists = [
            ", ".join(stance(each.name, each.median, each.n) for each in chips) or NONE for chips in by_issue.values()
        ]
        rows.append([source_name(source), date_in_words(source), *lists, basis(source)])
    return pd.DataFrame(rows, columns=["text", "written", *heads.values(), "how the date is known"])


def title(positions: pd.DataFrame, sources: Rows, names: Names, issues: Sequence[str]) -> str:
    """The finding of the timeline: which positions a later text gives on another side of 0."""
    stated, shown = _shown(positions, sources, issues)
    if stated.empty:
        return NOTHING
    by_article, times, changed = {source["article"]: source for source in shown}, 0, []
    for (actor, issue), rows in stated.groupby(["actor", "issue"]):
        medians = [(by_article[row.article], row.median) for row in rows.itertuples()]
        later = [(a, b) for one, a in medians for other, b in medians if temporal_order(one, other) == "later"]
        times += bool(later)
        if any(a * b < 0 for a, b in later):
            changed.append(f"{display_name(names, actor)} on {display_name(names, issue)}")
    dated = [source for source in shown if span(source) and source["article"] in set(stated["article"])]
    lead = f"In texts of {date_in_words(*dated)}" if dated else "In texts without a date"
    return f"{lead}, {_turns(times, changed)}"


def _turns(times: int, changed: list[str]) -> str:
    """How many positions that are reported at two times change sides, and which they are."""
    if not times:
        return "no position is reported at two times"
    if times == 1:
        words = f"the one position reported at two times {'changes' if changed else 'does not change'} sides"
    else:
        words = f"{spelled_or_none(len(changed))} of {number(times, spell=True)} positions reported at two times "
        words += f"{'change' if len(changed) > 1 else 'changes'} sides"
    return words + (f": {'; '.join(changed)}" if changed else "")


def basis(source: Source) -> str:
    """How the date of a text is known; a dagger marks knowledge from outside the texts."""
    words = source["date_basis"].strip()
    if words.startswith(OUTSIDE):
        words = f"{DAGGER} {words.removeprefix(OUTSIDE).strip()}".strip()
    return words or "not said"


def _shown(positions: pd.DataFrame, sources: Rows, issues: Sequence[str]) -> tuple[pd.DataFrame, Rows]:
    """The positions on these issues in the texts to show, and these texts in order of time, undated ones last."""
    ids = [source["article"] for source in sources]
    stated = positions[positions["issue"].isin(list(issues)) & positions["article"].isin(ids)]
    counts = stated.groupby("article")["n"].sum().to_dict()
    in_time = sorted(sources, key=lambda each: (span(each) is None, span(each) or (), each["article"]))
    chosen = sorted(in_time, key=lambda each: -counts.get(each["article"], 0))[:MOST]
    shown = [each for each in in_time if each in chosen]
    return stated[stated["article"].isin([each["article"] for each in shown])], shown


def _by_issue(stated: pd.DataFrame, source: Source, issues: Sequence[str], names: Names) -> dict[str, list[Chip]]:
    """The positions in a text by issue, from the most supporting actor."""
    rows = stated[stated["article"] == source["article"]].itertuples()
    chips = [Chip(display_name(names, row.actor), row.actor, row.issue, float(row.median), row.n) for row in rows]
    chips.sort(key=lambda each: (-each.median, each.name, each.actor))
    return {issue: [each for each in chips if each.issue == issue] for issue in issues}


def _head(canvas: Canvas, axis: DateAxis) -> None:
    """The key, and the days that the axis names."""
    scale(canvas)
    canvas.swatch(MARGIN + 344, "written on one of these days", SLATE, y=4, height=6)
    for x, words, align in axis.labels(SIZE):
        canvas.text(x, 32, words, SIZE, muted=True, align=align)
    canvas.bottom = 37 if axis.whole else 22


def _row(axis: DateAxis, source: Source, by_issue: dict[str, list[Chip]], names: Names) -> Row:
    """The row of one text."""
    is_named = len(by_issue) > 1
    parts = [partial(_issue, display_name(names, issue), is_named, chips) for issue, chips in by_issue.items()]
    known = Text(f"How the date is known: {basis(source)}", SMALL, muted=True)
    cells: Cells = {
        "text": [Text(source_name(source), bold=True), Text(date_in_words(source), SIZE, above=1)],
        "positions": [partial(_days, axis, source), *parts, known],
    }
    return Row(cells, below=4)


def _days(axis: DateAxis, source: Source, canvas: Canvas, area: Area) -> float:
    """Draw the bar of a text's days, if these are known; returns where it ends."""
    y, days = area.top + 1, span(source)
    if not axis.whole or not days:
        return y
    left, right = axis.ends(days)
    left = min(left, RIGHT - 3)
    canvas.line(LEFT, y + 3, RIGHT, y + 3)
    canvas.strokes([((x, y), (x, y + 6)) for x, _, _ in axis.labels(SIZE)])
    canvas.box(left, y, max(3, right - left), 6, SLATE)
    return y + 11


def _issue(issue: str, is_named: bool, chips: list[Chip], canvas: Canvas, area: Area) -> float:
    """Draw the chips of one issue, under its name where there are several issues; returns where they end."""
    lines = wrap(issue, area.width, SIZE) if is_named else []
    y = canvas.lines(LEFT, area.top, lines, SIZE)
    if chips:
        return _chips(canvas, y + 1.5 * is_named, issue, chips)
    x = LEFT + (text_width(lines[-1], SIZE) + 8 if lines else 0)
    if lines and x + text_width(NONE, SIZE) <= RIGHT:  # there is room behind the last line
        return canvas.lines(x, y - LEAD * SIZE, [NONE], SIZE, muted=True) + 3
    return canvas.lines(LEFT, y, [NONE], SIZE, muted=True) + 3


def _chips(canvas: Canvas, y: float, issue: str, chips: list[Chip]) -> float:
    """Draw a chip for each actor, in rows from y downward, and return where they end."""
    x, deep = float(LEFT), 0.0
    for each in chips:
        lines = wrap(each.name, WIDEST, SIZE) or [" "]
        width, height = _size(lines, each)
        if x > LEFT and x + width > RIGHT:
            x, y, deep = LEFT, y + deep + 3, 0
        _chip(canvas, x, y, width, height, lines, each)
        words = f"{each.name}, {issue}: {signed_position(each.median)} (n = {each.n})"
        canvas.link(x, y, width, height, evidence(actor=each.actor, issue=each.issue), words)
        x, deep = x + width + 4, max(deep, height)
    return y + deep + 4


def _size(lines: list[str], chip: Chip) -> tuple[float, float]:
    """The width and the height of a chip."""
    last = text_width(lines[-1], SIZE) + 5 + text_width(signed_position(chip.median), SIZE, bool(chip.n > 1))
    last += 5 + text_width(f"n = {chip.n}", SMALL - 1)
    return max(last, *(text_width(line, SIZE) for line in lines)) + 8, LEAD * SIZE * len(lines) + 4


def _chip(canvas: Canvas, x: float, y: float, width: float, height: float, lines: list[str], chip: Chip) -> None:
    """Draw an actor with its median and its number of statements; a single statement is a frame round white."""
    single, n = bool(chip.n == 1), f"n = {chip.n}"
    canvas.cell(x, y, width, height, chip.median, single, 1.1)
    canvas.lines(x + 4, y + 1.6, lines, SIZE)
    base = y + 1.6 + SIZE * (0.94 + LEAD * (len(lines) - 1))
    right = x + width - 4
    canvas.text(right, base, n, SMALL - 1, align="right")
    right -= text_width(n, SMALL - 1) + 5
    canvas.text(right, base, signed_position(chip.median), SIZE, bold=not single, align="right")


def _in_words(rows: pd.DataFrame, title: str) -> str:
    """The alternative text: the rows of the table, or the texts and their days if that is too long."""
    heads = list(rows.columns)[2:-1]
    full, short = [], []
    for text, written, *cells, _ in rows.itertuples(index=False, name=None):
        lists = [f"{head}: {cell}" for head, cell in zip(heads, cells, strict=True) if cell != NONE]
        full.append(f"{text}, {written}: {'; '.join(lists) or NONE}")
        short.append(f"{text}, {written}")
    lead = f"{title}. Texts in order of time"
    return brief_list(f"{lead}. {'. '.join(full)}.", f"{lead}: {'; '.join(short)}.")
