"""Robustness: in which universes a study's findings hold, and which single change reverses one.

A finding is contested when one defensible single change reverses it. The share of universes in which it holds
describes these universes; it is no probability, for nobody drew them.

>>> from stancebook.analysis import findings; from stancebook.core import schema, tables; from stancebook.study import codebook
>>> book = codebook.from_yaml({"variables": {"condition": {"values": {"none": ""}}}, "issues": {"bridge": "…"},
...     "actors": {"arland": {"name": "Arland", "type": "state"}}})
>>> said = tables.frame([{"article": a, "actor": "arland", "issue": "bridge", "via": "self", "voice": "direct",
...     "position": p, "condition": "none", "confidence": "3"} for a, p in (("010", "2"), ("020", "1"), ("020", "-2"))], schema.STATEMENTS)
>>> for_it = {"finding": "for", "claim": "c", "says": "Arland is for it.", "holds": "stance(arland, bridge) > 0"}
>>> declared, _ = findings.read({"findings": [for_it]}, book)
>>> found = run_multiverse({"adjudicated": said, "coder_a": said, "coder_b": said}, declared, book, {"010": "1", "020": "2"})
>>> found.contested[["finding", "holds", "reversed_by"]].values.tolist()
[['for', 'yes', 'articles=without 010; centre=latest']]
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from stancebook.analysis import decisions, predicates
from stancebook.analysis.decisions import DECISIONS
from stancebook.analysis.evaluate import holds_in, vocabulary_of
from stancebook.analysis.findings import DeclaredFindings
from stancebook.analysis.multiverse import multiverse
from stancebook.analysis.predicates import Evaluation
from stancebook.core import schema
from stancebook.core.paths import CODINGS
from stancebook.core.tables import Rows, frame, typed
from stancebook.study import statements
from stancebook.study.adjudication import statements_of_run


class Robustness(NamedTuple):
    """Tables: distinct universes, single changes by finding, the findings, the alternatives; base, and figures' names.

    `tried` counts the combinations of alternatives, `empty` those of them that leave no statement.
    """

    universes: pd.DataFrame
    changes: pd.DataFrame
    contested: pd.DataFrame
    options: pd.DataFrame
    base: dict
    names: dict
    tried: int
    empty: int


def codings_of(codings, adjudication):
    """The statements of each coding, as DataFrames, from a frame of both codings and the rows of adjudication.csv."""
    a, b = (statements.texts(codings, coder) for coder in ("coder_a", "coder_b"))
    return {name: frame(statements_of_run(a, b, adjudication, name), schema.CODINGS) for name in CODINGS}


def run_multiverse(codings, declared, book, dates, coding=CODINGS[0], min_confidence=1):
    """The Robustness of what a study declared: all combinations of alternatives, and each single change of the base.

    `codings` leads from the name of a coding to its statements, `dates` from each article of the run to the last day
    on which it may have been written.
    """
    sets = declared.sets_of(list(dates))
    choices = decisions.alternatives(list(dates), sets, declared.parts)
    base = decisions.base(choices, coding, min_confidence)
    near = [base, *(changed for *_, changed in decisions.single_changes(choices, base))]
    far = list(decisions.universes(decisions.crossed(choices, sets)))
    outcomes = multiverse(codings, near + far, dates, sets, declared.parts)
    holds = {finding.finding: holds_in(finding.holds, outcomes, book) for finding in declared.findings}
    every = _every(outcomes, declared, book)
    distinct = every[every["n"] > 0].drop_duplicates("universe")
    asked_there = {id: told[distinct.index] for id, told in holds.items()}
    distinct = distinct.assign(
        **{id: np.select([told == "yes", told == "no"], ["1", "0"], "") for id, told in asked_there.items()}
    )
    changes = _changes(choices, base, holds)
    contested = _contested(declared, changes, distinct, holds, sets)
    combined = every.drop_duplicates(list(DECISIONS))
    options = _options(choices, base, combined, sets)
    names, empty = decisions.names(choices, sets), int((combined["n"] == 0).sum())
    return Robustness(distinct.reset_index(drop=True), changes, contested, options, base, names, len(combined), empty)


def holds_by_coding(codings, declared, book, dates, min_confidence=1):
    """A row for each finding: whether it holds by each coding that has statements, all else as in the default run."""
    usual = decisions.base(decisions.alternatives(list(dates)), min_confidence=min_confidence)
    coded = [coding for coding in CODINGS if len(codings[coding])]
    outcomes = multiverse(codings, [usual | {"coding": coding} for coding in coded], dates)
    rows = [(finding.finding, *holds_in(finding.holds, outcomes, book)) for finding in declared.findings]
    return pd.DataFrame(rows, columns=["finding", *coded], dtype="str")


def hanging(by_coding):
    """The findings that hold by one coding and do not by another; not testable is neither."""
    told = by_coding.drop(columns="finding")
    return by_coding.loc[told.eq("yes").any(axis=1) & told.eq("no").any(axis=1), "finding"].tolist()


def _every(outcomes, declared, book):
    """A row for each universe: its hash, decisions, number of statements, the curve's estimate."""
    table = pd.DataFrame(outcomes.universes, columns=list(DECISIONS))
    table.insert(0, "universe", outcomes.hashes())
    curve = (
        predicates.evaluate(declared.curve, vocabulary_of(outcomes, book))
        if declared.curve
        else Evaluation(np.nan, False)
    )
    estimate = pd.Series(np.where(curve.testable, curve.value, np.nan), table.index, dtype="Float64")
    return table.assign(n=outcomes.statements().astype(int), estimate=estimate)


