"""Reliability against a study counted by hand; texts, distributions, differences and facts."""

import doctest
import itertools
import os
import random
import subprocess
import sys
import time
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.agreement import bootstrap, confusion, counts, disagreements, fact_matching, registry, reliability
from stancebook.core import schema, tables


def test_docstring_examples():
    outcome = doctest.testmod(reliability)
    assert outcome.attempted and not outcome.failed


# A study counted by hand: six sentences, four pairs by each coder, three of them the same

CODERS = ["coder_a", "coder_b"]
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
    rows = [dict(zip([*columns, "speaker"], line.split(), strict=True)) for line in text.strip().splitlines()]
    for row in rows:
        row |= {"condition": row["condition"].replace("+", " "), "sentence": str(1 + int(row["sentence_start"]) // 40)}
        row |= {"quote": f"{row['actor']} in the words of {row['coder']}"}
    return tables.frame(rows, schema.CODINGS)


CODINGS = codings_of(CODED)
BY_HAND = {
    ("finding", "nominal", "percent_agreement"): (Fraction(5, 6), 6),
    ("finding", "nominal", "positive_agreement"): (Fraction(6, 7), 4),
    ("finding", "nominal", "alpha"): (1 - Fraction(11 * 2, 2 * 7 * 5), 6),
    ("finding", "nominal", "ac1"): (1 - Fraction(1, 6) / (1 - 2 * Fraction(7, 12) * Fraction(5, 12)), 6),
    ("finding", "nominal", "cohen_kappa"): (1 - Fraction(1, 6) / Fraction(1, 2), 6),
    ("pairs", "nominal", "positive_agreement"): (Fraction(6, 8), 5),
    ("pairs_coded_sentences", "set", "mean_masi"): ((1 + Fraction(1, 3) + 0 + 1) / 4, 4),
    ("pairs_coded_sentences", "set", "alpha_masi"): (Fraction(36, 71), 4),
    ("pairs_coded_sentences", "set", "alpha_jaccard"): (1 - Fraction(7 * 3, 48 - 1), 4),
    ("pairs_all_sentences", "set", "alpha_masi"): (Fraction(20, 31), 6),
    ("speaker", "nominal", "percent_agreement"): (1, 3),
    ("speaker", "nominal", "alpha"): (1, 3),
    ("speaker", "nominal", "ac1"): (1, 3),
    ("speaker", "nominal", "cohen_kappa"): (1, 3),
    ("speaker", "nominal", "fleiss_kappa"): (1, 3),
    ("via", "nominal", "percent_agreement"): (Fraction(2, 3), 3),
    ("via", "nominal", "alpha"): (1 - Fraction(5 * 2, 36 - 16 - 1 - 1), 3),
    # self 2 of 5 units, other and article 3 of 10 each, as what one coder alone found counts towards chance
    ("via", "nominal", "ac1"): (1 - Fraction(1, 3) / (1 - Fraction(66, 200)), 3),
    ("via", "nominal", "cohen_kappa"): (1 - Fraction(1, 3) / (1 - Fraction(4, 9)), 3),
    ("via", "nominal", "fleiss_kappa"): (1 - Fraction(1, 3) / Fraction(66, 100), 3),
    ("voice", "nominal", "percent_agreement"): (1, 3),
    ("voice", "nominal", "alpha"): (1, 3),
    ("voice", "nominal", "ac1"): (1, 3),
    ("voice", "nominal", "cohen_kappa"): (1, 3),
    ("voice", "nominal", "fleiss_kappa"): (1, 3),
    ("position", "nominal", "percent_agreement"): (Fraction(1, 3), 3),
    ("position", "ordinal", "alpha"): (1 - Fraction(5 * 10, 186), 3),
    ("position", "interval", "alpha"): (1 - Fraction(5 * 4, 184), 3),
    # of the scale from -2 to 2 the weights add up to 18 or 18.75, and .76 is the chance that two draws differ
    ("position", "ordinal", "ac2_ordinal"): (1 - Fraction(2, 3 * 10) / (1 - Fraction(18 * 76, 20 * 100)), 3),
    ("position", "interval", "ac2_quadratic"): (1 - Fraction(2, 3 * 16) / (1 - Fraction(75 * 76, 4 * 20 * 100)), 3),
    ("position", "nominal", "cohen_kappa"): (1 - Fraction(2, 3) / (1 - Fraction(2, 9)), 3),
    # 2, 1 and -2 of one coder with 2, 2 and -1 of the other: 0, 1 and 1 apart; the nine pairs are 16 apart, squares 48
    ("position", "interval", "kappa_linear"): (1 - Fraction(2, 3) / Fraction(16, 9), 3),
    ("position", "interval", "kappa_quadratic"): (1 - Fraction(2, 3) / Fraction(48, 9), 3),
    ("condition", "nominal", "percent_agreement"): (Fraction(2, 3), 3),
    ("condition", "set", "alpha_masi"): (Fraction(8, 13), 3),
    ("condition", "set", "alpha_jaccard"): (1 - Fraction(5 * 1, 17), 3),
}


def test_reliability_as_counted_by_hand():
    results = reliability.reliability(CODINGS, SENTENCES)
    assert tuple(results.columns) == schema.RELIABILITY.names
    assert list(map(tuple, results[["variable", "level", "measure"]].values)) == list(BY_HAND)
    for row, (value, units) in zip(results.itertuples(), BY_HAND.values(), strict=True):
        assert (row.value, row.units, row.coders) == (pytest.approx(float(value), abs=1e-12), units, 2), row
        assert pd.isna(row.low) or (row.low <= row.value + 1e-12 and row.value <= row.high + 1e-12)


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
        ("finding", "ac1", "nominal"),
        ("finding", "cohen_kappa", "nominal"),
        ("pairs_all_sentences", "alpha_masi", "set"),
    }
    said = {variable for variable, name in reliability.NAMES.items() if ", including " in name}
    assert {variable for variable, *_ in changed} == said


def test_order_of_rows_names_of_coders_and_codes_do_not_matter_to_reliability():
    results = reliability.reliability(CODINGS, SENTENCES)
    swapped = CODINGS.assign(coder=CODINGS["coder"].map({"coder_a": "coder_b", "coder_b": "coder_a"}))
    renamed = CODINGS.replace({"via": {"self": "z", "other": "y", "article": "x"}, "voice": {"direct": "zz"}})
    renamed["condition"] = renamed["condition"].str.replace("none", "zero").str.replace("mandate", "a")
    for other in (CODINGS.sample(frac=1, random_state=4), swapped, renamed):
        again = reliability.reliability(other, SENTENCES.sample(frac=1, random_state=5))
        pd.testing.assert_frame_equal(again, results, rtol=1e-12)


@pytest.mark.parametrize("rows, coders, why", [(4, 1, "one coder alone"), (0, 0, "no coder")])
def test_with_fewer_than_two_coders_no_measure_is_defined_and_no_empty_one_is_compared(rows, coders, why):
    codings = CODINGS[CODINGS["coder"] == "coder_a"][:rows]
    results = reliability.reliability(codings, SENTENCES)
    assert results[["value", "low", "high"]].isna().all().all()
    assert set(results["units"]) == {0} and set(results["coders"]) == {coders} and len(results) == len(BY_HAND)
    assert set(reliability.reasons(results)["reason"]) == {f"{why}: agreement needs two"}
    left = reliability.without_each_text(codings, SENTENCES)
    assert left["value"].isna().all() and set(left["units"]) == {0} and len(left) == 2 * len(BY_HAND)
    assert set(reliability.over_texts(codings, SENTENCES)["reason"]) == {f"{why}: agreement needs two"}
    assert reliability.distributions(codings, SENTENCES).empty
    assert disagreements.disagreements(codings) == [] and not confusion.confusion(codings).to_numpy().any()


def test_results_are_explained_for_the_figure():
    results = reliability.reliability(CODINGS, SENTENCES)
    shown = reliability.explained(results)
    assert shown[list(results)].equals(results)
    labels = dict(zip(zip(shown["measure"], shown["level"], strict=True), shown["label"], strict=True))
    assert (
        labels["alpha", "ordinal"] == "alpha, ordinal"
        and labels["ac2_quadratic", "interval"] == "Gwet’s AC2, quadratic"
    )
    assert labels["percent_agreement", "nominal"] == "percent agreement"
    assert shown.dropna(subset="reason")["measure"].tolist() == reliability.reasons(results)["measure"].tolist()


def test_three_coders_are_compared_each_with_each():
    third = CODINGS[CODINGS["coder"] == "coder_b"].assign(coder="coder_c")
    results = reliability.reliability(pd.concat([CODINGS, third]), SENTENCES)
    value = results.set_index(["variable", "level", "measure"])["value"]
    assert set(results["coders"]) == {3}
    # a and b, a and c agree on 5 of 6 sentences, b and c on all
    assert value["finding", "nominal", "percent_agreement"] == pytest.approx(16 / 18)
    assert set(results.set_index("variable").loc["via", "units"]) == {4}  # the pair of b and c, too
    assert value.notna().all()
    assert value["finding", "nominal", "cohen_kappa"] == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)  # a b, a c, b c
    labels = reliability.explained(results).set_index("measure")["label"]
    assert labels["kappa_linear"] == "weighted kappa, linear, mean of pairs" and labels["ac2_ordinal"].endswith(
        "ordinal"
    )
    swapped = pd.concat([third, CODINGS]).replace({"coder": {"coder_a": "coder_z", "coder_b": "a"}})
    pd.testing.assert_frame_equal(reliability.reliability(swapped, SENTENCES), results, rtol=1e-12)
    left = reliability.without_each_text(pd.concat([CODINGS, third]), SENTENCES)
    assert left["value"].isna().sum() < len(left) and len(reliability.over_texts(swapped, SENTENCES)) == len(BY_HAND)


