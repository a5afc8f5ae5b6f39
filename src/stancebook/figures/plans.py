"""The plans side by side: what each text tells of each, its sizes on one scale, nothing merged and nothing guessed.

>>> from stancebook.core.tables import frame
>>> told = frame([{"fact": "F1", "article": "000", "plan": "bridge", "attribute": "size", "value": "some 300 masons",
...     "value_low": "300", "value_high": "300", "unit": "masons", "subject": "work", "status": "asked", "said_by": "the mayor"}],
...     as_text=["value"])
>>> table(told, {}, attributes=["size", "place"]).values.tolist()
[['bridge', '000', 'some 300 masons (asked; the mayor)', 'not told']]

Accounts: what each text tells of each plan, with how firm it is and who says so.

An account is one text's of one plan. Accounts are never merged or averaged, and what one does not tell stays not told.

>>> from stancebook.core.tables import frame
>>> facts = frame([{"fact": f"F{n}", "article": "000", "plan": "bridge", "attribute": "help", "value": value, "value_low": "",
...     "value_high": "", "unit": "", "subject": "towns", "status": "asked", "said_by": "the mayor"}
...     for n, value in enumerate(("bricks", "mortar"))], as_text=["value"])
>>> in_words(accounts(facts, {}, ["help", "size"])["bridge", "000"]["help"])
'bricks; mortar (asked; the mayor)'
"""

from itertools import accumulate, pairwise
from math import isfinite
from typing import NamedTuple

import pandas as pd

from stancebook.core.english import capital, count, display_name, label, listed, number, number_range, spelled_or_none
from stancebook.figures.alt_text import brief_list, headings
from stancebook.figures.canvas import LEAD, MARGIN, RIGHT, Canvas, counted, finish, nothing
from stancebook.figures.lettering import printable, text_width, wrap
from stancebook.figures.style import DARK, SLATE, house_style

ABREAST, HEAD, GAP, TIP = 6, 84, 8, 10  # attributes side by side; room of plans and texts; between columns; of an arrow
MOST = 40  # accounts
LEAST, STEP, LONGEST = 58, 4, 110  # of a column's width; of a bar
SIZE, SMALL = 7, 6
NOT_TOLD, PLAIN = "not told", "planned"  # what is planned needs no word for how firm it is
NOBODY, ARTICLE = ("", "-"), "article"


@house_style()
def draw(facts, names, title, articles={}, attributes=None, subtitle="", file="facts.csv"):
    """Plans down, by the text that tells of them, and the attributes asked for across, with who says so and how firmly.

    `articles` leads to the sources' short names. Plans stand in the order of `names`, and so do attributes where none
    are named. An account is one text's of one plan; it is there where it tells of any of the attributes.
    """
    held, attributes, rest = _held(facts, names, attributes)
    if not held:
        return nothing(title, subtitle, file, "fact", "No fact found")
    sheet, on = Canvas(), scales(held, attributes)
    for start in range(0, len(attributes), ABREAST):
        sheet.bottom += 12 if start else 0
        _band(sheet, held, attributes[start : start + ABREAST], on, names, articles)
    told = sum(told.facts for cells in held.values() for cell in cells.values() for told in cell)
    source = counted(told, "fact", file) + (f"; {count(rest, 'account')} that tell less left out" if rest else "")
    alt = _in_words(table(facts, names, articles, attributes), title, len({plan for plan, _ in held}))
    return finish(sheet, title, subtitle or _subtitle(on), source, alt)


def _held(facts, names, attributes):
    """The accounts that tell most, the attributes asked for, and how many accounts there are beyond these."""
    attributes = attributes_of(facts, names) if attributes is None else list(dict.fromkeys(attributes))
    held = accounts(facts, names, attributes)
    most = set(sorted(held, key=lambda account: -sum(map(bool, held[account].values())))[:MOST])
    return {account: held[account] for account in held if account in most}, attributes, len(held) - len(most)


def _subtitle(on):
    units = listed(sorted({unit or "numbers" for _, unit in on.values()})) if on else ""
    bars = f"; bars: {units}, on one scale, an arrow where an end is open" if on else ""
    return f"Each plan as one text tells it; in small type how firm that is and, in brackets, who says so{bars}"


def table(facts, names, articles={}, attributes=None):
    """An account a row: the plan, the text, and what it tells of each attribute."""
    held, attributes, _ = _held(facts, names, attributes)
    heads, rows = headings(names, attributes, ("plan", "source")), []
    for (plan, article), cells in held.items():
        lists = [in_words(cells[attribute]) for attribute in attributes]
        rows.append([display_name(names, plan), articles.get(article, article), *lists])
    return pd.DataFrame(rows, columns=["plan", "source", *heads.values()])


