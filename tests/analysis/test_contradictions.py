"""Contradictions between texts, counted by hand, and what time may explain."""

import doctest

from project import PROJECT
from stancebook.analysis import contradictions
from stancebook.core import schema, tables

DAYS = {
    "1": ("1925-03-01", "1925-03-02"),
    "2": ("1925-03-02", "1925-03-09"),
    "3": ("1925-03-10", "1925-03-10"),
    "4": ("", ""),
    "5": ("1925-03-01", "1925-03-02"),
}
SOURCES = [{"article": id, "date_earliest": first, "date_latest": last} for id, (first, last) in DAYS.items()]


def test_docstring_examples():
    outcome = doctest.testmod(contradictions)
    assert outcome.attempted and not outcome.failed


def told_of(find, rows):
    """The contradictions of rows on one issue, without their kind and what they are about."""
    found = find(tables.frame([{"issue": "bridge"} | row for row in rows], schema.STATEMENTS), SOURCES)
    assert {row["about"] for row in found} <= {"ann bridge", "bob bridge"}
    return [tuple(row[column] for column in schema.CONTRADICTIONS.names[2:8]) for row in found]


def positions(text):
    """The contradictions of positions, given as text, actor and position, in short."""
    cells = [line.split() for line in text.strip().splitlines()]
    return told_of(contradictions.of_positions, [{"article": a, "actor": b, "position": p} for a, b, p in cells])


def test_positions_without_a_common_one_are_a_contradiction_and_the_earlier_text_is_first():
    assert positions("3 ann 2\n1 ann -1\n1 ann -2\n1 ann -1") == [
        ("1", "−2, −1 (n = 3)", "3", "2 (n = 1)", "opposite sides", "later")
    ]
    assert positions("1 ann 1\n2 ann 2") == [("1", "1 (n = 1)", "2", "2 (n = 1)", "another degree", "perhaps later")]
    assert positions("1 ann 1\n5 ann 2") == [("1", "1 (n = 1)", "5", "2 (n = 1)", "another degree", "in the same days")]
    assert positions("4 ann 1\n2 ann 0") == [("2", "0 (n = 1)", "4", "1 (n = 1)", "one does not commit", "not known")]
    assert positions("1 ann 1\n1 ann -1\n3 ann 2")[0][4] == "differing"


def test_positions_that_meet_or_are_of_others_are_not():
    assert positions("1 ann 1\n2 ann 1\n2 ann 2\n3 bob -2") == []
    assert len(positions("1 ann -1\n1 ann 2\n2 ann 0")) == 1  # between what the other text tells, and not of it


def test_each_two_of_three_texts_are_compared():
    told = positions("1 ann 2\n2 ann 0\n3 ann -2")
    assert [(row[0], row[2], row[4]) for row in told] == [
        ("1", "2", "one does not commit"),
        ("1", "3", "opposite sides"),
        ("2", "3", "one does not commit"),
    ]


def terms(text):
    """The contradictions of terms, given as text, actor and conditions."""
    cells = [line.split(maxsplit=2) for line in text.strip().splitlines()]
    return told_of(contradictions.of_terms, [{"article": a, "actor": b, "condition": c} for a, b, c in cells])


def test_different_terms_are_a_contradiction():
    assert terms("1 ann toll\n3 ann peace toll\n3 ann none") == [
        ("1", "toll", "3", "peace toll", "further terms", "later")
    ]
    assert terms("1 ann none\n3 ann peace") == [("1", "none", "3", "peace", "further terms", "later")]
    assert terms("1 ann toll\n3 ann peace") == [("1", "toll", "3", "peace", "other terms", "later")]
    assert terms("1 ann if_asked\n3 ann peace")[0][4] == "further terms"  # a hedge is no term
    assert terms("1 ann if_asked toll\n3 ann if_asked peace")[0][4] == "other terms"


def test_equal_terms_or_none_are_no_contradiction():
    assert terms("1 ann none\n2 ann none\n3 bob toll") == []
    assert terms("1 ann peace\n1 ann toll\n2 ann toll peace") == []


def test_of_very_many_texts_each_has_a_row_with_the_last_one_before_it_that_differs(monkeypatch):
    said = ("2", "0", "2", "2", "0")
    told = "\n".join(f"{text} ann {position}" for text, position in enumerate(said, 1)) + "\n1 bob 1\n3 bob 2"
    both = {(one, other) for one, _, other, *_ in positions(told)}
    assert len(both) == 7 and ("2", "5") not in both
    statements = [dict(zip(("article", "actor", "position"), line.split(), strict=True)) for line in told.splitlines()]
    table = tables.frame([{"issue": "bridge"} | row for row in statements], schema.STATEMENTS)
    no_facts = tables.frame([], schema.FACTS)
    assert contradictions.not_all_compared(table, no_facts) == ""
    monkeypatch.setattr(contradictions, "MANY", 4)
    rows = contradictions.of_positions(table, SOURCES)
    assert {row["about"]: row["compared"] for row in rows} == {"ann bridge": "last before", "bob bridge": "all pairs"}
    both = {frozenset((row["article_a"], row["article_b"])) for row in rows}
    assert both == set(map(frozenset, ("12", "23", "24", "45", "13")))
    assert contradictions.not_all_compared(table, no_facts) == (
        "One subject has more than 4 texts: there each text is compared only with the last one before it that differs."
    )


