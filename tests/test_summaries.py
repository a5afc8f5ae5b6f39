"""Sentences of the summaries agree in number with one thing and with several."""

from types import SimpleNamespace

import pandas as pd
import pytest

from stancebook.agreement import summary as agreement
from stancebook.analysis import summary as analysis
from stancebook.brief import summary as brief
from stancebook.figures import heatmap, single_changes
from stancebook.study import provenance
from stancebook.study import summary as study

FINDINGS = pd.DataFrame({
    "finding": ["a", "b", "c"], "says": ["Yes.", "No.", "So."], "turns_if": ["x", "", ""], "untestable_by": ["", "y", ""], "rests_on": ["", "010", ""],
})  # fmt: skip
SAYS = dict(zip(FINDINGS["finding"], FINDINGS["says"], strict=True))
STATEMENTS = pd.DataFrame({"via": ["self", "self", "other"], "voice": ["direct", "indirect", "direct"]})
STANCES = pd.DataFrame({"actor": ["arland"], "issue": ["toll"], "n": [1], "median": [2.0]})
CODINGS = pd.DataFrame({
    "article": ["010"] * 3, "sentence_start": [0, 0, 9], "actor": ["arland"] * 3, "issue": ["toll", "toll", "ban"], "coder": ["ada", "ben", "ada"],
})  # fmt: skip


def case(*differ):
    return SimpleNamespace(differ=differ, kind="alone" if "presence" in differ else "differs")


def many(frame):
    return pd.concat([frame] * 2, ignore_index=True)


def test_findings():
    assert analysis.contested(FINDINGS) == (
        "1 of 3 findings is contested: at least one other choice in the analysis reverses it. "
        "2 of 3 findings can be tested under every other choice."
    )
    assert analysis.contested(FINDINGS[:0]).startswith(
        "No finding can be tested, because no sentence of report/text.md"
    )
    assert " of 6 findings are contested: at least one other choice in the analysis reverses them." in (
        analysis.contested(many(FINDINGS))
    )
    assert analysis.untestable(FINDINGS) == "1 finding cannot be tested under every choice; 1 rests on one text:\n– No."
    assert "; 2 rest on one text" in analysis.untestable(many(FINDINGS))
    assert analysis.by_coding(FINDINGS, ["a"], SAYS).endswith("holds in one coding and not in another:\n– Yes.")
    assert analysis.contested_findings(FINDINGS) == "Contested:\n– Yes."
    assert analysis.contested_findings(FINDINGS[1:]) == "No finding is contested."
    assert analysis.by_coding(FINDINGS, ["a", "b"], SAYS).startswith("2 of 3 findings hold in one coding")


def test_of_a_single_thing_no_figure_is_said_and_nothing_is_listed_as_none():
    one = FINDINGS[:1].assign(turns_if="")
    assert analysis.contested(one) == (
        "No finding is contested: no other choice in the analysis reverses one. "
        "The one finding can be tested under every other choice."
    )
    assert analysis.by_coding(one, [], SAYS) == "No finding holds in one coding and not in another."
    assert analysis.by_coding(FINDINGS, [], SAYS) == "0 of 3 findings hold in one coding and not in another."
    assert analysis.untestable(one) == "0 findings cannot be tested under every choice; 0 rest on one text."
    assert single_changes.title(one.assign(holds="yes", says="It is so")) == "No single change reverses the one finding"
    source = {"article": "010", "cited_outlets": ""}
    assert study.cited_outlets([source]) == "No text names another outlet as its source."
    assert study.cited_outlets([source] * 3) == "0 of 3 texts name another outlet as their source."
    assert study.notes([]) == "There are no notes."
    assert provenance.in_words(provenance.SourceBasis(3, 0, 3, False)) == (
        "It is not known of any of the three texts what it draws on."
    )


def test_cells_that_are_empty_are_named_if_there_are_any():
    full = pd.DataFrame([(a, i, 1, 2.0) for a in "ab" for i in "xy"], columns=list(STANCES))
    assert analysis.cells(full) == "4 of 4 cells hold a statement, 4 of them a single one."
    assert analysis.cells(full[1:]).endswith("3 of them a single one. The others are empty: no statement found.")
    assert "others" not in heatmap.draw(full, {}, "Title").alt
    assert "; in the others no statement was found." in heatmap.draw(full[1:], {}, "Title").alt


