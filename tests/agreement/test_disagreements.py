"""Disagreements: every difference of the toy study with its passage and what was decided."""

import pytest
from markdown_it import MarkdownIt

from stancebook.agreement import disagreements
from stancebook.core.schema import CODINGS
from stancebook.core.tables import frame
from stancebook.study import quotes
from stancebook.study.cases import Case


@pytest.fixture(scope="module")
def found(authored):
    """The toy's cases in which the coders differ."""
    coded = [
        row
        for name in ("coder_a", "coder_b")
        for row in quotes.place_coding(authored.rows[f"{name}.csv"], name, authored.articles)
    ]
    return disagreements.disagreements(frame(coded, CODINGS), authored.rows["adjudication.csv"])


def test_the_toy_study_as_counted_by_hand(found):
    assert [(case.key[0], *case.key[2:]) for case in found] == [
        ("010", "borduria", "toll"), ("020", "borduria", "own_workers"), ("020", "borduria", "own_workers"),
        ("030", "towns", "toll"), ("030", "cordovia", "own_workers"), ("030", "arland", "bridge"),
        ("030", "cordovia", "bridge"),
    ]  # fmt: skip
    assert [len(case.differ) for case in found] == [2, 1, 1, 1, 1, 1, 1]
    wall = found[0]
    lines = disagreements.as_markdown([wall]).splitlines()
    assert lines[0].endswith(": called a toll a wall “with a till in it”")  # the longer of the two
    assert "  - position: coder\\_a −1, coder\\_b −2; decided: **−1**. An image leaves room." in lines
    assert (
        disagreements.summary(found)
        == "8 differences: 1 in condition, 1 in position, 3 in presence, 1 in speaker, 1 in via, 1 in voice."
    )


def test_conditions_are_shown_in_words(found):
    [case] = [each for each in found if "condition" in each.differ]
    codings = [
        (coder, row | {"condition": cell}) for (coder, row), cell in zip(case.codings, ("none", "a b"), strict=True)
    ]
    shown = disagreements.as_markdown([case._replace(codings=tuple(codings))], {"a": "if asked", "b": "half paid"})
    assert "condition: coder\\_a no condition, coder\\_b if asked and half paid; decided: " in shown


def test_a_difference_that_nobody_decided_says_so(found):
    [line] = disagreements.as_markdown([found[3]._replace(decisions=())]).splitlines()[1:]
    assert line == "  - presence: coder\\_a found, coder\\_b nothing; not yet decided."


def test_what_comes_from_tables_is_shown_as_text(found):
    payload = "<script>alert(1)</script> **x** [a](javascript:b)\n- new"
    (coder, row), (other, _) = found[0].codings
    codings = ((coder, row | {"via": payload, "quote": payload}), (other, row | {"via": "self", "quote": ""}))
    decision = {"variable": "via", "decision": "self", "reason": payload}
    case = found[0]._replace(codings=codings, differ=("via",), decisions=(decision,))
    shown = MarkdownIt("commonmark").render(disagreements.as_markdown([case], {"borduria": payload}))
    assert shown.count("&lt;script&gt;") == shown.count("**x**") == 5 - 1
    assert "<script" not in shown and "<a " not in shown and shown.count("<li>") == 2


def test_a_long_list_says_how_long_it_is(found):
    assert disagreements.as_markdown(found, most=2).endswith("\nThe first 2 of 7 units.")
    assert disagreements.as_markdown([]) == "No difference."


def row(quote="wants it", **values):
    same = {"sentence": "4", "speaker": "-", "via": "self", "voice": "direct", "position": "1", "condition": "none"}
    return same | {"quote": quote} | values


def decision(variable, decided, reason):
    return {"variable": variable, "decision": decided, "reason": reason}


def shown(case, **names):
    return disagreements.as_markdown([case], names)


def test_a_difference_line_by_line():
    codings = (("ada", row()), ("ben", row("all want_it", via="article", condition="a b")))
    decisions = decision("via", "article", "They *all* do."), decision("condition", "", "")
    case = Case(("0_1", "90", "baker", "bread"), codings, ("via", "condition"), decisions)
    assert shown(case, bread="white *bread*") == (
        "- **0\\_1, sentence 4**, baker on white \\*bread\\*: all want\\_it\n"
        "  - via: ada self, ben article; decided: **article**. They \\*all\\* do.\n"
        "  - condition: ada no condition, ben a and b; not yet decided."
    )


def test_a_reader_without_the_row_has_nothing_and_a_reason_may_be_missing():
    codings = ("ada", row()), ("ben", None), ("cyd", row(position="2"))
    decisions = (decision("presence", "absent", ""),)
    case = Case(("1", "90", "baker", "bread"), codings, ("presence", "position"), decisions)
    assert shown(case).splitlines()[1:] == [
        "  - presence: ada found, ben nothing, cyd found; decided: **not kept**.",
        "  - position: ada 1, ben nothing, cyd 2; decided: **not kept**.",  # as the presence was decided
    ]
    kept = case._replace(decisions=(decision("presence", "present", "So it says."),))
    assert shown(kept).splitlines()[1].endswith("; decided: **found**. So it says.")
    assert shown(kept).splitlines()[2].endswith("; not yet decided.")


def test_many_units_are_cut_after_those_shown(found):
    one, two = disagreements.as_markdown(found[:1]), disagreements.as_markdown(found[1:2])
    assert disagreements.as_markdown(found[:2]) == f"{one}\n{two}" == disagreements.as_markdown(found[:2], most=2)
    assert disagreements.as_markdown(found[:2], most=1) == f"{one}\n\nThe first 1 of 2 units."
    assert disagreements.as_markdown(found[:1] * 201).endswith("\n\nThe first 200 of 201 units.")
    assert disagreements.as_markdown(found[:1] * 200).count("\n- **") == 199


def test_no_difference_and_a_single_one():
    assert disagreements.summary([]) == "No difference."
    codings = ("ada", row()), ("ben", row(via="article"))
    assert disagreements.summary([Case(("1", "90", "baker", "bread"), codings, ("via",))]) == "1 difference: 1 in via."


def test_one_coder_alone_differs_from_nobody(authored):
    rows = quotes.place_coding(authored.rows["coder_a.csv"], "coder_a", authored.articles)
    assert disagreements.disagreements(frame(rows, CODINGS)) == []
