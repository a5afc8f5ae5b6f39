"""The entries of the evidence page: what a passage is, what each coder gave, what was decided, what rests on it.

>>> coding = {"speaker": "-", "via": "self", "voice": "direct", "position": 1, "condition": "none"}
>>> [given(coding, variable, {}) for variable in ("condition", "position", "speaker")]
['none', '+1', 'nobody named']
"""

from urllib.parse import quote as percent

from stancebook.evidence import bearers, place
from stancebook.hypertext import as_text, exact
from stancebook.marking import listed
from stancebook.passages import terms
from stancebook.readings import PRESENCE
from stancebook.statements import ABSENT, COMPARED, PRESENT
from stancebook.tables import records
from stancebook.wording import label, named, signed

NOTHING = '<p class="none">No claim of the brief rests on it.</p>'


def entry(row, source, claims, reading, names, raw):
    """A passage in the list under its text; `reading` is None where nobody coded it, `claims` are those resting on it."""
    where = f'<a class="where" href="{as_text(percent(raw + "/" + source["file"]))}">{as_text(place(row, source))}</a>'
    title = f"{to(row)} {as_text(row['title'])}<br>{where}"
    backed = "".join(f"<li>{back(claim, claim['sentence'])}</li>" for claim in claims)
    rest = f"<p>The brief rests on it in:</p><ul>{backed}</ul>" if backed else NOTHING
    read = _read(row, reading, names) if reading else ""
    return f'<li data-of="{exact(row["id"])}"><p>{title}</p>{read}{"" if row["kind"] == "coding" else rest}</li>'


def _read(row, reading, names):
    """What the coders gave and what was decided."""
    alike = not reading.differ or len(reading.codings) == 1
    told = _alike(row, reading, names) if alike else _apart(row, reading, names)
    return told + _fate(row, reading) + "".join(_decision(decided, names) for decided in reading.decisions)


def _alike(row, reading, names):
    """What coders who agree gave, or the one who has it, in a paragraph."""
    many, first = len(reading.codings), reading.codings[0]
    alone = label(first["coder"]) + (" alone" if reading.differ else "")
    who = {1: alone, 2: "Both coders"}.get(many, "All coders")
    values = ", ".join(f"{variable} {given(first, variable, names)}" for variable in COMPARED)
    sure = " and ".join(dict.fromkeys(str(coding["confidence"]) for coding in reading.codings))
    said = "".join(_remark(coding, row, f"· {label(coding['coder'])}: ") for coding in reading.codings)
    return f"<p>{as_text(who)}: {as_text(values)}, confidence {as_text(sure)}{said}</p>"


def _apart(row, reading, names):
    """What coders who differ gave, in a table, the differing rows marked."""
    head = "".join(f'<th scope="col">{as_text(label(coding["coder"]))}</th>' for coding in reading.codings)
    lines = [
        (variable, variable in reading.differ, [as_text(given(coding, variable, names)) for coding in reading.codings])
        for variable in (*COMPARED, "confidence")
    ]
    remarks = [_remark(coding, row) for coding in reading.codings]
    lines += [("remarks", False, remarks)] if any(remarks) else []
    body = "".join(
        f'<tr{" class=differ" * differs}><th scope="row">{"≠ " * differs}{name}</th>'
        f"{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        for name, differs, cells in lines
    )
    return f'<table class="read"><thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>'


def given(coding, variable, names):
    """A value of a coding in words."""
    value = coding[variable]
    if variable == "position":
        return signed(int(value))
    if variable == "condition":
        return terms(value) or "none"
    if variable == "speaker":
        return value if value.strip("- ") else "nobody named"
    return named(names, str(value))


def _remark(coding, row, who=""):
    """A coder's quotation, where it is not the passage's, and note."""
    quoted = f"quotes “{coding['quote']}”" if coding["quote"] != row["quote"] else ""
    told = "; ".join(filter(None, (quoted, coding["note"])))
    return f' <span class="remark">{as_text(who + told)}</span>' if told else ""


def _fate(row, reading):
    """Why a coding is no statement of this run."""
    if row["kind"] != "coding":
        return ""
    why = "adjudication dropped it" if reading.dropped else "this run leaves it out"
    return f"<p><b>Not taken over:</b> {why}.</p>"


def _decision(row, names):
    """What adjudication decided on one variable, and why."""
    variable = row["variable"]
    about = {"all": "Agreement read again", PRESENCE: "Adjudication"}.get(variable, f"Adjudication on {variable}")
    told = {PRESENT: "taken over", ABSENT: "not taken over"}.get(row["decision"], label(row["decision"]))
    told = given({variable: row["decision"]}, variable, names) if variable in COMPARED else told
    return f'<p class="decision"><b>{as_text(about)}:</b> {as_text(told)}. {as_text(row["reason"])}</p>'


def claim_entry(claim, passages):
    """A claim with links to the passages it rests on, and back to the brief."""
    found = records(bearers(passages, claim["statements"].split()))
    name, ids = exact(f"claim-{claim['claim']}"), listed(row["id"] for row in found)
    sure = (
        f' <span class="certainty">· {as_text(claim["certainty"])} evidence ·</span>' if claim.get("certainty") else ""
    )
    links = f'{", ".join(map(to, found))}<span class="return"> · {back(claim, "in the brief")}</span>'
    return f'<li id="{name}" data-ids="{ids}">{as_text(claim["sentence"])}{sure} {links}</li>'


def to(row):
    """A link to a passage."""
    return f'<a href="#{percent(row["id"])}">{as_text(row["label"])}</a>'


def back(claim, text):
    """A link to a claim in the brief."""
    return f'<a class="back" href="index.html#claim-{percent(claim["claim"])}">{as_text(text)}</a>'
