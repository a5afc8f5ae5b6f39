"""The cleaning rules that a study brings: their patterns may be anything, and are looked for within limits.

>>> faults([{"id": "ad", "pattern": "a("}])[0].place
'rules: ad: pattern'
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from stancebook.core.bounds import patterns
from stancebook.core.bounds.limits import BeyondLimit
from stancebook.core.yaml_files import Fault
from stancebook.texts.spans import Span

if TYPE_CHECKING:
    from stancebook.texts.cleaning import Place, Rule

FILE = "cleaning.yaml"


def faults(entries: Sequence[dict[str, Any]]) -> list[Fault]:
    """Return a Fault for each rule whose pattern cannot be compiled."""
    found = zip(entries, patterns.faults([entry["pattern"] for entry in entries]), strict=True)
    fix = "write a regular expression"
    return [Fault(_place(entry["id"]), message, fix) for entry, message in found if message]


def places(rules: Sequence[Rule], raw: str, article: str) -> dict[Rule, list[Place]]:
    """Return what each rule finds in the raw text of an article: the places, and what stands there after cleaning.

    Raises BeyondLimit, which names rule and text, if that takes too long.
    """
    if not rules:
        return {}
    try:
        found = patterns.spans([rule.pattern for rule in rules], raw)
    except patterns.UnusablePattern as refused:
        place = f"{FILE}, {_place(rules[refused.at].id)}"
        raise BeyondLimit(place, f"{refused}{f' on text {article}' if article else ''}", patterns.FIX) from None
    return {rule: [(Span(*each), rule.after) for each in spans] for rule, spans in zip(rules, found, strict=True)}


def _place(id: str) -> str:
    return f"rules: {id}: pattern"
