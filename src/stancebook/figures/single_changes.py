"""The changes: which findings hold when a single decision is changed, and which do not.

>>> tested = pd.DataFrame([{"finding": "F1", "says": "Arland builds", "decision": "counting", "alternative": option,
...     "holds": holds} for option, holds in (("once_a_text", "no"), ("twice", "yes"))])
>>> print(draw(tested, {}, "A finding hangs on the counting").alt.replace(". ", ".\\n"))
A finding hangs on the counting.
1 finding, tested under 2 changes of one decision each.
Contested (1): Arland builds, reversed by counting: once a text.
"""

from collections import Counter
from typing import NamedTuple

import pandas as pd

from stancebook.analysis import robustness
from stancebook.core.english import capital, display_name, label, part_of, plural, verb
from stancebook.figures.canvas import MARGIN, RIGHT, Canvas, Drawing, nothing, source_line
from stancebook.figures.lettering import balanced, brief_list, text_width, upright
from stancebook.figures.row_chart import Area, Column, Marks, Row, RowChart, Text
from stancebook.figures.style import ALARM, DARK, SLATE, Names, house_style

# Where the findings end and the columns of changes begin; the longest head of a column.
FINDINGS, COLUMNS, LONGEST = 186, 202, 210
MOST = 40  # changes
FILE = "changes.csv"
TABLE = ("finding", "changes that test it", "reversed by", "reversed by its own definition", "not testable under")
SUBTITLE = "Each finding, when one decision is changed and all others stay as they are"
DEFINED = "by definition"  # the finding itself asks what the change defines
KEY = {"no": "reversed", DEFINED: "reversed by its own definition", "yes": "holds", "": "cannot be tested"}

Change = tuple[str, str]  # a decision and an alternative of it


class Finding(NamedTuple):
    """What a finding says, and whether it holds under each change, as in KEY."""

    says: str
    answers: dict[Change, str]

    @property
    def reversing(self) -> list[Change]:
        """The changes that reverse the finding, and not by its own definition."""
        return self._with("no")

    @property
    def defined(self) -> list[Change]:
        """The changes that reverse the finding by its own definition."""
        return self._with(DEFINED)

    @property
    def untested(self) -> list[Change]:
        """The changes under which the finding cannot be tested."""
        return self._with("")

    def _with(self, answer: str) -> list[Change]:
        return [change for change, holds in self.answers.items() if holds == answer]


@house_style()
def draw(tested: pd.DataFrame, names: Names, title: str) -> Drawing:
    """Findings down, changes across: a square where a change reverses a finding, a dash where it cannot be tested.

    `tested` is as `robustness.changes_table` gives it. Of more than forty changes, the forty that reverse most findings
    are drawn. Raises ValueError for any other answer, and for two answers to one question.
    """
    if tested.empty:
        return nothing(title, SUBTITLE, FILE, "test", "No finding was tested")
    canvas, findings, changes = Canvas(), _findings(tested), _changes(tested)
    reversals = Counter(change for finding in findings for change in finding.reversing)
    shown = sorted(changes, key=lambda change: -reversals[change])[:MOST]
    places, room = _heads(canvas, [change for change in changes if change in shown], names)
    key = [holds for holds in KEY if holds != DEFINED or any(finding.defined for finding in findings)]
    for place, holds in enumerate(key):
        y = canvas.bottom + 11 * (place - len(key))
        _marks(canvas, {MARGIN + 5: holds}, y - 2.6, room)
        canvas.text(MARGIN + 15, y, KEY[holds], 7)
    columns = {"finding": Column(MARGIN, FINDINGS - MARGIN), "changes": Column(COLUMNS, RIGHT - COLUMNS)}
    RowChart(columns, [_row(finding, places, room) for finding in findings]).draw(canvas)
    source = source_line(len(tested), "test", FILE)
    source += f"; {plural(left_out, 'change')} left out" if (left_out := len(changes) - len(shown)) else ""
    return canvas.finish(title, SUBTITLE, source, _in_words(title, findings, len(changes), names))


