"""The circle: two camps side by side, and who shares or opposes what with whom across it.

>>> import pandas as pd
>>> camps = pd.DataFrame([("arland", 1, 5, 1.0), ("borduria", -1, 4, 0.63), ("cadia", 0, 1, None)],
...     columns=["actor", "side", "n", "share"])
>>> ties = pd.DataFrame([("arland", "borduria", 1, 3, -2, 2)],
...     columns=["actor_a", "actor_b", "congruence", "conflict", "net", "issues"])
>>> print(draw_circle(camps, ties, {}, "Arland stands alone").alt.replace(". ", ".\\n"))
Arland stands alone.
One camp: arland (n = 5).
The other camp: borduria (n = 4; in 63 % of trials placing it).
In no camp: cadia (n = 1).
Opposed: arland and borduria −2 (2 issues).
"""

from itertools import accumulate
from math import cos, hypot, radians, sin, sqrt
from typing import NamedTuple

import pandas as pd
from scipy.optimize import isotonic_regression

from stancebook.core.english import capital, decimal, display_name, listed, percent, spelled_or_none
from stancebook.figures import tie_matrix
from stancebook.figures.canvas import LEAD, MARGIN, RIGHT, WIDTH, Canvas, counted, finish, nothing
from stancebook.figures.lettering import text_width, wrap
from stancebook.figures.style import DARK, SLATE, WHITE, house_style, shade
from stancebook.figures.ties import NO_TIE, SIDES, camps_in_words, in_words, pairs, sides, written

MOST, STEADY = 12, 0.8
TABLE = ("actor", "camp", "statements", "in its camp in", "shares more with", "is opposed more to", "even with")
COLUMN = 165  # of the key
RADIUS, STEP, REACH = 122, 26, 80  # of a camp's arc: degrees between neighbours, and from its middle to its end
MIDDLE, CLEAR, DOT = WIDTH / 2, 13, 6.4  # the circle's; from circle to label; a mark
ROOM = MIDDLE - RADIUS - CLEAR - MARGIN
NAME, NOTE, LONGEST = 7.5, 6.5, 4  # sizes of type, and the most lines of a name
ABREAST, THICKEST, ISSUE = 3, 3.8, 1.2  # actors without a camp in a row; the widest tie, and an issue's width at most
LINES = {1: (shade(2), "shared more than opposed"), -1: (shade(-2), "opposed more than shared"), 0: (DARK, "even")}
MARKS = {  # fill, edge, shape
    "steady": (DARK, DARK, "o"),
    "unsteady": (WHITE, DARK, "o"),
    "unknown": (DARK, DARK, "s"),
    "apart": (SLATE, SLATE, "o"),
}


class Label(NamedTuple):
    """What is drawn for an actor: the lines of its name, those of the note below, and which of the MARKS."""

    name: list
    note: list
    mark: str

    @property
    def height(self):
        """How much room it takes, with the gap to the next."""
        return LEAD * (NAME * len(self.name) + NOTE * len(self.note)) + 3


def title(sides, names, reason=""):
    """The finding in words: the actors on each side (1 or -1) by `sides`, or the reason why there are no camps."""
    if reason:
        return capital(reason)
    one, other = (listed(display_name(names, actor) for actor in sides if sides[actor] == side) for side in (1, -1))
    return f"{one} on one side, {other} on the other"


def subtitle(shared, issues, polarisation=None):
    """What is measured, of actors who share `shared` of `issues`; `polarisation` is a pair: of the camps, by chance."""
    least = "an issue" if shared == 1 else f"{spelled_or_none(shared)} issues"
    measure = "Congruence less conflict, by average activity, of actors who share"
    measured = f"{measure} {least} or more of {spelled_or_none(issues)}"
    if polarisation is None:
        return measured
    camps, chance = polarisation
    return f"{measured}; polarisation {decimal(camps)}, by chance {decimal(chance)}"


