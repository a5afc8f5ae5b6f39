"""What the evidence page shows of each passage, as plain values: its label, its marks, its codings, what rests on it.

>>> tone(-2), tone(0), tone(1), tone(None)
('m2', 'p0', 'p1', 'aside')
>>> removed = [{"start": 2, "end": 6, "rule": "tail", "zone": "furniture", "after": ""}]
>>> [(run["removed"], [piece["text"] for piece in run["pieces"]]) for run in marked_runs("We go.", [], removed, {})]
[('', ['We']), ('tail · furniture', [' go.'])]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from stancebook.brief.evidence import segments
from stancebook.core.english import join_parts, label, listed, number, signed_position
from stancebook.core.tables import Row, Rows
from stancebook.export.coded_words import Names, Words, statement_in_words, value_in_words, variable_in_words
from stancebook.study.cases import ABSENT, PRESENCE, PRESENT, Case, coders_cells
from stancebook.study.fact_decisions import facts_named
from stancebook.study.statements import COMPARED


def entry(
    row: Row, words: Words, source: Row, claims: Rows, case: Case | None, of_fact: Rows, names: Names, coders: Names,
    raw: str,
) -> Row:  # fmt: skip
    """A passage in the list under its text; `case` is None if nobody coded it, `claims` are those that rest on it.

    `of_fact` are the decisions on it if it is a fact, `coders` the names of coders by id.
    """
    span = f"characters {number(row['start'])} to {number(row['end'])}"
    where = {"file": f"{raw}/{source['file']}", "place": f"Text {row['article']}, {span}"}
    where |= {"words": words.sentence, "citations": citations(row, words)}
    decisions = (
        [_decision(decided, names) for decided in case.decisions]
        if case
        else [_fact_decision(decided, coders) for decided in of_fact]
    )
    left_out = "this run leaves it out" if case and row["kind"] == "coding" and not case.dropped else ""
    codings = _codings(row, words, case, names, coders) if case else None
    return {**row, **where, "codings": codings, "left_out": left_out, "decisions": decisions, "claims": claims}


def citations(row: Row, words: Words) -> list[str]:
    """The citations of a passage as the brief's text takes them: of it alone, and of all that are alike.

    What is no statement of this run cannot be cited; the other side of a contradiction is cited with its note.
    """
    if row["kind"] == "coding":
        return []
    id = row["id"].removesuffix("b") if row["kind"] == "note" else row["id"]
    return [f"[@{key}]" for key in (id, words.selection) if key]


def _codings(row: Row, words: Words, case: Case, names: Names, coders: Names) -> Row:
    """What the coders gave: in one paragraph if they agree or one coded alone, else in a table.

    The paragraph leaves out the values of which the passage's sentence already tells.
    """
    rows, first = case.rows, case.rows[0]
    if case.differ and len(rows) > 1:
        variables = [
            (variable_in_words(name), name in case.differ, [_value(coding, name, names) for _, coding in case.codings])
            for name in (*COMPARED, "confidence")
        ]
        remarks = [_remark(coding, row) if coding else "no statement" for _, coding in case.codings]
        heads = [called(coder, coders) for coder, _ in case.codings]
        return {"agree": False, "coders": heads, "rows": variables, "remarks": remarks}
    told = words.sentence == statement_in_words(first, names)
    remarks = [(coding["coder"], _remark(coding, row)) for coding in rows]
    return {
        "agree": True,
        "coded_by": _coded_by(case, coders),
        "coded": [(variable_in_words(name), value_in_words(first, name, names)) for name in COMPARED if not told],
        "confidence": listed(value_in_words(coding, "confidence", names) for coding in rows),
        "remarks": [f"{called(coder, coders)}: {text}" for coder, text in remarks if text],
    }


def called(coder: str, coders: Names) -> str:
    """What a coder is called: the name, or the id in words."""
    return coders.get(coder, label(coder))


def together(coders: int) -> str:
    """What several coders are called who have a passage, if no other coder is there."""
    return "both coders" if coders == 2 else "all coders"


def _coded_by(case: Case, coders: Names) -> str:
    """Who has a passage on which nobody differs, or that one coder alone has."""
    who = listed(called(coding["coder"], coders) for coding in case.rows)
    if len(case.rows) == 1:
        return f"{who} alone" if case.differ else who
    return who if case.unread else together(len(case.rows))


def _value(coding: Row | None, variable: str, names: Names) -> str:
    """The value of a variable in words; a dash where a coder has no statement."""
    return value_in_words(coding, variable, names) if coding else "–"


def _remark(coding: Row, row: Row) -> str:
    """The quotation of a coder if it is not the passage's, and the coder's note."""
    quoted = f"quotes “{coding['quote']}”" if coding["quote"] != row["quote"] else ""
    return "; ".join(filter(None, (quoted, coding["note"])))


def _decision(row: Row, names: Names) -> tuple[str, str, str]:
    """What adjudication decided on one variable: on what, what, and the reason."""
    variable = row["variable"]
    on_variable = f"Adjudication on {variable_in_words(variable)}"
    about = {"all": "Agreement read again", PRESENCE: "Adjudication"}.get(variable, on_variable)
    decision = {PRESENT: "taken over", ABSENT: "not taken over"}.get(row["decision"], label(row["decision"]))
    if variable in COMPARED:
        decision = value_in_words({variable: row["decision"]}, variable, names)
    return about, decision, row["reason"]


def _fact_decision(row: Row, coders: Names) -> tuple[str, str, str]:
    """What adjudication decided on a fact that the coders do not have alike, and the reason."""
    found, others = [called(coder, coders) for coder in facts_named(row)], coders_cells(row)
    who = together(len(found)) if len(found) == len(others) else listed(found)
    who = f"{who} alone" if len(found) == 1 else f"{who}, not alike"
    return "Adjudication", f"{label(row['decision'])} ({who})", row["reason"]


def marked_runs(text: str, passages: Rows, removed: Rows, labels: Mapping[str, Row]) -> Iterator[Row]:
    """A raw text as runs of pieces: each run is removed text or text that stays, each piece lies between two cuts.

    `passages` and `removed` are rows of these tables on this text; `labels` has each passage's label by its id.
    Raises ValueError if a passage does not lie within the text.
    """
    rows = {("passage", row["id"]): row for row in passages}
    rows |= {("removed", number): row for number, row in enumerate(removed) if row["start"] < row["end"]}
    cut = segments(text, [(key, row["start"], row["end"]) for key, row in rows.items()])
    for key, run in groupby(cut, key=_removed):
        pieces = [_piece(text, start, end, keys, rows, labels) for start, end, keys in run]
        yield {"removed": _rule(rows[key]) if key else "", "pieces": pieces}


def _removed(segment: tuple[int, int, list]) -> tuple | None:
    """The key of the removed text to which a segment belongs, or None."""
    return next((key for key in segment[2] if key[0] == "removed"), None)


def _rule(row: Row) -> str:
    """The rule by which cleaning removed a text, its zone and its replacement."""
    rule, zone = (label(row[column]).replace("-", " ") for column in ("rule", "zone"))
    return join_parts([rule, zone, f"replaced by “{row['after']}”" if row["after"] else ""])


def _piece(text: str, start: int, end: int, keys: list, rows: Mapping, labels: Mapping[str, Row]) -> Row:
    """The text between two cuts, the labels of the passages that begin there, and the ids and looks of all on it."""
    here = [rows[key] for key in keys if key[0] == "passage"]
    opening = [labels[row["id"]] for row in here if row["start"] == start]
    return {"text": text[start:end], "labels": opening, "ids": [row["id"] for row in here], "looks": _looks(here)}


def _looks(here: Rows) -> str:
    """The looks of a marked piece: the lowest and the highest position on it, and what else stands there."""
    positions = [row["position"] for row in here if row["kind"] == "statement"]
    looks = [f"low-{tone(min(positions))}", f"high-{tone(max(positions))}"] if positions else []
    return " ".join([*looks, *sorted({look(row) for row in here if row["kind"] != "statement"})])


def passage_label(row: Row, words: Words, selected_by: Mapping[str, str]) -> Row:
    """A passage's label: its look, its position or kind, whose and on what it is, and what selects it."""
    coded = {column: row[column] for column in ("actor", "issue", "position")}
    data = coded | dict(selected_by) if row["actor"] else {}
    return {
        "id": row["id"],
        "look": look(row),
        "data": {key: value for key, value in data.items() if value not in (None, "")},
        "text": signed_position(row["position"]) or row["kind"],
        "about": words.heading,
    }


def look(row: Row) -> str:
    """The CSS class of a passage: the tone of a statement, aside for facts and notes, untaken for a mere coding."""
    return "untaken" if row["kind"] == "coding" else tone(row["position"])


def tone(position: int | None) -> str:
    """The CSS class of a position: m2 and m1 oppose, p0 is between, p1 and p2 support; aside without position."""
    if position is None:
        return "aside"
    return f"{'m' if position < 0 else 'p'}{min(abs(position), 2)}"
