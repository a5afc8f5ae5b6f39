"""What is coded, in plain words: a statement, a fact or a note on the source as one sentence.

>>> row = {"via": "self", "voice": "direct", "speaker": "Ada Quill", "actor": "arland", "issue": "own_workers"}
>>> row |= {"position": 1, "condition": "funding if_asked"}
>>> names = {"arland": "Arland", "own_workers": "sending workers", "funding": "money"}
>>> print(statement_in_words(row, names))
Quoted words of Ada Quill, who speaks for Arland, on sending workers: open to it, only with money, if asked.
>>> print(statement_in_words(row | {"via": "article", "voice": "narration", "condition": "none"}, names))
The writer's own account of Arland, on sending workers: open to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from stancebook.core.english import (
    capital,
    display_name,
    join_parts,
    label,
    listed,
    number_range,
    signed_position,
    words,
)
from stancebook.core.tables import Row, records
from stancebook.study.cases import PRESENCE
from stancebook.study.codebook import hedge, terms
from stancebook.study.sources import DAGGER, with_dagger

if TYPE_CHECKING:
    import pandas as pd

Names = Mapping[str, str]  # by id

ACCOUNTS = {  # by via and voice; {speaker} is a person or a role, {actor} the actor
    ("self", "direct"): "Quoted words of {speaker}, who speaks for {actor}",
    ("self", "anonymous"): "Words of an unnamed source for {actor} ({speaker})",
    ("self", "indirect"): "Reported words or acts of {speaker}, who speaks for {actor}",
    ("other", "direct"): "Quoted words of {speaker} about {actor}",
    ("other", "anonymous"): "Words of an unnamed source about {actor} ({speaker})",
    ("other", "indirect"): "Reported words of {speaker} about {actor}",
}
WITHOUT_SPEAKER = {
    "self": "Reported words or acts of {actor}",
    "other": "Others' account of {actor}",
    "article": "The writer's own account of {actor}",
}
VALUES = {  # of the variables whose values the package itself knows
    "via": {"self": "the actor itself", "other": "somebody else", "article": "the writer"},
    "voice": {
        "direct": "quoted",
        "anonymous": "unnamed source",
        "indirect": "reported in other words",
        "narration": "told by the writer",
    },
    "confidence": {"1": "a guess", "2": "fairly sure", "3": "certain"},
}
VARIABLES = {
    "speaker": "who speaks",
    "via": "the source",
    "voice": "how it is told",
    "confidence": "certainty",
    PRESENCE: "whether there is a statement",
}
ENDS = (".", ".)", "?", "!", DAGGER)  # of a sentence
WRITER = "article"  # the source of a fact that the text tells in its own voice
OTHER_CONDITION = {"other": "another condition"}


class Words(NamedTuple):
    """A passage in words: its sentence, a short heading, and the selection by which a text cites all that are alike.

    `selection` is `actor/issue` or `plan/attribute`; it is empty for notes, which only their ids can cite.
    """

    sentence: str
    heading: str
    selection: str = ""


def in_words(
    statements: pd.DataFrame, facts: pd.DataFrame, notes: pd.DataFrame, names: Names, actors: Names | None = None
) -> dict[str, Words]:
    """The Words of each passage by its id; the other side of a contradiction has a b behind the note's id.

    `names` has what an id is called in a heading, `actors` what an actor is called in a sentence, if that differs.
    """
    within = {**names, **(actors or {})}
    found = {row["statement"]: statement_words(row, names, within) for row in records(statements)}
    for row in records(facts):
        heading = _joined(row, ("attribute", "plan"), names)
        found[row["fact"]] = Words(fact_in_words(row, within), heading, f"{row['plan']}/{row['attribute']}")
    for row in records(notes):
        note = Words(note_in_words(row), label(row["kind"]))
        found |= dict.fromkeys((row["source_note"], row["source_note"] + "b"), note)
    return found


def statement_words(row: Row, names: Names, within: Names) -> Words:
    """The Words of a statement, or of a coding that is none."""
    heading, selection = _joined(row, ("actor", "issue"), names), f"{row['actor']}/{row['issue']}"
    return Words(statement_in_words(row, within), heading, selection)


def _joined(row: Row, columns: tuple[str, ...], names: Names) -> str:
    """The names of what stands in some columns, in one line."""
    return join_parts(display_name(names, row[column]) for column in columns if row[column] != "none")


def statement_in_words(row: Row, names: Names) -> str:
    """A statement as a sentence: whose words, for or about whom, on what, and the position with its conditions."""
    stance = stance_in_words(int(row["position"]), row["condition"], names)
    return f"{account_in_words(row, names)}, on {display_name(names, row['issue'])}: {stance}."


def stance_in_words(position: int, condition: str, names: Names) -> str:
    """A position towards "it" with its conditions; who is against it unless something changes is so without that."""
    stance, conditions = words(position, "it").removeprefix("is "), conditions_in_words(condition, names)
    if position < 0:
        conditions = conditions.replace("only with", "without", 1)
    return f"{stance}, {conditions}" if conditions else stance


def account_in_words(row: Row, names: Names) -> str:
    """Whose words a statement is: quoted, reported, of an unnamed source, or the writer's."""
    actor, speaker = display_name(names, row["actor"]), speaker_in_words(row)
    form = ACCOUNTS.get((row["via"], row["voice"])) if speaker else None
    if speaker.casefold() == actor.casefold():
        form = form and form.removesuffix(", who speaks for {actor}")
    return (form or WITHOUT_SPEAKER.get(row["via"], "An account of {actor}")).format(speaker=speaker, actor=actor)


