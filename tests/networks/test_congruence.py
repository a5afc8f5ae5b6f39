"""Congruence and conflict: counted by hand, beside scalar loops on random tables, and invariance."""

import doctest
import itertools
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oracle_networks as oracle
from counts import count
from stancebook.core.schema import TIES
from stancebook.networks import congruence as module
from stancebook.networks.activity import activity
from stancebook.networks.congruence import one_mode, ties


def test_docstring_examples():
    outcome = doctest.testmod(module)
    assert outcome.attempted and not outcome.failed


def said(*rows):
    """A table of statements from rows of actor, issue and position."""
    return pd.DataFrame(list(rows), columns=["actor", "issue", "position"]).assign(article="000")


# a stands at 2 and 1, b at 2 twice, c at -2, d on another issue only
TOY = said(*zip("aabbcdda", ["bridge"] * 5 + ["tunnel"] * 3, (2, 1, 2, 2, -2, 1, 1, -1), strict=True))


def test_ordinal_ties_are_counted_by_hand():
    network = one_mode(activity(TOY, scale=range(-2, 3)))
    # a and b: 2 with 2 twice is 2, 1 with 2 twice is 2 x 3/4; a and c: 0 + 1/4; b and c: 0; a and d: -1 with 1 twice
    assert network.actors == ("a", "b", "c", "d")
    assert network.congruence.tolist() == [[0, 3.5, 0.25, 1], [3.5, 0, 0, 0], [0.25, 0, 0, 0], [1, 0, 0, 0]]
    assert network.conflict.tolist() == [[0, 0.5, 1.75, 1], [0.5, 0, 2, 0], [1.75, 2, 0, 0], [1, 0, 0, 0]]
    assert network.net.tolist() == [[0, 3, -1.5, 0], [3, 0, -2, 0], [-1.5, -2, 0, 0], [0, 0, 0, 0]]
    assert network.shared.tolist() == [[0, 1, 1, 1], [1, 0, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0]]
    assert network.shared.dtype == int


def test_ties_by_activity_are_counted_by_hand():
    """a made 3 statements and b 2."""
    network = one_mode(activity(TOY, scale=range(-2, 3)), by_activity=True)
    assert network.congruence[0, 1] == network.congruence[1, 0] == 3.5 / 2.5
    assert network.conflict[0, 1] == network.conflict[1, 0] == 0.5 / 2.5


def test_the_range_is_that_of_the_scale_and_not_of_what_occurs():
    statements = said(("a", "bridge", 1), ("b", "bridge", 2))
    assert one_mode(activity(statements)).conflict[0, 1] == 1
    assert one_mode(activity(statements, scale=range(-2, 3))).conflict[0, 1] == 0.25


def test_a_single_position_divides_nobody():
    network = one_mode(activity(said(("a", "bridge", 1), ("b", "bridge", 1))))
    assert network.congruence[0, 1] == 1 and not network.conflict.any()


@pytest.mark.parametrize("by_activity", [False, True])
def test_actors_without_statements_have_no_ties_and_no_warning(by_activity, recwarn):
    network = one_mode(activity(TOY, actors="abcdz"), by_activity)
    assert not network.congruence[4].any() and not network.conflict[4].any() and not network.shared[4].any()
    assert np.isfinite(network.congruence).all() and network.congruence.shape == (5, 5)
    nobody = one_mode(activity(TOY[:0]), by_activity)
    assert nobody.actors == () and nobody.congruence.shape == (0, 0) and ties(nobody).empty
    assert list(ties(nobody).dtypes.astype(str))[:2] == ["str", "str"]
    assert not recwarn.list


# Beside scalar loops

COMBINATIONS = list(itertools.product(oracle.REPEATS, (False, True)))


