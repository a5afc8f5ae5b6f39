"""The strip of dates: what an actor is asked for above a time axis, what it answers below, text by text.

>>> from stancebook.core.schema import STATEMENTS
>>> from stancebook.core.tables import frame
>>> own = {"article": "010", "issue": "toll", "via": "self", "voice": "direct"}
>>> rows = [own | {"statement": position, "actor": actor, "position": position}
...     for actor, position in (("borduria", "2"), ("arland", "-2"))]
>>> days = {"date_earliest": "1925-03-01", "date_latest": "1925-03-02", "date_basis": ""}
>>> source = {"article": "010", "outlet": "", **days}
>>> table(frame(rows, STATEMENTS), [source], "arland", {"toll": "a toll"}, {}).values.tolist()
[['text 010', '1 or 2 March 1925', 'a toll: Borduria (1)', 'a toll: rejects (1)']]
"""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from stancebook.core import english
from stancebook.core.english import capital, display_name, listed, plural
from stancebook.core.tables import Row as Source
from stancebook.core.tables import Rows
from stancebook.figures.canvas import BRIEF, LEAD, MARGIN, NARROW, NOTHING, Canvas, Drawing, nothing, source_line
from stancebook.figures.date_axis import DateAxis, span
from stancebook.figures.lettering import brief_list, short_name, wrap
from stancebook.figures.style import DARK, Names, house_style
from stancebook.figures.svg import evidence
from stancebook.study.sources import DAGGER, OUTSIDE, date_in_words, source_name
from stancebook.study.statements import account

SIZE, INDENT, GAP = 8, 10, 8  # of type; of a line behind its mark; between two texts
MOST, NAMED = 4, 4  # texts; names on an issue in a text
LEADER, LANE, DOT = 11, 6, 4  # from a column to its days; between two bars; a bar
ANSWERED, NOT_ASKED, NO_ANSWER = "Answered:", "nothing asked here", "no answer found"
NO_ASKED = "This study has no strip of dates: `asked` in study.yaml does not say who is asked for what."
TABLE = ("text", "written", "asked", "answered")


class Line(NamedTuple):
    """A line of a text's column: words, the mark of an account, a median whose colour lies behind them, a link.

    `begins` has the words of a line that begins with an issue as they stand within a sentence; empty for others.
    """

    words: str
    begins: str = ""
    bold: bool = False
    muted: bool = False
    account: str = ""
    median: float | None = None
    single: bool = False
    link: str = ""


class Column(NamedTuple):
    """A text, the lines that say what is asked in it, and those that say what is answered."""

    source: Source
    asked: list[Line]
    answered: list[Line]


@house_style()
def draw(
    statements: pd.DataFrame, sources: Rows, actor: str, issues: Names, names: Names, title: str,
    narrow: bool = False,
) -> Drawing | None:  # fmt: skip
    """Texts along a time axis, with who asks `actor` for what above it, and what `actor` answers below it.

    Asking is a statement of another actor for one of the `issues`, which lead from ids to the words to print. In the
    narrow form, for a phone, the texts stand one below the other. Of more than four texts, the four with most
    statements are drawn. None if there is no `actor`.
    """
    if not actor:
        return None
    page = NARROW if narrow else BRIEF
    columns, left_out = _columns(statements, sources, actor, issues, names)
    name = display_name(names, actor)
    subtitle = f"What others ask of {name} and what it answers, where a text tells; in brackets the statements"
    if not columns:
        return nothing(title, subtitle, page=page)
    canvas, axis = Canvas(page), DateAxis([span(column.source) for column in columns], MARGIN, page.right)
    (_stacked if narrow else _abreast)(canvas, columns, axis, f"Asked of {name}:")
    canvas.accounts(MARGIN)
    drawn = [column.source for column in columns]
    notes = [source_line(len(_on_issues(statements, drawn, actor, issues)))]
    if any(map(_is_guess, drawn)):
        notes.append(f"dots: possible days; {DAGGER}: known from outside the text")
    notes += [f"{plural(left_out, 'text')} with fewer statements left out"] if left_out else []
    return canvas.finish(title, subtitle, "; ".join(notes), _in_words(title, columns, names, actor))


def table(statements: pd.DataFrame, sources: Rows, actor: str, issues: Names, names: Names) -> pd.DataFrame:
    """A row for each text that is drawn: when it was written, what is asked in it, and what is answered."""
    columns, _ = _columns(statements, sources, actor, issues, names)
    rows = [
        (source_name(each.source), date_in_words(each.source), _joined(each.asked), _joined(each.answered))
        for each in columns
    ]
    return pd.DataFrame(rows, columns=TABLE)


