"""Decisions on the cases of adjudication: what is still due, what a new decision changes, and a case as the page gets it.

>>> from stancebook.study.cases import cases
>>> unit = {"article": "010", "sentence_start": "0", "actor": "arland", "issue": "bridge"}
>>> one = unit | {"speaker": "-", "via": "self", "voice": "indirect", "position": "2", "condition": "none"}
>>> [case] = cases({"coder_a": [one], "coder_b": [one | {"position": "1"}]})
>>> row = decision_row(case, "position", "2", "It says will.")
>>> is_decided(case, {}), is_decided(case, {"position": row})
(False, True)
>>> variable_for_page(case, "position", row)
{'variable': 'position', 'a': '2', 'b': '1', 'differs': True, 'decision': '2', 'reason': 'It says will.'}
"""

from stancebook.desk import selection
from stancebook.study import adjudication, loader
from stancebook.study.adjudication import UPHELD
from stancebook.study.cases import ABSENT, ALL, PRESENCE, VARIABLES
from stancebook.study.statements import COMPARED, UNIT
from stancebook.texts.spans import Span


def order(file, row):
    """Where a row of the adjudicator's files belongs: by article, place, actor, issue and variable."""
    if file != adjudication.FILE:
        return None
    start, variable = row["sentence_start"], row["variable"]
    place = VARIABLES.index(variable) if variable in VARIABLES else len(VARIABLES)
    return (row["article"], int(start) if start.isdecimal() else -1, row["actor"], row["issue"], place)


def decision_row(hearing, variable, decided, reason):
    """The row of adjudication.csv that decides a variable of a unit."""
    decided = " ".join(sorted({*decided.split()})) if variable == "condition" else decided.strip()
    return {**hearing.difference(variable), "decision": decided, "reason": reason.strip()}


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
        "a": coding_for_page(hearing.coding("coder_a"), article, spans),
        "b": coding_for_page(hearing.coding("coder_b"), article, spans),
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
    coded = zip(hearing.codings, hearing.cells(name), strict=True)
    a, b = ("" if not coding and name in COMPARED else cell for (_, coding), cell in coded)
    decided = {"decision": row["decision"], "reason": row["reason"]} if row else {"decision": "", "reason": ""}
    return {"variable": name, "a": a, "b": b, "differs": name in hearing.due, **decided}
