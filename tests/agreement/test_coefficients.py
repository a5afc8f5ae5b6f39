"""Agreement against published examples, the package krippendorff and slow textbook versions; invariance."""

import doctest
import itertools
import random
import tracemalloc
from collections import Counter
from fractions import Fraction

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counts import count
from examples import examples
from stancebook.agreement import bootstrap, chance_units, coefficients, distances, kappas, registry
from stancebook.agreement.counts import count_patterns
from stancebook.agreement.registry import COEFFICIENTS

LEVELS = ["nominal", "ordinal", "interval", "ratio", "set", "jaccard"]
SETS = LEVELS[4:]


@pytest.mark.parametrize("module", [coefficients, kappas, distances, registry, bootstrap, chance_units])
def test_docstring_examples(module):
    outcome = doctest.testmod(module)
    assert outcome.attempted and not outcome.failed


# Published examples


def units(*coders):
    """A table from a text of one-letter values for each coder; a point is a missing value, a digit a number."""
    return [[None if v == "." else int(v) if v.isdigit() else v for v in unit] for unit in zip(*coders, strict=True)]


ABSTRACTORS = units(*("e" * 13 + "a" * 20 + one * 7 + other * 4 + "n" * 56 for one, other in ("an", "na")))
SUBJECTS = """
    55555555555555 22333333444455 33344444555555 22233333333344 11223333333345
    11111112222222 11122333333444 11222223334455 11111122222334 22334445555555
"""


PATIENTS = """
    444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445
    333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555
"""
DIAGNOSES = [[int(digit) for digit in patient] for patient in PATIENTS.split()]


def cross_table(*rows):
    """A table of units from how often two coders gave each pair of values, numbered from 1."""
    return [[i, j] for i, row in enumerate(rows, 1) for j, times in enumerate(row, 1) for _ in range(times)]


ANXIETY = units("35452424332333221334", "21443215111233113322")  # 5 stands for 6, as nobody of the two gave a 5
PUBLISHED = {
    # Krippendorff (2011), Computing Krippendorff's alpha-reliability, section A
    "binary, two coders": (units("0100000010", "1110010000"), {"nominal": "0.095"}),
    # the same, section B
    "nominal, two coders": (units("aabbdcccedda", "babbbccceddd"), {"nominal": "0.692"}),
    # the same, sections C and D; of the same data, which irrCAC has as cac.raw4raters, Gwet's and Fleiss' measures
    "four coders, twelve units": (
        units("123321412...", "1233224125.3", ".3332342251.", "12332441251."),
        {"nominal": "0.743", "ordinal": "0.815", "interval": "0.849", "ratio": "0.797", "ac1": "0.77544"}
        | {"ac2_quadratic": "0.91400", "ac2_ordinal": "0.899", "fleiss_kappa": "0.761", "percent_agreement": "0.818"},
    ),
    # Krippendorff's three coders and fifteen units, as in Wikipedia, "Krippendorff's alpha", A computational example
    "three coders, fifteen units": (
        units(".....34121133.3", "1.213343.......", "..21344.21133.4"),
        {"nominal": "0.691", "interval": "0.811"},
    ),
    # Hayes and Krippendorff (2007), Answering the call, Communication Methods and Measures 1, pp. 77-89, table 1
    "five coders, forty units": (
        units(
            "112.001122.01311211000201001111223222221",
            "1130000.21102311121000302102111122222221",
            "203000222100221123001.30.1012202.2232.21",
            ".13....0.10022...31.103021122..122...12.",
            "2..0001.2....3112..0.0..2.0..20.2.2222.1",
        ),
        {"nominal": "0.4765", "ordinal": "0.7598"},
    ),
    # Gwet's ectopic pregnancies, cont3x3abstractors in irrCAC
    "two abstractors": (ABSTRACTORS, {"cohen_kappa": "0.7964094", "ac1": "0.84933"}),
    # Wikipedia, "Cohen's kappa", Simple example
    "fifty proposals": (units("y" * 25 + "n" * 25, "y" * 20 + "n" * 5 + "y" * 10 + "n" * 15), {"cohen_kappa": "0.40"}),
    # Agresti (1990), Categorical data analysis, pp. 366-367, with linear weights; SexualFun in the R package vcd
    "ninety-one couples": (
        cross_table((7, 7, 2, 3), (2, 8, 3, 7), (1, 5, 4, 9), (2, 8, 9, 14)),
        {"cohen_kappa": "0.129", "kappa_linear": "0.237"},
    ),
    # SAS/STAT, The FREQ procedure, example Cohen's kappa coefficient: two dermatologists
    "eighty-eight skins": (
        cross_table((10, 4, 1, 0), (5, 10, 12, 2), (2, 4, 12, 5), (0, 2, 6, 13)),
        {"cohen_kappa": "0.3449", "kappa_linear": "0.5082"},
    ),
    # the R package irr, kappa2 of its data anxiety, raters 2 and 3, "equal" and "squared", as statsmodels' tests have it
    "anxiety, two of three raters": (
        ANXIETY,
        {"cohen_kappa": "-0.006289308", "kappa_linear": "0.1459075", "kappa_quadratic": "0.2520325"},
    ),
    # Wikipedia, "Fleiss' kappa", Worked example
    # Fleiss (1971), as the R package irr has it (diagnoses): kappam.light and kappam.fleiss; of the first three coders
    # kappa2 has .651, .384 and .631
    "six coders, thirty patients": (DIAGNOSES, {"cohen_kappa": "0.459", "fleiss_kappa": "0.4302445"}),
    "three of them": ([unit[:3] for unit in DIAGNOSES], {"cohen_kappa": "0.555"}),
    "fourteen coders, ten subjects": ([list(each) for each in SUBJECTS.split()], {"fleiss_kappa": "0.210"}),
}


def asked(name):
    """The coefficient of a name, and its level; the name of a level is alpha at that level."""
    if name in LEVELS:
        return COEFFICIENTS["alpha"], name
    return COEFFICIENTS[name], next(iter(COEFFICIENTS[name].variables))


def measured(name, table, scale=()):
    """A coefficient, or alpha at the level of that name, of a table."""
    coefficient, level = asked(name)
    return coefficient.estimate(coefficient.count(table, scale), level)


def alpha(table, level):
    return COEFFICIENTS["alpha"].estimate(count_patterns(table), level)


@pytest.mark.matrix("statistics, published")
@pytest.mark.parametrize(("example", "name"), [(each, name) for each, (_, told) in PUBLISHED.items() for name in told])
def test_measures_as_published(example, name):
    table, published = PUBLISHED[example]
    value = published[name]
    assert f"{measured(name, table):.{len(value.lstrip('-')) - 2}f}" == value


