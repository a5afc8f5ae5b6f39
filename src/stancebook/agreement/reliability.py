"""Reliability: how far coders who worked apart found the same, and coded it the same.

In stages (see `stages`), so that text that nobody coded is never counted as agreement without saying so.

>>> pair = dict(coder="coder_a", article="1", sentence=1, sentence_start=0, actor="baker", issue="bread", quote="More!")
>>> pair |= dict(speaker="-", via="self", voice="direct", position=2, condition="none")
>>> codings = pd.DataFrame([pair, pair | {"coder": "coder_b", "position": 1}, pair | {"issue": "rolls"}])
>>> results = reliability(codings, pd.DataFrame({"article": ["1", "1"], "start": [0, 90]})).set_index("variable")
>>> float(results.loc["pairs", "value"]), int(results.loc["pairs", "units"])
(0.6666666666666666, 2)
"""

from numbers import Real

import pandas as pd

from stancebook.agreement import bootstrap
from stancebook.agreement.counts import estimate
from stancebook.agreement.registry import COEFFICIENTS, why_undefined
from stancebook.agreement.variables import VARIABLES, coded_variables, coders_of, coefficients_by_variable
from stancebook.study.codebook import POSITIONS

COLUMNS = ["variable", "level", "measure", "value", "low", "high", "units", "coders"]
LEFT_OUT = ["variable", "level", "measure", "article", "value", "units"]
OVER_TEXTS = ["variable", "level", "measure", "low", "high", "texts", "reason"]
SHARES = ["variable", "value", "n", "share"]
RARELY_DEFINED = "undefined in more than one resample of twenty"
DISTRIBUTED = ["finding", "via", "voice", "position", "condition"]
NAMES = {
    "finding": "which sentences carry a position, those that nobody coded included",
    "pairs": "which pairs of actor and issue they hold",
    "pairs_coded_sentences": "the pairs of a sentence, where anyone found one",
    "pairs_all_sentences": "the pairs of a sentence, sentences without any included",
    "via": "via: who says so",
    "voice": "voice: how it is worded",
    "facts_same_subject": "which facts, of the same subject",
    "facts_any_subject": "which facts, of whatever subject",
}


def reliability(codings, sentences, scale=POSITIONS):
    """The measures of all STAGES as in reliability.csv, not rounded; `reasons` says why one is missing.

    Percent agreement is a share of 1; `units` are those with values from two coders, on which the measure rests (the
    chance of AC1, AC2 and Fleiss' kappa counts what one coder alone found, too; positive agreement rests only on what
    anyone found). Coders are those with rows in codings: with fewer than two no measure is defined, for who has no row
    may have found nothing or not have coded. Each coder with rows is taken to have read every text in `sentences`, so
    that a text that one of them has not read yet looks like disagreement. `scale` are the numbers that a position
    could take by the codebook, which AC2 counts as categories.
    `low` and `high` are a percentile bootstrap over units: stability under resampling, no confidence interval.
    """
    coders = coders_of(codings)
    rows = {
        row[:3]: row
        for variable, stage in coded_variables(codings, sentences, coders, scale).items()
        for tally, asked in stage.alike(VARIABLES[variable])
        for row in measure_variable(tally, variable, asked, len(coders))
    }
    return results_of(rows[each] for each in coefficients_by_variable())


def measure_variable(tally, variable, asked, coders):
    """The rows of results of the levels and measures asked, all of one Tally."""
    values = {
        (level, measure): None if _impossible(measure, coders) else estimate(COEFFICIENTS[measure], tally, level)
        for level, measure in asked
    }
    defined = [each for each, value in values.items() if value is not None]
    drawn = bootstrap.stabilities([(COEFFICIENTS[measure], level) for level, measure in defined], tally)
    ranges = dict(zip(defined, drawn))
    return [
        (variable, *each, value, *ranges.get(each, (None, None)), tally.compared, coders)
        for each, value in values.items()
    ]


def _impossible(measure, coders):
    """Whether a measure is for fewer coders."""
    return measure == "cohen_kappa" and coders > 2


def results_of(rows):
    kinds = dict.fromkeys(["value", "low", "high"], "Float64") | dict.fromkeys(["units", "coders"], "Int64")
    return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(COLUMNS[:3], "str") | kinds)


def reasons(results):
    """Why a measure, or its range alone, is missing: a row for each, with variable, level, measure, reason."""
    missing = results[results["low"].isna()]
    told = [_why(row.measure, row.units, row.coders, pd.notna(row.value)) for row in missing.itertuples()]
    return missing[COLUMNS[:3]].assign(reason=told).reset_index(drop=True)


