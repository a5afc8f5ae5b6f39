"""Adjudication: where the coders differ, what was decided, and whether every difference has a decision.

>>> a = {"article": "000", "sentence_start": "0", "actor": "arland", "issue": "bridge", "position": "2"}
>>> b = dict(a, position="1")
>>> [(row["variable"], row["coder_a"], row["coder_b"]) for row in differences([a], [b], ("position",))]
[('position', '2', '1')]

>>> both = {variable: "" for variable in COMPARED} | {"article": "000", "sentence_start": "9", "actor": "arland", "issue": "toll"}
>>> one = {"article": "000", "sentence_start": "0", "actor": "arland", "issue": "bridge", "position": "2"}
>>> again = dict(both, variable="all", coder_a="present", coder_b="present")
>>> row = dict(one, variable="presence", coder_a="present", coder_b="")
>>> check_adjudication([row, again], [one, both], [both])
[]
>>> print(*check_adjudication([again], [one, both], [both]))
adjudication.csv: no decision on presence of 000-0-arland-bridge ('present' and ''); add a row
"""

import hashlib

from stancebook.core.problems import Problem, check_choice, check_set
from stancebook.study import quotes, statements
from stancebook.study.statements import COMPARED, UNIT, statement_id, unit_key

FILE = "adjudication.csv"
PRESENT, ABSENT, UPHELD = "present", "absent", "upheld"


def check_decisions(decisions, book):
    """The complaints about rows whose decision is no value of their variable or has no reason."""
    out = []
    for number, row in enumerate(decisions, 2):
        out += _decided(number, row, book)
        if not row["reason"].strip():
            out.append(Problem(FILE, number, "reason", "the decision has no reason", "give one"))
    return out


def _decided(number, row, book):
    """A complaint where a decision is none that its variable allows."""
    if row["variable"] == "condition":
        return check_set(FILE, number, row, "decision", book.choices["condition"])
    choices = {"presence": (PRESENT, ABSENT), "all": (UPHELD, "amended")}
    choices |= {variable: book.choices[variable] for variable in ("via", "voice", "position")}
    return check_choice(FILE, number, row, "decision", choices.get(row["variable"], (row["decision"],)), "a decision")


def decisions_due(coding_a, coding_b):
    """What adjudication has to decide, a row each: every difference, and the drawn agreements that it reads again.

    Where one coder alone has coded there is no difference, and nothing to decide.
    """
    return differences(coding_a, coding_b) + sampled_agreements(coding_a, coding_b) if coding_a and coding_b else []


def check_adjudication(decisions, coding_a, coding_b):
    """The complaints about decisions beside the codings: one twice, one on no difference, a difference without one."""
    return check_due(decisions, decisions_due(coding_a, coding_b), coding_a + coding_b)


def check_due(decisions, differing, codings):
    """The same, where one knows already what is due: of a whole study, or of some of its articles alone."""
    due, gone = {_met(row): row for row in differing}, removed_units(decisions)
    out, seen = [], {}
    for number, row in enumerate(decisions, 2):
        earlier = seen.setdefault((*unit_key(row), row["variable"]), number)
        at = (FILE, number, row["variable"])
        if earlier != number:
            out.append(Problem(*at, f"row {earlier} decides on it already", "leave one of the two"))
        elif due.pop(_met(row), None) is None and not _amends(row, codings):
            wrong = "the coders do not differ like this here (any more)"
            out.append(Problem(*at, wrong, "take the row out or correct it"))
    for row in due.values():
        if unit_key(row) in gone and row["variable"] in COMPARED:
            continue  # what is no statement needs no values
        wrong = f"no decision on {row['variable']} of {statement_id(row)} ('{row['coder_a']}' and '{row['coder_b']}')"
        out.append(Problem(FILE, None, "", wrong, "add a row"))
    return out


def _met(row):
    """What makes a decision the one on a difference."""
    return (*unit_key(row), row["variable"], row["coder_a"], row["coder_b"])


def is_amendment(row):
    """Whether a decision is on what nobody differs in: a value, or a statement that both coders have and is none."""
    alike = row["coder_a"] == row["coder_b"]
    return alike and (row["variable"] in COMPARED or row["variable"] == "presence" and row["decision"] == ABSENT)


def removed_units(decisions):
    """The units that both coders have, and that are no statements by decision."""
    return {unit_key(row) for row in decisions if row["variable"] == "presence" and is_amendment(row)}


