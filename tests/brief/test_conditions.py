"""Conditions of a sentence and of the statements that it cites, clause by clause."""

from types import SimpleNamespace as Made

import pytest

from stancebook.brief.rules import conditions
from stancebook.brief.rules.case import Case
from stancebook.brief.rules.language import Language

MENTIONS = {"treaty": ("treaty",), "if_asked": ("if asked",), "mandate": ("mandate",)}


def row(actor, condition="none", quote="A toll is paid"):
    return {"id": f"000-0-{actor}", "actor": actor, "speaker": "-", "via": "self", "condition": condition, "quote": quote}  # fmt: skip


def case(words, *rows, contexts=(), facts=(), notes=()):
    evidence = Made(
        statements=list(rows), facts=list(facts), notes=list(notes), contexts=contexts or tuple(each["quote"] for each in rows),
        passages=[*rows, *facts], sources=[], tables={}, study=False,
    )  # fmt: skip
    names = {"arland": ("Arland",), "borduria": ("Borduria",)}
    return Case(Made(words=words), evidence, Language(names, mentions=MENTIONS))


def lost(words, *rows, **more):
    return [remark.message for remark in conditions.condition_lost(case(words, *rows, **more))]


def added(words, *rows, **more):
    return [remark.message.partition(",")[0] for remark in conditions.condition_added(case(words, *rows, **more))]


ARLAND, BORDURIA = row("arland", "treaty"), row("borduria", "mandate", "A bridge is built")


@pytest.mark.parametrize(
    ("words", "phrases"),
    [
        ("Arland pays only with a treaty.", []),
        ("Arland pays only with a mandate.", ["has the condition “only with a mandate” (mandate)"]),
        ("Borduria builds only with a mandate; Arland pays only with a treaty.", []),
        ("Borduria builds only with a treaty; Arland pays.", ["has the condition “only with a treaty” (treaty)"]),
        ("Arland pays only with a mandate; Borduria builds.", ["has the condition “only with a mandate” (mandate)"]),
        ("Borduria builds | Arland pays only with a mandate.", ["has the condition “only with a mandate” (mandate)"]),
        ("Borduria builds. Arland pays only with a mandate.", ["has the condition “only with a mandate” (mandate)"]),
        ("Borduria builds, Arland pays only with a mandate.", []),
        ("It is paid only with a treaty and with a mandate.", []),
        ("It is paid only if asked.", ["has the condition “only if asked” (if asked)"]),
        ("If asked, Arland pays.", ["has the condition “If asked” (if asked)"]),
        ("Asked if asked, Arland pays.", []),  # no condition after this word
        ("Arland pays with a clear mandate.", ["has the condition “with a clear mandate” (mandate)"]),
        ("Arland pays only with a mandate, and only with a mandate.", ["has the condition “only with a mandate” (mandate)"]),
        ("Arland pays if asked, and only with a mandate.", ["has the condition “if asked” (if asked)", "has the condition “only with a mandate” (mandate)"]),
        ("Arland pays only if asked with a mandate.", ["has the condition “only if asked with a mandate” (if asked)", "has the condition “only if asked with a mandate” (mandate)"]),
    ],
)  # fmt: skip
def test_a_condition_belongs_to_the_actor_of_its_clause(words, phrases):
    assert added(words, ARLAND, BORDURIA) == phrases


def test_conditions_that_the_source_or_a_fact_has_are_not_added():
    source = "Arland pays if asked, and only with a mandate, as A toll is paid"
    assert added("Arland pays if asked, and only with a mandate.", row("arland"), contexts=(source,)) == []
    assert added("Arland pays if asked.", row("arland"), contexts=("A toll is paid",)) != []
    fact = {"subject": "arland", "said_by": "-", "quote": "It is so", "value": "only if asked"}
    assert added("Arland pays if asked.", row("arland"), facts=[fact]) == []
    near = {"subject": "arland", "said_by": "-", "quote": "It goes", "value": ""}
    contexts = ("A toll is paid", "A bridge is built", "It goes if asked")
    assert added("Arland pays if asked.", row("arland"), BORDURIA, contexts=contexts, facts=[near]) == []
    other = ("A toll is paid", "A bridge is built if asked")
    assert added("Arland pays if asked.", row("arland"), BORDURIA, contexts=other) == [
        "has the condition “if asked” (if asked)"
    ]
    assert added("It is paid if asked.", row("arland"), BORDURIA, contexts=other) == []


def test_each_condition_that_is_lost_is_told_once():
    both = row("arland", "treaty mandate")
    assert lost("Arland pays.", both, row("borduria", "mandate")) == [
        "does not mention the condition “treaty” of the statement 000-0-arland",
        "does not mention the condition “mandate” of the statement 000-0-arland",
    ]
    assert lost("Arland pays with a treaty.", both) == [
        "does not mention the condition “mandate” of the statement 000-0-arland"
    ]
    assert lost("Arland pays with a treaty and a mandate.", both) == []
    assert lost("Arland pays.", row("arland"), row("borduria", "")) == []


@pytest.mark.parametrize(
    ("words", "is_lost"),
    [
        ("Arland pays.", True),
        ("Arland pays if need be.", False),
        ("Arland pays, should it be asked.", False),
        ("Arland pays, should Borduria ask.", False),
        ("Arland should pay.", True),
    ],
)
def test_a_condition_without_words_is_told_by_any_conditional_phrase(words, is_lost):
    assert bool(lost(words, row("arland", "vote"))) is is_lost
    assert lost(words, ARLAND) != []  # one with words needs them


def test_what_is_lost_is_told_with_its_cure():
    (remark,) = conditions.condition_lost(case("Arland pays.", row("arland", "if_asked")))
    assert remark.fix == "mention it (if asked …), or cite only what is said without it"
    (remark,) = conditions.condition_lost(case("Arland pays.", row("arland", "vote")))
    assert remark.fix.startswith("mention it (a word such as if, unless or only with …)")