def _changes(choices, base, holds):
    """A row for each finding and single change, in the order in which `vary` put them first."""
    rows = [
        dict(zip(schema.CHANGES.names, (finding, decision, option, answers[place])))
        for finding, answers in holds.items()
        for place, (decision, option, _) in enumerate(decisions.single_changes(choices, base), 1)
    ]
    return typed(rows, schema.CHANGES)


def _contested(declared, changes, distinct, holds, sets):
    """A row for each finding: whether it holds in the base, what reverses it, in which share of universes it holds."""
    rows = []
    for finding in declared.findings:
        own, here = changes[changes["finding"] == finding.finding], str(holds[finding.finding][0])
        held_in, failed_in = ((distinct[finding.finding] == told).sum() for told in ("1", "0"))
        opposite = {"yes": "no", "no": "yes"}.get(here)
        testable = held_in + failed_in
        rows.append({
            "finding": finding.finding, "claim": finding.claim, "says": finding.says, "holds": here,
            "about": " ".join("-".join(pair) for pair in predicates.about(finding.holds)),
            "reversed_by": _named(own[own["holds"] == opposite]),
            "turns_if": "; ".join(_in_words(own[own["holds"] == opposite], sets)),
            "untestable_by": _named(own[own["holds"] == ""]),
            "rests_on": " ".join(_rests_on(own, sets)) if here else "",
            "universes": len(distinct), "testable": testable,
            "share": held_in / testable if testable else None,
        })  # fmt: skip
    return typed(rows, schema.CONTESTED)


def _in_words(changes, sets):
    """Changes as clauses, without one that goes further than another that is told."""
    told = list(zip(changes["decision"], changes["alternative"]))
    names = [option.removeprefix(decisions.WITHOUT) for decision, option in told if decision == "articles"]
    left_out = {f"{decisions.WITHOUT}{name}": set(sets.get(name, [name])) for name in names}
    further = {option for option, ids in left_out.items() if any(other < ids for other in left_out.values())}
    further |= {"hedges_too"} if ("conditional", "undecided") in told else set()
    return [decisions.meaning(*change, sets) for change in told if change[1] not in further]


def _rests_on(own, sets):
    """The articles of which each alone, left out, leaves nothing to test a finding on."""
    untested = own[(own["decision"] == "articles") & (own["holds"] == "")]["alternative"]
    left_out = [sets.get(name, [name]) for name in untested.str.removeprefix(decisions.WITHOUT)]
    return sorted(articles[0] for articles in left_out if len(articles) == 1)


def _named(changes):
    """Changes in one cell, as decision=alternative, with semicolons between."""
    return "; ".join(f"{row.decision}={row.alternative}" for row in changes.itertuples())


def _options(choices, base, combined, sets):
    """A row for each alternative: its meaning, in how many distinct universes it is taken, and what it changes.

    `effect` counts the combinations whose tables differ from those of the same combination with the base's
    alternative: one that changes none is without effect, one that is taken in no universe leaves no statement.
    """
    places = {name: combined[name].map({o: i for i, o in enumerate(held)}).to_numpy() for name, held in choices.items()}
    strides = dict(zip(choices, np.cumprod([1, *map(len, choices.values())])))
    numbers = sum(places[name] * strides[name] for name in choices)  # one for each combination
    order, tables = np.argsort(numbers), pd.factorize(combined["universe"])[0]
    full, rows = (combined["n"] > 0).to_numpy(), []
    for name, options in choices.items():
        usual = numbers + (options.index(base[name]) - places[name]) * strides[name]
        at = order[np.searchsorted(numbers, usual, sorter=order).clip(max=len(order) - 1)]
        changed = (numbers[at] == usual) & (tables[at] != tables)
        for place, option in enumerate(options):
            taken, meant = places[name] == place, decisions.meaning(name, option, sets)
            universes = np.unique(tables[full & taken]).size
            rows.append((name, option, meant, universes, int((changed & taken).sum())))
    return typed(rows, schema.DECISIONS)


def contested(findings):
    """Those of the findings that hold in the base and that a single change reverses."""
    return findings[(findings["holds"] == "yes") & (findings["reversed_by"] != "")]


def decisions_table(robustness: Robustness) -> Rows:
    """Return a row for each decision: its name, the alternative of this run, and the number of other alternatives."""
    counts = robustness.options.groupby("decision", sort=False).size()
    here = {name: robustness.names[f"{name}={robustness.base[name]}"] for name in counts.index}
    return [
        {"decision": robustness.names[name], "here": here[name], "others": int(n) - 1} for name, n in counts.items()
    ]


def estimates_table(robustness: Robustness, declared: DeclaredFindings) -> Rows:
    """Return the least, median and greatest estimate of the declared number over all universes; no row if it has none."""
    estimates = robustness.universes["estimate"].dropna()
    extent = {"least": estimates.min(), "median": estimates.median(), "greatest": estimates.max()}
    return [{"curve": declared.measured, **extent}] if len(estimates) else []
