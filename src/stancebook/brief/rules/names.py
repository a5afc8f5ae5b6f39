"""Whether the actors, people and outlets that a sentence names are those of its evidence.

>>> from stancebook.brief.rules.language import Language
>>> from types import SimpleNamespace as Made
>>> def remarks(words, source):
...     rows = [{"actor": "arland", "speaker": "Ann Bell", "quote": source}]
...     evidence = Made(statements=rows, facts=[], notes=[], contexts=(source,), passages=[], sources=[], tables={},
...         study=False)
...     language = Language({"arland": ("Arland",), "borduria": ("Borduria",)}, people=["Ann Bell", "Bo Lind"])
...     return [remark.message for remark in name(Case(Made(words=words), evidence, language))]
>>> remarks("Ann Bell of Arland wants a bridge to Ostrov.", "The minister wants a bridge to Ostrov.")
[]
>>> for message in remarks("Bo Lind of Borduria wants a bridge to Karsk.", "The minister wants a bridge."):
...     print(message)
names “Bo Lind”, who is no speaker or subject of its evidence and does not stand in it
names “Borduria”, which is no actor of its evidence and does not stand in it
names “Karsk”, which does not stand in its evidence
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stancebook.brief.rules import lexicon
from stancebook.brief.rules.case import Case, Remark
from stancebook.brief.rules.dates import find_dates
from stancebook.brief.rules.language import Name
from stancebook.brief.rules.numerals import find_numerals

WORD = re.compile(r"[^\W\d_]+(?:[.’'][^\W\d_]+)*\.?")
SAME = 5  # letters that a name and its adjective share: Borduria, Bordurian
VERB = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|may|might|can|cannot|could|must|does|did|said|[a-z]{3,}(?:s|ed))"
)
COMMON_ENDINGS = (
    "s",
    "ing",
    "ed",
    "ly",
    "ion",
    "ment",
    "ness",
    "ity",
    "ship",
    "ance",
    "ence",
    "ism",
    "body",
    "one",
    "thing",
)
FIX = "cite a row of it, or take the name out"


def name(case: Case) -> Iterator[Remark]:
    """Remark on names that are no actor, speaker, subject or outlet of the evidence and do not stand in it."""
    known = case.language.find(case.prose)
    for named in known:
        if named.kind == "actor" and not _has_actor(case, named.id):
            yield _remark(named.text, "which is no actor of its evidence and does not stand in it")
        elif named.kind == "person" and not _has_person(case, named):
            yield _remark(named.text, "who is no speaker or subject of its evidence and does not stand in it")
        elif named.kind == "outlet" and named.id not in case.background.casefold():
            yield _remark(named.text, "which is no outlet of its evidence and does not stand in it")
    for text in unknown_names(case, known):
        yield _remark(text, "which does not stand in its evidence")


def _remark(text: str, message: str) -> Remark:
    return Remark("name", f"names “{text}”, {message}", FIX)


def _has_actor(case: Case, actor: str) -> bool:
    """Whether an actor is one of the evidence, or a text of it has one of its names."""
    return actor in case.actors or any(found.id == actor for found in case.names)


def _has_person(case: Case, named: Name) -> bool:
    """Whether a person, by the last name, speaks or stands in the evidence."""
    return named.id in set(_words(case.background))


def unknown_names(case: Case, known: list[Name]) -> list[str]:
    """Return the words with a capital that are no name of the study and do not stand in the evidence.

    The first word of a sentence or cell has its capital from there, unless another word with a capital follows.
    """
    numbers = [numeral for numeral in find_numerals(case.prose) if numeral.kind != "name"]
    taken = [(found.start, found.end) for found in (*known, *find_dates(case.prose), *numbers)]
    tokens = list(WORD.finditer(case.prose))
    evidence = set(_words(case.background))
    unknown = []
    for place, token in enumerate(tokens):
        text = token[0].rstrip(".")
        free = not any(start < token.end() and token.start() < end for start, end in taken)
        if free and text[0].isupper() and not _is_start(case, tokens, place) and not _stands(text, case, evidence):
            unknown.append(text)
    return unknown


def _is_start(case: Case, tokens: list[re.Match[str]], place: int) -> bool:
    """Whether a word has its capital from beginning a sentence, a cell or a title, and is no name.

    It is one if a name follows it, or if it is the subject of a verb and no common word.
    """
    token, prose = tokens[place], case.prose
    before = prose[: token.start()].rstrip(" (*_")
    if before and before[-1] not in ".!?:|…•":
        return False
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is None or prose[token.end() : following.start()] != " ":
        return True
    is_name = following[0][0].isupper() or VERB.fullmatch(following[0].rstrip(".")) or token[0].endswith(("’s", "'s"))
    return not is_name or _is_common(_plain(token[0]), case)


def _is_common(word: str, case: Case) -> bool:
    """Whether a word that begins a sentence is no name: common, with a common ending, or of the study."""
    known = word in lexicon.words("openers") or word in lexicon.words("no_names") or word in case.language.vocabulary
    return known or word.endswith(COMMON_ENDINGS)


def _stands(text: str, case: Case, evidence: set[str]) -> bool:
    """Whether a name, its adjective or its abbreviation is a word of the evidence, or it is no name at all."""
    word = _plain(text)
    if word in lexicon.words("no_names") or word in evidence or len(word) == 1:
        return True
    if word[:SAME] in {other[:SAME] for other in evidence if len(other) >= SAME}:
        return True
    return word in _abbreviations(case.background)


def _abbreviations(text: str) -> set[str]:
    """The first letters of each run of words with capitals, without capitals themselves."""
    runs = re.findall(r"(?:\b[A-Z][^\W\d_]+\b(?:\s+(?:of|the|and)\s+|\s*)){2,}", text)
    return {"".join(word[0] for word in re.findall(r"[A-Z][^\W\d_]+", run)).casefold() for run in runs}


def _words(text: str) -> Iterator[str]:
    """The words of a text without capitals, full stops and the ending of a possessive."""
    return (_plain(token[0]) for token in WORD.finditer(text.replace("-", " ")))


def _plain(word: str) -> str:
    """A word without capitals, full stops and the ending of a possessive."""
    return re.sub(r"[’']s?$", "", word.casefold()).replace(".", "")
