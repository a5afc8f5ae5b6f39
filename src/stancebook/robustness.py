"""Robustness: in which universes a study's findings hold, and which single change reverses one.

A finding is contested when one defensible single change reverses it. The share of universes in which it holds
describes these universes; it is no probability, for nobody drew them.

>>> from stancebook import codebook, findings, tables
>>> book = codebook.from_yaml({"variables": {"condition": {"values": {"none": ""}}}, "issues": {"bridge": "…"},
...     "actors": {"arland": {"name": "Arland", "type": "state"}}})
>>> said = tables.frame([{"article": a, "actor": "arland", "issue": "bridge", "via": "self", "voice": "direct",
...     "position": p, "condition": "none", "confidence": "3"} for a, p in (("010", "2"), ("020", "1"), ("020", "-2"))])
>>> for_it = {"finding": "for", "claim": "c", "says": "Arland is for it.", "holds": "stance(arland, bridge) > 0"}
>>> declared, _ = findings.read({"findings": [for_it]}, book)
>>> found = vary({"adjudicated": said, "coder_a": said, "coder_b": said}, declared, book, {"010": "1", "020": "2"})
>>> found.contested[["finding", "holds", "reversed_by"]].values.tolist()
[['for', 'yes', 'articles=without 010; centre=latest']]
"""

from collections import Counter
from typing import NamedTuple

import numpy as np
import pandas as pd

from stancebook import decisions, predicates, statements
from stancebook.decisions import DECISIONS
from stancebook.multiverse import multiverse
from stancebook.paths import CODINGS
from stancebook.predicates import Answer
from stancebook.tables import frame
from stancebook.wording import count, number

CHANGES = ("finding", "decision", "alternative", "holds")
CONTESTED = (
    "finding", "claim", "says", "holds", "reversed_by", "turns_if", "untestable_by", "universes", "testable", "share",
)  # fmt: skip
OPTIONS = ("decision", "alternative", "meaning", "universes", "effect")


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
    columns = list(codings.columns)
    return {name: frame(statements.of_run(a, b, adjudication, name), columns) for name in CODINGS}


def vary(codings, declared, book, dates, coding=CODINGS[0], min_confidence=1):
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
    holds = {finding.finding: held(finding.holds, outcomes, book) for finding in declared.findings}
    every = _every(outcomes, declared, book, holds)
    distinct = every[every["n"] > 0].drop_duplicates("universe", ignore_index=True)
    changes = _changes(choices, base, holds)
    contested = _contested(declared, changes, distinct, holds, sets)
    combined = every.drop_duplicates(list(DECISIONS))
    options = _options(choices, base, combined, sets)
    names, empty = decisions.names(choices, sets), int((combined["n"] == 0).sum())
    return Robustness(distinct, changes, contested, options, base, names, len(combined), empty)


def by_coding(codings, declared, book, dates, min_confidence=1):
    """A row for each finding: whether it holds by each coding, all else as in the default run."""
    usual = decisions.base(decisions.alternatives(list(dates)), min_confidence=min_confidence)
    outcomes = multiverse(codings, [usual | {"coding": coding} for coding in CODINGS], dates)
    rows = [(finding.finding, *held(finding.holds, outcomes, book)) for finding in declared.findings]
    return pd.DataFrame(rows, columns=["finding", *CODINGS], dtype="str")


def held(predicate, outcomes, book):
    """Whether a predicate holds in each universe: "yes", "no", or "" where it is not testable."""
    found = predicates.answer(predicate, asked(outcomes, book))
    everywhere = np.ones(len(outcomes.universes), bool)
    return np.where(everywhere & found.testable, np.where(everywhere & found.value, "yes", "no"), "").tolist()


def asked(outcomes, book):
    """The words of a predicate as functions that give an Answer: an array over the universes, and where it can be told."""
    unsaid = np.zeros(len(outcomes.universes))

    def of(measure, actor, issue):
        value = outcomes.of(measure, actor, issue) if (actor, issue) in outcomes.cells else unsaid
        return Answer(value, _said(outcomes, actor, issue))

    def on_terms(actor, issue, condition):
        known = (actor, issue) in outcomes.cells and condition in outcomes.terms
        # where statements on terms are left out, nothing can be said about terms
        kept = np.array([universe["conditional"] != "left_out" for universe in outcomes.universes], bool)
        return Answer(
            outcomes.on_terms(actor, issue, condition) if known else unsaid, _said(outcomes, actor, issue) & kept
        )

    def spread(issue):
        stances = [outcomes.of("stance", *cell) for cell in outcomes.cells if cell[1] == issue]
        told = np.array([unsaid + np.nan, *stances])
        least, most = np.fmin.reduce(told), np.fmax.reduce(told)
        return Answer(np.nan_to_num(most - least), ~np.isnan(most))

    def actors(issue, at_least=-np.inf, at_most=np.inf, type=None, quoted=0):
        cells = [cell for cell in outcomes.cells if cell[1] == issue]
        of_type = [cell for cell in cells if type is None or book.types[cell[0]] == type]
        counted = [_within(outcomes, cell, at_least, at_most, quoted) for cell in of_type]
        anyone = np.any([unsaid > 0, *(_said(outcomes, *cell) for cell in cells)], axis=0)
        return Answer(np.sum([unsaid, *counted], axis=0), anyone)

    by_cell = {
        word: lambda actor, issue, word=word: of(word, actor, issue) for word in ("stance", "n", "texts", "quoted")
    }
    return by_cell | {"on_terms": on_terms, "spread": spread, "actors": actors}


