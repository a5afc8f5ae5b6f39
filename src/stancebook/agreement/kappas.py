"""Kappas: agreement corrected for chance in other ways than alpha, one function each.

Each is 1 - observed / expected disagreement, too, with its own idea of chance. Each takes a table (see `tallies`);
where a unit with one value alone counts towards chance (AC1, AC2 and Fleiss' kappa), the function says so.

>>> table = [["yes", "yes"], ["yes", "no"], ["no", "no"], ["no", None]]
>>> [round(kappa(table), 3) for kappa in (ac1, fleiss_kappa, cohen_kappa)]
[0.373, 0.289, 0.4]
"""

import numpy as np

from stancebook.agreement.coefficients import apart, corrected, unlike
from stancebook.agreement.counts import count_patterns, estimate, sparse_sum
from stancebook.agreement.distances import DISTANCES, numbers


def ac1(table):
    """Gwet's AC1: chance agreement is the less likely, the more one category prevails.

    Gwet (2008), "Computing inter-rater reliability and its variance in the presence of high agreement", British
    Journal of Mathematical and Statistical Psychology 61, pp. 29-48; with missing values as in Gwet (2014), "Handbook
    of inter-rater reliability", 4th edition: agreement is of units with two values or more, while prevalence counts
    all units, those with one value too. Categories are those that anyone gave. His R package irrCAC has .77544 for
    these four coders and twelve units (cac.raw4raters) and .84933 for these two (cont3x3abstractors).

    >>> coders = "123321412...", "1233224125.3", ".3332342251.", "12332441251."
    >>> round(ac1([[None if value == "." else int(value) for value in unit] for unit in zip(*coders)]), 5)
    0.77544
    >>> round(ac1([["e", "e"]] * 13 + [["a", "a"]] * 20 + [["a", "n"]] * 7 + [["n", "a"]] * 4 + [["n", "n"]] * 56), 5)
    0.84933
    """
    return estimate(ac1_of, count_patterns(table), "nominal")


def ac1_of(tally, level):
    return _gwet(tally, DISTANCES["nominal"](tally.values, None))


def ac2_ordinal(table, scale=()):
    """Gwet's AC2 with ordinal weights, which know the order of categories but not how far they lie apart.

    Gwet (2014), as for `ac1`, chapter on weights: 1 - pairs of neighbours passed from one category to the other, of
    those passed from the first to the last. Missing values as in `ac1`. Where not all categories were given, their
    `scale` should be. irrCAC has .899 for these coders.

    >>> coders = "123321412...", "1233224125.3", ".3332342251.", "12332441251."
    >>> round(ac2_ordinal([[None if value == "." else int(value) for value in unit] for unit in zip(*coders)]), 3)
    0.899
    """
    return estimate(ac2_ordinal_of, count_patterns(table, scale=scale), "ordinal")


def ac2_ordinal_of(tally, level):
    numbers(tally.values)
    place = np.arange(len(tally.values))
    steps = abs(place[:, None] - place)
    return _gwet(tally, _of_the_largest(steps * (steps + 1) / 2))


def ac2_quadratic(table, scale=()):
    """Gwet's AC2 with quadratic weights: 1 - the squared difference of two numbers, of that of the furthest two.

    Sources and missing values as in `ac2_ordinal`. irrCAC has .91400 for these coders.

    >>> coders = "123321412...", "1233224125.3", ".3332342251.", "12332441251."
    >>> f"{ac2_quadratic([[None if v == '.' else int(v) for v in unit] for unit in zip(*coders)]):.5f}"
    '0.91400'
    """
    return estimate(ac2_quadratic_of, count_patterns(table, scale=scale), "interval")


def ac2_quadratic_of(tally, level):
    return _gwet(tally, _of_the_largest(DISTANCES["interval"](tally.values, None)))


def _of_the_largest(differences):
    return differences / differences.max(initial=1e-300)


