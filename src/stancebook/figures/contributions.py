"""The contributions: what each text gives a study, and how much of that no other text tells.

A position is a pair of an actor and an issue; that a text alone tells it does not say that it is right, or wrong.

>>> from stancebook.core.tables import frame
>>> said = frame([{"article": id, "actor": actor, "issue": "bridge", "via": "self", "voice": voice}
...     for id, actor, voice in (("000", "arland", "direct"), ("000", "borduria", "direct"), ("010", "arland", "indirect"))])
>>> nothing = frame([], ["article"])
>>> table(said, nothing, nothing, [{"article": id, "outlet": ""} for id in ("000", "010")], {"000": "an agency"}).values.tolist()
[['text 000', 'an agency', '2, 2 in own words', '0', '0', '2', '1 in it alone, 1 in others too'], \
['text 010', 'not known', '1, 0 in own words', '0', '0', '1', '0 in it alone, 1 in others too']]
>>> title(said, {"000": "text 000"})
'One of two positions is told by one text alone'
"""

from collections import Counter
from typing import NamedTuple

import pandas as pd

from stancebook.core.english import capital, number, percent, spelled_or_none
from stancebook.figures.alt_text import brief_list
from stancebook.figures.canvas import LEAD, MARGIN, RIGHT, Canvas, counted, finish, nothing
from stancebook.figures.lettering import text_width, wrap
from stancebook.figures.style import GREY, SLATE, house_style
from stancebook.study.sources import source_name
from stancebook.study.statements import own_words

MOST = 20  # texts
NAME, COLUMNS, BARS, NOTE = 140, (190, 224, 252, 284, 316), 334, 40  # where names end, columns, bars; room for numbers
TABLE = (
    "text", "how far from its speakers", "statements", "facts", "source notes", "actors", "positions of an actor on an issue",
)  # fmt: skip
UNKNOWN = "not known"


class Contribution(NamedTuple):
    """What a text gives: numbers of each kind, and of positions that it alone tells, and that others tell too."""

    name: str
    distance: str
    statements: int
    own_words: int
    facts: int
    notes: int
    actors: int
    alone: int
    shared: int


@house_style()
def draw(
    statements,
    facts,
    notes,
    sources,
    title,
    distances={},
    subtitle="What was found in each text; a position is one actor’s on one issue",
    file="statements.csv",
):
    """A text a row, from the one that tells most: numbers, and a bar of positions told in it alone and in others too.

    `distances` leads from an article to words for how far its text is from its speakers.
    """
    given, rest = _given(statements, facts, notes, sources, distances)
    if not given:
        return nothing(title, subtitle, file, words="No text found")
    sheet, most = Canvas(), max(each.alone + each.shared for each in given)
    _head(sheet)
    for each in given:
        _text(sheet, each, most)
    sheet.line(MARGIN, sheet.bottom, RIGHT, sheet.bottom)
    source = f"{counted(len(statements), 'statement', file)}, {_many(len(facts), 'fact')} in facts.csv, "
    source += f"{_many(len(notes), 'source note')} in notes.csv"
    source += f"; {rest:,} text{'s' if rest > 1 else ''} with less left out" if rest else ""
    return finish(sheet, title, subtitle, source, _in_words(title, given))


def table(statements, facts, notes, sources, distances={}):
    """The rows of the contributions, in words and numbers as the figure prints them."""
    given, _ = _given(statements, facts, notes, sources, distances)
    return pd.DataFrame([_row(each) for each in given], columns=TABLE)


def title(statements, articles={}):
    """The finding that the contributions show: how many positions rest on one text alone, and which text tells most."""
    texts = statements.groupby(["actor", "issue"])["article"].unique()
    if texts.empty:
        return "No statement found"
    alone = [found[0] for found in texts if len(found) == 1]
    told = f"{capital(spelled_or_none(len(alone)))} of {number(len(texts), spell=True)} position{'s' if len(texts) > 1 else ''}"
    told += f" {'are' if len(alone) > 1 else 'is'} told by one text alone"
    (most, n), *others = sorted(Counter(alone).items(), key=lambda each: (-each[1], each[0])) or [("", 0)]
    single = n > 1 and all(n > fewer for _, fewer in others)
    return told + (f", {number(n, spell=True)} of them by {articles.get(most, most)}" if single else "")


