"""Entities of a DNA database, the values of its variables of short text, as codes with their attributes.

>>> book = CodeBook()
>>> book.add("organization", "epa", "EPA", "Type: agency"), book.add("organization", "epa", "EPA", "Notes: old")
('organization:epa', 'organization:epa')
>>> [(code.id, code.parent, code.definition) for code in book.codes]
[('organization', '', ''), ('organization:epa', 'organization', 'Type: agency')]
>>> book.differing
1
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from stancebook.exchange.dna.database import Database, whole, words
from stancebook.exchange.dna.schema import ALIAS, ATTRIBUTES, BETWEEN, OWN_ID
from stancebook.exchange.project import Code

ACTORS, TYPE = "organization", "Type"  # the variable whose entities are actors, and the attribute with their type
DEEPEST = 50  # levels of entities that stand above each other


class Entity(NamedTuple):
    """An entity with its variable, value and attributes, and the id of the entity above it, if there is one."""

    variable: int
    value: str
    above: int | None
    about: Mapping[str, str]

    @property
    def own_id(self) -> str:
        """Our id of the entity, as an export keeps it, or its value."""
        return self.about.get(OWN_ID) or self.value

    def definition(self, *without: str) -> str:
        """Return the attributes in words, without some; notes alone stand without their name."""
        named = {name: value for name, value in self.about.items() if name not in (OWN_ID, *without)}
        if [*named] == ["Notes"]:
            return named["Notes"]
        return "; ".join(f"{name}: {value}" for name, value in named.items())


class CodeBook:
    """Codes with ids of their own by variable and value; below each variable stand its values."""

    def __init__(self) -> None:
        """Begin without codes."""
        self.differing = 0  # definitions that were not taken, since the same value has another one
        self._codes: dict[tuple[str, str | None], Code] = {}
        self._ids: set[str] = set()

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes, those of a variable before those of its values."""
        return tuple(self._codes.values())

    def add(
        self, variable: str, value: str, name: str, definition: str = "", parent: str = "", type: str = "",
        others: tuple[str, ...] = (),
    ) -> str:  # fmt: skip
        """Return the id of the code of a value of a variable; it is made, or gets a definition, if it has none yet."""
        known = self._codes.get((variable, value))
        if known is None:
            self._make(variable, value, name, definition, parent or self._of_variable(variable), type, others)
        elif definition and not known.definition:
            self._codes[variable, value] = replace(
                known, definition=definition, type=known.type or type, others=known.others or others
            )
        else:
            self.differing += bool(definition) and definition != known.definition
        return self._codes[variable, value].id

    def _of_variable(self, variable: str) -> str:
        """Return the id of the code above all values of a variable."""
        if (variable, None) not in self._codes:
            self._make(variable, None, variable, "", "")
        return self._codes[variable, None].id

    def _make(
        self, variable: str, value: str | None, name: str, definition: str, parent: str, type: str = "",
        others: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        """Add a code whose id no other has."""
        id = variable if value is None else f"{variable}:{value}"
        while id in self._ids:
            id += "+"
        self._ids.add(id)
        self._codes[variable, value] = Code(id, name, variable, definition, parent, type, others)


def entities_of(database: Database, variables: Collection[int]) -> dict[int, Entity]:
    """Return the entities of a database of DNA 2 or 3 by their ids."""
    found = _of_dna_2(database) if is_old(database) else _of_dna_3(database)
    return {id: entity for id, entity in found if whole(id) is not None and entity.variable in variables}


def is_old(database: Database) -> bool:
    """Return whether a database is one of DNA 2, which has no entities, but their attributes."""
    return "ENTITIES" not in database.tables and "ATTRIBUTES" in database.tables


def _of_dna_3(database: Database) -> Iterator[tuple[int, Entity]]:
    """Yield the entities of DNA 3 by their ids, with the attributes that are not empty."""
    names = {id: words(name) or "" for id, name in database.rows("ATTRIBUTEVARIABLES", "ID", "AttributeVariable")}
    order = {id: number for number, id in enumerate(names)}
    rows = database.rows("ATTRIBUTEVALUES", "AttributeVariableId", "EntityId", "AttributeValue")
    about: dict[object, dict[str, str]] = defaultdict(dict)
    for attribute, entity, value in sorted((row for row in rows if row[0] in names), key=lambda row: order[row[0]]):
        if value:
            about[entity][names[attribute]] = words(value) or ""
    for id, variable, value, above in database.rows("ENTITIES", "ID", "VariableId", "Value", "ChildOf"):
        yield id, Entity(variable, words(value) or "", whole(above), about[id])


def _of_dna_2(database: Database) -> Iterator[tuple[int, Entity]]:
    """Yield the entities of DNA 2 by their ids; it names the one above by its value."""
    rows = database.rows("ATTRIBUTES", "ID", "VariableId", "Value", "ChildOf", *ATTRIBUTES)
    ids = {(variable, value): id for id, variable, value, *_ in rows}
    for id, variable, value, above, *about in rows:
        named = {name: words(cell) or "" for name, cell in zip(ATTRIBUTES, about, strict=True) if cell}
        yield id, Entity(variable, words(value) or "", whole(ids.get((variable, above))), named)


def code_all(entities: Mapping[int, Entity], variables: Mapping[int, str]) -> CodeBook:
    """Return codes of all entities that have a value, each below the one above it, or below its variable."""
    book = CodeBook()
    depths = {id: len(_above(id, entities)) for id in entities}
    for id in sorted(entities, key=lambda id: (depths[id], id)):
        entity, above = entities[id], _above(id, entities)
        variable = variables[entity.variable]
        if entity.value:
            parent = book.add(variable, entities[above[0]].own_id, "") if above else ""
            type = entity.about.get(TYPE, "") if variable == ACTORS else ""
            others = tuple(filter(None, entity.about.get(ALIAS, "").split(BETWEEN))) if variable == ACTORS else ()
            definition = entity.definition(*[TYPE] * bool(type), *[ALIAS] * bool(others))
            book.add(variable, entity.own_id, entity.value, definition, parent, type, others)
    return book


def _above(id: int, entities: Mapping[int, Entity]) -> list[int]:
    """Return the entities above an entity, the nearest first; none if they form a circle, or too many levels."""
    found: list[int] = []
    above = entities[id].above
    while above is not None and above in entities:
        same = entities[above].variable == entities[id].variable and entities[above].own_id != entities[id].own_id
        if len(found) == DEEPEST or not same or not entities[above].value:
            return []
        found.append(above)
        above = entities[above].above
    return found
