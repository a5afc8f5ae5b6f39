"""Sentences about agreement, for notebook 03.

>>> import pandas as pd
>>> agreed = pd.DataFrame([("pairs", "positive_agreement", "nominal", 0.97), ("position", "alpha", "ordinal", 0.5)],
...     columns=["variable", "measure", "level", "value"])
>>> agreement(agreed).partition("; ")[2]
'on the pairs that both found, positions agree at an ordinal alpha of 0.50.'
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from stancebook.agreement.bootstrap import FEWER, MOST_DRAWN, RESAMPLES
from stancebook.agreement.variables import PAIR, Read, coders_of
from stancebook.core.english import (
    NO_NAMES,
    called,
    capital,
    decimal_or_undefined,
    listed,
    part_of,
    percent_or_undefined,
    plural,
    spelled_or_none,
    true_minus,
    verb,
)
from stancebook.core.tables import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from stancebook.study.cases import Case


def agreement(agreement: pd.DataFrame) -> str:
    """Return how far coders found the same pairs and gave them the same positions, or that there are no two."""
    if "coders" in agreement and (agreement["coders"] < 2).all():
        present = "one coder alone has" if (agreement["coders"] == 1).any() else "no coder has"
        return f"Agreement needs two coders: {present} codes in these texts."
    value = agreement.set_index(["variable", "measure", "level"])["value"]
    several = "coders" in agreement and agreement["coders"].max() > 2
    other, both = ("another reader of the text", "several") if several else ("the other", "both")
    return (
        f"Of the pairs of actor and issue that one coder found, {other} found "
        f"{percent_or_undefined(value['pairs', 'positive_agreement', 'nominal'])}; on the pairs that {both} found, "
        f"positions agree at an ordinal alpha of {decimal_or_undefined(value['position', 'alpha', 'ordinal'])}."
    )


def freezes(freezes: Sequence[Mapping[str, str]]) -> str:
    """Return how often the codings were frozen, and why the last time."""
    if not freezes:
        return "The codings have not been frozen."
    times = "once" if len(freezes) == 1 else f"{len(freezes)} times"
    return f"The codings were frozen {times}. Last reason: {freezes[-1]['reason']}"


def pairs(codings: pd.DataFrame, read: Read = None, names: Mapping[str, str] = NO_NAMES) -> str:
    """Return how many pairs of actor and issue several coders found, and how many one alone of those who read a text.

    `read` has the texts that each coder read, `names` the coders' names by id.
    """
    coders = coders_of(codings, read)
    if len(coders) < 2:
        return "Fewer than two coders have coded: there is nothing to compare."
    readers = {
        text: sum(read is None or text in read.get(coder, ()) for coder in coders) for text in codings["article"]
    }
    finders = codings[codings["article"].map(readers) > 1].groupby(PAIR)["coder"].agg(["nunique", "first"])
    alone = finders.loc[finders["nunique"] == 1, "first"].value_counts()
    single = listed(f"{names.get(coder, coder)} alone found {alone.get(coder, 0)}" for coder in coders)
    several, who = plural(int((finders["nunique"] > 1).sum()), "pair"), "Both" if len(coders) == 2 else "Several"
    return f"{who} coders found {several}; {single}.{_read_by_one(readers)}"


def _read_by_one(readers: Mapping[str, int]) -> str:
    """Return how many texts with rows one coder alone read, in a sentence; nothing if none."""
    n = sum(number < 2 for number in readers.values())
    return (
        f" {plural(n, 'text')} {verb(n, 'was', 'were')} read by one coder alone: nothing in it is compared."
        if n
        else ""
    )


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


def resamples(agreement: pd.DataFrame) -> str:
    """Return how many resamples the ranges rest on, in a sentence, where not all rest on the same number; else ""."""
    if not (agreement["units"] > MOST_DRAWN).any():
        return ""
    fewer = f"those over more than {MOST_DRAWN:,} units on {FEWER:,}, which is enough for ranges so narrow"
    return f"Ranges rest on {RESAMPLES:,} resamples, {fewer}."


def facts(matches: pd.DataFrame, coded: dict[str, pd.DataFrame], names: Mapping[str, str] = NO_NAMES) -> str:
    """Return how many facts two coders noted alike, and how many each noted; `coded` has each coder's facts."""
    same = int((matches["variable"] == "facts_any_subject").sum())
    noted = listed(f"{names.get(coder, coder)} noted {len(rows)}" for coder, rows in coded.items())
    if sum(map(bool, map(len, coded.values()))) < 2:
        return f"To compare facts, two coders have to note some; {noted}."
    if len(coded) == 2:
        return f"Both coders noted {plural(same, 'fact')}; {noted}."
    return f"Each two coders together, {plural(same, 'fact')} {verb(same, 'was', 'were')} noted by both; {noted}."


def source_notes(agreed: pd.DataFrame) -> str:
    """Return how far readers of the sources noted the same; `agreed` of `note_agreement`."""
    if agreed.empty:
        return "No two readers made notes of their own on the sources: none are compared."
    same, any_kind = (percent_or_undefined(value) for value in agreed["value"])
    return f"Of the notes that one reader made on the sources, another made {any_kind}, and {same} of the same kind."


def over_texts(ranges: pd.DataFrame) -> str:
    """Return why coefficients have no range over texts; nothing if each has one."""
    reasons = sorted(set(ranges.loc[ranges["low"].isna(), "reason"]))
    return f"There is no range over resampled texts ({listed(reasons)})." if reasons else ""


