"""Contradictions between texts, counted by hand, and what time may explain."""

import doctest

from conftest import PROJECT
from stancebook import contradictions, tables

DAYS = {"1": ("1925-03-01", "1925-03-02"), "2": ("1925-03-02", "1925-03-09"), "3": ("1925-03-10", "1925-03-10"), "4": ("", "")}
SOURCES = [{"article": id, "date_earliest": first, "date_latest": last} for id, (first, last) in DAYS.items()]


def test_docstring_examples():
    outcome = doctest.testmod(contradictions)
    assert outcome.attempted and not outcome.failed


def positions(text):
    """The contradictions of statements on one issue, given as text, actor and position, in short."""
    cells = [line.split() for line in text.strip().splitlines()]
    rows = [dict(article=a, actor=b, issue="bridge", position=p, condition="none") for a, b, p in cells]
    found = contradictions.of_positions(tables.frame(rows), SOURCES)
    return [tuple(row[column] for column in contradictions.COLUMNS[1:]) for row in found]


def test_positions_that_share_nothing_are_told_and_the_earlier_text_stands_first():
    assert positions("3 ann 2\n1 ann -1\n1 ann 0") == [
        ("ann bridge", "1", "−1 to 0 (n = 2)", "3", "2 (n = 1)", "opposite", "later")
    ]
    assert positions("1 ann 1\n2 ann 2") == [
        ("ann bridge", "1", "1 (n = 1)", "2", "2 (n = 1)", "apart", "in the same days")
    ]
    assert positions("4 ann 1\n2 ann 0") == [("ann bridge", "2", "0 (n = 1)", "4", "1 (n = 1)", "apart", "not known")]


def test_positions_that_meet_or_are_of_others_are_not():
    assert positions("1 ann 1\n2 ann 1\n2 ann 2\n3 bob -2") == []
    assert positions("1 ann -1\n1 ann 2\n2 ann 0") == []  # within what the other text tells


def test_each_two_of_three_texts_are_compared():
    told = positions("1 ann 2\n2 ann 0\n3 ann -2")
    assert [(row[1], row[3], row[5]) for row in told] == [("1", "2", "apart"), ("1", "3", "opposite"), ("2", "3", "apart")]


def facts(*cells):
    """The contradictions of facts, each given as id, text, attribute, low, high, unit, subject."""
    names = ("fact", "article", "attribute", "value_low", "value_high", "unit", "subject")
    rows = [dict(zip(names, cell), value="some", plan=f"plan_{cell[0]}") for cell in cells]
    found = contradictions.of_facts(tables.frame(rows, as_text=["value"]), SOURCES)
    return [(row["article_a"], row["told_a"], row["article_b"], row["how"], row["second"]) for row in found]


def test_numbers_of_one_thing_that_differ_are_told():
    first = ("F1", "1", "size", "10", "20", "men", "force")
    assert facts(first, ("F2", "3", "size", "30", "30", "men", "force")) == [
        ("1", "some (F1, plan_F1)", "3", "apart", "later")
    ]
    assert contradictions._fact(dict(value="", value_low=10.0, value_high=20.0, unit="men", fact="F1", plan="p")) == (
        "10 to 20 men (F1, p)"
    )
    assert [row[3] for row in facts(first, ("F2", "3", "size", "20", "30", "men", "force"))] == ["overlapping"]


def test_the_same_numbers_and_those_of_other_things_are_not():
    first = ("F1", "1", "size", "10", "20", "men", "force")
    for other in (
        ("F2", "3", "size", "10", "20", "men", "force"),
        ("F2", "1", "size", "30", "30", "men", "force"),
        ("F2", "3", "cost", "30", "30", "men", "force"),
        ("F2", "3", "size", "30", "30", "EUR", "force"),
        ("F2", "3", "size", "30", "30", "men", "navy"),
        ("F2", "3", "size", "30", "", "men", "force"),
    ):
        assert facts(first, other) == []


def test_notes_tell_what_a_reader_found_between_two_texts():
    note = dict(source_note="N1", kind="contradiction", article="3", quote="we go", article_b="1", quote_b="we stay")
    rows = [note, note | dict(source_note="N2", article_b="3"), note | dict(source_note="N3", kind="error")]
    (row,) = contradictions.of_notes(tables.frame(rows), SOURCES)
    assert list(row.values()) == ["note", "N1", "1", "we stay", "3", "we go", "noted", "later"]


def test_the_sentence_counts_what_the_table_of_the_study_has():
    rows = tables.read(PROJECT / "data/processed/contradictions.csv")
    told = [row for row in rows if row["kind"] != "note"]
    said = contradictions.said(rows)
    assert len(told) == 12 and said.startswith("Twelve differences") and "one of them with opposite sides" in said
    assert sum(row["second"] == "later" for row in told) == 6 and "for six the second" in said
