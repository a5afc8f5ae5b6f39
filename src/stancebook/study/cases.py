"""Cases: each unit that a coder found, with the row of every coder, what differs and what adjudication decided.

>>> unit = {"article": "010", "sentence_start": "0", "actor": "arland", "issue": "bridge"}
>>> ada = unit | {"speaker": "-", "via": "self", "voice": "direct", "position": "2", "condition": "none"}
>>> decision = unit | {"variable": "position", "coder_a": "2", "coder_b": "1", "decision": "2", "reason": "-"}
>>> [case] = cases({"coder_a": [ada], "coder_b": [ada | {"position": "1"}]}, [decision])
>>> case.statement, case.kind, case.differ, case.cells("position"), case.cells("via")
('010-0-arland-bridge', 'differs', ('position',), ('2', '1'), ('self', 'self'))
>>> [row["decision"] for row in case.current_decisions().values()]
['2']

Where a coder did not read a text, `read` says so, and the others alone are compared.

>>> [case] = cases({"ada": [ada], "ben": [], "cy": []}, read={"ada": {"010"}, "ben": {"010"}})
>>> case.differ, coders_cells(case.difference("presence"))
(('presence',), {'ada': 'present', 'ben': '', 'cy': 'unread'})
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from stancebook.core.tables import Row, Rows
from stancebook.study.statements import COMPARED, UNIT, place_order, unit_key

PRESENCE, ALL = "presence", "all"
PRESENT, ABSENT, UNREAD = "present", "absent", "unread"
VARIABLES = (PRESENCE, ALL, *COMPARED)
NOT_CODERS = frozenset(  # columns of the files of decisions that hold no coder's cell
    (*UNIT, "variable", "attribute", "kind", "decision", "fact", "source_note", "reason", "decided_by", "quote")
)
Read = Mapping[str, Collection[str]] | None  # the texts that each coder read; None if each coder read all


def is_taken(decision: Row) -> bool:
    """Return whether a row of adjudication.csv decides anything; without decision and reason it waits to be filled."""
    return bool(decision["decision"].strip() or decision["reason"].strip())


def coders_cells(decision: Row) -> dict[str, str]:
    """Return what each coder has, in a row of a file of decisions."""
    return {name: cell for name, cell in decision.items() if name not in NOT_CODERS}


def readers_cells(decision: Row) -> dict[str, str]:
    """Return what each coder has who read the text, in a row of adjudication.csv."""
    return {coder: cell for coder, cell in coders_cells(decision).items() if cell != UNREAD}


class Case(NamedTuple):
    """One unit: its key, the row of each coder who read its text (None where one has none), and the decisions on it.

    `differ` names the variables on which the coders differ: `presence` where a reader of the text has no row, and each
    variable on which the rows that exist differ. `reread` is whether the coders agree and the unit is in the sample
    that adjudication reads again. `coders` are all coders, also those who did not read the text.
    """

    key: tuple[str, ...]
    codings: tuple[tuple[str, Row | None], ...]
    differ: tuple[str, ...]
    decisions: tuple[Row, ...] = ()
    reread: bool = False
    coders: tuple[str, ...] = ()

    @property
    def unread(self) -> tuple[str, ...]:
        """The coders who did not read the text."""
        readers = dict(self.codings)
        return tuple(coder for coder in self.coders if coder not in readers)

    @property
    def statement(self) -> str:
        """The id of its statement."""
        return "-".join(self.key)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the coders that have the unit, in order of the coders."""
        return tuple(row for _, row in self.codings if row is not None)

    @property
    def sentence(self) -> int:
        """The number of its sentence."""
        return int(self.rows[0]["sentence"])

    @property
    def longest(self) -> Row:
        """The row with the longest quotation: the fullest evidence."""
        return max(self.rows, key=lambda row: len(row["quote"]))

    @property
    def due(self) -> tuple[str, ...]:
        """The variables that adjudication has to decide; `all` stands for reading an agreement again."""
        return self.differ or ((ALL,) if self.reread else ())

    @property
    def kind(self) -> str:
        """Why adjudication looks at it: alone (a reader has no row), differs, reread; amended where nothing is due."""
        if not self.differ:
            return "reread" if self.reread else "amended"
        return "alone" if PRESENCE in self.differ else "differs"

    @property
    def dropped(self) -> bool:
        """Whether adjudication decided that there is no statement."""
        return any(row["variable"] == PRESENCE and row["decision"] == ABSENT for row in self.decisions)

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that can be decided, in order."""
        return tuple(variable for variable in VARIABLES if variable != ALL or self.reread)

    def coding(self, coder: str) -> Row | None:
        """Return the row of one coder, None where the coder has none."""
        return dict(self.codings).get(coder)

    def cells(self, variable: str) -> tuple[str, ...]:
        """Return the cell of each reader as adjudication.csv holds it.

        A reader without a row has the value that the others share, and an empty cell where they differ.
        """
        if variable == PRESENCE:
            return tuple(PRESENT if row else "" for _, row in self.codings)
        if variable == ALL:
            return tuple(PRESENT for _ in self.codings)
        shared = "" if variable in self.differ else self.rows[0][variable]
        return tuple(row[variable] if row else shared for _, row in self.codings)

    def difference(self, variable: str) -> Row:
        """Return the row of adjudication.csv for a variable, as far as the coders give it: a column a coder."""
        readers = [coder for coder, _ in self.codings]
        cells = dict.fromkeys(self.coders or readers, UNREAD) | dict(zip(readers, self.cells(variable), strict=True))
        return {**dict(zip(UNIT, self.key, strict=True)), "variable": variable, **cells}

    def current_decisions(self) -> dict[str, Row]:
        """Return the decisions by variable, without those taken on other cells than the coders have now."""
        rows = {row["variable"]: row for row in self.decisions if row["variable"] in self.variables}
        return {variable: row for variable, row in rows.items() if self.difference(variable).items() <= row.items()}


def cases(
    codings: Mapping[str, Rows], decisions: Iterable[Row] = (), due: Rows | None = None, read: Read = None
) -> list[Case]:
    """Return the Case of each unit that a coder has, in order of place.

    `codings` leads from each coder to its rows, `read` to the texts that it read. Without `read` a coder that has not
    coded would differ from the others everywhere: leave it out. `due` are the rows of adjudication.decisions_due, if at
    hand; without them the differences are computed, and no agreement counts as reread.
    """
    units = {coder: {unit_key(row): row for row in rows} for coder, rows in codings.items()}
    decided, variables = _by_unit(filter(is_taken, decisions)), _by_unit(due or ())
    found = []
    for key in sorted({key for rows in units.values() for key in rows}, key=place_order):
        coded = tuple(
            (coder, rows.get(key))
            for coder, rows in units.items()
            if read is None or key in rows or key[0] in read.get(coder, ())
        )
        names = [row["variable"] for row in variables[key]]
        differ = _differ([row for _, row in coded]) if due is None else tuple(name for name in names if name != ALL)
        found.append(Case(key, coded, differ, tuple(decided[key]), ALL in names, tuple(units)))
    return found


def _by_unit(rows: Iterable[Row]) -> defaultdict[tuple[str, ...], Rows]:
    """Return rows by their unit."""
    grouped: defaultdict[tuple[str, ...], Rows] = defaultdict(list)
    for row in rows:
        grouped[unit_key(row)].append(row)
    return grouped


def _differ(rows: list[Row | None]) -> tuple[str, ...]:
    """Return the variables on which the rows differ, with presence first where one is missing."""
    present = [row for row in rows if row is not None]
    values = [name for name in COMPARED if any(_value(row, name) != _value(present[0], name) for row in present[1:])]
    return (*([PRESENCE] if len(present) < len(rows) else []), *values)


def _value(row: Row, variable: str) -> frozenset[str] | str:
    """Return a value as it is compared: conditions are a set, their order does not count."""
    return frozenset(row[variable].split()) if variable == "condition" else str(row[variable])
