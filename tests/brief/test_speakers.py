"""Verbs of speech: whose they are, and whether a cited row has that of its source."""

from types import SimpleNamespace as Made

import pytest

from stancebook.brief.rules import speakers
from stancebook.brief.rules.case import Case
from stancebook.brief.rules.language import Language

ACTORS = {"arland": ("Arland",), "borduria": ("Borduria",)}
SELF = {"actor": "arland", "speaker": "Bo Lind", "via": "self", "quote": "A toll is wanted"}
ARTICLE = {"actor": "arland", "speaker": "-", "via": "article", "quote": "It is ready"}
OFFICIALS = {"actor": "arland", "speaker": "two officials", "via": "other", "quote": "It wants it"}
OTHER = {"actor": "borduria", "speaker": "Eva Mor", "via": "self", "quote": "No"}


def case(words, *rows, facts=(), **names):
    evidence = Made(
        statements=list(rows), facts=list(facts), notes=[], contexts=(), passages=[*rows, *facts], sources=[],
        tables={}, study=False,
    )  # fmt: skip
    return Case(Made(words=words), evidence, Language(ACTORS, **names))


def told(words, *rows, **more):
    return [remark.message for remark in speakers.speaker(case(words, *rows, **more))]


@pytest.mark.parametrize(
    ("words", "rows", "account"),
    [
        ("Arland says so.", [ARTICLE], "the text’s own account"),
        ("Arland says so.", [OFFICIALS], "the account of others"),
        ("Arland says so.", [ARTICLE, OFFICIALS], "the account of others"),
        ("Arland says so.", [SELF, ARTICLE], ""),
        ("Arland says so.", [SELF], ""),
        ("Borduria says so.", [ARTICLE, OTHER], ""),
        ("Arland says so.", [ARTICLE, OTHER], "the text’s own account"),
        ("Borduria says no; Arland says so.", [ARTICLE, OTHER], "the text’s own account"),
        ("Borduria says no; it is ready, says Arland.", [ARTICLE, OTHER], "the text’s own account"),
        ("Arland waits: Borduria says so.", [ARTICLE, OTHER], ""),
        ("Arland waits. Borduria says so.", [ARTICLE, OTHER], ""),
        ("Arland waits | Borduria says so.", [ARTICLE, OTHER], ""),
        ("By its officials’ account it is ready; Arland says so.", [ARTICLE], "the text’s own account"),
        ("Arland waits; its officials say so.", [OFFICIALS], ""),
        ("Its officials wait; Arland says so.", [OFFICIALS], "the account of others"),
        ("An official waits | Arland says so.", [OFFICIALS], "the account of others"),
        ("Arland says so | an official waits.", [OFFICIALS], "the account of others"),
        ("Arland says so; an official waits.", [OFFICIALS], "the account of others"),
        ("Arland, an official says, is ready.", [OFFICIALS], ""),
    ],
)
def test_the_source_of_a_verb_is_that_of_its_subject(words, rows, account):
    assert told(words, *rows) == (
        [f"puts “{'say' if ' say ' in words else 'says'}” into a mouth, but what it cites is {account}"]
        if account
        else []
    )


def test_each_verb_is_looked_at_and_one_is_told():
    assert told("As officials hope, Arland says so.", ARTICLE | {"quote": "There is hope"}) == [
        "puts “says” into a mouth, but what it cites is the text’s own account"
    ]
    assert len(told("Arland says so, and Arland wants more.", ARTICLE)) == 1


def test_a_person_is_the_speaker_of_rows_and_an_outlet_is_no_subject():
    of_lind = ARTICLE | {"actor": "borduria", "speaker": "Bo Lind"}
    assert told("Lind says so.", SELF | {"speaker": "Eva Mor"}, of_lind, people=["Bo Lind"])[0].endswith(
        "the text’s own account"
    )
    assert told("Lind says so.", SELF | {"speaker": "Eva Mor"}, of_lind) == []  # nobody knows Lind: all rows
    courier = {"outlets": ["Strait Courier"]}
    assert len(told("Arland, the Strait Courier says, is ready.", ARTICLE, OTHER, **courier)) == 1
    assert told("Borduria, the Strait Courier says, is ready.", ARTICLE, OTHER, **courier) == []


def test_facts_have_speakers_too():
    said = {"subject": "arland", "said_by": "article", "quote": "It is ready", "value": ""}
    assert told("Arland says so.", facts=[said]) == [
        "puts “says” into a mouth, but what it cites is the text’s own account"
    ]
    for by in ("-", ""):
        assert told("Arland says so.", facts=[said | {"said_by": by}])[0].endswith("the text’s own account")
    assert told("Arland says so.", facts=[said | {"said_by": "Bo Lind"}]) == []
    assert told("Arland says so.", facts=[said | {"said_by": "two officials"}])[0].endswith("the account of others")
    assert told("An official says so of Arland.", facts=[said | {"said_by": "two officials"}]) == []


@pytest.mark.parametrize(
    ("words", "verbs"),
    [
        ("Arland wants a toll.", ["wants"]),
        ("Arland’s claims are few.", []),
        ("Arland's demands are few.", []),
        ("The allies’ demands are few.", []),
        ("Arland demands a toll.", ["demands"]),
        ("Demands are few.", []),
        ("Arland says and demands it.", ["says"]),
    ],
)
def test_nouns_are_no_verbs(words, verbs):
    assert [verb for _, verb in speakers.speech_verbs(case(words, ARTICLE))] == verbs
