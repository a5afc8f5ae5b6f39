"""How far coders agree on one variable of a table of units: alpha with its range, percent agreement, each coder.

>>> units = [["a", "a", "b"], ["b", "b", "b"], ["a", "a", None], ["a", None, None]]
>>> measured = measure(units, "nominal")
>>> measured.units, measured.compared, measured.judgments, measured.pairs, round(measured.alpha, 4)
(4, 3, 9, 7, 0.5625)
>>> [(each.pairs, round(each.same, 2)) for each in with_the_others(units)]
[(5, 0.8), (5, 0.8), (4, 0.5)]
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from stancebook.agreement import bootstrap
from stancebook.agreement.counts import Units, count_patterns
from stancebook.agreement.registry import COEFFICIENTS


class Measured(NamedTuple):
    """Agreement on a variable: its numbers of units, of those with values of two coders, of judgments and pairs.

    `alpha` is None where it is undefined, and `why` says for what reason; `low` and `high` are its range over resampled
    units (see `bootstrap.stability`), and `same` is percent agreement as a share of 1.
    """

    units: int
    compared: int
    judgments: int
    pairs: int
    alpha: float | None
    low: float | None
    high: float | None
    same: float | None
    why: str


class WithOthers(NamedTuple):
    """A coder beside all others: its pairs of judgments with theirs, and the share of pairs that are the same."""

    pairs: int
    same: float


def measure(units: Units, level: str) -> Measured:
    """Return the agreement of a table, units x coders, at a level of `coefficients.LEVELS`."""
    alpha, percent = COEFFICIENTS["alpha"], COEFFICIENTS["percent_agreement"]
    counted, coders = count_patterns(units), len(units[0]) if len(units) else 0
    sizes = counted.sizes
    value = alpha.estimate(counted, level)
    low, high = bootstrap.stability(alpha, counted, level) if value is not None else (None, None)
    return Measured(
        units=int(counted.units.sum()),
        compared=counted.compared,
        judgments=int(counted.units @ sizes),
        pairs=int(counted.units @ (sizes * (sizes - 1)) / 2),
        alpha=value,
        low=low,
        high=high,
        same=percent.estimate(counted, "nominal"),
        why="" if value is not None else alpha.why_undefined(counted.compared, coders),
    )


def with_the_others(units: Units) -> list[WithOthers]:
    """Return each coder, in the order of the columns, beside all others; `same` is NaN for one without any pair."""
    ordered = count_patterns(units, ordered=True)
    given, times = ordered.given, ordered.units
    assert given is not None, "ordered counts tell the coders apart"
    found = []
    for codes in given.T:
        here = codes >= 0
        pairs = times[here] * (ordered.sizes[here] - 1)
        same = times[here] * (ordered.counts[here, codes[here]] - 1)
        found.append(WithOthers(int(pairs.sum()), float(same.sum() / pairs.sum()) if pairs.sum() else np.nan))
    return found