def test_a_single_unit_has_a_percentage_without_a_range_and_nothing_else():
    both = CODINGS[(CODINGS["sentence_start"] == 0) & (CODINGS["article"] == "002")]
    results = reliability.reliability(both, SENTENCES[4:5]).set_index(["variable", "measure", "level"])
    assert results.loc[("via", "percent_agreement", "nominal"), "value"] == 0
    assert results["low"].isna().all() and set(results["units"]) == {1}
    reasons = reliability.reasons(results.reset_index()).set_index(["variable", "measure", "level"])["reason"]
    assert reasons["via", "percent_agreement", "nominal"] == "range: a single unit cannot be resampled"
    for measure, level in (("alpha", "ordinal"), ("ac2_quadratic", "interval"), ("cohen_kappa", "nominal")):
        assert reasons["position", measure, level] == "a single unit: of chance it says nothing"


def ac2(name, table, scale=()):
    coefficient = registry.COEFFICIENTS[name]
    return coefficient.estimate(coefficient.count(table, scale), name.removeprefix("ac2_"))


def test_positions_that_nobody_gave_belong_to_the_scale():
    narrow = CODINGS.assign(position=CODINGS["position"].clip(1, 2))
    value = reliability.reliability(narrow, SENTENCES).set_index("measure")["value"]
    table = [[2, 2], [1, 2], [1, None], [None, 1], [1, 1]]
    assert value["ac2_quadratic"] == pytest.approx(ac2("ac2_quadratic", table, scale=range(-2, 3)))
    assert value["ac2_quadratic"] > ac2("ac2_quadratic", table) + 0.1


