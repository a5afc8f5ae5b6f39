"""The patterns of furniture.yaml, compiled, and the form of a line that they are compared with.

>>> canonical("Reuters, 3 March")[0]
'¥, ¤'
>>> matching("lines", "share this story"), matching("cased", "By Ada Quill"), matching("cased", "By Sea Arland Comes")
('share', 'byline', '')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from stancebook.core import yaml_files
from stancebook.texts.patterns.starts import DIGIT, END, may_match, needed, normal, starts

NEXT_NAME = re.compile(r"[,;/|]|\b(?:and|und|et|y|i|та|и)\b")  # what stands between two names
WORD, WORD_STARTS = re.compile(r"\w+"), re.compile(r"(\w{1,3})\w*")
SIGNS = "¤§¥¢"  # for dates, sites, agencies and picture libraries
SHORT = 1000  # characters: so long a text has a word that is frequent in its language
LABELS = (  # of an end
    "credit", "crédit", "photo", "foto", "bild", "picture", "image", "fot.", "zdj", "фото", "ing by", "licensing",
)  # fmt: skip
OF_NAMES, OF_TOKENS, OF_LINES = 7, 5, 4  # characters of their starts that are looked at
NAMED = ("byline", "credit", "reporting")  # rules whose matches hold names


@cache
def rules() -> tuple[dict[str, Any], ...]:
    """The rules of furniture.yaml, in their order."""
    return tuple(_data()["rules"])


@cache
def _data() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml_files.read_yaml(Path(__file__).with_name("furniture.yaml"))
    return parsed


@cache
def patterns(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The pattern of each rule that has some of this kind, with the rule's id."""
    found = ((rule["id"], "|".join(f"(?:{each})" for each in rule[kind])) for rule in rules() if kind in rule)
    return tuple((id, re.compile(f"(?:{_filled(pattern)})" + r"\s*$" * (kind == "ends"))) for id, pattern in found)


def _filled(pattern: str) -> str:
    """A pattern with the named patterns in the place of their names."""
    data = _data()
    capitals = "{UPPER}{3,}(?:[ -](?:{UPPER}|[.]){2,}){0,2}"
    papers = f"(?:{data['papers']}|{data['papers'].upper()})"
    reporting = next(rule["cased"][0] for rule in rules() if rule["id"] == "reporting")
    words = {**data["tokens"], **data["words"], "CAPITALS": capitals, "PAPER": papers, "REPORTING": reporting}
    while found := re.search(r"\{([A-Z_]+)\}", pattern):
        pattern = pattern.replace(found[0], words[found[1]])
    return pattern


@cache
def _tokens(signs: str = SIGNS) -> re.Pattern[str]:
    """What each of some signs stands for in a text that is compared, one group for each of them."""
    any_case = "¤§"
    groups = (
        f"({'(?i:' * (sign in any_case)}{_filled(_data()['tokens'][sign])}{')' * (sign in any_case)})" for sign in signs
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)")


def signs() -> tuple[str, ...]:
    """The words without which no sentence is furniture, in small letters."""
    return _signs_of(tuple(_data()["signs"]))


def lowered(text: str) -> bytes:
    """A text in small letters, in UTF-8; letters beyond ASCII may keep their capitals if no sign has them."""
    if any(map(text.__contains__, _letters())):
        text = text.lower()
    return text.encode("utf-8", "surrogatepass").lower()


@cache
def _letters() -> frozenset[str]:
    """A letter beyond ASCII of each sign and label that has one, its capital, and capitals of Latin letters."""
    beyond = ((letter for letter in word if letter.isalpha() and not letter.isascii()) for word in (*signs(), *LABELS))
    found = {next(letters, "\u212a") for letters in beyond}
    return frozenset(sign for letter in found for sign in (letter, letter.upper())) | {"\u0130"}


def present(words: tuple[str, ...], lower: bytes) -> dict[str, int]:
    """The words of some that a text has, which is in small letters, each with its first place."""
    from stringzilla import find

    return {word: at for word, encoded in _encoded(words) if (at := find(lower, encoded)) >= 0}


@cache
def _encoded(words: tuple[str, ...]) -> list[tuple[str, bytes]]:
    return [(word, word.encode()) for word in words]


def signs_in(text: str, lower: bytes) -> dict[str, int]:
    """The signs that a text has, each with its first place in small letters, which are `lower`.

    A long text is searched for those of its languages alone.
    """
    languages = tuple(_data()["signs"])
    return present(_signs_of(languages if len(text) < SHORT else tuple(present(languages, lower))), lower)


@cache
def _signs_of(languages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sign for word in languages for sign in _data()["signs"][word])


@cache
def _not_names() -> frozenset[str]:
    return frozenset(_data()["not_names"].split())


