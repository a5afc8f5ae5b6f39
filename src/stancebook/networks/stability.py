"""How stable camps are: for resampled statements, without a text, by other codings, under other choices, by chance.

>>> from stancebook.networks.camps import camps
>>> between = lambda a, b, c: [[0, a, b], [a, 0, c], [b, c, 0]]
>>> found = camps("ABC", between(3, 0, 1), between(0, 2, 2))
>>> other = camps("ABC", between(0, 0, 3), between(2, 2, 0))
>>> found.sides, other.sides
((1, 1, -1), (1, -1, -1))
>>> (row,) = actors_moved(found, [("articles", "without 010", other)])
>>> row["if"], row["changes_camp"], row["loses_camp"]
('text 010 is left out', 'B', 'none')
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from statistics import median
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from stancebook.analysis import decisions, multiverse
from stancebook.core import schema, tables
from stancebook.core.english import percent
from stancebook.core.paths import ADJUDICATED
from stancebook.core.sampling import SEED
from stancebook.core.tables import Rows
from stancebook.networks import camps
from stancebook.networks.activity import Activity, activity
from stancebook.networks.camps import Camps, camps_of, camps_of_stack
from stancebook.networks.coalitions import Scope, statements_in_scope, study_network, ties_in_scope
from stancebook.networks.partition import CELLS
from stancebook.study.codebook import POSITIONS

KINDS = ("statements resampled", "texts left out", "other codings", "universes")
DRAWS = 1000
TOGETHER = 50  # texts that are counted at once
UNIVERSES = 10_000  # that are combined; with more, single texts are left out alone, see `decisions.crossed`

Codings = Mapping[str, pd.DataFrame]  # statements by the name of their coding
Universe = dict[str, str]  # an option for each decision
Sets = Mapping[str, Sequence[str]]  # articles that are left out together, by name
NO_SETS: Sets = MappingProxyType({})


def over_resamples(statements: pd.DataFrame, scope: Scope, draws: int = DRAWS, over: str = "statement") -> list[Camps]:
    """Return the Camps of each resample of statements, or of articles; none without statements."""
    if statements.empty:
        return []
    weights = camps.resampled_rows(statements, draws, over=over)
    return _camps_of_counts(_counts_of_weights(weights, statements, scope), scope)


def over_permutations(statements: pd.DataFrame, scope: Scope, draws: int = DRAWS, seed: int = SEED) -> list[Camps]:
    """Return the Camps of each permutation: on each issue the actors exchange all their statements at random.

    The best partition of any network is polarised to some degree; these show how far by chance. All statements of an
    actor on an issue stay together, because they depend on each other whoever the actor is.
    """
    (counts,) = _counts_of_weights([np.ones(len(statements))], statements, scope)
    random = np.random.default_rng(seed)
    speakers = [(issue, np.flatnonzero(counts[:, issue].any(-1))) for issue in np.argsort(scope.issues)]

    def permuted() -> np.ndarray:
        dealt = counts.copy()
        for issue, actors in speakers:
            dealt[random.permutation(actors), issue] = counts[actors, issue]
        return dealt

    return _camps_of_counts((permuted() for _ in range(draws)), scope)


def polarisation_and_chance(found: Camps, permuted: Sequence[Camps]) -> tuple[float, float] | None:
    """Return the polarisation of camps and its median over permutations; None without camps or permutations.

    A permutation without camps has polarisation 0.
    """
    if found.polarisation is None or found.reason or not permuted:
        return None
    return found.polarisation, median(each.polarisation or 0.0 for each in permuted)


def without_each_text(statements: pd.DataFrame, scope: Scope) -> list[Camps]:
    """Return the Camps without each text."""
    return _camps_of_counts(_counts_without_each(statements, scope), scope)


def _counts_without_each(statements: pd.DataFrame, scope: Scope) -> Iterator[np.ndarray]:
    """Yield the counts of actors x issues x positions without each text: all less those of the text."""
    text, names = pd.factorize(statements["article"], sort=True)
    axes = POSITIONS, scope.actors, scope.issues
    whole = activity(statements, "article", *axes).counts
    for some in np.array_split(np.arange(len(names)), range(TOGETHER, len(names), TOGETHER)):
        here = np.isin(text, some)
        yield from whole - activity(statements[here], "article", *axes, text[here] == some[:, None]).counts


def over_codings(codings: Codings, scope: Scope, min_confidence: int = 1) -> dict[str, Camps]:
    """Return the Camps of each coding with statements, of this confidence at least, by the coding's name."""
    found = {}
    for name, statements in codings.items():
        if len(statements):
            sure = statements[statements["confidence"] >= min_confidence]
            found[name] = camps_of(study_network(statements_in_scope(sure, scope), scope))
    return found


