"""Facts are adjudicated at the desk: what is kept, amended, merged or left out stands in facts.csv, and why."""

import pytest

from desk_at import At
from stancebook.core import schema, tables

ARTICLES = ("010", "020", "030")


@pytest.fixture
def judge(run_paths):
    """The adjudicator's page on the toy study, finished by both, with no fact decided."""
    for coder in ("coder_a", "coder_b"):
        rows = [{"article": article, "sentence_start": "", "mark": "finished"} for article in ARTICLES]
        tables.write(run_paths.coded / f"{coder}_marks.csv", rows, schema.MARKS)
    tables.write(run_paths.coded / "fact_decisions.csv", [], schema.FACT_DECISIONS)
    tables.write(run_paths.coded / "facts.csv", [], schema.ADJUDICATED_FACTS)
    return At(run_paths, "adjudication")


def known(run_paths):
    return {row["fact"]: row for row in tables.read(run_paths.coded / "facts.csv")}


def decisions(run_paths):
    rows = tables.read(run_paths.coded / "fact_decisions.csv")
    return [(row["article"], row["decision"], row["fact"], row["reason"]) for row in rows]


def cases(judge, article):
    return judge("disputes", article=article)["facts"]


def decide(judge, article, number, decision, **more):
    case = cases(judge, article)[number]
    return judge("decide_fact", article=article, facts=case["facts"], decision=decision, **more)


def test_facts_are_cases_in_order_of_place(judge):
    shown = [(case["kind"], case["sentence"], case["done"]) for article in ARTICLES for case in cases(judge, article)]
    assert shown == [("alike", 3, False), ("differs", 1, False), ("alike", 5, False), ("alone", 2, False)]
    differs, alone = cases(judge, "020")[0], cases(judge, "030")[0]
    assert [row["variable"] for row in differs["variables"] if row["differs"]] == ["value_high", "status", "said_by"]
    assert differs["codings"]["coder_b"]["quote"] == "send 200\u00a0workers" and alone["codings"]["coder_a"] is None
    assert [(each["article"], each["left"]) for each in judge("overview")["articles"]] == [
        ("010", 1),
        ("020", 2),
        ("030", 1),
    ]


def test_what_the_toy_decided_comes_out_to_the_byte(judge, run_paths, problems):
    (toy,) = run_paths.project.glob("tests/toy/data/coded")
    rows = tables.read(toy / "fact_decisions.csv")
    judge("take_alike", article="010")
    judge("take_alike", article="020")
    decide(judge, "020", 0, "kept", of="coder_a", reason=rows[0]["reason"])
    decide(judge, "030", 0, "kept", of="coder_b", reason=rows[1]["reason"])
    for name in ("facts.csv", "fact_decisions.csv"):
        assert (run_paths.coded / name).read_bytes() == (toy / name).read_bytes()
    assert problems() == [] and judge("overview")["left"] == 0


def test_a_fact_that_no_coder_has_so_is_amended_and_one_that_a_coder_has_is_kept(judge, run_paths, problems):
    decide(
        judge, "020", 0, "kept", of="coder_a", row={"status": "reported", "note": "Said twice."}, reason="It says so."
    )
    assert decisions(run_paths) == [("020", "amended", "F001", "It says so.")]
    fact = known(run_paths)["F001"]
    assert (fact["quote"], fact["status"], fact["said_by"], fact["note"]) == (
        "200\u00a0workers",
        "reported",
        "Strait Wire",
        "Said twice.",
    )
    decide(judge, "020", 0, "kept", of="coder_b", reason="On reflection.")
    assert decisions(run_paths) == [("020", "kept", "F001", "On reflection.")]
    assert known(run_paths)["F001"]["quote"] == "send 200\u00a0workers"
    decide(judge, "020", 0, "kept", reason="Another reason.")  # the fact stays
    assert known(run_paths)["F001"]["quote"] == "send 200\u00a0workers"
    assert decisions(run_paths)[0][-1] == "Another reason."


def test_a_fact_is_left_out_and_taken_in_again_under_a_new_id(judge, run_paths):
    decide(judge, "030", 0, "kept", of="coder_b", reason="He says so.")
    reply = decide(judge, "030", 0, "left_out", reason="It is a position.")
    assert decisions(run_paths) == [("030", "left_out", "", "It is a position.")] and known(run_paths) == {}
    assert (reply["left"], reply["facts"][0]["done"], reply["facts"][0]["result"]) == (0, True, None)
    decide(judge, "030", 0, "kept", of="coder_b", reason="He says so.")
    assert [*known(run_paths)] == ["F002"]  # F001 was used, and is never used again


