"""What adjudication decided otherwise than a coder had it: shown to the coder once the codes are open.

>>> unit = {"article": "010", "sentence_start": "0", "actor": "arland", "issue": "bridge", "reason": "So it says."}
>>> rows = [unit | {"variable": "presence", "ada": "", "ben": "present", "decision": "present"}]
>>> rows += [unit | {"issue": "toll", "variable": "position", "ada": "1", "ben": "2", "decision": "2"}]
>>> [(row["variable"], row["own"], row["decision"]) for row in of_statements("ada", rows)]
[('presence', 'absent', 'present'), ('position', '1', '2')]
>>> of_statements("ben", rows)
[]
"""

from collections.abc import Mapping

from stancebook.core.tables import Row, Rows
from stancebook.study.cases import ABSENT, ALL, PRESENCE, PRESENT, UNREAD
from stancebook.study.facts import FACTS, Noted
from stancebook.study.statements import unit_key

KEPT = "kept"


def of_statements(coder: str, decisions: Rows) -> Rows:
    """Return the rows of adjudication.csv that differ from what a coder has, with the coder's cell as `own`."""
    lacking = {unit_key(row) for row in decisions if row["variable"] == PRESENCE and row.get(coder) != PRESENT}
    corrected = []
    for row in decisions:
        own, decision, variable = row.get(coder) or "", row["decision"], row["variable"]
        if not decision or own == UNREAD or variable == ALL or coder not in row:
            continue
        if variable != PRESENCE and unit_key(row) in lacking:
            continue  # the coder has no row: the cell is that of another
        own = own or ABSENT if variable == PRESENCE else own
        if _value(variable, own) != _value(variable, decision):
            cells = {name: row[name] for name in ("actor", "issue", "variable")}
            corrected.append(_correction(row, own) | cells)
    return corrected


def of_facts(coder: str, decisions: Rows, of: Noted = FACTS) -> Rows:
    """Return the rows of fact_decisions.csv that change or leave out a fact of a coder, or so of source notes."""
    return [
        _correction(row, row[coder]) | {of.question: row[of.question], "quote": row["quote"]}
        for row in decisions
        if row["decision"] not in ("", KEPT) and row.get(coder) not in (None, "", UNREAD)
    ]


def _value(variable: str, cell: str) -> frozenset[str] | str:
    """Return a cell as it is compared: conditions are a set."""
    return frozenset(cell.split()) if variable == "condition" else cell


def _correction(row: Mapping[str, str], own: str) -> Row:
    """Return what every correction says."""
    cells = {name: row[name] for name in ("article", "decision", "reason")}
    return cells | {"sentence_start": row.get("sentence_start", ""), "own": own, "by": row.get("decided_by") or ""}
