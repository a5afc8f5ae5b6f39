"""Robustness: findings of the toy study under other decisions, counted by hand."""

from types import SimpleNamespace

import numpy as np
import pytest

from project import TOY as TOY_FOLDER
from stancebook.analysis import decisions, evaluate, findings, predicates, robustness, summary
from stancebook.analysis.multiverse import multiverse
from stancebook.brief.text import parse
from stancebook.core import schema
from stancebook.core.tables import frame, records
from stancebook.figures import single_changes, specification_curve
from stancebook.study import adjudication, quotes

# Of the toy's 13 adjudicated statements, Cordovia on the bridge has −1 (020, dated) and +1 on condition (030, undated,
# found by coder_b alone) and on its own workers −2 (030); Arland on the bridge 1 on condition and 2 (010); Borduria on
# the toll −2, −1, −2 (010) and −2 (020), of which −1 and the one of 020 are its own words.
TOY = {  # by finding, what each single change makes of it, where that is not "yes"
    "arland-builds": {"articles=without 010": ""},
    "cordovia-helps": {
        "coding=coder_a": "no", "confidence=3": "", "articles=without 030": "", "articles=without short": "",
        "voice=direct": "", "centre=latest": "no", "conditional=undecided": "no", "conditional=hedges_too": "no",
        "conditional=left_out": "no",
    },
    "toll-rejected": {},
}  # fmt: skip


def codings(authored):
    """The toy's three codings."""
    coded = {
        name: quotes.place_coding(authored.rows[f"{name}.csv"], name, authored.articles)
        for name in ("coder_a", "coder_b")
    }
    decided = authored.rows["adjudication.csv"]
    return {
        name: frame(adjudication.statements_of_run(coded, decided, name), schema.STATEMENTS)
        for name in ("adjudicated", "coder_a", "coder_b")
    }


def dates(authored):
    return {row["article"]: row["date_latest"] for row in authored.sources}


@pytest.fixture(scope="module")
def toy(authored):
    """The toy study under all its decisions."""
    sentences = parse((TOY_FOLDER / "report" / "text.md").read_text(encoding="utf-8")).sentences
    choices = authored.settings["analysis"]
    declared, problems = findings.read(choices, sentences, authored.codebook, list(dates(authored)))
    assert not problems
    return robustness.run_multiverse(codings(authored), declared, authored.codebook, dates(authored))


def declared(*predicates_of, book, **more):
    """A DeclaredFindings of findings f1, f2, … with these predicates."""
    sentences = [SimpleNamespace(id=f"f{n}", line=n, words="…", holds=text) for n, text in enumerate(predicates_of, 1)]
    found, problems = findings.read(more, sentences, book, ("010", "020", "030"))
    assert not problems, problems
    return found


def test_the_toy_study_as_counted_by_hand(toy):
    for finding, differing in TOY.items():
        rows = toy.changes[toy.changes["finding"] == finding]
        told = {f"{row.decision}={row.alternative}": row.holds for row in rows.itertuples()}
        assert len(told) == 2 + 2 + 4 + 2 + 2 + 1 + 2 + 4  # of each decision in turn
        assert {change: holds for change, holds in told.items() if holds != "yes"} == differing
    assert toy.contested["holds"].tolist() == ["yes"] * 3
    assert toy.contested["reversed_by"].tolist() == [
        "", "", "coding=coder_a; centre=latest; conditional=undecided; conditional=hedges_too; conditional=left_out",
    ]  # fmt: skip
    assert toy.contested["by_definition"].tolist() == ["", "", ""]
    turns = toy.contested["turns_if"][2].split("; ")
    assert turns[:2] == ["the coding of coder_a alone is taken", "each stance is that of the latest text alone"]
    # Arland speaks in 010 alone; what Cordovia would send is told in 030 alone
    assert toy.contested["rests_on"].tolist() == ["010", "", "030"]
    assert robustness.contested(toy.contested)["finding"].tolist() == ["cordovia-helps"]


