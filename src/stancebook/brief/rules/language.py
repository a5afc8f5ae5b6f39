"""What a study calls its actors, people, outlets and conditions, as patterns to find them in a sentence.

>>> language = Language(names={"arland": ("Arland", "Arlandic")}, people=["Ann Bell", "senior diplomat"],
...     outlets=["The Wire"], mentions={"paid": ("money", "pays")}, quotation_limit=40)
>>> [(name.id, name.kind) for name in language.find("Bell, the Arlandic minister, told The Wire.")]
[('bell', 'person'), ('arland', 'actor'), ('the wire', 'outlet')]
>>> language.conditions("only for Money"), language.conditions("for free")
({'paid'}, set())
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

from stancebook.brief.rules import lexicon
from stancebook.texts.spans import Span

if TYPE_CHECKING:
    from stancebook.core.tables import Rows
    from stancebook.study.codebook import Codebook


OF_STUDY = ("title", "question", "received", "absent", "method")


class Name(NamedTuple):
    """A name in a sentence: where it stands, an actor's id or the last word of a name, and its kind."""

    start: int
    end: int
    id: str
    kind: str
    text: str


class Language:
    """The names of a study by kind, the words of its conditions, the most words that a quotation may have.

    `about` are the texts in which the study speaks of itself, which a sentence about the study may rest on. The words
    without capitals in the texts of `vocabulary` are common words, which a sentence may begin with.
    `articles` are the ids of the texts.
    """

    def __init__(
        self,
        names: Mapping[str, Iterable[str]],
        people: Iterable[str] = (),
        outlets: Iterable[str] = (),
        mentions: Mapping[str, Sequence[str]] | None = None,
        quotation_limit: float = inf,
        about: Iterable[str] = (),
        vocabulary: Iterable[str] = (),
        articles: Iterable[str] = (),
    ) -> None:
        self.names = {id: tuple(_plain(name) for name in own) for id, own in names.items()}
        self.people = sorted({_plain(name) for name in people if is_person(_plain(name))})
        self.outlets = sorted({_plain(name) for name in outlets if _plain(name)})
        self.mentions = dict(mentions or {})
        self.quotation_limit = quotation_limit
        self.about = tuple(about)
        self.articles = frozenset(articles)
        self.vocabulary = frozenset(word for text in vocabulary for word in re.findall(r"\b[a-z]+\b", text))

    @cached_property
    def _known(self) -> dict[str, tuple[str, str]]:
        """The kind and id of every name, without capitals."""
        known = {name.casefold(): ("outlet", name.casefold()) for name in self.outlets}
        for name in self.people:
            known |= {form.casefold(): ("person", name.split()[-1].casefold()) for form in (name, name.split()[-1])}
        return known | {name.casefold(): ("actor", id) for id, own in self.names.items() for name in own}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        own = [name for names in self.names.values() for name in names]
        last = [name.split()[-1] for name in self.people]
        return as_written([*own, *self.people, *last, *self.outlets])

    def find(self, text: str) -> list[Name]:
        """Return the names in a text, in order; the longest where several begin."""
        found = []
        for match in self._pattern.finditer(text):
            kind, id = self._known[" ".join(match[0].split()).casefold()]
            found.append(Name(match.start(), match.end(), id, kind, match[0]))
        return found

    @cached_property
    def _conditions(self) -> dict[str, re.Pattern[str]]:
        return {id: as_written(words) for id, words in self.mentions.items() if words}

    def conditions(self, text: str) -> set[str]:
        """Return the conditions whose words stand in a text."""
        return {id for id in self._conditions if self.mentioning(id, text)}

    def mentioning(self, condition: str, text: str) -> list[Span]:
        """Return the places of a text where words mention a condition; none if it has no fixed words."""
        words = self._conditions.get(condition)
        return [Span(*match.span()) for match in words.finditer(text)] if words else []


def as_written(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for whole words or phrases; a word in lower case stands for any case.

    >>> as_written(["US", "some towns"]).findall("Some towns told US but not us.")
    ['Some towns', 'US']
    """
    texts = sorted({unicodedata.normalize("NFC", word) for word in words if word}, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_phrase, texts)) or '(?!)'})(?!\w)")


def _phrase(text: str) -> str:
    """Return the pattern of a phrase, with any space between its words."""
    words = [f"(?i:{re.escape(word)})" if word == word.lower() else re.escape(word) for word in text.split()]
    return r"\s+".join(words)


def _plain(name: str) -> str:
    """Return a name without what stands in brackets."""
    return " ".join(re.sub(r"\([^)]*\)", "", unicodedata.normalize("NFC", name)).split())


def is_person(name: str) -> bool:
    """Return whether a speaker is a person with a name and not a role: every word has a capital.

    >>> is_person("Ann Bell"), is_person("senior Western diplomat"), is_person("-")
    (True, False, False)
    """
    words = name.split()
    titled = any(word.casefold() in lexicon.words("no_names") for word in words)
    return bool(words) and not titled and all(word[:1].isupper() and not word.isupper() for word in words)


def language_of(
    codebook: Codebook, statements: Rows, facts: Rows, sources: Rows, settings: Mapping[str, Any]
) -> Language:
    """Return the Language of a study.

    An actor is known by its name, its aliases and what the codebook and study.yaml call it. A person is a speaker of a
    statement or of a fact whose name has capitals. Conditions without words in the codebook take those of study.yaml.
    """
    words = settings.get("words", {})
    own = {id: [name, *codebook.aliases.get(id, ()), *getattr(codebook, "called", {}).get(id, ())]
           for id, name in codebook.names.items()}  # fmt: skip
    speakers = [row["speaker"] for row in statements] + [row["said_by"] for row in facts]
    outlets = [outlet for row in sources for column in ("outlet", "cited_outlets") for outlet in
               re.split(r"[;,|]", row.get(column) or "")]  # fmt: skip
    proper = [name for name in outlets if name.strip()[:1].isupper()]
    mentions = {id: (text,) for id, text in words.get("condition", {}).items()} | getattr(codebook, "mentions", {})
    known = {name for names in own.values() for name in names}
    people = [name for name in speakers if name not in known]
    about = [str(settings.get(name) or "") for name in OF_STUDY]
    texts = [*about, *codebook.issues.values(), *(row["quote"] for row in [*statements, *facts])]
    texts += [word for own_words in words.values() for word in own_words.values()]
    limit, articles = settings.get("quotation_limit", inf), [row["article"] for row in sources]
    return Language(own, people, proper, mentions, limit, filter(None, about), texts, articles)
