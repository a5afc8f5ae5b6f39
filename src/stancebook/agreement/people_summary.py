"""What people found, in sentences and short tables: for notebook 03, the command and the brief.

>>> from stancebook.core import schema
>>> nobody = Validation(Sample([{"article": "010", "sentence_start": "0"}], []), {}, {})
>>> summary(nobody, pd.DataFrame(columns=schema.VALIDATION.names))
'Nobody has validated these codings: 1 sentence is drawn, and nobody has coded any.'
>>> in_brief(pd.DataFrame(columns=schema.VALIDATION.names))
'no person has checked them'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from stancebook.agreement.people import WITH_STUDY, Comparison, on_sentences
from stancebook.agreement.registry import COEFFICIENTS
from stancebook.core.english import (
    NO_NAMES,
    called,
    decimal_or_undefined,
    display_name,
    listed,
    percent_or_undefined,
    plural,
    signed_position,
    spelled_or_none,
    verb,
)
from stancebook.core.markdown import escape
from stancebook.core.tables import Rows, records
from stancebook.study.cases import PRESENCE, Case, cases
from stancebook.study.people.sample import Place, Sample
from stancebook.study.people.validators import Validation, progress
from stancebook.study.statements import texts

MOST = 20  # passages that are shown
NOTHING = "Nobody has validated these codings yet, so there is nothing to compare."
PAIRS = "pairs", "positive_agreement", "nominal"
POSITION = "position", "alpha", "ordinal"


def summary(validation: Validation, results: pd.DataFrame | None, names: Mapping[str, str] = NO_NAMES) -> str:
    """Return how far each comparison agrees, a line each; before people have coded the sample, that nobody has.

    `results` are those of validation.csv; until then they may be None. `names` are the names of people by id.
    """
    if results is None or not validation.is_complete:
        return f"Nobody has validated these codings: {progress(validation, names)}."
    people, n = list(validation.read), len(validation.sample.rows)
    lines = [f"{called(people, names)} coded {plural(n, 'sentence')} anew, drawn from strata, without seeing any code."]
    for who, rows in results.groupby("who", sort=False):
        value = rows.set_index(["variable", "measure", "level"]).to_dict("index")
        lines.append(
            f"{called(str(who).split(), names)}: "
            f"pairs of actor and issue {_with_range(value[PAIRS], percent_or_undefined)}, "
            f"positions on common pairs alpha {_with_range(value[POSITION], decimal_or_undefined)}."
        )
    return "\n".join(lines)


def _with_range(row: Mapping[str, Any], worded: Any) -> str:
    """Return a value with its range, in words."""
    ends = "" if pd.isna(row["low"]) else f" ({worded(row['low'])} to {worded(row['high'])})"
    return f"{worded(None if pd.isna(row['value']) else row['value'])}{ends}"


def in_brief(results: pd.DataFrame) -> str:
    """Return what the brief says of the people who checked the study, as the end of a sentence on its statements."""
    own = results[results["between"] == WITH_STUDY]
    if own.empty:
        return "no person has checked them"
    of = dict(list(own.groupby(["variable", "measure", "level"], sort=False)))
    pairs = listed(map(percent_or_undefined, of[PAIRS]["value"]))
    alphas = listed(map(decimal_or_undefined, of[POSITION]["value"]))
    n, units = own["who"].nunique(), int(of["finding", "percent_agreement", "nominal"]["units"].max())
    who = f"{spelled_or_none(n)} {verb(n, 'person', 'people')}"
    return f"{who} coded {units} sentences anew: pairs agree at {pairs}, positions at alpha {alphas}"


def side_by_side(results: pd.DataFrame, names: Mapping[str, str] = NO_NAMES) -> Rows:
    """Return a row a measure, with a column a comparison: the value, its range and the number of units.

    `names` are the names of people by id.
    """
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for row in records(results):
        label = COEFFICIENTS[row["measure"]].label_at(row["level"])
        own = rows.setdefault((row["variable"], label), {"variable": row["variable"], "measure": label})
        own[_compared(row["who"].split(), names)] = f"{_with_range(row, decimal_or_undefined)}, n = {row['units']}"
    return list(rows.values())


def _compared(who: Sequence[str], names: Mapping[str, str]) -> str:
    """Return who is compared, as the head of a column."""
    return ", ".join(names.get(id, id) for id in who)


def by_stratum(found: Sequence[Comparison], sample: Sample, names: Mapping[str, str] = NO_NAMES) -> Rows:
    """Return for each stratum how many sentences it has and how many were drawn, and how many have the same pairs.

    A sentence has the same pairs if all who are compared, and have read it, have the same actors and issues in it.
    `names` are the names of people by id.
    """
    strata = {row["stratum"]: row for row in sample.strata}
    places: dict[str, list[Place]] = {}
    sizes = {}
    for place, drawn in zip(sample.places, sample.rows, strict=True):
        name = sample.stratum_of[place]
        places.setdefault(name, []).append(place)
        sizes[name] = {column: int(strata[drawn["stratum"]][column]) for column in ("sentences", "drawn")}
    return [{"stratum": name, **sizes[name], **_same_pairs(found, places[name], names)} for name in sorted(places)]


def _same_pairs(found: Sequence[Comparison], places: Sequence[Place], names: Mapping[str, str]) -> dict[str, int | str]:
    """Return the number of sentences with the same pairs, by comparison; of how many, if some were not compared."""
    counts: dict[str, int | str] = {}
    for each in found:
        alike = [same for place in places if (same := _are_same(each, place)) is not None]
        name, n = f"same pairs: {_compared(each.who, names)}", sum(alike)
        counts[name] = n if len(alike) == len(places) else f"{n} of {len(alike)} compared"
    return counts


def _are_same(comparison: Comparison, place: Place) -> bool | None:
    """Return whether all have the same pairs of actor and issue in a sentence; None if fewer than two have read it."""
    rows, read = on_sentences(comparison.codings, {place}), comparison.read
    own = [rows[rows["coder"] == who] for who in comparison.who if read is None or place[0] in read.get(who, ())]
    pairs = {frozenset(zip(each["actor"], each["issue"], strict=True)) for each in own}
    return len(pairs) == 1 if len(own) > 1 else None


# ---- passage by passage


def telling(found: Sequence[Comparison]) -> list[Case]:
    """Return the Cases on which a person and the study differ, the most telling first.

    Positions on opposite sides come first, then the farther apart, then statements that one alone has, the stronger
    first, and then other differences.
    """
    differing = [
        case
        for each in found
        if each.between == WITH_STUDY
        for case in cases({who: texts(each.codings, who) for who in each.who}, read=each.read)
        if case.differ
    ]
    return sorted(differing, key=_weight, reverse=True)


def _weight(case: Case) -> float:
    """Return how much a difference tells."""
    positions = [int(row["position"]) for row in case.rows]
    if PRESENCE in case.differ:
        return 1 + abs(positions[0]) / 2
    one, other = positions
    return abs(one - other) + 3 * (one * other < 0) + len(case.differ) / 10


def passages(
    found: Sequence[Comparison],
    words: Mapping[str, str] = NO_NAMES,
    names: Mapping[str, str] = NO_NAMES,
    most: int = MOST,
) -> str:
    """Return the most telling differences as a list in Markdown, all text escaped, and how many there are in all.

    `words` are those for the ids of codes, `names` the names of people.
    """
    if not found:
        return NOTHING
    differences = telling(found)
    lines = [line for case in differences[:most] for line in _lines(case, words, names)] or ["No difference."]
    rest = [f"\nThe first {most} of {len(differences)} differences."] if len(differences) > most else []
    return "\n".join(lines + rest)


def _lines(case: Case, words: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    article, _, *ids = case.key
    actor, issue = (escape(display_name(words, id)) for id in ids)
    head = f"- **{escape(article)}, sentence {case.sentence}**, {actor} on {issue}: {escape(case.longest['quote'])}"
    return [head, *(f"  - {escape(variable)}: {_cells(case, variable, words, names)}" for variable in case.differ)]


def _cells(case: Case, variable: str, words: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Return what each of those compared has of a variable; of a statement that one alone has, its position."""
    each = ((names.get(who, who), _cell(row, variable, words)) for who, row in case.codings)
    return ", ".join(f"{escape(who)} {escape(cell)}" for who, cell in each)


def _cell(row: Mapping[str, str] | None, variable: str, words: Mapping[str, str]) -> str:
    if row is None:
        return "nothing"
    if variable == PRESENCE:
        return f"found, {signed_position(int(row['position']))}"
    if variable == "position":
        return signed_position(int(row[variable]))
    return listed(display_name(words, id) for id in row[variable].split()) if variable == "condition" else row[variable]
