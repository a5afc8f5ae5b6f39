"""The strength of the evidence for a claim, in one of four words, by a scale that is printed with the brief.

Four things count: the reports behind the texts, actors' own words, agreement between coders, and whether one other
choice of analysis reverses the claim. The number of statements never counts, because a talkative actor makes more of
them. A claim is as strong as its weakest part; a part is what one actor says on one issue, or one value of one
attribute of a plan.

>>> sources = source_basis(["010"], {"010": [("relay", "The Wire")]})
>>> strength_word(strength(sources, own_words=True, agreed=True, contested=False))
'thin'
>>> basis = Basis({"010": [("relay", "The Wire")]}, frozenset(), frozenset(), {"arland": "Arland"})
>>> row = dict(id="1", statement="1", article="010", actor="arland", issue="toll", via="self", voice="direct")
>>> strength_of_claim("a", [row], basis)[:2]
('very thin', 'one text, which is second-hand; the two coders differ on it')
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from stancebook.brief.double_coding import coders, double_codings
from stancebook.core.english import label, number_range
from stancebook.core.tables import Row, Rows, grouped
from stancebook.study.cases import PRESENCE
from stancebook.study.provenance import SourceBasis, grade, source_basis

if TYPE_CHECKING:
    import pandas as pd

WORDS = ("very thin", "thin", "fair", "strong")  # of evidence
STARTS = (  # the word at which a part starts on the scale, and its condition
    ("strong", "two texts that are known to draw on different reports, one of them at least its own or an agency's"),
    ("fair", "several texts that may draw on different reports, or one text that is its own report or an agency's"),
    ("thin", "one text that is second-hand, or several second-hand ones that draw on one report"),
)
STEPS = {  # what takes it one step down
    "own_words": "no statement in an actor's own words",
    "agreed": "the two coders differ on it",
    "contested": "one other choice of analysis reverses it",
}
SAME_FACT = ("article", "attribute", "value_low", "value_high")
REPORTS = {  # the grades of provenance, as a sentence says them
    "one text, second-hand": "one text, which is second-hand",
    "one text": "one text",
    "one report": "texts that draw on one report",
    "perhaps one report": "texts that may draw on one report",
    "several reports": "texts that draw on different reports",
}


class Basis(NamedTuple):
    """What the strength of evidence depends on beside a claim's own rows.

    `provenance` as `provenance.read` gives it; `agreed` the ids on which all coders agree; `contested` the claims, and
    the pairs `actor-issue`, of findings that one other choice reverses; `names` of actors, issues and plans by id, as a
    sentence has them.
    """

    provenance: Mapping[str, Any]
    agreed: frozenset[str]
    contested: frozenset[str]
    names: Mapping[str, str]


class EvidenceStrength(NamedTuple):
    """The word for a claim, the reasons, and its rows of certainty.csv; no word if it rests on notes alone."""

    word: str
    why: str
    rows: Rows


def strength(sources: SourceBasis, own_words: bool, agreed: bool, contested: bool) -> int:
    """The place of a part on the scale, from 0 (very thin) to 3 (strong)."""
    several = sources.texts > 1 and grade(sources) != "one report"
    start = 3 if sources.apart and not sources.second_hand else 2 if several or not sources.second_hand else 1
    return max(0, start - (not own_words) - (not agreed) - bool(contested))


def strength_word(level: int) -> str:
    """The word for a place on the scale."""
    return WORDS[level]


def reasons(row: Row) -> list[str]:
    """The reports behind a part and what takes it down the scale, from its row of certainty.csv."""
    lowering = {"own_words": "no", "agreed": "no", "contested": "yes"}
    return [REPORTS[row["grade"]], *(reason for name, reason in STEPS.items() if row[name] == lowering[name])]


def strength_of_claim(claim: str, rows: Rows, basis: Basis) -> EvidenceStrength:
    """The EvidenceStrength of a claim that rests on these rows of statements, facts and notes."""
    parts = defaultdict(list)
    for row in rows:
        parts[_part(row, basis.names)].append(row)
    notes = parts.pop("", [])  # a note describes the text itself
    graded = [_row(claim, part, members, basis) for part, members in parts.items()]
    if not graded:
        return EvidenceStrength("", "read off the texts themselves", [_row(claim, "", notes, basis)])
    weakest = min(graded, key=lambda row: (WORDS.index(row["certainty"]), -len(reasons(row))))
    alike = len({(row["certainty"], *reasons(row)) for row in graded}) == 1
    lead = "" if len(graded) == 1 else "each part: " if alike else f"weakest in {weakest['part']}: "
    return EvidenceStrength(weakest["certainty"], lead + "; ".join(reasons(weakest)), graded)


def weakest(table: pd.DataFrame) -> pd.Series:
    """The word of each claim of certainty.csv by its id; a claim that rests on notes alone has none."""
    worded = table[table["certainty"] != ""]
    return worded.groupby("claim", sort=False)["certainty"].agg(lambda words: min(words, key=WORDS.index))


def _part(row: Row, names: Mapping[str, str]) -> str:
    """The part to which a row belongs: its actor and issue, or its attribute, plan and value; empty for a note."""
    if "statement" in row:
        return ", ".join(names.get(row[column], label(row[column])) for column in ("actor", "issue"))
    if "fact" in row:
        plan = names.get(row["plan"], label(row["plan"])) if row["plan"] not in ("", "none") else ""
        value = row["value"] or number_range(row["value_low"], row["value_high"])
        return ", ".join(filter(None, (label(row["attribute"]), plan, value)))
    return ""


def _row(claim: str, part: str, rows: Rows, basis: Basis) -> Row:
    """The row of certainty.csv of one part."""
    articles = {row.get(side) for row in rows for side in ("article", "article_b")} - {None, ""}  # a note may have two
    sources = source_basis(sorted(articles), basis.provenance)
    own = any(row.get("via") == "self" and row.get("voice") == "direct" for row in rows)
    agreed = all(row["id"] in basis.agreed for row in rows)
    about = {claim, *(f"{row['actor']}-{row['issue']}" for row in rows if "statement" in row)}
    contested = not about.isdisjoint(basis.contested)
    word = strength_word(strength(sources, own, agreed, contested)) if part else ""
    flags = {"apart": sources.apart, "second_hand": sources.second_hand}
    flags |= {"own_words": own, "agreed": agreed, "contested": contested}
    in_words = {name: "yes" if flag else "no" for name, flag in flags.items()}
    return {"claim": claim, "part": part, **sources._asdict(), **in_words, "grade": grade(sources), "certainty": word}


def agreed(codings: Rows, facts: Rows, noted: Iterable[Rows]) -> frozenset[str]:
    """The ids of statements to which all coders gave one position and the same conditions, and of facts they all noted.

    `codings` are the rows of codings.csv, `facts` those of facts.csv, `noted` the rows of each coder's facts with their
    places. Two facts are the same if article, attribute and numbers agree and the quotations share a character.
    """
    by_coder = [grouped(rows, *SAME_FACT) for rows in noted]
    cases = double_codings(codings, []) if len(coders(codings)) > 1 else {}
    alike = {id for id, case in cases.items() if not {PRESENCE, "position", "condition"} & set(case.differ)}
    same = {row["fact"] for row in facts if by_coder and all(_is_noted(row, groups) for groups in by_coder)}
    return frozenset(alike | same)


def _is_noted(fact: Row, noted: Mapping[tuple, Rows]) -> bool:
    """Whether a coder, whose facts are given by the cells of SAME_FACT, noted a fact."""
    alike = noted[itemgetter(*SAME_FACT)(fact)]
    return any(fact["start"] < other["end"] and other["start"] < fact["end"] for other in alike)


def scale_table() -> list[dict[str, str]]:
    """Return the scale of evidence as rows: each word, and the evidence at which a part of a claim starts there."""
    return [{"word": word, "a part starts here, if it rests on": meaning} for word, meaning in STARTS]
