"""The forest: how reliable a coding is, a row a measure on one common axis, grouped by what was coded.

>>> from stancebook.core.tables import frame
>>> measured = frame([{"variable": "mood", "level": "nominal", "measure": "alpha", "value": "0.7", "low": "0.5",
...     "high": "0.9", "units": "40", "coders": "2"}])
>>> draw(measured, {}, "Moods are read alike")
Moods are read alike. Agreement, on an axis to 1: mood, alpha, nominal 0.70 (0.50 to 0.90 under resampling; n = 40).
"""

import re
from collections import defaultdict

import pandas as pd
from matplotlib.ticker import MaxNLocator

from stancebook.core.english import decimal, display_name, label, percent
from stancebook.figures.canvas import LEAD, MARGIN, RIGHT, Canvas, counted, finish, nothing
from stancebook.figures.lettering import wrap
from stancebook.figures.style import DARK, GREY, SLATE, house_style

# Where the columns stand: value and units (flush right), the axis and its end; the bar of a distribution.
VALUE, UNITS, AXIS, END, BAR = 150, 192, 208, RIGHT - 8, 84
TENTATIVE, FIRM = 0.667, 0.8  # the bounds customary for alpha, and for nothing else
ALPHAS = ("alpha", "alpha_masi", "alpha_jaccard")
MEASURES = {
    "alpha_masi": "alpha, MASI", "alpha_jaccard": "alpha, Jaccard", "mean_masi": "mean likeness, MASI",
    "mean_jaccard": "mean likeness, Jaccard", "ac1": "Gwet’s AC1", "ac2_ordinal": "Gwet’s AC2, ordinal",
    "ac2_quadratic": "Gwet’s AC2, quadratic", "cohen_kappa": "Cohen’s kappa", "fleiss_kappa": "Fleiss’ kappa",
}  # fmt: skip
KEY = ["variable", "level", "measure"]


@house_style()
def draw(
    measured,
    names,
    title,
    subtitle="Agreement of coders who worked apart, from 1 (full) downward; n counts the units compared",
    without=None,
    distributions=None,
    file="reliability.csv",
):
    """A row for each measure: a dot at its value, a line for its stability, a tick for each text left out in turn."""
    if measured.empty:
        return nothing(title, subtitle, file, "measure", "Nothing was measured")
    sheet, left_out, spread = Canvas(), _left_out(without), {} if distributions is None else distributions
    ticks, along = _axis(measured, left_out)
    _head(sheet, measured, ticks, along, bool(left_out))
    told = []
    for variable, rows in measured.groupby("variable", sort=False):
        shares = spread[spread["variable"] == variable] if len(spread) else ()
        _heading(sheet, display_name(names, variable), _frequent(shares), names)
        told += [
            f"{display_name(names, variable)}, {_measure(sheet, row, left_out[tuple(row[k] for k in KEY)], ticks, along)}"
            for row in rows.to_dict("records")
        ]
        sheet.bottom += 2
    sheet.line(MARGIN, sheet.bottom, RIGHT, sheet.bottom)
    alt = f"{title}. Agreement, on an axis to 1: {'; '.join(told)}."
    return finish(sheet, title, subtitle, counted(len(measured), "measure", file), alt)


def title(measured):
    """The finding in words: the lowest alpha, and the share of pairs found by one coder that the other found too."""
    alphas = measured[measured["measure"].str.startswith("alpha") & measured["value"].notna()].sort_values("value")
    if alphas.empty:
        return "No alpha is defined"
    lowest, value = alphas["variable"].iloc[0], float(alphas["value"].iloc[0])
    finding = f"The lowest alpha is {decimal(value)}, for {label(lowest)}"
    pairs = measured.loc[measured["variable"] == "pairs", "value"].tolist()
    if not pairs or pd.isna(pairs[0]):
        return finding
    return f"{finding}; of the pairs that one coder found, the other found {percent(pairs[0])}"


def in_words(measure, level):
    """What a measure is called."""
    return f"alpha, {label(level)}" if measure == "alpha" else MEASURES.get(measure, label(measure))


def _left_out(without):
    """The values without each text, by variable, level and measure, from the least."""
    found = defaultdict(list)
    for row in [] if without is None else without.dropna(subset="value").sort_values("value").to_dict("records"):
        found[tuple(row[key] for key in KEY)].append(float(row["value"]))
    return found


def _axis(measured, left_out):
    """The round numbers of the common axis, and where a value stands on it."""
    values = [float(value) for name in ("value", "low", "high") for value in measured[name].dropna()]
    values += [value for each in left_out.values() for value in each]
    low, high = min([0, *values]), max([1, *values])
    ticks = [tick for tick in MaxNLocator(4, steps=[1, 2.5, 5, 10]).tick_values(low, high) if low <= tick <= high]
    return ticks, lambda value: round(AXIS + (END - AXIS) * (float(value) - low) / (high - low), 2)


