"""Measure which actors stand together, and which against each other, from their positions on the same issues.

Every statement of one actor is compared with every statement of another on the same issue. The part of the scale that
two positions share is congruence, their distance is conflict. Leifeld (2013), "Reconceptualizing major policy change in
the advocacy coalition framework: a discourse network analysis of German pension politics", Policy Studies Journal
41(1), 169-198; Leifeld (2017), "Discourse network analysis: policy debates as dynamic networks", in Victor, Montgomery
and Lubell (eds), The Oxford Handbook of Political Networks.

>>> from stancebook.networks.activity import activity
>>> rows = [("arland", "bridge", 2), ("arland", "bridge", 1), ("belland", "bridge", -2), ("celland", "tunnel", 2)]
>>> statements = pd.DataFrame(rows, columns=["actor", "issue", "position"]).assign(article="000")
>>> ties(one_mode(activity(statements))).to_dict("records")  # 2 and -2 are at both ends, 1 and -2 are 3/4 apart
[{'actor_a': 'arland', 'actor_b': 'belland', 'congruence': 0.25, 'conflict': 1.75, 'net': -1.5, 'issues': 1}]
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from stancebook.core.schema import TIES
from stancebook.networks.activity import Activity

ROUNDING = 1e-12  # of what is compared: a smaller part of it is none


class OneMode(NamedTuple):
    """A network of actors: `congruence`, `conflict` and `shared`, the number of issues on which both actors speak.

    Each is a symmetric array of actors x actors with zeros on its diagonal, or a stack of such arrays.
    """

    actors: tuple[str, ...]
    congruence: np.ndarray
    conflict: np.ndarray
    shared: np.ndarray

    @property
    def net(self) -> np.ndarray:
        """Congruence less conflict."""
        return self.congruence - self.conflict


def one_mode(activity: Activity, by_activity: bool = False) -> OneMode:
    """Return the OneMode of an Activity; of a stack of counts it is a stack of networks.

    With A[i, j, k] statements of actor i on issue j at position k, the congruence of i and i' is the sum over j, k
    and l of A[i, j, k] A[i', j, l] (1 - d(k, l)), and their conflict the same with d, the distance of two positions
    divided by the range of the scale. With `by_activity` both are divided by the mean of both actors' numbers of
    statements. An actor without statements has no ties: 0.
    """
    by_issue = activity.counts.sum(-1)
    compared = product(by_issue)
    agreed = _agreed(activity, compared)
    congruence, conflict = (_without_rounding(part, compared) for part in (agreed, compared - agreed))
    if by_activity:
        size = (activity.totals[..., :, None] + activity.totals[..., None, :]) / 2
        congruence, conflict = (divided(part, size) for part in (congruence, conflict))
    shared = product((by_issue > 0).astype(float)).astype(int)
    others = ~np.eye(len(activity.actors), dtype=bool)
    return OneMode(activity.actors, congruence * others, conflict * others, shared * others)


def _agreed(activity: Activity, compared: np.ndarray) -> np.ndarray:
    """Return the congruence of all actors, with that of each actor with itself on the diagonal.

    Two positions lie on the same side of a gap of the scale, or on different sides. The widths of all gaps, with a plus
    or a minus, add up to range times (1 - 2 d). So products of differences (statements below each gap less those above
    it) replace the sum over all pairs of positions. They are exact for whole numbers.
    """
    if not activity.range:
        return compared
    widths = np.diff(activity.positions)
    sides = np.where(np.arange(len(activity.positions))[:, None] <= np.arange(len(widths)), 1.0, -1.0)
    net = np.zeros(compared.shape)
    for width in np.unique(widths):
        differences = activity.counts @ sides[:, widths == width]
        *stack, issues, gaps = differences.shape
        net += width * product(differences.reshape(*stack, issues * gaps))
    return (activity.range * compared + net) / (2 * activity.range)


def product(rows: np.ndarray) -> np.ndarray:
    """Return rows times their transpose, of each matrix of a stack."""
    return rows @ rows.swapaxes(-1, -2)


def _without_rounding(part: np.ndarray, compared: np.ndarray) -> np.ndarray:
    """Return the part with 0 in place of rounding errors of the whole that is compared."""
    return np.where(part > ROUNDING * compared, part, 0.0)


def divided(part: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Return part / size, 0 where the size is 0."""
    return np.divide(part, size, out=np.zeros(part.shape), where=size > 0)


def ties(network: OneMode, minimum: int = 1) -> pd.DataFrame:
    """Return the ties of a OneMode: a row for each pair that shares `minimum` issues or more, sorted, actor_a first."""
    order = np.array(sorted(range(len(network.actors)), key=lambda place: network.actors[place]), int)
    one, other = order[np.array(np.triu_indices(len(order), 1))]
    enough = network.shared[one, other] >= minimum
    one, other = one[enough], other[enough]
    names = [pd.array([network.actors[place] for place in side], "str") for side in (one, other)]
    squares = network.congruence, network.conflict, network.net, network.shared
    return pd.DataFrame(dict(zip(TIES.names, [*names, *(square[one, other] for square in squares)], strict=True)))
