"""Refusals: what a codebook says does not go together in one row, and why.

>>> choices = {"via": ("self", "article"), "voice": ("direct", "narration"), "condition": ("none", "other")}
>>> told = [{"when": {"via": "article", "voice": ["direct"]}, "reason": "Nobody is quoted where the article is the source."}]
>>> [rule] = from_yaml(told, choices)
>>> rule.refuses({"via": "article", "voice": "direct"}), rule.refuses({"via": "self", "voice": "direct"})
(True, False)
"""

from typing import Any, NamedTuple

from stancebook.core.yaml_files import expect

VARIABLES = ("speaker", "actor", "via", "voice", "issue", "position", "condition", "confidence", "note")
FREE = ("speaker", "note")
RULE = {"when": {...: object}, "reason": str}


class Constraint(NamedTuple):
    """A rule: what each variable in `when` has to hold for a row to be refused, one of some values, and the reason."""

    when: dict
    reason: str

    def refuses(self, row):
        """Whether a row holds a value of each variable; a variable that it lacks holds nothing, not even ""."""
        return all(
            variable in row and _held(variable, row[variable]) & set(values) for variable, values in self.when.items()
        )


def _held(variable, cell):
    """The values that a cell holds: the members of a set, or the cell itself."""
    held = cell.split() if variable == "condition" else [cell.strip()]
    return set(held or [""])


def reasons(row, book):
    """Why the codebook refuses a row, all reasons in the order of its rules."""
    return [rule.reason for rule in book.refused if rule.refuses(row)]


def from_yaml(refused: list[dict[str, Any]], choices: dict[str, tuple[str, ...]]) -> tuple[Constraint, ...]:
    """The Constraints of a codebook's entry `refused`; raises ValueError, in words, if one could not work."""
    expect(refused, [RULE], "refused")
    return tuple(_rule(entry["when"], entry["reason"], choices) for entry in refused)


def _rule(when: dict[str, Any], reason: str, choices: dict[str, tuple[str, ...]]) -> Constraint:
    if not when:
        raise ValueError("when, in a rule of refused, names a variable and its value")
    return Constraint({str(name): _values(str(name), given, choices) for name, given in when.items()}, reason.strip())


def _values(variable, given, choices):
    """The values that a rule names for a variable, as text; raises ValueError, in words, where it cannot hold them."""
    if variable not in VARIABLES:
        raise ValueError(f"'{variable}', in a rule of refused, is no variable; use {', '.join(VARIABLES)}")
    values = tuple(str(value) for value in (given if isinstance(given, list) else [given]))
    allowed = {*choices.get(variable, ()), ""}
    strange = [value for value in values if variable not in FREE and value not in allowed]
    if strange or not values or isinstance(given, dict):
        raise ValueError(f"'{', '.join(strange)}', in a rule of refused, is no value of {variable}")
    return values
