"""The ids that words of another program have in a codebook, and the codes that it gets for those it does not know.

>>> from itertools import islice
>>> [next(ids_from(words)) for words in ("Carbon tax (2026)", "Böll", "!")], [*islice(ids_from("Toll", True), 3)]
(['carbon_tax_2026', 'boll', 'code'], ['Toll', 'toll', 'toll_2'])
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, count

from stancebook.core.english import one_of
from stancebook.core.problems import UserError, one_line
from stancebook.exchange import project
from stancebook.exchange.from_study import SPEAKER
from stancebook.exchange.incoming.mapping import Columns, Word
from stancebook.study.aliases import normalise_name
from stancebook.study.codebook import Codebook, actor_words, value_words
from stancebook.study.quotes import shortened
from stancebook.study.revision import edits
from stancebook.study.revision.changes import KINDS, current
from stancebook.study.revision.edits import Code, Reason

OfKind = tuple[str, project.Code, set[str]]  # a kind, a code of it, and its ids
LONGEST = 36  # signs of an id made from words; an id has at most 40


def ids_from(words: str, are_ids: bool = False) -> Iterator[str]:
    """Yield the ids that words may have, the best first; with `are_ids`, the words themselves if they may be one."""
    latin = unicodedata.normalize("NFKD", words)
    plain = "".join(sign for sign in latin if not unicodedata.combining(sign))
    whole = re.sub(r"[\W_]+", "_", plain.casefold()).strip("_") or "code"
    first = whole if len(whole) <= LONGEST else whole[:LONGEST].rpartition("_")[0] or whole[:LONGEST]
    if are_ids and re.fullmatch(r"\w{1,40}", words):
        yield words
    yield from chain([first], (f"{first}_{number}" for number in count(2)))


class Codes:
    """A codebook, and the codes that it lacks: `new` leads from a kind to them by id.

    In a project that `is_ours`, names of codes are ids, and an actor's definition is its name. `conditions` are those
    of the project by id. `differing` has a sentence for each code that means something else in the project.
    """

    def __init__(self, book: Codebook, is_ours: bool, type: str, conditions: Mapping[str, Word]) -> None:
        self.book, self.type, self.is_ours, self.conditions = book, type, is_ours, conditions
        self.untyped: set[str] = set()  # new actors of which the project tells no type
        self.differing: dict[str, None] = {}
        self.new: dict[str, dict[str, Code]] = {kind: {} for kind in KINDS}
        self._ids = {"actor": _normalised(actor_words(book))}
        self._meanings = {"issue": book.issues, "condition": book.meanings.get("condition", {})}
        for kind, meanings in self._meanings.items():
            self._ids[kind] = _normalised(
                {meaning: id for id, meaning in meanings.items()} | {id: id for id in meanings}
            )
        self._values = {name: _values(book, name) for name in ("position", "via", "voice", "confidence")}
        self._old = {kind: {id for each in book.changes if each.kind == kind for id in each.old} for kind in KINDS}

    def cell(self, column: str, words: Collection[Word], by_format: Mapping[str, str]) -> str:
        """Return the cell of a column for words: ids of the codebook, also new ones, or values.

        `by_format` leads from words of a format to values of the column.
        """
        if column in KINDS:
            return " ".join(sorted({id for word in words for id in self.members(column, word)}))
        [word] = words
        text = " ".join(by_format.get(word.text.casefold(), word.text).split())
        return text if column == SPEAKER else self._values[column].get(text.casefold().replace("−", "-"), text)

    def members(self, kind: str, word: Word) -> list[str]:
        """Return the id of a word; of each condition in a cell of several that are all known, here or there."""
        parts = word.text.split()
        known = {*self.book.choices["condition"], *self.conditions}
        if kind == "condition" and len(parts) > 1 and known >= {*parts}:
            return [self.id_of(kind, self.conditions.get(part, Word(part))) for part in parts]
        return [self.id_of(kind, word)]

    def of_kinds(self, of: project.Project, columns: Columns) -> list[OfKind]:
        """Return the codes of a project that are actors, issues or conditions; no group that no passage has."""
        used = {id for passage in of.passages for id in passage.codes}
        groups = {code.parent for code in of.codes} - used
        of_kind = [(columns.of_code[code.id], code) for code in of.codes if code.id not in groups]
        return [(kind, code, {*self.members(kind, columns.words[code.id])}) for kind, code in of_kind if kind in KINDS]

    def check_given(self, said: str, column: str, words: Collection[str], by_format: Mapping[str, str]) -> None:
        """Raise UserError if a column that a user gave has words, but none of the values that the codebook allows."""
        allowed = self.book.choices.get(column, ())
        cells = {self.cell(column, [Word(word)], by_format) for word in words} if column in self._values else set()
        if allowed and cells and cells.isdisjoint(allowed):
            fix = f"the codebook allows {one_of(allowed)}"
            shown = one_of([one_line(word, 40) for word in sorted(words)[:3]])
            raise UserError(f"{one_line(said)}: no {column} is called {shown}; {fix}")

    def id_of(self, kind: str, word: Word) -> str:
        """Return the id of a word of a kind: that of the codebook, else that of a new code."""
        text = " ".join(word.text.split())
        definition = " ".join(word.definition.split())
        if (today := current(kind, text, self.book.changes)) in self.book.choices[kind]:
            self._compare(kind, today, definition)
            return today
        if known := self._ids[kind].get(normalise_name(text)):
            return known
        named = " ".join(word.name.split())
        meaning = (
            named if kind == "actor" and named else (definition if kind != "actor" or self.is_ours else "") or text
        )
        meanings = self._meanings.get(kind, {})
        taken = {*self.book.choices[kind], *self.new[kind], *self._old[kind]}
        for id in ids_from(text, self.is_ours or bool(named)):
            if id not in taken:
                self.new[kind][id] = Code(id, meaning, self._type(id, word) if kind == "actor" else "")
            if id not in taken or meanings.get(id) == meaning:
                self._ids[kind][normalise_name(text)] = id
                return id
        raise AssertionError("there is always another number")

    def _type(self, id: str, word: Word) -> str:
        """Return the type of a new actor: that of the project, as an id, else the one of all."""
        if word.type.strip():
            return next(ids_from(" ".join(word.type.split()), True))
        self.untyped.add(id)
        return self.type

    def _compare(self, kind: str, id: str, definition: str) -> None:
        """Remember a code whose meaning in the project is another one than in the codebook."""
        own = (self.book.names if kind == "actor" else self._meanings[kind])[id]
        compared = definition and (kind != "actor" or self.is_ours)
        if compared and normalise_name(definition) != normalise_name(own):
            self.differing[f"{kind} {id}, which means “{shortened(own)}” here and “{shortened(definition)}” there"] = (
                None
            )

    def codebook(self, text: str, wanted: Mapping[str, Collection[str]], reason: Reason) -> str:
        """Return the text of codebook.yaml with the new codes whose ids are wanted, given by kind; raises UserError."""
        for kind, new in self.new.items():
            codes = [code for id, code in new.items() if id in wanted.get(kind, ())]
            text = edits.add_all(text, kind, codes, reason) if codes else text
        return text


def _normalised(words: Mapping[str, str]) -> dict[str, str]:
    """Return ids by words in which capitals and spaces make no difference."""
    return {normalise_name(word): id for word, id in words.items()}


def _values(book: Codebook, variable: str) -> dict[str, str]:
    """Return the values of a variable by value and by meaning, in small letters; a number may have a plus sign."""
    choices = book.choices.get(variable, ())
    words = {word.casefold(): value for word, value in value_words(book, variable).items()}
    signed = {f"{sign}{value}{end}": value for value in choices for sign in ("", "+") for end in ("", ".0")}
    return words | signed | {value.casefold(): value for value in choices}
