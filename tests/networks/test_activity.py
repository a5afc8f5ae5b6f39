"""Activity, counted by hand: what repeats are, how weeks and years turn, and what is refused."""

import doctest
import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.networks import activity as module
from stancebook.networks.activity import REPEATS, activity, days_of, sided


def test_docstring_examples():
    outcome = doctest.testmod(module)
    assert outcome.attempted and not outcome.failed


def said(*rows):
    """A table of statements from rows of actor, issue, position, article and date."""
    return pd.DataFrame(list(rows), columns=["actor", "issue", "position", "article", "date"])


def dated(*dates):
    """Statements of one actor, issue and position, each in an article of its own, on the dates."""
    return said(*(("arland", "bridge", 1, f"{number:03}", date) for number, date in enumerate(dates)))


def times(statements, repeats, **options):
    """How often the statements count in all."""
    return activity(statements, repeats, **options).counts.sum()


def test_columns_run_through_the_positions_of_an_issue_and_then_the_next():
    rows = ("b", "tunnel", 2, "000", ""), ("a", "bridge", -1, "000", ""), ("a", "tunnel", 0, "010", "")
    counted = activity(said(*rows))
    assert counted.actors == ("a", "b") and counted.issues == ("bridge", "tunnel")
    assert counted.positions == (-1.0, 0.0, 2.0) and counted.range == 3.0
    assert counted.counts.toarray().tolist() == [[1, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 1]]
    assert counted.totals.tolist() == [2, 1]
    assert activity(said(*rows, *rows[1:])).totals.tolist() == [4, 1]
    assert all(type(each) is float for each in counted.positions) and all(type(each) is str for each in counted.actors)


def test_each_kind_of_repeat_is_counted_by_hand():
    rows = [
        ("a", "bridge", 1, "000", "2025-01-01"),
        ("a", "bridge", 1, "000", "2025-01-01"),  # the same article
        ("a", "bridge", 1, "010", "2025-01-03"),  # the same week
        ("a", "bridge", 1, "020", "2025-01-20"),  # the same month
        ("a", "bridge", 1, "030", "2025-05-01"),  # the same year
        ("a", "bridge", 1, "040", "2026-05-01"),
    ]
    counted = [times(said(*rows), repeats) for repeats in REPEATS]
    assert dict(zip(REPEATS, counted)) == {"each": 6, "article": 5, "week": 4, "month": 3, "year": 2, "ever": 1}


@pytest.mark.parametrize("column, other", [(0, "b"), (1, "tunnel"), (2, -1)])
@pytest.mark.parametrize("repeats", REPEATS)
def test_another_actor_issue_or_position_is_no_repeat(column, other, repeats):
    one = ["a", "bridge", 1, "000", "2025-01-01"]
    another = [*one[:column], other, *one[column + 1 :]]
    assert times(said(one, another), repeats) == 2


@pytest.mark.parametrize(
    "one, other, weeks",
    [
        ("2024-12-30", "2025-01-05", 1),  # Monday and Sunday of week 1 of 2025
        ("2024-12-29", "2024-12-30", 2),  # Sunday of week 52 and the Monday after
        ("2025-01-01", "2025-12-31", 2),  # week 1 of 2025 and week 1 of 2026
        ("2021-01-03", "2020-12-28", 1),  # week 53 of 2020
        ("2024-01-01", "2024-12-30", 2),  # week 1 of 2024 and of 2025, both in 2024
        ("1969-12-29", "1970-01-04", 1),  # on either side of day 0
        ("1969-12-28", "1969-12-29", 2),
    ],
)
def test_a_week_belongs_to_its_iso_year(one, other, weeks):
    assert times(dated(one, other), "week") == weeks


@given(st.lists(st.dates(), min_size=1, max_size=8))
def test_weeks_months_and_years_are_those_of_the_calendar(dates):
    statements = dated(*(date.isoformat() for date in dates))
    assert times(statements, "week") == len({date.isocalendar()[:2] for date in dates})
    assert times(statements, "month") == len({(date.year, date.month) for date in dates})
    assert times(statements, "year") == len({date.year for date in dates})


def test_a_group_of_repeats_weighs_as_its_largest_weight():
    statements = said(*[("a", "bridge", 1, article, "2025-01-01") for article in ("000", "000", "010")])
    assert times(statements, "each", weights=[0.5, 2, 0.25]) == 2.75
    assert times(statements, "article", weights=[0.5, 2, 0.25]) == 2.25
    assert times(statements, "article", weights=[2, 0.5, 0.25]) == 2.25
    assert times(statements, "ever", weights=[0.5, 2, 0.25]) == 2


def test_a_statement_of_no_weight_fills_no_cell():
    statements = said(("a", "bridge", 1, "000", ""), ("b", "bridge", 1, "000", ""))
    counted = activity(statements, weights=[0, 3])
    assert counted.actors == ("a", "b") and counted.counts.nnz == 1 and counted.counts.toarray().tolist() == [[0], [3]]


def test_axes_are_fixed_in_the_order_given():
    statements = said(("a", "bridge", 1, "000", ""))
    counted = activity(statements, scale=[2, 1, -2], actors=["c", "a"], issues=["tunnel", "bridge"])
    assert counted.actors == ("c", "a") and counted.issues == ("tunnel", "bridge")
    assert counted.positions == (-2, 1, 2) and counted.counts.toarray().tolist() == [[0] * 6, [0, 0, 0, 0, 1, 0]]


def test_no_statement_and_no_axis_make_an_empty_activity():
    nothing = said().astype({"position": float})
    assert activity(nothing).counts.shape == (0, 0) and activity(nothing).range == 0
    assert activity(nothing, "week", scale=[-1, 1], actors=["a"], issues=["bridge"]).counts.shape == (1, 2)


