"""Refusals: what a codebook says does not go together in one row, and why.

>>> choices = {"via": ("self", "article"), "voice": ("direct", "narration"), "condition": ("none", "other")}
>>> told = [{"when": {"via": "article", "voice": ["direct"]}, "reason": "Nobody is quoted where the article is the source."}]
>>> [rule] = from_yaml(told, choices)
>>> rule.refuses({"via": "article", "voice": "direct"}), rule.refuses({"via": "self", "voice": "direct"})
(True, False)
"""

from typing import NamedTuple

VARIABLES = ("speaker", "actor", "via", "voice", "issue", "position", "condition", "confidence", "note")
FREE = ("speaker", "note")


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


def from_yaml(told, choices):
    """The Refusals of a codebook's entry `refused`; raises ValueError, in words, where it is of another shape."""
    if not isinstance(told, list):
        raise ValueError("refused is a list of rules, each with when and reason")
    return tuple(_rule(entry, choices) for entry in told)


def _rule(entry, choices):
    """The Constraint of an entry; raises ValueError, in words, where it would not work."""
    if not isinstance(entry, dict) or entry.keys() != {"when", "reason"}:
        raise ValueError("a rule of refused has when and reason, and nothing else")
    when, reason = entry["when"], entry["reason"]
    if not isinstance(when, dict) or not when:
        raise ValueError("when, in a rule of refused, names a variable and its value")
    if not isinstance(reason, str) or not reason.strip():
        raise ValueError("the reason of a rule of refused is a sentence")
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
