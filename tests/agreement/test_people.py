"""People compared with the study: numbers by hand, weights, ranges, and the most telling differences."""

import pandas as pd
import pytest

from stancebook.agreement import people, people_summary, reliability
from stancebook.core.schema import CODINGS
from stancebook.core.tables import frame
from stancebook.study.people.sample import Sample, mark
from stancebook.study.people.validators import Validation

NAMES = {"a": "agreed, supports", "b": "nothing found"}  # four sentences of 4, two of 20
OF = ["a", "a", "a", "a", "b", "b"]
PLACES = [("010", str(10 * number)) for number in range(6)]


def row(number, position, actor="arland", issue="toll", **more):
    cells = {
        "article": "010",
        "sentence": str(number + 1),
        "sentence_start": str(10 * number),
        "start": "0",
        "end": "1",
    }
    cells |= {"quote": f"words {number}", "speaker": "-", "actor": actor, "via": "self", "voice": "direct"}
    return (
        cells | {"issue": issue, "position": str(position), "condition": "none", "confidence": "3", "note": ""} | more
    )


@pytest.fixture
def sample():
    rows = [
        {"article": id, "sentence_start": start, "stratum": mark(NAMES[of], 1), "unit": n}
        for n, ((id, start), of) in enumerate(zip(PLACES, OF, strict=True), 1)
    ]
    sizes = [("a", 4, 4), ("b", 20, 2)]
    strata = [{"stratum": mark(NAMES[of], 1), "sentences": n, "drawn": k, "seed": 1} for of, n, k in sizes]
    return Sample(rows, strata)


@pytest.fixture
def study():
    return frame([row(0, 2), row(1, 1), row(2, -1), row(3, 2)], CODINGS)


def validation(sample, **rows):
    return Validation(sample, rows, dict.fromkeys(rows, frozenset(PLACES)))


# ben misses sentence 3, turns sentence 2 round, and finds a position in sentence 4, where the study has none
BEN = [row(0, 2), row(1, 1), row(2, 1), row(4, -1)]
CYD = [row(0, 2), row(1, 2), row(2, -1), row(3, 2)]


def compared(sample, study, **rows):
    coders = pd.concat([study.assign(coder=name) for name in ("coder_a", "coder_b")])
    found = people.comparisons(validation(sample, **rows), study, coders)
    return found, people.measured(found, sample)


def values(results, who):
    own = results[results["who"] == who].set_index(["variable", "measure"])
    return own["value"].to_dict(), own["unweighted"].to_dict(), own["units"].to_dict()


def test_numbers_by_hand(sample, study):
    found, results = compared(sample, study, ben=BEN, cyd=CYD)
    assert [(each.between, each.who) for each in found] == [
        ("person and study", ("ben", "study")), ("person and study", ("cyd", "study")), ("people", ("ben", "cyd")),
        ("coders", ("coder_a", "coder_b")),
    ]  # fmt: skip
    value, plain, units = values(results, "ben study")
    # alike on 4 of 6 sentences; weighted: 3 sentences of weight 1 and one of 10, of 4 and 20
    assert plain["finding", "percent_agreement"] == pytest.approx(4 / 6) and units["finding", "percent_agreement"] == 6
    assert value["finding", "percent_agreement"] == pytest.approx(13 / 24)
    # pairs: three in common, one alone each; weighted: 3, 1 and 10
    assert plain["pairs", "positive_agreement"] == pytest.approx(6 / 8)
    assert value["pairs", "positive_agreement"] == pytest.approx(6 / (6 + 1 + 10))
    assert (
        value["position", "percent_agreement"] == pytest.approx(2 / 3) and units["position", "percent_agreement"] == 3
    )
    value, _, _ = values(results, "cyd study")
    assert value["finding", "percent_agreement"] == 1 and value["position", "percent_agreement"] == 3 / 4
    value, _, _ = values(results, "coder_a coder_b")
    assert value["position", "alpha"] == 1


