"""Texts and passages collected from several files: each text once, and the project that they make.

>>> found = Collected()
>>> [found.text(*each).id for each in (("toll", "Arland pays."), ("toll", "Arland pays."), ("toll", "Borduria pays."))]
['toll', 'toll', 'toll (2)']
>>> found.add(found.text("toll", "Arland pays."), (0, 6), "ada", ("actor:arland",))
>>> project = found.project("toll", coders=("ben",))
>>> project.codes[0].name, [each.id for each in project.coders], project.passages[0].id
('actor:arland', ['ada', 'ben'], 'ada/toll/1')
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from stancebook.exchange.foreign import Losses
from stancebook.exchange.project import Code, Coder, Passage, Project, Text


class Collected:
    """The texts, passages and losses so far."""

    def __init__(self) -> None:
        self.lost = Losses()
        self.passages: list[Passage] = []
        self._texts: dict[tuple[str, str], Text] = {}
        self._ids: set[str] = set()
        self._numbers: defaultdict[str, int] = defaultdict(lambda: 1)  # the last that a text of the name has

    def text(self, name: str, content: str, about: Mapping[str, str] | None = None) -> Text:
        """Return the text of this name and content, made if it is new; another of the name gets a number."""
        key = (name, content)
        if key not in self._texts:
            id = name
            while id in self._ids:
                self._numbers[name] += 1
                id = f"{name} ({self._numbers[name]})"
            self._ids.add(id)
            self._texts[key] = Text(id, name, content, "", about or {})
        return self._texts[key]

    def known(self, name: str, content: str) -> bool:
        """Whether a text is there already."""
        return (name, content) in self._texts

    def add(
        self, text: Text, span: tuple[int, int], coder: str, codes: tuple[str, ...], id: str = "", **more: Any
    ) -> None:
        """Add a passage; without an id of its own, it is numbered."""
        id = f"{coder}/{text.id}/{id or len(self.passages) + 1}"
        self.passages.append(Passage(id, text.id, *span, coder, codes, **more))

    def project(
        self, name: str, coders: Iterable[str] = (), codes: Mapping[str, Code] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> Project:  # fmt: skip
        """Return the project: `coders` are there without a passage too, `codes` and `names` tell more than ids do."""
        people = {*coders, *(each.coder for each in self.passages)}
        used = {code for each in self.passages for code in each.codes} | {*(codes or ())}
        found = tuple((codes or {}).get(each) or Code(each, each) for each in sorted(used))
        who = tuple(Coder(each, (names or {}).get(each, each)) for each in sorted(people))
        texts = tuple(self._texts.values())
        return Project(name, texts, found, who, tuple(self.passages), self.lost.sentences())
