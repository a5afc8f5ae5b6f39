"""The sentences about agreement, word by word: with no coder, one, two and more."""

import pandas as pd
import pytest

from stancebook.agreement import summary
from stancebook.study.cases import Case

ROWS = [
    ("ada", "001", 0),
    ("ben", "001", 0),
    ("ada", "001", 50),
    ("ada", "002", 0),
    ("ben", "002", 0),
    ("ben", "002", 9),
]
CODINGS = pd.DataFrame(ROWS, columns=["coder", "article", "sentence_start"]).assign(actor="baker", issue="bread")
THREE = pd.concat([CODINGS, CODINGS[:1].assign(coder="cyd")])
ALONE = CODINGS[CODINGS["coder"] == "ada"]
NOBODY = CODINGS[:0]


def measured(pairs, alpha, coders):
    rows = [("position", "alpha", "interval", 0.1), ("pairs", "positive_agreement", "nominal", pairs)]
    rows += [("position", "alpha", "ordinal", alpha), ("finding", "alpha", "nominal", 0.2)]
    table = pd.DataFrame(rows, columns=["variable", "measure", "level", "value"])
    return table if coders is None else table.assign(coders=coders)


@pytest.mark.parametrize(
    ("pairs", "alpha", "coders", "sentence"),
    [
        (None, None, 0, "Agreement needs two coders: no coder has codes in these texts."),
        (None, None, 1, "Agreement needs two coders: one coder alone has codes in these texts."),
        (
            0.974, 0.5, 2,
            "Of the pairs of actor and issue that one coder found, the other found 97 %; on the pairs that both found, "
            "positions agree at an ordinal alpha of 0.50.",
        ),
        (
            0.6, 0.251, 3,
            "Of the pairs of actor and issue that one coder found, another reader of the text found 60 %; on the pairs "
            "that several found, positions agree at an ordinal alpha of 0.25.",
        ),
        (
            0.6, None, None,
            "Of the pairs of actor and issue that one coder found, the other found 60 %; on the pairs that both found, "
            "positions agree at an ordinal alpha of not defined.",
        ),
    ],
)  # fmt: skip
def test_the_finding(pairs, alpha, coders, sentence):
    assert summary.agreement(measured(pairs, alpha, coders)) == sentence


def test_some_rows_of_one_coder_are_no_reason_to_say_nothing():
    table = measured(0.5, 0.5, 2)
    table.loc[0, "coders"] = 1
    assert summary.agreement(table).startswith("Of the pairs")


def test_freezes():
    one, other = {"reason": "All complete."}, {"reason": "A slip."}
    assert summary.freezes([]) == "The codings have not been frozen."
    assert summary.freezes([one]) == "The codings were frozen once. Last reason: All complete."
    assert summary.freezes([one, other]) == "The codings were frozen 2 times. Last reason: A slip."


def test_pairs_that_several_found_or_one_alone():
    nothing = "Fewer than two coders have coded: there is nothing to compare."
    assert summary.pairs(NOBODY) == summary.pairs(ALONE) == nothing
    assert summary.pairs(CODINGS) == "Both coders found 2 pairs; ada alone found 1 and ben alone found 1."
    read = {"ada": {"001"}, "dan": {"001", "002"}}  # dan read and found nothing; ben, with rows, is not in it
    assert summary.pairs(ALONE, read).startswith("Both coders found 0 pairs; ada alone found 2 and dan alone found 0.")
    assert summary.pairs(CODINGS, read).startswith("Several coders found 1 pair; ada alone found 1, ben alone found 0")
    assert summary.pairs(THREE) == (
        "Several coders found 2 pairs; ada alone found 1, ben alone found 1 and cyd alone found 0."
    )


def test_texts_that_one_coder_alone_read_are_not_compared_and_counted():
    read = {"ada": {"001", "002"}, "ben": {"002"}}
    rest = " read by one coder alone: nothing in it is compared."
    only = CODINGS[(CODINGS["coder"] == "ada") | (CODINGS["article"] == "002")]
    assert (
        summary.pairs(only, read)
        == f"Both coders found 1 pair; ada alone found 0 and ben alone found 1. 1 text was{rest}"
    )
    two = pd.concat([only, ALONE[:1].assign(article="003")])
    assert " 2 texts were read by one coder alone: " in summary.pairs(two, read | {"ada": {"001", "002", "003"}})


