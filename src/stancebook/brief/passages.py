"""Passages: everything that can be cited, each with its label and a line that describes it.

>>> conditions_in_words("if_needed mandate us_backing"), conditions_in_words("none")
('only with mandate and us backing, if needed', '')
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from stancebook.core import english, schema, tables
from stancebook.core.english import display_name, label, signed_position
from stancebook.core.tables import Row, Rows, records
from stancebook.study.statements import own_words

if TYPE_CHECKING:
    import pandas as pd

Names = Mapping[str, str]  # by id
ABOUT = ("position", "actor", "issue")
ACCOUNTS = {"self": "reported", "other": "said by others", "article": "said by the article"}


def passages(statements: pd.DataFrame, facts: pd.DataFrame, notes: pd.DataFrame, names: Names) -> pd.DataFrame:
    """A DataFrame with a row for each passage that can be cited, by place; `names` has an actor's name by its id.

    It has the columns of the schema's PASSAGES; only statements have actor and issue. Statements are labelled S1, S2 …
    in order of article, start and id; facts and notes keep their ids. The other side of a contradiction is a passage
    too, with a b after the note's id.
    """
    rows = [*of_statements(statements, names), *_facts(facts, names), *_notes(notes)]
    return in_order(rows)


def in_order(rows: Rows) -> pd.DataFrame:
    """The DataFrame of rows of passages, by place, with all columns even if no row is a statement."""
    empty = dict.fromkeys(schema.PASSAGES.names, "")
    return tables.frame([empty | row for row in sorted(rows, key=_place)], schema.PASSAGES)


def _place(row: Row) -> tuple[str, int, str]:
    return row["article"], int(row["start"]), row["id"]


def of_statements(statements: pd.DataFrame, names: Names, kind: str = "statement", letter: str = "S") -> Rows:
    """The rows of the passages of statements, each labelled with a letter and its number in order of place."""
    rows = [
        {**_passage(row, row["statement"], kind, _stance(row, names)), **{name: row[name] for name in ABOUT}}
        for row in records(statements.assign(own=own_words(statements)))
    ]
    return [{**row, "label": f"{letter}{number}"} for number, row in enumerate(sorted(rows, key=_place), 1)]


def _facts(facts: pd.DataFrame, names: Names) -> Iterator[Row]:
    """The passages of the facts, described by attribute, subject, value and speaker."""
    for row in records(facts):
        source = f"said by {names.get(row['said_by'], row['said_by'])}" if row["said_by"].strip("-") else ""
        parts = [label(row["attribute"]), names.get(row["subject"], row["subject"]), _value(row), source]
        yield _passage(row, row["fact"], "fact", english.join_parts(parts))


def _notes(notes: pd.DataFrame) -> Iterator[Row]:
    """The passages of the source notes, both sides of a contradiction."""
    for row in records(notes):
        for side in ("", "_b"):
            if row["quote" + side]:
                title = english.join_parts([label(row["kind"]), row["note"]])
                yield _passage(row, row["source_note"] + side[1:], "note", title, side)


def _passage(row: Row, name: str, kind: str, title: str, side: str = "") -> Row:
    """The row of a passage, with its id as its label and without a position."""
    place = {column: row[column + side] for column in ("article", "start", "end", "quote")}
    return {"id": name, "label": name, "kind": kind, **place, "title": title, "position": None}


def _stance(row: Row, names: Names) -> str:
    """A statement in one line: actor, issue, position, conditions, and whether in own words."""
    account = "own words" if row["own"] else f"{display_name(ACCOUNTS, row['via'])} ({label(row['voice'])})"
    actor = display_name(names, row["actor"])
    return english.join_parts(
        [actor, label(row["issue"]), signed_position(row["position"]), conditions_in_words(row["condition"]), account]
    )


def _value(row: Row) -> str:
    """A fact's value: its words, or else its number or range with the unit."""
    between = english.number_range(row["value_low"], row["value_high"])
    return row["value"] or (f"{between} {label(row['unit'])}".strip() if between else "")


def conditions_in_words(condition: str) -> str:
    """A set of conditions in words; a condition whose id begins with if_ is a hedge, not a term."""
    words = [display_name({"other": "another condition"}, name) for name in condition.split() if name != "none"]
    terms = " and ".join(word for word in words if not word.startswith("if "))
    return ", ".join([f"only with {terms}"] * bool(terms) + [word for word in words if word.startswith("if ")])