def title(statements: pd.DataFrame, sources: Rows, actor: str, issues: Names, names: Names) -> str:
    """The finding of the strip: what the latest text on each issue says of the actor that is asked."""
    on_issues = _on_issues(statements, sources, actor, issues)
    own, latest = on_issues[on_issues["actor"] == actor], []
    in_time = [source["article"] for source in sorted(sources, key=_last_day)]
    for issue in issues:
        rows = own[own["issue"] == issue]
        articles = [article for article in in_time if article in set(rows["article"])]
        if articles:
            median = rows[rows["article"] == articles[-1]]["position"].median()
            latest.append(_verb(float(median), account(rows[rows["article"] == articles[-1]]), issues[issue]))
    if not latest:
        return NOTHING if on_issues.empty else f"No answer of {display_name(names, actor)} was found"
    return f"At the last mention of each, {display_name(names, actor)} {listed(latest)}"


def _is_guess(source: Source) -> bool:
    return source["date_basis"].startswith(OUTSIDE)


def _last_day(source: Source) -> tuple[str, str, str]:
    return source["date_latest"], source["date_earliest"], source["article"]


def _on_issues(statements: pd.DataFrame, sources: Rows, actor: str, issues: Names) -> pd.DataFrame:
    """The statements of the actor on these issues, and those of others for them."""
    articles = [source["article"] for source in sources]
    is_shown = statements["issue"].isin(list(issues)) & statements["article"].isin(articles)
    return statements[is_shown & ((statements["actor"] == actor) | (statements["position"] >= 1))]


def _columns(
    statements: pd.DataFrame, sources: Rows, actor: str, issues: Names, names: Names
) -> tuple[list[Column], int]:
    """The columns of the texts to draw in order of time, undated ones last, and how many texts are left out."""
    by_article = dict(list(_on_issues(statements, sources, actor, issues).groupby("article")))
    speaking = [source for source in sources if source["article"] in by_article]
    most = sorted(speaking, key=lambda source: (-len(by_article[source["article"]]), source["article"]))[:MOST]
    columns = []
    for source in sorted(most, key=lambda each: (span(each) is None, span(each) or (), each["article"])):
        rows = by_article[source["article"]]
        others, own = rows[rows["actor"] != actor], rows[rows["actor"] == actor]
        columns.append(Column(source, _asked(others, issues, names), _answered(own, issues, actor)))
    return columns, len(speaking) - len(most)


def _verb(median: float, account: str, about: str = "") -> str:
    """A median as a verb; what others say of an actor that is open is what it may be."""
    words = english.words(median, about)
    return words if account == "quoted" else words.replace("is open", "may be open")


def _asked(rows: pd.DataFrame, issues: Names, names: Names) -> list[Line]:
    """The lines of what is asked: each issue, and who asks for it, who says most of it first."""
    lines = []
    for issue, word in issues.items():
        by_actor = sorted(rows[rows["issue"] == issue].groupby("actor"), key=lambda each: (-len(each[1]), each[0]))
        lines += [Line(capital(word), word, bold=True)] if by_actor else []
        for actor, each in by_actor[:NAMED]:
            words = f"{capital(short_name(display_name(names, actor)))} ({len(each)})"
            lines.append(Line(words, account=account(each), link=evidence(actor=actor, issue=issue)))
        lines += [Line(f"and {len(by_actor) - NAMED} more")] if len(by_actor) > NAMED else []
    return lines or [Line(NOT_ASKED, muted=True)]


def _answered(rows: pd.DataFrame, issues: Names, actor: str) -> list[Line]:
    """The lines of what is answered: on each issue the median of the positions."""
    lines = []
    for issue, word in issues.items():
        each = rows[rows["issue"] == issue]
        if len(each):
            median = float(each["position"].median())
            words = f"{word}: {_verb(median, account(each))} ({len(each)})"
            look = {"account": account(each), "median": median, "single": len(each) == 1}
            lines.append(Line(capital(words), words, **look, link=evidence(actor=actor, issue=issue)))
    return lines or [Line(NO_ANSWER, muted=True)]


def _abreast(canvas: Canvas, columns: list[Column], axis: DateAxis, asked: str) -> None:
    """Draw a column for each text: what is asked, a line down to its days on the axis, its date, what is answered."""
    width = (axis.right - axis.left + GAP) / len(columns)
    lefts = [axis.left + width * place for place in range(len(columns))]
    top = _draw(canvas, axis.left, 0, axis.right - axis.left, [Line(asked, muted=True)])
    foot = top + max(_height(column.asked, width - GAP) for column in columns)
    for x, column in zip(lefts, columns, strict=True):
        _draw(canvas, x, foot - _height(column.asked, width - GAP), width - GAP, column.asked)
    y = _bars(canvas, axis, columns, [x + (width - GAP) / 2 for x in lefts], foot + 1)
    y = _draw(canvas, axis.left, y, width, [Line(ANSWERED, muted=True)])
    same_year = axis.whole is not None and axis.whole.first.year == axis.whole.last.year
    bottoms = []
    for x, column in zip(lefts, columns, strict=True):
        head = Line(date_in_words(column.source, year=not same_year), bold=True)
        bottoms.append(_draw(canvas, x, y, width - GAP, [head, *column.answered]))
    canvas.bottom = max(bottoms) + 4


