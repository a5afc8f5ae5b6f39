"""Hearings: the units that adjudication has to look at, each with both codings, what is due and what was decided.

A unit is heard where the coders differ in it, where one alone has it, where it is an agreement drawn to be read again,
and where somebody amended what nobody differs in.

>>> one = {"article": "010", "sentence_start": "0", "actor": "arland", "issue": "bridge", "speaker": "-", "via": "self",
...     "voice": "indirect", "position": "2", "condition": "none"}
>>> other = {**one, "position": "1"}
>>> [hearing] = cases([one], [other])
>>> hearing.kind, hearing.due, hearing.cells("position"), hearing.cells("via")
('differs', ('position',), ('2', '1'), ('self', 'self'))
>>> row = decision_row(hearing, "position", "2", "It says will.")
>>> is_decided(hearing, {}), is_decided(hearing, {"position": row})
(False, True)

A unit aligned, as the page gets it: its sentence, both codings with their places, what was decided on each variable.

>>> from stancebook.desk.cases import cases, decision_row
>>> unit = {"article": "010", "sentence_start": "0", "actor": "arland", "issue": "bridge"}
>>> one = {**unit, "speaker": "-", "via": "self", "voice": "direct", "position": "2", "condition": "none"}
>>> [hearing] = cases([one], [{**one, "position": "1"}])
>>> variable_for_page(hearing, "position", decision_row(hearing, "position", "2", "It says will."))
{'variable': 'position', 'a': '2', 'b': '1', 'differs': True, 'decision': '2', 'reason': 'It says will.'}
"""

from collections import defaultdict
from typing import NamedTuple

from stancebook.desk import selection
from stancebook.study import adjudication, loader
from stancebook.study.adjudication import ABSENT, PRESENT, UPHELD
from stancebook.study.statements import COMPARED, UNIT, unit_key
from stancebook.texts.spans import Span

PRESENCE, ALL = "presence", "all"
VARIABLES = (PRESENCE, ALL, *COMPARED)


class Case(NamedTuple):
    """One unit: its key, why it is heard (differs, alone, reread, amended), each coding or None, what is due."""

    key: tuple
    kind: str
    a: dict | None
    b: dict | None
    due: tuple

    @property
    def variables(self):
        """What can be decided on it, in order."""
        return tuple(variable for variable in VARIABLES if variable != ALL or ALL in self.due)

    @property
    def sentence(self):
        """The number of its sentence."""
        return int((self.a or self.b)["sentence"])

    def cells(self, variable):
        """What coder_a and coder_b have, as adjudication.csv holds it: what one alone has stands in both cells."""
        if variable == PRESENCE:
            return tuple(PRESENT if coding else "" for coding in (self.a, self.b))
        return (
            (PRESENT, PRESENT)
            if variable == ALL
            else tuple((c or self.a or self.b)[variable] for c in (self.a, self.b))
        )


def cases(coding_a, coding_b, decisions=(), differing=None):
    """The Hearings of two codings in order of place; `differing` are the rows of adjudication.due, if at hand."""
    ours, theirs = ({unit_key(row): row for row in coding} for coding in (coding_a, coding_b))
    due = defaultdict(list)
    for row in adjudication.decisions_due(coding_a, coding_b) if differing is None else differing:
        due[unit_key(row)].append(row["variable"])
    amended = {unit_key(row) for row in decisions if adjudication.is_amendment(row)} & (ours.keys() | theirs.keys())
    keys = sorted(due.keys() | amended, key=_order)
    return [_hearing(key, ours.get(key), theirs.get(key), tuple(due.get(key, ()))) for key in keys]


def _hearing(key, a, b, due):
    kind = "alone" if PRESENCE in due else "reread" if ALL in due else "differs" if due else "amended"
    return Case(key, kind, a, b, due)


def _order(key):
    return (key[0], int(key[1]), *key[2:])


def order(file, row):
    """Where a row of the adjudicator's files belongs: by article, place, actor, issue and variable."""
    if file != adjudication.FILE:
        return None
    start, variable = row["sentence_start"], row["variable"]
    place = VARIABLES.index(variable) if variable in VARIABLES else len(VARIABLES)
    return (row["article"], int(start) if start.isdecimal() else -1, row["actor"], row["issue"], place)


def decision_row(hearing, variable, decided, reason):
    """The row of adjudication.csv that decides a variable of a unit."""
    a, b = hearing.cells(variable)
    decided = " ".join(sorted({*decided.split()})) if variable == "condition" else decided.strip()
    row = {**dict(zip(UNIT, hearing.key)), "variable": variable, "coder_a": a, "coder_b": b}
    return {**row, "decision": decided, "reason": reason.strip()}


