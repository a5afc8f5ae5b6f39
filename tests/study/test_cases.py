"""Cases: one unit with the rows of any number of coders, what differs and what was decided."""

from stancebook.study.cases import ALL, PRESENCE, cases

UNIT = {"article": "010", "sentence_start": "9", "actor": "arland", "issue": "toll"}
ROW = UNIT | {
    "sentence": "2",
    "speaker": "-",
    "via": "self",
    "voice": "direct",
    "position": "1",
    "condition": "a b",
    "quote": "no",
}


def case_of(codings, decisions=(), due=None):
    [case] = cases(codings, decisions, due)
    return case


def test_three_coders_differ_on_each_variable_that_not_all_give_alike():
    other, third = ROW | {"position": "2", "condition": "b a"}, ROW | {"via": "other", "quote": "no toll"}
    case = case_of({"ada": [ROW], "ben": [other], "cleo": [third]})
    assert (case.kind, case.differ, case.cells("position")) == ("differs", ("via", "position"), ("1", "2", "1"))
    assert case.difference("via") == UNIT | {"variable": "via", "ada": "self", "ben": "self", "cleo": "other"}
    assert case.longest is third and case.sentence == 2


def test_a_unit_that_one_of_three_coders_lacks_differs_on_its_presence_and_where_the_others_differ():
    case = case_of({"ada": [ROW], "ben": [ROW | {"position": "2"}], "cleo": []})
    assert (case.kind, case.differ, case.cells(PRESENCE)) == (
        "alone",
        (PRESENCE, "position"),
        ("present", "present", ""),
    )
    assert case.coding("cleo") is None
    assert case.cells("position") == ("1", "2", "") and case.cells("via") == ("self", "self", "self")


def test_a_coder_who_did_not_read_the_text_lacks_nothing():
    read = {"ada": {"010"}, "ben": {"010"}, "cleo": {"020"}}
    [case] = cases({"ada": [ROW], "ben": [ROW], "cleo": []}, read=read)
    assert (case.differ, case.unread, [coder for coder, _ in case.codings]) == ((), ("cleo",), ["ada", "ben"])
    assert case.difference(PRESENCE) == UNIT | {
        "variable": "presence",
        "ada": "present",
        "ben": "present",
        "cleo": "unread",
    }
    [alone] = cases({"ada": [ROW], "ben": [], "cleo": []}, read=read | {"ben": set()})
    assert (alone.differ, alone.due) == ((), ())


def test_a_decision_on_other_cells_than_the_coders_have_now_is_not_current():
    decision = UNIT | {"variable": "position", "coder_a": "1", "coder_b": "2", "decision": "2"}
    codings = {"coder_a": [ROW], "coder_b": [ROW | {"position": "2"}]}
    assert list(case_of(codings, [decision]).current_decisions()) == ["position"]
    stale = case_of(codings, [decision | {"coder_b": "0"}])
    assert stale.decisions and not stale.current_decisions()


def test_only_an_agreement_that_is_read_again_can_be_decided_as_a_whole():
    codings = {"coder_a": [ROW], "coder_b": [ROW]}
    assert ALL not in case_of(codings).variables and case_of(codings).due == ()
    again = case_of(codings, due=[UNIT | {"variable": ALL}])
    assert (again.kind, again.due, again.differ) == ("reread", (ALL,), ()) and ALL in again.variables


def test_a_statement_is_dropped_by_a_decision_on_its_presence():
    decision = UNIT | {"variable": PRESENCE, "coder_a": "present", "coder_b": "", "decision": "absent"}
    codings = {"coder_a": [ROW], "coder_b": []}
    assert case_of(codings, [decision]).dropped and not case_of(codings, [decision | {"decision": "present"}]).dropped


def test_cases_are_in_order_of_place_and_keys_are_text():
    later, first = ROW | {"sentence_start": 10}, ROW | {"sentence_start": 9}
    assert [case.statement for case in cases({"ada": [later, first]})] == ["010-9-arland-toll", "010-10-arland-toll"]
