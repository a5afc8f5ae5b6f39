"""Sentences about a brief and its evidence, for notebook 07.

>>> import pandas as pd
>>> claims(pd.DataFrame({"claim": ["a", "b"], "passages": ["S1 S2", "S2"]}))
'2 claims rest on 2 passages. No claim cites more than 2 of them; 1 claim cites a single one.'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.brief.accounts import ACCOUNTS
from stancebook.core.english import capital, listed, part_of, plural, verb
from stancebook.core.tables import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


def cited(claims: pd.DataFrame) -> set[str]:
    """Return the ids of all passages that the claims cite."""
    return set(" ".join(claims["passages"]).split())


def claims(claims: pd.DataFrame) -> str:
    """Return how many claims the brief makes, and on how many passages they rest.

    >>> import pandas as pd
    >>> claims(pd.DataFrame({"claim": [], "passages": []}, dtype="str"))
    'This run makes no claim.'
    """
    if claims.empty:
        return "This run makes no claim."
    rests = claims["passages"].str.split().str.len()
    single = int((rests == 1).sum())
    return (
        f"{plural(len(claims), 'claim')} {verb(claims, 'rests', 'rest')} on {plural(len(cited(claims)), 'passage')}. "
        f"No claim cites more than {rests.max()} of them; {plural(single, 'claim')} "
        f"{verb(single, 'cites', 'cite')} a single one."
    )


def accounts(claims: pd.DataFrame) -> Rows:
    """Return the number of claims with each account in their evidence, and of those that rest on it alone."""
    kinds = [cell.split("; ") for cell in claims["account"]]
    return [
        {"who speaks": account, "claims": sum(account in kind for kind in kinds), "alone": kinds.count([account])}
        for account in ACCOUNTS
    ]


def texts(claims: pd.DataFrame) -> str:
    """Return how many claims rest on one text alone, and how many on texts that are known to be independent.

    >>> import pandas as pd
    >>> texts(pd.DataFrame({"texts": [1, 1, 2, 3], "independent": [1, 1, 1, 2]}))
    '2 of 4 claims rest on one text alone, 1 on two or more texts that are known to be independent.'
    """
    alone, apart = int((claims["texts"] == 1).sum()), int((claims["independent"] > 1).sum())
    on_one = f"{capital(part_of(alone, len(claims), 'claim', 'rests', 'rest'))} on one text alone"
    return f"{on_one}, {apart} on two or more texts that are known to be independent."


def dropped(dropped: Sequence[tuple[str, str]]) -> str:
    """Return which sentences this run cannot bear."""
    return f"Sentences that fall away in this run: {listed([id for id, _ in dropped] or ['none'])}."


def citations(claims: pd.DataFrame, passages: pd.DataFrame) -> str:
    """Return how many passages are cited."""
    are = capital(part_of(len(cited(claims)), len(passages), "passage", "is", "are"))
    return f"{are} cited. All can be read on the evidence page."


def answer(claims: pd.DataFrame) -> str:
    """Return the first sentence of the brief."""
    return str(claims["sentence"].iloc[0]) if len(claims) else "Nothing can be said in this run."
