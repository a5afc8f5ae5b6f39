"""Cases of facts: what each coder has of one fact, the decision on it, and the fact of facts.csv that it leads to.

So with source notes where several readers made them; `of` says which of the two it is about.

>>> cells = {"article": "010", "start": "5", "end": "12", "quote": "300 men", "plan": "bridge", "attribute": "size"}
>>> cells |= {"value": "", "value_low": "300", "value_high": "300", "unit": "men", "subject": "-", "said_by": "-"}
>>> cells |= {"occurrence": "", "note": ""}
>>> ada, ben = cells | {"fact": "ada-001", "status": "planned"}, cells | {"fact": "ben-001", "status": "built"}
>>> [case] = fact_cases([], {"facts": [], "ada": [ada], "ben": [ben]})
>>> case.kind, case.ids, case.done
('differs', {'ada': 'ada-001', 'ben': 'ben-001'}, False)
>>> next_id([{"fact": "F009"}], '"fact": "F011"'), next_id([], "", NOTES)
('F012', 'N001')
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from stancebook.core import schema
from stancebook.core.tables import Row, Rows
from stancebook.desk import selection
from stancebook.study import due, fact_decisions
from stancebook.study.cases import UNREAD, is_taken
from stancebook.study.fact_decisions import AMENDED, KEPT
from stancebook.study.facts import FACTS, NOTES, Noted
from stancebook.texts.corpus import Article
from stancebook.texts.spans import Span

CELLS = {FACTS: schema.CODER_FACTS.names, NOTES: schema.CODER_NOTES.names}
SHOWN = {  # a fact has a note beside what it says, a source note says it there
    FACTS: tuple(name for name in CELLS[FACTS] if name not in ("article", "quote", "occurrence", "note")),
    NOTES: tuple(name for name in CELLS[NOTES] if name not in ("article", "quote", "occurrence")),
}
LETTERS = {FACTS: "F", NOTES: "N"}  # before the numbers in the ids of what is adjudicated


class FactCase(NamedTuple):
    """One fact: the row of each coder who noted facts of its text (None without it), the decision, what it leads to.

    `result` is the fact of facts.csv; `unread` are the coders who did not note the facts of the text.
    """

    facts: dict[str, Row | None]
    decision: Row | None = None
    result: Row | None = None
    unread: tuple[str, ...] = ()
    of: Noted = FACTS

    @property
    def rows(self) -> Rows:
        """The rows of the coders who have it."""
        return [row for row in self.facts.values() if row]

    @property
    def article(self) -> str:
        """The article that it is in."""
        return self.rows[0]["article"]

    @property
    def own(self) -> Row | None:
        """The fact that stands in facts.csv because of the decision alone, None without one."""
        return self.result if self.decision and self.decision["decision"] in (KEPT, AMENDED) else None

    @property
    def ids(self) -> dict[str, str]:
        """The id of each coder's fact, "" without one."""
        return {coder: row[self.of.id] if row else "" for coder, row in self.facts.items()}

    @property
    def kind(self) -> str:
        """Why adjudication looks at it: alone, differs, or alike, where facts.csv lacks what all coders have."""
        if not all(self.facts.values()):
            return "alone"
        return "differs" if len({tuple(row[name] for name in self.of.compared) for row in self.rows}) > 1 else "alike"

    def has_as_coded(self, fact: Row) -> bool:
        """Return whether a coder has the fact just so."""
        return any(all(row[name] == fact[name] for name in self.of.compared) for row in self.rows)

    @property
    def done(self) -> bool:
        """Whether it is decided."""
        return self.decision is not None


def fact_cases(
    decisions: Iterable[Row],
    placed: Mapping[str, Rows],
    read: Mapping[str, Collection[str]] | None = None,
    of: Noted = FACTS,
) -> list[FactCase]:
    """Return the cases of facts, decided or due, in order of place.

    `placed` has the facts of facts.csv under `facts`, and those of each coder who read the texts, all with places.
    `read` has the texts that each coder read, all by default. A decision on a fact that is not there does not count.
    """
    decisions = list(decisions)
    known, cases = {row[of.id]: row for rows in placed.values() for row in rows}, []
    for row in (*filter(is_taken, decisions), *due.fact_decisions_to_take(decisions, placed, read, of)):
        ids, taken = fact_decisions.facts_named(row), is_taken(row)
        if ids and known.keys() >= {*ids.values()}:
            coders = fact_decisions.readers(row["article"], placed, read)
            facts = {coder: known.get(ids.get(coder, "")) for coder in dict.fromkeys((*coders, *ids))}
            unread = tuple(fact_decisions.unread(row["article"], placed, read))
            result = known.get(row[of.id]) if taken else None
            cases.append(FactCase(facts, row if taken else None, result, unread, of))
    return sorted(cases, key=lambda case: (int(case.rows[0]["start"]), case.rows[0][of.id]))


def decision_row(case: FactCase, decision: str, fact: str, reason: str) -> Row:
    """Return the row of fact_decisions.csv that decides on a case; `fact` is the id of the fact that holds it."""
    first = case.rows[0]
    own = {name: first[name] for name in ("article", "quote", case.of.question)}
    cells = case.ids | dict.fromkeys(case.unread, UNREAD)
    return {**own, **cells, "decision": decision, case.of.id: fact, "reason": reason.strip()}


def next_id(facts: Iterable[Row], journal: str, of: Noted = FACTS) -> str:
    """Return an id that no fact has, or ever had by the text of the journal."""
    letter = LETTERS[of]
    numbers = re.findall(rf'"{of.id}": ?"{letter}([0-9]+)"', journal)
    numbers += [id[1:] for id in (row[of.id] for row in facts) if re.fullmatch(f"{letter}[0-9]+", id)]
    return f"{letter}{max(map(int, numbers), default=0) + 1:03}"


def for_page(case: FactCase, article: Article, spans: Sequence[Span]) -> dict[str, Any]:
    """Return a case with its decision for the page; `spans` are the clean ones of the article's sentences.

    Source notes too have their ids as `facts` and `fact`.
    """
    cells, id = CELLS[case.of], case.of.id
    places = {coder: _place(row, article, spans) if row else None for coder, row in case.facts.items()}
    first = next((place["first"] for place in places.values() if place), None)
    rows = {coder: {name: row[name] for name in cells} if row else None for coder, row in case.facts.items()}
    decision = case.decision or {}
    return {
        "facts": case.ids,
        "kind": case.kind,
        "sentence": first,
        "codings": {coder: row and {**row, "place": places[coder]} for coder, row in rows.items()},
        "variables": [
            {"variable": name, "cells": {coder: row[name] if row else "" for coder, row in case.facts.items()}}
            | {"differs": len({row[name] for row in case.rows}) > 1, "compared": name in case.of.compared}
            for name in SHOWN[case.of]
        ],
        **{name: decision.get(name, "") for name in ("decision", "reason", "decided_by")},
        "fact": decision.get(id, ""),
        "result": {name: case.result[name] for name in (id, *cells)} if case.result else None,
        "done": case.done,
    }


def _place(row: Row, article: Article, spans: Sequence[Span]) -> selection.Place | None:
    return selection.place_of(Span(int(row["start"]), int(row["end"])), article, spans)
