"""Stages: what two or more coders gave, unit by unit, for each variable by itself.

Finding a position is told apart from coding it: first which sentences carry one, then which actor-issue pairs a
sentence holds, then each variable on the pairs that several found. A table is a dict from a unit's key, an article
first, to what each coder gave.

Each coder with rows is taken to have read every text: a sentence without a row of his is one in which he found
nothing. A text that a coder has not read yet looks like disagreement; leave out its sentences and rows until he has.

>>> import pandas as pd
>>> pair = dict(coder="coder_a", article="1", sentence_start=0, actor="baker", issue="bread", position=2)
>>> codings = pd.DataFrame([pair, pair | {"coder": "coder_b", "position": 1}, pair | {"issue": "rolls"}])
>>> list(pair_table(codings, "position", coders_of(codings)).values())
[[2, 1], [2, None]]
"""

from collections import defaultdict
from typing import NamedTuple

import numpy as np

from stancebook.agreement import counts
from stancebook.study import statements
from stancebook.study.codebook import POSITIONS

PAIR = list(statements.UNIT)
CODED = [("nominal", measure) for measure in ("percent_agreement", "alpha", "ac1", "cohen_kappa", "fleiss_kappa")]
VARIABLES = {  # variable: its measures, each with its level
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
COUNTED = {"cohen_kappa": "apart", "positive_agreement": "found"}  # what units a measure rests on; all else: together


class CodedVariable(NamedTuple):
    """A variable's units as its measures count them, and the article of each.

    `tallies` has one by the name of each way: the coders together, apart, or only the units that anyone found.
    """

    tallies: dict
    articles: list

    def counted(self, measure):
        """The PatternCounts that a measure rests on."""
        return self.tallies[_way(measure)]

    def alike(self, asked):
        """The levels and measures asked by the PatternCounts that they rest on: pairs of a PatternCounts and a list."""
        return [(tally, [each for each in asked if _way(each[1]) == way]) for way, tally in self.tallies.items()]


def _way(measure):
    return COUNTED.get(measure, "together")


def coefficients_by_variable():
    return [(variable, level, measure) for variable, each in VARIABLES.items() for level, measure in each]


def coders_of(codings):
    """The coders with rows, sorted."""
    return sorted(set(codings["coder"]))


def coded_variables(codings, sentences, coders, scale=POSITIONS):
    """The CodedVariable of each variable in STAGES; of one coder alone, nothing in it can be compared.

    `scale` are the numbers that a position could take; of other variables only what was given is known.
    """
    tabled = sentence_tables(codings, sentences, coders) | {"pairs": pair_table(codings, "presence", coders)}
    tabled |= {variable: pair_table(codings, variable, coders) for variable in statements.COMPARED}
    return {
        variable: _stage(tabled[variable], variable, scale if variable == "position" else ()) for variable in VARIABLES
    }


def _stage(table, variable, scale):
    ways, units = sorted({_way(measure) for _, measure in VARIABLES[variable]}), list(table.values())
    return CodedVariable({way: _counted(units, way, scale) for way in ways}, [article for article, *_ in table])


def _counted(units, way, scale):
    whole = counts.count_patterns(units, way == "apart", scale)
    found = whole.counts @ np.array([bool(value) for value in whole.values], float)
    return whole.only(found > 0) if way == "found" else whole


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
