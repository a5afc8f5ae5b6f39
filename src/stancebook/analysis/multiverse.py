"""The multiverse: the stances that every universe gives, all at once.

Statements are counted by selection (which of them a universe looks at) and never copied: a selection is a row of
weights, and medians come from how often each position was counted.

>>> from stancebook.analysis import decisions; from stancebook.core import tables
>>> said = tables.frame([{"article": a, "actor": "arland", "issue": "bridge", "via": v, "voice": "direct",
...     "position": p, "condition": "none", "confidence": "3"}
...     for a, v, p in (("010", "self", "2"), ("010", "self", "1"), ("020", "article", "-2"))])
>>> choices = decisions.alternatives(["010", "020"])
>>> usual = decisions.base(choices)
>>> changed = [usual | change for change in ({}, {"counting": "articles"}, {"centre": "latest"}, {"via": "self"})]
>>> outcomes = multiverse({"adjudicated": said}, changed, {"010": "1925-03-01", "020": "1925-03-03"})
>>> outcomes.of("stance", "arland", "bridge").tolist(), outcomes.of("n", "arland", "bridge").tolist()
([1.0, -0.25, -2.0, 1.5], [3, 3, 3, 2])
"""

import hashlib
import itertools
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from stancebook.analysis.decisions import WITHOUT
from stancebook.study import codebook

SELECTING = ("confidence", "articles", "via", "voice")  # which statements a universe looks at
RECODING = ("coding", "conditional", "parts")  # what they then say, and of whom
selection_of, recoding_of, counting_of = itemgetter(*SELECTING), itemgetter(*RECODING), itemgetter("counting", "centre")
CENTRES = [
    *itertools.product(["statements"], ["median", "mean", "latest"]),
    *itertools.product(["articles"], ["median", "mean"]),
]
NAMING = "naming"  # before a condition, whose id may be any word
COUNTS = ("n", "texts", "quoted", "quoted_for", "quoted_against", "dropped")


@dataclass(frozen=True)
class Outcomes:
    """What universes give, by cell (an actor and an issue): arrays of views x cells, stances with CENTRES in front.

    A view is a set of statements as some universes read it; `centres` and `views` say where each universe finds its
    own.
    """

    universes: list
    cells: dict
    stances: np.ndarray
    counts: dict
    terms: dict
    centres: np.ndarray
    views: np.ndarray

    def of(self, measure, actor, issue):
        """A measure of one cell in every universe: `stance` (NaN where nothing is said) or one of COUNTS."""
        cell = self.cells[actor, issue]
        return (
            self.stances[self.centres, self.views, cell]
            if measure == "stance"
            else self.counts[measure][self.views, cell]
        )

    def on_terms(self, actor, issue, condition):
        """How many statements of a cell name a condition, in every universe."""
        return self.terms[condition][self.views, self.cells[actor, issue]]

    def statements(self):
        """How many statements each universe looks at."""
        return self.counts["n"].sum(-1)[self.views]

    def hashes(self):
        """Of each universe, a hash of all that findings compute from: alike where every cell is alike."""
        told = np.stack([*self.counts.values(), *self.terms.values()], axis=1)
        counted = [hashlib.sha256(cells.tobytes()).digest() for cells in told]
        held = np.round(self.stances, 9) + 0.0  # no negative nought
        return [
            hashlib.sha256(counted[view] + held[centre, view].tobytes()).hexdigest()[:12]
            for centre, view in zip(self.centres, self.views)
        ]


