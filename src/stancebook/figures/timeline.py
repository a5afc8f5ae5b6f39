"""The timeline: who held what when, each text as narrowly dated as it can be, and how its date is known.

>>> from stancebook.core.tables import frame
>>> held = frame([{"article": id, "actor": "arland", "issue": "bridge", "n": "2", "median": median}
...     for id, median in (("020", "-1"), ("010", "1"))])
>>> days = {"010": ("1925-03-01", "[outside] A feast."), "020": ("1925-03-04", "Told of 3 March.")}
>>> texts = [{"article": id, "outlet": "", "date_earliest": day, "date_latest": day, "date_basis": basis}
...     for id, (day, basis) in days.items()]
>>> table(held, texts, {}, ["bridge"]).values.tolist()[0]
['text 010', '1 March 1925†', 'arland +1 (n = 2)', '† A feast.']
>>> title(held, texts, {}, ["bridge"])
'In texts of 1 to 4 March 1925†, the one position told of at two times is told on another side later: arland on bridge'
"""

import pandas as pd

from stancebook.core.english import display_name, number, signed_position, spelled_or_none
from stancebook.figures.alt_text import brief_list, headings, stance
from stancebook.figures.canvas import LEAD, MARGIN, NOTHING, RIGHT, Canvas, counted, finish, nothing
from stancebook.figures.date_axis import DateAxis, span
from stancebook.figures.heatmap import scale
from stancebook.figures.lettering import text_width, wrap
from stancebook.figures.style import SLATE, WHITE, house_style, shade
from stancebook.figures.svg import evidence
from stancebook.study.sources import DAGGER, OUTSIDE, date_in_words, source_name, temporal_order

MOST, NAMES, LEFT = 12, 98, 108  # texts at the most; where their names end, and where the axis begins
SIZE, SMALL, WIDEST = 7, 6.5, 180  # of type; the widest name in a chip
NONE = "no statement found"


@house_style()
def draw(
    positions,
    sources,
    names,
    title,
    issues,
    subtitle="When each text may have been written; on each issue the median of an actor’s statements in it, and how many",
    file="statements.csv",
):
    """A text a row, in order of time: a bar for its days, the actors' positions on these issues, how its date is known.

    `positions` has article, actor, issue, n and median, `sources` the rows of sources.csv. Of more than twelve texts,
    the twelve that say most on these issues are drawn.
    """
    said, shown = _said(positions, sources, issues)
    if said.empty:
        return nothing(title, subtitle, file)
    sheet, axis = Canvas(), DateAxis([span(source) for source in shown], LEFT, RIGHT)
    _head(sheet, axis)
    for source in shown:
        _text(sheet, axis, source, _held(said, source, issues, names), names)
    sheet.line(MARGIN, sheet.bottom, RIGHT, sheet.bottom)
    notes = [counted(int(said["n"].sum()), "statement", file)]
    notes += [f"{DAGGER} from knowledge outside the texts"] if any(DAGGER in basis(each) for each in shown) else []
    if more := len(sources) - len(shown):
        notes.append(f"{more:,} text{'s' if more > 1 else ''} that say{'s' if more == 1 else ''} less on this left out")
    alt = _in_words(table(positions, sources, names, issues), title)
    return finish(sheet, title, subtitle, "; ".join(notes), alt)


def table(positions, sources, names, issues):
    """The rows of the timeline: a text, when it was written, who holds what on each issue, and how its date is known."""
    said, shown = _said(positions, sources, issues)
    heads = headings(names, issues, ("text", "written", "how the date is known"))
    told = []
    for source in shown:
        held = _held(said, source, issues, names)
        lists = [", ".join(stance(name, row.median, row.n) for name, row in rows) or NONE for rows in held.values()]
        told.append([source_name(source), date_in_words(source), *lists, basis(source)])
    return pd.DataFrame(told, columns=["text", "written", *heads.values(), "how the date is known"])


def title(positions, sources, names, issues):
    """The finding that the timeline shows: which positions are told on another side by a later text."""
    said, shown = _said(positions, sources, issues)
    texts, twice, turned = {source["article"]: source for source in shown}, 0, []
    for (actor, issue), rows in said.groupby(["actor", "issue"]):
        held = [(texts[row.article], row.median) for row in rows.itertuples()]
        later = [(a, b) for one, a in held for other, b in held if temporal_order(one, other) == "later"]
        twice += bool(later)
        turned += (
            [f"{display_name(names, actor)} on {display_name(names, issue)}"]
            if any(a * b < 0 for a, b in later)
            else []
        )
    when = [source for source in shown if span(source) and source["article"] in set(said["article"])]
    if said.empty:
        return NOTHING
    lead = f"In texts of {date_in_words(*when)}" if when else "In texts without a date"
    return f"{lead}, {_turns(twice, turned)}"


def _turns(twice, turned):
    """How many positions that are told of at two times are told on another side later, and which these are."""
    if not twice:
        return "no position is told of at two times"
    if twice == 1:
        told = f"the one position told of at two times is {'' if turned else 'not '}told on another side later"
    else:
        told = f"{spelled_or_none(len(turned))} of {number(twice, spell=True)} positions told of at two times "
        told += f"{'are' if len(turned) > 1 else 'is'} told on another side later"
    return told + (f": {'; '.join(turned)}" if turned else "")


def basis(source):
    """How the date of a text is known, a dagger where that is from outside the texts."""
    told = source["date_basis"].strip()
    words = f"{DAGGER} {told.removeprefix(OUTSIDE).strip()}".strip() if told.startswith(OUTSIDE) else told
    return words or "not said"


