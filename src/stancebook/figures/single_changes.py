"""The changes: which findings hold when one decision is taken otherwise, and which do not.

>>> from stancebook.core.tables import frame
>>> tested = frame([{"finding": "F1", "says": "Arland would build", "decision": "counting", "alternative": option,
...     "holds": holds} for option, holds in (("once_a_text", "no"), ("twice", "yes"))])
>>> print(draw(tested, {}, "A finding hangs on the counting").alt.replace(". ", ".\\n"))
A finding hangs on the counting.
1 finding, tested under 2 changes of one decision each.
Contested (1): Arland would build, reversed by counting: once a text.
"""

import pandas as pd

from stancebook.analysis import robustness
from stancebook.core.english import display_name, label
from stancebook.figures.alt_text import brief_list
from stancebook.figures.canvas import MARGIN, RIGHT, Canvas, counted, finish, nothing
from stancebook.figures.lettering import balanced, text_width, wrap
from stancebook.figures.style import ALARM, DARK, SLATE, house_style

# Where the findings end and the columns begin; how long the name of a column may be.
FINDINGS, COLUMNS, LONGEST = 186, 202, 210
ANSWERS = ("yes", "no", "")
TABLE = ("finding", "changes that test it", "reversed by", "not testable under")


@house_style()
def draw(
    table,
    names,
    title,
    subtitle="Each finding, when one decision is changed and all others stay as they are",
    file="contested.csv",
):
    """Findings down, changes across: a square where a change reverses a finding, a dash where it cannot be tested."""
    if table.empty:
        return nothing(title, subtitle, file, "test", "No finding was tested")
    sheet, options = Canvas(), _options(table)
    slots = [slot for decision in options for slot in ((decision, None), *((decision, o) for o in options[decision]))]
    places = _heads(sheet, [_head(names, *slot) for slot in slots])
    columns = {slot: x for slot, x in zip(slots, places, strict=True) if slot[1] is not None}
    room = min(8, 0.84 * (places[1] - places[0]))  # between neighbours stays a gap
    _brackets(sheet, options, columns, room)
    _key(sheet, room)
    findings = [_finding(sheet, says, answers, columns, room) for says, answers in _answers(table, columns, file)]
    sheet.line(MARGIN, sheet.bottom, RIGHT, sheet.bottom)
    return finish(sheet, title, subtitle, counted(len(table), "test", file), _in_words(title, findings, columns, names))


def table(tested, names, file="contested.csv"):
    """A finding a row: how many changes test it, which of them reverse it, and which cannot test it."""
    slots = [(decision, option) for decision, options in _options(tested).items() for option in options]
    told = []
    for says, answers in _answers(tested, slots, file):
        reversing, untested = ([slot for slot in slots if answers[slot] == answer] for answer in ("no", ""))
        lists = ("; ".join(_listed(each, names)) or "none" for each in (reversing, untested))
        told.append((says, f"{len(slots) - len(untested)}", *lists))
    return pd.DataFrame(told, columns=TABLE)


def chosen(names, decision, alternative):
    """What an alternative of a decision is called."""
    return names.get(f"{decision}={alternative}", label(alternative)) or "none"


def _answers(table, slots, file):
    """What each finding says, and whether it holds in each slot."""
    tests = _tests(table, file)
    for id, says in table.drop_duplicates("finding")[["finding", "says"]].itertuples(index=False):
        yield says, {slot: tests.get((id, *slot), "") for slot in slots}


def _tests(table, file):
    """Whether a finding holds, by finding, decision and alternative; raises ValueError where that is unclear."""
    rows = table[["finding", "decision", "alternative", "holds"]].fillna("").itertuples(index=False, name=None)
    tests = {}
    for *key, holds in rows:
        if holds not in ANSWERS:
            raise ValueError(f"{file}: {key[0]} under {key[1]}={key[2]} holds {holds!r}; use yes, no or nothing")
        if tests.setdefault(tuple(key), holds) != holds:
            raise ValueError(f"{file}: {key[0]} under {key[1]}={key[2]} has two answers")
    return tests


def _options(table):
    """The alternatives of each decision, in the order of the table."""
    return {
        decision: list(dict.fromkeys(rows["alternative"].fillna("")))
        for decision, rows in table.groupby("decision", sort=False)
    }


def _head(names, decision, alternative):
    """What stands over a column, and whether it is the name of a decision."""
    decides = alternative is None
    return display_name(names, decision) if decides else chosen(names, decision, alternative), decides


