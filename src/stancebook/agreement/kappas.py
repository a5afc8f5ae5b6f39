"""Coefficients that correct agreement for chance in other ways than alpha: Gwet's AC1 and AC2, Fleiss' kappa, Cohen's.

Each is 1 - observed / expected disagreement, with its own idea of chance. Formulas are used as those of `coefficients`.
A unit with a single value counts towards chance in AC1, AC2 and Fleiss' kappa. Gwet's R package irrCAC has .77544,
.899, .91400 and .761 for these four coders and twelve units (cac.raw4raters):

>>> coders = "123321412...", "1233224125.3", ".3332342251.", "12332441251."
>>> counted = counts.count_patterns([[None if value == "." else int(value) for value in unit] for unit in zip(*coders)])
>>> f"{counts.estimate(ac1, counted, 'nominal'):.5f} {counts.estimate(ac2_ordinal, counted, 'ordinal'):.3f}"
'0.77544 0.899'
>>> f"{counts.estimate(ac2_quadratic, counted, 'interval'):.5f} {counts.estimate(fleiss_kappa, counted, 'nominal'):.3f}"
'0.91400 0.761'
"""

import itertools

import numpy as np

from stancebook.agreement import counts
from stancebook.agreement.coefficients import chance_corrected, mean_difference_over_units, quotient
from stancebook.agreement.counts import PatternCounts, Resampled
from stancebook.agreement.distances import interval, nominal, numbers


def ac1(counted: PatternCounts, level: str) -> Resampled:
    """Gwet's AC1: the more one category prevails, the less agreement is expected by chance.

    Gwet (2008), "Computing inter-rater reliability and its variance in the presence of high agreement", British
    Journal of Mathematical and Statistical Psychology 61, pp. 29-48; with missing values as in Gwet (2014), "Handbook
    of inter-rater reliability", 4th edition: agreement is of units with two values or more, while prevalence counts
    all units. Categories are the values of `counted`. irrCAC has .84933 for these two coders (cont3x3abstractors).

    >>> units = [["e", "e"]] * 13 + [["a", "a"]] * 20 + [["a", "n"]] * 7 + [["n", "a"]] * 4 + [["n", "n"]] * 56
    >>> round(counts.estimate(ac1, counts.count_patterns(units), "nominal"), 5)
    0.84933
    """
    return _gwet(counted, nominal(counted.values))


def ac2_ordinal(counted: PatternCounts, level: str) -> Resampled:
    """Gwet's AC2 with ordinal weights: they depend on the order of categories, not on the distances between them.

    Gwet (2014), as for `ac1`, chapter on weights: 1 - pairs of categories from the one to the other, divided by the
    pairs from the first to the last. Missing values as in `ac1`. Where some categories of the scale do not occur, give
    the `scale` to `count_patterns`.
    """
    numbers(counted.values)
    place = np.arange(len(counted.values))
    steps = abs(place[:, None] - place)
    return _gwet(counted, _of_the_largest(steps * (steps + 1) / 2))


def ac2_quadratic(counted: PatternCounts, level: str) -> Resampled:
    """Gwet's AC2 with quadratic weights: 1 - the squared difference of two numbers, divided by the largest one.

    Sources, missing values and scale as in `ac2_ordinal`.
    """
    return _gwet(counted, _of_the_largest(interval(counted.values)))


def _of_the_largest(differences: np.ndarray) -> np.ndarray:
    return differences / differences.max(initial=1e-300)


def _gwet(counted: PatternCounts, differences: np.ndarray) -> Resampled:
    """Return AC2 with weights 1 - difference; NaN for units without variation, whatever their scale."""
    categories, paired = len(counted.values), counted.paired
    observed, prevalence = mean_difference_over_units(counted, differences), _prevalence(counted)

    def coefficients(units: np.ndarray) -> np.ndarray:
        shares = prevalence(units)
        weights = categories**2 - differences.sum()
        chance = weights * _spread(shares) / max(categories * (categories - 1), 1)
        varied = (shares > 0).sum(-1) > 1
        return chance_corrected(units @ paired, observed(units), (1 - chance) * varied)

    return coefficients


def _prevalence(counted: PatternCounts) -> Resampled:
    """Return the share of each value, mean over all units, those with a single value too."""
    summed = counts.sparse_sum(counted.counts / counted.sizes[:, None])
    return lambda units: summed(units) / np.maximum(units.sum(-1, keepdims=True), 1)


def _spread(shares: np.ndarray) -> np.ndarray:
    """Return the probability that two random values differ."""
    return (shares * (1 - shares)).sum(-1)


def fleiss_kappa(counted: PatternCounts, level: str) -> Resampled:
    """Fleiss' kappa, for any number of coders: by chance two values are the same as often as two of all values are.

    Fleiss (1971), "Measuring nominal scale agreement among many raters", Psychological Bulletin 76, pp. 378-382; with
    missing values as in Gwet (2014): agreement is of units with two values or more, chance of all units. Fourteen
    raters of ten subjects have .210 in Wikipedia, "Fleiss' kappa", "Worked example".

    >>> subjects = "55555555555555 22333333444455 33344444555555 22233333333344 11223333333345"
    >>> subjects += " 11111112222222 11122333333444 11222223334455 11111122222334 22334445555555"
    >>> counted = counts.count_patterns([list(subject) for subject in subjects.split()])
    >>> f"{counts.estimate(fleiss_kappa, counted, 'nominal'):.3f}"
    '0.210'
    """
    paired, prevalence = counted.paired, _prevalence(counted)
    observed = mean_difference_over_units(counted, nominal(counted.values))
    return lambda units: chance_corrected(units @ paired, observed(units), _spread(prevalence(units)))


