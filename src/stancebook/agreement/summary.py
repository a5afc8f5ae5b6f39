"""Sentences about agreement, for notebook 03.

>>> import pandas as pd
>>> agreed = pd.DataFrame([("pairs", "positive_agreement", "nominal", 0.97), ("position", "alpha", "ordinal", 0.5)],
...     columns=["variable", "measure", "level", "value"])
>>> agreement(agreed).partition("; ")[2]
'on the pairs that both found, positions agree at an ordinal alpha of 0.50.'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.agreement.variables import PAIR
from stancebook.core.english import decimal_or_undefined, listed, percent_or_undefined, plural, verb
from stancebook.core.tables import Rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from stancebook.study.cases import Case


def agreement(agreement: pd.DataFrame) -> str:
    """Return how far coders found the same pairs and gave them the same positions, or that there are no two."""
    if "coders" in agreement and (agreement["coders"] < 2).all():
        present = "one coder alone has" if (agreement["coders"] == 1).any() else "no coder has"
        return f"Agreement needs two coders: {present} codes in these texts."
    value = agreement.set_index(["variable", "measure", "level"])["value"]
    return (
        "Of the pairs of actor and issue that one coder found, the other found "
        f"{percent_or_undefined(value['pairs', 'positive_agreement', 'nominal'])}; on the pairs that both found, "
        f"positions agree at an ordinal alpha of {decimal_or_undefined(value['position', 'alpha', 'ordinal'])}."
    )


def freezes(freezes: Sequence[Mapping[str, str]]) -> str:
    """Return how often the codings were frozen, and why the last time."""
    if not freezes:
        return "The codings have not been frozen."
    times = "once" if len(freezes) == 1 else f"{len(freezes)} times"
    return f"The codings were frozen {times}. Last reason: {freezes[-1]['reason']}"


def pairs(codings: pd.DataFrame, coders: Sequence[str]) -> str:
    """Return how many pairs of actor and issue all coders found, and how many one coder alone."""
    finders = codings.groupby(PAIR)["coder"].agg(["nunique", "first"])
    if codings["coder"].nunique() < 2:
        return "Fewer than two coders have coded: there is nothing to compare."
    alone = finders.loc[finders["nunique"] == 1, "first"].value_counts()
    single = listed(f"{coder} alone found {alone.get(coder, 0)}" for coder in coders)
    return f"Both coders found {plural(int((finders['nunique'] > 1).sum()), 'pair')}; {single}."


def coefficients(alphas: pd.DataFrame, undefined: pd.DataFrame) -> str:
    """Return the lowest alpha, and the coefficients without a value or a range; `undefined` has their reasons."""
    known = alphas[alphas["value"].notna()].sort_values("value")
    lowest = (
        f"{known['variable'].iloc[0]} ({decimal_or_undefined(known['value'].iloc[0])})" if len(known) else "not defined"
    )
    if known.empty and undefined["reason"].nunique() == 1:
        return f"No coefficient has a value ({undefined['reason'].iloc[0]})."
    missing = [f"{row.variable}, {row.measure} ({row.reason})" for row in undefined.itertuples()]
    return f"The lowest alpha: {lowest}. Coefficients without a value or a range: {listed(missing or ['none'])}."


def facts(matches: pd.DataFrame, coded: dict[str, pd.DataFrame]) -> str:
    """Return how many facts both coders noted, and how many each did; `coded` has each coder's facts."""
    same = int((matches["variable"] == "facts_any_subject").sum())
    noted = listed(f"{coder} noted {len(rows)}" for coder, rows in coded.items())
    if sum(map(bool, map(len, coded.values()))) < 2:
        return f"To compare facts, two coders have to note some; {noted}."
    return f"Both coders noted {plural(same, 'fact')}; {noted}."


def over_texts(ranges: pd.DataFrame) -> str:
    """Return why coefficients have no range over texts; nothing if each has one."""
    reasons = sorted(set(ranges.loc[ranges["low"].isna(), "reason"]))
    return f"There is no range over resampled texts: {listed(reasons)}." if reasons else ""


def positions(differences: Sequence[Case], codings: pd.DataFrame) -> str:
    """Return on how many of the pairs that both coders found the positions differ."""
    both = int((codings.groupby(PAIR)["coder"].nunique() > 1).sum())
    differ = sum("position" in case.differ for case in differences)
    return f"{differ} of {plural(both, 'position')} {verb(differ, 'differs', 'differ')}."


def sampled(decisions: Rows) -> str:
    """Return how many of the agreements drawn for a third reading were upheld."""
    drawn = [row["decision"] for row in decisions if row["variable"] == "all"]
    upheld = drawn.count("upheld")
    read = f"{plural(len(drawn), 'agreement')} {verb(drawn, 'was', 'were')} read a third time"
    return f"{read}: {upheld} upheld, {len(drawn) - upheld} amended."


def conclusion(differences: Sequence[Case], codings: pd.DataFrame) -> str:
    """Return how many pairs one coder alone found, and on how many pairs of both the positions differ."""
    if codings["coder"].nunique() < 2:
        present = f"{codings['coder'].iloc[0]} alone has" if len(codings) else "nobody has"
        return f"Agreement cannot be measured: it needs two coders, and {present} codes in these texts."
    alone = plural(sum(case.kind == "alone" for case in differences), "pair")
    differ = plural(sum("position" in case.differ for case in differences), "pair")
    return f"One coder alone found {alone}; on {differ} of both coders the positions differ."
