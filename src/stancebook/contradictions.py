"""Contradictions: where two texts do not agree on a position or a number, and whether time may explain it.

>>> days = {"010": "1925-03-01", "020": "1925-03-03"}
>>> sources = [{"article": id, "date_earliest": day, "date_latest": day} for id, day in days.items()]
>>> from stancebook.tables import frame
>>> told = frame([dict(article=a, actor="arland", issue="bridge", position=p, condition="none")
...     for a, p in (("020", "-1"), ("010", "2"))])
>>> (row,) = of_positions(told, sources)
>>> row["told_a"], row["told_b"], row["how"], row["second"]
('2 (n = 1)', '−1 (n = 1)', 'opposite', 'later')
"""

from itertools import combinations

from stancebook.sources import in_time
from stancebook.stances import positions
from stancebook.tables import records
from stancebook.wording import capital, count, number

COLUMNS = ("kind", "about", "article_a", "told_a", "article_b", "told_b", "how", "second")


def contradictions(statements, facts, notes, sources):
    """A row for each two texts that do not agree: on a position, on a number, or by a note of a reader.

    `second`: how the second text lies in time to the first; where it is later, time may explain it. The earlier stands
    first, where that is known.
    """
    rows = of_positions(statements, sources) + of_facts(facts, sources) + of_notes(notes, sources)
    return sorted(rows, key=lambda row: [row[column] for column in COLUMNS])


def of_positions(statements, sources):
    """Positions of one actor on one issue that two texts tell otherwise: no position of the one is one of the other.

    `how`: opposite, where one leans towards and the other against; else apart.
    """
    told = {}
    for row in records(positions(statements)):
        told.setdefault((row["actor"], row["issue"]), []).append(row)
    return [
        _row("position", f"{actor} {issue}", one, other, _how(one, other), (_position(one), _position(other)), sources)
        for (actor, issue), rows in told.items()
        for one, other in combinations(rows, 2)
        if _apart(one["min"], one["max"], other["min"], other["max"])
    ]


def _apart(least, most, other_least, other_most):
    """Whether two ranges share nothing."""
    return most < other_least or other_most < least


def _how(one, other):
    return "opposite" if one["median"] * other["median"] < 0 else "apart"


def _position(row):
    """A text's positions, as least to most, and how many statements."""
    ends = dict.fromkeys((row["min"], row["max"]))
    return f"{' to '.join(map(number, ends))} (n = {row['n']})"


def of_facts(facts, sources):
    """Numbers of one attribute and unit that two texts give otherwise; `how`: apart, or overlapping.

    Texts may speak of different plans: `told_a` and `told_b` name them.
    """
    told = [row for row in records(facts) if None not in (row["value_low"], row["value_high"])]
    rows = []
    for one, other in combinations(sorted(told, key=lambda row: (row["article"], row["fact"])), 2):
        ends = [(row["value_low"], row["value_high"]) for row in (one, other)]
        about = [(row["attribute"], row["unit"], row["subject"]) for row in (one, other)]
        if one["article"] != other["article"] and about[0] == about[1] and ends[0] != ends[1]:
            how, both = "apart" if _apart(*ends[0], *ends[1]) else "overlapping", (_fact(one), _fact(other))
            rows.append(_row("fact", one["attribute"], one, other, how, both, sources))
    return rows


def _fact(row):
    ends = " to ".join(dict.fromkeys((number(row["value_low"]), number(row["value_high"]))))
    told = row["value"] or f"{ends} {row['unit']}".strip()
    return f"{told} ({row['fact']}, {row['plan']})"


def of_notes(notes, sources):
    """Contradictions between two texts that a reader noted, in the words of both."""
    found = [row for row in records(notes) if row["kind"] == "contradiction" and row["article"] != row["article_b"]]
    return [
        _row("note", row["source_note"], row, {"article": row["article_b"]}, "noted", (row["quote"], row["quote_b"]), sources)
        for row in found
    ]


def _row(kind, about, one, other, how, told, sources):
    """One row, the earlier text first."""
    known = {source["article"]: source for source in sources}
    second = in_time(known[one["article"]], known[other["article"]])
    if second == "earlier":
        return _row(kind, about, other, one, how, told[::-1], sources)
    return dict(zip(COLUMNS, (kind, about, one["article"], told[0], other["article"], told[1], how, second)))


def said(rows):
    """How many positions and numbers differ between texts, and for how many time may explain it, as a sentence."""
    told = [row for row in rows if row["kind"] != "note"]
    later, opposite = sum(row["second"] == "later" for row in told), sum(row["how"] == "opposite" for row in told)
    return (
        f"{capital(count(len(told), 'difference'))} between two texts in a position or a number, {number(opposite, spell=True)} of them "
        f"with opposite sides; for {number(later, spell=True)} the second text is the later one, and time may explain it."
    )
