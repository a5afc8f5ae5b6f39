"""The curve: what every universe estimates, from the least to the greatest, and what was decided where along it.

A universe is one alternative of each decision. Universes of one estimate form a plateau, in which none comes first.

>>> from stancebook.core.tables import frame
>>> universes = frame([{"counting": c, "centre": m} for c in "ab" for m in ("mean", "median")])
>>> universes["estimate"] = [1.0, 2.0, -1.0, 1.0]
>>> plateaus(universes["estimate"]).edges.tolist()
[0, 1, 3, 4]
>>> shares(universes["counting"] == "a", plateaus(universes["estimate"]), 4).tolist()
[0.0, 0.5, 0.5, 1.0]
>>> draw(universes, ["counting"], {}, "Arland would build, most universes say")
Arland would build, most universes say. 4 universes; estimate from −1 to 2, median 1; 75 % above zero, \
0 % at zero, 25 % below zero. Median by decision: counting: a 1.50 (2 universes), b 0 (2 universes).
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from stancebook.core import english
from stancebook.core.english import count, display_name, percent
from stancebook.figures.alt_text import brief_list
from stancebook.figures.canvas import LEAD, MARGIN, RIGHT, Canvas, counted, finish, nothing
from stancebook.figures.lettering import wrap
from stancebook.figures.single_changes import chosen
from stancebook.figures.style import DARK, GREY, SLATE, house_style

# Where the panels begin and end, and the words beside them end; the top and foot of the curve; the height of a strip.
LEFT, END, BESIDE, TOP, FOOT, STRIP = 164, 452, 146, 18, 122, 10
STEPS, BINS, ALL_BINS = 300, 100, 2000  # at the most: steps of the curve, bins of a strip and of all strips
TABLE = ("decision", "alternative", "universes", "median")


class Plateaus(NamedTuple):
    """The estimates, ascending; which of them each universe has; how many universes lie before each, and in all."""

    estimates: np.ndarray
    place: np.ndarray
    edges: np.ndarray

    def median(self):
        return float(np.median(self.estimates[self.place]))

    def along(self, universe):
        """Where a universe stands on the curve, by its rank."""
        return round(float(LEFT + (END - LEFT) * universe / self.edges[-1]), 2)

    def level(self, estimate):
        """How high an estimate stands on the curve."""
        low, high = self.estimates[[0, -1]]
        return round(float(FOOT - (FOOT - TOP) * ((estimate - low) / (high - low) if high > low else 0.5)), 2)


@house_style()
def draw(
    universes,
    decisions,
    names,
    title,
    subtitle="Estimates of all universes, sorted; below, which share of the universes at each place decided so",
    base=None,
    estimate="estimate",
    file="universes.csv",
):
    """The sorted estimates of all universes, and a strip for each alternative; `base` is the universe of the brief."""
    if universes.empty:
        return nothing(title, subtitle, file, "universe", "No universe was computed")
    universes = universes.assign(**{name: universes[name].astype("str").fillna("") for name in decisions})
    values = universes[estimate].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    known, spread = universes[np.isfinite(values)], plateaus(values[np.isfinite(values)])
    sheet, left_out = Canvas(), len(universes) - len(known)
    if known.empty:
        ways = ["No universe has an estimate"]
        sheet.bottom = sheet.lines(MARGIN, 4, ways, 10)
    else:
        base = {name: str(option) for name, option in (base or {}).items()}
        options = {name: _in_order(names, name, universes[name].unique()) for name in decisions}
        told = _panel(sheet, spread, display_name(names, estimate), _own(known, base, spread), bool(base))
        ways = [told + way for way in _strips(sheet, options, known, spread, names, base)]
    source = counted(len(universes), "universe", file) + f"; {left_out:,} without an estimate left out" * bool(left_out)
    return finish(sheet, title, subtitle, source, brief_list(*(f"{title}. {told}." for told in ways)))


def table(universes, decisions, names, estimate="estimate"):
    """An alternative a row: how many universes with an estimate have it, and their median."""
    values = universes[estimate].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    known, spread, told = universes[np.isfinite(values)], plateaus(values[np.isfinite(values)]), []
    for decision in decisions:
        options = universes[decision].astype("str").fillna("")
        for option in _in_order(names, decision, options.unique()):
            having = options.loc[known.index] == option
            median = number(_median(having, spread)) if having.any() else "none"
            told.append((display_name(names, decision), chosen(names, decision, option), f"{having.sum():,}", median))
    return pd.DataFrame(told, columns=TABLE)


def plateaus(estimates):
    """The Plateaus of these estimates; two that differ by less than a billionth are one."""
    found, place, sizes = np.unique(np.round(estimates, 9) + 0.0, return_inverse=True, return_counts=True)
    return Plateaus(found, place, np.concatenate([[0], sizes.cumsum()]))


def shares(having, spread, bins):
    """The share of universes that have an alternative in each bin of the curve, on a plateau its average."""
    counts = np.bincount(spread.place, weights=having, minlength=len(spread.estimates))
    edges = np.linspace(0, spread.edges[-1], bins + 1)
    return np.diff(np.interp(edges, spread.edges, np.concatenate([[0], counts.cumsum()]))) / np.diff(edges)


def number(value):
    """An estimate in print: two decimals, more where they would show a nought, none for a whole one or beyond a hundred.

    >>> number(-0.251), number(0.0), number(0.0042), number(-1234.5)
    ('−0.25', '0', '0.0042', '−1,234')
    """
    value = float(value) + 0.0  # a nought has no sign
    small, large = 0 < abs(value) < 0.01, abs(value) >= 100 or value.is_integer()
    return (f"{value:.2g}" if small else f"{value:,.{0 if large else 2}f}").replace("-", "−")


def _in_order(names, decision, options):
    """The alternatives in the order of their names, then by the alphabet."""
    rank = {id: place for place, id in enumerate(names)}
    return sorted(options, key=lambda option: (rank.get(f"{decision}={option}", len(rank)), option))


def _own(known, base, spread):
    """The plateau on which the brief's own universe lies; None where it is not among those with an estimate."""
    if not base:
        return None
    alike = np.all([known[name] == option for name, option in base.items()], axis=0)
    found = np.unique(spread.place[alike])
    if len(found) > 1:
        raise ValueError(f"base: {len(found)} estimates for one universe; name an alternative of each decision")
    return int(found[0]) if len(found) else None