def _gwet(tally, difference):
    """What gives AC2 of weights 1 - difference; units without variation have none, whatever their scale."""
    q, paired = len(tally.values), tally.paired
    observed, prevalence = unlike(tally, difference), _prevalence(tally)

    def coefficients(units):
        shares = prevalence(units)
        chance = (q * q - difference.sum()) * _spread(shares) / max(q * (q - 1), 1)
        varied = (shares > 0).sum(-1) > 1
        return corrected(units @ paired, observed(units), (1 - chance) * varied)

    return coefficients


def _prevalence(tally):
    """What gives the share of each value, mean over all units, those with one value too."""
    summed = sparse_sum(tally.counts / tally.sizes[:, None])
    return lambda units: summed(units) / np.maximum(units.sum(-1, keepdims=True), 1)


def _spread(shares):
    """The chance that two draws differ."""
    return (shares * (1 - shares)).sum(-1)


def fleiss_kappa(table):
    """Fleiss' kappa, any number of coders: chance is that two values of all that were given are the same.

    Fleiss (1971), "Measuring nominal scale agreement among many raters", Psychological Bulletin 76, pp. 378-382; with
    missing values as in Gwet (2014): agreement is of units with two values or more, chance of all units, those with
    one value too. irrCAC has .761 for these coders; fourteen raters of ten subjects have .210 in Wikipedia,
    "Fleiss' kappa", "Worked example".

    >>> coders = "123321412...", "1233224125.3", ".3332342251.", "12332441251."
    >>> round(fleiss_kappa([[None if value == "." else int(value) for value in unit] for unit in zip(*coders)]), 3)
    0.761
    >>> subjects = "55555555555555 22333333444455 33344444555555 22233333333344 11223333333345"
    >>> subjects += " 11111112222222 11122333333444 11222223334455 11111122222334 22334445555555"
    >>> round(fleiss_kappa([list(subject) for subject in subjects.split()]), 3)
    0.21
    """
    return estimate(fleiss_of, count_patterns(table), "nominal")


def fleiss_of(tally, level):
    paired, prevalence = tally.paired, _prevalence(tally)
    observed = unlike(tally, DISTANCES["nominal"](tally.values, None))
    return lambda units: corrected(units @ paired, observed(units), _spread(prevalence(units)))


def cohen_kappa(table):
    """Cohen's kappa, of two coders: chance is that both draw the same, each from the values that he gave.

    Cohen (1960), "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20,
    pp. 37-46. A unit with a missing value is left out. Raises ValueError for more coders. The first example is in
    Wikipedia, "Cohen's kappa", "Simple example"; irrCAC has .7964094 for the second (cont3x3abstractors).

    >>> round(cohen_kappa([["y", "y"]] * 20 + [["y", "n"]] * 5 + [["n", "y"]] * 10 + [["n", "n"]] * 15), 12)
    0.4
    >>> units = [["e", "e"]] * 13 + [["a", "a"]] * 20 + [["a", "n"]] * 7 + [["n", "a"]] * 4 + [["n", "n"]] * 56
    >>> round(cohen_kappa(units), 7)
    0.7964094
    """
    return estimate(cohen_of, count_patterns(table, ordered=True), "nominal")


def cohen_of(tally, level):
    _refuse_all_but_two(tally.given)
    paired, differing = tally.paired, apart(tally, DISTANCES["nominal"](tally.values, None))
    ours, theirs = (sparse_sum(_holds(coder, len(tally.values)) * paired[:, None]) for coder in _two(tally.given))

    def kappas(units):
        n = units @ paired
        return corrected(n, units @ differing * n, n * n - (ours(units) * theirs(units)).sum(-1))

    return kappas


def _refuse_all_but_two(given):
    if given is None:
        raise ValueError("Cohen's kappa needs to know who gave what; use tally(table, ordered=True)")
    if given.shape[1] > 2:
        raise ValueError(f"Cohen's kappa is of two coders, here are {given.shape[1]}; use fleiss_kappa")


def _two(given):
    """The columns of two coders, a missing one without values."""
    return np.pad(given, [(0, 0), (0, 2 - given.shape[1])], constant_values=-1).T


def _holds(codes, values):
    """1 where a pattern has that value; -1 is none."""
    return (codes[:, None] == np.arange(values)).astype(float)
