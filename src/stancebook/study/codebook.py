"""The codebook: the actors, the issues and the values of each variable, with their meanings.

>>> variables = {"position": {"values": {-1: "No.", 1: "Yes."}}, "condition": {"values": {"paid": "If somebody pays."}}}
>>> variables["condition"]["mentions"] = {"paid": ["pay", "pays", "money"]}
>>> actors = {"arland": {"name": "Arland", "type": "state", "called": ["Arlandic"]}}
>>> book = from_yaml({"variables": variables, "issues": {"bridge": "A bridge is built."}, "actors": actors})
>>> book.choices["position"], book.names["arland"], book.called["arland"], book.mentions["paid"]
(('-1', '1'), 'Arland', ('Arlandic',), ('pay', 'pays', 'money'))
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from stancebook.core import english
from stancebook.core.authored import rewriting
from stancebook.core.problems import suggestion
from stancebook.core.yaml_files import Example, Fault, WrongShape, expect
from stancebook.study import aliases
from stancebook.study.revision import changes
from stancebook.study.revision.changes import Change
from stancebook.study.validation import constraints

CODED = ("via", "voice", "position", "condition", "confidence")
SHAPE = {
    "variables": {...: {"values?": {...: object}, "mentions?": {...: [str]}, ...: object}},
    "issues": {...: object},
    "actors": {...: {"name": Example(object, "its name in the brief"), "type": Example(object, "state"), ...: object}},
    "facts?": {...: object},
    "version?": int,
    ...: object,
}
PLACES = {  # of the ids in the file
    "actor": "actors", "issue": "issues", "plan": "facts: plans", "attribute": "facts: attributes",
    "status": "facts: status",
}  # fmt: skip
POSITIONS = range(-2, 3)
USE = "use letters, digits and _, in quotes where YAML reads something else"


class Codebook(NamedTuple):
    """A codebook: the values of each variable, and what they mean.

    `choices` leads from a variable to its values and `meanings` from there to their meanings; `names` and `types` lead
    from an actor, `issues` from an issue to its proposition, `aliases` from an actor to its other names. `called` leads
    from an actor, and `mentions` from a condition, to the words by which a sentence of the brief names it. `facts` is
    the entry of that name, `refused` lists the combinations of values that are refused, and `levels` has the level of
    measurement of each variable that says one. `changes` are those of single codes, oldest first.
    """

    choices: dict[str, tuple[str, ...]]
    names: dict[str, str]
    types: dict[str, str]
    issues: dict[str, str]
    meanings: dict[str, dict[str, str]]
    facts: dict[str, Any]
    version: int
    aliases: dict[str, tuple[str, ...]]
    refused: tuple[constraints.Constraint, ...]
    called: dict[str, tuple[str, ...]]
    mentions: dict[str, tuple[str, ...]]
    levels: dict[str, str]
    changes: tuple[Change, ...]

    def actors_of_type(self, kind: str) -> list[str]:
        """Return the ids of the actors of a type, such as state or group."""
        return [actor for actor, type in self.types.items() if type == kind]

    def words(self, own: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        """Return the words for every id: an actor's name, the study's `own` words by variable, or the id in words."""
        ids = (id for choices in self.choices.values() for id in choices)
        chosen = {id: word for variable, words in own.items() if variable != "actor" for id, word in words.items()}
        return {id: english.label(id) for id in ids} | chosen | self.names


def from_bytes(content: bytes) -> Codebook:
    """Return the Codebook in the bytes of a codebook.yaml; raises as `from_yaml` does."""
    return from_yaml(rewriting.read_yaml(content))


def from_yaml(parsed: Mapping[str, Any]) -> Codebook:
    """Return the Codebook of a parsed codebook.yaml; raises ValueError if an entry has another shape or cannot be."""
    expect(parsed, SHAPE)
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
    _check_ids({PLACES[name]: choices[name] for name in PLACES})
    _check_conditions(variables.get("condition", {}).get("values", {}))
    names = {actor: str(entry["name"]) for actor, entry in actors.items()}
    mentions = variables.get("condition", {}).get("mentions", {})
    known = choices.get("condition", ())
    if unknown := [condition for condition in mentions if condition not in known]:
        fix = suggestion(str(unknown[0]), known, "use an id of its values")
        raise ValueError(f"'{unknown[0]}', under mentions, is no condition; {fix}")
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
        aliases.called_from_yaml(actors, names),
        {condition: tuple(words) for condition, words in mentions.items()},
        {name: str(entry["type"]) for name, entry in variables.items() if "type" in entry},
        changes.from_yaml(parsed.get("changes")),
    )


def _check_ids(ids: Mapping[str, tuple[Any, ...]]) -> None:
    """Raise WrongShape unless every id, given by its place, is a text of letters, digits and _."""
    faults = [
        Fault(place, f"{id!r} is no id", USE)
        for place, own in ids.items()
        for id in own
        if not isinstance(id, str) or not re.fullmatch(r"\w+", id)
    ]
    if faults:
        raise WrongShape(faults)


def _check_conditions(ids: Iterable[Any]) -> None:
    """Raise WrongShape unless the id of every condition is one word, as spaces stand between several in a cell."""
    wrong = [id for id in ids if not isinstance(id, str) or len(id.split()) != 1]
    if wrong:
        raise WrongShape([Fault("variables: condition: values", f"{id!r} is no id", USE) for id in wrong])


def actor_words(book: Codebook) -> dict[str, str]:
    """Return the id of each actor by every word that the codebook has for it."""
    others = (book.aliases, book.called)
    words = {word: id for each in others for id, words in each.items() for word in words}
    return words | {name: id for id, name in book.names.items()} | {id: id for id in book.names}


def value_words(book: Codebook, variable: str) -> dict[str, str]:
    """Return each value of a variable by its meaning, as far as that is a few words."""
    if variable == "actor":
        return actor_words(book)
    meanings = book.meanings.get(variable, {})
    return {meaning.rstrip("."): value for value, meaning in meanings.items() if len(meaning.split()) <= 4}


def hedge(condition: str) -> bool:
    """Return whether a condition is a hedge and not a term: its id begins with if_.

    >>> hedge("if_asked"), hedge("paid")
    (True, False)
    """
    return condition.startswith("if_")


def terms(condition: str) -> list[str]:
    """Return the terms among the conditions of a statement, without its hedges."""
    return [term for term in condition.split() if term != "none" and not hedge(term)]
