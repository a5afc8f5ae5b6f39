"""Contradictions: two texts that do not say the same about a position, its terms or a number, and their order in time.

>>> days = {"010": "1925-03-01", "020": "1925-03-03"}
>>> sources = [{"article": id, "date_earliest": day, "date_latest": day} for id, day in days.items()]
>>> from stancebook.core.schema import STATEMENTS
>>> from stancebook.core.tables import frame
>>> statements = frame([dict(article=a, actor="arland", issue="bridge", position=p, condition="none")
...     for a, p in (("020", "-1"), ("010", "2"))], STATEMENTS)
>>> (row,) = of_positions(statements, sources)
>>> row["told_a"], row["told_b"], row["how"], row["second"]
('2 (n = 1)', '−1 (n = 1)', 'opposite sides', 'later')
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeVar

from stancebook.analysis.stances import union_of_conditions
from stancebook.core.english import capital, count, display_name, number, number_range, spelled_or_none, verb
from stancebook.core.schema import CONTRADICTIONS
from stancebook.core.tables import Row, Rows, records
from stancebook.study.codebook import terms
from stancebook.study.sources import temporal_order

if TYPE_CHECKING:
    import pandas as pd

MANY = 50  # texts on one thing; of more, not all pairs are compared
CLASHES = {"opposite sides": "on opposite sides", "other terms": "with none in common", "apart": "with ranges apart"}
OF_FACT = ("attribute", "unit", "subject")
FACT = re.compile(r"\(\w+, (\S+)\)(?=; |$)")  # ends what a text states of a fact, see `_fact`
HEADS = {
    "article_a": "first text", "told_a": "the first says", "article_b": "second text", "told_b": "the second says",
    "how": "difference", "second": "the second is",
}  # fmt: skip
Groups = dict[tuple[str, ...], dict[str, list[Any]]]
Said = TypeVar("Said", bound=Hashable)


def contradictions(statements: pd.DataFrame, facts: pd.DataFrame, notes: pd.DataFrame, sources: Rows) -> Rows:
    """Return a row for each two texts that differ in a position, in terms, in a number, or by a reader's note.

    `second` says how the second text lies in time to the first; if it is later, or perhaps later, time may explain the
    difference. The earlier text is first, if their order is known. If more than MANY texts say something of one thing,
    each has a row with the last text before it, by id, that differs.
    """
    rows = of_positions(statements, sources) + of_terms(statements, sources)
    rows += of_facts(facts, sources) + of_notes(notes, sources)
    return sorted(rows, key=lambda row: [row[column] for column in CONTRADICTIONS.names])


def of_positions(statements: pd.DataFrame, sources: Rows) -> Rows:
    """Return the pairs of texts without a common position of one actor on one issue.

    `how`: opposite sides, if all positions of one text are above zero and all of the other below; another degree, if
    all are on one side; one does not commit, if one has only zeros; differing, if a text is divided in itself.
    """
    rows, by_article = [], _by_article(sources)
    for key, texts in sorted(_by_text(statements, ("actor", "issue"), "position").items()):
        stated = {article: _positions(positions) for article, positions in texts.items()}
        taken = [(article, frozenset(texts[article])) for article in sorted(texts)]
        for (one, ours), (other, theirs) in _differing(taken, frozenset.isdisjoint):
            both, how = (stated[one], stated[other]), (_sides(ours, theirs), _compared(texts))
            rows.append(_row("position", " ".join(key), one, other, how, both, by_article))
    return rows


def of_terms(statements: pd.DataFrame, sources: Rows) -> Rows:
    """Return the pairs of texts with different conditions of one actor on one issue.

    `how`: other terms, if both texts have terms and share none (a hedge is no term); else further terms.
    """
    rows, by_article = [], _by_article(sources)
    for key, texts in sorted(_by_text(statements, ("actor", "issue"), "condition").items()):
        unions = [(article, union_of_conditions(cells)) for article, cells in sorted(texts.items())]
        required = {conditions: frozenset(terms(conditions)) for _, conditions in unions}
        for (one, ours), (other, theirs) in _differing(unions, str.__ne__):
            apart = required[ours] and required[theirs] and required[ours].isdisjoint(required[theirs])
            both = (ours or "none", theirs or "none")
            how = ("other terms" if apart else "further terms"), _compared(texts)
            rows.append(_row("terms", " ".join(key), one, other, how, both, by_article))
    return rows


def _differing(
    texts: list[tuple[str, Said]], differ: Callable[[Said, Said], bool]
) -> Iterator[tuple[tuple[str, Said], tuple[str, Said]]]:
    """Yield the pairs of texts that differ; of more than MANY texts each with the last one before it that does."""
    if len(texts) <= MANY:
        yield from ((one, other) for one, other in combinations(texts, 2) if differ(one[1], other[1]))
        return
    last: dict[Said, tuple[str, Said]] = {}  # the last text that says so, in the order of texts
    for text in texts:
        before = next((last[said] for said in reversed(last) if differ(said, text[1])), None)
        if before:
            yield before, text
        last.pop(text[1], None)
        last[text[1]] = text


def _compared(texts: Collection[str]) -> str:
    """Return which texts `_differing` compares of these, as in the column `compared`."""
    return "last before" if len(texts) > MANY else "all pairs"


def not_all_compared(statements: pd.DataFrame, facts: pd.DataFrame) -> str:
    """Return on how many things more than MANY texts speak, so that not all pairs have a row, in a sentence; or ""."""
    issues = sum(len(texts) > MANY for texts in _by_text(statements, ("actor", "issue"), "position").values())
    attributes = sum(len(texts) > MANY for texts in _by_text(_ranged(facts), OF_FACT, "fact").values())
    if not (things := issues + attributes):
        return ""
    more = f"{capital(count(things, 'subject'))} {verb(range(things), 'has', 'have')} more than {MANY} texts"
    return f"{more}: there each text is compared only with the last one before it that differs."


def _ranged(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts that have numbers."""
    return facts.dropna(subset=["value_low", "value_high"])


