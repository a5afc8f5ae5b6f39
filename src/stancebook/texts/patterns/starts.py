"""What the matches of a regular expression begin with, and what they hold, so that most texts need no match.

The starts are in small letters, with "0" for each digit. A start that is shorter than asked ends with END if the match
ends there; if not, anything may follow.

>>> sorted(starts(r"(?:the )?ads?|\\d+ of .", 4))
['0 of', '00 o', '000 ', '0000', 'ad$', 'ads$', 'the ']
>>> known = one_of(starts("share (?:this|it)", 7))
>>> bool(re.match(known, "share this")), bool(re.match(known, "share a"))
(True, False)
>>> sorted(needed(r"[A-Z]\\w+ (?:waits|is from [¥¢])") - ANY_CASE)
['waits', '¢', '¥']
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

END, DIGIT = "$", re.compile(r"\d")
ANY_CASE = frozenset("ıſ\u0307")  # what stays of letters that match i or s where no case counts
MOST = 20_000  # starts; of a pattern with more, nothing is known

Starts = tuple[set[str], set[str]]  # those that more may follow, and those that are complete
ANYTHING: Starts = (set(), {""})


def starts(pattern: str, size: int) -> frozenset[str]:
    """What matches begin with, up to `size` characters; the empty text is among them if it may be anything."""
    parser: Any = re._parser  # type: ignore[attr-defined]
    unfinished, complete = _of_sequence(parser.parse(pattern), size)
    return frozenset({start + END for start in unfinished} | complete)


def one_of(starts: Iterable[str]) -> str:
    """A pattern that finds one of some starts in a text in small letters, letter by letter, which is faster.

    >>> one_of(["ad$", "ads$", "adve", "00 m"])
    '(?:\\\\d\\\\d\\\\ m|ad(?:(?!\\\\w)|s(?!\\\\w)|ve))'
    """
    by_letter: dict[str, list[str]] = {}
    for start in sorted(set(starts)):
        by_letter.setdefault(start[:1], []).append(start[1:])
    if "" in by_letter:
        return ""
    found = [_sign(letter) + one_of(rest) for letter, rest in by_letter.items()]
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


def _sign(letter: str) -> str:
    """The pattern of a character of a start."""
    return {"0": r"\d", END: r"(?!\w)"}.get(letter) or re.escape(letter)


def needed(pattern: str) -> frozenset[str]:
    """Texts, one of which is in each match if that is in small letters; none if nothing is known."""
    parser: Any = re._parser  # type: ignore[attr-defined]
    found = _needed_of(parser.parse(pattern))
    return found | ANY_CASE if found else found


def _needed_of(parts: Any) -> frozenset[str]:
    """What each match of a sequence needs: the rarest of what its parts need."""
    found, letters = [frozenset[str]()], ""
    for kind, value in parts:
        if str(kind) == "LITERAL":
            letters += chr(value).lower()
            continue
        found += [frozenset({letters} - {""}), _needed_of_part(str(kind), value)]
        letters = ""
    return max([*found, frozenset({letters} - {""})], key=_rarity)


def _needed_of_part(kind: str, value: Any) -> frozenset[str]:
    if kind == "IN" and all(str(each) == "LITERAL" for each, _ in value):
        return frozenset(chr(code).lower() for _, code in value)
    if kind == "BRANCH":
        branches = [_needed_of(branch) for branch in value[1]]
        return frozenset[str]().union(*branches) if all(branches) else frozenset()
    if kind == "SUBPATTERN":
        return _needed_of(value[3])
    repeated = kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0
    return _needed_of(value[2]) if repeated else frozenset()


def _rarity(words: frozenset[str]) -> int:
    """How rare the most frequent of some words may be: signs are rarer than letters, and long words than short ones."""
    signs = r"[^\w\s.,'-]"
    return min((10 if re.search(signs, word) else len(word.strip()) for word in words), default=-1)


def normal(text: str) -> str:
    """A text in small letters, with "0" for each digit."""
    lower = text.lower()
    return lower if lower.isalpha() or not DIGIT.search(lower) else DIGIT.sub("0", lower)


def _of_sequence(parts: Any, size: int) -> Starts:
    unfinished: set[str] = {""}
    complete: set[str] = set()
    for kind, value in parts:
        if not unfinished:
            break
        more, ended = _of_part(str(kind), value, size - min(map(len, unfinished)))
        complete |= {(one + other)[:size] for one in unfinished for other in ended}
        grown = {one + other for one in unfinished for other in more}
        complete |= {start[:size] for start in grown if len(start) >= size}
        unfinished = {start for start in grown if len(start) < size}
        if len(unfinished) + len(complete) > MOST:
            return ANYTHING
    return unfinished, complete


def _of_part(kind: str, value: Any, size: int) -> Starts:
    """What a part of a parsed pattern begins with."""
    if kind == "LITERAL":
        return {normal(chr(value))}, set()
    if kind == "IN":
        return _of_class(value)
    if kind == "BRANCH":
        found = [_of_sequence(branch, size) for branch in value[1]]
        return set().union(*(more for more, _ in found)), set().union(*(ended for _, ended in found))
    if kind == "SUBPATTERN":
        return _of_sequence(value[3], size)
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _repeated(value, size)
    return ({""}, set()) if kind in ("AT", "ASSERT", "ASSERT_NOT") else ANYTHING


def _of_class(members: Any) -> Starts:
    """What a class of characters begins with: its letters and digits, or anything."""
    found: set[str] = set()
    for kind, value in members:
        if str(kind) == "LITERAL":
            found.add(normal(chr(value)))
        elif str(kind) == "RANGE" and value[1] - value[0] < 64:
            found |= {normal(chr(code)) for code in range(value[0], value[1] + 1)}
        elif str(kind) == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            found.add("0")
        else:
            return ANYTHING
    return found, set()


def _repeated(value: Any, size: int) -> Starts:
    least, most, parts = value
    more, ended = _of_sequence(parts, size)
    unfinished = {""} if least == 0 else set()
    complete, so_far = set(ended), {""}
    for times in range(1, min(most, size) + 1):
        grown = {one + other for one in so_far for other in more}
        complete |= {(one + other)[:size] for one in so_far for other in ended}
        complete |= {start[:size] for start in grown if len(start) >= size}
        so_far = {start for start in grown if len(start) < size}
        unfinished |= so_far if times >= min(least, size) else set()
        if len(so_far) + len(complete) > MOST:
            return ANYTHING
    return unfinished, complete
