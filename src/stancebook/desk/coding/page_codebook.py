"""The codebook for the page, with what one coder has proposed.

>>> book = {"actors": [], "issues": [], "variables": {}}
>>> row = {"kind": "issue", "id": "ferry", "name": "Ferry", "definition": "It goes on.", "type": ""}
>>> with_proposals(book, [row | {"decision": "", "reason": ""}])["issues"]
[{'id': 'ferry', 'text': 'It goes on.', 'name': 'Ferry', 'proposed': True}]
"""

from typing import Any

from stancebook.core.tables import Row, Rows
from stancebook.study.revision.proposals import WAITING


def with_proposals(book: dict[str, Any], rows: Rows) -> dict[str, Any]:
    """Return the codebook for the page with a coder's proposals that wait behind the codes of the same kind."""
    types = sorted({actor["type"] for actor in book["actors"]})
    actors, issues = ([*book[name], *_new(book[name], name, rows)] for name in ("actors", "issues"))
    variables = book["variables"]
    if condition := variables.get("condition"):
        values = [*condition["values"], *_new(condition["values"], "condition", rows)]
        variables = variables | {"condition": condition | {"values": values}}
    return book | {"actors": actors, "issues": issues, "variables": variables, "types": types, "proposals": rows}


def _new(known: list[dict[str, Any]], name: str, rows: Rows) -> list[dict[str, Any]]:
    """Return the proposals of a kind that wait, as the page has codes of this kind."""
    ids = {code.get("id", code.get("value")) for code in known}
    waiting = [row for row in rows if row["decision"] == WAITING and row["kind"] == name.removesuffix("s")]
    return [_shown(row) | {"name": row["name"], "proposed": True} for row in waiting if row["id"] not in ids]


def _shown(row: Row) -> dict[str, Any]:
    """Return a proposal as a code of the page."""
    if row["kind"] == "actor":
        return {"id": row["id"], "type": row["type"], "aliases": [], "definition": row["definition"]}
    if row["kind"] == "issue":
        return {"id": row["id"], "text": row["definition"]}
    return {"value": row["id"], "meaning": row["definition"]}
