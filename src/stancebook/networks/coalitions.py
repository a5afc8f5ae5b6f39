"""The network of a study: which actors and issues it looks at, and the ties between them.

A study's settings name the issues, the number of issues that two actors of a tie share, and the types of actors that
are left out.

>>> from stancebook.core import schema, tables
>>> rows = [dict(article="010", actor=a, issue=i, position=p) for a, i, p in (("arland", "bridge", "2"),
...     ("arland", "toll", "-2"), ("borduria", "bridge", "2"), ("borduria", "toll", "2"), ("cordovia", "toll", "1"))]
>>> scope = Scope(("arland", "borduria", "cordovia"), ("bridge", "toll"), 2)
>>> network = study_network(tables.frame(rows, schema.STATEMENTS), scope)
>>> network.congruence.tolist(), network.conflict.tolist()  # of two statements each, one pair agrees and one does not
([[0.0, 0.5, 0.0], [0.5, 0.0, 0.0], [0.0, 0.0, 0.0]], [[0.0, 0.5, 0.0], [0.5, 0.0, 0.0], [0.0, 0.0, 0.0]])
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from stancebook.networks.activity import Activity, activity
from stancebook.networks.congruence import OneMode, one_mode, ties
from stancebook.study.codebook import POSITIONS, Codebook

SHARED, WITHOUT = 2, ("group",)


class Scope(NamedTuple):
    """What a network of a study looks at: these actors, these issues, ties that rest on at least `shared` issues."""

    actors: tuple[str, ...]
    issues: tuple[str, ...]
    shared: int


def scope(settings: Mapping[str, Any], book: Codebook, issue: str = "") -> Scope:
    """Return the Scope of a study's settings and codebook; with one `issue`, a tie rests on that one.

    By default all issues count, a tie rests on two, and groups are left out, as they contain their members.
    """
    coalitions = settings.get("coalitions") or {}
    without = coalitions.get("without", WITHOUT)
    actors = tuple(sorted(actor for actor, kind in book.types.items() if kind not in without))
    issues = (issue,) if issue else tuple(coalitions.get("issues") or book.issues)
    return Scope(actors, issues, 1 if issue else coalitions.get("shared", SHARED))


def all_ties(settings: Mapping[str, Any], book: Codebook) -> Scope:
    """Return the Scope of a study's settings with all issues of the codebook."""
    return scope(settings, book)._replace(issues=tuple(book.issues))


def statements_in_scope(statements: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Return the statements of a scope's actors on its issues."""
    return statements[statements["actor"].isin(scope.actors) & statements["issue"].isin(scope.issues)]


def study_network(statements: pd.DataFrame, scope: Scope, weights: Iterable[float] | None = None) -> OneMode:
    """Return the network of statements within a scope, see `ties_in_scope`.

    In an article an actor counts once for each position that it takes on an issue.
    """
    return ties_in_scope(activity(statements, "article", POSITIONS, scope.actors, scope.issues, weights), scope)


def ties_in_scope(counted: Activity, scope: Scope) -> OneMode:
    """Return the network of an Activity, without ties that rest on fewer issues than the scope asks.

    Ties are divided by average activity, so that actors with many statements are not closer to everybody.
    """
    network = one_mode(counted, by_activity=True)
    enough = network.shared >= scope.shared
    return network._replace(congruence=network.congruence * enough, conflict=network.conflict * enough)


def ties_of(statements: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Return the ties of statements within a scope, without normalisation, as `congruence.ties` has them."""
    counted = activity(statements, "article", POSITIONS, scope.actors, scope.issues)
    return ties(one_mode(counted), scope.shared)


def by_issue(statements: pd.DataFrame, scope: Scope) -> np.ndarray:
    """Return the congruence of each issue alone, issues x actors x actors; their sum is that of all issues."""
    counted = activity(statements, "article", POSITIONS, scope.actors, scope.issues)
    alone = counted.counts.swapaxes(0, 1)[:, :, None]
    return one_mode(counted._replace(counts=alone)).congruence


def strongest_first(ties: pd.DataFrame) -> pd.DataFrame:
    """Return ties from those on the most issues, and of these the one with the greatest net congruence."""
    return ties.sort_values(["issues", "net", "actor_a", "actor_b"], ascending=[False, False, True, True])
