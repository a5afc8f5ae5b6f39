"""The entries of the evidence page: what a passage is, what each coder gave, what was decided, what rests on it.

>>> coding = {"speaker": "-", "via": "self", "voice": "direct", "position": 1, "condition": "none"}
>>> [given(coding, variable, {}) for variable in ("condition", "position", "speaker")]
['none', '+1', 'nobody named']

Marking: a raw text in HTML with its passages marked and labelled and what cleaning removed ready to be struck out.

>>> marked("We go.", [], [{"start": 2, "end": 6, "rule": "tail", "zone": "furniture", "after": ""}])
'We<del class="removed" title="tail · furniture"> go.</del>'
>>> tone(-2), tone(0), tone(1), tone(None)
('m2', 'p0', 'p1', 'aside')
"""

from itertools import groupby
from urllib.parse import quote as percent

from stancebook.brief.double_coding import PRESENCE
from stancebook.brief.evidence import cited_passages, place, segments
from stancebook.brief.passages import conditions_in_words
from stancebook.core.english import display_name, join_parts, label, signed_position
from stancebook.core.tables import records
from stancebook.export.html import as_text, exact
from stancebook.study.adjudication import ABSENT, PRESENT
from stancebook.study.statements import COMPARED

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
        return signed_position(int(value))
    if variable == "condition":
        return conditions_in_words(value) or "none"
    if variable == "speaker":
        return value if value.strip("- ") else "nobody named"
    return display_name(names, str(value))


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
    found = records(cited_passages(passages, claim["statements"].split()))
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


def marked(text, passages, removed, facets=None, names=None):
    """A raw text in HTML: each segment marked with the ids of its passages, the label of each before its first one.

    `passages` and `removed` are rows of these tables on this text; `facets` leads from the id of a passage to what
    else it can be chosen by; `names` from ids to names.
    """
    rows = {("passage", row["id"]): row for row in passages}
    rows |= {("removed", number): row for number, row in enumerate(removed) if row["start"] < row["end"]}
    cut = segments(text, [(key, row["start"], row["end"]) for key, row in rows.items()])
    pieces = []
    for gone, run in groupby(cut, key=_gone):
        inner = "".join(_segment(text, *piece, rows, facets or {}, names or {}) for piece in run)
        pieces.append(_struck(inner, rows[gone]) if gone else inner)
    return "".join(pieces)


def _gone(piece):
    """The removed piece to which a segment belongs, if any."""
    return next((key for key in piece[2] if key[0] == "removed"), None)


def _struck(html, row):
    """HTML of words that cleaning took out, with the rule that did."""
    told = join_parts([row["rule"], row["zone"], f"replaced by “{row['after']}”" if row["after"] else ""])
    return f'<del class="removed" title="{as_text(told)}">{html}</del>'


def _segment(text, start, end, keys, rows, facets, names):
    """The words between two cuts, with labels before them and a mark around them where they belong to a passage."""
    here = [rows[key] for key in keys if key[0] == "passage"]
    words = exact(text[start:end])
    labels = "".join(_label(row, facets.get(row["id"], {}), names) for row in here if row["start"] == start)
    before = f'<span class="labels" dir="ltr">{labels}</span>' if labels else ""
    return before + (_mark(words, here) if here else words)


def _mark(html, here):
    """A marked segment, coloured by the lowest and the highest position on it."""
    said = [row["position"] for row in here if row["kind"] == "statement"]
    looks = [f"low-{tone(min(said))}", f"high-{tone(max(said))}"] if said else []
    looks += sorted({look(row) for row in here if row["kind"] != "statement"})
    return f'<mark class="{" ".join(looks)}" data-ids="{listed(row["id"] for row in here)}">{html}</mark>'


def _label(row, facets, names):
    """A passage's label: the anchor, a link to itself, with the position in figures and whose and on what it is."""
    about = join_parts(display_name(names, row[column]) for column in ("actor", "issue") if row[column])
    words = f"<i> {as_text(about)}</i>" if about else ""
    told = {"actor": row["actor"], "issue": row["issue"], "position": row["position"], **facets} if about else {}
    data = "".join(f' data-{key}="{as_text(value)}"' for key, value in told.items() if value not in (None, ""))
    text = as_text(f"{row['label']} {signed_position(row['position'])}".strip())
    return (
        f'<a class="label {look(row)}" id="{exact(row["id"])}" href="#{percent(row["id"])}"{data} '
        f'title="{as_text(row["title"])}">{text}{words}</a>'
    )


def look(row):
    """The name of a passage's look: the tone of a statement, aside for facts and notes, untaken for a mere coding."""
    return "untaken" if row["kind"] == "coding" else tone(row["position"])


def tone(position):
    """The name of a position's colour: m2 and m1 oppose, p0 is between, p1 and p2 support; aside without position."""
    if position is None:
        return "aside"
    return f"{'m' if position < 0 else 'p'}{min(abs(position), 2)}"


def listed(ids):
    """Ids in one attribute, with spaces between, each percent-encoded."""
    return " ".join(percent(id) for id in ids)
