"""Camps against all partitions in plain Python; invariance; stability."""

import itertools
import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counts import count
from examples import counted
from stancebook.networks import partition
from stancebook.networks.camps import (
    UNDIVIDED,
    Camps,
    camps,
    camps_of_stack,
    resampled_rows,
    stability,
)
from stancebook.networks.partition import best_partition, value


def square(actors, ties):
    """The symmetric square of ties like {"AB": 3} between actors of one letter."""
    weights = np.zeros((len(actors), len(actors)))
    for (one, other), tie in ties.items():
        weights[actors.index(one), actors.index(other)] = weights[actors.index(other), actors.index(one)] = tie
    return weights


def slow_polarisation(sides, congruence, conflict):
    """Share of congruence within + share of conflict between - 1, pair by pair."""
    agreed = opposed = within = between = 0
    for i, j in itertools.combinations(range(len(sides)), 2):
        agreed, opposed = agreed + congruence[i][j], opposed + conflict[i][j]
        within += congruence[i][j] * (sides[i] == sides[j])
        between += conflict[i][j] * (sides[i] != sides[j])
    return within / agreed + between / opposed - 1


def slow_camps(congruence, conflict):
    """The largest polarisation of all partitions of the actors with ties, and all partitions that reach it."""
    tied = [i for i in range(len(congruence)) if any(congruence[i]) or any(conflict[i])]
    reached = {}
    for sides in itertools.product((1, -1), repeat=len(tied) - 1):
        whole = [0] * len(congruence)
        for place, side in zip(tied, (1, *sides), strict=True):
            whole[place] = side
        reached[tuple(whole)] = slow_polarisation(whole, congruence, conflict)
    best = max(reached.values())
    return best, {sides for sides, reach in reached.items() if reach >= best - 1e-12}


@st.composite
def networks(draw, least=2, most=7):
    """Two squares of whole ties, congruence and conflict, many of them 0."""
    actors = draw(st.integers(least, most))
    pairs = list(itertools.combinations(range(actors), 2))
    both = []
    for _ in range(2):
        weights = np.zeros((actors, actors))
        for (i, j), tie in zip(
            pairs, draw(st.lists(st.sampled_from([0, 0, 0, 1, 2, 5]), min_size=len(pairs))), strict=False
        ):
            weights[i, j] = weights[j, i] = tie
        both.append(weights)
    return both


def thrown(dice, actors, fill=0.6):
    """Two squares of ties thrown at random."""
    both = np.zeros((2, actors, actors))
    for weights, (i, j) in itertools.product(both, itertools.combinations(range(actors), 2)):
        weights[i, j] = weights[j, i] = dice.randint(1, 9) * (dice.random() < fill)
    return both


# What camps are


@counted("networks", full=1000)
@given(networks())
def test_camps_equal_the_best_of_all_partitions(both):
    congruence, conflict = both
    actors = "ABCDEFG"[: len(congruence)]
    found = camps(actors, congruence, conflict)
    assert found.actors == tuple(actors)
    if not congruence.any() or not conflict.any():
        assert found[1:5] == ((0,) * len(actors), None, None, None) and found.reason and found.ties == 0
        return
    best, equal = slow_camps(congruence.tolist(), conflict.tolist())
    assert found.polarisation == pytest.approx(best, abs=1e-12) and found.polarisation >= 0
    if best <= 1e-12:
        assert found[1:] == ((0,) * len(actors), 0.0, 1.0, 0.0, UNDIVIDED, True, 0)
        return
    assert found.sides in equal and found.ties == len(equal) - 1
    assert found.exhaustive and found.reason == ""
    assert found.within + found.between - 1 == found.polarisation


def test_two_perfect_camps():
    actors = "ABCDE"
    agreed = dict.fromkeys(("AB", "CD", "CE", "DE"), 2)
    opposed = {one + other: 1 for one, other in itertools.product("AB", "CDE")}
    found = camps(actors, square(actors, agreed), square(actors, opposed))
    assert found == Camps(tuple(actors), (1, 1, -1, -1, -1), 1.0, 1.0, 1.0, "", True, 0)


def test_half_the_difference_of_the_external_internal_indices():
    actors = "ABC"
    found = camps(actors, square(actors, {"AB": 3, "BC": 1}), square(actors, {"AC": 2, "AB": 1}))
    assert found.sides == (1, 1, -1)
    index_of_conflict, index_of_congruence = (2 - 1) / 3, (1 - 3) / 4
    assert found.polarisation == pytest.approx((index_of_conflict - index_of_congruence) / 2)


