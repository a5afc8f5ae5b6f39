"""Files without the long passages of third parties: the place of each passage in its text, and how to put it back.

What comes back has the same bytes, for a passage that was typed in another way is put back as it was typed.

>>> raw = {"010": "We will pay nearly half of the bridge, she said, but not all."}
>>> short, entry = shorten("q,We will pay NEARLY half of the bridge,1", [Passage(2, 39, "010", 0, 37)], raw)
>>> short
'q,⟦text 010 from 0 to 37⟧,1'
>>> restore(short, entry, raw)
'q,We will pay NEARLY half of the bridge,1'
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from stancebook.core.files import digest
from stancebook.exchange.archive.copied import Passage

NAME = "withheld.json"
ENCODINGS = ("utf-8", "utf-16", "utf-16-be", "cp1252", "latin-1")  # the last one reads any bytes
CASES: Mapping[str, Callable[[str], str]] = {"": str, "upper": str.upper, "lower": str.lower, "title": str.title}

Places = list[dict[str, Any]]


def decode(content: bytes) -> tuple[str, str]:
    """Return the text of a file and the encoding that gives the same bytes again."""
    for encoding in ENCODINGS:
        if encoding == "utf-16-be" and not content.startswith(BOM_UTF16_BE):
            continue
        try:
            text = content.decode(encoding)
            if text.encode(encoding) == content:
                return text, encoding
        except UnicodeError:
            continue
    raise AssertionError("latin-1 reads any bytes")


def shorten(text: str, passages: Sequence[Passage], raw: Mapping[str, str]) -> tuple[str, Places]:
    """Return a text with the place of each passage instead of its words, and what puts them back.

    `raw` has the raw texts by the ids of their articles.
    """
    parts: list[str] = []
    places: Places = []
    at, length = 0, 0  # in the text, and in what is made of it
    for passage in passages:
        words = raw[passage.article][passage.raw_start : passage.raw_end]
        sign = f"⟦text {passage.article} from {passage.raw_start} to {passage.raw_end}⟧"
        length += passage.start - at
        place = {"at": length, "length": len(sign), "text": passage.article}
        place |= {"start": passage.raw_start, "end": passage.raw_end, "sha256": digest(words.encode())}
        places.append(place | _as_typed(words, text[passage.start : passage.end]))
        parts += [text[at : passage.start], sign]
        at, length = passage.end, length + len(sign)
    return "".join([*parts, text[at:]]), places


def _as_typed(words: str, typed: str) -> dict[str, Any]:
    """Return how a passage was typed: in the letters with the fewest edits, so that none of these has its words."""
    ways = ((case, edits(change(words), typed)) for case, change in CASES.items())
    case, changes = min(ways, key=lambda way: sum(len(each[2]) for each in way[1]))
    return {"edits": changes, **({"case": case} if case else {})}


def edits(words: str, typed: str) -> list[list[Any]]:
    """Return how to make what was typed of a passage: where, how many characters go, and what comes instead.

    >>> edits("half of it", "HALF of it")
    [[0, 4, 'HALF']]
    """
    from rapidfuzz.distance import Levenshtein

    changes: list[list[Any]] = []
    for code in Levenshtein.opcodes(words, typed):
        if code.tag == "equal":
            continue
        if changes and changes[-1][0] + changes[-1][1] == code.src_start:
            changes[-1][1] += code.src_end - code.src_start
            changes[-1][2] += typed[code.dest_start : code.dest_end]
        else:
            changes.append([code.src_start, code.src_end - code.src_start, typed[code.dest_start : code.dest_end]])
    return changes


def restore(text: str, places: Places, raw: Mapping[str, str]) -> str:
    """Return a text with its passages put back; ValueError if a raw text lacks one, or a place is none."""
    check(text, places)
    parts, at = [], 0
    for place in places:
        words = raw[place["text"]][place["start"] : place["end"]]
        if digest(words.encode()) != place["sha256"]:
            raise ValueError(f"text {place['text']} has other words from {place['start']} to {place['end']}")
        parts += [text[at : place["at"]], _typed(CASES[place.get("case", "")](words), place["edits"])]
        at = place["at"] + place["length"]
    return "".join([*parts, text[at:]])


def check(text: str, places: Places) -> None:
    """Raise ValueError unless the places lie in the text, one behind the other."""
    ends = [0, *(end for place in places for end in (place["at"], place["at"] + place["length"])), len(text)]
    if any(before > after for before, after in pairwise(ends)):
        raise ValueError("a place does not lie in the file, or lies in another one")


def _typed(words: str, changes: list[list[Any]]) -> str:
    """Return a passage as it was typed."""
    parts, at = [], 0
    for start, length, typed in changes:
        parts += [words[at:start], typed]
        at = start + length
    return "".join([*parts, words[at:]])