@house_style()
def draw_circle(
    camps,
    ties,
    names,
    title,
    subtitle="Ties of actors: congruence less conflict on the issues on which both speak",
    steady=STEADY,
    file="statements.csv",
):
    """The camps of a table (actor, side, n statements, share of trials) left and right, with a line for each tie.

    A line is solid where congruence outweighs conflict, dashed where conflict does, dotted where they are even; the
    more issues two actors share, the wider. An actor in its camp in less than a share of `steady` of the trials that
    place it in any is an open mark, one of unknown share a square. Actors keep the table's order, from the top down.
    Raises ValueError for more than twelve actors, for a tie of an actor in no camp where others are in one, and for
    what `pairs` or `sides` refuses.
    """
    if camps.empty:
        return nothing(title, subtitle, file)
    if len(camps) > MOST:
        raise ValueError(f"a circle holds {MOST} actors at most and these are {len(camps)}; draw them with matrix")
    side = sides(camps)
    found, labels = pairs(ties, list(side)), _labels(camps, names, steady)
    arcs = _arcs(side, found)
    ringed = [actor for arc in arcs for actor in arc]
    sheet = Canvas()
    _key(sheet, found, {labels[actor].mark for actor in ringed}, percent(steady))
    if ringed:
        _ring(sheet, arcs, _headings(side, arcs), labels, found)
    else:
        sheet.bottom = sheet.lines(MARGIN, sheet.bottom, [NO_TIE], 9) + 4
    _below(sheet, [labels[actor] for actor in side if actor not in ringed])
    alt = _in_words(found, side, labels, names, title)
    return finish(sheet, title, subtitle, counted(int(camps["n"].sum()), "statement", file), alt)


def table(camps, ties, names):
    """An actor a row, as in the figure: its camp, how firmly it is there, and whom it is tied to, by how much."""
    side = sides(camps)
    found = pairs(ties, list(side))
    write, told = written(tie.net for tie in found), []
    for actor, n, share in camps[["actor", "n", "share"]].itertuples(index=False, name=None):
        firm = "" if side[actor] == 0 else "not known" if pd.isna(share) else f"{percent(share)} of trials placing it"
        tied = [tie for tie in found if actor in tie[:2]]
        lists = (
            "; ".join(_tied(tie, actor, write, names) for tie in tied if _sign(tie) == sign) for sign in (1, -1, 0)
        )
        told.append(
            (display_name(names, actor), SIDES[side[actor]], f"{int(n):,}", firm, *(each or "nobody" for each in lists))
        )
    return pd.DataFrame(told, columns=TABLE)


def _tied(tie, actor, write, names):
    """The other end of an actor's tie, its net, and on how much it rests."""
    return f"{display_name(names, tie.b if actor == tie.a else tie.a)} {write(tie.net)} ({_many(tie.issues, 'issue')})"


def _labels(camps, names, steady):
    """The Label of each actor."""
    labels = {}
    for actor, side, n, share in camps[["actor", "side", "n", "share"]].itertuples(index=False, name=None):
        mark = "apart" if side == 0 else "unknown" if pd.isna(share) else "steady" if share >= steady else "unsteady"
        note = f"n = {int(n):,}" + (f"; {_drawn(share, steady)} of trials placing it" if mark == "unsteady" else "")
        lines = wrap(display_name(names, actor), ROOM - text_width("…", NAME), NAME)
        cut = [*lines[: LONGEST - 1], lines[LONGEST - 1] + "…"] if len(lines) > LONGEST else lines
        labels[actor] = Label(cut, wrap(note, ROOM, NOTE), mark)
    return labels


def _drawn(share, steady):
    """A share of trials below `steady`, which rounding does not lift to it."""
    return f"in {'under ' if percent(share) == percent(steady) else ''}{percent(share)}"


