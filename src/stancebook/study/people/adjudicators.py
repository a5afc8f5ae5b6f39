"""Who decided where coders differ, and whether they had coded that text themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from stancebook.core.tables import Row, Rows
from stancebook.study.coders import Coder, People


def decider(decision: Row, people: People) -> Coder | None:
    """Return the adjudicator of a decision: the one it names, else the only one of the study; None if unknown."""
    id, adjudicators = str(decision.get("decided_by") or "").strip(), people.adjudicators
    only = next(iter(adjudicators.values())) if len(adjudicators) == 1 else None
    return adjudicators.get(id) if id else only


def judged_own(decision: Row, people: People, read: Mapping[str, Collection[str]]) -> bool:
    """Return whether an adjudicator decided on a text that the same person or program coded."""
    who = decider(decision, people)
    return who is not None and decision["article"] in read.get(who.id, ())


def signed(decisions: Rows, people: People, read: Mapping[str, Collection[str]]) -> Rows:
    """Return the decisions with their adjudicator behind the reason, where there are several or one judged own codes.

    >>> two = {id: Coder(id, name) for id, name in (("ada", "Ada Lund"), ("eva", "Eva Berg"))}
    >>> rows = [{"article": "010", "reason": "As it says.", "decided_by": id} for id in two]
    >>> [row["reason"] for row in signed(rows, People({}, two, {}, False), {"ada": {"010"}})]
    ['As it says. (decided by Ada Lund, who coded this text)', 'As it says. (decided by Eva Berg)']
    """
    found = []
    for row in decisions:
        who, own = decider(row, people), judged_own(row, people, read)
        by = f" (decided by {who.name}{', who coded this text' if own else ''})" if who else ""
        found.append({**row, "reason": row["reason"] + by} if own or len(people.adjudicators) > 1 else row)
    return found


def by_adjudicator(decisions: Rows, people: People, read: Mapping[str, Collection[str]]) -> Rows:
    """Return a row an adjudicator: how many decisions are theirs, and how many of these on a text that they coded."""
    rows = []
    for id, person in people.adjudicators.items():
        own = [row for row in decisions if (who := decider(row, people)) and who.id == id]
        mine = sum(judged_own(row, people, read) for row in own)
        rows.append({"adjudicator": person.name, "decisions": len(own), "on texts that they coded": mine})
    return rows
