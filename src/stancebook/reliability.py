"""Reliability: how far two coders who worked apart found the same, and coded it the same.

In stages, so that finding a position is told apart from coding it, and text that nobody coded is never counted
as agreement without saying so: `finding` (which sentences carry a position), `pairs` (which actor-issue pairs a
sentence holds), then each variable on the pairs that both found.

>>> pair = dict(coder="coder_a", article="1", sentence=1, sentence_start=0, actor="baker", issue="bread", quote="More!")
>>> pair |= dict(speaker="-", via="self", voice="direct", position=2, condition="none")
>>> codings = pd.DataFrame([pair, pair | {"coder": "coder_b", "position": 1}, pair | {"issue": "rolls"}])
>>> disagreements(codings)[["issue", "variable", "coder_a", "coder_b"]].values.tolist()
[['bread', 'position', '2', '1'], ['rolls', 'presence', 'present', '']]
>>> results = reliability(codings, pd.DataFrame({"article": ["1", "1"], "start": [0, 90]})).set_index("variable")
>>> float(results.loc["pairs", "value"]), int(results.loc["pairs", "units"])
(0.6666666666666666, 2)
"""

import itertools
from collections import Counter, defaultdict

import pandas as pd

from stancebook import agreement, statements, tables

CODERS = ["coder_a", "coder_b"]
PAIR = list(statements.UNIT)
POSITIONS = range(-2, 3)
DIFFERENCE = ["article", "sentence", *PAIR[1:], "variable", *CODERS, "quote_a", "quote_b"]
COLUMNS = ["variable", "level", "measure", "value", "low", "high", "units", "coders"]
STAGES = {  # variable: its measures, each with its level
    "finding": [("nominal", "percent_agreement"), ("nominal", "positive_agreement"), ("nominal", "alpha")],
    "pairs": [("nominal", "positive_agreement")],
    "pairs_coded_sentences": [("set", "mean_masi"), ("set", "alpha_masi")],
    "pairs_all_sentences": [("set", "alpha_masi")],
    "speaker": [("nominal", "percent_agreement"), ("nominal", "alpha")],
    "via": [("nominal", "percent_agreement"), ("nominal", "alpha")],
    "voice": [("nominal", "percent_agreement"), ("nominal", "alpha")],
    "position": [("nominal", "percent_agreement"), ("ordinal", "alpha"), ("interval", "alpha")],
    "condition": [("nominal", "percent_agreement"), ("set", "alpha_masi")],
}
FACT_RULES = {
    "facts_same_subject": ["article", "attribute", "subject"],
    "facts_any_subject": ["article", "attribute"],
}


def reliability(codings, sentences):
    """The measures of all STAGES as in reliability.csv, not rounded; `reasons` says why one is missing.

    Percent agreement is a share of 1; `units` are those with values from two coders, on which the measure rests.
    `low` and `high` are a percentile bootstrap over units: stability under resampling, no confidence interval.
    """
    coders = sorted({*CODERS, *codings["coder"]})
    tabled = sentence_tables(codings, sentences, coders) | {"pairs": pair_table(codings, "presence", coders)}
    tabled |= {variable: pair_table(codings, variable, coders) for variable in statements.COMPARED}
    return _results(
        _measured(tabled[variable], variable, level, measure, len(coders))
        for variable, measures in STAGES.items()
        for level, measure in measures
    )


def sentence_tables(codings, sentences, coders):
    """The tables whose units are sentences: found or not, and the set of actor-issue pairs found."""
    places = sorted(zip(sentences["article"], sentences["start"]))
    pairs = defaultdict(set)
    for coder, article, start, actor, issue in codings[["coder", *PAIR]].itertuples(index=False):
        pairs[coder, (article, start)].add((actor, issue))
    strange = sorted({place for _, place in pairs} - set(places))
    if strange:
        raise ValueError("codings.csv: no sentence of article {} starts at {}; run 01 and 02 again".format(*strange[0]))
    sets = [[frozenset(pairs.get((coder, place), ())) for coder in coders] for place in places]
    return {
        "finding": [[bool(found) for found in unit] for unit in sets],
        "pairs_coded_sentences": [unit for unit in sets if any(unit)],
        "pairs_all_sentences": sets,
    }


