"""Activity, counted by hand: repeats and errors."""

import doctest
import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.networks import activity as module
from stancebook.networks.activity import REPEATS, activity


def test_docstring_examples():
    outcome = doctest.testmod(module)
    assert outcome.attempted and not outcome.failed


def said(*rows):
    """A table of statements from rows of actor, issue, position and article."""
    return pd.DataFrame(list(rows), columns=["actor", "issue", "position", "article"])


def times(statements, repeats, **options):
    """How often the statements count in all."""
    return activity(statements, repeats, **options).counts.sum()


def test_counts_are_by_actor_issue_and_position():
    rows = ("b", "tunnel", 2, "000"), ("a", "bridge", -1, "000"), ("a", "tunnel", 0, "010")
    counted = activity(said(*rows))
    assert counted.actors == ("a", "b") and counted.issues == ("bridge", "tunnel")
    assert counted.positions == (-1.0, 0.0, 2.0) and counted.range == 3.0
    assert counted.counts.tolist() == [[[1, 0, 0], [0, 1, 0]], [[0, 0, 0], [0, 0, 1]]]
    assert counted.totals.tolist() == [2, 1]
    assert activity(said(*rows, *rows[1:])).totals.tolist() == [4, 1]
    assert all(type(each) is float for each in counted.positions) and all(type(each) is str for each in counted.actors)


def test_each_kind_of_repeat_is_counted_by_hand():
    rows = [("a", "bridge", 1, article) for article in ("000", "000", "010")]
    assert {repeats: times(said(*rows), repeats) for repeats in REPEATS} == {"each": 3, "article": 2}


@pytest.mark.parametrize("column, other", [(0, "b"), (1, "tunnel"), (2, -1)])
@pytest.mark.parametrize("repeats", REPEATS)
def test_another_actor_issue_or_position_is_no_repeat(column, other, repeats):
    one = ["a", "bridge", 1, "000"]
    another = [*one[:column], other, *one[column + 1 :]]
    assert times(said(one, another), repeats) == 2


def test_a_group_of_repeats_weighs_as_its_largest_weight():
    statements = said(*[("a", "bridge", 1, article) for article in ("000", "000", "010")])
    assert times(statements, "each", weights=[0.5, 2, 0.25]) == 2.75
    assert times(statements, "article", weights=[0.5, 2, 0.25]) == 2.25
    assert times(statements, "article", weights=[2, 0.5, 0.25]) == 2.25


def test_a_statement_of_no_weight_fills_no_cell():
    statements = said(("a", "bridge", 1, "000"), ("b", "bridge", 1, "000"))
    counted = activity(statements, weights=[0, 3])
    assert counted.actors == ("a", "b") and counted.counts.tolist() == [[[0]], [[3]]]


def test_axes_are_fixed_in_the_order_given():
    statements = said(("a", "bridge", 1, "000"))
    counted = activity(statements, scale=[2, 1, -2], actors=["c", "a"], issues=["tunnel", "bridge"])
    assert counted.actors == ("c", "a") and counted.issues == ("tunnel", "bridge")
    assert counted.positions == (-2, 1, 2) and counted.counts.tolist() == [[[0] * 3] * 2, [[0] * 3, [0, 1, 0]]]


def test_no_statement_and_no_axis_make_an_empty_activity():
    nothing = said().astype({"position": float})
    assert activity(nothing).counts.shape == (0, 0, 0) and activity(nothing).range == 0
    assert activity(nothing, "article", scale=[-1, 1], actors=["a"], issues=["bridge"]).counts.shape == (1, 1, 2)


@pytest.mark.parametrize(
    "options, sentence",
    [
        ({"repeats": "daily"}, "no way 'daily' to count repeats: use one of each, article"),
        ({"actors": ["b"]}, "actor 'a' is not among those given: add it, or leave its statements out"),
        ({"issues": []}, "issue 'bridge' is not among those given"),
        ({"scale": [-2, 2]}, "position 1.0 is not among those given"),
        ({"actors": ["a", "a"]}, "the same actor is given twice"),
        ({"weights": [1, 2]}, "2 weights for 1 statements: give one for each"),
        ({"weights": [-1]}, "a weight is negative or no number"),
        ({"weights": [float("nan")]}, "a weight is negative or no number"),
        ({"weights": [float("inf")]}, "a weight is negative or no number"),
    ],
)
def test_a_value_outside_its_axis_is_refused(options, sentence):
    with pytest.raises(ValueError, match=sentence):
        activity(said(("a", "bridge", 1, "000")), **options)


