"""Provenance: the number of known reports behind texts, and whether all are second-hand."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.study import provenance
from stancebook.study.provenance import SourceBasis, read, source_basis


def test_docstring_examples():
    outcome = doctest.testmod(provenance)
    assert outcome.attempted and not outcome.failed


def rows(text):
    """Rows of provenance.csv, a line each: article, distance, origin (- for none)."""
    cells = (line.split(maxsplit=2) for line in text.strip().splitlines())
    return [{"article": a, "distance": d, "origin": "" if o == "-" else o, "basis": "told"} for a, d, o in cells]


TABLE = read(
    rows("""
    1 own_reporting -
    2 agency        Reuter
    3 relay         The Wire
    4 excerpt       The Wire
    5 relay         -
    6 rewrite       -
    7 relay         The Wire
    7 relay         The Strait
    8 rewrite       text 1
    0 agency        -
""")
)


@pytest.mark.parametrize(
    ("articles", "origins", "unknown", "second_hand"),
    [
        ("1", 1, 0, False),
        ("2", 1, 0, False),
        ("3", 1, 0, True),
        ("5", 0, 1, True),
        ("7", 2, 0, True),  # one text alone
        ("9", 0, 1, False),  # of which nothing is known
        ("34", 1, 0, True),
        ("18", 1, 0, False),  # a rewrite of a text that is there too
        ("12", 2, 0, False),
        ("10", 1, 1, False),  # which agency's is not known
        ("13", 2, 0, False),
        ("37", 2, 0, True),  # both have it from The Wire
        ("79", 2, 1, False),
        ("38", 2, 0, True),
        ("35", 1, 1, True),
        ("56", 0, 2, True),
        ("345", 1, 1, True),
        ("156", 1, 2, False),
        ("125", 2, 1, False),
    ],
)
def test_reports_are_counted_and_not_texts(articles, origins, unknown, second_hand):
    basis = SourceBasis(len(articles), origins, unknown, second_hand)
    assert source_basis(list(articles), TABLE) == basis


@given(st.sets(st.sampled_from("12345678"), min_size=1), st.sampled_from("12345678"))
def test_another_text_never_makes_known_reports_fewer(articles, more):
    one, two = source_basis(sorted(articles), TABLE), source_basis(sorted(articles | {more}), TABLE)
    assert one.origins <= two.origins and one.unknown <= two.unknown and two.second_hand <= one.second_hand


def test_a_sentence_says_what_is_known_of_all():
    assert provenance.in_words(source_basis("345", TABLE)) == (
        "One report is known to stand behind three texts; of one text it is not known, or not in whole, what it draws on. All texts are second-hand."
    )
    assert provenance.in_words(source_basis("12", TABLE)) == "Two reports are known to stand behind two texts."


def test_cards_say_what_is_not_known():
    cards = provenance.cards([{"article": "5"}, {"article": "7"}], TABLE, rows("5 relay -\n7 relay The Wire"))
    assert [card["draws on"] for card in cards] == ["not known", "The Wire; The Strait"]


def test_wrong_rows_are_problems():
    wrong = rows("1 hearsay The Wire\n1 hearsay The Wire\n30 relay the WIRE")
    wrong[2]["basis"] = " "
    assert sorted(str(problem) for problem in provenance.check_provenance(wrong, ["1", "030"])) == sorted(
        [
            "provenance.csv, row 2, distance: 'hearsay' is not one of its distances; use own_reporting, agency, relay, rewrite or excerpt",
            "provenance.csv, row 3, distance: 'hearsay' is not one of its distances; use own_reporting, agency, relay, rewrite or excerpt",
            "provenance.csv, row 3, origin: row 2 says the same; leave one of the two",
            "provenance.csv, row 4, origin: 'the WIRE' is 'The Wire' elsewhere; write it alike",
            "provenance.csv, row 4, basis: it does not say how that is known; say it",
            "provenance.csv, row 4, article: '30' is no article of sources.csv; its zeros were lost: write 030, as text",
            "provenance.csv: it says nothing of text 030; add a row, where an origin that is not known stays empty",
        ]
    )


def test_a_text_without_a_row_stops_the_check(problems, run_paths):
    path = run_paths.coded / provenance.FILE
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(True)[:-1]), encoding="utf-8")
    assert problems() == [
        "provenance.csv: it says nothing of text 030; add a row, where an origin that is not known stays empty"
    ]
    path.write_text(path.read_text(encoding="utf-8").splitlines(True)[0], encoding="utf-8")
    assert problems() == []
