"""Who speaks in the evidence of a sentence, and how many texts are known to be independent."""

import pytest

from stancebook.brief.accounts import account, accounts, independent, speaker, texts_in_words


def statement(via, voice, speaker="Bo Lind"):
    return {"via": via, "voice": voice, "speaker": speaker, "actor": "arland"}


NAMES = {"arland": "Arland"}
NOTE = {"source_note": "N001", "kind": "error"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (statement("self", "direct"), "quoted"),
        (statement("self", "indirect"), "reported"),
        (statement("self", "narration"), "reported"),
        (statement("other", "direct"), "reported by others"),
        (statement("article", "narration"), "inferred by the writer"),
        (statement("self", "anonymous"), "anonymous"),
        (statement("other", "anonymous"), "anonymous"),
        ({"said_by": "an official"}, "reported"),
        ({"said_by": "article"}, "told by the writer"),
        ({"said_by": "-"}, "told by the writer"),
        (NOTE, "a reader’s note"),
    ],
)
def test_the_account_of_a_row(row, expected):
    assert account(row) == expected


def test_accounts_come_once_from_the_nearest_to_the_furthest():
    rows = [NOTE, statement("article", "narration"), statement("self", "direct"), statement("self", "direct")]
    assert accounts(rows) == ["quoted", "inferred by the writer", "a reader’s note"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (statement("self", "direct"), "Bo Lind"),
        (statement("self", "indirect", speaker="-"), "Arland"),
        (statement("article", "narration", speaker="-"), "the article"),
        (statement("other", "indirect", speaker="-"), "the article"),
        ({"said_by": "arland"}, "Arland"),
        ({"said_by": "an official"}, "an official"),
        ({"said_by": "article"}, "the article"),
    ],
)
def test_the_speaker_of_a_row(row, expected):
    assert speaker(row, NAMES) == expected


WIRE, OTHER = ("relay", "The Wire"), ("agency", "Other")


@pytest.mark.parametrize(
    ("origins", "expected"),
    [
        ({}, 0),
        ({"a": [WIRE]}, 1),
        ({"a": [("relay", "")]}, 1),
        ({"a": [WIRE], "b": [WIRE]}, 1),
        ({"a": [WIRE], "b": [OTHER]}, 2),
        ({"a": [WIRE], "b": [("relay", "")]}, 1),
        ({"a": [WIRE], "b": [("relay", "Other"), ("relay", "")]}, 1),
        # the one with two reports stands against both; without it there are two
        ({"a": [WIRE, OTHER], "b": [WIRE], "c": [OTHER]}, 2),
        ({"a": [WIRE, OTHER], "b": [("agency", "Third")]}, 2),
    ],
)
def test_texts_are_independent_if_all_their_reports_are_known_and_none_is_common(origins, expected):
    assert independent(sorted(origins), origins) == expected


@pytest.mark.parametrize(
    ("texts", "apart", "expected"),
    [
        (1, 1, "one text"), (2, 1, "two texts, not known to be independent"),
        (2, 2, "two texts, known to be independent"), (4, 2, "four texts, two of them known to be independent"),
    ],
)  # fmt: skip
def test_the_number_of_texts_in_words(texts, apart, expected):
    assert texts_in_words(texts, apart) == expected