def over_universes(
    codings: Codings, scope: Scope, dates: Mapping[str, str], left_out_together: Sets = NO_SETS
) -> list[Camps]:
    """Return the Camps of each way to recode and count statements that gives another network (see `decisions`).

    Measures of stances and unnamed parts of groups do not change a network; all combinations of the rest are taken.
    """
    crossed = decisions.crossed(_choices(codings, dates, left_out_together), left_out_together, UNIVERSES)
    counts = _counts(codings, list(decisions.universes(crossed)), scope, left_out_together)
    distinct = {row.tobytes(): row for _, row in counts if row.any()}
    return _camps_of_counts(distinct.values(), scope)


def over_single_changes(
    codings: Codings,
    scope: Scope,
    dates: Mapping[str, str],
    left_out_together: Sets = NO_SETS,
    coding: str = ADJUDICATED,
    min_confidence: int = 1,
) -> list[tuple[str, str, Camps]]:
    """Return for each decision and alternative the Camps with that one change: a list of triples."""
    choices = _choices(codings, dates, left_out_together)
    base = decisions.base(choices, coding, min_confidence) | {"counting": "articles"}
    changes = list(decisions.single_changes(choices, base))
    single = {f"{decisions.WITHOUT}{article}" for article in dates if article not in left_out_together}
    others = [changed for _, option, changed in changes if option not in single]
    counts = dict(_counts(codings, [base, *others], scope, left_out_together))
    own, whole = codings[base["coding"]], counts[tuple(base.items())]
    without = _counts_by_option(statements_in_scope(own[own["confidence"] >= min_confidence], scope), scope)
    of_changes = (
        without.get(option, whole) if option in single else counts[tuple(changed.items())]
        for _, option, changed in changes
    )  # fmt: skip
    networks = _camps_of_counts(of_changes, scope)
    return [(decision, option, each) for (decision, option, _), each in zip(changes, networks, strict=True)]


def _counts_by_option(statements: pd.DataFrame, scope: Scope) -> dict[str, np.ndarray]:
    """Return the counts of `_counts_without_each` by the alternative that leaves out the text."""
    options = (f"{decisions.WITHOUT}{article}" for article in sorted(set(statements["article"])))
    return dict(zip(options, _counts_without_each(statements, scope), strict=True))


def _choices(codings: Codings, dates: Mapping[str, str], left_out_together: Sets) -> dict[str, tuple[str, ...]]:
    """Return the alternatives that change a network, of the codings with statements."""
    coded = tuple(name for name, statements in codings.items() if len(statements)) or tuple(codings)
    return decisions.alternatives(list(dates), left_out_together) | {"coding": coded, "centre": ("median",)}


def _counts(
    codings: Codings, universes: list[Universe], scope: Scope, left_out_together: Sets
) -> Iterator[tuple[tuple[tuple[str, str], ...], np.ndarray]]:
    """Yield the items of each universe, and its counts of actors x issues x positions."""
    in_scope = {name: statements_in_scope(statements, scope) for name, statements in codings.items()}
    for statements, selections in multiverse.recoded_statements(in_scope, universes, left_out_together):
        for repeats, counting in (("each", "statements"), ("article", "articles")):
            chosen = [(universe, kept) for universe, kept in selections if universe["counting"] == counting]
            counts = _counts_of_weights((kept for _, kept in chosen), statements, scope, repeats)
            yield from zip((tuple(universe.items()) for universe, _ in chosen), counts, strict=True)


def _counts_of_weights(
    weights: Iterable[np.ndarray], statements: pd.DataFrame, scope: Scope, repeats: str = "article"
) -> Iterator[np.ndarray]:
    """Yield the counts of actors x issues x positions of statements for each of some arrays of weights."""
    axes = POSITIONS, scope.actors, scope.issues
    for stack in _stacks(weights, max(len(statements), math.prod(map(len, axes)))):
        yield from activity(statements, repeats, *axes, stack).counts


