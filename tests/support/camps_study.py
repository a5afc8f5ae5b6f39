"""Invented camps and ties, for the figures that draw them."""

from itertools import combinations

import pandas as pd

from figure_study import LANDS

NAMES = {"arland": "Arland", "borduria": "Borduria", "cadia": "Cadia", "dorne": "Dorne", "evallon": "Evallon"}
TIES = ("actor_a", "actor_b", "congruence", "conflict", "net", "issues")


def camps(rows):
    return pd.DataFrame(rows, columns=["actor", "side", "n", "share"])


def ties(rows):
    """Return ties from rows of (actor, actor, congruence, conflict, issues)."""
    return pd.DataFrame([(a, b, c, d, c - d, n) for a, b, c, d, n in rows], columns=TIES)


def many(split, count=12, sides=(1, -1), names=LANDS):
    """Return camps of `count` actors, the first `split` of them in one camp, a tie for every pair, and the names."""
    ids = [f"a{n:02}" for n in range(count)]
    table = camps([(a, sides[n >= split], 10 ** (n % 4), (0.95, 0.5)[n % 3 == 1]) for n, a in enumerate(ids)])
    rows = [(a, b, n % 3 + 0.5, 1.5, n % 7 + 1) for n, (a, b) in enumerate(combinations(ids, 2))]
    return table, ties(rows), {a: names[n % len(names)] for n, a in enumerate(ids)}