def undefined(*rows):
    return pd.DataFrame(rows, columns=["variable", "measure", "reason"])


def test_the_lowest_alpha_and_what_is_undefined():
    alphas = pd.DataFrame({"variable": ["via", "voice", "speaker"], "value": [0.9, 0.456, None]})
    assert summary.coefficients(alphas, undefined()) == (
        "The lowest alpha: voice (0.46). Coefficients without a value or a range: none."
    )
    missing = undefined(("via", "ac1", "no units"), ("voice", "alpha", "one unit"))
    assert summary.coefficients(alphas, missing) == (
        "The lowest alpha: voice (0.46). Coefficients without a value or a range: via, ac1 (no units) and voice, alpha "
        "(one unit)."
    )
    assert summary.coefficients(alphas[2:], missing).startswith("The lowest alpha: not defined. Coefficients without")
    assert summary.coefficients(alphas[2:], missing[:1]) == "No coefficient has a value (no units)."
    assert summary.coefficients(alphas, missing[:1]).startswith("The lowest alpha: voice (0.46).")


def test_facts():
    matches = pd.DataFrame({"variable": ["facts_any_subject", "facts_same_subject", "facts_any_subject"]})
    noted = {"ada": pd.DataFrame({"fact": range(3)}), "ben": pd.DataFrame({"fact": range(2)})}
    assert summary.facts(matches, noted) == "Both coders noted 2 facts; ada noted 3 and ben noted 2."
    assert summary.facts(matches[:1], noted).startswith("Both coders noted 1 fact;")
    assert summary.facts(matches[:0], noted | {"ben": pd.DataFrame()}) == (
        "To compare facts, two coders have to note some; ada noted 3 and ben noted 0."
    )
    three = noted | {"cyd": pd.DataFrame()}
    assert summary.facts(matches, three) == (
        "Each two coders together, 2 facts were noted by both; ada noted 3, ben noted 2 and cyd noted 0."
    )
    assert summary.facts(matches[:1], three).startswith("Each two coders together, 1 fact was noted by both;")


def test_a_reader_sees_that_ranges_over_many_units_rest_on_fewer_resamples():
    units = pd.DataFrame({"units": pd.array([40, 10_000, None], dtype="Int64")})
    assert summary.resamples(units) == ""
    assert summary.resamples(units.replace(40, 10_001)) == (
        "Ranges rest on 10,000 resamples, those over more than 10,000 units on 1,000, which is enough for ranges so narrow."
    )


def test_ranges_over_texts():
    ranges = pd.DataFrame({"low": [0.1, None, None, None], "reason": ["", "few texts", "few texts", "a reason"]})
    assert summary.over_texts(ranges) == "There is no range over resampled texts (a reason and few texts)."
    assert summary.over_texts(ranges[:1]) == ""


def case(*differ, kind="differs"):
    row = {"quote": "q"}
    codings = (("ada", row), ("ben", row if kind == "differs" else None))
    return Case(("001", "0", "baker", "bread"), codings, differ)


def test_positions_that_differ():
    assert summary.positions([], CODINGS) == "0 of 2 positions differ."
    assert (
        summary.positions([case("position", "via"), case("voice"), case("via")], CODINGS) == "1 of 2 positions differs."
    )


def test_agreements_that_were_read_again():
    rows = [{"variable": "all", "decision": each} for each in ("upheld", "amended", "upheld")]
    other = [{"variable": "via", "decision": "upheld"}]
    assert summary.sampled(rows + other) == "3 agreements were read a third time: 2 upheld, 1 amended."
    assert summary.sampled(rows[:1]) == "1 agreement was read a third time: 1 upheld, 0 amended."
    assert summary.sampled(other) == "0 agreements were read a third time: 0 upheld, 0 amended."


def test_the_conclusion():
    found = [case("presence", kind="alone"), case("presence", kind="alone"), case("position")]
    cannot = "Agreement cannot be measured: it needs two coders, and"
    assert summary.conclusion([], NOBODY) == f"{cannot} nobody has codes in these texts."
    assert summary.conclusion([], ALONE[:1]) == f"{cannot} ada alone has codes in these texts."
    assert summary.conclusion(found, CODINGS) == (
        "One coder alone found 2 pairs; on one of the pairs that both found the positions differ."
    )
    assert summary.conclusion([], ALONE, {"ada": {"001"}, "dan": {"001"}}).startswith("One coder alone found 0 pairs;")
    assert summary.conclusion([*found[1:] * 2, case("via")], THREE) == (
        "2 pairs were not found by all who read the text; on two of the pairs that several found the positions differ."
    )