def tried(number, seen):
    """Tries two combinations on a random table, and counts the cases seen."""
    rows, actors, issues, scale = oracle.table(number)
    whole_scale = number // 2 % 2
    for combination in (COMBINATIONS[2 * number % 4], COMBINATIONS[(2 * number + 1) % 4]):
        repeats, by_activity = combination
        seen[combination] += 1
        seen["all positions are given"] += whole_scale
        seen["an actor without statements"] += len({row["actor"] for row in rows}) < len(actors)
        seen["three positions or more"] += len({row["position"] for row in rows}) > 2
        network = measured(rows, actors, issues, scale if whole_scale else (), repeats, by_activity)
        positions = scale if whole_scale else sorted({row["position"] for row in rows}) or [0]
        expected = oracle.one_mode(rows, actors, issues, positions, repeats, by_activity)
        for name, one, other in zip(("congruence", "conflict", "shared"), network[1:], expected, strict=True):
            np.testing.assert_allclose(one, np.array(other), atol=1e-9, err_msg=f"{name} of {number}, {combination}")


def measured(rows, actors, issues, scale, repeats, by_activity):
    """The network of an oracle's table."""
    columns = ["actor", "issue", "position", "article", "weight"]
    statements = pd.DataFrame(rows, columns=columns).astype({"position": float, "weight": float})
    weights = statements["weight"]
    return one_mode(activity(statements, repeats, scale, actors, issues, weights), by_activity)


def test_networks_are_those_of_scalar_loops():
    seen = Counter()
    for number in range(108):
        tried(number, seen)
    assert min(seen[combination] for combination in COMBINATIONS) == 54
    assert seen["an actor without statements"] == 216 and seen["three positions or more"] > 150


@pytest.mark.slow
@pytest.mark.matrix
def test_networks_of_a_thousand_tables_are_those_of_scalar_loops():
    seen, tables = Counter(), count("networks", full=1000, small=240)
    for number in range(tables):
        tried(number, seen)
    assert min(seen[combination] for combination in COMBINATIONS) == tables / 2
    assert seen["all positions are given"] == tables and seen["an actor without statements"] == 2 * tables
    assert seen["three positions or more"] > 1.5 * tables


# What must not matter

POSITIONS = st.sampled_from([-2, -1, 0, 1, 2])
ROWS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("ijk"), POSITIONS), min_size=1, max_size=40)
WEIGHTS = st.sampled_from([0.1, 0.2, 0.7, 1 / 3, 5.0])


@given(ROWS, st.booleans())
def test_ties_are_symmetric_and_none_is_below_zero(rows, by_activity):
    network = one_mode(activity(said(*rows)), by_activity)
    for each in network[1:]:
        assert (each == each.T).all() and (each >= 0).all() and not each.diagonal().any()


@given(ROWS)
def test_congruence_and_conflict_are_all_pairs_of_statements_on_an_issue(rows):
    network = one_mode(activity(said(*rows)))
    for (i, a), (j, b) in itertools.combinations(enumerate(network.actors), 2):
        pairs = sum(one[:2] == (a, other[1]) and other[0] == b for one in rows for other in rows)
        assert network.congruence[i, j] + network.conflict[i, j] == pytest.approx(pairs, abs=1e-12)


@given(st.data(), ROWS, st.booleans())
def test_the_order_of_statements_does_not_matter_to_the_byte(data, rows, by_activity):
    weighed = [(row, data.draw(WEIGHTS)) for row in rows]
    one, other = (
        one_mode(activity(said(*(row for row, _ in each)), weights=[weight for _, weight in each]), by_activity)
        for each in (weighed, data.draw(st.permutations(weighed)))
    )
    assert all(a.tobytes() == b.tobytes() for a, b in zip(one[1:], other[1:], strict=True))


@given(ROWS)
def test_turning_the_scale_round_changes_nothing(rows):
    one, other = said(*rows), said(*((actor, issue, -position) for actor, issue, position in rows))
    one, other = (one_mode(activity(each, scale=range(-2, 3))) for each in (one, other))
    assert (one.congruence == other.congruence).all() and (one.conflict == other.conflict).all()


