"""Trials: camps again, from statements drawn anew, without a text, by other codings, under other choices.

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

from statistics import median

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from stancebook.analysis import decisions, multiverse
from stancebook.core import schema, tables
from stancebook.core.english import percent
from stancebook.core.paths import CODINGS
from stancebook.core.sampling import SEED
from stancebook.networks import camps
from stancebook.networks.activity import Activity
from stancebook.networks.camps import camps_of
from stancebook.networks.coalitions import statements_in_scope, study_network, ties_in_scope
from stancebook.study.codebook import POSITIONS

KINDS = ("statements drawn anew", "texts left out", "other codings", "universes")
COLUMNS = ["actor", "issue", "position"]
DRAWS = 1000


def over_resamples(said, scope, draws=DRAWS, over="statement"):
    """The Camps of each draw of statements, or of articles, anew; none where there is no statement to draw."""
    if said.empty:
        return []
    return [camps_of(study_network(said, scope, weights)) for weights in camps.resampled_rows(said, draws, over=over)]


def over_permutations(said, scope, draws=DRAWS, seed=SEED):
    """The Camps of each deal, in which all that was said on an issue is dealt out anew to the actors who spoke on it.

    The best split of any network is polarised to some degree: these say how far that goes by chance. What one actor
    said on an issue stays together, for statements of one actor hang together whoever that is.
    """
    random = np.random.default_rng(seed)
    speakers = [(issue, sorted(set(rows["actor"]))) for issue, rows in said.groupby("issue", sort=True)]
    pairs = list(zip(said["issue"], said["actor"]))
    found = []
    for _ in range(draws):
        anew = {(issue, a): b for issue, actors in speakers for a, b in zip(actors, random.permutation(actors))}
        found.append(camps_of(study_network(said.assign(actor=[anew[pair] for pair in pairs]), scope)))
    return found


def polarisation_and_chance(found, permuted):
    """The polarisation of camps and its median over permutations, which without camps are at 0; None without either."""
    if found.reason or not permuted:
        return None
    return found.polarisation, median(each.polarisation or 0.0 for each in permuted)


def without_each_text(said, scope):
    """The Camps without each text."""
    articles = sorted(set(said["article"]))
    return [camps_of(study_network(said[said["article"] != article], scope)) for article in articles]


def over_codings(codings, scope, min_confidence=1):
    """The Camps of each coding that has a statement, of this confidence at least, by the coding's name."""
    sure = {name: said[said["confidence"] >= min_confidence] for name, said in codings.items() if len(said)}
    return {name: camps_of(study_network(statements_in_scope(said, scope), scope)) for name, said in sure.items()}


def over_universes(codings, scope, dates, left_out_together={}):
    """The Camps of each way to read and count the statements that gives another network (see `decisions`).

    Neither measures of stances nor unnamed parts of groups touch a network; all combinations of the rest are taken.
    """
    crossed = decisions.crossed(_choices(codings, dates, left_out_together), left_out_together)
    counts = _counts(codings, list(decisions.universes(crossed)), scope, left_out_together)
    distinct = {row.tobytes(): row for _, row in counts if row.any()}
    return [_camps_counted(row, scope) for _, row in sorted(distinct.items())]


def over_single_changes(codings, scope, dates, left_out_together={}, coding=CODINGS[0], min_confidence=1):
    """For each decision and alternative the Camps with that one change: a list of triples."""
    choices = _choices(codings, dates, left_out_together)
    base = decisions.base(choices, coding, min_confidence) | {"counting": "articles"}
    changes = list(decisions.single_changes(choices, base))
    counts = _counts(codings, [base, *(changed for *_, changed in changes)], scope, left_out_together)
    found = {tuple(universe.items()): row for universe, row in counts}
    told = [(decision, option, found[tuple(changed.items())]) for decision, option, changed in changes]
    return [(decision, option, _camps_counted(row, scope)) for decision, option, row in told]


def _choices(codings, dates, left_out_together):
    """The alternatives that touch a network, of the codings that have a statement."""
    coded = tuple(name for name in CODINGS if len(codings[name]))
    return decisions.alternatives(list(dates), left_out_together) | {"coding": coded, "centre": ("median",)}


