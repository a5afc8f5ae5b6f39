"""The multiverse: the stances in every universe, computed all at once.

A selection says which statements a universe includes. Statements are not copied: a selection is a row of weights,
and medians come from the count of each position.

>>> from stancebook.analysis import decisions; from stancebook.core import schema, tables
>>> statements = tables.frame([{"article": a, "actor": "arland", "issue": "bridge", "via": v, "voice": "direct",
...     "position": p, "condition": "none", "confidence": "3"}
...     for a, v, p in (("010", "self", "2"), ("010", "self", "1"), ("020", "article", "-2"))], schema.STATEMENTS)
>>> choices = decisions.alternatives(["010", "020"])
>>> usual = decisions.base(choices)
>>> changed = [usual | change for change in ({}, {"counting": "articles"}, {"centre": "latest"}, {"via": "self"})]
>>> outcomes = multiverse({"adjudicated": statements}, changed, {"010": "1925-03-01", "020": "1925-03-03"})
>>> outcomes.of("stance", "arland", "bridge").tolist(), outcomes.of("n", "arland", "bridge").tolist()
([1.0, -0.25, -2.0, 1.5], [3, 3, 3, 2])
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from stancebook.analysis import grouping
from stancebook.analysis.decisions import NONE, WITHOUT, Sets, Universe
from stancebook.study import codebook
from stancebook.study.statements import own_words

SELECTING = ("confidence", "articles", "via", "voice")  # which statements a universe includes
RECODING = ("coding", "conditional", "parts")  # how it reads them
selection_of, recoding_of, counting_of = itemgetter(*SELECTING), itemgetter(*RECODING), itemgetter("counting", "centre")
CENTRES = [
    *itertools.product(["statements"], ["median", "mean", "latest"]),
    *itertools.product(["articles"], ["median", "mean"]),
]
AT_ONCE = 2**23  # selections of statements that are counted together: more would not fit into memory
COUNTS = ("n", "texts", "quoted", "quoted_for", "quoted_against", "dropped")
Cells = dict[tuple[str, str], int]
Views = dict[tuple[str, ...], dict[tuple[str, ...], int]]
Parts = Mapping[str, str]
Dates = Mapping[str, str]
Codings = Mapping[str, pd.DataFrame]
Array = np.ndarray


@dataclass(frozen=True)
class Outcomes:
    """The results of universes by cell (an actor and an issue), as arrays of views x cells.

    A view is a set of statements as some universes read it. `stances` has CENTRES as its first axis; `counts` are named
    by COUNTS and `terms` by condition. `centres` and `views` are the indices of each universe.
    """

    universes: Sequence[Universe]
    cells: Cells
    stances: Array
    counts: dict[str, Array]
    terms: dict[str, Array]
    centres: Array
    views: Array

    def of(self, measure: str, actor: str, issue: str) -> Array:
        """Return a measure of one cell in every universe: `stance` (NaN without a statement) or one of COUNTS."""
        cell = self.cells[actor, issue]
        if measure == "stance":
            return self.stances[self.centres, self.views, cell]
        return self.counts[measure][self.views, cell]

    def on_terms(self, actor: str, issue: str, condition: str) -> Array:
        """Return the number of statements of a cell with a condition, in every universe."""
        return self.terms[condition][self.views, self.cells[actor, issue]]

    def statements(self) -> Array:
        """Return the number of statements in each universe."""
        return self.counts["n"].sum(-1)[self.views]

    def hashes(self) -> list[str]:
        """Return a hash of all values of each universe: universes with equal cells have equal hashes."""
        table = np.stack([*self.counts.values(), *self.terms.values()], axis=1)
        of_counts = [hashlib.sha256(cells.tobytes()).digest() for cells in table]
        stances = np.round(self.stances, 9) + 0.0  # turns -0.0 into 0.0
        return [
            hashlib.sha256(of_counts[view] + stances[centre, view].tobytes()).hexdigest()[:12]
            for centre, view in zip(self.centres, self.views, strict=True)
        ]


class Block(NamedTuple):
    """The stances, counts and terms of one recoding, as in Outcomes but selections x cells."""

    stances: Array
    counts: dict[str, Array]
    terms: dict[str, Array]


def multiverse(
    codings: Codings, universes: Sequence[Universe], dates: Dates, left_out_together: Sets = NONE, parts: Parts = NONE
) -> Outcomes:
    """Return the Outcomes of these universes.

    `codings` leads from the name of a coding to its statements, `dates` from an article to the last day on which it may
    have been written (an empty text is the earliest); the other arguments are those of `decisions.alternatives`.
    """
    views = _views(universes)
    recoded = {recoding: _recode(codings, recoding, parts) for recoding in views}
    pairs = {pair for both in recoded.values() for table in both for pair in _pairs(table)}
    cells = {pair: number for number, pair in enumerate(sorted(pairs))}
    given = {cell for table in codings.values() for cell in table["condition"].unique()}
    conditions = sorted({term for cell in given for term in cell.split()})
    blocks = [
        _block(recoded[recoding], part, left_out_together, cells, dates, conditions)
        for recoding, selections in views.items()
        for part in _parts_of(list(selections), len(recoded[recoding][0]))
    ]
    counts = {name: np.concatenate([block.counts[name] for block in blocks]) for name in COUNTS}
    terms = {name: np.concatenate([block.terms[name] for block in blocks]) for name in conditions}
    stances = np.concatenate([block.stances for block in blocks], axis=1)
    centres = np.array([CENTRES.index(counting_of(universe)) for universe in universes], int)
    places = np.array([views[recoding_of(universe)][selection_of(universe)] for universe in universes], int)
    return Outcomes(universes, cells, stances, counts, terms, centres, places)


def recoded_statements(
    codings: Codings, universes: Sequence[Universe], left_out_together: Sets = NONE, parts: Parts = NONE
) -> Iterator[tuple[pd.DataFrame, list[tuple[Universe, Array]]]]:
    """Yield the statements of each recoding, with the universes that use it and the rows that each includes.

    The rows are an array of booleans. The arguments are those of `multiverse`.
    """
    by_view: dict[Any, list[Universe]] = {}
    for universe in universes:
        by_view.setdefault((recoding_of(universe), selection_of(universe)), []).append(universe)
    for recoding, selections in _views(universes).items():
        statements, _ = _recode(codings, recoding, parts)
        included = _weights(statements, list(selections), left_out_together)
        yield (
            statements,
            [
                (universe, rows)
                for selection, rows in zip(selections, included, strict=True)
                for universe in by_view[recoding, selection]
            ],
        )


def _views(universes: Sequence[Universe]) -> Views:
    """Return for each recoding its selections, each with its number among all views."""
    chosen: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
    for universe in universes:
        chosen.setdefault(recoding_of(universe), {})[selection_of(universe)] = None
    number = itertools.count()
    return {recoding: {selection: next(number) for selection in group} for recoding, group in chosen.items()}


def _parts_of(selections: list[Any], statements: int) -> Iterator[list[Any]]:
    """Yield the selections in parts of as many as AT_ONCE allows of so many statements."""
    size = max(1, AT_ONCE // max(1, statements))
    yield from (selections[start : start + size] for start in range(0, len(selections), size))


def _pairs(statements: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Return the actor and the issue of each statement."""
    return zip(*(statements[column].to_numpy(object) for column in ("actor", "issue")), strict=True)