def test_masi_and_jaccard_as_defined():
    similarities = {  # Jaccard, monotonicity
        ("ab", "ab"): (1, 1),
        ("a", "ab"): (Fraction(1, 2), Fraction(2, 3)),
        ("ab", "bc"): (Fraction(1, 3), Fraction(1, 3)),
        ("abc", "abcd"): (Fraction(3, 4), Fraction(2, 3)),
        ("ab", "cd"): (0, 0),
        ("", "a"): (0, 0),
        ("", ""): (1, 1),
    }
    for (one, other), (similarity, monotonicity) in similarities.items():
        for pair in ((set(one), set(other)), (set(other), set(one))):
            assert distances.masi(pair)[0, 1] == pytest.approx(float(1 - similarity * monotonicity), abs=1e-15)
            assert distances.jaccard(pair)[0, 1] == pytest.approx(float(1 - similarity), abs=1e-15)


# Slow versions, straight from the textbooks


def slow_difference(level, c, k, occur):
    if level == "nominal":
        return 0 if c == k else 1
    if level == "ordinal":
        low, high = min(c, k), max(c, k)
        between = sum(n for value, n in occur.items() if low <= value <= high)
        return (between - (occur[c] + occur[k]) / 2) ** 2
    if level == "interval":
        return (c - k) ** 2
    if level == "ratio":
        return 0 if c == k else ((c - k) / (c + k)) ** 2
    if not c | k:
        return 0
    if c == k or level == "jaccard":
        monotonicity = 1
    elif c <= k or k <= c:
        monotonicity = 2 / 3
    else:
        monotonicity = 1 / 3 if c & k else 0
    return 1 - monotonicity * len(c & k) / len(c | k)


def slow_alpha(table, level):
    coincidences, compared = {}, 0
    for unit in table:
        present = [value for value in unit if value is not None]
        compared += len(present) > 1
        for one, other in itertools.permutations(range(len(present)), 2):
            cell = present[one], present[other]
            coincidences[cell] = coincidences.get(cell, 0) + 1 / (len(present) - 1)
    occur = {}
    for (value, _), times in coincidences.items():
        occur[value] = occur.get(value, 0) + times
    if len(occur) < 2 or compared < 2:
        return None
    n = sum(occur.values())
    observed = sum(t * slow_difference(level, c, k, occur) for (c, k), t in coincidences.items()) / n
    expected = sum(occur[c] * occur[k] * slow_difference(level, c, k, occur) for c in occur for k in occur)
    return 1 - observed / (expected / (n * (n - 1)))


def slow_likeness(table, alike):
    shares = []
    for unit in table:
        pairs = list(itertools.combinations([value for value in unit if value is not None], 2))
        if pairs:
            shares.append(sum(alike(one, other) for one, other in pairs) / len(pairs))
    return sum(shares) / len(shares) if shares else None


def slow_positive(table):
    """2 both / (a + b) for two coders; for more, the mean over all finds of the share of other coders who agree."""
    shares = []
    for unit in table:
        present = [value for value in unit if value is not None]
        for coder, value in enumerate(present):
            if value and len(present) > 1:
                shares.append(sum(present[:coder] + present[coder + 1 :]) / (len(present) - 1))
    return sum(shares) / len(shares) if shares else None


def slow_weight(kind, k, other, scale):
    """Gwet's weight of two categories; those of the scale are sorted."""
    if kind == "ordinal":
        apart, most = abs(scale.index(k) - scale.index(other)), len(scale) - 1
        return 1 - Fraction(apart * (apart + 1), most * (most + 1))
    if kind == "quadratic":
        return 1 - Fraction(k - other) ** 2 / Fraction(scale[-1] - scale[0]) ** 2
    return Fraction(k == other)


def slow_shares(table):
    """How many values a unit has, and how large a part of them each value is."""
    present = [[value for value in unit if value is not None] for unit in table]
    return [(len(unit), {value: Fraction(unit.count(value), len(unit)) for value in unit}) for unit in present if unit]


def slow_agreed(table, kind, scale):
    """Gwet's percent agreement with weights."""
    each = []
    for n, shares in slow_shares(table):
        if n > 1:
            counts = {value: share * n for value, share in shares.items()}
            weighted = {
                k: sum(slow_weight(kind, k, other, scale) * times for other, times in counts.items()) for k in counts
            }
            each.append(sum(counts[k] * (weighted[k] - 1) for k in counts) / (n * (n - 1)))
    return (sum(each) / len(each)) if len(each) > 1 else None


def slow_prevalence(table, scale):
    rated = slow_shares(table)
    return {k: sum(shares.get(k, 0) for _, shares in rated) / Fraction(len(rated)) for k in scale}


def slow_gwet(table, kind, more=()):
    seen = {value for unit in table for value in unit if value is not None}
    scale = sorted(seen | set(more), key=lambda value: value if not isinstance(value, frozenset) else sorted(value))
    agreed, q = slow_agreed(table, kind, scale) if len(seen) > 1 else None, len(scale)
    if agreed is None:
        return None
    whole = sum(slow_weight(kind, k, other, scale) for k in scale for other in scale)
    chance = whole / (q * (q - 1)) * sum(p * (1 - p) for p in slow_prevalence(table, scale).values())
    return float((agreed - chance) / (1 - chance))


def slow_fleiss(table):
    scale = sorted({value for unit in table for value in unit if value is not None}, key=repr)
    agreed = slow_agreed(table, "nominal", scale) if len(scale) > 1 else None
    if agreed is None:
        return None
    chance = sum(p * p for p in slow_prevalence(table, scale).values())
    return float((agreed - chance) / (1 - chance))


def mean_of_pairs(kappa):
    """The mean of a slow kappa over each two coders for whom it is defined."""

    def slow(table):
        pairs = itertools.combinations(zip(*table, strict=True), 2)
        defined = [value for one, other in pairs if (value := kappa(zip(one, other, strict=True))) is not None]
        return sum(defined) / len(defined) if defined else None

    return slow


@mean_of_pairs
def slow_cohen(table):
    both = [(a, b) for a, b in table if a is not None and b is not None]
    n, values = len(both), {value for unit in both for value in unit}
    chance = sum(Fraction(sum(a == v for a, _ in both) * sum(b == v for _, b in both), n * n) for v in values)
    if n < 2 or chance == 1:
        return None
    return float((Fraction(sum(a == b for a, b in both), n) - chance) / (1 - chance))


def slow_weighted(difference):
    return mean_of_pairs(lambda table: slow_kappa_of_two(table, difference))


