"""Agreement against published examples and a slow textbook version; reliability against a study counted by hand."""

import doctest
import itertools
import os
import random
import subprocess
import sys
import time
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancebook import agreement, reliability, tables
from stancebook.agreement import alpha, mean_masi, percent_agreement, positive_agreement

LEVELS = ["nominal", "ordinal", "interval", "ratio", "set"]


@pytest.mark.parametrize("module", [agreement, reliability])
def test_docstring_examples(module):
    outcome = doctest.testmod(module)
    assert outcome.attempted and not outcome.failed


# Published examples


def units(*coders):
    """A table from a text of one-letter values for each coder; a point is a missing value, a digit a number."""
    return [[None if v == "." else int(v) if v.isdigit() else v for v in unit] for unit in zip(*coders, strict=True)]


PUBLISHED = {
    # Krippendorff (2011), Computing Krippendorff's alpha-reliability, section A
    "binary, two coders": (units("0100000010", "1110010000"), {"nominal": 0.095}),
    # the same, section B
    "nominal, two coders": (units("aabbdcccedda", "babbbccceddd"), {"nominal": 0.692}),
    # the same, sections C and D
    "four coders, twelve units": (
        units("123321412...", "1233224125.3", ".3332342251.", "12332441251."),
        {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849, "ratio": 0.797},
    ),
    # Krippendorff's three coders and fifteen units, as in Wikipedia, "Krippendorff's alpha", A computational example
    "three coders, fifteen units": (
        units(".....34121133.3", "1.213343.......", "..21344.21133.4"),
        {"nominal": 0.691, "interval": 0.811},
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
        {"nominal": 0.4765, "ordinal": 0.7598},
    ),
}


@pytest.mark.parametrize("example", PUBLISHED)
def test_alpha_as_published(example):
    table, published = PUBLISHED[example]
    for level, value in published.items():
        places = len(str(value)) - 2
        assert round(alpha(table, level), places) == value, level


def test_masi_as_defined():
    distances = {
        ("ab", "ab"): 0,
        ("a", "ab"): 1 - Fraction(1, 2) * Fraction(2, 3),
        ("ab", "bc"): 1 - Fraction(1, 3) * Fraction(1, 3),
        ("abc", "abcd"): 1 - Fraction(3, 4) * Fraction(2, 3),
        ("ab", "cd"): 1,
        ("", "a"): 1,
        ("", ""): 0,
    }
    for (one, other), distance in distances.items():
        assert agreement.masi(set(one), set(other)) == pytest.approx(float(distance), abs=1e-15)
        assert agreement.masi(set(other), set(one)) == agreement.masi(set(one), set(other))


# A slow version, straight from the textbook


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
    if c == k:
        monotonicity = 1
    elif c <= k or k <= c:
        monotonicity = 2 / 3
    else:
        monotonicity = 1 / 3 if c & k else 0
    return 1 - monotonicity * len(c & k) / len(c | k)


def slow_alpha(table, level):
    coincidences = {}
    for unit in table:
        held = [value for value in unit if value is not None]
        for one, other in itertools.permutations(range(len(held)), 2):
            cell = held[one], held[other]
            coincidences[cell] = coincidences.get(cell, 0) + 1 / (len(held) - 1)
    occur = {}
    for (value, _), times in coincidences.items():
        occur[value] = occur.get(value, 0) + times
    if len(occur) < 2:
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
        held = [value for value in unit if value is not None]
        for coder, value in enumerate(held):
            if value and len(held) > 1:
                shares.append(sum(held[:coder] + held[coder + 1 :]) / (len(held) - 1))
    return sum(shares) / len(shares) if shares else None


