"""The backbone: which few issues alone would give nearly the structure that all of them give.

The structure of a network is the spectrum of its Laplacian, sorted and divided by its sum, so that a network with
every tie doubled has the same. Two networks are as far apart as their spectra. A set's network is the sum of its
issues'; for each size the set is sought whose network is nearest to that of all. The spectrum does not say who stands
where: two networks alike but for the names of the actors are at no distance. Three issues among three actors:

>>> by_issue = np.zeros((3, 3, 3))
>>> for issue, one, other, tie in [(0, 0, 1, 4), (1, 1, 2, 4), (2, 0, 2, 1)]:
...     by_issue[issue, one, other] = by_issue[issue, other, one] = tie
>>> backbone(["roads", "schools", "taxes"], by_issue).round(3).values.tolist()
[[1, 'roads', 0.471, True], [2, 'roads schools', 0.118, True], [3, 'roads schools taxes', 0.0, True]]
>>> weight_of_each(["roads", "schools", "taxes"], by_issue).round(3).values.tolist()
[['roads', 0.274], ['schools', 0.274], ['taxes', 0.118]]

Leifeld's programs for discourse networks have a backbone too, by a spectral distance with a penalty for size, searched
for by simulated annealing; here each size has its set, and the search is through all or greedy and seeded.
"""

from collections.abc import Sequence
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd

from stancebook.core.sampling import SEED
from stancebook.networks.partition import SAME, network

SETS = 20_000  # of one size, up to which all are searched through
STARTS = 39  # of chance, beside the one by elimination, where they are not
CELLS = 2**22  # of the Laplacians held at once
TOLERANCE = 0.1  # of the distance of the best single issue


def laplacian(weights):
    """The Laplacian of a network, the sums of its rows on the diagonal less the network itself.

    Chung (1997), "Spectral graph theory", has it as the combinatorial Laplacian. Its rows sum to 0, and as many of its
    eigenvalues are 0 as the network has parts, the others above. Raises ValueError for what is no symmetric network.

    >>> laplacian([[0, 2, 0], [2, 0, 1], [0, 1, 0]]).tolist()
    [[2.0, -2.0, 0.0], [-2.0, 3.0, -1.0], [0.0, -1.0, 1.0]]
    """
    return _laplacians(network(weights, len(weights), "the network"))


def _laplacians(networks):
    """The Laplacian of each network of a stack."""
    return networks.sum(-1)[..., None] * np.eye(networks.shape[-1]) - networks


def spectrum(weights):
    """The eigenvalues of a network's Laplacian, sorted and divided by their sum; all 0 where there is no tie."""
    return _spectra(network(weights, len(weights), "the network"))


def _spectra(networks):
    """The spectrum of each network of a stack, a row each."""
    values = np.linalg.eigvalsh(_laplacians(networks)).clip(0)
    total = values.sum(-1, keepdims=True)
    return np.divide(values, total, out=np.zeros_like(values), where=total > 0)


def distance(one, other):
    """The Euclidean distance of the spectra of two networks of equally many actors."""
    if len(one) != len(other):
        raise ValueError(f"networks of {len(one)} and {len(other)} actors; compare networks of equally many")
    return float(np.linalg.norm(spectrum(one) - spectrum(other)))


def backbone(issues, by_issue, sizes=None, seed=SEED, most=SETS):
    """For each size the set of issues whose network is nearest to that of all: size, issues, distance, exhaustive.

    `by_issue` has for each issue the square that it alone contributes. Up to `most` sets of a size are all searched
    through. Beyond, sets that a greedy elimination and chance give are bettered by exchanging one issue for another,
    and a nearer set may be missed: exhaustive is False. (Of 50 sets of 7 to 11 of 18 issues thrown at random 2 were
    missed; real issues, which hang together, may be easier or not.) Of sets equally near, the first in the order of
    names is taken. Ids are separated by spaces. Raises ValueError for a size that there is not.
    """
    names, stack = _sorted(issues, by_issue)
    sizes = range(1, len(names) + 1) if sizes is None else sorted(set(sizes))
    if wrong := [size for size in sizes if not 1 <= size <= len(names)]:
        raise ValueError(f"there is no set of {wrong[0]} issues among {len(names)}; ask for 1 to {len(names)}")
    away, small = _distance_to_all(stack), {size: comb(len(names), size) <= most for size in sizes}
    sets = _searched_for([size for size in sizes if not small[size]], len(names), away, seed)
    sets |= {size: _nearest([*combinations(range(len(names)), size)], away)[0] for size in sizes if small[size]}
    told = {size: " ".join(names[issue] for issue in sets[size]) for size in sizes}
    rows = [(size, told[size], away([sets[size]])[0], small[size]) for size in sizes]
    return pd.DataFrame(rows, columns=["size", "issues", "distance", "exhaustive"])