def slow_kappa_of_two(table, difference):
    both = [(a, b) for a, b in table if a is not None and b is not None]
    expected = sum(difference(a, b) for a, _ in both for _, b in both) / Fraction(max(1, len(both)) ** 2)
    if len(both) < 2 or not expected:
        return None
    return float(1 - sum(difference(a, b) for a, b in both) / Fraction(len(both)) / expected)


SLOW = {
    "ac1": lambda table: slow_gwet(table, "nominal"),
    "ac2_ordinal": lambda table: slow_gwet(table, "ordinal"),
    "ac2_quadratic": lambda table: slow_gwet(table, "quadratic"),
    "fleiss_kappa": slow_fleiss,
    "cohen_kappa": slow_cohen,
    "kappa_linear": slow_weighted(lambda a, b: abs(Fraction(a) - Fraction(b))),
    "kappa_quadratic": slow_weighted(lambda a, b: (Fraction(a) - Fraction(b)) ** 2),
    "percent_agreement": lambda table: slow_likeness(table, lambda a, b: a == b),
    "mean_masi": lambda table: slow_likeness(table, lambda a, b: 1 - slow_difference("set", a, b, {})),
    "alpha_masi": lambda table: slow_alpha(table, "set"),
    "alpha_jaccard": lambda table: slow_alpha(table, "jaccard"),
    "positive_agreement": slow_positive,
} | {level: lambda table, level=level: slow_alpha(table, level) for level in SETS}
SOME_SETS = tuple(map(frozenset, ("", "a", "b", "ab", "bc", "abc")))
DRAWN_FROM = {"positive_agreement": (True, False, False)} | dict.fromkeys(
    ["mean_masi", "alpha_masi", "alpha_jaccard", *SETS], SOME_SETS
)


def random_table(dice, values=(0, 1, 2, 5, 7.5), coders=None):
    values = dice.sample(values, dice.randint(1, len(values)))
    coders, missing = coders or dice.randint(2, 5), dice.choice([0, 0.2, 0.6])
    row = lambda: [None if dice.random() < missing else dice.choice(values) for _ in range(coders)]  # noqa: E731
    return [row() for _ in range(dice.randint(0, 12))]


def same(one, other):
    return one is other is None or one == pytest.approx(other, rel=1e-9, abs=1e-9)


@pytest.mark.matrix
@pytest.mark.parametrize("level", LEVELS[:4])
def test_alpha_equals_the_package_krippendorff(level):
    dice, undefined, tables = random.Random(level), 0, count("statistics, random", full=1000, small=250)
    for _ in range(tables):
        table = random_table(dice)
        theirs = peer(table, level)
        undefined += theirs is None
        assert same(alpha(table, level), theirs), table
    assert tables / 25 < undefined < tables * 3 / 5  # both kinds were tried


def peer(table, level):
    """The package's alpha; None where it has nothing to compare, where it raises, and of a single unit."""
    paired = [unit for unit in table if sum(value is not None for value in unit) > 1]
    if len(paired) < 2 or len({value for unit in paired for value in unit} - {None}) < 2:
        return None
    return float(krippendorff.alpha(np.array(paired, float).T, level_of_measurement=level))


@pytest.mark.matrix
@pytest.mark.parametrize("name", SLOW)
def test_a_measure_equals_its_slow_version(name):
    dice, undefined, tables = random.Random(name), 0, count("statistics, random", full=500, small=100)
    values = DRAWN_FROM.get(name, [0, 1, 2, 5, 7.5])
    for _ in range(tables):
        table = random_table(dice, values)
        slow = SLOW[name](table)
        undefined += slow is None
        assert same(measured(name, table), slow), table
    assert tables * 0.03 < undefined < tables * 0.7


@pytest.mark.parametrize("kind", ["ordinal", "quadratic"])
def test_categories_that_nobody_gave_count_where_the_scale_has_them(kind):
    dice, changed = random.Random(kind), 0
    for _ in range(60):
        table = random_table(dice, [0, 1, 2])
        slow = slow_gwet(table, kind, range(-1, 4))
        assert same(measured(f"ac2_{kind}", table, range(-1, 4)), slow)
        changed += slow is not None and not same(slow, slow_gwet(table, kind))
    assert changed > 20


@pytest.mark.parametrize("name", [*LEVELS[:4], *SLOW])
def test_each_resample_equals_the_slow_version_on_the_units_drawn(name):
    dice = random.Random(name + "drawn")
    values = DRAWN_FROM.get(name, [0, 1, 2, 5])
    table = [[dice.choice(values) for _ in range(3)] for _ in range(9)]
    table += [[dice.choice(values), None, None] for _ in range(2)]
    counted = asked(name)[0].count(table)
    drawn = np.random.default_rng(1).multinomial(11, counted.units / 11, size=60).astype(float)
    coefficient, level = asked(name)
    for weights, fast in zip(drawn, coefficient.formula(counted, level)(drawn), strict=True):
        resample = [unit for unit, n in zip(first_of_each(table, counted), weights, strict=True) for _ in range(int(n))]
        assert same(None if np.isnan(fast) else fast, slow_resample(name, resample, counted.values))


def first_of_each(table, counted):
    """A unit of each pattern."""
    return [table[list(counted.places).index(pattern)] for pattern in range(len(counted.units))]


def slow_resample(name, table, values):
    """The slow version; Gwet's with the categories of the whole table, of which a resample may miss some."""
    if name in LEVELS:
        return slow_alpha(table, name)
    kind = {"ac1": "nominal", "ac2_ordinal": "ordinal", "ac2_quadratic": "quadratic"}.get(name)
    return slow_gwet(table, kind, values) if kind else SLOW[name](table)


# How they hang together


@given(st.lists(st.tuples(*[st.sampled_from("abc")] * 2), min_size=2, max_size=20))
def test_for_two_coders_alpha_follows_from_fleiss_and_cohen_is_no_lower(table):
    alpha_, fleiss, cohen = alpha(table, "nominal"), measured("fleiss_kappa", table), measured("cohen_kappa", table)
    if fleiss is not None:
        assert same(alpha_, 1 - (1 - fleiss) * (2 * len(table) - 1) / (2 * len(table)))
        assert cohen >= fleiss - 1e-12
        assert same(measured("cohen_kappa", [(b, a) for a, b in table]), cohen)


@given(st.lists(st.tuples(*[st.sampled_from([1, 4])] * 3), min_size=2, max_size=12))
def test_with_two_values_the_levels_are_one(table):
    assert same(alpha(table, "nominal"), alpha(table, "interval")) and same(
        alpha(table, "nominal"), alpha(table, "ordinal")
    )
    assert same(measured("ac1", table), measured("ac2_ordinal", table))
    assert same(measured("ac1", table), measured("ac2_quadratic", table))


