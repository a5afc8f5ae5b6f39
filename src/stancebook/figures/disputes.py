"""The disputes: each issue with actors on both sides, those against it on the left, those for it on the right.

>>> from stancebook.core.schema import STATEMENTS
>>> from stancebook.core.tables import frame
>>> own = {"article": "010", "issue": "toll", "via": "self", "voice": "direct", "condition": "none"}
>>> rows = [own | {"statement": actor, "actor": actor, "position": position}
...     for actor, position in (("arland", "-2"), ("borduria", "1"), ("cadia", "0"))]
>>> table(frame(rows, STATEMENTS), {}).values.tolist()
[['toll', 'arland (1, quoted)', 'cadia (1, quoted)', 'borduria (1, quoted)']]
"""

from typing import Any, NamedTuple

import pandas as pd

from stancebook.core.english import capital, display_name, number, plural
from stancebook.figures.canvas import BRIEF, LEAD, MARGIN, NARROW, Canvas, Drawing, nothing, source_line
from stancebook.figures.lettering import brief_list, short_name, shortened, text_width, wrap
from stancebook.figures.style import Names, Shown, house_style
from stancebook.figures.svg import evidence
from stancebook.study.codebook import terms
from stancebook.study.statements import ACCOUNTS, account_ranks

SIZE, HEIGHT, INDENT, GAP = 8, 12, 9, 2  # of type; of a chip; room for its mark; between chips
MIDDLE, ROOM = 112, 7  # the width of the column of issues; between columns
MOST, NAMED = 12, 8  # issues; actors on a side
SIDES = {"against": -1, "undecided": 0, "for": 1}
NONE = "On no issue are there actors on both sides"
FIRMEST = f"of more than {number(NAMED, spell=True)} actors on a side the firmest"
SUBTITLE = "Median of each actor’s statements, in brackets their number; *: on terms; framed: one alone"


class Chip(NamedTuple):
    """An actor on one side of an issue: the median of n statements, and their account."""

    name: str
    actor: str
    issue: str
    median: float
    n: int
    account: str
    has_terms: bool

    @property
    def short(self) -> str:
        """The name without an explanation in brackets."""
        return short_name(self.name)

    @property
    def words(self) -> str:
        """The short name, a star for terms, and the number of statements."""
        return f"{self.short}{'*' * self.has_terms} ({self.n})"

    @property
    def in_full(self) -> str:
        """The name, the number of statements, their account, and whether there are terms."""
        return f"{self.name} ({self.n}, {self.account}{', on terms' * self.has_terms})"


class Dispute(NamedTuple):
    """An issue, and the chips of each side by the name of the side."""

    issue: str
    name: str
    sides: dict[str, list[Chip]]

    @property
    def spread(self) -> float:
        """The distance between the firmest actors of both sides."""
        return self.sides["for"][0].median - self.sides["against"][0].median


@house_style()
def draw(statements: pd.DataFrame, names: Names, title: str, narrow: bool = False) -> Drawing:
    """A row for each issue with actors on both sides: against, the issue with those undecided, for.

    In the narrow form, for a phone, the sides stand below the issue. Of more than twelve issues, the twelve that divide
    most are drawn, and of more than eight actors on a side the eight firmest.
    """
    disputes = _disputes(statements, names)
    page = NARROW if narrow else BRIEF
    if not disputes:
        return nothing(title, SUBTITLE, words=NONE, page=page)
    canvas, shown = Canvas(page), disputes[:MOST]
    if not narrow:
        _heads(canvas)
    for dispute in shown:
        canvas.line(MARGIN, canvas.bottom, page.right, canvas.bottom)
        (_stacked if narrow else _abreast)(canvas, dispute)
    canvas.line(MARGIN, canvas.bottom, page.right, canvas.bottom)
    canvas.bottom += 4
    canvas.accounts(MARGIN)
    n = int(statements["issue"].isin([dispute.issue for dispute in shown]).sum())
    source = source_line(n)
    source += f"; {plural(len(disputes) - MOST, 'issue')} that divide less left out" if len(disputes) > MOST else ""
    more = any(len(chips) > NAMED for dispute in shown for chips in dispute.sides.values())
    found = Shown([], FIRMEST if more else "")
    return canvas.finish(title, SUBTITLE, source, _in_words(title + "." + found.sentence, disputes), found.words)


def table(statements: pd.DataFrame, names: Names) -> pd.DataFrame:
    """A row for each dispute, from the one that divides most: the issue, and who stands where."""
    rows = []
    for dispute in _disputes(statements, names):
        lists = (", ".join(chip.in_full for chip in chips) for chips in dispute.sides.values())
        rows.append((dispute.name, *lists))
    return pd.DataFrame(rows, columns=["issue", *SIDES])


def title(statements: pd.DataFrame, names: Names) -> str:
    """The finding: how many issues have actors on both sides."""
    disputes = _disputes(statements, names)
    if not disputes:
        return NONE
    verb = "has" if len(disputes) == 1 else "have"
    issues = plural(statements["issue"].nunique(), "issue")
    return f"{capital(number(len(disputes), spell=True))} of {issues} {verb} actors on both sides"


def _disputes(statements: pd.DataFrame, names: Names) -> list[Dispute]:
    """The issues with actors on both sides, from the one that divides most; firmer actors first."""
    has_terms = statements["condition"].map(lambda condition: bool(terms(condition)))
    by_actor = statements.assign(rank=account_ranks(statements), terms=has_terms).groupby(["issue", "actor"])
    columns = {"median": ("position", "median"), "n": ("position", "size"), "rank": ("rank", "min")}
    stances = by_actor.agg(**columns, terms=("terms", "any")).reset_index()
    disputes = []
    for issue, rows in stances.groupby("issue"):
        if rows["median"].min() < 0 < rows["median"].max():
            chips = [_chip(row, names) for row in rows.itertuples()]
            chips.sort(key=lambda chip: (-abs(chip.median), -chip.n, chip.name, chip.actor))
            sides = {side: [chip for chip in chips if _sign(chip.median) == sign] for side, sign in SIDES.items()}
            disputes.append(Dispute(str(issue), display_name(names, str(issue)), sides))
    return sorted(disputes, key=lambda each: (-each.spread, -sum(map(len, each.sides.values())), each.name, each.issue))


