"""Accounts: what each text tells of each plan, with how firm it is and who says so.

An account is one text's of one plan. Accounts are never merged or averaged, and what one does not tell stays not told.

>>> from stancebook.tables import frame
>>> facts = frame([{"fact": f"F{n}", "article": "000", "plan": "bridge", "attribute": "help", "value": value, "value_low": "",
...     "value_high": "", "unit": "", "subject": "towns", "status": "asked", "said_by": "the mayor"}
...     for n, value in enumerate(("bricks", "mortar"))], as_text=["value"])
>>> in_words(accounts(facts, {}, ["help", "size"])["bridge", "000"]["help"])
'bricks; mortar (asked; the mayor)'
"""

from math import isfinite
from typing import NamedTuple

import pandas as pd

from stancebook.wording import amount, label, named

NOT_TOLD, PLAIN = "not told", "planned"  # what is planned needs no word for how firm it is
NOBODY, ARTICLE = ("", "-"), "article"


class Told(NamedTuple):
    """What facts of one account say alike: their words, how firm that is, who says so, the ends of a range, its unit."""

    words: str
    firm: str
    who: str
    ends: tuple
    unit: str
    facts: int


def accounts(facts, names, attributes):
    """What is Told by plan and article, and then by attribute; in the order of `names`, and of articles.

    A fact that belongs to no plan is left out. It is said whose a fact is where those of its attribute are of several.
    """
    rank = {id: place for place, id in enumerate(names)}
    asked = facts[facts["attribute"].isin(attributes) & ~facts["plan"].isin(["none", ""])].sort_values("fact")
    found = sorted({*zip(asked["plan"], asked["article"])}, key=lambda each: (rank.get(each[0], len(rank)), *each))
    held = {account: {attribute: [] for attribute in attributes} for account in found}
    several = asked.groupby("attribute")["subject"].nunique() > 1
    for fact in asked.itertuples(index=False):
        whose = f"{named(names, fact.subject)}: " if several[fact.attribute] and fact.subject else ""
        held[fact.plan, fact.article][fact.attribute].append(_one(fact, whose))
    return {account: {each: _joined(cell) for each, cell in cells.items()} for account, cells in held.items()}


def attributes_of(facts, names):
    """The attributes that the facts have, in the order of `names`."""
    rank = {id: place for place, id in enumerate(names)}
    return sorted(facts["attribute"].unique(), key=lambda id: (rank.get(id, len(rank)), id))


def in_words(cell):
    """What an account tells of an attribute, in one line."""
    lines = []
    for told in cell:
        aside = "; ".join(part for part in (told.firm, told.who) if part)
        lines.append(told.words + (f" ({aside})" if aside else ""))
    return "; ".join(lines) or NOT_TOLD


def scales(held, attributes):
    """The greatest number and the unit of each attribute whose numbers lie on one scale from nought."""
    found = {}
    for attribute in attributes:
        ranges = [told for cells in held.values() for told in cells[attribute] if told.ends]
        ends, units = [end for told in ranges for end in told.ends if end is not None], {told.unit for told in ranges}
        if ends and len(units) == 1 and all(isfinite(end) and end >= 0 for end in ends) and max(ends) > 0:
            found[attribute] = max(ends), label(*units)
    return found


def _one(fact, whose):
    """What one fact says: its words, else its number or range with the unit."""
    ends = tuple(None if pd.isna(end) else float(end) for end in (fact.value_low, fact.value_high))
    between = amount(fact.value_low, fact.value_high)
    words = fact.value or (f"{between} {label(fact.unit)}".strip() if between else "no number")
    who = {ARTICLE: "the article", **dict.fromkeys(NOBODY, "")}.get(fact.said_by, fact.said_by)
    firm = "" if fact.status == PLAIN else label(fact.status)
    return Told(whose + words, firm, who, ends if between else (), fact.unit, 1)


def _joined(cell):
    """What is told, with what is as firm and said by the same in one; a range stands alone."""
    groups = {}
    for number, told in enumerate(cell):
        groups.setdefault((told.firm, told.who, number if told.ends else -1), []).append(told)
    return [
        group[0]._replace(words="; ".join(told.words for told in group), facts=len(group)) for group in groups.values()
    ]
