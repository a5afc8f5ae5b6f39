"""Sentences about stances and findings, for notebooks 03, 04 and 06.

>>> import pandas as pd
>>> table = pd.DataFrame({"actor": ["arland", "towns"], "issue": ["toll", "toll"], "n": [1, 3], "median": [2.0, -1.0]})
>>> cells(table)
'2 of 2 cells hold a statement, 1 of them a single one.'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.analysis.stances import most_dividing
from stancebook.core.english import capital, listed, number, part_of, plural, verb
from stancebook.study.statements import own_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from stancebook.analysis.findings import DeclaredFindings
    from stancebook.analysis.robustness import Robustness


def stances(stances: pd.DataFrame, words: Mapping[str, str]) -> str:
    """Return how many actors hold a position on how many issues, and which issues divide them most."""
    actors, issues = plural(stances["actor"].nunique(), "actor"), plural(stances["issue"].nunique(), "issue")
    dividing = most_dividing(stances, words)
    most = f"They are furthest apart on {listed(dividing)}." if dividing else "No statement was found."
    if stances["actor"].nunique() == 1:
        most = "There is no other actor to be apart from."
    return f"{actors} {verb(stances['actor'].nunique(), 'holds', 'hold')} a position on {issues}. {most}"


def cells(stances: pd.DataFrame) -> str:
    """Return how many cells of the table of actors and issues hold a statement, and how many a single one."""
    whole = stances["actor"].nunique() * stances["issue"].nunique()
    single, empty = int((stances["n"] == 1).sum()), " The others are empty: no statement found."
    held = capital(part_of(len(stances), whole, "cell", "holds", "hold"))
    return f"{held} a statement, {single} of them a single one.{empty if len(stances) < whole else ''}"


def quoted(statements: pd.DataFrame, issue: str) -> str:
    """Return how many statements on an issue are in the actor's own words; `issue` is the issue in words."""
    own = int(own_words(statements).sum())
    are = verb(own, "is", "are")
    return f"{own} of {plural(len(statements), 'statement')} on {issue} {are} in the actor's own words."


def plans(facts: pd.DataFrame) -> str:
    """Return how many facts there are on how many plans, from how many texts."""
    texts, plans = plural(facts["article"].nunique(), "text"), plural(facts["plan"].nunique(), "plan")
    return f"{plural(len(facts), 'fact')} from {texts}, on {plans}."


def by_coding(holds: pd.DataFrame, dependent: Sequence[str], says: Mapping[str, str]) -> str:
    """Return which findings hold in one reading and not in another; `dependent` are their ids, `says` their words."""
    if len(holds) and len(holds.columns) < 3:
        return "There is no other coding to compare with."
    hold = capital(part_of(len(dependent), len(holds), "finding", "holds", "hold"))
    return _naming(f"{hold} in one coding and not in another", [says[finding] for finding in dependent])


def contested(findings: pd.DataFrame) -> str:
    """Return how many findings one other choice reverses (not by definition), and how many can always be tested."""
    if not len(findings):
        return "No finding can be tested, because no sentence of report/text.md has an id and a predicate (`holds`)."
    reversed_by_one = int((findings["turns_if"] != "").sum())
    testable = int((findings["untestable_by"] == "").sum())
    are = capital(part_of(reversed_by_one, len(findings), "finding", "is", "are"))
    why = f"at least one other choice in the analysis reverses {verb(reversed_by_one, 'it', 'them')}"
    if not reversed_by_one:
        why = "no other choice in the analysis reverses one"
    tested = capital(part_of(testable, len(findings), "finding", "can", "can"))
    return f"{are} contested: {why}. {tested} be tested under every other choice."


def options(robustness: Robustness) -> str:
    """Return which other choices change no table, and which leave no statement."""
    options, base = robustness.options, robustness.base
    others = options[options["alternative"] != options["decision"].map(base)]
    idle = list(others.loc[others["effect"] == 0, "meaning"]) or ["none"]
    empty = list(others.loc[others["universes"] == 0, "meaning"]) or ["none"]
    change_nothing = f"Choices that change no table, and so add no universe: {listed(idle)}."
    return f"{change_nothing} Choices that leave no statement: {listed(empty)}."


def universes(robustness: Robustness) -> str:
    """Return how many combinations of choices there are, and how many different universes they give."""
    differ = verb(robustness.universes, "differs", "differ")
    leave = verb(robustness.empty, "leaves", "leave")
    empty = f"; {number(robustness.empty)} of them {leave} no statement" if robustness.empty else ""
    texts = number(robustness.alone)
    many = f" There are many texts: each of {texts} is left out by itself alone, with the choices of this run."
    return (
        f"{plural(robustness.tried, 'combination')} {verb(robustness.tried, 'is', 'are')} possible{empty}. "
        f"They give {plural(len(robustness.universes), 'universe')} that {differ} in what the findings compute from; "
        "combinations with the same result count as one universe, under the first of them."
        + (many if robustness.alone else "")
    )


def measured(declared: DeclaredFindings) -> str:
    """Return what the specification curve shows."""
    return f"{declared.measured}; combinations of choices with the same result count once"


def untestable(findings: pd.DataFrame) -> str:
    """Return how many findings cannot be tested under some choice, and which of them rest on one text."""
    resting = list(findings.loc[findings["rests_on"] != "", "says"])
    untestable = int((findings["untestable_by"] != "").sum())
    cannot = f"{plural(untestable, 'finding')} cannot be tested under every choice"
    return _naming(f"{cannot}; {len(resting)} {verb(resting, 'rests', 'rest')} on one text", resting)


def contested_findings(findings: pd.DataFrame) -> str:
    """Return the sentences of the contested findings, a line each, or that there is none."""
    says = list(findings.loc[findings["turns_if"] != "", "says"])
    return _naming("Contested", says) if says else "No finding is contested."


def _naming(sentence: str, says: Sequence[str]) -> str:
    """Return a sentence with the findings that it counts below it, a line each."""
    return "\n– ".join([f"{sentence}:", *says]) if says else f"{sentence}."