def test_universes_are_distinct_and_the_share_counts_those_that_can_be_tested(toy):
    universes = toy.universes
    assert universes["universe"].is_unique and (universes["n"] > 0).all()
    assert universes.iloc[0][list(toy.base)].to_dict() == toy.base and universes["n"][0] == 13
    for row in toy.contested.itertuples():
        held = universes[row.finding].tolist()
        assert row.universes == len(universes) and row.testable == held.count("1") + held.count("0")
        assert row.share == held.count("1") / row.testable
    assert universes["estimate"][0] == 2  # Arland and the towns are for the bridge, Cordovia's median is nought


def test_every_combination_is_tried(toy):
    # 3 codings, 3 confidences, 5 sets of texts, 3 via, 3 voices, 5 ways to count, 5 for conditions, 1 for parts
    assert toy.tried == 3 * 3 * 5 * 3 * 3 * 5 * 5
    assert toy.empty == 0 and 200 < len(toy.universes) < toy.tried / 10


def test_an_alternative_that_changes_no_table_is_without_effect(authored):
    said = {name: told.assign(confidence=3) for name, told in codings(authored).items()}
    found = robustness.run_multiverse(
        said, declared(book=authored.codebook), authored.codebook, dates(authored)
    ).options
    effect = {f"{row.decision}={row.alternative}": row.effect for row in found.itertuples()}
    assert effect["confidence=2"] == effect["confidence=3"] == 0 < effect["coding=coder_a"]
    assert effect["coding=adjudicated"] == 0
    assert len(found) == 3 + 3 + 4 + 3 + 3 + 2 + 3 + 5 + 1


def test_an_option_that_empties_the_data_is_no_universe(authored):
    said = {name: told.assign(voice="indirect") for name, told in codings(authored).items()}
    book = authored.codebook
    found = robustness.run_multiverse(said, declared("stance(arland, bridge) > 0", book=book), book, dates(authored))
    assert found.empty >= found.tried / 3 and "direct" not in set(found.universes["voice"])
    rows = found.changes[found.changes["alternative"] == "direct"]
    assert rows["holds"].tolist() == [""]  # neither true nor false
    direct = found.options.set_index("alternative").loc["direct"]
    assert direct["universes"] == 0 and direct["effect"] == found.tried / 3  # it leaves nothing, which is an effect


def test_no_statement_at_all_is_reported_and_not_counted(authored):
    said = {name: told[:0] for name, told in codings(authored).items()}
    book = authored.codebook
    found = robustness.run_multiverse(said, declared("stance(arland, bridge) > 0", book=book), book, dates(authored))
    assert found.universes.empty and found.tried == found.empty
    assert found.contested[["holds", "reversed_by"]].values.tolist() == [["", ""]]
    assert records(found.contested)[0]["share"] is None and records(found.contested)[0]["testable"] == 0
    assert specification_curve.title(found.universes) == "No universe has an estimate"


def test_a_single_text_has_none_to_leave_out(authored):
    said = {name: told[told["article"] == "010"] for name, told in codings(authored).items()}
    book = authored.codebook
    found = robustness.run_multiverse(said, declared("n(arland, bridge) == 2", book=book), book, {"010": "1925-03-02"})
    assert set(found.options[found.options["decision"] == "articles"]["alternative"]) == {"all"}
    assert found.contested["holds"].tolist() == ["yes"]


