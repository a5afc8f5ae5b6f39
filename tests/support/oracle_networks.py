"""An oracle: networks of statements by scalar loops, from their definitions alone and without the package.

A statement is a dict of actor, issue, position (a number), article, date (a datetime.date) and weight. Sums are of
Fractions, so that nothing is rounded before the very end.
"""

import datetime
import math
import random
from fractions import Fraction

SCALES = ((-2, -1, 0, 1, 2), (-1, 0, 1), (-3, 0.5, 1, 4), (0.1, 0.3, 0.4, 1.7), (1, 2, 3, 5, 8))
REPEATS = ("each", "article", "week", "month", "year", "ever")


def table(seed):
    """A random table: its statements, and the actors, issues and positions there may be, not all of which occur."""
    chance = random.Random(seed)
    actors = [f"a{number}" for number in range(chance.randint(3, 6))]
    issues = [f"i{number}" for number in range(chance.randint(2, 4))]
    scale = chance.choice(SCALES)
    weight = chance.choice([lambda: 1, lambda: chance.randint(0, 16) / 8, lambda: chance.randint(0, 2)])
    days = chance.choice([30, 500])
    rows = [
        {
            "actor": chance.choice(actors[:-1]),
            "issue": chance.choice(issues),
            "position": chance.choice(scale),
            "article": f"{chance.randint(0, 5):03}",
            "date": datetime.date(2024, 12, 16) + datetime.timedelta(days=chance.randint(0, days)),
            "weight": weight(),
        }
        for _ in range(chance.randint(0, 40))
    ]
    return rows, actors, issues, scale


def sided(rows):
    """The statements by side of zero, those at zero left out."""
    return [row | {"position": 1 if row["position"] > 0 else -1} for row in rows if row["position"] != 0]


def occasion(number, row, repeats):
    """What two statements have in common that count once."""
    year, week, _ = row["date"].isocalendar()
    occasions = {
        "each": number,
        "article": row["article"],
        "week": (year, week),
        "month": (row["date"].year, row["date"].month),
        "year": row["date"].year,
        "ever": "once",
    }
    return occasions[repeats]


def counted(rows, repeats):
    """How often each actor took each position on each issue: a dict by the three, nothing where it is nothing."""
    once = {}
    for number, row in enumerate(rows):
        key = row["actor"], row["issue"], row["position"], occasion(number, row, repeats)
        once[key] = max(once.get(key, Fraction(0)), Fraction(row["weight"]))
    counts = {}
    for (actor, issue, position, _), weight in once.items():
        counts[actor, issue, position] = counts.get((actor, issue, position), Fraction(0)) + weight
    return {key: weight for key, weight in counts.items() if weight}


def apart(one, other, kind, scale):
    """How far two positions lie apart, from 0 to 1."""
    if kind == "nominal":
        return Fraction(int(one != other))
    reach = max(scale) - min(scale)
    return Fraction(abs(one - other)) / Fraction(reach) if reach else Fraction(0)


def between(counts, a, b, issues, scale, kind):
    """Congruence and conflict of two actors, who may be the same."""
    congruence = conflict = Fraction(0)
    for issue in issues:
        for one in scale:
            for other in scale:
                both = counts.get((a, issue, one), 0) * counts.get((b, issue, other), 0)
                if not both:
                    continue
                congruence += both * (1 - apart(one, other, kind, scale))
                conflict += both * apart(one, other, kind, scale)
    return congruence, conflict


def spoken(counts, actor=None, issue=None):
    """How many statements there are, of an actor or on an issue."""
    total = Fraction(0)
    for (who, what, _), weight in counts.items():
        if actor in (None, who) and issue in (None, what):
            total += weight
    return total


def size(counts, a, b, issues, scale, kind, normalise):
    """What the tie of two actors is divided by."""
    of = lambda one, other: between(counts, one, other, issues, scale, kind)[0]
    if normalise == "activity":
        return (spoken(counts, a) + spoken(counts, b)) / 2
    if normalise == "jaccard":
        return of(a, a) + of(b, b) - of(a, b)
    if normalise == "cosine":
        return math.sqrt(of(a, a) * of(b, b))
    return Fraction(1)


def one_mode(rows, actors, issues, scale, repeats, kind, normalise):
    """Congruence, conflict and shared issues, each a list of rows; 0 for an actor with himself."""
    counts = counted(rows, repeats)
    networks = [[[0.0] * len(actors) for _ in actors] for _ in range(3)]
    for i, a in enumerate(actors):
        for j, b in enumerate(actors):
            if i == j:
                continue
            divisor = size(counts, a, b, issues, scale, kind, normalise)
            parts = between(counts, a, b, issues, scale, kind)
            for network, part in zip(networks, parts):
                network[i][j] = float(part / divisor) if divisor else 0.0
            networks[2][i][j] = sum(1 for issue in issues if spoken(counts, a, issue) and spoken(counts, b, issue))
    return networks


def two_mode(rows, actors, issues, repeats, kind, normalise):
    """Actors x issues as a list of rows, for kind sides two of them."""
    counts = counted(rows, repeats)
    if kind == "sides":
        return [
            two_mode_of(counts, actors, issues, lambda position: int(position > 0), normalise),
            two_mode_of(counts, actors, issues, lambda position: int(position < 0), normalise),
        ]
    worth = {"count": lambda position: 1, "net": lambda position: (position > 0) - (position < 0)}[kind]
    return two_mode_of(counts, actors, issues, worth, normalise)


def two_mode_of(counts, actors, issues, worth, normalise):
    """The same of counts, where each position has its worth."""
    table = []
    for actor in actors:
        cells = []
        for issue in issues:
            total = Fraction(0)
            for (who, what, position), weight in counts.items():
                if (who, what) == (actor, issue):
                    total += weight * worth(position)
            divisors = {"none": 1, "activity": spoken(counts, actor), "prominence": spoken(counts, issue=issue)}
            divisor = divisors[normalise]
            cells.append(float(total / divisor) if divisor else 0.0)
        table.append(cells)
    return table


def kernel_weight(day, centre, width, kernel):
    """The weight of a day in a window."""
    half, distance = width / 2, abs(day - centre)
    if distance > half:
        return 0.0
    if kernel == "uniform":
        return 1 / width
    if kernel == "triangular":
        return (half - distance) / half**2
    if kernel == "epanechnikov":
        return 3 * (half**2 - distance**2) / (4 * half**3)
    deviation = half / 3
    within = math.erf(3 / math.sqrt(2))  # the share of a normal distribution within three deviations
    return math.exp(-(distance**2) / (2 * deviation**2)) / (deviation * math.sqrt(2 * math.pi) * within)
