"""Sentences about a brief and its evidence, for notebook 07.

>>> import pandas as pd
>>> claims(pd.DataFrame({"claim": ["a", "b"], "statements": ["S1 S2", "S2"]}))
'2 claims rest on 2 statements, facts and notes. One claim cites at most 2 of them; 1 claim cites a single one.'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.brief import certainty
from stancebook.core.english import listed, plural, verb

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd


def cited(claims: pd.DataFrame) -> set[str]:
    """Return the ids of all passages that the claims cite."""
    return set(" ".join(claims["statements"]).split())


def agreed(passages: pd.DataFrame, agreed: Collection[str]) -> str:
    """Return to how many statements and facts both coders gave the same; `agreed` has their ids."""
    counts = passages[passages["kind"].isin(["statement", "fact"])].groupby("kind")["id"]
    parts = [f"{ids.isin(agreed).sum()} of {plural(len(ids), kind)}" for kind, ids in sorted(counts, reverse=True)]
    return f"Both coders gave the same to {listed(parts)}." if parts else "There is no statement and no fact."


def claims(claims: pd.DataFrame) -> str:
    """Return how many claims the brief makes, and on how many passages they rest.

    >>> import pandas as pd
    >>> claims(pd.DataFrame({"claim": [], "statements": []}, dtype="str"))
    'This run makes no claim.'
    """
    if claims.empty:
        return "This run makes no claim."
    rests = claims["statements"].str.split().str.len()
    single = int((rests == 1).sum())
    return (
        f"{plural(len(claims), 'claim')} {verb(claims, 'rests', 'rest')} on {_passages(len(cited(claims)))}. "
        f"One claim cites at most {rests.max()} of them; {plural(single, 'claim')} "
        f"{verb(single, 'cites', 'cite')} a single one."
    )


def _passages(number: int) -> str:
    """A number of passages, by the names of their kinds."""
    return f"{number} {verb(number, 'statement, fact or note', 'statements, facts and notes')}"


def dropped(dropped: Sequence[tuple[str, str]]) -> str:
    """Return which claims this run cannot make."""
    return f"Claims that this run cannot make: {listed([claim for claim, _ in dropped] or ['none'])}."


def steps() -> str:
    """Return what lowers the strength of a part of a claim by one step."""
    return f"One step down for each of these: {'; '.join(certainty.STEPS.values())}."


def strongest(weakest: pd.Series, words: Sequence[str]) -> str:
    """Return the best evidence that a claim has, and the claims that have it.

    `weakest` has the strength of each claim's weakest part by claim; `words` run from the best to the worst.
    """
    best = next((word for word in words if (weakest == word).any()), None)
    return f"The best evidence is {best}: {listed(weakest[weakest == best].index)}." if best else "There is no claim."


def citations(claims: pd.DataFrame, passages: pd.DataFrame) -> str:
    """Return how many passages are cited."""
    number = len(cited(claims))
    are = verb(number, "is", "are")
    return f"{number} of {plural(len(passages), 'passage')} {are} cited. All can be read on the evidence page."


def answer(claims: pd.DataFrame) -> str:
    """Return the first sentence of the brief."""
    return str(claims["sentence"].iloc[0]) if len(claims) else "Nothing can be said in this run."
