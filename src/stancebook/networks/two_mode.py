"""Affiliations: how much each actor says on each issue, and on which side, a network of two modes.

Leifeld (2017), "Discourse network analysis: policy debates as dynamic networks", in Victor, Montgomery and Lubell (eds),
The Oxford Handbook of Political Networks, calls it the affiliation network of actors and concepts.

>>> from stancebook.networks.activity import activity
>>> rows = [("arland", "bridge", 2), ("arland", "bridge", -1), ("arland", "tunnel", 1), ("belland", "bridge", 0)]
>>> counted = activity(pd.DataFrame(rows, columns=["actor", "issue", "position"]).assign(article="000"))
>>> two_mode(counted).to_dict("index")
{'arland': {'bridge': 2.0, 'tunnel': 1.0}, 'belland': {'bridge': 1.0, 'tunnel': 0.0}}
>>> two_mode(counted, "net").to_dict("index")
{'arland': {'bridge': 0.0, 'tunnel': 1.0}, 'belland': {'bridge': 0.0, 'tunnel': 0.0}}
"""

import numpy as np
import pandas as pd

KINDS = ("count", "net", "sides")
NORMALISED = ("none", "activity", "prominence")


def two_mode(activity, kind="count", normalise="none"):
    """A DataFrame of actors x issues; for kind "sides" two of them, for and against.

    "count" is the number of statements; "net" those above zero less those below; "sides" those above and those
    below. "activity" divides by the actor's number of statements, "prominence" by the issue's, at whichever
    positions; where there is none, the result is 0.
    """
    if kind not in KINDS:
        raise ValueError(f"no kind {kind!r} of network: use one of {', '.join(KINDS)}")
    if normalise not in NORMALISED:
        raise ValueError(f"no way {normalise!r} to normalise: use one of {', '.join(NORMALISED)}")
    positions = np.array(activity.positions)
    size = _size(_summed(activity, np.ones(len(positions))), normalise)
    side = lambda taken: _table(activity, _summed(activity, taken.astype(float)), size)
    if kind == "sides":
        return side(positions > 0), side(positions < 0)
    return side(np.ones(len(positions)) if kind == "count" else np.sign(positions))


def _summed(activity, weights):
    """The statements of each actor on each issue, each with the weight of its position."""
    counts = activity.counts.toarray()
    return counts.reshape(len(activity.actors), len(activity.issues), len(weights)) @ weights


def _size(statements, normalise):
    """What each cell is divided by."""
    if normalise == "none":
        return np.ones((1, 1))
    return statements.sum(1, keepdims=True) if normalise == "activity" else statements.sum(0, keepdims=True)


def _table(activity, cells, size):
    """The cells by size, 0 where that is 0, as a table."""
    shares = np.divide(cells, size, out=np.zeros(cells.shape), where=size > 0)
    return pd.DataFrame(shares, pd.Index(activity.actors, name="actor"), pd.Index(activity.issues, name="issue"))