def _said(positions, sources, issues):
    """The positions on these issues in the texts to show, and these texts in order of time, undated ones last."""
    said = positions[
        positions["issue"].isin(list(issues)) & positions["article"].isin([each["article"] for each in sources])
    ]
    counts = said.groupby("article")["n"].sum().to_dict()
    in_time = sorted(sources, key=lambda each: (span(each) is None, span(each) or (), each["article"]))
    chosen = sorted(in_time, key=lambda each: -counts.get(each["article"], 0))[:MOST]
    shown = [each for each in in_time if each in chosen]
    return said[said["article"].isin([each["article"] for each in shown])], shown


def _held(said, source, issues, names):
    """Who holds what in a text, by issue: actors by name, each with its row, from the most supporting."""
    rows = [(display_name(names, row.actor), row) for row in said[said["article"] == source["article"]].itertuples()]
    rows.sort(key=lambda each: (-each[1].median, each[0], each[1].actor))
    return {issue: [each for each in rows if each[1].issue == issue] for issue in issues}


def _head(sheet, axis):
    """The key, and the days named along the axis."""
    scale(sheet)
    sheet.box(MARGIN + 344, 4, 20, 6, SLATE)
    sheet.text(MARGIN + 369, 9.5, "written on one of these days", 7)
    for x, words, align in axis.labels(SIZE):
        sheet.text(x, 32, words, SIZE, muted=True, align=align)
    sheet.bottom = 37 if axis.whole else 22


def _text(sheet, axis, source, held, names):
    """One text's row."""
    top = sheet.bottom
    sheet.line(MARGIN, top, RIGHT, top)
    foot = sheet.lines(MARGIN, top + 4, wrap(source_name(source), NAMES - MARGIN, 8, True), bold=True)
    foot = sheet.lines(MARGIN, foot + 1, wrap(date_in_words(source), NAMES - MARGIN, SIZE), SIZE)
    y = top + 5
    if axis.whole and (days := span(source)):
        left, right = axis.ends(days)
        sheet.line(LEFT, y + 3, RIGHT, y + 3)
        sheet.strokes([((x, y), (x, y + 6)) for x, _, _ in axis.labels(SIZE)])
        left = min(left, RIGHT - 3)
        sheet.box(left, y, max(3, right - left), 6, SLATE)
        y += 11
    for issue, rows in held.items():
        y = _issue(sheet, y, issue, rows, names, len(held) > 1)
    known = wrap(f"How the date is known: {basis(source)}", RIGHT - LEFT, SMALL)
    sheet.bottom = max(foot, sheet.lines(LEFT, y, known, SMALL, muted=True)) + 4


def _issue(sheet, y, issue, rows, names, several):
    """The foot of the chips of one issue, under its name where there are several."""
    lines = wrap(display_name(names, issue), RIGHT - LEFT, SIZE) if several else []
    y, aside = sheet.lines(LEFT, y, lines, SIZE), text_width(lines[-1], SIZE) + 8 if lines else 0
    if not rows:
        beside = aside and LEFT + aside + text_width(NONE, SIZE) <= RIGHT
        level = y - LEAD * SIZE if beside else y
        return sheet.lines(LEFT + aside * bool(beside), level, [NONE], SIZE, muted=True) + 3
    x, y, deep = LEFT, y + 1.5 * several, 0
    for name, row in rows:
        lines = wrap(name, WIDEST, SIZE) or [" "]
        width, height = _size(lines, row)
        if x > LEFT and x + width > RIGHT:
            x, y, deep = LEFT, y + deep + 3, 0
        _chip(sheet, x, y, width, height, lines, row)
        told = f"{name}, {display_name(names, issue)}: {signed_position(float(row.median))} (n = {row.n})"
        sheet.link(x, y, width, height, evidence(actor=row.actor, issue=issue), told)
        x, deep = x + width + 4, max(deep, height)
    return y + deep + 4


def _size(lines, row):
    """The width and the height of a chip."""
    last = text_width(lines[-1], SIZE) + 5 + text_width(signed_position(float(row.median)), SIZE, bool(row.n > 1))
    last += 5 + text_width(f"n = {row.n}", SMALL - 1)
    return max(last, *(text_width(line, SIZE) for line in lines)) + 8, LEAD * SIZE * len(lines) + 4


def _chip(sheet, x, y, width, height, lines, row):
    """An actor with its median and how many statements; a single one is a frame round white."""
    single, words = bool(row.n == 1), signed_position(float(row.median))
    sheet.box(x, y, width, height, WHITE if single else shade(row.median), *([shade(row.median, 0.75), 1.1] * single))
    sheet.lines(x + 4, y + 1.6, lines, SIZE)
    base = y + 1.6 + SIZE * (0.94 + LEAD * (len(lines) - 1))
    right = x + width - 4
    sheet.text(right, base, f"n = {row.n}", SMALL - 1, align="right")
    right -= text_width(f"n = {row.n}", SMALL - 1) + 5
    sheet.text(right, base, words, SIZE, bold=not single, align="right")


def _in_words(rows, title):
    """What the timeline shows, for those who cannot see it."""
    heads = list(rows.columns)[2:-1]
    full, short = [], []
    for row in rows.itertuples(index=False, name=None):
        told = [f"{head}: {cell}" for head, cell in zip(heads, row[2:], strict=False) if cell != NONE]
        full.append(f"{row[0]}, {row[1]}: {'; '.join(told) or NONE}")
        short.append(f"{row[0]}, {row[1]}")
    lead = f"{title}. Texts in order of time"
    return brief_list(f"{lead}. {'. '.join(full)}.", f"{lead}: {'; '.join(short)}.")
