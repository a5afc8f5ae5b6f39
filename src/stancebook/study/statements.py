"""Statements: the unit of coding, its id, and one coder's rows as statements.

A unit is an article, a sentence (by its start), an actor and an issue; a coding is a coder's row of one unit.

>>> a = {"article": "000", "sentence_start": "0", "actor": "arland", "issue": "bridge", "position": "2"}
>>> unit_key(a), statement_id(a)
(('000', '0', 'arland', 'bridge'), '000-0-arland-bridge')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.core.tables import Row, Rows

if TYPE_CHECKING:
    import pandas as pd

UNIT = ("article", "sentence_start", "actor", "issue")
ACCOUNTS = ("quoted", "reported", "inferred")  # from the best to the weakest
COMPARED = ("speaker", "via", "voice", "position", "condition")


def unit_key(row: Row) -> tuple[str, ...]:
    """Return the unit of a coding as text: article, start of its sentence, actor, issue."""
    return str(row["article"]), str(row["sentence_start"]), str(row["actor"]), str(row["issue"])


def statement_id(row: Row) -> str:
    """Return the stable id of a statement: <article>-<start of its sentence>-<actor>-<issue>."""
    return "-".join(unit_key(row))


def place_order(key: tuple[str, ...]) -> tuple[str, int, str, str]:
    """Return the sort key of a unit: article, place of its sentence, actor, issue."""
    return key[0], int(key[1]), key[2], key[3]


def from_one_coder(coding: Rows) -> Rows:
    """Return one coder's rows as statements."""
    return [{**row, "origin": row["coder"], "statement": statement_id(row)} for row in coding]


def texts(codings: pd.DataFrame, coder: str) -> Rows:
    """Return a coder's rows of a frame of codings, every cell as text."""
    own = codings[codings["coder"] == coder]
    return own.astype(str).astype(object).to_dict("records")  # pandas takes long to read single cells of text


def not_alike(codings: pd.DataFrame, coders: int) -> pd.DataFrame:
    """Return the rows of a frame of codings without those that all of so many coders have alike."""
    alike = codings.groupby([*UNIT, *COMPARED], sort=False)["coder"].transform("size")
    return codings[alike < coders]


def account(statements: pd.DataFrame) -> str:
    """Return the best account of these statements: quoted in own words, else reported by anyone, else inferred."""
    return ACCOUNTS[int(account_ranks(statements).min())]


def account_ranks(statements: pd.DataFrame) -> pd.Series:
    """Return the account of each statement as its place in ACCOUNTS."""
    return (~own_words(statements)).astype(int) + (statements["via"] == "article").astype(int)


def own_words(statements: pd.DataFrame) -> pd.Series:
    """Return whether each statement is in the actor's own words: via self and voice direct."""
    return (statements["via"] == "self") & (statements["voice"] == "direct")
