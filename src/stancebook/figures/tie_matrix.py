"""The matrix: the net tie of every two actors, for more actors than a circle holds; and what circle and matrix share.

>>> import pandas as pd
>>> camps = pd.DataFrame([("arland", 1, 3), ("borduria", -1, 2), ("cadia", 1, 2)], columns=["actor", "side", "n"])
>>> ties = pd.DataFrame([("arland", "borduria", 1, 3, -2, 2), ("cadia", "arland", 2, 0, 2, 1)],
...     columns=["actor_a", "actor_b", "congruence", "conflict", "net", "issues"])
>>> print(draw(camps, ties, {}, "Arland has one friend").alt.replace(". ", ".\\n"))
Arland has one friend.
Matrix of 3 actors: 2 of 3 pairs have a tie, 1 of them shared, 1 opposed and 0 even; 1 on a single issue.
Strongest shared: arland and cadia +2 (1 issue).
Strongest opposed: arland and borduria −2 (2 issues).
One camp: arland, cadia.
The other camp: borduria.
>>> write = number_writer([2, -12])
>>> write(2), in_words(Tie("arland", "borduria", -12, -0.5, 3), write, {})
('+2', 'arland and borduria −12 (3 issues)')
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import floor, log10
from typing import Any, NamedTuple

import pandas as pd

from stancebook.core.english import capital, display_name, plural
from stancebook.figures.canvas import LEAD, MARGIN, RIGHT, Canvas, Drawing, nothing, source_line
from stancebook.figures.lettering import text_width, wrap
from stancebook.figures.style import DARK, GREY, WHITE, Names, house_style, most_stated, shade

MOST = 30  # actors whose ties can be read in their cells
CELL, NAME, SIZE = 34, 92, 7.5  # the widest cell; the room for the last actor's name; the size of names
SUBTITLE = "Congruence minus conflict, coloured by its share of both; below it, the number of shared issues"
NO_TIE = "No two actors share enough issues for a tie"
SIDES = {1: "one camp", -1: "the other camp", 0: "in no camp"}
NUMBERS = ["congruence", "conflict", "net", "issues"]


class Tie(NamedTuple):
    """Two actors, congruence less conflict (also as a share of both), and the number of issues that they share."""

    a: str
    b: str
    net: float
    share: float
    issues: int

    @property
    def sign(self) -> int:
        """+1 for shared more than opposed, -1 for the reverse, 0 for even."""
        return (self.net > 0) - (self.net < 0)


@house_style()
def draw(camps: pd.DataFrame, ties: pd.DataFrame, names: Names, title: str, subtitle: str = SUBTITLE) -> Drawing:
    """Actors down and across, camp by camp; a cell holds net and issues of a tie, and is white without one.

    `camps` has actor, side (+1, -1 or 0) and n statements. Of more than thirty actors, the thirty with most statements
    are drawn. An actor's name stands where its row ends and its column begins. The colour of a cell is net as a share
    of congruence and conflict together, so that it does not depend on how much two actors say. Raises ValueError for
    ties and sides that `pairs` or `sides` refuses.
    """
    shown = most_stated(dict(zip(camps["actor"], camps["n"], strict=True)), MOST)
    side = {actor: own for actor, own in sides(camps).items() if actor in shown.ids}
    actors = sorted(side, key=lambda actor: list(SIDES).index(side[actor]))
    left_out = camps["actor"][~camps["actor"].isin(actors)]
    tied = pairs(ties[~ties[["actor_a", "actor_b"]].isin(left_out.tolist()).any(axis=1)], actors)
    if not tied:
        return nothing(title, subtitle, "ties.csv", "tie", NO_TIE)
    canvas, write = Canvas(), number_writer(tie.net for tie in tied)
    borders = [n for n in range(1, len(actors)) if side[actors[n - 1]] != side[actors[n]]]
    _key(canvas, borders)
    width = min(CELL, (RIGHT - MARGIN - NAME) / (len(actors) - 1))
    size = _size(width, [write(tie.net) for tie in tied])
    tops = _stairs(canvas, [display_name(names, actor) for actor in actors], width, max(11.5, 2.1 * size + 3))
    for tie in tied:
        column, row = actors.index(tie.a), actors.index(tie.b)
        _cell(canvas, tie, write, (MARGIN + column * width, tops[row], width, tops[row + 1] - tops[row]), size)
    for n in borders:  # along the row in which the next camp begins, and down its column
        x = MARGIN + n * width
        canvas.strokes([((MARGIN, tops[n]), (x, tops[n]), (x, tops[-1]))], DARK, 1.4)
    alt = _in_words(tied, write, {actor: side[actor] for actor in actors}, names, title + "." + shown.sentence)
    return canvas.finish(title, subtitle, source_line(len(ties), "tie", "ties.csv"), alt, shown.words)


def _size(width: float, numbers: Iterable[str]) -> float:
    """The size of type with which the widest of these numbers fits in a cell."""
    return min(7, max(1, int(100 * (width - 2) / max(text_width(number, 10, True) for number in numbers)) / 10))


def _key(canvas: Canvas, borders: list[int]) -> None:
    """Explain colours, frames and white, and the line between camps if there is one."""
    canvas.text(MARGIN, 9.5, "Opposed", 7)
    for place, share in enumerate((-1, -0.5, 0, 0.5, 1)):
        canvas.box(MARGIN + 37 + 27 * place, 0, 26, 14, shade(2 * share))
        words = f"{100 * share:+.0f} %".replace("-", "−").replace("+0", "0")
        canvas.text(MARGIN + 50 + 27 * place, 9.2, words, 6, align="center")
    canvas.text(MARGIN + 176, 9.5, "Shared", 7)
    canvas.swatch(MARGIN + 218, "a single issue", WHITE, shade(2, 0.75), 1.3)
    canvas.swatch(MARGIN + 305, "no tie", WHITE, GREY, 0.6)
    if borders:
        canvas.line(MARGIN + 366, 7, MARGIN + 386, 7, DARK, 1.4)
        canvas.text(MARGIN + 392, 9.5, "between the camps", 7)
    canvas.bottom = 24


def _stairs(canvas: Canvas, labels: list[str], width: float, least: float) -> list[float]:
    """Draw the stairs and the names on their steps; returns the top of each row and the foot of the last."""
    tops = [canvas.bottom]
    for number, text in enumerate(labels):
        step = MARGIN + number * width
        lines = wrap(text, RIGHT - step - 4, SIZE)
        tops.append(tops[-1] + max(least, LEAD * SIZE * len(lines) + 2))
        canvas.lines(step + 4, (tops[-1] + tops[-2] - LEAD * SIZE * len(lines)) / 2, lines, SIZE)
    last = len(labels) - 1
    levels = [((MARGIN, y), (MARGIN + width * min(n, last), y)) for n, y in enumerate(tops) if n]
    uprights = [((MARGIN + n * width, tops[max(1, n)]), (MARGIN + n * width, tops[-1])) for n in range(last + 1)]
    canvas.strokes(levels + uprights)
    canvas.bottom = tops[-1]
    return tops


def _cell(
    canvas: Canvas, tie: Tie, write: Callable[[float], str], area: tuple[float, float, float, float], size: float
) -> None:
    """Draw one tie, its net over its issues; a single issue is a frame round white."""
    x, y, width, height = area
    single, middle = tie.issues == 1, x + width / 2
    canvas.cell(x + 0.5, y + 0.5, width - 1, height - 1, 2 * tie.share, single, min(1.3, width / 12))
    canvas.text(middle, y + height / 2 - 0.4, write(tie.net), size, bold=not single, align="center")
    canvas.text(middle, y + height / 2 + 0.94 * size - 0.2, f"{tie.issues}", round(size * 0.8, 2), align="center")


def _in_words(
    tied: list[Tie], write: Callable[[float], str], side: Mapping[str, int], names: Names, finding: str
) -> str:
    """The alternative text: the finding, how many pairs have which tie, the strongest ties, and the camps."""
    shared, opposed, even = ([tie for tie in tied if tie.sign == sign] for sign in (1, -1, 0))
    sentences = [
        f"{finding} Matrix of {len(side)} actors: {len(tied)} of {len(side) * (len(side) - 1) // 2} pairs have a "
        f"tie, {len(shared)} of them shared, {len(opposed)} opposed and {len(even)} even; "
        f"{sum(tie.issues == 1 for tie in tied)} on a single issue."
    ]
    for word, group in (("shared", shared), ("opposed", opposed)):
        if group:
            strongest = max(group, key=lambda tie: abs(tie.net))
            sentences.append(f"Strongest {word}: {in_words(strongest, write, names)}.")
    return " ".join([*sentences, *camps_in_words(side, names)])


def pairs(ties: pd.DataFrame, actors: Iterable[str]) -> list[Tie]:
    """The ties of these actors, sorted by the order of the actors.

    Raises ValueError if a tie leads to an unknown actor or to its own actor, two actors have two ties, or the numbers
    of a tie are missing or contradict each other.
    """
    place = {actor: number for number, actor in enumerate(actors)}
    by_pair: dict[tuple[str, str], Tie] = {}
    for row in ties.astype(dict.fromkeys(NUMBERS, float)).to_dict("records"):
        if problem := _problem(row, place, by_pair):
            raise ValueError(f"the tie of {row['actor_a']} and {row['actor_b']} {problem}")
        a, b = sorted((row["actor_a"], row["actor_b"]), key=place.get)
        net, both = round(row["net"], 9), row["congruence"] + row["conflict"]
        share = (row["congruence"] - row["conflict"]) / both if both else 0.0
        by_pair[a, b] = Tie(a, b, net or 0.0, share, int(row["issues"]))
    return [by_pair[pair] for pair in sorted(by_pair, key=lambda pair: (place[pair[0]], place[pair[1]]))]


def _problem(row: dict[Any, Any], place: Mapping[str, int], by_pair: Mapping[tuple[str, str], Tie]) -> str:
    """The problem of a tie, with its fix; empty if there is none."""
    ends = row["actor_a"], row["actor_b"]
    if strange := [end for end in ends if end not in place]:
        return f"leads to {strange[0]}, who is none of the actors; add that actor, or leave the tie out"
    if ends[0] == ends[1] or ends in by_pair or ends[::-1] in by_pair:
        return "joins an actor to itself or is there twice; give two actors one tie"
    congruence, conflict, net, issues = (row[name] for name in NUMBERS)
    fits = abs(net - congruence + conflict) <= 0.001 * (1 + abs(net))  # false if a number is missing or infinite
    if not (fits and congruence >= 0 and conflict >= 0 and issues >= 1):
        return "cannot be: net is congruence less conflict, neither of them below 0, on one issue at least"
    return ""


def sides(camps: pd.DataFrame) -> dict[str, int]:
    """The side of each actor of a table of camps, in its order; raises ValueError if an actor has none or two."""
    by_actor: dict[str, int] = {}
    for actor, side in zip(camps["actor"], camps["side"], strict=True):
        if pd.isna(side) or side not in SIDES or actor in by_actor:
            raise ValueError(f"{actor} has no side or is there twice; give each actor +1, -1 or 0, once")
        by_actor[actor] = int(side)
    return by_actor


def number_writer(nets: Iterable[float]) -> Callable[[float], str]:
    """A function that writes each of these nets with equally many decimals.

    There are none if all are whole numbers; else enough for two digits of the largest, and one at least below 100.
    """
    nets = list(nets)
    whole, largest = all(net == round(net) for net in nets), max(map(abs, nets), default=0)
    places = 0 if whole else max(int(largest < 100), 1 - floor(log10(largest)))
    return lambda net: f"{net:+.{places}f}".replace("-", "−") if net else "0"


def in_words(tie: Tie, write: Callable[[float], str], names: Names) -> str:
    """A tie as an entry of a list."""
    ends = f"{display_name(names, tie.a)} and {display_name(names, tie.b)}"
    return f"{ends} {write(tie.net)} ({plural(tie.issues, 'issue')})"


def camps_in_words(
    side: Mapping[str, int], names: Names, about: Callable[[str], str] = lambda actor: ""
) -> Iterator[str]:
    """A sentence for each camp that has actors; `about` adds a note to a name."""
    for each, words in SIDES.items():
        actors = [display_name(names, actor) + about(actor) for actor, own in side.items() if own == each]
        if actors:
            yield f"{capital(words)}: {', '.join(actors)}."