def _arcs(side, found):
    """The actors on the left arc and on the right: the camps; halves where there is but one, or none and yet ties."""
    ringed = [actor for actor in side if side[actor]] or [actor for actor in side if found]
    if strange := [actor for tie in found for actor in tie[:2] if actor not in ringed]:
        raise ValueError(f"{strange[0]} has a tie and is in no camp; give that actor a side, or leave its ties out")
    arcs = [[actor for actor in ringed if side[actor] == each] for each in (1, -1)]
    half = -(-len(ringed) // 2)
    return arcs if all(arcs) else [ringed[:half], ringed[half:]]


def _headings(side, arcs):
    """What stands over the circle, and where: a heading over each camp, or one over all actors on it."""
    heads = {1: "One camp", -1: "The other camp", 0: "In no camp"}
    kinds = [side[arc[0]] for arc in arcs if arc]
    if len(set(kinds)) == 1:
        return [(MIDDLE, f"{heads[kinds[0]]}: {_many(sum(map(len, arcs)), 'actor')}")]
    places = (MIDDLE - RADIUS, MIDDLE + RADIUS)
    return [(x, f"{heads[kind]}: {_many(len(arc), 'actor')}") for x, kind, arc in zip(places, kinds, arcs, strict=True)]


def _key(sheet, found, marks, least):
    """What lines, their widths and marks mean, a row for each, as far as they occur."""
    signs, issues = {_sign(tie) for tie in found}, sorted({tie.issues for tie in found})
    told = {"steady": f"in its camp in ≥ {least} of trials placing it"}
    told |= {"unsteady": "in fewer", "unknown": "in an unknown share"}
    for x, y, sign in _entries(sheet, [sign for sign in LINES if sign in signs]):
        _line(sheet, (x, y), (x + 26, y), sign, ISSUE)
        sheet.text(x + 32, y + 2.6, LINES[sign][1], 7)
    for x, y, n in _entries(sheet, sorted({issues[0], issues[len(issues) // 2], issues[-1]}) if issues else []):
        _line(sheet, (x, y), (x + 26, y), 1, _width(n, issues[-1]), SLATE)
        sheet.text(x + 32, y + 2.6, f"on {_many(n, 'issue')}", 7)
    for x, y, mark in _entries(sheet, [mark for mark in told if mark in marks]):
        sheet.mark(x + DOT / 2, y, DOT, *MARKS[mark])
        sheet.text(x + 2 * DOT, y + 2.6, told[mark], 7)


def _entries(sheet, what):
    """A row of the key: where each entry stands."""
    y = sheet.bottom + 6.5
    sheet.bottom += 12 if what else 0
    return [(MARGIN + COLUMN * place, y, each) for place, each in enumerate(what)]


def _ring(sheet, arcs, headings, labels, found):
    """The arcs with their headings: ties, and on them the marks with their labels around."""
    places = _places(arcs[0], -1) | _places(arcs[1], 1)
    tops = {actor: top for arc in arcs for actor, top in _tops(arc, places, labels).items()}
    centre = sheet.bottom + 20 - min(*tops.values(), *(y - DOT for _, y in places.values()))
    for x, heading in headings:
        sheet.text(x, sheet.bottom + 14, heading, 8, bold=True, align="center")
    at = {actor: (MIDDLE + x, centre + y) for actor, (x, y) in places.items()}
    _ties(sheet, found, at)
    for actor, (x, y) in at.items():
        _label(sheet, labels[actor], -1 if x < MIDDLE else 1, centre, centre + tops[actor], (x, y))
        sheet.mark(x, y, DOT, *MARKS[labels[actor].mark])
    if not found:
        sheet.text(MIDDLE, centre + 3, NO_TIE, 9, align="center")
    feet = [tops[actor] + labels[actor].height for actor in tops]
    sheet.bottom = centre + max(*feet, *(y + DOT for _, y in places.values())) + 2


def _ties(sheet, found, at):
    """A line for each tie between its actors' places, the narrow ones on top."""
    most = max((tie.issues for tie in found), default=1)
    for tie in sorted(found, key=lambda tie: -tie.issues):
        ends = _between(at[tie.a], at[tie.b], DOT / 2 + 1.5)
        _line(sheet, *ends, _sign(tie), _width(tie.issues, most))


def _places(arc, way):
    """Where the actors of an arc stand, from its middle at the left (-1) or right (1) of the circle's."""
    step = min(STEP, 2 * REACH / max(1, len(arc) - 1))
    turns = [radians((number - (len(arc) - 1) / 2) * step) for number in range(len(arc))]
    return {actor: (way * RADIUS * cos(t), RADIUS * sin(t)) for actor, t in zip(arc, turns, strict=True)}


def _tops(arc, places, labels):
    """Where the labels of an arc begin: each as near to its mark as can be, none over another, by least squares."""
    heights = [labels[actor].height for actor in arc]
    above = list(accumulate(heights, initial=0))[:-1]
    wanted = [places[actor][1] - height / 2 - before for actor, height, before in zip(arc, heights, above)]
    moved = isotonic_regression(wanted).x.tolist() if arc else []
    return {actor: place + before for actor, place, before in zip(arc, moved, above, strict=True)}


def _label(sheet, label, way, centre, top, mark):
    """A name and its note outside the circle, and a hairline that leads there from its mark."""
    middle = top + (label.height - 3) / 2
    near = max(0, abs(middle - centre) - label.height / 2)
    x = MIDDLE + way * sqrt(max((RADIUS + CLEAR) ** 2 - near**2, (RADIUS / 2) ** 2))
    sheet.line(*_between(mark, (x - 2 * way, middle), DOT / 2 + 1.5)[0], x - 2 * way, middle, SLATE, 0.5)
    foot = sheet.lines(x, top, label.name, NAME, align="right" if way < 0 else "left")
    sheet.lines(x, foot, label.note, NOTE, muted=True, align="right" if way < 0 else "left")


def _below(sheet, labels):
    """The actors who are in no camp, a few abreast, below the circle."""
    if labels:
        sheet.row([(MARGIN, [f"In no camp: {_many(len(labels), 'actor')}"], {"bold": True})])
    for start in range(0, len(labels), ABREAST):
        top = sheet.bottom
        for place, label in enumerate(labels[start : start + ABREAST]):
            x = MARGIN + place * (RIGHT - MARGIN) / ABREAST
            sheet.mark(x + DOT / 2, top + 0.6 * NAME, DOT, *MARKS[label.mark])
            foot = sheet.lines(x + 2 * DOT, top, label.name, NAME)
            sheet.bottom = max(sheet.bottom, sheet.lines(x + 2 * DOT, foot, label.note, NOTE, muted=True) + 4)


def _between(one, other, gap):
    """The ends of a line from one point to another that leaves a gap at either end."""
    (x, y), (to_x, to_y) = one, other
    part = gap / max(hypot(to_x - x, to_y - y), 2 * gap)
    return (x + part * (to_x - x), y + part * (to_y - y)), (to_x - part * (to_x - x), to_y - part * (to_y - y))


def _line(sheet, one, other, sign, width, colour=None):
    """A tie's line: solid, in dashes or in dots, which grow with its width."""
    (x, y), (to_x, to_y), length = one, other, hypot(other[0] - one[0], other[1] - one[1])
    on, off = {1: (length, 0), -1: (4 + width, 3 + width), 0: (width + 0.2, 2 + 1.6 * width)}[sign]
    count = max(1, round((length + off) / (on + off)))
    on, off = (stretch := length / (count * (on + off) - off)) * on, stretch * off
    cap = min(width, 0.9 * on) / 2 / length  # the pen reaches half its width beyond a stroke's ends
    starts = [number * (on + off) / length for number in range(count)]
    along = lambda part: (x + part * (to_x - x), y + part * (to_y - y))
    strokes = [(along(start + cap), along(start + on / length - cap)) for start in starts]
    sheet.strokes(strokes, colour or LINES[sign][0], width)


def _width(issues, most):
    """The width of a tie's line, in proportion to the issues it rests on, and never too thin to see."""
    return max(0.4, issues * min(ISSUE, THICKEST / most))


def _sign(tie):
    return (tie.net > 0) - (tie.net < 0)


def _many(n, noun):
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _in_words(found, side, labels, names, title):
    """The camps and the ties, for those who cannot see them."""
    write = written(tie.net for tie in found)
    about = lambda actor: f" ({' '.join(labels[actor].note)})"
    told = [f"{title}.", *camps_in_words(side, names, about)]
    for sign, word in ((1, "Shared"), (-1, "Opposed"), (0, "Even")):
        listed = [in_words(tie, write, names) for tie in found if _sign(tie) == sign]
        told += [f"{word}: {'; '.join(listed)}."] if listed else []
    return " ".join(told if found else [*told, f"{NO_TIE}."])


def draw(placed, ties, names, title, subtitle):
    """The camps of a table (actor, side, n, share of trials): on a circle, or in a matrix where one is too small."""
    if len(placed) <= MOST:
        return draw_circle(placed, ties, names, title, subtitle)
    return tie_matrix.draw(ties, list(placed["actor"]), names, title, subtitle, placed)