def _panel(sheet, spread, name, own, asked):
    """The curve with its least, median and greatest estimate and the brief's own, drawn; and what it says in words."""
    _draw(sheet, spread)
    low, high, middle, signs = *spread.estimates[[0, -1]], spread.median(), _signs(spread)
    marks = [(LEFT, "least", low, "left"), (END, "greatest", high, "right")] if high > low else []
    for x, words, value, align in [*marks, ((LEFT + END) / 2, "median" if marks else "all", middle, "center")]:
        sheet.text(x, 8, f"{words} {number(value)}", 7.5, align=align)
        sheet.line(x, 11, x, spread.level(value), SLATE)
        sheet.mark(x, spread.level(value), 2.4, DARK, DARK)
    count = _many(spread.edges[-1])
    y = sheet.lines(MARGIN, 1, wrap(name, BESIDE - MARGIN, 8, True), bold=True)
    y = sheet.lines(MARGIN, y + 2, [count, *signs], 7, muted=True)
    sheet.bottom = max(FOOT + 17, y + 12)
    sheet.text(RIGHT, sheet.bottom - 5, "universes", 7, muted=True, align="right")
    if asked:
        sheet.text(MARGIN, sheet.bottom - 5, "dark and bold: as in this brief", 7, muted=True)
    told = f"{count}; estimate from {number(low)} to {number(high)}, median {number(middle)}; {', '.join(signs)}"
    return told + (_brief(sheet, spread, own) if asked else "")


def _draw(sheet, spread):
    """The curve as steps, no more than the eye can part, over a pale ground from nought where that is in range."""
    n, (low, high) = int(spread.edges[-1]), spread.estimates[[0, -1]]
    edges, estimates = spread.edges, spread.estimates
    if len(estimates) > STEPS:
        edges = np.linspace(0, n, STEPS + 1)
        estimates = np.repeat(spread.estimates, np.diff(spread.edges))[np.linspace(0, n - 1, STEPS).round().astype(int)]
    steps = _steps([spread.along(edge) for edge in edges], [spread.level(value) for value in estimates])
    if low <= 0 <= high:
        zero = spread.level(0)
        sheet.area([(LEFT, zero), *steps, (END, zero)], GREY)
        sheet.line(LEFT, zero, END, zero, SLATE)
        sheet.text(LEFT - 4, zero + 2.6, "0", 7, muted=True, align="right")
    sheet.strokes([steps], DARK, 1.2)


def _steps(edges, heights):
    """The corners of steps of these heights between these edges, one step for neighbours of one height."""
    corners = [(x, y) for left, right, y in zip(edges, edges[1:], heights, strict=False) for x in (left, right)]
    inner = zip(corners, corners[1:], corners[2:], strict=False)
    return [corners[0], *(b for a, b, c in inner if not a[1] == b[1] == c[1]), corners[-1]]