def _amends(row, codings):
    """Whether a decision amends what was coded, given as it is coded."""
    found = [coding for coding in codings if unit_key(coding) == unit_key(row)] if is_amendment(row) else []
    if row["variable"] == "presence":
        return len(found) == 2 and row["coder_a"] == PRESENT
    return {coding.get(row["variable"]) for coding in found} == {row["coder_a"]}


def differences(coding_a, coding_b, compared=COMPARED):
    """A row for each variable of a unit that differs, `presence` where one coder alone has the unit; in order of place."""
    ours, theirs = ({statements.unit_key(row): row for row in coding} for coding in (coding_a, coding_b))
    rows = []
    for key in sorted(ours.keys() | theirs.keys(), key=statements._order):
        pairs = [("presence", *(PRESENT if key in coding else "" for coding in (ours, theirs)))]
        if key in ours and key in theirs:
            pairs = [(variable, ours[key][variable], theirs[key][variable]) for variable in compared]
        rows += [_difference(key, *pair) for pair in pairs if pair[1] != pair[2]]
    return rows


def _difference(key, variable, a, b):
    return {**dict(zip(UNIT, key)), "variable": variable, "coder_a": a, "coder_b": b}


def sampled_agreements(coding_a, coding_b):
    """The fifth of the agreed units that adjudication reads again, drawn by the hash of their ids."""
    found = {statements.unit_key(row) for row in coding_a} & {statements.unit_key(row) for row in coding_b}
    agreed = found - {statements.unit_key(row) for row in differences(coding_a, coding_b)}
    drawn = sorted(agreed, key=lambda key: hashlib.sha256("-".join(key).encode()).hexdigest())
    return [
        _difference(key, "all", PRESENT, PRESENT) for key in sorted(drawn[: -(-len(drawn) // 5)], key=statements._order)
    ]


def adjudicated_statements(coding_a, coding_b, decisions):
    """The statements that adjudication leaves, each with its origin, in order of place.

    `decisions` are rows of adjudication.csv. Where both coders have a unit, the statement takes the longer quotation
    (the fuller evidence), the decided values, and the lower confidence.
    """
    ours, theirs = ({statements.unit_key(row): row for row in coding} for coding in (coding_a, coding_b))
    decided = {(*statements.unit_key(row), row["variable"]): _decision(row) for row in decisions}
    kept = []
    for key in sorted(ours.keys() | theirs.keys(), key=statements._order):
        if decided.get((*key, "presence"), PRESENT) == PRESENT:
            kept.append(_joined([coding[key] for coding in (ours, theirs) if key in coding], key, decided))
    return kept


def _decision(row):
    """What was decided, a set in its one form."""
    return quotes._set(row["decision"]) if row["variable"] == "condition" else row["decision"]


def _joined(found, key, decided):
    """One statement of the one or two codings of a unit, with what was decided on it."""
    new = {variable: decided[*key, variable] for variable in COMPARED if (*key, variable) in decided}
    longest = max(found, key=lambda row: len(row["quote"]))
    confidence = min(row["confidence"] for row in found)
    origin = found[0]["coder"] if len(found) == 1 else "adjudicated" if new else "both"
    return {**longest, **new, "confidence": confidence, "origin": origin, "statement": "-".join(key)}


def statements_of_run(coding_a, coding_b, decisions, coding="adjudicated", min_confidence=1):
    """The statements of a run: adjudicated ones or one coder's own, with at least this confidence."""
    if coding == "adjudicated":
        rows = adjudicated_statements(coding_a, coding_b, decisions)
    else:
        rows = statements.from_one_coder({"coder_a": coding_a, "coder_b": coding_b}[coding])
    return [row for row in rows if int(row["confidence"]) >= min_confidence]


def adjudication_outcomes(decisions):
    """A row a variable: how many of its differences were decided, whose value was taken, or a third, and what was amended.

    Of a statement that both coders have and that is taken out, `presence` is amended; its values need no decision.
    """
    rows = []
    for variable in ("presence", *COMPARED):
        own = [row for row in decisions if row["variable"] == variable]
        amended = sum(row["coder_a"] == row["coder_b"] for row in own)
        taken = {coder: sum(_taken(row, coder) for row in own) for coder in ("coder_a", "coder_b")}
        differed = len(own) - amended
        rows.append(
            {
                "variable": variable,
                "differed": differed,
                **taken,
                "third value": differed - sum(taken.values()),
                "amended": amended,
            }
        )
    return rows


def _taken(row, coder):
    """Whether a decision took what this coder had (or had not) where the two differed."""
    decided = "" if row["decision"] == ABSENT else row["decision"]
    return row["coder_a"] != row["coder_b"] and decided == row[coder]
