"""Accounts: who speaks in the evidence of a sentence, and how many of its texts are known to be independent.

>>> row = {"via": "self", "voice": "direct", "speaker": "Bo Lind", "actor": "arland"}
>>> account(row), speaker(row, {}), account({**row, "via": "article"})
('quoted', 'Bo Lind', 'inferred by the writer')
>>> origins = {"010": [("relay", "The Wire")], "020": [("excerpt", "The Wire")], "030": [("agency", "Own")]}
>>> independent(["010", "020", "030"], origins)
2
>>> texts_in_words(3, 2), texts_in_words(2, 1)
('three texts, two of them known to be independent', 'two texts, not known to be independent')
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from stancebook.core.english import count, display_name, number
from stancebook.core.tables import Row
from stancebook.study.provenance import UNKNOWN, Provenance

ACCOUNTS = (  # from the nearest to a speaker to the furthest
    "quoted", "reported", "reported by others", "anonymous", "inferred by the writer", "told by the writer",
    "a reader’s note",
)  # fmt: skip
OF_STATEMENTS = {"self": "reported", "other": "reported by others", "article": "inferred by the writer"}
NOBODY = ("", "-", "article")
WRITER = "the article"


def account(row: Row) -> str:
    """Return who speaks in a row of statements, facts or notes: one of ACCOUNTS."""
    if "via" in row:
        if row["voice"] == "anonymous":
            return "anonymous"
        return "quoted" if (row["via"], row["voice"]) == ("self", "direct") else OF_STATEMENTS[row["via"]]
    if "said_by" in row:
        return "told by the writer" if row["said_by"] in NOBODY else "reported"
    return "a reader’s note"


def accounts(rows: Iterable[Row]) -> list[str]:
    """Return who speaks in rows, each account once, from the nearest to a speaker to the furthest."""
    found = {account(row) for row in rows}
    return [each for each in ACCOUNTS if each in found]


def speaker(row: Row, names: Mapping[str, str]) -> str:
    """Return the name of who speaks in a row of statements or facts; `names` has actors by id."""
    named = row["speaker"] if "via" in row else row["said_by"]
    if named not in NOBODY:
        return display_name(names, named) if named in names else named
    return display_name(names, row["actor"]) if row.get("via") == "self" else WRITER


def independent(articles: Collection[str], provenance: Provenance) -> int:
    """Return how many of some texts are known to draw on different reports: at least 1 if there is a text.

    Texts of unknown origin may draw on any report, so they count as one with the others.
    """
    origins = {frozenset(origin for _, origin in provenance.get(article, UNKNOWN)) for article in articles}
    known = sorted((own for own in origins if "" not in own), key=lambda own: (len(own), sorted(own)))
    taken: set[str] = set()
    apart = 0
    for own in known:
        if own.isdisjoint(taken):
            taken |= own
            apart += 1
    return max(apart, min(1, len(articles)))


def texts_in_words(texts: int, independent: int) -> str:
    """Return how many texts there are, and how many of them are known to be independent."""
    if texts < 2:
        return count(texts, "text")
    if independent == texts:
        return f"{count(texts, 'text')}, known to be independent"
    known = f"{number(independent, spell=True)} of them" if independent > 1 else "not"
    return f"{count(texts, 'text')}, {known} known to be independent"