@pytest.mark.parametrize(
    "predicate, holds",
    [
        ("actors(bridge) == 3", "yes"),
        ("actors(bridge, at_least=0.5) == 2", "yes"),
        ("actors(bridge, at_least=0.5, type=state) == 1", "yes"),
        ("actors(bridge, at_most=-0.5) == 0", "yes"),
        ("actors(bridge, at_least=0.5, quoted=1) == 1", "yes"),
        ("spread(own_workers) == 3", "yes"),  # from Cordovia's −2 to Borduria's 1
        ("actors(own_workers, type=group) == 0", ""),  # no group says anything on it
        ("actors(toll, at_most=-0.5, quoted=1) == 1", "yes"),
        ("spread(bridge) == 2", "yes"),  # from Cordovia's nought to the towns' two
        ("n(borduria, toll) == 4 and texts(borduria, toll) == 2 and quoted(borduria, toll) == 2", "yes"),
        ("on_terms(cordovia, bridge, half_paid) == 1", "yes"),
        ("on_terms(cordovia, bridge, if_asked) == 0", "yes"),
        ("stance(towns, own_workers) > 0", ""),
        ("on_terms(towns, own_workers, other) > 0", ""),
        ("stance(arland, bridge) > 1.5", "no"),
    ],
)
def test_what_predicates_ask_of_the_toy_study(authored, predicate, holds):
    book, choices = authored.codebook, decisions.alternatives(list(dates(authored)))
    outcomes = multiverse(codings(authored), [decisions.base(choices)], dates(authored))
    assert evaluate.holds_in(predicates.parse(predicate, predicates.asked_of(book)), outcomes, book).tolist() == [holds]


def test_terms_cannot_be_asked_where_statements_on_terms_are_left_out(authored):
    book = authored.codebook
    found = robustness.run_multiverse(
        codings(authored), declared("on_terms(cordovia, bridge, half_paid) >= 1", book=book), book, dates(authored)
    )
    told = found.changes.set_index("alternative")["holds"]
    assert told["left_out"] == "" and told["undecided"] == "yes"


def test_terms_can_be_asked_where_nothing_was_dropped_and_of_hedges_always(authored):
    book = authored.codebook
    asked = declared("on_terms(towns, bridge, half_paid) == 0", "on_terms(cordovia, bridge, none) >= 1", book=book)
    found = robustness.run_multiverse(codings(authored), asked, book, dates(authored)).changes
    told = found[found["alternative"] == "left_out"].set_index("finding")["holds"]
    assert told.to_dict() == {"f1": "yes", "f2": "yes"}


def test_universes_of_one_hash_give_the_same_verdicts(authored):
    """Also those of an alternative that changes nothing here, such as leaving out conditional positions."""
    book, choices = authored.codebook, decisions.alternatives(list(dates(authored)))
    said = {name: told.assign(condition="if_asked") for name, told in codings(authored).items()}
    chosen = list(decisions.universes(choices))
    outcomes = multiverse(said, chosen, dates(authored))
    predicate = predicates.parse("on_terms(arland, bridge, half_paid) == 0", predicates.asked_of(book))
    verdict = evaluate.holds_in(predicate, outcomes, book).tolist()
    assert len(set(zip(outcomes.hashes(), verdict, strict=True))) == len(set(outcomes.hashes()))


def test_one_actor_has_no_spread(authored):
    book, choices = authored.codebook, decisions.alternatives(list(dates(authored)))
    said = {name: told[told["actor"] == "arland"] for name, told in codings(authored).items()}
    outcomes = multiverse(said, [decisions.base(choices)], dates(authored))
    predicate = predicates.parse("spread(bridge) == 0", predicates.asked_of(book))
    assert evaluate.holds_in(predicate, outcomes, book).tolist() == [""]


def test_a_finding_hangs_on_the_coding_where_one_says_yes_and_another_no(authored):
    book = authored.codebook
    asked = declared("n(cordovia, bridge) == 2", "n(towns, toll) == 1", "n(arland, bridge) >= 1", book=book)
    said = codings(authored)
    table = robustness.holds_by_coding(robustness.run_multiverse(said, asked, book, dates(authored)))
    assert table.columns.tolist() == ["finding", "adjudicated", "coder_a", "coder_b"]
    assert table.values.tolist() == [["f1", "yes", "no", "yes"], ["f2", "yes", "yes", ""], ["f3", "yes", "yes", "yes"]]
    assert robustness.dependent_on_coding(table) == ["f1"]
    people = {"coder_a": "Ada Lund", "coder_b": "Ben Holt"}
    named = robustness.run_multiverse(said, asked, book, dates(authored), people=people)
    assert named.names["coding=coder_b"] == "Ben Holt alone" and named.changes["alternative"].isin(["coder_b"]).any()
    assert named.contested["turns_if"].str.contains("the coding of Ada Lund alone is taken").any()
    assert "the coding of Ben Holt alone is taken" in named.options["meaning"].tolist()
    alone = said | {"coder_b": said["coder_b"][:0]}
    table = robustness.holds_by_coding(robustness.run_multiverse(alone, asked, book, dates(authored), "coder_a"))
    assert table.columns.tolist() == ["finding", "coder_a", "adjudicated", "coder_b"]
    assert table["coder_b"].tolist() == [""] * 3 and robustness.dependent_on_coding(table) == ["f1"]


