"""The entities that DNA shows for the values of short texts: those of the codebook, and others that statements have.

>>> actor = Code("actor:arland", "arland", "actor", "Duchy of Arland")
>>> found = Entities([actor, Code("issue:toll", "toll", "issue", "A toll.")], [])
>>> [(each.label, dict(each.about)) for each in found.of(Variable("DNA Statement", "organization", "short text"))]
[('', {}), ('Duchy of Arland', {'Stancebook id': 'arland'})]
>>> [(each.label, dict(each.about)) for each in found.of(Variable("DNA Statement", "concept", "short text"))]
[('', {}), ('toll', {'Notes': 'A toll.'})]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from stancebook.exchange.dna.schema import ALIAS, ATTRIBUTES, BETWEEN, LONGEST, OWN_ID, storable
from stancebook.exchange.dna.statements import NAMES, Statement, Variable
from stancebook.exchange.project import Code


class EntityOut(NamedTuple):
    """An entity to be written: its value in the project, what DNA shows, the value above it or "", its attributes."""

    value: str
    label: str
    above: str
    about: Mapping[str, str]


class Entities:
    """The entities of each variable, out of the codes of a project and the values of its statements."""

    def __init__(self, codes: Collection[Code], statements: Iterable[Statement]) -> None:
        """Sort the codes by the names of DNA's variables."""
        self.codes = {code.id: code for code in codes}
        self.by_variable: dict[str, dict[str, Code]] = defaultdict(dict)
        for code in codes:
            if code.id != code.kind:
                self.by_variable[NAMES.get(code.kind, code.kind) or "code"][value_of(code)] = code
        self.used: dict[tuple[str, str], set[str]] = defaultdict(set)
        for each in statements:
            for name, value in each.values.items():
                self.used[each.type, name].add(value)
        self.made: dict[tuple[str, str], list[EntityOut]] = {}

    def of(self, variable: Variable) -> list[EntityOut]:
        """Return the entities of a variable, first the empty one, then those of the codebook, then others."""
        key = (variable.type, variable.name)
        if key not in self.made:
            self.made[key] = list(self._entities(*key))
        return self.made[key]

    def _entities(self, type: str, name: str) -> Iterator[EntityOut]:
        """Yield the entities of a variable of a type; codes that are no values are there only where they are used."""
        codes, used = self.by_variable.get(name, {}), self.used.get((type, name), set())
        values = [value for value in codes if value in used or name != "code"]
        values += sorted(used - codes.keys())
        yield EntityOut("", "", "", {})
        for value, label in labels([each for each in values if each], {id: shown(code) for id, code in codes.items()}):
            code = codes.get(value)
            above = self.codes.get(code.parent) if code else None
            same = above is not None and code is not None and above.kind == code.kind and above.id != code.kind
            notes = code.definition if code and code.definition != label else ""
            about = {
                "Type": code.type if code else "",
                ALIAS: BETWEEN.join(code.others) if code else "",
                "Notes": notes,
                OWN_ID: value if label != value and len(value) <= LONGEST else "",
            }
            known = {key: cell for key, cell in about.items() if cell}
            yield EntityOut(value, label, value_of(above) if same and above else "", known)

    def attributes(self, variable: Variable) -> Sequence[str]:
        """Return the attributes of a variable: DNA's, and our id, if there is an entity that shows something else."""
        own = any(OWN_ID in entity.about for entity in self.of(variable))
        return (*ATTRIBUTES, OWN_ID) if own else ATTRIBUTES

    def unused(self, variables: Collection[Variable]) -> int:
        """Return how many codes no variable has, and no statement; those above others do not count."""
        above = {code.parent for code in self.codes.values()}
        names = {each.name for each in variables if each.name != "code"}
        coded = {value for (_, name), values in self.used.items() if name == "code" for value in values}
        return sum(
            code.id not in above and value not in coded
            for name, codes in self.by_variable.items() if name not in names
            for value, code in codes.items()
        )  # fmt: skip


def value_of(code: Code) -> str:
    """Return the value that a code stands for: its id without the name of its variable."""
    return code.id.removeprefix(f"{code.kind}:")


def shown(code: Code) -> str:
    """Return what DNA shows for a code: an actor's definition, which is the name in full, else the code's name."""
    return code.definition if code.kind == "actor" and code.definition else code.name


def labels(ids: Sequence[str], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each id with the name that DNA shows for it: of the length that it takes, and of this id alone.

    >>> list(labels(["a", "b", "c"], {"a": "Arland", "b": "Arland"}))
    [('a', 'Arland'), ('b', 'Arland (2)'), ('c', 'c')]
    """
    taken = {""}
    for id in ids:
        name, number = storable(names.get(id) or id), 1
        label = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
        while label in taken:
            number += 1
            tail = f" ({number})"
            label = f"{name[: LONGEST - len(tail)]}{tail}"
        taken.add(label)
        yield id, label
