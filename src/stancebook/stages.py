"""Stages: what two or more coders gave, unit by unit, for each variable by itself.

Finding a position is told apart from coding it: first which sentences carry one, then which actor-issue pairs a
sentence holds, then each variable on the pairs that several found. A table is a dict from a unit's key, an article
first, to what each coder gave.

>>> import pandas as pd
>>> pair = dict(coder="coder_a", article="1", sentence_start=0, actor="baker", issue="bread", position=2)
>>> codings = pd.DataFrame([pair, pair | {"coder": "coder_b", "position": 1}, pair | {"issue": "rolls"}])
>>> list(pair_table(codings, "position", coders_of(codings)).values())
[[2, 1], [2, None]]
"""

from collections import defaultdict
from typing import NamedTuple

from stancebook import statements, tallies

PAIR = list(statements.UNIT)
POSITIONS = range(-2, 3)
CODED = [("nominal", measure) for measure in ("percent_agreement", "alpha", "ac1", "cohen_kappa", "fleiss_kappa")]
STAGES = {  # variable: its measures, each with its level
    "finding": [
        ("nominal", "percent_agreement"), ("nominal", "positive_agreement"), ("nominal", "alpha"), ("nominal", "ac1"),
        ("nominal", "cohen_kappa"),
    ],
    "pairs": [("nominal", "positive_agreement")],
    "pairs_coded_sentences": [("set", "mean_masi"), ("set", "alpha_masi"), ("set", "alpha_jaccard")],
    "pairs_all_sentences": [("set", "alpha_masi")],
    "speaker": CODED,
    "via": CODED,
    "voice": CODED,
    "position": [
        ("nominal", "percent_agreement"), ("ordinal", "alpha"), ("interval", "alpha"), ("ordinal", "ac2_ordinal"),
        ("interval", "ac2_quadratic"), ("nominal", "cohen_kappa"),
    ],
    "condition": [("nominal", "percent_agreement"), ("set", "alpha_masi"), ("set", "alpha_jaccard")],
}  # fmt: skip
SCALES = {"position": POSITIONS}  # what could have been given; of the other variables, what was


class Stage(NamedTuple):
    """A variable's units: their Tally, the one that keeps the coders apart, and the article of each."""

    tally: tallies.Tally
    apart: tallies.Tally
    articles: list

    def counted(self, measure):
        """The Tally that a measure rests on."""
        return self.apart if measure == "cohen_kappa" else self.tally


def measures_of_stages():
    return [(variable, level, measure) for variable, each in STAGES.items() for level, measure in each]


def coders_of(codings):
    """The coders with rows, sorted."""
    return sorted(set(codings["coder"]))


def stages_of(codings, sentences, coders):
    """The Stage of each variable in STAGES; of one coder alone, nothing in it can be compared."""
    tabled = sentence_tables(codings, sentences, coders) | {"pairs": pair_table(codings, "presence", coders)}
    tabled |= {variable: pair_table(codings, variable, coders) for variable in statements.COMPARED}
    return {variable: _stage(table, SCALES.get(variable, ())) for variable, table in tabled.items()}


def _stage(table, scale):
    units = list(table.values())
    counted = (tallies.tally(units, ordered, scale) for ordered in (False, True))
    return Stage(*counted, [article for article, *_ in table])


def sentence_tables(codings, sentences, coders):
    """The tables whose units are sentences: found or not, and the set of actor-issue pairs found."""
    places = sorted(zip(sentences["article"], sentences["start"]))
    pairs = defaultdict(set)
    for coder, article, start, actor, issue in codings[["coder", *PAIR]].itertuples(index=False):
        pairs[coder, (article, start)].add((actor, issue))
    strange = sorted({place for _, place in pairs} - set(places))
    if strange:
        raise ValueError("codings.csv: no sentence of article {} starts at {}; run 01 and 02 again".format(*strange[0]))
    sets = {place: [frozenset(pairs.get((coder, place), ())) for coder in coders] for place in places}
    return {
        "finding": {place: [bool(found) for found in unit] for place, unit in sets.items()},
        "pairs_coded_sentences": {place: unit for place, unit in sets.items() if any(unit)},
        "pairs_all_sentences": sets,
    }


def pair_table(codings, variable, coders):
    """The table whose units are the actor-issue pairs that any coder found: a variable's values, or whether found."""
    units = list(codings[PAIR].itertuples(index=False, name=None))
    values = [True] * len(units) if variable == "presence" else codings[variable].tolist()
    if variable == "condition":
        values = [frozenset(value.split()) for value in values]
    given = dict(zip(zip(units, codings["coder"]), values))
    if len(given) < len(units):
        raise ValueError("codings.csv: a coder has the same sentence, actor and issue twice; run the check")
    absent = False if variable == "presence" else None
    return {unit: [given.get((unit, coder), absent) for coder in coders] for unit in sorted(set(units))}