def _recode(codings: Codings, recoding: tuple[str, ...], parts: Parts) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the statements as a universe reads them, and the conditional ones that it leaves out."""
    coding, conditional, unnamed = recoding
    statements = codings[coding]
    codes, conditions = pd.factorize(statements["condition"])
    on_terms = np.array([bool(codebook.terms(condition)) for condition in conditions], bool)[codes]
    hedged = on_terms | (statements["condition"] != "none").to_numpy(dtype=bool)
    of_part = statements["actor"].isin(list(parts)).to_numpy(dtype=bool)
    positions = statements["position"].to_numpy(dtype=float)
    if conditional in ("undecided", "hedges_too"):
        positions = np.where(on_terms if conditional == "undecided" else hedged, 0.0, positions)
    elif conditional == "willing":
        positions = np.where(on_terms & (positions < 0), 1.0, positions)
    actors = statements["actor"]
    if unnamed == "group":
        actors = actors.replace(dict(parts))
    recoded = statements.assign(position=positions, actor=actors)
    dropped, left_out = on_terms & (conditional == "left_out"), of_part & (unnamed == "left_out")
    return recoded[~dropped & ~left_out], recoded[dropped & ~left_out]


def _weights(statements: pd.DataFrame, selections: Sequence[tuple[str, ...]], left_out_together: Sets) -> Array:
    """Return whether each selection includes each statement: selections x statements of booleans."""
    weights = np.ones((len(selections), len(statements)), bool)
    for name, chosen in zip(SELECTING, zip(*selections, strict=True), strict=True):
        options = list(dict.fromkeys(chosen))
        codes, values = pd.factorize(statements["article" if name == "articles" else name])
        kept = np.array([_kept(pd.Index(values), name, option, left_out_together) for option in options], bool)
        place = {option: number for number, option in enumerate(options)}
        weights &= kept[:, codes][[place[option] for option in chosen]]
    return weights


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
    recoded: tuple[pd.DataFrame, pd.DataFrame],
    selections: list[Any], sets: Sets, cells: Cells, dates: Dates, conditions: list[str],
) -> Block:  # fmt: skip
    """Return the stances and counts of one recoding."""
    statements, dropped = recoded
    weights, same = _distinct(_weights(statements, selections, sets))
    cell, size, positions = _cell_of(statements, cells), len(cells), statements["position"].to_numpy()
    stances, n, texts = _stances(statements, weights, cell, size, dates)
    own = own_words(statements).to_numpy(dtype=bool)
    codes, given = pd.factorize(statements["condition"])
    included = {"quoted": own, "quoted_for": own & (positions > 0), "quoted_against": own & (positions < 0)}
    named = [np.array([condition in cell.split() for cell in given], bool)[codes] for condition in conditions]
    sums = grouping.sums_of_kinds(weights, cell, size, np.array([*included.values(), *named]))[:, same]
    counts = {"n": n[same], "texts": texts[same]} | dict(zip(included, sums, strict=False))
    lost = grouping.sums(_weights(dropped, selections, sets), _cell_of(dropped, cells), size)
    counts["dropped"] = (lost > 0) & (counts["n"] > 0)
    terms = {name: table.astype(np.int32) for name, table in zip(conditions, sums[len(included) :], strict=True)}
    return Block(stances[:, same], {name: table.astype(np.int32) for name, table in counts.items()}, terms)


def _distinct(weights: Array) -> tuple[Array, Array]:
    """Return the distinct rows, and the number of each row among them: many selections include the same statements."""
    same, _ = pd.factorize(np.array([row.tobytes() for row in weights], object))
    return weights[np.unique(same, return_index=True)[1]], same


def _stances(
    statements: pd.DataFrame, weights: Array, cell: Array, size: int, dates: Dates
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
    stances = [
        grouping.medians(pooled, levels), grouping.means(pooled, levels), grouping.latest(by_day, cell_of_day, size),
        grouping.medians(texts, halves), grouping.means(texts, halves),
    ]  # fmt: skip
    return np.array(stances), pooled.sum(-1), texts.sum(-1)


def _cell_of(statements: pd.DataFrame, cells: Cells) -> Array:
    """Return the number of the cell of each statement."""
    return np.array([cells[pair] for pair in _pairs(statements)], int)