def canonical(text: str) -> tuple[str, Sequence[int]]:
    """A text with one sign for each date, site, agency and library, and the place of each of its characters."""
    lower = text.lower()
    dated = bool(DIGIT.search(text)) or len(lower) != len(text)  # a date has a digit
    begun = _token_starts(text) if dated else _named_starts(lower)
    if not begun:
        return text, range(len(text) + 1)
    signs = SIGNS if dated else SIGNS[1:]
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for start in begun:
        if start >= at and (match := _tokens(signs).match(text, start)):
            pieces += [text[at : match.start()], signs[(match.lastindex or 1) - 1]]
            places += [*range(at, match.start()), match.start()]
            at = match.end()
    return "".join([*pieces, text[at:]]), [*places, *range(at, len(text) + 1)]


def _token_starts(text: str) -> list[int]:
    """The places at which a token may begin, in order."""
    known, begins = _starts_of_tokens()
    begun = [word.start() for word in WORD.finditer(text) if normal(word[0][:3]) in begins]
    return [start for start in begun if may_match(text[start : start + OF_TOKENS], known, OF_TOKENS)]


def _named_starts(lower: str) -> list[int]:
    """The places at which a token but for a date may begin, in order; the text is in small letters."""
    named = named_tokens()
    words = WORD_STARTS.findall(lower)
    if named.keys().isdisjoint(words):
        return []
    begins = (begin for word in named.keys() & set(words) for begin in named[word])
    return sorted({place for begin in begins for place in _places(begin, lower)})


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


@cache
def named_tokens() -> dict[str, list[str]]:
    """What the tokens but for dates begin with, by the first letters of these."""
    found: dict[str, list[str]] = {}
    for sign in SIGNS[1:]:
        for start in starts(_filled(_data()["tokens"][sign]), OF_NAMES):
            found.setdefault(WORD_STARTS.findall(start)[0], []).append(start.removesuffix(END))
    return found


@cache
def _starts_of_tokens() -> tuple[frozenset[str], frozenset[str]]:
    """What the tokens begin with, and the letters and digits among the first three of these."""
    found = frozenset[str]().union(*(starts(_filled(_data()["tokens"][sign]), OF_TOKENS) for sign in SIGNS))
    known = frozenset(start.removesuffix(END) for start in found)
    words = (WORD.match(start) for start in known)
    return known, frozenset(word[0][:3] for word in words if word)


def _first_letters(patterns: Iterable[str]) -> frozenset[str]:
    """The first three letters of all that some patterns match, in small letters, and of some that they do not."""
    pieces = re.split(r"\||\(\?:|\)\??", "|".join(patterns))
    return frozenset(piece[:3].lower() for piece in re.findall(r"^\w{1,3}", "\n".join(pieces), re.MULTILINE))


@cache
def _doubtful() -> frozenset[str]:
    return _first_letters(pattern for rule in rules() for pattern in rule.get("doubt", ()))


def may_be_doubtful(text: str) -> bool:
    """Whether a text begins as something that is in doubt; most do not, which is seen fast.

    >>> may_be_doubtful("Read more: Arland refuses"), may_be_doubtful("Arland refuses")
    (True, False)
    """
    word = text[:3].split(" ")[0]
    return not word.isalpha() or word.lower() in _doubtful() or (word.isupper() and len(word) == 3)


def matching(kind: str, text: str) -> str:
    """The first rule with a pattern of a kind that matches a text as a whole; empty if there is none."""
    lower, start = text.lower(), normal(text[:OF_LINES])
    by_start, by_need = asked_by(kind)
    begins = (start[:1], start[:2], start[:3], start[:4], start + END)
    asked = {entry for begin in begins if begin in by_start for entry in by_start[begin]}
    asked.update(entry for word in by_need if word in lower for entry in by_need[word])
    for _, id, pattern in sorted(asked):
        if _compiled(pattern).fullmatch(text) and (kind != "cased" or id not in NAMED or are_names(text)):
            return id
    return ""


Entry = tuple[int, str, str]  # the place of a pattern in furniture.yaml, its rule, and itself


@cache
def asked_by(kind: str) -> tuple[dict[str, list[Entry]], dict[str, list[Entry]]]:
    """The patterns of a kind by what their matches begin with; those that begin with anything by what these need."""
    by_start: dict[str, list[Entry]] = {}
    by_need: dict[str, list[Entry]] = {}
    entries = ((rule["id"], _filled(pattern)) for rule in rules() for pattern in rule.get(kind, ()))
    for place, (id, pattern) in enumerate(entries):
        begins = starts(pattern, OF_LINES)
        words, by_word = (begins, by_start) if "" not in begins else (needed(pattern) or {""}, by_need)
        for word in words:
            by_word.setdefault(word, []).append((place, id, pattern))
    return by_start, by_need


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def are_names(text: str) -> bool:
    """Whether the words with a capital behind the first word may be names, and make no headline."""
    return all(map(_may_be_names, NEXT_NAME.split(text.split(None, 1)[-1] if " " in text else "")))


def _may_be_names(text: str) -> bool:
    """Whether a part of a line may be a name; of two words, the second may be a family name such as Day or Force."""
    words = [word for word in re.findall(r"[^\W\d_][\w.'-]*", text) if word[0].isupper()]
    asked = words if len(words) > 2 else [word for word in words if word is words[0] or word[-1] in "sS"]
    return not any((word.capitalize() if word.isupper() else word) in _not_names() for word in asked)
