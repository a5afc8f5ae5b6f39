"""Agreement of more than two coders who read different texts, counted by hand."""

import itertools
import json
import random
import re
import shutil

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import three_coders
from cells import run_cells
from project import PROJECT
from stancebook.agreement import by_coder, confusion, disagreements, fact_matching, reliability, spans, summary
from stancebook.core import schema, tables
from stancebook.study import adjudication
from stancebook.study.coders import CodingOrder, coding_order
from stancebook.study.validation.coded_rows import check_coding

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
        "position: −2 where others have −1 (1)", "position: −1 where others have −2 (1)",
        "position: 1 where others have 2 (2)",
    ]  # fmt: skip
    two = by_coder.by_pair(CODINGS[CODINGS["coder"] != "cyd"], SENTENCES)
    assert found["alpha_without"].iloc[2] == two["position_alpha"].iloc[0]
    assert summary.by_coder(found) == (
        "On average the others found 67 % of the pairs of cyd, the lowest share. "
        "Of common pairs, cyd had 33 % of the positions of the others, the lowest share."
    )
    assert by_coder.by_coder(CODINGS[CODINGS["coder"] == "ada"]).empty


def test_the_codes_that_differ_most_often_are_told_and_nothing_where_none_differ():
    same = codings_of(
        "ada 001 0 baker bread 2\nben 001 0 baker bread 2\nada 001 9 baker bread 2\nben 001 9 baker bread 2"
    )
    alike = by_coder.by_coder(same)
    assert alike["differs_most"].tolist() == ["", ""] and alike["alpha_without"].isna().all()
    others = same.assign(voice=["direct"] * 3 + ["reported"], position=[2, 1, 2, 1])
    assert by_coder.by_coder(others)["differs_most"].tolist() == [
        "position: 2 where others have 1 (2)", "position: 1 where others have 2 (2)",
    ]  # fmt: skip
    others = others.assign(voice=["direct", "reported"] * 2, position=[2, 2, 2, 1])
    assert by_coder.by_coder(others)["differs_most"].iloc[0] == "voice: direct where others have reported (2)"


def test_a_text_that_a_coder_read_alone_does_not_count():
    more = pd.concat([CODINGS, codings_of("ada 004 0 baker bread 2")])
    read = {**READ, "ada": {*READ["ada"], "004"}}
    pd.testing.assert_frame_equal(by_coder.by_coder(more, read), by_coder.by_coder(CODINGS, READ))
    silent = {**read, "dan": {"001"}}  # who read a text and found nothing
    orders = {"ada": CodingOrder(["004", "001", "002", "003"], "rows")}
    assert by_coder.drift(more, orders, silent)["articles"].tolist() == ["001", "002", "003"]
    assert by_coder.drift(more, orders, silent)["confirmed"].tolist() == [pytest.approx(1 / 2), 1, 1]