@pytest.mark.parametrize(
    "agreed, opposed, reason",
    [
        ({"AB": 1}, {}, "nobody disagrees: there are no two camps"),
        ({}, {"AB": 1}, "nobody agrees: no camp holds together"),
        ({}, {}, "no two actors have a tie: there is nothing to divide"),
    ],
)
def test_undefined_camps_say_why(agreed, opposed, reason):
    found = camps("ABC", square("ABC", agreed), square("ABC", opposed))
    assert found == Camps(("A", "B", "C"), (0, 0, 0), None, None, None, reason, True, 0)


def test_nobody_is_in_no_camp():
    assert camps([], np.zeros((0, 0)), np.zeros((0, 0))).reason.startswith("no two actors have")


def test_an_actor_without_ties_is_in_no_camp_and_the_first_with_one_is_on_the_plus_side():
    actors = "ZYXW"
    found = camps(actors, square(actors, {"YW": 1}), square(actors, {"YX": 1}))
    assert found.sides == (0, 1, -1, 1) and found.polarisation == 1


def test_congruence_in_proportion_to_conflict_leaves_nobody_in_a_camp():
    ties = {"AB": 1, "BC": 3, "AC": 3}
    found = camps("ABC", square("ABC", ties), square("ABC", ties) * 3)
    assert found.polarisation == 0 and found.sides == (0, 0, 0) and found.reason == UNDIVIDED


@pytest.mark.parametrize("most", [20, 0])
def test_groups_that_nothing_joins_show_in_ties(most):
    actors = "ABCDEFGH"
    agreed = square(actors, {"AB": 1, "CD": 1, "EF": 1})
    opposed = square(actors, {"AG": 1, "CH": 1})
    found = camps(actors, agreed, opposed, most=most)
    assert found.polarisation == 1 and found.ties == 2 ** (3 - 1) - 1 and found.exhaustive == (most == 20)


@pytest.mark.parametrize("most", [20, 0])
def test_equal_partitions_within_a_group_and_between_groups_multiply(most):
    found = camps("ABCDE", square("ABCDE", {"DE": 1}), square("ABCDE", {"AB": 1, "BC": 1, "AC": 1}), most=most)
    assert found.polarisation == pytest.approx(2 / 3) and found.ties == 3 * 2 - 1
    assert found.sides == (1, 1, -1, 1, 1)  # one of three is alone: the first such split has the last


@given(networks(most=8), st.randoms(use_true_random=False), st.sampled_from([20, 0]))
def test_the_order_of_actors_changes_nothing_but_the_order(both, dice, most):
    actors = list("ABCDEFGH"[: len(both[0])])
    order = list(range(len(actors)))
    dice.shuffle(order)
    found = camps(actors, *both, most=most)
    turned = camps([actors[i] for i in order], *(square[np.ix_(order, order)] for square in both), most=most)
    assert found[2:] == turned[2:]
    sides, by_name = (
        dict(zip(found.actors, found.sides, strict=True)),
        dict(zip(turned.actors, turned.sides, strict=True)),
    )
    assert by_name in (sides, {actor: -side for actor, side in sides.items()})
    assert next((side for side in turned.sides if side), 1) == 1


@given(networks(), st.floats(0.01, 1000), st.floats(0.01, 1000))
def test_sizes_of_all_congruence_and_all_conflict_do_not_matter(both, one, other):
    actors = "ABCDEFG"[: len(both[0])]
    found, scaled = camps(actors, *both), camps(actors, both[0] * one, both[1] * other)
    assert found.sides == scaled.sides and found.ties == scaled.ties
    assert scaled.polarisation == (None if found.polarisation is None else pytest.approx(found.polarisation, abs=1e-12))


