"""Match the facts that two coders noted alike, and measure how far they agree.

>>> match_one_to_one([(1, 1), (2, 1), (1, 2)])
[(1, 2), (2, 1)]
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from stancebook.agreement.reliability import measure
from stancebook.agreement.variables import coded_variable
from stancebook.core import schema
from stancebook.core.tables import Rows, typed
from stancebook.study.fact_decisions import overlap

FACT_RULES = {
    "facts_same_subject": ["article", "attribute", "subject"],
    "facts_any_subject": ["article", "attribute"],
}
ORDER = ["article", "start", "end", "attribute", "subject", "value_low", "value_high"]


def fact_agreement(coder_a_facts: pd.DataFrame, coder_b_facts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the matched facts (with columns like subject_a and subject_b), and their positive agreement by rule.

    Facts are the same if article, attribute and subject agree and the quotes share a character. Subjects are free
    text, so the second rule leaves them out. Each fact is matched once at most, and as many as possible are matched.
    Coders are those with facts. With fewer than two nothing is defined: a coder without facts may not have looked for
    any.
    """
    a, b = map(_ordered, (coder_a_facts, coder_b_facts))
    coders = bool(len(a)) + bool(len(b))
    matches, rows = [], []
    for variable, same in FACT_RULES.items():
        pairs = match_one_to_one(_candidates(a.to_dict("records"), b.to_dict("records"), same))
        matches.append(_matches(a, b, pairs).assign(variable=variable))
        table = _found(len(pairs), len(a), len(b)) if coders > 1 else []
        rows += measure(coded_variable(variable, table, []), coders)
    return pd.concat(matches, ignore_index=True), typed(rows, schema.RELIABILITY)


def _ordered(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts in order of place; without facts, which may come without columns, an empty table with these."""
    whole = facts if len(facts) else facts.reindex(columns=list(dict.fromkeys([*facts.columns, *ORDER])))
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
    costs = np.full((i.max() + 1, j.max() + 1), len(candidates) ** 2 + 1.0)  # more than all ranks together
    costs[i, j] = np.arange(len(candidates))
    rows, columns = linear_sum_assignment(costs)
    possible = costs[rows, columns] < len(candidates)
    return list(zip(rows[possible].tolist(), columns[possible].tolist(), strict=True))
