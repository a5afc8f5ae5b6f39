"""Proposals: actors, issues and conditions that a coder met while coding and that the codebook does not have yet.

A proposal is usable at once by its coder. Whoever owns the codebook accepts it, renames it to an id that is there
already, or rejects it, with a reason; until then the checks of the study say that it waits.

>>> row = {"kind": "issue", "id": "ferry", "name": "Ferry", "definition": "The ferry goes on.", "type": ""}
>>> rows = [row | {"decision": "", "reason": ""}, row | {"id": "pier", "decision": "rejected", "reason": "No issue."}]
>>> waiting_in_words({"ada": rows})
'ferry (issue, by ada)'
>>> new_id("Königsberg-Ost, the port", ["koenigsberg"])
'königsberg_ost_the_port'
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from stancebook.core import schema, tables
from stancebook.core.authored import rewriting
from stancebook.core.authored.cell_checks import check_choice
from stancebook.core.english import plural
from stancebook.core.paths import is_there
from stancebook.core.problems import Problem, UserError
from stancebook.core.tables import Row, Rows
from stancebook.study import loader
from stancebook.study.aliases import normalise_name
from stancebook.study.codebook import Codebook

KINDS = ("actor", "issue", "condition")
WAITING, ACCEPTED, REJECTED, RENAMED = "", "accepted", "rejected", "renamed "
DECISION = re.compile(rf"|{ACCEPTED}|{REJECTED}|{RENAMED}\w+")
LONGEST = 40  # characters of an id


def file_of(coder: str) -> str:
    """Return the name of the file with a coder's proposals."""
    return f"{coder}_proposals.csv"


def read(coded: Path, coder: str) -> Rows:
    """Return a coder's proposals; none from a file that is not there or cannot be read."""
    if not is_there(coded / file_of(coder)):
        return []
    return loader.read_table(coded, file_of(coder), schema.PROPOSALS.names, [])


def extended(book: Codebook, rows: Iterable[Row]) -> Codebook:
    """Return the codebook with the proposals that wait, as their coder uses it; a code that it has already stays."""
    new = [row for row in rows if row["decision"] == WAITING and row["id"] not in book.choices.get(row["kind"], ())]
    if not new:
        return book
    ids = {kind: {row["id"]: row for row in new if row["kind"] == kind} for kind in KINDS}
    definitions = {kind: {id: row["definition"] for id, row in own.items()} for kind, own in ids.items()}
    conditions = book.meanings.get("condition", {}) | definitions["condition"]
    return book._replace(
        choices=book.choices | {kind: (*book.choices.get(kind, ()), *own) for kind, own in ids.items()},
        names=book.names | {id: row["name"] for id, row in ids["actor"].items()},
        types=book.types | {id: row["type"] for id, row in ids["actor"].items()},
        issues=book.issues | definitions["issue"],
        meanings=book.meanings | {"condition": conditions},
    )


def new_id(name: str, taken: Collection[str]) -> str:
    """Return an id made of a name, with a number behind it if it is taken; "" if no letter or digit is in the name."""
    stem = re.sub(r"\W+", "_", normalise_name(name)).strip("_")[:LONGEST].rstrip("_")
    tries = (stem, *(f"{stem}_{number}" for number in range(2, len(taken) + 3)))
    return next(id for id in tries if id not in taken) if stem else ""


def known_as(kind: str, name: str, book: Codebook) -> str:
    """Return the id of the code that has this name or id already; "" if there is none."""
    wanted, choices = normalise_name(name), book.choices.get(kind, ())
    words = {id: [id, id.replace("_", " ")] for id in choices}
    if kind == "actor":
        words = {id: [*own, book.names[id], *book.aliases.get(id, ())] for id, own in words.items()}
    return next((id for id, own in words.items() if wanted in map(normalise_name, own)), "")


def used_in(kind: str, id: str, rows: Iterable[Row]) -> int:
    """Return how many statements use a code."""
    return sum(id in row[kind].split() if kind == "condition" else row[kind] == id for row in rows)


def check(coder: str, rows: Rows, statements: Rows, book: Codebook) -> list[Problem]:
    """Return the problems of a coder's proposals; each that waits is one, with how many of the statements use it."""
    problems, file, seen = [], file_of(coder), dict[tuple[str, str], int]()
    for number, row in enumerate(rows, 2):
        wrong = check_choice(file, number, row, "kind", KINDS, "a kind of code")
        if not DECISION.fullmatch(row["decision"]):
            fix = "leave it empty until it is decided; else write accepted, rejected or renamed and an id"
            wrong.append(Problem(file, number, "decision", f"'{row['decision']}' is no decision", fix))
        if not re.fullmatch(r"\w+", row["id"]):
            wrong.append(Problem(file, number, "id", f"'{row['id']}' is no id", "use letters, digits and _"))
        first = seen.setdefault((row["kind"], row["id"]), number)
        if first != number:
            wrong.append(
                Problem(file, number, "id", f"'{row['id']}' stands in row {first} too", "take one of them out")
            )
        problems += wrong or _waiting(file, number, row, statements, book)
    return problems


def _waiting(file: str, number: int, row: Row, statements: Rows, book: Codebook) -> list[Problem]:
    """Return the problem of a proposal that waits; none if the codebook has the code by now."""
    if row["decision"] != WAITING or row["id"] in book.choices.get(row["kind"], ()):
        return []
    used = plural(used_in(row["kind"], row["id"], statements), "statement")
    message = f"the {row['kind']} '{row['id']}', used in {used}, waits for a decision"
    return [Problem(file, number, "decision", message, "accept, rename or reject it with stancebook codebook")]


def decide(coded: Path, coder: str, kind: str, id: str, decision: str, reason: str) -> Row:
    """Write the decision on a proposal that waits into its coder's file; return the row.

    Raises UserError if there is no such proposal, or if the decision or its reason is missing. Whoever accepts or
    renames has changed the codebook before.
    """
    rewriting.check(coded / file_of(coder), rewriting.of_table(schema.PROPOSALS))
    rows, wanted = read(coded, coder), (kind, id, WAITING)
    found = [at for at, row in enumerate(rows) if (row["kind"], row["id"], row["decision"]) == wanted]
    if not found:
        raise UserError(f"no {kind} '{id}' of {coder} waits for a decision; see {file_of(coder)}")
    if decision == WAITING or not DECISION.fullmatch(decision):
        raise UserError(f"'{decision}' is no decision; use accepted, rejected or renamed and an id")
    if not reason.strip():
        raise UserError("a decision on a proposal needs a reason; say why")
    row = rows[found[0]] = rows[found[0]] | {"decision": decision, "reason": reason.strip()}
    rewriting.write(coded / file_of(coder), tables.text(rows, schema.PROPOSALS.names).encode("utf-8"))
    return row


def waiting_in_words(rows: Mapping[str, Rows]) -> str:
    """Return in words which proposals of which coders wait; "" if none does.

    >>> waiting_in_words({"ada": [{"kind": "actor", "id": "oslo", "decision": ""}], "ben": []})
    'oslo (actor, by ada)'
    """
    waiting = [(coder, row) for coder, own in rows.items() for row in own if row["decision"] == WAITING]
    return ", ".join(f"{row['id']} ({row['kind']}, by {coder})" for coder, row in waiting)
