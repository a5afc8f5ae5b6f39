"""Provenance: reports are counted as far as they are known, and what rests on one second-hand text says so."""

import dataclasses
import doctest
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import PROJECT
from stancebook import brief, claims, provenance, tables
from stancebook.provenance import GRADES, bearing, grade, read
from test_brief import claim, ledger, toy


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
    ("articles", "graded"),
    [
        ("1", "one text"),
        ("2", "one text"),
        ("3", "one text, second-hand"),
        ("5", "one text, second-hand"),
        ("7", "one text, second-hand"),
        ("9", "one text"),  # of which nothing is known
        ("34", "one report"),
        ("18", "one report"),  # a rewrite of a text that is there too
        ("12", "several reports"),
        ("10", "perhaps one report"),  # which agency's is not known
        ("13", "several reports"),
        ("37", "perhaps one report"),  # both have it from The Wire
        ("79", "perhaps one report"),
        ("38", "several reports"),
        ("35", "perhaps one report"),
        ("56", "perhaps one report"),
        ("345", "perhaps one report"),
        ("156", "perhaps one report"),
        ("125", "several reports"),
    ],
)
def test_reports_are_counted_and_not_texts(articles, graded):
    assert grade(bearing(list(articles), TABLE)) == graded


@given(st.sets(st.sampled_from("12345678"), min_size=1), st.sampled_from("12345678"))
def test_another_text_never_makes_known_reports_fewer(articles, more):
    one, two = bearing(sorted(articles), TABLE), bearing(sorted(articles | {more}), TABLE)
    assert one.origins <= two.origins and one.unknown <= two.unknown and two.second_hand <= one.second_hand


def test_every_grade_is_explained_and_can_come_about():
    sets = [articles for n in (1, 2, 3) for articles in itertools.combinations("123456789", n)]
    assert {grade(bearing(articles, TABLE)) for articles in sets} == set(GRADES)


def test_a_sentence_says_what_is_known_of_all():
    assert provenance.said(bearing("345", TABLE)) == (
        "One report is known to stand behind three texts; of one text it is not known, or not in whole, what it draws on. All texts are second-hand."
    )
    assert provenance.said(bearing("12", TABLE)) == "Two reports are known to stand behind two texts."


def test_cards_say_what_is_not_known():
    cards = provenance.cards([{"article": "5"}, {"article": "7"}], TABLE, rows("5 relay -\n7 relay The Wire"))
    assert [card["draws on"] for card in cards] == ["not known", "The Wire; The Strait"]


def test_bad_rows_are_complained_about():
    wrong = rows("1 hearsay The Wire\n1 hearsay The Wire\n30 relay the WIRE")
    wrong[2]["basis"] = " "
    assert sorted(str(complaint) for complaint in provenance.complaints(wrong, ["1", "030"])) == sorted(
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


def test_a_text_without_a_row_stops_the_check(complaints, rooms):
    path = rooms.coded / provenance.FILE
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(True)[:-1]), encoding="utf-8")
    assert complaints() == [
        "provenance.csv: it says nothing of text 030; add a row, where an origin that is not known stays empty"
    ]
    path.unlink()
    assert complaints() == ["provenance.csv: the file is missing; put it into data/coded"]


def made(evidence, known, body="It is so."):
    """The brief of one claim of the toy of test_brief, with this provenance."""
    table = read(rows("\n".join(f"{article} {distance} {origin}" for article, (distance, origin) in known.items())))
    return brief.brief(claim(body, evidence), dataclasses.replace(ledger(), provenance=table))


RETOLD = {"000": ("relay", "The Wire"), "001": ("relay", "The Wire")}
APART = RETOLD | {"001": ("agency", "Reuter")}


@pytest.mark.parametrize(
    ("evidence", "known", "graded", "marked"),
    [
        ("statements(article='000')", RETOLD, "one text, second-hand", True),
        ("statements(article='001')", APART, "one text", False),
        ("statements()", RETOLD, "one report", False),
        ("statements()", APART, "several reports", False),
        ("notes(ids='N002')", RETOLD, "one text, second-hand", True),
        ("notes(ids='N001')", APART, "several reports", False),  # a note that compares two texts
    ],
)
def test_a_claim_of_one_second_hand_text_says_so(evidence, known, graded, marked):
    told = made(evidence, known)
    assert told.certainty["grade"].tolist() == [graded]
    assert (claims.ONE_SECOND_HAND in told.markdown) == marked
    assert told.claims["sentence"].tolist() == ["It is so."]


def test_a_claim_that_places_its_marks_has_the_sign_with_them():
    told = made("statements(article='000')", RETOLD, "It is so {{ e.marks }}, they say.")
    assert "It is so ‡ [S1]" in told.markdown and told.claims["sentence"].tolist() == ["It is so , they say."]


def test_a_template_can_give_the_sign_a_place_of_its_own():
    told = made("statements(article='000')", RETOLD, "| {{ e.sign }} so | it is {{ e.marks }} |")
    assert "| ‡ so | it is [S1]" in told.markdown and told.markdown.count("‡") == 2  # and in the legend
    assert told.claims["sentence"].tolist() == ["so | it is"]
    unmarked = made("statements()", RETOLD, "It is{{ e.sign }} so.")
    assert unmarked.markdown.startswith("It is so. [S1]")


def test_the_sign_is_explained_where_the_template_does_not():
    told = made("statements(article='000')", RETOLD)
    assert told.markdown.endswith(f"\n\n{brief.LEGEND}\n")
    assert brief.LEGEND not in made("statements()", RETOLD).markdown
    plain = "{% call plain() %}‡ means little.{% endcall %}"
    known = dataclasses.replace(ledger(), provenance=read(rows("000 relay A")))
    assert brief.LEGEND not in brief.brief(claim("It is so.", "statements(article='000')") + plain, known).markdown


def test_where_nothing_is_known_of_texts_nothing_is_said():
    assert claims.ONE_SECOND_HAND not in brief.brief(claim("It is so.", "statements(article='000')"), toy()).markdown


def test_the_template_counts_claims_by_grade():
    text = claim("One.", "statements(article='000')") + claim("Both.", "statements()", id="b")
    text += '{% call plain() %}{{ borne()["one text, second-hand"] }} of {{ borne().values() | sum }}{% endcall %}'
    told = brief.brief(text, dataclasses.replace(ledger(), provenance=read(rows("000 relay A\n001 relay B"))))
    assert "1 of 2\n" in told.markdown


def test_the_committed_brief_marks_just_these_claims():
    graded = {row["claim"]: row for row in tables.read(PROJECT / "data/processed/certainty.csv")}
    lines = (PROJECT / "report/brief.md").read_text(encoding="utf-8").splitlines()
    signed = [line.split(f"{claims.ONE_SECOND_HAND} ")[1] for line in lines if f"{claims.ONE_SECOND_HAND} " in line]
    marked = {line.split(' "')[1].split('"')[0] for line in signed if "](evidence.md" in line}
    weak = {id for id, row in graded.items() if row["grade"] == provenance.WEAKEST}
    assert marked == weak and len(weak) > 10
    assert all((row["texts"], row["second_hand"]) == ("1", "yes") for row in map(graded.get, weak))
