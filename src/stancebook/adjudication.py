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


def of_meeting(decisions, coding_a, coding_b):
    """The complaints about decisions beside the codings: one twice, one on no difference, a difference without one.

    Where one coder alone has coded there is no difference, and nothing to decide.
    """
    differing = differences(coding_a, coding_b) + reread(coding_a, coding_b) if coding_a and coding_b else []
    due = {_met(row): row for row in differing}
    out, seen = [], {}
    for number, row in enumerate(decisions, 2):
        earlier = seen.setdefault((*unit(row), row["variable"]), number)
        at = (FILE, number, row["variable"])
        if earlier != number:
            out.append(Complaint(*at, f"row {earlier} decides on it already", "leave one of the two"))
        elif due.pop(_met(row), None) is None and not _amends(row, coding_a + coding_b):
            wrong = "the coders do not differ like this here (any more)"
            out.append(Complaint(*at, wrong, "take the row out or correct it"))
    for row in due.values():
        wrong = f"no decision on {row['variable']} of {statement_id(row)} ('{row['coder_a']}' and '{row['coder_b']}')"
        out.append(Complaint(FILE, None, "", wrong, "add a row"))
    return out


def _met(row):
    """What makes a decision the one on a difference."""
    return (*unit(row), row["variable"], row["coder_a"], row["coder_b"])


def _amends(row, codings):
    """Whether a decision is on a value on which nobody differs, given as it is coded."""
    coded = {coding.get(row["variable"]) for coding in codings if unit(coding) == unit(row)}
    return row["variable"] in COMPARED and coded == {row["coder_a"]} == {row["coder_b"]}
