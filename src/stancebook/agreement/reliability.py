"""Measure how far coders find the same, and code it the same.

Each variable has its own units (see `variables`), so that text without codings counts as agreement only where the
variable's name says so.

>>> pair = dict(coder="coder_a", article="1", sentence=1, sentence_start=0, actor="baker", issue="bread", quote="More!")
>>> pair |= dict(speaker="-", via="self", voice="direct", position=2, condition="none")
>>> codings = pd.DataFrame([pair, pair | {"coder": "coder_b", "position": 1}, pair | {"issue": "rolls"}])
>>> results = reliability(codings, pd.DataFrame({"article": ["1", "1"], "start": [0, 90]})).set_index("variable")
>>> float(results.loc["pairs", "value"]), int(results.loc["pairs", "units"])
(0.6666666666666666, 2)
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from numbers import Real
from types import MappingProxyType
from typing import Any

import pandas as pd

from stancebook.agreement import bootstrap
from stancebook.agreement.counts import PatternCounts
from stancebook.agreement.registry import COEFFICIENTS, Coefficient, coefficients_of
from stancebook.agreement.variables import VARIABLES, CodedVariable, Read, as_written, coded_variables, coders_of
from stancebook.core import schema
from stancebook.core.tables import typed
from stancebook.study.codebook import POSITIONS

RARELY_DEFINED = "range: undefined in more than one resample of twenty"
DISTRIBUTED = ("finding", "via", "voice", "position", "condition")
NAMES: Mapping[str, str] = MappingProxyType({
    "finding": "which sentences carry a position, including those that nobody coded",
    "pairs": "which pairs of actor and issue they hold",
    "pairs_coded_sentences": "the pairs in a sentence, if a coder found one",
    "pairs_all_sentences": "the pairs in a sentence, including sentences without pairs",
    "via": "via: who says so",
    "voice": "voice: how it is worded",
    "facts_same_subject": "which facts, with the same subject",
    "facts_any_subject": "which facts, whatever their subject",
    "notes_same_kind": "which source notes, of the same kind",
    "notes_any_kind": "which source notes, whatever their kind",
})  # fmt: skip


def reliability(
    codings: pd.DataFrame, sentences: pd.DataFrame, scale: Iterable[int] = POSITIONS, read: Read = None
) -> pd.DataFrame:
    """Return all coefficients of VARIABLES as in reliability.csv, not rounded; `reasons` explains missing ones.

    Percent agreement is a share of 1. `units` have values from two coders, and the coefficient rests on them (the
    chance of AC1, AC2 and Fleiss' kappa also counts units that one coder alone found; positive agreement rests only on
    units that a coder found). Coders are those with rows in codings. With fewer than two nothing is defined: a coder
    without rows may have found nothing, or not have coded. `read` has the texts that each coder read, and a coder
    counts on these alone; without it each coder with rows counts as having read every text in `sentences`. `scale` has
    the positions of the codebook; AC2 counts them as categories. `low` and `high` are a smoothed bootstrap over units
    (see `bootstrap.stability`): stability under resampling, no confidence interval.
    """
    coders = coders_of(codings, read)
    variables = coded_variables(codings, sentences, coders, scale, read)
    return typed([row for coded in variables.values() for row in measure(coded, len(coders))], schema.RELIABILITY)


def measure(coded: CodedVariable, coders: int) -> list[tuple[Any, ...]]:
    """Return a row of reliability.csv for each coefficient of a variable, at each of its levels."""
    rows = {}
    asked = coefficients_of(coded.name)
    for units, counted in coded.counted.items():
        values = {
            (coefficient.name, level): coefficient.estimate(counted, level)
            for coefficient, level in asked
            if coefficient.units == units
        }
        defined = [each for each in asked if values.get((each[0].name, each[1])) is not None]
        ranges = bootstrap.stabilities(defined, counted)
        for (name, level), value in values.items():
            low, high = ranges.get((name, level), (None, None))
            rows[name, level] = coded.name, level, name, value, low, high, counted.compared, coders
    return [rows[coefficient.name, level] for coefficient, level in asked]


def reasons(results: pd.DataFrame) -> pd.DataFrame:
    """Return variable, level, measure and reason for each coefficient without a value or without a range."""
    missing = results[results["low"].isna()]
    explained = [_reason(row.measure, row.units, row.coders, pd.notna(row.value)) for row in missing.itertuples()]
    return missing[["variable", "level", "measure"]].assign(reason=explained).reset_index(drop=True)


def all_coefficients(*results: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of several tables of coefficients as one table."""
    return pd.concat(results, ignore_index=True)


def _reason(name: str, units: int, coders: int, defined: bool) -> str:
    if not defined:
        return COEFFICIENTS[name].why_undefined(units, coders)
    return "range: a single unit cannot be resampled" if units < 2 else RARELY_DEFINED


def explained(results: pd.DataFrame) -> pd.DataFrame:
    """Return the results with a column `reason`, as in `reasons`, and a column `label`, for the figure."""
    labels = [COEFFICIENTS[row.measure].label_at(row.level, row.coders) for row in results.itertuples()]
    return results.merge(reasons(results), how="left", validate="one_to_one").assign(label=labels)


