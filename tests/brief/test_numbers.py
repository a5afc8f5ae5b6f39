"""Numbers of a sentence, each with the least evidence in which it stands or is missing."""

from types import SimpleNamespace as Made

import pytest

from stancebook.brief.rules import numbers
from stancebook.brief.rules.case import Case
from stancebook.brief.rules.language import Language

NOTHING = {
    "contexts": (), "passages": [], "facts": [], "notes": [], "sources": [], "tables": {}, "statements": [],
    "study": False, "counts": {}, "uncounted": {},
}  # fmt: skip


def case(words, inline=(), **evidence):
    language = Made(find=lambda text: [], articles=("010", "020"), about=())
    return Case(Made(words=words, counts=inline), Made(**{**NOTHING, **evidence}), language)


def missing(words, **evidence):
    """The numbers that the evidence does not have."""
    return [remark.message.split("“")[1].split("”")[0] for remark in numbers.number(case(words, **evidence))]


def fact(low="", high="", unit=""):
    return {"value_low": low, "value_high": high, "unit": unit, "value": "", "subject": "arland", "said_by": "Lind"}


@pytest.mark.parametrize(
    ("words", "facts", "left"),
    [
        ("It sends 40 men.", [fact("40")], []),
        ("It sends 40 to 60 men.", [fact("40", "60")], []),
        ("It sends 60 men.", [fact("40")], ["60"]),
        ("It sends 40 men.", [fact()], ["40"]),
        ("It sends 40 men.", [fact("none"), fact(None, "40")], []),
        ("It pays 40%.", [fact("40", unit="%")], []),
        ("It pays 40%.", [fact("40", unit="Percent")], []),
        ("It pays 40%.", [fact("40")], ["40%"]),
        ("It pays €40.", [fact("40", unit="EUR")], []),
        ("It pays €40.", [fact("40", unit="dollars")], ["€40"]),
        ("It pays €40.", [fact("40", unit="men")], ["€40"]),
        ("It lasts 40 days.", [fact("40", unit="days")], []),
        ("It lasts 40 days.", [fact("40", unit="weeks")], ["40"]),
        ("It lasts 40 days.", [fact("40", unit="men")], []),
    ],
)
def test_numbers_of_facts_have_units(words, facts, left):
    assert missing(words, facts=facts) == left


@pytest.mark.parametrize(
    ("words", "cells", "left"),
    [
        ("It is 40.", ["40"], []),
        ("It is 0.4.", ["0.44"], []),
        ("It is 0.4.", ["0.46"], ["0.4"]),
        ("It is 44%.", ["0.44"], []),
        ("It is 2.5 per cent.", ["0.0249"], []),
        ("It is 2.5 per cent.", ["0.0244"], ["2.5 per cent"]),
        ("It is 100%.", ["1"], []),
        ("It is 150%.", ["1.5"], ["150%"]),
        ("It is 2%.", ["2"], []),
        ("It is 0.4.", ["-0.4"], []),
        ("It is 40.", ["about 40 men"], []),
        ("It is 40.", ["about 50 men"], ["40"]),
        ("It is 40.", ["about men", "40"], []),
        ("It is 40.", ["about 50 men", "40"], []),
    ],
)
def test_numbers_of_tables_are_rounded_as_the_sentence_rounds_them(words, cells, left):
    assert missing(words, tables={"a.csv": [{"cell": cell} for cell in cells]}) == left


@pytest.mark.parametrize(
    ("words", "condition", "left"),
    [
        ("It agrees if the state pays half.", "none state_half", []),
        ("It agrees if the state pays Half of it.", "state_half", []),
        ("It agrees if the state pays half.", "none", ["half"]),
        ("It agrees if the state pays half.", "other", ["half"]),
        ("It agrees if the state pays half a million.", "state_half", ["a million"]),
        ("It agrees if the state pays a third.", "state_half", ["a third"]),
        ("It agrees with one in two for it.", "state_half", []),
        ("It agrees with one of two for it.", "state_half", ["two"]),
    ],
)
def test_a_number_by_which_a_cited_condition_is_mentioned_needs_no_proof(words, condition, left):
    rows = [{"condition": condition, "quote": "la moitié du prix"}]
    known = Language({}, mentions={"state_half": ["half", "one in two"], "other": ["if asked"], "none": []})
    stated = case(words, statements=rows, contexts=("Oui, si l’État paie la moitié du prix.",))
    stated.language = known
    assert [remark.message.split("“")[1].split("”")[0] for remark in numbers.number(stated)] == left


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Text 010 says so.", []),
        ("Texts 010 and so on say so.", []),
        ("Text 030 says so.", ["030"]),
        ("The 010 men say so.", ["010"]),
        ("Figure 7 shows it.", []),
        ("7 show it.", ["7"]),
        ("The one that matters is the toll.", []),
        ("One toll is left.", ["One"]),
        ("It is one that matters, as one may think.", []),
        ("Second, it pays.", []),
        ("Its second toll pays.", ["second"]),
        ("No one of them pays; this one bridge does.", []),
    ],
)
def test_numbers_that_count_nothing_need_no_evidence(words, left):
    assert missing(words) == left


