"""A sentence with its evidence: what the rules compare it with, and whose words a row has."""

from types import SimpleNamespace

import pytest

from stancebook.brief.citations import Evidence
from stancebook.brief.rules.case import Case, shortened
from stancebook.brief.rules.language import Language
from stancebook.brief.rules.lexicon import lacking

LANGUAGE = Language(
    {"arland": ["Arland", "Arlandic"], "borduria": ["Borduria"]}, people=["Ann Bell"], about=["Own words."]
)


def passage(article, start, quote):
    return {"id": f"{article}-{start}", "article": article, "start": start, "end": start + len(quote), "quote": quote}


def case(words="", **parts):
    empty = {"statements": [], "facts": [], "notes": [], "passages": [], "contexts": (), "sources": [], "tables": {}}
    return Case(SimpleNamespace(words=words), Evidence(**{**empty, "study": False, **parts}), LANGUAGE)


def test_texts_are_source_sentences_and_passages_that_stand_in_none():
    made = case(contexts=("We go now.", ""), passages=[passage("000", 3, "go now"), passage("000", 40, "One. Two")])
    assert made.texts == ["We go now.", "One. Two"]
    assert case(contexts=("We go.",), study=True).texts == ["We go.", "Own words."]
    assert case(contexts=("We go.", "They go."), passages=[passage("000", 0, "We go")]).texts == ["We go.", "They go."]


def test_sentences_that_follow_each_other_in_one_text_are_also_compared_as_one():
    first, second = passage("000", 0, "We go."), passage("000", 7, "They go.")
    assert "We go. They go." in case(contexts=("We go.", "They go."), passages=[first, second]).folded
    apart = second | {"start": 9}
    elsewhere = second | {"article": "001"}
    for other in (apart, elsewhere):
        assert "We go. They go." not in case(contexts=("We go.", "They go."), passages=[first, other]).folded


def test_headlines_can_be_quoted_where_there_are_some():
    made = case(sources=[{"headline": "Go “now”"}, {"headline": ""}, {"headline": None}])
    assert made.folded == ["Go now"]


def test_cells_and_remarks_leave_out_what_is_empty():
    made = case(tables={"x.csv": [{"a": 1.5, "b": None, "c": "", "d": 0}]}, facts=[{"value": "five"}, {"value": None}],
                notes=[{"note": "outside"}, {"note": ""}])  # fmt: skip
    assert (made.cells, made.remarks) == (["1.5", "0"], ["five", "outside"])


def test_actors_are_those_of_statements_facts_and_tables():
    made = case(
        statements=[{"actor": "arland", "speaker": "-"}], facts=[{"subject": "us and uk"}, {"subject": None}],
        tables={"ties.csv": [{"actor_a": "borduria", "actor_b": "syldavia", "net": 1}], "stances.csv": [{"actor": "cadonia"}]},
    )  # fmt: skip
    assert made.actors == {"arland", "us", "and", "uk", "borduria", "syldavia", "cadonia"}


@pytest.mark.parametrize(
    ("row", "own"),
    [
        ({"via": "self"}, True),
        ({"via": "other"}, False),
        ({"via": "article"}, False),
        ({"said_by": "article", "subject": "arland"}, False),
        ({"said_by": "-", "subject": "arland"}, False),
        ({"said_by": None, "subject": "arland"}, False),
        ({"said_by": "Ann Bell", "subject": "arland"}, True),
        ({"said_by": "Borduria", "subject": "arland"}, True),
        ({"said_by": "two officials", "subject": "arland"}, False),
        ({"said_by": "Arlandic officials", "subject": "arland"}, True),
        ({"said_by": "Arlandic officials", "subject": "borduria"}, False),
        ({"said_by": "officials with Ann Bell", "subject": "bell"}, False),
    ],
)
def test_whether_a_row_is_what_its_actor_said(row, own):
    made = case()
    assert made.by_actor(row) is own
    assert case(facts=[row] if "said_by" in row else [], statements=[row] if "via" in row else []).by_others == (
        [] if own else [row]
    )


def test_a_quoted_sign_is_no_quotation_but_an_open_mark_is():
    assert [quoted.text for quoted in case("The “†” and “so”, “").quotations] == ["so", ""]


def test_the_texts_of_a_row_are_those_with_its_words():
    assert case(contexts=("We go.", "They go.")).contexts_of({"quote": "They"}) == ["They go."]


def test_a_sentence_is_cut_for_a_message_only_if_it_is_too_long():
    assert (shortened("one two", 7), shortened("one two", 6)) == ("one two", "one …")


@pytest.mark.parametrize(
    ("source", "sentence", "words"),
    [
        ("a potential bridge of steel", "The bridge is of steel.", ["potential"]),
        ("committed to a potential bridge", "They committed money.", []),
        ("a role that could change towns", "They want a role.", []),
        ("their role could change towns", "They want a role.", ["could"]),
        ("thirty cranes and perhaps 800 lorries", "Thirty cranes come.", []),
        ("thirty cranes and perhaps 800 lorries", "Some 800 lorries come.", ["perhaps"]),
        ("They may leave and are likely to stay", "They leave and stay.", ["may", "likely"]),
        ("They may leave", "They might leave.", []),
    ],
)
def test_a_hedge_counts_where_the_sentence_has_what_it_is_said_of(source, sentence, words):
    assert lacking(source, sentence, "hedges") == words