def coders(*rows):
    return pd.DataFrame(rows, columns=["coder", "confirmed", "same_position"])


def test_who_differs_from_the_others():
    assert summary.by_coder(coders()) == "One coder alone has codes: there is nobody to differ from."
    two = coders(("ada", 0.5, 0.9), ("ben", 0.7, 0.9))
    assert summary.by_coder(two) == "With two coders, each differs from the other by the same amount."
    three = coders(("cyd", 0.5, 0.91), ("ada", 0.5, 0.8), ("ben", 0.7, 0.4))
    assert summary.by_coder(three, {"ada": "Ada Lund"}) == (
        "On average the others found 50 % of the pairs of Ada Lund and cyd, the lowest share. "
        "Of common pairs, ben had 40 % of the positions of the others, the lowest share."
    )
    tied = coders(("cyd", 0.4, 0.8), ("ada", 0.5, 0.8), ("ben", 0.7, None))
    assert summary.by_coder(tied) == (
        "On average the others found 40 % of the pairs of cyd, the lowest share. "
        "Of common pairs, ada and cyd had 80 % of the positions of the others, the lowest share."
    )
    alike = coders(("ada", 0.5, 0.8), ("ben", 0.5, 0.8), ("cyd", 0.5, 0.8))
    assert summary.by_coder(alike) == (
        "On average the others found 50 % of the pairs of each coder. "
        "Of common pairs, each coder had 80 % of the positions of the others."
    )
    unknown = coders(("ada", None, 0.3), ("ben", 0.7, 0.8), ("cyd", 0.6, 0.8))
    assert summary.by_coder(unknown).endswith(
        "Of common pairs, ada had 30 % of the positions of the others, the lowest share."
    )
    assert summary.by_coder(three.assign(same_position=float("nan"))) == (
        "On average the others found 50 % of the pairs of ada and cyd, the lowest share."
    )


def test_codes_on_the_same_place():
    codes = pd.DataFrame(
        {"variable": ["via", "issue"], "one": ["article", "bread"], "other": ["self", "rolls"], "pairs": [5, 1]}
    )
    assert summary.confused(codes[:0]) == "No two coders had different codes on the same place."
    assert (
        summary.confused(codes)
        == "2 pairs of codes were taken for one another; most often, 5 times, “article” and “self” (via)."
    )
    assert (
        summary.confused(codes[1:])
        == "1 pair of codes was taken for one another; most often, 1 time, “bread” and “rolls” (issue)."
    )


def parts(*rows):
    return pd.DataFrame(rows, columns=["coder", "same_position", "order"])


def test_change_over_time():
    unknown = "No coder has several texts to compare: whether coding changed over time cannot be told."
    assert summary.drift(parts()) == summary.drift(parts(("ada", 0.5, "rows"), ("ben", 0.5, "rows"))) == unknown
    begin = "The share of the same positions, from the first part of a coder's work to the last: "
    ada = [("ada", 0.5, "rows"), ("ada", 0.1, "rows"), ("ada", 0.9, "rows")]
    assert summary.drift(parts(*ada, ("ben", 0.5, "rows"))) == (
        f"{begin}ada from 50 % to 90 %. The order is that of the rows in the coders' files, as there is no journal of "
        "the desk."
    )
    assert summary.drift(parts(("eva", 1, "rows"), ("eva", 1, "rows"))).startswith(f"{begin}eva 100 % throughout. ")
    ben = [("ben", 1, "journal"), ("ben", None, "journal")]
    assert summary.drift(parts(*ben)).endswith(
        "last: ben from 100 % to not defined. The order is that of the desk's journal."
    )
    assert summary.drift(parts(*ben, *ada)) == (
        f"{begin}ben from 100 % to not defined and ada from 50 % to 90 %. The order is that of the desk's journal, and "
        "of ada that of the rows in the file."
    )


def test_spans():
    assert summary.spans(pd.DataFrame({"alpha": []})) == "Spans are compared where two coders have codes."
    assert summary.spans(pd.DataFrame({"alpha": [0.8, None]})) == (
        "Alpha over characters is 0.80, and not defined where boundaries within a word's width are tolerated."
    )
