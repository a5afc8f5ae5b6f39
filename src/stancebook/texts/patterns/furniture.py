"""The patterns of furniture.yaml, compiled, and the form of a line that they are compared with.

>>> canonical("Reuters, 3 March")[0]
'¥, ¤'
>>> matching("lines", "share this story"), matching("cased", "By Ada Quill"), matching("cased", "By Sea Arland Comes")
('share', 'byline', '')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from stancebook.core import yaml_files
from stancebook.texts.patterns.starts import DIGIT, END, needed, normal, one_of, starts

NEXT_NAME = re.compile(r"[,;/|]|\b(?:and|und|et|y|i|та|и)\b")  # what stands between two names
NAME_WORD, CAPITALS = re.compile(r"[^\W\d_][\w.'-]*"), re.compile(r"[^\W\d_a-zß-öø-ÿа-яёіїєґ]\w*")
WORD_START = re.compile(r"\b\w")
SIGNS = "¤§¥¢"  # for dates, sites, agencies and picture libraries
SHORT = 1000  # characters: so long a text has a word that is frequent in its language
LABELS = (  # of an end
    "credit", "crédit", "photo", "foto", "bild", "picture", "image", "fot.", "zdj", "фото", "ing by", "licensing",
)  # fmt: skip
OF_NAMES, OF_TOKENS, OF_LINES = 7, 5, 4  # characters of their starts that are looked at
KINDS = ("lines", "cased", "sentences", "first", "doubt")  # of patterns that match a text as a whole
Entry = tuple[int, str, str, str]  # the place of a pattern among all of these, its kind, its rule, and itself
Token = tuple[int, int, str]  # where a date, site, agency or library starts and ends, and its sign
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
    found = _tokens_in(text)
    if not found:
        return text, range(len(text) + 1)
    places: list[int] = []
    at = 0
    for start, end, _ in found:
        places += range(at, start + 1)
        at = end
    return _with_signs(text, found), [*places, *range(at, len(text) + 1)]


def with_signs(text: str) -> str:
    """A text with one sign for each date, site, agency and library."""
    found = _tokens_in(text)
    return _with_signs(text, found) if found else text


def _with_signs(text: str, tokens: Iterable[Token]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end, sign in tokens:
        pieces += text[at:start], sign
        at = end
    return "".join(pieces) + text[at:]


def _tokens_in(text: str) -> list[Token]:
    """The dates, sites, agencies and libraries of a text, in order."""
    lower = text.lower()
    moved = len(lower) != len(text)  # a letter has two small ones, and so no place is known
    signs = SIGNS if moved or DIGIT.search(text) else SIGNS[1:]  # a date has a digit
    begins, where = (WORD_START, text) if moved else (_begins(signs), lower)
    tokens = _tokens(signs)
    found: list[Token] = []
    at = 0
    while begun := begins.search(where, at):
        start = begun.start()
        match = tokens.match(text, start)
        at = match.end() if match else start + 1
        if match:
            found.append((start, at, signs[(match.lastindex or 1) - 1]))
    return found


@cache
def _begins(signs: str) -> re.Pattern[str]:
    """The beginning of what some signs stand for, in small letters."""
    found = (start for sign in signs for start in starts(_filled(_data()["tokens"][sign]), OF_TOKENS))
    return re.compile(rf"\b{one_of(found)}")


@cache
def named_tokens() -> list[str]:
    """What the tokens but for dates begin with, in order; a start that is a whole token ends with END."""
    return sorted({start for sign in SIGNS[1:] for start in starts(_filled(_data()["tokens"][sign]), OF_NAMES)})


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
    return _first((kind,), text)


def matching_line(text: str) -> str:
    """The first rule for lines that matches a text as a whole, or the first one where case counts."""
    return _first(("lines", "cased"), text)


def _first(kinds: tuple[str, ...], text: str) -> str:
    """The first rule with a pattern of some kinds that matches a text, which is in small letters for lines."""
    lower = text.lower()
    words = tuple(filter(lower.__contains__, _needed(kinds, lower.isascii())))
    for kind, id, pattern in _asked(kinds, text[:OF_LINES], words):
        matched = pattern.fullmatch(lower if kind == "lines" else text)
        if matched and (kind != "cased" or id not in NAMED or are_names(text)):
            return id
    return ""


@lru_cache(4096)  # few lines begin otherwise than all before
def _asked(kinds: tuple[str, ...], start: str, words: tuple[str, ...]) -> list[tuple[str, str, re.Pattern[str]]]:
    """The patterns of some kinds that may match a text, by its first characters and by the words needed that it has."""
    start = normal(start)
    begins = (start[:1], start[:2], start[:3], start[:4], start + END)
    found: set[Entry] = set()
    for by_start, by_need in map(asked_by, kinds):
        found.update(*(by_start.get(begin, ()) for begin in begins), *(by_need.get(word, ()) for word in words))
    return [(kind, id, _compiled(pattern)) for _, kind, id, pattern in sorted(found)]


@cache
def _needed(kinds: tuple[str, ...], ascii: bool) -> tuple[str, ...]:
    """The words that patterns of some kinds need, or those of them that may be in a text of ASCII."""
    words = {word for kind in kinds for word in asked_by(kind)[1]}
    return tuple(sorted(word for word in words if word.isascii() or not ascii))


@cache
def _entries() -> tuple[Entry, ...]:
    of_rules = ((kind, rule["id"], pattern) for kind in KINDS for rule in rules() for pattern in rule.get(kind, ()))
    return tuple((place, kind, id, _filled(pattern)) for place, (kind, id, pattern) in enumerate(of_rules))


@cache
def asked_by(kind: str) -> tuple[dict[str, list[Entry]], dict[str, list[Entry]]]:
    """The patterns of a kind by what their matches begin with; those that begin with anything by what these need."""
    by_start: dict[str, list[Entry]] = {}
    by_need: dict[str, list[Entry]] = {}
    for entry in (each for each in _entries() if each[1] == kind):
        begins = starts(entry[-1], OF_LINES)
        words, by_word = (begins, by_start) if "" not in begins else (needed(entry[-1]) or {""}, by_need)
        for word in words:
            by_word.setdefault(word, []).append(entry)
    return by_start, by_need


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def are_names(text: str) -> bool:
    """Whether the words with a capital behind the first word may be names, and make no headline."""
    behind = text.split(None, 1)[-1] if " " in text else ""
    if _not_names().isdisjoint(map(str.capitalize, CAPITALS.findall(behind))):
        return True
    return all(map(_may_be_names, NEXT_NAME.split(behind)))


def _may_be_names(text: str) -> bool:
    """Whether a part of a line may be a name; of two words, the second may be a family name such as Day or Force."""
    words = [word for word in NAME_WORD.findall(text) if word[0].isupper()]
    asked = words if len(words) > 2 else [word for word in words if word is words[0] or word[-1] in "sS"]
    return not any((word.capitalize() if word.isupper() else word) in _not_names() for word in asked)
