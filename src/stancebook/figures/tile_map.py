"""The tile map: a square for each country, with its stance on one issue as a colour and a word.

The squares are the rows of the study's own map.csv; `row` and `column` count from 1 at the upper left corner.

>>> from stancebook.core.schema import STATEMENTS
>>> from stancebook.core.tables import frame
>>> squares = [{"actor": "arland", "name": "Arland", "short": "AR", "row": "1", "column": "1"},
...     {"actor": "", "name": "Borduria", "short": "BO", "row": "1", "column": "2"}]
>>> own = {"statement": "000-0", "article": "000", "actor": "arland", "via": "self", "voice": "direct"}
>>> table(squares, frame([own | {"position": "1", "condition": "toll"}], STATEMENTS)).values.tolist()
[['Arland', 'leans towards, on terms', '+1', '1', '1', 'quoted'], ['Borduria', 'no statement found', '', '', '', '']]
"""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

import pandas as pd
from matplotlib import rcParams

from stancebook.core.english import capital, display_name, plural, signed_position
from stancebook.core.tables import Row, Rows
from stancebook.figures import ladder
from stancebook.figures.canvas import MARGIN, NOTHING, Canvas, Drawing, Page, source_line
from stancebook.figures.lettering import brief_list, fitting, text_width
from stancebook.figures.style import WHITE, Names, house_style, shade
from stancebook.figures.svg import evidence
from stancebook.study.codebook import terms
from stancebook.study.statements import account

SIZE, MARK, WIDTH = 8, 9, 215  # of type; room for a mark; the map at the least
TILE, HIGH, FEWEST = 34.5, 22.5, 6  # a square with its gap, at the least; its height; columns to leave room for
WORDS = {2: "for it", 1: "towards", 0: "neither", -1: "against", -2: "refuses"}  # each fits into a square
STANCES = {2: "for it", 1: "leans towards", 0: "neither way", -1: "leans against", -2: "refuses"}
NONE, NO_MAP = NOTHING.lower(), "This study has no map: there is no file data/coded/map.csv."
TABLE = ("name", "stance", "median", "statements", "texts", "account")
KEY = "Number: statements; pale, framed: just one; *: on terms"


class Square(NamedTuple):
    """A square of the map, and the stance on it; `n` is 0 where no statement was found."""

    row: int
    column: int
    short: str
    name: str
    actor: str
    n: int = 0
    texts: int = 0
    median: float = 0
    account: str = ""
    has_terms: bool = False

    @property
    def step(self) -> int:
        """The position whose word stands for the median: between two of them the milder one, but on its side of 0."""
        size = max(1, int(abs(self.median))) if self.median else 0
        return size if self.median > 0 else -size

    @property
    def stance(self) -> str:
        """The stance in words."""
        return STANCES[self.step] + ", on terms" * self.has_terms if self.n else NONE

    @property
    def in_words(self) -> str:
        """The name, and in brackets the number of statements, and of texts where there are several statements."""
        where = f" in {plural(self.texts, 'text')}" if self.n > 1 else ""
        return f"{self.name} ({self.n}{where})"


@house_style()
def draw(cells: Rows, statements: pd.DataFrame, title: str, issue: str, names: Names) -> Drawing | None:
    """A square for each row of map.csv: its short name, its account, its statements, its stance; None without a row.

    `statements` are those on the issue. The map is 215 points wide, or as wide as more than six columns need, and no
    type on it is smaller than 8 points.
    """
    if not cells:
        return None
    squares = _squares(cells, statements)
    columns = max(square.column for square in squares)
    width = max(WIDTH, 2 * MARGIN + TILE * columns)
    canvas = Canvas(Page(width, 10.5, SIZE, SIZE))
    for square in squares:
        _square(canvas, square, (width - 2 * MARGIN) / max(columns, FEWEST), issue)
    canvas.bottom = HIGH * max(square.row for square in squares) + 4
    _colours(canvas, squares)
    canvas.accounts(MARGIN)
    canvas.bottom -= 6
    source = f"{KEY}. {source_line(sum(square.n for square in squares))}"
    return canvas.finish(
        title, f"What is said of each on {display_name(names, issue)}", source, _in_words(title, squares)
    )


def table(cells: Rows, statements: pd.DataFrame) -> pd.DataFrame:
    """A row for each square, from the most to the least supporting, then those without a statement."""
    rows = []
    for square in sorted(_squares(cells, statements), key=_order):
        numbers = signed_position(square.median), str(square.n), str(square.texts)
        rows.append((square.name, square.stance, *(numbers if square.n else ("", "", "")), square.account))
    return pd.DataFrame(rows, columns=TABLE)


