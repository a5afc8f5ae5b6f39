"""Sentences and short tables that a notebook shows, as Markdown; all text from tables is escaped.

>>> print(table_text([{"actor": "arland", "n": 3}, {"actor": "a|b", "n": 1}], ("actor", "n"), most=1))
| actor | n |
| --- | --- |
| arland | 3 |
<BLANKLINE>
The first row of 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from IPython.display import Markdown

from stancebook.core import english
from stancebook.core.markdown import escape, table_text

if TYPE_CHECKING:
    import pandas as pd

    from stancebook.core.tables import Rows


def markdown(text: str) -> Markdown:
    """A sentence of our own as Markdown; text from tables in it has to be escaped already."""
    return Markdown(text)


def prose(text: str) -> Markdown:
    """The paragraphs of a study's settings, one a line, escaped."""
    return Markdown("\n\n".join(escape(line) for line in text.splitlines() if line.strip()))


def answer(text: str) -> Markdown:
    """A notebook's answer in bold, escaped."""
    return Markdown(f"**{escape(text)}**")


def table(rows: Rows | pd.DataFrame, columns: Sequence[str] | None = None, most: int = 12) -> Markdown:
    """A table of at most `most` rows as Markdown, with the number of all rows if some are left out."""
    rows = rows if isinstance(rows, list) else rows.to_dict("records")
    return Markdown(table_text(rows, columns or tuple(rows[0] if rows else ()), most))


def percent(share: float | None) -> str:
    """A share from 0 to 1 as a percentage.

    >>> percent(0.974), percent(None)
    ('97 %', 'not defined')
    """
    return "not defined" if english.missing(share) else english.percent(share)


def decimal(value: float | None) -> str:
    """A coefficient with two decimals.

    >>> decimal(0.8349), decimal(-0.5)
    ('0.83', '−0.50')
    """
    return "not defined" if english.missing(value) else english.decimal(value)


def listed(words: Iterable[str]) -> str:
    """Words as an enumeration, escaped.

    >>> listed(["a", "b", "c"]), listed([])
    ('a, b and c', 'none')
    """
    return english.enumerate_words([escape(word) for word in words] or ["none"], "and")