@pytest.mark.parametrize(
    "weights, message",
    [
        ([[0, 1], [2, 0]], "congruence is not symmetric; give each two actors one value"),
        ([[0, -1], [-1, 0]], "congruence has a value that is missing, infinite or below zero"),
        ([[0, np.nan], [np.nan, 0]], "congruence has a value that is missing, infinite or below zero"),
        ([[1, 1], [1, 0]], "congruence joins an actor to itself; set the diagonal to 0"),
        ([[0, 1, 1]] * 3, r"congruence is of shape \(3, 3\); give a row and a column for each of 2 actors"),
    ],
)
def test_what_is_no_network_is_refused(weights, message):
    with pytest.raises(ValueError, match=message):
        camps("AB", weights, [[0, 1], [1, 0]])
    with pytest.raises(ValueError, match=message.replace("congruence", "conflict")):
        camps("AB", [[0, 1], [1, 0]], weights)


def test_an_actor_named_twice_is_refused():
    with pytest.raises(ValueError, match="an actor is named twice"):
        camps("AA", [[0, 1], [1, 0]], [[0, 1], [1, 0]])
    with pytest.raises(ValueError, match="search through 24 actors at most"):
        camps("AB", [[0, 1], [1, 0]], [[0, 1], [1, 0]], most=25)
    assert camps("AB", [[0, 1], [1, 0]], [[0, 1], [1, 0]], most=24).exhaustive


# The search


@pytest.mark.matrix
def test_the_search_finds_the_best_of_all_partitions():
    dice, missed = random.Random(7), []
    for instance in range(count("networks", full=1000, small=200)):
        actors = [f"{number:02}" for number in range(dice.randint(12, 16))]
        both = thrown(dice, len(actors), dice.choice([0.2, 0.5, 1]))
        through, found = camps(actors, *both), camps(actors, *both, most=0)
        assert through.exhaustive and not found.exhaustive
        same = abs(through.polarisation - found.polarisation) <= 1e-12
        if not same or (not through.ties and through.sides != found.sides):
            missed.append(instance)
    assert missed == []


def test_a_climb_ends_where_no_move_of_one_or_two_actors_is_better():
    dice = random.Random(8)
    weights = np.array([agreed - opposed for agreed, opposed in (thrown(dice, 9) for _ in range(30))])
    starts = np.array([[dice.choice([-1.0, 1.0]) for _ in range(9)] for _ in range(90)])
    ends, square = partition.climb(starts, np.repeat(np.arange(30), 3), weights)
    assert set(square.tolist()) == set(range(30)) and 30 < len(ends) <= 90
    for number, own in enumerate(weights):
        reached = ends[square == number]
        assert len(np.unique(reached, axis=0)) == len(reached) and set(np.abs(reached).ravel()) == {1}
        assert min(value(reached, own)) >= min(value(starts[number * 3 : number * 3 + 3], own))
        for end, moved in itertools.product(reached, one_or_two(9)):
            assert value(flipped(end, moved), own) <= value(end, own)


def test_one_by_one_is_the_plain_loop():
    dice = random.Random(12)
    weights = np.array([agreed - opposed for agreed, opposed in (thrown(dice, 9) for _ in range(20))])
    starts = np.array([[dice.choice([-1.0, 1.0]) for _ in range(9)] for _ in range(20)])
    ends = partition._one_by_one(starts, np.arange(20), weights)
    for sides, own, end in zip(starts, weights, ends, strict=True):
        gains = [value(flipped(sides, [actor]), own) - value(sides, own) for actor in range(9)]
        while max(gains) > 0:
            sides = flipped(sides, [gains.index(max(gains))])
            gains = [value(flipped(sides, [actor]), own) - value(sides, own) for actor in range(9)]
        assert sides.tolist() == end.tolist()


def one_or_two(actors):
    return itertools.chain(*(itertools.combinations(range(actors), count) for count in (1, 2)))


def flipped(sides, movers):
    """The partition with some actors moved."""
    return np.array([-side if actor in movers else side for actor, side in enumerate(sides)])


def test_a_move_of_two_is_the_best_of_all():
    dice = random.Random(9)
    pairs = list(itertools.combinations(range(7), 2))
    weights = np.array([square("ABCDEFG", {pair: dice.uniform(-1, 1) for pair in itertools.combinations("ABCDEFG", 2)})
                        for _ in range(40)])  # fmt: skip
    starts = np.array([[dice.choice([-1.0, 1.0]) for _ in range(7)] for _ in range(40)])
    for start, own, moved, gain in zip(starts, weights, *partition.best_pair(starts, weights), strict=True):
        best = max((flipped(start, movers) for movers in pairs), key=lambda each: value(each, own))
        assert moved.tolist() == best.tolist() and gain == pytest.approx(value(best, own) - value(start, own))


