"""The patterns of furniture.yaml, compiled, and the form of a line that they are compared with.

>>> canonical("Reuters, 3 March")[0]
'¥, ¤'
>>> matching("lines", "share this story"), matching("cased", "By Ada Quill"), matching("cased", "By Sea Arland Comes")
('share', 'byline', '')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from stancebook.core import yaml_files
from stancebook.texts.patterns.starts import END, may_match, normal, starts

WORD = re.compile(r"\w+")
SIGNS = "¤§¥¢"  # for dates, sites, agencies and picture libraries
SHORT = 1000  # characters: so long a text has a word that is frequent in its language
LABELS = ("credit", "crédit", "photo", "foto", "bild", "picture", "image", "fot.", "zdj", "фото", "ing by")  # of an end
OF_TOKENS, OF_LINES = 5, 4  # characters of their starts that are looked at
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
def _tokens() -> re.Pattern[str]:
    """What one sign stands for in a text that is compared; the names of the groups are numbers of the signs."""
    any_case = "¤§"
    groups = (
        f"({'(?i:' * (sign in any_case)}{_filled(_data()['tokens'][sign])}{')' * (sign in any_case)})" for sign in SIGNS
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)")


def signs() -> tuple[str, ...]:
    """The words without which no sentence is furniture, in small letters."""
    return _signs_of(tuple(_data()["signs"]))


def lowered(text: str) -> bytes:
    """A text in small letters, in UTF-8; letters beyond ASCII may keep their capitals if no sign has them."""
    if any(letter in text for letter in _letters()):
        text = text.lower()
    return text.encode("utf-8", "surrogatepass").lower()


@cache
def _letters() -> frozenset[str]:
    """A letter beyond ASCII of each sign and label that has one, its capital, and capitals of Latin letters."""
    beyond = ((letter for letter in word if letter.isalpha() and not letter.isascii()) for word in (*signs(), *LABELS))
    found = {next(letters, "\u212a") for letters in beyond}
    return frozenset(sign for letter in found for sign in (letter, letter.upper())) | {"\u0130"}


def present(words: tuple[str, ...], lower: bytes) -> list[str]:
    """The words of some that a text has, which is in small letters."""
    from stringzilla import find

    return [word for word, encoded in _encoded(words) if find(lower, encoded) >= 0]


@cache
def _encoded(words: tuple[str, ...]) -> list[tuple[str, bytes]]:
    return [(word, word.encode()) for word in words]


def signs_in(text: str, lower: bytes) -> list[str]:
    """The signs that a text has; a long text is searched for those of its languages alone."""
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
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    known, begins = _starts_of_tokens()
    for start in [word.start() for word in WORD.finditer(text) if normal(word[0][:3]) in begins]:
        found = start >= at and may_match(text[start : start + OF_TOKENS], known, OF_TOKENS)
        if found and (match := _tokens().match(text, start)):
            pieces += [text[at : match.start()], SIGNS[(match.lastindex or 1) - 1]]
            places += [*range(at, match.start()), match.start()]
            at = match.end()
    if not pieces:
        return text, range(len(text) + 1)
    return "".join([*pieces, text[at:]]), [*places, *range(at, len(text) + 1)]


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
    known, general = _starts(kind)
    if not may_match(text[:OF_LINES], known, OF_LINES) and not (general and general.fullmatch(text)):
        return ""
    found = (id for id, pattern in patterns(kind) if pattern.fullmatch(text))
    return next((id for id in found if kind != "cased" or id not in NAMED or are_names(text)), "")


@cache
def _starts(kind: str) -> tuple[frozenset[str], re.Pattern[str] | None]:
    """What the matches of a kind begin with, and one pattern for those that may begin with anything."""
    entries = [_filled(entry) for rule in rules() for entry in rule.get(kind, ())]
    known = {entry: starts(entry, OF_LINES) for entry in entries}
    general = "|".join(f"(?:{entry})" for entry in entries if "" in known[entry])
    told = frozenset[str]().union(*(each for each in known.values() if "" not in each))
    return told, re.compile(general) if general else None


def are_names(text: str) -> bool:
    """Whether the words with a capital behind the first word may be names, and make no headline."""
    words = [word for word in re.findall(r"[^\W\d_][\w.'-]*", text)[1:] if word[0].isupper()]
    asked = words[:1] if len(words) < 3 else words
    return not any((word.capitalize() if word.isupper() else word) in _not_names() for word in asked)
