"""What `add` offers to a person: cleaning rules that new texts seem to need, and groups of texts to code once.

>>> text = "THE COURIER\\n12 March 2025\\nArland will build it\\nBy Ada Quill, our woman in Arland\\n\\nIt waits.\\n"
>>> print(as_yaml(offered({"010": text})))
rules:
  - id: masthead
    zone: furniture
    reason: The lines above the headline are the paper's, not the article's.
    pattern: '\\ATHE\\ COURIER[ \\t]*(?:\\r\\n?|\\n)\\s*[^\\r\\n]{1,80}[ \\t]*(?:\\r\\n?|\\n)\\s*'
    articles: ["010"]
  - id: byline-with-role
    zone: byline
    reason: The writer's name stands in sources.csv.
    pattern: '^(?:By\\ Ada\\ Quill,\\ our\\ woman\\ in\\ Arland)[ \\t]*(?:\\r\\n?|\\n|\\Z)'
    articles: ["010"]
>>> text = "The bridge over the strait will be closed on Monday, the ministry of Arland says.\\n"
>>> other = "Nothing of that kind is said here at all.\\n"
>>> copies({"1": text, "2": "We met.\\n" + text.replace("Monday", "Friday"), "3": other})
[('1', '2')]
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from stancebook.core.dates import is_date_line
from stancebook.intake.layout import find_head
from stancebook.texts import damaged, furniture
from stancebook.texts.wrapping import paragraphs

MOST_MASTHEADS, MOST_BYLINES, MOST_LETTERS = 5, 30, 30
LINE_END = r"[ \t]*(?:\r\n?|\n)\s*"


def offered(texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rules that texts seem to need, in the order in which they have to stand; none if they need none."""
    mastheads: defaultdict[str, list[str]] = defaultdict(list)
    bylines: defaultdict[str, list[str]] = defaultdict(list)
    for id, text in texts.items():
        head = find_head(text)
        if head.masthead:
            mastheads[_masthead_pattern(head.masthead)].append(id)
        if head.byline and not furniture.whole(head.byline):
            bylines[_escaped(head.byline)].append(id)
    return [*_masthead_rules(mastheads), *_byline_rule(bylines), *_letter_rules(texts)]


def _masthead_pattern(masthead: str) -> str:
    """A pattern of the lines above a headline, in which a date may be any."""
    lines = [line.strip() for line in re.split(r"\r\n?|\n", masthead) if line.strip()]
    return r"\A" + "".join(("[^\\r\\n]{1,80}" if is_date_line(line) else _escaped(line)) + LINE_END for line in lines)


def _escaped(words: str) -> str:
    """A pattern of words, with the code of each sign that one cannot see.

    >>> _escaped("a.\\x85\\u2028\\U000e0001")
    'a\\\\.\\\\x85\\\\u2028\\\\U000e0001'
    """
    return "".join(re.escape(each) if each.isprintable() else _code(ord(each)) for each in words)


def _code(point: int) -> str:
    """The code point of a sign as patterns have it."""
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def _masthead_rules(found: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    """A rule for each of the most frequent mastheads."""
    frequent = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair))[:MOST_MASTHEADS]
    return [
        {
            "id": "masthead" + (f"-{number}" if number > 1 else ""),
            "zone": "furniture",
            "reason": "The lines above the headline are the paper's, not the article's.",
            "pattern": pattern,
            "articles": ids,
        }
        for number, (pattern, ids) in enumerate(frequent, 1)
    ]


def _byline_rule(found: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    """A rule for all bylines that the package's own rule does not take."""
    lines = sorted(found)[:MOST_BYLINES]
    if not lines:
        return []
    ids = sorted({id for line in lines for id in found[line]})
    reason = "The writer's name stands in sources.csv."
    pattern = rf"^(?:{'|'.join(lines)})[ \t]*(?:\r\n?|\n|\Z)"
    return [{"id": "byline-with-role", "zone": "byline", "reason": reason, "pattern": pattern, "articles": ids}]


def _letter_rules(texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """A rule for each kind of damaged letters that can be mended, the most frequent ones first."""
    found: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for id, text in texts.items():
        for each in damaged.find(text):
            if each.meant:
                found[each.found, each.meant, each.cause].append(id)
    frequent = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair))[:MOST_LETTERS]
    return [
        {
            "id": f"letter-{number}",
            "zone": "body",
            "reason": f"Letters of the file that were damaged, {cause}.",
            "pattern": _escaped(letters),
            "after": meant,
            "articles": ids,
        }
        for number, ((letters, meant, cause), ids) in enumerate(frequent, 1)
    ]


def as_yaml(rules: Iterable[Mapping[str, Any]]) -> str:
    """Rules as the YAML of cleaning.yaml; an empty text if there are none."""
    lines = []
    for rule in rules:
        lines += [f"  - id: {rule['id']}", f"    zone: {rule['zone']}", f"    reason: {rule['reason']}"]
        lines += [f"    pattern: '{rule['pattern'].replace(chr(39), chr(39) * 2)}'"]
        lines += (
            [f"    after: {json.dumps(rule['after'], ensure_ascii=not rule['after'].isprintable())}"]
            if "after" in rule
            else []
        )
        lines += ["    articles: [" + ", ".join(f'"{id}"' for id in rule["articles"]) + "]"]
    return "\n".join(["rules:", *lines]) if lines else ""


# ---- copies ----

SHARED = 0.7  # the share of the shorter text's words that stands in the other one
LEAST_WORDS = 8


def copies(texts: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Groups of ids of texts, each of which shares most of its words with another of its group; in the given order."""
    if len(texts) < 2:
        return []
    from stancebook.texts.near_duplicates import near_duplicates  # here, because it imports pandas

    sizes = {id: _words(text) for id, text in texts.items()}
    shared: defaultdict[tuple[str, str], dict[tuple[str, int], int]] = defaultdict(dict)
    for row in near_duplicates(texts, least_words=LEAST_WORDS).itertuples():
        for side, article, start, end in (
            ("a", row.article_a, row.start_a, row.end_a),
            ("b", row.article_b, row.start_b, row.end_b),
        ):
            words = len(texts[article][start:end].split())
            shared[row.article_a, row.article_b][side, start] = words
    return _joined(texts, [pair for pair, places in shared.items() if _is_copy(pair, places, sizes)])


def _words(text: str) -> int:
    """The words in paragraphs that are long enough to be compared."""
    return sum(size for span in paragraphs(text) if (size := len(span.of(text).split())) >= LEAST_WORDS)


def _is_copy(pair: tuple[str, str], places: dict[tuple[str, int], int], sizes: Mapping[str, int]) -> bool:
    """Whether the shared paragraphs are most of the shorter text."""
    by_side = [sum(words for (side, _), words in places.items() if side == wanted) for wanted in "ab"]
    share = [words / max(sizes[article], 1) for words, article in zip(by_side, pair, strict=True)]
    return max(share) >= SHARED


def _joined(texts: Mapping[str, str], pairs: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The groups that pairs make."""
    first = {id: id for id in texts}

    def root(id: str) -> str:
        while first[id] != id:
            id = first[id]
        return id

    for one, other in pairs:
        first[root(other)] = root(one)
    groups = defaultdict(list)
    for id in texts:
        groups[root(id)].append(id)
    return [tuple(group) for group in groups.values() if len(group) > 1]
