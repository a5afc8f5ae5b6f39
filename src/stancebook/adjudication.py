"""The checks of adjudication: whether every difference met a decision, and every decision a difference.

>>> both = {variable: "" for variable in COMPARED} | {"article": "000", "sentence_start": "9", "actor": "arland", "issue": "toll"}
>>> one = {"article": "000", "sentence_start": "0", "actor": "arland", "issue": "bridge", "position": "2"}
>>> again = dict(both, variable="all", coder_a="present", coder_b="present")
>>> row = dict(one, variable="presence", coder_a="present", coder_b="")
>>> of_meeting([row, again], [one, both], [both])
[]
>>> print(*of_meeting([again], [one, both], [both]))
adjudication.csv: no decision on presence of 000-0-arland-bridge ('present' and ''); add a row
"""

from stancebook.complaints import Complaint, of_choice, of_set
from stancebook.statements import ABSENT, COMPARED, PRESENT, UPHELD, differences, reread, statement_id, unit

FILE = "adjudication.csv"


def of_decisions(decisions, book):
    """The complaints about rows whose decision is no value of their variable or has no reason."""
    out = []
    for number, row in enumerate(decisions, 2):
        out += _decided(number, row, book)
        if not row["reason"].strip():
            out.append(Complaint(FILE, number, "reason", "the decision has no reason", "give one"))
    return out


def _decided(number, row, book):
    """A complaint where a decision is none that its variable allows."""
    if row["variable"] == "condition":
        return of_set(FILE, number, row, "decision", book.choices["condition"])
    choices = {"presence": (PRESENT, ABSENT), "all": (UPHELD, "amended")}
    choices |= {variable: book.choices[variable] for variable in ("via", "voice", "position")}
    return of_choice(FILE, number, row, "decision", choices.get(row["variable"], (row["decision"],)), "a decision")


def due(coding_a, coding_b):
    """What adjudication has to decide, a row each: every difference, and the drawn agreements that it reads again.

    Where one coder alone has coded there is no difference, and nothing to decide.
    """
    return differences(coding_a, coding_b) + reread(coding_a, coding_b) if coding_a and coding_b else []


def of_meeting(decisions, coding_a, coding_b):
    """The complaints about decisions beside the codings: one twice, one on no difference, a difference without one."""
    return of_due(decisions, due(coding_a, coding_b), coding_a + coding_b)


def of_due(decisions, differing, codings):
    """The same, where one knows already what is due: of a whole study, or of some of its articles alone."""
    due, gone = {_met(row): row for row in differing}, taken_out(decisions)
    out, seen = [], {}
    for number, row in enumerate(decisions, 2):
        earlier = seen.setdefault((*unit(row), row["variable"]), number)
        at = (FILE, number, row["variable"])
        if earlier != number:
            out.append(Complaint(*at, f"row {earlier} decides on it already", "leave one of the two"))
        elif due.pop(_met(row), None) is None and not _amends(row, codings):
            wrong = "the coders do not differ like this here (any more)"
            out.append(Complaint(*at, wrong, "take the row out or correct it"))
    for row in due.values():
        if unit(row) in gone and row["variable"] in COMPARED:
            continue  # what is no statement needs no values
        wrong = f"no decision on {row['variable']} of {statement_id(row)} ('{row['coder_a']}' and '{row['coder_b']}')"
        out.append(Complaint(FILE, None, "", wrong, "add a row"))
    return out


def _met(row):
    """What makes a decision the one on a difference."""
    return (*unit(row), row["variable"], row["coder_a"], row["coder_b"])


def amends(row):
    """Whether a decision is on what nobody differs in: a value, or a statement that both coders have and is none."""
    alike = row["coder_a"] == row["coder_b"]
    return alike and (row["variable"] in COMPARED or row["variable"] == "presence" and row["decision"] == ABSENT)


def taken_out(decisions):
    """The units that both coders have, and that are no statements by decision."""
    return {unit(row) for row in decisions if row["variable"] == "presence" and amends(row)}


def _amends(row, codings):
    """Whether a decision amends what was coded, given as it is coded."""
    found = [coding for coding in codings if unit(coding) == unit(row)] if amends(row) else []
    if row["variable"] == "presence":
        return len(found) == 2 and row["coder_a"] == PRESENT
    return {coding.get(row["variable"]) for coding in found} == {row["coder_a"]}
