"""Constraints: combinations of values that the codebook refuses in one row, each with its reason.

>>> choices = {"via": ("self", "article"), "voice": ("direct", "narration"), "condition": ("none", "other")}
>>> entries = [{"when": {"via": "article", "voice": ["direct"]}, "reason": "The article quotes nobody."}]
>>> [rule] = from_yaml(entries, choices)
>>> rule.refuses({"via": "article", "voice": "direct"}), rule.refuses({"via": "self", "voice": "direct"})
(True, False)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from stancebook.core.problems import suggestion
from stancebook.core.tables import Row
from stancebook.core.yaml_files import expect

if TYPE_CHECKING:
    from stancebook.study.codebook import Codebook

VARIABLES = ("speaker", "actor", "via", "voice", "issue", "position", "condition", "confidence", "note")
FREE = ("speaker", "note")
RULE = {"when": {...: object}, "reason": str}


class Constraint(NamedTuple):
    """A rule that refuses a row if each variable in `when` has one of the values given there, and the reason."""

    when: dict[str, tuple[str, ...]]
    reason: str

    def refuses(self, row: Row) -> bool:
        """Return whether a row has one of the values of each variable; a row without the variable has none."""
        return all(
            variable in row and _members(variable, row[variable]) & set(values)
            for variable, values in self.when.items()
        )


def _members(variable: str, cell: str) -> set[str]:
    """Return the values in a cell: the members of a set, or the cell itself."""
    members = cell.split() if variable == "condition" else [cell.strip()]
    return set(members or [""])


def reasons(row: Row, book: Codebook) -> list[str]:
    """Return the reasons of all rules that refuse a row, in the order of the codebook."""
    return [rule.reason for rule in book.refused if rule.refuses(row)]


def from_yaml(refused: list[dict[str, Any]], choices: dict[str, tuple[str, ...]]) -> tuple[Constraint, ...]:
    """Return the Constraints of the entry `refused` of a codebook; raises ValueError for a rule that cannot apply."""
    expect(refused, [RULE], "refused")
    return tuple(_rule(entry["when"], entry["reason"], choices) for entry in refused)


def _rule(when: dict[str, Any], reason: str, choices: dict[str, tuple[str, ...]]) -> Constraint:
    if not when:
        raise ValueError("a rule of refused has an empty when; name a variable and its value")
    return Constraint({str(name): _values(str(name), given, choices) for name, given in when.items()}, reason.strip())


def _values(variable: str, given: object, choices: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the values that a rule gives for a variable, as text; raises ValueError for one that is not possible."""
    if variable not in VARIABLES:
        fix = suggestion(variable, VARIABLES, f"use {', '.join(VARIABLES)}")
        raise ValueError(f"'{variable}', in a rule of refused, is no variable; {fix}")
    values = tuple(str(value) for value in (given if isinstance(given, list) else [given]))
    allowed = {*choices.get(variable, ()), ""}
    unknown = [value for value in values if variable not in FREE and value not in allowed]
    if unknown or not values or isinstance(given, dict):
        fix = suggestion(unknown[0] if unknown else "", allowed, "use a value of it, or a list of them")
        raise ValueError(f"'{', '.join(unknown)}', in a rule of refused, is no value of {variable}; {fix}")
    return values