def test_of_very_many_texts_that_all_differ_each_is_compared_once():
    asked = []

    def differ(one, other):
        asked.append((one, other))
        return one != other

    texts = [(str(number), str(number % 400)) for number in range(1000)]
    found = list(contradictions._differing(texts, differ))
    assert found == [(texts[number - 1], texts[number]) for number in range(1, 1000)] and len(asked) == 999


def facts(*cells):
    """The contradictions of facts, each given as id, text, attribute, low, high, unit, subject."""
    names = ("fact", "article", "attribute", "value_low", "value_high", "unit", "subject")
    rows = [dict(zip(names, cell, strict=True), value="some", plan=f"plan_{cell[0]}") for cell in cells]
    found = contradictions.of_facts(tables.frame(rows, schema.FACTS), SOURCES)
    return [(row["article_a"], row["told_a"], row["article_b"], row["how"], row["second"]) for row in found]


def test_numbers_are_told_as_the_facts_have_them():
    row = {
        "fact": "F1",
        "plan": "p",
        "value": "",
        "unit": "percent",
        "value_low": 0.125,
        "value_high": 20_000_000_000.0,
    }
    assert contradictions._fact(row) == "0.125 to 20,000,000,000 percent (F1, p)"
    assert contradictions._fact(row | {"value_high": 0.125}) == "0.125 percent (F1, p)"


FIRST = ("F1", "1", "size", "10", "20", "men", "force")


def test_different_numbers_of_one_thing_are_a_contradiction():
    assert facts(FIRST, ("F2", "3", "size", "30", "30", "men", "force")) == [
        ("1", "some (F1, plan_F1)", "3", "apart", "later")
    ]
    assert facts(FIRST, ("F2", "3", "size", "1", "5", "men", "force"))[0][3] == "apart"
    assert facts(FIRST, ("F2", "3", "size", "15", "30", "men", "force"))[0][3] == "overlapping"
    assert facts(FIRST, ("F2", "3", "size", "20", "20", "men", "force"))[0][3] == "within"
    assert facts(FIRST, ("F2", "3", "size", "5", "30", "men", "force"))[0][3] == "within"


def test_a_number_without_words_is_shown_as_its_range():
    row = {"value": "", "value_low": 10.0, "value_high": 20.0, "unit": "men", "fact": "F1", "plan": "p"}
    assert contradictions._fact(row) == "10 to 20 men (F1, p)"


def test_equal_numbers_and_those_of_other_things_are_no_contradiction():
    for other in (
        ("F2", "3", "size", "10", "20", "men", "force"),
        ("F2", "1", "size", "30", "30", "men", "force"),
        ("F2", "3", "cost", "30", "30", "men", "force"),
        ("F2", "3", "size", "30", "30", "EUR", "force"),
        ("F2", "3", "size", "30", "30", "men", "navy"),
        ("F2", "3", "size", "30", "", "men", "force"),
    ):
        assert facts(FIRST, other) == []
    # a text that tells both numbers has the one of the other
    both = ("F2", "3", "size", "30", "30", "men", "force"), ("F3", "3", "size", "10", "20", "men", "force")
    assert facts(FIRST, *both) == []


def test_a_reader_s_note_between_two_texts_is_a_contradiction():
    note = {
        "source_note": "N1",
        "kind": "contradiction",
        "article": "3",
        "quote": "we go",
        "article_b": "1",
        "quote_b": "we stay",
    }
    others = [
        {"source_note": "N2", "article_b": "3"},
        {"source_note": "N3", "kind": "error"},
        {"source_note": "N4", "article_b": ""},
    ]
    (row,) = contradictions.of_notes(tables.frame([note, *(note | other for other in others)], schema.NOTES), SOURCES)
    assert list(row.values()) == ["note", "N1", "1", "we stay", "3", "we go", "noted", "later", ""]
    (row,) = contradictions.of_notes(tables.frame([note | {"article": "2"}], schema.NOTES), SOURCES)
    assert list(row.values()) == ["note", "N1", "1", "we stay", "2", "we go", "noted", "perhaps later", ""]


def test_sentences_count_what_the_table_of_the_study_has():
    rows = tables.read(PROJECT / "data/processed/contradictions.csv")
    assert [sum(row["kind"] == kind for row in rows) for kind in ("position", "terms", "fact", "note")] == [8, 3, 3, 7]
    clash = {"kind": "position", "how": "opposite sides", "second": "later"}
    assert contradictions.in_words([*rows, clash], "position", "a position") == (
        "Nine pairs of texts differ in a position, one on opposite sides; in four the second text is later, in four perhaps later."
    )
    assert contradictions.in_words(rows, "terms", "terms") == (
        "Three pairs of texts differ in terms; in one the second text is later, in one perhaps later."
    )
    assert contradictions.in_words([], "fact", "a number") == "No two texts differ in a number."
