"""What the camps amount to, in sentences.

>>> from stancebook.networks.camps import camps as divide
>>> between = lambda a, b, c: [[0, a, b], [a, 0, c], [b, c, 0]]
>>> found = divide("abc", between(3, 0, 1), between(0, 2, 2))
>>> beside_chance(found, [found])[:51]
'The camps are no further apart than chance may put '
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from stancebook.core.english import capital, count, decimal, label, listed, number, percent, spelled_or_none, verb
from stancebook.core.tables import Rows
from stancebook.networks import backbone, camps
from stancebook.networks.camps import Camps
from stancebook.networks.coalitions import Scope
from stancebook.networks.partition import SAME
from stancebook.networks.stability import polarisation_and_chance

RARE = 0.05  # of permutations: with more as polarised, camps are no further apart than by chance
Names = Mapping[str, str]


def least_shared(found: Camps, statements: pd.DataFrame, scope: Scope) -> str:
    """Return how many statements, actors and issues the camps rest on, in sentences."""
    issues = count(len(scope.issues), "issue")
    if statements.empty:
        return f"No actor of the network has a statement on its {issues}."
    placed = {actor for actor, side in zip(found.actors, found.sides, strict=True) if side}
    speakers = statements["actor"].nunique()
    whole = f"{count(len(statements), 'statement')} of {count(speakers, 'actor')} on {issues}"
    if not placed:
        return f"The network rests on {whole}."
    by_placed = int(statements["actor"].isin(placed).sum())
    alone, rest = speakers - len(placed), ""
    if alone:
        few = f"fewer than {spelled_or_none(scope.shared)}" if scope.shared > 1 else "none"
        share = verb(alone, "shares", "share")
        rest = f"; {spelled_or_none(alone)} {share} {few} of these issues with any other actor"
    are = f"{spelled_or_none(by_placed)} {verb(by_placed, 'is', 'are')}"
    return f"Of {whole}, {are} by the {count(len(placed), 'actor')} in camps{rest}."


def division_in_words(found: Camps, resampled: Sequence[Camps]) -> str:
    """Return how far the camps divide, in sentences, with the range over resamples."""
    if found.polarisation is None or found.within is None or found.between is None or found.reason:
        return f"{capital(found.reason)}."
    stable = camps.stability(found, resampled)
    ends = f"defined in only {number(stable.defined)} of {number(stable.resamples)} resamples"
    if stable.low is not None:
        ends = f"{decimal(stable.low)} to {decimal(stable.high)} in resamples"
    has = verb(found.ties, "has", "have")
    alike = f" {capital(count(found.ties, 'other division'))} {has} the same polarisation." if found.ties else ""
    return (
        f"Polarisation {decimal(found.polarisation)} ({ends}): {percent(found.within)} of congruence lies within the "
        f"camps, {percent(found.between)} of conflict between them.{alike}"
    )


def beside_chance(found: Camps, permuted: Sequence[Camps]) -> str:
    """Return how the polarisation of camps compares with that of permutations, as a sentence."""
    both = polarisation_and_chance(found, permuted)
    if both is None:
        return "There are no camps to compare with chance."
    polarisation, chance = both
    as_far = sum((each.polarisation or 0.0) >= polarisation - SAME for each in permuted)
    verdict = "no further apart than chance may put them"
    if as_far <= RARE * len(permuted):
        verdict = "further apart than chance puts them"
    return (
        f"The camps are {verdict}: if actors exchange their statements on each issue at random, polarisation is "
        f"{decimal(chance)} at the median, and at least as large as here in {number(as_far)} of "
        f"{number(len(permuted))} permutations."
    )


def least_stable_actors(stable: pd.DataFrame, names: Names) -> str:
    """Return the actor that falls in its camp least often, and the kind of repetition, as a sentence."""
    shares = stable.dropna(subset="share").sort_values(["share", "actor"])
    if shares.empty:
        return "No actor has a camp."
    least = shares.iloc[0]
    if least["share"] == 1:
        return "Every actor falls in the same camp in every repetition that places it in one."
    name = names.get(least["actor"], least["actor"])
    where = f"{percent(least['share'])} of {number(int(least['placed']))} repetitions ({least['trial']})"
    return f"The least stable actor is {name}: it falls in its camp in {where}."


def undivided(tried: Mapping[str, Sequence[Camps]]) -> str:
    """Return in how many repetitions of each kind there are two camps, as a sentence."""
    parts = [
        f"{number(sum(not each.reason for each in resampled))} of {number(len(resampled))} ({kind})"
        for kind, resampled in tried.items()
        if resampled
    ]
    rest = "in the others there is no tie, no conflict or no congruence, or no division is better than one camp"
    return f"There are two camps in {listed(parts)}; {rest}." if parts else "Nothing was repeated."


def backbone_in_words(found: Camps, sets: pd.DataFrame | None, names: Names) -> str:
    """Return the issues of the backbone, as a sentence; see `choose_backbone`."""
    if found.reason or sets is None:
        return "There are no camps, so no issue holds a structure."
    chosen = backbone.choose_backbone(sets)
    issues = listed(names.get(issue, label(issue)) for issue in chosen)
    if len(chosen) == len(sets):
        every = {1: "the one issue", 2: "both issues"}.get(len(sets), f"all {count(len(sets), 'issue')}")
        return f"The structure needs {every}: {issues}."
    holds = verb(chosen, "holds", "hold")
    of = f"{capital(spelled_or_none(len(chosen)))} of {count(len(sets), 'issue')}"
    return f"{of} {holds} the structure: {issues}."


def movers(rows: Rows, names: Names) -> str:
    """Return which actors change camps under a single change, and how many changes leave an actor in none."""
    changing = sorted({actor for row in rows for actor in row["changes_camp"].split()} - {"none"})
    losing = sum(row["loses_camp"] != "none" for row in rows)
    leave = "leaves" if losing == 1 else "leave"
    left = f" {capital(count(losing, 'single change'))} {leave} at least one actor without a camp." if losing else ""
    if not changing:
        return f"No single change moves an actor into the other camp.{left}"
    actors = listed(names.get(actor, actor) for actor in changing)
    moves = verb(changing, "moves", "move")
    return f"{capital(actors)} {moves} into the other camp under at least one single change.{left}"


def pairs_tied(ties: pd.DataFrame, shared: int) -> str:
    """Return how many pairs of actors have a tie, and in how many conflict prevails, as a sentence."""
    if not len(ties):
        return "No two actors share enough issues for a tie."
    few = "an issue" if shared == 1 else f"{spelled_or_none(shared)} issues"
    pairs, actors = count(len(ties), "pair"), count(len({*ties["actor_a"], *ties["actor_b"]}), "actor")
    opposed = spelled_or_none(int((ties["net"] < 0).sum()))
    share = "shares" if len(ties) == 1 else "share"
    return f"{capital(pairs)} of {actors} {share} {few} or more; in {opposed} of them conflict outweighs congruence."
