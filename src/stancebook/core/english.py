"""Wording of numbers, lists and positions in English sentences.

>>> listed(["Arland", "Borduria", "Syldavia"]), number(30000), count(1, "text"), words(-2, many=True)
('Arland, Borduria and Syldavia', '30,000', 'one text', 'reject')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Sized
from functools import lru_cache
from math import ceil, floor
from numbers import Real
from types import MappingProxyType
from typing import Any

SPELLED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NO_NAMES: Mapping[str, str] = MappingProxyType({})
# the verb for one actor, the verb for many, and the preposition before an object
POSITION_VERBS = {
    -2: ("rejects", "reject", ""),
    -1: ("is reluctant", "are reluctant", "about "),
    0: ("does not commit", "do not commit", "to "),
    1: ("is open", "are open", "to "),
    2: ("supports", "support", ""),
}


def missing(value: object) -> bool:
    """Whether a cell of a table has no value: None, NaN, NaT or pandas' NA.

    >>> missing(None), missing(float("nan")), missing(0), missing("")
    (True, True, False, False)
    """
    return value is None or str(value) in ("nan", "<NA>", "NaT")


def enumerate_words(words: Sequence[str], conjunction: str) -> str:
    """Words with commas between them and a conjunction before the last; raises ValueError if there are none."""
    *most, last = words
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def listed(texts: Iterable[str]) -> str:
    """Texts as an enumeration, each once; raises ValueError if there are none."""
    unique = list(dict.fromkeys(texts))
    if not unique:
        raise ValueError("there is nothing to list")
    return enumerate_words(unique, "and")


def some(names: Sequence[str], most: int = 3) -> str:
    """Names as an enumeration, those after the first few as a number; raises ValueError if there are none.

    >>> some(["a", "b", "c"]), some(["a", "b", "c", "d", "e"])
    ('a, b and c', 'a, b, c and 2 more')
    """
    shown = names if len(names) <= most + 1 else [*names[:most], f"{number(len(names) - most)} more"]
    return enumerate_words(shown, "and")


def one_of(choices: Sequence[str]) -> str:
    """Choices as an enumeration; raises ValueError if there are none.

    >>> one_of(("-1", "0", "1"))
    '-1, 0 or 1'
    """
    return enumerate_words(choices, "or")


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is written most like a word, or of which it is a part; "" if none is.

    A word with fewer than two letters, or of more than 100 characters, is like none.

    >>> nearest("Bordurian", ["arland", "borduria"]), nearest("workers", ["toll", "own_workers"])
    ('borduria', 'own_workers')
    """
    from rapidfuzz import distance, process  # here, because only a mistake needs it

    if len(word) > 100 or sum(map(str.isalpha, word)) < 2:  # F009 is no misspelt F001
        return ""
    plain, choices = _plain(word), {each: _plain(each) for each in sorted(set(known))}
    best = process.extractOne(plain, choices, scorer=distance.OSA.normalized_similarity, score_cutoff=0.6)
    parts = (id for id, words in choices.items() if len(plain) > 3 and plain in words and f"_{plain}_" in f"_{words}_")
    return best[2] if best and best[1] > 0.6 else min(parts, key=len, default="")


@lru_cache(2**16)  # many wrong words are compared with the same known ones
def _plain(word: str) -> str:
    """A word as it is compared: without capitals, with _ between its parts."""
    return re.sub(r"[\W_]+", "_", unicodedata.normalize("NFKC", word).casefold()).strip("_")


def number(value: Real | float | Sized | None, spell: bool = False) -> str:
    """A number with thousands separators, at most two decimals and a true minus sign; of a collection, its length.

    With `spell`, whole numbers up to twelve are words. Raises ValueError if there is no number.

    >>> number(2.50), number(-1), number([7, 8, 9], spell=True)
    ('2.5', '−1', 'three')
    """
    if value is None:
        raise ValueError("there is no number")
    amount: Any = value if isinstance(value, Real) else len(value)  # type: ignore[arg-type]
    if spell and amount in range(len(SPELLED)):
        return SPELLED[int(amount)]
    text = f"{round(amount, 2) + 0:,.2f}".rstrip("0").rstrip(".") if isinstance(amount, float) else f"{amount:,}"
    return text.replace("-", "−")


def percent(share: float | None) -> str:
    """A share from 0 to 1 as a percentage; only 0 and 1 themselves are 0 % and 100 %.

    Raises ValueError if there is no share.

    >>> percent(0.974), percent(0.998), percent(1)
    ('97 %', 'over 99 %', '100 %')
    """
    if share is None:
        raise ValueError("there is no share")
    rounded = f"{100 * share:.0f}"
    if rounded in ("0", "100") and 0 < share < 1:
        return "under 1 %" if rounded == "0" else "over 99 %"
    return f"{rounded} %"


def decimal(value: float | None) -> str:
    """A coefficient with two decimals; only 1 itself is 1.00. Raises ValueError if there is none.

    >>> decimal(0.8349), decimal(0.998), decimal(-0.5), decimal(1)
    ('0.83', '>0.99', '−0.50', '1.00')
    """
    if value is None:
        raise ValueError("there is no number")
    rounded = f"{value:.2f}".replace("-", "−")
    if rounded == "1.00" and value < 1:
        return ">0.99"
    return rounded.removeprefix("−") if value > -0.005 else rounded


def percent_or_undefined(share: float | None) -> str:
    """A share from 0 to 1 as a percentage, or that it is not defined.

    >>> percent_or_undefined(0.974), percent_or_undefined(None)
    ('97 %', 'not defined')
    """
    return "not defined" if missing(share) else percent(share)