def test_codes_that_are_taken_for_one_another():
    table = confusion.confusion(CODINGS)
    assert (table.index.name, table.columns.name) == ("one coder", "another")
    of_two = confusion.confusion(CODINGS[CODINGS["coder"] != "cyd"], [2, 1, 7])
    assert (of_two.index.name, of_two.columns.name) == ("ada", "ben")
    assert of_two.index.tolist() == of_two.columns.tolist() == [-2, -1, 1, 2, 7]
    assert of_two.loc[-2, -1] == 1 and of_two.loc[-1, -2] == 0 and of_two.to_numpy().sum() == 3
    for alone in (CODINGS[CODINGS["coder"] == "ada"], CODINGS[:0]):
        assert confusion.confusion(alone).to_numpy().tolist() == [[0] * 5] * 5 and confusion.confused(alone).empty
    assert table.loc[2, 1] == table.loc[1, 2] == table.loc[2, 2] == 2 and table.loc[1, 1] == 4
    assert table.loc[-2, -1] == table.loc[-1, -2] == 1 and table.to_numpy().sum() == 12
    other_issue = codings_of("ada 001 0 baker bread 2\nben 001 0 baker rolls 2\nben 001 50 baker rolls 2")
    assert confusion.confused(other_issue).to_numpy().tolist() == [["issue", "bread", "rolls", 1]]
    elsewhere = codings_of("ada 001 0 baker bread 2\nben 001 50 baker rolls 2\nben 001 0 baker bread 2")
    assert confusion.confused(elsewhere).empty  # the one found in both sentences, the other in one of them
    for other in ("001 50 baker rolls", "002 0 baker rolls", "001 0 miller rolls"):  # elsewhere, or nothing is the same
        assert confusion.confused(codings_of(f"ada 001 0 baker bread 2\nben {other} 2")).empty, other
    other_actor = codings_of("ada 001 0 baker bread 2\nben 001 0 miller bread 2\nben 001 0 cook bread 2")
    assert confusion.confused(other_actor).empty  # ben has two others: no one code stands for another
    assert confusion.confused(CODINGS).to_numpy().tolist() == [["position", "1", "2", 2], ["position", "-1", "-2", 1]]
    assert summary.confused(confusion.confused(CODINGS)) == (
        "2 pairs of codes were taken for one another; most often, 2 times, “1” and “2” (position)."
    )


def test_whether_a_coder_changes_in_the_course_of_the_work():
    texts = {"ada": ["001", "002", "003"], "ben": ["002", "001"], "cyd": ["003", "001"]}
    orders = {coder: CodingOrder(own, "rows" if coder == "ben" else "journal") for coder, own in texts.items()}
    parts = by_coder.drift(CODINGS, orders, READ)
    assert parts[["coder", "part", "articles", "pairs"]].to_numpy().tolist() == [
        ["ada", 1, "001", 2], ["ada", 2, "002", 1], ["ada", 3, "003", 1], ["ben", 1, "002", 1], ["ben", 2, "001", 2],
        ["cyd", 1, "003", 1], ["cyd", 2, "001", 2],
    ]  # fmt: skip
    assert parts["confirmed"].tolist()[:3] == [0.75, 1, 1]
    assert parts["same_position"].tolist()[:3] == [pytest.approx(2 / 3), 0, 1]
    assert summary.drift(parts) == (
        "The share of the same positions, from the first part of a coder's work to the last: ada from 67 % to "
        "100 %, ben from 0 % to 67 % and cyd from 100 % to 0 %. The order is that of the desk's journal, and of ben "
        "that of the rows in the file."
    )
    assert summary.drift(parts[parts["coder"] != "ben"]).endswith(". The order is that of the desk's journal.")
    assert summary.drift(parts[parts["coder"] == "ben"]).endswith(
        "ben from 0 % to 67 %. The order is that of the rows in the coders' files, as there is no journal of the desk."
    )
    assert by_coder.drift(CODINGS, {}).empty and by_coder.drift(CODINGS[CODINGS["coder"] == "ada"], orders).empty
    assert summary.drift(parts[:1]) == (
        "No coder has several texts to compare: whether coding changed over time cannot be told."
    )


def test_parts_of_a_coders_work_have_about_as_many_finds():
    finds = [("t1", 6), ("t2", 1), ("t3", 1), ("t4", 4), ("t5", 3), ("t6", 0), ("t7", 3)]
    rows = [
        f"{coder} {text} {n} baker bread 1" for coder in ("ada", "ben") for text, count in finds for n in range(count)
    ]
    parts = by_coder.drift(codings_of("\n".join(rows)), {"ada": CodingOrder([text for text, _ in finds], "rows")})
    assert parts[["articles", "pairs"]].to_numpy().tolist() == [["t1", 6], ["t2 t3 t4", 6], ["t5 t7", 6]]


