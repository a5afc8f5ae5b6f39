"""Disputes: every difference of the toy study with its passage and what was decided."""

import pytest
from markdown_it import MarkdownIt

from stancebook.agreement import disagreements
from stancebook.core.tables import frame, records
from stancebook.study import quotes


@pytest.fixture(scope="module")
def found(authored):
    """The toy's Disputes."""
    coded = [
        row
        for name in ("coder_a", "coder_b")
        for row in quotes.place_coding(authored.rows[f"{name}.csv"], name, authored.articles)
    ]
    apart = disagreements.disagreements(frame(coded))
    return disagreements.disputes(records(apart), authored.rows["adjudication.csv"])


def test_the_toy_study_as_counted_by_hand(found):
    assert [(dispute.article, dispute.actor, dispute.issue) for dispute in found] == [
        ("010", "borduria", "toll"), ("020", "borduria", "own_workers"), ("020", "borduria", "own_workers"),
        ("030", "towns", "toll"), ("030", "cordovia", "own_workers"), ("030", "arland", "bridge"),
        ("030", "cordovia", "bridge"),
    ]  # fmt: skip
    assert [len(dispute.differences) for dispute in found] == [2, 1, 1, 1, 1, 1, 1]
    wall = found[0]
    assert wall.words == "called a toll a wall “with a till in it”"  # the longer of the two
    assert ("position", "-1", "-2", "-1", "An image leaves room.") in wall.differences


def test_a_difference_that_nobody_decided_says_so(found):
    [line] = disagreements.as_markdown(
        [found[3]._replace(differences=[("presence", "present", "", "", "")])]
    ).splitlines()[1:]
    assert line == "  - presence: coder\\_a found, coder\\_b nothing; not yet decided."


def test_what_comes_from_tables_is_shown_as_text(found):
    payload = "<script>alert(1)</script> **x** [a](javascript:b)\n- new"
    dispute = found[0]._replace(words=payload, differences=[("via", payload, "self", "self", payload)])
    shown = MarkdownIt("commonmark").render(disagreements.as_markdown([dispute], {"borduria": payload}))
    assert shown.count("&lt;script&gt;") == shown.count("**x**") == 5 - 1
    assert "<script" not in shown and "<a " not in shown and shown.count("<li>") == 2


def test_a_long_list_says_how_long_it_is(found):
    assert disagreements.as_markdown(found, most=2).endswith("\nThe first 2 of 7 units.")
    assert disagreements.as_markdown([]) == "No difference."
