"""The curve: the estimates of all universes, from the least to the greatest, and the decisions behind them.

A universe is one alternative of each decision. Universes with one estimate form a plateau, in which none comes first.

>>> from stancebook.core.schema import UNIVERSES
>>> from stancebook.core.tables import frame
>>> universes = frame([{"counting": c, "centre": m} for c in "ab" for m in ("mean", "median")], UNIVERSES)
>>> universes["estimate"] = [1.0, 2.0, -1.0, 1.0]
>>> plateaus(universes["estimate"]).edges.tolist()
[0, 1, 3, 4]
>>> shares(universes["counting"] == "a", plateaus(universes["estimate"]), 4).tolist()
[0.0, 0.5, 0.5, 1.0]
>>> draw(universes, ["counting"], {}, "Arland would build, most universes say")
Arland would build, most universes say. 4 universes; estimate from −1 to 2, median 1; 75 % above zero, \
0 % at zero, 25 % below zero. Median by decision: counting: a 1.50 (2 universes), b 0 (2 universes).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from stancebook.core import english
from stancebook.core.english import count, display_name, percent, plural
from stancebook.figures.canvas import LEAD, MARGIN, RIGHT, Canvas, Drawing, Point, nothing, source_line
from stancebook.figures.lettering import brief_list, wrap
from stancebook.figures.single_changes import alternative_name
from stancebook.figures.style import DARK, GREY, NO_NAMES, SLATE, Names, house_style

# Where panels begin and end; where words beside them end; top and foot of the curve; the height of a strip.
LEFT, END, BESIDE, TOP, FOOT, STRIP = 164, 452, 146, 18, 122, 10
FILE = "universes.csv"
STEPS, BINS, ALL_BINS = 300, 100, 2000  # at the most: steps of the curve, bins of a strip and of all strips
MOST = 20  # alternatives of a decision
SUBTITLE = "Estimates of all universes, sorted; below, the share of the universes at each place with that choice"

Medians = dict[str, list[tuple[str, float | None, int]]]  # by decision: alternatives, their medians and universes


class Plateaus(NamedTuple):
    """Estimates, ascending; the place of each universe among them; how many universes lie before each, and in all."""

    estimates: np.ndarray
    place: np.ndarray
    edges: np.ndarray

    def median(self) -> float:
        """The median estimate of all universes."""
        return float(np.median(self.estimates[self.place]))

    def along(self, universe: float) -> float:
        """The x of a universe on the curve, by its rank."""
        return round(float(LEFT + (END - LEFT) * universe / self.edges[-1]), 2)

    def level(self, estimate: float) -> float:
        """The y of an estimate on the curve."""
        low, high = self.estimates[[0, -1]]
        return round(float(FOOT - (FOOT - TOP) * ((estimate - low) / (high - low) if high > low else 0.5)), 2)


@house_style()
def draw(
    universes: pd.DataFrame, decisions: Sequence[str], names: Names, title: str, subtitle: str = SUBTITLE,
    base: Mapping[str, object] = NO_NAMES,
) -> Drawing:  # fmt: skip
    """The sorted estimates of all universes, and a strip for each alternative; `base` is the universe of the brief.

    `universes` has a column for each decision and the column estimate. Raises ValueError if `base` fits universes of
    several estimates. Of more than twenty alternatives of a decision, the twenty whose medians are furthest from the
    median of all universes are drawn.
    """
    if universes.empty:
        return nothing(title, subtitle, FILE, "universe", "No universe was computed")
    universes = universes.assign(**{name: universes[name].astype("str").fillna("") for name in decisions})
    values = universes["estimate"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    estimated, curve = universes[np.isfinite(values)], plateaus(values[np.isfinite(values)])
    canvas, left_out = Canvas(), len(universes) - len(estimated)
    if estimated.empty:
        wordings = ["No universe has an estimate"]
        canvas.bottom = canvas.lines(MARGIN, 4, wordings, 10)
    else:
        base = {name: str(option) for name, option in base.items()}
        options = {name: _in_order(names, name, universes[name].unique()) for name in decisions}
        options = {name: _furthest(each, base.get(name), estimated[name], curve) for name, each in options.items()}
        lead = _panel(canvas, curve, display_name(names, "estimate"), _own(estimated, base, curve), bool(base))
        medians = _strips(canvas, options, estimated, curve, names, base)
        wordings = [lead + wording for wording in _medians_in_words(medians, names)]
    source = source_line(len(universes), "universe", FILE)
    more = sum(max(0, universes[name].nunique() - MOST) for name in decisions)
    source += f"; {plural(more, 'alternative')} left out" if more and len(estimated) else ""
    source += f"; {left_out:,} without an estimate left out" if left_out else ""
    sentences = [f"{title}. {wording}." if wording != title else f"{title}." for wording in wordings]
    return canvas.finish(title, subtitle, source, brief_list(*sentences))


def title(universes: pd.DataFrame, base: Mapping[str, str] | None = None) -> str:
    """The finding of the curve: the range of its number, and its estimate in the run, whose universe is the first.

    The first universe is another one if it has other alternatives than `base`: then the run has no statement.
    """
    estimates, own = universes["estimate"].dropna(), universes["estimate"].iloc[:1].dropna()
    if base and (universes[list(base)].iloc[:1] != list(base.values())).any(axis=None):
        own = own.iloc[:0]
    if estimates.empty:
        return "No universe has an estimate"
    least, most = (english.number(float(end)) for end in (estimates.min(), estimates.max()))
    below = f"below zero in {percent((estimates < 0).mean())} of {count(len(estimates), 'universe')}"
    here = f"; in this run it is {english.number(float(own.iloc[0]))}" if len(own) else ""
    return f"The estimate ranges from {least} to {most} and is {below}{here}"


def plateaus(estimates: np.ndarray | pd.Series) -> Plateaus:
    """The plateaus of these estimates; two that differ by less than a billionth are one."""
    values, place, sizes = np.unique(np.round(estimates, 9) + 0.0, return_inverse=True, return_counts=True)
    return Plateaus(values, place, np.concatenate([[0], sizes.cumsum()]))


def shares(having: Sequence[bool] | pd.Series, curve: Plateaus, bins: int) -> np.ndarray:
    """The share of universes that have an alternative, in each bin of the curve; on a plateau its average."""
    counts = np.bincount(curve.place, weights=having, minlength=len(curve.estimates))
    edges = np.linspace(0, curve.edges[-1], bins + 1)
    return np.diff(np.interp(edges, curve.edges, np.concatenate([[0], counts.cumsum()]))) / np.diff(edges)


def number(value: float) -> str:
    """An estimate as text: two decimals, more if these were zeros, none for a whole number and from a hundred upward.

    >>> number(-0.251), number(0.0), number(0.0042), number(-1234.5)
    ('−0.25', '0', '0.0042', '−1,234')
    """
    value = float(value) + 0.0  # zero has no sign
    small, large = 0 < abs(value) < 0.01, abs(value) >= 100 or value.is_integer()
    return (f"{value:.2g}" if small else f"{value:,.{0 if large else 2}f}").replace("-", "−")


def _in_order(names: Names, decision: str, options: Iterable[str]) -> list[str]:
    """The alternatives in the order of `names`, then in alphabetical order."""
    rank = {id: place for place, id in enumerate(names)}
    return sorted(options, key=lambda option: (rank.get(f"{decision}={option}", len(rank)), option))


def _furthest(options: list[str], own: str | None, chosen: pd.Series, curve: Plateaus) -> list[str]:
    """The brief's own alternative, and those whose medians are furthest from the median of all universes."""

    def distance(option: str) -> float:
        median = _median(chosen == option, curve)
        return 0 if median is None else abs(median - curve.median())

    if len(options) <= MOST:
        return options
    kept = sorted(options, key=lambda option: (option != own, -distance(option)))[:MOST]
    return [option for option in options if option in kept]


