"""Ties between actors, as the circle and the matrix both show them."""

from math import floor, isfinite, log10
from typing import NamedTuple

import pandas as pd

from stancebook.core.english import display_name

NO_TIE = "No tie rests on so many shared issues"
SIDES = {1: "one camp", -1: "the other camp", 0: "in no camp"}


class Tie(NamedTuple):
    """Two actors, the net of congruence and conflict, the same as a share of both, and how many issues they share."""

    a: str
    b: str
    net: float
    share: float
    issues: int


def pairs(ties, actors):
    """The ties of these actors as Ties, in the order of the actors, whichever way round the table has them.

    Raises ValueError where an actor is given twice, a tie leads to a stranger or to its own actor, two actors have two
    ties, or a tie's numbers cannot be.
    """
    place = {actor: number for number, actor in enumerate(actors)}
    if len(place) < len(actors):
        raise ValueError("an actor is given twice; give each actor once")
    found = {}
    for row in ties.to_dict("records"):
        if wrong := _wrong(row, place, found):
            raise ValueError(f"the tie of {row['actor_a']} and {row['actor_b']} {wrong}")
        a, b = sorted((row["actor_a"], row["actor_b"]), key=place.get)
        net, both = round(float(row["net"]), 9), float(row["congruence"] + row["conflict"])
        share = float(row["congruence"] - row["conflict"]) / both if both else 0.0
        found[a, b] = Tie(a, b, net or 0.0, share, int(row["issues"]))
    return [found[pair] for pair in sorted(found, key=lambda pair: (place[pair[0]], place[pair[1]]))]


def _wrong(row, place, found):
    """What is wrong with a tie, and the cure; empty where nothing is."""
    ends, numbers = (row["actor_a"], row["actor_b"]), [row[key] for key in ("congruence", "conflict", "net", "issues")]
    if strange := [end for end in ends if end not in place]:
        return f"leads to {strange[0]}, who is none of the actors; add that actor, or leave the tie out"
    if ends[0] == ends[1] or ends in found or ends[::-1] in found:
        return "joins an actor to itself or is there twice; give two actors one tie"
    if any(pd.isna(number) or not isfinite(number) for number in numbers):
        return "lacks a number; give congruence, conflict, net and issues, or leave the tie out"
    congruence, conflict, net, issues = map(float, numbers)
    if min(congruence, conflict) < 0 or issues < 1 or abs(net - congruence + conflict) > 0.001 * (1 + abs(net)):
        return "cannot be: net is congruence less conflict, neither of them below 0, on one issue at least"
    return ""


def sides(camps):
    """The side of each actor of a table of camps, in its order; raises ValueError where one has none or two."""
    found = {}
    for actor, side in zip(camps["actor"], camps["side"], strict=True):
        if pd.isna(side) or side not in SIDES or actor in found:
            raise ValueError(f"{actor} has no side or is there twice; give each actor +1, -1 or 0, once")
        found[actor] = int(side)
    return found


def written(nets):
    """The function that writes these nets alike: whole where all are, else two digits of the largest, and tenths."""
    nets = list(nets)
    whole, largest = all(net == round(net) for net in nets), max(map(abs, nets), default=0)
    places = 0 if whole else max(int(largest < 100), 1 - floor(log10(largest)))
    return lambda net: f"{net:+.{places}f}".replace("-", "−") if net else "0"


def in_words(tie, write, names):
    """A tie as a list of them says it."""
    issues = f"{tie.issues} issue{'' if tie.issues == 1 else 's'}"
    return f"{display_name(names, tie.a)} and {display_name(names, tie.b)} {write(tie.net)} ({issues})"


def camps_in_words(side, names, about=lambda actor: ""):
    """A sentence for each camp that has actors, with what `about` adds to a name."""
    for each, words in SIDES.items():
        listed = [display_name(names, actor) + about(actor) for actor, own in side.items() if own == each]
        if listed:
            yield f"{words[0].upper()}{words[1:]}: {', '.join(listed)}."
