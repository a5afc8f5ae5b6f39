"""The ladder: what each actor says on one issue, from those who support it to those who reject it.

>>> from stancebook.core.tables import frame
>>> said = frame([{"statement": f"000-{n}", "article": "000", "actor": "arland", "position": position, "via": "self",
...     "voice": "direct", "condition": "toll"} for n, position in enumerate(("1", "1", "-2"))])
>>> table(said, {"arland": "Arland"}).iloc[0].tolist()
['Arland', '+1', '3', '3', '1', '2 × +1, −2', 'toll']
"""

import pandas as pd

from stancebook.core.english import capital, count, display_name, number, signed_position
from stancebook.figures.alt_text import brief_list, stance
from stancebook.figures.canvas import MARGIN, RIGHT, Canvas, counted, finish, nothing
from stancebook.figures.lettering import wrap
from stancebook.figures.style import GREY, WHITE, house_style, shade
from stancebook.study.codebook import POSITIONS
from stancebook.study.statements import own_words

# Where the columns stand: median, n, articles (flush right), five lanes of dots, conditions.
MEDIAN, N, ARTICLES, LANES, LANE, TERMS = 150, 172, 210, 220, 33, 394
DOT, ABREAST = 7.4, 4
TABLE = ("actor", "median", "statements", "in own words", "articles", "positions", "conditions named")


@house_style()
def draw(
    statements,
    names,
    title,
    subtitle="Each dot is one statement, from −2 (rejects) to +2 (supports)",
    file="statements.csv",
):
    """A row for each actor, by median: a dot for each statement, filled for own words, and the conditions named."""
    if statements.empty:
        return nothing(title, subtitle, file)
    sheet = Canvas()
    _head(sheet)
    rungs = _rungs(statements, names)
    for actor, said in rungs:
        _rung(sheet, display_name(names, actor), said, names)
    sheet.line(MARGIN, sheet.bottom, RIGHT, sheet.bottom)
    return finish(sheet, title, subtitle, counted(len(statements), "statement", file), _in_words(title, rungs, names))


def table(statements, names):
    """The rows of the ladder, as the figure orders and prints them."""
    return pd.DataFrame(
        [_row(display_name(names, actor), said, names) for actor, said in _rungs(statements, names)], columns=TABLE
    )


def _rungs(statements, names):
    """Each actor with its statements, from the most to the least supporting."""
    said = dict(list(statements.sort_values("statement").groupby("actor")))
    actors = sorted(said, key=lambda actor: (*_standing(said[actor]["position"]), display_name(names, actor), actor))
    return [(actor, said[actor]) for actor in actors]


def _row(name, said, names):
    counts = said["position"].value_counts().sort_index(ascending=False)
    each = ", ".join(
        f"{n} × {signed_position(position)}" if n > 1 else signed_position(position) for position, n in counts.items()
    )
    terms = "; ".join(_terms(said["condition"], names)) or "none stated"
    own, articles = own_words(said).sum(), said["article"].nunique()
    return name, signed_position(said["position"].median()), f"{len(said)}", f"{own}", f"{articles}", each, terms


def _in_words(title, rungs, names):
    """What the ladder shows, for those who cannot see it."""
    stances = [stance(display_name(names, actor), said["position"].median(), len(said)) for actor, said in rungs]
    terms = [", ".join(_terms(said["condition"], names)) or "no condition stated" for _, said in rungs]
    in_full = [f"{told[:-1]}; {each})" for told, each in zip(stances, terms, strict=True)]
    lead = f"{title}. Positions from most to least supporting"
    return brief_list(*(f"{lead}: {'; '.join(told)}." for told in (in_full, stances)))


def _standing(positions):
    return -positions.median(), -positions.mean()


def _head(sheet):
    """The key and the names of the columns."""
    _key(sheet)
    sheet.text(LANES, 30, "Rejects", 8, bold=True)
    sheet.text(LANES + 5 * LANE, 30, "Supports", 8, bold=True, align="right")
    for position in POSITIONS:
        sheet.text(_lane(position), 41, signed_position(position), 7, muted=True, align="center")
    for x, words in ((MEDIAN, "median"), (N, "n"), (ARTICLES, "articles")):
        sheet.text(x, 41, words, 7, muted=True, align="right")
    sheet.text(TERMS, 41, "conditions named", 7, muted=True)
    sheet.bottom = 46


def _key(sheet):
    """What dots, rings and bars mean."""
    keys = ((0, shade(1), "own words, quoted"), (112, WHITE, "reported or attributed"), (246, GREY, "range"))
    for x, fill, words in keys:
        if words == "range":
            sheet.box(MARGIN + x - 6, 2, 16, 9, fill)
        else:
            sheet.mark(MARGIN + x + 4, 6.5, DOT - 2, fill, shade(1, 0.6))
        sheet.text(MARGIN + x + 13, 9, words, 7)


def _lane(position):
    return LANES + (position + 2.5) * LANE


def _rung(sheet, name, said, names):
    """Draw one actor's row."""
    median, terms = signed_position(said["position"].median()), _terms(said["condition"], names)
    own = own_words(said).groupby(said["position"]).agg(sorted)
    deep = DOT * -(-max(map(len, own)) // ABREAST)
    top, foot = sheet.row(_blocks(name, median, terms, said), deep + 3)
    if len(said) > 2:
        low, high = _lane(said["position"].min()), _lane(said["position"].max())
        sheet.box(low - LANE / 2 + 1, top + 4, high - low + LANE - 2, deep + 3, GREY)
    for position in POSITIONS:
        sheet.line(_lane(position), top, _lane(position), foot)
    for position, owns in own.items():
        _stack(sheet, position, owns[::-1], top + 9.2)


def _terms(conditions, names):
    """The names of all conditions in these sets, by the alphabet."""
    terms = {display_name(names, term) for condition in conditions for term in condition.split() if term != "none"}
    return sorted(sorted(terms), key=str.casefold)


def _blocks(name, median, terms, said):
    """What stands in the columns of one actor's row, but for the dots."""
    return [
        (MARGIN, wrap(name, MEDIAN - 44, 8), {}),
        (MEDIAN, [median], {"bold": len(said) > 1, "align": "right"}),
        (N, [f"{len(said)}"], {"align": "right"}),
        (ARTICLES, [f"{said['article'].nunique()}"], {"align": "right"}),
        (TERMS, wrap("; ".join(terms) or "none stated", RIGHT - TERMS, 7), {"size": 7, "muted": not terms}),
    ]


def _stack(sheet, position, owns, y):
    """The dots of one position, own words first, a few abreast."""
    for start in range(0, len(owns), ABREAST):
        abreast = owns[start : start + ABREAST]
        for place, own in enumerate(abreast):
            x = _lane(position) + (place - (len(abreast) - 1) / 2) * DOT
            sheet.mark(x, y + start / ABREAST * DOT, DOT - 2, shade(position) if own else WHITE, shade(position, 0.6))


def title(held, issue, groups=()):
    """The finding that the ladder shows: how many actors lean towards, against, and neither way.

    Groups are not counted, for they contain others.
    """
    apart, held = held["actor"].isin(groups).any(), held[~held["actor"].isin(groups)]
    leans = {"for": (held["median"] > 0).sum(), "against": (held["median"] < 0).sum()}
    between = len(held) - sum(leans.values())
    verb = "leans" if leans["for"] == 1 else "lean"
    against = number(leans["against"], spell=True)
    said = f"{capital(issue)}: {count(leans['for'], 'actor')} {verb} towards, {against} against"
    said += f", {number(between, spell=True)} neither way" if between else ""
    return f"{said}; groups stand apart" if apart else said
