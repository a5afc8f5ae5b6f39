"""Sentences and short tables that a notebook shows, as Markdown; all text from tables is escaped.

>>> print(table_text([{"actor": "arland", "n": 3}, {"actor": "a|b", "n": 1}], ("actor", "n"), most=1))
| actor | n |
| :--- | ---: |
| arland | 3 |
<BLANKLINE>
The first row of 2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from IPython.display import Markdown

from stancebook.core.english import NO_NAMES
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


def table(
    rows: Rows | pd.DataFrame,
    columns: Sequence[str] | None = None,
    most: int = 12,
    words: Mapping[str, str] = NO_NAMES,
    heads: Mapping[str, str] = NO_NAMES,
    empty: str = "No row.",
) -> Markdown:
    """A table of at most `most` rows as Markdown, with the number of all rows if some are left out.

    `words` are what ids in its cells are called, one or several with spaces between; `heads` what its columns are
    called, else their names without underscores. `empty` is said where there is no row.

    >>> found = table([{"coder": "ada", "ben": 3}], words={"ada": "Ada Lund"}, heads={"ben": "Ben Holt"})
    >>> print(found.data)
    | coder | Ben Holt |
    | :--- | ---: |
    | Ada Lund | 3 |
    >>> table([], empty="Nobody has coded.").data
    'Nobody has coded.'
    """
    rows = rows if isinstance(rows, list) else rows.to_dict("records")
    shown = columns or tuple(rows[0] if rows else ())
    if not rows:
        return prose(empty)
    head = {name: heads.get(name, name.replace("_", " ")) for name in shown}
    named = [{head[name]: _word(row[name], words) for name in shown} for row in rows]
    return Markdown(table_text(named, list(head.values()), most))


def _word(cell: object, words: Mapping[str, str]) -> object:
    """What the id in a cell is called, or all of several ids; any other cell as it is.

    >>> _word("ada ben", {"ada": "Ada Lund", "ben": "Ben Holt"}), _word("ada said", {"ada": "Ada Lund"})
    ('Ada Lund, Ben Holt', 'ada said')
    >>> _word(True, {}), _word("9 % of 12", {})
    ('yes', '9\\xa0% of 12')
    """
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    ids = cell.split() if isinstance(cell, str) and cell not in words else []
    if len(ids) > 1 and all(id in words for id in ids):
        return ", ".join(words[id] for id in ids)
    return words.get(cell, cell.replace(" %", "\u00a0%")) if isinstance(cell, str) else cell
