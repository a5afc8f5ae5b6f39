"""The circle: two camps side by side, and lines for what their actors share or oppose.

>>> import pandas as pd
>>> camps = pd.DataFrame([("arland", 1, 5, 1.0), ("borduria", -1, 4, 0.63), ("cadia", 0, 1, None)],
...     columns=["actor", "side", "n", "share"])
>>> ties = pd.DataFrame([("arland", "borduria", 1, 3, -2, 2)],
...     columns=["actor_a", "actor_b", "congruence", "conflict", "net", "issues"])
>>> print(draw_circle(camps, ties, {}, "Arland stands alone").alt.replace(". ", ".\\n"))
Arland stands alone.
One camp: arland (n = 5).
The other camp: borduria (n = 4; in 63 % of repetitions).
In no camp: cadia (n = 1).
Opposed: arland and borduria −2 (2 issues).
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from math import cos, hypot, radians, sin, sqrt
from typing import Any, NamedTuple

import pandas as pd
from scipy.optimize import isotonic_regression

from stancebook.core.english import capital, count, decimal, display_name, listed, percent, plural, spelled_or_none
from stancebook.figures import tie_matrix
from stancebook.figures.canvas import LEAD, MARGIN, RIGHT, SHEET, Canvas, Drawing, Point, nothing, source_line
from stancebook.figures.lettering import shortened, text_width, wrap
from stancebook.figures.style import DARK, SLATE, WHITE, Names, house_style, shade
from stancebook.figures.tie_matrix import NO_TIE, SIDES, Tie, camps_in_words, in_words, number_writer, pairs, sides

MOST, STEADY = 12, 0.8
TABLE = ("actor", "camp", "statements", "in its camp in", "shares more with", "is opposed more to", "even with")
SUBTITLE = "Ties of actors: congruence minus conflict on the issues on which both speak"
COLUMN = 165  # of the key
RADIUS, STEP, REACH = 122, 26, 80  # of a camp's arc: degrees between neighbours, and from its middle to its end
MIDDLE, CLEAR, DOT = SHEET.width / 2, 13, 6.4  # the circle's; from circle to label; a mark
ROOM = MIDDLE - RADIUS - CLEAR - MARGIN
NAME, NOTE, LONGEST = 7.5, 6.5, 4  # sizes of type, and the most lines of a name
ABREAST, THICKEST, ISSUE = 3, 3.8, 1.2  # actors without a camp in a row; the widest tie, and an issue's width at most
LINES = {1: (shade(2), "shared more than opposed"), -1: (shade(-2), "opposed more than shared"), 0: (DARK, "even")}
MARKS = {  # fill, edge, shape
    "steady": (DARK, DARK, "o"), "unsteady": (WHITE, DARK, "o"), "unknown": (DARK, DARK, "s"),
    "apart": (SLATE, SLATE, "o"),
}  # fmt: skip
HEADINGS = {1: "One camp", -1: "The other camp", 0: "In no camp"}

Arc = list[str]  # the actors on one side of the circle, from the top down


class Label(NamedTuple):
    """The label of an actor: the lines of its name, the lines of the note below, and one of the MARKS."""

    name: list[str]
    note: list[str]
    mark: str

    @property
    def height(self) -> float:
        """The room that the label takes, with the gap to the next one."""
        return LEAD * (NAME * len(self.name) + NOTE * len(self.note)) + 3


def draw(placed: pd.DataFrame, ties: pd.DataFrame, names: Names, title: str, subtitle: str) -> Drawing:
    """The camps of a table (actor, side, n, share of repetitions): on a circle, or in a matrix for many actors."""
    if len(placed) <= MOST:
        return draw_circle(placed, ties, names, title, subtitle)
    return tie_matrix.draw(placed, ties, names, title, subtitle)


def title(sides: Mapping[str, int], names: Names, reason: str = "") -> str:
    """The finding of the circle: the actors on each side (1 or -1), or their numbers, or why there are no camps."""
    if reason:
        return capital(reason)
    camps = [[display_name(names, actor) for actor in sides if sides[actor] == side] for side in (1, -1)]
    named = sum(map(len, camps)) <= MOST
    one, other = (listed(camp) if named else count(len(camp), "actor") for camp in camps)
    return f"{one if named else capital(one)} on one side, {other} on the other"


def subtitle(shared: int, issues: int, polarisation: tuple[float, float] | None = None) -> str:
    """What is measured, of actors that share `shared` of `issues`; `polarisation` is of the camps and by chance."""
    who = f"actors with at least {spelled_or_none(shared)} of {count(issues, 'issue')} in common"
    measure = f"Congruence minus conflict, divided by average activity, of {who}"
    if polarisation is None:
        return measure
    return f"{measure}; polarisation {decimal(polarisation[0])}, by chance {decimal(polarisation[1])}"


@house_style()
def draw_circle(
    camps: pd.DataFrame, ties: pd.DataFrame, names: Names, title: str, subtitle: str = SUBTITLE, steady: float = STEADY
) -> Drawing:
    """The camps of a table (actor, side, n statements, share of repetitions) left and right, with a line for each tie.

    A line is solid if congruence outweighs conflict, dashed if conflict does, dotted if they are even; the more issues
    two actors share, the wider it is. An actor that is in its camp in less than a share of `steady` of the repetitions
    that place it is an open mark, one of unknown share a square. Actors keep the table's order, from the top down.
    Raises ValueError for more than twelve actors, for a tie of an actor in no camp where others are in one, and for
    ties and sides that `pairs` or `sides` refuses.
    """
    if camps.empty:
        return nothing(title, subtitle)
    if len(camps) > MOST:
        raise ValueError(f"a circle holds {MOST} actors at most and these are {len(camps)}; draw them with tie_matrix")
    side = sides(camps)
    tied, labels = pairs(ties, list(side)), _labels(camps, names, steady)
    arcs = _arcs(side, tied)
    ringed = [actor for arc in arcs for actor in arc]
    canvas = Canvas()
    _key(canvas, tied, {labels[actor].mark for actor in ringed}, percent(steady))
    if ringed:
        _ring(canvas, arcs, _headings(side, arcs), labels, tied)
    else:
        canvas.bottom = canvas.lines(MARGIN, canvas.bottom, [NO_TIE], 9) + 4
    _below(canvas, [labels[actor] for actor in side if actor not in ringed])
    alt = _in_words(tied, side, labels, names, title)
    return canvas.finish(title, subtitle, source_line(int(camps["n"].sum())), alt)


def table(camps: pd.DataFrame, ties: pd.DataFrame, names: Names) -> pd.DataFrame:
    """A row for each actor, as in the figure: its camp, how often repetitions place it there, and its ties."""
    side = sides(camps)
    tied = pairs(ties, list(side))
    write, rows = number_writer(tie.net for tie in tied), []
    for actor, n, share in camps[["actor", "n", "share"]].itertuples(index=False, name=None):
        stability = "not known" if pd.isna(share) else f"{percent(share)} of repetitions that place it"
        own = [tie for tie in tied if actor in (tie.a, tie.b)]
        lists = [_others(actor, [tie for tie in own if tie.sign == sign], write, names) for sign in (1, -1, 0)]
        row = (display_name(names, actor), SIDES[side[actor]], f"{int(n):,}", stability if side[actor] else "", *lists)
        rows.append(row)
    return pd.DataFrame(rows, columns=TABLE)


def _others(actor: str, tied: list[Tie], write: Callable[[float], str], names: Names) -> str:
    """The other ends of an actor's ties, each with its net and its number of issues."""
    others = [(display_name(names, tie.b if actor == tie.a else tie.a), tie) for tie in tied]
    return "; ".join(f"{other} {write(tie.net)} ({plural(tie.issues, 'issue')})" for other, tie in others) or "nobody"