@pytest.mark.parametrize(
    "options, sentence",
    [
        ({"repeats": "daily"}, "no way 'daily' to count repeats: use one of each, article, week, month, year, ever"),
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
def test_what_has_no_place_is_refused_in_a_sentence(options, sentence):
    with pytest.raises(ValueError, match=sentence):
        activity(said(("a", "bridge", 1, "000", "2025-01-01")), **options)


@pytest.mark.parametrize("repeats", ["week", "month", "year"])
@pytest.mark.parametrize("date", ["", None, "2025-02-30", "soon"])
def test_a_date_that_is_none_is_refused_with_its_article_where_it_is_needed(repeats, date):
    statements = dated("2025-01-01", date)
    with pytest.raises(ValueError, match="in article 001: date .* write YYYY-MM-DD, or count without dates"):
        activity(statements, repeats)
    with pytest.raises(ValueError, match="no column date"):
        activity(statements.drop(columns="date"), repeats)
    assert times(statements, "article") == 2 and times(statements.drop(columns="date"), "ever") == 1


@pytest.mark.parametrize("position", ["pro", "", None, float("nan"), float("inf")])
def test_a_position_that_is_no_number_is_refused_with_its_article(position):
    statements = said(("a", "bridge", 1, "000", ""), ("a", "bridge", position, "010", ""))
    for work in (activity, sided):
        with pytest.raises(ValueError, match="in article 010: position .* is no number"):
            work(statements)


@pytest.mark.parametrize("column", ["actor", "issue"])
def test_a_missing_actor_or_issue_is_refused(column):
    with pytest.raises(ValueError, match=f"a statement has no {column}"):
        activity(said(("a", "bridge", 1, "000", "")).assign(**{column: [None]}))


def test_positions_may_be_nullable_whole_numbers_or_text():
    statements = said(("a", "bridge", -1, "000", ""), ("a", "bridge", 2, "000", ""))
    for kind in ("Int64", "float64", "str", object):
        assert activity(statements.astype({"position": kind})).positions == (-1, 2)


def test_minus_zero_is_zero():
    counted = activity(said(("a", "bridge", -0.0, "000", ""), ("a", "bridge", 0.0, "000", "")))
    assert counted.positions == (0.0,) and str(counted.positions) == "(0.0,)" and counted.counts.sum() == 2


def test_sides_leave_out_what_is_at_zero_and_keep_the_index():
    statements = said(*(("a", "bridge", position, "000", "") for position in (2, 0, -0.5, 1)))
    chosen = sided(statements)
    assert chosen["position"].to_dict() == {0: 1, 2: -1, 3: 1} and statements["position"].tolist() == [2, 0, -0.5, 1]


def test_days_are_those_of_the_calendar():
    assert days_of(dated("1970-01-02", "2024-02-29")).astype(int).tolist() == [1, 19782]


ROWS = st.tuples(
    st.sampled_from("abc"), st.sampled_from(["bridge", "tunnel"]), st.integers(-2, 2), st.sampled_from(["000", "010"]),
    st.dates(pd.Timestamp("2024-12-01").date(), pd.Timestamp("2025-02-01").date()).map(str),
    st.sampled_from([0.1, 0.2, 0.7, 1 / 3, 0.0, 5.0]),
)  # fmt: skip


@given(st.lists(ROWS, min_size=2, max_size=30), st.sampled_from(REPEATS), st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_show_in_the_last_digit(rows, repeats, chance):
    """Nor does the index of the table."""
    counted = []
    for order in (rows, rows[::-1], chance.sample(rows, len(rows))):
        statements, weights = said(*(row[:5] for row in order)), [row[5] for row in order]
        statements.index = chance.sample(range(100), len(rows))
        counted.append(activity(statements, repeats, weights=weights))
    for one, other in itertools.pairwise(counted):
        assert one[:3] == other[:3]
        for name in ("data", "indices", "indptr"):
            assert getattr(one.counts, name).tobytes() == getattr(other.counts, name).tobytes()


@pytest.mark.parametrize("repeats", ["each", "article"])
def test_weights_of_a_cell_are_added_in_one_order(repeats):
    """0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1."""
    assert 0.1 + 0.2 + 0.3 != 0.3 + 0.2 + 0.1
    statements = dated(*["2025-01-01"] * 3)
    sums = {times(statements, repeats, weights=list(order)) for order in itertools.permutations([0.1, 0.2, 0.3])}
    assert len(sums) == 1


@given(st.lists(ROWS, min_size=1, max_size=30))
def test_fewer_count_the_longer_the_time_in_which_a_repeat_counts_once(rows):
    statements = said(*(row[:5] for row in rows))
    counted = {repeats: times(statements, repeats) for repeats in REPEATS}
    assert len(rows) == counted["each"] >= counted["article"] >= counted["ever"]
    assert counted["each"] >= counted["week"] >= counted["ever"]
    assert counted["each"] >= counted["month"] >= counted["year"] >= counted["ever"]


@given(st.lists(ROWS, min_size=1, max_size=30))
def test_whole_weights_are_statements_said_so_often(rows):
    statements = said(*(row[:5] for row in rows))
    weights = np.arange(len(rows)) % 3
    axes = {"scale": range(-2, 3), "actors": "abc", "issues": ["bridge", "tunnel"]}
    repeated = activity(statements.loc[np.repeat(statements.index, weights)], **axes)
    assert (repeated.counts != activity(statements, weights=weights, **axes).counts).nnz == 0
