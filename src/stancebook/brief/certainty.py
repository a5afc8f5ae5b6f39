"""Certainty: how well a claim is borne, in one of four words, by a scale that is printed with the brief.

What counts is reports, whose own words they have, agreement between coders and whether one other choice of analysis
reverses it; never the number of statements, of which the talkative have more. A claim is as certain as its weakest part,
a part being what one actor says on one issue, or one value of one attribute of a plan.

>>> borne = source_basis(["010"], {"010": [("relay", "The Wire")]})
>>> strength_word(strength(borne, own_words=True, agreed=True, contested=False))
'thin'
>>> basis = Basis({"010": [("relay", "The Wire")]}, frozenset(), frozenset(), {"arland": "Arland"})
>>> said = dict(id="1", statement="1", article="010", actor="arland", issue="toll", via="self", voice="direct")
>>> strength_of_claim("a", [said], basis)[:2]
('very thin', 'one text, which is second-hand; the two coders differ on it')
"""

from collections import defaultdict
from typing import NamedTuple

from stancebook.brief.double_coding import coders, double_codings
from stancebook.core.english import label, number_range
from stancebook.study.cases import PRESENCE
from stancebook.study.provenance import grade, source_basis

WORDS = ("very thin", "thin", "fair", "strong")  # of evidence
STARTS = (  # where a part starts on the scale, and what that means
    ("strong", "two texts that are known to draw on different reports, one of them at least its own or an agency's"),
    ("fair", "several texts that may draw on different reports, or one text that is its own report or an agency's"),
    ("thin", "one text that is second-hand, or several second-hand ones that draw on one report"),
)
STEPS = {  # what takes it one step down
    "own_words": "no statement in an actor's own words",
    "agreed": "the two coders differ on it",
    "contested": "one other choice of analysis reverses it",
}
REPORTS = {  # the grades of provenance, in a sentence
    "one text, second-hand": "one text, which is second-hand",
    "one text": "one text",
    "one report": "texts that draw on one report",
    "perhaps one report": "texts that may draw on one report",
    "several reports": "texts that draw on different reports",
}


class Basis(NamedTuple):
    """What certainty takes from outside a claim's rows.

    `provenance` as `provenance.read` gives it, `agreed` the ids on which both coders gave the same, `contested` the
    claims, and the pairs of actor and issue as `actor-issue`, of findings that one other choice reverses, `names` of
    actors, issues and plans by id, as a sentence has them.
    """

    provenance: dict
    agreed: frozenset
    contested: frozenset
    names: dict


class EvidenceStrength(NamedTuple):
    """The word for a claim, why, and its rows of certainty.csv; the word is empty where notes alone bear it."""

    word: str
    why: str
    rows: list


def strength(borne, own_words, agreed, contested):
    """A place on the scale, from 0 (very thin) to 3 (strong), of a part with this Bearing."""
    several = borne.texts > 1 and grade(borne) != "one report"
    start = 3 if borne.apart and not borne.second_hand else 2 if several or not borne.second_hand else 1
    return max(0, start - (not own_words) - (not agreed) - bool(contested))


def strength_word(level):
    """The word of a place on the scale."""
    return WORDS[level]


def reasons(row):
    """What bears a part, and what takes it down the scale, from its row of certainty.csv."""
    fallen = {"own_words": "no", "agreed": "no", "contested": "yes"}
    return [REPORTS[row["grade"]], *(told for name, told in STEPS.items() if row[name] == fallen[name])]


def strength_of_claim(claim, rows, basis):
    """The EvidenceStrength of a claim that rests on these rows of statements, facts and notes."""
    parts = defaultdict(list)
    for row in rows:
        parts[_part(row, basis.names)].append(row)
    about_texts = parts.pop("", [])  # a note is read off the text itself
    told = [_row(claim, part, members, basis) for part, members in parts.items()]
    if not told:
        return EvidenceStrength("", "read off the texts themselves", [_row(claim, "", about_texts, basis)])
    weakest = min(told, key=lambda row: (WORDS.index(row["certainty"]), -len(reasons(row))))
    alike = len({(row["certainty"], *reasons(row)) for row in told}) == 1
    lead = "" if len(told) == 1 else "each part: " if alike else f"weakest in {weakest['part']}: "
    return EvidenceStrength(weakest["certainty"], lead + "; ".join(reasons(weakest)), told)


def weakest(table):
    """The word of each claim of certainty.csv by its id, a pandas Series; claims that notes alone bear have none."""
    worded = table[table["certainty"] != ""]
    return worded.groupby("claim", sort=False)["certainty"].agg(lambda words: min(words, key=WORDS.index))


def _part(row, names):
    """What a row is a part of: its actor and issue, or its attribute, plan and value; nothing for a note."""
    if "statement" in row:
        return ", ".join(names.get(row[column], label(row[column])) for column in ("actor", "issue"))
    if "fact" in row:
        plan = names.get(row["plan"], label(row["plan"])) if row["plan"] not in ("", "none") else ""
        value = row["value"] or number_range(row["value_low"], row["value_high"])
        return ", ".join(filter(None, (label(row["attribute"]), plan, value)))
    return ""


def _row(claim, part, rows, basis):
    """The row of certainty.csv of one part."""
    articles = {row.get(side) for row in rows for side in ("article", "article_b")} - {None, ""}  # a note may have two
    borne = source_basis(sorted(articles), basis.provenance)
    own = any(row.get("via") == "self" and row.get("voice") == "direct" for row in rows)
    agreed = all(row["id"] in basis.agreed for row in rows)
    asked = {claim, *(f"{row['actor']}-{row['issue']}" for row in rows if "statement" in row)}
    contested = not asked.isdisjoint(basis.contested)
    placed = strength_word(strength(borne, own, agreed, contested)) if part else ""
    flags = {"apart": borne.apart, "second_hand": borne.second_hand}
    flags |= {"own_words": own, "agreed": agreed, "contested": contested}
    told = {name: "yes" if flag else "no" for name, flag in flags.items()}
    return {"claim": claim, "part": part, **borne._asdict(), **told, "grade": grade(borne), "certainty": placed}


def agreed(codings, facts, noted):
    """The ids of statements to which all coders gave one position and the same conditions, and of facts they all noted.

    `codings` are the rows of codings.csv, `facts` those of facts.csv, `noted` the rows of each coder's facts with their
    places. Two facts are the same where article, attribute and numbers agree and the quotations share a character.
    """
    noted, several = [*noted], len(coders(codings)) > 1
    read = double_codings(codings, ()).items() if several else ()
    alike = {id for id, reading in read if not {PRESENCE, "position", "condition"} & set(reading.differ)}
    found = {row["fact"] for row in facts if noted and all(any(_same(row, one) for one in rows) for rows in noted)}
    return frozenset(alike | found)


def _same(one, other):
    shared = all(one[name] == other[name] for name in ("article", "attribute", "value_low", "value_high"))
    return shared and one["start"] < other["end"] and other["start"] < one["end"]


def scale_table() -> list[dict[str, str]]:
    """Return the scale of evidence as rows: each word, and the evidence at which a part of a claim starts there."""
    return [{"word": word, "a part starts here, if it rests on": meaning} for word, meaning in STARTS]
