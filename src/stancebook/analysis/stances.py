"""Stances: the positions of each actor on each issue, counted from statements.

>>> from stancebook.core.tables import frame
>>> statements = frame([dict(article=a, actor="arland", issue="bridge", position=p, condition=c)
...     for a, p, c in (("000", "2", "none"), ("000", "1", "toll"), ("010", "-1", "toll peace"))], schema.STATEMENTS)
>>> positions(statements)[["article", "n", "median", "conditions"]].values.tolist()
[['000', 2, 1.5, 'toll'], ['010', 1, -1.0, 'peace toll']]
>>> stances(statements)[["n", "articles", "median", "min", "max"]].values.tolist()
[[3, 2, 1.0, -1, 2]]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from stancebook.core import schema

if TYPE_CHECKING:
    import pandas as pd


def positions(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the table `positions`: number of statements, median and range of each article, actor and issue."""
    return _summary(statements, ["article", "actor", "issue"])[list(schema.POSITIONS.names)]


def stances(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the table `stances`: number of statements and articles, mean, median, range of each actor and issue.

    All statements have the same weight; positions are from -2 (rejects) to 2 (supports).
    """
    return _summary(statements, ["actor", "issue"])[list(schema.STANCES.names)]


def _summary(statements: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    counts = {
        "n": ("position", "size"),
        "articles": ("article", "nunique"),
        "mean": ("position", "mean"),
        "median": ("position", "median"),
        "min": ("position", "min"),
        "max": ("position", "max"),
        "conditions": ("condition", union_of_conditions),
    }
    if "article" in by:
        del counts["articles"]
    return statements.groupby(by, sort=True).agg(**counts).reset_index()


def union_of_conditions(conditions: Iterable[str]) -> str:
    """Return every condition of these sets once, sorted, in one cell; `none` is no condition.

    >>> union_of_conditions(["none", "toll peace", "toll"])
    'peace toll'
    """
    return " ".join(sorted({member for cell in conditions for member in cell.split()} - {"none"}))


def most_dividing(stances: pd.DataFrame, words: Mapping[str, str]) -> list[str]:
    """Return the issues with the widest range between the medians of actors, in words, in alphabetical order."""
    spread = spread_by_issue(stances)
    return sorted(words.get(issue, issue) for issue in spread[spread == spread.max()].index) if len(spread) else []


def spread_by_issue(stances: pd.DataFrame) -> pd.Series:
    """Return the range between the least and the greatest median of an actor on each issue."""
    medians = stances.groupby("issue")["median"]
    return medians.max() - medians.min()
