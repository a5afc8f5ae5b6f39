"""What the desk tells an adjudicator beside the cases: agreement so far, reasons given before, and what is next.

>>> from stancebook.study.cases import cases
>>> unit = {"article": "010", "sentence_start": "0", "actor": "arland", "issue": "bridge"}
>>> one = unit | {"speaker": "-", "via": "self", "voice": "indirect", "position": "2", "condition": "none"}
>>> so_far = agreement(cases({"ada": [one], "ben": [one | {"position": "1"}], "eva": []}))
>>> [(row["variable"], row["pair"], row["same"], row["of"]) for row in so_far if row["pair"] == ["ada", "ben"]][::4]
[('presence', ['ada', 'ben'], 1, 1), ('position', ['ada', 'ben'], 0, 1)]
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from stancebook.core.english import listed
from stancebook.core.tables import Row
from stancebook.study.cases import PRESENCE, Case
from stancebook.study.statements import COMPARED

MOST = 30  # reasons to offer


def agreement(cases: Iterable[Case]) -> list[dict[str, Any]]:
    """Return for each variable and pair of coders how many of the units that both could compare are the same.

    Of presence these are the units that one of them found, of a variable those that both found.
    """
    counted: Counter[tuple[str, tuple[str, str], bool]] = Counter()
    for case in cases:
        for (one, row), (other, other_row) in combinations(case.codings, 2):
            if row or other_row:
                counted[PRESENCE, (one, other), bool(row and other_row)] += 1
            for variable in COMPARED if row and other_row else ():
                counted[variable, (one, other), _value(row, variable) == _value(other_row, variable)] += 1
    pairs = dict.fromkeys((variable, pair) for variable, pair, _ in counted)
    order = [key for name in (PRESENCE, *COMPARED) for key in pairs if key[0] == name]
    return [
        {"variable": variable, "pair": [*pair], "same": counted[variable, pair, True]}
        | {"of": counted[variable, pair, True] + counted[variable, pair, False]}
        for variable, pair in order
    ]


def _value(row: Row, variable: str) -> list[str]:
    """Return a value as it is compared: the order of conditions does not count."""
    return sorted(row[variable].split()) if variable == "condition" else [row[variable]]


def reasons(decisions: Iterable[Row]) -> list[str]:
    """Return the reasons given so far, the most frequent first."""
    return [reason for reason, _ in Counter(row["reason"] for row in decisions if row["reason"]).most_common(MOST)]


def unfinished(waiting: Mapping[str, Sequence[str]], names: Mapping[str, str], most: int = 5) -> str:
    """Return in words which articles are not finished by whom; `waiting` has the coders by article.

    >>> unfinished({"010": [], "020": ["ben"], "030": ["ada", "ben"]}, {"ada": "Ada", "ben": "Ben"})
    'Ada has not finished 030; Ben has not finished 020 and 030'
    """
    told = []
    for coder, name in names.items():
        ids = [id for id, coders in waiting.items() if coder in coders]
        more = [f"{len(ids) - most} more"] if len(ids) > most else []
        if ids:
            told.append(f"{name} has not finished {listed([*ids[:most], *more])}")
    return "; ".join(told)


def next_step(articles: int, left: int, missing: str) -> str:
    """Return in a sentence what comes next where nothing is left to decide, "" where something is.

    >>> next_step(2, 0, "Ben has not finished 020")
    'Nothing is left to decide in what is open. Ben has not finished 020.'
    """
    if not articles:
        return "Nothing is coded yet. The coders begin."
    if left:
        return ""
    return f"Nothing is left to decide in what is open. {missing}." if missing else "All is decided."