def current_decisions(hearing, decisions):
    """The rows that decide on a unit, by variable, those alone that stand on what the coders have now."""
    own = {
        row["variable"]: row
        for row in decisions
        if unit_key(row) == hearing.key and row["variable"] in hearing.variables
    }
    return {name: row for name, row in own.items() if hearing.cells(name) == (row["coder_a"], row["coder_b"])}


def amendments(rows):
    """Of the rows that decide on a unit those that amend what nobody differs in."""
    return [row for row in rows.values() if adjudication.is_amendment(row)]


def is_decided(hearing, rows):
    """Whether the rows that decide on a unit, by variable, leave nothing to decide."""
    again = rows.get(ALL)
    if ALL in hearing.due:
        return bool(again) and (again["decision"] == UPHELD) == (not amendments(rows))
    return PRESENCE in rows and rows[PRESENCE]["decision"] == ABSENT or all(name in rows for name in hearing.due)


def decide(hearing, rows, asked, book):
    """The rows that decide on a unit, by variable, with new decisions: dicts with variable, decision and reason.

    A value that nobody differs in, decided as it is, takes its amendment out; an agreement upheld takes out all.
    Raises ValueError, in words, for what cannot be decided so.
    """
    after, names = dict(rows), [told["variable"] for told in asked]
    if len({*names}) < len(names) or not names:
        raise ValueError("decide on something, and on each variable once")
    for told in asked:
        row = _settled(hearing, told, book)
        after.pop(row["variable"], None)
        if row["variable"] in hearing.due or row["decision"] != row["coder_a"]:
            after[row["variable"]] = row
    return _agreed(hearing, after, names)


def _settled(hearing, told, book):
    """One decision as a row; raises ValueError, in words, where its variable, value or reason cannot be."""
    variable = told["variable"]
    if variable not in hearing.variables:
        raise ValueError(f"'{variable}' is nothing to decide on here; use {', '.join(hearing.variables)}")
    row = decision_row(hearing, variable, told["decision"], told.get("reason", ""))
    same = variable not in hearing.due and row["decision"] == row["coder_a"]  # which needs no reason
    for wrong in adjudication.check_decisions([row | {"reason": "-"} if same else row], book):
        raise ValueError(f"{variable}: {wrong.message}; {wrong.fix}")
    if not row["decision"]:
        raise ValueError(f"{variable}: the decision is empty; write - where nobody is named")
    return row


def _agreed(hearing, rows, names):
    """The rows where the reading of a drawn agreement goes with its amendments; raises ValueError where it cannot."""
    again, amended = rows.get(ALL, {}).get("decision"), amendments(rows)
    if again == UPHELD and amended:
        if ALL not in names or any(row["variable"] in names for row in amended):
            raise ValueError("an agreement is upheld or amended, not both; decide all as amended too")
        return {name: row for name, row in rows.items() if row not in amended}
    if again == "amended" and not amended and ALL in names:
        raise ValueError("nothing is amended yet; decide what is other than both coders have it")
    return rows


def case_for_page(hearing, rows, article, spans):
    """A Case with the rows that decide on it; `spans` are the clean ones of the article's sentences."""
    at = hearing.sentence - 1
    before, text, after = (article.sentences[n].text if 0 <= n < len(spans) else "" for n in (at - 1, at, at + 1))
    return {
        "key": dict(zip(UNIT, hearing.key)),
        "kind": hearing.kind,
        "sentence": hearing.sentence,
        "before": before,
        "text": text,
        "after": after,
        "a": coding_for_page(hearing.a, article, spans),
        "b": coding_for_page(hearing.b, article, spans),
        "variables": [variable_for_page(hearing, name, rows.get(name)) for name in hearing.variables],
        "done": is_decided(hearing, rows),
    }


def coding_for_page(coding, article, spans):
    """A coder's row with its place in the clean text; None where the coder has none."""
    if not coding:
        return None
    span = Span(int(coding["start"]), int(coding["end"]))
    return {**{name: coding[name] for name in loader.CODED}, "place": selection.place_of(span, article, spans)}


def variable_for_page(hearing, name, row):
    """What the coders have in a variable of a unit, whether that is due, and what was decided."""
    a, b = (
        "" if not coding and name in COMPARED else cell
        for coding, cell in zip((hearing.a, hearing.b), hearing.cells(name))
    )
    decided = {"decision": row["decision"], "reason": row["reason"]} if row else {"decision": "", "reason": ""}
    return {"variable": name, "a": a, "b": b, "differs": name in hearing.due, **decided}
