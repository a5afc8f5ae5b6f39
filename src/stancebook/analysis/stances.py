"""Stances: what each actor holds on each issue, counted from statements.

>>> from stancebook.core.tables import frame
>>> said = frame([dict(article=a, actor="arland", issue="bridge", position=p, condition=c)
...     for a, p, c in (("000", "2", "none"), ("000", "1", "toll"), ("010", "-1", "toll peace"))], schema.STATEMENTS)
>>> positions(said)[["article", "n", "median", "conditions"]].values.tolist()
[['000', 2, 1.5, 'toll'], ['010', 1, -1.0, 'peace toll']]
>>> stances(said)[["n", "articles", "median", "min", "max"]].values.tolist()
[[3, 2, 1.0, -1, 2]]
"""

from stancebook.core import schema


def positions(statements):
    """A row for each article, actor and issue: n statements, median, least and greatest position, all conditions."""
    return _counted(statements, ["article", "actor", "issue"])[list(schema.POSITIONS.names)]


def stances(statements):
    """A row for each actor and issue: n statements in how many articles, mean, median, range, all conditions.

    Statements weigh alike, whichever text they stand in; positions run from -2 (rejects) to 2 (supports).
    """
    return _counted(statements, ["actor", "issue"])[list(schema.STANCES.names)]


def _counted(statements, by):
    counts = {
        "n": ("position", "size"),
        "articles": ("article", "nunique"),
        "mean": ("position", "mean"),
        "median": ("position", "median"),
        "min": ("position", "min"),
        "max": ("position", "max"),
        "conditions": ("condition", union_of_conditions),
    }
    told = {"articles"} if "article" in by else set()
    counted = statements.groupby(by, sort=True).agg(**{name: how for name, how in counts.items() if name not in told})
    return counted.reset_index()


def union_of_conditions(conditions):
    """Every condition of these sets, once, sorted, in one cell; `none` is no condition.

    >>> union_of_conditions(["none", "toll peace", "toll"])
    'peace toll'
    """
    return " ".join(sorted({member for cell in conditions for member in cell.split()} - {"none"}))


def most_dividing(stances, words):
    """The issues on which the medians of actors lie furthest apart, in words, in order of the alphabet."""
    spread = _spread(stances)
    return sorted(words.get(issue, issue) for issue in spread[spread == spread.max()].index) if len(spread) else []


def _spread(stances):
    by_issue = stances.groupby("issue")["median"]
    return by_issue.max() - by_issue.min()
