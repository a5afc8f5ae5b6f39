"""Numbers in a text, in digits or words, with what they count as far as it matters.

>>> [(numeral.text, numeral.value, numeral.kind) for numeral in find_numerals("€30bn, two hundred men and 2 per cent")]
[('€30bn', 30000000000.0, 'EUR'), ('two hundred', 200.0, ''), ('2 per cent', 2.0, 'percent')]
>>> three, = find_numerals("within three weeks")
>>> three.fits(find_numerals("for 3 weeks")[0]), three.fits(find_numerals("for 3 years")[0])
(True, False)
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from stancebook.brief.rules.lexicon import lexicon

ROUNDING = 1e-4


class Numeral(NamedTuple):
    """A number in a text: its place, words, value (or the least and the most), kind and unit of time.

    The kind is empty, percent, a currency, fraction, multiple, ordinal, vague, or name for a number within a name.
    """

    start: int
    end: int
    text: str
    value: float
    kind: str = ""
    time: str = ""
    most: float | None = None

    def fits(self, other: Numeral) -> bool:
        """Whether another text's number is this one."""
        if "name" in (self.kind, other.kind):
            return self.text.casefold() == other.text.casefold()
        if other.kind == "vague":
            return self.text.casefold() == other.text.casefold()
        if self.kind == "vague":
            return self.value <= other.value <= (self.most or self.value)
        if not _close(self.value, other.value):
            return False
        if self.time and other.time and self.time != other.time:
            return False
        if self.kind == other.kind or {self.kind, other.kind} in ({"", "multiple"}, {"", "ordinal"}):
            return True
        return not self.kind and other.kind not in ("percent", "fraction")


def _close(one: float, other: float) -> bool:
    """Whether two values are the same, but for the rounding of fractions."""
    whole = one.is_integer() and other.is_integer()
    return one == other if whole else abs(one - other) <= ROUNDING * max(1, abs(other))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the pattern of each way to write a number, in the order in which they are looked for."""
    entry = lexicon()["numbers"]
    sign = "".join(re.escape(name) for name in entry["currencies"] if not name.isalpha())
    spoken = "|".join(name for name in sorted(entry["currencies"], key=len, reverse=True) if name.isalpha())
    scale = "|".join(sorted([*entry["scales"], *entry["short_scales"]], key=len, reverse=True))
    word = "|".join(sorted([*entry["units"], *entry["scales"]], key=len, reverse=True))
    joined = "|".join(rf"(?<={name})\s+and\s+" for name in entry["scales"])
    phrases = {name: _phrases(entry[name]) for name in ("vague", "fractions", "multiples", "ordinals", "long_times")}
    return {
        "name": re.compile(r"(?<!\w)(?:[A-Z]+-?\d+\w*|\d+(?::\d+)+|\d+/\d+)(?!\w)"),
        "digits": re.compile(
            rf"(?i)(?<![\w.,])(?P<sign>(?:US)?[{sign}]\s?|(?:{spoken})\s)?"
            rf"(?P<digits>\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<nth>st|nd|rd|th|s)?"
            rf"(?:[\s-]?(?P<scale>{scale})\b)?(?:\s?(?P<percent>%|per\s?cent\b|percentage points?\b))?"
            rf"(?:[\s-](?P<currency>{spoken})\b)?(?!\w)"
        ),
        "vague": phrases["vague"],
        "fraction": phrases["fractions"],
        "multiple": phrases["multiples"],
        "ordinal": re.compile(phrases["ordinals"].pattern + r"(?!-)", re.IGNORECASE),
        "long": phrases["long_times"],
        "words": re.compile(
            rf"(?i)(?<![\w-])(?:a\s+(?=(?:{'|'.join(entry['scales'])})\b))?(?:{word})(?:(?:-|\s+|{joined})(?:{word})(?!\w))*"
            rf"(?![\w])(?:\s(?P<percent>per\s?cent\b|percentage points?\b))?(?:\s(?P<currency>{spoken})\b)?"
        ),
    }


def _phrases(words: dict[str, object] | list[str]) -> re.Pattern[str]:
    """Return the pattern of any of these phrases."""
    ordered = sorted(words, key=len, reverse=True)
    stems = (re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in ordered)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(stems)})(?!\w)", re.IGNORECASE)


@lru_cache(2**12)
def find_numerals(text: str) -> tuple[Numeral, ...]:
    """Return the numbers in a text, in order; a longer one is taken before those within it."""
    found: list[Numeral] = []
    for kind, pattern in _patterns().items():
        for match in pattern.finditer(text):
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                found += _numerals(kind, match, text)
    return tuple(sorted(found))


def _numerals(kind: str, match: re.Match[str], text: str) -> list[Numeral]:
    """Return the Numeral of a match, or those of the parts of a phrase such as two or three."""
    entry, words = lexicon()["numbers"], " ".join(match[0].casefold().split())
    place = *match.span(), match[0]
    if kind == "name":
        return [Numeral(*place, 0.0, "name")]
    if kind == "long":
        return [Numeral(*place[:2], words[:6], 20.0, "vague", most=20.0)]
    if kind == "vague":
        return [Numeral(*place, float(entry["vague"][words][0]), kind, most=float(entry["vague"][words][1]))]
    if kind in ("fraction", "multiple", "ordinal"):
        return [Numeral(*place, float(entry[f"{kind}s"][words]), kind)]
    value = _of_digits(match) if kind == "digits" else _of_words(re.sub(r"\s*per\s?cent.*", "", words))
    named = (match["currency"] or (match["sign"] if kind == "digits" else "") or "").strip().casefold()
    currency = entry["currencies"].get(named.removeprefix("us"), "")
    special = "ordinal" if kind == "digits" and match["nth"] not in (None, "s") else ""
    return [Numeral(*place, value, "percent" if match["percent"] else currency or special, _time(text, match.end()))]


def _of_digits(match: re.Match[str]) -> float:
    """Return the value of digits with their scale."""
    entry = lexicon()["numbers"]
    scale = (match["scale"] or "").casefold()
    factor = entry["scales"].get(scale) or entry["short_scales"].get(scale) or 1
    return float(re.sub(r"[^\d.]", "", match["digits"])) * factor


def _of_words(words: str) -> float:
    """Return the value of number words.

    >>> _of_words("three hundred and twenty-five thousand"), _of_words("a dozen"), _of_words("ten")
    (325000.0, 12.0, 10.0)
    """
    entry, total, part = lexicon()["numbers"], 0.0, 0.0
    for word in re.findall(r"[a-z]+", words):
        if word in entry["units"]:
            part += entry["units"][word]
        elif word in entry["scales"]:
            factor = entry["scales"][word]
            if factor > 100:
                total, part = total + max(part, 1) * factor, 0.0
            else:
                part = max(part, 1) * factor
    return total + part


def _time(text: str, end: int) -> str:
    """Return the unit of time after a number, or of its rate, within two words; empty if there is none."""
    after = re.findall(r"[a-z]+", re.split(r"[.,;:|]", text[end : end + 30])[0].casefold())[:2]
    entry = lexicon()["numbers"]
    units = (entry["rates"].get(word, word.removesuffix("s")) for word in after)
    return next((unit for unit in units if unit in entry["times"]), "")