def backbone_of_issues(issues: Sequence[str], by_issue: np.ndarray) -> pd.DataFrame | None:
    """Return the backbone of the issues that have a tie, as `backbone` gives it; None if no issue has one."""
    tied = by_issue.any(axis=(1, 2))
    names = [issue for issue, has_tie in zip(issues, tied, strict=True) if has_tie]
    return backbone(names, by_issue[tied]) if names else None


def as_shown(sets: pd.DataFrame | None) -> pd.DataFrame | list:
    """Return a backbone with its distances to three places, as a notebook shows it."""
    return [] if sets is None else sets.assign(distance=[f"{distance:.3f}" for distance in sets["distance"]])


def weight_of_each(issues, by_issue):
    """How much hangs on each issue: the distance to the network of all when it alone is left out, largest first."""
    names, stack = _sorted(issues, by_issue)
    rest = [[other for other in range(len(names)) if other != issue] for issue in range(len(names))]
    table = pd.DataFrame({"issue": names, "distance": _distance_to_all(stack)(rest)})
    return table.iloc[np.lexsort([table.index, -table["distance"].round(12)])].reset_index(drop=True)


def choose_backbone(table, tolerance=TOLERANCE):
    """The issues of the smallest set whose distance is at most a share of that of the best single issue, a list.

    The share is a convention: with 0.1 the set leaves a tenth of what one issue leaves unsaid. Raises ValueError for
    a backbone without a row of size 1 or with none near enough.
    """
    sizes = table.sort_values("size")
    if sizes["size"].iloc[0] != 1:
        raise ValueError("the backbone has no set of 1 issue to measure against; ask for size 1 too")
    near = sizes[sizes["distance"] <= tolerance * sizes["distance"].iloc[0] + SAME]
    if near.empty:
        raise ValueError(f"no set is within {tolerance:g} of the distance of one issue; ask for larger sizes")
    return near["issues"].iloc[0].split(" ")


def _sorted(issues, by_issue):
    """The issues in the order of names, and the stack of their networks; raises ValueError where these do not fit."""
    names, stack = list(issues), np.asarray(by_issue, float)
    if not names or len(set(names)) < len(names) or stack.ndim != 3 or len(stack) != len(names):
        told = f"{len(names)} issues do not fit networks of shape {stack.shape}"
        raise ValueError(f"{told}; give each issue one name and one square")
    places = sorted(range(len(names)), key=names.__getitem__)
    named = [names[place] for place in places]
    return named, np.array([network(stack[place], stack.shape[1], f"issue {names[place]}") for place in places])


def _distance_to_all(stack):
    """A function of sets of issues, of one size each, that gives the distance of each set's network to that of all."""
    whole, flat = _spectra(stack.sum(0)), stack.reshape(len(stack), -1)
    at_once = max(1, CELLS // max(1, flat.shape[1]))

    def away(sets):
        held = np.zeros((len(sets), len(stack)))
        np.put_along_axis(held, np.array(sets, int).reshape(len(sets), -1), 1, 1)
        parts = (held[start : start + at_once] @ flat for start in range(0, len(sets), at_once))
        spectra = np.concatenate([_spectra(part.reshape(-1, *stack.shape[1:])) for part in parts])
        return np.linalg.norm(spectra - whole, axis=-1)

    return away


def _nearest(sets, away):
    """The first of the sets that are nearest, and its distance."""
    distances = away(sets)
    place = int(np.flatnonzero(distances <= distances.min() + SAME)[0])
    return sets[place], distances[place]


def _searched_for(sizes, issues, away, seed):
    """For each size the nearest of the sets to which exchanges lead from that by elimination and STARTS of chance.

    Chance starts anew for each size, so that what one size gets does not hang on which others are asked for.
    """
    sets, eliminated = {}, _eliminated(issues, min(sizes), away) if sizes else {}
    for size in sizes:
        random = np.random.default_rng([seed, size])
        starts = [eliminated[size], *(random.permutation(issues)[:size].tolist() for _ in range(STARTS))]
        sets[size], _ = _nearest(sorted(_exchanged(sorted(start), issues, away) for start in starts), away)
    return sets


def _eliminated(issues, size, away):
    """For each size the set that is left when from all issues one by one that goes whose going is felt least."""
    left, sets = list(range(issues)), {issues: list(range(issues))}
    while len(left) > size:
        left, _ = _nearest([left[:place] + left[place + 1 :] for place in reversed(range(len(left)))], away)
        sets[len(left)] = left
    return sets


def _exchanged(held, issues, away):
    """The set reached when one issue is exchanged for another as long as that comes nearer, the best exchange first."""
    nearest = away([held])[0]
    while len(held) < issues:
        free = set(range(issues)) - set(held)
        better, reached = _nearest(sorted(sorted({*held, new} - {old}) for old in held for new in free), away)
        if reached >= nearest - SAME:
            break
        held, nearest = better, reached
    return held
