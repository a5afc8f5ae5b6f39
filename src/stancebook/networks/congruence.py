"""Congruence: who stands with whom and who against whom, from the positions that actors take on the same issues.

Every statement of one actor is compared with every statement of another on the same issue: what their positions
share is congruence, what lies between them is conflict. Leifeld (2013), "Reconceptualizing major policy change in the
advocacy coalition framework: a discourse network analysis of German pension politics", Policy Studies Journal 41(1),
169-198; Leifeld (2017), "Discourse network analysis: policy debates as dynamic networks", in Victor, Montgomery and
Lubell (eds), The Oxford Handbook of Political Networks.

>>> from stancebook.networks.activity import activity
>>> rows = [("arland", "bridge", 2), ("arland", "bridge", 1), ("belland", "bridge", -2), ("celland", "tunnel", 2)]
>>> said = pd.DataFrame(rows, columns=["actor", "issue", "position"]).assign(article="000")
>>> ties(one_mode(activity(said))).to_dict("records")  # 2 and -2 are as far apart as can be, 1 and -2 by 3 of 4
[{'actor_a': 'arland', 'actor_b': 'belland', 'congruence': 0.25, 'conflict': 1.75, 'net': -1.5, 'issues': 1}]
"""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import eye_array, kron

TIES = ("actor_a", "actor_b", "congruence", "conflict", "net", "issues")
KINDS = ("ordinal", "nominal")
NORMALISED = ("none", "activity", "jaccard", "cosine")
DEARER = 300  # times what a multiplication takes in a dense matrix; as measured, sparse rows pay up to 4 % filled
ROUNDING = 1e-12  # of what is compared: a smaller part of it is none
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class OneMode(NamedTuple):
    """A network of actors: `congruence`, `conflict` and `shared`, the number of issues on which both speak.

    Each is a symmetric array of actors x actors with 0 on its diagonal, as nobody stands with himself.
    """

    actors: tuple
    congruence: np.ndarray
    conflict: np.ndarray
    shared: np.ndarray

    @property
    def net(self):
        """Congruence less conflict."""
        return self.congruence - self.conflict


def one_mode(activity, kind="ordinal", normalise="none"):
    """The OneMode of an Activity.

    With A[i, j, k] statements of actor i on issue j at position k, the congruence of i and i' is the sum over j, k
    and l of A[i, j, k] A[i', j, l] (1 - d(k, l)), and their conflict the same with d. For kind "ordinal" d is the
    distance of two positions by the range of the scale, for "nominal" 1 for any two that differ; a binary network is
    an ordinal one of two positions (see `activity.sided`). `normalise` divides both by the same: "activity" by the
    mean of both actors' numbers of statements; "jaccard" by c(i, i) + c(i', i') - c(i, i'), where c is congruence,
    that of an actor with himself too (Tanimoto's form: of counts of 0 and 1 at nominal positions the share of pairs
    of issue and position that both have in those that either has); "cosine" by the square root of c(i, i) c(i', i').
    An actor without statements has no ties: 0.

    The program in common use (DNA, its class Exporter) divides in its cosine by the product of both actors' totals,
    and adds in its Jaccard products of counts to sums of counts: where counts exceed 1 neither is the measure of
    that name, and it is the definition that is followed here.
    """
    if kind not in KINDS:
        raise ValueError(f"no kind of positions {kind!r}: use one of {', '.join(KINDS)}")
    if normalise not in NORMALISED:
        raise ValueError(f"no way {normalise!r} to normalise: use one of {', '.join(NORMALISED)}")
    spoken = _by_issue(activity, np.ones((len(activity.positions), 1)))
    compared = product(spoken)
    agreed = _ordinal(activity, compared) if kind == "ordinal" else product(activity.counts)
    size = _size(activity, agreed, normalise)
    parts = [_by(_settled(part, compared), size) for part in (agreed, compared - agreed)]
    shared = product((spoken > 0).astype(float)).astype(int)
    return OneMode(activity.actors, *map(_apart, (*parts, shared)))


def _by_issue(activity, columns):
    """The counts of each issue times a matrix of positions x columns: sparse, actors x (issues * columns)."""
    return activity.counts @ kron(eye_array(len(activity.issues)), columns, format="csr")


