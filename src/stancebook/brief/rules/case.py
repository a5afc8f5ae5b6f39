"""A sentence with its evidence, as the rules look at it, and what they remark on.

>>> from types import SimpleNamespace as Made
>>> sentence = Made(words="Arland sends “many” men.", counts=())
>>> evidence = Made(contexts=("Arland sends many men.",), passages=[{"quote": "many men"}], sources=[], study=False)
>>> case = Case(sentence, evidence, language=None)
>>> case.prose, case.texts
('Arland sends        men.', ['Arland sends many men.'])
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from stancebook.brief.rules import lexicon
from stancebook.brief.rules.comparison import Quotation, find_quotations, fold

if TYPE_CHECKING:
    from stancebook.brief.citations import Evidence
    from stancebook.brief.rules.language import Language, Name
    from stancebook.brief.text import Sentence
    from stancebook.core.tables import Row, Rows

GAP = 2  # characters between two sentences, such as the ends of lines
OF_FACTS = ("value", "subject", "said_by", "unit")
OF_SOURCES = ("outlet", "headline", "byline", "cited_outlets")


class Remark(NamedTuple):
    """What a rule has to say about a sentence: the rule, the fault (after the quoted sentence), and the fix."""

    rule: str
    message: str
    fix: str


class Case:
    """A sentence, its evidence and the language of the study, with what several rules need."""

    def __init__(self, sentence: Sentence, evidence: Evidence, language: Language) -> None:
        self.sentence, self.evidence, self.language = sentence, evidence, language
        self.words = composed(sentence.words)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """The quotations of the sentence that have a word; a quoted sign says nothing."""
        return [quoted for quoted in find_quotations(self.words) if re.search(r"\w", quoted.text) or not quoted.closed]

    @cached_property
    def prose(self) -> str:
        """The sentence with spaces for its quotations, so that places stay the same."""
        text = self.words
        for quotation in self.quotations:
            text = text[: quotation.start] + " " * (quotation.end - quotation.start) + text[quotation.end :]
        return text

    @cached_property
    def texts(self) -> list[str]:
        """The source sentences of the passages, each passage that stands in none of them, and the study's own words."""
        own = self.language.about if self.evidence.study else ()
        contexts = [composed(text) for text in (*self.evidence.contexts, *own) if text]
        quotes = [composed(row["quote"]) for row in self.evidence.passages]
        return [*contexts, *(quote for quote in quotes if not any(quote in context for context in contexts))]

    @cached_property
    def folded(self) -> list[str]:
        """The texts as quotations are compared with them, with the headlines of their sources."""
        headlines = [row["headline"] for row in self.evidence.sources if row.get("headline")]
        return [fold(text) for text in [*self.texts, *headlines, *self._joined()]]

    def _joined(self) -> list[str]:
        """Each two source sentences of passages that follow each other in their text."""
        places = set()
        for row in self.evidence.passages:
            for text in self.evidence.contexts:
                if row["quote"] in text:
                    start = int(row["start"]) - text.index(row["quote"])
                    places.add((row["article"], start, start + len(text), text))
        pairs = ((one, other) for one, other in pairwise(sorted(places)) if one[0] == other[0])
        return [f"{one[3]} {other[3]}" for one, other in pairs if 0 <= other[1] - one[2] <= GAP]

    @cached_property
    def cells(self) -> list[str]:
        """Every cell of the cited tables that is not empty, as text."""
        rows = (row for table in self.evidence.tables.values() for row in table)
        return [composed(str(cell)) for row in rows for cell in row.values() if cell not in ("", None)]

    @cached_property
    def remarks(self) -> list[str]:
        """What coders wrote beside the passages: values of facts and the comments of source notes."""
        facts = [row.get("value") or "" for row in self.evidence.facts]
        return [composed(text) for text in [*facts, *(row.get("note") or "" for row in self.evidence.notes)] if text]

    @cached_property
    def background(self) -> str:
        """All text that the evidence holds, in which a name may stand."""
        facts = [str(row.get(name) or "") for row in self.evidence.facts for name in OF_FACTS]
        sources = [str(row.get(name) or "") for row in self.evidence.sources for name in OF_SOURCES]
        speakers = [row["speaker"] for row in self.evidence.statements]
        return composed("\n".join([*self.texts, *self.remarks, *facts, *sources, *speakers, *self.cells]))

    @cached_property
    def names(self) -> list[Name]:
        """The names of the study in that text."""
        return self.language.find(self.background)

    @cached_property
    def actors(self) -> set[str]:
        """The ids of the actors of the cited rows, and the actors that the tables name by their ids."""
        facts = {word for row in self.evidence.facts for word in re.findall(r"\w+", str(row.get("subject") or ""))}
        rows = (row for table in self.evidence.tables.values() for row in table)
        listed = {str(row[name]) for row in rows for name in ("actor", "actor_a", "actor_b") if name in row}
        return {row["actor"] for row in self.evidence.statements} | facts | listed

    @cached_property
    def by_others(self) -> Rows:
        """The cited statements and facts that their actors did not say themselves."""
        return [row for row in [*self.evidence.statements, *self.evidence.facts] if not self.by_actor(row)]

    def by_actor(self, row: Row) -> bool:
        """Whether the source of a statement or fact is its actor, or a person or institution with a name."""
        if "via" in row:
            return row["via"] == "self"
        said_by = str(row.get("said_by") or "").strip("- ")
        if not said_by or said_by == "article":
            return False
        speakers = {name.id for name in self.language.find(said_by) if name.kind == "actor"}
        return not lexicon.listed("tellers").search(said_by) or bool(speakers & set(str(row["subject"]).split()))

    def contexts_of(self, row: Row) -> list[str]:
        """The texts in which a statement or fact stands."""
        return [text for text in self.texts if composed(row["quote"]) in text]


def composed(text: str) -> str:
    """A text with each accent and its letter as one character, so that both ways to write it are equal.

    >>> composed("No\u0308rd") == "Nörd"
    True
    """
    return unicodedata.normalize("NFC", text)


def clause(text: str, start: int) -> str:
    """The words from a place to the next punctuation or bar.

    >>> clause("We go, if asked; but never alone.", 7)
    'if asked'
    """
    return re.split(r"[,;:|]|[.!?](?:\s|$)| [–—-] ", text[start:], maxsplit=1)[0]


def shortened(text: str, most: int = 140) -> str:
    """A sentence for a message, cut at a word if it is long, or within one where there is no space.

    >>> shortened("Arland sends men and money.", 15), shortened("Arland" * 9, 15)
    ('Arland sends …', 'ArlandArlandAr…')
    """
    if len(text) <= most:
        return text
    space = text.rfind(" ", 0, most)
    return f"{text[:space]} …" if space > 0 else f"{text[: most - 1]}…"