def test_the_scale_of_positions_is_that_of_the_codebook():
    wide, extremes = range(-5, 6), (-5, 5)
    table = [[2, 2], [1, 2], [-2, -1], [-1, None], [None, 0]]
    ours = reliability.reliability(CODINGS, SENTENCES, scale=wide).set_index("measure")["value"]
    for measure in ("ac2_ordinal", "ac2_quadratic"):
        assert ours[measure] == pytest.approx(ac2(measure, table, scale=wide))
        assert ours[measure] > ac2(measure, table, scale=range(-2, 3)) + 0.05
    default = reliability.reliability(CODINGS, SENTENCES)
    differing = default["value"].ne(reliability.reliability(CODINGS, SENTENCES, scale=extremes)["value"]).fillna(False)
    assert set(default["measure"][differing]) == {"ac2_ordinal", "ac2_quadratic"}
    left = reliability.without_each_text(CODINGS, SENTENCES, scale=wide).set_index(["measure", "article"])["value"]
    assert left["ac2_quadratic", "002"] == pytest.approx(ac2("ac2_quadratic", [*table[:2], *table[3:]], scale=[*wide]))
    over = reliability.over_texts(*study_of_texts(bootstrap.ENOUGH + 8), scale=wide).set_index("measure")["low"]
    assert over["ac2_ordinal"] > 0
    shown = reliability.distributions(CODINGS, SENTENCES, scale=wide)
    pd.testing.assert_frame_equal(shown, reliability.distributions(CODINGS, SENTENCES))


