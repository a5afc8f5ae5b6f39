"""The reliability plot: how far coders agree, a row for each measure on one axis, grouped by what was coded.

>>> from stancebook.core.schema import RELIABILITY
>>> from stancebook.core.tables import frame
>>> measured = frame([{"variable": "mood", "level": "nominal", "measure": "alpha", "value": "0.7", "low": "0.5",
...     "high": "0.9", "units": "40", "coders": "2"}], RELIABILITY)
>>> draw(measured.assign(label="alpha, nominal"), {}, "Moods are read alike")
Moods are read alike. Agreement, on an axis to 1: mood, alpha, nominal 0.70 (0.50 to 0.90 under resampling; n = 40).
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import partial

import pandas as pd
from matplotlib.ticker import MaxNLocator

from stancebook.core.english import decimal, display_name, label, percent
from stancebook.core.tables import Row as Measure
from stancebook.core.tables import Rows
from stancebook.figures.canvas import LEAD, MARGIN, RIGHT, Canvas, Drawing, nothing, source_line
from stancebook.figures.lettering import wrap
from stancebook.figures.row_chart import Area, Cells, Column, Marks, Row, RowChart, Text
from stancebook.figures.style import DARK, GREY, SLATE, Names, house_style

# Where the axis begins and ends, the width of the bar of a distribution, and the size of type.
AXIS, END, BAR, SIZE = 208, RIGHT - 8, 84, 7.5
COLUMNS = {
    "variable": Column(MARGIN, AXIS - MARGIN - 14),
    "measure": Column(MARGIN + 8, 110),
    "agreement": Column(AXIS, RIGHT - AXIS),
    "value": Column(150, heading="value", align="right"),
    "n": Column(192, heading="n", align="right"),
    "frequent": Column(AXIS + BAR + 8, RIGHT - AXIS - BAR - 8),
}
SUBTITLE = "Agreement of coders who worked independently; 1 is full agreement; n is the number of units compared"
FILE = "reliability.csv"
TENTATIVE, FIRM = 0.667, 0.8  # the bounds customary for alpha, and for nothing else
KEY = ["variable", "level", "measure"]

Shares = list[tuple[str, float, int]]  # a value, its share, and how often it was given


class Axis:
    """The axis that all measures share, with round numbers as its ticks."""

    def __init__(self, measured: pd.DataFrame, left_out: Iterable[list[float]]) -> None:
        values = [float(value) for name in ("value", "low", "high") for value in measured[name].dropna()]
        values += [value for each in left_out for value in each]
        self.low, self.high = min([0, *values]), max([1, *values])
        ticks = MaxNLocator(4, steps=[1, 2.5, 5, 10]).tick_values(self.low, self.high)
        self.ticks = [tick for tick in ticks if self.low <= tick <= self.high]

    def along(self, value: float) -> float:
        """The x of a value."""
        return round(AXIS + (END - AXIS) * (float(value) - self.low) / (self.high - self.low), 2)


@house_style()
def draw(
    measured: pd.DataFrame, names: Names, title: str, subtitle: str = SUBTITLE, without: pd.DataFrame | None = None,
    distributions: pd.DataFrame | None = None,
) -> Drawing:  # fmt: skip
    """A row for each measure: a dot at its value, a line for its range, a tick for its value without each text.

    `measured` has the columns of reliability.csv, `label` (the name of a measure), and perhaps `reason` (why it is not
    defined). `without` has the values without each text, `distributions` the shares of each variable's values.
    """
    if measured.empty:
        return nothing(title, subtitle, FILE, "measure", "Nothing was measured")
    canvas, left_out = Canvas(), _left_out(without)
    axis, rows, sentences = Axis(measured, left_out.values()), [], []
    for variable, measures in measured.groupby("variable", sort=False):
        name = display_name(names, variable)
        rows.append(_heading(name, _most_frequent(distributions, variable), names))
        for measure in measures.to_dict("records"):
            others = left_out.get(tuple(measure[key] for key in KEY), [])
            rows.append(_row(measure, others, axis))
            sentences.append(f"{name}, {_sentence(measure, others)}")
        rows.append(Row({}, hairline=None, above=0, below=2))  # room below the variable
    chart = RowChart(COLUMNS, rows)
    _key(canvas, bool(left_out))
    chart.heads(canvas, 28)
    _scale(canvas, axis, _alphas(measured)["value"].notna().any())
    chart.draw(canvas)
    alt = f"{title}. Agreement, on an axis to 1: {'; '.join(sentences)}."
    return canvas.finish(title, subtitle, source_line(len(measured), "measure", FILE), alt)


def title(measured: pd.DataFrame) -> str:
    """The finding of the plot: the lowest alpha, and the share of pairs found by one coder that another found too."""
    alphas = _alphas(measured).dropna(subset="value").sort_values("value")
    if alphas.empty:
        return "No alpha is defined"
    lowest, value = alphas["variable"].iloc[0], float(alphas["value"].iloc[0])
    finding = f"The lowest alpha is {decimal(value)}, for {label(lowest)}"
    pairs = measured.loc[measured["variable"] == "pairs", "value"].tolist()
    if not pairs or pd.isna(pairs[0]):
        return finding
    other = "another reader" if "coders" in measured and measured["coders"].max() > 2 else "the other"
    return f"{finding}; of the pairs that one coder found, {other} found {percent(pairs[0])}"


def _alphas(measured: pd.DataFrame) -> pd.DataFrame:
    """The measures that are alphas, of whatever distances."""
    return measured[measured["measure"].str.startswith("alpha")]


def _left_out(without: pd.DataFrame | None) -> dict[tuple[str, ...], list[float]]:
    """The values without each text, from the least, by variable, level and measure."""
    values = defaultdict(list)
    rows: Rows = [] if without is None else without.dropna(subset="value").sort_values("value").to_dict("records")
    for row in rows:
        values[tuple(row[key] for key in KEY)].append(float(row["value"]))
    return dict(values)


def _most_frequent(distributions: pd.DataFrame | None, variable: str) -> Shares:
    """The values of a variable, the most frequent first."""
    if distributions is None:
        return []
    rows = distributions[distributions["variable"] == variable].to_dict("records")
    shares = [(str(row["value"]), float(row["share"]), int(row["n"])) for row in rows]
    return sorted(shares, key=lambda each: (-each[1], each[0]))


def _key(canvas: Canvas, has_ticks: bool) -> None:
    """Explain the dot with its line, and the ticks."""
    canvas.line(MARGIN, 6.5, MARGIN + 22, 6.5, DARK, 1)
    canvas.mark(MARGIN + 11, 6.5, 4.4, DARK, DARK)
    canvas.text(MARGIN + 28, 9, "value, and its range in smoothed resamples of units", 7)
    if has_ticks:
        canvas.line(AXIS + 22, 4.2, AXIS + 22, 8.8, DARK, 0.7)
        canvas.text(AXIS + 28, 9, "value when one text is left out", 7)


def _scale(canvas: Canvas, axis: Axis, has_alpha: bool) -> None:
    """Name the ticks of the axis, and the bounds of alpha."""
    for tick in axis.ticks:
        canvas.text(axis.along(tick), 28, f"{tick:.10g}".replace("-", "−"), 7, muted=True, align="center")
    if has_alpha:
        tentative = axis.along(TENTATIVE)
        canvas.text(tentative + 9, 37, "customary bounds, for alpha only: .667", 7, align="right")
        canvas.text(max(axis.along(FIRM) - 6, tentative + 13), 37, ".80", 7)
        canvas.bottom = 42


def _heading(name: str, shares: Shares, names: Names) -> Row:
    """The row with the name of a variable, a bar with the shares of its values, and the most frequent one in words."""
    cells: Cells = {"variable": [Text(name, bold=True)]}
    if shares:
        value, share, _ = shares[0]
        value = re.sub(r"^-(?=[0-9])", "−", display_name(names, value))
        words = f"{value}: {percent(share)} of {sum(n for *_, n in shares):,}"
        cells |= {"frequent": [Text(words, 7, muted=True)], "agreement": [Marks(partial(_bar, shares))]}
    return Row(cells)


def _bar(shares: Shares, canvas: Canvas, area: Area) -> None:
    """Draw the shares of the values of a variable; they may sum to more than 1."""
    x, whole = area.x, max(1, sum(share for _, share, _ in shares))
    for place, (_, share, _) in enumerate(shares):
        width = BAR * share / whole
        canvas.box(x, area.top + 5, max(0.3, width - 0.7), 6, (DARK, SLATE, GREY)[place and 2 - place % 2])
        x += width


def _row(measure: Measure, left_out: list[float], axis: Axis) -> Row:
    """The row of one measure."""
    cells: Cells = {"measure": [Text(measure["label"], SIZE)]}
    if pd.isna(measure["value"]):
        cells |= {"agreement": [partial(_undefined, _reason(measure))], "n": [Text(_units(measure), SIZE)]}
    else:
        value, marks = Text(decimal(measure["value"]), SIZE, bold=True), Marks(partial(_marks, measure, left_out, axis))
        cells |= {"n": [Text(_units(measure), SIZE)], "value": [value], "agreement": [marks]}
    return Row(cells, hairline=None, least=10.5, above=2, below=1, size=SIZE)


def _undefined(reason: str, canvas: Canvas, area: Area) -> float:
    """Draw the reason why a value is not defined; returns where it ends."""
    lines = wrap(reason, area.width, 7)
    canvas.lines(area.x, area.top + 0.4, lines, 7, muted=True)
    return area.top + LEAD * SIZE * len(lines)


def _marks(measure: Measure, left_out: list[float], axis: Axis, canvas: Canvas, area: Area) -> None:
    """Draw the axis across the row, and on it the range, a tick for each value without a text, and the dot."""
    canvas.strokes([((axis.along(tick), area.top), (axis.along(tick), area.foot)) for tick in axis.ticks])
    if measure["measure"].startswith("alpha"):
        bounds = axis.along(TENTATIVE), axis.along(FIRM)
        canvas.strokes([((x, area.top), (x, area.foot)) for x in bounds], SLATE, 1)
    y = area.top + 6.2
    if not pd.isna(measure["low"]) and measure["low"] < measure["high"]:
        canvas.line(axis.along(measure["low"]), y, axis.along(measure["high"]), y, DARK, 1)
    if left_out:
        places = sorted({round(axis.along(value), 1) for value in left_out})
        canvas.strokes([((x, y + 3.2), (x, y + 6.4)) for x in places], DARK, 0.7)
    canvas.mark(axis.along(measure["value"]), y, 4.4, DARK, DARK)


def _units(measure: Measure) -> str:
    """The number of units compared; empty if that is unknown."""
    return "" if pd.isna(measure["units"]) else f"{measure['units']:,}"


def _reason(measure: Measure) -> str:
    """Why a value is not defined."""
    reason = measure.get("reason")
    return reason if isinstance(reason, str) and reason.strip() else "not defined"


def _sentence(measure: Measure, left_out: list[float]) -> str:
    """A measure in words: its value, range, n, and the reach of its values without a text."""
    name, n = measure["label"], f"n = {_units(measure)}"
    if pd.isna(measure["value"]):
        reason = _reason(measure)
        return f"{name} {reason if reason == 'not defined' else f'not defined ({reason})'}; {n}"
    ends = [decimal(measure[end]) for end in ("low", "high") if not pd.isna(measure["low"])]
    about = [f"{' to '.join(ends)} under resampling" if ends else "no range", n]
    if left_out:
        about.append(f"{decimal(left_out[0])} to {decimal(left_out[-1])} with one text left out")
    return f"{name} {decimal(measure['value'])} ({'; '.join(about)})"
