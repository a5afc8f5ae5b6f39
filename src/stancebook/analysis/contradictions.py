"""Contradictions: where two texts do not tell the same of a position, its terms or a number, and how they lie in time.

>>> days = {"010": "1925-03-01", "020": "1925-03-03"}
>>> sources = [{"article": id, "date_earliest": day, "date_latest": day} for id, day in days.items()]
>>> from stancebook.core.schema import STATEMENTS
>>> from stancebook.core.tables import frame
>>> told = frame([dict(article=a, actor="arland", issue="bridge", position=p, condition="none")
...     for a, p in (("020", "-1"), ("010", "2"))], STATEMENTS)
>>> (row,) = of_positions(told, sources)
>>> row["told_a"], row["told_b"], row["how"], row["second"]
('2 (n = 1)', '−1 (n = 1)', 'opposite sides', 'later')
"""

from itertools import combinations

from stancebook.analysis.stances import union_of_conditions
from stancebook.core.english import capital, count, number, spelled_or_none, verb
from stancebook.core.schema import CONTRADICTIONS
from stancebook.core.tables import records
from stancebook.study.codebook import terms
from stancebook.study.sources import temporal_order


def contradictions(statements, facts, notes, sources):
    """A row for each two texts that do not tell the same: a position, terms, a number, or by a note of a reader.

    `second`: how the second text lies in time to the first; where it is later, or perhaps later, time may explain it.
    The earlier stands first, where that is known.
    """
    rows = of_positions(statements, sources) + of_terms(statements, sources)
    rows += of_facts(facts, sources) + of_notes(notes, sources)
    return sorted(rows, key=lambda row: [row[column] for column in CONTRADICTIONS.names])


def of_positions(statements, sources):
    """Positions of one actor on one issue of which two texts have none in common.

    `how`: opposite sides, where all that the one tells is above zero and all that the other tells below; another
    degree, where both are on one side; else one does not commit, or texts are divided in themselves: differing.
    """
    return [
        _row("position", f"{actor} {issue}", one, other, _sides(*held), map(_positions, held), sources)
        for (actor, issue), texts in _by_text(statements, "position")
        for (one, held_one), (other, held_other) in combinations(texts, 2)
        for held in [(held_one, held_other)]
        if set(held_one).isdisjoint(held_other)
    ]


def of_terms(statements, sources):
    """Terms of one actor on one issue that two texts tell otherwise, where at least one tells any.

    `how`: other terms, where both tell some and share none, a hedge being no term; else further terms, which the other
    does not tell.
    """
    rows = []
    for (actor, issue), texts in _by_text(statements, "condition"):
        for (one, cells), (other, others) in combinations(texts, 2):
            told = [set(union_of_conditions(each).split()) for each in (cells, others)]
            if told[0] != told[1]:
                firm = [set(terms(" ".join(each))) for each in told]
                how = "other terms" if all(firm) and firm[0].isdisjoint(firm[1]) else "further terms"
                rows.append(_row("terms", f"{actor} {issue}", one, other, how, map(_terms, told), sources))
    return rows


def _by_text(statements, column):
    """For each actor and issue its articles, in order, each with the cells of a column."""
    held = {}
    for row in records(statements):
        held.setdefault((row["actor"], row["issue"]), {}).setdefault(row["article"], []).append(row[column])
    return [(key, sorted(texts.items())) for key, texts in sorted(held.items())]


def _sides(one, other):
    signs = [{(position > 0) - (position < 0) for position in held} for held in (one, other)]
    if all(len(each) == 1 and each != {0} for each in signs):
        return "another degree" if signs[0] == signs[1] else "opposite sides"
    return "one does not commit" if {0} in signs else "differing"


def _positions(held):
    """A text's positions, each once, and how many statements."""
    return f"{', '.join(map(number, sorted(set(held))))} (n = {len(held)})"


def _terms(held):
    return " ".join(sorted(held)) or "none"


def of_facts(facts, sources):
    """Numbers of one attribute, unit and subject that two texts give otherwise, of which they have none in common.

    `how`: apart, overlapping, or one within the other. Texts may speak of different plans, which are named.
    """
    held = {}
    for row in records(facts):
        if None not in (row["value_low"], row["value_high"]):
            key = (row["attribute"], row["unit"], row["subject"])
            held.setdefault(key, {}).setdefault(row["article"], []).append(row)
    return [
        _row("fact", key[0], one, other, _ranges(*ends), ("; ".join(map(_fact, rows)) for rows in both), sources)
        for key, texts in sorted(held.items())
        for (one, ours), (other, theirs) in combinations(sorted(texts.items()), 2)
        for both in [(ours, theirs)]
        for ends in [[{(row["value_low"], row["value_high"]) for row in rows} for rows in both]]
        if ends[0].isdisjoint(ends[1])
    ]


def _ranges(one, other):
    """How two texts' ranges, each from its least to its greatest number, lie to each other."""
    (low, high), (least, most) = ((min(a for a, _ in held), max(b for _, b in held)) for held in (one, other))
    if high < least or most < low:
        return "apart"
    return "within" if (low <= least and most <= high) or (least <= low and high <= most) else "overlapping"


def _fact(row):
    ends = " to ".join(dict.fromkeys((number(row["value_low"]), number(row["value_high"]))))
    told = row["value"] or f"{ends} {row['unit']}".strip()
    return f"{told} ({row['fact']}, {row['plan']})"


def of_notes(notes, sources):
    """Contradictions between two texts that a reader noted, in the words of both."""
    known = {source["article"] for source in sources}
    found = [
        row for row in records(notes) if row["kind"] == "contradiction" and row["article_b"] in known - {row["article"]}
    ]
    ends = lambda row: (row["article"], row["article_b"], "noted", (row["quote"], row["quote_b"]))
    return [_row("note", row["source_note"], *ends(row), sources) for row in found]


def _row(kind, about, one, other, how, told, sources):
    """One row, the earlier text first."""
    known = {source["article"]: source for source in sources}
    told, second = tuple(told), temporal_order(known[one], known[other])
    if second.endswith("earlier"):
        return _row(kind, about, other, one, how, told[::-1], sources)
    return dict(zip(CONTRADICTIONS.names, (kind, about, one, told[0], other, told[1], how, second)))


GRAVE = {"opposite sides": "on opposite sides", "other terms": "with none in common", "apart": "with ranges apart"}


def in_words(rows, kind, noun):
    """How many pairs of texts differ in something, how many contradict each other, and what time may explain."""
    told = [row for row in rows if row["kind"] == kind]
    if not told:
        return f"No two texts differ in {noun}."
    grave = [f"{spelled_or_none(n)} {words}" for how, words in GRAVE.items() if (n := _with(told, "how", how))]
    later, perhaps = (_with(told, "second", second) for second in ("later", "perhaps later"))
    return (
        f"{capital(count(len(told), 'pair'))} of texts {verb(told, 'differs', 'differ')} in {noun}"
        + "".join(f", {each}" for each in grave)
        + f"; in {spelled_or_none(later)} the second text is later, in {spelled_or_none(perhaps)} perhaps later."
    )


def _with(rows, column, cell):
    """How many rows have a cell."""
    return sum(row[column] == cell for row in rows)