def _said(outcomes, actor, issue):
    """Where an actor says anything on an issue."""
    if (actor, issue) not in outcomes.cells:
        return np.zeros(len(outcomes.universes), bool)
    return outcomes.of("n", actor, issue) > 0


def _within(outcomes, cell, at_least, at_most, quoted):
    """Where a stance lies within bounds (never where there is none) and so many of its statements are own words."""
    stance = outcomes.of("stance", *cell)
    return (stance >= at_least) & (stance <= at_most) & (outcomes.of("quoted", *cell) >= quoted)


def _every(outcomes, declared, book, holds):
    """A row for each universe: its hash, decisions, number of statements, the curve's estimate, each finding."""
    table = pd.DataFrame(outcomes.universes, columns=list(DECISIONS))
    table.insert(0, "universe", outcomes.hashes())
    curve = predicates.answer(declared.curve, asked(outcomes, book)) if declared.curve else Answer(np.nan, False)
    estimate = pd.Series(np.where(curve.testable, curve.value, np.nan), table.index, dtype="Float64")
    return table.assign(n=outcomes.statements().astype(int), estimate=estimate, **holds)


def _changes(choices, base, holds):
    """A row for each finding and single change, in the order in which `vary` put them first."""
    rows = [
        dict(zip(CHANGES, (finding, decision, option, answers[place])))
        for finding, answers in holds.items()
        for place, (decision, option, _) in enumerate(decisions.single_changes(choices, base), 1)
    ]
    return pd.DataFrame(rows, columns=list(CHANGES), dtype="str")


def _contested(declared, changes, distinct, holds, sets):
    """A row for each finding: whether it holds in the base, what reverses it, in which share of universes it holds."""
    rows = []
    for finding in declared.findings:
        own, here = changes[changes["finding"] == finding.finding], holds[finding.finding][0]
        counts = Counter(distinct[finding.finding])
        testable = counts["yes"] + counts["no"]
        opposite = {"yes": "no", "no": "yes"}.get(here)
        rows.append({
            "finding": finding.finding, "claim": finding.claim, "says": finding.says, "holds": here,
            "reversed_by": _named(own[own["holds"] == opposite]),
            "turns_if": "; ".join(
                decisions.meaning(change.decision, change.alternative, sets)
                for change in own[own["holds"] == opposite].itertuples()
            ),
            "untestable_by": _named(own[own["holds"] == ""]),
            "universes": len(distinct), "testable": testable,
            "share": counts["yes"] / testable if testable else None,
        })  # fmt: skip
    kinds = {"universes": "Int64", "testable": "Int64", "share": "Float64"}
    return pd.DataFrame(rows, columns=list(CONTESTED)).astype(kinds)


def _named(changes):
    """Changes in one cell, as decision=alternative, with semicolons between."""
    return "; ".join(f"{row.decision}={row.alternative}" for row in changes.itertuples())


def _options(choices, base, combined, sets):
    """A row for each alternative: its meaning, in how many distinct universes it is taken, and what it changes.

    `effect` counts the combinations whose tables differ from those of the same combination with the base's
    alternative; an alternative that changes none is without effect.
    """
    full, rows = combined[combined["n"] > 0], []
    for decision, options in choices.items():
        others = [name for name in DECISIONS if name != decision]
        usual = combined[combined[decision] == base[decision]].set_index(others)["universe"]
        for option in options:
            taken = full[full[decision] == option].set_index(others)["universe"]
            both = pd.concat([taken, usual], axis=1, join="inner", keys=["taken", "usual"])
            effect = int((both["taken"] != both["usual"]).sum())
            rows.append((decision, option, decisions.meaning(decision, option, sets), taken.nunique(), effect))
    return pd.DataFrame(rows, columns=list(OPTIONS))


def contested(findings):
    """Those of the findings that hold in the base and that a single change reverses."""
    return findings[(findings["holds"] == "yes") & (findings["reversed_by"] != "")]


def changes_title(findings):
    """The finding that the figure of single changes shows: how many findings turn under one."""
    if findings.empty:
        return "No finding is declared"
    turned = len(contested(findings))
    if not turned:
        return f"No single change reverses any of {len(findings)} findings"
    return f"{turned} of {len(findings)} findings {'turns' if turned == 1 else 'turn'} when one decision is changed"


def curve_title(universes):
    """The finding that the specification curve shows: how far its number ranges, and where the first universe lies."""
    told, here = universes["estimate"].dropna(), universes["estimate"].iloc[:1].dropna()
    if told.empty:
        return "The number of the curve can be told in no universe"
    least, most = (number(float(end)) for end in (told.min(), told.max()))
    below = f"below nought in {100 * (told < 0).mean():.0f} % of {count(len(told), 'universe')}"
    own = f"; {number(float(here.iloc[0]))} in this run" if len(here) else ""
    return f"From {least} to {most}, {below}{own}"
