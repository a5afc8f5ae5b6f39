"""Matching: which facts two coders noted alike, as many as can be, and how far they agree.

>>> match_one_to_one([(1, 1), (2, 1), (1, 2)])
[(1, 2), (2, 1)]
"""

from collections import defaultdict

import pandas as pd

from stancebook.agreement.counts import count_patterns
from stancebook.agreement.reliability import measure_variable, results_of

FACT_RULES = {
    "facts_same_subject": ["article", "attribute", "subject"],
    "facts_any_subject": ["article", "attribute"],
}
ORDER = ["article", "start", "end", "attribute", "subject", "value_low", "value_high"]


def fact_agreement(coder_a_facts, coder_b_facts):
    """The matched facts (with columns like subject_a and subject_b), and their positive agreement by rule.

    Facts are the same where article, attribute and subject agree and the quotes share a character. Subjects being
    free text, the looser match without them stands beside. A fact is matched once at most, and as many as can be.
    Coders are those with facts: with fewer than two it is undefined, for who has none may not have looked for any.
    """
    a, b = map(_ordered, (coder_a_facts, coder_b_facts))
    coders = bool(len(a)) + bool(len(b))
    matches, rows = [], []
    for variable, same in FACT_RULES.items():
        pairs = match_one_to_one(_candidates(a.to_dict("records"), b.to_dict("records"), same))
        matches.append(_matches(a, b, pairs).assign(variable=variable))
        counted = count_patterns(_found(len(pairs), len(a), len(b)) if coders > 1 else [])
        rows += measure_variable(counted, variable, [("nominal", "positive_agreement")], coders)
    return pd.concat(matches, ignore_index=True), results_of(rows)


def _ordered(facts):
    """The facts in order of place; none at all, which may come without columns, with these."""
    known = facts if len(facts) else facts.reindex(columns=list(dict.fromkeys([*facts.columns, *ORDER])))
    return known.sort_values(ORDER, ignore_index=True)


def _found(both, a, b):
    """The table of so many facts, whether each coder found it."""
    return [[True, True]] * both + [[True, False]] * (a - both) + [[False, True]] * (b - both)


def _candidates(a, b, same):
    """The numbers of facts that may be the same, those most alike first, then those whose quotes overlap most."""
    found = []
    for i, one in enumerate(a):
        for j, two in enumerate(b):
            overlap = min(one["end"], two["end"]) - max(one["start"], two["start"])
            if overlap > 0 and all(one[column] == two[column] for column in same):
                unlike = sum(str(one[c]) != str(two[c]) for c in ("subject", "value_low", "value_high"))
                found.append((unlike, -overlap, i, j))
    return [(i, j) for *_, i, j in sorted(found)]


def _matches(a, b, pairs):
    sides = [a.iloc[[i for i, _ in pairs]].add_suffix("_a"), b.iloc[[j for _, j in pairs]].add_suffix("_b")]
    table = pd.concat([side.reset_index(drop=True) for side in sides], axis=1)
    shared = {"article_a": "article", "attribute_a": "attribute"}
    return table.rename(columns=shared).drop(columns=["article_b", "attribute_b"])


def match_one_to_one(candidates):
    """As many pairs as can be with each side used once, the first candidates kept where that costs none."""
    partner, options = {}, defaultdict(list)
    for i, j in candidates:
        options[i].append(j)
        if i not in partner.values():
            partner.setdefault(j, i)

    def settle(i, tried):
        for j in options[i]:
            if j not in tried and not tried.add(j) and (j not in partner or settle(partner[j], tried)):
                partner[j] = i
                return True
        return False

    for i in sorted(options.keys() - partner.values()):
        settle(i, set())
    return sorted((i, j) for j, i in partner.items())
