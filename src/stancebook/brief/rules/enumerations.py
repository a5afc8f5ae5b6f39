"""Whether a number in a sentence counts what the sentence itself lists.

>>> from stancebook.brief.rules.numerals import find_numerals
>>> def counts(words):
...     return listed_after(words, find_numerals(words)[0]), listed_before(words, find_numerals(words)[0])
>>> counts("Three states, Arland, Borduria and Cadonia, agree."), counts("Arland and Borduria, the two allies, agree.")
((3, 0), (0, 2))
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stancebook.brief.rules import lexicon

if TYPE_CHECKING:
    from stancebook.brief.rules.case import Case
    from stancebook.brief.rules.numerals import Numeral

ITEM = r"[^,;:|().–—]+?"
NO_ITEM = r"(?!\s*(?:which|who|that|while|but|and|or|as|in|of|said|says|according)\b)"
AFTER = re.compile(
    rf"\s*(?:[\w’'-]+\s+){{0,5}}?[\w’'-]*\s*(?:[,:(]|\s[–—-]){NO_ITEM}\s*"
    rf"(?P<list>{ITEM}(?:, {ITEM})*?,? (?:and|or|as well as) (?!then\b){ITEM})(?=[,;:|().–—]|\Z)"
)
BY_SEMICOLON = re.compile(r"[^,;:|.]*:\s*(?P<list>[^:|]*;[^:|]*)")
BEFORE = re.compile(
    rf"(?:^|[,;:|(]\s*|\s)(?P<list>[^,;:|().–—]+(?:, {ITEM})*,? and {ITEM})"
    r"(?:(?:,| [–—-])\s*(?:all |both )?(?:the|these|those|its|their|our) | (?:are|were|remain) (?:the )?)"
    r"(?:only |other |same )?$"
)


def counts_what_is_listed(case: Case, numeral: Numeral) -> bool:
    """Return whether a whole number counts the things that the sentence lists right after or before it.

    Where it lists none there, a number of states, leaders and the like may count the actors that the sentence names.
    """
    if numeral.kind or numeral.time or not numeral.value.is_integer():
        return False
    listed = [number for number in (listed_after(case.words, numeral), listed_before(case.words, numeral)) if number]
    if listed:
        return int(numeral.value) in listed
    noun = re.match(r"\s+(?:[\w-]+\s+)?([\w’-]+)", case.words[numeral.end :])
    counted = noun is not None and lexicon.listed("counted").search(noun[0])
    actors = {name.id for name in case.language.find(case.words) if name.kind == "actor"}
    return bool(counted) and 1 < len(actors) == numeral.value


def listed_after(words: str, numeral: Numeral) -> int:
    """Return the number of things listed right after a number and its noun; 0 if nothing is listed there."""
    rest = words[numeral.end :]
    if match := BY_SEMICOLON.match(rest):
        return match["list"].count(";") + 1
    match = AFTER.match(rest)
    return _items(match["list"]) if match else 0


def listed_before(words: str, numeral: Numeral) -> int:
    """Return the number of things listed right before a number; 0 if nothing is listed there."""
    match = BEFORE.search(words[: numeral.start])
    return _items(match["list"]) if match else 0


def _items(text: str) -> int:
    """Return the number of things in an enumeration."""
    return len([part for part in re.split(r",? and |,? or |,? as well as |, ", text) if part.strip()])
