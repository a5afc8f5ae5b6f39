"""Checks of the header, the cells and the ids of CSV files that people wrote.

>>> print(*check_ids("facts.csv", [{"fact": "F001"}, {"fact": "F001"}], "fact"))
facts.csv, row 3, fact: 'F001' stands in row 2 too; give each its own id
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from stancebook.core.english import enumerate_words, nearest, one_of
from stancebook.core.problems import Problem, suggestion

if TYPE_CHECKING:
    from stancebook.core.tables import Row, Rows

ID = re.compile(r"[\w-]+")


def check_header(
    file: str, names: Sequence[str], columns: Sequence[str], optional: Collection[str] = ()
) -> list[Problem]:
    """The problems of the names in a CSV file's first line: missing, unknown, renamed or repeated columns."""
    known, fix = (*columns, *optional), f"the header should read {','.join(columns)}"
    missing = [name for name in columns if name not in names]
    unknown = [name for name in names if name not in known]
    renamed = {name: nearest(name, missing) for name in unknown}
    if len(missing) == len(unknown) == 1:
        renamed[unknown[0]] = missing[0]
    missing = [name for name in missing if name not in renamed.values()]
    if len(missing) > 1:
        lacking = f"the columns {enumerate_words(missing, 'and')} are missing"
        return [Problem(file, 1, "", lacking, fix)]
    problems = [Problem(file, 1, name, "the column is missing", fix) for name in missing]
    for name, other in renamed.items():
        cure = f"name it {other}" if other else "take it out" if name else "give it a name of the header, or empty it"
        problems.append(Problem(file, 1, name, "the column is not known", cure))
    repeated = [name for name in known if names.count(name) > 1]
    return problems + [
        Problem(file, 1, name, "the column stands there twice", "leave one of the two") for name in repeated
    ]


def check_choice(
    file: str,
    number: int | None,
    row: Row,
    column: str,
    choices: Collection[str],
    known: str = "in the codebook",
    words: Mapping[str, str] | None = None,
) -> list[Problem]:
    """A problem if a cell is none of its choices; `known` says what the choices belong to.

    `words` leads from other words for a choice to it.
    """
    if row[column] in choices:
        return []
    fix = _use(choices) if len(choices) <= 12 else f"use an id of its {column}s"
    fix = suggestion(row[column], choices, fix, words)
    return [Problem(file, number, column, f"'{row[column]}' is not {known}", fix)]


def check_set(file: str, number: int | None, row: Row, column: str, choices: Collection[str]) -> list[Problem]:
    """The problems of a cell that holds one or more choices separated by spaces."""
    members = row[column].split()
    use = f"{_use(choices)}, separated by spaces"
    problems = [
        Problem(file, number, column, f"'{member}' is not in the codebook", suggestion(member, choices, use))
        for member in members
        if member not in choices
    ]
    if not members:
        problems.append(Problem(file, number, column, "the cell is empty", "write none where no condition is stated"))
    if "none" in members and len(members) > 1:
        problems.append(Problem(file, number, column, "'none' stands beside a condition", "write either"))
    return problems


def check_article(
    file: str, number: int | None, row: Row, articles: Collection[str], column: str = "article"
) -> list[Problem]:
    """A problem if a cell is no id of sources.csv; the fix names an id that differs in its leading zeros alone."""
    id = row[column]
    if id in articles:
        return []
    alike = next((article for article in articles if id and article.lstrip("0") == id.lstrip("0")), None)
    if alike is None:
        fix = suggestion(id, articles, _use(articles) if len(articles) <= 12 else "use an id of sources.csv")
    elif len(alike) < len(id):
        fix = f"the zeros of {alike} in sources.csv were lost: write {id} there, as text"
    else:
        fix = f"its zeros were lost: write {alike}, as text"
    return [Problem(file, number, column, f"'{id}' is no article of sources.csv", fix)]


def _use(choices: Collection[str]) -> str:
    return f"use {one_of(tuple(choices))}" if choices else "add it there"


def check_ids(file: str, rows: Rows, column: str) -> list[Problem]:
    """A problem for each id that is missing, used again, or unfit for a file name and a list of ids."""
    problems = []
    rows_by_id: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        id = row[column]
        if not id:
            problems.append(Problem(file, number, column, "the id is missing", "give it one, never used before"))
        elif id in rows_by_id:
            message = f"'{id}' stands in row {rows_by_id[id]} too"
            problems.append(Problem(file, number, column, message, "give each its own id"))
        elif not ID.fullmatch(id):
            problems.append(Problem(file, number, column, f"'{id}' is no id", "use letters, digits, - and _"))
        rows_by_id.setdefault(id, number)
    return problems