def test_two_at_once_are_moved_where_each_alone_would_lose():
    weights = square("ABCDEF", {"AC": 3, "BC": -1, "BD": 3, "AD": -1, "AB": -5, "EF": 1})
    start = np.array([1.0, -1, -1, 1, 1, 1])
    assert all(value(flipped(start, [actor]), weights) < value(start, weights) for actor in (0, 1))
    (after,), (gain,) = partition.best_pair(start[None], weights[None])
    assert gain == 16 == value(after, weights) - value(start, weights)
    assert after[0] == after[2] and after[1] == after[3]


@counted("networks", full=1000)
@given(st.integers(1, 9), st.randoms(use_true_random=False))
def test_all_partitions_are_those_of_a_plain_loop(actors, dice):
    agreed, opposed = thrown(dice, actors, 0.8)
    weights = agreed - opposed
    (found,) = partition.exhaustive_search(weights[None])
    values = {s: float(value(np.array(s), weights)) for s in itertools.product((1, -1), repeat=actors) if s[0] == 1}
    best = [sides for sides, reached in values.items() if reached == max(values.values())]
    assert tuple(found.sides) == best[0] and found.equal == len(best)


def test_two_blocks_of_a_hundred_are_found_and_a_seed_gives_the_same_again():
    dice = np.random.default_rng(3)
    side = np.where(np.arange(200) % 3 == 0, 1, -1)
    alike = np.equal.outer(side, side)
    upper = [np.triu(dice.random((200, 200)) < np.where(alike, p, 0.3 - p), 1) for p in (0.2, 0.1)]
    both = [(half + half.T).astype(float) for half in upper]
    actors = [f"{number:03}" for number in range(200)]
    found = camps(actors, *both)
    assert np.array_equal(found.sides, side) and not found.exhaustive
    assert found == camps(actors, *both) and found.ties == 0


def test_a_seed_gives_the_same_starts_again_and_another_one_others(monkeypatch):
    starts = []
    monkeypatch.setattr(partition, "climb", lambda sides, *rest: starts.append(sides.tolist()) or (sides, rest[0]))
    both = thrown(random.Random(6), 9)
    for seed in (1, 1, 2):
        camps("ABCDEFGHI", *both, seed, most=0)
    one, again, other = starts
    assert one == again != other and len(one) == 1 + partition.RESTARTS


def test_the_seed_reaches_the_search(monkeypatch):
    seeds = []
    search = partition.local_search
    monkeypatch.setattr(partition, "local_search", lambda weights, seed: seeds.append(seed) or search(weights, seed))
    best_partition(square("ABC", {"AB": 1, "BC": -1}), 7, 0)
    best_partition(square("ABC", {"AB": 1, "BC": -1}), most=0)
    assert seeds == [7, partition.SEED]


def test_a_stack_is_cut_into_parts_that_fit(monkeypatch):
    monkeypatch.setattr(partition, "CELLS", 10)
    stack = np.arange(7)
    assert [part.tolist() for part in partition.parts(stack, 3)] == [[0, 1, 2], [3, 4, 5], [6]]
    assert [len(part) for part in partition.parts(stack, 11)] == [1] * 7
    assert [len(part) for part in partition.parts(stack, 0)] == [len(part) for part in partition.parts(stack, 1)] == [7]


def test_a_network_is_the_mean_of_both_halves_of_its_square():
    found = partition.network([[0, 3], [3 * (1 + 1e-10), 0]], 2, "it")
    assert found[0, 1] == found[1, 0] == pytest.approx(3) and found.dtype == float
    for low, high in ((3, 3 * (1 + 1e-7)), (1e-12, 2e-12)):
        with pytest.raises(ValueError, match="it is not symmetric"):
            partition.network([[0, low], [high, 0]], 2, "it")
    assert partition.network([["0", "1"], ["1", "0"]], 2, "it").tolist() == [[0, 1], [1, 0]]


def test_a_large_group_beside_a_small_one_is_searched_for_and_says_so():
    agreed, opposed = thrown(random.Random(4), 9, 1)
    weights = np.zeros((12, 12))
    weights[:9, :9], weights[9, 10], weights[10, 9], weights[11, 10], weights[10, 11] = agreed - opposed, 1, 1, -1, -1
    assert not best_partition(weights, most=8).exhaustive and best_partition(weights, most=9).exhaustive
    assert best_partition(weights, most=8).sides.tolist() == best_partition(weights).sides.tolist()


