"""What `add` says: texts, notes, rules to take over, copies, a count; and the columns that a user gave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stancebook.core.english import listed, plural, verb
from stancebook.core.problems import WrongArgument, one_line
from stancebook.core.tables import Row
from stancebook.intake.add import Outcome

SHOWN = 12  # rows, groups and notes that are printed


def given_columns(columns: Iterable[str]) -> dict[str, str]:
    """The columns that a user gave as FIELD=NAME; raises WrongArgument for anything else.

    >>> given_columns(["text=Full text"])
    {'text': 'Full text'}
    """
    pairs = [column.partition("=") for column in columns]
    if wrong := [column for column, (field, _, name) in zip(columns, pairs, strict=True) if not field or not name]:
        raise WrongArgument(f"--column: '{wrong[0]}' is no field and column; write it as text=NAME")
    return {field: name for field, _, name in pairs}


def report(outcome: Outcome, check: bool) -> list[str]:
    """What was added, or would be, in lines: texts, notes, rules of cleaning to take over, copies, a count."""
    lines = [_text_in_words(row) for row in outcome.rows[:SHOWN]] + _more(outcome.rows, "text")
    lines += [f"{name}: it is there already, as {_texts(ids)}" for name, ids in outcome.known[:SHOWN]]
    lines += outcome.notes[:SHOWN] + _more(outcome.notes, "note")
    for group in outcome.copies[:SHOWN]:
        lines.append(f"nearly the same text: {', '.join(group[:SHOWN])}; code {group[0]}, and leave the others out")
    lines += _more(outcome.copies, "group of copies", "groups of copies")
    if outcome.offered_rules:
        lines += [
            "these rules would clean the new texts; put them into data/coded/cleaning.yaml:",
            outcome.offered_rules,
        ]
    done = "would be added" if check else "added"
    there, failed = len(outcome.known), len(outcome.problems)
    counts = [f"{plural(len(outcome.rows), 'text')} {done}"]
    counts += [f"{plural(there, 'file')} there already"] if there else []
    counts += [f"{plural(failed, 'file')} that cannot be added"] if failed else []
    return [*lines, ", ".join(counts)]


def _text_in_words(row: Row) -> str:
    """A new text on one line."""
    about = one_line(row["headline"], 80) or "no headline at its beginning"
    where = ", ".join(filter(None, (row["outlet"], row["date_earliest"])))
    how = " ".join(filter(None, (row["tool"], row["version"])))
    return (
        f"{row['article']}  {about}{f' ({one_line(where, 80)})' if where else ''}, from {row['received_as']} by {how}"
    )


def _texts(ids: Sequence[str]) -> str:
    """Texts in words by their ids, the first if there are many."""
    more = [f"{len(ids) - SHOWN} more"] if len(ids) > SHOWN else []
    return f"{verb(ids, 'text', 'texts')} {listed([*ids[:SHOWN], *more])}"


def _more(things: Sequence[object], noun: str, many: str = "") -> list[str]:
    """A line that counts what is not shown."""
    left = len(things) - SHOWN
    return [f"… and {left:,} more {noun if left == 1 else many or noun + 's'}"] if left > 0 else []