def _ordinal(activity, compared):
    """The congruence of ordinal positions, that of an actor with himself on the diagonal.

    Any two positions are on the same side of a gap of the scale or not: the widths of all gaps, with a plus or a
    minus, add up to range times (1 - 2 d). So a product of differences, of the statements below each gap and above
    it, stands in for all pairs of positions, and is exact for whole numbers.
    """
    if not activity.range:
        return compared
    widths = np.diff(activity.positions)
    sides = np.where(np.arange(len(activity.positions))[:, None] <= np.arange(len(widths)), 1.0, -1.0)
    net = sum(width * product(_by_issue(activity, sides[:, widths == width])) for width in np.unique(widths))
    return (activity.range * compared + net) / (2 * activity.range)


def product(rows):
    """Sparse rows times their transpose, a dense array, in the way that takes less time; the result is the same.

    Sparse rows cost as many multiplications as there are pairs of filled cells within a column, a dense matrix
    half of all there could be, which are cheaper.
    """
    filled = np.bincount(rows.indices, minlength=rows.shape[1]).astype(float)
    if DEARER * (filled**2).sum() < rows.shape[0] ** 2 * rows.shape[1] / 2:
        return (rows @ rows.T).toarray()
    dense = rows.astype(np.float32 if _fits(rows) else float).toarray()
    return (dense @ dense.T).astype(float)


def _fits(rows):
    """Whether single precision, which takes half the time, makes no difference: whole numbers, and no sum too large."""
    largest, longest = np.abs(rows.data).max(initial=0), np.diff(rows.indptr).max(initial=0)
    return bool((rows.data == np.rint(rows.data)).all()) and largest**2 * longest < 2**24


def _settled(part, compared):
    """The part, but 0 where it is nothing but the rounding of what is compared."""
    return np.where(part > ROUNDING * compared, part, 0.0)


def _size(activity, agreed, normalise):
    """What congruence and conflict of every two actors are divided by."""
    own = activity.totals if normalise == "activity" else agreed.diagonal()
    sizes = {
        "none": lambda: np.ones(1),
        "activity": lambda: (own[:, None] + own) / 2,
        "jaccard": lambda: own[:, None] + own - agreed,
        "cosine": lambda: np.sqrt(np.outer(own, own)),
    }
    return sizes[normalise]()


def _by(part, size):
    """The part by size, 0 where that is 0."""
    return np.divide(part, size, out=np.zeros(part.shape), where=size > 0)


def _apart(square):
    """The square with 0 on its diagonal, in place."""
    np.fill_diagonal(square, 0)
    return square


def ties(network, minimum=1):
    """The ties of a OneMode: a row for each pair that shares `minimum` issues or more, sorted, actor_a first."""
    order = np.array(sorted(range(len(network.actors)), key=lambda place: network.actors[place]), int)
    one, other = order[np.array(np.triu_indices(len(order), 1))]
    held = network.shared[one, other] >= minimum
    one, other = one[held], other[held]
    named = [pd.array([network.actors[place] for place in side], "str") for side in (one, other)]
    measured = network.congruence, network.conflict, network.net, network.shared
    return pd.DataFrame(dict(zip(TIES, [*named, *(each[one, other] for each in measured)])))


def graph(ties, actors=()):
    """The networkx.Graph of ties, their columns on its edges; `actors` adds nodes that have none."""
    import networkx  # here, because it takes a third of a second to import

    drawn = networkx.Graph()
    drawn.add_nodes_from(sorted({*actors, *ties["actor_a"], *ties["actor_b"]}))
    for tie in ties.sort_values(["actor_a", "actor_b"]).to_dict("records"):
        drawn.add_edge(tie.pop("actor_a"), tie.pop("actor_b"), **tie)
    return drawn


def graphml(ties, actors=()):
    """The same graph as a text in GraphML, to the byte; ValueError for an actor whose name XML cannot hold."""
    import networkx

    drawn = graph(ties, actors)
    for actor in drawn:
        if UNPRINTABLE.search(actor):
            raise ValueError(f"actor {actor!r} has a character that XML cannot hold: rename it")
    return "\n".join(networkx.generate_graphml(drawn)) + "\n"