def test_with_equal_weights_a_value_is_that_of_the_sample(sample, study):
    equal = [row | {"sentences": 3 * int(row["drawn"])} for row in sample.strata]
    _, results = compared(sample._replace(strata=equal), study, ben=BEN, cyd=CYD)
    assert results["value"].to_numpy(float, na_value=-9) == pytest.approx(
        results["unweighted"].to_numpy(float, na_value=-9)
    )
    # and that of notebook 03's own coefficients
    both = pd.concat([frame(BEN, CODINGS).assign(coder="ben"), study.assign(coder="study")])
    ours = reliability.reliability(both, pd.DataFrame({"article": "010", "start": [10 * n for n in range(6)]}))
    keys = ["variable", "measure", "level"]
    theirs = ours.set_index(keys)["value"]
    own = results[results["who"] == "ben study"].set_index(keys)["value"]
    assert own.to_numpy(float, na_value=-9) == pytest.approx(theirs[own.index].to_numpy(float, na_value=-9))


def test_a_range_holds_its_value_and_is_narrower_with_more_sentences():
    def of(n):
        rows = [{"article": "010", "sentence_start": str(10 * k), "stratum": "s", "unit": k} for k in range(n)]
        sample = Sample(rows, [{"stratum": "s", "sentences": 5 * n, "drawn": n, "seed": 1}])
        study = frame([row(k, (-2, -1, 1, 2)[k % 4]) for k in range(n)], CODINGS)
        ben = [row(k, (-2, -1, 1, 2)[(k + (k % 5 == 0)) % 4]) for k in range(n)]
        found = people.comparisons(
            Validation(sample, {"ben": ben}, {"ben": frozenset(sample.places)}), study, study[:0].assign(coder="")
        )
        results = people.measured(found, sample)
        assert results.equals(people.measured(found, sample))  # seeded
        return results.set_index(["variable", "measure"]).loc[("position", "alpha")]

    few, many = of(20), of(200)
    assert few["low"] < few["value"] < few["high"] and many["low"] < many["value"] < many["high"]
    assert many["high"] - many["low"] < (few["high"] - few["low"]) / 2


def test_nothing_is_compared_before_everybody_has_read_every_sentence(sample, study):
    nobody = validation(sample)
    at_work = Validation(sample, {"ben": BEN}, {"ben": frozenset(PLACES[:5])})
    for each in (nobody, at_work):
        assert people.comparisons(each, study, study) == []
        results = people.measured([], sample)
        said = people_summary.summary(each, results)
        assert said.startswith("Nobody has validated these codings: 6 sentences are drawn, and ")
        assert people_summary.in_brief(results) == "no person has checked them"
        assert people_summary.passages([]) == people_summary.NOTHING
        assert not any(cell in said for cell in ("arland", "toll"))
    assert "ben has read 5" in said


def test_of_three_coders_those_are_compared_who_read_the_text(sample, study):
    found = validation(sample, ben=BEN)
    other = study.assign(article="020", coder="coder_c")
    coders = pd.concat([study.assign(coder="coder_a"), study[:3].assign(coder="coder_b"), other])
    read = {"coder_a": {"010"}, "coder_b": {"010"}, "coder_c": {"020"}}
    compared = people.comparisons(found, study, coders, read)
    value, _, units = values(people.measured(compared, sample), "coder_a coder_b coder_c")
    assert units["finding", "percent_agreement"] == 6 and value["pairs", "positive_agreement"] == pytest.approx(6 / 7)
    assert people_summary.by_stratum(compared, sample)[0]["same pairs: coder_a, coder_b, coder_c"] == 3


def test_a_text_that_no_coder_read_is_none_where_the_study_found_nothing(sample, study):
    found = validation(sample, ben=BEN)
    unread = people.comparisons(found, study[:0], study[:0].assign(coder=""), {"ada": {"020"}}, {"020"})
    results = people.measured(unread, sample)
    assert results.loc[results["who"] == "ben study", "units"].tolist() == [0] * len(results)
    nothing = people.measured(people.comparisons(found, study[:0], study[:0].assign(coder=""), {}, {"010"}), sample)
    assert nothing["units"].max() == 6


def test_where_no_sample_is_drawn_nothing_is_measured_though_a_validator_is_named(study):
    nothing = Validation(Sample([], []), {"ben": []}, {"ben": frozenset()})
    assert not nothing.is_complete and people.comparisons(nothing, study, study) == []
    results = people.measured([], nothing.sample)
    assert people_summary.in_brief(results) == "no person has checked them"
    said = people_summary.summary(nothing, results)
    assert said == "Nobody has validated these codings: no sample of sentences is drawn."


