"""Actors by issues: counted by hand, and beside scalar loops on random tables."""

import doctest
import itertools
from collections import Counter

import numpy as np
import pandas as pd
import pytest

import oracle_networks as oracle
from stancebook.networks import two_mode as module
from stancebook.networks.activity import activity
from stancebook.networks.two_mode import KINDS, NORMALISED, two_mode


def test_docstring_examples():
    outcome = doctest.testmod(module)
    assert outcome.attempted and not outcome.failed


# a is twice for the bridge, once against and once neither way, and against the tunnel; b is once for the bridge
ROWS = list(zip("aaaaab", ["bridge"] * 4 + ["tunnel", "bridge"], (2, 1, -1, 0, -2, 1)))
TOY = activity(pd.DataFrame(ROWS, columns=["actor", "issue", "position"]).assign(article="000"), actors="abz")


@pytest.mark.parametrize(
    "kind, normalise, cells",
    [
        ("count", "none", [[4, 1], [1, 0], [0, 0]]),
        ("count", "activity", [[4 / 5, 1 / 5], [1, 0], [0, 0]]),
        ("count", "prominence", [[4 / 5, 1], [1 / 5, 0], [0, 0]]),
        ("net", "none", [[1, -1], [1, 0], [0, 0]]),
        ("net", "activity", [[1 / 5, -1 / 5], [1, 0], [0, 0]]),
        ("net", "prominence", [[1 / 5, -1], [1 / 5, 0], [0, 0]]),
    ],
)
def test_each_kind_is_counted_by_hand(kind, normalise, cells):
    assert two_mode(TOY, kind, normalise).to_numpy().tolist() == cells


@pytest.mark.parametrize("normalise, bridge, tunnel", [("none", 1, 1), ("activity", 5, 5), ("prominence", 5, 1)])
def test_sides_are_counted_by_hand(normalise, bridge, tunnel):
    fors, against = two_mode(TOY, "sides", normalise)
    assert fors.loc["a"].tolist() == [2 / bridge, 0] and against.loc["a"].tolist() == [1 / bridge, 1 / tunnel]
    assert not against.loc["b"].any()
    assert fors.loc["b", "bridge"] == {"none": 1, "activity": 1, "prominence": 1 / 5}[normalise]


def test_rows_and_columns_are_named():
    table = two_mode(TOY)
    assert table.index.tolist() == ["a", "b", "z"] and table.index.name == "actor"
    assert table.columns.tolist() == ["bridge", "tunnel"] and table.columns.name == "issue"


def test_sides_and_what_is_neither_add_up_to_all():
    fors, against = two_mode(TOY, "sides")
    pd.testing.assert_frame_equal(fors - against, two_mode(TOY, "net"))
    assert (two_mode(TOY) - fors - against).to_numpy().tolist() == [[1, 0], [0, 0], [0, 0]]


@pytest.mark.parametrize("kind, normalise", list(itertools.product(KINDS, NORMALISED)))
def test_nothing_said_is_zero_everywhere(kind, normalise, recwarn):
    nothing = pd.DataFrame({"actor": [], "issue": [], "position": [], "article": []}).astype({"position": float})
    tables = two_mode(activity(nothing, actors="ab", issues=["bridge"]), kind, normalise)
    for table in tables if kind == "sides" else [tables]:
        assert table.to_numpy().tolist() == [[0], [0]]
    empty = two_mode(activity(nothing), kind, normalise)
    assert (empty[0] if kind == "sides" else empty).shape == (0, 0) and not recwarn.list


def test_what_is_not_known_is_refused():
    with pytest.raises(ValueError, match="no kind 'subtract' of network: use one of count, net, sides"):
        two_mode(TOY, "subtract")
    with pytest.raises(ValueError, match="no way 'cosine' to normalise: use one of none, activity, prominence"):
        two_mode(TOY, normalise="cosine")


COMBINATIONS = list(itertools.product(oracle.REPEATS, KINDS, NORMALISED))


def tried(number, met):
    """Tries two combinations on a random table, and counts what is met."""
    rows, actors, issues, _ = oracle.table(number)
    columns = ["actor", "issue", "position", "article", "date", "weight"]
    statements = pd.DataFrame(rows, columns=columns).astype({"position": float, "weight": float, "date": str})
    for combination in (COMBINATIONS[2 * number % 54], COMBINATIONS[(2 * number + 1) % 54]):
        repeats, *options = combination
        met[combination] += 1
        counted = activity(statements, repeats, (), actors, issues, statements["weight"])
        found = np.array(two_mode(counted, *options))
        expected = np.array(oracle.two_mode(rows, actors, issues, repeats, *options))
        np.testing.assert_allclose(found, expected, atol=1e-9, err_msg=f"{number}, {combination}")


def test_tables_are_those_of_scalar_loops():
    met = Counter()
    for number in range(108):
        tried(number, met)
    assert len(COMBINATIONS) == 54 and min(met[combination] for combination in COMBINATIONS) == 4


@pytest.mark.slow
def test_a_thousand_tables_are_those_of_scalar_loops():
    met = Counter()
    for number in range(1000):
        tried(number, met)
    assert min(met[combination] for combination in COMBINATIONS) >= 20
