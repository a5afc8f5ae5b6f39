"""Ties between actors, as the circle and the matrix show them.

>>> write = number_writer([2, -12])
>>> write(2), in_words(Tie("arland", "borduria", -12, -0.5, 3), write, {})
('+2', 'arland and borduria −12 (3 issues)')
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import floor, isfinite, log10
from typing import Any, NamedTuple

import pandas as pd

from stancebook.core.english import capital, display_name
from stancebook.figures.alt_text import amount
from stancebook.figures.style import Names

NO_TIE = "No tie rests on so many shared issues"
SIDES = {1: "one camp", -1: "the other camp", 0: "in no camp"}


class Tie(NamedTuple):
    """Two actors, congruence less conflict (also as a share of both), and the number of issues that they share."""

    a: str
    b: str
    net: float
    share: float
    issues: int

    @property
    def sign(self) -> int:
        """+1 for shared more than opposed, -1 for the reverse, 0 for even."""
        return (self.net > 0) - (self.net < 0)


def pairs(ties: pd.DataFrame, actors: list[str]) -> list[Tie]:
    """The ties of these actors, sorted by the order of the actors.

    Raises ValueError if an actor is given twice, a tie leads to an unknown actor or to its own actor, two actors have
    two ties, or the numbers of a tie contradict each other.
    """
    place = {actor: number for number, actor in enumerate(actors)}
    if len(place) < len(actors):
        raise ValueError("an actor is given twice; give each actor once")
    by_pair: dict[tuple[str, str], Tie] = {}
    for row in ties.to_dict("records"):
        if problem := _problem(row, place, by_pair):
            raise ValueError(f"the tie of {row['actor_a']} and {row['actor_b']} {problem}")
        a, b = sorted((row["actor_a"], row["actor_b"]), key=place.get)
        net, both = round(float(row["net"]), 9), float(row["congruence"] + row["conflict"])
        share = float(row["congruence"] - row["conflict"]) / both if both else 0.0
        by_pair[a, b] = Tie(a, b, net or 0.0, share, int(row["issues"]))
    return [by_pair[pair] for pair in sorted(by_pair, key=lambda pair: (place[pair[0]], place[pair[1]]))]


def _problem(row: dict[Any, Any], place: Mapping[str, int], by_pair: Mapping[tuple[str, str], Tie]) -> str:
    """The problem of a tie, with its fix; empty if there is none."""
    ends, numbers = (row["actor_a"], row["actor_b"]), [row[key] for key in ("congruence", "conflict", "net", "issues")]
    if strange := [end for end in ends if end not in place]:
        return f"leads to {strange[0]}, who is none of the actors; add that actor, or leave the tie out"
    if ends[0] == ends[1] or ends in by_pair or ends[::-1] in by_pair:
        return "joins an actor to itself or is there twice; give two actors one tie"
    if any(pd.isna(number) or not isfinite(number) for number in numbers):
        return "lacks a number; give congruence, conflict, net and issues, or leave the tie out"
    congruence, conflict, net, issues = map(float, numbers)
    if min(congruence, conflict) < 0 or issues < 1 or abs(net - congruence + conflict) > 0.001 * (1 + abs(net)):
        return "cannot be: net is congruence less conflict, neither of them below 0, on one issue at least"
    return ""


def sides(camps: pd.DataFrame) -> dict[str, int]:
    """The side of each actor of a table of camps, in its order; raises ValueError if an actor has none or two."""
    by_actor: dict[str, int] = {}
    for actor, side in zip(camps["actor"], camps["side"], strict=True):
        if pd.isna(side) or side not in SIDES or actor in by_actor:
            raise ValueError(f"{actor} has no side or is there twice; give each actor +1, -1 or 0, once")
        by_actor[actor] = int(side)
    return by_actor


def number_writer(nets: Iterable[float]) -> Callable[[float], str]:
    """A function that writes each of these nets with equally many decimals.

    There are none if all are whole numbers; else enough for two digits of the largest, and one at least below 100.
    """
    nets = list(nets)
    whole, largest = all(net == round(net) for net in nets), max(map(abs, nets), default=0)
    places = 0 if whole else max(int(largest < 100), 1 - floor(log10(largest)))
    return lambda net: f"{net:+.{places}f}".replace("-", "−") if net else "0"


def in_words(tie: Tie, write: Callable[[float], str], names: Names) -> str:
    """A tie as an entry of a list."""
    ends = f"{display_name(names, tie.a)} and {display_name(names, tie.b)}"
    return f"{ends} {write(tie.net)} ({amount(tie.issues, 'issue')})"


def camps_in_words(
    side: Mapping[str, int], names: Names, about: Callable[[str], str] = lambda actor: ""
) -> Iterator[str]:
    """A sentence for each camp that has actors; `about` adds a note to a name."""
    for each, words in SIDES.items():
        actors = [display_name(names, actor) + about(actor) for actor, own in side.items() if own == each]
        if actors:
            yield f"{capital(words)}: {', '.join(actors)}."
