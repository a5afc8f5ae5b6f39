"""The plans side by side: what each text states of each plan, its status, who says so, and sizes on one scale.

An account is what one text states of one plan. Accounts are never merged or averaged, and what an account does not
state stays "not stated".

>>> from stancebook.core.schema import FACTS
>>> from stancebook.core.tables import frame
>>> facts = frame([{"fact": f"F{n}", "article": "000", "plan": "bridge", "attribute": "help", "value": value,
...     "unit": "", "value_low": "", "value_high": "", "subject": "towns", "status": "asked", "said_by": "the mayor"}
...     for n, value in enumerate(("bricks", "mortar"))], FACTS)
>>> table(facts, {}, attributes=["help", "size"]).values.tolist()
[['bridge', '000', 'bricks; mortar (asked; the mayor)', 'not stated']]
"""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import accumulate
from math import isfinite
from typing import NamedTuple

import pandas as pd

from stancebook.core.english import capital, count, display_name, label, listed, number, number_range, spelled_or_none
from stancebook.core.tables import Row as Fact
from stancebook.figures.canvas import LEAD, MARGIN, RIGHT, Canvas, Drawing, nothing, source_line
from stancebook.figures.lettering import brief_list, headings, printable, text_width, wrap
from stancebook.figures.row_chart import Area, Cells, Column, Row, RowChart, Text
from stancebook.figures.style import DARK, NO_NAMES, SLATE, Names, house_style

ABREAST, HEAD, GAP, TIP = 6, 84, 8, 10  # attributes abreast; room for plans and texts; between columns; of an arrow
MOST = 40  # accounts
LEAST, STEP, LONGEST = 58, 4, 110  # of a column's width; of a bar
SIZE, SMALL = 7, 6
NOT_STATED, PLAIN = "not stated", "planned"  # the status that needs no word
NOBODY, ARTICLE = ("", "-"), "article"
ABOUT = "plan and text"  # the first column; the others have ids of attributes


class Value(NamedTuple):
    """Facts of one account with one status and speaker: words, status, speaker, ends of a range, unit, number."""

    words: str
    status: str
    speaker: str
    ends: tuple[float | None, ...]
    unit: str
    facts: int


Account = dict[str, list[Value]]  # the values of each attribute
Accounts = dict[tuple[str, str], Account]  # by plan and article
Scales = dict[str, tuple[float, str]]  # the greatest number and the unit of an attribute


@house_style()
def draw(
    facts: pd.DataFrame, names: Names, title: str, articles: Mapping[str, str] = NO_NAMES,
    attributes: Sequence[str] | None = None,
) -> Drawing:  # fmt: skip
    """A row for each plan and text, with attributes across: values, statuses, speakers, and bars of sizes.

    `articles` has the short names of the sources. Plans stand in the order of `names`, and so do attributes if none are
    asked for. An account is shown if it states any of the attributes.
    """
    shown, attributes, left_out = _shown(facts, names, attributes)
    if not shown:
        return nothing(title, _subtitle({}), "facts.csv", "fact", "No fact found")
    canvas, scales = Canvas(), _scales(shown, attributes)
    for start in range(0, len(attributes), ABREAST):
        canvas.bottom += 12 if start else 0
        _band(canvas, shown, attributes[start : start + ABREAST], scales, names, articles)
    n = sum(value.facts for account in shown.values() for values in account.values() for value in values)
    source = source_line(n, "fact", "facts.csv")
    source += f"; {count(left_out, 'account')} with fewer facts left out" if left_out else ""
    alt = _in_words(table(facts, names, articles, attributes), title, len({plan for plan, _ in shown}))
    return canvas.finish(title, _subtitle(scales), source, alt)


def table(
    facts: pd.DataFrame, names: Names, articles: Mapping[str, str] = NO_NAMES, attributes: Sequence[str] | None = None
) -> pd.DataFrame:
    """A row for each account: the plan, the text, and what it states of each attribute."""
    shown, attributes, _ = _shown(facts, names, attributes)
    rows = []
    for (plan, article), account in shown.items():
        cells = [_cell_in_words(account[attribute]) for attribute in attributes]
        rows.append([display_name(names, plan), articles.get(article, article), *cells])
    return pd.DataFrame(rows, columns=["plan", "source", *headings(names, attributes, ("plan", "source")).values()])