def _signs(spread):
    """Which share of the universes has an estimate above, at and below nought, in words."""
    sizes, total = np.diff(spread.edges), spread.edges[-1]
    above, below = sizes[spread.estimates > 0].sum(), sizes[spread.estimates < 0].sum()
    parts = {"above": above, "at": total - above - below, "below": below}
    return [f"{percent(part / total)} {side} zero" for side, part in parts.items()]


def _brief(sheet, spread, own):
    """The brief's own universe, a dot in the middle of its plateau, drawn, and its standing in words."""
    if own is None:
        return "; the brief’s own universe has no estimate"
    value, before, after = spread.estimates[own], *spread.edges[own : own + 2]
    x, y, words = spread.along((before + after) / 2), spread.level(value), f"this brief {number(value)}"
    sheet.line(x, y, x, FOOT + 4, DARK, 0.8)
    sheet.mark(x, y, 5.4, DARK, DARK)
    sheet.text(x, FOOT + 12, words, 7.5, bold=True, align="left" if x < (LEFT + END) / 2 else "right")
    total = spread.edges[-1]
    return f"; {words}, with {percent(before / total)} of them below it and {percent((total - after) / total)} above it"


def _strips(sheet, options, known, spread, names, base):
    """A heading for each decision and a strip for each of its alternatives, drawn; and their medians in words, at length and in short."""
    bins, told = min(BINS, len(known), max(10, ALL_BINS // max(1, sum(map(len, options.values()))))), {}
    for decision, alternatives in options.items():
        name = display_name(names, decision)
        sheet.row([(MARGIN, wrap(name, RIGHT - MARGIN, 8, True), {"bold": True})])
        told[decision] = []
        for each in alternatives:
            having, called = known[decision] == each, chosen(names, decision, each)
            _strip(sheet, called, having, spread, bins, each == base.get(decision))
            told[decision].append((called, _median(having, spread), int(having.sum())))
        sheet.bottom += 2
    sheet.line(MARGIN, sheet.bottom, RIGHT, sheet.bottom)
    return _medians(told, names)


def _strip(sheet, name, having, spread, bins, own):
    """One alternative's strip."""
    top, lines, n = sheet.bottom, wrap(name, BESIDE - MARGIN - 8, 7, own), int(having.sum())
    sheet.bottom = foot = top + max(STRIP + 3, LEAD * 7 * len(lines) + 3)
    sheet.lines(MARGIN + 8, (top + foot - LEAD * 7 * len(lines)) / 2, lines, 7, bold=own)
    sheet.text(RIGHT, (top + foot) / 2 + 2.6, f"{n:,}", 7, align="right")
    level, edges = round((top + foot + STRIP) / 2, 1), np.linspace(LEFT, END, bins + 1).round(1).tolist()
    sheet.box(LEFT, level - STRIP, END - LEFT, STRIP, GREY)
    steps = _steps(edges, [round(level - round(5 * STRIP * share) / 5, 1) for share in shares(having, spread, bins)])
    sheet.area([(LEFT, level), *steps, (END, level)], DARK if own else SLATE)


def _median(having, spread):
    """The median estimate of the universes that have an alternative; None where there is none."""
    return float(np.median(spread.estimates[spread.place[having]])) if having.any() else None


def _medians(told, names):
    """The medians of all alternatives in words, and the range of those of each decision."""
    if not told:
        return ["", ""]
    full, short = [], []
    for decision, rows in told.items():
        each = (f"{name} {number(median)} ({_many(n)})" if n else f"{name} none" for name, median, n in rows)
        known = [median for _, median, n in rows if n]
        ends = dict.fromkeys(map(number, (min(known), max(known)))) if known else ["none"]
        full.append(f"{display_name(names, decision)}: {', '.join(each)}")
        short.append(f"{display_name(names, decision)} {' to '.join(ends)}")
    return [
        f". Median by decision: {'; '.join(full)}",
        f". Medians of the alternatives of each decision: {'; '.join(short)}",
    ]


def _many(n):
    return f"{n:,} universe{'' if n == 1 else 's'}"


def title(universes):
    """The finding that the specification curve shows: how far its number ranges, and where the first universe lies."""
    told, here = universes["estimate"].dropna(), universes["estimate"].iloc[:1].dropna()
    if told.empty:
        return "The number of the curve can be told in no universe"
    least, most = (english.number(float(end)) for end in (told.min(), told.max()))
    below = f"below zero in {percent((told < 0).mean())} of {count(len(told), 'universe')}"
    own = f"; {english.number(float(here.iloc[0]))} in this run" if len(here) else ""
    return f"From {least} to {most}, {below}{own}"
