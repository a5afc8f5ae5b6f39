"""Names that look alike and differ: letters of another alphabet, accents in other bytes, capitals, spaces.

>>> for one, other, why in pairs(["Bo Lind", "B\\u043e Lind", "Eva Nord", "Eva nord", "Mor"]):
...     print(why)
U+006F LATIN SMALL LETTER O in the one, U+043E CYRILLIC SMALL LETTER O in the other
U+004E LATIN CAPITAL LETTER N in the one, U+006E LATIN SMALL LETTER N in the other
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations, zip_longest

from stancebook.texts.same_text import folded

# small letters of the Cyrillic and Greek alphabets that look like Latin ones, after capitals were made small
CYRILLIC = str.maketrans("аеорсухіјѕһԛԝԁӏївкмнтг", "aeopcyxijshqwdlïbkmhtr")
GREEK = str.maketrans("αβεζηικμνορτυχı", "abezhikmvoptuxi")


def skeleton(name: str) -> str:
    """A name as it looks: without capitals, spaces at its ends, and differences between alphabets and bytes."""
    plain = unicodedata.normalize("NFKC", folded(name).text).casefold().translate(CYRILLIC).translate(GREEK)
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def pairs(names: Iterable[str]) -> list[tuple[str, str, str]]:
    """Each two names that look alike and differ, sorted, with the first place at which they do, in words."""
    by_look = defaultdict(set)
    for name in names:
        by_look[skeleton(name)].add(name)
    found = [pair for alike in by_look.values() for pair in combinations(sorted(alike), 2)]
    return [(one, other, difference(one, other)) for one, other in sorted(found)]


def difference(one: str, other: str) -> str:
    """The first characters at which two names differ, with their code points."""
    first, second = next((a, b) for a, b in zip_longest(one, other, fillvalue="") if a != b)
    return f"{_character(first)} in the one, {_character(second)} in the other"


def _character(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'without a name')}" if sign else "nothing more"