@pytest.mark.parametrize("name", [*LEVELS, *SLOW])
def test_full_agreement_is_one(name):
    one, other = DRAWN_FROM.get(name, [0, 3])[:2]
    assert measured(name, [[one, one], [other, other], [one, one]]) == 1


# What must not matter

values_of = {"set": st.frozensets(st.sampled_from("abc")), "jaccard": st.frozensets(st.sampled_from("abc"))}
NUMBERS = st.sampled_from([0, 1, 2, 3, 10])
ANY_ORDER = [*LEVELS, "percent_agreement", "ac1", "ac2_ordinal", "ac2_quadratic", "fleiss_kappa"]


@st.composite
def named_table(draw, names):
    name, coders = draw(st.sampled_from(names)), draw(st.integers(2, 4))
    unit = st.lists(st.none() | values_of.get(name, NUMBERS), min_size=coders, max_size=coders)
    return draw(st.lists(unit, max_size=10)), name


def ranges_of(name, counted, resamples=40):
    coefficient, level = asked(name)
    return bootstrap.stability(coefficient, counted, level, resamples)


def same_ranges(name, one, other):
    return all(map(same, *(ranges_of(name, asked(name)[0].count(table)) for table in (one, other))))


@given(named_table(ANY_ORDER), st.randoms(use_true_random=False))
@examples(2)
def test_order_of_coders_and_units_does_not_matter(case, dice):
    table, name = case
    shuffled = [dice.sample(unit, len(unit)) for unit in table]
    assert same(measured(name, shuffled), measured(name, table))
    assert same_ranges(name, shuffled, table)  # the coders' order does not even change the resamples
    dice.shuffle(shuffled)
    assert same(measured(name, shuffled), measured(name, table))


@given(named_table([*SETS, "nominal", "percent_agreement", "ac1", "fleiss_kappa"]), st.permutations("abcxyz"))
@examples(2)
def test_names_of_categories_do_not_matter(case, names):
    table, name = case
    renamed = [[None if value is None else new_name(value, names) for value in unit] for unit in table]
    assert same(measured(name, renamed), measured(name, table))
    assert same_ranges(name, renamed, table)


def new_name(present, names):
    if isinstance(present, frozenset):
        return frozenset(names["abc".index(letter)] for letter in present)
    return names[present % 6]


@given(st.lists(st.tuples(*[st.none() | st.sampled_from("abc")] * 2), max_size=12), st.permutations("abc"))
def test_cohens_kappa_is_independent_of_labels_and_of_the_order_of_coders(table, names):
    renamed = [[None if v is None else names["abc".index(v)] for v in (b, a)] for a, b in table]
    one, other = (count_patterns(each, ordered=True) for each in (table, renamed))
    assert same(measured("cohen_kappa", renamed), measured("cohen_kappa", table))
    assert all(map(same, ranges_of("cohen_kappa", one), ranges_of("cohen_kappa", other)))


@given(named_table(ANY_ORDER), st.floats(0.1, 100), st.integers(-5, 5))
@examples(1.5)
def test_a_change_of_unit_does_not_matter_where_the_level_allows_it(case, factor, shift):
    table, name = case
    if name not in SETS:
        shift = 0 if name == "ratio" else shift
        changed = [[None if value is None else value * factor + shift for value in unit] for unit in table]
        assert same(measured(name, changed), measured(name, table))


@given(named_table(ANY_ORDER))
@examples(1.5)
def test_a_unit_with_one_value_counts_towards_chance_alone(case):
    table, name = case
    lone = next((value for unit in table for value in unit if value is not None), None)
    width = len(table[0]) if table else 2
    longer = [[*[None] * (width - 1), lone], *table, [lone, *[None] * (width - 1)], [None] * width]
    if name not in ("ac1", "ac2_ordinal", "ac2_quadratic", "fleiss_kappa"):
        assert same(measured(name, longer), measured(name, table))
        assert same_ranges(name, longer, table)


def test_lone_values_change_chance_in_gwets_and_fleiss_coefficients():
    table = [[1, 1], [1, 2], [2, 2]]
    for name in ("ac1", "fleiss_kappa"):
        assert not same(measured(name, table), measured(name, [*table, [1, None]]))
        assert same(measured(name, [*table, [1, None]]), SLOW[name]([*table, [1, None]]))


@given(named_table(ANY_ORDER))
def test_a_coder_who_gave_nothing_changes_nothing(case):
    table, name = case
    assert same(measured(name, [[*unit, None] for unit in table]), measured(name, table))


# Tables of any make


@pytest.mark.parametrize("missing", [None, float("nan"), np.nan, pd.NA])
def test_every_kind_of_missing_value_is_missing(missing):
    table = [[1, 1], [1, 2], [2, missing], [2, 2]]
    assert alpha(table, "nominal") == alpha([[1, 1], [1, 2], [2, 2]], "nominal")
    assert measured("cohen_kappa", table) == measured("cohen_kappa", [[1, 1], [1, 2], [2, 2]])


def test_arrays_frames_and_lists_are_the_same_table():
    rows = [[1, 2, 2], [2, 2, None], [3, 3, 3], [1, None, None]]
    framed = pd.DataFrame(rows)
    made = [framed, framed.astype("Int64"), framed.to_numpy(), np.array(rows, object)]
    first = count_patterns(rows)
    for table in made:
        again = count_patterns(table)
        assert again.values == first.values == [1, 2, 3]
        assert [part.tolist() for part in again[1:4]] == [part.tolist() for part in first[1:4]]
    words = [[None if value is None else "abc"[value - 1] for value in unit] for unit in rows]
    for table in (words, pd.DataFrame(words), pd.DataFrame(words).astype("category").astype(object)):
        assert count_patterns(table).counts.tolist() == first.counts.tolist()
    assert count_patterns(np.array([["b", "a"]])).values == ["a", "b"]
    assert count_patterns([[1, 1.0, True], [False, 0, 1]]).values == [0, 1]  # the same numbers, whatever their make


def test_units_are_counted_by_pattern_in_order_of_first_appearance():
    counted = count_patterns([["b", "a"], ["a", "a"], [None, "c"], ["a", "b"], [None, None]])
    assert counted.values == ["a", "b", "c"] and counted.units.tolist() == [2, 1, 1]
    assert counted.counts.tolist() == [[1, 1, 0], [2, 0, 0], [0, 0, 1]]
    assert counted.places.tolist() == [0, 1, 2, 0, -1] and counted.given is None and counted.compared == 3
    kept = counted.only(counted.sizes > 1)
    assert kept.places.tolist() == [0, 1, -1, 0, -1] and kept.units.tolist() == [2, 1]
    assert count_patterns([["b", "a"], ["a", "b"]], ordered=True).given.tolist() == [[1, 0], [0, 1]]