def speaker_in_words(row: Row) -> str:
    """The person or role that speaks; empty if nobody is named."""
    return row["speaker"] if row["speaker"].strip("- ") else ""


def conditions_in_words(condition: str, names: Names) -> str:
    """A set of conditions as a phrase, terms before hedges; empty if there is none."""
    names = OTHER_CONDITION | dict(names)
    demanded = [display_name(names, each) for each in terms(condition)]
    hedges = [display_name(names, each) for each in condition.split() if hedge(each)]
    return ", ".join(([f"only with {listed(demanded)}"] if demanded else []) + hedges)


def fact_in_words(row: Row, names: Names) -> str:
    """A fact as a sentence: on what and about whom, the value, how firm it is and whose word it is."""
    about = [display_name(names, row["subject"])] if row["subject"] else []
    about += [display_name(names, row["plan"])] if row["plan"] not in ("", "none") else []
    what = "Fact" if row["attribute"] == "other" else capital(display_name(names, row["attribute"]))
    heading = what + (f" ({'; '.join(about)})" if about else "")
    return f"{heading}: {fact_value(row)}; {_firmness(row, names)}."


def fact_value(row: Row) -> str:
    """A fact's value: its words, or else its number or range with the unit."""
    return row["value"] or f"{number_range(row['value_low'], row['value_high'])} {label(row['unit'])}".strip()


def _firmness(row: Row, names: Names) -> str:
    """How firm a fact is, and whose word it is."""
    status = display_name(names, row["status"]) or "told"
    if not row["said_by"].strip("-"):
        return status
    source = "the writer" if row["said_by"] == WRITER else display_name(names, row["said_by"])
    return f"reported by {source}" if status == "reported" else f"{status}, according to {source}"


def note_in_words(row: Row) -> str:
    """A note on a text as a source, as a sentence or two."""
    kind = "" if row["kind"] in ("", "other") else f" ({label(row['kind'])})"
    remark = with_dagger(row["note"].strip()) or "no remark"
    return f"Note on the text as a source{kind}: {remark}{'' if remark.endswith(ENDS) else '.'}"


def variable_in_words(variable: str) -> str:
    """What a variable of the coding is called."""
    return VARIABLES.get(variable, label(variable))


def value_in_words(coding: Row, variable: str, names: Names) -> str:
    """The value that a coding has for a variable, in words."""
    value = str(coding[variable])
    if variable == "position":
        return f"{signed_position(int(value))} ({words(int(value))})"
    if variable == "condition":
        return conditions_in_words(value, names) or "none"
    if variable == "speaker":
        return value if value.strip("- ") else "nobody named"
    own = display_name(names, value)
    return VALUES.get(variable, {}).get(value, own) if own == label(value) else own
