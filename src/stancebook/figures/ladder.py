"""The ladder: what each actor says on one issue, from the actors who support it to those who reject it.

>>> from stancebook.core.schema import STATEMENTS
>>> from stancebook.core.tables import frame
>>> own = {"article": "000", "actor": "arland", "via": "self", "voice": "direct", "condition": "toll"}
>>> rows = [own | {"statement": f"000-{n}", "position": position} for n, position in enumerate(("1", "1", "-2"))]
>>> statements = frame(rows, STATEMENTS)
>>> table(statements, {"arland": "Arland"}).iloc[0].tolist()
['Arland', '+1', '3', '3', '1', '2 × +1, −2', 'toll']
"""

from collections.abc import Iterable

import pandas as pd

from stancebook.core.english import capital, count, display_name, listed, number, signed_position, verb
from stancebook.figures.canvas import MARGIN, RIGHT, Canvas, Drawing, nothing, source_line
from stancebook.figures.lettering import brief_list, stance
from stancebook.figures.row_chart import Area, Cells, Column, Marks, Row, RowChart, Text
from stancebook.figures.style import GREY, WHITE, Names, house_style, most_stated, shade
from stancebook.study.codebook import POSITIONS
from stancebook.study.statements import own_words

MOST, DEEPEST, FEW = 30, 6, 3  # at the most: actors; rows of dots of one position; actors that a title names
LANES, LANE, DOT, ABREAST = 220, 33, 7.4, 4  # where five lanes of dots begin, their width; a dot, and how many abreast
COLUMNS = {
    "actor": Column(MARGIN, 106),
    "median": Column(150, heading="median", align="right"),
    "n": Column(172, heading="n", align="right"),
    "articles": Column(210, heading="articles", align="right"),
    "positions": Column(LANES, 5 * LANE),
    "conditions": Column(394, RIGHT - 394, "conditions named"),
}
TABLE = ("actor", "median", "statements", "in own words", "articles", "positions", "conditions named")
SUBTITLE = "Each dot is one statement, from −2 (rejects) to +2 (supports)"

ByActor = list[tuple[str, pd.DataFrame]]


@house_style()
def draw(statements: pd.DataFrame, names: Names, title: str) -> Drawing:
    """A row for each actor, sorted by median: a dot for each statement, filled for own words; the conditions named.

    Of more than thirty actors, the thirty with most statements are drawn. Of more than 24 statements of an actor with
    one position, 24 are dots and the others a number.
    """
    if statements.empty:
        return nothing(title, SUBTITLE)
    canvas, by_actor = Canvas(), _by_actor(statements, names)
    shown = most_stated(statements["actor"].value_counts().to_dict(), MOST)
    drawn = [(name, rows) for name, rows in by_actor if rows["actor"].iloc[0] in shown.ids]
    chart = RowChart(COLUMNS, [_row(*each, names) for each in drawn])
    _head(canvas)
    chart.heads(canvas, 41)
    chart.draw(canvas)
    alt = _in_words(title, shown.sentence, drawn, names)
    return canvas.finish(title, SUBTITLE, source_line(len(statements)), alt, shown.words)


def table(statements: pd.DataFrame, names: Names) -> pd.DataFrame:
    """The rows of the ladder, sorted and printed as in the figure."""
    printed = []
    for name, rows in _by_actor(statements, names):
        counts = rows["position"].value_counts().sort_index(ascending=False)
        positions = [f"{n} × {signed_position(each)}" if n > 1 else signed_position(each) for each, n in counts.items()]
        numbers = len(rows), own_words(rows).sum(), rows["article"].nunique()
        conditions = "; ".join(_conditions(rows, names)) or "none stated"
        printed.append((name, _median(rows), *map(str, numbers), ", ".join(positions), conditions))
    return pd.DataFrame(printed, columns=TABLE)


def title(stances: pd.DataFrame, issue: str, names: Names, groups: Iterable[str] = (), noun: str = "actor") -> str:
    """The finding of the ladder: how many actors lean towards, against, and neither way; who, where these are few.

    `stances` has a row for each actor on the issue; `noun` is what one of them is called. Groups are not counted,
    because they contain other actors.

    >>> medians = pd.DataFrame({"actor": ["arland", "borduria", "cadia"], "median": [1.0, -2.0, -1.0]})
    >>> title(medians, "a toll", {"arland": "Arland"})
    'Of the three actors heard, Arland leans towards a toll; two lean against it'
    """
    is_group = stances["actor"].isin(list(groups))
    counted = stances[~is_group]
    if counted.empty:
        return f"No {noun} is heard on {issue}"
    sides = {"towards": counted[counted["median"] > 0], "against": counted[counted["median"] < 0]}
    smaller = min(sides, key=lambda side: len(sides[side]))
    first = smaller if 0 < len(sides[smaller]) <= FEW else "towards"
    second = "against" if first == "towards" else "towards"
    few, many = sides[first], sides[second]
    heard = 0 < len(few) <= FEW and len(few) < len(many)
    finding = f"of the {count(len(counted), noun)} heard, " if heard else ""
    finding = capital(f"{finding}{_who(few, names, noun)} {verb(few, 'leans', 'lean')} {first} {issue}; ")
    finding += number(len(many), spell=True) if heard else count(len(many), noun)
    finding += f" {verb(many, 'leans', 'lean')} {second} it"
    between = len(counted) - len(few) - len(many)
    finding += f", {number(between, spell=True)} neither way" if between else ""
    return f"{finding} (groups not counted)" if is_group.any() else finding


