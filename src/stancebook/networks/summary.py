"""What the camps amount to, in sentences.

>>> from stancebook.networks.camps import camps as divide
>>> between = lambda a, b, c: [[0, a, b], [a, 0, c], [b, c, 0]]
>>> found = divide("abc", between(3, 0, 1), between(0, 2, 2))
>>> beside_chance(found, [found])[:51]
'They are divided no further than chance may divide '
"""

from statistics import median

from stancebook.core.english import capital, count, decimal, label, listed, number, percent, spelled_or_none, verb
from stancebook.networks import backbone, camps
from stancebook.networks.partition import SAME

RARE = 0.05  # of deals, beyond which a division is no further than chance may make it


def least_shared(found, said, scope):
    """How many statements, actors and issues the camps rest on, in sentences."""
    issues = count(len(scope.issues), "issue")
    if said.empty:
        return f"Nobody at whom the picture looks says anything on its {issues}."
    within = {actor for actor, side in zip(found.actors, found.sides) if side}
    spoken = f"{count(len(said), 'statement')} of {count(said['actor'].nunique(), 'actor')} on {issues}"
    if not within:
        return f"It looks at {spoken}."
    bearing = number(int(said["actor"].isin(within).sum()))
    alone = said["actor"].nunique() - len(within)
    few = "none of these issues" if scope.shared == 1 else f"fewer than {spelled_or_none(scope.shared)} of these issues"
    rest = f", and {spelled_or_none(alone)} {'shares' if alone == 1 else 'share'} {few} with anybody" if alone else ""
    return f"Of {spoken}, {bearing} are by the {spelled_or_none(len(within))} in camps{rest}."


def division_in_words(found, drawn):
    """How far the camps divide, in sentences, with the range over draws."""
    if found.reason:
        return f"{capital(found.reason)}."
    stable = camps.stability(found, drawn)
    ends = f"defined in {number(stable.defined)} of {number(stable.draws)} draws alone"
    if stable.low is not None:
        ends = f"from {decimal(stable.low)} to {decimal(stable.high)} in draws"
    alike = f" {capital(count(found.ties, 'other split'))} would divide them as far." if found.ties else ""
    return (
        f"Polarisation {decimal(found.polarisation)} ({ends}): {percent(found.within)} of congruence lies within the "
        f"camps, {percent(found.between)} of conflict between them.{alike}"
    )


def beside_chance(found, deals):
    """How far the camps are from what chance makes, as a sentence; a deal without two camps divides nothing."""
    if found.reason or not deals:
        return "There are no camps to set beside chance."
    reached = [each.polarisation or 0.0 for each in deals]
    as_far = sum(value >= found.polarisation - SAME for value in reached)
    verdict = "no further than chance may divide them" if as_far > RARE * len(reached) else "further than by chance"
    return (
        f"They are divided {verdict}: with all that each said on an issue dealt anew among those who spoke on it, "
        f"polarisation is {decimal(median(reached))} at the median, and as large as here or larger in "
        f"{number(as_far)} of {number(len(reached))} deals."
    )


def least_stable_actors(stable, names):
    """Who falls on its side least often, and in which kind of trial, as a sentence."""
    told = stable.dropna(subset="share").sort_values(["share", "actor"])
    if told.empty:
        return "No actor has a camp."
    least = told.iloc[0]
    if least["share"] == 1:
        return "In every trial, every actor that is placed falls on its side."
    name = names.get(least["actor"], least["actor"])
    where = f"{percent(least['share'])} of {number(int(least['placed']))} ({least['trial']})"
    return f"Least firm is {name}: on its side in {where}."


def undivided(tried):
    """In how many trials of each kind there are two camps, as a sentence."""
    told = [
        f"{number(sum(not each.reason for each in drawn))} of {number(len(drawn))} ({kind})"
        for kind, drawn in tried.items()
        if drawn
    ]
    rest = "in the others there is no tie, no conflict or no congruence, or no split does better than one camp"
    return f"There are two camps in {listed(told)}; {rest}." if told else "There is no trial."


def backbone_in_words(found, sets, names):
    """Which issues hold congruence together: the smallest set near enough to all, as a sentence; see `backbone`."""
    if found.reason or sets is None:
        return "There are no camps, and so no structure to hold."
    chosen = backbone.choose_backbone(sets)
    told = listed(names.get(issue, label(issue)) for issue in chosen)
    if len(chosen) == len(sets):
        return f"None of {count(len(sets), 'issue')} can be spared: {told}."
    return f"{capital(count(len(chosen), 'issue'))} of {spelled_or_none(len(sets))} {verb(chosen, 'holds', 'hold')} it: {told}."


def movers(rows, names):
    """Who changes camps under a single change, and how many changes leave somebody in none, as a sentence."""
    changing = sorted({actor for row in rows for actor in row["changes_camp"].split()} - {"none"})
    losing = sum(row["loses_camp"] != "none" for row in rows)
    verb_of = "leaves" if losing == 1 else "leave"
    left = f" {capital(count(losing, 'change'))} {verb_of} somebody without a camp." if losing else ""
    if not changing:
        return f"No single change moves an actor into the other camp.{left}"
    told = listed(names.get(actor, actor) for actor in changing)
    return f"One single change or another moves {told} into the other camp.{left}"


def pairs_tied(ties, shared):
    """How many pairs of actors have a tie, and in how many conflict prevails, as a sentence."""
    if not len(ties):
        return "No two actors share issues enough for a tie."
    few = "an issue" if shared == 1 else f"{spelled_or_none(shared)} issues"
    actors = count(len({*ties["actor_a"], *ties["actor_b"]}), "actor")
    told = f"{capital(count(len(ties), 'pair'))} of {actors} {'shares' if len(ties) == 1 else 'share'} {few} or more"
    return f"{told}; in {spelled_or_none(int((ties['net'] < 0).sum()))} of them conflict outweighs congruence."
