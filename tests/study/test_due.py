"""Decisions that wait: the rows that are due, as lines to paste, and what a check says of them."""

import pytest

from stancebook.core import schema, tables
from stancebook.study import adjudication, due, fact_decisions
from stancebook.study.coders import UNNAMED
from stancebook.study.validation import decisions
from stancebook.study.validation.coded_rows import check_coding


@pytest.fixture
def codings(authored):
    return {coder: check_coding(f"{coder}.csv", coder, authored)[0] for coder in UNNAMED}


def test_every_row_pasted_and_filled_in_is_a_decision_taken(authored, codings):
    waiting = due.decisions_to_take([], codings)
    header = ",".join(schema.ADJUDICATION.names)
    pasted = tables.parse("\n".join([header, *(due.as_line(row, schema.ADJUDICATION.names) for row in waiting)]) + "\n")
    assert len(pasted) == len(waiting) == 10
    assert adjudication.undecided(pasted, adjudication.decisions_due(codings)) == [
        {name: cell for name, cell in row.items() if name not in ("quote", "decision", "reason")} for row in waiting
    ]  # a row that waits decides nothing
    filled = [row | {"decision": row["coder_a"] or "absent", "reason": "-"} for row in pasted]
    assert due.decisions_to_take(filled, codings) == []


def test_a_row_that_is_due_has_the_longer_quotation(authored, codings):
    quotes = {due.as_line(row, schema.ADJUDICATION.names): row["quote"] for row in due.decisions_to_take([], codings)}
    assert quotes["010,210,borduria,toll,voice,indirect,direct,,"] == "called a toll a wall “with a till in it”"


def test_a_row_to_paste_is_one_line():
    row = {"article": "006", "quote": "the first brave\ndecision, in\u00a0ten years"}
    assert due.as_line(row, ["article", "quote", "reason"]) == '006,"the first brave decision, in ten years",'


def test_facts_that_share_words_share_a_row(authored):
    placed = fact_decisions.place_all(authored.rows, authored.articles, UNNAMED)
    rows = due.fact_decisions_to_take([], placed)
    assert [(row["coder_a"], row["coder_b"], row["fact"]) for row in rows] == [
        ("coder_a-003", "coder_b-003", "F003"),
        ("", "coder_b-004", "F004"),
    ]
    filled = [row | {"decision": "kept", "reason": "-"} for row in rows]
    assert fact_decisions.check_due(filled, placed) == [] == due.fact_decisions_to_take(filled, placed)


def test_a_sheet_keeps_the_decisions_taken_and_repeats_no_row(authored, codings):
    taken = authored.rows["adjudication.csv"][:3]
    waiting = due.decisions_to_take(taken, codings)
    columns = [*schema.ADJUDICATION.names, "quote"]
    rows = tables.parse(due.sheet(taken, waiting, columns))
    assert [row["reason"] for row in rows[:3]] == [row["reason"] for row in taken]
    again = tables.parse(due.sheet(rows, due.decisions_to_take(rows, codings), columns))
    assert again == rows and len(rows) == 3 + len(waiting)


def test_a_long_list_is_cut(codings):
    problems = decisions.check_taken(due.decisions_to_take([], codings), [])
    assert len(problems) == decisions.SHOWN + 1
    assert str(problems[-1]) == (
        "adjudication.csv: no decision on three more differences and two more agreements; "
        "write a row for each of them, to be filled in: stancebook adjudicate --sheet"
    )


def test_rows_that_wait_are_named_by_their_number(codings, run_paths, problems):
    rows = tables.read(run_paths.coded / "adjudication.csv")
    rows[3] |= {"decision": "", "reason": " "}
    tables.write(run_paths.coded / "adjudication.csv", rows)
    [sentence] = problems()
    assert sentence.startswith("adjudication.csv, row 5, decision: no decision on position of 010-210-borduria-toll")
    assert sentence.endswith("; fill in decision and reason")


def test_the_quotation_may_stand_beside_a_decision(run_paths, problems):
    rows = tables.read(run_paths.coded / "adjudication.csv")
    columns = [*schema.ADJUDICATION.names, "quote"]
    (run_paths.coded / "adjudication.csv").write_text(due.sheet(rows, [], columns), encoding="utf-8")
    assert problems() == []