def test_one_coders_statements_are_compared_on_the_texts_that_this_coder_read(sample, study):
    rows = [row | {"article": "020"} if row["sentence_start"] == "30" else row for row in sample.rows]
    apart, places = sample._replace(rows=rows), {(row["article"], row["sentence_start"]) for row in rows}
    codings = {"cyd": [row | {"article": "020"} if row["sentence"] == "4" else row for row in CYD]}
    found = Validation(apart, codings, {"cyd": frozenset(places)})
    own = study[study["sentence"] != 4]  # the coder was not given text 020
    everywhere = people.comparisons(found, own, own.assign(coder="ada"))
    compared = people.comparisons(found, own, own.assign(coder="ada"), {"ada": {"010"}}, {"010"})
    _, plain, units = values(people.measured(everywhere, apart), "cyd study")
    assert plain["pairs", "positive_agreement"] == pytest.approx(6 / 7) and units["finding", "percent_agreement"] == 6
    _, plain, units = values(people.measured(compared, apart), "cyd study")
    assert plain["pairs", "positive_agreement"] == 1 and units["finding", "percent_agreement"] == 5
    assert people_summary.by_stratum(compared, apart)[0]["same pairs: cyd, study"] == "3 of 3 compared"
    assert [case.key[0] for case in people_summary.telling(everywhere)] == ["020", "010"]
    assert [case.key[0] for case in people_summary.telling(compared)] == ["010"]


def test_what_is_said_and_shown_side_by_side(sample, study):
    found, results = compared(sample, study, ben=BEN, cyd=CYD)
    said = people_summary.summary(validation(sample, ben=BEN, cyd=CYD), results).splitlines()
    assert said[0] == "ben and cyd coded 6 sentences anew, drawn from strata, without seeing any code."
    assert said[1].startswith("ben and study: pairs of actor and issue 35 % (") and len(said) == 5
    named = people_summary.summary(
        validation(sample, ben=BEN, cyd=CYD), results, {"ben": "Ben Holt", "study": "the study"}
    )
    assert named.startswith("Ben Holt and cyd coded 6 sentences") and "\nBen Holt and the study: pairs" in named
    brief = people_summary.in_brief(results)
    assert brief.startswith("two people coded 6 sentences anew: pairs agree at 35 % and 100 %, positions at alpha ")
    table = people_summary.side_by_side(results)
    assert list(table[0]) == ["variable", "measure", "ben, study", "cyd, study", "ben, cyd", "coder_a, coder_b"]
    assert "Ben Holt, study" in people_summary.side_by_side(results, {"ben": "Ben Holt"})[0]
    assert "same pairs: Ben Holt, study" in people_summary.by_stratum(found, sample, {"ben": "Ben Holt"})[0]
    assert table[0]["ben, study"].startswith("0.54 (") and table[0]["ben, study"].endswith(", n = 6")
    assert people_summary.by_stratum(found, sample) == [
        {"stratum": "agreed, supports", "sentences": 4, "drawn": 4, "same pairs: ben, study": 3,
         "same pairs: cyd, study": 4, "same pairs: ben, cyd": 3, "same pairs: coder_a, coder_b": 4},
        {"stratum": "nothing found", "sentences": 20, "drawn": 2, "same pairs: ben, study": 1,
         "same pairs: cyd, study": 2, "same pairs: ben, cyd": 1, "same pairs: coder_a, coder_b": 2},
    ]  # fmt: skip


def test_the_most_telling_differences_come_first_and_are_escaped(sample, study):
    rows = [row(0, 1, quote="<b>*so*</b>"), row(1, 1), row(2, 1), row(4, -1)]
    found, _ = compared(sample, study, ben=rows)
    lines = people_summary.passages(found, {"arland": "Arland"}).splitlines()
    assert [line.split(",")[0] for line in lines[::2]] == ["- **010"] * 4
    assert [line.partition("**,")[0].split()[-1] for line in lines[::2]] == ["3", "4", "5", "1"]
    assert lines[1] == "  - position: ben \\+1, study −1" and lines[3] == "  - presence: ben nothing, study found, +2"
    named = people_summary.passages(found, {}, {"ben": "Ben *Holt*", "study": "the study"}).splitlines()
    assert named[1] == "  - position: Ben \\*Holt\\* \\+1, the study −1"
    assert "<b>" not in "".join(lines) and "*so*" not in "".join(lines).replace("\\*", "")
    assert people_summary.passages(found, most=1).splitlines()[-1] == "The first 1 of 4 differences."
