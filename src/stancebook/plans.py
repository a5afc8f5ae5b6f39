"""The plan figure: each range as its source gives it, never averaged or merged.

>>> in_words(25000, 30000), in_words(7, 7), in_words(40000, None), in_words(None, None, "a small force")
('25,000–30,000', '7', 'at least 40,000', 'a small force')
"""

import pandas as pd
from matplotlib.ticker import MaxNLocator

from stancebook.codebook import label
from stancebook.drawing import MARGIN, RIGHT, Sheet, counted, finish, house_style, nothing
from stancebook.lettering import wrap
from stancebook.palette import DARK, SLATE, named
from stancebook.passages import amount

# Where the columns stand: the amount, the common axis; how far an arrow reaches.
AMOUNT, RANGES, ARROW = 176, 290, 24


@house_style()
def plans(facts, names, title, articles={}, subtitle="", file="facts.csv"):
    """The range that each fact gives, by its source, grouped by plan; `articles` leads to the sources' short names."""
    if facts.empty:
        return nothing(title, subtitle, file, "fact")
    sheet, ticks = Sheet(), _ticks(facts)
    for tick in ticks:
        sheet.text(_along(tick, ticks), 8, f"{tick:,.10g}", 7, muted=True, align="center")
    sheet.bottom = 13
    rank = {plan: number for number, plan in enumerate(names)}
    in_order = sorted(facts.groupby("plan"), key=lambda group: (rank.get(group[0], len(rank)), group[0]))
    told = [words for plan, group in in_order for words in _plan(sheet, named(names, plan), group, articles, ticks)]
    sheet.line(MARGIN, sheet.bottom, RIGHT, sheet.bottom)
    units = ", ".join(sorted({*facts["unit"]} - {""})).capitalize() or "Numbers"
    subtitle = subtitle or f"{units}, each range as its source gives it; an arrow marks an open end"
    alt = f"{title}. Ranges by source, not averaged: {'; '.join(told)}."
    return finish(sheet, title, subtitle, counted(len(facts), "fact", file), alt)


def _ticks(facts):
    """Round numbers from nought to the greatest value or beyond it."""
    most = facts[["value_low", "value_high"]].astype("float64").max().max()
    return MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(0, 1 if pd.isna(most) else max(most, 1))


def _along(value, ticks):
    """Where an amount stands on the common axis."""
    return RANGES + (RIGHT - ARROW - RANGES) * float(value) / ticks[-1]


def in_words(low, high, value=""):
    """A range; without both ends the value as the source words it."""
    return amount(low, high) or (value if isinstance(value, str) and value else "no number")


def _plan(sheet, name, facts, articles, ticks):
    """A heading and a row for each fact of one plan, the greatest first, drawn; and what they say in words."""
    sheet.row([(MARGIN, wrap(name, RIGHT - MARGIN, 8, True), {"bold": True})])
    greatest = facts[["value_low", "value_high"]].astype("float64").max(axis=1).fillna(-1)
    in_order = facts.assign(least=-greatest).sort_values(["least", "article", "fact"])
    return [f"{name}, {_range(sheet, fact, articles, ticks)}" for fact in in_order.itertuples()]


def _range(sheet, fact, articles, ticks):
    """One fact's row, drawn, and what it says in words."""
    source, words = articles.get(fact.article, fact.article), in_words(fact.value_low, fact.value_high, fact.value)
    status = label(fact.status)
    blocks = [
        (MARGIN, wrap(source, AMOUNT - 16, 8), {}),
        (MARGIN, wrap(fact.said_by, AMOUNT - 16, 7), {"size": 7, "muted": True}),
        (AMOUNT, wrap(words, RANGES - AMOUNT - 14, 8, True), {"bold": True}),
        (AMOUNT, wrap(status, RANGES - AMOUNT - 14, 7), {"size": 7, "muted": True}),
    ]
    top, foot = sheet.row(blocks)
    for tick in ticks:
        sheet.line(_along(tick, ticks), top, _along(tick, ticks), foot)
    _bar(sheet, *(None if pd.isna(end) else _along(end, ticks) for end in (fact.value_low, fact.value_high)), top + 9)
    return f"{source}, {fact.said_by}: {words} ({status})"


def _bar(sheet, low, high, y):
    """A bar from low to high, a dot where they are one, an arrow towards an end that is not given."""
    if low == high:
        ends = [] if low is None else [low]
    elif None not in (low, high):
        sheet.box(low, y - 4, high - low, 8, SLATE)
        for end in (low, high):
            sheet.line(end, y - 4, end, y + 4, DARK, 1.6)
        ends = []
    else:
        ends = [low if high is None else high]
        tip, shape = (low + ARROW - 6, ">") if high is None else (max(RANGES - 6, high - ARROW + 6), "<")
        sheet.line(ends[0], y, tip, y, DARK, 1.4)
        sheet.mark(tip, y, 5, DARK, DARK, shape)
    for end in ends:
        sheet.mark(end, y, 5, DARK, DARK)