# Undefined, and bad input


@pytest.mark.parametrize("name", [*LEVELS, *SLOW])
@pytest.mark.parametrize("table", [[], [[]], [[None, None]], [[1, None], [None, 2]], [[1], [2]]])
def test_without_two_values_on_a_unit_nothing_is_defined(table, name):
    table = [[frozenset([v]) if v and name in DRAWN_FROM else v for v in unit] for unit in table]
    counted = asked(name)[0].count(table)
    assert measured(name, table) is None
    assert ranges_of(name, counted) == (None, None)
    assert asked(name)[0].why_undefined(counted.compared) == "no unit has values from two coders"


@pytest.mark.parametrize("name", [*LEVELS, "ac1", "ac2_ordinal", "ac2_quadratic", "fleiss_kappa", "cohen_kappa"])
def test_without_variation_or_with_one_unit_what_is_corrected_for_chance_is_undefined(name):
    one, other = DRAWN_FROM.get(name, [0, 3])[:2]
    assert measured(name, [[one, one], [one, one], [one, None]]) is None
    assert measured(name, [[one, other]]) is measured(name, [[one, one], [other, None]]) is None
    assert ranges_of(name, count_patterns([[one, other]], ordered=True)) == (None, None)
    assert "no variation" in asked(name)[0].why_undefined(2)
    assert asked(name)[0].why_undefined(1).startswith("a single unit")
    assert measured("percent_agreement", [[one, one], [one, one], [one, None]]) == 1


def test_a_scale_gives_no_value_to_a_table_without_variation():
    assert measured("ac2_quadratic", [[1, 1], [1, 1]], scale=range(-2, 3)) is None
    assert measured("ac2_quadratic", [[1, 1], [1, 2]], scale=range(-2, 3)) > measured("ac2_quadratic", [[1, 1], [1, 2]])


def test_a_value_that_only_one_coder_gave_is_no_variation():
    assert alpha([[0, 0], [0, 0], [1, None]], "nominal") is None
    assert measured("cohen_kappa", [[0, 0], [0, 0], [1, None]]) is None


def test_positive_agreement_of_nothing_found_is_undefined():
    assert measured("positive_agreement", [[False, False]] * 5) is None
    assert measured("positive_agreement", [[True, False]]) == 0
    assert "nothing found" in COEFFICIENTS["positive_agreement"].why_undefined(5)


def test_each_reason_for_an_undefined_coefficient():
    assert COEFFICIENTS["alpha"].why_undefined(0, 1) == "one coder alone: agreement needs two"
    assert COEFFICIENTS["alpha"].why_undefined(0, 0) == "no coder: agreement needs two"


def test_wrong_values_for_a_level_are_refused_in_a_sentence():
    for wrong in (
        lambda: alpha([["high", "low"]] * 2, "ordinal"),
        lambda: measured("ac2_ordinal", [["high", "low"]] * 2),
    ):
        with pytest.raises(ValueError, match="need numbers, found 'high'; use nominal or numbers"):
            wrong()
    with pytest.raises(ValueError, match="no level 'ordinl': use one of nominal, ordinal"):
        alpha([[1, 2]], "ordinl")
    with pytest.raises(ValueError, match="zero or more, found -2; use interval"):
        alpha([[-2, 1], [1, 1]], "ratio")
    with pytest.raises(ValueError, match="need sets, found 1; use nominal or frozensets"):
        alpha([[1, 2], [1, 1]], "set")


def test_cohens_kappa_needs_to_know_who_gave_what():
    with pytest.raises(ValueError, match="needs to know who gave what"):
        COEFFICIENTS["cohen_kappa"].estimate(count_patterns([[1, 2], [2, 2]]), "nominal")


# Stability


def drawn_slowly(dice, table):
    """As many units as the table has, drawn one by one; a few of them are of chance: two values of units compared."""
    values = [value for unit in map(present, table) if len(unit) > 1 for value in unit]
    n = len(table)
    chance = lambda: [dice.choice(values), dice.choice(values)]  # noqa: E731
    return [dice.choice(table) if dice.random() * (n + 1.75) < n else chance() for _ in range(n)]


def present(unit):
    return [value for value in unit if value is not None]


def test_the_range_is_seeded_and_like_that_of_units_drawn_one_by_one():
    table, _ = PUBLISHED["five coders, forty units"]
    counted, measure = count_patterns(table), COEFFICIENTS["alpha"]
    low, high = bootstrap.stability(measure, counted, "ordinal", 4000)
    assert (low, high) == bootstrap.stability(measure, counted, "ordinal", 4000)
    assert (low, high) != bootstrap.stability(measure, counted, "ordinal", 4000, seed=1)
    dice = random.Random(3)
    drawn = sorted(slow_alpha(drawn_slowly(dice, table), "ordinal") for _ in range(1000))
    assert low == pytest.approx(drawn[25], abs=0.02) and high == pytest.approx(drawn[974], abs=0.02)
    assert low < 0.7598 < high


def test_a_range_ends_below_one_even_where_no_unit_differs():
    table = [[0, 0]] * 80 + [[2, 2]] * 20
    for coefficient, level in (("alpha", "ordinal"), ("percent_agreement", "nominal"), ("cohen_kappa", "nominal")):
        counted = COEFFICIENTS[coefficient].count(table)
        low, high = bootstrap.stability(COEFFICIENTS[coefficient], counted, level)
        assert 0.85 < low < 0.99 and high == 1, coefficient


def test_units_of_chance_are_those_of_random_coders():
    """Of twelve values of two coders, seven are 1 and five 2; with a coder each, 1 and 2 are 4, 2 and 3, 3."""
    table = [[1, 1]] * 3 + [[1, 2]] + [[2, 2]] * 2 + [[3, None]]
    more = chance_units.with_chance_units(count_patterns(table), 1)
    drawn = dict(zip(map(tuple, more.counts[4:].tolist()), more.units[4:].tolist(), strict=True))
    assert drawn == pytest.approx({(2, 0, 0): 49 / 144, (1, 1, 0): 70 / 144, (0, 2, 0): 25 / 144})
    assert more.units[:4].tolist() == [3, 1, 2, 1] and more.places.tolist() == count_patterns(table).places.tolist()
    apart = chance_units.with_chance_units(count_patterns(table, ordered=True), 1)
    given = dict(zip(map(tuple, apart.given[4:].tolist()), apart.units[4:].tolist(), strict=True))
    assert given == pytest.approx({(0, 0): 12 / 36, (0, 1): 12 / 36, (1, 0): 6 / 36, (1, 1): 6 / 36})
    assert apart.counts[4:].tolist() == [[2, 0, 0], [1, 1, 0], [1, 1, 0], [0, 2, 0]]