def multiverse(codings, universes, dates, left_out_together={}, parts={}):
    """The Outcomes of these universes.

    `codings` leads from the name of a coding to its statements (a DataFrame), `dates` from an article to the last day
    on which it may have been written, an empty text coming first; the rest as in `decisions.alternatives`.
    """
    views = _views(universes)
    recoded = {recoding: _recoded(codings[recoding[0]], *recoding[1:], parts) for recoding in views}
    pairs = {pair for both in recoded.values() for said in both for pair in zip(said["actor"], said["issue"])}
    cells = {pair: number for number, pair in enumerate(sorted(pairs))}
    conditions = sorted({term for said in codings.values() for cell in said["condition"] for term in cell.split()})
    told = []
    for recoding, (said, dropped) in recoded.items():
        # many selections look at the very same statements
        weights, same = np.unique(_weights(said, list(views[recoding]), left_out_together), axis=0, return_inverse=True)
        counted = {
            name: table[..., same, :] for name, table in _counted(said, weights, cells, dates, conditions).items()
        }
        lost = _times(dropped, _weights(dropped, list(views[recoding]), left_out_together), cells)
        told.append(counted | {"dropped": ((lost > 0) & (counted["n"] > 0)).astype(np.int32)})
    found = {name: np.concatenate([block[name] for block in told]) for name in told[0] if name != "stances"}
    centres = {key: place for place, key in enumerate(CENTRES)}
    return Outcomes(
        universes,
        cells,
        np.concatenate([block["stances"] for block in told], axis=1),
        {name: found[name] for name in COUNTS},
        {condition: found[NAMING, condition] for condition in conditions},
        np.array([centres[counting] for counting in map(counting_of, universes)], int),
        np.array([views[one][two] for one, two in zip(map(recoding_of, universes), map(selection_of, universes))], int),
    )


def recoded_statements(codings, universes, left_out_together={}, parts={}):
    """The statements as universes read them: for each way to recode, these and the universes with what they look at.

    Pairs of a DataFrame and a list of pairs, a universe and which of the rows it looks at (an array of True and
    False). Arguments are those of `multiverse`.
    """
    views, alike = _views(universes), {}
    for universe in universes:
        alike.setdefault((recoding_of(universe), selection_of(universe)), []).append(universe)
    for recoding, held in views.items():
        said, _ = _recoded(codings[recoding[0]], *recoding[1:], parts)
        kept = dict(zip(held, _weights(said, list(held), left_out_together).astype(bool)))
        yield said, [(universe, kept[each]) for each in held for universe in alike[recoding, each]]


def _views(universes):
    """By recoding, the selections that universes look at, each with its number among all views."""
    chosen = {}
    for recoding, selection in zip(map(recoding_of, universes), map(selection_of, universes)):
        chosen.setdefault(recoding, {})[selection] = None
    number = itertools.count()
    return {recoding: {selection: next(number) for selection in held} for recoding, held in chosen.items()}


def _recoded(said, conditional, parts_count, parts):
    """The statements as a universe reads them, and those that it drops because they are on condition."""
    conditioned = np.array([bool(codebook.terms(condition)) for condition in said["condition"]], bool)
    hedged = conditioned | (said["condition"] != "none").to_numpy(dtype=bool)
    unnamed = said["actor"].isin(list(parts)).to_numpy(dtype=bool)
    positions = said["position"].to_numpy(dtype=float)
    if conditional in ("undecided", "hedges_too"):
        positions = np.where(conditioned if conditional == "undecided" else hedged, 0.0, positions)
    elif conditional == "willing":
        positions = np.where(conditioned & (positions < 0), 1.0, positions)
    actors = said["actor"].map(lambda actor: parts.get(actor, actor)) if parts_count == "group" else said["actor"]
    said, without = said.assign(position=positions, actor=actors), unnamed & (parts_count == "left_out")
    dropped = conditioned & (conditional == "left_out")
    return said[~dropped & ~without], said[dropped & ~without]


def _weights(said, selections, left_out_together):
    """Whether each selection looks at each statement: selections x statements of 0 and 1."""
    asked = {name: list(dict.fromkeys(options)) for name, options in zip(SELECTING, zip(*selections))}
    kept = {
        name: np.array([_kept(said, name, option, left_out_together) for option in options], float)
        for name, options in asked.items()
    }
    place = {name: {option: number for number, option in enumerate(options)} for name, options in asked.items()}
    weights = np.ones((len(selections), len(said)))
    for name, options in zip(SELECTING, zip(*selections)):
        weights *= kept[name][[place[name][option] for option in options]]
    return weights


def _kept(said, name, option, left_out_together):
    """Which statements an alternative of one decision looks at."""
    if name == "confidence":
        return said["confidence"] >= int(option)
    if name == "articles":
        left_out = left_out_together.get(option.removeprefix(WITHOUT), [option.removeprefix(WITHOUT)])
        return ~said["article"].isin(left_out)
    ways = {"self": ("via", ["self"]), "direct": ("voice", ["direct"])}
    unlike = {"sourced": ("via", ["article"]), "uttered": ("voice", ["narration"])}
    column, values = (ways | unlike).get(option, (name, []))
    return said[column].isin(values) == (option in ways)


