"""The backbone against networkx and all sets in plain Python; invariance."""

import itertools
import math
import random

import networkx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counts import count
from examples import counted
from stancebook.networks import backbone as module
from stancebook.networks.backbone import backbone, choose_backbone, laplacian, spectrum


def thrown(dice, actors, fill=0.5):
    """A symmetric square of whole ties thrown at random."""
    weights = np.zeros((actors, actors))
    for i, j in itertools.combinations(range(actors), 2):
        weights[i, j] = weights[j, i] = dice.randint(1, 5) * (dice.random() < fill)
    return weights


def slow_distance(one, other):
    """The distance of two networks by networkx's spectra, number by number."""
    spectra = []
    for weights in (one, other):
        values = sorted(networkx.laplacian_spectrum(networkx.from_numpy_array(weights)))
        spectra.append([value / sum(values) if weights.any() else 0 for value in values])
    return math.sqrt(sum((a - b) ** 2 for a, b in zip(*spectra, strict=True)))


def slow_backbone(issues, by_issue):
    """The smallest distance of each size, and the sets that have it, by summing each set's networks one by one."""
    found = {}
    for size in range(1, len(issues) + 1):
        distances = {
            chosen: slow_distance(summed(by_issue, chosen), summed(by_issue)) for chosen in sets(len(issues), size)
        }
        least = min(distances.values())
        found[size] = (
            least,
            [" ".join(issues[i] for i in chosen) for chosen in distances if distances[chosen] <= least + 1e-10],
        )
    return found


def sets(issues, size):
    return itertools.combinations(range(issues), size)


def summed(by_issue, chosen=None):
    """The network of a set of issues, or of all."""
    return sum(by_issue[issue] for issue in (range(len(by_issue)) if chosen is None else chosen))


dice_of = st.randoms(use_true_random=False)


# Laplacian and spectrum


@counted("networks", full=1000)
@given(st.integers(2, 8), dice_of)
def test_the_laplacian_is_that_of_networkx_and_has_a_zero_for_each_part(actors, dice):
    weights = thrown(dice, actors, 0.3)
    graph = networkx.from_numpy_array(weights)
    found = laplacian(weights)
    assert (found == networkx.laplacian_matrix(graph).toarray()).all() and (found.sum(1) == 0).all()
    values = np.linalg.eigvalsh(found)
    assert values.min() > -1e-9 and (values < 1e-9).sum() == networkx.number_connected_components(graph)


@given(st.integers(2, 8), dice_of, st.floats(0.001, 1000))
def test_a_spectrum_is_sorted_sums_to_one_and_is_a_structure_not_a_size(actors, dice, times):
    weights = thrown(dice, actors)
    found = spectrum(weights)
    assert (np.diff(found) >= 0).all() and found.min() >= 0
    assert found.sum() == pytest.approx(1 if weights.any() else 0)
    assert spectrum(weights * times) == pytest.approx(found, abs=1e-9)
    order = dice.sample(range(actors), actors)
    assert spectrum(weights[np.ix_(order, order)]) == pytest.approx(found, abs=1e-9)


def test_spectra_counted_by_hand():
    assert spectrum(np.array([[0, 7], [7, 0]])) == pytest.approx([0, 1])
    triangle = np.ones((3, 3)) - np.eye(3)
    assert spectrum(triangle) == pytest.approx([0, 1 / 2, 1 / 2])
    assert spectrum(np.zeros((3, 3))).tolist() == [0, 0, 0]
    path = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]])  # eigenvalues 0, 1 and 3
    assert spectrum(np.array([path, triangle * 3])).tolist() == [
        pytest.approx([0, 1 / 4, 3 / 4], abs=1e-12),
        pytest.approx([0, 1 / 2, 1 / 2], abs=1e-12),
    ]


@pytest.mark.parametrize(
    "weights, message",
    [
        ([[0, 1], [2, 0]], "the network is not symmetric"),
        ([[0, -1], [-1, 0]], "the network has a value that is missing, infinite or below zero"),
        ([[0, np.inf], [np.inf, 0]], "the network has a value that is missing, infinite or below zero"),
        ([[0, 1], [1, 1]], "the network joins an actor to itself"),
        ([[0, 1, 1], [1, 0, 1]], "the network is of shape .*; give a row and a column for each of 2 actors"),
    ],
)
def test_what_is_no_network_is_refused(weights, message):
    with pytest.raises(ValueError, match=message.replace("the network", "issue roads")):
        backbone(["roads"], [weights])


