"""Robustness: in which universes the findings of a study hold, and which single changes reverse one.

A finding is contested if one defensible single change reverses it, and not because the finding itself asks what the
change defines (see `definitions`). The share of universes in which it holds describes
these universes; it is no probability, since they are no random sample.

>>> from types import SimpleNamespace as Sentence; from stancebook.analysis import findings
>>> from stancebook.core import schema, tables
>>> from stancebook.study import codebook
>>> book = codebook.from_yaml({"variables": {"condition": {"values": {"none": ""}}}, "issues": {"bridge": "…"},
...     "actors": {"arland": {"name": "Arland", "type": "state"}}})
>>> row = dict(actor="arland", issue="bridge", via="self", voice="direct", condition="none", confidence="3")
>>> rows = [row | {"article": a, "position": p} for a, p in (("010", "2"), ("020", "1"), ("020", "-2"))]
>>> statements = tables.frame(rows, schema.STATEMENTS)
>>> stated = Sentence(id="for", line=1, words="Arland is for it.", holds="stance(arland, bridge) > 0")
>>> declared, _ = findings.read(None, [stated], book)
>>> codings = dict.fromkeys((ADJUDICATED, "ada", "ben"), statements)
>>> robustness = run_multiverse(codings, declared, book, {"010": "1", "020": "2"})
>>> robustness.contested[["finding", "holds", "reversed_by"]].values.tolist()
[['for', 'yes', 'articles=without 010; centre=latest']]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from stancebook.analysis import decisions, predicates
from stancebook.analysis.decisions import DECISIONS, Choices, Sets, Universe
from stancebook.analysis.definitions import by_definition
from stancebook.analysis.evaluate import holds_in, vocabulary_of
from stancebook.analysis.findings import DeclaredFindings
from stancebook.analysis.multiverse import Codings, Outcomes, multiverse
from stancebook.analysis.predicates import Evaluation
from stancebook.core import schema
from stancebook.core.english import NO_NAMES
from stancebook.core.paths import ADJUDICATED
from stancebook.core.tables import Rows, typed
from stancebook.study.codebook import Codebook

Answers = dict[str, np.ndarray]
REVERSED = {"yes": "no", "no": "yes"}


class _Words(NamedTuple):
    """What words for alternatives need: the sets of texts that are left out together, and the names of coders."""

    sets: Sets
    people: Mapping[str, str]

    def meaning(self, decision: str, option: str) -> str:
        """Return an alternative as a clause."""
        return decisions.meaning(decision, option, *self)


class Robustness(NamedTuple):
    """The tables of notebook 06: distinct universes, single changes by finding, findings, and alternatives.

    `base` is the universe of the run, `names` are the names in figures, `tried` is the number of combinations of
    alternatives, and `empty` the number of those that leave no statement. `alone` texts are left out in single changes
    alone, because there are many.
    """

    universes: pd.DataFrame
    changes: pd.DataFrame
    contested: pd.DataFrame
    options: pd.DataFrame
    base: Universe
    names: dict[str, str]
    tried: int
    empty: int
    alone: int = 0


def run_multiverse(
    codings: Codings,
    declared: DeclaredFindings,
    book: Codebook,
    dates: Mapping[str, str],
    coding: str = ADJUDICATED,
    min_confidence: int = 1,
    people: Mapping[str, str] = NO_NAMES,
) -> Robustness:
    """Return the Robustness of declared findings: in all combinations of alternatives, and in each single change.

    `codings` leads from the id of a coding to its statements, `dates` from each article of the run to the last day
    on which it may have been written, `people` from the id of a coder to its name.
    """
    sets = declared.sets_of(list(dates))
    words = _Words(sets, people)
    choices = decisions.alternatives(list(dates), sets, declared.parts) | {"coding": tuple(codings)}
    base = decisions.base(choices, coding, min_confidence)
    near = [base, *(changed for *_, changed in decisions.single_changes(choices, base))]
    crossed = decisions.crossed(choices, sets)
    combinations = list(decisions.universes(crossed))
    outcomes = multiverse(codings, near + combinations, dates, sets, declared.parts)
    answers = {finding.finding: holds_in(finding.holds, outcomes, book) for finding in declared.findings}
    universes = _universes(outcomes, declared, book)
    distinct = universes[universes["n"] > 0].drop_duplicates("universe")
    in_distinct = {id: answer[distinct.index] for id, answer in answers.items()}
    columns = {id: np.select([own == "yes", own == "no"], ["1", "0"], "") for id, own in in_distinct.items()}
    distinct = distinct.assign(**columns).reset_index(drop=True)
    changes = _changes(choices, base, declared, outcomes, book)
    combined = universes.drop_duplicates(list(DECISIONS))
    return Robustness(
        distinct,
        changes,
        _contested(declared, changes, distinct, answers, words),
        _options(choices, base, combined, words),
        base,
        decisions.names(choices, sets, people),
        len(combined),
        int((combined["n"] == 0).sum()),
        len(choices["articles"]) - len(crossed["articles"]),
    )


def holds_by_coding(robustness: Robustness) -> pd.DataFrame:
    """Return a row a finding: whether it holds by the coding of the run and by each other, all else as in the run."""
    here = robustness.contested[["finding", "holds"]].rename(columns={"holds": robustness.base["coding"]})
    changes = robustness.changes[robustness.changes["decision"] == "coding"]
    others = changes.pivot(index="finding", columns="alternative", values="holds")
    return here.join(others, on="finding", validate="one_to_one")


def dependent_on_coding(by_coding: pd.DataFrame) -> list[str]:
    """Return the findings that hold by one coding and not by another; one that is not testable does neither."""
    answers = by_coding.drop(columns="finding")
    return by_coding.loc[answers.eq("yes").any(axis=1) & answers.eq("no").any(axis=1), "finding"].tolist()


def _universes(outcomes: Outcomes, declared: DeclaredFindings, book: Codebook) -> pd.DataFrame:
    """Return a row a universe: its hash, its decisions, the number of statements, the estimate of the curve."""
    table = pd.DataFrame(outcomes.universes, columns=list(DECISIONS))
    table.insert(0, "universe", outcomes.hashes())
    curve = Evaluation(np.nan, False)
    if declared.curve:
        curve = predicates.evaluate(declared.curve, vocabulary_of(outcomes, book))
    estimate = pd.Series(np.where(curve.testable, curve.value, np.nan), table.index, dtype="Float64")
    return table.assign(n=outcomes.statements().astype(int), estimate=estimate)


def _changes(
    choices: Choices, base: Universe, declared: DeclaredFindings, outcomes: Outcomes, book: Codebook
) -> pd.DataFrame:
    """Return a row for each finding and single change; the universes begin with the base and these changes."""
    changes = [(decision, option) for decision, option, _ in decisions.single_changes(choices, base)]
    rows = []
    for finding in declared.findings:
        answers = holds_in(finding.holds, outcomes, book)
        following = by_definition(finding.holds, outcomes, book, [decision for decision, _ in changes])
        for change, holds, follows in zip(changes, answers[1:], following, strict=False):
            reversed_so = follows and holds == REVERSED.get(answers[0])
            rows.append((finding.finding, *change, holds, "yes" if reversed_so else ""))
    return typed(rows, schema.CHANGES)


def _contested(
    declared: DeclaredFindings, changes: pd.DataFrame, distinct: pd.DataFrame, answers: Answers, words: _Words
) -> pd.DataFrame:
    """Return a row a finding: whether it holds in the base, what reverses it, in which share of universes it holds."""
    rows = []
    for finding in declared.findings:
        own, here = changes[changes["finding"] == finding.finding], str(answers[finding.finding][0])
        reversing = own[own["holds"] == REVERSED.get(here)]
        defined = reversing["by_definition"] == "yes"
        holding, failing = ((distinct[finding.finding] == cell).sum() for cell in ("1", "0"))
        rows.append({
            "finding": finding.finding, "says": finding.says, "holds": here,
            "reversed_by": _list(reversing), "by_definition": _list(reversing[defined]),
            "turns_if": "; ".join(_in_words(reversing[~defined], words)),
            "untestable_by": _list(own[own["holds"] == ""]),
            "rests_on": " ".join(_rests_on(own, words.sets)) if here else "",
            "universes": len(distinct), "testable": holding + failing,
            "share": holding / (holding + failing) if holding + failing else None,
        })  # fmt: skip
    return typed(rows, schema.CONTESTED)


def _in_words(changes: pd.DataFrame, words: _Words) -> list[str]:
    """Return changes as clauses, without a change that includes another one."""
    pairs = list(zip(changes["decision"], changes["alternative"], strict=True))
    names = [option.removeprefix(decisions.WITHOUT) for decision, option in pairs if decision == "articles"]
    left_out = {f"{decisions.WITHOUT}{name}": set(words.sets.get(name, [name])) for name in names}
    wider = {option for option, ids in left_out.items() if any(other < ids for other in left_out.values())}
    if ("conditional", "undecided") in pairs:
        wider.add("hedges_too")
    return [words.meaning(*pair) for pair in pairs if pair[1] not in wider]


def _rests_on(changes: pd.DataFrame, sets: Sets) -> list[str]:
    """Return the articles without which, one at a time, a finding cannot be tested."""
    untested = changes[(changes["decision"] == "articles") & (changes["holds"] == "")]["alternative"]
    left_out = [sets.get(name, [name]) for name in untested.str.removeprefix(decisions.WITHOUT)]
    return sorted(articles[0] for articles in left_out if len(articles) == 1)


def _list(changes: pd.DataFrame) -> str:
    """Return changes in one cell, as decision=alternative, with semicolons between."""
    return "; ".join(f"{row.decision}={row.alternative}" for row in changes.itertuples())


def _options(choices: Choices, base: Universe, combined: pd.DataFrame, words: _Words) -> pd.DataFrame:
    """Return a row an alternative: its meaning, the number of distinct universes with it, and its effect.

    `effect` counts the combinations whose tables differ from those of the same combination with the alternative of the
    base. It is 0 for an alternative that changes nothing; one without universes leaves no statement.
    """
    places = {
        name: combined[name].map({option: n for n, option in enumerate(options)}).to_numpy()
        for name, options in choices.items()
    }
    strides = dict(zip(choices, np.cumprod([1, *map(len, choices.values())]), strict=False))
    numbers = sum(places[name] * strides[name] for name in choices)  # one for each combination
    order, tables = np.argsort(numbers), pd.factorize(combined["universe"])[0]
    full, rows = (combined["n"] > 0).to_numpy(), []
    for name, options in choices.items():
        usual = numbers + (options.index(base[name]) - places[name]) * strides[name]
        at = order[np.searchsorted(numbers, usual, sorter=order).clip(max=len(order) - 1)]
        changed = (numbers[at] == usual) & (tables[at] != tables)
        for place, option in enumerate(options):
            taken, meaning = places[name] == place, words.meaning(name, option)
            universes = np.unique(tables[full & taken]).size
            rows.append((name, option, meaning, universes, int((changed & taken).sum())))
    return typed(rows, schema.DECISIONS)


def contested(findings: pd.DataFrame) -> pd.DataFrame:
    """Return the findings that hold in the base and that a single change reverses, not by definition alone."""
    return findings[(findings["holds"] == "yes") & (findings["turns_if"] != "")]


def changes_table(robustness: Robustness) -> pd.DataFrame:
    """Return the single changes of the findings that hold in the base, with the words of each finding.

    `holds` is "by definition" where a reversal follows from the finding's definition.
    """
    holding = robustness.contested.loc[robustness.contested["holds"] == "yes", ["finding", "says"]]
    changes = robustness.changes.merge(holding, on="finding", validate="many_to_one")
    return changes.assign(holds=changes["holds"].mask(changes["by_definition"] == "yes", "by definition"))


def sentences(robustness: Robustness) -> dict[str, str]:
    """Return what each finding says, by its id."""
    return dict(zip(robustness.contested["finding"], robustness.contested["says"], strict=True))


def decisions_table(robustness: Robustness) -> Rows:
    """Return a row for each decision: its name, the alternative of this run, and the number of other alternatives."""
    counts = robustness.options.groupby("decision", sort=False).size()
    here = {name: robustness.names[f"{name}={robustness.base[name]}"] for name in counts.index}
    return [
        {"decision": robustness.names[name], "here": here[name], "others": int(n) - 1} for name, n in counts.items()
    ]


def estimates_table(robustness: Robustness, declared: DeclaredFindings) -> Rows:
    """Return the least, median and greatest estimate of the declared number over all universes, no row without."""
    estimates = robustness.universes["estimate"].dropna()
    extent = {"least": estimates.min(), "median": estimates.median(), "greatest": estimates.max()}
    return [{"curve": declared.measured, **extent}] if len(estimates) else []
