"""What the text of a brief takes from tables: a table, or a bullet for each row that a key selects.

>>> rows = [{"id": "F1", "actor": "arland", "position": -1.5, "quote": "we *go*"}]
>>> print(table_markdown("actor: Who\\nposition: Stance\\n", rows, {"arland": "Arland"}))
| Who | Stance |
| --- | --- |
| Arland | −1.5 |
>>> bullets("- {actor}: “{quote}” [@{id}]", rows, {"arland": "Arland"})
['- Arland: “we \\\\*go\\\\*” [@F1]']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from stancebook.core.english import capital, missing, number, one_of
from stancebook.core.markdown import escape_within
from stancebook.core.tables import Row, Rows
from stancebook.study.sources import between, date_in_words, with_dagger

FIELD = re.compile(r"\{(\w+)\}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
CONDITIONS = ("condition", "conditions")
NAMED = ("actor", "actor_a", "actor_b", "issue", "plan", "attribute", "subject", "said_by", "status", *CONDITIONS)


class NoColumn(ValueError):
    """A column that a table does not have: what is wrong, and the fix."""


def table_markdown(body: str, rows: Rows, words: Mapping[str, str]) -> str:
    """Return a Markdown table of rows; each line of the body is a column and its heading.

    `words` has the words for ids. Raises NoColumn if a line is not of this form or the rows have no such column.
    """
    pairs = [line.partition(":") for line in body.splitlines() if line.strip()]
    columns = [column.strip() for column, _, _ in pairs]
    _check(columns, rows)
    lines = [[escape_within(heading.strip()) for _, _, heading in pairs], ["---"] * len(pairs)]
    lines += [[cell(row, column, words) for column in columns] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def bullets(body: str, rows: Rows, words: Mapping[str, str]) -> list[str]:
    """Return the one line of a body for each row, with the row's cells in its {fields}.

    An id stays as it is, every other cell is put into words. Raises NoColumn if the body has not one line, or the rows
    have no such column.
    """
    line = body.strip()
    if "\n" in line or not line.startswith("- "):
        raise NoColumn("a block for each row has not one line that begins with “- ”; write one")
    _check(FIELD.findall(line), rows)
    return [f"- {capital(_filled(line.removeprefix('- '), row, words))}" for row in rows]


def _filled(line: str, row: Row, words: Mapping[str, str]) -> str:
    """A line with the cells of a row in its fields."""
    return FIELD.sub(lambda found: row["id"] if found[1] == "id" else cell(row, found[1], words), line)


def cell(row: Row, column: str, words: Mapping[str, str]) -> str:
    """Return a cell in words, escaped for Markdown: names for ids, days and numbers as a sentence has them.

    A dagger takes the place of [outside].
    """
    value = row[column]
    if missing(value):
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number(value)
    text = str(value)
    if column in NAMED:
        text = ", ".join(
            words.get(id, id.replace("_", " ")) for id in (text.split() if column in CONDITIONS else [text])
        )
    if DAY.fullmatch(text):
        with suppress(ValueError):  # no day of the calendar: it stays as it is
            text = between(date.fromisoformat(text), date.fromisoformat(text))
    return escape_within(with_dagger(text)).replace("{", "\\{")  # or it might begin attributes


def with_days(sources: Iterable[Row]) -> Rows:
    """Return rows of sources.csv with one more column, `written`: the days on which a text was written, in words."""
    return [{**row, "written": date_in_words(row)} for row in sources]


def _check(columns: Sequence[str], rows: Rows) -> None:
    """Raise NoColumn if the rows lack a column."""
    for column in columns:
        if rows and column not in rows[0]:
            raise NoColumn(f"the rows have no column '{column}'; use {one_of([str(name) for name in rows[0]])}")