def _camps_counted(row, scope):
    """The Camps of a flat array of counts."""
    counts = csr_array(row.reshape(len(scope.actors), -1))
    return camps_of(ties_in_scope(Activity(scope.actors, scope.issues, tuple(map(float, POSITIONS)), counts), scope))


def _counts(codings, universes, scope, left_out_together):
    """Each universe with how often each actor took each position on each issue, flat as `activity` orders it."""
    read = {name: statements_in_scope(said, scope) for name, said in codings.items()}
    for said, held in multiverse.recoded_statements(read, universes, left_out_together):
        yield from zip((universe for universe, _ in held), _counted(said, held, scope))


def _counted(said, universes, scope):
    """The counts of universes that recode statements alike."""
    axes = scope.actors, scope.issues, tuple(POSITIONS)
    places = [pd.Index(axis).get_indexer(said[column]) for axis, column in zip(axes, COLUMNS)]
    size = [len(axis) for axis in axes]
    cells, texts = np.ravel_multi_index(places, size), pd.factorize(said["article"])[0]
    in_text = texts * np.prod(size) + cells
    for universe, kept in universes:
        once = np.unique(in_text[kept]) % np.prod(size)
        counted = once if universe["counting"] == "articles" else cells[kept]
        yield np.bincount(counted, minlength=np.prod(size)).astype(float)


def stability_table(found, said, trials):
    """A row for each actor in a camp and kind of trial that there is: side, n statements, and how often it falls there.

    `trials` leads from a kind of trial to the Camps in each. `share` is of the trials in which the actor has a camp at
    all, of which `placed` is the number; `trials` how many there are.
    """
    n, rows = said["actor"].value_counts(), []
    for trial, drawn in trials.items():
        if not drawn:
            continue
        shares = camps.stability(found, drawn).shares
        kept = shares[shares["side"] != 0].sort_values(["side", "actor"], ascending=[False, True])
        rows += [
            (row.actor, row.side, int(n[row.actor]), trial, row.share if row.draws else None, row.draws, len(drawn))
            for row in kept.itertuples()
        ]
    return tables.typed(rows, schema.CAMPS)


def camp_shares(found, said, stable):
    """A row for each actor in a camp: side, n statements, the least share of any kind of trial; for the figure.

    Where nobody is in a camp, all who speak, at side 0.
    """
    if found.reason:
        n = said["actor"].value_counts()
        spoken = [actor for actor in found.actors if actor in n]
        return pd.DataFrame({"actor": spoken, "side": 0, "n": [int(n[actor]) for actor in spoken], "share": None})
    rows = stable.groupby("actor", sort=False).agg(side=("side", "first"), n=("n", "first"), share=("share", "min"))
    return rows.reset_index()


def side_by_side(stable):
    """A row for each actor: side, n, and for each kind of trial the share, of those in which it was placed, as text."""
    rows = {}
    for row in stable.itertuples():
        told = "never placed" if pd.isna(row.share) else f"{percent(row.share)} of {row.placed:,}"
        rows.setdefault((row.actor, row.side, row.n), {})[row.trial] = told
    return [dict(zip(schema.CAMPS.names, key)) | trials for key, trials in rows.items()]


def actors_moved(found, changes, left_out_together={}):
    """A row for each single change that moves an actor: decision, alternative, if, changes_camp, loses_camp (actors).

    Sides are turned to agree best; where both ways agree the same, nobody can be said to change and all lose theirs.
    """
    rows = []
    for decision, option, other in changes:
        way = np.sign(np.dot(found.sides, other.sides))
        both = list(zip(found.actors, found.sides, (side * way for side in other.sides)))
        gone = [actor for actor, side, now in both if side and not now]
        changed = [actor for actor, side, now in both if side * now < 0]
        if gone or changed:
            meant = decisions.meaning(decision, option, left_out_together)
            cells = decision, option, meant, listed_or_none(changed), listed_or_none(gone)
            rows.append(dict(zip(schema.MOVED.names, cells)))
    return rows


def listed_or_none(actors):
    """Actors in one cell, or that there are none."""
    return " ".join(actors) or "none"