def test_the_leading_eigenvector_is_a_start(monkeypatch):
    monkeypatch.setattr(partition, "RESTARTS", 0)
    monkeypatch.setattr(partition, "climb", lambda sides, square, _: (sides, square))
    weights = square("ABCDE", {one + other: -1 for one, other in itertools.product("AB", "CDE")})
    weights += square("ABCDE", {"AB": 1, "CD": 1, "CE": 1, "DE": 1})
    (found,) = partition.local_search(weights[None])
    assert (found.sides * found.sides[0]).tolist() == [1, 1, -1, -1, -1]


@given(st.integers(1, 9), st.integers(1, 4), st.sampled_from([20, 4, 0]), st.randoms(use_true_random=False))
def test_a_stack_has_the_camps_of_each_network_by_itself(actors, count, most, dice):
    """Also where some networks have no conflict, actors without ties, or several groups."""
    both = np.array([thrown(dice, actors, dice.choice([0.1, 0.3, 1])) for _ in range(count)]).reshape(
        -1, 2, actors, actors
    )
    names = tuple(dice.sample("ABCDEFGHI", actors))
    together = camps_of_stack(names, both[:, 0], both[:, 1], most=most)
    assert together == [camps(names, *each, most=most) for each in both]


@pytest.mark.parametrize("most", [20, 0])
def test_in_how_many_parts_networks_are_searched_changes_nothing(monkeypatch, most):
    both = np.array([thrown(random.Random(seed), 8, 0.4) for seed in range(20)])
    whole = camps_of_stack(tuple("ABCDEFGH"), both[:, 0], both[:, 1], most=most)
    monkeypatch.setattr(partition, "CELLS", 300)
    assert whole == camps_of_stack(tuple("ABCDEFGH"), both[:, 0], both[:, 1], most=most)


# Stability


def camp(sides, polarisation=0.5):
    """Camps of A, B, ... on given sides."""
    return Camps(tuple("ABCD"[: len(sides)]), sides, polarisation, None, None, "", True, 0)


def test_shares_counted_by_hand():
    reference = camp((1, 1, -1, 0))
    resampled = [
        camp((1, 1, -1, 1), 0.2),
        camp((1, -1, -1, 0), 0.4),
        camp((1, 1, 0, 0), 0.6),
        camp((1, -1, 1, -1), 0.8),
    ]
    # draw 2 agrees in A and C, draw 3 in A and B; draw 4 in A alone, and swapped in B and C
    found = stability(reference, resampled)
    assert found.shares["actor"].tolist() == [*"ABCD"] and found.shares["side"].tolist() == [1, 1, -1, 0]
    assert found.shares["share"].tolist()[:3] == [3 / 4, 3 / 4, 1] and np.isnan(found.shares["share"][3])
    assert found.shares["resamples"].tolist() == [4, 4, 3, 2]
    assert (found.defined, found.resamples) == (4, 4)
    assert found.low == pytest.approx(0.2 + 0.2 * 3 * 0.025) and found.high == pytest.approx(0.8 - 0.2 * 3 * 0.025)


def test_a_resample_that_agrees_both_ways_is_half_on_each_side():
    assert stability(camp((1, -1)), [camp((1, 1))]).shares["share"].tolist() == [0.5, 0.5]


def test_undefined_resamples_do_not_count_and_many_leave_no_range():
    undefined = Camps(("A", "B"), (0, 0), None, None, None, "nobody agrees: no camp holds together", True, 0)
    found = stability(camp((1, -1)), [camp((1, -1), 0.3)] * 19 + [undefined])
    assert found.shares["resamples"].tolist() == [19, 19] and found.shares["share"].tolist() == [1, 1]
    assert (found.low, found.high, found.defined, found.resamples) == (0.3, 0.3, 19, 20)
    found = stability(camp((1, -1)), [camp((1, -1), 0.3)] * 18 + [undefined] * 2)
    assert (found.low, found.high, found.defined) == (None, None, 18)
    assert stability(camp((1, -1)), [undefined]).shares["share"].isna().all()  # a camp in no draw: missing, not 0
    found = stability(undefined, [undefined])
    assert found.shares["share"].isna().all() and found.low is None