# The backbone


@counted("networks", full=1000)
@given(st.integers(1, 6), st.integers(3, 6), dice_of)
def test_the_backbone_equals_the_best_of_all_sets(count, actors, dice):
    issues, by_issue = [*"abcdef"[:count]], np.array([thrown(dice, actors) for _ in range(count)])
    table = backbone(issues, by_issue)
    assert table.columns.tolist() == ["size", "issues", "distance", "exhaustive"]
    assert table["size"].tolist() == list(range(1, count + 1)) and table["exhaustive"].all()
    for size, (least, nearest) in slow_backbone(issues, by_issue).items():
        row = table.loc[size - 1]
        assert row["distance"] == pytest.approx(least, abs=1e-9) and row["issues"] in nearest
    assert table["distance"].iloc[-1] == pytest.approx(0, abs=1e-12)


@given(st.integers(2, 6), st.integers(3, 5), dice_of, st.sampled_from([module.SETS, 1]))
def test_neither_the_order_of_issues_nor_that_of_actors_matters(count, actors, dice, most):
    issues, by_issue = [*"abcdef"[:count]], np.array([thrown(dice, actors) for _ in range(count)])
    order, turned = dice.sample(range(count), count), dice.sample(range(actors), actors)
    other = by_issue[order][:, turned][:, :, turned]
    one, again = backbone(issues, by_issue, most=most), backbone([issues[i] for i in order], other, most=most)
    pd.testing.assert_frame_equal(one, again, check_exact=False, atol=1e-9)


def test_an_issue_is_the_backbone_if_all_others_are_smaller_copies():
    whole = thrown(random.Random(1), 6)
    table = backbone(["big", "half", "tenth"], [whole, whole / 2, whole / 10])
    assert table["issues"].tolist() == ["big", "big half", "big half tenth"]  # all equal: the first by name
    assert table["distance"].max() < 1e-9 and choose_backbone(table) == ["big"]


def test_issues_without_a_tie_have_no_spectrum_and_give_no_structure():
    whole = thrown(random.Random(2), 5)
    table = backbone(["empty", "full"], [whole * 0, whole])
    assert table["issues"].tolist() == ["full", "empty full"] and table["distance"].max() < 1e-9
    assert backbone(["a", "b"], np.zeros((2, 3, 3)))["distance"].tolist() == [0, 0]


def test_one_issue_alone_is_all_there_is():
    whole = thrown(random.Random(3), 4)
    assert backbone(["roads"], [whole]).values.tolist() == [[1, "roads", 0.0, True]]


@pytest.mark.slow
def test_the_search_mostly_finds_the_nearest_set_and_gives_its_true_distance():
    dice, missed, asked = random.Random(4), 0, 0
    for _ in range(30):
        issues = [*"abcdefgh"]
        by_issue = np.array([thrown(dice, 6, 0.4) for _ in issues])
        through, found = backbone(issues, by_issue), backbone(issues, by_issue, most=0)
        assert through["exhaustive"].all() and not found["exhaustive"].any()
        assert (found["distance"] >= through["distance"] - 1e-12).all()
        for row in found.itertuples():
            chosen = [issues.index(issue) for issue in row.issues.split(" ")]
            assert len(set(chosen)) == row.size and row.issues == " ".join(sorted(row.issues.split(" ")))
            assert row.distance == pytest.approx(slow_distance(summed(by_issue, chosen), summed(by_issue)), abs=1e-9)
        missed += (found["distance"] > through["distance"] + 1e-9).sum()
        asked += len(found)
    assert missed <= 0.02 * asked, f"{missed} of {asked} missed"


@pytest.mark.slow
@pytest.mark.matrix
def test_the_search_among_more_sets_misses_few():
    missed, instances = 0, count("networks, searched", full=10, small=3)
    for instance in range(instances):
        issues = [f"{number:02}" for number in range(18)]
        by_issue = np.array([thrown(random.Random(70_000 + instance * 50 + number), 10, 0.4) for number in range(18)])
        through = backbone(issues, by_issue, range(7, 12), most=10**5)
        found = backbone(issues, by_issue, range(7, 12), most=0)
        missed += (found["distance"] > through["distance"] + 1e-9).sum()
    assert missed <= 0.5 * instances, f"{missed} of {5 * instances} sets missed"