def table(tested: pd.DataFrame, names: Names) -> pd.DataFrame:
    """A row for each finding: how many changes test it, which of them reverse it, and which cannot test it."""
    rows = []
    for finding in _findings(tested):
        lists = (
            _changes_in_words(changes, names) for changes in (finding.reversing, finding.defined, finding.untested)
        )
        tests = len(finding.answers) - len(finding.untested)
        rows.append((finding.says, f"{tests}", *("; ".join(changes) or "none" for changes in lists)))
    return pd.DataFrame(rows, columns=TABLE)


def title(findings: pd.DataFrame) -> str:
    """The finding of the figure: how many findings some single change reverses."""
    if findings.empty:
        return "No finding is declared"
    contested = len(robustness.contested(findings))
    if not contested:
        return f"No single change reverses {verb(findings, 'the one finding', f'any of {len(findings)} findings')}"
    return (
        f"{capital(part_of(contested, len(findings), 'finding', 'is', 'are'))} reversed by at least one single change"
    )


def alternative_name(names: Names, decision: str, alternative: str) -> str:
    """The name of an alternative of a decision."""
    return names.get(f"{decision}={alternative}", label(alternative)) or "none"


def _findings(tested: pd.DataFrame) -> list[Finding]:
    """The findings in the order of the table; raises ValueError if the answer to a change is none, or not one."""
    answers: dict[tuple[str, str], dict[Change, str]] = {}
    changes = dict.fromkeys(_changes(tested), "")
    rows = tested[["finding", "says", "decision", "alternative", "holds"]].fillna("").drop_duplicates()
    for id, says, decision, alternative, holds in rows.itertuples(index=False, name=None):
        if holds not in KEY:
            raise ValueError(
                f"{FILE}: {id} under {decision}={alternative} holds {holds!r}; use yes, no, by definition or nothing"
            )
        answers.setdefault((id, says), dict(changes))[decision, alternative] = holds
    if twice := rows[rows.duplicated(["finding", "decision", "alternative"])].to_dict("records"):
        raise ValueError(f"{FILE}: {{finding}} under {{decision}}={{alternative}} has two answers".format(**twice[0]))
    return [Finding(says, of_changes) for (_, says), of_changes in answers.items()]


def _changes(tested: pd.DataFrame) -> list[Change]:
    """The changes in the order of the table, those of one decision together."""
    changes = list(dict.fromkeys(zip(tested["decision"], tested["alternative"].fillna(""), strict=True)))
    decisions = list(dict.fromkeys(decision for decision, _ in changes))
    return sorted(changes, key=lambda change: decisions.index(change[0]))


def _heads(canvas: Canvas, changes: list[Change], names: Names) -> tuple[dict[Change, float], float]:
    """Draw upright heads, with a line under the alternatives of a decision.

    Returns the middle of the column of each change, and the size of a mark in it.
    """
    options = {decision: [each for d, each in changes if d == decision] for decision, _ in changes}
    columns = [(decision, each) for decision, alternatives in options.items() for each in (None, *alternatives)]
    width = min(34, (RIGHT - COLUMNS) / len(columns))
    places = {column: COLUMNS + (number + 0.5) * width for number, column in enumerate(columns)}
    heads = [(_head(names, *column), column[1] is None) for column in columns]
    blocks, size = upright(heads, width, 90, 1.15, LONGEST)
    widths = [text_width(line, size, bold) for block, (_, bold) in zip(blocks, heads, strict=True) for line in block]
    canvas.bottom = max([51, *(width + 4 for width in widths)])
    for x, block, (_, bold) in zip(places.values(), blocks, heads, strict=True):
        canvas.turned(x, canvas.bottom - 3, block, size, 90, bold)
    room = min(8, 0.84 * width)  # which leaves a gap between neighbours
    for decision, alternatives in options.items():
        left, right = places[decision, alternatives[0]], places[decision, alternatives[-1]]
        canvas.line(left - room / 2, canvas.bottom, right + room / 2, canvas.bottom, DARK, 1)
    canvas.bottom += 4
    return {change: x for change, x in places.items() if change[1] is not None}, room