def _by_text(table: pd.DataFrame, by: Sequence[str], column: str = "") -> Groups:
    """Return for each key its articles, each with the cells of a column, or with whole rows."""
    groups: Groups = {}
    for row in records(table):
        texts = groups.setdefault(tuple(row[name] for name in by), {})
        texts.setdefault(row["article"], []).append(row[column] if column else row)
    return groups


def _sides(ours: Iterable[int], theirs: Iterable[int]) -> str:
    signs = [{(position > 0) - (position < 0) for position in positions} for positions in (ours, theirs)]
    if all(len(each) == 1 and each != {0} for each in signs):
        return "another degree" if signs[0] == signs[1] else "opposite sides"
    return "one does not commit" if {0} in signs else "differing"


def _positions(positions: Collection[int]) -> str:
    """Return the positions of a text, each once, and the number of statements."""
    return f"{', '.join(map(number, sorted(set(positions))))} (n = {len(positions)})"


def of_facts(facts: pd.DataFrame, sources: Rows) -> Rows:
    """Return the pairs of texts without a common range of numbers for one attribute, unit and subject.

    `how`: apart, overlapping, or one within the other. Texts may be about different plans, which are named.
    """
    rows, by_article = [], _by_article(sources)
    for key, texts in sorted(_by_text(_ranged(facts), OF_FACT).items()):
        stated = {article: "; ".join(map(_fact, facts)) for article, facts in texts.items()}
        ranges = [(id, frozenset((row["value_low"], row["value_high"]) for row in texts[id])) for id in sorted(texts)]
        for (one, ours), (other, theirs) in _differing(ranges, frozenset.isdisjoint):
            both, how = (stated[one], stated[other]), (_overlap(ours, theirs), _compared(texts))
            rows.append(_row("fact", key[0], one, other, how, both, by_article))
    return rows