def test_a_fact_that_another_one_holds_is_merged_into_it(judge, run_paths):
    judge("take_alike", article="020")
    decide(judge, "020", 0, "merged", fact="F001", reason="Part of the same.")
    assert decisions(run_paths) == [("020", "merged", "F001", "Part of the same.")] and [*known(run_paths)] == ["F001"]
    assert judge("disputes", article="020")["left"] == 0


def test_a_fact_goes_only_after_what_was_merged_into_it(judge, run_paths):
    decide(judge, "020", 0, "kept", of="coder_a", reason="-")
    decide(judge, "020", 1, "merged", fact="F001", reason="Part of the same.")
    held = cases(judge, "020")[0]["facts"]
    reply = judge("undecide_fact", article="020", facts=held)
    assert reply["why"].startswith("F001 holds another fact that was merged into it")
    judge("undecide_fact", article="020", facts=cases(judge, "020")[1]["facts"])
    assert judge("undecide_fact", article="020", facts=held)["ok"]
    assert decisions(run_paths) == [] and known(run_paths) == {}


def test_two_facts_of_one_case_can_be_decided_apart(judge, run_paths):
    both = cases(judge, "020")[0]["facts"]
    judge(
        "decide_fact",
        article="020",
        facts=both | {"coder_b": ""},
        decision="kept",
        of="coder_a",
        reason="The headline.",
    )
    apart = cases(judge, "020")[:2]
    assert [(case["facts"], case["done"]) for case in apart] == [
        (both | {"coder_a": ""}, False),  # its words begin earlier
        (both | {"coder_b": ""}, True),
    ]
    judge(
        "decide_fact", article="020", facts=both | {"coder_a": ""}, decision="merged", fact="F001", reason="The same."
    )
    assert [row[1:3] for row in decisions(run_paths)] == [("kept", "F001"), ("merged", "F001")]


def test_decisions_on_facts_are_undone_and_redone_with_what_they_wrote(judge, run_paths):
    decide(judge, "030", 0, "kept", of="coder_b", reason="He says so.")
    assert judge("undo")["undo"] == "" and (decisions(run_paths), known(run_paths)) == ([], {})
    judge("redo")
    assert len(decisions(run_paths)) == len(known(run_paths)) == 1


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"decision": "kept", "reason": " "}, "reason: the decision has no reason; give one"),
        ({"decision": "kept", "reason": "-", "row": {"value_low": "many"}}, "value_low: 'many' is no number"),
        ({"decision": "kept", "reason": "-", "row": {"status": "built"}}, "status: 'built' is not"),
        ({"decision": "kept", "reason": "-", "row": {"quote": "x"}}, "a fact is not amended in quote"),
        ({"decision": "merged", "reason": "-"}, "fact: '' is no fact of facts.csv"),
        ({"decision": "merged", "reason": "-", "fact": "F009"}, "fact: 'F009' is no fact of facts.csv"),
        ({"decision": "perhaps", "reason": "-"}, "decision: 'perhaps' is not a decision"),
    ],
)
def test_what_cannot_be_decided_on_a_fact_is_refused_in_words_and_nothing_written(judge, run_paths, asked, sentence):
    reply = judge("decide_fact", article="020", facts=cases(judge, "020")[0]["facts"], **asked)
    assert not reply["ok"] and sentence in reply["why"]
    assert decisions(run_paths) == [] and known(run_paths) == {}


def test_facts_wait_for_the_freeze_and_for_all_coders(judge, run_paths):
    facts = cases(judge, "020")[0]["facts"]
    tables.write(run_paths.coded / "coder_b_marks.csv", [], schema.MARKS)
    assert "020 is not open yet" in judge("decide_fact", article="020", facts=facts, decision="kept", reason="-")["why"]
    assert "020 is not open yet" in judge("take_alike", article="020")["why"]
    assert cases(judge, "020") == []


def test_a_decision_on_a_fact_that_is_gone_is_shown_and_taken_out(judge, run_paths, edit, freeze):
    decide(judge, "030", 0, "left_out", reason="It is a position.")
    edit(
        "coder_b_facts.csv",
        "030,will not send a single worker,,none,contribution,no worker,,,,cordovia,ruled_out,King Ulf,\n",
        "",
    )
    freeze()
    [stale] = judge("disputes", article="030")["stale"]
    assert stale["file"] == "fact_decisions.csv" and "is no fact of coder_b_facts.csv" in stale["wrong"]
    reply = judge("drop", article="030", file=stale["file"], row=stale["row"])
    assert reply["stale"] == [] and decisions(run_paths) == []