def positions(differences: Sequence[Case], codings: pd.DataFrame) -> str:
    """Return on how many of the pairs that two coders or more found the positions differ."""
    both = int((codings.groupby(PAIR)["coder"].nunique() > 1).sum())
    differ = sum("position" in case.differ for case in differences)
    return f"{capital(part_of(differ, both, 'position', 'differs', 'differ'))}."


def sampled(decisions: Rows) -> str:
    """Return how many of the agreements drawn for a third reading were upheld."""
    drawn = [row["decision"] for row in decisions if row["variable"] == "all"]
    upheld = drawn.count("upheld")
    read = f"{plural(len(drawn), 'agreement')} {verb(drawn, 'was', 'were')} read a third time"
    return f"{read}: {upheld} upheld, {len(drawn) - upheld} amended."


def conclusion(
    differences: Sequence[Case], codings: pd.DataFrame, read: Read = None, names: Mapping[str, str] = NO_NAMES
) -> str:
    """Return how many pairs not all readers of the text found, and on how many that several found positions differ."""
    coders = coders_of(codings, read)
    if len(coders) < 2:
        present = "nobody has"
        if len(codings):
            present = f"{names.get(codings['coder'].iloc[0], codings['coder'].iloc[0])} alone has"
        return f"Agreement cannot be measured: it needs two coders, and {present} codes in these texts."
    alone = plural(sum(case.kind == "alone" for case in differences), "pair")
    differ = spelled_or_none(sum("position" in case.differ for case in differences))
    if len(coders) > 2:
        were = verb(sum(case.kind == "alone" for case in differences), "was", "were")
        all_found = f"{alone} {were} not found by all who read the text"
        return f"{all_found}; on {differ} of the pairs that several found the positions differ."
    return f"One coder alone found {alone}; on {differ} of the pairs that both found the positions differ."


# Coder by coder


def by_coder(found: pd.DataFrame, names: Mapping[str, str] = NO_NAMES) -> str:
    """Return which coder differs most from the others in what it finds and in its positions; `found` of `by_coder`."""
    if found.empty:
        return "One coder alone has codes: there is nobody to differ from."
    if len(found) == 2:
        return "With two coders, each differs from the other by the same amount."
    confirmed, of_least = _lowest(found, "confirmed", names)
    same, apart = _lowest(found, "same_position", names)
    sentences = [
        f"On average the others found {confirmed} of the pairs of {of_least}{_fewest(of_least)}.",
        f"Of common pairs, {apart} had {same} of the positions of the others{_fewest(apart)}.",
    ]
    return " ".join(sentence for sentence, who in zip(sentences, (of_least, apart), strict=True) if who)


def _lowest(found: pd.DataFrame, column: str, names: Mapping[str, str]) -> tuple[str, str]:
    """Return the lowest share of a column, and all coders who have it as it is shown, "each coder" if that is all."""
    known = found.dropna(subset=column).sort_values(["coder"])
    if known.empty:
        return "", ""
    shares = known[column].map(percent_or_undefined)
    lowest = shares[known[column].idxmin()]
    coders = known.loc[shares == lowest, "coder"]
    who = "each coder" if len(coders) == len(found) else called(coders, names)
    return lowest, who


def _fewest(who: str) -> str:
    return "" if who == "each coder" else ", the lowest share"


def confused(codes: pd.DataFrame, words: Mapping[str, str] = NO_NAMES) -> str:
    """Return which two codes coders had most often on the same place, and how many such pairs there are.

    `words` are what the codes are called.
    """
    if codes.empty:
        return "No two coders had different codes on the same place."
    most, times = codes.iloc[0], plural(int(codes["pairs"].iloc[0]), "time")
    one, other = (true_minus(words.get(most[name], most[name])) for name in ("one", "other"))
    taken = f"{plural(len(codes), 'pair')} of codes {verb(codes, 'was', 'were')} taken for one another"
    return f"{taken}; most often, {times}, “{one}” and “{other}” ({most['variable']})."


def drift(parts: pd.DataFrame, names: Mapping[str, str] = NO_NAMES) -> str:
    """Return how the share of same positions changed from each coder's first part to the last; `parts` of `drift`."""
    changes = []
    for coder, own in parts.groupby("coder", sort=False):
        first, last = own["same_position"].iloc[0], own["same_position"].iloc[-1]
        if len(own) > 1:
            ends = percent_or_undefined(first), percent_or_undefined(last)
            from_to = "from {} to {}".format(*ends) if ends[0] != ends[1] else f"{ends[0]} throughout"
            changes.append(f"{names.get(coder, coder)} {from_to}")
    if not changes:
        return "No coder has several texts to compare: whether coding changed over time cannot be told."
    return (
        f"The share of the same positions, from the first part of a coder's work to the last: {listed(changes)}. "
        f"{_orders(parts, names)}"
    )


def _orders(parts: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Return where the order of each coder's texts comes from, as a sentence."""
    from_rows = sorted(set(parts.loc[parts["order"] == "rows", "coder"]))
    if len(from_rows) == parts["coder"].nunique():
        return "The order is that of the rows in the coders' files, as there is no journal of the desk."
    rest = f", and of {called(from_rows, names)} that of the rows in the file" if from_rows else ""
    return f"The order is that of the desk's journal{rest}."


def spans(found: pd.DataFrame) -> str:
    """Return alpha over characters, exactly and with boundaries within a word tolerated; `found` of `by_character`."""
    if found.empty:
        return "Spans are compared where two coders have codes."
    exact, tolerant = (decimal_or_undefined(value) for value in found["alpha"])
    return f"Alpha over characters is {exact}, and {tolerant} where boundaries within a word's width are tolerated."