def _who(few: pd.DataFrame, names: Names, noun: str) -> str:
    """The actors of the smaller side by name, from the firmest, if they are few; else their number."""
    if not 0 < len(few) <= FEW:
        return count(len(few), noun)
    firmest_first = sorted(few.itertuples(), key=lambda row: (-abs(row.median), row.actor))
    return listed(display_name(names, row.actor) for row in firmest_first)


def _by_actor(statements: pd.DataFrame, names: Names) -> ByActor:
    """The name of each actor with its statements, from the most to the least supporting actor."""
    groups = statements.sort_values("statement").groupby("actor")
    median, mean = groups["position"].median(), groups["position"].mean()
    standing = {actor: (-median[actor], -mean[actor], display_name(names, actor), actor) for actor in median.index}
    return [(standing[actor][2], groups.get_group(actor)) for actor in sorted(standing, key=standing.__getitem__)]


def _median(rows: pd.DataFrame) -> str:
    return signed_position(rows["position"].median())


def _conditions(rows: pd.DataFrame, names: Names) -> list[str]:
    """The names of all conditions of these statements, in alphabetical order."""
    terms = {display_name(names, term) for terms in rows["condition"] for term in terms.split() if term != "none"}
    return sorted(sorted(terms), key=str.casefold)


def _in_words(title: str, shown: str, by_actor: ByActor, names: Names) -> str:
    """The alternative text: the stance of each actor that is `shown`, with its conditions while that is short."""
    stances = [stance(name, rows["position"].median(), len(rows)) for name, rows in by_actor]
    conditions = [", ".join(_conditions(rows, names)) or "no condition stated" for _, rows in by_actor]
    in_full = [f"{each[:-1]}; {terms})" for each, terms in zip(stances, conditions, strict=True)]
    lead = f"{title}.{shown} Positions from most to least supporting"
    return brief_list(*(f"{lead}: {'; '.join(each)}." for each in (in_full, stances)))


def _head(canvas: Canvas) -> None:
    """Explain dots, rings and bars, and name the five lanes of dots."""
    keys = ((0, shade(1), "own words, quoted"), (112, WHITE, "reported or attributed"), (246, GREY, "range"))
    for x, fill, words in keys:
        if words == "range":
            canvas.box(MARGIN + x - 6, 2, 16, 9, fill)
        else:
            canvas.mark(MARGIN + x + 4, 6.5, DOT - 2, fill, shade(1, 0.6))
        canvas.text(MARGIN + x + 13, 9, words, 7)
    canvas.text(LANES, 30, "Rejects", 8, bold=True)
    canvas.text(LANES + 5 * LANE, 30, "Supports", 8, bold=True, align="right")
    for position in POSITIONS:
        canvas.text(_lane(position), 41, signed_position(position), 7, muted=True, align="center")


def _lane(position: float) -> float:
    """The middle of the lane of a position."""
    return LANES + (position + 2.5) * LANE


def _row(name: str, rows: pd.DataFrame, names: Names) -> Row:
    """The row of one actor."""
    own = own_words(rows).groupby(rows["position"]).agg(sorted)
    deep = DOT * min(DEEPEST + 1, -(-max(map(len, own)) // ABREAST)) + 3
    conditions = _conditions(rows, names)

    def dots(canvas: Canvas, area: Area) -> None:
        if len(rows) > 2:
            low, high = _lane(rows["position"].min()), _lane(rows["position"].max())
            canvas.box(low - LANE / 2 + 1, area.top + 4, high - low + LANE - 2, deep, GREY)
        for position in POSITIONS:
            canvas.line(_lane(position), area.top, _lane(position), area.foot)
        for position, each in own.items():
            _stack(canvas, position, each[::-1], area.top + 9.2)

    cells: Cells = {
        "actor": [Text(name)],
        "median": [Text(_median(rows), bold=len(rows) > 1)],
        "n": [Text(f"{len(rows)}")],
        "articles": [Text(f"{rows['article'].nunique()}")],
        "positions": [Marks(dots)],
        "conditions": [Text("; ".join(conditions) or "none stated", 7, muted=not conditions)],
    }
    return Row(cells, least=deep)


def _stack(canvas: Canvas, position: float, own: list[bool], y: float) -> None:
    """Draw the dots of one position, own words first, a few abreast; below them, how many more there are."""
    if more := len(own[DEEPEST * ABREAST :]):
        canvas.text(_lane(position), y + DEEPEST * DOT + 2, f"+ {more:,}", 6, align="center")
    for start in range(0, len(own) - more, ABREAST):
        abreast = own[start : start + ABREAST]
        for place, is_own in enumerate(abreast):
            x = _lane(position) + (place - (len(abreast) - 1) / 2) * DOT
            fill = shade(position) if is_own else WHITE
            canvas.mark(x, y + start / ABREAST * DOT, DOT - 2, fill, shade(position, 0.6))
