"""Match the facts, or the source notes, that coders noted alike, and measure how far they agree.

>>> match_one_to_one([(1, 1), (2, 1), (1, 2)])
[(1, 2), (2, 1)]
"""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from stancebook.agreement.reliability import measure
from stancebook.agreement.variables import Read, coded_variable
from stancebook.core import schema
from stancebook.core.tables import Rows, typed
from stancebook.study.fact_decisions import overlap

FACT_RULES = {
    "facts_same_subject": ["article", "attribute", "subject"],
    "facts_any_subject": ["article", "attribute"],
}
NOTE_RULES = {
    "notes_same_kind": ["article", "kind", "article_b"],
    "notes_any_kind": ["article"],
}
ORDER = ["article", "start", "end", "attribute", "subject", "value_low", "value_high"]


def note_agreement(noted: Mapping[str, pd.DataFrame], read: Read = None) -> pd.DataFrame:
    """Return the positive agreement of source notes by NOTE_RULES, as in reliability.csv; no row of fewer than two.

    `noted` leads from each coder to its notes, which are matched as facts are.
    """
    several = sum(map(bool, map(len, noted.values()))) > 1
    return fact_agreement(noted, read, NOTE_RULES)[1] if several else typed([], schema.RELIABILITY)


def fact_agreement(
    noted: Mapping[str, pd.DataFrame], read: Read = None, rules: Mapping[str, Sequence[str]] = FACT_RULES
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the matched facts of each two coders, and their positive agreement by rule.

    `noted` leads from each coder to its facts; those with facts are compared, each two on the texts that both read.
    Facts are the same if article, attribute and subject agree and the quotes share a character. Subjects are free text,
    so the second rule leaves them out. Each fact of a coder is matched with one of another coder at most, and as many
    as possible are matched. The matches have columns like subject_a and subject_b, of the coders `coder_a` and
    `coder_b`. With fewer than two coders nothing is defined: one without facts may not have looked for any.
    """
    coders = [coder for coder, facts in noted.items() if len(facts)]
    pairs = list(itertools.combinations(coders if len(coders) > 1 else noted, 2))
    sides = [[_ordered(_of_both(noted[coder], pair, read)) for coder in pair] for pair in pairs]
    matches, rows = [], []
    for variable, same in rules.items():
        table: list[list[bool]] = []
        for (one, other), (a, b) in zip(pairs, sides, strict=True):
            both = match_one_to_one(_candidates(a.to_dict("records"), b.to_dict("records"), same))
            matches.append(_matches(a, b, both).assign(coder_a=one, coder_b=other, variable=variable))
            table += _found(len(both), len(a), len(b)) if len(coders) > 1 else []
        rows += measure(coded_variable(variable, table, []), len(coders))
    everything = pd.concat(matches, ignore_index=True) if matches else pd.DataFrame(columns=["variable"])
    return everything, typed(rows, schema.RELIABILITY)


def _of_both(facts: pd.DataFrame, pair: Sequence[str], read: Read) -> pd.DataFrame:
    """Return the facts of texts that both coders of a pair read."""
    if read is None or not len(facts):
        return facts
    return facts[[all(article in read.get(coder, ()) for coder in pair) for article in facts["article"]]]


def _ordered(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts in order of place, with all columns of ORDER, some of which source notes do not have."""
    whole = facts.reindex(columns=list(dict.fromkeys([*facts.columns, *ORDER])))
    return whole.sort_values(ORDER, ignore_index=True)


def _found(both: int, a: int, b: int) -> list[list[bool]]:
    """Return a unit for each fact: whether each coder found it."""
    return [[True, True]] * both + [[True, False]] * (a - both) + [[False, True]] * (b - both)


def _candidates(a: Rows, b: Rows, same: Sequence[str]) -> list[tuple[int, int]]:
    """Return the numbers of facts that may be the same, the most alike first, then by the overlap of their quotes."""
    ranked, alike = [], defaultdict(list)
    for j, two in enumerate(b):
        alike[tuple(two[column] for column in same)].append((j, two))
    for i, one in enumerate(a):
        for j, two in alike[tuple(one[column] for column in same)]:
            if shared := overlap(one, two):
                unlike = sum(str(one[c]) != str(two[c]) for c in ("subject", "value_low", "value_high"))
                ranked.append((unlike, -shared, i, j))
    return [(i, j) for *_, i, j in sorted(ranked)]


def _matches(a: pd.DataFrame, b: pd.DataFrame, pairs: Sequence[tuple[int, int]]) -> pd.DataFrame:
    """Return the matched facts side by side, article and attribute once."""
    sides = [a.iloc[[i for i, _ in pairs]].add_suffix("_a"), b.iloc[[j for _, j in pairs]].add_suffix("_b")]
    table = pd.concat([side.reset_index(drop=True) for side in sides], axis=1)
    shared = {"article_a": "article", "attribute_a": "attribute"}
    return table.rename(columns=shared).drop(columns=["article_b", "attribute_b"])


def match_one_to_one(candidates: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return as many pairs as possible with each side used once, sorted; of equally many the smallest sum of ranks."""
    if not candidates:
        return []
    i, j = np.array(candidates).T
    links = coo_array((np.ones(len(i)), (i, i.max() + 1 + j)), (i.max() + j.max() + 2,) * 2)
    part = connected_components(links, directed=False)[1][i]  # of candidates that may exclude each other
    ranked = np.argsort(part, kind="stable")
    parts = np.split(ranked, np.flatnonzero(np.diff(part[ranked])) + 1)
    return sorted(pair for ranks in parts for pair in _matched(i[ranks], j[ranks], ranks))


def _matched(i: np.ndarray, j: np.ndarray, ranks: np.ndarray) -> Iterator[tuple[int, int]]:
    """Yield the pairs matched of some candidates, which no other candidate excludes."""
    (ones, row), (others, column) = (np.unique(side, return_inverse=True) for side in (i, j))
    costs = np.full((len(ones), len(others)), ranks.sum() + 1.0)  # more than all ranks together
    costs[row, column] = ranks
    for one, other in zip(*linear_sum_assignment(costs), strict=True):
        if costs[one, other] <= ranks.max():
            yield int(ones[one]), int(others[other])
