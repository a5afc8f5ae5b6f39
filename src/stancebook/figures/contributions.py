"""The contributions: what each text gives a study, and how much of that no other text gives.

A position is a pair of an actor and an issue. That only one text has a position does not make it right or wrong.

>>> from stancebook.core.schema import STATEMENTS
>>> from stancebook.core.tables import frame
>>> rows = ("000", "arland", "direct"), ("000", "borduria", "direct"), ("010", "arland", "indirect")
>>> columns = ("article", "actor", "voice")
>>> statements = frame([dict(zip(columns, row), issue="bridge", via="self") for row in rows], STATEMENTS)
>>> none, sources = frame([], STATEMENTS), [{"article": id, "outlet": ""} for id in ("000", "010")]
>>> table(statements, none, none, sources, {"000": "an agency"}).values.tolist()
[['text 000', 'an agency', '2, 2 in own words', '0', '0', '2', '1 in it alone, 1 in others too'], \
['text 010', 'not known', '1, 0 in own words', '0', '0', '1', '0 in it alone, 1 in others too']]
>>> title(statements, {"000": "text 000"})
'One of two positions is told by one text alone'
"""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from stancebook.core.english import capital, number, percent, spelled_or_none
from stancebook.core.tables import Rows
from stancebook.figures.alt_text import amount, brief_list
from stancebook.figures.canvas import MARGIN, NOTHING, RIGHT, Canvas, Drawing, nothing, source_line
from stancebook.figures.lettering import text_width
from stancebook.figures.row_chart import Area, Cells, Column, Marks, Row, RowChart, Text
from stancebook.figures.style import GREY, NO_NAMES, SLATE, house_style
from stancebook.study.sources import source_name
from stancebook.study.statements import own_words

MOST, BARS, NOTE = 20, 334, 40  # texts at the most; where the bars begin, and the room for the numbers beside them
COLUMNS = {
    "text": Column(MARGIN, 136),
    "statements": Column(190, heading="statements", align="right"),
    "own words": Column(224, heading="in own\nwords", align="right"),
    "facts": Column(252, heading="facts", align="right"),
    "notes": Column(284, heading="source\nnotes", align="right"),
    "actors": Column(316, heading="actors", align="right"),
    "positions": Column(BARS, RIGHT - NOTE - BARS, "positions told"),
}
TABLE = (
    "text", "how far from its speakers", "statements", "facts", "source notes", "actors",
    "positions of an actor on an issue",
)  # fmt: skip
SUBTITLE = "What was found in each text; a position is one actor’s on one issue"
UNKNOWN = "not known"


class Contribution(NamedTuple):
    """What a text gives: numbers of each kind, of positions in it alone, and of positions in others too."""

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
    statements: pd.DataFrame, facts: pd.DataFrame, notes: pd.DataFrame, sources: Rows, title: str,
    distances: Mapping[str, str] = NO_NAMES, subtitle: str = SUBTITLE, file: str = "statements.csv",
) -> Drawing:  # fmt: skip
    """A row for each text, from the one with most positions: numbers, and a bar of positions in it alone and in others.

    `distances` says for an article how far its text is from its speakers.
    """
    texts, left_out = _contributions(statements, facts, notes, sources, distances)
    if not texts:
        return nothing(title, subtitle, file, words="No text found")
    canvas, longest = Canvas(), max(text.alone + text.shared for text in texts)
    for x, fill, words in ((BARS, SLATE, "in this text alone"), (BARS + 84, GREY, "in others too")):
        canvas.box(x, 3, 12, 8, fill)
        canvas.text(x + 16, 10, words, 7)
    chart = RowChart(COLUMNS, [_row(text, longest) for text in texts])
    chart.heads(canvas, 31, 6.5)
    chart.draw(canvas)
    source = f"{source_line(len(statements), 'statement', file)}, {amount(len(facts), 'fact')} in facts.csv, "
    source += f"{amount(len(notes), 'source note')} in notes.csv"
    source += f"; {amount(left_out, 'text')} with less left out" if left_out else ""
    return canvas.finish(title, subtitle, source, _in_words(title, texts))