def test_no_exchange_improves_the_result_of_the_search(monkeypatch):
    monkeypatch.setattr(module, "STARTS", 0)
    dice = random.Random(5)
    by_issue = np.array([thrown(dice, 6, 0.4) for _ in range(9)])
    for row in backbone([*"abcdefghi"], by_issue, [2, 4, 6], most=0).itertuples():
        chosen = ["abcdefghi".index(issue) for issue in row.issues.split(" ")]
        for old, new in itertools.product(chosen, set(range(9)) - set(chosen)):
            near = slow_distance(summed(by_issue, {*chosen, new} - {old}), summed(by_issue))
            assert near >= row.distance - 1e-9


def test_a_seed_gives_the_same_starts_again_and_another_one_others(monkeypatch):
    starts = []
    monkeypatch.setattr(module, "_climb", lambda start, *_: starts.append(start) or start)
    by_issue = np.array([thrown(random.Random(seed), 4) for seed in range(9)])
    for seed in (1, 1, 2):
        backbone([*"abcdefghi"], by_issue, [3, 4], seed, most=0)
    one, again, other = (starts[i : i + len(starts) // 3] for i in range(0, len(starts), len(starts) // 3))
    assert one == again != other and len(one) == 2 * (1 + module.STARTS)


def test_elimination_takes_out_the_issue_that_matters_least():
    by_issue = np.array([thrown(random.Random(seed), 6, 0.4) for seed in range(6)])
    eliminated = module._eliminated(6, 2, module._distances_to_all(by_issue))
    assert sorted(eliminated) == [2, 3, 4, 5, 6]
    for size in (5, 4, 3, 2):
        before, after = eliminated[size + 1], eliminated[size]
        distances = {
            gone: slow_distance(summed(by_issue, sorted({*before} - {gone})), summed(by_issue)) for gone in before
        }
        assert {*before} - {*after} == {min(distances, key=distances.get)}


def test_only_sizes_with_too_many_sets_are_searched_and_sizes_are_independent():
    dice = random.Random(6)
    issues, by_issue = [*"abcdef"], np.array([thrown(dice, 5) for _ in range(6)])
    table = backbone(issues, by_issue, most=15)  # 6, 15, 20, 15, 6 and 1 sets
    assert table["exhaustive"].tolist() == [True, True, False, True, True, True]
    some = backbone(issues, by_issue, [5, 3, 3], most=15)
    pd.testing.assert_frame_equal(some, table.iloc[[2, 4]].reset_index(drop=True))
    pd.testing.assert_frame_equal(table, backbone(issues, by_issue, most=15))


def test_in_how_many_parts_sets_are_measured_changes_nothing(monkeypatch):
    dice = random.Random(7)
    issues, by_issue = [*"abcdef"], np.array([thrown(dice, 5) for _ in range(6)])
    whole = backbone(issues, by_issue)
    monkeypatch.setattr(module, "CELLS", 60)
    pd.testing.assert_frame_equal(whole, backbone(issues, by_issue), check_exact=False, atol=1e-12)


def test_the_smallest_set_near_enough_is_chosen():
    rows = [(1, "a", 0.5, True), (2, "a c", 0.1, True), (3, "a b c", 0.05, True), (4, "a b c d", 0.0, True)]
    table = pd.DataFrame(rows, columns=["size", "issues", "distance", "exhaustive"])
    assert choose_backbone(table) == ["a", "b", "c"] and choose_backbone(table, 0.2) == ["a", "c"]
    assert choose_backbone(table, 0.05) == [*"abcd"] and choose_backbone(table, 1) == ["a"]
    assert choose_backbone(table.iloc[::-1]) == ["a", "b", "c"]
    with pytest.raises(ValueError, match="no set of 1 issue to measure against"):
        choose_backbone(table[1:])
    with pytest.raises(ValueError, match=r"no set is within 0.1 of the distance of one issue"):
        choose_backbone(table[:2])


@pytest.mark.parametrize(
    "sizes, message", [([0], "no set of 0 issues among 2"), ([1, 3], "no set of 3 issues among 2")]
)
def test_sizes_that_there_are_not_are_refused(sizes, message):
    with pytest.raises(ValueError, match=message):
        backbone(["a", "b"], np.zeros((2, 3, 3)), sizes)


@pytest.mark.parametrize(
    "issues, shape", [(["a"], (2, 3, 3)), (["a", "a"], (2, 3, 3)), ([], (0, 3, 3)), (["a", "b"], (2, 3))]
)
def test_issues_that_do_not_fit_their_networks_are_refused(issues, shape):
    with pytest.raises(ValueError, match="issues do not fit networks of shape"):
        backbone(issues, np.zeros(shape))