def _stacked(canvas: Canvas, columns: list[Column], axis: DateAxis, asked: str) -> None:
    """Draw the texts one below the other, each with its own days on the axis."""
    width, y = axis.right - axis.left, 0.0
    for column in columns:
        canvas.line(axis.left, y, axis.right, y)
        y = _draw(canvas, axis.left, y + 4, width, [Line(date_in_words(column.source), bold=True)])
        y = _bars(canvas, axis, [column], [None], y)
        y = _draw(canvas, axis.left, y, width, [Line(asked, muted=True), *column.asked])
        y = _draw(canvas, axis.left, y + 2, width, [Line(ANSWERED, muted=True), *column.answered]) + 5
    canvas.bottom = y


def _bars(canvas: Canvas, axis: DateAxis, columns: list[Column], middles: Sequence[float | None], y: float) -> float:
    """Draw the axis with the days of each text, led to from the middle of its column; returns where they end."""
    if not axis.whole:
        return y + 4
    lanes: list[float] = []  # how far each lane is taken
    top = y + (2 if None in middles else LEADER)
    for column, middle in zip(columns, middles, strict=True):
        if days := span(column.source):
            left, right = axis.ends(days)
            left = min(left, axis.right - DOT)
            right = max(right, left + DOT)
            lane = next((lane for lane, taken in enumerate(lanes) if taken <= left), len(lanes))
            lanes[lane : lane + 1] = [right + DOT]
            _bar(canvas, left, right, top + LANE * lane, column.source)
            if middle is not None:
                canvas.line(middle, y, (left + right) / 2, top + LANE * lane - 1, DARK, 0.8)
    foot = top + LANE * max(1, len(lanes)) + 1
    axis.ticks(canvas, foot, SIZE)
    return foot + 14


def _bar(canvas: Canvas, left: float, right: float, y: float, source: Source) -> None:
    """Draw the days of a text: a solid bar, or if they are a guess a dot for each, or as many dots as there is room."""
    if not _is_guess(source):
        canvas.box(left, y, right - left, DOT, DARK)
        return
    days = span(source)
    number = (days.last - days.first).days + 1 if days else 1
    number = max(1, min(number, int((right - left) / (1.25 * DOT))))
    for place in range(number):
        canvas.mark(left + (right - left) * (place + 0.5) / number, y + DOT / 2, DOT - 1.5, DARK, DARK)


def _draw(canvas: Canvas, x: float, y: float, width: float, lines: list[Line]) -> float:
    """Draw lines from y downward; returns where they end."""
    for line in lines:
        indent = INDENT if line.account else 0
        wrapped = wrap(line.words, width - indent, SIZE, line.bold)
        if line.median is not None:
            canvas.stance(x, y, width, LEAD * SIZE * len(wrapped) + 1, line.median, line.single)
        if line.account:
            canvas.account(x + 5, y + 5.2, line.account)
        foot = canvas.lines(x + indent, y, wrapped, SIZE, bold=line.bold, muted=line.muted)
        if line.link:
            canvas.link(x, y, width, foot - y, line.link, line.words)
        y = foot + 2
    return y


def _height(lines: list[Line], width: float) -> float:
    """The height that `_draw` needs."""
    wrapped = (wrap(line.words, width - (INDENT if line.account else 0), SIZE, line.bold) for line in lines)
    return sum(LEAD * SIZE * len(each) + 2 for each in wrapped)


def _joined(lines: list[Line]) -> str:
    """The lines of a cell in words: each issue with what stands below it."""
    parts: list[str] = []
    for line in lines:
        if line.begins or not parts:
            parts.append(line.begins or line.words)
        else:
            parts[-1] += (", " if ": " in parts[-1] else ": ") + line.words
    return "; ".join(parts)


def _in_words(title: str, columns: list[Column], names: Names, actor: str) -> str:
    """The alternative text: the texts in order of time, with what is asked and answered."""
    name = display_name(names, actor)
    full = [
        f"{source_name(c.source)}, {date_in_words(c.source)}: "
        f"asked: {_joined(c.asked)}; answered: {_joined(c.answered)}"
        for c in columns
    ]
    short = [f"{source_name(column.source)}, {date_in_words(column.source)}" for column in columns]
    lead = f"{title}. What is asked of {name} and what it answers, in order of time"
    return brief_list(f"{lead}. {'. '.join(full)}.", f"{lead}: {'; '.join(short)}.")
