"""Passages: everything that can be cited, each with its label and a line that tells what it is.

>>> terms("if_needed mandate us_backing"), terms("none")
('only with mandate and us backing, if needed', '')
>>> signed(1), signed(0), signed(-2)
('+1', '0', '−2')
"""

import pandas as pd

from stancebook import tables

PASSAGES = ("id", "label", "kind", "article", "start", "end", "quote", "title", "position")
ACCOUNTS = {"self": "reported", "other": "said by others", "article": "said by the article"}


def passages(statements, facts, notes, names):
    """A DataFrame with a row for each passage that can be cited, by place; `names` tells an actor's name from its id.

    Columns as in PASSAGES. Statements are labelled S1, S2 … in order of article, start and id; facts and notes keep
    their ids; the other side of a contradiction is a passage too, with a b behind the note's id.
    """
    rows = [*_statements(statements, names), *_facts(facts, names), *_notes(notes)]
    return tables.frame(sorted(rows, key=_place), list(PASSAGES))


def records(table):
    """The rows of a DataFrame, each a dict."""
    return table.to_dict("records")


def _place(row):
    return row["article"], int(row["start"]), row["id"]


def _statements(statements, names):
    """The passages of the statements, numbered in order."""
    rows = [
        _passage(row, row["statement"], "statement", _stance(row, names), position=row["position"])
        for row in records(statements)
    ]
    return [{**row, "label": f"S{number}"} for number, row in enumerate(sorted(rows, key=_place), 1)]


def _facts(facts, names):
    """The passages of the facts: attribute, whose, value, who says so."""
    for row in records(facts):
        source = f"said by {names.get(row['said_by'], row['said_by'])}" if row["said_by"].strip("-") else ""
        told = [reads(row["attribute"]), names.get(row["subject"], row["subject"]), _value(row), source]
        yield _passage(row, row["fact"], "fact", joined(told))


def _notes(notes):
    """The passages of the source notes, both sides of a contradiction."""
    for row in records(notes):
        for side in ("", "_b"):
            if row["quote" + side]:
                yield _passage(
                    row, row["source_note"] + side[1:], "note", joined([reads(row["kind"]), row["note"]]), side
                )


def _passage(row, name, kind, title, side="", position=None):
    place = {column: row[column + side] for column in ("article", "start", "end", "quote")}
    return {"id": name, "label": name, "kind": kind, **place, "title": title, "position": position}


def _stance(row, names):
    """A statement in a line: who, on what, where on the scale, on what terms, in whose words."""
    own = row["via"] == "self" and row["voice"] == "direct"
    account = "own words" if own else f"{ACCOUNTS.get(row['via'], reads(row['via']))} ({reads(row['voice'])})"
    who = names.get(row["actor"], reads(row["actor"]))
    return joined([who, reads(row["issue"]), signed(row["position"]), terms(row["condition"]), account])


def _value(row):
    """A fact's value: its words, else its number or range with the unit."""
    low, high = ("" if pd.isna(row[end]) else f"{row[end]:,.10g}" for end in ("value_low", "value_high"))
    between = {low: low, "": f"up to {high}"}.get(high if low else "", f"{low}–{high}") if high else f"at least {low}"
    return row["value"] or (f"{between} {reads(row['unit'])}".strip() if low or high else "")


def joined(parts):
    """The parts that say something, in one line."""
    return " · ".join(part for part in parts if part)


def reads(name):
    """An id as words."""
    return name.replace("_", " ")


def signed(position):
    """A position with its sign, a true minus; nothing where there is none."""
    return "" if pd.isna(position) else f"{position:+d}".replace("+0", "0").replace("-", "−")


def terms(condition):
    """A set of conditions in words; one whose id begins with if_ is a hedge, not a term."""
    named = [{"other": "another condition"}.get(name, reads(name)) for name in condition.split() if name != "none"]
    needed = " and ".join(name for name in named if not name.startswith("if "))
    return ", ".join([f"only with {needed}"] * bool(needed) + [name for name in named if name.startswith("if ")])
