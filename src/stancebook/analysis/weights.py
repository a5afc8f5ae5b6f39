"""Selections of the statements of one recoding: which ones each includes, and the stances and counts that it gives.

Statements are not copied: a selection is a row of weights, and medians come from the count of each position. Of many
selections that leave out one text each, see `without_texts`, only the cells of that text are counted.

>>> statements = pd.DataFrame({"article": ["010", "020"], "confidence": [3, 1], "via": "self", "voice": "direct"})
>>> weights(statements, [("1", "without 010", "any", "any"), ("2", "all", "self", "direct")], {}).tolist()
[[False, True], [True, False]]
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from stancebook.analysis import grouping
from stancebook.analysis.decisions import WITHOUT, Sets
from stancebook.analysis.without_texts import Said, without_each
from stancebook.study.statements import own_words

SELECTING = ("confidence", "articles", "via", "voice")  # which statements a universe includes
CENTRES = [
    *itertools.product(["statements"], ["median", "mean", "latest"]),
    *itertools.product(["articles"], ["median", "mean"]),
]
FEW = 50  # selections that leave out one text each; of more, what each text adds is taken from the whole
AT_ONCE = 2**21  # selections of statements that are counted together: more would not fit into memory
COUNTS = ("n", "texts", "quoted", "quoted_for", "quoted_against", "dropped")
Selection = tuple[str, ...]
Recoded = tuple[pd.DataFrame, pd.DataFrame]  # the statements as universes read them, and those that they drop
Cells = Mapping[tuple[str, str], int]
Array = np.ndarray


class Block(NamedTuple):
    """The stances, counts and terms of one recoding, as in Outcomes but selections x cells."""

    stances: Array
    counts: dict[str, Array]
    terms: dict[str, Array]


def blocks(
    recoded: Recoded, selections: list[Selection], sets: Sets, cells: Cells, dates: Mapping[str, str], terms: list[str]
) -> Iterator[tuple[list[Selection], Block]]:
    """Yield the Block of each part of the selections of one recoding, after that part."""
    for part in _parts_of(selections, len(recoded[0]), sets):
        block = _without_each if _is_one_by_one(part, sets) else _block
        yield part, block(recoded, part, sets, cells, dates, terms)


def _parts_of(selections: list[Selection], statements: int, sets: Sets) -> Iterator[list[Selection]]:
    """Yield the selections in parts of as many as AT_ONCE allows of so many statements.

    Those that leave out one text each, alike in all else, are a part of their own if they are more than FEW.
    """
    alike = Counter(_all_else(each, sets) for each in selections)
    alone = [else_ for else_, n in alike.items() if else_ and n > FEW]
    others = [each for each in selections if _all_else(each, sets) not in alone]
    size = max(1, AT_ONCE // max(1, statements))
    yield from (others[start : start + size] for start in range(0, len(others), size))
    yield from ([each for each in selections if _all_else(each, sets) == else_] for else_ in alone)


def _all_else(selection: Selection, sets: Sets) -> Selection:
    """Return what a selection that leaves out one text says of all else, () if it leaves out none or several."""
    confidence, articles, *others = selection
    alone = articles.startswith(WITHOUT) and articles.removeprefix(WITHOUT) not in sets
    return (confidence, *others) if alone else ()


def _is_one_by_one(part: list[Selection], sets: Sets) -> bool:
    """Return whether selections leave out one text each, more than FEW, and are alike in all else."""
    alike = {_all_else(each, sets) for each in part}
    return len(part) > FEW and len(alike) == 1 and () not in alike


def weights(statements: pd.DataFrame, selections: Sequence[tuple[str, ...]], left_out_together: Sets) -> Array:
    """Return whether each selection includes each statement: selections x statements of booleans."""
    included = np.ones((len(selections), len(statements)), bool)
    for name, chosen in zip(SELECTING, zip(*selections, strict=True), strict=True):
        options = list(dict.fromkeys(chosen))
        codes, values = pd.factorize(statements["article" if name == "articles" else name])
        kept = np.array([_kept(pd.Index(values), name, option, left_out_together) for option in options], bool)
        place = {option: number for number, option in enumerate(options)}
        included &= kept[:, codes][[place[option] for option in chosen]]
    return included


def _kept(values: pd.Index, name: str, option: str, left_out_together: Sets) -> Array:
    """Return which values of a column an alternative of one decision includes, as booleans."""
    if name == "confidence":
        return np.asarray(values >= int(option), bool)
    if name == "articles":
        left_out = option.removeprefix(WITHOUT)
        return ~values.isin(left_out_together.get(left_out, [left_out]))
    if option in ("self", "direct"):
        return np.asarray(values == option, bool)
    excluded = {"sourced": "article", "uttered": "narration"}.get(option)
    return np.asarray(values != excluded, bool)


def _block(
    recoded: Recoded,
    selections: list[Selection], sets: Sets, cells: Cells, dates: Mapping[str, str], conditions: list[str],
) -> Block:  # fmt: skip
    """Return the stances and counts of one recoding."""
    statements, dropped = recoded
    included, same = _distinct(weights(statements, selections, sets))
    cell, size = _cell_of(statements, cells), len(cells)
    stances, n, texts = _stances(statements, included, cell, size, dates)
    sums = grouping.sums_of_kinds(included, cell, size, _kinds(statements, conditions))[:, same]
    lost = grouping.sums(weights(dropped, selections, sets), _cell_of(dropped, cells), size)
    return _as_block(stances[:, same], np.array([n[same], texts[same], *sums, lost]), conditions)


def _without_each(
    recoded: Recoded,
    selections: list[Selection], sets: Sets, cells: Cells, dates: Mapping[str, str], conditions: list[str],
) -> Block:  # fmt: skip
    """Return what `_block` returns, of selections that leave out one text each and are alike in all else."""
    confidence, _, *others = selections[0]
    texts = pd.Index(list(dates))
    kept = [table[weights(table, [(confidence, "all", *others)], sets)[0]] for table in recoded]
    said, dropped = (
        Said(
            texts.get_indexer(table["article"]),
            _cell_of(table, cells),
            table["position"].to_numpy(),
            _kinds(table, conditions),
        )
        for table in kept
    )
    days, _ = pd.factorize(np.array(list(dates.values()), object), sort=True)
    left_out = texts.get_indexer([each[1].removeprefix(WITHOUT) for each in selections])
    stances, counts = without_each(said, dropped, days, len(cells))
    return _as_block(stances[:, left_out], counts[:, left_out], conditions)


def _kinds(statements: pd.DataFrame, conditions: list[str]) -> Array:
    """Return whether each statement is in own words, in those for or against, and on each term: kinds x statements."""
    own, positions = own_words(statements).to_numpy(dtype=bool), statements["position"].to_numpy()
    codes, given = pd.factorize(statements["condition"])
    named = [np.array([condition in cell.split() for cell in given], bool)[codes] for condition in conditions]
    return np.array([own, own & (positions > 0), own & (positions < 0), *named])


def _as_block(stances: Array, counts: Array, conditions: list[str]) -> Block:
    """Return a Block; `counts` are those of statements, of texts, of each kind, and of statements dropped."""
    tables, size = counts.astype(np.int32), len(COUNTS) - 1
    tables[-1] = (tables[-1] > 0) & (tables[0] > 0)
    named = dict(zip(COUNTS, (*tables[:size], tables[-1]), strict=True))
    return Block(stances, named, dict(zip(conditions, tables[size:-1], strict=True)))


def _distinct(weights: Array) -> tuple[Array, Array]:
    """Return the distinct rows, and the number of each row among them: many selections include the same statements."""
    same, _ = pd.factorize(np.array([row.tobytes() for row in weights], object))
    return weights[np.unique(same, return_index=True)[1]], same


def _stances(
    statements: pd.DataFrame, weights: Array, cell: Array, size: int, dates: Mapping[str, str]
) -> tuple[Array, Array, Array]:
    """Return the stances by every centre, the number of statements and that of texts: selections x cells each."""
    positions, articles = statements["position"].to_numpy(), statements["article"]
    levels = np.unique(positions) if len(statements) else np.zeros(1)
    pooled = grouping.counts_by_level(weights, cell, positions, levels, size)
    text, cell_of_text = grouping.groups_of(cell, articles.to_numpy(), size)
    in_text = grouping.medians(grouping.counts_by_level(weights, text, positions, levels, len(cell_of_text)), levels)
    day, cell_of_day = grouping.groups_of(cell, articles.map(dates).to_numpy(), size)
    by_day = grouping.medians(grouping.counts_by_level(weights, day, positions, levels, len(cell_of_day)), levels)
    halves = np.unique((levels[:, None] + levels) / 2)
    texts = np.stack([grouping.sums(in_text == half, cell_of_text, size) for half in halves], axis=-1)
    latest = grouping.latest(by_day, cell_of_day, size)
    return grouping.centres(pooled, levels, latest, texts, halves), pooled.sum(-1), texts.sum(-1)


def _cell_of(statements: pd.DataFrame, cells: Cells) -> Array:
    """Return the number of the cell of each statement."""
    return np.array([cells[pair] for pair in _pairs(statements)], int)


def cells_of(tables: Iterable[pd.DataFrame]) -> dict[tuple[str, str], int]:
    """Return the cells of statements, each with its number: every pair of an actor and an issue, sorted."""
    pairs = {pair for table in tables for pair in _pairs(table)}
    return {pair: number for number, pair in enumerate(sorted(pairs))}


def _pairs(statements: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Return the actor and the issue of each statement."""
    return zip(*(statements[column].to_numpy(object) for column in ("actor", "issue")), strict=True)