def _why(measure, units, coders, defined):
    if not defined:
        return why_undefined(measure, units, coders)
    return f"range: {'a single unit cannot be drawn anew' if units < 2 else RARELY_DEFINED}"


# Whether one text bears it all, and what other texts might give


def without_each_text(codings, sentences, scale=POSITIONS):
    """Each measure without the units of each article: how far a value hangs on a single text; missing if undefined.

    Values that only the article had stay categories of AC1; `scale` as in `reliability`.
    """
    coders = coders_of(codings)
    stages, articles = coded_variables(codings, sentences, coders, scale), sorted(set(sentences["article"]))
    rows = [
        (variable, level, measure, *left)
        for variable, level, measure in coefficients_by_variable()
        for left in _left(stages[variable], level, measure, articles, len(coders))
    ]
    kinds = dict.fromkeys(LEFT_OUT, "str") | {"value": "Float64", "units": "Int64"}
    return pd.DataFrame(rows, columns=LEFT_OUT).astype(kinds)


def _left(stage, level, measure, articles, coders):
    """For each article its name, the measure without it and the number of units then compared."""
    tally, formula, values = stage.counted(measure), COEFFICIENTS[measure], {}
    if not _impossible(measure, coders):
        values = bootstrap.leave_one_out(formula, tally, level, stage.articles, articles)
    for article, units in bootstrap.comparable_units_by_group(tally, stage.articles, articles).items():
        yield article, values.get(article), tally.compared - units


def over_texts(codings, sentences, scale=POSITIONS):
    """Each measure's range when texts are drawn anew, where at least resampling.ENOUGH have units, or the reason.

    It takes the texts for a sample of others like them; the sentences of one text stay together. `scale` as in
    `reliability`.
    """
    coders = coders_of(codings)
    stages = coded_variables(codings, sentences, coders, scale)
    rows = [
        _over(stages[variable], variable, level, measure, len(coders))
        for variable, level, measure in coefficients_by_variable()
    ]
    kinds = dict.fromkeys(OVER_TEXTS, "str") | dict.fromkeys(["low", "high"], "Float64") | {"texts": "Int64"}
    return pd.DataFrame(rows, columns=OVER_TEXTS).astype(kinds)


def _over(stage, variable, level, measure, coders):
    """One row of the ranges over texts."""
    tally, formula = stage.counted(measure), COEFFICIENTS[measure]
    texts = sum(units > 0 for units in bootstrap.comparable_units_by_group(tally, stage.articles).values())
    if _impossible(measure, coders) or estimate(formula, tally, level) is None:
        return variable, level, measure, None, None, texts, why_undefined(measure, tally.compared, coders)
    low, high = bootstrap.over_groups(formula, tally, level, stage.articles)
    few = f"{texts} texts with units: a range over texts needs {bootstrap.ENOUGH}"
    reason = "" if low is not None else few if texts < bootstrap.ENOUGH else f"range: {RARELY_DEFINED}"
    return variable, level, measure, low, high, texts, reason


def distributions(codings, sentences, scale=POSITIONS):
    """How often each value was given, by all coders together, on the units that are compared: n and its share of 1.

    So that a skewed variable stands beside its coefficient. The most frequent first, then by value; a set of
    conditions is written as in the codings. A number of the `scale` that nobody gave has no row.
    """
    stages = coded_variables(codings, sentences, coders_of(codings), scale)
    rows = [row for variable in DISTRIBUTED for row in _distributed(variable, stages[variable].counted("alpha"))]
    kinds = {"variable": "str", "value": "str", "n": "Int64", "share": "Float64"}
    return pd.DataFrame(rows, columns=SHARES).astype(kinds)


def _distributed(variable, tally):
    times = (tally.units * (tally.sizes > 1)) @ tally.counts
    given = sorted((_frequent_first(n, value), n) for n, value in zip(times, tally.values) if n)
    return [(variable, written, int(n), float(n / times.sum())) for (*_, written), n in given]


def _frequent_first(n, value):
    """A sorting key that ends in the value as text; numbers by size, all else by its letters."""
    return -n, value if isinstance(value, Real) else 0, _as_written(value)


def _as_written(value):
    """A value as text: a set as its sorted members, True and False as found or not."""
    if isinstance(value, bool):
        return "found" if value else "not found"
    return " ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