def cohen_kappa(counted: PatternCounts, level: str) -> Resampled:
    """Cohen's kappa: by chance each coder takes a random value from the values it gave; of more than two their mean.

    Cohen (1960), "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20,
    pp. 37-46. Of more coders it is the mean over each two of them, each two on the units with values of both; pairs of
    coders weigh the same, and those whose kappa is undefined do not count: Light (1971), "Measures of response
    agreement for qualitative data", Psychological Bulletin 76, pp. 365-377. Raises ValueError for counts that do not
    tell the coders apart. Examples: Wikipedia, "Cohen's kappa", "Simple example", has .40; irrCAC has .7964094 for the
    second (cont3x3abstractors). The tests reproduce .459 for six coders (R package irr, kappam.light).

    >>> units = [["y", "y"]] * 20 + [["y", "n"]] * 5 + [["n", "y"]] * 10 + [["n", "n"]] * 15
    >>> round(counts.estimate(cohen_kappa, counts.count_patterns(units, ordered=True), "nominal"), 12)
    0.4
    >>> units = [["e", "e"]] * 13 + [["a", "a"]] * 20 + [["a", "n"]] * 7 + [["n", "a"]] * 4 + [["n", "n"]] * 56
    >>> round(counts.estimate(cohen_kappa, counts.count_patterns(units, ordered=True), "nominal"), 7)
    0.7964094
    """
    return _cohen(counted, nominal(counted.values), lambda given: given.sum(-1, keepdims=True) - given)


def kappa_linear(counted: PatternCounts, level: str) -> Resampled:
    """Cohen's kappa with linear weights: two values disagree as far as their difference.

    Cohen (1968), "Weighted kappa: nominal scale agreement with provision for scaled disagreement or partial credit",
    Psychological Bulletin 70, pp. 213-220; Cicchetti and Allison (1971) have these weights. Values are numbers, and
    their differences count: of categories in order alone, give the places. Otherwise as `cohen_kappa`. Agresti (1990),
    "Categorical data analysis", pp. 366-367, has .129 and .237 for what 91 married couples answered:

    >>> answers = [(7, 7, 2, 3), (2, 8, 3, 7), (1, 5, 4, 9), (2, 8, 9, 14)]
    >>> couples = [[i, j] for i, row in enumerate(answers) for j, times in enumerate(row) for _ in range(times)]
    >>> counted = counts.count_patterns(couples, ordered=True)
    >>> [round(counts.estimate(kappa, counted, ""), 3) for kappa in (cohen_kappa, kappa_linear)]
    [0.129, 0.237]
    """
    differences = np.sqrt(interval(counted.values))
    return _cohen(counted, differences, lambda given: given @ differences)


def kappa_quadratic(counted: PatternCounts, level: str) -> Resampled:
    """Cohen's kappa with quadratic weights: two values disagree as far as the square of their difference.

    Fleiss and Cohen (1973), "The equivalence of weighted kappa and the intraclass correlation coefficient as measures
    of reliability", Educational and Psychological Measurement 33, pp. 613-619. Otherwise as `kappa_linear`.
    """
    differences = interval(counted.values)
    return _cohen(counted, differences, lambda given: given @ differences)


def _cohen(counted: PatternCounts, differences: np.ndarray, to_all: Resampled) -> Resampled:
    """Return the mean over each two coders of 1 - the difference of their values / that of their values at random.

    `to_all` gives the product of how often a coder gave each value and the differences.
    """
    if counted.given is None:
        raise ValueError("Cohen's kappa needs to know who gave what; use counts.count_patterns(table, ordered=True)")
    pairs = [_of_two(one, other, differences, to_all) for one, other in itertools.combinations(counted.given.T, 2)]

    def kappas(units: np.ndarray) -> np.ndarray:
        values = np.array([pair(units) for pair in pairs]).reshape(len(pairs), len(units))
        return quotient(np.nansum(values, axis=0), (~np.isnan(values)).sum(axis=0).astype(float))

    return kappas


def _of_two(one: np.ndarray, other: np.ndarray, differences: np.ndarray, to_all: Resampled) -> Resampled:
    """Return the kappa of two coders; `one` and `other` have the number of each one's value by pattern, -1 for none."""
    both = np.flatnonzero((one >= 0) & (other >= 0))
    ours, theirs = (_marginals(codes[both], len(differences)) for codes in (one, other))
    differing = differences[one[both], other[both]]

    def kappas(units: np.ndarray) -> np.ndarray:
        shared = units.take(both, axis=1)
        n = shared.sum(-1)
        return chance_corrected(n, shared @ differing * n, (to_all(ours(shared)) * theirs(shared)).sum(-1))

    return kappas


def _marginals(codes: np.ndarray, values: int) -> Resampled:
    """Return how often a coder gave each value."""
    return counts.sparse_sum((codes[:, None] == np.arange(values)).astype(float))