def test_headlines_have_numbers_and_their_absence_is_none():
    sources = [{"article": "010", "headline": "Arland sends 40"}, {"article": "020", "headline": None}]
    assert missing("It sends 40 men.", sources=sources) == []
    assert missing("It sends 50 men.", sources=sources) == ["50"]


def test_texts_speakers_and_their_like_are_counted():
    passages = [{"article": id, "quote": "-"} for id in ("010", "020", "020")]
    assert missing("Two texts say so, and one text does not.", passages=passages) == []
    assert missing("Three texts say so.", passages=passages) == ["Three"]
    rows = [{"speaker": "Lind", "actor": "arland", "article": "010"}, {"speaker": "-", "actor": "arland"}]
    facts = [fact() | {"said_by": "Mor"}, fact() | {"said_by": "article"}]
    assert missing("Two officials say so.", statements=rows, facts=facts) == []
    assert missing("Three officials say so.", statements=rows, facts=facts) == ["Three"]
    assert missing("Two officials say so.", statements=[*rows, {"actor": "arland"}], facts=facts) == []


def told(words, what, **evidence):
    return [
        (remark.rule, remark.message, remark.fix) for remark in numbers.count(case(words, [(words, what)], **evidence))
    ]


def test_inline_counts_are_those_of_the_run():
    assert told("two", "articles", counts={"articles": 2}) == []
    assert told("no", "facts", counts={"facts": 0}) == told("None", "facts") == told("zero", "facts") == []
    assert told("no", "facts", counts={"facts": 1}) == [
        ("number", "counts “no” of facts; in this run there are 1", "write 1")
    ]
    assert told("two", "facts") == [("number", "counts “two” of facts; in this run there are 0", "write 0")]
    assert told("four", "validation") == []
    reason = "one; two; write three"
    assert told("four", "ties", uncounted={"ties": reason}) == [("number", "counts “four”: one; two", "write three")]


def test_each_inline_count_is_looked_at():
    inline = [("four", "validation"), ("four", "ties"), ("four", "facts")]
    found = numbers.count(case("four", inline, uncounted={"ties": "a; b"}, counts={"facts": 1}))
    assert [remark.message for remark in found] == [
        "counts “four”: a",
        "counts “four” of facts; in this run there are 1",
    ]


def stripped(words, *texts):
    """The word that is lost, with its number."""
    found = numbers.number_stripped(case(words, contexts=texts))
    return [remark.message.removeprefix("says ").removesuffix(" of its source") for remark in found]


@pytest.mark.parametrize(
    ("words", "text", "lost"),
    [
        ("It sends 40 men.", "It sends nearly 40 men.", ["“40” without the “nearly”"]),
        ("It sends almost 40 men.", "It sends nearly 40 men.", []),
        ("It sends nearly 30, and 40 men.", "It sends nearly 40 men.", ["“40” without the “nearly”"]),
        ("It sends 40 men.", "It sends 40 men or more.", ["“40” without the “or more”"]),
        ("It sends 40 men.", "It is nearly here; it sends 40 men.", []),
        ("It sends 40 men.", "It sends nearly 30 men, and 40 men.", []),
        ("It sends 30 to 40 men.", "It sends nearly 30 to 40 men.", ["“30” without the “nearly”", "“40” without the “nearly”"]),
        ("It sends 10, 30 or 40 men.", "It sends 10 men, and nearly 30 or 40 men.", ["“30” without the “nearly”", "“40” without the “nearly”"]),
        ("It lasts an hour.", "It lasts nearly an hour.", ["“an” without the “nearly”"]),
        ("It lasts an hour.", "It lasts nearly a day.", []),
        ("It lasts one hour.", "It lasts nearly an hour.", ["“one” without the “nearly”"]),
        ("It is a second treaty.", "It is nearly the second treaty.", []),
        ("It has F-16 jets and 40 men.", "It has nearly F-16 jets and nearly 40 men.", ["“40” without the “nearly”"]),
        ("Nearly as it was said, it sends only so many as 40 men.", "It sends nearly 40 men.", ["“40” without the “nearly”"]),
    ],
)  # fmt: skip
def test_how_far_a_number_holds_is_kept(words, text, lost):
    assert stripped(words, text) == lost
