"""DNA's normalisations: the manual's example, by hand, and beside loops over statements as DNA has them."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.networks.activity import activity
from stancebook.networks.congruence import one_mode
from stancebook.networks.dna import AGGREGATIONS, NORMALIZATIONS, dna_network


def said(rows):
    """A table of statements from rows of actor, issue and position."""
    return pd.DataFrame(rows, columns=["actor", "issue", "position"]).assign(article="000").astype({"position": float})


def test_ties_are_counted_by_hand():
    """Both hold 2 on the bridge (a once, b three times); a alone has two more statements, b one; c shares no issue."""
    rows = [("a", "bridge", 2), ("a", "bridge", 1), ("a", "tunnel", 2)]
    rows += [("b", "bridge", 2)] * 3 + [("b", "tunnel", -2), ("c", "road", 0)]
    counted = activity(said(rows), scale=range(-2, 3))
    tie = {word: dna_network(counted, "congruence", word)[0, 1] for word in NORMALIZATIONS}
    congruence = (
        3 + 3 * 3 / 4 + 0
    )  # three pairs at the same position, three a quarter of the scale apart, one at its ends
    assert tie == pytest.approx(
        {"no": congruence, "average": congruence / 3.5, "jaccard": congruence / (2 + 1 + 3), "cosine": congruence / 12}
    )
    conflict = 3 / 4 + 1
    assert dna_network(counted, "conflict", "jaccard")[1, 0] == pytest.approx(conflict / 6)
    assert dna_network(counted, "subtract", "cosine")[0, 1] == pytest.approx((congruence - conflict) / 12)
    assert not dna_network(counted)[2].any() and not np.diagonal(dna_network(counted)).any()


def slow_network(rows, actors, scale, aggregation, normalization):
    """DNA's ties, statement by statement and cell by cell."""
    width = max(scale) - min(scale)
    square = np.zeros((len(actors), len(actors)))
    cells = {(actor, issue, k): rows.count((actor, issue, k)) for actor in actors for issue in "xy" for k in scale}
    for i, j in itertools.permutations(range(len(actors)), 2):
        one, other = ([row for row in rows if row[0] == actors[place]] for place in (i, j))
        for (_, issue, k), (_, theirs, m) in itertools.product(one, other):
            near = 1 - abs(k - m) / width
            square[i, j] += (issue == theirs) * {"congruence": near, "conflict": 1 - near, "subtract": 2 * near - 1}[
                aggregation
            ]
        both = [(cells[actors[i], issue, k], cells[actors[j], issue, k]) for issue in "xy" for k in scale]
        size = {
            "no": 1,
            "average": (len(one) + len(other)) / 2,
            "jaccard": sum(a * b if a and b else a + b for a, b in both),
            "cosine": len(one) * len(other),
        }[normalization]
        square[i, j] = square[i, j] / size if size else 0
    return square


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.integers(-1, 2)), max_size=12))
def test_ties_are_those_of_loops_over_statements(rows):
    counted = activity(said(rows), scale=range(-1, 3), actors="abcd", issues="xy")
    for aggregation, normalization in itertools.product(AGGREGATIONS, NORMALIZATIONS):
        expected = slow_network(rows, "abcd", range(-1, 3), aggregation, normalization)
        np.testing.assert_allclose(dna_network(counted, aggregation, normalization), expected, atol=1e-12)


def test_a_stack_of_counts_is_a_stack_of_networks():
    rows = [("a", "x", 1), ("b", "x", 2), ("b", "y", 1), ("a", "y", 1)]
    stack = activity(said(rows), weights=[[1, 1, 1, 1], [2, 0, 1, 3]])
    for word in NORMALIZATIONS:
        alone = [dna_network(stack._replace(counts=counts), normalization=word) for counts in stack.counts]
        assert dna_network(stack, normalization=word).tolist() == np.array(alone).tolist()


def test_average_activity_is_ours():
    counted = activity(said([("a", "x", 1), ("b", "x", 2), ("b", "y", 1), ("a", "y", 2)]))
    ours = one_mode(counted, by_activity=True)
    assert dna_network(counted).tolist() == ours.net.tolist()


@pytest.mark.parametrize("words", [("combine", "no"), ("subtract", "prominence")])
def test_another_word_is_refused(words):
    with pytest.raises(ValueError, match=r"DNA has no '.*' here: use one of"):
        dna_network(activity(said([("a", "x", 1)])), *words)