def random_table(dice, level):
    values = [0, 1, 2, 5, 7.5] if level != "set" else [frozenset(s) for s in ("", "a", "b", "ab", "bc", "abc")]
    values = dice.sample(values, dice.randint(1, len(values)))
    coders, missing = dice.randint(2, 4), dice.choice([0, 0.2, 0.6])
    row = lambda: [None if dice.random() < missing else dice.choice(values) for _ in range(coders)]  # noqa: E731
    return [row() for _ in range(dice.randint(0, 12))]


def same(one, other):
    return one is other is None or one == pytest.approx(other, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("level", LEVELS)
def test_alpha_equals_the_slow_version(level):
    dice = random.Random(level)
    tried = [random_table(dice, level) for _ in range(400)]
    undefined = 0
    for table in tried:
        slow = slow_alpha(table, level)
        undefined += slow is None
        assert same(alpha(table, level), slow), table
    assert 10 < undefined < 200  # both kinds were tried


def test_likeness_and_positive_agreement_equal_the_slow_version():
    dice = random.Random(7)
    for _ in range(300):
        table = random_table(dice, "set")
        assert same(percent_agreement(table), slow_likeness(table, lambda a, b: a == b))
        assert same(mean_masi(table), slow_likeness(table, lambda a, b: 1 - slow_difference("set", a, b, {})))
        coders = dice.randint(2, 4)
        found = [[dice.choice([True, False, False, None]) for _ in range(coders)] for _ in range(dice.randint(0, 9))]
        assert same(positive_agreement(found), slow_positive(found))


@pytest.mark.parametrize("level", LEVELS)
def test_each_resample_equals_the_slow_version_on_the_units_drawn(level):
    dice = random.Random(level + "drawn")
    table = [[dice.choice([0, 1, 2, 5]) for _ in range(3)] for _ in range(9)]
    table = [[frozenset(range(v)) for v in unit] for unit in table] if level == "set" else table
    counted = agreement.tally(table)
    patterns = [[v for v, n in zip(counted.values, counts) for _ in range(int(n))] for counts in counted.counts]
    drawn = np.random.default_rng(1).multinomial(9, counted.units / 9, size=60).astype(float)
    for weights, fast in zip(drawn, agreement.MEASURES["alpha"](counted, drawn, level), strict=True):
        slow = slow_alpha([unit for unit, n in zip(patterns, weights) for _ in range(int(n))], level)
        assert same(None if np.isnan(fast) else fast, slow)


# What must not matter

values_of = {"set": st.frozensets(st.sampled_from("abc"))}
values_of |= dict.fromkeys(LEVELS[:4], st.sampled_from([0, 1, 2, 3, 10]))


@st.composite
def table_and_level(draw):
    level, coders = draw(st.sampled_from(LEVELS)), draw(st.integers(2, 4))
    unit = st.lists(st.none() | values_of[level], min_size=coders, max_size=coders)
    return draw(st.lists(unit, max_size=10)), level


@given(table_and_level(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_order_of_coders_and_units_does_not_matter(case, dice):
    table, level = case
    shuffled = [dice.sample(unit, len(unit)) for unit in table]
    assert same(alpha(shuffled, level), alpha(table, level))
    assert same(percent_agreement(shuffled), percent_agreement(table))
    counted, swapped = agreement.tally(table), agreement.tally(shuffled)
    ranges = [agreement.stability(agreement.MEASURES["alpha"], each, level, 40) for each in (counted, swapped)]
    assert all(map(same, *ranges))  # the coders' order does not even change the resamples
    dice.shuffle(shuffled)
    assert same(alpha(shuffled, level), alpha(table, level))


@given(table_and_level(), st.permutations("abcxyz"))
@settings(max_examples=150, deadline=None)
def test_names_of_categories_do_not_matter(case, names):
    table, level = case
    renamed, renamed_level = [[value and new_name(value, names) for value in unit] for unit in table], level
    if level != "set":
        renamed = [[None if value is None else names[value % 6] for value in unit] for unit in table]
        renamed_level = level = "nominal"
    assert same(alpha(renamed, renamed_level), alpha(table, level))
    each = [agreement.stability(agreement.MEASURES["alpha"], agreement.tally(t), level, 40) for t in (renamed, table)]
    assert all(map(same, *each))


def new_name(held, names):
    return frozenset(names["abc".index(letter)] for letter in held) if isinstance(held, frozenset) else held


@given(table_and_level(), st.floats(0.1, 100), st.integers(-5, 5))
@settings(max_examples=100, deadline=None)
def test_a_change_of_unit_does_not_matter_where_the_level_allows_it(case, factor, shift):
    table, level = case
    if level in ("interval", "ratio", "ordinal"):
        shift = 0 if level == "ratio" else shift
        changed = [[None if value is None else value * factor + shift for value in unit] for unit in table]
        assert same(alpha(changed, level), alpha(table, level))


# Undefined, and bad input


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("table", [[], [[]], [[None, None]], [[1, None], [None, 2]], [[1], [2]]])
def test_without_two_values_on_a_unit_nothing_is_defined(table, level):
    table = [[frozenset([v]) if v and level == "set" else v for v in unit] for unit in table]
    counted = agreement.tally(table)
    assert alpha(table, level) is percent_agreement(table) is positive_agreement(table) is None
    assert agreement.stability(agreement.MEASURES["alpha"], counted, level) == (None, None)
    assert agreement.why_undefined("alpha", counted.units.sum()) == "no unit has values from two coders"


@pytest.mark.parametrize("level", LEVELS)
def test_without_variation_alpha_is_undefined_and_percent_agreement_is_not(level):
    value = frozenset("a") if level == "set" else 0
    table = [[value, value], [value, value], [value, None]]
    assert alpha(table, level) is None
    assert percent_agreement(table) == 1
    assert "no variation" in agreement.why_undefined("alpha", 2)
    assert alpha([*table, [1, None]] if level != "set" else table, level) is None  # 1 is not compared with anything


def test_positive_agreement_of_nothing_found_is_undefined():
    assert positive_agreement([[False, False]] * 5) is None
    assert positive_agreement([[True, False]]) == 0
    assert "nothing found" in agreement.why_undefined("positive_agreement", 5)


@pytest.mark.parametrize("missing", [None, float("nan"), np.nan, pd.NA])
def test_every_kind_of_missing_value_is_missing(missing):
    assert alpha([[1, 1], [1, 2], [2, missing], [2, 2]], "nominal") == alpha([[1, 1], [1, 2], [2, 2]], "nominal")


def test_wrong_values_for_a_level_are_refused_in_a_sentence():
    with pytest.raises(ValueError, match="needs numbers, found 'high'; use nominal or numbers"):
        alpha([["high", "low"], ["low", "low"]], "ordinal")
    with pytest.raises(ValueError, match="no level 'ordinl': use one of nominal, ordinal"):
        alpha([[1, 2]], "ordinl")
    with pytest.raises(ValueError, match="zero or more, found -2; use interval"):
        alpha([[-2, 1], [1, 1]], "ratio")


# Stability


def test_the_range_is_seeded_and_like_that_of_units_drawn_one_by_one():
    table, _ = PUBLISHED["five coders, forty units"]
    counted, measure = agreement.tally(table), agreement.MEASURES["alpha"]
    low, high = agreement.stability(measure, counted, "ordinal", 4000)
    assert (low, high) == agreement.stability(measure, counted, "ordinal", 4000)
    assert (low, high) != agreement.stability(measure, counted, "ordinal", 4000, seed=1)
    dice = random.Random(3)
    drawn = sorted(slow_alpha(dice.choices(table, k=len(table)), "ordinal") for _ in range(1000))
    assert low == pytest.approx(drawn[25], abs=0.02) and high == pytest.approx(drawn[974], abs=0.02)
    assert low < 0.7598 < high


def test_a_measure_that_many_resamples_do_not_define_has_no_range():
    rare = [[0, 0]] * 30 + [[1, 1]]  # a third of all resamples miss the only unit that varies
    counted, measure = agreement.tally(rare), agreement.MEASURES["alpha"]
    assert alpha(rare, "nominal") == 1
    assert agreement.stability(measure, counted, "nominal") == (None, None)
    assert agreement.stability(measure, agreement.tally(rare + [[1, 1]] * 5), "nominal") == (1, 1)
    seldom = [[0, 0]] * 17 + [[1, 1]] * 3  # one in 26 misses all three: left out, and not counted as 0
    assert agreement.stability(measure, agreement.tally(seldom), "nominal") == (1, 1)


# A study counted by hand: six sentences, four pairs by each coder, three of them the same

SENTENCES = pd.DataFrame(
    [("001", 0), ("001", 50), ("001", 100), ("001", 150), ("002", 0), ("002", 40)], columns=["article", "start"]
)
CODED = """
    coder_a 001   0 baker  bread self    direct     2 none            Ann
    coder_b 001   0 baker  bread self    direct     2 none            Ann
    coder_a 001  50 baker  rolls self    indirect   1 funding+mandate -
    coder_b 001  50 baker  rolls self    indirect   2 funding         -
    coder_a 001  50 miller rolls other   narration -1 none            -
    coder_b 001 100 miller bread article narration  0 none            -
    coder_a 002   0 miller bread other   indirect  -2 none            Ann
    coder_b 002   0 miller bread article indirect  -1 none            Ann
"""


def codings_of(text):
    columns = ["coder", "article", "sentence_start", "actor", "issue", "via", "voice", "position", "condition"]
    rows = [dict(zip([*columns, "speaker"], line.split())) for line in text.strip().splitlines()]
    for row in rows:
        row |= {"condition": row["condition"].replace("+", " "), "sentence": str(1 + int(row["sentence_start"]) // 40)}
        row |= {"quote": f"{row['actor']} in the words of {row['coder']}"}
    return tables.frame(rows)


CODINGS = codings_of(CODED)
BY_HAND = {
    ("finding", "nominal", "percent_agreement"): (Fraction(5, 6), 6),
    ("finding", "nominal", "positive_agreement"): (Fraction(6, 7), 6),
    ("finding", "nominal", "alpha"): (1 - Fraction(11 * 2, 2 * 7 * 5), 6),
    ("pairs", "nominal", "positive_agreement"): (Fraction(6, 8), 5),
    ("pairs_coded_sentences", "set", "mean_masi"): ((1 + Fraction(1, 3) + 0 + 1) / 4, 4),
    ("pairs_coded_sentences", "set", "alpha_masi"): (Fraction(36, 71), 4),
    ("pairs_all_sentences", "set", "alpha_masi"): (Fraction(20, 31), 6),
    ("speaker", "nominal", "percent_agreement"): (1, 3),
    ("speaker", "nominal", "alpha"): (1, 3),
    ("via", "nominal", "percent_agreement"): (Fraction(2, 3), 3),
    ("via", "nominal", "alpha"): (1 - Fraction(5 * 2, 36 - 16 - 1 - 1), 3),
    ("voice", "nominal", "percent_agreement"): (1, 3),
    ("voice", "nominal", "alpha"): (1, 3),
    ("position", "nominal", "percent_agreement"): (Fraction(1, 3), 3),
    ("position", "ordinal", "alpha"): (1 - Fraction(5 * 10, 186), 3),
    ("position", "interval", "alpha"): (1 - Fraction(5 * 4, 184), 3),
    ("condition", "nominal", "percent_agreement"): (Fraction(2, 3), 3),
    ("condition", "set", "alpha_masi"): (Fraction(8, 13), 3),
}


def test_reliability_as_counted_by_hand():
    results = reliability.reliability(CODINGS, SENTENCES)
    assert list(results.columns) == reliability.COLUMNS
    assert list(map(tuple, results[["variable", "level", "measure"]].values)) == list(BY_HAND)
    for row, (value, units) in zip(results.itertuples(), BY_HAND.values(), strict=True):
        assert (row.value, row.units, row.coders) == (pytest.approx(float(value), abs=1e-12), units, 2), row
        assert pd.isna(row.low) or row.low <= row.value + 1e-12 and row.value <= row.high + 1e-12


def test_empty_sentences_count_only_where_the_name_says_so():
    more = pd.DataFrame({"article": "003", "start": range(100)})
    before, after = (
        reliability.reliability(CODINGS, each).set_index(["variable", "measure", "level"])["value"]
        for each in (SENTENCES, pd.concat([SENTENCES, more]))
    )
    changed = set(before.index[(before - after).abs() > 1e-12])
    assert changed == {
        ("finding", "percent_agreement", "nominal"),
        ("finding", "alpha", "nominal"),
        ("pairs_all_sentences", "alpha_masi", "set"),
    }


def test_order_of_rows_names_of_coders_and_codes_do_not_matter_to_reliability():
    results = reliability.reliability(CODINGS, SENTENCES)
    swapped = CODINGS.assign(coder=CODINGS["coder"].map({"coder_a": "coder_b", "coder_b": "coder_a"}))
    renamed = CODINGS.replace({"via": {"self": "z", "other": "y", "article": "x"}, "voice": {"direct": "zz"}})
    renamed["condition"] = renamed["condition"].str.replace("none", "zero").str.replace("mandate", "a")
    for other in (CODINGS.sample(frac=1, random_state=4), swapped, renamed):
        again = reliability.reliability(other, SENTENCES.sample(frac=1, random_state=5))
        pd.testing.assert_frame_equal(again, results, rtol=1e-12)


def test_a_coder_who_found_nothing_and_a_study_without_codings_have_no_silent_numbers():
    alone = reliability.reliability(CODINGS[CODINGS["coder"] == "coder_a"], SENTENCES)
    value = alone.set_index(["variable", "measure"])["value"]
    assert value["finding", "positive_agreement"] == value["pairs", "positive_agreement"] == 0
    assert value[["via", "voice", "speaker", "position", "condition"]].isna().all()
    nothing = reliability.reliability(CODINGS[:0], SENTENCES)
    given_values = nothing.dropna(subset="value")
    assert list(given_values["variable"] + " " + given_values["measure"]) == ["finding percent_agreement"]
    why = reliability.reasons(nothing).set_index(["variable", "level", "measure"])["reason"]
    assert why["finding", "nominal", "alpha"].startswith("no variation")
    assert why["finding", "nominal", "positive_agreement"].startswith("nothing found")
    assert why["position", "ordinal", "alpha"] == "no unit has values from two coders"
    assert len(why) == len(BY_HAND) - 1


def test_every_missing_value_or_range_has_its_reason_and_none_is_a_bare_nan():
    results = reliability.reliability(CODINGS, SENTENCES)
    assert not any(value != value for value in results[["value", "low", "high"]].stack().dropna())
    reasons = reliability.reasons(results)
    assert len(reasons) == results["low"].isna().sum() > 0
    assert set(reasons["reason"]) == {"range: undefined in more than one resample of twenty"}


def test_the_written_table_is_rounded_and_reads_back(tmp_path):
    results = reliability.reliability(CODINGS, SENTENCES)
    tables.write(tmp_path / "reliability.csv", results, reliability.COLUMNS)
    lines = (tmp_path / "reliability.csv").read_text().splitlines()
    assert lines[1].startswith("finding,nominal,percent_agreement,0.8333,") and lines[1].endswith(",6,2")
    again = tables.frame(tmp_path / "reliability.csv")
    pd.testing.assert_frame_equal(again, results.round(4), check_dtype=True)


def test_bad_codings_are_refused_in_a_sentence():
    with pytest.raises(ValueError, match="no sentence of article 002 starts at 0; run"):
        reliability.reliability(CODINGS, SENTENCES[:4])
    with pytest.raises(ValueError, match="same sentence, actor and issue twice"):
        reliability.reliability(pd.concat([CODINGS, CODINGS[:1]]), SENTENCES)


def study_of_usual_size():
    dice = random.Random(11)
    rows = []
    for coder, start in itertools.product(reliability.CODERS, range(0, 1100, 10)):
        for issue in dice.sample(["a", "b", "c", "d"], dice.choice([0, 0, 1, 1, 2])):
            codes = dict(via=dice.choice("so"), voice=dice.choice("din"), position=str(dice.randint(-2, 2)))
            codes |= dict(condition=dice.choice(["none", "x y", "x"]), speaker=dice.choice("ABCDEFGHIJK"))
            rows.append(dict(coder=coder, article="000", sentence_start=start, actor="us", issue=issue) | codes)
    codings = tables.frame([{column: str(cell) for column, cell in row.items()} for row in rows])
    return codings, pd.DataFrame({"article": "000", "start": range(0, 1100, 10)})


def test_reliability_of_a_study_of_usual_size_takes_less_than_three_seconds():
    codings, sentences = study_of_usual_size()
    start = time.process_time()  # of this process alone, whatever else the machine does
    results = reliability.reliability(codings, sentences)
    assert time.process_time() - start < 3
    assert results["value"].notna().all() and results["low"].notna().all()


def test_order_of_rows_does_not_change_a_resample():
    codings, sentences = study_of_usual_size()
    shuffled = codings.sample(frac=1, random_state=1), sentences.sample(frac=1, random_state=2)
    pd.testing.assert_frame_equal(
        reliability.reliability(*shuffled), reliability.reliability(codings, sentences), rtol=1e-12
    )


def test_the_order_of_hashes_does_not_matter():
    code = "import test_reliability as t; print(t.hashed())"
    path = os.pathsep.join([os.path.dirname(__file__), *filter(None, sys.path)])
    environment = os.environ | {"PYTHONHASHSEED": "1", "PYTHONPATH": path}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == hashed()


def hashed():
    """What sets and their order go into, as text."""
    sets = [[frozenset(letters) for letters in ("az", "by", "cx", "dw", "ev", "fu")]]
    order = ["".join(sorted(value)) for value in agreement.tally(sets).values]
    return f"{order} {reliability.reliability(CODINGS, SENTENCES).to_json(double_precision=15)}"


# Differences one by one


def test_disagreements_are_every_difference_sorted():
    shown = reliability.disagreements(CODINGS.sample(frac=1, random_state=2))
    where = ["article", "sentence", "sentence_start", "actor", "issue"]
    assert list(shown.columns) == [*where, "variable", "coder_a", "coder_b", "quote_a", "quote_b"]
    cells = ["article", "sentence_start", "actor", "issue", "variable", "coder_a", "coder_b"]
    assert shown[cells].values.tolist() == [
        ["001", 50, "baker", "rolls", "position", "1", "2"],
        ["001", 50, "baker", "rolls", "condition", "funding mandate", "funding"],
        ["001", 50, "miller", "rolls", "presence", "present", ""],
        ["001", 100, "miller", "bread", "presence", "", "present"],
        ["002", 0, "miller", "bread", "via", "other", "article"],
        ["002", 0, "miller", "bread", "position", "-2", "-1"],
    ]
    assert shown.loc[3, ["sentence", "quote_a", "quote_b"]].tolist() == [3, "", "miller in the words of coder_b"]


def test_without_differences_or_without_codings_the_list_is_empty():
    a = CODINGS[CODINGS["coder"] == "coder_a"]
    assert reliability.disagreements(pd.concat([a, a.assign(coder="coder_b")])).empty
    assert reliability.disagreements(CODINGS[:0]).empty
    assert set(reliability.disagreements(a)["variable"]) == {"presence"}


def test_confusion_counts_positions_on_pairs_that_both_found():
    counts = reliability.confusion(CODINGS)
    assert list(counts.index) == list(counts.columns) == [-2, -1, 0, 1, 2]
    assert counts.loc[-2, -1] == counts.loc[1, 2] == counts.loc[2, 2] == 1 and counts.to_numpy().sum() == 3
    assert reliability.confusion(CODINGS[:0]).to_numpy().sum() == 0


# Facts


def facts(*rows):
    columns = ["article", "start", "end", "attribute", "subject", "value_low", "value_high", "quote"]
    rows = [dict(zip(columns, map(str, (*row, "", "", "q")[:8]))) for row in rows]
    return tables.frame(rows, columns)


FACTS_A = facts(
    ("001", 0, 20, "size", "ovens", 3, 4),
    ("001", 0, 20, "size", "ovens", 30, 30),
    ("001", 30, 40, "place", "the mill"),
    ("002", 0, 10, "size", "ovens", 5, 5),
)
FACTS_B = facts(
    ("001", 5, 20, "size", "ovens", 30, 30),
    ("001", 15, 25, "size", "ovens", 3, 4),
    ("001", 39, 50, "place", "mill"),
    ("001", 40, 50, "place", "the mill"),
    ("002", 0, 10, "sort", "ovens", 5, 5),
)


def test_facts_match_where_article_attribute_and_subject_agree_and_quotes_overlap():
    matches, agreed = reliability.facts_agreement(FACTS_A, FACTS_B)
    assert agreed["variable"].tolist() == ["facts_same_subject", "facts_any_subject"]
    assert agreed["value"].tolist() == pytest.approx([2 * 2 / 9, 2 * 3 / 9])
    assert agreed["units"].tolist() == [7, 6] and list(agreed.columns) == reliability.COLUMNS
    cells = ["variable", "article", "attribute", "subject_a", "subject_b", "value_low_a", "value_low_b"]
    assert matches[cells].astype(object).where(matches[cells].notna(), "").values.tolist() == [
        ["facts_same_subject", "001", "size", "ovens", "ovens", 3, 3],
        ["facts_same_subject", "001", "size", "ovens", "ovens", 30, 30],
        ["facts_any_subject", "001", "size", "ovens", "ovens", 3, 3],
        ["facts_any_subject", "001", "size", "ovens", "ovens", 30, 30],
        ["facts_any_subject", "001", "place", "the mill", "mill", "", ""],
    ]


def test_facts_agree_whatever_the_order_of_rows_and_coders():
    matches, agreed = reliability.facts_agreement(FACTS_A, FACTS_B)
    again = reliability.facts_agreement(FACTS_A[::-1], FACTS_B.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(again[0], matches)
    pd.testing.assert_frame_equal(again[1], agreed)
    pd.testing.assert_frame_equal(reliability.facts_agreement(FACTS_B, FACTS_A)[1], agreed)


def test_without_facts_agreement_is_undefined():
    matches, agreed = reliability.facts_agreement(facts(), facts())
    assert matches.empty and agreed["value"].isna().all()
    assert reliability.facts_agreement(FACTS_A, facts())[1]["value"].tolist() == [0, 0]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=9, unique=True))
@settings(max_examples=100, deadline=None)
def test_matching_is_one_to_one_and_as_large_as_can_be(candidates):
    matched = reliability.one_to_one(candidates)
    assert set(matched) <= set(candidates)
    assert len({i for i, _ in matched}) == len({j for _, j in matched}) == len(matched)
    sizes = (
        n
        for n in range(len(candidates), -1, -1)
        for some in itertools.combinations(candidates, n)
        if len({i for i, _ in some}) == len({j for _, j in some}) == n
    )
    assert len(matched) == next(sizes)