def test_swapped_coders_have_the_same_units_of_chance_swapped():
    table = [[2, 1], [2, 2], [1, 3], [1, 1]]
    one = chance_units.with_chance_units(count_patterns(table, ordered=True))
    other = chance_units.with_chance_units(count_patterns([unit[::-1] for unit in table], ordered=True))
    assert one.given[:, ::-1].tolist() == other.given.tolist() and one.units.tolist() == other.units.tolist()
    assert len(one.units) == 4 + 2 * 3 and one.units.sum() == pytest.approx(5.75)


def test_of_several_coders_told_apart_each_gives_its_own_values_by_chance():
    table = [[1, 1, 2, None], [1, 2, 2, None], [2, 2, 2, None], [None, None, None, 2]]
    more = chance_units.with_chance_units(count_patterns(table, ordered=True))
    drawn = more.given[4:]
    assert drawn.mean(0) == pytest.approx([1 / 3, 2 / 3, 1, -1], abs=0.01) and more.units[4:].sum() == 1.75
    assert more.sizes[4:].tolist() == [3] * 56
    assert (drawn[:, 0] == drawn[:, 1]).mean() == pytest.approx(1 / 3 * 2 / 3 + 2 / 3 * 1 / 3, abs=0.15)
    swapped = chance_units.with_chance_units(count_patterns([unit[::-1] for unit in table], ordered=True))
    assert swapped.given[:, ::-1].tolist() == more.given.tolist()
    by_two = [[1, 2, None]] * 3 + [[1, None, 2]]  # three quarters of the units are of the first and the second
    drawn = chance_units.with_chance_units(count_patterns(by_two, ordered=True)).given[2:]
    assert (drawn >= 0).sum(0).tolist() == [56, 42, 14]


def test_of_nine_values_all_pairs_are_taken():
    for values, pairs in ((9, 45), (10, 56)):
        assert (
            len(chance_units.with_chance_units(count_patterns([[n, n] for n in range(values)])).units) == values + pairs
        )


@pytest.mark.parametrize("ordered", [False, True])
def test_of_many_values_some_pairs_stand_for_all(ordered):
    dice = random.Random(5)
    table = [[min(dice.randint(0, 30), 20), dice.randint(0, 30)] for _ in range(400)]
    more = chance_units.with_chance_units(count_patterns(table, ordered))
    of_chance = more.units[more.units < 1]
    assert of_chance.tolist() == [1.75 / 56] * 56 and more.sizes[-56:].tolist() == [2] * 56
    pairs = more.counts[-56:] @ np.arange(31) / 2
    assert pairs.mean() == pytest.approx(np.mean(table), abs=1)
    differences = (
        [abs(a - b) for a, b in more.given[-56:]] if ordered else [np.ptp(np.flatnonzero(c)) for c in more.counts[-56:]]
    )
    by_chance = np.mean([abs(a - b) for a, _ in table for _, b in table])
    assert np.mean(differences) == pytest.approx(by_chance, rel=0.15)
    if ordered:
        assert more.given[-56:, 0].max() <= 20 and more.given[-56:].mean(0) == pytest.approx(np.mean(table, 0), abs=1)


