"""Source notes of several readers, matched and counted by hand."""

import pandas as pd
import pytest

from stancebook.agreement import fact_matching, reliability, summary
from stancebook.agreement.registry import COEFFICIENTS
from stancebook.core.schema import RELIABILITY


def noted(*rows):
    """Return notes of one reader: text, start, end, kind and second text of each."""
    columns = ["article", "start", "end", "kind", "article_b"]
    return pd.DataFrame([[*row, *[""] * (5 - len(row))] for row in rows], columns=columns)


ADA = noted(("010", 0, 9, "byline"), ("010", 20, 30, "error"), ("020", 0, 5, "contradiction", "030"))
BEN = noted(("010", 4, 12, "byline"), ("010", 25, 40, "dating"), ("020", 0, 5, "contradiction", "010"))
CYD = noted(("030", 0, 9, "byline"))


def values(table):
    return {row["variable"]: (row["value"], row["units"]) for row in table.to_dict("records")}


def test_notes_are_the_same_where_text_kind_and_second_text_are_and_the_words_overlap():
    found = fact_matching.note_agreement({"ada": ADA, "ben": BEN})
    assert values(found) == {
        "notes_same_kind": (pytest.approx(1 / 3), 5),  # one of three of each
        "notes_any_kind": (1, 3),
    }
    assert summary.source_notes(found) == (
        "Of the notes that one reader made on the sources, another made 100 %, and 33 % of the same kind."
    )
    assert {*found["variable"]} <= reliability.NAMES.keys() and {*found["measure"]} <= COEFFICIENTS.keys()


def test_readers_are_compared_on_the_texts_that_both_read():
    read = {"ada": {"010"}, "ben": {"010", "020"}, "cyd": {"030"}}
    assert values(fact_matching.note_agreement({"ada": ADA, "ben": BEN, "cyd": CYD}, read))["notes_any_kind"] == (1, 2)


@pytest.mark.parametrize("notes", [{}, {"ada": ADA}, {"ada": ADA, "ben": BEN[:0]}])
def test_one_reader_alone_is_compared_with_nobody(notes):
    found = fact_matching.note_agreement(notes)
    assert found.empty and list(found) == list(RELIABILITY.names)
    assert summary.source_notes(found).startswith("No two readers made notes of their own")