def _own(estimated: pd.DataFrame, base: Mapping[str, str], curve: Plateaus) -> int | None:
    """The plateau of the brief's own universe; None if that has no estimate."""
    if not base:
        return None
    is_own = np.all([estimated[name] == option for name, option in base.items()], axis=0)
    own = np.unique(curve.place[is_own])
    if len(own) > 1:
        raise ValueError(f"base: {len(own)} estimates for one universe; name an alternative of each decision")
    return int(own[0]) if len(own) else None


def _panel(canvas: Canvas, curve: Plateaus, name: str, own: int | None, has_base: bool) -> str:
    """Draw the curve with its least, median and greatest estimate and the brief's own; returns this in words."""
    _draw(canvas, curve)
    low, high, middle, signs = *curve.estimates[[0, -1]], curve.median(), _signs(curve)
    marks = [(LEFT, "least", low, "left"), (END, "greatest", high, "right")] if high > low else []
    for x, words, value, align in [*marks, ((LEFT + END) / 2, "median" if marks else "all", middle, "center")]:
        canvas.text(x, 8, f"{words} {number(value)}", 7.5, align=align)
        canvas.line(x, 11, x, curve.level(value), SLATE)
        canvas.mark(x, curve.level(value), 2.4, DARK, DARK)
    universes = plural(curve.edges[-1], "universe")
    y = canvas.lines(MARGIN, 1, wrap(name, BESIDE - MARGIN, 8, True), bold=True)
    y = canvas.lines(MARGIN, y + 2, [universes, *signs], 7, muted=True)
    canvas.bottom = max(FOOT + 17, y + 12)
    canvas.text(RIGHT, canvas.bottom - 5, "universes", 7, muted=True, align="right")
    if has_base:
        canvas.text(MARGIN, canvas.bottom - 5, "dark and bold: as in this brief", 7, muted=True)
    words = f"{universes}; estimate from {number(low)} to {number(high)}, median {number(middle)}; {', '.join(signs)}"
    return words + (_brief(canvas, curve, own) if has_base else "")


