"""Agreement of more than two coders who read different texts, counted by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.agreement import by_coder, confusion, disagreements, fact_matching, reliability, spans, summary
from stancebook.core import schema, tables

READ = {"ada": {"001", "002", "003"}, "ben": {"001", "002"}, "cyd": {"001", "003"}}
SENTENCES = pd.DataFrame(
    [("001", 0, 40), ("001", 50, 90), ("001", 100, 140), ("002", 0, 30), ("002", 40, 70), ("003", 0, 30)],
    columns=["article", "start", "end"],
)
CODED = """
    ada 001   0 baker  bread  2
    ben 001   0 baker  bread  2
    cyd 001   0 baker  bread  1
    ada 001  50 baker  rolls  1
    ben 001  50 baker  rolls  1
    cyd 001 100 miller bread  0
    ada 002   0 miller bread -2
    ben 002   0 miller bread -1
    ada 003   0 miller rolls  1
    cyd 003   0 miller rolls  1
"""


def codings_of(text):
    columns = ["coder", "article", "sentence_start", "actor", "issue", "position"]
    rows = [dict(zip(columns, line.split(), strict=True)) for line in text.strip().splitlines()]
    same = {"via": "self", "voice": "direct", "condition": "none", "speaker": "-", "sentence": "1", "quote": "q"}
    places = [{"start": row["sentence_start"], "end": str(int(row["sentence_start"]) + 20)} for row in rows]
    return tables.frame([row | same | place for row, place in zip(rows, places, strict=True)], schema.CODINGS)


CODINGS = codings_of(CODED)


def values(results):
    return results.set_index(["variable", "measure"])


def test_a_coder_counts_on_the_texts_that_it_read():
    results = values(reliability.reliability(CODINGS, SENTENCES, read=READ))
    # of each find the share of the other readers: 1 1 1, 1/2 1/2, 0, 1 1 and 1 1
    assert results.loc[("pairs", "positive_agreement"), "value"] == pytest.approx(8 / 10)
    assert results.loc[("finding", "percent_agreement"), ["value", "units"]].tolist() == [
        pytest.approx((1 + 1 / 3 + 1 / 3 + 1 + 1 + 1) / 6),
        6,
    ]
    as_if_all_read_all = values(reliability.reliability(CODINGS, SENTENCES))
    assert as_if_all_read_all.loc[("pairs", "positive_agreement"), "value"] == pytest.approx(6 / 10)
    assert results["coders"].eq(3).all()


def test_each_two_coders():
    found = by_coder.by_pair(CODINGS, SENTENCES, read=READ).set_index(["coder", "other"])
    columns = ["texts", "same_pairs", "compared", "same_position"]
    assert found.index.tolist() == [("ada", "ben"), ("ada", "cyd"), ("ben", "cyd")]
    assert found[columns].to_numpy(float).tolist() == [
        [2, 1, 3, pytest.approx(2 / 3)],
        [2, pytest.approx(4 / 6), 2, 0.5],
        [1, 0.5, 1, 0],
    ]
    two = CODINGS[(CODINGS["coder"] != "cyd") & (CODINGS["article"] != "003")]
    alone = values(reliability.reliability(two, SENTENCES[SENTENCES["article"] != "003"]))
    assert found.loc[("ada", "ben"), "position_alpha"] == alone.loc[("position", "alpha"), "value"].iloc[0]
    assert found.loc[("ada", "ben"), "finding_alpha"] == alone.loc[("finding", "alpha"), "value"]
    assert pd.isna(found.loc[("ben", "cyd"), "position_alpha"])  # of a single pair


def test_each_coder_beside_all_others():
    found = by_coder.by_coder(CODINGS, READ)
    columns = ["coder", "texts", "pairs", "confirmed", "missed", "same_position"]
    assert found[columns].astype(object).to_numpy().tolist() == [
        ["ada", 3, 4, pytest.approx(3.5 / 4), pytest.approx(0.5 / 4), pytest.approx(3 / 5)],
        ["ben", 2, 3, pytest.approx(2.5 / 3), pytest.approx(0.5 / 3), pytest.approx(2 / 4)],
        ["cyd", 2, 3, pytest.approx(2 / 3), pytest.approx(1 / 3), pytest.approx(1 / 3)],
    ]
    assert found["differs_most"].tolist() == [
        "position: -2 where others have -1 (1)", "position: -1 where others have -2 (1)",
        "position: 1 where others have 2 (2)",
    ]  # fmt: skip
    two = by_coder.by_pair(CODINGS[CODINGS["coder"] != "cyd"], SENTENCES)
    assert found["alpha_without"].iloc[2] == two["position_alpha"].iloc[0]
    assert summary.by_coder(found) == (
        "Least confirmed is cyd: on average the others found 67 % of its pairs; most apart in positions is cyd, with "
        "33 % the same."
    )
    assert by_coder.by_coder(CODINGS[CODINGS["coder"] == "ada"]).empty


def test_codes_that_are_taken_for_one_another():
    table = confusion.confusion(CODINGS)
    assert table.loc[2, 1] == table.loc[1, 2] == table.loc[2, 2] == 2 and table.loc[1, 1] == 4
    assert table.loc[-2, -1] == table.loc[-1, -2] == 1 and table.to_numpy().sum() == 12
    other_issue = codings_of("ada 001 0 baker bread 2\nben 001 0 baker rolls 2\nben 001 50 baker rolls 2")
    assert confusion.confused(other_issue).to_numpy().tolist() == [["issue", "bread", "rolls", 1]]
    other_actor = codings_of("ada 001 0 baker bread 2\nben 001 0 miller bread 2\nben 001 0 cook bread 2")
    assert confusion.confused(other_actor).empty  # ben has two others: no one code stands for another
    assert confusion.confused(CODINGS).to_numpy().tolist() == [["position", "1", "2", 2], ["position", "-1", "-2", 1]]
    assert summary.confused(confusion.confused(CODINGS)) == (
        "2 pairs of codes stood on the same place; most often position 1 and 2, 2 times."
    )


def test_whether_a_coder_changes_in_the_course_of_the_work():
    orders = {"ada": ["001", "002", "003"], "ben": ["002", "001"], "cyd": ["003", "001"]}
    parts = by_coder.drift(CODINGS, orders, READ)
    assert parts[["coder", "part", "articles", "pairs"]].to_numpy().tolist() == [
        ["ada", 1, "001", 2], ["ada", 2, "002", 1], ["ada", 3, "003", 1], ["ben", 1, "002", 1], ["ben", 2, "001", 2],
        ["cyd", 1, "003", 1], ["cyd", 2, "001", 2],
    ]  # fmt: skip
    assert parts["confirmed"].tolist()[:3] == [0.75, 1, 1]
    assert parts["same_position"].tolist()[:3] == [pytest.approx(2 / 3), 0, 1]
    assert summary.drift(parts).endswith(
        "goes: ada from 67 % to 100 %, ben from 0 % to 67 % and cyd from 100 % to 0 %."
    )
    assert by_coder.drift(CODINGS, {}).empty


def test_differences_of_several_coders_and_who_is_not_among_them():
    found = disagreements.disagreements(CODINGS, read=READ)
    assert [(*case.key[:2], *case.differ) for case in found] == [
        ("001", "0", "position"), ("001", "50", "presence"), ("001", "100", "presence"), ("002", "0", "position"),
    ]  # fmt: skip
    assert summary.pairs(CODINGS, list(READ), READ) == (
        "Several coders found 4 pairs; ada alone found 0, ben alone found 0 and cyd alone found 1."
    )
    alone = {**READ, "ben": {"001"}}
    assert summary.pairs(CODINGS[CODINGS["coder"] != "ben"], list(READ), alone).endswith(
        "1 text was read by one coder alone: nothing in it is compared."
    )


@given(st.permutations(["ada", "ben", "cyd"]), st.randoms())
def test_names_of_coders_and_the_order_of_rows_do_not_matter(names, random):
    renamed = dict(zip(["ada", "ben", "cyd"], names, strict=True))
    rows = CODINGS.assign(coder=CODINGS["coder"].map(renamed)).sample(frac=1, random_state=random.randint(0, 99))
    read = {renamed[coder]: texts for coder, texts in READ.items()}
    one, other = (
        reliability.without_each_text(codings, SENTENCES, read=texts)
        for codings, texts in ((CODINGS, READ), (rows, read))
    )
    pd.testing.assert_frame_equal(one, other, rtol=1e-12)
    shares = by_coder.by_coder(rows, read).set_index("coder")["confirmed"]
    assert [shares[renamed[coder]] for coder in READ] == by_coder.by_coder(CODINGS, READ)["confirmed"].tolist()


# Spans


TEXTS = {"1": "Arland will build the long bridge."}  # of 34 characters; "the long bridge" starts at 18


def span_rows(**ends):
    rows = [{"coder": coder, "article": "1", "start": start, "end": end} for coder, (start, end) in ends.items()]
    return pd.DataFrame(rows), pd.DataFrame({"article": ["1"], "start": [0], "end": [34]})


def test_alpha_over_characters_counted_by_hand():
    found = spans.by_character(*span_rows(ada=(0, 22), ben=(0, 27)), TEXTS)
    # both have 22 characters, ben has 5 more ("long "), neither has 7; so 49 and 19 values, 5 pairs differ
    assert found["characters"].tolist() == [34, 29]
    assert found["alpha"].tolist() == [pytest.approx(1 - (68 - 1) * 2 * 5 / (2 * 49 * 19)), 1]
    assert found["coded"].tolist() == [pytest.approx(49 / 68), pytest.approx(44 / 58)]
    assert summary.spans(found).startswith("Alpha over characters is 0.64, and 1.00 where boundaries within")


def test_only_a_word_at_the_end_of_a_common_span_is_tolerated():
    two_words, beside_nothing = ((0, 17), (0, 27)), ((0, 17), (22, 26))
    for ada, ben in (two_words, beside_nothing):
        exact, tolerant = spans.by_character(*span_rows(ada=ada, ben=ben), TEXTS)["alpha"]
        assert exact == tolerant < 1


def test_spans_of_coders_who_read_other_texts_are_not_compared():
    codings, sentences = span_rows(ada=(0, 22), ben=(0, 22), cyd=(0, 1))
    read = {"ada": {"1"}, "ben": {"1"}, "cyd": set()}
    assert spans.by_character(codings, sentences, TEXTS, read)["alpha"].tolist() == [1, 1]
    assert spans.by_character(codings, sentences, TEXTS)["alpha"].iloc[0] < 0.7
    assert spans.by_character(codings[:1], sentences, TEXTS).empty


def test_the_range_of_spans_is_over_sentences():
    starts = np.arange(0, 3000, 30)
    sentences = pd.DataFrame({"article": "1", "start": starts, "end": starts + 30})
    ends = {"ada": starts[::2] + 20, "ben": starts[::2] + np.where(starts[::2] % 120, 5, 20)}
    rows = [(coder, "1", end - end % 30, end) for coder, each in ends.items() for end in each.tolist()]
    codings = pd.DataFrame(rows, columns=["coder", "article", "start", "end"])
    exact, _ = spans.by_character(codings, sentences, {"1": "x" * 3000}).itertuples()
    assert exact.low < exact.alpha < exact.high and exact.high - exact.low > 0.1  # of 3,000 characters it would be .05


# Facts


def noted(*places):
    columns = ["article", "start", "end"]
    rows = [dict(zip(columns, map(str, place), strict=True)) for place in places]
    same = {"attribute": "size", "subject": "ovens", "value_low": "3", "value_high": "3", "quote": "q"}
    return tables.frame([row | same for row in rows], schema.FACTS)


def test_facts_of_each_two_coders_on_the_texts_that_both_read():
    facts = {"ada": noted(("001", 0, 9), ("002", 0, 9)), "ben": noted(("001", 5, 9)), "cyd": noted(("001", 40, 50))}
    matches, found = fact_matching.fact_agreement(facts, {"ada": {"001", "002"}, "ben": {"001"}, "cyd": {"001"}})
    # ada and ben 1 of 1 and 1, ada and cyd 0 of 1 and 1, ben and cyd likewise: 2 finds of 6 are the other's too
    assert found["value"].tolist() == [pytest.approx(2 / 6)] * 2 and found["coders"].tolist() == [3, 3]
    assert matches[["coder_a", "coder_b", "start_a", "start_b"]].to_numpy().tolist() == [["ada", "ben", 0, 5]] * 2
    assert fact_matching.fact_agreement(facts)[1]["value"].iloc[0] == pytest.approx(2 / 8)
