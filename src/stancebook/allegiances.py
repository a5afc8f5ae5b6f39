"""Allegiances: what coalitions amount to, in sentences.

>>> from stancebook.camps import camps
>>> between = lambda a, b, c: [[0, a, b], [a, 0, c], [b, c, 0]]
>>> found = camps("abc", between(3, 0, 1), between(0, 2, 2))
>>> title(found, {"a": "Arland", "b": "Borduria", "c": "Cordovia"})
'Arland and Borduria on one side, Cordovia on the other'
"""

from statistics import median

from stancebook import backbone
from stancebook.codebook import label
from stancebook.wording import capital, count, decimal, listed, number, percent


def title(found, names):
    """The finding that the figure of camps shows: who falls on which side, or why nobody does."""
    if found.reason:
        return capital(found.reason)
    one, other = (
        listed(names.get(actor, actor) for actor, side in zip(found.actors, found.sides) if side == which)
        for which in (1, -1)
    )
    return f"{one} on one side, {other} on the other"


def rests_on(found, said, scope):
    """How many statements, actors and issues the camps rest on, in sentences."""
    alone = said["actor"].nunique() - sum(side != 0 for side in found.sides)
    few = "an issue" if scope.shared == 1 else count(scope.shared, "issue")
    told = f"{number(alone, spell=True)} of the actors {'has' if alone == 1 else 'have'} no camp: {'it shares' if alone == 1 else 'they share'} fewer than {few} with anybody"
    return (
        f"This rests on {count(len(said), 'statement')} of {count(said['actor'].nunique(), 'actor')} on {count(said['issue'].nunique(), 'issue')}; "
        f"{told if alone else f'all of them share {few} or more with somebody'}."
    )


def measured(found, stable):
    """How far the camps divide, in sentences, with the range over draws."""
    if found.reason:
        return f"{capital(found.reason)}."
    ends = f"from {decimal(stable.low)} to {decimal(stable.high)}" if stable.low is not None else "not defined often enough"
    alike = f" {capital(count(found.ties, 'other split'))} would divide them as far." if found.ties else ""
    return (
        f"Polarisation {decimal(found.polarisation)} ({ends} in draws): {percent(found.within)} of congruence lies within the camps, "
        f"{percent(found.between)} of conflict between them.{alike}"
    )


def by_chance(found, deals):
    """How far positions dealt at random are polarised, beside the camps, as a sentence."""
    reached = sorted(each.polarisation for each in deals if each.polarisation is not None)
    if found.reason or not reached:
        return "Nothing is divided that chance could divide as well."
    as_far = sum(value >= found.polarisation for value in reached)
    return (
        f"By chance alone, with all that was said on an issue dealt anew to those who spoke on it, polarisation is {decimal(median(reached))} "
        f"at the median, and as large as here in {number(as_far)} of {count(len(reached), 'deal')}."
    )


def least_stable(stable, names):
    """Who falls on its side least often, and in which kind of trial, as a sentence."""
    told = stable.dropna(subset="share").sort_values(["share", "actor"])
    if told.empty:
        return "No actor has a camp."
    least = told.iloc[0]
    if least["share"] == 1:
        return "In every trial, every actor that is placed falls on its side."
    return (
        f"Least firm is {names.get(least['actor'], least['actor'])}: on its side in {percent(least['share'])} of the "
        f"{count(least['placed'], 'trial')} with {least['trial']} in which it has a camp."
    )


def holding(sets, names):
    """Which issues hold the structure, by the smallest set that leaves a tenth of what the best single one leaves."""
    if sets is None:
        return "No issue joins any two actors."
    chosen = backbone.chosen(sets)
    told = listed(names.get(issue, label(issue)) for issue in chosen)
    return f"{capital(count(len(chosen), 'issue'))} of {number(len(sets))} {'holds' if len(chosen) == 1 else 'hold'} it: {told}."


def movers(rows, names):
    """Who changes camps under a single change, and who under none, as a sentence."""
    changing = sorted({actor for row in rows for actor in row["changes_camp"].split()} - {"none"})
    if not changing:
        return "No single change moves an actor into the other camp."
    told = listed(names.get(actor, actor) for actor in changing)
    return f"A single change of these decisions moves {told} into the other camp, and nobody else."