def _labels(camps: pd.DataFrame, names: Names, steady: float) -> dict[str, Label]:
    """The label of each actor."""
    labels = {}
    for actor, side, n, share in camps[["actor", "side", "n", "share"]].itertuples(index=False, name=None):
        mark = "apart" if side == 0 else "unknown" if pd.isna(share) else "steady" if share >= steady else "unsteady"
        note = f"n = {int(n):,}" + (f"; {_below_steady(share, steady)} of repetitions" if mark == "unsteady" else "")
        lines = wrap(display_name(names, actor), ROOM - text_width("…", NAME), NAME)
        labels[actor] = Label(shortened(lines, LONGEST), wrap(note, ROOM, NOTE), mark)
    return labels


def _below_steady(share: float, steady: float) -> str:
    """A share of repetitions below `steady`; if rounding would make them equal, it says "under"."""
    return f"in {'under ' if percent(share) == percent(steady) else ''}{percent(share)}"


def _arcs(side: Mapping[str, int], tied: list[Tie]) -> list[Arc]:
    """The actors on the left arc and on the right arc: the camps, or halves if there is one camp, or none but ties."""
    ringed = [actor for actor in side if side[actor]] or [actor for actor in side if tied]
    if strange := [actor for tie in tied for actor in tie[:2] if actor not in ringed]:
        raise ValueError(f"{strange[0]} has a tie and is in no camp; give that actor a side, or leave its ties out")
    arcs = [[actor for actor in ringed if side[actor] == each] for each in (1, -1)]
    half = -(-len(ringed) // 2)
    return arcs if all(arcs) else [ringed[:half], ringed[half:]]


def _headings(side: Mapping[str, int], arcs: list[Arc]) -> list[tuple[float, str]]:
    """The headings over the circle as (x, words): one over each camp, or one over all actors."""
    kinds = [side[arc[0]] for arc in arcs if arc]
    if len(set(kinds)) == 1:
        return [(MIDDLE, f"{HEADINGS[kinds[0]]}: {plural(sum(map(len, arcs)), 'actor')}")]
    places = zip((MIDDLE - RADIUS, MIDDLE + RADIUS), kinds, arcs, strict=True)
    return [(x, f"{HEADINGS[kind]}: {plural(len(arc), 'actor')}") for x, kind, arc in places]


def _key(canvas: Canvas, tied: list[Tie], marks: set[str], least: str) -> None:
    """Explain lines, their widths and marks, a row for each, as far as they occur."""
    signs, issues = {tie.sign for tie in tied}, sorted({tie.issues for tie in tied})
    meanings = {"steady": f"in its camp in ≥ {least} of repetitions"}
    meanings |= {"unsteady": "in fewer", "unknown": "in an unknown share"}
    for x, y, sign in _entries(canvas, [sign for sign in LINES if sign in signs]):
        _line(canvas, (x, y), (x + 26, y), sign, ISSUE)
        canvas.text(x + 32, y + 2.6, LINES[sign][1], 7)
    for x, y, n in _entries(canvas, sorted({issues[0], issues[len(issues) // 2], issues[-1]}) if issues else []):
        _line(canvas, (x, y), (x + 26, y), 1, _width(n, issues[-1]), SLATE)
        canvas.text(x + 32, y + 2.6, f"on {plural(n, 'issue')}", 7)
    for x, y, mark in _entries(canvas, [mark for mark in meanings if mark in marks]):
        canvas.mark(x + DOT / 2, y, DOT, *MARKS[mark])
        canvas.text(x + 2 * DOT, y + 2.6, meanings[mark], 7)


def _entries(canvas: Canvas, entries: Sequence[Any]) -> list[tuple[float, float, Any]]:
    """The entries of a row of the key, each with its place: (x, y, entry)."""
    y = canvas.bottom + 6.5
    canvas.bottom += 12 if entries else 0
    return [(MARGIN + COLUMN * place, y, each) for place, each in enumerate(entries)]


def _ring(
    canvas: Canvas, arcs: list[Arc], headings: list[tuple[float, str]], labels: Mapping[str, Label], tied: list[Tie]
) -> None:
    """Draw the arcs with their headings, their ties, and their marks with labels."""
    places = _places(arcs[0], -1) | _places(arcs[1], 1)
    tops = {actor: top for arc in arcs for actor, top in _tops(arc, places, labels).items()}
    centre = canvas.bottom + 20 - min(*tops.values(), *(y - DOT for _, y in places.values()))
    for x, heading in headings:
        canvas.text(x, canvas.bottom + 14, heading, 8, bold=True, align="center")
    at = {actor: (MIDDLE + x, centre + y) for actor, (x, y) in places.items()}
    _ties(canvas, tied, at)
    for actor, (x, y) in at.items():
        _label(canvas, labels[actor], -1 if x < MIDDLE else 1, centre, centre + tops[actor], (x, y))
        canvas.mark(x, y, DOT, *MARKS[labels[actor].mark])
    if not tied:
        canvas.text(MIDDLE, centre + 3, NO_TIE, 9, align="center")
    feet = [tops[actor] + labels[actor].height for actor in tops]
    canvas.bottom = centre + max(*feet, *(y + DOT for _, y in places.values())) + 2


def _ties(canvas: Canvas, tied: list[Tie], at: Mapping[str, Point]) -> None:
    """Draw a line for each tie between the places of its actors, the narrow lines on top."""
    most = max((tie.issues for tie in tied), default=1)
    for tie in sorted(tied, key=lambda tie: -tie.issues):
        ends = _between(at[tie.a], at[tie.b], DOT / 2 + 1.5)
        _line(canvas, *ends, tie.sign, _width(tie.issues, most))


def _places(arc: Arc, way: int) -> dict[str, Point]:
    """The places of the actors of the left arc (-1) or the right one (1), from the middle of the circle."""
    step = min(STEP, 2 * REACH / max(1, len(arc) - 1))
    turns = [radians((number - (len(arc) - 1) / 2) * step) for number in range(len(arc))]
    return {actor: (way * RADIUS * cos(t), RADIUS * sin(t)) for actor, t in zip(arc, turns, strict=True)}


def _tops(arc: Arc, places: Mapping[str, Point], labels: Mapping[str, Label]) -> dict[str, float]:
    """The tops of the labels of an arc: near to their marks by least squares, without overlap (isotonic regression)."""
    heights = [labels[actor].height for actor in arc]
    above = list(accumulate(heights, initial=0))[:-1]
    wanted = [places[actor][1] - height / 2 - before for actor, height, before in zip(arc, heights, above, strict=True)]
    moved = isotonic_regression(wanted).x.tolist() if arc else []
    return {actor: place + before for actor, place, before in zip(arc, moved, above, strict=True)}


def _label(canvas: Canvas, label: Label, way: int, centre: float, top: float, mark: Point) -> None:
    """Draw a name and its note outside the circle, and a hairline from its mark."""
    middle = top + (label.height - 3) / 2
    near = max(0, abs(middle - centre) - label.height / 2)
    x = MIDDLE + way * sqrt(max((RADIUS + CLEAR) ** 2 - near**2, (RADIUS / 2) ** 2))
    canvas.line(*_between(mark, (x - 2 * way, middle), DOT / 2 + 1.5)[0], x - 2 * way, middle, SLATE, 0.5)
    foot = canvas.lines(x, top, label.name, NAME, align="right" if way < 0 else "left")
    canvas.lines(x, foot, label.note, NOTE, muted=True, align="right" if way < 0 else "left")


def _below(canvas: Canvas, labels: list[Label]) -> None:
    """Draw the actors that are in no camp, a few abreast, below the circle."""
    if labels:
        canvas.heading(f"In no camp: {plural(len(labels), 'actor')}")
    for start in range(0, len(labels), ABREAST):
        top = canvas.bottom
        for place, label in enumerate(labels[start : start + ABREAST]):
            x = MARGIN + place * (RIGHT - MARGIN) / ABREAST
            canvas.mark(x + DOT / 2, top + 0.6 * NAME, DOT, *MARKS[label.mark])
            foot = canvas.lines(x + 2 * DOT, top, label.name, NAME)
            canvas.bottom = max(canvas.bottom, canvas.lines(x + 2 * DOT, foot, label.note, NOTE, muted=True) + 4)


def _between(one: Point, other: Point, gap: float) -> tuple[Point, Point]:
    """The ends of a line from one point to another that leaves a gap at either end."""
    (x, y), (to_x, to_y) = one, other
    part = gap / max(hypot(to_x - x, to_y - y), 2 * gap)
    return (x + part * (to_x - x), y + part * (to_y - y)), (to_x - part * (to_x - x), to_y - part * (to_y - y))


def _line(canvas: Canvas, one: Point, other: Point, sign: int, width: float, colour: str | None = None) -> None:
    """Draw a tie's line: solid, in dashes or in dots, which grow with its width."""
    (x, y), (to_x, to_y), length = one, other, hypot(other[0] - one[0], other[1] - one[1])
    on, off = {1: (length, 0), -1: (4 + width, 3 + width), 0: (width + 0.2, 2 + 1.6 * width)}[sign]
    times = max(1, round((length + off) / (on + off)))
    on, off = (stretch := length / (times * (on + off) - off)) * on, stretch * off
    cap = min(width, 0.9 * on) / 2 / length  # the pen reaches half its width beyond a stroke's ends
    starts = [number * (on + off) / length for number in range(times)]
    ends = [(start + cap, start + on / length - cap) for start in starts]
    strokes = [[(x + part * (to_x - x), y + part * (to_y - y)) for part in parts] for parts in ends]
    canvas.strokes(strokes, colour or LINES[sign][0], width)


def _width(issues: int, most: int) -> float:
    """The width of a tie's line, in proportion to its issues, and never too thin to see."""
    return max(0.4, issues * min(ISSUE, THICKEST / most))


def _in_words(tied: list[Tie], side: Mapping[str, int], labels: Mapping[str, Label], names: Names, title: str) -> str:
    """The alternative text: the camps and the ties."""
    write = number_writer(tie.net for tie in tied)
    sentences = [f"{title}.", *camps_in_words(side, names, lambda actor: f" ({' '.join(labels[actor].note)})")]
    for sign, word in ((1, "Shared"), (-1, "Opposed"), (0, "Even")):
        if entries := [in_words(tie, write, names) for tie in tied if tie.sign == sign]:
            sentences.append(f"{word}: {'; '.join(entries)}.")
    return " ".join(sentences if tied else [*sentences, f"{NO_TIE}."])
