"""The matrix: the net tie of every two actors, for more actors than a circle holds.

>>> import pandas as pd
>>> ties = pd.DataFrame([("arland", "borduria", 1, 3, -2, 2), ("cadia", "arland", 2, 0, 2, 1)],
...     columns=["actor_a", "actor_b", "congruence", "conflict", "net", "issues"])
>>> print(draw(ties, ["arland", "borduria", "cadia"], {}, "Arland has one friend").alt.replace(". ", ".\\n"))
Arland has one friend.
Matrix of 3 actors: 2 of 3 pairs have a tie, 1 of them shared, 1 opposed and 0 even; 1 on a single issue.
Strongest shared: arland and cadia +2 (1 issue).
Strongest opposed: arland and borduria −2 (2 issues).
Actors in order: arland, borduria, cadia.
"""

from stancebook.core.english import display_name
from stancebook.figures import ties
from stancebook.figures.canvas import LEAD, MARGIN, RIGHT, Canvas, counted, finish, nothing
from stancebook.figures.lettering import text_width, wrap
from stancebook.figures.style import DARK, GREY, WHITE, house_style, shade
from stancebook.figures.ties import NO_TIE, SIDES, pairs, sides, written

CELL, NAME = 34, 92  # the widest cell, and the room for the last actor's name


@house_style()
def draw(
    ties,
    actors,
    names,
    title,
    subtitle="Congruence less conflict, coloured by its share of both; below it, on how many issues two actors speak",
    camps=None,
    file="ties.csv",
):
    """Actors down and across, in the order given; a cell holds net and issues of a tie, and is white without one.

    An actor's name stands where its row ends and its column begins. `camps` (actor, side: +1, -1 or 0) sets the camps
    one after the other, with a line between. A cell's colour is net as a share of congruence and conflict together,
    so that it does not hang on how much two actors say. Raises ValueError for ties and sides that `pairs` or
    `sides` refuses, and for an actor without a side.
    """
    side = None if camps is None else sides(camps)
    actors = list(actors) if side is None else _by_camp(actors, side)
    found = pairs(ties, actors)
    if not found:
        return nothing(title, subtitle, file, "tie", NO_TIE)
    sheet, write = Canvas(), written(tie.net for tie in found)
    borders = [] if side is None else [n for n in range(1, len(actors)) if side[actors[n - 1]] != side[actors[n]]]
    _key(sheet, borders)
    width = min(CELL, (RIGHT - MARGIN - NAME) / (len(actors) - 1))
    size = _size(width, [write(tie.net) for tie in found])
    tops = _stairs(sheet, [display_name(names, actor) for actor in actors], width, max(11.5, 2.1 * size + 3))
    for tie in found:
        column, row = actors.index(tie.a), actors.index(tie.b)
        _cell(sheet, tie, write, MARGIN + column * width, tops[row], width, tops[row + 1] - tops[row], size)
    _borders(sheet, borders, width, tops)
    alt = _in_words(found, write, actors, side, names, title)
    return finish(sheet, title, subtitle, counted(len(found), "tie", file), alt)


def _by_camp(actors, side):
    """The actors camp by camp, each in the order given."""
    if missing := [actor for actor in actors if actor not in side]:
        raise ValueError(f"{missing[0]} has no side in the table of camps; give it one, 0 where it is in no camp")
    return sorted(actors, key=lambda actor: list(SIDES).index(side[actor]))


def _size(width, numbers):
    """The size of type at which the widest of these numbers fits a cell."""
    return min(7, max(1, int(100 * (width - 2) / max(text_width(number, 10, True) for number in numbers)) / 10))


def _key(sheet, borders):
    """One line that explains colours, frames and white, and the line between camps where there is one."""
    sheet.text(MARGIN, 9.5, "Opposed", 7)
    for place, share in enumerate((-1, -0.5, 0, 0.5, 1)):
        sheet.box(MARGIN + 37 + 27 * place, 0, 26, 14, shade(2 * share))
        words = f"{100 * share:+.0f} %".replace("-", "−").replace("+0", "0")
        sheet.text(MARGIN + 50 + 27 * place, 9.2, words, 6, align="center")
    sheet.text(MARGIN + 176, 9.5, "Shared", 7)
    for x, edge, thick, words in ((218, shade(2, 0.75), 1.3, "a single issue"), (305, GREY, 0.6, "no tie")):
        sheet.box(MARGIN + x, 0, 20, 14, WHITE, edge, thick)
        sheet.text(MARGIN + x + 25, 9.5, words, 7)
    if borders:
        sheet.line(MARGIN + 366, 7, MARGIN + 386, 7, DARK, 1.4)
        sheet.text(MARGIN + 392, 9.5, "between the camps", 7)
    sheet.bottom = 24


def _stairs(sheet, labels, width, least):
    """The top of each row and the foot of the last, when the stairs and the names on their steps are drawn."""
    tops = [sheet.bottom]
    for number, text in enumerate(labels):
        step = MARGIN + number * width
        lines = wrap(text, RIGHT - step - 4, 7.5)
        tops.append(tops[-1] + max(least, LEAD * 7.5 * len(lines) + 2))
        sheet.lines(step + 4, (tops[-1] + tops[-2] - LEAD * 7.5 * len(lines)) / 2, lines, 7.5)
    last = len(labels) - 1
    levels = [((MARGIN, y), (MARGIN + width * min(n, last), y)) for n, y in enumerate(tops) if n]
    uprights = [((MARGIN + n * width, tops[max(1, n)]), (MARGIN + n * width, tops[-1])) for n in range(last + 1)]
    sheet.strokes(levels + uprights)
    sheet.bottom = tops[-1]
    return tops


def _cell(sheet, tie, write, x, y, width, height, size):
    """One tie: its net over its issues; a single issue is a frame round white."""
    single, colour, middle = tie.issues == 1, 2 * tie.share, x + width / 2
    look = (WHITE, shade(colour, 0.75), min(1.3, width / 12)) if single else (shade(colour),)
    sheet.box(x + 0.5, y + 0.5, width - 1, height - 1, *look)
    sheet.text(middle, y + height / 2 - 0.4, write(tie.net), size, bold=not single, align="center")
    sheet.text(middle, y + height / 2 + 0.94 * size - 0.2, f"{tie.issues}", round(size * 0.8, 2), align="center")


def _borders(sheet, borders, width, tops):
    """A line between neighbouring camps: along the row in which the next begins, and down its column."""
    for n in borders:
        x = MARGIN + n * width
        sheet.strokes([((MARGIN, tops[n]), (x, tops[n]), (x, tops[-1]))], DARK, 1.4)


def _in_words(found, write, actors, side, names, title):
    """What the matrix shows, for those who cannot see it."""
    shared, opposed, even = ([tie for tie in found if (tie.net > 0) - (tie.net < 0) == sign] for sign in (1, -1, 0))
    told = [
        f"{title}. Matrix of {len(actors)} actors: {len(found)} of {len(actors) * (len(actors) - 1) // 2} pairs have a "
        f"tie, {len(shared)} of them shared, {len(opposed)} opposed and {len(even)} even; "
        f"{sum(tie.issues == 1 for tie in found)} on a single issue."
    ]
    for word, group in (("shared", shared), ("opposed", opposed)):
        if group:
            strongest = max(group, key=lambda tie: abs(tie.net))
            told.append(f"Strongest {word}: {ties.in_words(strongest, write, names)}.")
    if side is None:
        return " ".join([*told, f"Actors in order: {', '.join(display_name(names, actor) for actor in actors)}."])
    return " ".join([*told, *ties.camps_in_words({actor: side[actor] for actor in actors}, names)])
