"""The codebook: which actors, issues and values there are, and what they mean.

>>> book = from_yaml({"variables": {"via": {"values": {"self": "…"}}, "position": {"values": {-1: "…", 1: "…"}}},
...     "issues": {"bridge": "A bridge is built."}, "actors": {"arland": {"name": "Arland", "type": "state"}}})
>>> book.choices["position"], book.names["arland"]
(('-1', '1'), 'Arland')
"""

import re
from typing import NamedTuple

from stancebook.core import english
from stancebook.study import aliases, constraints

CODED = ("via", "voice", "position", "condition", "confidence")
POSITIONS = range(-2, 3)


class Codebook(NamedTuple):
    """A codebook: what each coded variable may hold, names of actors, propositions of issues, words for values.

    `aliases` leads from an actor to its aliases, `refused` holds what does not go together.
    """

    choices: dict
    names: dict
    types: dict
    issues: dict
    meanings: dict
    facts: dict
    version: int
    aliases: dict
    refused: tuple

    def words(self, worded):
        """What every id is called in print: actors by name, all else as the study words it, or by the id in words."""
        ids = (id for choices in self.choices.values() for id in choices)
        own = {id: word for variable, words in worded.items() if variable != "actor" for id, word in words.items()}
        return {id: english.label(id) for id in ids} | own | self.names


def from_yaml(parsed):
    """The Codebook of a parsed codebook.yaml; raises KeyError, TypeError or ValueError where its shape is another."""
    variables, actors = parsed["variables"], parsed["actors"]
    meanings = {
        name: {str(value): str(meaning) for value, meaning in variables[name].get("values", {}).items()}
        for name in CODED
        if name in variables
    }
    facts = parsed.get("facts", {})
    choices = {name: tuple(values) for name, values in meanings.items()}
    choices |= {"actor": tuple(actors), "issue": tuple(parsed["issues"])}
    choices |= {"plan": tuple(facts.get("plans", ())), "attribute": tuple(facts.get("attributes", ()))}
    choices |= {"status": tuple(facts.get("status", ()))}
    for id in (id for name in ("actor", "issue", "plan", "attribute", "status") for id in choices[name]):
        if not re.fullmatch(r"\w+", str(id)) or not isinstance(id, str):
            raise ValueError(f"{id!r} is no id: use letters, digits and _, in quotes where YAML reads something else")
    names = {actor: str(entry["name"]) for actor, entry in actors.items()}
    return Codebook(
        choices,
        names,
        {actor: str(entry["type"]) for actor, entry in actors.items()},
        {issue: str(text) for issue, text in parsed["issues"].items()},
        meanings,
        facts,
        parsed.get("version", 1),
        aliases.from_yaml(actors, names),
        constraints.from_yaml(parsed.get("refused", []), choices),
    )


def hedge(condition):
    """Whether a condition is a hedge and no term: its id begins with if_.

    >>> hedge("if_asked"), hedge("paid")
    (True, False)
    """
    return condition.startswith("if_")


def terms(condition):
    """The terms among the conditions of a statement, without its hedges."""
    return [term for term in condition.split() if term != "none" and not hedge(term)]