def _camps_of_counts(counts: Iterable[np.ndarray], scope: Scope) -> list[Camps]:
    """Return the Camps of each of some counts of actors x issues x positions."""
    found, scale = [], tuple(map(float, POSITIONS))
    for stack in _stacks(counts, len(scope.actors) * max(len(scope.actors), len(scope.issues) * len(POSITIONS))):
        network = ties_in_scope(Activity(scope.actors, scope.issues, scale, stack), scope)
        found += camps_of_stack(scope.actors, network.congruence, network.conflict)
    return found


def _stacks(arrays: Iterable[np.ndarray], cells: int) -> Iterator[np.ndarray]:
    """Yield arrays of so many cells as stacks, each of as many as CELLS allows."""
    arrays = iter(arrays)
    while some := list(islice(arrays, max(1, CELLS // max(1, cells)))):
        yield np.array(some, float)


def stability_table(found: Camps, statements: pd.DataFrame, tried: Mapping[str, Sequence[Camps]]) -> pd.DataFrame:
    """Return a row for each actor in a camp and each kind of repetition: side, n statements, and stability.

    `tried` has the Camps of each repetition by its kind. `share` is the share of repetitions on that side, of those in
    which the actor has a camp at all; `placed` is their number, `trials` the number of all.
    """
    n, rows = statements["actor"].value_counts(), []
    for trial, resampled in tried.items():
        if not resampled:
            continue
        shares = camps.stability(found, resampled).shares
        placed = shares[shares["side"] != 0].sort_values(["side", "actor"], ascending=[False, True])
        for row in placed.itertuples():
            share = row.share if row.resamples else None
            rows.append((row.actor, row.side, int(n[row.actor]), trial, share, row.resamples, len(resampled)))
    return tables.typed(rows, schema.CAMPS)


def camp_shares(found: Camps, statements: pd.DataFrame, stable: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each actor in a camp: side, n statements, least share of any kind of repetition; for the figure.

    Where nobody is in a camp, it has all actors with statements, at side 0.
    """
    if found.reason:
        n = statements["actor"].value_counts()
        speakers = [actor for actor in found.actors if actor in n]
        return pd.DataFrame({"actor": speakers, "side": 0, "n": [int(n[actor]) for actor in speakers], "share": None})
    rows = stable.groupby("actor", sort=False).agg(side=("side", "first"), n=("n", "first"), share=("share", "min"))
    return rows.reset_index()


def side_by_side(stable: pd.DataFrame) -> Rows:
    """Return a row for each actor: camp, n, and for each kind of repetition its share and number, as text.

    >>> cells = {"actor": ["arland"], "side": [-1], "n": [2], "trial": ["texts"], "share": [0.5], "placed": [4]}
    >>> side_by_side(pd.DataFrame(cells))
    [{'actor': 'arland', 'camp': 'the other', 'n': 2, 'texts': '50 % of 4'}]
    """
    rows: dict[tuple[Any, ...], dict[str, str]] = {}
    camps = {1: "one", -1: "the other"}
    for row in stable.itertuples():
        share = "never placed" if pd.isna(row.share) else f"{percent(row.share)} of {row.placed:,}"
        rows.setdefault((row.actor, camps[row.side], row.n), {})[row.trial] = share
    return [dict(zip(("actor", "camp", "n"), key, strict=True)) | shares for key, shares in rows.items()]


def actors_moved(found: Camps, changes: Iterable[tuple[str, str, Camps]], left_out_together: Sets = NO_SETS) -> Rows:
    """Return a row for each single change that moves an actor: decision, alternative, if, changes_camp, loses_camp.

    Sides are swapped to agree best; where both ways agree the same, no actor changes and all lose their camp.
    """
    rows = []
    for decision, option, other in changes:
        way = np.sign(np.dot(found.sides, other.sides))
        sides = list(zip(found.actors, found.sides, (side * way for side in other.sides), strict=True))
        lost = [actor for actor, side, new in sides if side and not new]
        changed = [actor for actor, side, new in sides if side * new < 0]
        if lost or changed:
            meaning = decisions.meaning(decision, option, left_out_together)
            cells = decision, option, meaning, ids_or_none(changed), ids_or_none(lost)
            rows.append(dict(zip(schema.MOVED.names, cells, strict=True)))
    return rows


def ids_or_none(actors: Sequence[str]) -> str:
    """Return actors as one cell, or "none"."""
    return " ".join(actors) or "none"