def _overlap(ours: frozenset[tuple[float, float]], theirs: frozenset[tuple[float, float]]) -> str:
    """Return how the extents of two texts' ranges, from the least to the greatest number, lie to each other."""
    (low, high), (least, most) = ((min(a for a, _ in ends), max(b for _, b in ends)) for ends in (ours, theirs))
    if high < least or most < low:
        return "apart"
    return "within" if (low <= least and most <= high) or (least <= low and high <= most) else "overlapping"


def _fact(row: Row) -> str:
    ends = " to ".join(dict.fromkeys(number_range(end, end) for end in (row["value_low"], row["value_high"])))
    value = row["value"] or f"{ends} {row['unit']}".strip()
    return f"{value} ({row['fact']}, {row['plan']})"


def of_notes(notes: pd.DataFrame, sources: Rows) -> Rows:
    """Return the contradictions between two texts that a reader noted, with both quotations."""
    rows, by_article = [], _by_article(sources)
    for note in records(notes):
        one, other = note["article"], note["article_b"]
        if note["kind"] == "contradiction" and other in by_article and other != one:
            both = (note["quote"], note["quote_b"])
            rows.append(_row("note", note["source_note"], one, other, ("noted", ""), both, by_article))
    return rows


def _by_article(sources: Rows) -> dict[str, Row]:
    """Return the source of each article."""
    return {source["article"]: source for source in sources}


def _row(
    kind: str, about: str, one: str, other: str, how: tuple[str, str], both: tuple[str, str], by_article: dict[str, Row]
) -> Row:
    """Return one row, the earlier text first; `both` are the cells of the two texts, `how` those of two columns."""
    second = temporal_order(by_article[one], by_article[other])
    if second.endswith("earlier"):
        return _row(kind, about, other, one, how, both[::-1], by_article)
    cells = (kind, about, one, both[0], other, both[1], how[0], second, how[1])
    return dict(zip(CONTRADICTIONS.names, cells, strict=True))


def in_words(rows: Rows, kind: str, noun: str) -> str:
    """Return how many pairs of texts differ in something, how many of them clash, and what time may explain."""
    own = [row for row in rows if row["kind"] == kind]
    if not own:
        return f"No two texts differ in {noun}."
    clashes = [f"{spelled_or_none(n)} {words}" for how, words in CLASHES.items() if (n := _count(own, "how", how))]
    later, perhaps = (_count(own, "second", second) for second in ("later", "perhaps later"))
    return (
        f"{capital(count(len(own), 'pair'))} of texts {verb(own, 'differs', 'differ')} in {noun}"
        + "".join(f", {clash}" for clash in clashes)
        + f"; in {spelled_or_none(later)} the second text is later, in {spelled_or_none(perhaps)} perhaps later."
    )


def as_shown(rows: Rows, kinds: Collection[str], words: Mapping[str, str]) -> Rows:
    """Return the rows of these kinds as a notebook shows them, with words for ids.

    >>> row = dict(kind="terms", about="arland bridge", told_a="toll peace", told_b="none")
    >>> as_shown([row], ["terms"], {"arland": "Arland", "bridge": "building the bridge", "toll": "a toll"})
    [{'kind': 'terms', 'about': 'Arland on building the bridge', 'told_a': 'a toll; peace', 'told_b': 'none'}]
    """
    own = [row for row in rows if row["kind"] in kinds]
    return [row | {column: _shown(row, column, words) for column in ("about", "told_a", "told_b")} for row in own]


def _shown(row: Row, column: str, words: Mapping[str, str]) -> str:
    cell, kind = str(row[column]), row["kind"]
    if column == "about":
        return cell if kind == "note" else " on ".join(display_name(words, id) for id in cell.split())
    if kind == "terms":
        return "; ".join(display_name(words, id) for id in cell.split())
    return FACT.sub(lambda found: f"({display_name(words, found[1])})", cell) if kind == "fact" else cell


def _count(rows: Rows, column: str, cell: str) -> int:
    return sum(row[column] == cell for row in rows)