def pair_table(codings, variable, coders):
    """The table whose units are the actor-issue pairs that any coder found: a variable's values, or whether found."""
    units = list(codings[PAIR].itertuples(index=False, name=None))
    values = [True] * len(units) if variable == "presence" else codings[variable].tolist()
    if variable == "condition":
        values = [frozenset(value.split()) for value in values]
    given = dict(zip(zip(units, codings["coder"]), values))
    if len(given) < len(units):
        raise ValueError("codings.csv: a coder has the same sentence, actor and issue twice; run the check")
    absent = False if variable == "presence" else None
    return [[given.get((unit, coder), absent) for coder in coders] for unit in sorted(set(units))]


def _measured(table, variable, level, measure, coders):
    """One row of results."""
    tally, formula = agreement.tally(table), agreement.MEASURES[measure]
    value = agreement.point(formula, tally, level)
    low, high = agreement.stability(formula, tally, level)
    return variable, level, measure, value, low, high, int(tally.units.sum()), coders


def _results(rows):
    kinds = dict.fromkeys(["value", "low", "high"], "Float64") | dict.fromkeys(["units", "coders"], "Int64")
    return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(COLUMNS[:3], "str") | kinds)


def reasons(results):
    """Why a measure, or its range alone, is missing: a row for each, with variable, level, measure, reason."""
    missing = results[results["low"].isna()]
    told = [agreement.why_undefined(row.measure, row.units) if pd.isna(row.value)
            else "range: undefined in more than one resample of twenty" for row in missing.itertuples()]  # fmt: skip
    return missing[COLUMNS[:3]].assign(reason=told).reset_index(drop=True)


def disagreements(codings):
    """Every difference between the coders with its words: the very list that adjudication has to meet, in its order."""
    a, b = (statements.texts(codings, coder) for coder in CODERS)
    ours, theirs = ({statements.unit(row): row for row in coding} for coding in (a, b))
    rows = []
    for row in statements.differences(a, b):
        one, two = ours.get(statements.unit(row), {}), theirs.get(statements.unit(row), {})
        quotes = {"quote_a": one.get("quote", ""), "quote_b": two.get("quote", "")}
        rows.append({**row, **quotes, "sentence": (one or two)["sentence"]})
    return tables.frame(rows, DIFFERENCE)


def confusion(codings):
    """How often coder_a's position (rows) met coder_b's (columns) on pairs that both found."""
    met = Counter(tuple(unit) for unit in pair_table(codings, "position", CODERS) if None not in unit)
    scale = sorted({*POSITIONS, *itertools.chain(*met)})
    counts = [[met[one, other] for other in scale] for one in scale]
    return pd.DataFrame(counts, pd.Index(scale, name="coder_a"), pd.Index(scale, name="coder_b"))


def facts_agreement(coder_a_facts, coder_b_facts):
    """The matched facts (with columns like subject_a and subject_b), and their positive agreement by rule.

    Facts are the same where article, attribute and subject agree and the quotes share a character. Subjects being
    free text, the looser match without them stands beside. A fact is matched once at most, and as many as can be.
    """
    order = ["article", "start", "end", "attribute", "subject", "value_low", "value_high"]
    a, b = (facts.sort_values(order, ignore_index=True) for facts in (coder_a_facts, coder_b_facts))
    matches, rows = [], []
    for variable, same in FACT_RULES.items():
        pairs = one_to_one(_candidates(a.to_dict("records"), b.to_dict("records"), same))
        matches.append(_matches(a, b, pairs).assign(variable=variable))
        alone = [[True, False]] * (len(a) - len(pairs)) + [[False, True]] * (len(b) - len(pairs))
        rows.append(_measured([[True, True]] * len(pairs) + alone, variable, "nominal", "positive_agreement", 2))
    return pd.concat(matches, ignore_index=True), _results(rows)


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


def one_to_one(candidates):
    """As many pairs as can be with each side used once, the first candidates kept where that costs none.

    >>> one_to_one([(1, 1), (2, 1), (1, 2)])
    [(1, 2), (2, 1)]
    """
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