def title(facts: pd.DataFrame, names: Names, attributes: Sequence[str] | None = None) -> str:
    """The finding of the plans: the attribute that most accounts state, and the one that fewest state."""
    shown, attributes, _ = _shown(facts, names, attributes)
    if not shown:
        return "No fact about a plan"
    times = {attribute: sum(bool(account[attribute]) for account in shown.values()) for attribute in attributes}
    most, least = max(attributes, key=times.__getitem__), min(reversed(attributes), key=times.__getitem__)
    lead = f"{capital(count(len(shown), 'account'))} of {count(len({plan for plan, _ in shown}), 'plan')}"
    if times[most] == times[least]:
        return f"{lead}, each point stated in {number(times[most], spell=True)} of them"
    often, seldom = spelled_or_none(times[most]), spelled_or_none(times[least])
    return f"{lead}: {display_name(names, most)} is stated in {often}, {display_name(names, least)} in {seldom}"


def accounts(facts: pd.DataFrame, names: Names, attributes: Sequence[str]) -> Accounts:
    """The values by plan and article, and then by attribute; in the order of `names`, and of articles.

    Facts of no plan are left out. The subject of a fact is named where the facts of its attribute have several.
    """
    is_asked = facts["attribute"].isin(attributes) & ~facts["plan"].isin(["none", ""])
    asked = facts[is_asked].sort_values("fact")
    keys = sorted({*zip(asked["plan"], asked["article"], strict=True)}, key=lambda key: (_rank(names, key[0]), *key))
    by_account: Accounts = {key: {attribute: [] for attribute in attributes} for key in keys}
    several = asked.groupby("attribute")["subject"].nunique() > 1
    for fact in asked.to_dict("records"):
        is_named = several[fact["attribute"]] and fact["subject"]
        subject = f"{display_name(names, fact['subject'])}: " if is_named else ""
        by_account[fact["plan"], fact["article"]][fact["attribute"]].append(_value(fact, subject))
    return {key: {each: _joined(values) for each, values in account.items()} for key, account in by_account.items()}


def _rank(names: Names, id: str) -> int:
    """The place of an id in the order of `names`."""
    return list(names).index(id) if id in names else len(names)


def _shown(facts: pd.DataFrame, names: Names, asked: Sequence[str] | None) -> tuple[Accounts, list[str], int]:
    """The accounts that state most, the attributes asked for (else those of the facts), and how many are left out."""
    by_name = sorted(facts["attribute"].unique(), key=lambda id: (_rank(names, id), id))
    attributes = by_name if asked is None else list(dict.fromkeys(asked))
    every = accounts(facts, names, attributes)
    most = set(sorted(every, key=lambda key: -sum(map(bool, every[key].values())))[:MOST])
    return {key: every[key] for key in every if key in most}, attributes, len(every) - len(most)


def _value(fact: Fact, subject: str) -> Value:
    """The value of one fact: its words, or its number or range with the unit."""
    low, high, said_by = fact["value_low"], fact["value_high"], fact["said_by"]
    ends, between = tuple(None if pd.isna(end) else float(end) for end in (low, high)), number_range(low, high)
    words = fact["value"] or (f"{between} {label(fact['unit'])}".strip() if between else "no number")
    speaker = "the article" if said_by == ARTICLE else "" if said_by in NOBODY else said_by
    status = "" if fact["status"] == PLAIN else label(fact["status"])
    return Value(subject + words, status, speaker, ends if between else (), fact["unit"], 1)


def _joined(values: list[Value]) -> list[Value]:
    """The values of a cell, where those of one status and speaker are one value; a range stands alone."""
    groups: dict[tuple[str, str, int], list[Value]] = {}
    for place, value in enumerate(values):
        groups.setdefault((value.status, value.speaker, place if value.ends else -1), []).append(value)
    return [group[0]._replace(words="; ".join(v.words for v in group), facts=len(group)) for group in groups.values()]


