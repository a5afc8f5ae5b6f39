"""Disagreements: every difference of the toy study with its passage and what was decided."""

import pytest
from markdown_it import MarkdownIt

from stancebook.agreement import disagreements
from stancebook.core.schema import CODINGS
from stancebook.core.tables import frame
from stancebook.study import quotes


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
    assert "  - position: coder\\_a \\-1, coder\\_b \\-2; decided: **\\-1**. An image leaves room." in lines
    assert (
        disagreements.summary(found)
        == "8 differences: 1 in condition, 1 in position, 3 in presence, 1 in speaker, 1 in via, 1 in voice."
    )


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