def _head(names: Names, decision: str, alternative: str | None) -> str:
    """The head of the column of a decision, or of one of its alternatives."""
    return display_name(names, decision) if alternative is None else alternative_name(names, decision, alternative)


def _row(finding: Finding, places: dict[Change, float], room: float) -> Row:
    """The row of one finding."""
    is_contested = bool(finding.reversing)

    def marks(canvas: Canvas, area: Area) -> None:
        canvas.strokes([((x, area.top), (x, area.foot)) for x in places.values()])
        answers = {x: finding.answers[change] for change, x in places.items()}
        _marks(canvas, answers, (area.top + area.foot) / 2, room)

    words = [Text(finding.says, 7.5, bold=is_contested, fit=balanced), Text(_tally(finding), 6.5, muted=True)]
    return Row({"finding": words, "changes": [Marks(marks)]})


def _marks(canvas: Canvas, answers: dict[float, str], y: float, room: float) -> None:
    """A mark at each x: a square for no, a hollow one by definition, a pale dot for yes, a dash for no test."""
    fills = {"no": ALARM, DEFINED: "none"}
    for x, holds in answers.items():
        if holds in fills:
            canvas.box(x - room / 2, y - room / 2, room, room, fills[holds], ALARM, room / 6)
    looks = (("yes", 0.2, SLATE, min(1.8, room / 3)), ("", 0.25 * room, DARK, min(1.2, room / 6)))
    for answer, reach, colour, width in looks:
        strokes = [((x - reach, y), (x + reach, y)) for x, holds in answers.items() if holds == answer]
        if strokes:
            canvas.strokes(strokes, colour, width)


def _tally(finding: Finding) -> str:
    """How many changes reverse a finding, of how many that test it."""
    reversing, defined, untested = (len(each) for each in (finding.reversing, finding.defined, finding.untested))
    tests = len(finding.answers) - defined - untested
    if not tests and not defined:
        return "no change can test it"
    changes = plural(tests, "change")
    every = verb(tests, "the one change", f"all {changes}")
    words = [f"reversed by {reversing} of {changes}" if reversing else f"holds under {every}"] if tests else []
    if defined:
        number = f"{defined}" if words else plural(defined, "change")
        words.append(f"{number} {verb(defined, 'reverses', 'reverse')} it by definition")
    return "; ".join(words + ([f"{untested} cannot test it"] if untested else []))


def _in_words(title: str, findings: list[Finding], changes: int, names: Names) -> str:
    """The alternative text: contested, uncontested and untestable findings, with the changes or their number."""
    findings = [finding._replace(says=finding.says.rstrip(".")) for finding in findings]
    contested = [(each.says, each.reversing) for each in findings if each.reversing]
    holding = [each.says for each in findings if not each.reversing and "yes" in each.answers.values()]
    defined = [f"{each.says}, by {len(each.defined)}" for each in findings if each.defined]
    untested = [f"{each.says}, under {len(each.untested)}" for each in findings if each.untested]
    lead = (
        f"{title}. {plural(len(findings), 'finding')}, tested under {plural(changes, 'change')} of one decision each."
    )
    in_full = {
        f"Contested ({len(contested)})": [
            f"{says}, reversed by {', '.join(_changes_in_words(on, names))}" for says, on in contested
        ],
        f"Not reversed by any change ({len(holding)})": holding,
        f"Reversed by its own definition ({len(defined)})": defined,
        f"Not testable ({len(untested)})": untested,
    }
    in_short = {
        "Not reversed by any change": [f"{len(holding)}"] if holding else [],
        "Not testable under at least one change": [f"{len(untested)}"] if untested else [],
        f"Contested ({len(contested)}), with the number of changes that reverse each": [
            f"{says}, {len(on)}" for says, on in contested
        ],
    }
    wordings = (
        [f"{head}: {'; '.join(each)}." for head, each in parts.items() if each] for parts in (in_full, in_short)
    )
    return brief_list(*(" ".join([lead, *sentences]) for sentences in wordings))


def _changes_in_words(changes: list[Change], names: Names) -> list[str]:
    """The changes in words."""
    return [f"{display_name(names, change[0])}: {alternative_name(names, *change)}" for change in changes]
