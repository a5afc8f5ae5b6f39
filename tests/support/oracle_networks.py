"""Networks of statements, computed by plain loops from their definitions, to compare the package with.

A statement is a dict of actor, issue, position (a number), article and weight. Sums are Fractions, so that nothing is
rounded before the end.
"""

import random
from fractions import Fraction

SCALES = ((-2, -1, 0, 1, 2), (-1, 0, 1), (-3, 0.5, 1, 4), (0.1, 0.3, 0.4, 1.7), (1, 2, 3, 5, 8))
REPEATS = ("each", "article")


def table(seed):
    """Return random statements, and the possible actors, issues and positions; not all of them occur."""
    chance = random.Random(seed)
    actors = [f"a{number}" for number in range(chance.randint(3, 6))]
    issues = [f"i{number}" for number in range(chance.randint(2, 4))]
    scale = chance.choice(SCALES)
    weight = chance.choice([lambda: 1, lambda: chance.randint(0, 16) / 8, lambda: chance.randint(0, 2)])
    rows = [
        {
            "actor": chance.choice(actors[:-1]),
            "issue": chance.choice(issues),
            "position": chance.choice(scale),
            "article": f"{chance.randint(0, 5):03}",
            "weight": weight(),
        }
        for _ in range(chance.randint(0, 40))
    ]
    return rows, actors, issues, scale


def counted(rows, repeats):
    """Return how often each actor took each position on each issue, by (actor, issue, position), without zeros."""
    once = {}
    for number, row in enumerate(rows):
        key = row["actor"], row["issue"], row["position"], number if repeats == "each" else row["article"]
        once[key] = max(once.get(key, Fraction(0)), Fraction(row["weight"]))
    counts = {}
    for (actor, issue, position, _), weight in once.items():
        counts[actor, issue, position] = counts.get((actor, issue, position), Fraction(0)) + weight
    return {key: weight for key, weight in counts.items() if weight}


def apart(one, other, scale):
    """Return the distance of two positions, from 0 to 1."""
    reach = max(scale) - min(scale)
    return Fraction(abs(one - other)) / Fraction(reach) if reach else Fraction(0)


def between(counts, a, b, issues, scale):
    """Return the congruence and conflict of two actors, which may be the same."""
    congruence = conflict = Fraction(0)
    for issue in issues:
        for one in scale:
            for other in scale:
                both = counts.get((a, issue, one), 0) * counts.get((b, issue, other), 0)
                if both:
                    congruence += both * (1 - apart(one, other, scale))
                    conflict += both * apart(one, other, scale)
    return congruence, conflict


def spoken(counts, actor, issue=None):
    """Return the number of statements of an actor, in all or on an issue."""
    total = Fraction(0)
    for (other, what, _), weight in counts.items():
        if actor == other and issue in (None, what):
            total += weight
    return total


def one_mode(rows, actors, issues, scale, repeats, by_activity):
    """Return congruence, conflict and shared issues as three matrices; the diagonal is 0."""
    counts = counted(rows, repeats)
    networks = [[[0.0] * len(actors) for _ in actors] for _ in range(3)]
    for i, a in enumerate(actors):
        for j, b in enumerate(actors):
            if i == j:
                continue
            divisor = (spoken(counts, a) + spoken(counts, b)) / 2 if by_activity else Fraction(1)
            for network, part in zip(networks, between(counts, a, b, issues, scale), strict=False):
                network[i][j] = float(part / divisor) if divisor else 0.0
            networks[2][i][j] = sum(1 for issue in issues if spoken(counts, a, issue) and spoken(counts, b, issue))
    return networks