def _draw(canvas: Canvas, curve: Plateaus) -> None:
    """Draw the curve as steps, few enough to tell apart, over a pale area from 0 if 0 is in range."""
    n, (low, high) = int(curve.edges[-1]), curve.estimates[[0, -1]]
    edges, estimates = curve.edges, curve.estimates
    if len(estimates) > STEPS:
        edges = np.linspace(0, n, STEPS + 1)
        estimates = np.repeat(curve.estimates, np.diff(curve.edges))[np.linspace(0, n - 1, STEPS).round().astype(int)]
    steps = _steps([curve.along(edge) for edge in edges], [curve.level(value) for value in estimates])
    if low <= 0 <= high:
        zero = curve.level(0)
        canvas.area([(LEFT, zero), *steps, (END, zero)], GREY)
        canvas.line(LEFT, zero, END, zero, SLATE)
        canvas.text(LEFT - 4, zero + 2.6, "0", 7, muted=True, align="right")
    canvas.strokes([steps], DARK, 1.2)


def _steps(edges: Sequence[float], heights: Sequence[float]) -> list[Point]:
    """The corners of steps of these heights between these edges, one step for neighbours of one height."""
    corners = [(x, y) for left, right, y in zip(edges, edges[1:], heights, strict=False) for x in (left, right)]
    inner = zip(corners, corners[1:], corners[2:], strict=False)
    return [corners[0], *(b for a, b, c in inner if not a[1] == b[1] == c[1]), corners[-1]]


def _signs(curve: Plateaus) -> list[str]:
    """The shares of the universes with an estimate above, at and below 0, in words."""
    sizes, total = np.diff(curve.edges), curve.edges[-1]
    above, below = sizes[curve.estimates > 0].sum(), sizes[curve.estimates < 0].sum()
    parts = {"above": above, "at": total - above - below, "below": below}
    return [f"{percent(part / total)} {side} zero" for side, part in parts.items()]