def in_words(results: pd.DataFrame) -> pd.DataFrame:
    """Return results as a notebook shows them: variables and coefficients in words, as in the figure.

    >>> shown = in_words(pd.DataFrame({"variable": ["pairs"], "measure": ["alpha"], "level": ["nominal"]}))
    >>> shown[["variable", "measure"]].values.tolist()
    [['which pairs of actor and issue they hold', 'alpha, nominal']]
    """
    coders = results.get("coders", pd.Series(2, results.index))
    cells = zip(results["measure"], results["level"], coders, strict=True)
    labels = [COEFFICIENTS[measure].label_at(level, int(number)) for measure, level, number in cells]
    variables = [NAMES.get(variable, variable) for variable in results["variable"]]
    return results.assign(variable=variables, measure=labels)


# Does a value rest on a single text, and what might other texts give?


def without_each_text(
    codings: pd.DataFrame, sentences: pd.DataFrame, scale: Iterable[int] = POSITIONS, read: Read = None
) -> pd.DataFrame:
    """Return each coefficient without the units of each article, as in reliability_by_text.csv; missing if undefined.

    Values that occur in this article alone stay categories of AC1; `scale` as in `reliability`.
    """
    coders, articles = coders_of(codings, read), sorted(set(sentences["article"]))
    rows = [
        (coded.name, level, coefficient.name, *left_out)
        for coded, coefficient, level in _all_asked(coded_variables(codings, sentences, coders, scale, read))
        for left_out in _left_out(coded, coefficient, level, articles)
    ]
    return typed(rows, schema.RELIABILITY_BY_TEXT)


def _all_asked(variables: Mapping[str, CodedVariable]) -> Iterator[tuple[CodedVariable, Coefficient, str]]:
    for variable in VARIABLES:
        for coefficient, level in coefficients_of(variable):
            yield variables[variable], coefficient, level


def _left_out(
    coded: CodedVariable, coefficient: Coefficient, level: str, articles: list[str]
) -> Iterator[tuple[str, float | None, int]]:
    """Yield for each article its name, the coefficient without it and the number of units that are left."""
    counted = coded.counted[coefficient.units]
    compared = counted.compared
    values = bootstrap.leave_one_out(coefficient, counted, level, coded.articles, articles)
    for article, units in bootstrap.comparable_units_by_group(counted, coded.articles, articles).items():
        yield article, values[article], compared - units


def over_texts(
    codings: pd.DataFrame, sentences: pd.DataFrame, scale: Iterable[int] = POSITIONS, read: Read = None
) -> pd.DataFrame:
    """Return each coefficient's range over resampled texts, where at least bootstrap.ENOUGH have units, or the reason.

    The texts count as a sample of others like them; the sentences of one text stay together. `scale` as in
    `reliability`.
    """
    coders = coders_of(codings, read)
    variables = coded_variables(codings, sentences, coders, scale, read)
    rows = [row for variable in VARIABLES for row in _over_texts(variables[variable], len(coders))]
    return typed(rows, schema.RELIABILITY_OVER_TEXTS)


def _over_texts(coded: CodedVariable, coders: int) -> list[tuple[Any, ...]]:
    """Return the rows of the ranges over texts of one variable, in the order of its coefficients."""
    rows: dict[tuple[str, str], tuple[Any, ...]] = {}
    asked = coefficients_of(coded.name)
    for way, counted in coded.counted.items():
        texts = sum(units > 0 for units in bootstrap.comparable_units_by_group(counted, coded.articles).values())
        few = (
            f"{texts} texts with units: a range over texts needs {bootstrap.ENOUGH}" if texts < bootstrap.ENOUGH else ""
        )
        own = [(coefficient, level) for coefficient, level in asked if coefficient.units == way]
        reasons = [_why_undefined(coefficient, level, counted, coders) or few for coefficient, level in own]
        defined = [each for each, reason in zip(own, reasons, strict=True) if not reason]
        ranges = iter(bootstrap.over_groups(defined, counted, coded.articles))
        for (coefficient, level), reason in zip(own, reasons, strict=True):
            low, high = (None, None) if reason else next(ranges)
            reason = reason or (RARELY_DEFINED if low is None else "")
            rows[coefficient.name, level] = coded.name, level, coefficient.name, low, high, texts, reason
    return [rows[coefficient.name, level] for coefficient, level in asked]


def _why_undefined(coefficient: Coefficient, level: str, counted: PatternCounts, coders: int) -> str:
    """Return the reason for which a coefficient is undefined, empty if it is defined."""
    if coefficient.estimate(counted, level) is not None:
        return ""
    return coefficient.why_undefined(counted.compared, coders)


def distributions(
    codings: pd.DataFrame, sentences: pd.DataFrame, scale: Iterable[int] = POSITIONS, read: Read = None
) -> pd.DataFrame:
    """Return the frequency of each value, of all coders together, on the units that are compared: n and share of 1.

    A skewed variable can so be seen beside its coefficient. The most frequent value comes first, then by value; a set
    of conditions is written as in the codings. A position of the `scale` that no coder gave has no row.
    """
    variables = coded_variables(codings, sentences, coders_of(codings, read), scale, read)
    rows = [row for name in DISTRIBUTED for row in _distribution(name, variables[name].counted["together"])]
    return typed(rows, schema.SHARES)


def _distribution(variable: str, counted: PatternCounts) -> list[tuple[str, str, int, float]]:
    times = (counted.units * (counted.sizes > 1)) @ counted.counts
    given = sorted((_frequent_first(n, value), n) for n, value in zip(times, counted.values, strict=True) if n)
    return [(variable, written, int(n), float(n / times.sum())) for (*_, written), n in given]


def _frequent_first(n: float, value: Hashable) -> tuple[float, Any, str]:
    """Return a sorting key that ends in the value as text; numbers sort by size, other values by their letters."""
    return -n, value if isinstance(value, Real) else 0, as_written(value)