def title(stances: pd.DataFrame, cells: Rows, issue: str, names: Names, types: Names) -> str:
    """The finding of the map: who of those on it leans towards the issue and against it.

    `stances` has a row for each actor on the issue; `types` gives the type of each actor in the codebook.
    """
    actors = {cell["actor"] for cell in cells}
    kinds = {types[actor] for actor in actors if actor}
    noun = kinds.pop() if len(kinds) == 1 else "actor"
    on_map = stances[stances["actor"].isin(actors)]
    return NOTHING if on_map.empty else ladder.title(on_map, issue, names, noun=noun)


def _squares(cells: Rows, statements: pd.DataFrame) -> list[Square]:
    """The squares of map.csv in order of place, each with what is said of its actor."""
    by_actor = dict(list(statements.groupby("actor")))
    squares = [_with_stance(cell, by_actor.get(cell["actor"])) for cell in cells]
    return sorted(squares)


def _with_stance(cell: Row, statements: pd.DataFrame | None) -> Square:
    square = Square(int(cell["row"]), int(cell["column"]), cell["short"], cell["name"], cell["actor"])
    if statements is None:
        return square
    return square._replace(
        n=len(statements),
        texts=statements["article"].nunique(),
        median=float(statements["position"].median()),
        account=account(statements),
        has_terms=any(terms(condition) for condition in statements["condition"]),
    )


def _order(square: Square) -> tuple[bool, int, bool, str]:
    return not square.n, -square.step, not square.has_terms, square.name


def _groups(squares: Iterable[Square]) -> list[tuple[str, list[Square]]]:
    """The squares with a statement by their stance in words, from the most supporting stance."""
    spoken = sorted((square for square in squares if square.n), key=_order)
    return [(stance, list(group)) for stance, group in groupby(spoken, key=lambda square: square.stance)]


def _square(canvas: Canvas, square: Square, width: float, issue: str) -> None:
    """Draw one square; without a statement it is an empty frame with its short name."""
    x, y, side, high = MARGIN + (square.column - 1) * width + 0.75, (square.row - 1) * HIGH, width - 1.5, HIGH - 1.5
    if not square.n:
        canvas.box(x, y, side, high, WHITE, rcParams["grid.color"], 0.6)
        canvas.text(x + side / 2, y + high / 2 + 3, fitting(square.short, side - 2, SIZE), muted=True, align="center")
        return
    single = square.n == 1
    canvas.stance(x, y, side, high, square.step, single)
    number = "" if single else f"{square.n}"
    room = side - 2 - MARK - text_width(number, SIZE)
    short = fitting(square.short + "*" * square.has_terms, room, SIZE)
    left = x + 1 + (room - text_width(short, SIZE)) / 2
    canvas.text(left, y + 8.6, short, SIZE)
    left += text_width(short, SIZE) + MARK / 2
    canvas.account(left, y + 5.8, square.account)
    canvas.text(left + MARK / 2, y + 8.6, number, SIZE)
    canvas.text(x + side / 2, y + high - 3, WORDS[square.step], SIZE, align="center")
    words = f"{square.in_words}: {square.stance}, {square.account}"
    canvas.link(x, y, side, high, evidence(actor=square.actor, issue=issue), words)


def _colours(canvas: Canvas, squares: list[Square]) -> None:
    """Draw the key of the colours that are on the map, in as many lines as they need."""
    x = MARGIN
    for step in sorted({square.step for square in squares if square.n}, reverse=True):
        width = text_width(STANCES[step], SIZE) + 11
        if x > MARGIN and x + width > canvas.page.right:
            x, canvas.bottom = MARGIN, canvas.bottom + 12
        canvas.box(x, canvas.bottom + 1, 8, 8, shade(step))
        canvas.text(x + 11, canvas.bottom + 8, STANCES[step], SIZE)
        x += width + 8
    canvas.bottom += 12


def _in_words(title: str, squares: list[Square]) -> str:
    """The alternative text: who is on which stance, whose words these are, and of whom nothing is said."""
    full, short = [], []
    for stance, group in _groups(squares):
        full.append(f"{capital(stance)}: {', '.join(f'{s.in_words[:-1]}, {s.account})' for s in group)}")
        short.append(f"{capital(stance)}: {', '.join(square.name for square in group)}")
    silent = sorted(square.name for square in squares if not square.n)
    lead = f"{title}. Map of squares, in brackets the number of statements"
    names, number = ([f"{NOTHING}: {', '.join(silent)}"], [f"{NOTHING} on {plural(len(silent), 'square')}"])
    if not silent:
        names = number = []
    wordings = [lead, *full, *names], [lead, *full, *number], [title, *short]
    return brief_list(*(f"{'. '.join(parts)}." for parts in wordings))