def _brief(canvas: Canvas, curve: Plateaus, own: int | None) -> str:
    """Draw the brief's own universe as a dot in the middle of its plateau; returns its place in words."""
    if own is None:
        return "; the brief’s own universe has no estimate"
    value, before, after = curve.estimates[own], *curve.edges[own : own + 2]
    x, y, words = curve.along((before + after) / 2), curve.level(value), f"this brief {number(value)}"
    canvas.line(x, y, x, FOOT + 4, DARK, 0.8)
    canvas.mark(x, y, 5.4, DARK, DARK)
    canvas.text(x, FOOT + 12, words, 7.5, bold=True, align="left" if x < (LEFT + END) / 2 else "right")
    total = curve.edges[-1]
    return f"; {words}, with {percent(before / total)} of them below it and {percent((total - after) / total)} above it"


def _strips(
    canvas: Canvas, options: Mapping[str, list[str]], estimated: pd.DataFrame, curve: Plateaus, names: Names,
    base: Mapping[str, str],
) -> Medians:  # fmt: skip
    """Draw a heading for each decision and a strip for each of its alternatives; returns their medians."""
    bins = min(BINS, len(estimated), max(10, ALL_BINS // max(1, sum(map(len, options.values())))))
    medians: Medians = {}
    for decision, alternatives in options.items():
        canvas.heading(display_name(names, decision))
        medians[decision] = []
        for alternative in alternatives:
            having, name = estimated[decision] == alternative, alternative_name(names, decision, alternative)
            _strip(canvas, name, having, curve, bins, alternative == base.get(decision))
            medians[decision].append((name, _median(having, curve), int(having.sum())))
        canvas.bottom += 2
    canvas.line(MARGIN, canvas.bottom, RIGHT, canvas.bottom)
    return medians


def _strip(canvas: Canvas, name: str, having: pd.Series, curve: Plateaus, bins: int, own: bool) -> None:
    """Draw the strip of one alternative."""
    top, lines, n = canvas.bottom, wrap(name, BESIDE - MARGIN - 8, 7, own), int(having.sum())
    canvas.bottom = foot = top + max(STRIP + 3, LEAD * 7 * len(lines) + 3)
    canvas.lines(MARGIN + 8, (top + foot - LEAD * 7 * len(lines)) / 2, lines, 7, bold=own)
    canvas.text(RIGHT, (top + foot) / 2 + 2.6, f"{n:,}", 7, align="right")
    level, edges = round((top + foot + STRIP) / 2, 1), np.linspace(LEFT, END, bins + 1).round(1).tolist()
    canvas.box(LEFT, level - STRIP, END - LEFT, STRIP, GREY)
    steps = _steps(edges, [round(level - round(5 * STRIP * share) / 5, 1) for share in shares(having, curve, bins)])
    canvas.area([(LEFT, level), *steps, (END, level)], DARK if own else SLATE)


def _median(having: pd.Series, curve: Plateaus) -> float | None:
    """The median estimate of the universes that have an alternative; None if there is none."""
    return float(np.median(curve.estimates[curve.place[having]])) if having.any() else None


def _medians_in_words(medians: Medians, names: Names) -> list[str]:
    """The medians of all alternatives, and the range of the medians of each decision."""
    if not medians:
        return ["", ""]
    full, short = [], []
    for decision, rows in medians.items():
        each = (
            f"{name} {number(median)} ({plural(n, 'universe')})" if n else f"{name} none" for name, median, n in rows
        )
        values = [median for _, median, n in rows if n]
        ends = dict.fromkeys(map(number, (min(values), max(values)))) if values else ["none"]
        full.append(f"{display_name(names, decision)}: {', '.join(each)}")
        short.append(f"{display_name(names, decision)} {' to '.join(ends)}")
    lead = ". Medians of the alternatives of each decision: "
    return [f". Median by decision: {'; '.join(full)}", lead + "; ".join(short)]