def test_an_unnamed_part_may_count_as_its_group(authored):
    book = authored.codebook
    asked = declared("stance(arland, bridge) >= 1.5", book=book, parts={"cordovia": "arland"})
    found = robustness.run_multiverse(codings(authored), asked, book, dates(authored))
    told = {(row.decision, row.alternative): row.holds for row in found.changes.itertuples()}
    # with Cordovia's −1 and 1 the median of 1, 2 is 1
    assert told["parts", "group"] == "no" and told["parts", "left_out"] == "yes"


def test_another_base_is_the_start_of_its_own_changes(authored):
    book = authored.codebook
    asked = declared("n(cordovia, bridge) == 2", book=book)
    found = robustness.run_multiverse(codings(authored), asked, book, dates(authored), "coder_a", 2)
    assert found.base["coding"] == "coder_a" and found.base["confidence"] == "2"
    assert found.contested["holds"].tolist() == ["no"]
    assert found.contested["reversed_by"].tolist() == ["coding=adjudicated; coding=coder_b"]
    assert robustness.contested(found.contested).empty  # it does not hold here in the first place


def test_many_texts_are_left_out_one_by_one_but_not_in_every_combination():
    articles = [f"{number:03}" for number in range(40)]
    choices = decisions.alternatives(articles, {"late": articles[20:]}, {"a": "b"})
    crossed = decisions.crossed(choices, {"late"})
    assert crossed["articles"] == ("all", "without late") and len(choices["articles"]) == 42
    assert len(list(decisions.single_changes(choices, decisions.base(choices)))) == 41 + 15
    assert decisions.crossed(decisions.alternatives(articles[:5])) == decisions.alternatives(articles[:5])


def test_a_sentence_says_which_texts_are_left_out_alone(toy):
    assert "many texts" not in summary.universes(toy)
    many = summary.universes(toy._replace(alone=300))
    assert many.endswith("There are many texts: each of 300 is left out by itself alone, with the choices of this run.")


def test_titles():
    def rows(*turned):
        return frame([{"holds": "yes", "turns_if": change} for change in turned], schema.CONTESTED)

    assert single_changes.title(rows()) == "No finding is declared"
    assert single_changes.title(rows("", "")) == "No single change reverses any of 2 findings"
    assert single_changes.title(rows("a=b", "")) == "1 of 2 findings is reversed by at least one single change"
    told = frame([{"estimate": str(value)} for value in (-4, -1, 2)], schema.UNIVERSES)
    assert (
        specification_curve.title(told)
        == "The estimate ranges from −4 to 2 and is below zero in 67 % of three universes; in this run it is −4"
    )


def test_the_default_study_has_hundreds_of_universes():
    from project import PROJECT
    from stancebook.core import tables

    table = tables.read(PROJECT / "data" / "processed" / "universes.csv")
    assert len({row["universe"] for row in table}) == len(table) >= 500
    known = [row["finding"] for row in tables.read(PROJECT / "data" / "processed" / "contested.csv")]
    assert set(known) < set(table[0]) and {row[known[0]] for row in table} <= {"1", "0", ""}


def test_values_are_numbers_or_nothing_in_every_table(toy):
    for table in (toy.universes, toy.contested, toy.options, toy.changes):
        assert not any(value is not None and value != value for row in records(table) for value in row.values())
    assert np.isfinite(toy.universes["estimate"].dropna().astype(float)).all()
