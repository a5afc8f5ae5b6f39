"""Find the backbone: the few issues that alone give nearly the structure of all issues.

The structure of a network is the spectrum of its Laplacian, sorted and divided by its sum, so that a network with
every tie doubled has the same. The distance of two networks is that of their spectra. The network of a set of issues is
the sum of theirs; for each size the backbone is the set whose network is nearest to that of all. The spectrum does not
depend on the names of the actors: two networks that differ in them alone have no distance. Three issues among three
actors:

>>> by_issue = np.zeros((3, 3, 3))
>>> for issue, one, other, tie in [(0, 0, 1, 4), (1, 1, 2, 4), (2, 0, 2, 1)]:
...     by_issue[issue, one, other] = by_issue[issue, other, one] = tie
>>> backbone(["roads", "schools", "taxes"], by_issue).round(3).values.tolist()
[[1, 'roads', 0.471, True], [2, 'roads schools', 0.118, True], [3, 'roads schools taxes', 0.0, True]]

Leifeld's programs for discourse networks have a backbone too, by a spectral distance with a penalty for size, and by
simulated annealing; here each size has its set, by exhaustive search or by a greedy and seeded one.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd

from stancebook.core.sampling import SEED
from stancebook.networks.partition import SAME, network

SETS = 20_000  # of one size: with more, the search is not exhaustive
STARTS = 39  # random starts of a search, beside the one by elimination
CELLS = 2**22  # of the Laplacians held at once
TOLERANCE = 0.1  # of the distance of the best single issue

Issues = tuple[int, ...]  # a set of issues, by number, sorted
Distances = Callable[[Sequence[Issues]], np.ndarray]  # of the networks of sets of one size to the network of all issues


def laplacian(networks: np.ndarray) -> np.ndarray:
    """Return the Laplacian of a network, or of each of a stack: the sums of its rows on the diagonal, less the network.

    Chung (1997), "Spectral graph theory", has it as the combinatorial Laplacian. Its rows sum to 0; the number of its
    eigenvalues that are 0 is the number of parts of the network, the others are above 0.

    >>> laplacian(np.array([[0, 2, 0], [2, 0, 1], [0, 1, 0]])).tolist()
    [[2.0, -2.0, 0.0], [-2.0, 3.0, -1.0], [0.0, -1.0, 1.0]]
    """
    return networks.sum(-1)[..., None] * np.eye(networks.shape[-1]) - networks


def spectrum(networks: np.ndarray) -> np.ndarray:
    """Return the sorted eigenvalues of each Laplacian, divided by their sum; all 0 where there is no tie."""
    values = np.linalg.eigvalsh(laplacian(networks)).clip(0)
    total = values.sum(-1, keepdims=True)
    return np.divide(values, total, out=np.zeros_like(values), where=total > 0)


def backbone(
    issues: Sequence[str], by_issue: object, sizes: Iterable[int] | None = None, seed: int = SEED, most: int = SETS
) -> pd.DataFrame:
    """Return for each size the set of issues nearest to all issues: size, issues, distance, exhaustive.

    `by_issue` has for each issue its network, issues x actors x actors. Up to `most` sets of a size are all compared.
    With more, sets from a greedy elimination and random sets are improved by exchanging one issue for another, and a
    nearer set may be missed: exhaustive is False. (In 10 random networks of 18 issues, 2 of 50 sets of 7 to 11 issues
    were missed; real issues depend on each other and may be easier or not.) Of sets equally near, the first in the
    order of names counts. Ids are separated by spaces. Raises ValueError for an impossible size, and for networks that
    do not fit the issues.
    """
    names, stack = _sorted(issues, by_issue)
    sizes = range(1, len(names) + 1) if sizes is None else sorted(set(sizes))
    if wrong := [size for size in sizes if not 1 <= size <= len(names)]:
        raise ValueError(f"there is no set of {wrong[0]} issues among {len(names)}; ask for 1 to {len(names)}")
    distances = _distances_to_all(stack)
    small = {size: comb(len(names), size) <= most for size in sizes}
    sets = _local_search([size for size in sizes if not small[size]], len(names), distances, seed)
    sets |= {size: _nearest([*combinations(range(len(names)), size)], distances)[0] for size in sizes if small[size]}
    rows = [
        (size, " ".join(names[issue] for issue in sets[size]), distances([sets[size]])[0], small[size])
        for size in sizes
    ]
    return pd.DataFrame(rows, columns=["size", "issues", "distance", "exhaustive"])


def backbone_of_issues(issues: Sequence[str], by_issue: np.ndarray) -> pd.DataFrame | None:
    """Return the backbone of the issues that have a tie; None if no issue has one."""
    tied = [number for number, square in enumerate(by_issue) if square.any()]
    return backbone([issues[number] for number in tied], by_issue[tied]) if tied else None


def as_shown(sets: pd.DataFrame | None) -> pd.DataFrame | list:
    """Return a backbone with its distances to three places, as a notebook shows it."""
    return [] if sets is None else sets.assign(distance=[f"{distance:.3f}" for distance in sets["distance"]])


def choose_backbone(table: pd.DataFrame, tolerance: float = TOLERANCE) -> list[str]:
    """Return the issues of the smallest set whose distance is at most a share of that of the best single issue.

    The share is a convention: with 0.1 the distance is a tenth of that of one issue. Raises ValueError for a backbone
    without a row of size 1, or without a set near enough.
    """
    sizes = table.sort_values("size")
    if sizes["size"].iloc[0] != 1:
        raise ValueError("the backbone has no set of 1 issue to measure against; ask for size 1 too")
    near = sizes[sizes["distance"] <= tolerance * sizes["distance"].iloc[0] + SAME]
    if near.empty:
        raise ValueError(f"no set is within {tolerance:g} of the distance of one issue; ask for larger sizes")
    return near["issues"].iloc[0].split(" ")


def _sorted(issues: Sequence[str], by_issue: object) -> tuple[list[str], np.ndarray]:
    """Return the issues in the order of names, and the stack of their networks; raise ValueError if they do not fit."""
    names, stack = list(issues), np.asarray(by_issue, float)
    if not names or len(set(names)) < len(names) or stack.ndim != 3 or len(stack) != len(names):
        sentence = f"{len(names)} issues do not fit networks of shape {stack.shape}"
        raise ValueError(f"{sentence}; give each issue one name and one square")
    places = sorted(range(len(names)), key=names.__getitem__)
    networks = [network(stack[place], stack.shape[1], f"issue {names[place]}") for place in places]
    return [names[place] for place in places], np.array(networks)


def _distances_to_all(stack: np.ndarray) -> Distances:
    """Return a function from sets of issues, all of one size, to the distances of their networks to that of all."""
    whole, flat = spectrum(stack.sum(0)), stack.reshape(len(stack), -1)
    at_once = max(1, CELLS // max(1, flat.shape[1]))

    def distances(sets: Sequence[Issues]) -> np.ndarray:
        chosen = np.zeros((len(sets), len(stack)))
        np.put_along_axis(chosen, np.array(sets, int).reshape(len(sets), -1), 1, 1)
        parts = (chosen[start : start + at_once] @ flat for start in range(0, len(sets), at_once))
        spectra = np.concatenate([spectrum(part.reshape(-1, *stack.shape[1:])) for part in parts])
        return np.linalg.norm(spectra - whole, axis=-1)

    return distances


def _nearest(sets: Sequence[Issues], distances: Distances) -> tuple[Issues, float]:
    """Return the first of the nearest sets, and its distance."""
    values = distances(sets)
    place = int(np.flatnonzero(values <= values.min() + SAME)[0])
    return sets[place], float(values[place])


def _local_search(sizes: Sequence[int], issues: int, distances: Distances, seed: int) -> dict[int, Issues]:
    """Return for each size the nearest set reached by exchanges, from that by elimination and from STARTS random sets.

    Each size has its own random numbers, so that its set does not depend on the other sizes asked.
    """
    eliminated = _eliminated(issues, min(sizes), distances) if sizes else {}
    sets: dict[int, Issues] = {}
    for size in sizes:
        random = np.random.default_rng([seed, size])
        starts = [eliminated[size]]
        starts += [tuple(sorted(random.permutation(issues)[:size].tolist())) for _ in range(STARTS)]
        ends = [_climb(start, issues, distances) for start in starts]
        sets[size], _ = _nearest(sorted(ends), distances)
    return sets


def _climb(chosen: Issues, issues: int, distances: Distances) -> Issues:
    """Return the set that is reached by the best exchanges, as long as one brings it nearer."""
    while True:
        exchanged, gain = _best_exchange(chosen, issues, distances)
        if gain <= SAME:
            return chosen
        chosen = exchanged


def _eliminated(issues: int, size: int, distances: Distances) -> dict[int, Issues]:
    """Return for each size the set that is left when the issue that matters least goes, one after another."""
    left = tuple(range(issues))
    sets = {issues: left}
    while len(left) > size:
        smaller = [left[:place] + left[place + 1 :] for place in reversed(range(len(left)))]
        left, _ = _nearest(smaller, distances)
        sets[len(left)] = left
    return sets


def _best_exchange(chosen: Issues, issues: int, distances: Distances) -> tuple[Issues, float]:
    """Return the nearest set with one issue exchanged for another, and how much nearer it is."""
    free = set(range(issues)) - set(chosen)
    if not free:
        return chosen, 0.0
    exchanged = sorted(tuple(sorted({*chosen, new} - {old})) for old in chosen for new in free)
    nearest, distance = _nearest(exchanged, distances)
    return nearest, distances([chosen])[0] - distance