def _row(each):
    own = f"{each.statements:,}, {each.own_words:,} in own words"
    positions = f"{each.alone:,} in it alone, {each.shared:,} in others too"
    return each.name, each.distance, own, f"{each.facts:,}", f"{each.notes:,}", f"{each.actors:,}", positions


def _given(statements, facts, notes, sources, distances):
    """The Contributions of the texts that give most, and how many others there are."""
    texts = statements.groupby(["actor", "issue"])["article"].transform("nunique") if len(statements) else []
    said = statements.assign(own=own_words(statements), alone=[n == 1 for n in texts])
    counts = [table["article"].value_counts() for table in (facts, notes)]
    given = []
    for source in sources:
        id, rows = source["article"], said[said["article"] == source["article"]]
        pairs = rows.drop_duplicates(["actor", "issue"])
        numbers = len(rows), int(rows["own"].sum()), *(int(n.get(id, 0)) for n in counts), rows["actor"].nunique()
        alone = int(pairs["alone"].sum())
        given.append(
            Contribution(source_name(source), distances.get(id) or UNKNOWN, *numbers, alone, len(pairs) - alone)
        )
    given.sort(key=lambda each: (-each.alone - each.shared, -each.statements, -each.facts - each.notes, each.name))
    return given[:MOST], max(0, len(given) - MOST)


def _many(n, noun):
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _head(sheet):
    """The key of the bars, and the names of the columns."""
    for x, fill, words in ((BARS, SLATE, "in this text alone"), (BARS + 84, GREY, "in others too")):
        sheet.box(x, 3, 12, 8, fill)
        sheet.text(x + 16, 10, words, 7)
    names = ("statements",), ("in own", "words"), ("facts",), ("source", "notes"), ("actors",)
    for x, lines in zip(COLUMNS, names, strict=True):
        for n, line in enumerate(reversed(lines)):
            sheet.text(x, 31 - n * LEAD * 6.5, line, 6.5, muted=True, align="right")
    sheet.text(BARS, 31, "positions told", 6.5, muted=True)
    sheet.bottom = 36


def _text(sheet, each, most):
    """One text's row."""
    numbers = each.statements, None, each.facts, each.notes, each.actors
    blocks = [
        (MARGIN, wrap(each.name, NAME - MARGIN, 8, True), {"bold": True}),
        (MARGIN, wrap(each.distance, NAME - MARGIN, 7), {"size": 7, "muted": True}),
        *((x, [f"{n:,}"], {"align": "right"}) for x, n in zip(COLUMNS, numbers, strict=True) if n is not None),
    ]
    own = percent(each.own_words / each.statements) if each.statements else "–"
    top, _ = sheet.row([*blocks, (COLUMNS[1], [own], {"align": "right"})], 14)
    x, y = BARS, top + 4
    for n, fill in ((each.alone, SLATE), (each.shared, GREY)):
        width = (RIGHT - NOTE - BARS) * n / most if most else 0
        if n:
            sheet.box(x, y, width, 10, fill)
        x += width
    alone, shared = f"{each.alone:,}", f" + {each.shared:,}"
    sheet.text(x + 4, y + 7.8, alone, 7.5, bold=True)
    sheet.text(x + 4 + text_width(alone, 7.5, True) + 2, y + 7.8, shared.strip(), 7.5)


def _in_words(title, given):
    """What the contributions show, for those who cannot see it."""
    full = [
        f"{each.name} ({each.distance}): {each.statements:,} statements, {each.own_words:,} in own words; {each.facts:,} "
        f"facts; {each.notes:,} source notes; {each.actors:,} actors; {each.alone:,} positions told in it alone, "
        f"{each.shared:,} in others too"
        for each in given
    ]
    brief = [f"{each.name}: {each.alone:,} and {each.shared:,}" for each in given]
    lead = f"{title}. Texts from the one that tells most"
    return brief_list(
        f"{lead}. {'. '.join(full)}.", f"{lead}, with positions told there alone and in others too: {'; '.join(brief)}."
    )
