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
'One of two positions rests on one text alone'
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from stancebook.core.english import capital, number, percent, plural, spelled_or_none
from stancebook.core.tables import Rows
from stancebook.figures.canvas import MARGIN, NOTHING, RIGHT, Canvas, Drawing, nothing, source_line
from stancebook.figures.lettering import brief_list, text_width
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
    "positions": Column(BARS, RIGHT - NOTE - BARS, "positions"),
}
TABLE = (
    "text", "how far from its speakers", "statements", "facts", "source notes", "actors",
    "positions of an actor on an issue",
)  # fmt: skip
SUBTITLE = "What was found in each text; a position is what one actor says on one issue"
UNKNOWN = "not known"


@house_style()
def draw(
    statements: pd.DataFrame, facts: pd.DataFrame, notes: pd.DataFrame, sources: Rows, title: str,
    distances: Mapping[str, str] = NO_NAMES,
) -> Drawing:  # fmt: skip
    """A row for each text, from the one with most positions: numbers, and a bar of positions in it alone and in others.

    `distances` says for an article how far its text is from its speakers.
    """
    texts, left_out = _contributions(statements, facts, notes, sources, distances)
    if texts.empty:
        return nothing(title, SUBTITLE, words="No text found")
    canvas, longest = Canvas(), texts["positions"].max()
    for x, fill, words in ((BARS, SLATE, "in this text alone"), (BARS + 84, GREY, "in other texts too")):
        canvas.box(x, 3, 12, 8, fill)
        canvas.text(x + 16, 10, words, 7)
    chart = RowChart(COLUMNS, [_row(text, longest) for text in texts.itertuples()])
    chart.heads(canvas, 31, 6.5)
    chart.draw(canvas)
    source = f"{source_line(len(statements))}, {plural(len(facts), 'fact')} in facts.csv, "
    source += f"{plural(len(notes), 'source note')} in notes.csv"
    source += f"; {plural(left_out, 'text')} with fewer positions left out" if left_out else ""
    return canvas.finish(title, SUBTITLE, source, _in_words(title, list(texts.itertuples())))


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
        for text in texts.itertuples()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=TABLE)


def title(statements: pd.DataFrame, articles: Mapping[str, str] = NO_NAMES) -> str:
    """The finding of the contributions: how many positions rest on one text alone, and which text has most of them."""
    positions = _positions(statements)
    if positions.empty:
        return NOTHING
    alone, total = positions.loc[positions["alone"], "article"].value_counts(), positions["position"].nunique()
    n = int(alone.sum())
    finding = f"{capital(spelled_or_none(n))} of {number(total, spell=True)} position{'s' if total > 1 else ''}"
    finding += f" {'rest' if n > 1 else 'rests'} on one text alone"
    leading = alone[alone == alone.max()].to_dict()
    if n < 2 or len(leading) > 1 or 1 in leading.values():
        return finding
    [(article, most)] = leading.items()
    return f"{finding}, {number(most, spell=True)} of them on {articles.get(article, article)}"


def _positions(statements: pd.DataFrame) -> pd.DataFrame:
    """The positions of each text, each once: article, position (a number for actor and issue), and if it is alone."""
    positions = statements[["article", "actor", "issue"]].drop_duplicates()
    by_position = positions.groupby(["actor", "issue"])
    return positions.assign(position=by_position.ngroup(), alone=by_position["article"].transform("size") == 1)


def _contributions(
    statements: pd.DataFrame, facts: pd.DataFrame, notes: pd.DataFrame, sources: Rows, distances: Mapping[str, str]
) -> tuple[pd.DataFrame, int]:
    """The texts that give most, from the first: a row with the numbers of each; and how many others there are."""
    positions = _positions(statements)
    counted = {
        "statements": statements,
        "own_words": statements[own_words(statements)],
        "facts": facts,
        "notes": notes,
        "actors": positions.drop_duplicates(["article", "actor"]),
        "alone": positions[positions["alone"]],
        "shared": positions[~positions["alone"]],
    }
    ids = [source["article"] for source in sources]
    numbers = {name: rows["article"].value_counts().reindex(ids, fill_value=0) for name, rows in counted.items()}
    texts = pd.DataFrame(numbers, index=ids)
    texts["name"] = [source_name(source) for source in sources]
    texts["distance"] = [distances.get(id) or UNKNOWN for id in ids]
    texts["positions"], texts["noted"] = texts["alone"] + texts["shared"], texts["facts"] + texts["notes"]
    rank = ["positions", "statements", "noted", "name"]
    texts = texts.sort_values(rank, ascending=[False, False, False, True])
    return texts[:MOST], max(0, len(texts) - MOST)


def _row(text: Any, longest: int) -> Row:
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


def _in_words(title: str, texts: Iterable[Any]) -> str:
    """The alternative text: all numbers of each text, or its positions alone if that is too long."""
    full = [
        f"{text.name} ({text.distance}): {plural(text.statements, 'statement')}, {text.own_words:,} in own words; "
        f"{plural(text.facts, 'fact')}; {plural(text.notes, 'source note')}; {plural(text.actors, 'actor')}; "
        f"{plural(text.alone, 'position')} in it alone, {text.shared:,} in others too"
        for text in texts
    ]
    brief = "; ".join(f"{text.name}: {text.alone:,} and {text.shared:,}" for text in texts)
    lead = f"{title}. Texts, from the one with most positions"
    return brief_list(
        f"{lead}. {'. '.join(full)}.", f"{lead}, with the numbers of positions in it alone and in others too: {brief}."
    )