def _heads(sheet, heads):
    """The middle of each column, when their heads stand upright over them, in as many lines as a column holds."""
    width = min(34, (RIGHT - COLUMNS) / len(heads))
    size, length = min(7, width / 1.2), 90
    deep = max(1, int(width // (1.12 * size)))
    while length < LONGEST and any(len(wrap(words, length, size, bold)) > deep for words, bold in heads):
        length *= 1.15
    blocks = [_cut(wrap(words, length, size, bold), deep) for words, bold in heads]
    widths = [text_width(line, size, bold) for block, (_, bold) in zip(blocks, heads, strict=True) for line in block]
    sheet.bottom = max([40, *(width + 4 for width in widths)])
    places = [COLUMNS + (number + 0.5) * width for number in range(len(heads))]
    for x, block, (_, bold) in zip(places, blocks, heads, strict=True):
        for number, line in enumerate(block):
            aside = (0.37 + 1.12 * (number - (len(block) - 1) / 2)) * size
            sheet.text(x + aside, sheet.bottom - 3, line, size, bold=bold, angle=90)
    return places


def _cut(lines, most):
    """So many lines at the most, the last of which says so where it is not the end."""
    return [*lines[: most - 1], lines[most - 1] + "…"] if len(lines) > most else lines


def _brackets(sheet, options, columns, room):
    """A line under the heads of each decision's alternatives."""
    for decision, alternatives in options.items():
        ends = columns[decision, alternatives[0]], columns[decision, alternatives[-1]]
        sheet.line(ends[0] - room / 2, sheet.bottom, ends[1] + room / 2, sheet.bottom, DARK, 1)
    sheet.bottom += 4


def _key(sheet, room):
    """What square, dot and dash mean, left of the heads."""
    for place, (holds, words) in enumerate((("no", "reverses it"), ("yes", "holds"), ("", "not testable there"))):
        y = sheet.bottom - 33 + 11 * place
        _marks(sheet, [(MARGIN + 5, holds)], y - 2.6, room)
        sheet.text(MARGIN + 15, y, words, 7)


def _marks(sheet, answers, y, room):
    """A mark at each place: a square for no, a pale dot for yes, a dash where there was no test."""
    for x in (x for x, holds in answers if holds == "no"):
        sheet.box(x - room / 2, y - room / 2, room, room, ALARM)
    _strokes(sheet, [x for x, holds in answers if holds == "yes"], y, 0.2, SLATE, min(1.8, room / 3))
    _strokes(sheet, [x for x, holds in answers if holds == ""], y, 0.25 * room, DARK, min(1.2, room / 6))


def _strokes(sheet, places, y, reach, colour, width):
    """Short level strokes around these places, as one path."""
    if places:
        sheet.strokes([((x - reach, y), (x + reach, y)) for x in places], colour, width)


def _finding(sheet, says, answers, columns, room):
    """One finding's row, drawn; what it says, and the changes that reverse it or cannot test it."""
    reversing, untested = ([slot for slot in columns if answers[slot] == answer] for answer in ("no", ""))
    tally = _tally(len(reversing), len(columns) - len(untested), len(untested))
    top, foot = sheet.row([
        (MARGIN, balanced(says, FINDINGS - MARGIN, 7.5, bool(reversing)), {"size": 7.5, "bold": bool(reversing)}),
        (MARGIN, wrap(tally, FINDINGS - MARGIN, 6.5), {"size": 6.5, "muted": True}),
    ])  # fmt: skip
    sheet.strokes([((x, top), (x, foot)) for x in columns.values()])
    _marks(sheet, [(columns[slot], answers[slot]) for slot in columns], (top + foot) / 2, room)
    return says, reversing, untested


def _tally(reversed, tested, untested):
    """How many changes reverse a finding, of how many that test it."""
    if not tested:
        return "not testable under any change"
    words = (
        f"contested: reversed by {reversed} of {tested}"
        if reversed
        else f"holds under {'all' if tested > 1 else 'the'} {tested}"
    )
    return words + (f", {untested} not testable" if untested else "")


def _in_words(title, findings, columns, names):
    """What the picture shows, for those who cannot see it."""
    told = [(says.rstrip("."), reversing, untested) for says, reversing, untested in findings]
    holding = [says for says, reversing, untested in told if not reversing and len(untested) < len(columns)]
    contested = [(says, slots) for says, slots, _ in told if slots]
    untested = [f"{says}, under {len(slots)}" for says, _, slots in told if slots]
    scope = f"{_many(len(findings), 'finding')}, tested under {_many(len(columns), 'change')} of one decision each"
    in_full = {
        f"Contested ({len(contested)})": [
            f"{says}, reversed by {', '.join(_listed(on, names))}" for says, on in contested
        ],
        f"Reversed by no change that tests them ({len(holding)})": holding,
        f"Not testable ({len(untested)})": untested,
    }
    in_short = {
        "Reversed by no change that tests them": [f"{len(holding)}"] if holding else [],
        "Not testable under some change": [f"{len(untested)}"] if untested else [],
        f"Contested ({len(contested)}), each by so many changes": [
            f"{says}, {len(slots)}" for says, slots in contested
        ],
    }
    ways = ([f"{head}: {'; '.join(said)}." for head, said in way.items() if said] for way in (in_full, in_short))
    return brief_list(*(" ".join([f"{title}. {scope}.", *way]) for way in ways))


def _listed(slots, names):
    return [f"{display_name(names, slot[0])}: {chosen(names, *slot)}" for slot in slots]


def _many(n, noun):
    return f"{n} {noun}{'' if n == 1 else 's'}"


def title(findings):
    """The finding that the figure of single changes shows: how many findings turn under one."""
    if findings.empty:
        return "No finding is declared"
    turned = len(robustness.contested(findings))
    if not turned:
        return f"No single change reverses any of {len(findings)} findings"
    return f"{turned} of {len(findings)} findings {'is' if turned == 1 else 'are'} reversed by some single change"
