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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

from stancebook.analysis.decisions import NONE, Sets, Universe
from stancebook.analysis.weights import CENTRES, COUNTS, SELECTING, Selection, blocks, cells_of, weights
from stancebook.study import codebook

READ = ("article", "actor", "issue", "via", "voice", "position", "condition", "confidence")  # columns of statements
RECODING = ("coding", "conditional", "parts")  # how it reads them
selection_of, recoding_of, counting_of = itemgetter(*SELECTING), itemgetter(*RECODING), itemgetter("counting", "centre")
Cells = dict[tuple[str, str], int]
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


def multiverse(
    codings: Codings, universes: Sequence[Universe], dates: Dates, left_out_together: Sets = NONE, parts: Parts = NONE
) -> Outcomes:
    """Return the Outcomes of these universes.

    `codings` leads from the name of a coding to its statements, `dates` from an article to the last day on which it may
    have been written (an empty text is the earliest); the other arguments are those of `decisions.alternatives`.
    """
    views = _views(universes)
    # of many statements all recodings do not fit into memory: each is made twice, for its cells and for its block
    codings = {name: table[[*READ]] for name, table in codings.items()}
    cells = cells_of(table for recoding in views for table in _recode(codings, recoding, parts))
    given = {cell for table in codings.values() for cell in table["condition"].unique()}
    conditions = sorted({term for cell in given for term in cell.split()})
    places: dict[Any, int] = {}
    made = []
    for recoding, selections in views.items():
        recoded = _recode(codings, recoding, parts)
        for part, block in blocks(recoded, selections, left_out_together, cells, dates, conditions):
            made.append(block)
            places |= {(recoding, selection): number for number, selection in enumerate(part, len(places))}
    counts = {name: np.concatenate([block.counts[name] for block in made]) for name in COUNTS}
    terms = {name: np.concatenate([block.terms[name] for block in made]) for name in conditions}
    stances = np.concatenate([block.stances for block in made], axis=1)
    centres = np.array([CENTRES.index(counting_of(universe)) for universe in universes], int)
    of_universe = np.array([places[recoding_of(each), selection_of(each)] for each in universes], int)
    return Outcomes(universes, cells, stances, counts, terms, centres, of_universe)


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
        included = weights(statements, selections, left_out_together)
        yield (
            statements,
            [
                (universe, rows)
                for selection, rows in zip(selections, included, strict=True)
                for universe in by_view[recoding, selection]
            ],
        )


def _views(universes: Sequence[Universe]) -> dict[tuple[str, ...], list[Selection]]:
    """Return for each recoding its selections."""
    chosen: dict[tuple[str, ...], dict[Selection, None]] = {}
    for universe in universes:
        chosen.setdefault(recoding_of(universe), {})[selection_of(universe)] = None
    return {recoding: list(selections) for recoding, selections in chosen.items()}


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
