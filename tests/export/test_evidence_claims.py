"""What the evidence page tells of each claim; a column that a table lacks is passed over."""

import pytest

from stancebook.export.coded_words import Words
from stancebook.export.evidence_claims import clipped, details, link_words, texts_of

FINDING = {"finding": "one", "says": "Arland goes.", "holds": "yes", "reversed_by": "", "turns_if": "", "rests_on": ""}
FINDING |= {"testable": 40, "share": 1.0}


@pytest.mark.parametrize(
    ("texts", "independent", "words"),
    [
        (None, None, ""),
        ("", "", ""),
        (0, 0, ""),
        (1, 1, "one text"),
        (3, 2, "three texts, two of them known to be independent"),
    ],
)
def test_texts_and_how_many_are_known_to_be_independent(texts, independent, words):
    assert texts_of({"texts": texts, "independent": independent}) == words


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ({}, ["No other single choice reverses it.", "It holds in 100 % of 40 combinations of choices that can test it."]),
        ({"reversed_by": "a=b", "share": 0.5}, ["It holds in 50 % of 40 combinations of choices that can test it."]),
        (
            {"reversed_by": "a=b; c=d", "turns_if": "x is left out", "holds": "no", "share": None},
            ["It does not hold in this run.", "One other choice reverses it: x is left out."],
        ),
        ({"rests_on": "001 002", "share": ""}, [
            "No other single choice reverses it.", "It cannot be tested without text 001 and text 002.",
        ]),
    ],
)  # fmt: skip
def test_what_other_choices_do_to_a_finding(given, lines):
    [shown] = details({}, [FINDING | given], {})
    assert (shown.heading, shown.lines) == ("Under other choices", lines)


def test_several_findings_of_a_claim_are_named():
    [shown] = details({}, [FINDING, FINDING | {"says": "Arland stays."}], {})
    assert shown.lines[0] == "Arland goes." and shown.lines[3] == "Arland stays."


def test_a_claim_of_which_nothing_is_known_has_no_details():
    assert details({"claim": "one", "account": "", "texts": None, "warnings": ""}, [], {}) == []


def test_a_passage_is_named_by_its_text_its_heading_and_the_beginning_of_its_words():
    row = {"id": "F001", "article": "000", "quote": "We\nwill go. " * 20}
    assert link_words(row, {"F001": Words("A fact.", "size · plan A")}).startswith(
        "text 000 · size · plan A: We will go."
    )
    assert link_words(row | {"quote": "We go."}, {}) == "text 000: We go."
    assert clipped("x" * 200, 20) == "x" * 20 + " …" and clipped("one two three", 7) == "one two …"