@given(ROWS, st.lists(WEIGHTS, min_size=40, max_size=40))
def test_full_agreement_has_no_conflict_and_opposite_ends_no_congruence(rows, weights):
    """Rounding of weights must not create a conflict, as camps depend on it."""
    scale, weights = [0.1, 0.2, 0.4, 0.7, 1.1], weights[: len(rows)]
    alike = said(*((actor, issue, 0.4) for actor, issue, _ in rows))
    assert not one_mode(activity(alike, scale=scale, weights=weights)).conflict.any()
    ends = said(*((actor, issue, 0.1 if actor in "ab" else 1.1) for actor, issue, _ in rows))
    network = one_mode(activity(ends, scale=scale, weights=weights, actors="abcd"))
    assert not network.congruence[:2, 2:].any() and not network.conflict[:2, :2].any()


def test_a_rounding_error_is_no_conflict():
    """Many who all stand at the same inner position, with weights of many digits."""
    for seed in range(10):
        random = np.random.default_rng(seed)
        alike = said(*zip(random.choice(list("abcd"), 60), random.choice(list("ijk"), 60), [0.4] * 60, strict=True))
        network = one_mode(activity(alike, scale=[-1, 0.4, 1], weights=random.random(60)))
        assert not network.conflict.any() and network.congruence.any()


# Stacks


@given(ROWS, st.booleans(), st.randoms(use_true_random=False))
def test_a_stack_has_the_network_of_each_row_of_weights_by_itself(rows, by_activity, dice):
    weights = [[dice.randint(0, 3) for _ in rows] for _ in range(4)]
    axes = {"scale": range(-2, 3), "actors": "abcd", "issues": "ijk"}
    together = one_mode(activity(said(*rows), "article", weights=weights, **axes), by_activity)
    for number, each in enumerate(weights):
        alone = one_mode(activity(said(*rows), "article", weights=each, **axes), by_activity)
        for name in ("congruence", "conflict", "shared"):
            np.testing.assert_array_equal(getattr(together, name)[number], getattr(alone, name))


def test_no_array_of_actors_by_actors_by_issues_is_made():
    import tracemalloc

    random, n = np.random.default_rng(1), 20_000
    statements = said(
        *zip(random.integers(300, size=n), random.integers(400, size=n), random.integers(3, size=n), strict=True)
    )
    counted = activity(statements)
    tracemalloc.start()
    one_mode(counted)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 300 * 300 * 400 * 8 / 10


# Ties, graphs


def test_ties_are_sorted_pairs_that_share_enough():
    statements = said(*zip("bbaacc", ["bridge", "tunnel"] * 3, (1, -1, 1, 1, -1, 1), strict=True), ("d", "bridge", 1))
    table = ties(one_mode(activity(statements)))
    assert tuple(table.columns) == TIES.names
    assert table.to_dict("split")["data"] == [
        ["a", "b", 1, 1, 0, 2],
        ["a", "c", 1, 1, 0, 2],
        ["a", "d", 1, 0, 1, 1],
        ["b", "c", 0, 2, -2, 2],
        ["b", "d", 1, 0, 1, 1],
        ["c", "d", 0, 1, -1, 1],
    ]
    assert ties(one_mode(activity(statements)), minimum=2)["actor_b"].tolist() == ["b", "c", "c"]
    assert len(ties(one_mode(activity(statements)), minimum=3)) == 0
    assert table["issues"].dtype == int and table["congruence"].dtype == float


def test_ties_are_sorted_whatever_the_order_of_the_axis():
    counted = [activity(TOY, actors=order) for order in ("abcd", "dbca")]
    pd.testing.assert_frame_equal(*(ties(one_mode(each)) for each in counted))


def test_a_pair_that_shares_no_issue_has_no_tie_unless_asked_for():
    statements = said(("a", "bridge", 1), ("b", "tunnel", 1))
    assert ties(one_mode(activity(statements))).empty
    assert ties(one_mode(activity(statements)), minimum=0).to_dict("split")["data"] == [["a", "b", 0, 0, 0, 0]]
