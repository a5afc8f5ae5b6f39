"""Letters of a text that were damaged on the way: read in a wrong encoding, left as entities of HTML, or lost.

>>> [(each.found, each.meant, each.cause) for each in find("CafÃ© &amp; bar, donâ€™t")]
[('Ã©', 'é', 'UTF-8 read as cp1252'), ('&amp;', '&', 'HTML'), ('â€™', '’', 'UTF-8 read as cp1252')]
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

CODECS = ("cp1252", "latin-1", "cp1250", "cp1251", "mac_roman", "cp437")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
CONTROL = re.compile("[\x80-\x84\x86-\x9f]")  # U+0085 ends a line
SURE = re.compile("[\u00a1-\u00ff\u2010-\u2027\u2030-\u203a\u20ac\u2122]+")  # one of these is proof enough
LIKELY = re.compile(
    "[\u00a0-\u017f\u0218-\u021b\u02bc\u0370-\u03ff\u0401-\u0491\u1e00-\u1eff\u2010-\u203a\u20ac\u2122\ufeff]+"
)
LEAST = 3  # letters of other kinds that make a proof together
LOST = "\ufffd"


class Damage(NamedTuple):
    """Damaged letters: what stands there, what is meant (empty if it is lost), the cause, and how often."""

    found: str
    meant: str
    cause: str
    times: int

    @property
    def encoding(self) -> str:
        """The encoding in which the letters would be right, empty if no other one helps."""
        return {"UTF-8": "utf-8", "cp1252": "cp1252"}.get(self.cause.partition(" read as ")[0], "")

    def __str__(self) -> str:
        """The damage as part of a sentence."""
        often = f" ({self.times} times)" if self.times > 1 else ""
        if not self.meant:
            return f"U+FFFD where a letter was lost{often}"
        return f"“{shown(self.found)}” for “{shown(self.meant)}”{often}, {self.cause}"


def find(text: str) -> list[Damage]:
    """The damaged letters of a text, each kind once, in order of place."""
    if text.isascii() and "&" not in text:
        return []
    places = [(match.start(), match[0], html.unescape(match[0]), "HTML") for match in ENTITY.finditer(text)]
    places = [place for place in places if place[1] != place[2]] + _misread(text)
    places += [(match.start(), match[0], "", "") for match in re.finditer(LOST, text)]
    times = Counter(place[1:] for place in places)
    return [Damage(*what, times[what]) for what in dict.fromkeys(place[1:] for place in sorted(places))]


def shown(text: str) -> str:
    """A text with code points for the characters that are not seen.

    >>> shown("a\\u00a0b\\u0099")
    'a[U+00A0]b[U+0099]'
    """
    return "".join(sign if sign.isprintable() else f"[U+{ord(sign):04X}]" for sign in text)


def _misread(text: str) -> list[tuple[int, str, str, str]]:
    """The places of letters in UTF-8 that were read in another encoding: start, what stands there, meaning, cause."""
    found = max((_read_as(codec, text) for codec in CODECS), key=len)
    if found:
        return found
    windows = ((match.start(), match[0]) for match in CONTROL.finditer(text))
    known = ((start, sign, bytes([ord(sign)]).decode("cp1252", "ignore")) for start, sign in windows)
    return [(start, sign, meant, "cp1252 read as latin-1") for start, sign, meant in known if meant]


def _read_as(codec: str, text: str) -> list[tuple[int, str, str, str]]:
    """The places of letters in UTF-8 that were read in one encoding, none if they prove nothing."""
    pattern, table = _sequences(codec)
    found = [(match.start(), match[0], _meaning(match[0], table)) for match in pattern.finditer(text)]
    found = [each for each in found if LIKELY.fullmatch(each[2])]
    sure = codec in ("cp1252", "latin-1") and any(SURE.fullmatch(meant) for *_, meant in found)
    in_a_row = sum(start + len(letters) == after for (start, letters, _), (after, *_) in pairwise(found))
    triples = sum(len(letters) > 2 for _, letters, _ in found)
    proof = in_a_row + triples if codec == "cp1251" else len(found)  # Cyrillic words have such pairs, but not in a row
    if sure or (proof >= LEAST - 1 and len(found) >= LEAST):
        return [(start, letters, meant, f"UTF-8 read as {codec}") for start, letters, meant in found]
    return []


@cache
def _sequences(codec: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """The pattern of one letter in UTF-8 as an encoding shows it, and the byte of each of its characters."""
    table = {bytes([byte]).decode(codec, "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}

    def signs(low: int, high: int) -> str:
        return "[" + "".join(re.escape(sign) for sign, byte in table.items() if low <= byte <= high) + "]"

    rest = signs(0x80, 0xBF)
    return re.compile(f"{signs(0xC2, 0xDF)}{rest}|{signs(0xE0, 0xEF)}{rest}{rest}"), table


def _meaning(letters: str, table: dict[str, int]) -> str:
    """The letter in UTF-8, empty if the bytes are none."""
    return bytes(table[sign] for sign in letters).decode("utf-8", "ignore")


def listed(damages: Iterable[Damage], most: int = 3) -> str:
    """The first few damages, in words."""
    every = list(damages)
    more = f" and {len(every) - most} more kinds" if len(every) > most else ""
    return "; ".join(map(str, every[:most])) + more
