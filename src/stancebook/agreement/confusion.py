"""Which codes coders take for one another: tables of what one coder has and another has on the same unit.

>>> pair = dict(coder="ada", article="1", sentence_start=0, actor="baker", issue="bread", position=2, voice="direct")
>>> pair |= dict(speaker="-", via="self", condition="none")
>>> codings = pd.DataFrame([pair, pair | {"coder": "ben", "position": 1}, pair | {"coder": "cyd", "position": 1}])
>>> confusion(codings, [1, 2]).to_numpy().tolist()  # ada and ben, ada and cyd, ben and cyd, each pair in both orders
[[2, 2], [2, 0]]
>>> confused(codings)[["variable", "one", "other", "pairs"]].to_numpy().tolist()
[['position', '1', '2', 2]]
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from stancebook.agreement.variables import PAIR, as_written, coders_of, pair_table, pair_values
from stancebook.core import schema
from stancebook.core.english import NO_NAMES, true_minus
from stancebook.core.tables import Rows, typed
from stancebook.study.codebook import POSITIONS


def confusion(codings: pd.DataFrame, scale: Iterable[int] = POSITIONS) -> pd.DataFrame:
    """Return how often coders have one position (rows) and another (columns), on actor-issue pairs that both found.

    With two coders the rows are those of the first by name and the columns those of the second. With more, each two
    coders of a unit count in both orders, so that the table is the same along and across (Krippendorff's coincidences,
    not weighted by the number of coders).
    """
    coders = coders_of(codings)
    counts: Counter[tuple[Any, Any]] = Counter()
    for unit in pair_table(codings, "position", coders).values():
        counts.update(_ordered_pairs(unit))
    positions = sorted({*scale, *itertools.chain(*counts)})
    cells = [[counts[one, other] for other in positions] for one in positions]
    row, column = coders if len(coders) == 2 else ("one coder", "another")
    return pd.DataFrame(cells, pd.Index(positions, name=row), pd.Index(positions, name=column))


def in_words(positions: pd.DataFrame, names: Mapping[str, str] = NO_NAMES) -> Rows:
    """Return a table of `confusion` as rows to show, with the names of coders and true minus signs.

    >>> table = pd.DataFrame([[2, 0]], pd.Index([-1], name="ada"), pd.Index([-1, 0], name="ben"))
    >>> in_words(table, {"ada": "Ada Lund", "ben": "Ben Holt"})
    [{'Ada Lund': -1, 'Ben Holt: −1': 2, 'Ben Holt: 0': 0}]
    """
    row, column = (names.get(axis.name, axis.name) for axis in (positions.index, positions.columns))
    heads = [f"{column}: {true_minus(str(position))}" for position in positions.columns]
    cells = zip(positions.index.tolist(), positions.to_numpy().tolist(), strict=True)
    return [{row: position, **dict(zip(heads, counts, strict=True))} for position, counts in cells]


def _ordered_pairs(unit: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the values of each two coders: of two coders in their order, of more in both orders."""
    values = [value for value in unit if value is not None]
    yield from itertools.combinations(values, 2) if len(unit) == 2 else itertools.permutations(values, 2)


def confused(codings: pd.DataFrame) -> pd.DataFrame:
    """Return the codes that two coders have on the same place, and how often, as schema.CONFUSED; the most often first.

    Of position, via, voice and condition the place is an actor-issue pair that both found; of issues it is a sentence
    in which both found the same actor, one with the one issue alone, the other with the other alone; of actors likewise
    the same issue. `pairs` counts pairs of coders.
    """
    coders = coders_of(codings)
    counts: Counter[tuple[str, str, str]] = Counter()
    _, given = pair_values(codings, ("via", "voice", "position", "condition"), coders)
    for variable, units in given.items():
        for unit in units:
            counts.update(_unlike(variable, (value for value in unit if value is not None)))
    for variable, other in (("issue", "actor"), ("actor", "issue")):
        counts.update(_alone(codings, variable, other))
    rows = [(*codes, n) for codes, n in counts.items()]
    return typed(sorted(rows, key=lambda row: (-row[-1], row)), schema.CONFUSED)


def _unlike(variable: str, values: Iterable[Hashable]) -> Iterator[tuple[str, str, str]]:
    """Yield the variable and the two codes, sorted, of each two values that differ."""
    for one, other in itertools.combinations(values, 2):
        if one != other:
            first, second = sorted((as_written(one), as_written(other)))
            yield variable, first, second


def _alone(codings: pd.DataFrame, variable: str, shared: str) -> Iterator[tuple[str, str, str]]:
    """Yield the codes of `variable` that two readers of a sentence each have alone, with the same code of `shared`."""
    found: defaultdict[tuple[Any, ...], defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in codings[["coder", *PAIR]].to_dict("records"):
        place = row["article"], row["sentence_start"], row[shared]
        found[place][row["coder"]].add(row[variable])
    for coders in found.values():
        for one, other in itertools.combinations(coders.values(), 2):
            only_one, only_other = sorted(one - other), sorted(other - one)
            if len(only_one) == len(only_other) == 1:
                first, second = sorted(only_one + only_other)
                yield variable, first, second