def test_resamples_of_other_actors_and_no_resamples_are_refused():
    with pytest.raises(ValueError, match="draws have other actors"):
        stability(camp((1, -1)), [camp((1, -1, 1))])
    with pytest.raises(ValueError, match="no draw was given"):
        stability(camp((1, -1)), [])


def statements_of_two_blocks():
    """Statements of six actors in thirty articles, two blocks of three who mostly take opposite positions."""
    dice = random.Random(5)
    rows = [
        {
            "statement": f"S{number:03}",
            "article": f"{dice.randrange(30):02}",
            "actor": (actor := dice.choice("ABCDEF")),
            "issue": dice.choice("xyz"),
            "position": (1 if actor in "ACE" else -1) * (1 if dice.random() < 0.85 else -1),
        }
        for number in range(200)
    ]
    return pd.DataFrame(rows)


def congruence_and_conflict(statements, weights):
    """The two squares of weighted statements with positions +1 and -1, multiplied out issue by issue."""
    total, net = np.zeros((6, 6)), np.zeros((6, 6))
    for issue in "xyz":
        counts = np.zeros((6, 2))
        for row, weight in zip(statements.itertuples(), weights, strict=True):
            counts["ABCDEF".index(row.actor), int(row.position > 0)] += weight * (row.issue == issue)
        total, net = total + np.outer(counts.sum(1), counts.sum(1)), net + np.outer(counts @ [-1, 1], counts @ [-1, 1])
    both = (total + net) / 2, (total - net) / 2
    for weights in both:
        np.fill_diagonal(weights, 0)
    return both


@pytest.mark.parametrize("over", ["statement", "article"])
def test_planted_blocks_are_stable(over):
    statements = statements_of_two_blocks()
    reference = camps("ABCDEF", *congruence_and_conflict(statements, np.ones(200)))
    assert reference.sides == (1, -1, 1, -1, 1, -1)
    weights = resampled_rows(statements, 100, over=over)
    found = stability(reference, [camps("ABCDEF", *congruence_and_conflict(statements, each)) for each in weights])
    assert (found.shares["share"] > 0.97).all() and (found.shares["resamples"] == 100).all()
    assert 0 < found.low < found.high < 1 and found.defined == found.resamples == 100


@pytest.mark.parametrize("over, groups", [("statement", 200), ("article", 30)])
def test_rows_are_drawn_as_often_as_there_are(over, groups):
    statements = statements_of_two_blocks()
    resampled = np.array([*resampled_rows(statements, 3000, over=over)])
    assert resampled.shape == (3000, 200)
    assert resampled.mean(0) == pytest.approx(1, abs=0.1)
    assert resampled.var(0) == pytest.approx(1 - 1 / groups, abs=0.2)
    assert (np.array([*resampled_rows(statements, 3, over=over)]) == resampled[:3]).all()
    assert (next(resampled_rows(statements, 1, seed=1, over=over)) != resampled[0]).any()
    by_article = pd.DataFrame(resampled[:50].T).groupby(statements["article"].to_numpy()).nunique().to_numpy()
    if over == "article":
        first = ~statements["article"].duplicated().to_numpy()
        assert (by_article == 1).all() and (resampled[:, first].sum(1) == 30).all()
    else:
        assert (by_article > 1).any() and (resampled.sum(1) == 200).all()


@pytest.mark.parametrize("over, ids", [("statement", True), ("statement", False), ("article", True)])
def test_the_order_of_rows_changes_no_resample(over, ids):
    statements = statements_of_two_blocks() if ids else statements_of_two_blocks().drop(columns="statement")
    turned = statements.sample(frac=1, random_state=1)
    for weights, again in zip(
        resampled_rows(statements, 3, over=over), resampled_rows(turned, 3, over=over), strict=True
    ):
        keys = list(statements.columns)
        one, other = statements.assign(weight=weights), turned.assign(weight=again)
        one, other = (table.sort_values([*keys, "weight"], ignore_index=True) for table in (one, other))
        pd.testing.assert_frame_equal(one, other)


def test_drawing_needs_statements_and_a_unit():
    with pytest.raises(ValueError, match="no drawing over 'week'; use statement or article"):
        resampled_rows(statements_of_two_blocks(), 1, over="week")
    with pytest.raises(ValueError, match="there are no statements to draw from"):
        resampled_rows(statements_of_two_blocks()[:0], 1)
