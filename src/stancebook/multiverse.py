"""The multiverse: the stances that every universe gives, all at once.

Statements are counted by selection (which of them a universe looks at) and never copied: a selection is a row of
weights, and medians come from how often each position was counted.

>>> from stancebook import decisions, tables
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
from dataclasses import dataclass

import numpy as np

from stancebook.decisions import WITHOUT

SELECTING = ("confidence", "articles", "via", "voice")  # which statements a universe looks at
RECODING = ("coding", "conditional", "parts")  # what they then say, and of whom
CENTRES = (("statements", "median"), ("statements", "mean"), ("statements", "latest"), ("articles", "median"), ("articles", "mean"))  # fmt: skip
COUNTS = ("n", "texts", "quoted")


@dataclass(frozen=True)
class Outcomes:
    """What universes give, by cell (an actor and an issue): arrays of recodings x selections x cells.

    `stances` has CENTRES in front; `places` says where in them each universe finds its own.
    """

    universes: list
    cells: dict
    stances: np.ndarray
    counts: dict
    terms: dict
    places: tuple

    def of(self, measure, actor, issue):
        """A measure of one cell in every universe: `stance` (NaN where nothing is said), n, texts or quoted."""
        cell, (centre, recoding, selection) = self.cells[actor, issue], self.places
        if measure == "stance":
            return self.stances[centre, recoding, selection, cell]
        return self.counts[measure][recoding, selection, cell]

    def on_terms(self, actor, issue, condition):
        """How many statements of a cell name a condition, in every universe."""
        _, recoding, selection = self.places
        return self.terms[condition][recoding, selection, self.cells[actor, issue]]

    def statements(self):
        """How many statements each universe looks at."""
        _, recoding, selection = self.places
        return self.counts["n"].sum(-1)[recoding, selection]

    def hashes(self):
        """Of each universe, a hash of all that findings compute from: alike where every cell is alike."""
        told = np.stack([*self.counts.values(), *self.terms.values()], axis=2)
        looked_at = [[hashlib.sha256(cells.tobytes()).digest() for cells in selections] for selections in told]
        held = np.round(self.stances, 9) + 0.0  # no negative nought
        return [
            hashlib.sha256(looked_at[recoding][selection] + held[centre, recoding, selection].tobytes()).hexdigest()[
                :12
            ]
            for centre, recoding, selection in zip(*self.places)
        ]


def multiverse(codings, universes, dates, left_out_together={}, parts={}):
    """The Outcomes of these universes.

    `codings` leads from the name of a coding to its statements (a DataFrame), `dates` from an article to the last day
    on which it may have been written, an empty text coming first; the rest as in `decisions.alternatives`.
    """
    recodings, selections = (_places(universes, names) for names in (RECODING, SELECTING))
    recoded = {key: _recoded(codings[key[0]], *key[1:], parts) for key in recodings}
    pairs = {pair for said in recoded.values() for pair in zip(said["actor"], said["issue"])}
    cells = {pair: number for number, pair in enumerate(sorted(pairs))}
    conditions = sorted({term for said in codings.values() for cell in said["condition"] for term in cell.split()})
    told = [
        _counted(said, _weights(said, selections, left_out_together), cells, dates, conditions)
        for said in recoded.values()
    ]
    found = {name: np.array([block[name] for block in told]) for name in (*COUNTS, *conditions)}
    centres = {key: place for place, key in enumerate(CENTRES)}
    ways = ((("counting", "centre"), centres), (RECODING, recodings), (SELECTING, selections))
    places = [[place[_of(universe, names)] for universe in universes] for names, place in ways]
    return Outcomes(
        universes,
        cells,
        np.array([block["stances"] for block in told]).swapaxes(0, 1),
        {name: found[name] for name in COUNTS},
        {name: found[name] for name in conditions},
        tuple(np.array(places, int)),
    )


def _of(universe, names):
    """The alternatives that a universe takes of some decisions."""
    return tuple(universe[name] for name in names)


def _places(universes, names):
    """The different alternatives that universes take of some decisions, numbered in order of appearance."""
    return {key: place for place, key in enumerate(dict.fromkeys(_of(universe, names) for universe in universes))}


def terms(condition):
    """The terms among the conditions of a statement; one whose id begins with if_ is a hedge, not a term."""
    return [term for term in condition.split() if term != "none" and not term.startswith("if_")]


def _recoded(said, conditional, parts_count, parts):
    """The statements as a universe reads them: those on condition, and those of unnamed parts of groups."""
    conditioned = np.array([bool(terms(condition)) for condition in said["condition"]], bool)
    unnamed = said["actor"].isin(list(parts)).to_numpy(dtype=bool)
    said = said.assign(position=said["position"].astype(float))
    if conditional == "undecided":
        said["position"] = said["position"].where(~conditioned, 0.0)
    if parts_count == "group":
        said["actor"] = said["actor"].map(lambda actor: parts.get(actor, actor))
    left_out = conditioned & (conditional == "left_out") | unnamed & (parts_count == "left_out")
    return said[~left_out]


def _weights(said, selections, left_out_together):
    """Whether each selection looks at each statement: selections x statements of 0 and 1."""
    looked_at = {("confidence", option): (said["confidence"] >= int(option)).to_numpy(dtype=float) for option in "123"}
    for option in {articles for _, articles, _, _ in selections}:
        name = option.removeprefix(WITHOUT)
        left_out = [] if option == "all" else left_out_together.get(name, [name])
        looked_at["articles", option] = (~said["article"].isin(left_out)).to_numpy(dtype=float)
    looked_at |= {("via", "any"): 1.0, ("via", "sourced"): (said["via"] != "article").to_numpy(dtype=float)}
    looked_at |= {("voice", "any"): 1.0, ("voice", "uttered"): (said["voice"] != "narration").to_numpy(dtype=float)}
    looked_at |= {
        (name, option): (said[name] == option).to_numpy(dtype=float)
        for name, option in (("via", "self"), ("voice", "direct"))
    }
    chosen = [np.prod([looked_at[key] * np.ones(len(said)) for key in zip(SELECTING, s)], axis=0) for s in selections]
    return np.array(chosen).reshape(len(selections), len(said))


def _counted(said, weights, cells, dates, conditions):
    """Of one recoding, counts and stances by every centre, each selections x cells."""
    positions = said["position"].to_numpy()
    levels = np.unique(positions) if len(said) else np.zeros(1)
    cell = np.array([cells[pair] for pair in zip(said["actor"], said["issue"])], int)
    count = lambda chosen: _tallied(weights * chosen, cell, len(cells))  # noqa: E731
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
    own = (said["via"] == "self") & (said["voice"] == "direct")
    counts = {"n": pooled.sum(-1), "texts": once.sum(-1), "quoted": count(own.to_numpy(dtype=float))}
    named = [condition.split() for condition in said["condition"]]
    counts |= {term: count(np.array([term in held for held in named], float)) for term in conditions}
    return {"stances": stances} | {name: told.astype(int) for name, told in counts.items()}


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