def title(facts, names, attributes=None):
    """The finding that the plans show: what most accounts tell, and what fewest do."""
    held, attributes, _ = _held(facts, names, attributes)
    if not held:
        return "No plan is told of"
    times = {attribute: sum(bool(cells[attribute]) for cells in held.values()) for attribute in attributes}
    most, least = max(attributes, key=times.get), min(reversed(attributes), key=times.get)
    lead = f"{capital(count(len(held), 'account'))} of {count(len({plan for plan, _ in held}), 'plan')}"
    if times[most] == times[least]:
        return f"{lead}, each point told in {number(times[most], spell=True)} of them"
    return f"{lead}: {display_name(names, most)} is told in {spelled_or_none(times[most])}, {display_name(names, least)} in {spelled_or_none(times[least])}"


def _band(sheet, held, attributes, on, names, articles):
    """Attributes side by side: their names, and a row for each account, under its plan and its text."""
    widths = _widths(held, attributes)
    ends = list(accumulate(widths, initial=MARGIN + HEAD))
    _heads(sheet, ends, attributes, on, names)
    before = None
    for (plan, article), cells in held.items():
        top = sheet.bottom
        sheet.line(MARGIN if plan != before else MARGIN + HEAD, top, RIGHT, top)
        foot = top + 4
        if plan != before:
            lines = wrap(capital(display_name(names, plan)), HEAD - GAP, SIZE, True)
            foot = sheet.lines(MARGIN, foot, lines, SIZE, bold=True) + 1
        foot = sheet.lines(MARGIN, foot, wrap(articles.get(article, article), HEAD - GAP, SIZE), SIZE, muted=True)
        feet = [
            _cell(sheet, x, top + 4, width - GAP, cells[attribute], on.get(attribute))
            for x, width, attribute in zip(ends, widths, attributes)
        ]
        sheet.bottom, before = max(foot, *feet) + 3, plan
    sheet.line(MARGIN, sheet.bottom, RIGHT, sheet.bottom)


def _heads(sheet, lefts, attributes, on, names):
    """The names of the attributes, and where their bars begin and end."""
    blocks = [
        wrap(capital(display_name(names, attribute)), right - left - GAP, SIZE, True)
        for attribute, (left, right) in zip(attributes, pairwise(lefts), strict=True)
    ]
    foot = sheet.bottom + LEAD * SIZE * max(map(len, blocks))
    for block, left, right, attribute in zip(blocks, lefts, lefts[1:], attributes, strict=False):
        sheet.lines(left, foot - LEAD * SIZE * len(block), block, SIZE, bold=True)
        if attribute in on:
            most, _ = on[attribute]
            words = f"{most:,.10g}"
            end = left + max(_reach(right - left - GAP), 8 + text_width(words, SMALL))
            sheet.text(left, foot + SMALL, "0", SMALL, muted=True)
            sheet.text(end, foot + SMALL, words, SMALL, muted=True, align="right")
    sheet.bottom = foot + 3 + (LEAD * SMALL if any(attribute in on for attribute in attributes) else 0)