def _chip(row: Any, names: Names) -> Chip:
    name = display_name(names, row.actor)
    return Chip(name, row.actor, row.issue, float(row.median), int(row.n), ACCOUNTS[row.rank], bool(row.terms))


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _heads(canvas: Canvas) -> None:
    """Name the two sides above their columns."""
    left, right = _middle(canvas)
    canvas.text(left - ROOM, 8, "Against", SIZE, muted=True, align="right")
    canvas.text(right + ROOM, 8, "For", SIZE, muted=True)
    canvas.bottom = 13


def _middle(canvas: Canvas) -> tuple[float, float]:
    """The edges of the column of issues."""
    left = (canvas.page.width - MIDDLE) / 2
    return left, left + MIDDLE


def _abreast(canvas: Canvas, dispute: Dispute) -> None:
    """Draw a dispute in three columns."""
    (left, right), top = _middle(canvas), canvas.bottom + 3
    width = left - ROOM - MARGIN
    y = _centred(canvas, dispute, top)
    feet = [
        _chips(canvas, dispute.sides["against"], MARGIN, top, width, align="right"),
        _chips(canvas, dispute.sides["for"], right + ROOM, top, width),
    ]
    canvas.bottom = max(y, *feet) + 1


def _stacked(canvas: Canvas, dispute: Dispute) -> None:
    """Draw a dispute under its issue, one side below the other."""
    width = canvas.page.right - MARGIN
    issue = wrap(capital(dispute.name), width, SIZE, True)
    y = canvas.lines(MARGIN, canvas.bottom + 4, issue, SIZE, bold=True) + 1
    for side, chips in dispute.sides.items():
        if chips:
            y = canvas.lines(MARGIN, y, [capital(side)], SIZE, muted=True) + 1
            y = _chips(canvas, chips, MARGIN, y, width) + 1
    canvas.bottom = y + 2


def _centred(canvas: Canvas, dispute: Dispute, y: float) -> float:
    """Draw the issue and who is undecided in the middle column; returns where they end."""
    undecided = [capital(chip.words) for chip in dispute.sides["undecided"]]
    parts = [(capital(dispute.name), True)]
    if undecided:
        more = f" and {len(undecided) - NAMED} more" if len(undecided) > NAMED else ""
        parts.append((f"undecided: {', '.join(undecided[:NAMED])}{more}", False))
    for words, bold in parts:
        for line in wrap(words, MIDDLE, SIZE, bold):
            canvas.text(
                canvas.page.width / 2, y + 0.94 * SIZE + 1, line, SIZE, bold=bold, muted=not bold, align="center"
            )
            y += LEAD * SIZE
    return y + 2


def _chips(canvas: Canvas, chips: list[Chip], x: float, y: float, width: float, align: str = "left") -> float:
    """Draw the chips of a side in rows as wide as its column; returns where they end."""
    rows: list[list[tuple[Chip | None, str, float]]] = [[]]
    for chip in [*chips[:NAMED], *([None] if len(chips) > NAMED else [])]:
        words = capital(chip.words) if chip else f"and {len(chips) - NAMED} more"
        words = shortened(wrap(words, width - INDENT - 12, SIZE), 1)[0]
        wide = text_width(words, SIZE) + (INDENT if chip else 0) + 5
        if rows[-1] and sum(each[2] + GAP for each in rows[-1]) + wide > width:
            rows.append([])
        rows[-1].append((chip, words, wide))
    for row in rows:
        left = x + (width - sum(each[2] for each in row) - GAP * (len(row) - 1) if align == "right" else 0)
        for chip, words, wide in row:
            _draw_chip(canvas, chip, words, left, y, wide)
            left += wide + GAP
        y += HEIGHT + GAP
    return y


def _draw_chip(canvas: Canvas, chip: Chip | None, words: str, x: float, y: float, width: float) -> None:
    """Draw an actor on its colour, pale for a single statement; or the words for those that are not named."""
    if chip is None:
        canvas.text(x + 2, y + 9, words, SIZE, muted=True)
        return
    canvas.stance(x, y, width, HEIGHT, chip.median, chip.n == 1)
    canvas.account(x + 5, y + HEIGHT / 2, chip.account)
    canvas.text(x + INDENT + 1, y + 9.2, words, SIZE)
    canvas.link(x, y, width, HEIGHT, evidence(actor=chip.actor, issue=chip.issue), capital(chip.words))


def _in_words(finding: str, disputes: list[Dispute]) -> str:
    """The alternative text: the finding, who is against and for each issue, or the issues alone if that is too long."""
    full, short = ([_sides(dispute, word) for dispute in disputes] for word in ("words", "short"))
    lead = f"{finding} In brackets the number of statements. {'. '.join(full)}."
    issues = f"{finding} Issues: {'; '.join(each.name for each in disputes)}."
    return brief_list(lead, f"{finding} {'. '.join(short)}.", issues)


def _sides(dispute: Dispute, word: str) -> str:
    """A dispute in a line: its issue, and who stands on each side, by this attribute of each chip."""
    lists = {side: ", ".join(getattr(chip, word) for chip in chips) for side, chips in dispute.sides.items()}
    return f"{capital(dispute.name)}: {'; '.join(f'{side} {names}' for side, names in lists.items() if names)}"
