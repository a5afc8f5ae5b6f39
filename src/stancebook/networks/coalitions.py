"""Coalitions: who stands with whom in a study.

A study says at which issues the picture looks, how many of them two actors of a tie share, and whom it leaves out.

>>> from stancebook.core.schema import STATEMENTS
>>> from stancebook.core.tables import frame
>>> said = frame([dict(article="010", actor=a, issue=i, position=p) for a, i, p in (("arland", "bridge", "2"),
...     ("arland", "toll", "-2"), ("borduria", "bridge", "2"), ("borduria", "toll", "2"), ("cordovia", "toll", "1"))], STATEMENTS)
>>> scope = Scope(("arland", "borduria", "cordovia"), ("bridge", "toll"), 2)
>>> tied = study_network(said, scope)
>>> tied.congruence.tolist(), tied.conflict.tolist()  # of two statements each, one pair agrees and one does not
([[0.0, 0.5, 0.0], [0.5, 0.0, 0.0], [0.0, 0.0, 0.0]], [[0.0, 0.5, 0.0], [0.5, 0.0, 0.0], [0.0, 0.0, 0.0]])
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from stancebook.networks.activity import activity
from stancebook.networks.congruence import one_mode, ties
from stancebook.study.codebook import POSITIONS

SHARED, WITHOUT = 2, ("group",)


class Scope(NamedTuple):
    """What a picture of coalitions looks at: these actors, these issues, ties that rest on so many of them or more."""

    actors: tuple
    issues: tuple
    shared: int


def scope(settings, book, issue=""):
    """The Scope of a study's settings and codebook; of one issue alone, a tie rests on that one.

    By default all issues count, a tie rests on two, and groups are left out, for they contain their members.
    """
    told = settings.get("coalitions") or {}
    without = told.get("without", WITHOUT)
    actors = tuple(sorted(actor for actor, kind in book.types.items() if kind not in without))
    issues = (issue,) if issue else tuple(told.get("issues") or book.issues)
    return Scope(actors, issues, 1 if issue else told.get("shared", SHARED))


def statements_in_scope(statements, scope):
    """The statements of a scope's actors on its issues."""
    return statements[statements["actor"].isin(scope.actors) & statements["issue"].isin(scope.issues)]


def study_network(said, scope, weights=None):
    """The one-mode network of statements that a scope looks at, see `tied`; an actor counts once in a text.

    It counts once for each position that the text tells.
    """
    return ties_in_scope(activity(said, "article", POSITIONS, scope.actors, scope.issues, weights), scope)


def ties_in_scope(counted, scope):
    """The one-mode network of an Activity, without ties that rest on fewer issues than the scope asks.

    Ties are divided by average activity, so that the talkative do not stand closer to everybody.
    """
    found = one_mode(counted, "ordinal", "activity")
    enough = found.shared >= scope.shared
    return found._replace(congruence=found.congruence * enough, conflict=found.conflict * enough)


def all_ties(settings, book):
    """The Scope of a study's settings with all issues of the codebook, whichever one a run looks at."""
    return scope(settings, book)._replace(issues=tuple(book.issues))


def ties_of(said, scope):
    """The ties of statements that a scope looks at, not divided by anything, as `congruence.ties` has them."""
    counted = activity(said, "article", POSITIONS, scope.actors, scope.issues)
    return ties(one_mode(counted), scope.shared)


def by_issue(said, scope):
    """What each issue alone adds to congruence: issues x actors x actors, whose sum is that of all."""
    counted = [activity(said[said["issue"] == issue], "article", POSITIONS, scope.actors) for issue in scope.issues]
    return np.array([one_mode(row).congruence for row in counted])


def strongest_first(ties: pd.DataFrame) -> pd.DataFrame:
    """Return ties from those on the most issues, and of these the one with the greatest net congruence."""
    return ties.sort_values(["issues", "net", "actor_a", "actor_b"], ascending=[False, False, True, True])
