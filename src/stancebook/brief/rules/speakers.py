"""Whether words or wishes are put into a mouth from which no cited row has them.

>>> from stancebook.brief.rules.language import Language
>>> from types import SimpleNamespace as Made
>>> def remarks(words, via, by="-"):
...     rows = [{"actor": "arland", "speaker": by, "via": via, "quote": "A toll is wanted"}]
...     evidence = Made(statements=rows, facts=[], notes=[], contexts=(), passages=rows, sources=[], tables={},
...         study=False)
...     case = Case(Made(words=words), evidence, Language({"arland": ("Arland",)}))
...     return [remark.rule for remark in speaker(case)]
>>> remarks("Arland wants a toll.", "article"), remarks("Arland wants a toll.", "self")
(['speaker'], [])
>>> remarks("Arland is said to want a toll.", "other"), remarks("Its officials say so of Arland.", "other", "officials")
([], [])
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from stancebook.brief.rules import lexicon
from stancebook.brief.rules.case import Case, Remark, composed

if TYPE_CHECKING:
    from stancebook.brief.rules.language import Name
    from stancebook.core.tables import Row, Rows

ADJECTIVE = re.compile(r"^(?!which$)\w{3,}(?:an|ish|ese|ch|ic)$")
NEGATED = re.compile(r"(?:not|never|n’t|n't|without|nobody|no one)\s+(?:yet\s+|ever\s+|itself\s+)?$")
PASSIVE = re.compile(r"(?:\b(?:is|are|was|were|be|been|being)\s+(?:so\s|often\s|also\s)?|\bso\s+|[-–])\s*$")
TELLING = r"(?:texts?|articles?|reports?|accounts?|writers?|authors?|papers?|newspapers?|outlets?|headlines?)"
BY_TEXT = re.compile(rf"\b{TELLING}\s+(?:\w+ly\s+|also\s+|itself\s+|alone\s+|of\s+\w+\s+)?$", re.IGNORECASE)
IMPERSONAL = re.compile(r"\b(?:one|we|you|i|readers?)\s+(?:may|can|might|could|would|should)?\s*$", re.IGNORECASE)
INVERTED = re.compile(rf"\s+(?:the|one|a|that|its)\s+(?:\w+\s+)?{TELLING}\b", re.IGNORECASE)
MOODS = tuple(re.compile(rf"(?i)\b{mood}") for mood in ("hop(?:e|ing)", "fear", "worr(?:y|ie)"))
NO_SPEECH = re.compile(r"\s*(?:off|by|for by|upon by)\b|-")


def speaker(case: Case) -> Iterator[Remark]:
    """Remark on verbs of speech or wishing whose subject is not the source of the rows that are cited for it."""
    for start, verb in speech_verbs(case) if case.by_others else ():
        if lexicon.listed("attributions").search(_clause(case, start)) or _is_mood(case, verb):
            continue
        name = _subject(case, start)
        rows = _rows_of(case, name)
        if not any(case.by_actor(row) for row in rows) and not _tells_itself(case, start, rows, name):
            told = "the text’s own account" if all(_by_text(row) for row in rows) else "the account of others"
            yield Remark(
                "speaker",
                f"puts “{verb}” into a mouth, but what it cites is {told}",
                "say who tells it: according to …, is said to …, the writer infers …",
            )
            return


def _is_mood(case: Case, verb: str) -> bool:
    """Whether a verb only tells the mood that the source tells, too, such as hope."""
    return any(mood.match(verb) and any(mood.search(text) for text in case.texts) for mood in MOODS)


def speech_verbs(case: Case) -> list[tuple[int, str]]:
    """Return the place and words of each verb of speech outside quotations."""
    plain = list(lexicon.listed("speech", "plain").finditer(case.prose))
    ambiguous = [match for match in lexicon.listed("speech", "ambiguous").finditer(case.prose) if _is_verb(case, match)]
    matches = [match for match in [*plain, *ambiguous] if not _is_otherwise(case.prose, match)]
    return sorted((match.start(), match[0]) for match in matches)


def _is_verb(case: Case, match: re.Match[str]) -> bool:
    """Whether a word that may be a noun is a verb: no article, number, possessive or adjective stands before it."""
    before = re.findall(r"[\w’'-]+", case.prose[: match.start()].casefold())[-1:] or ["the"]
    return not (
        before[0] in lexicon.words("before_nouns")
        or before[0].endswith(("’s", "'s", "s’"))
        or ADJECTIVE.search(before[0])
    )


def _is_otherwise(prose: str, match: re.Match[str]) -> bool:
    """Whether a verb is negated or passive, or has another sense, as in called off."""
    before, after = prose[: match.start()], prose[match.end() :]
    by_text = BY_TEXT.search(before) or INVERTED.match(after)
    by_text = by_text or IMPERSONAL.search(before)
    return bool(by_text or NEGATED.search(before) or PASSIVE.search(before) or NO_SPEECH.match(after))


def _subject(case: Case, start: int) -> Name | None:
    """Return the last actor or person named before a verb, else the first one after it; None if there is none."""
    names = [name for name in case.language.find(case.prose) if name.kind != "outlet"]
    clause = max(case.prose.rfind(mark, 0, start) for mark in (";", "|", ". ", ": "))
    before = [name for name in names if clause < name.end <= start]
    after = [name for name in names if name.start > start]
    return before[-1] if before else next(iter(after), None)


def _rows_of(case: Case, name: Name | None) -> Rows:
    """Return the cited rows of an actor or person; all of them if none is of it."""
    rows = [*case.evidence.statements, *case.evidence.facts]
    own = [row for row in rows if name is not None and _is_of(row, name)]
    return own or rows


def _is_of(row: Row, name: Name) -> bool:
    """Whether a row's actor, subject or speaker has this name."""
    actor = row.get("actor") or row.get("subject") or ""
    speaker = composed(str(row.get("speaker") or row.get("said_by") or "")).casefold().split()
    return name.id in str(actor).casefold().split() or name.id in speaker


def _by_text(row: Row) -> bool:
    """Whether a row is what the text says without a source."""
    return row.get("via") == "article" or row.get("said_by") in ("article", "-", "")


def _tells_itself(case: Case, start: int, rows: Rows, name: Name | None) -> bool:
    """Whether the subject of a verb is the one who tells it of others: the row's speaker, or officials and the like."""
    told = [str(row.get("speaker") or row.get("said_by") or "") for row in rows if not _by_text(row)]
    speakers = [composed(speaker).casefold() for speaker in told]
    if name is not None and name.kind == "person" and any(name.id in speaker for speaker in speakers):
        return True
    tellers = lexicon.listed("tellers")
    told_by = {_root(word) for speaker in speakers for word in tellers.findall(speaker)}
    return any(_root(word) in told_by for word in tellers.findall(_clause(case, start)))


def _clause(case: Case, start: int) -> str:
    """The part of the sentence around a verb, between semicolons or the bars of a table."""
    begin = 1 + max(case.prose.rfind(mark, 0, start) for mark in (";", "|"))
    return re.split(r"[;|]", case.prose[begin:])[0]


def _root(word: str) -> str:
    """A word without the ending of a plural."""
    return word.casefold().rstrip("s")