def table(
    statements: pd.DataFrame, facts: pd.DataFrame, notes: pd.DataFrame, sources: Rows,
    distances: Mapping[str, str] = NO_NAMES,
) -> pd.DataFrame:  # fmt: skip
    """The rows of the contributions, in words and numbers as in the figure."""
    texts, _ = _contributions(statements, facts, notes, sources, distances)
    rows = [
        (
            text.name, text.distance, f"{text.statements:,}, {text.own_words:,} in own words", f"{text.facts:,}",
            f"{text.notes:,}", f"{text.actors:,}", f"{text.alone:,} in it alone, {text.shared:,} in others too",
        )
        for text in texts
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=TABLE)


def title(statements: pd.DataFrame, articles: Mapping[str, str] = NO_NAMES) -> str:
    """The finding of the contributions: how many positions rest on one text alone, and which text has most of them."""
    texts = statements.groupby(["actor", "issue"])["article"].unique()
    if texts.empty:
        return NOTHING
    alone = Counter(each[0] for each in texts if len(each) == 1)
    n = alone.total()
    finding = (
        f"{capital(spelled_or_none(n))} of {number(len(texts), spell=True)} position{'s' if len(texts) > 1 else ''}"
    )
    finding += f" {'are' if n > 1 else 'is'} told by one text alone"
    (first, most), *others = sorted(alone.items(), key=lambda each: (-each[1], each[0])) or [("", 0)]
    is_single = most > 1 and all(most > fewer for _, fewer in others)
    return finding + (f", {number(most, spell=True)} of them by {articles.get(first, first)}" if is_single else "")


def _contributions(
    statements: pd.DataFrame, facts: pd.DataFrame, notes: pd.DataFrame, sources: Rows, distances: Mapping[str, str]
) -> tuple[list[Contribution], int]:
    """The texts that give most, from the first, and how many others there are."""
    texts = statements.groupby(["actor", "issue"])["article"].transform("nunique") if len(statements) else []
    marked = statements.assign(own=own_words(statements), alone=[n == 1 for n in texts])
    counts = [table["article"].value_counts() for table in (facts, notes)]
    given = []
    for source in sources:
        id, rows = source["article"], marked[marked["article"] == source["article"]]
        pairs = rows.drop_duplicates(["actor", "issue"])
        numbers = len(rows), int(rows["own"].sum()), *(int(n.get(id, 0)) for n in counts), rows["actor"].nunique()
        alone = int(pairs["alone"].sum())
        distance = distances.get(id) or UNKNOWN
        given.append(Contribution(source_name(source), distance, *numbers, alone, len(pairs) - alone))
    given.sort(key=lambda each: (-each.alone - each.shared, -each.statements, -each.facts - each.notes, each.name))
    return given[:MOST], max(0, len(given) - MOST)


def _row(text: Contribution, longest: int) -> Row:
    """The row of one text; `longest` is the number of positions of the longest bar."""

    def bars(canvas: Canvas, area: Area) -> None:
        x, y = area.x, area.top + 4
        for n, fill in ((text.alone, SLATE), (text.shared, GREY)):
            if n:
                canvas.box(x, y, area.width * n / longest, 10, fill)
                x += area.width * n / longest
        alone = f"{text.alone:,}"
        canvas.text(x + 4, y + 7.8, alone, 7.5, bold=True)
        canvas.text(x + 4 + text_width(alone, 7.5, True) + 2, y + 7.8, f"+ {text.shared:,}", 7.5)

    own = percent(text.own_words / text.statements) if text.statements else "–"
    numbers = {"statements": text.statements, "facts": text.facts, "notes": text.notes, "actors": text.actors}
    cells: Cells = {
        "text": [Text(text.name, bold=True), Text(text.distance, 7, muted=True)],
        **{name: [Text(f"{n:,}")] for name, n in numbers.items()},
        "own words": [Text(own)],
        "positions": [Marks(bars)],
    }
    return Row(cells, least=14)


def _in_words(title: str, texts: list[Contribution]) -> str:
    """The alternative text: all numbers of each text, or its positions alone if that is too long."""
    full = [
        f"{text.name} ({text.distance}): {text.statements:,} statements, {text.own_words:,} in own words; "
        f"{text.facts:,} facts; {text.notes:,} source notes; {text.actors:,} actors; "
        f"{text.alone:,} positions told in it alone, {text.shared:,} in others too"
        for text in texts
    ]
    brief = "; ".join(f"{text.name}: {text.alone:,} and {text.shared:,}" for text in texts)
    lead = f"{title}. Texts from the one that tells most"
    return brief_list(
        f"{lead}. {'. '.join(full)}.", f"{lead}, with positions told there alone and in others too: {brief}."
    )