def test_without_variation_no_coefficient_is_defined():
    alike = CODINGS.assign(position=2, via="self")
    results = reliability.reliability(alike, SENTENCES)
    of_two = results[results["variable"].isin(["via", "position"])]
    percent = of_two["measure"] == "percent_agreement"
    assert of_two["value"][percent].eq(1).all() and of_two["value"][~percent].isna().all()
    assert len(of_two) == sum(variable in ("via", "position") for variable, *_ in BY_HAND)


def test_every_missing_value_or_range_has_its_reason_and_none_is_a_bare_nan():
    results = reliability.reliability(CODINGS, SENTENCES)
    assert not any(value != value for value in results[["value", "low", "high"]].stack().dropna())
    reasons = reliability.reasons(results)
    assert len(reasons) == results["low"].isna().sum() > 0
    assert set(reasons["reason"]) == {"range: undefined in more than one resample of twenty"}


def test_the_written_table_is_rounded_and_reads_back(tmp_path):
    results = reliability.reliability(CODINGS, SENTENCES)
    tables.write(tmp_path / "reliability.csv", results, schema.RELIABILITY)
    lines = (tmp_path / "reliability.csv").read_text().splitlines()
    assert lines[1].startswith("finding,nominal,percent_agreement,0.8333,") and lines[1].endswith(",6,2")
    again = tables.read_frame(tmp_path / "reliability.csv", schema.RELIABILITY)
    pd.testing.assert_frame_equal(again, results.round(4), check_dtype=True)


def test_bad_codings_are_refused_in_a_sentence():
    with pytest.raises(ValueError, match="no sentence of article 002 starts at 0; run"):
        reliability.reliability(CODINGS, SENTENCES[:4])
    with pytest.raises(ValueError, match="same sentence, actor and issue twice"):
        reliability.reliability(pd.concat([CODINGS, CODINGS[:1]]), SENTENCES)


def study_of_usual_size():
    dice = random.Random(11)
    rows = []
    for coder, start in itertools.product(CODERS, range(0, 1100, 10)):
        for issue in dice.sample(["a", "b", "c", "d"], dice.choice([0, 0, 1, 1, 2])):
            codes = {"via": dice.choice("so"), "voice": dice.choice("din"), "position": str(dice.randint(-2, 2))}
            codes |= {"condition": dice.choice(["none", "x y", "x"]), "speaker": dice.choice("ABCDEFGHIJK")}
            rows.append(
                {"coder": coder, "article": "000", "sentence_start": start, "actor": "us", "issue": issue} | codes
            )
    codings = tables.frame([{column: str(cell) for column, cell in row.items()} for row in rows], schema.CODINGS)
    return codings, pd.DataFrame({"article": "000", "start": range(0, 1100, 10)})


def test_reliability_of_a_study_of_usual_size_is_all_defined():
    results = reliability.reliability(*study_of_usual_size())
    assert results["value"].notna().all() and results["low"].notna().all()


def study_of(texts, sentences=60, places=45):
    """The codings and sentences of a study of so many texts, and so many places in each with statements."""
    dice, every = random.Random(7), [(f"{text:03}", start) for text in range(texts) for start in range(sentences)]
    rows = {}
    for place in dice.choices(every, k=texts * places):
        pair = dict(zip(["article", "sentence_start"], place, strict=True), actor=dice.choice("abcdefghijklmno"))
        pair |= {"issue": dice.choice("abcdefghijklmnopqrst"), "speaker": str(dice.randrange(3 * texts)), "via": "self"}
        pair |= {
            "voice": dice.choice("din"),
            "position": dice.randint(-2, 2),
            "condition": dice.choice(["none", "x y", "x"]),
        }
        for coder in CODERS:
            if dice.random() < 0.75:
                rows[(coder, *list(pair.values())[:4])] = {"coder": coder, **pair} | dice.choice([{}, {"position": 1}])
    return pd.DataFrame(rows.values()), pd.DataFrame(every, columns=["article", "start"])


