"""Passages: everything that can be cited, each with its label and a line that tells what it is.

>>> conditions_in_words("if_needed mandate us_backing"), conditions_in_words("none")
('only with mandate and us backing, if needed', '')
"""

from stancebook.core import english, schema, tables
from stancebook.core.english import display_name, label, signed_position
from stancebook.core.tables import records
from stancebook.study.statements import own_words

ABOUT = ("position", "actor", "issue")
ACCOUNTS = {"self": "reported", "other": "said by others", "article": "said by the article"}


def passages(statements, facts, notes, names):
    """A DataFrame with a row for each passage that can be cited, by place; `names` tells an actor's name from its id.

    Columns as in the schema's PASSAGES, actor and issue of statements alone. Statements are labelled S1, S2 … in order of article, start and id; facts and notes keep
    their ids; the other side of a contradiction is a passage too, with a b behind the note's id.
    """
    rows = [*of_statements(statements, names), *_facts(facts, names), *_notes(notes)]
    return in_order(rows)


def in_order(rows):
    """The DataFrame of these rows of passages, by place."""
    return tables.frame(sorted(rows, key=_place), schema.PASSAGES)


def _place(row):
    return row["article"], int(row["start"]), row["id"]


def of_statements(statements, names, kind="statement", letter="S"):
    """The rows of the passages of statements, each with a letter and its number in order of place."""
    rows = [
        {**_passage(row, row["statement"], kind, _stance(row, names)), **{name: row[name] for name in ABOUT}}
        for row in records(statements.assign(own=own_words(statements)))
    ]
    return [{**row, "label": f"{letter}{number}"} for number, row in enumerate(sorted(rows, key=_place), 1)]


def _facts(facts, names):
    """The passages of the facts: attribute, whose, value, who says so."""
    for row in records(facts):
        source = f"said by {names.get(row['said_by'], row['said_by'])}" if row["said_by"].strip("-") else ""
        told = [label(row["attribute"]), names.get(row["subject"], row["subject"]), _value(row), source]
        yield _passage(row, row["fact"], "fact", english.join_parts(told))


def _notes(notes):
    """The passages of the source notes, both sides of a contradiction."""
    for row in records(notes):
        for side in ("", "_b"):
            if row["quote" + side]:
                told = english.join_parts([label(row["kind"]), row["note"]])
                yield _passage(row, row["source_note"] + side[1:], "note", told, side)


def _passage(row, name, kind, title, side=""):
    place = {column: row[column + side] for column in ("article", "start", "end", "quote")}
    return {"id": name, "label": name, "kind": kind, **place, "title": title, "position": None}


def _stance(row, names):
    """A statement in a line: who, on what, where on the scale, on what terms, in whose words."""
    account = "own words" if row["own"] else f"{display_name(ACCOUNTS, row['via'])} ({label(row['voice'])})"
    who = display_name(names, row["actor"])
    return english.join_parts(
        [who, label(row["issue"]), signed_position(row["position"]), conditions_in_words(row["condition"]), account]
    )


def _value(row):
    """A fact's value: its words, else its number or range with the unit."""
    between = english.number_range(row["value_low"], row["value_high"])
    return row["value"] or (f"{between} {label(row['unit'])}".strip() if between else "")


def conditions_in_words(condition):
    """A set of conditions in words; one whose id begins with if_ is a hedge, not a term."""
    told = [display_name({"other": "another condition"}, name) for name in condition.split() if name != "none"]
    needed = " and ".join(term for term in told if not term.startswith("if "))
    return ", ".join([f"only with {needed}"] * bool(needed) + [term for term in told if term.startswith("if ")])
