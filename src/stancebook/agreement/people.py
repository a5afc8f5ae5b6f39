"""How far people who coded a sample of sentences anew agree with the study, among themselves, and its own coders there.

The sample is drawn from strata (`study.people.sample`), so every value is weighted back to all sentences of the study:
a sentence counts as often as its stratum has sentences for each that was drawn. Ranges resample the sentences within
each stratum, with all their pairs, and with units of chance as in `bootstrap`. In simulated studies of 1,220 sentences,
of which 60 or 150 were drawn, they held the value of the whole study in 94 to 97 of 100 draws; where half of all
sentences are drawn, in 98 to 100, because they take nothing off for what is known.

>>> from stancebook.study.people.validators import Validation
>>> row = dict(article="1", sentence=1, actor="baker", issue="bread", speaker="-", via="self", voice="direct")
>>> row |= dict(condition="none", confidence=3, quote="More!")
>>> study = pd.DataFrame([row | dict(sentence_start=start, position=2) for start in (0, 9)])
>>> ben = [row | dict(sentence_start="0", position="2"), row | dict(sentence_start="9", position="1")]
>>> strata = [{"stratum": each, "sentences": n, "drawn": 1, "seed": 1} for each, n in (("a", 1), ("b", 3))]
>>> drawn = [{"article": "1", "sentence_start": start, "stratum": each} for start, each in (("0", "a"), ("9", "b"))]
>>> validation = Validation(Sample(drawn, strata), {"ben": ben}, {"ben": frozenset({("1", "0"), ("1", "9")})})
>>> found = measured(comparisons(validation, study, study[:0].assign(coder="")), validation.sample)
>>> found.loc[(found["variable"] == "position") & (found["measure"] == "percent_agreement"), "value"].tolist()
[0.25]
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from stancebook.agreement.bootstrap import Range, counts_by_group
from stancebook.agreement.chance_units import with_chance_units
from stancebook.agreement.counts import PatternCounts
from stancebook.agreement.registry import Coefficient, coefficients_of
from stancebook.agreement.variables import Read, coded_variables, coders_of
from stancebook.core import schema
from stancebook.core.sampling import DEFINED, PERCENTILES, SEED
from stancebook.core.tables import frame, typed
from stancebook.study.codebook import POSITIONS
from stancebook.study.people.sample import Place, Sample
from stancebook.study.statements import COMPARED

if TYPE_CHECKING:
    from stancebook.study.people.validators import Validation

STUDY = "study"  # as a coder among others: what the study has after adjudication
WITH_STUDY, AMONG_PEOPLE, AMONG_CODERS = "person and study", "people", "coders"
VARIABLES = ("finding", "pairs", *COMPARED)
MEASURES = ("percent_agreement", "positive_agreement", "alpha", "alpha_masi")
RESAMPLES = 4000


class Comparison(NamedTuple):
    """Some coders compared on the sample: what they are to each other, who they are, and their codings.

    `read` has the texts that each has read, None if all have read all.
    """

    between: str
    who: tuple[str, ...]
    codings: pd.DataFrame
    read: Read = None


def comparisons(
    validation: Validation, statements: pd.DataFrame, codings: pd.DataFrame, read: Read = None,
    of_study: Collection[str] | None = None,
) -> list[Comparison]:  # fmt: skip
    """Return each person compared with the study, the people with each other, and the study's own coders.

    `statements` are those of the study, `codings` those of its coders, both like the table `codings`. Only what is on
    sampled sentences is kept; `read` has the texts that each coder has read, `of_study` those that somebody has read
    whose statements these are, None if that is all. Empty unless people have coded the whole sample.
    """
    places = set(validation.sample.places)
    study = on_sentences(statements.assign(coder=STUDY), places)
    if not validation.is_complete:
        return []
    people = {name: frame(rows, schema.CODINGS).assign(coder=name) for name, rows in validation.codings.items()}
    texts = {article for article, _ in places}
    found = [
        Comparison(
            WITH_STUDY,
            (name, STUDY),
            pd.concat([study, rows], ignore_index=True),
            None if of_study is None else {name: texts, STUDY: of_study},
        )
        for name, rows in people.items()
    ]
    if len(people) > 1:
        found.append(Comparison(AMONG_PEOPLE, tuple(people), pd.concat(people.values(), ignore_index=True)))
    own = on_sentences(codings, places)
    coders = tuple(coders_of(codings, read))
    if len(coders) > 1:
        found.append(Comparison(AMONG_CODERS, coders, own, read))
    return found


def on_sentences(codings: pd.DataFrame, places: set[Place]) -> pd.DataFrame:
    """Return the rows of codings on these sentences."""
    keys = zip(codings["article"], codings["sentence_start"].astype(str), strict=True)
    return codings[[key in places for key in keys]]


def measured(found: Iterable[Comparison], sample: Sample, scale: Iterable[int] = POSITIONS) -> pd.DataFrame:
    """Return the agreement of each comparison as in validation.csv, not rounded; empty without comparisons."""
    rows = [row for comparison in found for row in _measure(comparison, sample, scale)]
    return typed(rows, schema.VALIDATION)


def _measure(comparison: Comparison, sample: Sample, scale: Iterable[int]) -> list[tuple[object, ...]]:
    """Return the rows of one comparison."""
    own = by_sentence(comparison.codings)
    sentences = pd.DataFrame({"article": [" ".join(place) for place in sample.places], "start": 0})
    of = comparison.read or {}
    read = {who: [" ".join(place) for place in sample.places if place[0] in of.get(who, ())] for who in comparison.who}
    variables = coded_variables(own, sentences, list(comparison.who), scale, read if of else None)
    rows: list[tuple[object, ...]] = []
    for variable in VARIABLES:
        coded = variables[variable]
        for coefficient, level in coefficients_of(variable):
            if coefficient.name in MEASURES and level != "interval":
                counted = coded.counted[coefficient.units]
                value, (low, high) = weighted(coefficient, level, counted, coded.articles, sample)
                plain = coefficient.estimate(counted, level)
                key = comparison.between, " ".join(comparison.who), variable, level, coefficient.name
                rows.append((*key, value, low, high, plain, counted.compared))
    return rows


def by_sentence(codings: pd.DataFrame) -> pd.DataFrame:
    """Return the codings with each sentence as a text of its own, so that units are told by their sentences."""
    places = codings["article"] + " " + codings["sentence_start"].astype(str)
    return codings.assign(article=places, sentence_start=0)


def weighted(
    coefficient: Coefficient, level: str, counted: PatternCounts, of_sentence: Sequence[str], sample: Sample
) -> tuple[float | None, Range]:
    """Return a coefficient weighted back to the study, and its range; `of_sentence` has the sentence of each unit."""
    names = [" ".join(place) for place in sample.places]
    weights = np.array([*sample.weights.values()])
    kept = counted.only((counted.sizes > 1) | coefficient.lone_values_count)
    counts, _ = counts_by_group(kept, of_sentence, names)
    n = counts.sum()
    if not n:
        return None, (None, None)
    value = coefficient.formula(kept, level)(_scaled(weights @ counts, n)[None, :])[0]
    if np.isnan(value):
        return None, (None, None)
    smoothed = with_chance_units(kept)
    random = np.random.default_rng(SEED)
    chance = random.multinomial(int(n), smoothed.units / smoothed.units.sum(), size=RESAMPLES)[:, len(kept.units) :]
    real = (_within_strata([row["stratum"] for row in sample.rows], random) * weights) @ counts
    real = _scaled(real, n - chance.sum(axis=1, keepdims=True))
    values = coefficient.formula(smoothed, level)(np.hstack([real, chance]))
    defined = values[~np.isnan(values)]
    if len(defined) < DEFINED * RESAMPLES or n < 2:
        return float(value), (None, None)
    low, high = np.quantile(defined, PERCENTILES)
    return float(value), (float(low), float(high))


def _scaled(units: np.ndarray, n: float | np.ndarray) -> np.ndarray:
    """Return units by pattern that are n in all; those of a resample without any stay none."""
    total = units.sum(axis=-1, keepdims=True)
    return units * np.divide(n, total, out=np.zeros_like(total), where=total > 0)


def _within_strata(strata: Sequence[str], random: np.random.Generator) -> np.ndarray:
    """Return how often each sentence is drawn again from its stratum: resamples x sentences."""
    drawn = np.zeros((RESAMPLES, len(strata)))
    for name in sorted(set(strata)):
        members = [at for at, stratum in enumerate(strata) if stratum == name]
        drawn[:, members] = random.multinomial(len(members), np.full(len(members), 1 / len(members)), size=RESAMPLES)
    return drawn