def decimal_or_undefined(value: float | None) -> str:
    """A coefficient with two decimals, or that it is not defined.

    >>> decimal_or_undefined(0.8349), decimal_or_undefined(float("nan"))
    ('0.83', 'not defined')
    """
    return "not defined" if missing(value) else decimal(value)


def spelled_or_none(value: float | Sized | None) -> str:
    """A number as `number` spells it, but "none" for 0.

    >>> spelled_or_none(0), spelled_or_none([7, 8]), spelled_or_none(13)
    ('none', 'two', '13')
    """
    spelled = number(value, spell=True)
    return "none" if spelled == SPELLED[0] else spelled


def count(value: float | Sized | None, noun: str, many: str | None = None) -> str:
    """A number of things, spelled up to twelve: "one text", "30 texts"; `many` is a plural that does not end in s."""
    spelled = number(value, spell=True)
    return f"{spelled} {noun if spelled == SPELLED[1] else many or noun + 's'}"


def plural(value: float, noun: str) -> str:
    """A number in figures with its noun, which takes an s unless the number is 1.

    >>> plural(1, "text"), plural(1200, "character")
    ('1 text', '1,200 characters')
    """
    return f"{number(value)} {noun}{'' if value == 1 else 's'}"


def part_of(part: int, whole: int, noun: str, one: str, many: str) -> str:
    """How many of all things do something, in figures with their verb; in a word of a single thing.

    >>> part_of(1, 7, "text", "names", "name"), part_of(0, 7, "text", "names", "name")
    ('1 of 7 texts names', '0 of 7 texts name')
    >>> part_of(1, 1, "text", "names", "name"), part_of(0, 1, "text", "names", "name")
    ('the one text names', 'no text names')
    """
    if whole == 1:
        return f"{'the one' if part else 'no'} {noun} {one}"
    return f"{number(part)} of {plural(whole, noun)} {verb(part, one, many)}"


def naming(sentence: str, names: Iterable[str]) -> str:
    """A sentence with the names of the things that it counts behind it, if there are any.

    >>> naming("2 rest on one text", ["F1", "F2"]), naming("0 rest on one text", [])
    ('2 rest on one text: F1 and F2.', '0 rest on one text.')
    """
    names = list(names)
    return f"{sentence}: {listed(names)}." if names else f"{sentence}."


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def words(position: float | None, about: str = "", many: bool = False) -> str:
    """A position as a verb for one actor or for many, with its object; a median between two positions gives both verbs.

    Raises ValueError if there is no position.

    >>> words(-2), words(1, "it"), words(-1.5, "a ban", many=True)
    ('rejects', 'is open to it', 'reject or are reluctant about a ban')
    """
    if position is None:
        raise ValueError("there is no position")
    half = round(2 * position) / 2
    steps = sorted({floor(half), ceil(half)}, key=abs, reverse=True)
    verbs = (POSITION_VERBS[step][many] + (f" {POSITION_VERBS[step][2]}".rstrip() if about else "") for step in steps)
    return f"{' or '.join(verbs)} {about}".rstrip()


def verb(things: Sized | Real | int, one: str, many: str) -> str:
    """The form of a word that agrees with a number or with the number of things.

    >>> verb(["Arland"], "says", "say"), verb(2, "says", "say")
    ('says', 'say')
    """
    amount: Any = things if isinstance(things, Real) else len(things)  # type: ignore[arg-type]
    return one if amount == 1 else many


def true_minus(code: str) -> str:
    """A code of a table; a number below zero with a true minus sign.

    >>> true_minus("-2"), true_minus("own_workers")
    ('−2', 'own_workers')
    """
    return code.replace("-", "−", 1) if code.startswith("-") and code[1:].isdecimal() else code


def called(ids: Iterable[str], names: Mapping[str, str] = NO_NAMES) -> str:
    """The names of ids as an enumeration, an id without a name as it is; raises ValueError if there are none.

    >>> called(["ada", "ben"], {"ada": "Ada Lund"})
    'Ada Lund and ben'
    """
    return listed(names.get(id, id) for id in ids)


def label(id: str) -> str:
    """An id in words.

    >>> label("own_workers")
    'own workers'
    """
    return id.replace("_", " ")


def display_name(names: Mapping[str, str], id: str) -> str:
    """The name of an id, or the id in words."""
    return names.get(id, label(id))


def signed_position(position: float | None) -> str:
    """A position with its sign and a true minus; an empty text if there is no position.

    >>> signed_position(1.5), signed_position(-2.0), signed_position(0), signed_position(None)
    ('+1.5', '−2', '0', '')
    """
    if position is None:
        return ""
    return f"{position:+g}".replace("-", "−") if position else "0"


def number_range(low: float | None, high: float | None) -> str:
    """A range in figures, open if one end is missing; an empty text if both are.

    >>> number_range(3000, 5000), number_range(None, 10000), number_range(7, None), number_range(None, None)
    ('3,000–5,000', 'up to 10,000', 'at least 7', '')
    >>> number_range(20_000_000_000, 20_000_000_000), number_range(-1.5, 0.125)
    ('20,000,000,000', '−1.5–0.125')
    """
    least, greatest = ("" if missing(end) else f"{end:,.15g}".replace("-", "−") for end in (low, high))
    if not least or not greatest:
        return f"at least {least}" if least else f"up to {greatest}" if greatest else ""
    return least if least == greatest else f"{least}–{greatest}"


def join_parts(parts: Iterable[str]) -> str:
    """The parts that are not empty, in one line."""
    return " · ".join(part for part in parts if part)