def test_fact_decisions():
    rows = [{"decision": decision} for decision in ("kept", "left_out", "left_out")]
    assert study.fact_decisions(rows) == "3 decisions on facts: 1 kept, 0 amended, 0 merged and 2 left out."
    assert study.fact_decisions(rows[:1]).startswith("1 decision on facts: 1 kept")


def test_stances():
    assert analysis.stances(STANCES, {}).startswith("1 actor holds a position on 1 issue.")
    assert analysis.cells(STANCES) == "The one cell holds a statement, 1 of them a single one."
    two = many(STANCES).assign(actor=["arland", "towns"])
    assert analysis.stances(two, {}).startswith("2 actors hold a position on 1 issue.")
    assert analysis.cells(two).startswith("2 of 2 cells hold a statement, 2 of them")
    assert analysis.quoted(STATEMENTS, "tolls") == "1 of 3 statements on tolls is in the actor's own words."
    assert analysis.quoted(many(STATEMENTS), "tolls") == "2 of 6 statements on tolls are in the actor's own words."


@pytest.mark.parametrize(
    ("tried", "empty", "universes", "sentence"),
    [
        (9, 1, 3, "9 combinations are possible; 1 of them leaves no statement. They give 3 universes that differ in"),
        (1, 0, 1, "1 combination is possible. They give 1 universe that differs in"),
    ],
)
def test_universes(tried, empty, universes, sentence):
    found = SimpleNamespace(tried=tried, empty=empty, universes=range(universes), alone=0)
    assert analysis.universes(found).startswith(sentence)
    assert analysis.universes(found).endswith("under the first of them.")
    found.alone = 300
    assert analysis.universes(found).endswith("each of 300 is left out by itself alone, with the choices of this run.")


def test_agreement():
    assert agreement.positions([case("position"), case("voice")], CODINGS) == "The one position differs."
    two = pd.concat([CODINGS, CODINGS.assign(article="020")])
    assert agreement.positions([case("position")] * 2, two) == "2 of 2 positions differ."
    assert agreement.sampled([{"variable": "all", "decision": "upheld"}]) == (
        "1 agreement was read a third time: 1 upheld, 0 amended."
    )
    assert agreement.sampled([{"variable": "all", "decision": "upheld"}] * 2).startswith("2 agreements were read")
    assert agreement.conclusion([case("position"), case("presence")], CODINGS) == (
        "One coder alone found 1 pair; on one of the pairs that both found the positions differ."
    )
    missing = pd.DataFrame({"variable": ["via"], "value": [float("nan")], "measure": ["alpha"], "reason": ["one text"]})
    assert agreement.coefficients(missing, missing.iloc[:0]).startswith("The lowest alpha: not defined.")
    assert agreement.coefficients(missing, missing) == "No coefficient has a value (one text)."


def test_sources_and_decisions():
    sources = [{"article": "010", "cited_outlets": "The Wire"}, {"article": "020", "cited_outlets": ""}]
    assert study.cited_outlets(sources) == "1 of 2 texts names another outlet as its source: 010."
    assert study.cited_outlets(sources[:1] * 2) == "2 of 2 texts name another outlet as their source: 010."
    decision = {"decision": "absent", "coder_a": "present", "coder_b": ""}
    assert study.adjudication([decision]) == "1 decision. It removed 1 row that only one coder had."
    assert study.adjudication([decision] * 2) == "2 decisions. They removed 2 rows that only one coder had."


def test_claims():
    one = pd.DataFrame({"claim": ["a"], "passages": ["S1"]})
    assert brief.claims(one) == (
        "1 claim rests on 1 passage. No claim cites more than 1 of them; 1 claim cites a single one."
    )
    assert brief.citations(one, many(one)) == "1 of 2 passages is cited. All can be read on the evidence page."
    two = pd.DataFrame({"claim": ["a", "b"], "passages": ["S1 S2", "S3"]})
    assert brief.claims(two).startswith("2 claims rest on 3 passages.")
    assert brief.citations(two, two) == "3 of 2 passages are cited. All can be read on the evidence page."