@pytest.mark.parametrize("position", ["pro", "", None, float("nan"), float("inf")])
def test_a_position_that_is_no_number_is_refused_with_its_article(position):
    statements = said(("a", "bridge", 1, "000"), ("a", "bridge", position, "010"))
    with pytest.raises(ValueError, match=r"in article 010: position .* is no number"):
        activity(statements)


@pytest.mark.parametrize("column", ["actor", "issue"])
def test_a_missing_actor_or_issue_is_refused(column):
    with pytest.raises(ValueError, match=f"a statement has no {column}"):
        activity(said(("a", "bridge", 1, "000")).assign(**{column: [None]}))


def test_positions_may_be_nullable_whole_numbers_or_text():
    statements = said(("a", "bridge", -1, "000"), ("a", "bridge", 2, "000"))
    for kind in ("Int64", "float64", "str", object):
        assert activity(statements.astype({"position": kind})).positions == (-1, 2)


def test_minus_zero_is_zero():
    counted = activity(said(("a", "bridge", -0.0, "000"), ("a", "bridge", 0.0, "000")))
    assert counted.positions == (0.0,) and str(counted.positions) == "(0.0,)" and counted.counts.sum() == 2


ROWS = st.tuples(
    st.sampled_from("abc"), st.sampled_from(["bridge", "tunnel"]), st.integers(-2, 2), st.sampled_from(["000", "010"]),
    st.sampled_from([0.1, 0.2, 0.7, 1 / 3, 0.0, 5.0]),
)  # fmt: skip


@given(st.lists(ROWS, min_size=2, max_size=30), st.sampled_from(REPEATS), st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_show_in_the_last_digit(rows, repeats, chance):
    """Nor does the index of the table."""
    counted = []
    for order in (rows, rows[::-1], chance.sample(rows, len(rows))):
        statements, weights = said(*(row[:4] for row in order)), [row[4] for row in order]
        statements.index = chance.sample(range(100), len(rows))
        counted.append(activity(statements, repeats, weights=weights))
    for one, other in itertools.pairwise(counted):
        assert one[:3] == other[:3]
        assert one.counts.tobytes() == other.counts.tobytes()


@pytest.mark.parametrize("repeats", ["each", "article"])
def test_weights_of_a_cell_are_added_in_one_order(repeats):
    """0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1."""
    assert 0.1 + 0.2 + 0.3 != 0.3 + 0.2 + 0.1
    statements = said(*(("arland", "bridge", 1, article) for article in ("000", "010", "020")))
    sums = {times(statements, repeats, weights=list(order)) for order in itertools.permutations([0.1, 0.2, 0.3])}
    assert len(sums) == 1


@given(st.lists(ROWS, min_size=1, max_size=30))
def test_whole_weights_equal_repeated_statements(rows):
    statements = said(*(row[:4] for row in rows))
    weights = np.arange(len(rows)) % 3
    axes = {"scale": range(-2, 3), "actors": "abc", "issues": ["bridge", "tunnel"]}
    repeated = activity(statements.loc[np.repeat(statements.index, weights)], **axes)
    assert (repeated.counts == activity(statements, weights=weights, **axes).counts).all()


@given(st.lists(ROWS, max_size=30), st.sampled_from(REPEATS), st.randoms(use_true_random=False))
def test_rows_of_weights_are_counted_each_by_itself(rows, repeats, chance):
    statements = said(*(row[:4] for row in rows)).astype({"position": float})
    axes = {"scale": range(-2, 3), "actors": "abc", "issues": ["bridge", "tunnel"]}
    weights = [[chance.randint(0, 3) for _ in rows] for _ in range(4)]
    together = activity(statements, repeats, weights=weights, **axes)
    alone = [activity(statements, repeats, weights=each, **axes) for each in weights]
    assert together.counts.tolist() == [each.counts.tolist() for each in alone]
    assert together.totals.tolist() == [each.totals.tolist() for each in alone]
