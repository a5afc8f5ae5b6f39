"""Decisions on facts: which are due, and every fault planted in fact_decisions.csv is seen."""

import pytest

from stancebook.study import fact_decisions

FIRST = "020,200\u00a0workers,contribution,coder_a-003,coder_b-003,kept,F003,"
SECOND = "030,will not send a single worker,contribution,,coder_b-004,kept,F004,"
WALL = "fact_decisions.csv"


def fact(id, start=0, end=9, **cells):
    """Return an invented fact with its place."""
    row = {
        "article": "010",
        "start": str(start),
        "end": str(end),
        "quote": "ten tents",
        "attribute": "size",
        "plan": "-",
    }
    numbers = {"value_low": "10", "value_high": "10", "unit": "tents", "subject": "camp"}
    return row | numbers | {"status": "planned", "said_by": "article", "fact": id} | cells


def placed(facts, ours, theirs):
    """Return the three tables of facts as check_due takes them."""
    return {"facts": facts, "coder_a": ours, "coder_b": theirs}


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ({}, True),
        ({"quote": "ten", "end": "3"}, True),
        ({"start": "8", "end": "20"}, True),
        ({"start": "9", "end": "20"}, False),
        ({"article": "020"}, False),
        *(({column: "other"}, False) for column in fact_decisions.COMPARED),
    ],
)
def test_what_needs_no_decision(other, alike):
    tables = placed([fact("F001")], [fact("coder_a-001")], [fact("coder_b-001", **other)])
    assert fact_decisions.agreed(tables) == ({"F001", "coder_a-001", "coder_b-001"} if alike else set())


def test_each_fact_is_used_once():
    one, two = fact("coder_a-001", 0, 5), fact("coder_a-002", 4, 9)
    theirs = [fact("coder_b-001"), fact("coder_b-002")]
    assert fact_decisions.agreed(placed([fact("F001")], [one, two], theirs)) == {"F001", "coder_a-001", "coder_b-001"}
    assert fact_decisions.agreed(placed([fact("F001")], [one, two], theirs), {"coder_a-001"}) == {
        "F001",
        "coder_a-002",
        "coder_b-001",
    }
    both = placed([fact("F001", 0, 5), fact("F002", 4, 9)], [one, two], theirs)
    assert len(fact_decisions.agreed(both)) == 6


def test_nothing_is_due_where_one_coder_has_no_facts():
    assert fact_decisions.check_due([], placed([fact("F001")], [fact("coder_a-001")], [])) == []
    both = placed([fact("F001")], [fact("coder_a-001")], [fact("coder_b-001", article="020")])
    assert fact_decisions.undecided([], both) == ["coder_a-001", "coder_b-001"]
    assert fact_decisions.check_due([], both) == []  # a decision on coder_a-001 accounts for F001