def seconds(study):
    """The seconds of this process, whatever else the machine does, that reliability takes; its results."""
    start = time.process_time()
    results = reliability.reliability(*study)
    return time.process_time() - start, results


@pytest.mark.slow
def test_a_study_forty_times_as_large_takes_less_than_forty_times_as_long():
    (small, _), (large, results) = seconds(study_of(5)), seconds(study_of(200))
    assert large < 40 * small, (large, small)
    assert set(results["variable"][results["value"].isna()]) == {"via"}


def test_order_of_rows_does_not_change_a_resample():
    codings, sentences = study_of_usual_size()
    shuffled = codings.sample(frac=1, random_state=1), sentences.sample(frac=1, random_state=2)
    pd.testing.assert_frame_equal(
        reliability.reliability(*shuffled), reliability.reliability(codings, sentences), rtol=1e-12
    )


def test_the_order_of_hashes_does_not_matter():
    code = "import test_reliability as t; print(t.hashed())"
    path = os.pathsep.join(filter(None, sys.path))
    environment = os.environ | {"PYTHONHASHSEED": "1", "PYTHONPATH": path}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == hashed()


def hashed():
    """The order of set values and the results, as text."""
    sets = [[frozenset(letters) for letters in ("az", "by", "cx", "dw", "ev", "fu")]]
    order = ["".join(sorted(value)) for value in counts.count_patterns(sets).values]
    return f"{order} {reliability.reliability(CODINGS, SENTENCES).to_json(double_precision=15)}"


# One text left out, resampled texts, and how often each value was given


def test_each_text_is_left_out_of_each_measure():
    left = reliability.without_each_text(CODINGS, SENTENCES)
    assert list(left.columns) == ["variable", "level", "measure", "article", "value", "units"]
    keys = [(*key, article) for key in BY_HAND for article in ("001", "002")]
    assert list(map(tuple, left[["variable", "level", "measure", "article"]].values)) == keys
    assert (str(left["value"].dtype), str(left["units"].dtype)) == ("Float64", "Int64")
    keyed = left.set_index(["variable", "measure", "level", "article"]).sort_index()
    value, units = keyed["value"], keyed["units"]
    assert value["finding", "percent_agreement", "nominal", "001"] == 1
    assert value["finding", "percent_agreement", "nominal", "002"] == pytest.approx(3 / 4)
    assert units["finding", "alpha", "nominal"].tolist() == [2, 4]
    assert value["position", "percent_agreement", "nominal", "002"] == 1 / 2
    assert units["position", "percent_agreement", "nominal"].tolist() == [1, 2]
    assert pd.isna(value["position", "alpha", "ordinal", "001"])  # a single unit is left


def test_leaving_a_text_out_is_measuring_the_others():
    codings, sentences = study_of_texts(4)
    left = reliability.without_each_text(codings, sentences)
    for article in sentences["article"].unique():
        without = [table[table["article"] != article] for table in (codings, sentences)]
        expected = reliability.reliability(*without)
        shown = left[left["article"] == article].reset_index(drop=True)
        pd.testing.assert_frame_equal(
            shown[["variable", "level", "measure", "value", "units"]],
            expected[["variable", "level", "measure", "value", "units"]],
            rtol=1e-9,
        )


def test_leaving_out_the_only_text_with_variation_is_measuring_the_others():
    alike = CODINGS.assign(position=CODINGS["position"].where(CODINGS["article"] == "002", 2))
    left = reliability.without_each_text(alike, SENTENCES).set_index(["variable", "article"])
    expected = reliability.reliability(*(table[table["article"] == "001"] for table in (alike, SENTENCES)))
    values = expected.set_index("variable").loc["position", "value"]
    assert values.isna().tolist() == left.loc[("position", "002"), "value"].isna().tolist() == [False] + [True] * 7