def _cell_in_words(values: list[Value]) -> str:
    """What an account states of an attribute, in one line."""
    lines = []
    for value in values:
        aside = "; ".join(part for part in (value.status, value.speaker) if part)
        lines.append(value.words + (f" ({aside})" if aside else ""))
    return "; ".join(lines) or NOT_STATED


def _scales(shown: Accounts, attributes: Sequence[str]) -> Scales:
    """The greatest number and the unit of each attribute whose numbers fit on one scale from 0."""
    scales = {}
    for attribute in attributes:
        ranges = [value for account in shown.values() for value in account[attribute] if value.ends]
        ends, units = [end for value in ranges for end in value.ends if end is not None], {each.unit for each in ranges}
        if ends and len(units) == 1 and all(isfinite(end) and end >= 0 for end in ends) and max(ends) > 0:
            scales[attribute] = max(ends), label(*units)
    return scales


def _subtitle(scales: Scales) -> str:
    """What the figure shows, and the units of its bars."""
    units = listed(sorted({unit or "numbers" for _, unit in scales.values()})) if scales else ""
    bars = f"; bars: {units}, on one scale, with an arrow where an end is open" if scales else ""
    return f"Each plan as one text describes it; in small type its status and, in brackets, who says so{bars}"


def _band(
    canvas: Canvas, shown: Accounts, attributes: Sequence[str], scales: Scales, names: Names,
    articles: Mapping[str, str],
) -> None:  # fmt: skip
    """Draw a few attributes abreast: their heads, and a row for each account, under the name of its plan."""
    widths = _widths(shown, attributes)
    lefts = list(accumulate(widths, initial=MARGIN + HEAD))
    columns = {each: Column(x, width - GAP) for each, x, width in zip(attributes, lefts, widths, strict=False)}
    _heads(canvas, columns, scales, names)
    rows, before = [], ""
    for (plan, article), account in shown.items():
        source, is_first = articles.get(article, article), plan != before
        about = [Text(source, SIZE, muted=True)]
        if is_first:
            plan_name = Text(capital(display_name(names, plan)), SIZE, bold=True)
            about = [plan_name, about[0]._replace(above=1)]
        cells: Cells = {each: [partial(_cell, account[each], scales.get(each))] for each in attributes}
        rows.append(Row({ABOUT: about, **cells}, MARGIN if is_first else MARGIN + HEAD, size=SIZE))
        before = plan
    RowChart({ABOUT: Column(MARGIN, HEAD - GAP), **columns}, rows).draw(canvas)


def _heads(canvas: Canvas, columns: dict[str, Column], scales: Scales, names: Names) -> None:
    """Draw the names of the attributes, and the ends of the scales of their bars."""
    blocks = {each: wrap(capital(display_name(names, each)), columns[each].width, SIZE, True) for each in columns}
    foot = canvas.bottom + LEAD * SIZE * max(map(len, blocks.values()))
    for attribute, (left, width, *_) in columns.items():
        block = blocks[attribute]
        canvas.lines(left, foot - LEAD * SIZE * len(block), block, SIZE, bold=True)
        if attribute in scales:
            words = f"{scales[attribute][0]:,.10g}"
            end = left + max(_reach(width), 8 + text_width(words, SMALL))
            canvas.text(left, foot + SMALL, "0", SMALL, muted=True)
            canvas.text(end, foot + SMALL, words, SMALL, muted=True, align="right")
    canvas.bottom = foot + 3 + (LEAD * SMALL if any(attribute in scales for attribute in columns) else 0)