def _counted(said, weights, cells, dates, conditions):
    """Of one recoding, counts and stances by every centre, each selections x cells."""
    positions, cell = said["position"].to_numpy(), _cell_of(said, cells)
    levels = np.unique(positions) if len(said) else np.zeros(1)
    pooled = _by_level(weights, cell, positions, levels, len(cells))
    texts, text_cell = _within(cell, said["article"].to_numpy(), len(cells))
    by_text = _by_level(weights, texts, positions, levels, len(text_cell))
    days, day_cell = _within(cell, said["article"].map(dates).to_numpy(), len(cells))
    by_day = _by_level(weights, days, positions, levels, len(day_cell))
    halves = np.unique((levels[:, None] + levels) / 2)
    in_text = _median(by_text, levels)
    once = np.stack([_tallied(in_text == half, text_cell, len(cells)) for half in halves], axis=-1)
    stances = [
        _median(pooled, levels), _mean(pooled, levels), _latest(_median(by_day, levels), day_cell, len(cells)),
        _median(once, halves), _mean(once, halves),
    ]  # fmt: skip
    own = ((said["via"] == "self") & (said["voice"] == "direct")).to_numpy(dtype=float)
    chosen = {"quoted": own, "quoted_for": own * (positions > 0), "quoted_against": own * (positions < 0)}
    named = [condition.split() for condition in said["condition"]]
    chosen |= {(NAMING, condition): np.array([condition in held for held in named], float) for condition in conditions}
    counts = {"n": pooled.sum(-1), "texts": once.sum(-1)}
    counts |= {name: _tallied(weights * kept, cell, len(cells)) for name, kept in chosen.items()}
    return {"stances": np.array(stances)} | {name: told.astype(np.int32) for name, told in counts.items()}


def _times(said, weights, cells):
    """How many of these statements each cell has: selections x cells."""
    return _tallied(weights, _cell_of(said, cells), len(cells))


def _cell_of(said, cells):
    """The number of the cell of each statement."""
    return np.array([cells[pair] for pair in zip(said["actor"], said["issue"])], int)


def _within(cell, kind, cells):
    """The groups of statements of one cell and one kind (a text, a day), in order of kind, and the cell of each."""
    kinds, number = np.unique(kind.astype(str), return_inverse=True)
    groups, place = np.unique(number * cells + cell, return_inverse=True)
    return place, groups % max(cells, 1)


def _tallied(weights, groups, size):
    """The sums of weights by group: rows x groups."""
    out = np.zeros((len(weights), size))
    if groups.size:
        order = np.argsort(groups, kind="stable")
        held, starts = np.unique(groups[order], return_index=True)
        out[:, held] = np.add.reduceat(weights[:, order].astype(float), starts, axis=1)
    return out


def _by_level(weights, groups, positions, levels, size):
    """How often each position was counted in each group: selections x groups x levels."""
    keys = groups * len(levels) + np.searchsorted(levels, positions)
    return _tallied(weights, keys, size * len(levels)).reshape(len(weights), size, len(levels))


def _median(counts, levels):
    """The median position of each group, NaN where nothing was counted."""
    n, reached = counts.sum(-1, keepdims=True), counts.cumsum(-1)
    low, high = ((2 * reached >= n).argmax(-1), (2 * reached > n).argmax(-1))
    return np.where(n[..., 0] > 0, (levels[low] + levels[high]) / 2, np.nan)


def _mean(counts, levels):
    """The mean position of each group, NaN where nothing was counted."""
    n = counts.sum(-1)
    return np.divide(counts @ levels, n, out=np.full(n.shape, np.nan), where=n > 0)


def _latest(medians, cell, cells):
    """For each cell the median of its last day on which anything was said; groups come in order of days."""
    out = np.full((len(medians), cells), np.nan)
    for group, number in enumerate(cell):
        out[:, number] = np.where(np.isnan(medians[:, group]), out[:, number], medians[:, group])
    return out