@pytest.mark.parametrize(
    ("file", "old", "new", "sentences"),
    [
        (WALL, FIRST, "x", ["row 2: the row has not as many cells as the header; give it 8"]),
        (WALL, "coder_a-003,coder_b-003,kept", "coder_a-003,coder_b-003,held", ["row 2, decision: 'held' is not a decision; use kept, amended, merged or left_out"]),
        (WALL, "coder_a-003,coder_b-003,kept", "coder_a-003,coder_b-003,amended", ["row 2, decision: F003 is as coder_a-003 has it; write kept"]),
        (WALL, "coder_a-003,coder_b-003,kept,F003", "coder_a-003,coder_b-003,left_out,F003", ["row 2, fact: a fact that is left out has no id; empty the cell, or write merged"]),
        (WALL, "coder_a-003,coder_b-003,kept,F003", "coder_a-003,coder_b-003,kept,F009", ["row 2, fact: 'F009' is no fact of facts.csv; use an id of it"]),
        (WALL, "coder_a-003,coder_b-003,kept,F003", "coder_a-003,coder_b-003,kept,F002", ["row 2, fact: F002 stands at another place; use its id, or write merged"]),
        (WALL, "coder_a-003,coder_b-003,kept,F003", "coder_a-003,coder_b-003,merged,F003", ["F003"]),
        (WALL, "coder_a-003,coder_b-003,kept", "coder_a-009,coder_b-003,kept", ["row 2, coder_a: coder_a-009 is no fact of coder_a_facts.csv; coder_a-001 is its first row"]),
        (WALL, "coder_a-003,coder_b-003,kept", "coder_a-003,,kept", ["no decision on coder_b-003 (“send 200[U+00A0]workers”); add the row 020,send 200 workers,contribution,,coder_b-003,,F003, with your decision and its reason"]),
        (WALL, "coder_a-003,coder_b-003,kept", ",,kept", ["row 2: it names no coder's fact; give its number in coder_a or coder_b, as in coder_a-001"]),
        (WALL, "coder_a-003,coder_b-003,kept", "coder_a-003,coder_b-004,kept", ["row 2, coder_b: the two facts stand at different places; make two rows of them", "row 3: row 2 decides on coder_b-004 already; leave one of the two, or make one row of them"]),
        (WALL, "workers,contribution,coder_a-003", "workers,workforce,coder_a-003", ["row 2, quote: coder_a-003 has other words or another attribute; copy article, quote and attribute from it, or correct its id"]),
        (WALL, ",coder_b-004,kept,F004", ",coder_b-004,kept,F003", ["row 3, fact: F003 stands at another place; use its id, or write merged", "row 3: row 2 decides on F003 already"]),
        (WALL, ",The king rules out any worker; the other coder has it as a statement alone.", ", ", ["row 3, reason: the decision has no reason; give one"]),
        (WALL, SECOND, "010,300 to 500 workers,workforce,coder_a-001,coder_b-001,kept,F001,", ["row 3: both coders have it as F001 is; take the row out", "no decision on coder_b-004"]),
        ("facts.csv", "F001,010,300 to 500 workers,,strait_bridge", "F001,010,300 to 500 workers,,none", ["no decision on coder_a-001 and coder_b-001"]),
        ("facts.csv", "F003,020,200", "F007,020,200", ["row 2, fact: 'F003' is no fact of facts.csv"]),
        ("facts.csv", "cordovia,ruled_out", "cordovia,planned", ["row 3, decision: F004 is not as a coder has it; write amended"]),
    ],
)  # fmt: skip
def test_a_fault_in_the_decisions(problems, edit, file, old, new, sentences):
    edit(file, old, new)
    wanted = []
    for sentence in sentences:
        if sentence.startswith("F0"):
            sentence = f"facts.csv, fact: {sentence} is neither as both coders have it nor named in a decision; add a row to {WALL}"
        elif sentence.startswith("no "):
            sentence = f"{WALL}: {sentence}"
        else:
            sentence = f"{WALL}, {sentence}"
        wanted.append(sentence)
    found = problems()
    assert len(found) == len(wanted) and all(one.startswith(two) for one, two in zip(found, wanted, strict=True)), found


def test_two_facts_at_different_places_are_two_decisions():
    tables = placed([fact("F001")], [fact("coder_a-001")], [fact("coder_b-001", 9, 20)])
    cells = {
        "article": "010",
        "quote": "ten tents",
        "attribute": "size",
        "coder_a": "coder_a-001",
        "coder_b": "coder_b-001",
    }
    [problem] = fact_decisions.check_due([cells | {"decision": "kept", "fact": "F001", "reason": "-"}], tables)
    assert str(problem) == f"{WALL}, row 2, coder_b: the two facts stand at different places; make two rows of them"


def test_unreadable_facts_are_one_problem_and_no_decision_is_asked_for(problems, edit):
    edit("facts.csv", "F003,020,200", "F003,020,999")
    assert [problem.split(":")[0] for problem in problems()] == ["facts.csv, row 4, quote"]


def test_outcomes(authored):
    rows = fact_decisions.outcomes(authored.rows[WALL], {"coder_a": 3, "coder_b": 4})
    assert rows == [
        {"decision": "none, as both have it", "coder_a": 2, "coder_b": 2},
        {"decision": "kept", "coder_a": 1, "coder_b": 2},
        *({"decision": decision, "coder_a": 0, "coder_b": 0} for decision in ("amended", "merged", "left out")),
    ]