def _widths(shown: Accounts, attributes: Sequence[str]) -> list[float]:
    """The widths of the columns that make the rows lowest, from the room that their words need."""
    surfaces = {attribute: [_surface(account[attribute]) for account in shown.values()] for attribute in attributes}
    widths: dict[str, float] = dict.fromkeys(attributes, LEAST)
    whole = RIGHT - MARGIN - HEAD

    def height(widths: dict[str, float]) -> float:
        cells = ([surface / (widths[each] - GAP) for surface in surfaces[each]] for each in attributes)
        rows = zip(*cells, strict=True)
        return sum(sum(part**8 for part in row) ** 0.125 for row in rows)  # nearly the highest cell of each row

    for _ in range(int((whole - LEAST * len(attributes)) // STEP)):
        widths[min(attributes, key=lambda each: height(widths | {each: widths[each] + STEP}))] += STEP
    rest = (whole - sum(widths.values())) / len(attributes)
    return [widths[attribute] + rest for attribute in attributes]


def _surface(values: list[Value]) -> float:
    """The surface that the words of a cell need, in square points."""
    size = text_width(NOT_STATED, SIZE) * SIZE if not values else 0
    for value in values:
        size += text_width(printable(value.words), SIZE) * SIZE
        size += text_width(printable(_aside(value)), SMALL) * SMALL + STEP * LEAST
    return size * LEAD


def _cell(values: list[Value], scale: tuple[float, str] | None, canvas: Canvas, area: Area) -> float:
    """Draw what an account states of an attribute; returns where it ends."""
    x, width, y, _ = area
    if not values:
        return canvas.lines(x, y, [NOT_STATED], SIZE, muted=True)
    for value in values:
        lines, aside = wrap(value.words, width, SIZE), printable(_aside(value))
        y, x_aside = canvas.lines(x, y, lines, SIZE), x + text_width(lines[-1] if lines else "", SIZE) + 5
        if aside and x_aside + text_width(aside, SMALL) <= x + width:  # there is room behind the last line
            canvas.text(x_aside, y + SIZE * (0.94 - LEAD), aside, SMALL, muted=True)
            aside = ""
        if scale and value.ends:
            _bar(canvas, x, y + 6, _reach(width), value.ends, scale[0])
            y += 10.5
        y = canvas.lines(x, y, wrap(aside, width, SMALL), SMALL, muted=True) + 3
    return y - 2


def _aside(value: Value) -> str:
    """The status of a value, and in brackets its speaker."""
    return " ".join(part for part in (value.status, value.speaker and f"({value.speaker})") if part)


def _reach(width: float) -> float:
    """The length of the longest bar of a column."""
    return min(width, LONGEST) - TIP


def _bar(canvas: Canvas, x: float, y: float, width: float, ends: Sequence[float | None], most: float) -> None:
    """Draw a bar from low to high on a line from 0: a stroke where these are one, an arrow towards an open end."""
    low, high = (None if end is None else x + width * end / most for end in ends)
    canvas.line(x, y, x + width, y)
    canvas.line(x, y - 3, x, y + 3)
    if low is None or high is None:
        end = high if low is None else low
        tip = max(x - 2, end - TIP) if low is None else end + TIP - 2
        canvas.line(end, y, tip, y, DARK, 1.4)
        canvas.mark(tip, y, 4, DARK, DARK, "<" if low is None else ">")
    elif low != high:
        canvas.box(min(low, high), y - 3, abs(high - low), 6, SLATE)
    for end in {low, high} - {None}:
        canvas.line(end, y - 3.5, end, y + 3.5, DARK, 1.6)


def _in_words(rows: pd.DataFrame, title: str, plans: int) -> str:
    """The alternative text: the rows of the table, or how many accounts state each point if that is too long."""
    heads = list(rows.columns)[2:]
    full = []
    for plan, source, *cells in rows.itertuples(index=False, name=None):
        points = "; ".join(f"{head}: {cell}" for head, cell in zip(heads, cells, strict=True))
        full.append(f"{plan}, {source}: {points}")
    brief = "; ".join(f"{head}: {(rows[head] != NOT_STATED).sum()}" for head in heads)
    lead = f"{title}. {capital(count(plans, 'plan'))} side by side, in {count(len(rows), 'account')}"
    return brief_list(f"{lead}. {'. '.join(full)}.", f"{lead}; number of accounts that state each point: {brief}.")