def _widths(held, attributes):
    """The widths of the columns with which the rows are lowest, by the room that their words take up."""
    surfaces = {attribute: [_surface(cells[attribute]) for cells in held.values()] for attribute in attributes}
    widths = {attribute: LEAST for attribute in attributes}
    whole = RIGHT - MARGIN - HEAD

    def height(widths):
        rows = zip(*([surface / (widths[each] - GAP) for surface in surfaces[each]] for each in attributes))
        return sum(sum(part**8 for part in row) ** 0.125 for row in rows)  # nearly the highest cell of each row

    for _ in range(int((whole - LEAST * len(attributes)) // STEP)):
        widths[min(attributes, key=lambda each: height(widths | {each: widths[each] + STEP}))] += STEP
    rest = (whole - sum(widths.values())) / len(attributes)
    return [widths[attribute] + rest for attribute in attributes]


def _surface(cell):
    """The surface that the words of a cell take up, in square points."""
    size = text_width(NOT_TOLD, SIZE) * SIZE if not cell else 0
    for told in cell:
        size += text_width(printable(told.words), SIZE) * SIZE
        size += text_width(printable(_aside(told)), SMALL) * SMALL + STEP * LEAST
    return size * LEAD


def _cell(sheet, x, y, width, cell, scale):
    """The foot of what an account tells of an attribute."""
    if not cell:
        return sheet.lines(x, y, [NOT_TOLD], SIZE, muted=True)
    for told in cell:
        lines, aside = wrap(told.words, width, SIZE), printable(_aside(told))
        y, x_aside = sheet.lines(x, y, lines, SIZE), x + text_width(lines[-1] if lines else "", SIZE) + 5
        if aside and x_aside + text_width(aside, SMALL) <= x + width:  # there is room for it behind the last line
            sheet.text(x_aside, y + SIZE * (0.94 - LEAD), aside, SMALL, muted=True)
            aside = ""
        if scale and told.ends:
            _bar(sheet, x, y + 6, _reach(width), told.ends, scale[0])
            y += 10.5
        y = sheet.lines(x, y, wrap(aside, width, SMALL), SMALL, muted=True) + 3
    return y - 2


def _aside(told):
    """How firm something is, and in brackets who says so."""
    return " ".join(part for part in (told.firm, told.who and f"({told.who})") if part)


def _reach(width):
    """How far the bars of a column reach."""
    return min(width, LONGEST) - TIP


def _bar(sheet, x, y, width, ends, most):
    """A bar from low to high on a line from nought, a stroke where they are one, an arrow towards an end not given."""
    low, high = (None if end is None else x + width * end / most for end in ends)
    sheet.line(x, y, x + width, y)
    sheet.line(x, y - 3, x, y + 3)
    if low is None or high is None:
        end = high if low is None else low
        tip = max(x - 2, end - TIP) if low is None else end + TIP - 2
        sheet.line(end, y, tip, y, DARK, 1.4)
        sheet.mark(tip, y, 4, DARK, DARK, "<" if low is None else ">")
    elif low != high:
        sheet.box(min(low, high), y - 3, abs(high - low), 6, SLATE)
    for end in {low, high} - {None}:
        sheet.line(end, y - 3.5, end, y + 3.5, DARK, 1.6)


def _in_words(rows, title, plans):
    """What the plans show, for those who cannot see it."""
    heads = list(rows.columns)[2:]
    full = [f"{plan}, {source}: {'; '.join(f'{head}: {cell}' for head, cell in zip(heads, cells, strict=True))}"
            for plan, source, *cells in rows.itertuples(index=False, name=None)]  # fmt: skip
    told = [f"{head}: {(rows[head] != NOT_TOLD).sum()}" for head in heads]
    lead = f"{title}. {capital(count(plans, 'plan'))} side by side, in {count(len(rows), 'account')}"
    return brief_list(f"{lead}. {'. '.join(full)}.", f"{lead}; of these so many tell of each point: {'; '.join(told)}.")


class ToldValue(NamedTuple):
    """What facts of one account say alike: their words, how firm that is, who says so, the ends of a range, its unit."""

    words: str
    firm: str
    who: str
    ends: tuple
    unit: str
    facts: int


def accounts(facts, names, attributes):
    """What is Told by plan and article, and then by attribute; in the order of `names`, and of articles.

    A fact that belongs to no plan is left out. It is said whose a fact is where those of its attribute are of several.
    """
    rank = {id: place for place, id in enumerate(names)}
    asked = facts[facts["attribute"].isin(attributes) & ~facts["plan"].isin(["none", ""])].sort_values("fact")
    found = sorted({*zip(asked["plan"], asked["article"])}, key=lambda each: (rank.get(each[0], len(rank)), *each))
    held = {account: {attribute: [] for attribute in attributes} for account in found}
    several = asked.groupby("attribute")["subject"].nunique() > 1
    for fact in asked.itertuples(index=False):
        whose = f"{display_name(names, fact.subject)}: " if several[fact.attribute] and fact.subject else ""
        held[fact.plan, fact.article][fact.attribute].append(_one(fact, whose))
    return {account: {each: _joined(cell) for each, cell in cells.items()} for account, cells in held.items()}


def attributes_of(facts, names):
    """The attributes that the facts have, in the order of `names`."""
    rank = {id: place for place, id in enumerate(names)}
    return sorted(facts["attribute"].unique(), key=lambda id: (rank.get(id, len(rank)), id))


def in_words(cell):
    """What an account tells of an attribute, in one line."""
    lines = []
    for told in cell:
        aside = "; ".join(part for part in (told.firm, told.who) if part)
        lines.append(told.words + (f" ({aside})" if aside else ""))
    return "; ".join(lines) or NOT_TOLD


def scales(held, attributes):
    """The greatest number and the unit of each attribute whose numbers lie on one scale from nought."""
    found = {}
    for attribute in attributes:
        ranges = [told for cells in held.values() for told in cells[attribute] if told.ends]
        ends, units = [end for told in ranges for end in told.ends if end is not None], {told.unit for told in ranges}
        if ends and len(units) == 1 and all(isfinite(end) and end >= 0 for end in ends) and max(ends) > 0:
            found[attribute] = max(ends), label(*units)
    return found


def _one(fact, whose):
    """What one fact says: its words, else its number or range with the unit."""
    ends = tuple(None if pd.isna(end) else float(end) for end in (fact.value_low, fact.value_high))
    between = number_range(fact.value_low, fact.value_high)
    words = fact.value or (f"{between} {label(fact.unit)}".strip() if between else "no number")
    who = {ARTICLE: "the article", **dict.fromkeys(NOBODY, "")}.get(fact.said_by, fact.said_by)
    firm = "" if fact.status == PLAIN else label(fact.status)
    return ToldValue(whose + words, firm, who, ends if between else (), fact.unit, 1)


def _joined(cell):
    """What is told, with what is as firm and said by the same in one; a range stands alone."""
    groups = {}
    for place, told in enumerate(cell):
        groups.setdefault((told.firm, told.who, place if told.ends else -1), []).append(told)
    return [
        group[0]._replace(words="; ".join(told.words for told in group), facts=len(group)) for group in groups.values()
    ]