def test_units_with_one_value_are_drawn_for_measures_whose_chance_counts_them():
    table, dice = [[1, 1], [1, 2], [2, 2]] * 4 + [[3, None]] * 20, random.Random(9)
    low, high = bootstrap.stability(COEFFICIENTS["ac1"], count_patterns(table), "nominal")
    drawn = (slow_gwet(drawn_slowly(dice, table), "nominal", [1, 2, 3]) for _ in range(2000))
    drawn = sorted(value for value in drawn if value is not None)
    assert low == pytest.approx(drawn[len(drawn) // 40], abs=0.05)
    assert high == pytest.approx(drawn[-len(drawn) // 40], abs=0.05)
    rare = [[1, 1], [1, 2]] + [[3, None]] * 40  # one in eight has fewer than two units to compare
    assert bootstrap.stability(COEFFICIENTS["ac1"], count_patterns(rare), "nominal") == (None, None)
    assert bootstrap.stability(COEFFICIENTS["percent_agreement"], count_patterns(rare), "nominal") == (0, 1)


def test_a_measure_that_many_resamples_do_not_define_has_no_range():
    rare = [[0, 0]] * 30 + [[1, 1]]  # a third of all resamples miss the only unit that varies
    counted, measure = count_patterns(rare), COEFFICIENTS["alpha"]
    assert alpha(rare, "nominal") == 1
    assert bootstrap.stability(measure, counted, "nominal") == (None, None)
    assert bootstrap.stability(measure, count_patterns(rare + [[1, 1]] * 5), "nominal")[1] == 1
    seldom = [[0, 0]] * 17 + [[1, 1]] * 3  # one in 30 misses all three: left out, and not counted as 0
    low, high = bootstrap.stability(measure, count_patterns(seldom), "nominal")
    assert 0.1 < low < high == 1


def recorded(values):
    """A coefficient that gives these values one after the other, whatever is drawn, and the sizes of the parts."""
    given, sizes = iter(values), []

    def formula(counted, level):
        return lambda units: sizes.append(units.shape) or np.array([next(given) for _ in units])

    return registry.Coefficient("recorded", "recorded", formula, {"nominal": ()}), sizes


def test_as_many_resamples_are_drawn_as_are_asked_and_each_has_as_many_units(monkeypatch):
    monkeypatch.setattr(bootstrap, "CELLS", 40)
    counted = count_patterns([[1, 1], [1, 2], [2, 2]] * 5)
    measure, sizes = recorded(range(24))
    assert bootstrap.stability(measure, counted, "nominal", 24) == pytest.approx((0.575, 22.425))
    assert [size for size, _ in sizes] == [5, 5, 5, 5, 4] and {patterns for _, patterns in sizes} == {6}
    drawn = np.concatenate([*bootstrap._resamples(15, np.array([0.5, 0.5]), 25, 1, 6)])
    assert drawn.shape == (25, 2) and drawn.dtype == float and set(drawn.sum(1)) == {15}
    table, texts = texts_of(30)
    measure, sizes = recorded(range(25))
    bootstrap.over_groups([(measure, "nominal")], count_patterns(table), texts, 25)
    assert sum(size for size, _ in sizes) == 25 and max(size for size, _ in sizes) == 1


def test_one_resample_of_twenty_may_be_undefined_and_no_more():
    counted = count_patterns([[1, 1], [1, 2]])
    for missing, ends in ((1, (0, 0)), (2, (None, None))):
        measure, _ = recorded([np.nan] * missing + [0.0] * (20 - missing))
        assert bootstrap.stability(measure, counted, "nominal", 20) == ends


def test_units_drawn_one_by_one_are_drawn_as_often_as_their_share():
    shares = np.array([3, 1, 0, 1]) / 5
    drawn = bootstrap._one_by_one(np.random.default_rng(1), 5, shares, 4000)
    assert drawn.shape == (4000, 4) and set(drawn.sum(1)) == {5}
    assert drawn.mean(0) == pytest.approx([3, 1, 0, 1], abs=0.05)


def test_very_many_units_and_groups_have_fewer_resamples_and_about_the_same_range(monkeypatch):
    table, texts = texts_of(60)
    counted = count_patterns(table)
    asked = [(COEFFICIENTS["alpha"], "nominal")]
    [usual] = bootstrap.over_groups(asked, counted, texts, 4000)
    monkeypatch.setattr(bootstrap, "MOST_DRAWN", 59)
    [fewer] = bootstrap.over_groups(asked, counted, texts, 4000)
    assert fewer != usual and fewer == pytest.approx(usual, abs=0.05)
    measure, sizes = recorded(range(bootstrap.FEWER))
    bootstrap.stability(measure, counted, "nominal", 4000)
    assert sum(size for size, _ in sizes) == bootstrap.FEWER < 4000
    drawn = np.concatenate([*bootstrap._drawn(60, 4000, 9)])
    assert drawn.shape == (bootstrap.FEWER, 60) and set(drawn.sum(1)) == {60}
    assert drawn.mean(0) == pytest.approx(np.ones(60), abs=0.2)


@pytest.mark.parametrize("many", [1000, 1])
def test_in_how_many_parts_resamples_are_drawn_changes_none(monkeypatch, many):
    monkeypatch.setattr(bootstrap, "MANY", many)
    counted = count_patterns(PUBLISHED["five coders, forty units"][0])
    whole = bootstrap.stability(COEFFICIENTS["alpha"], counted, "ordinal", 500)
    monkeypatch.setattr(bootstrap, "CELLS", 200)
    assert bootstrap.stability(COEFFICIENTS["alpha"], counted, "ordinal", 500) == pytest.approx(whole, abs=1e-12)


def test_sets_without_a_common_member_take_no_memory():
    counted = count_patterns([[frozenset([n]), frozenset([n, -n])] for n in range(1, 4001)])
    tracemalloc.start()
    values = [
        COEFFICIENTS[name].estimate(counted, level)
        for name, level in (("alpha_masi", "set"), ("alpha_jaccard", "jaccard"))
    ]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert values == [pytest.approx(1 / 3, abs=1e-3), pytest.approx(1 / 2, abs=1e-3)]
    assert peak < 8000**2 * 8 * 0.9, f"{peak / 1e6:.0f} MB"  # less than one matrix of distances


def test_a_hundred_different_sets_take_little_memory():
    dice = random.Random(4)
    sets = [frozenset(dice.sample("abcdefghijkl", dice.randint(1, 5))) for _ in range(100)]
    counted = count_patterns([[dice.choice(sets), dice.choice(sets)] for _ in range(300)])
    tracemalloc.start()
    low, high = bootstrap.stability(COEFFICIENTS["alpha"], counted, "set")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert low < high and peak < 300e6, f"{peak / 1e6:.0f} MB"


def coded(random, units, coders, noise):
    """Codes of 0 to 4 by coders who see the same latent value, each with its own error."""
    latent = random.normal(size=(units, 1)) + noise * random.normal(size=(units, coders))
    return np.digitize(latent, [-1.5, -0.5, 0.5, 1.5])


def number_of_studies():
    """How many studies are simulated."""
    return count("statistics, ranges", full=1500, small=300)


def near(share, studies):
    """Whether a share of studies is 0.95, but for three and a half standard errors of chance."""
    return abs(share - 0.95) <= 3.5 * (0.95 * 0.05 / studies) ** 0.5


@pytest.mark.slow
@pytest.mark.matrix
@pytest.mark.parametrize("coders, units, noise", [(3, 200, 0.6), (4, 300, 0.4)])
def test_ranges_over_units_cover_the_alpha_of_the_population(coders, units, noise):
    truth = alpha(coded(np.random.default_rng(1), 1_000_000, coders, noise), "nominal")
    chance, studies, covered = np.random.default_rng(2025), number_of_studies(), 0
    for seed in range(studies):
        counted = count_patterns(coded(chance, units, coders, noise))
        low, high = bootstrap.stability(COEFFICIENTS["alpha"], counted, "nominal", 1000, seed)
        covered += low <= truth <= high
    print(f"{covered} of {studies} ranges of 95 % cover alpha = {truth:.4f} ({coders} coders, {units} units)")
    assert near(covered / studies, studies)


UNIFORM, SKEWED = (0.2,) * 5, (0.6, 0.2, 0.1, 0.06, 0.04)
AGREEING = [("alpha", "nominal"), ("alpha", "ordinal"), ("alpha", "interval")]
AGREEING += [("cohen_kappa", "nominal"), ("kappa_linear", "interval"), ("kappa_quadratic", "interval")]


def slips(random, units, shares, errors, coders=2):
    """Codes of 0 to 4 by coders; the first is never wrong, the others give any value in so many units."""
    first = random.choice(5, units, p=shares)
    others = [np.where(random.random(units) < errors, random.integers(5, size=units), first) for _ in range(coders - 1)]
    return np.column_stack([first, *others])


@pytest.mark.slow
@pytest.mark.matrix
@pytest.mark.parametrize("shares, errors", [(UNIFORM, 0.1), (SKEWED, 0.05), (UNIFORM, 0.3)])
@pytest.mark.parametrize("way, coders", [("together", 2), ("apart", 2), ("apart", 3)])
def test_ranges_over_units_cover_the_population_where_coders_agree_on_nearly_all(shares, errors, way, coders):
    """100 units each. Without units of chance .88 of the ranges cover the ordinal alpha with few errors."""
    asked = [(COEFFICIENTS[name], level) for name, level in AGREEING if COEFFICIENTS[name].units == way]
    whole = slips(np.random.default_rng(1), 1_000_000, shares, errors, coders)
    truth = {(each.name, level): each.estimate(each.count(whole), level) for each, level in asked}
    chance, studies, covered = np.random.default_rng(2025), number_of_studies(), Counter()
    for seed in range(studies):
        ranges = bootstrap.stabilities(asked, asked[0][0].count(slips(chance, 100, shares, errors, coders)), 1000, seed)
        covered.update(key for key, (low, high) in ranges.items() if low <= truth[key] <= high)
    shown = {key: round(covered[key] / studies, 3) for key in truth}
    print(shown)
    assert all(near(share, studies) for share in shown.values()), shown


# Texts


def texts_of(count, each=6, seed=6):
    """A table of texts that differ in how hard they are to code, and the text of each unit."""
    dice, table = random.Random(seed), []
    for _ in range(count):
        hard = dice.random() * 0.8
        for _ in range(each):
            value = dice.randint(0, 2)
            table.append([value, dice.randint(0, 2) if dice.random() < hard else value])
    return table, [f"{text:03}" for text in range(count) for _ in range(each)]


@pytest.mark.parametrize("name", ["nominal", "ordinal", "percent_agreement", "ac1", "fleiss_kappa", "cohen_kappa"])
def test_leaving_a_text_out_is_the_measure_of_the_others(name):
    table, texts = texts_of(5)
    table[3][0] = table[20][1] = None
    coefficient, level = asked(name)
    counted = asked(name)[0].count(table)
    left = bootstrap.leave_one_out(coefficient, counted, level, texts, [*sorted(set(texts)), "x"])
    for text, value in left.items():
        rest = [unit for unit, of in zip(table, texts, strict=True) if of != text]
        assert same(value, measured(name, rest)), text
    assert list(left) == ["000", "001", "002", "003", "004", "x"] and left["x"] == measured(name, table)


@pytest.mark.parametrize("name", ["nominal", "ac1", "ac2_ordinal", "ac2_quadratic", "fleiss_kappa", "cohen_kappa"])
def test_where_the_text_left_out_has_all_variation_nothing_is_defined(name):
    table, texts = [[1, 1]] * 3 + [[1, 2], [2, 2]], [*"aaabb"]
    counted = asked(name)[0].count(table)
    coefficient, level = asked(name)
    left = bootstrap.leave_one_out(coefficient, counted, level, texts)
    assert left["b"] is measured(name, table[:3]) is None and left["a"] is not None


def test_many_patterns_are_drawn_like_few(monkeypatch):
    table = [[number % 7, number % 5] for number in range(300)] + [[0, None]] * 20
    both = [(COEFFICIENTS[name], "nominal") for name in ("alpha", "ac1", "percent_agreement")]
    few = bootstrap.stabilities(both, count_patterns(table))
    monkeypatch.setattr(bootstrap, "MANY", 1)
    for key, ends in bootstrap.stabilities(both, count_patterns(table)).items():
        assert ends == pytest.approx(few[key], abs=0.01)
        assert ends != few[key] or key[0] == "percent_agreement"  # which has few different values


def test_coefficients_asked_together_equal_those_asked_alone():
    both = [(COEFFICIENTS[name], "nominal") for name in ("alpha", "ac1", "percent_agreement", "fleiss_kappa")]
    counted = count_patterns([[1, 1], [1, 2], [2, 2], [3, None]] * 9)
    alone = {(each.name, level): bootstrap.stability(each, counted, level) for each, level in both}
    assert bootstrap.stabilities(both, counted) == alone and bootstrap.stabilities([], counted) == {}


def test_without_the_only_text_nothing_is_defined():
    assert bootstrap.leave_one_out(COEFFICIENTS["alpha"], count_patterns([[1, 1], [2, 2]]), "nominal", ["t", "t"]) == {
        "t": None
    }


def over_texts(measure, table, texts):
    """The range of one coefficient over texts drawn anew."""
    (ends,) = bootstrap.over_groups([(measure, "nominal")], count_patterns(table), texts)
    return ends


def test_coefficients_over_texts_asked_together_equal_those_asked_alone(monkeypatch):
    table, texts = texts_of(30)
    measures = [COEFFICIENTS[name] for name in ("alpha", "ac1", "percent_agreement", "fleiss_kappa")]
    alone = [over_texts(measure, table, texts) for measure in measures]
    both = [(measure, "nominal") for measure in measures]
    assert bootstrap.over_groups(both, count_patterns(table), texts) == alone and len(set(alone)) == 4
    monkeypatch.setattr(bootstrap, "CELLS", 3000)  # in many parts
    assert bootstrap.over_groups(both, count_patterns(table), texts) == [
        pytest.approx(ends, abs=1e-12) for ends in alone
    ]
    assert bootstrap.over_groups([], count_patterns(table), texts) == []


def test_units_are_counted_by_text_and_those_without_values_in_none():
    table = [[1, 1], [1, None], [None, None], [2, 2], [1, 2], [1, 2]]
    counted, texts = count_patterns(table), [*"abbabb"]
    assert bootstrap.comparable_units_by_group(counted, texts) == {"a": 2, "b": 2}
    assert bootstrap.comparable_units_by_group(counted, texts, [*"xba"]) == {"x": 0, "b": 2, "a": 2}
    by_text, names = bootstrap.counts_by_group(counted, texts)
    assert names == ["a", "b"] and by_text.tolist() == [[1, 0, 1, 0], [0, 1, 0, 2]]
    assert bootstrap.comparable_units_by_group(count_patterns([[1, 1, 2], [1, None, None]]), [*"ab"]) == {
        "a": 1,
        "b": 0,
    }


def test_texts_are_drawn_where_there_are_enough_and_as_wholes():
    measure = COEFFICIENTS["alpha"]
    assert over_texts(measure, *texts_of(bootstrap.ENOUGH)) != (None, None)
    table, texts = texts_of(bootstrap.ENOUGH - 1)
    assert over_texts(measure, table, texts) == (None, None)
    empty = [[1, None]] * 30
    assert over_texts(measure, table + empty, texts + ["z"] * 30) == (None, None)
    table, texts = texts_of(30)
    low, high = over_texts(measure, table, texts)
    dice, by_text = random.Random(8), [table[start : start + 6] for start in range(0, 180, 6)]
    drawn = sorted(
        slow_alpha([*itertools.chain.from_iterable(dice.choices(by_text, k=30))], "nominal") for _ in range(1000)
    )
    assert low == pytest.approx(drawn[25], abs=0.02) and high == pytest.approx(drawn[974], abs=0.02)
    over_units = bootstrap.stability(measure, count_patterns(table), "nominal")
    assert high - low > 1.05 * (over_units[1] - over_units[0])  # texts differ, and that is seen only here


def test_texts_of_one_unit_each_are_units():
    table, _ = texts_of(40)
    assert over_texts(COEFFICIENTS["alpha"], table, range(len(table))) == pytest.approx(
        bootstrap.stability(COEFFICIENTS["alpha"], count_patterns(table), "nominal"), abs=0.01
    )
