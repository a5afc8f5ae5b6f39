"""What is coded, in plain words: whose words, on what, how firm; an id is never shown where there is a name."""

import pytest

from default_brief import inputs
from pages_study import study
from stancebook.brief.citations import select
from stancebook.core import schema, tables
from stancebook.export import coded_words
from stancebook.export.coded_words import fact_in_words, note_in_words, statement_in_words, value_in_words
from stancebook.export.evidence_entries import citations

NAMES = {"arland": "Arland", "bridge": "a bridge", "paid": "the money", "if_asked": "if asked", "plan_a": "plan A"}
STATEMENT = {"actor": "arland", "issue": "bridge", "position": 1, "condition": "none", "speaker": "Ada Quill"}
FACT = {"attribute": "size", "plan": "plan_a", "subject": "arland", "value": "", "value_low": 10, "value_high": 20}
FACT |= {"unit": "soldiers", "status": "asked_about", "said_by": "-"}


@pytest.mark.parametrize(
    ("via", "voice", "speaker", "account"),
    [
        ("self", "direct", "Ada Quill", "Quoted words of Ada Quill, who speaks for Arland"),
        ("self", "direct", "arland", "Quoted words of arland"),
        ("self", "indirect", "Ada Quill", "Reported words or acts of Ada Quill, who speaks for Arland"),
        ("self", "indirect", "-", "Reported words or acts of Arland"),
        ("self", "anonymous", "an official", "Words of an unnamed source for Arland (an official)"),
        ("other", "direct", "Bo Lind", "Quoted words of Bo Lind about Arland"),
        ("other", "indirect", "Bo Lind", "Reported words of Bo Lind about Arland"),
        ("other", "anonymous", "an official", "Words of an unnamed source about Arland (an official)"),
        ("other", "narration", "-", "Others' account of Arland"),
        ("article", "narration", "-", "The writer's own account of Arland"),
        ("rumour", "hearsay", "-", "An account of Arland"),
    ],
)
def test_a_statement_says_whose_words_it_is(via, voice, speaker, account):
    row = STATEMENT | {"via": via, "voice": voice, "speaker": speaker}
    assert statement_in_words(row, NAMES) == f"{account}, on a bridge: open to it."


@pytest.mark.parametrize(
    ("position", "condition", "stance"),
    [
        (2, "none", "supports it"),
        (1, "if_asked paid", "open to it, only with the money, if asked"),
        (1, "if_asked", "open to it, if asked"),
        (0, "paid", "does not commit to it, only with the money"),
        (-1, "paid other", "reluctant about it, without the money and another condition"),
        (-2, "none", "rejects it"),
    ],
)
def test_a_position_keeps_its_conditions(position, condition, stance):
    assert coded_words.stance_in_words(position, condition, NAMES) == stance


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Size (Arland; plan A): 10–20 soldiers; asked about."),
        (
            {"value": "a few", "said_by": "article"},
            "Size (Arland; plan A): a few; asked about, according to the writer.",
        ),
        ({"status": "reported", "said_by": "arland"}, "Size (Arland; plan A): 10–20 soldiers; reported by Arland."),
        ({"plan": "none", "subject": "", "attribute": "other"}, "Fact: 10–20 soldiers; asked about."),
    ],
)
def test_a_fact_says_how_firm_it_is_and_who_says_so(given, words):
    assert fact_in_words(FACT | given, NAMES) == words


@pytest.mark.parametrize(
    ("kind", "note", "words"),
    [
        ("dating", "Last week.", "Note on the text as a source (dating): Last week."),
        ("cited_outlet", "as told", "Note on the text as a source (cited outlet): as told."),
        ("other", "So it seems. (From memory.)", "Note on the text as a source: So it seems. (From memory.)"),
        ("byline", "", "Note on the text as a source (byline): no remark."),
    ],
)
def test_a_note_is_a_sentence(kind, note, words):
    assert note_in_words({"kind": kind, "note": note}) == words


def test_values_have_the_words_of_the_study_or_of_the_package():
    row = STATEMENT | {"via": "self", "voice": "direct", "confidence": 2, "position": -2}
    values = [
        value_in_words(row, name, {}) for name in ("via", "voice", "confidence", "position", "condition", "speaker")
    ]
    assert values == ["the actor itself", "quoted", "fairly sure", "−2 (rejects)", "none", "Ada Quill"]
    assert value_in_words(row, "via", {"self": "in its own name"}) == "in its own name"


def test_every_passage_of_a_study_has_its_words_and_its_selection():
    toy = study()
    words = coded_words.in_words(*toy.coded, {"arland": "Arland"}, {"arland": "the land of Arland"})
    assert set(words) >= set(toy.passages["id"])
    first = words[toy.ids[0]]
    assert first.heading == "Arland · own engineers" and first.selection == "arland/own_engineers"
    assert "who speaks for the land of Arland," in first.sentence
    assert words["F001"].selection == "none/force_size" and words["N001"].selection == ""
    empty = [tables.frame([], schema.TABLES[name]) for name in ("statements", "facts", "notes")]
    assert coded_words.in_words(*empty, {}) == {}


def test_every_citation_that_the_evidence_page_offers_selects_its_passage():
    known = inputs()
    words = coded_words.in_words(known.statements, known.facts, known.notes, known.names)
    offered = [(row, citations(row, words[row["id"]])) for row in tables.records(known.passages)]
    assert all(given for _, given in offered)
    for row, given in offered:
        id = row["id"].removesuffix("b") if row["kind"] == "note" else row["id"]
        for citation in given:
            assert id in [selected["id"] for selected in select(citation[2:-1], known.citables)], citation