def test_the_order_of_coding_is_that_of_the_journal_and_then_of_rows(tmp_path):
    def change(now, file="ada.csv", was=None):
        return {"file": file, "now": now and {"article": now}, "was": was and {"article": was}}

    lines = [[change("003")], [change("001"), change("009", "ada_facts.csv")], [change(None, was="004")]]
    journal = tmp_path / "ada_journal.jsonl"
    text = "\n".join(json.dumps({"changes": changes}) for changes in [*lines, [change("003")]])
    journal.write_text(text + '\n{"changes": [{"fi', "utf-8")
    rows = [{"article": article} for article in ("001", "002", "003", "002")]
    assert coding_order("ada", rows, journal) == (["003", "001", "004", "002"], "journal")
    assert coding_order("ada", rows, tmp_path / "none") == (["001", "002", "003"], "rows")


def test_differences_of_several_coders_and_who_is_not_among_them():
    found = disagreements.disagreements(CODINGS, read=READ)
    assert [(*case.key[:2], *case.differ) for case in found] == [
        ("001", "0", "position"), ("001", "50", "presence"), ("001", "100", "presence"), ("002", "0", "position"),
    ]  # fmt: skip
    assert summary.pairs(CODINGS, READ) == (
        "Several coders found 4 pairs; ada alone found 0, ben alone found 0 and cyd alone found 1."
    )
    alone = {**READ, "ben": {"001"}}
    assert summary.pairs(CODINGS[CODINGS["coder"] != "ben"], alone).endswith(
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


def test_a_coder_who_read_a_text_and_found_nothing_counts():
    two = CODINGS[(CODINGS["coder"] == "ada") & (CODINGS["article"] == "001")]
    read = {"ada": {"001"}, "ben": {"001"}, "cyd": {"003"}}  # cyd read a text in which nobody has rows
    results = values(reliability.reliability(two, SENTENCES[:3], read=read))
    assert results["coders"].eq(2).all() and results.loc[("pairs", "positive_agreement"), "value"] == 0
    assert results.loc[("finding", "percent_agreement"), "value"] == pytest.approx(1 / 3)
    assert summary.pairs(two, read) == "Both coders found 0 pairs; ada alone found 2 and ben alone found 0."
    found = disagreements.disagreements(two, read=read)
    assert [case.differ for case in found] == [("presence",)] * 2
    assert summary.conclusion(found, two, read) == (
        "One coder alone found 2 pairs; on none of the pairs that both found the positions differ."
    )
    assert by_coder.by_coder(two, read)[["coder", "pairs", "missed"]].to_numpy(object).tolist()[1] == ["ben", 0, 1]
    assert by_coder.by_pair(two, SENTENCES, read)["same_pairs"].tolist() == [0]
    assert reliability.reliability(two, SENTENCES[:3])["coders"].eq(1).all()


def random_codings(dice, coders):
    """Rows of coders who each read some of eight texts, and the texts that they read."""
    read = {coder: set(dice.sample(list("12345678"), dice.randint(3, 8))) for coder in coders}
    rows = [
        f"{coder} {text} {start} {actor} bread {dice.choice([-1, 0, 0, 1])}"
        for coder, texts in read.items() for text in sorted(texts) for start in (0, 50) for actor in ("baker", "cook")
        if dice.random() < 0.7
    ]  # fmt: skip
    return codings_of("\n".join(rows)), read


PLACES = pd.DataFrame(
    [(text, start, start + 40) for text in "12345678" for start in (0, 50)], columns=["article", "start", "end"]
)


@pytest.mark.parametrize("seed", range(8))
def test_alpha_with_holes_equals_the_package_krippendorff(seed):
    coders = ["ada", "ben", "cyd", "dan"]
    codings, read = random_codings(random.Random(seed), coders)
    results = (
        reliability.reliability(codings, PLACES, read=read)
        .set_index(["variable", "measure", "level"])["value"]
        .astype(float)
    )
    given = codings.pivot(index=["article", "sentence_start", "actor"], columns="coder", values="position")
    for level in ("ordinal", "interval"):
        theirs = krippendorff.alpha(given.T.to_numpy(float), level_of_measurement=level)
        assert results["position", "alpha", level] == pytest.approx(theirs)
    found = {(coder, text, start) for coder, text, start in codings[["coder", "article", "sentence_start"]].to_numpy()}
    places = PLACES[["article", "start"]].to_numpy().tolist()
    table = [[(coder, *at) in found if at[0] in read[coder] else np.nan for at in places] for coder in coders]
    theirs = krippendorff.alpha(np.array(table, float), level_of_measurement="nominal")
    assert results["finding", "alpha", "nominal"] == pytest.approx(theirs)


@pytest.mark.parametrize("seed", range(4))
def test_tables_of_pairs_and_of_codes_are_those_of_each_two_coders_alone(seed):
    codings, read = random_codings(random.Random(seed), ["ada", "ben", "cyd", "dan"])
    pairs = by_coder.by_pair(codings, PLACES, read).set_index(["coder", "other"])
    whole = confusion.confusion(codings)
    total = np.zeros_like(whole.to_numpy())
    assert len(pairs) == 6
    for pair in itertools.combinations(sorted(read), 2):
        texts = read[pair[0]] & read[pair[1]]
        own = codings[codings["coder"].isin(pair) & codings["article"].isin(texts)]
        alone = reliability.reliability(own, PLACES[PLACES["article"].isin(texts)], read=dict.fromkeys(pair, texts))
        value = alone.set_index(["variable", "measure", "level"])["value"].astype(float)
        of_pair = pairs.loc[pair].astype(float)
        assert [of_pair["finding_alpha"], of_pair["same_pairs"], of_pair["same_position"], of_pair["position_alpha"]] == [
            pytest.approx(value[key], nan_ok=True)
            for key in (
                ("finding", "alpha", "nominal"), ("pairs", "positive_agreement", "nominal"),
                ("position", "percent_agreement", "nominal"), ("position", "alpha", "ordinal"),
            )
        ]  # fmt: skip
        table = confusion.confusion(codings[codings["coder"].isin(pair)]).to_numpy()
        total += table + table.T
    assert (whole.to_numpy() == total).all() and total.sum() > 0


@pytest.mark.parametrize("seed", range(4))
def test_kappa_of_several_is_the_mean_of_that_of_each_two(seed):
    codings, read = random_codings(random.Random(seed), ["ada", "ben", "cyd"])

    def kappa(rows):
        results = values(reliability.reliability(rows, PLACES, read=read))["value"].astype(float)
        return results["position", "cohen_kappa"]

    pairs = itertools.combinations(["ada", "ben", "cyd"], 2)
    each = [kappa(codings[codings["coder"].isin(pair)]) for pair in pairs]
    assert kappa(codings) == pytest.approx(np.nanmean(each))


def test_a_coder_who_read_none_of_the_texts_changes_nothing():
    more = {**READ, "dan": {"099"}}
    pd.testing.assert_frame_equal(
        reliability.reliability(CODINGS, SENTENCES, read=READ), reliability.reliability(CODINGS, SENTENCES, read=more)
    )
    pd.testing.assert_frame_equal(by_coder.by_coder(CODINGS, READ), by_coder.by_coder(CODINGS, more))


# Spans


TEXTS = {"1": "Arland will build the long bridge."}  # of 34 characters; "the long bridge" starts at 18


def span_rows(**ends):
    rows = [{"coder": coder, "article": "1", "start": start, "end": end} for coder, (start, end) in ends.items()]
    return pd.DataFrame(rows), pd.DataFrame({"article": ["1"], "start": [0], "end": [34]})


def test_alpha_over_characters_counted_by_hand():
    found = spans.by_character(*span_rows(ada=(0, 22), ben=(0, 27)), TEXTS)
    # both have 22 characters, ben has 5 more ("long "), neither has 7; so 49 and 19 values, 5 pairs differ
    assert found["tolerance"].tolist() == ["none", "a word"] and found["characters"].tolist() == [34, 29]
    assert found["alpha"].tolist() == [pytest.approx(1 - (68 - 1) * 2 * 5 / (2 * 49 * 19)), 1]
    assert found["coded"].tolist() == [pytest.approx(49 / 68), pytest.approx(44 / 58)]
    assert summary.spans(found).startswith("Alpha over characters is 0.64, and 1.00 where boundaries within")


def test_only_a_word_at_the_end_of_a_common_span_is_tolerated():
    two_words, beside_nothing = ((0, 17), (0, 27)), ((0, 17), (22, 26))
    for ada, ben in (two_words, beside_nothing):
        exact, tolerant = spans.by_character(*span_rows(ada=ada, ben=ben), TEXTS)["alpha"]
        assert exact == tolerant < 1


def random_spans(dice, length, piece):
    """Spans of a coder in a text, one after the other, and whether each character is in one."""
    ends = sorted(dice.sample(range(length), 2 * (length // piece // 2)))
    spans = list(zip(ends[::2], ends[1::2], strict=True))
    return spans, [any(start <= at < end for start, end in spans) for at in range(length)]


@pytest.mark.parametrize("seed", range(4))
def test_alpha_over_characters_equals_the_package_krippendorff(seed):
    dice, coders, texts = random.Random(seed), ["ada", "ben", "cyd"], {"1": "x" * 90, "2": "y" * 60, "3": "z" * 70}
    read = {coder: set(dice.sample(sorted(texts), 2)) for coder in coders}
    rows, marked = [], {coder: [] for coder in coders}
    for coder, (text, raw) in itertools.product(coders, texts.items()):
        own, inside = random_spans(dice, len(raw), 10)
        rows += [(coder, text, *span) for span in own if text in read[coder]]
        marked[coder] += inside if text in read[coder] else [np.nan] * len(raw)
    codings = pd.DataFrame(rows, columns=["coder", "article", "start", "end"])
    sentences = pd.DataFrame([(text, 0, len(raw)) for text, raw in texts.items()], columns=["article", "start", "end"])
    exact, _ = spans.by_character(codings, sentences, texts, read)["alpha"]
    theirs = krippendorff.alpha(np.array(list(marked.values()), float), level_of_measurement="nominal")
    assert exact == pytest.approx(theirs)


def test_of_a_long_text_binary_unitizing_alpha_is_nearly_the_same():
    dice, length = random.Random(2), 10_000
    own = {coder: random_spans(dice, length, 60) for coder in ("ada", "ben")}
    rows = [(coder, "1", *span) for coder, (each, _) in own.items() for span in each]
    codings = pd.DataFrame(rows, columns=["coder", "article", "start", "end"])
    found = spans.by_character(
        codings, pd.DataFrame({"article": ["1"], "start": [0], "end": [length]}), {"1": "x" * length}
    )
    (_, one), (_, other) = own.values()
    n, marked, differ = 2 * length, sum(one) + sum(other), 2 * sum(a != b for a, b in zip(one, other, strict=True))
    within = n - marked + sum((end - start) ** 2 for each, _ in own.values() for start, end in each)
    expected = n * 2 * marked * (n - marked) / (n * n - within)  # Krippendorff et al. (2016), equation 4
    assert found["alpha"].iloc[0] == pytest.approx(1 - differ / expected, abs=0.01)
    assert found["alpha"].iloc[0] != pytest.approx(1 - differ / expected, abs=1e-6)


def test_spans_of_coders_who_read_other_texts_are_not_compared():
    codings, sentences = span_rows(ada=(0, 22), ben=(0, 22), cyd=(0, 1))
    for read in ({"ada": {"1"}, "ben": {"1"}, "cyd": set()}, {"ada": {"1"}, "ben": {"1"}}):
        assert spans.by_character(codings, sentences, TEXTS, read)["alpha"].tolist() == [1, 1]
    assert spans.by_character(codings, sentences, TEXTS)["alpha"].iloc[0] < 0.7
    assert spans.by_character(codings[:1], sentences, TEXTS).empty
    without_any = spans.by_character(codings[:1], sentences, TEXTS, read)  # ben read the text and marked nothing
    assert without_any["coded"].tolist() == [pytest.approx(22 / 68)] * 2


def test_characters_by_pattern_and_sentence():
    marked = {"ada": {"1": [(0, 22)]}, "ben": {"1": [(0, 17), (18, 22)]}, "cyd": {}}
    found = spans.patterns(marked, TEXTS, [("1", 0, 17), ("2", 0, 9), ("1", 17, 34)])
    assert found.counted.values == [False, True]
    assert found.counted.counts.tolist() == [[0, 2], [1, 1], [2, 0]]  # both have it, ada alone, neither
    assert found.by_sentence.tolist() == [[17, 0, 0], [0, 0, 0], [4, 1, 12]] and found.counted.units.tolist() == [
        21, 1, 12,
    ]  # fmt: skip


def test_a_word_is_tolerated_before_a_common_span_too_and_not_beside_the_same_coders_alone():
    before = spans.by_character(*span_rows(ada=(0, 17), ben=(7, 17)), TEXTS)
    assert before["characters"].tolist() == [34, 34 - len("Arland ")] and before["alpha"].iloc[1] == 1
    codings, sentences = span_rows(ada=(18, 22), ben=(0, 11))
    second = codings[:1].assign(start=22, end=26)  # ada marks two words, each by itself
    exact, tolerant = spans.by_character(pd.concat([codings, second]), sentences, TEXTS)["characters"]
    assert exact == tolerant == 34


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


# The notebook


def test_notebook_03_shows_three_coders_of_whom_two_read_most_texts(tmp_path, monkeypatch):
    study = three_coders.write(tmp_path / "mini")
    codings = {coder: check_coding(f"{coder}.csv", coder, study.authored[0])[0] for coder in study.coders}
    three_coders.decide(study, adjudication.decisions_due(codings, study.texts_read))
    shutil.copytree(PROJECT / "notebooks", tmp_path / "mini/notebooks")
    monkeypatch.chdir(tmp_path / "mini")
    *_, shown = (run_cells(number) for number in ("01", "02", "03"))
    for sentence in (
        "another reader of the text found 82 %; on the pairs that several found, positions agree at an ordinal alpha of",
        "Several coders found 4 pairs; Ada Lund alone found 1, Ben Holt alone found 0 and Model X alone found 0. 1 text was read",
        "Each two coders together, 1 fact was noted by both; Ada Lund noted 1, Ben Holt noted 2 and Model X noted 0.",
        "| Ben Holt | Model X | 1 | 0 | 0.80 | 2 | 0.5 | 0.83 |",
        "On average the others found 70 % of the pairs of Ada Lund, the lowest share. Of common pairs, Model X had",
        "last: Ada Lund from 60 % to 100 % and Model X from 40 % to 100 %. The order is that of the rows",
        "Cohen’s kappa, mean of pairs",
        "presence: Ada Lund found, Ben Holt nothing, Model X found; decided: **found**.",
        "position: Ada Lund 1, Ben Holt nothing, Model X 2; decided: **1**.",
        "Model X −1; decided: **−2**. As it says. (decided by Ada Lund, who coded this text)",
        "| Ada Lund | 1 | 1 |",
        "4 differences: 2 in position, 2 in presence.",
        "2 pairs were not found by all who read the text; on two of the pairs that several found the positions differ.",
    ):
        assert any(sentence in text for text in shown), sentence
    assert not any("Both coders" in text or "the other found" in text for text in shown)
    tables = "".join(text for text in shown if text.startswith("|"))
    assert not re.search(r"\bada\b|\bben\b|model\\?_x", tables)  # people are called by their names in all tables