def _head(sheet, measured, ticks, along, texts):
    """The key, the names of the columns, the axis and the bounds of alpha."""
    sheet.line(MARGIN, 6.5, MARGIN + 22, 6.5, DARK, 1)
    sheet.mark(MARGIN + 11, 6.5, 4.4, DARK, DARK)
    sheet.text(MARGIN + 28, 9, "value, and its range when units are drawn anew", 7)
    if texts:
        sheet.line(AXIS + 22, 4.2, AXIS + 22, 8.8, DARK, 0.7)
        sheet.text(AXIS + 28, 9, "value when one text is left out", 7)
    for x, words in ((VALUE, "value"), (UNITS, "n")):
        sheet.text(x, 28, words, 7, muted=True, align="right")
    for tick in ticks:
        sheet.text(along(tick), 28, f"{tick:.10g}".replace("-", "−"), 7, muted=True, align="center")
    sheet.bottom = 33
    if measured[measured["measure"].isin(ALPHAS)]["value"].notna().any():
        sheet.text(along(TENTATIVE) + 9, 37, "customary, for alpha alone: .667", 7, align="right")
        sheet.text(max(along(FIRM) - 6, along(TENTATIVE) + 13), 37, ".80", 7)
        sheet.bottom = 42


def _frequent(shares):
    """Values with their shares and how often they were given, the most frequent first."""
    rows = shares.to_dict("records") if len(shares) else []
    found = [(str(row["value"]), float(row["share"]), int(row["n"])) for row in rows]
    return sorted(found, key=lambda each: (-each[1], each[0]))


def _heading(sheet, name, shares, names):
    """The name of what was coded; beside it the shares of its values, as a bar, and the most frequent in words."""
    blocks = [(MARGIN, wrap(name, AXIS - MARGIN - 14, 8, True), {"bold": True})]
    if shares:
        value, share, _ = shares[0]
        words = f"{re.sub(r'^-(?=[0-9])', '−', display_name(names, value))}: {percent(share)} of {sum(n for *_, n in shares):,}"
        blocks.append((AXIS + BAR + 8, wrap(words, RIGHT - AXIS - BAR - 8, 7), {"size": 7, "muted": True}))
    top, _ = sheet.row(blocks)
    x = AXIS
    for place, (_, share, _) in enumerate(shares):
        width = BAR * share / max(1, sum(share for _, share, _ in shares))
        sheet.box(x, top + 5, max(0.3, width - 0.7), 6, (DARK, SLATE, GREY)[place and 2 - place % 2])
        x += width


def _measure(sheet, row, left_out, ticks, along):
    """One measure's row, drawn, and what it says in words."""
    top, name = sheet.bottom, in_words(row["measure"], row["level"])
    n, known = "" if pd.isna(row["units"]) else f"{row['units']:,}", not pd.isna(row["value"])
    reason = "" if known else _reason(row.get("reason"))
    blocks = [wrap(name, VALUE - MARGIN - 36, 7.5), wrap(reason, RIGHT - AXIS, 7)]
    sheet.bottom = top + max(13.5, LEAD * 7.5 * max(map(len, blocks)) + 3)
    sheet.lines(MARGIN + 8, top + 2, blocks[0], 7.5)
    sheet.lines(AXIS, top + 2.4, blocks[1], 7, muted=True)
    sheet.lines(UNITS, top + 2, [n], 7.5, align="right")
    if not known:
        return f"{name} {reason if reason == 'not defined' else f'not defined ({reason})'}; n = {n}"
    sheet.lines(VALUE, top + 2, [decimal(row["value"])], 7.5, bold=True, align="right")
    _rules(sheet, top, row["measure"] in ALPHAS, ticks, along)
    _marks(sheet, row, left_out, along, top + 6.2)
    return f"{name} {decimal(row['value'])} ({'; '.join(_about(row, n, left_out))})"


def _reason(reason):
    return reason if isinstance(reason, str) and reason.strip() else "not defined"


def _rules(sheet, top, alpha, ticks, along):
    """The hairlines of the axis across a row, and the customary bounds across one of alpha."""
    across = lambda values: [((along(value), top), (along(value), sheet.bottom)) for value in values]
    sheet.strokes(across(ticks))
    if alpha:
        sheet.strokes(across((TENTATIVE, FIRM)), SLATE, 1)


def _marks(sheet, row, left_out, along, y):
    """The line, the dot, and a tick below them wherever the value lies without a text."""
    if not pd.isna(row["low"]) and row["low"] < row["high"]:
        sheet.line(along(row["low"]), y, along(row["high"]), y, DARK, 1)
    if left_out:
        places = sorted({round(along(value), 1) for value in left_out})
        sheet.strokes([((x, y + 3.2), (x, y + 6.4)) for x in places], DARK, 0.7)
    sheet.mark(along(row["value"]), y, 4.4, DARK, DARK)


def _about(row, n, left_out):
    """The range, n and the reach of the values without a text, in words."""
    undefined = pd.isna(row["low"])
    yield "no range" if undefined else f"{decimal(row['low'])} to {decimal(row['high'])} under resampling"
    yield f"n = {n}"
    if left_out:
        yield f"{decimal(left_out[0])} to {decimal(left_out[-1])} with one text left out"