def test_texts_are_resampled_where_there_are_enough():
    few = reliability.over_texts(CODINGS, SENTENCES)
    assert list(few.columns) == ["variable", "level", "measure", "low", "high", "texts", "reason"]
    assert few[["low", "high"]].isna().all().all() and set(few["texts"]) == {2}
    assert set(few["reason"]) == {"2 texts with units: a range over texts needs 20"}
    codings, sentences = study_of_texts(bootstrap.ENOUGH + 8)  # some hold no pair
    over, whole = reliability.over_texts(codings, sentences), reliability.reliability(codings, sentences)
    assert over["low"].notna().all() and set(over["reason"]) == {""} and over["texts"].min() >= bootstrap.ENOUGH
    assert (over["low"] <= whole["value"]).all() and (whole["value"] <= over["high"]).all()


def study_of_texts(count):
    """The usual study cut into texts of equal length; coder_b has what coder_a has, but for every fourth row."""
    codings, sentences = study_of_usual_size()
    ours, theirs = (codings[codings["coder"] == coder] for coder in CODERS)
    cut = lambda starts: (starts // 10 * count // 110).map("{:03}".format)  # noqa: E731
    both = pd.concat([ours, ours[ours.index % 4 > 0].assign(coder="coder_b")])
    unlike = theirs.merge(ours, on=["sentence_start", "issue"], suffixes=("", "_a"))[theirs.columns]
    both = pd.concat([both, unlike]).drop_duplicates(["coder", "sentence_start", "issue"], keep="last")
    return both.assign(article=cut(both["sentence_start"])), sentences.assign(article=cut(sentences["start"]))


def test_values_are_counted_on_the_units_that_are_compared():
    shown = reliability.distributions(CODINGS, SENTENCES)
    assert list(shown.columns) == ["variable", "value", "n", "share"]
    rows = shown[["variable", "value", "n"]].values.tolist()
    assert rows == [
        ["finding", "found", 7],
        ["finding", "not found", 5],
        ["via", "self", 4],
        ["via", "article", 1],
        ["via", "other", 1],
        ["voice", "indirect", 4],
        ["voice", "direct", 2],
        ["position", "2", 3],
        ["position", "-2", 1],
        ["position", "-1", 1],
        ["position", "1", 1],
        ["condition", "none", 4],
        ["condition", "funding", 1],
        ["condition", "funding mandate", 1],
    ]
    assert shown.groupby("variable")["share"].sum().tolist() == pytest.approx([1] * 5)
    assert (str(shown["n"].dtype), str(shown["share"].dtype)) == ("Int64", "Float64")


# Differences one by one


def test_disagreements_are_every_difference_sorted():
    shown = disagreements.disagreements(CODINGS.sample(frac=1, random_state=2))
    assert [(*case.key, variable, *case.cells(variable)) for case in shown for variable in case.differ] == [
        ("001", "50", "baker", "rolls", "position", "1", "2"),
        ("001", "50", "baker", "rolls", "condition", "funding mandate", "funding"),
        ("001", "50", "miller", "rolls", "presence", "present", ""),
        ("001", "100", "miller", "bread", "presence", "", "present"),
        ("002", "0", "miller", "bread", "via", "other", "article"),
        ("002", "0", "miller", "bread", "position", "-2", "-1"),
    ]
    assert (shown[2].sentence, shown[2].longest["quote"]) == (3, "miller in the words of coder_b")


def test_without_differences_or_without_codings_the_list_is_empty():
    a = CODINGS[CODINGS["coder"] == "coder_a"]
    assert disagreements.disagreements(pd.concat([a, a.assign(coder="coder_b")])) == []
    assert disagreements.disagreements(CODINGS[:0]) == []
    assert disagreements.disagreements(a) == [] and confusion.confusion(a).to_numpy().sum() == 0
    assert disagreements.summary([]) == "No difference."


def test_confusion_counts_positions_on_pairs_that_both_found():
    counts = confusion.confusion(CODINGS)
    assert list(counts.index) == list(counts.columns) == [-2, -1, 0, 1, 2]
    assert counts.loc[-2, -1] == counts.loc[1, 2] == counts.loc[2, 2] == 1 and counts.to_numpy().sum() == 3
    assert confusion.confusion(CODINGS[:0]).to_numpy().sum() == 0


# Facts


def facts(*rows):
    columns = ["article", "start", "end", "attribute", "subject", "value_low", "value_high", "quote"]
    rows = [dict(zip(columns, map(str, (*row, "", "", "q")[:8]), strict=True)) for row in rows]
    return tables.frame(rows, schema.FACTS)


def both(coder_a, coder_b):
    return {"coder_a": coder_a, "coder_b": coder_b}


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
    matches, agreed = fact_matching.fact_agreement(both(FACTS_A, FACTS_B))
    assert agreed["variable"].tolist() == ["facts_same_subject", "facts_any_subject"]
    assert agreed["value"].tolist() == pytest.approx([2 * 2 / 9, 2 * 3 / 9])
    assert agreed["units"].tolist() == [7, 6] and tuple(agreed.columns) == schema.RELIABILITY.names
    cells = ["variable", "article", "attribute", "subject_a", "subject_b", "value_low_a", "value_low_b"]
    assert matches[cells].astype(object).where(matches[cells].notna(), "").values.tolist() == [
        ["facts_same_subject", "001", "size", "ovens", "ovens", 3, 3],
        ["facts_same_subject", "001", "size", "ovens", "ovens", 30, 30],
        ["facts_any_subject", "001", "size", "ovens", "ovens", 3, 3],
        ["facts_any_subject", "001", "size", "ovens", "ovens", 30, 30],
        ["facts_any_subject", "001", "place", "the mill", "mill", "", ""],
    ]


def test_of_facts_equally_alike_those_match_whose_quotations_share_more():
    mine = facts(("001", 0, 20, "size", "ovens", 3, 3))
    theirs = facts(("001", 18, 40, "size", "ovens", 3, 3), ("001", 5, 20, "size", "ovens", 3, 3))
    for pair, sides in (((mine, theirs), "ab"), ((theirs, mine), "ba")):
        matches, _ = fact_matching.fact_agreement(both(*pair))
        assert matches[f"start_{sides[1]}"].astype(int).tolist() == [5, 5]
        assert not [name for name in matches.columns if "index" in name] and list(matches.index) == [0, 1]


def test_facts_agree_whatever_the_order_of_rows_and_coders():
    matches, agreed = fact_matching.fact_agreement(both(FACTS_A, FACTS_B))
    again = fact_matching.fact_agreement(both(FACTS_A[::-1], FACTS_B.sample(frac=1, random_state=1)))
    pd.testing.assert_frame_equal(again[0], matches)
    pd.testing.assert_frame_equal(again[1], agreed)
    pd.testing.assert_frame_equal(fact_matching.fact_agreement(both(FACTS_B, FACTS_A))[1], agreed)


NOTHING = {"no columns": pd.DataFrame(), "no rows": facts()}


@pytest.mark.parametrize("nothing", NOTHING)
def test_without_facts_of_two_coders_agreement_is_undefined(nothing):
    none = NOTHING[nothing]
    cases = [
        ((none, none), 0, "no coder"),
        ((FACTS_A, none), 1, "one coder alone"),
        ((none, FACTS_B), 1, "one coder alone"),
    ]
    for noted, coders, why in cases:
        matches, agreed = fact_matching.fact_agreement(both(*noted))
        assert matches.empty and {"variable", "article", "subject_a", "value_low_b"} <= set(matches.columns)
        assert agreed[["value", "low", "high"]].isna().all().all()
        assert agreed[["units", "coders"]].values.tolist() == [[0, coders]] * 2
        assert set(reliability.reasons(agreed)["reason"]) == {f"{why}: agreement needs two"}
    assert fact_matching.fact_agreement(both(FACTS_A[:1], FACTS_B[2:3]))[1]["value"].tolist() == [
        0,
        0,
    ]  # two coders, nothing alike


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=9, unique=True))
def test_matching_is_one_to_one_and_as_large_as_can_be(candidates):
    matched = fact_matching.match_one_to_one(candidates)
    assert set(matched) <= set(candidates)
    assert len({i for i, _ in matched}) == len({j for _, j in matched}) == len(matched)
    sizes = (
        n
        for n in range(len(candidates), -1, -1)
        for some in itertools.combinations(candidates, n)
        if len({i for i, _ in some}) == len({j for _, j in some}) == n
    )
    assert len(matched) == next(sizes)
