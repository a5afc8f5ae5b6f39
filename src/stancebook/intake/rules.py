"""Cleaning rules that new texts seem to need, as YAML to put into data/coded/cleaning.yaml.

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
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from stancebook.intake.dates import is_date_line
from stancebook.intake.layout import PLAIN_BYLINE, find_head, is_wrapped

MOST_MASTHEADS, MOST_BYLINES = 5, 30
LINE_END = r"[ \t]*(?:\r\n?|\n)\s*"
WRAPPED = r"(?<=[^\r\n]{38})[ \t]*\r?\n(?!By )(?=\S)"  # a line of some length goes on in the next one


def offered(texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rules that texts seem to need, in the order in which they have to stand; none if they need none."""
    mastheads: defaultdict[str, list[str]] = defaultdict(list)
    bylines: defaultdict[str, list[str]] = defaultdict(list)
    for id, text in texts.items():
        head = find_head(text)
        if head.masthead:
            mastheads[_masthead_pattern(head.masthead)].append(id)
        if head.byline and not PLAIN_BYLINE.match(head.byline):
            bylines[re.escape(head.byline)].append(id)
    wrapped = [id for id, text in texts.items() if is_wrapped(text)]
    return [*_masthead_rules(mastheads), *_byline_rule(bylines), *_wrap_rule(wrapped)]


def _masthead_pattern(masthead: str) -> str:
    """A pattern of the lines above a headline, in which a date may be any."""
    lines = [line.strip() for line in re.split(r"\r\n?|\n", masthead) if line.strip()]
    return r"\A" + "".join(("[^\\r\\n]{1,80}" if is_date_line(line) else re.escape(line)) + LINE_END for line in lines)


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


def _wrap_rule(ids: list[str]) -> list[dict[str, Any]]:
    """A rule that joins lines that break at a fixed width."""
    reason = "Lines that break at a fixed width are one paragraph."
    rule = {"id": "wrapped-line", "zone": "body", "reason": reason, "pattern": WRAPPED, "after": " ", "articles": ids}
    return [rule] if ids else []


def as_yaml(rules: Iterable[Mapping[str, Any]]) -> str:
    """Rules as the YAML of cleaning.yaml; an empty text if there are none."""
    lines = []
    for rule in rules:
        lines += [f"  - id: {rule['id']}", f"    zone: {rule['zone']}", f"    reason: {rule['reason']}"]
        lines += [f"    pattern: '{rule['pattern'].replace(chr(39), chr(39) * 2)}'"]
        lines += [f'    after: "{rule["after"]}"'] if "after" in rule else []
        lines += ["    articles: [" + ", ".join(f'"{id}"' for id in rule["articles"]) + "]"]
    return "\n".join(["rules:", *lines]) if lines else ""
